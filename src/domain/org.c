/* Reading the org chart. */
#include "domain/org.h"

#include "base/words.h"

#include <stdio.h>
#include <string.h>

enum { NONE = -1 };

/* For each body the first of its children and its next sibling, as indexes; NONE: none. At `n`, the roots. */
struct kin {
    ptrdiff_t *child, *sibling;
};

/* A body whose parent is closed or of another school counts as a root, so that nobody vanishes from the chart. */
static void find_kin(const struct bodies *bodies, struct kin *kin)
{
    size_t n = bodies->n;
    kin->child = mem_alloc((n + 1) * sizeof *kin->child);
    kin->sibling = mem_alloc((n + 1) * sizeof *kin->sibling);
    for (size_t i = 0; i <= n; i++)
        kin->child[i] = kin->sibling[i] = NONE;
    /* From the last, each before its later siblings: they stay as listed. */
    for (size_t i = n; i-- > 0;) {
        const struct body *parent = body_by_id(bodies, bodies->v[i].parent);
        size_t above = parent == NULL ? n : (size_t)(parent - bodies->v);
        kin->sibling[i] = kin->child[above];
        kin->child[above] = (ptrdiff_t)i;
    }
}

/* Appends the children of the body at `above` and, below each, its own. */
static void append_children(struct org *org, const struct kin *kin, size_t above, int depth)
{
    for (ptrdiff_t i = kin->child[above]; i != NONE; i = kin->sibling[i]) {
        org->order[org->n] = (size_t)i;
        org->depth[org->n] = depth;
        org->last[org->n] = kin->sibling[i] == NONE;
        org->n++;
        append_children(org, kin, (size_t)i, depth + 1);
    }
}

static void order_bodies(struct org *org)
{
    size_t n = org->bodies.n;
    struct kin kin;
    org->order = mem_alloc(n * sizeof *org->order);
    org->depth = mem_alloc(n * sizeof *org->depth);
    org->last = mem_alloc(n * sizeof *org->last);
    find_kin(&org->bodies, &kin);
    append_children(org, &kin, n, 0);
    mem_free(kin.child);
    mem_free(kin.sibling);
}

typedef int holders_fn(struct store *store, int64_t school, const char *day, struct holders *out, struct err *err);

static int read_org(struct org *org, struct store *store, int64_t school, const char *day, holders_fn *read_them,
                    struct err *err)
{
    *org = (struct org){ 0 };
    snprintf(org->day, sizeof org->day, "%s", day);
    if (read_bodies(store, school, day, &org->bodies, err) != 0 ||
        read_posts(store, school, day, &org->posts, err) != 0 ||
        read_them(store, school, day, &org->holders, err) != 0) {
        org_done(org);
        return -1;
    }
    order_bodies(org);
    for (size_t i = 0; i < org->posts.n; i++)
        spans_add(&org->posts_of, org->posts.v[i].body);
    for (size_t i = 0; i < org->holders.n; i++)
        spans_add(&org->holders_of, org->holders.v[i].post);
    spans_sort(&org->posts_of);
    spans_sort(&org->holders_of);
    return 0;
}

int org_read(struct org *org, struct store *store, int64_t school, const char *day, struct err *err)
{
    return read_org(org, store, school, day, read_holders, err);
}

int org_read_seats(struct org *org, struct store *store, int64_t school, const char *day, struct err *err)
{
    return read_org(org, store, school, day, read_seats_taken, err);
}

void org_done(struct org *org)
{
    LIST_FREE(&org->bodies);
    LIST_FREE(&org->posts);
    LIST_FREE(&org->holders);
    mem_free(org->order);
    mem_free(org->depth);
    mem_free(org->last);
    spans_done(&org->posts_of);
    spans_done(&org->holders_of);
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

size_t org_posts(const struct org *org, int64_t body, size_t *first)
{
    return spans_find(&org->posts_of, body, first);
}

size_t org_holders(const struct org *org, int64_t post, size_t *first)
{
    return spans_find(&org->holders_of, post, first);
}

bool org_next_line(const struct org *org, const struct body *body, struct org_line *line)
{
    size_t first, n = org_posts(org, body->id, &first);
    size_t holder = line->holder == NULL ? org->holders.n : (size_t)(line->holder - org->holders.v) + 1;
    if (holder < org->holders.n && org->holders.v[holder].post == line->post->id) {
        line->holder = &org->holders.v[holder];
        return true;
    }
    size_t post = line->post == NULL ? first : (size_t)(line->post - org->posts.v) + 1;
    if (post >= first + n)
        return false;
    line->post = &org->posts.v[post];
    line->holder = org_holders(org, line->post->id, &holder) > 0 ? &org->holders.v[holder] : NULL;
    return true;
}

const struct post *org_head(const struct org *org, int64_t body)
{
    size_t first, n = org_posts(org, body, &first);
    for (size_t i = 0; i < n; i++)
        if (org->posts.v[first + i].seats == 1)
            return &org->posts.v[first + i];
    return NULL;
}

static bool leadership_has(const struct org *org, const char *liability)
{
    for (size_t i = 0; i < org->posts.n; i++) {
        const struct body *body = body_by_id(&org->bodies, org->posts.v[i].body);
        if (body != NULL && strcmp(body->kind, "leadership") == 0 && strcmp(org->posts.v[i].liability, liability) == 0)
            return true;
    }
    return false;
}

const char *org_leader_in_charge(const struct org *org)
{
    return leadership_has(org, "direct") ? "direct" : leadership_has(org, "member") ? "member" : NULL;
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

static bool must_be_held(const char *liability, const char *wanted)
{
    if (wanted != NULL)
        return strcmp(liability, wanted) == 0;
    return strcmp(liability, "first") == 0 || strcmp(liability, "direct") == 0 || strcmp(liability, "officer") == 0;
}

void org_vacancies(const struct org *org, const char *liability, struct vacancies *out)
{
    for (size_t i = 0; i < org->n; i++) {
        const struct body *body = &org->bodies.v[org->order[i]];
        size_t first, taken_at, n = org_posts(org, body->id, &first);
        for (size_t k = first; k < first + n; k++) {
            const struct post *post = &org->posts.v[k];
            if (!must_be_held(post->liability, liability) || !org_vacant(org, post))
                continue;
            int64_t taken = (int64_t)org_holders(org, post->id, &taken_at);
            *VEC_PUSH(out) = (struct vacancy){ body, post, post->seats == 0 ? 1 : post->seats - taken };
        }
    }
}

const char *liability_name(const char *liability)
{
    static const char *const names[][2] = {
        { "first", _("第一责任人") },   { "direct", _("直接责任人") }, { "leading", _("领导责任") },
        { "officer", _("网络安全员") }, { "member", _("成员") },
    };
    for (size_t i = 0; i < COUNT(names); i++)
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
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(names[i][0], kind) == 0)
            return names[i][1];
    return kind;
}
