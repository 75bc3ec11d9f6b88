/* A list: rows with columns, a cursor, and a window on rows that come by key from a source, so that a million rows cost
 * what a screenful costs. The selected row is a marker and a bold key column, not a bar: a cursor move is few bytes.
 *
 * A screen keeps a `struct list` in its state, gives its source, calls list_load in `reload`, list_draw in `draw`, and
 * list_act for what it has no use for itself. */
#ifndef ZEREN_TUI_LIST_H
#define ZEREN_TUI_LIST_H

#include "base/mem.h"
#include "text/paper.h"
#include "tui/screen.h"

struct list_column {
    const char *title;
    int cells;  /* fixed width; with a weight the least width, 0: a usual one */
    int weight; /* of a flexible column, which shares what is left; 0 without a width is 1 */
    enum align align;
    int drop; /* 0: always shown; where there is no room, the columns of the highest number go first */
    bool sorts;
};

struct list_row {
    int64_t id;               /* of the record; unique in the list; 0: a heading, which the cursor passes over */
    const char *key;          /* what the source needs to go on from here in the order asked for; may be NULL */
    const char *const *cells; /* one a column; NULL is empty */
    const enum style *styles; /* one a column, or NULL: `style` for all */
    enum style style;
    size_t lead; /* bytes of the first cell that are not the key but lines drawn before it: a tree's branches */
};

/* What is asked of a source: the `most` rows behind (backwards: before) the row `from` that are nearest to it. */
struct list_ask {
    const struct list_row *from; /* NULL: from the list's beginning (backwards: its end) */
    bool backwards;
    size_t most;
    int column;         /* the order: by this column, then by id; -1: the source's own */
    bool descending;    /* never with the source's own order */
    const char *filter; /* "" for none */
};
/* Rows and what they point to, in the order in which they are shown also when asked backwards. */
struct list_page {
    struct list_row *v;
    size_t n, room;
    struct arena arena;
};
struct list_source {
    /* Adds rows to `page`, which is empty (strings in its arena). Fewer than asked: there are no more. `from` may be
     * gone from the store by now: its key, or its cells, still tell where to go on. */
    int (*page)(void *context, const struct list_ask *ask, struct list_page *page, struct err *err);
    /* The row with this id as asked for above, so that the list can stand on it; *found false when there is none or the
     * filter hides it. */
    int (*find)(void *context, int64_t id, const struct list_ask *ask, struct list_page *page, bool *found,
                struct err *err);
};

struct list {
    const struct list_column *columns;
    size_t columns_n;
    const struct list_source *source;
    void *context;
    const char *empty; /* a sentence for when there are no rows */
    int column;        /* sorted by; -1: the source's order */
    bool descending;
    char *filter; /* NULL: none */
    struct list_page window;
    size_t top, cursor; /* rows of the window */
    int64_t wanted;     /* the row left because of a filter, gone back to once the filter lets it; 0: none */
    bool first, last;   /* the window holds the list's first row; its last */
    int *height;        /* rows seen at the last drawing: drawing, which changes nothing else, keeps them here */
};

/* `columns`, `source` and `context` are borrowed for the list's life. Set `empty` afterwards. */
void list_init(struct list *list, const struct list_column *columns, size_t n, const struct list_source *source,
               void *context);
void list_done(struct list *list);

/* Reads the window anew around the selected row; where that is gone, its neighbour is selected. It stays where it was
 * on the screen. `height`: rows that will be seen, 0: as many as at the last drawing. On failure the list keeps all. */
int list_load(struct list *list, int height, struct err *err);
const struct list_row *list_selected(const struct list *list); /* NULL: no row. Borrowed until the next call */
/* Stands on the row with this id; false, with the reason, when it is not in the list or the source failed. */
bool list_select(struct list *list, int64_t id, struct err *err);
/* Stays on the selected row where the filter lets it pass, else goes to the first; goes back, unless moved since, when
 * a later filter lets it pass again. NULL or "": no filter. */
int list_set_filter(struct list *list, const char *filter, struct err *err);

/* Moves, pages, sorts. STAY or NOT_MINE; an error of the source is shown by the console, and nothing has moved. */
enum outcome list_act(struct list *list, struct console *console, enum action action);
/* The same without a console: 0; 1: no action for a list; -1: the source failed. At most one page is asked for, two
 * after the screen has become higher, and for another order what list_load asks. */
int list_try(struct list *list, enum action action, struct err *err);
/* One row of titles, then rows. `rows` fewer than two shows rows alone. */
void list_draw(const struct list *list, struct canvas *canvas, struct area area);

/* ---- For sources ---- */

/* A new row at the page's end, its cells to be filled in by the caller. Borrowed until the next is added. */
struct list_row *list_page_add(struct list_page *page, int64_t id, size_t columns, const char ***cells);
/* A copy of a row with all it points to. */
void list_page_copy(struct list_page *page, const struct list_row *row, size_t columns);
/* For rows that came nearest first from a backward question. */
void list_page_reverse(struct list_page *page);
void list_page_done(struct list_page *page);
/* Whether one of the cells holds the words, as themselves or by their pinyin initials; "" is in all. */
bool list_matches(const char *const *cells, size_t n, const char *words);

/* ---- A source in memory (list_memory.c): rows added once, then filtered by list_matches, and sorted: numbers as
 * numbers, other text in the order of GB18030, where the characters in common use stand by their pinyin. Headings are
 * left out where a filter leaves no row below them, and in any order but that in which rows were added. ---- */

struct list_memory {
    size_t columns;
    struct list_row *v;
    size_t n, room;
    struct arena arena;
    size_t *order; /* rows that pass the filter, as sorted */
    size_t order_n;
    char *ordered_filter;
    int ordered_column;
    bool ordered, ordered_descending;
};
extern const struct list_source list_memory_source; /* its context is a struct list_memory */
/* Read what the rows are made of before clearing: a list whose source is half filled moves over what is there. */
void list_memory_clear(struct list_memory *memory, size_t columns);
/* The new row's cells are filled by the caller, from the memory's arena or longer-living text. Borrowed until the next
 * row is added. */
struct list_row *list_memory_add(struct list_memory *memory, int64_t id, enum style style, const char ***cells);
void list_memory_done(struct list_memory *memory);

#endif
