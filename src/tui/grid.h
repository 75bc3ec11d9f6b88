/* A grid: rows by columns with a frozen first column and a frozen head, a cursor on a cell. Cells come from a function,
 * so that only those seen are made. */
#ifndef ZEREN_TUI_GRID_H
#define ZEREN_TUI_GRID_H

#include "base/mem.h"
#include "tui/screen.h"

struct grid_source {
    size_t (*rows)(const void *context);
    size_t (*columns)(const void *context);
    /* Appends the text; the style is the answer. */
    enum style (*row_title)(const void *context, size_t row, struct buf *out);
    enum style (*column_title)(const void *context, size_t column, struct buf *out);
    enum style (*cell)(const void *context, size_t row, size_t column, struct buf *out);
    /* A last line under all rows (totals), or NULL. */
    enum style (*column_foot)(const void *context, size_t column, struct buf *out);
};

struct grid {
    const struct grid_source *source;
    const void *context;
    int cell_cells;              /* width of a column, its parting line not counted */
    int title_cells;             /* width of the frozen column, the cursor's > included; 0: a third of the area */
    int head_rows;               /* rows of the head: column titles wrap into them */
    const char *corner;          /* over the frozen column; NULL: nothing */
    const char *foot;            /* the title of the last line; NULL: nothing */
    size_t row, column;          /* the cursor */
    size_t top, left;            /* the first row and column seen */
    int seen_rows, seen_columns; /* at the last drawing */
};

/* With cells of 4, a head of 2 rows; the caller may set these and the titles afterwards. Both pointers are borrowed. */
void grid_init(struct grid *grid, const struct grid_source *source, const void *context);
/* After rows or columns became fewer: puts the cursor back inside. */
void grid_clamp(struct grid *grid);
/* Puts the cursor there, or as near as there are rows and columns. */
void grid_place(struct grid *grid, size_t row, size_t column);
/* STAY for what moves the cursor, else NOT_MINE. */
enum outcome grid_act(struct grid *grid, enum action action);
/* The cursor's cell is [marked], its row by > and the beginning of its title, and its column's title, by STYLE_STRONG
 * (where they have no style of their own meaning). < and > in the head tell of columns beyond the edges. Scrolls so
 * that the cursor is seen, so not const. */
void grid_draw(struct grid *grid, struct canvas *canvas, struct area area);
bool grid_empty(const struct grid *grid);

#endif
