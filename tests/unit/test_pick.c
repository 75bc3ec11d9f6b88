/* Prompt, picker, confirmation, palette and help, through the console's own events. */
#include "base/mem.h"
#include "mix.h"
#include "stage.h"
#include "suites.h"
#include "text/pinyin.h"
#include "tui/menu.h"
#include "tui/pick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct pick_item bodies[] = {
    { 11, "信息技术中心", "直属单位" },     { 12, "党委宣传部", "党群部门" }, { 13, "教务处", "行政部门" },
    { 14, "现代教育技术中心", "直属单位" }, { 15, "保卫处", "行政部门" },     { 16, "样例学院", "Sample College" },
};
enum { BODIES = sizeof bodies / sizeof bodies[0] };

static void push_pick(struct stage *stage, int64_t selected, const char *none)
{
    const struct pick_argument argument = {
        .title = "选择机构", .items = bodies, .n = BODIES, .selected = selected, .none = none
    };
    ck_assert_int_eq(console_push(stage->console, &pick_screen, &argument, 7), 0);
}

static void ck_answer(const struct stage *stage, bool given, int64_t id, const char *text)
{
    ck_assert_str_eq(stage_top(stage), "ground");
    ck_assert_int_eq(stage->ground->tag, 7);
    ck_assert_int_eq(stage->ground->given, given);
    ck_assert_int_eq(stage->ground->id, id);
    ck_assert_str_eq(stage->ground->text, text);
}

START_TEST(prompts)
{
    struct stage stage;
    stage_open(&stage, NULL);
    console_push(stage.console, &prompt_screen, &(struct prompt_argument){ .title = "查找", .text = "责任" }, 7);
    ck_seen(&stage, "查找 责任\n");
    /* What types is text, even what elsewhere is an action; Home and End are the line's. */
    stage_keys(&stage, "q ? 1 / Home 校 End Left Backspace Space");
    ck_seen(&stage, "查找 校责任q? /\n");
    ck_assert_int_eq(stage.ground->lives, 0);
    stage_keys(&stage, "C-u C-u C-y Up PgUp Enter");
    ck_assert_int_eq(stage.ground->answers, 1);
    ck_assert_str_eq(stage_top(&stage), "ground");
    console_push(stage.console, &prompt_screen, &(struct prompt_argument){ .title = "查找" }, 7);
    stage_keys(&stage, "xx Esc");
    ck_answer(&stage, false, 0, "");
    stage_close(&stage);
}
END_TEST

START_TEST(prompts_live)
{
    struct stage stage;
    stage_open(&stage, NULL);
    console_push(stage.console, &prompt_screen, &(struct prompt_argument){ .title = "查找", .limit = 4, .live = true },
                 7);
    ck_seen(&stage, "0/4");
    stage_keys(&stage, "信息");
    ck_assert_int_eq(stage.ground->lives, 2);
    ck_assert_str_eq(stage.ground->text, "信息");
    stage_keys(&stage, "Left");
    ck_assert_int_eq(stage.ground->lives, 2);
    stage_paste(&stage, "\x1b[31m\xE2\x80\x8B技术中", strlen("\x1b[31m\xE2\x80\x8B技术中"));
    ck_assert_int_eq(stage.ground->lives, 3);
    ck_assert_str_eq(stage.ground->text, "信[3息");
    ck_seen(&stage, "粘贴的文字里去掉了 1 个控制字符、1 个看不见的字符；末尾 5 个字超过上限，");
    stage_keys(&stage, "C-u Enter");
    ck_answer(&stage, true, 0, "信息");
    stage_close(&stage);
}
END_TEST

/* A word that an input method sends at once is told once; Enter says it anyway. */
START_TEST(prompts_live_in_a_hurry)
{
    static const struct prompt_argument argument = { .title = "查找", .limit = 8, .live = true };
    struct stage stage;
    stage_open(&stage, NULL);
    console_push(stage.console, &prompt_screen, &argument, 7);
    console_hurry(stage.console, true);
    stage_keys(&stage, "挖矿");
    ck_assert_int_eq(stage.ground->lives, 0);
    console_calm(stage.console);
    ck_assert_int_eq(stage.ground->lives, 1);
    ck_assert_str_eq(stage.ground->text, "挖矿");
    console_calm(stage.console);
    ck_assert_int_eq(stage.ground->lives, 1);
    console_hurry(stage.console, true);
    stage_keys(&stage, "木");
    console_hurry(stage.console, false);
    stage_keys(&stage, "马");
    ck_assert_int_eq(stage.ground->lives, 2);
    ck_assert_str_eq(stage.ground->text, "挖矿木马");
    console_hurry(stage.console, true);
    stage_keys(&stage, "x Enter");
    ck_answer(&stage, true, 0, "挖矿木马x");
    console_push(stage.console, &prompt_screen, &argument, 7);
    console_calm(stage.console); /* nothing of the one before */
    ck_assert_int_eq(stage.ground->lives, 2);
    stage_close(&stage);
}
END_TEST

START_TEST(picks)
{
    struct stage stage;
    stage_open(&stage, NULL);
    push_pick(&stage, 0, NULL);
    ck_seen(&stage, "> 信息技术中心");
    stage_keys(&stage, "Down Down Up Enter");
    ck_answer(&stage, true, 12, "党委宣传部");
    push_pick(&stage, 13, "（无）");
    ck_seen(&stage, "> 教务处");
    stage_keys(&stage, "End Enter");
    ck_answer(&stage, true, 0, "（无）");
    push_pick(&stage, 13, NULL);
    stage_keys(&stage, "Esc");
    ck_answer(&stage, false, 0, "");
    stage_close(&stage);
}
END_TEST

START_TEST(picks_by_pinyin)
{
    struct stage stage;
    stage_open(&stage, NULL);
    push_pick(&stage, 13, NULL);
    stage_keys(&stage, "jszx"); /* in 信息技术中心 it comes earlier than in 现代教育技术中心 */
    ck_seen(&stage, "> 信息技术中心");
    ck_seen(&stage, " 2/6 ");
    ck_unseen(&stage, "教务处");
    stage_keys(&stage, "Down Enter");
    ck_answer(&stage, true, 14, "现代教育技术中心");
    push_pick(&stage, 0, NULL);
    stage_keys(&stage, "sample Enter"); /* the detail is searched too */
    ck_answer(&stage, true, 16, "样例学院");
    push_pick(&stage, 0, NULL);
    stage_keys(&stage, "qqq");
    ck_seen(&stage, "没有相符的");
    stage_keys(&stage, "Enter"); /* nothing to take: it stays, with the reason */
    ck_assert_str_eq(stage_top(&stage), "pick");
    ck_seen(&stage, "没有选中的行");
    stage_keys(&stage, "C-u C-u 保卫 Enter"); /* widened again after undo */
    ck_answer(&stage, true, 15, "保卫处");
    stage_close(&stage);
}
END_TEST

START_TEST(confirms)
{
    static const struct confirm_argument question = { "撤销“样例学院”及其 3 个岗位，这些岗位上的任职在同一天终止。撤销"
                                                      "后不能再任命，已有的任职记录保留。继续吗？" };
    struct stage stage;
    stage_open(&stage, NULL);
    console_push(stage.console, &confirm_screen, &question, 7);
    ck_golden(&stage, "confirm");
    stage_keys(&stage, "x 1 q"); /* nothing else does anything */
    ck_assert_str_eq(stage_top(&stage), "confirm");
    stage_keys(&stage, "n");
    ck_answer(&stage, false, 0, "");
    console_push(stage.console, &confirm_screen, &question, 7);
    stage_keys(&stage, "Esc");
    ck_answer(&stage, false, 0, "");
    console_push(stage.console, &confirm_screen, &question, 7);
    stage_keys(&stage, "Enter");
    ck_answer(&stage, true, 1, "");
    console_push(stage.console, &confirm_screen, &question, 7);
    stage_keys(&stage, "y");
    ck_answer(&stage, true, 1, "");
    stage_close(&stage);
}
END_TEST

START_TEST(palette_runs)
{
    struct stage stage;
    stage_open(&stage, NULL);
    stage_keys(&stage, ":");
    ck_assert_str_eq(stage_top(&stage), "palette");
    stage_keys(&stage, "zjg"); /* 增机构 */
    ck_seen(&stage, "> 增机构");
    stage_keys(&stage, "Enter");
    ck_assert_str_eq(stage_top(&stage), "ground");
    ck_assert_int_eq(stage.ground->acted, ACTION_BODY_ADD);
    stage_keys(&stage, ": body-add");
    ck_seen(&stage, "> 增机构");
    stage_keys(&stage, "C-w C-w C-w 在所选机构下 Enter");
    ck_assert_str_eq(stage_top(&stage), "ground");
    stage.ground->refuses = true;
    stage_keys(&stage, ": body-add");
    stage.ground->acted = ACTION_NONE;
    ck_seen(&stage, "样例：现在不能增设机构。");
    stage_keys(&stage, "Enter");
    ck_assert_str_eq(stage_top(&stage), "palette");
    ck_assert_int_eq(stage.ground->acted, ACTION_NONE);
    stage_keys(&stage, "Esc");
    ck_assert_str_eq(stage_top(&stage), "ground");
    ck_assert_int_eq(stage.ground->answers, 0);
    stage_close(&stage);
}
END_TEST

START_TEST(help_tells)
{
    struct stage stage;
    stage_open(&stage, NULL);
    console_resize(stage.console, 100, 120);
    stage_keys(&stage, "?");
    ck_assert_str_eq(stage_top(&stage), "help");
    const char *text = stage_text(&stage);
    const char *own = strstr(text, "\n组织架构"), *list = strstr(text, "\n列表"), *all = strstr(text, "\n到处");
    ck_assert(own != NULL && list != NULL && all != NULL && own < list && list < all);
    ck_assert_ptr_null(strstr(text, "\n责任矩阵\n")); /* a context that does not hold here */
    ck_assert_ptr_null(strstr(text, "折叠"));
    stage_keys(&stage, "? ?");
    ck_assert_str_eq(stage_top(&stage), "help");
    stage_keys(&stage, "q ? Enter"); /* the first row: 增机构 */
    ck_assert_str_eq(stage_top(&stage), "ground");
    ck_assert_int_eq(stage.ground->acted, ACTION_BODY_ADD);
    stage_close(&stage);
}
END_TEST

START_TEST(stand_at_all_sizes)
{
    struct stage stage;
    stage_open(&stage, NULL);
    push_pick(&stage, 14, "（无）");
    stage_keys(&stage, "j");
    ck_golden(&stage, "pick");
    stage_keys(&stage, "Esc");
    console_push(stage.console, &prompt_screen,
                 &(struct prompt_argument){ .title = "看哪一天的情况（如 昨天、-7、2026-09-01）", .limit = 40 }, 7);
    stage_keys(&stage, "2026-11-20");
    ck_golden(&stage, "prompt");
    stage_close(&stage);
}
END_TEST

/* What they list is the action table's, so the cells are not compared: only that the row is there and the right edge.
 */
START_TEST(palette_and_help_fit)
{
    static const int sizes[][2] = { { 10, 40 }, { 24, 80 }, { 60, 200 } };
    struct stage stage;
    stage_open(&stage, NULL);
    for (size_t i = 0; i < 3; i++) {
        console_resize(stage.console, sizes[i][0], sizes[i][1]);
        stage_keys(&stage, ": zjg");
        ck_seen(&stage, "> 增机构    a ");
        ck_seen(&stage, "│\n");
        stage_keys(&stage, "Esc ?");
        ck_seen(&stage, "> 增机构    a ");
        stage_keys(&stage, "End");
        ck_seen(&stage, "\n> ");
        stage_keys(&stage, "Home");
        ck_seen(&stage, "\n组织架构\n> 增机构");
        stage_keys(&stage, "q");
    }
    stage_close(&stage);
}
END_TEST

/* A narrowing search goes through what was found before; it must find what a search from the beginning finds. */
START_TEST(narrows_as_it_searches)
{
    struct mix mix = mix_from(mix_seed());
    struct menu narrowed, anew;
    menu_init(&narrowed, true);
    menu_init(&anew, true);
    for (int i = 0; i < 400; i++) {
        struct buf text = { 0 };
        mix_text(&mix, &text, 1 + mix_below(&mix, 4), false);
        menu_add(&narrowed, &(struct menu_row){ .id = i + 1, .text = buf_text(&text) });
        menu_add(&anew, &(struct menu_row){ .id = i + 1, .text = buf_text(&text) });
        buf_free(&text);
    }
    menu_fill(&narrowed, 0, false);
    static const char letters[] = "wlaqzrxgbtdes7";
    for (int i = 0; i < 3000; i++) {
        unsigned what = mix_below(&mix, 10);
        uint32_t key = what < 5   ? (uint32_t)letters[mix_below(&mix, sizeof letters - 1)]
                       : what < 7 ? KEY_ERASE
                       : what < 8 ? KEY_ARROW_LEFT
                       : what < 9 ? KEY_TO_END
                                  : 0x5B89;
        menu_key(&narrowed, NULL, key);
        entry_set(&anew.filter, entry_text(&narrowed.filter));
        menu_fill(&anew, 0, false);
        ck_assert_uint_eq(narrowed.hits_n, anew.hits_n);
        for (size_t k = 0; k < anew.hits_n; k++)
            ck_assert_uint_eq(narrowed.hits[k].row, anew.hits[k].row);
    }
    menu_done(&narrowed);
    menu_done(&anew);
}
END_TEST

/* 30,000 things: not measured to the millisecond (the machine may be busy), but a key must not take a second. */
START_TEST(holds_many)
{
    struct stage stage;
    struct pick_item *items = mem_alloc(sizeof *items * 30000);
    struct arena arena = { 0 };
    struct timespec from, to;
    for (int i = 0; i < 30000; i++)
        items[i] = (struct pick_item){ i + 1, arena_printf(&arena, "样例第%d信息技术中心", i), "直属单位" };
    stage_open(&stage, NULL);
    const struct pick_argument argument = { .title = "选择", .items = items, .n = 30000 };
    console_push(stage.console, &pick_screen, &argument, 7);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    stage_keys(&stage, "x x j s z x");
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    ck_assert_int_lt(to.tv_sec - from.tv_sec, 4);
    ck_seen(&stage, " 30000/30000 ");
    stage_keys(&stage, "End PgUp PgUp Home Down Enter");
    ck_answer(&stage, true, 2, "样例第1信息技术中心");
    stage_close(&stage);
    arena_free(&arena);
    mem_free(items);
}
END_TEST

/* Going to a screen reads it again when this connection wrote, and not without a reason. */
START_TEST(reads_when_changed)
{
    struct stage stage;
    stage_open(&stage, NULL);
    int reloads = stage.ground->reloads;
    ck_assert_int_eq(reloads, 1);
    console_resize(stage.console, 24, 80);
    stage_keys(&stage, "1 1");
    ck_assert_int_eq(stage.ground->reloads, reloads);
    seeded_write(stage.options.store, "account", "UPDATE school SET name = '样例' || name");
    stage_keys(&stage, "1 1");
    ck_assert_int_eq(stage.ground->reloads, reloads + 1);
    console_go(stage.console, "ground", "person", 1);
    console_tick(stage.console);
    ck_assert_int_eq(stage.ground->reloads, reloads + 2);
    ck_assert_int_eq(console_wanted(stage.console, "person"), 1); /* this screen does not ask for it */
    console_resize(stage.console, 30, 80);
    console_tick(stage.console);
    ck_assert_int_eq(stage.ground->reloads, reloads + 3);
    stage_close(&stage);
}
END_TEST

Suite *pick_suite(void)
{
    Suite *suite = suite_create("pick");
    TCase *tests = tcase_create("pick");
    tcase_add_unchecked_fixture(tests, stage_make_store, stage_drop_store);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, prompts);
    tcase_add_test(tests, prompts_live);
    tcase_add_test(tests, prompts_live_in_a_hurry);
    tcase_add_test(tests, picks);
    tcase_add_test(tests, picks_by_pinyin);
    tcase_add_test(tests, confirms);
    tcase_add_test(tests, palette_runs);
    tcase_add_test(tests, help_tells);
    tcase_add_test(tests, stand_at_all_sizes);
    tcase_add_test(tests, palette_and_help_fit);
    tcase_add_test(tests, narrows_as_it_searches);
    tcase_add_test(tests, holds_many);
    tcase_add_test(tests, reads_when_changed);
    suite_add_tcase(suite, tests);
    return suite;
}
