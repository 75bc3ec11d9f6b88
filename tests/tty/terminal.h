/* A program on a terminal: a pty with libvterm behind it. Nothing sleeps: what is to be seen is waited for, and a test
 * fails with the screen when it does not come within ten seconds. */
#ifndef ZEREN_TESTS_TERMINAL_H
#define ZEREN_TESTS_TERMINAL_H

#include "base/buf.h"

#include <stdbool.h>

/* What the terminal does with questions (where is the cursor?). */
enum terminal_answers { ANSWERS_AT_ONCE, ANSWERS_NEVER, ANSWERS_WHEN_TOLD };

struct terminal_how {
    const char *const *words; /* the program's path and its arguments, ended by NULL; NULL: `zeren` alone */
    const char *const
        *variables;     /* "NAME=value", ended by NULL; NULL: none. TERM is xterm and LC_ALL C.UTF-8 if not said */
    const char *moment; /* "@seconds": when it believes to be, by faketime; NULL: now */
    int rows, columns;  /* 0: 24 and 80 */
    bool wide;          /* a terminal that shows characters of ambiguous width in two cells; each is seen as 囗 */
    bool gb;            /* a terminal that speaks GB18030 */
    enum terminal_answers answers;
};

struct terminal;
struct terminal *terminal_start(const struct terminal_how *how);
/* Kills what still runs. */
void terminal_free(struct terminal *terminal);

/* Until the text is on the screen, or is no longer. */
void terminal_wait(struct terminal *terminal, const char *text);
void terminal_wait_gone(struct terminal *terminal, const char *text);
/* Until the screen is no longer this one, and nothing more comes for a moment. */
void terminal_wait_other(struct terminal *terminal, const char *screen);
/* Until the program has sent so many bytes since the mark. */
void terminal_wait_bytes(struct terminal *terminal, size_t n);
/* Takes what comes for so many microseconds. Waits for nothing: it is for tests of what happens at any moment. */
void terminal_let(struct terminal *terminal, long us);

void terminal_keys(struct terminal *terminal, const char *bytes);
void terminal_send(struct terminal *terminal, const char *bytes, size_t n);
/* Sends the answers kept back (ANSWERS_WHEN_TOLD). */
void terminal_answer(struct terminal *terminal);
/* Something else writes on the screen. */
void terminal_scribble(struct terminal *terminal, const char *bytes);
void terminal_resize(struct terminal *terminal, int rows, int columns);
void terminal_signal(struct terminal *terminal, int number);
/* No file of the program may grow beyond so many bytes; 0: as before. */
void terminal_limit_files(struct terminal *terminal, long bytes);
/* The line is cut. Nothing may be done with the terminal afterwards but terminal_end and terminal_free. */
void terminal_hang_up(struct terminal *terminal);

/* The screen as text, blanks at line ends left out; borrowed until the next call. */
const char *terminal_screen(struct terminal *terminal);
bool terminal_shows(struct terminal *terminal, const char *text);
struct terminal_look {
    bool bold, underline, reverse;
    int foreground, background; /* -1: the terminal's own */
};
/* How the first cell of a text on the screen looks. */
struct terminal_look terminal_look(struct terminal *terminal, const char *text);

/* Counts what the program sends from here on. */
void terminal_mark(struct terminal *terminal);
size_t terminal_bytes(const struct terminal *terminal);
const char *terminal_raw(const struct terminal *terminal); /* the bytes since the mark; borrowed */

/* Waits for the program's end: its exit status, 128 + signal when killed. */
int terminal_end(struct terminal *terminal);
/* What of the terminal is not as it was before the program: NULL, or what. */
const char *terminal_left(struct terminal *terminal);

#endif
