/* A bordered table over pages. The layout goes in two steps: each row is wrapped into its lines; then lines are put
 * on pages, and where a page's part of a merged cell is known, its label is laid into the middle of that part. */
#include "text/clean.h"
#include "text/paper_in.h"
#include "text/width.h"

#include <string.h>

enum { PAD = 1, FLEXIBLE_LEAST = 8, COLUMN_LEAST = 2, RULE_ROWS = 1, SPLIT_LEAST = 3 };

/* The border's pieces by place: left end, crossing, right end. */
struct border {
    const char *line, *bar;
    const char *top[3], *middle[3], *bottom[3];
    const char *merged_left; /* │ has a line to its right only */
};

static const struct border box = {
    "─", "│", { "┌", "┬", "┐" }, { "├", "┼", "┤" }, { "└", "┴", "┘" }, "├",
};
static const struct border plain = {
    "-", "|", { "+", "+", "+" }, { "+", "+", "+" }, { "+", "+", "+" }, "+",
};

struct cell_lines {
    const char *text;
    struct text_lines lines;
};

/* One table line of a page: line `k` of row `row`, or the rule above row `row`. */
struct body_line {
    size_t row, k;
    bool rule;
};

struct layout {
    struct paper *paper;
    struct table *table;
    const struct border *border;
    int bar_cells;            /* width of a border character: 2 where ambiguous is wide */
    struct cell_lines *cells; /* rows x n */
    size_t *heights;          /* lines of each row, the merged column left out */
    size_t fixed;             /* lines of header and borders on each page */
    struct {
        struct body_line *v;
        size_t n, room;
    } page; /* the part of the table on this page */
};

void table_done(struct table *table)
{
    VEC_FREE(&table->rows);
    arena_free(&table->arena);
    *table = (struct table){ 0 };
}

static int border_cells(const struct paper_options *o)
{
    return o->wide && !o->ascii ? 2 : 1;
}

/* A rule over a column is drawn with border characters, so where these are two cells wide a column's width is even.
 * A Chinese character is two cells: no column is narrower. */
static int even(int cells, int bar)
{
    return bar == 2 ? (cells + 1) / 2 * 2 : cells == 1 ? 2 : cells;
}

int paper_table_room(const struct paper *paper, const struct paper_column *columns, size_t n)
{
    int bar = border_cells(&paper->options);
    int room = paper->options.width - bar;
    for (size_t i = 0; i < n; i++)
        room -= even(columns[i].cells, bar) + 2 * PAD + bar;
    return room;
}

static void share_width(struct paper *paper, struct table *table)
{
    int bar = border_cells(&paper->options);
    int room = paper_table_room(paper, table->columns, table->n);
    int flexible = 0;
    for (size_t i = 0; i < table->n; i++)
        flexible += table->columns[i].cells == 0;
    for (size_t i = 0; i < table->n; i++) {
        struct paper_column *column = &table->columns[i];
        if (column->cells > 0) {
            column->cells = even(column->cells, bar);
            continue;
        }
        int share = room / flexible;
        if (bar == 2)
            share = share / 2 * 2;
        column->cells = share < FLEXIBLE_LEAST ? FLEXIBLE_LEAST : share;
        room -= column->cells;
        flexible--;
    }
    /* On narrow paper the widest give way, a step at a time. */
    while (room < 0) {
        struct paper_column *widest = &table->columns[0];
        for (size_t i = 1; i < table->n; i++)
            if (table->columns[i].cells > widest->cells)
                widest = &table->columns[i];
        if (widest->cells <= COLUMN_LEAST)
            return;
        widest->cells -= bar;
        room += bar;
    }
}

static char *copy_clean(struct arena *arena, const char *text)
{
    struct buf clean = { 0 };
    if (text != NULL)
        text_show(text, strlen(text), true, &clean);
    char *copy = arena_strndup(arena, buf_text(&clean), clean.n);
    buf_free(&clean);
    return copy;
}

void paper_table_begin(struct paper *paper, const struct paper_column *columns, size_t n, bool merge)
{
    struct table *table = &paper->table;
    table_done(table);
    table->n = n;
    table->merge = merge && n > 1; /* alone, a merged column would have no rows beside it */
    table->columns = arena_alloc(&table->arena, n * sizeof *table->columns);
    for (size_t i = 0; i < n; i++) {
        table->columns[i] = columns[i];
        table->columns[i].title = copy_clean(&table->arena, columns[i].title);
    }
    share_width(paper, table);
}

void paper_table_row(struct paper *paper, const char *const *cells)
{
    struct table *table = &paper->table;
    char **row = arena_alloc(&table->arena, table->n * sizeof *row);
    for (size_t i = 0; i < table->n; i++)
        row[i] = copy_clean(&table->arena, cells[i]);
    *VEC_PUSH(&table->rows) = row;
}

static struct cell_lines *cell_at(const struct layout *layout, size_t row, size_t column)
{
    return &layout->cells[row * layout->table->n + column];
}

static void wrap_rows(struct layout *layout)
{
    struct table *table = layout->table;
    layout->cells = mem_alloc(table->rows.n * table->n * sizeof *layout->cells);
    layout->heights = mem_alloc(table->rows.n * sizeof *layout->heights);
    for (size_t r = 0; r < table->rows.n; r++) {
        for (size_t c = 0; c < table->n; c++) {
            struct cell_lines *cell = cell_at(layout, r, c);
            cell->text = table->rows.v[r][c];
            text_wrap(cell->text, strlen(cell->text), (size_t)table->columns[c].cells, layout->paper->options.wide,
                      &cell->lines);
            if ((c > 0 || !table->merge) && cell->lines.n > layout->heights[r])
                layout->heights[r] = cell->lines.n;
        }
    }
}

static void put_rule(struct layout *layout, const char *const ends[3])
{
    struct table *table = layout->table;
    struct buf line = { 0 };
    for (size_t c = 0; c < table->n; c++) {
        buf_adds(&line, c == 0 ? ends[0] : ends[1]);
        buf_repeat(&line, layout->border->line, (size_t)((table->columns[c].cells + 2 * PAD) / layout->bar_cells));
    }
    buf_adds(&line, ends[2]);
    paper_put(layout->paper, line.v, line.n);
    buf_free(&line);
}

static void add_cell(struct layout *layout, struct buf *line, size_t column, const char *text, size_t n)
{
    const struct paper_column *c = &layout->table->columns[column];
    buf_repeat(line, " ", PAD);
    pad_to(line, text, n, c->cells, c->align, layout->paper->options.wide);
    buf_repeat(line, " ", PAD);
    buf_adds(line, layout->border->bar);
}

static void put_header(struct layout *layout)
{
    struct table *table = layout->table;
    struct text_lines *titles = mem_alloc(table->n * sizeof *titles);
    size_t most = 1;
    for (size_t c = 0; c < table->n; c++) {
        const char *title = table->columns[c].title;
        text_wrap(title, strlen(title), (size_t)table->columns[c].cells, layout->paper->options.wide, &titles[c]);
        most = titles[c].n > most ? titles[c].n : most;
    }
    put_rule(layout, layout->border->top);
    for (size_t k = 0; k < most; k++) {
        struct buf line = { 0 };
        buf_adds(&line, layout->border->bar);
        for (size_t c = 0; c < table->n; c++) {
            size_t skip = (most - titles[c].n) / 2;
            bool here = k >= skip && k - skip < titles[c].n;
            struct text_line part = here ? titles[c].v[k - skip] : (struct text_line){ 0 };
            const struct paper_column kept = table->columns[c];
            table->columns[c].align = ALIGN_CENTER;
            add_cell(layout, &line, c, kept.title + part.start, part.n);
            table->columns[c].align = kept.align;
        }
        paper_put(layout->paper, line.v, line.n);
        buf_free(&line);
    }
    put_rule(layout, layout->border->middle);
    for (size_t c = 0; c < table->n; c++)
        VEC_FREE(&titles[c]);
    mem_free(titles);
}

static size_t header_height(const struct layout *layout)
{
    struct table *table = layout->table;
    size_t most = 1;
    for (size_t c = 0; c < table->n; c++) {
        struct text_lines lines = { 0 };
        const char *title = table->columns[c].title;
        text_wrap(title, strlen(title), (size_t)table->columns[c].cells, layout->paper->options.wide, &lines);
        most = lines.n > most ? lines.n : most;
        VEC_FREE(&lines);
    }
    return most + 2 * RULE_ROWS;
}

static bool same_label(const struct layout *layout, size_t a, size_t b)
{
    return layout->table->merge && strcmp(cell_at(layout, a, 0)->text, cell_at(layout, b, 0)->text) == 0;
}

static void put_body_line(struct layout *layout, size_t at, const struct text_line *label)
{
    const struct body_line *b = &layout->page.v[at];
    struct table *table = layout->table;
    struct buf line = { 0 };
    const char *label_text = cell_at(layout, b->row, 0)->text;
    buf_adds(&line, layout->border->bar);
    if (table->merge)
        add_cell(layout, &line, 0, label == NULL ? "" : label_text + label->start, label == NULL ? 0 : label->n);
    if (b->rule) { /* a rule inside a merged cell: the label's bar was added; the rest is drawn as a rule */
        line.n -= strlen(layout->border->bar);
        for (size_t c = 1; c < table->n; c++) {
            buf_adds(&line, c == 1 ? layout->border->merged_left : layout->border->middle[1]);
            buf_repeat(&line, layout->border->line, (size_t)((table->columns[c].cells + 2 * PAD) / layout->bar_cells));
        }
        buf_adds(&line, layout->border->middle[2]);
    } else {
        for (size_t c = table->merge ? 1 : 0; c < table->n; c++) {
            const struct cell_lines *cell = cell_at(layout, b->row, c);
            bool here = b->k < cell->lines.n;
            add_cell(layout, &line, c, cell->text + (here ? cell->lines.v[b->k].start : 0),
                     here ? cell->lines.v[b->k].n : 0);
        }
    }
    paper_put(layout->paper, line.v, line.n);
    buf_free(&line);
}

/* Puts this page's lines from..to, all under one label, the label in their middle. */
static void put_segment(struct layout *layout, size_t from, size_t to)
{
    const struct cell_lines *label = cell_at(layout, layout->page.v[from].row, 0);
    size_t skip = to - from > label->lines.n ? (to - from - label->lines.n) / 2 : 0;
    for (size_t i = from; i < to; i++) {
        bool here = layout->table->merge && i - from >= skip && i - from - skip < label->lines.n;
        put_body_line(layout, i, here ? &label->lines.v[i - from - skip] : NULL);
    }
}

static void put_page_part(struct layout *layout)
{
    struct paper *paper = layout->paper;
    size_t page = paper->pages.n;
    paper->piece.page = paper->piece.rule = 0;
    paper->piece.from = paper_at(paper);
    put_header(layout);
    paper->piece.rows = paper_at(paper);
    for (size_t from = 0; from < layout->page.n;) {
        size_t to = from + 1;
        while (to < layout->page.n &&
               !(layout->page.v[to].rule && !same_label(layout, layout->page.v[from].row, layout->page.v[to].row)))
            to++;
        put_segment(layout, from, to);
        if (to < layout->page.n) {
            paper->piece.rule = paper_at(paper);
            put_rule(layout, layout->border->middle);
        }
        from = to + 1;
    }
    put_rule(layout, layout->border->bottom);
    paper->piece.end = paper_at(paper);
    if (paper->pages.n == page) /* else it ran over the page's end */
        paper->piece.page = page;
    layout->page.n = 0;
}

static void add_line(struct layout *layout, size_t row, size_t k, bool rule)
{
    *VEC_PUSH(&layout->page) = (struct body_line){ .row = row, .k = k, .rule = rule };
}

/* Lines still to come so that the label of the last segment fits: it may be longer than its rows. */
static size_t label_lack(const struct layout *layout, size_t segment)
{
    if (!layout->table->merge || layout->page.n == 0)
        return 0;
    size_t have = layout->page.n - segment;
    size_t want = cell_at(layout, layout->page.v[segment].row, 0)->lines.n;
    return want > have ? want - have : 0;
}

static void fill_lack(struct layout *layout, size_t segment)
{
    size_t lack = label_lack(layout, segment);
    struct body_line last = layout->page.n > 0 ? layout->page.v[layout->page.n - 1] : (struct body_line){ 0 };
    while (lack-- > 0)
        add_line(layout, last.row, ++last.k, false);
}

/* Lines for rows on a page that has `lines` left. A header as high as the page leaves none: then lines run over the
 * pages' ends as they come. */
static size_t rows_room(const struct layout *layout, size_t lines)
{
    return lines > layout->fixed ? lines - layout->fixed : (size_t)-1 / 2;
}

static size_t whole_page(const struct layout *layout)
{
    size_t body = layout->paper->body_lines;
    return rows_room(layout, body > 0 ? body : (size_t)-1 / 2);
}

static size_t label_height(const struct layout *layout, size_t row)
{
    return layout->table->merge ? cell_at(layout, row, 0)->lines.n : 0;
}

/* A label that no page can hold is not merged but runs on like any cell. */
static void unmerge_if_too_high(struct layout *layout)
{
    size_t most = 0;
    for (size_t r = 0; r < layout->table->rows.n; r++)
        most = label_height(layout, r) > most ? label_height(layout, r) : most;
    if (most <= whole_page(layout))
        return;
    layout->table->merge = false;
    for (size_t r = 0; r < layout->table->rows.n; r++)
        if (cell_at(layout, r, 0)->lines.n > layout->heights[r])
            layout->heights[r] = cell_at(layout, r, 0)->lines.n;
}

/* Lines that must be left for a row to begin here: all of it, or some of what no page can hold; and its label. */
static size_t least_lines(const struct layout *layout, size_t row, bool joined)
{
    size_t whole = whole_page(layout), label = joined ? 0 : label_height(layout, row);
    size_t least = layout->heights[row] <= whole ? layout->heights[row] : SPLIT_LEAST < whole ? SPLIT_LEAST : whole;
    return least > label ? least : label;
}

static size_t next_page(struct layout *layout)
{
    put_page_part(layout);
    paper_page_break(layout->paper);
    return rows_room(layout, paper_room(layout->paper));
}

/* Distributes all lines over pages. `segment` is where on this page the rows under the current label begin. */
static void put_rows(struct layout *layout)
{
    size_t rows = layout->table->rows.n;
    paper_keep(layout->paper, layout->fixed + (rows > 0 ? least_lines(layout, 0, false) : 0));
    size_t room = rows_room(layout, paper_room(layout->paper));
    size_t segment = 0;
    for (size_t r = 0; r < rows; r++) {
        bool joined = layout->page.n > 0 && same_label(layout, layout->page.v[layout->page.n - 1].row, r);
        size_t lack = joined ? 0 : label_lack(layout, segment);
        if (layout->page.n > 0 && layout->page.n + lack + RULE_ROWS + least_lines(layout, r, joined) > room) {
            fill_lack(layout, segment);
            room = next_page(layout);
            segment = 0;
        } else if (layout->page.n > 0) {
            if (!joined)
                fill_lack(layout, segment);
            add_line(layout, r, 0, true);
            if (!joined)
                segment = layout->page.n;
        }
        for (size_t k = 0; k < layout->heights[r]; k++) {
            if (layout->page.n == room) {
                room = next_page(layout);
                segment = 0;
            }
            add_line(layout, r, k, false);
        }
    }
    fill_lack(layout, segment);
    put_page_part(layout);
}

void paper_table_end(struct paper *paper)
{
    struct table *table = &paper->table;
    const struct paper_options *o = &paper->options;
    struct layout layout = {
        .paper = paper, .table = table, .border = o->ascii ? &plain : &box, .bar_cells = border_cells(o)
    };
    wrap_rows(&layout);
    layout.fixed = header_height(&layout) + RULE_ROWS;
    unmerge_if_too_high(&layout);
    put_rows(&layout);
    for (size_t i = 0; i < table->rows.n * table->n; i++)
        VEC_FREE(&layout.cells[i].lines);
    mem_free(layout.cells);
    mem_free(layout.heights);
    VEC_FREE(&layout.page);
    table_done(table);
}
