/* Reviews, and the rules on holding to account. */
#include "store/review.h"

#include "store/rows.h"

static void bind_or_null(struct query *query, int64_t value)
{
    if (value == 0)
        query_null(query);
    else
        query_int(query, value);
}

static struct query start_of(struct store *store, enum sql sql, int64_t id, struct err *err)
{
    struct query query = query_start(store, sql, err);
    query_int(&query, id);
    return query;
}

/* --- What the rules say --- */

int read_trace_steps(struct store *store, int64_t school, struct trace_steps *out, struct err *err)
{
    struct query query = start_of(store, SQL_TRACE_STEPS, school, err);
    READ_ALL(query, out, struct trace_step * x,
             INT(id) TEXT(name) TEXT(who) TEXT(scope) TEXT(condition) INT(provision) CITE(cite));
}

int read_attributions(struct store *store, int64_t school, struct attributions *out, struct err *err)
{
    struct query query = start_of(store, SQL_ATTRIBUTIONS, school, err);
    READ_ALL(query, out, struct attribution * x, INT(id) TEXT(name) TEXT(scope) TEXT(who) INT(provision) CITE(cite));
}

int read_dispositions(struct store *store, int64_t school, struct dispositions *out, struct err *err)
{
    struct query query = start_of(store, SQL_DISPOSITIONS, school, err);
    READ_ALL(query, out, struct disposition * x, INT(id) TEXT(name) TEXT(scope) INT(provision) CITE(cite));
}

int read_proposal_lines(struct store *store, int64_t school, struct proposal_lines *out, struct err *err)
{
    struct query query = start_of(store, SQL_PROPOSAL_LINES, school, err);
    READ_ALL(query, out, struct proposal_line * x,
             INT(id) INT(from) TEXT(from_name) INT(to) TEXT(to_name) INT(provision) CITE(cite));
}

int read_report_lines(struct store *store, int64_t school, struct report_lines *out, struct err *err)
{
    struct query query = start_of(store, SQL_REPORT_LINES, school, err);
    READ_ALL(query, out, struct report_line * x, INT(id) INT(from_body) INT(to_body) INT(to_post) TEXT(to_name));
}

/* --- Reviews --- */

static int read_review_rows(struct query *started, struct reviews *out)
{
    struct query query = *started;
    READ_ALL(query, out, struct review * x,
             INT(id) INT(incident) INT(school) TEXT(state) INT(opened_at) TEXT(number) TEXT(title) TEXT(body_name)
                 TEXT(day) TEXT(signer));
}

int read_reviews(struct store *store, const struct review_page *page, struct reviews *out, struct err *err)
{
    static const enum sql doors[2][2] = { { SQL_REVIEWS_OLDER, SQL_REVIEWS_NEWER },
                                          { SQL_REVIEWS_STATE_OLDER, SQL_REVIEWS_STATE_NEWER } };
    int64_t edge = page->backwards ? INT64_MIN : INT64_MAX;
    struct query query = start_of(store, doors[page->state != NULL][page->backwards], page->school, err);
    query_int(&query, page->id == 0 ? edge : page->opened_at);
    query_int(&query, page->id == 0 ? edge : page->id);
    query_int(&query, (int64_t)page->limit);
    query_text(&query, page->words);
    query_text(&query, page->state);
    int rc = read_review_rows(&query, out);
    for (size_t i = 0; rc == 0 && page->backwards && i < out->n / 2; i++) {
        struct review first = out->v[i];
        out->v[i] = out->v[out->n - 1 - i];
        out->v[out->n - 1 - i] = first;
    }
    return rc;
}

int read_review(struct store *store, int64_t id, struct reviews *out, struct err *err)
{
    struct query query = start_of(store, SQL_REVIEW, id, err);
    return read_review_rows(&query, out);
}

int read_review_of(struct store *store, int64_t incident, struct reviews *out, struct err *err)
{
    struct query query = start_of(store, SQL_REVIEW_OF_INCIDENT, incident, err);
    return read_review_rows(&query, out);
}

int add_review(struct store *store, int64_t incident, int64_t school, int64_t opened_at, int64_t *id, struct err *err)
{
    struct query query = start_of(store, SQL_REVIEW_ADD, incident, err);
    query_int(&query, school);
    query_int(&query, opened_at);
    return query_run_id(&query, id);
}

int set_review_state(struct store *store, int64_t id, const char *state, struct err *err)
{
    struct query query = start_of(store, SQL_REVIEW_STATE, id, err);
    query_text(&query, state);
    return query_run(&query);
}

int read_review_steps(struct store *store, int64_t review, struct review_steps *out, struct err *err)
{
    struct query query = start_of(store, SQL_REVIEW_STEPS, review, err);
    READ_ALL(query, out, struct review_step * x, x->review = review; INT(id) TEXT(state) TEXT(day) TEXT(note)
                 TEXT(login) INT(person) TEXT(person_name) TEXT(person_number) INT(at));
}

int add_review_step(struct store *store, const struct review_step *step, struct err *err)
{
    struct query query = start_of(store, SQL_REVIEW_STEP_ADD, step->review, err);
    query_text(&query, step->state);
    query_text(&query, step->day);
    query_text(&query, step->note);
    query_text(&query, step->login);
    query_int(&query, step->person);
    query_int(&query, step->at);
    return query_run(&query);
}

/* --- Circumstances --- */

int read_review_circumstances(struct store *store, int64_t review, struct review_circumstances *out, struct err *err)
{
    struct query query = start_of(store, SQL_REVIEW_CIRCUMSTANCES, review, err);
    READ_ALL(query, out, struct review_circumstance * x, x->review = review;
             INT(id) INT(circumstance) INT(added) TEXT(name) INT(provision) CITE(cite) TEXT(proposed) TEXT(decided)
                 TEXT(reason) TEXT(login) INT(person) TEXT(person_name) INT(at));
}

int add_review_circumstance(struct store *store, const struct review_circumstance *row, int64_t *id, struct err *err)
{
    struct query query = start_of(store, SQL_REVIEW_CIRCUMSTANCE_ADD, row->review, err);
    bind_or_null(&query, row->circumstance);
    bind_or_null(&query, row->added);
    query_text(&query, row->name);
    bind_or_null(&query, row->provision);
    query_text(&query, row->proposed);
    query_text(&query, row->decided);
    query_text(&query, row->reason);
    query_text(&query, row->login);
    query_int(&query, row->person);
    query_int(&query, row->at);
    return query_run_id(&query, id);
}

/* --- 当事人 --- */

int read_review_persons(struct store *store, int64_t review, struct review_persons *out, struct err *err)
{
    struct query query = start_of(store, SQL_REVIEW_PERSONS, review, err);
    READ_ALL(query, out, struct review_person * x, x->review = review; INT(id) INT(person) TEXT(name) TEXT(number)
                 TEXT(reason) TEXT(login) INT(at) INT(withdrawn) TEXT(withdrawn_reason) TEXT(withdrawn_by));
}

int add_review_person(struct store *store, const struct review_person *row, int64_t withdraws, int64_t *id,
                      struct err *err)
{
    struct query query = start_of(store, SQL_REVIEW_PERSON_ADD, row->review, err);
    bind_or_null(&query, row->person);
    query_text(&query, row->name);
    bind_or_null(&query, withdraws);
    query_text(&query, row->reason);
    query_text(&query, row->login);
    query_int(&query, row->at);
    return query_run_id(&query, id);
}

/* --- Findings --- */

int read_review_findings(struct store *store, int64_t review, struct review_findings *out, struct err *err)
{
    struct query query = start_of(store, SQL_REVIEW_FINDINGS, review, err);
    READ_ALL(query, out, struct review_finding * x, x->review = review; INT(id) TEXT(scope) INT(body) TEXT(body_name)
                 INT(person) TEXT(name) TEXT(number) INT(attribution) TEXT(attribution_name) CITE(attribution_cite)
                     INT(disposition) TEXT(disposition_name) CITE(disposition_cite) INT(recipient) TEXT(recipient_name)
                         INT(replaces) INT(replaced_by) TEXT(reason) TEXT(login) INT(signer) TEXT(signer_name) INT(at));
}

int add_review_finding(struct store *store, const struct review_finding *row, int64_t *id, struct err *err)
{
    struct query query = start_of(store, SQL_REVIEW_FINDING_ADD, row->review, err);
    query_text(&query, row->scope);
    bind_or_null(&query, row->body);
    bind_or_null(&query, row->person);
    query_text(&query, row->person == 0 ? row->name : NULL);
    bind_or_null(&query, row->attribution);
    query_text(&query, row->attribution == 0 ? row->attribution_name : NULL);
    bind_or_null(&query, row->disposition);
    bind_or_null(&query, row->recipient);
    bind_or_null(&query, row->replaces);
    query_text(&query, row->reason);
    query_text(&query, row->login);
    query_int(&query, row->signer);
    query_int(&query, row->at);
    return query_run_id(&query, id);
}
