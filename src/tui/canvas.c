/* Painting cells. */
#include "tui/canvas.h"

#include "base/mem.h"
#include "text/clean.h"
#include "text/width.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const style_names[STYLE_COUNT] = {
    "text",    "dim",  "title", "bar",   "key",  "strong", "good",
    "warning", "late", "error", "drill", "real", "entry",  "match",
};

const char *style_name(enum style style)
{
    return style < STYLE_COUNT ? style_names[style] : NULL;
}

/* --- Cells --- */

static void set_blank(struct cell *cell, enum style style)
{
    *cell = (struct cell){ .uc = { ' ' }, .cells = 1, .style = (uint8_t)style };
}

void canvas_resize(struct canvas *canvas, int rows, int columns)
{
    mem_free(canvas->v);
    canvas->rows = rows;
    canvas->columns = columns;
    canvas->v = mem_alloc(sizeof *canvas->v * (size_t)rows * (size_t)columns + 1);
    canvas_clear(canvas);
}

void canvas_clear(struct canvas *canvas)
{
    for (int i = 0; i < canvas->rows * canvas->columns; i++)
        set_blank(&canvas->v[i], STYLE_TEXT);
    canvas->cursor_row = -1;
    canvas->cursor_column = 0;
}

void canvas_free(struct canvas *canvas)
{
    mem_free(canvas->v);
    canvas->v = NULL;
    canvas->rows = canvas->columns = 0;
}

static struct cell *at(const struct canvas *canvas, int row, int column)
{
    return &canvas->v[row * canvas->columns + column];
}

/* Half a wide character is none: its other half becomes a blank. */
static void cut_halves(struct canvas *canvas, int row, int column)
{
    struct cell *cell = at(canvas, row, column);
    if (cell->cells == 0 && column > 0)
        set_blank(cell - 1, (enum style)cell[-1].style);
    if (cell->cells == 2 && column + 1 < canvas->columns)
        set_blank(cell + 1, (enum style)cell[1].style);
}

static void set_char(struct canvas *canvas, int row, int column, enum style style, uint32_t uc, int cells)
{
    for (int i = 0; i < cells; i++)
        cut_halves(canvas, row, column + i);
    struct cell *cell = at(canvas, row, column);
    *cell = (struct cell){ .uc = { uc }, .cells = (uint8_t)cells, .style = (uint8_t)style };
    if (cells == 2)
        cell[1] = (struct cell){ .cells = 0, .style = (uint8_t)style };
}

/* A mark goes with the character before it, as many as a cell holds. */
static void add_mark(struct canvas *canvas, int row, int column, uint32_t uc)
{
    struct cell *cell = at(canvas, row, column);
    if (cell->cells == 0 && column > 0)
        cell--;
    for (int i = 1; i < CELL_CHARS; i++)
        if (cell->uc[i] == 0) {
            cell->uc[i] = uc;
            return;
        }
}

/* --- Areas --- */

struct area canvas_area(const struct canvas *canvas)
{
    return (struct area){ 0, 0, canvas->rows, canvas->columns };
}

static void clip(int *from, int *count, int room)
{
    if (*from < 0) {
        *count += *from;
        *from = 0;
    }
    if (*from > room)
        *from = room;
    if (*count > room - *from)
        *count = room - *from;
    if (*count < 0)
        *count = 0;
}

struct area area_rows(struct area area, int from, int rows)
{
    clip(&from, &rows, area.rows);
    return (struct area){ area.row + from, area.column, rows, area.columns };
}

struct area area_columns(struct area area, int from, int columns)
{
    clip(&from, &columns, area.columns);
    return (struct area){ area.row, area.column + from, area.rows, columns };
}

/* --- Text --- */

static int put_clean(struct canvas *canvas, struct area area, int row, int column, enum style style, const char *text,
                     size_t n)
{
    size_t i = 0, length;
    int end = area.columns;
    while (i < n) {
        uint32_t uc = text_decode(text + i, n - i, &length);
        int cells = char_cells(uc, canvas->wide);
        if (cells == 0 && column > 0 && column <= end)
            add_mark(canvas, area.row + row, area.column + column - 1, uc);
        else if (cells > 0 && column + cells > end)
            return -1;
        else if (cells > 0) {
            set_char(canvas, area.row + row, area.column + column, style, uc, cells);
            column += cells;
        }
        i += length;
    }
    return column;
}

static int put_cut(struct canvas *canvas, struct area area, int row, int column, enum style style, const char *text,
                   size_t n)
{
    const char *sign = canvas->wide || canvas->ascii ? ".." : "…";
    int sign_cells = canvas->wide || canvas->ascii ? 2 : 1, used = 0;
    size_t i = 0, length;
    while (i < n) {
        uint32_t uc = text_decode(text + i, n - i, &length);
        int cells = char_cells(uc, canvas->wide);
        if (column + used + cells > area.columns - sign_cells)
            break;
        used += cells;
        i += length;
    }
    put_clean(canvas, area, row, column, style, text, i);
    if (column + used + sign_cells <= area.columns)
        put_clean(canvas, area, row, column + used, style, sign, strlen(sign));
    for (int rest = column + used + sign_cells; rest < area.columns; rest++)
        put_clean(canvas, area, row, rest, style, " ", 1);
    return area.columns;
}

int canvas_putn(struct canvas *canvas, struct area area, int row, int column, enum style style, const char *text,
                size_t n)
{
    if (row < 0 || row >= area.rows || column < 0 || column >= area.columns)
        return column;
    struct buf shown = { 0 };
    /* Nothing longer can be seen, and a line of a megabyte is not to cost more than a screen's. */
    size_t most = (size_t)area.columns * 64 + 256;
    text_show(text, n < most ? n : most, false, &shown);
    size_t cells = text_cells(buf_text(&shown), shown.n, canvas->wide);
    int end = (int)cells <= area.columns - column
                  ? put_clean(canvas, area, row, column, style, buf_text(&shown), shown.n)
                  : put_cut(canvas, area, row, column, style, buf_text(&shown), shown.n);
    buf_free(&shown);
    return end;
}

int canvas_put(struct canvas *canvas, struct area area, int row, int column, enum style style, const char *text)
{
    return canvas_putn(canvas, area, row, column, style, text, strlen(text));
}

int canvas_printf(struct canvas *canvas, struct area area, int row, int column, enum style style, const char *format,
                  ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return canvas_put(canvas, area, row, column, style, text);
}

void canvas_right(struct canvas *canvas, struct area area, int row, enum style style, const char *text)
{
    int cells = (int)text_cells(text, strlen(text), canvas->wide);
    canvas_put(canvas, area, row, cells < area.columns ? area.columns - cells : 0, style, text);
}

void canvas_fill(struct canvas *canvas, struct area area, enum style style)
{
    for (int row = 0; row < area.rows; row++)
        for (int column = 0; column < area.columns; column++)
            set_char(canvas, area.row + row, area.column + column, style, ' ', 1);
}

void canvas_restyle(struct canvas *canvas, struct area area, enum style style)
{
    for (int row = 0; row < area.rows; row++)
        for (int column = 0; column < area.columns; column++)
            at(canvas, area.row + row, area.column + column)->style = (uint8_t)style;
}

void canvas_across(struct canvas *canvas, struct area area, int row, enum style style)
{
    if (row < 0 || row >= area.rows)
        return;
    for (int column = 0; column < area.columns; column++)
        set_char(canvas, area.row + row, area.column + column, style, canvas->ascii ? '-' : 0x2500, 1);
}

void canvas_down(struct canvas *canvas, struct area area, int column, enum style style)
{
    if (column < 0 || column >= area.columns)
        return;
    for (int row = 0; row < area.rows; row++)
        set_char(canvas, area.row + row, area.column + column, style, canvas->ascii ? '|' : 0x2502, 1);
}

void canvas_cursor(struct canvas *canvas, struct area area, int row, int column)
{
    if (row < 0 || row >= area.rows || column < 0 || column >= area.columns)
        return;
    canvas->cursor_row = area.row + row;
    canvas->cursor_column = area.column + column;
}

struct area canvas_box(struct canvas *canvas, struct area area, const char *title)
{
    static const uint32_t corners[] = { 0x250C, 0x2510, 0x2514, 0x2518 };
    if (area.rows < 2 || area.columns < 4)
        return area;
    canvas_fill(canvas, area, STYLE_TEXT);
    canvas_across(canvas, area, 0, STYLE_TEXT);
    canvas_across(canvas, area, area.rows - 1, STYLE_TEXT);
    canvas_down(canvas, area, 0, STYLE_TEXT);
    canvas_down(canvas, area, area.columns - 1, STYLE_TEXT);
    for (int i = 0; i < 4; i++)
        set_char(canvas, area.row + (i > 1 ? area.rows - 1 : 0), area.column + (i % 2 == 1 ? area.columns - 1 : 0),
                 STYLE_TEXT, canvas->ascii ? '+' : corners[i], 1);
    if (title != NULL && *title != '\0') {
        struct area line = area_columns(area, 2, area.columns - 4);
        int end = canvas_put(canvas, line, 0, 1, STYLE_TITLE, title);
        canvas_put(canvas, line, 0, 0, STYLE_TITLE, " ");
        canvas_put(canvas, line, 0, end, STYLE_TITLE, " ");
    }
    return area_columns(area_rows(area, 1, area.rows - 2), 2, area.columns - 4);
}

/* --- As text --- */

static void add_char(struct buf *out, uint32_t uc)
{
    char bytes[4];
    size_t n = uc < 0x80 ? 1 : uc < 0x800 ? 2 : uc < 0x10000 ? 3 : 4;
    if (n == 1)
        bytes[0] = (char)uc;
    for (size_t i = n; n > 1 && i-- > 0; uc >>= 6)
        bytes[i] = (char)(i > 0 ? 0x80 | (uc & 0x3F) : (n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) | uc);
    buf_add(out, bytes, n);
}

static void end_line(struct buf *out, size_t start)
{
    while (out->n > start && out->v[out->n - 1] == ' ')
        out->v[--out->n] = '\0';
    buf_addc(out, '\n');
}

void canvas_text(const struct canvas *canvas, struct buf *out)
{
    for (int row = 0; row < canvas->rows; row++) {
        size_t start = out->n;
        for (int column = 0; column < canvas->columns; column++) {
            const struct cell *cell = at(canvas, row, column);
            for (int i = 0; i < CELL_CHARS && cell->uc[i] != 0; i++)
                add_char(out, cell->uc[i]);
        }
        end_line(out, start);
    }
}

void canvas_styles(const struct canvas *canvas, struct buf *out)
{
    for (int row = 0; row < canvas->rows; row++) {
        size_t start = out->n;
        for (int column = 0; column < canvas->columns; column++) {
            enum style style = (enum style)at(canvas, row, column)->style;
            buf_addc(out, style == STYLE_TEXT ? ' ' : style_names[style][0]);
        }
        end_line(out, start);
    }
}
