/* The print preview on a stage: what is seen, what is saved, what is refused. */
#include "base/file.h"
#include "lib/run.h"
#include "report/report.h"
#include "stage.h"
#include "suites.h"
#include "tui/console_in.h"
#include "tui/preview.h"

#include <stdio.h>
#include <string.h>

static void open_on(struct stage *stage, const char *report)
{
    stage_open(stage, NULL);
    stage->console->options.paper = (struct paper_options){ .width = 80, .lines = 60 };
    const struct paper_wish argument = { .report = report };
    ck_assert_int_eq(console_push(stage->console, &preview_screen, &argument, 5), 0);
}

static void print(struct stage *stage, const char *name, enum format format, struct buf *out)
{
    const struct report_request request = { .store = stage->options.store,
                                            .school = console_school(stage->console),
                                            .day = console_day(stage->console),
                                            .format = format,
                                            .paper = { .width = 80, .lines = 60 } };
    struct err err;
    ck_assert_int_eq(report_print(report_named(name), &request, out, &err), 0);
}

/* Asks for the name, takes away the one that is offered, types this one. */
static void save_as(struct stage *stage, const char *name)
{
    stage_keys(stage, "w");
    ck_assert_str_eq(stage_top(stage), "prompt");
    for (int i = 0; i < 80; i++)
        stage_keys(stage, "Backspace");
    stage_keys(stage, name);
    stage_keys(stage, "Enter");
}

static void ck_saved(struct stage *stage, const char *path, const char *report, enum format format)
{
    struct buf want = { 0 }, got = { 0 };
    struct err err;
    print(stage, report, format, &want);
    if (file_read(path, 1 << 24, &got, &err) != 0)
        ck_abort_msg("%s", err.text);
    ck_assert_uint_eq(got.n, want.n);
    ck_assert_int_eq(memcmp(got.v, want.v, got.n), 0);
    buf_free(&want);
    buf_free(&got);
}

START_TEST(looks_as_it_did)
{
    struct stage stage;
    open_on(&stage, "contacts");
    ck_golden(&stage, "preview");
    stage_close(&stage);
}
END_TEST

START_TEST(saves_what_is_seen)
{
    struct stage stage;
    open_on(&stage, "duties");
    stage.console->options.restricted = true;
    char *spool = folder_new(), *text = path_join(spool, "a.txt"), *csv = path_join(spool, "a.csv");
    stage.console->options.spool = spool;
    save_as(&stage, "a.txt");
    ck_seen(&stage, "已存为");
    ck_saved(&stage, text, "duties", FORMAT_TEXT);
    save_as(&stage, "a.csv");
    ck_saved(&stage, csv, "duties", FORMAT_CSV);
    /* What is there already is asked for, and kept on a no. */
    struct err err;
    ck_assert_int_eq(file_write(text, "old", 3, &err), 0);
    struct buf got = { 0 };
    save_as(&stage, "a.txt");
    ck_assert_str_eq(stage_top(&stage), "confirm");
    stage_keys(&stage, "n");
    ck_assert_int_eq(file_read(text, 1 << 24, &got, &err), 0);
    ck_assert_str_eq(got.v, "old");
    save_as(&stage, "a.txt");
    stage_keys(&stage, "y");
    ck_saved(&stage, text, "duties", FORMAT_TEXT);
    stage_close(&stage);
    buf_free(&got);
    mem_free(text);
    mem_free(csv);
    folder_drop(spool);
}
END_TEST

/* As the config says, like what zeren print writes: saved, and sent. */
START_TEST(saves_and_sends_in_the_encoding)
{
    struct stage stage;
    struct err err;
    struct buf got = { 0 };
    char *spool = folder_new(), *text = path_join(spool, "a.txt"), *sent = path_join(spool, "sent");
    char command[1024];
    open_on(&stage, "duties");
    snprintf(command, sizeof command, "dd status=none of=%s", sent);
    stage.console->options.restricted = true;
    stage.console->options.spool = spool;
    stage.console->options.encoding = ENCODING_GB18030;
    save_as(&stage, "a.txt");
    stage.console->options.restricted = false;
    stage.console->options.print_command = command;
    stage_keys(&stage, "P");
    ck_seen(&stage, "已送打印");
    for (int i = 0; i < 2; i++) {
        enum encoding was;
        ck_assert_int_eq(file_read(i == 0 ? text : sent, 1 << 24, &got, &err), 0);
        ck_assert_ptr_null(strstr(buf_text(&got), "责任"));
        ck_assert_int_eq(decode_text(&got, &was, &err), 0);
        ck_assert_int_eq(was, ENCODING_GB18030);
        ck_assert_ptr_nonnull(strstr(buf_text(&got), "责任"));
        buf_clear(&got);
    }
    stage_close(&stage);
    buf_free(&got);
    mem_free(text);
    mem_free(sent);
    folder_drop(spool);
}
END_TEST

START_TEST(refuses)
{
    struct stage stage;
    open_on(&stage, "duties");
    stage.console->options.restricted = true;
    stage.console->options.spool = "/nonexistent/spool";
    stage.console->options.print_command = "true";
    save_as(&stage, "/tmp/x.txt");
    ck_seen(&stage, "不能含 /");
    save_as(&stage, "../x.txt");
    ck_seen(&stage, "不能含 /");
    save_as(&stage, "x.doc");
    ck_seen(&stage, ".json 结尾");
    save_as(&stage, "x.txt");
    ck_seen(&stage, "/nonexistent/spool");
    ck_unseen(&stage, "已存为");
    stage_keys(&stage, "P");
    ck_seen(&stage, "受限方式下不能");
    stage.console->options.spool = NULL; /* before a name is typed */
    stage_keys(&stage, "w");
    ck_assert_str_eq(stage_top(&stage), "preview");
    ck_seen(&stage, "没有指定存放公文的文件夹");
    stage_close(&stage);
}
END_TEST

START_TEST(sends)
{
    struct stage stage;
    open_on(&stage, "duties");
    stage_keys(&stage, "P");
    ck_seen(&stage, "没有打印命令");
    stage.console->options.print_command = "sed 1s/.*/request-7/";
    stage_keys(&stage, "P");
    ck_seen(&stage, "request-7");
    stage.console->options.print_command = "false";
    stage_keys(&stage, "P");
    ck_seen(&stage, "以 1 结束");
    stage_close(&stage);
}
END_TEST

/* Thousands of pages are not made before a person has said so; of one body there are few. */
START_TEST(asks_before_very_many_pages)
{
    struct stage stage;
    stage_open(&stage, NULL);
    stage.console->options.paper = (struct paper_options){ .width = PAPER_WIDTH_LEAST, .lines = PAPER_LINES_LEAST };
    seeded_write(stage.options.store, "bodies",
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO"
                 " body(school, key, ord, name, kind, each) SELECT s.id, 'x' || i, 1000 + i, '样例' || i, 'unit', 0"
                 " FROM n JOIN school s ON s.key = 'cangzhou';"
                 "INSERT INTO part(duty, body, part) SELECT d.id, b.id, 'inform' FROM body b JOIN duty d ON"
                 " d.school = b.school AND d.no = 1 WHERE b.key GLOB 'x[0-9]*'");
    const struct paper_wish all = { .report = "matrix" }, one = { .report = "matrix", .body = "x1" };
    for (int i = 0; i < 3; i++) {
        console_push(stage.console, &preview_screen, &all, 5);
        ck_assert_str_eq(stage_top(&stage), "confirm");
        ck_seen(&stage, "责任矩阵约有");
        stage_keys(&stage, "C-l"); /* read again meanwhile, it asks once */
        ck_assert_ptr_eq(stage.console->top->below->ops, &preview_screen);
        stage_keys(&stage, i == 0 ? "n" : i == 1 ? "Esc" : "y");
        ck_assert_str_eq(stage_top(&stage), i < 2 ? "ground" : "preview");
    }
    ck_seen(&stage, "— 第 1 页 共 ");
    stage_keys(&stage, "q");
    console_push(stage.console, &preview_screen, &one, 5);
    ck_assert_str_eq(stage_top(&stage), "preview");
    ck_seen(&stage, "— 第 1 页 共 ");
    stage_close(&stage);
}
END_TEST

START_TEST(changes_paper_and_size)
{
    struct stage stage;
    open_on(&stage, NULL);
    ck_assert_str_eq(stage_top(&stage), "pick");
    stage_keys(&stage, "Down Enter");
    ck_assert_str_eq(stage_top(&stage), "preview");
    ck_seen(&stage, "网络安全责任矩阵");
    stage_keys(&stage, "z z");
    ck_seen(&stage, "100 列 60 行");
    stage_keys(&stage, "z z");
    ck_seen(&stage, "80 列 不分页");
    ck_unseen(&stage, "— 第 1 页");
    stage_keys(&stage, "z");
    ck_seen(&stage, "80 列 60 行");
    ck_seen(&stage, "— 第 1 页");
    stage_keys(&stage, "/ 责任 Enter");
    ck_seen(&stage, "处，共");
    stage_keys(&stage, "c Esc q");
    ck_assert_str_eq(stage_top(&stage), "ground");
    const struct paper_wish unknown = { .report = "nothing" };
    ck_assert_int_eq(console_push(stage.console, &preview_screen, &unknown, 5), -1);
    stage_close(&stage);
}
END_TEST

/* From the paper of an incident one gets to others of incidents and of the school, not to a drill's or a review's. */
START_TEST(offers_what_is_about_the_same)
{
    struct stage stage;
    stage_open(&stage, NULL);
    stage.console->options.paper = (struct paper_options){ .width = 80, .lines = 60 };
    const struct paper_wish wish = { .report = "incident", .subject = "1" };
    ck_assert_int_eq(console_push(stage.console, &preview_screen, &wish, 5), 0);
    console_resize(stage.console, 60, 100);
    stage_keys(&stage, "c");
    ck_seen(&stage, "网络安全事件报告单");
    ck_seen(&stage, "网络安全责任矩阵");
    ck_unseen(&stage, "网络安全演练报告");
    ck_unseen(&stage, "网络安全问责建议书");
    stage_keys(&stage, "Esc q");
    stage_close(&stage);
}
END_TEST

Suite *preview_suite(void)
{
    Suite *suite = suite_create("preview");
    TCase *tests = tcase_create("preview");
    tcase_add_unchecked_fixture(tests, stage_make_store, stage_drop_store);
    tcase_add_test(tests, looks_as_it_did);
    tcase_add_test(tests, offers_what_is_about_the_same);
    tcase_add_test(tests, saves_what_is_seen);
    tcase_add_test(tests, saves_and_sends_in_the_encoding);
    tcase_add_test(tests, refuses);
    tcase_add_test(tests, sends);
    tcase_add_test(tests, asks_before_very_many_pages);
    tcase_add_test(tests, changes_paper_and_size);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
