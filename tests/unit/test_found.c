/* Holds the program to what fuzzing once found it wanting in; each of these inputs made it fail. */
#include "domain/import.h"
#include "lib/run.h"
#include "seeded.h"
#include "suites.h"
#include "text/encode.h"

START_TEST(part_of_a_character_at_the_end_is_refused)
{
    static const char *const tails[] = { "\xBB", "\xBB\x32", "\xBB\x32\xBB", "\x81\x30\x81", "\xD6\xD0\xB9" };
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        struct buf text = { 0 };
        struct err err;
        enum encoding was;
        buf_adds(&text, tails[i]);
        ck_assert_int_ne(decode_text(&text, &was, &err), 0);
        buf_clear(&text);
        buf_adds(&text, "\xD6\xD0\n"); /* 中, whole */
        buf_adds(&text, tails[i]);
        ck_assert_int_ne(decode_text(&text, &was, &err), 0);
        buf_free(&text);
    }
}
END_TEST

/* Past the faults that are kept, a faulty line is still one: none of its cells is used, nothing is written. */
START_TEST(very_many_faulty_lines)
{
    char *folder = folder_new(), *path = seeded_make(folder, "zeren.db", false);
    struct store *store = seeded_open(path);
    struct session session = seeded_session(store, "root");
    struct faults faults = { 0 };
    struct import_result result;
    struct buf text = { 0 };
    struct err err;
    buf_adds(&text, "单位,岗位,姓名,起\n");
    buf_repeat(&text, "没有的单位,岗,样例甲,2024-01-01\n", FAULTS_MOST + 10);
    buf_repeat(&text, ",,样例乙,\n", 50);
    int64_t school = seeded_school(store, "meijia");
    ck_assert_int_ne(import_people(&session, school, "p.csv", buf_text(&text), text.n, &result, &faults, &err), 0);
    ck_assert_uint_eq(faults.n, FAULTS_MOST);
    ck_assert_uint_ge(faults.all, FAULTS_MOST + 60);
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM person"), 0);
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM journal WHERE action = 'import-people'"), 0);
    buf_clear(&text);
    faults_free(&faults);
    buf_adds(&text, "单位,类别\n");
    buf_repeat(&text, "样例处,没有的类别\n", FAULTS_MOST + 10);
    ck_assert_int_ne(import_bodies(&session, school, "b.csv", buf_text(&text), text.n, &result, &faults, &err), 0);
    ck_assert_uint_eq(faults.all, FAULTS_MOST + 10);
    buf_free(&text);
    faults_free(&faults);
    session_done(&session);
    store_close(store);
    mem_free(path);
    folder_drop(folder);
}
END_TEST

Suite *found_suite(void)
{
    Suite *suite = suite_create("found");
    TCase *import = tcase_create("import");
    tcase_add_test(import, part_of_a_character_at_the_end_is_refused);
    tcase_add_test(import, very_many_faulty_lines);
    suite_add_tcase(suite, import);
    return suite;
}
