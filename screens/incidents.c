/* 事件: the school's incidents, the last found first, by key at any size; those of drills are a list of their own. */
#include "base/words.h"
#include "domain/incident.h"
#include "screens/incident.h"
#include "text/when.h"
#include "text/width.h"
#include "tui/form.h"
#include "tui/pick.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAG_NEW = 1, TAG_BODY, TAG_CATEGORY, TAG_GRADE, TAG_STATE, TAG_PERIOD, TAG_DAYS };
enum { COLUMNS = 8, NUMBER_LEAST = 8, NUMBER_MOST = 32 };

struct incidents_state {
    struct screen *screen;
    struct list list;
    struct list_column columns[COLUMNS]; /* the first as wide as the longest number read so far needs */
    enum series series, measured;        /* measured: the numbers were of these, and of this school */
    int64_t drill;    /* the one this login was in when it was last read: its incidents are shown first */
    int64_t of_drill; /* only the incidents of this one; 0: of all */
    struct grades grades;
    struct clock_rules rules;
    int64_t school; /* the filters and the reports that are due are of */
    int64_t minute; /* the rows' clocks are of */
    int64_t body, category, grade;
    char *body_name, *category_name;
    int state;                         /* index into incident_states, counted from 1; 0: all */
    char from[DAY_TEXT], to[DAY_TEXT]; /* found on these days or between; "": open */
    int64_t asked;                     /* whether to open a review of this one: its row may be gone by the answer */
    struct buf filters;                /* all but the words, as told above the list */
};

static const struct list_column columns[COLUMNS] = {
    { _("编号"), NUMBER_LEAST, 0, ALIGN_LEFT, 0, false },
    { _("标题"), 8, 3, ALIGN_LEFT, 0, false },
    { _("单位"), 0, 1, ALIGN_LEFT, 5, false },
    { _("类别"), 16, 0, ALIGN_LEFT, 6, false },
    { _("级别"), 8, 0, ALIGN_LEFT, 3, false },
    { _("状态"), 8, 0, ALIGN_LEFT, 1, false },
    { _("发现"), 12, 0, ALIGN_LEFT, 4, false },
    { _("时限"), 18, 0, ALIGN_LEFT, 2, false },
};

/* --- The source --- */

static enum style style_of(const struct incident *incident)
{
    if (strcmp(incident->state, "closed") == 0)
        return STYLE_DIM;
    return strcmp(incident->state, "open") == 0 ? STYLE_LATE : STYLE_WARNING;
}

/* The most pressing of its clocks in a word or two. */
static int tell_clock(const struct incidents_state *state, const struct incident *incident, struct list_page *page,
                      const char **cell, struct err *err)
{
    struct console *console = state->screen->console;
    struct clocks clocks = { .rules = state->rules };
    int64_t now = console_now(console);
    char span[SPAN_TEXT];
    if (clocks_count_read(console_store(console), incident, now, &clocks, err) != 0)
        return -1;
    const struct incident_clock *clock = clocks_pressing(&clocks, now);
    if (clock != NULL) {
        struct incident_clock then = incident_clock_at(clock, now);
        span_show_short(clock->by > 0 ? then.spare : now - incident->found_at, span);
        *cell = arena_printf(&page->arena,
                             then.state == CLOCK_MISSED ? _("逾期 %s")
                             : clock->by > 0            ? _("剩 %s")
                                                        : _("未报 %s"),
                             span);
    } else if (clocks.is_down) {
        span_show_short(clocks_down_at(&clocks, now), span);
        *cell = arena_printf(&page->arena, _("中断 %s"), span);
    }
    clocks_drop(&clocks);
    return 0;
}

/* The column only grows, so that going through the list does not paint it anew again and again. */
static void make_room(struct incidents_state *state, const char *number)
{
    int cells = (int)text_cells(number, strlen(number), false);
    if (cells > state->columns[0].cells)
        state->columns[0].cells = cells < NUMBER_MOST ? cells : NUMBER_MOST;
}

static int add_row(struct incidents_state *state, struct list_page *page, const struct incident *incident,
                   struct err *err)
{
    const char **cells;
    char found[WHEN_SHOWN];
    const struct grades *grades = &state->grades;
    int64_t now = console_now(state->screen->console);
    struct list_row *row = list_page_add(page, incident->id, COLUMNS, &cells);
    row->key = arena_printf(&page->arena, "%" PRId64, incident->found_at);
    row->style = style_of(incident);
    when_show(incident->found_at, now, found, sizeof found);
    make_room(state, incident->number);
    cells[0] = arena_strdup(&page->arena, incident->number);
    cells[1] = arena_strdup(&page->arena, incident->title);
    cells[2] = arena_strdup(&page->arena, incident->body_name);
    cells[3] = arena_strdup(&page->arena, incident->category_name);
    cells[4] = arena_strdup(&page->arena, incident_grade_name(grades, incident->grade));
    cells[5] = arena_strdup(&page->arena, incident_state_name(incident->state));
    cells[6] = arena_strdup(&page->arena, found);
    return clocks_are_told(incident, now) ? tell_clock(state, incident, page, &cells[7], err) : 0;
}

static int incidents_page(void *context, const struct list_ask *ask, struct list_page *page, struct err *err)
{
    struct incidents_state *state = context;
    struct console *console = state->screen->console;
    struct incidents incidents = { 0 };
    const struct incident_page wanted = { .school = console_school(console)->id,
                                          .series = state->series,
                                          .drill = state->series == SERIES_DRILL ? state->of_drill : 0,
                                          .body = state->body,
                                          .category = state->category,
                                          .grade = state->grade,
                                          .state = state->state == 0 ? NULL : incident_states[state->state - 1],
                                          .from = *state->from == '\0' ? 0 : day_begin(state->from),
                                          .to = *state->to == '\0' ? 0 : day_end(state->to),
                                          .words = ask->filter[0] == '\0' ? NULL : ask->filter,
                                          .found_at = ask->from == NULL ? 0 : strtoll(ask->from->key, NULL, 10),
                                          .id = ask->from == NULL ? 0 : ask->from->id,
                                          .limit = ask->most,
                                          .backwards = ask->backwards };
    int rc = read_incidents(console_store(console), &wanted, &incidents, err);
    for (size_t i = 0; rc == 0 && i < incidents.n; i++)
        rc = add_row(state, page, &incidents.v[i], err);
    LIST_FREE(&incidents);
    return rc;
}

/* Whether the filters pass it: asked for as the one row behind its neighbour would be. */
static int incidents_find(void *context, int64_t id, const struct list_ask *ask, struct list_page *page, bool *found,
                          struct err *err)
{
    struct incidents_state *state = context;
    struct incidents one = { 0 };
    char key[24];
    *found = false;
    if (read_incident(console_store(state->screen->console), id, &one, err) != 0)
        return -1;
    snprintf(key, sizeof key, "%" PRId64, one.n > 0 ? one.v[0].found_at : 0);
    /* The row just before it in the order, if there were one with the next id. */
    const struct list_row before = { .id = id + 1, .key = key };
    struct list_ask asked = *ask;
    asked.from = &before;
    asked.backwards = false;
    asked.most = 1;
    int rc = one.n == 0 ? 0 : incidents_page(state, &asked, page, err);
    *found = rc == 0 && page->n > 0 && page->v[page->n - 1].id == id;
    if (!*found)
        page->n = 0;
    LIST_FREE(&one);
    return rc;
}

static const struct list_source source = { incidents_page, incidents_find };

/* --- A new one --- */

static int save_new(struct console *console, const struct form *form, int64_t subject, int64_t *id, const char **field,
                    struct err *err)
{
    const struct incident_fields fields = { .school = console_school(console)->id,
                                            .drill = subject,
                                            .title = form_text(form, "title"),
                                            .line = form_text(form, "line"),
                                            .found_at = form_id(form, "found") };
    (void)field;
    return incident_open(console_session(console), &fields, id, err);
}

/* Only the title is needed: everything else has a default and can come later. What is typed for a drill is kept apart
 * from what is typed for a real one. */
void incident_form(struct screen *screen, const struct drill *drill, int tag)
{
    bool in_drill = console_drill(screen->console) != NULL;
    char key[48] = "incident-new";
    if (drill != NULL)
        snprintf(key, sizeof key, "incident-drill-%" PRId64, drill->id);
    const struct field_spec fields[] = {
        { .name = "title", .label = _("标题"), .kind = FIELD_TEXT, .needed = true, .limit = 80 },
        { .name = "line",
          .label = _("第一条"),
          .domain = _("首条记录"),
          .kind = FIELD_TEXT,
          .limit = 400,
          .hint = _("怎样发现的；空着也可以，以后再记") },
        { .name = "found",
          .label = _("发现时间"),
          .domain = _("时间"),
          .kind = FIELD_TIME,
          .needed = true,
          .id = console_now(screen->console),
          .hint = _("如 -5m、14:05、昨天 9:30") },
    };
    const struct form_argument argument = { .title = drill != NULL ? _("【演练】新事件")
                                                     : in_drill    ? _("【真实事件】新事件")
                                                                   : _("新事件"),
                                            .key = key,
                                            .fields = fields,
                                            .n = COUNT(fields),
                                            .subject = drill == NULL ? 0 : drill->id,
                                            .save = save_new };
    console_push(screen->console, &form_screen, &argument, tag);
}

/* --- Filters --- */

static void pick_body(struct screen *screen)
{
    const struct incidents_state *state = screen->state;
    struct console *console = screen->console;
    struct bodies bodies = { 0 };
    struct err err;
    if (read_bodies(console_store(console), console_school(console)->id, console_day(console), &bodies, &err) != 0) {
        console_fail(console, &err);
        return;
    }
    struct pick_item *items = mem_alloc(sizeof *items * (bodies.n + 1));
    for (size_t i = 0; i < bodies.n; i++)
        items[i] = (struct pick_item){ bodies.v[i].id, bodies.v[i].name, bodies.v[i].short_name };
    const struct pick_argument argument = { .title = _("只看这个单位及其下属的事件"),
                                            .items = items,
                                            .n = bodies.n,
                                            .selected = state->body,
                                            .none = _("（全部）") };
    console_push(console, &pick_screen, &argument, TAG_BODY);
    mem_free(items);
    LIST_FREE(&bodies);
}

static void pick_category(struct screen *screen)
{
    const struct incidents_state *state = screen->state;
    struct categories categories = { 0 };
    struct pick_item items[16];
    struct err err;
    if (read_categories(console_store(screen->console), &categories, &err) != 0) {
        console_fail(screen->console, &err);
        return;
    }
    size_t n = categories.n < 16 ? categories.n : 16;
    for (size_t i = 0; i < n; i++)
        items[i] = (struct pick_item){ categories.v[i].id, categories.v[i].name, categories.v[i].code };
    const struct pick_argument argument = {
        .title = _("只看这一类事件"), .items = items, .n = n, .selected = state->category, .none = _("（全部）")
    };
    console_push(screen->console, &pick_screen, &argument, TAG_CATEGORY);
    LIST_FREE(&categories);
}

static void pick_grade(struct screen *screen)
{
    const struct incidents_state *state = screen->state;
    struct grades grades = { 0 };
    struct pick_item items[8];
    struct err err;
    if (read_grades(console_store(screen->console), &grades, &err) != 0) {
        console_fail(screen->console, &err);
        return;
    }
    size_t n = grades.n < 8 ? grades.n : 8;
    for (size_t i = 0; i < n; i++)
        items[i] = (struct pick_item){ grades.v[i].id, grades.v[i].name, grades.v[i].roman };
    const struct pick_argument argument = {
        .title = _("只看这一级事件"), .items = items, .n = n, .selected = state->grade, .none = _("（全部）")
    };
    console_push(screen->console, &pick_screen, &argument, TAG_GRADE);
    LIST_FREE(&grades);
}

static void pick_state(struct screen *screen)
{
    const struct incidents_state *state = screen->state;
    struct pick_item items[8];
    size_t n = 0;
    for (; n < 8 && incident_states[n] != NULL; n++)
        items[n] = (struct pick_item){ (int64_t)n + 1, incident_state_name(incident_states[n]), NULL };
    const struct pick_argument argument = {
        .title = _("只看这种状态的事件"), .items = items, .n = n, .selected = state->state, .none = _("（全部）")
    };
    console_push(screen->console, &pick_screen, &argument, TAG_STATE);
}

/* The days of a stretch that was typed travel as one number, 2026110120261130; 0 for an end that is open. */
enum { PERIOD_OWN = 1000, DAY_NUMBERS = 100000000 };

static void pick_period(struct screen *screen)
{
    const struct incidents_state *state = screen->state;
    static const struct pick_item items[] = { { 1, _("今天"), NULL },
                                              { 7, _("最近 7 天"), NULL },
                                              { 30, _("最近 30 天"), NULL },
                                              { 365, _("最近一年"), NULL },
                                              { PERIOD_OWN, _("从某一天到某一天…"), NULL } };
    const struct pick_argument argument = { .title = _("只看这段时间发现的事件"),
                                            .items = items,
                                            .n = COUNT(items),
                                            .selected = *state->from == '\0' && *state->to == '\0' ? 0 : PERIOD_OWN,
                                            .none = _("（全部）") };
    console_push(screen->console, &pick_screen, &argument, TAG_PERIOD);
}

static int64_t day_number(const char *day)
{
    return day == NULL ? 0
                       : strtoll(day, NULL, 10) * 10000 + strtoll(day + 5, NULL, 10) * 100 + strtoll(day + 8, NULL, 10);
}

static void take_day(int64_t number, char day[DAY_TEXT])
{
    char written[40];
    snprintf(written, sizeof written, "%08" PRId64, number);
    if (number == 0 || day_parse(written, day) != 0)
        day[0] = '\0';
}

static int save_days(struct console *console, const struct form *form, int64_t subject, int64_t *id, const char **field,
                     struct err *err)
{
    const char *from = form_text(form, "from"), *to = form_text(form, "to");
    char today[DAY_TEXT];
    (void)subject;
    day_of(console_now(console), today);
    *field = "from";
    if (from != NULL && strcmp(from, today) > 0)
        return err_set(err, _("“从”的 %s 还没有到，不会有那以后发现的事件。请改早。"), from);
    if (from != NULL && to != NULL && strcmp(from, to) > 0)
        return err_set(err, _("“从”的 %s 晚于“到”的 %s。请核对两个日期。"), from, to);
    *id = day_number(from) * DAY_NUMBERS + day_number(to);
    return 0;
}

static void ask_days(struct screen *screen)
{
    const struct incidents_state *state = screen->state;
    const struct field_spec fields[] = {
        { .name = "from",
          .label = _("从"),
          .kind = FIELD_DAY,
          .text = *state->from == '\0' ? NULL : state->from,
          .hint = _("这一天也算，如 2026-11-01、11-20、-7；空着就不限") },
        { .name = "to",
          .label = _("到"),
          .kind = FIELD_DAY,
          .text = *state->to == '\0' ? NULL : state->to,
          .hint = _("这一天也算；空着就不限") },
    };
    const struct form_argument argument = {
        .title = _("只看这段时间发现的事件"), .fields = fields, .n = COUNT(fields), .save = save_days
    };
    console_push(screen->console, &form_screen, &argument, TAG_DAYS);
}

/* Today and the days before it, so many in all; 0: all there are. */
static void set_period(struct incidents_state *state, int64_t days)
{
    char today[DAY_TEXT];
    state->from[0] = state->to[0] = '\0';
    day_of(console_now(state->screen->console), today);
    if (days > 0 && day_shift(today, 1 - (int)days, state->from) != 0)
        state->from[0] = '\0';
}

static void tell_filter(struct incidents_state *state, bool on, const char *name)
{
    if (on)
        buf_printf(&state->filters, _("，%s"), name);
}

/* What the list leaves out is told above it. */
static void tell_filters(struct incidents_state *state)
{
    char days[WHEN_DAYS];
    when_show_days(state->from, state->to, days);
    buf_clear(&state->filters);
    buf_adds(&state->filters, state->series == SERIES_REAL ? _("真实事件")
                              : state->of_drill != 0       ? _("【演练】这次演练的事件")
                                                           : _("【演练】的事件"));
    tell_filter(state, *days != '\0', days);
    tell_filter(state, state->body != 0, state->body_name);
    tell_filter(state, state->category != 0, state->category_name);
    tell_filter(state, state->grade != 0, incident_grade_name(&state->grades, state->grade));
    if (state->state != 0)
        tell_filter(state, true, incident_state_name(incident_states[state->state - 1]));
}

static void clear_filters(struct incidents_state *state)
{
    state->of_drill = 0;
    state->body = state->category = state->grade = 0;
    state->state = 0;
    state->from[0] = state->to[0] = '\0';
}

/* --- The screen --- */

static int incidents_open(struct screen *screen, const void *argument, struct err *err)
{
    struct incidents_state *state = screen->state;
    (void)argument;
    (void)err;
    state->screen = screen;
    memcpy(state->columns, columns, sizeof columns);
    list_init(&state->list, state->columns, COLUMNS, &source, state);
    state->list.empty = _("没有符合的事件。按 n 开一个，按 x 看全部。");
    return 0;
}

static void incidents_close(struct screen *screen)
{
    struct incidents_state *state = screen->state;
    list_done(&state->list);
    LIST_FREE(&state->grades);
    clock_rules_free(&state->rules);
    buf_free(&state->filters);
    mem_free(state->body_name);
    mem_free(state->category_name);
}

/* Whoever joins a drill sees its incidents, and whoever is out of it the real ones again. */
static void follow_drill(struct incidents_state *state)
{
    const struct drill *drill = console_drill(state->screen->console);
    int64_t now = drill == NULL ? 0 : drill->id;
    if (now == state->drill)
        return;
    state->drill = state->of_drill = now;
    state->series = now == 0 ? SERIES_REAL : SERIES_DRILL;
}

/* Another screen asks for this one, and no filter may hide it. */
static int show_wanted(struct incidents_state *state, int64_t id, struct err *err)
{
    struct incidents one = { 0 };
    if (list_select(&state->list, id, err))
        return 0;
    int rc = read_incident(console_store(state->screen->console), id, &one, err);
    if (rc == 0 && one.n > 0) {
        clear_filters(state);
        state->series = one.v[0].drill == 0 ? SERIES_REAL : SERIES_DRILL;
        tell_filters(state);
        rc = list_set_filter(&state->list, "", err);
        list_select(&state->list, id, err);
    }
    LIST_FREE(&one);
    return rc;
}

static int incidents_reload(struct screen *screen, struct err *err)
{
    struct incidents_state *state = screen->state;
    struct console *console = screen->console;
    if (state->grades.n == 0 && read_grades(console_store(console), &state->grades, err) != 0)
        return -1;
    struct clock_rules rules = { 0 };
    if (clock_rules_read(console_store(console), console_school(console)->id, &rules, err) != 0) {
        clock_rules_free(&rules);
        return -1;
    }
    clock_rules_free(&state->rules);
    state->rules = rules;
    follow_drill(state);
    if (state->school != console_school(console)->id || state->measured != state->series)
        state->columns[0].cells = NUMBER_LEAST;
    state->measured = state->series;
    if (state->school != console_school(console)->id)
        state->body = 0; /* one of another school */
    state->school = console_school(console)->id;
    state->minute = console_now(console) / 60;
    tell_filters(state);
    if (list_load(&state->list, list_height(screen) - 1, err) != 0)
        return -1;
    int64_t wanted = console_wanted(screen->console, "incident");
    if (wanted != 0 && show_wanted(state, wanted, err) != 0)
        return -1;
    /* The overview leads to a drill's findings through here. */
    int64_t drill = console_wanted(screen->console, "drill");
    if (drill != 0)
        console_push(screen->console, &drill_screen, &drill, 0);
    return 0;
}

/* The clocks of the rows seen are counted anew each minute. */
static void incidents_tick(struct screen *screen, bool now)
{
    struct incidents_state *state = screen->state;
    if (!now && console_now(screen->console) / 60 != state->minute)
        screen->stale = true;
}

static void incidents_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct incidents_state *state = screen->state;
    enum style style = state->series == SERIES_DRILL ? STYLE_DRILL : state->drill != 0 ? STYLE_REAL : STYLE_TITLE;
    if (state->list.filter != NULL)
        canvas_printf(canvas, area, 0, 0, style, _("%s，查找“%s”"), buf_text(&state->filters), state->list.filter);
    else
        canvas_put(canvas, area, 0, 0, style, buf_text(&state->filters));
    list_draw(&state->list, canvas, area_rows(area, 1, area.rows - 1));
}

static enum outcome incidents_act(struct screen *screen, enum action action)
{
    struct incidents_state *state = screen->state;
    const struct list_row *row = list_selected(&state->list);
    switch (action) {
    case ACTION_ENTER:
        console_push(screen->console, &incident_screen, &row->id, 0);
        return STAY;
    case ACTION_INCIDENT_NEW:
        incident_form(screen, console_drill(screen->console), TAG_NEW);
        return STAY;
    case ACTION_LIMITS:
        console_push(screen->console, &limits_screen, NULL, 0);
        return STAY;
    case ACTION_REVIEW_OPEN:
        state->asked = row != NULL ? row->id : 0;
        if (row != NULL)
            go_review(screen, row->id);
        else
            console_say(screen->console, STYLE_ERROR, "%s", _("没有选中的事件，不能打开审查。"));
        return STAY;
    case ACTION_SEARCH:
        ask_filter(screen, state->list.filter);
        return STAY;
    case ACTION_FILTER_BODY:
        pick_body(screen);
        return STAY;
    case ACTION_FILTER_CATEGORY:
        pick_category(screen);
        return STAY;
    case ACTION_FILTER_GRADE:
        pick_grade(screen);
        return STAY;
    case ACTION_FILTER_STATE:
        pick_state(screen);
        return STAY;
    case ACTION_FILTER_PERIOD:
        pick_period(screen);
        return STAY;
    case ACTION_SERIES:
        state->series = state->series == SERIES_REAL ? SERIES_DRILL : SERIES_REAL;
        state->of_drill = state->drill;
        return RELOAD;
    case ACTION_FILTER_CLEAR: {
        struct err err;
        clear_filters(state);
        if (list_set_filter(&state->list, "", &err) != 0)
            console_fail(screen->console, &err);
        return RELOAD;
    }
    default:
        return list_act(&state->list, screen->console, action);
    }
}

static enum outcome incidents_answer(struct screen *screen, const struct answer *answer)
{
    struct incidents_state *state = screen->state;
    if (answer->tag == TAG_FILTER)
        return filter_answer(screen, &state->list, answer);
    if (!answer->given)
        return STAY;
    if (answer->tag == TAG_REVIEW) {
        review_answer(screen, state->asked, answer);
        return STAY;
    }
    switch (answer->tag) {
    case TAG_NEW: /* straight into it: the next steps are one key each */
        console_push(screen->console, &incident_screen, &answer->id, 0);
        return STAY;
    case TAG_BODY:
        state->body = answer->id;
        mem_free(state->body_name);
        state->body_name = answer->id == 0 ? NULL : mem_strdup(answer->text);
        break;
    case TAG_CATEGORY:
        state->category = answer->id;
        mem_free(state->category_name);
        state->category_name = answer->id == 0 ? NULL : mem_strdup(answer->text);
        break;
    case TAG_GRADE:
        state->grade = answer->id;
        break;
    case TAG_STATE:
        state->state = (int)answer->id;
        break;
    case TAG_PERIOD:
        if (answer->id == PERIOD_OWN) {
            ask_days(screen);
            return STAY;
        }
        set_period(state, answer->id);
        break;
    case TAG_DAYS:
        take_day(answer->id / DAY_NUMBERS, state->from);
        take_day(answer->id % DAY_NUMBERS, state->to);
        break;
    default:
        break;
    }
    return RELOAD;
}

static bool incidents_has_row(const struct screen *screen)
{
    const struct incidents_state *state = screen->state;
    return list_selected(&state->list) != NULL;
}

static void incidents_paper(const struct screen *screen, struct paper_wish *wish)
{
    const struct incidents_state *state = screen->state;
    wish->report = state->series == SERIES_DRILL ? "drill-incidents" : "incidents";
    wish->body = state->body == 0 ? NULL : state->body_name;
    wish->chosen = (struct register_choice){
        .from = state->from, /* "": the list begins with the first there is, and so does the paper */
        .to = *state->to == '\0' ? NULL : state->to,
        .category = state->category == 0 ? NULL : state->category_name,
        .grade = state->grade == 0 ? NULL : incident_grade_name(&state->grades, state->grade),
        .state = state->state == 0 ? NULL : incident_states[state->state - 1],
        .words = state->list.filter,
        .drill = state->series == SERIES_DRILL ? state->of_drill : 0,
    };
}

const struct screen_ops incidents_screen = {
    .name = "incidents",
    .title = _("事件"),
    .contexts = IN_LIST | IN_INCIDENTS,
    .size = sizeof(struct incidents_state),
    .open = incidents_open,
    .close = incidents_close,
    .reload = incidents_reload,
    .draw = incidents_draw,
    .act = incidents_act,
    .answer = incidents_answer,
    .tick = incidents_tick,
    .has_row = incidents_has_row,
    .paper = incidents_paper,
};
