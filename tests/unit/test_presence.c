/* Holds presence to showing whoever is there and nobody else: locks, what dead consoles left, what others may have
 * written into the file, and places where there can be none. */
#include "tui/presence.h"

#include "base/file.h"
#include "base/mem.h"
#include "lib/run.h"
#include "suites.h"

#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 64, SLOT = 128 };

static char *folder, *store, *file;
static struct buf names;

static void begin(void)
{
    struct err err;
    folder = folder_new();
    store = path_join(folder, "zeren.db");
    file = path_join(folder, "zeren.db.presence");
    ck_assert_int_eq(file_write(store, "x", 1, &err), 0);
    ck_assert_int_eq(chmod(store, 0660), 0);
}

static void end(void)
{
    buf_free(&names);
    mem_free(file);
    mem_free(store);
    folder_drop(folder);
}

static const char *others(const struct presence *presence, int64_t incident)
{
    presence_others(presence, incident, &names);
    return buf_text(&names);
}

static struct presence *here(const char *login, int64_t incident)
{
    struct presence *presence = presence_open(store, login);
    ck_assert_ptr_nonnull(presence);
    presence_enter(presence, incident);
    return presence;
}

START_TEST(those_in_the_same_incident_see_each_other)
{
    struct presence *a = here("jia", 7), *b = here("yi", 7), *c = here("bing", 77);
    ck_assert_str_eq(others(a, 7), "yi");
    ck_assert_str_eq(others(b, 7), "jia");
    ck_assert_str_eq(others(c, 77), "");
    ck_assert_str_eq(others(c, 7), "jia、yi");
    presence_enter(c, 7);
    ck_assert_str_eq(others(a, 7), "yi、bing");
    presence_enter(b, 0);
    ck_assert_str_eq(others(a, 7), "bing");
    presence_close(c);
    ck_assert_str_eq(others(a, 7), "");
    struct presence *d = here("y", 7), *e = here("y", 7); /* the same login twice is one */
    presence_enter(b, 7);
    ck_assert_str_eq(others(a, 7), "yi、y");
    presence_close(e);
    presence_close(d);
    presence_close(b);
    presence_close(a);
}
END_TEST

/* The lock goes with the process; what it wrote stays, and means nothing. */
START_TEST(who_is_killed_is_gone)
{
    struct presence *a = here("jia", 7);
    int said[2];
    ck_assert_int_eq(pipe(said), 0);
    pid_t child = fork();
    if (child == 0) {
        struct presence *b = presence_open(store, "yi");
        presence_enter(b, 7);
        if (write(said[1], "x", 1) != 1)
            _exit(1);
        for (;;)
            pause();
    }
    char x;
    ck_assert_int_eq(read(said[0], &x, 1), 1);
    ck_assert_str_eq(others(a, 7), "yi");
    ck_assert_int_eq(kill(child, SIGKILL), 0);
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
    ck_assert_str_eq(others(a, 7), "");
    struct presence *c = here("bing", 0); /* takes the slot that was left, and not what stands in it */
    ck_assert_str_eq(others(a, 7), "");
    presence_close(c);
    presence_close(a);
    close(said[0]);
    close(said[1]);
}
END_TEST

static void write_at(int fd, int slot, const char *bytes, size_t n)
{
    char whole[SLOT] = { 0 };
    memcpy(whole, bytes, n < SLOT ? n : SLOT);
    ck_assert_int_eq(pwrite(fd, whole, SLOT, (off_t)slot * SLOT), SLOT);
}

/* Whoever may write the store may write this and hold any lock. */
START_TEST(what_others_wrote_is_not_believed)
{
    static const struct {
        const char *bytes;
        size_t n;
    } slots[] = {
        { "7", 1 },
        { "7 ", 2 },
        { " 7 jia", 6 },
        { "-7 jia", 6 },
        { "7 \033[2Jx", 7 },
        { "7 a\nb", 5 },
        { "7 a b", 5 },
        { "7 \xFF\xFE", 4 },
        { "7 \xE2\x80\xAEx", 6 },
        { "99999999999999999999 jia", 24 },
        { "7777777777777777777 jia", 23 },
        { "7 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 35 },
        { "7 jia\0rest", 10 }, /* this one is a login */
    };
    struct presence *a = here("yi", 7);
    int fd = open(file, O_RDWR);
    for (size_t i = 0; i < COUNT(slots); i++)
        write_at(fd, (int)i + 1, slots[i].bytes, slots[i].n);
    char full[SLOT];
    memset(full, '7', sizeof full);
    write_at(fd, SLOTS - 1, full, sizeof full);
    struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SLOT, .l_len = 0 };
    ck_assert_str_eq(others(a, 7), ""); /* nobody holds a lock */
    ck_assert_int_eq(fcntl(fd, F_OFD_SETLK, &all), 0);
    ck_assert_str_eq(others(a, 7), "jia");
    ck_assert_ptr_null(presence_open(store, "bing")); /* all slots taken */
    ck_assert_int_eq(ftruncate(fd, SLOT / 2), 0);
    ck_assert_str_eq(others(a, 7), "");
    close(fd);
    presence_close(a);
}
END_TEST

START_TEST(without_a_file_nobody_is_shown)
{
    ck_assert_str_eq(others(NULL, 7), "");
    presence_enter(NULL, 7);
    presence_close(NULL);
    ck_assert_ptr_null(presence_open(store, "\033[2J"));
    ck_assert_int_eq(mkfifo(file, 0600), 0);
    ck_assert_ptr_null(presence_open(store, "jia")); /* and does not wait for it */
    ck_assert_int_eq(remove(file), 0);
    ck_assert_int_eq(symlink(store, file), 0);
    ck_assert_ptr_null(presence_open(store, "jia"));
    struct stat st;
    ck_assert_int_eq(stat(store, &st), 0);
    ck_assert_int_eq(st.st_size, 1);
    ck_assert_int_eq(remove(file), 0);
    char *other = path_join(folder, "other");
    struct err err;
    ck_assert_int_eq(file_write(other, "x", 1, &err), 0);
    ck_assert_int_eq(chmod(other, 0600), 0);
    ck_assert_int_eq(link(other, file), 0); /* a file of another name */
    ck_assert_ptr_null(presence_open(store, "jia"));
    ck_assert_int_eq(stat(other, &st), 0);
    ck_assert_int_eq(st.st_size, 1);
    ck_assert_int_eq(st.st_mode & 0777, 0600);
    mem_free(other);
    ck_assert_int_eq(remove(file), 0);
    ck_assert_ptr_null(presence_open("/nowhere/zeren.db", "jia"));
}
END_TEST

START_TEST(it_is_as_open_as_the_store)
{
    struct stat st;
    mode_t before = umask(077);
    presence_close(here("jia", 7));
    umask(before);
    ck_assert_int_eq(stat(file, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0660);
    ck_assert_int_eq(st.st_size, SLOT);
    ck_assert_int_eq(chmod(store, 0600), 0);
    presence_close(here("jia", 7));
    ck_assert_int_eq(stat(file, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0600);
}
END_TEST

Suite *presence_suite(void)
{
    Suite *suite = suite_create("presence");
    TCase *t = tcase_create("presence");
    tcase_add_checked_fixture(t, begin, end);
    tcase_add_test(t, those_in_the_same_incident_see_each_other);
    tcase_add_test(t, who_is_killed_is_gone);
    tcase_add_test(t, what_others_wrote_is_not_believed);
    tcase_add_test(t, without_a_file_nobody_is_shown);
    tcase_add_test(t, it_is_as_open_as_the_store);
    suite_add_tcase(suite, t);
    return suite;
}
