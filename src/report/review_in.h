/* What the papers about a review share. For the report floor. */
#ifndef ZEREN_REPORT_REVIEW_IN_H
#define ZEREN_REPORT_REVIEW_IN_H

#include "domain/review.h"
#include "report/frame.h"

/* Begins a paper about the review that is the request's subject: by its id, or the number of its incident. `grade`:
 * what the incident is graded, in the frame's arena. `frame` and `c` zeroed before; in either case given back by
 * frame_done and review_case_free. */
int review_paper_begin(struct frame *frame, struct review_case *c, const char **grade,
                       const struct report_request *request, struct err *err);

void review_heading(struct frame *frame, const char *text);
/* "3. title", and under it lines as the domain tells them; gives `text` back. */
void review_item(struct frame *frame, size_t number, const char *title, struct buf *text);

/* The keys of a review that come first. */
void json_review(struct json *json, const struct frame *frame, const struct review_case *c);
/* "findings": an array of those that stand; `signers`: with who signed each, as the record has it, else with the
 * number of whoever bears it, as the proposal has it. */
void json_findings(struct json *json, const struct frame *frame, const struct review_case *c, bool signers);

#endif
