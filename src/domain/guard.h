/* What every change a person makes at the console has around it: one transaction, sealed or rolled back, and the check
 * that the record is still the one they saw. Knows no record of its own. */
#ifndef ZEREN_DOMAIN_GUARD_H
#define ZEREN_DOMAIN_GUARD_H

#include "domain/rights.h"

/* The record a change is made to. `seen` is the journal's head when the person read it (store_head); 0: not checked. */
struct guard {
    const char *table;
    int64_t id, seen;
};

/* Opens the transaction. `guard` may be NULL. When somebody changed the record after `seen`, nothing is open and the
 * sentence says who and when. */
int change_begin(const struct session *session, const char *action, const struct guard *guard, struct err *err);
/* Ends it: seals when `rc` is 0, else rolls back. Returns 0 or -1, so that a function can end in it. */
int change_end(const struct session *session, int rc, struct err *err);

#endif
