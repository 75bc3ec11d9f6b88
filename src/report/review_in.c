/* What the papers about a review share. */
#include "report/review_in.h"

#include "base/words.h"
#include "domain/incident.h"

/* --- Reading --- */

int review_school(const struct report_request *request, int64_t *school, struct err *err)
{
    struct reviews one = { 0 };
    int64_t id;
    int rc = review_find(request->store, request->subject, &id, err);
    if (rc == 0)
        rc = read_review(request->store, id, &one, err);
    if (rc == 0)
        *school = one.v[0].school;
    LIST_FREE(&one);
    return rc;
}

int review_paper_begin(struct frame *frame, struct review_case *c, const char **grade,
                       const struct report_request *request, struct err *err)
{
    struct grades grades = { 0 };
    int64_t id;
    int rc = frame_begin(frame, request, err);
    if (rc == 0)
        rc = review_find(request->store, request->subject, &id, err);
    if (rc == 0)
        rc = review_read(request->store, id, request->now, c, err);
    if (rc == 0)
        rc = read_grades(request->store, &grades, err);
    if (rc == 0) {
        *grade = arena_strdup(&frame->arena, incident_grade_name(&grades, c->incident->grade));
        rc = frame_about_incident(frame, c->incident, err);
    }
    LIST_FREE(&grades);
    return rc;
}

/* --- Paper --- */

enum { TOGETHER = 3 }; /* lines: a heading is not left alone at the foot of a page */

void review_heading(struct frame *frame, const char *text)
{
    paper_keep(frame->paper, TOGETHER);
    paper_blank(frame->paper);
    paper_text(frame->paper, ALIGN_LEFT, text);
}

void review_item(struct frame *frame, size_t number, const char *title, struct buf *text)
{
    paper_keep(frame->paper, TOGETHER);
    paper_prefixed(frame->paper, "", "  ", arena_printf(&frame->arena, "%zu. %s", number, title));
    frame_lines(frame, text->v);
    buf_free(text);
}

/* --- JSON --- */

void json_review(struct json *json, const struct frame *frame, const struct review_case *c)
{
    json_key_int(json, "id", c->review->id);
    json_key_text(json, "school", frame->request->school->key);
    json_key_text(json, "incident", c->incident->number);
    json_key_text(json, "title", c->incident->title);
    json_key_text(json, "state", c->review->state);
}

static void json_finding(struct json *json, const struct frame *frame, const struct review_finding *finding,
                         bool signers)
{
    json_open(json, '{');
    json_key_text(json, "scope", finding->scope);
    json_key_text(json, "body", finding->body_name);
    json_key_text(json, "name", finding->name);
    if (!signers)
        json_key_text(json, "number", finding->number);
    json_key_text(json, "attribution", finding->attribution_name);
    json_key_text(json, "disposition", finding->disposition_name);
    json_key_cite(json, frame, finding->disposition_cite);
    json_key_text(json, "recipient", finding->recipient_name);
    json_key_text(json, "reason", finding->reason);
    if (signers)
        json_key_text(json, "by", finding->signer_name);
    json_close(json, '}');
}

void json_findings(struct json *json, const struct frame *frame, const struct review_case *c, bool signers)
{
    json_key(json, "findings");
    json_open(json, '[');
    for (size_t i = 0; i < c->findings.n; i++)
        if (finding_stands(&c->findings.v[i]))
            json_finding(json, frame, &c->findings.v[i], signers);
    json_close(json, ']');
}
