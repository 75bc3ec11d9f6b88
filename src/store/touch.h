/* Which rows a journal entry touched, kept as an index, so that the history of one record does not read the whole
 * journal. Like the search index it is made from what the journal holds and stands in none itself. */
#ifndef ZEREN_STORE_TOUCH_H
#define ZEREN_STORE_TOUCH_H

#include "base/buf.h"
#include "base/err.h"
#include "store/store.h"

struct sqlite3;

/* Gives a connection SQL's touched(changes): a JSON array of [table, id], one for each change of a changeset; NULL for
 * what is none. */
void touch_define(struct sqlite3 *db);

/* Inside a transaction, when it is sealed as entry `seq`. */
int touch_follow(struct store *store, int64_t seq, const struct buf *changes, struct err *err);

/* A number for all touches of an entry, and for one of them as it stands in the index: the sums over a whole journal
 * and over its whole index are the same, in whatever order they are added up. */
uint64_t touch_sum(int64_t seq, const void *changes, size_t n);
uint64_t touch_one(const char *table, int64_t id, int64_t seq);

#endif
