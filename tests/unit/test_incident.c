/* Holds incidents to their numbers, to a log of which nothing goes away, to a state that follows from it, to rights,
 * and pages and search to what is there. */
#include "domain/incident.h"

#include "base/file.h"
#include "domain/digest.h"
#include "domain/log.h"
#include "lib/run.h"
#include "seeded.h"
#include "store/verify.h"
#include "suites.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

static void close_copy(void)
{
    session_done(&root);
    store_close(store);
    seeded_drop(path, folder);
}

static int64_t body(const char *key)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT id FROM body WHERE key = '%s' AND school = %lld", key,
             (long long)seeded_school(store, "cangzhou"));
    return raw_int(store->db, sql);
}

static int64_t entries_of_journal(void)
{
    return raw_int(store->db, "SELECT count(*) FROM journal");
}

static int64_t open_as(const struct session *session, const char *title, int64_t at_body)
{
    struct incident_fields fields = { .school = seeded_school(store, "cangzhou"), .title = title, .body = at_body };
    int64_t id;
    if (incident_open(session, &fields, &id, &err) != 0)
        ck_abort_msg("%s", err.text);
    return id;
}

static int64_t log_as(const struct session *session, int64_t incident, const char *kind, const char *text)
{
    struct log_line line = { .incident = incident, .kind = kind, .text = text };
    int64_t id;
    if (log_add(session, &line, &id, &err) != 0)
        ck_abort_msg("%s", err.text);
    return id;
}

static void ck_text(const char *sql, const char *wanted)
{
    struct buf out = { 0 }, row = { 0 };
    ck_assert(raw_dump_rows(store->db, sql, &out));
    buf_printf(&row, "|t%zu:%s\n", strlen(wanted), wanted);
    ck_assert_str_eq(buf_text(&out), buf_text(&row));
    buf_free(&out);
    buf_free(&row);
}

static void ck_state(int64_t incident, const char *state)
{
    char sql[96];
    snprintf(sql, sizeof sql, "SELECT state FROM incident WHERE id = %lld", (long long)incident);
    ck_text(sql, state);
}

START_TEST(a_title_is_enough)
{
    int64_t before = entries_of_journal(), first = open_as(&root, "样例：首页被篡改", 0);
    ck_assert_int_eq(entries_of_journal(), before + 1); /* one transaction, with its first line */
    int64_t second = open_as(&root, "样例：第二起", 0);
    struct incidents found = { 0 };
    ck_assert_int_eq(read_incident(store, first, &found, &err), 0);
    ck_assert_str_eq(found.v[0].number, "cangzhou-2026-001");
    ck_assert_str_eq(found.v[0].found_by, "own");
    ck_assert_str_eq(found.v[0].state, "open");
    ck_assert_int_eq(found.v[0].found_at, SEEDED_NOW);
    ck_assert_int_eq(found.v[0].grade, 0);
    ck_assert_int_eq(found.v[0].drill, 0);
    LIST_FREE(&found);
    ck_assert_int_eq(incident_find(&root, "cangzhou-2026-002", &found, &err), 0);
    ck_assert_int_eq(found.v[0].id, second);
    LIST_FREE(&found);
    ck_assert_int_eq(incident_find(&root, "cangzhou-2026-099", &found, &err), -1);
    ck_sentence(&err, "099");
    LIST_FREE(&found);
    struct log_entries log = { 0 };
    ck_assert_int_eq(read_whole_log(store, first, &log, &err), 0);
    ck_assert_uint_eq(log.n, 1);
    ck_assert_str_eq(log.v[0].kind, "found");
    LIST_FREE(&log);
    ck_verified(path);
}
END_TEST

START_TEST(numbers_have_no_gap_and_series_of_their_own)
{
    struct incident_fields fields = { .school = seeded_school(store, "meijia"), .title = "样例" };
    int64_t id;
    open_as(&root, "样例", 0);
    ck_assert_int_eq(incident_open(&root, &fields, &id, &err), 0);
    ck_text("SELECT number FROM incident WHERE id = (SELECT max(id) FROM incident)", "meijia-2026-001");
    fields.school = seeded_school(store, "cangzhou");
    fields.found_at = SEEDED_NOW - 400 * 86400;
    ck_assert_int_eq(incident_open(&root, &fields, &id, &err), 0);
    ck_text("SELECT number FROM incident WHERE id = (SELECT max(id) FROM incident)", "cangzhou-2025-001");
    /* A transaction that is rolled back takes no number with it. */
    ck_assert_int_eq(store_begin(store, "root", "x", &err), 0);
    struct incident incident = { .school = fields.school,
                                 .title = "样例",
                                 .found_at = SEEDED_NOW,
                                 .found_by = "own",
                                 .opened_by = "root",
                                 .opened_at = SEEDED_NOW };
    ck_assert_int_eq(add_incident(store, &incident, 2026, "", &id, &err), 0);
    store_rollback(store);
    open_as(&root, "样例", 0);
    ck_text("SELECT number FROM incident WHERE id = (SELECT max(id) FROM incident)", "cangzhou-2026-002");
    ck_verified(path);
}
END_TEST

START_TEST(what_cannot_be_is_refused)
{
    int64_t before, id, cangzhou = seeded_school(store, "cangzhou"), incident = open_as(&root, "样例", 0);
    before = entries_of_journal();
    struct {
        struct incident_fields fields;
        const char *part;
    } wrong[] = {
        { { .school = cangzhou, .title = " " }, "标题" },
        { { .school = cangzhou, .title = "a\x1b[31m" }, "标题" },
        { { .school = cangzhou, .title = "样例", .line = "\xE2\x80\xAE" }, "首条" },
        { { .school = 999, .title = "样例" }, "学校" },
        { { .school = cangzhou, .title = "样例", .found_at = SEEDED_NOW + 1 }, "还没有到" },
        { { .school = cangzhou, .title = "样例", .happened_at = SEEDED_NOW + 1 }, "晚于" },
        { { .school = cangzhou, .title = "样例", .found_by = "owl" }, "发现途径" },
        { { .school = cangzhou, .title = "样例", .asset = 999 }, "资产" },
        { { .school = cangzhou, .title = "样例", .body = 99999 }, "单位" },
        { { .school = cangzhou, .title = "样例", .category = 99 }, "类别" },
        { { .school = seeded_school(store, "meijia"), .title = "样例", .body = body("finance") }, "单位" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        ck_assert_int_eq(incident_open(&root, &wrong[i].fields, &id, &err), -1);
        ck_sentence(&err, wrong[i].part);
        ck_assert_int_eq(id, 0);
    }
    struct {
        struct log_line line;
        const char *part;
    } lines[] = {
        { { .incident = incident, .kind = "dance" }, "类别" },
        { { .incident = incident, .kind = "fact", .text = "x" }, "事实" },
        { { .incident = incident, .kind = "inject", .text = "x" }, "注入" },
        { { .incident = incident, .kind = "note" }, "内容" },
        { { .incident = incident, .kind = "note", .text = "a\nb" }, "内容" },
        { { .incident = incident, .kind = "note", .text = "x", .at = SEEDED_NOW + 60 }, "还没有到" },
        { { .incident = 999, .kind = "note", .text = "x" }, "没有这个事件" },
        { { .incident = incident, .kind = "note", .text = "x", .report_line = 1 }, "报告" },
        { { .incident = incident, .kind = "reported", .text = "x", .report_line = 99 }, "报告关系" },
        { { .incident = incident, .kind = "reported", .text = "x", .report_line = 1, .deadline = 1 }, "一处" },
        { { .incident = incident, .kind = "reported" }, "内容" },
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        ck_assert_int_eq(log_add(&root, &lines[i].line, &id, &err), -1);
        ck_sentence(&err, lines[i].part);
    }
    ck_assert_int_eq(incident_grade(&root, incident, 5, NULL, 0, NULL, &err), -1);
    ck_sentence(&err, "级别");
    ck_assert_int_eq(entries_of_journal(), before);
}
END_TEST

START_TEST(the_state_follows_the_log)
{
    int64_t id = open_as(&root, "样例", 0), line;
    log_as(&root, id, "down", NULL);
    ck_state(id, "open");
    log_as(&root, id, "contained", NULL);
    ck_state(id, "contained");
    log_as(&root, id, "restored", NULL);
    ck_state(id, "recovered");
    log_as(&root, id, "down", NULL);
    ck_state(id, "contained"); /* down again */
    log_as(&root, id, "restored", NULL);
    line = log_as(&root, id, "closed", NULL);
    ck_state(id, "closed");
    log_as(&root, id, "note", "样例补记");
    ck_state(id, "closed");
    struct log_line again = { .incident = id, .kind = "closed" };
    ck_assert_int_eq(log_add(&root, &again, NULL, &err), -1);
    ck_sentence(&err, "已经结案");
    ck_assert_int_eq(log_strike(&root, line, "样例：误记", NULL, NULL, &err), 0);
    ck_state(id, "recovered");
    ck_assert_int_eq(log_strike(&root, line, "又", NULL, NULL, &err), -1);
    ck_sentence(&err, "误记");
    ck_verified(path);
}
END_TEST

/* The grade, on its own and as the list by grades has it. */
static void ck_graded(int64_t id, int64_t grade)
{
    struct incidents found = { 0 };
    ck_assert_int_eq(read_incident(store, id, &found, &err), 0);
    ck_assert_int_eq(found.v[0].grade, grade);
    LIST_FREE(&found);
    for (int64_t other = 1; other <= 4; other++) {
        const struct incident_page page = { .school = seeded_school(store, "cangzhou"), .grade = other, .limit = 9 };
        ck_assert_int_eq(read_incidents(store, &page, &found, &err), 0);
        ck_assert_uint_eq(found.n, other == grade ? 1 : 0);
        LIST_FREE(&found);
    }
}

START_TEST(a_correction_keeps_both)
{
    int64_t id = open_as(&root, "样例", 0), line, now;
    struct log_line note = { .incident = id, .kind = "contained", .text = "样例：已控治" };
    ck_assert_int_eq(log_add(&root, &note, &line, &err), 0);
    ck_assert_int_eq(log_strike(&root, line, "样例：错字", "样例：已控制", &now, &err), 0);
    struct log_entries log = { 0 };
    ck_assert_int_eq(read_whole_log(store, id, &log, &err), 0);
    ck_assert_uint_eq(log.n, 3);
    ck_assert_int_eq(log.v[1].id, line);
    ck_assert_str_eq(log.v[1].struck, "样例：错字");
    ck_assert_str_eq(log.v[1].text, "样例：已控治");
    ck_assert_int_eq(log.v[1].corrected_by, now);
    ck_assert_int_eq(log.v[2].corrects, line);
    ck_assert_int_eq(log.v[2].at, log.v[1].at);
    LIST_FREE(&log);
    ck_state(id, "contained"); /* still */
    ck_verified(path);
}
END_TEST

START_TEST(a_grade_is_given_anew_not_rewritten)
{
    int64_t id = open_as(&root, "样例", 0), first, now;
    ck_assert_int_eq(incident_grade(&root, id, 1, NULL, 0, &first, &err), 0);
    ck_assert_int_eq(log_strike(&root, first, "样例：定高了", "应为较大", &now, &err), -1);
    ck_sentence(&err, "再重新定级");
    ck_graded(id, 1);
    ck_assert_int_eq(log_strike(&root, first, "样例：定高了", NULL, NULL, &err), 0);
    ck_graded(id, 0);
    ck_assert_int_eq(incident_grade(&root, id, 3, NULL, 0, NULL, &err), 0);
    ck_graded(id, 3);
}
END_TEST

static void ck_words(int64_t entry, const char *text)
{
    struct log_entries lines = { 0 };
    ck_assert_int_eq(read_log_entry(store, entry, &lines, &err), 0);
    ck_assert_uint_eq(lines.n, 1);
    ck_assert_str_eq(lines.v[0].text, text);
    LIST_FREE(&lines);
}

START_TEST(a_report_says_to_whom_in_its_words)
{
    int64_t id = open_as(&root, "样例", 0), entry, now;
    int64_t deadline = raw_int(store->db, "SELECT id FROM deadline WHERE route = 'other'");
    struct log_line line = { .incident = id, .kind = "reported", .text = "样例：电话", .deadline = deadline };
    ck_assert_int_eq(log_add(&root, &line, &entry, &err), 0);
    ck_words(entry, "报告属地省级网信部门：样例：电话");
    ck_assert_int_eq(log_strike(&root, entry, "样例：不是电话", "样例：书面", &now, &err), 0);
    ck_words(now, "报告属地省级网信部门：样例：书面");
    line.text = "样例：当面报告属地省级网信部门";
    ck_assert_int_eq(log_add(&root, &line, &entry, &err), 0);
    ck_words(entry, "样例：当面报告属地省级网信部门");
    line.text = "";
    ck_assert_int_eq(log_add(&root, &line, &entry, &err), 0);
    ck_words(entry, "报告属地省级网信部门。");
}
END_TEST

START_TEST(an_asset_brings_its_body)
{
    struct incident_fields fields = { .school = seeded_school(store, "cangzhou"), .title = "样例", .asset = 1 };
    int64_t id;
    struct incidents found = { 0 };
    struct store_head head;
    ck_assert_int_eq(incident_open(&root, &fields, &id, &err), 0);
    ck_assert_int_eq(store_head(store, &head, &err), 0);
    ck_assert_int_eq(read_incident(store, id, &found, &err), 0);
    ck_assert_int_eq(found.v[0].body, body("propaganda"));
    ck_assert_str_eq(found.v[0].asset_name, "样例网站");
    LIST_FREE(&found);
    fields.asset = 0;
    fields.body = body("finance");
    fields.opinion = true;
    fields.category = 2;
    fields.title = "样例：改名";
    ck_assert_int_eq(incident_set(&root, id, &fields, head.seq, &err), 0);
    ck_assert_int_eq(read_incident(store, id, &found, &err), 0);
    ck_assert_int_eq(found.v[0].body, body("finance"));
    ck_assert(found.v[0].opinion && found.v[0].asset == 0 && found.v[0].category == 2);
    LIST_FREE(&found);
    ck_assert_int_eq(incident_set(&root, id, &fields, head.seq, &err), -1); /* seen before the change */
    ck_sentence(&err, "root");
}
END_TEST

/* The store's own locks still hold: nobody who closes it believes to be the last one and takes the log of writes away,
 * which is what SQLite asks for EXCLUSIVE on the bytes of the lock page for. Another process is asked, since a process
 * never meets its own locks. */
static void ck_locked(void)
{
    enum { SHARED_FIRST = 0x40000002, SHARED_SIZE = 510 };
    int status = 0;
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SHARED_FIRST, .l_len = SHARED_SIZE };
        int fd = open(path, O_RDWR);
        _exit(fd >= 0 && fcntl(fd, F_SETLK, &lock) != 0 ? 0 : 1);
    }
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the locks on the store are lost");
}

START_TEST(evidence_has_its_digest)
{
    char *file = path_join(folder, "evidence.bin");
    int64_t id = open_as(&root, "样例", 0);
    ck_assert_int_eq(file_write(file, "abc", 3, &err), 0);
    struct evidence_fields fields = { .incident = id, .what = "样例日志", .place = file };
    ck_assert_int_eq(evidence_add(&root, &fields, NULL, &err), 0);
    fields.place = "样例保险柜";
    ck_assert_int_eq(evidence_add(&root, &fields, NULL, &err), 0);
    fields.file = "/nonexistent";
    ck_assert_int_eq(evidence_add(&root, &fields, NULL, &err), -1);
    ck_sentence(&err, "nonexistent");
    fields.file = "/dev/zero";
    ck_assert_int_eq(evidence_add(&root, &fields, NULL, &err), -1);
    fields.file = path;
    ck_assert_int_eq(evidence_add(&root, &fields, NULL, &err), -1);
    ck_sentence(&err, "backup");
    ck_locked();
    struct evidences list = { 0 };
    ck_assert_int_eq(read_evidence(store, id, &list, &err), 0);
    ck_assert_uint_eq(list.n, 2);
    ck_assert_str_eq(list.v[0].sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    ck_assert_int_eq(list.v[0].bytes, 3);
    ck_assert_ptr_null(list.v[1].sm3);
    ck_assert_int_ne(list.v[1].entry, 0);
    LIST_FREE(&list);
    mem_free(file);
    ck_verified(path);
}
END_TEST

struct watched {
    int told, most;
};

static bool watch(void *context, int64_t read, int64_t all)
{
    struct watched *watched = context;
    ck_assert(read > 0 && read <= all);
    return ++watched->told == watched->most;
}

/* Nobody waits for the image of a disk who does not want to. */
START_TEST(a_large_file_can_be_given_up)
{
    int64_t id = open_as(&root, "样例", 0), before = entries_of_journal();
    char *image = path_join(folder, "image");
    struct watched watched = { .most = 2 };
    struct evidence_fields fields = {
        .incident = id, .what = "样例镜像", .place = image, .progress = watch, .context = &watched
    };
    ck_assert_int_eq(file_write(image, "x", 1, &err), 0);
    ck_assert_int_eq(truncate(image, 50 << 20), 0);
    ck_assert_int_eq(evidence_add(&root, &fields, NULL, &err), -1);
    ck_sentence(&err, "中途停下");
    ck_assert_int_eq(entries_of_journal(), before);
    watched = (struct watched){ .most = -1 };
    ck_assert_int_eq(evidence_add(&root, &fields, NULL, &err), 0);
    ck_assert_int_eq(watched.told, 3);
    ck_assert_int_eq(raw_int(store->db, "SELECT bytes FROM evidence ORDER BY id DESC LIMIT 1"), 50 << 20);
    mem_free(image);
}
END_TEST

START_TEST(evidence_stands_with_the_line_that_corrects_its_own)
{
    int64_t id = open_as(&root, "样例", 0), now, again;
    struct evidence_fields fields = { .incident = id, .what = "样例", .place = "样例柜" };
    struct evidences evidence = { 0 };
    ck_assert_int_eq(evidence_add(&root, &fields, NULL, &err), 0);
    ck_assert_int_eq(read_evidence(store, id, &evidence, &err), 0);
    int64_t line = evidence.v[0].entry;
    LIST_FREE(&evidence);
    ck_assert_int_eq(log_strike(&root, line, "样例：错字", "样例（存放：样例柜）", &now, &err), 0);
    ck_assert_int_eq(log_strike(&root, now, "样例：又错", "样例（存放：样例柜 3 号）", &again, &err), 0);
    ck_assert_int_eq(read_evidence(store, id, &evidence, &err), 0);
    ck_assert(!evidence.v[0].struck);
    LIST_FREE(&evidence);
    ck_assert_int_eq(log_strike(&root, again, "样例：不是证据", NULL, NULL, &err), 0);
    ck_assert_int_eq(read_evidence(store, id, &evidence, &err), 0);
    ck_assert(evidence.v[0].struck);
    LIST_FREE(&evidence);
}
END_TEST

START_TEST(who_may_log)
{
    char sql[256];
    snprintf(
        sql, sizeof sql,
        "INSERT INTO account(login, role, body) VALUES('officer', 'officer', %lld), ('recorder', 'recorder', NULL),"
        " ('reviewer', 'reviewer', NULL), ('reader', 'reader', NULL)",
        (long long)body("propaganda"));
    seeded_write(store, "accounts", sql);
    struct session officer = seeded_session(store, "officer"), recorder = seeded_session(store, "recorder");
    int64_t own = open_as(&officer, "样例", 0), other = open_as(&recorder, "样例", body("finance")), before, id;
    log_as(&officer, own, "note", "样例");
    log_as(&recorder, own, "note", "样例");
    before = entries_of_journal();
    struct log_line line = { .incident = other, .kind = "note", .text = "样例" };
    ck_assert_int_eq(log_add(&officer, &line, NULL, &err), -1);
    ck_sentence(&err, "本单位");
    struct incident_fields fields = { .school = seeded_school(store, "cangzhou"),
                                      .title = "样例",
                                      .body = body("finance") };
    ck_assert_int_eq(incident_open(&officer, &fields, &id, &err), -1);
    ck_sentence(&err, "本单位");
    ck_assert_int_eq(incident_set(&officer, own, &fields, 0, &err), -1);
    ck_sentence(&err, "本单位");
    static const char *const others[] = { "reviewer", "reader" };
    for (size_t i = 0; i < 2; i++) {
        struct session session = seeded_session(store, others[i]);
        struct evidence_fields evidence = { .incident = own, .what = "样例", .place = "样例" };
        line.incident = own;
        ck_assert_int_eq(log_add(&session, &line, NULL, &err), -1);
        ck_assert_int_eq(incident_open(&session, &fields, &id, &err), -1);
        ck_assert_int_eq(incident_set(&session, own, &fields, 0, &err), -1);
        ck_assert_int_eq(incident_grade(&session, own, 3, NULL, 0, NULL, &err), -1);
        ck_assert_int_eq(log_strike(&session, 5, "样例", NULL, NULL, &err), -1);
        ck_assert_int_eq(evidence_add(&session, &evidence, NULL, &err), -1);
        ck_sentence(&err, role_name(others[i]));
        session_done(&session);
    }
    ck_assert_int_eq(entries_of_journal(), before);
    session_done(&officer);
    session_done(&recorder);
}
END_TEST

/* --- Pages and search --- */

enum { MANY = 57 };

static void add_many(void)
{
    char sql[1024];
    snprintf(
        sql, sizeof sql,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
        " INSERT INTO incident(school, series, year, no, number, title, body, opinion, found_at, found_by, state,"
        " opened_by, opened_at) SELECT %lld, 'real', 2026, i, 'x-' || i, iif(i %% 19 = 0, '样例挖矿', '样例') || i,"
        " iif(i %% 2, %lld, NULL), 0, %d - (i * 7 %% 23), 'own', iif(i %% 5, 'open', 'closed'), 'root', 1 FROM n",
        MANY, (long long)seeded_school(store, "cangzhou"), (long long)body("finance"), SEEDED_NOW);
    seeded_write(store, "many", sql);
}

/* Goes through all pages and counts; each row must come behind the one before. */
static size_t walk(struct incident_page page)
{
    size_t seen = 0;
    int64_t at = INT64_MAX, id = INT64_MAX;
    for (;;) {
        struct incidents rows = { 0 };
        if (read_incidents(store, &page, &rows, &err) != 0)
            ck_abort_msg("%s", err.text);
        ck_assert_uint_le(rows.n, page.limit);
        for (size_t k = 0; k < rows.n; k++) {
            const struct incident *x = &rows.v[page.backwards ? rows.n - 1 - k : k];
            if (page.words == NULL && !page.backwards)
                ck_assert(x->found_at < at || (x->found_at == at && x->id < id));
            if (page.words == NULL && page.backwards && at != INT64_MAX)
                ck_assert(x->found_at > at || (x->found_at == at && x->id > id));
            page.found_at = at = x->found_at;
            page.id = id = x->id;
            seen++;
        }
        size_t n = rows.n;
        LIST_FREE(&rows);
        if (n < page.limit)
            return seen;
    }
}

START_TEST(pages_have_every_incident_once)
{
    add_many();
    struct incident_page page = { .school = seeded_school(store, "cangzhou"), .limit = 10 };
    for (int backwards = 0; backwards < 2; backwards++) {
        page.backwards = backwards == 1;
        ck_assert_uint_eq(walk(page), MANY);
        struct incident_page some = page;
        some.state = "closed";
        ck_assert_uint_eq(walk(some), MANY / 5);
        some = page;
        some.body = body("finance");
        ck_assert_uint_eq(walk(some), (MANY + 1) / 2);
        some = page;
        some.words = "挖矿";
        ck_assert_uint_eq(walk(some), MANY / 19);
        some.words = "矿";
        some.limit = 1;
        ck_assert_uint_eq(walk(some), MANY / 19);
        some.words = "，";
        ck_assert_uint_eq(walk(some), 0);
        some = page;
        some.to = SEEDED_NOW - 1;
        some.from = SEEDED_NOW - 10;
        ck_assert_uint_eq(walk(some), (size_t)raw_int(store->db, "SELECT count(*) FROM incident WHERE series = 'real'"
                                                                 " AND found_at BETWEEN 1795219190 AND 1795219199"));
        some = page;
        some.grade = 3;
        ck_assert_uint_eq(walk(some), 0);
        some.series = SERIES_DRILL;
        ck_assert_uint_eq(walk(some), 1); /* the seeded one */
        some.grade = 0;
        some.drill = 99;
        ck_assert_uint_eq(walk(some), 0);
    }
}
END_TEST

/* What SQLite did for one page, in steps of its machine. */
static int steps_of(enum sql door, const struct incident_page *page)
{
    struct incidents rows = { 0 };
    if (read_incidents(store, page, &rows, &err) != 0)
        ck_abort_msg("%s", err.text);
    ck_assert_uint_eq(rows.n, page->limit);
    LIST_FREE(&rows);
    return sqlite3_stmt_status(store->statements[door], SQLITE_STMTSTATUS_VM_STEP, 1);
}

/* A door is the statement by which a page is read: each (of drills there is none here), with the filter that sends a
 * page through it. */
static const struct door {
    enum sql door;
    bool backwards, body;
    int64_t category, grade;
    const char *state, *words;
} doors[] = {
    { .door = SQL_INCIDENTS_OLDER },
    { .door = SQL_INCIDENTS_NEWER, .backwards = true },
    { .door = SQL_INCIDENTS_STATE_OLDER, .state = "open" },
    { .door = SQL_INCIDENTS_STATE_NEWER, .state = "open", .backwards = true },
    { .door = SQL_INCIDENTS_CATEGORY_OLDER, .category = 2 },
    { .door = SQL_INCIDENTS_CATEGORY_NEWER, .category = 2, .backwards = true },
    { .door = SQL_INCIDENTS_GRADE_OLDER, .grade = 3 },
    { .door = SQL_INCIDENTS_GRADE_NEWER, .grade = 3, .backwards = true },
    { .door = SQL_INCIDENTS_BODY_OLDER, .body = true },
    { .door = SQL_INCIDENTS_BODY_NEWER, .body = true, .backwards = true },
    { .door = SQL_INCIDENTS_FOUND_OLDER, .words = "样例" },
    { .door = SQL_INCIDENTS_FOUND_NEWER, .words = "样例", .backwards = true },
};

static struct incident_page page_of(const struct door *door, size_t limit)
{
    return (struct incident_page){ .school = seeded_school(store, "cangzhou"),
                                   .body = door->body ? body("finance") : 0,
                                   .category = door->category,
                                   .grade = door->grade,
                                   .state = door->state,
                                   .words = door->words,
                                   .limit = limit,
                                   .backwards = door->backwards };
}

/* Incidents found at the moments from `first` on, one a second, ids from 1000 + first: all of one kind, or all of
 * another. */
static void add_row_of(int first, int n, bool chosen)
{
    char sql[2048];
    snprintf(
        sql, sizeof sql,
        "WITH RECURSIVE n(i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
        " INSERT INTO incident(id, school, series, year, no, number, title, body, category, opinion, found_at,"
        " found_by, state, opened_by, opened_at) SELECT 1000 + i, %lld, 'real', 2026, 100 + i, 'y-' || i, '%s' || i,"
        " %lld, %d, 0, i, 'own', '%s', 'root', 1 FROM n;"
        "INSERT INTO entry(id, incident, at, entered, author, kind, text) SELECT id, id, 1, 1, 'root', 'assessed',"
        " '定级' FROM incident WHERE id BETWEEN %d AND %d;"
        "INSERT INTO grading(incident, entry, grade, at, login) SELECT id, id, %d, 1, 'root' FROM incident"
        " WHERE id BETWEEN %d AND %d",
        first, first + n - 1, (long long)seeded_school(store, "cangzhou"), chosen ? "样例" : "别的",
        (long long)body(chosen ? "finance" : "security"), chosen ? 2 : 1, chosen ? "open" : "closed", 1000 + first,
        1000 + first + n - 1, chosen ? 3 : 4, 1000 + first, 1000 + first + n - 1);
    seeded_write(store, "many", sql);
}

/* The index is entered where the page begins, not walked to it: ids follow the moments here. */
START_TEST(a_page_costs_the_same_at_any_depth)
{
    enum { DEEP = 1500, PAGE = 20 };
    const struct door *door = &doors[_i];
    add_row_of(1, DEEP, true);
    struct incident_page page = page_of(door, PAGE);
    steps_of(door->door, &page); /* prepares it */
    int first = steps_of(door->door, &page), at = door->backwards ? DEEP - PAGE - 1 : PAGE + 1;
    page.found_at = at;
    page.id = 1000 + at;
    ck_assert_int_le(steps_of(door->door, &page), first + first / 5);
}
END_TEST

/* A filter that lets few through does not look for them among all the others. */
START_TEST(a_page_of_few_costs_the_same_among_many)
{
    enum { FEW = 25, OTHERS = 1500, PAGE = 20 };
    const struct door *door = &doors[_i];
    add_row_of(10000, FEW, true);
    struct incident_page page = page_of(door, PAGE);
    steps_of(door->door, &page);
    int alone = steps_of(door->door, &page);
    add_row_of(1, OTHERS, false);
    add_row_of(20000, OTHERS, false);
    ck_assert_int_le(steps_of(door->door, &page), alone + alone / 5);
}
END_TEST

/* A stretch of days is entered at its end, not walked to from the newest, nor, backwards, from the oldest; hits of
 * words alone are looked at one by one. */
START_TEST(a_stretch_costs_the_same_wherever_it_is)
{
    enum { DEEP = 1500, PAGE = 20, LONG = 100 };
    const struct door *door = &doors[_i];
    if (door->words != NULL)
        return;
    add_row_of(1, DEEP, true);
    struct incident_page page = page_of(door, PAGE);
    page.from = 1 + (door->backwards ? 0 : DEEP - LONG);
    page.to = page.from + LONG - 1;
    steps_of(door->door, &page);
    int edge = steps_of(door->door, &page);
    for (int at = 1; at < DEEP - LONG; at += 300) {
        page.from = at;
        page.to = at + LONG - 1;
        ck_assert_int_le(steps_of(door->door, &page), edge + edge / 5);
    }
    /* From a row that is not in the stretch: what was selected before the filter was set. */
    page.from = DEEP / 2;
    page.to = page.from + LONG - 1;
    page.found_at = door->backwards ? 1 : DEEP;
    page.id = 1000 + page.found_at;
    ck_assert_int_le(steps_of(door->door, &page), edge + edge / 5);
}
END_TEST

static size_t found(const char *words)
{
    struct incident_page page = { .school = seeded_school(store, "cangzhou"), .words = words, .limit = 100 };
    return walk(page);
}

START_TEST(search_follows_the_log)
{
    int64_t id = open_as(&root, "样例：饕餮", 0), line;
    ck_assert_uint_eq(found("饕餮"), 1);
    ck_assert_uint_eq(found("貔貅"), 0);
    line = log_as(&root, id, "note", "样例：主机上有貔貅");
    ck_assert_uint_eq(found("貔貅"), 1);
    ck_assert_uint_eq(found("貔貅 饕餮"), 1); /* title and line together */
    ck_assert_int_eq(log_strike(&root, line, "样例：不是", "样例：是麒麟", NULL, &err), 0);
    ck_assert_uint_eq(found("貔貅"), 0);
    ck_assert_uint_eq(found("麒麟"), 1);
    struct incident_fields fields = { .school = seeded_school(store, "cangzhou"), .title = "样例：鲲鹏" };
    ck_assert_int_eq(incident_set(&root, id, &fields, 0, &err), 0);
    ck_assert_uint_eq(found("饕餮"), 0);
    ck_assert_uint_eq(found("鲲 麒麟"), 1);
    ck_verified(path);
    sqlite3 *db = raw_open(path);
    raw_run(db, "UPDATE search_incident SET text = replace(text, '鲲', '鹏')");
    sqlite3_close(db);
    struct findings findings;
    ck_assert_int_eq(store_verify(path, NULL, NULL, NULL, &findings, &err), 0);
    ck_assert_uint_gt(findings.n, 0);
    ck_assert_ptr_nonnull(strstr(findings.v[0].text, "事件"));
    findings_free(&findings);
}
END_TEST

START_TEST(the_log_comes_in_pages_and_news)
{
    int64_t id = open_as(&root, "样例", 0), last = 0;
    for (int i = 0; i < 25; i++) {
        struct log_line line = { .incident = id, .kind = "note", .text = "样例", .at = SEEDED_NOW - i % 4 };
        ck_assert_int_eq(log_add(&root, &line, &last, &err), 0);
    }
    struct log_page page = { .incident = id, .limit = 7 };
    for (int backwards = 0; backwards < 2; backwards++) {
        size_t seen = 0, n;
        page.backwards = backwards == 1;
        page.id = 0;
        do {
            struct log_entries rows = { 0 };
            ck_assert_int_eq(read_log(store, &page, &rows, &err), 0);
            for (size_t i = 1; i < rows.n; i++)
                ck_assert(rows.v[i - 1].at < rows.v[i].at ||
                          (rows.v[i - 1].at == rows.v[i].at && rows.v[i - 1].id < rows.v[i].id));
            n = rows.n;
            seen += n;
            if (n > 0) {
                page.at = rows.v[backwards == 1 ? 0 : n - 1].at;
                page.id = rows.v[backwards == 1 ? 0 : n - 1].id;
            }
            LIST_FREE(&rows);
        } while (n == page.limit);
        ck_assert_uint_eq(seen, 26);
    }
    struct log_entries news = { 0 };
    ck_assert_int_eq(read_log_news(store, id, last - 3, 100, &news, &err), 0);
    ck_assert_uint_eq(news.n, 3);
    LIST_FREE(&news);
}
END_TEST

Suite *incident_suite(void)
{
    Suite *suite = suite_create("incident");
    TCase *t = seeded_case("incident", true, open_copy, close_copy);
    tcase_add_test(t, a_title_is_enough);
    tcase_add_test(t, numbers_have_no_gap_and_series_of_their_own);
    tcase_add_test(t, what_cannot_be_is_refused);
    tcase_add_test(t, the_state_follows_the_log);
    tcase_add_test(t, a_correction_keeps_both);
    tcase_add_test(t, a_grade_is_given_anew_not_rewritten);
    tcase_add_test(t, a_report_says_to_whom_in_its_words);
    tcase_add_test(t, an_asset_brings_its_body);
    tcase_add_test(t, evidence_has_its_digest);
    tcase_add_test(t, a_large_file_can_be_given_up);
    tcase_add_test(t, evidence_stands_with_the_line_that_corrects_its_own);
    tcase_add_test(t, who_may_log);
    tcase_add_test(t, pages_have_every_incident_once);
    tcase_add_loop_test(t, a_page_costs_the_same_at_any_depth, 0, COUNT(doors));
    tcase_add_loop_test(t, a_page_of_few_costs_the_same_among_many, 0, COUNT(doors));
    tcase_add_loop_test(t, a_stretch_costs_the_same_wherever_it_is, 0, COUNT(doors));
    tcase_add_test(t, search_follows_the_log);
    tcase_add_test(t, the_log_comes_in_pages_and_news);
    suite_add_tcase(suite, t);
    return suite;
}
