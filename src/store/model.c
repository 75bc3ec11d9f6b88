/* Reading lists. Each reader binds what it selects by and fills its record in the order of the statement's columns. */
#include "store/model.h"

#include "store/rows.h"

#include <stdlib.h>

int read_schools(struct store *store, struct schools *out, struct err *err)
{
    struct query query = query_start(store, SQL_SCHOOLS, err);
    READ_ALL(query, out, struct school * x, INT(id) TEXT(key) TEXT(name) TEXT(route) INT(documents));
}

int read_rules(struct store *store, int64_t school, struct rules *out, struct err *err)
{
    struct query query = query_start(store, SQL_RULES, err);
    query_int(&query, school);
    READ_ALL(query, out, struct rule * x,
             INT(id) TEXT(key) TEXT(title) TEXT(number) TEXT(issuer) TEXT(issued) TEXT(effective) TEXT(state)
                 TEXT(note));
}

int read_provisions(struct store *store, int64_t rule, struct provisions *out, struct err *err)
{
    struct query query = query_start(store, SQL_PROVISIONS, err);
    query_int(&query, rule);
    READ_ALL(query, out, struct provision * x,
             INT(id) INT(parent) TEXT(kind) INT(number) TEXT(path) TEXT(mark) TEXT(text));
}

/* A pair so that the order can be made without a look at the list. */
struct place {
    int64_t id;
    size_t at;
};

static int by_id(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static void index_bodies(struct bodies *bodies)
{
    struct place *places = mem_alloc((bodies->n + 1) * sizeof *places);
    for (size_t i = 0; i < bodies->n; i++)
        places[i] = (struct place){ bodies->v[i].id, i };
    qsort(places, bodies->n, sizeof *places, by_id);
    bodies->by_id = arena_alloc(&bodies->arena, (bodies->n + 1) * sizeof *bodies->by_id);
    for (size_t i = 0; i < bodies->n; i++)
        bodies->by_id[i] = places[i].at;
    bodies->indexed = bodies->n;
    mem_free(places);
}

static int read_day_bodies(struct store *store, int64_t school, const char *day, struct bodies *out, struct err *err)
{
    struct query query = query_start(store, SQL_BODIES, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct body * x, BODY);
}

int read_bodies(struct store *store, int64_t school, const char *day, struct bodies *out, struct err *err)
{
    int rc = read_day_bodies(store, school, day, out, err);
    if (rc == 0)
        index_bodies(out);
    return rc;
}

int read_posts(struct store *store, int64_t school, const char *day, struct posts *out, struct err *err)
{
    struct query query = query_start(store, SQL_POSTS, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct post * x, POST);
}

int read_holders(struct store *store, int64_t school, const char *day, struct holders *out, struct err *err)
{
    struct query query = query_start(store, SQL_HOLDERS, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct holder * x,
             INT(tenure) INT(post) INT(person) TEXT(name) TEXT(number) TEXT(phone) TEXT(night_phone) TEXT(from) TEXT(to)
                 TEXT(filed) TEXT(filing_number));
}

int read_seats_taken(struct store *store, int64_t school, const char *day, struct holders *out, struct err *err)
{
    struct query query = query_start(store, SQL_SEATS_TAKEN, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct holder * x, INT(tenure) INT(post) INT(person)(void) arena;);
}

int read_duties(struct store *store, int64_t school, struct duties *out, struct err *err)
{
    struct query query = query_start(store, SQL_DUTIES, err);
    query_int(&query, school);
    READ_ALL(query, out, struct duty * x,
             INT(id) INT(no) INT(body) INT(provision) CITE(cite) TEXT(text) TEXT(topic) TEXT(basis));
}

int read_parts(struct store *store, int64_t school, const char *day, struct parts *out, struct err *err)
{
    struct query query = query_start(store, SQL_PARTS, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct part * x,
             INT(duty) INT(body) TEXT(part) CITE(cite) INT(provision) INT(decision) TEXT(reason) TEXT(by) TEXT(day)
                 x->own = x->decision != 0;);
}

int read_obligations(struct store *store, int64_t school, struct obligations *out, struct err *err)
{
    struct query query = query_start(store, SQL_OBLIGATIONS, err);
    query_int(&query, school);
    READ_ALL(query, out, struct obligation * x,
             INT(id) TEXT(key) INT(body) TEXT(name) TEXT(every) INT(times) TEXT(kind) INT(provision) CITE(cite)
                 TEXT(since));
}

int read_fulfilments(struct store *store, int64_t school, const char *day, struct fulfilments *out, struct err *err)
{
    struct query query = query_start(store, SQL_FULFILMENTS, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct fulfilment * x, INT(id) INT(obligation) INT(body) TEXT(day) TEXT(evidence));
}

int read_circumstances(struct store *store, int64_t school, struct circumstances *out, struct err *err)
{
    struct query query = query_start(store, SQL_CIRCUMSTANCES, err);
    query_int(&query, school);
    READ_ALL(query, out, struct circumstance * x,
             INT(id) TEXT(key) TEXT(name) INT(provision) CITE(cite) TEXT(condition));
}

int read_assets(struct store *store, int64_t school, const char *day, struct assets *out, struct err *err)
{
    struct query query = query_start(store, SQL_ASSETS, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct asset * x, ASSET);
}

static int read_account_rows(struct query *started, struct accounts *out)
{
    struct query query = *started;
    READ_ALL(query, out, struct account * x,
             INT(id) TEXT(login) TEXT(role) INT(body) TEXT(body_name) TEXT(school) INT(person) TEXT(person_name)
                 TEXT(person_number));
}

int read_accounts(struct store *store, struct accounts *out, struct err *err)
{
    struct query query = query_start(store, SQL_ACCOUNTS, err);
    return read_account_rows(&query, out);
}

int read_account(struct store *store, const char *login, struct accounts *out, struct err *err)
{
    struct query query = query_start(store, SQL_ACCOUNT, err);
    query_text(&query, login);
    return read_account_rows(&query, out);
}

const struct body *body_by_id(const struct bodies *bodies, int64_t id)
{
    /* A list given back has no bodies, whatever was left behind of its index. */
    size_t indexed = bodies->indexed <= bodies->n ? bodies->indexed : 0;
    size_t low = 0, high = indexed;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (bodies->v[bodies->by_id[middle]].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < indexed && bodies->v[bodies->by_id[low]].id == id)
        return &bodies->v[bodies->by_id[low]];
    for (size_t i = indexed; i < bodies->n; i++)
        if (bodies->v[i].id == id)
            return &bodies->v[i];
    return NULL;
}
