/* Holds the school's own decisions on parts to their rules: who may, what is refused, what holds on which day, and that
 * a page never shows a decision as if it were the rule. */
#include "domain/account.h"
#include "domain/decide.h"
#include "domain/matrix.h"
#include "lib/run.h"
#include "report/report.h"
#include "seeded.h"
#include "store/look.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>

static char *folder, *path;
static struct store *store;
static struct session root;
static int64_t school, duty, lead, other; /* duty 3 of Cangzhou, the body that leads it, one without a part in it */
static struct err err;

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
    root = seeded_session(store, "root");
    school = seeded_school(store, "cangzhou");
    duty = raw_int(store->db, "SELECT d.id FROM duty d JOIN school s ON s.id = d.school WHERE s.key = 'cangzhou' AND"
                              " d.no = 3");
    lead = raw_int(store->db, "SELECT a.body FROM part a JOIN duty d ON d.id = a.duty JOIN school s ON s.id = d.school"
                              " WHERE s.key = 'cangzhou' AND d.no = 3 AND a.part = 'lead'");
    other = raw_int(store->db, "SELECT b.id FROM body b JOIN school s ON s.id = b.school WHERE s.key = 'cangzhou' AND"
                               " b.key = 'finance'");
}

static void close_copy(void)
{
    session_done(&root);
    store_close(store);
    ck_verified(path);
    seeded_drop(path, folder);
}

static void decide(int64_t body, const char *part, const char *day)
{
    int64_t entries = raw_int(store->db, "SELECT count(*) FROM journal");
    if (part_decide(&root, duty, body, part, "样例理由", day, &err) != 0)
        ck_abort_msg("%s", err.text);
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM journal"), entries + 1);
}

static void refuses(int rc, const char *part)
{
    ck_assert_int_eq(rc, -1);
    ck_sentence(&err, part);
}

/* The part as the matrix of a day has it: "lead", "lead*" when decided, "*" when taken away, "" for none. */
static void ck_part(const char *day, int64_t body, const char *expected)
{
    struct org org;
    struct matrix matrix;
    char is[32];
    ck_assert_int_eq(org_read(&org, store, school, day, &err), 0);
    ck_assert_int_eq(matrix_read(&matrix, store, school, &org, &err), 0);
    const struct part *part = matrix_part(&matrix, duty, body);
    const struct decision *taken = matrix_taken(&matrix, duty, body);
    snprintf(is, sizeof is, "%s%s", part == NULL ? "" : part->part,
             taken != NULL || (part != NULL && part->own) ? "*" : "");
    ck_assert_msg(strcmp(is, expected) == 0, "on %s: %s, not %s", day, is, expected);
    if (part != NULL && part->own) {
        ck_assert_str_eq(part->reason, "样例理由");
        ck_assert_str_eq(part->by, "root");
        ck_assert_ptr_nonnull(part->day);
    }
    for (size_t i = 1; i < matrix.parts.n; i++) { /* those of a duty still stand together */
        bool again = false;
        for (size_t k = 0; k + 1 < i; k++)
            again = again || (matrix.parts.v[k].duty == matrix.parts.v[i].duty &&
                              matrix.parts.v[i - 1].duty != matrix.parts.v[i].duty);
        ck_assert(!again);
    }
    matrix_done(&matrix);
    org_done(&org);
}

START_TEST(a_decision_holds_from_its_day)
{
    ck_part("2026-11-21", other, "");
    decide(other, "assist", "2026-03-01");
    ck_part("2026-02-28", other, "");
    ck_part("2026-03-01", other, "assist*");
    decide(other, "guide", "2026-06-01");
    ck_part("2026-05-31", other, "assist*");
    ck_part("2026-06-01", other, "guide*");
    ck_assert_int_eq(part_undecide(&root, duty, other, "2026-09-01", &err), 0);
    ck_part("2026-08-31", other, "guide*");
    ck_part("2026-09-01", other, "");
    /* Mended on the day it was made: it never held. */
    decide(other, "inform", "2026-10-01");
    decide(other, "lead", "2026年10月1日");
    ck_part("2026-10-01", other, "lead*");
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM decision WHERE ended IS NULL"), 1);
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM decision"), 4);
    struct decisions all = { 0 }, now = { 0 };
    ck_assert_int_eq(read_decisions(store, school, NULL, &all, &err), 0);
    ck_assert_int_eq(read_decisions(store, school, "2026-11-21", &now, &err), 0);
    ck_assert_uint_eq(all.n, 4);
    ck_assert_uint_eq(now.n, 1);
    ck_assert_str_eq(now.v[0].part, "lead");
    ck_assert_ptr_null(now.v[0].rule_part);
    ck_assert_int_eq(now.v[0].no, 3);
    LIST_FREE(&all);
    LIST_FREE(&now);
}
END_TEST

START_TEST(what_the_rule_gives_can_be_taken_away_and_given_back)
{
    struct holes holes = { 0 };
    struct org org;
    struct matrix matrix;
    ck_part("2026-11-21", lead, "lead");
    decide(lead, NULL, "2026-03-01");
    ck_part("2026-02-28", lead, "lead");
    ck_part("2026-03-01", lead, "*");
    ck_assert_int_eq(org_read(&org, store, school, "2026-11-21", &err), 0);
    ck_assert_int_eq(matrix_read(&matrix, store, school, &org, &err), 0);
    matrix_holes(&matrix, &holes);
    ck_assert_int_eq(holes.v[0].kind, HOLE_NO_LEAD);
    ck_assert_int_eq(holes.v[0].duty->no, 3);
    ck_assert_uint_eq(matrix.decisions.n, 1);
    ck_assert_str_eq(matrix.decisions.v[0].rule_part, "lead");
    ck_assert_ptr_nonnull(matrix.decisions.v[0].cite.path);
    VEC_FREE(&holes);
    matrix_done(&matrix);
    org_done(&org);
    refuses(part_decide(&root, duty, lead, "lead", "样例", "2026-04-01", &err), "撤销");
    ck_assert_int_eq(part_undecide(&root, duty, lead, "2026-04-01", &err), 0);
    ck_part("2026-04-01", lead, "lead");
    /* Another part in the place of the rule's; where the rule gives it stays known. */
    decide(lead, "answer", "2026-05-01");
    ck_part("2026-05-01", lead, "answer*");
    struct parts parts = { 0 };
    ck_assert_int_eq(read_parts(store, school, "2026-11-21", &parts, &err), 0);
    for (size_t i = 0; i < parts.n; i++)
        if (parts.v[i].own)
            ck_assert(parts.v[i].cite.path != NULL && parts.v[i].provision != 0 && parts.v[i].decision != 0);
    LIST_FREE(&parts);
}
END_TEST

/* All parts of a body with several give way to the one decided. */
START_TEST(several_parts_give_way)
{
    char sql[256];
    snprintf(sql, sizeof sql, "INSERT INTO part(duty, body, part) VALUES(%lld, %lld, 'guide'), (%lld, %lld, 'inform')",
             (long long)duty, (long long)lead, (long long)duty, (long long)lead);
    seeded_write(store, "parts", sql);
    decide(lead, "lead", "2026-03-01"); /* the same as the weightiest, and no other: that is a change */
    struct parts parts = { 0 };
    size_t n = 0;
    ck_assert_int_eq(read_parts(store, school, "2026-11-21", &parts, &err), 0);
    for (size_t i = 0; i < parts.n; i++)
        n += parts.v[i].duty == duty && parts.v[i].body == lead;
    ck_assert_uint_eq(n, 1);
    LIST_FREE(&parts);
    struct body_duties duties = { 0 };
    n = 0;
    ck_assert_int_eq(read_body_duties(store, lead, 0, &duties, &err), 0);
    for (size_t i = 0; i < duties.n; i++)
        n += duties.v[i].duty == duty;
    ck_assert_uint_eq(n, 1);
    LIST_FREE(&duties);
}
END_TEST

START_TEST(what_is_no_decision_is_refused)
{
    int64_t entries = raw_int(store->db, "SELECT count(*) FROM journal");
    int64_t elsewhere = raw_int(store->db, "SELECT id FROM body WHERE key = 'audit'");
    refuses(part_decide(&root, duty, other, "assist", NULL, "2026-03-01", &err), "理由");
    refuses(part_decide(&root, duty, other, "assist", " 　", "2026-03-01", &err), "理由");
    refuses(part_decide(&root, duty, other, "assist", "样\033例", "2026-03-01", &err), "控制字符");
    refuses(part_decide(&root, duty, other, "assist", "样例", NULL, &err), "日期");
    refuses(part_decide(&root, duty, other, "assist", "样例", "2026-02-30", &err), "2026-02-30");
    refuses(part_decide(&root, duty, other, "assist", "样例", "2026-11-22", &err), "没有到");
    refuses(part_decide(&root, duty, other, "help", "样例", "2026-03-01", &err), "help");
    refuses(part_decide(&root, duty, other, NULL, "样例", "2026-03-01", &err), "不必");
    refuses(part_decide(&root, duty, lead, "lead", "样例", "2026-03-01", &err), "本来就是");
    refuses(part_decide(&root, 99999, other, "lead", "样例", "2026-03-01", &err), "没有这项");
    refuses(part_decide(&root, duty, 99999, "lead", "样例", "2026-03-01", &err), "没有这项");
    refuses(part_decide(&root, duty, elsewhere, "lead", "样例", "2026-03-01", &err), "不是这所学校");
    refuses(part_undecide(&root, duty, other, "2026-03-01", &err), "可撤销");
    refuses(part_undecide(&root, 99999, other, "2026-03-01", &err), "没有这项");
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM journal"), entries);
    decide(other, "assist", "2026-03-01");
    refuses(part_decide(&root, duty, other, "assist", "样例", "2026-04-01", &err), "已这样决定");
    refuses(part_decide(&root, duty, other, "lead", "样例", "2026-02-28", &err), "2026-03-01");
    refuses(part_decide(&root, duty, other, NULL, "样例", "2026-04-01", &err), "撤销");
    refuses(part_undecide(&root, duty, other, "2026-02-28", &err), "2026-03-01");
    refuses(part_undecide(&root, duty, other, "2026-11-22", &err), "没有到");
    ck_assert_int_eq(part_undecide(&root, duty, other, "2026-06-01", &err), 0);
    refuses(part_decide(&root, duty, other, "lead", "样例", "2026-05-31", &err), "2026-06-01");
    decide(other, "lead", "2026-06-01");
    seeded_write(store, "close", "UPDATE body SET closed = '2026-07-01' WHERE key = 'finance'");
    refuses(part_decide(&root, duty, other, "inform", "样例", "2026-07-01", &err), "不在组织架构");
}
END_TEST

START_TEST(who_may_decide)
{
    static const char *const roles[] = { "recorder", "officer", "reviewer", "reader" };
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(account_add(&root, roles[i], roles[i], school, i == 1 ? "finance" : NULL, &err), 0);
    for (size_t i = 0; i < 4; i++) {
        struct session session = seeded_session(store, roles[i]);
        int rc = part_decide(&session, duty, other, "assist", "样例", "2026-03-01", &err);
        ck_assert_int_eq(rc, i == 0 ? 0 : -1);
        if (i > 0)
            ck_sentence(&err, role_name(roles[i]));
        if (i > 0)
            refuses(part_undecide(&session, duty, other, "2026-03-01", &err), role_name(roles[i]));
        session_done(&session);
    }
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM journal WHERE action = 'part-decide' AND"
                                        " actor = 'recorder'"),
                     1);
}
END_TEST

/* --- On paper --- */

static struct buf print(const char *name, enum format format, const char *day)
{
    struct buf out = { 0 };
    struct schools schools = { 0 };
    ck_assert_int_eq(read_schools(store, &schools, &err), 0);
    struct report_request request = {
        .store = store, .day = day, .format = format, .paper = { .width = 80, .lines = 0 }
    };
    for (size_t i = 0; i < schools.n; i++)
        if (schools.v[i].id == school)
            request.school = &schools.v[i];
    if (report_print(report_named(name), &request, &out, &err) != 0)
        ck_abort_msg("%s", err.text);
    LIST_FREE(&schools);
    return out;
}

static void ck_printed(const char *name, enum format format, const char *day, const char *words, bool there)
{
    struct buf out = print(name, format, day);
    ck_assert_msg((strstr(out.v, words) != NULL) == there, "%s on %s: %s", name, day, words);
    buf_free(&out);
}

START_TEST(a_page_shows_what_is_decided)
{
    struct buf before = print("matrix", FORMAT_TEXT, "2026-02-28");
    decide(other, "assist", "2026-03-01");
    decide(lead, NULL, "2026-03-01");
    for (int there = 0; there < 2; there++) {
        const char *day = there ? "2026-03-01" : "2026-02-28";
        ck_printed("matrix", FORMAT_TEXT, day, "○*", there);
        ck_printed("matrix", FORMAT_TEXT, day, "第 3 项 ", there);
        ck_printed("matrix", FORMAT_TEXT, day, "主责 → 取消", there);
        ck_printed("matrix", FORMAT_TEXT, day, "样例理由", there);
        ck_printed("matrix", FORMAT_CSV, day, "\"○*\"", there);
        ck_printed("matrix", FORMAT_JSON, day, "\"decisions\": [", there);
        ck_printed("matrix", FORMAT_JSON, day, "\"decision\": {", there);
        ck_printed("duties", FORMAT_JSON, day, "\"decision\": {", there);
        ck_printed("duties", FORMAT_CSV, day, "〔校〕", there);
    }
    struct buf after = print("matrix", FORMAT_TEXT, "2026-02-28");
    char *foot = strstr(before.v, "存证"), *foot_after = strstr(after.v, "存证");
    ck_assert(foot - before.v == foot_after - after.v && memcmp(before.v, after.v, (size_t)(foot - before.v)) == 0);
    buf_free(&before);
    buf_free(&after);
}
END_TEST

Suite *decide_suite(void)
{
    Suite *suite = suite_create("decide");
    TCase *t = seeded_case("decide", false, open_copy, close_copy);
    tcase_add_test(t, a_decision_holds_from_its_day);
    tcase_add_test(t, what_the_rule_gives_can_be_taken_away_and_given_back);
    tcase_add_test(t, several_parts_give_way);
    tcase_add_test(t, what_is_no_decision_is_refused);
    tcase_add_test(t, who_may_decide);
    tcase_add_test(t, a_page_shows_what_is_decided);
    suite_add_tcase(suite, t);
    return suite;
}
