/* What wants doing in a school on a day, as a short list: what is empty, late, not settled, about to end. A section of
 * it is one function in one table; more are added there. Knows no screen but by the name under which it is gone to. */
#ifndef ZEREN_DOMAIN_OVERVIEW_H
#define ZEREN_DOMAIN_OVERVIEW_H

#include "base/buf.h"
#include "domain/org.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARN, SEVERITY_ALARM };

/* `count` things of one kind, in one sentence that names the first few. Strings are the overview's. */
struct overview_line {
    const char *kind; /* vacancy, due, hole, ending, report, review, finding */
    enum severity severity;
    int64_t count;
    const char *text;
    const char *screen, *table; /* where they are seen, and the first of them: a row of `table` */
    int64_t id;                 /* 0: none to stand on */
};

struct overview {
    struct overview_line *v;
    size_t n, room;
    struct arena arena;
    int64_t changes_at; /* when, with time alone, a line will say something else; 0: not before it is written to */
};

/* The most severe first. Tenures are told when they end within this many days with nobody to follow. */
enum { ENDING_DAYS = 60 };
/* Of the incidents that are not closed, so many that were found last are looked at for reports that are due, in each
 * state; only today: what was due at an earlier day is told by the log. */
enum { OPEN_INCIDENTS = 100 };
int overview_read(struct overview *overview, struct store *store, int64_t school, const char *day, struct err *err);
void overview_done(struct overview *overview);

/* The list as lines of text, each with its severity's mark (! for an alarm, * for a warning), for where there is no
 * terminal; a sentence when there is nothing. */
void overview_text(const struct overview *overview, struct buf *out);

#endif
