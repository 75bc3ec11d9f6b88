/* The grid. It knows a source of titles and cells and a canvas; what a mark means is the screen's. */
#include "tui/grid.h"

#include "text/clean.h"
#include "text/width.h"

#include <string.h>

enum {
    TITLE_STRONG = 2, /* cells of the selected row's title that are bold */
    TITLE_LEAST = 6,  /* the cursor's > and two characters */
    LINE_FROM = 12,   /* rows an area needs for a line under the head */
};

void grid_init(struct grid *grid, const struct grid_source *source, const void *context)
{
    *grid = (struct grid){ .source = source, .context = context, .cell_cells = 4, .head_rows = 2 };
}

static size_t rows_of(const struct grid *grid)
{
    return grid->source->rows(grid->context);
}

static size_t columns_of(const struct grid *grid)
{
    return grid->source->columns(grid->context);
}

bool grid_empty(const struct grid *grid)
{
    return rows_of(grid) == 0 || columns_of(grid) == 0;
}

void grid_place(struct grid *grid, size_t row, size_t column)
{
    size_t rows = rows_of(grid), columns = columns_of(grid);
    grid->row = row < rows ? row : rows > 0 ? rows - 1 : 0;
    grid->column = column < columns ? column : columns > 0 ? columns - 1 : 0;
}

void grid_clamp(struct grid *grid)
{
    grid_place(grid, grid->row, grid->column);
}

enum outcome grid_act(struct grid *grid, enum action action)
{
    size_t row = grid->row, column = grid->column, page = grid->seen_rows > 1 ? (size_t)grid->seen_rows : 1;
    switch (action) {
    case ACTION_UP:
        row -= row > 0;
        break;
    case ACTION_DOWN:
        row++;
        break;
    case ACTION_LEFT:
        column -= column > 0;
        break;
    case ACTION_RIGHT:
        column++;
        break;
    case ACTION_PAGE_UP:
        row -= row < page ? row : page;
        break;
    case ACTION_PAGE_DOWN:
        row += page;
        break;
    case ACTION_TOP:
        row = 0;
        break;
    case ACTION_BOTTOM:
        row = rows_of(grid);
        break;
    case ACTION_FIRST_COLUMN:
        column = 0;
        break;
    case ACTION_LAST_COLUMN:
        column = columns_of(grid);
        break;
    default:
        return NOT_MINE;
    }
    grid_place(grid, row, column);
    return STAY;
}

/* --- Where things stand --- */

/* Widths and heights for one area. From the left: titles, then a line and a cell for each column, and a last line. */
struct plan {
    int title, cell;
    int head, line, body, foot; /* rows */
    size_t rows, columns;       /* there are */
    int seen_rows, seen_columns;
};

static int between(int least, int value, int most)
{
    return value > most ? most : value < least ? least : value;
}

static struct plan plan_for(const struct grid *grid, struct area area)
{
    struct plan p = { .rows = rows_of(grid), .columns = columns_of(grid) };
    /* The first to go are the totals, then rows of the head; a row and a column of cells stay as long as they can. */
    p.foot = grid->source->column_foot != NULL && area.rows >= 5;
    p.line = area.rows >= LINE_FROM;
    p.head = between(0, grid->head_rows, between(1, area.rows / 3, area.rows - 1));
    p.body = between(0, area.rows - p.head - p.line - p.foot, area.rows);
    p.cell = between(1, grid->cell_cells, between(1, area.columns - 2, area.columns));
    p.title = grid->title_cells > 0 ? grid->title_cells : area.columns / 3;
    p.title = between(0, between(TITLE_LEAST, p.title, area.columns), area.columns - p.cell - 2);
    p.title = between(0, p.title, area.columns);
    int fit = (area.columns - p.title - 1) / (p.cell + 1);
    p.seen_columns = between(0, fit, p.columns < 100000 ? (int)p.columns : fit);
    p.seen_rows = between(0, p.body, p.rows < 100000 ? (int)p.rows : p.body);
    return p;
}

/* The column of the area where column `i` of those seen has its parting line; its cell begins behind it. */
static int line_at(const struct plan *p, int i)
{
    return p->title + i * (p->cell + 1);
}

/* The first of `all` things of which `seen` are seen, so that `cursor` is among them and none of the room is lost.
 * Within what was seen nothing moves. Past the edge, `jump` puts the cursor into the middle, for where each move of
 * what is seen costs a whole screen. */
static size_t scrolled(size_t first, size_t cursor, size_t all, size_t seen, bool jump)
{
    if (cursor < first || cursor >= first + seen) {
        size_t before = jump ? seen / 2 : cursor < first ? 0 : seen > 0 ? seen - 1 : 0;
        first = cursor > before ? cursor - before : 0;
    }
    return all <= seen ? 0 : first > all - seen ? all - seen : first;
}

static void scroll(struct grid *grid, const struct plan *p)
{
    grid_clamp(grid);
    grid->top = scrolled(grid->top, grid->row, p->rows, (size_t)p->seen_rows, false);
    grid->left = scrolled(grid->left, grid->column, p->columns, (size_t)p->seen_columns, true);
    grid->seen_rows = p->seen_rows;
    grid->seen_columns = p->seen_columns;
}

/* --- Painting --- */

struct pen {
    const struct grid *grid;
    const struct plan *plan;
    struct canvas *canvas;
    struct area area;
    struct buf text; /* of one title or cell */
};

/* A title's style says more than the cursor does, if it says anything. */
static bool means_little(enum style own)
{
    return own == STYLE_TEXT || own == STYLE_DIM || own == STYLE_TITLE;
}

/* In the middle of a column; answers where it begins, and its width in `*cells`. */
static int put_middle(struct pen *pen, int i, int row, enum style style, const char *text, size_t n, int *cells)
{
    int at = line_at(pen->plan, i) + 1, width = (int)text_cells(text, n, pen->canvas->wide);
    *cells = between(0, width, pen->plan->cell);
    at += (pen->plan->cell - *cells) / 2;
    canvas_putn(pen->canvas, area_columns(pen->area, at, *cells), row, 0, style, text, n);
    return at;
}

static void draw_column_title(struct pen *pen, int i)
{
    const struct grid *grid = pen->grid;
    const struct plan *p = pen->plan;
    size_t column = grid->left + (size_t)i;
    struct buf shown = { 0 };
    struct text_lines lines = { 0 };
    int cells;
    buf_clear(&pen->text);
    enum style style = grid->source->column_title(grid->context, column, &pen->text);
    if (style == STYLE_TEXT)
        style = STYLE_TITLE;
    if (column == grid->column && means_little(style))
        style = STYLE_STRONG;
    text_show(buf_text(&pen->text), pen->text.n, false, &shown);
    text_wrap(buf_text(&shown), shown.n, (size_t)p->cell, pen->canvas->wide, &lines);
    int n = lines.n > (size_t)p->head ? p->head : (int)lines.n;
    for (int k = 0; k < n; k++) {
        /* The last row takes all that is left, so that it is cut and says so. */
        size_t start = lines.v[k].start, length = k == n - 1 ? shown.n - start : lines.v[k].n;
        put_middle(pen, i, p->head - n + k, style, buf_text(&shown) + start, length, &cells);
    }
    VEC_FREE(&lines);
    buf_free(&shown);
}

/* The lines between columns. The ends of what is seen say in the head's first row that there is more. */
static void draw_lines(struct pen *pen, int rows)
{
    const struct plan *p = pen->plan;
    struct canvas *canvas = pen->canvas;
    struct area part = area_rows(pen->area, 0, rows);
    bool ascii = canvas->ascii || canvas->wide;
    if (p->line > 0)
        canvas_across(canvas, area_columns(part, 0, line_at(p, p->seen_columns) + 1), p->head, STYLE_DIM);
    for (int i = 0; i <= p->seen_columns; i++) {
        canvas_down(canvas, part, line_at(p, i), STYLE_DIM);
        if (p->line > 0)
            canvas_put(canvas, part, p->head, line_at(p, i), STYLE_DIM, ascii ? "+" : "┼");
    }
    if (p->head > 0 && pen->grid->left > 0)
        canvas_put(canvas, part, 0, line_at(p, 0), STYLE_TITLE, "<");
    if (p->head > 0 && pen->grid->left + (size_t)p->seen_columns < p->columns)
        canvas_put(canvas, part, 0, line_at(p, p->seen_columns), STYLE_TITLE, ">");
}

static void draw_cell(struct pen *pen, int i, int row, bool chosen)
{
    const struct grid *grid = pen->grid;
    int cells;
    buf_clear(&pen->text);
    enum style style = grid->source->cell(grid->context, grid->top + (size_t)(row - pen->plan->head - pen->plan->line),
                                          grid->left + (size_t)i, &pen->text);
    const char *text = pen->text.n > 0 ? buf_text(&pen->text) : " ";
    int at = put_middle(pen, i, row, style, text, strlen(text), &cells);
    /* Where the cell has no room for the brackets they take the place of the lines beside it. */
    if (chosen) {
        canvas_put(pen->canvas, pen->area, row, at - 1, STYLE_TEXT, "[");
        canvas_put(pen->canvas, pen->area, row, at + cells, STYLE_TEXT, "]");
    }
}

static void draw_row(struct pen *pen, int k)
{
    const struct grid *grid = pen->grid;
    const struct plan *p = pen->plan;
    size_t row = grid->top + (size_t)k;
    int y = p->head + p->line + k, chosen = -1;
    buf_clear(&pen->text);
    enum style style = grid->source->row_title(grid->context, row, &pen->text);
    struct area title = area_columns(pen->area, 0, p->title);
    canvas_putn(pen->canvas, title, y, 1, style, buf_text(&pen->text), pen->text.n);
    if (row == grid->row) { /* bold where it begins, for few bytes a move */
        canvas_put(pen->canvas, title, y, 0, STYLE_STRONG, ">");
        if (means_little(style))
            canvas_restyle(pen->canvas, area_columns(area_rows(title, y, 1), 1, TITLE_STRONG), STYLE_STRONG);
    }
    for (int i = 0; i < p->seen_columns; i++)
        if (row == grid->row && grid->left + (size_t)i == grid->column)
            chosen = i;
        else
            draw_cell(pen, i, y, false);
    if (chosen >= 0) /* last, so that no neighbour overwrites a bracket */
        draw_cell(pen, chosen, y, true);
}

static void draw_foot(struct pen *pen, int y)
{
    const struct grid *grid = pen->grid;
    int cells;
    if (grid->foot != NULL)
        canvas_put(pen->canvas, area_columns(pen->area, 0, pen->plan->title), y, 1, STYLE_TITLE, grid->foot);
    for (int i = 0; i < pen->plan->seen_columns; i++) {
        buf_clear(&pen->text);
        enum style style = grid->source->column_foot(grid->context, grid->left + (size_t)i, &pen->text);
        put_middle(pen, i, y, style, buf_text(&pen->text), pen->text.n, &cells);
    }
}

void grid_draw(struct grid *grid, struct canvas *canvas, struct area area)
{
    struct plan plan = plan_for(grid, area);
    struct pen pen = { .grid = grid, .plan = &plan, .canvas = canvas, .area = area };
    scroll(grid, &plan);
    if (area.rows < 1 || area.columns < 1)
        return;
    if (grid->corner != NULL && plan.head > 0)
        canvas_put(canvas, area_columns(area, 0, plan.title), plan.head - 1, 1, STYLE_TITLE, grid->corner);
    draw_lines(&pen, plan.head + plan.line + plan.seen_rows + plan.foot);
    for (int i = 0; plan.head > 0 && i < plan.seen_columns; i++)
        draw_column_title(&pen, i);
    for (int k = 0; k < plan.seen_rows; k++)
        draw_row(&pen, k);
    if (plan.foot > 0)
        draw_foot(&pen, plan.head + plan.line + plan.seen_rows);
    buf_free(&pen.text);
}
