/* 履责: what is shown of it, by whom what may be recorded, and that it is. */
#include "stand.h"
#include "suites.h"

static struct stand stand;

static void on_dues(void)
{
    stand_open(&stand, "dues", "cangzhou", "root");
}

static void away(void)
{
    stand_close(&stand);
}

START_TEST(looks_as_it_did)
{
    ck_golden(&stand, "dues");
}
END_TEST

START_TEST(shows_state_and_evidence)
{
    stand_find(&stand, "专题会议");
    ck_selected(&stand, "已完成");
    ck_selected(&stand, "2026-03-01");
    ck_seen(&stand, "2026-03-01 样例纪要");
    ck_seen(&stand, "依据：第五条2 沧州师范学院");
    stand_find(&stand, "日常舆情监控与分析");
    ck_selected(&stand, "定期");
    stand_find(&stand, "预案演练");
    ck_selected(&stand, "0/1");
    ck_seen(&stand, "还没有。按 a 登记。");
    stand_keys(&stand, "d");
    ck_unseen(&stand, "还没有。按 a 登记。");
    stand_keys(&stand, "Tab");
    ck_seen(&stand, "还没有。按 a 登记。");
}
END_TEST

START_TEST(follows_the_day)
{
    stand_find(&stand, "专题会议");
    stand_keys(&stand, "@ 2026-02-28 Enter");
    stand_find(&stand, "专题会议");
    ck_selected(&stand, "0/1");
    ck_seen(&stand, "期限 2026-12-31");
}
END_TEST

START_TEST(sorts_and_filters)
{
    stand_keys(&stand, "s s");
    ck_top(&stand, "dues");
    stand_keys(&stand, "r / 演练 Enter");
    ck_selected(&stand, "预案演练");
    ck_unseen(&stand, "专题会议");
    stand_keys(&stand, "/ Esc");
    stand_find(&stand, "专题会议");
    stand_keys(&stand, "p");
    ck_top(&stand, "preview");
}
END_TEST

START_TEST(leads_to_the_provision_and_the_history)
{
    stand_find(&stand, "专题会议");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "provision");
    ck_seen(&stand, "第五条2");
    stand_keys(&stand, "Esc H");
    ck_top(&stand, "history");
    ck_seen(&stand, "样例纪要");
    stand_keys(&stand, "Esc");
    stand_find(&stand, "预案演练");
    stand_keys(&stand, "H");
    ck_said(&stand, "还没有履责记录");
}
END_TEST

START_TEST(nothing_to_withdraw_is_said)
{
    stand_find(&stand, "预案演练");
    stand_keys(&stand, "X");
    ck_said(&stand, "没有可以撤回的履责记录");
}
END_TEST

START_TEST(records_and_withdraws)
{
    stand_find(&stand, "预案演练");
    stand_keys(&stand, "a");
    ck_top(&stand, "form");
    stand_keys(&stand, "C-s");
    ck_top(&stand, "form");
    ck_seen(&stand, "请填写“凭据”。");
    stand_keys(&stand, "样例演练记录 C-s");
    ck_top(&stand, "dues");
    ck_said(&stand, "已登记 2026-11-21 的履责");
    ck_selected(&stand, "已完成");
    ck_seen(&stand, "2026-11-21 样例演练记录");
    stand_keys(&stand, "X Tab 样例登错 C-s");
    ck_top(&stand, "dues");
    ck_said(&stand, "已撤回");
    ck_selected(&stand, "0/1");
    ck_seen(&stand, "（已撤回：样例登错）");
}
END_TEST

START_TEST(readers_are_refused)
{
    stand_close(&stand);
    stand_open(&stand, "dues", "cangzhou", "reader");
    stand_find(&stand, "专题会议");
    stand_keys(&stand, "a");
    ck_said(&stand, "不能登记履责");
    stand_keys(&stand, "X");
    ck_said(&stand, "不能登记履责");
    stand_keys(&stand, "H");
    ck_said(&stand, "不能查看改动历史");
    ck_top(&stand, "dues");
}
END_TEST

START_TEST(officers_are_refused_outside_their_body)
{
    stand_close(&stand);
    stand_open(&stand, "dues", "meijia", "officer");
    stand_keys(&stand, "a");
    ck_said(&stand, "只能在本单位和下属单位登记履责");
    ck_top(&stand, "dues");
}
END_TEST

Suite *dues_suite(void)
{
    Suite *suite = suite_create("dues");
    TCase *tests = tcase_create("dues");
    tcase_add_unchecked_fixture(tests, stand_make, stand_drop);
    tcase_add_checked_fixture(tests, on_dues, away);
    tcase_add_test(tests, looks_as_it_did);
    tcase_add_test(tests, shows_state_and_evidence);
    tcase_add_test(tests, follows_the_day);
    tcase_add_test(tests, sorts_and_filters);
    tcase_add_test(tests, leads_to_the_provision_and_the_history);
    tcase_add_test(tests, nothing_to_withdraw_is_said);
    tcase_add_test(tests, records_and_withdraws);
    tcase_add_test(tests, readers_are_refused);
    tcase_add_test(tests, officers_are_refused_outside_their_body);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
