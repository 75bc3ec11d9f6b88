/* The action table shown to a person: the palette, where an action is found by its words and run, and the help, all
 * keys by where they hold. Both speak of the screen below; what may run there is the console's to say. */
#include "tui/console_in.h"
#include "tui/menu.h"
#include "tui/pick.h"

#include "base/words.h"

#include <stdio.h>
#include <string.h>

enum { BOX_COLUMNS_MOST = 100 };

struct palette {
    struct menu menu;
};

/* The keys that do this action on the screen below: another's may be more special there. */
static void keys_there(const struct screen *screen, unsigned contexts, enum action action, char out[KEYS_TEXT])
{
    const struct keymap *map = console_options(screen->console)->keymap;
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; map->keys[action][i] != 0; i++) {
        char name[KEY_NAME];
        uint32_t key = map->keys[action][i];
        if (keymap_find(map, contexts, key) != action || (screen->below->ops->takes_text && key_types(key)))
            continue;
        key_name(key, name);
        int more = snprintf(out + n, KEYS_TEXT - n, "%s%s", n > 0 ? " " : "", name);
        if (more < 0 || (size_t)more >= KEYS_TEXT - n)
            break;
        n += (size_t)more;
    }
}

/* Keys of the menu itself, and what is open already. */
static bool is_told(enum action action)
{
    return action != ACTION_PALETTE && action != ACTION_HELP;
}

static int palette_open(struct screen *screen, const void *argument, struct err *err)
{
    struct palette *palette = screen->state;
    (void)argument;
    if (screen->below == NULL)
        return err_set(err, "%s", _("这里没有可用的命令。"));
    menu_init(&palette->menu, true);
    return 0;
}

static int help_open(struct screen *screen, const void *argument, struct err *err)
{
    struct palette *palette = screen->state;
    (void)argument;
    if (screen->below == NULL)
        return err_set(err, "%s", _("这里没有可用的按键。"));
    menu_init(&palette->menu, false);
    return 0;
}

static void palette_close(struct screen *screen)
{
    struct palette *palette = screen->state;
    menu_done(&palette->menu);
}

static void add_action(struct screen *screen, unsigned contexts, enum action action, bool needs_keys)
{
    struct palette *palette = screen->state;
    const struct action_spec *spec = &action_specs[action];
    char keys[KEYS_TEXT];
    struct err why;
    keys_there(screen, contexts, action, keys);
    if (needs_keys && keys[0] == '\0')
        return;
    bool may = console_may(screen->console, action, &why) == 0;
    struct buf also = { 0 };
    buf_printf(&also, "%s %s", spec->name, spec->help);
    menu_add(&palette->menu, &(struct menu_row){
                                 .id = action,
                                 .text = spec->label,
                                 .keys = keys,
                                 .detail = may ? spec->help : why.text,
                                 .also = also.v,
                                 .greyed = !may,
                             });
    buf_free(&also);
}

static int64_t selected(const struct menu *menu)
{
    const struct menu_row *row = menu_selected(menu);
    return row == NULL ? 0 : row->id;
}

static int palette_reload(struct screen *screen, struct err *err)
{
    struct palette *palette = screen->state;
    unsigned contexts = screen_contexts(screen->below);
    int64_t at = selected(&palette->menu);
    (void)err;
    menu_clear(&palette->menu);
    for (enum action action = 1; action < ACTION_COUNT; action++)
        if ((action_specs[action].contexts & contexts) != 0 && is_told(action))
            add_action(screen, contexts, action, false);
    menu_fill(&palette->menu, at, console_canvas(screen->console)->wide);
    return 0;
}

/* Where text is typed: the keys that no action has. */
static void add_entry_keys(struct screen *screen)
{
    struct palette *palette = screen->state;
    if (!screen->below->ops->takes_text)
        return;
    menu_add(&palette->menu, &(struct menu_row){ .heading = true, .text = _("输入文字") });
    for (const struct entry_help *help = entry_helps; help->keys != NULL; help++)
        menu_add(&palette->menu,
                 &(struct menu_row){ .id = -1, .text = _("输入"), .keys = help->keys, .detail = help->help });
}

/* The most special context first: what this screen alone has, then lists, then everywhere. An action known in several
 * stands under the first. */
static int help_reload(struct screen *screen, struct err *err)
{
    struct palette *palette = screen->state;
    unsigned contexts = screen_contexts(screen->below), told = 0;
    int64_t at = selected(&palette->menu);
    (void)err;
    menu_clear(&palette->menu);
    for (int bit = CONTEXT_BITS - 1; bit >= 0; bit--) {
        unsigned context = 1u << bit;
        size_t before = palette->menu.rows.n;
        if ((contexts & context) == 0)
            continue;
        menu_add(&palette->menu, &(struct menu_row){ .heading = true, .text = context_name(context) });
        for (enum action action = 1; action < ACTION_COUNT; action++)
            if ((action_specs[action].contexts & context) != 0 && (action_specs[action].contexts & told) == 0)
                add_action(screen, contexts, action, true);
        if (palette->menu.rows.n == before + 1)
            palette->menu.rows.n = before;
        told |= context;
    }
    add_entry_keys(screen);
    menu_fill(&palette->menu, at, console_canvas(screen->console)->wide);
    return 0;
}

static enum outcome palette_act(struct screen *screen, enum action action)
{
    struct palette *palette = screen->state;
    const struct menu_row *row = menu_selected(&palette->menu);
    struct err why;
    if (action == ACTION_CLOSE || action == ACTION_BACK || (action == ACTION_HELP && !palette->menu.typed_in))
        return LEAVE;
    if (!palette->menu.typed_in && (action == ACTION_SEARCH || action == ACTION_PALETTE)) {
        /* Where an action is looked for by typing: the palette of the screen the help speaks of. */
        console_answer(screen->console, ACTION_PALETTE, NULL);
        return LEAVE;
    }
    if (action != ACTION_ENTER)
        return menu_act(&palette->menu, action);
    if (row == NULL || row->id < 0)
        return STAY;
    if (console_may(screen->console, (enum action)row->id, &why) != 0) {
        console_fail(screen->console, &why);
        return STAY;
    }
    console_answer(screen->console, row->id, row->text);
    return LEAVE;
}

static enum outcome palette_key(struct screen *screen, uint32_t key)
{
    struct palette *palette = screen->state;
    return menu_key(&palette->menu, screen->console, key);
}

static void palette_paste(struct screen *screen, const char *text, size_t n)
{
    struct palette *palette = screen->state;
    menu_paste(&palette->menu, screen->console, text, n);
}

static bool palette_has_row(const struct screen *screen)
{
    const struct palette *palette = screen->state;
    return menu_selected(&palette->menu) != NULL;
}

/* From the top on, as high as there is room, so that what is found stands near what is typed. */
static void palette_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    struct palette *palette = screen->state;
    int columns = area.columns < BOX_COLUMNS_MOST ? area.columns : BOX_COLUMNS_MOST;
    struct area box = area_columns(area_rows(area, 0, area.rows > 16 ? area.rows - 4 : area.rows),
                                   (area.columns - columns) / 2, columns);
    menu_draw(&palette->menu, canvas, canvas_box(canvas, box, _("命令")));
}

static void help_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    struct palette *palette = screen->state;
    menu_draw(&palette->menu, canvas, area);
}

const struct screen_ops palette_screen = {
    .name = "palette",
    .title = _("命令"),
    .contexts = IN_PICKER,
    .size = sizeof(struct palette),
    .over = true,
    .takes_text = true,
    .open = palette_open,
    .close = palette_close,
    .reload = palette_reload,
    .draw = palette_draw,
    .act = palette_act,
    .key = palette_key,
    .paste = palette_paste,
    .has_row = palette_has_row,
};

const struct screen_ops help_screen = {
    .name = "help",
    .title = _("按键"),
    .contexts = IN_LIST,
    .size = sizeof(struct palette),
    .open = help_open,
    .close = palette_close,
    .reload = help_reload,
    .draw = help_draw,
    .act = palette_act,
    .has_row = palette_has_row,
};
