/* Lists and trees at the console: what their sources have to say when they fail is shown there. Apart from both, which
 * know no console. */
#include "tui/console.h"
#include "tui/tree.h"

static enum outcome told(struct console *console, int rc, const struct err *err)
{
    if (rc < 0)
        console_fail(console, err);
    return rc > 0 ? NOT_MINE : STAY;
}

enum outcome list_act(struct list *list, struct console *console, enum action action)
{
    struct err err;
    return told(console, list_try(list, action, &err), &err);
}

enum outcome tree_act(struct tree *tree, struct console *console, enum action action)
{
    struct err err;
    return told(console, tree_try(tree, action, &err), &err);
}
