/* Holds src/tui/tree to its header: by random folds, moves, filters, searches and fills against a model that asks each
 * node anew whether something hides it, and by golden text. ZEREN_TEST_SEED and ZEREN_TEST_STEPS as for the list. */
#include "mix.h"
#include "suites.h"

#include "lib/run.h"
#include "tui/tree.h"

#include <stdio.h>
#include <string.h>

static const struct list_column columns[] = {
    { .title = "机构和岗位", .weight = 3 },
    { .title = "任职", .cells = 10, .drop = 1 },
    { .title = "备案", .weight = 1, .drop = 2 },
};

/* ---- The model: a node knows the one above it ---- */

enum { NODES_MOST = 400, IDS = 900 };

struct model {
    struct {
        int id, depth, above; /* above: its place; -1: none */
    } v[NODES_MOST];
    int n;
    bool folded[IDS], seen[NODES_MOST];
    char words; /* the filter: names that hold this digit; 0: none */
    int id;     /* selected; 0: none */
    int wanted; /* left because of a filter; 0: none */
};

static bool is_named(int id, char digit)
{
    char name[16];
    snprintf(name, sizeof name, "%d", id);
    return strchr(name, digit) != NULL;
}

static int place(const struct model *model, int id)
{
    for (int i = 0; i < model->n; i++)
        if (model->v[i].id == id)
            return i;
    return -1;
}

static bool is_parent(const struct model *model, int at)
{
    return at + 1 < model->n && model->v[at + 1].above == at;
}

static bool is_below(const struct model *model, int at, int above)
{
    while (at >= 0 && at != above)
        at = model->v[at].above;
    return at == above;
}

/* Tells anew of each node whether it is seen; to be called after each change. */
static void see(struct model *model)
{
    for (int i = 0; i < model->n; i++) {
        int above = model->v[i].above;
        model->seen[i] = above < 0 || (model->seen[above] && !model->folded[model->v[above].id]);
    }
    for (int i = model->n - 1; i >= 0 && model->words != '\0'; i--)
        model->seen[i] = is_named(model->v[i].id, model->words);
    for (int i = model->n - 1; i >= 0 && model->words != '\0'; i--)
        if (model->seen[i] && model->v[i].above >= 0)
            model->seen[model->v[i].above] = true;
}

/* Branches and name of a node. */
static void look(const struct model *model, int at, struct buf *out)
{
    int path[NODES_MOST], n = 0, i;
    for (i = at; i >= 0; i = model->v[i].above)
        path[n++] = i;
    for (i = n - 2; i >= 0; i--) { /* from the second level on: does one like it follow? */
        bool more = false, self = i == 0;
        for (int k = path[i] + 1; k < model->n; k++)
            more = more || (model->v[k].above == model->v[path[i]].above && model->seen[k]);
        if (i < 16)
            buf_adds(out, self ? (more ? "├─" : "└─") : more ? "│ " : "  ");
    }
    bool open = is_parent(model, at), child = false;
    for (i = at + 1; i < model->n && open; i++)
        child = child || (model->v[i].above == at && model->seen[i]);
    buf_adds(out, open ? (child ? "- " : "+ ") : n > 1 ? "─ " : "  ");
    buf_printf(out, "%d", model->v[at].id);
}

/* ---- Steps ---- */

static void fill(struct tree *tree, struct model *model, struct mix *mix, bool give_up)
{
    int most = mix_between(mix, 0, mix_below(mix, 3) == 0 ? NODES_MOST : 30), depth = 0, id = 0;
    struct model old = *model;
    tree_clear(tree);
    model->n = 0;
    for (int i = 0; i < most; i++) {
        const char **cells;
        id += mix_between(mix, 1, 2);
        depth = mix_below(mix, 40) == 0 ? depth + 1 : mix_between(mix, 0, depth + 1);
        const struct tree_node *node =
            tree_add(tree, id, depth + (mix_below(mix, 50) == 0 && i == 0), STYLE_TEXT, &cells);
        depth = node->depth;
        cells[0] = arena_printf(&tree->filled.arena, "%d", id);
        cells[2] = "值";
        int above = i - 1;
        while (above >= 0 && model->v[above].depth >= depth)
            above = model->v[above].above;
        model->v[model->n].id = id;
        model->v[model->n].depth = depth;
        model->v[model->n++].above = above;
    }
    if (give_up)
        *model = old;
}

/* Where what was selected is hidden now, the nearest above that is seen; false when the node itself is gone, or all
 * above are hidden too. */
static bool regain(struct model *model)
{
    int at = place(model, model->id);
    while (at >= 0 && !model->seen[at])
        at = model->v[at].above;
    if (at >= 0)
        model->id = model->v[at].id;
    return at >= 0;
}

static void check(const struct tree *tree, const struct model *model, bool looks)
{
    size_t row = 0;
    ck_assert_uint_eq(tree->nodes.n, (size_t)model->n);
    for (int i = 0; i < model->n; i++) {
        if (!model->seen[i])
            continue;
        ck_assert_uint_lt(row, tree->shown.n);
        ck_assert_int_eq(tree->shown.v[row].id, model->v[i].id);
        if (looks) {
            struct buf text = { 0 };
            look(model, i, &text);
            ck_assert_str_eq(tree->shown.v[row].cells[0], text.v);
            ck_assert_int_eq(atoi(text.v + tree->shown.v[row].lead), model->v[i].id);
            buf_free(&text);
        }
        row++;
    }
    ck_assert_uint_eq(row, tree->shown.n);
    const struct tree_node *selected = tree_selected(tree);
    ck_assert_int_eq(selected == NULL ? 0 : (int)selected->id, model->id);
    ck_assert(row == 0 || selected != NULL);
}

static int seen_next(const struct model *model, int at, int by)
{
    for (int i = at + by; i >= 0 && i < model->n; i += by)
        if (model->seen[i])
            return i;
    return at;
}

static void model_act(struct model *model, enum action action)
{
    int at = place(model, model->id);
    bool open = at >= 0 && is_parent(model, at) && !model->folded[model->id] && model->words == '\0';
    if (at < 0)
        return;
    if (action == ACTION_UP || action == ACTION_DOWN)
        model->id = model->v[seen_next(model, at, action == ACTION_UP ? -1 : 1)].id;
    else if (action == ACTION_LEFT && open)
        model->folded[model->id] = true;
    else if (action == ACTION_LEFT)
        model->id = model->v[at].above >= 0 ? model->v[model->v[at].above].id : model->id;
    else if (action == ACTION_RIGHT && is_parent(model, at) && model->words == '\0' && !open)
        model->folded[model->id] = false;
    else if (action == ACTION_RIGHT && is_below(model, seen_next(model, at, 1), at))
        model->id = model->v[seen_next(model, at, 1)].id;
    else if (action == ACTION_FOLD && is_parent(model, at) && model->words == '\0')
        model->folded[model->id] = open;
}

static void model_fold_all(struct model *model, enum action action)
{
    if (model->words != '\0')
        return;
    if (action == ACTION_UNFOLD_ALL)
        memset(model->folded, 0, sizeof model->folded);
    for (int i = 0; i < model->n && action == ACTION_FOLD_ALL; i++)
        model->folded[model->v[i].id] = is_parent(model, i) && model->v[i].above >= 0;
}

static void unfold_above(struct model *model, int at)
{
    for (int above = model->v[at].above; above >= 0; above = model->v[above].above)
        model->folded[model->v[above].id] = false;
}

/* To another node: by search or by id. Answers what the tree is to answer. */
static bool model_find(struct model *model, char digit, bool backwards)
{
    int at = place(model, model->id);
    for (int i = 0; i < model->n; i++) {
        if (at < 0)
            at = backwards ? 0 : model->n - 1;
        at = backwards ? (at + model->n - 1) % model->n : (at + 1) % model->n;
        if (is_named(model->v[at].id, digit) && (model->words == '\0' || model->seen[at])) {
            unfold_above(model, at);
            model->id = model->v[at].id;
            model->wanted = 0;
            return true;
        }
    }
    return false;
}

static bool model_select(struct model *model, int id)
{
    int at = place(model, id);
    if (at < 0)
        return false;
    unfold_above(model, at);
    see(model);
    if (!model->seen[at])
        return false;
    model->id = id;
    model->wanted = 0;
    return true;
}

/* After the filter has changed. */
static void model_filter(struct model *model)
{
    int wanted = model->wanted != 0 ? model->wanted : model->id, at = place(model, wanted), i = 0;
    see(model);
    model->wanted = 0;
    if (model->words == '\0') {
        if (at >= 0)
            model_select(model, wanted);
        return;
    }
    if (at >= 0 && is_named(wanted, model->words)) {
        model->id = wanted;
        return;
    }
    model->wanted = wanted;
    while (i < model->n && !is_named(model->v[i].id, model->words))
        i++;
    model->id = i < model->n ? model->v[i].id : 0;
}

/* What cannot be told from the model (a neighbour was taken) is taken from the tree. */
static void settle(struct model *model, const struct tree *tree)
{
    const struct tree_node *selected = tree_selected(tree);
    see(model);
    if (!regain(model))
        model->id = selected == NULL ? 0 : (int)selected->id;
}

static void random_step(struct tree *tree, struct model *model, struct mix *mix)
{
    static const enum action acts[] = { ACTION_UP,    ACTION_DOWN,  ACTION_LEFT, ACTION_RIGHT,
                                        ACTION_RIGHT, ACTION_RIGHT, ACTION_FOLD };
    struct err err;
    char words[2] = { (char)('0' + mix_below(mix, 10)), '\0' };
    unsigned kind = mix_below(mix, 100);
    if (kind < 80) {
        enum action action = acts[mix_below(mix, sizeof acts / sizeof acts[0])];
        int rc = tree_try(tree, action, &err);
        ck_assert_int_eq(rc, action == ACTION_FOLD && model->words != '\0' ? -1 : 0);
        model_act(model, action);
        model->wanted = rc == 0 ? 0 : model->wanted;
    } else if (kind < 84) {
        enum action action = kind < 82 ? ACTION_FOLD_ALL : ACTION_UNFOLD_ALL;
        ck_assert_int_eq(tree_try(tree, action, &err), model->words != '\0' ? -1 : 0);
        model_fold_all(model, action);
        model->wanted = model->words != '\0' ? model->wanted : 0;
    } else if (kind < 90) {
        bool backwards = mix_below(mix, 2) == 0;
        ck_assert_int_eq(tree_find(tree, words, backwards, &err), model_find(model, words[0], backwards));
    } else if (kind < 94) {
        int id = mix_between(mix, 1, 60);
        ck_assert_int_eq(tree_select(tree, id, &err), model_select(model, id));
    } else if (kind < 96) {
        int id = mix_between(mix, 1, 60);
        model->folded[id] = mix_below(mix, 2) == 0;
        tree_fold(tree, id, model->folded[id]);
    } else if (kind < 98) {
        model->words = mix_below(mix, 2) == 0 ? words[0] : '\0';
        ck_assert_int_eq(tree_set_filter(tree, model->words != '\0' ? words : "", &err), 0);
        model_filter(model);
    } else {
        bool give_up = mix_below(mix, 3) == 0;
        fill(tree, model, mix, give_up);
        if (!give_up)
            ck_assert_int_eq(tree_load(tree, mix_between(mix, 1, 30), &err), 0);
    }
    settle(model, tree);
}

START_TEST(random_steps)
{
    const char *given = getenv("ZEREN_TEST_STEPS");
    unsigned n = given == NULL ? 10000 : (unsigned)strtoul(given, NULL, 10);
    struct mix mix = mix_from(mix_seed() + 200 + (unsigned)_i);
    struct model *model = mem_alloc(sizeof *model);
    struct tree tree;
    struct canvas canvas = { .ascii = _i % 2 == 1 };
    canvas_resize(&canvas, 12, 40);
    tree_init(&tree, columns, 3);
    for (unsigned i = 0; i < n; i++) {
        random_step(&tree, model, &mix);
        check(&tree, model, i % 32 == 0);
        if (i % 64 == 0)
            tree_draw(&tree, &canvas, canvas_area(&canvas));
    }
    canvas_free(&canvas);
    tree_done(&tree);
    mem_free(model);
}
END_TEST

/* ---- One matter at a time ---- */

static void sample(struct tree *tree)
{
    static const struct {
        int depth;
        const char *name, *holder;
        enum style style;
    } nodes[] = {
        { 0, "样例大学", NULL, STYLE_TEXT },
        { 1, "网络安全和信息化领导小组", NULL, STYLE_TEXT },
        { 2, "组长", "样例甲", STYLE_TEXT },
        { 2, "副组长", "空缺", STYLE_LATE },
        { 2, "办公室（设在信息技术中心）", NULL, STYLE_TEXT },
        { 3, "主任", "样例乙", STYLE_TEXT },
        { 1, "信息技术中心", NULL, STYLE_TEXT },
        { 2, "主要负责人", "样例丙", STYLE_TEXT },
        { 1, "样例学院", NULL, STYLE_DIM },
        { 0, "校外", NULL, STYLE_TEXT },
    };
    tree_clear(tree);
    for (size_t i = 0; i < sizeof nodes / sizeof nodes[0]; i++) {
        const char **cells;
        tree_add(tree, (int64_t)i + 1, nodes[i].depth, nodes[i].style, &cells);
        cells[0] = nodes[i].name;
        cells[1] = nodes[i].holder;
        cells[2] = i == 2 ? "样备〔2026〕1号" : NULL;
    }
}

static void add_look(struct buf *out, const struct tree *tree, int rows, int columns_n, bool wide, const char *what)
{
    struct canvas canvas = { .wide = wide };
    buf_printf(out, "== %s %dx%d%s\n", what, columns_n, rows, wide ? " wide" : "");
    canvas_resize(&canvas, rows, columns_n);
    tree_draw(tree, &canvas, canvas_area(&canvas));
    canvas_text(&canvas, out);
    if (rows == 10) {
        buf_adds(out, "-- styles\n");
        canvas_styles(&canvas, out);
    }
    canvas_free(&canvas);
}

START_TEST(golden)
{
    struct tree tree;
    struct err err;
    struct buf out = { 0 };
    tree_init(&tree, columns, 3);
    sample(&tree);
    ck_assert_int_eq(tree_load(&tree, 23, &err), 0);
    add_look(&out, &tree, 24, 80, false, "tree");
    add_look(&out, &tree, 60, 200, false, "tree");
    ck_assert(tree_select(&tree, 6, &err));
    add_look(&out, &tree, 10, 40, false, "selected");
    add_look(&out, &tree, 10, 40, true, "selected");
    ck_assert_int_eq(tree_try(&tree, ACTION_FOLD_ALL, &err), 0);
    add_look(&out, &tree, 10, 40, false, "folded");
    ck_assert_int_eq(tree_set_filter(&tree, "xxjszx", &err), 0);
    add_look(&out, &tree, 10, 40, false, "filtered");
    const char *fault = golden_compare("tui-tree.txt", out.v, out.n);
    ck_assert_msg(fault == NULL, "%s", fault);
    buf_free(&out);
    tree_done(&tree);
}
END_TEST

START_TEST(finds_round_and_unfolds)
{
    struct tree tree;
    struct err err;
    tree_init(&tree, columns, 3);
    ck_assert_ptr_null(tree_selected(&tree));
    ck_assert(!tree_find(&tree, "样", false, &err) && !tree_select(&tree, 1, &err));
    ck_assert_int_eq(tree_try(&tree, ACTION_LEFT, &err), 0);
    sample(&tree);
    tree_fold(&tree, 5, true);
    ck_assert_int_eq(tree_load(&tree, 9, &err), 0);
    tree_fold(&tree, 2, true);
    ck_assert_uint_eq(tree.shown.n, 6);
    ck_assert(tree_find(&tree, "yly", false, &err)); /* 样例乙, twice folded away */
    ck_assert_int_eq(tree_selected(&tree)->id, 6);
    ck_assert_uint_eq(tree.shown.n, 10);
    ck_assert(tree_find(&tree, "空缺", false, &err)); /* round, by another cell */
    ck_assert_int_eq(tree_selected(&tree)->id, 4);
    ck_assert(tree_find(&tree, "样例大学", true, &err));
    ck_assert(tree_find(&tree, "样例大学", true, &err));
    ck_assert_int_eq(tree_selected(&tree)->id, 1);
    ck_assert(!tree_find(&tree, "查无", true, &err));
    ck_assert_str_eq(err.text, "没有找到“查无”。");
    ck_assert_int_eq(tree_above(&tree, tree_node(&tree, 6))->id, 5);
    ck_assert_ptr_null(tree_above(&tree, tree_node(&tree, 10)));
    tree_done(&tree);
}
END_TEST

/* A fill that is given up leaves the tree as it was, and moves in it are safe. */
START_TEST(half_filled)
{
    struct tree tree;
    struct err err;
    const char **cells;
    tree_init(&tree, columns, 3);
    sample(&tree);
    ck_assert_int_eq(tree_load(&tree, 9, &err), 0);
    tree_clear(&tree);
    tree_add(&tree, 77, 3, STYLE_TEXT, &cells);
    ck_assert_int_eq(tree_try(&tree, ACTION_BOTTOM, &err), 0);
    ck_assert_int_eq(tree_selected(&tree)->id, 10);
    ck_assert_int_eq(tree_try(&tree, ACTION_FOLD_ALL, &err), 0);
    sample(&tree);
    ck_assert_int_eq(tree_load(&tree, 9, &err), 0);
    ck_assert_int_eq(tree_selected(&tree)->id, 10);
    ck_assert_uint_eq(tree.shown.n, 5);
    tree_done(&tree);
}
END_TEST

Suite *tree_suite(void)
{
    Suite *suite = suite_create("tree");
    TCase *tcase = tcase_create("tree");
    tcase_set_timeout(tcase, 600);
    tcase_add_loop_test(tcase, random_steps, 0, 4);
    tcase_add_test(tcase, golden);
    tcase_add_test(tcase, finds_round_and_unfolds);
    tcase_add_test(tcase, half_filled);
    suite_add_tcase(suite, tcase);
    return suite;
}
