/* A program at the other end of a terminal line, for measuring: what it sends is counted and timed, not shown. No test
 * stands on it: tests use tests/tty/terminal.h, which knows what is on the screen. */
#ifndef ZEREN_TESTS_BENCH_LINE_H
#define ZEREN_TESTS_BENCH_LINE_H

#include <stddef.h>

struct line;

/* What it took until the program was silent again: the time to its last byte, in seconds. */
struct cost {
    double time;  /* until the last byte */
    double ready; /* until what was waited for had come */
    size_t bytes;
};

/* Starts the program (a path, then arguments, then NULL) in `folder` on an xterm of that size, UTF-8, and waits until
 * it has sent `ready` and is silent. Answers NULL when it ends or ten seconds bring nothing. */
struct line *line_start(const char *const *argv, const char *folder, int rows, int columns, const char *ready,
                        struct cost *cost);
/* Sends a key and waits until the program is silent. Bytes 0: nothing came within five seconds. */
struct cost line_key(struct line *line, const char *key);
/* The same until it has sent `ready` and is silent. */
struct cost line_key_until(struct line *line, const char *key, const char *ready);
/* Resident memory now, in KiB; 0 when it cannot be told. */
long line_resident(const struct line *line);
/* Kills what still runs. */
void line_end(struct line *line);

#endif
