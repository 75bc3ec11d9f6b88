/* What the journal says of one record: who changed what from what to what, when. */
#ifndef ZEREN_STORE_HISTORY_H
#define ZEREN_STORE_HISTORY_H

#include "base/mem.h"
#include "store/store.h"

#include <stddef.h>

enum change_kind { CHANGE_ADD, CHANGE_EDIT, CHANGE_REMOVE };

/* One column's change; NULL stands for no value. */
struct change {
    int64_t seq, at;
    const char *actor, *action;
    enum change_kind kind;
    const char *column, *before, *after;
    const char *table;
    int64_t id; /* of the row */
};

struct changes {
    struct change *v;
    size_t n, room;
    struct arena arena;
};

/* The history of row `id` of a domain table, oldest first. Reads the entries that
 * touched it alone. An unknown table is an error that
 * names those there are. */
int read_history(struct store *store, const char *table, int64_t id, struct changes *out, struct err *err);
/* All that entry `seq` changed, in its order, at most `limit` columns (0: all). No such entry: nothing. */
int read_entry_changes(struct store *store, int64_t seq, size_t limit, struct changes *out, struct err *err);

/* The last entry after `seen` that changed row `id` of `table`; seq 0: none did. `seen` is the head of the journal at
 * the time the row was read. */
struct touch {
    int64_t seq, at;
    char actor[64];
    char action[64]; /* empty from changed_since */
};
int changed_since(struct store *store, const char *table, int64_t id, int64_t seen, struct touch *out, struct err *err);

/* The last entries that touched row `id` of `table`, the newest first, `most` of them at most; `*n`: how many. What
 * they changed is not read: an entry may be as long as an import. */
int read_touches(struct store *store, const char *table, int64_t id, size_t most, struct touch *out, size_t *n,
                 struct err *err);

#endif
