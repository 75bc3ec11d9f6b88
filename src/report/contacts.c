/* 联络名册: whom to reach by day and by night. Meijia-75 art 16; HEU art 5(四). */
#include "report/frame.h"

#include "base/words.h"

#include <string.h>

enum { BODY_CELLS = 14, LIABILITY_CELLS = 10, NAME_CELLS = 8, PHONE_CELLS = 13, CSV_COLUMNS = 8 };

struct printing {
    struct frame frame;
    struct sheet sheet;
};

/* Whom each post has on the day: its holders, or one line that says it is vacant. The posts of an each-body are
 * patterns. */
typedef void entry_fn(struct printing *p, const struct body *body, const struct post *post, const struct holder *holder,
                      void *context);

static void for_each_entry(struct printing *p, entry_fn *entry, void *context)
{
    for (size_t i = 0; i < p->frame.org.n; i++) {
        const struct body *body = &p->frame.org.bodies.v[p->frame.org.order[i]];
        if (body->each || !frame_wants_body(&p->frame, body->id))
            continue;
        for (struct org_line line = { 0 }; org_next_line(&p->frame.org, body, &line);)
            entry(p, body, line.post, line.holder, context);
    }
}

static void add_row(struct printing *p, const struct body *body, const struct post *post, const struct holder *holder,
                    void *context)
{
    (void)context;
    const char **cells = sheet_row(&p->sheet), **csv = cells + 5;
    cells[0] = body->name;
    cells[1] = post->name;
    cells[2] = liability_name(post->liability);
    cells[3] = holder == NULL ? _("（空缺）") : holder->name;
    memcpy(csv, cells, 4 * sizeof *cells);
    csv[4] = holder == NULL ? "" : holder->phone;
    csv[5] = holder == NULL ? "" : holder->night_phone;
    cells[4] = csv[4];
    if (csv[5] != NULL && csv[5][0] != '\0')
        cells[4] = arena_printf(&p->frame.arena, "%s\n%s", csv[4] == NULL ? "" : csv[4], csv[5]);
    csv[6] = holder == NULL ? "" : holder->number;
    csv[7] = holder == NULL ? "" : holder->from;
}

static void add_json(struct printing *p, const struct body *body, const struct post *post, const struct holder *holder,
                     void *context)
{
    struct json *json = context;
    (void)p;
    json_open(json, '{');
    json_key_body(json, "body", body);
    json_key_text(json, "post", post->name);
    json_key_text(json, "liability", post->liability);
    json_key_text(json, "name", holder == NULL ? NULL : holder->name);
    json_key_text(json, "number", holder == NULL ? NULL : holder->number);
    json_key_text(json, "phone", holder == NULL ? NULL : holder->phone);
    json_key_text(json, "night_phone", holder == NULL ? NULL : holder->night_phone);
    json_key_text(json, "from", holder == NULL ? NULL : holder->from);
    json_close(json, '}');
}

static void print_table(struct printing *p, struct buf *out)
{
    static const struct paper_column columns[] = {
        { _("单位"), BODY_CELLS, ALIGN_CENTER },          { _("岗位"), 0, ALIGN_LEFT },
        { _("责任类型"), LIABILITY_CELLS, ALIGN_LEFT },   { _("姓名"), NAME_CELLS, ALIGN_LEFT },
        { _("电话\n夜间电话"), PHONE_CELLS, ALIGN_LEFT },
    };
    static const char *const titles[CSV_COLUMNS] = { _("单位"), _("岗位"),     _("责任类型"), _("姓名"),
                                                     _("电话"), _("夜间电话"), _("工号"),     _("任职日期") };
    p->sheet =
        (struct sheet){ .columns = columns, .paper_n = 5, .csv_titles = titles, .csv_n = CSV_COLUMNS, .merge = true };
    for_each_entry(p, add_row, NULL);
    sheet_print(&p->sheet, &p->frame, report_named("contacts")->title, out);
    sheet_done(&p->sheet);
}

static void print_json(struct printing *p, struct buf *out)
{
    struct json json;
    json_init(&json, out);
    json_open(&json, '[');
    for_each_entry(p, add_json, &json);
    json_close(&json, ']');
}

int print_contacts(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .frame = { 0 } };
    int rc = frame_begin(&p.frame, request, err);
    if (rc == 0)
        frame_print(&p.frame, (struct ways){ print_table, print_table, print_json }, &p, out);
    frame_done(&p.frame);
    return rc;
}
