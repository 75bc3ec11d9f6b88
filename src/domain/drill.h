/* Drills (演练): starting, joining, leaving, ending; injects coming by the clock or by the leader's hand; findings.
 * Cangzhou art 6(二)4, Meijia-73 art 6(五): the plan is drilled each year. Each change is sealed in one transaction.
 *
 * A drill opens an incident of its own; each inject that is released becomes a line of that incident's log. Only those
 * who have joined log in a drill's incidents, and only while it runs. A login is in one running drill at most; a school
 * may have several running. Who leads (RIGHT_DRILL) is the one who started it; an administrator may stand in. */
#ifndef ZEREN_DOMAIN_DRILL_H
#define ZEREN_DOMAIN_DRILL_H

#include "domain/rights.h"
#include "rules/scenario.h"
#include "store/drill.h"

struct drill_fields {
    int64_t school;
    const char *name;                /* needed; no other drill of the school has it */
    const struct scenario *scenario; /* NULL: none */
};
/* The session leads it and is in it from now on. An inject of T+0 is released at once. */
int drill_start(const struct session *session, const struct drill_fields *fields, int64_t *id, struct err *err);
/* Whoever may read may join. */
int drill_join(const struct session *session, int64_t drill, struct err *err);
/* Out of the drill it is in. The leader ends it instead. */
int drill_leave(const struct session *session, struct err *err);
/* Everybody is out. `counts`: it meets the school's yearly drill (obligations of kind drill that one body owes), with
 * the drill's report as evidence; `fulfilled` (may be NULL) says whether there was such an obligation. */
int drill_end(const struct session *session, int64_t drill, bool counts, bool *fulfilled, struct err *err);

/* The running drill this session's login is in: a list of one, or empty. */
int drill_of(const struct session *session, struct drills *out, struct err *err);
/* By id ("3") or name: a list of one, or an error with a sentence. */
int drill_find(struct store *store, const char *name, struct drills *out, struct err *err);
/* 0 when this session leads it, or stands in; else -1 and the reason. */
int drill_may_lead(const struct session *session, const struct drill *drill, struct err *err);
/* For the log: whether this session may write in the incidents of a drill. */
int drill_may_log(const struct session *session, int64_t drill, struct err *err);

/* --- Injects --- */

/* Releases every waiting inject whose time has come. Any console of somebody in the drill calls it, so that the drill
 * goes on when the leader's is gone: what another has released is released once. `released` says how many. */
int drill_release_due(const struct session *session, int64_t drill, int64_t *released, struct err *err);

/* By the one who leads, while the drill runs. A held one waits for `release`, or for `hold` again, which gives it back
 * to the clock; a skipped one stays away until `skip` again. `seen` as of struct guard: what another who leads changed
 * since is refused, so that nobody takes back what he meant to do. */
int inject_release(const struct session *session, int64_t inject, int64_t seen, struct err *err);
int inject_hold(const struct session *session, int64_t inject, int64_t seen, struct err *err);
int inject_skip(const struct session *session, int64_t inject, int64_t seen, struct err *err);

struct inject_fields {
    int64_t drill;
    const char *at;   /* T+12, or +5 from now; empty: now */
    const char *text; /* needed */
    const char *expected, *who;
    const char *target; /* 10 (minutes), 90s; empty: none */
};
int inject_add(const struct session *session, const struct inject_fields *fields, int64_t *id, struct err *err);

const char *inject_state_name(const char *state); /* 等待 …; the identifier itself when unknown */
/* 3:05 or 1:03:05, as the clock of a drill is written. */
enum { DRILL_TIME = 24 };
const char *drill_time(int64_t seconds, char out[DRILL_TIME]); /* returns `out` */

/* --- Findings --- */

/* By whoever is in the drill, and after its end by those who may lead drills. */
int finding_add(const struct session *session, int64_t drill, const char *text, int64_t *id, struct err *err);
/* Makes it a task: whose (0: not said yet), and by which day. RIGHT_DRILL. */
int finding_task(const struct session *session, int64_t finding, int64_t body, const char *due, struct err *err);
int finding_done(const struct session *session, int64_t finding, struct err *err);

/* --- Shared by drill.c and drill_injects.c --- */

/* The drill, running; else -1 and the reason. */
int drill_running(const struct session *session, int64_t id, struct drills *out, struct err *err);
/* Inside a transaction. `login` NULL: by the clock. */
int inject_write(const struct session *session, const struct drill *drill, const struct inject *inject,
                 const char *login, struct err *err);

#endif
