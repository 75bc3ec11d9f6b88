/* Verification. All of it runs on one connection whose own database is in memory, with the file attached and only read,
 * as `live` inside one transaction: other programs may go on writing, and this sees one state.
 *
 * Replaying an entry at a time costs a savepoint each; entries are gathered into change groups, which SQLite merges. */
#include "store/verify.h"

#include "base/words.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/schema.h"
#include "store/touch.h"
#include "text/clean.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STEPS_A_QUESTION = 1000000, GROUP_ENTRIES = 2000, FINDINGS_MOST = 100, ANCHOR_DIGITS_LEAST = 16 };

struct verifying {
    sqlite3 *db;
    const struct anchor *anchor;
    struct findings *findings;
    progress_fn *progress;
    void *context;
    sqlite3_changegroup *group;
    int gathered;
    int64_t all;
    uint64_t touches; /* the sum of what the journal touched, less that of the index */
    bool anchor_seen;
    bool stopped;
    bool chain_broken;          /* then replaying says nothing more */
    uint8_t before[HASH_BYTES]; /* the hash of the entry before */
    struct err *err;
};

int anchor_parse(const char *text, struct anchor *anchor, struct err *err)
{
    char *end = NULL;
    *anchor = (struct anchor){ 0 };
    errno = 0;
    long long seq = text[0] >= '1' && text[0] <= '9' ? strtoll(text, &end, 10) : 0;
    size_t n = 0;
    if (seq > 0 && errno == 0 && *end == ':')
        while (n < sizeof anchor->hash - 1 && end[1 + n] != '\0') {
            char c = end[1 + n];
            c = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
                break;
            anchor->hash[n++] = c;
        }
    if (n < ANCHOR_DIGITS_LEAST || end[1 + n] != '\0')
        return err_set(err, _("存证 %s 写得不对。应为页脚上的“序号:摘要”，摘要至少前 %d 位。"), text,
                       ANCHOR_DIGITS_LEAST);
    anchor->seq = seq;
    return 0;
}

void findings_free(struct findings *findings)
{
    for (size_t i = 0; i < findings->n; i++)
        mem_free(findings->v[i].text);
    VEC_FREE(findings);
}

__attribute__((format(printf, 2, 3))) static void add_finding(struct verifying *v, const char *format, ...)
{
    if (v->findings->n >= FINDINGS_MOST)
        return;
    char line[2048];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    struct buf shown = { 0 };
    text_show(line, n < (int)sizeof line ? (size_t)n : sizeof line - 1, false, &shown);
    VEC_PUSH(v->findings)->text = mem_strdup(buf_text(&shown));
    buf_free(&shown);
}

static sqlite3_stmt *prepare(struct verifying *v, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(v->db, sql, -1, &statement, NULL) != SQLITE_OK)
        db_fail(v->db, v->err);
    return statement;
}

/* SQLite asks too, in the middle of long statements; not 0 interrupts them. */
static int ask_progress(void *context)
{
    struct verifying *v = context;
    if (v->progress != NULL && !v->stopped)
        v->stopped = v->progress(v->context, v->findings->entries, v->all);
    return v->stopped ? 1 : 0;
}

typedef void row_fn(struct verifying *v, sqlite3_stmt *row);

/* Reads all rows. When reading stops because the file is damaged, that is a finding, not a failure of the examination.
 */
static void for_each_row(struct verifying *v, const char *sql, const char *what, row_fn *fn)
{
    sqlite3_stmt *row = prepare(v, sql);
    int rc = row == NULL ? SQLITE_ERROR : SQLITE_ROW;
    while (!v->stopped && rc == SQLITE_ROW && (rc = sqlite3_step(row)) == SQLITE_ROW)
        fn(v, row);
    if (rc != SQLITE_DONE)
        add_finding(v, _("%s读到中途出错（%s）：文件已损坏。"), what, sqlite3_errmsg(v->db));
    sqlite3_finalize(row);
}

static int stop_at_conflict(void *context, int kind, sqlite3_changeset_iter *iter)
{
    (void)kind;
    (void)iter;
    *(bool *)context = true;
    return SQLITE_CHANGESET_ABORT;
}

static void flush_group(struct verifying *v, int64_t seq)
{
    int n = 0;
    void *changes = NULL;
    bool conflict = false;
    if (v->gathered == 0)
        return;
    int rc = sqlite3changegroup_output(v->group, &n, &changes);
    if (rc == SQLITE_OK)
        rc = sqlite3changeset_apply_v2(v->db, n, changes, NULL, stop_at_conflict, &conflict, NULL, NULL,
                                       SQLITE_CHANGESETAPPLY_NOSAVEPOINT);
    if (rc != SQLITE_OK || conflict) {
        add_finding(v, _("记录 %" PRId64 " 及之前的变更不能重放：日志自相矛盾。"), seq);
        v->chain_broken = true;
    }
    sqlite3_free(changes);
    sqlite3changegroup_delete(v->group);
    v->group = NULL;
    v->gathered = 0;
}

static void gather(struct verifying *v, const struct journal_entry *entry)
{
    for (int tries = 0; tries < 2; tries++) {
        if (v->group == NULL && sqlite3changegroup_new(&v->group) != SQLITE_OK)
            die("sqlite3changegroup_new");
        int rc = sqlite3changegroup_add(v->group, (int)entry->changes_n, (void *)(uintptr_t)entry->changes);
        if (rc == SQLITE_OK) {
            if (++v->gathered == GROUP_ENTRIES)
                flush_group(v, entry->seq);
            return;
        }
        if (rc != SQLITE_SCHEMA)
            break;
        flush_group(v, entry->seq - 1); /* a table has had a column added since: begin a new group */
    }
    add_finding(v, _("记录 %" PRId64 " 的变更内容读不懂：日志被改动。"), entry->seq);
    v->chain_broken = true;
}

static void check_anchor(struct verifying *v, int64_t seq, const char *hex)
{
    if (v->anchor == NULL || v->anchor->seq != seq)
        return;
    v->anchor_seen = true;
    if (strncmp(hex, v->anchor->hash, strlen(v->anchor->hash)) != 0)
        add_finding(v, _("记录 %" PRId64 " 的摘要与给出的存证不符：这之前的日志在盖章之后被换过。"), seq);
}

static void check_entry(struct verifying *v, sqlite3_stmt *row)
{
    struct journal_entry entry = { .seq = sqlite3_column_int64(row, 0), .at = sqlite3_column_int64(row, 1) };
    uint8_t hash[HASH_BYTES];
    entry.actor = (const char *)sqlite3_column_text(row, 2);
    entry.actor_n = (size_t)sqlite3_column_bytes(row, 2);
    entry.action = (const char *)sqlite3_column_text(row, 3);
    entry.action_n = (size_t)sqlite3_column_bytes(row, 3);
    entry.changes = sqlite3_column_blob(row, 4);
    entry.changes_n = (size_t)sqlite3_column_bytes(row, 4);
    const void *kept = sqlite3_column_blob(row, 5);
    bool whole = sqlite3_column_bytes(row, 5) == HASH_BYTES && sqlite3_column_type(row, 0) == SQLITE_INTEGER &&
                 sqlite3_column_type(row, 1) == SQLITE_INTEGER && sqlite3_column_type(row, 2) == SQLITE_TEXT &&
                 sqlite3_column_type(row, 3) == SQLITE_TEXT && sqlite3_column_type(row, 4) == SQLITE_BLOB &&
                 sqlite3_column_type(row, 5) == SQLITE_BLOB;
    int64_t expected = v->findings->head.seq + 1;
    if (entry.seq != expected)
        add_finding(v, _("日志缺少记录 %" PRId64 "（其后是 %" PRId64 "）：有记录被删除或调换。"), expected, entry.seq);
    if (whole)
        journal_hash(v->before, &entry, hash);
    if (!whole || memcmp(hash, kept, HASH_BYTES) != 0) {
        /* One changed entry breaks its own link only when the rest of the chain goes on from the hash it carries. */
        add_finding(v, _("日志记录 %" PRId64 " 与其摘要不符：这条记录或它前一条的摘要被改动。"), entry.seq);
        v->chain_broken = true;
    }
    if (whole)
        memcpy(v->before, kept, HASH_BYTES);
    v->findings->head.seq = entry.seq;
    hash_to_hex(v->before, v->findings->head.hash);
    check_anchor(v, entry.seq, v->findings->head.hash);
    v->touches += touch_sum(entry.seq, entry.changes, entry.changes_n);
    if (!v->chain_broken)
        gather(v, &entry);
    v->findings->entries++;
    if (v->findings->entries % 1000 == 0)
        ask_progress(v);
}

static void check_journal(struct verifying *v)
{
    hash_to_hex(v->before, v->findings->head.hash);
    for_each_row(v, "SELECT seq, at, actor, action, changes, hash FROM live.journal ORDER BY seq", _("日志"),
                 check_entry);
    flush_group(v, v->findings->head.seq);
    if (v->anchor != NULL && v->anchor->seq > 0 && !v->anchor_seen)
        add_finding(v, _("日志里没有存证所指的记录 %" PRId64 "（最后一条是 %" PRId64 "）：末尾的记录被删除。"),
                    v->anchor->seq, v->findings->head.seq);
}

static void report_schema(struct verifying *v, sqlite3_stmt *row)
{
    const char *name = (const char *)sqlite3_column_text(row, 0);
    const char *what = sqlite3_column_int(row, 1)   ? _("是多出来的")
                       : sqlite3_column_int(row, 2) ? _("不见了")
                                                    : _("被改动");
    add_finding(v, _("库结构 %s %s。"), name == NULL ? "?" : name, what);
}

/* The text of the schema in the file must be that which this program makes: a trigger or a missing CHECK put there by
 * another hand would change what later writes do. */
static void check_schema(struct verifying *v)
{
    for_each_row(v,
                 "SELECT ifnull(m.name, l.name), m.name IS NULL, l.name IS NULL FROM main.sqlite_schema m"
                 " FULL JOIN live.sqlite_schema l ON l.name = m.name AND l.type = m.type"
                 " AND l.tbl_name = m.tbl_name WHERE m.sql IS NOT l.sql OR m.name IS NULL OR l.name IS NULL",
                 _("库结构"), report_schema);
}

static void add_bare_table(struct verifying *v, sqlite3_stmt *row, struct buf *script)
{
    const char *name = (const char *)sqlite3_column_text(row, 0), *columns = (const char *)sqlite3_column_text(row, 1);
    (void)v;
    if (name == NULL || columns == NULL || !db_is_domain_table(name))
        return;
    /* Names from this program's own schema, never from the file. */
    char *sql = sqlite3_mprintf("DROP TABLE main.\"%w\"; CREATE TABLE main.\"%w\"(%s) STRICT;", name, name, columns);
    buf_adds(script, sql);
    sqlite3_free(sql);
}

/* The replay's tables are made anew with their columns and key alone. Entries are merged before they are applied, so
 * that rows that give a unique value from one to the other come in any order; and checks and indexes would cost half
 * the time. What they say was checked when the changes were made. */
static void lighten_replay(struct verifying *v)
{
    sqlite3_stmt *row = prepare(
        v,
        "SELECT t, group_concat(d, ', ') FROM (SELECT m.rowid AS r, m.name AS t, format('\"%w\" %s%s', i.name, i.type,"
        " iif(i.pk > 0, ' PRIMARY KEY', '')) AS d FROM main.sqlite_schema m JOIN pragma_table_info(m.name) i"
        " WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY m.rowid, i.cid) GROUP BY t ORDER BY r");
    struct buf script = { 0 };
    while (row != NULL && sqlite3_step(row) == SQLITE_ROW)
        add_bare_table(v, row, &script);
    sqlite3_finalize(row);
    /* A damaged schema in the attached file makes even this fail. */
    if (db_script(v->db, buf_text(&script), v->err) != 0)
        add_finding(v, _("库结构读不完整（%s）：文件已损坏。"), sqlite3_errmsg(v->db));
    buf_free(&script);
}

static void report_integrity(struct verifying *v, sqlite3_stmt *row)
{
    const char *text = (const char *)sqlite3_column_text(row, 0);
    if (text != NULL && strcmp(text, "ok") != 0)
        add_finding(v, _("文件结构有错（%s）。"), text);
}

static void check_integrity(struct verifying *v)
{
    for_each_row(v, "PRAGMA live.integrity_check(20)", _("文件结构"), report_integrity);
}

static bool touches(sqlite3_value *a, sqlite3_value *b)
{
    return a != NULL && b != NULL && sqlite3_value_type(a) == sqlite3_value_type(b) &&
           sqlite3_value_int64(a) == sqlite3_value_int64(b);
}

/* The last journal entry that wrote row `id` of `table`, or 0. Only asked when something was found. */
static int64_t last_entry_of(struct verifying *v, const char *table, sqlite3_value *id)
{
    sqlite3_stmt *row = prepare(v, "SELECT seq, changes FROM live.journal ORDER BY seq DESC");
    int64_t found = 0;
    while (row != NULL && found == 0 && sqlite3_step(row) == SQLITE_ROW) {
        sqlite3_changeset_iter *iter = NULL;
        int n = sqlite3_column_bytes(row, 1);
        if (sqlite3changeset_start(&iter, n, (void *)(uintptr_t)sqlite3_column_blob(row, 1)) != SQLITE_OK)
            continue;
        while (found == 0 && sqlite3changeset_next(iter) == SQLITE_ROW) {
            const char *name;
            int columns, op;
            sqlite3_value *key = NULL;
            sqlite3changeset_op(iter, &name, &columns, &op, NULL);
            if (op == SQLITE_INSERT)
                sqlite3changeset_new(iter, 0, &key);
            else
                sqlite3changeset_old(iter, 0, &key);
            if (strcmp(name, table) == 0 && touches(key, id))
                found = sqlite3_column_int64(row, 0);
        }
        sqlite3changeset_finalize(iter);
    }
    sqlite3_finalize(row);
    return found;
}

static void report_difference(struct verifying *v, sqlite3_changeset_iter *iter)
{
    const char *table;
    int columns, op;
    sqlite3_value *key = NULL;
    sqlite3changeset_op(iter, &table, &columns, &op, NULL);
    /* The difference leads from the file to the replay: what it would insert is missing from the file. */
    if (op == SQLITE_INSERT)
        sqlite3changeset_new(iter, 0, &key);
    else
        sqlite3changeset_old(iter, 0, &key);
    int64_t id = key == NULL ? 0 : sqlite3_value_int64(key);
    int64_t seq = last_entry_of(v, table, key);
    const char *what = op == SQLITE_INSERT   ? _("在库中缺失")
                       : op == SQLITE_DELETE ? _("不是经本程序写入的")
                                             : _("被本程序之外改动");
    if (seq > 0)
        add_finding(v, _("表 %s 第 %" PRId64 " 行%s（日志中最后写它的是记录 %" PRId64 "）。"), table, id, what, seq);
    else
        add_finding(v, _("表 %s 第 %" PRId64 " 行%s（日志中没有它）。"), table, id, what);
}

static void compare_table(struct verifying *v, const char *table)
{
    sqlite3_session *session = NULL;
    char *message = NULL;
    void *changes = NULL;
    int n = 0;
    if (sqlite3session_create(v->db, "main", &session) != SQLITE_OK)
        die("sqlite3session_create");
    int rc = sqlite3session_attach(session, table);
    if (rc == SQLITE_OK)
        rc = sqlite3session_diff(session, "live", table, &message);
    if (rc == SQLITE_OK)
        rc = sqlite3session_changeset(session, &n, &changes);
    if (rc != SQLITE_OK)
        add_finding(v, _("表 %s 无法与日志比对（%s）：文件已损坏。"), table,
                    message == NULL ? sqlite3_errstr(rc) : message);
    sqlite3_changeset_iter *iter = NULL;
    if (rc == SQLITE_OK && n > 0 && sqlite3changeset_start(&iter, n, changes) == SQLITE_OK) {
        while (sqlite3changeset_next(iter) == SQLITE_ROW && v->findings->n < FINDINGS_MOST)
            report_difference(v, iter);
        sqlite3changeset_finalize(iter);
    }
    sqlite3_free(message);
    sqlite3_free(changes);
    sqlite3session_delete(session);
}

static void compare_if_domain(struct verifying *v, sqlite3_stmt *row)
{
    const char *table = (const char *)sqlite3_column_text(row, 0);
    if (db_is_domain_table(table))
        compare_table(v, table);
}

static void compare_tables(struct verifying *v)
{
    for_each_row(v, "SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid", _("库结构"),
                 compare_if_domain);
}

/* One step in an index's list of words and places; false at its end. */
static bool next_place(struct verifying *v, sqlite3_stmt *row, bool *broken)
{
    int rc = sqlite3_step(row);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE && !*broken) {
        add_finding(v, _("检索索引读到中途出错（%s）：文件已损坏。"), sqlite3_errmsg(v->db));
        *broken = true;
    }
    return rc == SQLITE_ROW;
}

static bool same_place(sqlite3_stmt *a, sqlite3_stmt *b)
{
    const char *x = (const char *)sqlite3_column_text(a, 0), *y = (const char *)sqlite3_column_text(b, 0);
    return x != NULL && y != NULL && strcmp(x, y) == 0 && sqlite3_column_int64(a, 1) == sqlite3_column_int64(b, 1) &&
           sqlite3_column_int64(a, 2) == sqlite3_column_int64(b, 2);
}

/* An index of words, and how it is made anew from the replayed tables. */
struct index_spec {
    const char *name;
    const char *made;
    const char *differs; /* a sentence */
};

static bool make_index(struct verifying *v, const struct index_spec *spec)
{
    char *sql = sqlite3_mprintf("%s;DROP TABLE IF EXISTS temp.ours;DROP TABLE IF EXISTS temp.theirs;"
                                "CREATE VIRTUAL TABLE temp.ours USING fts5vocab(main, %s, instance);"
                                "CREATE VIRTUAL TABLE temp.theirs USING fts5vocab(live, %s, instance)",
                                spec->made, spec->name, spec->name);
    bool made = db_script(v->db, sql, v->err) == 0;
    sqlite3_free(sql);
    return made;
}

static void compare_words(struct verifying *v, const struct index_spec *spec)
{
    sqlite3_stmt *ours = prepare(v, "SELECT term, doc, offset FROM temp.ours");
    sqlite3_stmt *theirs = prepare(v, "SELECT term, doc, offset FROM temp.theirs");
    bool broken = ours == NULL || theirs == NULL, same = true, more = !broken;
    while (same && more) {
        bool other = next_place(v, theirs, &broken);
        more = next_place(v, ours, &broken);
        same = more == other && (!more || same_place(ours, theirs));
    }
    if (!same && !broken)
        add_finding(v, "%s", spec->differs);
    sqlite3_finalize(ours);
    sqlite3_finalize(theirs);
}

static void report_search(struct verifying *v, sqlite3_stmt *row)
{
    add_finding(v, _("检索索引 %s 与正文不符（第 %" PRId64 " 行起）：检索会漏掉或错列内容。请从备份恢复。"),
                (const char *)sqlite3_column_text(row, 1), (int64_t)sqlite3_column_int64(row, 0));
}

/* A search index is in no journal: it is made anew from the replayed tables, and both are read side by side. */
static void compare_index(struct verifying *v, const struct index_spec *spec)
{
    if (!make_index(v, spec)) {
        add_finding(v, _("检索索引无法比对（%s）：文件已损坏。"), sqlite3_errmsg(v->db));
        return;
    }
    compare_words(v, spec);
    char *sql = sqlite3_mprintf("SELECT ifnull(m.rowid, l.rowid), '%s' FROM main.%s m FULL JOIN live.%s l"
                                " ON l.rowid = m.rowid WHERE m.text IS NOT l.text LIMIT 1",
                                spec->name, spec->name, spec->name);
    for_each_row(v, sql, _("检索索引"), report_search);
    sqlite3_free(sql);
}

static void compare_search(struct verifying *v)
{
    static const struct index_spec specs[] = {
        { "search_provision",
          "INSERT INTO main.search_provision(rowid, text) SELECT id, split(text) FROM main.provision",
          _("检索索引与条款正文不符：检索会漏掉或错列条款。请从备份恢复。") },
        /* The replayed log has no index of its own yet. */
        { "search_incident",
          "CREATE INDEX main.replayed_entry ON entry(incident, at, id);"
          "INSERT INTO main.search_incident(rowid, text) SELECT i.id, split(i.title || ' ' || ifnull((SELECT"
          " group_concat(text, ' ') FROM (SELECT text FROM main.entry WHERE incident = i.id AND struck IS NULL"
          " ORDER BY at, id)), '')) FROM main.incident i",
          _("检索索引与事件记录不符：检索会漏掉或错列事件。请从备份恢复。") },
    };
    for (size_t i = 0; i < COUNT(specs); i++)
        compare_index(v, &specs[i]);
}

static void report_grade(struct verifying *v, sqlite3_stmt *row)
{
    add_finding(v, _("事件 %" PRId64 " 在按级别的索引里与定级记录不符：列表会漏列或错列。请从备份恢复。"),
                (int64_t)sqlite3_column_int64(row, 0));
}

/* The grades by which incidents are listed, against what the replayed gradings say. */
static void compare_grades(struct verifying *v)
{
    if (db_script(v->db, "CREATE INDEX main.replayed_grading ON grading(incident, id)", v->err) != 0) {
        add_finding(v, _("按级别的索引无法比对（%s）：文件已损坏。"), sqlite3_errmsg(v->db));
        return;
    }
    for_each_row(v,
                 "SELECT ifnull(m.id, l.incident) FROM (SELECT i.id, i.school, i.series, (SELECT g.grade FROM"
                 " main.grading g JOIN main.entry e ON e.id = g.entry WHERE g.incident = i.id AND e.struck IS NULL"
                 " ORDER BY g.id DESC LIMIT 1) AS grade, i.found_at FROM main.incident i) m"
                 " FULL JOIN live.search_grade l ON l.incident = m.id"
                 " WHERE (m.grade IS NULL) <> (l.incident IS NULL) OR (l.incident IS NOT NULL AND (m.school, m.series,"
                 " m.grade, m.found_at) IS NOT (l.school, l.series, l.grade, l.found_at)) LIMIT 1",
                 _("按级别的索引"), report_grade);
}

static void take_touch(struct verifying *v, sqlite3_stmt *row)
{
    const char *name = (const char *)sqlite3_column_text(row, 0);
    v->touches -= touch_one(name == NULL ? "" : name, sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2));
}

static void compare_touches(struct verifying *v)
{
    for_each_row(v, "SELECT name, row, seq FROM live.search_touch", _("沿革索引"), take_touch);
    if (v->touches != 0 && !v->stopped)
        add_finding(v, "%s", _("沿革索引与日志不符：查看一条记录的改动会有遗漏。日志本身不受影响，请从备份恢复。"));
}

/* An empty database of this program's schema. (SQLITE_OPEN_MEMORY would make the attached file one in memory too.)
 * Triggers and foreign keys were checked when the changes were made. */
static int open_replay(struct verifying *v)
{
    if (db_open(&v->db, ":memory:", SQLITE_OPEN_READWRITE, 0, v->err) != 0)
        return -1;
    sqlite3_db_config(v->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    /* What is examined must not change: the last connection to close would otherwise move the log into the file. */
    sqlite3_db_config(v->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    if (db_migrate(v->db, 0, v->err) != 0)
        return -1;
    sqlite3_db_config(v->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    return db_script(v->db, "PRAGMA main.journal_mode = OFF", v->err);
}

static int attach_live(struct verifying *v, const char *path)
{
    if (access(path, R_OK) != 0)
        return err_set(v->err, _("读不了库 %s（%s）。请核对路径和权限。"), path, strerror(errno));
    sqlite3_stmt *attach = prepare(v, "ATTACH ?1 AS live");
    if (attach == NULL)
        return -1;
    sqlite3_bind_text(attach, 1, path, -1, SQLITE_STATIC);
    int rc = sqlite3_step(attach);
    sqlite3_finalize(attach);
    if (rc != SQLITE_DONE)
        return db_fail(v->db, v->err);
    int64_t application = 0, version = 0;
    /* Checking the indexes of a large store goes all over the file: 64 MiB of it are kept at hand. */
    if (db_script(v->db, "PRAGMA live.cache_size = -65536; BEGIN", v->err) != 0)
        return -1;
    if (db_pragma(v->db, "PRAGMA live.application_id", &application, v->err) != 0 ||
        db_pragma(v->db, "PRAGMA live.user_version", &version, v->err) != 0 || application != STORE_APPLICATION_ID)
        return err_set(v->err, _("%s 不是 zeren 的库，或文件头已损坏。"), path);
    if (version != db_version_newest())
        return err_set(v->err, _("库 %s 的版本（%d）与本程序（%d）不同。请先用本程序打开一次，或换用相应版本。"), path,
                       (int)version, db_version_newest());
    return db_pragma(v->db, "SELECT max(seq) FROM live.journal", &v->all, v->err);
}

int store_verify(const char *path, const struct anchor *anchor, progress_fn *progress, void *context,
                 struct findings *findings, struct err *err)
{
    struct verifying v = {
        .anchor = anchor, .findings = findings, .progress = progress, .context = context, .err = err
    };
    *findings = (struct findings){ 0 };
    int rc = open_replay(&v);
    if (rc == 0)
        rc = attach_live(&v, path);
    if (rc == 0) {
        sqlite3_progress_handler(v.db, STEPS_A_QUESTION, ask_progress, &v);
        check_integrity(&v);
        check_schema(&v);
        lighten_replay(&v);
        check_journal(&v);
        if (!v.chain_broken && !v.stopped) {
            compare_tables(&v);
            compare_search(&v);
            compare_grades(&v);
            compare_touches(&v);
        }
    }
    if (v.stopped) {
        findings_free(findings);
        findings->stopped = true;
    }
    sqlite3changegroup_delete(v.group);
    sqlite3_close(v.db);
    return rc;
}
