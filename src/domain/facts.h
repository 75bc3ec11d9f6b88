/* The facts of an incident that its school's circumstances, and the steps of its trace, ask for, and what they make of
 * each circumstance. Cangzhou art 8, Dalian art 9, HEU art 7, Meijia-73 art 9, Meijia-75 art 17. The computer only says
 * what follows from the facts; a reviewer decides. */
#ifndef ZEREN_DOMAIN_FACTS_H
#define ZEREN_DOMAIN_FACTS_H

#include "domain/rights.h"
#include "store/condition.h"
#include "store/incident.h"

/* --- The sheet --- */

struct sheet_fact {
    int64_t fact;
    const char *key, *name, *kind, *unit; /* kind: yesno, number */
    bool known;
    int64_t value;  /* a yes is 1, a no 0 */
    bool counting;  /* the number still grows: it is at least this */
    bool derived;   /* the value follows from log and clocks */
    bool overruled; /* a person says otherwise than log and clocks do */
    bool log_known; /* what follows from them, whoever overruled it */
    int64_t log_value;
    const char *basis; /* what of log and clocks it follows from, or what they tell a person who has to say; NULL */
    int64_t entry, evidence; /* of a person's value: where it is from; 0: none */
    const char *reason, *login;
    int64_t at;
};
struct fact_sheet {
    struct sheet_fact *v;
    size_t n, room;
    struct arena arena;
};

/* By the order of the list of facts. From log and clocks come: down_hours (whole hours), grade, and from those clocks
 * that ask for a time: reported_in_time (each in time: yes; one late or missed: no; else not known), reported_late,
 * report_missed; from the school's limits, where it has any, handled_in_time in the same way. Whether a report was
 * concealed a person says: late and missed ones are put before him. `out` zeroed before; given back by LIST_FREE. */
int facts_read(struct store *store, const struct incident *incident, int64_t now, struct fact_sheet *out,
               struct err *err);

/* 是, 7小时, 不清楚. In `arena`, or static. */
const char *fact_value_text(struct arena *arena, const struct sheet_fact *fact);

struct fact_fields {
    int64_t incident, fact;
    bool known; /* false: what a person said is taken back; what log and clocks say stands again */
    int64_t value;
    int64_t entry, evidence; /* of the same incident; 0: none */
    const char *reason;      /* needed where log and clocks answer this fact */
};
/* Records it and writes the `fact` line. Asks for RIGHT_LOG as the log does, or for RIGHT_REVIEW. */
int fact_set(const struct session *session, const struct fact_fields *fields, struct err *err);
/* What it would refuse of this incident whatever is typed: for asking before anything is. */
int fact_may_set(const struct session *session, int64_t incident, struct err *err);

/* --- The circumstances --- */

struct judgement {
    const struct circumstance *circumstance;
    enum truth truth;
    const size_t *rests_on; /* rows of the sheet its condition names, in its order */
    size_t rests_on_n;
    const size_t *missing; /* of UNKNOWN: the fewest of them that may decide it */
    size_t missing_n;
};
struct judgements {
    struct judgement *v;
    size_t n, room;
    struct circumstances circumstances;
    struct arena arena;
};

/* One of them; what it points to is in `arena`. The sheet must have every fact the condition names. A number that still
 * grows decides nothing that it may yet turn. */
int circumstance_judge(const struct circumstance *circumstance, const struct fact_sheet *sheet, struct arena *arena,
                       struct judgement *out, struct err *err);

/* Every circumstance of the school against the sheet. `out` zeroed before; given back by judgements_free. */
int circumstances_judge(struct store *store, int64_t school, const struct fact_sheet *sheet, struct judgements *out,
                        struct err *err);
void judgements_free(struct judgements *judgements);

const char *truth_name(enum truth truth); /* 符合, 不符合, 尚不能判断 */

#endif
