/* Who may hold a post beside whom: a post has so many seats, and nobody takes one twice at once. Knows only days and
 * tenures; no store, no sentences. */
#ifndef ZEREN_DOMAIN_SEATS_H
#define ZEREN_DOMAIN_SEATS_H

#include "store/people.h"

/* The tenure in whose way `wanted` would be: one of the same person, or with all seats taken on some day one of those
 * who take them. One with the id of `wanted` is `wanted` as it was and does not count. `seats` 0: any number. NULL: it
 * fits. */
const struct tenure *seat_in_the_way(const struct tenures *tenures, const struct tenure *wanted, int64_t seats);

/* Whether the tenure holds on that day. */
bool tenure_covers(const struct tenure *tenure, const char *day);

#endif
