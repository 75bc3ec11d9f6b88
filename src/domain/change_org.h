/* What the office changes about the org chart: bodies and posts come, are renamed, moved and closed. Each function asks
 * for RIGHT_MANAGE_PEOPLE, checks the rule and seals one transaction; a refusal is one sentence and changes nothing.
 * Texts and days are as typed (NULL or blank is empty; any spelling of day_parse). `seen` is the journal's head when
 * the record was read (0: not checked): a record changed since is refused (guard.h). Nothing is ever removed: what is
 * closed is still on the chart of an earlier day. Meijia-73 art 2-6; Cangzhou art 2-6; Dalian art 3-7; HEU art 3-6. */
#ifndef ZEREN_DOMAIN_CHANGE_ORG_H
#define ZEREN_DOMAIN_CHANGE_ORG_H

#include "domain/rights.h"
#include "store/change.h"

/* `kind`: leadership group office department college unit; `parent` 0: at the top; `class` (0: none) an each-body of
 * the school, whose posts it gets. Name and short name must not be those of another body of the school that is still
 * there. */
int body_add(const struct session *session, const struct new_body *body, int64_t *id, struct err *err);

/* `short_name` empty: it has none. The name is not dated: earlier days show it too. */
int body_rename(const struct session *session, int64_t id, const char *name, const char *short_name, int64_t seen,
                struct err *err);
/* Below another body of the school (0: to the top), which must be neither the body itself nor below it. Not dated. */
int body_move(const struct session *session, int64_t id, int64_t parent, int64_t seen, struct err *err);

/* `day` is the first day it is no longer there; its posts close with it. Refused, saying which, while it has bodies
 * below it, units of its class, holders of its posts on that day or later, or duties that it leads. */
int body_close(const struct session *session, int64_t id, const char *day, int64_t seen, struct err *err);

/* `liability`: first direct leading officer member; seats 0 (any number) to 999. Not for an each-body, whose posts are
 * the rule's patterns. A post's name is once in its body, closed ones included. */
int post_add(const struct session *session, const struct new_post *post, int64_t *id, struct err *err);
/* `day` as in body_close. Refused while somebody holds it on that day or later. */
int post_close(const struct session *session, int64_t id, const char *day, int64_t seen, struct err *err);

#endif
