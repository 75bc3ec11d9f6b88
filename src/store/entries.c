/* Pages of the journal. A changeset is walked only for its tables and the number of its rows; the values stay unread.
 */
#include "store/entries.h"

#include "store/rows.h"

#include <string.h>

static bool named(const struct buf *tables, const char *table)
{
    size_t n = strlen(table);
    for (const char *at = buf_text(tables); (at = strstr(at, table)) != NULL; at += n)
        if ((at == tables->v || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

static void walk(const void *bytes, int n, struct buf *tables, int64_t *changes)
{
    sqlite3_changeset_iter *iter = NULL;
    buf_clear(tables);
    *changes = 0;
    if (sqlite3changeset_start(&iter, n, (void *)(uintptr_t)bytes) != SQLITE_OK)
        return;
    while (sqlite3changeset_next(iter) == SQLITE_ROW) {
        const char *table;
        int columns, op;
        sqlite3changeset_op(iter, &table, &columns, &op, NULL);
        if (!named(tables, table))
            buf_printf(tables, "%s%s", tables->n > 0 ? " " : "", table);
        ++*changes;
    }
    sqlite3changeset_finalize(iter);
}

static void add(struct query *query, const struct buf *tables, int64_t changes, struct entries *out)
{
    struct entry *entry = VEC_PUSH(out);
    const unsigned char *hash = sqlite3_column_blob(query->statement, 5);
    int n = hash == NULL ? 0 : sqlite3_column_bytes(query->statement, 5);
    query->column = 0;
    entry->seq = query_get_int(query);
    entry->at = query_get_int(query);
    entry->actor = query_get_text(query, &out->arena);
    entry->action = query_get_text(query, &out->arena);
    entry->changes = changes;
    entry->tables = arena_strdup(&out->arena, buf_text(tables));
    for (int i = 0; i < n && 2 * i + 1 < HASH_SHORT - 1; i++) {
        entry->hash[2 * i] = "0123456789abcdef"[hash[i] >> 4];
        entry->hash[2 * i + 1] = "0123456789abcdef"[hash[i] & 15];
    }
}

int read_journal_page(struct store *store, const struct entry_page *page, struct entries *out, struct err *err)
{
    struct buf tables = { 0 };
    struct query query = query_start(store, page->backwards ? SQL_JOURNAL_NEWER : SQL_JOURNAL_OLDER, err);
    query_int(&query, page->seq == 0 && !page->backwards ? INT64_MAX : page->seq);
    query_text(&query, page->actor);
    query_text(&query, page->action);
    query_text(&query, page->from);
    query_text(&query, page->to);
    int rc = 0;
    while (out->n < page->limit && (rc = query_step(&query)) == 1) {
        int64_t changes;
        walk(sqlite3_column_blob(query.statement, 4), sqlite3_column_bytes(query.statement, 4), &tables, &changes);
        if (page->table == NULL || named(&tables, page->table))
            add(&query, &tables, changes, out);
    }
    query_end(&query);
    buf_free(&tables);
    for (size_t i = 0; page->backwards && i < out->n / 2; i++) {
        struct entry first = out->v[i];
        out->v[i] = out->v[out->n - 1 - i];
        out->v[out->n - 1 - i] = first;
    }
    if (rc < 0)
        LIST_FREE(out);
    return rc < 0 ? -1 : 0;
}
