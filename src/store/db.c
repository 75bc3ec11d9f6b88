/* Connections and queries. */
#include "store/db.h"

#include "base/words.h"
#include "store/schema.h"
#include "store/touch.h"
#include "text/clean.h"
#include "text/split.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const sql_texts[] = {
#define SQL(name, text) [SQL_##name] = text,
#include "store/sql.def"
#undef SQL
};

const char *sql_text(enum sql sql)
{
    return sql_texts[sql];
}

bool db_is_domain_table(const char *table)
{
    return strcmp(table, "journal") != 0 && strncmp(table, "sqlite_", 7) != 0 && strncmp(table, "search_", 7) != 0;
}

/* What the system said of the last write that failed, to the write-ahead log or else to the file itself. (Of a failed
 * COMMIT sqlite3_system_errno knows nothing.) */
static int write_errno(sqlite3 *db)
{
    sqlite3_file *wal = NULL;
    int why = 0;
    if (sqlite3_file_control(db, NULL, SQLITE_FCNTL_JOURNAL_POINTER, &wal) == SQLITE_OK && wal != NULL &&
        wal->pMethods != NULL)
        wal->pMethods->xFileControl(wal, SQLITE_FCNTL_LAST_ERRNO, &why);
    if (why == 0)
        sqlite3_file_control(db, NULL, SQLITE_FCNTL_LAST_ERRNO, &why);
    return why;
}

/* A quota, or a limit on the size of files, is met like a full disk: SQLite knows only ENOSPC as such. */
static bool is_full(sqlite3 *db, int code)
{
    if (code != SQLITE_IOERR_WRITE)
        return (code & 0xFF) == SQLITE_FULL;
    int why = write_errno(db);
    return why == EDQUOT || why == EFBIG;
}

int db_fail(sqlite3 *db, struct err *err)
{
    int code = sqlite3_extended_errcode(db);
    if (is_full(db, code))
        return err_set(err, "%s", _("磁盘已满，没有写入。请腾出空间后重试，已确认的内容都在。"));
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, "%s", _("库正被另一个程序占用，等待超时。什么都没有改动，请稍后重试。"));
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return err_set(err, "%s", _("没有写库的权限。请联系库的管理员。"));
    case SQLITE_CANTOPEN:
        return err_set(err, "%s", _("打不开库文件。请检查路径以及文件夹的读写权限。"));
    case SQLITE_NOTADB:
        return err_set(err, "%s", _("这个文件不是 zeren 的库，或文件头已损坏。请核对 --store，或从备份恢复。"));
    case SQLITE_CORRUPT:
        return err_set(err, "%s", _("库文件已损坏。请用 zeren verify 查明，并从备份恢复。"));
    default:
        break;
    }
    struct buf shown = { 0 };
    const char *message = sqlite3_errmsg(db);
    text_show(message, strlen(message), false, &shown);
    if ((code & 0xFF) == SQLITE_IOERR)
        err_set(err, _("读写库文件时磁盘出错（%s）。请检查磁盘。"), buf_text(&shown));
    else
        err_set(err, _("库拒绝了这一操作（%s）。什么都没有改动。"), buf_text(&shown));
    buf_free(&shown);
    return -1;
}

int db_script(sqlite3 *db, const char *script, struct err *err)
{
    return sqlite3_exec(db, script, NULL, NULL, NULL) == SQLITE_OK ? 0 : db_fail(db, err);
}

int db_pragma(sqlite3 *db, const char *pragma, int64_t *value, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(db, pragma, -1, &statement, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(statement);
    bool ok = rc == SQLITE_ROW || rc == SQLITE_DONE;
    if (ok && value != NULL)
        *value = rc == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    if (!ok)
        db_fail(db, err);
    sqlite3_finalize(statement);
    return ok ? 0 : -1;
}

/* SQL's split(text): text_split. */
static void split(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct buf out = { 0 };
    const char *text = (const char *)sqlite3_value_text(values[0]);
    (void)n;
    if (text == NULL)
        return;
    text_split(text, (size_t)sqlite3_value_bytes(values[0]), &out);
    sqlite3_result_text64(context, buf_text(&out), out.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_free(&out);
}

int db_open(sqlite3 **db, const char *path, int flags, int busy_ms, struct err *err)
{
    *db = NULL;
    if (sqlite3_open_v2(path, db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        if (*db == NULL)
            die("sqlite3_open_v2");
        db_fail(*db, err);
        sqlite3_close(*db);
        *db = NULL;
        return -1;
    }
    sqlite3_extended_result_codes(*db, 1);
    sqlite3_busy_timeout(*db, busy_ms > 0 ? busy_ms : 5000);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    if (sqlite3_create_function_v2(*db, "split", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, split,
                                   NULL, NULL, NULL) != SQLITE_OK)
        die("sqlite3_create_function_v2");
    touch_define(*db);
    return 0;
}

int db_version_newest(void)
{
    int n = 0;
    while (schema_steps[n] != NULL)
        n++;
    return n;
}

int db_migrate(sqlite3 *db, int version, struct err *err)
{
    int newest = db_version_newest();
    char number[64];
    for (int i = version; i < newest; i++)
        if (db_script(db, schema_steps[i], err) != 0)
            return -1;
    snprintf(number, sizeof number, "PRAGMA user_version = %d", newest);
    return db_script(db, number, err);
}

/* A write outside store_begin would go past the journal: nothing of this program may do it. */
static void must_be_sealed(const struct store *store, enum sql sql, sqlite3_stmt *statement)
{
    bool frame = sql == SQL_BEGIN || sql == SQL_COMMIT || sql == SQL_VIEW;
    if (!frame && !store->recorder.on && sqlite3_stmt_readonly(statement) == 0)
        die("a write outside a transaction: %s", sql_texts[sql]);
}

struct query query_start(struct store *store, enum sql sql, struct err *err)
{
    struct query query = { .store = store, .err = err };
    sqlite3_stmt **kept = &store->statements[sql];
    if (*kept == NULL &&
        sqlite3_prepare_v3(store->db, sql_texts[sql], -1, SQLITE_PREPARE_PERSISTENT, kept, NULL) != SQLITE_OK) {
        db_fail(store->db, err);
        query.failed = true;
    }
    if (*kept != NULL)
        must_be_sealed(store, sql, *kept);
    query.statement = *kept;
    return query;
}

static void check(struct query *query, int rc)
{
    if (rc != SQLITE_OK && !query->failed) {
        db_fail(query->store->db, query->err);
        query->failed = true;
    }
}

void query_int(struct query *query, int64_t value)
{
    query->bound++;
    if (!query->failed)
        check(query, sqlite3_bind_int64(query->statement, query->bound, value));
}

void query_null(struct query *query)
{
    query->bound++;
    if (!query->failed)
        check(query, sqlite3_bind_null(query->statement, query->bound));
}

static void bind_text(struct query *query, const char *text, bool lines)
{
    if (text == NULL) {
        query_null(query);
        return;
    }
    query->bound++;
    if (query->failed)
        return;
    size_t n = strlen(text);
    enum text_fault fault = text_check(text, n, lines, NULL);
    if (fault != TEXT_CLEAN) {
        err_set(query->err, _("文字含有%s，没有存入。请去掉后重试。"), text_fault_name(fault));
        query->failed = true;
        return;
    }
    check(query, sqlite3_bind_text64(query->statement, query->bound, text, n, SQLITE_TRANSIENT, SQLITE_UTF8));
}

void query_text(struct query *query, const char *text)
{
    bind_text(query, text, false);
}

void query_lines(struct query *query, const char *text)
{
    bind_text(query, text, true);
}

int query_step(struct query *query)
{
    if (query->failed)
        return -1;
    query->column = 0;
    int rc = sqlite3_step(query->statement);
    if (rc == SQLITE_ROW)
        return 1;
    if (rc == SQLITE_DONE)
        return 0;
    db_fail(query->store->db, query->err);
    query->failed = true;
    /* What a failed write had done was undone, but stands in the recorded changes. */
    query->store->torn = query->store->recorder.on;
    return -1;
}

int64_t query_get_int(struct query *query)
{
    return sqlite3_column_int64(query->statement, query->column++);
}

char *db_keep_text(const unsigned char *text, size_t n, struct arena *arena)
{
    char *copy = arena_strndup(arena, (const char *)text, n);
    for (size_t i = 0; i < n; i++)
        if (copy[i] == '\0')
            copy[i] = '\1';
    return copy;
}

char *query_get_text(struct query *query, struct arena *arena)
{
    int column = query->column++;
    const unsigned char *text = sqlite3_column_text(query->statement, column);
    if (text == NULL)
        return NULL;
    return db_keep_text(text, (size_t)sqlite3_column_bytes(query->statement, column), arena);
}

void query_end(struct query *query)
{
    if (query->statement == NULL)
        return;
    sqlite3_reset(query->statement);
    sqlite3_clear_bindings(query->statement);
    query->statement = NULL;
}

int query_run(struct query *query)
{
    int rc = query_step(query);
    query_end(query);
    return rc < 0 ? -1 : 0;
}

int query_run_id(struct query *query, int64_t *id)
{
    int rc = query_step(query);
    *id = rc == 1 ? query_get_int(query) : 0;
    query_end(query);
    return rc == 1 ? 0 : -1;
}
