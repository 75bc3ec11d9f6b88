/* Time limits for handling. */
#include "store/limit.h"

#include "store/rows.h"

int read_handling_limits(struct store *store, int64_t school, struct handling_limits *out, struct err *err)
{
    struct query query = query_start(store, SQL_HANDLING_LIMITS, err);
    query_int(&query, school);
    READ_ALL(query, out, struct handling_limit * x,
             INT(id) TEXT(step) INT(minutes) TEXT(source) TEXT(day) TEXT(ended) TEXT(by));
}

int add_handling_limit(struct store *store, int64_t school, const struct handling_limit *limit, int64_t *id,
                       struct err *err)
{
    struct query query = query_start(store, SQL_HANDLING_LIMIT_ADD, err);
    query_int(&query, school);
    query_text(&query, limit->step);
    query_int(&query, limit->minutes);
    query_text(&query, limit->source);
    query_text(&query, limit->day);
    query_text(&query, limit->by);
    return query_run_id(&query, id);
}

int end_handling_limit(struct store *store, int64_t id, const char *ended, struct err *err)
{
    struct query query = query_start(store, SQL_HANDLING_LIMIT_END, err);
    query_int(&query, id);
    query_text(&query, ended);
    return query_run(&query);
}
