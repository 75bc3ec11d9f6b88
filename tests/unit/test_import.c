/* Holds the importers to import.h: any column order, encoding and spelling of a day; all or nothing, every faulty line
 * told at once; one seat, one holder; the same file twice changes nothing. */
#include "domain/import.h"
#include "domain/org.h"
#include "lib/run.h"
#include "seeded.h"
#include "suites.h"
#include "text/encode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *folder, *path;
static struct store *store;
static struct session root;
static int64_t cangzhou;
static struct import_result result;
static struct faults faults;
static struct err err;

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
    root = seeded_session(store, "root");
    cangzhou = seeded_school(store, "cangzhou");
}

static void close_copy(void)
{
    faults_free(&faults);
    session_done(&root);
    store_close(store);
    ck_verified(path);
    seeded_drop(path, folder);
}

typedef int importer(const struct session *session, int64_t school, const char *file, const char *bytes, size_t n,
                     struct import_result *result, struct faults *faults, struct err *err);

static void take(importer *import, const char *csv)
{
    faults_free(&faults);
    if (import(&root, cangzhou, "f.csv", csv, strlen(csv), &result, &faults, &err) != 0)
        ck_abort_msg("%s %s\n%s", err.text, faults.n > 0 ? faults.v[0].text : "", csv);
    ck_assert_uint_eq(faults.n, 0);
}

static struct buf dump(void)
{
    struct buf out = { 0 };
    ck_assert(raw_dump(store->db, &out));
    return out;
}

/* The file is refused, nothing at all is written, and the faults are these: "line text part", in this order. */
static void refuse(importer *import, const char *bytes, size_t n, const char *const *expected)
{
    struct buf before = dump();
    faults_free(&faults);
    ck_assert_msg(import(&root, cangzhou, "f.csv", bytes, n, &result, &faults, &err) == -1, "taken: %s", bytes);
    ck_sentence(&err, "");
    size_t i = 0;
    for (; expected[i] != NULL; i++) {
        char *part = NULL;
        size_t line = strtoul(expected[i], &part, 10);
        ck_assert_msg(i < faults.n, "%s is not told; there are only %zu faults", expected[i], faults.n);
        const struct fault *fault = &faults.v[i];
        ck_assert_msg(fault->line == line && strstr(fault->text, part + 1) != NULL, "expected %s, told line %zu: %s",
                      expected[i], fault->line, fault->text);
        ck_assert_str_eq(fault->file, "f.csv");
        struct err shown;
        err_set(&shown, "%s", fault->text);
        ck_sentence(&shown, "");
    }
    ck_assert_msg(faults.n == i, "told beyond what is expected: %s", i < faults.n ? faults.v[i].text : "");
    struct buf after = dump();
    ck_assert_msg(before.n == after.n && memcmp(before.v, after.v, after.n) == 0, "a refused file changed the store");
    buf_free(&before);
    buf_free(&after);
}
#define REFUSE(import, csv, ...) refuse(import, csv, strlen(csv), (const char *const[]){ __VA_ARGS__, NULL })
#define REFUSE_WHOLE(import, csv, n, part)                     \
    do {                                                       \
        refuse(import, csv, n, (const char *const[]){ NULL }); \
        ck_sentence(&err, part);                               \
    } while (0)

static int64_t count(const char *sql)
{
    return raw_int(store->db, sql);
}

/* "name from to" of a post's tenures in order, "; " between. */
static void ck_tenures(const char *post, const char *expected)
{
    struct buf out = { 0 };
    sqlite3_stmt *row;
    ck_assert_int_eq(
        sqlite3_prepare_v2(store->db,
                           "SELECT n.name || ' ' || t.from_day || ' ' || ifnull(t.to_day, '-') FROM tenure t"
                           " JOIN person n ON n.id = t.person JOIN post o ON o.id = t.post"
                           " WHERE o.name = ?1 ORDER BY t.from_day, t.id",
                           -1, &row, NULL),
        SQLITE_OK);
    sqlite3_bind_text(row, 1, post, -1, SQLITE_STATIC);
    while (sqlite3_step(row) == SQLITE_ROW)
        buf_printf(&out, "%s%s", out.n > 0 ? "; " : "", (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    ck_assert_str_eq(buf_text(&out), expected);
    buf_free(&out);
}

/* --- What is taken --- */

START_TEST(columns_in_any_order)
{
    take(import_people, "备案号,止,起,姓名,,夜间电话,岗位,电话,备案日期,工号,单位\r\n"
                        "样例1号,2026-01-31,2025-02-01,样例甲,,13000000000,校长,0317-1,2025-02-03,1001,书记和校长\r\n"
                        ",,,,,,,,,,\r\n");
    ck_assert_uint_eq(result.rows, 1);
    ck_assert_uint_eq(result.added, 1);
    ck_assert_uint_eq(result.people, 1);
    ck_assert_int_eq(count("SELECT count(*) FROM tenure t JOIN person n ON n.id = t.person JOIN post o ON o.id = t.post"
                           " WHERE n.name = '样例甲' AND n.number = '1001' AND n.phone = '0317-1'"
                           " AND n.night_phone = '13000000000' AND o.name = '校长' AND t.from_day = '2025-02-01'"
                           " AND t.to_day = '2026-01-31' AND t.filed = '2025-02-03' AND t.filing_number = '样例1号'"),
                     1);
    ck_assert_int_eq(count("SELECT count(*) FROM journal WHERE action = 'import-people' AND actor = 'root'"), 1);
}
END_TEST

START_TEST(units_by_name_short_name_and_key)
{
    take(import_people,
         "单位,岗位,姓名,起\n党委宣传部,党政主要负责人,样例甲,2025-01-01\nedtech-centre,直接负责人,样例乙,2025-01-01\n"
         "班子成员,党委领导班子其他成员,样例丙,2025-01-01\n");
    ck_assert_uint_eq(result.added, 3);
}
END_TEST

START_TEST(every_encoding_of_an_office)
{
    static const char row[] = "单位,岗位,姓名,起\n网络安全专家,专家,样例甲㐂,2025-01-0%d\n";
    char csv[256];
    struct buf bytes = { 0 };
    snprintf(csv, sizeof csv, row, 1);
    take(import_people, csv);
    buf_adds(&bytes, "\xef\xbb\xbf");
    snprintf(csv, sizeof csv, row, 1);
    buf_adds(&bytes, csv);
    take(import_people, bytes.v); /* the same with a BOM */
    ck_assert_uint_eq(result.same, 1);
    buf_clear(&bytes);
    buf_adds(&bytes, csv);
    ck_assert_int_eq(encode_text(&bytes, ENCODING_GB18030, &err), 0);
    ck_assert_ptr_null(strstr(bytes.v, "单位"));
    take(import_people, bytes.v); /* the same in GB18030 */
    ck_assert_uint_eq(result.same, 1);
    ck_tenures("专家", "样例甲㐂 2025-01-01 -");
    REFUSE_WHOLE(import_people, "\xff\xff\xff", 3, "");
    buf_free(&bytes);
}
END_TEST

START_TEST(days_in_every_spelling)
{
    take(import_people, "单位,岗位,姓名,起,止\n"
                        "网络安全专家,专家,样例甲,2024-02-29,2024-03-01\n"
                        "网络安全专家,专家,样例乙,2024/2/29,2024/3/1\n"
                        "网络安全专家,专家,样例丙,2024.2.29,2024.03.01\n"
                        "网络安全专家,专家,样例丁,20240229,20240301\n"
                        "网络安全专家,专家,样例戊,2024年2月29日,2024年03月01日\n");
    ck_assert_int_eq(count("SELECT count(*) FROM tenure WHERE from_day = '2024-02-29' AND to_day = '2024-03-01'"), 5);
}
END_TEST

START_TEST(the_same_file_twice_changes_nothing)
{
    static const char csv[] = "单位,岗位,姓名,工号,电话,夜间电话,起,止,备案日期,备案号\n"
                              "书记和校长,校长,样例甲,1001,1,2,2024-01-01,2025-01-01,2024-01-02,样例1号\n"
                              "书记和校长,校长,样例乙,,3,,2025-01-02,,,\n"
                              "网络安全专家,专家,样例丙,,,,2025-01-02,,,\n";
    take(import_people, csv);
    ck_assert_uint_eq(result.added, 3);
    ck_assert_uint_eq(result.people, 3);
    struct buf before = dump();
    take(import_people, csv);
    ck_assert_uint_eq(result.rows, 3);
    ck_assert_uint_eq(result.same, 3);
    ck_assert_uint_eq(result.added + result.changed + result.people, 0);
    struct buf after = dump();
    ck_assert(before.n == after.n && memcmp(before.v, after.v, after.n) == 0); /* the journal, too */
    buf_free(&before);
    buf_free(&after);
}
END_TEST

START_TEST(a_later_file_closes_a_tenure)
{
    take(import_people, "单位,岗位,姓名,工号,起\n书记和校长,校长,样例甲,1001,2024-01-01\n");
    take(import_people,
         "单位,岗位,姓名,工号,起,止,备案日期\n书记和校长,校长,样例甲,1001,2024-01-01,2025-08-31,2025-09-01\n"
         "书记和校长,校长,样例乙,1002,2025-09-01,,\n");
    ck_assert_uint_eq(result.changed, 1);
    ck_assert_uint_eq(result.added, 1);
    ck_assert_uint_eq(result.people, 1);
    ck_tenures("校长", "样例甲 2024-01-01 2025-08-31; 样例乙 2025-09-01 -");
    ck_assert_int_eq(count("SELECT count(*) FROM tenure WHERE filed = '2025-09-01'"), 1);
    /* Rows may stand in any order: the successor above the line that closes the tenure. */
    take(import_people, "单位,岗位,姓名,工号,起,止\n书记和校长,党委书记,样例丙,1003,2024-01-01,\n");
    take(import_people, "单位,岗位,姓名,工号,起,止\n书记和校长,党委书记,样例丁,1004,2025-01-01,\n"
                        "书记和校长,党委书记,样例丙,1003,2024-01-01,2024-12-31\n");
    ck_assert_uint_eq(result.changed, 1);
    ck_tenures("党委书记", "样例丙 2024-01-01 2024-12-31; 样例丁 2025-01-01 -");
}
END_TEST

/* A file that has no such column, or an empty cell there, says nothing about it. */
START_TEST(what_a_file_does_not_speak_of_is_kept)
{
    take(import_people, "单位,岗位,姓名,工号,电话,夜间电话,起,止,备案日期,备案号\n"
                        "书记和校长,校长,样例甲,1001,11,22,2024-01-01,2025-08-31,2024-01-02,样例1号\n");
    static const char *const silent[] = {
        "单位,岗位,姓名,工号,起\n书记和校长,校长,样例甲,1001,2024-01-01\n",
        "单位,岗位,姓名,工号,电话,夜间电话,起,止,备案日期,备案号\n书记和校长,校长,样例甲,1001,,,2024-01-01,,,\n",
    };
    for (size_t i = 0; i < 2; i++) {
        take(import_people, silent[i]);
        ck_assert_uint_eq(result.same, 1);
        ck_assert_uint_eq(result.phones, 0);
        ck_tenures("校长", "样例甲 2024-01-01 2025-08-31");
    }
    ck_assert_int_eq(count("SELECT count(*) FROM tenure WHERE filed = '2024-01-02' AND filing_number = '样例1号'"), 1);
    take(import_people, "单位,岗位,姓名,工号,电话,起\n书记和校长,校长,样例甲,1001,33,2024-01-01\n");
    ck_assert_uint_eq(result.phones, 1);
    ck_assert_int_eq(count("SELECT count(*) FROM person WHERE phone = '33' AND night_phone = '22'"), 1);
    take(import_people, "单位,岗位,姓名,工号,夜间电话,起\n书记和校长,校长,样例甲,1001,44,2024-01-01\n");
    ck_assert_int_eq(count("SELECT count(*) FROM person WHERE phone = '33' AND night_phone = '44'"), 1);
}
END_TEST

START_TEST(a_person_is_known_by_number_or_by_name_and_phone)
{
    take(import_people, "单位,岗位,姓名,工号,电话,起\n网络安全专家,专家,样例甲,1001,1,2024-01-01\n"
                        "党委宣传部,直接负责人,样例甲,1001,1,2024-01-01\n" /* one person, two posts */
                        "网络安全专家,专家,样例甲,1002,1,2024-01-01\n");   /* another of the same name */
    ck_assert_uint_eq(result.people, 2);
    take(import_people, "单位,岗位,姓名,电话,起\n网络安全专家,专家,样例乙,5,2024-01-01\n"
                        "党委宣传部,党政主要负责人,样例乙,5,2024-01-01\n"
                        "网络安全专家,专家,样例乙,6,2024-01-01\n"
                        "人事处,直接负责人,样例乙,,2024-01-01\n");
    ck_assert_uint_eq(result.people, 3);
    /* A bare name may be the same person or not: it is asked, unless it is the same tenure. */
    REFUSE(import_people, "单位,岗位,姓名,电话,起\n组织部,直接负责人,样例乙,,2024-01-01\n", "2 分不清");
    take(import_people, "单位,岗位,姓名,起,止\n人事处,直接负责人,样例乙,2024-01-01,2024-12-31\n");
    ck_assert_uint_eq(result.changed, 1);
    REFUSE(import_people, "单位,岗位,姓名,电话,起\n人事处,直接负责人,样例乙,7,2024-05-01\n", "2 同名");
    ck_assert_int_eq(count("SELECT count(*) FROM person WHERE name = '样例乙'"), 3);
    REFUSE(import_people, "单位,岗位,姓名,工号,起\n网络安全专家,专家,样例丙,1001,2025-01-01\n", "2 “样例甲”");
    /* Numbers are each school's own. */
    static const char meijia[] = "单位,岗位,姓名,工号,起\n教务处,二级单位主要负责人,样例丁,1001,2025-01-01\n";
    faults_free(&faults);
    ck_assert_int_eq(
        import_people(&root, seeded_school(store, "meijia"), "f.csv", meijia, strlen(meijia), &result, &faults, &err),
        0);
    ck_assert_uint_eq(result.people, 1);
}
END_TEST

/* --- Seats --- */

START_TEST(one_seat_in_one_file)
{
    REFUSE(import_people,
           "单位,岗位,姓名,起,止\n书记和校长,校长,样例甲,2024-01-01,2025-08-31\n"
           "书记和校长,校长,样例乙,2025-08-31,\n",
           "3 “样例甲”");
    REFUSE(import_people,
           "单位,岗位,姓名,起,止\n书记和校长,校长,样例甲,2024-01-01,\n书记和校长,校长,样例乙,2030-01-01,\n", "3 今");
    REFUSE(import_people,
           "单位,岗位,姓名,起,止\n书记和校长,校长,样例甲,2024-06-01,2024-06-30\n"
           "书记和校长,校长,样例乙,2024-01-01,2024-12-31\n",
           "2 2024-12-31");
    take(import_people,
         "单位,岗位,姓名,起,止\n书记和校长,校长,样例甲,2024-01-01,2025-08-31\n书记和校长,校长,样例乙,2025-09-01,\n"
         "书记和校长,校长,样例丙,2023-01-01,2023-12-31\n");
    ck_assert_uint_eq(result.added, 3);
}
END_TEST

START_TEST(one_seat_against_the_store)
{
    take(import_people,
         "单位,岗位,姓名,起,止\n书记和校长,校长,样例甲,2024-01-01,2024-12-31\n书记和校长,校长,样例乙,2025-06-01,\n");
    REFUSE(import_people, "单位,岗位,姓名,起,止\n书记和校长,校长,样例丙,2024-12-31,2025-01-31\n", "2 “样例甲”");
    REFUSE(import_people, "单位,岗位,姓名,起,止\n书记和校长,校长,样例丙,2025-05-01,2025-06-01\n", "2 “样例乙”");
    REFUSE(import_people, "单位,岗位,姓名,起,止\n书记和校长,校长,样例丙,2020-01-01,\n", "2 重叠");
    REFUSE(import_people, "单位,岗位,姓名,起,止\n书记和校长,校长,样例甲,2024-01-01,2025-06-01\n",
           "2 “样例乙”"); /* prolonged */
    take(import_people, "单位,岗位,姓名,起,止\n书记和校长,校长,样例丙,2025-01-01,2025-05-31\n");
    ck_tenures("校长", "样例甲 2024-01-01 2024-12-31; 样例丙 2025-01-01 2025-05-31; 样例乙 2025-06-01 -");
}
END_TEST

START_TEST(as_many_as_there_are_seats)
{
    seeded_write(store, "seats", "UPDATE post SET seats = 2 WHERE name = '校长'");
    take(import_people, "单位,岗位,姓名,工号,起,止\n书记和校长,校长,样例甲,9001,2024-01-01,2024-12-31\n书记和校长,校长,"
                        "样例乙,9002,2024-06-01,\n");
    REFUSE(import_people, "单位,岗位,姓名,工号,起,止\n书记和校长,校长,样例丙,9003,2024-12-31,\n", "2 重叠");
    REFUSE(import_people, "单位,岗位,姓名,工号,起,止\n书记和校长,校长,样例丙,9003,2024-01-01,2024-06-01\n", "2 重叠");
    /* Never two others on one day, although it meets both of them. */
    take(import_people, "单位,岗位,姓名,工号,起,止\n书记和校长,校长,样例丙,9003,2025-01-01,\n书记和校长,校长,样例丁,"
                        "9004,2023-01-01,2024-05-31\n");
    /* Nobody has two of the seats, or one twice at once, however many there are. */
    REFUSE(import_people,
           "单位,岗位,姓名,工号,起,止\n网络安全专家,专家,样例甲,9001,2024-01-01,\n网络安全专家,专家,样例甲,9001,2025-"
           "01-01,\n",
           "3 “样例甲”");
    take(import_people, "单位,岗位,姓名,工号,起,止\n网络安全专家,专家,样例甲,9001,2024-01-01,\n网络安全专家,专家,"
                        "样例乙,9002,2024-01-01,\n"
                        "网络安全专家,专家,样例丙,9003,2024-01-01,\n网络安全专家,专家,样例丁,9004,2024-01-01,\n");
    ck_assert_uint_eq(result.added, 4);
}
END_TEST

/* --- What is refused --- */

START_TEST(every_faulty_line_is_told_at_once)
{
    static const char csv[] = "单位,岗位,姓名,工号,电话,夜间电话,起,止,备案日期\n"
                              "书记和校长,校长,样例甲,1001,1,2,2024-01-01,,\n"           /* good, and yet not written */
                              "没有的单位,校长,样例乙,,,,2024-01-01,,\n"                 /* 3 */
                              "书记和校长,没有的岗位,样例乙,,,,2024-01-01,,\n"           /* 4 */
                              "领导小组成员单位,党政主要负责人,样例乙,,,,2024-01-01,,\n" /* 5 */
                              "网络安全专家,专家,,,,,2024-01-01,,\n"                     /* 6 */
                              "网络安全专家,专家,样例乙,,,,,,\n"                         /* 7 */
                              "网络安全专家,专家,样例乙,,,,2023-02-29,,\n"               /* 8 */
                              "网络安全专家,专家,样例乙,,,,2024-02-30,2024-13-01,昨天\n" /* 9: three faults */
                              "网络安全专家,专家,样例乙,,,,2024-03-02,2024-03-01,\n"     /* 10 */
                              "网络安全专家,专家,样例乙,,ABC,-,2024-01-01,,\n"           /* 11: two */
                              "网络安全专家,专家,样例乙\033[31m,,,,2024-01-01,,\n"       /* 12 */
                              "网络安全专家,专家,\"样例\n乙\",,,,2024-01-01,,\n"         /* 13, two lines long */
                              "网络安全专家,专家,样例\xe2\x80\xae乙,,,,2024-01-01,,\n"   /* 15 */
                              "网络安全专家,专家,样例\xe2\x80\x8b乙,,,,2024-01-01,,\n"   /* 16 */
                              "网络安全专家,专家,样例乙,1001,,,2024-01-01,,\n"           /* 17 */
                              "书记和校长,校长,样例丙,1003,,,2025-01-01,,\n"             /* 18 */
                              "网络安全专家,专家,样例丁,,,,2024-01-01,,,多出来\n";       /* 19 */
    REFUSE(import_people, csv, "3 没有单位“没有的单位”", "4 党委书记、校长", "5 统称", "6 缺“姓名”", "7 缺“起”",
           "8 “2023-02-29”", "9 “2024-02-30”", "9 “2024-13-01”", "9 “昨天”", "10 早于", "11 “ABC”", "11 “-”", "12 含有",
           "13 含有", "15 含有", "16 含有", "17 工号 1001", "18 “样例甲”", "19 没有表头");
    ck_sentence(&err, "19 处");
    ck_assert_int_eq(count("SELECT count(*) FROM person"), 0);
}
END_TEST

START_TEST(a_faulty_header_is_told)
{
    REFUSE(import_people, "单位,岗位,姓名\na,b,c\n", "1 “起”");
    REFUSE(import_people, "单位,岗位,姓名,起,微信\na,b,c,d,e\n", "1 “微信”");
    REFUSE(import_people, "单位,岗位,姓名,起,姓名\na,b,c,d,e\n", "1 两次");
    REFUSE(import_people, "单位,岗位,\033姓名,起\na,b,c,d\n", "1 看不见", "1 “姓名”");
    REFUSE(import_people, "A,B\na,b\n", "1 “A”", "1 “B”", "1 “单位”", "1 “岗位”", "1 “姓名”", "1 “起”");
    REFUSE(import_bodies, "单位,类别,岗位\na,b,c\n", "1 “岗位”");
    REFUSE(import_bodies, "类别\na\n", "1 “单位”");
}
END_TEST

START_TEST(what_is_no_table_is_told)
{
    REFUSE_WHOLE(import_people, "", 0, "表头");
    REFUSE_WHOLE(import_people, "\n\n", 2, "表头");
    REFUSE_WHOLE(import_people, "单位,岗位,姓名,起\n", strlen("单位,岗位,姓名,起\n"), "没有可导入的行");
    REFUSE_WHOLE(import_people, "单位,岗位,姓名,起\n\"样例,", strlen("单位,岗位,姓名,起\n\"样例,"), "");
    REFUSE_WHOLE(import_people, "单位,岗位,姓名,起\na\0b,", strlen("单位,岗位,姓名,起\n") + 4, "");
}
END_TEST

START_TEST(long_cells_are_refused)
{
    struct buf csv = { 0 };
    buf_adds(&csv, "单位,岗位,姓名,起\n网络安全专家,专家,");
    buf_repeat(&csv, "样", 40); /* 120 bytes */
    buf_adds(&csv, ",2024-01-01\n");
    take(import_people, csv.v);
    buf_clear(&csv);
    buf_adds(&csv, "单位,岗位,姓名,起\n网络安全专家,专家,");
    buf_repeat(&csv, "样", 41);
    buf_adds(&csv, ",2024-01-01\n");
    REFUSE(import_people, csv.v, "2 太长");
    buf_free(&csv);
}
END_TEST

START_TEST(far_more_faults_than_are_kept)
{
    struct buf csv = { 0 };
    buf_adds(&csv, "单位,岗位,姓名,起\n");
    for (int i = 0; i < 5000; i++)
        buf_adds(&csv, "没有,专家,样例甲,2024-01-01\n");
    ck_assert_int_eq(import_people(&root, cangzhou, "f.csv", csv.v, csv.n, &result, &faults, &err), -1);
    ck_assert_uint_eq(faults.n, FAULTS_MOST);
    ck_sentence(&err, "5000 处"); /* the others are at least counted */
    ck_assert_int_eq(count("SELECT count(*) FROM person"), 0);
    buf_free(&csv);
}
END_TEST

/* --- Bodies --- */

START_TEST(a_new_unit_gets_the_posts_of_its_class)
{
    take(import_bodies, "类别,单位,上级\n院系,样例学院,\n院系,样例系,样例学院\ndepartment,样例处,党政办公室\n");
    ck_assert_uint_eq(result.added, 3);
    ck_assert_int_eq(
        count("SELECT count(*) FROM body b JOIN post o ON o.body = b.id JOIN body c ON c.id = b.class"
              " JOIN post p ON p.body = c.id AND p.name = o.name AND p.liability = o.liability AND p.seats = o.seats"
              " AND p.filing = o.filing AND p.provision = o.provision"
              " WHERE b.name LIKE '样例%' AND c.key = 'units' AND b.school = c.school"),
        9);
    ck_assert_int_eq(count("SELECT count(*) FROM body a JOIN body b ON b.id = a.parent WHERE a.name = '样例系'"
                           " AND b.name = '样例学院'"),
                     1);
    ck_assert_int_eq(count("SELECT count(DISTINCT kind) FROM body WHERE name IN ('样例学院', '样例处')"), 2);
    take(import_people,
         "单位,岗位,姓名,起\n样例学院,党政主要负责人,样例甲,2024-01-01\n样例系,直接负责人,样例乙,2024-01-01\n");
    ck_assert_uint_eq(result.added, 2);
    struct org org;
    ck_assert_int_eq(org_read(&org, store, cangzhou, "2026-11-21", &err), 0);
    ck_assert_uint_eq(org.n, 22);
    org_done(&org);
    struct buf before = dump();
    take(import_bodies,
         "类别,单位,上级,统称\n院系,样例学院,,\n院系,样例系,样例学院,\n部门,党委宣传部,,领导小组成员单位\n");
    ck_assert_uint_eq(result.same, 3);
    ck_assert_uint_eq(result.added, 0);
    struct buf after = dump();
    ck_assert(before.n == after.n && memcmp(before.v, after.v, after.n) == 0);
    buf_free(&before);
    buf_free(&after);
}
END_TEST

START_TEST(faulty_units_are_refused)
{
    REFUSE(import_bodies,
           "单位,类别,上级,统称\n样例学院,院系,,\n样例一,小组,,\n样例二,院系,没有的,\n样例三,院系,,没有的\n样例四,,,\n"
           "样\xe2\x80\x8b例,院系,,\n样例五,学院,没有的,没有的\n",
           "3 “小组”", "4 “没有的”", "5 统称“没有的”", "6 缺“类别”", "7 含有", "8 “学院”", "8 上级单位", "8 统称");
    /* A parent must come first. */
    REFUSE(import_bodies, "单位,类别,上级\n样例系,院系,样例学院\n样例学院,院系,\n", "2 “样例学院”");
}
END_TEST

/* The same name twice in one file is one unit. */
START_TEST(a_unit_named_twice_is_one)
{
    take(import_bodies, "单位,类别\n样例学院,院系\n样例学院,院系\n");
    ck_assert_uint_eq(result.added, 1);
    ck_assert_uint_eq(result.same, 1);
    ck_assert_int_eq(count("SELECT count(*) FROM body WHERE name = '样例学院'"), 1);
}
END_TEST

Suite *import_suite(void)
{
    Suite *suite = suite_create("import");
    TCase *t = seeded_case("import", false, open_copy, close_copy);
    tcase_add_test(t, columns_in_any_order);
    tcase_add_test(t, units_by_name_short_name_and_key);
    tcase_add_test(t, every_encoding_of_an_office);
    tcase_add_test(t, days_in_every_spelling);
    tcase_add_test(t, the_same_file_twice_changes_nothing);
    tcase_add_test(t, a_later_file_closes_a_tenure);
    tcase_add_test(t, what_a_file_does_not_speak_of_is_kept);
    tcase_add_test(t, a_person_is_known_by_number_or_by_name_and_phone);
    tcase_add_test(t, one_seat_in_one_file);
    tcase_add_test(t, one_seat_against_the_store);
    tcase_add_test(t, as_many_as_there_are_seats);
    tcase_add_test(t, every_faulty_line_is_told_at_once);
    tcase_add_test(t, a_faulty_header_is_told);
    tcase_add_test(t, what_is_no_table_is_told);
    tcase_add_test(t, long_cells_are_refused);
    tcase_add_test(t, far_more_faults_than_are_kept);
    tcase_add_test(t, a_new_unit_gets_the_posts_of_its_class);
    tcase_add_test(t, faulty_units_are_refused);
    tcase_add_test(t, a_unit_named_twice_is_one);
    suite_add_tcase(suite, t);
    return suite;
}
