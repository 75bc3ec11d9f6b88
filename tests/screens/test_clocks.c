/* 时限: the clocks of an incident on its screen, in the list and in the overview, and time that passes. */
#include "stand.h"
#include "suites.h"

#include "screens/screens.h"
#include "tui/console_in.h"

#include <string.h>

enum { MINUTE = 60, HOUR = 3600 };

static struct stand stand;

static void on_incidents(void)
{
    stand_open(&stand, "incidents", "cangzhou", "root");
}

static void away(void)
{
    stand_close(&stand);
}

/* So much later than SEEDED_NOW, without anything read again. */
static bool later(int64_t seconds)
{
    stand_text(&stand); /* painted: nothing waits for it */
    stand.console->options.clock.fixed = SEEDED_NOW + seconds;
    stand.console->minute = (SEEDED_NOW + seconds) / MINUTE;
    return console_tick(stand.console);
}

static const char grave[] = "n 样例：门户被改 C-s v Left C-s"; /* graded 较大 */

START_TEST(clocks_stand_above_the_log_or_beside_it)
{
    stand_keys(&stand, grave);
    stand_keys(&stand, "d C-s");
    ck_seen(&stand, "剩 4 小时 00 分：报告属地省级网信部门");
    ck_seen(&stand, "服务中断 0 秒");
    later(3 * HOUR + 5 * MINUTE + 7);
    ck_seen(&stand, "剩 54 分 53 秒：报告属地省级网信部门");
    ck_seen(&stand, "服务中断 3 小时 05 分");
    ck_golden(&stand, "incident-clocks");
    later(4 * HOUR + 61);
    ck_seen(&stand, "逾期 1 分 01 秒：报告属地省级网信部门");
    stand_size(&stand, 60, 200);
    ck_seen(&stand, "报告上级网络安全职能部门");
    ck_seen(&stand, "尚未报告，已过 4 小时 01 分");
    stand_size(&stand, 24, 80);
    stand_keys(&stand, "t");
    ck_top(&stand, "clocks");
    ck_seen(&stand, "逾期未报：逾期 1 分 01 秒");
    ck_seen(&stand, "2026-11-21 12:00:00");
    ck_seen(&stand, "国家网络安全事件报告管理办法");
    stand_keys(&stand, "q");
}
END_TEST

static int no_reload(struct screen *screen, struct err *err)
{
    (void)err;
    ck_abort_msg("%s was read again", screen->ops->name);
    return 0;
}

/* Painted each second while something runs, and the store is not read for it. */
START_TEST(time_passes_without_reading)
{
    stand_keys(&stand, grave);
    ck_assert(later(1));
    const struct screen_ops *ops = stand.console->top->ops;
    struct screen_ops blind = *ops;
    blind.reload = no_reload;
    stand.console->top->ops = &blind;
    ck_assert(!later(1));
    ck_assert(later(2));
    ck_seen(&stand, "剩 3 小时 59 分");
    stand.console->top->ops = ops;
    stand_size(&stand, 10, 40);
    stand_keys(&stand, "t");
    ck_seen(&stand, "第 1-5 行");
    stand_keys(&stand, "G Up"); /* the same in full, at the place it was moved to */
    ck_top(&stand, "clocks");
    ck_seen(&stand, "第 6-10 行");
    struct screen_ops blind_page = *stand.console->top->ops;
    blind_page.reload = no_reload;
    stand.console->top->ops = &blind_page;
    ck_assert(later(3 * HOUR + 59 * MINUTE + 30));
    ck_seen(&stand, "剩 30 秒");
    ck_assert(later(3 * HOUR + 59 * MINUTE + 31));
    ck_seen(&stand, "剩 29 秒");
    ck_seen(&stand, "第 6-10 行");
    ck_assert(later(4 * HOUR + 1));
    ck_seen(&stand, "逾期未报");
    stand.console->top->ops = &clocks_screen;
}
END_TEST

START_TEST(what_is_reported_stands_still)
{
    stand_keys(&stand, grave);
    stand_size(&stand, 24, 120);
    stand_keys(&stand, "u Enter"); /* what presses most is proposed, and says where it is from */
    ck_seen(&stand, "> 属地省级网信部门");
    ck_seen(&stand, "国家网络安全事件报告管理办法 第四条");
    stand_size(&stand, 24, 80);
    stand_keys(&stand, "Esc C-s");
    ck_selected(&stand, "报告属地省级网信部门");
    ck_seen(&stand, "有时限的都已报告"); /* one without a time is left */
    stand_keys(&stand, "u C-s");
    ck_selected(&stand, "报告上级");
    ck_seen(&stand, "该报告的都已报告");
    stand_keys(&stand, "u C-s");
    ck_selected(&stand, "报告学校党委"); /* which nothing asks for, and nobody told yet */
    stand_keys(&stand, "u C-s");
    ck_selected(&stand, "报告上一级网信领导小组");
    stand_keys(&stand, "u C-s");
    ck_top(&stand, "form");
    ck_seen(&stand, "!内容");
    ck_seen(&stand, "（另写在内容里）"); /* nothing is proposed a second time */
    stand_keys(&stand, "Esc");
    ck_assert(!later(5)); /* nothing runs */
    stand_size(&stand, 60, 200);
    ck_seen(&stand, "按时，余 4 小时 00 分");
    stand_size(&stand, 24, 80);
}
END_TEST

/* Closing asks nothing more, and forgets nothing. */
START_TEST(closing_says_what_is_left)
{
    stand_keys(&stand, grave);
    stand_keys(&stand, "d C-s z");
    ck_seen(&stand, "还没有：报告属地省级网信部门；没有记服务恢复");
    stand_keys(&stand, "C-s");
    ck_seen(&stand, "已结案");
    ck_seen(&stand, "剩 4 小时 00 分：报告属地省级网信部门"); /* it is owed still */
}
END_TEST

START_TEST(the_list_says_what_presses)
{
    stand_keys(&stand, grave);
    stand_keys(&stand, "q n 样例：打不开 C-s z C-s q");
    stand_find(&stand, "门户被改");
    ck_selected(&stand, "剩 4 小时 00 分");
    later(5 * HOUR); /* counted anew with the minute */
    ck_selected(&stand, "逾期 1 小时 00 分");
    stand_find(&stand, "打不开");
    ck_assert_ptr_null(strstr(stand_selected(&stand), "未报")); /* closed */
}
END_TEST

START_TEST(the_overview_tells_reports)
{
    stand_keys(&stand, grave);
    stand_keys(&stand, "1");
    stand_find(&stand, "事件待报告或处置 1 处：样例：门户被改 报告属地省级网信部门");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "incidents");
    ck_selected(&stand, "门户被改");
    stand_keys(&stand, "Enter u Enter 省级 Enter C-s u C-s 1");
    ck_unseen(&stand, "待报告");
}
END_TEST

START_TEST(p_prints_what_is_seen)
{
    stand_keys(&stand, grave);
    stand_keys(&stand, "p");
    ck_top(&stand, "preview");
    ck_seen(&stand, "网络安全事件记录");
    ck_seen(&stand, "cangzhou-2026-001");
    stand_keys(&stand, "c 报告单 Enter");
    ck_seen(&stand, "网络安全事件报告单");
    stand_keys(&stand, "q f p");
    ck_seen(&stand, "网络安全事件记录");
    stand_keys(&stand, "q q E p");
    ck_seen(&stand, "网络安全事件记录");
    /* Of its own school, though another is chosen by now. */
    stand_keys(&stand, "q q S p");
    ck_seen(&stand, "沧州师范学院");
    stand_keys(&stand, "q q S S S b 党委宣传部 Enter p");
    ck_top(&stand, "preview");
    ck_seen(&stand, "网络安全事件登记表");
    ck_unseen(&stand, "cangzhou-2026-001"); /* of another unit */
    stand_keys(&stand, "q d p");
    ck_seen(&stand, "【演练】网络安全事件登记表");
}
END_TEST

/* The school fixes a time for a step: it runs with the reports, and answers whether the incident was handled in time.
 */
START_TEST(the_school_fixes_the_time_for_a_step)
{
    stand_keys(&stand, "L");
    ck_top(&stand, "limits");
    ck_seen(&stand, "还没有定处置时限");
    stand_keys(&stand, "?");
    ck_seen(&stand, "处置时限");
    stand_keys(&stand, "q");
    stand_keys(&stand, "X");
    ck_said(&stand, "没有");
    stand_keys(&stand, "a Tab 0 Tab 样例预案第三条 C-s");
    ck_top(&stand, "form");
    ck_seen(&stand, "1 到 43200 分钟之间");
    stand_keys(&stand, "Backspace 20 C-s");
    ck_top(&stand, "limits");
    ck_said(&stand, "发现后 20 分钟内应启动预案");
    ck_selected(&stand, "样例预案第三条");
    ck_golden(&stand, "limits");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "pager");
    ck_seen(&stand, "发现后 20 分钟内");
    stand_keys(&stand, "q q n 样例：门户被改 C-s");
    ck_seen(&stand, "剩 20 分 00 秒：启动预案");
    stand_later(&stand, 21 * MINUTE);
    ck_seen(&stand, "逾期 1 分 00 秒：启动预案");
    stand_keys(&stand, "t");
    ck_seen(&stand, "处置：启动预案");
    ck_seen(&stand, "样例预案第三条（学校自定，发现后 20 分钟内）");
    stand_keys(&stand, "q f");
    stand_find(&stand, "是否及时组织处置");
    ck_selected(&stand, "否");
    ck_selected(&stand, "由日志和时限得出");
    ck_seen(&stand, "日志和时限所示：启动预案：逾期 1 分 00 秒");
    stand_keys(&stand, "q s Tab C-u -5m C-s f");
    stand_find(&stand, "是否及时组织处置");
    ck_selected(&stand, "是");
    ck_seen(&stand, "启动预案：按时，余 4 分 00 秒");
    stand_keys(&stand, "4 L X C-s");
    ck_said(&stand, "不再有这个时限");
    stand_keys(&stand, "X");
    ck_said(&stand, "已经停用");
    stand_keys(&stand, "H");
    ck_top(&stand, "history");
    ck_selected(&stand, "2026-11-21 08:21:00");
}
END_TEST

Suite *clocks_suite(void)
{
    Suite *suite = suite_create("clocks");
    TCase *t = tcase_create("clocks");
    tcase_add_unchecked_fixture(t, stand_make, stand_drop);
    tcase_add_checked_fixture(t, on_incidents, away);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, clocks_stand_above_the_log_or_beside_it);
    tcase_add_test(t, time_passes_without_reading);
    tcase_add_test(t, what_is_reported_stands_still);
    tcase_add_test(t, closing_says_what_is_left);
    tcase_add_test(t, the_list_says_what_presses);
    tcase_add_test(t, the_overview_tells_reports);
    tcase_add_test(t, p_prints_what_is_seen);
    tcase_add_test(t, the_school_fixes_the_time_for_a_step);
    suite_add_tcase(suite, t);
    return suite;
}
