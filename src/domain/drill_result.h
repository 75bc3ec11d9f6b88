/* What came of a drill: each inject as planned and as it was, and the step it expected against the log. Nothing is
 * stored: all of it follows from the injects and the lines of the drill's incidents. */
#ifndef ZEREN_DOMAIN_DRILL_RESULT_H
#define ZEREN_DOMAIN_DRILL_RESULT_H

#include "store/drill.h"
#include "store/incident.h"

enum outcome_of_inject {
    OUTCOME_NONE,    /* it asks for no step */
    OUTCOME_IN_TIME, /* also where no time is set */
    OUTCOME_LATE,
    OUTCOME_MISSED, /* the drill is over */
    OUTCOME_OPEN,   /* the drill runs: still to be done */
    OUTCOME_UNSEEN, /* never released: nobody could answer it */
};

struct inject_result {
    const struct inject *inject;
    enum outcome_of_inject outcome;
    const struct log_entry *answer; /* the first standing line of that kind since it was released; NULL: none */
    int64_t response_s;             /* from release to it */
};

struct drill_result {
    struct inject_result *v; /* as the injects stand */
    size_t n, room;
    size_t in_time, late, missed, open, unseen; /* of those that expect a step */
    struct injects injects;
    struct log_entries log;
};

/* Each line answers one inject at most: of those that wait for its kind, the one released first; the line that opened
 * the drill answers none. `out` zeroed before, and given back in either case. */
int drill_result_read(struct store *store, const struct drill *drill, struct drill_result *out, struct err *err);
void drill_result_free(struct drill_result *result);

const char *outcome_name(enum outcome_of_inject outcome); /* 按时 … */

#endif
