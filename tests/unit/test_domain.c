/* Holds the domain floor to its headers: who may do what, accounts, the org chart on a day, the matrix and its holes,
 * and what is due. (Imports have a file of their own.) */
#include "base/file.h"
#include "domain/account.h"
#include "domain/article.h"
#include "domain/due.h"
#include "domain/import.h"
#include "domain/journal_name.h"
#include "domain/matrix.h"
#include "lib/run.h"
#include "seeded.h"
#include "store/db.h"
#include "suites.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

static char *folder, *path;
static struct store *store;
static struct session root;
static struct err err;

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
    root = seeded_session(store, "root");
}

/* Whatever a test did through the domain's doors, the store is still what its journal says. */
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

/* --- Rights --- */

START_TEST(each_role_has_its_rights)
{
    static const struct {
        const char *role, *name, *rights; /* in the order of enum right; o: in the own body and below it only */
    } roles[] = {
        { "admin", "管理员", "yyyyyyyyyyyy" },       { "recorder", "记录员", "yyyynyyyyyyn" },
        { "officer", "网络安全员", "ynnnnonooonn" }, { "reviewer", "审查人", "yynnnnnnnnny" },
        { "reader", "读者", "ynnnnnnnnnnn" },
    };
    static const char *const words[RIGHT_COUNT] = { "查看和打印",       "查看改动历史", "备份",
                                                    "维护机构和人员",   "管理账号",     "修改人员电话",
                                                    "另行决定责任关系", "登记履责",     "维护资产",
                                                    "记录事件",         "组织演练",     "审查问责" };
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        struct session session = { .store = store, .login = "somebody", .role = roles[i].role };
        ck_assert(role_exists(roles[i].role));
        ck_assert_str_eq(role_name(roles[i].role), roles[i].name);
        ck_assert_ptr_nonnull(strstr(role_list, roles[i].role));
        for (int right = 0; right < RIGHT_COUNT; right++) {
            bool may = session_may(&session, (enum right)right, &err) == 0;
            ck_assert_msg(may == (roles[i].rights[right] == 'y'), "%s, right %d", roles[i].role, right);
            ck_assert_int_eq(session_may_somewhere(&session, (enum right)right), roles[i].rights[right] != 'n');
            if (may)
                continue;
            ck_sentence(&err, roles[i].name);
            ck_sentence(&err, words[right]);
            ck_sentence(&err, "somebody");
        }
    }
    ck_assert(!role_exists("king") && !role_exists("") && !role_exists("Admin"));
    ck_assert_str_eq(role_name("king"), "king");
}
END_TEST

START_TEST(a_login_without_account_is_told_how_to_get_one)
{
    struct session session;
    ck_assert_int_eq(session_open(&session, store, "nobody", &err), -1);
    ck_sentence(&err, "zeren account add nobody");
    session_done(&session);
    ck_assert_int_eq(session_open(&session, store, "ROOT", &err), -1);
    session_done(&session);
    struct session unknown = { .store = store, .login = "x", .role = "king" };
    for (int right = 0; right < RIGHT_COUNT; right++)
        ck_assert_int_eq(session_may(&unknown, (enum right)right, &err), -1);
}
END_TEST

/* Each write of the domain floor asks first, and a refusal leaves no trace. */
START_TEST(who_may_not_write_does_not)
{
    static const char *const roles[] = { "recorder", "reviewer", "reader" };
    struct import_result result;
    struct faults faults = { 0 };
    int64_t school = seeded_school(store, "cangzhou");
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        ck_assert_int_eq(account_add(&root, roles[i], roles[i], 0, NULL, &err), 0);
    ck_assert_int_eq(account_add(&root, "officer", "officer", school, "propaganda", &err), 0);
    int64_t entries = count("SELECT count(*) FROM journal");
    static const char *const logins[] = { "recorder", "officer", "reviewer", "reader" };
    for (size_t i = 0; i < sizeof logins / sizeof logins[0]; i++) {
        struct session session = seeded_session(store, logins[i]);
        ck_assert_int_eq(account_add(&session, "more", "reader", 0, NULL, &err), -1);
        ck_sentence(&err, role_name(logins[i]));
        ck_assert_int_eq(account_remove(&session, "reader", &err), -1);
        ck_sentence(&err, role_name(logins[i]));
        if (i > 0) { /* recorders keep the people */
            ck_assert_int_eq(import_people(&session, school, "f", "x", 1, &result, &faults, &err), -1);
            ck_sentence(&err, role_name(logins[i]));
            ck_assert_int_eq(import_bodies(&session, school, "f", "x", 1, &result, &faults, &err), -1);
            ck_sentence(&err, role_name(logins[i]));
        }
        ck_assert_int_eq(session.body != 0, i == 1);
        session_done(&session);
    }
    ck_assert_uint_eq(faults.n, 0);
    ck_assert_int_eq(count("SELECT count(*) FROM journal"), entries);
}
END_TEST

/* --- Accounts --- */

START_TEST(accounts_come_and_go)
{
    int64_t school = seeded_school(store, "cangzhou");
    ck_assert_int_eq(account_add(&root, "li.si", "recorder", 0, NULL, &err), 0);
    ck_assert_int_eq(account_add(&root, "li.si", "reader", 0, NULL, &err), -1);
    ck_sentence(&err, "已经有了");
    ck_assert_int_eq(account_add(&root, "unit1", "officer", school, "党委宣传部", &err), 0);
    ck_assert_int_eq(account_add(&root, "unit2", "officer", school, NULL, &err), -1);
    ck_sentence(&err, "--body");
    ck_assert_int_eq(account_add(&root, "unit2", "reader", school, "党委宣传部", &err), -1);
    ck_sentence(&err, "--body");
    ck_assert_int_eq(account_add(&root, "unit2", "officer", school, "没有的单位", &err), -1);
    ck_sentence(&err, "没有的单位");
    ck_assert_int_eq(account_add(&root, "x", "king", 0, NULL, &err), -1);
    ck_sentence(&err, role_list);
    ck_assert_int_eq(count("SELECT count(*) FROM account"), 3);
    ck_assert_int_eq(
        count("SELECT b.key = 'propaganda' FROM account a JOIN body b ON b.id = a.body WHERE a.login = 'unit1'"), 1);
    ck_assert_int_eq(account_remove(&root, "unit2", &err), -1);
    ck_sentence(&err, "unit2");
    ck_assert_int_eq(account_remove(&root, "unit1", &err), 0);
    ck_assert_int_eq(count("SELECT count(*) FROM account"), 2);
    ck_assert_int_eq(count("SELECT count(*) FROM journal WHERE actor = 'root' AND action LIKE 'account-%'"), 3);
}
END_TEST

START_TEST(the_last_admin_stays)
{
    ck_assert_int_eq(account_remove(&root, "root", &err), -1);
    ck_sentence(&err, "唯一的管理员");
    ck_assert_int_eq(account_add(&root, "second", "admin", 0, NULL, &err), 0);
    ck_assert_int_eq(account_remove(&root, "root", &err), 0);
    struct session second = seeded_session(store, "second");
    ck_assert_int_eq(account_remove(&second, "second", &err), -1);
    ck_sentence(&err, "唯一的管理员");
    session_done(&second);
}
END_TEST

START_TEST(a_login_is_one_the_system_could_have)
{
    static const char *const good[] = { "a", "root", "li.si", "A_b-9", "0", "_x", "12345678901234567890123456789012" };
    static const char *const bad[] = {
        "", "-x", "a b", "a\n", "王", "a/b", "a:b", "a$", "a\033", "é", "123456789012345678901234567890123"
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        ck_assert_msg(login_valid(good[i]), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ck_assert_msg(!login_valid(bad[i]), "%s", bad[i]);
        ck_assert_int_eq(account_add(&root, bad[i], "reader", 0, NULL, &err), -1);
        ck_sentence(&err, "登录名");
    }
}
END_TEST

/* --- The org chart --- */

static struct org org_of(const char *school, const char *day)
{
    struct org org;
    ck_assert_int_eq(org_read(&org, store, seeded_school(store, school), day, &err), 0);
    return org;
}

static void ck_tree(const char *school, const char *expected)
{
    struct org org = org_of(school, "2026-11-21");
    struct buf tree = { 0 };
    for (size_t i = 0; i < org.n; i++)
        buf_printf(&tree, "%.*s%s%s\n", org.depth[i], "........", org.bodies.v[org.order[i]].key,
                   org.last[i] ? " <" : "");
    ck_assert_str_eq(buf_text(&tree), expected);
    buf_free(&tree);
    org_done(&org);
}

/* As the documents list them; < marks the last of its siblings. */
START_TEST(bodies_stand_in_the_order_of_the_rule)
{
    ck_tree("cangzhou",
            "party-committee <\n.secretary-president\n.leader-in-charge\n.other-leaders\n.leading-group <\n"
            "..experts\n..opinion-office\n..tech-office\n..units <\n...propaganda\n...edtech-centre\n"
            "...party-admin-office\n...organisation\n...personnel\n...student-affairs\n...security\n...finance\n"
            "...assets\n...youth-league <\n");
    ck_tree("dalian-medical", "party-committee\n.leader-in-charge\n.leading-group\n..office <\n.units <\n..propaganda\n"
                              "..edtech-centre <\ndiscipline <\n");
    ck_tree("hrbeu",
            "party-committee\n.leader-in-charge\n.other-leaders\n.leading-group\n..office <\n...experts <\n.units <\n"
            "it-department\ninspection\naudit\ndiscipline <\n");
    ck_tree("meijia", "party-committee <\n.leading-group\n..office\n..units <\n...school-office\n...academic-affairs\n"
                      "...student-affairs\n...logistics\n...it-centre <\n.leader-in-charge <\n");
}
END_TEST

START_TEST(nobody_vanishes_from_the_tree)
{
    /* A closed parent, and a body opened only later. */
    seeded_write(store, "close",
                 "UPDATE body SET closed = '2026-06-01' WHERE key = 'leading-group';"
                 "UPDATE body SET opened = '2026-06-01' WHERE key = 'audit'");
    struct org before = org_of("hrbeu", "2026-05-31"), after = org_of("hrbeu", "2026-06-01");
    ck_assert_uint_eq(before.n, 10);
    ck_assert_uint_eq(after.n, 10);
    ck_assert_ptr_nonnull(body_named(&before.bodies, "leading-group"));
    ck_assert_ptr_null(body_named(&before.bodies, "audit"));
    ck_assert_ptr_null(body_named(&after.bodies, "leading-group"));
    for (size_t i = 0; i < after.n; i++)
        if (strcmp(after.bodies.v[after.order[i]].key, "office") == 0)
            ck_assert_int_eq(after.depth[i], 0);
    org_done(&before);
    org_done(&after);
}
END_TEST

START_TEST(a_body_is_within_those_above_it)
{
    struct org org = org_of("cangzhou", "2026-11-21");
    int64_t top = body_named(&org.bodies, "party-committee")->id, group = body_named(&org.bodies, "领导小组")->id;
    int64_t unit = body_named(&org.bodies, "党委宣传部")->id, leader = body_named(&org.bodies, "leader-in-charge")->id;
    ck_assert(org_within(&org, unit, 0) && org_within(&org, unit, unit) && org_within(&org, unit, group));
    ck_assert(org_within(&org, unit, top) && !org_within(&org, group, unit) && !org_within(&org, leader, group));
    ck_assert(!org_within(&org, 99999, top));
    ck_assert_ptr_null(body_named(&org.bodies, "没有"));
    org_done(&org);
}
END_TEST

static void hold(const char *school, const char *body, const char *post, const char *name, const char *days)
{
    struct import_result result;
    struct faults faults = { 0 };
    char csv[512];
    snprintf(csv, sizeof csv, "单位,岗位,姓名,起,止\n%s,%s,%s,%s\n", body, post, name, days);
    if (import_people(&root, seeded_school(store, school), "f.csv", csv, strlen(csv), &result, &faults, &err) != 0)
        ck_abort_msg("%s %s", err.text, faults.n > 0 ? faults.v[0].text : "");
}

static const struct post *post_of(const struct org *org, const char *body, const char *name)
{
    const struct body *found = body_named(&org->bodies, body);
    for (size_t i = 0; found != NULL && i < org->posts.n; i++)
        if (org->posts.v[i].body == found->id && strcmp(org->posts.v[i].name, name) == 0)
            return &org->posts.v[i];
    ck_abort_msg("no post %s in %s", name, body);
    return NULL;
}

/* The holders of the post on the day, "、" between; "" when vacant. */
static void ck_holders(const char *body, const char *post, const char *day, const char *expected, bool vacant)
{
    struct org org = org_of("cangzhou", day);
    const struct post *found = post_of(&org, body, post);
    struct buf names = { 0 };
    size_t first, n = org_holders(&org, found->id, &first);
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(org.holders.v[first + i].post, found->id);
        buf_printf(&names, "%s%s", i > 0 ? "、" : "", org.holders.v[first + i].name);
    }
    ck_assert_msg(strcmp(buf_text(&names), expected) == 0, "%s on %s: %s, not %s", post, day, buf_text(&names),
                  expected);
    ck_assert_msg(org_vacant(&org, found) == vacant, "%s on %s: vacancy", post, day);
    buf_free(&names);
    org_done(&org);
}

START_TEST(who_held_a_post_on_a_day)
{
    hold("cangzhou", "书记和校长", "校长", "样例甲", "2024-02-29,2025-08-31");
    hold("cangzhou", "书记和校长", "校长", "样例乙", "2025-09-02,");
    ck_holders("书记和校长", "校长", "2024-02-28", "", true);
    ck_holders("书记和校长", "校长", "2024-02-29", "样例甲", false);
    ck_holders("书记和校长", "校长", "2025-08-31", "样例甲", false);
    ck_holders("书记和校长", "校长", "2025-09-01", "", true);
    ck_holders("书记和校长", "校长", "2025-09-02", "样例乙", false);
    ck_holders("书记和校长", "校长", "9999-12-31", "样例乙", false);
    /* One day only. */
    hold("cangzhou", "书记和校长", "校长", "样例丙", "2025-09-01,2025-09-01");
    ck_holders("书记和校长", "校长", "2025-09-01", "样例丙", false);
    ck_holders("书记和校长", "党委书记", "2025-09-01", "", true);
}
END_TEST

START_TEST(seats_make_a_vacancy)
{
    ck_holders("网络安全专家", "专家", "2026-01-01", "", true);
    hold("cangzhou", "网络安全专家", "专家", "样例甲", "2026-01-01,");
    ck_holders("网络安全专家", "专家", "2026-01-01", "样例甲", false); /* any number: one is enough */
    hold("cangzhou", "网络安全专家", "专家", "样例乙", "2026-01-01,");
    ck_holders("网络安全专家", "专家", "2026-01-01", "样例甲、样例乙", false);
    seeded_write(store, "seats", "UPDATE post SET seats = 2 WHERE name = '党委分管领导'");
    hold("cangzhou", "党委分管领导", "党委分管领导", "样例丙", "2026-01-01,");
    ck_holders("党委分管领导", "党委分管领导", "2026-01-01", "样例丙", true);
    hold("cangzhou", "党委分管领导", "党委分管领导", "样例丁", "2026-02-01,");
    ck_holders("党委分管领导", "党委分管领导", "2026-01-31", "样例丙", true);
    ck_holders("党委分管领导", "党委分管领导", "2026-02-01", "样例丙、样例丁", false);
}
END_TEST

START_TEST(patterns_are_never_vacant)
{
    static const struct {
        const char *school;
        size_t posts, vacant;
    } schools[] = { { "cangzhou", 42, 39 }, { "dalian-medical", 8, 6 }, { "hrbeu", 7, 4 }, { "meijia", 18, 16 } };
    for (size_t s = 0; s < 4; s++) {
        struct org org = org_of(schools[s].school, "2026-11-21");
        size_t vacant = 0;
        for (size_t i = 0; i < org.posts.n; i++) {
            bool pattern = body_by_id(&org.bodies, org.posts.v[i].body)->each;
            ck_assert(!(pattern && org_vacant(&org, &org.posts.v[i])));
            vacant += org_vacant(&org, &org.posts.v[i]);
        }
        ck_assert_msg(org.posts.n == schools[s].posts && vacant == schools[s].vacant, "%s: %zu posts, %zu vacant",
                      schools[s].school, org.posts.n, vacant);
        org_done(&org);
    }
}
END_TEST

/* --- The matrix --- */

static const struct {
    const char *school;
    size_t duties, lead, answer, assist, guide, inform, columns;
    const char *without_first; /* the bodies that lead and have no post of a 第一责任人, in tree order */
} matrices[] = {
    { "cangzhou", 36, 36, 48, 5, 7, 1, 16, "leader-in-charge other-leaders leading-group opinion-office tech-office " },
    { "dalian-medical", 13, 13, 12, 0, 6, 3, 7, "leading-group office " },
    { "hrbeu", 22, 22, 20, 1, 5, 2, 8, "other-leaders leading-group office inspection audit " },
    { "meijia", 35, 35, 35, 1, 8, 9, 6, "leading-group office " },
};

static size_t parts_of(const struct matrix *matrix, const char *part)
{
    size_t n = 0;
    for (size_t i = 0; i < matrix->parts.n; i++)
        n += strcmp(matrix->parts.v[i].part, part) == 0;
    return n;
}

START_TEST(the_matrices_of_the_four_schools)
{
    for (size_t s = 0; s < sizeof matrices / sizeof matrices[0]; s++) {
        struct org org = org_of(matrices[s].school, "2026-11-21");
        struct matrix matrix;
        struct holes holes = { 0 };
        struct buf bodies = { 0 };
        ck_assert_int_eq(matrix_read(&matrix, store, seeded_school(store, matrices[s].school), &org, &err), 0);
        ck_assert_uint_eq(matrix.duties.n, matrices[s].duties);
        ck_assert_uint_eq(parts_of(&matrix, "lead"), matrices[s].lead);
        ck_assert_uint_eq(parts_of(&matrix, "answer"), matrices[s].answer);
        ck_assert_uint_eq(parts_of(&matrix, "assist"), matrices[s].assist);
        ck_assert_uint_eq(parts_of(&matrix, "guide"), matrices[s].guide);
        ck_assert_uint_eq(parts_of(&matrix, "inform"), matrices[s].inform);
        ck_assert_uint_eq(matrix.n, matrices[s].columns);
        matrix_holes(&matrix, &holes);
        for (size_t i = 0; i < holes.n; i++) {
            ck_assert_int_eq(holes.v[i].kind, HOLE_NO_FIRST); /* each duty has one lead */
            buf_printf(&bodies, "%s ", holes.v[i].body->key);
        }
        ck_assert_str_eq(buf_text(&bodies), matrices[s].without_first);
        VEC_FREE(&holes);
        buf_free(&bodies);
        matrix_done(&matrix);
        org_done(&org);
    }
}
END_TEST

START_TEST(holes_are_found)
{
    seeded_write(
        store, "holes",
        "DELETE FROM part WHERE part = 'lead' AND duty IN (SELECT d.id FROM duty d JOIN school s ON s.id = d.school"
        " WHERE s.key = 'cangzhou' AND d.no = 3);"
        "INSERT INTO part(duty, body, part) SELECT d.id, b.id, 'lead' FROM duty d JOIN school s ON s.id = d.school"
        " JOIN body b ON b.school = s.id WHERE s.key = 'cangzhou' AND d.no = 36 AND b.key = 'finance'");
    struct org org = org_of("cangzhou", "2026-11-21");
    struct matrix matrix;
    struct holes holes = { 0 };
    ck_assert_int_eq(matrix_read(&matrix, store, seeded_school(store, "cangzhou"), &org, &err), 0);
    matrix_holes(&matrix, &holes);
    ck_assert_uint_ge(holes.n, 2);
    ck_assert_int_eq(holes.v[0].kind, HOLE_NO_LEAD);
    ck_assert_int_eq(holes.v[0].duty->no, 3);
    ck_assert_int_eq(holes.v[1].kind, HOLE_TWO_LEADS);
    ck_assert_int_eq(holes.v[1].duty->no, 36);
    VEC_FREE(&holes);
    matrix_done(&matrix);
    org_done(&org);
}
END_TEST

/* The overview's short way to the holes, and to the empty seats, sees what the whole matrix and org chart show: in each
 * school, with decisions of all kinds, some ended, on days before, between and after them. */
START_TEST(the_short_ways_see_the_same)
{
    static const char *const days[] = { "2025-12-31", "2026-03-01", "2026-11-21" };
    static const char *const liabilities[] = { "first", "direct", "officer", NULL };
    size_t seen = 0;
    seeded_write(store, "decisions",
                 "INSERT INTO decision(duty, body, part, reason, day, ended, login) SELECT a.duty, a.body,"
                 " CASE a.id % 3 WHEN 0 THEN NULL WHEN 1 THEN 'lead' ELSE 'assist' END, '样例',"
                 " CASE a.id % 2 WHEN 0 THEN '2026-02-01' ELSE '2026-06-01' END,"
                 " CASE a.id % 5 WHEN 0 THEN '2026-07-01' END, 'root' FROM part a WHERE a.id % 4 < 2"
                 " GROUP BY a.duty, a.body");
    for (size_t i = 0; i < 4 * COUNT(days); i++) {
        const char *key = matrices[i / COUNT(days)].school, *day = days[i % COUNT(days)];
        struct org org = org_of(key, day), seats;
        struct matrix matrix;
        struct holes all = { 0 };
        struct found_holes found;
        int64_t school = seeded_school(store, key);
        ck_assert_int_eq(org_read_seats(&seats, store, school, day, &err), 0);
        ck_assert_int_eq(matrix_read(&matrix, store, school, &org, &err), 0);
        ck_assert_int_eq(holes_read(&found, store, school, &seats, &err), 0);
        matrix_holes(&matrix, &all);
        ck_assert_uint_eq(found.holes.n, all.n);
        for (size_t k = 0; k < all.n; k++) {
            const struct hole *a = &all.v[k], *b = &found.holes.v[k];
            ck_assert(a->kind == b->kind && (a->duty == NULL) == (b->duty == NULL));
            ck_assert(a->duty == NULL ? a->body->id == b->body->id
                                      : a->duty->id == b->duty->id && a->duty->no == b->duty->no);
        }
        seen += all.n;
        for (size_t k = 0; k < COUNT(liabilities); k++) {
            struct vacancies whole = { 0 }, brief = { 0 };
            org_vacancies(&org, liabilities[k], &whole);
            org_vacancies(&seats, liabilities[k], &brief);
            ck_assert_uint_eq(whole.n, brief.n);
            for (size_t v = 0; v < whole.n; v++)
                ck_assert(whole.v[v].post->id == brief.v[v].post->id && whole.v[v].empty == brief.v[v].empty);
            VEC_FREE(&whole);
            VEC_FREE(&brief);
        }
        holes_done(&found);
        VEC_FREE(&all);
        matrix_done(&matrix);
        org_done(&seats);
        org_done(&org);
    }
    ck_assert_uint_gt(seen, 20);
}
END_TEST

/* Of several parts of one body in one duty the first of ● ★ ○ ◇ △ is shown, in whatever order they were written. */
START_TEST(the_weightiest_part_is_shown)
{
    static const char *const parts[] = { "inform", "guide", "assist", "answer", "lead" }; /* from the least */
    static const char *const marks[] = { "△", "◇", "○", "★", "●" };
    int64_t school = seeded_school(store, "dalian-medical");
    for (size_t i = 0; i < 5; i++) {
        char sql[512];
        snprintf(sql, sizeof sql,
                 "INSERT OR IGNORE INTO part(duty, body, part) SELECT d.id, b.id, '%s' FROM duty d JOIN body b"
                 " ON b.school = d.school WHERE d.school = %lld AND d.no = 1 AND b.key = 'discipline'",
                 parts[i], (long long)school);
        seeded_write(store, "part", sql);
        struct org org = org_of("dalian-medical", "2026-11-21");
        struct matrix matrix;
        ck_assert_int_eq(matrix_read(&matrix, store, school, &org, &err), 0);
        const struct body *body = body_named(&org.bodies, "discipline");
        const struct part *shown = matrix_part(&matrix, matrix.duties.v[0].id, body->id);
        ck_assert_ptr_nonnull(shown);
        ck_assert_str_eq(shown->part, parts[i]);
        ck_assert_str_eq(part_mark(shown->part), marks[i]);
        ck_assert_ptr_null(matrix_part(&matrix, 99999, body->id));
        matrix_done(&matrix);
        org_done(&org);
    }
}
END_TEST

/* --- What is due --- */

/* One obligation, one body: state, times done this year, last day. */
static void ck_due(const char *key, const char *day, enum due_state state, int64_t done, const char *last)
{
    struct org org = org_of("cangzhou", day);
    struct dues dues;
    size_t seen = 0;
    ck_assert_int_eq(dues_read(&dues, store, seeded_school(store, "cangzhou"), &org, day, &err), 0);
    for (size_t i = 0; i < dues.n; i++) {
        const struct due *due = &dues.v[i];
        if (strcmp(due->obligation->key, key) != 0)
            continue;
        seen++;
        ck_assert_msg(due->state == state, "%s on %s: %s", key, day, due_state_name(due->state));
        ck_assert_int_eq(due->done, done);
        ck_assert_pstr_eq(due->last, last);
        ck_assert_pstr_eq(due->evidence, last == NULL ? NULL : "样例纪要");
        char by[DAY_TEXT];
        snprintf(by, sizeof by, "%.4s-12-31", day);
        ck_assert_str_eq(due->by, state == DUE_REGULAR ? "" : by);
    }
    ck_assert_uint_eq(seen, 1);
    dues_done(&dues);
    org_done(&org);
}

static void fulfil(const char *key, const char *day)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "INSERT INTO fulfilment(obligation, body, day, evidence) SELECT o.id, o.body, '%s', '样例纪要'"
             " FROM obligation o JOIN school s ON s.id = o.school WHERE o.key = '%s' AND s.key = 'cangzhou'",
             day, key);
    seeded_write(store, "fulfil", sql);
}

START_TEST(a_yearly_obligation_over_the_years)
{
    ck_due("annual-meeting", "2024-01-01", DUE_OPEN, 0, NULL);
    fulfil("annual-meeting", "2024-12-31");
    ck_due("annual-meeting", "2024-12-30", DUE_OPEN, 0, NULL); /* not yet done on that day */
    ck_due("annual-meeting", "2024-12-31", DUE_MET, 1, "2024-12-31");
    ck_due("annual-meeting", "2025-01-01", DUE_OPEN, 0, "2024-12-31");
    ck_due("annual-meeting", "2025-12-31", DUE_OPEN, 0, "2024-12-31");
    ck_due("annual-meeting", "2026-01-01", DUE_LATE, 0, "2024-12-31"); /* 2025 went by without one */
    fulfil("annual-meeting", "2026-01-02");
    ck_due("annual-meeting", "2026-01-01", DUE_LATE, 0, "2024-12-31");
    ck_due("annual-meeting", "2026-01-02", DUE_MET, 1, "2026-01-02");
    ck_due("annual-meeting", "2027-06-01", DUE_OPEN, 0, "2026-01-02");
    fulfil("annual-meeting", "2026-05-01");
    ck_due("annual-meeting", "2026-12-31", DUE_MET, 2, "2026-05-01");
}
END_TEST

START_TEST(more_than_once_a_year)
{
    seeded_write(store, "times", "UPDATE obligation SET times = 2 WHERE key = 'annual-drill'");
    fulfil("annual-drill", "2024-03-01");
    ck_due("annual-drill", "2024-12-31", DUE_OPEN, 1, "2024-03-01");
    /* The records began last year: what went before them is not known. */
    ck_due("annual-drill", "2025-02-01", DUE_OPEN, 0, "2024-03-01");
    fulfil("annual-drill", "2025-03-01");
    ck_due("annual-drill", "2026-02-01", DUE_LATE, 0, "2025-03-01"); /* once in 2025 was too little */
    fulfil("annual-drill", "2025-09-01");
    ck_due("annual-drill", "2025-09-01", DUE_MET, 2, "2025-09-01");
    ck_due("annual-drill", "2026-02-01", DUE_OPEN, 0, "2025-09-01");
}
END_TEST

START_TEST(a_regular_obligation_has_no_term)
{
    ck_due("opinion-watch", "2026-11-21", DUE_REGULAR, 0, NULL);
    fulfil("opinion-watch", "2020-01-01");
    ck_due("opinion-watch", "2026-11-21", DUE_REGULAR, 0, "2020-01-01");
}
END_TEST

/* An obligation of the each-body is one of every unit; without units it stays with the each-body itself. */
START_TEST(units_each_have_theirs)
{
    static const struct {
        const char *school;
        size_t dues;
    } schools[] = { { "cangzhou", 24 }, { "dalian-medical", 4 }, { "hrbeu", 3 }, { "meijia", 22 } };
    for (size_t s = 0; s < 4; s++) {
        struct org org = org_of(schools[s].school, "2026-11-21");
        struct dues dues;
        ck_assert_int_eq(dues_read(&dues, store, seeded_school(store, schools[s].school), &org, "2026-11-21", &err), 0);
        ck_assert_msg(dues.n == schools[s].dues, "%s: %zu", schools[s].school, dues.n);
        for (size_t i = 0; i < dues.n; i++)
            ck_assert(!dues.v[i].body->each || strcmp(schools[s].school, "hrbeu") == 0);
        dues_done(&dues);
        org_done(&org);
    }
}
END_TEST

START_TEST(a_session_learns_what_became_of_its_account)
{
    ck_assert_int_eq(account_add(&root, "second", "recorder", 0, NULL, &err), 0);
    struct session second = seeded_session(store, "second");
    ck_assert_int_eq(session_may(&second, RIGHT_MANAGE_PEOPLE, &err), 0);
    seeded_write(store, "account", "UPDATE account SET role = 'reader' WHERE login = 'second'");
    ck_assert_int_eq(session_refresh(&second, &err), 0);
    ck_assert_str_eq(second.role, "reader");
    ck_assert_int_eq(session_may(&second, RIGHT_MANAGE_PEOPLE, &err), -1);
    ck_assert_int_eq(session_may(&second, RIGHT_READ, &err), 0);
    ck_assert_int_eq(account_remove(&root, "second", &err), 0);
    ck_assert_int_eq(session_refresh(&second, &err), 0);
    for (int right = 0; right < RIGHT_COUNT; right++) {
        ck_assert_int_eq(session_may(&second, (enum right)right, &err), -1);
        ck_sentence(&err, "已被取消");
        ck_assert(!session_may_somewhere(&second, (enum right)right));
    }
    session_done(&second);
}
END_TEST

START_TEST(a_citation_names_its_document_where_there_are_several)
{
    struct arena arena = { 0 };
    const struct cite cite = { .rule = "notice", .path = "第六条（二）4" };
    ck_assert_str_eq(cite_within(0, cite, &arena), "第六条（二）4");
    ck_assert_str_eq(cite_within(1, cite, &arena), "第六条（二）4");
    ck_assert_str_eq(cite_within(2, cite, &arena), "notice 第六条（二）4");
    ck_assert_str_eq(cite_within(2, (struct cite){ .path = "第六条" }, &arena), "第六条");
    ck_assert_str_eq(cite_within(2, (struct cite){ .rule = "notice" }, &arena), "");
    ck_assert_str_eq(cite_within(2, (struct cite){ .rule = NULL }, &arena), "");
    arena_free(&arena);
}
END_TEST

START_TEST(a_national_deadline_is_cited_by_its_source)
{
    struct arena arena = { 0 };
    struct report_due due = { .national = true, .cite = { .rule = "办法", .path = "第四条" } };
    ck_assert_str_eq(due_cite(&due, true, "own", &arena), "《办法》第四条");
    ck_assert_str_eq(due_cite(&due, false, "own", &arena), "办法 第四条");
    due.cite.path = NULL;
    ck_assert_str_eq(due_cite(&due, true, "own", &arena), "《办法》");
    ck_assert_str_eq(due_cite(&due, false, "own", &arena), "办法");
    due.national = false;
    ck_assert_str_eq(due_cite(&due, true, "own", &arena), "own");
    arena_free(&arena);
}
END_TEST

/* What it may is looked at again in the transaction: it need not have learned. */
START_TEST(a_session_that_has_not_learned_writes_nothing)
{
    ck_assert_int_eq(account_add(&root, "second", "admin", 0, NULL, &err), 0);
    struct session second = seeded_session(store, "second");
    ck_assert_int_eq(account_add(&second, "third", "reader", 0, NULL, &err), 0);
    seeded_write(store, "account", "UPDATE account SET role = 'reader' WHERE login = 'second'");
    int64_t head = raw_int(store->db, "SELECT max(seq) FROM journal");
    ck_assert_int_eq(account_remove(&second, "third", &err), -1);
    ck_sentence(&err, "刚被管理员改过");
    ck_assert_int_eq(account_remove(&root, "second", &err), 0);
    ck_assert_int_eq(account_add(&second, "fourth", "admin", 0, NULL, &err), -1);
    ck_sentence(&err, "已被取消");
    ck_assert_int_eq(raw_int(store->db, "SELECT max(seq) FROM journal"), head + 1);
    session_done(&second);
}
END_TEST

/* --- Names --- */

/* The literal that a call gives as its action: the one in this argument's place, or further on in the line. */
static int ck_named(const char *at, const char *end)
{
    int found = 0;
    for (; (at = memchr(at, '"', (size_t)(end - at))) != NULL; found++) {
        char id[64];
        size_t n = strcspn(++at, "\"");
        ck_assert_uint_lt(n, sizeof id);
        memcpy(id, at, n);
        id[n] = '\0';
        ck_assert_msg(journal_action_name(id) != id, "no name for %s", id);
        at += n + 1;
    }
    return found;
}

/* Every action written in src/domain, as its source says. */
START_TEST(each_action_of_the_journal_has_a_name)
{
    static const char *const calls[] = { "change_begin(session, ", "store_begin(store, ", "run_import(&im, session, ",
                                         "_begin(&w, session, " };
    char *sources = source_path("src/domain");
    DIR *dir = opendir(sources);
    int found = 0;
    ck_assert_ptr_nonnull(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        struct buf text = { 0 };
        char *file = path_join(sources, entry->d_name);
        if (strstr(entry->d_name, ".c") != NULL && file_read(file, 1024 * 1024, &text, &err) == 0)
            for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
                for (const char *at = buf_text(&text); (at = strstr(at, calls[i])) != NULL; at++)
                    found += ck_named(at, at + strcspn(at, "\n"));
        mem_free(file);
        buf_free(&text);
    }
    closedir(dir);
    mem_free(sources);
    ck_assert_int_ge(found, 25);
    ck_assert_str_eq(journal_action_name("no-such-action"), "no-such-action");
}
END_TEST

/* Every table that the journal records, and every column of it, as the store has them. */
START_TEST(each_table_and_column_of_the_journal_has_a_name)
{
    static const char sql[] = "SELECT m.name, i.name FROM sqlite_schema m JOIN pragma_table_info(m.name) i"
                              " WHERE m.type = 'table' ORDER BY m.name";
    sqlite3_stmt *statement;
    int found = 0, tables = 0;
    ck_assert_int_eq(sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(statement, 0);
        const char *column = (const char *)sqlite3_column_text(statement, 1);
        if (!db_is_domain_table(table))
            continue;
        ck_assert_msg(journal_table_name(table) != table, "no name for the table %s", table);
        ck_assert_msg(journal_column_name(table, column) != column, "no name for %s.%s", table, column);
        found++;
    }
    sqlite3_finalize(statement);
    for (const struct journal_table *table = journal_tables; table->id != NULL; table++)
        tables++;
    ck_assert_int_ge(found, 3 * tables);
    ck_assert_str_eq(journal_column_name("person", "number"), "工号");
    ck_assert_str_eq(journal_column_name("rule", "number"), "文号");
    ck_assert_str_eq(journal_table_name("no_such_table"), "no_such_table");
    ck_assert_str_eq(journal_column_name("person", "no_such_column"), "no_such_column");
}
END_TEST

Suite *domain_suite(void)
{
    Suite *suite = suite_create("domain");
    TCase *t = seeded_case("domain", false, open_copy, close_copy);
    tcase_add_test(t, a_session_learns_what_became_of_its_account);
    tcase_add_test(t, a_session_that_has_not_learned_writes_nothing);
    tcase_add_test(t, each_role_has_its_rights);
    tcase_add_test(t, a_login_without_account_is_told_how_to_get_one);
    tcase_add_test(t, who_may_not_write_does_not);
    tcase_add_test(t, accounts_come_and_go);
    tcase_add_test(t, the_last_admin_stays);
    tcase_add_test(t, a_login_is_one_the_system_could_have);
    tcase_add_test(t, bodies_stand_in_the_order_of_the_rule);
    tcase_add_test(t, nobody_vanishes_from_the_tree);
    tcase_add_test(t, a_body_is_within_those_above_it);
    tcase_add_test(t, who_held_a_post_on_a_day);
    tcase_add_test(t, seats_make_a_vacancy);
    tcase_add_test(t, patterns_are_never_vacant);
    tcase_add_test(t, the_matrices_of_the_four_schools);
    tcase_add_test(t, holes_are_found);
    tcase_add_test(t, the_short_ways_see_the_same);
    tcase_add_test(t, the_weightiest_part_is_shown);
    tcase_add_test(t, a_yearly_obligation_over_the_years);
    tcase_add_test(t, more_than_once_a_year);
    tcase_add_test(t, a_regular_obligation_has_no_term);
    tcase_add_test(t, units_each_have_theirs);
    tcase_add_test(t, a_citation_names_its_document_where_there_are_several);
    tcase_add_test(t, a_national_deadline_is_cited_by_its_source);
    tcase_add_test(t, each_action_of_the_journal_has_a_name);
    tcase_add_test(t, each_table_and_column_of_the_journal_has_a_name);
    suite_add_tcase(suite, t);
    return suite;
}
