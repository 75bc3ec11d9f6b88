/* Asking for one line of text, for one of many things, for yes or no. It knows nothing of what is asked about. */
#include "tui/pick.h"

#include "base/words.h"
#include "text/width.h"
#include "tui/console.h"
#include "tui/menu.h"

#include <stdio.h>
#include <string.h>

enum { PROMPT_LIMIT = 200, PROMPT_ENTRY_LEAST = 16, BOX_COLUMNS_LEAST = 36, BOX_COLUMNS_MOST = 100, BOX_SIDES = 4 };
enum { CONFIRM_COLUMNS_MOST = 64 };

/* A part of that size in the middle, as far as there is room. */
static struct area middle(struct area area, int rows, int columns)
{
    rows = rows < area.rows ? rows : area.rows;
    columns = columns < area.columns ? columns : area.columns;
    return area_columns(area_rows(area, (area.rows - rows) / 2, rows), (area.columns - columns) / 2, columns);
}

/* --- One line of text --- */

struct prompt {
    struct entry entry;
    char *title;
    bool live;
};

static int prompt_open(struct screen *screen, const void *argument, struct err *err)
{
    const struct prompt_argument *given = argument;
    struct prompt *prompt = screen->state;
    (void)err;
    prompt->title = mem_strdup(given->title);
    prompt->live = given->live;
    entry_init(&prompt->entry, false, given->limit > 0 ? given->limit : PROMPT_LIMIT);
    /* 200 is only there to be one. */
    prompt->entry.counted = given->limit > 0 && given->limit != PROMPT_LIMIT;
    entry_set(&prompt->entry, given->text);
    return 0;
}

static void prompt_close(struct screen *screen)
{
    struct prompt *prompt = screen->state;
    entry_done(&prompt->entry);
    mem_free(prompt->title);
}

static enum outcome prompt_did(struct screen *screen, enum entry_did did)
{
    struct prompt *prompt = screen->state;
    if (did == ENTRY_CHANGED && prompt->live)
        console_live(screen->console, screen, entry_text(&prompt->entry));
    return did == ENTRY_NOTHING ? NOT_MINE : STAY;
}

static enum outcome prompt_act(struct screen *screen, enum action action)
{
    struct prompt *prompt = screen->state;
    if (action == ACTION_ENTER) {
        console_answer(screen->console, 0, entry_text(&prompt->entry));
        return LEAVE;
    }
    if (action == ACTION_CLOSE)
        return LEAVE;
    enum entry_did did = entry_act(&prompt->entry, action);
    if (action == ACTION_UP || action == ACTION_DOWN || action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN)
        return STAY;
    return prompt_did(screen, did);
}

static enum outcome prompt_key(struct screen *screen, uint32_t key)
{
    struct prompt *prompt = screen->state;
    return prompt_did(screen, entry_key(&prompt->entry, screen->console, key));
}

static void prompt_paste(struct screen *screen, const char *text, size_t n)
{
    struct prompt *prompt = screen->state;
    prompt_did(screen, entry_paste(&prompt->entry, screen->console, text, n));
}

static bool always(const struct screen *screen)
{
    (void)screen;
    return true;
}

/* The last row of the screen below; a title that would leave no room to type in has a row of its own above. */
static void prompt_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    struct prompt *prompt = screen->state;
    int title = (int)text_cells(prompt->title, strlen(prompt->title), canvas->wide) + 2;
    bool apart = title > area.columns - PROMPT_ENTRY_LEAST && area.rows > 1;
    struct area line = area_rows(area, area.rows - 1, 1);
    canvas_fill(canvas, apart ? area_rows(area, area.rows - 2, 2) : line, STYLE_TEXT);
    int column = canvas_put(canvas, apart ? area_rows(area, area.rows - 2, 1) : area_columns(line, 0, title - 1), 0, 0,
                            STYLE_TITLE, prompt->title);
    column = apart ? 0 : column + 1;
    entry_draw(&prompt->entry, canvas, area_columns(line, column, line.columns - column), true);
}

const struct screen_ops prompt_screen = {
    .name = "prompt",
    .title = _("输入"),
    .contexts = IN_PICKER,
    .size = sizeof(struct prompt),
    .over = true,
    .takes_text = true,
    .open = prompt_open,
    .close = prompt_close,
    .draw = prompt_draw,
    .act = prompt_act,
    .key = prompt_key,
    .paste = prompt_paste,
    .has_row = always,
};

/* --- One of many things --- */

struct pick {
    struct menu menu;
    char *title;
};

static int pick_open(struct screen *screen, const void *argument, struct err *err)
{
    const struct pick_argument *given = argument;
    struct pick *pick = screen->state;
    (void)err;
    pick->title = mem_strdup(given->title);
    menu_init(&pick->menu, true);
    for (size_t i = 0; i < given->n; i++) {
        const struct pick_item *item = &given->items[i];
        menu_add(&pick->menu, &(struct menu_row){ .id = item->id, .text = item->text, .detail = item->detail });
    }
    if (given->none != NULL)
        menu_add(&pick->menu, &(struct menu_row){ .text = given->none });
    menu_fill(&pick->menu, given->selected, console_canvas(screen->console)->wide);
    if (given->typed != NULL)
        menu_type(&pick->menu, given->typed);
    return 0;
}

static void pick_close(struct screen *screen)
{
    struct pick *pick = screen->state;
    menu_done(&pick->menu);
    mem_free(pick->title);
}

static enum outcome pick_act(struct screen *screen, enum action action)
{
    struct pick *pick = screen->state;
    const struct menu_row *row = menu_selected(&pick->menu);
    if (action == ACTION_CLOSE)
        return LEAVE;
    if (action != ACTION_ENTER)
        return menu_act(&pick->menu, action);
    if (row == NULL)
        return STAY;
    console_answer(screen->console, row->id, row->text);
    return LEAVE;
}

static enum outcome pick_key(struct screen *screen, uint32_t key)
{
    struct pick *pick = screen->state;
    return menu_key(&pick->menu, screen->console, key);
}

static void pick_paste(struct screen *screen, const char *text, size_t n)
{
    struct pick *pick = screen->state;
    menu_paste(&pick->menu, screen->console, text, n);
}

static bool pick_has_row(const struct screen *screen)
{
    const struct pick *pick = screen->state;
    return menu_selected(&pick->menu) != NULL;
}

/* The box has the size all rows need, whatever is typed, so that it stands still. */
static void draw_boxed(struct menu *menu, const char *title, struct canvas *canvas, struct area area)
{
    char count[64];
    int columns = menu_columns(menu) + BOX_SIDES, rows = menu_rows(menu) + 2;
    columns = columns < BOX_COLUMNS_LEAST ? BOX_COLUMNS_LEAST : columns;
    columns = columns > BOX_COLUMNS_MOST ? BOX_COLUMNS_MOST : columns;
    /* A list that fills all would hide over what it is asked. */
    int most = area.rows > 16 ? area.rows - 4 : area.rows;
    struct area box = middle(area, rows < 5 ? 5 : rows > most ? most : rows, columns);
    struct area inside = canvas_box(canvas, box, title);
    snprintf(count, sizeof count, " %zu/%zu ", menu->hits_n, menu->rows.n);
    canvas_right(canvas, area_columns(area_rows(box, box.rows - 1, 1), 2, box.columns - 4), 0, STYLE_DIM, count);
    menu_draw(menu, canvas, inside);
}

static void pick_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    struct pick *pick = screen->state;
    draw_boxed(&pick->menu, pick->title, canvas, area);
}

const struct screen_ops pick_screen = {
    .name = "pick",
    .title = _("选择"),
    .contexts = IN_PICKER,
    .size = sizeof(struct pick),
    .over = true,
    .takes_text = true,
    .open = pick_open,
    .close = pick_close,
    .draw = pick_draw,
    .act = pick_act,
    .key = pick_key,
    .paste = pick_paste,
    .has_row = pick_has_row,
};

/* --- Yes or no --- */

struct confirm {
    char *question;
};

static int confirm_open(struct screen *screen, const void *argument, struct err *err)
{
    const struct confirm_argument *given = argument;
    struct confirm *confirm = screen->state;
    (void)err;
    confirm->question = mem_strdup(given->question);
    return 0;
}

static void confirm_close(struct screen *screen)
{
    struct confirm *confirm = screen->state;
    mem_free(confirm->question);
}

static enum outcome confirm_act(struct screen *screen, enum action action)
{
    if (action == ACTION_YES)
        console_answer(screen->console, 1, NULL);
    return action == ACTION_YES || action == ACTION_NO || action == ACTION_CLOSE ? LEAVE : NOT_MINE;
}

static int put_choice(const struct screen *screen, struct canvas *canvas, struct area line, int column,
                      enum action action)
{
    char keys[KEYS_TEXT];
    keymap_show(console_options(screen->console)->keymap, action, keys);
    column = canvas_put(canvas, line, 0, column, STYLE_KEY, keys);
    return canvas_put(canvas, line, 0, column + 1, STYLE_TEXT, action_specs[action].label) + 4;
}

static void confirm_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct confirm *confirm = screen->state;
    int room = area.columns < CONFIRM_COLUMNS_MOST ? area.columns : CONFIRM_COLUMNS_MOST;
    struct text_lines lines = { 0 };
    text_wrap(confirm->question, strlen(confirm->question), (size_t)(room - BOX_SIDES), canvas->wide, &lines);
    struct area inside = canvas_box(canvas, middle(area, (int)lines.n + 4, room), _("确认"));
    for (int i = 0; i < (int)lines.n && i < inside.rows - 1; i++)
        canvas_putn(canvas, inside, i, 0, STYLE_TEXT, confirm->question + lines.v[i].start, lines.v[i].n);
    struct area line = area_rows(inside, inside.rows - 1, 1);
    put_choice(screen, canvas, line, put_choice(screen, canvas, line, 0, ACTION_YES), ACTION_NO);
    VEC_FREE(&lines);
}

const struct screen_ops confirm_screen = {
    .name = "confirm",
    .title = _("确认"),
    .contexts = IN_CONFIRM,
    .size = sizeof(struct confirm),
    .over = true,
    .open = confirm_open,
    .close = confirm_close,
    .draw = confirm_draw,
    .act = confirm_act,
};
