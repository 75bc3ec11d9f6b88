/* Accountability reviews (问责审查) and what the rules say of holding to account: reading and writing. Lists as in
 * model.h. Writing: inside a transaction; who may, and what follows from what, the domain knows. Everything of a review
 * but its state is only ever added to: what is decided anew, withdrawn or dropped is a newer row. */
#ifndef ZEREN_STORE_REVIEW_H
#define ZEREN_STORE_REVIEW_H

#include "store/model.h"

/* --- What the rules say: by document and place; of a repealed rule nothing --- */

struct trace_step {
    int64_t id;
    const char *name;
    const char *who;       /* involved, officer, direct, first, leading, coordinator */
    const char *scope;     /* unit, school */
    const char *condition; /* over facts: only then; NULL: always */
    int64_t provision;
    struct cite cite;
};
struct trace_steps {
    struct trace_step *v;
    size_t n, room;
    struct arena arena;
};
int read_trace_steps(struct store *store, int64_t school, struct trace_steps *out, struct err *err);

/* 主要领导责任 … */
struct attribution {
    int64_t id;
    const char *name;
    const char *scope; /* collective, individual */
    const char *who;   /* the liabilities of those who can bear it, ", " between */
    int64_t provision;
    struct cite cite;
};
struct attributions {
    struct attribution *v;
    size_t n, room;
    struct arena arena;
};
int read_attributions(struct store *store, int64_t school, struct attributions *out, struct err *err);

struct disposition {
    int64_t id;
    const char *name;
    const char *scope; /* both, collective, individual */
    int64_t provision;
    struct cite cite;
};
struct dispositions {
    struct disposition *v;
    size_t n, room;
    struct arena arena;
};
int read_dispositions(struct store *store, int64_t school, struct dispositions *out, struct err *err);

/* To whom the office may propose to hold somebody to account. */
struct proposal_line {
    int64_t id, from;
    const char *from_name;
    int64_t to;
    const char *to_name;
    int64_t provision;
    struct cite cite;
};
struct proposal_lines {
    struct proposal_line *v;
    size_t n, room;
    struct arena arena;
};
int read_proposal_lines(struct store *store, int64_t school, struct proposal_lines *out, struct err *err);

/* Who reports to whom: the lines of struct report_due by their bodies. */
struct report_line {
    int64_t id, from_body, to_body, to_post; /* one of the two, or neither: an authority outside */
    const char *to_name;
};
struct report_lines {
    struct report_line *v;
    size_t n, room;
    struct arena arena;
};
int read_report_lines(struct store *store, int64_t school, struct report_lines *out, struct err *err);

/* --- Reviews --- */

struct review {
    int64_t id, incident, school;
    const char *state; /* opened, gathering, proposed, decided, served, filed */
    int64_t opened_at;
    const char *number, *title, *body_name; /* of its incident */
    const char *day, *signer;               /* of the state it is in */
};
struct reviews {
    struct review *v;
    size_t n, room;
    struct arena arena;
};

/* One page of a school's reviews, the last opened first, at most `limit`: those behind the review `opened_at`, `id`, or
 * with `backwards` those before it, nearest to it but listed in the same order. `id` 0: from the first, backwards from
 * the last. `words`: in number or title. NULL filters nothing. */
struct review_page {
    int64_t school;
    const char *state, *words;
    int64_t opened_at, id;
    size_t limit;
    bool backwards;
};
int read_reviews(struct store *store, const struct review_page *page, struct reviews *out, struct err *err);
/* Lists of one, or empty. */
int read_review(struct store *store, int64_t id, struct reviews *out, struct err *err);
int read_review_of(struct store *store, int64_t incident, struct reviews *out, struct err *err);

/* In the state opened. Refused by the file itself for an incident of a drill, and for a second one of an incident. */
int add_review(struct store *store, int64_t incident, int64_t school, int64_t opened_at, int64_t *id, struct err *err);
/* Only to the next state: the file refuses every other. */
int set_review_state(struct store *store, int64_t id, const char *state, struct err *err);

/* A state, with its day, and who signed for it. */
struct review_step {
    int64_t id, review;
    const char *state, *day, *note, *login;
    int64_t person;
    const char *person_name, *person_number;
    int64_t at;
};
struct review_steps {
    struct review_step *v;
    size_t n, room;
    struct arena arena;
};
int read_review_steps(struct store *store, int64_t review, struct review_steps *out, struct err *err);
/* Of the record: review, state, day, note, login, person, at. */
int add_review_step(struct store *store, const struct review_step *step, struct err *err);

/* --- Circumstances --- */

struct review_circumstance {
    int64_t id, review;
    int64_t circumstance; /* the rule's; 0: one the reviewer added */
    int64_t added;        /* of a later decision on an added one: its first row; else 0 */
    const char *name;     /* of an added one's first row, as is its article */
    int64_t provision;
    struct cite cite;
    const char *proposed; /* of the rule's: what followed from the facts then: met, not, unknown */
    const char *decided;  /* met, not, dropped */
    const char *reason, *login;
    int64_t person;
    const char *person_name;
    int64_t at;
};
struct review_circumstances {
    struct review_circumstance *v;
    size_t n, room;
    struct arena arena;
};
/* All ever decided, in their order: the last of each counts. */
int read_review_circumstances(struct store *store, int64_t review, struct review_circumstances *out, struct err *err);
/* Of the record: all but the citation, the person's name and id. */
int add_review_circumstance(struct store *store, const struct review_circumstance *row, int64_t *id, struct err *err);

/* --- 当事人 --- */

struct review_person {
    int64_t id, review, person; /* person 0: not in the register */
    const char *name, *number, *reason, *login;
    int64_t at;
    int64_t withdrawn; /* the row that takes it back; 0: it stands */
    const char *withdrawn_reason, *withdrawn_by;
};
struct review_persons {
    struct review_person *v;
    size_t n, room;
    struct arena arena;
};
int read_review_persons(struct store *store, int64_t review, struct review_persons *out, struct err *err);
/* `person` or a name; or, with `withdraws`, taken back: then neither. */
int add_review_person(struct store *store, const struct review_person *row, int64_t withdraws, int64_t *id,
                      struct err *err);

/* --- Findings --- */

struct review_finding {
    int64_t id, review;
    const char *scope; /* collective, individual */
    int64_t body;
    const char *body_name;
    int64_t person;
    const char *name, *number; /* name: the person's, or of somebody not in the register */
    int64_t attribution;
    const char *attribution_name; /* the rule's, or with attribution 0 the reviewer's words */
    struct cite attribution_cite;
    int64_t disposition; /* 0: this row only withdraws another */
    const char *disposition_name;
    struct cite disposition_cite;
    int64_t recipient;
    const char *recipient_name;
    int64_t replaces, replaced_by; /* 0: none */
    const char *reason, *login;
    int64_t signer;
    const char *signer_name;
    int64_t at;
};
struct review_findings {
    struct review_finding *v;
    size_t n, room;
    struct arena arena;
};
/* All ever made, in their order: those stand that have a disposition and are not replaced. */
int read_review_findings(struct store *store, int64_t review, struct review_findings *out, struct err *err);
/* Of the record: review, scope, body, person (or name), attribution (or attribution_name: words), disposition,
 * recipient, replaces, reason, login, signer, at. */
int add_review_finding(struct store *store, const struct review_finding *row, int64_t *id, struct err *err);

#endif
