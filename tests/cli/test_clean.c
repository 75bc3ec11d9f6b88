/* What a terminal obeys, and what turns or hides text, comes out nowhere: not from an argument, not from a file, and
 * not from a store that somebody changed behind the program's back. place_run looks at every byte; here is what it is
 * made to look at. */
#include "cli/place.h"

#include "base/mem.h"
#include "report/report.h"

#include <stdio.h>
#include <string.h>

/* ESC and a colour, BEL, CSI as one character, a bidi override, zero width, a line separator, half a character,
 * overlong, a lone surrogate, DEL, CR. */
static const char *const dirt[] = {
    "\x1b[31mred",
    "\x07",
    "\xC2\x9B"
    "31m",
    "\xE2\x80\xAE"
    "abc",
    "a\xE2\x80\x8B"
    "b",
    "\xE2\x80\xA8",
    "\xE6\xB2",
    "\xC0\xAF",
    "\xED\xA0\x80",
    "\x7f",
    "a\rb",
    "\xff\xfe",
    "-\x1b",
    "--\x1b[2J",
    "1\x1b[2J",
    "\n\x1b]0;title\x07",
};
enum { DIRT = sizeof dirt / sizeof dirt[0] };

/* DIRTY stands for the dirt. */
#define DIRTY "?"
static const char *const uses[][10] = {
    { DIRTY },
    { "print", DIRTY },
    { "print", "org", DIRTY },
    { "print", "org", "--school", DIRTY },
    { "print", "org", "--school", "meijia", "--body", DIRTY },
    { "print", "org", "--school", "meijia", "--rule", DIRTY },
    { "print", "org", "--school", "meijia", "--as-of", DIRTY },
    { "print", "org", "--school", "meijia", "--format", DIRTY },
    { "print", "org", "--school", "meijia", "--width", DIRTY },
    { "print", "org", "--school", "meijia", "--page-lines", DIRTY },
    { "print", "org", "--school", "meijia", "--encoding", DIRTY },
    { "print", "org", "--school", "meijia", "--ambiguous", DIRTY },
    { "print", "incidents", "--school", "meijia", "--category", DIRTY },
    { "print", "incidents", "--school", "meijia", "--grade", DIRTY },
    { "print", "incidents", "--school", "meijia", "--state", DIRTY },
    { "print", "incidents", "--school", "meijia", "--from", DIRTY },
    { "schools", "--store", DIRTY },
    { "schools", "--config", DIRTY },
    { "verify", "--store", DIRTY },
    { "verify", "--anchor", DIRTY },
    { "history", DIRTY, "1" },
    { "history", "duty", DIRTY },
    { "init", "--store", "x.db", "--school", DIRTY },
    { "init", "--store", "x.db", "--rules", DIRTY },
    { "import", DIRTY, "x.csv" },
    { "import", "people", DIRTY, "--school", "meijia" },
    { "account", DIRTY },
    { "account", "add", DIRTY, "--role", "reader" },
    { "account", "add", "yangli", "--role", DIRTY },
    { "account", "add", "yangli", "--role", "officer", "--school", "meijia", "--body", DIRTY },
    { "account", "remove", DIRTY },
    { "log", DIRTY },
    { "log", "new", "--school", "cangzhou", DIRTY },
    { "log", "new", "--school", "cangzhou", "样例", "--body", DIRTY },
    { "log", "new", "--school", "cangzhou", "样例", "--at", DIRTY },
    { "log", "add", DIRTY, "note", "x" },
    { "log", "add", "1", DIRTY },
    { "log", "add", "1", "assessed", "--grade", DIRTY },
    { "log", "add", "1", "reported", "--to", DIRTY },
    { "log", "strike", DIRTY, "x" },
    { "log", "list", DIRTY },
    { "rules", DIRTY, "x" },
    { "rules", "check", DIRTY },
    { "backup", DIRTY, "--store", "nowhere/x.db" },
    { "print", "org", "--school", "meijia", "-o", "nowhere/" DIRTY },
};
enum { USES = sizeof uses / sizeof uses[0] };

static const char *with_dirt(const char *word, const char *what, char *room, size_t size)
{
    const char *place = word == NULL ? NULL : strstr(word, DIRTY);
    if (place == NULL)
        return word;
    snprintf(room, size, "%.*s%s", (int)(place - word), word, what);
    return room;
}

START_TEST(an_argument_never_comes_out_raw)
{
    struct run_how how = { .folder = at(".") };
    for (size_t i = 0; i < DIRT; i++) {
        const char *words[11] = { NULL };
        char room[256];
        for (size_t k = 0; k < 10; k++)
            words[k] = with_dirt(uses[_i][k], dirt[i], room, sizeof room);
        place_run(__FILE__, (int)i, PLACE_FAILS, &how, words);
    }
}
END_TEST

START_TEST(the_environment_never_comes_out_raw)
{
    for (size_t i = 0; i < DIRT; i++) {
        char store[256], data[256], config[256];
        snprintf(store, sizeof store, "ZEREN_STORE=%s", dirt[i]);
        snprintf(data, sizeof data, "ZEREN_DATADIR=%s", dirt[i]);
        snprintf(config, sizeof config, "HOME=/%s", dirt[i]);
        const char *const stores[] = { store, NULL }, *const datas[] = { data, NULL };
        const char *const homes[] = { config, "XDG_DATA_HOME=", "XDG_CONFIG_HOME=", "ZEREN_STORE=", NULL };
        struct run_how a = { .folder = at("."), .variables = stores }, b = { .folder = at("."), .variables = datas };
        struct run_how c = { .folder = at("."), .variables = homes };
        ZEREN_HOW(1, &a, "schools");
        ZEREN_HOW(1, &b, "init", "--store", at("x.db"));
        ZEREN_HOW(1, &c, "schools");
    }
}
END_TEST

/* Each text that a page shows, changed by another hand. */
#define RAW_TEXT "CAST(x'E7941B5B33316D00E280AEFF78' AS TEXT)" /* half a character, ESC [31m, NUL, U+202E, FF, x */
static const char *const changes[] = {
    "UPDATE school SET name = " RAW_TEXT,
    "UPDATE rule SET title = " RAW_TEXT ", number = " RAW_TEXT,
    "UPDATE provision SET text = " RAW_TEXT ", mark = " RAW_TEXT ", path = " RAW_TEXT,
    "UPDATE body SET name = " RAW_TEXT ", short = " RAW_TEXT,
    "UPDATE post SET name = " RAW_TEXT " || id, ex_officio = " RAW_TEXT,
    "UPDATE person SET name = " RAW_TEXT ", number = " RAW_TEXT ", phone = " RAW_TEXT ", night_phone = " RAW_TEXT,
    "UPDATE tenure SET filing_number = " RAW_TEXT ", filed = " RAW_TEXT,
    "UPDATE obligation SET name = " RAW_TEXT,
    "UPDATE asset SET name = " RAW_TEXT ", address = " RAW_TEXT ", risk = " RAW_TEXT ", purpose = " RAW_TEXT,
    /* So long that it fills pages, and nowhere a line can end. */
    "UPDATE person SET name = " RAW_TEXT " || replace(hex(zeroblob(32768)), '0', 'x')",
    "UPDATE asset SET name = " RAW_TEXT " || replace(hex(zeroblob(11000)), '0', '样')",
};
/* Those that only pages about incidents show. */
static const char *const incident_changes[] = {
    "UPDATE incident SET title = " RAW_TEXT ", number = " RAW_TEXT " || id, opened_by = " RAW_TEXT,
    "UPDATE entry SET text = " RAW_TEXT ", author = " RAW_TEXT ", struck = " RAW_TEXT ", struck_by = " RAW_TEXT
    ", struck_at = 1",
    "UPDATE evidence SET what = " RAW_TEXT ", place = " RAW_TEXT ", taken_by = " RAW_TEXT,
    "UPDATE grading SET criterion = " RAW_TEXT ", login = " RAW_TEXT,
};
enum { CHANGES = COUNT(changes), ALL_CHANGES = CHANGES + COUNT(incident_changes) };

static void fill_store(void)
{
    put("people.csv", "单位,岗位,姓名,工号,电话,夜间电话,起,备案日期,备案号\n"
                      "教务处,网络安全和信息化专员,样例甲,A1,13800000001,13800000002,2026-03-01,2026-03-05,备1\n");
    ZEREN(0, "import", "people", at("people.csv"), "--school", "meijia");
    behind_the_back(
        store_file(),
        "INSERT INTO asset(school, body, name, kind, level, purpose, risk, address, contact) SELECT b.school,"
        " b.id, '样例网站', 'site', 2, '发布', '低', 'www', (SELECT id FROM person) FROM body b"
        " JOIN school s ON s.id = b.school WHERE s.key = 'meijia' AND b.name = '教务处'");
    behind_the_back(
        store_file(),
        "INSERT INTO incident(id, school, series, year, no, number, title, opinion, found_at, found_by, state, "
        "opened_by,"
        " opened_at) SELECT 1, id, 'real', 2026, 1, 'meijia-2026-001', '样例事件', 0, 1795219200, 'own', 'open', "
        "'root',"
        " 1795219200 FROM school WHERE key = 'meijia';"
        "INSERT INTO entry(id, incident, at, entered, author, kind, text) VALUES"
        " (1, 1, 1795219200, 1795219200, 'root', 'found', '样例发现'),"
        " (2, 1, 1795219260, 1795219260, 'root', 'assessed', '样例定级');"
        "INSERT INTO grading(incident, entry, grade, criterion, at, login) VALUES(1, 2, 3, '样例标准', 1795219260, "
        "'root');"
        "INSERT INTO evidence(incident, entry, what, place, taken_by, at) VALUES(1, 2, '样例证据', '样例柜', 'root',"
        " 1795219260);"
        "INSERT INTO drill(id, school, name, started, ended, leader) SELECT 1, id, '样例演练', 1795219200, 1795219260,"
        " 'root' FROM school WHERE key = 'meijia';"
        "INSERT INTO review(id, incident, school, state, opened_at) SELECT 1, 1, school, 'opened', 1795219260"
        " FROM incident WHERE id = 1;"
        "INSERT INTO review_step(review, state, day, note, login, person, at) SELECT 1, 'opened', '2026-11-21', "
        "'样例', 'root',"
        " id, 1795219260 FROM person LIMIT 1");
}

static void make_dirty(const char *sql)
{
    fill_store();
    behind_the_back(store_file(), "DROP TRIGGER tenure_one_seat_still; DROP TRIGGER entry_only_struck;"
                                  "DROP TRIGGER incident_number");
    behind_the_back(store_file(), sql);
}

/* The record that a report is about here; for one about none the school stands there a second time. */
static const char *const *words_for(const struct report *report, const char *format)
{
    static const char *const subjects[][2] = {
        { "incident", "1" }, { "report-form", "1" }, { "drill", "1" }, { "review", "1" }, { "proposal", "1" }
    };
    static const char *words[8];
    size_t n = 0, i = 0;
    words[n++] = "print";
    words[n++] = report->name;
    if (report->subject != NULL) {
        while (i < COUNT(subjects) && strcmp(subjects[i][0], report->name) != 0)
            i++;
        ck_assert_msg(i < COUNT(subjects), "say here which record print %s is to be tried with", report->name);
        words[n++] = subjects[i][1];
    } else {
        words[n++] = "--school";
        words[n++] = "meijia";
    }
    words[n++] = "--format";
    words[n++] = format;
    words[n] = NULL;
    return words;
}

START_TEST(a_changed_store_never_comes_out_raw)
{
    static const char *const formats[] = { "text", "csv", "json" };
    size_t shown = 0;
    bool seen = _i < CHANGES || report_named("incident") != NULL;
    make_dirty(_i < CHANGES ? changes[_i] : incident_changes[_i - CHANGES]);
    for (const struct report *report = reports; report->name != NULL; report++)
        for (size_t k = 0; k < 3; k++) {
            size_t elements;
            const struct run *run =
                place_run(__FILE__, __LINE__, 0, &(struct run_how){ 0 }, words_for(report, formats[k]));
            const char *fault = k == 2 ? json_fault(OUT(run), &elements) : NULL;
            ck_assert_msg(fault == NULL, "%s: no JSON from here: %.60s", report->name, fault);
            /* What stood there is told by the sign for it, not passed over. */
            size_t here = times_in(OUT(run), "\xEF\xBF\xBD");
            if (here > 0)
                assert_has(OUT(run), "[31m");
            shown += here > 0;
        }
    ck_assert_msg(shown >= 2 || !seen, "the changed text is shown in %zu pages", shown);
    ZEREN(0, "schools");
    ZEREN(1, "verify");
}
END_TEST

/* A NUL ends a C string: what stands behind it must not be lost in silence. */
START_TEST(a_nul_hides_nothing)
{
    make_dirty("UPDATE person SET name = CAST(x'410042' AS TEXT)");
    assert_has(OUT(ZEREN(0, "print", "contacts", "--school", "meijia")), "A\xEF\xBF\xBD"
                                                                         "B");
    assert_has(OUT(ZEREN(0, "print", "contacts", "--school", "meijia", "--format", "csv")), "A\xEF\xBF\xBD"
                                                                                            "B");
    assert_has(OUT(ZEREN(0, "print", "org", "--school", "meijia", "--format", "json")), "A\xEF\xBF\xBD"
                                                                                        "B");
}
END_TEST

/* The journal, the accounts and the structure are texts too. */
START_TEST(other_commands_show_no_raw_text)
{
    fill_store();
    behind_the_back(store_file(), "UPDATE person SET name = " RAW_TEXT);
    behind_the_back(store_file(), "INSERT INTO account(login, role) VALUES(" RAW_TEXT ", 'reader')");
    behind_the_back(store_file(),
                    "DROP TRIGGER journal_no_update; UPDATE journal SET actor = " RAW_TEXT ", action = " RAW_TEXT);
    behind_the_back(store_file(), "CREATE TABLE \"\x1b[31m\xE2\x80\xAE\"(id INTEGER PRIMARY KEY)");
    assert_has(OUT(ZEREN(0, "account", "list")), "\xEF\xBF\xBD");
    assert_has(OUT(ZEREN(0, "history", "person", "1")), "\xEF\xBF\xBD");
    assert_has(OUT(ZEREN(1, "verify")), "\xEF\xBF\xBD");
    assert_has(ERR(ZEREN(1, "history", "nothing", "1")), "\xEF\xBF\xBD");
    ZEREN(1, "backup", at("copy.db"));
    ck_assert(!is_there("copy.db"));
}
END_TEST

START_TEST(dirt_in_a_file_is_refused)
{
    for (size_t i = 0; i < DIRT; i++) {
        char text[512];
        /* A whole cell in quotes, so that a line end stays in it. */
        snprintf(text, sizeof text, "单位,岗位,姓名,起\n教务处,网络安全和信息化专员,\"样例%s甲\",2026-03-01\n",
                 dirt[i]);
        put("people.csv", text);
        const struct run *run = ZEREN(1, "import", "people", at("people.csv"), "--school", "meijia");
        ck_assert_uint_eq(run->out.n, 0);
    }
    ZEREN(0, "verify");
    assert_lacks(OUT(ZEREN(0, "print", "contacts", "--school", "meijia", "--format", "csv")), "样例");
}
END_TEST

Suite *clean_suite(void)
{
    Suite *suite = suite_create("clean");
    TCase *tcase = place_case(suite, "clean");
    tcase_add_loop_test(tcase, an_argument_never_comes_out_raw, 0, USES);
    tcase_add_test(tcase, the_environment_never_comes_out_raw);
    tcase_add_loop_test(tcase, a_changed_store_never_comes_out_raw, 0, ALL_CHANGES);
    tcase_add_test(tcase, a_nul_hides_nothing);
    tcase_add_test(tcase, other_commands_show_no_raw_text);
    tcase_add_test(tcase, dirt_in_a_file_is_refused);
    return suite;
}
