/* Provisions in full. */
#include "domain/article.h"

#include "base/words.h"

#include <string.h>

int articles_read(struct store *store, int64_t school, struct articles *out, struct err *err)
{
    if (read_rules(store, school, &out->rules, err) != 0)
        return -1;
    out->of = mem_alloc((out->rules.n + 1) * sizeof *out->of);
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < out->rules.n; i++)
        rc = read_provisions(store, out->rules.v[i].id, &out->of[i], err);
    return rc;
}

void articles_free(struct articles *articles)
{
    for (size_t i = 0; articles->of != NULL && i < articles->rules.n; i++)
        LIST_FREE(&articles->of[i]);
    mem_free(articles->of);
    LIST_FREE(&articles->rules);
    *articles = (struct articles){ .of = NULL };
}

/* The document's place among them, or their number. */
static size_t rule_of(const struct articles *articles, struct cite cite)
{
    size_t i = 0;
    while (i < articles->rules.n && (cite.rule == NULL || strcmp(articles->rules.v[i].key, cite.rule) != 0))
        i++;
    return i;
}

const char *cite_within(size_t documents, struct cite cite, struct arena *arena)
{
    if (cite.path == NULL)
        return "";
    return documents < 2 || cite.rule == NULL ? cite.path : arena_printf(arena, "%s %s", cite.rule, cite.path);
}

const char *due_cite(const struct report_due *due, bool told, const char *own, struct arena *arena)
{
    const char *path = due->cite.path == NULL ? "" : due->cite.path;
    if (!due->national)
        return own;
    return told ? arena_printf(arena, _("《%s》%s"), due->cite.rule, path)
                : arena_printf(arena, "%s%s%s", due->cite.rule, *path == '\0' ? "" : " ", path);
}

const char *article_cite(const struct articles *articles, struct cite cite, struct arena *arena)
{
    size_t i = rule_of(articles, cite);
    if (i == articles->rules.n || cite.path == NULL)
        return "";
    const struct rule *rule = &articles->rules.v[i];
    return rule->number == NULL ? arena_printf(arena, _("《%s》%s"), rule->title, cite.path)
                                : arena_printf(arena, _("《%s》（%s）%s"), rule->title, rule->number, cite.path);
}

static size_t place_of(const struct provisions *all, int64_t id)
{
    size_t i = 0;
    while (i < all->n && all->v[i].id != id)
        i++;
    return i;
}

static void tell_one(const struct provision *provision, struct buf *out)
{
    buf_printf(out, "%s%s\n", provision->mark, provision->text);
}

static bool ends_in_colon(const char *text, size_t n)
{
    static const char *const colons[] = { "：", ":" };
    for (size_t i = 0; i < COUNT(colons); i++)
        if (n >= strlen(colons[i]) && strcmp(text + n - strlen(colons[i]), colons[i]) == 0)
            return true;
    return false;
}

/* Without what leads to items that are not told: a last sentence or line that ends in a colon. That something is left
 * out is marked. */
static void tell_last(const struct provision *provision, struct buf *out)
{
    const char *text = provision->text;
    size_t n = strlen(text), kept = 0;
    buf_adds(out, provision->mark);
    if (!ends_in_colon(text, n)) {
        buf_printf(out, "%s\n", text);
        return;
    }
    for (const char *at = strstr(text, "。"); at != NULL; at = strstr(at + 1, "。"))
        kept = (size_t)(at - text) + strlen("。");
    const char *line = strrchr(text, '\n');
    if (line != NULL && (size_t)(line - text) > kept)
        kept = (size_t)(line - text) + 1;
    buf_add(out, text, kept > 0 ? kept : n);
    buf_adds(out, _("……\n"));
}

static bool leads(const struct provision *provision)
{
    return strcmp(provision->kind, "chapter") != 0 && strcmp(provision->kind, "annex") != 0;
}

/* Whatever it stands under, down from the article; and, of an item, the paragraphs before it beside it. */
static void tell_above(const struct provisions *all, size_t at, struct buf *out)
{
    const struct provision *provision = &all->v[at];
    size_t above = provision->parent == 0 ? all->n : place_of(all, provision->parent);
    if (above == all->n || !leads(&all->v[above]))
        return;
    tell_above(all, above, out);
    tell_one(&all->v[above], out);
    for (size_t i = above + 1; i < at; i++)
        if (all->v[i].parent == provision->parent && strcmp(all->v[i].kind, "paragraph") == 0 &&
            strcmp(provision->kind, "paragraph") != 0)
            tell_one(&all->v[i], out);
}

void article_tell(const struct articles *articles, struct cite cite, struct buf *out)
{
    size_t i = rule_of(articles, cite);
    if (i == articles->rules.n || cite.path == NULL)
        return;
    const struct provisions *all = &articles->of[i];
    for (size_t at = 0; at < all->n; at++)
        if (strcmp(all->v[at].path, cite.path) == 0) {
            tell_above(all, at, out);
            tell_last(&all->v[at], out);
            return;
        }
}

const struct provision *article_by_id(const struct articles *articles, int64_t id, const struct rule **rule)
{
    for (size_t i = 0; i < articles->rules.n; i++) {
        size_t at = place_of(&articles->of[i], id);
        if (at < articles->of[i].n) {
            *rule = &articles->rules.v[i];
            return &articles->of[i].v[at];
        }
    }
    return NULL;
}
