/* Filling the store from rule documents. Ids are chosen by the caller, so that things may refer to what comes later;
 * foreign keys are checked at commit. */
#ifndef ZEREN_STORE_SEED_H
#define ZEREN_STORE_SEED_H

#include "store/store.h"

#include <stddef.h>

enum seed {
    SEED_NONE,
    SEED_SCHOOL,
    SEED_RULE,
    SEED_PROVISION,
    SEED_BODY,
    SEED_POST,
    SEED_DUTY,
    SEED_BASIS,
    SEED_PART,
    SEED_OBLIGATION,
    SEED_AUTHORITY,
    SEED_REPORT,
    SEED_STEP,
    SEED_RULE_CATEGORY,
    SEED_FACT,
    SEED_CIRCUMSTANCE,
    SEED_TRACE,
    SEED_ATTRIBUTION,
    SEED_DISPOSITION,
    SEED_PROPOSAL,
    SEED_SOURCE,
    SEED_GRADE,
    SEED_CATEGORY,
    SEED_DEADLINE,
    SEED_COUNT
};

/* The largest id in use in each table that others refer to. */
struct seed_ids {
    int64_t school, rule, provision, body, post, duty, authority, source;
};
int seed_ids(struct store *store, struct seed_ids *ids, struct err *err);

struct seed_value {
    bool is_text;
    bool is_null;
    int64_t number;
    const char *text; /* borrowed; may have lines */
};

enum { SEED_VALUES = 12 }; /* columns a key of the files fills; more than any section has */

struct seed_row {
    enum seed seed;
    int64_t id, owner; /* owner: the id of the school or rule it belongs to */
    const char *key;   /* may be NULL */
    int64_t ord;
    struct seed_value values[SEED_VALUES];
    size_t n;
};

/* Inside a transaction. Lets references run ahead until the commit. */
int seed_start(struct store *store, struct err *err);
int seed_add(struct store *store, const struct seed_row *row, struct err *err);

#endif
