/* The index of rows that entries touched. */
#include "store/touch.h"

#include "store/db.h"

#include <inttypes.h>

/* The table's name comes from this program's schema or from a changeset another hand may have changed: whatever JSON
 * would not take as it stands ends the array. */
static bool plain(const char *name)
{
    for (; *name != '\0'; name++)
        if (*name != '_' && (*name < 'a' || *name > 'z'))
            return false;
    return true;
}

typedef void touch_fn(void *context, const char *table, int64_t id);

/* False when it is no changeset. */
static bool for_each_touch(const void *changes, size_t n, touch_fn *fn, void *context)
{
    sqlite3_changeset_iter *iter = NULL;
    if (n > INT32_MAX || sqlite3changeset_start(&iter, (int)n, (void *)(uintptr_t)changes) != SQLITE_OK)
        return false;
    while (sqlite3changeset_next(iter) == SQLITE_ROW) {
        const char *table;
        int columns, op;
        sqlite3_value *id = NULL;
        sqlite3changeset_op(iter, &table, &columns, &op, NULL);
        if (op == SQLITE_INSERT)
            sqlite3changeset_new(iter, 0, &id);
        else
            sqlite3changeset_old(iter, 0, &id);
        if (id == NULL || !plain(table))
            break;
        fn(context, table, sqlite3_value_int64(id));
    }
    sqlite3changeset_finalize(iter);
    return true;
}

static void add_pair(void *context, const char *table, int64_t id)
{
    struct buf *out = context;
    buf_printf(out, "%s[\"%s\",%" PRId64 "]", out->n > 1 ? "," : "", table, id);
}

static void touched(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct buf out = { 0 };
    (void)n;
    buf_addc(&out, '[');
    if (sqlite3_value_type(values[0]) == SQLITE_BLOB &&
        for_each_touch(sqlite3_value_blob(values[0]), (size_t)sqlite3_value_bytes(values[0]), add_pair, &out)) {
        buf_addc(&out, ']');
        sqlite3_result_text64(context, out.v, out.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    buf_free(&out);
}

static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

uint64_t touch_one(const char *table, int64_t id, int64_t seq)
{
    uint64_t sum = 0;
    for (; *table != '\0'; table++)
        sum = mix(sum + (unsigned char)*table);
    return mix(mix(sum + (uint64_t)id) + (uint64_t)seq);
}

struct summing {
    int64_t seq;
    uint64_t sum;
};

static void add_sum(void *context, const char *table, int64_t id)
{
    struct summing *summing = context;
    summing->sum += touch_one(table, id, summing->seq);
}

uint64_t touch_sum(int64_t seq, const void *changes, size_t n)
{
    struct summing summing = { seq, 0 };
    for_each_touch(changes, n, add_sum, &summing);
    return summing.sum;
}

void touch_define(sqlite3 *db)
{
    if (sqlite3_create_function_v2(db, "touched", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                                   touched, NULL, NULL, NULL) != SQLITE_OK)
        die("sqlite3_create_function_v2");
}

int touch_follow(struct store *store, int64_t seq, const struct buf *changes, struct err *err)
{
    struct query query = query_start(store, SQL_TOUCH, err);
    query_int(&query, seq);
    if (!query.failed)
        sqlite3_bind_blob64(query.statement, 2, changes->v, changes->n, SQLITE_STATIC);
    return query_run(&query);
}
