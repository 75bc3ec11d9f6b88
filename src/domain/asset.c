/* Assets. */
#include "domain/asset.h"

#include "base/words.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "store/look.h"
#include "store/office.h"

#include <string.h>

const char *const asset_kinds[] = { "site", "platform", "system", NULL };

const char *asset_kind_name(const char *kind)
{
    static const char *const names[] = { _("网站"), _("网络平台"), _("信息系统") };
    for (size_t i = 0; asset_kinds[i] != NULL; i++)
        if (strcmp(asset_kinds[i], kind) == 0)
            return names[i];
    return kind;
}

const char *asset_level_name(int64_t level)
{
    static const char *const names[] = { _("一级"), _("二级"), _("三级"), _("四级"), _("五级") };
    return level >= 1 && level <= 5 ? names[level - 1] : _("未定级");
}

/* What was typed, taken over and checked by itself. */
struct typed {
    struct field name;
    struct field_long address, purpose, scale, risk;
    char opened[DAY_TEXT];
};

static int take(const struct asset_fields *fields, struct typed *typed, struct asset *asset, struct err *err)
{
    if (field_text(fields->name, _("名称"), true, &typed->name, &asset->name, err) != 0 ||
        field_long(fields->address, _("地址"), false, &typed->address, &asset->address, err) != 0 ||
        field_long(fields->purpose, _("主要功能"), false, &typed->purpose, &asset->purpose, err) != 0 ||
        field_long(fields->scale, _("规模"), false, &typed->scale, &asset->scale, err) != 0 ||
        field_long(fields->risk, _("安全风险"), false, &typed->risk, &asset->risk, err) != 0 ||
        field_day(fields->opened, _("启用日期"), false, typed->opened, &asset->opened, err) != 0)
        return -1;
    asset->kind = NULL;
    for (size_t i = 0; asset_kinds[i] != NULL; i++)
        if (fields->kind != NULL && strcmp(asset_kinds[i], fields->kind) == 0)
            asset->kind = asset_kinds[i];
    if (asset->kind == NULL)
        return err_set(err, "%s", _("类别应是网站、网络平台或信息系统。请重选。"));
    if (fields->level < 0 || fields->level > 5)
        return err_set(err, "%s", _("等保级别应是一级到五级，或未定级。请重选。"));
    asset->body = fields->body;
    asset->level = fields->level;
    asset->contact_id = fields->contact;
    return 0;
}

/* The owner: a unit of its own, there today or on the day the asset begins. */
static int check_owner(struct store *store, struct asset *asset, struct err *err)
{
    struct bodies bodies = { 0 };
    char today[DAY_TEXT];
    day_of(store_now(store), today);
    int rc = read_body(store, asset->body, &bodies, err);
    if (rc == 0 && bodies.n == 0)
        rc = err_set(err, "%s", _("没有这个责任单位。请刷新后重选。"));
    if (rc == 0) {
        const struct body *body = &bodies.v[0];
        if (body->each)
            rc = err_set(err, _("“%s”是各单位的统称，不能作为资产的责任单位。请选具体单位。"), body->name);
        else if (body->closed != NULL && strcmp(body->closed, today) <= 0)
            rc = err_set(err, _("“%s”已在 %s 撤销，不能作为资产的责任单位。请重选。"), body->name, body->closed);
        else if (asset->school != 0 && asset->school != body->school)
            rc = err_set(err, _("“%s”是另一所学校的。请重选责任单位。"), body->name);
        asset->school = body->school;
    }
    LIST_FREE(&bodies);
    return rc;
}

static int check_contact(struct store *store, const struct asset *asset, struct err *err)
{
    struct persons persons = { 0 };
    char today[DAY_TEXT];
    if (asset->contact_id == 0)
        return 0;
    day_of(store_now(store), today);
    int rc = read_person(store, asset->contact_id, today, &persons, err);
    if (rc == 0 && (persons.n == 0 || persons.v[0].school != asset->school))
        rc = err_set(err, "%s", _("联系人不是这所学校的人员。请重选。"));
    LIST_FREE(&persons);
    return rc;
}

static int check_name(struct store *store, const struct asset *asset, struct err *err)
{
    struct assets known = { 0 };
    struct bodies owner = { 0 };
    int rc = read_asset_named(store, asset->school, asset->name, &known, err);
    if (rc == 0 && known.n > 0 && known.v[0].id != asset->id) {
        rc = read_body(store, known.v[0].body, &owner, err);
        if (rc == 0)
            rc = err_set(err, _("本校已有“%s”（%s，责任单位“%s”%s）。请换一个名称，或修改那一条。"), asset->name,
                         asset_kind_name(known.v[0].kind), owner.n > 0 ? owner.v[0].name : "",
                         known.v[0].closed == NULL ? "" : _("，已停用"));
    }
    LIST_FREE(&owner);
    LIST_FREE(&known);
    return rc;
}

static int check_asset(struct store *store, struct asset *asset, struct err *err)
{
    if (check_owner(store, asset, err) != 0 || check_contact(store, asset, err) != 0)
        return -1;
    return check_name(store, asset, err);
}

int asset_add(const struct session *session, const struct asset_fields *fields, int64_t *id, struct err *err)
{
    struct typed typed;
    struct asset asset = { .id = 0 };
    *id = 0;
    if (session_may_for(session, RIGHT_MANAGE_ASSETS, fields->body, err) != 0 ||
        take(fields, &typed, &asset, err) != 0 || change_begin(session, "asset-add", NULL, err) != 0)
        return -1;
    int rc = check_asset(session->store, &asset, err);
    if (rc == 0)
        rc = add_asset(session->store, &asset, id, err);
    return change_end(session, rc, err);
}

/* The asset as it is, if this session may change it. */
static int find_own(const struct session *session, int64_t id, struct assets *found, struct err *err)
{
    if (read_asset(session->store, id, found, err) != 0)
        return -1;
    if (found->n == 0)
        return err_set(err, "%s", _("没有这项资产。请刷新。"));
    return session_may_for(session, RIGHT_MANAGE_ASSETS, found->v[0].body, err);
}

int asset_edit(const struct session *session, int64_t id, const struct asset_fields *fields, int64_t seen,
               struct err *err)
{
    struct typed typed;
    struct asset asset = { .id = id };
    struct assets found = { 0 };
    struct guard guard = { "asset", id, seen };
    if (!session_may_somewhere(session, RIGHT_MANAGE_ASSETS))
        return session_may(session, RIGHT_MANAGE_ASSETS, err);
    if (take(fields, &typed, &asset, err) != 0 || change_begin(session, "asset-edit", &guard, err) != 0)
        return -1;
    int rc = find_own(session, id, &found, err);
    if (rc == 0)
        rc = session_may_for(session, RIGHT_MANAGE_ASSETS, asset.body, err);
    if (rc == 0) {
        asset.school = found.v[0].school;
        if (asset.opened != NULL && found.v[0].closed != NULL && strcmp(asset.opened, found.v[0].closed) > 0)
            rc = err_set(err, _("启用日期 %s 晚于停用日期 %s。请核对。"), asset.opened, found.v[0].closed);
    }
    if (rc == 0)
        rc = check_asset(session->store, &asset, err);
    if (rc == 0)
        rc = change_asset(session->store, &asset, err);
    LIST_FREE(&found);
    return change_end(session, rc, err);
}

int asset_close(const struct session *session, int64_t id, const char *day, int64_t seen, struct err *err)
{
    struct assets found = { 0 };
    struct guard guard = { "asset", id, seen };
    char closed[DAY_TEXT];
    const char *value;
    if (!session_may_somewhere(session, RIGHT_MANAGE_ASSETS))
        return session_may(session, RIGHT_MANAGE_ASSETS, err);
    if (field_day(day, _("停用日期"), true, closed, &value, err) != 0 ||
        change_begin(session, "asset-close", &guard, err) != 0)
        return -1;
    int rc = find_own(session, id, &found, err);
    if (rc == 0 && found.v[0].closed != NULL)
        rc = err_set(err, _("“%s”已在 %s 停用。"), found.v[0].name, found.v[0].closed);
    if (rc == 0 && found.v[0].opened != NULL && strcmp(closed, found.v[0].opened) < 0)
        rc = err_set(err, _("停用日期 %s 早于启用日期 %s。请核对。"), closed, found.v[0].opened);
    if (rc == 0)
        rc = close_asset(session->store, id, closed, err);
    LIST_FREE(&found);
    return change_end(session, rc, err);
}
