/* The look at printed pages. It knows nothing of how they are made: lines, cells and bars are read off the text. */
#include "cli/pages.h"

#include "base/mem.h"
#include "text/clean.h"
#include "text/width.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { BARS_MOST = 300, COLUMN_LEAST = 8 };

static char sentence[512];

__attribute__((format(printf, 1, 2))) static const char *fault(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    return sentence;
}

struct line {
    const char *v;
    size_t n;
};

/* One page and the table that is being read on it. */
struct looking {
    const struct pages_wanted *wanted;
    struct {
        struct line *v;
        size_t n, room;
    } lines;
    size_t bars[BARS_MOST], bars_n; /* at which cells the bars of the table stand; 0: no table here */
    size_t width;                   /* of the table */
};

static bool begins(struct line line, const char *start)
{
    return line.n >= strlen(start) && memcmp(line.v, start, strlen(start)) == 0;
}

static bool is_one_of(const char *at, size_t n, const char *set)
{
    for (const char *p = set; *p != '\0';) {
        size_t len;
        text_decode(p, strlen(p), &len);
        if (n >= len && memcmp(at, p, len) == 0)
            return true;
        p += len;
    }
    return false;
}

#define BARS "│├┼┤┬┴┌┐└┘"
#define ASCII_BARS "|+"
#define NEVER_FIRST "，。；：、）》”"
#define NEVER_LAST "（《“"

static bool is_bar(const struct looking *l, const char *at, size_t n)
{
    return is_one_of(at, n, l->wanted->paper.ascii ? ASCII_BARS : BARS);
}

static bool opens_table(const struct looking *l, struct line line)
{
    return begins(line, l->wanted->paper.ascii ? "+-" : "┌─");
}

static bool closes_table(const struct looking *l, struct line line)
{
    return begins(line, l->wanted->paper.ascii ? "+-" : "└─");
}

/* Marks at both ends of some text, blanks left out. */
static const char *check_ends(const char *text, size_t n)
{
    text = text_trim(text, &n);
    if (n == 0)
        return NULL;
    if (is_one_of(text, n, NEVER_FIRST))
        return fault("a line begins with a mark that must not stand there: %.*s", (int)n, text);
    size_t last = n - 1;
    while (last > 0 && ((unsigned char)text[last] & 0xC0) == 0x80)
        last--;
    if (is_one_of(text + last, n - last, NEVER_LAST))
        return fault("a line ends with a mark that must not stand there: %.*s", (int)n, text);
    return NULL;
}

static void open_table(struct looking *l, struct line line)
{
    size_t cell = 0;
    l->bars_n = 0;
    for (size_t i = 0; i < line.n;) {
        size_t len;
        uint32_t uc = text_decode(line.v + i, line.n - i, &len);
        if (is_bar(l, line.v + i, line.n - i) && l->bars_n < BARS_MOST)
            l->bars[l->bars_n++] = cell;
        cell += (size_t)char_cells(uc, l->wanted->paper.wide);
        i += len;
    }
    l->width = cell;
}

/* One cell of a table: what stands between two bars. A rule may take its place. */
static const char *check_cell(const struct looking *l, size_t bar, const char *text, size_t n)
{
    bool rule = is_one_of(text, n, l->wanted->paper.ascii ? "-" : "─") && n > 1;
    if (rule || l->bars[bar + 1] - l->bars[bar] < COLUMN_LEAST + 3)
        return NULL;
    return check_ends(text, n);
}

/* A bar at each place the table's first line has one. */
static const char *check_table_line(const struct looking *l, struct line line)
{
    size_t cell = 0, bar = 0, start = 0;
    for (size_t i = 0; i < line.n;) {
        size_t len;
        uint32_t uc = text_decode(line.v + i, line.n - i, &len);
        if (bar < l->bars_n && cell >= l->bars[bar]) {
            if (cell != l->bars[bar] || !is_bar(l, line.v + i, line.n - i))
                return fault("no bar at cell %zu: %.*s", l->bars[bar], (int)line.n, line.v);
            const char *found = bar > 0 ? check_cell(l, bar - 1, line.v + start, i - start) : NULL;
            if (found != NULL)
                return found;
            start = i + len;
            bar++;
        }
        cell += (size_t)char_cells(uc, l->wanted->paper.wide);
        i += len;
    }
    if (bar < l->bars_n || cell != l->width)
        return fault("the table is %zu cells wide, this line %zu: %.*s", l->width, cell, (int)line.n, line.v);
    return NULL;
}

/* A tree's branches come before the words. */
static const char *check_words(struct line line)
{
    size_t at = 0, len;
    while (at < line.n && (line.v[at] == ' ' || is_one_of(line.v + at, line.n - at, "│├└─|`-"))) {
        text_decode(line.v + at, line.n - at, &len);
        at += len;
    }
    return check_ends(line.v + at, line.n - at);
}

static const char *check_line(struct looking *l, struct line line)
{
    size_t cells = text_cells(line.v, line.n, l->wanted->paper.wide);
    if (cells > (size_t)l->wanted->paper.width)
        return fault("a line is %zu cells wide: %.*s", cells, (int)line.n, line.v);
    if (line.n > 0 && line.v[line.n - 1] == ' ')
        return fault("blanks at the end: %.*s", (int)line.n, line.v);
    if (l->bars_n == 0 && opens_table(l, line)) {
        open_table(l, line);
        return NULL;
    }
    if (l->bars_n == 0)
        return check_words(line);
    const char *found = check_table_line(l, line);
    return found;
}

/* In ASCII the first line, the one below the titles and the last look alike: a table ends where no bar follows. */
static bool table_ends(const struct looking *l, size_t at)
{
    if (!l->wanted->paper.ascii)
        return closes_table(l, l->lines.v[at]);
    return closes_table(l, l->lines.v[at]) &&
           (at + 1 >= l->lines.n || l->lines.v[at + 1].n == 0 || l->lines.v[at + 1].v[0] != '|');
}

static const char *check_foot(const struct looking *l, size_t page, size_t pages)
{
    char number[64], as_of[64];
    size_t n = l->lines.n;
    if (n < 3)
        return fault("page %zu has %zu lines", page, n);
    struct line days = l->lines.v[n - 2], anchor = l->lines.v[n - 1];
    snprintf(number, sizeof number, "第 %zu 页 共 %zu 页", page, pages);
    snprintf(as_of, sizeof as_of, "数据截至 %s ", l->wanted->as_of);
    if (!begins(anchor, "存证 "))
        return fault("page %zu has no anchor: %.*s", page, (int)anchor.n, anchor.v);
    if (!begins(days, as_of) || days.n < strlen(number) ||
        memcmp(days.v + days.n - strlen(number), number, strlen(number)) != 0)
        return fault("the foot of page %zu of %zu: %.*s", page, pages, (int)days.n, days.v);
    if (text_cells(days.v, days.n, l->wanted->paper.wide) != (size_t)l->wanted->paper.width)
        return fault("the page's number is not at the edge: %.*s", (int)days.n, days.v);
    if (l->lines.v[n - 3].n > 0)
        return fault("no empty line before the foot of page %zu", page);
    return NULL;
}

static const char *check_page(struct looking *l, size_t page, size_t pages)
{
    size_t wanted = (size_t)l->wanted->paper.lines;
    l->bars_n = 0;
    if (wanted > 0 && l->lines.n != wanted)
        return fault("page %zu has %zu lines, not %zu", page, l->lines.n, wanted);
    for (size_t i = 0; i < l->lines.n; i++) {
        const char *found = check_line(l, l->lines.v[i]);
        if (found != NULL)
            return found;
        if (l->bars_n > 0 && table_ends(l, i))
            l->bars_n = 0;
    }
    return l->bars_n > 0 ? fault("a table on page %zu does not end", page) : check_foot(l, page, pages);
}

static size_t count_pages(const char *text)
{
    size_t pages = 1;
    for (const char *p = text; (p = strchr(p, '\f')) != NULL; p++)
        pages++;
    return pages;
}

const char *pages_fault(const char *text, const struct pages_wanted *wanted)
{
    struct looking looking = { .wanted = wanted };
    size_t pages = count_pages(text);
    const char *found = NULL;
    for (size_t page = 1; page <= pages && found == NULL; page++) {
        looking.lines.n = 0;
        for (const char *end; *text != '\0' && *text != '\f'; text = end + 1) {
            end = strchr(text, '\n');
            if (end == NULL)
                return fault("page %zu does not end in a line end", page);
            struct line *line = VEC_PUSH(&looking.lines);
            line->v = text;
            line->n = (size_t)(end - text);
        }
        text += *text == '\f';
        found = check_page(&looking, page, pages);
    }
    if (found == NULL && wanted->paper.lines == 0 && pages != 1)
        found = fault("%zu pages where there should be one", pages);
    VEC_FREE(&looking.lines);
    return found;
}
