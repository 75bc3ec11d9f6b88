/* Holds drills to their clock, to who may what, to never mixing with what is real, to the count of planned against
 * actual, and to the report and the obligation they end in. */
#include "domain/drill.h"

#include "domain/account.h"
#include "domain/drill_result.h"
#include "domain/due.h"
#include "domain/facts.h"
#include "domain/incident.h"
#include "domain/log.h"
#include "domain/overview.h"
#include "report/report.h"
#include "seeded.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>

static char *folder, *path;
static struct store *store;
static struct session root, recorder, officer, reader;
static struct err err;
static int64_t school;

static const char script[] = "[scenario]\nname = 样例情景\ntitle = 样例首页被改\nfound-by = unit\ncategory = idi\n"
                             "[inject 1]\nat = T+0\ntext = 样例一\nexpected = down\nwho = 样例值班\ntarget = 3\n"
                             "[inject 2]\nat = T+5\ntext = 样例二\nexpected = reported\ntarget = 10\n"
                             "[inject 3]\nat = T+8\ntext = 样例三\n"
                             "[inject 4]\nat = T+20\ntext = 样例四\nexpected = reported\ntarget = 10\n"
                             "[inject 5]\nat = T+30\ntext = 样例五\nexpected = closed\n";

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
    school = seeded_school(store, "cangzhou");
    char sql[256];
    snprintf(
        sql, sizeof sql,
        "INSERT INTO account(login, role, body) SELECT 'officer', 'officer', id FROM body WHERE key = 'propaganda'"
        " AND school = %lld UNION ALL SELECT 'recorder', 'recorder', NULL UNION ALL SELECT 'reader', 'reader', NULL",
        (long long)school);
    seeded_write(store, "accounts", sql);
    root = seeded_session(store, "root");
    recorder = seeded_session(store, "recorder");
    officer = seeded_session(store, "officer");
    reader = seeded_session(store, "reader");
}

static void close_copy(void)
{
    session_done(&root);
    session_done(&recorder);
    session_done(&officer);
    session_done(&reader);
    store_close(store);
    ck_verified(path);
    seeded_drop(path, folder);
}

static void later(int64_t seconds)
{
    store->clock.fixed += seconds;
}

static void must(int rc)
{
    if (rc != 0)
        ck_abort_msg("%s", err.text);
}

static void refused(int rc, const char *part)
{
    ck_assert_int_eq(rc, -1);
    ck_sentence(&err, part);
}

static int64_t start(const struct session *session, const char *name, bool scripted)
{
    struct faults faults = { 0 };
    struct scenario *scenario = scripted ? scenario_parse("a.ini", script, strlen(script), &faults) : NULL;
    struct drill_fields fields = { .school = school, .name = name, .scenario = scenario };
    int64_t id;
    must(drill_start(session, &fields, &id, &err));
    scenario_free(scenario);
    return id;
}

static struct drill drill_now(int64_t id)
{
    static struct drills drills; /* what it points into lives until the next call */
    LIST_FREE(&drills);
    must(read_drill(store, id, &drills, &err));
    return drills.v[0];
}

static int64_t inject_numbered(int64_t drill, int ord)
{
    char sql[96];
    snprintf(sql, sizeof sql, "SELECT id FROM inject WHERE drill = %lld AND ord = %d", (long long)drill, ord);
    return raw_int(store->db, sql);
}

static int64_t count(const char *sql)
{
    return raw_int(store->db, sql);
}

static void log_in(const struct session *session, int64_t incident, const char *kind)
{
    const struct log_line line = { .incident = incident, .kind = kind, .text = "样例" };
    must(log_add(session, &line, NULL, &err));
}

static int64_t due_now(const struct session *session, int64_t drill)
{
    int64_t released;
    must(drill_release_due(session, drill, &released, &err));
    return released;
}

START_TEST(starts_with_its_incident_and_first_inject)
{
    int64_t id = start(&root, "样例演练甲", true);
    struct drill drill = drill_now(id);
    struct incidents found = { 0 };
    struct log_entries log = { 0 };
    ck_assert_str_eq(drill.scenario, "样例情景");
    ck_assert_str_eq(drill.leader, "root");
    ck_assert_int_eq(drill.injects, 5);
    ck_assert_int_eq(drill.released, 1);
    ck_assert_int_eq(drill.members, 1);
    must(read_incident(store, drill.incident, &found, &err));
    ck_assert_str_eq(found.v[0].number, "演cangzhou-2026-002");
    ck_assert_str_eq(found.v[0].title, "样例首页被改");
    ck_assert_str_eq(found.v[0].found_by, "unit");
    ck_assert_int_ne(found.v[0].category, 0);
    ck_assert_int_eq(found.v[0].drill, id);
    must(read_whole_log(store, drill.incident, &log, &err));
    ck_assert_uint_eq(log.n, 2);
    ck_assert_str_eq(log.v[1].kind, "inject");
    ck_assert_str_eq(log.v[1].text, "第 1 个注入：样例一（样例值班）");
    LIST_FREE(&log);
    LIST_FREE(&found);
}
END_TEST

START_TEST(one_drill_a_login_and_one_name_a_school)
{
    int64_t id = start(&root, "样例演练甲", false), other;
    struct drill_fields fields = { .school = school, .name = "样例演练乙" };
    refused(drill_start(&root, &fields, &other, &err), "样例演练甲");
    fields.name = "样例演练甲";
    refused(drill_start(&recorder, &fields, &other, &err), "已有");
    fields.name = " ";
    refused(drill_start(&recorder, &fields, &other, &err), "演练名称");
    fields.name = "样例\x1b[31m";
    refused(drill_start(&recorder, &fields, &other, &err), "演练名称");
    refused(drill_start(&officer, &fields, &other, &err), "组织演练");
    fields.name = "样例演练乙"; /* while another of the school runs */
    must(drill_start(&recorder, &fields, &other, &err));
    must(drill_join(&officer, id, &err));
    refused(drill_join(&officer, other, &err), "样例演练甲");
    refused(drill_join(&officer, 999, &err), "没有这次演练");
    refused(drill_join(&officer, 1, &err), "已经结束");
    must(drill_leave(&officer, &err));
    must(drill_join(&officer, other, &err));
    refused(drill_leave(&reader, &err), "没有参加");
    refused(drill_leave(&root, &err), "请结束");
    ck_assert_int_eq(drill_now(id).members, 2);
}
END_TEST

START_TEST(who_may_log_in_it)
{
    int64_t id = start(&root, "样例演练甲", false), incident = drill_now(id).incident, made;
    struct log_line line = { .incident = incident, .kind = "note", .text = "样例" };
    struct fact_fields fact = { .incident = incident, .fact = 1, .known = true, .value = 1, .reason = "样例" };
    refused(log_add(&recorder, &line, NULL, &err), "没有参加");
    refused(fact_set(&recorder, &fact, &err), "没有参加");
    refused(incident_grade(&recorder, incident, 3, NULL, 0, NULL, &err), "没有参加");
    must(drill_join(&recorder, id, &err));
    must(drill_join(&officer, id, &err));
    must(drill_join(&reader, id, &err)); /* to look on */
    must(log_add(&recorder, &line, NULL, &err));
    must(log_add(&officer, &line, NULL, &err)); /* though it is at no body of theirs */
    refused(log_add(&reader, &line, NULL, &err), "记录事件");
    struct incident_fields fields = { .school = school, .drill = id, .title = "样例第二起" };
    must(incident_open(&officer, &fields, &made, &err));
    fields.school = seeded_school(store, "meijia");
    refused(incident_open(&root, &fields, &made, &err), "另一所学校");
    must(drill_end(&root, id, false, NULL, &err));
    refused(log_add(&root, &line, NULL, &err), "已经结束");
    fields.school = school;
    refused(incident_open(&root, &fields, &made, &err), "已经结束");
    fields.drill = 999;
    refused(incident_open(&root, &fields, &made, &err), "没有这次演练");
}
END_TEST

START_TEST(who_reviews_may_no_more_in_a_drill_than_others)
{
    int64_t id = start(&recorder, "样例演练甲", false), incident = drill_now(id).incident;
    struct fact_fields fact = { .incident = incident, .fact = 1, .known = true, .value = 1, .reason = "样例" };
    refused(fact_set(&root, &fact, &err), "没有参加");
    must(drill_join(&root, id, &err));
    must(fact_set(&root, &fact, &err));
    must(drill_end(&recorder, id, false, NULL, &err));
    refused(fact_set(&root, &fact, &err), "已经结束");
}
END_TEST

START_TEST(what_is_real_stays_apart)
{
    int64_t id = start(&root, "样例演练甲", true), real;
    struct incident_fields fields = { .school = school, .title = "样例真实事件" };
    must(incident_open(&root, &fields, &real, &err));
    struct incidents found = { 0 };
    struct drill_result result = { 0 };
    struct drill drill = drill_now(id);
    must(read_incident(store, real, &found, &err));
    ck_assert_str_eq(found.v[0].number, "cangzhou-2026-001"); /* as if no drill had been */
    ck_assert_int_eq(found.v[0].drill, 0);
    LIST_FREE(&found);
    log_in(&root, real, "down"); /* what the drill waits for */
    must(drill_result_read(store, &drill, &result, &err));
    ck_assert_int_eq(result.v[0].outcome, OUTCOME_OPEN);
    drill_result_free(&result);
    struct incident_page page = { .school = school, .limit = 50 };
    must(read_incidents(store, &page, &found, &err));
    ck_assert_uint_eq(found.n, 1);
    ck_assert_int_eq(found.v[0].id, real);
    LIST_FREE(&found);
    page.series = SERIES_DRILL;
    page.drill = id;
    must(read_incidents(store, &page, &found, &err));
    ck_assert_uint_eq(found.n, 1);
    ck_assert_int_eq(found.v[0].id, drill.incident);
    LIST_FREE(&found);
}
END_TEST

START_TEST(the_clock_releases_once)
{
    int64_t id = start(&root, "样例演练甲", true), head;
    must(drill_join(&officer, id, &err));
    later(299);
    head = count("SELECT max(seq) FROM journal");
    ck_assert_int_eq(due_now(&root, id), 0);
    ck_assert_int_eq(count("SELECT max(seq) FROM journal"), head); /* nothing due, nothing sealed */
    later(1);
    ck_assert_int_eq(due_now(&officer, id), 1); /* the leader's console is gone: any other does it */
    ck_assert_int_eq(due_now(&root, id), 0);
    ck_assert_int_eq(due_now(&recorder, id), 0); /* is not in it */
    later(900);
    ck_assert_int_eq(due_now(&reader, id), 0);
    ck_assert_int_eq(due_now(&officer, id), 2);
    ck_assert_int_eq(drill_now(id).released, 4);
    ck_assert_int_eq(count("SELECT count(*) FROM entry WHERE kind = 'inject' AND author = 'root'"), 4);
    ck_assert_int_eq(count("SELECT count(*) FROM journal WHERE action = 'inject-due' AND actor = 'officer'"), 2);
}
END_TEST

START_TEST(the_leader_has_the_injects_in_hand)
{
    int64_t id = start(&recorder, "样例演练甲", true), two = inject_numbered(id, 2), three = inject_numbered(id, 3),
            made;
    must(drill_join(&officer, id, &err));
    refused(inject_release(&officer, two, 0, &err), "组织演练");
    seeded_write(store, "accounts", "INSERT INTO account(login, role) VALUES('other', 'recorder')");
    struct session other = seeded_session(store, "other");
    refused(inject_release(&other, two, 0, &err), "由 recorder 组织");
    session_done(&other);
    must(inject_release(&recorder, two, 0, &err)); /* early */
    refused(inject_release(&recorder, two, 0, &err), "已在 T+0:00 放出");
    refused(inject_skip(&recorder, two, 0, &err), "收不回来");
    must(inject_hold(&root, three, 0, &err)); /* an administrator stands in */
    later(3600);
    ck_assert_int_eq(due_now(&recorder, id), 2);  /* four and five */
    must(inject_hold(&recorder, three, 0, &err)); /* back to the clock */
    ck_assert_int_eq(due_now(&recorder, id), 1);
    struct inject_fields fields = { .drill = id, .at = "T+70", .text = "样例六", .expected = "note", .target = "90s" };
    must(inject_add(&recorder, &fields, &made, &err));
    ck_assert_int_eq(count("SELECT planned_s FROM inject WHERE text = '样例六'"), 4200);
    must(inject_skip(&recorder, made, 0, &err));
    fields.at = "+2";
    must(inject_add(&recorder, &fields, &made, &err));
    ck_assert_int_eq(count("SELECT planned_s FROM inject ORDER BY id DESC LIMIT 1"), 3720);
    fields.at = NULL;
    must(inject_add(&recorder, &fields, &made, &err));
    ck_assert_int_eq(due_now(&recorder, id), 1);
    later(7200);
    ck_assert_int_eq(due_now(&recorder, id), 1); /* that of +2; the skipped one stays away */
}
END_TEST

START_TEST(what_no_inject_can_be_is_refused)
{
    int64_t id = start(&root, "样例演练甲", false), made, head = count("SELECT max(seq) FROM journal");
    const struct {
        struct inject_fields fields;
        const char *part;
    } bad[] = {
        { { .drill = id }, "注入的内容" },
        { { .drill = id, .text = "样例\xE2\x80\xAE" }, "注入的内容" },
        { { .drill = id, .text = "样例", .at = "soon" }, "看不懂" },
        { { .drill = id, .text = "样例", .at = "5" }, "看不懂" },
        { { .drill = id, .text = "样例", .expected = "dance" }, "不认识" },
        { { .drill = id, .text = "样例", .expected = "inject" }, "不认识" },
        { { .drill = id, .text = "样例", .target = "3" }, "没有应做的步骤" },
        { { .drill = id, .text = "样例", .expected = "note", .target = "0" }, "看不懂" },
        { { .drill = 999, .text = "样例" }, "没有这次演练" },
        { { .drill = 1, .text = "样例" }, "已经结束" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        refused(inject_add(&root, &bad[i].fields, &made, &err), bad[i].part);
    refused(inject_hold(&root, 999, 0, &err), "没有这个注入");
    ck_assert_int_eq(count("SELECT max(seq) FROM journal"), head);
}
END_TEST

static void ck_outcome(const struct drill_result *result, size_t at, enum outcome_of_inject outcome, int64_t response)
{
    ck_assert_msg(result->v[at].outcome == outcome, "inject %zu: %s", at + 1, outcome_name(result->v[at].outcome));
    ck_assert_int_eq(result->v[at].response_s, response);
}

/* Goes through the script: the first answered at its last second, the second a second late, the fourth never. */
static int64_t play(void)
{
    int64_t id = start(&root, "样例演练甲", true), incident = drill_now(id).incident;
    later(180);
    log_in(&root, incident, "down");
    later(120);
    ck_assert_int_eq(due_now(&root, id), 1);
    later(601);
    ck_assert_int_eq(due_now(&root, id), 1);
    log_in(&root, incident, "reported");
    later(300);
    ck_assert_int_eq(due_now(&root, id), 1);
    return id;
}

START_TEST(planned_against_actual)
{
    int64_t id = play(), incident = drill_now(id).incident;
    struct drill drill = drill_now(id);
    struct drill_result result = { 0 };
    must(drill_result_read(store, &drill, &result, &err));
    ck_outcome(&result, 0, OUTCOME_IN_TIME, 180);
    ck_outcome(&result, 1, OUTCOME_LATE, 601);
    ck_outcome(&result, 2, OUTCOME_NONE, 0);
    ck_outcome(&result, 3, OUTCOME_OPEN, 0); /* one report answers one inject */
    ck_outcome(&result, 4, OUTCOME_UNSEEN, 0);
    drill_result_free(&result);
    /* A line set back before the inject came answers nothing, nor does one that is struck. */
    struct log_line line = { .incident = incident, .kind = "reported", .text = "样例", .at = drill.started + 1000 };
    int64_t entry;
    must(log_add(&root, &line, NULL, &err));
    line.at = 0;
    must(log_add(&root, &line, &entry, &err));
    must(log_strike(&root, entry, "样例理由", NULL, NULL, &err));
    must(drill_end(&root, id, true, NULL, &err));
    drill = drill_now(id);
    must(drill_result_read(store, &drill, &result, &err));
    ck_outcome(&result, 3, OUTCOME_MISSED, 0);
    ck_assert_uint_eq(result.in_time, 1);
    ck_assert_uint_eq(result.late, 1);
    ck_assert_uint_eq(result.missed, 1);
    ck_assert_uint_eq(result.unseen, 1);
    ck_assert_uint_eq(result.open, 0);
    drill_result_free(&result);
}
END_TEST

START_TEST(the_opening_line_answers_nothing)
{
    static const char text[] = "[scenario]\nname = 样例\ntitle = 样例\n[inject 1]\nat = T+0\ntext = 样例\n"
                               "expected = found\ntarget = 3\n";
    struct faults faults = { 0 };
    struct scenario *scenario = scenario_parse("a.ini", text, strlen(text), &faults);
    struct drill_fields fields = { .school = school, .name = "样例演练甲", .scenario = scenario };
    struct drill_result result = { 0 };
    int64_t id, made;
    must(drill_start(&root, &fields, &id, &err));
    scenario_free(scenario);
    struct drill drill = drill_now(id);
    must(drill_result_read(store, &drill, &result, &err));
    ck_outcome(&result, 0, OUTCOME_OPEN, 0);
    drill_result_free(&result);
    struct incident_fields found = { .school = school, .drill = id, .title = "样例第二起" };
    must(incident_open(&root, &found, &made, &err)); /* in the same second */
    drill = drill_now(id);
    must(drill_result_read(store, &drill, &result, &err));
    ck_outcome(&result, 0, OUTCOME_IN_TIME, 0);
    drill_result_free(&result);
}
END_TEST

static enum due_state drill_due(const char *key, const char *day, struct dues *dues)
{
    struct org org;
    int64_t of = seeded_school(store, key);
    must(org_read(&org, store, of, day, &err));
    must(dues_read(dues, store, of, &org, day, &err));
    enum due_state state = DUE_REGULAR;
    for (size_t i = 0; i < dues->n; i++)
        if (strcmp(dues->v[i].obligation->kind, "drill") == 0) {
            state = dues->v[i].state;
            dues->v[0] = dues->v[i];
        }
    org_done(&org);
    return state;
}

START_TEST(its_end_meets_the_yearly_drill)
{
    struct dues dues;
    bool fulfilled;
    ck_assert_int_ne(drill_due("cangzhou", "2026-11-21", &dues), DUE_MET);
    dues_done(&dues);
    int64_t id = play();
    must(drill_join(&recorder, id, &err));
    refused(drill_end(&recorder, id, true, &fulfilled, &err), "由 root 组织");
    refused(drill_end(&reader, id, true, &fulfilled, &err), "组织演练");
    must(drill_end(&root, id, true, &fulfilled, &err));
    ck_assert(fulfilled);
    ck_assert_int_ne(drill_now(id).fulfilment, 0);
    ck_assert_int_eq(drill_due("cangzhou", "2026-11-21", &dues), DUE_MET);
    ck_assert_ptr_nonnull(strstr(dues.v[0].evidence, "样例演练甲"));
    ck_assert_ptr_nonnull(strstr(dues.v[0].evidence, "zeren print drill 2"));
    dues_done(&dues);
    refused(drill_end(&root, id, true, &fulfilled, &err), "已经结束");
    struct drills own = { 0 };
    must(drill_of(&recorder, &own, &err)); /* everybody is out */
    ck_assert_uint_eq(own.n, 0);
    id = start(&root, "样例演练乙", false);
    must(drill_end(&root, id, false, &fulfilled, &err));
    ck_assert(!fulfilled);
    ck_assert_int_eq(drill_now(id).fulfilment, 0);
    school = seeded_school(store, "hrbeu"); /* its rule asks for no drill of one body */
    id = start(&root, "样例演练丙", false);
    must(drill_end(&root, id, true, &fulfilled, &err));
    ck_assert(!fulfilled);
    ck_assert_int_ne(drill_now(id).ended, 0);
}
END_TEST

START_TEST(findings_become_tasks)
{
    int64_t id = start(&root, "样例演练甲", false), finding, other;
    refused(finding_add(&officer, id, "样例", &other, &err), "组织演练");
    must(drill_join(&officer, id, &err));
    refused(finding_add(&officer, id, " ", &other, &err), "发现的问题");
    must(finding_add(&officer, id, "样例：值班电话打不通", &finding, &err));
    must(drill_end(&root, id, false, NULL, &err));
    must(finding_add(&recorder, id, "样例：事后想到的", &other, &err));
    refused(finding_task(&officer, finding, 0, "2026-12-01", &err), "组织演练");
    refused(finding_task(&root, finding, 0, "", &err), "完成期限");
    refused(finding_task(&root, finding, 99999, "2026-12-01", &err), "单位");
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT id FROM body WHERE school = %lld AND key = 'tech-office'", (long long)school);
    must(finding_task(&root, finding, count(sql), "2026-12-01", &err));
    struct overview overview;
    struct buf text = { 0 };
    must(overview_read(&overview, store, school, "2026-11-21", &err));
    overview_text(&overview, &text);
    ck_assert_ptr_nonnull(strstr(buf_text(&text), "* 演练任务未办结 1 处：样例：值班电话打不通"));
    ck_assert_ptr_nonnull(strstr(buf_text(&text), "  演练发现未列任务 2 处"));
    overview_done(&overview);
    buf_clear(&text);
    must(overview_read(&overview, store, school, "2026-12-02", &err));
    overview_text(&overview, &text);
    ck_assert_ptr_nonnull(strstr(buf_text(&text), "! 演练任务逾期 1 处"));
    overview_done(&overview);
    must(finding_done(&root, finding, &err));
    refused(finding_done(&root, finding, &err), "已经办结");
    refused(finding_task(&root, finding, 0, "2026-12-01", &err), "已经办结");
    buf_clear(&text);
    must(overview_read(&overview, store, school, "2026-12-02", &err));
    overview_text(&overview, &text);
    ck_assert_ptr_null(strstr(buf_text(&text), "值班电话"));
    overview_done(&overview);
    buf_free(&text);
}
END_TEST

START_TEST(who_lost_the_account_writes_nothing_more)
{
    int64_t id = start(&root, "样例演练甲", true), made, released, head;
    must(drill_join(&officer, id, &err));
    must(account_remove(&root, "officer", &err));
    later(301);
    head = count("SELECT max(seq) FROM journal");
    must(session_refresh(&officer, &err));
    refused(finding_add(&officer, id, "样例", &made, &err), "已被取消");
    refused(drill_release_due(&officer, id, &released, &err), "已被取消");
    refused(drill_leave(&officer, &err), "已被取消");
    ck_assert_int_eq(count("SELECT max(seq) FROM journal"), head);
}
END_TEST

/* --- Papers --- */

static void print_as(const char *report, const char *subject, enum format format, const char *in_drill, struct buf *out)
{
    struct schools schools = { 0 };
    must(read_schools(store, &schools, &err));
    struct report_request request = { .store = store,
                                      .subject = subject,
                                      .day = "2026-11-21",
                                      .now = store_now(store),
                                      .drill = in_drill,
                                      .format = format,
                                      .paper = { .width = 80, .lines = 20 } };
    for (size_t i = 0; i < schools.n; i++)
        if (schools.v[i].id == school)
            request.school = &schools.v[i];
    must(report_print(report_named(report), &request, out, &err));
    LIST_FREE(&schools);
}

/* Each page begins with the mark, and is as long as all others. */
static size_t ck_marked(const struct buf *pages, const char *mark)
{
    size_t n = 0;
    const char *at = buf_text(pages), *end = at + pages->n;
    while (at < end) {
        const char *feed = memchr(at, '\f', (size_t)(end - at)), *to = feed == NULL ? end : feed;
        size_t blanks = strspn(at, " "), lines = 0;
        ck_assert_msg(strncmp(at + blanks, mark, strlen(mark)) == 0, "page %zu: %.60s", n + 1, at);
        for (const char *c = at; c < to; c++)
            lines += *c == '\n';
        ck_assert_uint_eq(lines, 20);
        n++;
        at = feed == NULL ? end : feed + 1;
    }
    return n;
}

START_TEST(the_report_tells_it_all)
{
    int64_t id = play();
    int64_t finding;
    char subject[24];
    must(finding_add(&root, id, "样例：值班电话打不通", &finding, &err));
    must(drill_end(&root, id, true, NULL, &err));
    snprintf(subject, sizeof subject, "%lld", (long long)id);
    static const char *const parts[] = { "样例演练甲（编号 2）",
                                         "样例情景",
                                         "组织者：root",
                                         "演cangzhou-2026-002 样例首页被改",
                                         "已登记为本年度预案演练",
                                         "按时 1，超时 1，",
                                         "T+15:01",
                                         "用时 10:01",
                                         "第 2 个注入应做“报告”：超时 0:01",
                                         "第 4 个注入应做“报告”：未做",
                                         "第 5 个注入应做“结案”：未放出",
                                         "值班电话" };
    struct buf out = { 0 };
    print_as("drill", subject, FORMAT_TEXT, NULL, &out);
    ck_assert_uint_gt(ck_marked(&out, "【演练】样例演练甲"), 1);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        ck_assert_msg(strstr(buf_text(&out), parts[i]) != NULL, "%s\n%s", parts[i], buf_text(&out));
    print_as("drill", "样例演练甲", FORMAT_JSON, NULL, &out);
    ck_assert_ptr_nonnull(strstr(buf_text(&out), "\"drill\": \"样例演练甲\""));
    ck_assert_ptr_nonnull(strstr(buf_text(&out), "\"response_s\": 601"));
    ck_assert_ptr_nonnull(strstr(buf_text(&out), "\"outcome\": \"missed\""));
    print_as("drill", "样例演练甲", FORMAT_CSV, NULL, &out);
    ck_assert_msg(strstr(buf_text(&out), "\"样例演练甲\",\"2\",\"T+5:00\",\"T+5:00\",") != NULL, "%s", buf_text(&out));
    buf_free(&out);
}
END_TEST

START_TEST(whoever_prints_in_a_drill_prints_its_mark)
{
    struct buf in = { 0 }, out = { 0 };
    print_as("duties", NULL, FORMAT_TEXT, "样例演练甲", &in);
    ck_assert_uint_gt(ck_marked(&in, "【演练】样例演练甲"), 3);
    print_as("duties", NULL, FORMAT_TEXT, NULL, &out);
    ck_assert_ptr_null(strstr(buf_text(&out), "【演练】"));
    /* Should another hand have put it there: nothing a terminal obeys is printed. */
    print_as("duties", NULL, FORMAT_TEXT, "样例\x1b[31m\xE2\x80\xAE", &in);
    ck_marked(&in, "【演练】样例\xEF\xBF\xBD[31m\xEF\xBF\xBD");
    buf_free(&in);
    buf_free(&out);
}
END_TEST

/* A real one's page that was printed in the middle of a drill is taken for no exercise, a drill's for nothing real. */
START_TEST(papers_of_incidents_say_which_they_are)
{
    static const char *const reports_of_one[] = { "incident", "report-form" };
    static const char real_mark[] = "【真实事件】（【演练】样例演练甲期间打印）";
    int64_t id = start(&root, "样例演练甲", true), real;
    struct incident_fields fields = { .school = school, .title = "样例真实事件" };
    char drilled[24], number[24];
    struct buf out = { 0 };
    must(incident_open(&root, &fields, &real, &err));
    snprintf(number, sizeof number, "%lld", (long long)real);
    snprintf(drilled, sizeof drilled, "%lld", (long long)drill_now(id).incident);
    for (size_t i = 0; i < sizeof reports_of_one / sizeof reports_of_one[0]; i++) {
        print_as(reports_of_one[i], drilled, FORMAT_TEXT, NULL, &out); /* whoever prints it */
        ck_marked(&out, "【演练】样例演练甲\n");
        print_as(reports_of_one[i], number, FORMAT_TEXT, "样例演练甲", &out);
        ck_marked(&out, real_mark);
        print_as(reports_of_one[i], number, FORMAT_TEXT, NULL, &out);
        ck_assert_ptr_null(strstr(buf_text(&out), "演练"));
        print_as(reports_of_one[i], drilled, FORMAT_JSON, NULL, &out);
        ck_assert_ptr_nonnull(strstr(buf_text(&out), "\"drill\": \"样例演练甲\""));
        print_as(reports_of_one[i], number, FORMAT_JSON, "样例演练甲", &out);
        ck_assert_ptr_nonnull(strstr(buf_text(&out), "\"drill\": null"));
    }
    print_as("drill-incidents", NULL, FORMAT_TEXT, NULL, &out);
    ck_marked(&out, "【演练】\n");
    print_as("incidents", NULL, FORMAT_TEXT, "样例演练甲", &out);
    ck_marked(&out, real_mark);
    ck_assert_ptr_null(strstr(buf_text(&out), "演cangzhou"));
    print_as("clocks", NULL, FORMAT_TEXT, "样例演练甲", &out);
    ck_marked(&out, real_mark);
    buf_free(&out);
}
END_TEST

START_TEST(a_drill_is_found_by_number_and_name)
{
    struct drills found = { 0 };
    int64_t id = start(&root, "样例演练甲", false);
    must(drill_find(store, "样例演练甲", &found, &err));
    ck_assert_int_eq(found.v[0].id, id);
    LIST_FREE(&found);
    must(drill_end(&root, id, false, NULL, &err));
    school = seeded_school(store, "meijia");
    start(&root, "样例演练甲", false);
    refused(drill_find(store, "样例演练甲", &found, &err), "2、3");
    LIST_FREE(&found);
    must(drill_find(store, "3", &found, &err));
    LIST_FREE(&found);
    refused(drill_find(store, "99", &found, &err), "没有演练 99");
    LIST_FREE(&found);
}
END_TEST

Suite *drill_suite(void)
{
    Suite *suite = suite_create("drill");
    TCase *t = seeded_case("drill", true, open_copy, close_copy);
    tcase_add_test(t, starts_with_its_incident_and_first_inject);
    tcase_add_test(t, one_drill_a_login_and_one_name_a_school);
    tcase_add_test(t, who_may_log_in_it);
    tcase_add_test(t, who_reviews_may_no_more_in_a_drill_than_others);
    tcase_add_test(t, what_is_real_stays_apart);
    tcase_add_test(t, the_clock_releases_once);
    tcase_add_test(t, the_leader_has_the_injects_in_hand);
    tcase_add_test(t, what_no_inject_can_be_is_refused);
    tcase_add_test(t, planned_against_actual);
    tcase_add_test(t, the_opening_line_answers_nothing);
    tcase_add_test(t, its_end_meets_the_yearly_drill);
    tcase_add_test(t, findings_become_tasks);
    tcase_add_test(t, who_lost_the_account_writes_nothing_more);
    tcase_add_test(t, the_report_tells_it_all);
    tcase_add_test(t, whoever_prints_in_a_drill_prints_its_mark);
    tcase_add_test(t, papers_of_incidents_say_which_they_are);
    tcase_add_test(t, a_drill_is_found_by_number_and_name);
    suite_add_tcase(suite, t);
    return suite;
}
