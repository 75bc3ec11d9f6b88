/* Reading the org chart. */
#include "domain/org.h"

#include "base/words.h"

#include <stdio.h>
#include <string.h>

/* Appends the children of `parent` (0: the roots) and, below each, its own. A body whose parent is closed or of another
 * school counts as a root, so that nobody vanishes from the chart. */
static void append_children(struct org *org, int64_t parent, int depth)
{
    size_t last = org->n;
    for (size_t i = 0; i < org->bodies.n; i++) {
        const struct body *body = &org->bodies.v[i];
        int64_t above = body_by_id(&org->bodies, body->parent) == NULL ? 0 : body->parent;
        if (above != parent || org->n >= org->bodies.n)
            continue;
        last = org->n;
        org->order[org->n] = i;
        org->depth[org->n] = depth;
        org->n++;
        append_children(org, body->id, depth + 1);
    }
    if (last < org->n)
        org->last[last] = true;
}

int org_read(struct org *org, struct store *store, int64_t school, const char *day, struct err *err)
{
    *org = (struct org){ 0 };
    snprintf(org->day, sizeof org->day, "%s", day);
    if (read_bodies(store, school, day, &org->bodies, err) != 0 ||
        read_posts(store, school, day, &org->posts, err) != 0 ||
        read_holders(store, school, day, &org->holders, err) != 0) {
        org_done(org);
        return -1;
    }
    size_t n = org->bodies.n;
    org->order = mem_alloc(n * sizeof *org->order);
    org->depth = mem_alloc(n * sizeof *org->depth);
    org->last = mem_alloc(n * sizeof *org->last);
    append_children(org, 0, 0);
    return 0;
}

void org_done(struct org *org)
{
    LIST_FREE(&org->bodies);
    LIST_FREE(&org->posts);
    LIST_FREE(&org->holders);
    mem_free(org->order);
    mem_free(org->depth);
    mem_free(org->last);
    *org = (struct org){ 0 };
}

static bool same(const char *a, const char *b)
{
    return a != NULL && strcmp(a, b) == 0;
}

const struct body *body_named(const struct bodies *bodies, const char *name)
{
    for (size_t i = 0; i < bodies->n; i++)
        if (same(bodies->v[i].name, name))
            return &bodies->v[i];
    for (size_t i = 0; i < bodies->n; i++)
        if (same(bodies->v[i].key, name) || same(bodies->v[i].short_name, name))
            return &bodies->v[i];
    return NULL;
}

bool org_within(const struct org *org, int64_t id, int64_t top)
{
    if (top == 0)
        return true;
    for (size_t steps = 0; id != 0 && steps <= org->bodies.n; steps++) {
        if (id == top)
            return true;
        const struct body *body = body_by_id(&org->bodies, id);
        id = body == NULL ? 0 : body->parent;
    }
    return false;
}

size_t org_holders(const struct org *org, int64_t post, size_t *first)
{
    size_t n = 0;
    *first = 0;
    for (size_t i = 0; i < org->holders.n; i++) {
        if (org->holders.v[i].post != post)
            continue;
        if (n++ == 0)
            *first = i;
    }
    return n;
}

bool org_next_line(const struct org *org, const struct body *body, struct org_line *line)
{
    size_t holder = line->holder == NULL ? org->holders.n : (size_t)(line->holder - org->holders.v) + 1;
    if (holder < org->holders.n && org->holders.v[holder].post == line->post->id) {
        line->holder = &org->holders.v[holder];
        return true;
    }
    size_t post = line->post == NULL ? 0 : (size_t)(line->post - org->posts.v) + 1;
    while (post < org->posts.n && org->posts.v[post].body != body->id)
        post++;
    if (post == org->posts.n)
        return false;
    line->post = &org->posts.v[post];
    line->holder = org_holders(org, line->post->id, &holder) > 0 ? &org->holders.v[holder] : NULL;
    return true;
}

bool org_vacant(const struct org *org, const struct post *post)
{
    const struct body *body = body_by_id(&org->bodies, post->body);
    size_t first;
    if (body == NULL || body->each)
        return false;
    size_t taken = org_holders(org, post->id, &first);
    return post->seats == 0 ? taken == 0 : (int64_t)taken < post->seats;
}

const char *liability_name(const char *liability)
{
    static const char *const names[][2] = {
        { "first", _("第一责任人") },   { "direct", _("直接责任人") }, { "leading", _("领导责任") },
        { "officer", _("网络安全员") }, { "member", _("成员") },
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i][0], liability) == 0)
            return names[i][1];
    return liability;
}

const char *body_kind_name(const char *kind)
{
    static const char *const names[][2] = {
        { "leadership", _("领导") }, { "group", _("小组") },   { "office", _("办公室") },
        { "department", _("部门") }, { "college", _("院系") }, { "unit", _("单位") },
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i][0], kind) == 0)
            return names[i][1];
    return kind;
}
