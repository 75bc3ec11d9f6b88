/* A pager: lines of text, wrapped or not, with search. And the screen that is nothing but one. */
#ifndef ZEREN_TUI_PAGER_H
#define ZEREN_TUI_PAGER_H

#include "base/mem.h"
#include "tui/screen.h"

struct pager_line {
    size_t start, n; /* bytes of the text */
};
struct pager {
    struct buf text; /* UTF-8 with LF */
    bool wrap;       /* else it is moved sideways */
    VEC(struct pager_line) lines;
    int laid_out; /* columns the lines were made for */
    bool laid_out_wide;
    size_t top;
    int left;
    int height;       /* lines seen at the last drawing */
    char *words;      /* searched for; NULL: nothing */
    VEC(size_t) hits; /* byte offsets */
    size_t hit;
};

void pager_init(struct pager *pager, bool wrap);
void pager_done(struct pager *pager);
void pager_set(struct pager *pager, const char *text, size_t n); /* copies; the place stays as far as it is there */
/* Before drawing and moving: makes the lines for this width. */
void pager_lay_out(struct pager *pager, int columns, bool wide);
bool pager_search(struct pager *pager, const char *words); /* to the first hit from here on; false: none */
bool pager_next(struct pager *pager, bool backwards);
enum outcome pager_act(struct pager *pager, struct console *console, enum action action);
/* Lays out when the width changed, so not const. */
void pager_draw(struct pager *pager, struct canvas *canvas, struct area area);

struct pager_argument {
    const char *title, *text;
};
extern const struct screen_ops pager_screen;

#endif
