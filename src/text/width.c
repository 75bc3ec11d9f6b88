/* Width and line breaking, on libunistring. */
#include "text/width.h"

#include "text/clean.h"

#include <string.h>
#include <unilbrk.h>
#include <uniwidth.h>

/* libunistring decides on ambiguous widths by the encoding it is told; it does not know GB18030. */
static const char *encoding_for(bool wide)
{
    return wide ? "GBK" : "UTF-8";
}

int char_cells(uint32_t uc, bool wide)
{
    if (uc >= 0x20 && uc < 0x7F)
        return 1;
    int cells = uc_width(uc, encoding_for(wide));
    return cells < 0 ? 0 : cells;
}

size_t text_cells(const char *bytes, size_t n, bool wide)
{
    size_t cells = 0;
    for (size_t i = 0; i < n;) {
        size_t len;
        cells += (size_t)char_cells(text_decode(bytes + i, n - i, &len), wide);
        i += len;
    }
    return cells;
}

static bool is_one_of(uint32_t uc, const char *set)
{
    size_t n = strlen(set);
    for (size_t i = 0; i < n;) {
        size_t len;
        if (text_decode(set + i, n - i, &len) == uc)
            return true;
        i += len;
    }
    return false;
}

static bool never_starts(uint32_t uc)
{
    return is_one_of(uc, "，。；：、）》”’！？】〕〉」』…—～·,.;:!?)]}%");
}

static bool never_ends(uint32_t uc)
{
    return is_one_of(uc, "（《“‘【〔〈「『([{");
}

static void push(struct text_lines *lines, const char *bytes, size_t start, size_t n)
{
    while (n > 0 && bytes[start + n - 1] == ' ')
        n--;
    struct text_line *line = VEC_PUSH(lines);
    line->start = start;
    line->n = n;
}

/* How much of the text goes on its first line: up to the last good break. A run without one is cut as late as fits, but
 * not so that the next line starts, or this one ends, with a mark that must not stand there, as long as there is a
 * choice. Blanks hang over the end. Time goes with what is taken, not with `n`. */
static size_t first_line(const char *bytes, size_t n, const char *breaks, size_t cells, bool wide)
{
    size_t used = 0, good = 0, fair = 0, last = 0, len;
    uint32_t before = 0; /* the last character that is not a blank */
    for (size_t i = 0; i < n; i += len) {
        uint32_t uc = text_decode(bytes + i, n - i, &len);
        size_t w = (size_t)char_cells(uc, wide);
        if (i > 0 && breaks[i] == UC_BREAK_MANDATORY)
            return i;
        if (i > 0 && uc != ' ' && w > 0) {
            last = i;
            /* Unicode lets a line break at blanks before a closing mark or after a quote; here that is not done. */
            if (!never_starts(uc) && !never_ends(before)) {
                fair = i;
                good = breaks[i] == UC_BREAK_POSSIBLE ? i : good;
            }
            if (used + w > cells)
                return good > 0 ? good : fair > 0 ? fair : last;
        }
        used += w;
        if (uc != ' ')
            before = uc;
    }
    return n;
}

static void wrap_paragraph(const char *bytes, size_t from, size_t n, size_t cells, bool wide, struct text_lines *lines)
{
    char *breaks = mem_alloc(n + 1);
    const char *text = bytes + from;
    u8_possible_linebreaks((const uint8_t *)text, n, encoding_for(wide), breaks);
    size_t start = 0;
    do {
        size_t len = first_line(text + start, n - start, breaks + start, cells, wide);
        push(lines, bytes, from + start, len);
        start += len;
    } while (start < n);
    mem_free(breaks);
}

void text_wrap(const char *bytes, size_t n, size_t cells, bool wide, struct text_lines *lines)
{
    if (cells < 2)
        cells = 2;
    size_t from = 0;
    for (size_t i = 0; i <= n; i++) {
        if (i < n && bytes[i] != '\n')
            continue;
        wrap_paragraph(bytes, from, i - from, cells, wide, lines);
        from = i + 1;
    }
}
