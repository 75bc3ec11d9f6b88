/* Holds reviews to their rules: who may sign, that nobody reviews himself, states one by one, what the rules of each
 * school allow to be found, and that late reports come before the reviewer by themselves. */
#include "chain.h"
#include "domain/account.h"
#include "domain/incident.h"
#include "domain/log.h"
#include "domain/review.h"
#include "domain/review_tell.h"
#include "report/report.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>

enum { DAY = 24 * 3600, HOUR = 3600 };

static char *folder, *path;
static struct store *store;
static struct session root, judge, other;
static struct err err;
static struct review_case c;

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
    root = seeded_session(store, "root");
    judge = chain_reviewer(store, "cangzhou", "judge", "reviewer");
    other = chain_reviewer(store, "cangzhou", "other", "admin");
    c = (struct review_case){ .v = NULL };
}

static void close_copy(void)
{
    review_case_free(&c);
    session_done(&other);
    session_done(&judge);
    session_done(&root);
    store_close(store);
    ck_verified(path);
    seeded_drop(path, folder);
}

static int64_t open_incident(const char *school, int64_t body, int64_t found_at)
{
    const struct incident_fields fields = {
        .school = seeded_school(store, school), .title = "样例", .body = body, .found_at = found_at
    };
    int64_t id;
    if (incident_open(&root, &fields, &id, &err) != 0)
        ck_abort_msg("%s", err.text);
    return id;
}

static int64_t opened(int64_t incident)
{
    int64_t id;
    if (review_open(&judge, incident, &id, &err) != 0)
        ck_abort_msg("%s", err.text);
    return id;
}

static void again(int64_t review)
{
    review_case_free(&c);
    if (review_read(store, review, SEEDED_NOW, &c, &err) != 0)
        ck_abort_msg("%s", err.text);
}

static int64_t entries(void)
{
    return raw_int(store->db, "SELECT count(*) FROM journal");
}

static int set_fact(const struct session *session, int64_t incident, const char *key, int64_t value)
{
    const struct fact_fields fields = {
        .incident = incident, .fact = chain_fact(store, key), .known = true, .value = value
    };
    return fact_set(session, &fields, &err);
}

static int64_t log_kind_of(int64_t incident, const char *kind)
{
    const struct log_line line = { .incident = incident, .kind = kind };
    int64_t id;
    if (log_add(&root, &line, &id, &err) != 0)
        ck_abort_msg("%s", err.text);
    return id;
}

/* The circumstance with this key in the case that was read last. */
static const struct review_row *row_of(const char *key)
{
    for (size_t i = 0; i < c.n; i++)
        if (c.v[i].judgement != NULL && strcmp(c.v[i].judgement->circumstance->key, key) == 0)
            return &c.v[i];
    ck_abort_msg("no %s", key);
    return NULL;
}

static int decide(const struct session *session, int64_t review, const char *key, const char *decided,
                  const char *reason)
{
    again(review);
    const struct verdict verdict = {
        .review = review, .circumstance = row_of(key)->circumstance, .decided = decided, .reason = reason
    };
    return review_decide(session, &verdict, &err);
}

/* --- Opening --- */

START_TEST(only_real_incidents_once_by_who_may_and_is_known)
{
    int64_t id, drill = raw_int(store->db, "SELECT id FROM incident WHERE drill IS NOT NULL");
    int64_t incident = open_incident("cangzhou", chain_unit(store, "cangzhou"), 0), before = entries();
    ck_assert_int_eq(review_open(&judge, drill, &id, &err), -1);
    ck_sentence(&err, "演练不问责");
    ck_assert_int_eq(review_open(&judge, 99999, &id, &err), -1);
    ck_assert_int_eq(review_open(&root, incident, &id, &err), -1); /* nobody says who root is */
    ck_sentence(&err, "zeren account link root --person");
    static const char *const roles[] = { "recorder", "reader", "officer" };
    for (size_t i = 0; i < 3; i++) {
        struct session session = judge;
        session.role = roles[i];
        ck_assert_int_eq(review_open(&session, incident, &id, &err), -1);
        ck_sentence(&err, "不能审查问责");
    }
    ck_assert_int_eq(entries(), before);
    ck_assert_int_eq(review_open(&judge, incident, &id, &err), 0);
    ck_assert_int_eq(entries(), before + 1);
    again(id);
    ck_assert_str_eq(c.review->state, "opened");
    ck_assert_str_eq(c.steps.v[0].person_name, "judge");
    ck_assert_str_eq(c.steps.v[0].day, "2026-11-21");
    ck_assert_int_eq(review_open(&other, incident, &id, &err), -1);
    ck_sentence(&err, "已经有问责审查");
}
END_TEST

START_TEST(accounts_are_linked_by_number)
{
    int64_t cangzhou = seeded_school(store, "cangzhou");
    ck_assert_int_eq(account_link(&root, "root", cangzhou, "1001", &err), 0);
    ck_assert_int_eq(raw_int(store->db,
                             "SELECT person = (SELECT id FROM person WHERE number = '1001') FROM account WHERE"
                             " login = 'root'"),
                     1);
    ck_assert_int_eq(account_link(&root, "root", cangzhou, "no such", &err), -1);
    ck_sentence(&err, "no such");
    ck_assert_int_eq(account_link(&root, "nobody", cangzhou, "1001", &err), -1);
    ck_assert_int_eq(account_link(&judge, "judge", cangzhou, "1001", &err), -1);
    ck_sentence(&err, "不能管理账号");
    ck_assert_int_eq(account_link(&root, "root", 0, NULL, &err), 0);
    ck_assert_int_eq(raw_int(store->db, "SELECT person IS NULL FROM account WHERE login = 'root'"), 1);
}
END_TEST

START_TEST(a_review_is_found_by_id_and_number)
{
    int64_t incident = open_incident("cangzhou", 0, 0), review = opened(incident), id;
    ck_assert_int_eq(review_find(store, "cangzhou-2026-001", &id, &err), 0);
    ck_assert_int_eq(id, review);
    char name[24];
    snprintf(name, sizeof name, "%lld", (long long)review);
    ck_assert_int_eq(review_find(store, name, &id, &err), 0);
    ck_assert_int_eq(id, review);
    static const char *const none[] = { "99999", "cangzhou-2026-002", "", "演cangzhou-2026-001", "-1" };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        ck_assert_int_eq(review_find(store, none[i], &id, &err), -1);
}
END_TEST

/* --- Nobody reviews himself --- */

START_TEST(who_is_in_the_chain_cannot_review)
{
    static const struct {
        const char *school, *liability;
    } posts[] = { { "cangzhou", "direct" },       { "cangzhou", "first" }, { "dalian-medical", "first" },
                  { "dalian-medical", "direct" }, { "hrbeu", "first" },    { "hrbeu", "direct" },
                  { "meijia", "officer" },        { "meijia", "first" } };
    for (size_t i = 0; i < sizeof posts / sizeof posts[0]; i++) {
        int64_t unit, id;
        if (i == 0 || strcmp(posts[i].school, posts[i - 1].school) != 0)
            chain_unit(store, posts[i].school);
        unit = chain_body(store, posts[i].school, CHAIN_UNIT);
        char login[16];
        snprintf(login, sizeof login, "self%zu", i);
        chain_hold(store, posts[i].school, CHAIN_UNIT, posts[i].liability, login, login, "2025-01-01", NULL);
        struct session self = chain_reviewer(store, posts[i].school, login, "reviewer");
        int64_t incident = open_incident(posts[i].school, unit, 0), before = entries();
        ck_assert_msg(review_open(&self, incident, &id, &err) == -1, "%s %s", posts[i].school, posts[i].liability);
        ck_sentence(&err, "不能审查自己");
        int64_t review = opened(incident);
        again(review);
        const struct verdict verdict = {
            .review = review, .circumstance = c.v[0].circumstance, .decided = "not", .reason = "样例"
        };
        ck_assert_int_eq(review_decide(&self, &verdict, &err), -1);
        ck_sentence(&err, "不能审查自己");
        ck_assert_int_eq(review_forward(&self, review, "gathering", NULL, NULL, &err), -1);
        ck_assert_int_eq(review_involve(&self, review, 0, "样例", "样例", &err), -1);
        ck_assert_int_eq(entries(), before + 1);
        session_done(&self);
    }
}
END_TEST

/* Whoever held the post on another day is no part of it. */
START_TEST(who_came_later_can_review)
{
    int64_t unit = chain_unit(store, "cangzhou"), id;
    chain_hold(store, "cangzhou", CHAIN_UNIT, "first", "late", "late", "2026-11-21", NULL);
    struct session late = chain_reviewer(store, "cangzhou", "late", "reviewer");
    ck_assert_int_eq(review_open(&late, open_incident("cangzhou", unit, SEEDED_NOW - DAY), &id, &err), 0);
    ck_assert_int_eq(review_open(&late, open_incident("cangzhou", unit, SEEDED_NOW), &id, &err), -1);
    session_done(&late);
}
END_TEST

START_TEST(who_is_named_later_has_his_word_taken_again)
{
    int64_t incident = open_incident("cangzhou", chain_unit(store, "cangzhou"), 0), review = opened(incident);
    int64_t self = raw_int(store->db, "SELECT person FROM account WHERE login = 'judge'");
    ck_assert_int_eq(review_involve(&judge, review, self, NULL, "样例", &err), -1);
    ck_assert_int_eq(decide(&judge, review, "8.9", "not", "样例"), 0);
    ck_assert_int_eq(review_involve(&other, review, self, "样例外人", "样例：参与操作", &err), -1);
    ck_sentence(&err, "不再另写姓名");
    ck_assert_int_eq(review_involve(&other, review, self, NULL, "样例：参与操作", &err), 0);
    again(review);
    struct buf told = { 0 };
    review_tell_trace(&c, &c.trace.v[0], &told);
    ck_assert_ptr_nonnull(strstr(told.v, "样例：参与操作"));
    buf_free(&told);
    ck_assert_int_eq(review_involve(&other, review, self, NULL, "样例", &err), -1);
    ck_sentence(&err, "已经列为");
    ck_assert_int_eq(decide(&judge, review, "8.9", "not", "样例"), -1);
    ck_sentence(&err, "不能审查自己");
    ck_assert_int_eq(review_forward(&other, review, "gathering", NULL, NULL, &err), 0);
    ck_assert_int_eq(review_forward(&other, review, "proposed", NULL, NULL, &err), -1);
    ck_sentence(&err, "请由别的审查人重新决定");
    ck_assert_int_eq(decide(&other, review, "8.9", "not", "样例：重新决定"), 0);
    ck_assert_int_eq(review_forward(&other, review, "proposed", NULL, NULL, &err), 0);
    /* Taken down from the list, he may again. */
    again(review);
    ck_assert_int_eq(review_release(&other, review, c.persons.v[0].id, "样例：误列", &err), 0);
    ck_assert_int_eq(review_release(&other, review, c.persons.v[0].id, "样例", &err), -1);
    ck_assert_int_eq(decide(&judge, review, "8.9", "not", "样例"), 0);
    again(review);
    ck_assert_uint_eq(c.persons.n, 1); /* still to be read */
    ck_assert_str_eq(c.persons.v[0].withdrawn_reason, "样例：误列");
}
END_TEST

/* --- Circumstances --- */

START_TEST(the_computer_proposes_and_a_reviewer_decides)
{
    int64_t incident = open_incident("cangzhou", 0, 0), review = opened(incident), before;
    again(review);
    ck_assert_uint_eq(c.n, 9);
    ck_assert_int_eq(row_of("8.9")->judgement->truth, UNKNOWN);
    ck_assert_ptr_null(row_of("8.9")->last);
    ck_assert_int_eq(set_fact(&judge, incident, "other_serious_harm", 1), 0); /* a reviewer records facts too */
    again(review);
    ck_assert_int_eq(row_of("8.9")->judgement->truth, MET);
    before = entries();
    ck_assert_int_eq(decide(&judge, review, "8.9", "met", " "), -1);
    ck_sentence(&err, "理由");
    ck_assert_int_eq(decide(&judge, review, "8.9", "perhaps", "样例"), -1);
    ck_assert_int_eq(decide(&judge, review, "8.9", "", "样例"), -1);
    ck_assert_int_eq(entries(), before);
    ck_assert_int_eq(decide(&judge, review, "8.9", "met", "样例：查实"), 0);
    ck_assert_int_eq(set_fact(&judge, incident, "other_serious_harm", 0), 0);
    ck_assert_int_eq(decide(&other, review, "8.9", "not", "样例：更正"), 0);
    ck_assert_int_eq(decide(&judge, review, "8.1", "dropped", "样例：与本事件无关"), 0);
    again(review);
    ck_assert_str_eq(row_of("8.9")->last->decided, "not");
    ck_assert_str_eq(row_of("8.9")->last->proposed, "not");
    ck_assert_str_eq(row_of("8.9")->last->person_name, "other");
    ck_assert(!review_is_met(row_of("8.9")));
    ck_assert_uint_eq(c.decisions.n, 3); /* the first is kept, with what followed from the facts then */
    ck_assert_str_eq(c.decisions.v[0].proposed, "met");
    ck_assert_str_eq(row_of("8.1")->last->decided, "dropped");
    const struct verdict foreign = { .review = review,
                                     .circumstance = raw_int(store->db, "SELECT max(id) FROM circumstance"),
                                     .decided = "met",
                                     .reason = "样例" };
    ck_assert_int_eq(review_decide(&judge, &foreign, &err), -1); /* of another school's rule */
    ck_sentence(&err, "没有这种情形");
}
END_TEST

START_TEST(a_circumstance_is_added_and_dropped)
{
    int64_t review = opened(open_incident("meijia", 0, 0)), id, foreign, provision;
    provision = raw_int(store->db, "SELECT p.id FROM provision p JOIN rule r ON r.id = p.rule WHERE r.key = '73' AND"
                                   " p.path = '第九条'");
    foreign = raw_int(store->db, "SELECT p.id FROM provision p JOIN rule r ON r.id = p.rule JOIN school s ON s.id ="
                                 " r.school WHERE s.key = 'hrbeu' LIMIT 1");
    ck_assert_int_eq(review_add(&judge, review, "样例：其他严重危害", foreign, "样例", &id, &err), -1);
    ck_sentence(&err, "哪一条");
    ck_assert_int_eq(review_add(&judge, review, "", provision, "样例", &id, &err), -1);
    ck_assert_int_eq(review_add(&judge, review, "样例：其他严重危害", provision, "样例", &id, &err), 0);
    again(review);
    ck_assert_uint_eq(c.n, 4);
    const struct review_row *row = &c.v[3];
    ck_assert_str_eq(row->name, "样例：其他严重危害");
    ck_assert_str_eq(row->cite.path, "第九条");
    ck_assert(review_is_met(row) && row->judgement == NULL);
    struct verdict verdict = { .review = review, .added = id, .decided = "dropped", .reason = "样例：查无实据" };
    ck_assert_int_eq(review_decide(&judge, &verdict, &err), 0);
    again(review);
    ck_assert_uint_eq(c.n, 4);
    ck_assert(!review_is_met(&c.v[3]));
    ck_assert_str_eq(c.v[3].last->reason, "样例：查无实据");
    verdict.added = 901; /* a row of another review */
    ck_assert_int_eq(review_decide(&judge, &verdict, &err), -1);
}
END_TEST

/* --- Late reports --- */

START_TEST(late_reports_come_before_the_reviewer)
{
    /* Graded as 较大, found five hours ago: the national four hours are over. */
    static const char *const schools[] = { "meijia", "cangzhou" };
    for (size_t i = 0; i < 2; i++) {
        int64_t late = open_incident(schools[i], 0, SEEDED_NOW - 5 * HOUR);
        int64_t soon = open_incident(schools[i], 0, SEEDED_NOW - HOUR);
        ck_assert_int_eq(incident_grade(&root, late, 3, NULL, 0, NULL, &err), 0);
        ck_assert_int_eq(incident_grade(&root, soon, 3, NULL, 0, NULL, &err), 0);
        again(opened(soon));
        ck_assert_uint_eq(review_failing(&c), 0);
        for (size_t k = 0; k < c.n; k++)
            ck_assert(!c.v[k].reports);
        again(opened(late));
        ck_assert_uint_eq(review_failing(&c), 1);
        const struct review_row *row = row_of(i == 0 ? "17.1" : "8.5");
        ck_assert(row->reports);
        ck_assert_int_eq(row->judgement->truth, i == 0 ? MET : UNKNOWN); /* that it was concealed no clock can say */
        struct buf text = { 0 };
        review_tell_row(&c, row, &text);
        ck_assert_ptr_nonnull(strstr(text.v, "逾期未报，超过时限 60 分钟"));
        buf_free(&text);
    }
}
END_TEST

/* --- Findings --- */

static int64_t id_named(const char *table, const char *school, const char *name)
{
    char *sql = sqlite3_mprintf("SELECT x.id FROM %s x JOIN rule r ON r.id = x.rule JOIN school s ON s.id = r.school"
                                " WHERE s.key = %Q AND x.name = %Q",
                                table, school, name);
    int64_t id = raw_int(store->db, sql);
    sqlite3_free(sql);
    return id;
}

START_TEST(findings_are_what_the_rule_of_the_school_allows)
{
    static const struct {
        const char *school, *disposition, *recipient, *scope, *foreign;
        bool allowed;
    } cases[] = {
        { "cangzhou", "诫勉", "学校党委", "collective", "hrbeu", true },
        { "cangzhou", "按照国家有关法律规定处理", "学校党委", "individual", "meijia", true },
        { "dalian-medical", "问责", "纪检监察部门", "collective", "hrbeu", true },
        { "dalian-medical", "问责", "党委宣传部", "collective", "hrbeu", false }, /* not whom 第十条 names */
        { "hrbeu", "问责", "纪委", "individual", "dalian-medical", true },
        { "hrbeu", "问责", "审计处", "individual", "dalian-medical", false },
        { "meijia", "通报批评", "学校党委（党总支）", "collective", "cangzhou", true },
        { "meijia", "追究相关领导和人员责任", "学校党委（党总支）", "individual", "cangzhou", true },
        { "meijia", "追究相关领导和人员责任", "学校党委（党总支）", "collective", "cangzhou", false },
        { "meijia", "依法追究法律责任", "学校党委（党总支）", "collective", "cangzhou", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t unit = i == 0 || strcmp(cases[i].school, cases[i - 1].school) != 0
                           ? chain_unit(store, cases[i].school)
                           : chain_body(store, cases[i].school, CHAIN_UNIT);
        int64_t review = opened(open_incident(cases[i].school, unit, 0)), id;
        struct finding_fields fields = { .review = review,
                                         .scope = cases[i].scope,
                                         .body = unit,
                                         .name = strcmp(cases[i].scope, "individual") == 0 ? "样例外人" : NULL,
                                         .disposition = id_named("disposition", cases[i].school, cases[i].disposition),
                                         .recipient = chain_body(store, cases[i].school, cases[i].recipient),
                                         .reason = "样例" };
        ck_assert_msg((review_conclude(&judge, &fields, &id, &err) == 0) == cases[i].allowed, "%s %s: %s",
                      cases[i].school, cases[i].disposition, err.text);
        fields.disposition = raw_int(store->db, "SELECT id FROM disposition WHERE rule = 1 LIMIT 1") + 1000;
        ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), -1);
        ck_sentence(&err, "没有规定");
    }
}
END_TEST

START_TEST(attributions_go_with_posts_of_that_day)
{
    int64_t unit = chain_unit(store, "cangzhou"), review, id;
    chain_hold(store, "cangzhou", CHAIN_UNIT, "first", "F1", "样例一", "2025-01-01", NULL);
    chain_hold(store, "cangzhou", CHAIN_UNIT, "direct", "D1", "样例二", "2025-01-01", NULL);
    review = opened(open_incident("cangzhou", unit, 0));
    struct finding_fields fields = { .review = review,
                                     .scope = "collective",
                                     .body = unit,
                                     .person = chain_person(store, "cangzhou", "F1", "样例一"),
                                     .attribution = id_named("attribution", "cangzhou", "主要领导责任"),
                                     .disposition = id_named("disposition", "cangzhou", "通报"),
                                     .recipient = chain_body(store, "cangzhou", "学校党委"),
                                     .reason = "样例" };
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), 0);
    fields.person = chain_person(store, "cangzhou", "D1", "样例二");
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), -1); /* 主要 is the head's */
    ck_sentence(&err, "没有在这个机构担任");
    ck_sentence(&err, "由第一责任人（在这个机构是"); /* whom it names: by the rule, and here */
    fields.attribution = id_named("attribution", "cangzhou", "重要领导责任");
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), 0);
    fields.scope = "individual"; /* the rule has these for the collective alone */
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), -1);
    ck_sentence(&err, "没有这种个人责任的责任名目");
    fields.words = "直接责任"; /* nothing that was typed is dropped */
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), -1);
    ck_sentence(&err, "不再另写");
    fields.attribution = 0;
    fields.name = "样例外人";
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), -1);
    ck_sentence(&err, "不再另写姓名");
    fields.name = NULL;
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), 0);
    fields.scope = "collective";
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), -1);
    ck_sentence(&err, "不另写");
    fields.words = NULL;
    fields.person = raw_int(store->db, "SELECT person FROM account WHERE login = 'judge'");
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), -1);
    ck_sentence(&err, "不能认定自己");
    fields.person = raw_int(store->db, "SELECT n.id FROM person n JOIN school s ON s.id = n.school WHERE s.key ="
                                       " 'meijia' LIMIT 1");
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), -1);
    ck_sentence(&err, "名册里没有");
    again(review);
    ck_assert_uint_eq(c.findings.n, 3);
}
END_TEST

START_TEST(a_finding_is_replaced_or_withdrawn_and_kept)
{
    int64_t unit = chain_unit(store, "hrbeu"), review, id, second;
    review = opened(open_incident("hrbeu", unit, 0));
    struct finding_fields fields = { .review = review,
                                     .scope = "collective",
                                     .body = unit,
                                     .disposition = id_named("disposition", "hrbeu", "问责"),
                                     .recipient = chain_body(store, "hrbeu", "学校党委"),
                                     .reason = "样例" };
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), 0);
    fields.replaces = id;
    fields.reason = "样例：改";
    ck_assert_int_eq(review_conclude(&judge, &fields, &second, &err), 0);
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), -1); /* replaced already */
    again(review);
    ck_assert(!finding_stands(&c.findings.v[0]) && finding_stands(&c.findings.v[1]));
    ck_assert_int_eq(review_withdraw(&judge, review, second, "", &err), -1);
    ck_assert_int_eq(review_withdraw(&judge, review, second, "样例：撤", &err), 0);
    ck_assert_int_eq(review_withdraw(&judge, review, second, "样例", &err), -1);
    again(review);
    ck_assert_uint_eq(c.findings.n, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert(!finding_stands(&c.findings.v[i]));
    ck_assert_str_eq(c.findings.v[2].reason, "样例：撤");
}
END_TEST

/* A body's leadership is held to account as one: whoever sat in it judges nothing there. */
START_TEST(who_leads_a_body_has_no_say_in_what_is_found_of_it)
{
    int64_t unit = chain_unit(store, "cangzhou"), review, id, found;
    chain_hold(store, "cangzhou", CHAIN_UNIT, "direct", "judge", "judge", "2025-01-01", NULL);
    review = opened(open_incident("cangzhou", 0, 0)); /* at no unit: the chain names nobody */
    struct finding_fields fields = { .review = review,
                                     .scope = "collective",
                                     .body = unit,
                                     .disposition = id_named("disposition", "cangzhou", "通报"),
                                     .recipient = chain_body(store, "cangzhou", "学校党委"),
                                     .reason = "样例" };
    ck_assert_int_eq(decide(&judge, review, "8.9", "met", "样例"), 0);
    ck_assert_int_eq(review_conclude(&judge, &fields, &id, &err), -1);
    ck_sentence(&err, "领导班子");
    ck_assert_int_eq(review_conclude(&other, &fields, &found, &err), 0);
    ck_assert_int_eq(review_withdraw(&judge, review, found, "样例", &err), -1);
    ck_sentence(&err, "不能审查自己");
    ck_assert_int_eq(review_forward(&other, review, "gathering", NULL, NULL, &err), 0);
    ck_assert_int_eq(review_forward(&other, review, "proposed", NULL, NULL, &err), -1);
    ck_sentence(&err, "请由别的审查人重新决定");
    ck_assert_int_eq(review_withdraw(&other, review, found, "样例", &err), 0);
    ck_assert_int_eq(decide(&judge, review, "8.9", "not", "样例"), 0);
}
END_TEST

/* --- States --- */

static void conclude(int64_t review, const char *school, int64_t unit)
{
    int64_t id;
    const struct finding_fields fields = { .review = review,
                                           .scope = "collective",
                                           .body = unit,
                                           .disposition = id_named("disposition", school, "通报"),
                                           .recipient = chain_body(store, school, "学校党委"),
                                           .reason = "样例" };
    if (review_conclude(&judge, &fields, &id, &err) != 0)
        ck_abort_msg("%s", err.text);
}

START_TEST(states_go_forward_one_by_one)
{
    int64_t unit = chain_unit(store, "cangzhou"), incident = open_incident("cangzhou", unit, 0);
    int64_t review = opened(incident), before = entries();
    static const char *const wrong[] = { "opened", "proposed", "decided", "filed", "gone", "" };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        ck_assert_int_eq(review_forward(&judge, review, wrong[i], NULL, NULL, &err), -1);
        ck_sentence(&err, "立案");
    }
    ck_assert_int_eq(review_forward(&judge, review, "gathering", "2026-11-22", NULL, &err), -1);
    ck_sentence(&err, "还没有到");
    ck_assert_int_eq(review_forward(&judge, review, "gathering", "2026-11-20", NULL, &err), -1);
    ck_sentence(&err, "早于");
    ck_assert_int_eq(entries(), before);
    ck_assert_int_eq(review_forward(&judge, review, "gathering", "2026-11-21", "样例", &err), 0);
    ck_assert_int_eq(decide(&judge, review, "8.9", "not", "样例：还没有查实"), 0);
    ck_assert_int_eq(set_fact(&judge, incident, "other_serious_harm", 1), 0);
    ck_assert_int_eq(review_forward(&judge, review, "proposed", NULL, NULL, &err), -1);
    ck_sentence(&err, "再决定一次");
    ck_assert_int_eq(decide(&judge, review, "8.9", "met", "样例"), 0);
    ck_assert_int_eq(review_forward(&judge, review, "proposed", NULL, NULL, &err), -1);
    ck_sentence(&err, "没有责任认定");
    conclude(review, "cangzhou", unit);
    ck_assert_int_eq(review_forward(&judge, review, "proposed", NULL, NULL, &err), 0);
    ck_assert_int_eq(decide(&judge, review, "8.9", "not", "样例"), 0);
    ck_assert_int_eq(review_forward(&other, review, "decided", NULL, NULL, &err), -1);
    ck_sentence(&err, "没有成立的情形");
    ck_assert_int_eq(decide(&judge, review, "8.9", "met", "样例"), 0);
    ck_assert_int_eq(review_forward(&other, review, "decided", NULL, "样例决定〔2026〕1号", &err), 0);
    before = entries();
    ck_assert_int_eq(decide(&judge, review, "8.9", "not", "样例"), -1);
    ck_sentence(&err, "不能再改");
    ck_assert_int_eq(review_involve(&judge, review, 0, "样例", "样例", &err), -1);
    again(review);
    ck_assert_int_eq(review_withdraw(&judge, review, c.findings.v[0].id, "样例", &err), -1);
    ck_assert_int_eq(entries(), before);
    ck_assert_int_eq(review_forward(&judge, review, "served", NULL, NULL, &err), 0);
    ck_assert_int_eq(review_forward(&judge, review, "filed", NULL, NULL, &err), -1);
    ck_sentence(&err, "还没有结案，审查不能归档");
    log_kind_of(incident, "closed");
    ck_assert_int_eq(review_forward(&judge, review, "filed", NULL, NULL, &err), 0);
    ck_assert_int_eq(review_forward(&judge, review, "filed", NULL, NULL, &err), -1);
    again(review);
    ck_assert_uint_eq(c.steps.n, 6);
    for (size_t i = 0; i < 6; i++)
        ck_assert_str_eq(c.steps.v[i].state, review_states[i]);
    ck_assert_str_eq(c.steps.v[3].login, "other");
    ck_assert_str_eq(c.steps.v[3].note, "样例决定〔2026〕1号");
}
END_TEST

static void file(int64_t review)
{
    for (size_t i = 1; review_states[i] != NULL; i++)
        if (review_forward(&judge, review, review_states[i], NULL, NULL, &err) != 0)
            ck_abort_msg("%s", err.text);
}

/* What it rests on cannot be changed from under it, by whoever may log or review. */
START_TEST(what_is_filed_stays)
{
    int64_t incident = open_incident("cangzhou", 0, 0), review = opened(incident);
    int64_t line = log_kind_of(incident, "contained");
    log_kind_of(incident, "closed");
    file(review);
    int64_t before = entries();
    const struct log_line more = { .incident = incident, .kind = "note", .text = "样例" };
    const struct evidence_fields evidence = { .incident = incident, .what = "样例", .place = "样例" };
    const struct incident_fields other_words = { .school = seeded_school(store, "cangzhou"),
                                                 .title = "样例改",
                                                 .found_at = SEEDED_NOW };
    for (int i = 0; i < 7; i++) {
        int rc = i == 0   ? set_fact(&root, incident, "other_serious_harm", 0)
                 : i == 1 ? set_fact(&judge, incident, "other_serious_harm", 0)
                 : i == 2 ? log_add(&root, &more, NULL, &err)
                 : i == 3 ? log_strike(&root, line, "样例", NULL, NULL, &err)
                 : i == 4 ? evidence_add(&root, &evidence, NULL, &err)
                 : i == 5 ? incident_grade(&root, incident, 1, NULL, 0, NULL, &err)
                          : incident_set(&root, incident, &other_words, before, &err);
        ck_assert_msg(rc == -1, "%d", i);
        ck_sentence(&err, "问责审查已归档");
    }
    ck_assert_int_eq(entries(), before);
}
END_TEST

/* A report that had still time when it was filed does not become late in it. */
START_TEST(what_is_filed_counts_up_to_then)
{
    int64_t incident = open_incident("cangzhou", 0, SEEDED_NOW - HOUR), review = opened(incident);
    ck_assert_int_eq(incident_grade(&root, incident, 3, NULL, 0, NULL, &err), 0);
    log_kind_of(incident, "closed");
    for (int filed = 0; filed < 2; filed++) {
        review_case_free(&c);
        ck_assert_int_eq(review_read(store, review, SEEDED_NOW + DAY, &c, &err), 0);
        ck_assert_uint_eq(review_failing(&c), filed == 0 ? 1 : 0);
        if (filed == 0)
            file(review);
    }
}
END_TEST

/* --- In words --- */

/* A provision that only leads on to its items does not end in the colon before them. */
START_TEST(an_article_ends_where_it_is_told)
{
    static const char *const schools[] = { "cangzhou", "dalian-medical", "hrbeu", "meijia" };
    size_t cut = 0;
    for (size_t s = 0; s < sizeof schools / sizeof schools[0]; s++) {
        struct articles all = { .of = NULL };
        ck_assert_int_eq(articles_read(store, seeded_school(store, schools[s]), &all, &err), 0);
        for (size_t i = 0; i < all.rules.n; i++)
            for (size_t k = 0; k < all.of[i].n; k++) {
                struct buf told = { 0 };
                article_tell(&all, (struct cite){ all.rules.v[i].key, all.of[i].v[k].path }, &told);
                bool leads = told.n > 4 && (strcmp(told.v + told.n - 4, "：\n") == 0 || told.v[told.n - 2] == ':');
                ck_assert_msg(!leads, "%s %s: %s", schools[s], all.of[i].v[k].path, told.v);
                cut += told.n > 7 && strcmp(told.v + told.n - 7, "……\n") == 0 ? 1 : 0;
                buf_free(&told);
            }
        articles_free(&all);
    }
    ck_assert_uint_gt(cut, 4);
}
END_TEST

/* Where only the discovery is known, the unit is not said to have discovered it; each heading has its own number. */
START_TEST(papers_say_what_they_mean)
{
    static const char *const papers[] = { "proposal", "review" };
    struct buf out[2] = { { 0 }, { 0 } };
    struct schools all = { .v = NULL };
    char id[24];
    snprintf(id, sizeof id, "%lld",
             (long long)opened(open_incident("cangzhou", chain_unit(store, "cangzhou"), SEEDED_NOW - HOUR)));
    ck_assert_int_eq(read_schools(store, &all, &err), 0);
    struct report_request request = {
        .store = store, .subject = id, .day = "2026-11-21", .now = SEEDED_NOW, .paper = { .width = 80 }
    };
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.v[i].key, "cangzhou") == 0)
            request.school = &all.v[i];
    for (size_t i = 0; i < 2; i++)
        ck_assert_int_eq(report_print(report_named(papers[i]), &request, &out[i], &err), 0);
    ck_assert_ptr_nonnull(strstr(out[0].v, "，发现" CHAIN_UNIT "发生的网络安全事件“样例”"));
    const char *fourth = strstr(strstr(out[1].v, "四、逐级倒查"), "\n4. ");
    ck_assert_ptr_nonnull(fourth);
    ck_assert_ptr_null(strstr(fourth + 1, "\n4. "));
    ck_assert_ptr_nonnull(strstr(fourth, "\n5. 综合协调或监管部门负责人（"));
    buf_free(&out[0]);
    buf_free(&out[1]);
    LIST_FREE(&all);
}
END_TEST

/* --- The list --- */

START_TEST(reviews_come_by_key)
{
    struct reviews page = { 0 };
    int64_t ids[5];
    for (int i = 0; i < 5; i++)
        ids[i] = opened(open_incident("cangzhou", 0, 0));
    ck_assert_int_eq(review_forward(&judge, ids[1], "gathering", NULL, NULL, &err), 0);
    struct review_page wanted = { .school = seeded_school(store, "cangzhou"), .limit = 2 };
    ck_assert_int_eq(read_reviews(store, &wanted, &page, &err), 0);
    ck_assert_uint_eq(page.n, 2);
    ck_assert_int_eq(page.v[0].id, ids[4]);
    wanted.id = page.v[1].id;
    wanted.opened_at = page.v[1].opened_at;
    LIST_FREE(&page);
    ck_assert_int_eq(read_reviews(store, &wanted, &page, &err), 0);
    ck_assert_int_eq(page.v[0].id, ids[2]);
    LIST_FREE(&page);
    wanted.backwards = true;
    ck_assert_int_eq(read_reviews(store, &wanted, &page, &err), 0);
    ck_assert_uint_eq(page.n, 1);
    ck_assert_int_eq(page.v[0].id, ids[4]);
    LIST_FREE(&page);
    struct review_page filtered = { .school = wanted.school, .state = "gathering", .limit = 9 };
    ck_assert_int_eq(read_reviews(store, &filtered, &page, &err), 0);
    ck_assert_uint_eq(page.n, 1);
    ck_assert_int_eq(page.v[0].id, ids[1]);
    LIST_FREE(&page);
    filtered.words = "2026-001";
    ck_assert_int_eq(read_reviews(store, &filtered, &page, &err), 0);
    ck_assert_uint_eq(page.n, 0);
    filtered.state = NULL;
    ck_assert_int_eq(read_reviews(store, &filtered, &page, &err), 0);
    ck_assert_uint_eq(page.n, 1);
    ck_assert_int_eq(page.v[0].id, ids[0]);
    LIST_FREE(&page);
}
END_TEST

Suite *review_suite(void)
{
    Suite *suite = suite_create("review");
    TCase *t = seeded_case("review", true, open_copy, close_copy);
    tcase_add_test(t, only_real_incidents_once_by_who_may_and_is_known);
    tcase_add_test(t, accounts_are_linked_by_number);
    tcase_add_test(t, a_review_is_found_by_id_and_number);
    tcase_add_test(t, who_is_in_the_chain_cannot_review);
    tcase_add_test(t, who_came_later_can_review);
    tcase_add_test(t, who_is_named_later_has_his_word_taken_again);
    tcase_add_test(t, the_computer_proposes_and_a_reviewer_decides);
    tcase_add_test(t, a_circumstance_is_added_and_dropped);
    tcase_add_test(t, late_reports_come_before_the_reviewer);
    tcase_add_test(t, findings_are_what_the_rule_of_the_school_allows);
    tcase_add_test(t, attributions_go_with_posts_of_that_day);
    tcase_add_test(t, a_finding_is_replaced_or_withdrawn_and_kept);
    tcase_add_test(t, who_leads_a_body_has_no_say_in_what_is_found_of_it);
    tcase_add_test(t, states_go_forward_one_by_one);
    tcase_add_test(t, what_is_filed_stays);
    tcase_add_test(t, what_is_filed_counts_up_to_then);
    tcase_add_test(t, an_article_ends_where_it_is_told);
    tcase_add_test(t, papers_say_what_they_mean);
    tcase_add_test(t, reviews_come_by_key);
    suite_add_tcase(suite, t);
    return suite;
}
