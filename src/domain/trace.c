/* The chain. */
#include "domain/trace.h"

#include "base/buf.h"
#include "base/words.h"
#include "domain/org.h"
#include "store/look.h"

#include <string.h>

/* Everything a row is made from. */
struct tracing {
    struct store *store;
    const struct incident *incident;
    const struct fact_sheet *sheet;
    char today[DAY_TEXT];
    struct org org; /* of the day looked at */
    struct parts parts;
    struct duties duties;
    struct report_lines report_lines;
    struct log_entries log;
    struct clocks clocks;
    struct accounts accounts;
    struct trace *out;
    struct err *err;
};

const char *trace_held_name(enum trace_held held)
{
    static const char *const names[] = { [TRACE_HELD] = _("在任"),
                                         [TRACE_VACANT] = _("空缺"),
                                         [TRACE_NO_POST] = _("没有这一岗位"),
                                         [TRACE_NO_UNIT] = _("事发单位未明"),
                                         [TRACE_NAMED] = _("已指明"),
                                         [TRACE_UNNAMED] = _("尚未指明") };
    return names[held];
}

bool trace_concerns(const struct trace_row *row)
{
    return row->applies == MET && (row->of_rule || strcmp(row->scope, "unit") == 0);
}

/* --- Reading --- */

static int read_all(struct tracing *t, int64_t now)
{
    int64_t school = t->incident->school;
    day_of(now, t->today);
    if (org_read(&t->org, t->store, school, t->out->day, t->err) != 0 ||
        read_parts(t->store, school, t->out->day, &t->parts, t->err) != 0 ||
        read_duties(t->store, school, &t->duties, t->err) != 0 ||
        read_report_lines(t->store, school, &t->report_lines, t->err) != 0 ||
        read_whole_log(t->store, t->incident->id, &t->log, t->err) != 0 ||
        clocks_read(t->store, t->incident, now, &t->clocks, t->err) != 0)
        return -1;
    return read_accounts(t->store, &t->accounts, t->err);
}

static void free_all(struct tracing *t)
{
    org_done(&t->org);
    LIST_FREE(&t->parts);
    LIST_FREE(&t->duties);
    LIST_FREE(&t->report_lines);
    LIST_FREE(&t->log);
    clocks_free(&t->clocks);
    LIST_FREE(&t->accounts);
}

/* --- Whether a step applies --- */

static const char *names_of_missing(struct tracing *t, const struct condition_facts *named)
{
    struct buf names = { 0 };
    for (size_t i = 0; i < named->n; i++)
        for (size_t k = 0; k < t->sheet->n; k++)
            if (strcmp(t->sheet->v[k].key, named->v[i]) == 0 && !t->sheet->v[k].known)
                buf_printf(&names, "%s%s", names.n > 0 ? _("、") : "", t->sheet->v[k].name);
    const char *kept = arena_strdup(&t->out->arena, buf_text(&names));
    buf_free(&names);
    return kept;
}

static int apply(struct tracing *t, const struct trace_step *step, struct trace_row *row)
{
    struct condition_facts named = { 0 };
    row->applies = MET;
    if (step->condition == NULL)
        return 0;
    condition_facts(step->condition, &named);
    struct fact_value *facts = mem_alloc((named.n + 1) * sizeof *facts);
    size_t n = 0;
    for (size_t i = 0; i < named.n; i++)
        for (size_t k = 0; k < t->sheet->n; k++)
            if (strcmp(t->sheet->v[k].key, named.v[i]) == 0)
                facts[n++] = (struct fact_value){ t->sheet->v[k].key, t->sheet->v[k].known, t->sheet->v[k].value };
    int rc = condition_evaluate(step->condition, facts, n, &row->applies, t->err);
    if (rc == 0 && row->applies == UNKNOWN)
        row->missing = names_of_missing(t, &named);
    mem_free(facts);
    LIST_FREE(&named);
    return rc;
}

/* --- What became of the post --- */

static const char *day_after(struct tracing *t, const char *day, int by)
{
    char *moved = arena_alloc(&t->out->arena, DAY_TEXT);
    return day_shift(day, by, moved) == 0 ? moved : NULL;
}

struct stretches {
    struct trace_stretch *v;
    size_t n, room;
};

static void add_stretch(struct stretches *list, const char *name, const char *from, const char *to)
{
    struct trace_stretch *stretch = VEC_PUSH(list);
    stretch->name = name;
    stretch->from = from;
    stretch->to = to;
}

/* Tenures that began after the day; between them, of a post with one seat, the time without anybody. `free_from`: the
 * first day on which the seat was empty again; NULL: it is taken to this day. */
static void follow(struct tracing *t, const struct tenures *tenures, bool one_seat, const char *free_from,
                   struct trace_row *row)
{
    struct arena *arena = &t->out->arena;
    struct stretches list = { 0 };
    for (size_t i = 0; i < tenures->n; i++) {
        const struct tenure *tenure = &tenures->v[i];
        if (strcmp(tenure->from, t->out->day) <= 0)
            continue;
        const char *from = arena_strdup(arena, tenure->from);
        if (one_seat && free_from != NULL && strcmp(free_from, from) < 0)
            add_stretch(&list, NULL, free_from, day_after(t, from, -1));
        add_stretch(&list, arena_strdup(arena, tenure->person_name), from, arena_strdup(arena, tenure->to));
        free_from = tenure->to == NULL ? NULL : day_after(t, tenure->to, 1);
    }
    if (one_seat && free_from != NULL && strcmp(free_from, t->today) <= 0)
        add_stretch(&list, NULL, free_from, NULL);
    /* That nobody was there that day is no change since then. */
    size_t skip = row->held == TRACE_VACANT && list.n > 0 && list.v[0].name == NULL ? 1 : 0;
    if (skip > 0)
        row->to = list.v[0].to;
    row->later_n = list.n - skip;
    struct trace_stretch *kept = arena_alloc(arena, (list.n + 1) * sizeof *kept);
    if (list.n > skip)
        memcpy(kept, list.v + skip, row->later_n * sizeof *kept);
    row->later = kept;
    VEC_FREE(&list);
}

/* The day after the last tenure before that day: since when nobody was there. NULL: never anybody. */
static const char *vacant_since(struct tracing *t, const struct tenures *tenures)
{
    const char *last = NULL;
    for (size_t i = 0; i < tenures->n; i++)
        if (tenures->v[i].to != NULL && strcmp(tenures->v[i].to, t->out->day) < 0 &&
            (last == NULL || strcmp(tenures->v[i].to, last) > 0))
            last = tenures->v[i].to;
    return last == NULL ? NULL : day_after(t, last, 1);
}

/* --- Duties and log --- */

/* Of the body, or of the each-body whose unit it is. */
static bool is_of(const struct tracing *t, int64_t body, const struct trace_row *row)
{
    const struct body *own = body_by_id(&t->org.bodies, row->body);
    return body != 0 && (body == row->body || (own != NULL && own->class == body));
}

static const struct duty *duty_by_id(const struct tracing *t, int64_t id)
{
    for (size_t i = 0; i < t->duties.n; i++)
        if (t->duties.v[i].id == id)
            return &t->duties.v[i];
    return NULL;
}

/* By the unit's own name and as one of the units: the same part of the same duty counts once. */
static bool has_duty(const struct trace_duty *v, size_t n, int64_t no, const char *part)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].no == no && strcmp(v[i].part, part) == 0)
            return true;
    return false;
}

static void add_duties(struct tracing *t, struct trace_row *row)
{
    struct arena *arena = &t->out->arena;
    VEC(struct trace_duty) list = { 0 };
    for (size_t i = 0; row->body != 0 && i < t->parts.n; i++) {
        const struct part *part = &t->parts.v[i];
        const struct duty *duty = is_of(t, part->body, row) ? duty_by_id(t, part->duty) : NULL;
        if (duty == NULL || has_duty(list.v, list.n, duty->no, part->part))
            continue;
        const struct cite *cite = part->cite.path != NULL ? &part->cite : &duty->cite;
        *VEC_PUSH(&list) = (struct trace_duty){ duty->no,
                                                arena_strdup(arena, part->part),
                                                { arena_strdup(arena, cite->rule), arena_strdup(arena, cite->path) },
                                                arena_strdup(arena, duty->text) };
    }
    struct trace_duty *kept = arena_alloc(arena, (list.n + 1) * sizeof *kept);
    if (list.n > 0)
        memcpy(kept, list.v, list.n * sizeof *kept);
    row->duties = kept;
    row->duties_n = list.n;
    VEC_FREE(&list);
}

static const struct report_line *report_line_of(const struct tracing *t, int64_t id)
{
    for (size_t i = 0; i < t->report_lines.n; i++)
        if (t->report_lines.v[i].id == id)
            return &t->report_lines.v[i];
    return NULL;
}

static bool is_author(const struct tracing *t, const char *login, const struct trace_row *row)
{
    for (size_t i = 0; row->person != 0 && i < t->accounts.n; i++)
        if (t->accounts.v[i].person == row->person && strcmp(t->accounts.v[i].login, login) == 0)
            return true;
    return false;
}

static bool was_told(const struct tracing *t, const struct log_entry *entry, const struct trace_row *row)
{
    const struct report_line *line = entry->report_line == 0 ? NULL : report_line_of(t, entry->report_line);
    if (line == NULL)
        return false;
    return (row->post != 0 && line->to_post == row->post) || is_of(t, line->to_body, row);
}

struct trace_lines {
    struct trace_line *v;
    size_t n, room;
};

static void add_owed(struct tracing *t, const struct trace_row *row, struct trace_lines *list)
{
    for (size_t i = 0; row->body != 0 && i < t->clocks.n; i++) {
        const struct incident_clock *clock = &t->clocks.v[i];
        const struct report_line *line = clock->due->national ? NULL : report_line_of(t, clock->due->id);
        if (line == NULL || !is_of(t, line->from_body, row))
            continue;
        *VEC_PUSH(list) = (struct trace_line){ .kind = TRACE_OWED,
                                               .at = clock->met_at,
                                               .what = arena_strdup(&t->out->arena, clock->due->to),
                                               .text = arena_strdup(&t->out->arena, clock->due->word),
                                               .state = clock->state };
    }
}

static void add_lines(struct tracing *t, struct trace_row *row)
{
    struct arena *arena = &t->out->arena;
    struct trace_lines list = { 0 };
    for (size_t i = 0; i < t->log.n; i++) {
        const struct log_entry *entry = &t->log.v[i];
        bool wrote = is_author(t, entry->author, row);
        if (entry->struck != NULL || (!wrote && !was_told(t, entry, row)))
            continue;
        *VEC_PUSH(&list) = (struct trace_line){ .kind = wrote ? TRACE_WROTE : TRACE_TOLD,
                                                .at = entry->at,
                                                .what = arena_strdup(arena, entry->kind),
                                                .text = arena_strdup(arena, entry->text) };
    }
    add_owed(t, row, &list);
    struct trace_line *kept = arena_alloc(arena, (list.n + 1) * sizeof *kept);
    if (list.n > 0)
        memcpy(kept, list.v, list.n * sizeof *kept);
    row->lines = kept;
    row->lines_n = list.n;
    VEC_FREE(&list);
}

/* --- Rows --- */

static void finish_row(struct tracing *t, const struct trace_row *row)
{
    struct trace_row *kept = VEC_PUSH(t->out);
    *kept = *row;
    add_duties(t, kept);
    add_lines(t, kept);
}

static void set_post(struct tracing *t, const struct body *body, const struct post *post, struct trace_row *row)
{
    struct arena *arena = &t->out->arena;
    row->body = body->id;
    row->body_name = arena_strdup(arena, body->name);
    if (post == NULL)
        return;
    row->post = post->id;
    row->post_name = arena_strdup(arena, post->name);
    row->liability = arena_strdup(arena, post->liability);
    row->ex_officio = arena_strdup(arena, post->ex_officio);
    row->post_cite.rule = arena_strdup(arena, post->cite.rule);
    row->post_cite.path = arena_strdup(arena, post->cite.path);
}

/* One row for each who held it, or one that says that nobody did. */
static int add_post(struct tracing *t, const struct trace_row *step, const struct body *body, const struct post *post)
{
    struct arena *arena = &t->out->arena;
    struct tenures tenures = { 0 };
    size_t first, n = org_holders(&t->org, post->id, &first);
    if (read_tenures(t->store, post->id, &tenures, t->err) != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        const struct holder *holder = &t->org.holders.v[first + i];
        struct trace_row row = *step;
        set_post(t, body, post, &row);
        row.held = TRACE_HELD;
        row.person = holder->person;
        row.name = arena_strdup(arena, holder->name);
        row.number = arena_strdup(arena, holder->number);
        row.from = arena_strdup(arena, holder->from);
        row.to = arena_strdup(arena, holder->to);
        follow(t, &tenures, post->seats == 1, holder->to == NULL ? NULL : day_after(t, holder->to, 1), &row);
        finish_row(t, &row);
    }
    if (n == 0) {
        struct trace_row row = *step;
        set_post(t, body, post, &row);
        row.held = TRACE_VACANT;
        row.from = vacant_since(t, &tenures);
        follow(t, &tenures, post->seats == 1, row.from != NULL ? row.from : t->out->day, &row);
        finish_row(t, &row);
    }
    LIST_FREE(&tenures);
    return 0;
}

/* The posts of one body with this liability; `*found` grows. */
static int add_posts_of(struct tracing *t, const struct trace_row *step, const struct body *body, const char *liability,
                        size_t *found)
{
    size_t first, n = body->each ? 0 : org_posts(&t->org, body->id, &first);
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < n; i++) {
        const struct post *post = &t->org.posts.v[first + i];
        if (strcmp(post->liability, liability) != 0)
            continue;
        (*found)++;
        rc = add_post(t, step, body, post);
    }
    return rc;
}

static int add_leadership(struct tracing *t, const struct trace_row *step, int64_t parent, const char *liability,
                          size_t *found)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < t->org.n; i++) {
        const struct body *body = &t->org.bodies.v[t->org.order[i]];
        if (strcmp(body->kind, "leadership") == 0 && (parent == 0 || body->parent == parent))
            rc = add_posts_of(t, step, body, liability, found);
    }
    return rc;
}

static int add_missing(struct tracing *t, const struct trace_row *step, const struct body *body, enum trace_held held)
{
    struct trace_row row = *step;
    if (body != NULL)
        set_post(t, body, NULL, &row);
    row.held = held;
    finish_row(t, &row);
    return 0;
}

/* Where the unit itself has no such post, the nearest above it that has, with the leadership beside it, answers. */
static int add_unit(struct tracing *t, const struct trace_row *step, bool needed)
{
    const struct body *own = body_by_id(&t->org.bodies, t->incident->body);
    size_t found = 0;
    int rc = 0;
    for (const struct body *body = own; rc == 0 && found == 0 && body != NULL;
         body = body_by_id(&t->org.bodies, body->parent)) {
        rc = add_posts_of(t, step, body, step->who, &found);
        if (rc == 0 && found == 0 && body != own)
            rc = add_leadership(t, step, body->id, step->who, &found);
    }
    return rc != 0 || found > 0 || !needed
               ? rc
               : add_missing(t, step, own, t->incident->body == 0 ? TRACE_NO_UNIT : TRACE_NO_POST);
}

/* Offices coordinate and supervise. */
static int add_coordinators(struct tracing *t, const struct trace_row *step)
{
    size_t found = 0;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < t->org.n; i++) {
        const struct body *body = &t->org.bodies.v[t->org.order[i]];
        if (strcmp(body->kind, "office") != 0)
            continue;
        const struct post *head = org_head(&t->org, body->id);
        found++;
        rc = head == NULL ? add_missing(t, step, body, TRACE_NO_POST) : add_post(t, step, body, head);
    }
    return rc != 0 || found > 0 ? rc : add_missing(t, step, NULL, TRACE_NO_POST);
}

static int read_posts_held(struct tracing *t, struct trace_row *row)
{
    struct persons found = { 0 };
    if (row->person == 0)
        return 0;
    int rc = read_person(t->store, row->person, t->out->day, &found, t->err);
    if (rc == 0 && found.n > 0)
        row->post_name = arena_strdup(&t->out->arena, found.v[0].posts);
    LIST_FREE(&found);
    return rc;
}

static int add_involved(struct tracing *t, const struct trace_row *step, const struct review_persons *persons)
{
    size_t named = 0;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < persons->n; i++) {
        struct trace_row row = *step;
        if (persons->v[i].withdrawn != 0)
            continue;
        row.held = TRACE_NAMED;
        row.person = persons->v[i].person;
        row.named = persons->v[i].id;
        row.name = arena_strdup(&t->out->arena, persons->v[i].name);
        row.number = arena_strdup(&t->out->arena, persons->v[i].number);
        rc = read_posts_held(t, &row);
        finish_row(t, &row);
        named++;
    }
    if (rc == 0 && named == 0) {
        struct trace_row row = *step;
        row.held = TRACE_UNNAMED;
        finish_row(t, &row);
    }
    return rc;
}

static int add_step(struct tracing *t, const struct trace_row *step, const struct review_persons *persons, bool needed)
{
    size_t found = 0;
    if (strcmp(step->who, "involved") == 0)
        return add_involved(t, step, persons);
    if (strcmp(step->who, "coordinator") == 0)
        return add_coordinators(t, step);
    if (strcmp(step->scope, "unit") == 0)
        return add_unit(t, step, needed);
    int rc = add_leadership(t, step, 0, step->who, &found);
    return rc != 0 || found > 0 ? rc : add_missing(t, step, NULL, TRACE_NO_POST);
}

static int add_by_rule(struct tracing *t, const struct trace_steps *steps, const struct review_persons *persons)
{
    struct arena *arena = &t->out->arena;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < steps->n; i++) {
        const struct trace_step *step = &steps->v[i];
        struct trace_row row = { .step = arena_strdup(arena, step->name),
                                 .who = arena_strdup(arena, step->who),
                                 .scope = arena_strdup(arena, step->scope),
                                 .cite = { arena_strdup(arena, step->cite.rule), arena_strdup(arena, step->cite.path) },
                                 .of_rule = true };
        rc = apply(t, step, &row);
        if (rc == 0)
            rc = add_step(t, &row, persons, true);
    }
    return rc;
}

/* From below: what the rule of a school without an order calls 有关责任人. */
static int add_by_liability(struct tracing *t, const struct review_persons *persons)
{
    static const struct {
        const char *who, *name;
    } steps[] = { { "involved", _("当事人") },
                  { "officer", _("网络安全员") },
                  { "direct", _("直接责任人") },
                  { "first", _("第一责任人") } };
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < COUNT(steps); i++) {
        const struct trace_row row = { .step = steps[i].name, .who = steps[i].who, .scope = "unit", .applies = MET };
        rc = add_step(t, &row, persons, false);
    }
    return rc;
}

static bool is_listed(const struct trace *trace, int64_t post)
{
    for (size_t i = 0; i < trace->n; i++)
        if (trace->v[i].post == post)
            return true;
    return false;
}

static int add_leader_in_charge(struct tracing *t)
{
    const char *liability = org_leader_in_charge(&t->org);
    const struct trace_row step = { .step = _("分管领导"), .who = "direct", .scope = "school", .applies = MET };
    int rc = 0;
    for (size_t i = 0; rc == 0 && liability != NULL && i < t->org.n; i++) {
        const struct body *body = &t->org.bodies.v[t->org.order[i]];
        size_t first, n = strcmp(body->kind, "leadership") == 0 ? org_posts(&t->org, body->id, &first) : 0;
        for (size_t j = 0; rc == 0 && j < n; j++) {
            const struct post *post = &t->org.posts.v[first + j];
            if (strcmp(post->liability, liability) == 0 && !is_listed(t->out, post->id))
                rc = add_post(t, &step, body, post);
        }
    }
    return rc;
}

int trace_read(struct store *store, const struct incident *incident, const struct fact_sheet *sheet,
               const struct review_persons *persons, int64_t now, struct trace *out, struct err *err)
{
    struct tracing t = { .store = store, .incident = incident, .sheet = sheet, .out = out, .err = err };
    struct trace_steps steps = { 0 };
    out->by_found = incident->happened_at == 0;
    out->moment = out->by_found ? incident->found_at : incident->happened_at;
    day_of(out->moment, out->day);
    int rc = read_all(&t, now);
    if (rc == 0)
        rc = read_trace_steps(store, incident->school, &steps, err);
    out->ordered = steps.n > 0;
    if (rc == 0)
        rc = out->ordered ? add_by_rule(&t, &steps, persons) : add_by_liability(&t, persons);
    if (rc == 0)
        rc = add_leader_in_charge(&t);
    LIST_FREE(&steps);
    free_all(&t);
    return rc;
}
