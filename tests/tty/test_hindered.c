/* What comes between a console and its disk while an incident is logged: a disk that is full, a store that another
 * program keeps locked. A sentence says so, what was typed stays, and it goes on when there is room again.
 *
 * LOCKED=<seconds> keeps the store locked so long in the longer test. */
#include "desk.h"
#include "suites.h"

#include "base/file.h"
#include "base/mem.h"
#include "store/incident.h"
#include "unit/mix.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LOCKED = 12, SHORT_LOCK_US = 4000000, STORE_MOST = 64 * 1024 * 1024 };

static const char title[] = "样例受阻事件", save[] = "\023";

static struct terminal *start_log(void)
{
    struct terminal *terminal = desk_start(NULL, NULL);
    terminal_keys(terminal, "4n");
    terminal_keys(terminal, title);
    terminal_keys(terminal, save);
    terminal_wait(terminal, "发现事件。");
    return terminal;
}

static void type_line(struct terminal *terminal, const char *text)
{
    terminal_keys(terminal, ".");
    terminal_wait(terminal, "0/400");
    terminal_keys(terminal, text);
    terminal_wait(terminal, text);
}

static void save_line(struct terminal *terminal)
{
    terminal_keys(terminal, save);
    terminal_wait(terminal, "已记");
}

static struct store *open_store(const char *path)
{
    struct store_options options = { .clock = clock_system() };
    struct store *store = NULL;
    struct err err;
    ck_assert_msg(store_open(&store, path, &options, &err) == 0, "%s", err.text);
    return store;
}

/* Just these lines stand in the log, behind the first. */
static void check_log(const char *path, const char *const *texts)
{
    struct store *store = open_store(path);
    struct incidents found = { 0 };
    struct log_entries entries = { 0 };
    struct err err;
    const struct incident_page page = { .school = 1, .words = title, .limit = 2 };
    ck_assert_int_eq(read_incidents(store, &page, &found, &err), 0);
    ck_assert_uint_eq(found.n, 1);
    ck_assert_int_eq(read_whole_log(store, found.v[0].id, &entries, &err), 0);
    for (size_t i = 0; texts[i] != NULL; i++) {
        ck_assert_uint_gt(entries.n, i + 1);
        ck_assert_str_eq(entries.v[i + 1].text, texts[i]);
        ck_assert(texts[i + 1] != NULL || entries.n == i + 2);
    }
    LIST_FREE(&entries);
    LIST_FREE(&found);
    store_close(store);
}

/* --- A full disk --- */

/* A file system of a few megabytes of its own; or, where nobody may mount one, and in a test of its own everywhere, a
 * limit on the size of the console's files. */
enum way { WAY_SMALL, WAY_LIMIT };

struct disk {
    enum way way;
    char *store, *filler;
    struct terminal *terminal;
};

static bool write_text(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    if (fd >= 0)
        close(fd);
    return done;
}

/* In a space of mounts that this test and its console alone are in; who is not root becomes the owner of it. */
static bool mount_small(const char *folder)
{
    char map[64];
    uid_t user = geteuid();
    gid_t group = getegid();
    if (unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0)
        return false;
    if (user != 0) {
        snprintf(map, sizeof map, "%u %u 1", (unsigned)user, (unsigned)user);
        bool mapped = write_text("/proc/self/uid_map", map) && write_text("/proc/self/setgroups", "deny");
        snprintf(map, sizeof map, "%u %u 1", (unsigned)group, (unsigned)group);
        if (!mapped || !write_text("/proc/self/gid_map", map))
            return false;
    }
    return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("zeren", folder, "tmpfs", MS_NOSUID | MS_NODEV, "size=8m,mode=0700") == 0;
}

static void copy(const char *from, const char *to)
{
    struct buf bytes = { 0 };
    struct err err;
    ck_assert_msg(file_read(from, STORE_MOST, &bytes, &err) == 0, "%s", err.text);
    ck_assert_msg(file_write(to, bytes.v, bytes.n, &err) == 0, "%s", err.text);
    ck_assert_int_eq(chmod(to, 0600), 0);
    buf_free(&bytes);
}

static void open_disk(struct disk *disk, enum way way)
{
    const char *folder = desk_path("small");
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    if (way == WAY_SMALL && !mount_small(folder)) {
        fprintf(stderr, "hindered: no file system can be mounted here (%s); a limit on files stands for it\n",
                strerror(errno));
        way = WAY_LIMIT;
    }
    disk->way = way;
    disk->store = path_join(folder, "zeren.db");
    disk->filler = path_join(folder, "filler");
    copy(desk_path("zeren.db"), disk->store);
    setenv("ZEREN_STORE", disk->store, 1);
    disk->terminal = start_log();
}

static void close_disk(struct disk *disk)
{
    if (disk->way == WAY_SMALL)
        ck_assert_int_eq(umount2(desk_path("small"), MNT_DETACH), 0);
    mem_free(disk->store);
    mem_free(disk->filler);
}

static void fill(const struct disk *disk)
{
    static const char bytes[4096] = "";
    if (disk->way == WAY_LIMIT) {
        terminal_limit_files(disk->terminal, 1);
        return;
    }
    int fd = open(disk->filler, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    ck_assert_int_ge(fd, 0);
    for (size_t n = sizeof bytes; n > 0; n /= 2) /* to the last byte */
        while (write(fd, bytes, n) > 0)
            ;
    ck_assert_int_eq(errno, ENOSPC);
    close(fd);
}

static void make_room(const struct disk *disk)
{
    if (disk->way == WAY_LIMIT)
        terminal_limit_files(disk->terminal, 0);
    else
        ck_assert_int_eq(unlink(disk->filler), 0);
}

START_TEST(test_full_disk)
{
    static const char *const texts[] = { "样例在先的一条", "样例磁盘满时的一条", "样例又有空间的一条", NULL };
    struct disk disk;
    open_disk(&disk, _i == 0 ? WAY_SMALL : WAY_LIMIT);
    type_line(disk.terminal, texts[0]);
    save_line(disk.terminal);
    fill(&disk);
    type_line(disk.terminal, texts[1]);
    for (int again = 0; again < 3; again++) {
        terminal_keys(disk.terminal, save);
        terminal_wait(disk.terminal, "磁盘已满");
        terminal_wait(disk.terminal, texts[1]);
        terminal_keys(disk.terminal, "x"); /* takes the sentence away */
        terminal_wait_gone(disk.terminal, "磁盘已满，没有写入");
        terminal_keys(disk.terminal, "\177");
        ck_assert(!terminal_shows(disk.terminal, "已记"));
    }
    check_log(disk.store, (const char *const[]){ texts[0], NULL });
    make_room(&disk);
    save_line(disk.terminal);
    type_line(disk.terminal, texts[2]);
    save_line(disk.terminal);
    check_log(disk.store, texts);
    ck_assert_int_eq(desk_files("small", ".draft"), 0);
    desk_quit(disk.terminal);
    desk_verify();
    close_disk(&disk);
}
END_TEST

/* It is full, and the console ends: what was acknowledged is there. */
START_TEST(test_killed_on_a_full_disk)
{
    static const char *const texts[] = { "样例在先的一条", NULL };
    struct disk disk;
    open_disk(&disk, _i == 0 ? WAY_SMALL : WAY_LIMIT);
    type_line(disk.terminal, texts[0]);
    save_line(disk.terminal);
    fill(&disk);
    type_line(disk.terminal, "样例没有记上的一条");
    terminal_keys(disk.terminal, save);
    terminal_wait(disk.terminal, "磁盘已满");
    terminal_signal(disk.terminal, SIGKILL);
    terminal_end(disk.terminal);
    terminal_free(disk.terminal);
    if (disk.way == WAY_SMALL)
        ck_assert_int_eq(unlink(disk.filler), 0);
    check_log(disk.store, texts);
    desk_verify();
    close_disk(&disk);
}
END_TEST

/* --- A locked store --- */

static struct store *lock(void)
{
    struct store *store = open_store(desk_path("zeren.db"));
    struct err err;
    ck_assert_msg(store_begin(store, "root", "lock", &err) == 0, "%s", err.text);
    return store;
}

START_TEST(test_locked_for_a_while)
{
    static const char *const texts[] = { "样例等到的一条", NULL };
    struct terminal *terminal = start_log();
    type_line(terminal, texts[0]);
    struct store *store = lock();
    terminal_keys(terminal, save);
    terminal_let(terminal, SHORT_LOCK_US);
    ck_assert(!terminal_shows(terminal, "已记"));
    ck_assert(!terminal_shows(terminal, "占用"));
    store_close(store); /* rolls back */
    terminal_wait(terminal, "已记");
    check_log(desk_path("zeren.db"), texts);
    desk_quit(terminal);
    desk_verify();
}
END_TEST

START_TEST(test_locked_for_long)
{
    static const char *const texts[] = { "样例没有等到的一条", NULL };
    struct terminal *terminal = start_log();
    time_t from = time(NULL);
    int seconds = (int)mix_number("LOCKED", LOCKED);
    type_line(terminal, texts[0]);
    struct store *store = lock();
    while (time(NULL) - from < seconds) {
        terminal_keys(terminal, save);
        terminal_wait(terminal, "占用");
        terminal_wait(terminal, texts[0]);
        terminal_keys(terminal, "x");
        terminal_wait_gone(terminal, "占用");
        terminal_keys(terminal, "\177");
        ck_assert(!terminal_shows(terminal, "已记"));
    }
    desk_wait_kept(texts[0]); /* drafts need no lock */
    store_close(store);
    save_line(terminal);
    check_log(desk_path("zeren.db"), texts);
    desk_quit(terminal);
    desk_verify();
}
END_TEST

Suite *hindered_suite(void)
{
    Suite *suite = suite_create("hindered");
    TCase *tcase = desk_case(suite, "hindered");
    tcase_set_timeout(tcase, 0);
    tcase_add_loop_test(tcase, test_full_disk, 0, 2);
    tcase_add_loop_test(tcase, test_killed_on_a_full_disk, 0, 2);
    tcase_add_test(tcase, test_locked_for_a_while);
    tcase_add_test(tcase, test_locked_for_long);
    return suite;
}
