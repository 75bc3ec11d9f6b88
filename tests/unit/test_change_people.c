/* Holds the changes of people and tenures to change_people.h: who may, each rule's refusal and what passes beside it,
 * seats and the edges of their days, one sealed entry a change, and nobody overwrites what they have not seen. */
#include "domain/account.h"
#include "domain/change_org.h"
#include "domain/change_people.h"
#include "domain/org.h"
#include "lib/run.h"
#include "seeded.h"
#include "store/look.h"
#include "suites.h"

#include <string.h>

static char *folder, *path;
static struct store *store;
static struct session root;
static struct err err;
static int64_t cangzhou, meijia, body, post, seats, anne, bo, carl; /* posts of one seat and of two; three people */

static int64_t head(void)
{
    struct store_head head;
    ck_assert_int_eq(store_head(store, &head, &err), 0);
    return head.seq;
}

static int64_t count(const char *sql)
{
    return raw_int(store->db, sql);
}

#define TAKEN(call, word)                                                                                \
    do {                                                                                                 \
        int64_t before_ = head();                                                                        \
        ck_assert_msg((call) == 0, "%s", err.text);                                                      \
        ck_assert_int_eq(head(), before_ + 1);                                                           \
        ck_assert_int_eq(count("SELECT action = '" word "' FROM journal ORDER BY seq DESC LIMIT 1"), 1); \
    } while (0)
#define REFUSED(call, part)                \
    do {                                   \
        int64_t before_ = head();          \
        ck_assert_int_eq((call), -1);      \
        ck_sentence(&err, part);           \
        ck_assert_int_eq(head(), before_); \
    } while (0)

static int64_t new_person_of(int64_t school, const char *number, const char *name)
{
    struct new_person person = { .school = school, .number = number, .name = name };
    int64_t id = 0;
    TAKEN(person_add(&root, &person, &id, &err), "person-add");
    ck_assert_int_gt(id, 0);
    return id;
}

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
    root = seeded_session(store, "root");
    cangzhou = seeded_school(store, "cangzhou");
    meijia = seeded_school(store, "meijia");
    struct new_body made = { .school = cangzhou, .name = "样例学院一", .kind = "college", .opened = "2024-01-01" };
    TAKEN(body_add(&root, &made, &body, &err), "body-add");
    struct new_post one = { .body = body, .name = "样例一席", .liability = "direct", .seats = 1 };
    struct new_post two = { .body = body, .name = "样例两席", .liability = "member", .seats = 2 };
    TAKEN(post_add(&root, &one, &post, &err), "post-add");
    TAKEN(post_add(&root, &two, &seats, &err), "post-add");
    anne = new_person_of(cangzhou, "9001", "样例一");
    bo = new_person_of(cangzhou, "9002", "样例二");
    carl = new_person_of(cangzhou, "9003", "样例三");
}

static void close_copy(void)
{
    session_done(&root);
    store_close(store);
    ck_verified(path);
    seeded_drop(path, folder);
}

static int hold(int64_t in, int64_t person, const char *from, const char *to)
{
    struct appointment appointment = { .post = in, .person = person, .from = from, .to = to };
    return appoint(&root, &appointment, &err);
}

/* The tenure of a person that began that day. */
static int64_t tenure_of(int64_t person, const char *from)
{
    struct tenures tenures = { 0 };
    int64_t id = 0;
    ck_assert_int_eq(read_person_tenures(store, person, &tenures, &err), 0);
    for (size_t i = 0; i < tenures.n; i++)
        if (strcmp(tenures.v[i].from, from) == 0)
            id = tenures.v[i].id;
    LIST_FREE(&tenures);
    ck_assert_msg(id != 0, "no tenure from %s", from);
    return id;
}

/* "name from to filed number; " of the post's tenures. */
static void ck_tenures(int64_t of, const char *expected)
{
    struct tenures tenures = { 0 };
    struct buf out = { 0 };
    ck_assert_int_eq(read_tenures(store, of, &tenures, &err), 0);
    for (size_t i = 0; i < tenures.n; i++) {
        const struct tenure *t = &tenures.v[i];
        buf_printf(&out, "%s%s %s %s", i > 0 ? "; " : "", t->person_name, t->from, t->to == NULL ? "-" : t->to);
        if (t->filed != NULL || t->filing_number != NULL)
            buf_printf(&out, " %s %s", t->filed, t->filing_number);
    }
    ck_assert_str_eq(buf_text(&out), expected);
    buf_free(&out);
    LIST_FREE(&tenures);
}

/* --- People --- */

START_TEST(a_person_is_one_record)
{
    int64_t id = 0;
    struct new_person person = { .school = cangzhou, .number = " 9101 ", .name = "样例甲" };
    person.phone = "0317-1 / 2";
    TAKEN(person_add(&root, &person, &id, &err), "person-add");
    struct persons read = { 0 };
    ck_assert_int_eq(read_person(store, id, "2026-11-21", &read, &err), 0);
    ck_assert_str_eq(read.v[0].number, "9101");
    ck_assert_str_eq(read.v[0].phone, "0317-1 / 2");
    ck_assert_ptr_null(read.v[0].night_phone);
    ck_assert_ptr_null(read.v[0].posts);
    LIST_FREE(&read);
    person.name = "样例癸";
    person.number = "9101";
    REFUSED(person_add(&root, &person, &id, &err), "工号 9101 已经是“样例甲”的");
    person.school = meijia; /* numbers are each school's own */
    TAKEN(person_add(&root, &person, &id, &err), "person-add");
    struct new_person bare = { .school = cangzhou, .name = "样例壬" };
    TAKEN(person_add(&root, &bare, &id, &err), "person-add");
    REFUSED(person_add(&root, &bare, &id, &err), "分不清");
    bare.phone = "5";
    TAKEN(person_add(&root, &bare, &id, &err), "person-add");
    REFUSED(person_add(&root, &bare, &id, &err), "电话也是 5");
    bare.number = "9102";
    TAKEN(person_add(&root, &bare, &id, &err), "person-add");
    struct new_person none = { .school = cangzhou, .name = "" }, odd = { .school = cangzhou, .name = "样例" };
    REFUSED(person_add(&root, &none, &id, &err), "缺姓名");
    odd.phone = "call me";
    REFUSED(person_add(&root, &odd, &id, &err), "电话“call me”不是电话号码");
    odd.phone = NULL;
    odd.night_phone = "--";
    REFUSED(person_add(&root, &odd, &id, &err), "夜间电话");
    odd.night_phone = NULL;
    odd.name = "样\xff";
    REFUSED(person_add(&root, &odd, &id, &err), "姓名含有");
}
END_TEST

START_TEST(a_person_is_mended)
{
    struct new_person person = { .school = meijia, .number = "9001", .name = "样例一改", .night_phone = "13" };
    TAKEN(person_edit(&root, anne, &person, 0, &err), "person-edit");
    struct persons read = { 0 };
    ck_assert_int_eq(read_person(store, anne, "2026-11-21", &read, &err), 0);
    ck_assert_str_eq(read.v[0].name, "样例一改");
    ck_assert_str_eq(read.v[0].night_phone, "13");
    ck_assert_int_eq(read.v[0].school, cangzhou); /* stays */
    LIST_FREE(&read);
    person.number = "9002";
    REFUSED(person_edit(&root, anne, &person, 0, &err), "“样例二”");
    person.number = NULL;
    person.night_phone = NULL;
    TAKEN(person_edit(&root, anne, &person, 0, &err), "person-edit");
    ck_assert_int_eq(count("SELECT count(*) FROM person WHERE name = '样例一改' AND number IS NULL"
                           " AND night_phone IS NULL"),
                     1);
    REFUSED(person_edit(&root, 99999, &person, 0, &err), "没有这个人");
    person.name = "样例一改";
    REFUSED(person_edit(&root, bo, &person, 0, &err), "分不清");
}
END_TEST

START_TEST(phones_are_the_officers_too)
{
    static const char *const roles[] = { "recorder", "reviewer", "reader" };
    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(account_add(&root, roles[i], roles[i], 0, NULL, &err), 0);
    ck_assert_int_eq(account_add(&root, "officer", "officer", cangzhou, "样例学院一", &err), 0);
    struct session officer = seeded_session(store, "officer"), recorder = seeded_session(store, "recorder");
    REFUSED(person_set_phones(&officer, anne, "1", NULL, 0, &err), "“样例一”现在不在其中");
    TAKEN(hold(post, anne, "2026-01-01", "2026-11-20"), "appoint"); /* until yesterday */
    REFUSED(person_set_phones(&officer, anne, "1", NULL, 0, &err), "本单位和下属单位");
    TAKEN(hold(post, anne, "2026-11-21", "2026-11-21"), "appoint");
    TAKEN(person_set_phones(&officer, anne, "1", " 2 ", 0, &err), "person-phones");
    ck_assert_int_eq(count("SELECT count(*) FROM person WHERE name = '样例一' AND number = '9001' AND phone = '1'"
                           " AND night_phone = '2'"),
                     1);
    TAKEN(person_set_phones(&recorder, bo, "3", NULL, 0, &err), "person-phones");
    TAKEN(person_set_phones(&recorder, bo, "", NULL, 0, &err), "person-phones");
    ck_assert_int_eq(count("SELECT count(*) FROM person WHERE number = '9002' AND phone IS NULL"), 1);
    REFUSED(person_set_phones(&recorder, bo, "x", NULL, 0, &err), "电话");
    REFUSED(person_set_phones(&recorder, 99999, "1", NULL, 0, &err), "没有这个人");
    for (size_t i = 1; i < 3; i++) {
        struct session session = seeded_session(store, roles[i]);
        REFUSED(person_set_phones(&session, anne, "1", NULL, 0, &err), "修改人员电话");
        session_done(&session);
    }
    session_done(&officer);
    session_done(&recorder);
}
END_TEST

/* --- Tenures --- */

START_TEST(a_tenure_lies_within_its_post)
{
    struct new_body late = { .school = cangzhou, .name = "样例学院二", .kind = "college", .opened = "2025-01-01" };
    int64_t other, id;
    TAKEN(body_add(&root, &late, &other, &err), "body-add");
    struct new_post made = { .body = other, .name = "样例岗", .liability = "direct", .seats = 0 };
    TAKEN(post_add(&root, &made, &id, &err), "post-add");
    REFUSED(hold(id, anne, "2024-12-31", NULL), "自 2025-01-01 起设立"); /* by its body */
    TAKEN(hold(id, anne, "2025-01-01", NULL), "appoint");
    made.name = "样例岗二";
    made.opened = "2025-06-01";
    TAKEN(post_add(&root, &made, &id, &err), "post-add");
    REFUSED(hold(id, anne, "2025-05-31", NULL), "自 2025-06-01 起设立");
    TAKEN(post_close(&root, id, "2027-01-01", 0, &err), "post-close");
    REFUSED(hold(id, anne, "2025-06-01", NULL), "早于这一天的止期");
    REFUSED(hold(id, anne, "2025-06-01", "2027-01-01"), "自 2027-01-01 起撤销");
    REFUSED(hold(id, anne, "2027-01-01", "2027-02-01"), "自 2027-01-01 起撤销");
    TAKEN(hold(id, anne, "2025-06-01", "2026-12-31"), "appoint");
    REFUSED(hold(post, anne, "2026-01-02", "2026-01-01"), "早于起期");
    REFUSED(hold(post, anne, "", NULL), "缺起期");
    REFUSED(hold(post, anne, "2026-13-01", NULL), "起期“2026-13-01”不是日期");
    REFUSED(hold(99999, anne, "2026-01-01", NULL), "没有这个岗位");
    REFUSED(hold(post, 99999, "2026-01-01", NULL), "没有这个人");
    int64_t stranger = new_person_of(meijia, "1", "样例");
    REFUSED(hold(post, stranger, "2026-01-01", NULL), "别的学校");
    int64_t pattern = count("SELECT o.id FROM post o JOIN body b ON b.id = o.body JOIN school s ON s.id = b.school"
                            " WHERE b.each AND s.key = 'cangzhou' LIMIT 1");
    REFUSED(hold(pattern, anne, "2026-01-01", NULL), "统称");
}
END_TEST

START_TEST(one_seat_is_one_persons)
{
    TAKEN(hold(post, anne, "2025-01-01", "2025-12-31"), "appoint");
    REFUSED(hold(post, bo, "2025-12-31", NULL), "在 2025-01-01 至 2025-12-31 由“样例一”担任");
    REFUSED(hold(post, bo, "2024-01-01", "2025-01-01"), "“样例一”");
    REFUSED(hold(post, bo, "2024-01-01", NULL), "“样例一”");
    TAKEN(hold(post, bo, "2026-01-01", NULL), "appoint");
    TAKEN(hold(post, carl, "2024-01-01", "2024-12-31"), "appoint");
    REFUSED(hold(post, carl, "2030-01-01", NULL), "至 今 由“样例二”");
    REFUSED(hold(post, bo, "2026-05-01", "2026-06-01"), "已任");
    ck_tenures(post, "样例三 2024-01-01 2024-12-31; 样例一 2025-01-01 2025-12-31; 样例二 2026-01-01 -");
    /* As many as there are seats, and each person one of them. */
    TAKEN(hold(seats, anne, "2026-01-01", "2026-06-30"), "appoint");
    TAKEN(hold(seats, bo, "2026-02-01", NULL), "appoint");
    REFUSED(hold(seats, carl, "2026-06-30", NULL), "只有 2 席");
    REFUSED(hold(seats, anne, "2026-06-30", NULL), "已任");
    TAKEN(hold(seats, carl, "2026-07-01", NULL), "appoint");
}
END_TEST

START_TEST(a_tenure_ends)
{
    TAKEN(hold(post, anne, "2025-01-01", NULL), "appoint");
    int64_t id = tenure_of(anne, "2025-01-01");
    REFUSED(end_tenure(&root, id, "", 0, &err), "缺止期");
    REFUSED(end_tenure(&root, id, "2024-12-31", 0, &err), "早于起期");
    TAKEN(end_tenure(&root, id, "2026-12-31", 0, &err), "tenure-end");
    REFUSED(end_tenure(&root, id, "2027-01-01", 0, &err), "更正任期");
    TAKEN(end_tenure(&root, id, "2026年6月30日", 0, &err), "tenure-end");
    ck_tenures(post, "样例一 2025-01-01 2026-06-30");
    TAKEN(end_tenure(&root, id, "2025-01-01", 0, &err), "tenure-end"); /* one day */
    REFUSED(end_tenure(&root, 99999, "2026-12-31", 0, &err), "没有这条任职");
}
END_TEST

START_TEST(a_holder_is_replaced_in_one_entry)
{
    struct appointment next = { .person = bo, .from = "2026-03-01", .filed = "2026-03-02", .filing_number = "样例1号" };
    TAKEN(hold(post, anne, "2025-01-01", NULL), "appoint");
    int64_t id = tenure_of(anne, "2025-01-01");
    TAKEN(replace_holder(&root, id, &next, 0, &err), "replace");
    ck_tenures(post, "样例一 2025-01-01 2026-02-28; 样例二 2026-03-01 - 2026-03-02 样例1号");
    /* What ended before the successor came keeps its end. */
    TAKEN(end_tenure(&root, tenure_of(bo, "2026-03-01"), "2026-04-30", 0, &err), "tenure-end");
    next.person = carl;
    next.from = "2026-06-01";
    next.filed = next.filing_number = NULL;
    TAKEN(replace_holder(&root, tenure_of(bo, "2026-03-01"), &next, 0, &err), "replace");
    ck_tenures(post, "样例一 2025-01-01 2026-02-28; 样例二 2026-03-01 2026-04-30 2026-03-02 样例1号;"
                     " 样例三 2026-06-01 -");
    /* A refusal leaves the one before as it was. */
    REFUSED(replace_holder(&root, id, &next, 0, &err), "“样例三”");
    next.from = "2026-04-15";
    REFUSED(replace_holder(&root, tenure_of(bo, "2026-03-01"), &next, 0, &err), "“样例三”");
    next.person = bo;
    REFUSED(replace_holder(&root, tenure_of(bo, "2026-03-01"), &next, 0, &err), "同一人");
    next.person = anne;
    next.from = "2026-06-01";
    REFUSED(replace_holder(&root, tenure_of(carl, "2026-06-01"), &next, 0, &err), "才上任");
    REFUSED(replace_holder(&root, 99999, &next, 0, &err), "没有这条任职");
    /* One day in office, over a leap day. */
    TAKEN(hold(seats, anne, "2024-02-29", NULL), "appoint");
    next.person = carl;
    next.from = "2024-03-01";
    TAKEN(replace_holder(&root, tenure_of(anne, "2024-02-29"), &next, 0, &err), "replace");
    ck_tenures(seats, "样例一 2024-02-29 2024-02-29; 样例三 2024-03-01 -");
}
END_TEST

START_TEST(a_wrong_day_is_mended)
{
    TAKEN(hold(post, anne, "2025-01-01", "2025-12-31"), "appoint");
    TAKEN(hold(post, bo, "2026-01-01", NULL), "appoint");
    int64_t id = tenure_of(anne, "2025-01-01");
    TAKEN(correct_tenure(&root, id, "2025-02-01", "2025-11-30", 0, &err), "tenure-correct");
    REFUSED(correct_tenure(&root, id, "2025-02-01", NULL, 0, &err), "“样例二”");
    REFUSED(correct_tenure(&root, id, "2025-02-01", "2026-01-01", 0, &err), "“样例二”");
    REFUSED(correct_tenure(&root, id, "2023-12-31", "2025-01-01", 0, &err), "设立");
    REFUSED(correct_tenure(&root, id, "2025-02-01", "2025-01-31", 0, &err), "早于起期");
    TAKEN(correct_tenure(&root, tenure_of(bo, "2026-01-01"), "2025-12-01", NULL, 0, &err), "tenure-correct");
    ck_tenures(post, "样例一 2025-02-01 2025-11-30; 样例二 2025-12-01 -");
}
END_TEST

START_TEST(a_filing_is_dated_and_numbered)
{
    struct appointment held = { .post = post, .person = anne, .from = "2026-01-01", .filed = "2026-11-22" };
    REFUSED(appoint(&root, &held, &err), "还没有到"); /* the clock stands at 2026-11-21 */
    held.filed = "2026-11-21";
    TAKEN(appoint(&root, &held, &err), "appoint");
    int64_t id = tenure_of(anne, "2026-01-01");
    TAKEN(set_filing(&root, id, "2026-01-05", "样例2号", 0, &err), "tenure-filing");
    ck_tenures(post, "样例一 2026-01-01 - 2026-01-05 样例2号");
    REFUSED(set_filing(&root, id, "2026-11-22", "样例2号", 0, &err), "还没有到");
    REFUSED(set_filing(&root, id, "soon", NULL, 0, &err), "备案日期“soon”不是日期");
    REFUSED(set_filing(&root, 99999, NULL, NULL, 0, &err), "没有这条任职");
    TAKEN(set_filing(&root, id, NULL, " ", 0, &err), "tenure-filing");
    ck_tenures(post, "样例一 2026-01-01 -");
}
END_TEST

/* --- Vacancies --- */

/* "post empty; " of the vacancies within the tests' body on a day. */
static void ck_vacancies(const char *day, const char *liability, const char *expected)
{
    struct org org;
    struct vacancies vacancies = { 0 };
    struct buf out = { 0 };
    ck_assert_int_eq(org_read(&org, store, cangzhou, day, &err), 0);
    org_vacancies(&org, liability, &vacancies);
    for (size_t i = 0; i < vacancies.n; i++) {
        const struct vacancy *v = &vacancies.v[i];
        ck_assert(org_vacant(&org, v->post));
        ck_assert_int_eq(v->post->body, v->body->id);
        if (v->body->id == body)
            buf_printf(&out, "%s %d; ", v->post->name, (int)v->empty);
    }
    ck_assert_msg(strcmp(buf_text(&out), expected) == 0, "%s: %s", day, buf_text(&out));
    buf_free(&out);
    VEC_FREE(&vacancies);
    org_done(&org);
}

START_TEST(vacancies_before_and_after_a_change)
{
    struct new_post officer = { .body = body, .name = "样例专员", .liability = "officer", .seats = 0 };
    int64_t id;
    TAKEN(post_add(&root, &officer, &id, &err), "post-add");
    ck_vacancies("2023-12-31", NULL, ""); /* before the body was there */
    ck_vacancies("2026-01-01", NULL, "样例一席 1; 样例专员 1; ");
    ck_vacancies("2026-01-01", "member", "样例两席 2; ");
    ck_vacancies("2026-01-01", "officer", "样例专员 1; ");
    ck_vacancies("2026-01-01", "first", "");
    TAKEN(hold(post, anne, "2026-02-01", "2026-03-31"), "appoint");
    TAKEN(hold(seats, anne, "2026-02-01", "2026-03-31"), "appoint");
    TAKEN(hold(id, bo, "2026-02-01", NULL), "appoint");
    ck_vacancies("2026-01-31", NULL, "样例一席 1; 样例专员 1; ");
    ck_vacancies("2026-02-01", NULL, "");
    ck_vacancies("2026-02-01", "member", "样例两席 1; ");
    ck_vacancies("2026-03-31", NULL, "");
    ck_vacancies("2026-04-01", NULL, "样例一席 1; ");
    TAKEN(post_close(&root, post, "2026-05-01", 0, &err), "post-close");
    ck_vacancies("2026-04-30", NULL, "样例一席 1; ");
    ck_vacancies("2026-05-01", NULL, "");
}
END_TEST

/* --- Who, and when --- */

START_TEST(only_who_keeps_people_may_change_them)
{
    static const char *const roles[] = { "recorder", "reviewer", "reader" };
    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(account_add(&root, roles[i], roles[i], 0, NULL, &err), 0);
    ck_assert_int_eq(account_add(&root, "officer", "officer", cangzhou, "样例学院一", &err), 0);
    TAKEN(hold(post, anne, "2025-01-01", NULL), "appoint");
    int64_t held = tenure_of(anne, "2025-01-01"), id;
    struct new_person person = { .school = cangzhou, .number = "9009", .name = "样例九" };
    struct appointment next = { .post = seats, .person = bo, .from = "2026-01-01" };
    static const char *const logins[] = { "officer", "reviewer", "reader" };
    for (size_t i = 0; i < 3; i++) {
        struct session session = seeded_session(store, logins[i]);
        const char *role = role_name(session.role);
        REFUSED(person_add(&session, &person, &id, &err), role);
        REFUSED(person_edit(&session, anne, &person, 0, &err), role);
        REFUSED(appoint(&session, &next, &err), role);
        REFUSED(end_tenure(&session, held, "2026-01-01", 0, &err), role);
        REFUSED(replace_holder(&session, held, &next, 0, &err), role);
        REFUSED(correct_tenure(&session, held, "2025-01-02", NULL, 0, &err), role);
        REFUSED(set_filing(&session, held, "2025-01-02", NULL, 0, &err), role);
        session_done(&session);
    }
    struct session recorder = seeded_session(store, "recorder");
    TAKEN(person_add(&recorder, &person, &id, &err), "person-add");
    TAKEN(appoint(&recorder, &next, &err), "appoint");
    session_done(&recorder);
}
END_TEST

START_TEST(nobody_overwrites_what_they_have_not_seen)
{
    struct new_person person = { .number = "9001", .name = "样例一改" };
    struct appointment next = { .person = bo, .from = "2026-03-01" };
    TAKEN(hold(post, anne, "2025-01-01", NULL), "appoint");
    ck_assert_int_eq(account_add(&root, "li.si", "recorder", 0, NULL, &err), 0);
    struct session recorder = seeded_session(store, "li.si");
    int64_t id = tenure_of(anne, "2025-01-01"), seen = head();
    TAKEN(set_filing(&recorder, id, "2025-01-02", NULL, seen, &err), "tenure-filing");
    TAKEN(person_set_phones(&recorder, anne, "1", NULL, seen, &err), "person-phones");
    REFUSED(end_tenure(&root, id, "2026-01-01", seen, &err), "被 li.si 改过（2026-11-21");
    REFUSED(replace_holder(&root, id, &next, seen, &err), "被 li.si 改过");
    REFUSED(correct_tenure(&root, id, "2025-01-02", NULL, seen, &err), "被 li.si 改过");
    REFUSED(set_filing(&root, id, NULL, NULL, seen, &err), "被 li.si 改过");
    REFUSED(person_edit(&root, anne, &person, seen, &err), "被 li.si 改过");
    REFUSED(person_set_phones(&root, anne, "2", NULL, seen, &err), "被 li.si 改过");
    TAKEN(replace_holder(&root, id, &next, head(), &err), "replace");
    TAKEN(person_edit(&root, anne, &person, head(), &err), "person-edit");
    TAKEN(person_edit(&root, bo, &(struct new_person){ .number = "9002", .name = "样例二改" }, seen, &err),
          "person-edit"); /* nobody touched that one */
    session_done(&recorder);
}
END_TEST

Suite *change_people_suite(void)
{
    Suite *suite = suite_create("change_people");
    TCase *t = seeded_case("change_people", true, open_copy, close_copy);
    tcase_add_test(t, a_person_is_one_record);
    tcase_add_test(t, a_person_is_mended);
    tcase_add_test(t, phones_are_the_officers_too);
    tcase_add_test(t, a_tenure_lies_within_its_post);
    tcase_add_test(t, one_seat_is_one_persons);
    tcase_add_test(t, a_tenure_ends);
    tcase_add_test(t, a_holder_is_replaced_in_one_entry);
    tcase_add_test(t, a_wrong_day_is_mended);
    tcase_add_test(t, a_filing_is_dated_and_numbered);
    tcase_add_test(t, vacancies_before_and_after_a_change);
    tcase_add_test(t, only_who_keeps_people_may_change_them);
    tcase_add_test(t, nobody_overwrites_what_they_have_not_seen);
    suite_add_tcase(suite, t);
    return suite;
}
