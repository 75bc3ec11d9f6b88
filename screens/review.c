/* 问责审查: one review in four parts: the circumstances against the facts, the chain of posts, the findings, the
 * states. What may be written is decided in src/domain; what is asked for that stands in review_edit.c. */
#include "screens/review.h"

#include "base/words.h"
#include "domain/article.h"
#include "domain/review_tell.h"
#include "tui/pager.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { ROW_MARK = 3 };

static const struct list_column row_columns[] = {
    { _("情形"), 0, 1, ALIGN_LEFT, 0, false },        { "", ROW_MARK, 0, ALIGN_LEFT, 0, false },
    { _("由事实得出"), 10, 0, ALIGN_LEFT, 0, false }, { _("决定"), 8, 0, ALIGN_LEFT, 1, false },
    { _("条款"), 14, 0, ALIGN_LEFT, 2, false },
};
static const struct list_column trace_columns[] = {
    { _("环节"), 14, 1, ALIGN_LEFT, 0, false },     { _("岗位"), 0, 2, ALIGN_LEFT, 1, false },
    { _("当时任职"), 12, 0, ALIGN_LEFT, 0, false }, { _("此后"), 6, 0, ALIGN_LEFT, 2, false },
    { _("是否追究"), 10, 0, ALIGN_LEFT, 3, false },
};
static const struct list_column finding_columns[] = {
    { _("对象"), 0, 1, ALIGN_LEFT, 0, false },      { _("范围"), 8, 0, ALIGN_LEFT, 1, false },
    { _("责任"), 12, 0, ALIGN_LEFT, 2, false },     { _("建议处理"), 16, 0, ALIGN_LEFT, 0, false },
    { _("向谁建议"), 12, 0, ALIGN_LEFT, 3, false },
};
static const struct list_column step_columns[] = {
    { _("阶段"), 8, 0, ALIGN_LEFT, 0, false },
    { _("日期"), 10, 0, ALIGN_LEFT, 0, false },
    { _("署名"), 20, 0, ALIGN_LEFT, 0, false },
    { _("说明"), 0, 1, ALIGN_LEFT, 1, false },
};
static const struct {
    const struct list_column *columns;
    size_t n;
    const char *title, *empty;
} parts[PARTS] = {
    { row_columns, COUNT(row_columns), _("情形 c"), _("制度没有列出问责情形。按 o 增加。") },
    { trace_columns, COUNT(trace_columns), _("倒查 t"), _("没有可倒查的岗位。") },
    { finding_columns, COUNT(finding_columns), _("认定 r"), _("还没有责任认定。按 n 写一项。") },
    { step_columns, COUNT(step_columns), _("经过 s"), "" },
};

/* --- What is selected --- */

static const struct list_row *selected(const struct review_state *state, enum review_part part)
{
    return state->part == part ? list_selected(&state->lists[part]) : NULL;
}

/* Ids of rows: a circumstance of the rule and one added differ in the last bit. */
static int64_t id_of(const struct review_row *row)
{
    return row->circumstance != 0 ? row->circumstance * 2 : row->added * 2 + 1;
}

const struct review_row *chosen_row(const struct review_state *state)
{
    const struct list_row *row = selected(state, PART_ROWS);
    for (size_t i = 0; row != NULL && i < state->c.n; i++)
        if (id_of(&state->c.v[i]) == row->id)
            return &state->c.v[i];
    return NULL;
}

const struct trace_row *chosen_trace(const struct review_state *state)
{
    const struct list_row *row = selected(state, PART_TRACE);
    return row != NULL && row->id <= (int64_t)state->c.trace.n ? &state->c.trace.v[row->id - 1] : NULL;
}

const struct review_finding *chosen_finding(const struct review_state *state)
{
    const struct list_row *row = selected(state, PART_FINDINGS);
    for (size_t i = 0; row != NULL && i < state->c.findings.n; i++)
        if (state->c.findings.v[i].id == row->id)
            return &state->c.findings.v[i];
    return NULL;
}

/* --- Rows --- */

static const struct turned *turned_of(const struct review_state *state, int64_t circumstance)
{
    for (size_t i = 0; circumstance != 0 && i < state->turned.n; i++)
        if (state->turned.v[i].circumstance == circumstance)
            return &state->turned.v[i];
    return NULL;
}

static enum style style_of_row(const struct review_row *row)
{
    if (row->last != NULL && strcmp(row->last->decided, "dropped") == 0)
        return STYLE_DIM;
    if (row->judgement == NULL || row->judgement->truth == MET)
        return STYLE_LATE;
    return row->judgement->truth == UNKNOWN ? STYLE_WARNING : STYLE_TEXT;
}

static void fill_rows(struct review_state *state)
{
    struct list_memory *rows = &state->rows[PART_ROWS];
    const char **cells;
    list_memory_clear(rows, COUNT(row_columns));
    for (size_t i = 0; i < state->c.n; i++) {
        const struct review_row *row = &state->c.v[i];
        list_memory_add(rows, id_of(row), style_of_row(row), &cells);
        cells[0] = row->name;
        cells[1] = turned_of(state, row->circumstance) != NULL ? _("变") : row->reports ? _("报") : "";
        cells[2] = row->judgement == NULL ? _("（增加）") : truth_name(row->judgement->truth);
        cells[3] = row->last == NULL ? "" : review_verdict_name(row->last->decided);
        cells[4] = cite_within(state->c.articles.rules.n, row->cite, &rows->arena);
    }
}

static const char *pursued(const struct trace_row *row)
{
    if (!row->of_rule)
        return trace_concerns(row) ? _("列出") : _("供参考");
    return row->applies == MET ? _("追究") : row->applies == UNKNOWN ? _("尚待查明") : _("不追究");
}

static void fill_trace(struct review_state *state)
{
    struct list_memory *rows = &state->rows[PART_TRACE];
    const char **cells;
    list_memory_clear(rows, COUNT(trace_columns));
    for (size_t i = 0; i < state->c.trace.n; i++) {
        const struct trace_row *row = &state->c.trace.v[i];
        bool empty = row->held != TRACE_HELD && row->held != TRACE_NAMED;
        enum style style = !trace_concerns(row) ? STYLE_DIM : empty ? STYLE_LATE : STYLE_TEXT;
        list_memory_add(rows, (int64_t)i + 1, style, &cells);
        cells[0] = row->step;
        cells[1] = arena_printf(&rows->arena, "%s%s%s", row->body_name == NULL ? "" : row->body_name,
                                row->body_name == NULL || row->post_name == NULL ? "" : " ",
                                row->post_name == NULL ? "" : row->post_name);
        cells[2] = row->name != NULL ? row->name : trace_held_name(row->held);
        cells[3] = row->later_n > 0 ? _("有变动") : "";
        cells[4] = pursued(row);
    }
}

static void fill_findings(struct review_state *state)
{
    struct list_memory *rows = &state->rows[PART_FINDINGS];
    const char **cells;
    list_memory_clear(rows, COUNT(finding_columns));
    for (size_t i = 0; i < state->c.findings.n; i++) {
        const struct review_finding *x = &state->c.findings.v[i];
        list_memory_add(rows, x->id, finding_stands(x) ? STYLE_TEXT : STYLE_DIM, &cells);
        cells[0] = x->name == NULL ? arena_printf(&rows->arena, _("%s领导班子"), x->body_name)
                                   : arena_printf(&rows->arena, "%s%s%s", x->body_name == NULL ? "" : x->body_name,
                                                  x->body_name == NULL ? "" : " ", x->name);
        cells[1] = finding_scope_name(x->scope);
        cells[2] = x->attribution_name;
        cells[3] = x->disposition == 0 ? _("（撤回）") : x->replaced_by != 0 ? _("（已不作数）") : x->disposition_name;
        cells[4] = x->recipient_name;
    }
}

static void fill_steps(struct review_state *state)
{
    struct list_memory *rows = &state->rows[PART_STEPS];
    const char **cells;
    list_memory_clear(rows, COUNT(step_columns));
    for (size_t i = 0; i < state->c.steps.n; i++) {
        const struct review_step *x = &state->c.steps.v[i];
        list_memory_add(rows, x->id, STYLE_TEXT, &cells);
        cells[0] = review_state_name(x->state);
        cells[1] = x->day;
        cells[2] = arena_printf(&rows->arena, _("%s（%s）"), x->person_name, x->login);
        cells[3] = x->note;
    }
}

/* --- Details --- */

static void tell_step(const struct review_case *c, int64_t id, struct buf *out)
{
    for (size_t i = 0; i < c->steps.n; i++)
        if (c->steps.v[i].id == id) {
            char at[TIME_TEXT];
            time_of(c->steps.v[i].at, at);
            buf_printf(out, _("%s %s（%s）\n署名时间：%s\n%s\n"), c->steps.v[i].day, c->steps.v[i].person_name,
                       c->steps.v[i].login, at, c->steps.v[i].note == NULL ? "" : c->steps.v[i].note);
        }
}

static void read_details(struct review_state *state)
{
    const struct review_row *row = chosen_row(state);
    const struct trace_row *trace = chosen_trace(state);
    const struct review_finding *finding = chosen_finding(state);
    const struct list_row *step = selected(state, PART_STEPS);
    buf_clear(&state->details);
    if (row != NULL) {
        const struct turned *turned = turned_of(state, row->circumstance);
        if (turned != NULL)
            buf_printf(&state->details, _("\t刚才的事实使它由“%s”变为“%s”\n"), truth_name(turned->was),
                       truth_name(row->judgement->truth));
        review_tell_row(&state->c, row, &state->details);
    } else if (trace != NULL) {
        review_tell_trace(&state->c, trace, &state->details);
    } else if (finding != NULL) {
        review_tell_finding(&state->c, finding, &state->details);
    } else if (step != NULL) {
        tell_step(&state->c, step->id, &state->details);
    }
}

static const char *details_title(const struct review_state *state)
{
    const struct list_row *row = list_selected(&state->lists[state->part]);
    return row == NULL ? "" : row->cells[0];
}

static void show_all(struct screen *screen)
{
    const struct review_state *state = screen->state;
    const struct pager_argument argument = { details_title(state), buf_text(&state->details) };
    console_push(screen->console, &pager_screen, &argument, 0);
}

/* --- Reading --- */

static const struct judgement *judgement_of(const struct review_case *c, int64_t circumstance)
{
    for (size_t i = 0; i < c->judgements.n; i++)
        if (c->judgements.v[i].circumstance->id == circumstance)
            return &c->judgements.v[i];
    return NULL;
}

/* What turned since it was read last; when nothing did, what turned before stays marked. */
static void find_turned(struct review_state *state, const struct review_case *before)
{
    VEC(struct turned) turned = { 0 };
    for (size_t i = 0; i < state->c.judgements.n; i++) {
        const struct judgement *now = &state->c.judgements.v[i];
        const struct judgement *was = judgement_of(before, now->circumstance->id);
        if (was != NULL && was->truth != now->truth)
            *VEC_PUSH(&turned) = (struct turned){ now->circumstance->id, was->truth };
    }
    if (turned.n > 0) {
        VEC_FREE(&state->turned);
        state->turned.v = turned.v;
        state->turned.n = turned.n;
        state->turned.room = turned.room;
    }
}

static int review_open_screen(struct screen *screen, const void *argument, struct err *err)
{
    struct review_state *state = screen->state;
    (void)err;
    state->screen = screen;
    state->id = *(const int64_t *)argument;
    state->wants_details = true;
    snprintf(state->subject, sizeof state->subject, "%" PRId64, state->id);
    for (int i = 0; i < PARTS; i++) {
        list_init(&state->lists[i], parts[i].columns, parts[i].n, &list_memory_source, &state->rows[i]);
        state->lists[i].empty = parts[i].empty;
    }
    return 0;
}

static void review_close_screen(struct screen *screen)
{
    struct review_state *state = screen->state;
    for (int i = 0; i < PARTS; i++) {
        list_done(&state->lists[i]);
        list_memory_done(&state->rows[i]);
    }
    VEC_FREE(&state->turned);
    buf_free(&state->details);
    review_case_free(&state->c);
}

static int review_reload(struct screen *screen, struct err *err)
{
    struct review_state *state = screen->state;
    struct review_case c = { .v = NULL }, before = state->c;
    int rc = 0;
    if (review_read(console_store(screen->console), state->id, console_now(screen->console), &c, err) != 0) {
        review_case_free(&c);
        return -1;
    }
    state->c = c;
    if (review_may_sign(console_session(screen->console), &state->c, &state->sign) == 0)
        state->sign.text[0] = '\0';
    if (review_may_change(console_session(screen->console), &state->c, &state->change) == 0)
        state->change.text[0] = '\0';
    if (fact_may_set(console_session(screen->console), state->c.review->incident, &state->fact) == 0)
        state->fact.text[0] = '\0';
    find_turned(state, &before);
    fill_rows(state);
    fill_trace(state);
    fill_findings(state);
    fill_steps(state);
    for (int i = 0; rc == 0 && i < PARTS; i++)
        rc = list_load(&state->lists[i], list_height(screen) - 2, err);
    review_case_free(&before);
    read_details(state);
    return rc;
}

/* --- Drawing --- */

static void draw_head(const struct review_state *state, struct canvas *canvas, struct area area)
{
    const struct review *review = state->c.review;
    size_t failing = review_failing(&state->c);
    int column = canvas_printf(canvas, area, 0, 0, STYLE_STRONG, "%s", review_state_name(review->state));
    canvas_printf(canvas, area, 0, column + 1, STYLE_TEXT, "%s  %s", review->number, review->title);
    column = 0;
    for (int i = 0; i < PARTS; i++) {
        bool shown = (enum review_part)i == state->part;
        column = canvas_printf(canvas, area, 1, column, shown ? STYLE_STRONG : STYLE_DIM, shown ? "[%s]" : " %s ",
                               parts[i].title);
    }
    if (state->part == PART_TRACE)
        canvas_printf(canvas, area, 1, column + 1, STYLE_TEXT, _("%s%s"), state->c.trace.day,
                      state->c.trace.by_found ? _("（发现）") : _("（发生）"));
    else if (failing > 0)
        canvas_printf(canvas, area, 1, column + 1, STYLE_LATE, _("迟报、未报 %zu 处"), failing);
}

static void review_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct review_state *state = screen->state;
    if (state->c.review == NULL)
        return;
    draw_head(state, canvas, area);
    struct area rest, details = details_area(canvas, area_rows(area, 2, area.rows - 2), state->wants_details, &rest);
    list_draw(&state->lists[state->part], canvas, rest);
    draw_details(canvas, details, details_title(state), buf_text(&state->details));
}

/* --- Acting --- */

static enum outcome show_part(struct review_state *state, enum review_part part)
{
    state->part = part;
    read_details(state);
    return STAY;
}

static enum outcome edit(struct screen *screen, enum action action)
{
    const struct review_state *state = screen->state;
    switch (action) {
    case ACTION_REVIEW_FACT:
        fact_choose(screen);
        return STAY;
    case ACTION_REVIEW_DECIDE:
        if (state->part == PART_FINDINGS)
            find_choose(screen, chosen_finding(state));
        else
            decide_form(screen);
        return STAY;
    case ACTION_REVIEW_ADD:
        add_form(screen);
        return STAY;
    case ACTION_REVIEW_DROP:
        drop_form(screen);
        return STAY;
    case ACTION_REVIEW_INVOLVE:
        involve_form(screen);
        return STAY;
    case ACTION_REVIEW_FIND:
        find_choose(screen, NULL);
        return STAY;
    case ACTION_REVIEW_FORWARD:
        forward_form(screen);
        return STAY;
    default:
        return NOT_MINE;
    }
}

static enum outcome review_act(struct screen *screen, enum action action)
{
    struct review_state *state = screen->state;
    enum outcome outcome = edit(screen, action);
    if (outcome != NOT_MINE)
        return outcome;
    switch (action) {
    case ACTION_REVIEW_ROWS:
        return show_part(state, PART_ROWS);
    case ACTION_REVIEW_TRACE:
        return show_part(state, PART_TRACE);
    case ACTION_REVIEW_FINDINGS:
        return show_part(state, PART_FINDINGS);
    case ACTION_REVIEW_STEPS:
        return show_part(state, PART_STEPS);
    case ACTION_ENTER:
        show_all(screen);
        return STAY;
    case ACTION_DETAILS:
        state->wants_details = !state->wants_details;
        return STAY;
    case ACTION_SEARCH:
        ask_filter(screen, state->lists[state->part].filter);
        return STAY;
    case ACTION_REVIEW_LOG:
        console_push(screen->console, &incident_screen, &state->c.review->incident, 0);
        return STAY;
    case ACTION_HISTORY: {
        const struct history_argument argument = { "review", state->c.review->number, state->id };
        console_push(screen->console, &history_screen, &argument, 0);
        return STAY;
    }
    default:
        outcome = list_act(&state->lists[state->part], screen->console, action);
        read_details(state);
        return outcome;
    }
}

static enum outcome review_answered(struct screen *screen, const struct answer *answer)
{
    struct review_state *state = screen->state;
    if (answer->tag == TAG_FILTER) {
        enum outcome outcome = filter_answer(screen, &state->lists[state->part], answer);
        read_details(state);
        return outcome;
    }
    if (answer->tag == TAG_REVIEW_FACT && answer->given) {
        fact_form(screen, answer->id);
        return STAY;
    }
    if (answer->tag == TAG_REVIEW_SCOPE && answer->given && !answer->live) {
        find_form(screen, answer->id == 2);
        return STAY;
    }
    return answer->given && answer->tag == TAG_REVIEW_FORM ? RELOAD : STAY;
}

/* What the domain would refuse anyway is said before anything is typed. */
static int review_may(const struct screen *screen, enum action action, struct err *err)
{
    const struct review_state *state = screen->state;
    const struct err *why = NULL;
    if (state->c.review == NULL)
        return err_set(err, "%s", _("这件审查读不到了。按 q 返回。"));
    switch (action) {
    case ACTION_REVIEW_DECIDE:
    case ACTION_REVIEW_ADD:
    case ACTION_REVIEW_DROP:
    case ACTION_REVIEW_INVOLVE:
    case ACTION_REVIEW_FIND:
        why = &state->change;
        break;
    case ACTION_REVIEW_FACT:
        why = &state->fact;
        break;
    case ACTION_REVIEW_FORWARD:
        why = &state->sign;
        break;
    default:
        break;
    }
    return screen_may(why, err);
}

static bool review_has_row(const struct screen *screen)
{
    const struct review_state *state = screen->state;
    return list_selected(&state->lists[state->part]) != NULL;
}

static void review_paper(const struct screen *screen, struct paper_wish *wish)
{
    const struct review_state *state = screen->state;
    wish->report = state->part == PART_FINDINGS ? "proposal" : "review";
    wish->subject = state->subject;
}

static int64_t review_school_of(const struct screen *screen)
{
    const struct review_state *state = screen->state;
    return state->c.review == NULL ? 0 : state->c.review->school;
}

const struct screen_ops review_screen = {
    .name = "review",
    .title = _("问责审查"),
    .contexts = IN_LIST | IN_REVIEW,
    .size = sizeof(struct review_state),
    .open = review_open_screen,
    .close = review_close_screen,
    .reload = review_reload,
    .draw = review_draw,
    .act = review_act,
    .answer = review_answered,
    .may = review_may,
    .has_row = review_has_row,
    .paper = review_paper,
    .school = review_school_of,
};
