/* Holds fulfilments and assets to their rules: who may for which body, what is refused, and that what was withdrawn or
 * closed stays in the store. */
#include "domain/account.h"
#include "domain/asset.h"
#include "domain/due.h"
#include "domain/fulfil.h"
#include "lib/run.h"
#include "seeded.h"
#include "store/office.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>

static char *seed_folder, *seed;
static char *folder, *path;
static struct store *store;
static struct session root;
static struct err err;

static void make_seed(void)
{
    seed_folder = folder_new();
    seed = seeded_make(seed_folder, "seed.db", true);
}

static void drop_seed(void)
{
    mem_free(seed);
    folder_drop(seed_folder);
}

static void open_copy(void)
{
    folder = folder_new();
    path = seeded_copy(seed, folder, "x.db");
    store = seeded_open(path);
    root = seeded_session(store, "root");
}

static void close_copy(void)
{
    session_done(&root);
    store_close(store);
    ck_verified(path);
    mem_free(path);
    folder_drop(folder);
}

static int64_t body(const char *school, const char *key)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT b.id FROM body b JOIN school s ON s.id = b.school WHERE s.key = '%s' AND b.key = '%s'", school,
             key);
    return raw_int(store->db, sql);
}

static int64_t entries(void)
{
    return raw_int(store->db, "SELECT count(*) FROM journal");
}

static void refuses(int rc, const char *part)
{
    ck_assert_int_eq(rc, -1);
    ck_sentence(&err, part);
}

/* An account of each role; the officer is of Cangzhou's 领导小组, which has units below. */
static void add_accounts(void)
{
    ck_assert_int_eq(account_add(&root, "recorder", "recorder", 0, NULL, &err), 0);
    ck_assert_int_eq(account_add(&root, "reviewer", "reviewer", 0, NULL, &err), 0);
    ck_assert_int_eq(account_add(&root, "reader", "reader", 0, NULL, &err), 0);
    ck_assert_int_eq(account_add(&root, "officer", "officer", seeded_school(store, "cangzhou"), "units", &err), 0);
}

/* --- Fulfilments --- */

/* An obligation of Cangzhou's each-body, and one of another body. */
static int64_t of_units(void)
{
    return raw_int(store->db,
                   "SELECT o.id FROM obligation o JOIN body b ON b.id = o.body JOIN school s ON s.id = o.school"
                   " WHERE s.key = 'cangzhou' AND b.each LIMIT 1");
}

static int64_t annual(int64_t *owner)
{
    *owner = raw_int(store->db, "SELECT o.body FROM obligation o JOIN school s ON s.id = o.school"
                                " WHERE s.key = 'cangzhou' AND o.key = 'annual-drill'");
    return raw_int(store->db, "SELECT o.id FROM obligation o JOIN school s ON s.id = o.school"
                              " WHERE s.key = 'cangzhou' AND o.key = 'annual-drill'");
}

/* How often it was done this year, as the list of dues says. */
static int64_t done(int64_t obligation, int64_t by)
{
    struct org org;
    struct dues dues;
    int64_t n = -1;
    ck_assert_int_eq(org_read(&org, store, seeded_school(store, "cangzhou"), "2026-11-21", &err), 0);
    ck_assert_int_eq(dues_read(&dues, store, seeded_school(store, "cangzhou"), &org, "2026-11-21", &err), 0);
    for (size_t i = 0; i < dues.n; i++)
        if (dues.v[i].obligation->id == obligation && dues.v[i].body->id == by)
            n = dues.v[i].done;
    dues_done(&dues);
    org_done(&org);
    return n;
}

START_TEST(a_fulfilment_counts_until_it_is_withdrawn)
{
    int64_t owner, obligation = annual(&owner), id, again, before = entries();
    ck_assert_int_eq(done(obligation, owner), 0);
    if (fulfilment_add(&root, obligation, owner, "2026年3月5日", " 样例演练记录 ", &id, &err) != 0)
        ck_abort_msg("%s", err.text);
    ck_assert_int_eq(done(obligation, owner), 1);
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM fulfilment WHERE day = '2026-03-05' AND evidence ="
                                        " '样例演练记录'"),
                     1);
    refuses(fulfilment_add(&root, obligation, owner, "2026-03-05", "样例演练记录", &again, &err), "已经登记过");
    ck_assert_int_eq(fulfilment_add(&root, obligation, owner, "2026-03-05", "样例演练记录之二", &again, &err), 0);
    ck_assert_int_eq(done(obligation, owner), 2);
    refuses(fulfilment_withdraw(&root, id, " ", &err), "理由");
    ck_assert_int_eq(fulfilment_withdraw(&root, id, "登记错了事项", &err), 0);
    ck_assert_int_eq(done(obligation, owner), 1);
    refuses(fulfilment_withdraw(&root, id, "再来", &err), "登记错了事项");
    refuses(fulfilment_withdraw(&root, 99999, "样例", &err), "没有这条");
    struct fulfilments all = { 0 };
    ck_assert_int_eq(read_fulfilments_of(store, obligation, owner, &all, &err), 0);
    ck_assert_uint_eq(all.n, 2);
    ck_assert_int_eq(all.v[0].id, id);
    ck_assert_str_eq(all.v[0].withdrawn, "登记错了事项");
    ck_assert_ptr_null(all.v[1].withdrawn);
    LIST_FREE(&all);
    ck_assert_int_eq(fulfilment_add(&root, obligation, owner, "2026-03-05", "样例演练记录", &id, &err), 0);
    ck_assert_int_eq(entries(), before + 4);
}
END_TEST

START_TEST(what_is_no_fulfilment_is_refused)
{
    int64_t owner, obligation = annual(&owner), id, before = entries(), unit = body("cangzhou", "propaganda");
    refuses(fulfilment_add(&root, obligation, owner, "2026-11-22", "样例", &id, &err), "还没有到");
    refuses(fulfilment_add(&root, obligation, owner, "2026-02-30", "样例", &id, &err), "不是日期");
    refuses(fulfilment_add(&root, obligation, owner, "", "样例", &id, &err), "履责日期");
    refuses(fulfilment_add(&root, obligation, owner, "2026-03-05", "", &id, &err), "凭据");
    refuses(fulfilment_add(&root, obligation, owner, "2026-03-05", "样\n例", &id, &err), "凭据");
    refuses(fulfilment_add(&root, obligation, body("cangzhou", "finance"), "2026-03-05", "样例", &id, &err),
            "责任主体");
    refuses(fulfilment_add(&root, 99999, owner, "2026-03-05", "样例", &id, &err), "没有这项");
    refuses(fulfilment_add(&root, obligation, 99999, "2026-03-05", "样例", &id, &err), "没有这项");
    refuses(fulfilment_add(&root, obligation, body("meijia", "it-centre"), "2026-03-05", "样例", &id, &err),
            "没有这项");
    refuses(fulfilment_add(&root, of_units(), body("cangzhou", "units"), "2026-03-05", "样例", &id, &err), "统称");
    ck_assert_int_eq(id, 0);
    ck_assert_int_eq(entries(), before);
    ck_assert_int_eq(fulfilment_add(&root, of_units(), unit, "2026-03-05", "样例", &id, &err), 0);
    seeded_write(store, "close", "UPDATE body SET closed = '2026-06-01' WHERE key = 'propaganda'");
    refuses(fulfilment_add(&root, of_units(), unit, "2026-06-01", "样例", &id, &err), "不在组织架构");
    ck_assert_int_eq(fulfilment_add(&root, of_units(), unit, "2026-05-31", "样例", &id, &err), 0);
    /* Where the each-body has no units yet, it is recorded for itself, as the list of dues shows it. */
    int64_t hrbeu =
        raw_int(store->db, "SELECT o.id FROM obligation o JOIN body b ON b.id = o.body JOIN school s ON s.id ="
                           " o.school WHERE s.key = 'hrbeu' AND b.each LIMIT 1");
    ck_assert_int_eq(fulfilment_add(&root, hrbeu, body("hrbeu", "units"), "2026-03-05", "样例", &id, &err), 0);
}
END_TEST

START_TEST(who_may_record_a_fulfilment)
{
    int64_t owner, obligation = annual(&owner), id, unit = body("cangzhou", "propaganda"), own = of_units();
    add_accounts();
    struct session officer = seeded_session(store, "officer"), recorder = seeded_session(store, "recorder");
    ck_assert_int_eq(fulfilment_add(&recorder, obligation, owner, "2026-03-05", "样例", &id, &err), 0);
    refuses(fulfilment_withdraw(&officer, id, "样例", &err), "本单位");
    ck_assert_int_eq(fulfilment_withdraw(&recorder, id, "样例", &err), 0);
    refuses(fulfilment_add(&officer, obligation, owner, "2026-03-05", "样例", &id, &err), "本单位");
    ck_assert_int_eq(fulfilment_add(&officer, own, unit, "2026-03-05", "样例", &id, &err), 0);
    static const char *const others[] = { "reviewer", "reader" };
    for (size_t i = 0; i < 2; i++) {
        struct session session = seeded_session(store, others[i]);
        int64_t none, before = entries();
        refuses(fulfilment_add(&session, own, unit, "2026-03-06", "样例", &none, &err), role_name(others[i]));
        refuses(fulfilment_withdraw(&session, id, "样例", &err), role_name(others[i]));
        refuses(fulfilment_withdraw(&session, 99999, "样例", &err), role_name(others[i]));
        ck_assert_int_eq(entries(), before);
        session_done(&session);
    }
    ck_assert_int_eq(fulfilment_withdraw(&officer, id, "样例", &err), 0);
    session_done(&officer);
    session_done(&recorder);
}
END_TEST

/* --- Assets --- */

static struct asset_fields sample(const char *name)
{
    return (struct asset_fields){ .body = body("cangzhou", "finance"),
                                  .name = name,
                                  .kind = "system",
                                  .level = 2,
                                  .address = "sys.example.edu.cn",
                                  .purpose = "样例功能",
                                  .opened = "2026-01-01" };
}

START_TEST(an_asset_from_its_beginning_to_its_end)
{
    struct asset_fields fields = sample("样例系统");
    struct assets list = { 0 };
    struct store_head head;
    int64_t id, before = entries(), person = raw_int(store->db, "SELECT id FROM person WHERE number = '1006'");
    if (asset_add(&root, &fields, &id, &err) != 0)
        ck_abort_msg("%s", err.text);
    ck_assert_int_eq(store_head(store, &head, &err), 0);
    fields.level = 0;
    fields.address = "";
    fields.risk = "样例风险";
    fields.contact = person;
    if (asset_edit(&root, id, &fields, head.seq, &err) != 0)
        ck_abort_msg("%s", err.text);
    ck_assert_int_eq(read_asset(store, id, &list, &err), 0);
    const struct asset *asset = &list.v[0];
    ck_assert_str_eq(asset->name, "样例系统");
    ck_assert_str_eq(asset->kind, "system");
    ck_assert_int_eq(asset->level, 0);
    ck_assert_ptr_null(asset->address);
    ck_assert_str_eq(asset->risk, "样例风险");
    ck_assert_int_eq(asset->contact_id, person);
    ck_assert_str_eq(asset->contact, "样例己");
    ck_assert_int_eq(asset->school, seeded_school(store, "cangzhou"));
    LIST_FREE(&list);
    /* Somebody else changed it since. */
    refuses(asset_edit(&root, id, &fields, head.seq, &err), "root");
    refuses(asset_close(&root, id, "2026-06-01", head.seq, &err), "改过");
    refuses(asset_close(&root, id, "2025-12-31", 0, &err), "早于启用日期");
    refuses(asset_close(&root, id, "", 0, &err), "停用日期");
    ck_assert_int_eq(asset_close(&root, id, "2026-06-01", 0, &err), 0);
    refuses(asset_close(&root, id, "2026-06-02", 0, &err), "已在 2026-06-01 停用");
    refuses(asset_close(&root, 99999, "2026-06-02", 0, &err), "没有这项");
    fields.opened = "2026-06-02";
    refuses(asset_edit(&root, id, &fields, 0, &err), "晚于停用日期");
    ck_assert_int_eq(read_assets(store, seeded_school(store, "cangzhou"), "2026-05-31", &list, &err), 0);
    ck_assert_uint_eq(list.n, 2);
    LIST_FREE(&list);
    ck_assert_int_eq(read_assets(store, seeded_school(store, "cangzhou"), "2026-06-01", &list, &err), 0);
    ck_assert_uint_eq(list.n, 1);
    LIST_FREE(&list);
    refuses((fields = sample("样例系统"), asset_add(&root, &fields, &id, &err)), "已停用");
    ck_assert_int_eq(entries(), before + 3);
}
END_TEST

START_TEST(what_is_no_asset_is_refused)
{
    int64_t id, before = entries();
    struct asset_fields fields = sample("样例网站");
    refuses(asset_add(&root, &fields, &id, &err), "党委宣传部");
    static const struct {
        const char *part;
        struct asset_fields change;
    } rows[] = {
        { "名称", { .name = " ", .kind = "site" } },
        { "名称", { .name = "样\033例", .kind = "site" } },
        { "类别", { .name = "样例甲", .kind = "thing" } },
        { "类别", { .name = "样例甲", .kind = NULL } },
        { "等保", { .name = "样例甲", .kind = "site", .level = 6 } },
        { "等保", { .name = "样例甲", .kind = "site", .level = -1 } },
        { "启用日期", { .name = "样例甲", .kind = "site", .opened = "soon" } },
        { "联系人", { .name = "样例甲", .kind = "site", .contact = 99999 } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct asset_fields wrong = rows[i].change;
        wrong.body = body("cangzhou", "finance");
        refuses(asset_add(&root, &wrong, &id, &err), rows[i].part);
    }
    fields = sample("样例甲");
    fields.body = body("cangzhou", "units");
    refuses(asset_add(&root, &fields, &id, &err), "统称");
    fields.body = 99999;
    refuses(asset_add(&root, &fields, &id, &err), "没有这个责任单位");
    fields = sample("样例甲");
    fields.contact =
        raw_int(store->db, "SELECT n.id FROM person n JOIN school s ON s.id = n.school WHERE s.key = 'meijia'");
    refuses(asset_add(&root, &fields, &id, &err), "联系人");
    ck_assert_int_eq(entries(), before);
    fields.contact = 0;
    ck_assert_int_eq(asset_add(&root, &fields, &id, &err), 0);
    fields.body = body("meijia", "it-centre");
    refuses(asset_edit(&root, id, &fields, 0, &err), "另一所学校");
    fields = sample("样例网站");
    refuses(asset_edit(&root, id, &fields, 0, &err), "本校已有");
    refuses(asset_edit(&root, 99999, &fields, 0, &err), "没有这项");
    seeded_write(store, "close", "UPDATE body SET closed = '2026-06-01' WHERE key = 'finance'");
    fields = sample("样例乙");
    refuses(asset_add(&root, &fields, &id, &err), "撤销");
    /* The same name in another school is another asset. */
    fields = sample("样例网站");
    fields.body = body("meijia", "it-centre");
    ck_assert_int_eq(asset_add(&root, &fields, &id, &err), 0);
}
END_TEST

START_TEST(who_may_manage_assets)
{
    struct asset_fields fields = sample("样例甲"), other = sample("样例乙");
    int64_t id, theirs;
    add_accounts();
    struct session officer = seeded_session(store, "officer"), recorder = seeded_session(store, "recorder");
    other.body = body("cangzhou", "opinion-office"); /* beside the units, not below */
    ck_assert_int_eq(asset_add(&officer, &fields, &id, &err), 0);
    refuses(asset_add(&officer, &other, &theirs, &err), "本单位");
    ck_assert_int_eq(asset_add(&recorder, &other, &theirs, &err), 0);
    refuses(asset_edit(&officer, theirs, &other, 0, &err), "本单位");
    other.body = fields.body; /* nor may it be taken over, or given away */
    refuses(asset_edit(&officer, theirs, &other, 0, &err), "本单位");
    refuses(asset_close(&officer, theirs, "2026-06-01", 0, &err), "本单位");
    fields.body = body("cangzhou", "opinion-office");
    refuses(asset_edit(&officer, id, &fields, 0, &err), "本单位");
    static const char *const others[] = { "reviewer", "reader" };
    for (size_t i = 0; i < 2; i++) {
        struct session session = seeded_session(store, others[i]);
        int64_t none, before = entries();
        fields = sample("样例丙");
        refuses(asset_add(&session, &fields, &none, &err), role_name(others[i]));
        refuses(asset_edit(&session, id, &fields, 0, &err), role_name(others[i]));
        refuses(asset_close(&session, 99999, "x", 0, &err), role_name(others[i]));
        ck_assert_int_eq(entries(), before);
        session_done(&session);
    }
    ck_assert_int_eq(asset_close(&officer, id, "2026-06-01", 0, &err), 0);
    session_done(&officer);
    session_done(&recorder);
}
END_TEST

START_TEST(assets_in_pages)
{
    int64_t school = seeded_school(store, "cangzhou");
    seeded_write(
        store, "many",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)"
        " INSERT INTO asset(school, body, name, kind, closed) SELECT b.school, b.id, printf('系统%02d', i), 'site',"
        " iif(i % 10 = 0, '2026-01-01', NULL) FROM n, body b WHERE b.key = 'finance'");
    struct asset_page page = { .school = school, .day = "2026-11-21", .limit = 10 };
    char seen[16 * 64] = "", name[64] = "";
    size_t n = 0;
    struct assets list = { 0 };
    for (;;) {
        ck_assert_int_eq(read_assets_page(store, &page, &list, &err), 0);
        for (size_t i = 0; i < list.n; i++) {
            ck_assert_int_lt(strcmp(seen, list.v[i].name), 0);
            snprintf(seen, sizeof seen, "%s", list.v[i].name);
            n++;
        }
        if (list.n < page.limit)
            break;
        snprintf(name, sizeof name, "%s", list.v[list.n - 1].name);
        page.name = name;
        page.id = list.v[list.n - 1].id;
        LIST_FREE(&list);
    }
    ck_assert_uint_eq(n, 28); /* 27 of the 30, and 样例网站 */
    LIST_FREE(&list);
    page.day = NULL;
    page.name = NULL;
    page.backwards = true;
    ck_assert_int_eq(read_assets_page(store, &page, &list, &err), 0);
    ck_assert_uint_eq(list.n, 10);
    ck_assert_str_eq(list.v[9].name, "系统30");
    ck_assert_str_eq(list.v[0].name, "系统21");
    page.name = "系统21";
    page.id = list.v[0].id;
    LIST_FREE(&list);
    page.limit = 3;
    ck_assert_int_eq(read_assets_page(store, &page, &list, &err), 0);
    ck_assert_str_eq(list.v[0].name, "系统18");
    ck_assert_str_eq(list.v[2].name, "系统20");
    LIST_FREE(&list);
}
END_TEST

Suite *office_suite(void)
{
    Suite *suite = suite_create("office");
    TCase *t = tcase_create("office");
    tcase_set_timeout(t, 0);
    tcase_add_unchecked_fixture(t, make_seed, drop_seed);
    tcase_add_checked_fixture(t, open_copy, close_copy);
    tcase_add_test(t, a_fulfilment_counts_until_it_is_withdrawn);
    tcase_add_test(t, what_is_no_fulfilment_is_refused);
    tcase_add_test(t, who_may_record_a_fulfilment);
    tcase_add_test(t, an_asset_from_its_beginning_to_its_end);
    tcase_add_test(t, what_is_no_asset_is_refused);
    tcase_add_test(t, who_may_manage_assets);
    tcase_add_test(t, assets_in_pages);
    suite_add_tcase(suite, t);
    return suite;
}
