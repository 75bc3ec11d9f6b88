/* zeren log list: incidents, or the log of one, page by page: what is printed need not fit into memory. */
#include "cli/log_in.h"

#include "base/words.h"
#include "domain/incident.h"
#include "domain/log.h"
#include "text/json.h"

#include <inttypes.h>
#include <string.h>

enum { PAGE = 500 };

/* JSON is UTF-8, whatever the terminal speaks. */
static void put_out(struct buf *out)
{
    fwrite(buf_text(out), 1, out->n, stdout);
    buf_clear(out);
}

/* --- A log --- */

static const char *recipient(const struct report_dues *dues, const struct log_entry *entry)
{
    for (size_t i = 0; i < dues->n; i++)
        if (dues->v[i].id == (dues->v[i].national ? entry->deadline : entry->report_line))
            return dues->v[i].to;
    return NULL;
}

/* With its id first: a line is struck by it. */
static void say_entry(const struct log_entry *entry)
{
    char at[TIME_TEXT];
    time_of(entry->at, at);
    if (entry->struck == NULL)
        say("%" PRId64 "  %s  %s  %s  %s", entry->id, at, log_kind_name(entry->kind), entry->text, entry->author);
    else
        say(_("%" PRId64 "  %s  %s  〔划去：%s〕%s  %s"), entry->id, at, log_kind_name(entry->kind), entry->struck,
            entry->text, entry->author);
}

static void json_entry(struct json *json, const struct log_entry *entry, const struct report_dues *dues)
{
    json_open(json, '{');
    json_key_int(json, "id", entry->id);
    json_key_moment(json, "at", entry->at);
    json_key_moment(json, "entered", entry->entered);
    json_key_text(json, "author", entry->author);
    json_key_text(json, "kind", entry->kind);
    json_key_text(json, "text", entry->text);
    json_key_text(json, "to", recipient(dues, entry));
    json_key_text(json, "struck", entry->struck);
    json_key_text(json, "struck_by", entry->struck_by);
    json_key_moment(json, "struck_at", entry->struck_at);
    json_key_id(json, "corrects", entry->corrects);
    json_key_id(json, "corrected_by", entry->corrected_by);
    json_close(json, '}');
}

static int put_log(struct store *store, const struct incident *incident, const struct report_dues *dues, bool as_json,
                   struct err *err)
{
    struct log_page page = { .incident = incident->id, .limit = PAGE };
    struct buf out = { 0 };
    struct json json;
    int rc = 0;
    size_t n = PAGE;
    json_init(&json, &out);
    if (as_json)
        json_open(&json, '[');
    while (rc == 0 && n == PAGE) {
        struct log_entries entries = { 0 };
        rc = read_log(store, &page, &entries, err);
        n = entries.n;
        for (size_t i = 0; rc == 0 && i < n; i++) {
            if (as_json)
                json_entry(&json, &entries.v[i], dues);
            else
                say_entry(&entries.v[i]);
            page.at = entries.v[i].at;
            page.id = entries.v[i].id;
        }
        LIST_FREE(&entries);
        put_out(&out);
    }
    if (as_json && rc == 0) {
        json_close(&json, ']');
        put_out(&out);
    }
    buf_free(&out);
    return rc;
}

enum exit_code list_log(struct session *session, const char *name, bool json)
{
    struct incidents found = { 0 };
    struct report_dues dues = { 0 };
    struct err err;
    int rc = incident_find(session, name, &found, &err);
    if (rc == 0)
        rc = read_report_dues(session->store, found.v[0].school, &dues, &err);
    /* All pages are of one state of the store. */
    if (rc == 0 && (rc = store_view(session->store, &err)) == 0) {
        rc = put_log(session->store, &found.v[0], &dues, json, &err);
        store_view_end(session->store);
    }
    LIST_FREE(&dues);
    LIST_FREE(&found);
    return rc == 0 ? EXIT_DONE : complain("%s", err.text);
}

/* --- Incidents --- */

static void say_incident(const struct incident *incident, const struct grades *grades)
{
    char found[TIME_TEXT];
    time_of(incident->found_at, found);
    say("%s  %s  %s  %s  %s", incident->number, found, incident_state_name(incident->state),
        incident_grade_name(grades, incident->grade), incident->title);
}

static void json_incident(struct json *json, const struct incident *incident)
{
    json_open(json, '{');
    json_key_int(json, "id", incident->id);
    json_key_text(json, "number", incident->number);
    json_key_text(json, "title", incident->title);
    json_key_text(json, "body", incident->body_name);
    json_key_text(json, "asset", incident->asset_name);
    json_key_text(json, "category", incident->category_name);
    json_key_id(json, "grade", incident->grade);
    json_key_text(json, "state", incident->state);
    json_key_moment(json, "found_at", incident->found_at);
    json_key_moment(json, "happened_at", incident->happened_at);
    json_key_text(json, "found_by", incident->found_by);
    json_close(json, '}');
}

static int put_incidents(struct store *store, const struct school *school, const struct grades *grades, bool as_json,
                         struct err *err)
{
    struct incident_page page = { .school = school->id, .series = SERIES_REAL, .limit = PAGE };
    struct buf out = { 0 };
    struct json json;
    int rc = 0;
    size_t n = PAGE;
    json_init(&json, &out);
    if (as_json)
        json_open(&json, '[');
    while (rc == 0 && n == PAGE) {
        struct incidents incidents = { 0 };
        rc = read_incidents(store, &page, &incidents, err);
        n = incidents.n;
        for (size_t i = 0; rc == 0 && i < n; i++) {
            if (as_json)
                json_incident(&json, &incidents.v[i]);
            else
                say_incident(&incidents.v[i], grades);
            page.found_at = incidents.v[i].found_at;
            page.id = incidents.v[i].id;
        }
        LIST_FREE(&incidents);
        put_out(&out);
    }
    if (as_json && rc == 0) {
        json_close(&json, ']');
        put_out(&out);
    }
    buf_free(&out);
    return rc;
}

enum exit_code list_incidents(struct session *session, const struct school *school, bool json)
{
    struct grades grades = { 0 };
    struct err err;
    int rc = session_may(session, RIGHT_READ, &err);
    if (rc == 0)
        rc = read_grades(session->store, &grades, &err);
    if (rc == 0 && (rc = store_view(session->store, &err)) == 0) {
        rc = put_incidents(session->store, school, &grades, json, &err);
        store_view_end(session->store);
    }
    LIST_FREE(&grades);
    return rc == 0 ? EXIT_DONE : complain("%s", err.text);
}
