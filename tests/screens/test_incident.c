/* 事件: opening and logging an incident by few keys, what others write, correcting, finding. */
#include "stand.h"
#include "suites.h"

#include "base/mem.h"
#include "domain/incident.h"
#include "domain/log.h"

#include <string.h>

static struct stand stand;

static void on_incidents(void)
{
    stand_open(&stand, "incidents", "cangzhou", "root");
}

static void away(void)
{
    stand_close(&stand);
}

/* The keys of a script that are no words to be typed. */
static int keys_beside_words(const char *script, const char *words)
{
    int n = 0;
    for (const char *at = script; *at != '\0'; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        n += !(strlen(words) == length && memcmp(at, words, length) == 0);
        at += length;
    }
    return n;
}

/* A new incident with its first three steps: started, graded, reported. */
static const char opening[] = "4 n 门户首页被篡改 C-s s C-s v C-s u C-s";

START_TEST(a_new_incident_and_three_steps_are_few_keys)
{
    ck_assert_int_le(keys_beside_words(opening, "门户首页被篡改"), 25);
    stand_keys(&stand, opening);
    ck_top(&stand, "incident");
    ck_seen(&stand, "门户首页被篡改");
    ck_seen(&stand, "发现");
    ck_seen(&stand, "启动预案");
    ck_seen(&stand, "研判定级");
    ck_selected(&stand, "报告");
    ck_golden(&stand, "incident");
    stand_keys(&stand, "q");
    ck_top(&stand, "incidents");
    ck_selected(&stand, "处置中");
    ck_golden(&stand, "incidents");
}
END_TEST

START_TEST(a_stamp_is_set_back_before_it_is_saved)
{
    stand_keys(&stand, "n 样例事件 Tab Tab -30m C-s");
    stand_keys(&stand, ". 断开外网 Tab -3m C-s");
    ck_seen(&stand, "断开外网");
    stand_keys(&stand, ". 更早的一步 Tab -10m C-s");
    ck_selected(&stand, "更早的一步");
    stand_keys(&stand, "Down"); /* the log is in the order of what happened */
    ck_selected(&stand, "断开外网");
    stand_keys(&stand, ". 还没有到 Tab +5m C-s");
    ck_top(&stand, "form"); /* refused, and what was typed is still there */
    ck_seen(&stand, "还没有到");
    stand_keys(&stand, "Esc");
}
END_TEST

START_TEST(a_struck_line_stays_readable)
{
    stand_keys(&stand, "n 样例事件 C-s . 写错的一条 C-s x 记错了 Tab 写对的一条 C-s");
    ck_seen(&stand, "〔划去：记错了〕写错的一条");
    ck_seen(&stand, "写对的一条");
    stand_keys(&stand, "x C-s");
    ck_top(&stand, "form"); /* without a reason nothing is struck */
    stand_keys(&stand, "Esc g Enter");
    ck_top(&stand, "pager");
}
END_TEST

START_TEST(lines_of_others_appear_and_ours_stay)
{
    struct store_options options = { .clock = clock_standing(SEEDED_NOW) };
    struct store *store = NULL;
    struct err err;
    stand_keys(&stand, "n 样例事件 C-s . 写到一半");
    ck_assert_int_eq(store_open(&store, stand.path, &options, &err), 0);
    struct session other = seeded_session(store, "recorder");
    struct incidents ours = { 0 };
    ck_assert_int_eq(incident_find(&other, "cangzhou-2026-001", &ours, &err), 0);
    const struct log_line line = { .incident = ours.v[0].id, .kind = "note", .text = "别人记的一条" };
    ck_assert_int_eq(log_add(&other, &line, NULL, &err), 0);
    console_tick(stand.console);
    ck_top(&stand, "form");
    ck_seen(&stand, "写到一半");
    stand_keys(&stand, "C-s");
    ck_seen(&stand, "别人记的一条");
    ck_seen(&stand, "recorder");
    ck_seen(&stand, "写到一半");
    LIST_FREE(&ours);
    session_done(&other);
    store_close(store);
}
END_TEST

START_TEST(finds_and_filters)
{
    stand_keys(&stand, "n 挖矿木马 C-s q n 网站打不开 C-s v C-s z 已恢复 C-s q");
    ck_seen(&stand, "挖矿木马");
    ck_seen(&stand, "网站打不开");
    stand_keys(&stand, "/ 挖矿 Enter");
    ck_seen(&stand, "挖矿木马");
    ck_unseen(&stand, "网站打不开");
    stand_keys(&stand, "/ Esc t 结案 Enter");
    ck_unseen(&stand, "挖矿木马");
    stand_keys(&stand, "x d");
    ck_seen(&stand, "【演练】");
    ck_unseen(&stand, "挖矿木马");
    stand_keys(&stand, "d y Enter v Enter");
    ck_seen(&stand, "挖矿木马");
}
END_TEST

/* Each filter lets through what it is for, and the words of one and of two characters are found. */
START_TEST(each_filter_does_its_own)
{
    static const char *const filters[] = { "b 党委宣传部 Enter", "c 网络攻击 Enter", "v 较大 Enter",
                                           "t 已控制 Enter",     "/ 马 Enter",       "/ 木马 Enter" };
    stand_keys(&stand, "n 样例木马甲 C-s v Left C-s c C-s");
    stand_keys(&stand, "i Tab Tab Enter 党委宣传部 Enter Enter 网络攻击 Enter C-s q n 样例乙 C-s q");
    for (size_t i = 0; i < COUNT(filters); i++) {
        ck_seen(&stand, "样例木马甲");
        ck_seen(&stand, "样例乙");
        stand_keys(&stand, filters[i]);
        ck_seen(&stand, "样例木马甲");
        ck_unseen(&stand, "样例乙");
        stand_keys(&stand, filters[i][0] == '/' ? "/ Esc" : "x");
    }
    stand_keys(&stand, "n 样例丙 Tab Tab -3d C-s q"); /* found three days ago */
    ck_seen(&stand, "样例丙");
    stand_keys(&stand, "y 今天 Enter");
    ck_unseen(&stand, "样例丙");
    ck_seen(&stand, "样例乙");
    stand_keys(&stand, "y 最近 Enter"); /* seven days, the first of them */
    ck_seen(&stand, "样例丙");
}
END_TEST

START_TEST(what_is_known_comes_later)
{
    stand_keys(&stand, "n 样例事件 C-s i Tab Tab Tab Enter 网络攻击 Enter C-s");
    ck_seen(&stand, "网络攻击");
    stand_keys(&stand, "e 访问日志 Tab /nowhere/log C-s");
    ck_seen(&stand, "取证");
}
END_TEST

Suite *incident_suite(void)
{
    Suite *suite = suite_create("incident");
    TCase *t = tcase_create("incident");
    tcase_add_unchecked_fixture(t, stand_make, stand_drop);
    tcase_add_checked_fixture(t, on_incidents, away);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_new_incident_and_three_steps_are_few_keys);
    tcase_add_test(t, a_stamp_is_set_back_before_it_is_saved);
    tcase_add_test(t, a_struck_line_stays_readable);
    tcase_add_test(t, lines_of_others_appear_and_ours_stay);
    tcase_add_test(t, finds_and_filters);
    tcase_add_test(t, each_filter_does_its_own);
    tcase_add_test(t, what_is_known_comes_later);
    suite_add_tcase(suite, t);
    return suite;
}
