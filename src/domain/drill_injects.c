/* Injects: released by the clock or by hand, held, skipped, added. */
#include "domain/drill.h"

#include "base/buf.h"
#include "base/words.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "domain/log.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *drill_time(int64_t seconds, char out[DRILL_TIME])
{
    int64_t s = seconds < 0 ? 0 : seconds;
    if (s < 3600)
        snprintf(out, DRILL_TIME, "%" PRId64 ":%02d", s / 60, (int)(s % 60));
    else
        snprintf(out, DRILL_TIME, "%" PRId64 ":%02d:%02d", s / 3600, (int)(s / 60 % 60), (int)(s % 60));
    return out;
}

const char *inject_state_name(const char *state)
{
    static const char *const ids[] = { "waiting", "released", "held", "skipped" };
    static const char *const names[] = { _("等待"), _("已放出"), _("暂缓"), _("跳过") };
    for (size_t i = 0; i < COUNT(ids); i++)
        if (strcmp(ids[i], state) == 0)
            return names[i];
    return state;
}

/* --- Releasing --- */

/* The line stands in the leader's name, whoever's console was the one whose clock struck; the journal has that one. */
int inject_write(const struct session *session, const struct drill *drill, const struct inject *inject,
                 const char *login, struct err *err)
{
    struct store *store = session->store;
    int64_t now = store_now(store), id;
    struct buf text = { 0 };
    buf_printf(&text, _("第 %" PRId64 " 个注入：%s"), inject->ord, inject->text);
    if (inject->who != NULL)
        buf_printf(&text, _("（%s）"), inject->who);
    const struct log_entry line = { .incident = drill->incident,
                                    .at = now < drill->started ? drill->started : now,
                                    .entered = now,
                                    .author = drill->leader,
                                    .kind = "inject",
                                    .text = buf_text(&text) };
    int rc = add_log_entry(store, &line, &id, err);
    if (rc == 0)
        rc = set_inject(store, inject->id, "released", line.at, login, err);
    buf_free(&text);
    return rc;
}

static bool is_due(const struct drill *drill, const struct inject *inject, int64_t now)
{
    return strcmp(inject->state, "waiting") == 0 && drill->started + inject->planned_s <= now;
}

int drill_release_due(const struct session *session, int64_t id, int64_t *released, struct err *err)
{
    struct drills own = { 0 };
    struct injects injects = { 0 };
    *released = 0;
    if (change_begin(session, "inject-due", NULL, err) != 0)
        return -1;
    int rc = drill_of(session, &own, err);
    bool in = rc == 0 && own.n > 0 && own.v[0].id == id;
    if (in)
        rc = read_injects(session->store, id, &injects, err);
    for (size_t i = 0; in && rc == 0 && i < injects.n; i++)
        if (is_due(&own.v[0], &injects.v[i], store_now(session->store))) {
            rc = inject_write(session, &own.v[0], &injects.v[i], NULL, err);
            (*released)++;
        }
    LIST_FREE(&injects);
    LIST_FREE(&own);
    rc = change_end(session, rc, err);
    if (rc != 0)
        *released = 0;
    return rc;
}

/* --- By hand --- */

/* Inside a transaction: an inject that is not out yet, of a running drill this session leads. */
static int take(const struct session *session, int64_t id, struct injects *injects, struct drills *drills,
                struct err *err)
{
    char at[DRILL_TIME];
    if (read_inject(session->store, id, injects, err) != 0)
        return -1;
    if (injects->n == 0)
        return err_set(err, "%s", _("没有这个注入。请刷新。"));
    const struct inject *inject = &injects->v[0];
    if (drill_running(session, inject->drill, drills, err) != 0 || drill_may_lead(session, &drills->v[0], err) != 0)
        return -1;
    if (strcmp(inject->state, "released") == 0)
        return err_set(err, _("第 %" PRId64 " 个注入已在 T+%s 放出，收不回来。"), inject->ord,
                       drill_time(inject->released_at - drills->v[0].started, at));
    return 0;
}

enum move { MOVE_RELEASE, MOVE_HOLD, MOVE_SKIP };

static int move(const struct session *session, int64_t id, int64_t seen, enum move move, const char *action,
                struct err *err)
{
    const struct guard guard = { "inject", id, seen };
    struct injects injects = { 0 };
    struct drills drills = { 0 };
    if (session_may(session, RIGHT_DRILL, err) != 0 || change_begin(session, action, &guard, err) != 0)
        return -1;
    int rc = take(session, id, &injects, &drills, err);
    if (rc == 0 && move == MOVE_RELEASE) {
        rc = inject_write(session, &drills.v[0], &injects.v[0], session->login, err);
    } else if (rc == 0) {
        const char *to = move == MOVE_HOLD ? "held" : "skipped";
        if (strcmp(injects.v[0].state, to) == 0)
            to = "waiting"; /* the same key takes it back */
        rc = set_inject(session->store, id, to, 0, session->login, err);
    }
    LIST_FREE(&injects);
    LIST_FREE(&drills);
    return change_end(session, rc, err);
}

int inject_release(const struct session *session, int64_t inject, int64_t seen, struct err *err)
{
    return move(session, inject, seen, MOVE_RELEASE, "inject-release", err);
}

int inject_hold(const struct session *session, int64_t inject, int64_t seen, struct err *err)
{
    return move(session, inject, seen, MOVE_HOLD, "inject-hold", err);
}

int inject_skip(const struct session *session, int64_t inject, int64_t seen, struct err *err)
{
    return move(session, inject, seen, MOVE_SKIP, "inject-skip", err);
}

/* --- Adding --- */

struct typed_inject {
    struct field_long text;
    struct field who, at, target;
    const char *moment;
};

static int read_kind(const char *expected, struct inject *inject, struct err *err)
{
    if (expected == NULL || *expected == '\0')
        return 0;
    const struct log_kind *kind = log_kind(expected);
    if (kind == NULL || !kind->stamped)
        return err_set(err, "%s", _("应做的步骤不认识。请重选。"));
    inject->expected = kind->id;
    return 0;
}

static int take_typed(const struct inject_fields *fields, struct typed_inject *typed, struct inject *inject,
                      struct err *err)
{
    const char *target;
    if (field_long(fields->text, _("注入的内容"), true, &typed->text, &inject->text, err) != 0 ||
        field_text(fields->who, _("由谁做"), false, &typed->who, &inject->who, err) != 0 ||
        field_text(fields->at, _("时刻"), false, &typed->at, &typed->moment, err) != 0 ||
        field_text(fields->target, _("时限"), false, &typed->target, &target, err) != 0 ||
        read_kind(fields->expected, inject, err) != 0)
        return -1;
    if (target == NULL)
        return 0;
    if (scenario_time(target, false, &inject->target_s) != 0 || inject->target_s == 0)
        return err_set_of(err, _("时限"), _("时限 %s 看不懂。请写成 10（分钟）、90s、1h30m。"), target);
    return inject->expected != NULL
               ? 0
               : err_set_of(err, _("时限"), "%s", _("有时限而没有应做的步骤。请选一步，或清空时限。"));
}

/* T+12 counts from the start, +5 from now. */
static int read_moment(const char *moment, int64_t elapsed, int64_t *planned_s, struct err *err)
{
    *planned_s = elapsed;
    if (moment == NULL)
        return 0;
    int64_t by = 0;
    if (scenario_time(moment, true, planned_s) == 0)
        return 0;
    if (moment[0] == '+' && scenario_time(moment + 1, false, &by) == 0) {
        *planned_s = elapsed + by;
        return 0;
    }
    return err_set_of(err, _("时刻"),
                      _("时刻 %s 看不懂。请写成 T+12（从开始算起的分钟）、T+90s，或 +5（从现在算起）。"), moment);
}

int inject_add(const struct session *session, const struct inject_fields *fields, int64_t *id, struct err *err)
{
    struct typed_inject typed;
    struct inject inject = { .drill = fields->drill };
    struct drills drills = { 0 };
    *id = 0;
    if (session_may(session, RIGHT_DRILL, err) != 0 || take_typed(fields, &typed, &inject, err) != 0 ||
        change_begin(session, "inject-add", NULL, err) != 0)
        return -1;
    int rc = drill_running(session, fields->drill, &drills, err);
    if (rc == 0)
        rc = drill_may_lead(session, &drills.v[0], err);
    int64_t elapsed = rc == 0 ? store_now(session->store) - drills.v[0].started : 0;
    if (rc == 0)
        rc = read_moment(typed.moment, elapsed < 0 ? 0 : elapsed, &inject.planned_s, err);
    if (rc == 0 && drills.v[0].injects >= SCENARIO_INJECTS_MOST)
        rc = err_set(err, _("注入已有 %d 个，不能再加。"), SCENARIO_INJECTS_MOST);
    if (rc == 0)
        rc = add_inject(session->store, &inject, id, err);
    LIST_FREE(&drills);
    rc = change_end(session, rc, err);
    if (rc != 0)
        *id = 0;
    return rc;
}
