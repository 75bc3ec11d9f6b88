/* The school decides on a part itself: what its rule leaves open or gets wrong for it is settled by a dated, reasoned
 * decision, and the rule's own words stay as they are. Each function asks for the right and seals its change. */
#ifndef ZEREN_DOMAIN_DECIDE_H
#define ZEREN_DOMAIN_DECIDE_H

#include "domain/rights.h"

/* From `day` on (any spelling of day_parse, not in the future) the body has this part in the duty and no other; `part`
 * NULL takes away what the rule gives. A decision that is in force ends on that day. Needs a reason; refused where
 * nothing would change, and before the day of an earlier decision. */
int part_decide(const struct session *session, int64_t duty, int64_t body, const char *part, const char *reason,
                const char *day, struct err *err);
/* From `day` on the rule's words hold again. */
int part_undecide(const struct session *session, int64_t duty, int64_t body, const char *day, struct err *err);

#endif
