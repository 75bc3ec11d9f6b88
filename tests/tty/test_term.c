/* Painting and reading on a real terminal, with the small program of rows.c. */
#include "suites.h"

#include "terminal.h"
#include "tui/input.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct terminal *start(const struct terminal_how *how, const char *argument)
{
    struct terminal_how whole = *how;
    const char *words[] = { getenv("rows"), argument, NULL };
    whole.words = words;
    return terminal_start(&whole);
}

/* The usual one: xterm, UTF-8, 24x80. */
static struct terminal *start_usual(void)
{
    struct terminal *terminal = start(&(struct terminal_how){ 0 }, "narrow");
    terminal_wait(terminal, "\nkeys"); /* painted to the end */
    return terminal;
}

static void quit(struct terminal *terminal)
{
    terminal_keys(terminal, "q");
    ck_assert_int_eq(terminal_end(terminal), 0);
    ck_assert_pstr_eq(terminal_left(terminal), NULL);
    terminal_free(terminal);
}

/* A sequence that ends in m with a number from 30 to 49. */
static bool sends_colour(const char *bytes)
{
    for (const char *at = bytes; (at = strstr(at, "\033[")) != NULL;) {
        const char *end = at + 2 + strspn(at + 2, "0123456789;");
        for (at += 2; *end == 'm' && at < end; at++)
            if (atoi(at) >= 30 && atoi(at) <= 49 && (at[-1] == ';' || at[-1] == '['))
                return true;
        at = end;
    }
    return false;
}

START_TEST(test_shows)
{
    struct terminal *terminal = start_usual();
    terminal_wait(terminal, "size 24x80 wide 0 ascii 0\n");
    terminal_wait(terminal, "  3 样例：网络与信息安全责任人 “值守” ● ★ ○");
    ck_assert(sends_colour(terminal_raw(terminal)));
    struct terminal_look bar = terminal_look(terminal, "size"), late = terminal_look(terminal, "空缺"),
                         marked = terminal_look(terminal, "> 0"), text = terminal_look(terminal, "样例");
    ck_assert(bar.reverse && !late.reverse && late.bold && late.foreground == 1);
    ck_assert(marked.bold && !text.bold && text.foreground == -1 && text.background == -1);
    quit(terminal);
}
END_TEST

START_TEST(test_keys)
{
    struct terminal *terminal = start_usual();
    terminal_keys(terminal, "\033[B\033OB\033[1;5C\033OP\t\r\177\3学\xFF\xE5\xADx");
    terminal_wait(terminal, "keys Down Down C-Right F1 Tab Enter Backspace C-c 学 x\n");
    terminal_wait(terminal, "> 2 ");
    terminal_keys(terminal, "\033");
    terminal_wait(terminal, "x Esc\n");
    quit(terminal);
}
END_TEST

START_TEST(test_scrolls)
{
    struct terminal *terminal = start_usual();
    char marked[16];
    for (int i = 1; i <= 40; i++) {
        terminal_keys(terminal, "\033[B");
        snprintf(marked, sizeof marked, "> %d ", i);
        terminal_wait(terminal, marked);
    }
    terminal_wait(terminal, "size 24x80");
    terminal_wait(terminal, "\n  20 样例：网络与信息安全责任人 “值守” ● ★ ○                在岗\n");
    quit(terminal);
}
END_TEST

/* All waiting keys are taken before the next painting. */
START_TEST(test_many_keys)
{
    struct terminal *terminal = start_usual();
    struct buf keys = { 0 };
    buf_repeat(&keys, "\033[B", 600);
    terminal_mark(terminal);
    terminal_send(terminal, keys.v, keys.n);
    terminal_wait(terminal, "> 600 ");
    ck_assert_uint_lt(terminal_bytes(terminal), 100000); /* painted each time it would be 600 times about 1,000 */
    buf_free(&keys);
    quit(terminal);
}
END_TEST

static int by_size(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

START_TEST(test_bytes_of_a_move)
{
    enum { MOVES = 31 };
    struct terminal *terminal = start(&(struct terminal_how){ .rows = 50, .columns = 200 }, "narrow");
    int bytes[MOVES];
    char marked[16];
    terminal_wait(terminal, "> 0 ");
    for (int i = 0; i < 12; i++) /* the names of keys fill their line */
        terminal_keys(terminal, "\033[B");
    terminal_wait(terminal, "> 12 ");
    for (int i = 0; i < MOVES; i++) {
        terminal_mark(terminal);
        terminal_keys(terminal, "\033[B");
        snprintf(marked, sizeof marked, "> %d ", 13 + i);
        terminal_wait(terminal, marked);
        bytes[i] = (int)terminal_bytes(terminal);
    }
    qsort(bytes, MOVES, sizeof bytes[0], by_size);
    ck_assert_int_le(bytes[MOVES / 2], 60);
    quit(terminal);
}
END_TEST

START_TEST(test_nothing_new_sends_nothing)
{
    struct terminal *terminal = start_usual();
    for (int i = 0; i < 12; i++)
        terminal_keys(terminal, "x");
    terminal_wait(terminal, "keys x x x x x x x x x x x x\n");
    terminal_mark(terminal);
    terminal_keys(terminal, "xxx");
    terminal_keys(terminal, "y");
    terminal_wait(terminal, "x y\n");
    ck_assert_uint_lt(terminal_bytes(terminal), 40);
    quit(terminal);
}
END_TEST

/* --- Pastes --- */

START_TEST(test_paste)
{
    struct terminal *terminal = start_usual();
    terminal_keys(terminal, "\033[200~\033[B\033[3~q\033\r样例\033[201~x");
    terminal_wait(terminal, "paste 16 lost 0 escapes 3");
    terminal_wait(terminal, "keys x\n");
    terminal_wait(terminal, "> 0 ");
    quit(terminal);
}
END_TEST

START_TEST(test_much_pasted)
{
    struct terminal *terminal = start_usual();
    struct buf much = { 0 };
    buf_adds(&much, "\033[200~");
    buf_repeat(&much, "q\033[B", (size_t)PASTE_MOST / 4 + 250);
    buf_adds(&much, "\033[201~x");
    terminal_send(terminal, much.v, much.n);
    terminal_wait(terminal, "paste 1048576 lost 1000 ");
    terminal_wait(terminal, "keys x\n");
    buf_free(&much);
    quit(terminal);
}
END_TEST

/* A megabyte without marks: keys, all of them, and the next one too. */
START_TEST(test_much_typed)
{
    struct terminal *terminal = start_usual();
    struct buf much = { 0 };
    buf_repeat(&much, "\xFFz\x9B\x80\033[?", 130000);
    buf_adds(&much, "hKK");
    terminal_send(terminal, much.v, much.n);
    terminal_wait(terminal, "K K\n");
    buf_free(&much);
    quit(terminal);
}
END_TEST

START_TEST(test_paste_without_end)
{
    struct terminal *terminal = start_usual();
    terminal_keys(terminal, "\033[200~abc\033[20");
    terminal_wait(terminal, "paste 7 lost 0 escapes 1");
    terminal_keys(terminal, "x");
    terminal_wait(terminal, "keys x\n");
    quit(terminal);
}
END_TEST

/* --- Sizes --- */

START_TEST(test_sizes)
{
    static const int sizes[][2] = { { 10, 40 }, { 60, 200 }, { 2, 3 }, { 3, 5 }, { 24, 80 }, { 50, 132 } };
    struct terminal *terminal = start_usual();
    char text[32];
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        terminal_resize(terminal, sizes[i][0], sizes[i][1]);
        snprintf(text, sizeof text, "size %dx%d ", sizes[i][0], sizes[i][1]);
        if (sizes[i][1] >= 20)
            terminal_wait(terminal, text);
    }
    for (int i = 0; i < 200; i++) {
        terminal_resize(terminal, 5 + (i * 7) % 50, 20 + (i * 31) % 180);
        terminal_keys(terminal, "\033[B");
    }
    terminal_resize(terminal, 20, 70);
    terminal_wait(terminal, "size 20x70 ");
    terminal_wait(terminal, "> 200 ");
    terminal_wait(terminal, "\nkeys Down Down ");
    quit(terminal);
}
END_TEST

/* --- Kinds of terminals --- */

START_TEST(test_without_colour)
{
    static const char *const plain[] = { "NO_COLOR=1", NULL }, *const old[] = { "TERM=vt100", NULL };
    struct terminal *terminal = start(&(struct terminal_how){ .variables = _i == 0 ? plain : old }, "narrow");
    terminal_wait(terminal, "\nkeys");
    struct terminal_look bar = terminal_look(terminal, "size"), late = terminal_look(terminal, "空缺");
    ck_assert(bar.reverse && late.bold && late.foreground == -1 && late.background == -1);
    ck_assert(!sends_colour(terminal_raw(terminal)));
    terminal_keys(terminal, "\033OB\033[B");
    terminal_wait(terminal, "> 2 ");
    quit(terminal);
}
END_TEST

/* Refused a type, curses leaks some memory of its own. */
START_TEST(test_no_such_terminal)
{
    static const char *const dumb[] = { "TERM=dumb", NULL }, *const unknown[] = { "TERM=no-such",
                                                                                  "ASAN_OPTIONS=detect_leaks=0", NULL };
    struct terminal *terminal = start(&(struct terminal_how){ .variables = _i == 0 ? dumb : unknown }, "narrow");
    ck_assert_int_eq(terminal_end(terminal), 2);
    terminal_wait(terminal, _i == 0 ? "终端类型“dumb”不能显示全屏界面" : "终端类型“no-such”不能");
    ck_assert_pstr_eq(terminal_left(terminal), NULL);
    terminal_free(terminal);
}
END_TEST

START_TEST(test_no_locale)
{
    static const char *const none[] = { "LC_ALL=C", NULL };
    struct terminal *terminal = start(&(struct terminal_how){ .variables = none }, "narrow");
    terminal_wait(terminal, "> 0 样例：网络与信息安全责任人 “值守” ● ★ ○");
    terminal_keys(terminal, "学");
    terminal_wait(terminal, "keys 学\n");
    quit(terminal);
}
END_TEST

START_TEST(test_gb18030)
{
    char path[512];
    if (gb_locales() == NULL)
        return;
    snprintf(path, sizeof path, "LOCPATH=%s", gb_locales());
    const char *const variables[] = { path, "LC_ALL=zh_CN.GB18030", NULL };
    struct terminal *terminal =
        start(&(struct terminal_how){ .variables = variables, .gb = true, .wide = true }, "ask");
    terminal_wait(terminal, "wide 1 ascii 1\n");
    terminal_wait(terminal, "\nkeys");
    terminal_wait(terminal, "> 0 样例：网络与信息安全责任人 囗值守囗 囗 囗 囗");
    terminal_wait(terminal, "囗            空缺\n");
    terminal_keys(terminal, "\xD1\xA7\xFF\xD0\xA3");
    terminal_wait(terminal, "keys 学 校\n");
    terminal_keys(terminal, "\033[200~\xD1\xA7\xD0\xA3\033[201~");
    terminal_wait(terminal, "paste 6 lost 0 escapes 0 学校\n");
    quit(terminal);
}
END_TEST

/* --- The width of ambiguous characters --- */

START_TEST(test_asks_width)
{
    struct terminal *terminal = start(&(struct terminal_how){ .wide = _i == 1 }, "ask");
    terminal_wait(terminal, _i == 1 ? "wide 1 ascii 1" : "wide 0 ascii 0");
    terminal_wait(terminal, "\nkeys");
    terminal_wait(terminal, _i == 1 ? "0 样例：网络与信息安全责任人 囗值守囗 囗 囗 囗            空缺\n"
                                    : "0 样例：网络与信息安全责任人 “值守” ● ★ ○                 空缺\n");
    terminal_wait(terminal, "keys\n");
    quit(terminal);
}
END_TEST

START_TEST(test_no_answer)
{
    struct terminal *terminal = start(&(struct terminal_how){ .answers = ANSWERS_NEVER }, "ask");
    terminal_keys(terminal, "ab"); /* typed ahead */
    terminal_wait(terminal, "wide 0 ascii 0");
    terminal_wait(terminal, "keys a b\n");
    quit(terminal);
}
END_TEST

START_TEST(test_late_answer)
{
    struct terminal *terminal = start(&(struct terminal_how){ .answers = ANSWERS_WHEN_TOLD }, "ask");
    terminal_wait(terminal, "wide 0 ascii 0");
    terminal_answer(terminal);
    terminal_keys(terminal, "x");
    terminal_wait(terminal, "keys x\n");
    quit(terminal);
}
END_TEST

/* Keys before and after the answer, and a sequence among them. */
START_TEST(test_typed_ahead)
{
    struct terminal *terminal = start(&(struct terminal_how){ .answers = ANSWERS_WHEN_TOLD }, "ask");
    terminal_wait_bytes(terminal, strlen("\r●\033[6n"));
    terminal_keys(terminal, "a\033[B");
    terminal_answer(terminal);
    terminal_keys(terminal, "b");
    terminal_wait(terminal, "keys a Down b\n");
    terminal_wait(terminal, "> 1 ");
    quit(terminal);
}
END_TEST

START_TEST(test_interrupted)
{
    struct terminal *terminal = start_usual();
    terminal_keys(terminal, "W");
    terminal_wait(terminal, "working");
    terminal_keys(terminal, "a\033[Bb");
    terminal_keys(terminal, "\033");
    terminal_wait(terminal, "interrupted");
    terminal_wait(terminal, "keys W a Down b\n");
    terminal_keys(terminal, "W");
    terminal_wait(terminal, "working");
    terminal_keys(terminal, "\3c");
    terminal_wait(terminal, "keys W a Down b W c\n");
    quit(terminal);
}
END_TEST

Suite *term_suite(void)
{
    Suite *suite = suite_create("term");
    TCase *tcase = tcase_create("term");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, test_shows);
    tcase_add_test(tcase, test_keys);
    tcase_add_test(tcase, test_scrolls);
    tcase_add_test(tcase, test_many_keys);
    tcase_add_test(tcase, test_bytes_of_a_move);
    tcase_add_test(tcase, test_nothing_new_sends_nothing);
    tcase_add_test(tcase, test_paste);
    tcase_add_test(tcase, test_much_pasted);
    tcase_add_test(tcase, test_much_typed);
    tcase_add_test(tcase, test_paste_without_end);
    tcase_add_test(tcase, test_sizes);
    tcase_add_loop_test(tcase, test_without_colour, 0, 2);
    tcase_add_loop_test(tcase, test_no_such_terminal, 0, 2);
    tcase_add_test(tcase, test_no_locale);
    tcase_add_test(tcase, test_gb18030);
    tcase_add_loop_test(tcase, test_asks_width, 0, 2);
    tcase_add_test(tcase, test_no_answer);
    tcase_add_test(tcase, test_late_answer);
    tcase_add_test(tcase, test_typed_ahead);
    tcase_add_test(tcase, test_interrupted);
    suite_add_tcase(suite, tcase);
    return suite;
}
