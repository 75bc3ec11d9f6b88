/* 演练: the clock of a drill, its mark on every screen and page, what is real in the middle of it, and its end. */
#include "stand.h"
#include "tui/console_in.h"
#include "suites.h"

#include "base/mem.h"
#include "domain/drill.h"
#include "domain/incident.h"
#include "domain/log.h"

#include <string.h>

static struct stand stand;

static void on_overview(void)
{
    stand_open(&stand, "overview", "cangzhou", "root");
}

static void away(void)
{
    stand_close(&stand);
}

/* Another login at the same store, with its own connection. */
struct other {
    struct store *store;
    struct session session;
};

static void other_comes(struct other *other, const char *login)
{
    struct store_options options = { .clock = stand.options.clock };
    struct err err;
    if (store_open(&other->store, stand.path, &options, &err) != 0)
        ck_abort_msg("%s", err.text);
    other->session = seeded_session(other->store, login);
}

static void other_goes(struct other *other)
{
    session_done(&other->session);
    store_close(other->store);
}

static void must(int rc, const struct err *err)
{
    if (rc != 0)
        ck_abort_msg("%s", err->text);
}

/* With the scenario of the defaced site. */
static void start(void)
{
    stand_keys(&stand, "D n 首次演练 Tab Enter 首页 Enter C-s");
    ck_top(&stand, "drill");
}

START_TEST(a_clock_that_runs)
{
    start();
    ck_seen(&stand, "【演练】T+0:00");
    ck_seen(&stand, "下一个 4:00");
    ck_seen(&stand, "注入 1/8");
    ck_seen(&stand, "还剩 3:00");
    stand_later(&stand, 65);
    ck_seen(&stand, "【演练】T+1:05");
    ck_seen(&stand, "下一个 2:55");
    ck_seen(&stand, "还剩 1:55");
    ck_golden(&stand, "drill");
    stand_keys(&stand, "q");
    ck_top(&stand, "drills");
    ck_golden(&stand, "drills");
    stand_keys(&stand, "p");
    ck_top(&stand, "preview");
    ck_seen(&stand, "演练：首次演练");
}
END_TEST

START_TEST(the_mark_is_on_every_screen)
{
    static const char *const ways[] = { "1", "2", "3", "4", "6", "7", "8", "9", "0", "?", ":", "p", "D", "2 p", "9 a" };
    static const int sizes[][2] = { { 24, 80 }, { 10, 40 }, { 60, 200 } };
    ck_unseen(&stand, "【演练】");
    start();
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        stand_keys(&stand, ways[i]);
        for (size_t k = 0; k < 3; k++) {
            stand_size(&stand, sizes[k][0], sizes[k][1]);
            ck_assert_msg(strncmp(stand_text(&stand), "【演练】首次演练 ", strlen("【演练】首次演练 ")) == 0, "%s\n%s",
                          ways[i], stand_text(&stand));
        }
        stand_size(&stand, 24, 80);
        stand_keys(&stand, "Esc Esc");
        stand_again(&stand, "overview"); /* also a console that begins in the middle of it */
    }
}
END_TEST

START_TEST(a_long_name_leaves_room)
{
    stand_keys(&stand, "D n 样例很长很长很长很长很长很长很长很长很长的演练名称 C-s");
    stand_size(&stand, 10, 40);
    ck_seen(&stand, "【演练】样例很长");
    ck_seen(&stand, "… 演练时钟");
    ck_seen(&stand, "08:00");
}
END_TEST

START_TEST(injects_come_by_themselves)
{
    start();
    stand_later(&stand, 239);
    ck_seen(&stand, "注入 1/8");
    stand_keys(&stand, "9 a 写到一半");
    stand_later(&stand, 1);
    ck_top(&stand, "form"); /* wherever one is, whatever one types */
    ck_seen(&stand, "第 2 个注入：网站已不能从校外访问");
    ck_seen(&stand, "写到一半");
    stand_keys(&stand, "C-d y Esc 4 Enter");
    ck_top(&stand, "incident");
    ck_seen(&stand, "注入");
    ck_seen(&stand, "第 2 个注入");
}
END_TEST

static int refuse_expected(void *context, int action, const char *table, const char *column, const char *database,
                           const char *trigger)
{
    (void)context, (void)database, (void)trigger;
    bool is_it = action == SQLITE_READ && strcmp(table, "inject") == 0 && strcmp(column, "expected") == 0;
    return is_it ? SQLITE_DENY : SQLITE_OK;
}

/* The clock goes on although the injects could not be read once. */
START_TEST(a_failed_reading_stops_no_clock)
{
    struct other other;
    struct err err;
    start();
    other_comes(&other, "recorder");
    must(drill_join(&other.session, console_drill(stand.console)->id, &err), &err);
    stand_keys(&stand, "1");
    sqlite3_set_authorizer(stand.options.store->db, refuse_expected, NULL);
    stand_later(&stand, 1);
    sqlite3_set_authorizer(stand.options.store->db, NULL, NULL);
    stand_later(&stand, 239);
    stand_keys(&stand, "D Enter");
    ck_seen(&stand, "注入 2/8");
    other_goes(&other);
}
END_TEST

START_TEST(the_leader_has_them_in_hand)
{
    start();
    stand_find(&stand, "T+15:00");
    stand_keys(&stand, "h");
    ck_selected(&stand, "暂缓");
    stand_keys(&stand, "h Down s");
    ck_selected(&stand, "跳过");
    stand_keys(&stand, "Up Up r");
    ck_selected(&stand, "T+0:00"); /* early */
    stand_keys(&stand, "r");
    ck_said(&stand, "收不回来");
    stand_keys(&stand, "n 样例加的注入 Tab 何时 C-s");
    ck_seen(&stand, "!时刻");
    ck_unseen(&stand, "!内容");
    stand_keys(&stand, "C-u +1 Tab Tab Tab 多久 C-s");
    ck_seen(&stand, "!时限");
    stand_keys(&stand, "C-u C-s");
    ck_selected(&stand, "样例加的");
    stand_later(&stand, 60);
    ck_seen(&stand, "第 9 个注入：样例加的注入");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "pager");
    ck_seen(&stand, "样例加的注入");
    stand_keys(&stand, "q");
    stand_find(&stand, "在场");
    stand_keys(&stand, "r");
    ck_said(&stand, "请先选中一个注入");
    stand_keys(&stand, "o");
    ck_said(&stand, "不能中途退出");
}
END_TEST

/* The same key takes back what it did: of two who press it at once, the second must not undo the first. */
START_TEST(two_who_lead_do_not_undo_each_other)
{
    struct other other;
    struct err err;
    struct injects injects = { 0 };
    start();
    other_comes(&other, "root"); /* at another console */
    must(read_injects(other.store, console_drill(stand.console)->id, &injects, &err), &err);
    stand_find(&stand, "T+15:00");
    must(inject_hold(&other.session, injects.v[3].id, 0, &err), &err);
    stand_keys(&stand, "h");
    ck_said(&stand, "改过");
    ck_selected(&stand, "暂缓");
    stand_keys(&stand, "h"); /* now that it is seen */
    ck_selected(&stand, "-15:00");
    LIST_FREE(&injects);
    other_goes(&other);
}
END_TEST

START_TEST(a_participant_looks_on)
{
    struct other leader;
    struct err err;
    int64_t id, released;
    stand_close(&stand);
    stand_open(&stand, "overview", "cangzhou", "officer");
    other_comes(&leader, "recorder");
    const struct drill_fields fields = { .school = stand.options.school, .name = "首次演练" };
    must(drill_start(&leader.session, &fields, &id, &err), &err);
    stand_keys(&stand, "D");
    console_tick(stand.console);
    stand_keys(&stand, "n");
    ck_said(&stand, "组织演练");
    stand_find(&stand, "首次演练 ");
    ck_selected(&stand, "进行中");
    stand_keys(&stand, "i");
    ck_said(&stand, "已参加演练");
    ck_seen(&stand, "【演练】首次演练");
    const struct inject_fields later = { .drill = id, .at = "T+60", .text = "样例以后的事" };
    must(inject_add(&leader.session, &later, &released, &err), &err);
    stand_keys(&stand, "Enter");
    console_tick(stand.console);
    ck_top(&stand, "drill");
    ck_seen(&stand, "注入 0/1");
    ck_unseen(&stand, "样例以后的事"); /* who plays does not see what is to come … */
    ck_unseen(&stand, "下一个");
    stand_size(&stand, 60, 100);
    stand_keys(&stand, "p");
    ck_seen(&stand, "（尚未放出）");
    ck_unseen(&stand, "样例以后的事"); /* … nor prints it */
    stand_size(&stand, 24, 80);
    stand_keys(&stand, "q r");
    ck_said(&stand, "组织演练");
    stand_keys(&stand, "1");
    const struct inject_fields inject = { .drill = id, .text = "样例注入甲", .who = "样例单位" };
    must(inject_add(&leader.session, &inject, &released, &err), &err);
    must(inject_release(&leader.session, released, 0, &err), &err);
    console_tick(stand.console);
    ck_seen(&stand, "第 2 个注入：样例注入甲（样例单位）");
    must(inject_add(&leader.session, &inject, &released, &err), &err);
    stand_later(&stand, 1); /* the leader's console is given two seconds … */
    ck_unseen(&stand, "第 3 个注入");
    stand_later(&stand, 1);
    ck_seen(&stand, "第 3 个注入"); /* … then whoever is in it goes on without it */
    stand_keys(&stand, "4 n 样例演练的事件 C-s");
    ck_top(&stand, "incident");
    ck_seen(&stand, "【演练】演cangzhou-2026-003");
    leader.store->clock = stand.options.clock;
    must(drill_end(&leader.session, id, false, NULL, &err), &err);
    console_tick(stand.console);
    ck_seen(&stand, "到此为止");
    stand_keys(&stand, "q");
    ck_unseen(&stand, "【演练】首次演练");
    other_goes(&leader);
}
END_TEST

START_TEST(a_real_one_in_the_middle)
{
    start();
    stand_keys(&stand, "2 !");
    ck_top(&stand, "form");
    ck_seen(&stand, "【真实事件】新事件");
    ck_golden(&stand, "real");
    stand_keys(&stand, "样例真的被黑 C-s");
    ck_top(&stand, "incident");
    ck_seen(&stand, "【真实】cangzhou-2026-001  样例真的被黑");
    ck_golden(&stand, "real-incident");
    stand_keys(&stand, "d C-s q");
    ck_top(&stand, "org"); /* back where one was */
    stand_keys(&stand, "4");
    ck_seen(&stand, "这次演练的事件");
    ck_unseen(&stand, "样例真的被黑");
    stand_keys(&stand, "d");
    ck_seen(&stand, "真实事件");
    ck_seen(&stand, "样例真的被黑");
    ck_unseen(&stand, "演cangzhou");
    stand_keys(&stand, "d D Enter");
    ck_seen(&stand, "按时 0 超时 0 待做 1"); /* the real one's answer is none */
    stand_keys(&stand, "! Esc");
    ck_top(&stand, "drill");
}
END_TEST

/* What is typed for the one is never offered for the other. */
START_TEST(drafts_do_not_mix)
{
    start();
    stand_keys(&stand, "4 n 样例演练草稿 Esc");
    stand_keys(&stand, "!");
    ck_unseen(&stand, "样例演练草稿");
    stand_keys(&stand, "样例真实草稿 Esc 4 n");
    ck_seen(&stand, "样例演练草稿");
    ck_unseen(&stand, "样例真实草稿");
    stand_keys(&stand, "C-d y");
}
END_TEST

START_TEST(its_end_its_report_and_its_tasks)
{
    start();
    stand_later(&stand, 60);
    stand_keys(&stand, "e d C-s q");
    ck_seen(&stand, "按时 1");
    ck_seen(&stand, "按时 1:00");
    stand_keys(&stand, "f 样例：值班电话打不通 C-s");
    ck_selected(&stand, "样例：值班电话打不通");
    stand_later(&stand, 60);
    stand_keys(&stand, "z");
    ck_seen(&stand, "计入本年");
    stand_keys(&stand, "C-s");
    ck_said(&stand, "已登记为本年度预案演练");
    ck_seen(&stand, "【演练】已结束 T+2:00");
    ck_assert_ptr_null(strstr(stand_text(&stand), "【演练】首次演练"));
    stand_keys(&stand, "n");
    ck_said(&stand, "已经结束");
    /* Nor is anything asked that could not be saved any more. */
    static const char *const writing[] = { "e .", "s", "u", "v", "e", "i", "f e" };
    for (size_t i = 0; i < COUNT(writing); i++) {
        stand_keys(&stand, writing[i]);
        ck_said(&stand, "已经结束");
    }
    ck_top(&stand, "facts");
    stand_keys(&stand, "q E e");
    ck_said(&stand, "已经结束");
    ck_top(&stand, "evidence");
    stand_keys(&stand, "q q");
    stand_find(&stand, "值班电话");
    stand_keys(&stand, "t Tab 月底 C-s");
    ck_selected(&stand, "2026-11-30 前");
    stand_keys(&stand, "p");
    ck_top(&stand, "preview");
    ck_golden(&stand, "drill-report");
    stand_keys(&stand, "q 1");
    ck_seen(&stand, "演练任务未办结 1 处");
    stand_find(&stand, "演练任务未办结");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "drill");
    stand_find(&stand, "值班电话");
    stand_keys(&stand, "x");
    ck_selected(&stand, "已办结");
    stand_keys(&stand, "t");
    ck_top(&stand, "drill");
    ck_said(&stand, "已经办结");
    stand_keys(&stand, "1");
    ck_unseen(&stand, "演练任务未办结");
}
END_TEST

/* The chosen scenario is read again when the form is saved. */
START_TEST(a_scenario_that_is_gone_is_told)
{
    stand_keys(&stand, "D n 首次演练 Tab Enter 首页 Enter");
    stand.console->options.scenarios = "/nonexistent";
    stand_keys(&stand, "C-s");
    ck_top(&stand, "form");
    ck_seen(&stand, "文件不见了");
    stand.console->options.scenarios = stand.scenarios;
    stand_keys(&stand, "C-s");
    ck_top(&stand, "drill");
}
END_TEST

Suite *drills_suite(void)
{
    Suite *suite = suite_create("drills");
    TCase *t = tcase_create("drills");
    tcase_add_unchecked_fixture(t, stand_make, stand_drop);
    tcase_add_checked_fixture(t, on_overview, away);
    tcase_set_timeout(t, 0);
    tcase_add_test(t, a_clock_that_runs);
    tcase_add_test(t, the_mark_is_on_every_screen);
    tcase_add_test(t, a_long_name_leaves_room);
    tcase_add_test(t, injects_come_by_themselves);
    tcase_add_test(t, a_failed_reading_stops_no_clock);
    tcase_add_test(t, the_leader_has_them_in_hand);
    tcase_add_test(t, two_who_lead_do_not_undo_each_other);
    tcase_add_test(t, a_participant_looks_on);
    tcase_add_test(t, a_real_one_in_the_middle);
    tcase_add_test(t, drafts_do_not_mix);
    tcase_add_test(t, its_end_its_report_and_its_tasks);
    tcase_add_test(t, a_scenario_that_is_gone_is_told);
    suite_add_tcase(suite, t);
    return suite;
}
