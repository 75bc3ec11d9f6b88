/* Holds the plan that the log proposes to the rules: which title, whose step, and none where the rule names none. */
#include "domain/plan.h"
#include "domain/incident.h"
#include "domain/log.h"
#include "lib/run.h"
#include "seeded.h"
#include "suites.h"

#include "base/mem.h"

#include <string.h>

static char *folder, *path;
static struct store *store;
static struct session root;
static struct err err;

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
    root = seeded_session(store, "root");
}

static void close_copy(void)
{
    session_done(&root);
    store_close(store);
    seeded_drop(path, folder);
}

static int64_t opened(const char *school, bool opinion)
{
    const struct incident_fields fields = { .school = seeded_school(store, school),
                                            .title = "样例事件",
                                            .opinion = opinion };
    int64_t id = 0;
    ck_assert_int_eq(incident_open(&root, &fields, &id, &err), 0);
    return id;
}

static const struct wanted {
    const char *school;
    bool opinion;
    const char *words, *name, *body, *path;
} plans[] = {
    { "cangzhou", false, "启动《沧州师范学院网络安全事件应急预案》。", "《沧州师范学院网络安全事件应急预案》",
      "学校网络安全和信息化工作领导小组", "第七条" },
    { "cangzhou", true, "启动《沧州师范学院突发事件舆情处置应急预案》。", "《沧州师范学院突发事件舆情处置应急预案》",
      "学校网络安全和信息化工作领导小组", "第七条第二款" },
    { "meijia", false, "启动网络安全事件应急预案。", "网络安全事件应急预案", "网络安全和信息化领导小组办公室",
      "第八条" },
    { "meijia", true, NULL, NULL, NULL, NULL },
    { "dalian-medical", false, "启动《网络安全应急预案》。", "《网络安全应急预案》", "各单位", "第八条" },
    { "dalian-medical", true, NULL, NULL, NULL, NULL },
    { "hrbeu", false, NULL, NULL, NULL, NULL },
    { "hrbeu", true, NULL, NULL, NULL, NULL },
};

START_TEST(the_rule_names_the_plan)
{
    const struct wanted *x = &plans[_i];
    const struct incident incident = { .school = seeded_school(store, x->school), .opinion = x->opinion };
    struct plan plan = { 0 };
    ck_assert_int_eq(plan_read(store, &incident, &plan, &err), 0);
    ck_assert_pstr_eq(plan.words, x->words);
    ck_assert_pstr_eq(plan.name, x->name);
    ck_assert_pstr_eq(plan.body_name, x->body);
    ck_assert_pstr_eq(plan.cite.path, x->path);
    ck_assert_int_eq(plan.body != 0, x->body != NULL);
    plan_free(&plan);
}
END_TEST

/* What the line says that was given no text; and one that was given some keeps it. */
START_TEST(the_log_takes_its_words)
{
    const struct wanted *x = &plans[_i];
    const int64_t id = opened(x->school, x->opinion);
    const struct log_line lines[] = { { .incident = id, .kind = "plan-started" },
                                      { .incident = id, .kind = "plan-started", .text = "样例文字" } };
    const char *const words[] = { x->words == NULL ? "启动应急预案。" : x->words, "样例文字" };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct log_entries entries = { 0 };
        int64_t entry = 0;
        ck_assert_int_eq(log_add(&root, &lines[i], &entry, &err), 0);
        ck_assert_int_eq(read_log_entry(store, entry, &entries, &err), 0);
        ck_assert_str_eq(entries.v[0].text, words[i]);
        LIST_FREE(&entries);
    }
}
END_TEST

/* It follows what is known of the incident when the line is written, and a rule that was repealed says nothing. */
START_TEST(it_follows_the_incident_and_the_rule)
{
    struct plan plan = { 0 };
    const struct incident incident = { .school = seeded_school(store, "cangzhou"), .opinion = true };
    seeded_write(store, "repeal",
                 "UPDATE rule SET state = 'repealed' WHERE school = (SELECT id FROM school WHERE key ="
                 " 'cangzhou')");
    ck_assert_int_eq(plan_read(store, &incident, &plan, &err), 0);
    ck_assert_ptr_null(plan.words);
    plan_free(&plan);
    seeded_write(store, "amend",
                 "UPDATE rule SET state = 'trial'; UPDATE provision SET text = '样例《样例办法》与《样例"
                 "预案》' WHERE path = '第七条第二款'");
    ck_assert_int_eq(plan_read(store, &incident, &plan, &err), 0);
    ck_assert_str_eq(plan.words, "启动《样例预案》。"); /* never the first title that comes */
    plan_free(&plan);
    seeded_write(store, "amend", "UPDATE provision SET text = '样例《没有写完的预案' WHERE path = '第七条第二款'");
    ck_assert_int_eq(plan_read(store, &incident, &plan, &err), 0);
    ck_assert_str_eq(plan.name, "突发事件舆情处置应急预案");
    ck_assert_str_eq(plan.words, "启动突发事件舆情处置应急预案。");
    plan_free(&plan);
}
END_TEST

Suite *plan_suite(void)
{
    Suite *suite = suite_create("plan");
    TCase *t = seeded_case("plan", true, open_copy, close_copy);
    tcase_add_loop_test(t, the_rule_names_the_plan, 0, (int)COUNT(plans));
    tcase_add_loop_test(t, the_log_takes_its_words, 0, (int)COUNT(plans));
    tcase_add_test(t, it_follows_the_incident_and_the_rule);
    suite_add_tcase(suite, t);
    return suite;
}
