/* Reading lists. Each reader binds what it selects by and fills its record in the order of the statement's columns. */
#include "store/model.h"

#include "store/db.h"

/* Runs a started query to its end; `item` and `columns` say how a row becomes a record. */
#define READ_ALL(query, out, item, columns)    \
    int rc;                                    \
    while ((rc = query_step(&(query))) == 1) { \
        item = VEC_PUSH(out);                  \
        struct arena *arena = &(out)->arena;   \
        columns                                \
    }                                          \
    query_end(&(query));                       \
    if (rc < 0)                                \
        LIST_FREE(out);                        \
    return rc

#define INT(field) x->field = query_get_int(&query);
#define BOOL(field) x->field = query_get_int(&query) != 0;
#define TEXT(field) x->field = query_get_text(&query, arena);
#define CITE(field) TEXT(field.rule) TEXT(field.path)

int read_schools(struct store *store, struct schools *out, struct err *err)
{
    struct query query = query_start(store, SQL_SCHOOLS, err);
    READ_ALL(query, out, struct school * x, INT(id) TEXT(key) TEXT(name) TEXT(route));
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

int read_bodies(struct store *store, int64_t school, const char *day, struct bodies *out, struct err *err)
{
    struct query query = query_start(store, SQL_BODIES, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct body * x,
             INT(id) TEXT(key) TEXT(name) TEXT(short_name) TEXT(kind) INT(parent) BOOL(each) INT(class) INT(host)
                 CITE(cite));
}

int read_posts(struct store *store, int64_t school, const char *day, struct posts *out, struct err *err)
{
    struct query query = query_start(store, SQL_POSTS, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct post * x,
             INT(id) INT(body) TEXT(name) TEXT(liability) INT(seats) BOOL(filing) TEXT(ex_officio) CITE(cite));
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

int read_duties(struct store *store, int64_t school, struct duties *out, struct err *err)
{
    struct query query = query_start(store, SQL_DUTIES, err);
    query_int(&query, school);
    READ_ALL(query, out, struct duty * x, INT(id) INT(no) INT(body) CITE(cite) TEXT(text) TEXT(topic) TEXT(basis));
}

int read_parts(struct store *store, int64_t school, struct parts *out, struct err *err)
{
    struct query query = query_start(store, SQL_PARTS, err);
    query_int(&query, school);
    READ_ALL(query, out, struct part * x, INT(duty) INT(body) TEXT(part) CITE(cite));
}

int read_obligations(struct store *store, int64_t school, struct obligations *out, struct err *err)
{
    struct query query = query_start(store, SQL_OBLIGATIONS, err);
    query_int(&query, school);
    READ_ALL(query, out, struct obligation * x,
             INT(id) TEXT(key) INT(body) TEXT(name) TEXT(every) INT(times) TEXT(kind) CITE(cite) TEXT(since));
}

int read_fulfilments(struct store *store, int64_t school, const char *day, struct fulfilments *out, struct err *err)
{
    struct query query = query_start(store, SQL_FULFILMENTS, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct fulfilment * x, INT(obligation) INT(body) TEXT(day) TEXT(evidence));
}

int read_circumstances(struct store *store, int64_t school, struct circumstances *out, struct err *err)
{
    struct query query = query_start(store, SQL_CIRCUMSTANCES, err);
    query_int(&query, school);
    READ_ALL(query, out, struct circumstance * x, INT(id) TEXT(key) TEXT(name) CITE(cite) TEXT(condition));
}

int read_assets(struct store *store, int64_t school, const char *day, struct assets *out, struct err *err)
{
    struct query query = query_start(store, SQL_ASSETS, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct asset * x,
             INT(id) INT(body) TEXT(name) TEXT(kind) TEXT(address) INT(level) TEXT(purpose) TEXT(scale) TEXT(risk)
                 TEXT(contact) TEXT(phone));
}

int read_accounts(struct store *store, struct accounts *out, struct err *err)
{
    struct query query = query_start(store, SQL_ACCOUNTS, err);
    READ_ALL(query, out, struct account * x, INT(id) TEXT(login) TEXT(role) INT(body) TEXT(body_name) TEXT(school));
}

const struct body *body_by_id(const struct bodies *bodies, int64_t id)
{
    for (size_t i = 0; i < bodies->n; i++)
        if (bodies->v[i].id == id)
            return &bodies->v[i];
    return NULL;
}
