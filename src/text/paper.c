/* Pages: lines in, pages with feet out. The table's layout is in table.c. */
#include "text/paper.h"

#include "base/mem.h"
#include "base/words.h"
#include "text/clean.h"
#include "text/paper_in.h"
#include "text/width.h"

#include <string.h>

enum { FOOT_LINES = 3 }; /* one empty, the page line, the anchor */

struct paper *paper_new(const struct paper_options *options)
{
    struct paper *paper = mem_alloc(sizeof *paper);
    paper->options = *options;
    paper->body_lines = options->lines > 0 ? (size_t)options->lines - FOOT_LINES : 0;
    *VEC_PUSH(&paper->pages) = (struct page_lines){ 0 };
    return paper;
}

void paper_free(struct paper *paper)
{
    if (paper == NULL)
        return;
    for (size_t i = 0; i < paper->pages.n; i++)
        VEC_FREE(&paper->pages.v[i]);
    VEC_FREE(&paper->pages);
    table_done(&paper->table);
    arena_free(&paper->arena);
    mem_free(paper);
}

void paper_mark(struct paper *paper, const char *mark)
{
    paper->mark = arena_strdup(&paper->arena, mark);
    if (paper->options.lines > 0)
        paper->body_lines = (size_t)paper->options.lines - FOOT_LINES - (mark != NULL ? 1 : 0);
}

static struct page_lines *page_now(struct paper *paper)
{
    return &paper->pages.v[paper->pages.n - 1];
}

size_t paper_at(struct paper *paper)
{
    return page_now(paper)->n;
}

size_t paper_room(struct paper *paper)
{
    if (paper->body_lines == 0)
        return (size_t)-1;
    size_t used = page_now(paper)->n;
    return used >= paper->body_lines ? 0 : paper->body_lines - used;
}

void paper_page_break(struct paper *paper)
{
    if (paper->body_lines == 0)
        paper_blank(paper); /* one page, whatever comes */
    else if (page_now(paper)->n > 0)
        *VEC_PUSH(&paper->pages) = (struct page_lines){ 0 };
}

void paper_keep(struct paper *paper, size_t lines)
{
    if (paper_room(paper) < lines)
        paper_page_break(paper);
}

enum { BEHIND_LEAST = 2, TABLE_LEAD = 3 };

static size_t filled_lines(const struct page_lines *page)
{
    size_t filled = 0;
    for (size_t i = 0; i < page->n; i++)
        filled += *page->v[i] == '\0' ? 0 : 1;
    return filled;
}

/* Where the last `want` lines with something in them begin; 0: there are not so many. */
static size_t back_from(const struct page_lines *page, size_t want)
{
    size_t n = page->n;
    while (n > 0 && want > 0) {
        n--;
        want -= *page->v[n] == '\0' ? 0 : 1;
    }
    return want > 0 ? 0 : n;
}

static void take_over(struct page_lines *to, char *const *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *VEC_PUSH(to) = v[i];
}

/* Copies what `page` has from its line `from` on before all that the last page has, and before it the first `heads`
 * lines behind `head`. */
static void to_front(struct paper *paper, size_t page, size_t head, size_t heads, size_t from)
{
    const struct page_lines *old = &paper->pages.v[page];
    struct page_lines *now = page_now(paper), rest = *now;
    *now = (struct page_lines){ 0 };
    take_over(now, old->v + head, heads);
    take_over(now, old->v + from, old->n - from);
    take_over(now, rest.v, rest.n);
    VEC_FREE(&rest);
}

/* The end of `page`, with at least `want` lines that have something in them, goes on to the last page, where `below`
 * lines have to have room under it: of a table its last row, under its header again. Or nothing, where it does not fit.
 */
static void carry(struct paper *paper, size_t page, size_t want, size_t below)
{
    struct page_lines *old = &paper->pages.v[page];
    size_t from = back_from(old, want), heads = paper->piece.rows - paper->piece.from, rule = paper->piece.rule;
    bool table = paper->piece.page == page + 1 && from < paper->piece.end;
    if (table && rule > 0 && heads + old->n - rule - 1 + below <= paper->body_lines) {
        to_front(paper, page, paper->piece.from, heads, rule + 1);
        old->v[rule] = old->v[paper->piece.end - 1];
        old->n = rule + 1;
        return;
    }
    /* A table of one row goes as a whole, with the heading before it. */
    for (from = table ? paper->piece.from : from; table && from > 0 && paper->piece.from - from < TABLE_LEAD; from--)
        if (*old->v[from - 1] == '\0')
            break;
    if (from == 0 || old->n - from + below > paper->body_lines)
        return;
    to_front(paper, page, 0, 0, from);
    old->n = from;
}

void paper_keep_behind(struct paper *paper, size_t lines)
{
    size_t page = paper->pages.n - 1, filled = filled_lines(page_now(paper));
    if (paper_room(paper) < lines) {
        paper_page_break(paper);
        carry(paper, page, BEHIND_LEAST, lines);
    } else if (paper->flowed == page + 1 && filled < BEHIND_LEAST) {
        /* Text ran over on this page with one line. */
        carry(paper, page - 1, BEHIND_LEAST - filled, page_now(paper)->n + lines);
    }
}

void paper_put(struct paper *paper, const char *text, size_t n)
{
    if (paper_room(paper) == 0) {
        paper_page_break(paper);
        paper->flowed = paper->pages.n;
    }
    while (n > 0 && text[n - 1] == ' ')
        n--;
    *VEC_PUSH(page_now(paper)) = arena_strndup(&paper->arena, text, n);
}

void paper_blank(struct paper *paper)
{
    if (page_now(paper)->n > 0)
        paper_put(paper, "", 0);
}

void pad_to(struct buf *line, const char *text, size_t n, int cells, enum align align, bool wide)
{
    int used = (int)text_cells(text, n, wide);
    int left = cells > used ? cells - used : 0;
    int before = align == ALIGN_CENTER ? left / 2 : align == ALIGN_RIGHT ? left : 0;
    buf_repeat(line, " ", (size_t)before);
    buf_add(line, text, n);
    buf_repeat(line, " ", (size_t)(left - before));
}

void paper_text(struct paper *paper, enum align align, const char *text)
{
    const struct paper_options *o = &paper->options;
    struct buf clean = { 0 }, line = { 0 };
    struct text_lines lines = { 0 };
    text_show(text, strlen(text), true, &clean);
    text_wrap(buf_text(&clean), clean.n, (size_t)o->width, o->wide, &lines);
    for (size_t i = 0; i < lines.n; i++) {
        buf_clear(&line);
        pad_to(&line, buf_text(&clean) + lines.v[i].start, lines.v[i].n, o->width, align, o->wide);
        paper_put(paper, buf_text(&line), line.n);
    }
    VEC_FREE(&lines);
    buf_free(&clean);
    buf_free(&line);
}

void paper_prefixed(struct paper *paper, const char *first, const char *rest, const char *text)
{
    const struct paper_options *o = &paper->options;
    struct buf clean = { 0 }, line = { 0 };
    struct text_lines lines = { 0 };
    size_t taken = text_cells(first, strlen(first), o->wide), other = text_cells(rest, strlen(rest), o->wide);
    taken = other > taken ? other : taken;
    text_show(text, strlen(text), true, &clean);
    text_wrap(buf_text(&clean), clean.n, (size_t)o->width > taken ? (size_t)o->width - taken : 0, o->wide, &lines);
    for (size_t i = 0; i < lines.n; i++) {
        buf_clear(&line);
        buf_adds(&line, i == 0 ? first : rest);
        buf_add(&line, buf_text(&clean) + lines.v[i].start, lines.v[i].n);
        paper_put(paper, buf_text(&line), line.n);
    }
    VEC_FREE(&lines);
    buf_free(&clean);
    buf_free(&line);
}

/* One line, cut to the paper's width: it must not take the room of what stands below. */
static void put_mark(const struct paper *paper, struct buf *out)
{
    const struct paper_options *o = &paper->options;
    struct buf clean = { 0 };
    struct text_lines lines = { 0 };
    text_show(paper->mark, strlen(paper->mark), false, &clean);
    text_wrap(buf_text(&clean), clean.n, (size_t)o->width, o->wide, &lines);
    int used = (int)text_cells(buf_text(&clean), lines.n > 0 ? lines.v[0].n : 0, o->wide);
    buf_repeat(out, " ", used < o->width ? (size_t)(o->width - used) / 2 : 0);
    buf_add(out, buf_text(&clean), lines.n > 0 ? lines.v[0].n : 0);
    buf_addc(out, '\n');
    VEC_FREE(&lines);
    buf_free(&clean);
}

static void put_foot(const struct paper *paper, const struct paper_foot *foot, size_t page, struct buf *out)
{
    const struct paper_options *o = &paper->options;
    struct buf number = { 0 };
    buf_printf(&number, _("第 %zu 页 共 %zu 页"), page + 1, paper->pages.n);
    int room = o->width - (int)text_cells(number.v, number.n, o->wide);
    struct buf as_of = { 0 };
    text_show(foot->as_of, strlen(foot->as_of), false, &as_of);
    buf_addc(out, '\n');
    pad_to(out, buf_text(&as_of), as_of.n, room, ALIGN_LEFT, o->wide);
    buf_adds(out, number.v);
    buf_addc(out, '\n');
    text_show(foot->anchor, strlen(foot->anchor), false, out);
    buf_addc(out, '\n');
    buf_free(&as_of);
    buf_free(&number);
}

void paper_finish(struct paper *paper, const struct paper_foot *foot, struct buf *out)
{
    while (paper->pages.n > 1 && page_now(paper)->n == 0)
        paper->pages.n--;
    for (size_t i = 0; i < paper->pages.n; i++) {
        const struct page_lines *page = &paper->pages.v[i];
        if (i > 0)
            buf_addc(out, '\f');
        if (paper->mark != NULL)
            put_mark(paper, out);
        for (size_t k = 0; k < page->n; k++) {
            buf_adds(out, page->v[k]);
            buf_addc(out, '\n');
        }
        for (size_t k = page->n; k < paper->body_lines; k++)
            buf_addc(out, '\n');
        put_foot(paper, foot, i, out);
    }
}
