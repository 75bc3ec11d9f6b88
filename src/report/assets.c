/* 信息系统登记表: sites, platforms and systems. Meijia-73 art 6(一); Cangzhou art 6(二)1. */
#include "report/frame.h"

#include "base/words.h"
#include "domain/asset.h"

#include <inttypes.h>
#include <string.h>

enum { BODY_CELLS = 14, LEVEL_CELLS = 4, CONTACT_CELLS = 12, CSV_COLUMNS = 10 };

struct printing {
    struct frame frame;
    struct assets assets;
};

static void print_table(struct printing *p, struct buf *out)
{
    static const struct paper_column columns[] = {
        { _("责任单位"), BODY_CELLS, ALIGN_CENTER },
        { _("名称"), 0, ALIGN_LEFT },
        { _("等保"), LEVEL_CELLS, ALIGN_CENTER },
        { _("主要功能"), 0, ALIGN_LEFT },
        { _("安全风险"), 0, ALIGN_LEFT },
        { _("联系人"), CONTACT_CELLS, ALIGN_LEFT },
    };
    static const char *const titles[CSV_COLUMNS] = { _("责任单位"), _("名称"),     _("类别"), _("地址"),
                                                     _("等保级别"), _("主要功能"), _("规模"), _("安全风险"),
                                                     _("联系人"),   _("电话") };
    struct sheet sheet = {
        .columns = columns, .paper_n = 6, .csv_titles = titles, .csv_n = CSV_COLUMNS, .merge = true
    };
    for (size_t i = 0; i < p->assets.n; i++) {
        const struct asset *a = &p->assets.v[i];
        const struct body *body = body_by_id(&p->frame.org.bodies, a->body);
        if (!frame_wants_body(&p->frame, a->body))
            continue;
        const char **cells = sheet_row(&sheet), **csv = cells + 6;
        const char *values[CSV_COLUMNS] = { body == NULL ? "" : body->name,
                                            a->name,
                                            asset_kind_name(a->kind),
                                            a->address,
                                            asset_level_name(a->level),
                                            a->purpose,
                                            a->scale,
                                            a->risk,
                                            a->contact,
                                            a->phone };
        memcpy(csv, values, sizeof values);
        cells[0] = values[0];
        cells[1] = a->address == NULL ? a->name : arena_printf(&p->frame.arena, "%s\n%s", a->name, a->address);
        cells[2] = values[4];
        cells[3] = a->purpose;
        cells[4] = a->risk;
        cells[5] = a->phone == NULL
                       ? a->contact
                       : arena_printf(&p->frame.arena, "%s\n%s", a->contact == NULL ? "" : a->contact, a->phone);
    }
    sheet.below = arena_printf(&p->frame.arena, _("数量：%zu"), sheet_rows(&sheet));
    sheet_print(&sheet, &p->frame, report_named("assets")->title, out);
    sheet_done(&sheet);
}

static void print_json(struct printing *p, struct buf *out)
{
    struct json json;
    json_init(&json, out);
    json_open(&json, '[');
    for (size_t i = 0; i < p->assets.n; i++) {
        const struct asset *a = &p->assets.v[i];
        if (!frame_wants_body(&p->frame, a->body))
            continue;
        json_open(&json, '{');
        json_key_text(&json, "name", a->name);
        json_key_body(&json, "body", body_by_id(&p->frame.org.bodies, a->body));
        json_key_text(&json, "kind", a->kind);
        json_key_text(&json, "address", a->address);
        json_key_int(&json, "level", a->level);
        json_key_text(&json, "purpose", a->purpose);
        json_key_text(&json, "scale", a->scale);
        json_key_text(&json, "risk", a->risk);
        json_key_text(&json, "contact", a->contact);
        json_key_text(&json, "phone", a->phone);
        json_close(&json, '}');
    }
    json_close(&json, ']');
}

int print_assets(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .frame = { 0 } };
    int rc = frame_begin(&p.frame, request, err);
    if (rc == 0)
        rc = read_assets(request->store, request->school->id, request->day, &p.assets, err);
    if (rc == 0)
        frame_print(&p.frame, (struct ways){ print_table, print_table, print_json }, &p, out);
    LIST_FREE(&p.assets);
    frame_done(&p.frame);
    return rc;
}
