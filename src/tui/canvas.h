/* What the console shows: a plain array of cells, painted by screens and compared by tests. It knows no terminal:
 * term.c sends to one what changed. Text put on it is shown clean (text_show), whatever it holds. */
#ifndef ZEREN_TUI_CANVAS_H
#define ZEREN_TUI_CANVAS_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Styles by meaning; term.c and the theme say how each looks. All can be told apart without colour by the words or
 * marks that go with them. */
enum style {
    STYLE_TEXT,
    STYLE_DIM,     /* what is there but not now: closed, patterns, explanations */
    STYLE_TITLE,   /* column titles, headings */
    STYLE_BAR,     /* the line on top */
    STYLE_KEY,     /* a key in the hint bar and the help */
    STYLE_STRONG,  /* the key column of the selected row */
    STYLE_GOOD,    /* done, met */
    STYLE_WARNING, /* soon, not yet */
    STYLE_LATE,    /* overdue, vacant, a hole */
    STYLE_ERROR,   /* a message that something was not done */
    STYLE_DRILL,   /* 演练 */
    STYLE_REAL,    /* what is real in the middle of a drill */
    STYLE_ENTRY,   /* where text is typed */
    STYLE_MATCH,   /* what a search found */
    STYLE_COUNT
};
/* The word for a style in the config file's [theme]: "late"; NULL past the end. */
const char *style_name(enum style style);

enum { CELL_CHARS = 5 }; /* a character and its marks; more marks are left out */

struct cell {
    uint32_t uc[CELL_CHARS]; /* 0 after the last; all 0: the right half of the cell before */
    uint8_t cells;           /* 1, 2, or 0 for a right half */
    uint8_t style;
};

struct canvas {
    int rows, columns;
    bool wide;                     /* characters of ambiguous width take two cells */
    bool ascii;                    /* lines are drawn with - | + */
    int cursor_row, cursor_column; /* where the terminal's cursor is shown; row -1: hidden */
    struct cell *v;                /* rows * columns */
};

/* A part of the canvas. Positions given with an area count from its corner; nothing is put outside of it. */
struct area {
    int row, column, rows, columns;
};

/* Zeroed is a canvas without cells. After this all cells are blanks and the cursor is hidden. */
void canvas_resize(struct canvas *canvas, int rows, int columns);
void canvas_clear(struct canvas *canvas);
void canvas_free(struct canvas *canvas);

struct area canvas_area(const struct canvas *canvas);
/* Rows `from` to `from + rows` of an area, clipped to it; the same with columns. Counts below zero become zero. */
struct area area_rows(struct area area, int from, int rows);
struct area area_columns(struct area area, int from, int columns);

/* Puts text from `column` on and answers the column behind it. What does not fit is cut, its last cells then say so
 * (…). LF and what may not be shown become U+FFFD. */
int canvas_put(struct canvas *canvas, struct area area, int row, int column, enum style style, const char *text);
int canvas_putn(struct canvas *canvas, struct area area, int row, int column, enum style style, const char *text,
                size_t n);
int canvas_printf(struct canvas *canvas, struct area area, int row, int column, enum style style, const char *format,
                  ...) __attribute__((format(printf, 6, 7)));
/* The same ending at the area's right edge. */
void canvas_right(struct canvas *canvas, struct area area, int row, enum style style, const char *text);

/* Blanks of a style; changes the style of what is there; a line across or down. */
void canvas_fill(struct canvas *canvas, struct area area, enum style style);
void canvas_restyle(struct canvas *canvas, struct area area, enum style style);
void canvas_across(struct canvas *canvas, struct area area, int row, enum style style);
void canvas_down(struct canvas *canvas, struct area area, int column, enum style style);

/* Shows the terminal's cursor. */
void canvas_cursor(struct canvas *canvas, struct area area, int row, int column);

/* A box with a title, filled with blanks; answers what is inside. */
struct area canvas_box(struct canvas *canvas, struct area area, const char *title);

/* All rows as text, blanks at their ends left out, an LF after each. */
void canvas_text(const struct canvas *canvas, struct buf *out);
/* The same with the first letter of the style's name in each cell (a blank for STYLE_TEXT), for tests of what styles
 * show. */
void canvas_styles(const struct canvas *canvas, struct buf *out);

#endif
