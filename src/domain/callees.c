/* Whom to call. */
#include "domain/callees.h"

#include "base/words.h"
#include "domain/asset.h"
#include "domain/org.h"
#include "store/look.h"
#include "store/office.h"

#include <string.h>

/* Everything the list is made from. */
struct calling {
    struct store *store;
    const struct incident *incident;
    struct org org;
    struct callees *out;
};

static const char *const ids[CALLEE_ROLES] = {
    [CALLEE_ASSET] = "asset",   [CALLEE_OFFICER] = "officer", [CALLEE_DIRECT] = "direct",
    [CALLEE_FIRST] = "first",   [CALLEE_LEAD] = "lead",       [CALLEE_OFFICE] = "office",
    [CALLEE_LEADER] = "leader", [CALLEE_TOP] = "top",         [CALLEE_HANDLER] = "handler",
};

const char *callee_role_id(enum callee_role role)
{
    return ids[role];
}

const char *callee_roles(const struct callee *callee, struct arena *in)
{
    static const char *const names[CALLEE_ROLES] = {
        [CALLEE_ASSET] = _("系统联系人"), [CALLEE_OFFICER] = _("网络安全员"), [CALLEE_DIRECT] = _("直接责任人"),
        [CALLEE_FIRST] = _("第一责任人"), [CALLEE_LEAD] = _("牵头"),          [CALLEE_OFFICE] = _("办公室"),
        [CALLEE_LEADER] = _("分管领导"),  [CALLEE_TOP] = _("学校第一责任人"), [CALLEE_HANDLER] = _("处置"),
    };
    const char *text = "";
    for (int i = 0; i < CALLEE_ROLES; i++)
        if ((callee->roles & (1u << i)) != 0)
            text = arena_printf(in, "%s%s%s", text, text[0] == '\0' ? "" : "、", names[i]);
    return text;
}

const char *callee_place(const struct callee *callee, struct arena *in)
{
    if (callee->asset != NULL)
        return arena_printf(in, _("%s（等保%s）"), callee->asset, asset_level_name(callee->level));
    const char *text = callee->body_name;
    if (callee->post_name != NULL && strcmp(callee->post_name, text) != 0)
        text = arena_printf(in, "%s %s", text, callee->post_name);
    return callee->ex_officio == NULL ? text : arena_printf(in, _("%s（%s）"), text, callee->ex_officio);
}

const char *callee_missing(const struct callee *callee)
{
    if (callee->post != 0)
        return _("空缺");
    if (callee->asset != NULL)
        return _("未登记");
    return callee->body == 0 ? _("单位未明") : _("没有岗位");
}

/* --- Lines --- */

/* Who stands there already is given one role more. */
static struct callee *add(struct calling *c, enum callee_role role, const struct callee *wanted)
{
    struct callees *out = c->out;
    for (size_t i = 0; i < out->n; i++) {
        struct callee *x = &out->v[i];
        if (x->asset == NULL && x->body == wanted->body && x->post == wanted->post && x->person == wanted->person) {
            x->roles |= 1u << role;
            return x;
        }
    }
    struct callee *x = VEC_PUSH(out);
    struct arena *arena = &out->arena;
    *x = (struct callee){ .roles = 1u << role,
                          .body = wanted->body,
                          .body_name = arena_strdup(arena, wanted->body_name),
                          .post = wanted->post,
                          .post_name = arena_strdup(arena, wanted->post_name),
                          .ex_officio = arena_strdup(arena, wanted->ex_officio),
                          .person = wanted->person,
                          .name = arena_strdup(arena, wanted->name),
                          .number = arena_strdup(arena, wanted->number),
                          .phone = arena_strdup(arena, wanted->phone),
                          .night_phone = arena_strdup(arena, wanted->night_phone),
                          .cite = { arena_strdup(arena, wanted->cite.rule), arena_strdup(arena, wanted->cite.path) } };
    return x;
}

/* The post with each of its holders, or empty. True: somebody holds it. */
static bool add_post(struct calling *c, enum callee_role role, const struct body *body, const char *body_name,
                     const struct post *post)
{
    size_t first, n = org_holders(&c->org, post->id, &first);
    struct callee wanted = { .body = body->id,
                             .body_name = body_name,
                             .post = post->id,
                             .post_name = post->name,
                             .ex_officio = post->ex_officio,
                             .cite = post->cite };
    for (size_t i = 0; i < n; i++) {
        const struct holder *holder = &c->org.holders.v[first + i];
        wanted.person = holder->person;
        wanted.name = holder->name;
        wanted.number = holder->number;
        wanted.phone = holder->phone;
        wanted.night_phone = holder->night_phone;
        add(c, role, &wanted);
    }
    if (n == 0)
        add(c, role, &wanted);
    return n > 0;
}

static size_t add_posts(struct calling *c, enum callee_role role, const struct body *body, const char *liability)
{
    size_t first, found = 0, n = body->each ? 0 : org_posts(&c->org, body->id, &first);
    for (size_t i = 0; i < n; i++) {
        const struct post *post = &c->org.posts.v[first + i];
        if (strcmp(post->liability, liability) != 0)
            continue;
        add_post(c, role, body, body->name, post);
        found++;
    }
    return found;
}

/* Its head, and where nobody is that the first of its posts that somebody holds. A body without posts of its own is
 * reached at the one it is at. */
static void add_body(struct calling *c, enum callee_role role, const struct body *body)
{
    const struct body *host = body_by_id(&c->org.bodies, body->host), *at = body;
    const char *name = body->name;
    size_t first, n = org_posts(&c->org, body->id, &first);
    if (n == 0 && host != NULL) {
        n = org_posts(&c->org, host->id, &first);
        name = arena_printf(&c->out->arena, _("%s（设在%s）"), body->name, host->name);
        at = host;
    }
    if (n == 0) {
        const struct callee wanted = { .body = body->id, .body_name = name, .cite = body->cite };
        add(c, role, &wanted);
        return;
    }
    const struct post *head = org_head(&c->org, at->id);
    if (head == NULL)
        head = &c->org.posts.v[first];
    bool held = add_post(c, role, at, name, head);
    for (size_t i = 0; !held && i < n; i++) {
        const struct post *post = &c->org.posts.v[first + i];
        size_t holder;
        if (post != head && org_holders(&c->org, post->id, &holder) > 0)
            held = add_post(c, role, at, name, post);
    }
}

/* A body that a step names; where it stands for all units, that of the incident. */
static void add_named(struct calling *c, enum callee_role role, int64_t id)
{
    const struct body *body = body_by_id(&c->org.bodies, id);
    const struct body *unit = body_by_id(&c->org.bodies, c->incident->body);
    if (body == NULL)
        return;
    if (!body->each)
        add_body(c, role, body);
    else if (unit != NULL)
        add_body(c, role, unit);
    else
        add(c, role, &(struct callee){ .body_name = body->name, .cite = body->cite });
}

/* --- The order in which one calls --- */

static int add_contact(struct calling *c, struct err *err)
{
    struct assets assets = { 0 };
    struct persons persons = { 0 };
    int rc = c->incident->asset == 0 ? 0 : read_asset(c->store, c->incident->asset, &assets, err);
    if (rc == 0 && assets.n > 0) {
        const struct asset *asset = &assets.v[0];
        if (asset->contact_id != 0)
            rc = read_person(c->store, asset->contact_id, c->org.day, &persons, err);
        struct callee wanted = { 0 };
        if (rc == 0 && persons.n > 0)
            wanted = (struct callee){ .person = persons.v[0].id,
                                      .name = persons.v[0].name,
                                      .number = persons.v[0].number,
                                      .phone = persons.v[0].phone,
                                      .night_phone = persons.v[0].night_phone };
        if (rc == 0) {
            struct callee *x = add(c, CALLEE_ASSET, &wanted);
            x->asset = arena_strdup(&c->out->arena, asset->name);
            x->level = asset->level;
        }
    }
    LIST_FREE(&persons);
    LIST_FREE(&assets);
    return rc;
}

static void add_unit(struct calling *c)
{
    const struct body *unit = body_by_id(&c->org.bodies, c->incident->body);
    if (unit == NULL)
        return;
    size_t found = add_posts(c, CALLEE_OFFICER, unit, "officer");
    if (found == 0)
        found = add_posts(c, CALLEE_DIRECT, unit, "direct");
    found += add_posts(c, CALLEE_FIRST, unit, "first");
    if (found == 0)
        add_body(c, CALLEE_FIRST, unit);
}

static void add_offices(struct calling *c)
{
    for (size_t i = 0; i < c->org.n; i++) {
        const struct body *body = &c->org.bodies.v[c->org.order[i]];
        if (strcmp(body->kind, "office") == 0)
            add_body(c, CALLEE_OFFICE, body);
    }
}

static void add_leader(struct calling *c)
{
    const char *liability = org_leader_in_charge(&c->org);
    for (size_t i = 0; i < c->org.n; i++) {
        const struct body *body = &c->org.bodies.v[c->org.order[i]];
        if (strcmp(body->kind, "leadership") == 0)
            add_posts(c, liability == NULL ? CALLEE_TOP : CALLEE_LEADER, body, liability == NULL ? "first" : liability);
    }
}

static int read_steps(struct calling *c, struct rule_steps *steps, struct err *err)
{
    const struct incident *incident = c->incident;
    if (read_rule_steps(c->store, incident->school, plan_procedure(incident), steps, err) != 0)
        return -1;
    /* A rule that says nothing of 舆情 has it handled as any incident. */
    return steps->n > 0 || !incident->opinion ? 0 : read_rule_steps(c->store, incident->school, "response", steps, err);
}

int callees_read(struct store *store, const struct incident *incident, const char *day, struct callees *out,
                 struct err *err)
{
    struct calling c = { .store = store, .incident = incident, .out = out };
    struct rule_steps steps = { 0 };
    int rc = org_read(&c.org, store, incident->school, day, err);
    if (rc == 0)
        rc = plan_read(store, incident, &out->plan, err);
    if (rc == 0)
        rc = read_steps(&c, &steps, err);
    if (rc == 0)
        rc = add_contact(&c, err);
    if (rc == 0) {
        add_unit(&c);
        if (out->plan.body != 0)
            add_named(&c, CALLEE_LEAD, out->plan.body);
        add_offices(&c);
        add_leader(&c);
        for (size_t i = 0; i < steps.n; i++)
            if (steps.v[i].body != 0)
                add_named(&c, CALLEE_HANDLER, steps.v[i].body);
    }
    LIST_FREE(&steps);
    org_done(&c.org);
    return rc;
}

void callees_free(struct callees *callees)
{
    plan_free(&callees->plan);
    LIST_FREE(callees);
}
