/* 事件登记表: the incidents of a period or of another choice, real ones or those of drills; 时限表: what open ones
 * still owe to whom. Meijia-75 art 3, 7; Cangzhou art 7. */
#include "report/incident_in.h"

#include "base/words.h"
#include "domain/incident.h"
#include "text/clean.h"
#include "text/when.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A paper is made whole in memory: beyond so many rows it is to be parted by period or unit. */
enum { ROWS_MOST = 20000, PAGE = 500 };
enum {
    NUMBER_CELLS = 18,
    DAY_CELLS = 10,
    GRADE_CELLS = 8,
    STATE_CELLS = 6,
    CLOCK_CELLS = 14,
    REGISTER_PAPER = 5,
    REGISTER_CSV = 13,
    CLOCKS_PAPER = 5,
    CLOCKS_CSV = 11
};

struct printing {
    struct frame frame;
    struct incidents incidents;
    struct grades grades;
    struct clock_rules rules;
    enum series series;
    struct buf scope; /* what was chosen, in words; empty: all there is */
};

/* --- Reading --- */

/* In pages: a row that another school or state has is not read. */
static int read_pages(struct printing *p, struct incident_page *page, struct err *err)
{
    struct store *store = p->frame.request->store;
    size_t before;
    page->school = p->frame.request->school->id;
    page->body = p->frame.body;
    page->limit = PAGE;
    page->id = 0;
    do {
        before = p->incidents.n;
        if (read_incidents(store, page, &p->incidents, err) != 0)
            return -1;
        if (p->incidents.n > ROWS_MOST)
            return err_set(
                err, _("事件超过 %d 个，一份公文装不下。请按时间或单位分开打印（命令行用 --from、--as-of、--body）。"),
                ROWS_MOST);
        if (p->incidents.n > before) {
            page->found_at = p->incidents.v[p->incidents.n - 1].found_at;
            page->id = p->incidents.v[p->incidents.n - 1].id;
        }
    } while (p->incidents.n - before == PAGE);
    return 0;
}

/* --- What is chosen --- */

static void say_scope(struct printing *p, const char *before, const char *value, const char *after)
{
    buf_printf(&p->scope, "%s%s%s%s", p->scope.n > 0 ? _("；") : "", before, value, after);
}

static void say_body(struct printing *p)
{
    for (size_t i = 0; p->frame.body != 0 && i < p->frame.org.bodies.n; i++)
        if (p->frame.org.bodies.v[i].id == p->frame.body)
            say_scope(p, _("单位："), p->frame.org.bodies.v[i].name, _("及其下属"));
}

/* From the beginning of the first day to the end of the last: of the year of the last one, unless it says since when.
 */
static int choose_days(struct printing *p, struct incident_page *page, struct err *err)
{
    const struct report_request *request = p->frame.request;
    const char *from = request->chosen.from, *to = request->chosen.to;
    char year[DAY_TEXT], shown[WHEN_DAYS];
    if (to == NULL || strcmp(to, request->day) > 0)
        to = request->day;
    snprintf(year, sizeof year, "%.4s-01-01", to);
    if (from == NULL)
        from = year;
    if (strcmp(from, to) > 0)
        return err_set(err, _("起始日期 %s 晚于截至日期 %s。请核对。"), from, to);
    page->from = *from == '\0' ? 0 : day_begin(from);
    page->to = day_end(to);
    when_show_days(from, to, shown);
    say_scope(p, _("发现于 "), shown, "");
    return 0;
}

static int choose_category(struct printing *p, const char *wanted, struct incident_page *page, struct err *err)
{
    struct categories all = { 0 };
    struct buf names = { 0 };
    int rc = read_categories(p->frame.request->store, &all, err);
    const struct category *category = rc == 0 ? category_named(&all, wanted) : NULL;
    if (category != NULL) {
        page->category = category->id;
        say_scope(p, _("类别："), category->name, "");
    } else if (rc == 0) {
        for (size_t i = 0; i < all.n; i++)
            buf_printf(&names, "%s%s（%s）", i > 0 ? "、" : "", all.v[i].code, all.v[i].name);
        rc = err_set(err, _("没有事件类别 %s。可写：%s。"), wanted, buf_text(&names));
    }
    buf_free(&names);
    LIST_FREE(&all);
    return rc;
}

static int choose_grade(struct printing *p, const char *wanted, struct incident_page *page, struct err *err)
{
    const struct grade *grade = grade_named(&p->grades, wanted);
    if (grade == NULL)
        return err_set(err, _("没有事件级别 %s。可写名称，或 1（特别重大）到 4（一般）。"), wanted);
    page->grade = grade->id;
    say_scope(p, _("级别："), grade->name, "");
    return 0;
}

static int choose_state(struct printing *p, const char *wanted, struct incident_page *page, struct err *err)
{
    for (const char *const *state = incident_states; *state != NULL; state++)
        if (strcmp(*state, wanted) == 0 || strcmp(incident_state_name(*state), wanted) == 0)
            page->state = *state;
    if (page->state == NULL)
        return err_set(err, _("没有事件状态 %s。可写：open、contained、recovered、closed，或它们的名称。"), wanted);
    say_scope(p, _("状态："), incident_state_name(page->state), "");
    return 0;
}

static int choose_drill(struct printing *p, int64_t wanted, struct incident_page *page, struct err *err)
{
    struct drills drills = { 0 };
    int rc = read_drill(p->frame.request->store, wanted, &drills, err);
    if (rc == 0 && drills.n > 0)
        say_scope(p, _("演练："), drills.v[0].name, "");
    page->drill = wanted;
    LIST_FREE(&drills);
    return rc;
}

/* Shown on one line, whatever was typed: no more lines of a paper come in by it. */
static void say_words(struct printing *p, const char *words)
{
    struct buf shown = { 0 };
    text_show(words, strlen(words), false, &shown);
    say_scope(p, _("查找：“"), buf_text(&shown), _("”"));
    buf_free(&shown);
}

static int choose(struct printing *p, struct incident_page *page, struct err *err)
{
    const struct register_choice *chosen = &p->frame.request->chosen;
    if (choose_days(p, page, err) != 0)
        return -1;
    if (chosen->drill != 0 && p->series == SERIES_DRILL && choose_drill(p, chosen->drill, page, err) != 0)
        return -1;
    say_body(p);
    if ((chosen->category != NULL && choose_category(p, chosen->category, page, err) != 0) ||
        (chosen->grade != NULL && choose_grade(p, chosen->grade, page, err) != 0) ||
        (chosen->state != NULL && choose_state(p, chosen->state, page, err) != 0))
        return -1;
    page->words = chosen->words;
    if (chosen->words != NULL)
        say_words(p, chosen->words);
    return 0;
}

static int read_register(struct printing *p, struct err *err)
{
    struct incident_page page = { .series = p->series };
    return choose(p, &page, err) == 0 ? read_pages(p, &page, err) : -1;
}

static int read_open(struct printing *p, struct err *err)
{
    for (const char *const *state = incident_states; *state != NULL; state++) {
        struct incident_page page = { .series = SERIES_REAL, .state = *state };
        if (strcmp(*state, "closed") != 0 && read_pages(p, &page, err) != 0)
            return -1;
    }
    return clock_rules_read(p->frame.request->store, p->frame.request->school->id, &p->rules, err);
}

/* --- The register --- */

static const char *report_name(const struct printing *p)
{
    return p->series == SERIES_DRILL ? "drill-incidents" : "incidents";
}

static void register_row(struct printing *p, const struct incident *incident, const char **cells)
{
    const char *const values[REGISTER_PAPER + REGISTER_CSV] = {
        arena_printf(&p->frame.arena, "%s\n%s", incident->number, incident->title),
        incident->body_name,
        arena_printf(&p->frame.arena, "%s\n%s", incident->category_name == NULL ? "" : incident->category_name,
                     incident->grade == 0 ? "" : incident_grade_name(&p->grades, incident->grade)),
        broken_time(&p->frame, incident->found_at),
        incident_state_name(incident->state),
        /* from here the CSV */
        incident->number,
        incident->title,
        incident->body_name,
        incident->asset_name,
        incident->category_name,
        incident->opinion ? _("是") : _("否"),
        incident->grade == 0 ? NULL : incident_grade_name(&p->grades, incident->grade),
        incident_state_name(incident->state),
        shown_time(&p->frame, incident->found_at),
        shown_time(&p->frame, incident->happened_at),
        incident_found_by_name(incident->found_by),
        incident->opened_by,
        shown_time(&p->frame, incident->opened_at),
    };
    memcpy(cells, values, sizeof values);
}

static void register_table(struct printing *p, struct buf *out)
{
    static const struct paper_column columns[REGISTER_PAPER] = {
        { _("事件"), 0, ALIGN_LEFT },
        { _("单位"), 0, ALIGN_LEFT },
        { _("类别\n级别"), GRADE_CELLS, ALIGN_LEFT },
        { _("发现时间"), DAY_CELLS, ALIGN_CENTER },
        { _("状态"), STATE_CELLS, ALIGN_CENTER },
    };
    static const char *const titles[REGISTER_CSV] = { _("编号"),     _("事件"),     _("单位"), _("信息系统"),
                                                      _("类别"),     _("舆情"),     _("级别"), _("状态"),
                                                      _("发现时间"), _("发生时间"), _("来源"), _("登记人"),
                                                      _("登记时间") };
    struct sheet sheet = { .columns = columns, .paper_n = REGISTER_PAPER, .csv_titles = titles, .csv_n = REGISTER_CSV };
    for (size_t i = 0; i < p->incidents.n; i++)
        register_row(p, &p->incidents.v[i], sheet_row(&sheet));
    sheet.above = arena_printf(&p->frame.arena, _("登记范围：%s"), buf_text(&p->scope));
    sheet.below = arena_printf(&p->frame.arena, _("数量：%zu"), sheet_rows(&sheet));
    sheet_print(&sheet, &p->frame, report_named(report_name(p))->title, out);
    sheet_done(&sheet);
}

static void register_json(struct printing *p, struct buf *out)
{
    struct json json;
    json_init(&json, out);
    json_open(&json, '[');
    for (size_t i = 0; i < p->incidents.n; i++) {
        json_open(&json, '{');
        json_incident(&json, &p->incidents.v[i]);
        json_close(&json, '}');
    }
    json_close(&json, ']');
}

/* --- Clocks --- */

/* Merged by the incident, so that each is told of once. */
static void clock_row(struct printing *p, const struct incident *incident, const struct incident_clock *clock,
                      struct sheet *sheet)
{
    struct frame *frame = &p->frame;
    const char *to = clock->due == NULL ? handling_text(frame, clock) : clock->due->to;
    const char *words = clock_text(frame, clock, incident), *by = shown_time(frame, clock->by);
    const char *minutes = clock->by == 0 ? NULL : arena_printf(&frame->arena, "%" PRId64, clock->spare / 60);
    const char *source = clock_source(frame, clock);
    const char *const values[CLOCKS_PAPER + CLOCKS_CSV] = {
        arena_printf(&frame->arena, "%s\n%s", incident->number, incident->title),
        to,
        broken_time(frame, clock->by),
        clock->due == NULL ? words : arena_printf(&frame->arena, "%s\n%s", clock_state_name(clock->state), words),
        source,
        /* from here the CSV */
        incident->number,
        incident->title,
        incident_state_name(incident->state),
        incident->grade == 0 ? NULL : incident_grade_name(&p->grades, incident->grade),
        clock->due == NULL ? NULL : clock->due->from,
        to,
        by,
        shown_time(frame, clock->met_at),
        clock->due == NULL ? words : clock_state_name(clock->state),
        minutes,
        source,
    };
    memcpy(sheet_row(sheet), values, sizeof values);
}

static int count(struct printing *p, const struct incident *incident, struct clocks *clocks, struct err *err)
{
    *clocks = (struct clocks){ .rules = p->rules };
    return clocks_count_read(p->frame.request->store, incident, p->frame.request->now, clocks, err);
}

static int clocks_table(struct printing *p, struct buf *out, struct err *err)
{
    static const struct paper_column columns[CLOCKS_PAPER] = {
        { _("事件"), NUMBER_CELLS, ALIGN_LEFT }, { _("报告给"), 0, ALIGN_LEFT }, { _("期限"), DAY_CELLS, ALIGN_CENTER },
        { _("情况"), CLOCK_CELLS, ALIGN_LEFT },  { _("依据"), 0, ALIGN_LEFT },
    };
    static const char *const titles[CLOCKS_CSV] = {
        _("编号"),   _("事件"), _("状态"),     _("级别"), _("报告人"),
        _("报告给"), _("期限"), _("报告时间"), _("情况"), _("余（迟为负）分钟"),
        _("依据")
    };
    struct sheet sheet = {
        .columns = columns, .paper_n = CLOCKS_PAPER, .csv_titles = titles, .csv_n = CLOCKS_CSV, .merge = true
    };
    int rc = 0;
    say_body(p);
    if (p->scope.n > 0)
        sheet.above = buf_text(&p->scope);
    for (size_t i = 0; rc == 0 && i < p->incidents.n; i++) {
        struct clocks clocks;
        rc = count(p, &p->incidents.v[i], &clocks, err);
        for (size_t k = 0; rc == 0 && k < clocks.n; k++)
            clock_row(p, &p->incidents.v[i], &clocks.v[k], &sheet);
        for (size_t k = 0; rc == 0 && k < clocks.handling.n; k++)
            clock_row(p, &p->incidents.v[i], &clocks.handling.v[k], &sheet);
        clocks_drop(&clocks);
    }
    sheet.below = arena_printf(&p->frame.arena, _("未结案的事件：%zu；计到 %s"), p->incidents.n,
                               shown_time(&p->frame, p->frame.request->now));
    if (rc == 0)
        sheet_print(&sheet, &p->frame, report_named("clocks")->title, out);
    sheet_done(&sheet);
    return rc;
}

static int clocks_json(struct printing *p, struct buf *out, struct err *err)
{
    struct json json;
    int rc = 0;
    json_init(&json, out);
    json_open(&json, '[');
    for (size_t i = 0; rc == 0 && i < p->incidents.n; i++) {
        struct clocks clocks;
        rc = count(p, &p->incidents.v[i], &clocks, err);
        json_open(&json, '{');
        json_incident(&json, &p->incidents.v[i]);
        json_key_id(&json, "down_seconds", clocks.down_s);
        json_clocks(&json, &clocks);
        json_close(&json, '}');
        clocks_drop(&clocks);
    }
    json_close(&json, ']');
    return rc;
}

/* --- --- */

/* Pages about real incidents say so when whoever prints them is in a drill; those about drills always carry the mark.
 */
static int begin(struct printing *p, const struct report_request *request, struct err *err)
{
    const struct incident real = { .drill = 0 };
    int rc = frame_begin(&p->frame, request, err);
    if (rc == 0 && p->series == SERIES_REAL)
        rc = frame_about_incident(&p->frame, &real, err);
    else if (rc == 0 && request->drill == NULL && p->frame.paper != NULL)
        paper_mark(p->frame.paper, _("【演练】"));
    return rc == 0 ? read_grades(request->store, &p->grades, err) : rc;
}

static void done(struct printing *p)
{
    LIST_FREE(&p->incidents);
    LIST_FREE(&p->grades);
    clock_rules_free(&p->rules);
    buf_free(&p->scope);
    frame_done(&p->frame);
}

static int print_register(const struct report_request *request, enum series series, struct buf *out, struct err *err)
{
    struct printing p = { .series = series };
    int rc = begin(&p, request, err);
    if (rc == 0)
        rc = read_register(&p, err);
    if (rc == 0)
        frame_print(&p.frame, (struct ways){ register_table, register_table, register_json }, &p, out);
    done(&p);
    return rc;
}

int print_incidents(const struct report_request *request, struct buf *out, struct err *err)
{
    return print_register(request, SERIES_REAL, out, err);
}

int print_drill_incidents(const struct report_request *request, struct buf *out, struct err *err)
{
    return print_register(request, SERIES_DRILL, out, err);
}

int print_clocks(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .series = SERIES_REAL };
    int rc = begin(&p, request, err);
    if (rc == 0)
        rc = read_open(&p, err);
    if (rc == 0)
        rc = request->format == FORMAT_JSON ? clocks_json(&p, out, err) : clocks_table(&p, out, err);
    done(&p);
    return rc;
}
