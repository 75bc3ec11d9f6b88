/* 履责情况表: what recurs, and whether it was done. Meijia-73 art 6(五), 7(二); Cangzhou art 5.2, 6(二)4. */
#include "report/frame.h"

#include "base/words.h"
#include "domain/due.h"

#include <inttypes.h>
#include <string.h>

enum { BODY_CELLS = 14, CITE_CELLS = 12, EVERY_CELLS = 8, DAY_CELLS = 10, STATE_CELLS = 6, CSV_COLUMNS = 11 };

struct printing {
    struct frame frame;
    struct dues dues;
};

static bool is_wanted(const struct printing *p, const struct due *due)
{
    return frame_wants_body(&p->frame, due->body->id) && frame_wants_rule(&p->frame, due->obligation->cite.rule);
}

static const char *every_text(struct printing *p, const struct due *due)
{
    if (due->state == DUE_REGULAR)
        return _("定期");
    return arena_printf(&p->frame.arena, _("每年%" PRId64 "次"), due->obligation->times);
}

static void print_table(struct printing *p, struct buf *out)
{
    static const struct paper_column columns[] = {
        { _("责任主体"), BODY_CELLS, ALIGN_CENTER }, { _("事项"), 0, ALIGN_LEFT },
        { _("依据"), CITE_CELLS, ALIGN_LEFT },       { _("周期"), EVERY_CELLS, ALIGN_LEFT },
        { _("上次\n期限"), DAY_CELLS, ALIGN_LEFT },  { _("状态"), STATE_CELLS, ALIGN_CENTER },
    };
    static const char *const titles[CSV_COLUMNS] = { _("责任主体"), _("事项"), _("类别"),     _("制度"),
                                                     _("条款"),     _("周期"), _("本年次数"), _("上次"),
                                                     _("凭据"),     _("期限"), _("状态") };
    struct sheet sheet = {
        .columns = columns, .paper_n = 6, .csv_titles = titles, .csv_n = CSV_COLUMNS, .merge = true
    };
    for (size_t i = 0; i < p->dues.n; i++) {
        const struct due *due = &p->dues.v[i];
        const struct rule *rule = frame_rule(&p->frame, due->obligation->cite.rule);
        if (!is_wanted(p, due))
            continue;
        const char **cells = sheet_row(&sheet);
        const char *values[] = {
            due->body->name, due->obligation->name, frame_cite(&p->frame, due->obligation->cite), every_text(p, due),
            arena_printf(&p->frame.arena, "%s\n%s", due->last == NULL ? _("无") : due->last, due->by),
            due_state_name(due->state),
            /* from here the CSV */
            due->body->name, due->obligation->name, due->obligation->kind, rule == NULL ? "" : rule_call(rule),
            due->obligation->cite.path, every_text(p, due), arena_printf(&p->frame.arena, "%" PRId64, due->done),
            due->last, due->evidence, due->by, due_state_name(due->state)
        };
        memcpy(cells, values, sizeof values);
    }
    sheet_print(&sheet, &p->frame, report_named("obligations")->title, out);
    sheet_done(&sheet);
}

static void print_json(struct printing *p, struct buf *out)
{
    static const char *const states[] = { "met", "open", "late", "regular" };
    struct json json;
    json_init(&json, out);
    json_open(&json, '[');
    for (size_t i = 0; i < p->dues.n; i++) {
        const struct due *due = &p->dues.v[i];
        if (!is_wanted(p, due))
            continue;
        json_open(&json, '{');
        json_key_text(&json, "id", due->obligation->key);
        json_key_body(&json, "body", due->body);
        json_key_text(&json, "name", due->obligation->name);
        json_key_text(&json, "kind", due->obligation->kind);
        json_key_cite(&json, &p->frame, due->obligation->cite);
        json_key_text(&json, "every", due->obligation->every);
        json_key_int(&json, "times", due->obligation->times);
        json_key_int(&json, "done", due->done);
        json_key_text(&json, "last", due->last);
        json_key_text(&json, "evidence", due->evidence);
        json_key_text(&json, "by", due->by[0] == '\0' ? NULL : due->by);
        json_key_text(&json, "state", states[due->state]);
        json_close(&json, '}');
    }
    json_close(&json, ']');
}

int print_obligations(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .frame = { 0 } };
    int rc = frame_begin(&p.frame, request, err);
    if (rc == 0)
        rc = dues_read(&p.dues, request->store, request->school->id, &p.frame.org, request->day, err);
    if (rc == 0)
        frame_print(&p.frame, (struct ways){ print_table, print_table, print_json }, &p, out);
    dues_done(&p.dues);
    frame_done(&p.frame);
    return rc;
}
