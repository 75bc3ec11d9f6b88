/* Seats. */
#include "domain/seats.h"

#include <string.h>

static const char *end_of(const char *to)
{
    return to == NULL || to[0] == '\0' ? "9999-12-31" : to;
}

bool tenure_covers(const struct tenure *tenure, const char *day)
{
    return strcmp(tenure->from, day) <= 0 && strcmp(end_of(tenure->to), day) >= 0;
}

/* The taken seats only grow on first days, so that only those need a look. */
const struct tenure *seat_in_the_way(const struct tenures *tenures, const struct tenure *wanted, int64_t seats)
{
    for (size_t i = 0; i <= tenures->n; i++) {
        const char *day = i < tenures->n ? tenures->v[i].from : wanted->from;
        int64_t taken = 0;
        const struct tenure *holder = NULL;
        if (!tenure_covers(wanted, day))
            continue;
        for (size_t k = 0; k < tenures->n; k++) {
            const struct tenure *t = &tenures->v[k];
            if (t->id == wanted->id || !tenure_covers(t, day))
                continue;
            if (t->person == wanted->person)
                return t;
            taken++;
            holder = t;
        }
        if (seats > 0 && taken >= seats)
            return holder;
    }
    return NULL;
}
