/* The console itself: what is painted before anything is read, the stack, when it reads and when it must not, time and
 * sizes. No screen of the program stands on it. */
#include "stage.h"
#include "suites.h"

#include "tui/console_in.h"
#include "tui/pick.h"

#include <string.h>

static struct stage stage;

static void open_stage(void)
{
    stage_open(&stage, NULL);
}

static void close_stage(void)
{
    stage_close(&stage);
}

static void ck_said(const char *part)
{
    ck_assert_msg(strstr(stage.console->message, part) != NULL, "not said: %s, but: %s", part, stage.console->message);
}

static int depth(void)
{
    int n = 0;
    for (const struct screen *screen = stage.console->top; screen != NULL; screen = screen->below)
        n++;
    return n;
}

/* --- The beginning --- */

START_TEST(is_painted_before_it_is_read)
{
    struct err err;
    struct console *first = stage.console, *console = console_new(&stage.options, &err);
    const struct ground *ground = console->top->state;
    ck_assert_ptr_nonnull(console);
    stage.console = console;
    ck_seen(&stage, "底屏  沧州师范学院"); /* the line on top */
    ck_seen(&stage, "正在读取");
    ck_seen(&stage, "? 按键"); /* the hints */
    ck_unseen(&stage, "底屏第 1 行");
    ck_assert_int_eq(ground->reloads, 0);
    ck_assert(console_tick(console));
    ck_assert_int_eq(ground->reloads, 1);
    ck_unseen(&stage, "正在读取");
    ck_seen(&stage, "底屏第 1 行");
    stage.console = first;
    console_free(console);
}
END_TEST

/* In a loop that paints so are the other numbered screens; a key that comes before the painting finds them read. */
START_TEST(others_are_painted_before_they_are_read_too)
{
    static const struct screen_ops others[] = { { .name = "other", .title = "另屏", .contexts = IN_LIST },
                                                { .name = "third", .title = "三屏", .contexts = IN_LIST },
                                                { .name = "fourth", .title = "四屏", .contexts = IN_LIST } };
    const struct screen_ops *numbered[NUMBERED] = { stage.options.numbered[0], &others[0], &others[1], &others[2] };
    stage.console->options.numbered = numbered;
    stage_keys(&stage, "2");
    ck_assert(stage.console->top->read); /* not before it is asked for */
    console_paints_first(stage.console);
    stage_keys(&stage, "3");
    ck_assert(console_unread(stage.console));
    ck_seen(&stage, "三屏  沧州师范学院");
    ck_seen(&stage, "正在读取");
    console_tick(stage.console);
    ck_assert(!console_unread(stage.console));
    ck_unseen(&stage, "正在读取");
    stage_keys(&stage, "4 j");
    ck_assert(!console_unread(stage.console));
    ck_seen(&stage, "四屏");
    ck_unseen(&stage, "正在读取");
    stage.console->options.numbered = stage.options.numbered;
}
END_TEST

/* --- The stack --- */

START_TEST(screens_come_and_go)
{
    stage_keys(&stage, ":");
    ck_assert_str_eq(stage_top(&stage), "palette");
    ck_assert_int_eq(depth(), 2);
    ck_seen(&stage, "底屏第"); /* drawn over what is below */
    stage_keys(&stage, "Esc ?");
    ck_assert_str_eq(stage_top(&stage), "help");
    stage_keys(&stage, "Esc @ Esc");
    ck_assert_int_eq(depth(), 1);
    ck_assert_int_eq(stage.ground->answers, 0); /* the console's own questions are none of its business */
    const struct prompt_argument argument = { .title = "样例", .limit = 20, .live = true };
    console_push(stage.console, &prompt_screen, &argument, 5);
    stage_keys(&stage, "a b");
    ck_assert_int_eq(stage.ground->lives, 2);
    stage_keys(&stage, "Enter");
    ck_assert_int_eq(stage.ground->answers, 1);
    ck_assert_int_eq(stage.ground->tag, 5);
    ck_assert_str_eq(stage.ground->text, "ab");
    console_push(stage.console, &prompt_screen, &argument, 6);
    stage_keys(&stage, "1 Esc"); /* there a 1 is text, not the first screen */
    ck_assert(!stage.ground->given);
    ck_assert_int_eq(depth(), 1);
}
END_TEST

START_TEST(the_last_one_asks_before_it_goes)
{
    stage_keys(&stage, "q");
    ck_assert_str_eq(stage_top(&stage), "confirm");
    stage_keys(&stage, "n");
    ck_assert(!console_ended(stage.console));
    stage_keys(&stage, "q y");
    ck_assert(console_ended(stage.console));
    stage_keys(&stage, "j"); /* to nobody */
    ck_assert_int_ne(stage.ground->acted, ACTION_DOWN);
}
END_TEST

START_TEST(an_unknown_key_is_told_until_the_next)
{
    stage_keys(&stage, "F9");
    ck_said("这里没有按键 F9");
    stage_keys(&stage, "j");
    ck_assert_str_eq(stage.console->message, "");
    stage_paste(&stage, "abc", 3);
    ck_said("不能粘贴");
}
END_TEST

/* --- Reading --- */

/* What stands beside a row is read when the cursor rests, and before it is acted upon; never for the move itself. */
START_TEST(a_move_reads_nothing)
{
    int reloads = stage.ground->reloads, rests = stage.ground->rests;
    ck_assert_int_eq(rests, 1); /* with the first reading */
    for (int i = 0; i < 5; i++) {
        stage_keys(&stage, "j");
        ck_assert_int_eq(stage.ground->acted, ACTION_DOWN);
        ck_assert(console_moved(stage.console));
        ck_assert_int_eq(stage.ground->rests, rests);
    }
    console_tick(stage.console);
    ck_assert_int_eq(stage.ground->rests, rests);
    console_rest(stage.console);
    ck_assert_int_eq(stage.ground->rests, rests + 1);
    ck_assert(!console_moved(stage.console));
    console_rest(stage.console); /* it has not moved since */
    ck_assert_int_eq(stage.ground->rests, rests + 1);
    stage_keys(&stage, "j a");
    ck_assert_int_eq(stage.ground->acted, ACTION_BODY_ADD);
    ck_assert_int_ge(stage.ground->rests, rests + 2);
    ck_assert(!console_moved(stage.console));
    ck_assert_int_eq(stage.ground->reloads, reloads);
}
END_TEST

/* A filter moves the cursor too: each letter of it waits for nothing. */
START_TEST(typing_a_filter_reads_nothing_beside)
{
    const struct prompt_argument argument = { .title = "样例", .limit = 20, .live = true };
    console_push(stage.console, &prompt_screen, &argument, 5);
    int rests = stage.ground->rests;
    stage_keys(&stage, "x x j s");
    ck_assert_int_eq(stage.ground->lives, 4);
    ck_assert_int_eq(stage.ground->rests, rests);
    console_rest(stage.console);
    ck_assert_int_eq(stage.ground->rests, rests + 1);
}
END_TEST

START_TEST(another_writes)
{
    int reloads = stage.ground->reloads;
    ck_assert(!console_tick(stage.console) || stage.ground->reloads == reloads);
    stage_write(&stage, "UPDATE school SET name = '样例' || name WHERE key = 'meijia'");
    ck_assert_int_eq(stage.ground->reloads, reloads); /* not before it looks */
    ck_assert(console_tick(stage.console));
    ck_assert_int_eq(stage.ground->reloads, reloads + 1);
    console_tick(stage.console);
    ck_assert_int_eq(stage.ground->reloads, reloads + 1);
    /* An account that another has taken away is told so at once. */
    stage_write(&stage, "DELETE FROM account WHERE login = 'root'");
    console_tick(stage.console);
    stage_keys(&stage, "a");
    ck_said("已被取消");
    stage_write(&stage, "INSERT INTO account(login, role) VALUES('root', 'admin')");
}
END_TEST

/* What could not be read is not taken for read: it is tried again by the next key, and each minute; not by each tick.
 */
START_TEST(a_failed_reading_is_tried_again)
{
    stage.ground->broken = true;
    stage_keys(&stage, "C-l");
    ck_said("底屏读不出来");
    int reloads = stage.ground->reloads;
    console_tick(stage.console);
    console_tick(stage.console);
    ck_assert_int_eq(stage.ground->reloads, reloads);
    ck_seen(&stage, "底屏第 1 行"); /* what it had, it keeps */
    stage_keys(&stage, "j");
    ck_assert_int_eq(stage.ground->reloads, reloads + 1);
    ck_said("底屏读不出来");
    stage.console->options.clock = clock_standing(SEEDED_NOW + 60);
    console_tick(stage.console);
    ck_assert_int_eq(stage.ground->reloads, reloads + 2);
    stage.ground->broken = false;
    stage_keys(&stage, "j");
    ck_assert_int_eq(stage.ground->reloads, reloads + 3);
    ck_assert_str_eq(stage.console->message, "");
    stage_keys(&stage, "j");
    ck_assert_int_eq(stage.ground->reloads, reloads + 3);
}
END_TEST

/* --- Days and sizes --- */

START_TEST(no_day_lies_ahead)
{
    stage_keys(&stage, "@ C-u 2099-01-01 Enter");
    ck_said("2099-01-01 还没有到");
    ck_assert_str_eq(console_day(stage.console), console_today(stage.console));
    stage_keys(&stage, "]");
    ck_said("已经是今天");
    stage_keys(&stage, "[");
    ck_seen(&stage, "截至 2026-11-20");
    stage_keys(&stage, "]");
    ck_unseen(&stage, "截至");
    stage_keys(&stage, "@ 2026-09-01 Enter");
    ck_seen(&stage, "截至 2026-09-01");
    stage_keys(&stage, "@ 没有这一天 Enter");
    ck_seen(&stage, "截至 2026-09-01");
    stage_keys(&stage, "@ 今天 Enter");
    ck_unseen(&stage, "截至");
    /* The day goes on under an open console. */
    stage.console->options.clock = clock_standing(SEEDED_NOW + 24 * 3600);
    console_tick(stage.console);
    ck_assert_str_eq(console_day(stage.console), "2026-11-22");
}
END_TEST

START_TEST(small_windows_say_so)
{
    static const int sizes[][2] = { { 9, 80 }, { 24, 39 }, { 1, 1 }, { 10, 39 } };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        console_resize(stage.console, sizes[i][0], sizes[i][1]);
        ck_unseen(&stage, "底屏第");
        if (sizes[i][1] > 30)
            ck_seen(&stage, "窗口太小，至少要 40 列 10 行。");
        stage_keys(&stage, "j");
    }
    console_resize(stage.console, 10, 40);
    ck_seen(&stage, "底屏第 1 行");
    ck_unseen(&stage, "窗口太小");
}
END_TEST

/* More may be seen than was read; the same size again is nothing new. */
START_TEST(a_new_size_is_read_for)
{
    int reloads = stage.ground->reloads;
    console_resize(stage.console, 60, 200);
    console_event(stage.console, &(struct event){ .kind = EVENT_SIZE });
    ck_assert_int_eq(stage.ground->reloads, reloads + 1);
    ck_seen(&stage, "底屏第 57 行");
    ck_unseen(&stage, "底屏第 58 行");
    console_resize(stage.console, 60, 200);
    console_event(stage.console, &(struct event){ .kind = EVENT_SIZE });
    ck_assert_int_eq(stage.ground->reloads, reloads + 1);
}
END_TEST

Suite *console_suite(void)
{
    Suite *suite = suite_create("console");
    TCase *tests = tcase_create("console");
    tcase_add_unchecked_fixture(tests, stage_make_store, stage_drop_store);
    tcase_add_checked_fixture(tests, open_stage, close_stage);
    tcase_add_test(tests, is_painted_before_it_is_read);
    tcase_add_test(tests, others_are_painted_before_they_are_read_too);
    tcase_add_test(tests, screens_come_and_go);
    tcase_add_test(tests, the_last_one_asks_before_it_goes);
    tcase_add_test(tests, an_unknown_key_is_told_until_the_next);
    tcase_add_test(tests, a_move_reads_nothing);
    tcase_add_test(tests, typing_a_filter_reads_nothing_beside);
    tcase_add_test(tests, another_writes);
    tcase_add_test(tests, a_failed_reading_is_tried_again);
    tcase_add_test(tests, no_day_lies_ahead);
    tcase_add_test(tests, small_windows_say_so);
    tcase_add_test(tests, a_new_size_is_read_for);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
