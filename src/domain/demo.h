/* Sample data, to try the program out with: units, people, tenures, assets and fulfilments, every name marked 样例. Not
 * one of them means anybody. */
#ifndef ZEREN_DOMAIN_DEMO_H
#define ZEREN_DOMAIN_DEMO_H

#include "domain/rights.h"

/* Fills every school of a freshly seeded store; dates are counted from `day`, so that the same day gives the same data.
 * Each record comes in through the function of the office that makes it and is sealed like any other. With a failure
 * the store is half filled and to be thrown away. */
int demo_fill(const struct session *session, const char *day, struct err *err);

#endif
