/* 问责审查: from an incident to its review; a fact set there turns circumstances before the eyes; deciding, the trace,
 * the findings, the states, the papers; who may not is told. */
#include "stand.h"
#include "suites.h"

#include "domain/incident.h"
#include "domain/log.h"
#include "unit/chain.h"

#include <string.h>

static struct stand stand;
static int64_t unit;

static void on_incidents(void)
{
    stand_open(&stand, "incidents", "cangzhou", "root");
    unit = chain_unit(stand.options.store, "cangzhou");
    chain_hold(stand.options.store, "cangzhou", CHAIN_UNIT, "first", "F1", "样例首", "2025-01-01", "2026-11-19");
    chain_hold(stand.options.store, "cangzhou", CHAIN_UNIT, "first", "F2", "样例继", "2026-11-20", NULL);
    const struct incident_fields fields = { .school = seeded_school(stand.options.store, "cangzhou"),
                                            .title = "样例事件",
                                            .body = unit,
                                            .found_at = SEEDED_NOW - 2 * 24 * 3600 };
    int64_t id;
    struct err err;
    if (incident_open(&stand.session, &fields, &id, &err) != 0)
        ck_abort_msg("%s", err.text);
    stand_again(&stand, "incidents");
}

static void away(void)
{
    stand_close(&stand);
}

START_TEST(an_incident_leads_to_its_review)
{
    stand_keys(&stand, "a");
    ck_top(&stand, "confirm");
    int64_t head = stand_head(&stand);
    stand_keys(&stand, "n");
    ck_top(&stand, "incidents");
    ck_assert_int_eq(stand_head(&stand), head); /* nothing without a yes */
    stand_keys(&stand, "a y");
    ck_top(&stand, "review");
    ck_assert_int_eq(stand_head(&stand), head + 1);
    ck_seen(&stand, "尚不能判断");
    ck_seen(&stand, "立案");
    ck_golden(&stand, "review");
    stand_keys(&stand, "q a"); /* the second time it is there */
    ck_top(&stand, "review");
    ck_assert_int_eq(stand_head(&stand), head + 1);
    stand_keys(&stand, "q Enter a");
    ck_top(&stand, "review");
    stand_keys(&stand, "l");
    ck_top(&stand, "incident");
    stand_keys(&stand, "5");
    ck_top(&stand, "reviews");
    ck_selected(&stand, "样例事件");
    ck_golden(&stand, "reviews");
    stand_keys(&stand, "p"); /* the selected one's record, not a choice of all papers */
    ck_top(&stand, "preview");
    ck_seen(&stand, "网络安全问责审查记录");
    ck_seen(&stand, "事件：cangzhou-2026-001");
    stand_keys(&stand, "q Enter");
    ck_top(&stand, "review");
    stand_keys(&stand, "q 1 / 审查 Enter Enter"); /* and from the overview */
    ck_top(&stand, "reviews");
    ck_selected(&stand, "样例事件");
}
END_TEST

/* The row may go from under the question: others close incidents meanwhile. */
START_TEST(the_question_is_of_the_incident_it_names)
{
    struct store_options options = { .clock = clock_standing(SEEDED_NOW) };
    struct store *store = NULL;
    struct err err;
    stand_keys(&stand, "n 样例第二起 C-s q t 处置中 Enter");
    stand_find(&stand, "样例第二起");
    stand_keys(&stand, "a");
    ck_top(&stand, "confirm");
    ck_assert_int_eq(store_open(&store, stand.path, &options, &err), 0);
    struct session other = seeded_session(store, "recorder");
    struct incidents second = { 0 };
    ck_assert_int_eq(incident_find(&other, "cangzhou-2026-002", &second, &err), 0);
    const struct log_line line = { .incident = second.v[0].id, .kind = "closed" };
    ck_assert_int_eq(log_add(&other, &line, NULL, &err), 0);
    console_tick(stand.console);
    stand_keys(&stand, "y");
    ck_top(&stand, "review");
    ck_seen(&stand, "cangzhou-2026-002");
    LIST_FREE(&second);
    session_done(&other);
    store_close(store);
}
END_TEST

START_TEST(a_fact_shows_at_once_what_it_turns)
{
    stand_keys(&stand, "a y");
    ck_seen(&stand, "最少再查明：受害的是否学校门户网站");
    stand_keys(&stand, "f Enter Left C-s"); /* 否: two circumstances of the portal fall */
    ck_top(&stand, "review");
    ck_selected(&stand, "变");
    ck_selected(&stand, "不符合");
    ck_seen(&stand, "由“尚不能判断”变为“不符合”");
    ck_golden(&stand, "review-turned");
    stand_keys(&stand, "Down");
    ck_selected(&stand, "变");
    stand_keys(&stand, "Down");
    ck_assert_ptr_null(strstr(stand_selected(&stand), "变"));
    stand_keys(&stand, "G f");
    ck_seen(&stand, "不清楚");
    stand_keys(&stand, "Enter Left Left C-s f"); /* what each is now stands beside it */
    ck_top(&stand, "pick");
    ck_seen(&stand, "是否有其他严重危害网络安全行为  是");
    stand_keys(&stand, "Esc");
    ck_selected(&stand, "变");
    ck_selected(&stand, "符合");
    stand_keys(&stand, "g");
    ck_assert_ptr_null(strstr(stand_selected(&stand), "变")); /* the last change alone is marked */
}
END_TEST

START_TEST(numbers_and_overruled_facts)
{
    stand_keys(&stand,
               "a y Down f 瘫痪 Enter 6 C-s"); /* derived where the log knows; here a person says it with a reason */
    ck_top(&stand, "form");
    ck_seen(&stand, "要写明理由");
    stand_keys(&stand, "样例：按监测记录 C-s");
    ck_top(&stand, "review");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "pager");
    ck_seen(&stand, "瘫痪了多少小时：6小时");
}
END_TEST

START_TEST(deciding_adding_dropping)
{
    stand_keys(&stand, "a y e C-s");
    ck_top(&stand, "form"); /* not known: nothing is chosen for the reviewer */
    stand_keys(&stand, "Right C-s");
    ck_top(&stand, "form"); /* nor without a reason */
    stand_keys(&stand, "样例：查实 C-s");
    ck_top(&stand, "review");
    ck_selected(&stand, "成立");
    stand_keys(&stand, "Down x 样例：无关 C-s");
    ck_selected(&stand, "不予审查");
    stand_keys(&stand, "o 样例：其他严重危害 Tab Enter 第八条 Enter 样例：查实 C-s G");
    ck_selected(&stand, "样例：其他严重危害");
    ck_selected(&stand, "（增加）");
    stand_keys(&stand, "x 样例：查无实据 C-s G");
    ck_selected(&stand, "不予审查");
    stand_keys(&stand, "Enter");
    ck_seen(&stand, "样例：查无实据");
    ck_seen(&stand, "样例：查实");
}
END_TEST

START_TEST(the_trace_shows_who_was_there)
{
    stand_keys(&stand, "a y t");
    ck_seen(&stand, "2026-11-19（发现）");
    ck_selected(&stand, "尚未指明");
    ck_golden(&stand, "review-trace");
    stand_keys(&stand, "i Tab 样例外人 Tab 样例：点开了链接 C-s g");
    ck_selected(&stand, "样例外人");
    ck_seen(&stand, "列为当事人的事由");
    ck_seen(&stand, "样例：点开了链接");
    stand_keys(&stand, "Down");
    ck_selected(&stand, "空缺");
    stand_keys(&stand, "Down");
    ck_selected(&stand, "样例首");
    ck_selected(&stand, "有变动");
    stand_keys(&stand, "Enter");
    ck_seen(&stand, "2026-11-20 起 样例继");
    stand_keys(&stand, "q x");
    ck_top(&stand, "review"); /* a holder of a post cannot be taken down */
    ck_said(&stand, "能撤去的是");
    stand_keys(&stand, "g x 样例：误列 C-s g");
    ck_selected(&stand, "尚未指明");
}
END_TEST

/* What is typed beside a choice it contradicts is not dropped without a word. */
START_TEST(a_choice_and_words_beside_it_are_refused)
{
    stand_keys(&stand, "a y t i Enter 样例继 Enter 样例外人 Tab 样例：点开了链接 C-s");
    ck_top(&stand, "form");
    ck_seen(&stand, "不再另写姓名");
    stand_keys(&stand, "C-u Esc");
}
END_TEST

/* What the rule has for the other scope is not offered: it would be refused. */
START_TEST(a_finding_offers_what_its_scope_allows)
{
    stand_keys(&stand, "a y r n Enter Tab Tab Tab Enter");
    ck_top(&stand, "pick");
    ck_seen(&stand, "主要领导责任");
    stand_keys(&stand, "Esc Esc n 个人 Enter");
    ck_top(&stand, "form");
    ck_seen(&stand, "个人责任");
    stand_keys(&stand, "Tab Tab Tab Enter");
    ck_top(&stand, "form"); /* words of one's own: the rule has no names for it */
    ck_unseen(&stand, "主要领导责任");
    stand_keys(&stand, "C-u Esc");
}
END_TEST

START_TEST(findings_and_states)
{
    stand_keys(&stand, "a y G e Right Tab 样例 C-s w C-s");
    ck_seen(&stand, "核实事实 cangzhou-2026-001");
    stand_keys(&stand, "w"); /* what is left behind is told, not refused */
    ck_seen(&stand, "有 8 种尚不能判断，也还没有决定");
    stand_keys(&stand, "C-s");
    ck_top(&stand, "form");
    ck_seen(&stand, "没有责任认定");
    stand_keys(&stand, "Esc r n Enter Tab Tab Tab Tab Enter 诫勉 Enter Tab 样例：失察 C-s");
    ck_top(&stand, "review");
    ck_selected(&stand, "样例学院领导班子");
    ck_selected(&stand, "诫勉");
    ck_golden(&stand, "review-findings");
    stand_keys(&stand, "e Enter BackTab 样例：改 C-s G"); /* replaced: the old one stays to be seen */
    ck_seen(&stand, "（已不作数）");
    stand_keys(&stand, "p");
    ck_top(&stand, "preview");
    ck_seen(&stand, "网络安全问责建议书");
    stand_keys(&stand, "q w C-s s");
    ck_seen(&stand, "提出建议");
    ck_golden(&stand, "review-steps");
    stand_keys(&stand, "p");
    ck_seen(&stand, "网络安全问责审查记录");
    static const char *const changing[] = { "n", "i", "o", "r e", "x", "c e", "x" };
    stand_keys(&stand, "q w C-s"); /* decided: nothing is asked that could not be saved */
    for (size_t i = 0; i < COUNT(changing); i++) {
        stand_keys(&stand, changing[i]);
        ck_top(&stand, "review");
        ck_said(&stand, "不能再改");
    }
    stand_keys(&stand, "w C-s w C-s");
    ck_seen(&stand, "还没有结案");
    stand_keys(&stand, "Esc l z C-s q w C-s w");
    ck_top(&stand, "review");
    ck_said(&stand, "没有下一步");
    stand_keys(&stand, "f");
    ck_top(&stand, "review");
    ck_said(&stand, "已归档");
}
END_TEST

/* Whichever school is chosen: the title and the paper say whose record it is. */
START_TEST(a_record_keeps_its_own_school)
{
    static const char own[] = "沧州师范学院", next[] = "大连医科大学";
    stand_keys(&stand, "a y");
    ck_seen(&stand, own);
    stand_keys(&stand, "S");
    ck_top(&stand, "review");
    ck_said(&stand, "这一屏的记录是沧州师范学院的");
    stand_keys(&stand, "Down");
    ck_seen(&stand, own);
    ck_unseen(&stand, next);
    static const char *const ways[] = { "p", "q r p", "q l", "p", "q q c Enter" };
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        stand_keys(&stand, ways[i]);
        ck_seen(&stand, own);
        ck_unseen(&stand, next);
    }
    stand_keys(&stand, "q l p w"); /* the file is called after it too */
    ck_unseen(&stand, "medical");
    ck_seen(&stand, own);
    ck_unseen(&stand, next);
    stand_keys(&stand, "Esc q 5"); /* a list is of the chosen one */
    ck_seen(&stand, next);
    ck_unseen(&stand, own);
}
END_TEST

START_TEST(who_is_under_review_is_told)
{
    chain_link(stand.options.store, "root", chain_person(stand.options.store, "cangzhou", "F1", "样例首"));
    stand_again(&stand, "incidents");
    stand_keys(&stand, "a y");
    ck_top(&stand, "incidents");
    ck_said(&stand, "不能审查自己");
    stand_keys(&stand, "d");
    stand_keys(&stand, "a"); /* nor is an incident of a drill */
    ck_top(&stand, "incidents");
    ck_said(&stand, "演练不问责");
}
END_TEST

START_TEST(others_reviews_appear_and_filters_hold)
{
    stand_keys(&stand, "a y q 5 t 归档 Enter");
    ck_unseen(&stand, "样例事件");
    ck_seen(&stand, "没有符合的问责审查");
    stand_keys(&stand, "x");
    ck_selected(&stand, "样例事件");
    stand_keys(&stand, "/ 别的 Enter");
    ck_unseen(&stand, "样例事件");
    stand_keys(&stand, "/ Esc");
    ck_selected(&stand, "样例事件");
    stand_keys(&stand, "S");
    ck_selected(&stand, "样例旧事件");
}
END_TEST

Suite *review_suite(void)
{
    Suite *suite = suite_create("review");
    TCase *t = tcase_create("review");
    tcase_add_unchecked_fixture(t, stand_make, stand_drop);
    tcase_add_checked_fixture(t, on_incidents, away);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, an_incident_leads_to_its_review);
    tcase_add_test(t, the_question_is_of_the_incident_it_names);
    tcase_add_test(t, a_fact_shows_at_once_what_it_turns);
    tcase_add_test(t, numbers_and_overruled_facts);
    tcase_add_test(t, deciding_adding_dropping);
    tcase_add_test(t, the_trace_shows_who_was_there);
    tcase_add_test(t, a_choice_and_words_beside_it_are_refused);
    tcase_add_test(t, a_finding_offers_what_its_scope_allows);
    tcase_add_test(t, findings_and_states);
    tcase_add_test(t, a_record_keeps_its_own_school);
    tcase_add_test(t, who_is_under_review_is_told);
    tcase_add_test(t, others_reviews_appear_and_filters_hold);
    suite_add_tcase(suite, t);
    return suite;
}
