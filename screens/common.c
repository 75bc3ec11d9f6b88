/* What screens share. */
#include "base/words.h"
#include "domain/journal_name.h"
#include "screens/screens.h"
#include "store/history.h"
#include "text/width.h"
#include "tui/pick.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void ask_filter(struct screen *screen, const char *now)
{
    const struct prompt_argument argument = { .title = _("查找"), .text = now, .limit = 60, .live = true };
    console_push(screen->console, &prompt_screen, &argument, TAG_FILTER);
}

enum outcome filter_answer(struct screen *screen, struct list *list, const struct answer *answer)
{
    struct err err;
    if (answer->tag == TAG_FILTER && list_set_filter(list, answer->given ? answer->text : "", &err) != 0)
        console_fail(screen->console, &err);
    return STAY;
}

void unfilter_wanted(struct screen *screen, struct list *list)
{
    struct err err;
    if (list->filter != NULL && console_wants(screen->console) && list_set_filter(list, "", &err) != 0)
        console_fail(screen->console, &err);
}

/* --- Screens of rows, and of a tree --- */

void rows_init(struct screen *screen, const struct list_column *columns, size_t n, const char *empty)
{
    struct rows_screen *state = screen->state;
    list_init(&state->list, columns, n, &list_memory_source, &state->rows);
    state->list.empty = empty;
}

void rows_done(struct screen *screen)
{
    struct rows_screen *state = screen->state;
    list_done(&state->list);
    list_memory_done(&state->rows);
}

enum outcome rows_act(struct screen *screen, enum action action)
{
    struct rows_screen *state = screen->state;
    if (action != ACTION_SEARCH)
        return list_act(&state->list, screen->console, action);
    ask_filter(screen, state->list.filter);
    return STAY;
}

enum outcome rows_answer(struct screen *screen, const struct answer *answer)
{
    struct rows_screen *state = screen->state;
    return filter_answer(screen, &state->list, answer);
}

bool rows_has_row(const struct screen *screen)
{
    const struct rows_screen *state = screen->state;
    return list_selected(&state->list) != NULL;
}

void filter_tree(struct screen *screen, struct tree *tree, const struct answer *answer)
{
    struct err err;
    if (tree_set_filter(tree, answer->given ? answer->text : "", &err) != 0)
        console_fail(screen->console, &err);
}

void find_in_tree(struct screen *screen, struct tree *tree, bool backwards)
{
    struct err err;
    if (tree->filter == NULL)
        console_say(screen->console, STYLE_TEXT, "%s", _("还没有查找过。按 / 查找。"));
    else if (!tree_find(tree, tree->filter, backwards, &err))
        console_fail(screen->console, &err);
}

void unfilter_wanted_tree(struct screen *screen, struct tree *tree)
{
    struct err err;
    if (tree->filter != NULL && console_wants(screen->console) && tree_set_filter(tree, "", &err) != 0)
        console_fail(screen->console, &err);
}

/* --- Details --- */

enum { BESIDE_COLUMNS = 100, BELOW_ROWS = 14 };

struct area details_area(struct canvas *canvas, struct area area, bool wanted, struct area *rest)
{
    if (wanted && area.columns >= BESIDE_COLUMNS) {
        int left = area.columns * 11 / 20;
        *rest = area_columns(area, 0, left);
        canvas_down(canvas, area, left, STYLE_DIM);
        return area_columns(area, left + 2, area.columns - left - 2);
    }
    if (wanted && area.rows >= BELOW_ROWS) {
        int above = area.rows * 3 / 5;
        *rest = area_rows(area, 0, above);
        canvas_across(canvas, area, above, STYLE_DIM);
        return area_rows(area, above + 1, area.rows - above - 1);
    }
    *rest = area;
    return area_rows(area, 0, 0);
}

void draw_details(struct canvas *canvas, struct area area, const char *title, const char *text)
{
    int row = 0;
    if (area.rows == 0 || area.columns < 2)
        return;
    if (title != NULL && *title != '\0')
        canvas_put(canvas, area, row++, 0, STYLE_STRONG, title);
    while (text != NULL && *text != '\0' && row < area.rows) {
        size_t n = strcspn(text, "\n");
        bool heading = *text == '\t';
        struct text_lines lines = { 0 };
        text_wrap(text + heading, n - heading, (size_t)area.columns, canvas->wide, &lines);
        for (size_t i = 0; i < lines.n; i++)
            canvas_putn(canvas, area, row++, 0, heading ? STYLE_TITLE : STYLE_TEXT, text + heading + lines.v[i].start,
                        lines.v[i].n);
        VEC_FREE(&lines);
        text += n + (text[n] == '\n');
    }
}

enum { RECENT = 5 };

int tell_recent(struct screen *screen, const char *table, int64_t id, struct buf *out, struct err *err)
{
    struct console *console = screen->console;
    struct touch touches[RECENT];
    struct err no_right;
    size_t n;
    if (session_may(console_session(console), RIGHT_HISTORY, &no_right) != 0)
        return 0;
    if (read_touches(console_store(console), table, id, RECENT, touches, &n, err) != 0)
        return -1;
    buf_adds(out, _("\t最近的改动\n"));
    for (size_t i = 0; i < n; i++) {
        char at[TIME_TEXT];
        time_of(touches[i].at, at);
        at[16] = '\0';
        buf_printf(out, "%s %s %s\n", at, touches[i].actor, journal_action_name(touches[i].action));
    }
    return 0;
}

int list_height(const struct screen *screen)
{
    /* The line on top, the titles, the message and the hints are no rows of it. */
    int rows = console_canvas(screen->console)->rows - 4;
    return rows > 1 ? rows : 1;
}

int screen_may(const struct err *why, struct err *err)
{
    if (why == NULL || why->text[0] == '\0')
        return 0;
    *err = *why;
    return -1;
}

void record_form(struct screen *screen, const char *name, const struct form_argument *form, int tag)
{
    struct form_argument keyed = *form;
    char key[64];
    snprintf(key, sizeof key, "%s-%" PRId64, name, form->subject);
    keyed.key = key;
    console_push(screen->console, &form_screen, &keyed, tag);
}
