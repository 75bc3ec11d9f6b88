/* Holds src/base to its headers: failure sentences are whole characters, memory comes zeroed and grows, days are days
 * of the calendar, a file is written wholly or not at all, a folder is made with those above it. */
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/span.h"
#include "suites.h"
#include "text/clean.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A folder for one test; scratch_remove takes it away with all that is in it. */
static char *scratch_make(void)
{
    char *path = mem_strdup("/tmp/zeren-base.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(path));
    return path;
}

static void remove_tree(const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *e; folder != NULL && (e = readdir(folder)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        char *inner = path_join(path, e->d_name);
        if (unlink(inner) != 0)
            remove_tree(inner);
        mem_free(inner);
    }
    if (folder != NULL)
        closedir(folder);
    rmdir(path);
}

static void scratch_remove(char *path)
{
    remove_tree(path);
    mem_free(path);
}

static size_t entries(const char *path)
{
    size_t n = 0;
    DIR *folder = opendir(path);
    ck_assert_ptr_nonnull(folder);
    for (struct dirent *e; (e = readdir(folder)) != NULL;)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(folder);
    return n;
}

static void assert_content(const char *path, const char *text)
{
    struct buf got = { 0 };
    struct err err = { "" };
    ck_assert_msg(file_read(path, 1 << 20, &got, &err) == 0, "%s", err.text);
    ck_assert_uint_eq(got.n, strlen(text));
    ck_assert_str_eq(buf_text(&got), text);
    buf_free(&got);
}

/* ---- err ---- */

START_TEST(err_set_says_the_sentence_and_minus_one)
{
    struct err err = { "before" };
    ck_assert_int_eq(err_set(&err, "第 %d 行：%s", 7, "坏了"), -1);
    ck_assert_str_eq(err.text, "第 7 行：坏了");
    ck_assert_int_eq(err_set(NULL, "%s", "nobody listens"), -1);
}
END_TEST

/* Whatever stands at the buffer's edge: characters of 1 to 4 bytes, at each offset to it. */
START_TEST(err_set_cuts_at_a_character)
{
    static const char *const characters[] = { "a", "é", "责", "😀" };
    for (size_t c = 0; c < 4; c++) {
        for (size_t shift = 0; shift < 4; shift++) {
            struct buf longer = { 0 };
            buf_repeat(&longer, "x", shift);
            buf_repeat(&longer, characters[c], 2000);
            struct err err;
            ck_assert_int_eq(err_set(&err, "%s", buf_text(&longer)), -1);
            size_t n = strlen(err.text), size = strlen(characters[c]);
            ck_assert_uint_eq(n, shift + (sizeof err.text - 1 - shift) / size * size);
            ck_assert_int_eq(text_check(err.text, n, false, NULL), TEXT_CLEAN);
            ck_assert_mem_eq(err.text, longer.v, n);
            buf_free(&longer);
        }
    }
}
END_TEST

static void hook(void)
{
    fputs("hook;", stderr);
    fflush(stderr);
}

START_TEST(die_runs_the_hook_says_it_and_aborts)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        struct rlimit none = { 0, 0 };
        setrlimit(RLIMIT_CORE, &none);
        signal(SIGABRT, SIG_DFL);
        dup2(ends[1], STDERR_FILENO);
        die_set_hook(hook);
        die("%s %d", "不变量", 3);
    }
    close(ends[1]);
    char said[200] = "";
    size_t n = 0;
    for (ssize_t got; (got = read(ends[0], said + n, sizeof said - 1 - n)) > 0;)
        n += (size_t)got;
    close(ends[0]);
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    ck_assert_str_eq(said, "hook;zeren: 不变量 3\n");
}
END_TEST

START_TEST(faults_keep_order_and_stop_at_the_most)
{
    struct faults faults = { 0 };
    for (size_t i = 1; i <= FAULTS_MOST + 50; i++)
        fault_add(&faults, "73.ini", i, "第 %zu 处", i);
    ck_assert_uint_eq(faults.n, FAULTS_MOST);
    ck_assert_str_eq(faults.v[0].text, "第 1 处");
    ck_assert_str_eq(faults.v[FAULTS_MOST - 1].file, "73.ini");
    ck_assert_uint_eq(faults.v[FAULTS_MOST - 1].line, FAULTS_MOST);
    faults_free(&faults);
}
END_TEST

START_TEST(fault_is_cut_at_a_character)
{
    for (size_t shift = 0; shift < 3; shift++) {
        struct faults faults = { 0 };
        struct buf longer = { 0 };
        buf_repeat(&longer, "x", shift);
        buf_repeat(&longer, "责", 600);
        fault_add(&faults, "a", 1, "%s", buf_text(&longer));
        ck_assert_int_eq(text_check(faults.v[0].text, strlen(faults.v[0].text), false, NULL), TEXT_CLEAN);
        buf_free(&longer);
        faults_free(&faults);
    }
}
END_TEST

/* ---- mem ---- */

START_TEST(mem_is_zeroed_and_never_null)
{
    unsigned char *block = mem_alloc(1000);
    for (size_t i = 0; i < 1000; i++)
        ck_assert_msg(block[i] == 0, "byte %zu", i);
    block = mem_resize(block, 10);
    ck_assert_uint_eq(block[9], 0);
    mem_free(block);
    void *empty = mem_alloc(0);
    ck_assert_ptr_nonnull(empty);
    empty = mem_resize(empty, 0);
    ck_assert_ptr_nonnull(empty);
    mem_free(empty);
    mem_free(NULL);
    char *copy = mem_strndup("责任制", 6);
    ck_assert_str_eq(copy, "责任");
    mem_free(copy);
    copy = mem_strndup(NULL, 0);
    ck_assert_str_eq(copy, "");
    mem_free(copy);
}
END_TEST

START_TEST(vec_grows_zeroed_and_frees)
{
    VEC(struct {
        int a;
        char *b;
    })
    vec = { 0 };
    for (int i = 0; i < 1000; i++) {
        ck_assert_msg(VEC_PUSH(&vec)->b == NULL, "element %d is not zeroed", i);
        vec.v[vec.n - 1].a = i;
        vec.v[vec.n - 1].b = (char *)&vec;
    }
    ck_assert_uint_eq(vec.n, 1000);
    for (int i = 0; i < 1000; i++)
        ck_assert_msg(vec.v[i].a == i, "element %d is lost", i);
    vec.n = 10; /* a place used before must come back zeroed */
    ck_assert_int_eq(VEC_PUSH(&vec)->a, 0);
    VEC_FREE(&vec);
    ck_assert_ptr_null(vec.v);
    ck_assert_uint_eq(vec.n + vec.room, 0);
}
END_TEST

START_TEST(arena_gives_separate_aligned_zeroed_blocks)
{
    struct arena arena = { 0 };
    unsigned char *blocks[400];
    for (size_t i = 0; i < 400; i++) {
        size_t size = i % 50 == 0 ? 40000 : i;
        blocks[i] = arena_alloc(&arena, size);
        ck_assert_msg((uintptr_t)blocks[i] % sizeof(void *) == 0, "block %zu is not aligned", i);
        for (size_t k = 0; k < size; k++)
            if (blocks[i][k] != 0)
                ck_abort_msg("block %zu is not zeroed or not its own", i);
        memset(blocks[i], (int)i % 255 + 1, size);
    }
    for (size_t i = 1; i < 400; i++)
        ck_assert_msg(blocks[i][0] == i % 255 + 1, "block %zu was overwritten", i);
    ck_assert_str_eq(arena_printf(&arena, "第%s条（%d）", "十", 3), "第十条（3）");
    ck_assert_str_eq(arena_printf(&arena, "%s", ""), "");
    ck_assert_str_eq(arena_strndup(&arena, "责任制", 3), "责");
    ck_assert_str_eq(arena_strdup(&arena, "责任"), "责任");
    ck_assert_ptr_null(arena_strdup(&arena, NULL));
    arena_free(&arena);
    ck_assert_ptr_null(arena.blocks);
    arena_free(&arena);
}
END_TEST

/* ---- buf ---- */

START_TEST(buf_grows_and_ends_in_nul)
{
    struct buf buf = { 0 };
    ck_assert_str_eq(buf_text(&buf), "");
    buf_add(&buf, NULL, 0);
    ck_assert_str_eq(buf_text(&buf), "");
    buf_adds(&buf, "责任");
    buf_addc(&buf, ':');
    buf_repeat(&buf, "ab", 3);
    buf_repeat(&buf, "x", 0);
    buf_printf(&buf, "%d/%s", 42, "q");
    buf_printf(&buf, "%s", "");
    ck_assert_str_eq(buf_text(&buf), "责任:ababab42/q");
    ck_assert_uint_eq(buf.n, strlen(buf_text(&buf)));
    buf_add(&buf, "\0z", 2);
    ck_assert_uint_eq(buf.n, strlen("责任:ababab42/q") + 2);
    ck_assert_mem_eq(buf.v + buf.n - 2, "\0z", 3);
    size_t room = buf.room;
    buf_clear(&buf);
    ck_assert_str_eq(buf_text(&buf), "");
    ck_assert_uint_eq(buf.room, room);
    buf_free(&buf);
    ck_assert_ptr_null(buf.v);
    buf_clear(&buf);
    buf_free(&buf);
}
END_TEST

/* Each length in turn, so that every edge of the room is met. */
START_TEST(buf_at_every_length)
{
    struct buf one = { 0 };
    for (size_t n = 0; n < 1100; n++) {
        struct buf whole = { 0 };
        buf_printf(&whole, "%s", buf_text(&one));
        if (whole.n != n || strcmp(buf_text(&whole), buf_text(&one)) != 0 || strlen(buf_text(&one)) != n)
            ck_abort_msg("at length %zu", n);
        buf_free(&whole);
        buf_addc(&one, (char)('a' + n % 26));
    }
    buf_free(&one);
}
END_TEST

/* ---- clock ---- */

START_TEST(clock_stands_and_runs)
{
    struct clock standing = clock_standing(1234567890);
    ck_assert_int_eq(clock_now(&standing), 1234567890);
    struct clock running = clock_system();
    int64_t before = time(NULL), now = clock_now(&running);
    ck_assert_int_ge(now, before);
    ck_assert_int_le(now, time(NULL));
}
END_TEST

START_TEST(time_is_local)
{
    char day[DAY_TEXT], moment[TIME_TEXT];
    setenv("TZ", "CST-8", 1);
    tzset();
    day_of(1795276800 - 1, day); /* 2026-11-21 16:00:00 UTC is midnight in China */
    ck_assert_str_eq(day, "2026-11-21");
    day_of(1795276800, day);
    ck_assert_str_eq(day, "2026-11-22");
    time_of(1795276800 - 1, moment);
    ck_assert_str_eq(moment, "2026-11-21 23:59:59");
    time_of(-1, moment);
    ck_assert_str_eq(moment, "1970-01-01 07:59:59");
    time_of(INT64_MAX, moment);
    ck_assert_str_eq(moment, "");
    setenv("TZ", "UTC0", 1);
    tzset();
    day_of(1795276800, day);
    ck_assert_str_eq(day, "2026-11-21");
}
END_TEST

START_TEST(day_parse_reads_what_people_write)
{
    static const char *const written[][2] = {
        { "2026-11-21", "2026-11-21" },     { "2026/11/21", "2026-11-21" },     { "2026.11.21", "2026-11-21" },
        { "20261121", "2026-11-21" },       { "2026年11月21日", "2026-11-21" }, { "2026-1-2", "2026-01-02" },
        { "2026/01/2", "2026-01-02" },      { "2026.1.02", "2026-01-02" },      { "2026年1月2日", "2026-01-02" },
        { "2026年01月02日", "2026-01-02" }, { "2024-02-29", "2024-02-29" },     { "2000-02-29", "2000-02-29" },
        { "9999-12-31", "9999-12-31" },     { "1900-01-01", "1900-01-01" },
    };
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++) {
        char day[DAY_TEXT] = "";
        ck_assert_msg(day_parse(written[i][0], day) == 0, "%s is refused", written[i][0]);
        ck_assert_str_eq(day, written[i][1]);
    }
}
END_TEST

START_TEST(day_parse_refuses_what_is_no_day)
{
    static const char *const wrong[] = {
        "",
        "2026",
        "2026-11",
        "2026-11-",
        "2026-11-21 ",
        " 2026-11-21",
        "2026-11-211",
        "2026-011-21",
        "2026-11/21",
        "2026/11-21",
        "26-11-21",
        "02026-11-21",
        "2026-04-31",
        "2026-06-31",
        "2026-02-29",
        "1900-02-29",
        "2100-02-29",
        "2026-00-10",
        "2026-13-10",
        "2026-01-00",
        "2026-01-32",
        "1899-12-31",
        "2026年11月21",
        "2026年11-21日",
        "2026112",
        "202611211",
        "2026-1a-21",
        "-2026-11-21",
        "2026--1-21",
        "2026-+1-21",
        "２０２６-11-21",
        "2026年11月21日。",
        "今天",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char day[DAY_TEXT] = "kept";
        ck_assert_msg(day_parse(wrong[i], day) == -1, "\"%s\" is taken for %s", wrong[i], day);
        ck_assert_msg(strcmp(day, "kept") == 0, "\"%s\" was refused, but wrote \"%s\"", wrong[i], day);
    }
}
END_TEST

/* Walks over all days of 300 years: each is one after the one before, and counted from the first. */
START_TEST(day_distance_is_the_calendar)
{
    const char *const first = "1900-01-01";
    char last[DAY_TEXT] = "1900-01-01";
    int days = 0;
    for (int year = 1900; year < 2200; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int d = 1; d <= 31; d++) {
                char text[40], day[DAY_TEXT];
                snprintf(text, sizeof text, "%d-%d-%d", year, month, d);
                if (day_parse(text, day) != 0)
                    continue;
                if (strcmp(day, first) != 0 && day_distance(last, day) != 1)
                    ck_abort_msg("from %s to %s: %d", last, day, day_distance(last, day));
                if (day_distance(first, day) != days || day_distance(day, first) != -days)
                    ck_abort_msg("%s is day %d, not %d", day, days, day_distance(first, day));
                memcpy(last, day, DAY_TEXT);
                days++;
            }
        }
    }
    ck_assert_int_eq(days, 109573);
    ck_assert_int_eq(day_distance("2026-11-21", "2027-11-21"), 365);
    ck_assert_int_eq(day_distance("2024-02-28", "2024-03-01"), 2);
}
END_TEST

/* ---- file ---- */

START_TEST(file_comes_back_as_written)
{
    char *folder = scratch_make(), *path = path_join(folder, "名册.txt");
    struct err err = { "" };
    struct buf big = { 0 }, got = { 0 };
    for (int i = 0; i < 200000; i++)
        buf_addc(&big, (char)(i % 251)); /* more than one chunk, NULs among it */
    ck_assert_msg(file_write(path, big.v, big.n, &err) == 0, "%s", err.text);
    buf_adds(&got, "what was there before");
    ck_assert_int_eq(file_read(path, big.n, &got, &err), 0);
    ck_assert_uint_eq(got.n, big.n);
    ck_assert_mem_eq(got.v, big.v, big.n);
    ck_assert_int_eq(file_write(path, "新", 3, &err), 0);
    assert_content(path, "新");
    ck_assert_int_eq(file_write(path, NULL, 0, &err), 0);
    assert_content(path, "");
    ck_assert_uint_eq(entries(folder), 1);
    buf_free(&big);
    buf_free(&got);
    mem_free(path);
    scratch_remove(folder);
}
END_TEST

START_TEST(file_mode_is_the_umasks)
{
    char *folder = scratch_make(), *path = path_join(folder, "a");
    struct stat st;
    mode_t old = umask(0027);
    ck_assert_int_eq(file_write(path, "x", 1, NULL), 0);
    ck_assert_int_eq(umask(old), 0027);
    ck_assert_int_eq(stat(path, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0640);
    mem_free(path);
    scratch_remove(folder);
}
END_TEST

START_TEST(file_read_says_why_not)
{
    char *folder = scratch_make(), *path = path_join(folder, "a");
    struct buf got = { 0 };
    struct err err = { "" };
    ck_assert_int_eq(file_read(path, 10, &got, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.text, path));
    ck_assert_int_eq(file_read(folder, 10, &got, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.text, folder));
    ck_assert_int_eq(file_write(path, "0123456789", 10, &err), 0);
    ck_assert_int_eq(file_read(path, 10, &got, &err), 0);
    ck_assert_int_eq(file_read(path, 9, &got, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.text, "太大"));
    ck_assert_int_eq(file_read("/dev/zero", 1000000, &got, &err), -1);
    buf_free(&got);
    mem_free(path);
    scratch_remove(folder);
}
END_TEST

/* The superuser may write everywhere, so as root the test is nobody for a moment. */
START_TEST(file_write_into_an_unwritable_folder)
{
    char *folder = scratch_make(), *path = path_join(folder, "a");
    struct err err = { "" };
    ck_assert_int_eq(file_write(path, "old", 3, &err), 0);
    ck_assert_int_eq(chmod(folder, 0555), 0);
    bool root = geteuid() == 0;
    if (root)
        ck_assert_int_eq(seteuid(65534), 0);
    int rc = file_write(path, "new", 3, &err), made_rc;
    char *inner = path_join(folder, "b/c"), *made = NULL;
    struct err made_err = { "" };
    made_rc = folder_make(inner, &made, &made_err);
    if (root)
        ck_assert_int_eq(seteuid(0), 0);
    ck_assert_int_eq(rc, -1);
    ck_assert_ptr_nonnull(strstr(err.text, path));
    ck_assert_int_eq(made_rc, -1);
    ck_assert_str_eq(made, "");
    ck_assert_ptr_nonnull(strstr(made_err.text, folder));
    assert_content(path, "old");
    ck_assert_uint_eq(entries(folder), 1);
    ck_assert_int_eq(chmod(folder, 0755), 0);
    mem_free(made);
    mem_free(inner);
    mem_free(path);
    scratch_remove(folder);
}
END_TEST

/* A limit on the size of files is met like the end of a disk: in the middle of writing. */
START_TEST(file_write_on_a_full_disk_keeps_the_old)
{
    char *folder = scratch_make(), *path = path_join(folder, "a");
    struct err err = { "" };
    struct buf big = { 0 };
    buf_repeat(&big, "0123456789abcdef", 20000);
    ck_assert_int_eq(file_write(path, "old", 3, &err), 0);
    struct rlimit was, low;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &was), 0);
    low = was;
    low.rlim_cur = 100000;
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &low), 0);
    int rc = file_write(path, big.v, big.n, &err);
    setrlimit(RLIMIT_FSIZE, &was); /* Check writes files too: before any assertion */
    ck_assert_int_eq(rc, -1);
    ck_assert_ptr_nonnull(strstr(err.text, path));
    ck_assert_ptr_nonnull(strstr(err.text, strerror(EFBIG)));
    assert_content(path, "old");
    ck_assert_uint_eq(entries(folder), 1);
    ck_assert_int_eq(file_write(path, big.v, big.n, &err), 0);
    buf_free(&big);
    mem_free(path);
    scratch_remove(folder);
}
END_TEST

START_TEST(file_write_over_a_folder_or_nowhere_fails_clean)
{
    char *folder = scratch_make(), *inner = path_join(folder, "in"), *nowhere = path_join(folder, "no/a");
    struct err err = { "" };
    ck_assert_int_eq(mkdir(inner, 0700), 0);
    ck_assert_int_eq(file_write(inner, "x", 1, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.text, inner));
    ck_assert_int_eq(file_write(nowhere, "x", 1, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.text, nowhere));
    ck_assert_uint_eq(entries(folder), 1);
    mem_free(inner);
    mem_free(nowhere);
    scratch_remove(folder);
}
END_TEST

START_TEST(folder_make_makes_those_above)
{
    char *folder = scratch_make(), *top = path_join(folder, "a"), *deep = path_join(folder, "a/b//c/");
    char *made = NULL;
    struct err err = { "" };
    struct stat st;
    ck_assert_msg(folder_make(deep, &made, &err) == 0, "%s", err.text);
    ck_assert_str_eq(made, top);
    mem_free(made);
    ck_assert_int_eq(stat(deep, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0700);
    ck_assert_int_eq(folder_make(deep, &made, &err), 0);
    ck_assert_str_eq(made, "");
    mem_free(made);
    ck_assert_int_eq(folder_make(deep, NULL, &err), 0);
    ck_assert_int_eq(folder_make("/", NULL, &err), 0);
    ck_assert_int_eq(folder_make(".", NULL, &err), 0);
    mem_free(top);
    mem_free(deep);
    scratch_remove(folder);
}
END_TEST

START_TEST(folder_make_where_a_file_stands)
{
    char *folder = scratch_make(), *file = path_join(folder, "a"), *below = path_join(folder, "a/b");
    char *made = NULL;
    struct err err = { "" };
    ck_assert_int_eq(file_write(file, "x", 1, &err), 0);
    ck_assert_int_eq(folder_make(below, &made, &err), -1);
    ck_assert_ptr_nonnull(strstr(err.text, file));
    mem_free(made);
    err.text[0] = '\0';
    ck_assert_msg(folder_make(file, &made, &err) == -1, "a file passes for a folder");
    ck_assert_ptr_nonnull(strstr(err.text, file));
    mem_free(made);
    ck_assert_int_eq(folder_make("", &made, &err), -1);
    ck_assert_str_eq(made, "");
    mem_free(made);
    mem_free(file);
    mem_free(below);
    scratch_remove(folder);
}
END_TEST

START_TEST(folder_remove_takes_what_was_made)
{
    char *folder = scratch_make(), *deep = path_join(folder, "a/b/c"), *above = path_join(folder, "a/b"), *made = NULL;
    ck_assert_int_eq(folder_make(above, &made, NULL), 0);
    mem_free(made);
    ck_assert_int_eq(folder_make(deep, &made, NULL), 0);
    folder_remove(deep, made);
    ck_assert_int_eq(access(deep, F_OK), -1);
    ck_assert_int_eq(access(above, F_OK), 0);
    folder_remove(above, ""); /* what was there before folder_make stays */
    ck_assert_int_eq(access(above, F_OK), 0);
    mem_free(made);
    ck_assert_int_eq(rmdir(above), 0);
    ck_assert_int_eq(folder_make(deep, &made, NULL), 0);
    folder_remove(deep, made);
    ck_assert_uint_eq(entries(folder), 1); /* a stands: it was not made by the last call */
    mem_free(made);
    mem_free(deep);
    mem_free(above);
    scratch_remove(folder);
}
END_TEST

START_TEST(paths_in_parts)
{
    static const char *const parts[][3] = {
        { "/var/lib/zeren.db", "/var/lib", "zeren.db" },
        { "zeren.db", ".", "zeren.db" },
        { "/zeren.db", "/", "zeren.db" },
        { "a/b/", "a/b", "" },
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        char *folder = path_folder(parts[i][0]);
        ck_assert_str_eq(folder, parts[i][1]);
        ck_assert_str_eq(path_name(parts[i][0]), parts[i][2]);
        mem_free(folder);
    }
    char *joined = path_join("a", "b");
    ck_assert_str_eq(joined, "a/b");
    mem_free(joined);
}
END_TEST

static void add_files(Suite *suite)
{
    TCase *files = tcase_create("file");
    tcase_add_test(files, file_comes_back_as_written);
    tcase_add_test(files, file_mode_is_the_umasks);
    tcase_add_test(files, file_read_says_why_not);
    tcase_add_test(files, file_write_into_an_unwritable_folder);
    tcase_add_test(files, file_write_on_a_full_disk_keeps_the_old);
    tcase_add_test(files, file_write_over_a_folder_or_nowhere_fails_clean);
    tcase_add_test(files, folder_make_makes_those_above);
    tcase_add_test(files, folder_make_where_a_file_stands);
    tcase_add_test(files, folder_remove_takes_what_was_made);
    tcase_add_test(files, paths_in_parts);
    suite_add_tcase(suite, files);
}

/* Also where a clock is set forward over midnight (Beirut), back to the day before (Havana), and before 1970. */
START_TEST(a_day_begins_and_ends_with_itself)
{
    static const char *const table[][2] = {
        { "Asia/Shanghai", "2026-11-21" },
        { "UTC", "1970-01-01" },
        { "UTC", "9999-12-31" },
        { "Asia/Shanghai", "1900-01-01" },
        { "Asia/Beirut", "2026-03-28" },
        { "Asia/Beirut", "2026-03-29" },
        { "Asia/Beirut", "2026-03-30" },
        { "America/Havana", "2026-11-01" },
        { "America/Havana", "2026-03-08" },
        { "Pacific/Kiritimati", "2026-01-01" },
        { "Pacific/Pago_Pago", "2026-12-31" },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char day[DAY_TEXT];
        setenv("TZ", table[i][0], 1);
        tzset();
        int64_t begin = day_begin(table[i][1]), end = day_end(table[i][1]);
        day_of(begin, day);
        ck_assert_str_eq(day, table[i][1]);
        day_of(end, day);
        ck_assert_str_eq(day, table[i][1]);
        day_of(begin - 1, day);
        ck_assert_int_lt(strcmp(day, table[i][1]), 0);
        day_of(end + 1, day);
        ck_assert_str_ne(day, table[i][1]);
    }
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    ck_assert_int_eq(day_begin("2026-11-21"), 1795190400);
    ck_assert_int_eq(day_end("2026-11-21"), 1795276799);
}
END_TEST

/* --- Stretches --- */

START_TEST(stretches_are_found_by_id)
{
    static const int64_t ids[] = { 7, 7, 3, 9, 9, 9, -2, 5 };
    struct spans spans = { 0 };
    size_t first = 1;
    ck_assert_uint_eq(spans_find(&spans, 7, &first), 0);
    spans_sort(&spans);
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        spans_add(&spans, ids[i]);
    spans_sort(&spans);
    for (int64_t id = -5; id < 15; id++) {
        size_t n = 0, at = 0;
        for (size_t i = sizeof ids / sizeof ids[0]; i-- > 0;)
            if (ids[i] == id) {
                n++;
                at = i;
            }
        ck_assert_uint_eq(spans_find(&spans, id, &first), n);
        ck_assert_uint_eq(first, at);
    }
    spans_done(&spans);
}
END_TEST

Suite *base_suite(void)
{
    Suite *suite = suite_create("base");
    TCase *core = tcase_create("err mem buf");
    tcase_add_test(core, err_set_says_the_sentence_and_minus_one);
    tcase_add_test(core, err_set_cuts_at_a_character);
    tcase_add_test(core, die_runs_the_hook_says_it_and_aborts);
    tcase_add_test(core, faults_keep_order_and_stop_at_the_most);
    tcase_add_test(core, fault_is_cut_at_a_character);
    tcase_add_test(core, mem_is_zeroed_and_never_null);
    tcase_add_test(core, vec_grows_zeroed_and_frees);
    tcase_add_test(core, arena_gives_separate_aligned_zeroed_blocks);
    tcase_add_test(core, buf_grows_and_ends_in_nul);
    tcase_add_test(core, buf_at_every_length);
    tcase_add_test(core, stretches_are_found_by_id);
    suite_add_tcase(suite, core);
    TCase *clock = tcase_create("clock");
    tcase_add_test(clock, clock_stands_and_runs);
    tcase_add_test(clock, time_is_local);
    tcase_add_test(clock, day_parse_reads_what_people_write);
    tcase_add_test(clock, day_parse_refuses_what_is_no_day);
    tcase_add_test(clock, day_distance_is_the_calendar);
    tcase_add_test(clock, a_day_begins_and_ends_with_itself);
    suite_add_tcase(suite, clock);
    add_files(suite);
    return suite;
}
