/* Holds the changes of bodies and posts to change_org.h: who may, each rule's refusal and what passes beside it, one
 * sealed entry a change, and nobody overwrites what they have not seen. */
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
static int64_t cangzhou, meijia;

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
    root = seeded_session(store, "root");
    cangzhou = seeded_school(store, "cangzhou");
    meijia = seeded_school(store, "meijia");
}

static void close_copy(void)
{
    session_done(&root);
    store_close(store);
    ck_verified(path);
    seeded_drop(path, folder);
}

static int64_t count(const char *sql)
{
    return raw_int(store->db, sql);
}

static int64_t body_of(int64_t school, const char *name)
{
    struct bodies found = { 0 };
    ck_assert_int_eq(read_body_called(store, school, name, 0, "2026-11-21", &found, &err), 0);
    ck_assert_msg(found.n == 1, "no body %s", name);
    int64_t id = found.v[0].id;
    LIST_FREE(&found);
    return id;
}

static int64_t post_of(int64_t body, const char *name)
{
    struct posts posts = { 0 };
    int64_t id = 0;
    ck_assert_int_eq(read_body_posts(store, body, &posts, &err), 0);
    for (size_t i = 0; i < posts.n; i++)
        if (strcmp(posts.v[i].name, name) == 0)
            id = posts.v[i].id;
    LIST_FREE(&posts);
    ck_assert_int_ne(id, 0);
    return id;
}

static int64_t head(void)
{
    struct store_head head;
    ck_assert_int_eq(store_head(store, &head, &err), 0);
    return head.seq;
}

/* The call seals exactly one entry of that action. */
#define TAKEN(call, word)                                                                                \
    do {                                                                                                 \
        int64_t before_ = head();                                                                        \
        ck_assert_msg((call) == 0, "%s", err.text);                                                      \
        ck_assert_int_eq(head(), before_ + 1);                                                           \
        ck_assert_int_eq(count("SELECT action = '" word "' FROM journal ORDER BY seq DESC LIMIT 1"), 1); \
    } while (0)
/* The call is refused with this in its sentence, and nothing is written. */
#define REFUSED(call, part)                \
    do {                                   \
        int64_t before_ = head();          \
        ck_assert_int_eq((call), -1);      \
        ck_sentence(&err, part);           \
        ck_assert_int_eq(head(), before_); \
    } while (0)

static int64_t new_college(const char *name, const char *opened)
{
    struct new_body body = { .school = cangzhou,
                             .name = name,
                             .kind = "college",
                             .parent = body_of(cangzhou, "units"),
                             .class = body_of(cangzhou, "units"),
                             .opened = opened };
    int64_t id = 0;
    TAKEN(body_add(&root, &body, &id, &err), "body-add");
    ck_assert_int_gt(id, 0);
    return id;
}

START_TEST(a_body_is_added_with_the_posts_of_its_class)
{
    int64_t id = new_college("  样例学院一 ", "2026年9月1日");
    struct bodies read = { 0 };
    struct posts posts = { 0 };
    ck_assert_int_eq(read_body(store, id, &read, &err), 0);
    ck_assert_str_eq(read.v[0].name, "样例学院一");
    ck_assert_str_eq(read.v[0].opened, "2026-09-01");
    ck_assert_ptr_null(read.v[0].closed);
    ck_assert_ptr_null(read.v[0].short_name);
    ck_assert_int_eq(read.v[0].school, cangzhou);
    ck_assert_int_eq(read_body_posts(store, id, &posts, &err), 0);
    ck_assert_int_eq((int64_t)posts.n, count("SELECT count(*) FROM post o JOIN body b ON b.id = o.body JOIN school s"
                                             " ON s.id = b.school WHERE s.key = 'cangzhou' AND b.key = 'units'"));
    ck_assert_uint_gt(posts.n, 0);
    struct org before = { .n = 0 }, after = { .n = 0 };
    ck_assert_int_eq(org_read(&before, store, cangzhou, "2026-08-31", &err), 0);
    ck_assert_int_eq(org_read(&after, store, cangzhou, "2026-09-01", &err), 0);
    ck_assert_ptr_null(body_by_id(&before.bodies, id));
    ck_assert_ptr_nonnull(body_by_id(&after.bodies, id));
    ck_assert(org_within(&after, id, body_of(cangzhou, "units")));
    org_done(&before);
    org_done(&after);
    LIST_FREE(&posts);
    LIST_FREE(&read);
    struct new_body top = { .school = cangzhou, .name = "样例专班", .kind = "group", .short_name = "专班" };
    TAKEN(body_add(&root, &top, &id, &err), "body-add");
    ck_assert_int_eq(body_of(cangzhou, "专班"), id);
}
END_TEST

START_TEST(what_no_body_can_be)
{
    int64_t id = 0, units = body_of(cangzhou, "units");
    struct new_body good = { .school = cangzhou, .name = "样例学院二", .kind = "college", .parent = units };
#define WITH(change, part)                                \
    do {                                                  \
        struct new_body body = good;                      \
        body.change;                                      \
        REFUSED(body_add(&root, &body, &id, &err), part); \
    } while (0)
    WITH(name = NULL, "缺机构名称");
    WITH(name = " 　", "缺机构名称");
    WITH(name = "样例\033[31m", "控制字符");
    WITH(name = "样例样例样例样例样例样例样例样例样例样例样例样例样例样例样例样例样例样例样例样例样", "太长");
    WITH(name = "党委宣传部", "已有机构“党委宣传部”");
    WITH(name = "propaganda", "“党委宣传部”的简称或标识");
    WITH(short_name = "党委宣传部", "已有机构");
    WITH(kind = "king", "类别");
    WITH(kind = NULL, "类别");
    WITH(opened = "2026-02-29", "成立日期“2026-02-29”不是日期");
    WITH(parent = 99999, "没有这个机构");
    WITH(parent = body_of(meijia, "教务处"), "别的学校");
    WITH(class = body_of(cangzhou, "党委宣传部"), "不是本校各单位的统称");
    WITH(class = body_of(meijia, "units"), "不是本校各单位的统称");
#undef WITH
    /* Another school may have the same name. */
    struct new_body other = { .school = meijia, .name = "党委宣传部", .kind = "department" };
    TAKEN(body_add(&root, &other, &id, &err), "body-add");
    /* What opens above must be there first. */
    int64_t late = new_college("样例学院三", "2027-01-01");
    struct new_body early = { .school = cangzhou, .name = "样例系", .kind = "unit", .parent = late };
    early.opened = "2026-12-31";
    REFUSED(body_add(&root, &early, &id, &err), "2027-01-01");
    early.opened = "2027-01-01";
    TAKEN(body_add(&root, &early, &id, &err), "body-add");
}
END_TEST

START_TEST(a_body_is_renamed)
{
    int64_t id = body_of(cangzhou, "党委宣传部");
    TAKEN(body_rename(&root, id, " 党委宣传统战部", "宣传统战", 0, &err), "body-rename");
    ck_assert_int_eq(body_of(cangzhou, "宣传统战"), id);
    /* To keep its own name is nothing to refuse, and nothing to write. */
    int64_t before = head();
    ck_assert_int_eq(body_rename(&root, id, "党委宣传统战部", "宣传统战", 0, &err), 0);
    ck_assert_int_eq(head(), before);
    TAKEN(body_rename(&root, id, "党委宣传统战部", "", 0, &err), "body-rename");
    ck_assert_int_eq(count("SELECT count(*) FROM body WHERE short = '宣传统战'"), 0);
    REFUSED(body_rename(&root, id, "人事处", NULL, 0, &err), "已有机构“人事处”");
    REFUSED(body_rename(&root, id, "党委宣传部", "人事处", 0, &err), "已有机构“人事处”");
    REFUSED(body_rename(&root, id, "", NULL, 0, &err), "缺机构名称");
    REFUSED(body_rename(&root, 99999, "样例", NULL, 0, &err), "没有这个机构");
}
END_TEST

static size_t place_of(const struct org *org, int64_t body)
{
    size_t at = 0;
    while (at < org->n && org->bodies.v[org->order[at]].id != body)
        at++;
    ck_assert_uint_lt(at, org->n);
    return at;
}

START_TEST(a_body_moves_but_not_below_itself)
{
    int64_t a = new_college("样例学院一", NULL), b, c;
    struct new_body below = { .school = cangzhou, .name = "样例系", .kind = "unit", .parent = a };
    TAKEN(body_add(&root, &below, &b, &err), "body-add");
    below.name = "样例教研室";
    below.parent = b;
    TAKEN(body_add(&root, &below, &c, &err), "body-add");
    REFUSED(body_move(&root, a, a, 0, &err), "自己");
    REFUSED(body_move(&root, a, b, 0, &err), "自己");
    REFUSED(body_move(&root, a, c, 0, &err), "自己");
    REFUSED(body_move(&root, a, body_of(meijia, "教务处"), 0, &err), "别的学校");
    REFUSED(body_move(&root, a, 99999, 0, &err), "没有这个机构");
    struct org org = { .n = 0 };
    ck_assert_int_eq(org_read(&org, store, cangzhou, "2026-11-21", &err), 0);
    size_t at = place_of(&org, a);
    ck_assert_uint_eq(place_of(&org, b), at + 1); /* one below the other */
    ck_assert_uint_eq(place_of(&org, c), at + 2);
    ck_assert_int_eq(org.depth[at + 2], org.depth[at] + 2);
    org_done(&org);
    TAKEN(body_move(&root, c, a, 0, &err), "body-move");
    TAKEN(body_move(&root, a, 0, 0, &err), "body-move");
    ck_assert_int_eq(org_read(&org, store, cangzhou, "2026-11-21", &err), 0);
    ck_assert_int_eq(body_by_id(&org.bodies, a)->parent, 0);
    ck_assert(org_within(&org, c, a) && !org_within(&org, c, b));
    at = place_of(&org, a);
    ck_assert_uint_eq(place_of(&org, b), at + 1);
    ck_assert_uint_eq(place_of(&org, c), at + 2);
    ck_assert_int_eq(org.depth[at + 2], org.depth[at] + 1);
    org_done(&org);
    bool within;
    ck_assert_int_eq(body_within(store, c, a, &within, &err), 0);
    ck_assert(within);
    ck_assert_int_eq(body_within(store, a, c, &within, &err), 0);
    ck_assert(!within);
}
END_TEST

START_TEST(a_body_closes_when_nothing_hangs_on_it)
{
    int64_t a = new_college("样例学院一", "2025-01-01"), b, person;
    struct new_body below = { .school = cangzhou, .name = "样例系", .kind = "unit", .parent = a };
    struct new_person somebody = { .school = cangzhou, .number = "9001", .name = "样例辛" };
    struct posts posts = { 0 };
    TAKEN(body_add(&root, &below, &b, &err), "body-add");
    REFUSED(body_close(&root, a, "", 0, &err), "缺撤销日期");
    REFUSED(body_close(&root, a, "2025-01-01", 0, &err), "须晚于");
    REFUSED(body_close(&root, a, "2026-07-01", 0, &err), "样例系");
    TAKEN(body_close(&root, b, "2026-07-02", 0, &err), "body-close");
    REFUSED(body_close(&root, a, "2026-07-01", 0, &err), "样例系"); /* it is still there that day */
    ck_assert_int_eq(read_body_posts(store, a, &posts, &err), 0);
    TAKEN(person_add(&root, &somebody, &person, &err), "person-add");
    struct appointment held = { .post = posts.v[0].id, .person = person, .from = "2025-02-01", .to = "2026-07-02" };
    TAKEN(appoint(&root, &held, &err), "appoint");
    REFUSED(body_close(&root, a, "2026-07-02", 0, &err), "样例辛");
    TAKEN(body_close(&root, a, "2026-07-03", 0, &err), "body-close");
    LIST_FREE(&posts);
    /* It and its posts are there until the day before. */
    struct org on = { .n = 0 }, after = { .n = 0 };
    ck_assert_int_eq(org_read(&on, store, cangzhou, "2026-07-02", &err), 0);
    ck_assert_int_eq(org_read(&after, store, cangzhou, "2026-07-03", &err), 0);
    ck_assert_ptr_nonnull(body_by_id(&on.bodies, a));
    ck_assert_ptr_null(body_by_id(&after.bodies, a));
    size_t posts_on = 0, posts_after = 0;
    for (size_t i = 0; i < on.posts.n; i++)
        posts_on += on.posts.v[i].body == a;
    for (size_t i = 0; i < after.posts.n; i++)
        posts_after += after.posts.v[i].body == a;
    ck_assert_uint_gt(posts_on, 0);
    ck_assert_uint_eq(posts_after, 0);
    org_done(&on);
    org_done(&after);
    /* Closed is closed; its name is free again. */
    REFUSED(body_close(&root, a, "2026-08-01", 0, &err), "2026-07-03");
    REFUSED(body_rename(&root, a, "样例学院二", NULL, 0, &err), "2026-07-03");
    REFUSED(body_move(&root, b, 0, 0, &err), "撤销");
    int64_t college = new_college("样例学院一", "2026-07-03");
    REFUSED(body_move(&root, college, a, 0, &err), "撤销");
}
END_TEST

START_TEST(a_body_that_leads_or_stands_for_others_stays)
{
    int64_t leads = body_of(cangzhou, "edtech-centre"), units = body_of(cangzhou, "units");
    seeded_write(store, "part",
                 "DELETE FROM part WHERE body IN (SELECT id FROM body WHERE key = 'edtech-centre');"
                 "INSERT INTO part(duty, body, part) SELECT d.id, b.id, 'lead' FROM duty d JOIN body b"
                 " ON b.school = d.school WHERE d.no IN (7, 9) AND b.key = 'edtech-centre'");
    REFUSED(body_close(&root, leads, "2027-01-01", 0, &err), "第 7、9 项");
    seeded_write(store, "part",
                 "UPDATE part SET part = 'assist' WHERE body IN (SELECT id FROM body WHERE key = 'edtech-centre')");
    TAKEN(body_close(&root, leads, "2027-01-01", 0, &err), "body-close");
    /* The units of an each-body hang on it wherever they stand in the tree; many are told as a few. */
    seeded_write(store, "parent", "UPDATE body SET parent = NULL WHERE class IS NOT NULL");
    REFUSED(body_close(&root, units, "2026-12-01", 0, &err), "10 个机构");
    ck_sentence(&err, "等。");
}
END_TEST

START_TEST(a_post_comes_and_goes)
{
    int64_t college = new_college("样例学院一", "2026-01-01"), id, other;
    struct new_post post = { .body = college, .name = "样例岗", .liability = "officer", .seats = 2, .filing = true };
    post.opened = "2025-12-31";
    REFUSED(post_add(&root, &post, &id, &err), "2026-01-01");
    post.opened = "2026-03-01";
    TAKEN(post_add(&root, &post, &id, &err), "post-add");
    REFUSED(post_add(&root, &post, &other, &err), "已有岗位");
    struct posts read = { 0 };
    ck_assert_int_eq(read_post(store, id, &read, &err), 0);
    ck_assert_str_eq(read.v[0].name, "样例岗");
    ck_assert_str_eq(read.v[0].liability, "officer");
    ck_assert_int_eq(read.v[0].seats, 2);
    ck_assert(read.v[0].filing);
    ck_assert_str_eq(read.v[0].opened, "2026-03-01");
    LIST_FREE(&read);
#define WITH(change, part)                                  \
    do {                                                    \
        struct new_post bad = post;                         \
        bad.name = "样例岗二";                              \
        bad.change;                                         \
        REFUSED(post_add(&root, &bad, &other, &err), part); \
    } while (0)
    WITH(name = " ", "缺岗位名称");
    WITH(liability = "king", "责任类型");
    WITH(liability = NULL, "责任类型");
    WITH(seats = -1, "席位");
    WITH(seats = 1000, "席位");
    WITH(body = 99999, "没有这个机构");
    WITH(body = body_of(cangzhou, "units"), "统称");
#undef WITH
    int64_t person;
    struct new_person somebody = { .school = cangzhou, .number = "9001", .name = "样例辛" };
    TAKEN(person_add(&root, &somebody, &person, &err), "person-add");
    struct appointment held = { .post = id, .person = person, .from = "2026-03-01" };
    TAKEN(appoint(&root, &held, &err), "appoint");
    REFUSED(post_close(&root, id, "2026-03-01", 0, &err), "须晚于");
    REFUSED(post_close(&root, id, "2027-01-01", 0, &err), "样例辛");
    seeded_write(store, "end", "UPDATE tenure SET to_day = '2026-12-31' WHERE from_day = '2026-03-01'");
    REFUSED(post_close(&root, id, "2026-12-31", 0, &err), "样例辛");
    TAKEN(post_close(&root, id, "2027-01-01", 0, &err), "post-close");
    REFUSED(post_close(&root, id, "2027-02-01", 0, &err), "2027-01-01");
    REFUSED(post_add(&root, &post, &other, &err), "有过岗位");
    REFUSED(post_close(&root, 99999, "2027-02-01", 0, &err), "没有这个岗位");
    seeded_write(store, "pattern",
                 "UPDATE post SET name = '样例统称岗' WHERE id = (SELECT o.id FROM post o JOIN body b ON b.id = o.body"
                 " JOIN school s ON s.id = b.school WHERE s.key = 'cangzhou' AND b.key = 'units' LIMIT 1)");
    REFUSED(post_close(&root, post_of(body_of(cangzhou, "units"), "样例统称岗"), "2027-02-01", 0, &err), "统称");
}
END_TEST

START_TEST(only_who_keeps_the_chart_may_change_it)
{
    static const char *const roles[] = { "recorder", "reviewer", "reader" };
    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(account_add(&root, roles[i], roles[i], 0, NULL, &err), 0);
    ck_assert_int_eq(account_add(&root, "officer", "officer", cangzhou, "党委宣传部", &err), 0);
    int64_t own = body_of(cangzhou, "党委宣传部"), id;
    static const char *const logins[] = { "officer", "reviewer", "reader" };
    struct new_body body = { .school = cangzhou, .name = "样例学院一", .kind = "college" };
    struct new_post post = { .body = own, .name = "样例岗", .liability = "member" };
    for (size_t i = 0; i < 3; i++) {
        struct session session = seeded_session(store, logins[i]);
        const char *role = role_name(session.role);
        REFUSED(body_add(&session, &body, &id, &err), role);
        REFUSED(body_rename(&session, own, "样例", NULL, 0, &err), role);
        REFUSED(body_move(&session, own, 0, 0, &err), role);
        REFUSED(body_close(&session, own, "2027-01-01", 0, &err), role);
        REFUSED(post_add(&session, &post, &id, &err), role);
        REFUSED(post_close(&session, 1, "2027-01-01", 0, &err), role);
        session_done(&session);
    }
    struct session recorder = seeded_session(store, "recorder");
    TAKEN(body_add(&recorder, &body, &id, &err), "body-add");
    TAKEN(post_add(&recorder, &post, &id, &err), "post-add");
    session_done(&recorder);
}
END_TEST

START_TEST(nobody_overwrites_what_they_have_not_seen)
{
    int64_t id = new_college("样例学院一", NULL), other = new_college("样例学院二", NULL), seen = head(), post;
    struct new_post added = { .body = id, .name = "样例岗", .liability = "member" };
    ck_assert_int_eq(account_add(&root, "li.si", "recorder", 0, NULL, &err), 0);
    struct session recorder = seeded_session(store, "li.si");
    /* What others did to other records is no hindrance. */
    TAKEN(body_rename(&recorder, other, "样例学院三", NULL, seen, &err), "body-rename");
    TAKEN(body_rename(&recorder, id, "样例学院四", NULL, seen, &err), "body-rename");
    REFUSED(body_rename(&root, id, "样例学院五", NULL, seen, &err), "被 li.si 改过");
    REFUSED(body_move(&root, id, 0, seen, &err), "被 li.si 改过");
    REFUSED(body_close(&root, id, "2027-01-01", seen, &err), "被 li.si 改过");
    TAKEN(body_move(&root, id, 0, head(), &err), "body-move");
    TAKEN(post_add(&recorder, &added, &post, &err), "post-add");
    REFUSED(post_close(&root, post, "2027-01-01", seen, &err), "被 li.si 改过");
    TAKEN(post_close(&root, post, "2027-01-01", head(), &err), "post-close");
    TAKEN(body_close(&root, id, "2027-01-01", 0, &err), "body-close");
    session_done(&recorder);
}
END_TEST

START_TEST(an_officers_rights_reach_down_from_the_own_body)
{
    int64_t own = body_of(cangzhou, "党委宣传部"), below, id = new_college("样例学院一", NULL);
    struct new_body body = { .school = cangzhou, .name = "样例科", .kind = "unit", .parent = own };
    TAKEN(body_add(&root, &body, &below, &err), "body-add");
    ck_assert_int_eq(account_add(&root, "officer", "officer", cangzhou, "党委宣传部", &err), 0);
    struct session officer = seeded_session(store, "officer");
    ck_assert_int_eq(session_may_for(&officer, RIGHT_EDIT_PHONES, own, &err), 0);
    ck_assert_int_eq(session_may_for(&officer, RIGHT_EDIT_PHONES, below, &err), 0);
    ck_assert_int_eq(session_may_for(&officer, RIGHT_EDIT_PHONES, id, &err), -1);
    ck_sentence(&err, "本单位和下属单位修改人员电话");
    ck_assert_int_eq(session_may_for(&officer, RIGHT_EDIT_PHONES, body_of(cangzhou, "units"), &err), -1);
    ck_assert_int_eq(session_may_for(&officer, RIGHT_MANAGE_PEOPLE, own, &err), -1);
    ck_assert_int_eq(session_may_for(&officer, RIGHT_READ, id, &err), 0);
    ck_assert_int_eq(session_may_for(&root, RIGHT_EDIT_PHONES, id, &err), 0);
    session_done(&officer);
}
END_TEST

Suite *change_org_suite(void)
{
    Suite *suite = suite_create("change_org");
    TCase *t = seeded_case("change_org", true, open_copy, close_copy);
    tcase_add_test(t, a_body_is_added_with_the_posts_of_its_class);
    tcase_add_test(t, what_no_body_can_be);
    tcase_add_test(t, a_body_is_renamed);
    tcase_add_test(t, a_body_moves_but_not_below_itself);
    tcase_add_test(t, a_body_closes_when_nothing_hangs_on_it);
    tcase_add_test(t, a_body_that_leads_or_stands_for_others_stays);
    tcase_add_test(t, a_post_comes_and_goes);
    tcase_add_test(t, only_who_keeps_the_chart_may_change_it);
    tcase_add_test(t, nobody_overwrites_what_they_have_not_seen);
    tcase_add_test(t, an_officers_rights_reach_down_from_the_own_body);
    suite_add_tcase(suite, t);
    return suite;
}
