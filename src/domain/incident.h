/* Incidents: opening, describing, grading. Meijia-75 art 3 (categories), Cangzhou art 7 and Meijia-73 art 8 (grade,
 * procedure). Each function asks for the right RIGHT_LOG of the body the incident is at, and seals its change in one
 * transaction; in a drill's incident whoever has joined the drill may log, while it runs. Texts are as typed (NULL or
 * blank is empty); moments are seconds since 1970-01-01 UTC and must have come. The log itself is in log.h. */
#ifndef ZEREN_DOMAIN_INCIDENT_H
#define ZEREN_DOMAIN_INCIDENT_H

#include "domain/rights.h"
#include "store/incident.h"

/* All but school and title may be left empty. */
struct incident_fields {
    int64_t school;
    int64_t drill;     /* 0: a real incident; else the running drill this session has joined, of that school */
    const char *title; /* needed */
    const char *line;  /* the first line of the log: how it was found; empty: a standing phrase */
    int64_t body;      /* where; 0: of a real one an officer's own, else not known yet */
    int64_t asset;     /* then the body is that of its owner; 0: none */
    int64_t category;
    bool opinion;
    int64_t found_at; /* 0: now */
    int64_t happened_at;
    const char *found_by; /* NULL: own */
};

/* Opens it with its number (学校-年-序号; in a drill 演 before it) and the `found` line. The year is that of finding.
 */
int incident_open(const struct session *session, const struct incident_fields *fields, int64_t *id, struct err *err);

/* All but school, drill and line as given; found_at 0 leaves it. `seen` is the journal's head when it was read; 0: not
 * checked. */
int incident_set(const struct session *session, int64_t id, const struct incident_fields *fields, int64_t seen,
                 struct err *err);

/* Grades it, 1 特别重大 to 4 一般, and writes the `assessed` line that says so. Each grading is kept, the last counts
 * whose line is not struck. `at` 0: now. `entry` may be NULL. */
int incident_grade(const struct session *session, int64_t incident, int64_t grade, const char *criterion, int64_t at,
                   int64_t *entry, struct err *err);

/* By id ("17") or number. A list of one, or an error with a sentence. Asks for RIGHT_READ. */
int incident_find(const struct session *session, const char *name, struct incidents *out, struct err *err);

/* For the domain's own, inside a transaction, when all has been checked: the incident as given, and its first line
 * (NULL: a standing phrase). */
int incident_write(const struct session *session, const struct incident *incident, const char *line, int64_t *id,
                   struct err *err);

/* By name, or by code in any case; by name, or "1" to "4". NULL: none is called so. */
const struct category *category_named(const struct categories *all, const char *name);
const struct grade *grade_named(const struct grades *all, const char *name);

const char *incident_state_name(const char *state);    /* 处置中 …; the identifier itself when unknown */
const char *incident_found_by_name(const char *found); /* 自行监测 … */
const char *incident_grade_name(const struct grades *grades, int64_t id); /* 未定级 for 0 */
extern const char *const incident_states[];                               /* identifiers, ended by NULL */
extern const char *const incident_found_bys[];

#endif
