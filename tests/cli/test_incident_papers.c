/* The papers about incidents: kept as files (GENERATE=1 renews them), whole at every width, of the right school, and
 * marked where they are of a drill. */
#include "cli/place.h"

#include "base/file.h"
#include "base/mem.h"
#include "cli/pages.h"
#include "domain/facts.h"
#include "domain/import.h"
#include "domain/incident.h"
#include "domain/log.h"
#include "domain/org.h"
#include "domain/setup.h"
#include "report/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* 2026-09-01 08:00 in China; the incident was found three hours before. */
enum { STANDING = 1788220800, HOUR = 3600, MINUTE = 60 };
#define DAY "2026-09-01"

static const char *const folders[] = { "rules/cangzhou", "rules/meijia" };
static struct store *store;
static struct schools schools;
static struct session session;
static struct err err;

static void must(int rc)
{
    ck_assert_msg(rc == 0, "%s", err.text);
}

static const struct school *school_named(const char *key)
{
    for (size_t i = 0; i < schools.n; i++)
        if (strcmp(schools.v[i].key, key) == 0)
            return &schools.v[i];
    ck_abort_msg("no school %s", key);
    return NULL;
}

static int64_t open_at(const char *school, const char *title, int64_t at, int64_t drill)
{
    const struct incident_fields fields = {
        .school = school_named(school)->id, .title = title, .found_at = at, .drill = drill
    };
    int64_t id = 0;
    must(incident_open(&session, &fields, &id, &err));
    return id;
}

static int64_t add(int64_t incident, const char *kind, const char *text, int64_t minutes)
{
    const struct log_line line = { .incident = incident, .kind = kind, .text = text, .at = STANDING - minutes * 60 };
    int64_t id = 0;
    must(log_add(&session, &line, &id, &err));
    return id;
}

static void report_to(int64_t incident, const char *school, const char *to, int64_t minutes)
{
    struct report_dues dues = { 0 };
    struct log_line line = { .incident = incident, .kind = "reported", .at = STANDING - minutes * 60 };
    must(read_report_dues(store, school_named(school)->id, &dues, &err));
    for (size_t i = 0; i < dues.n; i++)
        if (strcmp(dues.v[i].to, to) == 0) {
            line.deadline = dues.v[i].national ? dues.v[i].id : 0;
            line.report_line = dues.v[i].national ? 0 : dues.v[i].id;
        }
    must(log_add(&session, &line, NULL, &err));
    LIST_FREE(&dues);
}

static void set_fact(int64_t incident, const char *key, int64_t value, const char *reason)
{
    struct incidents one = { 0 };
    struct fact_sheet sheet = { 0 };
    must(read_incident(store, incident, &one, &err));
    must(facts_read(store, &one.v[0], STANDING, &sheet, &err));
    for (size_t i = 0; i < sheet.n; i++)
        if (strcmp(sheet.v[i].key, key) == 0) {
            const struct fact_fields fields = {
                .incident = incident, .fact = sheet.v[i].fact, .known = true, .value = value, .reason = reason
            };
            must(fact_set(&session, &fields, &err));
        }
    LIST_FREE(&sheet);
    LIST_FREE(&one);
}

/* Everything an incident can have, and an empty one of another school, a closed one, and one of a drill. */
static void fill(void)
{
    int64_t id = open_at("cangzhou", "样例：门户网站首页被篡改", STANDING - 3 * HOUR, 0);
    add(id, "plan-started", NULL, 175);
    must(incident_grade(&session, id, 4, "样例标准一", STANDING - 170 * MINUTE, NULL, &err));
    must(incident_grade(&session, id, 3, "样例标准二", STANDING - 160 * MINUTE, NULL, &err));
    add(id, "down", NULL, 158);
    int64_t wrong = add(id, "note", "样例：断开外网的时间写错了", 150);
    must(log_strike(&session, wrong, "样例：看错了表", "样例：十点整断开外网", NULL, &err));
    report_to(id, "cangzhou", "学校党委", 150);
    const struct evidence_fields evidence = {
        .incident = id, .what = "样例访问日志", .place = "样例保险柜", .at = STANDING - 100 * MINUTE
    };
    must(evidence_add(&session, &evidence, NULL, &err));
    add(id, "restored", NULL, 60);
    set_fact(id, "portal_hit", 1, "样例：首页就是门户");
    set_fact(id, "down_hours", 0, "样例：备用页面一直可用");
    id = open_at("cangzhou", "样例：已结案", STANDING - 48 * HOUR, 0);
    add(id, "closed", NULL, 30);
    open_at("cangzhou", "样例：去年的", STANDING - 300 * 24 * HOUR, 0);
    open_at("meijia", "样例：空事件", STANDING - HOUR, 0);
    open_at("cangzhou", "样例：演练事件", STANDING - HOUR, 1);
}

static void make_store(void)
{
    char *paths[COUNT(folders)], *data = source_path("data");
    struct faults faults = { 0 };
    for (size_t i = 0; i < COUNT(folders); i++)
        paths[i] = path_join(data, folders[i]);
    struct setup setup = { .path = at("papers/x.db"),
                           .login = "yangli",
                           .data = data,
                           .folders = (const char *const *)paths,
                           .folders_n = COUNT(folders),
                           .options = { .clock = clock_standing(STANDING) } };
    must(setup_store(&setup, &faults, &err));
    behind_the_back(at("papers/x.db"),
                    "INSERT INTO drill(school, name, leader, started) SELECT id, '样例演练', 'yangli', 1788210000"
                    " FROM school WHERE key = 'cangzhou';"
                    "INSERT INTO drill_member(drill, login, joined) VALUES(1, 'yangli', 1788210000)");
    must(store_open(&store, setup.path, &setup.options, &err));
    must(session_open(&session, store, "yangli", &err));
    must(read_schools(store, &schools, &err));
    fill();
    for (size_t i = 0; i < COUNT(folders); i++)
        mem_free(paths[i]);
    mem_free(data);
    faults_free(&faults);
}

static void drop_store(void)
{
    LIST_FREE(&schools);
    session_done(&session);
    store_close(store);
}

static const struct wanted {
    const char *name, *report, *school, *subject;
} papers[] = {
    { "cangzhou-incidents", "incidents", "cangzhou", NULL },
    { "cangzhou-drill-incidents", "drill-incidents", "cangzhou", NULL },
    { "cangzhou-clocks", "clocks", "cangzhou", NULL },
    { "cangzhou-incident", "incident", "cangzhou", "1" },
    { "meijia-incident", "incident", "cangzhou", "meijia-2026-001" }, /* of its own school, not of the one asked */
    { "drill-incident", "incident", "cangzhou", "演cangzhou-2026-001" },
    { "cangzhou-report-form", "report-form", "cangzhou", "cangzhou-2026-001" },
    { "drill-report-form", "report-form", "cangzhou", "5" },
};

static const struct paper_options usual = { .width = 80, .lines = 60 };

static int print(const struct wanted *wanted, enum format format, struct paper_options paper, struct buf *out)
{
    const struct report_request request = { .store = store,
                                            .school = school_named(wanted->school),
                                            .subject = wanted->subject,
                                            .day = DAY,
                                            .now = STANDING,
                                            .format = format,
                                            .paper = paper };
    return report_print(report_named(wanted->report), &request, out, &err);
}

/* The hash of the foot may be another with another SQLite. */
static void hide_hash(struct buf *text)
{
    for (char *p = text->v; p != NULL && (p = strstr(p, "\n存证 ")) != NULL;) {
        p = strchr(p, ':');
        for (p++; strchr("0123456789abcdef", *p) != NULL; p++)
            *p = 'x';
    }
}

START_TEST(papers_are_as_kept)
{
    static const char *const ends[] = { "txt", "csv", "json" };
    const struct wanted *wanted = &papers[_i];
    for (int format = FORMAT_TEXT; format <= FORMAT_JSON; format++) {
        struct buf out = { 0 };
        char name[128];
        size_t n;
        must(print(wanted, (enum format)format, usual, &out));
        hide_hash(&out);
        snprintf(name, sizeof name, "papers-%s.%s", wanted->name, ends[format]);
        const char *fault = golden_compare(name, buf_text(&out), out.n);
        ck_assert_msg(fault == NULL, "%s", fault);
        if (format == FORMAT_JSON)
            ck_assert_pstr_eq(json_fault(buf_text(&out), &n), NULL);
        buf_free(&out);
    }
}
END_TEST

START_TEST(pages_hold_at_every_width)
{
    static const int widths[] = { PAPER_WIDTH_LEAST, 57, 80, 132, 200, 1000 }, lines[] = { 0, 16, 25, 60, 66, 400 };
    for (size_t i = 0; i < COUNT(widths); i++)
        for (int mode = 0; mode < 4; mode++) {
            struct buf out = { 0 };
            struct pages_wanted pages = { .paper = { .width = widths[i],
                                                     .lines = lines[(i + (size_t)mode) % COUNT(lines)],
                                                     .wide = mode & 1,
                                                     .ascii = mode >> 1 },
                                          .as_of = DAY };
            must(print(&papers[_i], FORMAT_TEXT, pages.paper, &out));
            const char *fault = pages_fault(buf_text(&out), &pages);
            ck_assert_msg(fault == NULL, "%s at %d: %s", papers[_i].name, widths[i], fault);
            buf_free(&out);
        }
}
END_TEST

/* Which of them carries the mark, and which must not. */
START_TEST(a_drill_is_marked_and_nothing_else)
{
    for (size_t i = 0; i < COUNT(papers); i++) {
        struct buf out = { 0 };
        bool drill = strstr(papers[i].name, "drill") != NULL;
        must(print(&papers[i], FORMAT_TEXT, usual, &out));
        ck_assert_int_eq(strstr(buf_text(&out), "【演练】") != NULL, drill);
        ck_assert_int_eq(strstr(buf_text(&out), "样例：演练事件") != NULL, drill);
        buf_free(&out);
    }
}
END_TEST

/* Whoever is in a drill and prints what is real, has it on the page that it is. */
START_TEST(what_is_real_says_so_in_a_drill)
{
    for (size_t i = 0; i < COUNT(papers); i++) {
        bool drill = strstr(papers[i].name, "drill") != NULL;
        const struct report_request request = { .store = store,
                                                .school = school_named(papers[i].school),
                                                .subject = papers[i].subject,
                                                .day = DAY,
                                                .drill = "样例演练",
                                                .now = STANDING,
                                                .format = FORMAT_TEXT,
                                                .paper = usual };
        struct buf out = { 0 };
        must(report_print(report_named(papers[i].report), &request, &out, &err));
        ck_assert_int_eq(strstr(buf_text(&out), "【真实事件】") != NULL, !drill);
        assert_has(buf_text(&out), "【演练】样例演练");
        buf_free(&out);
    }
}
END_TEST

static const char *register_of(const char *from, const char *day, const char *body, struct buf *out)
{
    const struct report_request request = { .store = store,
                                            .school = school_named("cangzhou"),
                                            .body = body,
                                            .chosen = { .from = from },
                                            .day = day,
                                            .now = STANDING,
                                            .format = FORMAT_CSV,
                                            .paper = usual };
    must(report_print(report_named("incidents"), &request, out, &err));
    return buf_text(out);
}

START_TEST(a_register_is_of_a_period)
{
    struct buf out = { 0 };
    const char *text = register_of(NULL, DAY, NULL, &out);
    assert_has(text, "样例：已结案");
    assert_lacks(text, "样例：去年的");
    text = register_of("2025-11-01", DAY, NULL, &out);
    assert_has(text, "样例：去年的");
    text = register_of("2025-11-01", "2025-11-30", NULL, &out);
    assert_has(text, "样例：去年的");
    assert_lacks(text, "样例：已结案");
    text = register_of("2026-08-30", "2026-08-30", NULL, &out); /* one day, both ends counted */
    assert_has(text, "样例：已结案");
    assert_lacks(text, "首页");
    text = register_of("2026-08-31", "2026-08-31", NULL, &out);
    assert_lacks(text, "样例");
    text = register_of(NULL, DAY, "党委宣传部", &out);
    assert_lacks(text, "样例");
    buf_free(&out);
}
END_TEST

/* Each filter lets through what it is for, is told in the paper's head, and is refused when it is none. */
START_TEST(a_register_is_of_a_choice)
{
    static const struct {
        struct register_choice chosen;
        const char *told, *has, *lacks;
    } choices[] = {
        { { .grade = "较大" }, "发现于 2026-01-01 至 2026-09-01；级别：较大\n", "首页", "样例：已结案" },
        { { .grade = "3" }, "级别：较大\n", "首页", "样例：已结案" },
        { { .grade = "4" }, "级别：一般\n", NULL, "样例" },
        { { .state = "closed" }, "状态：已结案\n", "样例：已结案", "首页" },
        { { .state = "已结案" }, "状态：已结案\n", "样例：已结案", "首页" },
        { { .category = "nai" }, "类别：网络攻击事件\n", NULL, "样例" },
        { { .category = "网络攻击事件" }, "类别：网络攻击事件\n", NULL, "样例" },
        { { .words = "断开外网" }, "查找：“断开外网”\n", "首页", "样例：已结案" }, /* as the log has it */
        { { .words = "样例", .from = "" }, "发现于 2026-09-01 及以前；查找：“样例”\n", "样例：去年的", NULL },
        { { .from = "2025-11-05", .to = "2025-11-05" }, "发现于 2025-11-05 当天\n", "样例：去年的", "样例：已结案" },
        { { .to = "2025-12-31" }, "发现于 2025-01-01 至 2025-12-31\n", "样例：去年的", "样例：已结案" },
        { { .to = "2026-09-02" }, "发现于 2026-01-01 至 2026-09-01\n", "样例：已结案", "样例：去年的" },
        { { .grade = "较大", .state = "recovered", .words = "首页" },
          "级别：较大；状态：已恢复；查找：",
          "首页",
          "样例：已结案" },
    };
    static const struct register_choice wrong[] = {
        { .grade = "5" }, { .grade = "" }, { .state = "样例" }, { .category = "样例" }, { .from = "2026-09-02" }
    };
    struct report_request request = {
        .store = store, .school = school_named("cangzhou"), .day = DAY, .now = STANDING, .paper = usual
    };
    struct buf out = { 0 };
    for (size_t i = 0; i < COUNT(choices); i++) {
        request.chosen = choices[i].chosen;
        must(report_print(report_named("incidents"), &request, &out, &err));
        assert_has(buf_text(&out), "登记范围：发现于 ");
        assert_has(buf_text(&out), choices[i].told);
        if (choices[i].has != NULL)
            assert_has(strstr(buf_text(&out), "发现时间"), choices[i].has);
        else
            assert_has(buf_text(&out), "（暂无记录）");
        if (choices[i].lacks != NULL)
            assert_lacks(strchr(strstr(buf_text(&out), "登记范围"), '\n'), choices[i].lacks);
    }
    for (size_t i = 0; i < COUNT(wrong); i++) {
        request.chosen = wrong[i];
        ck_assert_int_eq(report_print(report_named("incidents"), &request, &out, &err), -1);
        ck_assert_str_ne(err.text, "");
    }
    buf_free(&out);
}
END_TEST

/* An incident of the publicity department, found so many days ago. */
static int64_t found_days_ago(int days, bool opinion)
{
    struct bodies bodies = { 0 };
    struct incident_fields fields = { .school = school_named("cangzhou")->id,
                                      .title = "样例：单位的",
                                      .opinion = opinion,
                                      .found_at = STANDING - days * 24 * HOUR };
    int64_t id = 0;
    must(read_bodies(store, fields.school, DAY, &bodies, &err));
    fields.body = body_named(&bodies, "党委宣传部")->id;
    must(incident_open(&session, &fields, &id, &err));
    LIST_FREE(&bodies);
    return id;
}

static const char *record_of(int64_t incident, enum format format, struct buf *out)
{
    char id[32];
    snprintf(id, sizeof id, "%" PRId64, incident);
    const struct wanted wanted = { "", "incident", "cangzhou", id };
    buf_free(out);
    must(print(&wanted, format, (struct paper_options){ .width = 160, .lines = 60 }, out));
    return buf_text(out);
}

/* With who held each post when it was found, and the plan of its kind. */
START_TEST(a_record_says_whom_to_call)
{
    static const char people[] = "单位,岗位,姓名,电话,夜间电话,起,止\n"
                                 "党委宣传部,党政主要负责人,样例前任,0317-0000001,13000000001,2020-01-01,2026-08-29\n"
                                 "党委宣传部,党政主要负责人,样例后任,0317-0000002,,2026-08-30,\n";
    struct import_result result;
    struct faults faults = { 0 };
    struct buf out = { 0 };
    must(import_people(&session, school_named("cangzhou")->id, "p.csv", people, sizeof people - 1, &result, &faults,
                       &err));
    int64_t before = found_days_ago(3, true), after = found_days_ago(2, false);
    const char *text = record_of(before, FORMAT_TEXT, &out);
    assert_has(text, "一、联系人（发现之日 2026-08-29 任职的）");
    assert_has(text, "样例前任");
    assert_has(text, "0317-0000001");
    assert_has(text, "13000000001");
    assert_has(text, "（空缺）");
    assert_lacks(text, "样例后任");
    assert_has(text, "《沧州师范学院突发事件舆情处置应急预案》（学校网络安全和信息化工作领导小组，第七条第二款）");
    assert_has(text, "办公室、处");
    text = record_of(before, FORMAT_JSON, &out);
    assert_has(text, "\"name\": \"样例前任\"");
    assert_has(text, "\"night_phone\": \"13000000001\"");
    assert_has(text, "\"name\": \"《沧州师范学院突发事件舆情处置应急预案》\"");
    text = record_of(after, FORMAT_TEXT, &out);
    assert_has(text, "样例后任");
    assert_lacks(text, "样例前任");
    assert_has(text, "《沧州师范学院网络安全事件应急预案》（学校网络安全和信息化工作领导小组，第七条）");
    faults_free(&faults);
    buf_free(&out);
}
END_TEST

/* A unit is told too, in the register and in the list of what is owed; of one drill the paper names it. */
START_TEST(a_register_names_unit_and_drill)
{
    struct report_request request = { .store = store,
                                      .school = school_named("cangzhou"),
                                      .body = "党委宣传部",
                                      .day = DAY,
                                      .now = STANDING,
                                      .paper = usual };
    struct buf out = { 0 };
    must(report_print(report_named("incidents"), &request, &out, &err));
    assert_has(buf_text(&out), "；单位：党委宣传部及其下属\n");
    must(report_print(report_named("clocks"), &request, &out, &err));
    assert_has(buf_text(&out), "单位：党委宣传部及其下属\n");
    request.body = NULL;
    must(report_print(report_named("clocks"), &request, &out, &err));
    assert_lacks(buf_text(&out), "单位：");
    request.chosen.drill = 1;
    must(report_print(report_named("drill-incidents"), &request, &out, &err));
    assert_has(buf_text(&out), "；演练：样例演练\n");
    assert_has(buf_text(&out), "样例：演练事件");
    request.chosen.drill = 77;
    must(report_print(report_named("drill-incidents"), &request, &out, &err));
    assert_lacks(buf_text(&out), "样例：演练事件");
    buf_free(&out);
}
END_TEST

/* The same by options of the command line. */
START_TEST(a_choice_is_made_by_options)
{
#define REGISTER "print", "incidents", "--school", "cangzhou"
    ZEREN(0, "log", "new", "--school", "cangzhou", "样例：挖矿", "样例：内网一台主机");
    ZEREN(0, "log", "add", "1", "assessed", "样例", "--grade", "2");
    ZEREN(0, "log", "new", "--school", "cangzhou", "样例：断网");
    ZEREN(0, "log", "add", "2", "closed");
    const char *page = OUT(ZEREN(0, REGISTER, "--grade", "2"));
    assert_has(page, "；级别：重大\n");
    assert_has(page, "样例：挖矿");
    assert_lacks(page, "样例：断网");
    page = OUT(ZEREN(0, REGISTER, "--state", "closed"));
    assert_has(page, "；状态：已结案\n");
    assert_has(page, "样例：断网");
    assert_lacks(page, "样例：挖矿");
    page = OUT(ZEREN(0, REGISTER, "--search", "内网 主机", "--format", "csv"));
    assert_has(page, "样例：挖矿");
    assert_lacks(page, "样例：断网");
    assert_lacks(OUT(ZEREN(0, REGISTER, "--search", "样例\n数量：77\x1b[2J")), "\n数量：77");
    assert_has(OUT(ZEREN(0, REGISTER, "--category", "MI")), "（暂无记录）");
    assert_has(ERR(ZEREN(1, REGISTER, "--category", "样例")), "网络攻击事件");
    assert_has(ERR(ZEREN(1, REGISTER, "--state", "样例")), "contained");
    assert_has(ERR(ZEREN(1, REGISTER, "--grade", "样例")), "特别重大");
    assert_has(ERR(ZEREN(2, REGISTER, "--drill")), "print incidents 不能用 --drill");
    assert_has(ERR(ZEREN(2, "print", "clocks", "--school", "cangzhou", "--state", "open")), "不能用 --state");
    assert_has(ERR(ZEREN(1, "print", "drill-incidents", "--school", "cangzhou", "--drill")), "没有参加");
    behind_the_back(
        store_file(),
        "INSERT INTO drill(id, school, name, started, leader) SELECT n.i, s.id, '样例演练' || n.i, n.i, 'root'"
        " FROM school s, (SELECT 1 AS i UNION SELECT 2) n WHERE s.key = 'cangzhou';"
        "INSERT INTO drill_member(drill, login, joined) SELECT 1, login, 1 FROM account");
    ZEREN(0, "log", "new", "--school", "cangzhou", "--drill", "样例：第一次");
    behind_the_back(store_file(), "UPDATE drill SET ended = 5 WHERE id = 1; DELETE FROM drill_member;"
                                  "INSERT INTO drill_member(drill, login, joined) SELECT 2, login, 1 FROM account");
    ZEREN(0, "log", "new", "--school", "cangzhou", "--drill", "样例：第二次");
    page = OUT(ZEREN(0, "print", "drill-incidents", "--school", "cangzhou", "--drill"));
    assert_has(page, "；演练：样例演练2\n");
    assert_has(page, "样例：第二次");
    assert_lacks(page, "样例：第一次");
    assert_has(OUT(ZEREN(0, "print", "drill-incidents", "--school", "cangzhou")), "样例：第一次");
#undef REGISTER
}
END_TEST

/* From the command line: what is wrong use, and what is not there. */
START_TEST(told_when_they_cannot_be_printed)
{
    ZEREN(2, "print", "incident");
    ZEREN(2, "print", "clocks", "1", "--school", "cangzhou");
    ZEREN(2, "print", "duties", "--school", "cangzhou", "--from", "2026-01-01");
    ZEREN(2, "print", "incidents", "--school", "cangzhou", "--from", "样例");
    assert_has(ERR(ZEREN(1, "print", "incidents", "--school", "cangzhou", "--from", "2999-01-01")), "晚于截至日期");
    assert_has(ERR(ZEREN(1, "print", "incident", "77")), "没有事件 77");
    assert_has(ERR(ZEREN(1, "print", "report-form", "样例没有")), "没有事件 样例没有");
    ZEREN(1, "print", "incident", "99999999999999999999");
    ZEREN(0, "log", "new", "--school", "meijia", "样例");
    assert_has(OUT(ZEREN(0, "print", "incident", "1")), "美珈");
    assert_has(OUT(ZEREN(0, "print", "report-form", "1", "--format", "csv")), "样例");
}
END_TEST

Suite *incident_papers_suite(void)
{
    Suite *suite = suite_create("papers");
    TCase *t = place_case(suite, "papers");
    tcase_add_checked_fixture(t, make_store, drop_store);
    tcase_add_loop_test(t, papers_are_as_kept, 0, (int)COUNT(papers));
    tcase_add_loop_test(t, pages_hold_at_every_width, 0, (int)COUNT(papers));
    tcase_add_test(t, a_drill_is_marked_and_nothing_else);
    tcase_add_test(t, what_is_real_says_so_in_a_drill);
    tcase_add_test(t, a_register_is_of_a_period);
    tcase_add_test(t, a_register_is_of_a_choice);
    tcase_add_test(t, a_register_names_unit_and_drill);
    tcase_add_test(t, a_choice_is_made_by_options);
    tcase_add_test(t, a_record_says_whom_to_call);
    tcase_add_test(t, told_when_they_cannot_be_printed);
    return suite;
}
