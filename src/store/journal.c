/* The chain of hashes. An entry of the journal holds its sequence number, the time, who did what, the changeset of
 * SQLite's session that says what was changed, and the hash of all of that together with the hash of the entry before.
 */
#include "store/journal.h"

#include <nettle/sm3.h>

static void add_u64(struct sm3_ctx *sm3, uint64_t value)
{
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(value >> (56 - 8 * i));
    sm3_update(sm3, sizeof bytes, bytes);
}

static void add_part(struct sm3_ctx *sm3, const void *bytes, size_t n)
{
    add_u64(sm3, n);
    sm3_update(sm3, n, bytes);
}

void journal_hash(const uint8_t before[HASH_BYTES], const struct journal_entry *entry, uint8_t out[HASH_BYTES])
{
    struct sm3_ctx sm3;
    sm3_init(&sm3);
    sm3_update(&sm3, HASH_BYTES, before);
    add_u64(&sm3, (uint64_t)entry->seq);
    add_u64(&sm3, (uint64_t)entry->at);
    add_part(&sm3, entry->actor, entry->actor_n);
    add_part(&sm3, entry->action, entry->action_n);
    add_part(&sm3, entry->changes, entry->changes_n);
    sm3_digest(&sm3, HASH_BYTES, out);
}

void hash_to_hex(const uint8_t hash[HASH_BYTES], char out[HASH_HEX])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < HASH_BYTES; i++) {
        out[2 * i] = digits[hash[i] >> 4];
        out[2 * i + 1] = digits[hash[i] & 15];
    }
    out[2 * HASH_BYTES] = '\0';
}
