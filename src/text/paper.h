/* An official paper: pages of fixed width and height with a title, paragraphs, bordered tables, a foot on each page and
 * a place for the stamp. Lines go in from top to bottom; pages break by themselves. Everything given is copied and
 * shown clean (text_show). Same input, same bytes. */
#ifndef ZEREN_TEXT_PAPER_H
#define ZEREN_TEXT_PAPER_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* The least width holds the foot and a table of eight columns. */
enum { PAPER_WIDTH_LEAST = 50, PAPER_WIDTH_MOST = 1000, PAPER_LINES_LEAST = 16, PAPER_LINES_MOST = 10000 };

struct paper_options {
    int width;  /* cells */
    int lines;  /* of one page, the foot included; 0: one page as long as need be */
    bool wide;  /* characters of ambiguous width take two cells */
    bool ascii; /* borders of + - | */
};

struct paper_foot {
    const char *as_of;  /* 数据截至 …; a whole phrase */
    const char *anchor; /* the journal's head; a whole phrase */
};

enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

struct paper_column {
    const char *title;
    int cells; /* fixed width of the content; 0: shares what is left */
    enum align align;
};

struct paper *paper_new(const struct paper_options *options);
void paper_free(struct paper *paper);

/* A line in the middle on top of each page, such as 【演练】. Before anything else is put on the paper; NULL: none. */
void paper_mark(struct paper *paper, const char *mark);

void paper_blank(struct paper *paper);
/* Wraps to the paper's width. */
void paper_text(struct paper *paper, enum align align, const char *text);
/* The same at the left, with `first` before the first line and `rest` before each other one. */
void paper_prefixed(struct paper *paper, const char *first, const char *rest, const char *text);
void paper_page_break(struct paper *paper);

/* A table is begun, filled row by row (n cells, as many as columns; NULL is empty) and ended, which lays it out. With
 * `merge` the first column is one cell over all following rows with the same text, repeated where a page begins. */
void paper_table_begin(struct paper *paper, const struct paper_column *columns, size_t n, bool merge);
void paper_table_row(struct paper *paper, const char *const *cells);
void paper_table_end(struct paper *paper);

/* The width the content of flexible columns shares, were the table to have these columns. */
int paper_table_room(const struct paper *paper, const struct paper_column *columns, size_t n);

/* Keeps the next `lines` lines on one page. */
void paper_keep(struct paper *paper, size_t lines);
/* The same, and with them at least two lines of what stands before, or the last row of the table that does: they do not
 * begin a page alone. Where no page can hold that, they do. */
void paper_keep_behind(struct paper *paper, size_t lines);

/* Appends all pages to `out`, a form feed between them. */
void paper_finish(struct paper *paper, const struct paper_foot *foot, struct buf *out);

#endif
