/* Searching, and keeping the index up. */
#include "store/search.h"

#include "store/db.h"
#include "text/split.h"

#include <string.h>

static int read_founds(struct query *query, struct founds *out)
{
    int rc;
    while ((rc = query_step(query)) == 1) {
        struct found *x = VEC_PUSH(out);
        x->id = query_get_int(query);
        x->school = query_get_int(query);
        x->school_key = query_get_text(query, &out->arena);
        x->school_name = query_get_text(query, &out->arena);
        x->rule = query_get_int(query);
        x->rule_key = query_get_text(query, &out->arena);
        x->rule_title = query_get_text(query, &out->arena);
        x->path = query_get_text(query, &out->arena);
        x->text = query_get_text(query, &out->arena);
    }
    query_end(query);
    if (rc < 0)
        VEC_FREE(out), arena_free(&out->arena);
    return rc;
}

int provisions_search(struct store *store, int64_t school, const char *words, int64_t limit, struct founds *out,
                      struct err *err)
{
    struct buf match = { 0 };
    if (!text_split_query(words, strlen(words), &match))
        return 0;
    struct query query = query_start(store, SQL_SEARCH_PROVISIONS, err);
    query_text(&query, match.v);
    query_int(&query, school);
    query_int(&query, limit);
    int rc = read_founds(&query, out);
    buf_free(&match);
    return rc;
}

int read_found(struct store *store, int64_t provision, struct founds *out, struct err *err)
{
    struct query query = query_start(store, SQL_PROVISION_FOUND, err);
    query_int(&query, provision);
    return read_founds(&query, out);
}

static int follow_one(struct store *store, sqlite3_changeset_iter *iter, int op, struct err *err)
{
    sqlite3_value *id = NULL;
    if (op == SQLITE_INSERT)
        sqlite3changeset_new(iter, 0, &id);
    else
        sqlite3changeset_old(iter, 0, &id);
    if (id == NULL)
        return 0;
    struct query query = query_start(store, op == SQLITE_DELETE ? SQL_SEARCH_DROP : SQL_SEARCH_PUT, err);
    query_int(&query, sqlite3_value_int64(id));
    return query_run(&query);
}

int search_follow(struct store *store, const struct buf *changes, struct err *err)
{
    sqlite3_changeset_iter *iter = NULL;
    int rc = 0;
    if (changes->n == 0 || changes->n > INT32_MAX) /* that much, the journal refuses with a sentence */
        return 0;
    if (sqlite3changeset_start(&iter, (int)changes->n, changes->v) != SQLITE_OK)
        die("sqlite3changeset_start");
    while (rc == 0 && sqlite3changeset_next(iter) == SQLITE_ROW) {
        const char *table;
        int columns, op;
        sqlite3changeset_op(iter, &table, &columns, &op, NULL);
        if (strcmp(table, "provision") == 0)
            rc = follow_one(store, iter, op, err);
    }
    sqlite3changeset_finalize(iter);
    return rc;
}
