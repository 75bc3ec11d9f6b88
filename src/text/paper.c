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

/* Copies lines to the end of this page. */
static void take_over(struct paper *paper, const char *const *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *VEC_PUSH(page_now(paper)) = arena_strdup(&paper->arena, v[i]);
}

/* Begins a new page with what `page` had from its line `from` on. */
static void carry_lines(struct paper *paper, size_t page, size_t from)
{
    size_t n = paper->pages.v[page].n;
    while (from < n && *paper->pages.v[page].v[from] == '\0')
        from++;
    paper->pages.v[page].n = from;
    paper_page_break(paper);
    take_over(paper, (const char *const *)paper->pages.v[page].v + from, n - from);
}

/* The same with the last row of the table, under its header again. */
static void carry_row(struct paper *paper, size_t page)
{
    size_t n = paper->pages.v[page].n, rule = paper->piece.rule;
    paper_page_break(paper);
    char **old = paper->pages.v[page].v;
    take_over(paper, (const char *const *)old + paper->piece.from, paper->piece.rows - paper->piece.from);
    take_over(paper, (const char *const *)old + rule + 1, n - rule - 1);
    old[rule] = old[paper->piece.end - 1];
    paper->pages.v[page].n = rule + 1;
}

/* Text that ran over on this page with one line brings the one before it too. */
static void bring_lines(struct paper *paper, size_t page)
{
    size_t n = page_now(paper)->n, want = BEHIND_LEAST > n ? BEHIND_LEAST - n : 0;
    struct page_lines *before = page > 0 ? &paper->pages.v[page - 1] : NULL;
    if (paper->flowed != page + 1 || before == NULL || before->n <= want ||
        (paper->piece.page == page && paper->piece.end + want > before->n))
        return;
    take_over(paper, (const char *const *)before->v + before->n - want, want);
    char **v = page_now(paper)->v;
    for (size_t i = 0; i < want; i++) { /* to the front */
        char *last = v[n + want - 1];
        memmove(v + 1, v, (n + want - 1) * sizeof *v);
        v[0] = last;
    }
    before->n -= want;
}

void paper_keep_behind(struct paper *paper, size_t lines)
{
    size_t page = paper->pages.n - 1, n = page_now(paper)->n;
    if (paper_room(paper) >= lines) {
        bring_lines(paper, page);
        return;
    }
    bool table = paper->piece.page == page + 1 && n - paper->piece.end < BEHIND_LEAST;
    size_t header = paper->piece.rows - paper->piece.from, from = n > BEHIND_LEAST ? n - BEHIND_LEAST : 0;
    if (table && paper->piece.rule > 0 && header + n - paper->piece.rule - 1 + lines <= paper->body_lines) {
        carry_row(paper, page);
        return;
    }
    /* A table of one row goes as a whole, with the heading before it. */
    for (from = table ? paper->piece.from : from; table && from > 0 && paper->piece.from - from < TABLE_LEAD; from--)
        if (*paper->pages.v[page].v[from - 1] == '\0')
            break;
    if (from > 0 && n - from + lines <= paper->body_lines)
        carry_lines(paper, page, from);
    else
        paper_page_break(paper);
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
