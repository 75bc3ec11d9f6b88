/* 事件日志: one incident, written live. Every step is one key that stamps now and asks only for what it must; what
 * others write appears by itself. */
#include "domain/incident.h"

#include "base/words.h"
#include "domain/article.h"
#include "domain/log.h"
#include "domain/plan.h"
#include "screens/incident.h"
#include "store/look.h"
#include "text/when.h"
#include "text/width.h"
#include "tui/form.h"
#include "tui/pager.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAG_FORM = 1 };
enum { LEAD_TEXT = 400 };
enum { CLOCKS_COLUMNS = 48, LOG_COLUMNS_LEAST = 76 }; /* beside each other */

struct incident_state {
    struct screen *screen;
    int64_t id;
    struct incidents one;
    struct grades grades;
    int64_t seen;
    struct list list;
    struct clocks clocks;
    int64_t second;    /* the clocks were last painted in */
    struct buf others; /* who else is in it */
    /* Why nothing may be written, it may not be closed, the selected line not struck; empty: it may. */
    struct err write, close, strike;
};

static const struct list_column columns[] = {
    { _("时间"), 16, 0, ALIGN_LEFT, 0, false },
    { _("步骤"), 8, 0, ALIGN_LEFT, 0, false },
    { _("内容"), 0, 1, ALIGN_LEFT, 0, false },
    { _("记录人"), 10, 0, ALIGN_LEFT, 1, false },
};
enum { COLUMNS = COUNT(columns) };

static const struct incident *incident_of(const struct incident_state *state)
{
    static const struct incident none = { .number = "", .title = "", .found_by = "", .state = "", .opened_by = "" };
    return state->one.n > 0 ? &state->one.v[0] : &none;
}

/* --- The log --- */

const char *moment_cell(int64_t at, int64_t now, struct arena *arena)
{
    char time[TIME_TEXT], today[TIME_TEXT];
    time_of(at, time);
    time_of(now, today);
    if (strncmp(time, today, DAY_TEXT) == 0)
        return arena_strdup(arena, time + DAY_TEXT);
    return strncmp(time, today, 5) == 0 ? arena_strdup(arena, time + 5) : arena_strndup(arena, time, 16);
}

static void add_row(struct list_page *page, const struct log_entry *entry, int64_t now)
{
    const char **cells;
    struct list_row *row = list_page_add(page, entry->id, COLUMNS, &cells);
    row->key = arena_printf(&page->arena, "%" PRId64, entry->at);
    row->style = entry->struck != NULL ? STYLE_DIM : strcmp(entry->kind, "inject") == 0 ? STYLE_DRILL : STYLE_TEXT;
    cells[0] = moment_cell(entry->at, now, &page->arena);
    cells[1] = arena_strdup(&page->arena, log_kind_name(entry->kind));
    /* A struck line stays readable, with the reason. */
    cells[2] = entry->struck == NULL ? arena_strdup(&page->arena, entry->text)
                                     : arena_printf(&page->arena, _("〔划去：%s〕%s"), entry->struck, entry->text);
    cells[3] = arena_strdup(&page->arena, entry->author);
}

static int log_rows(void *context, const struct list_ask *ask, struct list_page *page, struct err *err)
{
    struct incident_state *state = context;
    struct log_entries entries = { 0 };
    const struct log_page wanted = { .incident = state->id,
                                     .at = ask->from == NULL ? 0 : strtoll(ask->from->key, NULL, 10),
                                     .id = ask->from == NULL ? 0 : ask->from->id,
                                     .limit = ask->most,
                                     .backwards = ask->backwards };
    int rc = read_log(console_store(state->screen->console), &wanted, &entries, err);
    for (size_t i = 0; rc == 0 && i < entries.n; i++)
        add_row(page, &entries.v[i], console_now(state->screen->console));
    LIST_FREE(&entries);
    return rc;
}

static int log_find(void *context, int64_t id, const struct list_ask *ask, struct list_page *page, bool *found,
                    struct err *err)
{
    struct incident_state *state = context;
    struct log_entries entries = { 0 };
    (void)ask;
    int rc = read_log_entry(console_store(state->screen->console), id, &entries, err);
    *found = rc == 0 && entries.n > 0 && entries.v[0].incident == state->id;
    if (*found)
        add_row(page, &entries.v[0], console_now(state->screen->console));
    LIST_FREE(&entries);
    return rc;
}

static const struct list_source source = { log_rows, log_find };

/* --- Steps --- */

static const struct step {
    enum action action;
    const char *kind, *hint; /* hint: on the text, where the kind has no words of its own */
} steps[] = {
    { ACTION_LOG_PLAN, "plan-started", NULL },
    { ACTION_LOG_REPORT, "reported", NULL },
    { ACTION_LOG_CONTAINED, "contained", NULL },
    { ACTION_LOG_JOINT, "joint", _("与谁联动，做什么") },
    { ACTION_LOG_DOWN, "down", NULL },
    { ACTION_LOG_RESTORED, "restored", NULL },
    { ACTION_LOG_RECTIFY, "rectification", NULL },
    { ACTION_LOG_CLOSED, "closed", NULL },
    { ACTION_LOG_NOTE, "note", NULL },
};

static const struct step *step_of(enum action action)
{
    for (size_t i = 0; i < COUNT(steps); i++)
        if (steps[i].action == action)
            return &steps[i];
    return NULL;
}

struct field_spec time_field(const struct screen *screen)
{
    return (struct field_spec){ .name = "at",
                                .label = _("时间"),
                                .kind = FIELD_TIME,
                                .needed = true,
                                .id = console_now(screen->console),
                                .hint = _("如 -3m、14:05、昨天 9:30") };
}

static void open_form(struct screen *screen, const char *title, const char *name, const struct field_spec *fields,
                      size_t n, int64_t subject, form_save *save)
{
    const struct incident_state *state = screen->state;
    const struct form_argument form = {
        .title = title, .fields = fields, .n = n, .subject = subject, .seen = state->seen, .save = save
    };
    record_form(screen, name, &form, TAG_FORM);
}

static int add_line(struct console *console, const struct form *form, const char *kind, int64_t incident, int64_t *id,
                    const char **field, struct err *err)
{
    bool report = strcmp(kind, "reported") == 0;
    int64_t recipient = report ? form_id(form, "to") : 0;
    const char *text = form_text(form, "text");
    char to[256];
    if (text == NULL && recipient != 0) { /* whom it was told says enough */
        snprintf(to, sizeof to, _("报告%s。"), form_text(form, "to"));
        text = to;
    }
    const struct log_line line = { .incident = incident,
                                   .kind = kind,
                                   .at = form_id(form, "at"),
                                   .text = text,
                                   .report_line = recipient > 0 ? recipient : 0,
                                   .deadline = recipient < 0 ? -recipient : 0 };
    (void)field;
    int rc = log_add(console_session(console), &line, id, err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("已记：%s。"), log_kind_name(kind));
    return rc;
}

/* A form's save is given no more than the record: one function a kind. */
#define SAVE(name, kind)                                                                            \
    static int name(struct console *console, const struct form *form, int64_t subject, int64_t *id, \
                    const char **field, struct err *err)                                            \
    {                                                                                               \
        return add_line(console, form, kind, subject, id, field, err);                              \
    }
SAVE(save_plan, "plan-started")
SAVE(save_report, "reported")
SAVE(save_contained, "contained")
SAVE(save_joint, "joint")
SAVE(save_down, "down")
SAVE(save_restored, "restored")
SAVE(save_rectify, "rectification")
SAVE(save_closed, "closed")
SAVE(save_note, "note")
static form_save *const saves[] = { save_plan,     save_report,  save_contained, save_joint, save_down,
                                    save_restored, save_rectify, save_closed,    save_note };

/* The plan as the school's rule calls it, and whose step it is. False: it names none. */
static bool read_plan(struct screen *screen, struct plan *plan, char lead[LEAD_TEXT])
{
    const struct incident_state *state = screen->state;
    struct err err;
    if (plan_read(console_store(screen->console), incident_of(state), plan, &err) != 0)
        console_fail(screen->console, &err);
    if (plan->words == NULL)
        return false;
    snprintf(lead, LEAD_TEXT, _("负责：%s（%s）"), plan->body_name == NULL ? _("制度未指明") : plan->body_name,
             cite_within(console_school(screen->console)->documents, plan->cite, &plan->arena));
    return true;
}

static void step_form(struct screen *screen, const struct step *step)
{
    const struct incident_state *state = screen->state;
    const struct log_kind *kind = log_kind(step->kind);
    struct recipients recipients = { .n = 0 };
    bool report = step->action == ACTION_LOG_REPORT;
    struct plan plan = { 0 };
    char lead[LEAD_TEXT];
    bool planned = step->action == ACTION_LOG_PLAN && read_plan(screen, &plan, lead);
    struct buf open = { 0 };
    if (step->action == ACTION_LOG_CLOSED)
        clocks_tell_open(&state->clocks, &open);
    if (report)
        recipients_read(screen, &state->clocks, incident_of(state), &recipients);
    const struct field_spec to = { .name = "to",
                                   .label = _("报告给"),
                                   .kind = FIELD_PICK,
                                   .items = recipients.v,
                                   .items_n = recipients.n,
                                   .none = _("（另写在内容里）"),
                                   .id = recipients.next };
    const struct field_spec undone = { .name = "open", .label = _("注意"), .kind = FIELD_SHOWN, .text = open.v };
    bool above = report || open.n > 0; /* a field above the text */
    struct field_spec fields[] = {
        report ? to : undone,
        { .name = "text",
          .label = _("内容"),
          .kind = FIELD_TEXT,
          .needed = kind->words == NULL && !report,
          .limit = 400,
          .text = plan.words,
          .hint = planned              ? lead
                  : step->hint != NULL ? step->hint
                                       : kind->words },
        time_field(screen),
    };
    char name[48];
    snprintf(name, sizeof name, "log-%s", step->kind);
    open_form(screen, kind->name, name, above ? fields : fields + 1, above ? 3 : 2, state->id, saves[step - steps]);
    buf_free(&open);
    recipients_done(&recipients);
    plan_free(&plan);
}

static int save_grade(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                      const char **field, struct err *err)
{
    (void)field;
    int rc = incident_grade(console_session(console), subject, form_id(form, "grade"), form_text(form, "criterion"),
                            form_id(form, "at"), id, err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", _("已定级。"));
    return rc;
}

static void grade_form(struct screen *screen)
{
    const struct incident_state *state = screen->state;
    struct pick_item items[8];
    size_t n = state->grades.n < 8 ? state->grades.n : 8;
    for (size_t i = 0; i < n; i++)
        items[i] = (struct pick_item){ state->grades.v[i].id, state->grades.v[i].name, state->grades.v[i].roman };
    int64_t now = incident_of(state)->grade;
    const struct field_spec fields[] = {
        { .name = "grade",
          .label = _("级别"),
          .kind = FIELD_CHOICE,
          .items = items,
          .items_n = n,
          .id = now != 0 ? now
                : n > 0  ? items[n - 1].id
                         : 0 },
        { .name = "criterion",
          .label = _("依据"),
          .domain = _("定级依据"),
          .kind = FIELD_TEXT,
          .limit = 200,
          .hint = _("按哪一条标准定的") },
        time_field(screen),
    };
    open_form(screen, _("研判定级"), "log-grade", fields, COUNT(fields), state->id, save_grade);
}

static int save_strike(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                       const char **field, struct err *err)
{
    (void)field;
    int rc = log_strike(console_session(console), subject, form_text(form, "reason"), form_text(form, "text"), id, err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", _("已划去，原文仍可读。"));
    return rc;
}

static void strike_form(struct screen *screen)
{
    const struct incident_state *state = screen->state;
    const struct list_row *row = list_selected(&state->list);
    const struct field_spec fields[] = {
        { .name = "line", .label = _("划去"), .kind = FIELD_SHOWN, .text = row->cells[2] },
        { .name = "reason",
          .label = _("理由"),
          .domain = _("划去的理由"),
          .kind = FIELD_TEXT,
          .needed = true,
          .limit = 200 },
        { .name = "text",
          .label = _("改为"),
          .domain = _("更正的内容"),
          .kind = FIELD_TEXT,
          .limit = 400,
          .hint = _("空着：只划去") },
    };
    open_form(screen, _("划去一条"), "log-strike", fields, COUNT(fields), row->id, save_strike);
}

/* --- What is known of it --- */

static int save_description(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                            const char **field, struct err *err)
{
    int64_t by = form_id(form, "found-by");
    const struct incident_fields fields = { .title = form_text(form, "title"),
                                            .body = form_id(form, "body"),
                                            .asset = form_id(form, "asset"),
                                            .category = form_id(form, "category"),
                                            .opinion = form_id(form, "opinion") != 0,
                                            .found_at = form_id(form, "found"),
                                            .happened_at = form_id(form, "happened"),
                                            .found_by = by > 0 ? incident_found_bys[by - 1] : NULL };
    (void)field;
    *id = 0;
    int rc = incident_set(console_session(console), subject, &fields, form_seen(form), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", _("情况已保存。"));
    return rc;
}

struct choices {
    struct bodies bodies;
    struct assets assets;
    struct categories categories;
    VEC(struct pick_item) body, asset, category, found_by;
};

static int read_choices(struct screen *screen, struct choices *choices, struct err *err)
{
    const struct incident_state *state = screen->state;
    struct store *store = console_store(screen->console);
    int64_t school = incident_of(state)->school;
    const char *day = console_today(screen->console);
    if (read_bodies(store, school, day, &choices->bodies, err) != 0 ||
        read_assets(store, school, day, &choices->assets, err) != 0 ||
        read_categories(store, &choices->categories, err) != 0)
        return -1;
    for (size_t i = 0; i < choices->bodies.n; i++)
        if (!choices->bodies.v[i].each)
            *VEC_PUSH(&choices->body) = (struct pick_item){ choices->bodies.v[i].id, choices->bodies.v[i].name,
                                                            choices->bodies.v[i].short_name };
    for (size_t i = 0; i < choices->assets.n; i++)
        *VEC_PUSH(&choices->asset) =
            (struct pick_item){ choices->assets.v[i].id, choices->assets.v[i].name, choices->assets.v[i].address };
    for (size_t i = 0; i < choices->categories.n; i++)
        *VEC_PUSH(&choices->category) = (struct pick_item){ choices->categories.v[i].id, choices->categories.v[i].name,
                                                            choices->categories.v[i].code };
    for (size_t i = 0; incident_found_bys[i] != NULL; i++)
        *VEC_PUSH(&choices->found_by) =
            (struct pick_item){ (int64_t)i + 1, incident_found_by_name(incident_found_bys[i]), NULL };
    return 0;
}

static void free_choices(struct choices *choices)
{
    VEC_FREE(&choices->body);
    VEC_FREE(&choices->asset);
    VEC_FREE(&choices->category);
    VEC_FREE(&choices->found_by);
    LIST_FREE(&choices->bodies);
    LIST_FREE(&choices->assets);
    LIST_FREE(&choices->categories);
}

static int64_t found_by_index(const char *found_by)
{
    for (size_t i = 0; incident_found_bys[i] != NULL; i++)
        if (strcmp(incident_found_bys[i], found_by) == 0)
            return (int64_t)i + 1;
    return 1;
}

static void description_form(struct screen *screen)
{
    const struct incident_state *state = screen->state;
    const struct incident *incident = incident_of(state);
    struct choices choices = { 0 };
    struct err err;
    if (read_choices(screen, &choices, &err) == 0) {
        const struct field_spec fields[] = {
            { .name = "title",
              .label = _("标题"),
              .kind = FIELD_TEXT,
              .needed = true,
              .limit = 80,
              .text = incident->title },
            { .name = "asset",
              .label = _("信息系统"),
              .kind = FIELD_PICK,
              .items = choices.asset.v,
              .items_n = choices.asset.n,
              .none = _("（不知道或不在册）"),
              .id = incident->asset,
              .hint = _("单位随它在册的主管单位") },
            { .name = "body",
              .label = _("单位"),
              .kind = FIELD_PICK,
              .items = choices.body.v,
              .items_n = choices.body.n,
              .none = _("（还不知道）"),
              .id = incident->body },
            { .name = "category",
              .label = _("类别"),
              .kind = FIELD_PICK,
              .items = choices.category.v,
              .items_n = choices.category.n,
              .none = _("（还不知道）"),
              .id = incident->category },
            { .name = "opinion", .label = _("舆情"), .kind = FIELD_YESNO, .id = incident->opinion },
            { .name = "found",
              .label = _("发现时间"),
              .domain = _("时间"),
              .kind = FIELD_TIME,
              .needed = true,
              .id = incident->found_at },
            { .name = "happened", .label = _("发生时间"), .kind = FIELD_TIME, .id = incident->happened_at },
            { .name = "found-by",
              .label = _("来源"),
              .kind = FIELD_CHOICE,
              .items = choices.found_by.v,
              .items_n = choices.found_by.n,
              .id = found_by_index(incident->found_by) },
        };
        open_form(screen, _("事件情况"), "incident", fields, COUNT(fields), state->id, save_description);
    } else {
        console_fail(screen->console, &err);
    }
    free_choices(&choices);
}

/* --- The screen --- */

void draw_incident_line(const struct screen *screen, const struct incident *incident, struct canvas *canvas,
                        struct area area)
{
    bool drill = incident->drill != 0, real = !drill && console_drill(screen->console) != NULL;
    enum style style = drill ? STYLE_DRILL : real ? STYLE_REAL : STYLE_STRONG;
    const char *mark = drill ? _("【演练】") : real ? _("【真实】") : "";
    if (drill || real) /* the whole line: nobody takes one for the other */
        canvas_fill(canvas, area_rows(area, 0, 1), style);
    canvas_printf(canvas, area, 0, 0, style, "%s%s  %s", mark, incident->number, incident->title);
}

void incident_paper(const struct incidents *one, struct paper_wish *wish)
{
    wish->report = "incident";
    wish->subject = one->n > 0 ? one->v[0].number : NULL;
}

static void incident_wish(const struct screen *screen, struct paper_wish *wish)
{
    const struct incident_state *state = screen->state;
    incident_paper(&state->one, wish);
}

static int incident_open_screen(struct screen *screen, const void *argument, struct err *err)
{
    struct incident_state *state = screen->state;
    (void)err;
    state->screen = screen;
    state->id = *(const int64_t *)argument;
    list_init(&state->list, columns, COLUMNS, &source, state);
    return 0;
}

static void incident_close_screen(struct screen *screen)
{
    struct incident_state *state = screen->state;
    list_done(&state->list);
    LIST_FREE(&state->one);
    LIST_FREE(&state->grades);
    clocks_free(&state->clocks);
    buf_free(&state->others);
    presence_enter(console_options(screen->console)->presence, 0);
}

/* Who stands at the end goes on standing there: that is where the log is being written. */
static int load_log(struct incident_state *state, int height, struct err *err)
{
    const struct list_row *row = list_selected(&state->list);
    bool at_end = row == NULL || (state->list.last && state->list.cursor + 1 == state->list.window.n);
    if (list_load(&state->list, height, err) != 0)
        return -1;
    return at_end && list_try(&state->list, ACTION_BOTTOM, err) < 0 ? -1 : 0;
}

static int load_clocks(struct screen *screen, struct err *err)
{
    struct incident_state *state = screen->state;
    struct clocks clocks = { 0 };
    if (state->one.n > 0 && clocks_read(console_store(screen->console), incident_of(state),
                                        console_now(screen->console), &clocks, err) != 0) {
        clocks_free(&clocks);
        return -1;
    }
    clocks_free(&state->clocks);
    state->clocks = clocks;
    return 0;
}

static void look_for_others(struct screen *screen)
{
    struct incident_state *state = screen->state;
    struct presence *presence = console_options(screen->console)->presence;
    struct buf others = { 0 };
    presence_enter(presence, state->id);
    presence_others(presence, state->id, &others);
    if (strcmp(buf_text(&others), buf_text(&state->others)) != 0)
        console_changed(screen->console);
    buf_free(&state->others);
    state->others = others;
}

/* Time passes, people come and go: what is painted of them follows without reading the store. */
static void incident_tick(struct screen *screen, bool now)
{
    struct incident_state *state = screen->state;
    int64_t second = console_now(screen->console);
    if (!now)
        look_for_others(screen);
    if (now || second == state->second || !clocks_run(&state->clocks))
        return;
    state->second = second;
    console_changed(screen->console);
}

static int incident_reload(struct screen *screen, struct err *err)
{
    struct incident_state *state = screen->state;
    struct store *store = console_store(screen->console);
    struct incidents one = { 0 };
    struct store_head head;
    if (read_incident(store, state->id, &one, err) != 0)
        return -1;
    LIST_FREE(&state->one);
    state->one = one;
    if ((state->grades.n == 0 && read_grades(store, &state->grades, err) != 0) || store_head(store, &head, err) != 0)
        return -1;
    state->seen = head.seq;
    if (log_may(console_session(screen->console), state->id, "note", &state->write) == 0)
        state->write.text[0] = '\0';
    if (log_may(console_session(screen->console), state->id, "closed", &state->close) == 0)
        state->close.text[0] = '\0';
    return load_clocks(screen, err) != 0 ? -1 : load_log(state, list_height(screen) - 3, err);
}

/* Why the selected line cannot be struck. */
static int incident_rest(struct screen *screen, struct err *err)
{
    struct incident_state *state = screen->state;
    const struct list_row *row = list_selected(&state->list);
    (void)err;
    if (row == NULL || log_may_strike(console_session(screen->console), row->id, &state->strike) == 0)
        state->strike.text[0] = '\0';
    return 0;
}

/* Beside the log where there is room for all clocks, else one line above it. */
static void draw_clocks_and_log(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct incident_state *state = screen->state;
    int64_t now = console_now(screen->console);
    int log = area.columns - CLOCKS_COLUMNS;
    if (log >= LOG_COLUMNS_LEAST) {
        canvas_down(canvas, area, log, STYLE_DIM);
        clocks_draw_all(&state->clocks, incident_of(state), now, canvas,
                        area_columns(area, log + 2, CLOCKS_COLUMNS - 2));
        list_draw(&state->list, canvas, area_columns(area, 0, log));
        return;
    }
    int above = clocks_any(&state->clocks) ? 1 : 0;
    clocks_draw_line(&state->clocks, incident_of(state), now, canvas, area_rows(area, 0, above));
    list_draw(&state->list, canvas, area_rows(area, above, area.rows - above));
}

/* At the right of the first row, in half of it at most; answers what is left of the area. */
static struct area draw_others(const struct incident_state *state, struct canvas *canvas, struct area area)
{
    struct buf text = { 0 };
    if (state->others.n == 0)
        return area;
    buf_printf(&text, _("同在：%s"), state->others.v);
    int need = (int)text_cells(text.v, text.n, canvas->wide);
    int room = need < area.columns / 2 ? need : area.columns / 2;
    canvas_put(canvas, area_columns(area, area.columns - room, room), 0, 0, STYLE_GOOD, text.v);
    buf_free(&text);
    return area_columns(area, 0, area.columns - room - 2);
}

static void incident_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct incident_state *state = screen->state;
    const struct incident *incident = incident_of(state);
    char found[WHEN_SHOWN];
    if (state->one.n == 0)
        return;
    when_show(incident->found_at, console_now(screen->console), found, sizeof found);
    draw_incident_line(screen, incident, canvas, draw_others(state, canvas, area));
    canvas_printf(canvas, area, 1, 0, STYLE_TEXT, _("%s  %s  %s%s  %s  发现 %s"), incident_state_name(incident->state),
                  incident_grade_name(&state->grades, incident->grade), incident->opinion ? _("舆情  ") : "",
                  incident->category_name == NULL ? _("类别未定") : incident->category_name,
                  incident->body_name == NULL ? _("单位未知") : incident->body_name, found);
    draw_clocks_and_log(screen, canvas, area_rows(area, 2, area.rows - 2));
}

static void show_line(struct screen *screen)
{
    const struct incident_state *state = screen->state;
    struct log_entries entries = { 0 };
    struct err err;
    struct buf text = { 0 };
    if (read_log_entry(console_store(screen->console), list_selected(&state->list)->id, &entries, &err) != 0) {
        console_fail(screen->console, &err);
        return;
    }
    for (size_t i = 0; i < entries.n; i++) {
        const struct log_entry *entry = &entries.v[i];
        char at[TIME_TEXT], entered[TIME_TEXT];
        time_of(entry->at, at);
        time_of(entry->entered, entered);
        buf_printf(&text, _("%s  %s\n发生：%s\n记录：%s  %s\n"), log_kind_name(entry->kind), entry->text, at, entered,
                   entry->author);
        if (entry->struck != NULL)
            buf_printf(&text, _("划去：%s  %s\n"), entry->struck_by, entry->struck);
    }
    const struct pager_argument argument = { _("日志"), buf_text(&text) };
    console_push(screen->console, &pager_screen, &argument, 0);
    buf_free(&text);
    LIST_FREE(&entries);
}

static enum outcome incident_act(struct screen *screen, enum action action)
{
    struct incident_state *state = screen->state;
    const struct step *step = step_of(action);
    if (step != NULL) {
        step_form(screen, step);
        return STAY;
    }
    switch (action) {
    case ACTION_ENTER:
        show_line(screen);
        return STAY;
    case ACTION_SEARCH:
        ask_filter(screen, state->list.filter);
        return STAY;
    case ACTION_CLOCKS:
        console_push(screen->console, &clocks_screen, &state->id, 0);
        return STAY;
    case ACTION_CALLEES:
        callees_page(screen, incident_of(state));
        return STAY;
    case ACTION_LOG_GRADE:
        grade_form(screen);
        return STAY;
    case ACTION_LOG_EVIDENCE:
        evidence_form(screen, state->id, state->seen, TAG_FORM);
        return STAY;
    case ACTION_FACTS:
        console_push(screen->console, &facts_screen, &state->id, 0);
        return STAY;
    case ACTION_EVIDENCE:
        console_push(screen->console, &evidence_screen, &state->id, 0);
        return STAY;
    case ACTION_LOG_STRIKE:
        strike_form(screen);
        return STAY;
    case ACTION_REVIEW_OPEN:
        go_review(screen, state->id);
        return STAY;
    case ACTION_INCIDENT_EDIT:
        description_form(screen);
        return STAY;
    case ACTION_HISTORY: {
        const struct history_argument argument = { "incident", incident_of(state)->number, state->id };
        console_push(screen->console, &history_screen, &argument, 0);
        return STAY;
    }
    default:
        return list_act(&state->list, screen->console, action);
    }
}

static enum outcome incident_answer(struct screen *screen, const struct answer *answer)
{
    struct incident_state *state = screen->state;
    struct err err;
    if (answer->tag == TAG_FILTER)
        return filter_answer(screen, &state->list, answer);
    if (answer->tag == TAG_REVIEW) {
        review_answer(screen, state->id, answer);
        return STAY;
    }
    if (answer->tag != TAG_FORM || !answer->given)
        return STAY;
    /* A filter may not hide the line just written. */
    if (list_set_filter(&state->list, "", &err) != 0 || incident_reload(screen, &err) != 0)
        console_fail(screen->console, &err);
    else if (answer->id != 0) /* the line just written */
        list_select(&state->list, answer->id, &err);
    return STAY;
}

/* What the domain would refuse anyway is said before anything is typed. */
static int incident_may(const struct screen *screen, enum action action, struct err *err)
{
    const struct incident_state *state = screen->state;
    const struct err *why = NULL;
    if (state->one.n == 0)
        return err_set(err, "%s", _("这个事件读不到了。按 q 返回。"));
    if (action == ACTION_LOG_STRIKE)
        why = &state->strike;
    else if (action == ACTION_LOG_CLOSED)
        why = &state->close;
    else if (step_of(action) != NULL || action == ACTION_LOG_GRADE || action == ACTION_LOG_EVIDENCE ||
             action == ACTION_INCIDENT_EDIT)
        why = &state->write;
    return screen_may(why, err);
}

static bool incident_has_row(const struct screen *screen)
{
    const struct incident_state *state = screen->state;
    return list_selected(&state->list) != NULL;
}

static int64_t incident_school(const struct screen *screen)
{
    const struct incident_state *state = screen->state;
    return state->one.n > 0 ? state->one.v[0].school : 0;
}

const struct screen_ops incident_screen = {
    .name = "incident",
    .title = _("事件日志"),
    .contexts = IN_LIST | IN_INCIDENT,
    .size = sizeof(struct incident_state),
    .open = incident_open_screen,
    .close = incident_close_screen,
    .reload = incident_reload,
    .rest = incident_rest,
    .draw = incident_draw,
    .act = incident_act,
    .answer = incident_answer,
    .may = incident_may,
    .tick = incident_tick,
    .has_row = incident_has_row,
    .paper = incident_wish,
    .school = incident_school,
};
