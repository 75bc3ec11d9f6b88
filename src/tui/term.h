/* The terminal: the only file that knows curses. Keys come in as events, a canvas goes out as what changed. There is
 * one terminal, so this module alone keeps its state in globals. */
#ifndef ZEREN_TUI_TERM_H
#define ZEREN_TUI_TERM_H

#include "base/err.h"
#include "tui/canvas.h"
#include "tui/key.h"

enum ambiguous { AMBIGUOUS_ASK, AMBIGUOUS_NARROW, AMBIGUOUS_WIDE };

/* How a style looks, from the config's [theme]: colours as curses counts them (0 black … 7 white), -1 the terminal's
 * own; attributes in bits. */
enum { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_UNDERLINE = 4, LOOK_REVERSE = 8 };
struct look {
    int foreground, background;
    unsigned attributes;
};
struct theme {
    struct look looks[STYLE_COUNT];
};
void theme_default(struct theme *theme);
/* "red bold", "white on blue", "underline": -1 when it is none of these words. */
int look_parse(const char *text, struct look *look);

struct term_options {
    enum ambiguous ambiguous; /* AMBIGUOUS_ASK asks the terminal, once, waiting at most 300 ms */
    struct theme theme;
    bool colour; /* false: attributes alone (NO_COLOR, or the terminal has none) */
};

/* Takes the terminal: locale, curses, bracketed paste, signal handlers. On every way out after this (return, exit, die,
 * a signal that ends the program) the terminal is given back as it was. */
int term_open(const struct term_options *options, struct err *err);
void term_close(void);

/* What was found out: the size, the width of ambiguous characters, whether lines must be drawn with ASCII. */
void term_size(int *rows, int *columns);
bool term_wide(void);
bool term_ascii(void);

/* Waits at most `timeout_ms` (0: not at all, -1: for ever) for the next event. */
struct event term_read(int timeout_ms);
/* Whether input waits to be read: then it is not yet time to paint. */
bool term_waiting(void);
/* A key that is in the input already is taken out: for stopping long work with Esc. Other keys stay in their order. */
bool term_interrupted(void);

/* Sends what differs from what the terminal shows. */
void term_paint(const struct canvas *canvas);
/* The same without the last `rows` rows: they stay as they are until the next painting. */
void term_paint_but(const struct canvas *canvas, int rows);
void term_repaint(const struct canvas *canvas); /* everything, for a terminal another program wrote on */

/* Gives the terminal back, stops the program as ^Z does, and takes it again when it goes on. */
void term_suspend(void);

#endif
