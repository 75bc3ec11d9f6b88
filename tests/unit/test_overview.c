/* Holds the overview to what is empty, late, unsettled and about to end, and the sample data to being whole, marked and
 * the same each time. */
#include "base/file.h"
#include "domain/demo.h"
#include "domain/due.h"
#include "domain/incident.h"
#include "domain/log.h"
#include "domain/overview.h"
#include "lib/run.h"
#include "seeded.h"
#include "store/look.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>

static const char *const schools[] = { "cangzhou", "dalian-medical", "hrbeu", "meijia" };
static char *seed_folder, *seed, *filled; /* with nobody in it; with sample data */
static char *folder, *path;
static struct store *store;
static struct err err;

static void fill(const char *file, const char *day)
{
    struct store *opened = seeded_open(file);
    struct session root = seeded_session(opened, "root");
    if (demo_fill(&root, day, &err) != 0)
        ck_abort_msg("%s", err.text);
    ck_assert_int_eq(store_checkpoint(opened, &err), 0);
    session_done(&root);
    store_close(opened);
}

static void make_seed(void)
{
    seed_folder = folder_new();
    seed = seeded_make(seed_folder, "seed.db", false);
    filled = seeded_copy(seed, seed_folder, "filled.db");
    fill(filled, "2026-11-21");
}

static void drop_seed(void)
{
    mem_free(filled);
    mem_free(seed);
    folder_drop(seed_folder);
}

static void open_copy_of(const char *file)
{
    folder = folder_new();
    path = seeded_copy(file, folder, "x.db");
    store = seeded_open(path);
}

static void open_bare(void)
{
    open_copy_of(seed);
}

static void open_filled(void)
{
    open_copy_of(filled);
}

static void close_copy(void)
{
    store_close(store);
    ck_verified(path);
    mem_free(path);
    folder_drop(folder);
}

/* --- The overview --- */

static struct overview overview_of(const char *school, const char *day)
{
    struct overview overview;
    if (overview_read(&overview, store, seeded_school(store, school), day, &err) != 0)
        ck_abort_msg("%s", err.text);
    for (size_t i = 0; i < overview.n; i++) {
        const struct overview_line *line = &overview.v[i];
        ck_assert(line->count > 0 && line->id > 0 && line->text[0] != '\0' && line->screen[0] != '\0');
        ck_assert(i == 0 || overview.v[i - 1].severity >= line->severity);
        ck_assert_ptr_nonnull(strstr(line->text, "。"));
    }
    return overview;
}

/* The line that begins so; one of count 0 when there is none. */
static const struct overview_line *line_of(const struct overview *overview, const char *words)
{
    static const struct overview_line none = { .kind = "", .text = "", .screen = "", .table = "" };
    for (size_t i = 0; i < overview->n; i++)
        if (strstr(overview->v[i].text, words) == overview->v[i].text)
            return &overview->v[i];
    return &none;
}

START_TEST(an_empty_school_has_everything_to_do)
{
    for (size_t s = 0; s < 4; s++) {
        struct overview overview = overview_of(schools[s], "2026-11-21");
        struct org org;
        int64_t vacant = 0;
        ck_assert_int_eq(org_read(&org, store, seeded_school(store, schools[s]), "2026-11-21", &err), 0);
        for (size_t i = 0; i < org.posts.n; i++)
            vacant += org_vacant(&org, &org.posts.v[i]) && strcmp(org.posts.v[i].liability, "first") == 0;
        const struct overview_line *line = line_of(&overview, "第一责任人空缺");
        ck_assert_int_eq(line->count, vacant);
        if (vacant > 0)
            ck_assert_int_eq(line->severity, SEVERITY_ALARM);
        org_done(&org);
        overview_done(&overview);
    }
    struct overview meijia = overview_of("meijia", "2026-11-21");
    const struct overview_line *line = line_of(&meijia, "网络安全员空缺");
    ck_assert_int_eq(line->count, 5);
    ck_assert_ptr_nonnull(strstr(line->text, " 等"));
    ck_assert_str_eq(line->screen, "org");
    ck_assert_str_eq(line->table, "post");
    overview_done(&meijia);
}
END_TEST

START_TEST(what_is_due_is_told_by_how_late_it_is)
{
    struct overview overview = overview_of("cangzhou", "2026-06-01");
    ck_assert_int_eq(line_of(&overview, "本年履责未完成")->severity, SEVERITY_NOTE);
    ck_assert_int_eq(line_of(&overview, "履责逾期")->count, 0);
    int64_t open = line_of(&overview, "本年履责未完成")->count;
    overview_done(&overview);
    overview = overview_of("cangzhou", "2026-11-21");
    ck_assert_int_eq(line_of(&overview, "履责临近年底未完成")->count, open);
    ck_assert_int_eq(line_of(&overview, "履责临近年底未完成")->severity, SEVERITY_WARN);
    overview_done(&overview);
    overview = overview_of("cangzhou", "2028-01-01"); /* all of 2027 went by */
    ck_assert_int_eq(line_of(&overview, "履责逾期")->count, open);
    ck_assert_int_eq(line_of(&overview, "履责逾期")->severity, SEVERITY_ALARM);
    ck_assert_str_eq(line_of(&overview, "履责逾期")->screen, "dues");
    overview_done(&overview);
}
END_TEST

START_TEST(holes_and_endings_are_told)
{
    seeded_write(store, "hole",
                 "DELETE FROM part WHERE part = 'lead' AND duty IN (SELECT d.id FROM duty d JOIN school s"
                 " ON s.id = d.school WHERE s.key = 'cangzhou' AND d.no = 3)");
    seeded_write(store, "hold",
                 "INSERT INTO person(id, school, name) SELECT 900, id, '样例甲' FROM school WHERE key = 'cangzhou';"
                 "INSERT INTO tenure(post, person, from_day, to_day) SELECT o.id, 900, '2026-01-01', '2026-12-31'"
                 " FROM post o JOIN body b ON b.id = o.body JOIN school s ON s.id = b.school WHERE s.key = 'cangzhou'"
                 " AND b.key = 'propaganda' LIMIT 1");
    struct overview overview = overview_of("cangzhou", "2026-11-21");
    const struct overview_line *hole = line_of(&overview, "责任矩阵空洞"), *ending = line_of(&overview, "任期将满");
    ck_assert_ptr_nonnull(strstr(hole->text, "第 3 项没有主责机构"));
    ck_assert_str_eq(hole->table, "duty");
    ck_assert_int_eq(ending->count, 1);
    ck_assert_ptr_nonnull(strstr(ending->text, "样例甲（2026-12-31 止）"));
    struct buf text = { 0 };
    overview_text(&overview, &text);
    ck_assert_ptr_eq(strstr(text.v, "! "), text.v);
    ck_assert_ptr_nonnull(strstr(text.v, "\n* "));
    buf_free(&text);
    overview_done(&overview);
    overview = overview_of("cangzhou", "2026-10-31"); /* 61 days before */
    ck_assert_int_eq(line_of(&overview, "任期将满")->count, 0);
    overview_done(&overview);
}
END_TEST

static int64_t open_graded(struct session *root, const char *title, int64_t found_at, int64_t grade, int64_t drill)
{
    const struct incident_fields fields = {
        .school = seeded_school(store, "cangzhou"), .title = title, .found_at = found_at, .drill = drill
    };
    int64_t id;
    if (incident_open(root, &fields, &id, &err) != 0 || incident_grade(root, id, grade, NULL, 0, NULL, &err) != 0)
        ck_abort_msg("%s", err.text);
    return id;
}

/* Missed ones, and those that still run, of real incidents, the most pressing first, closed ones for a month; and when
 * the first of them runs out. */
START_TEST(reports_of_incidents_are_told)
{
    struct session root = seeded_session(store, "root");
    seeded_write(store, "drill-start",
                 "INSERT INTO drill(school, name, leader, started)"
                 " SELECT id, '样例', 'root', 1795219200 FROM school WHERE key = 'cangzhou';"
                 "INSERT INTO drill_member(drill, login, joined) SELECT id, 'root', 1795219200 FROM drill");
    open_graded(&root, "样例：甲", SEEDED_NOW - 5 * 3600, 3, 0);
    open_graded(&root, "样例：丁", SEEDED_NOW - 1800, 3, 0);
    open_graded(&root, "样例：乙", SEEDED_NOW - 3600, 3, 0);
    open_graded(&root, "样例：戊", SEEDED_NOW - 1800, 3, 0);
    int64_t closed = open_graded(&root, "样例：丙", SEEDED_NOW - 6 * 3600, 3, 0);
    int64_t long_closed = open_graded(&root, "样例：己", SEEDED_NOW - 31 * 86400, 3, 0);
    open_graded(&root, "样例：演练", SEEDED_NOW - 5 * 3600, 3, 1);
    const struct log_line line = { .incident = closed, .kind = "closed" };
    ck_assert_int_eq(log_add(&root, &line, NULL, &err), 0);
    const struct log_line old = { .incident = long_closed, .kind = "closed" };
    ck_assert_int_eq(log_add(&root, &old, NULL, &err), 0);
    struct overview overview = overview_of("cangzhou", "2026-11-21");
    const struct overview_line *late = line_of(&overview, "事件逾期未报告或处置 2 处：样例：丙 报告");
    ck_assert_int_eq(late->severity, SEVERITY_ALARM);
    ck_assert_int_eq(late->id, closed);
    ck_assert_ptr_nonnull(strstr(late->text, "；样例：甲 报告"));
    ck_assert_int_eq(line_of(&overview, "事件待报告或处置 3 处：样例：乙 报告")->severity, SEVERITY_WARN);
    ck_assert_int_eq(overview.changes_at, SEEDED_NOW + 3 * 3600 + 1);
    overview_done(&overview);
    overview = overview_of("cangzhou", "2026-11-20"); /* of another day no clock runs */
    ck_assert_int_eq(line_of(&overview, "事件")->count, 0);
    ck_assert_int_eq(overview.changes_at, 0);
    overview_done(&overview);
    session_done(&root);
}
END_TEST

START_TEST(nothing_to_do_is_a_sentence)
{
    struct overview none = { 0 };
    struct buf text = { 0 };
    overview_text(&none, &text);
    ck_assert_ptr_nonnull(strstr(text.v, "没有"));
    buf_free(&text);
}
END_TEST

/* --- Sample data --- */

START_TEST(each_school_has_samples_all_of_them_marked)
{
    static const char *const none[] = {
        "SELECT count(*) FROM person WHERE name NOT LIKE '样例%' OR phone NOT LIKE '0000-%'",
        "SELECT count(*) FROM asset WHERE name NOT LIKE '样例%'",
        "SELECT count(*) FROM fulfilment WHERE evidence NOT LIKE '样例%'",
        "SELECT count(*) FROM tenure WHERE filing_number NOT LIKE '样例%'",
        "SELECT count(*) FROM body WHERE opened IS NOT NULL AND name NOT LIKE '样例%'",
        "SELECT count(*) FROM tenure t JOIN post o ON o.id = t.post WHERE o.filing AND t.filed IS NULL",
    };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        ck_assert_msg(raw_int(store->db, none[i]) == 0, "%s", none[i]);
    for (size_t s = 0; s < 4; s++) {
        struct org org;
        struct tenures ending = { 0 };
        struct assets assets = { 0 };
        struct fulfilments done = { 0 };
        int64_t id = seeded_school(store, schools[s]);
        size_t vacant = 0;
        ck_assert_int_eq(org_read(&org, store, id, "2026-11-21", &err), 0);
        for (size_t i = 0; i < org.posts.n; i++)
            vacant += org_vacant(&org, &org.posts.v[i]);
        ck_assert_uint_eq(vacant, 1);
        ck_assert_ptr_nonnull(body_named(&org.bodies, "样例学院三"));
        ck_assert_int_eq(read_tenures_ending(store, id, "2026-11-21", "2027-01-20", &ending, &err), 0);
        ck_assert_uint_eq(ending.n, 1);
        ck_assert_int_eq(read_assets(store, id, "2026-11-21", &assets, &err), 0);
        ck_assert_uint_eq(assets.n, 3);
        ck_assert_int_eq(read_fulfilments(store, id, "2026-11-21", &done, &err), 0);
        ck_assert_uint_eq(done.n, 2);
        LIST_FREE(&done);
        LIST_FREE(&assets);
        LIST_FREE(&ending);
        org_done(&org);
    }
}
END_TEST

/* Of the same store and day the same bytes; of another day other dates, and still whole. */
START_TEST(the_same_day_gives_the_same_samples)
{
    struct buf dumps[3] = { { 0 }, { 0 }, { 0 } };
    static const char *const days[] = { "2026-11-21", "2026-11-21", "2026-03-01" };
    for (size_t i = 0; i < 3; i++) {
        char *copy = seeded_copy(seed, folder, "copy.db");
        fill(copy, days[i]);
        ck_verified(copy);
        sqlite3 *db = raw_open(copy);
        ck_assert(raw_dump(db, &dumps[i]));
        sqlite3_close(db);
        remove(copy);
        mem_free(copy);
    }
    ck_assert(dumps[0].n == dumps[1].n && memcmp(dumps[0].v, dumps[1].v, dumps[0].n) == 0);
    ck_assert(dumps[0].n != dumps[2].n || memcmp(dumps[0].v, dumps[2].v, dumps[0].n) != 0);
    for (size_t i = 0; i < 3; i++)
        buf_free(&dumps[i]);
}
END_TEST

Suite *overview_suite(void)
{
    Suite *suite = suite_create("overview");
    TCase *bare = tcase_create("bare"), *full = tcase_create("filled");
    tcase_set_timeout(bare, 0);
    tcase_set_timeout(full, 0);
    tcase_add_unchecked_fixture(bare, make_seed, drop_seed);
    tcase_add_checked_fixture(bare, open_bare, close_copy);
    tcase_add_test(bare, an_empty_school_has_everything_to_do);
    tcase_add_test(bare, what_is_due_is_told_by_how_late_it_is);
    tcase_add_test(bare, holes_and_endings_are_told);
    tcase_add_test(bare, reports_of_incidents_are_told);
    tcase_add_test(bare, nothing_to_do_is_a_sentence);
    suite_add_tcase(suite, bare);
    tcase_add_unchecked_fixture(full, make_seed, drop_seed);
    tcase_add_checked_fixture(full, open_filled, close_copy);
    tcase_add_test(full, each_school_has_samples_all_of_them_marked);
    tcase_add_test(full, the_same_day_gives_the_same_samples);
    suite_add_tcase(suite, full);
    return suite;
}
