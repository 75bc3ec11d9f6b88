/* 事件记录: one incident with the people behind it, its grades, clocks, log, evidence and facts. Cangzhou art 7,
 * Meijia-73 art 8: each step is dated; a struck line stays readable. */
#include "report/incident_in.h"

#include "base/words.h"
#include "domain/callees.h"
#include "domain/facts.h"
#include "domain/incident.h"
#include "domain/log.h"

#include <inttypes.h>
#include <string.h>

enum { LABEL_CELLS = 10, TIME_CELLS = 10, KIND_CELLS = 8, WHO_CELLS = 10, GRADE_CELLS = 8, VALUE_CELLS = 8 };
enum { ROLE_CELLS = 10, NAME_CELLS = 8, PHONE_CELLS = 13 };

struct printing {
    struct frame frame;
    struct subject subject;
    struct gradings gradings;
    struct log_entries log;
    struct evidences evidence;
    struct fact_sheet facts;
    struct callees callees; /* of the day on which it was found */
    char day[DAY_TEXT];
};

static const struct incident *incident_of(const struct printing *p)
{
    return subject_incident(&p->subject);
}

/* --- Paper --- */

static void heading(struct printing *p, const char *text)
{
    paper_keep(p->frame.paper, 6);
    paper_blank(p->frame.paper);
    paper_text(p->frame.paper, ALIGN_LEFT, text);
}

/* What nothing stands in says so. */
static void table_begin(struct printing *p, const struct paper_column *columns, size_t n, size_t rows)
{
    if (rows == 0)
        paper_text(p->frame.paper, ALIGN_LEFT, _("（暂无记录）"));
    else
        paper_table_begin(p->frame.paper, columns, n, false);
}

static void table_end(struct printing *p, size_t rows)
{
    if (rows > 0)
        paper_table_end(p->frame.paper);
}

/* 《…预案》（whose step it is，第七条). */
static const char *plan_text(struct printing *p)
{
    const struct plan *plan = &p->callees.plan;
    return plan->words == NULL ? _("制度未指明")
                               : arena_printf(&p->frame.arena, _("%s（%s%s%s）"), plan->name,
                                              plan->body_name == NULL ? "" : plan->body_name,
                                              plan->body_name == NULL ? "" : "，", frame_cite(&p->frame, plan->cite));
}

static void print_description(struct printing *p)
{
    static const struct paper_column columns[] = { { _("项目"), LABEL_CELLS, ALIGN_CENTER },
                                                   { _("内容"), 0, ALIGN_LEFT } };
    const struct incident *x = incident_of(p);
    struct frame *frame = &p->frame;
    const char *down = down_text(frame, &p->subject.clocks);
    const char *const rows[][2] = {
        { _("编号"), x->number },
        { _("事件"), x->title },
        { _("单位"), x->body_name },
        { _("信息系统"), x->asset_name },
        { _("类别"), x->category_name },
        { _("级别"), incident_grade_name(&p->subject.grades, x->grade) },
        { _("舆情"), x->opinion ? _("是") : _("否") },
        { _("应急预案"), plan_text(p) },
        { _("状态"), incident_state_name(x->state) },
        { _("发生时间"), shown_time(frame, x->happened_at) },
        { _("发现时间"), shown_time(frame, x->found_at) },
        { _("来源"), incident_found_by_name(x->found_by) },
        { _("服务中断"), down == NULL ? _("无") : down },
        { _("登记"), arena_printf(&frame->arena, "%s  %s", x->opened_by, shown_time(frame, x->opened_at)) },
    };
    table_begin(p, columns, COUNT(columns), COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++)
        paper_table_row(frame->paper, (const char *const[]){ rows[i][0], rows[i][1] == NULL ? _("不详") : rows[i][1] });
    table_end(p, COUNT(rows));
}

static const char *phones_text(struct printing *p, const struct callee *x)
{
    if (x->night_phone == NULL)
        return x->phone;
    return arena_printf(&p->frame.arena, "%s\n%s", x->phone == NULL ? "" : x->phone, x->night_phone);
}

static void print_callees(struct printing *p)
{
    static const struct paper_column columns[] = { { _("联系"), ROLE_CELLS, ALIGN_CENTER },
                                                   { _("单位和岗位"), 0, ALIGN_LEFT },
                                                   { _("姓名"), NAME_CELLS, ALIGN_LEFT },
                                                   { _("电话\n夜间电话"), PHONE_CELLS, ALIGN_LEFT } };
    struct arena *arena = &p->frame.arena;
    heading(p, arena_printf(arena, _("一、联系人（发现之日 %s 任职的）"), p->day));
    table_begin(p, columns, COUNT(columns), p->callees.n);
    for (size_t i = 0; i < p->callees.n; i++) {
        const struct callee *x = &p->callees.v[i];
        const char *name = x->name != NULL ? x->name : arena_printf(arena, _("（%s）"), callee_missing(x));
        paper_table_row(p->frame.paper, (const char *const[]){ callee_roles(x, arena), callee_place(x, arena), name,
                                                               phones_text(p, x) });
    }
    table_end(p, p->callees.n);
}

static const char *struck_mark(struct printing *p, bool struck, const char *text)
{
    return struck ? arena_printf(&p->frame.arena, _("〔已划去〕%s"), text == NULL ? "" : text) : text;
}

static void print_gradings(struct printing *p)
{
    static const struct paper_column columns[] = { { _("时间"), TIME_CELLS, ALIGN_CENTER },
                                                   { _("级别"), GRADE_CELLS, ALIGN_CENTER },
                                                   { _("依据"), 0, ALIGN_LEFT },
                                                   { _("定级人"), WHO_CELLS, ALIGN_LEFT } };
    heading(p, _("二、定级"));
    table_begin(p, columns, COUNT(columns), p->gradings.n);
    for (size_t i = 0; i < p->gradings.n; i++) {
        const struct grading *x = &p->gradings.v[i];
        paper_table_row(p->frame.paper, (const char *const[]){ broken_time(&p->frame, x->at), x->grade_name,
                                                               struck_mark(p, x->struck, x->criterion), x->login });
    }
    table_end(p, p->gradings.n);
}

static void clock_row(struct printing *p, const struct incident_clock *x, const char *what)
{
    paper_table_row(p->frame.paper,
                    (const char *const[]){ what, broken_time(&p->frame, x->by), broken_time(&p->frame, x->met_at),
                                           clock_text(&p->frame, x, incident_of(p)) });
}

static void print_clocks_table(struct printing *p)
{
    static const struct paper_column columns[] = { { _("报告给"), 0, ALIGN_LEFT },
                                                   { _("期限"), TIME_CELLS, ALIGN_CENTER },
                                                   { _("报告时间"), TIME_CELLS, ALIGN_CENTER },
                                                   { _("情况"), 0, ALIGN_LEFT } };
    const struct clocks *clocks = &p->subject.clocks;
    size_t n = clocks->n + clocks->handling.n;
    heading(p, clocks->handling.n > 0 ? _("三、报告和处置的时限") : _("三、报告"));
    table_begin(p, columns, COUNT(columns), n);
    for (size_t i = 0; i < clocks->n; i++)
        clock_row(p, &clocks->v[i], clocks->v[i].due->to);
    for (size_t i = 0; i < clocks->handling.n; i++)
        clock_row(p, &clocks->handling.v[i], handling_text(&p->frame, &clocks->handling.v[i]));
    table_end(p, n);
}

/* A line that was struck, or written long after, says so. */
static const char *line_text(struct printing *p, const struct log_entry *x)
{
    struct arena *arena = &p->frame.arena;
    if (x->struck == NULL)
        return x->text;
    return arena_printf(arena, _("〔划去〕%s\n理由：%s（%s  %s）"), x->text, x->struck, x->struck_by,
                        shown_time(&p->frame, x->struck_at));
}

static void print_log(struct printing *p)
{
    static const struct paper_column columns[] = { { _("时间"), TIME_CELLS, ALIGN_CENTER },
                                                   { _("步骤"), KIND_CELLS, ALIGN_CENTER },
                                                   { _("内容"), 0, ALIGN_LEFT },
                                                   { _("记录人"), WHO_CELLS, ALIGN_LEFT } };
    heading(p, _("四、日志"));
    table_begin(p, columns, COUNT(columns), p->log.n);
    for (size_t i = 0; i < p->log.n; i++) {
        const struct log_entry *x = &p->log.v[i];
        paper_table_row(p->frame.paper, (const char *const[]){ broken_time(&p->frame, x->at), log_kind_name(x->kind),
                                                               line_text(p, x), x->author });
    }
    table_end(p, p->log.n);
}

static void print_evidence(struct printing *p)
{
    static const struct paper_column columns[] = { { _("时间"), TIME_CELLS, ALIGN_CENTER },
                                                   { _("证据和存放处"), 0, ALIGN_LEFT },
                                                   { "SM3", 16, ALIGN_LEFT },
                                                   { _("取证人"), WHO_CELLS, ALIGN_LEFT } };
    heading(p, _("五、证据"));
    table_begin(p, columns, COUNT(columns), p->evidence.n);
    for (size_t i = 0; i < p->evidence.n; i++) {
        const struct evidence *x = &p->evidence.v[i];
        const char *what = arena_printf(&p->frame.arena, "%s\n%s", x->what, x->place);
        const char *sm3 =
            x->sm3 == NULL ? NULL : arena_printf(&p->frame.arena, _("%s\n%" PRId64 " 字节"), x->sm3, x->bytes);
        paper_table_row(p->frame.paper, (const char *const[]){ broken_time(&p->frame, x->at),
                                                               struck_mark(p, x->struck, what), sm3, x->taken_by });
    }
    table_end(p, p->evidence.n);
}

/* From the log, or by whom and why; which line or evidence it rests on, the log says. */
static const char *fact_source(struct printing *p, const struct sheet_fact *x)
{
    if (x->derived)
        return arena_printf(&p->frame.arena, _("由日志和时限得出%s%s"), x->basis == NULL ? "" : _("："),
                            x->basis == NULL ? "" : x->basis);
    return arena_printf(&p->frame.arena, "%s%s%s", x->overruled ? _("改判：") : "", x->reason == NULL ? "" : x->reason,
                        x->evidence != 0 ? _("（有证据）") : "");
}

/* What is not known takes no rows. */
static void print_facts(struct printing *p)
{
    static const struct paper_column columns[] = { { _("事实"), 0, ALIGN_LEFT },
                                                   { _("认定"), VALUE_CELLS, ALIGN_CENTER },
                                                   { _("出处"), 0, ALIGN_LEFT },
                                                   { _("认定人"), WHO_CELLS, ALIGN_LEFT } };
    size_t known = 0;
    struct buf unknown = { 0 };
    for (size_t i = 0; i < p->facts.n; i++)
        known += p->facts.v[i].known;
    heading(p, _("六、事实"));
    table_begin(p, columns, COUNT(columns), known);
    for (size_t i = 0; i < p->facts.n; i++) {
        const struct sheet_fact *x = &p->facts.v[i];
        if (x->known)
            paper_table_row(p->frame.paper, (const char *const[]){ x->name, fact_value_text(&p->frame.arena, x),
                                                                   fact_source(p, x), x->derived ? NULL : x->login });
        else
            buf_printf(&unknown, "%s%s", unknown.n > 0 ? "；" : "", x->name);
    }
    table_end(p, known);
    if (unknown.n > 0)
        paper_text(p->frame.paper, ALIGN_LEFT, arena_printf(&p->frame.arena, _("不清楚：%s。"), unknown.v));
    buf_free(&unknown);
}

static void print_text(struct printing *p, struct buf *out)
{
    frame_title(&p->frame, report_named("incident")->title);
    print_description(p);
    print_callees(p);
    print_gradings(p);
    print_clocks_table(p);
    print_log(p);
    print_evidence(p);
    print_facts(p);
    frame_finish(&p->frame, out);
}

/* --- CSV: the log --- */

static void print_csv(struct printing *p, struct buf *out)
{
    static const char *const titles[] = { _("时间"),   _("记录时间"), _("步骤"),   _("内容"),
                                          _("记录人"), _("划去理由"), _("划去人"), _("划去时间") };
    csv_add_row(out, titles, COUNT(titles));
    for (size_t i = 0; i < p->log.n; i++) {
        const struct log_entry *x = &p->log.v[i];
        const char *const cells[COUNT(titles)] = { shown_time(&p->frame, x->at),
                                                   shown_time(&p->frame, x->entered),
                                                   log_kind_name(x->kind),
                                                   x->text,
                                                   x->author,
                                                   x->struck,
                                                   x->struck_by,
                                                   shown_time(&p->frame, x->struck_at) };
        csv_add_row(out, cells, COUNT(cells));
    }
}

/* --- JSON --- */

static void json_gradings(struct json *json, const struct gradings *gradings)
{
    json_key(json, "gradings");
    json_open(json, '[');
    for (size_t i = 0; i < gradings->n; i++) {
        const struct grading *x = &gradings->v[i];
        json_open(json, '{');
        json_key_int(json, "grade", x->grade);
        json_key_text(json, "name", x->grade_name);
        json_key_text(json, "criterion", x->criterion);
        json_key_moment(json, "at", x->at);
        json_key_text(json, "by", x->login);
        json_key(json, "struck");
        json_bool(json, x->struck);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_log(struct json *json, const struct log_entries *log)
{
    json_key(json, "log");
    json_open(json, '[');
    for (size_t i = 0; i < log->n; i++) {
        const struct log_entry *x = &log->v[i];
        json_open(json, '{');
        json_key_int(json, "id", x->id);
        json_key_moment(json, "at", x->at);
        json_key_moment(json, "entered", x->entered);
        json_key_text(json, "kind", x->kind);
        json_key_text(json, "text", x->text);
        json_key_text(json, "author", x->author);
        json_key_text(json, "struck", x->struck);
        json_key_text(json, "struck_by", x->struck_by);
        json_key_moment(json, "struck_at", x->struck_at);
        json_key_id(json, "corrects", x->corrects);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_evidence(struct json *json, const struct evidences *evidence)
{
    json_key(json, "evidence");
    json_open(json, '[');
    for (size_t i = 0; i < evidence->n; i++) {
        const struct evidence *x = &evidence->v[i];
        json_open(json, '{');
        json_key_text(json, "what", x->what);
        json_key_text(json, "place", x->place);
        json_key_text(json, "sm3", x->sm3);
        json_key_known(json, "bytes", x->sm3 != NULL, x->bytes);
        json_key_moment(json, "at", x->at);
        json_key_text(json, "by", x->taken_by);
        json_key_id(json, "line", x->entry);
        json_key(json, "struck");
        json_bool(json, x->struck);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_facts(struct json *json, const struct fact_sheet *facts)
{
    json_key(json, "facts");
    json_open(json, '[');
    for (size_t i = 0; i < facts->n; i++) {
        const struct sheet_fact *x = &facts->v[i];
        json_open(json, '{');
        json_key_text(json, "key", x->key);
        json_key_text(json, "name", x->name);
        json_key(json, "value"); /* a yes is true */
        if (!x->known)
            json_text(json, NULL);
        else if (strcmp(x->kind, "yesno") == 0)
            json_bool(json, x->value != 0);
        else
            json_int(json, x->value);
        json_key(json, "derived");
        json_bool(json, x->derived);
        json_key(json, "overruled");
        json_bool(json, x->overruled);
        json_key_text(json, "basis", x->basis);
        json_key_text(json, "reason", x->reason);
        json_key_text(json, "by", x->login);
        json_key_id(json, "line", x->entry);
        json_key_id(json, "evidence", x->evidence);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_callees(struct json *json, const struct frame *frame, const struct callees *callees)
{
    json_key(json, "contacts");
    json_open(json, '[');
    for (size_t i = 0; i < callees->n; i++) {
        const struct callee *x = &callees->v[i];
        json_open(json, '{');
        json_key(json, "roles");
        json_open(json, '[');
        for (int role = 0; role < CALLEE_ROLES; role++)
            if ((x->roles & (1u << role)) != 0)
                json_text(json, callee_role_id((enum callee_role)role));
        json_close(json, ']');
        json_key_text(json, "asset", x->asset);
        json_key_id(json, "level", x->level);
        json_key_text(json, "body", x->body_name);
        json_key_text(json, "post", x->post_name);
        json_key_text(json, "ex_officio", x->ex_officio);
        json_key_text(json, "name", x->name);
        json_key_text(json, "number", x->number);
        json_key_text(json, "phone", x->phone);
        json_key_text(json, "night_phone", x->night_phone);
        json_key_cite(json, frame, x->cite);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* null: the rule names none. */
static void json_plan(struct json *json, const struct frame *frame, const struct plan *plan)
{
    json_key(json, "plan");
    if (plan->words == NULL) {
        json_text(json, NULL);
        return;
    }
    json_open(json, '{');
    json_key_text(json, "name", plan->name);
    json_key_text(json, "text", plan->words);
    json_key_text(json, "body", plan->body_name);
    json_key_cite(json, frame, plan->cite);
    json_close(json, '}');
}

static void print_json(struct printing *p, struct buf *out)
{
    struct json json;
    json_init(&json, out);
    json_open(&json, '{');
    json_incident(&json, incident_of(p));
    json_key_drill(&json, &p->frame);
    json_key_id(&json, "down_seconds", p->subject.clocks.down_s);
    json_plan(&json, &p->frame, &p->callees.plan);
    json_callees(&json, &p->frame, &p->callees);
    json_gradings(&json, &p->gradings);
    json_clocks(&json, &p->subject.clocks);
    json_log(&json, &p->log);
    json_evidence(&json, &p->evidence);
    json_facts(&json, &p->facts);
    json_close(&json, '}');
}

/* --- --- */

static int read_all(struct printing *p, const struct report_request *request, struct err *err)
{
    struct store *store = request->store;
    if (subject_read(&p->subject, request, err) != 0 || frame_begin(&p->frame, &p->subject.request, err) != 0)
        return -1;
    const struct incident *incident = incident_of(p);
    if (frame_about_incident(&p->frame, incident, err) != 0 ||
        read_gradings(store, incident->id, &p->gradings, err) != 0 ||
        read_whole_log(store, incident->id, &p->log, err) != 0 ||
        read_evidence(store, incident->id, &p->evidence, err) != 0)
        return -1;
    day_of(incident->found_at, p->day);
    if (callees_read(store, incident, p->day, &p->callees, err) != 0)
        return -1;
    return facts_read(store, incident, request->now, &p->facts, err);
}

int print_incident(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .frame = { 0 } };
    int rc = read_all(&p, request, err);
    if (rc == 0)
        frame_print(&p.frame, (struct ways){ print_text, print_csv, print_json }, &p, out);
    callees_free(&p.callees);
    LIST_FREE(&p.gradings);
    LIST_FREE(&p.log);
    LIST_FREE(&p.evidence);
    LIST_FREE(&p.facts);
    frame_done(&p.frame);
    subject_done(&p.subject);
    return rc;
}
