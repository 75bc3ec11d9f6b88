/* The changeset format: a header 'T', number of columns, for each its place in the primary key (a table whose key is
 * told otherwise is passed over in silence when the changes are applied), name, NUL; then changes: operation, a byte
 * for "indirect" (made by a trigger or a foreign key), and a record of old values (delete), new ones (insert), or both
 * (update, where only the key and what changed have values). A value is its type and its bytes, big-endian. */
#include "store/changeset.h"

#include "store/db.h"

#include <string.h>

enum { UNDEFINED = 0 };

static void add_varint(struct buf *out, uint32_t n)
{
    for (int shift = 28; shift > 0; shift -= 7)
        if (n >> shift != 0)
            buf_addc(out, (char)(0x80 | (n >> shift & 0x7F)));
    buf_addc(out, (char)(n & 0x7F));
}

static void add_number(struct buf *out, uint64_t bits)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        buf_addc(out, (char)(bits >> shift & 0xFF));
}

static uint64_t real_bits(sqlite3_value *value)
{
    double real = sqlite3_value_double(value);
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    return bits;
}

/* A new row's values come as the file has them, where a column of reals keeps a whole number as an integer. */
static void add_value(struct buf *out, sqlite3_value *value, bool real)
{
    int type = sqlite3_value_type(value);
    if (type == SQLITE_INTEGER && real)
        type = SQLITE_FLOAT;
    buf_addc(out, (char)type);
    if (type == SQLITE_INTEGER)
        add_number(out, (uint64_t)sqlite3_value_int64(value));
    else if (type == SQLITE_FLOAT)
        add_number(out, real_bits(value));
    else if (type != SQLITE_NULL) {
        const void *bytes = type == SQLITE_TEXT ? (const void *)sqlite3_value_text(value) : sqlite3_value_blob(value);
        int n = sqlite3_value_bytes(value);
        if (bytes == NULL && n > 0)
            die("no memory");
        add_varint(out, (uint32_t)n);
        buf_add(out, bytes, (size_t)n);
    }
}

static bool same_value(sqlite3_value *a, sqlite3_value *b)
{
    int type = sqlite3_value_type(a);
    if (type != sqlite3_value_type(b))
        return false;
    if (type == SQLITE_INTEGER)
        return sqlite3_value_int64(a) == sqlite3_value_int64(b);
    if (type == SQLITE_FLOAT)
        return real_bits(a) == real_bits(b);
    if (type == SQLITE_NULL)
        return true;
    int n = sqlite3_value_bytes(a);
    return n == sqlite3_value_bytes(b) &&
           (n == 0 || memcmp(sqlite3_value_blob(a), sqlite3_value_blob(b), (size_t)n) == 0);
}

static sqlite3_value *old_value(sqlite3 *db, int column)
{
    sqlite3_value *value = NULL;
    if (sqlite3_preupdate_old(db, column, &value) != SQLITE_OK)
        die("sqlite3_preupdate_old");
    return value;
}

static sqlite3_value *new_value(sqlite3 *db, int column)
{
    sqlite3_value *value = NULL;
    if (sqlite3_preupdate_new(db, column, &value) != SQLITE_OK)
        die("sqlite3_preupdate_new");
    return value;
}

typedef sqlite3_value *value_fn(sqlite3 *db, int column);

static void add_whole(struct buf *out, sqlite3 *db, int op, const struct recorded_table *table, value_fn *value)
{
    buf_addc(out, (char)op);
    buf_addc(out, sqlite3_preupdate_depth(db) > 0 ? 1 : 0);
    for (int i = 0; i < table->columns; i++)
        add_value(out, value(db, i), table->reals[i] != 0);
}

enum update { SAME, CHANGED, MOVED };

static enum update compare_row(sqlite3 *db, const struct recorded_table *table)
{
    enum update update = SAME;
    for (int i = 0; i < table->columns; i++)
        if (!same_value(old_value(db, i), new_value(db, i)))
            update = table->keys[i] != 0 ? MOVED : update == SAME ? CHANGED : update;
    return update;
}

/* In an update the key has its old value alone; another column has both or, unchanged, none. */
static void add_update(struct buf *out, sqlite3 *db, const struct recorded_table *table)
{
    buf_addc(out, SQLITE_UPDATE);
    buf_addc(out, sqlite3_preupdate_depth(db) > 0 ? 1 : 0);
    for (int i = 0; i < table->columns; i++)
        if (table->keys[i] != 0 || !same_value(old_value(db, i), new_value(db, i)))
            add_value(out, old_value(db, i), table->reals[i] != 0);
        else
            buf_addc(out, UNDEFINED);
    for (int i = 0; i < table->columns; i++)
        if (table->keys[i] == 0 && !same_value(old_value(db, i), new_value(db, i)))
            add_value(out, new_value(db, i), table->reals[i] != 0);
        else
            buf_addc(out, UNDEFINED);
}

static void read_columns(struct recorded_table *table, sqlite3 *db)
{
    sqlite3_stmt *row = NULL;
    struct buf keys = { 0 }, reals = { 0 };
    if (sqlite3_prepare_v2(db, sql_text(SQL_RECORDED_COLUMNS), -1, &row, NULL) != SQLITE_OK ||
        sqlite3_bind_text(row, 1, table->name, -1, SQLITE_STATIC) != SQLITE_OK)
        die("the columns of %s: %s", table->name, sqlite3_errmsg(db));
    while (sqlite3_step(row) == SQLITE_ROW) {
        buf_addc(&keys, (char)sqlite3_column_int(row, 0));
        buf_addc(&reals, (char)sqlite3_column_int(row, 1));
    }
    sqlite3_finalize(row);
    mem_free(table->keys);
    mem_free(table->reals);
    table->columns = (int)keys.n;
    table->keys = keys.v;
    table->reals = reals.v;
}

/* Which table it is, counted from 1; 0: one that the journal does not record. */
static int find_table(struct recorder *recorder, const char *name, sqlite3 *db)
{
    if (!db_is_domain_table(name))
        return 0;
    size_t i = 0;
    while (i < recorder->tables.n && strcmp(recorder->tables.v[i].name, name) != 0)
        i++;
    if (i == recorder->tables.n)
        VEC_PUSH(&recorder->tables)->name = mem_strdup(name);
    struct recorded_table *table = &recorder->tables.v[i];
    if (table->columns != sqlite3_preupdate_count(db))
        read_columns(table, db);
    if (table->columns != sqlite3_preupdate_count(db))
        die("the columns of %s", name);
    return (int)i + 1;
}

/* The header stands once for all changes of a table that follow one another. */
static void begin_change(struct recorder *recorder, int index)
{
    struct buf *out = &recorder->changes;
    const struct recorded_table *table = &recorder->tables.v[index - 1];
    if (recorder->table == index)
        return;
    recorder->table = index;
    buf_addc(out, 'T');
    add_varint(out, (uint32_t)table->columns);
    buf_add(out, table->keys, (size_t)table->columns);
    buf_add(out, table->name, strlen(table->name) + 1);
}

static void record(void *context, sqlite3 *db, int op, const char *database, const char *name, sqlite3_int64 before,
                   sqlite3_int64 after)
{
    struct recorder *recorder = context;
    (void)before;
    (void)after;
    int index = recorder->on && strcmp(database, "main") == 0 ? find_table(recorder, name, db) : 0;
    if (index == 0)
        return;
    const struct recorded_table *table = &recorder->tables.v[index - 1];
    enum update update = op == SQLITE_UPDATE ? compare_row(db, table) : CHANGED;
    if (update == SAME)
        return;
    begin_change(recorder, index);
    recorder->count++;
    if (op == SQLITE_DELETE || update == MOVED) /* a row with another key is another row */
        add_whole(&recorder->changes, db, SQLITE_DELETE, table, old_value);
    if (op == SQLITE_INSERT || update == MOVED)
        add_whole(&recorder->changes, db, SQLITE_INSERT, table, new_value);
    if (op == SQLITE_UPDATE && update == CHANGED)
        add_update(&recorder->changes, db, table);
}

void recorder_watch(struct recorder *recorder, sqlite3 *db)
{
    sqlite3_preupdate_hook(db, record, recorder);
}

void recorder_start(struct recorder *recorder)
{
    buf_clear(&recorder->changes);
    recorder->table = 0;
    recorder->count = 0;
    recorder->on = true;
}

void recorder_merge(struct recorder *recorder)
{
    sqlite3_changegroup *group = NULL;
    int n = 0;
    void *merged = NULL;
    if (recorder->count < 2 || recorder->changes.n > INT32_MAX) /* that much, the journal refuses with a sentence */
        return;
    if (sqlite3changegroup_new(&group) != SQLITE_OK ||
        sqlite3changegroup_add(group, (int)recorder->changes.n, recorder->changes.v) != SQLITE_OK ||
        sqlite3changegroup_output(group, &n, &merged) != SQLITE_OK)
        die("sqlite3changegroup");
    buf_clear(&recorder->changes);
    buf_add(&recorder->changes, merged, (size_t)n);
    sqlite3_free(merged);
    sqlite3changegroup_delete(group);
}

void recorder_stop(struct recorder *recorder)
{
    recorder->on = false;
    /* What an import left is not kept for the life of the console. */
    if (recorder->changes.room > 64 * 1024)
        buf_free(&recorder->changes);
}

void recorder_free(struct recorder *recorder)
{
    for (size_t i = 0; i < recorder->tables.n; i++) {
        mem_free(recorder->tables.v[i].name);
        mem_free(recorder->tables.v[i].keys);
        mem_free(recorder->tables.v[i].reals);
    }
    VEC_FREE(&recorder->tables);
    buf_free(&recorder->changes);
}
