/* Units with people. */
#include "chain.h"

#include "domain/change_org.h"

#include <stdio.h>

static int64_t number_of(struct store *store, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *sql = sqlite3_vmprintf(format, args);
    va_end(args);
    int64_t found = raw_int(store->db, sql);
    sqlite3_free(sql);
    return found;
}

int64_t chain_body(struct store *store, const char *school, const char *body)
{
    return number_of(store, "SELECT b.id FROM body b JOIN school s ON s.id = b.school WHERE s.key = %Q AND b.name = %Q",
                     school, body);
}

int64_t chain_unit(struct store *store, const char *school)
{
    struct session root = seeded_session(store, "root");
    struct err err;
    int64_t id, class = number_of(store,
                                  "SELECT b.id FROM body b JOIN school s ON s.id = b.school WHERE s.key = %Q"
                                  " AND b.each",
                                  school);
    const struct new_body unit = { .school = seeded_school(store, school),
                                   .name = CHAIN_UNIT,
                                   .kind = "college",
                                   .parent = class,
                                   .class = class,
                                   .opened = "2020-01-01" };
    if (body_add(&root, &unit, &id, &err) != 0)
        ck_abort_msg("%s: %s", school, err.text);
    session_done(&root);
    return id;
}

static void write(struct store *store, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *sql = sqlite3_vmprintf(format, args);
    va_end(args);
    seeded_write(store, "chain", sql);
    sqlite3_free(sql);
}

int64_t chain_person(struct store *store, const char *school, const char *number, const char *name)
{
    write(store,
          "INSERT INTO person(school, number, name) SELECT id, %Q, %Q FROM school WHERE key = %Q"
          " ON CONFLICT DO NOTHING",
          number, name, school);
    return number_of(store,
                     "SELECT n.id FROM person n JOIN school s ON s.id = n.school WHERE s.key = %Q AND"
                     " n.number = %Q",
                     school, number);
}

void chain_hold(struct store *store, const char *school, const char *body, const char *liability, const char *number,
                const char *name, const char *from, const char *to)
{
    int64_t person = chain_person(store, school, number, name);
    int64_t post = number_of(store, "SELECT id FROM post WHERE body = %lld AND liability = %Q ORDER BY ord, id LIMIT 1",
                             (long long)chain_body(store, school, body), liability);
    write(store, "INSERT INTO tenure(post, person, from_day, to_day) VALUES(%lld, %lld, %Q, %Q)", (long long)post,
          (long long)person, from, to);
}

void chain_link(struct store *store, const char *login, int64_t person)
{
    write(store, "UPDATE account SET person = %lld WHERE login = %Q", (long long)person, login);
}

struct session chain_reviewer(struct store *store, const char *school, const char *login, const char *role)
{
    write(store, "INSERT INTO account(login, role) VALUES(%Q, %Q) ON CONFLICT DO NOTHING", login, role);
    chain_link(store, login, chain_person(store, school, login, login));
    return seeded_session(store, login);
}

int64_t chain_fact(struct store *store, const char *key)
{
    return number_of(store, "SELECT id FROM fact WHERE key = %Q", key);
}
