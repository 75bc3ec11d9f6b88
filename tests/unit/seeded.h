/* A store as tests need it: all four schools, people marked 样例, one row at least in each table; and raw connections
 * that go past every guard of the program. */
#ifndef ZEREN_TESTS_UNIT_SEEDED_H
#define ZEREN_TESTS_UNIT_SEEDED_H

#include "domain/rights.h"
#include "store/db.h"

#include <check.h>

enum { SEEDED_NOW = 1795219200 }; /* 2026-11-21 08:00:00 in Shanghai */

/* A standing clock at SEEDED_NOW, no group, a short wait for locks: a test that waits for one means to fail. */
struct store_options seeded_options(void);

/* Makes the store `name` in `folder`; with `people` also persons, tenures, an asset and a fulfilment, each sealed in
 * entries of its own. The journal is in the file (no -wal). The caller frees the path. */
char *seeded_make(const char *folder, const char *name, bool people);

/* The store that `zeren init --demo` makes. */
char *seeded_demo(const char *folder, const char *name);

/* Copies the file into `folder` as `name`, 0600. The caller frees the path. */
char *seeded_copy(const char *path, const char *folder, const char *name);

/* A case whose store (seeded_make) is made once, before its tests; `setup` and `teardown` run around each of them. No
 * limit by time: the machine may be busy. */
TCase *seeded_case(const char *name, bool people, SFun setup, SFun teardown);
/* For a test in such a case: a copy of its store in a new folder. Both names are given back to seeded_drop. */
char *seeded_fresh(char **folder);
void seeded_drop(char *path, char *folder);

struct store *seeded_open(const char *path);
struct session seeded_session(struct store *store, const char *login);
int64_t seeded_school(struct store *store, const char *key);

/* Runs SQL in one sealed transaction by `root`, as a later issue's write functions will. */
void seeded_write(struct store *store, const char *action, const char *sql);

/* A connection without foreign keys, checks, triggers or defence: what somebody with a SQLite shell has. */
sqlite3 *raw_open(const char *path);
void raw_run(sqlite3 *db, const char *sql);
int64_t raw_int(sqlite3 *db, const char *sql);
/* The rows of a query, one a line, each value with its type. False when some of it cannot be read. */
bool raw_dump_rows(sqlite3 *db, const char *sql, struct buf *out);
/* The schema and every value of every table with its type. Returns false when some of it cannot be read. */
bool raw_dump(sqlite3 *db, struct buf *out);

/* A failure left one clean sentence, and this is in it. */
void ck_sentence(const struct err *err, const char *part);
/* store_verify says that nothing is wrong. */
void ck_verified(const char *path);

#endif
