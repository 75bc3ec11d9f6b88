/* Holds the recorder to store/changeset.h: what it writes down of a transaction, applied to a twin that was equal
 * before, makes it equal again, for tables and statements of all shapes; where SQLite's own session says the same in
 * one way only, byte for byte what that says. SEED=<n> and ROUNDS=<n> choose the random transactions. */
#include "store/changeset.h"

#include "lib/run.h"
#include "mix.h"
#include "seeded.h"
#include "store/change.h"
#include "store/journal.h"
#include "store/touch.h"
#include "store/verify.h"
#include "suites.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static char *folder, *path;
static struct err err;

/* Tables as the twin has them too. Keys are never NULL: of such rows the format knows nothing. No REAL in a table
 * WITHOUT ROWID whose key does not come first: there SQLite 3.40 tells the old values by another column's affinity. */
static const char schema[] =
    "CREATE TABLE loose(id INTEGER PRIMARY KEY, a, b TEXT, c INTEGER, d REAL, e BLOB, f NUMERIC);"
    "CREATE TABLE tight(id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c REAL, d BLOB, e ANY) STRICT;"
    "CREATE TABLE pair(z, x TEXT NOT NULL, y INTEGER NOT NULL, w REAL, PRIMARY KEY(y, x));"
    "CREATE TABLE flat(v, k TEXT NOT NULL, w, n INTEGER NOT NULL, PRIMARY KEY(n, k)) WITHOUT ROWID;"
    "CREATE TABLE \"a table, 表\"(\"the key\" TEXT PRIMARY KEY NOT NULL, v) WITHOUT ROWID;"
    "CREATE TABLE parent(id INTEGER PRIMARY KEY, name TEXT);"
    "CREATE TABLE child(id INTEGER PRIMARY KEY, parent REFERENCES parent ON DELETE CASCADE ON UPDATE CASCADE, v);"
    "CREATE TABLE orphan(id INTEGER PRIMARY KEY, parent REFERENCES parent ON DELETE SET NULL ON UPDATE CASCADE);"
    "CREATE TABLE one(id INTEGER PRIMARY KEY, u TEXT, v);"
    "CREATE TABLE log(id INTEGER PRIMARY KEY, what TEXT, v);"
    "CREATE TABLE tally(k TEXT PRIMARY KEY NOT NULL, n INTEGER);"
    "CREATE TABLE wide(id INTEGER PRIMARY KEY, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16);";

/* What the twin does not have, for the changes they make are in the changeset: triggers; indexes, which a group of
 * transactions may pass through in another order; the tables that are not recorded. */
static const char source_only[] =
    "CREATE UNIQUE INDEX one_u ON one(u);"
    "CREATE TABLE journal(seq INTEGER PRIMARY KEY, hash);"
    "CREATE TEMP TABLE note(id INTEGER PRIMARY KEY, v);"
    "CREATE TRIGGER loose_after AFTER UPDATE ON loose BEGIN"
    " INSERT INTO log(what, v) VALUES(old.id || '>' || new.id, new.a);"
    " UPDATE tally SET n = n + 1 WHERE k = 'loose'; END;"
    "CREATE TRIGGER tight_before BEFORE DELETE ON tight BEGIN"
    " INSERT OR REPLACE INTO pair(x, y, z) VALUES('tight', old.id, old.e);"
    " DELETE FROM log WHERE id = (SELECT min(id) FROM log); END;"
    "CREATE TRIGGER child_gone AFTER DELETE ON child BEGIN"
    " INSERT INTO log(what, v) VALUES('child', old.v); END;"
    "CREATE TRIGGER flat_kept BEFORE DELETE ON flat WHEN old.k = '' BEGIN SELECT raise(IGNORE); END;"
    "INSERT INTO tally VALUES('loose', 0);";

/* The rows of each table in the order of its key. */
static const char *const readings[] = {
    "SELECT * FROM loose ORDER BY id",  "SELECT * FROM tight ORDER BY id",          "SELECT * FROM pair ORDER BY y, x",
    "SELECT * FROM flat ORDER BY n, k", "SELECT * FROM \"a table, 表\" ORDER BY 1", "SELECT * FROM parent ORDER BY id",
    "SELECT * FROM child ORDER BY id",  "SELECT * FROM orphan ORDER BY id",         "SELECT * FROM one ORDER BY id",
    "SELECT * FROM log ORDER BY id",    "SELECT * FROM tally ORDER BY k",           "SELECT * FROM wide ORDER BY id",
};

/* Statements that never fail, for a failed one ends the transaction. $k a key, $s a text key, $v any value, $t $i $r $b
 * one of that type. */
static const char *const statements[] = {
    "INSERT OR REPLACE INTO loose VALUES($k, $v, $v, $v, $v, $v, $v)",
    "INSERT OR IGNORE INTO loose(id, a, b, c, d) VALUES($k, $v, $t, $i, $r)",
    "INSERT INTO loose(a, d) VALUES($v, $v)",
    "UPDATE loose SET a = $v, f = $v WHERE id = $k",
    "UPDATE loose SET d = $v, e = $v WHERE id <= $k",
    "UPDATE loose SET c = c, d = d",
    "UPDATE loose SET d = c, c = d, a = b, b = e",
    "UPDATE OR REPLACE loose SET id = $k WHERE id = $k",
    "UPDATE OR IGNORE loose SET id = $k, b = $t WHERE id = $k",
    "DELETE FROM loose WHERE id = $k",
    "DELETE FROM loose",
    "INSERT OR REPLACE INTO tight VALUES($k, $t, $i, $r, $b, $v)",
    "INSERT INTO tight(id, c, e) VALUES($k, $i, $v) ON CONFLICT(id) DO UPDATE SET c = excluded.c, e = excluded.e",
    "UPDATE tight SET c = $i, e = $v WHERE id <> $k",
    "UPDATE OR REPLACE tight SET id = id + 1",
    "DELETE FROM tight WHERE id > $k",
    "DELETE FROM tight",
    "INSERT OR REPLACE INTO pair(x, y, z, w) VALUES($s, $k, $v, $r)",
    "UPDATE OR REPLACE pair SET x = $s WHERE y = $k",
    "UPDATE OR REPLACE pair SET y = y + 1, w = $r WHERE x = $s",
    "UPDATE pair SET z = $v, w = $v WHERE x = $s",
    "DELETE FROM pair WHERE y = $k",
    "DELETE FROM pair",
    "INSERT OR REPLACE INTO flat(n, k, v, w) VALUES($k, $s, $v, $r)",
    "UPDATE OR REPLACE flat SET n = $k WHERE k = $s",
    "UPDATE flat SET v = $v, w = $i WHERE n <= $k",
    "UPDATE flat SET v = v",
    "DELETE FROM flat WHERE n = $k",
    "DELETE FROM flat",
    "INSERT OR REPLACE INTO \"a table, 表\" VALUES($s, $v)",
    "UPDATE \"a table, 表\" SET v = $v",
    "DELETE FROM \"a table, 表\" WHERE \"the key\" = $s",
    "INSERT OR REPLACE INTO parent VALUES($k, $t)",
    "INSERT OR IGNORE INTO parent VALUES($k, $t)",
    "INSERT OR REPLACE INTO child SELECT $k, id, $v FROM parent WHERE id = $k",
    "INSERT OR REPLACE INTO orphan SELECT $k, id FROM parent WHERE id = $k",
    "UPDATE OR REPLACE parent SET id = $k WHERE id = $k",
    "UPDATE child SET v = $v",
    "DELETE FROM parent WHERE id = $k",
    "DELETE FROM parent",
    "INSERT OR REPLACE INTO one VALUES($k, $s, $v)",
    "UPDATE OR REPLACE one SET u = $s WHERE id = $k",
    "UPDATE one SET u = NULL",
    "INSERT INTO tally VALUES($s, 1) ON CONFLICT(k) DO UPDATE SET n = n + 1",
    "INSERT OR REPLACE INTO wide VALUES($k, $v, $v, $v, $v, $v, $v, $v, $v, $v, $v, $v, $v, $v, $v, $v, $v)",
    "UPDATE wide SET c1 = $v, c9 = $v, c16 = $v",
    "INSERT OR REPLACE INTO journal VALUES($k, $v)",
    "INSERT OR REPLACE INTO note VALUES($k, $v)",
    /* there and back */
    "INSERT INTO loose(id, a, d) VALUES(1000, $v, 3.0); DELETE FROM loose WHERE id = 1000",
    "UPDATE tight SET b = b + 1 WHERE b < 100; UPDATE tight SET b = b - 1 WHERE b <= 100",
    "UPDATE parent SET id = -id; UPDATE parent SET id = -id",
    "CREATE TEMP TABLE kept AS SELECT * FROM pair; DELETE FROM pair; INSERT INTO pair SELECT * FROM kept;"
    "DROP TABLE temp.kept",
};

static void add_text(struct mix *mix, struct buf *out)
{
    static const char *const texts[] = { "''", "'a'", "'网络安全'", "'0'", "'3.0'", "CAST(x'610062' AS TEXT)" };
    unsigned kind = mix_below(mix, 8);
    if (kind < 6)
        buf_adds(out, texts[kind]);
    else
        buf_printf(out, "printf('%%.*c', %u, 'x')", kind == 6 ? 126 + mix_below(mix, 4) : 16382 + mix_below(mix, 4));
}

static void add_integer(struct mix *mix, struct buf *out)
{
    static const char *const integers[] = { "0", "1", "-1", "3", "9223372036854775807", "(-9223372036854775807 - 1)" };
    buf_adds(out, integers[mix_below(mix, 6)]);
}

static void add_real(struct mix *mix, struct buf *out)
{
    static const char *const reals[] = { "0.0", "-0.0", "3.0",   "0.1",   "-1e300", "9007199254740993.0",
                                         "1.0", "-1.0", "9e999", "5e-324" };
    buf_adds(out, reals[mix_below(mix, sizeof reals / sizeof reals[0])]);
}

static void add_blob(struct mix *mix, struct buf *out)
{
    static const char *const blobs[] = { "x''", "x'00'", "x'e7bd91'", "zeroblob(200)", "zeroblob(20000)" };
    buf_adds(out, blobs[mix_below(mix, 5)]);
}

static void add_value_of(char kind, struct mix *mix, struct buf *out)
{
    static void (*const types[])(struct mix * mix, struct buf * out) = { add_text, add_integer, add_real, add_blob };
    static const char *const keys[] = { "''", "'a'", "'b'", "'甲'" };
    const char *type = strchr("tirb", kind);
    if (kind == 'k')
        buf_printf(out, "%u", 1 + mix_below(mix, 6));
    else if (kind == 's')
        buf_adds(out, keys[mix_below(mix, 4)]);
    else if (mix_below(mix, 5) == 0)
        buf_adds(out, "NULL");
    else
        types[type != NULL ? (size_t)(type - "tirb") : mix_below(mix, 4)](mix, out);
}

static void add_statement(struct mix *mix, struct buf *out)
{
    const char *from = statements[mix_below(mix, sizeof statements / sizeof statements[0])];
    for (; *from != '\0'; from++) {
        if (*from == '$')
            add_value_of(*++from, mix, out);
        else
            buf_addc(out, *from);
    }
    buf_adds(out, ";\n");
}

static sqlite3 *open_memory(const char *script)
{
    sqlite3 *db;
    ck_assert_int_eq(db_open(&db, ":memory:", SQLITE_OPEN_READWRITE, 0, &err), 0);
    raw_run(db, schema);
    raw_run(db, script);
    return db;
}

static void read_tables(sqlite3 *db, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++) {
        buf_printf(out, "%s\n", readings[i]);
        ck_assert(raw_dump_rows(db, readings[i], out));
    }
}

static int stop_at_conflict(void *context, int kind, sqlite3_changeset_iter *iter)
{
    (void)iter;
    *(int *)context = kind;
    return SQLITE_CHANGESET_ABORT;
}

static bool same_bytes(const struct buf *a, const struct buf *b)
{
    return a->n == b->n && (a->n == 0 || memcmp(a->v, b->v, a->n) == 0);
}

/* A random history and the twins that follow it. */
struct following {
    sqlite3 *source, *plain, *merged, *grouped;
    struct recorder recorder;
    sqlite3_changegroup *group;
    struct buf script, before, after, seen, unmerged;
    unsigned seed, round;
};

static void apply(struct following *f, const char *what, sqlite3 *twin, const void *changes, size_t n)
{
    int kind = 0;
    int rc = sqlite3changeset_apply(twin, (int)n, (void *)(uintptr_t)changes, NULL, stop_at_conflict, &kind);
    ck_assert_msg(rc == SQLITE_OK, "SEED=%u round %u, %s: %s, conflict %d, after\n%s", f->seed, f->round, what,
                  sqlite3_errstr(rc), kind, f->script.v);
}

static void ck_follows(struct following *f, const char *what, sqlite3 *twin, const struct buf *expected)
{
    read_tables(twin, &f->seen);
    ck_assert_msg(same_bytes(&f->seen, expected), "SEED=%u round %u, %s: not equal after\n%s", f->seed, f->round, what,
                  f->script.v);
}

static void flush_group(struct following *f)
{
    int n = 0;
    void *changes = NULL;
    ck_assert_int_eq(sqlite3changegroup_output(f->group, &n, &changes), SQLITE_OK);
    apply(f, "a group", f->grouped, changes, (size_t)n);
    ck_follows(f, "a group", f->grouped, &f->after);
    sqlite3_free(changes);
    sqlite3changegroup_delete(f->group);
    ck_assert_int_eq(sqlite3changegroup_new(&f->group), SQLITE_OK);
}

/* One transaction of the source: f->before, f->after, and what the recorder has of it, not merged and merged. */
static void transact(struct following *f, struct mix *mix)
{
    read_tables(f->source, &f->before);
    buf_clear(&f->script);
    for (unsigned n = 1 + mix_below(mix, 6); n > 0; n--)
        add_statement(mix, &f->script);
    raw_run(f->source, "BEGIN IMMEDIATE");
    recorder_start(&f->recorder);
    raw_run(f->source, f->script.v);
    buf_clear(&f->unmerged);
    buf_add(&f->unmerged, f->recorder.changes.v, f->recorder.changes.n);
    recorder_merge(&f->recorder);
    raw_run(f->source, "COMMIT");
    read_tables(f->source, &f->after);
}

/* Returns whether anything was changed. */
static bool follow(struct following *f)
{
    const struct buf *changes = &f->recorder.changes;
    bool changed = !same_bytes(&f->before, &f->after);
    apply(f, "as recorded", f->plain, f->unmerged.v, f->unmerged.n);
    ck_follows(f, "as recorded", f->plain, &f->after);
    apply(f, "merged", f->merged, changes->v, changes->n);
    ck_follows(f, "merged", f->merged, &f->after);
    if (!changed)
        return false;
    int n = 0;
    void *inverse = NULL;
    ck_assert_int_eq(sqlite3changeset_invert((int)changes->n, changes->v, &n, &inverse), SQLITE_OK);
    apply(f, "undone", f->merged, inverse, (size_t)n);
    ck_follows(f, "undone", f->merged, &f->before);
    apply(f, "redone", f->merged, changes->v, changes->n);
    sqlite3_free(inverse);
    ck_assert_int_eq(sqlite3changegroup_add(f->group, (int)changes->n, changes->v), SQLITE_OK);
    return true;
}

static struct following following_new(unsigned seed)
{
    struct following f = { .source = open_memory(""), .seed = seed };
    f.plain = open_memory("PRAGMA foreign_keys = OFF");
    f.merged = open_memory("PRAGMA foreign_keys = OFF");
    f.grouped = open_memory("PRAGMA foreign_keys = OFF");
    ck_assert_int_eq(sqlite3changegroup_new(&f.group), SQLITE_OK);
    raw_run(f.source, source_only);
    sqlite3 *const twins[] = { f.plain, f.merged, f.grouped };
    for (size_t i = 0; i < 3; i++)
        raw_run(twins[i], "INSERT INTO tally VALUES('loose', 0)");
    return f;
}

static void following_done(struct following *f)
{
    sqlite3changegroup_delete(f->group);
    recorder_free(&f->recorder);
    sqlite3_close(f->source);
    sqlite3_close(f->plain);
    sqlite3_close(f->merged);
    sqlite3_close(f->grouped);
    buf_free(&f->script);
    buf_free(&f->before);
    buf_free(&f->after);
    buf_free(&f->seen);
    buf_free(&f->unmerged);
}

START_TEST(a_twin_follows_what_is_recorded)
{
    unsigned seed = mix_number("SEED", 1), rounds = mix_number("ROUNDS", 600), changed = 0;
    struct mix mix = mix_from(seed);
    struct following f = following_new(seed);
    recorder_watch(&f.recorder, f.source);
    for (f.round = 0; f.round < rounds; f.round++) {
        transact(&f, &mix);
        changed += follow(&f);
        recorder_stop(&f.recorder);
        if (mix_below(&mix, 20) == 0)
            flush_group(&f);
    }
    flush_group(&f);
    printf("changesets: SEED=%u ROUNDS=%u, %u of them changed something\n", seed, rounds, changed);
    ck_assert_uint_gt(changed, rounds / 2); /* else little was tested */
    following_done(&f);
}
END_TEST

/* --- Beside SQLite's session --- */

/* All in one change of one row, which can be written in one way only: `before` is not recorded, `then` is. */
static const struct {
    const char *before, *then;
} single[] = {
    /* each operation on each kind of table */
    { "", "INSERT INTO loose VALUES(1, NULL, '网络', 7, 0.5, x'00ff', '1e2')" },
    { "", "INSERT INTO loose(id) VALUES(-9223372036854775807 - 1)" },
    { "INSERT INTO loose VALUES(1, 1, 'b', 2, 2.5, x'', 3)", "DELETE FROM loose" },
    { "INSERT INTO loose VALUES(1, 1, 'b', 2, 2.5, x'', 3)", "UPDATE loose SET a = NULL, d = 0.1 WHERE id = 1" },
    { "INSERT INTO loose VALUES(1, 1, 'b', 2, 2.5, x'', 3)", "UPDATE loose SET a = '1'" },
    { "INSERT INTO loose VALUES(1, 1, 'b', 2, 2.5, x'', 3)", "UPDATE loose SET a = 1.0, b = x'62', c = 2, f = 3.0" },
    { "", "INSERT INTO tight VALUES(5, 't', 1, 1.5, zeroblob(300), 'any')" },
    { "INSERT INTO tight VALUES(5, 't', 1, 1.5, x'01', 'any')", "UPDATE tight SET d = zeroblob(20000), e = 4.0" },
    { "INSERT INTO tight VALUES(5, 't', 1, 1.5, x'01', 'any')", "DELETE FROM tight WHERE id = 5" },
    { "", "INSERT INTO pair VALUES(NULL, '甲', 3, 2.5)" },
    { "INSERT INTO pair VALUES(1, '甲', 3, 2.5)", "UPDATE pair SET z = 2" },
    { "INSERT INTO pair VALUES(1, '甲', 3, 2.5)", "DELETE FROM pair" },
    { "", "INSERT INTO flat VALUES(NULL, '甲', 2.5, 3)" },
    { "INSERT INTO flat VALUES(1, '甲', 2.5, 3)", "UPDATE flat SET v = x'02', w = NULL" },
    { "INSERT INTO flat VALUES(1, '甲', 2.5, 3)", "DELETE FROM flat" },
    { "", "INSERT INTO \"a table, 表\" VALUES('k', printf('%.*c', 16384, 'x'))" },
    { "", "INSERT INTO wide(id, c16) VALUES(1, printf('%.*c', 127, 'x'))" },
    { "", "INSERT INTO wide(id, c15) VALUES(1, printf('%.*c', 128, 'x'))" },
    /* whole numbers in columns of reals */
    { "", "INSERT INTO loose(id, d) VALUES(1, 3)" },
    { "", "INSERT INTO loose(id, d) VALUES(1, -0.0)" },
    { "", "INSERT INTO loose(id, d) VALUES(1, 9007199254740993)" },
    { "", "INSERT INTO tight(id, c) VALUES(1, 3)" },
    { "INSERT INTO loose(id, d) VALUES(1, 3)", "UPDATE loose SET d = 4" },
    { "INSERT INTO loose(id, d) VALUES(1, 3)", "DELETE FROM loose" },
    /* nothing at all */
    { "INSERT INTO tight VALUES(5, 't', 1, 1.5, zeroblob(9), 3.0)",
      "UPDATE tight SET id = 5, c = 1.5, d = zeroblob(9)" },
    { "INSERT INTO tight(id, c) VALUES(1, 3)", "UPDATE tight SET c = 3.0" },
    { "INSERT INTO pair VALUES(1, '甲', 3, 2.5)", "UPDATE pair SET y = '3', z = z" },
    { "", "INSERT INTO journal VALUES(1, 2); INSERT INTO note VALUES(1, 2)" },
    /* one row more than once */
    { "", "INSERT INTO one VALUES(1, 'u', 2); UPDATE one SET v = 3; UPDATE one SET u = 'w'" },
    { "", "INSERT INTO one VALUES(1, 'u', 2); UPDATE one SET v = 3; DELETE FROM one" },
    { "INSERT INTO one VALUES(1, 'u', 2)", "UPDATE one SET v = 3; DELETE FROM one" },
    { "INSERT INTO one VALUES(1, 'u', 2)", "UPDATE one SET v = 3; UPDATE one SET v = 4, u = 'w'" },
    { "INSERT INTO one VALUES(1, 'u', 2)", "UPDATE one SET v = 3; UPDATE one SET v = 2" },
    { "INSERT INTO one VALUES(1, 'u', 2)", "DELETE FROM one; INSERT INTO one VALUES(1, 'u', 3)" },
    { "INSERT INTO one VALUES(1, 'u', 2)", "DELETE FROM one; INSERT INTO one VALUES(1, 'u', 2)" },
    { "INSERT INTO loose(id, d) VALUES(1, 3)", "DELETE FROM loose; INSERT INTO loose(id, d) VALUES(1, 3)" },
    { "INSERT INTO one VALUES(1, 'u', 2)", "INSERT OR REPLACE INTO one VALUES(1, 'w', 2)" },
    { "INSERT INTO one VALUES(1, 'u', 2)", "UPDATE one SET id = 2; UPDATE one SET id = 1, v = 5" },
    /* by triggers and foreign keys, with nothing beside them */
    { "INSERT INTO log VALUES(1, 'l', 0); INSERT INTO tight(id) VALUES(7); INSERT INTO pair VALUES(0, 'tight', 7, 1)",
      "DELETE FROM tight; INSERT INTO tight(id) VALUES(7); UPDATE pair SET z = 0, w = 1" },
    { "INSERT INTO parent VALUES(1, 'p'); INSERT INTO orphan VALUES(1, 1)",
      "DELETE FROM parent; INSERT INTO parent VALUES(1, 'p')" },
};

static int wants_table(void *context, const char *table)
{
    (void)context;
    return db_is_domain_table(table);
}

static struct buf of_session(const char *before, const char *then)
{
    sqlite3_session *session;
    struct buf out = { 0 };
    void *changes = NULL;
    int n = 0;
    sqlite3 *db = open_memory(source_only);
    raw_run(db, before);
    ck_assert_int_eq(sqlite3session_create(db, "main", &session), SQLITE_OK);
    sqlite3session_table_filter(session, wants_table, NULL);
    ck_assert_int_eq(sqlite3session_attach(session, NULL), SQLITE_OK);
    raw_run(db, then);
    ck_assert_int_eq(sqlite3session_changeset(session, &n, &changes), SQLITE_OK);
    buf_add(&out, changes, (size_t)n);
    sqlite3_free(changes);
    sqlite3session_delete(session);
    sqlite3_close(db);
    return out;
}

static struct buf of_recorder(const char *before, const char *then)
{
    struct recorder recorder = { 0 };
    struct buf out = { 0 };
    sqlite3 *db = open_memory(source_only);
    recorder_watch(&recorder, db);
    raw_run(db, before); /* while it is off */
    ck_assert_uint_eq(recorder.changes.n, 0);
    recorder_start(&recorder);
    raw_run(db, then);
    recorder_merge(&recorder);
    buf_add(&out, recorder.changes.v, recorder.changes.n);
    recorder_stop(&recorder);
    raw_run(db, "INSERT INTO tally VALUES('late', 1)");
    recorder_start(&recorder); /* forgets what was before */
    ck_assert_uint_eq(recorder.changes.n, 0);
    recorder_free(&recorder);
    sqlite3_close(db);
    return out;
}

static void add_hex(struct buf *out, const struct buf *bytes)
{
    for (size_t i = 0; i < bytes->n && i < 200; i++)
        buf_printf(out, "%02x", (unsigned char)bytes->v[i]);
}

START_TEST(one_change_is_what_a_session_writes)
{
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++) {
        struct buf theirs = of_session(single[i].before, single[i].then);
        struct buf ours = of_recorder(single[i].before, single[i].then), shown = { 0 };
        add_hex(&shown, &theirs);
        buf_adds(&shown, ", recorded ");
        add_hex(&shown, &ours);
        ck_assert_msg(same_bytes(&ours, &theirs), "%s, then %s: %s", single[i].before, single[i].then, shown.v);
        buf_free(&shown);
        buf_free(&ours);
        buf_free(&theirs);
    }
}
END_TEST

/* A table is looked at anew when it has got another column since it was first seen. */
START_TEST(a_table_may_grow_between_transactions)
{
    struct recorder recorder = { 0 };
    sqlite3 *db = open_memory(source_only);
    recorder_watch(&recorder, db);
    recorder_start(&recorder);
    raw_run(db, "INSERT INTO one VALUES(1, 'u', 2)");
    recorder_stop(&recorder);
    raw_run(db, "ALTER TABLE one ADD COLUMN later DEFAULT 'd'");
    recorder_start(&recorder);
    raw_run(db, "UPDATE one SET later = 4");
    struct buf theirs = of_session("INSERT INTO one VALUES(1, 'u', 2); ALTER TABLE one ADD COLUMN later DEFAULT 'd'",
                                   "UPDATE one SET later = 4");
    ck_assert(same_bytes(&recorder.changes, &theirs));
    buf_free(&theirs);
    recorder_free(&recorder);
    sqlite3_close(db);
}
END_TEST

/* --- In the store --- */

static void make_copy(void)
{
    path = seeded_fresh(&folder);
}

static void drop_copy(void)
{
    seeded_drop(path, folder);
}

/* What a failed statement had done before it failed was undone, but is recorded: such an entry must never be sealed. */
static void commit_after_a_failure(void)
{
    struct rlimit none = { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
    signal(SIGABRT, SIG_DFL);
    struct store *store = seeded_open(path);
    if (store_begin(store, "root", "torn", &err) != 0 || add_account(store, "good", "reader", 0, &err) != 0 ||
        add_account(store, "bad", "king", 0, &err) == 0)
        _exit(1);
    store_commit(store, &err);
    _exit(2);
}

START_TEST(a_commit_after_a_failed_statement_ends_the_program)
{
    int ends[2], status = 0;
    char said[200] = "";
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        commit_after_a_failure();
    }
    close(ends[1]);
    size_t n = 0;
    for (ssize_t got; (got = read(ends[0], said + n, sizeof said - 1 - n)) > 0;)
        n += (size_t)got;
    close(ends[0]);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT, "status %d: %s", status, said);
    ck_assert_msg(strstr(said, "store_commit") != NULL, "%s", said);
    struct store *store = seeded_open(path);
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM account WHERE login IN ('good', 'bad')"), 0);
    /* After a rollback the store goes on. */
    ck_assert_int_eq(store_begin(store, "root", "torn", &err), 0);
    ck_assert_int_eq(add_account(store, "bad", "king", 0, &err), -1);
    store_rollback(store);
    ck_assert_int_eq(store_begin(store, "root", "whole", &err), 0);
    ck_assert_int_eq(add_account(store, "good", "reader", 0, &err), 0);
    ck_assert_int_eq(store_commit(store, &err), 0);
    store_close(store);
    ck_verified(path);
}
END_TEST

static void add_entry(sqlite3 *db, const void *changes, int n)
{
    sqlite3_stmt *head, *add;
    uint8_t hash[HASH_BYTES];
    struct journal_entry entry = { .at = SEEDED_NOW, .actor = "root", .actor_n = 4, .action = "old", .action_n = 3 };
    entry.changes = changes;
    entry.changes_n = (size_t)n;
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql_text(SQL_JOURNAL_HEAD), -1, &head, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(head), SQLITE_ROW);
    entry.seq = sqlite3_column_int64(head, 0) + 1;
    journal_hash(sqlite3_column_blob(head, 1), &entry, hash);
    sqlite3_finalize(head);
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql_text(SQL_JOURNAL_ADD), -1, &add, NULL), SQLITE_OK);
    sqlite3_bind_int64(add, 1, entry.seq);
    sqlite3_bind_int64(add, 2, entry.at);
    sqlite3_bind_text(add, 3, entry.actor, -1, SQLITE_STATIC);
    sqlite3_bind_text(add, 4, entry.action, -1, SQLITE_STATIC);
    sqlite3_bind_blob(add, 5, changes, n, SQLITE_STATIC);
    sqlite3_bind_blob(add, 6, hash, HASH_BYTES, SQLITE_STATIC);
    ck_assert_int_eq(sqlite3_step(add), SQLITE_DONE);
    sqlite3_finalize(add);
    touch_define(db);
    raw_run(db, "INSERT INTO search_touch SELECT DISTINCT value ->> 0, value ->> 1, seq FROM journal,"
                " json_each(touched(changes)) WHERE seq = (SELECT max(seq) FROM journal)");
}

/* A sealed transaction as the program wrote it when a session of SQLite's own stood behind it. */
static void write_by_session(const char *sql)
{
    sqlite3_session *session;
    void *changes = NULL;
    int n = 0;
    sqlite3 *db = raw_open(path);
    ck_assert_int_eq(sqlite3session_create(db, "main", &session), SQLITE_OK);
    sqlite3session_table_filter(session, wants_table, NULL);
    ck_assert_int_eq(sqlite3session_attach(session, NULL), SQLITE_OK);
    raw_run(db, "BEGIN IMMEDIATE");
    raw_run(db, sql);
    ck_assert_int_eq(sqlite3session_changeset(session, &n, &changes), SQLITE_OK);
    ck_assert_int_gt(n, 0);
    add_entry(db, changes, n);
    raw_run(db, "COMMIT");
    sqlite3_free(changes);
    sqlite3session_delete(session);
    sqlite3_close(db);
}

static void write_by_recorder(const char *sql)
{
    struct store *store = seeded_open(path);
    seeded_write(store, "new", sql);
    store_close(store);
}

/* They stand in one group when the journal is replayed, and change the same rows in turn. */
START_TEST(entries_made_by_sessions_are_replayed_too)
{
    write_by_session("INSERT INTO account(id, login, role) VALUES(500, 'first', 'reader'), (501, 'second', 'reader')");
    ck_verified(path);
    write_by_recorder("UPDATE account SET role = 'reviewer' WHERE id IN (500, 501)");
    write_by_session("UPDATE account SET login = 'changed' WHERE id = 500; DELETE FROM account WHERE id = 501");
    write_by_recorder("INSERT INTO account(id, login, role) VALUES(501, 'again', 'reader')");
    write_by_session("UPDATE account SET role = 'recorder' WHERE id = 501; UPDATE person SET phone = '1'");
    write_by_recorder("DELETE FROM account WHERE id = 500; UPDATE person SET phone = NULL WHERE number = '1001'");
    ck_verified(path);
    sqlite3 *db = raw_open(path);
    raw_run(db, "UPDATE account SET role = 'reader' WHERE id = 501");
    sqlite3_close(db);
    struct findings findings;
    ck_assert_int_eq(store_verify(path, NULL, NULL, NULL, &findings, &err), 0);
    ck_assert_uint_eq(findings.n, 1);
    findings_free(&findings);
}
END_TEST

/* Entries are merged in groups before they are replayed: a value that must be unique goes from row to row and back. */
START_TEST(a_unique_value_may_change_hands)
{
    struct store *store = seeded_open(path);
    seeded_write(store, "add",
                 "INSERT INTO person(id, school, number, name) VALUES(900, 1, 'A', '样例甲'),"
                 " (901, 1, 'B', '样例乙')");
    for (int i = 0; i < 2001; i++) /* more than are gathered */
        seeded_write(store, "fill",
                     i % 2 == 0 ? "UPDATE person SET phone = '1' WHERE id = 900"
                                : "UPDATE person SET phone = '2' WHERE id = 900");
    seeded_write(store, "swap", "UPDATE person SET number = 'C' WHERE id = 900");
    seeded_write(store, "swap", "UPDATE person SET number = 'A' WHERE id = 901");
    seeded_write(store, "swap", "UPDATE person SET number = 'B' WHERE id = 900");
    store_close(store);
    ck_verified(path);
}
END_TEST

Suite *changeset_suite(void)
{
    Suite *suite = suite_create("changeset");
    TCase *alone = tcase_create("recorder");
    tcase_set_timeout(alone, 0);
    tcase_add_test(alone, a_twin_follows_what_is_recorded);
    tcase_add_test(alone, one_change_is_what_a_session_writes);
    tcase_add_test(alone, a_table_may_grow_between_transactions);
    suite_add_tcase(suite, alone);
    TCase *stored = seeded_case("stored", true, make_copy, drop_copy);
    tcase_add_test(stored, a_commit_after_a_failed_statement_ends_the_program);
    tcase_add_test(stored, entries_made_by_sessions_are_replayed_too);
    tcase_add_test(stored, a_unique_value_may_change_hands);
    tcase_set_timeout(stored, 60);
    suite_add_tcase(suite, stored);
    return suite;
}
