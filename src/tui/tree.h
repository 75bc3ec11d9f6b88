/* A tree: nodes in tree order, of which those below a folded one are hidden; drawn as a list. */
#ifndef ZEREN_TUI_TREE_H
#define ZEREN_TUI_TREE_H

#include "tui/list.h"

struct tree_node {
    int64_t id;
    int depth;
    bool parent; /* something is below it */
    enum style style;
    const char *const *cells; /* the first gets the branches before it */
    const enum style *styles;
};

struct tree {
    struct list list;
    struct list_memory shown;
    struct tree_node *v;
    size_t n, room;
    struct arena arena;
    size_t columns;
    int64_t *folded; /* ids, sorted; kept over reloads */
    size_t folded_n, folded_room;
    bool ascii;
};

void tree_init(struct tree *tree, const struct list_column *columns, size_t n);
void tree_done(struct tree *tree);

/* Fill: clear, add in tree order (each after its parent, depth one more at most), load. Folds and the selection stay.
 */
void tree_clear(struct tree *tree);
struct tree_node *tree_add(struct tree *tree, int64_t id, int depth, enum style style, const char ***cells);
int tree_load(struct tree *tree, int height, struct err *err);

const struct tree_node *tree_selected(const struct tree *tree);
/* Unfolds what hides it. */
bool tree_select(struct tree *tree, int64_t id, struct err *err);
void tree_fold(struct tree *tree, int64_t id, bool folded);
/* With a filter, the nodes that match and those above them are shown, whatever is folded. */
int tree_set_filter(struct tree *tree, const char *filter, struct err *err);
/* The next (backwards: previous) node that matches, from the selected one on and round; false: none. */
bool tree_find(struct tree *tree, const char *words, bool backwards, struct err *err);

enum outcome tree_act(struct tree *tree, struct console *console, enum action action);
void tree_draw(const struct tree *tree, struct canvas *canvas, struct area area);

#endif
