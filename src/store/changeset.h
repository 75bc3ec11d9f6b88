/* What a transaction changes, written down while it happens, in the changeset format of SQLite's session extension.
 *
 * A session of SQLite's own costs as much a transaction as a small commit: it prepares statements to read each changed
 * row again. The preupdate hook has all values at hand. */
#ifndef ZEREN_STORE_CHANGESET_H
#define ZEREN_STORE_CHANGESET_H

#include "base/buf.h"
#include "base/mem.h"

#include <stdbool.h>

struct sqlite3;

struct recorded_table {
    char *name;
    int columns;
    char *keys;  /* one byte a column: its place in the primary key from 1, or 0 */
    char *reals; /* one byte a column: 1 where whole numbers are reals too */
};

struct recorder {
    bool on; /* a transaction is open */
    struct buf changes;
    size_t count;
    int table; /* that of the last change, counted from 1; 0: none yet */
    VEC(struct recorded_table) tables;
};

/* From now on each change of a domain table is added to `changes` while `on` is set. Call before any statement of the
 * connection is prepared: SQLite otherwise empties a table without telling. */
void recorder_watch(struct recorder *recorder, struct sqlite3 *db);
void recorder_start(struct recorder *recorder);
/* Makes one change of all changes of a row, and none where the row is as it was before. */
void recorder_merge(struct recorder *recorder);
void recorder_stop(struct recorder *recorder);
void recorder_free(struct recorder *recorder);

#endif
