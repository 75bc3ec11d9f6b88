/* Time limits for handling. */
#include "domain/limit.h"

#include "base/words.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "domain/log.h"

#include <inttypes.h>
#include <string.h>

const char *const limit_steps[] = { "plan-started", "contained", "restored", NULL };

static bool may_be_limited(const char *step)
{
    for (const char *const *each = limit_steps; *each != NULL; each++)
        if (strcmp(*each, step) == 0)
            return true;
    return false;
}

bool limit_is_of(const struct handling_limit *limit, const char *day)
{
    return strcmp(limit->day, day) <= 0 && (limit->ended == NULL || strcmp(day, limit->ended) < 0);
}

/* Days may not run backwards. `open`: the one in force, or NULL. */
static int check_order(const struct handling_limits *known, const char *step, const char *day,
                       const struct handling_limit **open, struct err *err)
{
    *open = NULL;
    for (size_t i = 0; i < known->n; i++) {
        const struct handling_limit *limit = &known->v[i];
        const char *last = limit->ended == NULL ? limit->day : limit->ended;
        if (strcmp(limit->step, step) != 0)
            continue;
        if (strcmp(day, last) < 0)
            return err_set_of(err, _("日期"), _("“%s”的时限在 %s 已有决定或变更，日期不能早于那天。请核对日期。"),
                              log_kind_name(step), last);
        if (limit->ended == NULL)
            *open = limit;
    }
    return 0;
}

static int check_change(const struct handling_limit *open, const struct handling_limit *wanted, struct err *err)
{
    if (open == NULL || open->minutes != wanted->minutes || strcmp(open->source, wanted->source) != 0)
        return 0;
    return err_set(err, _("“%s”从 %s 起已是这个时限，没有改动。"), log_kind_name(wanted->step), open->day);
}

static int read_fields(const struct session *session, const struct limit_fields *fields, struct field_long *source,
                       char day[DAY_TEXT], struct handling_limit *out, struct err *err)
{
    if (fields->step == NULL || !may_be_limited(fields->step))
        return err_set(err, "%s", _("时限只能定在启动预案、控制、服务恢复上。请重选步骤。"));
    if (fields->minutes < 1 || fields->minutes > LIMIT_MINUTES_MOST)
        return err_set_of(err, _("分钟"), _("时限要在 1 到 %d 分钟之间。请核对。"), LIMIT_MINUTES_MOST);
    *out =
        (struct handling_limit){ .step = fields->step, .minutes = fields->minutes, .day = day, .by = session->login };
    if (field_long(fields->source, _("依据"), true, source, &out->source, err) != 0)
        return -1;
    return field_past_day(fields->day, store_now(session->store), day, err);
}

int limit_set(const struct session *session, const struct limit_fields *fields, int64_t *id, struct err *err)
{
    struct store *store = session->store;
    struct handling_limits known = { 0 };
    struct handling_limit wanted;
    const struct handling_limit *open = NULL;
    struct field_long source;
    char day[DAY_TEXT];
    int64_t added;
    if (session_may(session, RIGHT_DECIDE_PARTS, err) != 0 ||
        read_fields(session, fields, &source, day, &wanted, err) != 0 ||
        change_begin(session, "limit-set", NULL, err) != 0)
        return -1;
    int rc = read_handling_limits(store, fields->school, &known, err);
    if (rc == 0)
        rc = check_order(&known, wanted.step, day, &open, err);
    if (rc == 0)
        rc = check_change(open, &wanted, err);
    if (rc == 0 && open != NULL)
        rc = end_handling_limit(store, open->id, day, err);
    if (rc == 0)
        rc = add_handling_limit(store, fields->school, &wanted, id == NULL ? &added : id, err);
    LIST_FREE(&known);
    return change_end(session, rc, err);
}

int limit_end(const struct session *session, int64_t school, int64_t limit, const char *day, struct err *err)
{
    struct handling_limits known = { 0 };
    const struct handling_limit *open = NULL;
    char ended[DAY_TEXT];
    if (session_may(session, RIGHT_DECIDE_PARTS, err) != 0 ||
        field_past_day(day, store_now(session->store), ended, err) != 0 ||
        change_begin(session, "limit-end", NULL, err) != 0)
        return -1;
    int rc = read_handling_limits(session->store, school, &known, err);
    for (size_t i = 0; i < known.n; i++)
        if (known.v[i].id == limit && known.v[i].ended == NULL)
            open = &known.v[i];
    if (rc == 0 && open == NULL)
        rc = err_set(err, "%s", _("没有这个时限，或它已经停用。请刷新后重选。"));
    if (rc == 0 && strcmp(ended, open->day) < 0)
        rc = err_set_of(err, _("日期"), _("它从 %s 起才有，不能更早停用。请核对日期。"), open->day);
    if (rc == 0)
        rc = end_handling_limit(session->store, limit, ended, err);
    LIST_FREE(&known);
    return change_end(session, rc, err);
}
