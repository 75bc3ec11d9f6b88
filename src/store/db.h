/* SQLite inside the store floor: the connection, and queries as small scripts of binds, steps and columns. For nobody
 * above. */
#ifndef ZEREN_STORE_DB_H
#define ZEREN_STORE_DB_H

#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include "base/buf.h"
#include "base/mem.h"
#include "store/changeset.h"
#include "store/store.h"

/* Every statement the program runs, by name: sql.def. */
enum sql {
#define SQL(name, text) SQL_##name,
#include "store/sql.def"
#undef SQL
    SQL_COUNT
};
const char *sql_text(enum sql sql);

struct store {
    sqlite3 *db;
    sqlite3_stmt *statements[SQL_COUNT];
    struct recorder recorder; /* on while a transaction is open */
    bool torn;                /* a statement of the open transaction failed: it cannot be committed */
    char *path;
    char *actor, *action;
    struct clock clock;
    int views;       /* store_view without its end */
    int64_t commits; /* by this connection, that changed something */
};

enum { STORE_APPLICATION_ID = 0x7A72656E };

/* Opens the file (or ":memory:") with the settings every connection of this program has, and the function split(text)
 * of text/split.h. */
int db_open(sqlite3 **db, const char *path, int flags, int busy_ms, struct err *err);
int db_script(sqlite3 *db, const char *script, struct err *err);
int db_pragma(sqlite3 *db, const char *pragma, int64_t *value, struct err *err);
int db_version_newest(void);
/* Runs the schema steps from `version` on. */
int db_migrate(sqlite3 *db, int version, struct err *err);

/* Turns the connection's last error into a sentence. Returns -1. */
int db_fail(sqlite3 *db, struct err *err);
/* Whether a table is one that the journal records: not those that are made from others (search_…). */
bool db_is_domain_table(const char *table);

/* A copy of text from the file. A NUL in it, which only another hand can have put there, becomes another control
 * character: as the end of a C string it would hide what stands behind it. */
char *db_keep_text(const unsigned char *text, size_t n, struct arena *arena);

/* A running statement. Binds and columns go by position, from the first; an error sticks and comes out of query_step
 * or query_run. Always ended by query_end. */
struct query {
    struct store *store;
    sqlite3_stmt *statement;
    struct err *err;
    int bound, column;
    bool failed;
};

struct query query_start(struct store *store, enum sql sql, struct err *err);
void query_int(struct query *query, int64_t value);
void query_null(struct query *query);
/* Text must be clean (text_check): unclean text is a bind error with a sentence. NULL binds NULL. */
void query_text(struct query *query, const char *text);
void query_lines(struct query *query, const char *text); /* the same, LF allowed */
int query_step(struct query *query);                     /* 1 a row, 0 no more, -1 error */
int64_t query_get_int(struct query *query);
char *query_get_text(struct query *query, struct arena *arena); /* NULL for NULL */
void query_end(struct query *query);
/* For a statement without rows: step and end. */
int query_run(struct query *query);
/* For an INSERT … RETURNING id of one row: step, take the id (0 after an error) and end. */
int query_run_id(struct query *query, int64_t *id);

#endif
