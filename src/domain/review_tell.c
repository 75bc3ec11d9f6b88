/* A review in words. */
#include "domain/review_tell.h"

#include "base/words.h"
#include "domain/log.h"
#include "domain/matrix.h"
#include "domain/org.h"

#include <inttypes.h>
#include <string.h>

enum { SECONDS_A_MINUTE = 60 };

/* --- Facts --- */

/* The line that says the fact itself is no further source. */
static void tell_entry(const struct review_case *c, int64_t id, struct buf *out)
{
    for (size_t i = 0; i < c->sources.n; i++)
        if (c->sources.v[i].id == id && strcmp(c->sources.v[i].kind, "fact") != 0) {
            char at[TIME_TEXT];
            time_of(c->sources.v[i].at, at);
            buf_printf(out, _("，记录 %s %s“%s”"), at, log_kind_name(c->sources.v[i].kind), c->sources.v[i].text);
            return;
        }
}

static void tell_evidence(const struct review_case *c, int64_t id, struct buf *out)
{
    for (size_t i = 0; i < c->evidence.n; i++)
        if (c->evidence.v[i].id == id)
            buf_printf(out, _("，证据“%s”（%s）"), c->evidence.v[i].what, c->evidence.v[i].place);
}

/* 是否……：是（来源……） */
static void tell_fact(const struct review_case *c, const struct sheet_fact *fact, struct buf *out)
{
    struct arena arena = { 0 };
    buf_printf(out, _("%s：%s"), fact->name, fact_value_text(&arena, fact));
    if (fact->derived) {
        buf_adds(out, _("（由日志和时限得出"));
        if (fact->basis != NULL)
            buf_printf(out, _("：%s"), fact->basis);
        buf_adds(out, _("）"));
    } else if (fact->login != NULL) {
        char at[TIME_TEXT];
        time_of(fact->at, at);
        buf_printf(out, _("（%s %s 记"), at, fact->login);
        if (fact->overruled)
            buf_adds(out, _("，改判了由日志和时限得出的结果"));
        tell_entry(c, fact->entry, out);
        tell_evidence(c, fact->evidence, out);
        if (fact->reason != NULL)
            buf_printf(out, _("，理由：%s"), fact->reason);
        buf_adds(out, _("）"));
    }
    if (fact->basis != NULL && !fact->derived)
        buf_printf(out, _("（日志和时限所示：%s）"), fact->basis);
    buf_addc(out, '\n');
    arena_free(&arena);
}

void review_tell_clock(const struct review_case *c, const struct incident_clock *clock, struct buf *out)
{
    struct arena arena = { 0 };
    const struct report_due *due = clock->due;
    buf_printf(out, _("%s向%s报告：%s"), due->from, due->to, clock_state_name(clock->state));
    if (clock->spare < 0)
        buf_printf(out, _("，超过时限 %" PRId64 " 分钟"), (-clock->spare + SECONDS_A_MINUTE - 1) / SECONDS_A_MINUTE);
    buf_printf(out, _("（%s）\n"), due_cite(due, true, article_cite(&c->articles, due->cite, &arena), &arena));
    arena_free(&arena);
}

/* --- Circumstances --- */

/* First of all, and in one line: what stands, and what would decide it. */
static void tell_truth(const struct review_case *c, const struct judgement *judgement, struct buf *out)
{
    buf_printf(out, _("\t由事实得出：%s"), truth_name(judgement->truth));
    for (size_t i = 0; i < judgement->missing_n; i++)
        buf_printf(out, "%s%s", i == 0 ? _("；最少再查明：") : _("、"), c->sheet.v[judgement->missing[i]].name);
    buf_addc(out, '\n');
}

static void tell_decisions(const struct review_case *c, const struct review_row *row, struct buf *out)
{
    static const struct {
        const char *id, *name;
    } proposals[] = { { "met", _("符合") }, { "not", _("不符合") }, { "unknown", _("尚不能判断") } };
    buf_adds(out, _("\t决定\n"));
    for (size_t i = 0; i < c->decisions.n; i++) {
        const struct review_circumstance *x = &c->decisions.v[i];
        char at[TIME_TEXT];
        if (row->circumstance != 0 ? x->circumstance != row->circumstance
                                   : x->id != row->added && x->added != row->added)
            continue;
        time_of(x->at, at);
        buf_printf(out, _("%s %s（%s）：%s。%s"), at, x->person_name, x->login, review_verdict_name(x->decided),
                   x->reason);
        for (size_t k = 0; x->proposed != NULL && k < COUNT(proposals); k++)
            if (strcmp(proposals[k].id, x->proposed) == 0)
                buf_printf(out, _("（当时由事实得出：%s）"), proposals[k].name);
        buf_addc(out, '\n');
    }
    if (row->last == NULL)
        buf_adds(out, _("还没有。\n"));
}

void review_tell_row(const struct review_case *c, const struct review_row *row, struct buf *out)
{
    struct arena arena = { 0 };
    const struct judgement *judgement = row->judgement;
    if (judgement != NULL)
        tell_truth(c, judgement, out);
    else
        buf_adds(out, _("\t由审查人增加，不由事实推断\n"));
    buf_printf(out, "\t%s\n", article_cite(&c->articles, row->cite, &arena));
    article_tell(&c->articles, row->cite, out);
    if (judgement != NULL)
        buf_adds(out, _("\t所依据的事实\n"));
    for (size_t i = 0; judgement != NULL && i < judgement->rests_on_n; i++)
        tell_fact(c, &c->sheet.v[judgement->rests_on[i]], out);
    if (row->reports)
        buf_adds(out, _("\t报告没有按时（由时限得出）\n"));
    for (size_t i = 0; row->reports && i < c->clocks.n; i++)
        if (clock_is_failing(&c->clocks.v[i]))
            review_tell_clock(c, &c->clocks.v[i], out);
    tell_decisions(c, row, out);
    arena_free(&arena);
}

/* --- The trace --- */

/* 2024-03-01 起 …; "" where no day of it is known. */
static const char *tenure_text(struct arena *arena, const struct trace_row *row)
{
    const char *from = row->from == NULL ? "" : arena_printf(arena, _("%s 起"), row->from);
    if (row->from == NULL && row->to == NULL)
        return "";
    return row->to == NULL ? from
                           : arena_printf(arena, _("%s%s%s 止"), from, row->from == NULL ? "" : _("，"), row->to);
}

static void tell_holder(const struct review_case *c, const struct trace_row *row, struct buf *out)
{
    struct arena arena = { 0 };
    const char *when = tenure_text(&arena, row);
    buf_printf(out, _("\t%s（%s）\n"), c->trace.day,
               c->trace.by_found ? _("发现之日：发生时间还不知道") : _("发生之日"));
    if (row->body_name != NULL || row->post_name != NULL)
        buf_printf(out, "%s%s%s%s%s\n", row->body_name == NULL ? "" : row->body_name,
                   row->body_name == NULL || row->post_name == NULL ? "" : " ",
                   row->post_name == NULL ? "" : row->post_name, row->liability == NULL ? "" : "  ",
                   row->liability == NULL ? "" : liability_name(row->liability));
    if (row->ex_officio != NULL)
        buf_printf(out, _("制度规定由%s担任\n"), row->ex_officio);
    buf_printf(out, "%s", row->name == NULL ? trace_held_name(row->held) : row->name);
    if (row->number != NULL)
        buf_printf(out, " %s", row->number);
    if (*when != '\0')
        buf_printf(out, _("（%s）"), when);
    buf_addc(out, '\n');
    if (row->later_n > 0)
        buf_adds(out, _("\t此后的变动\n"));
    for (size_t i = 0; i < row->later_n; i++) {
        const struct trace_stretch *x = &row->later[i];
        buf_printf(out, _("%s 起 %s%s%s\n"), x->from, x->name == NULL ? _("空缺") : x->name, x->to == NULL ? "" : "，",
                   x->to == NULL ? "" : arena_printf(&arena, _("至 %s"), x->to));
    }
    arena_free(&arena);
}

/* Why the reviewer named this person. */
static void tell_named(const struct review_case *c, const struct trace_row *row, struct buf *out)
{
    for (size_t i = 0; row->held == TRACE_NAMED && i < c->persons.n; i++) {
        const struct review_person *person = &c->persons.v[i];
        char at[TIME_TEXT];
        if (person->id != row->named)
            continue;
        time_of(person->at, at);
        buf_printf(out, _("\t列为当事人的事由\n%s（%s %s 列明）\n"), person->reason, at, person->login);
    }
}

static void tell_step(const struct review_case *c, const struct trace_row *row, struct buf *out)
{
    struct arena arena = { 0 };
    if (row->of_rule)
        buf_printf(out, _("\t倒查次序的依据 %s\n"), article_cite(&c->articles, row->cite, &arena));
    else if (c->trace.ordered)
        buf_adds(out, _("\t制度的倒查次序没有写这一岗位，列出供参考\n"));
    else
        buf_adds(out, _("\t制度没有写倒查次序，按岗位责任由下而上列出\n"));
    if (row->of_rule && row == c->trace.v) /* once: it is the same for each step */
        article_tell(&c->articles, row->cite, out);
    if (row->applies == NOT_MET)
        buf_adds(out, _("制度规定的条件不符合，不追究这一环。\n"));
    if (row->applies == UNKNOWN)
        buf_printf(out, _("是否追究这一环尚不能判断，要查明：%s\n"), row->missing);
    if (row->post_cite.path != NULL) {
        buf_printf(out, _("\t岗位的依据 %s\n"), article_cite(&c->articles, row->post_cite, &arena));
        article_tell(&c->articles, row->post_cite, out);
    }
    arena_free(&arena);
}

/* How many of the duties from this one on are one and the same: several parts in it stand in one line. */
static size_t parts_in(const struct trace_row *row, size_t i)
{
    size_t n = 1;
    while (i + n < row->duties_n && row->duties[i + n].no == row->duties[i].no)
        n++;
    return n;
}

static void tell_duty(const struct review_case *c, const struct trace_duty *duty, size_t parts, struct buf *out)
{
    struct arena arena = { 0 };
    buf_printf(out, "%" PRId64 " ", duty->no);
    for (size_t i = 0; i < parts; i++)
        buf_adds(out, part_mark(duty[i].part));
    buf_printf(out, _(" %s（"), duty->text);
    for (size_t i = 0; i < parts; i++) {
        if (parts > 1)
            buf_printf(out, "%s%s ", i > 0 ? _("；") : "", part_mark(duty[i].part));
        buf_adds(out, article_cite(&c->articles, duty[i].cite, &arena));
    }
    buf_adds(out, _("）\n"));
    arena_free(&arena);
}

static void tell_duties(const struct review_case *c, const struct trace_row *row, struct buf *out)
{
    size_t n = 0;
    if (row->body == 0)
        return;
    for (size_t i = 0; i < row->duties_n; i += parts_in(row, i))
        n++;
    buf_printf(out, _("\t%s的职责（%zu）\n"), row->body_name, n);
    for (size_t i = 0; i < row->duties_n; i += parts_in(row, i))
        tell_duty(c, &row->duties[i], parts_in(row, i), out);
    if (row->duties_n == 0)
        buf_adds(out, _("制度没有单列。\n"));
}

static void tell_lines(const struct trace_row *row, struct buf *out)
{
    if (row->held == TRACE_UNNAMED)
        return;
    buf_printf(out, _("\t日志所见（%zu）\n"), row->lines_n);
    for (size_t i = 0; i < row->lines_n; i++) {
        const struct trace_line *line = &row->lines[i];
        char at[TIME_TEXT];
        time_of(line->at, at);
        if (line->kind == TRACE_OWED)
            buf_printf(out, _("应向%s报告%s%s%s：%s\n"), line->what, line->text == NULL ? "" : _("（"),
                       line->text == NULL ? "" : line->text, line->text == NULL ? "" : _("）"),
                       clock_state_name(line->state));
        else
            buf_printf(out, _("%s %s“%s”\n"), at, line->kind == TRACE_WROTE ? log_kind_name(line->what) : _("收到报告"),
                       line->text);
    }
    if (row->lines_n == 0)
        buf_adds(out, _("没有本人账号的记录，也没有应由其报告或向其报告的记录。\n"));
}

void review_tell_trace(const struct review_case *c, const struct trace_row *row, struct buf *out)
{
    tell_holder(c, row, out);
    tell_named(c, row, out);
    tell_duties(c, row, out);
    tell_lines(row, out);
    tell_step(c, row, out);
}

/* --- Findings --- */

void review_tell_finding(const struct review_case *c, const struct review_finding *finding, struct buf *out)
{
    struct arena arena = { 0 };
    char at[TIME_TEXT];
    buf_printf(out, "\t%s\n", finding_scope_name(finding->scope));
    if (finding->body_name != NULL)
        buf_printf(out, _("机构：%s\n"), finding->body_name);
    if (finding->name != NULL)
        buf_printf(out, _("人员：%s%s%s\n"), finding->name, finding->number == NULL ? "" : " ",
                   finding->number == NULL ? "" : finding->number);
    if (finding->attribution_name != NULL)
        buf_printf(out, _("责任：%s（%s）\n"), finding->attribution_name,
                   finding->attribution == 0 ? _("审查人写明，制度没有列出名目")
                                             : article_cite(&c->articles, finding->attribution_cite, &arena));
    if (finding->disposition_name != NULL)
        buf_printf(out, _("建议处理：%s（%s）\n向谁建议：%s\n"), finding->disposition_name,
                   article_cite(&c->articles, finding->disposition_cite, &arena), finding->recipient_name);
    else
        buf_adds(out, _("撤回前一项认定\n"));
    time_of(finding->at, at);
    buf_printf(out, _("理由：%s\n%s %s（%s）\n"), finding->reason, at, finding->signer_name, finding->login);
    if (finding->replaced_by != 0)
        buf_adds(out, _("这项认定已被改过或撤回。\n"));
    if (finding->disposition_cite.path != NULL) {
        buf_printf(out, _("\t依据\n"));
        article_tell(&c->articles, finding->disposition_cite, out);
    }
    arena_free(&arena);
}
