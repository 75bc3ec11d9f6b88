/* The program at work on a terminal: forms, drafts, pickers, pastes, sizes, kinds of terminals. */
#include "desk.h"
#include "suites.h"

#include "base/buf.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Forms --- */

/* The form for a new person. */
static struct terminal *start_form(const struct terminal_how *how)
{
    struct terminal *terminal = desk_start(how, NULL);
    terminal_keys(terminal, "9");
    terminal_wait(terminal, "电话表");
    terminal_keys(terminal, "a");
    terminal_wait(terminal, "登记人员");
    return terminal;
}

START_TEST(test_types_chinese)
{
    struct terminal *terminal = start_form(NULL);
    terminal_keys(terminal, "样例安员\033[D全\tT900");
    terminal_wait(terminal, "样例安全员");
    terminal_wait(terminal, "T900");
    terminal_keys(terminal, "\023");
    terminal_wait(terminal, "已保存样例安全员。");
    terminal_wait(terminal, "电话表");
    terminal_keys(terminal, "/ylaqy\r");
    terminal_wait_gone(terminal, "样例人员01");
    terminal_wait(terminal, "> 样例安全员");
    ck_assert_int_eq(desk_drafts(), 0);
    desk_quit(terminal);
    desk_verify();
}
END_TEST

START_TEST(test_picks_by_pinyin)
{
    const char *const words[] = { getenv("zeren"), "--school", "meijia", NULL };
    struct terminal *terminal = desk_start(&(struct terminal_how){ .words = words }, NULL);
    terminal_keys(terminal, "3");
    terminal_wait(terminal, "按机构");
    terminal_keys(terminal, "b");
    terminal_wait(terminal, "各二级单位");
    terminal_keys(terminal, "xxjszx");
    terminal_wait_gone(terminal, "各二级单位");
    terminal_wait(terminal, "> 信息技术中心");
    terminal_keys(terminal, "\r");
    terminal_wait(terminal, "按机构");
    terminal_wait(terminal, "信息技术中心");
    desk_quit(terminal);
}
END_TEST

/* --- Drafts --- */

static void check_draft_comes_back(const char *text)
{
    struct terminal *terminal = desk_start(NULL, NULL);
    terminal_wait(terminal, "草稿");
    terminal_keys(terminal, "9a");
    terminal_wait(terminal, "已取回");
    terminal_wait(terminal, text);
    terminal_keys(terminal, "\004");
    terminal_wait(terminal, "丢弃");
    terminal_keys(terminal, "y");
    terminal_wait(terminal, "已丢弃");
    ck_assert_int_eq(desk_drafts(), 0);
    desk_quit(terminal);
    desk_verify();
}

START_TEST(test_line_is_cut)
{
    struct terminal *terminal = start_form(NULL);
    terminal_keys(terminal, "样例断线");
    terminal_wait(terminal, "样例断线");
    terminal_hang_up(terminal);
    ck_assert_int_eq(terminal_end(terminal), 128 + SIGHUP);
    terminal_free(terminal);
    check_draft_comes_back("样例断线");
}
END_TEST

START_TEST(test_signal_in_a_form)
{
    static const int numbers[] = { SIGHUP, SIGTERM, SIGINT };
    struct terminal *terminal = start_form(NULL);
    terminal_keys(terminal, "样例信号");
    terminal_wait(terminal, "样例信号");
    terminal_signal(terminal, numbers[_i]);
    desk_ended(terminal, 128 + numbers[_i]);
    check_draft_comes_back("样例信号");
}
END_TEST

START_TEST(test_killed)
{
    struct terminal *terminal = start_form(NULL);
    terminal_keys(terminal, "样例断电");
    terminal_wait(terminal, "样例断电");
    desk_wait_draft();
    terminal_signal(terminal, SIGKILL);
    ck_assert_int_eq(terminal_end(terminal), 128 + SIGKILL);
    terminal_free(terminal);
    check_draft_comes_back("样例断电");
}
END_TEST

/* --- Pastes --- */

START_TEST(test_pastes_escapes)
{
    struct terminal *terminal = start_form(NULL);
    terminal_mark(terminal);
    terminal_keys(terminal, "\033[200~样例\033]0;title\007\033[2J\033[31m\033[?1049l粘贴\r\n\023\021\033[201~Z");
    terminal_wait(terminal, "Z");
    terminal_wait(terminal, "登记人员");
    terminal_wait(terminal, "样例");
    ck_assert_ptr_null(strstr(terminal_raw(terminal), "\033]0;"));
    ck_assert_ptr_null(strstr(terminal_raw(terminal), "\033[?1049l"));
    desk_quit(terminal);
}
END_TEST

START_TEST(test_pastes_a_megabyte)
{
    struct terminal *terminal = start_form(NULL);
    struct buf much = { 0 };
    buf_adds(&much, "\033[200~");
    buf_repeat(&much, "样例\033[A\n", 1024 * 1024 / 10);
    buf_adds(&much, "\033[201~\tT777");
    terminal_send(terminal, much.v, much.n);
    terminal_wait(terminal, "T777");
    terminal_wait(terminal, "登记人员");
    buf_free(&much);
    desk_quit(terminal);
}
END_TEST

/* The same as keys: the terminal brackets nothing. It is typed into the first field, and what comes after is too. */
START_TEST(test_types_a_megabyte)
{
    struct terminal *terminal = start_form(NULL);
    struct buf much = { 0 };
    buf_repeat(&much, "样\xFF\033[?9z例", 1024 * 1024 / 12);
    buf_adds(&much, "\tT777");
    terminal_send(terminal, much.v, much.n);
    terminal_wait(terminal, "T777");
    buf_free(&much);
    desk_quit(terminal);
}
END_TEST

/* --- Sizes --- */

static void storm(struct terminal *terminal, const char *key)
{
    for (int i = 0; i < 100; i++) {
        terminal_resize(terminal, 3 + (i * 7) % 60, 20 + (i * 31) % 190);
        if (i % 10 == 0)
            terminal_keys(terminal, key);
    }
    terminal_resize(terminal, 9, 39);
    terminal_wait(terminal, "窗口太小");
    terminal_resize(terminal, 24, 80);
    terminal_wait_gone(terminal, "窗口太小");
}

START_TEST(test_storm_in_a_form)
{
    struct terminal *terminal = start_form(NULL);
    storm(terminal, "安");
    terminal_wait(terminal, "安安安安安安安安安安");
    terminal_wait(terminal, "登记人员");
    terminal_resize(terminal, 10, 40);
    terminal_wait(terminal, "姓名");
    terminal_resize(terminal, 60, 200);
    terminal_wait(terminal, "夜间电话");
    desk_quit(terminal);
}
END_TEST

START_TEST(test_storm_in_a_list)
{
    struct terminal *terminal = desk_start(NULL, NULL);
    terminal_keys(terminal, "9");
    terminal_wait(terminal, "> ");
    storm(terminal, "j");
    terminal_wait(terminal, "电话表");
    terminal_wait(terminal, "\n> "); /* the selected row is in the window */
    terminal_keys(terminal, "G");
    terminal_wait(terminal, "\n> ");
    terminal_keys(terminal, "2");
    terminal_wait(terminal, "机构和岗位");
    storm(terminal, "j");
    terminal_wait(terminal, "\n> ");
    desk_quit(terminal);
}
END_TEST

/* --- Two at one store --- */

START_TEST(test_two_consoles)
{
    struct terminal *typing = start_form(NULL), *listing = desk_start(NULL, NULL), *other;
    terminal_keys(typing, "样例半句");
    terminal_wait(typing, "样例半句");
    terminal_keys(listing, "9/样例新人\r");
    terminal_wait(listing, "样例新人");
    ck_assert(!terminal_shows(listing, "T555"));
    other = start_form(NULL);
    terminal_keys(other, "样例新人\tT555\023");
    terminal_wait(other, "已保存样例新人。");
    terminal_wait(listing, "T555");
    terminal_wait(typing, "登记人员");
    terminal_keys(typing, "话");
    terminal_wait(typing, "样例半句话");
    terminal_keys(typing, "\023");
    terminal_wait(typing, "已保存样例半句话。");
    desk_quit(other);
    desk_quit(listing);
    desk_quit(typing);
    desk_verify();
}
END_TEST

Suite *console_suite(void)
{
    Suite *suite = suite_create("console");
    TCase *tcase = desk_case(suite, "console");
    tcase_add_test(tcase, test_types_chinese);
    tcase_add_test(tcase, test_picks_by_pinyin);
    tcase_add_test(tcase, test_line_is_cut);
    tcase_add_loop_test(tcase, test_signal_in_a_form, 0, 3);
    tcase_add_test(tcase, test_killed);
    tcase_add_test(tcase, test_pastes_escapes);
    tcase_add_test(tcase, test_pastes_a_megabyte);
    tcase_add_test(tcase, test_types_a_megabyte);
    tcase_add_test(tcase, test_storm_in_a_form);
    tcase_add_test(tcase, test_storm_in_a_list);
    tcase_add_test(tcase, test_two_consoles);
    return suite;
}
