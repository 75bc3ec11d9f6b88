/* Holds src/tui/grid to its header: what is drawn, by golden text; where the cursor and the frozen parts stand after
 * random moves and sizes, against the source itself; how little is asked for and how little changes. */
#include "lib/run.h"
#include "mix.h"
#include "suites.h"
#include "tui/grid.h"

#include <stdio.h>
#include <string.h>

/* A matrix whose every title and cell can be computed, and which counts what it is asked for. */
struct table {
    size_t rows, columns;
    size_t *asked; /* how often, of cells and titles */
    bool hostile;
};

static size_t table_rows(const void *context)
{
    return ((const struct table *)context)->rows;
}

static size_t table_columns(const void *context)
{
    return ((const struct table *)context)->columns;
}

static void count(const struct table *table)
{
    if (table->asked != NULL)
        ++*table->asked;
}

static enum style table_row(const void *context, size_t row, struct buf *out)
{
    const struct table *table = context;
    static const char *const names[] = { "组织制定网络安全规划", "整改", "通报", "每年向上级报告网络安全工作情况" };
    count(table);
    buf_printf(out, "%s%zu %s", table->hostile ? "\033[2J\n\xff" : "R", row, names[row % 4]);
    return row % 7 == 3 ? STYLE_LATE : STYLE_TEXT;
}

static enum style table_column(const void *context, size_t column, struct buf *out)
{
    const struct table *table = context;
    static const char *const names[] = { "党委", "信息技术中心", "教务处", "学生工作部（处）", "保卫处", "" };
    count(table);
    buf_printf(out, "%s%zu%s", table->hostile ? "\t\xe2\x80\xae" : "", column, names[column % 6]);
    return column % 5 == 4 ? STYLE_WARNING : STYLE_TITLE;
}

static enum style table_cell(const void *context, size_t row, size_t column, struct buf *out)
{
    static const char *const marks[] = { "", "●", "★", "○", "◇", "△" };
    const struct table *table = context;
    count(table);
    if (table->hostile)
        buf_adds(out, "\033]0;x\a一二三四五六");
    else
        buf_adds(out, marks[(row * 7 + column * 3) % 6]);
    return STYLE_TEXT;
}

static enum style table_foot(const void *context, size_t column, struct buf *out)
{
    count(context);
    buf_printf(out, "%zu", column * 3);
    return STYLE_TITLE;
}

static const struct grid_source with_foot = {
    table_rows, table_columns, table_row, table_column, table_cell, table_foot
};
static const struct grid_source without_foot = { table_rows, table_columns, table_row, table_column, table_cell, NULL };

static void draw(struct grid *grid, struct canvas *canvas)
{
    canvas_clear(canvas);
    grid_draw(grid, canvas, canvas_area(canvas));
}

static void same_as_golden(struct grid *grid, const char *name, int rows, int columns, bool ascii)
{
    struct canvas canvas = { .ascii = ascii, .wide = ascii };
    struct buf out = { 0 };
    canvas_resize(&canvas, rows, columns);
    draw(grid, &canvas);
    canvas_text(&canvas, &out);
    canvas_styles(&canvas, &out);
    const char *differs = golden_compare(name, out.v, out.n);
    if (differs != NULL)
        ck_abort_msg("%s", differs);
    buf_free(&out);
    canvas_free(&canvas);
}

START_TEST(looks_as_it_did)
{
    struct table table = { .rows = 60, .columns = 40 };
    struct grid grid;
    grid_init(&grid, &with_foot, &table);
    grid.corner = "任务＼机构";
    grid.foot = "合计";
    same_as_golden(&grid, "grid-80x24.txt", 24, 80, false);
    grid_place(&grid, 38, 21);
    same_as_golden(&grid, "grid-40x10.txt", 10, 40, false);
    same_as_golden(&grid, "grid-40x10-ascii.txt", 10, 40, true);
    grid.head_rows = 3;
    grid.cell_cells = 6;
    same_as_golden(&grid, "grid-200x60.txt", 60, 200, false);
}
END_TEST

/* --- What is seen, read back from the cells --- */

static void row_of_text(const struct canvas *canvas, int row, struct buf *out)
{
    struct canvas one = *canvas;
    one.rows = 1;
    one.v = canvas->v + (size_t)row * (size_t)canvas->columns;
    buf_clear(out);
    canvas_text(&one, out);
}

/* The row of the screen with the cursor; -1: none, or more than one. */
static int cursor_row(const struct canvas *canvas, int *from, int *to)
{
    int found = -1;
    for (int row = 0; row < canvas->rows; row++) {
        const struct cell *line = canvas->v + (size_t)row * (size_t)canvas->columns;
        int open = -1, close = -1, n = 0;
        for (int i = 0; i < canvas->columns; i++)
            if (line[i].style == STYLE_TEXT && line[i].uc[0] == '[') {
                open = i;
                n++;
            } else if (line[i].style == STYLE_TEXT && line[i].uc[0] == ']')
                close = i;
        if (n == 0)
            continue;
        if (n > 1 || close <= open || found >= 0 || line[0].uc[0] != '>')
            return -1;
        found = row;
        *from = open;
        *to = close;
    }
    return found;
}

/* The head's row that says which column stands over cell `at`: its number is what the title begins with. */
static void check_seen(const struct grid *grid, const struct canvas *canvas)
{
    struct buf line = { 0 }, want = { 0 };
    int from = 0, to = 0, row = cursor_row(canvas, &from, &to);
    ck_assert_msg(row >= 0, "no cursor at %dx%d", canvas->columns, canvas->rows);
    row_of_text(canvas, row, &line);
    buf_printf(&want, ">R%zu ", grid->row);
    ck_assert_msg(strncmp(line.v, want.v, want.n < 6 ? want.n : 6) == 0, "%s is not %s", line.v, want.v);
    /* What stands in the brackets is the cell of the source. */
    struct canvas part = { .rows = 1, .columns = to - from - 1 };
    part.v = canvas->v + row * canvas->columns + from + 1;
    struct buf got = { 0 };
    canvas_text(&part, &got);
    buf_clear(&want);
    table_cell(grid->context, grid->row, grid->column, &want);
    buf_addc(&want, '\n');
    ck_assert_str_eq(got.v, want.v);
    /* All rows below the head are those from `top` on. */
    for (int i = 0; i < grid->seen_rows; i++) {
        row_of_text(canvas, row - (int)(grid->row - grid->top) + i, &line);
        buf_clear(&want);
        buf_printf(&want, "%cR%zu ", grid->top + (size_t)i == grid->row ? '>' : ' ', grid->top + (size_t)i);
        ck_assert_msg(strncmp(line.v, want.v, want.n < 6 ? want.n : 6) == 0, "%s is not %s", line.v, want.v);
    }
    buf_free(&line);
    buf_free(&want);
    buf_free(&got);
}

static void move(struct mix *mix, struct grid *grid, size_t *row, size_t *column, const struct table *table)
{
    static const enum action actions[] = { ACTION_UP,        ACTION_DOWN, ACTION_LEFT,   ACTION_RIGHT,
                                           ACTION_PAGE_UP,   ACTION_TOP,  ACTION_BOTTOM, ACTION_FIRST_COLUMN,
                                           ACTION_PAGE_DOWN, ACTION_UP,   ACTION_DOWN,   ACTION_LAST_COLUMN };
    enum action action = actions[mix_below(mix, sizeof actions / sizeof actions[0])];
    size_t page = grid->seen_rows > 1 ? (size_t)grid->seen_rows : 1;
    size_t last_row = table->rows - 1, last_column = table->columns - 1;
    ck_assert_int_eq(grid_act(grid, action), STAY);
    switch (action) {
    case ACTION_UP:
        *row = *row == 0 ? 0 : *row - 1;
        break;
    case ACTION_DOWN:
        *row = *row == last_row ? last_row : *row + 1;
        break;
    case ACTION_LEFT:
        *column = *column == 0 ? 0 : *column - 1;
        break;
    case ACTION_RIGHT:
        *column = *column == last_column ? last_column : *column + 1;
        break;
    case ACTION_PAGE_UP:
        *row = *row < page ? 0 : *row - page;
        break;
    case ACTION_PAGE_DOWN:
        *row = *row + page > last_row ? last_row : *row + page;
        break;
    case ACTION_TOP:
    case ACTION_BOTTOM:
        *row = action == ACTION_TOP ? 0 : last_row;
        break;
    default:
        *column = action == ACTION_FIRST_COLUMN ? 0 : last_column;
    }
}

START_TEST(cursor_is_always_seen)
{
    struct mix mix = mix_from(mix_seed());
    for (int round = 0; round < 60; round++) {
        struct table table = { .rows = 1 + mix_below(&mix, round % 2 == 0 ? 5 : 300),
                               .columns = 1 + mix_below(&mix, round % 3 == 0 ? 4 : 90) };
        struct canvas canvas = { .wide = mix_below(&mix, 4) == 0 };
        struct grid grid;
        size_t row = 0, column = 0;
        grid_init(&grid, mix_below(&mix, 2) == 0 ? &with_foot : &without_foot, &table);
        grid.cell_cells = mix_between(&mix, 2, 8);
        grid.title_cells = 12; /* holds a row's number */
        for (int step = 0; step < 200; step++) {
            if (step % 20 == 0)
                canvas_resize(&canvas, mix_between(&mix, 4, 40), mix_between(&mix, 20, 120));
            if (step % 37 == 36) { /* rows and columns become fewer or more */
                table.rows = 1 + mix_below(&mix, 200);
                table.columns = 1 + mix_below(&mix, 60);
                grid_clamp(&grid);
                row = row < table.rows ? row : table.rows - 1;
                column = column < table.columns ? column : table.columns - 1;
            }
            draw(&grid, &canvas);
            check_seen(&grid, &canvas);
            move(&mix, &grid, &row, &column, &table);
            ck_assert_uint_eq(grid.row, row);
            ck_assert_uint_eq(grid.column, column);
        }
        canvas_free(&canvas);
    }
}
END_TEST

START_TEST(asks_for_what_is_seen)
{
    size_t asked = 0;
    struct table table = { .rows = 20000, .columns = 3000, .asked = &asked };
    struct canvas canvas = { 0 };
    struct grid grid;
    canvas_resize(&canvas, 50, 200);
    grid_init(&grid, &with_foot, &table);
    for (int i = 0; i < 2; i++) {
        asked = 0;
        draw(&grid, &canvas);
        ck_assert_uint_gt(asked, 1000);
        ck_assert_uint_le(asked, 50 * (200 / 5));
        grid_act(&grid, ACTION_BOTTOM);
        grid_act(&grid, ACTION_LAST_COLUMN);
    }
    draw(&grid, &canvas);
    ck_assert_uint_eq(grid.top + (size_t)grid.seen_rows, 20000);
    ck_assert_uint_eq(grid.left + (size_t)grid.seen_columns, 3000);
    canvas_free(&canvas);
}
END_TEST

static size_t changed(const struct canvas *a, const struct canvas *b)
{
    size_t n = 0;
    for (int i = 0; i < a->rows * a->columns; i++)
        n += memcmp(&a->v[i], &b->v[i], sizeof a->v[i]) != 0;
    return n;
}

/* A move changes the brackets and the titles of two rows or two columns, no more. */
START_TEST(move_redraws_little)
{
    struct table table = { .rows = 100, .columns = 100 };
    struct canvas before = { 0 }, after = { 0 };
    struct grid grid;
    canvas_resize(&before, 50, 200);
    canvas_resize(&after, 50, 200);
    grid_init(&grid, &with_foot, &table);
    grid.title_cells = 20;
    grid_place(&grid, 10, 10);
    draw(&grid, &before);
    grid_act(&grid, ACTION_DOWN);
    draw(&grid, &after);
    ck_assert_uint_gt(changed(&before, &after), 0);
    ck_assert_uint_le(changed(&before, &after), 2 * (20 + 2));
    grid_act(&grid, ACTION_RIGHT);
    draw(&grid, &before);
    ck_assert_uint_gt(changed(&before, &after), 0);
    ck_assert_uint_le(changed(&before, &after), 4 + 2 * 2 * 4);
    canvas_free(&before);
    canvas_free(&after);
}
END_TEST

START_TEST(stands_anything)
{
    struct table table = { .rows = 9, .columns = 9, .hostile = true };
    struct grid grid;
    struct buf out = { 0 };
    for (int rows = 0; rows < 14; rows++)
        for (int columns = 0; columns < 30; columns++)
            for (int wide = 0; wide < 2; wide++) {
                struct canvas canvas = { .wide = wide, .ascii = wide };
                canvas_resize(&canvas, rows, columns);
                grid_init(&grid, &with_foot, &table);
                grid.cell_cells = columns % 9;
                grid.title_cells = rows;
                grid_place(&grid, 99, 99);
                draw(&grid, &canvas);
                canvas_text(&canvas, &out);
                canvas_free(&canvas);
            }
    for (size_t i = 0; i < out.n; i++)
        ck_assert(out.v[i] == '\n' || (unsigned char)out.v[i] >= ' ');
    buf_free(&out);
    table.rows = 0;
    grid_init(&grid, &with_foot, &table);
    ck_assert(grid_empty(&grid));
    ck_assert_int_eq(grid_act(&grid, ACTION_DOWN), STAY);
    ck_assert_int_eq(grid_act(&grid, ACTION_ENTER), NOT_MINE);
    struct canvas canvas = { 0 };
    canvas_resize(&canvas, 20, 60);
    draw(&grid, &canvas);
    table.columns = 0;
    draw(&grid, &canvas);
    ck_assert_uint_eq(grid.row + grid.column, 0);
    canvas_free(&canvas);
}
END_TEST

Suite *grid_suite(void)
{
    Suite *suite = suite_create("grid");
    TCase *tests = tcase_create("grid");
    tcase_add_test(tests, looks_as_it_did);
    tcase_add_test(tests, cursor_is_always_seen);
    tcase_add_test(tests, asks_for_what_is_seen);
    tcase_add_test(tests, move_redraws_little);
    tcase_add_test(tests, stands_anything);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
