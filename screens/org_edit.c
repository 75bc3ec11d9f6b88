/* What the office changes about the org chart, as forms over the tree. What is right is decided in src/domain; here is
 * only what is asked. */
#include "screens/org.h"

#include "base/words.h"
#include "domain/change_org.h"
#include "domain/change_people.h"
#include "store/look.h"
#include "tui/form.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TAG_FORM = 1 };

/* Lists that fields choose from. */
struct items {
    struct pick_item *v;
    size_t n, room;
};

static const struct pick_item kinds[] = { { 1, _("领导"), "leadership" }, { 2, _("领导小组"), "group" },
                                          { 3, _("办公室"), "office" },   { 4, _("部门"), "department" },
                                          { 5, _("学院"), "college" },    { 6, _("单位"), "unit" } };
static const struct pick_item liabilities[] = { { 1, _("第一责任人"), "first" },
                                                { 2, _("直接责任人"), "direct" },
                                                { 3, _("领导责任"), "leading" },
                                                { 4, _("网络安全员"), "officer" },
                                                { 5, _("成员"), "member" } };

/* The word a choice stands for in the store is its detail. */
static const char *word_of(const struct pick_item *items, int64_t id)
{
    return id > 0 ? items[id - 1].detail : NULL;
}

static void add_item(struct items *items, int64_t id, const char *text, const char *detail)
{
    struct pick_item *item = VEC_PUSH(items);
    item->id = id;
    item->text = text;
    item->detail = detail;
}

static void list_bodies(const struct org *org, struct items *items)
{
    for (size_t i = 0; i < org->n; i++) {
        const struct body *body = &org->bodies.v[org->order[i]];
        if (!body->each)
            add_item(items, body->id, body->name, body->short_name);
    }
}

static void list_classes(const struct org *org, struct items *items)
{
    for (size_t i = 0; i < org->bodies.n; i++)
        if (org->bodies.v[i].each)
            add_item(items, org->bodies.v[i].id, org->bodies.v[i].name, NULL);
}

static int list_people(struct screen *screen, struct items *items, struct persons *persons)
{
    struct err err;
    if (read_all_persons_short(console_store(screen->console), console_school(screen->console)->id, persons, &err) !=
        0) {
        console_fail(screen->console, &err);
        return -1;
    }
    for (size_t i = 0; i < persons->n; i++)
        add_item(items, persons->v[i].id, persons->v[i].name, persons->v[i].number);
    if (items->n == 0)
        console_say(screen->console, STYLE_ERROR, "%s", _("还没有登记人员。请按 9 到人员，按 a 登记后再任职。"));
    return items->n == 0 ? -1 : 0;
}

static void open_form(struct screen *screen, const char *title, const char *name, const struct field_spec *fields,
                      size_t n, int64_t subject, form_save *save)
{
    const struct org_state *state = screen->state;
    const struct form_argument form = {
        .title = title, .fields = fields, .n = n, .subject = subject, .seen = state->seen, .save = save
    };
    record_form(screen, name, &form, TAG_FORM);
}

/* --- Bodies --- */

static int save_body(struct console *console, const struct form *form, int64_t subject, int64_t *id, const char **field,
                     struct err *err)
{
    (void)subject;
    (void)field;
    const struct new_body body = { .school = console_school(console)->id,
                                   .name = form_text(form, "name"),
                                   .short_name = form_text(form, "short"),
                                   .kind = word_of(kinds, form_id(form, "kind")),
                                   .parent = form_id(form, "parent"),
                                   .class = form_id(form, "class"),
                                   .opened = form_text(form, "opened") };
    int rc = body_add(console_session(console), &body, id, err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("已增设%s。"), body.name);
    return rc;
}

static void add_body_form(struct screen *screen)
{
    const struct org_state *state = screen->state;
    const struct body *under = org_chosen(state).body;
    struct items bodies = { 0 }, classes = { 0 };
    list_bodies(&state->org, &bodies);
    list_classes(&state->org, &classes);
    const struct field_spec fields[] = {
        { .name = "name",
          .label = _("名称"),
          .domain = _("机构名称"),
          .kind = FIELD_TEXT,
          .needed = true,
          .limit = 40 },
        { .name = "short", .label = _("简称"), .kind = FIELD_TEXT, .limit = 20 },
        { .name = "kind", .label = _("类别"), .kind = FIELD_CHOICE, .items = kinds, .items_n = COUNT(kinds), .id = 6 },
        { .name = "parent",
          .label = _("上级"),
          .kind = FIELD_PICK,
          .items = bodies.v,
          .items_n = bodies.n,
          .none = _("（无，最上层）"),
          .id = under == NULL || under->each ? 0 : under->id },
        { .name = "class",
          .label = _("岗位同"),
          .kind = FIELD_PICK,
          .items = classes.v,
          .items_n = classes.n,
          .none = _("（不设岗位）"),
          .hint = _("按制度为这一类单位规定的岗位设置"),
          .id = classes.n > 0 ? classes.v[0].id : 0 },
        { .name = "opened", .label = _("成立日期"), .kind = FIELD_DAY, .text = console_day(screen->console) },
    };
    open_form(screen, _("增设机构"), "body-add", fields, COUNT(fields), under == NULL ? 0 : under->id, save_body);
    VEC_FREE(&bodies);
    VEC_FREE(&classes);
}

static int save_rename(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                       const char **field, struct err *err)
{
    *field = "name";
    *id = subject;
    int rc = body_rename(console_session(console), subject, form_text(form, "name"), form_text(form, "short"),
                         form_seen(form), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("已改名为%s。"), form_text(form, "name"));
    return rc;
}

static void rename_form(struct screen *screen)
{
    const struct body *body = org_chosen(screen->state).body;
    const struct field_spec fields[] = {
        { .name = "name",
          .label = _("名称"),
          .domain = _("机构名称"),
          .kind = FIELD_TEXT,
          .needed = true,
          .limit = 40,
          .text = body->name },
        { .name = "short", .label = _("简称"), .kind = FIELD_TEXT, .limit = 20, .text = body->short_name },
    };
    open_form(screen, _("机构改名"), "body-rename", fields, COUNT(fields), body->id, save_rename);
}

static int save_move(struct console *console, const struct form *form, int64_t subject, int64_t *id, const char **field,
                     struct err *err)
{
    *field = "parent";
    *id = subject;
    int rc = body_move(console_session(console), subject, form_id(form, "parent"), form_seen(form), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", _("已移动。"));
    return rc;
}

static void move_form(struct screen *screen)
{
    const struct org_state *state = screen->state;
    const struct body *body = org_chosen(state).body;
    struct items bodies = { 0 };
    list_bodies(&state->org, &bodies);
    const struct field_spec fields[] = {
        { .name = "body", .label = _("机构"), .kind = FIELD_SHOWN, .text = body->name },
        { .name = "parent",
          .label = _("新的上级"),
          .kind = FIELD_PICK,
          .items = bodies.v,
          .items_n = bodies.n,
          .none = _("（无，最上层）"),
          .id = body->parent },
    };
    open_form(screen, _("移动机构"), "body-move", fields, COUNT(fields), body->id, save_move);
    VEC_FREE(&bodies);
}

static int save_close_body(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                           const char **field, struct err *err)
{
    *field = "day";
    *id = subject;
    int rc = body_close(console_session(console), subject, form_text(form, "day"), form_seen(form), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("已撤销，%s 起不再列出。"), form_text(form, "day"));
    return rc;
}

static void close_body_form(struct screen *screen)
{
    const struct body *body = org_chosen(screen->state).body;
    const struct field_spec fields[] = {
        { .name = "body", .label = _("机构"), .kind = FIELD_SHOWN, .text = body->name },
        { .name = "day",
          .label = _("撤销日期"),
          .kind = FIELD_DAY,
          .needed = true,
          .text = console_today(screen->console),
          .hint = _("从这一天起不在组织架构上；以前的日子仍看得到") },
    };
    open_form(screen, _("撤销机构"), "body-close", fields, COUNT(fields), body->id, save_close_body);
}

/* --- Posts --- */

static int save_post(struct console *console, const struct form *form, int64_t subject, int64_t *id, const char **field,
                     struct err *err)
{
    (void)field;
    const char *seats = form_text(form, "seats");
    const struct new_post post = { .body = subject,
                                   .name = form_text(form, "name"),
                                   .liability = word_of(liabilities, form_id(form, "liability")),
                                   .seats = seats == NULL ? 0 : form_id(form, "seats"),
                                   .filing = form_id(form, "filing") != 0,
                                   .opened = form_text(form, "opened") };
    int rc = post_add(console_session(console), &post, id, err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("已增设岗位%s。"), post.name);
    return rc;
}

static void add_post_form(struct screen *screen)
{
    const struct body *body = org_chosen(screen->state).body;
    const struct field_spec fields[] = {
        { .name = "body", .label = _("机构"), .kind = FIELD_SHOWN, .text = body->name },
        { .name = "name",
          .label = _("岗位"),
          .domain = _("岗位名称"),
          .kind = FIELD_TEXT,
          .needed = true,
          .limit = 40 },
        { .name = "liability",
          .label = _("责任"),
          .kind = FIELD_CHOICE,
          .items = liabilities,
          .items_n = COUNT(liabilities),
          .id = 5 },
        { .name = "seats", .label = _("人数"), .kind = FIELD_NUMBER, .text = "1", .hint = _("空着或 0：不限人数") },
        { .name = "filing", .label = _("更换须备案"), .kind = FIELD_YESNO },
        { .name = "opened", .label = _("设立日期"), .kind = FIELD_DAY, .text = console_day(screen->console) },
    };
    open_form(screen, _("增设岗位"), "post-add", fields, COUNT(fields), body->id, save_post);
}

static int save_close_post(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                           const char **field, struct err *err)
{
    *field = "day";
    *id = subject;
    int rc = post_close(console_session(console), subject, form_text(form, "day"), form_seen(form), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("已撤销岗位，%s 起不再列出。"), form_text(form, "day"));
    return rc;
}

static void close_post_form(struct screen *screen)
{
    const struct chosen chosen = org_chosen(screen->state);
    const struct field_spec fields[] = {
        { .name = "body", .label = _("机构"), .kind = FIELD_SHOWN, .text = chosen.body->name },
        { .name = "post", .label = _("岗位"), .kind = FIELD_SHOWN, .text = chosen.post->name },
        { .name = "day",
          .label = _("撤销日期"),
          .kind = FIELD_DAY,
          .needed = true,
          .text = console_today(screen->console) },
    };
    open_form(screen, _("撤销岗位"), "post-close", fields, COUNT(fields), chosen.post->id, save_close_post);
}

/* --- Tenures --- */

static struct appointment appointment_of(const struct form *form, int64_t post)
{
    return (struct appointment){ .post = post,
                                 .person = form_id(form, "person"),
                                 .from = form_text(form, "from"),
                                 .to = form_text(form, "to"),
                                 .filed = form_text(form, "filed"),
                                 .filing_number = form_text(form, "number") };
}

static int save_appoint(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                        const char **field, struct err *err)
{
    (void)field;
    *id = subject;
    const struct appointment appointment = appointment_of(form, subject);
    int rc = appoint(console_session(console), &appointment, err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("已任职，自 %s。"), appointment.from);
    return rc;
}

static int save_replace(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                        const char **field, struct err *err)
{
    (void)field;
    *id = subject;
    const struct appointment next = appointment_of(form, 0);
    int rc = replace_holder(console_session(console), subject, &next, form_seen(form), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("已接任，自 %s。"), next.from);
    return rc;
}

/* Appointing and replacing ask for the same, but for who leaves. */
static void appoint_form(struct screen *screen, bool replace)
{
    const struct chosen chosen = org_chosen(screen->state);
    struct items people = { 0 };
    struct persons persons = { 0 };
    if (list_people(screen, &people, &persons) == 0) {
        const struct field_spec fields[] = {
            { .name = "post", .label = _("岗位"), .kind = FIELD_SHOWN, .text = chosen.post->name },
            { .name = "leaves",
              .label = _("现任"),
              .kind = FIELD_SHOWN,
              .text = chosen.holder == NULL ? _("（空缺）") : chosen.holder->name },
            { .name = "person",
              .label = replace ? _("接任") : _("任职"),
              .kind = FIELD_PICK,
              .needed = true,
              .items = people.v,
              .items_n = people.n,
              .hint = _("输入姓名、工号或拼音首字母") },
            { .name = "from",
              .label = _("自"),
              .domain = _("起期"),
              .kind = FIELD_DAY,
              .needed = true,
              .text = console_day(screen->console) },
            { .name = "to", .label = _("至"), .domain = _("止期"), .kind = FIELD_DAY, .hint = _("空着：没有定期限") },
            { .name = "filed", .label = _("备案日期"), .kind = FIELD_DAY },
            { .name = "number", .label = _("备案号"), .kind = FIELD_TEXT, .limit = 40 },
        };
        open_form(screen, replace ? _("接任") : _("任职"), replace ? "replace" : "appoint", fields, COUNT(fields),
                  replace ? chosen.holder->tenure : chosen.post->id, replace ? save_replace : save_appoint);
    }
    VEC_FREE(&people);
    LIST_FREE(&persons);
}

static int save_end(struct console *console, const struct form *form, int64_t subject, int64_t *id, const char **field,
                    struct err *err)
{
    *field = "to";
    *id = subject;
    int rc = end_tenure(console_session(console), subject, form_text(form, "to"), form_seen(form), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("任职至 %s 止。"), form_text(form, "to"));
    return rc;
}

static int save_filing(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                       const char **field, struct err *err)
{
    *field = "filed";
    *id = subject;
    int rc = set_filing(console_session(console), subject, form_text(form, "filed"), form_text(form, "number"),
                        form_seen(form), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", _("备案已登记。"));
    return rc;
}

static int save_correction(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                           const char **field, struct err *err)
{
    *field = "from";
    *id = subject;
    int rc = correct_tenure(console_session(console), subject, form_text(form, "from"), form_text(form, "to"),
                            form_seen(form), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", _("任职日期已更正。"));
    return rc;
}

static void tenure_form(struct screen *screen, enum action action)
{
    const struct holder *holder = org_chosen(screen->state).holder;
    const struct field_spec who = { .name = "who", .label = _("任职"), .kind = FIELD_SHOWN, .text = holder->name };
    const struct field_spec end[] = {
        who,
        { .name = "to",
          .label = _("最后一天"),
          .domain = _("止期"),
          .kind = FIELD_DAY,
          .needed = true,
          .text = holder->to == NULL ? console_today(screen->console) : holder->to },
    };
    const struct field_spec filing[] = {
        who,
        { .name = "filed",
          .label = _("备案日期"),
          .kind = FIELD_DAY,
          .text = holder->filed == NULL ? console_today(screen->console) : holder->filed },
        { .name = "number", .label = _("备案号"), .kind = FIELD_TEXT, .limit = 40, .text = holder->filing_number },
    };
    const struct field_spec correction[] = {
        who,
        { .name = "from",
          .label = _("自"),
          .domain = _("起期"),
          .kind = FIELD_DAY,
          .needed = true,
          .text = holder->from },
        { .name = "to",
          .label = _("至"),
          .domain = _("止期"),
          .kind = FIELD_DAY,
          .text = holder->to,
          .hint = _("空着：没有定期限") },
    };
    if (action == ACTION_END_TENURE)
        open_form(screen, _("免职"), "end-tenure", end, COUNT(end), holder->tenure, save_end);
    else if (action == ACTION_FILE_TENURE)
        open_form(screen, _("备案"), "file-tenure", filing, COUNT(filing), holder->tenure, save_filing);
    else
        open_form(screen, _("更正任职日期"), "correct-tenure", correction, COUNT(correction), holder->tenure,
                  save_correction);
}

/* --- Which of them --- */

int org_may(const struct screen *screen, enum action action, struct err *err)
{
    const struct chosen chosen = org_chosen(screen->state);
    switch (action) {
    case ACTION_POST_CLOSE:
    case ACTION_APPOINT:
        if (chosen.post == NULL)
            return err_set(err, _("请先选中一个岗位，再%s。"), action_specs[action].label);
        return 0;
    case ACTION_REPLACE:
    case ACTION_END_TENURE:
    case ACTION_FILE_TENURE:
    case ACTION_CORRECT_TENURE:
        if (chosen.holder == NULL)
            return err_set(err, _("请先选中一个有人任职的岗位或其中一人，再%s。"), action_specs[action].label);
        return 0;
    default:
        return 0;
    }
}

enum outcome org_edit(struct screen *screen, enum action action)
{
    struct err err;
    if (org_may(screen, action, &err) != 0) {
        console_fail(screen->console, &err);
        return STAY;
    }
    switch (action) {
    case ACTION_BODY_ADD:
        add_body_form(screen);
        return STAY;
    case ACTION_BODY_RENAME:
        rename_form(screen);
        return STAY;
    case ACTION_BODY_MOVE:
        move_form(screen);
        return STAY;
    case ACTION_BODY_CLOSE:
        close_body_form(screen);
        return STAY;
    case ACTION_POST_ADD:
        add_post_form(screen);
        return STAY;
    case ACTION_POST_CLOSE:
        close_post_form(screen);
        return STAY;
    case ACTION_APPOINT:
    case ACTION_REPLACE:
        appoint_form(screen, action == ACTION_REPLACE);
        return STAY;
    case ACTION_END_TENURE:
    case ACTION_FILE_TENURE:
    case ACTION_CORRECT_TENURE:
        tenure_form(screen, action);
        return STAY;
    default:
        return NOT_MINE;
    }
}

enum outcome org_edit_answer(struct screen *screen, const struct answer *answer)
{
    (void)screen;
    return answer->tag == TAG_FORM && answer->given ? RELOAD : STAY;
}
