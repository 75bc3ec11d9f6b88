/* A monkey at the console: random keys, pastes, sizes, days, other people's writes, for each role. After each event
 * what is seen must be whole and what is said clean; at the end the store is what its journal says, and drafts are
 * whole.
 *
 * MONKEY=<events> runs longer, ZEREN_TEST_SEED=<seed> runs another one, MONKEY_TRACE=1 writes each event to stderr. */
#include "suites.h"

#include "base/file.h"
#include "base/mem.h"
#include "lib/run.h"
#include "stand.h"
#include "text/clean.h"
#include "tui/console_in.h"
#include "tui/draft.h"
#include "unit/mix.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { EVENTS = 20000, EVENTS_A_STAND = 1000, CONTROL_Q = 17 };

struct monkey {
    struct mix mix;
    struct stand stand;
    struct store *other; /* a second person's connection */
    char *papers;        /* the folder papers are saved to */
    bool trace;
    unsigned done;
};

static void trace(const struct monkey *monkey, const char *what, const char *more)
{
    if (monkey->trace)
        fprintf(stderr, "%u %s: %s %s\n", monkey->done, stand_top(&monkey->stand), what, more);
}

/* --- What must be so --- */

/* Whether a cell is what it may be. Not one check a cell: Check writes a line to a file for each. */
static bool cell_holds(const struct cell *cell, int column, int columns)
{
    if (cell->style >= STYLE_COUNT || cell->cells > 2)
        return false;
    if (cell->cells == 0) /* a right half stands behind its left one */
        return column > 0 && cell->uc[0] == 0 && cell[-1].cells == 2;
    return cell->uc[0] >= ' ' && (cell->cells == 1 || (column + 1 < columns && cell[1].cells == 0));
}

static void ck_canvas(const struct canvas *canvas)
{
    int wrong = 0;
    for (int row = 0; row < canvas->rows; row++)
        for (int column = 0; column < canvas->columns; column++)
            wrong += !cell_holds(&canvas->v[row * canvas->columns + column], column, canvas->columns);
    ck_assert_int_eq(wrong, 0);
    ck_assert_int_ge(canvas->cursor_row, -1);
    ck_assert_int_lt(canvas->cursor_row, canvas->rows > 0 ? canvas->rows : 1);
    ck_assert_int_ge(canvas->cursor_column, 0);
    ck_assert_int_lt(canvas->cursor_column, canvas->columns > 0 ? canvas->columns : 1);
}

static void ck_whole(const struct monkey *monkey)
{
    const struct console *console = monkey->stand.console;
    const char *said = console->message;
    ck_canvas(console_paint(monkey->stand.console));
    ck_assert_msg(text_check(said, strlen(said), false, NULL) == TEXT_CLEAN, "said: %s", said);
    ck_assert_int_eq(console->acting, 0);
    ck_assert_ptr_null(console->going);
    ck_assert(!console->answered);
}

/* Nobody has them open now, so each file in the folder is a draft that can be read. */
static void ck_drafts(const struct stand *stand, const char *login)
{
    struct draft_names names = { 0 };
    struct err err;
    size_t files = 0;
    DIR *dir = opendir(stand->drafts);
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;)
        files += entry->d_name[0] != '.';
    if (dir != NULL)
        closedir(dir);
    ck_assert_int_eq(draft_list(stand->drafts, login, &names, &err), 0);
    ck_assert_uint_eq(names.n, files);
    draft_names_free(&names);
}

/* --- Events --- */

static uint32_t any_key(struct monkey *monkey)
{
    static const char *const named[] = { "Up",    "Down",  "Left",  "Right", "Home", "End",     "PgUp", "PgDn",
                                         "Enter", "Enter", "Enter", "Tab",   "Esc",  "BackTab", "C-s",  "C-o",
                                         "C-d",   "C-u",   "C-y",   "Space", "Down", "Down",    "F1",   "Delete" };
    static const uint32_t typed[] = { 0x6837, 0x4F8B, 0x8D23, 0xFF11, 0x2026, 0xE9, 0x1F600, 0x301, KEY_ERASE };
    struct mix *mix = &monkey->mix;
    unsigned kind = mix_below(mix, 20);
    if (kind < 8)
        return key_named(named[mix_below(mix, sizeof named / sizeof named[0])]);
    if (kind < 14) { /* a key of an action that holds here, whether it may run or not */
        unsigned contexts = screen_contexts(monkey->stand.console->top);
        for (int again = 0; again < 40; again++) {
            enum action action = (enum action)mix_below(mix, ACTION_COUNT);
            uint32_t key = monkey->stand.keymap.keys[action][mix_below(mix, 2)];
            if (key != 0 && (action_specs[action].contexts & contexts) != 0)
                return key;
        }
    }
    if (kind < 17)
        return ' ' + mix_below(mix, 95);
    if (kind < 19)
        return typed[mix_below(mix, sizeof typed / sizeof typed[0])];
    return mix_below(mix, 2) == 0 ? 1 + mix_below(mix, 31) : KEY_FIRST_NAMED + mix_below(mix, 40);
}

/* Papers go to their folder: no / and no ~ where a name may be typed. */
static uint32_t harmless(const struct monkey *monkey, uint32_t key)
{
    bool typing = monkey->stand.console->top->ops->takes_text;
    return typing && (key == '/' || key == '~') ? 'x' : key;
}

static void press_any(struct monkey *monkey)
{
    char name[KEY_NAME];
    uint32_t key = harmless(monkey, any_key(monkey));
    if (key == CONTROL_Q && mix_below(&monkey->mix, 10) != 0)
        return;
    key_name(key, name);
    trace(monkey, "key", name);
    console_event(monkey->stand.console, &(struct event){ .kind = EVENT_KEY, .key = key });
}

static void paste_any(struct monkey *monkey)
{
    static const char *const wild[] = { "",         "\n\n",       "\x1b[31m", "\xff\xfe",
                                        "\xe6\xa0", "2026-01-01", "昨天",     "13000000000" };
    struct buf text = { 0 };
    if (mix_below(&monkey->mix, 2) == 0)
        buf_adds(&text, wild[mix_below(&monkey->mix, sizeof wild / sizeof wild[0])]);
    else
        mix_text(&monkey->mix, &text, mix_below(&monkey->mix, mix_below(&monkey->mix, 10) == 0 ? 2000 : 8), true);
    for (size_t i = 0; i < text.n; i++)
        if (text.v[i] == '/')
            text.v[i] = '-';
    trace(monkey, "paste", buf_text(&text));
    stand_paste(&monkey->stand, buf_text(&text));
    buf_free(&text);
}

static void resize_any(struct monkey *monkey)
{
    static const int sizes[][2] = { { 10, 40 }, { 24, 80 }, { 60, 200 }, { 11, 41 }, { 24, 80 }, { 1, 1 }, { 5, 300 } };
    unsigned which = mix_below(&monkey->mix, 10);
    int rows = which < 7 ? sizes[which][0] : mix_between(&monkey->mix, 10, 60);
    int columns = which < 7 ? sizes[which][1] : mix_between(&monkey->mix, 40, 200);
    char text[32];
    snprintf(text, sizeof text, "%dx%d", rows, columns);
    trace(monkey, "size", text);
    stand_size(&monkey->stand, rows, columns);
}

/* What another person may do meanwhile. */
static void write_any(struct monkey *monkey)
{
    static const char *const writes[] = {
        "INSERT INTO person(school, name) SELECT id, '样例某' FROM school ORDER BY random() LIMIT 1",
        "UPDATE person SET phone = '0000' || (abs(random()) % 9000) WHERE id = (SELECT id FROM person ORDER BY "
        "random() "
        "LIMIT 1)",
        "UPDATE body SET name = name || '样' WHERE id = (SELECT id FROM body WHERE length(name) < 40 ORDER BY random() "
        "LIMIT 1)",
        "UPDATE body SET closed = '2026-01-01' WHERE id = (SELECT id FROM body WHERE kind = 'unit' OR kind = 'college' "
        "ORDER BY random() LIMIT 1)",
        "UPDATE body SET closed = NULL",
        "UPDATE post SET closed = '2026-06-01' WHERE id = (SELECT id FROM post ORDER BY random() LIMIT 1)",
        "DELETE FROM fulfilment WHERE id = (SELECT id FROM fulfilment ORDER BY random() LIMIT 1)",
        "DELETE FROM asset WHERE id = (SELECT id FROM asset ORDER BY random() LIMIT 1)",
        "DELETE FROM tenure WHERE id = (SELECT id FROM tenure ORDER BY random() LIMIT 1)",
        "DELETE FROM decision WHERE id = (SELECT id FROM decision ORDER BY random() LIMIT 1)",
        "UPDATE account SET role = 'reader', body = NULL WHERE login <> 'root'",
        "UPDATE account SET role = 'recorder', body = NULL WHERE login <> 'root'",
        "UPDATE account SET role = 'officer', body = (SELECT id FROM body ORDER BY random() LIMIT 1) WHERE login <> "
        "'root'",
    };
    const char *sql = writes[mix_below(&monkey->mix, sizeof writes / sizeof writes[0])];
    trace(monkey, "write", sql);
    seeded_write(monkey->other, "monkey", sql);
    if (mix_below(&monkey->mix, 4) != 0)
        console_tick(monkey->stand.console);
}

static void pass_time(struct monkey *monkey)
{
    struct console *console = monkey->stand.console;
    static const int seconds[] = { 1, 60, 3600, 86400, 30 * 86400 };
    if (mix_below(&monkey->mix, 8) == 0)
        console->options.clock.fixed += seconds[mix_below(&monkey->mix, 5)];
    trace(monkey, "tick", "");
    console_tick(console);
}

/* While another has the store locked, nothing can be written; each is told so. */
static void press_locked(struct monkey *monkey)
{
    struct err err;
    ck_assert_int_eq(store_begin(monkey->other, "root", "monkey", &err), 0);
    trace(monkey, "locked", "");
    stand_keys(&monkey->stand, mix_below(&monkey->mix, 2) == 0 ? "C-s" : "Enter");
    store_rollback(monkey->other);
}

static void event_any(struct monkey *monkey)
{
    unsigned kind = mix_below(&monkey->mix, 1000);
    if (kind < 900)
        press_any(monkey);
    else if (kind < 930)
        paste_any(monkey);
    else if (kind < 950)
        resize_any(monkey);
    else if (kind < 985)
        pass_time(monkey);
    else if (kind < 998)
        write_any(monkey);
    else
        press_locked(monkey);
}

/* --- Runs --- */

static const char *const logins[] = { "root", "recorder", "reviewer", "reader", "officer" };
static const char *const schools[] = { "cangzhou", "dalian-medical", "hrbeu", "meijia" };

static void open_any(struct monkey *monkey, bool demo)
{
    struct stand *stand = &monkey->stand;
    struct mix *mix = &monkey->mix;
    struct err err;
    const char *school = schools[mix_below(mix, 4)], *login = demo ? "root" : logins[mix_below(mix, 5)];
    stand_open(stand, "overview", school, login);
    console_free(stand->console);
    stand->options.wide = mix_below(mix, 2) == 0;
    stand->options.ascii = mix_below(mix, 2) == 0;
    stand->options.restricted = mix_below(mix, 2) == 0;
    stand->options.spool = monkey->papers;
    if (mix_below(mix, 3) == 0)
        stand->options.drafts = NULL;
    stand->console = console_new(&stand->options, &err);
    ck_assert_msg(stand->console != NULL, "%s", err.text);
    monkey->other = seeded_open(stand->path);
    trace(monkey, login, school);
}

static void close_any(struct monkey *monkey)
{
    struct stand *stand = &monkey->stand;
    char *login = mem_strdup(stand->session.login), *drafts = stand->drafts, *path = mem_strdup(stand->path);
    store_close(monkey->other);
    stand->drafts = folder_new(); /* the other one is looked at when the console is closed */
    stand_close(stand);
    stand->drafts = drafts;
    ck_drafts(stand, login);
    folder_drop(drafts);
    unlink(path);
    mem_free(path);
    mem_free(login);
}

static void run(bool demo, unsigned seed_more)
{
    unsigned events = mix_number("MONKEY", EVENTS) / 2;
    struct monkey monkey = { .mix = mix_from(mix_seed() * 2 + seed_more), .trace = mix_number("MONKEY_TRACE", 0) != 0 };
    char *before = getcwd(NULL, 0);
    monkey.papers = folder_new();
    ck_assert_int_eq(chdir(monkey.papers), 0);
    while (monkey.done < events) {
        open_any(&monkey, demo);
        for (int i = 0; i < EVENTS_A_STAND && monkey.done < events; i++, monkey.done++) {
            event_any(&monkey);
            if (console_ended(monkey.stand.console))
                break;
            ck_whole(&monkey);
        }
        close_any(&monkey);
    }
    ck_assert_int_eq(chdir(before), 0);
    free(before);
    folder_drop(monkey.papers);
}

START_TEST(among_the_seeded)
{
    run(false, 0);
}
END_TEST

START_TEST(among_the_demo)
{
    run(true, 1);
}
END_TEST

static void say_seed(void)
{
    printf("monkey: ZEREN_TEST_SEED=%u MONKEY=%u\n", mix_seed(), mix_number("MONKEY", EVENTS));
    fflush(stdout);
}

static void make_seeded(void)
{
    say_seed();
    stand_make();
}

Suite *monkey_suite(void)
{
    Suite *suite = suite_create("monkey");
    TCase *seeded = tcase_create("seeded"), *demo = tcase_create("demo");
    tcase_set_timeout(seeded, 0);
    tcase_set_timeout(demo, 0);
    tcase_add_unchecked_fixture(seeded, make_seeded, stand_drop);
    tcase_add_unchecked_fixture(demo, stand_make_demo, stand_drop);
    tcase_add_test(seeded, among_the_seeded);
    tcase_add_test(demo, among_the_demo);
    suite_add_tcase(suite, seeded);
    suite_add_tcase(suite, demo);
    return suite;
}
