/* The provision parser. It goes line by line; a line's mark decides which node it opens, and the last open chapter,
 * article, item and annex decide where that node stands. */
#include "rules/outline.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct parser {
    const char *text;
    size_t n;
    struct outline *out;
    int chapter, article, item, annex; /* indexes of the open nodes, or -1 */
    int paragraphs;                    /* of the open article */
    int paragraph;                     /* its last 款 that is a node of its own, or -1 */
    int list_in;                       /* what its current list of items stands in: itself or a 款; -1: no list yet */
    bool after_blank;                  /* the line before was empty */
};

static const char *const digits[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

static bool starts(const char *text, size_t n, const char *with)
{
    size_t len = strlen(with);
    return n >= len && memcmp(text, with, len) == 0;
}

/* One Chinese digit 1-9 at `text`, or 0; all of them take three bytes. */
static int digit_at(const char *text, size_t n)
{
    for (int i = 1; i <= 9; i++)
        if (starts(text, n, digits[i]))
            return i;
    return 0;
}

int chinese_number(const char *text, size_t n, size_t *used)
{
    size_t at = 0;
    int value = 0;
    while (at < n && at < 3 && text[at] >= '0' && text[at] <= '9')
        value = value * 10 + (text[at++] - '0');
    *used = at;
    if (at > 0)
        return value;
    int digit = digit_at(text, n);
    if (digit == 1 && starts(text + 3, n - 3, "百")) {
        at = 6;
        value = 100;
        bool zero = starts(text + at, n - at, "零") || starts(text + at, n - at, "〇");
        at += zero ? 3 : 0;
        digit = digit_at(text + at, n - at);
        if (zero || (digit == 0 && !starts(text + at, n - at, "十"))) {
            *used = zero && digit == 0 ? at - 3 : at + (digit > 0 ? 3 : 0);
            return value + digit;
        }
    }
    at += digit > 0 ? 3 : 0;
    if (starts(text + at, n - at, "十")) {
        at += 3;
        value += 10 * (digit > 0 ? digit : 1);
        digit = digit_at(text + at, n - at);
        at += digit > 0 ? 3 : 0;
    }
    *used = at;
    return value + digit;
}

static size_t blanks(const char *text, size_t n)
{
    size_t at = 0;
    for (;;) {
        if (at < n && text[at] == ' ')
            at++;
        else if (starts(text + at, n - at, "　"))
            at += 3;
        else
            return at;
    }
}

/* 第N章 or 第N条 and what separates it from its words. Words that only begin with such a citation (第十五条相关信息…)
 * have nothing between: they are no mark. */
static size_t numbered_mark(const char *line, size_t n, const char *unit, int *number)
{
    size_t used;
    if (!starts(line, n, "第"))
        return 0;
    *number = chinese_number(line + 3, n - 3, &used);
    size_t at = 3 + used;
    if (*number == 0 || !starts(line + at, n - at, unit))
        return 0;
    at += strlen(unit);
    size_t gap = blanks(line + at, n - at);
    return gap > 0 || at == n ? at + gap : 0;
}

static size_t item_mark(const char *line, size_t n, int *number)
{
    static const char *const open[] = { "（", "(" }, *const close[] = { "）", ")" };
    for (int i = 0; i < 2; i++) {
        size_t used;
        if (!starts(line, n, open[i]))
            continue;
        size_t at = strlen(open[i]);
        if (at >= n || (line[at] >= '0' && line[at] <= '9'))
            return 0;
        *number = chinese_number(line + at, n - at, &used);
        at += used;
        for (int k = 0; k < 2 && *number > 0; k++)
            if (starts(line + at, n - at, close[k]))
                return at + strlen(close[k]) + blanks(line + at + strlen(close[k]), n - at - strlen(close[k]));
    }
    return 0;
}

/* "1." but not "1.5"; "1、" and "1．" too. */
static size_t point_mark(const char *line, size_t n, int *number)
{
    size_t at = 0;
    *number = 0;
    while (at < n && at < 3 && line[at] >= '0' && line[at] <= '9')
        *number = *number * 10 + (line[at++] - '0');
    if (at == 0 || *number == 0)
        return 0;
    if (starts(line + at, n - at, ".")) {
        at++;
        if (at < n && line[at] >= '0' && line[at] <= '9')
            return 0;
    } else if (starts(line + at, n - at, "、") || starts(line + at, n - at, "．")) {
        at += 3;
    } else {
        return 0;
    }
    return at + blanks(line + at, n - at);
}

static size_t annex_mark(const char *line, size_t n, int *number)
{
    size_t used;
    if (!starts(line, n, "附件"))
        return 0;
    size_t at = strlen("附件");
    at += blanks(line + at, n - at);
    *number = chinese_number(line + at, n - at, &used);
    at += used;
    static const char *const ends[] = { "：", ":" };
    for (int i = 0; i < 2; i++)
        if (starts(line + at, n - at, ends[i]))
            return at + strlen(ends[i]) + blanks(line + at + strlen(ends[i]), n - at - strlen(ends[i]));
    size_t gap = blanks(line + at, n - at);
    return gap > 0 || at == n ? at + gap : 0;
}

/* party TAB number TAB words */
static size_t row_mark(const char *line, size_t n, int *number, size_t *party_n)
{
    const char *tab = n > 0 ? memchr(line, '\t', n) : NULL;
    if (tab == NULL)
        return 0;
    size_t at = (size_t)(tab - line) + 1, used;
    *party_n = at - 1;
    *number = chinese_number(line + at, n - at, &used);
    bool digit = used > 0 && line[at] >= '0' && line[at] <= '9';
    at += used;
    return digit && *number > 0 && at < n && line[at] == '\t' ? at + 1 : 0;
}

static bool is_imprint(const char *line, size_t n)
{
    size_t len = strlen("印发");
    return n > len && memcmp(line + n - len, "印发", len) == 0 && memmem(line, n, "年", 3) != NULL &&
           memmem(line, n, "月", 3) != NULL && memmem(line, n, "日", 3) != NULL;
}

/* Writes 1 to 199 the Chinese way. */
static void write_number(int number, char *out, size_t room)
{
    int hundreds = number / 100, tens = number / 10 % 10, ones = number % 10;
    if (number <= 0 || number > 199) {
        snprintf(out, room, "%d", number);
        return;
    }
    snprintf(out, room, "%s%s%s%s%s", hundreds > 0 ? "一百" : "", hundreds > 0 && tens == 0 && ones > 0 ? "零" : "",
             tens > 1 || (tens == 1 && hundreds > 0) ? digits[tens] : "", tens > 0 ? "十" : "",
             ones > 0 ? digits[ones] : "");
}

static const char *path_of(struct parser *p, enum node_kind kind, int number, int parent, bool row)
{
    struct arena *arena = &p->out->arena;
    const char *above = parent >= 0 ? p->out->v[parent].path : "";
    char written[64];
    write_number(number, written, sizeof written);
    switch (kind) {
    case NODE_CHAPTER:
        return arena_printf(arena, "第%s章", written);
    case NODE_ARTICLE: /* an annex may have articles of its own; a chapter is not part of a citation */
        return arena_printf(arena, "%s第%s条", parent >= 0 && p->out->v[parent].kind == NODE_ANNEX ? above : "",
                            written);
    case NODE_PARAGRAPH:
        return arena_printf(arena, "%s第%s款", above, written);
    case NODE_ITEM:
        return arena_printf(arena, "%s（%s）", above, written);
    case NODE_POINT:
        return row ? arena_printf(arena, "%s第%d项", above, number) : arena_printf(arena, "%s%d", above, number);
    case NODE_ANNEX:
        return arena_printf(arena, "附件%s", number > 0 ? written : "");
    case NODE_PREAMBLE:
    case NODE_IMPRINT:
        break;
    }
    return "";
}

static int add_node(struct parser *p, enum node_kind kind, int number, int parent, size_t start, size_t mark_n,
                    bool row)
{
    const char *path = path_of(p, kind, number, parent, row);
    struct node *node = VEC_PUSH(p->out);
    node->kind = kind;
    node->number = number;
    node->parent = parent;
    node->start = start;
    node->mark_n = mark_n;
    node->path = path;
    return (int)p->out->n - 1;
}

/* Nothing but line ends behind its mark. */
static bool is_bare(const char *text, const struct node *node)
{
    for (size_t i = node->mark_n; i < node->n; i++)
        if (text[node->start + i] != '\n')
            return false;
    return node->mark_n > 0;
}

static bool open_big(struct parser *p, size_t start, const char *line, size_t n)
{
    int number;
    size_t mark = p->annex < 0 ? numbered_mark(line, n, "章", &number) : 0;
    if (mark > 0) {
        p->chapter = add_node(p, NODE_CHAPTER, number, -1, start, mark, false);
        p->article = p->item = -1;
        return true;
    }
    mark = numbered_mark(line, n, "条", &number);
    if (mark > 0) {
        p->article = add_node(p, NODE_ARTICLE, number, p->annex >= 0 ? p->annex : p->chapter, start, mark, false);
        p->item = -1;
        p->paragraphs = 1;
        p->paragraph = p->list_in = -1;
        return true;
    }
    mark = annex_mark(line, n, &number);
    /* Before the first article 附件 is a word of the notice. The annex that is open may be headed twice: where the
     * document lists it, and where it stands. */
    bool again = p->annex >= 0 && p->out->v[p->annex].number == number;
    if (mark > 0 && !again && (p->article >= 0 || p->annex >= 0)) {
        p->annex = add_node(p, NODE_ANNEX, number, -1, start, mark, false);
        p->chapter = p->article = p->item = -1;
        return true;
    }
    return false;
}

/* Items stand in their article, whichever 款 leads to them. Where a later 款 begins a second list, its items stand in
 * that 款 (第七条第二款（一）), so that no citation means two things. */
static int parent_of_item(struct parser *p, int number)
{
    if (p->article < 0)
        return p->annex;
    if (p->list_in < 0)
        p->list_in = p->article;
    else if (number == 1 && p->item < 0)
        p->list_in = p->paragraph;
    return p->list_in;
}

static bool open_small(struct parser *p, size_t start, const char *line, size_t n)
{
    int number, above = p->article >= 0 ? p->article : p->annex;
    size_t party_n = 0, mark;
    if (above < 0)
        return false;
    if (p->annex >= 0 && (mark = row_mark(line, n, &number, &party_n)) > 0) {
        int node = add_node(p, NODE_POINT, number, p->annex, start, mark, true);
        p->out->v[node].party_n = party_n;
        return true;
    }
    if ((mark = item_mark(line, n, &number)) > 0) {
        p->item = add_node(p, NODE_ITEM, number, parent_of_item(p, number), start, mark, false);
        return true;
    }
    if ((mark = point_mark(line, n, &number)) > 0) {
        add_node(p, NODE_POINT, number, p->item >= 0 ? p->item : above, start, mark, false);
        return true;
    }
    const struct node *last = &p->out->v[p->out->n - 1];
    bool in_list = last->kind == NODE_ITEM || last->kind == NODE_POINT;
    bool still_bare = last->kind == NODE_ARTICLE && is_bare(p->text, last); /* 第N条 alone on its line */
    if (p->article >= 0 && p->annex < 0 && is_imprint(line, n)) {
        add_node(p, NODE_IMPRINT, 0, -1, start, 0, false);
        p->article = p->item = -1;
        return true;
    }
    if (p->article >= 0 && !still_bare && (!in_list || p->after_blank)) {
        p->paragraph = add_node(p, NODE_PARAGRAPH, ++p->paragraphs, p->article, start, 0, false);
        p->item = -1;
        return true;
    }
    return false;
}

void outline_parse(const char *text, size_t n, struct outline *out)
{
    struct parser p = { .text = text, .n = n, .out = out, .chapter = -1, .article = -1, .item = -1, .annex = -1 };
    size_t line_number = 0;
    for (size_t start = 0; start < n;) {
        const char *line = text + start, *end = memchr(line, '\n', n - start);
        size_t len = end == NULL ? n - start : (size_t)(end - line);
        size_t next = end == NULL ? n : start + len + 1;
        line_number++;
        size_t nodes = out->n;
        bool opened = len > 0 && (open_big(&p, start, line, len) || open_small(&p, start, line, len));
        if (!opened && out->n == 0)
            add_node(&p, NODE_PREAMBLE, 0, -1, start, 0, false);
        if (out->n > nodes)
            out->v[out->n - 1].line = line_number;
        else if (len > 0 && is_bare(text, &out->v[out->n - 1])) /* its words begin here */
            out->v[out->n - 1].mark_n = start - out->v[out->n - 1].start;
        out->v[out->n - 1].n = next - out->v[out->n - 1].start;
        p.after_blank = len == 0;
        start = next;
    }
}

void outline_free(struct outline *outline)
{
    VEC_FREE(outline);
    arena_free(&outline->arena);
}

int outline_find(const struct outline *outline, const char *path)
{
    if (path[0] == '\0')
        return -1;
    for (size_t i = 0; i < outline->n; i++)
        if (strcmp(outline->v[i].path, path) == 0)
            return (int)i;
    return -1;
}

const char *node_words(const char *text, const struct node *node, size_t *n)
{
    const char *words = text + node->start + node->mark_n;
    *n = node->n - node->mark_n;
    while (*n > 0 && (words[*n - 1] == '\n' || words[*n - 1] == ' '))
        (*n)--;
    return words;
}

const char *node_kind_name(enum node_kind kind)
{
    static const char *const names[] = { "preamble", "chapter", "article", "paragraph",
                                         "item",     "point",   "annex",   "imprint" };
    return names[kind];
}
