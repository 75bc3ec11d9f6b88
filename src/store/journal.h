/* The sealed journal's arithmetic, for the store floor. */
#ifndef ZEREN_STORE_JOURNAL_H
#define ZEREN_STORE_JOURNAL_H

#include "store/store.h"

#include <stddef.h>
#include <stdint.h>

struct journal_entry {
    int64_t seq, at;
    const char *actor, *action;
    size_t actor_n, action_n; /* bytes: a NUL inside would otherwise hide what follows it */
    const void *changes;
    size_t changes_n;
};

/* SM3 over the hash before and everything in the entry; each part of variable length is preceded by its
 * length, so that no byte can move from one part to the next unseen. */
void journal_hash(const uint8_t before[HASH_BYTES], const struct journal_entry *entry, uint8_t out[HASH_BYTES]);

void hash_to_hex(const uint8_t hash[HASH_BYTES], char out[HASH_HEX]);

#endif
