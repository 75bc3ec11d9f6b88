/* History, read from the changesets of the journal. */
#include "store/history.h"

#include "base/buf.h"
#include "base/words.h"
#include "store/db.h"

#include <stdio.h>
#include <string.h>

struct names {
    char **v;
    size_t n, room;
};

/* SQL of the domain tables' columns in one statement, so that no SQL is built from the name a person gave. */
static int read_columns(struct store *store, const char *table, struct names *names, struct arena *arena,
                        struct err *err)
{
    struct query query = query_start(store, SQL_COLUMNS, err);
    query_text(&query, table);
    int rc;
    while ((rc = query_step(&query)) == 1)
        *VEC_PUSH(names) = query_get_text(&query, arena);
    query_end(&query);
    return rc;
}

static int no_such_table(struct store *store, const char *table, struct err *err)
{
    struct buf list = { 0 };
    struct arena arena = { 0 };
    struct query query = query_start(store, SQL_TABLES, err);
    int rc;
    while ((rc = query_step(&query)) == 1) {
        const char *name = query_get_text(&query, &arena);
        if (db_is_domain_table(name))
            buf_printf(&list, "%s%s", list.n > 0 ? " " : "", name);
    }
    query_end(&query);
    if (rc == 0)
        err_set(err, _("没有表 %s。可查的表有：%s。"), table, buf_text(&list));
    buf_free(&list);
    arena_free(&arena);
    return -1;
}

static const char *value_text(sqlite3_value *value, struct arena *arena)
{
    if (value == NULL || sqlite3_value_type(value) == SQLITE_NULL)
        return NULL;
    const unsigned char *text = sqlite3_value_text(value);
    return text == NULL ? "" : db_keep_text(text, (size_t)sqlite3_value_bytes(value), arena);
}

static void add_row(sqlite3_changeset_iter *iter, int op, const struct names *names, const struct change *entry,
                    struct changes *out)
{
    for (int i = 0; i < (int)names->n; i++) {
        sqlite3_value *before = NULL, *after = NULL;
        if (op != SQLITE_INSERT)
            sqlite3changeset_old(iter, i, &before);
        if (op != SQLITE_DELETE)
            sqlite3changeset_new(iter, i, &after);
        /* In an update only the changed columns have a new value. */
        if (op == SQLITE_UPDATE && after == NULL)
            continue;
        struct change *change = VEC_PUSH(out);
        *change = *entry;
        change->kind = op == SQLITE_INSERT ? CHANGE_ADD : op == SQLITE_DELETE ? CHANGE_REMOVE : CHANGE_EDIT;
        change->column = arena_strdup(&out->arena, names->v[i]);
        change->before = value_text(before, &out->arena);
        change->after = value_text(after, &out->arena);
    }
}

static bool is_row(sqlite3_changeset_iter *iter, const char *table, int64_t id, int *op, int *columns)
{
    const char *name;
    sqlite3_value *key = NULL;
    sqlite3changeset_op(iter, &name, columns, op, NULL);
    if (strcmp(name, table) != 0)
        return false;
    if (*op == SQLITE_INSERT)
        sqlite3changeset_new(iter, 0, &key);
    else
        sqlite3changeset_old(iter, 0, &key);
    return key != NULL && sqlite3_value_int64(key) == id;
}

static int read_entries(struct store *store, const char *table, int64_t id, const struct names *names,
                        struct changes *out, struct err *err)
{
    struct query query = query_start(store, SQL_JOURNAL_OF_ROW, err);
    int rc;
    query_text(&query, table);
    query_int(&query, id);
    while ((rc = query_step(&query)) == 1) {
        const void *bytes = sqlite3_column_blob(query.statement, 4);
        int n = sqlite3_column_bytes(query.statement, 4);
        sqlite3_changeset_iter *iter = NULL;
        struct change entry = { 0 };
        if (sqlite3changeset_start(&iter, n, (void *)(uintptr_t)bytes) != SQLITE_OK)
            continue;
        while (sqlite3changeset_next(iter) == SQLITE_ROW) {
            int op, columns;
            if (!is_row(iter, table, id, &op, &columns))
                continue;
            if (entry.seq == 0) {
                query.column = 0;
                entry.seq = query_get_int(&query);
                entry.at = query_get_int(&query);
                entry.actor = query_get_text(&query, &out->arena);
                entry.action = query_get_text(&query, &out->arena);
                entry.table = arena_strdup(&out->arena, table);
                entry.id = id;
            }
            struct names known = { names->v, names->n < (size_t)columns ? names->n : (size_t)columns, 0 };
            add_row(iter, op, &known, &entry, out);
        }
        sqlite3changeset_finalize(iter);
    }
    query_end(&query);
    return rc;
}

int read_history(struct store *store, const char *table, int64_t id, struct changes *out, struct err *err)
{
    struct names names = { 0 };
    int rc = read_columns(store, table, &names, &out->arena, err);
    if (rc == 0 && (names.n == 0 || !db_is_domain_table(table)))
        rc = no_such_table(store, table, err);
    if (rc == 0)
        rc = read_entries(store, table, id, &names, out, err);
    VEC_FREE(&names);
    if (rc != 0)
        VEC_FREE(out), arena_free(&out->arena);
    return rc;
}

int read_touches(struct store *store, const char *table, int64_t id, size_t most, struct touch *out, size_t *n,
                 struct err *err)
{
    struct arena arena = { 0 };
    struct query query = query_start(store, SQL_TOUCHES, err);
    query_text(&query, table);
    query_int(&query, id);
    query_int(&query, (int64_t)most);
    int rc;
    *n = 0;
    while ((rc = query_step(&query)) == 1 && *n < most) {
        struct touch *touch = &out[(*n)++];
        touch->seq = query_get_int(&query);
        touch->at = query_get_int(&query);
        snprintf(touch->actor, sizeof touch->actor, "%s", query_get_text(&query, &arena));
        snprintf(touch->action, sizeof touch->action, "%s", query_get_text(&query, &arena));
    }
    query_end(&query);
    arena_free(&arena);
    return rc < 0 ? -1 : 0;
}

int changed_since(struct store *store, const char *table, int64_t id, int64_t seen, struct touch *out, struct err *err)
{
    struct arena arena = { 0 };
    *out = (struct touch){ .seq = 0 };
    struct query query = query_start(store, SQL_TOUCHED_SINCE, err);
    query_text(&query, table);
    query_int(&query, id);
    query_int(&query, seen);
    int rc = query_step(&query);
    if (rc == 1) {
        out->seq = query_get_int(&query);
        out->at = query_get_int(&query);
        snprintf(out->actor, sizeof out->actor, "%s", query_get_text(&query, &arena));
    }
    query_end(&query);
    arena_free(&arena);
    return rc < 0 ? -1 : 0;
}

static int64_t row_id(sqlite3_changeset_iter *iter, int op)
{
    sqlite3_value *key = NULL;
    if (op == SQLITE_INSERT)
        sqlite3changeset_new(iter, 0, &key);
    else
        sqlite3changeset_old(iter, 0, &key);
    return key == NULL ? 0 : sqlite3_value_int64(key);
}

/* The columns of a table are read once for all of its rows that follow one another. */
static int add_entry(struct store *store, sqlite3_changeset_iter *iter, struct change *entry, size_t limit,
                     struct changes *out, struct err *err)
{
    struct names names = { 0 };
    int rc = 0;
    while (rc == 0 && (limit == 0 || out->n < limit) && sqlite3changeset_next(iter) == SQLITE_ROW) {
        const char *table;
        int columns, op;
        sqlite3changeset_op(iter, &table, &columns, &op, NULL);
        if (entry->table == NULL || strcmp(entry->table, table) != 0) {
            names.n = 0;
            entry->table = arena_strdup(&out->arena, table);
            rc = read_columns(store, table, &names, &out->arena, err);
        }
        entry->id = row_id(iter, op);
        struct names known = { names.v, names.n < (size_t)columns ? names.n : (size_t)columns, 0 };
        add_row(iter, op, &known, entry, out);
    }
    if (limit > 0 && out->n > limit)
        out->n = limit;
    VEC_FREE(&names);
    return rc;
}

int read_entry_changes(struct store *store, int64_t seq, size_t limit, struct changes *out, struct err *err)
{
    struct query query = query_start(store, SQL_JOURNAL_ENTRY, err);
    query_int(&query, seq);
    int rc = query_step(&query);
    sqlite3_changeset_iter *iter = NULL;
    struct change entry = { 0 };
    if (rc == 1) {
        entry.seq = query_get_int(&query);
        entry.at = query_get_int(&query);
        entry.actor = query_get_text(&query, &out->arena);
        entry.action = query_get_text(&query, &out->arena);
        const void *bytes = sqlite3_column_blob(query.statement, 4);
        rc = 0;
        if (sqlite3changeset_start(&iter, sqlite3_column_bytes(query.statement, 4), (void *)(uintptr_t)bytes) ==
            SQLITE_OK) {
            rc = add_entry(store, iter, &entry, limit, out, err);
            sqlite3changeset_finalize(iter);
        }
    }
    query_end(&query);
    if (rc != 0)
        VEC_FREE(out), arena_free(&out->arena);
    return rc;
}
