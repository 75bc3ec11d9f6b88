/* The program on terminals of all kinds, with a config, in restricted mode, without a terminal; how it leaves. */
#include "desk.h"
#include "suites.h"

#include "base/buf.h"
#include "base/file.h"
#include "lib/run.h"
#include "text/width.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- Locales and terminals --- */

/* The clock stands at the right end of the line on top: whatever is wide, the line is as long as the terminal. */
static void check_first_line(struct terminal *terminal)
{
    const char *screen = terminal_screen(terminal), *end = strchr(screen, '\n');
    ck_assert_uint_eq(text_cells(screen, (size_t)(end - screen), true), 80);
    ck_assert_int_eq(end[-3], ':');
}

START_TEST(test_gb18030)
{
    char path[512];
    if (gb_locales() == NULL)
        return;
    snprintf(path, sizeof path, "LOCPATH=%s", gb_locales());
    const char *const variables[] = { path, "LC_ALL=zh_CN.GB18030", NULL };
    struct terminal *terminal =
        desk_start(&(struct terminal_how){ .variables = variables, .gb = true, .wide = true }, NULL);
    check_first_line(terminal);
    terminal_keys(terminal, "9a");
    terminal_wait(terminal, "登记人员");
    terminal_keys(terminal, "\xD1\xF9\xC0\xFD\xD1\xA7\xD0\xA3"); /* 样例学校 */
    terminal_wait(terminal, "样例学校");
    terminal_keys(terminal, "\023");
    terminal_wait(terminal, "已保存样例学校。");
    desk_quit(terminal);
    desk_verify();
}
END_TEST

START_TEST(test_wide)
{
    struct terminal *terminal = desk_start(&(struct terminal_how){ .wide = true }, NULL);
    check_first_line(terminal);
    terminal_keys(terminal, "3");
    terminal_wait(terminal, "[囗]"); /* a mark: of ambiguous width */
    terminal_wait(terminal, "|");
    terminal_wait(terminal, "-+-");
    check_first_line(terminal);
    terminal_keys(terminal, "9a");
    terminal_wait(terminal, "登记人员");
    terminal_wait(terminal, "+-");
    check_first_line(terminal);
    desk_quit(terminal);
}
END_TEST

/* What the config says is not asked for. */
START_TEST(test_width_from_config)
{
    desk_config("[console]\nambiguous = wide\n");
    struct terminal *terminal = desk_start(&(struct terminal_how){ .wide = true, .answers = ANSWERS_NEVER }, NULL);
    check_first_line(terminal);
    ck_assert_ptr_null(strstr(terminal_raw(terminal), "\033[6n"));
    desk_quit(terminal);
}
END_TEST

/* A locale that is not there, and none. */
START_TEST(test_no_locale)
{
    static const char *const missing[] = { "LC_ALL=xx_YY.UTF-8", NULL }, *const none[] = { "LC_ALL=C", NULL };
    struct terminal *terminal = desk_start(&(struct terminal_how){ .variables = _i == 0 ? missing : none }, NULL);
    terminal_wait(terminal, "沧州师范学院");
    terminal_keys(terminal, "9a");
    terminal_wait(terminal, "登记人员");
    terminal_keys(terminal, "样例");
    terminal_wait(terminal, "样例");
    desk_quit(terminal);
}
END_TEST

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

START_TEST(test_without_colour)
{
    static const char *const old[] = { "TERM=vt100", NULL }, *const plain[] = { "NO_COLOR=1", NULL };
    struct terminal *terminal = desk_start(&(struct terminal_how){ .variables = _i == 0 ? old : plain }, NULL);
    terminal_keys(terminal, "2\033OB\033[B");
    terminal_wait(terminal, "机构和岗位");
    ck_assert(!sends_colour(terminal_raw(terminal)));
    ck_assert(terminal_look(terminal, "组织架构").reverse);
    terminal_keys(terminal, "9a");
    terminal_wait(terminal, "登记人员");
    terminal_keys(terminal, "样例老\t\023");
    terminal_wait(terminal, "已保存样例老。");
    ck_assert(!sends_colour(terminal_raw(terminal)));
    desk_quit(terminal);
}
END_TEST

START_TEST(test_keys_and_theme)
{
    desk_config("[keys]\ngo-org = F3 w\n[theme]\nbar = white on blue\n");
    struct terminal *terminal = desk_start(NULL, NULL);
    struct terminal_look bar = terminal_look(terminal, "总览");
    ck_assert(!bar.reverse);
    ck_assert_int_eq(bar.foreground, 7);
    ck_assert_int_eq(bar.background, 4);
    terminal_keys(terminal, "2");
    terminal_wait(terminal, "这里没有按键 2");
    terminal_keys(terminal, "w");
    terminal_wait(terminal, "机构和岗位");
    desk_quit(terminal);
}
END_TEST

START_TEST(test_faulty_config)
{
    desk_config("[keys]\nno-such-action = x\n");
    struct terminal *terminal = desk_run(NULL, NULL);
    ck_assert_int_eq(terminal_end(terminal), 1);
    terminal_wait(terminal, "zeren.ini:2: 没有操作 no-such-action");
    ck_assert_pstr_eq(terminal_left(terminal), NULL);
    terminal_free(terminal);
}
END_TEST

/* --- Restricted --- */

START_TEST(test_restricted)
{
    char config[1024];
    snprintf(config, sizeof config, "[console]\nspool = %s\n[print]\ncommand = touch %s\n", desk_path("zeren"),
             desk_path("printed"));
    desk_config(config);
    struct terminal *terminal = desk_start(NULL, "--restricted");
    terminal_keys(terminal, "\032");
    terminal_wait(terminal, "受限方式下不能挂起。");
    terminal_keys(terminal, "2p");
    terminal_wait(terminal, "换公文");
    terminal_keys(terminal, "P");
    terminal_wait(terminal, "受限方式下不能送打印。");
    terminal_keys(terminal, "w");
    terminal_wait(terminal, ".txt");
    terminal_keys(terminal, "\025"); /* the name it proposes goes */
    for (int i = 0; i < 60; i++)
        terminal_keys(terminal, "\177");
    terminal_keys(terminal, "../out.txt\r");
    terminal_wait(terminal, "受限方式下文件名不能含 /");
    ck_assert_int_ne(access(desk_path("out.txt"), F_OK), 0);
    ck_assert_int_ne(access(desk_path("printed"), F_OK), 0);
    terminal_keys(terminal, "w");
    terminal_wait(terminal, ".txt");
    terminal_keys(terminal, "\r");
    terminal_wait(terminal, "已存为");
    ck_assert_int_eq(desk_files("zeren", ".txt"), 1);
    desk_quit(terminal);
}
END_TEST

/* --- No terminal --- */

START_TEST(test_no_terminal)
{
    const char *const words[] = { "/bin/sh", "-c", "$zeren </dev/null | cat; $zeren --as-of 2025-11-20 | cat", NULL };
    struct terminal *terminal = desk_run(&(struct terminal_how){ .words = words, .rows = 60 }, NULL);
    ck_assert_int_eq(terminal_end(terminal), 0);
    terminal_wait(terminal, "沧州师范学院  总览（20");
    terminal_wait(terminal, "沧州师范学院  总览（2025-11-20）");
    terminal_wait(terminal, "zeren print duties");
    ck_assert_pstr_eq(terminal_left(terminal), NULL);
    terminal_free(terminal);
    /* No console is opened on a day that has not come, with a terminal or without. */
    for (int i = 0; i < 2; i++) {
        const char *const ahead[] = { "/bin/sh", "-c",
                                      i == 0 ? "$zeren --as-of 2099-01-01" : "$zeren --as-of 2099-01-01 2>&1 | cat",
                                      NULL };
        terminal = desk_run(&(struct terminal_how){ .words = ahead }, NULL);
        ck_assert_int_eq(terminal_end(terminal), i == 0 ? 2 : 0);
        terminal_wait(terminal, "2099-01-01 还没有到");
        ck_assert_pstr_eq(terminal_left(terminal), NULL);
        terminal_free(terminal);
    }
    struct run run;
    RUN(&run, NULL);
    ck_assert_int_eq(run.status, 0);
    ck_assert_uint_eq(run.err.n, 0);
    run_free(&run);
}
END_TEST

/* --- Leaving --- */

START_TEST(test_quits)
{
    static const char *const keys[] = { "\021", "q", "2qq", "9a\021", ":\021" };
    struct terminal *terminal = desk_start(NULL, NULL);
    ck_assert_ptr_nonnull(terminal_left(terminal)); /* else nothing below shows anything */
    terminal_keys(terminal, keys[_i]);
    if (strchr(keys[_i], 'q') != NULL) {
        terminal_wait(terminal, "退出 zeren 吗？");
        terminal_keys(terminal, "n");
        terminal_wait_gone(terminal, "退出 zeren 吗？");
        terminal_keys(terminal, "q");
        terminal_wait(terminal, "退出 zeren 吗？");
        terminal_keys(terminal, "y");
    }
    desk_ended(terminal, 0);
}
END_TEST

static const int numbers[] = { SIGTERM, SIGHUP, SIGINT, SIGSEGV, SIGABRT };

START_TEST(test_ended)
{
    struct terminal *terminal = desk_start(NULL, NULL);
    terminal_signal(terminal, numbers[_i]);
    desk_ended(terminal, 128 + numbers[_i]);
    desk_verify();
}
END_TEST

START_TEST(test_suspends)
{
    static const char *const variables[] = { "PS1=ready> ", "ENV=", NULL };
    const char *const words[] = { "/bin/sh", "-i", NULL };
    struct terminal *terminal = desk_run(&(struct terminal_how){ .words = words, .variables = variables }, NULL);
    terminal_wait(terminal, "ready>");
    terminal_keys(terminal, "$zeren\n");
    terminal_wait(terminal, "总览");
    terminal_keys(terminal, "9a");
    terminal_wait(terminal, "登记人员");
    terminal_keys(terminal, "样例挂起");
    terminal_wait(terminal, "样例挂起");
    for (int i = 0; i < 2; i++) {
        terminal_keys(terminal, "\032");
        terminal_wait(terminal, "ready>");
        ck_assert(!terminal_shows(terminal, "样例挂起"));
        /* The shell may show it behind its prompt. */
        terminal_keys(terminal, i == 0 ? "echo $((6 * 7))\n" : "echo $((6 * 8))\n");
        terminal_wait(terminal, i == 0 ? "42\n" : "48\n");
        terminal_keys(terminal, "fg\n");
        terminal_wait(terminal, "样例挂起");
    }
    terminal_keys(terminal, "\021");
    terminal_wait(terminal, "ready>");
    terminal_keys(terminal, "exit\n");
    desk_ended(terminal, 0);
}
END_TEST

/* --- A slow line --- */

static int by_size(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* What stands beside the rows is on, as it is from the start. */
static const struct {
    const char *keys, *seen; /* to the list, what shows it */
} lists[] = { { "2", "机构和岗位" }, { "3", "任务" },   { "6", "条款：" },
              { "7", "期限" },       { "9", "电话表" }, { "0", "按操作" } };

START_TEST(test_bytes_of_a_move)
{
    enum { MOVES = 31, TURN = 2 };
    int bytes[MOVES];
    struct terminal *terminal = desk_start(&(struct terminal_how){ .rows = 50, .columns = 200 }, NULL);
    terminal_keys(terminal, lists[_i].keys);
    terminal_wait(terminal, lists[_i].seen);
    terminal_keys(terminal, "g");
    terminal_wait(terminal, "\n>");
    for (int i = 0; i < MOVES; i++) {
        struct buf before = { 0 };
        buf_adds(&before, terminal_screen(terminal));
        terminal_mark(terminal);
        terminal_keys(terminal, i / TURN % 2 == 0 ? "j" : "k"); /* not every list is longer */
        terminal_wait_other(terminal, buf_text(&before));
        bytes[i] = (int)terminal_bytes(terminal);
        buf_free(&before);
    }
    qsort(bytes, MOVES, sizeof bytes[0], by_size);
    ck_assert_int_le(bytes[MOVES / 2], 60);
    desk_quit(terminal);
}
END_TEST

/* What a move does not send comes when the cursor has stood for a moment, without another key. */
START_TEST(test_details_follow)
{
    struct terminal *terminal = desk_start(&(struct terminal_how){ .rows = 30, .columns = 120 }, NULL);
    terminal_keys(terminal, "2g");
    terminal_wait(terminal, "\n> ");
    ck_assert(!terminal_shows(terminal, "简称 书记校长"));
    terminal_keys(terminal, "j");
    terminal_wait(terminal, "简称 书记校长");
    terminal_keys(terminal, "jjjkkk"); /* in one breath: it stands where it stood */
    terminal_wait(terminal, "简称 书记校长");
    desk_quit(terminal);
}
END_TEST

Suite *kinds_suite(void)
{
    Suite *suite = suite_create("kinds");
    TCase *tcase = desk_case(suite, "kinds");
    tcase_add_test(tcase, test_gb18030);
    tcase_add_test(tcase, test_wide);
    tcase_add_test(tcase, test_width_from_config);
    tcase_add_loop_test(tcase, test_no_locale, 0, 2);
    tcase_add_loop_test(tcase, test_without_colour, 0, 2);
    tcase_add_test(tcase, test_keys_and_theme);
    tcase_add_test(tcase, test_faulty_config);
    tcase_add_test(tcase, test_restricted);
    tcase_add_test(tcase, test_no_terminal);
    tcase_add_loop_test(tcase, test_quits, 0, 5);
    tcase_add_loop_test(tcase, test_ended, 0, sizeof numbers / sizeof numbers[0]);
    tcase_add_test(tcase, test_suspends);
    tcase_add_test(tcase, test_details_follow);
    tcase_add_loop_test(tcase, test_bytes_of_a_move, 0, sizeof lists / sizeof lists[0]);
    return suite;
}
