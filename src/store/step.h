/* The steps of a procedure as the school's rules have them: [step] of the rule documents. Lists as in model.h. What a
 * step means for an incident, the domain knows. */
#ifndef ZEREN_STORE_STEP_H
#define ZEREN_STORE_STEP_H

#include "store/model.h"

struct rule_step {
    int64_t id;
    const char *key, *name;
    int64_t body; /* who takes it; 0: the rule does not say */
    const char *body_name;
    struct cite cite;
    const char *text; /* of the provision */
};
struct rule_steps {
    struct rule_step *v;
    size_t n, room;
    struct arena arena;
};
/* Those of one procedure (response, opinion, notice …) in the order of the rules; of a repealed rule none. */
int read_rule_steps(struct store *store, int64_t school, const char *procedure, struct rule_steps *out,
                    struct err *err);

#endif
