/* 信息系统: the register page by page, its filter, and who may change what. */
#include "stand.h"
#include "suites.h"

static struct stand stand;

static void on_assets(void)
{
    stand_open(&stand, "assets", "cangzhou", "root");
}

static void away(void)
{
    stand_close(&stand);
}

START_TEST(looks_as_it_did)
{
    ck_golden(&stand, "assets");
}
END_TEST

START_TEST(shows_what_is_known)
{
    ck_selected(&stand, "样例网站");
    ck_selected(&stand, "二级");
    ck_seen(&stand, "责任单位：党委宣传部");
    ck_seen(&stand, "联系人：样例己");
    ck_seen(&stand, "地址：www.example.edu.cn");
    stand_size(&stand, 40, 80);
    ck_seen(&stand, "最近的改动");
    stand_size(&stand, 24, 80);
    stand_keys(&stand, "Enter");
    ck_unseen(&stand, "责任单位：党委宣传部");
    stand_keys(&stand, "d H");
    ck_top(&stand, "history");
    stand_keys(&stand, "Esc p");
    ck_top(&stand, "preview");
    stand_keys(&stand, "Esc S");
    ck_seen(&stand, "还没有登记信息系统。按 a 登记。");
    stand_keys(&stand, "e");
    ck_said(&stand, "没有选中的行");
}
END_TEST

START_TEST(is_as_of_the_day)
{
    stand_keys(&stand, "@ 2023-12-31 Enter");
    ck_seen(&stand, "还没有登记信息系统。按 a 登记。");
    stand_keys(&stand, "@ 今天 Enter");
    ck_selected(&stand, "样例网站");
}
END_TEST

/* A thousand rows come page by page; what is asked for lies at both ends. */
START_TEST(filters_through_all_pages)
{
    seeded_write(stand.options.store, "asset",
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                 " INSERT INTO asset(school, body, name, kind, level) SELECT a.school, a.body,"
                 " printf('样例系统%04d', i), 'system', 3 FROM n, asset a WHERE a.name = '样例网站'");
    stand_keys(&stand, "C-l G");
    ck_selected(&stand, "样例网站");
    stand_keys(&stand, "Up");
    ck_selected(&stand, "样例系统1000");
    stand_keys(&stand, "g PgDn PgUp");
    ck_selected(&stand, "样例系统0001");
    stand_keys(&stand, "/ 0999 Enter");
    ck_selected(&stand, "样例系统0999");
    ck_unseen(&stand, "样例系统0001");
    stand_keys(&stand, "/ C-u C-w 网站 Enter G");
    ck_selected(&stand, "样例网站");
    stand_keys(&stand, "/ Esc G PgUp g");
    ck_selected(&stand, "样例系统0001");
    stand_keys(&stand, "/ 党委宣传 Enter G");
    ck_selected(&stand, "样例网站");
    stand_keys(&stand, "Up Up");
    ck_selected(&stand, "样例系统0999");
}
END_TEST

START_TEST(adds_edits_and_closes)
{
    stand_keys(&stand, "a 样例网站 Tab Tab Enter 宣传部 Enter C-s");
    ck_top(&stand, "form");
    ck_seen(&stand, "样例网站"); /* the name is taken: refused, and what was typed is still there */
    stand_keys(&stand, "Esc");
    ck_top(&stand, "assets");
    ck_said(&stand, "草稿");
    stand_keys(&stand, "a");
    ck_said(&stand, "已取回");
    stand_keys(&stand, "End 二 C-s");
    ck_top(&stand, "assets");
    ck_said(&stand, "已保存样例网站二");
    ck_selected(&stand, "样例网站二");
    stand_keys(&stand, "e End 改 C-s");
    ck_selected(&stand, "样例网站二改");
    stand_keys(&stand, "X C-s");
    ck_top(&stand, "assets");
    ck_said(&stand, "已下线");
    ck_unseen(&stand, "样例网站二改");
}
END_TEST

START_TEST(readers_are_refused)
{
    stand_close(&stand);
    stand_open(&stand, "assets", "cangzhou", "reader");
    static const char *const keys[] = { "a", "e", "X" };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        stand_keys(&stand, keys[i]);
        ck_said(&stand, "不能维护资产");
        ck_top(&stand, "assets");
    }
    ck_unseen(&stand, "最近的改动");
}
END_TEST

START_TEST(officers_are_refused_outside_their_body)
{
    stand_close(&stand);
    stand_open(&stand, "assets", "cangzhou", "officer");
    stand_keys(&stand, "e");
    ck_said(&stand, "只能在本单位和下属单位维护资产");
    stand_keys(&stand, "X");
    ck_said(&stand, "只能在本单位和下属单位维护资产");
    ck_top(&stand, "assets");
}
END_TEST

Suite *assets_suite(void)
{
    Suite *suite = suite_create("assets");
    TCase *tests = tcase_create("assets");
    tcase_add_unchecked_fixture(tests, stand_make, stand_drop);
    tcase_add_checked_fixture(tests, on_assets, away);
    tcase_add_test(tests, looks_as_it_did);
    tcase_add_test(tests, shows_what_is_known);
    tcase_add_test(tests, is_as_of_the_day);
    tcase_add_test(tests, filters_through_all_pages);
    tcase_add_test(tests, adds_edits_and_closes);
    tcase_add_test(tests, readers_are_refused);
    tcase_add_test(tests, officers_are_refused_outside_their_body);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
