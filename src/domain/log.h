/* The log of an incident: append-only lines, evidence, and the state of the incident, which follows from them alone.
 * Meijia-73 art 8, Cangzhou art 7: each step is dated. Each function asks for the right RIGHT_LOG of the body the
 * incident is at (in a drill's incident: whether this session is in that drill, and it runs), and seals its change in
 * one transaction; texts and moments as in incident.h. */
#ifndef ZEREN_DOMAIN_LOG_H
#define ZEREN_DOMAIN_LOG_H

#include "domain/rights.h"
#include "store/incident.h"

struct log_kind {
    const char *id, *name;
    const char *words; /* the text of a line that was given none; NULL: a text is needed */
    bool stamped;      /* a person may write it; the others come with what they tell of */
};
extern const struct log_kind log_kinds[];        /* ended by a NULL id */
const struct log_kind *log_kind(const char *id); /* NULL: no such kind */
const char *log_kind_name(const char *id);       /* the identifier itself when unknown */

struct log_line {
    int64_t incident;
    const char *kind;
    int64_t at;          /* when it happened; 0: now */
    const char *text;    /* empty: the kind's words; of `plan-started` those of the school's rule (plan.h) */
    int64_t report_line; /* of `reported`: the line of the school's chain it was, or … */
    int64_t deadline;    /* … the report under the national frame; 0: none of them */
};
/* `entry` may be NULL. A second `closed` is refused; any other line may follow it, and be dated before it. */
int log_add(const struct session *session, const struct log_line *line, int64_t *entry, struct err *err);

/* What log_add (a line of this kind) and log_strike would refuse whatever is typed: for asking before anything is. */
int log_may(const struct session *session, int64_t incident, const char *kind, struct err *err);
int log_may_strike(const struct session *session, int64_t entry, struct err *err);

/* Strikes a line, which stays readable, with a reason; `text` not empty: with a new line of the same kind and moment in
 * its place (`now_stands`, may be NULL: its id, else 0). A grade given in a struck line counts no more, and is given
 * anew, never by other words for the line. Facts are not struck but set anew. */
int log_strike(const struct session *session, int64_t entry, const char *reason, const char *text, int64_t *now_stands,
               struct err *err);

struct evidence_fields {
    int64_t incident;
    const char *what, *place; /* both needed; `place` says where it lies */
    const char *file;         /* read for its SM3, when it can be; empty: `place`, if that names a file */
    int64_t at;               /* when it was taken; 0: now */
    bool unread;              /* no file is read for an SM3: whoever asks may not read what this program can */
    progress_fn *progress;    /* of reading the file, with `context`; NULL: none. Stopped, nothing is entered */
    void *context;
};
/* Enters it in the register and writes the `evidence` line. `id` may be NULL. A file named in `file` that cannot be
 * read is an error. */
int evidence_add(const struct session *session, const struct evidence_fields *fields, int64_t *id, struct err *err);

/* For the domain's own: the incident, if this session may log in it; and a line that comes with something else, inside
 * a transaction. Of the record: incident, at, kind, text, report_line, deadline, corrects. */
int log_incident(const struct session *session, int64_t id, struct incidents *found, struct err *err);
/* Refuses once its review is filed: what that rests on stays as it was. */
int log_not_filed(struct store *store, const struct incident *incident, struct err *err);
int log_write(const struct session *session, struct log_entry *entry, struct err *err);
/* `*at` 0 becomes now; one that has not come is refused (of the field 时间). */
int log_moment(struct store *store, int64_t *at, struct err *err);

#endif
