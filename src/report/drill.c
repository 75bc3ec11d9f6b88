/* 演练报告: planned against actual, response times, what was missed, findings. Cangzhou art 6(二)4, Meijia-73 art
 * 6(五): it is the evidence of the yearly drill. */
#include "report/frame.h"

#include "base/words.h"
#include "domain/drill.h"
#include "domain/drill_result.h"
#include "domain/incident.h"
#include "domain/log.h"

#include <inttypes.h>
#include <string.h>

enum {
    NUMBER_CELLS = 4,
    TIME_CELLS = 8,
    STEP_CELLS = 10,
    DONE_CELLS = 12,
    OUTCOME_CELLS = 6,
    LOGIN_CELLS = 12,
    STATE_CELLS = 8,
    BODY_CELLS = 16,
    DAY_CELLS = 10
};
enum { INCIDENTS_MOST = 100 };

struct printing {
    struct frame frame;
    struct drills drills;
    struct drill_members members;
    struct incidents incidents;
    struct drill_result result;
    struct drill_findings findings;
};

static const struct drill *drill_at(const struct printing *p)
{
    return &p->drills.v[0];
}

/* T+3:05; "" for what never was. */
static const char *since_start(struct printing *p, int64_t at)
{
    char time[DRILL_TIME];
    if (at == 0)
        return "";
    return arena_printf(&p->frame.arena, "T+%s", drill_time(at - drill_at(p)->started, time));
}

static const char *length(struct printing *p, int64_t seconds)
{
    char time[DRILL_TIME];
    return arena_strdup(&p->frame.arena, drill_time(seconds, time));
}

/* Who left and came back is one of them. */
static bool is_named_before(const struct printing *p, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (strcmp(p->members.v[i].login, p->members.v[at].login) == 0)
            return true;
    return false;
}

/* What is still to come is nobody's to read before it comes: whoever plays may print too. */
static bool is_secret(const struct printing *p, const struct inject *inject)
{
    return drill_at(p)->ended == 0 && inject->released_at == 0;
}

static const char *words_of(const struct printing *p, const struct inject *inject)
{
    return is_secret(p, inject) ? _("（尚未放出）") : inject->text;
}

/* --- Paper --- */

static void print_head(struct printing *p)
{
    struct paper *paper = p->frame.paper;
    const struct drill *drill = drill_at(p);
    struct arena *arena = &p->frame.arena;
    struct buf list = { 0 };
    paper_text(paper, ALIGN_LEFT, arena_printf(arena, _("演练：%s（编号 %" PRId64 "）"), drill->name, drill->id));
    paper_text(paper, ALIGN_LEFT,
               arena_printf(arena, _("情景：%s"), drill->scenario == NULL ? _("没有预设情景") : drill->scenario));
    if (drill->ended == 0)
        paper_text(paper, ALIGN_LEFT,
                   arena_printf(arena, _("时间：%s 起，正在进行"), shown_time(&p->frame, drill->started)));
    else
        paper_text(paper, ALIGN_LEFT,
                   arena_printf(arena, _("时间：%s 至 %s，历时 %s"), shown_time(&p->frame, drill->started),
                                shown_time(&p->frame, drill->ended), length(p, drill->ended - drill->started)));
    paper_text(paper, ALIGN_LEFT, arena_printf(arena, _("组织者：%s"), drill->leader));
    for (size_t i = 0; i < p->members.n; i++)
        if (!is_named_before(p, i))
            buf_printf(&list, "%s%s", i > 0 ? _("、") : "", p->members.v[i].login);
    paper_text(paper, ALIGN_LEFT,
               arena_printf(arena, _("参加（%" PRId64 " 人）：%s"), drill->members, buf_text(&list)));
    buf_clear(&list);
    for (size_t i = 0; i < p->incidents.n; i++)
        buf_printf(&list, "%s%s %s", i > 0 ? _("；") : "", p->incidents.v[i].number, p->incidents.v[i].title);
    paper_text(paper, ALIGN_LEFT, arena_printf(arena, _("演练事件：%s"), buf_text(&list)));
    paper_text(paper, ALIGN_LEFT,
               drill->ended == 0        ? _("履责：结束时登记。")
               : drill->fulfilment != 0 ? _("履责：已登记为本年度预案演练，本报告为凭据。")
                                        : _("履责：没有登记为年度预案演练。"));
    paper_blank(paper);
    buf_free(&list);
}

static void print_summary(struct printing *p)
{
    const struct drill_result *r = &p->result;
    const struct drill *drill = drill_at(p);
    struct paper *paper = p->frame.paper;
    paper_text(paper, ALIGN_LEFT, _("一、结果"));
    paper_text(paper, ALIGN_LEFT,
               arena_printf(&p->frame.arena,
                            _("注入 %" PRId64 " 个，放出 %" PRId64 " 个。应做的步骤 %zu 步：按时 %zu，超时 %zu，"
                              "未做 %zu，待做 %zu，未放出 %zu。发现问题 %zu 个。"),
                            drill->injects, drill->released, r->in_time + r->late + r->missed + r->open + r->unseen,
                            r->in_time, r->late, r->missed, r->open, r->unseen, p->findings.n));
    paper_blank(paper);
}

static const char *expected_text(struct printing *p, const struct inject *inject)
{
    if (inject->expected == NULL || is_secret(p, inject))
        return "";
    if (inject->target_s == 0)
        return log_kind_name(inject->expected);
    return arena_printf(&p->frame.arena, _("%s\n限 %s"), log_kind_name(inject->expected), length(p, inject->target_s));
}

static const char *answer_text(struct printing *p, const struct inject_result *x)
{
    if (x->answer == NULL)
        return "";
    return arena_printf(&p->frame.arena, _("%s\n用时 %s"), since_start(p, x->answer->at), length(p, x->response_s));
}

static void print_injects(struct printing *p)
{
    static const struct paper_column columns[] = {
        { _("序"), NUMBER_CELLS, ALIGN_CENTER }, { _("计划\n放出"), TIME_CELLS, ALIGN_LEFT },
        { _("注入（由谁做）"), 0, ALIGN_LEFT },  { _("应做"), STEP_CELLS, ALIGN_LEFT },
        { _("完成"), DONE_CELLS, ALIGN_LEFT },   { _("结果"), OUTCOME_CELLS, ALIGN_CENTER },
    };
    struct paper *paper = p->frame.paper;
    struct arena *arena = &p->frame.arena;
    paper_text(paper, ALIGN_LEFT, _("二、计划与实际"));
    if (p->result.n == 0) {
        paper_text(paper, ALIGN_LEFT, _("（没有注入）"));
        return;
    }
    paper_table_begin(paper, columns, COUNT(columns), false);
    for (size_t i = 0; i < p->result.n; i++) {
        const struct inject_result *x = &p->result.v[i];
        const struct inject *inject = x->inject;
        bool released = inject->released_at != 0;
        const char *cells[] = {
            arena_printf(arena, "%" PRId64, inject->ord),
            arena_printf(arena, "T+%s\n%s", length(p, inject->planned_s),
                         released ? since_start(p, inject->released_at) : inject_state_name(inject->state)),
            inject->who == NULL || is_secret(p, inject) ? words_of(p, inject)
                                                        : arena_printf(arena, _("%s（%s）"), inject->text, inject->who),
            expected_text(p, inject),
            answer_text(p, x),
            outcome_name(x->outcome),
        };
        paper_table_row(paper, cells);
    }
    paper_table_end(paper);
    paper_blank(paper);
}

/* Steps late, missed or never asked for, each in a line. */
static void print_missed(struct printing *p)
{
    struct paper *paper = p->frame.paper;
    size_t n = 0;
    paper_text(paper, ALIGN_LEFT, _("三、超时和遗漏"));
    for (size_t i = 0; i < p->result.n; i++) {
        const struct inject_result *x = &p->result.v[i];
        if (x->outcome != OUTCOME_LATE && x->outcome != OUTCOME_MISSED && x->outcome != OUTCOME_UNSEEN)
            continue;
        if (is_secret(p, x->inject))
            continue;
        const char *line = arena_printf(&p->frame.arena, _("第 %" PRId64 " 个注入应做“%s”：%s"), x->inject->ord,
                                        log_kind_name(x->inject->expected), outcome_name(x->outcome));
        if (x->outcome == OUTCOME_LATE)
            line = arena_printf(&p->frame.arena, _("%s %s"), line, length(p, x->response_s - x->inject->target_s));
        paper_text(paper, ALIGN_LEFT, line);
        n++;
    }
    if (n == 0)
        paper_text(paper, ALIGN_LEFT, _("（没有）"));
    paper_blank(paper);
}

static const char *finding_state(const struct drill_finding *finding)
{
    return finding->done ? _("已办结") : finding->due != NULL ? _("任务") : _("未列任务");
}

static void print_findings(struct printing *p)
{
    static const struct paper_column columns[] = {
        { _("发现的问题"), 0, ALIGN_LEFT },        { _("记录人"), LOGIN_CELLS, ALIGN_LEFT },
        { _("责任单位"), BODY_CELLS, ALIGN_LEFT }, { _("期限"), DAY_CELLS, ALIGN_LEFT },
        { _("状态"), STATE_CELLS, ALIGN_CENTER },
    };
    struct paper *paper = p->frame.paper;
    paper_text(paper, ALIGN_LEFT, _("四、发现的问题"));
    if (p->findings.n == 0) {
        paper_text(paper, ALIGN_LEFT, _("（没有）"));
        return;
    }
    paper_table_begin(paper, columns, COUNT(columns), false);
    for (size_t i = 0; i < p->findings.n; i++) {
        const struct drill_finding *x = &p->findings.v[i];
        const char *cells[] = { x->text, x->login, x->body_name, x->due, finding_state(x) };
        paper_table_row(paper, cells);
    }
    paper_table_end(paper);
}

static void print_paper(struct printing *p, struct buf *out)
{
    frame_title(&p->frame, report_named("drill")->title);
    print_head(p);
    print_summary(p);
    print_injects(p);
    print_missed(p);
    print_findings(p);
    frame_finish(&p->frame, out);
}

/* --- CSV and JSON --- */

static const char *const outcome_ids[] = { "none", "in-time", "late", "missed", "open", "not-released" };

static void print_csv(struct printing *p, struct buf *out)
{
    static const char *const titles[] = { _("演练"), _("序"),   _("计划"), _("放出"), _("状态"), _("注入"),
                                          _("由谁"), _("应做"), _("时限"), _("完成"), _("用时"), _("结果") };
    struct arena *arena = &p->frame.arena;
    csv_add_row(out, titles, COUNT(titles));
    for (size_t i = 0; i < p->result.n; i++) {
        const struct inject_result *x = &p->result.v[i];
        const struct inject *inject = x->inject;
        bool secret = is_secret(p, inject);
        const char *cells[] = { drill_at(p)->name,
                                arena_printf(arena, "%" PRId64, inject->ord),
                                arena_printf(arena, "T+%s", length(p, inject->planned_s)),
                                since_start(p, inject->released_at),
                                inject_state_name(inject->state),
                                words_of(p, inject),
                                secret ? NULL : inject->who,
                                secret || inject->expected == NULL ? NULL : log_kind_name(inject->expected),
                                secret || inject->target_s == 0 ? NULL : length(p, inject->target_s),
                                x->answer == NULL ? NULL : since_start(p, x->answer->at),
                                x->answer == NULL ? NULL : length(p, x->response_s),
                                outcome_name(x->outcome) };
        csv_add_row(out, cells, COUNT(cells));
    }
}

static void json_injects(struct printing *p, struct json *json)
{
    json_key(json, "injects");
    json_open(json, '[');
    for (size_t i = 0; i < p->result.n; i++) {
        const struct inject_result *x = &p->result.v[i];
        bool secret = is_secret(p, x->inject);
        json_open(json, '{');
        json_key_int(json, "number", x->inject->ord);
        json_key_int(json, "planned_s", x->inject->planned_s);
        json_key_known(json, "released_s", x->inject->released_at != 0, x->inject->released_at - drill_at(p)->started);
        json_key_text(json, "state", x->inject->state);
        json_key_text(json, "text", secret ? NULL : x->inject->text);
        json_key_text(json, "who", secret ? NULL : x->inject->who);
        json_key_text(json, "expected", secret ? NULL : x->inject->expected);
        json_key_known(json, "target_s", x->inject->target_s != 0 && !secret, x->inject->target_s);
        json_key_known(json, "response_s", x->answer != NULL, x->response_s);
        json_key_text(json, "answer", x->answer == NULL ? NULL : x->answer->text);
        json_key_text(json, "outcome", outcome_ids[x->outcome]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_findings(struct printing *p, struct json *json)
{
    json_key(json, "findings");
    json_open(json, '[');
    for (size_t i = 0; i < p->findings.n; i++) {
        const struct drill_finding *x = &p->findings.v[i];
        json_open(json, '{');
        json_key_text(json, "text", x->text);
        json_key_text(json, "by", x->login);
        json_key_text(json, "body", x->body_name);
        json_key_text(json, "due", x->due);
        json_key(json, "done");
        json_bool(json, x->done);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void print_json(struct printing *p, struct buf *out)
{
    const struct drill *drill = drill_at(p);
    struct json json;
    json_init(&json, out);
    json_open(&json, '{');
    json_key_drill(&json, &p->frame);
    json_key_int(&json, "id", drill->id);
    json_key_text(&json, "school", p->frame.request->school->key);
    json_key_text(&json, "scenario", drill->scenario);
    json_key_text(&json, "leader", drill->leader);
    json_key_moment(&json, "started", drill->started);
    json_key_moment(&json, "ended", drill->ended);
    json_key(&json, "fulfils");
    json_bool(&json, drill->fulfilment != 0);
    json_key(&json, "members");
    json_open(&json, '[');
    for (size_t i = 0; i < p->members.n; i++)
        if (!is_named_before(p, i))
            json_text(&json, p->members.v[i].login);
    json_close(&json, ']');
    json_key(&json, "incidents");
    json_open(&json, '[');
    for (size_t i = 0; i < p->incidents.n; i++)
        json_text(&json, p->incidents.v[i].number);
    json_close(&json, ']');
    json_injects(p, &json);
    json_findings(p, &json);
    json_close(&json, '}');
}

/* --- Reading --- */

static int read_all(struct printing *p, struct err *err)
{
    const struct report_request *request = p->frame.request;
    const struct drill *drill = drill_at(p);
    const struct incident_page page = {
        .school = drill->school, .series = SERIES_DRILL, .drill = drill->id, .limit = INCIDENTS_MOST, .backwards = true
    };
    if (drill->school != request->school->id)
        return err_set(err, _("演练“%s”不是%s的。请换到那所学校再打印。"), drill->name, request->school->name);
    if (read_drill_members(request->store, drill->id, &p->members, err) != 0 ||
        read_incidents(request->store, &page, &p->incidents, err) != 0 ||
        read_findings(request->store, drill->id, &p->findings, err) != 0)
        return -1;
    return drill_result_read(request->store, drill, &p->result, err);
}

int print_drill(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .frame = { 0 } };
    int rc = frame_begin(&p.frame, request, err);
    if (rc == 0)
        rc = drill_find(request->store, request->subject, &p.drills, err);
    if (rc == 0)
        rc = read_all(&p, err);
    if (rc == 0) {
        frame_about_drill(&p.frame, drill_at(&p));
        frame_print(&p.frame, (struct ways){ print_paper, print_csv, print_json }, &p, out);
    }
    drill_result_free(&p.result);
    LIST_FREE(&p.drills);
    LIST_FREE(&p.members);
    LIST_FREE(&p.incidents);
    LIST_FREE(&p.findings);
    frame_done(&p.frame);
    return rc;
}

int school_of_drill(const struct report_request *request, int64_t *school, struct err *err)
{
    struct drills drills = { 0 };
    int rc = drill_find(request->store, request->subject, &drills, err);
    if (rc == 0)
        *school = drills.v[0].school;
    LIST_FREE(&drills);
    return rc;
}
