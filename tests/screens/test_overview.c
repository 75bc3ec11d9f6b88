/* 总览: what waits for somebody, and the way to each of it. */
#include "stand.h"
#include "suites.h"

#include <string.h>

static struct stand stand;

static void on_overview(void)
{
    stand_open(&stand, "overview", "cangzhou", "root");
}

static void away(void)
{
    stand_close(&stand);
}

START_TEST(looks_as_it_did)
{
    ck_golden(&stand, "overview");
}
END_TEST

/* Enter on a line goes to its place, and stands on the first of what the line counts. */
START_TEST(enter_goes_there)
{
    static const struct {
        const char *line, *screen, *selected;
    } ways[] = {
        { "直接责任人空缺", "org", "空缺" },
        { "履责", "dues", "" },
        { "责任矩阵空洞", "matrix", "" },
        { "任期将满", "org", "样例" },
    };
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        stand_again(&stand, "overview");
        stand_find(&stand, ways[i].line);
        stand_keys(&stand, "Enter");
        ck_top(&stand, ways[i].screen);
        ck_selected(&stand, ways[i].selected);
        ck_assert(stand_selected(&stand)[0] == '>');
        stand_keys(&stand, "1");
        ck_selected(&stand, ways[i].line);
    }
}
END_TEST

/* A form not saved is a line of it, which leads to the record and from there back into what was typed. */
START_TEST(a_draft_is_a_line)
{
    stand_keys(&stand, "9");
    stand_find(&stand, "样例人员30");
    stand_keys(&stand, "e C-e 丁 Esc");
    ck_top(&stand, "people");
    stand_keys(&stand, "1");
    stand_find(&stand, "草稿");
    ck_selected(&stand, "人员");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "people");
    ck_selected(&stand, "样例人员30");
}
END_TEST

/* Behind what is overdue, three at most; the others are there for who asks. */
START_TEST(many_drafts_hide_nothing)
{
    static const char *const people[] = { "样例人员30", "样例人员29", "样例人员28", "样例人员27", "样例人员26" };
    stand_keys(&stand, "4 n 样例：门户被改 Tab Tab -3d C-s v Left C-s 9"); /* graded 较大, and told to nobody */
    for (size_t i = 0; i < COUNT(people); i++) {
        stand_find(&stand, people[i]);
        stand_keys(&stand, "e C-e 丁 Esc");
    }
    stand_keys(&stand, "1");
    const char *text = stand_text(&stand), *alarm = strstr(text, "事件逾期未报告或处置"), *draft = strstr(text, "草稿");
    ck_assert_ptr_nonnull(alarm);
    ck_assert_ptr_nonnull(draft);
    ck_assert(alarm < draft);
    ck_assert(draft < strstr(text, "直接责任人空缺"));
    stand_keys(&stand, "g Down Down Down Down");
    ck_selected(&stand, "还有 2 份草稿");
    stand_keys(&stand, "Enter");
    ck_unseen(&stand, "还有 2 份草稿");
    int n = 0;
    for (const char *at = stand_text(&stand); (at = strstr(at, "草稿  ")) != NULL; at++)
        n++;
    ck_assert_int_eq(n, 5);
}
END_TEST

START_TEST(the_whole_sentence_is_below)
{
    stand_size(&stand, 24, 60);
    stand_find(&stand, "直接责任人空缺");
    const char *text = stand_text(&stand), *line = strstr(text, "直接责任人空缺");
    ck_assert_ptr_nonnull(line);
    ck_assert_ptr_nonnull(strstr(line + 1, "直接责任人空缺")); /* once in the list, once in full */
}
END_TEST

START_TEST(follows_school_and_day)
{
    ck_seen(&stand, "沧州师范学院");
    stand_keys(&stand, "S");
    ck_seen(&stand, "大连医科大学");
    stand_keys(&stand, "[");
    ck_seen(&stand, "截至 2026-11-20");
}
END_TEST

Suite *overview_suite(void)
{
    Suite *suite = suite_create("overview");
    TCase *tests = tcase_create("overview");
    tcase_add_unchecked_fixture(tests, stand_make_demo, stand_drop);
    tcase_add_checked_fixture(tests, on_overview, away);
    tcase_add_test(tests, looks_as_it_did);
    tcase_add_test(tests, enter_goes_there);
    tcase_add_test(tests, a_draft_is_a_line);
    tcase_add_test(tests, many_drafts_hide_nothing);
    tcase_add_test(tests, the_whole_sentence_is_below);
    tcase_add_test(tests, follows_school_and_day);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
