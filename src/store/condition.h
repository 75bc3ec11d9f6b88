/* Conditions over named facts: boolean expressions of SQL, evaluated by SQLite itself so that an unknown fact (NULL)
 * makes the answer unknown only where it matters. Nothing but facts, numbers and operators is let in. */
#ifndef ZEREN_STORE_CONDITION_H
#define ZEREN_STORE_CONDITION_H

#include "base/err.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum truth { NOT_MET, MET, UNKNOWN };

struct fact_value {
    const char *key;
    bool known;
    int64_t value; /* a yes is 1, a no 0 */
};

/* Checks `condition` against the keys of `facts` (the values do not matter); the sentence says which word is wrong. */
int condition_check(const char *condition, const struct fact_value *facts, size_t n, struct err *err);

/* -1 only for a condition that condition_check refuses. */
int condition_evaluate(const char *condition, const struct fact_value *facts, size_t n, enum truth *truth,
                       struct err *err);

/* The keys of the facts a condition that passed condition_check names, each once, in its order. */
struct condition_facts {
    const char **v;
    size_t n, room;
    struct arena arena;
};
void condition_facts(const char *condition, struct condition_facts *out);

#endif
