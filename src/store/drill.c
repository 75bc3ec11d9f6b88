/* Drills, their injects, members and findings. */
#include "store/drill.h"

#include "store/rows.h"

static void bind_or_null(struct query *query, int64_t value)
{
    if (value == 0)
        query_null(query);
    else
        query_int(query, value);
}

/* --- Drills --- */

static int read_drill_rows(struct query *started, struct drills *out)
{
    struct query query = *started;
    READ_ALL(query, out, struct drill * x,
             INT(id) INT(school) TEXT(name) TEXT(scenario) INT(started) INT(ended) TEXT(leader) INT(fulfilment)
                 INT(incident) INT(members) INT(injects) INT(released) INT(open_findings));
}

int read_drills(struct store *store, int64_t school, struct drills *out, struct err *err)
{
    struct query query = query_start(store, SQL_DRILLS, err);
    query_int(&query, school);
    return read_drill_rows(&query, out);
}

int read_drill(struct store *store, int64_t id, struct drills *out, struct err *err)
{
    struct query query = query_start(store, SQL_DRILL, err);
    query_int(&query, id);
    return read_drill_rows(&query, out);
}

int read_drills_named(struct store *store, const char *name, struct drills *out, struct err *err)
{
    struct query query = query_start(store, SQL_DRILLS_NAMED, err);
    query_text(&query, name);
    return read_drill_rows(&query, out);
}

int read_drill_of(struct store *store, const char *login, struct drills *out, struct err *err)
{
    struct query query = query_start(store, SQL_DRILL_OF, err);
    query_text(&query, login);
    return read_drill_rows(&query, out);
}

int add_drill(struct store *store, const struct drill *drill, int64_t *id, struct err *err)
{
    struct query query = query_start(store, SQL_DRILL_ADD, err);
    query_int(&query, drill->school);
    query_text(&query, drill->name);
    query_text(&query, drill->scenario);
    query_int(&query, drill->started);
    query_text(&query, drill->leader);
    return query_run_id(&query, id);
}

int end_drill(struct store *store, int64_t id, int64_t ended, int64_t fulfilment, struct err *err)
{
    struct query query = query_start(store, SQL_DRILL_END, err);
    query_int(&query, id);
    query_int(&query, ended);
    bind_or_null(&query, fulfilment);
    return query_run(&query);
}

/* --- Members --- */

int read_drill_members(struct store *store, int64_t drill, struct drill_members *out, struct err *err)
{
    struct query query = query_start(store, SQL_DRILL_MEMBERS, err);
    query_int(&query, drill);
    READ_ALL(query, out, struct drill_member * x, INT(id) TEXT(login) INT(joined) INT(departed));
}

int add_drill_member(struct store *store, int64_t drill, const char *login, int64_t at, struct err *err)
{
    struct query query = query_start(store, SQL_DRILL_JOIN, err);
    query_int(&query, drill);
    query_text(&query, login);
    query_int(&query, at);
    return query_run(&query);
}

int depart_drill(struct store *store, int64_t drill, const char *login, int64_t at, struct err *err)
{
    struct query query = query_start(store, SQL_DRILL_DEPART, err);
    query_int(&query, drill);
    query_text(&query, login);
    query_int(&query, at);
    return query_run(&query);
}

/* --- Injects --- */

static int read_inject_rows(struct query *started, struct injects *out)
{
    struct query query = *started;
    READ_ALL(query, out, struct inject * x,
             INT(id) INT(drill) INT(ord) INT(planned_s) TEXT(text) TEXT(expected) TEXT(who) INT(target_s) TEXT(state)
                 INT(released_at) TEXT(login));
}

int read_injects(struct store *store, int64_t drill, struct injects *out, struct err *err)
{
    struct query query = query_start(store, SQL_INJECTS, err);
    query_int(&query, drill);
    return read_inject_rows(&query, out);
}

int read_inject(struct store *store, int64_t id, struct injects *out, struct err *err)
{
    struct query query = query_start(store, SQL_INJECT, err);
    query_int(&query, id);
    return read_inject_rows(&query, out);
}

int add_inject(struct store *store, const struct inject *inject, int64_t *id, struct err *err)
{
    struct query query = query_start(store, SQL_INJECT_ADD, err);
    query_int(&query, inject->drill);
    query_int(&query, inject->planned_s);
    query_text(&query, inject->text);
    query_text(&query, inject->expected);
    query_text(&query, inject->who);
    bind_or_null(&query, inject->target_s);
    return query_run_id(&query, id);
}

int set_inject(struct store *store, int64_t id, const char *state, int64_t released_at, const char *login,
               struct err *err)
{
    struct query query = query_start(store, SQL_INJECT_SET, err);
    query_int(&query, id);
    query_text(&query, state);
    bind_or_null(&query, released_at);
    query_text(&query, login);
    return query_run(&query);
}

/* --- Findings --- */

static int read_finding_rows(struct query *started, struct drill_findings *out)
{
    struct query query = *started;
    READ_ALL(query, out, struct drill_finding * x,
             INT(id) INT(drill) TEXT(text) TEXT(login) INT(at) BOOL(done) INT(body) TEXT(body_name) TEXT(due)
                 TEXT(drill_name));
}

int read_findings(struct store *store, int64_t drill, struct drill_findings *out, struct err *err)
{
    struct query query = query_start(store, SQL_FINDINGS, err);
    query_int(&query, drill);
    return read_finding_rows(&query, out);
}

int read_finding(struct store *store, int64_t id, struct drill_findings *out, struct err *err)
{
    struct query query = query_start(store, SQL_FINDING, err);
    query_int(&query, id);
    return read_finding_rows(&query, out);
}

int read_open_findings(struct store *store, int64_t school, struct drill_findings *out, struct err *err)
{
    struct query query = query_start(store, SQL_FINDINGS_OPEN, err);
    query_int(&query, school);
    return read_finding_rows(&query, out);
}

int add_finding(struct store *store, const struct drill_finding *finding, int64_t *id, struct err *err)
{
    struct query query = query_start(store, SQL_FINDING_ADD, err);
    query_int(&query, finding->drill);
    query_text(&query, finding->text);
    query_text(&query, finding->login);
    query_int(&query, finding->at);
    return query_run_id(&query, id);
}

int set_finding_task(struct store *store, int64_t id, int64_t body, const char *due, struct err *err)
{
    struct query query = query_start(store, SQL_FINDING_TASK, err);
    query_int(&query, id);
    bind_or_null(&query, body);
    query_text(&query, due);
    return query_run(&query);
}

int set_finding_done(struct store *store, int64_t id, struct err *err)
{
    struct query query = query_start(store, SQL_FINDING_DONE, err);
    query_int(&query, id);
    return query_run(&query);
}
