/* Holds full-text search to finding what is written and nothing else, its index to following every write, verify to
 * telling when it does not, and the second step of the schema to taking up a store made with the first. */
#include "base/file.h"
#include "lib/run.h"
#include "seeded.h"
#include "store/history.h"
#include "store/journal.h"
#include "store/schema.h"
#include "store/search.h"
#include "store/verify.h"
#include "suites.h"
#include "text/split.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char *folder, *path;
static struct store *store;
static struct err err;

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
}

static void close_copy(void)
{
    store_close(store);
    seeded_drop(path, folder);
}

/* --- Words --- */

START_TEST(text_is_cut_into_words)
{
    static const char *const rows[][2] = {
        { "", "" },
        { "挖矿", "挖 矿" },
        { "（一）每年至少召开1次专题会，", "一 每 年 至 少 召 开 1 次 专 题 会" },
        { "IPv6 和 Web", "ipv6 和 web" },
        { "ＡＢＣ１２３", "abc123" },
        { "a，b", "a b" },
        { "  a  b  ", "a b" },
        { "\"'*()^:+-{}", "" },
        { "第2025年", "第 2025 年" },
        { "a\xFF挖", "a 挖" },
        { "\xE6\x8C", "" },
        { "Ünïcode", "ünïcode" },
        { "𠀀〇", "𠀀 〇" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf out = { 0 };
        text_split(rows[i][0], strlen(rows[i][0]), &out);
        ck_assert_str_eq(buf_text(&out), rows[i][1]);
        buf_free(&out);
    }
}
END_TEST

START_TEST(what_is_typed_becomes_phrases)
{
    static const char *const rows[][2] = {
        { "挖矿", "\"挖 矿\"" },
        { "挖矿 报告", "\"挖 矿\" \"报 告\"" },
        { "　挖矿　　报告　", "\"挖 矿\" \"报 告\"" },
        { "ipv", "\"ipv\" *" },
        { "IPv6地址", "\"ipv6 地 址\"" },
        { "a OR b", "\"a\" * \"or\" * \"b\" *" },
        { "报\"告", "\"报 告\"" },
        { "，挖。", "\"挖\"" },
        { "， 挖", "\"挖\"" },
        { "", NULL },
        { " \t\n", NULL },
        { "\"\" * ( ) :", NULL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf out = { 0 };
        ck_assert_int_eq(text_split_query(rows[i][0], strlen(rows[i][0]), &out), rows[i][1] != NULL);
        ck_assert_str_eq(buf_text(&out), rows[i][1] == NULL ? "" : rows[i][1]);
        buf_free(&out);
    }
}
END_TEST

/* --- Finding --- */

static size_t hits(const char *school, const char *words)
{
    struct founds found = { 0 };
    int64_t id = school == NULL ? 0 : seeded_school(store, school);
    if (provisions_search(store, id, words, 10000, &found, &err) != 0)
        ck_abort_msg("%s: %s", words, err.text);
    size_t n = found.n;
    for (size_t i = 0; school != NULL && i < n; i++)
        ck_assert_str_eq(found.v[i].school_key, school);
    LIST_FREE(&found);
    return n;
}

/* As many as a scan of all texts finds. `a` and `b` must both be there. */
static size_t scanned(const char *a, const char *b)
{
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM provision WHERE instr(text, '%s') AND instr(text, '%s')", a, b);
    return (size_t)raw_int(store->db, sql);
}

START_TEST(words_of_any_length_are_found)
{
    static const char *const words[] = { "挖", "挖矿", "舆情", "报", "报告", "网络安全", "第一责任人" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        ck_assert_uint_gt(hits(NULL, words[i]), 0);
        ck_assert_msg(hits(NULL, words[i]) == scanned(words[i], words[i]), "%s: %zu found, %zu there", words[i],
                      hits(NULL, words[i]), scanned(words[i], words[i]));
    }
    ck_assert_uint_eq(hits(NULL, "报告 学校"), scanned("报告", "学校"));
    ck_assert_uint_eq(hits(NULL, "学校　报告"), scanned("报告", "学校"));
    ck_assert_uint_lt(hits(NULL, "报告 学校"), hits(NULL, "报告"));
    ck_assert_uint_eq(hits(NULL, "没有的词语鿕"), 0);
    ck_assert_uint_gt(hits("hrbeu", "挖矿"), 0);
    ck_assert_uint_lt(hits("hrbeu", "报告"), hits(NULL, "报告"));
}
END_TEST

START_TEST(no_query_is_a_fault)
{
    static const char *const typed[] = { "",          "*",           "\"",           "\"挖",       "挖矿\"",
                                         "挖* OR 矿", "NEAR(挖 矿)", "text : 挖",    "-挖",        "^挖",
                                         "挖 + 矿",   "{text}: 挖",  "'; DROP--",    "a AND",      "NOT",
                                         "(",         ")",           "\\",           "\xFF\xFE挖", "%",
                                         "OR OR OR",  "挖\t矿",      "AND NOT NEAR", "\"\"\"",     "挖\"矿\"报" };
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++)
        hits(NULL, typed[i]);
    ck_assert_uint_eq(hits(NULL, "\"挖矿\""), hits(NULL, "挖矿"));
    ck_assert_uint_eq(hits(NULL, "挖\"矿"), hits(NULL, "挖矿"));
    struct buf many = { 0 };
    buf_repeat(&many, "网络 ", 5000);
    ck_assert_uint_eq(hits(NULL, many.v), hits(NULL, "网络"));
    buf_clear(&many);
    buf_repeat(&many, "网络", 5000);
    ck_assert_uint_eq(hits(NULL, many.v), 0);
    buf_free(&many);
}
END_TEST

START_TEST(what_is_found_stands_in_order)
{
    struct founds found = { 0 }, few = { 0 };
    ck_assert_int_eq(provisions_search(store, 0, "网络安全", 10000, &found, &err), 0);
    ck_assert_uint_gt(found.n, 20);
    for (size_t i = 1; i < found.n; i++) {
        const struct found *a = &found.v[i - 1], *b = &found.v[i];
        int order = strcmp(a->school_key, b->school_key);
        ck_assert(order < 0 || (order == 0 && (a->rule != b->rule || a->id < b->id)));
        ck_assert_ptr_nonnull(strstr(b->text, "网络安全"));
        ck_assert(b->rule_title[0] != '\0' && b->rule_key[0] != '\0' && b->school_name[0] != '\0');
    }
    ck_assert_int_eq(provisions_search(store, 0, "网络安全", 3, &few, &err), 0);
    ck_assert_uint_eq(few.n, 3);
    ck_assert_int_eq(few.v[2].id, found.v[2].id);
    LIST_FREE(&few);
    LIST_FREE(&found);
}
END_TEST

START_TEST(the_index_follows_every_write)
{
    ck_assert_uint_eq(hits(NULL, "饕餮"), 0);
    seeded_write(store, "edit", "UPDATE provision SET text = '饕餮之徒' WHERE id = 3");
    ck_assert_uint_eq(hits(NULL, "饕餮"), 1);
    seeded_write(store, "add",
                 "INSERT INTO provision(id, rule, ord, kind, number, path, mark, text) VALUES(9001, 1, 9001, 'point',"
                 " 1, '样例', '', '又一只饕餮')");
    ck_assert_uint_eq(hits(NULL, "饕餮"), 2);
    seeded_write(store, "move", "UPDATE provision SET id = 9002 WHERE id = 9001");
    ck_assert_uint_eq(hits(NULL, "饕餮"), 2);
    seeded_write(store, "twice",
                 "UPDATE provision SET text = '甲' WHERE id = 3; UPDATE provision SET text = '貔貅' WHERE"
                 " id = 3; UPDATE provision SET mark = '*' WHERE id = 9002");
    ck_assert_uint_eq(hits(NULL, "饕餮"), 1);
    ck_assert_uint_eq(hits(NULL, "貔貅"), 1);
    seeded_write(store, "remove", "DELETE FROM provision WHERE id = 9002");
    ck_assert_uint_eq(hits(NULL, "饕餮"), 0);
    ck_assert_int_eq(store_begin(store, "root", "not done", &err), 0);
    ck_assert_int_eq(db_script(store->db, "UPDATE provision SET text = '饕餮' WHERE id = 3", &err), 0);
    store_rollback(store);
    ck_assert_uint_eq(hits(NULL, "饕餮"), 0);
    ck_assert_uint_eq(hits(NULL, "貔貅"), 1);
    ck_verified(path);
    struct changes changes = { 0 };
    ck_assert_int_eq(read_history(store, "search_provision", 3, &changes, &err), -1);
    ck_assert_ptr_null(strstr(strstr(err.text, "有："), "search_"));
    LIST_FREE(&changes);
}
END_TEST

static void ck_search_found(const char *sql)
{
    char *apart, *copy = seeded_fresh(&apart);
    sqlite3 *db = raw_open(copy);
    raw_run(db, sql);
    sqlite3_close(db);
    struct findings findings;
    ck_assert_int_eq(store_verify(copy, NULL, NULL, NULL, &findings, &err), 0);
    ck_assert_msg(findings.n > 0, "not found: %s", sql);
    ck_assert_msg(strstr(findings.v[findings.n - 1].text, "索引") != NULL, "%s: %s", sql, findings.v[0].text);
    findings_free(&findings);
    seeded_drop(copy, apart);
}

START_TEST(an_index_that_disagrees_is_told)
{
    ck_search_found("DELETE FROM search_provision WHERE rowid = 5");
    ck_search_found("DELETE FROM search_provision");
    ck_search_found("INSERT INTO search_provision(rowid, text) VALUES(99999, '样 例')");
    ck_search_found("UPDATE search_provision SET text = replace(text, '网 络', '络 网')");
    ck_search_found("UPDATE search_provision_content SET c0 = c0 || '样' WHERE id = 7");
    ck_search_found("DELETE FROM search_provision_data WHERE id > 10");
    ck_search_found("UPDATE search_provision_data SET block = zeroblob(40) WHERE id > 10");
    ck_search_found("UPDATE search_grade SET grade = 5 - grade");
    ck_search_found("DELETE FROM search_touch WHERE seq = 2");
    ck_search_found("UPDATE search_touch SET row = row + 1 WHERE name = 'account'");
    ck_search_found("INSERT INTO search_touch(name, row, seq) VALUES('account', 999, 1)");
}
END_TEST

/* --- The second step --- */

static void write_first(struct store *first, const char *sql)
{
    if (store_begin(first, "root", "first", &err) != 0 || db_script(first->db, sql, &err) != 0 ||
        store_commit(first, &err) != 0)
        ck_abort_msg("%s: %s", sql, err.text);
}

/* A store as the first version of the program left it. Its commits want the index, so there is one while they run. */
static char *make_first(void)
{
    char *file = path_join(folder, "first.db");
    struct store first = { .clock = clock_standing(SEEDED_NOW) };
    ck_assert_int_eq(db_open(&first.db, file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, 0, &err), 0);
    recorder_watch(&first.recorder, first.db);
    raw_run(first.db, "PRAGMA journal_mode = WAL; PRAGMA application_id = 2054317422");
    raw_run(first.db, schema_steps[0]);
    raw_run(first.db, "CREATE VIRTUAL TABLE search_provision USING fts5(text, tokenize = 'ascii');"
                      "CREATE TABLE search_touch(name, row, seq)");
    write_first(&first,
                "INSERT INTO school(id, key, name, route) VALUES(1, 'sample', '样例大学', 'other');"
                "INSERT INTO rule(id, school, key, ord, title, state) VALUES(1, 1, 'r', 1, '样例办法', 'trial');"
                "INSERT INTO provision(id, rule, ord, kind, number, path, mark, text) VALUES(1, 1, 1, 'article',"
                " 1, '第一条', '第一条', '每年开会。'), (2, 1, 2, 'article', 2, '第二条', '第二条', '整治挖矿。');"
                "INSERT INTO body(id, school, key, ord, name, kind, each) VALUES(1, 1, 'b', 1, '样例部', 'unit',"
                " 0);"
                "INSERT INTO obligation(id, school, key, ord, body, name, every, times, kind, provision)"
                " VALUES(1, 1, 'o', 1, 1, '开会', 'year', 1, 'meeting', 1);"
                "INSERT INTO account(login, role) VALUES('root', 'admin')");
    write_first(&first, "INSERT INTO fulfilment(id, obligation, body, day, evidence) VALUES(1, 1, 1, '2026-03-01',"
                        " '样例纪要'), (2, 1, 1, '2026-03-02', '样例纪要')");
    write_first(&first,
                "UPDATE fulfilment SET evidence = '样例记录' WHERE id = 2; DELETE FROM fulfilment WHERE id = 1");
    for (int i = 0; i < SQL_COUNT; i++)
        sqlite3_finalize(first.statements[i]);
    raw_run(first.db, "DROP TABLE search_provision; DROP TABLE search_touch; PRAGMA user_version = 1; PRAGMA "
                      "wal_checkpoint(TRUNCATE)");
    recorder_free(&first.recorder);
    sqlite3_close(first.db);
    ck_assert_int_eq(chmod(file, 0600), 0);
    return file;
}

START_TEST(a_store_of_the_first_step_is_taken_up)
{
    char *file = make_first();
    struct findings findings;
    ck_assert_int_eq(store_verify(file, NULL, NULL, NULL, &findings, &err), -1); /* before, it is another version's */
    ck_sentence(&err, "版本");
    struct store *opened = seeded_open(file);
    ck_assert_int_eq(raw_int(opened->db, "PRAGMA user_version"), db_version_newest());
    struct founds found = { 0 };
    ck_assert_int_eq(provisions_search(opened, 0, "挖矿", 10, &found, &err), 0);
    ck_assert_uint_eq(found.n, 1);
    ck_assert_int_eq(found.v[0].id, 2);
    LIST_FREE(&found);
    ck_assert_int_eq(raw_int(opened->db, "SELECT count(*) FROM fulfilment WHERE withdrawn IS NULL"), 1);
    ck_verified(file);
    seeded_write(opened, "after",
                 "UPDATE fulfilment SET withdrawn = '样例' WHERE id = 2;"
                 "UPDATE provision SET text = '整治挖掘。' WHERE id = 2");
    ck_verified(file);
    store_close(opened);
    opened = seeded_open(file); /* and is not taken up twice */
    ck_assert_int_eq(raw_int(opened->db, "SELECT count(*) FROM search_provision"), 2);
    store_close(opened);
    ck_verified(file);
    mem_free(file);
}
END_TEST

/* Whatever step a store stands at, the rest of them makes the same schema. */
START_TEST(every_step_leads_to_the_newest)
{
    sqlite3 *db;
    struct buf newest = { 0 };
    ck_assert_int_eq(db_open(&db, ":memory:", SQLITE_OPEN_READWRITE, 0, &err), 0);
    ck_assert_int_eq(db_migrate(db, 0, &err), 0);
    ck_assert(raw_dump(db, &newest));
    sqlite3_close(db);
    for (int version = 0; version <= db_version_newest(); version++) {
        struct buf dump = { 0 };
        ck_assert_int_eq(db_open(&db, ":memory:", SQLITE_OPEN_READWRITE, 0, &err), 0);
        for (int i = 0; i < version; i++)
            raw_run(db, schema_steps[i]);
        ck_assert_int_eq(db_migrate(db, version, &err), 0);
        ck_assert_int_eq(raw_int(db, "PRAGMA user_version"), db_version_newest());
        ck_assert(raw_dump(db, &dump));
        ck_assert_str_eq(dump.v, newest.v);
        buf_free(&dump);
        sqlite3_close(db);
    }
    buf_free(&newest);
}
END_TEST

Suite *search_suite(void)
{
    Suite *suite = suite_create("search");
    TCase *t = seeded_case("search", true, open_copy, close_copy);
    tcase_add_test(t, text_is_cut_into_words);
    tcase_add_test(t, what_is_typed_becomes_phrases);
    tcase_add_test(t, words_of_any_length_are_found);
    tcase_add_test(t, no_query_is_a_fault);
    tcase_add_test(t, what_is_found_stands_in_order);
    tcase_add_test(t, the_index_follows_every_write);
    tcase_add_test(t, an_index_that_disagrees_is_told);
    tcase_add_test(t, a_store_of_the_first_step_is_taken_up);
    tcase_add_test(t, every_step_leads_to_the_newest);
    suite_add_tcase(suite, t);
    return suite;
}
