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
    int cells;  /* fixed width; 0: shares what is left, a weight of 1 */
    int weight; /* of a flexible column, 0 is 1 */
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
};

/* What is asked of a source: rows behind (backwards: before) the row `from`, nearest first. */
struct list_ask {
    const struct list_row *from; /* NULL: from the list's beginning (backwards: its end) */
    bool backwards;
    size_t most;
    int column; /* the order: by this column, then by id; -1: the source's own */
    bool descending;
    const char *filter; /* "" for none */
};
/* Rows and what they point to, in the order in which they are shown also when asked backwards. */
struct list_page {
    struct list_row *v;
    size_t n, room;
    struct arena arena;
};
struct list_source {
    /* Adds rows to `page` (strings in its arena). Fewer than asked: there are no more. */
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
    bool first, last;   /* the window holds the list's first row; its last */
    int height;         /* rows seen at the last drawing */
};

/* `columns`, `source` and `context` are borrowed for the list's life. */
void list_init(struct list *list, const struct list_column *columns, size_t n, const struct list_source *source,
               void *context);
void list_done(struct list *list);

/* Reads the window anew around the selected row; where that is gone, its neighbour is selected. `height`: rows that
 * will be seen. */
int list_load(struct list *list, int height, struct err *err);
const struct list_row *list_selected(const struct list *list); /* NULL: no row */
/* Stands on the row with this id; false when it is not in the list. */
bool list_select(struct list *list, int64_t id, struct err *err);
int list_set_filter(struct list *list, const char *filter, struct err *err);

/* Moves, pages, sorts. STAY or NOT_MINE; an error of the source is shown by the console. */
enum outcome list_act(struct list *list, struct console *console, enum action action);
/* One row of titles, then rows. `rows` fewer than two shows rows alone. */
void list_draw(const struct list *list, struct canvas *canvas, struct area area);

/* ---- A source in memory: rows added once, then filtered by substring and pinyin initials, and sorted. ---- */

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
void list_memory_clear(struct list_memory *memory, size_t columns);
/* The new row's cells are filled by the caller, from the memory's arena or longer-living text. Cells that are numbers
 * sort as such. */
struct list_row *list_memory_add(struct list_memory *memory, int64_t id, enum style style, const char ***cells);
void list_memory_done(struct list_memory *memory);

#endif
