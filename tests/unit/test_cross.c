/* Holds the cross references to what the documents say, and the pages of the journal to the journal. */
#include "lib/run.h"
#include "seeded.h"
#include "store/condition.h"
#include "store/cross.h"
#include "store/entries.h"
#include "store/history.h"
#include "store/model.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>

static char *seed_folder, *seed;
static char *folder, *path;
static struct store *store;
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
}

static void close_copy(void)
{
    store_close(store);
    mem_free(path);
    folder_drop(folder);
}

/* --- What rests on a provision --- */

static int64_t provision(const char *school, const char *rule, const char *place)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "SELECT p.id FROM provision p JOIN rule r ON r.id = p.rule JOIN school s ON s.id = r.school"
             " WHERE s.key = '%s' AND r.key = '%s' AND p.path = '%s'",
             school, rule, place);
    return raw_int(store->db, sql);
}

static size_t kind_n(const struct uses *uses, const char *kind)
{
    size_t n = 0;
    for (size_t i = 0; i < uses->n; i++)
        n += strcmp(uses->v[i].kind, kind) == 0;
    return n;
}

START_TEST(a_provision_knows_what_rests_on_it)
{
    struct uses uses = { 0 };
    int64_t article = provision("hrbeu", "180", "第七条");
    ck_assert_int_eq(read_provision_uses(store, article, &uses, &err), 0);
    ck_assert_uint_eq(kind_n(&uses, "circumstance"), 8);
    ck_assert_uint_eq(kind_n(&uses, "trace_step"), 3); /* of its second paragraph */
    for (size_t i = 0; i < uses.n; i++) {
        ck_assert_ptr_eq(strstr(uses.v[i].path, "第七条"), uses.v[i].path);
        ck_assert(uses.v[i].label != NULL && uses.v[i].label[0] != '\0' && uses.v[i].id > 0);
    }
    LIST_FREE(&uses);
    ck_assert_int_eq(read_provision_uses(store, provision("hrbeu", "180", "第七条（五）"), &uses, &err), 0);
    ck_assert_uint_eq(kind_n(&uses, "circumstance"), 1);
    ck_assert_str_eq(uses.v[0].label, "挖矿整治不力或屡次出现");
    LIST_FREE(&uses);
    ck_assert_int_eq(read_provision_uses(store, 99999, &uses, &err), 0);
    ck_assert_uint_eq(uses.n, 0);
    LIST_FREE(&uses);
}
END_TEST

/* Each duty is found from its provision, and each provision's duties are those that rest on it. */
START_TEST(there_and_back)
{
    static const char *const schools[] = { "cangzhou", "dalian-medical", "hrbeu", "meijia" };
    for (size_t s = 0; s < 4; s++) {
        struct duties duties = { 0 };
        ck_assert_int_eq(read_duties(store, seeded_school(store, schools[s]), &duties, &err), 0);
        for (size_t i = 0; i < duties.n; i++) {
            struct uses uses = { 0 };
            bool found = false;
            ck_assert_int_eq(read_provision_uses(store, duties.v[i].provision, &uses, &err), 0);
            for (size_t k = 0; k < uses.n; k++)
                if (strcmp(uses.v[k].kind, "duty") == 0 && uses.v[k].id == duties.v[i].id) {
                    ck_assert_int_eq(uses.v[k].no, duties.v[i].no);
                    ck_assert_str_eq(uses.v[k].label, duties.v[i].text);
                    ck_assert_int_eq(uses.v[k].provision, duties.v[i].provision);
                    ck_assert_str_eq(uses.v[k].path, duties.v[i].cite.path);
                    found = true;
                }
            ck_assert(found);
            LIST_FREE(&uses);
        }
        LIST_FREE(&duties);
    }
    struct uses all = { 0 };
    char sql[128];
    int64_t school = seeded_school(store, "cangzhou");
    snprintf(sql, sizeof sql,
             "SELECT id FROM provision WHERE rule = (SELECT id FROM rule WHERE school = %lld) AND"
             " kind = 'annex'",
             (long long)school);
    ck_assert_int_eq(read_provision_uses(store, raw_int(store->db, sql), &all, &err), 0);
    ck_assert_uint_eq(kind_n(&all, "duty"), 36);
    for (size_t i = 1; i < all.n; i++)
        if (strcmp(all.v[i].kind, "duty") == 0)
            ck_assert_int_lt(all.v[i - 1].no, all.v[i].no);
    LIST_FREE(&all);
}
END_TEST

/* --- Circumstances that speak of the same --- */

START_TEST(a_condition_names_its_facts)
{
    struct condition_facts facts = { 0 };
    condition_facts("(mining AND (poor OR NOT mining)) OR down_hours >= 6 AND grade<=2", &facts);
    ck_assert_uint_eq(facts.n, 4);
    ck_assert_str_eq(facts.v[0], "mining");
    ck_assert_str_eq(facts.v[1], "poor");
    ck_assert_str_eq(facts.v[2], "down_hours");
    ck_assert_str_eq(facts.v[3], "grade");
    LIST_FREE(&facts);
    condition_facts("", &facts);
    ck_assert_uint_eq(facts.n, 0);
    LIST_FREE(&facts);
}
END_TEST

static int64_t circumstance(const char *school, const char *key)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "SELECT c.id FROM circumstance c JOIN rule r ON r.id = c.rule JOIN school s ON s.id = r.school"
             " WHERE s.key = '%s' AND c.key = '%s'",
             school, key);
    return raw_int(store->db, sql);
}

static const struct alike *alike_of(const struct alikes *list, const char *school, const char *key)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->v[i].school_key, school) == 0 && strcmp(list->v[i].key, key) == 0)
            return &list->v[i];
    return NULL;
}

/* Concealing and late reporting, in all four schools. */
START_TEST(circumstances_stand_side_by_side)
{
    struct alikes list = { 0 };
    int64_t id = circumstance("hrbeu", "7.6");
    ck_assert_int_eq(read_alike(store, id, &list, &err), 0);
    ck_assert_int_eq(list.v[0].id, id);
    ck_assert_int_eq(list.v[0].shared, 5);
    const struct alike *cangzhou = alike_of(&list, "cangzhou", "8.5"),
                       *dalian = alike_of(&list, "dalian-medical", "9.5");
    ck_assert(cangzhou != NULL && dalian != NULL);
    ck_assert_int_eq(cangzhou->shared, 5);
    ck_assert_int_eq(dalian->shared, 5);
    ck_assert_str_eq(dalian->facts, "concealed cooperation_refused notified rectified_in_time serious_consequence");
    size_t schools = 0, meijia = 0;
    const char *last = "";
    for (size_t i = 0; i < list.n; i++) {
        ck_assert_int_gt(list.v[i].shared, 0);
        ck_assert(
            i < 2 || list.v[i - 1].shared > list.v[i].shared ||
            (list.v[i - 1].shared == list.v[i].shared && strcmp(list.v[i - 1].school_key, list.v[i].school_key) <= 0));
        schools += strcmp(last, list.v[i].school_key) != 0;
        last = list.v[i].school_key;
        meijia += strcmp(list.v[i].school_key, "meijia") == 0 && strstr(list.v[i].condition, "reported_late") != NULL;
    }
    ck_assert_uint_ge(schools, 4);
    ck_assert_uint_eq(meijia, 2); /* 75, art 17: 迟报 with 瞒报 */
    LIST_FREE(&list);
    ck_assert_int_eq(read_alike(store, circumstance("meijia", "17.1"), &list, &err), 0);
    ck_assert_ptr_nonnull(alike_of(&list, "hrbeu", "7.6"));
    ck_assert_ptr_nonnull(strstr(alike_of(&list, "hrbeu", "7.6")->text, "瞒报"));
    LIST_FREE(&list);
    /* Not reported in time. */
    ck_assert_int_eq(read_alike(store, circumstance("cangzhou", "8.1"), &list, &err), 0);
    ck_assert_ptr_nonnull(alike_of(&list, "hrbeu", "7.1"));
    ck_assert_ptr_nonnull(alike_of(&list, "dalian-medical", "9.1"));
    ck_assert_ptr_nonnull(strstr(alike_of(&list, "dalian-medical", "9.1")->facts, "reported_in_time"));
    ck_assert_ptr_null(alike_of(&list, "hrbeu", "7.7"));
    LIST_FREE(&list);
    ck_assert_int_eq(read_alike(store, 99999, &list, &err), 0);
    ck_assert_uint_eq(list.n, 0);
    LIST_FREE(&list);
}
END_TEST

START_TEST(facts_have_names)
{
    struct facts facts = { 0 };
    ck_assert_int_eq(read_facts(store, &facts, &err), 0);
    ck_assert_int_eq((int64_t)facts.n, raw_int(store->db, "SELECT count(*) FROM fact"));
    bool unit = false;
    for (size_t i = 0; i < facts.n; i++)
        unit = unit || (strcmp(facts.v[i].key, "down_hours") == 0 && strcmp(facts.v[i].unit, "小时") == 0);
    ck_assert(unit);
    LIST_FREE(&facts);
}
END_TEST

/* --- The journal --- */

static void many_entries(int n)
{
    char sql[128], action[32];
    for (int i = 0; i < n; i++) {
        snprintf(sql, sizeof sql, "INSERT INTO account(login, role) VALUES('more-%d', 'reader')", i);
        snprintf(action, sizeof action, i % 2 == 0 ? "even" : "odd");
        seeded_write(store, action, sql);
    }
}

static struct entries page_of(struct entry_page page)
{
    struct entries entries = { 0 };
    ck_assert_int_eq(read_journal_page(store, &page, &entries, &err), 0);
    for (size_t i = 1; i < entries.n; i++)
        ck_assert_int_gt(entries.v[i - 1].seq, entries.v[i].seq);
    return entries;
}

START_TEST(the_journal_in_pages)
{
    many_entries(25);
    int64_t all = raw_int(store->db, "SELECT count(*) FROM journal"), expected = all;
    for (struct entry_page page = { .limit = 7 };;) {
        struct entries entries = page_of(page);
        for (size_t i = 0; i < entries.n; i++)
            ck_assert_int_eq(entries.v[i].seq, expected--);
        if (entries.n > 0)
            page.seq = entries.v[entries.n - 1].seq;
        bool last = entries.n < page.limit;
        LIST_FREE(&entries);
        if (last)
            break;
    }
    ck_assert_int_eq(expected, 0);
    struct entries newer = page_of((struct entry_page){ .seq = all - 5, .backwards = true, .limit = 3 });
    ck_assert_uint_eq(newer.n, 3);
    ck_assert_int_eq(newer.v[0].seq, all - 2);
    LIST_FREE(&newer);
    struct entries first = page_of((struct entry_page){ .backwards = true, .limit = 2 });
    ck_assert_uint_eq(first.n, 2);
    ck_assert_int_eq(first.v[1].seq, 1);
    ck_assert_str_eq(first.v[1].action, "init");
    LIST_FREE(&first);
    struct entries none = page_of((struct entry_page){ .seq = 1, .limit = 2 });
    ck_assert_uint_eq(none.n, 0);
    LIST_FREE(&none);
}
END_TEST

START_TEST(an_entry_says_what_it_touched)
{
    struct store_head head;
    seeded_write(store, "mixed",
                 "INSERT INTO account(login, role) VALUES('a', 'reader'), ('b', 'reader');"
                 "UPDATE person SET phone = '1' WHERE number = '1001';"
                 "UPDATE provision SET mark = '*' WHERE id = 3");
    ck_assert_int_eq(store_head(store, &head, &err), 0);
    struct entries entries = page_of((struct entry_page){ .limit = 1 });
    const struct entry *entry = &entries.v[0];
    ck_assert_int_eq(entry->changes, 4);
    ck_assert_str_eq(entry->actor, "root");
    ck_assert_str_eq(entry->action, "mixed");
    ck_assert_int_eq(entry->at, SEEDED_NOW);
    ck_assert(strstr(entry->tables, "account") && strstr(entry->tables, "person") &&
              strstr(entry->tables, "provision"));
    ck_assert_uint_eq(strlen(entry->hash), 12);
    ck_assert_int_eq(strncmp(entry->hash, head.hash, 12), 0);
    LIST_FREE(&entries);
}
END_TEST

START_TEST(the_journal_filtered)
{
    many_entries(10);
    seeded_write(store, "even", "UPDATE person SET phone = '1' WHERE number = '1001'");
    struct entries entries = page_of((struct entry_page){ .limit = 100, .action = "even" });
    ck_assert_uint_eq(entries.n, 6);
    LIST_FREE(&entries);
    entries = page_of((struct entry_page){ .limit = 100, .action = "even", .table = "account" });
    ck_assert_uint_eq(entries.n, 5);
    LIST_FREE(&entries);
    entries = page_of((struct entry_page){ .limit = 2, .action = "even", .table = "account" });
    ck_assert_uint_eq(entries.n, 2);
    LIST_FREE(&entries);
    entries = page_of((struct entry_page){ .limit = 100, .table = "accoun" });
    ck_assert_uint_eq(entries.n, 0);
    LIST_FREE(&entries);
    entries = page_of((struct entry_page){ .limit = 100, .table = "duty" }); /* not duty_basis alone */
    ck_assert_uint_eq(entries.n, 4);
    LIST_FREE(&entries);
    entries = page_of((struct entry_page){ .limit = 100, .actor = "nobody" });
    ck_assert_uint_eq(entries.n, 0);
    LIST_FREE(&entries);
    int64_t all = raw_int(store->db, "SELECT count(*) FROM journal WHERE date(at, 'unixepoch', 'localtime') ="
                                     " '2026-11-21'");
    entries = page_of((struct entry_page){ .limit = 100, .from = "2026-11-21", .to = "2026-11-21" });
    ck_assert_int_eq((int64_t)entries.n, all);
    LIST_FREE(&entries);
    entries = page_of((struct entry_page){ .limit = 100, .from = "2026-11-22" });
    ck_assert_uint_eq(entries.n, 0);
    LIST_FREE(&entries);
}
END_TEST

START_TEST(what_an_entry_changed)
{
    struct store_head head;
    struct changes changes = { 0 };
    seeded_write(store, "mixed",
                 "INSERT INTO account(login, role) VALUES('a', 'reader');"
                 "UPDATE person SET phone = '1', night_phone = NULL WHERE number = '1001'");
    ck_assert_int_eq(store_head(store, &head, &err), 0);
    ck_assert_int_eq(read_entry_changes(store, head.seq, 0, &changes, &err), 0);
    size_t person = 0, account = 0;
    for (size_t i = 0; i < changes.n; i++) {
        const struct change *c = &changes.v[i];
        ck_assert_int_eq(c->seq, head.seq);
        ck_assert_str_eq(c->action, "mixed");
        if (strcmp(c->table, "person") == 0) {
            person++;
            ck_assert_int_eq(c->id, raw_int(store->db, "SELECT id FROM person WHERE number = '1001'"));
            ck_assert_int_eq(c->kind, CHANGE_EDIT);
            ck_assert_str_eq(c->before, strcmp(c->column, "phone") == 0 ? "0317-0000001" : "13000000001");
            ck_assert_pstr_eq(c->after, strcmp(c->column, "phone") == 0 ? "1" : NULL);
        } else {
            account++;
            ck_assert_str_eq(c->table, "account");
            ck_assert_int_eq(c->kind, CHANGE_ADD);
        }
    }
    ck_assert_uint_eq(person, 2);
    ck_assert_uint_eq(account, 5); /* its columns */
    LIST_FREE(&changes);
    ck_assert_int_eq(read_entry_changes(store, head.seq, 3, &changes, &err), 0);
    ck_assert_uint_eq(changes.n, 3);
    LIST_FREE(&changes);
    ck_assert_int_eq(read_entry_changes(store, 99999, 0, &changes, &err), 0);
    ck_assert_uint_eq(changes.n, 0);
    LIST_FREE(&changes);
    ck_assert_int_eq(read_history(store, "account", 1, &changes, &err), 0);
    ck_assert_str_eq(changes.v[0].table, "account");
    ck_assert_int_eq(changes.v[0].id, 1);
    LIST_FREE(&changes);
}
END_TEST

Suite *cross_suite(void)
{
    Suite *suite = suite_create("cross");
    TCase *t = tcase_create("cross");
    tcase_set_timeout(t, 0);
    tcase_add_unchecked_fixture(t, make_seed, drop_seed);
    tcase_add_checked_fixture(t, open_copy, close_copy);
    tcase_add_test(t, a_provision_knows_what_rests_on_it);
    tcase_add_test(t, there_and_back);
    tcase_add_test(t, a_condition_names_its_facts);
    tcase_add_test(t, circumstances_stand_side_by_side);
    tcase_add_test(t, facts_have_names);
    tcase_add_test(t, the_journal_in_pages);
    tcase_add_test(t, an_entry_says_what_it_touched);
    tcase_add_test(t, the_journal_filtered);
    tcase_add_test(t, what_an_entry_changed);
    suite_add_tcase(suite, t);
    return suite;
}
