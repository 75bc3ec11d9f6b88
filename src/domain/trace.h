/* 逐级倒查: the chain of posts that is looked at after an incident, in the order of the school's rule, with who held
 * each at the time. Cangzhou art 8-9, Dalian art 9, HEU art 7-8; the rules of Meijia state no order. Nothing is stored:
 * all of it follows from rules, org chart, tenures, log and clocks. */
#ifndef ZEREN_DOMAIN_TRACE_H
#define ZEREN_DOMAIN_TRACE_H

#include "domain/clocks.h"
#include "domain/facts.h"
#include "store/review.h"

enum trace_held {
    TRACE_HELD,
    TRACE_VACANT,
    TRACE_NO_POST, /* the unit, and what is above it, has no such post */
    TRACE_NO_UNIT, /* nobody can say yet: the incident's unit is not known */
    TRACE_NAMED,   /* 当事人, whom the reviewer named; not in a post */
    TRACE_UNNAMED, /* nobody was named yet */
};

/* What became of the post after the moment looked at: a tenure that began, or a time without anybody. */
struct trace_stretch {
    const char *name;      /* NULL: vacant */
    const char *from, *to; /* the last day; NULL: still so */
};

/* What the body of the post had to do that day, by the rule or by the school's own decision. */
struct trace_duty {
    int64_t no;
    const char *part; /* lead, answer, assist, guide, inform */
    struct cite cite;
    const char *text;
};

enum trace_line_kind {
    TRACE_WROTE, /* a standing line of the log written by an account of this person */
    TRACE_TOLD,  /* a report made to the post or its body */
    TRACE_OWED,  /* a report that its body owed: `state` says what became of it */
};
struct trace_line {
    enum trace_line_kind kind;
    int64_t at;              /* of one owed that was not made: 0 */
    const char *what, *text; /* what: the line's kind, or to whom */
    enum clock_state state;
};

struct trace_row {
    const char *step; /* as the rule calls it */
    const char *who, *scope;
    bool of_rule;     /* false: listed for the reviewer's information, the rule does not order it here */
    struct cite cite; /* the rule's, of the step */
    enum truth applies;
    const char *missing; /* UNKNOWN: the names of facts that would decide it */
    int64_t body, post;
    const char *body_name, *post_name, *liability; /* post_name of a 当事人: all that was held that day */
    const char *ex_officio;                        /* by whose office the rule fills it; NULL: says nothing */
    struct cite post_cite;                         /* where the rule sets the post up */
    enum trace_held held;
    int64_t person; /* 0: nobody, or nobody of the register */
    int64_t named;  /* of TRACE_NAMED: the row of struct review_person */
    const char *name, *number;
    const char *from, *to; /* of the tenure, or of the vacancy around that day; NULL: open */
    const struct trace_stretch *later;
    size_t later_n; /* above 0: the office changed since */
    const struct trace_duty *duties;
    size_t duties_n;
    const struct trace_line *lines;
    size_t lines_n;
};

struct trace {
    struct trace_row *v;
    size_t n, room;
    struct arena arena;
    int64_t moment; /* when it happened, or where that is not known */
    bool by_found;  /* when it was found */
    char day[DAY_TEXT];
    bool ordered; /* the rule states an order; false: that of liabilities from below, of our own */
};

/* `persons`: 当事人 (withdrawn ones are passed over). The leader in charge, where the rule's order does not have him,
 * comes last and for information. `sheet` has the facts that steps depend on (facts_read). `out` zeroed before; given
 * back by LIST_FREE. */
int trace_read(struct store *store, const struct incident *incident, const struct fact_sheet *sheet,
               const struct review_persons *persons, int64_t now, struct trace *out, struct err *err);

/* In the chain by the rule's order, as far as is known, or without an order of the unit: who held it that day is looked
 * into, and cannot review. */
bool trace_concerns(const struct trace_row *row);

const char *trace_held_name(enum trace_held held); /* 在任, 空缺 … */

#endif
