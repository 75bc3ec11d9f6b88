/* Drills: from start to end, and findings. Injects: drill_injects.c. */
#include "domain/drill.h"

#include "base/buf.h"
#include "base/words.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "domain/incident.h"
#include "store/look.h"
#include "store/office.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- Which drill --- */

int drill_of(const struct session *session, struct drills *out, struct err *err)
{
    return read_drill_of(session->store, session->login, out, err);
}

int drill_running(const struct session *session, int64_t id, struct drills *out, struct err *err)
{
    if (read_drill(session->store, id, out, err) != 0)
        return -1;
    if (out->n == 0)
        return err_set(err, "%s", _("没有这次演练。请刷新。"));
    if (out->v[0].ended != 0)
        return err_set(err, _("演练“%s”已经结束，不能再改。要再练请另开一次演练。"), out->v[0].name);
    return 0;
}

static int ambiguous(const char *name, const struct drills *found, struct err *err)
{
    struct buf ids = { 0 };
    for (size_t i = 0; i < found->n; i++)
        buf_printf(&ids, "%s%" PRId64, i > 0 ? _("、") : "", found->v[i].id);
    err_set(err, _("有 %zu 次演练叫“%s”。请用编号指明：%s。"), found->n, name, buf_text(&ids));
    buf_free(&ids);
    return -1;
}

int drill_find(struct store *store, const char *name, struct drills *out, struct err *err)
{
    char *end;
    long long id = name[0] >= '0' && name[0] <= '9' ? strtoll(name, &end, 10) : 0;
    if (id > 0 && *end == '\0' && read_drill(store, id, out, err) != 0)
        return -1;
    /* A name may be a number too. */
    if (out->n == 0 && read_drills_named(store, name, out, err) != 0)
        return -1;
    if (out->n > 1)
        return ambiguous(name, out, err);
    if (out->n == 0)
        return err_set(err, _("没有演练 %s。控制台按 D 可看全部演练和编号。"), name);
    return 0;
}

int drill_may_lead(const struct session *session, const struct drill *drill, struct err *err)
{
    if (session_may(session, RIGHT_DRILL, err) != 0)
        return -1;
    if (strcmp(session->login, drill->leader) == 0 || strcmp(session->role, "admin") == 0)
        return 0;
    return err_set(err, _("演练“%s”由 %s 组织，只有他或管理员能这样做。"), drill->name, drill->leader);
}

int drill_may_log(const struct session *session, int64_t drill, struct err *err)
{
    struct drills running = { 0 }, own = { 0 };
    if (!session_may_somewhere(session, RIGHT_LOG))
        return session_may(session, RIGHT_LOG, err);
    int rc = drill_running(session, drill, &running, err);
    if (rc == 0)
        rc = drill_of(session, &own, err);
    if (rc == 0 && (own.n == 0 || own.v[0].id != drill))
        rc = err_set(err, _("这是演练“%s”的事件，账号 %s 没有参加这次演练。请先按 D 参加。"), running.v[0].name,
                     session->login);
    LIST_FREE(&running);
    LIST_FREE(&own);
    return rc;
}

/* --- Starting --- */

static int check_free(const struct session *session, struct err *err)
{
    struct drills own = { 0 };
    int rc = drill_of(session, &own, err);
    if (rc == 0 && own.n > 0)
        rc = err_set(err, _("账号 %s 正在演练“%s”里。请先退出或结束它。"), session->login, own.v[0].name);
    LIST_FREE(&own);
    return rc;
}

static int check_name(const struct session *session, const struct drill *drill, struct err *err)
{
    struct drills named = { 0 };
    int rc = read_drills_named(session->store, drill->name, &named, err);
    for (size_t i = 0; rc == 0 && i < named.n; i++)
        if (named.v[i].school == drill->school)
            rc = err_set(err, _("这所学校已有名为“%s”的演练。请换一个名称，如加上日期。"), drill->name);
    LIST_FREE(&named);
    return rc;
}

/* Files name categories by their code in any case; the store has its own spelling. */
static int find_category(struct store *store, const char *code, int64_t *id, struct err *err)
{
    struct categories list = { 0 };
    *id = 0;
    if (code == NULL)
        return 0;
    if (read_categories(store, &list, err) != 0)
        return -1;
    for (size_t i = 0; i < list.n; i++)
        if (strcasecmp(list.v[i].code, code) == 0)
            *id = list.v[i].id;
    LIST_FREE(&list);
    return 0;
}

static int open_incident(const struct session *session, const struct drill *drill, const struct scenario *scenario,
                         int64_t *id, struct err *err)
{
    struct incident incident = { .school = drill->school,
                                 .drill = drill->id,
                                 .title = scenario == NULL ? drill->name : scenario->title,
                                 .found_at = drill->started,
                                 .found_by = scenario == NULL ? "own" : scenario->found_by,
                                 .opinion = scenario != NULL && scenario->opinion,
                                 .opened_by = session->login,
                                 .opened_at = drill->started };
    if (scenario != NULL && find_category(session->store, scenario->category, &incident.category, err) != 0)
        return -1;
    return incident_write(session, &incident, _("演练开始。"), id, err);
}

static int add_injects(struct store *store, int64_t drill, const struct scenario *scenario, struct err *err)
{
    for (size_t i = 0; scenario != NULL && i < scenario->n; i++) {
        const struct scenario_inject *from = &scenario->v[i];
        const struct inject inject = { .drill = drill,
                                       .planned_s = from->at_s,
                                       .text = from->text,
                                       .expected = from->expected,
                                       .who = from->who,
                                       .target_s = from->target_s };
        int64_t id;
        if (add_inject(store, &inject, &id, err) != 0)
            return -1;
    }
    return 0;
}

static int start(const struct session *session, struct drill *drill, const struct scenario *scenario, struct err *err)
{
    struct store *store = session->store;
    drill->started = store_now(store);
    if (check_free(session, err) != 0 || check_name(session, drill, err) != 0 ||
        add_drill(store, drill, &drill->id, err) != 0 ||
        add_drill_member(store, drill->id, session->login, drill->started, err) != 0 ||
        open_incident(session, drill, scenario, &drill->incident, err) != 0 ||
        add_injects(store, drill->id, scenario, err) != 0)
        return -1;
    struct injects injects = { 0 };
    int rc = read_injects(store, drill->id, &injects, err);
    for (size_t i = 0; rc == 0 && i < injects.n && injects.v[i].planned_s == 0; i++)
        rc = inject_write(session, drill, &injects.v[i], NULL, err);
    LIST_FREE(&injects);
    return rc;
}

int drill_start(const struct session *session, const struct drill_fields *fields, int64_t *id, struct err *err)
{
    struct field name;
    struct drill drill = { .school = fields->school,
                           .leader = session->login,
                           .scenario = fields->scenario == NULL ? NULL : fields->scenario->name };
    *id = 0;
    if (session_may(session, RIGHT_DRILL, err) != 0 ||
        field_text(fields->name, _("演练名称"), true, &name, &drill.name, err) != 0 ||
        change_begin(session, "drill-start", NULL, err) != 0)
        return -1;
    int rc = change_end(session, start(session, &drill, fields->scenario, err), err);
    if (rc == 0)
        *id = drill.id;
    return rc;
}

/* --- Joining and leaving --- */

int drill_join(const struct session *session, int64_t drill, struct err *err)
{
    struct drills running = { 0 };
    if (session_may(session, RIGHT_READ, err) != 0 || change_begin(session, "drill-join", NULL, err) != 0)
        return -1;
    int rc = drill_running(session, drill, &running, err);
    if (rc == 0)
        rc = check_free(session, err);
    if (rc == 0)
        rc = add_drill_member(session->store, drill, session->login, store_now(session->store), err);
    LIST_FREE(&running);
    return change_end(session, rc, err);
}

int drill_leave(const struct session *session, struct err *err)
{
    struct drills own = { 0 };
    if (change_begin(session, "drill-leave", NULL, err) != 0)
        return -1;
    int rc = drill_of(session, &own, err);
    if (rc == 0 && own.n == 0)
        rc = err_set(err, _("账号 %s 没有参加正在进行的演练。"), session->login);
    if (rc == 0 && strcmp(own.v[0].leader, session->login) == 0)
        rc = err_set(err, _("演练“%s”由你组织，不能中途退出。请结束它。"), own.v[0].name);
    if (rc == 0)
        rc = depart_drill(session->store, own.v[0].id, session->login, store_now(session->store), err);
    LIST_FREE(&own);
    return change_end(session, rc, err);
}

/* --- Ending --- */

/* One obligation of kind drill, if a single body owes it and is there today. */
static int fulfil(const struct session *session, const struct drill *drill, const struct obligation *obligation,
                  int64_t *fulfilment, struct err *err)
{
    struct owing owing;
    char today[DAY_TEXT];
    struct buf evidence = { 0 };
    day_of(store_now(session->store), today);
    int rc = read_owing(session->store, obligation->id, obligation->body, today, &owing, err);
    bool there = rc == 0 && owing.found && owing.owner && owing.units == 0 &&
                 (owing.opened == NULL || strcmp(owing.opened, today) <= 0) &&
                 (owing.closed == NULL || strcmp(today, owing.closed) < 0);
    if (there) {
        buf_printf(&evidence, _("演练“%s”的演练报告（zeren print drill %" PRId64 "）"), drill->name, drill->id);
        const struct fulfilment met = {
            .obligation = obligation->id, .body = obligation->body, .day = today, .evidence = buf_text(&evidence)
        };
        rc = add_fulfilment(session->store, &met, fulfilment, err);
    }
    buf_free(&evidence);
    arena_free(&owing.arena);
    return rc;
}

static int fulfil_all(const struct session *session, const struct drill *drill, int64_t *first, struct err *err)
{
    struct obligations list = { 0 };
    int rc = read_obligations(session->store, drill->school, &list, err);
    for (size_t i = 0; rc == 0 && i < list.n; i++) {
        int64_t id = 0;
        if (strcmp(list.v[i].kind, "drill") != 0)
            continue;
        rc = fulfil(session, drill, &list.v[i], &id, err);
        *first = *first == 0 ? id : *first;
    }
    LIST_FREE(&list);
    return rc;
}

int drill_end(const struct session *session, int64_t id, bool counts, bool *fulfilled, struct err *err)
{
    struct drills running = { 0 };
    int64_t fulfilment = 0, now = store_now(session->store);
    if (change_begin(session, "drill-end", NULL, err) != 0)
        return -1;
    int rc = drill_running(session, id, &running, err);
    if (rc == 0)
        rc = drill_may_lead(session, &running.v[0], err);
    if (rc == 0 && counts)
        rc = fulfil_all(session, &running.v[0], &fulfilment, err);
    /* The clock may have been set back since it began. */
    if (rc == 0 && now < running.v[0].started)
        now = running.v[0].started;
    if (rc == 0)
        rc = end_drill(session->store, id, now, fulfilment, err);
    if (rc == 0)
        rc = depart_drill(session->store, id, NULL, now, err);
    LIST_FREE(&running);
    rc = change_end(session, rc, err);
    if (fulfilled != NULL)
        *fulfilled = rc == 0 && fulfilment != 0;
    return rc;
}

/* --- Findings --- */

int finding_add(const struct session *session, int64_t drill, const char *text, int64_t *id, struct err *err)
{
    struct field_long typed;
    struct drill_finding finding = { .drill = drill, .login = session->login, .at = store_now(session->store) };
    struct drills found = { 0 }, own = { 0 };
    *id = 0;
    if (field_long(text, _("发现的问题"), true, &typed, &finding.text, err) != 0 ||
        change_begin(session, "finding-add", NULL, err) != 0)
        return -1;
    int rc = read_drill(session->store, drill, &found, err);
    if (rc == 0 && found.n == 0)
        rc = err_set(err, "%s", _("没有这次演练。请刷新。"));
    if (rc == 0)
        rc = drill_of(session, &own, err);
    if (rc == 0 && (own.n == 0 || own.v[0].id != drill))
        rc = session_may(session, RIGHT_DRILL, err);
    if (rc == 0)
        rc = add_finding(session->store, &finding, id, err);
    LIST_FREE(&found);
    LIST_FREE(&own);
    rc = change_end(session, rc, err);
    if (rc != 0)
        *id = 0;
    return rc;
}

/* Inside a transaction: the finding, not done yet. */
static int open_finding(const struct session *session, int64_t id, struct drill_findings *out, struct err *err)
{
    if (read_finding(session->store, id, out, err) != 0)
        return -1;
    if (out->n == 0)
        return err_set(err, "%s", _("没有这条发现。请刷新。"));
    return out->v[0].done ? err_set(err, "%s", _("这条发现已经办结。")) : 0;
}

static int check_body(const struct session *session, const struct drill_finding *finding, int64_t body, struct err *err)
{
    struct bodies bodies = { 0 };
    struct drills drills = { 0 };
    if (body == 0)
        return 0;
    int rc = read_body(session->store, body, &bodies, err);
    if (rc == 0)
        rc = read_drill(session->store, finding->drill, &drills, err);
    if (rc == 0 && (bodies.n == 0 || drills.n == 0 || bodies.v[0].school != drills.v[0].school))
        rc = err_set(err, "%s", _("这所学校没有这个单位。请刷新后重选。"));
    LIST_FREE(&bodies);
    LIST_FREE(&drills);
    return rc;
}

int finding_task(const struct session *session, int64_t finding, int64_t body, const char *due, struct err *err)
{
    char day[DAY_TEXT];
    const char *by;
    struct drill_findings found = { 0 };
    if (session_may(session, RIGHT_DRILL, err) != 0 || field_day(due, _("完成期限"), true, day, &by, err) != 0 ||
        change_begin(session, "finding-task", NULL, err) != 0)
        return -1;
    int rc = open_finding(session, finding, &found, err);
    if (rc == 0)
        rc = check_body(session, &found.v[0], body, err);
    if (rc == 0)
        rc = set_finding_task(session->store, finding, body, by, err);
    LIST_FREE(&found);
    return change_end(session, rc, err);
}

int finding_done(const struct session *session, int64_t finding, struct err *err)
{
    struct drill_findings found = { 0 };
    if (session_may(session, RIGHT_DRILL, err) != 0 || change_begin(session, "finding-done", NULL, err) != 0)
        return -1;
    int rc = open_finding(session, finding, &found, err);
    if (rc == 0)
        rc = set_finding_done(session->store, finding, err);
    LIST_FREE(&found);
    return change_end(session, rc, err);
}
