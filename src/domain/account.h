/* Accounts of the store. Each function asks for the right and seals its change. */
#ifndef ZEREN_DOMAIN_ACCOUNT_H
#define ZEREN_DOMAIN_ACCOUNT_H

#include "domain/rights.h"

/* `body` (a key or name, looked up in `school`) is for the role officer only, and required there. */
int account_add(const struct session *session, const char *login, const char *role, int64_t school, const char *body,
                struct err *err);
/* Says who stands behind a login: the person of `school` with this number; NULL: nobody (again). Who reviews signs by
 * name, and nobody reviews himself. */
int account_link(const struct session *session, const char *login, int64_t school, const char *number, struct err *err);
/* The last admin cannot be removed: nobody could add one again. */
int account_remove(const struct session *session, const char *login, struct err *err);

/* A login the operating system could have: 1 to 32 of a-z A-Z 0-9 . _ -, not starting with - */
bool login_valid(const char *login);

#endif
