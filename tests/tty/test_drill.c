/* A whole drill on the terminal with three consoles, a real incident in the middle of it, and the leader's console
 * killed. All three are of one login: what other logins see is in tests/screens/test_drills.c. */
#include "desk.h"
#include "suites.h"

#include "base/file.h"
#include "lib/run.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char scenario[] = "[scenario]\nname = 样例短情景\ntitle = 样例首页被改\n"
                               "[inject 1]\nat = T+0\ntext = 样例第一幕\nexpected = down\ntarget = 30\n"
                               "[inject 2]\nat = T+3s\ntext = 样例第二幕\nexpected = reported\n"
                               "[inject 3]\nat = T+6s\ntext = 样例第三幕\nexpected = closed\ntarget = 1s\n";

enum { CONSOLES = 3 };
static const char mark[] = "【演练】三方演练";

/* The program finds scenarios in its data folder: the desk is that here. */
static struct terminal *start_console(void)
{
    char data[512];
    struct err err;
    snprintf(data, sizeof data, "ZEREN_DATADIR=%s", desk_path("."));
    mkdir(desk_path("scenarios"), 0700);
    if (file_write(desk_path("scenarios/short.ini"), scenario, strlen(scenario), &err) != 0)
        ck_abort_msg("%s", err.text);
    const char *const variables[] = { data, NULL };
    return desk_start(&(struct terminal_how){ .variables = variables }, NULL);
}

static void start_drill(struct terminal *leader)
{
    terminal_keys(leader, "D");
    terminal_wait(leader, "还没有演练");
    terminal_keys(leader, "n");
    terminal_wait(leader, "不用情景");
    terminal_keys(leader, "三方演练\t\r");
    terminal_wait(leader, "> （不用情景");
    terminal_keys(leader, "短");
    terminal_wait(leader, "> 样例短情景");
    terminal_keys(leader, "\r");
    terminal_wait(leader, "样例短情景");
    terminal_keys(leader, "\023");
    terminal_wait(leader, "【演练】T+0:0");
}

/* A real one, in which the same happens as in the drill. */
static void log_real(struct terminal *terminal)
{
    terminal_keys(terminal, "!");
    terminal_wait(terminal, "【真实事件】新事件");
    terminal_keys(terminal, "样例真的出事\023");
    terminal_wait(terminal, "【真实】cangzhou-2026-001");
    terminal_wait(terminal, mark);
    terminal_keys(terminal, "d\023");
    terminal_wait(terminal, "已记：服务中断");
}

static void log_drill(struct terminal *terminal)
{
    terminal_keys(terminal, "4");
    terminal_wait(terminal, "这次演练的事件");
    terminal_keys(terminal, "\r");
    terminal_wait(terminal, "第 1 个注入：样例第一幕");
    terminal_keys(terminal, "d\023");
    terminal_wait(terminal, "已记：服务中断");
}

static void ck_printed(const char *const *arguments, const char *const *there, const char *gone)
{
    struct run run;
    run_zeren(&run, NULL, NULL, arguments);
    ck_assert_int_eq(run.status, 0);
    for (; *there != NULL; there++)
        ck_assert_msg(strstr(buf_text(&run.out), *there) != NULL, "%s\n%s", *there, buf_text(&run.out));
    ck_assert_msg(strstr(buf_text(&run.out), gone) == NULL, "%s\n%s", gone, buf_text(&run.out));
    run_free(&run);
}

START_TEST(test_with_three_consoles)
{
    struct terminal *at[CONSOLES];
    for (int i = 0; i < CONSOLES; i++)
        at[i] = start_console();
    terminal_keys(at[1], "3");
    terminal_wait(at[1], "按机构");
    terminal_resize(at[2], 10, 40);
    terminal_wait_gone(at[2], "沧州师范学院  ");
    start_drill(at[0]);
    for (int i = 0; i < CONSOLES; i++)
        terminal_wait(at[i], mark);
    for (int i = 0; i < CONSOLES; i++)
        terminal_wait(at[i], "第 2 个注入：样例第二幕");
    struct terminal_look look = terminal_look(at[1], mark);
    ck_assert(look.background == 1 || look.reverse);
    /* The leader's console is killed: the drill goes on. */
    terminal_signal(at[0], SIGKILL);
    ck_assert_int_eq(terminal_end(at[0]), 128 + SIGKILL);
    terminal_free(at[0]);
    terminal_wait(at[1], "第 3 个注入：样例第三幕");
    terminal_wait(at[2], "第 3 个注入：样例第三幕");
    terminal_resize(at[2], 24, 80);
    log_real(at[2]);
    log_drill(at[1]);
    at[0] = start_console();
    terminal_wait(at[0], mark);
    terminal_keys(at[0], "D\r");
    terminal_wait(at[0], "注入 3/3  按时 1 超时 0 待做 2");
    terminal_keys(at[0], "z");
    terminal_wait(at[0], "计入本年");
    terminal_keys(at[0], "\023");
    terminal_wait(at[0], "已登记为本年度预案演练");
    for (int i = 0; i < CONSOLES; i++)
        terminal_wait_gone(at[i], mark);
    terminal_wait(at[1], "到此为止");
    terminal_wait(at[2], "到此为止");
    for (int i = 0; i < CONSOLES; i++)
        desk_quit(at[i]);
    static const char *const report[] = { "print", "drill", "三方演练", NULL };
    static const char *const told[] = { mark, "样例首页被改", "按时 1，超时 0，未做 2", NULL };
    ck_printed(report, told, "样例真的出事");
    static const char *const json[] = { "print", "drill", "1", "--format", "json", NULL };
    static const char *const keys[] = { "\"drill\": \"三方演练\"", "\"outcome\": \"in-time\"", NULL };
    ck_printed(json, keys, "\"cangzhou-2026-001\""); /* its incidents are the drill's alone */
    static const char *const dues[] = { "print", "obligations", "--school", "cangzhou", "--format", "csv", NULL };
    static const char *const evidence[] = { "演练“三方演练”的演练报告", NULL };
    ck_printed(dues, evidence, "【演练】");
    desk_verify();
}
END_TEST

/* A clock that is looked at costs few bytes a second. */
START_TEST(test_running_clock_is_few_bytes)
{
    struct terminal *terminal = start_console();
    start_drill(terminal);
    terminal_wait(terminal, "第 3 个注入");
    terminal_keys(terminal, "\033[B");
    terminal_wait_gone(terminal, "第 3 个注入：");
    terminal_wait(terminal, "T+0:08");
    terminal_mark(terminal);
    terminal_wait(terminal, "T+0:09");
    ck_assert_uint_le(terminal_bytes(terminal), 400);
    ck_assert_uint_gt(terminal_bytes(terminal), 0);
    desk_quit(terminal);
}
END_TEST

Suite *drill_suite(void)
{
    Suite *suite = suite_create("drill");
    TCase *tests = desk_case(suite, "drill");
    tcase_add_test(tests, test_with_three_consoles);
    tcase_add_test(tests, test_running_clock_is_few_bytes);
    return suite;
}
