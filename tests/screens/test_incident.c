/* 事件: opening and logging an incident by few keys, what others write, correcting, finding. */
#include "stand.h"
#include "suites.h"

#include "base/mem.h"
#include "domain/incident.h"
#include "domain/log.h"

#include <dirent.h>
#include <stdio.h>
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
    ck_seen(&stand, "!时间"); /* the field that is wrong, and the next typing goes there */
    ck_unseen(&stand, "!内容");
    stand_keys(&stand, "C-u -2m C-s");
    ck_selected(&stand, "还没有到");
}
END_TEST

START_TEST(a_struck_line_stays_readable)
{
    stand_keys(&stand, "n 样例事件 C-s . 写错的一条 C-s x 记错了 Tab 写对的一条 C-s");
    ck_seen(&stand, "〔划去：记错了〕写错的一条");
    ck_seen(&stand, "写对的一条");
    stand_keys(&stand, "x C-s");
    ck_top(&stand, "form"); /* without a reason nothing is struck */
    stand_keys(&stand, "Esc");
    stand_find(&stand, "〔划去");
    stand_keys(&stand, "x"); /* nor twice */
    ck_top(&stand, "incident");
    ck_said(&stand, "不能再划");
    stand_keys(&stand, "z C-s z");
    ck_top(&stand, "incident");
    ck_said(&stand, "已经结案");
    stand_keys(&stand, "g Enter");
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

static size_t files_in(const char *folder)
{
    DIR *dir = opendir(folder);
    size_t n = 0;
    ck_assert_ptr_nonnull(dir);
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;)
        n += entry->d_name[0] != '.';
    closedir(dir);
    return n;
}

/* Found on 11-11 just before midnight, on 11-18 just after it, and on 11-21, today. */
static const char three[] =
    "n 样例甲 Tab Tab 11-11 Space 23:59:59 C-s q n 样例乙 Tab Tab 11-18 Space 0:00 C-s q n 样例丙 C-s q";

/* The words after "样例" of those that are seen, of 甲, 乙 and 丙. */
static void ck_only(const char *seen)
{
    static const char *const all[] = { "甲", "乙", "丙" };
    for (size_t i = 0; i < COUNT(all); i++) {
        char title[32];
        snprintf(title, sizeof title, "样例%s", all[i]);
        if (strstr(seen, all[i]) != NULL)
            ck_seen(&stand, title);
        else
            ck_unseen(&stand, title);
    }
}

START_TEST(a_stretch_of_days_of_ones_own)
{
    static const struct {
        const char *keys, *told, *seen;
    } stretches[] = {
        { "11-11 Tab 2026/11/18", "真实事件，2026-11-11 至 2026-11-18", "甲乙" },
        { "11月18日 Tab 20261118", "真实事件，2026-11-18 当天", "乙" },
        { "2026.11.12 Tab 11-17", "真实事件，2026-11-12 至 2026-11-17", "" },
        { "-3 Tab", "真实事件，2026-11-18 起", "乙丙" },
        { "Tab 2026年11月18日", "真实事件，2026-11-18 及以前", "甲乙" },
        { "11-11 Tab 11-11", "真实事件，2026-11-11 当天", "甲" },
        { "Tab 11-17", "真实事件，2026-11-17 及以前", "甲" },
        { "Tab", "真实事件\n", "甲乙丙" },
    };
    stand_keys(&stand, three);
    for (size_t i = 0; i < COUNT(stretches); i++) {
        stand_keys(&stand, "x y 从某 Enter");
        ck_top(&stand, "form");
        stand_keys(&stand, stretches[i].keys);
        stand_keys(&stand, "C-s");
        ck_top(&stand, "incidents");
        ck_seen(&stand, stretches[i].told);
        ck_only(stretches[i].seen);
    }
    /* It is there to be changed, and one end is opened again. */
    stand_keys(&stand, "y 从某 Enter 11-18 Tab 11-18 C-s y Enter Tab 1 Backspace C-s");
    ck_seen(&stand, "真实事件，2026-11-18 起");
    stand_keys(&stand, "y 30 Enter"); /* a period of the list takes the place of both ends */
    ck_seen(&stand, "真实事件，2026-10-23 起");
    ck_only("甲乙丙");
}
END_TEST

/* A day that is none stays on its field with a sentence, and the list is as it was. */
START_TEST(a_wrong_day_changes_nothing)
{
    static const char *const wrong[][2] = {
        { "2026-02-30 Enter", "“从”：" },
        { "后门 C-s", "“从”：" },
        { "Tab 样例 C-s", "“到”：" },
        { "11-18 Tab 11-17 C-s", "“从”的 2026-11-18 晚于“到”的 2026-11-17。" },
        { "11-22 C-s", "“从”的 2026-11-22 还没有到" },
    };
    stand_keys(&stand, three);
    stand_keys(&stand, "y 从某 Enter 11-18 Tab 11-18 C-s");
    for (size_t i = 0; i < COUNT(wrong); i++) {
        stand_keys(&stand, "y 从某 Enter");
        stand_keys(&stand, wrong[i][0]);
        ck_top(&stand, "form");
        ck_seen(&stand, wrong[i][1]);
        stand_later(&stand, 5);
        stand_keys(&stand, "Esc");
        ck_top(&stand, "incidents");
        ck_seen(&stand, "真实事件，2026-11-18 当天");
        ck_only("乙");
    }
    ck_assert_uint_eq(files_in(stand.drafts), 0); /* none of it is a form left unsaved */
}
END_TEST

/* The head of the list and the head of its paper say what both leave out. */
START_TEST(the_paper_is_of_what_is_seen)
{
    stand_keys(&stand, three);
    stand_size(&stand, 60, 200);
    stand_find(&stand, "样例乙");
    stand_keys(&stand, "Enter v Left C-s c C-s i Tab Tab Enter 党委宣传部 Enter Enter 网络攻击 Enter C-s q");
    stand_keys(&stand,
               "y 从某 Enter 11-11 Tab 11-20 C-s b 党委宣传部 Enter c 网络攻击 Enter v 较大 Enter t 已控制 Enter");
    stand_keys(&stand, "/ 样例 Enter");
    ck_seen(&stand, "真实事件，2026-11-11 至 2026-11-20，党委宣传部，网络攻击事件，较大，已控制，查找“样例”\n");
    ck_only("乙");
    stand_keys(&stand, "p");
    ck_top(&stand, "preview");
    ck_seen(&stand, "登记范围：发现于 2026-11-11 至 2026-11-20；单位：党委宣传部及其下属；类别：网络\n"
                    "攻击事件；级别：较大；状态：已控制；查找：“样例”\n");
    ck_seen(&stand, "数量：1");
    ck_only("乙");
    stand_keys(
        &stand,
        "q x / Esc n 样例去年 Tab Tab 2025-11-18 Space 9:00 C-s q"); /* the list has no beginning, nor has the paper */
    ck_seen(&stand, "样例去年");
    stand_keys(&stand, "p");
    ck_seen(&stand, "发现于 2026-11-21 及以前\n");
    ck_seen(&stand, "样例去年");
    ck_seen(&stand, "数量：4");
    stand_keys(&stand, "q d p");
    ck_seen(&stand, "【演练】网络安全事件登记表");
    ck_only("");
}
END_TEST

/* Whoever is in a drill sees its incidents alone, and so the paper is of it alone; x shows all drills'. */
START_TEST(the_paper_of_one_drill_names_it)
{
    stand_keys(&stand, "D n 样例第二次 C-s 4 p");
    ck_seen(&stand, "；演练：样例第二次\n");
    ck_seen(&stand, "数量：1\n");
    stand_keys(&stand, "q x p");
    ck_unseen(&stand, "；演练：");
    ck_seen(&stand, "数量：2\n"); /* with the seeded one */
}
END_TEST

/* Another screen leads to an incident past whatever the list leaves out. */
START_TEST(what_is_asked_for_is_not_hidden)
{
    static const char *const filters[] = { "t 已结案 Enter", "y 从某 Enter Tab 11-10 C-s", "/ 别的 Enter", "d" };
    stand_keys(&stand, "n 样例木马 C-s v Left C-s q n 样例另一件 C-s z 样例 C-s q");
    for (size_t i = 0; i < COUNT(filters); i++) {
        stand_keys(&stand, "4");
        stand_keys(&stand, filters[i]);
        ck_unseen(&stand, "样例木马");
        stand_keys(&stand, "1");
        stand_find(&stand, "样例木马");
        stand_keys(&stand, "Enter");
        ck_top(&stand, "incidents");
        ck_selected(&stand, "样例木马");
        ck_seen(&stand, "真实事件\n");
    }
}
END_TEST

/* No number is cut where there is room for it, and the column is no wider than the longest. */
START_TEST(numbers_are_seen_whole)
{
    stand_again(&stand, "incidents");
    stand_keys(&stand, "n 样例事件 C-s q Home");
    ck_seen(&stand, "> cangzhou-2026-001  样例事件");
    stand_size(&stand, 10, 40);
    ck_seen(&stand, "> cangzhou-2026-001  样例事件");
    ck_seen(&stand, "处置中");
    for (int i = 0; strstr(stand_text(&stand), "大连医科大学") == NULL; i++) {
        ck_assert_int_lt(i, 4);
        stand_keys(&stand, "S");
    }
    stand_keys(&stand, "n 样例事件 C-s q Home");
    ck_seen(&stand, "> dalian-medical-2026-001  样例事件");
    stand_size(&stand, 24, 80);
    ck_seen(&stand, "> dalian-medical-2026-001  样例事件");
    ck_seen(&stand, "处置中");
    stand_keys(&stand, "D n 样例演练 C-s 4");
    ck_seen(&stand, "> 演dalian-medical-2026-001  样例演练");
    stand_keys(&stand, "d");
    ck_seen(&stand, "> dalian-medical-2026-001  样例事件");
}
END_TEST

START_TEST(what_is_known_comes_later)
{
    stand_keys(&stand, "n 样例事件 C-s i Tab Tab Tab Enter 网络攻击 Enter C-s");
    ck_seen(&stand, "网络攻击");
    stand_keys(&stand, ". 以后的一条 C-s g e 访问日志 Tab /nowhere/log C-s");
    ck_selected(&stand, "取证"); /* the line just written */
    ck_said(&stand, "读不到文件 /nowhere/log，没有 SM3");
    stand_keys(&stand, "e 样例硬盘 Tab 保险柜 C-s");
    ck_said(&stand, "没有 SM3");
    stand_keys(&stand, "E e 样例镜像 Tab 保险柜 C-s");
    ck_top(&stand, "evidence");
    ck_selected(&stand, "样例镜像");
    stand_keys(&stand, "q l");
    ck_seen(&stand, "与谁联动");
    stand_keys(&stand, "Esc");
}
END_TEST

/* 舆情 has its own plan: the head of the screen says so, and the line that starts it. */
START_TEST(public_opinion_has_its_own_plan)
{
    stand_keys(&stand, "n 样例舆情 C-s s");
    ck_seen(&stand, "启动《沧州师范学院网络安全事件应急预案》。");
    ck_seen(&stand, "负责：学校网络安全和信息化工作领导小组（第七条）");
    stand_keys(&stand, "Esc");
    ck_unseen(&stand, "舆情  ");
    stand_keys(&stand, "i Tab Tab Tab Tab Space C-s");
    ck_seen(&stand, "未定级  舆情  类别未定");
    stand_keys(&stand, "s");
    ck_seen(&stand, "负责：学校网络安全和信息化工作领导小组（第七条第二款）");
    stand_keys(&stand, "C-s");
    ck_selected(&stand, "启动《沧州师范学院突发事件舆情处置应…");
    ck_golden(&stand, "incident-opinion");
    stand_keys(&stand, "s ，样例 C-s"); /* the words can be gone on with */
    stand_keys(&stand, "Enter");
    ck_seen(&stand, "舆情处置应急预案》。，样例");
    stand_keys(&stand, "q q S S n 样例 C-s s"); /* a rule that names no plan */
    ck_seen(&stand, "启动应急预案。");
    ck_unseen(&stand, "负责：");
    stand_keys(&stand, "Esc");
}
END_TEST

/* What is known of the incident brings the people: of the day shown, with their phones. */
START_TEST(whom_to_call_is_one_key)
{
    stand_keys(&stand, "n 样例事件 C-s o");
    ck_top(&stand, "pager");
    ck_seen(&stand, "事发单位未明");
    ck_unseen(&stand, "样例己");
    stand_keys(&stand, "q i Tab Enter 样例网站 Enter C-s o");
    ck_seen(&stand, "系统联系人：样例网站（等保二级）");
    ck_seen(&stand, "样例己  电话 0317-0000006");
    ck_seen(&stand, "直接责任人：党委宣传部 直接负责人");
    ck_seen(&stand, "空缺");
    ck_golden(&stand, "callees");
    stand_keys(&stand, "q q 9 / 样例己 Enter e Tab Tab C-u 13000000006 Tab 13000000066 C-s");
    stand_keys(&stand, "4 Enter o");
    ck_seen(&stand, "13000000066");
    stand_keys(&stand, "q @ 2022-08-31 Enter o"); /* before he came */
    ck_seen(&stand, "第一责任人、处置：党委宣传部 党政主要负责人");
    ck_unseen(&stand, "第一责任人、处置：党委宣传部 党政主要负责人\n  样例己");
    stand_keys(&stand, "q");
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
    tcase_add_test(t, a_stretch_of_days_of_ones_own);
    tcase_add_test(t, a_wrong_day_changes_nothing);
    tcase_add_test(t, the_paper_is_of_what_is_seen);
    tcase_add_test(t, the_paper_of_one_drill_names_it);
    tcase_add_test(t, what_is_asked_for_is_not_hidden);
    tcase_add_test(t, numbers_are_seen_whole);
    tcase_add_test(t, what_is_known_comes_later);
    tcase_add_test(t, public_opinion_has_its_own_plan);
    tcase_add_test(t, whom_to_call_is_one_key);
    suite_add_tcase(suite, t);
    return suite;
}
