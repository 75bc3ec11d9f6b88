/* Obligations that recur, and whether this year's were met. */
#ifndef ZEREN_DOMAIN_DUE_H
#define ZEREN_DOMAIN_DUE_H

#include "domain/org.h"

enum due_state {
    DUE_MET,     /* done as often as the year asks */
    DUE_OPEN,    /* not yet, and the year is not over */
    DUE_LATE,    /* nor was the year before, all of which the rule was in force and the store was there */
    DUE_REGULAR, /* the rule says 定期 and names no term: only the last time is shown */
};

/* One obligation of one body. An obligation of an each-body is one for every unit of its class. */
struct due {
    const struct obligation *obligation;
    const struct body *body;
    enum due_state state;
    int64_t done;         /* this year, up to the day */
    const char *last;     /* the last day it was done, or NULL */
    const char *evidence; /* of the last time, or NULL */
    char by[DAY_TEXT];    /* the last day on which this year's can still be met; "" for DUE_REGULAR */
};

struct dues {
    struct due *v;
    size_t n, room;
    struct obligations obligations;
    struct fulfilments fulfilments;
};

/* `org` must be of `day` and outlive the list. */
int dues_read(struct dues *dues, struct store *store, int64_t school, const struct org *org, const char *day,
              struct err *err);
void dues_done(struct dues *dues);

const char *due_state_name(enum due_state state);

#endif
