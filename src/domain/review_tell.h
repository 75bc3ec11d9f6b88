/* What a person reads of a review, as lines of text for screens and papers alike: a line that begins with a tab is a
 * heading. Nothing is read or decided here. */
#ifndef ZEREN_DOMAIN_REVIEW_TELL_H
#define ZEREN_DOMAIN_REVIEW_TELL_H

#include "domain/review.h"

/* Each of the others appends to `out`. */

/* The article in full, the facts it rests on with value and source, what would decide it, the reports that failed, what
 * was decided when by whom. */
void review_tell_row(const struct review_case *c, const struct review_row *row, struct buf *out);
/* Who held it and what became of the post since, of a 当事人 why he was named, duties with their articles, what the log
 * shows. */
void review_tell_trace(const struct review_case *c, const struct trace_row *row, struct buf *out);
void review_tell_finding(const struct review_case *c, const struct review_finding *finding, struct buf *out);
/* 办公室向领导小组报告：迟报 35 分钟 */
void review_tell_clock(const struct review_case *c, const struct incident_clock *clock, struct buf *out);

#endif
