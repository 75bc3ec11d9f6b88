/* A pager: lines of text, wrapped or not, with search. And the screen that is nothing but one. */
#ifndef ZEREN_TUI_PAGER_H
#define ZEREN_TUI_PAGER_H

#include "base/mem.h"
#include "text/width.h"
#include "tui/screen.h"

struct pager_part {
    size_t start, n; /* bytes of the text */
    enum style style;
};

struct pager {
    struct buf text;              /* UTF-8 with LF, as it may be shown */
    VEC(struct pager_part) parts; /* those not in STYLE_TEXT, in their order */
    bool wrap;                    /* else it is moved sideways */
    struct text_lines lines;
    int laid_out; /* columns the lines were made for; 0: they are yet to be made */
    bool laid_out_wide;
    size_t top;
    size_t place; /* the byte to stay at when the lines are made anew: where `top` was put, not where it fell */
    int left;
    int height, columns; /* of the lines seen at the last drawing */
    char *words;         /* searched for; NULL: nothing */
    VEC(size_t) hits;    /* byte offsets; none over another */
    size_t hit;
    size_t from; /* where the search being typed began, and `left` there */
    int from_left;
};

void pager_init(struct pager *pager, bool wrap);
void pager_done(struct pager *pager);
/* Takes a copy, shown clean; a line that begins with a tab is a heading, as in draw_details. The place and the words
 * searched for stay as far as they are there. */
void pager_set(struct pager *pager, const char *text, size_t n);
/* The same text as it reads now: it stays at its line, where pager_set stays at its byte. */
void pager_update(struct pager *pager, const char *text, size_t n);
/* Appends to it, in a style. */
void pager_add(struct pager *pager, enum style style, const char *text, size_t n);
/* To the first line. */
void pager_rewind(struct pager *pager);
/* Before drawing and moving: makes the lines for this width. */
void pager_lay_out(struct pager *pager, int columns, bool wide);
/* Finds all places (ASCII letters large or small alike) and goes to the first from here on, and round; false: there is
 * none, and it stays where it is. NULL or "" ends the search. */
bool pager_search(struct pager *pager, const char *words);
/* To the next hit, from the first line seen when the last was moved out of sight, and round; false: there is none. */
bool pager_next(struct pager *pager, bool backwards);
/* STAY for what moves it, else NOT_MINE. */
enum outcome pager_move(struct pager *pager, enum action action);
/* Lays out when the width changed, so not const. The last row tells the place; an area of one row has text alone. */
void pager_draw(struct pager *pager, struct canvas *canvas, struct area area);

/* ---- With a console (pager_screen.c) ---- */

/* The tag with which a pager asks what to search for. No screen with a pager may use it for anything else. */
enum { PAGER_ASKS = 9001 };
/* Moves and searches. A screen with a pager gives it what it has no use for, and its answers to pager_answer. */
enum outcome pager_act(struct pager *pager, struct console *console, enum action action);
/* False: the answer is to something else. */
bool pager_answer(struct pager *pager, struct console *console, const struct answer *answer);

struct pager_argument {
    const char *title, *text; /* both copied; the title stands in the first row, NULL: none */
};
extern const struct screen_ops pager_screen;

#endif
