/* Trees: which nodes are seen, the branches before them, folding, and the search in all of them. What is seen is a
 * list over rows in memory. It must not know what the nodes are. */
#include "tui/tree.h"

#include "base/words.h"

#include <string.h>

enum { LEVELS_DRAWN = 16 }; /* of branches, the nearest ones; no first column is wide enough for more */

void tree_init(struct tree *tree, const struct list_column *columns, size_t n)
{
    *tree = (struct tree){ .columns = n };
    list_init(&tree->list, columns, n, &list_memory_source, &tree->shown);
    list_memory_clear(&tree->shown, n);
}

static void nodes_done(struct tree_nodes *nodes)
{
    VEC_FREE(nodes);
    arena_free(&nodes->arena);
}

void tree_done(struct tree *tree)
{
    list_done(&tree->list);
    list_memory_done(&tree->shown);
    nodes_done(&tree->nodes);
    nodes_done(&tree->filled);
    spans_done(&tree->places);
    mem_free(tree->seen);
    mem_free(tree->folded);
    mem_free(tree->filter);
    tree->folded = NULL;
    tree->filter = NULL;
    tree->seen = NULL;
    tree->folded_n = tree->folded_room = 0;
}

/* --- Nodes --- */

void tree_clear(struct tree *tree)
{
    nodes_done(&tree->filled);
    tree->filling = true;
}

struct tree_node *tree_add(struct tree *tree, int64_t id, int depth, enum style style, const char ***cells)
{
    struct tree_nodes *nodes = &tree->filled;
    int most = nodes->n > 0 ? nodes->v[nodes->n - 1].depth + 1 : 0;
    const char **made = arena_alloc(&nodes->arena, sizeof *made * tree->columns);
    if (depth > most)
        depth = most;
    if (depth > 0 && depth == most)
        nodes->v[nodes->n - 1].parent = true;
    struct tree_node *node = VEC_PUSH(nodes);
    *node = (struct tree_node){ .id = id, .depth = depth < 0 ? 0 : depth, .style = style, .cells = made };
    *cells = made;
    return node;
}

const struct tree_node *tree_node(const struct tree *tree, int64_t id)
{
    size_t at;
    return spans_find(&tree->places, id, &at) > 0 ? &tree->nodes.v[at] : NULL;
}

const struct tree_node *tree_above(const struct tree *tree, const struct tree_node *node)
{
    for (const struct tree_node *at = node; at > tree->nodes.v;)
        if ((--at)->depth < node->depth)
            return at;
    return NULL;
}

const struct tree_node *tree_selected(const struct tree *tree)
{
    const struct list_row *row = list_selected(&tree->list);
    return row != NULL ? tree_node(tree, row->id) : NULL;
}

/* --- Folds --- */

/* Where the id stands among the folded, or would stand. */
static size_t folded_place(const struct tree *tree, int64_t id)
{
    size_t from = 0, to = tree->folded_n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (tree->folded[middle] < id)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static bool is_folded(const struct tree *tree, int64_t id)
{
    size_t at = folded_place(tree, id);
    return at < tree->folded_n && tree->folded[at] == id;
}

static void set_folded(struct tree *tree, int64_t id, bool folded)
{
    size_t at = folded_place(tree, id), behind = tree->folded_n - at;
    if (is_folded(tree, id) == folded)
        return;
    if (folded) {
        tree->folded = mem_grow(tree->folded, tree->folded_n, &tree->folded_room, sizeof *tree->folded);
        memmove(tree->folded + at + 1, tree->folded + at, sizeof *tree->folded * behind);
        tree->folded[at] = id;
        tree->folded_n++;
    } else {
        memmove(tree->folded + at, tree->folded + at + 1, sizeof *tree->folded * (behind - 1));
        tree->folded_n--;
    }
}

/* --- What is seen --- */

/* No fold hides it. */
static void mark_unfolded(const struct tree *tree, bool *seen)
{
    int under = -1; /* the depth of the folded node that hides what is deeper; -1: none */
    for (size_t i = 0; i < tree->nodes.n; i++) {
        const struct tree_node *node = &tree->nodes.v[i];
        if (under >= 0 && node->depth > under)
            continue;
        seen[i] = true;
        under = node->parent && is_folded(tree, node->id) ? node->depth : -1;
    }
}

/* It matches, or one below it does. From the end on: after a node that is seen, the next of a smaller depth is above
 * it. */
static void mark_matching(const struct tree *tree, bool *seen)
{
    int wanted = -1;
    for (size_t i = tree->nodes.n; i-- > 0;) {
        const struct tree_node *node = &tree->nodes.v[i];
        seen[i] = node->depth == wanted || list_matches(node->cells, tree->columns, tree->filter);
        if (seen[i])
            wanted = node->depth - 1;
    }
}

static bool *make_seen(const struct tree *tree)
{
    bool *seen = mem_alloc(sizeof *seen * tree->nodes.n);
    if (tree->filter != NULL)
        mark_matching(tree, seen);
    else
        mark_unfolded(tree, seen);
    return seen;
}

/* The lines before a node. `more[d]`: behind it is seen another of depth d, under the same node. */
static void add_lead(const struct tree_node *node, const bool *more, struct buf *out)
{
    int from = node->depth > LEVELS_DRAWN ? node->depth - LEVELS_DRAWN + 1 : 1;
    for (int depth = from; depth < node->depth; depth++)
        buf_adds(out, more[depth] ? "│ " : "  ");
    if (node->depth > 0)
        buf_adds(out, more[node->depth] ? "├─" : "└─");
    if (node->parent)
        buf_adds(out, more[node->depth + 1] ? "- " : "+ ");
    else
        buf_adds(out, node->depth > 0 ? "─ " : "  ");
}

/* The first cell with the lines before it, for each node seen; NULL for the others. From the end on, so that it is
 * known what stands behind. */
static const char **make_keys(struct tree *tree, const bool *seen, size_t *leads)
{
    size_t n = tree->nodes.n;
    const char **keys = mem_alloc(sizeof *keys * n);
    int deepest = 0;
    for (size_t i = 0; i < n; i++)
        deepest = tree->nodes.v[i].depth > deepest ? tree->nodes.v[i].depth : deepest;
    bool *more = mem_alloc(sizeof *more * ((size_t)deepest + 2));
    struct buf text = { 0 };
    for (size_t i = n; i-- > 0;) {
        const struct tree_node *node = &tree->nodes.v[i];
        if (!seen[i])
            continue;
        buf_clear(&text);
        add_lead(node, more, &text);
        leads[i] = text.n;
        buf_adds(&text, node->cells[0] != NULL ? node->cells[0] : "");
        keys[i] = arena_strdup(&tree->shown.arena, text.v);
        more[node->depth] = true;
        for (int depth = node->depth + 1; depth <= deepest && more[depth]; depth++)
            more[depth] = false;
    }
    buf_free(&text);
    mem_free(more);
    return keys;
}

static void make_shown(struct tree *tree)
{
    bool *seen = make_seen(tree);
    size_t *leads = mem_alloc(sizeof *leads * tree->nodes.n);
    list_memory_clear(&tree->shown, tree->columns);
    const char **keys = make_keys(tree, seen, leads);
    for (size_t i = 0; i < tree->nodes.n; i++) {
        const struct tree_node *node = &tree->nodes.v[i];
        const char **cells;
        if (!seen[i])
            continue;
        struct list_row *row = list_memory_add(&tree->shown, node->id, node->style, &cells);
        cells[0] = keys[i];
        for (size_t k = 1; k < tree->columns; k++)
            cells[k] = node->cells[k];
        row->styles = node->styles;
        row->lead = leads[i];
    }
    mem_free(keys);
    mem_free(leads);
    mem_free(tree->seen);
    tree->seen = seen;
}

static bool is_shown(const struct tree *tree, const struct tree_node *node)
{
    return tree->seen[node - tree->nodes.v];
}

/* After folds or the filter have changed: stands on the same node, or where that is hidden on the nearest above it. */
static int show(struct tree *tree, int height, struct err *err)
{
    const struct tree_node *selected = tree_selected(tree), *node = selected;
    make_shown(tree);
    while (node != NULL && !is_shown(tree, node))
        node = tree_above(tree, node);
    if (node != NULL && node != selected && !list_select(&tree->list, node->id, err))
        return -1;
    return list_load(&tree->list, height, err);
}

int tree_load(struct tree *tree, int height, struct err *err)
{
    if (tree->filling) {
        nodes_done(&tree->nodes);
        tree->nodes = tree->filled;
        tree->filled = (struct tree_nodes){ 0 };
        tree->filling = false;
        spans_done(&tree->places);
        for (size_t i = 0; i < tree->nodes.n; i++)
            spans_add(&tree->places, tree->nodes.v[i].id);
        spans_sort(&tree->places);
    }
    return show(tree, height, err);
}

void tree_fold(struct tree *tree, int64_t id, bool folded)
{
    set_folded(tree, id, folded);
    if (tree->nodes.n > 0)
        show(tree, 0, NULL); /* rows in memory do not fail */
}

/* Opens all that hides a node; false when none did. */
static bool unfold_above(struct tree *tree, const struct tree_node *node)
{
    bool changed = false;
    while ((node = tree_above(tree, node)) != NULL)
        if (is_folded(tree, node->id)) {
            set_folded(tree, node->id, false);
            changed = true;
        }
    return changed;
}

bool tree_select(struct tree *tree, int64_t id, struct err *err)
{
    const struct tree_node *node = tree_node(tree, id);
    if (node != NULL && unfold_above(tree, node) && show(tree, 0, err) != 0)
        return false;
    if (!list_select(&tree->list, id, err))
        return false;
    tree->wanted = 0;
    return true;
}

static bool node_matches(const struct tree *tree, const struct tree_node *node)
{
    return node != NULL && list_matches(node->cells, tree->columns, tree->filter);
}

int tree_set_filter(struct tree *tree, const char *filter, struct err *err)
{
    const struct tree_node *node = tree_selected(tree);
    int64_t wanted = tree->wanted != 0 ? tree->wanted : node != NULL ? node->id : 0;
    mem_free(tree->filter);
    tree->filter = filter != NULL && *filter != '\0' ? mem_strdup(filter) : NULL;
    if (show(tree, 0, err) != 0)
        return -1;
    node = tree_node(tree, wanted);
    tree->wanted = 0;
    if (tree->filter == NULL)
        return node == NULL || tree_select(tree, wanted, err) ? 0 : -1;
    if (!node_matches(tree, node))
        tree->wanted = wanted;
    for (size_t i = 0; i < tree->nodes.n && !node_matches(tree, node); i++)
        node = &tree->nodes.v[i];
    return !node_matches(tree, node) || list_select(&tree->list, node->id, err) ? 0 : -1;
}

bool tree_find(struct tree *tree, const char *words, bool backwards, struct err *err)
{
    const struct tree_node *v = tree->nodes.v, *selected = tree_selected(tree);
    size_t n = tree->nodes.n;
    size_t at = selected != NULL ? (size_t)(selected - v) : backwards ? 0 : n - 1;
    for (size_t i = 0; i < n; i++) {
        at = backwards ? (at > 0 ? at - 1 : n - 1) : (at + 1 < n ? at + 1 : 0);
        if (list_matches(v[at].cells, tree->columns, words) && (tree->filter == NULL || is_shown(tree, &v[at])))
            return tree_select(tree, v[at].id, err);
    }
    err_set(err, _("没有找到“%s”。"), words);
    return false;
}

/* --- Actions --- */

/* To the first level: roots are open, all below them is folded. */
static void fold_all(struct tree *tree)
{
    for (size_t i = 0; i < tree->nodes.n; i++)
        set_folded(tree, tree->nodes.v[i].id, tree->nodes.v[i].parent && tree->nodes.v[i].depth > 0);
}

static int go_left(struct tree *tree, const struct tree_node *node, struct err *err)
{
    const struct tree_node *above = tree_above(tree, node);
    if (node->parent && tree->filter == NULL && !is_folded(tree, node->id)) {
        set_folded(tree, node->id, true);
        return show(tree, 0, err);
    }
    return above == NULL || list_select(&tree->list, above->id, err) ? 0 : -1;
}

static int go_right(struct tree *tree, const struct tree_node *node, struct err *err)
{
    if (!node->parent)
        return 0;
    if (tree->filter == NULL && is_folded(tree, node->id)) {
        set_folded(tree, node->id, false);
        return show(tree, 0, err);
    }
    for (const struct tree_node *at = node + 1; at < tree->nodes.v + tree->nodes.n && at->depth > node->depth; at++)
        if (at->depth == node->depth + 1 && is_shown(tree, at))
            return list_select(&tree->list, at->id, err) ? 0 : -1;
    return 0;
}

static int change_folds(struct tree *tree, const struct tree_node *node, enum action action, struct err *err)
{
    if (tree->filter != NULL)
        return err_set(err, "%s", _("筛选时符合的内容全部显示，不能折叠。请先取消筛选。"));
    if (action == ACTION_FOLD_ALL)
        fold_all(tree);
    else if (action == ACTION_UNFOLD_ALL)
        tree->folded_n = 0;
    else if (node == NULL || !node->parent)
        return 0;
    else
        set_folded(tree, node->id, !is_folded(tree, node->id));
    return show(tree, 0, err);
}

static int act(struct tree *tree, enum action action, struct err *err)
{
    const struct tree_node *node = tree_selected(tree);
    switch (action) {
    case ACTION_LEFT:
        return node != NULL ? go_left(tree, node, err) : 0;
    case ACTION_RIGHT:
        return node != NULL ? go_right(tree, node, err) : 0;
    case ACTION_FOLD:
    case ACTION_FOLD_ALL:
    case ACTION_UNFOLD_ALL:
        return change_folds(tree, node, action, err);
    default:
        return list_try(&tree->list, action, err);
    }
}

int tree_try(struct tree *tree, enum action action, struct err *err)
{
    int rc = act(tree, action, err);
    if (rc == 0)
        tree->wanted = 0;
    return rc;
}

void tree_draw(const struct tree *tree, struct canvas *canvas, struct area area)
{
    list_draw(&tree->list, canvas, area);
}
