/* Holds store_verify to its promise: a clean store passes, and whatever is changed behind the program's back, in a
 * table, in the journal, in the schema or by a flipped byte of the file, is found and named. */
#include "base/file.h"
#include "lib/run.h"
#include "mix.h"
#include "seeded.h"
#include "store/history.h"
#include "store/journal.h"
#include "store/verify.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { HEADER_BYTES = 100 };

static char *folder, *path;
static struct err err;

static void make_copy(void)
{
    path = seeded_fresh(&folder);
}

static void drop_copy(void)
{
    seeded_drop(path, folder);
}

static void fresh_copy(void)
{
    drop_copy();
    make_copy();
}

/* Verifies; the sentences of all findings, one a line. The caller frees. `anchor` as typed, or NULL. */
static struct buf verify(const char *anchor)
{
    struct anchor parsed;
    struct findings findings;
    struct buf out = { 0 };
    if (anchor != NULL && anchor_parse(anchor, &parsed, &err) != 0)
        ck_abort_msg("%s", err.text);
    if (store_verify(path, anchor == NULL ? NULL : &parsed, NULL, NULL, &findings, &err) != 0) {
        buf_printf(&out, "error: %s\n", err.text);
        return out;
    }
    for (size_t i = 0; i < findings.n; i++)
        buf_printf(&out, "%s\n", findings.v[i].text);
    findings_free(&findings);
    return out;
}

/* Something is found, and one sentence has all the parts (ended by NULL). */
static void ck_found(const char *anchor, const char *what, const char *const *parts)
{
    struct buf found = verify(anchor);
    char *text = mem_strdup(buf_text(&found)), *line = text;
    bool all = false;
    for (char *end; !all && (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = '\0';
        all = true;
        for (size_t i = 0; parts[i] != NULL; i++)
            all = all && strstr(line, parts[i]) != NULL;
    }
    ck_assert_msg(all, "%s: \"%s\" … is not in what was found:\n%s", what, parts[0], buf_text(&found));
    mem_free(text);
    buf_free(&found);
}
#define FOUND(what, ...) ck_found(NULL, what, (const char *const[]){ __VA_ARGS__, NULL })

static void ck_clean(const char *anchor)
{
    struct buf found = verify(anchor);
    ck_assert_msg(found.n == 0, "%s", buf_text(&found));
}

static void behind_the_back(const char *sql)
{
    sqlite3 *db = raw_open(path);
    raw_run(db, sql);
    sqlite3_close(db);
}

static struct store_head head_of(void)
{
    struct store *store = seeded_open(path);
    struct store_head head;
    ck_assert_int_eq(store_head(store, &head, &err), 0);
    store_close(store);
    return head;
}

/* --- A clean store --- */

static bool count_progress(void *context, int64_t done, int64_t all)
{
    ck_assert_int_le(done, all);
    ++*(int *)context;
    return false;
}

static bool stop_at_once(void *context, int64_t done, int64_t all)
{
    (void)done;
    (void)all;
    ++*(int *)context;
    return true;
}

START_TEST(stopped_it_says_nothing)
{
    struct findings findings;
    int asked = 0;
    struct store *store = seeded_open(path);
    for (int i = 0; i < 1200; i++) /* enough for a question */
        seeded_write(store, "more", i % 2 == 0 ? "UPDATE person SET phone = '1'" : "UPDATE person SET phone = '2'");
    store_close(store);
    ck_assert_int_eq(store_verify(path, NULL, stop_at_once, &asked, &findings, &err), 0);
    ck_assert(findings.stopped);
    ck_assert_int_eq(asked, 1);
    ck_assert_uint_eq(findings.n, 0);
    findings_free(&findings);
}
END_TEST

START_TEST(a_clean_store_passes)
{
    struct store_head head = head_of();
    struct findings findings;
    ck_clean(NULL);
    ck_assert_int_eq(store_verify(path, NULL, count_progress, &(int){ 0 }, &findings, &err), 0);
    ck_assert_int_eq(findings.entries, head.seq);
    ck_assert_int_eq(findings.head.seq, head.seq);
    ck_assert_str_eq(findings.head.hash, head.hash);
    findings_free(&findings);
    /* A change that is still in the -wal, while another connection is open. */
    struct store *store = seeded_open(path);
    seeded_write(store, "more",
                 "INSERT INTO account(login, role) VALUES('more', 'reader'); UPDATE person SET phone = '1'");
    ck_clean(NULL);
    store_close(store);
}
END_TEST

/* More entries than are gathered before they are replayed, and rows written again and again across that border. */
START_TEST(a_long_journal_passes)
{
    struct store *store = seeded_open(path);
    char sql[128];
    sqlite3_exec(store->db, "PRAGMA synchronous = OFF", NULL, NULL, NULL); /* not what is tested here */
    for (int i = 0; i < 4500; i++) {
        snprintf(sql, sizeof sql, "UPDATE person SET phone = '%d' WHERE number = '1001'", i);
        seeded_write(store, "phone", sql);
    }
    store_close(store);
    ck_clean(NULL);
    behind_the_back("UPDATE person SET phone = '4498' WHERE number = '1001'");
    char number[32];
    snprintf(number, sizeof number, "记录 %lld", (long long)head_of().seq);
    FOUND("a long journal", "表 person", number);
}
END_TEST

START_TEST(what_is_no_store_cannot_be_examined)
{
    struct findings findings;
    char *other = path_join(folder, "other.db");
    ck_assert_int_eq(store_verify(other, NULL, NULL, NULL, &findings, &err), -1);
    ck_sentence(&err, other);
    ck_assert_int_eq(access(other, F_OK), -1);
    sqlite3 *db;
    ck_assert_int_eq(sqlite3_open(other, &db), SQLITE_OK);
    raw_run(db, "CREATE TABLE journal(seq INTEGER PRIMARY KEY)");
    sqlite3_close(db);
    ck_assert_int_eq(store_verify(other, NULL, NULL, NULL, &findings, &err), -1);
    ck_sentence(&err, other);
    behind_the_back("PRAGMA user_version = 77");
    ck_assert_int_eq(store_verify(path, NULL, NULL, NULL, &findings, &err), -1);
    ck_sentence(&err, "77");
    mem_free(other);
}
END_TEST

/* --- Tables --- */

struct names {
    char **v;
    size_t n, room;
};

static void read_names(sqlite3 *db, const char *sql, struct names *names)
{
    sqlite3_stmt *row;
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    while (sqlite3_step(row) == SQLITE_ROW)
        *VEC_PUSH(names) = mem_strdup((const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
}

static void free_names(struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        mem_free(names->v[i]);
    VEC_FREE(names);
}

static void read_tables(struct names *tables)
{
    sqlite3 *db = raw_open(path);
    read_names(db,
               "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
               " AND name NOT LIKE 'search_%'"
               " AND name <> 'journal' ORDER BY name",
               tables);
    sqlite3_close(db);
    ck_assert_uint_gt(tables->n, 20);
}

/* The entry that last wrote the row, as its history says. */
static int64_t last_entry(const char *table, int64_t id)
{
    struct store *store = seeded_open(path);
    struct changes changes = { 0 };
    ck_assert_int_eq(read_history(store, table, id, &changes, &err), 0);
    int64_t seq = changes.n == 0 ? 0 : changes.v[changes.n - 1].seq;
    LIST_FREE(&changes);
    store_close(store);
    return seq;
}

/* Binds the value of the row's column with one bit changed: `bit` says which. A NULL becomes something. */
static void bind_changed(sqlite3_stmt *update, sqlite3_stmt *row, int bit)
{
    int n = sqlite3_column_bytes(row, 1);
    char bytes[65536];
    switch (sqlite3_column_type(row, 1)) {
    case SQLITE_INTEGER:
        sqlite3_bind_int64(update, 1, sqlite3_column_int64(row, 1) ^ (1ll << (40 * (bit % 2) + bit / 2)));
        break;
    case SQLITE_TEXT:
        ck_assert(n < (int)sizeof bytes);
        memcpy(bytes, sqlite3_column_text(row, 1), (size_t)n);
        bytes[n == 0 ? 0 : n - 1] ^= (char)(1 << bit);
        sqlite3_bind_text(update, 1, n == 0 ? "x" : bytes, n == 0 ? 1 : n, SQLITE_TRANSIENT);
        break;
    default:
        /* A number where the column wants one, else text; SQLite refuses the wrong one of both. */
        if (bit % 2 == 0)
            sqlite3_bind_int64(update, 1, 1);
        else
            sqlite3_bind_text(update, 1, "x", 1, SQLITE_STATIC);
    }
}

/* Changes the column in one row. Where a UNIQUE refuses one changed bit, another is taken. Returns the row's id. */
static int64_t change_one_value(const char *table, const char *column)
{
    sqlite3 *db = raw_open(path);
    sqlite3_stmt *row, *update;
    char *sql = sqlite3_mprintf("SELECT id, \"%w\" FROM \"%w\" ORDER BY \"%w\" IS NULL, id DESC LIMIT 1", column, table,
                                column);
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    sqlite3_free(sql);
    ck_assert_msg(sqlite3_step(row) == SQLITE_ROW, "the seeded store has no row in %s", table);
    int64_t id = sqlite3_column_int64(row, 0);
    sql = sqlite3_mprintf("UPDATE \"%w\" SET \"%w\" = ?1 WHERE id = %lld", table, column, id);
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &update, NULL), SQLITE_OK);
    sqlite3_free(sql);
    int rc = SQLITE_ERROR;
    for (int bit = 0; bit < 7 && rc != SQLITE_DONE; bit++) {
        sqlite3_reset(update);
        bind_changed(update, row, bit);
        rc = sqlite3_step(update);
    }
    ck_assert_msg(rc == SQLITE_DONE, "%s.%s could not be changed: %s", table, column, sqlite3_errmsg(db));
    sqlite3_finalize(row);
    sqlite3_finalize(update);
    sqlite3_close(db);
    return id;
}

static void ck_row_found(const char *table, const char *column, int64_t id, const char *what)
{
    char row[96], entry[64], place[128];
    int64_t seq = last_entry(table, id);
    snprintf(place, sizeof place, "%s.%s", table, column);
    snprintf(row, sizeof row, "表 %s 第 %lld 行", table, (long long)id);
    snprintf(entry, sizeof entry, "记录 %lld）", (long long)seq);
    ck_assert_msg(seq > 0, "%s: the journal does not know the row", place);
    FOUND(place, row, what, entry);
}

START_TEST(each_changed_value_is_found)
{
    struct names tables = { 0 };
    read_tables(&tables);
    for (size_t t = 0; t < tables.n; t++) {
        struct names columns = { 0 };
        sqlite3 *db = raw_open(path);
        char *sql = sqlite3_mprintf("SELECT name FROM pragma_table_info(%Q) WHERE name <> 'id'", tables.v[t]);
        read_names(db, sql, &columns);
        sqlite3_free(sql);
        sqlite3_close(db);
        for (size_t c = 0; c < columns.n; c++) {
            fresh_copy();
            int64_t id = change_one_value(tables.v[t], columns.v[c]);
            ck_row_found(tables.v[t], columns.v[c], id, "被本程序之外改动");
        }
        free_names(&columns);
    }
    free_names(&tables);
}
END_TEST

START_TEST(each_removed_added_and_renumbered_row_is_found)
{
    struct names tables = { 0 };
    read_tables(&tables);
    for (size_t t = 0; t < tables.n; t++) {
        char sql[512], row[96];
        const char *table = tables.v[t];
        fresh_copy();
        sqlite3 *db = raw_open(path);
        snprintf(sql, sizeof sql, "SELECT min(id) FROM \"%s\"", table);
        int64_t id = raw_int(db, sql);
        sqlite3_close(db);
        snprintf(sql, sizeof sql, "DELETE FROM \"%s\" WHERE id = %lld", table, (long long)id);
        behind_the_back(sql);
        ck_row_found(table, "(removed)", id, "在库中缺失");
        fresh_copy();
        snprintf(sql, sizeof sql, "UPDATE \"%s\" SET id = 77777 WHERE id = %lld", table, (long long)id);
        behind_the_back(sql);
        ck_row_found(table, "(renumbered)", id, "在库中缺失");
        snprintf(row, sizeof row, "表 %s 第 77777 行", table);
        FOUND(table, row, "不是经本程序写入的", "日志中没有它");
    }
    free_names(&tables);
    fresh_copy();
    behind_the_back("INSERT INTO account(id, login, role) VALUES(500, 'intruder', 'admin')");
    FOUND("an added account", "表 account 第 500 行", "不是经本程序写入的");
}
END_TEST

/* --- The journal --- */

START_TEST(each_changed_column_of_an_entry_is_found)
{
    static const char *const changes[] = {
        "at = at + 1",
        "actor = 'other'",
        "actor = actor || char(0) || 'x'",
        "actor = actor || ' '",
        "action = 'other'",
        "action = actor, actor = action",
        "changes = substr(changes, 1, length(changes) - 1)",
        "changes = CAST(substr(changes, 1, 40) || x'7e' || substr(changes, 42) AS BLOB)",
        "changes = x''",
        "hash = zeroblob(32)",
        "hash = CAST(x'00' || substr(hash, 2) AS BLOB)",
        "hash = zeroblob(31)",
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        char sql[256];
        for (int seq = 1; seq <= 8; seq += 3) { /* the first, the last, and one between */
            fresh_copy();
            int64_t last = head_of().seq, at = seq >= 7 ? last : seq;
            snprintf(sql, sizeof sql, "UPDATE journal SET %s WHERE seq = %lld", changes[i], (long long)at);
            behind_the_back(sql);
            char entry[64];
            snprintf(entry, sizeof entry, "记录 %lld 与其摘要不符", (long long)at);
            FOUND(sql, entry);
        }
    }
}
END_TEST

START_TEST(removed_and_reordered_entries_are_found)
{
    behind_the_back("DELETE FROM journal WHERE seq = 3");
    FOUND("one removed", "缺少记录 3");
    fresh_copy();
    behind_the_back(
        "UPDATE journal SET seq = -seq WHERE seq IN (3, 4); UPDATE journal SET seq = 7 + seq WHERE seq < 0");
    FOUND("two swapped", "记录 3 ");
    fresh_copy();
    behind_the_back("DELETE FROM journal WHERE seq = 1");
    FOUND("the first removed", "缺少记录 1");
    fresh_copy();
    behind_the_back("DELETE FROM journal WHERE seq = 1; UPDATE journal SET seq = seq - 1");
    FOUND("the first removed, the rest moved up", "记录 1 ");
    fresh_copy();
    behind_the_back("UPDATE journal SET seq = 500 WHERE seq = (SELECT max(seq) FROM journal)");
    FOUND("the last renumbered", "缺少记录");
    fresh_copy();
    behind_the_back("DELETE FROM journal");
    FOUND("all removed", "表 school");
    fresh_copy();
    behind_the_back(
        "INSERT INTO journal SELECT seq + 1, at, actor, action, changes, hash FROM journal ORDER BY seq DESC LIMIT 1");
    FOUND("one repeated", "与其摘要不符");
}
END_TEST

static void head_text(char out[HASH_HEX + 32])
{
    struct store_head head = head_of();
    snprintf(out, HASH_HEX + 32, "%lld:%s", (long long)head.seq, head.hash);
}

START_TEST(a_removed_end_is_found_against_an_anchor_only)
{
    char before[HASH_HEX + 32], after[HASH_HEX + 32];
    head_text(before);
    struct store *store = seeded_open(path);
    seeded_write(store, "account-add", "INSERT INTO account(login, role) VALUES('late', 'reader')");
    store_close(store);
    head_text(after);
    ck_clean(after);
    ck_clean(before);
    behind_the_back("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)");
    FOUND("the entry without its row", "表 account", "日志中没有它");
    behind_the_back("DELETE FROM account WHERE login = 'late'");
    FOUND("the index that still names the entry", "沿革索引");
    behind_the_back("DELETE FROM search_touch WHERE seq > (SELECT max(seq) FROM journal)");
    ck_clean(NULL); /* nothing in the file can tell it from a store in which that never was */
    ck_clean(before);
    ck_found(after, "against the page", (const char *const[]){ "存证所指的记录", NULL });
}
END_TEST

/* Blames somebody else for entry `seq` and seals it anew, as one who knows the arithmetic can. */
static void reseal(int64_t seq)
{
    uint8_t hash[HASH_BYTES];
    sqlite3 *db = raw_open(path);
    sqlite3_stmt *row, *update;
    ck_assert_int_eq(sqlite3_prepare_v2(db,
                                        "SELECT j.at, j.action, j.changes, b.hash FROM journal j JOIN journal b"
                                        " ON b.seq = j.seq - 1 WHERE j.seq = ?1",
                                        -1, &row, NULL),
                     SQLITE_OK);
    sqlite3_bind_int64(row, 1, seq);
    ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
    struct journal_entry entry = { .seq = seq, .actor = "scapegoat", .actor_n = strlen("scapegoat") };
    entry.at = sqlite3_column_int64(row, 0);
    entry.action = (const char *)sqlite3_column_text(row, 1);
    entry.action_n = (size_t)sqlite3_column_bytes(row, 1);
    entry.changes = sqlite3_column_blob(row, 2);
    entry.changes_n = (size_t)sqlite3_column_bytes(row, 2);
    journal_hash(sqlite3_column_blob(row, 3), &entry, hash);
    sqlite3_finalize(row);
    ck_assert_int_eq(
        sqlite3_prepare_v2(db, "UPDATE journal SET actor = 'scapegoat', hash = ?1 WHERE seq = ?2", -1, &update, NULL),
        SQLITE_OK);
    sqlite3_bind_blob(update, 1, hash, HASH_BYTES, SQLITE_STATIC);
    sqlite3_bind_int64(update, 2, seq);
    ck_assert_int_eq(sqlite3_step(update), SQLITE_DONE);
    sqlite3_finalize(update);
    sqlite3_close(db);
}

START_TEST(a_resealed_end_is_found_against_an_anchor_only)
{
    char page[HASH_HEX + 32];
    head_text(page);
    reseal(head_of().seq);
    ck_clean(NULL);
    ck_found(page, "against the page", (const char *const[]){ "存证不符", NULL });
}
END_TEST

/* Each entry seals the one before it. */
START_TEST(a_resealed_entry_breaks_the_next)
{
    reseal(3);
    FOUND("resealed", "记录 4 与其摘要不符");
}
END_TEST

START_TEST(anchors_are_held_against_the_chain)
{
    struct store_head head = head_of();
    char text[128];
    snprintf(text, sizeof text, "%lld:%.16s", (long long)head.seq, head.hash);
    ck_clean(text);
    for (char *c = text; *c != '\0'; c++)
        *c = *c >= 'a' && *c <= 'f' ? (char)(*c - 'a' + 'A') : *c;
    ck_clean(text);
    snprintf(text, sizeof text, "%lld:%s", (long long)head.seq, head.hash);
    char *last = &text[strlen(text) - 1];
    *last = *last == '0' ? '1' : '0'; /* another digit */
    ck_found(text, "a wrong digit at the end", (const char *const[]){ "存证不符", NULL });
    snprintf(text, sizeof text, "%lld:%s", (long long)head.seq - 1, head.hash);
    ck_found(text, "of another entry", (const char *const[]){ "存证不符", NULL });
    snprintf(text, sizeof text, "%lld:%s", (long long)head.seq + 1, head.hash);
    ck_found(text, "of no entry", (const char *const[]){ "末尾的记录被删除", NULL });
}
END_TEST

START_TEST(what_is_no_anchor_is_refused)
{
    static const char *const bad[] = {
        "",
        "1",
        "1:",
        ":0123456789abcdef",
        "0:0123456789abcdef",
        "-1:0123456789abcdef",
        "+1:0123456789abcdef",
        " 1:0123456789abcdef",
        "01:0123456789abcdef",
        "1:0123456789abcde",
        "1:0123456789abcdeg",
        "1:0123456789abcdef ",
        "1 0123456789abcdef",
        "1:0123456789abcdef:",
        "x:0123456789abcdef",
        "99999999999999999999:0123456789abcdef",
        "1:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
    };
    struct anchor anchor;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ck_assert_msg(anchor_parse(bad[i], &anchor, &err) == -1, "%s was taken", bad[i]);
        ck_sentence(&err, "存证");
        ck_assert_int_eq(anchor.seq, 0);
    }
    ck_assert_int_eq(anchor_parse("17:0123456789ABCDEF", &anchor, &err), 0);
    ck_assert_int_eq(anchor.seq, 17);
    ck_assert_str_eq(anchor.hash, "0123456789abcdef");
}
END_TEST

/* --- The schema --- */

START_TEST(a_changed_schema_is_found)
{
    behind_the_back("CREATE TRIGGER sly AFTER INSERT ON account BEGIN DELETE FROM account WHERE id = new.id; END");
    FOUND("a trigger added", "sly", "多出来");
    fresh_copy();
    behind_the_back("DROP TRIGGER journal_no_delete");
    FOUND("a trigger dropped", "journal_no_delete", "不见了");
    fresh_copy();
    behind_the_back(
        "DROP TRIGGER tenure_one_seat; CREATE TRIGGER tenure_one_seat BEFORE INSERT ON tenure BEGIN SELECT 1; END");
    FOUND("a trigger replaced", "tenure_one_seat", "被改动");
    fresh_copy();
    behind_the_back("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'CHECK(seats >= 0)', '')"
                    " WHERE name = 'post'; PRAGMA writable_schema = OFF");
    FOUND("a CHECK dropped", "库结构 post", "被改动");
    fresh_copy();
    behind_the_back("DROP INDEX person_name");
    FOUND("an index dropped", "person_name", "不见了");
    fresh_copy();
    behind_the_back("CREATE TABLE extra(id INTEGER PRIMARY KEY)");
    FOUND("a table added", "extra", "多出来");
    fresh_copy();
    behind_the_back("CREATE VIEW extra AS SELECT 1");
    FOUND("a view added", "extra", "多出来");
    fresh_copy();
    behind_the_back("ALTER TABLE account ADD COLUMN secret TEXT");
    FOUND("a column added", "account", "被改动");
    fresh_copy();
    behind_the_back("DROP TABLE fulfilment");
    FOUND("a table dropped", "fulfilment", "不见了");
}
END_TEST

/* --- Flipped bytes --- */

/* Reads the file's whole logical content without touching it (immutable: no -wal is looked for). */
static bool read_content(struct buf *out)
{
    struct buf uri = { 0 };
    sqlite3 *db = NULL;
    buf_clear(out);
    buf_printf(&uri, "file:%s?immutable=1", path);
    bool good =
        sqlite3_open_v2(uri.v, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == SQLITE_OK && raw_dump(db, out);
    sqlite3_stmt *row = NULL;
    good = good && sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &row, NULL) == SQLITE_OK &&
           sqlite3_step(row) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(row, 0), "ok") == 0;
    sqlite3_finalize(row);
    sqlite3_close(db);
    buf_free(&uri);
    return good;
}

static void flip(const struct buf *bytes, size_t offset, unsigned char with)
{
    static const char *const beside[] = { "x.db-wal", "x.db-shm" };
    for (size_t i = 0; i < 2; i++) {
        char *name = path_join(folder, beside[i]);
        unlink(name);
        mem_free(name);
    }
    bytes->v[offset] ^= (char)with;
    FILE *file = fopen(path, "wb");
    ck_assert(file != NULL && fwrite(bytes->v, 1, bytes->n, file) == bytes->n && fclose(file) == 0);
    bytes->v[offset] ^= (char)with;
}

/* Returns whether the flip changed what the file says; if it did, it must be found. */
static bool try_flip(const struct buf *bytes, const struct buf *content, size_t offset, unsigned char with)
{
    struct buf now = { 0 };
    flip(bytes, offset, with);
    bool good = read_content(&now);
    bool changed = !good || now.n != content->n || memcmp(now.v, content->v, now.n) != 0;
    struct buf found = verify(NULL);
    ck_assert_msg(!changed || found.n > 0, "byte %zu ^ %02x changed the content and was not found", offset, with);
    buf_free(&found);
    buf_free(&now);
    return changed;
}

START_TEST(flipped_bytes_are_found)
{
    unsigned number = mix_number("SEED", 1), flips = mix_number("FLIPS", 300), in_content = 0, in_header = 0;
    struct mix mix = mix_from(number);
    struct buf bytes = { 0 }, content = { 0 };
    ck_assert_int_eq(file_read(path, 64 * 1024 * 1024, &bytes, &err), 0);
    ck_assert(read_content(&content));
    for (unsigned i = 0; i < flips; i++)
        in_content +=
            try_flip(&bytes, &content, mix_below(&mix, (unsigned)bytes.n), (unsigned char)(1 + mix_below(&mix, 255)));
    /* Few random flips hit the file's header, and there each byte means something else. */
    for (size_t at = 0; at < HEADER_BYTES; at++)
        in_header += try_flip(&bytes, &content, at, (unsigned char)(1u << mix_below(&mix, 8)));
    printf("flipped bytes: SEED=%u FLIPS=%u, %u in content, %u in unused space; header: %u of %d in content\n", number,
           flips, in_content, flips - in_content, in_header, HEADER_BYTES);
    ck_assert_uint_gt(in_content, flips / 4); /* else most of the file were unused, and little tested */
    buf_free(&bytes);
    buf_free(&content);
}
END_TEST

/* The lowest bit of a column's type turns text into a blob of the same bytes and back: the values' bytes are all there.
 */
START_TEST(a_value_of_another_type_is_found)
{
    static const char *const texts[] = { "样例备〔2022〕1号", "account-add", "0317-0000006" };
    struct store *store = seeded_open(path);
    seeded_write(store, "account-add", "INSERT INTO account(login, role) VALUES('typed', 'reader')");
    ck_assert_int_eq(store_checkpoint(store, &err), 0);
    store_close(store);
    struct buf bytes = { 0 }, content = { 0 };
    ck_assert_int_eq(file_read(path, 64 * 1024 * 1024, &bytes, &err), 0);
    ck_assert(read_content(&content));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        size_t n = strlen(texts[i]), changed = 0;
        char *at = memmem(bytes.v, bytes.n, texts[i], n);
        ck_assert_ptr_nonnull(at);
        /* The record's header stands before its values; the type is among the bytes before the text. */
        for (size_t back = 1; back < 120; back++)
            if ((unsigned char)at[-(ptrdiff_t)back] == 13 + 2 * n)
                changed += try_flip(&bytes, &content, (size_t)(at - bytes.v) - back, 1);
        ck_assert_uint_gt(changed, 0);
    }
    buf_free(&bytes);
    buf_free(&content);
}
END_TEST

Suite *verify_suite(void)
{
    Suite *suite = suite_create("verify");
    TCase *t = seeded_case("verify", true, make_copy, drop_copy);
    tcase_add_test(t, a_clean_store_passes);
    tcase_add_test(t, stopped_it_says_nothing);
    tcase_add_test(t, a_long_journal_passes);
    tcase_add_test(t, what_is_no_store_cannot_be_examined);
    tcase_add_test(t, each_changed_value_is_found);
    tcase_add_test(t, each_removed_added_and_renumbered_row_is_found);
    tcase_add_test(t, each_changed_column_of_an_entry_is_found);
    tcase_add_test(t, removed_and_reordered_entries_are_found);
    tcase_add_test(t, a_removed_end_is_found_against_an_anchor_only);
    tcase_add_test(t, a_resealed_end_is_found_against_an_anchor_only);
    tcase_add_test(t, a_resealed_entry_breaks_the_next);
    tcase_add_test(t, anchors_are_held_against_the_chain);
    tcase_add_test(t, what_is_no_anchor_is_refused);
    tcase_add_test(t, a_changed_schema_is_found);
    tcase_add_test(t, flipped_bytes_are_found);
    tcase_add_test(t, a_value_of_another_type_is_found);
    suite_add_tcase(suite, t);
    return suite;
}
