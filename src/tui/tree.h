/* A tree: nodes in tree order, of which those below a folded one are hidden; drawn as a list. */
#ifndef ZEREN_TUI_TREE_H
#define ZEREN_TUI_TREE_H

#include "base/span.h"
#include "tui/list.h"

struct tree_node {
    int64_t id;
    int depth;
    bool parent; /* something is below it */
    enum style style;
    const char *const *cells; /* the first gets the branches before it */
    size_t record;            /* the filler's own: what it stands for */
    const enum style *styles; /* one a column, or NULL: `style` for all */
};

struct tree_nodes {
    struct tree_node *v;
    size_t n, room;
    struct arena arena;
};

struct tree {
    struct list list;
    struct list_memory shown; /* the nodes seen, one row each */
    struct tree_nodes nodes;
    struct spans places;      /* of `nodes` by id */
    bool *seen;               /* of each of `nodes`: neither fold nor filter hides it */
    struct tree_nodes filled; /* being added, until tree_load takes them */
    bool filling;
    size_t columns;
    int64_t *folded; /* ids, sorted; kept over reloads */
    size_t folded_n, folded_room;
    char *filter;   /* NULL: none */
    int64_t wanted; /* the node left because of a filter; 0: none */
};

/* Branches and the sign of a fold (+ folded, - open) take the first cells of the first column. `columns` is borrowed;
 * none of them sorts. */
void tree_init(struct tree *tree, const struct list_column *columns, size_t n);
void tree_done(struct tree *tree);

/* Fill: clear, add in tree order (each after its parent, depth one more at most: deeper is taken for that), load. Until
 * tree_load the tree is as it was, so that a fill may be given up half way. Ids are unique and not 0. Folds and the
 * selection stay; where the selected node is gone, its neighbour is selected. */
void tree_clear(struct tree *tree);
/* Cells are filled by the caller, from the arena of tree->filled or longer-living text. The node is borrowed until the
 * next is added. */
struct tree_node *tree_add(struct tree *tree, int64_t id, int depth, enum style style, const char ***cells);
int tree_load(struct tree *tree, int height, struct err *err);

const struct tree_node *tree_selected(const struct tree *tree); /* NULL: none. Borrowed until the next load */
const struct tree_node *tree_node(const struct tree *tree, int64_t id);
/* The node above; NULL for a root. */
const struct tree_node *tree_above(const struct tree *tree, const struct tree_node *node);
/* Unfolds what hides it. False, with the reason, when it is not there or the filter hides it. */
bool tree_select(struct tree *tree, int64_t id, struct err *err);
/* Before the first load too: what is folded from the start. */
void tree_fold(struct tree *tree, int64_t id, bool folded);
/* With a filter, the nodes that match (list_matches) and those above them are shown, whatever is folded. Stands on
 * the selected node, or else on the first that matches; without a filter again, back on the one left because of it,
 * unless moved since, and what hides it is unfolded. */
int tree_set_filter(struct tree *tree, const char *filter, struct err *err);
/* The next (backwards: previous) node that matches, from behind the selected one on and round to it; false, with the
 * reason: none. Unfolds what hides it. */
bool tree_find(struct tree *tree, const char *words, bool backwards, struct err *err);

/* As list_act and list_try; folds too. */
enum outcome tree_act(struct tree *tree, struct console *console, enum action action);
int tree_try(struct tree *tree, enum action action, struct err *err);
void tree_draw(const struct tree *tree, struct canvas *canvas, struct area area);

#endif
