/* The seeded store. Nothing here is a test: what it needs and does not get ends the test that asked. */
#include "seeded.h"

#include "base/file.h"
#include "base/mem.h"
#include "domain/import.h"
#include "domain/setup.h"
#include "lib/run.h"
#include "store/verify.h"
#include "text/clean.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct store_options seeded_options(void)
{
    return (struct store_options){ .clock = clock_standing(SEEDED_NOW), .busy_ms = 20 };
}

static void import_or_fail(struct store *store, const char *school, const char *csv)
{
    struct session session = seeded_session(store, "root");
    struct import_result result;
    struct faults faults = { 0 };
    struct err err;
    if (import_people(&session, seeded_school(store, school), "people.csv", csv, strlen(csv), &result, &faults, &err) !=
        0)
        ck_abort_msg("%s: %s %s", school, err.text, faults.n > 0 ? faults.v[0].text : "");
    faults_free(&faults);
    session_done(&session);
}

static const char cangzhou_people[] =
    "单位,岗位,姓名,工号,电话,夜间电话,起,止,备案日期,备案号\n"
    "书记和校长,党委书记,样例甲,1001,0317-0000001,13000000001,2024-03-01,,,\n"
    "书记和校长,校长,样例乙,1002,0317-0000002,,2023-01-10,2025-08-31,,\n"
    "书记和校长,校长,样例丙,1003,0317-0000003,13000000003,2025-09-01,,,\n"
    "网络安全专家,专家,样例丁,,0317-0000004,,2024-01-01,,,\n"
    "网络安全专家,专家,样例戊,,0317-0000005,,2024-01-01,2026-12-31,,\n"
    "党委宣传部,党政主要负责人,样例己,1006,0317-0000006,,2022-09-01,,2022-09-05,样例备〔2022〕1号\n";

static const char meijia_people[] = "单位,岗位,姓名,起,备案日期,备案号\n"
                                    "教务处,网络安全和信息化专员,样例庚,2025-02-28,2025-03-01,样例备〔2025〕2号\n";

/* A drill that is over, with an incident of its own, and nothing of this time that reads as a real one. */
static void add_incident_rows(struct store *store)
{
    seeded_write(
        store, "drill",
        "INSERT INTO drill(id, school, name, scenario, started, ended, leader) SELECT 1, id, '样例演练', 'sample',"
        " 1767250000, 1767260000, 'root' FROM school WHERE key = 'cangzhou';"
        "INSERT INTO drill_member(drill, login, joined, departed) VALUES(1, 'root', 1767250000, 1767260000);"
        "INSERT INTO inject(drill, ord, planned_s, text, expected, who, target_s, state, released_at, login)"
        " VALUES(1, 1, 0, '样例注入', 'contained', '样例', 180, 'released', 1767250000, 'root');"
        "INSERT INTO finding(drill, text, login, at, done) VALUES(1, '样例发现', 'root', 1767260000, 0)");
    seeded_write(
        store, "incident",
        "INSERT INTO incident(id, school, drill, series, year, no, number, title, category, opinion, found_at,"
        " happened_at, found_by, state, opened_by, opened_at) SELECT 1, school, 1, 'drill', 2026, 1,"
        " '演cangzhou-2026-001', '样例事件', 1, 0, 1767250000, 1767240000, 'own', 'open', 'root', 1767250000 FROM "
        "drill;"
        "INSERT INTO entry(id, incident, at, entered, author, kind, text) VALUES(1, 1, 1767250000, 1767250000, 'root',"
        " 'found', '样例发现'), (2, 1, 1767250060, 1767250060, 'root', 'assessed', '样例定级'),"
        " (3, 1, 1767250070, 1767250080, 'root', 'evidence', '样例证据');"
        "INSERT INTO entry(id, incident, at, entered, author, kind, text, report_line, corrects) SELECT 4, 1,"
        " 1767250090, 1767250090, 'root', 'reported', '样例报告', min(id), 1 FROM report_line;"
        "UPDATE entry SET struck = '样例理由', struck_by = 'root', struck_at = 1767250090 WHERE id = 1;"
        "INSERT INTO grading(incident, entry, grade, criterion, at, login) VALUES(1, 2, 3, '样例', 1767250060, 'root');"
        "INSERT INTO evidence(incident, entry, what, place, sm3, bytes, taken_by, at) VALUES(1, 3, '样例', '样例柜',"
        " '0000000000000000000000000000000000000000000000000000000000000000', 0, 'root', 1767250070);"
        "INSERT INTO incident_fact(incident, fact, value, entry, evidence, reason, login, at)"
        " VALUES(1, 1, 1, 1, 1, '样例', 'root', 1767250100);"
        "INSERT INTO handling_limit(school, step, minutes, source, day, ended, login) SELECT id, 'contained', 60,"
        " '样例', '2020-01-01', '2020-01-01', 'root' FROM school WHERE key = 'dalian-medical';"
        /* and the review of an old incident, in a school that has nobody */
        "INSERT INTO incident(id, school, series, year, no, number, title, opinion, found_at, found_by, state,"
        " opened_by, opened_at) SELECT 901, id, 'real', 2020, 1, 'dalian-medical-2020-001', '样例旧事件', 0,"
        " 1577808000, 'own', 'closed', 'root', 1577808000 FROM school WHERE key = 'dalian-medical';"
        "INSERT INTO entry(id, incident, at, entered, author, kind, text) VALUES(901, 901, 1577808000, 1577808000,"
        " 'root', 'found', '样例发现'), (902, 901, 1577809000, 1577809000, 'root', 'closed', '样例结案');"
        "INSERT INTO review(id, incident, school, state, opened_at) SELECT 901, id, school, 'opened', 1577809000 FROM"
        " incident WHERE id = 901;"
        "INSERT INTO review_step(review, state, day, note, login, person, at) SELECT 901, 'opened', '2020-01-01', "
        "'样例',"
        " 'root', id, 1577809000 FROM person WHERE name = '样例丁';"
        "INSERT INTO review_circumstance(id, review, circumstance, proposed, decided, reason, login, person, at)"
        " SELECT 901, 901, min(c.id), 'unknown', 'not', '样例', 'root', n.id, 1577809000 FROM circumstance c, person n"
        " WHERE n.name = '样例丁';"
        "INSERT INTO review_person(id, review, name, reason, login, at) VALUES(901, 901, '样例外人', '样例', 'root',"
        " 1577809000);"
        "INSERT INTO review_finding(id, review, scope, name, disposition, recipient, reason, login, signer, at)"
        " SELECT 901, 901, 'individual', '样例外人', min(d.id), min(b.id), '样例', 'root', n.id, 1577809000 FROM"
        " disposition d, body b, person n WHERE n.name = '样例丁'");
}

static void add_people(struct store *store)
{
    import_or_fail(store, "cangzhou", cangzhou_people);
    import_or_fail(store, "meijia", meijia_people);
    seeded_write(
        store, "asset",
        "INSERT INTO asset(school, body, name, kind, address, level, purpose, scale, risk, contact, opened)"
        " SELECT b.school, b.id, '样例网站', 'site', 'www.example.edu.cn', 2, '样例', '小', '低',"
        " (SELECT id FROM person WHERE number = '1006'), '2024-01-01' FROM body b WHERE b.key = 'propaganda' LIMIT 1");
    seeded_write(store, "fulfil",
                 "INSERT INTO fulfilment(obligation, body, day, evidence) SELECT id, body, '2026-03-01', '样例纪要'"
                 " FROM obligation WHERE key = 'annual-meeting'");
    seeded_write(store, "decide",
                 "INSERT INTO decision(duty, body, part, reason, day, ended, login) SELECT d.id, d.body, 'inform',"
                 " '样例理由', '2026-03-01', '2026-04-01', 'root' FROM duty d LIMIT 1");
    add_incident_rows(store);
}

static char *make(const char *folder, const char *name, bool people, bool demo)
{
    static const char *const schools[] = { "cangzhou", "dalian-medical", "hrbeu", "meijia" };
    char *data = source_path("data"), *rules = path_join(data, "rules"), *path = path_join(folder, name), *folders[4];
    struct setup setup = {
        .path = path, .login = "root", .data = data, .folders_n = 4, .demo = demo, .options = seeded_options()
    };
    struct faults faults = { 0 };
    struct err err;
    for (size_t i = 0; i < 4; i++)
        folders[i] = path_join(rules, schools[i]);
    setup.folders = (const char *const[]){ folders[0], folders[1], folders[2], folders[3] };
    if (setup_store(&setup, &faults, &err) != 0)
        ck_abort_msg("%s %s", err.text, faults.n > 0 ? faults.v[0].text : "");
    struct store *store = seeded_open(path);
    if (people)
        add_people(store);
    ck_assert_int_eq(store_checkpoint(store, &err), 0);
    store_close(store);
    faults_free(&faults);
    for (size_t i = 0; i < 4; i++)
        mem_free(folders[i]);
    mem_free(rules);
    mem_free(data);
    return path;
}

char *seeded_make(const char *folder, const char *name, bool people)
{
    return make(folder, name, people, false);
}

char *seeded_demo(const char *folder, const char *name)
{
    return make(folder, name, false, true);
}

char *seeded_copy(const char *path, const char *folder, const char *name)
{
    struct buf bytes = { 0 };
    struct err err;
    char *copy = path_join(folder, name);
    if (file_read(path, 64 * 1024 * 1024, &bytes, &err) != 0 || file_write(copy, bytes.v, bytes.n, &err) != 0)
        ck_abort_msg("%s", err.text);
    ck_assert_int_eq(chmod(copy, 0600), 0);
    buf_free(&bytes);
    return copy;
}

static char *case_folder, *case_store; /* of the case that runs */

static void make_case(bool people)
{
    case_folder = folder_new();
    case_store = seeded_make(case_folder, "seed.db", people);
}

static void make_bare(void)
{
    make_case(false);
}

static void make_peopled(void)
{
    make_case(true);
}

static void drop_case(void)
{
    seeded_drop(case_store, case_folder);
}

TCase *seeded_case(const char *name, bool people, SFun setup, SFun teardown)
{
    TCase *t = tcase_create(name);
    tcase_set_timeout(t, 0);
    tcase_add_unchecked_fixture(t, people ? make_peopled : make_bare, drop_case);
    tcase_add_checked_fixture(t, setup, teardown);
    return t;
}

char *seeded_fresh(char **folder)
{
    *folder = folder_new();
    return seeded_copy(case_store, *folder, "x.db");
}

void seeded_drop(char *path, char *folder)
{
    mem_free(path);
    folder_drop(folder);
}

struct store *seeded_open(const char *path)
{
    struct store_options options = seeded_options();
    struct store *store;
    struct err err;
    if (store_open(&store, path, &options, &err) != 0)
        ck_abort_msg("%s", err.text);
    return store;
}

struct session seeded_session(struct store *store, const char *login)
{
    struct session session;
    struct err err;
    if (session_open(&session, store, login, &err) != 0)
        ck_abort_msg("%s", err.text);
    return session;
}

int64_t seeded_school(struct store *store, const char *key)
{
    struct schools schools = { 0 };
    struct err err;
    int64_t id = 0;
    ck_assert_int_eq(read_schools(store, &schools, &err), 0);
    for (size_t i = 0; i < schools.n; i++)
        if (strcmp(schools.v[i].key, key) == 0)
            id = schools.v[i].id;
    LIST_FREE(&schools);
    ck_assert_int_ne(id, 0);
    return id;
}

void seeded_write(struct store *store, const char *action, const char *sql)
{
    struct err err;
    if (store_begin(store, "root", action, &err) != 0 || db_script(store->db, sql, &err) != 0 ||
        store_commit(store, &err) != 0)
        ck_abort_msg("%s: %s", sql, err.text);
}

sqlite3 *raw_open(const char *path)
{
    sqlite3 *db;
    ck_assert_int_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, NULL), SQLITE_OK);
    sqlite3_extended_result_codes(db, 1);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL);
    return db;
}

void raw_run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        ck_abort_msg("%s: %s", sql, sqlite3_errmsg(db));
}

int64_t raw_int(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK || sqlite3_step(row) != SQLITE_ROW)
        ck_abort_msg("%s: %s", sql, sqlite3_errmsg(db));
    int64_t value = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return value;
}

static void dump_value(sqlite3_stmt *row, int column, struct buf *out)
{
    int type = sqlite3_column_type(row, column), n;
    if (type == SQLITE_INTEGER)
        buf_printf(out, "|%lld", sqlite3_column_int64(row, column));
    else if (type == SQLITE_FLOAT)
        buf_printf(out, "|r%a", sqlite3_column_double(row, column));
    else if (type == SQLITE_NULL)
        buf_adds(out, "|-");
    else {
        const void *bytes = sqlite3_column_blob(row, column);
        n = sqlite3_column_bytes(row, column);
        buf_printf(out, "|%c%d:", type == SQLITE_TEXT ? 't' : 'b', n);
        buf_add(out, bytes, (size_t)n);
    }
}

bool raw_dump_rows(sqlite3 *db, const char *sql, struct buf *out)
{
    sqlite3_stmt *row;
    int rc = SQLITE_ERROR;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        return false;
    while ((rc = sqlite3_step(row)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(row); i++)
            dump_value(row, i, out);
        buf_addc(out, '\n');
    }
    sqlite3_finalize(row);
    return rc == SQLITE_DONE;
}

bool raw_dump(sqlite3 *db, struct buf *out)
{
    sqlite3_stmt *row;
    bool good = raw_dump_rows(db, "PRAGMA application_id", out) && raw_dump_rows(db, "PRAGMA user_version", out) &&
                raw_dump_rows(db, "PRAGMA encoding", out) &&
                raw_dump_rows(db, "SELECT * FROM sqlite_schema ORDER BY rowid", out);
    int rc = SQLITE_ERROR;
    /* search_x_y are the insides of the full-text index search_x. */
    const char *tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search!_%!_%' ESCAPE '!'"
        " ORDER BY name";
    if (sqlite3_prepare_v2(db, tables, -1, &row, NULL) != SQLITE_OK)
        return false;
    while ((rc = sqlite3_step(row)) == SQLITE_ROW) {
        char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" NOT INDEXED", sqlite3_column_text(row, 0));
        good = raw_dump_rows(db, sql, out) && good;
        sqlite3_free(sql);
    }
    sqlite3_finalize(row);
    return good && rc == SQLITE_DONE;
}

void ck_sentence(const struct err *err, const char *part)
{
    size_t n = strlen(err->text), mark = strlen("。");
    ck_assert_msg(n > mark && strcmp(err->text + n - mark, "。") == 0, "no sentence: %s", err->text);
    ck_assert_msg(text_check(err->text, n, false, NULL) == TEXT_CLEAN, "not clean: %s", err->text);
    ck_assert_msg(strstr(err->text, part) != NULL, "\"%s\" is not in: %s", part, err->text);
}

void ck_verified(const char *path)
{
    struct findings findings;
    struct err err;
    if (store_verify(path, NULL, NULL, NULL, &findings, &err) != 0)
        ck_abort_msg("%s", err.text);
    ck_assert_msg(findings.n == 0, "%s", findings.n > 0 ? findings.v[0].text : "");
    findings_free(&findings);
}
