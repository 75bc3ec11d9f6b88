/* verify, its anchor from a printed page, backup and restore by copying, rules check, and the clock. */
#include "cli/place.h"

#include "base/file.h"
#include "base/mem.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void copy_file(const char *from, const char *to)
{
    struct buf bytes = { 0 };
    struct err err;
    ck_assert_msg(file_read(from, 1 << 28, &bytes, &err) == 0 && file_write(to, bytes.v, bytes.n, &err) == 0, "%s",
                  err.text);
    ck_assert_int_eq(chmod(to, 0600), 0);
    buf_free(&bytes);
}

/* What the foot of a page says behind 存证. */
static void read_anchor(char *anchor, size_t size)
{
    const char *page = OUT(ZEREN(0, "print", "org", "--school", "meijia"));
    const char *foot = strstr(page, "\n存证 ");
    ck_assert_ptr_nonnull(foot);
    foot += strlen("\n存证 ");
    size_t n = strcspn(foot, "\n");
    ck_assert_uint_lt(n, size);
    memcpy(anchor, foot, n);
    anchor[n] = '\0';
}

START_TEST(a_good_store_is_proved)
{
    char anchor[128];
    read_anchor(anchor, sizeof anchor);
    assert_has(OUT(ZEREN(0, "verify")), "完好");
    assert_has(OUT(ZEREN(0, "verify")), anchor); /* the page's anchor is the head's first half */
    ZEREN(0, "verify", "--anchor", anchor);
    ZEREN(0, "account", "add", "yangli", "--role", "reader");
    ZEREN(0, "verify", "--anchor", anchor); /* old paper proves the store for ever */
    read_anchor(anchor, sizeof anchor);
    ZEREN(0, "verify", "--anchor", anchor);
}
END_TEST

START_TEST(a_wrong_anchor_is_found)
{
    char anchor[128], other[128];
    read_anchor(anchor, sizeof anchor);
    snprintf(other, sizeof other, "%s", anchor);
    char *digit = strchr(other, ':') + 3;
    *digit = *digit == '0' ? '1' : '0';
    assert_has(OUT(ZEREN(1, "verify", "--anchor", other)), "不符");
    assert_has(OUT(ZEREN(1, "verify", "--anchor", "999999:0123456789abcdef")), "999999");
    /* The last entries taken away: only the paper knows. */
    copy_file(store_file(), at("older.db"));
    ZEREN(0, "account", "add", "yangli", "--role", "reader");
    read_anchor(anchor, sizeof anchor);
    ZEREN(0, "verify", "--store", at("older.db"));
    assert_has(OUT(ZEREN(1, "verify", "--store", at("older.db"), "--anchor", anchor)), "末尾的记录被删除");
}
END_TEST

START_TEST(a_change_behind_the_back_is_found)
{
    behind_the_back(store_file(), "UPDATE school SET name = name || '!' WHERE key = 'meijia'");
    const struct run *run = ZEREN(1, "verify");
    assert_has(OUT(run), "school");
    assert_has(ERR(run), "1 处差错");
    assert_lacks(OUT(run), "完好");
}
END_TEST

START_TEST(what_is_no_store_is_told)
{
    put("other.txt",
        "这不是库，只是一个比较长的文本文件，长到像一个文件头。这不是库，只是一个比较长的文本文件，长到像一个文件头。");
    ZEREN(1, "verify", "--store", at("other.txt"));
    ZEREN(1, "schools", "--store", at("other.txt"));
    put("empty.db", "");
    ZEREN(1, "verify", "--store", at("empty.db"));
    ZEREN(1, "schools", "--store", at("empty.db"));
    ZEREN(1, "verify", "--store", at("."));
}
END_TEST

START_TEST(a_backup_is_whole)
{
    put("people.csv", "单位,岗位,姓名,起\n教务处,网络安全和信息化专员,样例甲,2026-03-01\n");
    ZEREN(0, "import", "people", at("people.csv"), "--school", "meijia");
    assert_has(OUT(ZEREN(0, "backup", at("copy.db"))), "完好");
    struct stat st;
    ck_assert_int_eq(stat(at("copy.db"), &st), 0);
    ck_assert_uint_eq(st.st_mode & 0777u, 0600);
    ck_assert(!is_there("copy.db-wal") && !is_there("copy.db-shm") && !is_there("copy.db-journal"));
    assert_same(OUT(ZEREN(0, "print", "org", "--school", "meijia", "--store", at("copy.db"))),
                OUT(ZEREN(0, "print", "org", "--school", "meijia")));
    ZEREN(0, "verify", "--store", at("copy.db"));
    /* An existing file is not touched, whatever it is. */
    put("file", "样例");
    ZEREN(1, "backup", at("file"));
    assert_same(get("file"), "样例");
    ZEREN(1, "backup", at("copy.db"));
    ZEREN(0, "verify", "--store", at("copy.db"));
    ZEREN(1, "backup", at("nowhere/copy.db"));
    ZEREN(1, "backup", "/proc/zeren.db");
}
END_TEST

START_TEST(a_backup_of_a_changed_store_is_not_kept)
{
    behind_the_back(store_file(), "UPDATE body SET name = '另一个' WHERE id = 1");
    ZEREN(1, "backup", at("copy.db"));
    ck_assert(!is_there("copy.db"));
}
END_TEST

START_TEST(a_full_disk_leaves_no_backup)
{
    struct run_how how = { .file_limit = 100000 };
    ZEREN_HOW(1, &how, "backup", at("copy.db"));
    ck_assert(!is_there("copy.db"));
    ck_assert_uint_eq(files_in("."), 1);
}
END_TEST

START_TEST(a_backup_is_restored_by_copying)
{
    char anchor[128];
    ZEREN(0, "backup", at("copy.db"));
    const char *before = OUT(ZEREN(0, "account", "list"));
    read_anchor(anchor, sizeof anchor);
    ZEREN(0, "account", "add", "yangli", "--role", "reader");
    copy_file(at("copy.db"), store_file());
    ck_assert_uint_eq(files_in("store"), 1);
    ZEREN(0, "verify", "--anchor", anchor);
    assert_same(OUT(ZEREN(0, "account", "list")), before);
    ZEREN(0, "account", "add", "yangli", "--role", "reader");
    ZEREN(0, "verify", "--anchor", anchor);
}
END_TEST

START_TEST(the_rules_are_clean)
{
    char *rules = source_path("data/rules");
    const char *said = OUT(ZEREN(0, "rules", "check", rules));
    ck_assert_uint_eq(times_in(said, "没有差错"), 4);
    assert_has(said, "责任任务 36 项");
    char *one = path_join(rules, "hrbeu");
    ck_assert_uint_eq(times_in(OUT(ZEREN(0, "rules", "check", one)), "没有差错"), 1);
    mem_free(one);
    mem_free(rules);
}
END_TEST

static const char *source_text(const char *name)
{
    char *path = source_path(name);
    copy_file(path, at("read"));
    mem_free(path);
    return get("read");
}

START_TEST(all_faults_of_a_folder_are_told)
{
    struct buf ini = { 0 };
    ck_assert_int_eq(mkdir(at("rules"), 0700), 0);
    ck_assert_int_eq(mkdir(at("rules/mine"), 0700), 0);
    put("rules/mine/307.txt", source_text("data/rules/dalian-medical/307.txt"));
    put("rules/mine/school.ini", "[school]\nid = sample\nname = 样例大学\nroute = nowhere\n");
    buf_adds(&ini, source_text("data/rules/dalian-medical/307.ini"));
    buf_adds(&ini, "\n[body extra]\nname = 样例\nkind = castle\nparent = nobody\nprovision = 第九十九条\n");
    put("rules/mine/307.ini", ini.v);
    buf_free(&ini);
    const struct run *run = ZEREN(1, "rules", "check", at("rules/mine"));
    assert_has(ERR(run), "school.ini:4: ");
    assert_has(ERR(run), "castle");
    assert_has(ERR(run), "nobody");
    assert_has(ERR(run), "第九十九条");
    assert_has(ERR(run), "4 处差错");
    assert_has(ERR(run), "zeren-rules(5)");
    ck_assert_uint_ge(times_in(ERR(run), "307.ini:"), 3);
    assert_same(ERR(ZEREN(1, "rules", "check", at("rules"))), ERR(run)); /* found in the folder above too */
    ZEREN(1, "rules", "check", at("nowhere"));
    ZEREN(1, "rules", "check", at("store"));
    ZEREN(1, "rules", "check", at("read"));
    ck_assert_uint_eq(files_in("rules/mine"), 3);
}
END_TEST

/* 2031-02-03 20:00 UTC: the next day in China. */
#define MOMENT "@1927915200"

START_TEST(today_is_the_clocks)
{
    const char *const utc[] = { "TZ=UTC", NULL }, *const china[] = { "TZ=Asia/Shanghai", NULL };
    struct run_how in_utc = { .variables = utc, .moment = MOMENT }, in_china = { .variables = china, .moment = MOMENT };
    if (getenv("faketime") == NULL || getenv("faketime")[0] == '\0')
        return;
    assert_has(OUT(ZEREN_HOW(0, &in_utc, "print", "org", "--school", "meijia")), "数据截至 2031-02-03 ");
    assert_has(OUT(ZEREN_HOW(0, &in_china, "print", "org", "--school", "meijia")), "数据截至 2031-02-04 ");
    assert_has(OUT(ZEREN_HOW(0, &in_china, "print", "org", "--school", "meijia", "--as-of", "2026-09-01")),
               "数据截至 2026-09-01 ");
    ZEREN_HOW(0, &in_china, "account", "add", "yangli", "--role", "reader");
    assert_has(OUT(ZEREN_HOW(0, &in_utc, "history", "account", "2")), "2031-02-03 20:00:0");
    assert_has(OUT(ZEREN_HOW(0, &in_china, "history", "account", "2")), "2031-02-04 04:00:0");
    ZEREN(0, "verify"); /* a clock that was wrong, or is put back, breaks nothing */
    ZEREN(0, "account", "remove", "yangli");
    ZEREN(0, "verify");
}
END_TEST

/* The store as a crash leaves it: what was last written is in the log only. */
static void leave_in_log(const char *file)
{
    sqlite3 *db = NULL;
    ck_assert_int_eq(sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL), SQLITE_OK);
    ck_assert_int_eq(
        sqlite3_exec(db, "PRAGMA application_id = 1; PRAGMA application_id = 2054317422", NULL, NULL, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
    ck_assert(is_there("store/zeren.db-wal"));
}

static void read_both(struct buf *file, struct buf *log)
{
    struct err err;
    ck_assert_int_eq(file_read(store_file(), 1 << 28, file, &err), 0);
    ck_assert_int_eq(file_read(at("store/zeren.db-wal"), 1 << 28, log, &err), 0);
}

/* Evidence is not touched by looking at it. */
START_TEST(verify_changes_nothing)
{
    struct buf file = { 0 }, log = { 0 }, file_after = { 0 }, log_after = { 0 };
    leave_in_log(store_file());
    read_both(&file, &log);
    ck_assert_uint_gt(log.n, 0);
    ZEREN(0, "verify");
    read_both(&file_after, &log_after);
    ck_assert(file.n == file_after.n && memcmp(file.v, file_after.v, file.n) == 0);
    ck_assert(log.n == log_after.n && memcmp(log.v, log_after.v, log.n) == 0);
    buf_free(&file);
    buf_free(&log);
    buf_free(&file_after);
    buf_free(&log_after);
}
END_TEST

/* SQLite would play the log of the old store into the new one. */
START_TEST(a_store_is_not_made_beside_an_old_log)
{
    leave_in_log(store_file());
    ck_assert_int_eq(unlink(store_file()), 0);
    assert_has(ERR(ZEREN(1, "init")), "-wal");
    ck_assert(!is_there("store/zeren.db"));
    ck_assert_int_eq(unlink(at("store/zeren.db-wal")), 0);
    ZEREN(0, "init");
    ZEREN(0, "verify");
}
END_TEST

/* SQLite works where a link leads: the folder there must be as safe as the one the link is in. */
START_TEST(a_link_into_an_open_folder_is_refused)
{
    ck_assert_int_eq(mkdir(at("open"), 0700), 0);
    copy_file(store_file(), at("open/z.db"));
    ck_assert_int_eq(symlink("open/z.db", at("link.db")), 0);
    ZEREN(0, "schools", "--store", at("link.db"));
    ck_assert_int_eq(chmod(at("open"), 0777), 0);
    assert_has(ERR(ZEREN(1, "schools", "--store", at("link.db"))), "不安全");
}
END_TEST

START_TEST(history_knows_tables_by_their_exact_names)
{
    assert_has(OUT(ZEREN(0, "history", "school", "1")), "load-rules");
    assert_has(ERR(ZEREN(1, "history", "SCHOOL", "1")), "没有表 SCHOOL");
}
END_TEST

Suite *proof_suite(void)
{
    Suite *suite = suite_create("proof");
    TCase *verify = place_case(suite, "verify");
    tcase_add_test(verify, a_good_store_is_proved);
    tcase_add_test(verify, a_wrong_anchor_is_found);
    tcase_add_test(verify, a_change_behind_the_back_is_found);
    tcase_add_test(verify, what_is_no_store_is_told);
    tcase_add_test(verify, verify_changes_nothing);
    tcase_add_test(verify, a_store_is_not_made_beside_an_old_log);
    tcase_add_test(verify, a_link_into_an_open_folder_is_refused);
    tcase_add_test(verify, history_knows_tables_by_their_exact_names);
    TCase *backup = place_case(suite, "backup");
    tcase_add_test(backup, a_backup_is_whole);
    tcase_add_test(backup, a_backup_of_a_changed_store_is_not_kept);
    tcase_add_test(backup, a_full_disk_leaves_no_backup);
    tcase_add_test(backup, a_backup_is_restored_by_copying);
    TCase *rules = place_case(suite, "rules check");
    tcase_add_test(rules, the_rules_are_clean);
    tcase_add_test(rules, all_faults_of_a_folder_are_told);
    TCase *clock = place_case(suite, "clock");
    tcase_add_test(clock, today_is_the_clocks);
    return suite;
}
