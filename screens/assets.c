/* 信息系统: the register of sites, platforms and systems with owner unit, 等保 level, function, risk and contact
 * (Meijia-73 art 6(一); Cangzhou art 6(二)1). What may be written is decided in src/domain. */
#include "base/words.h"
#include "domain/asset.h"
#include "domain/org.h"
#include "screens/screens.h"
#include "store/office.h"
#include "tui/form.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TAG_FORM = 1, TAG_CLOSE, PAGE = 200 };

struct assets_state {
    struct screen *screen;
    struct org org; /* for the names of bodies, and to pick from */
    struct list list;
    struct assets one; /* the selected */
    bool wants_details;
    struct buf details;
    int64_t seen;
    bool refused; /* this session may not change the selected one, for this reason */
    struct err refusal;
};

static const struct list_column columns[] = {
    { _("名称"), 0, 1, ALIGN_LEFT, 0, false },      { _("责任单位"), 0, 1, ALIGN_LEFT, 0, false },
    { _("类别"), 8, 0, ALIGN_LEFT, 2, false },      { _("等保"), 6, 0, ALIGN_LEFT, 0, false },
    { _("安全风险"), 12, 0, ALIGN_LEFT, 3, false }, { _("联系人"), 8, 0, ALIGN_LEFT, 1, false },
    { _("地址"), 24, 0, ALIGN_LEFT, 4, false },
};
enum { COLUMNS = COUNT(columns) };

/* --- The source: by (name, id), a page at a time --- */

static void cells_of(const struct assets_state *state, const struct asset *asset, const char *cells[COLUMNS])
{
    const struct body *body = body_by_id(&state->org.bodies, asset->body);
    cells[0] = asset->name;
    cells[1] = body == NULL ? NULL : body->name;
    cells[2] = asset_kind_name(asset->kind);
    cells[3] = asset_level_name(asset->level);
    cells[4] = asset->risk;
    cells[5] = asset->contact;
    cells[6] = asset->address;
}

/* Adds it where the filter lets it pass. */
static bool add_row(const struct assets_state *state, const struct asset *asset, const char *filter,
                    struct list_page *page)
{
    const char *shown[COLUMNS], **cells;
    cells_of(state, asset, shown);
    if (!list_matches(shown, COLUMNS, filter))
        return false;
    struct list_row *row = list_page_add(page, asset->id, COLUMNS, &cells);
    row->key = arena_strdup(&page->arena, asset->name);
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = arena_strdup(&page->arena, shown[i]);
    return true;
}

static int assets_page(void *context, const struct list_ask *ask, struct list_page *page, struct err *err)
{
    struct assets_state *state = context;
    struct console *console = state->screen->console;
    struct asset_page wanted = { .school = console_school(console)->id,
                                 .day = console_day(console),
                                 .name = ask->from == NULL ? NULL : ask->from->key,
                                 .id = ask->from == NULL ? 0 : ask->from->id,
                                 .limit = ask->filter[0] != '\0' ? PAGE : ask->most,
                                 .backwards = ask->backwards };
    struct assets before = { 0 }; /* the key of the next page points into it */
    bool more = true;
    int rc = 0;
    while (rc == 0 && more && page->n < ask->most) {
        struct assets assets = { 0 };
        rc = read_assets_page(console_store(console), &wanted, &assets, err);
        more = rc == 0 && assets.n == wanted.limit;
        for (size_t i = 0; i < assets.n && page->n < ask->most; i++)
            add_row(state, &assets.v[ask->backwards ? assets.n - 1 - i : i], ask->filter, page);
        if (assets.n > 0) {
            const struct asset *last = &assets.v[ask->backwards ? 0 : assets.n - 1];
            wanted.name = last->name;
            wanted.id = last->id;
        }
        LIST_FREE(&before);
        before = assets;
    }
    LIST_FREE(&before);
    if (ask->backwards)
        list_page_reverse(page);
    return rc;
}

static bool is_there(const struct asset *asset, int64_t school, const char *day)
{
    return asset->school == school && (asset->opened == NULL || strcmp(asset->opened, day) <= 0) &&
           (asset->closed == NULL || strcmp(asset->closed, day) > 0);
}

static int assets_find(void *context, int64_t id, const struct list_ask *ask, struct list_page *page, bool *found,
                       struct err *err)
{
    struct assets_state *state = context;
    struct console *console = state->screen->console;
    struct assets one = { 0 };
    int rc = read_asset(console_store(console), id, &one, err);
    *found = rc == 0 && one.n > 0 && is_there(&one.v[0], console_school(console)->id, console_day(console)) &&
             add_row(state, &one.v[0], ask->filter, page);
    LIST_FREE(&one);
    return rc;
}

static const struct list_source source = { assets_page, assets_find };

/* --- The details --- */

static void tell(struct buf *out, const char *label, const char *value)
{
    if (value != NULL && *value != '\0')
        buf_printf(out, "%s：%s\n", label, value);
}

/* Few lines: in a window of 24 rows there are seven. */
static void tell_asset(const struct assets_state *state, const struct asset *asset, struct buf *out)
{
    const struct body *body = body_by_id(&state->org.bodies, asset->body);
    tell(out, _("责任单位"), body == NULL ? NULL : body->name);
    buf_printf(out, _("%s，等保%s"), asset_kind_name(asset->kind), asset_level_name(asset->level));
    if (asset->opened != NULL)
        buf_printf(out, _("，%s 上线"), asset->opened);
    if (asset->closed != NULL)
        buf_printf(out, _("，%s 下线"), asset->closed);
    buf_addc(out, '\n');
    if (asset->contact != NULL)
        buf_printf(out, _("联系人：%s %s\n"), asset->contact, asset->phone == NULL ? "" : asset->phone);
    tell(out, _("地址"), asset->address);
    tell(out, _("主要功能"), asset->purpose);
    tell(out, _("规模"), asset->scale);
    tell(out, _("安全风险"), asset->risk);
}

static int assets_rest(struct screen *screen, struct err *err)
{
    struct assets_state *state = screen->state;
    const struct list_row *row = list_selected(&state->list);
    buf_clear(&state->details);
    LIST_FREE(&state->one);
    state->refused = false;
    if (row == NULL)
        return 0;
    if (read_asset(console_store(screen->console), row->id, &state->one, err) != 0)
        return -1;
    if (state->one.n == 0)
        return 0;
    state->refused = session_may_for(console_session(screen->console), RIGHT_MANAGE_ASSETS, state->one.v[0].body,
                                     &state->refusal) != 0;
    tell_asset(state, &state->one.v[0], &state->details);
    return state->wants_details ? tell_recent(screen, "asset", row->id, &state->details, err) : 0;
}

/* --- Forms --- */

struct items {
    struct pick_item *v;
    size_t n, room;
};

static void add_item(struct items *items, int64_t id, const char *text, const char *detail)
{
    struct pick_item *item = VEC_PUSH(items);
    item->id = id;
    item->text = text;
    item->detail = detail;
}

static void list_kinds(struct items *items)
{
    for (int64_t i = 0; asset_kinds[i] != NULL; i++)
        add_item(items, i + 1, asset_kind_name(asset_kinds[i]), asset_kinds[i]);
}

static int64_t kind_item(const char *kind)
{
    int64_t i = 0;
    while (asset_kinds[i] != NULL && strcmp(asset_kinds[i], kind) != 0)
        i++;
    return i + 1;
}

static void list_bodies(const struct org *org, struct items *items)
{
    for (size_t i = 0; i < org->n; i++) {
        const struct body *body = &org->bodies.v[org->order[i]];
        if (!body->each)
            add_item(items, body->id, body->name, body->short_name);
    }
}

static int save_asset(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                      const char **field, struct err *err)
{
    int64_t kind = form_id(form, "kind");
    const struct asset_fields fields = { .body = form_id(form, "body"),
                                         .name = form_text(form, "name"),
                                         .kind = kind > 0 ? asset_kinds[kind - 1] : NULL,
                                         .level = form_id(form, "level"),
                                         .address = form_text(form, "address"),
                                         .purpose = form_text(form, "purpose"),
                                         .scale = form_text(form, "scale"),
                                         .risk = form_text(form, "risk"),
                                         .contact = form_id(form, "contact"),
                                         .opened = form_text(form, "opened") };
    const struct session *session = console_session(console);
    (void)field;
    *id = subject;
    int rc = subject == 0 ? asset_add(session, &fields, id, err)
                          : asset_edit(session, subject, &fields, form_seen(form), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("已保存%s。"), fields.name);
    return rc;
}

/* What the lists of a form for an asset point into. */
struct choices {
    struct items kinds, levels, bodies, people;
    struct persons persons;
};

static int choices_read(struct screen *screen, struct choices *choices)
{
    const struct assets_state *state = screen->state;
    struct console *console = screen->console;
    struct err err;
    *choices = (struct choices){ .kinds = { 0 } };
    if (read_all_persons_short(console_store(console), console_school(console)->id, &choices->persons, &err) != 0) {
        console_fail(console, &err);
        return -1;
    }
    for (size_t i = 0; i < choices->persons.n; i++)
        add_item(&choices->people, choices->persons.v[i].id, choices->persons.v[i].name, choices->persons.v[i].number);
    for (int64_t level = 1; level <= 5; level++)
        add_item(&choices->levels, level, asset_level_name(level), NULL);
    list_kinds(&choices->kinds);
    list_bodies(&state->org, &choices->bodies);
    return 0;
}

static void choices_done(struct choices *choices)
{
    VEC_FREE(&choices->kinds);
    VEC_FREE(&choices->levels);
    VEC_FREE(&choices->bodies);
    VEC_FREE(&choices->people);
    LIST_FREE(&choices->persons);
}

static struct field_spec text_field(const char *name, const char *label, const char *text, const char *hint)
{
    return (
        struct field_spec){ .name = name, .label = label, .kind = FIELD_TEXT, .limit = 40, .text = text, .hint = hint };
}

static struct field_spec item_field(const char *name, const char *label, enum field_kind kind,
                                    const struct items *items, const char *none, int64_t id)
{
    return (struct field_spec){ .name = name,
                                .label = label,
                                .kind = kind,
                                .needed = none == NULL,
                                .items = items->v,
                                .items_n = items->n,
                                .none = none,
                                .id = id };
}

/* `asset` NULL: a new one, as one of the session's own body at first. */
static void asset_form(struct screen *screen, const struct asset *asset)
{
    const struct assets_state *state = screen->state;
    static const struct asset empty = { .kind = "site" };
    const struct asset *a = asset == NULL ? &empty : asset;
    struct choices choices;
    if (choices_read(screen, &choices) != 0)
        return;
    struct field_spec fields[] = {
        text_field("name", _("名称"), a->name, _("一校之内不重名")),
        item_field("kind", _("类别"), FIELD_CHOICE, &choices.kinds, NULL, kind_item(a->kind)),
        item_field("body", _("责任单位"), FIELD_PICK, &choices.bodies, NULL,
                   asset == NULL ? console_session(screen->console)->body : a->body),
        item_field("level", _("等保级别"), FIELD_CHOICE, &choices.levels, asset_level_name(0), a->level),
        text_field("address", _("地址"), a->address, _("域名或 IP")),
        text_field("purpose", _("主要功能"), a->purpose, NULL),
        text_field("scale", _("规模"), a->scale, _("用户数、服务器数等")),
        text_field("risk", _("安全风险"), a->risk, NULL),
        item_field("contact", _("联系人"), FIELD_PICK, &choices.people, _("（无）"), a->contact_id),
        { .name = "opened",
          .label = _("上线日期"),
          .domain = _("启用日期"),
          .kind = FIELD_DAY,
          .text = asset == NULL ? console_today(screen->console) : a->opened,
          .hint = _("空着：一直都有") },
    };
    fields[0].needed = true;
    const struct form_argument argument = { .title = asset == NULL ? _("登记信息系统") : _("修改信息系统"),
                                            .fields = fields,
                                            .n = COUNT(fields),
                                            .subject = a->id,
                                            .seen = state->seen,
                                            .save = save_asset };
    record_form(screen, "asset", &argument, TAG_FORM);
    choices_done(&choices);
}

static int save_close(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                      const char **field, struct err *err)
{
    *field = "day";
    *id = subject;
    int rc = asset_close(console_session(console), subject, form_text(form, "day"), form_seen(form), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("已下线，%s 起不再列出。"), form_text(form, "day"));
    return rc;
}

static void close_form(struct screen *screen, const struct asset *asset)
{
    const struct assets_state *state = screen->state;
    const struct field_spec fields[] = {
        { .name = "name", .label = _("名称"), .kind = FIELD_SHOWN, .text = asset->name },
        { .name = "day",
          .label = _("下线日期"),
          .domain = _("停用日期"),
          .kind = FIELD_DAY,
          .needed = true,
          .text = console_today(screen->console),
          .hint = _("从这一天起不在登记表里；以前的日子仍看得到") },
    };
    const struct form_argument argument = { .title = _("信息系统下线"),
                                            .fields = fields,
                                            .n = COUNT(fields),
                                            .subject = asset->id,
                                            .seen = state->seen,
                                            .save = save_close };
    record_form(screen, "asset-close", &argument, TAG_CLOSE);
}

/* --- The screen --- */

static int assets_open(struct screen *screen, const void *argument, struct err *err)
{
    struct assets_state *state = screen->state;
    (void)argument;
    (void)err;
    state->screen = screen;
    list_init(&state->list, columns, COLUMNS, &source, state);
    state->list.empty = _("还没有登记信息系统。按 a 登记。");
    state->wants_details = true;
    return 0;
}

static void assets_close(struct screen *screen)
{
    struct assets_state *state = screen->state;
    list_done(&state->list);
    org_done(&state->org);
    LIST_FREE(&state->one);
    buf_free(&state->details);
}

static int assets_reload(struct screen *screen, struct err *err)
{
    struct assets_state *state = screen->state;
    struct console *console = screen->console;
    struct store_head head;
    struct org org = { 0 };
    if (org_read(&org, console_store(console), console_school(console)->id, console_day(console), err) != 0)
        return -1;
    org_done(&state->org);
    state->org = org;
    if (store_head(console_store(console), &head, err) != 0 || list_load(&state->list, list_height(screen), err) != 0)
        return -1;
    state->seen = head.seq;
    unfilter_wanted(screen, &state->list);
    int64_t wanted = console_wanted(console, "asset");
    if (wanted != 0 && !list_select(&state->list, wanted, err))
        console_fail(console, err);
    return 0;
}

static void assets_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct assets_state *state = screen->state;
    struct area rest, details = details_area(canvas, area, state->wants_details, &rest);
    list_draw(&state->list, canvas, rest);
    if (state->one.n > 0)
        draw_details(canvas, details, state->one.v[0].name, buf_text(&state->details));
}

static enum outcome assets_act(struct screen *screen, enum action action)
{
    struct assets_state *state = screen->state;
    const struct asset *one = state->one.n > 0 ? &state->one.v[0] : NULL;
    switch (action) {
    case ACTION_SEARCH:
        ask_filter(screen, state->list.filter);
        return STAY;
    case ACTION_ASSET_ADD:
        asset_form(screen, NULL);
        return STAY;
    case ACTION_ASSET_EDIT:
        asset_form(screen, one);
        return STAY;
    case ACTION_ASSET_CLOSE:
        close_form(screen, one);
        return STAY;
    case ACTION_HISTORY: {
        const struct history_argument argument = { "asset", one->name, one->id };
        console_push(screen->console, &history_screen, &argument, 0);
        return STAY;
    }
    case ACTION_ENTER:
    case ACTION_DETAILS:
        state->wants_details = !state->wants_details;
        return STAY;
    default:
        return list_act(&state->list, screen->console, action);
    }
}

static enum outcome assets_answer(struct screen *screen, const struct answer *answer)
{
    struct assets_state *state = screen->state;
    if (answer->tag == TAG_FORM && answer->given)
        console_want(screen->console, "asset", answer->id);
    return filter_answer(screen, &state->list, answer);
}

static int assets_may(const struct screen *screen, enum action action, struct err *err)
{
    const struct assets_state *state = screen->state;
    if ((action == ACTION_ASSET_EDIT || action == ACTION_ASSET_CLOSE) && state->refused)
        return err_set(err, "%s", state->refusal.text);
    return 0;
}

static bool assets_has_row(const struct screen *screen)
{
    const struct assets_state *state = screen->state;
    return list_selected(&state->list) != NULL && state->one.n > 0;
}

static void assets_paper(const struct screen *screen, struct paper_wish *wish)
{
    (void)screen;
    wish->report = "assets";
}

const struct screen_ops assets_screen = {
    .name = "assets",
    .title = _("信息系统"),
    .contexts = IN_LIST | IN_ASSETS,
    .size = sizeof(struct assets_state),
    .open = assets_open,
    .close = assets_close,
    .reload = assets_reload,
    .rest = assets_rest,
    .draw = assets_draw,
    .act = assets_act,
    .answer = assets_answer,
    .may = assets_may,
    .has_row = assets_has_row,
    .paper = assets_paper,
};
