/* Look-ups. */
#include "store/look.h"

#include "store/rows.h"

int read_body(struct store *store, int64_t id, struct bodies *out, struct err *err)
{
    struct query query = query_start(store, SQL_BODY, err);
    query_int(&query, id);
    READ_ALL(query, out, struct body * x, BODY);
}

int read_post(struct store *store, int64_t id, struct posts *out, struct err *err)
{
    struct query query = query_start(store, SQL_POST, err);
    query_int(&query, id);
    READ_ALL(query, out, struct post * x, POST);
}

int read_body_posts(struct store *store, int64_t body, struct posts *out, struct err *err)
{
    struct query query = query_start(store, SQL_POSTS_OF_BODY, err);
    query_int(&query, body);
    READ_ALL(query, out, struct post * x, POST);
}

int read_body_called(struct store *store, int64_t school, const char *name, int64_t besides, const char *day,
                     struct bodies *out, struct err *err)
{
    struct query query = query_start(store, SQL_BODY_CALLED, err);
    query_int(&query, school);
    query_text(&query, name);
    query_int(&query, besides);
    query_text(&query, day);
    READ_ALL(query, out, struct body * x, BODY);
}

int read_bodies_below(struct store *store, int64_t body, const char *day, struct bodies *out, struct err *err)
{
    struct query query = query_start(store, SQL_BODIES_BELOW, err);
    query_int(&query, body);
    query_text(&query, day);
    READ_ALL(query, out, struct body * x, BODY);
}

int body_within(struct store *store, int64_t body, int64_t top, bool *within, struct err *err)
{
    struct query query = query_start(store, SQL_BODY_ABOVE, err);
    query_int(&query, body);
    query_int(&query, top);
    int rc = query_step(&query);
    *within = rc == 1 && query_get_int(&query) > 0;
    query_end(&query);
    return rc == 1 ? 0 : -1;
}

int read_body_duties(struct store *store, int64_t body, size_t most, struct body_duties *out, struct err *err)
{
    struct query query = query_start(store, SQL_BODY_DUTIES, err);
    query_int(&query, body);
    query_int(&query, most == 0 ? -1 : (int64_t)most);
    READ_ALL(query, out, struct body_duty * x, INT(duty) INT(no) INT(body) TEXT(part) CITE(cite) TEXT(text));
}

int read_person(struct store *store, int64_t id, const char *day, struct persons *out, struct err *err)
{
    struct query query = query_start(store, SQL_PERSON, err);
    query_text(&query, day);
    query_int(&query, id);
    READ_ALL(query, out, struct person * x, PERSON);
}

static int read_page(struct store *store, const struct person_page *page, struct persons *out, struct err *err)
{
    struct query query = query_start(store, page->backwards ? SQL_PERSONS_BEFORE : SQL_PERSONS_AFTER, err);
    query_text(&query, page->day);
    query_int(&query, page->school);
    query_text(&query, page->name);
    query_int(&query, page->name == NULL ? 0 : page->id);
    query_int(&query, (int64_t)page->limit);
    READ_ALL(query, out, struct person * x, PERSON);
}

int read_persons(struct store *store, const struct person_page *page, struct persons *out, struct err *err)
{
    int rc = read_page(store, page, out, err);
    for (size_t i = 0; rc == 0 && page->backwards && i < out->n / 2; i++) {
        struct person first = out->v[i];
        out->v[i] = out->v[out->n - 1 - i];
        out->v[out->n - 1 - i] = first;
    }
    return rc;
}

int read_all_persons_short(struct store *store, int64_t school, struct persons *out, struct err *err)
{
    struct query query = query_start(store, SQL_PERSONS_SHORT, err);
    query_int(&query, school);
    READ_ALL(query, out, struct person * x, PERSON);
}

int read_tenure(struct store *store, int64_t id, struct tenures *out, struct err *err)
{
    struct query query = query_start(store, SQL_TENURE, err);
    query_int(&query, id);
    READ_ALL(query, out, struct tenure * x, TENURE);
}

int read_person_tenures(struct store *store, int64_t person, struct tenures *out, struct err *err)
{
    struct query query = query_start(store, SQL_TENURES_OF_PERSON, err);
    query_int(&query, person);
    READ_ALL(query, out, struct tenure * x, TENURE);
}

int read_tenures_from(struct store *store, int64_t body, const char *day, struct tenures *out, struct err *err)
{
    struct query query = query_start(store, SQL_TENURES_FROM, err);
    query_int(&query, body);
    query_text(&query, day);
    READ_ALL(query, out, struct tenure * x, TENURE);
}

int read_tenures_ending(struct store *store, int64_t school, const char *from, const char *to, struct tenures *out,
                        struct err *err)
{
    struct query query = query_start(store, SQL_TENURES_ENDING, err);
    query_int(&query, school);
    query_text(&query, from);
    query_text(&query, to);
    READ_ALL(query, out, struct tenure * x, TENURE);
}
