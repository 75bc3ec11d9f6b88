/* Reading a review. */
#include "domain/review.h"

#include "base/words.h"
#include "domain/org.h"

#include <stdlib.h>
#include <string.h>

const char *const review_states[] = { "opened", "gathering", "proposed", "decided", "served", "filed", NULL };

static size_t place_of(const char *state)
{
    size_t i = 0;
    while (review_states[i] != NULL && strcmp(review_states[i], state) != 0)
        i++;
    return i;
}

const char *review_state_name(const char *state)
{
    static const char *const names[] = { _("立案"), _("核实事实"), _("提出建议"), _("作出决定"), _("送达"), _("归档") };
    size_t i = place_of(state);
    return review_states[i] == NULL ? state : names[i];
}

const char *review_next_state(const char *state)
{
    size_t i = place_of(state);
    return review_states[i] == NULL ? NULL : review_states[i + 1];
}

const char *review_verdict_name(const char *decided)
{
    static const struct {
        const char *id, *name;
    } names[] = { { "met", _("成立") }, { "not", _("不成立") }, { "dropped", _("不予审查") } };
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(names[i].id, decided) == 0)
            return names[i].name;
    return decided;
}

const char *finding_scope_name(const char *scope)
{
    return strcmp(scope, "collective") == 0 ? _("集体责任") : _("个人责任");
}

/* --- What follows from the clocks --- */

size_t review_failing(const struct review_case *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->clocks.n; i++)
        n += clock_is_failing(&c->clocks.v[i]) ? 1 : 0;
    return n;
}

static bool is_about_reports(const struct review_case *c, const struct judgement *judgement)
{
    static const char *const keys[] = { "reported_in_time", "reported_late", "report_missed", "concealed" };
    for (size_t i = 0; i < judgement->rests_on_n; i++)
        for (size_t k = 0; k < COUNT(keys); k++)
            if (strcmp(c->sheet.v[judgement->rests_on[i]].key, keys[k]) == 0)
                return true;
    return false;
}

/* --- The rows --- */

static const struct review_circumstance *last_of(const struct review_case *c, int64_t circumstance, int64_t added)
{
    for (size_t i = c->decisions.n; i-- > 0;) {
        const struct review_circumstance *x = &c->decisions.v[i];
        if (circumstance != 0 ? x->circumstance == circumstance : x->id == added || x->added == added)
            return x;
    }
    return NULL;
}

static void make_rows(struct review_case *c)
{
    bool failing = review_failing(c) > 0;
    for (size_t i = 0; i < c->judgements.n; i++) {
        const struct judgement *judgement = &c->judgements.v[i];
        struct review_row *row = VEC_PUSH(c);
        row->circumstance = judgement->circumstance->id;
        row->name = judgement->circumstance->name;
        row->cite = judgement->circumstance->cite;
        row->judgement = judgement;
        row->last = last_of(c, row->circumstance, 0);
        row->reports = failing && is_about_reports(c, judgement);
    }
    for (size_t i = 0; i < c->decisions.n; i++) {
        const struct review_circumstance *x = &c->decisions.v[i];
        if (x->name == NULL)
            continue;
        struct review_row *row = VEC_PUSH(c);
        row->added = x->id;
        row->name = x->name;
        row->cite = x->cite;
        row->last = last_of(c, 0, x->id);
    }
}

static int read_sources(struct store *store, struct review_case *c, struct err *err)
{
    int rc = read_evidence(store, c->incident->id, &c->evidence, err);
    for (size_t i = 0; rc == 0 && i < c->sheet.n; i++)
        if (c->sheet.v[i].entry != 0)
            rc = read_log_entry(store, c->sheet.v[i].entry, &c->sources, err);
    return rc;
}

bool liability_leads(const char *liability)
{
    return strcmp(liability, "officer") != 0;
}

static void add_leaders(struct review_case *c, const struct org *org, int64_t body)
{
    size_t first, n = org_posts(org, body, &first);
    for (size_t i = first; i < first + n; i++) {
        size_t at, holders = liability_leads(org->posts.v[i].liability) ? org_holders(org, org->posts.v[i].id, &at) : 0;
        for (size_t k = 0; k < holders; k++)
            *VEC_PUSH(&c->leaders) = org->holders.v[at + k].person;
    }
}

static int read_leaders(struct store *store, struct review_case *c, struct err *err)
{
    struct org org = { 0 };
    bool any = false;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < c->findings.n; i++) {
        const struct review_finding *finding = &c->findings.v[i];
        if (strcmp(finding->scope, "collective") != 0 || !finding_stands(finding))
            continue;
        if (!any)
            rc = org_read(&org, store, c->review->school, c->trace.day, err);
        any = true;
        if (rc == 0)
            add_leaders(c, &org, finding->body);
    }
    if (any)
        org_done(&org);
    return rc;
}

static int64_t counted_to(const struct review_steps *steps, int64_t now)
{
    for (size_t i = 0; i < steps->n; i++)
        if (strcmp(steps->v[i].state, "filed") == 0)
            return steps->v[i].at;
    return now;
}

int review_read(struct store *store, int64_t id, int64_t now, struct review_case *out, struct err *err)
{
    if (read_review(store, id, &out->one, err) != 0)
        return -1;
    if (out->one.n == 0)
        return err_set(err, "%s", _("没有这件问责审查。请刷新，核对编号。"));
    out->review = &out->one.v[0];
    if (read_incident(store, out->review->incident, &out->incidents, err) != 0)
        return -1;
    if (out->incidents.n == 0)
        return err_set(err, "%s", _("这件审查的事件读不到了。请运行 zeren verify。"));
    out->incident = &out->incidents.v[0];
    int64_t school = out->review->school;
    if (read_review_steps(store, id, &out->steps, err) != 0)
        return -1;
    now = counted_to(&out->steps, now);
    if (facts_read(store, out->incident, now, &out->sheet, err) != 0 ||
        circumstances_judge(store, school, &out->sheet, &out->judgements, err) != 0 ||
        clocks_read(store, out->incident, now, &out->clocks, err) != 0 ||
        read_review_circumstances(store, id, &out->decisions, err) != 0 ||
        read_review_persons(store, id, &out->persons, err) != 0 ||
        read_review_findings(store, id, &out->findings, err) != 0 ||
        articles_read(store, school, &out->articles, err) != 0 || read_sources(store, out, err) != 0 ||
        trace_read(store, out->incident, &out->sheet, &out->persons, now, &out->trace, err) != 0 ||
        read_leaders(store, out, err) != 0)
        return -1;
    make_rows(out);
    return 0;
}

void review_case_free(struct review_case *out)
{
    LIST_FREE(&out->evidence);
    LIST_FREE(&out->sources);
    VEC_FREE(&out->leaders);
    LIST_FREE(&out->trace);
    articles_free(&out->articles);
    LIST_FREE(&out->findings);
    LIST_FREE(&out->persons);
    LIST_FREE(&out->decisions);
    LIST_FREE(&out->steps);
    clocks_free(&out->clocks);
    judgements_free(&out->judgements);
    LIST_FREE(&out->sheet);
    LIST_FREE(&out->incidents);
    LIST_FREE(&out->one);
    LIST_FREE(out);
    *out = (struct review_case){ .v = NULL };
}

size_t review_open_questions(const struct review_case *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        n += c->v[i].last == NULL && c->v[i].judgement->truth == UNKNOWN ? 1 : 0;
    return n;
}

bool review_is_met(const struct review_row *row)
{
    return row->last != NULL && strcmp(row->last->decided, "met") == 0;
}

bool finding_stands(const struct review_finding *finding)
{
    return finding->disposition != 0 && finding->replaced_by == 0;
}

bool review_concerns(const struct review_case *c, int64_t person, const char **why)
{
    if (person == 0)
        return false;
    for (size_t i = 0; i < c->persons.n; i++)
        if (c->persons.v[i].person == person && c->persons.v[i].withdrawn == 0) {
            *why = _("当事人");
            return true;
        }
    for (size_t i = 0; i < c->findings.n; i++)
        if (c->findings.v[i].person == person && finding_stands(&c->findings.v[i])) {
            *why = _("已对其作出认定的人");
            return true;
        }
    for (size_t i = 0; i < c->leaders.n; i++)
        if (c->leaders.v[i] == person) {
            *why = _("被认定集体责任的领导班子成员");
            return true;
        }
    for (size_t i = 0; i < c->trace.n; i++)
        if (c->trace.v[i].person == person && trace_concerns(&c->trace.v[i])) {
            *why = c->trace.v[i].step;
            return true;
        }
    return false;
}

int review_find(struct store *store, const char *name, int64_t *id, struct err *err)
{
    struct reviews found = { 0 };
    struct incidents incidents = { 0 };
    char *end;
    int64_t number = strtoll(name, &end, 10);
    bool by_id = *name >= '0' && *name <= '9' && *end == '\0';
    int rc = by_id ? read_review(store, number, &found, err) : read_incident_numbered(store, name, &incidents, err);
    if (rc == 0 && incidents.n > 0)
        rc = read_review_of(store, incidents.v[0].id, &found, err);
    *id = rc == 0 && found.n > 0 ? found.v[0].id : 0;
    LIST_FREE(&found);
    LIST_FREE(&incidents);
    if (rc == 0 && *id == 0)
        rc = err_set(err, _("没有问责审查 %s。请用审查的编号或它的事件编号，在控制台按 5 查看。"), name);
    return rc;
}
