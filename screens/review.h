/* The inside of 问责审查, one review: what review.c and review_edit.c share. */
#ifndef ZEREN_SCREENS_REVIEW_H
#define ZEREN_SCREENS_REVIEW_H

#include "domain/review.h"
#include "screens/screens.h"

enum review_part { PART_ROWS, PART_TRACE, PART_FINDINGS, PART_STEPS, PARTS };

/* A circumstance whose truth the last change of a fact turned. */
struct turned {
    int64_t circumstance;
    enum truth was;
};

struct review_state {
    struct screen *screen;
    int64_t id;
    char subject[24];
    struct review_case c; /* c.review NULL: not read yet */
    VEC(struct turned) turned;
    enum review_part part;
    struct list_memory rows[PARTS];
    struct list lists[PARTS];
    int64_t replaces; /* the finding that is to be changed, while its scope is asked for; 0: a new one */
    bool wants_details;
    struct buf details; /* of the selected row */
    /* Why nothing can be signed, or changed, no fact recorded; empty: it can. */
    struct err sign, change, fact;
};

/* The selected one of the part that is shown; NULL: none, or another part is shown. */
const struct review_row *chosen_row(const struct review_state *state);
const struct trace_row *chosen_trace(const struct review_state *state);
const struct review_finding *chosen_finding(const struct review_state *state);

enum { TAG_REVIEW_FORM = 1, TAG_REVIEW_FACT, TAG_REVIEW_SCOPE };

/* Each opens a form, or says why it does not; those that choose come first, their answer leads to the form. */
void fact_choose(struct screen *screen);
void fact_form(struct screen *screen, int64_t fact);
void decide_form(struct screen *screen);
void add_form(struct screen *screen);
void drop_form(struct screen *screen);
void involve_form(struct screen *screen);
void find_choose(struct screen *screen, const struct review_finding *replaced);
void find_form(struct screen *screen, bool individual);
void forward_form(struct screen *screen);

#endif
