/* Changes of bodies and posts. */
#include "domain/change_org.h"

#include "base/buf.h"
#include "base/words.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "domain/org.h"
#include "store/look.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { NAMES_MOST = 5, SEATS_MOST = 999 };

/* Names one after another, the first few of them, for a sentence. */
static void add_name(struct buf *list, size_t at, const char *name)
{
    if (at < NAMES_MOST)
        buf_printf(list, "%s%s", at > 0 ? "、" : "", name);
    else if (at == NAMES_MOST)
        buf_adds(list, _("等"));
}

/* The body, which must be there and not closed. */
static int read_open_body(struct store *store, int64_t id, struct bodies *out, struct err *err)
{
    if (read_body(store, id, out, err) != 0)
        return -1;
    if (out->n != 1)
        return err_set(err, "%s", _("库里没有这个机构。请刷新后重选。"));
    if (out->v[0].closed != NULL)
        return err_set(err, _("“%s”已定于 %s 撤销，不能再改。请另选机构。"), out->v[0].name, out->v[0].closed);
    return 0;
}

/* --- Names and places --- */

static int check_free(const struct session *session, int64_t school, const char *name, int64_t own, const char *opened,
                      struct err *err)
{
    struct bodies others = { 0 };
    char today[DAY_TEXT];
    day_of(store_now(session->store), today);
    if (name == NULL)
        return 0;
    int rc = read_body_called(session->store, school, name, own, opened == NULL ? today : opened, &others, err);
    if (rc == 0 && others.n > 0)
        rc = err_set(err,
                     strcmp(others.v[0].name, name) == 0 ? _("已有机构“%s”。请换一个名称。")
                                                         : _("“%s”已是机构“%s”的简称或标识。请换一个名称。"),
                     name, others.v[0].name);
    LIST_FREE(&others);
    return rc;
}

static int check_parent(const struct session *session, const struct new_body *body, struct err *err)
{
    struct bodies parents = { 0 };
    if (body->parent == 0)
        return 0;
    int rc = read_open_body(session->store, body->parent, &parents, err);
    const struct body *parent = rc == 0 ? &parents.v[0] : NULL;
    if (rc == 0 && parent->school != body->school)
        rc = err_set(err, _("“%s”是别的学校的机构，不能作上级。请另选。"), parent->name);
    else if (rc == 0 && parent->opened != NULL && body->opened != NULL && strcmp(body->opened, parent->opened) < 0)
        rc = err_set(err, _("上级“%s”%s 才成立，成立日期 %s 早于这一天。请更正日期或另选上级。"), parent->name,
                     parent->opened, body->opened);
    LIST_FREE(&parents);
    return rc;
}

static int check_class(const struct session *session, const struct new_body *body, struct err *err)
{
    struct bodies classes = { 0 };
    if (body->class == 0)
        return 0;
    int rc = read_open_body(session->store, body->class, &classes, err);
    if (rc == 0 && (!classes.v[0].each || classes.v[0].school != body->school))
        rc = err_set(err, _("“%s”不是本校各单位的统称。请另选，或不选统称。"), classes.v[0].name);
    LIST_FREE(&classes);
    return rc;
}

/* --- Bodies --- */

struct body_fields {
    struct field name, short_name;
    char opened[DAY_TEXT];
};

static int take_body(struct body_fields *fields, const struct new_body *typed, struct new_body *taken, struct err *err)
{
    *taken = *typed;
    if (field_text(typed->name, _("机构名称"), true, &fields->name, &taken->name, err) != 0 ||
        field_text(typed->short_name, _("简称"), false, &fields->short_name, &taken->short_name, err) != 0 ||
        field_day(typed->opened, _("成立日期"), false, fields->opened, &taken->opened, err) != 0)
        return -1;
    /* What has no name of its own is no kind. */
    if (typed->kind == NULL || body_kind_name(typed->kind) == typed->kind)
        return err_set(err, "%s", _("机构类别不认识。可用：领导、小组、办公室、部门、院系、单位。"));
    return 0;
}

int body_add(const struct session *session, const struct new_body *body, int64_t *id, struct err *err)
{
    struct body_fields fields;
    struct new_body taken;
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 || take_body(&fields, body, &taken, err) != 0 ||
        change_begin(session, "body-add", NULL, err) != 0)
        return -1;
    int rc = check_free(session, taken.school, taken.name, 0, taken.opened, err);
    if (rc == 0)
        rc = check_free(session, taken.school, taken.short_name, 0, taken.opened, err);
    if (rc == 0)
        rc = check_parent(session, &taken, err);
    if (rc == 0)
        rc = check_class(session, &taken, err);
    if (rc == 0)
        rc = add_body(session->store, &taken, id, err);
    return change_end(session, rc, err);
}

int body_rename(const struct session *session, int64_t id, const char *name, const char *short_name, int64_t seen,
                struct err *err)
{
    struct body_fields fields;
    const char *new_name, *new_short;
    struct bodies kept = { 0 };
    struct guard guard = { "body", id, seen };
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 ||
        field_text(name, _("机构名称"), true, &fields.name, &new_name, err) != 0 ||
        field_text(short_name, _("简称"), false, &fields.short_name, &new_short, err) != 0 ||
        change_begin(session, "body-rename", &guard, err) != 0)
        return -1;
    int rc = read_open_body(session->store, id, &kept, err);
    if (rc == 0)
        rc = check_free(session, kept.v[0].school, new_name, id, NULL, err);
    if (rc == 0)
        rc = check_free(session, kept.v[0].school, new_short, id, NULL, err);
    if (rc == 0)
        rc = rename_body(session->store, id, new_name, new_short, err);
    LIST_FREE(&kept);
    return change_end(session, rc, err);
}

/* The new parent must not be below the body, or both would hang on each other and on nothing else. */
static int check_no_ring(const struct session *session, const struct body *body, int64_t parent, struct err *err)
{
    bool within = false;
    if (parent == 0)
        return 0;
    if (body_within(session->store, parent, body->id, &within, err) != 0)
        return -1;
    return within ? err_set(err, _("“%s”不能移到自己或自己的下级之下。请另选上级。"), body->name) : 0;
}

int body_move(const struct session *session, int64_t id, int64_t parent, int64_t seen, struct err *err)
{
    struct bodies kept = { 0 };
    struct guard guard = { "body", id, seen };
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 || change_begin(session, "body-move", &guard, err) != 0)
        return -1;
    int rc = read_open_body(session->store, id, &kept, err);
    if (rc == 0) {
        struct new_body moved = { .school = kept.v[0].school, .parent = parent, .opened = kept.v[0].opened };
        rc = check_parent(session, &moved, err);
    }
    if (rc == 0)
        rc = check_no_ring(session, &kept.v[0], parent, err);
    if (rc == 0)
        rc = move_body(session->store, id, parent, err);
    LIST_FREE(&kept);
    return change_end(session, rc, err);
}

/* --- Closing --- */

static int check_closing_day(const char *name, const char *opened, const char *day, struct err *err)
{
    if (opened != NULL && strcmp(day, opened) <= 0)
        return err_set(err, _("“%s”%s 才设立，撤销日期 %s 须晚于这一天。请更正日期。"), name, opened, day);
    return 0;
}

static int check_nobody_below(struct store *store, const struct body *body, const char *day, struct err *err)
{
    struct bodies below = { 0 };
    struct buf names = { 0 };
    int rc = read_bodies_below(store, body->id, day, &below, err);
    for (size_t i = 0; rc == 0 && i < below.n; i++)
        add_name(&names, i, below.v[i].name);
    if (rc == 0 && below.n > 0)
        rc =
            err_set(err, _("“%s”之下还有 %zu 个机构：%s。请先移走或撤销它们。"), body->name, below.n, buf_text(&names));
    buf_free(&names);
    LIST_FREE(&below);
    return rc;
}

/* Tenures that the closing would leave without a post. */
static int check_no_holders(const char *name, const struct tenures *tenures, const char *day, struct err *err)
{
    struct buf names = { 0 };
    size_t n = 0;
    for (size_t i = 0; i < tenures->n; i++) {
        const struct tenure *t = &tenures->v[i];
        struct buf one = { 0 };
        if (t->to != NULL && strcmp(t->to, day) < 0)
            continue;
        buf_printf(&one, _("%s %s"), t->post_name, t->person_name);
        add_name(&names, n++, buf_text(&one));
        buf_free(&one);
    }
    if (n > 0)
        err_set(err, _("“%s”在 %s 或以后还有人任职：%s。请先写明他们的止期（早于这一天）。"), name, day,
                buf_text(&names));
    buf_free(&names);
    return n > 0 ? -1 : 0;
}

static int check_body_holders(struct store *store, const struct body *body, const char *day, struct err *err)
{
    struct tenures tenures = { 0 };
    int rc = read_tenures_from(store, body->id, day, &tenures, err);
    if (rc == 0)
        rc = check_no_holders(body->name, &tenures, day, err);
    LIST_FREE(&tenures);
    return rc;
}

static int check_no_lead(struct store *store, const struct body *body, struct err *err)
{
    struct body_duties duties = { 0 };
    struct buf numbers = { 0 };
    size_t n = 0;
    int rc = read_body_duties(store, body->id, 0, &duties, err);
    for (size_t i = 0; rc == 0 && i < duties.n; i++) {
        char number[32];
        if (duties.v[i].body != body->id || strcmp(duties.v[i].part, "lead") != 0)
            continue;
        snprintf(number, sizeof number, "%" PRId64, duties.v[i].no);
        add_name(&numbers, n++, number);
    }
    if (rc == 0 && n > 0)
        rc = err_set(err, _("“%s”是第 %s 项责任任务的主责机构，不能撤销。请先另定主责机构。"), body->name,
                     buf_text(&numbers));
    buf_free(&numbers);
    LIST_FREE(&duties);
    return rc;
}

int body_close(const struct session *session, int64_t id, const char *day, int64_t seen, struct err *err)
{
    struct store *store = session->store;
    struct bodies kept = { 0 };
    char closed[DAY_TEXT];
    const char *from;
    struct guard guard = { "body", id, seen };
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 ||
        field_day(day, _("撤销日期"), true, closed, &from, err) != 0 ||
        change_begin(session, "body-close", &guard, err) != 0)
        return -1;
    int rc = read_open_body(store, id, &kept, err);
    if (rc == 0)
        rc = check_closing_day(kept.v[0].name, kept.v[0].opened, closed, err);
    if (rc == 0)
        rc = check_nobody_below(store, &kept.v[0], closed, err);
    if (rc == 0)
        rc = check_body_holders(store, &kept.v[0], closed, err);
    if (rc == 0)
        rc = check_no_lead(store, &kept.v[0], err);
    if (rc == 0)
        rc = close_body(store, id, closed, err);
    LIST_FREE(&kept);
    return change_end(session, rc, err);
}

/* --- Posts --- */

struct post_fields {
    struct field name;
    char opened[DAY_TEXT];
};

static int take_post(struct post_fields *fields, const struct new_post *typed, struct new_post *taken, struct err *err)
{
    *taken = *typed;
    if (field_text(typed->name, _("岗位名称"), true, &fields->name, &taken->name, err) != 0 ||
        field_day(typed->opened, _("设立日期"), false, fields->opened, &taken->opened, err) != 0)
        return -1;
    if (typed->liability == NULL || liability_name(typed->liability) == typed->liability)
        return err_set(err, "%s", _("责任类型不认识。可用：第一责任人、直接责任人、领导责任、网络安全员、成员。"));
    if (typed->seats < 0 || typed->seats > SEATS_MOST)
        return err_set(err, _("席位数要在 0（不限）到 %d 之间。请更正。"), SEATS_MOST);
    return 0;
}

static int check_new_post(struct store *store, const struct body *body, const struct new_post *post, struct err *err)
{
    struct posts others = { 0 };
    if (body->each)
        return err_set(err, _("“%s”是各单位的统称，岗位由制度规定。请选具体单位。"), body->name);
    if (post->opened != NULL && body->opened != NULL && strcmp(post->opened, body->opened) < 0)
        return err_set(err, _("“%s”%s 才成立，设立日期 %s 早于这一天。请更正日期。"), body->name, body->opened,
                       post->opened);
    int rc = read_body_posts(store, body->id, &others, err);
    for (size_t i = 0; rc == 0 && i < others.n; i++)
        if (strcmp(others.v[i].name, post->name) == 0)
            rc = others.v[i].closed == NULL
                     ? err_set(err, _("“%s”已有岗位“%s”。请换一个名称。"), body->name, post->name)
                     : err_set(err, _("“%s”有过岗位“%s”（%s 起撤销）。请换一个名称。"), body->name, post->name,
                               others.v[i].closed);
    LIST_FREE(&others);
    return rc;
}

int post_add(const struct session *session, const struct new_post *post, int64_t *id, struct err *err)
{
    struct post_fields fields;
    struct new_post taken;
    struct bodies bodies = { 0 };
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 || take_post(&fields, post, &taken, err) != 0 ||
        change_begin(session, "post-add", NULL, err) != 0)
        return -1;
    int rc = read_open_body(session->store, taken.body, &bodies, err);
    if (rc == 0)
        rc = check_new_post(session->store, &bodies.v[0], &taken, err);
    if (rc == 0)
        rc = add_post(session->store, &taken, id, err);
    LIST_FREE(&bodies);
    return change_end(session, rc, err);
}

static int check_open_post(const struct session *session, int64_t id, const char *day, struct posts *kept,
                           struct err *err)
{
    struct tenures tenures = { 0 };
    struct bodies bodies = { 0 };
    if (read_post(session->store, id, kept, err) != 0)
        return -1;
    if (kept->n != 1)
        return err_set(err, "%s", _("库里没有这个岗位。请刷新后重选。"));
    const struct post *post = &kept->v[0];
    if (post->closed != NULL)
        return err_set(err, _("岗位“%s”已定于 %s 撤销。请另选。"), post->name, post->closed);
    int rc = read_body(session->store, post->body, &bodies, err);
    if (rc == 0 && bodies.v[0].each)
        rc = err_set(err, _("“%s”是各单位的统称，岗位由制度规定。请选具体单位。"), bodies.v[0].name);
    if (rc == 0)
        rc = check_closing_day(post->name, post->opened, day, err);
    if (rc == 0)
        rc = read_tenures(session->store, id, &tenures, err);
    if (rc == 0)
        rc = check_no_holders(post->name, &tenures, day, err);
    LIST_FREE(&bodies);
    LIST_FREE(&tenures);
    return rc;
}

int post_close(const struct session *session, int64_t id, const char *day, int64_t seen, struct err *err)
{
    struct posts kept = { 0 };
    char closed[DAY_TEXT];
    const char *from;
    struct guard guard = { "post", id, seen };
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 ||
        field_day(day, _("撤销日期"), true, closed, &from, err) != 0 ||
        change_begin(session, "post-close", &guard, err) != 0)
        return -1;
    int rc = check_open_post(session, id, closed, &kept, err);
    if (rc == 0)
        rc = close_post(session->store, id, closed, err);
    LIST_FREE(&kept);
    return change_end(session, rc, err);
}
