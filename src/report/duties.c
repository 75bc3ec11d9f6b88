/* 责任清单: the responsibility list, by responsible party. */
#include "report/frame.h"

#include "base/words.h"
#include "domain/matrix.h"

#include <inttypes.h>
#include <string.h>

enum { PARTY_CELLS = 16, NO_CELLS = 4, CITE_CELLS = 15, CSV_COLUMNS = 12 };

struct printing {
    struct frame frame;
    struct matrix matrix;
};

static const char *const parts[] = { "lead", "answer", "assist", "guide", "inform" };

/* Names of the bodies with this part in the duty. */
static const char *bodies_with(struct printing *p, const struct duty *duty, const char *part)
{
    struct buf list = { 0 };
    size_t first, n = matrix_parts(&p->matrix, duty->id, &first);
    for (size_t i = first; i < first + n; i++) {
        const struct part *x = &p->matrix.parts.v[i];
        const struct body *body = strcmp(x->part, part) == 0 ? body_by_id(&p->frame.org.bodies, x->body) : NULL;
        if (body != NULL)
            buf_printf(&list, "%s%s%s", list.n > 0 ? "、" : "", body->name, x->own ? _("〔校〕") : "");
    }
    const char *out = arena_strndup(&p->frame.arena, buf_text(&list), list.n);
    buf_free(&list);
    return out;
}

static bool is_wanted(const struct printing *p, const struct duty *duty)
{
    return frame_wants_body(&p->frame, duty->body) && frame_wants_rule(&p->frame, duty->cite.rule);
}

static void fill_row(struct printing *p, const struct duty *duty, const char **cells)
{
    struct arena *arena = &p->frame.arena;
    const struct body *body = body_by_id(&p->frame.org.bodies, duty->body);
    const char *cite = frame_cite(&p->frame, duty->cite);
    cells[0] = body == NULL ? "" : body->name;
    cells[1] = arena_printf(arena, "%" PRId64, duty->no);
    cells[2] = duty->text;
    cells[3] = duty->basis == NULL ? cite : arena_printf(arena, "%s\n%s", duty->basis, cite);
    const struct rule *rule = frame_rule(&p->frame, duty->cite.rule);
    const char **csv = cells + 4;
    csv[0] = cells[1];
    csv[1] = p->frame.request->school->name;
    csv[2] = cells[0];
    csv[3] = duty->text;
    csv[4] = rule == NULL ? "" : rule_call(rule);
    csv[5] = duty->cite.path;
    csv[6] = duty->basis;
    for (size_t i = 0; i < COUNT(parts); i++)
        csv[7 + i] = bodies_with(p, duty, parts[i]);
}

static void print_table(struct printing *p, struct buf *out)
{
    static const struct paper_column columns[] = {
        { _("责任主体"), PARTY_CELLS, ALIGN_CENTER },
        { _("序号"), NO_CELLS, ALIGN_CENTER },
        { _("责任任务"), 0, ALIGN_LEFT },
        { _("依据"), CITE_CELLS, ALIGN_LEFT },
    };
    static const char *const titles[CSV_COLUMNS] = { _("序号"), _("学校"), _("责任主体"), _("责任任务"),
                                                     _("制度"), _("条款"), _("对应条款"), _("主责"),
                                                     _("领导"), _("配合"), _("指导监督"), _("知会") };
    struct sheet sheet = {
        .columns = columns, .paper_n = 4, .csv_titles = titles, .csv_n = CSV_COLUMNS, .merge = true
    };
    for (size_t i = 0; i < p->matrix.duties.n; i++)
        if (is_wanted(p, &p->matrix.duties.v[i]))
            fill_row(p, &p->matrix.duties.v[i], sheet_row(&sheet));
    sheet_print(&sheet, &p->frame, report_named("duties")->title, out);
    sheet_done(&sheet);
}

static void print_json(struct printing *p, struct buf *out)
{
    struct json json;
    json_init(&json, out);
    json_open(&json, '[');
    for (size_t i = 0; i < p->matrix.duties.n; i++) {
        const struct duty *duty = &p->matrix.duties.v[i];
        if (!is_wanted(p, duty))
            continue;
        json_open(&json, '{');
        json_key_int(&json, "no", duty->no);
        json_key_text(&json, "school", p->frame.request->school->key);
        json_key_cite(&json, &p->frame, duty->cite);
        json_key_text(&json, "basis", duty->basis);
        json_key_body(&json, "body", body_by_id(&p->frame.org.bodies, duty->body));
        json_key_text(&json, "text", duty->text);
        json_key_text(&json, "topic", duty->topic);
        json_key(&json, "parts");
        json_open(&json, '[');
        size_t first, n = matrix_parts(&p->matrix, duty->id, &first);
        for (size_t k = first; k < first + n; k++) {
            const struct part *part = &p->matrix.parts.v[k];
            json_open(&json, '{');
            json_key_body(&json, "body", body_by_id(&p->frame.org.bodies, part->body));
            json_key_text(&json, "part", part->part);
            json_key_cite(&json, &p->frame, part->cite);
            json_key_decision(&json, part);
            json_close(&json, '}');
        }
        json_close(&json, ']');
        json_close(&json, '}');
    }
    json_close(&json, ']');
}

int print_duties(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .frame = { 0 } };
    int rc = frame_begin(&p.frame, request, err);
    if (rc == 0)
        rc = matrix_read(&p.matrix, request->store, request->school->id, &p.frame.org, err);
    if (rc == 0)
        frame_print(&p.frame, (struct ways){ print_table, print_table, print_json }, &p, out);
    matrix_done(&p.matrix);
    frame_done(&p.frame);
    return rc;
}
