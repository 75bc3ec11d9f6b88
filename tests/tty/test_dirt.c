/* What a terminal obeys, what turns or hides text, what is no text, and what is too long: pasted, typed, and put into
 * the store by another hand. Each byte the console sends to the terminal is looked at. */
#include "desk.h"
#include "suites.h"

#include "base/mem.h"
#include "store/incident.h"
#include "text/clean.h"
#include "unit/seeded.h"

#include <stdio.h>
#include <string.h>

/* --- What the terminal is sent --- */

/* Those sequences that curses needs on an xterm, and the console's own: the question where the cursor is, and
 * bracketed paste. Numbers of more than four digits it has no use for, and none of these that dirt is made of. */
static size_t sequence(const char *at, size_t n)
{
    size_t i = 2;
    if (n >= 2 && strchr("78=>M", at[1]) != NULL)
        return 2;
    if (n >= 3 && at[1] == '(' && strchr("B0", at[2]) != NULL)
        return 3;
    if (n < 3 || at[1] != '[')
        return 0;
    if (at[2] == '?' || at[2] == '>')
        i++;
    bool private = i > 2;
    size_t digits = i;
    while (i < n && ((at[i] >= '0' && at[i] <= '9') || at[i] == ';'))
        i++;
    if (n >= 9 && (memcmp(at, "\033[22;0;0t", 9) == 0 || memcmp(at, "\033[23;0;0t", 9) == 0))
        return 9; /* the title is put away, and brought back */
    bool asks = i < n && at[i] == 'n' && i == digits + 1 && at[digits] == '6';
    if (i >= n || (!asks && strchr(private ? "hlm" : "mHJKdGrhlXb@PLMABCDST", at[i]) == NULL))
        return 0;
    if (memmem(at, i, "666", 3) != NULL)
        return 0;
    return i + 1;
}

static void check_sent(struct terminal *terminal)
{
    const char *raw = terminal_raw(terminal);
    size_t n = terminal_bytes(terminal), length;
    for (size_t i = 0; i < n; i += length) {
        bool cut = n - i < 16; /* the rest of it has not come yet */
        length = 1;
        if (raw[i] == '\033') {
            length = sequence(raw + i, n - i);
            ck_assert_msg(length > 0 || cut, "a sequence of another hand: ESC %.30s", raw + i + 1);
            length = length == 0 ? n - i : length;
        } else if (strchr("\r\n\b\t\016\017\007", raw[i]) == NULL || raw[i] == '\0') {
            ck_assert_msg((unsigned char)raw[i] >= ' ' && raw[i] != 0x7F, "a control character: %d", raw[i]);
            text_decode(raw + i, n - i, &length);
            ck_assert_msg(cut || text_check(raw + i, length, false, NULL) == TEXT_CLEAN,
                          "no clean character: %02X %02X %02X behind \"%.*s\"", (unsigned char)raw[i],
                          (unsigned char)raw[i + 1], (unsigned char)raw[i + 2], (int)(i < 60 ? i : 60),
                          raw + i - (i < 60 ? i : 60));
        }
    }
    terminal_mark(terminal);
}

/* --- Typed and pasted --- */

/* The window's title and size, colours with numbers nobody has, the clipboard, DCS and APC, CSI as one character, bidi
 * marks, zero width, a line separator, half characters, overlong, a surrogate, beyond Unicode. */
static const char *const dirt[] = {
    "\033]0;title\007",
    "\033[8;66;66t",
    "\033[6666m",
    "\033]52;c;eA==\033\\",
    "\033P1$r\033\\\033_apc\033\\",
    "\xC2\x9B"
    "666m",
    "\xE2\x80\xAE"
    "abc\xE2\x81\xA6",
    "a\xE2\x80\x8B"
    "b",
    "\xE2\x80\xA8",
    "\xE6\xA0",
    "\xE6",
    "\xC0\xAF",
    "\xED\xA0\x80",
    "\xF7\xB0\xB0\xB0",
    "\x7f\x01\x02",
    "\xff\xfe",
};
enum { DIRT = sizeof dirt / sizeof dirt[0], LONG = 64 * 1024, SETTLED_US = 60000 };

static struct terminal *start_new(void)
{
    struct terminal *terminal = desk_start(NULL, NULL);
    terminal_keys(terminal, "4n");
    terminal_wait(terminal, "新事件");
    return terminal;
}

static void paste(struct terminal *terminal, const char *text)
{
    terminal_keys(terminal, "\033[200~");
    terminal_keys(terminal, text);
    terminal_keys(terminal, "\033[201~");
}

/* Every text of every incident and line is clean, whatever was typed. */
static void check_store(void)
{
    struct store_options options = { .clock = clock_system() };
    struct store *store = NULL;
    struct err err;
    struct buf rows = { 0 };
    ck_assert_msg(store_open(&store, desk_path("zeren.db"), &options, &err) == 0, "%s", err.text);
    ck_assert(raw_dump_rows(store->db, "SELECT title FROM incident UNION ALL SELECT text FROM entry", &rows));
    ck_assert_uint_gt(rows.n, 0);
    ck_assert(text_check(rows.v, rows.n, true, NULL) == TEXT_CLEAN);
    buf_free(&rows);
    store_close(store);
}

START_TEST(test_pasted)
{
    struct terminal *terminal = start_new();
    char line[256];
    snprintf(line, sizeof line, "样例%s尾", dirt[_i]);
    paste(terminal, line);
    terminal_keys(terminal, "题\t");
    paste(terminal, line);
    terminal_keys(terminal, "条");
    terminal_wait(terminal, "条");
    terminal_keys(terminal, "\023");
    terminal_wait(terminal, "记录人");
    terminal_keys(terminal, ".");
    paste(terminal, line);
    terminal_keys(terminal, "记\023");
    terminal_wait(terminal, "已记");
    terminal_keys(terminal, "q/");
    paste(terminal, line);
    terminal_keys(terminal, "找");
    terminal_wait(terminal, "找");
    check_sent(terminal);
    desk_quit(terminal);
    check_store();
    desk_verify();
}
END_TEST

/* Until it has painted what a key brought, which may be nothing. */
static void settle(struct terminal *terminal)
{
    size_t bytes;
    do {
        bytes = terminal_bytes(terminal);
        terminal_let(terminal, SETTLED_US);
    } while (terminal_bytes(terminal) != bytes);
}

/* Out of whatever is open, until Esc would end the program. */
static void go_down(struct terminal *terminal)
{
    settle(terminal);
    while (!terminal_shows(terminal, "退出 zeren 吗？")) {
        struct buf before = { 0 };
        buf_adds(&before, terminal_screen(terminal));
        terminal_keys(terminal, "\033");
        terminal_wait_other(terminal, buf_text(&before));
        buf_free(&before);
    }
    terminal_keys(terminal, "n");
    terminal_wait_gone(terminal, "退出 zeren 吗？");
}

/* Esc and letters act: where it leads is not foretold, but nothing of it may be sent back. */
START_TEST(test_typed)
{
    struct terminal *terminal = desk_start(NULL, NULL);
    for (int searching = 0; searching < 2; searching++) {
        terminal_keys(terminal, searching == 1 ? "4/样例" : "4");
        terminal_keys(terminal, dirt[_i]);
        go_down(terminal);
    }
    check_sent(terminal);
    desk_quit(terminal);
    desk_verify();
}
END_TEST

START_TEST(test_typed_everywhere)
{
    static const char screens[] = "1234567890";
    struct terminal *terminal = desk_start(NULL, NULL);
    for (size_t i = 0; screens[i] != '\0'; i++) {
        const char key[] = { screens[i], '\0' };
        terminal_keys(terminal, key);
        for (size_t k = 0; k < DIRT; k++)
            terminal_keys(terminal, dirt[k]);
        go_down(terminal);
        check_sent(terminal);
    }
    desk_quit(terminal);
    desk_verify();
}
END_TEST

/* Pasted and typed, where there is room for eighty characters. */
START_TEST(test_without_a_blank)
{
    const char *character = _i % 2 == 0 ? "x" : "样";
    struct terminal *terminal = start_new();
    struct buf much = { 0 };
    buf_repeat(&much, character, LONG / strlen(character));
    if (_i / 2 == 0)
        paste(terminal, buf_text(&much));
    else
        terminal_send(terminal, much.v, much.n);
    terminal_wait(terminal, "80/80");
    terminal_keys(terminal, "\t");
    paste(terminal, buf_text(&much));
    terminal_wait(terminal, "400/400");
    terminal_keys(terminal, "\023");
    terminal_wait(terminal, "记录人");
    check_sent(terminal);
    buf_free(&much);
    desk_quit(terminal);
    check_store();
    desk_verify();
}
END_TEST

/* --- A store that another hand changed --- */

/* Half a character, ESC [6666m, NUL, RLO, FF, ESC ]0;t BEL, CSI as one character. */
#define RAW "CAST(x''E7941B5B363636366D00E280AEFF1B5D303B7407C29B78'' AS TEXT)"

/* Columns whose words are the program's own: other words there are no dirt but another school, state or day. The login
 * and role decide who may start the console at all. */
static const char program_words[] =
    "'key', 'kind', 'state', 'series', 'liability', 'route', 'part', 'every', 'occasion',"
    " 'scope', 'who', 'day', 'from_day', 'to_day', 'opened', 'closed', 'issued',"
    " 'effective', 'ended', 'expected', 'condition', 'found_by'";

enum change { WORDS, WORDS_OF_FIRST_ROWS, ALL };

/* Runs what a query answers, statement by statement; how many there were. */
static size_t run_answers(sqlite3 *db, const char *query)
{
    sqlite3_stmt *answers = NULL;
    struct buf script = { 0 };
    size_t n = 0;
    ck_assert_msg(sqlite3_prepare_v2(db, query, -1, &answers, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
    for (; sqlite3_step(answers) == SQLITE_ROW; n++)
        buf_printf(&script, "%s;\n", (const char *)sqlite3_column_text(answers, 0));
    sqlite3_finalize(answers); /* or it would lock the schema */
    raw_run(db, buf_text(&script));
    buf_free(&script);
    return n;
}

/* Each text of the store becomes `value` (an expression of SQL) and, where it must be unique, its row's number. */
static void change_texts(enum change change, const char *value)
{
    sqlite3 *db = raw_open(desk_path("zeren.db"));
    struct buf query = { 0 };
    buf_adds(&query, "SELECT 'UPDATE ' || m.name || ' SET ' || c.name || ' = ");
    buf_adds(&query, value);
    buf_adds(&query, " || rowid WHERE ' || c.name || ' IS NOT NULL'");
    if (change == WORDS_OF_FIRST_ROWS)
        buf_adds(&query, " || ' AND rowid = (SELECT min(rowid) FROM ' || m.name || ')'");
    buf_adds(&query, " FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'TEXT'"
                     " AND m.name NOT LIKE 'search%' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'account'");
    if (change != ALL)
        buf_printf(&query, " AND c.name NOT IN (%s)", program_words);
    run_answers(db, "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger'");
    ck_assert_uint_gt(run_answers(db, buf_text(&query)), 40);
    sqlite3_close(db);
    buf_free(&query);
}

/* An incident with a line of each kind that asks for words, a grade and evidence. */
static void log_something(void)
{
    struct terminal *terminal = start_new();
    terminal_keys(terminal, "样例事件\023");
    terminal_wait(terminal, "记录人");
    terminal_keys(terminal, ".样例记录\023v\023e样例证据\t样例柜\023");
    terminal_wait(terminal, "证据已登记");
    desk_quit(terminal);
}

static const struct {
    const char *key, *title;
    int lines; /* that show something of the store: the first line has the school's name, an empty list no more */
} numbered[] = {
    { "1", "总览", 2 }, { "2", "组织架构", 2 }, { "3", "责任矩阵", 2 }, { "4", "事件", 2 }, { "5", "问责审查", 1 },
    { "6", "制度", 2 }, { "7", "履责", 2 },     { "8", "信息系统", 2 }, { "9", "人员", 2 }, { "0", "审计", 2 },
};

static const struct {
    enum change change;
    const char *value, *sign; /* what is to be seen of it on each screen */
    int rows, columns;
} hands[] = {
    { WORDS, RAW, "\xEF\xBF\xBD", 24, 80 },
    { WORDS, RAW, "\xEF\xBF\xBD", 60, 200 },
    { WORDS, RAW, "\xEF\xBF\xBD", 10, 40 },
    { ALL, RAW, NULL, 24, 80 },
    { WORDS_OF_FIRST_ROWS, "replace(hex(zeroblob(32768)), ''0'', ''x'')", NULL, 24, 80 },
    { WORDS_OF_FIRST_ROWS, "replace(hex(zeroblob(11000)), ''0'', ''样'')", NULL, 60, 200 },
};

static int lines_with(struct terminal *terminal, const char *sign)
{
    int lines = 0;
    for (const char *line = strstr(terminal_screen(terminal), sign); line != NULL; line = strstr(line, sign)) {
        lines++;
        line += strcspn(line, "\n");
    }
    return lines;
}

static void check_screen(struct terminal *terminal, size_t i, const char *sign)
{
    static const char *const ways[] = { "\r", "H", "p\r", "d" };
    terminal_keys(terminal, numbered[i].key);
    terminal_wait(terminal, numbered[i].title);
    settle(terminal);
    ck_assert_msg(sign == NULL || lines_with(terminal, sign) >= numbered[i].lines, "of the changed texts %s shows\n%s",
                  numbered[i].title, terminal_screen(terminal));
    for (size_t k = 0; k < COUNT(ways); k++) {
        terminal_keys(terminal, ways[k]);
        go_down(terminal);
        terminal_keys(terminal, numbered[i].key);
    }
    check_sent(terminal);
}

START_TEST(test_store_changed)
{
    log_something();
    change_texts(hands[_i].change, hands[_i].value);
    struct terminal *terminal =
        desk_run(&(struct terminal_how){ .rows = hands[_i].rows, .columns = hands[_i].columns }, NULL);
    terminal_wait(terminal, "总览");
    for (size_t i = 0; i < COUNT(numbered); i++)
        check_screen(terminal, i, hands[_i].sign);
    desk_quit(terminal);
}
END_TEST

Suite *dirt_suite(void)
{
    Suite *suite = suite_create("dirt");
    TCase *tcase = desk_case(suite, "dirt");
    tcase_add_loop_test(tcase, test_pasted, 0, DIRT);
    tcase_add_loop_test(tcase, test_typed, 0, DIRT);
    tcase_add_test(tcase, test_typed_everywhere);
    tcase_add_loop_test(tcase, test_without_a_blank, 0, 4);
    tcase_add_loop_test(tcase, test_store_changed, 0, COUNT(hands));
    return suite;
}
