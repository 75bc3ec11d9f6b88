/* The stage. Nothing here is a test. */
#include "stage.h"

#include "base/mem.h"
#include "lib/run.h"
#include "text/clean.h"
#include "tui/console_in.h"

#include <stdio.h>
#include <string.h>

/* The tests run in the order of the suites, each suite's store alone. */
static struct {
    char *folder, *path;
} made;

/* --- The bottom screen --- */

static enum outcome ground_act(struct screen *screen, enum action action)
{
    struct ground *ground = screen->state;
    ground->acted = action;
    return action == ACTION_BODY_ADD || action == ACTION_ENTER || action_moves(action) ? STAY : NOT_MINE;
}

static enum outcome ground_answer(struct screen *screen, const struct answer *answer)
{
    struct ground *ground = screen->state;
    ground->answers += !answer->live;
    ground->lives += answer->live;
    ground->tag = answer->tag;
    ground->given = answer->given;
    ground->id = answer->id;
    snprintf(ground->text, sizeof ground->text, "%s", answer->text == NULL ? "" : answer->text);
    return STAY;
}

static int ground_may(const struct screen *screen, enum action action, struct err *err)
{
    const struct ground *ground = screen->state;
    return ground->refuses && action == ACTION_BODY_ADD ? err_set(err, "样例：现在不能增设机构。") : 0;
}

static int ground_reload(struct screen *screen, struct err *err)
{
    struct ground *ground = screen->state;
    ground->reloads++;
    return ground->broken ? err_set(err, "样例：底屏读不出来。") : 0;
}

static int ground_rest(struct screen *screen, struct err *err)
{
    struct ground *ground = screen->state;
    (void)err;
    ground->rests++;
    return 0;
}

static bool ground_has_row(const struct screen *screen)
{
    (void)screen;
    return true;
}

static void ground_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    (void)screen;
    for (int row = 0; row < area.rows; row++)
        canvas_printf(canvas, area, row, 0, STYLE_TEXT, "底屏第 %d 行", row + 1);
}

static const struct screen_ops ground_screen = {
    .name = "ground",
    .title = "底屏",
    .contexts = IN_LIST | IN_ORG,
    .size = sizeof(struct ground),
    .reload = ground_reload,
    .rest = ground_rest,
    .draw = ground_draw,
    .act = ground_act,
    .answer = ground_answer,
    .may = ground_may,
    .has_row = ground_has_row,
};

/* --- Making --- */

void stage_make_store(void)
{
    made.folder = folder_new();
    made.path = seeded_make(made.folder, "stage.db", false);
}

void stage_drop_store(void)
{
    folder_drop(made.folder);
    mem_free(made.path);
}

const char *stage_folder(void)
{
    return made.folder;
}

void stage_open(struct stage *stage, const char *drafts)
{
    static const struct screen_ops *const numbered[NUMBERED] = { &ground_screen };
    struct err err;
    memset(stage, 0, sizeof *stage);
    struct store *store = seeded_open(made.path);
    stage->session = seeded_session(store, "root");
    keymap_default(&stage->keymap);
    stage->options = (struct console_options){ .store = store,
                                               .session = &stage->session,
                                               .clock = clock_standing(SEEDED_NOW),
                                               .school = seeded_school(store, "cangzhou"),
                                               .keymap = &stage->keymap,
                                               .numbered = numbered,
                                               .drafts = drafts };
    stage->console = console_new(&stage->options, &err);
    if (stage->console == NULL)
        ck_abort_msg("%s", err.text);
    stage->ground = stage->console->top->state;
    console_tick(stage->console); /* reads the first screen, as the loop does after its first painting */
}

void stage_close(struct stage *stage)
{
    console_free(stage->console);
    session_done(&stage->session);
    store_close(stage->options.store);
    buf_free(&stage->seen);
}

/* --- Keys --- */

void stage_key(struct stage *stage, uint32_t key)
{
    console_event(stage->console, &(struct event){ .kind = EVENT_KEY, .key = key });
}

void stage_paste(struct stage *stage, const char *text, size_t n)
{
    console_event(stage->console, &(struct event){ .kind = EVENT_PASTE, .paste = text, .paste_n = n });
}

void stage_keys(struct stage *stage, const char *keys)
{
    while (*keys != '\0') {
        char word[64];
        size_t n = strcspn(keys, " "), length;
        ck_assert_uint_lt(n, sizeof word);
        memcpy(word, keys, n);
        word[n] = '\0';
        uint32_t key = key_named(word);
        if (key != 0)
            stage_key(stage, key);
        for (size_t i = 0; key == 0 && i < n; i += length)
            stage_key(stage, text_decode(word + i, n - i, &length));
        keys += n;
        keys += strspn(keys, " ");
    }
}

void stage_write(struct stage *stage, const char *sql)
{
    struct store *other = seeded_open(store_path(stage->options.store));
    seeded_write(other, "account", sql);
    store_close(other);
}

/* --- Looking --- */

const char *stage_top(const struct stage *stage)
{
    return stage->console->top->ops->name;
}

const void *stage_state(const struct stage *stage)
{
    return stage->console->top->state;
}

const char *stage_text(struct stage *stage)
{
    buf_clear(&stage->seen);
    canvas_text(console_paint(stage->console), &stage->seen);
    return buf_text(&stage->seen);
}

void ck_seen(struct stage *stage, const char *part)
{
    if (strstr(stage_text(stage), part) == NULL)
        ck_abort_msg("not seen: %s\n%s", part, stage->seen.v);
}

void ck_unseen(struct stage *stage, const char *part)
{
    if (strstr(stage_text(stage), part) != NULL)
        ck_abort_msg("seen: %s\n%s", part, stage->seen.v);
}

/* The rows between the line on top and the message. */
static void add_area(struct stage *stage, struct buf *out)
{
    const char *line = stage_text(stage);
    for (int row = 0; row < stage->console->canvas.rows - 2; row++) {
        const char *end = strchr(line, '\n') + 1;
        if (row > 0)
            buf_add(out, line, (size_t)(end - line));
        line = end;
    }
}

void ck_golden(struct stage *stage, const char *name)
{
    static const struct {
        int rows, columns;
        bool wide, ascii;
        const char *name;
    } sizes[] = {
        { 24, 80, false, false, "80x24" }, { 10, 40, false, false, "40x10" }, { 60, 200, false, false, "200x60" },
        { 24, 80, true, true, "wide" },    { 24, 80, false, true, "ascii" },
    };
    struct buf all = { 0 };
    char file[128];
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        stage->console->canvas.wide = sizes[i].wide;
        stage->console->canvas.ascii = sizes[i].ascii;
        console_resize(stage->console, sizes[i].rows, sizes[i].columns);
        console_event(stage->console, &(struct event){ .kind = EVENT_SIZE });
        const struct canvas *canvas = console_paint(stage->console);
        buf_printf(&all, "== %s, cursor %d %d\n", sizes[i].name, canvas->cursor_row, canvas->cursor_column);
        add_area(stage, &all);
    }
    stage->console->canvas.wide = stage->console->canvas.ascii = false;
    console_resize(stage->console, 24, 80);
    snprintf(file, sizeof file, "tui-%s.txt", name);
    const char *wrong = golden_compare(file, all.v, all.n);
    buf_free(&all);
    if (wrong != NULL)
        ck_abort_msg("%s", wrong);
}
