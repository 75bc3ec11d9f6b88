/* 问责审查记录: all of one review, as it stands: states and signatures, each circumstance with its article, facts and
 * decision, the chain of posts, the findings. */
#include "report/review_in.h"

#include "base/words.h"
#include "domain/review_tell.h"

#include <inttypes.h>
#include <string.h>

enum { DAY_CELLS = 10, STATE_CELLS = 8, SIGNER_CELLS = 20, CSV_COLUMNS = 9 };

struct printing {
    struct frame frame;
    struct review_case c;
    const char *grade; /* of the incident */
};

static const char *moment_text(struct printing *p, int64_t at)
{
    return at == 0 ? _("不清楚") : shown_time(&p->frame, at);
}

static void print_description(struct printing *p)
{
    const struct incident *incident = p->c.incident;
    struct arena *arena = &p->frame.arena;
    const char *lines[] = {
        arena_printf(arena, _("事件：%s %s"), incident->number, incident->title),
        arena_printf(arena, _("单位：%s    类别：%s    级别：%s"),
                     incident->body_name == NULL ? _("不清楚") : incident->body_name,
                     incident->category_name == NULL ? _("未定") : incident->category_name, p->grade),
        arena_printf(arena, _("发生：%s    发现：%s"), moment_text(p, incident->happened_at),
                     moment_text(p, incident->found_at)),
        arena_printf(arena, _("审查编号：%" PRId64 "    现在：%s"), p->c.review->id,
                     review_state_name(p->c.review->state)),
    };
    for (size_t i = 0; i < COUNT(lines); i++)
        paper_text(p->frame.paper, ALIGN_LEFT, lines[i]);
}

static void print_steps(struct printing *p)
{
    static const struct paper_column columns[] = { { _("阶段"), STATE_CELLS, ALIGN_LEFT },
                                                   { _("日期"), DAY_CELLS, ALIGN_LEFT },
                                                   { _("署名"), SIGNER_CELLS, ALIGN_LEFT },
                                                   { _("说明"), 0, ALIGN_LEFT } };
    review_heading(&p->frame, _("一、经过"));
    paper_table_begin(p->frame.paper, columns, COUNT(columns), false);
    for (size_t i = 0; i < p->c.steps.n; i++) {
        const struct review_step *step = &p->c.steps.v[i];
        const char *cells[] = { review_state_name(step->state), step->day,
                                arena_printf(&p->frame.arena, _("%s（%s）"), step->person_name, step->login),
                                step->note };
        paper_table_row(p->frame.paper, cells);
    }
    paper_table_end(p->frame.paper);
}

static void print_lateness(struct printing *p)
{
    struct buf text = { 0 };
    review_heading(&p->frame, _("二、由时限得出的迟报和未报"));
    for (size_t i = 0; i < p->c.clocks.n; i++)
        if (clock_is_failing(&p->c.clocks.v[i]))
            review_tell_clock(&p->c, &p->c.clocks.v[i], &text);
    frame_lines(&p->frame, text.n > 0 ? text.v : _("没有。"));
    buf_free(&text);
}

static const char *decided_text(const struct review_row *row)
{
    return row->last == NULL ? _("未决定") : review_verdict_name(row->last->decided);
}

static void print_rows(struct printing *p)
{
    review_heading(&p->frame, _("三、问责情形"));
    for (size_t i = 0; i < p->c.n; i++) {
        const struct review_row *row = &p->c.v[i];
        struct buf text = { 0 };
        const char *title = arena_printf(&p->frame.arena, _("%s（由事实得出：%s；决定：%s）"), row->name,
                                         row->judgement == NULL ? _("审查人增加") : truth_name(row->judgement->truth),
                                         decided_text(row));
        review_tell_row(&p->c, row, &text);
        review_item(&p->frame, i + 1, title, &text);
    }
}

/* A step with several posts has one heading for each, which says whose. */
static const char *heading_of(struct printing *p, size_t i)
{
    const struct trace *trace = &p->c.trace;
    const struct trace_row *row = &trace->v[i];
    bool several = (i > 0 && strcmp(trace->v[i - 1].step, row->step) == 0) ||
                   (i + 1 < trace->n && strcmp(trace->v[i + 1].step, row->step) == 0);
    const char *whose = row->name != NULL ? row->name : row->body_name;
    return several && whose != NULL ? arena_printf(&p->frame.arena, _("%s（%s）"), row->step, whose) : row->step;
}

static void print_trace(struct printing *p)
{
    review_heading(&p->frame, _("四、逐级倒查"));
    for (size_t i = 0; i < p->c.trace.n; i++) {
        struct buf text = { 0 };
        review_tell_trace(&p->c, &p->c.trace.v[i], &text);
        review_item(&p->frame, i + 1, heading_of(p, i), &text);
    }
}

static void print_findings(struct printing *p)
{
    review_heading(&p->frame, _("五、责任认定"));
    for (size_t i = 0; i < p->c.findings.n; i++) {
        const struct review_finding *finding = &p->c.findings.v[i];
        struct buf text = { 0 };
        review_tell_finding(&p->c, finding, &text);
        review_item(&p->frame, i + 1, finding_stands(finding) ? _("现行") : _("已不作数"), &text);
    }
    if (p->c.findings.n == 0)
        frame_lines(&p->frame, _("还没有。"));
}

static void print_text(struct printing *p, struct buf *out)
{
    frame_title(&p->frame, report_named("review")->title);
    print_description(p);
    print_steps(p);
    print_lateness(p);
    print_rows(p);
    print_trace(p);
    print_findings(p);
    frame_finish(&p->frame, out);
}

/* The circumstances: what a table can hold. */
static void print_csv(struct printing *p, struct buf *out)
{
    static const char *const titles[CSV_COLUMNS] = { _("事件"), _("情形"), _("制度"),   _("条款"), _("由事实得出"),
                                                     _("决定"), _("理由"), _("审查人"), _("时间") };
    csv_add_row(out, titles, CSV_COLUMNS);
    for (size_t i = 0; i < p->c.n; i++) {
        const struct review_row *row = &p->c.v[i];
        const struct rule *rule = frame_rule(&p->frame, row->cite.rule);
        const char *cells[CSV_COLUMNS] = { p->c.incident->number,
                                           row->name,
                                           rule == NULL ? "" : rule_call(rule),
                                           row->cite.path,
                                           row->judgement == NULL ? "" : truth_name(row->judgement->truth),
                                           decided_text(row),
                                           row->last == NULL ? "" : row->last->reason,
                                           row->last == NULL ? "" : row->last->person_name,
                                           row->last == NULL ? "" : moment_text(p, row->last->at) };
        csv_add_row(out, cells, CSV_COLUMNS);
    }
}

static void json_rows(struct printing *p, struct json *json)
{
    static const char *const truths[] = { [NOT_MET] = "not", [MET] = "met", [UNKNOWN] = "unknown" };
    json_key(json, "circumstances");
    json_open(json, '[');
    for (size_t i = 0; i < p->c.n; i++) {
        const struct review_row *row = &p->c.v[i];
        const struct judgement *judgement = row->judgement;
        json_open(json, '{');
        json_key_text(json, "name", row->name);
        json_key_cite(json, &p->frame, row->cite);
        json_key_text(json, "proposed", judgement == NULL ? NULL : truths[judgement->truth]);
        json_key(json, "facts");
        json_open(json, '[');
        for (size_t k = 0; judgement != NULL && k < judgement->rests_on_n; k++) {
            const struct sheet_fact *fact = &p->c.sheet.v[judgement->rests_on[k]];
            json_open(json, '{');
            json_key_text(json, "id", fact->key);
            json_key_known(json, "value", fact->known, fact->value);
            json_close(json, '}');
        }
        json_close(json, ']');
        json_key_text(json, "decided", row->last == NULL ? NULL : row->last->decided);
        json_key_text(json, "reason", row->last == NULL ? NULL : row->last->reason);
        json_key_text(json, "by", row->last == NULL ? NULL : row->last->person_name);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* Why the reviewer named the person; NULL: he did not. */
static const char *reason_of(const struct review_case *c, const struct trace_row *row)
{
    for (size_t i = 0; row->named != 0 && i < c->persons.n; i++)
        if (c->persons.v[i].id == row->named)
            return c->persons.v[i].reason;
    return NULL;
}

static void json_trace(struct printing *p, struct json *json)
{
    static const char *const held[] = {
        [TRACE_HELD] = "held",       [TRACE_VACANT] = "vacant", [TRACE_NO_POST] = "no-post",
        [TRACE_NO_UNIT] = "no-unit", [TRACE_NAMED] = "named",   [TRACE_UNNAMED] = "unnamed"
    };
    json_key(json, "trace");
    json_open(json, '[');
    for (size_t i = 0; i < p->c.trace.n; i++) {
        const struct trace_row *row = &p->c.trace.v[i];
        json_open(json, '{');
        json_key_text(json, "step", row->step);
        json_key_cite(json, &p->frame, row->cite);
        json_key_text(json, "body", row->body_name);
        json_key_text(json, "post", row->post_name);
        json_key_text(json, "liability", row->liability);
        json_key_text(json, "held", held[row->held]);
        json_key_text(json, "name", row->name);
        json_key_text(json, "number", row->number);
        json_key_text(json, "from", row->from);
        json_key_text(json, "to", row->to);
        json_key_text(json, "reason", reason_of(&p->c, row));
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_steps(struct printing *p, struct json *json)
{
    json_key(json, "steps");
    json_open(json, '[');
    for (size_t i = 0; i < p->c.steps.n; i++) {
        const struct review_step *step = &p->c.steps.v[i];
        json_open(json, '{');
        json_key_text(json, "state", step->state);
        json_key_text(json, "day", step->day);
        json_key_text(json, "by", step->person_name);
        json_key_text(json, "note", step->note);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void print_json(struct printing *p, struct buf *out)
{
    struct json json;
    json_init(&json, out);
    json_open(&json, '{');
    json_review(&json, &p->frame, &p->c);
    json_steps(p, &json);
    json_rows(p, &json);
    json_trace(p, &json);
    json_findings(&json, &p->frame, &p->c, true);
    json_close(&json, '}');
}

int print_review(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .frame = { 0 } };
    int rc = review_paper_begin(&p.frame, &p.c, &p.grade, request, err);
    if (rc == 0)
        frame_print(&p.frame, (struct ways){ print_text, print_csv, print_json }, &p, out);
    review_case_free(&p.c);
    frame_done(&p.frame);
    return rc;
}
