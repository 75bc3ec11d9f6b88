/* What the papers about incidents share. */
#include "report/incident_in.h"

#include "base/words.h"
#include "domain/article.h"
#include "domain/incident.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* --- One incident --- */

static int find(const struct report_request *request, struct incidents *out, struct err *err)
{
    const char *name = request->subject == NULL ? "" : request->subject;
    bool id = name[0] != '\0' && strspn(name, "0123456789") == strlen(name);
    int rc = id ? read_incident(request->store, strtoll(name, NULL, 10), out, err)
                : read_incident_numbered(request->store, name, out, err);
    if (rc == 0 && out->n == 0)
        rc = err_set(err, _("没有事件 %s。请核对编号（zeren log list 可列出）。"), name);
    return rc;
}

int school_of_incident(const struct report_request *request, int64_t *school, struct err *err)
{
    struct incidents one = { 0 };
    int rc = find(request, &one, err);
    if (rc == 0)
        *school = one.v[0].school;
    LIST_FREE(&one);
    return rc;
}

int subject_read(struct subject *subject, const struct report_request *request, struct err *err)
{
    *subject = (struct subject){ .request = *request };
    if (find(request, &subject->one, err) != 0 || read_schools(request->store, &subject->schools, err) != 0 ||
        read_grades(request->store, &subject->grades, err) != 0 ||
        clocks_read(request->store, &subject->one.v[0], request->now, &subject->clocks, err) != 0)
        return -1;
    for (size_t i = 0; i < subject->schools.n; i++)
        if (subject->schools.v[i].id == subject->one.v[0].school)
            subject->request.school = &subject->schools.v[i];
    return 0;
}

void subject_done(struct subject *subject)
{
    LIST_FREE(&subject->one);
    LIST_FREE(&subject->schools);
    LIST_FREE(&subject->grades);
    clocks_free(&subject->clocks);
}

const struct incident *subject_incident(const struct subject *subject)
{
    return &subject->one.v[0];
}

/* --- Words --- */

const char *clock_text(struct frame *frame, const struct incident_clock *clock, const struct incident *incident)
{
    char words[CLOCK_TEXT];
    clock_show(clock, incident, frame->request->now, words);
    return arena_strdup(&frame->arena, words);
}

const char *clock_source(struct frame *frame, const struct incident_clock *clock)
{
    if (clock->due == NULL)
        return arena_printf(&frame->arena, _("%s（学校自定）"), clock->limit->source);
    return due_cite(clock->due, false, frame_cite(frame, clock->due->cite), &frame->arena);
}

const char *handling_text(struct frame *frame, const struct incident_clock *clock)
{
    return arena_printf(&frame->arena, _("（处置）%s"), clock_what(clock, &frame->arena));
}

const char *down_text(struct frame *frame, const struct clocks *clocks)
{
    char span[SPAN_TEXT];
    if (!clocks->was_down)
        return NULL;
    span_show(clocks->down_s, span);
    return arena_printf(&frame->arena, clocks->is_down ? _("已中断 %s，尚未恢复") : _("共中断 %s，已恢复"), span);
}

/* --- JSON --- */

/* What a report and a step have in common. `done`: the key of the moment it was done. */
static void json_clock_times(struct json *json, const struct incident_clock *clock, const char *done)
{
    static const char *const states[] = { "running", "met", "late", "missed" };
    json_key_text(json, "state", states[clock->state]);
    json_key_moment(json, "by", clock->by);
    json_key_moment(json, done, clock->met_at);
    json_key_known(json, "spare_seconds", clock->by != 0, clock->spare);
}

static void json_report(struct json *json, const struct incident_clock *clock)
{
    json_open(json, '{');
    json_key_text(json, "from", clock->due->from);
    json_key_text(json, "to", clock->due->to);
    json_clock_times(json, clock, "reported_at");
    json_key_text(json, "rule", clock->due->cite.rule);
    json_key_text(json, "provision", clock->due->cite.path);
    json_close(json, '}');
}

static void json_step(struct json *json, const struct incident_clock *clock)
{
    json_open(json, '{');
    json_key_text(json, "step", clock->limit->step);
    json_key_int(json, "minutes", clock->limit->minutes);
    json_clock_times(json, clock, "done_at");
    json_key_text(json, "source", clock->limit->source);
    json_close(json, '}');
}

void json_clocks(struct json *json, const struct clocks *clocks)
{
    json_key(json, "clocks");
    json_open(json, '[');
    for (size_t i = 0; i < clocks->n; i++)
        json_report(json, &clocks->v[i]);
    json_close(json, ']');
    json_key(json, "handling");
    json_open(json, '[');
    for (size_t i = 0; i < clocks->handling.n; i++)
        json_step(json, &clocks->handling.v[i]);
    json_close(json, ']');
}

void json_incident(struct json *json, const struct incident *incident)
{
    json_key_int(json, "id", incident->id);
    json_key_text(json, "number", incident->number);
    json_key_text(json, "series", incident->drill != 0 ? "drill" : "real");
    json_key_text(json, "title", incident->title);
    json_key_text(json, "body", incident->body_name);
    json_key_text(json, "asset", incident->asset_name);
    json_key_text(json, "category", incident->category_name);
    json_key(json, "opinion");
    json_bool(json, incident->opinion);
    json_key_id(json, "grade", incident->grade);
    json_key_text(json, "state", incident->state);
    json_key_moment(json, "found_at", incident->found_at);
    json_key_moment(json, "happened_at", incident->happened_at);
    json_key_text(json, "found_by", incident->found_by);
    json_key_text(json, "opened_by", incident->opened_by);
    json_key_moment(json, "opened_at", incident->opened_at);
}
