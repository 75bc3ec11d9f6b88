/* Drafts on disk: they come back, whatever was typed; half or foreign files count as none; one file has one writer. */
#include "base/file.h"
#include "base/mem.h"
#include "lib/run.h"
#include "mix.h"
#include "suites.h"
#include "text/clean.h"
#include "tui/draft.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { AT = 1795219200 };

/* Opens, and frees what was read. */
static struct draft *opened(const char *folder, const char *key, struct draft_values *values, int64_t *at)
{
    struct draft *draft;
    struct err err;
    if (draft_open(&draft, folder, "yangli", key, values, at, &err) != 0)
        ck_abort_msg("%s", err.text);
    ck_assert_ptr_nonnull(draft);
    return draft;
}

static void kept(const char *folder, const char *key, const char *text)
{
    struct draft_values values = { 0 }, wanted = { 0 };
    int64_t at;
    struct err err;
    struct draft *draft = opened(folder, key, &values, &at);
    draft_values_add(&wanted, "name", text);
    ck_assert_int_eq(draft_keep(draft, &wanted, AT, &err), 0);
    draft_close(draft);
    draft_values_free(&values);
    draft_values_free(&wanted);
}

/* The only file with this ending in the folder; the caller frees. */
static char *only_file(const char *folder, const char *ending)
{
    DIR *dir = opendir(folder);
    char *found = NULL;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        size_t n = strlen(entry->d_name), end = strlen(ending);
        if (n > end && strcmp(entry->d_name + n - end, ending) == 0) {
            ck_assert_ptr_null(found);
            found = path_join(folder, entry->d_name);
        }
    }
    closedir(dir);
    return found;
}

static void ck_none(const char *folder, const char *key)
{
    struct draft_values values = { 0 };
    int64_t at = 1;
    struct draft *draft = opened(folder, key, &values, &at);
    ck_assert_uint_eq(values.n, 0);
    ck_assert_int_eq(at, 0);
    draft_close(draft);
    draft_values_free(&values);
}

START_TEST(comes_back)
{
    static const char text[] = "责任\n第二行\\n 不是换行\\ =end\n\xEF\xBC\x9D\n";
    struct draft_values values = { 0 };
    struct stat st;
    int64_t at;
    char *top = folder_new(), *folder = path_join(top, "drafts");
    kept(folder, "org-appoint-17", text);
    ck_assert_int_eq(stat(folder, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0700);
    char *file = only_file(folder, ".draft");
    ck_assert_int_eq(stat(file, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0600);
    ck_assert_ptr_null(only_file(folder, ".lock"));
    struct draft *draft = opened(folder, "org-appoint-17", &values, &at);
    ck_assert_uint_eq(values.n, 1);
    ck_assert_str_eq(values.v[0].name, "name");
    ck_assert_str_eq(values.v[0].text, text);
    ck_assert_int_eq(at, AT);
    draft_drop(draft);
    draft_close(draft);
    ck_none(folder, "org-appoint-17");
    draft_values_free(&values);
    mem_free(file);
    mem_free(folder);
    folder_drop(top);
}
END_TEST

START_TEST(names_are_safe)
{
    static const char *const keys[] = { "../../etc/passwd", "a.b", "a_b", "A", "a", "", ".", "键/值" };
    char *folder = folder_new();
    char longest[1000];
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        kept(folder, keys[i], keys[i]);
    kept(folder, longest, "长");
    struct draft_names names = { 0 };
    struct err err;
    ck_assert_int_eq(draft_list(folder, "yangli", &names, &err), 0);
    ck_assert_uint_eq(names.n, sizeof keys / sizeof keys[0] + 1); /* no two share a file */
    draft_names_free(&names);
    ck_assert_int_eq(draft_list(folder, "another", &names, &err), 0);
    ck_assert_uint_eq(names.n, 0);
    draft_names_free(&names);
    folder_drop(folder);
}
END_TEST

START_TEST(has_one_writer)
{
    struct draft_values values = { 0 }, again = { 0 };
    int64_t at;
    struct err err;
    char *folder = folder_new();
    kept(folder, "k", "先");
    struct draft *first = opened(folder, "k", &values, &at);
    ck_assert_uint_eq(values.n, 1);
    struct draft *second = opened(folder, "k", &again, &at);
    ck_assert_uint_eq(again.n, 0); /* another has it open */
    draft_values_add(&again, "name", "后");
    ck_assert_int_eq(draft_keep(second, &again, AT + 1, &err), 0);
    struct draft_names names = { 0 };
    ck_assert_int_eq(draft_list(folder, "yangli", &names, &err), 0);
    ck_assert_uint_eq(names.n, 0); /* both are open */
    draft_drop(first);
    draft_close(first);
    draft_close(second);
    ck_assert_int_eq(draft_list(folder, "yangli", &names, &err), 0);
    ck_assert_uint_eq(names.n, 1);
    ck_assert_str_eq(names.v[0].key, "k");
    draft_values_free(&again);
    second = opened(folder, "k", &again, &at); /* found though it is not in the first place */
    ck_assert_uint_eq(again.n, 1);
    ck_assert_str_eq(again.v[0].text, "后");
    draft_close(second);
    draft_values_free(&values);
    draft_values_free(&again);
    draft_names_free(&names);
    folder_drop(folder);
}
END_TEST

/* Cut at each byte, and with each byte another: never a value that is not the whole one. */
START_TEST(halves_count_as_none)
{
    struct buf bytes = { 0 }, all = { 0 };
    struct err err;
    char *folder = folder_new();
    kept(folder, "k", "半个\n文件");
    char *file = only_file(folder, ".draft");
    ck_assert_int_eq(file_read(file, 10000, &all, &err), 0);
    for (size_t n = 0; n < all.n; n++) {
        ck_assert_int_eq(file_write(file, all.v, n, &err), 0);
        ck_none(folder, "k");
        buf_clear(&bytes);
        buf_add(&bytes, all.v, all.n);
        bytes.v[n] ^= 0x15;
        ck_assert_int_eq(file_write(file, bytes.v, bytes.n, &err), 0);
        ck_none(folder, "k");
    }
    ck_assert_int_eq(unlink(file), 0);
    ck_assert_int_eq(mkfifo(file, 0600), 0); /* does not wait for a writer */
    ck_none(folder, "k");
    ck_assert_int_eq(unlink(file), 0);
    ck_assert_int_eq(symlink("/etc/hostname", file), 0);
    ck_none(folder, "k");
    mem_free(file);
    buf_free(&all);
    buf_free(&bytes);
    folder_drop(folder);
}
END_TEST

/* A file that adds up, written by somebody who means harm: what it says is shown clean. */
START_TEST(hostile_values_are_clean)
{
    struct draft_values values = { 0 };
    int64_t at;
    char *folder = folder_new();
    kept(folder, "k", "\x1b]0;样例\x07\xE2\x80\xAE\xFF好");
    struct draft *draft = opened(folder, "k", &values, &at);
    ck_assert_uint_eq(values.n, 1);
    ck_assert_int_eq(text_check(values.v[0].text, strlen(values.v[0].text), true, NULL), TEXT_CLEAN);
    draft_close(draft);
    draft_values_free(&values);
    folder_drop(folder);
}
END_TEST

START_TEST(folders_that_will_not_do)
{
    struct draft_values values = { 0 };
    struct draft *draft;
    struct err err;
    int64_t at;
    char *folder = folder_new(), *file = path_join(folder, "file");
    ck_assert_int_eq(draft_open(&draft, NULL, "yangli", "k", &values, &at, &err), 0);
    ck_assert_ptr_null(draft);
    ck_assert_int_eq(draft_keep(draft, &values, AT, &err), 0);
    draft_drop(draft);
    draft_close(draft);
    ck_assert_int_eq(file_write(file, "", 0, &err), 0);
    ck_assert_int_eq(draft_open(&draft, file, "yangli", "k", &values, &at, &err), -1);
    ck_assert_ptr_null(draft);
    ck_assert_int_eq(chmod(folder, 0755), 0); /* it is ours: made private */
    kept(folder, "k", "一");
    struct stat st;
    ck_assert_int_eq(stat(folder, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0700);
    mem_free(file);
    folder_drop(folder);
}
END_TEST

/* A process that is killed while it writes and writes: what is found is always whole, and the lock is free. */
START_TEST(survives_kill)
{
    char *folder = folder_new();
    for (int i = 0; i < 20; i++) {
        struct draft_values values = { 0 };
        int64_t at;
        int ready[2];
        ck_assert_int_eq(pipe(ready), 0);
        pid_t child = fork();
        if (child == 0) {
            struct draft_values typed = { 0 };
            struct err err;
            struct draft *draft = opened(folder, "k", &values, &at);
            for (int n = 0;; n++) {
                draft_values_free(&typed);
                draft_values_add(&typed, "name", "输入的内容");
                if (draft_keep(draft, &typed, AT + n, &err) != 0 || write(ready[1], "x", 1) != 1)
                    _exit(1);
            }
        }
        char byte;
        ck_assert_int_eq(read(ready[0], &byte, 1), 1);
        ck_assert_int_eq(kill(child, SIGKILL), 0);
        ck_assert_int_eq(waitpid(child, NULL, 0), child);
        close(ready[0]);
        close(ready[1]);
        struct draft *draft = opened(folder, "k", &values, &at);
        ck_assert_uint_eq(values.n, 1);
        ck_assert_str_eq(values.v[0].text, "输入的内容");
        draft_close(draft);
        draft_values_free(&values);
    }
    char *file = only_file(folder, ".draft"); /* and no half files are left */
    DIR *dir = opendir(folder);
    int files = 0;
    while (readdir(dir) != NULL)
        files++;
    closedir(dir);
    ck_assert_int_eq(files, 3);
    mem_free(file);
    folder_drop(folder);
}
END_TEST

Suite *draft_suite(void)
{
    Suite *suite = suite_create("draft");
    TCase *tests = tcase_create("draft");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, comes_back);
    tcase_add_test(tests, names_are_safe);
    tcase_add_test(tests, has_one_writer);
    tcase_add_test(tests, halves_count_as_none);
    tcase_add_test(tests, hostile_values_are_clean);
    tcase_add_test(tests, folders_that_will_not_do);
    tcase_add_test(tests, survives_kill);
    suite_add_tcase(suite, tests);
    return suite;
}
