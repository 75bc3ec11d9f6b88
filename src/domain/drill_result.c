/* Planned against actual. */
#include "domain/drill_result.h"

#include "base/words.h"

#include <string.h>

/* The released inject that expects this kind and waits longest; NULL: none. */
static struct inject_result *waiting_for(struct drill_result *result, const struct log_entry *line)
{
    struct inject_result *found = NULL;
    for (size_t i = 0; i < result->n; i++) {
        struct inject_result *x = &result->v[i];
        if (x->outcome != OUTCOME_OPEN || x->answer != NULL || strcmp(x->inject->expected, line->kind) != 0 ||
            x->inject->released_at > line->at)
            continue;
        if (found == NULL || x->inject->released_at < found->inject->released_at)
            found = x;
    }
    return found;
}

static void settle(struct drill_result *result, struct inject_result *x, bool over)
{
    if (x->outcome == OUTCOME_OPEN && x->answer != NULL) {
        x->response_s = x->answer->at - x->inject->released_at;
        x->outcome = x->inject->target_s == 0 || x->response_s <= x->inject->target_s ? OUTCOME_IN_TIME : OUTCOME_LATE;
    } else if (x->outcome == OUTCOME_OPEN && over) {
        x->outcome = OUTCOME_MISSED;
    }
    result->in_time += x->outcome == OUTCOME_IN_TIME;
    result->late += x->outcome == OUTCOME_LATE;
    result->missed += x->outcome == OUTCOME_MISSED;
    result->open += x->outcome == OUTCOME_OPEN;
    result->unseen += x->outcome == OUTCOME_UNSEEN;
}

/* The line that the start of the drill wrote by itself: the oldest, in the second of the start. */
static const struct log_entry *opening_of(const struct log_entries *log, int64_t started)
{
    const struct log_entry *oldest = NULL;
    for (size_t i = 0; i < log->n; i++)
        if (oldest == NULL || log->v[i].id < oldest->id)
            oldest = &log->v[i];
    return oldest != NULL && oldest->at == started && strcmp(oldest->kind, "found") == 0 ? oldest : NULL;
}

static void count(struct drill_result *out, int64_t started, bool over)
{
    const struct log_entry *opening = opening_of(&out->log, started);
    for (size_t i = 0; i < out->injects.n; i++) {
        const struct inject *inject = &out->injects.v[i];
        struct inject_result *x = VEC_PUSH(out);
        x->inject = inject;
        x->outcome = inject->expected == NULL                 ? OUTCOME_NONE
                     : strcmp(inject->state, "released") == 0 ? OUTCOME_OPEN
                                                              : OUTCOME_UNSEEN;
    }
    for (size_t i = 0; i < out->log.n; i++) {
        struct inject_result *x = &out->log.v[i] == opening ? NULL : waiting_for(out, &out->log.v[i]);
        if (x != NULL)
            x->answer = &out->log.v[i];
    }
    for (size_t i = 0; i < out->n; i++)
        settle(out, &out->v[i], over);
}

int drill_result_read(struct store *store, const struct drill *drill, struct drill_result *out, struct err *err)
{
    if (read_injects(store, drill->id, &out->injects, err) != 0 ||
        read_drill_log(store, drill->id, &out->log, err) != 0)
        return -1;
    count(out, drill->started, drill->ended != 0);
    return 0;
}

void drill_result_free(struct drill_result *result)
{
    VEC_FREE(result);
    LIST_FREE(&result->injects);
    LIST_FREE(&result->log);
    *result = (struct drill_result){ 0 };
}

const char *outcome_name(enum outcome_of_inject outcome)
{
    static const char *const names[] = { _("—"), _("按时"), _("超时"), _("未做"), _("待做"), _("未放出") };
    return names[outcome];
}
