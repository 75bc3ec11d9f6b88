/* 事件报告单: what is sent upward about an incident, with what is known by now filled in and room for what a person has
 * to say. Meijia-73 art 6(五), Meijia-75 art 7; Cangzhou art 7; Dalian art 8. */
#include "report/incident_in.h"

#include "base/words.h"
#include "domain/incident.h"
#include "domain/log.h"

#include <inttypes.h>
#include <string.h>

enum { LABEL_CELLS = 14, ROWS_MOST = 24 };

struct printing {
    struct frame frame;
    struct subject subject;
    struct gradings gradings;
    struct log_entries log;
    struct evidences evidence;
    struct {
        const char *label, *text;
    } rows[ROWS_MOST];
    size_t n;
};

static const struct incident *incident_of(const struct printing *p)
{
    return subject_incident(&p->subject);
}

/* --- What stands on it --- */

static void add(struct printing *p, const char *label, const char *text)
{
    p->rows[p->n].label = label;
    p->rows[p->n++].text = text;
}

static const char *known(const char *text)
{
    return text == NULL ? _("不详") : text;
}

static const char *keep(struct printing *p, struct buf *text)
{
    const char *kept = arena_strdup(&p->frame.arena, buf_text(text));
    buf_free(text);
    return kept;
}

/* To whom it still has to go, by when; once all are told, whom it was told to. */
static const char *recipients(struct printing *p)
{
    const struct clocks *clocks = &p->subject.clocks;
    struct buf text = { 0 };
    for (size_t i = 0; i < clocks->n; i++)
        if (clocks->v[i].entry == 0)
            buf_printf(&text, _("%s%s（%s）"), text.n > 0 ? "\n" : "", clocks->v[i].due->to,
                       clock_text(&p->frame, &clocks->v[i], incident_of(p)));
    for (size_t i = 0; text.n == 0 && i < clocks->n; i++)
        buf_printf(&text, _("%s%s（%s）"), i > 0 ? "\n" : "", clocks->v[i].due->to,
                   clock_text(&p->frame, &clocks->v[i], incident_of(p)));
    return keep(p, &text);
}

/* The grade that counts, and by which criterion. */
static const char *grade(struct printing *p)
{
    const struct grading *last = NULL;
    for (size_t i = 0; i < p->gradings.n; i++)
        if (!p->gradings.v[i].struck)
            last = &p->gradings.v[i];
    if (last == NULL)
        return incident_grade_name(&p->subject.grades, 0);
    return arena_printf(&p->frame.arena, _("%s（%s级）%s%s"), last->grade_name, last->roman,
                        last->criterion == NULL ? "" : _("：依据 "), last->criterion == NULL ? "" : last->criterion);
}

/* The lines that stand; facts are for the review. */
static const char *measures(struct printing *p)
{
    struct buf text = { 0 };
    for (size_t i = 0; i < p->log.n; i++) {
        const struct log_entry *x = &p->log.v[i];
        if (x->struck == NULL && strcmp(x->kind, "fact") != 0 && strcmp(x->kind, "inject") != 0)
            buf_printf(&text, "%s%s  %s：%s", text.n > 0 ? "\n" : "", shown_time(&p->frame, x->at),
                       log_kind_name(x->kind), x->text);
    }
    return keep(p, &text);
}

static const char *evidence(struct printing *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->evidence.n; i++)
        n += p->evidence.v[i].struck ? 0 : 1;
    return n == 0 ? _("尚未登记") : arena_printf(&p->frame.arena, _("已登记 %zu 件"), n);
}

static void fill(struct printing *p)
{
    const struct incident *x = incident_of(p);
    const char *down = down_text(&p->frame, &p->subject.clocks);
    add(p, _("报告单位"), p->frame.request->school->name);
    add(p, _("报告给"), recipients(p));
    add(p, _("事件编号"), x->number);
    add(p, _("事件名称"), x->title);
    add(p, _("发生单位"), known(x->body_name));
    add(p, _("信息系统"), known(x->asset_name));
    add(p, _("事件类别"), known(x->category_name));
    add(p, _("事件级别"), grade(p));
    add(p, _("是否舆情"), x->opinion ? _("是") : _("否"));
    add(p, _("发生时间"), known(shown_time(&p->frame, x->happened_at)));
    add(p, _("发现时间"),
        arena_printf(&p->frame.arena, _("%s（%s）"), shown_time(&p->frame, x->found_at),
                     incident_found_by_name(x->found_by)));
    add(p, _("现在的状态"), incident_state_name(x->state));
    add(p, _("服务中断"), down == NULL ? _("无") : down);
    add(p, _("处置经过"), measures(p));
    add(p, _("证据"), evidence(p));
    /* What the program cannot know is written by hand. */
    add(p, _("影响和危害"), NULL);
    add(p, _("初步原因"), NULL);
    add(p, _("下一步措施\n请求支援事项"), NULL);
}

/* --- The ways out --- */

static void print_text(struct printing *p, struct buf *out)
{
    static const struct paper_column columns[] = { { _("项目"), LABEL_CELLS, ALIGN_CENTER },
                                                   { _("内容"), 0, ALIGN_LEFT } };
    frame_title(&p->frame, report_named("report-form")->title);
    paper_table_begin(p->frame.paper, columns, COUNT(columns), false);
    for (size_t i = 0; i < p->n; i++)
        paper_table_row(p->frame.paper,
                        (const char *const[]){ p->rows[i].label, p->rows[i].text == NULL ? "\n" : p->rows[i].text });
    paper_table_end(p->frame.paper);
    paper_text(p->frame.paper, ALIGN_LEFT,
               arena_printf(&p->frame.arena, _("填到 %s"), shown_time(&p->frame, p->frame.request->now)));
    paper_blank(p->frame.paper);
    paper_text(p->frame.paper, ALIGN_LEFT, _("报告人：            联系电话：            签发人："));
    frame_finish(&p->frame, out);
}

static void print_csv(struct printing *p, struct buf *out)
{
    csv_add_row(out, (const char *const[]){ _("项目"), _("内容") }, 2);
    for (size_t i = 0; i < p->n; i++)
        csv_add_row(out, (const char *const[]){ p->rows[i].label, p->rows[i].text }, 2);
}

static void print_json(struct printing *p, struct buf *out)
{
    struct json json;
    json_init(&json, out);
    json_open(&json, '{');
    json_key_text(&json, "school", p->frame.request->school->key);
    json_incident(&json, incident_of(p));
    json_key_drill(&json, &p->frame);
    json_key_text(&json, "grade_text", grade(p));
    json_key_text(&json, "measures", measures(p));
    json_key_id(&json, "down_seconds", p->subject.clocks.down_s);
    json_clocks(&json, &p->subject.clocks);
    json_close(&json, '}');
}

int print_report_form(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .frame = { 0 } };
    int rc = subject_read(&p.subject, request, err);
    if (rc == 0)
        rc = frame_begin(&p.frame, &p.subject.request, err);
    if (rc == 0)
        rc = frame_about_incident(&p.frame, incident_of(&p), err);
    if (rc == 0)
        rc = read_gradings(request->store, incident_of(&p)->id, &p.gradings, err);
    if (rc == 0)
        rc = read_whole_log(request->store, incident_of(&p)->id, &p.log, err);
    if (rc == 0)
        rc = read_evidence(request->store, incident_of(&p)->id, &p.evidence, err);
    if (rc == 0) {
        fill(&p);
        frame_print(&p.frame, (struct ways){ print_text, print_csv, print_json }, &p, out);
    }
    LIST_FREE(&p.gradings);
    LIST_FREE(&p.log);
    LIST_FREE(&p.evidence);
    frame_done(&p.frame);
    subject_done(&p.subject);
    return rc;
}
