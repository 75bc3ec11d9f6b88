/* 组织架构: the tree of a day, its details, and the ways from it. */
#include "stand.h"
#include "suites.h"

static struct stand stand;

static void on_org(void)
{
    stand_open(&stand, "org", "cangzhou", "root");
}

static void away(void)
{
    stand_close(&stand);
}

START_TEST(looks_as_it_did)
{
    ck_golden(&stand, "org");
    stand_find(&stand, "党委书记");
    ck_golden(&stand, "org-post-selected");
}
END_TEST

START_TEST(looks_as_it_did_without_lines)
{
    stand_looks(&stand, true, true);
    stand_find(&stand, "党委书记");
    ck_golden(&stand, "org-wide-ascii");
}
END_TEST

START_TEST(tells_of_posts_and_holders)
{
    stand_find(&stand, "党委书记");
    ck_selected(&stand, "样例甲");
    ck_seen(&stand, "责任：第一责任人");
    ck_seen(&stand, "2024-03-01 起");
    stand_keys(&stand, "d");
    ck_unseen(&stand, "责任：第一责任人");
    stand_keys(&stand, "Tab Enter");
    ck_top(&stand, "person");
    ck_seen(&stand, "样例甲");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "org");
    ck_selected(&stand, "党委书记");
}
END_TEST

START_TEST(is_as_of_the_day)
{
    stand_keys(&stand, "@ 2025-08-31 Enter");
    stand_find(&stand, " 校长");
    ck_selected(&stand, "样例乙");
    stand_keys(&stand, "]");
    ck_selected(&stand, "样例丙");
    stand_keys(&stand, "[");
    ck_selected(&stand, "样例乙");
    stand_keys(&stand, "@ 2027-01-01 Enter");
    ck_said(&stand, "还没有到");
}
END_TEST

START_TEST(goes_through_vacancies)
{
    stand_keys(&stand, "v");
    ck_selected(&stand, "空缺");
    stand_keys(&stand, "v v");
    ck_selected(&stand, "空缺");
}
END_TEST

START_TEST(filters_and_folds)
{
    stand_keys(&stand, "/ 专家 Enter");
    ck_seen(&stand, "网络安全专家");
    ck_unseen(&stand, "党委书记");
    stand_keys(&stand, "n N -");
    ck_said(&stand, "不能折叠");
    stand_keys(&stand, "/ Esc g");
    ck_seen(&stand, "学校党委");
    stand_keys(&stand, "-");
    ck_unseen(&stand, "党委书记");
    stand_keys(&stand, "+");
    ck_seen(&stand, "党委书记");
    stand_keys(&stand, "g Space");
    ck_unseen(&stand, "党委书记");
    stand_keys(&stand, "Enter");
    ck_seen(&stand, "党委书记");
    stand_keys(&stand, "n");
    ck_said(&stand, "还没有查找过");
}
END_TEST

START_TEST(shows_the_history)
{
    stand_find(&stand, "党委书记");
    stand_keys(&stand, "H");
    ck_top(&stand, "history");
    ck_golden(&stand, "history");
    stand_size(&stand, 24, 160);
    ck_seen(&stand, "导入人员");
    stand_keys(&stand, "/ 人员 Enter j k");
    ck_top(&stand, "history");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "pager"); /* all that the entry changed in it */
    ck_seen(&stand, "样例甲 记录");
    ck_seen(&stand, "改动前：-");
    ck_seen(&stand, "改动后：2024-03-01");
    stand_keys(&stand, "Esc");
    ck_top(&stand, "history");
    stand_keys(&stand, "Esc p");
    ck_top(&stand, "preview");
}
END_TEST

/* Whoever may not is told why, and nothing opens. */
START_TEST(readers_and_officers_are_refused)
{
    static const char *const keys[] = { "a", "e", "m", "X", "o", "O", "i", "c", "t", "b", "E" };
    static const char *const logins[] = { "reader", "reviewer", "officer" };
    for (size_t k = 0; k < sizeof logins / sizeof logins[0]; k++) {
        stand_close(&stand);
        stand_open(&stand, "org", "cangzhou", logins[k]);
        stand_find(&stand, "党委书记");
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
            stand_keys(&stand, keys[i]);
            ck_said(&stand, "不能维护机构和人员");
            ck_top(&stand, "org");
        }
    }
}
END_TEST

Suite *org_suite(void)
{
    Suite *suite = suite_create("org");
    TCase *tests = tcase_create("org");
    tcase_add_unchecked_fixture(tests, stand_make, stand_drop);
    tcase_add_checked_fixture(tests, on_org, away);
    tcase_add_test(tests, looks_as_it_did);
    tcase_add_test(tests, looks_as_it_did_without_lines);
    tcase_add_test(tests, tells_of_posts_and_holders);
    tcase_add_test(tests, is_as_of_the_day);
    tcase_add_test(tests, goes_through_vacancies);
    tcase_add_test(tests, filters_and_folds);
    tcase_add_test(tests, shows_the_history);
    tcase_add_test(tests, readers_and_officers_are_refused);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
