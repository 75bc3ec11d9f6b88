/* Accounts, bodies, posts. */
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

int set_account_person(struct store *store, const char *login, int64_t person, struct err *err)
{
    struct query query = query_start(store, SQL_ACCOUNT_PERSON, err);
    query_text(&query, login);
    bind_reference(&query, person);
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
    query_text(&query, body->short_name);
    if (query_run_id(&query, id) != 0)
        return -1;
    return body->class == 0 ? 0 : add_class_posts(store, *id, body->class, err);
}

int add_class_posts(struct store *store, int64_t body, int64_t class, struct err *err)
{
    struct query query = query_start(store, SQL_POSTS_OF_CLASS, err);
    query_int(&query, body);
    query_int(&query, class);
    return query_run(&query);
}

int rename_body(struct store *store, int64_t body, const char *name, const char *short_name, struct err *err)
{
    struct query query = query_start(store, SQL_BODY_RENAME, err);
    query_int(&query, body);
    query_text(&query, name);
    query_text(&query, short_name);
    return query_run(&query);
}

int move_body(struct store *store, int64_t body, int64_t parent, struct err *err)
{
    struct query query = query_start(store, SQL_BODY_MOVE, err);
    query_int(&query, body);
    bind_reference(&query, parent);
    return query_run(&query);
}

static int close_row(struct store *store, enum sql sql, int64_t id, const char *day, struct err *err)
{
    struct query query = query_start(store, sql, err);
    query_int(&query, id);
    query_text(&query, day);
    return query_run(&query);
}

int close_body(struct store *store, int64_t body, const char *day, struct err *err)
{
    if (close_row(store, SQL_POSTS_CLOSE, body, day, err) != 0)
        return -1;
    return close_row(store, SQL_BODY_CLOSE, body, day, err);
}

int close_post(struct store *store, int64_t post, const char *day, struct err *err)
{
    return close_row(store, SQL_POST_CLOSE, post, day, err);
}

int add_post(struct store *store, const struct new_post *post, int64_t *id, struct err *err)
{
    struct query query = query_start(store, SQL_POST_ADD, err);
    query_int(&query, post->body);
    query_text(&query, post->name);
    query_text(&query, post->liability);
    query_int(&query, post->seats);
    query_int(&query, post->filing);
    query_text(&query, post->opened);
    return query_run_id(&query, id);
}
