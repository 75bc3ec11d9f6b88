/* The stand. Nothing here is a test: what it needs and does not get ends the test that asked. */
#include "stand.h"

#include "base/file.h"
#include "base/mem.h"
#include "lib/run.h"
#include "screens/screens.h"
#include "text/clean.h"
#include "tui/console_in.h"

#include <stdio.h>
#include <string.h>

enum { HASH_SEEN = 12 }; /* digits at least */

/* The tests run in the order of the suites, each suite's store alone. */
static struct {
    char *folder, *path;
    int stands;
} made;

/* --- Making --- */

void stand_make(void)
{
    made.folder = folder_new();
    made.path = seeded_make(made.folder, "made.db", true);
    struct store *store = seeded_open(made.path);
    struct err err;
    seeded_write(store, "account",
                 "INSERT INTO account(login, role, body) VALUES('recorder', 'recorder', NULL),"
                 " ('reviewer', 'reviewer', NULL), ('reader', 'reader', NULL);"
                 /* whoever signs a review is somebody */
                 "UPDATE account SET person = (SELECT id FROM person WHERE name = '样例丁') WHERE login = 'root';"
                 "UPDATE account SET person = (SELECT id FROM person WHERE name = '样例戊') WHERE login = 'reviewer'");
    seeded_write(store, "account",
                 "INSERT INTO account(login, role, body) SELECT 'officer', 'officer', id FROM body"
                 " WHERE name = '教务处' LIMIT 1");
    ck_assert_int_eq(store_checkpoint(store, &err), 0);
    store_close(store);
}

void stand_make_demo(void)
{
    made.folder = folder_new();
    made.path = seeded_demo(made.folder, "demo.db");
}

void stand_drop(void)
{
    folder_drop(made.folder);
    mem_free(made.path);
}

void stand_again(struct stand *stand, const char *screen)
{
    struct err err;
    console_free(stand->console);
    stand->console = console_new(&stand->options, &err);
    if (stand->console == NULL)
        ck_abort_msg("%s", err.text);
    console_go(stand->console, screen, NULL, 0);
    console_tick(stand->console);
    ck_top(stand, screen);
}

void stand_open(struct stand *stand, const char *screen, const char *school, const char *login)
{
    char name[32];
    memset(stand, 0, sizeof *stand);
    snprintf(name, sizeof name, "stand-%d.db", made.stands++);
    stand->path = seeded_copy(made.path, made.folder, name);
    stand->drafts = folder_new();
    stand->scenarios = source_path("data/scenarios");
    struct store *store = seeded_open(stand->path);
    stand->session = seeded_session(store, login);
    keymap_default(&stand->keymap);
    stand->options = (struct console_options){ .store = store,
                                               .session = &stand->session,
                                               .clock = clock_standing(SEEDED_NOW),
                                               .school = seeded_school(store, school),
                                               .keymap = &stand->keymap,
                                               .numbered = numbered_screens,
                                               .drills = &drills_screen,
                                               .real = &real_screen,
                                               .scenarios = stand->scenarios,
                                               .drafts = stand->drafts,
                                               .paper = { .width = 80, .lines = 60 } };
    stand_again(stand, screen);
}

void stand_looks(struct stand *stand, bool wide, bool ascii)
{
    stand->options.wide = wide;
    stand->options.ascii = ascii;
    stand_again(stand, stand_top(stand));
}

void stand_close(struct stand *stand)
{
    console_free(stand->console);
    session_done(&stand->session);
    store_close(stand->options.store);
    ck_verified(stand->path);
    buf_free(&stand->seen);
    mem_free(stand->path);
    mem_free(stand->scenarios);
    folder_drop(stand->drafts);
}

void stand_later(struct stand *stand, int64_t seconds)
{
    stand->options.clock.fixed += seconds;
    stand->options.store->clock.fixed += seconds;
    stand->console->options.clock.fixed += seconds;
    console_tick(stand->console);
}

/* --- Keys --- */

static void press(struct stand *stand, uint32_t key)
{
    console_event(stand->console, &(struct event){ .kind = EVENT_KEY, .key = key });
}

void stand_keys(struct stand *stand, const char *keys)
{
    while (*keys != '\0') {
        char word[256];
        size_t n = strcspn(keys, " "), length;
        ck_assert_uint_lt(n, sizeof word);
        memcpy(word, keys, n);
        word[n] = '\0';
        uint32_t key = key_named(word);
        if (key != 0)
            press(stand, key);
        for (size_t i = 0; key == 0 && i < n; i += length)
            press(stand, text_decode(word + i, n - i, &length));
        keys += n;
        keys += strspn(keys, " ");
    }
}

void stand_paste(struct stand *stand, const char *text)
{
    console_event(stand->console, &(struct event){ .kind = EVENT_PASTE, .paste = text, .paste_n = strlen(text) });
}

void stand_size(struct stand *stand, int rows, int columns)
{
    console_resize(stand->console, rows, columns);
    console_event(stand->console, &(struct event){ .kind = EVENT_SIZE });
}

void stand_act(struct stand *stand, const char *action)
{
    ck_assert_msg(action_named(action) != ACTION_NONE, "no action %s", action);
    stand->console->message[0] = '\0';
    console_act(stand->console, action_named(action));
    refresh_stale(stand->console, true);
}

/* --- Looking --- */

const char *stand_top(const struct stand *stand)
{
    return stand->console->top->ops->name;
}

const void *stand_state(const struct stand *stand)
{
    return stand->console->top->state;
}

int stand_depth(const struct stand *stand)
{
    int n = 0;
    for (const struct screen *screen = stand->console->top; screen != NULL; screen = screen->below)
        n++;
    return n;
}

int64_t stand_head(const struct stand *stand)
{
    struct store_head head;
    struct err err;
    if (store_head(stand->options.store, &head, &err) != 0)
        ck_abort_msg("%s", err.text);
    return head.seq;
}

const char *stand_text(struct stand *stand)
{
    buf_clear(&stand->seen);
    console_rest(stand->console); /* as the loop does when no key comes */
    canvas_text(console_paint(stand->console), &stand->seen);
    return buf_text(&stand->seen);
}

const char *stand_selected(struct stand *stand)
{
    const char *text = stand_text(stand);
    char *line = stand->seen.v;
    while (*line != '\0') {
        size_t n = strcspn(line, "\n");
        if (*line == '>') {
            line[n] = '\0';
            return line;
        }
        line += n + (line[n] == '\n');
    }
    return text + strlen(text);
}

void ck_top(struct stand *stand, const char *screen)
{
    if (strcmp(stand_top(stand), screen) != 0)
        ck_abort_msg("on top is %s, not %s: %s\n%s", stand_top(stand), screen, stand->console->message,
                     stand_text(stand));
}

void ck_seen(struct stand *stand, const char *part)
{
    if (strstr(stand_text(stand), part) == NULL)
        ck_abort_msg("not seen: %s\n%s", part, stand->seen.v);
}

void ck_unseen(struct stand *stand, const char *part)
{
    if (strstr(stand_text(stand), part) != NULL)
        ck_abort_msg("seen: %s\n%s", part, stand->seen.v);
}

void ck_selected(struct stand *stand, const char *part)
{
    const char *line = stand_selected(stand);
    if (strstr(line, part) == NULL)
        ck_abort_msg("selected is not \"%s\" but: %s\n%s", part, line, stand_text(stand));
}

void ck_said(const struct stand *stand, const char *part)
{
    if (strstr(stand->console->message, part) == NULL)
        ck_abort_msg("not said: %s, but: %s", part, stand->console->message);
}

void stand_find(struct stand *stand, const char *part)
{
    char before[1024] = "";
    stand_keys(stand, "Home");
    while (strstr(stand_selected(stand), part) == NULL) {
        if (strcmp(stand_selected(stand), before) == 0)
            ck_abort_msg("no row: %s\n%s", part, stand_text(stand));
        snprintf(before, sizeof before, "%s", stand_selected(stand));
        stand_keys(stand, "Down");
    }
}

/* Hashes are other ones after each change of the schema or the rules: they are looked at elsewhere. */
static void hide_hashes(char *text)
{
    for (char *at = text; *at != '\0';) {
        size_t n = strspn(at, "0123456789abcdef");
        if (n >= HASH_SEEN)
            memset(at, 'x', n);
        at += n > 0 ? n : 1;
    }
}

void ck_golden(struct stand *stand, const char *name)
{
    static const int sizes[][2] = { { 24, 80 }, { 10, 40 }, { 60, 200 } };
    char file[128];
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        stand_size(stand, sizes[i][0], sizes[i][1]);
        stand_text(stand);
        hide_hashes(stand->seen.v);
        snprintf(file, sizeof file, "screens/%s-%dx%d.txt", name, sizes[i][1], sizes[i][0]);
        const char *wrong = golden_compare(file, stand->seen.v, stand->seen.n);
        if (wrong != NULL)
            ck_abort_msg("%s", wrong); /* a whole screen of the largest size is more than Check takes */
    }
    stand_size(stand, 24, 80);
}
