/* One provision: where it stands, all it says with what is below it, and what rests on it. Of any school. */
#include "base/words.h"
#include "screens/rules.h"
#include "tui/pager.h"

#include <string.h>

struct provision_state {
    int64_t id;
    struct founds one; /* its school and document */
    struct uses uses;
    struct pager pager;
};

static int provision_open(struct screen *screen, const void *argument, struct err *err)
{
    struct provision_state *state = screen->state;
    (void)err;
    state->id = *(const int64_t *)argument;
    pager_init(&state->pager, true);
    return 0;
}

static void provision_close(struct screen *screen)
{
    struct provision_state *state = screen->state;
    pager_done(&state->pager);
    LIST_FREE(&state->uses);
    LIST_FREE(&state->one);
}

/* --- The text --- */

static void add(struct pager *pager, enum style style, const char *text)
{
    pager_add(pager, style, text, strlen(text));
}

static size_t place_of(const struct provisions *all, int64_t id)
{
    size_t at = 0;
    while (at < all->n && all->v[at].id != id)
        at++;
    return at;
}

/* What it stands under: a line each, from the chapter down. */
static void add_above(struct pager *pager, const struct provisions *all, const struct provision *provision)
{
    size_t at = place_of(all, provision->parent);
    if (provision->parent == 0 || at == all->n)
        return;
    add_above(pager, all, &all->v[at]);
    add(pager, STYLE_DIM, all->v[at].mark);
    add(pager, STYLE_DIM, all->v[at].text);
    add(pager, STYLE_DIM, "\n");
}

static void add_one(struct pager *pager, const struct provision *provision, int depth)
{
    for (int i = 0; i < depth; i++)
        add(pager, STYLE_TEXT, "  ");
    add(pager, STYLE_STRONG, provision->mark);
    add(pager, STYLE_TEXT, provision->text);
    add(pager, STYLE_TEXT, "\n");
}

static void add_below(struct pager *pager, const struct provisions *all, int64_t parent, int depth)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].parent == parent) {
            add_one(pager, &all->v[i], depth);
            add_below(pager, all, all->v[i].id, depth + 1);
        }
}

static void add_uses(struct provision_state *state)
{
    struct buf text = { 0 };
    tell_uses(&state->uses, state->uses.n, &text);
    for (const char *line = buf_text(&text); *line != '\0';) {
        size_t n = strcspn(line, "\n") + 1;
        bool heading = *line == '\t';
        add(&state->pager, STYLE_TEXT, heading ? "\n" : "");
        pager_add(&state->pager, heading ? STYLE_TITLE : STYLE_TEXT, line + heading, n - heading);
        line += n;
    }
    buf_free(&text);
}

static void write_text(struct provision_state *state, const struct provisions *all)
{
    size_t at = place_of(all, state->id);
    pager_set(&state->pager, "", 0);
    add_above(&state->pager, all, &all->v[at]);
    add_one(&state->pager, &all->v[at], 0);
    add_below(&state->pager, all, state->id, 1);
    add_uses(state);
}

static int provision_reload(struct screen *screen, struct err *err)
{
    struct provision_state *state = screen->state;
    struct store *store = console_store(screen->console);
    struct founds one = { 0 };
    struct provisions all = { 0 };
    struct uses uses = { 0 };
    int rc = read_found(store, state->id, &one, err);
    if (rc == 0 && one.n == 0)
        rc = err_set(err, "%s", _("库里没有这一条。它可能已被别人改掉，请返回重看。"));
    if (rc == 0)
        rc = read_provisions(store, one.v[0].rule, &all, err);
    if (rc == 0)
        rc = read_provision_uses(store, state->id, &uses, err);
    if (rc != 0) {
        LIST_FREE(&one);
        LIST_FREE(&all);
        return -1;
    }
    LIST_FREE(&state->one);
    LIST_FREE(&state->uses);
    state->one = one;
    state->uses = uses;
    write_text(state, &all);
    LIST_FREE(&all);
    return 0;
}

/* --- The screen --- */

static void provision_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    struct provision_state *state = screen->state;
    if (state->one.n == 0)
        return;
    const struct found *found = &state->one.v[0];
    /* The path first: it is what must be seen in a narrow window. */
    int column = found->path[0] == '\0' ? 0 : canvas_put(canvas, area, 0, 0, STYLE_STRONG, found->path) + 2;
    canvas_put(canvas, area, 0, column, STYLE_TITLE, found->rule_title);
    pager_draw(&state->pager, canvas, area_rows(area, 1, area.rows - 1));
}

static enum outcome provision_act(struct screen *screen, enum action action)
{
    struct provision_state *state = screen->state;
    switch (action) {
    case ACTION_USES:
    case ACTION_ENTER:
        console_push(screen->console, &uses_screen, &state->id, 0);
        return STAY;
    case ACTION_COMPARE:
        push_alike(screen, &state->uses);
        return STAY;
    case ACTION_RULE_SEARCH:
        ask_words(screen);
        return STAY;
    default:
        return pager_act(&state->pager, screen->console, action);
    }
}

static enum outcome provision_answer(struct screen *screen, const struct answer *answer)
{
    struct provision_state *state = screen->state;
    return pager_answer(&state->pager, screen->console, answer) ? STAY : words_answer(screen, answer);
}

/* The paper is of the school on top: for a provision of another one there is none. */
static void provision_paper(const struct screen *screen, struct paper_wish *wish)
{
    const struct provision_state *state = screen->state;
    if (state->one.n == 0 || state->one.v[0].school != console_school(screen->console)->id)
        return;
    wish->rule = state->one.v[0].rule_key;
    wish->report = "rule";
}

static int64_t provision_school(const struct screen *screen)
{
    const struct provision_state *state = screen->state;
    return state->one.n > 0 ? state->one.v[0].school : 0;
}

const struct screen_ops provision_screen = {
    .name = "provision",
    .title = _("条款"),
    .contexts = IN_PAGER | IN_PROVISION,
    .size = sizeof(struct provision_state),
    .open = provision_open,
    .close = provision_close,
    .reload = provision_reload,
    .draw = provision_draw,
    .act = provision_act,
    .answer = provision_answer,
    .paper = provision_paper,
    .school = provision_school,
};
