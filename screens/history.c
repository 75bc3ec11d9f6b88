/* 沿革: what the journal says of one record, a line for each column that changed. */
#include "base/words.h"
#include "domain/journal_name.h"
#include "screens/screens.h"
#include "store/history.h"
#include "tui/pager.h"

#include <inttypes.h>
#include <string.h>

struct history {
    struct rows_screen base;
    char *table, *title;
    int64_t id;
    struct changes changes; /* the ids of the rows count them from 1 */
};

static const struct list_column columns[] = {
    { _("时间"), 19, 0, ALIGN_LEFT, 0, false },  { _("账号"), 10, 0, ALIGN_LEFT, 2, false },
    { _("操作"), 14, 0, ALIGN_LEFT, 3, false },  { _("栏"), 14, 0, ALIGN_LEFT, 0, false },
    { _("改动前"), 0, 1, ALIGN_LEFT, 1, false }, { _("改动后"), 0, 1, ALIGN_LEFT, 0, false },
};
enum { COLUMNS = COUNT(columns) };

static int history_open(struct screen *screen, const void *argument, struct err *err)
{
    struct history *history = screen->state;
    const struct history_argument *asked = argument;
    int rc = session_may(console_session(screen->console), RIGHT_HISTORY, err);
    if (rc != 0)
        return rc;
    history->table = mem_strdup(asked->table);
    history->title = mem_strdup(asked->title);
    history->id = asked->id;
    rows_init(screen, columns, COLUMNS, _("日志里没有这条记录的改动。"));
    return 0;
}

static void history_close(struct screen *screen)
{
    struct history *history = screen->state;
    rows_done(screen);
    LIST_FREE(&history->changes);
    mem_free(history->table);
    mem_free(history->title);
}

static int history_reload(struct screen *screen, struct err *err)
{
    struct history *history = screen->state;
    struct changes changes = { 0 };
    /* The account may have lost the right since the screen was opened. */
    if (session_may(console_session(screen->console), RIGHT_HISTORY, err) != 0 ||
        read_history(console_store(screen->console), history->table, history->id, &changes, err) != 0)
        return -1;
    LIST_FREE(&history->changes);
    history->changes = changes;
    list_memory_clear(&history->base.rows, COLUMNS);
    /* The latest first: it is what one looks for. */
    for (size_t i = changes.n; i-- > 0;) {
        const struct change *change = &changes.v[i];
        const char **cells;
        char at[TIME_TEXT];
        if (change->before == NULL && change->after == NULL)
            continue; /* a new record's empty column */
        enum style style = change->kind == CHANGE_REMOVE ? STYLE_LATE
                           : change->kind == CHANGE_ADD  ? STYLE_GOOD
                                                         : STYLE_TEXT;
        list_memory_add(&history->base.rows, (int64_t)i + 1, style, &cells);
        time_of(change->at, at);
        cells[0] = arena_strdup(&history->base.rows.arena, at);
        cells[1] = arena_strdup(&history->base.rows.arena, change->actor);
        cells[2] = journal_action_name(arena_strdup(&history->base.rows.arena, change->action));
        cells[3] = journal_column_name(history->table, arena_strdup(&history->base.rows.arena, change->column));
        cells[4] = change->before == NULL ? "-" : arena_strdup(&history->base.rows.arena, change->before);
        cells[5] = change->after == NULL ? "-" : arena_strdup(&history->base.rows.arena, change->after);
    }
    return list_load(&history->base.list, list_height(screen) - 1, err);
}

static void history_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct history *history = screen->state;
    canvas_printf(canvas, area, 0, 0, STYLE_TITLE, "%s（%s %" PRId64 "）", history->title,
                  journal_table_name(history->table), history->id);
    list_draw(&history->base.list, canvas, area_rows(area, 1, area.rows - 1));
}

/* All that the entry of the selected row changed in this record, in full. */
static void show_change(struct screen *screen, const struct change *selected)
{
    const struct history *history = screen->state;
    struct buf text = { 0 }, title = { 0 };
    char at[TIME_TEXT];
    time_of(selected->at, at);
    buf_printf(&title, _("%s 记录 %" PRId64), history->title, selected->seq);
    buf_printf(&text, "%s %s %s\n", at, selected->actor, journal_action_name(selected->action));
    for (size_t i = 0; i < history->changes.n; i++) {
        const struct change *change = &history->changes.v[i];
        if (change->seq == selected->seq && (change->before != NULL || change->after != NULL))
            buf_printf(&text, _("\n%s\n改动前：%s\n改动后：%s\n"), journal_column_name(history->table, change->column),
                       change->before == NULL ? "-" : change->before, change->after == NULL ? "-" : change->after);
    }
    const struct pager_argument argument = { title.v, buf_text(&text) };
    console_push(screen->console, &pager_screen, &argument, 0);
    buf_free(&text);
    buf_free(&title);
}

static enum outcome history_act(struct screen *screen, enum action action)
{
    const struct history *history = screen->state;
    if (action != ACTION_ENTER)
        return rows_act(screen, action);
    show_change(screen, &history->changes.v[list_selected(&history->base.list)->id - 1]);
    return STAY;
}

const struct screen_ops history_screen = {
    .name = "history",
    .title = _("沿革"),
    .contexts = IN_LIST,
    .size = sizeof(struct history),
    .open = history_open,
    .close = history_close,
    .reload = history_reload,
    .draw = history_draw,
    .act = history_act,
    .answer = rows_answer,
    .has_row = rows_has_row,
};
