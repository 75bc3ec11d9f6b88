/* The school's own time limits for handling an incident: within how many minutes of finding it a step must stand in the
 * log. No rule of the schools fixes one; a school's plan or a decision may. From `day` on, up to the day before
 * `ended`. Lists as in model.h; writing inside a transaction. */
#ifndef ZEREN_STORE_LIMIT_H
#define ZEREN_STORE_LIMIT_H

#include "store/model.h"

struct handling_limit {
    int64_t id;
    const char *step; /* the kind of line: plan-started, contained, restored */
    int64_t minutes;
    const char *source;           /* what fixes it: the plan, the decision */
    const char *day, *ended, *by; /* ended NULL: still in force; by: a login */
};
struct handling_limits {
    struct handling_limit *v;
    size_t n, room;
    struct arena arena;
};
/* All that were ever made, in the order of the steps, the last first. */
int read_handling_limits(struct store *store, int64_t school, struct handling_limits *out, struct err *err);

/* Of the record: step, minutes, source, day, by. */
int add_handling_limit(struct store *store, int64_t school, const struct handling_limit *limit, int64_t *id,
                       struct err *err);
int end_handling_limit(struct store *store, int64_t id, const char *ended, struct err *err);

#endif
