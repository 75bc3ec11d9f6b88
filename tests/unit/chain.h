/* A unit in any of the four schools with people in its posts, and who stands behind an account: what traces and reviews
 * are tested on. What fails ends the test. */
#ifndef ZEREN_TESTS_UNIT_CHAIN_H
#define ZEREN_TESTS_UNIT_CHAIN_H

#include "seeded.h"

#define CHAIN_UNIT "样例学院"

/* A college of that name, with the posts the rule gives to units; answers its id. */
int64_t chain_unit(struct store *store, const char *school);
/* The body of that name. */
int64_t chain_body(struct store *store, const char *school, const char *body);
/* The person with this number and name, made where there is none. */
int64_t chain_person(struct store *store, const char *school, const char *number, const char *name);
/* Puts that person into the first post of the body with this liability; `to` NULL: still there. */
void chain_hold(struct store *store, const char *school, const char *body, const char *liability, const char *number,
                const char *name, const char *from, const char *to);
/* The account stands for this person. */
void chain_link(struct store *store, const char *login, int64_t person);
/* An account with a role, standing for a person of its own. */
struct session chain_reviewer(struct store *store, const char *school, const char *login, const char *role);
int64_t chain_fact(struct store *store, const char *key);

#endif
