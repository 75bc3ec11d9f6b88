/* Clocks. */
#include "domain/clocks.h"

#include "base/words.h"
#include "domain/limit.h"
#include "domain/log.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { GRADE_MAJOR = 2, GRADE_SERIOUS = 3, SECONDS_A_MINUTE = 60, SECONDS_AN_HOUR = 3600, SECONDS_A_DAY = 86400 };
enum { HOURS_SHOWN_MOST = 48 }; /* more are shown as days */

const char *clock_state_name(enum clock_state state)
{
    static const char *const names[] = { _("计时中"), _("按时"), _("迟报"), _("逾期未报") };
    return names[state];
}

const char *clock_what(const struct incident_clock *clock, struct arena *arena)
{
    return clock->due == NULL ? log_kind_name(clock->limit->step) : arena_printf(arena, _("报告%s"), clock->due->to);
}

/* An incident that nobody graded yet is of no grade: only what any incident asks for is due. */
static bool is_due_at(const struct report_due *due, const struct incident *incident, int64_t grade)
{
    char day[DAY_TEXT];
    if (!due->of_incident)
        return false;
    if (due->national) {
        day_of(incident->found_at, day);
        return grade > 0 && grade <= due->grade && (due->effective == NULL || strcmp(day, due->effective) >= 0);
    }
    if (strcmp(due->occasion, "any") == 0)
        return true;
    return grade > 0 && grade <= (strcmp(due->occasion, "major") == 0 ? GRADE_MAJOR : GRADE_SERIOUS);
}

/* The grade at a moment; 0: none was given yet. A grading whose line was struck never was one. */
static int64_t grade_at(const struct gradings *gradings, int64_t at)
{
    const struct grading *last = NULL;
    for (size_t i = 0; i < gradings->n; i++) {
        const struct grading *x = &gradings->v[i];
        if (!x->struck && x->at <= at && (last == NULL || x->at >= last->at))
            last = x;
    }
    return last == NULL ? 0 : last->grade;
}

/* By the grade as it is; and where the time ran out under another grade, by that one too: what was owed by then stays
 * owed, however the incident was graded later. */
static bool is_due(const struct report_due *due, const struct incident *incident, const struct gradings *gradings,
                   int64_t by, int64_t now)
{
    return is_due_at(due, incident, incident->grade) ||
           (by > 0 && now > by && is_due_at(due, incident, grade_at(gradings, by)));
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

static void set_state(struct incident_clock *clock, int64_t now)
{
    bool met = clock->entry != 0;
    if (clock->by > 0)
        clock->spare = clock->by - (met ? clock->met_at : now);
    if (clock->spare >= 0)
        clock->state = met ? CLOCK_MET : CLOCK_RUNNING;
    else
        clock->state = met ? CLOCK_LATE : CLOCK_MISSED;
}

/* Returns the line that ended the last stretch; NULL: none was, or one runs. */
static const struct log_entry *count_down(const struct log_entries *entries, int64_t now, struct clocks *out)
{
    const struct log_entry *up = NULL, *closed = NULL;
    int64_t since = 0;
    for (size_t i = 0; i < entries->n; i++) {
        const struct log_entry *entry = &entries->v[i];
        if (entry->struck != NULL)
            continue;
        if (strcmp(entry->kind, "closed") == 0)
            closed = entry;
        if (strcmp(entry->kind, "down") == 0 && !out->is_down) {
            out->was_down = out->is_down = true;
            since = entry->at;
        } else if (strcmp(entry->kind, "restored") == 0 && out->is_down) {
            out->is_down = false;
            out->down_s += entry->at - since;
            up = entry;
        }
    }
    up = out->is_down ? NULL : up;
    if (out->is_down && closed != NULL && closed->at >= since) { /* what was closed counts no further */
        out->is_down = false;
        out->down_s += closed->at - since;
    }
    out->ended_s = out->down_s;
    out->down_since = out->is_down ? since : 0;
    if (out->is_down && now > since)
        out->down_s += now - since;
    return up;
}

/* How a clock stands that was met by `line`, or by none yet (NULL). */
static struct incident_clock clock_of(const struct incident *incident, int64_t minutes, const struct log_entry *line,
                                      int64_t now)
{
    struct incident_clock clock = { .by = minutes > 0 ? incident->found_at + minutes * SECONDS_A_MINUTE : 0,
                                    .entry = line == NULL ? 0 : line->id,
                                    .met_at = line == NULL ? 0 : line->at };
    set_state(&clock, now);
    return clock;
}

/* What is counted from. */
struct record {
    const struct incident *incident;
    const struct log_entries *entries;
    const struct gradings *gradings;
    int64_t now;
};

static void count_reports(const struct record *record, struct clocks *out)
{
    for (size_t i = 0; i < out->rules.dues.n; i++) {
        const struct report_due *due = &out->rules.dues.v[i];
        const struct log_entry *line = line_of(due, record->entries);
        struct incident_clock clock = clock_of(record->incident, due->minutes, line, record->now);
        bool owed = is_due(due, record->incident, record->gradings, clock.by, record->now);
        if (line == NULL && !owed)
            continue;
        clock.due = due;
        clock.counts = asks_for_time(due) && owed;
        *VEC_PUSH(out) = clock;
    }
}

/* The first in time. */
static const struct log_entry *first_of(const char *kind, const struct log_entries *entries)
{
    for (size_t i = 0; i < entries->n; i++)
        if (entries->v[i].struck == NULL && strcmp(entries->v[i].kind, kind) == 0)
            return &entries->v[i];
    return NULL;
}

/* `up`: the line that ended the last stretch down. */
static void count_handling(const struct record *record, const struct log_entry *up, struct clocks *out)
{
    char day[DAY_TEXT];
    day_of(record->incident->found_at, day);
    for (size_t i = 0; i < out->rules.limits.n; i++) {
        const struct handling_limit *limit = &out->rules.limits.v[i];
        bool restoring = strcmp(limit->step, "restored") == 0;
        if (!limit_is_of(limit, day) || (restoring && !out->was_down))
            continue;
        const struct log_entry *line = restoring ? up : first_of(limit->step, record->entries);
        struct incident_clock *clock = VEC_PUSH(&out->handling);
        *clock = clock_of(record->incident, limit->minutes, line, record->now);
        clock->limit = limit;
        clock->counts = true;
    }
}

void clocks_count(const struct incident *incident, const struct log_entries *entries, const struct gradings *gradings,
                  int64_t now, struct clocks *out)
{
    const struct record record = { incident, entries, gradings, now };
    count_reports(&record, out);
    count_handling(&record, count_down(entries, now, out), out);
}

int clocks_count_read(struct store *store, const struct incident *incident, int64_t now, struct clocks *out,
                      struct err *err)
{
    struct log_entries entries = { 0 };
    struct gradings gradings = { 0 };
    int rc = read_log_that_counts(store, incident->id, &entries, err);
    if (rc == 0 && incident->grade > 0) /* else none stands */
        rc = read_gradings(store, incident->id, &gradings, err);
    if (rc == 0)
        clocks_count(incident, &entries, &gradings, now, out);
    LIST_FREE(&gradings);
    LIST_FREE(&entries);
    return rc;
}

int clocks_read(struct store *store, const struct incident *incident, int64_t now, struct clocks *out, struct err *err)
{
    if (clock_rules_read(store, incident->school, &out->rules, err) != 0)
        return -1;
    return clocks_count_read(store, incident, now, out, err);
}

void clocks_drop(struct clocks *clocks)
{
    VEC_FREE(&clocks->handling);
    VEC_FREE(clocks);
}

void clocks_free(struct clocks *clocks)
{
    clock_rules_free(&clocks->rules);
    clocks_drop(clocks);
}

int clock_rules_read(struct store *store, int64_t school, struct clock_rules *out, struct err *err)
{
    return read_report_dues(store, school, &out->dues, err) != 0 ||
                   read_handling_limits(store, school, &out->limits, err) != 0
               ? -1
               : 0;
}

void clock_rules_free(struct clock_rules *rules)
{
    LIST_FREE(&rules->dues);
    LIST_FREE(&rules->limits);
}

bool clocks_are_told(const struct incident *incident, int64_t now)
{
    return strcmp(incident->state, "closed") != 0 || incident->found_at >= now - CLOCKS_TOLD_S;
}

/* --- As time passes --- */

struct incident_clock incident_clock_at(const struct incident_clock *clock, int64_t now)
{
    struct incident_clock then = *clock;
    set_state(&then, now);
    return then;
}

int64_t clocks_down_at(const struct clocks *clocks, int64_t now)
{
    return clocks->ended_s + (clocks->is_down && now > clocks->down_since ? now - clocks->down_since : 0);
}

bool clock_is_failing(const struct incident_clock *clock)
{
    return clock->counts && (clock->state == CLOCK_LATE || clock->state == CLOCK_MISSED);
}

/* How it waits, the most pressing first. */
enum pressure { PRESSURE_MISSED, PRESSURE_RUNNING, PRESSURE_UNFIXED, PRESSURE_NONE };

static enum pressure pressure(const struct incident_clock *clock)
{
    if (clock->state == CLOCK_MISSED)
        return PRESSURE_MISSED;
    if (clock->state != CLOCK_RUNNING || !clock->counts)
        return PRESSURE_NONE;
    return clock->by > 0 ? PRESSURE_RUNNING : PRESSURE_UNFIXED;
}

/* Whether `clock` waits more than `most` (NULL: nothing does yet). */
static bool waits_more(const struct incident_clock *clock, const struct incident_clock *most, int64_t now)
{
    struct incident_clock then = incident_clock_at(clock, now);
    if (pressure(&then) == PRESSURE_NONE || most == NULL)
        return pressure(&then) != PRESSURE_NONE;
    struct incident_clock other = incident_clock_at(most, now);
    return pressure(&then) != pressure(&other) ? pressure(&then) < pressure(&other) : then.spare < other.spare;
}

const struct incident_clock *clocks_pressing(const struct clocks *clocks, int64_t now)
{
    const struct incident_clock *most = NULL;
    for (size_t i = 0; i < clocks->handling.n; i++)
        if (waits_more(&clocks->handling.v[i], most, now))
            most = &clocks->handling.v[i];
    for (size_t i = 0; i < clocks->n; i++)
        if (waits_more(&clocks->v[i], most, now))
            most = &clocks->v[i];
    return most;
}

/* --- In words --- */

void clocks_tell_open(const struct clocks *clocks, struct buf *out)
{
    struct arena arena = { 0 };
    size_t n = 0;
    for (size_t i = 0; i < clocks->n + clocks->handling.n; i++) {
        const struct incident_clock *clock = i < clocks->n ? &clocks->v[i] : &clocks->handling.v[i - clocks->n];
        if (clock->entry == 0 && clock->counts)
            buf_printf(out, "%s%s", n++ == 0 ? _("还没有：") : _("、"), clock_what(clock, &arena));
    }
    if (clocks->is_down)
        buf_printf(out, "%s%s", n > 0 ? _("；") : "", _("没有记服务恢复"));
    arena_free(&arena);
}

void span_show(int64_t seconds, char out[SPAN_TEXT])
{
    int64_t s = seconds < 0 ? -seconds : seconds, hours = s / SECONDS_AN_HOUR;
    int64_t minutes = s % SECONDS_AN_HOUR / SECONDS_A_MINUTE;
    if (s < SECONDS_A_MINUTE)
        snprintf(out, SPAN_TEXT, _("%" PRId64 " 秒"), s);
    else if (hours == 0)
        snprintf(out, SPAN_TEXT, _("%" PRId64 " 分 %02" PRId64 " 秒"), minutes, s % SECONDS_A_MINUTE);
    else if (hours < HOURS_SHOWN_MOST)
        snprintf(out, SPAN_TEXT, _("%" PRId64 " 小时 %02" PRId64 " 分"), hours, minutes);
    else
        snprintf(out, SPAN_TEXT, _("%" PRId64 " 天 %" PRId64 " 小时"), s / SECONDS_A_DAY,
                 s % SECONDS_A_DAY / SECONDS_AN_HOUR);
}

void span_show_short(int64_t seconds, char out[SPAN_TEXT])
{
    int64_t s = seconds < 0 ? -seconds : seconds;
    if (s >= SECONDS_A_MINUTE && s < SECONDS_AN_HOUR)
        snprintf(out, SPAN_TEXT, _("%" PRId64 " 分"), s / SECONDS_A_MINUTE);
    else
        span_show(seconds, out);
}

void clock_show(const struct incident_clock *clock, const struct incident *incident, int64_t now, char out[CLOCK_TEXT])
{
    static const char *const words[][2] = { { _("剩 %s"), _("剩 %s") },
                                            { _("按时，余 %s"), _("按时，余 %s") },
                                            { _("迟报 %s"), _("超时 %s") },
                                            { _("逾期 %s"), _("逾期 %s") } };
    struct incident_clock then = incident_clock_at(clock, now);
    char span[SPAN_TEXT];
    if (then.by > 0) {
        span_show(then.spare, span);
        snprintf(out, CLOCK_TEXT, words[then.state][then.due == NULL], span);
    } else if (then.entry != 0) {
        snprintf(out, CLOCK_TEXT, "%s", _("已报告"));
    } else {
        span_show(now - incident->found_at, span);
        snprintf(out, CLOCK_TEXT, then.counts ? _("应及时报告，已过 %s") : _("尚未报告，已过 %s"), span);
    }
}
