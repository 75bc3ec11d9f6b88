/* The store: one SQLite file and the one door through which it is written. The only floor that knows SQL.
 *
 * Writing: store_begin() opens a transaction in which the store's write functions may be called; store_commit() seals
 * what they changed into the journal (see journal.c) and makes it durable. When it answered 0 the change is on disk. */
#ifndef ZEREN_STORE_STORE_H
#define ZEREN_STORE_STORE_H

#include "base/clock.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

enum { HASH_BYTES = 32, HASH_HEX = 2 * HASH_BYTES + 1 };

struct store;

struct store_options {
    struct clock clock;
    const char *group; /* the system group that may write the store too; NULL: its owner alone */
    int busy_ms;       /* how long to wait for another writer; 0: 5 seconds */
};

/* Makes a new store, 0600 in a folder 0700 (0660 and 02770 with a group). `path` must not exist. */
int store_create(struct store **out, const char *path, const struct store_options *options, struct err *err);

/* Opens a store, and takes it to this program's schema version. Refused with a sentence: no such file, not a store of
 * this program, a newer schema, or a file or folder that others may write. */
int store_open(struct store **out, const char *path, const struct store_options *options, struct err *err);
void store_close(struct store *store);

/* Moves all of the write-ahead log into the file, so that the file alone is the store. */
int store_checkpoint(struct store *store, struct err *err);

/* `actor` is the login of the account that acts; `action` a short word for what it does. Both are kept in the
 * journal. A second begin inside a transaction is a broken invariant. */
int store_begin(struct store *store, const char *actor, const char *action, struct err *err);
/* On failure the transaction is rolled back and nothing was changed. A transaction that changed nothing leaves no
 * entry. */
int store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);

/* Between these two, everything read is of one state of the store, whatever others write meanwhile. No store_begin
 * inside; another view inside is a part of the outer one. */
int store_view(struct store *store, struct err *err);
void store_view_end(struct store *store);

/* The last entry of the journal; seq 0 and an all-zero hash in an empty one. */
struct store_head {
    int64_t seq;
    char hash[HASH_HEX];
};
int store_head(struct store *store, struct store_head *head, struct err *err);

/* A number that changes whenever another connection wrote to the store; -1 when it cannot be told. Costs next to
 * nothing. */
int64_t store_version(struct store *store);

/* How many times this connection itself has changed the store. */
int64_t store_commits(const struct store *store);

const char *store_path(const struct store *store);
/* Whether this names one of the store's own files. Nobody of this program may open these beside SQLite: the system
 * takes all locks of a process on a file back when it closes any descriptor of it, and the store would lie open to
 * others. */
bool store_has_file(const struct store *store, const char *path);
int64_t store_now(const struct store *store);

/* How far long work is; true: it is to stop. */
typedef bool progress_fn(void *context, int64_t done, int64_t all);

/* Copies the live store into `path` (which must not exist) page by page while others go on writing, and leaves it
 * complete and closed. `progress` may be NULL; stopped by it,
 * no file is left. */
int store_backup(struct store *store, const char *path, progress_fn *progress, void *context, struct err *err);

#endif
