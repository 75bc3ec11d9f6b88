/* The school fixes within which time an incident is handled (及时处置: Cangzhou art 7, 8(一)(二)(四); Dalian art 9; HEU
 * art 7; none of them says how many minutes). Each function asks for RIGHT_DECIDE_PARTS and seals its change. */
#ifndef ZEREN_DOMAIN_LIMIT_H
#define ZEREN_DOMAIN_LIMIT_H

#include "domain/rights.h"
#include "store/limit.h"

enum { LIMIT_MINUTES_MOST = 30 * 24 * 60 };

extern const char *const limit_steps[]; /* kinds of lines a limit may be on, in order, ended by NULL */

/* From `day` on (any spelling of day_parse, not in the future) `step` must stand in the log within `minutes` of finding
 * the incident; `source` says what fixes it. One that is in force ends on that day. Refused before the day on which
 * an earlier one of this step began or ended, and where nothing would change. `id` may be NULL. */
struct limit_fields {
    int64_t school;
    const char *step;
    int64_t minutes;
    const char *source, *day;
};
int limit_set(const struct session *session, const struct limit_fields *fields, int64_t *id, struct err *err);
/* It holds up to the day before `day`; on the day it began: never. */
int limit_end(const struct session *session, int64_t school, int64_t limit, const char *day, struct err *err);

/* Whether it holds for an incident that was found on that day. */
bool limit_is_of(const struct handling_limit *limit, const char *day);

#endif
