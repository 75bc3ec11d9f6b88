/* 责任矩阵 and 责任清单对照: what is shown, filtered and found, and the school's own decisions. */
#include "stand.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>

static struct stand stand;

static void on_matrix(void)
{
    stand_open(&stand, "matrix", "cangzhou", "root");
}

static void away(void)
{
    stand_close(&stand);
}

START_TEST(looks_as_it_did)
{
    ck_golden(&stand, "matrix");
    stand_looks(&stand, true, true);
    ck_golden(&stand, "matrix-wide-ascii");
}
END_TEST

START_TEST(moves_over_cells)
{
    ck_selected(&stand, "1 负责全校网信工作");
    ck_seen(&stand, "附件一第1项");
    stand_keys(&stand, "Down l");
    ck_selected(&stand, "2 统筹指导");
    stand_keys(&stand, "$ G");
    ck_unseen(&stand, "1 负责全校网信工作");
    stand_keys(&stand, "^ g");
    ck_selected(&stand, "1 负责全校网信工作");
    ck_seen(&stand, "（附件一第1项）");
    stand_keys(&stand, "d");
    ck_unseen(&stand, "（附件一第1项）");
    stand_keys(&stand, "PgDn PgUp Tab");
    ck_seen(&stand, "（附件一第1项）");
}
END_TEST

START_TEST(filters)
{
    stand_keys(&stand, "b jsbgs");
    ck_top(&stand, "pick");
    ck_unseen(&stand, "党委宣传部"); /* it has no part in any duty */
    stand_keys(&stand, "Enter");
    ck_top(&stand, "matrix");
    ck_seen(&stand, "!技术");
    ck_unseen(&stand, "!舆情");
    ck_unseen(&stand, "1 负责全校网信工作");
    stand_keys(&stand, "m 领导 Enter");
    ck_seen(&stand, "没有符合筛选的任务");
    stand_keys(&stand, "x");
    ck_selected(&stand, "1 负责全校网信工作");
    stand_keys(&stand, "c 附件 Enter");
    ck_top(&stand, "matrix");
    stand_keys(&stand, "x c Esc");
    ck_selected(&stand, "1 负责全校网信工作");
}
END_TEST

/* Nothing is left: each key still does no harm. */
START_TEST(nothing_left_is_said)
{
    static const char *const keys[] = { "j", "l", "G", "$", "n", "N", "v", "d", "Enter", "e", "u", "H", "C-l", "[" };
    seeded_write(stand.options.store, "test", "DELETE FROM part WHERE part = 'guide'");
    stand_keys(&stand, "C-l m 指导 Enter");
    ck_seen(&stand, "没有符合筛选的任务。按 x 看全部。");
    stand_keys(&stand, "/ 网络 Enter");
    ck_said(&stand, "没有找到 网络。");
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        stand_keys(&stand, keys[i]);
        ck_top(&stand, "matrix");
        ck_seen(&stand, "没有符合筛选的任务");
    }
    stand_keys(&stand, "x");
    ck_selected(&stand, "1 负责全校网信工作");
}
END_TEST

START_TEST(finds_words)
{
    stand_keys(&stand, "n");
    ck_said(&stand, "还没有查找过");
    stand_keys(&stand, "/ 舆情");
    ck_selected(&stand, "舆情"); /* while it is typed */
    stand_keys(&stand, "Enter");
    char first[512];
    snprintf(first, sizeof first, "%s", stand_selected(&stand));
    stand_keys(&stand, "n");
    ck_seen(&stand, "舆情");
    ck_assert_str_ne(stand_selected(&stand), first);
    stand_keys(&stand, "N");
    ck_assert_str_eq(stand_selected(&stand), first);
    stand_keys(&stand, "/ 没有这样的词 Enter");
    ck_said(&stand, "没有找到");
    /* Left by Esc it is as if nothing had been looked for; and what is typed further is found from there on, too. */
    stand_keys(&stand, "g j");
    snprintf(first, sizeof first, "%s", stand_selected(&stand));
    stand_keys(&stand, "/ C-a C-k 舆情");
    ck_assert_str_ne(stand_selected(&stand), first);
    stand_keys(&stand, "Esc");
    ck_assert_str_eq(stand_selected(&stand), first);
}
END_TEST

START_TEST(jumps_over_holes)
{
    stand_keys(&stand, "v");
    bool holes = strstr(stand_text(&stand), "缺口：") != NULL;
    ck_seen(&stand, holes ? "缺口：" : "没有责任缺口");
    seeded_write(
        stand.options.store, "test",
        "DELETE FROM part WHERE part = 'lead' AND duty = (SELECT d.id FROM duty d JOIN school s ON s.id = d.school"
        " WHERE s.key = 'cangzhou' AND d.no = 30)");
    stand_keys(&stand, "C-l g");
    for (int i = 0; i < 40 && strstr(stand_selected(&stand), "!30 ") == NULL; i++)
        stand_keys(&stand, "v");
    ck_selected(&stand, "!30 ");
    ck_seen(&stand, "第 30 项任务没有主责");
    stand_keys(&stand, "m 缺口 Enter");
    ck_seen(&stand, "!30 ");
    ck_unseen(&stand, "1 负责全校网信工作");
}
END_TEST

START_TEST(enter_shows_the_wording)
{
    stand_keys(&stand, "Enter");
    ck_top(&stand, "provision");
    ck_seen(&stand, "第二条第二款");
    ck_seen(&stand, "学校党委对本单位网络安全工作承担全面领导责任。");
    stand_keys(&stand, "Esc Right Enter"); /* a cell without a part: the duty's own words */
    ck_top(&stand, "provision");
    ck_seen(&stand, "附件一第1项");
    stand_keys(&stand, "Esc");
    ck_top(&stand, "matrix");
}
END_TEST

START_TEST(decides_and_takes_back)
{
    int64_t head = stand_head(&stand);
    stand_keys(&stand, "u");
    ck_top(&stand, "matrix");
    ck_said(&stand, "这一格没有学校决定");
    ck_assert_int_eq(stand_head(&stand), head);
    stand_keys(&stand, "e C-s");
    ck_seen(&stand, "请填写“理由”。");
    ck_golden(&stand, "matrix-decide");
    stand_keys(&stand, "样例纪要 BackTab Right C-s");
    ck_top(&stand, "matrix");
    ck_said(&stand, "学校决定已记入，制度原文不变。");
    ck_assert_int_eq(stand_head(&stand), head + 1);
    ck_selected(&stand, "*");
    ck_seen(&stand, "样例纪要");
    stand_keys(&stand, "u C-s");
    ck_top(&stand, "matrix");
    ck_said(&stand, "学校决定已撤回");
    ck_unseen(&stand, "样例纪要");
}
END_TEST

START_TEST(compares_schools)
{
    stand_keys(&stand, "w");
    ck_top(&stand, "compare");
    ck_seen(&stand, "沧州师范学院  对照  ");
    ck_golden(&stand, "compare");
    stand_keys(&stand, "d");
    ck_top(&stand, "pick");
    ck_unseen(&stand, "沧州师范学院 cangzhou");
    stand_keys(&stand, "meijia Enter");
    ck_seen(&stand, "沧州师范学院  对照  湖北孝感美珈职业学院");
    stand_keys(&stand, "/ 演练 Enter");
    ck_seen(&stand, "演练");
    stand_keys(&stand, "/ Esc");
    /* The own school becomes the one compared with: another takes its place. */
    stand_keys(&stand, "S S S");
    ck_seen(&stand, "湖北孝感美珈职业学院  对照  ");
    ck_unseen(&stand, "职业学院  对照  湖北");
    stand_keys(&stand, "Esc");
    ck_top(&stand, "matrix");
}
END_TEST

START_TEST(prints_what_is_seen)
{
    stand_keys(&stand, "b jsbgs Enter p");
    ck_top(&stand, "preview");
    ck_golden(&stand, "preview");
    stand_keys(&stand, "z c");
    ck_top(&stand, "pick");
    stand_keys(&stand, "Esc / 宣传 Enter n Esc");
    ck_top(&stand, "matrix");
}
END_TEST

START_TEST(goes_to_what_is_asked_for)
{
    sqlite3 *raw = raw_open(stand.path);
    int64_t duty = raw_int(raw, "SELECT d.id FROM duty d JOIN school s ON s.id = d.school"
                                " WHERE s.key = 'cangzhou' AND d.no = 17");
    sqlite3_close(raw);
    stand_keys(&stand, "m 指导 Enter"); /* which hides it */
    console_go(stand.console, "matrix", "duty", duty);
    stand_keys(&stand, "C-l");
    ck_selected(&stand, "17 ");
}
END_TEST

Suite *matrix_suite(void)
{
    Suite *suite = suite_create("matrix");
    TCase *tests = tcase_create("matrix");
    tcase_add_unchecked_fixture(tests, stand_make, stand_drop);
    tcase_add_checked_fixture(tests, on_matrix, away);
    tcase_add_test(tests, looks_as_it_did);
    tcase_add_test(tests, moves_over_cells);
    tcase_add_test(tests, filters);
    tcase_add_test(tests, nothing_left_is_said);
    tcase_add_test(tests, finds_words);
    tcase_add_test(tests, jumps_over_holes);
    tcase_add_test(tests, enter_shows_the_wording);
    tcase_add_test(tests, decides_and_takes_back);
    tcase_add_test(tests, compares_schools);
    tcase_add_test(tests, prints_what_is_seen);
    tcase_add_test(tests, goes_to_what_is_asked_for);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
