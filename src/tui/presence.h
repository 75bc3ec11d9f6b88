/* Who else is in an incident right now: a file beside the store with one slot for each console. A slot counts while the
 * console that took it holds its lock, so whoever is killed is gone at once. It is nothing but a courtesy: no record,
 * not in the journal, and where it cannot be had nobody is shown and nothing fails. What stands in the file anybody may
 * have written who may write the store. */
#ifndef ZEREN_TUI_PRESENCE_H
#define ZEREN_TUI_PRESENCE_H

#include "base/buf.h"

#include <stdint.h>

struct presence;

/* Takes a slot in `<store>.presence`, which is made when it is not there, as open to others as the store is. NULL: it
 * cannot be had (a folder that may not be written, all slots taken). */
struct presence *presence_open(const char *store, const char *login);
void presence_close(struct presence *presence); /* NULL is allowed here and below */

/* This console is in that incident; 0: in none. Writes only when it was in another. */
void presence_enter(struct presence *presence, int64_t incident);

/* The logins of the others in it, each once, 、 between them. Costs one read, and a question for each of them. */
void presence_others(const struct presence *presence, int64_t incident, struct buf *out);

#endif
