/* The frame of every printed document. */
#include "report/frame.h"

#include "base/words.h"
#include "domain/article.h"

#include <inttypes.h>
#include <string.h>

enum { ANCHOR_DIGITS = 32, STAMP_LINES = 4, STAMP_INDENT = 20 };

const struct report reports[] = {
    { "duties", _("网络安全工作责任制责任任务清单"), _("责任清单：按责任主体列出全部责任任务"), NULL, true, true,
      print_duties, NULL },
    { "matrix", _("网络安全责任矩阵"), _("责任矩阵：责任任务与机构的对应关系和空洞"), NULL, true, true, print_matrix,
      NULL },
    { "org", _("网络安全组织架构"), _("组织架构：机构、岗位、责任类型、任职人"), NULL, true, false, print_org, NULL },
    { "contacts", _("网络安全联络名册"), _("联络名册：昼夜可用的联系方式"), NULL, true, false, print_contacts, NULL },
    { "rule", _("网络安全制度"), _("制度全文"), NULL, false, true, print_rule, NULL },
    { "assets", _("信息系统登记表"), _("网站、平台和信息系统登记表"), NULL, true, false, print_assets, NULL },
    { "obligations", _("网络安全履责情况表"), _("定期履责事项及本年完成情况"), NULL, true, true, print_obligations,
      NULL },
    { "incidents", _("网络安全事件登记表"), _("事件登记表：一段时间发现的真实事件"), NULL, true, false, print_incidents,
      NULL },
    { "drill-incidents", _("【演练】网络安全事件登记表"), _("演练的事件登记表"), NULL, true, false,
      print_drill_incidents, NULL },
    { "incident", _("网络安全事件记录"), _("一个事件的记录：定级、报告、日志、证据、事实"), _("事件编号"), false, false,
      print_incident, school_of_incident },
    { "clocks", _("网络安全事件报告时限表"), _("未结案事件的报告时限：向谁、到何时、余多少或迟多少"), NULL, true, false,
      print_clocks, NULL },
    { "report-form", _("网络安全事件报告单"), _("一个事件向上报告的报告单，待盖章"), _("事件编号"), false, false,
      print_report_form, school_of_incident },
    { "drill", _("网络安全演练报告"), _("一次演练的报告：计划与实际、响应时间、发现的问题"), _("演练编号或名称"), false,
      false, print_drill, school_of_drill },
    { "review", _("网络安全问责审查记录"), _("问责审查记录：情形、事实、倒查、认定、署名"), _("审查的编号或事件编号"),
      false, false, print_review, review_school },
    { "proposal", _("网络安全问责建议书"), _("问责建议书：成立的情形、责任链、认定和建议处理"),
      _("审查的编号或事件编号"), false, false, print_proposal, review_school },
    { NULL, NULL, NULL, NULL, false, false, NULL, NULL },
};

bool report_is_register(const struct report *report)
{
    return report->print == print_incidents || report->print == print_drill_incidents;
}

const struct report *report_named(const char *name)
{
    for (const struct report *report = reports; report->name != NULL; report++)
        if (strcmp(report->name, name) == 0)
            return report;
    return NULL;
}

int report_print(const struct report *report, const struct report_request *request, struct buf *out, struct err *err)
{
    buf_clear(out);
    if (request->format == FORMAT_CSV)
        buf_adds(out, "\xEF\xBB\xBF");
    /* All of a document, its anchor included, is of one state of the store. */
    if (store_view(request->store, err) != 0)
        return -1;
    int rc = report->print(request, out, err);
    store_view_end(request->store);
    return rc;
}

int report_encode(struct buf *out, enum format format, enum encoding encoding, struct err *err)
{
    if (format == FORMAT_CSV && encoding != ENCODING_UTF8) {
        memmove(out->v, out->v + 3, out->n - 3 + 1);
        out->n -= 3;
    }
    return format == FORMAT_JSON ? 0 : encode_text(out, encoding, err);
}

static int read_all(struct frame *frame, struct err *err)
{
    const struct report_request *request = frame->request;
    if (read_rules(request->store, request->school->id, &frame->rules, err) != 0 ||
        org_read(&frame->org, request->store, request->school->id, request->day, err) != 0 ||
        store_head(request->store, &frame->head, err) != 0)
        return -1;
    if (request->rule != NULL && frame_rule(frame, request->rule) == NULL)
        return err_set(err, _("%s 没有制度 %s。用 zeren schools 查看有哪些。"), request->school->name, request->rule);
    if (request->body == NULL)
        return 0;
    const struct body *body = body_named(&frame->org.bodies, request->body);
    if (body == NULL)
        return err_set(err, _("%s 没有机构 %s。用 zeren print org 查看有哪些。"), request->school->name, request->body);
    frame->body = body->id;
    return 0;
}

int frame_begin(struct frame *frame, const struct report_request *request, struct err *err)
{
    *frame = (struct frame){ .request = request };
    if (read_all(frame, err) != 0) {
        frame_done(frame);
        return -1;
    }
    if (request->format == FORMAT_TEXT)
        frame->paper = paper_new(&request->paper);
    if (frame->paper != NULL && request->drill != NULL)
        paper_mark(frame->paper, arena_printf(&frame->arena, _("【演练】%s"), request->drill));
    return 0;
}

void frame_about_drill(struct frame *frame, const struct drill *drill)
{
    frame->drill = arena_strdup(&frame->arena, drill->name);
    if (frame->paper != NULL)
        paper_mark(frame->paper, arena_printf(&frame->arena, _("【演练】%s"), drill->name));
}

int frame_about_incident(struct frame *frame, const struct incident *incident, struct err *err)
{
    const char *running = frame->request->drill;
    struct drills drills = { 0 };
    if (incident->drill == 0) {
        if (frame->paper != NULL && running != NULL)
            paper_mark(frame->paper, arena_printf(&frame->arena, _("【真实事件】（【演练】%s期间打印）"), running));
        return 0;
    }
    if (read_drill(frame->request->store, incident->drill, &drills, err) != 0)
        return -1;
    if (drills.n > 0)
        frame_about_drill(frame, &drills.v[0]);
    LIST_FREE(&drills);
    return 0;
}

void json_key_drill(struct json *json, const struct frame *frame)
{
    json_key_text(json, "drill", frame->drill);
}

const char *rule_call(const struct rule *rule)
{
    return rule->number != NULL ? rule->number : rule->title;
}

void frame_title(struct frame *frame, const char *title)
{
    struct paper *paper = frame->paper;
    struct buf numbers = { 0 };
    for (size_t i = 0; i < frame->rules.n; i++)
        if (frame_wants_rule(frame, frame->rules.v[i].key))
            buf_printf(&numbers, frame->rules.v[i].number != NULL ? "%s%s" : _("%s《%s》"), numbers.n > 0 ? "、" : "",
                       rule_call(&frame->rules.v[i]));
    paper_text(paper, ALIGN_CENTER, frame->request->school->name);
    paper_text(paper, ALIGN_CENTER, title);
    paper_text(paper, ALIGN_CENTER, arena_printf(&frame->arena, _("（依据：%s）"), buf_text(&numbers)));
    /* Where citations begin with a document's key, the key is explained. */
    for (size_t i = 0; frame->rules.n > 1 && i < frame->rules.n; i++) {
        if (!frame_wants_rule(frame, frame->rules.v[i].key))
            continue;
        paper_text(paper, ALIGN_CENTER,
                   arena_printf(&frame->arena, _("%s：《%s》"), frame->rules.v[i].key, frame->rules.v[i].title));
    }
    paper_blank(paper);
    buf_free(&numbers);
}

void frame_lines(struct frame *frame, const char *text)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        const char *line = arena_strndup(&frame->arena, text, n);
        if (*line == '\t')
            paper_prefixed(frame->paper, "  ", "  ", arena_printf(&frame->arena, _("〔%s〕"), line + 1));
        else
            paper_prefixed(frame->paper, "    ", "    ", line);
        text += n + (text[n] == '\n');
    }
}

void frame_finish(struct frame *frame, struct buf *out)
{
    struct paper *paper = frame->paper;
    struct buf line = { 0 };
    paper_keep_behind(paper, STAMP_LINES);
    paper_blank(paper);
    paper_blank(paper);
    paper_text(paper, ALIGN_RIGHT, arena_printf(&frame->arena, _("%s（盖章）"), frame->request->school->name));
    buf_adds(&line, _("年"));
    buf_repeat(&line, " ", 6);
    buf_adds(&line, _("月"));
    buf_repeat(&line, " ", 6);
    buf_adds(&line, _("日"));
    paper_text(paper, ALIGN_RIGHT, line.v);
    struct paper_foot foot = {
        .as_of = arena_printf(&frame->arena, _("数据截至 %s"), frame->request->day),
        .anchor =
            arena_printf(&frame->arena, _("存证 %" PRId64 ":%.*s"), frame->head.seq, ANCHOR_DIGITS, frame->head.hash),
    };
    paper_finish(paper, &foot, out);
    buf_free(&line);
}

void frame_done(struct frame *frame)
{
    LIST_FREE(&frame->rules);
    org_done(&frame->org);
    paper_free(frame->paper);
    arena_free(&frame->arena);
    *frame = (struct frame){ 0 };
}

const char *frame_cite(struct frame *frame, struct cite cite)
{
    return cite_within(frame->rules.n, cite, &frame->arena);
}

const char *shown_time(struct frame *frame, int64_t at)
{
    char time[TIME_TEXT];
    if (at == 0)
        return NULL;
    time_of(at, time);
    return arena_strdup(&frame->arena, time);
}

const char *broken_time(struct frame *frame, int64_t at)
{
    char time[TIME_TEXT];
    if (at == 0)
        return NULL;
    time_of(at, time);
    time[DAY_TEXT - 1] = '\n';
    return arena_strdup(&frame->arena, time);
}

const struct rule *frame_rule(const struct frame *frame, const char *key)
{
    for (size_t i = 0; key != NULL && i < frame->rules.n; i++)
        if (strcmp(frame->rules.v[i].key, key) == 0)
            return &frame->rules.v[i];
    return NULL;
}

void frame_print(const struct frame *frame, struct ways ways, struct printing *p, struct buf *out)
{
    switch (frame->request->format) {
    case FORMAT_TEXT:
        ways.text(p, out);
        break;
    case FORMAT_CSV:
        ways.csv(p, out);
        break;
    case FORMAT_JSON:
        ways.json(p, out);
        break;
    }
}

bool frame_wants_body(const struct frame *frame, int64_t body)
{
    return org_within(&frame->org, body, frame->body);
}

bool frame_wants_rule(const struct frame *frame, const char *key)
{
    return frame->request->rule == NULL || strcmp(frame->request->rule, key) == 0;
}

const char **sheet_row(struct sheet *sheet)
{
    size_t a_row = sheet->paper_n + sheet->csv_n;
    for (size_t i = 0; i < a_row; i++)
        *VEC_PUSH(&sheet->cells) = NULL;
    return &sheet->cells.v[sheet->cells.n - a_row];
}

size_t sheet_rows(const struct sheet *sheet)
{
    return sheet->cells.n / (sheet->paper_n + sheet->csv_n);
}

static void sheet_paper(const struct sheet *sheet, struct frame *frame)
{
    size_t a_row = sheet->paper_n + sheet->csv_n;
    if (sheet->cells.n == 0) {
        paper_text(frame->paper, ALIGN_CENTER, _("（暂无记录）"));
        return;
    }
    paper_table_begin(frame->paper, sheet->columns, sheet->paper_n, sheet->merge);
    for (size_t i = 0; i < sheet->cells.n; i += a_row)
        paper_table_row(frame->paper, &sheet->cells.v[i]);
    paper_table_end(frame->paper);
}

static void sheet_csv(const struct sheet *sheet, struct buf *out)
{
    size_t a_row = sheet->paper_n + sheet->csv_n;
    csv_add_row(out, sheet->csv_titles, sheet->csv_n);
    for (size_t i = 0; i < sheet->cells.n; i += a_row)
        csv_add_row(out, &sheet->cells.v[i + sheet->paper_n], sheet->csv_n);
}

void sheet_print(const struct sheet *sheet, struct frame *frame, const char *title, struct buf *out)
{
    if (frame->request->format == FORMAT_CSV) {
        sheet_csv(sheet, out);
        return;
    }
    frame_title(frame, title);
    if (sheet->above != NULL)
        paper_text(frame->paper, ALIGN_LEFT, sheet->above);
    sheet_paper(sheet, frame);
    if (sheet->below != NULL)
        paper_text(frame->paper, ALIGN_LEFT, sheet->below);
    frame_finish(frame, out);
}

void sheet_done(struct sheet *sheet)
{
    VEC_FREE(&sheet->cells);
}

void json_key_body(struct json *json, const char *key, const struct body *body)
{
    char id[64];
    size_t n = strlen(key) < sizeof id - 4 ? strlen(key) : sizeof id - 4;
    memcpy(id, key, n);
    memcpy(id + n, "_id", 4);
    json_key_text(json, key, body == NULL ? NULL : body->name);
    json_key_text(json, id, body == NULL ? NULL : body->key);
}

void json_key_cite(struct json *json, const struct frame *frame, struct cite cite)
{
    const struct rule *rule = frame_rule(frame, cite.rule);
    json_key_text(json, "rule", rule == NULL ? NULL : rule_call(rule));
    json_key_text(json, "rule_id", cite.rule);
    json_key_text(json, "provision", cite.path);
}

void json_key_decision(struct json *json, const struct part *part)
{
    if (!part->own)
        return;
    json_key(json, "decision");
    json_open(json, '{');
    json_key_text(json, "reason", part->reason);
    json_key_text(json, "day", part->day);
    json_key_text(json, "by", part->by);
    json_close(json, '}');
}
