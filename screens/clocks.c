/* 时限: the clocks of an incident, as a line, as a pane, and in full on a screen of their own. */
#include "base/words.h"
#include "domain/article.h"
#include "screens/incident.h"
#include "text/when.h"
#include "text/width.h"
#include "tui/pager.h"
#include "tui/pick.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { BRIEF_COLUMNS = 60 }; /* fewer have no room for every word */

static bool all_done(const struct incident_clock *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].entry == 0)
            return false;
    return true;
}

static bool all_told(const struct clocks *clocks)
{
    return all_done(clocks->v, clocks->n);
}

bool clocks_any(const struct clocks *clocks)
{
    return clocks->n > 0 || clocks->handling.n > 0 || clocks->was_down;
}

bool clocks_run(const struct clocks *clocks)
{
    return clocks->is_down || !all_told(clocks) || !all_done(clocks->handling.v, clocks->handling.n);
}

static enum style clock_style(const struct incident_clock *clock, int64_t now)
{
    static const enum style styles[] = { STYLE_WARNING, STYLE_GOOD, STYLE_LATE, STYLE_LATE };
    return styles[incident_clock_at(clock, now).state];
}

static void tell_down(const struct clocks *clocks, int64_t now, bool brief, char *out, size_t n)
{
    char span[SPAN_TEXT];
    span_show(clocks_down_at(clocks, now), span);
    snprintf(out, n, clocks->is_down ? _("%s中断 %s") : _("%s曾中断 %s"), brief ? "" : _("服务"), span);
}

static enum style down_style(const struct clocks *clocks)
{
    return clocks->is_down ? STYLE_LATE : STYLE_TEXT;
}

/* The hours down have their place, however long the words of the clock are. */
void clocks_draw_line(const struct clocks *clocks, const struct incident *incident, int64_t now, struct canvas *canvas,
                      struct area line)
{
    const struct incident_clock *clock = clocks_pressing(clocks, now);
    char words[CLOCK_TEXT], down[2 * SPAN_TEXT] = "";
    if (clocks->was_down)
        tell_down(clocks, now, line.columns < BRIEF_COLUMNS, down, sizeof down);
    int need = (int)text_cells(down, strlen(down), canvas->wide), column = 0;
    struct area room = area_columns(line, 0, need == 0 ? line.columns : line.columns - need - 2);
    if (clock != NULL) {
        struct arena arena = { 0 };
        clock_show(clock, incident, now, words);
        column =
            canvas_printf(canvas, room, 0, 0, clock_style(clock, now), _("%s：%s"), words, clock_what(clock, &arena)) +
            2;
        arena_free(&arena);
    } else if (clocks->n > 0) {
        const char *told = all_told(clocks) ? _("该报告的都已报告") : _("有时限的都已报告");
        column = canvas_put(canvas, room, 0, 0, STYLE_GOOD, told) + 2;
    }
    canvas_put(canvas, line, 0, column, down_style(clocks), down);
}

/* Two lines, where there is room for them. Returns the row below. */
static int draw_clock(const struct incident_clock *clock, const struct incident *incident, int64_t now,
                      struct canvas *canvas, struct area area, int row)
{
    struct arena arena = { 0 };
    char words[CLOCK_TEXT], by[WHEN_SHOWN];
    if (row + 1 >= area.rows)
        return row;
    clock_show(clock, incident, now, words);
    canvas_put(canvas, area, row, 0, STYLE_STRONG, clock_what(clock, &arena));
    int column = canvas_put(canvas, area, row + 1, 2, clock_style(clock, now), words);
    if (clock->by > 0) {
        when_show(clock->by, now, by, sizeof by);
        canvas_printf(canvas, area, row + 1, column, STYLE_DIM, _("（至 %s）"), by);
    }
    arena_free(&arena);
    return row + 2;
}

void clocks_draw_all(const struct clocks *clocks, const struct incident *incident, int64_t now, struct canvas *canvas,
                     struct area area)
{
    int row = 1;
    canvas_put(canvas, area, 0, 0, STYLE_TITLE, _("时限"));
    char down[2 * SPAN_TEXT];
    if (clocks->was_down) {
        tell_down(clocks, now, false, down, sizeof down);
        canvas_put(canvas, area, row, 0, down_style(clocks), down);
        row += 2;
    }
    for (size_t i = 0; i < clocks->handling.n; i++)
        row = draw_clock(&clocks->handling.v[i], incident, now, canvas, area, row);
    for (size_t i = 0; i < clocks->n; i++)
        row = draw_clock(&clocks->v[i], incident, now, canvas, area, row);
    if (clocks->n == 0)
        canvas_put(canvas, area, row, 0, STYLE_DIM, _("没有要报告的；定级以后才知道"));
}

/* When it was to be done, and when it was. */
static void tell_times(const struct incident_clock *clock, const char *done, struct buf *text)
{
    char moment[TIME_TEXT];
    if (clock->by > 0) {
        time_of(clock->by, moment);
        buf_printf(text, _("  期限：%s\n"), moment);
    }
    if (clock->entry != 0) {
        time_of(clock->met_at, moment);
        buf_printf(text, _("  %s：%s\n"), done, moment);
    }
}

static void tell_report(struct screen *screen, const struct incident_clock *clock, const struct incident *incident,
                        struct buf *text)
{
    const struct report_due *due = clock->due;
    int64_t now = console_now(screen->console);
    char words[CLOCK_TEXT];
    struct arena arena = { 0 };
    clock_show(clock, incident, now, words);
    buf_printf(text, _("%s → %s\n  %s：%s\n"), due->from, due->to,
               clock_state_name(incident_clock_at(clock, now).state), words);
    tell_times(clock, _("报告"), text);
    const char *own = cite_within(screen_school(screen)->documents, due->cite, &arena);
    buf_printf(text, _("  依据：%s"), due_cite(due, true, own, &arena));
    arena_free(&arena);
    buf_printf(text, "%s%s\n\n", due->word == NULL ? "" : _("，"), due->word == NULL ? "" : due->word);
}

static void tell_step(const struct incident_clock *clock, const struct incident *incident, int64_t now,
                      struct buf *text)
{
    struct arena arena = { 0 };
    char words[CLOCK_TEXT];
    clock_show(clock, incident, now, words);
    buf_printf(text, _("处置：%s\n  %s\n"), clock_what(clock, &arena), words);
    tell_times(clock, _("完成"), text);
    buf_printf(text, _("  依据：%s（学校自定，发现后 %" PRId64 " 分钟内）\n\n"), clock->limit->source,
               clock->limit->minutes);
    arena_free(&arena);
}

/* --- To whom --- */

static int64_t id_of_due(const struct report_due *due)
{
    return due->national ? -due->id : due->id;
}

static bool is_reported(const struct clocks *clocks, int64_t recipient)
{
    for (size_t i = 0; i < clocks->n; i++)
        if (id_of_due(clocks->v[i].due) == recipient && clocks->v[i].entry != 0)
            return true;
    return false;
}

static int64_t next_recipient(const struct clocks *clocks, int64_t now, const struct recipients *recipients)
{
    struct clocks asked = *clocks;
    asked.handling.n = 0; /* no step of handling */
    const struct incident_clock *pressing = clocks_pressing(&asked, now);
    if (pressing != NULL)
        return id_of_due(pressing->due);
    for (size_t i = 0; i < asked.n; i++) /* what is asked for now and then, before what no grade asks for */
        if (asked.v[i].entry == 0)
            return id_of_due(asked.v[i].due);
    for (size_t i = 0; i < recipients->n; i++)
        if (!is_reported(&asked, recipients->v[i].id))
            return recipients->v[i].id;
    return 0;
}

void recipients_read(struct screen *screen, const struct clocks *clocks, const struct incident *incident,
                     struct recipients *out)
{
    struct report_dues *dues = &out->dues;
    struct err err;
    if (read_report_dues(console_store(screen->console), incident->school, dues, &err) != 0) {
        console_fail(screen->console, &err);
        return;
    }
    out->v = arena_alloc(&out->arena, sizeof *out->v * (dues->n + 1));
    for (; out->n < dues->n; out->n++) {
        const struct report_due *due = &dues->v[out->n];
        const char *own = cite_within(console_school(screen->console)->documents, due->cite, &out->arena);
        out->v[out->n] = (struct pick_item){ id_of_due(due), due->to, due_cite(due, false, own, &out->arena) };
    }
    out->next = next_recipient(clocks, console_now(screen->console), out);
}

void recipients_done(struct recipients *recipients)
{
    arena_free(&recipients->arena);
    LIST_FREE(&recipients->dues);
}

/* --- All of them, as text --- */

struct clocks_state {
    int64_t id;
    struct incidents one;
    struct clocks clocks;
    int64_t second; /* the text is of */
    struct pager pager;
};

/* The place and the words searched for stay. */
static void tell_all(struct screen *screen)
{
    struct clocks_state *state = screen->state;
    const struct clocks *clocks = &state->clocks;
    const struct incident *incident = &state->one.v[0];
    struct buf text = { 0 };
    char down[2 * SPAN_TEXT];
    state->second = console_now(screen->console);
    if (clocks->was_down) {
        tell_down(clocks, state->second, false, down, sizeof down);
        buf_printf(&text, "%s\n\n", down);
    }
    for (size_t i = 0; i < clocks->handling.n; i++)
        tell_step(&clocks->handling.v[i], incident, state->second, &text);
    for (size_t i = 0; i < clocks->n; i++)
        tell_report(screen, &clocks->v[i], incident, &text);
    if (clocks->n == 0)
        buf_adds(&text, _("没有要报告的；定级以后才知道。\n"));
    pager_update(&state->pager, buf_text(&text), text.n);
    buf_free(&text);
}

static int clocks_open(struct screen *screen, const void *argument, struct err *err)
{
    struct clocks_state *state = screen->state;
    (void)err;
    state->id = *(const int64_t *)argument;
    pager_init(&state->pager, true);
    return 0;
}

static void clocks_close(struct screen *screen)
{
    struct clocks_state *state = screen->state;
    pager_done(&state->pager);
    clocks_free(&state->clocks);
    LIST_FREE(&state->one);
}

static int clocks_reload(struct screen *screen, struct err *err)
{
    struct clocks_state *state = screen->state;
    struct store *store = console_store(screen->console);
    struct incidents one = { 0 };
    struct clocks clocks = { 0 };
    int rc = read_incident(store, state->id, &one, err);
    if (rc == 0 && one.n == 0)
        rc = err_set(err, "%s", _("这个事件读不到了。按 q 返回。"));
    if (rc == 0)
        rc = clocks_read(store, &one.v[0], console_now(screen->console), &clocks, err);
    if (rc != 0) {
        clocks_free(&clocks);
        LIST_FREE(&one);
        return -1;
    }
    clocks_free(&state->clocks);
    LIST_FREE(&state->one);
    state->clocks = clocks;
    state->one = one;
    tell_all(screen);
    return 0;
}

static void clocks_tick(struct screen *screen, bool now)
{
    const struct clocks_state *state = screen->state;
    if (now || state->one.n == 0 || console_now(screen->console) == state->second || !clocks_run(&state->clocks))
        return;
    tell_all(screen);
    console_changed(screen->console);
}

static void clocks_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    struct clocks_state *state = screen->state;
    if (state->one.n > 0)
        draw_incident_line(screen, &state->one.v[0], canvas, area);
    pager_draw(&state->pager, canvas, area_rows(area, 1, area.rows - 1));
}

static enum outcome clocks_act(struct screen *screen, enum action action)
{
    struct clocks_state *state = screen->state;
    return pager_act(&state->pager, screen->console, action);
}

static enum outcome clocks_answer(struct screen *screen, const struct answer *answer)
{
    struct clocks_state *state = screen->state;
    pager_answer(&state->pager, screen->console, answer);
    return STAY;
}

static void clocks_paper(const struct screen *screen, struct paper_wish *wish)
{
    const struct clocks_state *state = screen->state;
    incident_paper(&state->one, wish);
}

const struct screen_ops clocks_screen = {
    .name = "clocks",
    .title = _("时限"),
    .contexts = IN_PAGER,
    .size = sizeof(struct clocks_state),
    .open = clocks_open,
    .close = clocks_close,
    .reload = clocks_reload,
    .draw = clocks_draw,
    .act = clocks_act,
    .answer = clocks_answer,
    .tick = clocks_tick,
    .paper = clocks_paper,
};
