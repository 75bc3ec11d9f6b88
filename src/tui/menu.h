/* Things to choose from, all in memory, narrowed by what is typed: the inside of the picker, the palette and the help.
 * It knows its rows and nothing of what they stand for. */
#ifndef ZEREN_TUI_MENU_H
#define ZEREN_TUI_MENU_H

#include "base/mem.h"
#include "tui/entry.h"

struct menu_row {
    int64_t id;
    const char *text;
    const char *keys;   /* beside it; NULL: none */
    const char *detail; /* searched behind the text; NULL: none */
    const char *also;   /* searched, not shown; NULL: none */
    bool heading;       /* the cursor passes over it; not there while something is typed */
    bool greyed;
};

struct menu_hit {
    size_t row;
    int rank;
    size_t start;
};

struct menu {
    VEC(struct menu_row) rows;
    struct arena arena;
    bool typed_in; /* there is an entry to narrow the rows with */
    struct entry filter;
    struct buf narrowed;   /* what `hits` are the hits of */
    struct menu_hit *hits; /* the best first; without a filter all rows in their order */
    size_t hits_n, cursor, top;
    int height; /* rows seen at the last drawing */
    int text_cells, keys_cells, detail_cells;
};

void menu_init(struct menu *menu, bool typed_in);
void menu_done(struct menu *menu);

/* All rows anew: clear, add each (copied), then fill, which measures and narrows them and puts the cursor on the row
 * `id`, or on the first. What was typed stays. */
void menu_clear(struct menu *menu);
void menu_add(struct menu *menu, const struct menu_row *row);
void menu_fill(struct menu *menu, int64_t id, bool wide);

const struct menu_row *menu_selected(const struct menu *menu); /* NULL: there is none */
/* Types into the filter, as if by keys. */
void menu_type(struct menu *menu, const char *text);

/* STAY or NOT_MINE; leaving is the screen's. */
enum outcome menu_key(struct menu *menu, struct console *console, uint32_t key);
enum outcome menu_act(struct menu *menu, enum action action);
void menu_paste(struct menu *menu, struct console *console, const char *text, size_t n);

/* Columns and rows it can make use of. */
int menu_columns(const struct menu *menu);
int menu_rows(const struct menu *menu);
/* The entry, when there is one, then the rows. Keeps what was seen, so not const. */
void menu_draw(struct menu *menu, struct canvas *canvas, struct area area);

#endif
