/* Searching, and keeping the indexes up. */
#include "store/search.h"

#include "store/db.h"
#include "text/split.h"

#include <stdlib.h>
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

/* The id of the changed row: its first column, which is always there. */
static int64_t changed_id(sqlite3_changeset_iter *iter, int op)
{
    sqlite3_value *id = NULL;
    if (op == SQLITE_INSERT)
        sqlite3changeset_new(iter, 0, &id);
    else
        sqlite3changeset_old(iter, 0, &id);
    return id == NULL ? 0 : sqlite3_value_int64(id);
}

static int run_on(struct store *store, enum sql sql, int64_t id, struct err *err)
{
    struct query query = query_start(store, sql, err);
    query_int(&query, id);
    return query_run(&query);
}

/* The incidents whose words or grade changed. */
struct touched {
    int64_t *v;
    size_t n, room;
};

static int add_incident_of(struct store *store, int64_t entry, struct touched *touched, struct err *err)
{
    struct query query = query_start(store, SQL_INCIDENT_OF_ENTRY, err);
    query_int(&query, entry);
    int rc = query_step(&query);
    if (rc == 1)
        *VEC_PUSH(touched) = query_get_int(&query);
    query_end(&query);
    return rc < 0 ? -1 : 0;
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Each once, however many of its lines were written. */
static int put_incidents(struct store *store, struct touched *touched, struct err *err)
{
    int rc = 0;
    if (touched->n > 1)
        qsort(touched->v, touched->n, sizeof *touched->v, by_id);
    for (size_t i = 0; rc == 0 && i < touched->n; i++)
        if (i == 0 || touched->v[i] != touched->v[i - 1])
            rc = run_on(store, SQL_SEARCH_INCIDENT_PUT, touched->v[i], err) != 0 ||
                         run_on(store, SQL_SEARCH_GRADE_DROP, touched->v[i], err) != 0 ||
                         run_on(store, SQL_SEARCH_GRADE_PUT, touched->v[i], err) != 0
                     ? -1
                     : 0;
    return rc;
}

int search_follow(struct store *store, const struct buf *changes, struct err *err)
{
    sqlite3_changeset_iter *iter = NULL;
    struct touched touched = { 0 };
    int rc = 0;
    if (changes->n == 0 || changes->n > INT32_MAX) /* that much, the journal refuses with a sentence */
        return 0;
    if (sqlite3changeset_start(&iter, (int)changes->n, changes->v) != SQLITE_OK)
        die("sqlite3changeset_start");
    while (rc == 0 && sqlite3changeset_next(iter) == SQLITE_ROW) {
        const char *table;
        int columns, op;
        sqlite3changeset_op(iter, &table, &columns, &op, NULL);
        int64_t id = changed_id(iter, op);
        if (strcmp(table, "provision") == 0 && id != 0)
            rc = run_on(store, op == SQLITE_DELETE ? SQL_SEARCH_DROP : SQL_SEARCH_PUT, id, err);
        else if (strcmp(table, "incident") == 0)
            *VEC_PUSH(&touched) = id;
        else if (strcmp(table, "entry") == 0)
            rc = add_incident_of(store, id, &touched, err);
    }
    sqlite3changeset_finalize(iter);
    if (rc == 0)
        rc = put_incidents(store, &touched, err);
    VEC_FREE(&touched);
    return rc;
}
