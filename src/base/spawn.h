/* An outside command that is fed bytes: no shell, no terminal, what it writes is caught. */
#ifndef ZEREN_BASE_SPAWN_H
#define ZEREN_BASE_SPAWN_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

struct spawned {
    int status;      /* of its exit; 128 + the signal that ended it */
    size_t taken;    /* bytes put into its pipe: it may have read fewer */
    bool stopped;    /* `poll` asked for it */
    struct buf said; /* the first SPAWN_SAID bytes it wrote to either output; the caller frees */
};
enum { SPAWN_SAID = 4096 };

/* Runs `command`, words with blanks between them, the first looked up in PATH, with `bytes` on its stdin, and waits for
 * its end. It has a session of its own, so no terminal. `poll` (may be NULL) is called some times a second with the
 * bytes taken so far; true ends the command, by force after a second. Fails when the command cannot be run at all. */
int spawn_feed(const char *command, const void *bytes, size_t n, bool (*poll)(void *context, size_t taken),
               void *context, struct spawned *out, struct err *err);

#endif
