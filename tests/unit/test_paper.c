/* Holds papers and tables to paper.h: each table line as wide as the paper, bars in line, merged cells centred and
 * repeated, pages of the given length with their foot, no text lost, the same bytes each time. What comes out is read
 * back line by line and cell by cell, as a person with a ruler would. Random text comes from mix.h; a failure names its
 * seed and the page it was seen on. */
#include "mix.h"
#include "suites.h"
#include "text/clean.h"
#include "text/paper.h"
#include "text/width.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS_MOST = 8, ROWS_MOST = 40 };

static const struct paper_foot foot = { "数据截至 2026-11-21", "锚 0123abcd" };

/* What one table is made from. */
struct table_case {
    unsigned seed;
    struct paper_options options;
    struct paper_column columns[COLUMNS_MOST];
    struct buf titles[COLUMNS_MOST];
    size_t n, rows, before; /* lines of text before the table */
    size_t behind;          /* and behind it, kept together and with what stands before */
    bool merge;
    struct buf cells[ROWS_MOST][COLUMNS_MOST];
};

/* What is read back from the pages. */
struct reading {
    const struct table_case *from;
    size_t bars[COLUMNS_MOST + 1]; /* cells at which the bars stand */
    size_t n;
    size_t parts;                  /* parts of the table, one a page */
    size_t header;                 /* lines of the first header with its rules */
    bool merged;                   /* the first column is: asked for, and no label is higher than a page */
    struct buf text[COLUMNS_MOST]; /* of all body cells in a column, blanks left out; not of a merged one */
    struct buf labels, label;      /* merged cells in order, each ended by LF; the one being read */
    size_t label_at[4];            /* of it: lines before its text, of its text, after it, lines in all */
    enum { OUTSIDE, HEADER, BODY } where;
};

static void complain(const struct reading *reading, const char *why, const char *line, size_t n)
{
    const struct paper_options *o = &reading->from->options;
    ck_abort_msg("seed %u (width %d, lines %d, wide %d, ascii %d, %zu columns, merge %d): %s: %.*s",
                 reading->from->seed, o->width, o->lines, o->wide, o->ascii, reading->from->n, reading->from->merge,
                 why, (int)n, line);
}

static void case_free(struct table_case *t)
{
    for (size_t c = 0; c < COLUMNS_MOST; c++) {
        buf_free(&t->titles[c]);
        for (size_t r = 0; r < ROWS_MOST; r++)
            buf_free(&t->cells[r][c]);
    }
    mem_free(t);
}

static void print_case(const struct table_case *t, struct buf *out)
{
    struct paper *paper = paper_new(&t->options);
    for (size_t i = 0; i < t->before; i++)
        paper_text(paper, ALIGN_LEFT, "前文");
    paper_table_begin(paper, t->columns, t->n, t->merge);
    for (size_t r = 0; r < t->rows; r++) {
        const char *cells[COLUMNS_MOST];
        for (size_t c = 0; c < t->n; c++)
            cells[c] = t->cells[r][c].v; /* NULL where empty */
        paper_table_row(paper, cells);
    }
    paper_table_end(paper);
    paper_keep_behind(paper, t->behind);
    for (size_t i = 0; i < t->behind; i++)
        paper_text(paper, ALIGN_LEFT, "后文");
    paper_finish(paper, &foot, out);
    paper_free(paper);
}

/* ---- reading back ---- */

static bool is_border(uint32_t uc, bool ascii)
{
    return ascii ? uc == '|' || uc == '+' : uc >= 0x2500 && uc < 0x2580 && uc != 0x2500;
}

/* Where the bars and crossings of a line stand, and their characters. Returns how many. */
static size_t find_bars(const struct reading *reading, const char *line, size_t n, size_t *at, uint32_t *what,
                        size_t *byte)
{
    const struct paper_options *o = &reading->from->options;
    size_t found = 0, cells = 0, len;
    for (size_t i = 0; i < n; i += len) {
        uint32_t uc = text_decode(line + i, n - i, &len);
        if (is_border(uc, o->ascii)) {
            if (found > COLUMNS_MOST)
                complain(reading, "too many bars", line, n);
            at[found] = cells;
            byte[found] = i;
            what[found++] = uc;
        }
        cells += (size_t)char_cells(uc, o->wide);
    }
    return found;
}

static void add_without_blanks(struct buf *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text[i] != ' ' && text[i] != '\n')
            buf_addc(out, text[i]);
}

/* Labels in order; the same one again is a repetition. `label` ends in LF. */
static void add_label(struct buf *labels, const struct buf *label)
{
    size_t n = label->n;
    bool again = labels->n >= n && memcmp(labels->v + labels->n - n, label->v, n) == 0 &&
                 (labels->n == n || labels->v[labels->n - n - 1] == '\n');
    if (!again)
        buf_add(labels, label->v, n);
}

/* A merged cell ends: its text stands in the middle (the odd line below), and it follows the one before
 * or repeats it. */
static void label_end(struct reading *reading)
{
    const size_t *at = reading->label_at;
    if (!reading->merged || at[3] == 0)
        return;
    if (reading->label.n > 0 && at[2] != at[0] && at[2] != at[0] + 1)
        complain(reading, "a merged cell is not centred", buf_text(&reading->label), reading->label.n);
    buf_addc(&reading->label, '\n');
    add_label(&reading->labels, &reading->label);
    buf_clear(&reading->label);
    memset(reading->label_at, 0, sizeof reading->label_at);
}

static void read_label(struct reading *reading, const char *text, size_t n)
{
    size_t had = reading->label.n;
    add_without_blanks(&reading->label, text, n);
    size_t *at = reading->label_at;
    at[3]++;
    if (reading->label.n > had) {
        at[1] += 1 + at[2];
        at[2] = 0;
    } else {
        at[reading->label.n > 0 ? 2 : 0]++;
    }
}

/* Merging needs a column beside, and labels that fit a page. */
static bool should_be_merged(const struct reading *reading)
{
    const struct table_case *t = reading->from;
    size_t most = 0, bar = t->options.wide && !t->options.ascii ? 2 : 1;
    for (size_t r = 0; r < t->rows; r++) {
        struct text_lines lines = { 0 };
        struct buf clean = { 0 };
        text_show(buf_text(&t->cells[r][0]), t->cells[r][0].n, true, &clean);
        text_wrap(buf_text(&clean), clean.n, reading->bars[1] - bar - 2, t->options.wide, &lines);
        most = lines.n > most ? lines.n : most;
        VEC_FREE(&lines);
        buf_free(&clean);
    }
    size_t taken = 3 + reading->header + 1; /* the foot, the header, the last rule */
    return t->merge && t->n > 1 && (t->options.lines == 0 || most <= (size_t)t->options.lines - taken);
}

/* A rule over the whole width: the table begins, its header or a row ends, or it ends. */
static void read_rule(struct reading *reading, uint32_t first, bool last_of_part, const char *line, size_t n)
{
    bool ascii = reading->from->options.ascii;
    if (!ascii && first != (reading->where == OUTSIDE ? 0x250C : last_of_part ? 0x2514 : 0x251C))
        complain(reading, "the wrong rule", line, n);
    if (reading->where == OUTSIDE) {
        reading->where = HEADER;
        reading->parts++;
    } else if (reading->where == HEADER) {
        if (last_of_part)
            complain(reading, "a header without its rule", line, n);
        reading->where = BODY;
        reading->merged = reading->parts == 1 ? should_be_merged(reading) : reading->merged;
    } else {
        label_end(reading);
        if (last_of_part)
            reading->where = OUTSIDE;
    }
}

static void read_table_line(struct reading *reading, const char *line, size_t n, bool last_of_part)
{
    const struct table_case *t = reading->from;
    size_t at[COLUMNS_MOST + 2], byte[COLUMNS_MOST + 2];
    uint32_t what[COLUMNS_MOST + 2];
    size_t found = find_bars(reading, line, n, at, what, byte);
    if (found != t->n + 1)
        complain(reading, "not a bar on each side of each column", line, n);
    if (reading->n == 0) {
        reading->n = found;
        memcpy(reading->bars, at, found * sizeof *at);
    }
    if (memcmp(reading->bars, at, found * sizeof *at) != 0 || byte[0] != 0)
        complain(reading, "bars out of line", line, n);
    uint32_t bar = t->options.ascii ? '|' : 0x2502;
    reading->header += reading->parts == 0 || (reading->parts == 1 && reading->where == HEADER);
    if (what[0] != bar) {
        read_rule(reading, what[0], last_of_part, line, n);
        return;
    }
    if (reading->where == OUTSIDE || last_of_part)
        complain(reading, "a table that begins or ends without a rule", line, n);
    for (size_t c = 0; reading->where == BODY && c < t->n; c++) {
        size_t from = byte[c] + (t->options.ascii ? 1 : 3);
        if (c == 0 && reading->merged)
            read_label(reading, line + from, byte[1] - from);
        else if (what[t->n] == bar) /* else a rule inside a merged cell */
            add_without_blanks(&reading->text[c], line + from, byte[c + 1] - from);
    }
}

/* How wide table lines are to be: as wide as the paper, when a column shares what is left or the columns have to give
 * way; where borders take two cells, an odd cell is left over. Else as wide as its columns. 0, any width: the columns
 * do not fit the paper even at two cells each. */
static size_t table_cells(const struct table_case *t)
{
    struct paper *paper = paper_new(&t->options);
    int room = paper_table_room(paper, t->columns, t->n);
    paper_free(paper);
    bool flexible = false;
    for (size_t c = 0; c < t->n; c++)
        flexible = flexible || t->columns[c].cells == 0;
    int bar = t->options.wide && !t->options.ascii ? 2 : 1;
    if ((int)t->n * 4 + (int)(t->n + 1) * bar > t->options.width)
        return 0;
    return (size_t)(flexible || room < 0 ? t->options.width / bar * bar : t->options.width - room);
}

static void read_foot(struct reading *reading, const char *const *lines, const size_t *lengths, size_t page,
                      size_t pages)
{
    const struct paper_options *o = &reading->from->options;
    struct buf number = { 0 };
    buf_printf(&number, "第 %zu 页 共 %zu 页", page, pages);
    size_t n = lengths[1];
    if (lengths[0] != 0)
        complain(reading, "no empty line before the foot", lines[0], lengths[0]);
    if (n < number.n || memcmp(lines[1] + n - number.n, number.v, number.n) != 0)
        complain(reading, "the wrong page number", lines[1], n);
    if (strncmp(lines[1], foot.as_of, strlen(foot.as_of)) != 0 || text_cells(lines[1], n, o->wide) != (size_t)o->width)
        complain(reading, "the wrong foot", lines[1], n);
    if (lengths[2] != strlen(foot.anchor) || memcmp(lines[2], foot.anchor, lengths[2]) != 0)
        complain(reading, "the wrong anchor", lines[2], lengths[2]);
    buf_free(&number);
}

static void read_page(struct reading *reading, const char *text, size_t n, size_t page, size_t pages)
{
    const struct paper_options *o = &reading->from->options;
    const char **lines = mem_alloc((n + 1) * sizeof *lines);
    size_t *lengths = mem_alloc((n + 1) * sizeof *lengths), count = 0, width = table_cells(reading->from);
    for (size_t from = 0, i = 0; i < n; i++) {
        if (text[i] != '\n')
            continue;
        lines[count] = text + from;
        lengths[count++] = i - from;
        from = i + 1;
    }
    if (n == 0 || text[n - 1] != '\n' || count < 3 || (o->lines > 0 && count != (size_t)o->lines))
        complain(reading, "a page that is not as long as it should be", text, n);
    for (size_t i = 0; i + 3 < count; i++) {
        size_t len, cells = text_cells(lines[i], lengths[i], o->wide);
        bool table = lengths[i] > 0 && (is_border(text_decode(lines[i], lengths[i], &len), o->ascii));
        bool more = lengths[i + 1] > 0 && is_border(text_decode(lines[i + 1], lengths[i + 1], &len), o->ascii);
        if (reading->where != OUTSIDE && !table)
            complain(reading, "a table line without a border", lines[i], lengths[i]);
        if (!table)
            continue;
        if (width == 0)
            width = cells;
        if (cells != width)
            complain(reading, "a table line of another width", lines[i], lengths[i]);
        read_table_line(reading, lines[i], lengths[i], !more);
    }
    if (reading->where != OUTSIDE)
        complain(reading, "a table that goes on under the foot", text, n);
    read_foot(reading, lines + count - 3, lengths + count - 3, page, pages);
    mem_free(lines);
    mem_free(lengths);
}

static void read_pages(struct reading *reading, const struct buf *out)
{
    size_t pages = 1, page = 0;
    for (size_t i = 0; i < out->n; i++)
        pages += out->v[i] == '\f';
    for (const char *at = out->v, *end; page < pages; at = end + 1) {
        end = memchr(at, '\f', (size_t)(out->v + out->n - at));
        end = end == NULL ? out->v + out->n : end;
        read_page(reading, at, (size_t)(end - at), ++page, pages);
    }
}

/* ---- holding what was read to what was given ---- */

static void add_cell(struct buf *want, const struct buf *cell)
{
    struct buf clean = { 0 };
    text_show(buf_text(cell), cell->n, true, &clean);
    add_without_blanks(want, buf_text(&clean), clean.n);
    buf_free(&clean);
}

static void compare(const struct reading *reading)
{
    const struct table_case *t = reading->from;
    bool merged = reading->merged;
    for (size_t c = 0; c < t->n; c++) {
        struct buf want = { 0 };
        for (size_t r = 0; r < t->rows; r++) {
            struct buf label = { 0 };
            bool one = c == 0 && merged;
            add_cell(one ? &label : &want, &t->cells[r][c]);
            buf_addc(&label, '\n');
            if (one)
                add_label(&want, &label);
            buf_free(&label);
        }
        const struct buf *got = c == 0 && merged ? &reading->labels : &reading->text[c];
        if (strcmp(buf_text(got), buf_text(&want)) != 0) {
            fprintf(stderr, "column %zu\nwant %s\ngot  %s\n", c, buf_text(&want), buf_text(got));
            complain(reading, "text is lost or in the wrong place", buf_text(got), got->n);
        }
        buf_free(&want);
    }
}

/* Prints the table twice, reads it back and checks all of it. Returns how many parts (pages) it has. */
static size_t assert_table(const struct table_case *t)
{
    struct buf out = { 0 }, again = { 0 };
    struct reading reading = { .from = t };
    print_case(t, &out);
    print_case(t, &again);
    ck_assert_msg(out.n == again.n && memcmp(out.v, again.v, out.n) == 0, "seed %u: two runs differ", t->seed);
    read_pages(&reading, &out);
    compare(&reading);
    size_t parts = reading.parts;
    for (size_t c = 0; c < COLUMNS_MOST; c++)
        buf_free(&reading.text[c]);
    buf_free(&reading.labels);
    buf_free(&reading.label);
    buf_free(&out);
    buf_free(&again);
    return parts;
}

/* ---- tables by chance ---- */

static void fill_columns(struct table_case *t, struct mix *mix)
{
    for (size_t c = 0; c < t->n; c++) {
        mix_word(mix, &t->titles[c]);
        t->columns[c].title = t->titles[c].v;
        t->columns[c].align = (enum align)mix_below(mix, 3);
        t->columns[c].cells = mix_below(mix, 3) == 0 ? mix_between(mix, 1, 12) : 0;
    }
}

static struct table_case *random_case(unsigned seed)
{
    struct mix mix = mix_from(seed);
    struct table_case *t = mem_alloc(sizeof *t);
    t->seed = seed;
    t->options.width = mix_between(&mix, PAPER_WIDTH_LEAST, 200);
    t->options.lines = mix_below(&mix, 8) == 0 ? 0 : mix_between(&mix, PAPER_LINES_LEAST, 60);
    t->options.wide = mix_below(&mix, 2) == 1;
    t->options.ascii = mix_below(&mix, 3) == 0;
    t->n = 1 + mix_below(&mix, COLUMNS_MOST);
    t->rows = mix_below(&mix, ROWS_MOST + 1);
    t->before = mix_below(&mix, 40);
    t->merge = mix_below(&mix, 2) == 1;
    fill_columns(t, &mix);
    unsigned length = 1 + mix_below(&mix, 12);
    for (size_t r = 0; r < t->rows; r++) {
        for (size_t c = 0; c < t->n; c++) {
            if (c == 0 && r > 0 && mix_below(&mix, 3) > 0)
                buf_adds(&t->cells[r][0], buf_text(&t->cells[r - 1][0])); /* so that there is something to merge */
            else
                mix_text(&mix, &t->cells[r][c], mix_below(&mix, mix_below(&mix, 15) == 0 ? 8 * length : length), c > 0);
        }
    }
    return t;
}

START_TEST(paper_random_tables)
{
    for (unsigned seed = mix_seed(); seed < mix_seed() + 600; seed++) {
        struct table_case *t = random_case(seed);
        t->behind = seed % 6;
        assert_table(t);
        case_free(t);
    }
}
END_TEST

/* ---- tables by hand ---- */

static struct table_case *hand_case(int width, int lines, size_t n, bool merge)
{
    struct table_case *t = mem_alloc(sizeof *t);
    t->options = (struct paper_options){ .width = width, .lines = lines };
    t->n = n;
    t->merge = merge;
    for (size_t c = 0; c < n; c++)
        t->columns[c].title = "栏";
    return t;
}

static void add_row(struct table_case *t, const char *first, const char *second, size_t times)
{
    buf_adds(&t->cells[t->rows][0], first);
    if (t->n > 1)
        buf_repeat(&t->cells[t->rows][1], second, times);
    t->rows++;
}

static void assert_printed(struct table_case *t, const char *want)
{
    struct buf out = { 0 };
    print_case(t, &out);
    ck_assert_str_eq(buf_text(&out), want);
    buf_free(&out);
}

#define FOOT "\n数据截至 2026-11-21      第 1 页 共 1 页\n锚 0123abcd\n"

START_TEST(paper_table_as_drawn)
{
    struct table_case *t = hand_case(40, 0, 2, true);
    t->columns[0] = (struct paper_column){ .title = "责任主体", .cells = 8, .align = ALIGN_CENTER };
    t->columns[1] = (struct paper_column){ .title = "任务", .align = ALIGN_LEFT };
    add_row(t, "校党委", "一、", 1);
    add_row(t, "校党委", "“二”", 1);
    add_row(t, "网信办", "三", 1);
    assert_printed(t, "┌──────────┬───────────────────────────┐\n"
                      "│ 责任主体 │           任务            │\n"
                      "├──────────┼───────────────────────────┤\n"
                      "│          │ 一、                      │\n"
                      "│  校党委  ├───────────────────────────┤\n"
                      "│          │ “二”                      │\n"
                      "├──────────┼───────────────────────────┤\n"
                      "│  网信办  │ 三                        │\n"
                      "└──────────┴───────────────────────────┘\n" FOOT);
    assert_table(t);
    t->options.ascii = true;
    assert_printed(t, "+----------+---------------------------+\n"
                      "| 责任主体 |           任务            |\n"
                      "+----------+---------------------------+\n"
                      "|          | 一、                      |\n"
                      "|  校党委  +---------------------------+\n"
                      "|          | “二”                      |\n"
                      "+----------+---------------------------+\n"
                      "|  网信办  | 三                        |\n"
                      "+----------+---------------------------+\n" FOOT);
    t->options.ascii = false;
    t->options.wide = true;
    assert_printed(t, "┌─────┬────────────┐\n"
                      "│ 责任主体 │          任务          │\n"
                      "├─────┼────────────┤\n"
                      "│          │ 一、                   │\n"
                      "│  校党委  ├────────────┤\n"
                      "│          │ “二”                 │\n"
                      "├─────┼────────────┤\n"
                      "│  网信办  │ 三                     │\n"
                      "└─────┴────────────┘\n" FOOT);
    assert_table(t);
    case_free(t);
}
END_TEST

START_TEST(paper_table_without_rows)
{
    struct table_case *t = hand_case(40, 20, 3, true);
    ck_assert_uint_eq(assert_table(t), 1);
    t->before = 14; /* the header alone does not fit any more */
    ck_assert_uint_eq(assert_table(t), 1);
    case_free(t);
}
END_TEST

START_TEST(paper_table_shows_control_characters)
{
    struct table_case *t = hand_case(40, 20, 2, true);
    add_row(t, "a\x1B[31m", "\tb\r\x7F\xE2\x80\xAE\xFF", 1);
    assert_table(t);
    struct buf out = { 0 };
    print_case(t, &out);
    ck_assert_int_eq(text_check(out.v, out.n, true, NULL), TEXT_CLEAN);
    buf_free(&out);
    case_free(t);
}
END_TEST

/* Rows of each height, begun at each height of the page, merged or not, with labels short and long. */
START_TEST(paper_rows_taller_than_a_page)
{
    for (size_t before = 0; before < 20; before++) {
        for (size_t height = 1; height < 60; height += 3) {
            for (size_t label = 1; label < 24; label += 4) {
                struct table_case *t = hand_case(40, 20, 2, before % 2 == 0);
                struct buf name = { 0 };
                buf_repeat(&name, "长名", label);
                t->seed = (unsigned)(before * 10000 + height * 100 + label);
                t->columns[0].cells = 4;
                t->before = before;
                add_row(t, "前", "文", 3);
                add_row(t, name.v, "责任落实到人，第一责任人负总责。", height);
                add_row(t, name.v, "中", 1);
                add_row(t, "后", "文", 3);
                size_t parts = assert_table(t);
                ck_assert_uint_ge(parts, height > 24 ? 2 : 1);
                buf_free(&name);
                case_free(t);
            }
        }
    }
}
END_TEST

/* A label needs more lines than all its rows: the cell grows, and the next one does not move into it. */
START_TEST(paper_long_label_over_short_rows)
{
    for (size_t lines = PAPER_LINES_LEAST; lines < 40; lines++) {
        for (size_t label = 1; label < 30; label++) {
            struct table_case *t = hand_case(40, (int)lines, 2, true);
            struct buf name = { 0 };
            buf_repeat(&name, "网络", label);
            t->seed = (unsigned)(lines * 100 + label);
            t->before = label % 11;
            t->columns[0].cells = 4;
            for (size_t r = 0; r < 8; r++) {
                buf_addc(&name, (char)('a' + r / 2));
                add_row(t, name.v, "短", 1);
                name.n -= r % 2 == 0;
            }
            assert_table(t);
            buf_free(&name);
            case_free(t);
        }
    }
}
END_TEST

START_TEST(paper_label_on_each_page)
{
    struct table_case *t = hand_case(40, 16, 2, true);
    for (size_t r = 0; r < 30; r++)
        add_row(t, "校党委", "任务", 1);
    struct buf out = { 0 };
    print_case(t, &out);
    size_t parts = assert_table(t), labels = 0, titles = 0;
    for (const char *at = out.v; (at = strstr(at, "校党委")) != NULL; at++)
        labels++;
    for (const char *at = out.v; (at = strstr(at, "栏")) != NULL; at++)
        titles++;
    ck_assert_uint_eq(parts, 6); /* 13 lines of body, 9 of them rows: five rows and the rules between them */
    ck_assert_uint_eq(labels, parts);
    ck_assert_uint_eq(titles, 2 * parts);
    buf_free(&out);
    case_free(t);
}
END_TEST

START_TEST(paper_merge_of_the_only_column)
{
    struct table_case *t = hand_case(40, 20, 1, true);
    add_row(t, "甲", NULL, 0);
    add_row(t, "甲", NULL, 0);
    add_row(t, "乙", NULL, 0);
    assert_table(t);
    case_free(t);
}
END_TEST

/* A header that leaves no room for rows is nobody's plan, but it must end, and in pages of the right length. */
START_TEST(paper_header_higher_than_a_page)
{
    for (size_t high = 1; high < 30; high++) {
        struct table_case *t = hand_case(40, 16, 2, false);
        struct buf out = { 0 };
        buf_repeat(&t->titles[0], "长", 2 * high);
        t->columns[0] = (struct paper_column){ .title = t->titles[0].v, .cells = 4 };
        for (size_t r = 0; r < 5; r++)
            add_row(t, "一二三四五", "任务", r);
        print_case(t, &out);
        size_t lines = 0;
        for (size_t i = 0; i < out.n; i++)
            lines += out.v[i] == '\n';
        ck_assert_msg(lines % 16 == 0 && lines < 16 * 20, "%zu lines of title: %zu lines", high, lines);
        buf_free(&out);
        case_free(t);
    }
}
END_TEST

/* ---- text and pages ---- */

static size_t count_of(const struct buf *out, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < out->n; i++)
        n += out->v[i] == c;
    return n;
}

START_TEST(paper_text_fits_the_width)
{
    static const char blanks[] = "            "; /* 12 */
    for (unsigned seed = mix_seed(); seed < mix_seed() + 300; seed++) {
        struct mix mix = mix_from(seed);
        struct paper_options o = { .width = mix_between(&mix, 40, 120),
                                   .lines = mix_between(&mix, 16, 60),
                                   .wide = mix_below(&mix, 2) == 1 };
        struct buf text = { 0 }, out = { 0 }, want = { 0 }, got = { 0 };
        struct paper *paper = paper_new(&o);
        for (int i = 0; i < 6; i++) {
            size_t from = text.n;
            mix_text(&mix, &text, mix_below(&mix, 60), true);
            if (mix_below(&mix, 2) == 0)
                paper_text(paper, (enum align)mix_below(&mix, 3), buf_text(&text) + from);
            else
                paper_prefixed(paper, &blanks[mix_below(&mix, 13)], &blanks[mix_below(&mix, 13)],
                               buf_text(&text) + from);
        }
        paper_finish(paper, &foot, &out);
        size_t pages = 1 + count_of(&out, '\f'), line = 0;
        ck_assert_uint_eq(count_of(&out, '\n'), pages * (size_t)o.lines);
        for (const char *at = out.v, *end; (end = strchr(at, '\n')) != NULL; at = end + 1, line++) {
            size_t n = (size_t)(end - at);
            if (text_cells(at, n, o.wide) > (size_t)o.width || (n > 0 && at[n - 1] == ' '))
                ck_abort_msg("seed %u: \"%.*s\"", seed, (int)n, at);
            if (line % (size_t)o.lines + 3 < (size_t)o.lines)
                add_without_blanks(&got, at + (*at == '\f'), n - (*at == '\f'));
        }
        add_without_blanks(&want, buf_text(&text), text.n);
        ck_assert_msg(strcmp(buf_text(&got), buf_text(&want)) == 0, "seed %u: text is lost", seed);
        paper_free(paper);
        buf_free(&text);
        buf_free(&out);
        buf_free(&want);
        buf_free(&got);
    }
}
END_TEST

START_TEST(paper_text_is_placed)
{
    struct paper *paper = paper_new(&(struct paper_options){ .width = 40 });
    struct buf out = { 0 };
    paper_blank(paper); /* not at a page's top */
    paper_text(paper, ALIGN_CENTER, "题");
    paper_text(paper, ALIGN_RIGHT, "（盖章）");
    paper_blank(paper);
    paper_prefixed(paper, "", "    ", "（一）\n第二行\x1B");
    paper_prefixed(paper, " 7. ", "    ", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉");
    paper_finish(paper, &foot, &out);
    ck_assert_str_eq(buf_text(&out), "                   题\n"
                                     "                                （盖章）\n"
                                     "\n"
                                     "（一）\n"
                                     "    第二行\xEF\xBF\xBD\n"
                                     " 7. 甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未\n"
                                     "    申酉\n" FOOT);
    buf_free(&out);
    paper_free(paper);
}
END_TEST

START_TEST(paper_breaks_and_keeps)
{
    struct paper *paper = paper_new(&(struct paper_options){ .width = 40, .lines = 16 });
    struct buf out = { 0 };
    paper_page_break(paper); /* nothing yet: no empty page */
    for (int i = 0; i < 12; i++)
        paper_text(paper, ALIGN_LEFT, "甲");
    paper_keep(paper, 1); /* fits */
    paper_text(paper, ALIGN_LEFT, "乙");
    paper_keep(paper, 1);
    paper_blank(paper);
    paper_text(paper, ALIGN_LEFT, "丙");
    paper_page_break(paper);
    paper_page_break(paper);
    paper_text(paper, ALIGN_LEFT, "丁");
    paper_page_break(paper); /* nothing follows: no empty page */
    paper_finish(paper, &foot, &out);
    ck_assert_uint_eq(count_of(&out, '\f'), 2);
    ck_assert_uint_eq(count_of(&out, '\n'), 48);
    ck_assert_ptr_nonnull(strstr(buf_text(&out), "\f丙\n\n"));
    ck_assert_ptr_nonnull(strstr(buf_text(&out), "\f丁\n\n"));
    ck_assert_ptr_nonnull(
        strstr(buf_text(&out), "甲\n乙\n\n数据截至 2026-11-21      第 1 页 共 3 页\n锚 0123abcd\n\f"));
    ck_assert_ptr_nonnull(strstr(buf_text(&out), "第 3 页 共 3 页"));
    buf_free(&out);
    paper_free(paper);
}
END_TEST

/* What may not stand alone takes with it a table's last row under its header, a table of one row, or two lines. */
START_TEST(paper_keeps_what_stands_before)
{
    static const struct paper_column columns[] = { { "甲", 4, ALIGN_LEFT }, { "乙", 4, ALIGN_LEFT } };
    /* text; text and one row; rows; text or rows with a line behind */
    static const size_t least[] = { 2, 5, 5, 2, 6 };
    for (size_t lines = 2; lines < 40; lines++)
        for (int kind = 0; kind < 5; kind++) {
            struct paper *paper = paper_new(&(struct paper_options){ .width = 40, .lines = 20, .ascii = true });
            struct buf out = { 0 };
            for (size_t i = 0; kind != 2 && kind != 4 && i < lines; i++)
                paper_text(paper, ALIGN_LEFT, "前");
            if (kind == 1 || kind == 2 || kind == 4) {
                paper_table_begin(paper, columns, 2, false);
                for (size_t i = 0; i < (kind == 1 ? 1 : lines); i++)
                    paper_table_row(paper, (const char *const[]){ "行", "" });
                paper_table_end(paper);
            }
            if (kind > 2) {
                paper_blank(paper);
                paper_text(paper, ALIGN_LEFT, "后");
            }
            paper_keep_behind(paper, 4);
            paper_text(paper, ALIGN_LEFT, "印\n印\n印\n印");
            paper_finish(paper, &foot, &out);
            const char *end = strrchr(out.v, '\f'), *page = end == NULL ? out.v : end + 1;
            const char *stamp = strstr(page, "印\n印\n印\n印\n");
            ck_assert_msg(stamp != NULL, "%zu %d: parted\n%s", lines, kind, out.v);
            size_t before = 0;
            for (const char *at = page; at < stamp; at++)
                before += *at == '\n' && at > page && at[-1] != '\n';
            ck_assert_msg(before >= least[kind], "%zu %d: alone\n%s", lines, kind, out.v);
            buf_free(&out);
            paper_free(paper);
        }
}
END_TEST

START_TEST(paper_of_nothing)
{
    struct paper *paper = paper_new(&(struct paper_options){ .width = 40, .lines = 16 });
    struct buf out = { 0 };
    paper_finish(paper, &foot, &out);
    ck_assert_uint_eq(count_of(&out, '\n'), 16);
    ck_assert_uint_eq(count_of(&out, '\f'), 0);
    ck_assert_ptr_nonnull(strstr(buf_text(&out), "第 1 页 共 1 页"));
    buf_free(&out);
    paper_free(paper);
    paper_free(NULL);
}
END_TEST

START_TEST(paper_foot_is_clean)
{
    struct paper *paper = paper_new(&(struct paper_options){ .width = 40, .lines = 16 });
    struct buf out = { 0 };
    paper_finish(paper, &(struct paper_foot){ .as_of = "a\x1B[31m\nb", .anchor = "c\n\xE2\x80\xAE" }, &out);
    ck_assert_int_eq(text_check(out.v, out.n, true, NULL), TEXT_CLEAN);
    ck_assert_uint_eq(count_of(&out, '\n'), 16);
    buf_free(&out);
    paper_free(paper);
}
END_TEST

Suite *paper_suite(void)
{
    Suite *suite = suite_create("paper");
    TCase *pages = tcase_create("pages");
    tcase_add_test(pages, paper_text_fits_the_width);
    tcase_add_test(pages, paper_text_is_placed);
    tcase_add_test(pages, paper_breaks_and_keeps);
    tcase_add_test(pages, paper_of_nothing);
    tcase_add_test(pages, paper_keeps_what_stands_before);
    tcase_add_test(pages, paper_foot_is_clean);
    suite_add_tcase(suite, pages);
    TCase *tables = tcase_create("tables");
    tcase_set_timeout(tables, 120);
    tcase_add_test(tables, paper_table_as_drawn);
    tcase_add_test(tables, paper_table_without_rows);
    tcase_add_test(tables, paper_table_shows_control_characters);
    tcase_add_test(tables, paper_rows_taller_than_a_page);
    tcase_add_test(tables, paper_long_label_over_short_rows);
    tcase_add_test(tables, paper_label_on_each_page);
    tcase_add_test(tables, paper_merge_of_the_only_column);
    tcase_add_test(tables, paper_header_higher_than_a_page);
    tcase_add_test(tables, paper_random_tables);
    suite_add_tcase(suite, tables);
    return suite;
}
