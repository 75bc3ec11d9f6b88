/* The overview. */
#include "domain/overview.h"

#include "base/words.h"
#include "domain/clocks.h"
#include "domain/due.h"
#include "domain/incident.h"
#include "domain/matrix.h"
#include "domain/review.h"
#include "store/drill.h"
#include "store/look.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED_MOST = 3, SOON_DAYS = 60, REVIEWS_MOST = 1000 };

/* What the sections are given. */
struct scene {
    struct store *store;
    int64_t school;
    const char *day;
    const struct org *org;
    struct overview *out;
};

/* --- A line as it is gathered --- */

struct gathering {
    struct buf names; /* of the first few */
    int64_t count, id;
};

__attribute__((format(printf, 3, 4))) static void gather(struct gathering *g, int64_t id, const char *format, ...)
{
    struct err name; /* cut at a character's edge when too long */
    va_list args;
    if (g->count++ == 0)
        g->id = id;
    if (g->count > NAMED_MOST)
        return;
    va_start(args, format);
    err_setv(&name, format, args);
    va_end(args);
    buf_printf(&g->names, "%s%s", g->names.n > 0 ? "；" : "", name.text);
}

/* Adds the line when there was anything; `what` says of what, with its number behind it. */
static void tell(struct scene *scene, struct gathering *g, const struct overview_line *line, const char *what)
{
    struct overview *out = scene->out;
    if (g->count > 0) {
        struct overview_line *x = VEC_PUSH(out);
        *x = *line;
        x->count = g->count;
        x->id = g->id;
        x->text = arena_printf(&out->arena, _("%s %" PRId64 " 处：%s%s。"), what, g->count, buf_text(&g->names),
                               g->count > NAMED_MOST ? _(" 等") : "");
    }
    buf_free(&g->names);
    *g = (struct gathering){ .count = 0 };
}

/* --- The sections --- */

/* Posts that must not be empty: Meijia-73 art 5, Meijia-75 art 13; Cangzhou art 2. */
static int add_vacancies(struct scene *scene, struct err *err)
{
    static const struct {
        const char *liability, *what;
        enum severity severity;
    } kinds[] = { { "first", _("第一责任人空缺"), SEVERITY_ALARM },
                  { "direct", _("直接责任人空缺"), SEVERITY_WARN },
                  { "officer", _("网络安全员空缺"), SEVERITY_WARN } };
    struct gathering g = { .count = 0 };
    (void)err;
    for (size_t k = 0; k < COUNT(kinds); k++) {
        struct vacancies list = { 0 };
        struct overview_line line = {
            .kind = "vacancy", .severity = kinds[k].severity, .screen = "org", .table = "post"
        };
        org_vacancies(scene->org, kinds[k].liability, &list);
        for (size_t i = 0; i < list.n; i++)
            gather(&g, list.v[i].post->id, "%s %s", list.v[i].body->name, list.v[i].post->name);
        VEC_FREE(&list);
        tell(scene, &g, &line, kinds[k].what);
    }
    return 0;
}

/* This year's obligations: Meijia-73 art 6(五), 7(二); Cangzhou art 5.2, 6(二)4. */
static int add_dues(struct scene *scene, struct err *err)
{
    struct dues dues;
    struct gathering late = { .count = 0 }, soon = { .count = 0 }, open = { .count = 0 };
    if (dues_read(&dues, scene->store, scene->school, scene->org, scene->day, err) != 0)
        return -1;
    for (size_t i = 0; i < dues.n; i++) {
        const struct due *due = &dues.v[i];
        struct gathering *g = due->state == DUE_LATE ? &late : &open;
        if (due->state != DUE_LATE && due->state != DUE_OPEN)
            continue;
        if (due->state == DUE_OPEN && day_distance(scene->day, due->by) <= SOON_DAYS)
            g = &soon;
        gather(g, due->obligation->id, "%s %s", due->body->name, due->obligation->name);
    }
    struct overview_line line = { .kind = "due", .severity = SEVERITY_ALARM, .screen = "dues", .table = "obligation" };
    tell(scene, &late, &line, _("履责逾期"));
    line.severity = SEVERITY_WARN;
    tell(scene, &soon, &line, _("履责临近年底未完成"));
    line.severity = SEVERITY_NOTE;
    tell(scene, &open, &line, _("本年履责未完成"));
    dues_done(&dues);
    return 0;
}

static int add_holes(struct scene *scene, struct err *err)
{
    struct found_holes found;
    struct gathering duties = { .count = 0 }, bodies = { .count = 0 };
    if (holes_read(&found, scene->store, scene->school, scene->org, err) != 0)
        return -1;
    for (size_t i = 0; i < found.holes.n; i++) {
        const struct hole *hole = &found.holes.v[i];
        if (hole->kind == HOLE_NO_FIRST)
            gather(&bodies, hole->body->id, _("%s 有主责而无第一责任人"), hole->body->name);
        else
            gather(&duties, hole->duty->id,
                   hole->kind == HOLE_NO_LEAD ? _("第 %" PRId64 " 项没有主责机构")
                                              : _("第 %" PRId64 " 项有几个主责机构"),
                   hole->duty->no);
    }
    struct overview_line line = { .kind = "hole", .severity = SEVERITY_WARN, .screen = "matrix", .table = "duty" };
    tell(scene, &duties, &line, _("责任矩阵空洞"));
    line.severity = SEVERITY_NOTE;
    line.table = "body";
    tell(scene, &bodies, &line, _("责任矩阵空洞"));
    holes_done(&found);
    return 0;
}

static int add_endings(struct scene *scene, struct err *err)
{
    struct tenures list = { 0 };
    struct gathering g = { .count = 0 };
    struct overview_line line = { .kind = "ending", .severity = SEVERITY_WARN, .screen = "org", .table = "post" };
    char until[DAY_TEXT];
    if (day_shift(scene->day, ENDING_DAYS, until) != 0)
        return 0; /* the calendar ends */
    if (read_tenures_ending(scene->store, scene->school, scene->day, until, &list, err) != 0)
        return -1;
    for (size_t i = 0; i < list.n; i++)
        gather(&g, list.v[i].post, _("%s %s %s（%s 止）"), list.v[i].body_name, list.v[i].post_name,
               list.v[i].person_name, list.v[i].to);
    LIST_FREE(&list);
    tell(scene, &g, &line, _("任期将满而无人接任"));
    return 0;
}

/* --- What open incidents wait for --- */

/* One that waits for something, and for what. */
struct waiting {
    int64_t incident;
    const char *title, *what;
    struct incident_clock clock; /* as it stands now */
};

struct reporting {
    struct clock_rules rules;
    struct waiting *v;
    size_t n, room;
    struct arena arena;
    int64_t now;
};

/* One incident has one place, whatever it owes: the most pressing is named. */
static void add_waiting(struct scene *scene, struct reporting *r, const struct incident *incident,
                        const struct clocks *clocks)
{
    const struct incident_clock *clock = clocks_pressing(clocks, r->now);
    if (clock == NULL)
        return;
    const struct incident_clock then = incident_clock_at(clock, r->now);
    *VEC_PUSH(r) = (struct waiting){ .incident = incident->id,
                                     .title = arena_strdup(&r->arena, incident->title),
                                     .what = clock_what(clock, &r->arena),
                                     .clock = then };
    int64_t *at = &scene->out->changes_at;
    if (then.state == CLOCK_RUNNING && clock->by > 0 && (*at == 0 || clock->by + 1 < *at))
        *at = clock->by + 1;
}

/* Which of two waits more comes first. */
static int by_pressure(const void *a, const void *b)
{
    const struct waiting *x = a, *y = b;
    bool x_fixed = x->clock.by > 0, y_fixed = y->clock.by > 0;
    if (x_fixed != y_fixed)
        return x_fixed ? -1 : 1;
    return x->clock.spare < y->clock.spare ? -1 : x->clock.spare > y->clock.spare;
}

static int read_waiting(struct scene *scene, const char *state, struct reporting *r, struct err *err)
{
    struct incidents incidents = { 0 };
    bool closed = strcmp(state, "closed") == 0;
    const struct incident_page page = {
        .school = scene->school, .state = state, .from = closed ? r->now - CLOCKS_TOLD_S : 0, .limit = OPEN_INCIDENTS
    };
    int rc = read_incidents(scene->store, &page, &incidents, err);
    for (size_t i = 0; rc == 0 && i < incidents.n; i++) {
        struct clocks clocks = { .rules = r->rules };
        rc = clocks_count_read(scene->store, &incidents.v[i], r->now, &clocks, err);
        if (rc == 0)
            add_waiting(scene, r, &incidents.v[i], &clocks);
        clocks_drop(&clocks);
    }
    LIST_FREE(&incidents);
    return rc;
}

static int add_reports(struct scene *scene, struct err *err)
{
    struct reporting r = { .now = store_now(scene->store) };
    struct gathering missed = { 0 }, running = { 0 };
    char today[DAY_TEXT];
    day_of(r.now, today);
    if (strcmp(today, scene->day) != 0)
        return 0;
    int rc = clock_rules_read(scene->store, scene->school, &r.rules, err);
    for (const char *const *state = incident_states; rc == 0 && *state != NULL; state++)
        rc = read_waiting(scene, *state, &r, err);
    if (r.n > 0)
        qsort(r.v, r.n, sizeof *r.v, by_pressure);
    for (size_t i = 0; i < r.n; i++)
        gather(r.v[i].clock.state == CLOCK_MISSED ? &missed : &running, r.v[i].incident, _("%s %s"), r.v[i].title,
               r.v[i].what);
    struct overview_line line = {
        .kind = "report", .severity = SEVERITY_ALARM, .screen = "incidents", .table = "incident"
    };
    tell(scene, &missed, &line, _("事件逾期未报告或处置"));
    line.severity = SEVERITY_WARN;
    tell(scene, &running, &line, _("事件待报告或处置"));
    LIST_FREE(&r);
    clock_rules_free(&r.rules);
    return rc;
}

/* Reviews that are not filed, by what they wait for. Cangzhou art 8-9; Dalian art 9-10; HEU art 7-8; Meijia-73 art 9.
 */
static int add_reviews(struct scene *scene, struct err *err)
{
    static const struct {
        const char *state, *what;
        enum severity severity;
    } kinds[] = { { "opened", _("问责审查已立案，待核实事实"), SEVERITY_WARN },
                  { "gathering", _("问责审查在核实事实"), SEVERITY_NOTE },
                  { "proposed", _("问责建议待决定"), SEVERITY_WARN },
                  { "decided", _("问责决定待送达"), SEVERITY_WARN },
                  { "served", _("问责审查待归档"), SEVERITY_NOTE } };
    for (size_t k = 0; k < COUNT(kinds); k++) {
        const struct review_page page = { .school = scene->school, .state = kinds[k].state, .limit = REVIEWS_MOST };
        const struct overview_line line = {
            .kind = "review", .severity = kinds[k].severity, .screen = "reviews", .table = "review"
        };
        struct gathering g = { .count = 0 };
        struct reviews list = { 0 };
        if (read_reviews(scene->store, &page, &list, err) != 0)
            return -1;
        for (size_t i = 0; i < list.n; i++)
            gather(&g, list.v[i].id, _("%s %s（%s 起）"), list.v[i].number, list.v[i].title, list.v[i].day);
        LIST_FREE(&list);
        tell(scene, &g, &line, kinds[k].what);
    }
    return 0;
}

/* What drills brought to light and nobody has settled: Cangzhou art 6(二)4, Meijia-73 art 6(五). */
static int add_findings(struct scene *scene, struct err *err)
{
    struct drill_findings list = { 0 };
    struct gathering late = { .count = 0 }, tasks = { .count = 0 }, open = { .count = 0 };
    struct overview_line line = {
        .kind = "finding", .severity = SEVERITY_ALARM, .screen = "incidents", .table = "drill"
    };
    if (read_open_findings(scene->store, scene->school, &list, err) != 0)
        return -1;
    for (size_t i = 0; i < list.n; i++) {
        const struct drill_finding *x = &list.v[i];
        struct gathering *g = x->due == NULL ? &open : strcmp(x->due, scene->day) < 0 ? &late : &tasks;
        if (x->due == NULL)
            gather(g, x->drill, _("%s（%s）"), x->text, x->drill_name);
        else
            gather(g, x->drill, _("%s（%s %s 前）"), x->text, x->body_name == NULL ? _("单位未定") : x->body_name,
                   x->due);
    }
    LIST_FREE(&list);
    tell(scene, &late, &line, _("演练任务逾期"));
    line.severity = SEVERITY_WARN;
    tell(scene, &tasks, &line, _("演练任务未办结"));
    line.severity = SEVERITY_NOTE;
    tell(scene, &open, &line, _("演练发现未列任务"));
    return 0;
}

typedef int section_fn(struct scene *scene, struct err *err);
static section_fn *const sections[] = { add_reports, add_vacancies, add_dues,    add_holes,
                                        add_endings, add_reviews,   add_findings };

/* By severity; those of one severity in the order of the sections. */
static void order(struct overview *overview)
{
    for (size_t i = 1; i < overview->n; i++) {
        struct overview_line x = overview->v[i];
        size_t at = i;
        for (; at > 0 && overview->v[at - 1].severity < x.severity; at--)
            overview->v[at] = overview->v[at - 1];
        overview->v[at] = x;
    }
}

int overview_read(struct overview *overview, struct store *store, int64_t school, const char *day, struct err *err)
{
    struct org org;
    struct scene scene = { .store = store, .school = school, .day = day, .org = &org, .out = overview };
    *overview = (struct overview){ 0 };
    if (org_read_seats(&org, store, school, day, err) != 0)
        return -1;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < COUNT(sections); i++)
        rc = sections[i](&scene, err);
    org_done(&org);
    if (rc != 0)
        overview_done(overview);
    order(overview);
    return rc;
}

void overview_done(struct overview *overview)
{
    LIST_FREE(overview);
}

void overview_text(const struct overview *overview, struct buf *out)
{
    static const char *const marks[] = { " ", "*", "!" };
    for (size_t i = 0; i < overview->n; i++)
        buf_printf(out, "%s %s\n", marks[overview->v[i].severity], overview->v[i].text);
    if (overview->n == 0)
        buf_printf(out, "%s\n", _("没有空缺、逾期或待处理的事项。"));
}
