/* Incidents, their log, grades, evidence and facts: reading one or a page, and writing. Lists as in model.h. Writing:
 * inside a transaction; who may, and what a line does to its incident, the domain knows. Moments are seconds since
 * 1970-01-01 UTC; one that is not known is 0. Incidents of drills and real ones are never read together. */
#ifndef ZEREN_STORE_INCIDENT_H
#define ZEREN_STORE_INCIDENT_H

#include "store/model.h"

/* --- Incidents --- */

struct incident {
    int64_t id, school;
    int64_t drill; /* 0: a real one */
    const char *number, *title;
    int64_t body;
    const char *body_name;
    int64_t asset;
    const char *asset_name;
    int64_t category;
    const char *category_name;
    bool opinion; /* 舆情 */
    int64_t found_at, happened_at;
    const char *found_by; /* own, unit, superior, outside */
    const char *state;    /* open, contained, recovered, closed */
    const char *opened_by;
    int64_t opened_at;
    int64_t grade; /* 1 to 4; 0: not graded */
};
struct incidents {
    struct incident *v;
    size_t n, room;
    struct arena arena;
};

enum series { SERIES_REAL, SERIES_DRILL };

/* One page of a school's incidents, the last found first, at most `limit`: those that come behind the incident
 * `found_at`, `id`, or with `backwards` those before it, nearest to it but listed in the same order. `id` 0: from the
 * first; backwards from the last. Filters: 0 or NULL filters nothing.
 *
 * With `words` (text_split_query) the order is that of opening, the last first, and the key is `id` alone: hits come
 * out of the index in that order, however many there are. Words that hold nothing to search by find nothing. */
struct incident_page {
    int64_t school;
    enum series series;
    int64_t drill; /* of SERIES_DRILL: this drill alone */
    int64_t body;  /* and those below it */
    int64_t category, grade;
    const char *state;
    int64_t from, to; /* found in these moments, both included */
    const char *words;
    int64_t found_at, id;
    size_t limit;
    bool backwards;
};
int read_incidents(struct store *store, const struct incident_page *page, struct incidents *out, struct err *err);

/* Lists of one, or empty. */
int read_incident(struct store *store, int64_t id, struct incidents *out, struct err *err);
int read_incident_numbered(struct store *store, const char *number, struct incidents *out, struct err *err);

/* Takes the next number of its series and year, without a gap; state open. Of the record: school, drill, title, body,
 * asset, category, opinion, found_at, happened_at, found_by, opened_by, opened_at. `prefix` stands before the number.
 */
int add_incident(struct store *store, const struct incident *incident, int64_t year, const char *prefix, int64_t *id,
                 struct err *err);
/* title, body, asset, category, opinion, found_at, happened_at, found_by. */
int set_incident(struct store *store, const struct incident *incident, struct err *err);
int set_incident_state(struct store *store, int64_t id, const char *state, struct err *err);

/* --- The log --- */

struct log_entry {
    int64_t id, incident;
    int64_t at;      /* when it happened */
    int64_t entered; /* when it was written */
    const char *author, *kind, *text;
    int64_t report_line, deadline; /* the report that a `reported` line was; 0: none */
    const char *struck;            /* why; NULL: it stands */
    const char *struck_by;
    int64_t struck_at;
    int64_t corrects;     /* the struck line in whose place it stands; 0: none */
    int64_t corrected_by; /* the line in its place; 0: none */
};
struct log_entries {
    struct log_entry *v;
    size_t n, room;
    struct arena arena;
};

/* One page of an incident's log in the order of (at, id), struck lines too: those behind the line `at`, `id`, or with
 * `backwards` those before. `id` 0: from the first, backwards from the last. */
struct log_page {
    int64_t incident, at, id;
    size_t limit;
    bool backwards;
};
int read_log(struct store *store, const struct log_page *page, struct log_entries *out, struct err *err);
/* All of it. */
int read_whole_log(struct store *store, int64_t incident, struct log_entries *out, struct err *err);
/* Lines written after the line `after` (0: all), in the order of writing, at most `limit`. */
int read_log_news(struct store *store, int64_t incident, int64_t after, size_t limit, struct log_entries *out,
                  struct err *err);
/* Standing lines of the kinds reported, plan-started, contained, down, restored, closed, by (at, id). */
int read_log_that_counts(struct store *store, int64_t incident, struct log_entries *out, struct err *err);
/* The standing lines of all incidents of a drill but its injects, by (at, id). */
int read_drill_log(struct store *store, int64_t drill, struct log_entries *out, struct err *err);
int read_log_entry(struct store *store, int64_t id, struct log_entries *out, struct err *err); /* one, or none */

/* Of the record: incident, at, entered, author, kind, text, report_line, deadline, corrects. */
int add_log_entry(struct store *store, const struct log_entry *entry, int64_t *id, struct err *err);
int strike_log_entry(struct store *store, int64_t id, const char *reason, const char *login, int64_t at,
                     struct err *err);

/* --- Grades, categories --- */

struct grade {
    int64_t id; /* 1 特别重大 to 4 一般 */
    const char *name, *roman, *colour;
};
struct grades {
    struct grade *v;
    size_t n, room;
    struct arena arena;
};
int read_grades(struct store *store, struct grades *out, struct err *err);

struct category {
    int64_t id;
    const char *code, *name;
};
struct categories {
    struct category *v;
    size_t n, room;
    struct arena arena;
};
int read_categories(struct store *store, struct categories *out, struct err *err);

struct grading {
    int64_t id, incident, entry, grade;
    const char *grade_name, *roman, *colour, *criterion;
    int64_t at;
    const char *login;
    bool struck; /* its line is: it does not count */
};
struct gradings {
    struct grading *v;
    size_t n, room;
    struct arena arena;
};
/* In the order in which they were made: the last that is not struck is the grade. */
int read_gradings(struct store *store, int64_t incident, struct gradings *out, struct err *err);
int add_grading(struct store *store, const struct grading *grading, struct err *err);

/* --- Evidence and facts --- */

struct evidence {
    int64_t id, incident, entry;
    const char *what, *place;
    const char *sm3; /* hex; NULL: not a file that could be read */
    int64_t bytes;
    const char *taken_by;
    int64_t at;
    bool struck;
};
struct evidences {
    struct evidence *v;
    size_t n, room;
    struct arena arena;
};
int read_evidence(struct store *store, int64_t incident, struct evidences *out, struct err *err);
int add_evidence(struct store *store, const struct evidence *evidence, int64_t *id, struct err *err);

struct incident_fact {
    int64_t id, fact;
    const char *key, *name, *kind, *unit;
    bool known;
    int64_t value; /* a yes is 1, a no 0 */
    int64_t entry, evidence;
    const char *reason, *login;
    int64_t at;
};
struct incident_facts {
    struct incident_fact *v;
    size_t n, room;
    struct arena arena;
};
/* The newest record of each fact. */
int read_incident_facts(struct store *store, int64_t incident, struct incident_facts *out, struct err *err);
/* Of the record: fact, known, value, entry, evidence, reason, login, at. */
int add_incident_fact(struct store *store, int64_t incident, const struct incident_fact *fact, struct err *err);

/* --- Reports that may be owed --- */

struct report_due {
    int64_t id;
    bool national;         /* a [deadline] of the national frame; else a line of the school's own chain */
    const char *from, *to; /* who, to whom */
    const char *occasion;  /* any, major, serious; NULL for a national one */
    const char *word;      /* 及时 …; NULL: none */
    int64_t minutes;       /* 0: no fixed time */
    int64_t grade;         /* of a national one: this grade and graver */
    struct cite cite;      /* of a national one: the source's name and article */
    const char *effective; /* of a national one: the day it came into force; NULL: none */
    bool of_incident;      /* false: of the work as a whole, or of a notice: no incident asks for it */
};
struct report_dues {
    struct report_due *v;
    size_t n, room;
    struct arena arena;
};
/* The school's own first. Of a repealed rule none. */
int read_report_dues(struct store *store, int64_t school, struct report_dues *out, struct err *err);

#endif
