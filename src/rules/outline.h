/* The outline of a Chinese rule: its text cut into provisions by the marks the text itself carries.
 *
 *   第N章 chapter · 第N条 article · （一） item · 1. or 1、 point · 附件N annex · a tabbed row of an annex: point
 *
 * Further unmarked lines of an article that come before its first item are its second, third … 款 (paragraph). After an
 * item, an empty line says the same: what follows it is the article's next 款. All other text that fits no mark belongs
 * to the node before it. Joining the spans of all nodes gives the text back, byte for byte, whatever the text. */
#ifndef ZEREN_RULES_OUTLINE_H
#define ZEREN_RULES_OUTLINE_H

#include "base/mem.h"

#include <stddef.h>

enum node_kind {
    NODE_PREAMBLE, /* before the first chapter or article */
    NODE_CHAPTER,
    NODE_ARTICLE,
    NODE_PARAGRAPH,
    NODE_ITEM,
    NODE_POINT,
    NODE_ANNEX,
    NODE_IMPRINT, /* 版记: the line "… 年 月 日印发" at the end */
};

struct node {
    enum node_kind kind;
    int number;       /* as written; of an annex without number 0 */
    int parent;       /* index of the node it stands in, or -1 */
    size_t start, n;  /* its span in the text: mark, words and the line ends behind them, sub-nodes left out */
    size_t mark_n;    /* bytes of its mark, with the blanks behind it; for a table row the cells before the words */
    const char *path; /* how it is cited: 第六条（二）4; "" for preamble and imprint */
    size_t line;      /* of its start, from 1 */
    size_t party_n;   /* of a table row: bytes of its first cell, at `start` */
};

struct outline {
    struct node *v;
    size_t n, room;
    struct arena arena; /* owns the paths */
};

const char *node_kind_name(enum node_kind kind); /* the glossary's identifier */

/* Never fails. `text` must outlive nothing: nodes hold offsets only. */
void outline_parse(const char *text, size_t n, struct outline *out);
void outline_free(struct outline *outline);

/* The index of the node cited by `path`, or -1. */
int outline_find(const struct outline *outline, const char *path);

/* The words of a node without its mark and the line ends behind it: start and length. */
const char *node_words(const char *text, const struct node *node, size_t *n);

/* Reads a Chinese number up to 一百九十九 (or digits up to 999) at `text`; its bytes in `*used`. 0: none. */
int chinese_number(const char *text, size_t n, size_t *used);

#endif
