/* 制度: the documents of the school as a tree of provisions, with the text, and what rests on it, of the one selected.
 */
#include "screens/rules.h"

#include "base/words.h"
#include "store/model.h"
#include "tui/pick.h"
#include "tui/tree.h"

#include <string.h>

struct rules_state {
    struct tree tree;
    struct rules rules;
    struct provisions *texts; /* one of each rule */
    struct uses uses;         /* of the selected provision */
    struct buf details, details_title;
    int64_t school; /* whose documents they are */
};

static const struct list_column columns[] = { { _("条款"), 0, 1, ALIGN_LEFT, 0, false } };
enum { COLUMNS = COUNT(columns) };

/* --- The tree: documents have odd ids, provisions even ones --- */

static int64_t node_of_rule(int64_t id)
{
    return id * 2 + 1;
}

static int64_t node_of_provision(int64_t id)
{
    return id * 2;
}

/* What is selected: a document, and of it a provision or NULL. */
struct chosen {
    const struct rule *rule;
    const struct provision *provision;
};

static struct chosen chosen_of(const struct rules_state *state)
{
    struct chosen chosen = { 0 };
    const struct tree_node *node = tree_selected(&state->tree);
    for (size_t i = 0; node != NULL && i < state->rules.n && chosen.rule == NULL; i++) {
        if (node->id == node_of_rule(state->rules.v[i].id))
            chosen.rule = &state->rules.v[i];
        for (size_t k = 0; k < state->texts[i].n; k++)
            if (node->id == node_of_provision(state->texts[i].v[k].id)) {
                chosen.rule = &state->rules.v[i];
                chosen.provision = &state->texts[i].v[k];
            }
    }
    return chosen;
}

const char *one_line(struct arena *arena, const char *mark, const char *text)
{
    char *line = arena_printf(arena, "%s%s", mark, text);
    for (char *c = line; *c != '\0'; c++)
        if (*c == '\n')
            *c = ' ';
    return line;
}

/* Provisions come in the order of the text: the depth of each is one more than that of its parent, which came before.
 */
static void add_provisions(struct rules_state *state, const struct provisions *texts)
{
    int *depth = mem_alloc(sizeof *depth * (texts->n + 1));
    for (size_t i = 0; i < texts->n; i++) {
        const struct provision *provision = &texts->v[i];
        const char **cells;
        size_t parent = i;
        while (parent > 0 && texts->v[parent - 1].id != provision->parent)
            parent--;
        depth[i] = parent > 0 ? depth[parent - 1] + 1 : 1;
        tree_add(&state->tree, node_of_provision(provision->id), depth[i], STYLE_TEXT, &cells);
        cells[0] = one_line(&state->tree.filled.arena, provision->mark, provision->text);
    }
    mem_free(depth);
}

static void fill_tree(struct rules_state *state)
{
    tree_clear(&state->tree);
    for (size_t i = 0; i < state->rules.n; i++) {
        const char **cells;
        tree_add(&state->tree, node_of_rule(state->rules.v[i].id), 0, STYLE_TITLE, &cells);
        cells[0] = state->rules.v[i].title;
        add_provisions(state, &state->texts[i]);
    }
}

/* At first, chapters and their articles are seen; what is below an article waits folded. */
static void fold_articles(struct rules_state *state)
{
    for (size_t i = 0; i < state->rules.n; i++)
        for (size_t k = 0; k < state->texts[i].n; k++)
            if (strcmp(state->texts[i].v[k].kind, "article") == 0)
                tree_fold(&state->tree, node_of_provision(state->texts[i].v[k].id), true);
}

static void texts_free(struct rules *rules, struct provisions *texts)
{
    for (size_t i = 0; texts != NULL && i < rules->n; i++)
        LIST_FREE(&texts[i]);
    mem_free(texts);
    LIST_FREE(rules);
}

/* --- The details --- */

static const char *state_name(const char *state)
{
    return strcmp(state, "in-force") == 0 ? _("有效") : state;
}

static void tell_rule(const struct rule *rule, size_t provisions, struct buf *out)
{
    if (rule->number != NULL)
        buf_printf(out, _("文号：%s\n"), rule->number);
    if (rule->issuer != NULL)
        buf_printf(out, _("发文：%s\n"), rule->issuer);
    if (rule->issued != NULL)
        buf_printf(out, _("印发：%s\n"), rule->issued);
    if (rule->effective != NULL)
        buf_printf(out, _("施行：%s\n"), rule->effective);
    if (rule->state != NULL)
        buf_printf(out, _("状态：%s\n"), state_name(rule->state));
    buf_printf(out, _("条款：%zu\n"), provisions);
    if (rule->note != NULL)
        buf_printf(out, "%s\n", rule->note);
}

enum { USES_TOLD = 12 };

static int rules_rest(struct screen *screen, struct err *err)
{
    struct rules_state *state = screen->state;
    struct chosen chosen = chosen_of(state);
    buf_clear(&state->details);
    buf_clear(&state->details_title);
    LIST_FREE(&state->uses);
    if (chosen.rule == NULL)
        return 0;
    if (chosen.provision == NULL) {
        buf_adds(&state->details_title, chosen.rule->title);
        tell_rule(chosen.rule, state->texts[chosen.rule - state->rules.v].n, &state->details);
        return 0;
    }
    buf_adds(&state->details_title, chosen.provision->path[0] != '\0' ? chosen.provision->path : chosen.rule->title);
    buf_printf(&state->details, "%s%s\n", chosen.provision->mark, chosen.provision->text);
    if (read_provision_uses(console_store(screen->console), chosen.provision->id, &state->uses, err) != 0)
        return -1;
    tell_uses(&state->uses, USES_TOLD, &state->details);
    return 0;
}

/* --- The screen --- */

static int rules_open(struct screen *screen, const void *argument, struct err *err)
{
    struct rules_state *state = screen->state;
    (void)argument;
    (void)err;
    tree_init(&state->tree, columns, COLUMNS);
    state->tree.list.empty = _("这所学校没有制度。用 zeren init --rules 从制度文件夹建库。");
    return 0;
}

static void rules_close(struct screen *screen)
{
    struct rules_state *state = screen->state;
    tree_done(&state->tree);
    texts_free(&state->rules, state->texts);
    LIST_FREE(&state->uses);
    buf_free(&state->details);
    buf_free(&state->details_title);
}

static int read_texts(struct screen *screen, struct rules *rules, struct provisions **texts, struct err *err)
{
    struct store *store = console_store(screen->console);
    if (read_rules(store, console_school(screen->console)->id, rules, err) != 0)
        return -1;
    *texts = mem_alloc(sizeof **texts * (rules->n + 1));
    for (size_t i = 0; i < rules->n; i++)
        if (read_provisions(store, rules->v[i].id, &(*texts)[i], err) != 0)
            return -1;
    return 0;
}

static void go_wanted(struct screen *screen)
{
    struct rules_state *state = screen->state;
    struct err err;
    unfilter_wanted_tree(screen, &state->tree);
    int64_t rule = console_wanted(screen->console, "rule"), provision = console_wanted(screen->console, "provision");
    if ((rule != 0 && !tree_select(&state->tree, node_of_rule(rule), &err)) ||
        (provision != 0 && !tree_select(&state->tree, node_of_provision(provision), &err)))
        console_fail(screen->console, &err);
}

static int rules_reload(struct screen *screen, struct err *err)
{
    struct rules_state *state = screen->state;
    struct rules rules = { 0 };
    struct provisions *texts = NULL;
    if (read_texts(screen, &rules, &texts, err) != 0) {
        texts_free(&rules, texts);
        return -1;
    }
    struct rules rules_before = state->rules; /* what is still shown points into them */
    struct provisions *texts_before = state->texts;
    state->rules = rules;
    state->texts = texts;
    fill_tree(state);
    bool other = state->school != console_school(screen->console)->id;
    if (other)
        fold_articles(state);
    state->school = console_school(screen->console)->id;
    int rc = tree_load(&state->tree, list_height(screen), err);
    if (rc == 0 && other)
        tree_act(&state->tree, screen->console, ACTION_TOP);
    texts_free(&rules_before, texts_before);
    if (rc != 0)
        return -1;
    go_wanted(screen);
    return 0;
}

static void rules_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct rules_state *state = screen->state;
    struct area rest, details = details_area(canvas, area, true, &rest);
    tree_draw(&state->tree, canvas, rest);
    draw_details(canvas, details, buf_text(&state->details_title), buf_text(&state->details));
}

static enum outcome enter(struct screen *screen)
{
    struct rules_state *state = screen->state;
    struct chosen chosen = chosen_of(state);
    if (chosen.provision == NULL)
        return tree_act(&state->tree, screen->console, ACTION_FOLD);
    console_push(screen->console, &provision_screen, &chosen.provision->id, 0);
    return STAY;
}

static enum outcome rules_act(struct screen *screen, enum action action)
{
    struct rules_state *state = screen->state;
    struct chosen chosen = chosen_of(state);
    switch (action) {
    case ACTION_ENTER:
        return enter(screen);
    case ACTION_SEARCH:
        ask_filter(screen, state->tree.filter);
        return STAY;
    case ACTION_NEXT:
    case ACTION_PREVIOUS:
        find_in_tree(screen, &state->tree, action == ACTION_PREVIOUS);
        return STAY;
    case ACTION_RULE_SEARCH:
        ask_words(screen);
        return STAY;
    case ACTION_COMPARE:
        push_alike(screen, &state->uses);
        return STAY;
    case ACTION_USES:
        if (chosen.provision != NULL)
            console_push(screen->console, &uses_screen, &chosen.provision->id, 0);
        return STAY;
    default:
        return tree_act(&state->tree, screen->console, action);
    }
}

static enum outcome rules_answer(struct screen *screen, const struct answer *answer)
{
    struct rules_state *state = screen->state;
    if (answer->tag != TAG_FILTER)
        return words_answer(screen, answer);
    filter_tree(screen, &state->tree, answer);
    return STAY;
}

static int rules_may(const struct screen *screen, enum action action, struct err *err)
{
    struct chosen chosen = chosen_of(screen->state);
    if (action == ACTION_USES && chosen.provision == NULL)
        return err_set(err, "%s", _("选中的是一份制度。先选中其中一条。"));
    return 0;
}

static bool rules_has_row(const struct screen *screen)
{
    const struct rules_state *state = screen->state;
    return tree_selected(&state->tree) != NULL;
}

static void rules_paper(const struct screen *screen, struct paper_wish *wish)
{
    struct chosen chosen = chosen_of(screen->state);
    wish->rule = chosen.rule == NULL ? NULL : chosen.rule->key;
    wish->report = "rule";
}

const struct screen_ops rules_screen = {
    .name = "rules",
    .title = _("制度"),
    .contexts = IN_LIST | IN_TREE | IN_RULES,
    .size = sizeof(struct rules_state),
    .open = rules_open,
    .close = rules_close,
    .reload = rules_reload,
    .rest = rules_rest,
    .draw = rules_draw,
    .act = rules_act,
    .answer = rules_answer,
    .may = rules_may,
    .has_row = rules_has_row,
    .paper = rules_paper,
};
