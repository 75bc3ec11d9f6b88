/* What is due. Meijia-73 art 6(五), 7(二); Cangzhou art 5.2, 6(二)4: once a year means once in each calendar year. */
#include "domain/due.h"

#include "base/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int year_of(const char *day)
{
    return (int)strtol(day, NULL, 10);
}

/* Whether the obligation was looked after for all of last year: the rule was in force and the store was there, or
 * something earlier is recorded. */
static bool whole_year_before(const struct due *due, int first_year, int year)
{
    char start[DAY_TEXT + 8];
    snprintf(start, sizeof start, "%04d-01-01", year - 1);
    return (first_year > 0 && first_year < year - 1) || strcmp(due->obligation->since, start) <= 0;
}

static void judge(struct dues *dues, struct due *due, const char *day)
{
    int year = year_of(day), first_year = 0;
    int64_t year_before = 0;
    for (size_t i = 0; i < dues->fulfilments.n; i++) {
        const struct fulfilment *f = &dues->fulfilments.v[i];
        if (f->obligation != due->obligation->id || f->body != due->body->id)
            continue;
        if (first_year == 0)
            first_year = year_of(f->day);
        due->done += year_of(f->day) == year;
        year_before += year_of(f->day) == year - 1;
        due->last = f->day;
        due->evidence = f->evidence;
    }
    if (strcmp(due->obligation->every, "year") != 0) {
        due->state = DUE_REGULAR;
        return;
    }
    memcpy(due->by, day, 4);
    memcpy(due->by + 4, "-12-31", sizeof "-12-31");
    if (due->done >= due->obligation->times)
        due->state = DUE_MET;
    else if (year_before < due->obligation->times && whole_year_before(due, first_year, year))
        due->state = DUE_LATE;
    else
        due->state = DUE_OPEN;
}

static void add(struct dues *dues, const struct obligation *obligation, const struct body *body, const char *day)
{
    struct due *due = VEC_PUSH(dues);
    due->obligation = obligation;
    due->body = body;
    judge(dues, due, day);
}

int dues_read(struct dues *dues, struct store *store, int64_t school, const struct org *org, const char *day,
              struct err *err)
{
    *dues = (struct dues){ 0 };
    if (read_obligations(store, school, &dues->obligations, err) != 0 ||
        read_fulfilments(store, school, day, &dues->fulfilments, err) != 0) {
        dues_done(dues);
        return -1;
    }
    for (size_t i = 0; i < dues->obligations.n; i++) {
        const struct obligation *obligation = &dues->obligations.v[i];
        const struct body *body = body_by_id(&org->bodies, obligation->body);
        size_t units = 0;
        for (size_t k = 0; body != NULL && body->each && k < org->n; k++) {
            const struct body *unit = &org->bodies.v[org->order[k]];
            if (unit->class == body->id) {
                add(dues, obligation, unit, day);
                units++;
            }
        }
        if (body != NULL && units == 0)
            add(dues, obligation, body, day);
    }
    return 0;
}

void dues_done(struct dues *dues)
{
    VEC_FREE(dues);
    LIST_FREE(&dues->obligations);
    LIST_FREE(&dues->fulfilments);
}

const char *due_state_name(enum due_state state)
{
    static const char *const names[] = { _("已完成"), _("未完成"), _("逾期"), _("定期") };
    return names[state];
}
