/* 审计: the journal page by page, filters, what an entry changed, and verification. */
#include "stand.h"
#include "suites.h"
#include "tui/console_in.h"

#include <stdio.h>
#include <string.h>

static struct stand stand;

static void on_audit(void)
{
    stand_open(&stand, "audit", "cangzhou", "root");
}

static void away(void)
{
    stand_close(&stand);
}

START_TEST(looks_as_it_did)
{
    stand_keys(&stand, "m import-people Enter"); /* what more is in the store changes nothing here */
    ck_golden(&stand, "audit");
}
END_TEST

START_TEST(shows_what_an_entry_changed)
{
    stand_find(&stand, "导入人员");
    ck_selected(&stand, "root");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "pager");
    ck_seen(&stand, "新增 人员 7");
    ck_seen(&stand, "姓名：样例庚");
    ck_unseen(&stand, "person");
    stand_keys(&stand, "Esc");
    ck_top(&stand, "audit");
    stand_size(&stand, 24, 160);
    ck_seen(&stand, "新增 ");
    stand_keys(&stand, "d");
    ck_unseen(&stand, "新增 ");
}
END_TEST

START_TEST(pages_through_many)
{
    for (int i = 0; i < 120; i++)
        seeded_write(stand.options.store, "test", "UPDATE school SET name = name || '样'");
    stand_keys(&stand, "C-l G");
    ck_selected(&stand, " 1 ");
    ck_selected(&stand, "建库");
    stand_keys(&stand, "g");
    int64_t head = stand_head(&stand);
    for (int i = 0; i < 110; i++)
        stand_keys(&stand, "j");
    char seq[32];
    snprintf(seq, sizeof seq, " %d ", (int)(head - 110));
    ck_selected(&stand, seq);
    stand_keys(&stand, "PgUp PgDn");
    ck_selected(&stand, seq);
}
END_TEST

START_TEST(filters)
{
    stand_keys(&stand, "m 载入 Enter");
    ck_top(&stand, "audit");
    ck_selected(&stand, "载入制度");
    ck_unseen(&stand, "导入人员");
    stand_keys(&stand, "a 没有这个账号 Enter");
    ck_seen(&stand, "没有符合筛选的记录。按 x 看全部。");
    ck_unseen(&stand, "新增 "); /* nor the details of what is not there */
    stand_keys(&stand, "x");
    ck_seen(&stand, "导入人员");
    stand_keys(&stand, "/ 任职 Enter");
    ck_top(&stand, "audit");
    ck_selected(&stand, "人员、任职");
    ck_unseen(&stand, "载入制度");
    stand_keys(&stand, "x");
    stand_find(&stand, "载入制度");
    stand_keys(&stand, "a root Enter m Home Enter Esc");
    stand_again(&stand, "audit");
    stand_keys(&stand, "m Esc a Esc / Esc");
    stand_find(&stand, "载入制度");
}
END_TEST

/* --- Verification --- */

struct watch {
    int polls, stop_at;
    bool told;
};

static bool poll_keys(void *context, const struct canvas *canvas)
{
    struct watch *watch = context;
    struct buf seen = { 0 };
    canvas_text(canvas, &seen);
    watch->told = watch->told || strstr(buf_text(&seen), "Esc 中止") != NULL;
    buf_free(&seen);
    return ++watch->polls == watch->stop_at;
}

/* Enough to prove that it takes a moment. */
static void write_much(void)
{
    seeded_write(stand.options.store, "test",
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)"
                 " INSERT INTO person(school, name) SELECT (SELECT min(id) FROM school), printf('样例%d', i) FROM n");
}

START_TEST(verifies_with_progress)
{
    write_much();
    struct watch watch = { 0, 0, false };
    console_set_progress(stand.console, poll_keys, &watch);
    stand_keys(&stand, "V");
    ck_said(&stand, "库与日志一致");
    ck_assert_int_gt(watch.polls, 0);
    ck_assert(watch.told);
}
END_TEST

START_TEST(verification_is_stopped_by_esc)
{
    write_much();
    struct watch watch = { 0, 1, false };
    console_set_progress(stand.console, poll_keys, &watch);
    stand_keys(&stand, "V");
    ck_said(&stand, "查验中止，没有结论");
    ck_top(&stand, "audit");
}
END_TEST

START_TEST(what_was_tampered_with_is_named)
{
    sqlite3 *raw = raw_open(stand.path);
    raw_run(raw, "UPDATE person SET name = '样例改' WHERE number = '1001'");
    stand_keys(&stand, "V");
    ck_top(&stand, "pager");
    ck_said(&stand, "查验发现 1 处差错");
    ck_seen(&stand, "person");
    stand_keys(&stand, "1 V");
    ck_top(&stand, "pager");
    raw_run(raw, "UPDATE person SET name = '样例甲' WHERE number = '1001'");
    sqlite3_close(raw);
    stand_keys(&stand, "Esc V");
    ck_said(&stand, "库与日志一致");
}
END_TEST

START_TEST(readers_see_no_journal)
{
    stand_close(&stand);
    stand_open(&stand, "org", "cangzhou", "reader");
    stand_keys(&stand, "0");
    ck_top(&stand, "org");
    ck_said(&stand, "不能查看改动历史");
    console_go(stand.console, "audit", NULL, 0);
    ck_top(&stand, "org");
    ck_said(&stand, "不能查看改动历史");
}
END_TEST

Suite *audit_suite(void)
{
    Suite *suite = suite_create("audit");
    TCase *tests = tcase_create("audit");
    tcase_add_unchecked_fixture(tests, stand_make, stand_drop);
    tcase_add_checked_fixture(tests, on_audit, away);
    tcase_add_test(tests, looks_as_it_did);
    tcase_add_test(tests, shows_what_an_entry_changed);
    tcase_add_test(tests, pages_through_many);
    tcase_add_test(tests, filters);
    tcase_add_test(tests, verifies_with_progress);
    tcase_add_test(tests, verification_is_stopped_by_esc);
    tcase_add_test(tests, what_was_tampered_with_is_named);
    tcase_add_test(tests, readers_see_no_journal);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
