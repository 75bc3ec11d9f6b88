/* The school's own decisions on parts in duties, apart from the rule's words: reading and writing. From `day` on, up to
 * the day before `ended`, a decision stands in the place of all parts the rule gives the body in the duty. */
#ifndef ZEREN_STORE_DECISION_H
#define ZEREN_STORE_DECISION_H

#include "base/mem.h"
#include "store/model.h"

#include <stddef.h>

struct decision {
    int64_t id, duty, no; /* no: the duty's number */
    int64_t body;
    const char *body_name;
    const char *part;                      /* NULL: the rule's part is taken away */
    const char *rule_part;                 /* the weightiest the rule gives; NULL: none */
    struct cite cite;                      /* where it gives it */
    const char *reason, *day, *ended, *by; /* ended NULL: still in force; by: a login */
};
struct decisions {
    struct decision *v;
    size_t n, room;
    struct arena arena;
};

/* Those in force on `day`, or with NULL all that were ever made; by duty, body and day. */
int read_decisions(struct store *store, int64_t school, const char *day, struct decisions *out, struct err *err);

/* For the holes of the matrix alone, counted where the parts are: duties that have not exactly one lead on `day`, by
 * number, and the bodies that lead any, by id. */
struct lead_count {
    int64_t duty, no, leads;
};
struct lead_counts {
    struct lead_count *v;
    size_t n, room;
    struct arena arena;
};
struct leading {
    int64_t body;
};
struct leadings {
    struct leading *v;
    size_t n, room;
    struct arena arena;
};
int read_duties_not_led(struct store *store, int64_t school, const char *day, struct lead_counts *out, struct err *err);
int read_bodies_leading(struct store *store, int64_t school, const char *day, struct leadings *out, struct err *err);

/* How the part of a body in a duty stands. */
struct standing {
    bool found;         /* there are such a duty and such a body */
    int64_t no, school; /* of the duty */
    int64_t body_school;
    const char *body_name, *opened, *closed;
    const char *rule_part; /* the weightiest; NULL: none */
    int64_t rule_parts;
    int64_t decision;       /* the open one; 0: none */
    const char *part, *day; /* of it */
    const char *ended;      /* the day on which the last of the earlier ones ended; NULL: none did */
    struct arena arena;
};
/* The caller gives back the arena. */
int read_standing(struct store *store, int64_t duty, int64_t body, struct standing *out, struct err *err);

/* Inside a transaction. */
struct new_decision {
    int64_t duty, body;
    const char *part, *reason, *day, *login;
};
int add_decision(struct store *store, const struct new_decision *decision, struct err *err);
int end_decision(struct store *store, int64_t decision, const char *ended, struct err *err);

#endif
