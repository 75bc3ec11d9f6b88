/* The stack, the actions that belong to no screen, and time passing. How it is painted: frame.c. */
#include "tui/console_in.h"

#include "base/words.h"
#include "text/when.h"
#include "tui/pick.h"
#include "tui/preview.h"

#include <stdio.h>
#include <string.h>

/* Tags of what the console itself asks. */
enum { TAG_PALETTE = -1, TAG_AS_OF = -2, TAG_QUIT = -3, TAG_NONE = -4 };

static void act_on(struct console *console, struct screen *screen, enum action action);

/* --- What screens ask of the console --- */

struct store *console_store(const struct console *console)
{
    return console->options.store;
}

const struct session *console_session(const struct console *console)
{
    return console->options.session;
}

const struct school *console_school(const struct console *console)
{
    return &console->schools.v[console->school];
}

const struct console_options *console_options(const struct console *console)
{
    return &console->options;
}

int64_t console_now(const struct console *console)
{
    return clock_now(&console->options.clock);
}

const char *console_day(const struct console *console)
{
    return console->as_of[0] != '\0' ? console->as_of : console->today;
}

const char *console_today(const struct console *console)
{
    return console->today;
}

const struct canvas *console_canvas(const struct console *console)
{
    return &console->canvas;
}

void console_say(struct console *console, enum style style, const char *format, ...)
{
    struct err text;
    va_list args;
    va_start(args, format);
    err_setv(&text, format, args);
    va_end(args);
    snprintf(console->message, sizeof console->message, "%s", text.text);
    console->message_style = style;
    console->dirty = true;
}

void console_fail(struct console *console, const struct err *err)
{
    console_say(console, STYLE_ERROR, "%s", err->text);
}

void console_changed(struct console *console)
{
    console->dirty = true;
}

void everything_is_stale(struct console *console)
{
    for (struct screen *screen = console->top; screen != NULL; screen = screen->below) {
        screen->stale = true;
        screen->failed = false;
    }
    console->dirty = true;
}

void console_set_day(struct console *console, const char *day)
{
    if (day == NULL || strcmp(day, console->today) == 0)
        console->as_of[0] = '\0';
    else
        snprintf(console->as_of, sizeof console->as_of, "%s", day);
    everything_is_stale(console);
}

void console_set_school(struct console *console, int64_t school)
{
    for (size_t i = 0; i < console->schools.n; i++)
        if (console->schools.v[i].id == school)
            console->school = i;
    everything_is_stale(console);
}

/* --- The stack --- */

bool is_numbered(const struct console *console, const struct screen *screen)
{
    for (int i = 0; i < NUMBERED; i++)
        if (console->options.numbered[i] == screen->ops)
            return true;
    return false;
}

static void screen_free(struct console *console, struct screen *screen)
{
    if (screen == console->live_screen) /* it said the last itself */
        console->live_screen = NULL;
    if (screen->ops->tick != NULL)
        screen->ops->tick(screen, true);
    if (screen->ops->close != NULL)
        screen->ops->close(screen);
    mem_free(screen->state);
    mem_free(screen);
}

static int rest(struct screen *screen, struct err *err)
{
    screen->moved = false;
    return screen->ops->rest == NULL ? 0 : screen->ops->rest(screen, err);
}

/* Reads what a screen shows, all of one state of the store. */
static int reload(struct console *console, struct screen *screen, struct err *err)
{
    int64_t commits = store_commits(console->options.store);
    int rc = 0;
    console->dirty = true;
    if (screen->ops->reload != NULL && (rc = store_view(console->options.store, err)) == 0) {
        rc = screen->ops->reload(screen, err);
        if (rc == 0)
            rc = rest(screen, err);
        store_view_end(console->options.store);
    }
    screen->stale = screen->failed = rc != 0;
    if (rc != 0)
        return -1;
    screen->read = true;
    screen->commits = commits;
    return 0;
}

/* What stands beside the selected row, if it may be of another. */
static void rest_on(struct console *console, struct screen *screen)
{
    struct store *store = console->options.store;
    struct err err;
    if (!screen->moved || !screen->read || screen->stale)
        return;
    console->dirty = true;
    int rc = store_view(store, &err);
    if (rc == 0) {
        rc = rest(screen, &err);
        store_view_end(store);
    }
    if (rc != 0)
        console_fail(console, &err);
}

void console_rest(struct console *console)
{
    console->moved = false;
    for (struct screen *screen = console->top; screen != NULL; screen = screen->below) {
        rest_on(console, screen);
        if (!screen->ops->over)
            break;
    }
}

static int push(struct console *console, const struct screen_ops *ops, const void *argument, int tag)
{
    struct err err;
    struct screen *screen = mem_alloc(sizeof *screen);
    screen->ops = ops;
    screen->console = console;
    screen->state = mem_alloc(ops->size > 0 ? ops->size : 1);
    screen->tag = tag;
    screen->stale = true;
    screen->below = console->top;
    int rc = ops->open == NULL ? 0 : ops->open(screen, argument, &err);
    if (rc != 0) { /* it gave back what it had taken */
        mem_free(screen->state);
        mem_free(screen);
        console_fail(console, &err);
        return -1;
    }
    console->top = screen;
    return 0;
}

int console_push(struct console *console, const struct screen_ops *ops, const void *argument, int tag)
{
    struct err err;
    if (push(console, ops, argument, tag) != 0)
        return -1;
    if (reload(console, console->top, &err) != 0)
        console_fail(console, &err);
    return 0;
}

void console_answer(struct console *console, int64_t id, const char *text)
{
    mem_free(console->answer_text);
    console->answer_text = text == NULL ? NULL : mem_strdup(text);
    console->answer_id = id;
    console->answered = true;
}

static void settle(struct console *console, struct screen *screen, enum outcome outcome);
static void go_at_last(struct console *console);

static void set_as_of(struct console *console, const char *text)
{
    struct err err;
    char day[DAY_TEXT];
    if (when_parse_day(text, console_now(console), day, &err) != 0)
        console_fail(console, &err);
    else if (strcmp(day, console->today) > 0)
        console_say(console, STYLE_ERROR, _("只能看到今天为止的情况，%s 还没有到。"), day);
    else
        console_set_day(console, day);
}

static void own_answer(struct console *console, const struct answer *answer)
{
    if (!answer->given || answer->live)
        return;
    if (answer->tag == TAG_PALETTE && answer->id > 0 && answer->id < ACTION_COUNT && console->top != NULL)
        act_on(console, console->top, (enum action)answer->id);
    if (answer->tag == TAG_AS_OF)
        set_as_of(console, answer->text);
    if (answer->tag == TAG_QUIT && answer->id == 1)
        console_stop(console);
}

static void tell(struct console *console, const struct answer *answer)
{
    struct screen *top = console->top;
    if (answer->tag < 0)
        own_answer(console, answer);
    else if (top != NULL && top->ops->answer != NULL) {
        top->moved = true;
        console->acting++;
        enum outcome outcome = top->ops->answer(top, answer);
        console->acting--;
        settle(console, top, outcome);
    }
}

/* Takes the top screen off and tells the one below what came of it. */
static void leave(struct console *console)
{
    struct screen *screen = console->top;
    struct answer answer = { .tag = screen->tag, .given = console->answered, .id = console->answer_id };
    char *text = console->answer_text;
    console->answer_text = NULL;
    console->answered = false;
    answer.text = text;
    console->top = screen->below;
    screen_free(console, screen);
    if (answer.given && answer.tag >= 0)
        everything_is_stale(console);
    if (console->top == NULL)
        console->ended = true;
    else
        tell(console, &answer);
    mem_free(text);
    console->dirty = true;
}

static void tell_live(struct console *console, struct screen *screen, const char *text)
{
    const struct answer answer = { .tag = screen->tag, .given = true, .live = true, .text = text };
    struct screen *below = screen->below;
    console->dirty = true;
    if (answer.tag < 0 || below == NULL || below->ops->answer == NULL)
        return;
    if (below->ops->answer(below, &answer) == RELOAD)
        below->stale = true;
    below->moved = console->moved = true;
}

void console_live(struct console *console, struct screen *screen, const char *text)
{
    mem_free(console->live_text);
    console->live_text = console->hurried ? mem_strdup(text) : NULL;
    console->live_screen = console->hurried ? screen : NULL;
    if (!console->hurried)
        tell_live(console, screen, text);
    console->dirty = true;
}

void console_hurry(struct console *console, bool hurried)
{
    console->hurried = hurried;
}

void console_calm(struct console *console)
{
    struct screen *screen = console->live_screen;
    char *text = console->live_text;
    console->hurried = false;
    console->live_text = NULL;
    console->live_screen = NULL;
    if (screen != NULL && screen == console->top) {
        tell_live(console, screen, text);
        refresh_stale(console, true);
    }
    mem_free(text);
}

static void settle(struct console *console, struct screen *screen, enum outcome outcome)
{
    console->dirty = true;
    if (outcome == RELOAD)
        everything_is_stale(console);
    if (outcome == LEAVE && screen == console->top)
        leave(console);
    if (console->acting == 0)
        go_at_last(console);
}

/* --- Going to a numbered screen --- */

static void go(struct console *console, const struct screen_ops *ops)
{
    while (console->top != NULL && !is_numbered(console, console->top)) {
        struct screen *screen = console->top;
        console->top = screen->below;
        screen_free(console, screen);
    }
    struct screen **at = &console->top;
    while (*at != NULL && (*at)->ops != ops)
        at = &(*at)->below;
    if (*at == NULL) {
        if (console->paints_first)
            push(console, ops, NULL, TAG_NONE);
        else
            console_push(console, ops, NULL, TAG_NONE);
        return;
    }
    struct screen *screen = *at;
    *at = screen->below;
    screen->below = console->top;
    console->top = screen;
    /* What others write, and another day, the tick sees. */
    if (console->wanted_table[0] != '\0' || ops->looks_beyond ||
        screen->commits != store_commits(console->options.store))
        screen->stale = true;
    console->dirty = true;
}

/* Screens ask for another from inside their functions, and may be closed by it: it is gone to when they have returned.
 */
static void go_at_last(struct console *console)
{
    const struct screen_ops *ops = console->going;
    console->going = NULL;
    if (ops != NULL)
        go(console, ops);
}

void console_want(struct console *console, const char *table, int64_t id)
{
    snprintf(console->wanted_table, sizeof console->wanted_table, "%s", table == NULL ? "" : table);
    console->wanted_id = id;
}

void console_go(struct console *console, const char *name, const char *table, int64_t id)
{
    console_want(console, table, id);
    for (int i = 0; i < NUMBERED; i++)
        if (console->options.numbered[i] != NULL && strcmp(console->options.numbered[i]->name, name) == 0)
            console->going = console->options.numbered[i];
    if (console->acting == 0)
        go_at_last(console);
}

bool console_wants(const struct console *console)
{
    return console->wanted_table[0] != '\0' && console->wanted_id != 0;
}

int64_t console_wanted(struct console *console, const char *table)
{
    if (strcmp(console->wanted_table, table) != 0)
        return 0;
    console->wanted_table[0] = '\0';
    return console->wanted_id;
}

/* --- Actions --- */

unsigned screen_contexts(const struct screen *screen)
{
    return screen->ops->contexts | (screen->ops->takes_text || screen->ops->over ? 0 : (unsigned)IN_ANYWHERE);
}

static int may(const struct screen *screen, enum action action, struct err *err)
{
    const struct console *console = screen->console;
    const struct action_spec *spec = &action_specs[action];
    /* An officer has some rights in the own body alone: the domain says so when it comes to a record. */
    if (!session_may_somewhere(console->options.session, spec->right))
        return session_may(console->options.session, spec->right, err);
    if ((spec->needs & NEED_OUTSIDE) != 0 && console->options.restricted)
        return err_set(err, _("受限方式下不能%s。"), spec->label);
    if ((spec->needs & NEED_ROW) != 0 && screen->ops->has_row != NULL && !screen->ops->has_row(screen))
        return err_set(err, _("没有选中的行，不能%s。"), spec->label);
    return screen->ops->may == NULL ? 0 : screen->ops->may(screen, action, err);
}

int console_may(const struct console *console, enum action action, struct err *err)
{
    const struct screen *screen = console->top;
    /* The palette and the help speak of the screen below them. */
    if (screen != NULL && (screen->ops == &palette_screen || screen->ops == &help_screen))
        screen = screen->below;
    return screen == NULL ? -1 : may(screen, action, err);
}

static void step_day(struct console *console, int days)
{
    char day[DAY_TEXT];
    if (day_shift(console_day(console), days, day) != 0 || strcmp(day, console->today) > 0)
        console_say(console, STYLE_TEXT, "%s", _("已经是今天。"));
    else
        console_set_day(console, day);
}

static void print_seen(struct console *console, const struct screen *screen)
{
    struct paper_wish wish = { 0 };
    if (screen->ops->paper != NULL)
        screen->ops->paper(screen, &wish);
    console_push(console, &preview_screen, &wish, TAG_NONE);
}

static void back(struct console *console)
{
    static const struct confirm_argument question = { _("退出 zeren 吗？") };
    if (console->top->below == NULL && is_numbered(console, console->top))
        console_push(console, &confirm_screen, &question, TAG_QUIT);
    else
        leave(console);
}

/* On top, without a second one below. */
static void push_once(struct console *console, const struct screen_ops *ops)
{
    const struct screen *at = console->top;
    while (at != NULL && at->ops != ops && !is_numbered(console, at))
        at = at->below;
    if (at == NULL || at->ops != ops) {
        console_push(console, ops, NULL, TAG_NONE);
        return;
    }
    while (console->top != at)
        leave(console);
}

/* A screen about one record goes on showing that one: then it is said what has changed. */
static void next_school(struct console *console, const struct screen *screen)
{
    console_set_school(console, console->schools.v[(console->school + 1) % console->schools.n].id);
    const struct school *own = screen_school(screen), *chosen = console_school(console);
    if (own != chosen)
        console_say(console, STYLE_TEXT, _("已换到%s。这一屏的记录是%s的，没有变。"), chosen->name, own->name);
}

static bool go_action(struct console *console, enum action action)
{
    static const enum action actions[NUMBERED] = { ACTION_GO_1, ACTION_GO_2, ACTION_GO_3, ACTION_GO_4, ACTION_GO_5,
                                                   ACTION_GO_6, ACTION_GO_7, ACTION_GO_8, ACTION_GO_9, ACTION_GO_0 };
    for (int i = 0; i < NUMBERED; i++)
        if (actions[i] == action && console->options.numbered[i] != NULL) {
            go(console, console->options.numbered[i]);
            return true;
        }
    return false;
}

/* Actions no screen has taken. */
static void own_act(struct console *console, struct screen *screen, enum action action)
{
    static const struct prompt_argument as_of = { _("看哪一天的情况（如 昨天、-7、2026-09-01；今天 回到现在）"), NULL,
                                                  40, false };
    switch (action) {
    case ACTION_HELP:
        console_push(console, &help_screen, NULL, TAG_PALETTE);
        break;
    case ACTION_PALETTE:
        console_push(console, &palette_screen, NULL, TAG_PALETTE);
        break;
    case ACTION_BACK:
        back(console);
        break;
    case ACTION_CLOSE:
    case ACTION_NO:
        leave(console);
        break;
    case ACTION_PRINT:
        print_seen(console, screen);
        break;
    case ACTION_SCHOOL:
        next_school(console, screen);
        break;
    case ACTION_AS_OF:
        console_push(console, &prompt_screen, &as_of, TAG_AS_OF);
        break;
    case ACTION_DAY_BEFORE:
        step_day(console, -1);
        break;
    case ACTION_DAY_AFTER:
        step_day(console, 1);
        break;
    case ACTION_REFRESH:
        everything_is_stale(console);
        console->wants_repaint = true;
        break;
    case ACTION_DRILLS:
        if (console->options.drills != NULL)
            push_once(console, console->options.drills);
        break;
    case ACTION_INCIDENT_REAL:
        if (console->options.real != NULL)
            console_push(console, console->options.real, NULL, TAG_NONE);
        break;
    case ACTION_SUSPEND:
        console->wants_pause = true;
        break;
    case ACTION_QUIT:
        console_stop(console);
        break;
    default:
        if (!go_action(console, action))
            console_say(console, STYLE_TEXT, _("这一屏没有“%s”。"), action_specs[action].label);
    }
}

static void act_on(struct console *console, struct screen *screen, enum action action)
{
    struct err err;
    if (!action_moves(action))
        rest_on(console, screen);
    if (may(screen, action, &err) != 0) {
        console_fail(console, &err);
        return;
    }
    screen->moved = true;
    console->acting++;
    enum outcome outcome = screen->ops->act == NULL ? NOT_MINE : screen->ops->act(screen, action);
    console->acting--;
    if (outcome == NOT_MINE)
        own_act(console, screen, action);
    else
        settle(console, screen, outcome);
}

void console_act(struct console *console, enum action action)
{
    if (console->top != NULL)
        act_on(console, console->top, action);
}

/* --- Events --- */

static void on_key(struct console *console, uint32_t key)
{
    struct screen *top = console->top;
    bool types = top->ops->takes_text && key_types(key);
    enum action action = types ? ACTION_NONE : keymap_find(console->options.keymap, screen_contexts(top), key);
    console->message[0] = '\0';
    console->dirty = true;
    console->moved = action_moves(action);
    if (action != ACTION_NONE) {
        act_on(console, top, action);
        return;
    }
    console->acting++;
    enum outcome outcome = top->ops->key == NULL ? NOT_MINE : top->ops->key(top, key);
    console->acting--;
    if (outcome != NOT_MINE) {
        settle(console, top, outcome);
        return;
    }
    char name[KEY_NAME];
    key_name(key, name);
    console_say(console, STYLE_DIM, _("这里没有按键 %s。按 ? 看全部按键。"), name);
}

bool console_moved(const struct console *console)
{
    return console->moved;
}

void console_event(struct console *console, const struct event *event)
{
    if (console->top == NULL || console->ended)
        return;
    if (!console->top->read) /* the key came before the painting */
        refresh_stale(console, true);
    console->moved = false;
    switch (event->kind) {
    case EVENT_KEY:
        on_key(console, event->key);
        break;
    case EVENT_PASTE:
        console->dirty = true;
        if (console->top->ops->paste != NULL)
            console->top->ops->paste(console->top, event->paste, event->paste_n);
        else
            console_say(console, STYLE_DIM, "%s", _("这里不能粘贴。"));
        break;
    case EVENT_STOP:
        console_stop(console);
        break;
    case EVENT_PAUSE:
        console->wants_pause = !console->options.restricted;
        break;
    case EVENT_NONE:
    case EVENT_SIZE: /* run.c asks the terminal and calls console_resize */
        break;
    }
    drilling_refresh(console);
    if (!console_unread(console))
        refresh_stale(console, true);
    if (!console->moved)
        console_rest(console);
}

bool console_unread(const struct console *console)
{
    return console->paints_first && console->top != NULL && !console->top->read && !console->top->failed;
}

void console_paints_first(struct console *console)
{
    console->paints_first = true;
}

void refresh_stale(struct console *console, bool again)
{
    struct err err;
    for (struct screen *screen = console->top; screen != NULL; screen = screen->below) {
        if (screen->stale && (again || !screen->failed) && reload(console, screen, &err) != 0)
            console_fail(console, &err);
        if (!screen->ops->over)
            break;
    }
}

bool console_tick(struct console *console)
{
    char today[DAY_TEXT];
    struct err err;
    if (console->top == NULL)
        return false;
    int64_t now = console_now(console), version = store_version(console->options.store);
    day_of(now, today);
    if (strcmp(today, console->today) != 0 || version != console->version) {
        snprintf(console->today, sizeof console->today, "%s", today);
        console->version = version;
        if (session_refresh(console->options.session, &err) != 0)
            console_fail(console, &err);
        everything_is_stale(console);
    }
    drilling_tick(console, now);
    bool again = now / 60 != console->minute;
    if (again) {
        console->minute = now / 60;
        console->dirty = true;
    }
    for (struct screen *screen = console->top; screen != NULL; screen = screen->below) {
        if (screen->ops->tick != NULL)
            screen->ops->tick(screen, false);
        if (!screen->ops->over)
            break;
    }
    refresh_stale(console, again);
    return console->dirty;
}

/* --- Life --- */

struct console *console_new(const struct console_options *options, struct err *err)
{
    struct console *console = mem_alloc(sizeof *console);
    console->options = *options;
    console->canvas.wide = options->wide;
    console->canvas.ascii = options->ascii;
    console_resize(console, options->rows > 0 ? options->rows : 24, options->columns > 0 ? options->columns : 80);
    day_of(clock_now(&options->clock), console->today);
    console->minute = clock_now(&options->clock) / 60;
    console->version = store_version(options->store);
    int rc = read_schools(options->store, &console->schools, err);
    if (rc != 0 || console->schools.n == 0) {
        if (rc == 0)
            err_set(err, "%s", _("库里没有学校。请用 zeren init 重新建库。"));
        console_free(console);
        return NULL;
    }
    console_set_school(console, options->school);
    drilling_refresh(console);
    for (int i = 0; i < NUMBERED && console->top == NULL; i++)
        if (options->numbered[i] != NULL)
            push(console, options->numbered[i], NULL, TAG_NONE);
    return console;
}

void console_free(struct console *console)
{
    if (console == NULL)
        return;
    while (console->top != NULL) {
        struct screen *screen = console->top;
        console->top = screen->below;
        screen_free(console, screen);
    }
    LIST_FREE(&console->schools);
    drilling_free(&console->drilling);
    canvas_free(&console->canvas);
    mem_free(console->answer_text);
    mem_free(console->live_text);
    mem_free(console);
}

void console_resize(struct console *console, int rows, int columns)
{
    console->dirty = true;
    if (rows == console->canvas.rows && columns == console->canvas.columns)
        return;
    canvas_resize(&console->canvas, rows, columns);
    /* What is seen at once may be more than was read. */
    everything_is_stale(console);
}

bool console_ended(const struct console *console)
{
    return console->ended;
}

void console_stop(struct console *console)
{
    for (struct screen *screen = console->top; screen != NULL; screen = screen->below)
        if (screen->ops->tick != NULL)
            screen->ops->tick(screen, true);
    console->ended = true;
}

bool console_take_pause(struct console *console)
{
    bool pause = console->wants_pause;
    console->wants_pause = false;
    return pause;
}

bool console_take_repaint(struct console *console)
{
    bool repaint = console->wants_repaint;
    console->wants_repaint = false;
    return repaint;
}

void console_set_progress(struct console *console, bool (*poll)(void *context, const struct canvas *canvas),
                          void *context)
{
    console->poll = poll;
    console->poll_context = context;
}

bool console_progress(struct console *console, const char *label, int64_t done, int64_t all)
{
    int percent = all > 0 ? (int)(100 * done / all) : 0;
    console_say(console, STYLE_TEXT, _("%s %d%%，Esc 中止"), label, percent);
    return console->poll != NULL && console->poll(console->poll_context, console_paint(console));
}
