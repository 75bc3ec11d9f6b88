/* 演练时钟: one drill. Its clock runs; the injects with their times and states, who is in it, what was found. */
#include "domain/drill.h"

#include "base/words.h"
#include "domain/drill_result.h"
#include "domain/log.h"
#include "screens/screens.h"
#include "store/look.h"
#include "text/when.h"
#include "tui/pager.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAG_FORM = 1, HEAD_ROWS = 2 };

/* What a row shows stands in its id. */
enum row_kind { ROW_INJECT, ROW_MEMBER, ROW_FINDING, ROW_KINDS };

struct drill_state {
    struct screen *screen;
    int64_t id, seen;
    char subject[24]; /* the id, for the paper */
    struct drills one;
    struct drill_members members;
    struct drill_result result;
    struct drill_findings findings;
    struct list_memory rows;
    struct list list;
    int64_t filled; /* the second whose countdowns the rows show */
};

static const struct list_column columns[] = {
    { _("序"), 4, 0, ALIGN_RIGHT, 0, false },   { _("计划"), 8, 0, ALIGN_LEFT, 0, false },
    { _("状态"), 8, 0, ALIGN_LEFT, 0, false },  { _("内容"), 26, 1, ALIGN_LEFT, 0, false },
    { _("应做"), 8, 0, ALIGN_LEFT, 1, false },  { _("时限"), 6, 0, ALIGN_LEFT, 3, false },
    { _("结果"), 14, 0, ALIGN_LEFT, 2, false },
};
enum { COLUMNS = COUNT(columns) };

static const struct drill *drill_shown(const struct drill_state *state)
{
    static const struct drill none = { .name = "", .leader = "" };
    return state->one.n > 0 ? &state->one.v[0] : &none;
}

static int64_t row_id(enum row_kind kind, int64_t id)
{
    return id * ROW_KINDS + (int64_t)kind;
}

static bool row_is(const struct list_row *row, enum row_kind kind)
{
    return row != NULL && row->id % ROW_KINDS == (int64_t)kind;
}

/* --- Rows --- */

static const char *clock_text(struct drill_state *state, const char *before, int64_t seconds)
{
    char time[DRILL_TIME];
    return arena_printf(&state->rows.arena, "%s%s", before, drill_time(seconds, time));
}

static const char *state_text(struct drill_state *state, const struct inject *inject, int64_t now)
{
    const struct drill *drill = drill_shown(state);
    if (inject->released_at != 0)
        return clock_text(state, "T+", inject->released_at - drill->started);
    if (strcmp(inject->state, "waiting") != 0 || drill->ended != 0)
        return inject_state_name(inject->state);
    return clock_text(state, "-", drill->started + inject->planned_s - now); /* counts down */
}

static enum style inject_style(const struct inject_result *x)
{
    if (x->outcome == OUTCOME_LATE || x->outcome == OUTCOME_MISSED)
        return STYLE_LATE;
    if (x->outcome == OUTCOME_IN_TIME)
        return STYLE_GOOD;
    return x->inject->released_at != 0 ? STYLE_WARNING : STYLE_TEXT;
}

/* What came of it; of a step still to be done, how much of its time is left. */
static const char *result_text(struct drill_state *state, const struct inject_result *x, int64_t now)
{
    if (x->outcome == OUTCOME_NONE || x->outcome == OUTCOME_UNSEEN)
        return NULL;
    if (x->answer != NULL)
        return arena_printf(&state->rows.arena, "%s %s", outcome_name(x->outcome),
                            clock_text(state, "", x->response_s));
    int64_t left = x->inject->released_at + x->inject->target_s - now;
    if (x->outcome == OUTCOME_MISSED || x->inject->target_s == 0)
        return outcome_name(x->outcome);
    return left >= 0 ? clock_text(state, _("还剩 "), left) : clock_text(state, _("已超 "), -left);
}

static void add_heading(struct drill_state *state, const char *title)
{
    const char **cells;
    list_memory_add(&state->rows, 0, STYLE_TITLE, &cells);
    cells[3] = title;
}

static void add_inject_row(struct drill_state *state, const struct inject_result *x, int64_t now)
{
    const char **cells;
    const struct inject *inject = x->inject;
    list_memory_add(&state->rows, row_id(ROW_INJECT, inject->id), inject_style(x), &cells);
    cells[0] = arena_printf(&state->rows.arena, "%" PRId64, inject->ord);
    cells[1] = clock_text(state, "T+", inject->planned_s);
    cells[2] = state_text(state, inject, now);
    cells[3] = inject->text;
    cells[4] = inject->expected == NULL ? NULL : log_kind_name(inject->expected);
    cells[5] = inject->target_s == 0 ? NULL : clock_text(state, "", inject->target_s);
    cells[6] = result_text(state, x, now);
}

static void add_member_row(struct drill_state *state, const struct drill_member *member)
{
    const char **cells;
    int64_t started = drill_shown(state)->started;
    list_memory_add(&state->rows, row_id(ROW_MEMBER, member->id), member->departed != 0 ? STYLE_DIM : STYLE_TEXT,
                    &cells);
    cells[1] = clock_text(state, "T+", member->joined - started);
    cells[2] = member->departed == 0 ? _("在场") : clock_text(state, "T+", member->departed - started);
    cells[3] = member->login;
}

static void add_finding_row(struct drill_state *state, const struct drill_finding *finding)
{
    const char **cells;
    enum style style = finding->done ? STYLE_DIM : finding->due != NULL ? STYLE_WARNING : STYLE_TEXT;
    list_memory_add(&state->rows, row_id(ROW_FINDING, finding->id), style, &cells);
    cells[1] = clock_text(state, "T+", finding->at - drill_shown(state)->started);
    cells[2] = finding->done ? _("已办结") : finding->due != NULL ? _("任务") : _("发现");
    cells[3] = finding->body_name == NULL
                   ? finding->text
                   : arena_printf(&state->rows.arena, _("%s〔%s〕"), finding->text, finding->body_name);
    cells[6] = finding->due == NULL ? NULL : arena_printf(&state->rows.arena, _("%s 前"), finding->due);
}

/* Those who lead see what is to come; the others only what has come, until it is over. */
static bool sees_all(const struct drill_state *state)
{
    struct err err;
    const struct drill *drill = drill_shown(state);
    return drill->ended != 0 || drill_may_lead(console_session(state->screen->console), drill, &err) == 0;
}

static void fill(struct drill_state *state)
{
    int64_t now = console_now(state->screen->console);
    bool all = sees_all(state);
    list_memory_clear(&state->rows, COLUMNS);
    state->filled = now;
    if (state->one.n == 0)
        return;
    add_heading(state, _("注入"));
    for (size_t i = 0; i < state->result.n; i++)
        if (all || state->result.v[i].inject->released_at != 0)
            add_inject_row(state, &state->result.v[i], now);
    add_heading(state, _("参加人员"));
    for (size_t i = 0; i < state->members.n; i++)
        add_member_row(state, &state->members.v[i]);
    add_heading(state, _("发现的问题"));
    for (size_t i = 0; i < state->findings.n; i++)
        add_finding_row(state, &state->findings.v[i]);
}

/* --- Reading --- */

static void free_read(struct drill_state *state)
{
    LIST_FREE(&state->one);
    LIST_FREE(&state->members);
    drill_result_free(&state->result);
    LIST_FREE(&state->findings);
}

static int read_all(struct store *store, struct drill_state *to, struct err *err)
{
    if (read_drill(store, to->id, &to->one, err) != 0 || read_drill_members(store, to->id, &to->members, err) != 0 ||
        read_findings(store, to->id, &to->findings, err) != 0)
        return -1;
    return to->one.n == 0 ? 0 : drill_result_read(store, &to->one.v[0], &to->result, err);
}

static int drill_open(struct screen *screen, const void *argument, struct err *err)
{
    struct drill_state *state = screen->state;
    (void)err;
    state->screen = screen;
    state->id = *(const int64_t *)argument;
    snprintf(state->subject, sizeof state->subject, "%" PRId64, state->id);
    list_init(&state->list, columns, COLUMNS, &list_memory_source, &state->rows);
    return 0;
}

static void drill_close(struct screen *screen)
{
    struct drill_state *state = screen->state;
    list_done(&state->list);
    list_memory_done(&state->rows);
    free_read(state);
}

static int drill_reload(struct screen *screen, struct err *err)
{
    struct drill_state *state = screen->state;
    struct drill_state read = { .id = state->id };
    struct store_head head;
    if (read_all(console_store(screen->console), &read, err) != 0 ||
        store_head(console_store(screen->console), &head, err) != 0) {
        free_read(&read);
        return -1;
    }
    struct drill_state before = *state; /* what is shown points into it */
    state->one = read.one;
    state->members = read.members;
    state->result = read.result;
    state->findings = read.findings;
    state->seen = head.seq;
    fill(state);
    int rc = list_load(&state->list, list_height(screen) - HEAD_ROWS, err);
    free_read(&before);
    return rc;
}

static void drill_tick_screen(struct screen *screen, bool now)
{
    struct drill_state *state = screen->state;
    const struct drill *drill = drill_shown(state);
    struct err err;
    if (now || state->one.n == 0 || drill->ended != 0 || state->filled == console_now(screen->console))
        return;
    fill(state);
    console_changed(screen->console);
    if (list_load(&state->list, 0, &err) != 0)
        console_fail(screen->console, &err);
}

/* --- Drawing --- */

static const struct inject *next_inject(const struct drill_state *state)
{
    for (size_t i = 0; i < state->result.injects.n; i++)
        if (strcmp(state->result.injects.v[i].state, "waiting") == 0)
            return &state->result.injects.v[i];
    return NULL;
}

static void draw_clock(const struct drill_state *state, struct canvas *canvas, struct area area)
{
    const struct drill *drill = drill_shown(state);
    int64_t now = console_now(state->screen->console);
    char elapsed[DRILL_TIME], left[DRILL_TIME];
    bool running = drill->ended == 0;
    drill_time((running ? now : drill->ended) - drill->started, elapsed);
    canvas_fill(canvas, area_rows(area, 0, 1), STYLE_DRILL);
    canvas_printf(canvas, area, 0, 0, STYLE_DRILL, running ? _("【演练】T+%s  %s") : _("【演练】已结束 T+%s  %s"),
                  elapsed, drill->name);
    const struct inject *next = running && sees_all(state) ? next_inject(state) : NULL;
    int64_t by = next == NULL ? 0 : drill->started + next->planned_s - now;
    int end = 0;
    if (next != NULL)
        end = 2 + canvas_printf(canvas, area, 1, 0, STYLE_STRONG, _("下一个 %s"), drill_time(by, left));
    end = canvas_printf(canvas, area, 1, end, STYLE_TEXT, _("注入 %" PRId64 "/%" PRId64 "  按时 %zu 超时 %zu"),
                        drill->released, drill->injects, state->result.in_time, state->result.late);
    end = running ? canvas_printf(canvas, area, 1, end + 1, STYLE_TEXT, _("待做 %zu"), state->result.open)
                  : canvas_printf(canvas, area, 1, end + 1, STYLE_TEXT, _("未做 %zu"), state->result.missed);
    canvas_printf(canvas, area, 1, end + 2, STYLE_DIM, _("组织者 %s"), drill->leader);
}

static void drill_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct drill_state *state = screen->state;
    if (state->one.n == 0)
        return;
    draw_clock(state, canvas, area);
    list_draw(&state->list, canvas, area_rows(area, HEAD_ROWS, area.rows - HEAD_ROWS));
}

/* --- What can be done --- */

static int save_inject(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                       const char **field, struct err *err)
{
    int64_t step = form_id(form, "expected");
    const struct inject_fields fields = { .drill = subject,
                                          .at = form_text(form, "at"),
                                          .text = form_text(form, "text"),
                                          .expected = step > 0 ? scenario_steps[step - 1] : NULL,
                                          .who = form_text(form, "who"),
                                          .target = form_text(form, "target") };
    (void)field;
    int rc = inject_add(console_session(console), &fields, id, err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", _("已加注入，到时放出。"));
    *id = row_id(ROW_INJECT, *id);
    return rc;
}

static void inject_form(struct screen *screen)
{
    const struct drill_state *state = screen->state;
    struct pick_item steps[24];
    size_t n = 0;
    for (; scenario_steps[n] != NULL && n < COUNT(steps); n++)
        steps[n] = (struct pick_item){ (int64_t)n + 1, log_kind_name(scenario_steps[n]), NULL };
    const struct field_spec fields[] = {
        { .name = "text",
          .label = _("内容"),
          .domain = _("注入的内容"),
          .kind = FIELD_TEXT,
          .needed = true,
          .limit = SCENARIO_TEXT_MOST },
        { .name = "at",
          .label = _("时刻"),
          .kind = FIELD_TEXT,
          .limit = 12,
          .hint = _("空着：现在。T+12：开始后 12 分钟。+5：5 分钟后") },
        { .name = "expected",
          .label = _("应做"),
          .kind = FIELD_PICK,
          .items = steps,
          .items_n = n,
          .none = _("（不要求）") },
        { .name = "who", .label = _("由谁做"), .kind = FIELD_TEXT, .limit = 40 },
        { .name = "target", .label = _("时限"), .kind = FIELD_TEXT, .limit = 12, .hint = _("如 10（分钟）、90s") },
    };
    const struct form_argument form = {
        .title = _("加注入【演练】"), .fields = fields, .n = COUNT(fields), .subject = state->id, .save = save_inject
    };
    record_form(screen, "inject-add", &form, TAG_FORM);
}

static int save_finding(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                        const char **field, struct err *err)
{
    (void)field;
    int rc = finding_add(console_session(console), subject, form_text(form, "text"), id, err);
    *id = row_id(ROW_FINDING, *id);
    return rc;
}

static void finding_form(struct screen *screen)
{
    const struct drill_state *state = screen->state;
    const struct field_spec fields[] = {
        { .name = "text",
          .label = _("发现"),
          .domain = _("发现的问题"),
          .kind = FIELD_TEXT,
          .needed = true,
          .limit = 300 },
    };
    const struct form_argument form = {
        .title = _("发现的问题【演练】"), .fields = fields, .n = 1, .subject = state->id, .save = save_finding
    };
    record_form(screen, "finding-add", &form, TAG_FORM);
}

static int save_task(struct console *console, const struct form *form, int64_t subject, int64_t *id, const char **field,
                     struct err *err)
{
    (void)field;
    *id = row_id(ROW_FINDING, subject);
    return finding_task(console_session(console), subject, form_id(form, "body"), form_text(form, "due"), err);
}

static const struct drill_finding *finding_selected(const struct drill_state *state)
{
    const struct list_row *row = list_selected(&state->list);
    for (size_t i = 0; row_is(row, ROW_FINDING) && i < state->findings.n; i++)
        if (state->findings.v[i].id == row->id / ROW_KINDS)
            return &state->findings.v[i];
    return NULL;
}

static void task_form(struct screen *screen)
{
    const struct drill_state *state = screen->state;
    struct console *console = screen->console;
    const struct drill_finding *finding = finding_selected(state);
    struct bodies bodies = { 0 };
    struct err err;
    if (read_bodies(console_store(console), drill_shown(state)->school, console_today(console), &bodies, &err) != 0) {
        console_fail(console, &err);
        return;
    }
    struct pick_item *items = mem_alloc(sizeof *items * (bodies.n + 1));
    for (size_t i = 0; i < bodies.n; i++)
        items[i] = (struct pick_item){ bodies.v[i].id, bodies.v[i].name, bodies.v[i].short_name };
    const struct field_spec fields[] = {
        { .name = "text", .label = _("发现"), .kind = FIELD_SHOWN, .text = finding->text },
        { .name = "body",
          .label = _("责任单位"),
          .kind = FIELD_PICK,
          .items = items,
          .items_n = bodies.n,
          .none = _("（还没定）"),
          .id = finding->body },
        { .name = "due",
          .label = _("期限"),
          .domain = _("完成期限"),
          .kind = FIELD_DAY,
          .needed = true,
          .text = finding->due,
          .hint = _("如 月底、+14、2026-12-31") },
    };
    const struct form_argument form = {
        .title = _("列为任务"), .fields = fields, .n = COUNT(fields), .subject = finding->id, .save = save_task
    };
    record_form(screen, "finding-task", &form, TAG_FORM);
    mem_free(items);
    LIST_FREE(&bodies);
}

static int save_end(struct console *console, const struct form *form, int64_t subject, int64_t *id, const char **field,
                    struct err *err)
{
    bool fulfilled, counts = form_id(form, "counts") != 0;
    (void)field;
    *id = 0;
    int rc = drill_end(console_session(console), subject, counts, &fulfilled, err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s",
                    fulfilled ? _("演练结束，已登记为本年度预案演练。按 p 打印演练报告。")
                    : counts
                        ? _("演练结束。这所学校的制度里没有由一个机构完成的预案演练，没有登记履责。按 p 打印演练报告。")
                        : _("演练结束，没有登记履责。按 p 打印演练报告。"));
    return rc;
}

static void end_form(struct screen *screen)
{
    const struct drill_state *state = screen->state;
    const struct drill *drill = drill_shown(state);
    const struct field_spec fields[] = {
        { .name = "name", .label = _("演练"), .kind = FIELD_SHOWN, .text = drill->name },
        /* What nobody answered was hardly a drill. */
        { .name = "counts",
          .label = _("计入本年"),
          .kind = FIELD_YESNO,
          .id = state->result.log.n > 1,
          .hint = _("是：登记为本年度预案演练，凭据是演练报告") },
    };
    const struct form_argument form = {
        .title = _("结束演练"), .fields = fields, .n = COUNT(fields), .subject = state->id, .save = save_end
    };
    record_form(screen, "drill-end", &form, TAG_FORM);
}

static void show_row(struct screen *screen)
{
    const struct drill_state *state = screen->state;
    const struct list_row *row = list_selected(&state->list);
    struct buf text = { 0 };
    for (size_t i = 0; row_is(row, ROW_INJECT) && i < state->result.n; i++) {
        const struct inject *inject = state->result.v[i].inject;
        if (inject->id != row->id / ROW_KINDS)
            continue;
        buf_printf(&text, _("计划：%s\n状态：%s\n"), row->cells[1], inject_state_name(inject->state));
        if (inject->who != NULL)
            buf_printf(&text, _("由谁：%s\n"), inject->who);
        if (inject->login != NULL)
            buf_printf(&text, _("处理：%s\n"), inject->login);
        if (inject->expected != NULL)
            buf_printf(&text, _("应做：%s  %s\n"), log_kind_name(inject->expected),
                       outcome_name(state->result.v[i].outcome));
    }
    buf_printf(&text, "\n%s\n", row->cells[3]);
    const struct pager_argument argument = { _("演练"), buf_text(&text) };
    console_push(screen->console, &pager_screen, &argument, 0);
    buf_free(&text);
}

static int done(const struct session *session, int64_t finding, int64_t seen, struct err *err)
{
    (void)seen; /* done twice is refused anyway */
    return finding_done(session, finding, err);
}

typedef int move_fn(const struct session *session, int64_t id, int64_t seen, struct err *err);

static enum outcome move(struct screen *screen, move_fn *fn)
{
    const struct drill_state *state = screen->state;
    struct err err;
    if (fn(console_session(screen->console), list_selected(&state->list)->id / ROW_KINDS, state->seen, &err) != 0)
        console_fail(screen->console, &err);
    return RELOAD;
}

static enum outcome open_log(struct screen *screen)
{
    const struct drill_state *state = screen->state;
    console_push(screen->console, &incident_screen, &drill_shown(state)->incident, 0);
    return STAY;
}

static enum outcome drill_act_list(struct screen *screen, enum action action)
{
    struct drill_state *state = screen->state;
    switch (action) {
    case ACTION_ENTER:
        show_row(screen);
        return STAY;
    case ACTION_SEARCH:
        ask_filter(screen, state->list.filter);
        return STAY;
    default:
        return list_act(&state->list, screen->console, action);
    }
}

static enum outcome drill_act(struct screen *screen, enum action action)
{
    struct drill_state *state = screen->state;
    switch (action) {
    case ACTION_INJECT_RELEASE:
        return move(screen, inject_release);
    case ACTION_INJECT_HOLD:
        return move(screen, inject_hold);
    case ACTION_INJECT_SKIP:
        return move(screen, inject_skip);
    case ACTION_FINDING_DONE:
        return move(screen, done);
    case ACTION_INJECT_ADD:
        inject_form(screen);
        return STAY;
    case ACTION_FINDING_ADD:
        finding_form(screen);
        return STAY;
    case ACTION_FINDING_TASK:
        task_form(screen);
        return STAY;
    case ACTION_DRILL_END:
        end_form(screen);
        return STAY;
    case ACTION_DRILL_LOG:
        return open_log(screen);
    case ACTION_DRILL_JOIN:
        join_drill(screen, state->id);
        return RELOAD;
    case ACTION_DRILL_LEAVE:
        leave_drill(screen);
        return RELOAD;
    default:
        return drill_act_list(screen, action);
    }
}

static enum outcome drill_answer(struct screen *screen, const struct answer *answer)
{
    struct drill_state *state = screen->state;
    struct err err;
    if (answer->tag == TAG_FILTER)
        return filter_answer(screen, &state->list, answer);
    if (answer->tag != TAG_FORM || !answer->given)
        return STAY;
    if (list_set_filter(&state->list, "", &err) != 0 || drill_reload(screen, &err) != 0)
        console_fail(screen->console, &err);
    else if (answer->id >= ROW_KINDS) /* the row just made */
        list_select(&state->list, answer->id, &err);
    return RELOAD;
}

/* What the domain would refuse anyway is said before anything is typed. */
static int may_lead(const struct drill_state *state, struct err *err)
{
    const struct drill *drill = drill_shown(state);
    if (drill->ended != 0)
        return err_set(err, _("演练“%s”已经结束，不能再改。要再练请另开一次演练。"), drill->name);
    return drill_may_lead(console_session(state->screen->console), drill, err);
}

static int may_join(const struct drill_state *state, enum action action, struct err *err)
{
    const struct drill *drill = drill_shown(state), *own = console_drill(state->screen->console);
    bool in = own != NULL && own->id == drill->id;
    if (drill->ended != 0)
        return err_set(err, _("演练“%s”已经结束，不能再改。要再练请另开一次演练。"), drill->name);
    if (in == (action == ACTION_DRILL_LEAVE))
        return 0;
    return err_set(err, in ? _("已经在演练“%s”里了。") : _("没有参加演练“%s”。"), drill->name);
}

static int drill_may(const struct screen *screen, enum action action, struct err *err)
{
    const struct drill_state *state = screen->state;
    const struct list_row *row = list_selected(&state->list);
    if (state->one.n == 0)
        return err_set(err, "%s", _("这次演练读不到了。按 q 返回。"));
    switch (action) {
    case ACTION_INJECT_RELEASE:
    case ACTION_INJECT_HOLD:
    case ACTION_INJECT_SKIP:
        if (!row_is(row, ROW_INJECT))
            return err_set(err, "%s", _("请先选中一个注入。"));
        return may_lead(state, err);
    case ACTION_INJECT_ADD:
    case ACTION_DRILL_END:
        return may_lead(state, err);
    case ACTION_DRILL_JOIN:
    case ACTION_DRILL_LEAVE:
        return may_join(state, action, err);
    case ACTION_FINDING_TASK:
    case ACTION_FINDING_DONE:
        if (finding_selected(state) == NULL)
            return err_set(err, "%s", _("请先选中一条发现。"));
        return finding_selected(state)->done ? err_set(err, "%s", _("这条发现已经办结。")) : 0;
    case ACTION_DRILL_LOG:
        return drill_shown(state)->incident != 0 ? 0 : err_set(err, "%s", _("这次演练没有事件。"));
    default:
        return 0;
    }
}

static bool drill_has_row(const struct screen *screen)
{
    const struct drill_state *state = screen->state;
    return list_selected(&state->list) != NULL;
}

static void drill_paper(const struct screen *screen, struct paper_wish *wish)
{
    const struct drill_state *state = screen->state;
    wish->report = "drill";
    wish->subject = state->subject;
}

static int64_t drill_school(const struct screen *screen)
{
    const struct drill_state *state = screen->state;
    return state->one.n > 0 ? state->one.v[0].school : 0;
}

const struct screen_ops drill_screen = {
    .name = "drill",
    .title = _("演练时钟"),
    .contexts = IN_LIST | IN_DRILL,
    .size = sizeof(struct drill_state),
    .open = drill_open,
    .close = drill_close,
    .reload = drill_reload,
    .draw = drill_draw,
    .act = drill_act,
    .answer = drill_answer,
    .may = drill_may,
    .has_row = drill_has_row,
    .tick = drill_tick_screen,
    .paper = drill_paper,
    .school = drill_school,
};
