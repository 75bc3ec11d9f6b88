/* 演练: the school's drills, the last first; starting, joining, leaving. */
#include "domain/drill.h"

#include "base/words.h"
#include "screens/screens.h"
#include "text/when.h"
#include "tui/pick.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TAG_START = 1, TAG_LEAVE };

struct drills_state {
    struct drills drills;
    struct list_memory rows;
    struct list list;
};

static const struct list_column columns[] = {
    { _("编号"), 4, 0, ALIGN_RIGHT, 0, false },     { _("名称"), 0, 2, ALIGN_LEFT, 0, false },
    { _("情景"), 0, 1, ALIGN_LEFT, 3, false },      { _("状态"), 6, 0, ALIGN_LEFT, 0, false },
    { _("开始"), 16, 0, ALIGN_LEFT, 1, false },     { _("组织者"), 10, 0, ALIGN_LEFT, 2, false },
    { _("人数"), 4, 0, ALIGN_RIGHT, 4, false },     { _("注入"), 7, 0, ALIGN_RIGHT, 5, false },
    { _("待办发现"), 8, 0, ALIGN_RIGHT, 6, false },
};
enum { COLUMNS = COUNT(columns) };

static void add_row(struct drills_state *state, const struct drill *drill, bool in)
{
    const char **cells;
    char started[TIME_TEXT];
    struct arena *arena = &state->rows.arena;
    enum style style = in ? STYLE_DRILL : drill->ended == 0 ? STYLE_WARNING : STYLE_TEXT;
    list_memory_add(&state->rows, drill->id, style, &cells);
    time_of(drill->started, started);
    started[16] = '\0';
    cells[0] = arena_printf(arena, "%" PRId64, drill->id);
    cells[1] = drill->name;
    cells[2] = drill->scenario;
    cells[3] = in ? _("参加中") : drill->ended == 0 ? _("进行中") : _("已结束");
    cells[4] = arena_strdup(arena, started);
    cells[5] = drill->leader;
    cells[6] = arena_printf(arena, "%" PRId64, drill->members);
    cells[7] = arena_printf(arena, "%" PRId64 "/%" PRId64, drill->released, drill->injects);
    cells[8] = drill->open_findings == 0 ? NULL : arena_printf(arena, "%" PRId64, drill->open_findings);
}

static int drills_open(struct screen *screen, const void *argument, struct err *err)
{
    struct drills_state *state = screen->state;
    (void)argument;
    (void)err;
    list_init(&state->list, columns, COLUMNS, &list_memory_source, &state->rows);
    state->list.empty = _("这所学校还没有演练。按 n 开始一次。");
    return 0;
}

static void drills_close(struct screen *screen)
{
    struct drills_state *state = screen->state;
    list_done(&state->list);
    list_memory_done(&state->rows);
    LIST_FREE(&state->drills);
}

static int drills_reload(struct screen *screen, struct err *err)
{
    struct drills_state *state = screen->state;
    struct console *console = screen->console;
    struct drills drills = { 0 }, own = { 0 };
    if (read_drills(console_store(console), console_school(console)->id, &drills, err) != 0)
        return -1;
    struct drills before = state->drills; /* what is shown points into it */
    int rc = drill_of(console_session(console), &own, err);
    state->drills = drills;
    list_memory_clear(&state->rows, COLUMNS);
    for (size_t i = 0; i < drills.n; i++)
        add_row(state, &drills.v[i], own.n > 0 && own.v[0].id == drills.v[i].id);
    if (rc == 0)
        rc = list_load(&state->list, list_height(screen), err);
    LIST_FREE(&before);
    LIST_FREE(&own);
    return rc;
}

static void drills_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct drills_state *state = screen->state;
    list_draw(&state->list, canvas, area);
}

/* --- Starting --- */

static void show_scenario_faults(struct console *console, const struct faults *faults)
{
    if (faults->n > 0)
        console_say(console, STYLE_WARNING, _("%s:%zu：%s 这份情景没有列出。共 %zu 处差错。"), faults->v[0].file,
                    faults->v[0].line, faults->v[0].text, faults->all);
}

static int save_start(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                      const char **field, struct err *err)
{
    (void)subject;
    struct scenario_files files = { 0 };
    struct faults faults = { 0 };
    struct drill_fields fields = { .school = console_school(console)->id, .name = form_text(form, "name") };
    int64_t chosen = form_id(form, "scenario");
    const char *folder = console_options(console)->scenarios, *wanted = form_text(form, "scenario");
    (void)field;
    *id = 0;
    int rc = 0;
    /* Read again: the folder may be another by now, so the name decides. */
    if (chosen != 0 && folder != NULL) {
        scenarios_read(folder, &files, &faults);
        for (size_t i = 0; i < files.n; i++)
            if (strcmp(files.v[i].scenario->name, wanted) == 0)
                fields.scenario = files.v[i].scenario;
        if (fields.scenario == NULL)
            rc = err_set(err, _("情景“%s”的文件不见了，或有了差错。请重选。"), wanted);
    }
    if (rc == 0)
        rc = drill_start(console_session(console), &fields, id, err);
    if (rc == 0)
        console_say(console, STYLE_DRILL, _("演练“%s”开始。此后记的都归演练；真实事件按 !。"), fields.name);
    scenarios_free(&files);
    faults_free(&faults);
    return rc;
}

static void start_form(struct screen *screen)
{
    struct console *console = screen->console;
    struct scenario_files files = { 0 };
    struct faults faults = { 0 };
    const char *folder = console_options(console)->scenarios;
    if (folder != NULL)
        scenarios_read(folder, &files, &faults);
    struct pick_item *items = mem_alloc(sizeof *items * (files.n + 1));
    for (size_t i = 0; i < files.n; i++)
        items[i] = (struct pick_item){ (int64_t)i + 1, files.v[i].scenario->name, files.v[i].scenario->about };
    const struct field_spec fields[] = {
        { .name = "name",
          .label = _("名称"),
          .domain = _("演练名称"),
          .kind = FIELD_TEXT,
          .needed = true,
          .limit = 40,
          .hint = _("如 2026 年网站篡改演练；打印的每一页都有它") },
        { .name = "scenario",
          .label = _("情景"),
          .kind = FIELD_PICK,
          .items = items,
          .items_n = files.n,
          .none = _("（不用情景，注入随时加）"),
          .hint = _("保存就开始计时：T+0 的注入马上放出") },
    };
    const struct form_argument argument = {
        .title = _("开始演练"), .key = "drill-start", .fields = fields, .n = COUNT(fields), .save = save_start
    };
    console_push(console, &form_screen, &argument, TAG_START);
    show_scenario_faults(console, &faults);
    mem_free(items);
    scenarios_free(&files);
    faults_free(&faults);
}

/* --- Joining and leaving --- */

void join_drill(struct screen *screen, int64_t drill)
{
    struct err err;
    if (drill_join(console_session(screen->console), drill, &err) != 0)
        console_fail(screen->console, &err);
    else
        console_say(screen->console, STYLE_DRILL, "%s", _("已参加演练。此后记的都归演练；真实事件按 !。"));
}

void leave_drill(struct screen *screen)
{
    struct err err;
    if (drill_leave(console_session(screen->console), &err) != 0)
        console_fail(screen->console, &err);
    else
        console_say(screen->console, STYLE_GOOD, "%s", _("已退出演练。此后记的都是真实的。"));
}

static enum outcome drills_act(struct screen *screen, enum action action)
{
    struct drills_state *state = screen->state;
    const struct list_row *row = list_selected(&state->list);
    switch (action) {
    case ACTION_ENTER:
        console_push(screen->console, &drill_screen, &row->id, 0);
        return STAY;
    case ACTION_DRILLS:
        return STAY;
    case ACTION_DRILL_START:
        start_form(screen);
        return STAY;
    case ACTION_DRILL_JOIN:
        join_drill(screen, row->id);
        return RELOAD;
    case ACTION_DRILL_LEAVE:
        leave_drill(screen);
        return RELOAD;
    case ACTION_SEARCH:
        ask_filter(screen, state->list.filter);
        return STAY;
    default:
        return list_act(&state->list, screen->console, action);
    }
}

static enum outcome drills_answer(struct screen *screen, const struct answer *answer)
{
    struct drills_state *state = screen->state;
    if (answer->tag == TAG_FILTER)
        return filter_answer(screen, &state->list, answer);
    if (answer->tag != TAG_START || !answer->given)
        return RELOAD;
    struct err err;
    if (drills_reload(screen, &err) == 0)
        list_select(&state->list, answer->id, &err);
    console_push(screen->console, &drill_screen, &answer->id, 0);
    return STAY;
}

static bool drills_has_row(const struct screen *screen)
{
    const struct drills_state *state = screen->state;
    return list_selected(&state->list) != NULL;
}

static void drills_paper(const struct screen *screen, struct paper_wish *wish)
{
    const struct drills_state *state = screen->state;
    const struct list_row *row = list_selected(&state->list);
    if (row != NULL) {
        wish->report = "drill";
        wish->subject = row->cells[0];
    }
}

const struct screen_ops drills_screen = {
    .name = "drills",
    .title = _("演练"),
    .contexts = IN_LIST | IN_DRILLS,
    .size = sizeof(struct drills_state),
    .open = drills_open,
    .close = drills_close,
    .reload = drills_reload,
    .draw = drills_draw,
    .act = drills_act,
    .answer = drills_answer,
    .has_row = drills_has_row,
    .paper = drills_paper,
};
