/* The journal as a list of entries, page by page. What an entry changed: history.h. */
#ifndef ZEREN_STORE_ENTRIES_H
#define ZEREN_STORE_ENTRIES_H

#include "base/mem.h"
#include "store/store.h"

#include <stddef.h>

enum { HASH_SHORT = 13 }; /* the first 12 digits */

struct entry {
    int64_t seq, at;
    const char *actor, *action;
    int64_t changes;    /* rows added, changed and removed */
    const char *tables; /* those it touched, a blank between, in the order of the changes */
    char hash[HASH_SHORT];
};
struct entries {
    struct entry *v;
    size_t n, room;
    struct arena arena;
};

/* At most `limit` entries, the newest first: those older than `seq`, or with `backwards` those newer, nearest to it but
 * listed in the same order. `seq` 0: from the newest, backwards from the oldest. What is NULL does not filter; `from`
 * and `to` are days (both included), `table` one that the entry must have touched. */
struct entry_page {
    int64_t seq;
    bool backwards;
    size_t limit;
    const char *actor, *action, *table, *from, *to;
};
int read_journal_page(struct store *store, const struct entry_page *page, struct entries *out, struct err *err);

#endif
