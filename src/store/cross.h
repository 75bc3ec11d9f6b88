/* Cross references: what rests on a provision, and which circumstances of all schools speak of the same facts. */
#ifndef ZEREN_STORE_CROSS_H
#define ZEREN_STORE_CROSS_H

#include "base/mem.h"
#include "store/model.h"

#include <stddef.h>

/* `kind` is the table, `id` the row in it; "basis" and "part" are a duty's further provision and a part in it, with the
 * duty's id. `no`: of the duty, else 0. `label`: its words or name; of a part the body's name. */
struct use {
    const char *kind;
    int64_t id, no;
    int64_t provision; /* the one it rests on: that which was asked about, or one below it */
    const char *path, *label;
};
struct uses {
    struct use *v;
    size_t n, room;
    struct arena arena;
};
/* All that rests on the provision and those below it: duties first, then circumstances, obligations, bodies, posts,
 * and the rest; each in the order of the text. */
int read_provision_uses(struct store *store, int64_t provision, struct uses *out, struct err *err);

struct fact {
    int64_t id;
    const char *key, *name, *kind, *unit; /* kind: yesno, number */
};
struct facts {
    struct fact *v;
    size_t n, room;
    struct arena arena;
};
int read_facts(struct store *store, struct facts *out, struct err *err);

/* A circumstance that shares facts with another. */
struct alike {
    int64_t id;
    const char *key, *name;
    int64_t provision;
    struct cite cite;
    const char *condition, *text; /* text: of the provision */
    int64_t school;
    const char *school_key, *school_name, *rule_title;
    int64_t shared;    /* how many facts */
    const char *facts; /* their keys, a blank between */
};
struct alikes {
    struct alike *v;
    size_t n, room;
    struct arena arena;
};
/* The circumstance itself first, then those of all schools whose condition names at least one of its facts: the most
 * facts shared first, then by school, document and place. Empty: there is no such circumstance. */
int read_alike(struct store *store, int64_t circumstance, struct alikes *out, struct err *err);

#endif
