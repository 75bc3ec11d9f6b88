/* What the papers about incidents share. For the report floor. */
#ifndef ZEREN_REPORT_INCIDENT_IN_H
#define ZEREN_REPORT_INCIDENT_IN_H

#include "domain/clocks.h"
#include "report/frame.h"

/* One incident, and the request about it as of its own school, whatever school the request names. */
struct subject {
    struct incidents one;
    struct schools schools;
    struct grades grades;
    struct clocks clocks; /* as of the request's `now` */
    struct report_request request;
};
/* By number or id. In either case given back by subject_done. */
int subject_read(struct subject *subject, const struct report_request *request, struct err *err);
void subject_done(struct subject *subject);
const struct incident *subject_incident(const struct subject *subject);

/* Text in the frame's arena. */
const char *clock_text(struct frame *frame, const struct incident_clock *clock, const struct incident *incident);
const char *clock_source(struct frame *frame, const struct incident_clock *clock);  /* document and article */
const char *handling_text(struct frame *frame, const struct incident_clock *clock); /* the step, among reports */
const char *down_text(struct frame *frame, const struct clocks *clocks);            /* NULL: it never was */

/* Arrays "clocks", of the reports, and "handling", of the steps. */
void json_clocks(struct json *json, const struct clocks *clocks);
/* The keys of a record of the register. */
void json_incident(struct json *json, const struct incident *incident);

#endif
