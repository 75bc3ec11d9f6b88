/* Painting the console: the line on top, the screens, the message, the hints. */
#include "tui/console_in.h"

#include "base/words.h"
#include "text/width.h"

#include <stdio.h>
#include <string.h>

enum { ROWS_LEAST = 10, COLUMNS_LEAST = 40, MESSAGE_ROWS = 3 };

static int cells(const struct canvas *canvas, const char *text)
{
    return (int)text_cells(text, strlen(text), canvas->wide);
}

/* Lists that may lie above a record which they have nothing to do with. */
static bool lists(const struct console *console, const struct screen *screen)
{
    return is_numbered(console, screen) || screen->ops == console->options.drills ||
           screen->ops == console->options.real;
}

const struct school *screen_school(const struct screen *screen)
{
    const struct console *console = screen->console;
    for (const struct screen *at = screen; at != NULL && !lists(console, at); at = at->below) {
        int64_t id = at->ops->school == NULL ? 0 : at->ops->school(at);
        for (size_t i = 0; id != 0 && i < console->schools.n; i++)
            if (console->schools.v[i].id == id)
                return &console->schools.v[i];
    }
    return console_school(console);
}

/* The screen whose title is on top: the nearest that is not drawn over another. */
static const struct screen *whole(const struct console *console)
{
    const struct screen *screen = console->top;
    while (screen->ops->over && screen->below != NULL)
        screen = screen->below;
    return screen;
}

/* 【演练】 and its name: before all else, whatever there is no room for. Answers the column behind it. */
static int draw_drill(struct canvas *canvas, struct area line, int room, int title, const char *name)
{
    int end = canvas_put(canvas, line, 0, 0, STYLE_DRILL, _("【演练】"));
    int left = room - end - 1 - title - 2;
    canvas_put(canvas, area_columns(line, end, left), 0, 0, STYLE_DRILL, name);
    return end + (cells(canvas, name) < left ? cells(canvas, name) : left);
}

static void draw_head(struct console *console)
{
    struct canvas *canvas = &console->canvas;
    struct area line = area_rows(canvas_area(canvas), 0, 1);
    const struct session *session = console->options.session;
    char clock[TIME_TEXT], who[128], day[64];
    time_of(console_now(console), clock);
    clock[16] = '\0';
    snprintf(who, sizeof who, "%s %s ", session->login, role_name(session->role));
    const struct drill *drill = console_drill(console);
    enum style bar = drill != NULL ? STYLE_DRILL : STYLE_BAR;
    canvas_fill(canvas, line, bar);
    canvas_right(canvas, line, 0, bar, clock + 11);
    int room = line.columns - 6;
    snprintf(day, sizeof day, _(" 截至 %s "), console->as_of);
    const struct screen *shown = whole(console);
    const char *title = shown->ops->title, *school = screen_school(shown)->name;
    int as_of = console->as_of[0] != '\0' ? cells(canvas, day) : 0;
    int start = drill == NULL ? 1 : 1 + draw_drill(canvas, line, room - as_of, cells(canvas, title), drill->name);
    int left = start + cells(canvas, title) + 2;
    /* What does not fit goes: who it is first, then the school. */
    if (left + as_of + cells(canvas, school) + 1 + cells(canvas, who) <= room) {
        struct area right = area_columns(line, 0, room);
        canvas_right(canvas, right, 0, bar, who);
        room -= cells(canvas, who);
    }
    struct area rest = area_columns(line, 0, room - as_of - 1);
    int end = canvas_put(canvas, rest, 0, start, bar, title);
    if (drill == NULL || end + 2 + cells(canvas, school) <= rest.columns)
        end = canvas_put(canvas, rest, 0, end + 2, bar, school);
    if (as_of > 0)
        canvas_put(canvas, line, 0, end + 1, STYLE_WARNING, day);
}

/* --- Hints --- */

/* How near to the screen an action is: its own first, then those of its widget, then the general ones. */
enum nearness { OWN, WIDGET, GENERAL, NEARNESSES };

static enum nearness nearness(enum action action, unsigned contexts)
{
    if ((action_specs[action].contexts & IN_ANYWHERE) != 0)
        return GENERAL;
    return (action_specs[action].contexts & contexts) >= IN_FORM ? OWN : WIDGET;
}

static bool is_movement(enum action action)
{
    return action_moves(action) || action == ACTION_NEXT || action == ACTION_PREVIOUS;
}

static int hint(const struct console *console, struct canvas *canvas, struct area line, int column, enum action action)
{
    char key[KEY_NAME];
    const uint32_t *keys = console->options.keymap->keys[action];
    while (*keys != 0 && console->top->ops->takes_text && key_types(*keys)) /* that one types */
        keys++;
    if (*keys == 0)
        return column;
    key_name(*keys, key);
    int need = cells(canvas, key) + 1 + cells(canvas, action_specs[action].label);
    if (column + need > line.columns)
        return column;
    column = canvas_put(canvas, line, 0, column, STYLE_KEY, key);
    return canvas_put(canvas, line, 0, column + 1, STYLE_TEXT, action_specs[action].label) + 2;
}

static void draw_hints(struct console *console)
{
    struct canvas *canvas = &console->canvas;
    struct area line = area_rows(canvas_area(canvas), canvas->rows - 1, 1);
    const struct screen *screen = console->top;
    unsigned contexts = screen_contexts(screen);
    struct err err;
    int column = 0;
    /* The way to all the others is always there. */
    struct area room = line;
    if ((action_specs[ACTION_HELP].contexts & contexts) != 0)
        room = area_columns(line, 0, line.columns - 8);
    for (enum nearness near = OWN; near < NEARNESSES; near++)
        for (enum action action = 1; action < ACTION_COUNT; action++)
            if ((action_specs[action].contexts & contexts) != 0 && nearness(action, contexts) == near &&
                !is_movement(action) && action != ACTION_HELP && !(action >= ACTION_GO_1 && action <= ACTION_GO_0) &&
                console_may(console, action, &err) == 0)
                column = hint(console, canvas, room, column, action);
    if ((action_specs[ACTION_HELP].contexts & contexts) != 0)
        hint(console, canvas, line, line.columns - 7, ACTION_HELP);
}

/* A sentence longer than the line takes up to three, over the screen. */
static void draw_message(struct console *console)
{
    struct canvas *canvas = &console->canvas;
    struct text_lines lines = { 0 };
    text_wrap(console->message, strlen(console->message), (size_t)canvas->columns, canvas->wide, &lines);
    int n = lines.n < MESSAGE_ROWS ? (int)lines.n : MESSAGE_ROWS;
    struct area area = area_rows(canvas_area(canvas), canvas->rows - 1 - n, n);
    canvas_fill(canvas, area, STYLE_TEXT);
    for (int i = 0; i < n; i++)
        canvas_putn(canvas, area, i, 0, console->message_style, console->message + lines.v[i].start, lines.v[i].n);
    VEC_FREE(&lines);
}

static void draw_from(const struct screen *screen, struct canvas *canvas, struct area area)
{
    if (screen->ops->over && screen->below != NULL)
        draw_from(screen->below, canvas, area);
    canvas->cursor_row = -1; /* only the top screen shows it */
    if (!screen->read)
        canvas_put(canvas, area, 0, 0, STYLE_DIM, screen->failed ? _("没能读取。") : _("正在读取……"));
    else if (screen->ops->draw != NULL)
        screen->ops->draw(screen, canvas, area);
}

const struct canvas *console_paint(struct console *console)
{
    struct canvas *canvas = &console->canvas;
    canvas_clear(canvas);
    console->dirty = false;
    if (console->top == NULL)
        return canvas;
    if (canvas->rows < ROWS_LEAST || canvas->columns < COLUMNS_LEAST) {
        canvas_printf(canvas, canvas_area(canvas), 0, 0, STYLE_TEXT, _("窗口太小，至少要 %d 列 %d 行。"), COLUMNS_LEAST,
                      ROWS_LEAST);
        return canvas;
    }
    draw_head(console);
    draw_from(console->top, canvas, area_rows(canvas_area(canvas), 1, canvas->rows - 3));
    if (console->message[0] != '\0')
        draw_message(console);
    draw_hints(console);
    return canvas;
}
