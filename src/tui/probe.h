/* Asking the terminal how wide it shows characters of ambiguous width. It knows no curses: it is asked before. */
#ifndef ZEREN_TUI_PROBE_H
#define ZEREN_TUI_PROBE_H

#include "base/buf.h"

/* Prints one such character, asks where the cursor stands and wipes the line. Waits at most `limit_ms`. Answers 1: it
 * takes two cells, 0: one, -1: no answer. What was typed meanwhile is appended to `typed`. The terminal's modes are as
 * before afterwards. */
int probe_wide(int in, int out, int limit_ms, struct buf *typed);

#endif
