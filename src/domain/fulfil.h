/* Recording that an obligation was met. Meijia-73 art 6(五), 7(二); Cangzhou art 5.2, 6(二)4. Each function asks for
 * the right RIGHT_RECORD_FULFILMENT of the body whose obligation it is, and seals its change. Texts and days are as
 * typed. */
#ifndef ZEREN_DOMAIN_FULFIL_H
#define ZEREN_DOMAIN_FULFIL_H

#include "domain/rights.h"

/* The body must be the one the rule names, or a unit of it where that is an each-body with units; the day must have
 * come, and the body have been there on it; `evidence` says what proves it. The same twice is refused. */
int fulfilment_add(const struct session *session, int64_t obligation, int64_t body, const char *day,
                   const char *evidence, int64_t *id, struct err *err);
/* One that was recorded by mistake: it stays in the store with the reason, and no longer counts. */
int fulfilment_withdraw(const struct session *session, int64_t id, const char *reason, struct err *err);

#endif
