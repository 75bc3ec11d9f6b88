/* Clocks. */
#include "domain/clocks.h"

#include "base/words.h"

#include <string.h>

enum { GRADE_MAJOR = 2, GRADE_SERIOUS = 3, SECONDS_A_MINUTE = 60 };

const char *clock_state_name(enum clock_state state)
{
    static const char *const names[] = { _("计时中"), _("按时"), _("迟报"), _("逾期未报") };
    return names[state];
}

/* An incident that nobody graded yet is of no grade: only what any incident asks for is due. */
static bool is_due(const struct report_due *due, const struct incident *incident)
{
    char day[DAY_TEXT];
    if (due->national) {
        day_of(incident->found_at, day);
        return incident->grade > 0 && incident->grade <= due->grade &&
               (due->effective == NULL || strcmp(day, due->effective) >= 0);
    }
    if (strcmp(due->occasion, "any") == 0)
        return true;
    int64_t most = strcmp(due->occasion, "major") == 0 ? GRADE_MAJOR : GRADE_SERIOUS;
    return incident->grade > 0 && incident->grade <= most;
}

static bool asks_for_time(const struct report_due *due)
{
    return due->minutes > 0 || (due->word != NULL && strcmp(due->word, _("定期")) != 0);
}

/* The first in time: entries come by (at, id). */
static const struct log_entry *line_of(const struct report_due *due, const struct log_entries *entries)
{
    for (size_t i = 0; i < entries->n; i++) {
        const struct log_entry *entry = &entries->v[i];
        if (entry->struck == NULL && strcmp(entry->kind, "reported") == 0 &&
            (due->national ? entry->deadline : entry->report_line) == due->id)
            return entry;
    }
    return NULL;
}

static void set_state(struct report_clock *clock, int64_t now)
{
    bool met = clock->entry != 0;
    if (clock->by > 0)
        clock->spare = clock->by - (met ? clock->met_at : now);
    if (clock->spare >= 0)
        clock->state = met ? CLOCK_MET : CLOCK_RUNNING;
    else
        clock->state = met ? CLOCK_LATE : CLOCK_MISSED;
}

static void count_down(const struct log_entries *entries, int64_t now, struct clocks *out)
{
    int64_t since = 0;
    for (size_t i = 0; i < entries->n; i++) {
        const struct log_entry *entry = &entries->v[i];
        if (entry->struck != NULL)
            continue;
        if (strcmp(entry->kind, "down") == 0 && !out->is_down) {
            out->was_down = out->is_down = true;
            since = entry->at;
        } else if (strcmp(entry->kind, "restored") == 0 && out->is_down) {
            out->is_down = false;
            out->down_s += entry->at - since;
        }
    }
    if (out->is_down && now > since)
        out->down_s += now - since;
}

void clocks_count(const struct incident *incident, const struct log_entries *entries, int64_t now, struct clocks *out)
{
    for (size_t i = 0; i < out->dues.n; i++) {
        const struct report_due *due = &out->dues.v[i];
        const struct log_entry *line = line_of(due, entries);
        if (line == NULL && !is_due(due, incident))
            continue;
        struct report_clock *clock = VEC_PUSH(out);
        clock->due = due;
        clock->by = due->minutes > 0 ? incident->found_at + due->minutes * SECONDS_A_MINUTE : 0;
        clock->entry = line == NULL ? 0 : line->id;
        clock->met_at = line == NULL ? 0 : line->at;
        clock->counts = asks_for_time(due);
        set_state(clock, now);
    }
    count_down(entries, now, out);
}

int clocks_read(struct store *store, const struct incident *incident, int64_t now, struct clocks *out, struct err *err)
{
    struct log_entries entries = { 0 };
    int rc = read_report_dues(store, incident->school, &out->dues, err);
    if (rc == 0)
        rc = read_log_that_counts(store, incident->id, &entries, err);
    if (rc == 0)
        clocks_count(incident, &entries, now, out);
    LIST_FREE(&entries);
    return rc;
}

void clocks_free(struct clocks *clocks)
{
    LIST_FREE(&clocks->dues);
    VEC_FREE(clocks);
}
