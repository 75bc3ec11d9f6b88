/* What wants doing in a school on a day, as a short list: what is empty, late, not settled, about to end. A section of
 * it is one function in one table; more are added there. Knows no screen but by the name under which it is gone to. */
#ifndef ZEREN_DOMAIN_OVERVIEW_H
#define ZEREN_DOMAIN_OVERVIEW_H

#include "base/buf.h"
#include "domain/org.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARN, SEVERITY_ALARM };

/* `count` things of one kind, in one sentence that names the first few. Strings are the overview's. */
struct overview_line {
    const char *kind; /* vacancy, due, hole, ending */
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
};

/* The most severe first. Tenures are told when they end within this many days with nobody to follow. */
enum { ENDING_DAYS = 60 };
int overview_read(struct overview *overview, struct store *store, int64_t school, const char *day, struct err *err);
void overview_done(struct overview *overview);

/* The list as lines of text, each with its severity's mark (! for an alarm, * for a warning), for where there is no
 * terminal; a sentence when there is nothing. */
void overview_text(const struct overview *overview, struct buf *out);

#endif
