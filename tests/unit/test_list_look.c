/* Holds rows in memory to list.h, their filter and their order, and lists to what they are to look like: golden text at
 * the sizes a console has, and nothing amiss at any other. */
#include "suites.h"

#include "base/words.h"
#include "lib/run.h"
#include "tui/list.h"

#include <string.h>

static const struct list_column memory_columns[] = { { .title = "名" }, { .title = "数" } };

/* ---- Rows in memory ---- */

static void add_memory(struct list_memory *memory, int64_t id, const char *name, const char *number)
{
    const char **cells;
    list_memory_add(memory, id, STYLE_TEXT, &cells);
    cells[0] = name;
    cells[1] = number;
}

/* All first cells in the list's order, with commas. */
static void holds(struct list_memory *memory, int column, bool descending, const char *filter, const char *want)
{
    struct list_page page = { 0 };
    struct buf got = { 0 };
    struct list_ask ask = { .most = 1000, .column = column, .descending = descending, .filter = filter };
    ck_assert_int_eq(list_memory_source.page(memory, &ask, &page, NULL), 0);
    for (size_t i = 0; i < page.n; i++)
        buf_printf(&got, "%s%s", i > 0 ? "," : "", page.v[i].cells[0]);
    ck_assert_str_eq(buf_text(&got), want);
    buf_free(&got);
    list_page_done(&page);
}

START_TEST(memory_sorts_and_filters)
{
    struct list_memory memory = { 0 };
    list_memory_clear(&memory, 2);
    holds(&memory, 0, true, "", "");
    add_memory(&memory, 0, "甲组", NULL);
    add_memory(&memory, 1, "张样例", "10");
    add_memory(&memory, 2, "李样例", "9.5");
    add_memory(&memory, 0, "乙组", NULL);
    add_memory(&memory, 3, "阿样例", "-3");
    add_memory(&memory, 4, "Sample", "无");
    add_memory(&memory, 5, "王\xFF", NULL);
    holds(&memory, -1, false, "", "甲组,张样例,李样例,乙组,阿样例,Sample,王\xFF");
    holds(&memory, 0, false, "", "Sample,阿样例,李样例,王\xFF,张样例");
    holds(&memory, 0, true, "", "张样例,王\xFF,李样例,阿样例,Sample");
    holds(&memory, 1, false, "", "阿样例,李样例,张样例,王\xFF,Sample");
    holds(&memory, -1, false, "张", "甲组,张样例");
    holds(&memory, -1, false, "ayl", "乙组,阿样例");
    holds(&memory, 1, true, "yl", "张样例,李样例,阿样例");
    holds(&memory, -1, false, "sAMP", "乙组,Sample");
    holds(&memory, -1, false, "组", "");
    add_memory(&memory, 6, "赵样例", "9.50");
    holds(&memory, 1, false, "yl", "阿样例,李样例,赵样例,张样例");
    list_memory_done(&memory);
}
END_TEST

START_TEST(memory_keeps_its_place_when_filled_anew)
{
    struct list_memory memory = { 0 };
    struct list list;
    struct err err;
    list_init(&list, memory_columns, 2, &list_memory_source, &memory);
    for (int turn = 0; turn < 4; turn++) {
        list_memory_clear(&memory, 2);
        for (int i = 1; i <= 200; i++)
            if (turn == 0 || (turn == 1 && i != 100) || (turn == 2 && i < 50))
                add_memory(&memory, i, arena_printf(&memory.arena, "%d", i), "x");
        ck_assert_int_eq(list_load(&list, 10, &err), 0);
        if (turn == 0)
            ck_assert(list_select(&list, 100, &err));
        else if (turn < 3)
            ck_assert_int_eq(list_selected(&list)->id, turn == 1 ? 101 : 49);
        else
            ck_assert_ptr_null(list_selected(&list));
    }
    list_done(&list);
    list_memory_done(&memory);
}
END_TEST

/* ---- As it looks ---- */

static const struct list_column shown_columns[] = {
    { .title = "姓名", .cells = 8, .sorts = true },
    { .title = "单位和岗位", .weight = 2, .sorts = true },
    { .title = "电话", .cells = 12, .drop = 2, .sorts = true },
    { .title = "次数", .cells = 5, .align = ALIGN_RIGHT, .sorts = true },
    { .title = "备注", .drop = 3 },
    { .title = "状态", .cells = 6, .align = ALIGN_CENTER, .drop = 1 },
};

static void fill_shown(struct list_memory *memory)
{
    static const char *const names[] = { "样例甲", "样例乙", "欧阳样例·买买提", "Sample Zhang", "样例\x1B[31m" };
    static const char *const places[] = { "信息技术中心 主任", "网络安全和信息化领导小组办公室 成员", NULL,
                                          "“样例”学院——党政主要负责人（兼）" };
    list_memory_clear(memory, 6);
    for (int i = 0; i < 70; i++) {
        const char **cells;
        enum style *styles = arena_alloc(&memory->arena, sizeof *styles * 6);
        struct list_row *row = list_memory_add(memory, i % 20 == 0 ? 0 : i, STYLE_TEXT, &cells);
        if (i % 20 == 0) {
            cells[0] = arena_printf(&memory->arena, "样例分组 %d：很长的一行标题，写到右边为止", i / 20 + 1);
            row->style = STYLE_TITLE;
            continue;
        }
        cells[0] = names[i % 5];
        cells[1] = places[i % 4];
        cells[2] = i % 3 == 0 ? "0317-1000001" : "13800000001";
        cells[3] = arena_printf(&memory->arena, "%d", i * i);
        cells[4] = i % 7 == 0 ? "夜间转总值班室" : NULL;
        cells[5] = i % 6 == 0 ? "空缺" : "在任";
        styles[5] = i % 6 == 0 ? STYLE_LATE : STYLE_TEXT;
        row->styles = styles;
    }
}

/* What a canvas of this size shows. */
static void add_look(struct buf *out, const struct list *list, int rows, int columns, bool wide, bool ascii,
                     const char *what)
{
    struct canvas canvas = { .wide = wide, .ascii = ascii };
    buf_printf(out, "== %s %dx%d%s%s\n", what, columns, rows, wide ? " wide" : "", ascii ? " ascii" : "");
    canvas_resize(&canvas, rows, columns);
    list_draw(list, &canvas, canvas_area(&canvas));
    canvas_text(&canvas, out);
    if (rows == 10) {
        buf_adds(out, "-- styles\n");
        canvas_styles(&canvas, out);
    }
    canvas_free(&canvas);
}

START_TEST(golden)
{
    struct list_memory memory = { 0 };
    struct list list;
    struct err err;
    struct buf out = { 0 };
    list_init(&list, shown_columns, 6, &list_memory_source, &memory);
    list.empty = _("还没有人员。按 a 增加一名，或者用 zeren import 导入一张表。");
    add_look(&out, &list, 10, 40, false, false, "empty");
    fill_shown(&memory);
    ck_assert_int_eq(list_load(&list, 23, &err), 0);
    ck_assert(list_select(&list, 22, &err));
    add_look(&out, &list, 24, 80, false, false, "list");
    add_look(&out, &list, 10, 40, false, false, "list");
    add_look(&out, &list, 60, 200, false, false, "list");
    add_look(&out, &list, 10, 80, true, false, "list");
    ck_assert_int_eq(list_try(&list, ACTION_REVERSE, &err), 0);
    add_look(&out, &list, 10, 80, true, false, "reversed");
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(list_try(&list, ACTION_SORT, &err), 0);
    add_look(&out, &list, 10, 40, false, true, "sorted");
    ck_assert_int_eq(list_set_filter(&list, "ylxy", &err), 0);
    add_look(&out, &list, 10, 80, false, false, "filtered");
    ck_assert_int_eq(list_set_filter(&list, "查无", &err), 0);
    add_look(&out, &list, 10, 40, false, false, "none");
    const char *fault = golden_compare("tui-list.txt", out.v, out.n);
    ck_assert_msg(fault == NULL, "%s", fault);
    buf_free(&out);
    list_done(&list);
    list_memory_done(&memory);
}
END_TEST

/* Of any size: no crash, nothing outside of the area, and of a move only the marker and the key change. */
START_TEST(any_size)
{
    struct list_memory memory = { 0 };
    struct list list;
    struct err err;
    fill_shown(&memory);
    list_init(&list, shown_columns, 6, &list_memory_source, &memory);
    ck_assert_int_eq(list_load(&list, 5, &err), 0);
    for (int rows = 1; rows < 12; rows++)
        for (int columns = 1; columns < 120; columns++) {
            struct canvas canvas = { 0 }, next = { 0 };
            canvas_resize(&canvas, rows, columns);
            canvas_resize(&next, rows, columns);
            list_draw(&list, &canvas, area_columns(canvas_area(&canvas), 3, columns - 6));
            for (int i = 0; i < rows * columns; i++)
                if (i % columns < 3 || i % columns >= columns - 3)
                    ck_assert_uint_eq(canvas.v[i].uc[0], ' ');
            list_draw(&list, &canvas, canvas_area(&canvas)); /* tells the height */
            ck_assert_int_eq(list_try(&list, ACTION_DOWN, &err), 0);
            ck_assert_int_eq(list_try(&list, ACTION_UP, &err), 0);
            canvas_clear(&canvas);
            list_draw(&list, &canvas, canvas_area(&canvas));
            size_t top = list.top;
            ck_assert_int_eq(list_try(&list, ACTION_DOWN, &err), 0);
            list_draw(&list, &next, canvas_area(&next));
            for (int i = 0; i < rows * columns && top == list.top; i++)
                if (i % columns >= 10)
                    ck_assert_mem_eq(&next.v[i], &canvas.v[i], sizeof *next.v);
            canvas_free(&canvas);
            canvas_free(&next);
        }
    list_done(&list);
    list_memory_done(&memory);
}
END_TEST

Suite *list_look_suite(void)
{
    Suite *suite = suite_create("list_look");
    TCase *tcase = tcase_create("list_look");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, memory_sorts_and_filters);
    tcase_add_test(tcase, memory_keeps_its_place_when_filled_anew);
    tcase_add_test(tcase, golden);
    tcase_add_test(tcase, any_size);
    suite_add_tcase(suite, tcase);
    return suite;
}
