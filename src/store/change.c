/* Accounts and bodies. */
#include "store/change.h"

#include "store/db.h"

static void bind_reference(struct query *query, int64_t id)
{
    if (id == 0)
        query_null(query);
    else
        query_int(query, id);
}

int add_account(struct store *store, const char *login, const char *role, int64_t body, struct err *err)
{
    struct query query = query_start(store, SQL_ACCOUNT_ADD, err);
    query_text(&query, login);
    query_text(&query, role);
    bind_reference(&query, body);
    return query_run(&query);
}

int remove_account(struct store *store, const char *login, struct err *err)
{
    struct query query = query_start(store, SQL_ACCOUNT_REMOVE, err);
    query_text(&query, login);
    return query_run(&query);
}

int add_body(struct store *store, const struct new_body *body, int64_t *id, struct err *err)
{
    struct query query = query_start(store, SQL_BODY_ADD, err);
    query_int(&query, body->school);
    query_text(&query, body->name);
    query_text(&query, body->kind);
    bind_reference(&query, body->parent);
    bind_reference(&query, body->class);
    query_text(&query, body->opened);
    int rc = query_step(&query);
    *id = rc == 1 ? query_get_int(&query) : 0;
    query_end(&query);
    if (rc != 1 || body->class == 0)
        return rc == 1 ? 0 : -1;
    return add_class_posts(store, *id, body->class, err);
}

int add_class_posts(struct store *store, int64_t body, int64_t class, struct err *err)
{
    struct query query = query_start(store, SQL_POSTS_OF_CLASS, err);
    query_int(&query, body);
    query_int(&query, class);
    return query_run(&query);
}
