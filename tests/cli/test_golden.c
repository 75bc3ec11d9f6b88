/* What is printed, kept as files and compared byte for byte (GENERATE=1 renews them), and what holds for every page of
 * text: no line wider than the paper, the bars of a table below each other, no mark where it must not stand, each page
 * as long as it should be, with its number. */
#include "cli/place.h"

#include "base/file.h"
#include "base/mem.h"
#include "cli/pages.h"
#include "domain/account.h"
#include "domain/change_people.h"
#include "domain/drill.h"
#include "domain/import.h"
#include "domain/incident.h"
#include "domain/review.h"
#include "domain/setup.h"
#include "report/report.h"
#include "store/db.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2026-09-01 08:00 in China. */
enum { STANDING = 1788220800 };
#define LOGIN "yangli"
#define DAY "2026-09-01"

#define BODIES_HEAD "单位,类别,上级\n"
#define PEOPLE_HEAD "单位,岗位,姓名,工号,电话,夜间电话,起,止,备案日期,备案号\n"

static const struct sample {
    const char *school, *bodies, *people;
} samples[] = {
    { "cangzhou", BODIES_HEAD "样例学院,院系,\n样例中心Data Centre (No. 2),单位,\n",
      PEOPLE_HEAD
      "书记和校长,党委书记,样例甲,C001,0317-1000001,13800000001,2025-03-01,,,\n"
      "书记和校长,校长,样例乙,C002,0317-1000002,13800000002,2024-09-01,,,\n"
      "党委分管领导,党委分管领导,样例丙,C003,0317-1000003,,2024-09-01,2026-08-31,,\n" /* left the day before */
      "网络安全专家,专家,样例丁,,13800000004,,2026-01-01,,,\n"
      "网络安全专家,专家,样例戊,,13800000005,,2026-01-01,,,\n"
      "党委宣传部,党政主要负责人,样例己,C006,13800000006,13900000006,2026-09-01,,,\n" /* begins on the day */
      "现代教育技术中心,直接负责人,样例庚,C007,13800000007,,2026-09-02,,,\n"          /* begins the day after */
      "样例学院,党政主要负责人,欧阳样例·买买提,C008,13800000008,,2026-01-01,,,\n"
      "样例学院,直接负责人,Sample Zhang,C009,+86 13800000009,,2026-01-01,,,\n" },
    { "dalian-medical", BODIES_HEAD "样例学院,院系,\n",
      PEOPLE_HEAD "学校党委,学校党委主要负责人,样例甲,D001,0411-1000001,,2025-03-01,,,\n"
                  "党委宣传部,领导班子主要负责人,样例乙,D002,13800000002,13900000002,2025-03-01,,,\n" },
    { "meijia", BODIES_HEAD "样例学院,院系,\n",
      PEOPLE_HEAD
      "网络安全和信息化领导小组,组长,样例甲,M001,0712-1000001,13800000001,2025-03-01,,,\n"
      "教务处,二级单位主要负责人,样例乙,M002,13800000002,,2025-03-01,,,\n"
      "教务处,网络安全和信息化专员,样例丙,M003,13800000003,13900000003,2026-03-01,,2026-03-05,样备〔2026〕1号\n"
      "样例学院,网络安全和信息化专员,样例丁,M004,13800000004,13900000004,2026-05-01,,,\n" },
    { "hrbeu", BODIES_HEAD "样例一学院分党委,院系,\n样例二学院党总支,院系,\n",
      PEOPLE_HEAD "学校党委,学校党委书记,样例甲,H001,0451-1000001,,2025-03-01,,,\n"
                  "样例一学院分党委,分党委、党总支书记,样例乙,H002,13800000002,,2025-03-01,,,\n"
                  "样例一学院分党委,其他领导班子成员,样例丙,H003,13800000003,,2025-03-01,,,\n"
                  "样例一学院分党委,其他领导班子成员,样例丁,H004,13800000004,,2025-06-01,,,\n" },
};
enum { SAMPLES = sizeof samples / sizeof samples[0] };

/* No command writes these yet: put in by hand, for the two pages that show them. */
static const char *const by_hand[] = {
    "INSERT INTO asset(school, body, name, kind, address, level, purpose, scale, risk, contact) SELECT b.school, b.id, "
    "'样例门户网站',"
    " 'site', 'https://www.sample.example/index.html?from=campus', 3, "
    "'发布学校的新闻（含通知、公告），服务师生和公众', '1 台', '中',"
    " (SELECT id FROM person n WHERE n.school = b.school AND n.name = '样例甲') FROM body b"
    " JOIN school s ON s.id = b.school WHERE s.key IN ('cangzhou', 'meijia') AND b.name IN ('党委宣传部', '教务处')",
    "INSERT INTO asset(school, body, name, kind, purpose) SELECT b.school, b.id, '样例平台', 'platform', '教学' FROM "
    "body b"
    " JOIN school s ON s.id = b.school WHERE s.key IN ('cangzhou', 'meijia') AND b.name = '样例学院'",
    "INSERT INTO fulfilment(obligation, body, day, evidence) SELECT o.id, o.body, '2026-04-01', '样例会议纪要' FROM "
    "obligation o"
    " JOIN body b ON b.id = o.body WHERE b.each = 0 AND o.every = 'year'",
    "INSERT INTO fulfilment(obligation, body, day, evidence) SELECT o.id, b.id, '2023-04-01', '样例记录' FROM "
    "obligation o"
    " JOIN body b ON b.class = o.body WHERE o.every = 'year' AND b.name IN ('教务处', '组织部')",
};

/* In each school an incident that was reported late, and its review up to the proposal. */
static const struct review_sample {
    const char *school, *body, *fact, *circumstance, *disposition, *recipient, *involved;
} review_samples[] = {
    { "cangzhou", "样例学院", "other_serious_harm", "8.9", "诫勉", "学校党委", "C009" },
    { "dalian-medical", "党委宣传部", "other_serious_harm", "9.8", "问责", "纪检监察部门", "D002" },
    { "meijia", "教务处", "adverse_consequence", "17.2", "通报批评", "学校党委（党总支）", "M003" },
    { "hrbeu", "样例一学院分党委", "other_serious_harm", "7.8", "问责", "纪委", "H003" },
};

static struct store *store;
static struct schools schools;

static void import_sample(const struct session *session, const struct sample *sample)
{
    struct import_result result;
    struct faults faults = { 0 };
    struct err err = { "" };
    int64_t school = 0;
    for (size_t i = 0; i < schools.n; i++)
        if (strcmp(schools.v[i].key, sample->school) == 0)
            school = schools.v[i].id;
    int rc =
        import_bodies(session, school, "bodies.csv", sample->bodies, strlen(sample->bodies), &result, &faults, &err);
    if (rc == 0)
        rc = import_people(session, school, "people.csv", sample->people, strlen(sample->people), &result, &faults,
                           &err);
    ck_assert_msg(rc == 0, "%s: %s %s", sample->school, err.text, faults.n > 0 ? faults.v[0].text : "");
    faults_free(&faults);
}

__attribute__((format(printf, 1, 2))) static int64_t id_of(const char *format, ...)
{
    char sql[512];
    va_list args;
    va_start(args, format);
    vsnprintf(sql, sizeof sql, format, args);
    va_end(args);
    sqlite3_stmt *row;
    ck_assert_msg(sqlite3_prepare_v2(store->db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW,
                  "%s", sql);
    int64_t id = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return id;
}

static void must(int rc, const struct err *err)
{
    ck_assert_msg(rc == 0, "%s", err->text);
}

static void decide_sample(const struct session *session, const struct review_sample *sample, int64_t school, int64_t id)
{
    struct err err = { "" };
    int64_t body = id_of("SELECT id FROM body WHERE school = %lld AND name = '%s'", (long long)school, sample->body);
    const struct verdict verdict = {
        .review = id,
        .circumstance = id_of("SELECT c.id FROM circumstance c JOIN rule r ON r.id = c.rule WHERE r.school = %lld AND"
                              " c.key = '%s'",
                              (long long)school, sample->circumstance),
        .decided = "met",
        .reason = "样例：经核对日志，事实清楚。"
    };
    struct finding_fields finding = {
        .review = id,
        .scope = "collective",
        .body = body,
        .disposition = id_of("SELECT d.id FROM disposition d JOIN rule r ON r.id = d.rule WHERE r.school = %lld AND"
                             " d.name = '%s'",
                             (long long)school, sample->disposition),
        .recipient =
            id_of("SELECT id FROM body WHERE school = %lld AND name = '%s'", (long long)school, sample->recipient),
        .reason = "样例：没有落实本单位的网络安全责任。"
    };
    must(review_decide(session, &verdict, &err), &err);
    must(review_conclude(session, &finding, &id, &err), &err);
    finding.scope = "individual";
    finding.body = 0;
    finding.person = id_of("SELECT id FROM person WHERE number = '%s'", sample->involved);
    finding.words = "直接责任";
    finding.reason = "样例：违规操作。";
    must(review_conclude(session, &finding, &id, &err), &err);
}

static void review_sample(const struct session *session, const struct review_sample *sample)
{
    struct err err = { "" };
    int64_t school = id_of("SELECT id FROM school WHERE key = '%s'", sample->school), incident, review;
    const struct incident_fields fields = { .school = school,
                                            .title = "样例网站被篡改",
                                            .body = id_of("SELECT id FROM body WHERE school = %lld AND name = '%s'",
                                                          (long long)school, sample->body),
                                            .found_at = STANDING - 5 * 3600,
                                            .happened_at = STANDING - 6 * 3600 };
    const struct fact_fields fact = { .known = true,
                                      .value = 1,
                                      .fact = id_of("SELECT id FROM fact WHERE key = '%s'", sample->fact),
                                      .reason = "样例：查实" };
    struct fact_fields said = fact;
    must(incident_open(session, &fields, &incident, &err), &err);
    must(incident_grade(session, incident, 3, "样例：影响较大", 0, NULL, &err), &err);
    must(review_open(session, incident, &review, &err), &err);
    said.incident = incident;
    must(fact_set(session, &said, &err), &err);
    must(review_forward(session, review, "gathering", NULL, "样例：调取日志", &err), &err);
    must(review_involve(session, review, id_of("SELECT id FROM person WHERE number = '%s'", sample->involved), NULL,
                        "样例：值班时误操作", &err),
         &err);
    decide_sample(session, sample, school, review);
    if (strcmp(sample->school, "meijia") == 0) { /* what the clocks say is met too */
        const struct verdict late = { .review = review,
                                      .circumstance = id_of("SELECT id FROM circumstance WHERE key = '17.1'"),
                                      .decided = "met",
                                      .reason = "样例：逾期未报。" };
        must(review_decide(session, &late, &err), &err);
    }
    must(review_forward(session, review, "proposed", NULL, NULL, &err), &err);
}

static void add_reviews(const struct session *session)
{
    struct err err = { "" };
    int64_t cangzhou = id_of("SELECT id FROM school WHERE key = 'cangzhou'"), id;
    const struct new_person person = { .school = cangzhou, .number = "R001", .name = "样例审" };
    must(person_add(session, &person, &id, &err), &err);
    must(account_link(session, LOGIN, cangzhou, "R001", &err), &err);
    for (size_t i = 0; i < sizeof review_samples / sizeof review_samples[0]; i++)
        review_sample(session, &review_samples[i]);
}

/* In each school one that is over, with nothing in it. */
static void add_drills(const struct session *session)
{
    for (size_t i = 0; i < schools.n; i++) {
        struct err err = { "" };
        char name[64];
        int64_t id;
        snprintf(name, sizeof name, "样例演练 %s", schools.v[i].key);
        const struct drill_fields fields = { .school = schools.v[i].id, .name = name };
        must(drill_start(session, &fields, &id, &err), &err);
        must(drill_end(session, id, false, NULL, &err), &err);
    }
}

/* The same on each machine: a standing clock, a fixed login. */
static void make_store(void)
{
    char *folders[SAMPLES], *data = source_path("data");
    struct faults faults = { 0 };
    struct session session;
    struct err err;
    for (size_t i = 0; i < SAMPLES; i++) {
        char name[64];
        snprintf(name, sizeof name, "rules/%s", samples[i].school);
        folders[i] = path_join(data, name);
    }
    struct setup setup = { .path = at("golden/x.db"),
                           .login = LOGIN,
                           .data = data,
                           .folders = (const char *const *)folders,
                           .folders_n = SAMPLES,
                           .options = { .clock = clock_standing(STANDING) } };
    ck_assert_msg(setup_store(&setup, &faults, &err) == 0, "%s", err.text);
    ck_assert_msg(store_open(&store, setup.path, &setup.options, &err) == 0, "%s", err.text);
    ck_assert_msg(session_open(&session, store, LOGIN, &err) == 0, "%s", err.text);
    ck_assert_int_eq(read_schools(store, &schools, &err), 0);
    for (size_t i = 0; i < SAMPLES; i++)
        import_sample(&session, &samples[i]);
    add_reviews(&session);
    add_drills(&session);
    session_done(&session);
    for (size_t i = 0; i < sizeof by_hand / sizeof by_hand[0]; i++)
        behind_the_back(at("golden/x.db"), by_hand[i]);
    for (size_t i = 0; i < SAMPLES; i++)
        mem_free(folders[i]);
    mem_free(data);
    faults_free(&faults);
}

static void drop_store(void)
{
    LIST_FREE(&schools);
    store_close(store);
}

/* A changeset's bytes, and so the hash, may be others with another SQLite: its digits are not compared. */
static void hide_hash(struct buf *text)
{
    for (char *p = text->v; p != NULL && (p = strstr(p, "\n存证 ")) != NULL;) {
        p = strchr(p, ':');
        for (p++; strchr("0123456789abcdef", *p) != NULL; p++)
            *p = 'x';
    }
}

static void print(struct buf *out, const char *school, const char *report, enum format format,
                  struct paper_options paper)
{
    struct err err;
    char number[64]; /* of the school's first incident: what a report about one record is asked for, or its drill */
    snprintf(number, sizeof number, strcmp(report, "drill") == 0 ? "样例演练 %s" : "%s-2026-001", school);
    const struct report *wanted_report = report_named(report);
    struct report_request request = { .store = store,
                                      .day = DAY,
                                      .now = STANDING,
                                      .subject = wanted_report->subject == NULL ? NULL : number,
                                      .format = format,
                                      .paper = paper };
    for (size_t i = 0; i < schools.n; i++)
        if (strcmp(schools.v[i].key, school) == 0)
            request.school = &schools.v[i];
    ck_assert_msg(report_print(wanted_report, &request, out, &err) == 0, "%s", err.text);
    if (format == FORMAT_TEXT) {
        struct pages_wanted wanted = { .paper = paper, .as_of = DAY };
        const char *fault = pages_fault(buf_text(out), &wanted);
        ck_assert_msg(fault == NULL, "%s %s: %s", school, report, fault);
    }
    hide_hash(out);
}

static void compare(const char *school, const char *report, const char *variant, enum format format,
                    struct paper_options paper)
{
    static const char *const ends[] = { "txt", "csv", "json" };
    char name[128];
    struct buf out = { 0 };
    print(&out, school, report, format, paper);
    snprintf(name, sizeof name, "%s-%s%s.%s", school, report, variant, ends[format]);
    const char *fault = golden_compare(name, buf_text(&out), out.n);
    buf_free(&out);
    ck_assert_msg(fault == NULL, "%s", fault);
}

static const struct paper_options usual = { .width = 80, .lines = 60 };

START_TEST(each_report_of_each_school)
{
    for (const struct report *report = reports; report->name != NULL; report++)
        compare(samples[_i].school, report->name, "", FORMAT_TEXT, usual);
    compare(samples[_i].school, "duties", "", FORMAT_CSV, usual);
    compare(samples[_i].school, "duties", "", FORMAT_JSON, usual);
}
END_TEST

START_TEST(other_papers)
{
    compare("cangzhou", "duties", "-wide", FORMAT_TEXT,
            (struct paper_options){ .width = 80, .lines = 60, .wide = true });
    compare("cangzhou", "duties", "-ascii", FORMAT_TEXT,
            (struct paper_options){ .width = 80, .lines = 60, .ascii = true });
    compare("cangzhou", "duties", "-120x40", FORMAT_TEXT, (struct paper_options){ .width = 120, .lines = 40 });
    compare("cangzhou", "matrix", "", FORMAT_CSV, usual);
    static const char *const in_json[] = { "matrix",      "org",    "contacts", "rule",
                                           "obligations", "assets", "review",   "proposal" };
    for (size_t i = 0; i < sizeof in_json / sizeof in_json[0]; i++)
        compare("cangzhou", in_json[i], "", FORMAT_JSON, usual);
}
END_TEST

/* Every paper, not only those kept: print() looks at its pages. */
START_TEST(pages_hold_on_every_paper)
{
    static const int widths[] = { PAPER_WIDTH_LEAST, PAPER_WIDTH_LEAST + 1, 57, 60, 79, 80, 100, 132, 200, 1000 },
                     lines[] = { 0, 16, 17, 25, 60, 66, 400 };
    for (const struct report *report = reports; report->name != NULL; report++)
        for (size_t w = 0; w < sizeof widths / sizeof widths[0]; w++) {
            size_t l = w % (sizeof lines / sizeof lines[0]);
            for (int mode = 0; mode < 4; mode++) {
                struct buf out = { 0 };
                struct paper_options paper = {
                    .width = widths[w], .lines = lines[(l + (size_t)mode * 2) % 7], .wide = mode & 1, .ascii = mode >> 1
                };
                print(&out, samples[_i].school, report->name, FORMAT_TEXT, paper);
                buf_free(&out);
            }
        }
}
END_TEST

START_TEST(the_same_bytes_each_time)
{
    for (const struct report *report = reports; report->name != NULL; report++)
        for (int format = 0; format < 3; format++) {
            struct buf one = { 0 }, two = { 0 };
            print(&one, samples[_i].school, report->name, (enum format)format, usual);
            print(&two, samples[_i].school, report->name, (enum format)format, usual);
            assert_same(buf_text(&one), buf_text(&two));
            buf_free(&one);
            buf_free(&two);
        }
}
END_TEST

/* Looking through pages that are wrong: that the looking finds it. */
START_TEST(a_faulty_page_is_found)
{
    static const struct {
        const char *from, *to;
    } spoils[] = {
        { "│ 序号 │", "│ 序号  │" },
        { "第 2 页", "第 3 页" },
        { "共 ", "共 1" },
        { "数据截至 ", "数据截自 " },
        { "\n\n", "\n" },
        { "存证 ", "凭证 " },
        { "责任任务", "责任任务责任任务责任任务责任任务责任任务责任任务责任任务" },
        { "┼", "─" },
        { "│ 负", "│ ，" },
        { "（盖章）", "（盖章（" },
        { "┴", "─" },
    };
    struct pages_wanted wanted = { .paper = usual, .as_of = DAY };
    struct buf out = { 0 };
    print(&out, "cangzhou", "duties", FORMAT_TEXT, usual);
    for (size_t i = 0; i < sizeof spoils / sizeof spoils[0]; i++) {
        struct buf spoilt = { 0 };
        const char *place = strstr(out.v, spoils[i].from);
        ck_assert_ptr_nonnull(place);
        buf_add(&spoilt, out.v, (size_t)(place - out.v));
        buf_adds(&spoilt, spoils[i].to);
        buf_adds(&spoilt, place + strlen(spoils[i].from));
        ck_assert_msg(pages_fault(spoilt.v, &wanted) != NULL, "“%s” for “%s” is not found", spoils[i].to,
                      spoils[i].from);
        buf_free(&spoilt);
    }
    buf_free(&out);
}
END_TEST

Suite *golden_suite(void)
{
    Suite *suite = suite_create("golden");
    TCase *kept = place_case(suite, "golden");
    tcase_add_checked_fixture(kept, make_store, drop_store);
    tcase_add_loop_test(kept, each_report_of_each_school, 0, SAMPLES);
    tcase_add_test(kept, other_papers);
    TCase *pages = place_case(suite, "pages");
    tcase_add_checked_fixture(pages, make_store, drop_store);
    tcase_add_loop_test(pages, pages_hold_on_every_paper, 0, SAMPLES);
    tcase_add_loop_test(pages, the_same_bytes_each_time, 0, SAMPLES);
    tcase_add_test(pages, a_faulty_page_is_found);
    return suite;
}
