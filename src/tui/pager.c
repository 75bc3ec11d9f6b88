/* The pager's text, lines, search and drawing. It asks nothing of anybody: that is pager_screen.c. */
#include "tui/pager.h"

#include "base/words.h"
#include "text/clean.h"

#include <stdio.h>
#include <string.h>

enum { SIDEWAYS = 8 }; /* cells of one move */

void pager_init(struct pager *pager, bool wrap)
{
    *pager = (struct pager){ .wrap = wrap };
}

void pager_done(struct pager *pager)
{
    buf_free(&pager->text);
    VEC_FREE(&pager->parts);
    VEC_FREE(&pager->lines);
    VEC_FREE(&pager->hits);
    mem_free(pager->words);
    pager->words = NULL;
}

/* --- Search --- */

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool stands_at(const char *text, const char *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (lower(text[i]) != lower(words[i]))
            return false;
    return true;
}

static void find_hits(struct pager *pager)
{
    pager->hits.n = 0;
    pager->hit = 0;
    size_t n = pager->words == NULL ? 0 : strlen(pager->words);
    if (n == 0)
        return;
    unsigned char first = lower(pager->words[0]);
    const char *text = buf_text(&pager->text);
    for (size_t i = 0; i + n <= pager->text.n; i++)
        if (lower(text[i]) == first && stands_at(text + i, pager->words, n)) {
            *VEC_PUSH(&pager->hits) = i;
            i += n - 1;
        }
}

/* --- Text --- */

void pager_set(struct pager *pager, const char *text, size_t n)
{
    buf_clear(&pager->text);
    pager->parts.n = 0;
    for (size_t start = 0; start < n;) {
        const char *end = memchr(text + start, '\n', n - start);
        size_t heading = text[start] == '\t', after = end == NULL ? n : (size_t)(end - text) + 1;
        while (!heading && after < n && text[after] != '\t') { /* all lines to the next heading at once */
            end = memchr(text + after, '\n', n - after);
            after = end == NULL ? n : (size_t)(end - text) + 1;
        }
        pager_add(pager, heading ? STYLE_TITLE : STYLE_TEXT, text + start + heading, after - start - heading);
        start = after;
    }
    pager->laid_out = 0;
}

void pager_add(struct pager *pager, enum style style, const char *text, size_t n)
{
    size_t start = pager->text.n;
    text_show(text, n, true, &pager->text);
    if (style != STYLE_TEXT && pager->text.n > start)
        *VEC_PUSH(&pager->parts) = (struct pager_part){ start, pager->text.n - start, style };
    pager->laid_out = 0;
}

/* --- Lines --- */

static void split(struct pager *pager, size_t n)
{
    size_t start = 0;
    const char *text = buf_text(&pager->text), *end;
    while ((end = memchr(text + start, '\n', n - start)) != NULL) {
        *VEC_PUSH(&pager->lines) = (struct text_line){ start, (size_t)(end - text) - start };
        start = (size_t)(end - text) + 1;
    }
    *VEC_PUSH(&pager->lines) = (struct text_line){ start, n - start };
}

/* The line a byte is in: the last that does not start behind it. */
static size_t line_of(const struct pager *pager, size_t at)
{
    size_t low = 0, high = pager->lines.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (pager->lines.v[middle].start <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static size_t height_of(const struct pager *pager)
{
    return pager->height > 0 ? (size_t)pager->height : 1;
}

/* The last line that may be the first seen: the text's end is then at the bottom. */
static size_t last_top(const struct pager *pager)
{
    return pager->lines.n > height_of(pager) ? pager->lines.n - height_of(pager) : 0;
}

void pager_lay_out(struct pager *pager, int columns, bool wide)
{
    if (columns < 1)
        columns = 1;
    bool fits = pager->laid_out > 0 && (!pager->wrap || (pager->laid_out == columns && pager->laid_out_wide == wide));
    bool text_is_new = pager->laid_out == 0;
    pager->laid_out = columns;
    pager->laid_out_wide = wide;
    if (!fits) {
        size_t n = pager->text.n;
        if (n > 0 && pager->text.v[n - 1] == '\n') /* it ends a line and begins none */
            n--;
        pager->lines.n = 0;
        if (pager->wrap)
            text_wrap(buf_text(&pager->text), n, (size_t)columns, wide, &pager->lines);
        else
            split(pager, n);
    }
    if (text_is_new && pager->words != NULL)
        find_hits(pager);
    pager->top = line_of(pager, pager->place);
    if (pager->top > last_top(pager))
        pager->top = last_top(pager);
}

static void make_lines(struct pager *pager)
{
    pager_lay_out(pager,
                  pager->laid_out > 0  ? pager->laid_out
                  : pager->columns > 0 ? pager->columns
                                       : 80,
                  pager->laid_out_wide);
}

/* --- Moving --- */

static void go_to(struct pager *pager, size_t line)
{
    pager->top = line < last_top(pager) ? line : last_top(pager);
    pager->place = pager->lines.v[pager->top].start;
}

void pager_update(struct pager *pager, const char *text, size_t n)
{
    size_t top = pager->top;
    int columns = pager->laid_out;
    pager_set(pager, text, n);
    if (columns == 0)
        return;
    pager_lay_out(pager, columns, pager->laid_out_wide);
    go_to(pager, top);
}

void pager_rewind(struct pager *pager)
{
    pager->top = pager->place = 0;
    pager->left = 0;
}

static size_t cells_of(const struct pager *pager, size_t start, size_t n)
{
    return text_cells(buf_text(&pager->text) + start, n, pager->laid_out_wide);
}

/* How far the widest of the lines seen reaches beyond the right edge when it is not moved. */
static int most_left(const struct pager *pager)
{
    size_t widest = 0, end = pager->top + height_of(pager);
    for (size_t i = pager->top; i < end && i < pager->lines.n; i++) {
        size_t cells = cells_of(pager, pager->lines.v[i].start, pager->lines.v[i].n);
        widest = cells > widest ? cells : widest;
    }
    size_t columns = (size_t)pager->laid_out;
    return widest > columns ? (int)(widest - columns) : 0;
}

static void move_sideways(struct pager *pager, int left)
{
    int most = pager->wrap ? 0 : most_left(pager);
    /* What was reached on wider lines is given up step by step, not at once. */
    if (left > most && left > pager->left)
        left = pager->left > most ? pager->left : most;
    pager->left = left < 0 ? 0 : left;
}

enum outcome pager_move(struct pager *pager, enum action action)
{
    make_lines(pager);
    size_t top = pager->top, page = height_of(pager) > 2 ? height_of(pager) - 1 : 1;
    switch (action) {
    case ACTION_UP:
        go_to(pager, top > 0 ? top - 1 : 0);
        return STAY;
    case ACTION_DOWN:
        go_to(pager, top + 1);
        return STAY;
    case ACTION_PAGE_UP: /* one line of the old page stays to be seen */
        go_to(pager, top > page ? top - page : 0);
        return STAY;
    case ACTION_PAGE_DOWN:
        go_to(pager, top + page);
        return STAY;
    case ACTION_TOP:
        go_to(pager, 0);
        return STAY;
    case ACTION_BOTTOM:
        go_to(pager, pager->lines.n);
        return STAY;
    case ACTION_LEFT:
        move_sideways(pager, pager->left - SIDEWAYS);
        return STAY;
    case ACTION_RIGHT:
        move_sideways(pager, pager->left + SIDEWAYS);
        return STAY;
    case ACTION_FIRST_COLUMN:
        move_sideways(pager, 0);
        return STAY;
    case ACTION_LAST_COLUMN:
        move_sideways(pager, pager->wrap ? 0 : most_left(pager));
        return STAY;
    default:
        return NOT_MINE;
    }
}

/* Brings a hit into sight and moves nothing when it is there already. */
static void show_hit(struct pager *pager)
{
    size_t at = pager->hits.v[pager->hit], line = line_of(pager, at), height = height_of(pager);
    if (line < pager->top || line >= pager->top + height)
        go_to(pager, line > height / 3 ? line - height / 3 : 0);
    if (pager->wrap)
        return;
    int from = (int)cells_of(pager, pager->lines.v[line].start, at - pager->lines.v[line].start);
    int to = from + (int)cells_of(pager, at, strlen(pager->words));
    if (from < pager->left || to > pager->left + pager->laid_out)
        pager->left = to <= pager->laid_out ? 0 : from > SIDEWAYS ? from - SIDEWAYS : 0;
}

/* The first hit that does not stand before `at`; hits.n when there is none. */
static size_t hit_from(const struct pager *pager, size_t at)
{
    size_t low = 0, high = pager->hits.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pager->hits.v[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool pager_search(struct pager *pager, const char *words)
{
    struct buf shown = { 0 };
    make_lines(pager);
    if (words != NULL)
        text_show(words, strlen(words), true, &shown);
    mem_free(pager->words);
    pager->words = shown.n > 0 ? mem_strdup(shown.v) : NULL;
    buf_free(&shown);
    find_hits(pager);
    if (pager->hits.n == 0)
        return false;
    size_t hit = hit_from(pager, pager->lines.v[pager->top].start);
    pager->hit = hit < pager->hits.n ? hit : 0;
    show_hit(pager);
    return true;
}

bool pager_next(struct pager *pager, bool backwards)
{
    make_lines(pager);
    size_t n = pager->hits.n;
    if (n == 0)
        return false;
    size_t line = line_of(pager, pager->hits.v[pager->hit]);
    if (line >= pager->top && line < pager->top + height_of(pager))
        pager->hit = (pager->hit + (backwards ? n - 1 : 1)) % n;
    else /* it was moved out of sight: on from what is seen */
        pager->hit = (hit_from(pager, pager->lines.v[pager->top].start) + (backwards ? n - 1 : 0)) % n;
    show_hit(pager);
    return true;
}

/* --- Drawing --- */

/* Bytes of a line from the cell `left` on; `*skew` cells are blank before them where a wide character was cut. */
static size_t skip_cells(const char *text, size_t n, int left, bool wide, int *skew)
{
    size_t i = 0, length;
    int cells = 0;
    while (i < n) {
        uint32_t uc = text_decode(text + i, n - i, &length);
        int w = char_cells(uc, wide);
        if (cells >= left && w > 0)
            break;
        cells += w;
        i += length;
    }
    *skew = cells > left ? cells - left : 0;
    return i;
}

/* Gives bytes `from` to `to` of the text a style, where the line drawn shows `start` to `end` of it from `column` on.
 */
static void restyle(const struct pager *pager, struct canvas *canvas, struct area row, size_t start, size_t end,
                    int column, const struct pager_part *part)
{
    size_t from = part->start > start ? part->start : start;
    size_t to = part->start + part->n < end ? part->start + part->n : end;
    if (from >= to)
        return;
    int at = column + (int)cells_of(pager, start, from - start);
    if (at < row.columns)
        canvas_restyle(canvas, area_columns(row, at, (int)cells_of(pager, from, to - from)), part->style);
}

static size_t part_from(const struct pager *pager, size_t at)
{
    size_t low = 0, high = pager->parts.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pager->parts.v[middle].start + pager->parts.v[middle].n <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void draw_line(const struct pager *pager, struct canvas *canvas, struct area row, size_t line)
{
    const struct text_line *l = &pager->lines.v[line];
    const char *text = buf_text(&pager->text) + l->start;
    int skew = 0;
    size_t skipped = pager->left > 0 ? skip_cells(text, l->n, pager->left, canvas->wide, &skew) : 0;
    size_t start = l->start + skipped, end = l->start + l->n;
    /* Nothing beyond is seen, and a line may be a megabyte. */
    size_t most = (size_t)row.columns * 64;
    if (end - start > most)
        end = start + most;
    canvas_putn(canvas, row, 0, skew, STYLE_TEXT, text + skipped, l->n - skipped);
    for (size_t i = part_from(pager, start); i < pager->parts.n && pager->parts.v[i].start < end; i++)
        restyle(pager, canvas, row, start, end, skew, &pager->parts.v[i]);
    if (pager->words == NULL)
        return;
    size_t n = strlen(pager->words);
    for (size_t i = hit_from(pager, start >= n ? start - n + 1 : 0); i < pager->hits.n && pager->hits.v[i] < end; i++) {
        const struct pager_part part = { pager->hits.v[i], n, STYLE_MATCH };
        restyle(pager, canvas, row, start, end, skew, &part);
    }
}

static void draw_place(const struct pager *pager, struct canvas *canvas, struct area row)
{
    size_t all = pager->lines.n, last = pager->top + height_of(pager);
    last = last < all ? last : all;
    canvas_printf(canvas, row, 0, 0, STYLE_DIM, _("第 %zu-%zu 行 共 %zu 行 %d%%"), pager->top + 1, last, all,
                  (int)(last * 100 / all));
}

void pager_draw(struct pager *pager, struct canvas *canvas, struct area area)
{
    if (area.rows < 1 || area.columns < 1)
        return;
    int place = area.rows > 1;
    pager->height = area.rows - place;
    pager->columns = area.columns;
    pager_lay_out(pager, area.columns, canvas->wide);
    for (int i = 0; i < pager->height && pager->top + (size_t)i < pager->lines.n; i++)
        draw_line(pager, canvas, area_rows(area, i, 1), pager->top + (size_t)i);
    if (place)
        draw_place(pager, canvas, area_rows(area, area.rows - 1, 1));
}
