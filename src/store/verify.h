/* Proof that the store is what its journal says: the chain of hashes is recomputed, the journal is replayed from
 * nothing into memory, and each domain table is compared with the result. */
#ifndef ZEREN_STORE_VERIFY_H
#define ZEREN_STORE_VERIFY_H

#include "store/store.h"

#include <stddef.h>

/* A journal head somebody kept outside the store, on paper for one. */
struct anchor {
    int64_t seq;         /* 0: none given */
    char hash[HASH_HEX]; /* the whole hash or at least its first 16 digits, lower case */
};

/* Reads SEQ:HASH. */
int anchor_parse(const char *text, struct anchor *anchor, struct err *err);

struct finding {
    char *text; /* one sentence */
};

struct findings {
    struct finding *v;
    size_t n, room;
    int64_t entries;        /* journal entries read */
    bool stopped;           /* by `progress`: nothing is known, and none are listed */
    struct store_head head; /* the last of them */
};
void findings_free(struct findings *findings);

/* Opens the file by itself, apart from any store that is open, and reads one consistent state of it. Returns 0 when it
 * could be examined (findings->n says how many faults there are), -1 when it could not be read as a store at all. */
int store_verify(const char *path, const struct anchor *anchor, progress_fn *progress, void *context,
                 struct findings *findings, struct err *err);

#endif
