/* Holds the file itself to its rules (CHECKs, triggers, references), the history to what was done, and a backup to
 * being the same store. */
#include "base/file.h"
#include "lib/run.h"
#include "seeded.h"
#include "store/change.h"
#include "store/history.h"
#include "store/people.h"
#include "store/verify.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* --- What the file refuses, whoever writes --- */

/* Each stands in a store as seeded and is wrong in one thing. */
static const char *const wrong[] = {
    /* the journal is only ever added to */
    "UPDATE journal SET actor = 'other' WHERE seq = 1",
    "UPDATE journal SET hash = hash WHERE seq = 1",
    "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
    "DELETE FROM journal",
    "INSERT INTO journal VALUES(1, 0, 'a', 'b', x'', zeroblob(32))",
    "INSERT INTO journal VALUES(99, 0, '', 'b', x'', zeroblob(32))",
    "INSERT INTO journal VALUES(99, 0, 'a', '', x'', zeroblob(32))",
    "INSERT INTO journal VALUES(99, 0, 'a', 'b', x'', zeroblob(31))",
    "INSERT INTO journal VALUES(0, 0, 'a', 'b', x'', zeroblob(32))",
    "INSERT INTO journal VALUES(99, 0, 'a', 'b', 'text', zeroblob(32))",
    /* one seat, one holder */
    "INSERT INTO tenure(post, person, from_day) SELECT post, person + 1, '2030-01-01' FROM tenure WHERE to_day IS NULL "
    "LIMIT 1",
    "INSERT INTO tenure(post, person, from_day, to_day) SELECT t.post, t.person + 1, t.to_day, t.to_day FROM tenure t"
    " JOIN post o ON o.id = t.post WHERE o.name = '校长' AND t.to_day IS NOT NULL",
    "UPDATE tenure SET to_day = NULL WHERE to_day = '2025-08-31'",
    "UPDATE tenure SET to_day = '2025-09-01' WHERE to_day = '2025-08-31'",
    /* days */
    "UPDATE tenure SET from_day = '2025-02-29' WHERE from_day = '2025-02-28'",
    "UPDATE tenure SET from_day = '2024-3-1' WHERE from_day = '2024-03-01'",
    "UPDATE tenure SET to_day = '2025-02-27' WHERE from_day = '2025-02-28'",
    "UPDATE tenure SET filed = 'soon'",
    "UPDATE rule SET issued = '2023-13-01'",
    "UPDATE asset SET opened = '20240101'",
    "UPDATE fulfilment SET day = '2026-02-30'",
    "UPDATE fulfilment SET evidence = ''",
    /* words from a list */
    "UPDATE school SET route = 'elsewhere'",
    "UPDATE rule SET state = 'draft'",
    "UPDATE provision SET kind = 'line'",
    "UPDATE body SET kind = 'club'",
    "UPDATE body SET each = 2",
    "UPDATE post SET liability = 'none'",
    "UPDATE post SET seats = -1",
    "UPDATE part SET part = 'help'",
    "UPDATE obligation SET every = 'month'",
    "UPDATE obligation SET times = NULL WHERE every = 'year'",
    "UPDATE fact SET kind = 'text'",
    "UPDATE report_line SET occasion = 'never'",
    "UPDATE trace_step SET who = 'nobody'",
    "UPDATE attribution SET scope = 'both'",
    "UPDATE disposition SET scope = 'none'",
    "UPDATE deadline SET minutes = 0",
    "UPDATE asset SET level = 6",
    "UPDATE asset SET kind = 'thing'",
    "INSERT INTO grade(id, name, roman, colour) VALUES(5, '样例', 'V', '白')",
    "INSERT INTO account(login, role) VALUES('x', 'king')",
    "INSERT INTO account(login, role) VALUES('x', 'officer')",
    "INSERT INTO account(login, role, body) VALUES('x', 'reader', 1)",
    "INSERT INTO account(login, role) VALUES('root', 'reader')",
    "INSERT INTO account(login, role) VALUES('', 'reader')",
    /* names and keys */
    "UPDATE body SET name = ''",
    "UPDATE post SET name = ''",
    "UPDATE person SET name = ''",
    "UPDATE person SET number = '' WHERE number = '1001'",
    "UPDATE person SET number = '1001' WHERE number = '1002'",
    "UPDATE school SET key = 'meijia' WHERE key = 'hrbeu'",
    "UPDATE duty SET no = 1 WHERE no = 2",
    "UPDATE duty SET words_at = 1, words_length = NULL",
    "UPDATE report_line SET to_body = NULL, to_post = NULL, to_authority = NULL",
    "UPDATE report_line SET to_body = 1, to_authority = 1",
    /* the log is only ever added to */
    "DELETE FROM entry",
    "DELETE FROM incident",
    "DELETE FROM grading",
    "DELETE FROM evidence",
    "DELETE FROM incident_fact",
    "UPDATE entry SET text = '别的' WHERE id = 2",
    "UPDATE entry SET at = at + 1 WHERE id = 2",
    "UPDATE entry SET author = 'other', struck = 'x', struck_by = 'x', struck_at = 1 WHERE id = 2",
    "UPDATE entry SET struck = '又' WHERE id = 1",
    "UPDATE entry SET struck = NULL, struck_by = NULL, struck_at = NULL WHERE id = 1",
    "UPDATE entry SET struck = 'x' WHERE id = 2",
    "UPDATE incident SET number = '1'",
    "UPDATE incident SET drill = NULL, series = 'real'",
    "UPDATE incident SET state = 'gone'",
    "UPDATE incident SET happened_at = found_at + 1",
    "INSERT INTO entry(incident, at, entered, author, kind, text) VALUES(1, 1, 1, 'a', 'dance', 'x')",
    "INSERT INTO entry(incident, at, entered, author, kind, text) VALUES(1, 1, 1, 'a', 'note', '')",
    "INSERT INTO entry(incident, at, entered, author, kind, text) VALUES(1, 1, 1, '', 'note', 'x')",
    "INSERT INTO entry(incident, at, entered, author, kind, text, deadline) VALUES(1, 1, 1, 'a', 'note', 'x', 1)",
    "INSERT INTO entry(incident, at, entered, author, kind, text, corrects) VALUES(1, 1, 1, 'a', 'note', 'x', 1)",
    "INSERT INTO entry(incident, at, entered, author, kind, text) VALUES(99, 1, 1, 'a', 'note', 'x')",
    "INSERT INTO drill_member(drill, login, joined) VALUES(1, 'a', 1), (1, 'a', 2)",
    "UPDATE drill SET ended = started - 1",
    "UPDATE inject SET state = 'waiting'",
    "UPDATE evidence SET sm3 = 'abc'",
    /* reviews: of real incidents, state by state, only ever added to */
    "INSERT INTO review(incident, school, state, opened_at) SELECT id, school, 'opened', 1 FROM incident WHERE id = 1",
    "INSERT INTO review(incident, school, state, opened_at) SELECT incident, school, 'opened', 1 FROM review",
    "INSERT INTO review(incident, school, state, opened_at) VALUES(99, 1, 'opened', 1)",
    "UPDATE review SET state = 'proposed'",
    "UPDATE review SET state = 'opened'",
    "UPDATE review SET state = 'gone'",
    "UPDATE review SET opened_at = 1",
    "UPDATE review SET incident = 1",
    "DELETE FROM review",
    "DELETE FROM review_step",
    "DELETE FROM review_circumstance",
    "DELETE FROM review_person",
    "DELETE FROM review_finding",
    "UPDATE review_step SET day = '2020-01-02'",
    "UPDATE review_circumstance SET decided = 'met'",
    "UPDATE review_person SET reason = '别的'",
    "UPDATE review_finding SET reason = '别的'",
    "INSERT INTO review_step(review, state, day, login, person, at) VALUES(901, 'opened', '2020-01-01', 'a', 1, 1)",
    "INSERT INTO review_step(review, state, day, login, person, at) VALUES(901, 'filed', '2020-1-1', 'a', 1, 1)",
    "INSERT INTO review_circumstance(review, circumstance, proposed, decided, reason, login, person, at)"
    " VALUES(901, 1, 'met', 'met', '', 'a', 1, 1)",
    "INSERT INTO review_circumstance(review, circumstance, decided, reason, login, person, at)"
    " VALUES(901, 1, 'met', 'x', 'a', 1, 1)",
    "INSERT INTO review_circumstance(review, name, decided, reason, login, person, at)"
    " VALUES(901, '样例', 'met', 'x', 'a', 1, 1)",
    "INSERT INTO review_circumstance(review, circumstance, name, provision, proposed, decided, reason, login, person, "
    "at)"
    " VALUES(901, 1, '样例', 1, 'met', 'met', 'x', 'a', 1, 1)",
    "INSERT INTO review_person(review, person, name, reason, login, at) VALUES(901, 1, '样例', 'x', 'a', 1)",
    "INSERT INTO review_person(review, reason, login, at) VALUES(901, 'x', 'a', 1)",
    "INSERT INTO review_person(review, withdraws, reason, login, at) VALUES(901, 901, 'x', 'a', 1), (901, 901, 'x', "
    "'a',"
    " 1)",
    "INSERT INTO review_finding(review, scope, name, reason, login, signer, at) VALUES(901, 'individual', 'x', 'x', "
    "'a',"
    " 1, 1)",
    "INSERT INTO review_finding(review, scope, name, disposition, recipient, reason, login, signer, at)"
    " VALUES(901, 'collective', 'x', 1, 1, 'x', 'a', 1, 1)",
    "INSERT INTO review_finding(review, scope, body, disposition, recipient, reason, login, signer, at)"
    " VALUES(901, 'individual', 1, 1, 1, 'x', 'a', 1, 1)",
    /* types and references */
    "UPDATE person SET name = x'41'",
    "UPDATE post SET seats = 'two'",
    "UPDATE body SET parent = id",
    "UPDATE body SET class = id",
    "UPDATE body SET parent = 99999",
    "UPDATE tenure SET person = 99999",
    "UPDATE duty SET provision = 99999",
    "DELETE FROM person WHERE number = '1001'",
    "DELETE FROM school WHERE key = 'meijia'",
    "DELETE FROM provision",
};

START_TEST(the_schema_refuses)
{
    ck_assert_int_eq(sqlite3_exec(store->db, "SAVEPOINT whole", NULL, NULL, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int rc = sqlite3_exec(store->db, wrong[i], NULL, NULL, NULL);
        ck_assert_msg((rc & 0xFF) == SQLITE_CONSTRAINT, "%s: %s, %d rows", wrong[i], sqlite3_errstr(rc),
                      sqlite3_changes(store->db));
    }
    sqlite3_exec(store->db, "ROLLBACK TO whole; RELEASE whole", NULL, NULL, NULL);
    ck_verified(path);
}
END_TEST

/* The same in their right form pass: the refusals above are not for another reason. */
START_TEST(the_schema_lets_pass)
{
    seeded_write(
        store, "tenures that touch",
        "UPDATE tenure SET to_day = '2025-08-30' WHERE to_day = '2025-08-31';"
        "UPDATE tenure SET to_day = '2025-08-31' WHERE to_day = '2025-08-30';"
        "INSERT INTO tenure(post, person, from_day, to_day) SELECT t.post, t.person, '2023-01-01', '2023-01-09'"
        " FROM tenure t JOIN post o ON o.id = t.post WHERE o.name = '校长' AND t.to_day IS NOT NULL;"
        "INSERT INTO account(login, role, body) VALUES('x', 'officer', 1);"
        "UPDATE asset SET level = NULL, closed = '2026-02-28';"
        "UPDATE review SET state = 'gathering'; UPDATE review SET state = 'proposed';"
        "UPDATE review SET state = 'decided'; UPDATE review SET state = 'served'; UPDATE review SET state = 'filed';"
        "INSERT INTO review_person(review, withdraws, reason, login, at) VALUES(901, 901, 'x', 'a', 1);"
        "INSERT INTO review_finding(review, scope, name, replaces, reason, login, signer, at)"
        " VALUES(901, 'individual', 'x', 901, 'x', 'a', 1, 1);"
        "INSERT INTO review_circumstance(review, name, provision, decided, reason, login, person, at)"
        " VALUES(901, '样例', 1, 'met', 'x', 'a', 1, 1)");
    ck_verified(path);
}
END_TEST

/* --- History --- */

static const struct change *change_of(const struct changes *changes, int64_t seq, const char *column)
{
    for (size_t i = 0; i < changes->n; i++)
        if (changes->v[i].seq == seq && strcmp(changes->v[i].column, column) == 0)
            return &changes->v[i];
    ck_abort_msg("entry %lld does not speak of %s", (long long)seq, column);
    return NULL;
}

static void ck_change(const struct change *change, enum change_kind kind, const char *before, const char *after)
{
    ck_assert_int_eq(change->kind, kind);
    ck_assert_pstr_eq(change->before, before);
    ck_assert_pstr_eq(change->after, after);
    ck_assert_int_eq(change->at, SEEDED_NOW);
}

START_TEST(history_tells_who_changed_what)
{
    struct new_person person = { seeded_school(store, "hrbeu"), "9001", "样例辛", "1", NULL };
    struct store_head head;
    struct changes changes = { 0 };
    int64_t id;
    ck_assert_int_eq(store_head(store, &head, &err), 0);
    ck_assert_int_eq(store_begin(store, "root", "person-add", &err), 0);
    ck_assert_int_eq(add_person(store, &person, &id, &err), 0);
    ck_assert_int_eq(store_commit(store, &err), 0);
    ck_assert_int_eq(store_begin(store, "clerk", "phones", &err), 0);
    bool changed = false;
    ck_assert_int_eq(set_phones(store, id, "2", "3", &changed, &err), 0);
    ck_assert(changed);
    ck_assert_int_eq(store_commit(store, &err), 0);
    seeded_write(store, "other", "UPDATE person SET phone = '4' WHERE number = '1001'");
    char sql[64];
    snprintf(sql, sizeof sql, "DELETE FROM person WHERE id = %lld", (long long)id);
    seeded_write(store, "person-remove", sql);
    ck_assert_int_eq(read_history(store, "person", id, &changes, &err), 0);
    int64_t added = head.seq + 1, edited = head.seq + 2, removed = head.seq + 4;
    ck_change(change_of(&changes, added, "name"), CHANGE_ADD, NULL, "样例辛");
    ck_change(change_of(&changes, added, "phone"), CHANGE_ADD, NULL, "1");
    ck_change(change_of(&changes, added, "night_phone"), CHANGE_ADD, NULL, NULL);
    ck_change(change_of(&changes, edited, "phone"), CHANGE_EDIT, "1", "2");
    ck_change(change_of(&changes, edited, "night_phone"), CHANGE_EDIT, NULL, "3");
    ck_change(change_of(&changes, removed, "phone"), CHANGE_REMOVE, "2", NULL);
    ck_assert_str_eq(change_of(&changes, edited, "phone")->actor, "clerk");
    ck_assert_str_eq(change_of(&changes, removed, "name")->action, "person-remove");
    size_t edits = 0;
    for (size_t i = 0; i < changes.n; i++) {
        ck_assert_int_ne(changes.v[i].seq, head.seq + 3); /* another person's */
        ck_assert(i == 0 || changes.v[i - 1].seq <= changes.v[i].seq);
        edits += changes.v[i].kind == CHANGE_EDIT;
    }
    ck_assert_uint_eq(edits, 2); /* only what changed */
    LIST_FREE(&changes);
}
END_TEST

START_TEST(history_of_no_table_names_the_tables)
{
    static const char *const none[] = {
        "people", "journal", "sqlite_schema", "", "person; DROP TABLE person", "PERSON "
    };
    struct changes changes = { 0 };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        ck_assert_int_eq(read_history(store, none[i], 1, &changes, &err), -1);
        ck_sentence(&err, " person ");
        ck_assert_ptr_null(strstr(strstr(err.text, "有："), "journal"));
        ck_assert_uint_eq(changes.n, 0);
    }
    ck_assert_int_eq(read_history(store, "person", 99999, &changes, &err), 0);
    ck_assert_uint_eq(changes.n, 0);
    LIST_FREE(&changes);
}
END_TEST

/* --- Backup --- */

static struct buf dump_of(const char *file)
{
    struct buf out = { 0 };
    sqlite3 *db = raw_open(file);
    ck_assert(raw_dump(db, &out));
    sqlite3_close(db);
    return out;
}

START_TEST(a_backup_is_the_same_store)
{
    char *copy = path_join(folder, "copy.db"), *wal = path_join(folder, "copy.db-wal");
    struct stat st;
    seeded_write(store, "still in the -wal", "INSERT INTO account(login, role) VALUES('late', 'reader')");
    umask(0);
    ck_assert_int_eq(store_backup(store, copy, NULL, NULL, &err), 0);
    ck_assert_int_eq(stat(copy, &st), 0);
    ck_assert_uint_eq(st.st_mode & 07777, 0600);
    ck_assert_int_eq(access(wal, F_OK), -1); /* the file alone is the backup */
    /* Bytes 18 and 19 of the header: 1, no write-ahead log is wanted, so that it can be read from where none can be
     * made. */
    struct buf bytes = { 0 };
    ck_assert_int_eq(file_read(copy, 64 * 1024 * 1024, &bytes, &err), 0);
    ck_assert(bytes.v[18] == 1 && bytes.v[19] == 1);
    buf_free(&bytes);
    struct buf ours = dump_of(path), theirs = dump_of(copy);
    ck_assert(ours.n == theirs.n && memcmp(ours.v, theirs.v, ours.n) == 0);
    ck_verified(copy);
    store_close(seeded_open(copy)); /* and can be worked with */
    ck_assert_int_eq(store_backup(store, copy, NULL, NULL, &err), -1);
    ck_sentence(&err, copy);
    ck_verified(copy);
    char *nowhere = path_join(folder, "none/copy.db");
    ck_assert_int_eq(store_backup(store, nowhere, NULL, NULL, &err), -1);
    ck_sentence(&err, nowhere);
    mem_free(nowhere);
    mem_free(wal);
    mem_free(copy);
    buf_free(&ours);
    buf_free(&theirs);
}
END_TEST

struct writer {
    struct store *store;
    int writes;
    int64_t done, all;
};

enum { WRITES_MOST = 500 };

/* Another program that writes as often as the backup looks up. */
static bool write_meanwhile(void *context, int64_t done, int64_t all)
{
    struct writer *writer = context;
    char sql[128];
    writer->done = done;
    writer->all = all;
    if (writer->writes == WRITES_MOST)
        return false;
    snprintf(sql, sizeof sql, "INSERT INTO account(login, role) VALUES('meanwhile-%d', 'reader')", writer->writes++);
    seeded_write(writer->store, "meanwhile", sql);
    return false;
}

START_TEST(a_backup_ends_although_others_write)
{
    char *copy = path_join(folder, "copy.db");
    /* Large enough that it takes several steps. */
    seeded_write(store, "many",
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)"
                 " INSERT INTO account(login, role) SELECT 'many-' || i, 'reader' FROM n");
    struct writer writer = { .store = seeded_open(path) };
    struct store_head before;
    ck_assert_int_eq(store_head(store, &before, &err), 0);
    ck_assert_int_eq(store_backup(store, copy, write_meanwhile, &writer, &err), 0);
    ck_assert_int_gt(writer.writes, 2);
    ck_assert_msg(writer.writes < WRITES_MOST, "the backup waited until nobody wrote");
    ck_assert_int_eq(writer.done, writer.all);
    store_close(writer.store);
    ck_verified(copy);
    ck_verified(path);
    struct store *opened = seeded_open(copy);
    struct store_head kept;
    ck_assert_int_eq(store_head(opened, &kept, &err), 0);
    ck_assert_int_ge(kept.seq, before.seq);
    store_close(opened);
    /* The connection that made it goes on writing. */
    seeded_write(store, "after", "INSERT INTO account(login, role) VALUES('after', 'reader')");
    mem_free(copy);
}
END_TEST

Suite *schema_suite(void)
{
    Suite *suite = suite_create("schema");
    TCase *t = seeded_case("schema", true, open_copy, close_copy);
    tcase_add_test(t, the_schema_refuses);
    tcase_add_test(t, the_schema_lets_pass);
    tcase_add_test(t, history_tells_who_changed_what);
    tcase_add_test(t, history_of_no_table_names_the_tables);
    tcase_add_test(t, a_backup_is_the_same_store);
    tcase_add_test(t, a_backup_ends_although_others_write);
    suite_add_tcase(suite, t);
    return suite;
}
