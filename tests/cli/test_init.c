/* zeren init: all schools, one, and every way in which it must leave nothing behind. */
#include "cli/place.h"

#include "base/file.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned mode_of(const char *path)
{
    struct stat st;
    ck_assert_msg(stat(path, &st) == 0, "%s is not there", path);
    return st.st_mode & 07777u;
}

static void copy_in(const char *school, const char *file)
{
    char name[128];
    struct buf bytes = { 0 };
    struct err err;
    snprintf(name, sizeof name, "data/rules/%s/%s", school, file);
    char *from = source_path(name);
    ck_assert_msg(file_read(from, 1 << 20, &bytes, &err) == 0, "%s", err.text);
    snprintf(name, sizeof name, "mine/%s", file);
    put(name, buf_text(&bytes));
    buf_free(&bytes);
    mem_free(from);
}

/* A rule folder of the place: Dalian's. */
static void make_rule_folder(void)
{
    ck_assert_int_eq(mkdir(at("mine"), 0700), 0);
    copy_in("dalian-medical", "school.ini");
    copy_in("dalian-medical", "307.txt");
    copy_in("dalian-medical", "307.ini");
}

START_TEST(all_schools)
{
    umask(0); /* whoever made the folder carelessly */
    const char *path = at("deep/er/x.db");
    const char *said = OUT(ZEREN(0, "init", "--store", path));
    assert_has(said, "4 所学校");
    assert_has(said, path);
    ck_assert_uint_eq(mode_of(path), 0600);
    ck_assert_uint_eq(mode_of(at("deep/er")), 0700);
    ck_assert_uint_eq(mode_of(at("deep")), 0700);
    ck_assert_uint_eq(files_in("deep/er"), 1); /* no -wal or -shm, nothing temporary */
    const char *schools = OUT(ZEREN(0, "schools", "--store", path));
    static const char *const wanted[] = { "cangzhou ",
                                          "沧州师范学院（责任任务 36 项）",
                                          "dalian-medical ",
                                          "meijia ",
                                          "hrbeu ",
                                          "307 ",
                                          "75 ",
                                          "73 ",
                                          "180 ",
                                          "responsibility " };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        assert_has(schools, wanted[i]);
    ZEREN(0, "verify", "--store", path);
}
END_TEST

START_TEST(the_caller_becomes_admin)
{
    const char *list = OUT(ZEREN(0, "account", "list"));
    assert_has(list, "admin");
    ck_assert_uint_eq(times_in(list, "\n"), 1);
}
END_TEST

START_TEST(one_school_and_two)
{
    ZEREN(0, "init", "--store", at("one.db"), "--school", "meijia");
    const char *one = OUT(ZEREN(0, "schools", "--store", at("one.db")));
    assert_has(one, "meijia");
    assert_lacks(one, "cangzhou");
    /* The only school need not be named. */
    assert_has(OUT(ZEREN(0, "print", "org", "--store", at("one.db"))), "美珈");
    ZEREN(0, "init", "--store", at("two.db"), "--school", "hrbeu", "--school", "cangzhou");
    const char *two = OUT(ZEREN(0, "schools", "--store", at("two.db")));
    assert_has(two, "hrbeu");
    assert_has(two, "cangzhou");
    assert_lacks(two, "meijia");
}
END_TEST

START_TEST(samples_are_marked_and_only_when_asked_for)
{
    assert_lacks(OUT(ZEREN(0, "print", "contacts", "--school", "meijia")), "样例");
    assert_has(OUT(ZEREN(0, "init", "--demo", "--store", at("demo.db"))), "样例数据");
    assert_has(OUT(ZEREN(0, "print", "contacts", "--school", "meijia", "--store", at("demo.db"))), "0000-0000002");
    ZEREN(0, "verify", "--store", at("demo.db"));
    assert_has(ERR(ZEREN(2, "print", "org", "--demo")), "--demo");
}
END_TEST

START_TEST(the_same_school_twice_is_refused)
{
    assert_has(ERR(ZEREN(1, "init", "--store", at("new/x.db"), "--school", "meijia", "--school", "meijia")),
               "给了两次");
    ck_assert(!is_there("new"));
}
END_TEST

START_TEST(an_existing_store_is_refused)
{
    struct stat before, after;
    ck_assert_int_eq(stat(store_file(), &before), 0);
    assert_has(ERR(ZEREN(1, "init")), "已经有了");
    ck_assert_int_eq(stat(store_file(), &after), 0);
    ck_assert_int_eq(before.st_ino, after.st_ino);
    ck_assert_int_eq(before.st_mtime, after.st_mtime);
    ck_assert_uint_eq(files_in("store"), 1);
    put("other.txt", "不是库");
    assert_has(ERR(ZEREN(1, "init", "--store", at("other.txt"))), "已经有了");
    assert_same(get("other.txt"), "不是库");
}
END_TEST

START_TEST(an_unknown_school_is_refused)
{
    static const char *const ids[] = { "nowhere", "../rules/meijia", "/etc", "", "." };
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        ZEREN(1, "init", "--store", at("new/x.db"), "--school", ids[i]);
    ck_assert(!is_there("new"));
}
END_TEST

START_TEST(a_folder_of_ones_own)
{
    make_rule_folder();
    ZEREN(0, "init", "--store", at("own.db"), "--rules", at("mine"));
    const char *schools = OUT(ZEREN(0, "schools", "--store", at("own.db")));
    assert_has(schools, "dalian-medical");
    assert_lacks(schools, "meijia");
    ZEREN(0, "init", "--store", at("both.db"), "--rules", at("mine"), "--school", "hrbeu");
    schools = OUT(ZEREN(0, "schools", "--store", at("both.db")));
    assert_has(schools, "dalian-medical");
    assert_has(schools, "hrbeu");
}
END_TEST

START_TEST(a_faulty_folder_leaves_nothing)
{
    make_rule_folder();
    put("mine/school.ini", "[school]\nid = sample\nname = 样例大学\nroute = nowhere\ncolour = red\n");
    const char *err = ERR(ZEREN(1, "init", "--store", at("new/er/x.db"), "--rules", at("mine")));
    assert_has(err, "mine/school.ini:4: ");
    assert_has(err, "mine/school.ini:5: ");
    assert_has(err, "没有建库");
    ck_assert(!is_there("new"));
    ZEREN(1, "init", "--store", at("new/er/x.db"), "--rules", at("nowhere"));
    ck_assert(!is_there("new"));
    /* A folder that was there stays. */
    ck_assert_int_eq(mkdir(at("mine/here"), 0700), 0);
    ZEREN(1, "init", "--store", at("mine/here/x.db"), "--rules", at("mine"));
    ck_assert_uint_eq(files_in("mine/here"), 0);
}
END_TEST

START_TEST(no_data_is_told)
{
    const char *const variables[] = { "ZEREN_DATADIR=/nowhere", NULL };
    struct run_how how = { .variables = variables };
    assert_has(ERR(ZEREN_HOW(1, &how, "init", "--store", at("new/x.db"))), "ZEREN_DATADIR");
    make_rule_folder();
    ZEREN_HOW(1, &how, "init", "--store", at("new/x.db"), "--rules", at("mine"));
    ck_assert(!is_there("new"));
}
END_TEST

/* Root may write nearly everywhere; not below a file, nor in /proc. */
START_TEST(an_unwritable_place_is_told)
{
    put("file", "样例");
    assert_has(ERR(ZEREN(1, "init", "--store", at("file/x.db"))), "不能建立文件夹");
    assert_same(get("file"), "样例");
    ZEREN(1, "init", "--store", "/proc/zeren/x.db");
    if (geteuid() != 0) {
        ck_assert_int_eq(mkdir(at("closed"), 0500), 0);
        ZEREN(1, "init", "--store", at("closed/x.db"));
        ZEREN(1, "init", "--store", at("closed/deep/x.db"));
        ck_assert_uint_eq(files_in("closed"), 0);
    }
}
END_TEST

START_TEST(a_careless_folder_is_refused)
{
    ck_assert_int_eq(mkdir(at("open"), 0700), 0);
    ck_assert_int_eq(chmod(at("open"), 0777), 0);
    assert_has(ERR(ZEREN(1, "init", "--store", at("open/x.db"))), "可写");
    ck_assert_uint_eq(files_in("open"), 0);
}
END_TEST

/* 100,000 bytes: the store grows larger; 1,000: not even its index of the log finds room. */
START_TEST(a_full_disk_leaves_nothing)
{
    static const long limits[] = { 1000, 40000, 100000, 300000 };
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        struct run_how how = { .file_limit = limits[i] };
        ZEREN_HOW(1, &how, "init", "--store", at("new/deep/x.db"));
        ck_assert_msg(!is_there("new"), "with %ld bytes", limits[i]);
    }
}
END_TEST

START_TEST(the_default_place_is_made)
{
    const char *const variables[] = { "ZEREN_STORE=", NULL };
    struct run_how how = { .variables = variables };
    ZEREN_HOW(0, &how, "init", "--school", "hrbeu");
    ck_assert(is_there("data/zeren/zeren.db"));
    ck_assert_uint_eq(mode_of(at("data")), 0700);
    assert_has(OUT(ZEREN_HOW(0, &how, "schools")), "hrbeu");
}
END_TEST

Suite *init_suite(void)
{
    Suite *suite = suite_create("init");
    TCase *good = place_case(suite, "made");
    tcase_add_test(good, all_schools);
    tcase_add_test(good, the_caller_becomes_admin);
    tcase_add_test(good, one_school_and_two);
    tcase_add_test(good, a_folder_of_ones_own);
    tcase_add_test(good, the_default_place_is_made);
    TCase *bad = place_case(suite, "refused");
    tcase_add_test(bad, samples_are_marked_and_only_when_asked_for);
    tcase_add_test(bad, the_same_school_twice_is_refused);
    tcase_add_test(bad, an_existing_store_is_refused);
    tcase_add_test(bad, an_unknown_school_is_refused);
    tcase_add_test(bad, a_faulty_folder_leaves_nothing);
    tcase_add_test(bad, no_data_is_told);
    tcase_add_test(bad, an_unwritable_place_is_told);
    tcase_add_test(bad, a_careless_folder_is_refused);
    tcase_add_test(bad, a_full_disk_leaves_nothing);
    return suite;
}
