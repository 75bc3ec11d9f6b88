/* Incidents: opening, describing, grading. */
#include "domain/incident.h"

#include "base/buf.h"
#include "base/words.h"
#include "domain/drill.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "domain/log.h"
#include "store/look.h"
#include "store/office.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const incident_states[] = { "open", "contained", "recovered", "closed", NULL };
const char *const incident_found_bys[] = { "own", "unit", "superior", "outside", NULL };

static const char *name_of(const char *const *ids, const char *const *names, const char *id)
{
    for (size_t i = 0; ids[i] != NULL; i++)
        if (strcmp(ids[i], id) == 0)
            return names[i];
    return id;
}

const char *incident_state_name(const char *state)
{
    static const char *const names[] = { _("处置中"), _("已控制"), _("已恢复"), _("已结案") };
    return name_of(incident_states, names, state);
}

const char *incident_found_by_name(const char *found)
{
    static const char *const names[] = { _("自行监测"), _("单位报告"), _("上级通报"), _("外部反映") };
    return name_of(incident_found_bys, names, found);
}

/* --- What was typed --- */

struct typed {
    struct field_long title, line;
};

static int take(struct store *store, const struct incident_fields *fields, struct typed *typed,
                struct incident *incident, struct err *err)
{
    if (field_long(fields->title, _("标题"), true, &typed->title, &incident->title, err) != 0)
        return -1;
    incident->found_by = NULL;
    for (size_t i = 0; incident_found_bys[i] != NULL; i++)
        if (strcmp(incident_found_bys[i], fields->found_by == NULL ? "own" : fields->found_by) == 0)
            incident->found_by = incident_found_bys[i];
    if (incident->found_by == NULL)
        return err_set(err, "%s", _("发现途径应是自行监测、单位报告、上级通报或外部反映。请重选。"));
    incident->body = fields->body;
    incident->asset = fields->asset;
    incident->category = fields->category;
    incident->opinion = fields->opinion;
    incident->found_at = fields->found_at;
    incident->happened_at = fields->happened_at;
    if (log_moment(store, &incident->found_at, err) != 0)
        return -1;
    if (incident->happened_at < 0 || incident->happened_at > incident->found_at)
        return err_set_of(err, _("发生时间"), "%s", _("发生时间晚于发现时间。请核对。"));
    return 0;
}

/* --- What it speaks of --- */

static int check_asset(struct store *store, struct incident *incident, struct err *err)
{
    struct assets assets = { 0 };
    if (incident->asset == 0)
        return 0;
    int rc = read_asset(store, incident->asset, &assets, err);
    if (rc == 0 && (assets.n == 0 || assets.v[0].school != incident->school))
        rc = err_set(err, "%s", _("这所学校没有这项资产。请刷新后重选。"));
    if (rc == 0)
        incident->body = assets.v[0].body;
    LIST_FREE(&assets);
    return rc;
}

static int check_body(struct store *store, const struct incident *incident, struct err *err)
{
    struct bodies bodies = { 0 };
    if (incident->body == 0)
        return 0;
    int rc = read_body(store, incident->body, &bodies, err);
    if (rc == 0 && (bodies.n == 0 || bodies.v[0].school != incident->school))
        rc = err_set(err, "%s", _("这所学校没有这个单位。请刷新后重选。"));
    LIST_FREE(&bodies);
    return rc;
}

static int check_category(struct store *store, const struct incident *incident, struct err *err)
{
    struct categories categories = { 0 };
    if (incident->category == 0)
        return 0;
    int rc = read_categories(store, &categories, err);
    bool known = false;
    for (size_t i = 0; rc == 0 && i < categories.n; i++)
        known = known || categories.v[i].id == incident->category;
    LIST_FREE(&categories);
    return rc != 0 || known ? rc : err_set(err, "%s", _("没有这个事件类别。请重选。"));
}

static int check(struct store *store, struct incident *incident, struct err *err)
{
    if (check_asset(store, incident, err) != 0 || check_body(store, incident, err) != 0)
        return -1;
    return check_category(store, incident, err);
}

static int check_school(struct store *store, int64_t school, struct err *err)
{
    struct schools schools = { 0 };
    int rc = read_schools(store, &schools, err);
    bool known = false;
    for (size_t i = 0; rc == 0 && i < schools.n; i++)
        known = known || schools.v[i].id == school;
    LIST_FREE(&schools);
    return rc != 0 || known ? rc : err_set(err, "%s", _("没有这所学校。请核对。"));
}

/* --- Opening and describing --- */

static int64_t year_of(int64_t seconds)
{
    char day[DAY_TEXT];
    day_of(seconds, day);
    return strtol(day, NULL, 10);
}

int incident_write(const struct session *session, const struct incident *incident, const char *line, int64_t *id,
                   struct err *err)
{
    const char *prefix = incident->drill == 0 ? "" : _("演");
    if (add_incident(session->store, incident, year_of(incident->found_at), prefix, id, err) != 0)
        return -1;
    struct log_entry first = {
        .incident = *id,
        .at = incident->found_at,
        .kind = "found",
        .text = line == NULL ? _("发现事件。") : line,
    };
    return log_write(session, &first, err);
}

/* In a drill whoever has joined may; a real one wants the right for the body. */
static int may_log_at(const struct session *session, const struct incident *incident, struct err *err)
{
    if (incident->drill != 0)
        return drill_may_log(session, incident->drill, err);
    return session_may_for(session, RIGHT_LOG, incident->body, err);
}

static int check_drill(const struct session *session, const struct incident *incident, struct err *err)
{
    struct drills drills = { 0 };
    if (incident->drill == 0)
        return 0;
    int rc = drill_running(session, incident->drill, &drills, err);
    if (rc == 0 && drills.v[0].school != incident->school)
        rc = err_set(err, _("演练“%s”是另一所学校的。请换到那所学校再开，真实事件请按 !。"), drills.v[0].name);
    LIST_FREE(&drills);
    return rc;
}

static int add(const struct session *session, struct incident *incident, const char *line, int64_t *id, struct err *err)
{
    if (check_school(session->store, incident->school, err) != 0 || check_drill(session, incident, err) != 0 ||
        check(session->store, incident, err) != 0 || may_log_at(session, incident, err) != 0)
        return -1;
    return incident_write(session, incident, line, id, err);
}

int incident_open(const struct session *session, const struct incident_fields *fields, int64_t *id, struct err *err)
{
    struct typed typed;
    struct incident incident = { .school = fields->school, .drill = fields->drill, .opened_by = session->login };
    const char *line;
    *id = 0;
    if (!session_may_somewhere(session, RIGHT_LOG))
        return session_may(session, RIGHT_LOG, err);
    if (take(session->store, fields, &typed, &incident, err) != 0 ||
        field_long(fields->line, _("首条记录"), false, &typed.line, &line, err) != 0 ||
        change_begin(session, "incident-open", NULL, err) != 0)
        return -1;
    incident.opened_at = store_now(session->store);
    /* In a drill they may be guests of another school. */
    if (incident.body == 0 && incident.drill == 0)
        incident.body = session->body;
    int rc = change_end(session, add(session, &incident, line, id, err), err);
    if (rc != 0)
        *id = 0;
    return rc;
}

int incident_set(const struct session *session, int64_t id, const struct incident_fields *fields, int64_t seen,
                 struct err *err)
{
    struct typed typed;
    struct incident incident = { .id = id };
    struct incidents found = { 0 };
    struct guard guard = { "incident", id, seen };
    if (!session_may_somewhere(session, RIGHT_LOG))
        return session_may(session, RIGHT_LOG, err);
    if (change_begin(session, "incident-set", &guard, err) != 0)
        return -1;
    int rc = log_incident(session, id, &found, err);
    struct incident_fields given = *fields;
    if (rc == 0 && given.found_at == 0)
        given.found_at = found.v[0].found_at;
    if (rc == 0)
        rc = take(session->store, &given, &typed, &incident, err);
    if (rc == 0) {
        incident.school = found.v[0].school;
        incident.drill = found.v[0].drill;
        rc = check(session->store, &incident, err);
    }
    if (rc == 0)
        rc = may_log_at(session, &incident, err);
    if (rc == 0)
        rc = set_incident(session->store, &incident, err);
    LIST_FREE(&found);
    return change_end(session, rc, err);
}

/* --- Grading --- */

static int write_grade(const struct session *session, const struct grade *grade, struct grading *grading,
                       struct err *err)
{
    struct buf said = { 0 };
    buf_printf(&said, _("定为%s（%s级）"), grade->name, grade->roman);
    if (grading->criterion != NULL)
        buf_printf(&said, _("：%s"), grading->criterion);
    struct log_entry line = { .incident = grading->incident, .at = grading->at, .kind = "assessed", .text = said.v };
    int rc = log_write(session, &line, err);
    grading->entry = line.id;
    buf_free(&said);
    return rc == 0 ? add_grading(session->store, grading, err) : rc;
}

int incident_grade(const struct session *session, int64_t incident, int64_t grade, const char *criterion, int64_t at,
                   int64_t *entry, struct err *err)
{
    struct grading grading = { .incident = incident, .grade = grade, .at = at, .login = session->login };
    struct field_long typed;
    struct incidents found = { 0 };
    struct grades grades = { 0 };
    const struct grade *chosen = NULL;
    if (entry != NULL)
        *entry = 0;
    if (!session_may_somewhere(session, RIGHT_LOG))
        return session_may(session, RIGHT_LOG, err);
    if (field_long(criterion, _("定级依据"), false, &typed, &grading.criterion, err) != 0 ||
        log_moment(session->store, &grading.at, err) != 0 || change_begin(session, "incident-grade", NULL, err) != 0)
        return -1;
    int rc = log_incident(session, incident, &found, err);
    if (rc == 0)
        rc = read_grades(session->store, &grades, err);
    for (size_t i = 0; rc == 0 && i < grades.n; i++)
        if (grades.v[i].id == grade)
            chosen = &grades.v[i];
    if (rc == 0 && chosen == NULL)
        rc = err_set(err, "%s", _("级别应是特别重大、重大、较大或一般。请重选。"));
    if (rc == 0)
        rc = write_grade(session, chosen, &grading, err);
    LIST_FREE(&grades);
    LIST_FREE(&found);
    rc = change_end(session, rc, err);
    if (rc == 0 && entry != NULL)
        *entry = grading.entry;
    return rc;
}

/* --- What may be typed --- */

const struct category *category_named(const struct categories *all, const char *name)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->v[i].name, name) == 0 || strcasecmp(all->v[i].code, name) == 0)
            return &all->v[i];
    return NULL;
}

const struct grade *grade_named(const struct grades *all, const char *name)
{
    for (size_t i = 0; i < all->n; i++) {
        const char digit[] = { (char)('0' + all->v[i].id), '\0' };
        if (strcmp(all->v[i].name, name) == 0 || strcmp(digit, name) == 0)
            return &all->v[i];
    }
    return NULL;
}

/* --- Finding --- */

int incident_find(const struct session *session, const char *name, struct incidents *out, struct err *err)
{
    char *end;
    if (session_may(session, RIGHT_READ, err) != 0)
        return -1;
    long long id = name[0] >= '0' && name[0] <= '9' ? strtoll(name, &end, 10) : 0;
    int rc = id > 0 && *end == '\0' ? read_incident(session->store, id, out, err)
                                    : read_incident_numbered(session->store, name, out, err);
    if (rc == 0 && out->n == 0)
        rc = err_set(err, _("没有事件 %s。请核对编号（zeren log list 可列出）。"), name);
    return rc;
}

const char *incident_grade_name(const struct grades *grades, int64_t id)
{
    for (size_t i = 0; i < grades->n; i++)
        if (grades->v[i].id == id)
            return grades->v[i].name;
    return _("未定级");
}
