/* 问责审查: a real incident against the circumstances of its school's rules, with the chain of posts and what is found
 * of whom. Cangzhou art 8-9, Dalian art 9-10, HEU art 7-8, Meijia-73 art 9, Meijia-75 art 17. The computer proposes; a
 * named reviewer decides, with a reason. Whoever writes in a review needs RIGHT_REVIEW and an account that stands for a
 * person of the register (account_link), and must not be among those under review. Each function seals its change in
 * one transaction; texts are as typed. An incident of a drill is never reviewed. */
#ifndef ZEREN_DOMAIN_REVIEW_H
#define ZEREN_DOMAIN_REVIEW_H

#include "domain/article.h"
#include "domain/trace.h"

/* --- Reading --- */

/* A circumstance as the review has it. */
struct review_row {
    int64_t circumstance; /* the rule's; 0: one the reviewer added */
    int64_t added;        /* that one's first row; 0: the rule's */
    const char *name;
    struct cite cite;
    const struct judgement *judgement;      /* what follows from the facts; NULL: an added one */
    const struct review_circumstance *last; /* what was decided; NULL: nothing yet */
    bool reports; /* it rests on a fact about reporting, and the clocks have a late or missed report */
};

struct review_case {
    struct review_row *v;
    size_t n, room;
    const struct review *review;
    const struct incident *incident;
    struct reviews one;
    struct incidents incidents;
    struct fact_sheet sheet;
    struct judgements judgements;
    struct clocks clocks;
    struct review_steps steps;
    struct review_circumstances decisions;
    struct review_persons persons;
    struct review_findings findings;
    struct articles articles;
    struct trace trace;
    VEC(int64_t) leaders;       /* who led a body that a standing collective finding is of, on the day of the trace */
    struct log_entries sources; /* the lines and evidence that facts are from */
    struct evidences evidence;
    struct arena arena;
};
/* `out` zeroed before; given back by review_case_free in either case. A review that is not there is an error. What runs
 * is counted up to `now`; of a filed one up to when it was filed: it stays as it was then. */
int review_read(struct store *store, int64_t id, int64_t now, struct review_case *out, struct err *err);
void review_case_free(struct review_case *out);

/* Late and missed reports, found from the clocks: put before the reviewer whether or not a circumstance speaks of them
 * (Meijia-75 art 17; Cangzhou art 8(五)). */
size_t review_failing(const struct review_case *c);

/* How many circumstances the facts cannot decide yet and nobody has decided either. */
size_t review_open_questions(const struct review_case *c);

bool review_is_met(const struct review_row *row); /* decided to be */
/* Whether a finding is neither withdrawn nor replaced, nor itself the withdrawal of another. */
bool finding_stands(const struct review_finding *finding);
/* Whether a post of this liability is of a body's leadership, which bears its collective responsibility. */
bool liability_leads(const char *liability);
/* Whether this person is under review: named as 当事人, in office in the chain that day, found of, or in the leadership
 * of a body that is found of. `why`: a word for it. */
bool review_concerns(const struct review_case *c, int64_t person, const char **why);

/* By id ("3") or the number of its incident. */
int review_find(struct store *store, const char *name, int64_t *id, struct err *err);

extern const char *const review_states[];             /* identifiers in order, ended by NULL */
const char *review_state_name(const char *state);     /* 立案 …; the identifier itself when unknown */
const char *review_next_state(const char *state);     /* NULL: it was the last */
const char *review_verdict_name(const char *decided); /* 成立, 不成立, 不予审查 */
const char *finding_scope_name(const char *scope);    /* 集体责任, 个人责任 */

/* --- Writing --- */

/* Opens the review of a real incident; each has at most one. */
int review_open(const struct session *session, int64_t incident, int64_t *id, struct err *err);

/* A circumstance: of the rule (`circumstance`) or added (`added`). `decided`: met, not, dropped. */
struct verdict {
    int64_t review, circumstance, added;
    const char *decided, *reason;
};
int review_decide(const struct session *session, const struct verdict *verdict, struct err *err);
/* One that no circumstance of the rule covers, such as another serious harm, with the provision it rests on: decided to
 * be met. */
int review_add(const struct session *session, int64_t review, const char *name, int64_t provision, const char *reason,
               int64_t *id, struct err *err);

/* 当事人: a person of the register or a name, not both. */
int review_involve(const struct session *session, int64_t review, int64_t person, const char *name, const char *reason,
                   struct err *err);
int review_release(const struct session *session, int64_t review, int64_t row, const char *reason, struct err *err);

struct finding_fields {
    int64_t review;
    int64_t replaces;    /* the finding it stands in place of; 0: a new one */
    const char *scope;   /* collective, individual */
    int64_t body;        /* needed for a collective one */
    int64_t person;      /* who bears it; of a collective one: who of its leadership, or nobody */
    const char *name;    /* in place of a person: somebody not in the register; beside one it is refused */
    int64_t attribution; /* the rule's, of the same scope, for one who held such a post that day … */
    const char *words;   /* … or words, where the rule has none; neither is needed, both are refused */
    int64_t disposition; /* one the rule allows for the scope */
    int64_t recipient;   /* to whom it is proposed: as the rule says, where it says so */
    const char *reason;
};
int review_conclude(const struct session *session, const struct finding_fields *fields, int64_t *id, struct err *err);
int review_withdraw(const struct session *session, int64_t review, int64_t finding, const char *reason,
                    struct err *err);

/* What would be refused whatever is typed, for asking before anything is: to sign in this review at all, and to change
 * what was found in it. `c` as read. */
int review_may_sign(const struct session *session, const struct review_case *c, struct err *err);
int review_may_change(const struct session *session, const struct review_case *c, struct err *err);

/* To the state `to`, which must be the next (somebody else may have gone on meanwhile), on that day (empty: today),
 * signed by this session. Proposed only when each circumstance that the facts meet is decided, and one that is met has
 * a finding; and nothing may rest on the word of somebody who is himself under review by then. Filed only when its
 * incident is closed: from then on neither changes (log_not_filed). */
int review_forward(const struct session *session, int64_t review, const char *to, const char *day, const char *note,
                   struct err *err);

#endif
