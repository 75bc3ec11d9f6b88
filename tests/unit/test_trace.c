/* Holds the trace to each school's rule: its steps in their order, who held each post that day to the day, what became
 * of it since, its duties with their articles, and what the log shows. */
#include "chain.h"
#include "domain/incident.h"
#include "domain/log.h"
#include "domain/trace.h"
#include "suites.h"

#include <string.h>

enum { DAY = 24 * 3600, HAPPENED = SEEDED_NOW - 20 * DAY, FOUND = SEEDED_NOW - 19 * DAY }; /* 2026-11-01, -02, 08:00 */

static char *folder, *path;
static struct store *store;
static struct session root;
static struct err err;
static struct trace trace;
static int64_t incident;

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
    root = seeded_session(store, "root");
    trace = (struct trace){ .v = NULL };
}

static void close_copy(void)
{
    LIST_FREE(&trace);
    session_done(&root);
    store_close(store);
    ck_verified(path);
    seeded_drop(path, folder);
}

static void open_at(const char *school, int64_t body, int64_t happened)
{
    const struct incident_fields fields = { .school = seeded_school(store, school),
                                            .title = "样例",
                                            .body = body,
                                            .found_at = FOUND,
                                            .happened_at = happened };
    if (incident_open(&root, &fields, &incident, &err) != 0)
        ck_abort_msg("%s", err.text);
}

static void read_trace(void)
{
    const struct review_persons nobody = { .v = NULL };
    struct incidents found = { 0 };
    struct fact_sheet sheet = { 0 };
    LIST_FREE(&trace);
    trace = (struct trace){ .v = NULL };
    ck_assert_int_eq(read_incident(store, incident, &found, &err), 0);
    ck_assert_int_eq(facts_read(store, &found.v[0], SEEDED_NOW, &sheet, &err), 0);
    if (trace_read(store, &found.v[0], &sheet, &nobody, SEEDED_NOW, &trace, &err) != 0)
        ck_abort_msg("%s", err.text);
    LIST_FREE(&sheet);
    LIST_FREE(&found);
}

static const struct trace_row *row_of(const char *step)
{
    for (size_t i = 0; i < trace.n; i++)
        if (strcmp(trace.v[i].step, step) == 0)
            return &trace.v[i];
    ck_abort_msg("no %s", step);
    return NULL;
}

/* --- The order of each rule --- */

static const struct {
    const char *school, *steps; /* * before one that the rule does not order */
    bool ordered;
} orders[] = {
    { "cangzhou", "当事人 网络安全负责人 主要负责人 综合协调或监管部门负责人 综合协调或监管部门负责人 *分管领导 ",
      true },
    { "dalian-medical", "当事人 相关单位网络安全直接责任人 第一责任人 *分管领导 ", true },
    { "hrbeu", "当事人 网络安全负责人 主要责任人 *分管领导 ", true },
    { "meijia", "*当事人 *网络安全员 *第一责任人 *分管领导 ", false },
};

START_TEST(steps_come_in_the_order_of_the_rule)
{
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        struct buf steps = { 0 };
        open_at(orders[i].school, chain_unit(store, orders[i].school), HAPPENED);
        read_trace();
        for (size_t k = 0; k < trace.n; k++) {
            const struct trace_row *row = &trace.v[k];
            buf_printf(&steps, "%s%s ", row->of_rule ? "" : "*", row->step);
            ck_assert_int_eq(row->of_rule, row->cite.path != NULL);
            ck_assert_msg(row->post == 0 || row->post_cite.path != NULL, "%s: %s without its article", orders[i].school,
                          row->step);
        }
        ck_assert_str_eq(steps.v, orders[i].steps);
        ck_assert_int_eq(trace.ordered, orders[i].ordered);
        ck_assert_int_eq(trace.v[0].held, TRACE_UNNAMED);
        ck_assert(trace_concerns(&trace.v[1]));
        ck_assert(!trace_concerns(&trace.v[trace.n - 1])); /* for information */
        buf_free(&steps);
    }
}
END_TEST

/* --- Who held it that day --- */

START_TEST(the_day_of_the_incident_decides_to_the_day)
{
    static const struct {
        const char *from, *to;
        bool held;
    } edges[] = { { "2026-10-01", "2026-11-01", true },  { "2026-11-01", NULL, true },
                  { "2026-10-01", "2026-10-31", false }, { "2026-11-02", NULL, false },
                  { "2026-01-01", NULL, true },          { "2026-11-01", "2026-11-01", true } };
    for (size_t s = 0; s < sizeof orders / sizeof orders[0]; s++) {
        chain_unit(store, orders[s].school);
        for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
            chain_hold(store, orders[s].school, CHAIN_UNIT, "first", "X1", "样例首", edges[i].from, edges[i].to);
            open_at(orders[s].school, chain_body(store, orders[s].school, CHAIN_UNIT), HAPPENED);
            read_trace();
            const struct trace_row *row = NULL;
            for (size_t k = 0; k < trace.n && row == NULL; k++)
                row = strcmp(trace.v[k].who, "first") == 0 ? &trace.v[k] : NULL;
            ck_assert_ptr_nonnull(row);
            ck_assert_msg(row->held == (edges[i].held ? TRACE_HELD : TRACE_VACANT), "%s: from %s", orders[s].school,
                          edges[i].from);
            ck_assert_pstr_eq(row->name, edges[i].held ? "样例首" : NULL);
            seeded_write(store, "again",
                         "DELETE FROM tenure WHERE person IN (SELECT id FROM person WHERE number = 'X1')");
        }
    }
}
END_TEST

static void ck_stretch(const struct trace_row *row, size_t i, const char *name, const char *from, const char *to)
{
    ck_assert_uint_gt(row->later_n, i);
    ck_assert_pstr_eq(row->later[i].name, name);
    ck_assert_str_eq(row->later[i].from, from);
    ck_assert_pstr_eq(row->later[i].to, to);
}

START_TEST(changes_and_vacancies_since_are_shown)
{
    int64_t unit = chain_unit(store, "cangzhou");
    chain_hold(store, "cangzhou", CHAIN_UNIT, "first", "F1", "样例一", "2025-01-01", "2026-11-01");
    chain_hold(store, "cangzhou", CHAIN_UNIT, "first", "F2", "样例二", "2026-11-10", "2026-11-14");
    chain_hold(store, "cangzhou", CHAIN_UNIT, "direct", "D0", "样例前", "2025-01-01", "2026-09-30");
    chain_hold(store, "cangzhou", CHAIN_UNIT, "direct", "D1", "样例后", "2026-11-15", NULL);
    open_at("cangzhou", unit, HAPPENED);
    read_trace();
    ck_assert(!trace.by_found);
    ck_assert_str_eq(trace.day, "2026-11-01");
    const struct trace_row *first = row_of("主要负责人"), *direct = row_of("网络安全负责人");
    ck_assert_int_eq(first->held, TRACE_HELD);
    ck_assert_str_eq(first->name, "样例一");
    ck_assert_str_eq(first->to, "2026-11-01");
    ck_assert_uint_eq(first->later_n, 3);
    ck_stretch(first, 0, NULL, "2026-11-02", "2026-11-09");
    ck_stretch(first, 1, "样例二", "2026-11-10", "2026-11-14");
    ck_stretch(first, 2, NULL, "2026-11-15", NULL);
    ck_assert_int_eq(direct->held, TRACE_VACANT);
    ck_assert_str_eq(direct->from, "2026-10-01"); /* the vacancy around that day */
    ck_assert_str_eq(direct->to, "2026-11-14");
    ck_assert_uint_eq(direct->later_n, 1);
    ck_stretch(direct, 0, "样例后", "2026-11-15", NULL);
    /* Of the same, when it happened is not known: the day it was found. */
    open_at("cangzhou", unit, 0);
    read_trace();
    ck_assert(trace.by_found);
    ck_assert_str_eq(trace.day, "2026-11-02");
    first = row_of("主要负责人");
    ck_assert_int_eq(first->held, TRACE_VACANT);
    ck_assert_str_eq(first->from, "2026-11-02");
    ck_assert_str_eq(first->to, "2026-11-09");
    ck_stretch(first, 0, "样例二", "2026-11-10", "2026-11-14");
}
END_TEST

START_TEST(an_office_without_change_shows_none)
{
    int64_t unit = chain_unit(store, "hrbeu");
    chain_hold(store, "hrbeu", CHAIN_UNIT, "first", "F1", "样例一", "2025-01-01", NULL);
    chain_hold(store, "hrbeu", CHAIN_UNIT, "direct", "F2", "样例二", "2025-01-01", "2030-01-01");
    open_at("hrbeu", unit, HAPPENED);
    read_trace();
    ck_assert_uint_eq(row_of("主要责任人")->later_n, 0);
    ck_assert_uint_eq(row_of("网络安全负责人")->later_n, 0);
    ck_assert_ptr_null(row_of("主要责任人")->to);
}
END_TEST

START_TEST(a_unit_without_the_post_is_answered_for_above)
{
    chain_hold(store, "cangzhou", "党委分管领导", "direct", "L1", "样例分管", "2025-01-01", NULL);
    open_at("cangzhou", chain_body(store, "cangzhou", "网络安全和信息化技术保障办公室"), HAPPENED);
    read_trace();
    ck_assert_str_eq(row_of("网络安全负责人")->name, "样例分管");
    ck_assert_str_eq(row_of("网络安全负责人")->body_name, "党委分管领导");
    ck_assert_str_eq(row_of("主要负责人")->post_name, "党委书记");
    open_at("cangzhou", 0, HAPPENED); /* where is not known yet */
    read_trace();
    ck_assert_int_eq(row_of("网络安全负责人")->held, TRACE_NO_UNIT);
    ck_assert_int_eq(row_of("网络安全负责人")->person, 0);
}
END_TEST

/* --- Coordination --- */

static void set_fact(const char *key, int64_t value)
{
    const struct fact_fields fields = {
        .incident = incident, .fact = chain_fact(store, key), .known = true, .value = value
    };
    if (fact_set(&root, &fields, &err) != 0)
        ck_abort_msg("%s", err.text);
}

START_TEST(the_coordinator_only_where_coordination_failed)
{
    open_at("cangzhou", chain_unit(store, "cangzhou"), HAPPENED);
    read_trace();
    const struct trace_row *row = row_of("综合协调或监管部门负责人");
    ck_assert_int_eq(row->applies, UNKNOWN);
    ck_assert_str_eq(row->missing, "是否协调监管不力");
    ck_assert(!trace_concerns(row));
    set_fact("coordination_failed", 0);
    read_trace();
    ck_assert_int_eq(row_of("综合协调或监管部门负责人")->applies, NOT_MET);
    set_fact("coordination_failed", 1);
    read_trace();
    row = row_of("综合协调或监管部门负责人");
    ck_assert_int_eq(row->applies, MET);
    ck_assert(trace_concerns(row));
    ck_assert_str_eq(row->post_name, "主任");
}
END_TEST

/* --- Duties and log --- */

START_TEST(duties_have_their_articles)
{
    for (size_t s = 0; s < sizeof orders / sizeof orders[0]; s++) {
        size_t duties = 0;
        open_at(orders[s].school, chain_unit(store, orders[s].school), HAPPENED);
        read_trace();
        for (size_t i = 0; i < trace.n; i++)
            for (size_t k = 0; k < trace.v[i].duties_n; k++, duties++) {
                ck_assert_ptr_nonnull(trace.v[i].duties[k].cite.path);
                ck_assert_uint_gt(strlen(trace.v[i].duties[k].text), 0);
            }
        ck_assert_msg(duties > 0, "%s: no duties", orders[s].school);
    }
}
END_TEST

/* A unit that has a part by its own name and, as one of the units, the same part: it is one. Another part is another.
 */
START_TEST(a_part_counts_once)
{
    int64_t unit = chain_unit(store, "meijia");
    size_t before = 0, after = 0, k;
    open_at("meijia", unit, HAPPENED);
    read_trace();
    const struct trace_row *row = row_of("第一责任人");
    before = row->duties_n;
    ck_assert_uint_gt(before, 0);
    seeded_write(store, "parts",
                 "INSERT INTO part(duty, body, part) SELECT a.duty, u.id, a.part FROM body u JOIN part a ON a.body ="
                 " u.class WHERE u.name = '" CHAIN_UNIT "'");
    read_trace();
    row = row_of("第一责任人");
    ck_assert_uint_eq(row->duties_n, before);
    seeded_write(store, "parts",
                 "INSERT INTO part(duty, body, part) SELECT min(a.duty), u.id, 'guide' FROM body u JOIN part a ON"
                 " a.body = u.class AND a.part = 'lead' WHERE u.name = '" CHAIN_UNIT "'");
    read_trace();
    row = row_of("第一责任人");
    ck_assert_uint_eq(row->duties_n, before + 1);
    for (k = 0; k + 1 < row->duties_n; k++)
        after += row->duties[k].no == row->duties[k + 1].no;
    ck_assert_uint_eq(after, 1); /* side by side: they are told in one line */
}
END_TEST

static size_t lines_of(const struct trace_row *row, enum trace_line_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < row->lines_n; i++)
        n += row->lines[i].kind == kind;
    return n;
}

static int64_t log_line(const struct session *session, const char *kind, const char *text, int64_t report_line)
{
    const struct log_line line = { .incident = incident, .kind = kind, .text = text, .report_line = report_line };
    int64_t id;
    if (log_add(session, &line, &id, &err) != 0)
        ck_abort_msg("%s", err.text);
    return id;
}

START_TEST(what_the_log_shows_can_be_proved)
{
    int64_t unit = chain_unit(store, "meijia");
    chain_hold(store, "meijia", CHAIN_UNIT, "officer", "O1", "样例安", "2025-01-01", NULL);
    seeded_write(store, "account", "INSERT INTO account(login, role) VALUES('ann', 'recorder')");
    chain_link(store, "ann", chain_person(store, "meijia", "O1", "样例安"));
    struct session ann = seeded_session(store, "ann");
    open_at("meijia", unit, HAPPENED);
    read_trace();
    /* The unit owes the centre a report (75 第十八条), and has not made it. */
    ck_assert_uint_eq(lines_of(row_of("网络安全员"), TRACE_WROTE), 0);
    ck_assert_uint_eq(lines_of(row_of("网络安全员"), TRACE_OWED), 1);
    log_line(&ann, "note", "样例：断开外网", 0);
    int64_t struck = log_line(&ann, "note", "样例：写错", 0);
    ck_assert_int_eq(log_strike(&ann, struck, "样例", NULL, NULL, &err), 0);
    log_line(&root, "note", "样例：别人写的", 0);
    int64_t to_group = raw_int(store->db, "SELECT l.id FROM report_line l JOIN post o ON o.id = l.to_post JOIN rule r"
                                          " ON r.id = l.rule JOIN school s ON s.id = r.school WHERE s.key = 'meijia'"
                                          " AND o.name = '领导班子主要负责人'");
    log_line(&root, "reported", "样例：报告", to_group);
    read_trace();
    const struct trace_row *officer = row_of("网络安全员");
    ck_assert_uint_eq(lines_of(officer, TRACE_WROTE), 1); /* not the struck one, not another's */
    ck_assert_str_eq(officer->lines[0].text, "样例：断开外网");
    ck_assert_uint_eq(lines_of(officer, TRACE_TOLD), 0);
    session_done(&ann);
    /* An incident of the leadership itself: its head was told. */
    chain_hold(store, "meijia", "学校党委（党总支）", "first", "H1", "样例首", "2025-01-01", NULL);
    open_at("meijia", chain_body(store, "meijia", "学校党委（党总支）"), HAPPENED);
    log_line(&root, "reported", "样例：报告", to_group);
    read_trace();
    ck_assert_uint_eq(lines_of(row_of("第一责任人"), TRACE_TOLD), 1);
}
END_TEST

Suite *trace_suite(void)
{
    Suite *suite = suite_create("trace");
    TCase *t = seeded_case("trace", true, open_copy, close_copy);
    tcase_add_test(t, steps_come_in_the_order_of_the_rule);
    tcase_add_test(t, the_day_of_the_incident_decides_to_the_day);
    tcase_add_test(t, changes_and_vacancies_since_are_shown);
    tcase_add_test(t, an_office_without_change_shows_none);
    tcase_add_test(t, a_unit_without_the_post_is_answered_for_above);
    tcase_add_test(t, the_coordinator_only_where_coordination_failed);
    tcase_add_test(t, duties_have_their_articles);
    tcase_add_test(t, a_part_counts_once);
    tcase_add_test(t, what_the_log_shows_can_be_proved);
    suite_add_tcase(suite, t);
    return suite;
}
