/* Who may do what: one table, asked before every read and write a person starts. Verifying alone asks nothing: whoever
 * can read the file can prove it. */
#ifndef ZEREN_DOMAIN_RIGHTS_H
#define ZEREN_DOMAIN_RIGHTS_H

#include "store/model.h"

enum right {
    RIGHT_READ,          /* see and print */
    RIGHT_HISTORY,       /* read the journal */
    RIGHT_BACKUP,        /* copy the store */
    RIGHT_MANAGE_PEOPLE, /* bodies, people, tenures */
    RIGHT_MANAGE_ACCOUNTS,
    RIGHT_EDIT_PHONES,       /* of people; an officer's: of those in the own body and below */
    RIGHT_DECIDE_PARTS,      /* the school's own decisions: on parts in duties, on time limits for handling */
    RIGHT_RECORD_FULFILMENT, /* an officer's: of the own body and below */
    RIGHT_MANAGE_ASSETS,     /* the same */
    RIGHT_LOG,               /* open incidents and write their logs; the same */
    RIGHT_DRILL,             /* lead drills */
    RIGHT_REVIEW,            /* hold to account: open reviews, decide, sign; and record facts for that */
    RIGHT_COUNT
};

/* Who is at the console: an account of the store, found by the operating system's login. */
struct session {
    struct store *store;
    const char *login, *role;
    int64_t body; /* of an officer; else 0 */
    struct arena arena;
};

/* Fails with a sentence when the login has no account. The caller calls session_done in either case. */
int session_open(struct session *session, struct store *store, const char *login, struct err *err);
void session_done(struct session *session);
/* Reads the account again: a console lives long, and its role may have been changed, or taken away, by then. */
int session_refresh(struct session *session, struct err *err);

/* 0 when this session may, wherever; else -1 and the reason. */
int session_may(const struct session *session, enum right right, struct err *err);

/* The same for what belongs to `body`: an officer has some rights in the own body and those below it only. */
int session_may_for(const struct session *session, enum right right, int64_t body, struct err *err);
/* Whether this session has the right somewhere: enough to show what leads to it. */
bool session_may_somewhere(const struct session *session, enum right right);

bool role_exists(const char *role);
const char *role_name(const char *role); /* 管理员 …; the identifier itself when unknown */
extern const char *const role_list;      /* identifiers, for a sentence */

#endif
