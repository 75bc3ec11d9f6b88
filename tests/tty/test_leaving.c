/* The terminal is given back on every way out. */
#include "suites.h"

#include "terminal.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct terminal *start_rows(const char *const *variables)
{
    const char *words[] = { getenv("rows"), "narrow", NULL };
    struct terminal *terminal = terminal_start(&(struct terminal_how){ .words = words, .variables = variables });
    terminal_wait(terminal, "\nkeys"); /* painted to the end */
    return terminal;
}

static void check_end(struct terminal *terminal, int status)
{
    ck_assert_int_eq(terminal_end(terminal), status);
    ck_assert_pstr_eq(terminal_left(terminal), NULL);
    terminal_free(terminal);
}

START_TEST(test_takes_it)
{
    struct terminal *terminal = start_rows(NULL);
    ck_assert_ptr_nonnull(terminal_left(terminal)); /* else nothing below shows anything */
    terminal_keys(terminal, "q");
    check_end(terminal, 0);
}
END_TEST

static const struct {
    const char *key;
    int status;
} keys[] = { { "q", 0 }, { "E", 3 }, { "S", 128 + SIGSEGV }, { "A", 128 + SIGABRT }, { "D", 128 + SIGABRT } };

START_TEST(test_by_key)
{
    struct terminal *terminal = start_rows(NULL);
    terminal_keys(terminal, keys[_i].key);
    check_end(terminal, keys[_i].status);
}
END_TEST

START_TEST(test_last_words)
{
    struct terminal *terminal = start_rows(NULL);
    terminal_keys(terminal, "D");
    terminal_end(terminal);
    terminal_wait(terminal, "zeren: the end of it");
    terminal_free(terminal);
}
END_TEST

/* Those that ask end it in its own way (rows.c exits with 128 + the number); the others kill. */
static const int numbers[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };

START_TEST(test_by_signal)
{
    static const char *const old[] = { "TERM=vt100", NULL };
    struct terminal *terminal = start_rows(_i % 2 == 0 ? NULL : old);
    terminal_signal(terminal, numbers[_i / 2]);
    check_end(terminal, 128 + numbers[_i / 2]);
}
END_TEST

START_TEST(test_while_working)
{
    struct terminal *terminal = start_rows(NULL);
    terminal_keys(terminal, "W");
    terminal_wait(terminal, "working");
    terminal_signal(terminal, SIGTERM);
    check_end(terminal, 128 + SIGTERM);
}
END_TEST

/* Asked for while the width is asked for. */
START_TEST(test_while_asking)
{
    const char *words[] = { getenv("rows"), "ask", NULL };
    struct terminal *terminal = terminal_start(&(struct terminal_how){ .words = words, .answers = ANSWERS_NEVER });
    terminal_wait_bytes(terminal, strlen("\r●\033[6n"));
    terminal_signal(terminal, SIGTERM);
    check_end(terminal, 128 + SIGTERM);
}
END_TEST

START_TEST(test_hung_up)
{
    struct terminal *terminal = start_rows(NULL);
    terminal_hang_up(terminal);
    ck_assert_int_eq(terminal_end(terminal), 128 + SIGHUP);
    terminal_free(terminal);
}
END_TEST

/* Stopped and going on under a shell with job control: by ^Z, and by a signal. */
START_TEST(test_suspended)
{
    static const char *const variables[] = { "PS1=ready> ", "ENV=", NULL };
    const char *words[] = { "/bin/sh", "-i", NULL };
    struct terminal *terminal = terminal_start(&(struct terminal_how){ .words = words, .variables = variables });
    terminal_wait(terminal, "ready>");
    terminal_keys(terminal, "$rows narrow\n");
    terminal_wait(terminal, "> 0 ");
    for (int i = 0; i < 2; i++) {
        terminal_keys(terminal, "\033[B");
        terminal_wait(terminal, i == 0 ? "> 1 " : "> 2 ");
        terminal_keys(terminal, "\032");
        terminal_wait(terminal, "ready>");
        ck_assert(!terminal_shows(terminal, "样例"));
        /* The shell may show it behind its prompt. */
        terminal_keys(terminal, i == 0 ? "echo $((6 * 7))\n" : "echo $((6 * 8))\n");
        terminal_wait(terminal, i == 0 ? "42\n" : "48\n");
        terminal_keys(terminal, "fg\n");
        terminal_wait(terminal, i == 0 ? "> 1 " : "> 2 ");
    }
    terminal_keys(terminal, "q");
    terminal_wait(terminal, "ready>");
    terminal_wait_gone(terminal, "样例");
    terminal_keys(terminal, "exit\n");
    check_end(terminal, 0);
}
END_TEST

/* Stopped by what cannot be caught: afterwards all is painted anew. */
START_TEST(test_goes_on)
{
    struct terminal *terminal = start_rows(NULL);
    terminal_signal(terminal, SIGSTOP);
    terminal_scribble(terminal, "\033[H\033[2Junder the rows\033[?1049l");
    terminal_wait_gone(terminal, "> 0 ");
    terminal_signal(terminal, SIGCONT);
    terminal_wait(terminal, "> 0 样例");
    ck_assert(!terminal_shows(terminal, "under"));
    terminal_keys(terminal, "q");
    check_end(terminal, 0);
}
END_TEST

START_TEST(test_not_a_terminal)
{
    const char *words[] = { "/bin/sh", "-c", "$rows narrow < /dev/null", NULL };
    struct terminal *terminal = terminal_start(&(struct terminal_how){ .words = words });
    ck_assert_int_eq(terminal_end(terminal), 2);
    terminal_wait(terminal, "输入或输出不是终端");
    terminal_free(terminal);
}
END_TEST

Suite *leaving_suite(void)
{
    Suite *suite = suite_create("leaving");
    TCase *tcase = tcase_create("leaving");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, test_takes_it);
    tcase_add_loop_test(tcase, test_by_key, 0, sizeof keys / sizeof keys[0]);
    tcase_add_test(tcase, test_last_words);
    tcase_add_loop_test(tcase, test_by_signal, 0, 2 * sizeof numbers / sizeof numbers[0]);
    tcase_add_test(tcase, test_while_working);
    tcase_add_test(tcase, test_while_asking);
    tcase_add_test(tcase, test_hung_up);
    tcase_add_test(tcase, test_suspended);
    tcase_add_test(tcase, test_goes_on);
    tcase_add_test(tcase, test_not_a_terminal);
    suite_add_tcase(suite, tcase);
    return suite;
}
