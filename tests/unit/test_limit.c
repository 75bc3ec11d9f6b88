/* Holds the school's time limits for handling to their rules: who may set them, what is refused, which holds when. */
#include "domain/limit.h"
#include "lib/run.h"
#include "seeded.h"
#include "suites.h"

#include <string.h>

static char *folder, *path;
static struct store *store;
static struct session root;
static int64_t school;
static struct err err;

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
    root = seeded_session(store, "root");
    school = seeded_school(store, "hrbeu");
}

static void close_copy(void)
{
    session_done(&root);
    store_close(store);
    ck_verified(path);
    seeded_drop(path, folder);
}

static int set(const char *step, int64_t minutes, const char *source, const char *day, int64_t *id)
{
    const struct limit_fields fields = {
        .school = school, .step = step, .minutes = minutes, .source = source, .day = day
    };
    return limit_set(&root, &fields, id, &err);
}

/* The minutes that hold for `step` on a day; 0: none. */
static int64_t minutes_on(const char *step, const char *day)
{
    struct handling_limits limits = { 0 };
    int64_t minutes = 0;
    ck_assert_int_eq(read_handling_limits(store, school, &limits, &err), 0);
    for (size_t i = 0; i < limits.n; i++)
        if (strcmp(limits.v[i].step, step) == 0 && limit_is_of(&limits.v[i], day)) {
            ck_assert_int_eq(minutes, 0);
            minutes = limits.v[i].minutes;
        }
    LIST_FREE(&limits);
    return minutes;
}

START_TEST(a_limit_holds_from_its_day_until_the_next)
{
    int64_t first, second;
    ck_assert_int_eq(set("contained", 60, "样例预案", "2026-01-10", &first), 0);
    ck_assert_int_eq(set("contained", 30, "样例预案（修订）", "2026年3月1日", &second), 0);
    ck_assert_int_eq(set("plan-started", 10, "样例预案", "2026-02-01", NULL), 0);
    ck_assert_int_eq(minutes_on("contained", "2026-01-09"), 0);
    ck_assert_int_eq(minutes_on("contained", "2026-01-10"), 60);
    ck_assert_int_eq(minutes_on("contained", "2026-02-28"), 60);
    ck_assert_int_eq(minutes_on("contained", "2026-03-01"), 30);
    ck_assert_int_eq(minutes_on("plan-started", "2026-03-01"), 10);
    ck_assert_int_eq(limit_end(&root, school, second, "2026-05-01", &err), 0);
    ck_assert_int_eq(minutes_on("contained", "2026-04-30"), 30);
    ck_assert_int_eq(minutes_on("contained", "2026-05-01"), 0);
    school = seeded_school(store, "meijia");
    ck_assert_int_eq(minutes_on("contained", "2026-04-30"), 0); /* each school has its own */
}
END_TEST

START_TEST(one_entered_by_mistake_never_held)
{
    int64_t id;
    ck_assert_int_eq(set("restored", 1440, "样例", "2026-01-10", &id), 0);
    ck_assert_int_eq(limit_end(&root, school, id, "2026-01-10", &err), 0);
    ck_assert_int_eq(minutes_on("restored", "2026-01-10"), 0);
    ck_assert_int_eq(set("restored", 144, "样例", "2026-01-10", NULL), 0);
    ck_assert_int_eq(minutes_on("restored", "2026-01-10"), 144);
}
END_TEST

START_TEST(what_is_refused_changes_nothing)
{
    int64_t id, ended;
    ck_assert_int_eq(set("contained", 60, "样例预案", "2026-01-10", &ended), 0);
    ck_assert_int_eq(set("contained", 30, "样例预案", "2026-03-01", &id), 0);
    int64_t before = raw_int(store->db, "SELECT count(*) FROM journal");
    static const struct {
        const char *step;
        int64_t minutes;
        const char *source, *day, *says;
    } wrong[] = {
        { "contained", 30, "样例预案", "2026-04-01", "没有改动" },
        { "contained", 20, "样例预案", "2026-02-28", "日期不能早于" },
        { "contained", 20, "样例预案", "2026-11-22", "还没有到" },
        { "contained", 20, "样例预案", "2026-02-30", "日期" },
        { "contained", 20, "样例预案", "", "日期" },
        { "contained", 20, " ", "2026-04-01", "依据" },
        { "contained", 20, NULL, "2026-04-01", "依据" },
        { "contained", 20, "样例\x1b[2J", "2026-04-01", "依据" },
        { "contained", 0, "样例预案", "2026-04-01", "分钟" },
        { "contained", LIMIT_MINUTES_MOST + 1, "样例预案", "2026-04-01", "分钟" },
        { "note", 20, "样例预案", "2026-04-01", "步骤" },
        { NULL, 20, "样例预案", "2026-04-01", "步骤" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        ck_assert_msg(set(wrong[i].step, wrong[i].minutes, wrong[i].source, wrong[i].day, NULL) == -1, "row %zu", i);
        ck_sentence(&err, wrong[i].says);
    }
    ck_assert_int_eq(limit_end(&root, school, id, "2026-02-28", &err), -1);
    ck_sentence(&err, "不能更早");
    ck_assert_int_eq(limit_end(&root, school, ended, "2026-04-01", &err), -1);
    ck_sentence(&err, "已经停用");
    ck_assert_int_eq(limit_end(&root, seeded_school(store, "meijia"), id, "2026-04-01", &err), -1);
    root.role = "reviewer"; /* who judges does not set the measure */
    ck_assert_int_eq(set("contained", 20, "样例预案", "2026-04-01", NULL), -1);
    ck_assert_int_eq(limit_end(&root, school, id, "2026-04-01", &err), -1);
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM journal"), before);
}
END_TEST

Suite *limit_suite(void)
{
    Suite *suite = suite_create("limit");
    TCase *t = seeded_case("limit", true, open_copy, close_copy);
    tcase_add_test(t, a_limit_holds_from_its_day_until_the_next);
    tcase_add_test(t, one_entered_by_mistake_never_held);
    tcase_add_test(t, what_is_refused_changes_nothing);
    suite_add_tcase(suite, t);
    return suite;
}
