/* Drills, their injects, members and findings: reading and writing. Lists as in model.h. Writing: inside a transaction;
 * who may, and when, the domain knows. Moments are seconds since 1970-01-01 UTC, planned times seconds from the drill's
 * start; what is not known is 0. */
#ifndef ZEREN_STORE_DRILL_H
#define ZEREN_STORE_DRILL_H

#include "store/model.h"

struct drill {
    int64_t id, school;
    const char *name;
    const char *scenario; /* its name as it was then; NULL: none */
    int64_t started, ended;
    const char *leader;
    int64_t fulfilment; /* of the school's yearly drill, that this one is; 0: none */
    int64_t incident;   /* the one opened with it, whose log has the injects; 0: none */
    int64_t members;    /* who ever joined */
    int64_t injects, released;
    int64_t open_findings;
};
struct drills {
    struct drill *v;
    size_t n, room;
    struct arena arena;
};
/* Of a school, the last started first. */
int read_drills(struct store *store, int64_t school, struct drills *out, struct err *err);
int read_drill(struct store *store, int64_t id, struct drills *out, struct err *err); /* one, or none */
/* All of this name, of whatever school. */
int read_drills_named(struct store *store, const char *name, struct drills *out, struct err *err);
/* The running one this login has joined and not left: one, or none. */
int read_drill_of(struct store *store, const char *login, struct drills *out, struct err *err);
/* Of the record: school, name, scenario, started, leader. */
int add_drill(struct store *store, const struct drill *drill, int64_t *id, struct err *err);
int end_drill(struct store *store, int64_t id, int64_t ended, int64_t fulfilment, struct err *err);

struct drill_member {
    int64_t id;
    const char *login;
    int64_t joined, departed; /* departed 0: still there */
};
struct drill_members {
    struct drill_member *v;
    size_t n, room;
    struct arena arena;
};
int read_drill_members(struct store *store, int64_t drill, struct drill_members *out, struct err *err);
int add_drill_member(struct store *store, int64_t drill, const char *login, int64_t at, struct err *err);
/* Whoever is still there departs; `login` NULL: all of them. */
int depart_drill(struct store *store, int64_t drill, const char *login, int64_t at, struct err *err);

struct inject {
    int64_t id, drill, ord, planned_s;
    const char *text;
    const char *expected; /* a kind of log line; NULL: none */
    const char *who;      /* should do it; NULL: not said */
    int64_t target_s;     /* within so many seconds; 0: no such time */
    const char *state;    /* waiting, released, held, skipped */
    int64_t released_at;
    const char *login; /* who brought it there; NULL: nobody, or the clock */
};
struct injects {
    struct inject *v;
    size_t n, room;
    struct arena arena;
};
/* In the order in which they are planned. */
int read_injects(struct store *store, int64_t drill, struct injects *out, struct err *err);
int read_inject(struct store *store, int64_t id, struct injects *out, struct err *err); /* one, or none */
/* Of the record: drill, planned_s, text, expected, who, target_s. It waits, under the next number. */
int add_inject(struct store *store, const struct inject *inject, int64_t *id, struct err *err);
/* `released_at` is given with the state released, and 0 with any other. */
int set_inject(struct store *store, int64_t id, const char *state, int64_t released_at, const char *login,
               struct err *err);

struct drill_finding {
    int64_t id, drill;
    const char *text, *login;
    int64_t at;
    bool done;
    int64_t body;          /* whose task it is; 0: nobody's yet */
    const char *body_name; /* NULL */
    const char *due;       /* the day it is to be done by; NULL: it is no task */
    const char *drill_name;
};
struct drill_findings {
    struct drill_finding *v;
    size_t n, room;
    struct arena arena;
};
int read_findings(struct store *store, int64_t drill, struct drill_findings *out, struct err *err);
int read_finding(struct store *store, int64_t id, struct drill_findings *out, struct err *err); /* one, or none */
/* Those of a school that are not done, tasks first by their day. */
int read_open_findings(struct store *store, int64_t school, struct drill_findings *out, struct err *err);
/* Of the record: drill, text, login, at. */
int add_finding(struct store *store, const struct drill_finding *finding, int64_t *id, struct err *err);
int set_finding_task(struct store *store, int64_t id, int64_t body, const char *due, struct err *err);
int set_finding_done(struct store *store, int64_t id, struct err *err);

#endif
