/* Two consoles in one incident: each shows that the other is there, and a killed one is gone at once. */
#include "desk.h"
#include "suites.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { GONE_MS = 2000 }; /* a quarter of a second, on a machine that has nothing else to do */

static struct terminal *enter_incident(void)
{
    struct terminal *terminal = desk_start(NULL, NULL);
    terminal_keys(terminal, "4");
    terminal_wait(terminal, "\n> ");
    terminal_keys(terminal, "\r");
    terminal_wait(terminal, "事件日志");
    return terminal;
}

static long ms_since(const struct timespec *at)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - at->tv_sec) * 1000 + (now.tv_nsec - at->tv_nsec) / 1000000;
}

START_TEST(test_sees_the_other_come_and_go)
{
    struct terminal *first = desk_start(NULL, NULL);
    terminal_keys(first, "4n样例事件\023");
    terminal_wait(first, "事件日志");
    ck_assert(!terminal_shows(first, "同在"));
    struct terminal *second = enter_incident();
    terminal_wait(second, "同在：");
    terminal_wait(first, "同在：");
    terminal_keys(second, "q");
    terminal_wait_gone(first, "同在");
    terminal_keys(second, "\r");
    terminal_wait(first, "同在：");
    terminal_keys(first, "."); /* and while a line is being written */
    terminal_wait(first, "内容");
    terminal_keys(first, "写到一半");
    terminal_wait(first, "写到一半");
    struct timespec killed;
    clock_gettime(CLOCK_MONOTONIC, &killed);
    terminal_signal(second, SIGKILL);
    terminal_wait_gone(first, "同在");
    ck_assert_int_lt(ms_since(&killed), GONE_MS);
    ck_assert_int_eq(terminal_end(second), 128 + SIGKILL);
    terminal_free(second);
    ck_assert(terminal_shows(first, "写到一半"));
    desk_quit(first);
    desk_verify();
}
END_TEST

/* Where there can be no such file nobody is shown, and all else is as it was. */
START_TEST(test_goes_without)
{
    ck_assert_int_eq(symlink("/nowhere/else", desk_path("zeren.db.presence")), 0);
    struct terminal *first = desk_start(NULL, NULL);
    terminal_keys(first, "4n样例事件\023");
    terminal_wait(first, "事件日志");
    struct terminal *second = enter_incident();
    terminal_keys(second, ".样例一条\023");
    terminal_wait(second, "样例一条");
    terminal_wait(first, "样例一条");
    ck_assert(!terminal_shows(first, "同在"));
    desk_quit(second);
    desk_quit(first);
}
END_TEST

Suite *presence_suite(void)
{
    Suite *suite = suite_create("presence");
    TCase *tcase = desk_case(suite, "presence");
    tcase_add_test(tcase, test_sees_the_other_come_and_go);
    tcase_add_test(tcase, test_goes_without);
    return suite;
}
