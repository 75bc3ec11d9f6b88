/* Papers on their way out of the console: which names are refused, what the print command gets and says, the bytes that
 * are saved, disks that are full. */
#include "base/file.h"
#include "base/spawn.h"
#include "lib/run.h"
#include "seeded.h"
#include "suites.h"
#include "text/clean.h"
#include "tui/printout.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void refused(const struct console_options *options, const char *name)
{
    char *path;
    enum format format;
    struct err err;
    ck_assert_msg(printout_path(options, name, &path, &format, &err) != 0, "%s was taken", name);
    ck_assert_ptr_null(path);
    ck_sentence(&err, "没有");
}

static void taken(const struct console_options *options, const char *name, const char *want, enum format want_format)
{
    char *path;
    enum format format;
    struct err err;
    if (printout_path(options, name, &path, &format, &err) != 0)
        ck_abort_msg("%s: %s", name, err.text);
    ck_assert_str_eq(path, want);
    ck_assert_int_eq(format, want_format);
    mem_free(path);
}

START_TEST(names_are_checked)
{
    struct console_options options = { .restricted = true, .spool = "/spool" };
    static const char *const bad[] = {
        "",     "/etc/x.txt", "../x.txt", "..",      "a/b.txt",     ".x.txt",    "a\nb.txt", "x",
        ".txt", "x.db",       "x.txt/",   "./x.txt", "\033[2J.txt", "a\xff.txt", "x.txt.",   "a/../../x.csv"
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        refused(&options, bad[i]);
    taken(&options, "责任清单-cangzhou-2026-11-21.txt", "/spool/责任清单-cangzhou-2026-11-21.txt", FORMAT_TEXT);
    taken(&options, "a.CSV", "/spool/a.CSV", FORMAT_CSV);
    options.spool = NULL;
    refused(&options, "a.txt");
    options.restricted = false;
    taken(&options, "../b/a.json", "../b/a.json", FORMAT_JSON);
    refused(&options, "../b/.json");
}
END_TEST

/* --- The print command --- */

static int send(const char *command, const struct buf *pages, struct buf *said, struct err *err)
{
    const struct console_options options = { .print_command = command };
    buf_clear(said);
    return printout_send(&options, pages, NULL, NULL, said, err);
}

START_TEST(command_gets_the_paper)
{
    char *folder = folder_new(), *path = path_join(folder, "got");
    struct buf pages = { 0 }, said = { 0 }, got = { 0 }, command = { 0 };
    struct err err;
    for (int i = 0; i < 30000; i++)
        buf_printf(&pages, "%d 责任\f\n", i);
    buf_printf(&command, "  tee   %s ", path); /* says all of it again: must not fill a pipe and stand still */
    ck_assert_int_eq(send(command.v, &pages, &said, &err), 0);
    ck_assert_int_eq(file_read(path, 1 << 24, &got, &err), 0);
    ck_assert_uint_eq(got.n, pages.n);
    ck_assert_int_eq(memcmp(got.v, pages.v, got.n), 0);
    ck_assert_int_eq(text_check(buf_text(&said), said.n, false, NULL), TEXT_CLEAN);
    ck_assert(strncmp(said.v, "0 责任", strlen("0 责任")) == 0);
    buf_free(&pages);
    buf_free(&said);
    buf_free(&got);
    buf_free(&command);
    mem_free(path);
    folder_drop(folder);
}
END_TEST

START_TEST(command_that_fails_is_told)
{
    struct buf small = { 0 }, large = { 0 }, said = { 0 };
    struct err err;
    buf_adds(&small, "一页\n");
    buf_repeat(&large, "一页\n", 100000);
    ck_assert_int_eq(send("/nonexistent/lp -d x", &small, &said, &err), -1);
    ck_sentence(&err, "/nonexistent/lp");
    ck_assert_int_eq(send("", &small, &said, &err), -1);
    ck_assert_int_eq(send("  ", &small, &said, &err), -1);
    ck_assert_int_eq(send("false", &small, &said, &err), -1);
    ck_sentence(&err, "以 1 结束");
    ck_assert_int_eq(send("ls /nonexistent", &small, &said, &err), -1);
    ck_sentence(&err, "/nonexistent");
    /* Reads nothing: a broken pipe is told and does not end the program. */
    ck_assert_int_eq(send("true", &large, &said, &err), -1);
    ck_sentence(&err, "没有读完");
    sigset_t pending;
    sigpending(&pending);
    ck_assert(!sigismember(&pending, SIGPIPE));
    /* No shell: these are words like others. */
    ck_assert_int_eq(send("sed s/.*/$HOME;id/", &small, &said, &err), 0);
    ck_assert_str_eq(said.v, "$HOME;id");
    struct console_options options = { .print_command = "true", .restricted = true };
    ck_assert_int_eq(printout_send(&options, &small, NULL, NULL, &said, &err), -1);
    ck_sentence(&err, "受限");
    options = (struct console_options){ 0 };
    ck_assert_int_eq(printout_send(&options, &small, NULL, NULL, &said, &err), -1);
    buf_free(&small);
    buf_free(&large);
    buf_free(&said);
}
END_TEST

static bool stop_at_third(void *context, size_t at)
{
    (void)at;
    return ++*(int *)context >= 3;
}

START_TEST(command_is_stopped)
{
    struct spawned run;
    struct err err;
    int rounds = 0;
    ck_assert_int_eq(spawn_feed("sleep 1000", "", 0, stop_at_third, &rounds, &run, &err), 0);
    ck_assert(run.stopped);
    ck_assert_int_eq(run.status, 128 + SIGTERM);
    buf_free(&run.said);
}
END_TEST

/* --- Pages --- */

START_TEST(saved_is_what_is_seen)
{
    char *folder = folder_new(), *path = seeded_make(folder, "a.db", true), *file = path_join(folder, "out.txt");
    struct store *store = seeded_open(path);
    const struct school school = { .id = seeded_school(store, "cangzhou"), .key = "cangzhou", .name = "样例" };
    struct report_request request = {
        .store = store, .school = &school, .day = "2026-11-21", .paper = { .width = 80, .lines = 60 }
    };
    struct buf pages = { 0 }, got = { 0 };
    struct err err;
    struct pager pager;
    ck_assert_int_eq(report_print(report_named("duties"), &request, &pages, &err), 0);
    pager_init(&pager, false);
    printout_show(&pager, &pages);
    pager_lay_out(&pager, 80, false);
    size_t feeds = 0, lines = 0;
    for (size_t i = 0; i < pages.n; i++) {
        feeds += pages.v[i] == '\f';
        lines += pages.v[i] == '\n';
    }
    ck_assert_uint_gt(feeds, 1);
    ck_assert_uint_eq(pager.parts.n, feeds + 1);
    ck_assert_uint_eq(pager.lines.n, lines + feeds + 1);
    ck_assert(strstr(pager.text.v, "\xEF\xBF\xBD") == NULL);
    ck_assert_int_eq(file_write(file, pages.v, pages.n, &err), 0);
    ck_assert_int_eq(file_read(file, 1 << 24, &got, &err), 0);
    ck_assert_uint_eq(got.n, pages.n);
    ck_assert_int_eq(memcmp(got.v, pages.v, got.n), 0);
    char *name = printout_name(report_named("duties"), &school, "2026-11-21");
    ck_assert_str_eq(name, "网络安全工作责任制责任任务清单-cangzhou-2026-11-21.txt");
    pager_done(&pager);
    buf_free(&pages);
    buf_free(&got);
    store_close(store);
    mem_free(name);
    mem_free(path);
    mem_free(file);
    folder_drop(folder);
}
END_TEST

/* The store is refused even under a name that a paper could have. */
START_TEST(store_is_not_overwritten)
{
    char *folder = folder_new(), *path = seeded_make(folder, "a.db", false), *alias = path_join(folder, "a.txt");
    struct store *store = seeded_open(path);
    const struct console_options options = { .store = store };
    ck_assert_int_eq(link(path, alias), 0);
    refused(&options, alias);
    store_close(store);
    mem_free(path);
    mem_free(alias);
    folder_drop(folder);
}
END_TEST

START_TEST(full_disk_leaves_the_old_file)
{
    char *folder = folder_new(), *path = path_join(folder, "a.txt");
    struct buf large = { 0 }, got = { 0 };
    struct err err;
    buf_repeat(&large, "一页\n", 10000);
    ck_assert_int_eq(file_write(path, "old", 3, &err), 0);
    signal(SIGXFSZ, SIG_IGN);
    const struct rlimit little = { 1000, RLIM_INFINITY }, before = { RLIM_INFINITY, RLIM_INFINITY };
    setrlimit(RLIMIT_FSIZE, &little);
    int rc = file_write(path, large.v, large.n, &err);
    setrlimit(RLIMIT_FSIZE, &before);
    ck_assert_int_eq(rc, -1);
    ck_sentence(&err, "没有写成");
    ck_assert_int_eq(file_read(path, 100, &got, &err), 0);
    ck_assert_str_eq(got.v, "old");
    buf_free(&large);
    buf_free(&got);
    mem_free(path);
    folder_drop(folder);
}
END_TEST

Suite *printout_suite(void)
{
    Suite *suite = suite_create("printout");
    TCase *tests = tcase_create("printout");
    tcase_add_test(tests, names_are_checked);
    tcase_add_test(tests, command_gets_the_paper);
    tcase_add_test(tests, command_that_fails_is_told);
    tcase_add_test(tests, command_is_stopped);
    tcase_add_test(tests, saved_is_what_is_seen);
    tcase_add_test(tests, store_is_not_overwritten);
    tcase_add_test(tests, full_disk_leaves_the_old_file);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
