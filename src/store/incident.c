/* Incidents, their log, grades, evidence and facts. */
#include "store/incident.h"

#include "store/rows.h"
#include "text/split.h"

#include <string.h>

static void bind_or_null(struct query *query, int64_t value)
{
    if (value == 0)
        query_null(query);
    else
        query_int(query, value);
}

/* --- Incidents --- */

#define INCIDENT                                                                                                   \
    INT(id)                                                                                                        \
    INT(school)                                                                                                    \
    INT(drill)                                                                                                     \
    TEXT(number)                                                                                                   \
    TEXT(title)                                                                                                    \
    INT(body)                                                                                                      \
    TEXT(body_name)                                                                                                \
    INT(asset)                                                                                                     \
    TEXT(asset_name) INT(category) TEXT(category_name) BOOL(opinion) INT(found_at) INT(happened_at) TEXT(found_by) \
        TEXT(state) TEXT(opened_by) INT(opened_at) INT(grade)

static const char *series_name(enum series series)
{
    return series == SERIES_DRILL ? "drill" : "real";
}

static int read_incident_rows(struct query *started, struct incidents *out)
{
    struct query query = *started;
    READ_ALL(query, out, struct incident * x, INCIDENT);
}

/* The filter that lets the fewest through, as far as one can know, has its index walked. */
static enum sql door(const struct incident_page *page)
{
    bool back = page->backwards;
    if (page->words != NULL)
        return back ? SQL_INCIDENTS_FOUND_NEWER : SQL_INCIDENTS_FOUND_OLDER;
    if (page->drill != 0)
        return back ? SQL_INCIDENTS_DRILL_NEWER : SQL_INCIDENTS_DRILL_OLDER;
    if (page->body != 0)
        return back ? SQL_INCIDENTS_BODY_NEWER : SQL_INCIDENTS_BODY_OLDER;
    if (page->category != 0)
        return back ? SQL_INCIDENTS_CATEGORY_NEWER : SQL_INCIDENTS_CATEGORY_OLDER;
    if (page->grade != 0)
        return back ? SQL_INCIDENTS_GRADE_NEWER : SQL_INCIDENTS_GRADE_OLDER;
    if (page->state != NULL)
        return back ? SQL_INCIDENTS_STATE_NEWER : SQL_INCIDENTS_STATE_OLDER;
    return back ? SQL_INCIDENTS_NEWER : SQL_INCIDENTS_OLDER;
}

static void bind_page(struct query *query, const struct incident_page *page, const char *match)
{
    int64_t edge = page->backwards ? INT64_MIN : INT64_MAX;
    int64_t from = page->from == 0 ? INT64_MIN : page->from, to = page->to == 0 ? INT64_MAX : page->to;
    /* The key bounds the moments too: SQLite enters the index by the one pair of bounds or by the other, and by the
     * wider one it would walk over all that was paged already. */
    if (page->id != 0 && page->words == NULL && page->backwards && page->found_at > from)
        from = page->found_at;
    if (page->id != 0 && page->words == NULL && !page->backwards && page->found_at < to)
        to = page->found_at;
    query_int(query, page->school);
    query_text(query, series_name(page->series));
    query_int(query, page->id == 0 ? edge : page->found_at);
    query_int(query, page->id == 0 ? edge : page->id);
    query_int(query, (int64_t)page->limit);
    query_int(query, page->drill);
    query_int(query, page->body);
    query_int(query, page->category);
    query_int(query, page->grade);
    query_text(query, page->state);
    query_int(query, from);
    query_int(query, to);
    query_text(query, match);
}

int read_incidents(struct store *store, const struct incident_page *page, struct incidents *out, struct err *err)
{
    struct buf match = { 0 };
    if (page->words != NULL && !text_split_query(page->words, strlen(page->words), &match))
        return 0;
    struct query query = query_start(store, door(page), err);
    bind_page(&query, page, match.n > 0 ? match.v : NULL);
    int rc = read_incident_rows(&query, out);
    buf_free(&match);
    for (size_t i = 0; rc == 0 && page->backwards && i < out->n / 2; i++) {
        struct incident first = out->v[i];
        out->v[i] = out->v[out->n - 1 - i];
        out->v[out->n - 1 - i] = first;
    }
    return rc;
}

int read_incident(struct store *store, int64_t id, struct incidents *out, struct err *err)
{
    struct query query = query_start(store, SQL_INCIDENT, err);
    query_int(&query, id);
    return read_incident_rows(&query, out);
}

int read_incident_numbered(struct store *store, const char *number, struct incidents *out, struct err *err)
{
    struct query query = query_start(store, SQL_INCIDENT_NUMBERED, err);
    query_text(&query, number);
    return read_incident_rows(&query, out);
}

int add_incident(struct store *store, const struct incident *incident, int64_t year, const char *prefix, int64_t *id,
                 struct err *err)
{
    struct query query = query_start(store, SQL_INCIDENT_ADD, err);
    query_int(&query, incident->school);
    bind_or_null(&query, incident->drill);
    query_text(&query, series_name(incident->drill == 0 ? SERIES_REAL : SERIES_DRILL));
    query_int(&query, year);
    query_text(&query, prefix);
    query_text(&query, incident->title);
    bind_or_null(&query, incident->body);
    bind_or_null(&query, incident->asset);
    bind_or_null(&query, incident->category);
    query_int(&query, incident->opinion ? 1 : 0);
    query_int(&query, incident->found_at);
    bind_or_null(&query, incident->happened_at);
    query_text(&query, incident->found_by);
    query_text(&query, incident->opened_by);
    query_int(&query, incident->opened_at);
    return query_run_id(&query, id);
}

int set_incident(struct store *store, const struct incident *incident, struct err *err)
{
    struct query query = query_start(store, SQL_INCIDENT_SET, err);
    query_int(&query, incident->id);
    query_text(&query, incident->title);
    bind_or_null(&query, incident->body);
    bind_or_null(&query, incident->asset);
    bind_or_null(&query, incident->category);
    query_int(&query, incident->opinion ? 1 : 0);
    query_int(&query, incident->found_at);
    bind_or_null(&query, incident->happened_at);
    query_text(&query, incident->found_by);
    return query_run(&query);
}

int set_incident_state(struct store *store, int64_t id, const char *state, struct err *err)
{
    struct query query = query_start(store, SQL_INCIDENT_STATE, err);
    query_int(&query, id);
    query_text(&query, state);
    return query_run(&query);
}

/* --- The log --- */

#define LOG_ENTRY \
    INT(id)       \
    INT(incident) \
    INT(at)       \
    INT(entered)  \
    TEXT(author)  \
    TEXT(kind)    \
    TEXT(text)    \
    INT(report_line) INT(deadline) TEXT(struck) TEXT(struck_by) INT(struck_at) INT(corrects) INT(corrected_by)

static int read_log_rows(struct query *started, struct log_entries *out)
{
    struct query query = *started;
    READ_ALL(query, out, struct log_entry * x, LOG_ENTRY);
}

int read_log(struct store *store, const struct log_page *page, struct log_entries *out, struct err *err)
{
    struct query query = query_start(store, page->backwards ? SQL_ENTRIES_BEFORE : SQL_ENTRIES_AFTER, err);
    int64_t edge = page->backwards ? INT64_MAX : INT64_MIN;
    query_int(&query, page->incident);
    query_int(&query, page->id == 0 ? edge : page->at);
    query_int(&query, page->id == 0 ? edge : page->id);
    query_int(&query, (int64_t)page->limit);
    int rc = read_log_rows(&query, out);
    for (size_t i = 0; rc == 0 && page->backwards && i < out->n / 2; i++) {
        struct log_entry first = out->v[i];
        out->v[i] = out->v[out->n - 1 - i];
        out->v[out->n - 1 - i] = first;
    }
    return rc;
}

int read_whole_log(struct store *store, int64_t incident, struct log_entries *out, struct err *err)
{
    struct log_page page = { .incident = incident, .limit = INT32_MAX };
    return read_log(store, &page, out, err);
}

int read_log_news(struct store *store, int64_t incident, int64_t after, size_t limit, struct log_entries *out,
                  struct err *err)
{
    struct query query = query_start(store, SQL_ENTRIES_NEW, err);
    query_int(&query, incident);
    query_int(&query, after);
    query_int(&query, (int64_t)limit);
    return read_log_rows(&query, out);
}

int read_log_that_counts(struct store *store, int64_t incident, struct log_entries *out, struct err *err)
{
    struct query query = query_start(store, SQL_ENTRIES_THAT_COUNT, err);
    query_int(&query, incident);
    return read_log_rows(&query, out);
}

int read_drill_log(struct store *store, int64_t drill, struct log_entries *out, struct err *err)
{
    struct query query = query_start(store, SQL_DRILL_LOG, err);
    query_int(&query, drill);
    return read_log_rows(&query, out);
}

int read_log_entry(struct store *store, int64_t id, struct log_entries *out, struct err *err)
{
    struct query query = query_start(store, SQL_ENTRY, err);
    query_int(&query, id);
    return read_log_rows(&query, out);
}

int add_log_entry(struct store *store, const struct log_entry *entry, int64_t *id, struct err *err)
{
    struct query query = query_start(store, SQL_ENTRY_ADD, err);
    query_int(&query, entry->incident);
    query_int(&query, entry->at);
    query_int(&query, entry->entered);
    query_text(&query, entry->author);
    query_text(&query, entry->kind);
    query_text(&query, entry->text);
    bind_or_null(&query, entry->report_line);
    bind_or_null(&query, entry->deadline);
    bind_or_null(&query, entry->corrects);
    return query_run_id(&query, id);
}

int strike_log_entry(struct store *store, int64_t id, const char *reason, const char *login, int64_t at,
                     struct err *err)
{
    struct query query = query_start(store, SQL_ENTRY_STRIKE, err);
    query_int(&query, id);
    query_text(&query, reason);
    query_text(&query, login);
    query_int(&query, at);
    return query_run(&query);
}

/* --- Grades, categories --- */

int read_grades(struct store *store, struct grades *out, struct err *err)
{
    struct query query = query_start(store, SQL_GRADES, err);
    READ_ALL(query, out, struct grade * x, INT(id) TEXT(name) TEXT(roman) TEXT(colour));
}

int read_categories(struct store *store, struct categories *out, struct err *err)
{
    struct query query = query_start(store, SQL_CATEGORIES, err);
    READ_ALL(query, out, struct category * x, INT(id) TEXT(code) TEXT(name));
}

int read_gradings(struct store *store, int64_t incident, struct gradings *out, struct err *err)
{
    struct query query = query_start(store, SQL_GRADINGS, err);
    query_int(&query, incident);
    READ_ALL(query, out, struct grading * x,
             INT(id) INT(incident) INT(entry) INT(grade) TEXT(grade_name) TEXT(roman) TEXT(colour) TEXT(criterion)
                 INT(at) TEXT(login) BOOL(struck));
}

int add_grading(struct store *store, const struct grading *grading, struct err *err)
{
    struct query query = query_start(store, SQL_GRADING_ADD, err);
    query_int(&query, grading->incident);
    query_int(&query, grading->entry);
    query_int(&query, grading->grade);
    query_text(&query, grading->criterion);
    query_int(&query, grading->at);
    query_text(&query, grading->login);
    return query_run(&query);
}

/* --- Evidence and facts --- */

int read_evidence(struct store *store, int64_t incident, struct evidences *out, struct err *err)
{
    struct query query = query_start(store, SQL_EVIDENCE_OF, err);
    query_int(&query, incident);
    READ_ALL(query, out, struct evidence * x,
             INT(id) INT(incident) INT(entry) TEXT(what) TEXT(place) TEXT(sm3) INT(bytes) TEXT(taken_by) INT(at)
                 BOOL(struck));
}

int add_evidence(struct store *store, const struct evidence *evidence, int64_t *id, struct err *err)
{
    struct query query = query_start(store, SQL_EVIDENCE_ADD, err);
    query_int(&query, evidence->incident);
    bind_or_null(&query, evidence->entry);
    query_text(&query, evidence->what);
    query_text(&query, evidence->place);
    query_text(&query, evidence->sm3);
    if (evidence->sm3 == NULL)
        query_null(&query);
    else
        query_int(&query, evidence->bytes);
    query_text(&query, evidence->taken_by);
    query_int(&query, evidence->at);
    return query_run_id(&query, id);
}

int read_incident_facts(struct store *store, int64_t incident, struct incident_facts *out, struct err *err)
{
    struct query query = query_start(store, SQL_INCIDENT_FACTS, err);
    query_int(&query, incident);
    READ_ALL(query, out, struct incident_fact * x,
             INT(id) INT(fact) TEXT(key) TEXT(name) TEXT(kind) TEXT(unit) BOOL(known) INT(value) INT(entry)
                 INT(evidence) TEXT(reason) TEXT(login) INT(at));
}

int add_incident_fact(struct store *store, int64_t incident, const struct incident_fact *fact, struct err *err)
{
    struct query query = query_start(store, SQL_INCIDENT_FACT_ADD, err);
    query_int(&query, incident);
    query_int(&query, fact->fact);
    if (fact->known)
        query_int(&query, fact->value);
    else
        query_null(&query);
    bind_or_null(&query, fact->entry);
    bind_or_null(&query, fact->evidence);
    query_text(&query, fact->reason);
    query_text(&query, fact->login);
    query_int(&query, fact->at);
    return query_run(&query);
}

/* --- Reports that may be owed --- */

int read_report_dues(struct store *store, int64_t school, struct report_dues *out, struct err *err)
{
    struct query query = query_start(store, SQL_REPORT_DUES, err);
    query_int(&query, school);
    READ_ALL(query, out, struct report_due * x,
             INT(id) BOOL(national) TEXT(from) TEXT(to) TEXT(occasion) TEXT(word) INT(minutes) INT(grade) CITE(cite)
                 TEXT(effective) BOOL(of_incident));
}
