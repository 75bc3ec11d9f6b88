/* Full-text search of the provisions, and the index of the incidents (searched by read_incidents). Both are made from
 * other tables and never journalled: store_commit keeps them up, verify compares them. */
#ifndef ZEREN_STORE_SEARCH_H
#define ZEREN_STORE_SEARCH_H

#include "base/buf.h"
#include "base/mem.h"
#include "store/store.h"

#include <stddef.h>

struct found {
    int64_t id; /* of the provision */
    int64_t school;
    const char *school_key, *school_name;
    int64_t rule;
    const char *rule_key, *rule_title, *path, *text;
};
struct founds {
    struct found *v;
    size_t n, room;
    struct arena arena;
};

/* The provisions in which all of `words` (parted by blanks; see text_split_query) are found, at most `limit` of them,
 * by school, document and place. `school` 0: of all. Nothing to search by finds nothing. */
int provisions_search(struct store *store, int64_t school, const char *words, int64_t limit, struct founds *out,
                      struct err *err);

/* One provision with its school and document; a list of one, or empty. */
int read_found(struct store *store, int64_t provision, struct founds *out, struct err *err);

/* Inside a transaction, before it is sealed: brings the indexes up to what the changeset did to provisions, incidents
 * and their logs. */
int search_follow(struct store *store, const struct buf *changes, struct err *err);

#endif
