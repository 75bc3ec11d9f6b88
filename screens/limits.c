/* 处置时限: within which time the school says an incident is handled, now and before. */
#include "domain/limit.h"

#include "base/words.h"
#include "domain/log.h"
#include "screens/screens.h"
#include "tui/pager.h"
#include "tui/pick.h"

#include <inttypes.h>
#include <string.h>

enum { TAG_FORM = 1 };

struct limits_state {
    struct rows_screen base;
    struct handling_limits limits;
};

static const struct list_column columns[] = {
    { _("步骤"), 10, 0, ALIGN_LEFT, 0, false }, { _("发现后分钟"), 10, 0, ALIGN_RIGHT, 0, false },
    { _("依据"), 0, 1, ALIGN_LEFT, 0, false },  { _("自"), 10, 0, ALIGN_LEFT, 1, false },
    { _("止"), 10, 0, ALIGN_LEFT, 2, false },   { _("登记人"), 10, 0, ALIGN_LEFT, 3, false },
};
enum { COLUMNS = COUNT(columns) };

static const struct handling_limit *chosen(const struct limits_state *state)
{
    const struct list_row *row = list_selected(&state->base.list);
    for (size_t i = 0; row != NULL && i < state->limits.n; i++)
        if (state->limits.v[i].id == row->id)
            return &state->limits.v[i];
    return NULL;
}

/* --- Setting and ending --- */

static int save_limit(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                      const char **field, struct err *err)
{
    const struct limit_fields fields = { .school = subject,
                                         .step = limit_steps[form_id(form, "step") - 1],
                                         .minutes = form_id(form, "minutes"),
                                         .source = form_text(form, "source"),
                                         .day = form_text(form, "day") };
    (void)field;
    int rc = limit_set(console_session(console), &fields, id, err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("从 %s 起，发现后 %" PRId64 " 分钟内应%s。"), fields.day, fields.minutes,
                    log_kind_name(fields.step));
    return rc;
}

/* The step of the row the cursor is on stands there at first. */
static void set_form(struct screen *screen)
{
    const struct handling_limit *limit = chosen(screen->state);
    struct pick_item items[3];
    int64_t first = 1;
    size_t n = 0;
    for (; limit_steps[n] != NULL && n < COUNT(items); n++) {
        items[n] = (struct pick_item){ (int64_t)n + 1, log_kind_name(limit_steps[n]), NULL };
        if (limit != NULL && strcmp(limit->step, limit_steps[n]) == 0)
            first = items[n].id;
    }
    const struct field_spec fields[] = {
        { .name = "step",
          .label = _("步骤"),
          .kind = FIELD_CHOICE,
          .needed = true,
          .items = items,
          .items_n = n,
          .id = first,
          .hint = _("日志里要有的一步；服务恢复只在服务中断过时计") },
        { .name = "minutes",
          .label = _("分钟"),
          .kind = FIELD_NUMBER,
          .needed = true,
          .hint = _("从发现事件算起，多少分钟内") },
        { .name = "source",
          .label = _("依据"),
          .kind = FIELD_TEXT,
          .needed = true,
          .limit = 200,
          .hint = _("定下这个时限的预案或决定，写明条款") },
        { .name = "day",
          .label = _("从哪天起"),
          .domain = _("日期"),
          .kind = FIELD_DAY,
          .needed = true,
          .text = console_today(screen->console),
          .hint = _("这一天及以后发现的事件都按它算") },
    };
    const struct form_argument argument = { .title = _("定处置时限"),
                                            .fields = fields,
                                            .n = COUNT(fields),
                                            .subject = console_school(screen->console)->id,
                                            .save = save_limit };
    record_form(screen, "limit-set", &argument, TAG_FORM);
}

static int save_end(struct console *console, const struct form *form, int64_t subject, int64_t *id, const char **field,
                    struct err *err)
{
    (void)field;
    *id = subject;
    int rc = limit_end(console_session(console), console_school(console)->id, subject, form_text(form, "day"), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("从 %s 起不再有这个时限。"), form_text(form, "day"));
    return rc;
}

static void end_form(struct screen *screen)
{
    const struct handling_limit *limit = chosen(screen->state);
    if (limit == NULL)
        return;
    const struct field_spec fields[] = {
        { .name = "step", .label = _("步骤"), .kind = FIELD_SHOWN, .text = log_kind_name(limit->step) },
        { .name = "source", .label = _("依据"), .kind = FIELD_SHOWN, .text = limit->source },
        { .name = "day",
          .label = _("从哪天起"),
          .domain = _("日期"),
          .kind = FIELD_DAY,
          .needed = true,
          .text = console_today(screen->console),
          .hint = _("这一天及以后发现的事件不再按它算；登记错的写它开始的那天") },
    };
    const struct form_argument argument = {
        .title = _("停用处置时限"), .fields = fields, .n = COUNT(fields), .subject = limit->id, .save = save_end
    };
    record_form(screen, "limit-end", &argument, TAG_FORM);
}

/* --- The screen --- */

static int limits_open(struct screen *screen, const void *argument, struct err *err)
{
    (void)argument;
    (void)err;
    rows_init(screen, columns, COLUMNS, _("学校还没有定处置时限，“是否及时组织处置”由人认定。按 a 定一个。"));
    return 0;
}

static void limits_close(struct screen *screen)
{
    struct limits_state *state = screen->state;
    rows_done(screen);
    LIST_FREE(&state->limits);
}

static void fill(struct limits_state *state)
{
    struct arena *arena = &state->base.rows.arena;
    list_memory_clear(&state->base.rows, COLUMNS);
    for (size_t i = 0; i < state->limits.n; i++) {
        const struct handling_limit *limit = &state->limits.v[i];
        const char **cells;
        list_memory_add(&state->base.rows, limit->id, limit->ended == NULL ? STYLE_TEXT : STYLE_DIM, &cells);
        cells[0] = log_kind_name(arena_strdup(arena, limit->step));
        cells[1] = arena_printf(arena, "%" PRId64, limit->minutes);
        cells[2] = limit->source;
        cells[3] = limit->day;
        cells[4] = limit->ended;
        cells[5] = limit->by;
    }
}

static int limits_reload(struct screen *screen, struct err *err)
{
    struct limits_state *state = screen->state;
    struct console *console = screen->console;
    struct handling_limits limits = { 0 };
    if (read_handling_limits(console_store(console), console_school(console)->id, &limits, err) != 0) {
        LIST_FREE(&limits);
        return -1;
    }
    struct handling_limits before = state->limits; /* what is shown points into it */
    state->limits = limits;
    fill(state);
    int rc = list_load(&state->base.list, list_height(screen), err);
    LIST_FREE(&before);
    return rc;
}

static void limits_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct limits_state *state = screen->state;
    list_draw(&state->base.list, canvas, area);
}

static void show(struct screen *screen)
{
    const struct handling_limit *limit = chosen(screen->state);
    struct buf text = { 0 };
    if (limit == NULL)
        return;
    buf_printf(&text, _("发现后 %" PRId64 " 分钟内\n依据：%s\n自 %s 起发现的事件"), limit->minutes, limit->source,
               limit->day);
    if (limit->ended != NULL)
        buf_printf(&text, _("，%s 停用"), limit->ended);
    buf_printf(&text, _("\n登记人：%s\n"), limit->by);
    const struct pager_argument argument = { log_kind_name(limit->step), text.v };
    console_push(screen->console, &pager_screen, &argument, 0);
    buf_free(&text);
}

static void show_history(struct screen *screen)
{
    const struct handling_limit *limit = chosen(screen->state);
    if (limit == NULL)
        return;
    const struct history_argument argument = { "handling_limit", log_kind_name(limit->step), limit->id };
    console_push(screen->console, &history_screen, &argument, 0);
}

static enum outcome limits_act(struct screen *screen, enum action action)
{
    switch (action) {
    case ACTION_ENTER:
        show(screen);
        return STAY;
    case ACTION_LIMIT_SET:
        set_form(screen);
        return STAY;
    case ACTION_LIMIT_END:
        end_form(screen);
        return STAY;
    case ACTION_HISTORY:
        show_history(screen);
        return STAY;
    default:
        return rows_act(screen, action);
    }
}

static enum outcome limits_answer(struct screen *screen, const struct answer *answer)
{
    struct limits_state *state = screen->state;
    if (answer->tag != TAG_FORM)
        return rows_answer(screen, answer);
    struct err err;
    if (answer->given && limits_reload(screen, &err) == 0)
        list_select(&state->base.list, answer->id, &err);
    return RELOAD;
}

static int limits_may(const struct screen *screen, enum action action, struct err *err)
{
    const struct handling_limit *limit = action == ACTION_LIMIT_END ? chosen(screen->state) : NULL;
    if (limit == NULL || limit->ended == NULL)
        return 0;
    return err_set(err, _("这个时限在 %s 已经停用。"), limit->ended);
}

const struct screen_ops limits_screen = {
    .name = "limits",
    .title = _("处置时限"),
    .contexts = IN_LIST | IN_LIMITS,
    .size = sizeof(struct limits_state),
    .open = limits_open,
    .close = limits_close,
    .reload = limits_reload,
    .draw = limits_draw,
    .act = limits_act,
    .answer = limits_answer,
    .may = limits_may,
    .has_row = rows_has_row,
};
