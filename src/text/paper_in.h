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
    struct table table; /* the one being filled */
    struct arena arena;
};

size_t paper_room(struct paper *paper); /* lines left on this page */
void paper_put(struct paper *paper, const char *text, size_t n);
void pad_to(struct buf *line, const char *text, size_t n, int cells, enum align align, bool wide);
void table_done(struct table *table);

#endif
