/* 问责建议书: to whom it is proposed to hold whom to account, for which circumstances by which articles, with the chain
 * of posts as it was that day. Cangzhou art 9, Dalian art 10, HEU art 8, Meijia-73 art 9, Meijia-75 art 17. */
#include "report/review_in.h"

#include "base/words.h"
#include "domain/review_tell.h"

#include <string.h>

enum { STEP_CELLS = 14, NAME_CELLS = 12, CITE_CELLS = 12, CSV_COLUMNS = 11 };

struct printing {
    struct frame frame;
    struct review_case c;
    const char *grade; /* of the incident */
    struct proposal_lines lines;
};

static size_t standing(const struct printing *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->c.findings.n; i++)
        n += finding_stands(&p->c.findings.v[i]) ? 1 : 0;
    return n;
}

/* Each once, in the order of the findings. */
static const char *recipients(struct printing *p)
{
    struct buf names = { 0 };
    for (size_t i = 0; i < p->c.findings.n; i++) {
        const struct review_finding *finding = &p->c.findings.v[i];
        bool seen = !finding_stands(finding);
        for (size_t k = 0; !seen && k < i; k++)
            seen = finding_stands(&p->c.findings.v[k]) && p->c.findings.v[k].recipient == finding->recipient;
        if (!seen)
            buf_printf(&names, "%s%s", names.n > 0 ? _("、") : "", finding->recipient_name);
    }
    const char *text = arena_strdup(&p->frame.arena, buf_text(&names));
    buf_free(&names);
    return text;
}

static void print_opening(struct printing *p)
{
    const struct incident *incident = p->c.incident;
    struct paper *paper = p->frame.paper;
    char at[TIME_TEXT];
    time_of(p->c.trace.moment, at);
    bool early = strcmp(p->c.review->state, "opened") == 0 || strcmp(p->c.review->state, "gathering") == 0;
    if (early)
        paper_text(paper, ALIGN_CENTER, _("（草稿：审查还没有到提出建议，不能作为正式建议）"));
    if (standing(p) > 0)
        paper_text(paper, ALIGN_LEFT, arena_printf(&p->frame.arena, _("%s："), recipients(p)));
    /* Where only its discovery is known, it is not the unit that discovered it. */
    const char *unit = incident->body_name == NULL ? "" : incident->body_name;
    const char *when = p->c.trace.by_found ? arena_printf(&p->frame.arena, _("%s，发现%s%s网络安全事件"), at, unit,
                                                          *unit == '\0' ? "" : _("发生的"))
                                           : arena_printf(&p->frame.arena, _("%s，%s发生网络安全事件"), at, unit);
    paper_prefixed(paper, "    ", "",
                   arena_printf(&p->frame.arena, _("%s“%s”（编号 %s，%s，%s）。经审查，现就问责提出以下建议。"), when,
                                incident->title, incident->number,
                                incident->category_name == NULL ? _("类别未定") : incident->category_name, p->grade));
}

static void print_circumstances(struct printing *p)
{
    size_t n = 0;
    review_heading(&p->frame, _("一、成立的问责情形"));
    for (size_t i = 0; i < p->c.n; i++) {
        const struct review_row *row = &p->c.v[i];
        struct buf text = { 0 };
        if (!review_is_met(row))
            continue;
        buf_printf(&text, "\t%s\n", article_cite(&p->c.articles, row->cite, &p->frame.arena));
        article_tell(&p->c.articles, row->cite, &text);
        buf_printf(&text, _("\t审查意见\n%s（%s）\n"), row->last->reason, row->last->person_name);
        review_item(&p->frame, ++n, row->name, &text);
    }
    if (n == 0)
        frame_lines(&p->frame, _("没有。"));
}

static const char *who_text(struct printing *p, const struct trace_row *row)
{
    if (row->name == NULL)
        return trace_held_name(row->held);
    return row->later_n == 0 ? row->name : arena_printf(&p->frame.arena, _("%s\n（此后有变动）"), row->name);
}

static const char *cited(struct printing *p, struct cite cite)
{
    return frame_cite(&p->frame, cite);
}

static void print_chain(struct printing *p)
{
    static const struct paper_column columns[] = { { _("环节"), STEP_CELLS, ALIGN_LEFT },
                                                   { _("机构、岗位"), 0, ALIGN_LEFT },
                                                   { _("当时任职"), NAME_CELLS, ALIGN_LEFT },
                                                   { _("依据"), CITE_CELLS, ALIGN_LEFT } };
    review_heading(&p->frame, arena_printf(&p->frame.arena, _("二、责任链（%s 的任职）"), p->c.trace.day));
    paper_table_begin(p->frame.paper, columns, COUNT(columns), true);
    for (size_t i = 0; i < p->c.trace.n; i++) {
        const struct trace_row *row = &p->c.trace.v[i];
        if (!trace_concerns(row))
            continue;
        const char *cells[] = { row->step,
                                arena_printf(&p->frame.arena, "%s%s%s", row->body_name == NULL ? "" : row->body_name,
                                             row->body_name == NULL || row->post_name == NULL ? "" : " ",
                                             row->post_name == NULL ? "" : row->post_name),
                                who_text(p, row), cited(p, row->of_rule ? row->cite : row->post_cite) };
        paper_table_row(p->frame.paper, cells);
    }
    paper_table_end(p->frame.paper);
    if (!p->c.trace.ordered)
        frame_lines(&p->frame, _("制度没有写倒查次序，按岗位责任由下而上列出。"));
}

/* Collective apart from individual: Cangzhou art 9, HEU art 8. */
static void print_scope(struct printing *p, const char *scope, const char *title)
{
    size_t n = 0;
    review_heading(&p->frame, title);
    for (size_t i = 0; i < p->c.findings.n; i++) {
        const struct review_finding *finding = &p->c.findings.v[i];
        struct buf text = { 0 };
        if (!finding_stands(finding) || strcmp(finding->scope, scope) != 0)
            continue;
        const char *who = finding->name == NULL ? arena_printf(&p->frame.arena, _("%s领导班子"), finding->body_name)
                                                : arena_printf(&p->frame.arena, "%s%s%s",
                                                               finding->body_name == NULL ? "" : finding->body_name,
                                                               finding->body_name == NULL ? "" : " ", finding->name);
        if (finding->attribution_name != NULL)
            buf_printf(&text, _("责任：%s%s\n"), finding->attribution_name,
                       finding->attribution == 0
                           ? ""
                           : arena_printf(&p->frame.arena, _("（%s）"),
                                          article_cite(&p->c.articles, finding->attribution_cite, &p->frame.arena)));
        buf_printf(&text, _("建议处理：%s（%s），向%s提出\n理由：%s\n"), finding->disposition_name,
                   article_cite(&p->c.articles, finding->disposition_cite, &p->frame.arena), finding->recipient_name,
                   finding->reason);
        review_item(&p->frame, ++n, who, &text);
    }
    if (n == 0)
        frame_lines(&p->frame, _("没有。"));
}

/* Who proposes, where the rule says so; and who signed the review's last steps. */
static void print_closing(struct printing *p)
{
    review_heading(&p->frame, _("五、审查"));
    struct buf text = { 0 };
    if (p->lines.n > 0)
        buf_printf(&text, _("提出机构：%s（%s）\n"), p->lines.v[0].from_name,
                   article_cite(&p->c.articles, p->lines.v[0].cite, &p->frame.arena));
    for (size_t i = 0; i < p->c.steps.n; i++)
        buf_printf(&text, _("%s %s：%s\n"), p->c.steps.v[i].day, review_state_name(p->c.steps.v[i].state),
                   p->c.steps.v[i].person_name);
    frame_lines(&p->frame, text.v);
    buf_free(&text);
}

static void print_text(struct printing *p, struct buf *out)
{
    frame_title(&p->frame, report_named("proposal")->title);
    print_opening(p);
    print_circumstances(p);
    print_chain(p);
    print_scope(p, "collective", _("三、集体责任"));
    print_scope(p, "individual", _("四、个人责任"));
    print_closing(p);
    frame_finish(&p->frame, out);
}

static void print_csv(struct printing *p, struct buf *out)
{
    static const char *const titles[CSV_COLUMNS] = { _("事件"), _("范围"),     _("机构"),     _("姓名"),
                                                     _("工号"), _("责任"),     _("建议处理"), _("制度"),
                                                     _("条款"), _("向谁建议"), _("理由") };
    csv_add_row(out, titles, CSV_COLUMNS);
    for (size_t i = 0; i < p->c.findings.n; i++) {
        const struct review_finding *finding = &p->c.findings.v[i];
        const struct rule *rule = frame_rule(&p->frame, finding->disposition_cite.rule);
        const char *cells[CSV_COLUMNS] = { p->c.incident->number,
                                           finding_scope_name(finding->scope),
                                           finding->body_name,
                                           finding->name,
                                           finding->number,
                                           finding->attribution_name,
                                           finding->disposition_name,
                                           rule == NULL ? "" : rule_call(rule),
                                           finding->disposition_cite.path,
                                           finding->recipient_name,
                                           finding->reason };
        if (finding_stands(finding))
            csv_add_row(out, cells, CSV_COLUMNS);
    }
}

static void json_circumstances(struct printing *p, struct json *json)
{
    json_key(json, "circumstances");
    json_open(json, '[');
    for (size_t i = 0; i < p->c.n; i++) {
        const struct review_row *row = &p->c.v[i];
        struct buf text = { 0 };
        if (!review_is_met(row))
            continue;
        article_tell(&p->c.articles, row->cite, &text);
        json_open(json, '{');
        json_key_text(json, "name", row->name);
        json_key_cite(json, &p->frame, row->cite);
        json_key_text(json, "text", buf_text(&text));
        json_key_text(json, "reason", row->last->reason);
        json_close(json, '}');
        buf_free(&text);
    }
    json_close(json, ']');
}

static void json_chain(struct printing *p, struct json *json)
{
    json_key(json, "trace");
    json_open(json, '[');
    for (size_t i = 0; i < p->c.trace.n; i++) {
        const struct trace_row *row = &p->c.trace.v[i];
        if (!trace_concerns(row))
            continue;
        json_open(json, '{');
        json_key_text(json, "step", row->step);
        json_key_text(json, "body", row->body_name);
        json_key_text(json, "post", row->post_name);
        json_key_text(json, "name", row->name);
        json_key_text(json, "number", row->number);
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
    json_circumstances(p, &json);
    json_chain(p, &json);
    json_findings(&json, &p->frame, &p->c, false);
    json_close(&json, '}');
}

int print_proposal(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .frame = { 0 } };
    int rc = review_paper_begin(&p.frame, &p.c, &p.grade, request, err);
    if (rc == 0)
        rc = read_proposal_lines(request->store, p.c.review->school, &p.lines, err);
    if (rc == 0)
        frame_print(&p.frame, (struct ways){ print_text, print_csv, print_json }, &p, out);
    LIST_FREE(&p.lines);
    review_case_free(&p.c);
    frame_done(&p.frame);
    return rc;
}
