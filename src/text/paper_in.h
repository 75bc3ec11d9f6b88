/* What paper.c and table.c share; for nobody else. */
#ifndef ZEREN_TEXT_PAPER_IN_H
#define ZEREN_TEXT_PAPER_IN_H

#include "base/mem.h"
#include "text/paper.h"

struct page_lines {
    char **v; /* in the paper's arena */
    size_t n, room;
};

struct table {
    struct paper_column *columns; /* titles in the arena; cells filled in for flexible columns too */
    size_t n;
    bool merge;
    struct {
        char ***v; /* rows of n cells */
        size_t n, room;
    } rows;
    struct arena arena;
};

struct paper {
    struct paper_options options;
    size_t body_lines; /* of a page, without the foot and the mark; 0: no end */
    char *mark;        /* in the arena; NULL: none */
    struct {
        struct page_lines *v;
        size_t n, room;
    } pages;
    size_t flowed;      /* the page that began because the one before was full, counted from 1; 0: none did yet */
    struct table table; /* the one being filled */
    /* The last piece of a table that was put on a page: on which page, counted from 1 (0: none), and of that page's
     * lines the first of its header, the first of its rows, the whole rule before its last row (0: there is but one),
     * and the first behind it. */
    struct {
        size_t page, from, rows, rule, end;
    } piece;
    struct arena arena;
};

size_t paper_room(struct paper *paper); /* lines left on this page */
size_t paper_at(struct paper *paper);   /* lines on it */
void paper_put(struct paper *paper, const char *text, size_t n);
void pad_to(struct buf *line, const char *text, size_t n, int cells, enum align align, bool wide);
void table_done(struct table *table);

#endif
