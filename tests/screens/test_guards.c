/* What screens refuse before anything is typed, and what they forget when it no longer holds. */
#include "stand.h"
#include "suites.h"

#include "base/buf.h"

static struct stand stand;

static void away(void)
{
    stand_close(&stand);
}

START_TEST(enter_on_a_post_asks_for_the_right)
{
    stand_open(&stand, "org", "cangzhou", "reader");
    stand_keys(&stand, "v");
    ck_selected(&stand, "空缺");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "org");
    ck_said(&stand, "维护机构和人员");
}
END_TEST

START_TEST(overview_verifies)
{
    stand_open(&stand, "overview", "cangzhou", "root");
    stand_keys(&stand, "V");
    ck_said(&stand, "库与日志一致");
}
END_TEST

START_TEST(no_entry_no_details)
{
    stand_open(&stand, "audit", "cangzhou", "root");
    stand_keys(&stand, "/ 履责记录 Enter");
    ck_seen(&stand, "凭据：");
    stand_keys(&stand, "m 建库 Enter");
    ck_seen(&stand, "没有符合筛选的记录");
    ck_unseen(&stand, "凭据：");
}
END_TEST

START_TEST(history_closes_with_the_right)
{
    stand_open(&stand, "audit", "cangzhou", "reviewer");
    seeded_write(stand.options.store, "account", "UPDATE account SET role = 'reader' WHERE login = 'reviewer'");
    struct err err;
    ck_assert_int_eq(session_refresh(&stand.session, &err), 0);
    stand_keys(&stand, "C-l");
    ck_said(&stand, "查看改动历史");
}
END_TEST

START_TEST(matrix_filters_are_of_one_school)
{
    struct buf filtered = { 0 }, other = { 0 };
    stand_open(&stand, "matrix", "cangzhou", "root");
    stand_keys(&stand, "b 领导小组 Enter");
    buf_adds(&filtered, stand_text(&stand));
    stand_keys(&stand, "x");
    ck_assert_str_ne(stand_text(&stand), buf_text(&filtered)); /* else nothing below shows anything */
    stand_keys(&stand, "b 领导小组 Enter S");
    ck_seen(&stand, "大连医科大学");
    buf_adds(&other, stand_text(&stand));
    stand_keys(&stand, "x");
    ck_assert_str_eq(stand_text(&stand), buf_text(&other));
    buf_free(&filtered);
    buf_free(&other);
}
END_TEST

START_TEST(nothing_to_undo_nothing_asked)
{
    stand_open(&stand, "matrix", "meijia", "root");
    stand_keys(&stand, "u");
    ck_top(&stand, "matrix");
    ck_said(&stand, "没有学校决定");
}
END_TEST

Suite *guards_suite(void)
{
    Suite *suite = suite_create("guards");
    TCase *tcase = tcase_create("guards");
    tcase_set_timeout(tcase, 0);
    tcase_add_unchecked_fixture(tcase, stand_make, stand_drop);
    tcase_add_checked_fixture(tcase, NULL, away);
    tcase_add_test(tcase, enter_on_a_post_asks_for_the_right);
    tcase_add_test(tcase, overview_verifies);
    tcase_add_test(tcase, no_entry_no_details);
    tcase_add_test(tcase, history_closes_with_the_right);
    tcase_add_test(tcase, matrix_filters_are_of_one_school);
    tcase_add_test(tcase, nothing_to_undo_nothing_asked);
    suite_add_tcase(suite, tcase);
    return suite;
}
