/* The facts of an incident. */
#include "domain/facts.h"

#include "base/buf.h"
#include "base/words.h"
#include "domain/clocks.h"
#include "domain/drill.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "domain/log.h"
#include "store/cross.h"
#include "store/review.h"

#include <inttypes.h>
#include <string.h>

enum { SECONDS_AN_HOUR = 3600, VALUE_MOST = 1000000000 };

/* --- What log and clocks say --- */

struct answer {
    bool known;
    int64_t value;
};

/* How many of the clocks that ask for a time stand so. */
static size_t count_state(const struct incident_clock *v, size_t n, enum clock_state state)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        found += v[i].counts && v[i].state == state ? 1 : 0;
    return found;
}

static size_t count_reports(const struct clocks *clocks, enum clock_state state)
{
    return count_state(clocks->v, clocks->n, state);
}

static struct answer yes_no(bool yes, bool no)
{
    return (struct answer){ yes || no, yes ? 1 : 0 };
}

/* Each in time: yes; one that is not: no; while one still runs neither. */
static struct answer in_time(const struct incident_clock *v, size_t n)
{
    bool late = count_state(v, n, CLOCK_LATE) + count_state(v, n, CLOCK_MISSED) > 0;
    bool met = count_state(v, n, CLOCK_MET) > 0 && count_state(v, n, CLOCK_RUNNING) == 0;
    return yes_no(met && !late, late);
}

static struct answer down_hours(const struct incident *incident, const struct clocks *clocks)
{
    (void)incident;
    return (struct answer){ clocks->was_down, clocks->down_s / SECONDS_AN_HOUR };
}

static struct answer grade(const struct incident *incident, const struct clocks *clocks)
{
    (void)clocks;
    return (struct answer){ incident->grade > 0, incident->grade };
}

static struct answer reported_in_time(const struct incident *incident, const struct clocks *clocks)
{
    (void)incident;
    return in_time(clocks->v, clocks->n);
}

static struct answer handled_in_time(const struct incident *incident, const struct clocks *clocks)
{
    (void)incident;
    return in_time(clocks->handling.v, clocks->handling.n);
}

static struct answer reported_late(const struct incident *incident, const struct clocks *clocks)
{
    (void)incident;
    bool settled = count_reports(clocks, CLOCK_MET) + count_reports(clocks, CLOCK_MISSED) > 0 &&
                   count_reports(clocks, CLOCK_RUNNING) == 0;
    return yes_no(count_reports(clocks, CLOCK_LATE) > 0, settled);
}

static struct answer report_missed(const struct incident *incident, const struct clocks *clocks)
{
    (void)incident;
    bool settled = count_reports(clocks, CLOCK_MET) + count_reports(clocks, CLOCK_LATE) > 0 &&
                   count_reports(clocks, CLOCK_RUNNING) == 0;
    return yes_no(count_reports(clocks, CLOCK_MISSED) > 0, settled);
}

/* --- What they tell of it, in words --- */

/* Those of `v` that ask for a time, or only those that failed it. */
static void tell_clocks(const struct incident_clock *v, size_t n, bool failing, const struct incident *incident,
                        int64_t now, struct buf *out)
{
    struct arena arena = { 0 };
    for (size_t i = 0; i < n; i++) {
        char words[CLOCK_TEXT];
        if (!v[i].counts || (failing && !clock_is_failing(&v[i])))
            continue;
        clock_show(&v[i], incident, now, words);
        buf_printf(out, _("%s%s：%s"), out->n > 0 ? _("；") : "", clock_what(&v[i], &arena), words);
    }
    arena_free(&arena);
}

static void tell_down(const struct incident *incident, const struct clocks *clocks, int64_t now, struct buf *out)
{
    char span[SPAN_TEXT];
    (void)incident;
    (void)now;
    if (!clocks->was_down)
        return;
    span_show(clocks->down_s, span);
    buf_printf(out, clocks->is_down ? _("已中断 %s，尚未恢复") : _("共中断 %s"), span);
}

static void tell_reports(const struct incident *incident, const struct clocks *clocks, int64_t now, struct buf *out)
{
    tell_clocks(clocks->v, clocks->n, false, incident, now, out);
}

static void tell_failing(const struct incident *incident, const struct clocks *clocks, int64_t now, struct buf *out)
{
    tell_clocks(clocks->v, clocks->n, true, incident, now, out);
}

static void tell_handling(const struct incident *incident, const struct clocks *clocks, int64_t now, struct buf *out)
{
    tell_clocks(clocks->handling.v, clocks->handling.n, false, incident, now, out);
    if (clocks->handling.n == 0)
        buf_adds(out, _("学校没有定适用的处置时限，由人认定"));
}

static void tell_concealed(const struct incident *incident, const struct clocks *clocks, int64_t now, struct buf *out)
{
    tell_failing(incident, clocks, now, out);
    if (out->n > 0)
        buf_adds(out, _("；是否瞒报由人查明认定"));
}

/* Facts that log and clocks answer, or (no `answer`) on which they have something to say. */
static const struct derived {
    const char *key;
    struct answer (*answer)(const struct incident *incident, const struct clocks *clocks);
    void (*tell)(const struct incident *incident, const struct clocks *clocks, int64_t now, struct buf *out);
} deriveds[] = {
    { "down_hours", down_hours, tell_down },
    { "grade", grade, NULL },
    { "reported_in_time", reported_in_time, tell_reports },
    { "reported_late", reported_late, tell_failing },
    { "report_missed", report_missed, tell_failing },
    { "handled_in_time", handled_in_time, tell_handling },
    { "concealed", NULL, tell_concealed },
};

static const struct derived *derived_of(const char *key)
{
    for (size_t i = 0; i < COUNT(deriveds); i++)
        if (strcmp(deriveds[i].key, key) == 0)
            return &deriveds[i];
    return NULL;
}

/* --- The sheet --- */

static bool is_asked(const struct condition_facts *asked, const char *key)
{
    for (size_t i = 0; i < asked->n; i++)
        if (strcmp(asked->v[i], key) == 0)
            return true;
    return false;
}

static void add_rows(const struct facts *facts, const struct condition_facts *asked, struct fact_sheet *out)
{
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact *fact = &facts->v[i];
        if (!is_asked(asked, fact->key))
            continue;
        struct sheet_fact *row = VEC_PUSH(out);
        row->fact = fact->id;
        row->key = arena_strdup(&out->arena, fact->key);
        row->name = arena_strdup(&out->arena, fact->name);
        row->kind = arena_strdup(&out->arena, fact->kind);
        row->unit = arena_strdup(&out->arena, fact->unit);
    }
}

static int add_asked(struct store *store, int64_t school, struct fact_sheet *out, struct err *err)
{
    struct circumstances circumstances = { 0 };
    struct trace_steps steps = { 0 };
    struct condition_facts asked = { 0 };
    struct facts facts = { 0 };
    int rc = read_circumstances(store, school, &circumstances, err);
    for (size_t i = 0; rc == 0 && i < circumstances.n; i++)
        condition_facts(circumstances.v[i].condition, &asked);
    if (rc == 0)
        rc = read_trace_steps(store, school, &steps, err);
    for (size_t i = 0; rc == 0 && i < steps.n; i++)
        if (steps.v[i].condition != NULL)
            condition_facts(steps.v[i].condition, &asked);
    if (rc == 0)
        rc = read_facts(store, &facts, err);
    if (rc == 0)
        add_rows(&facts, &asked, out);
    LIST_FREE(&facts);
    LIST_FREE(&asked);
    LIST_FREE(&steps);
    LIST_FREE(&circumstances);
    return rc;
}

static void derive(const struct incident *incident, const struct clocks *clocks, int64_t now, struct fact_sheet *out)
{
    struct buf words = { 0 };
    for (size_t i = 0; i < out->n; i++) {
        struct sheet_fact *row = &out->v[i];
        const struct derived *derived = derived_of(row->key);
        buf_clear(&words);
        if (derived != NULL && derived->tell != NULL)
            derived->tell(incident, clocks, now, &words);
        if (words.n > 0)
            row->basis = arena_strdup(&out->arena, buf_text(&words));
        if (derived == NULL || derived->answer == NULL)
            continue;
        struct answer answer = derived->answer(incident, clocks);
        row->derived = row->known = row->log_known = answer.known;
        row->value = row->log_value = answer.value;
        row->counting = derived->answer == down_hours && clocks->is_down;
    }
    buf_free(&words);
}

static void overrule(const struct incident_fact *said, struct fact_sheet *out)
{
    for (size_t i = 0; i < out->n; i++) {
        struct sheet_fact *row = &out->v[i];
        if (row->fact != said->fact)
            continue;
        row->entry = said->entry;
        row->evidence = said->evidence;
        row->reason = arena_strdup(&out->arena, said->reason);
        row->login = arena_strdup(&out->arena, said->login);
        row->at = said->at;
        if (!said->known)
            continue;
        row->overruled = row->log_known && row->log_value != said->value;
        row->derived = row->counting = false;
        row->known = true;
        row->value = said->value;
    }
}

int facts_read(struct store *store, const struct incident *incident, int64_t now, struct fact_sheet *out,
               struct err *err)
{
    struct clocks clocks = { 0 };
    struct incident_facts said = { 0 };
    int rc = add_asked(store, incident->school, out, err);
    if (rc == 0)
        rc = clocks_read(store, incident, now, &clocks, err);
    if (rc == 0)
        derive(incident, &clocks, now, out);
    if (rc == 0)
        rc = read_incident_facts(store, incident->id, &said, err);
    for (size_t i = 0; rc == 0 && i < said.n; i++)
        overrule(&said.v[i], out);
    LIST_FREE(&said);
    clocks_free(&clocks);
    return rc;
}

const char *fact_value_text(struct arena *arena, const struct sheet_fact *fact)
{
    if (!fact->known)
        return _("不清楚");
    if (strcmp(fact->kind, "yesno") == 0)
        return fact->value != 0 ? _("是") : _("否");
    return arena_printf(arena, "%" PRId64 "%s", fact->value, fact->unit == NULL ? "" : fact->unit);
}

/* --- Setting --- */

/* Whether log and clocks answer this fact of this incident, now or when more is logged. */
static bool log_answers(const struct fact *fact, const struct clocks *clocks)
{
    const struct derived *derived = derived_of(fact->key);
    return derived != NULL && derived->answer != NULL && (derived->answer != handled_in_time || clocks->handling.n > 0);
}

static int check_value(const struct fact *fact, const struct fact_fields *fields, const struct clocks *clocks,
                       const char *reason, struct err *err)
{
    if (!fields->known)
        return 0;
    int64_t most = strcmp(fact->kind, "yesno") == 0 ? 1 : VALUE_MOST;
    if (fields->value < 0 || fields->value > most)
        return err_set(err, most == 1 ? _("“%s”只能是是、否或不清楚。请重选。") : _("“%s”的数太大或不对。请核对。"),
                       fact->name);
    if (reason == NULL && log_answers(fact, clocks))
        return err_set_of(err, _("理由"), _("“%s”由日志和时限得出，改判要写明理由。请填写。"), fact->name);
    return 0;
}

/* What nobody has said cannot be taken back. */
static int check_said(struct store *store, const struct fact *fact, int64_t incident, struct err *err)
{
    struct incident_facts said = { 0 };
    bool stands = false;
    int rc = read_incident_facts(store, incident, &said, err);
    for (size_t i = 0; rc == 0 && i < said.n; i++)
        stands = stands || (said.v[i].fact == fact->id && said.v[i].known);
    LIST_FREE(&said);
    if (rc == 0 && !stands)
        rc = err_set(err, _("“%s”还没有人认定过，不用记为不清楚。"), fact->name);
    return rc;
}

static int check_source(struct store *store, const struct fact_fields *fields, struct err *err)
{
    struct log_entries lines = { 0 };
    struct evidences evidences = { 0 };
    bool entry = fields->entry == 0, evidence = fields->evidence == 0, struck = false;
    int rc = entry ? 0 : read_log_entry(store, fields->entry, &lines, err);
    if (rc == 0 && lines.n > 0) {
        entry = lines.v[0].incident == fields->incident;
        struck = lines.v[0].struck != NULL;
    }
    if (rc == 0 && !evidence)
        rc = read_evidence(store, fields->incident, &evidences, err);
    for (size_t i = 0; rc == 0 && i < evidences.n; i++)
        if (evidences.v[i].id == fields->evidence) {
            evidence = true;
            struck = struck || evidences.v[i].struck;
        }
    LIST_FREE(&evidences);
    LIST_FREE(&lines);
    if (rc == 0 && (!entry || !evidence))
        rc = err_set(err, "%s", _("作为依据的记录或证据不在这个事件里。请重选。"));
    else if (rc == 0 && struck)
        rc = err_set(err, "%s", _("作为依据的记录或证据已被划去。请刷新后重选。"));
    return rc;
}

static int write_fact(const struct session *session, const struct fact *fact, const struct fact_fields *fields,
                      const char *reason, struct err *err)
{
    int64_t now = store_now(session->store);
    struct buf said = { 0 };
    struct log_entry line = { .incident = fields->incident, .at = now, .kind = "fact" };
    const struct sheet_fact set = {
        .kind = fact->kind, .unit = fact->unit, .known = fields->known, .value = fields->value
    };
    struct arena arena = { 0 };
    buf_printf(&said, _("%s：%s"), fact->name, fact_value_text(&arena, &set));
    arena_free(&arena);
    if (reason != NULL)
        buf_printf(&said, _("（%s）"), reason);
    line.text = said.v;
    int rc = log_write(session, &line, err);
    struct incident_fact record = { .fact = fact->id,
                                    .known = fields->known,
                                    .value = fields->value,
                                    .entry = fields->entry == 0 ? line.id : fields->entry,
                                    .evidence = fields->evidence,
                                    .reason = reason,
                                    .login = session->login,
                                    .at = now };
    if (rc == 0)
        rc = add_incident_fact(session->store, fields->incident, &record, err);
    buf_free(&said);
    return rc;
}

/* Whoever may log in it; of a real one, whoever reviews too. */
static int find_incident(const struct session *session, int64_t id, struct incidents *found, struct err *err)
{
    struct err none;
    if (session_may(session, RIGHT_REVIEW, &none) != 0)
        return log_incident(session, id, found, err);
    if (read_incident(session->store, id, found, err) != 0)
        return -1;
    if (found->n == 0)
        return err_set(err, "%s", _("没有这个事件。请刷新，核对编号。"));
    return found->v[0].drill == 0 ? log_not_filed(session->store, &found->v[0], err)
                                  : drill_may_log(session, found->v[0].drill, err);
}

int fact_may_set(const struct session *session, int64_t incident, struct err *err)
{
    struct incidents found = { 0 };
    int rc = find_incident(session, incident, &found, err);
    LIST_FREE(&found);
    return rc;
}

int fact_set(const struct session *session, const struct fact_fields *fields, struct err *err)
{
    struct incidents found = { 0 };
    struct facts facts = { 0 };
    struct clocks clocks = { 0 };
    const struct fact *fact = NULL;
    struct field_long typed;
    const char *reason;
    if (!session_may_somewhere(session, RIGHT_LOG) && session_may(session, RIGHT_REVIEW, err) != 0)
        return -1;
    if (field_long(fields->reason, _("理由"), false, &typed, &reason, err) != 0 ||
        change_begin(session, "fact-set", NULL, err) != 0)
        return -1;
    int rc = find_incident(session, fields->incident, &found, err);
    if (rc == 0)
        rc = read_facts(session->store, &facts, err);
    for (size_t i = 0; rc == 0 && i < facts.n; i++)
        if (facts.v[i].id == fields->fact)
            fact = &facts.v[i];
    if (rc == 0 && fact == NULL)
        rc = err_set(err, "%s", _("没有这项事实。请刷新后重选。"));
    if (rc == 0)
        rc = clocks_read(session->store, &found.v[0], store_now(session->store), &clocks, err);
    if (rc == 0)
        rc = check_value(fact, fields, &clocks, reason, err);
    if (rc == 0 && !fields->known)
        rc = check_said(session->store, fact, fields->incident, err);
    if (rc == 0)
        rc = check_source(session->store, fields, err);
    if (rc == 0)
        rc = write_fact(session, fact, fields, reason, err);
    clocks_free(&clocks);
    LIST_FREE(&facts);
    LIST_FREE(&found);
    return change_end(session, rc, err);
}
