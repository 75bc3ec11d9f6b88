/* 组织架构: the tree of bodies with their posts, liabilities and holders on the day shown. What can be changed about it
 * stands in org_edit.c. */
#include "screens/org.h"

#include "base/words.h"
#include "domain/article.h"
#include "domain/matrix.h"
#include "store/history.h"
#include "store/look.h"

#include <inttypes.h>
#include <string.h>

static const struct list_column columns[] = {
    { _("机构和岗位"), 0, 3, ALIGN_LEFT, 0, false }, { _("责任"), 10, 0, ALIGN_LEFT, 2, false },
    { _("任职"), 0, 1, ALIGN_LEFT, 0, false },       { _("自"), 10, 0, ALIGN_LEFT, 3, false },
    { _("备案"), 10, 0, ALIGN_LEFT, 4, false },
};
enum { COLUMNS = COUNT(columns) };

/* --- What is selected --- */

static int64_t node_of(enum node_kind kind, int64_t id)
{
    return id * NODE_KINDS + (int64_t)kind;
}

static bool split_node(int64_t node, enum node_kind kind, int64_t *id)
{
    *id = node / NODE_KINDS;
    return node > 0 && node % NODE_KINDS == (int64_t)kind;
}

static const struct post *post_by_id(const struct org_state *state, int64_t id)
{
    const struct tree_node *node = tree_node(&state->tree, node_of(NODE_POST, id));
    return node == NULL ? NULL : &state->org.posts.v[node->record];
}

static const struct holder *holder_by_tenure(const struct org *org, int64_t id)
{
    for (size_t i = 0; i < org->holders.n; i++)
        if (org->holders.v[i].tenure == id)
            return &org->holders.v[i];
    return NULL;
}

struct chosen org_chosen(const struct org_state *state)
{
    struct chosen chosen = { 0 };
    const struct tree_node *node = tree_selected(&state->tree);
    int64_t id;
    if (node == NULL)
        return chosen;
    if (split_node(node->id, NODE_HOLDER, &id)) {
        chosen.holder = &state->org.holders.v[node->record];
        chosen.post = post_by_id(state, chosen.holder->post);
    } else if (split_node(node->id, NODE_POST, &id)) {
        size_t first;
        chosen.post = &state->org.posts.v[node->record];
        /* The only holder stands in the post's own row. */
        if (org_holders(&state->org, id, &first) == 1)
            chosen.holder = &state->org.holders.v[first];
    }
    if (chosen.post != NULL)
        id = chosen.post->body;
    chosen.body = body_by_id(&state->org.bodies, id);
    return chosen;
}

/* --- The tree --- */

static void holder_cells(const struct holder *holder, const char **cells)
{
    cells[2] = holder->name;
    cells[3] = holder->from;
    cells[4] = holder->filed;
}

static void add_post(struct org_state *state, const struct body *body, const struct post *post, int depth)
{
    const char **cells;
    size_t first, n = org_holders(&state->org, post->id, &first);
    bool vacant = org_vacant(&state->org, post);
    enum style style = body->each ? STYLE_DIM : vacant ? STYLE_LATE : STYLE_TEXT;
    tree_add(&state->tree, node_of(NODE_POST, post->id), depth, style, &cells)->record =
        (size_t)(post - state->org.posts.v);
    cells[0] = post->name;
    cells[1] = liability_name(post->liability);
    if (body->each)
        cells[2] = _("（各单位设）");
    else if (vacant)
        cells[2] = post->ex_officio != NULL
                       ? arena_printf(&state->tree.filled.arena, _("空缺（由%s担任）"), post->ex_officio)
                       : _("空缺");
    else if (n == 1)
        holder_cells(&state->org.holders.v[first], cells);
    else if (n > 1)
        cells[2] = arena_printf(&state->tree.filled.arena, _("%zu 人"), n);
    for (size_t i = 0; n > 1 && i < n; i++) {
        const struct holder *holder = &state->org.holders.v[first + i];
        tree_add(&state->tree, node_of(NODE_HOLDER, holder->tenure), depth + 1, STYLE_TEXT, &cells)->record = first + i;
        cells[0] = holder->name;
        holder_cells(holder, cells);
    }
}

static void fill_tree(struct org_state *state)
{
    const struct org *org = &state->org;
    tree_clear(&state->tree);
    for (size_t i = 0; i < org->n; i++) {
        const struct body *body = &org->bodies.v[org->order[i]];
        const char **cells;
        tree_add(&state->tree, node_of(NODE_BODY, body->id), org->depth[i], body->each ? STYLE_DIM : STYLE_TEXT,
                 &cells);
        cells[0] = body->name;
        cells[1] = body_kind_name(body->kind);
        size_t first, n = org_posts(org, body->id, &first);
        for (size_t post = first; post < first + n; post++)
            add_post(state, body, &org->posts.v[post], org->depth[i] + 1);
    }
}

/* --- The details --- */

enum { DUTIES_TOLD = 100 }; /* more than fit beside the tree; the matrix shows them all */

static int tell_duties(struct screen *screen, const struct body *body, struct buf *out, struct err *err)
{
    struct body_duties duties = { 0 };
    if (read_body_duties(console_store(screen->console), body->id, DUTIES_TOLD + 1, &duties, err) != 0)
        return -1;
    size_t n = duties.n > DUTIES_TOLD ? DUTIES_TOLD : duties.n;
    buf_printf(out, duties.n > n ? _("\t职责（前 %zu 项）\n") : _("\t职责（%zu）\n"), n);
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "%" PRId64 " %s %s（%s）\n", duties.v[i].no, part_mark(duties.v[i].part), duties.v[i].text,
                   cite_within(console_school(screen->console)->documents, duties.v[i].cite, &duties.arena));
    LIST_FREE(&duties);
    return 0;
}

static void tell_holder(const struct holder *holder, struct buf *out)
{
    buf_printf(out, _("%s%s%s：%s 起"), holder->name, holder->number == NULL ? "" : " ",
               holder->number == NULL ? "" : holder->number, holder->from);
    if (holder->to != NULL)
        buf_printf(out, _("，至 %s"), holder->to);
    if (holder->phone != NULL)
        buf_printf(out, _("，电话 %s"), holder->phone);
    if (holder->night_phone != NULL)
        buf_printf(out, _("，夜间 %s"), holder->night_phone);
    if (holder->filed != NULL)
        buf_printf(out, _("，%s 备案%s%s"), holder->filed, holder->filing_number == NULL ? "" : " ",
                   holder->filing_number == NULL ? "" : holder->filing_number);
    buf_addc(out, '\n');
}

static void tell_post(const struct org *org, const struct body *body, const struct post *post,
                      const struct school *school, struct buf *out)
{
    struct arena arena = { 0 };
    size_t first, n = org_holders(org, post->id, &first);
    buf_printf(out, _("%s\n责任：%s\n"), body->name, liability_name(post->liability));
    if (post->cite.path != NULL)
        buf_printf(out, _("依据：%s\n"), cite_within(school->documents, post->cite, &arena));
    if (post->filing)
        buf_adds(out, _("更换须备案\n"));
    if (org_vacant(org, post))
        buf_adds(out, _("现空缺\n"));
    for (size_t i = 0; i < n; i++) {
        const struct holder *holder = &org->holders.v[first + i];
        tell_holder(holder, out);
        if (post->filing && holder->filed == NULL)
            buf_adds(out, _("未备案\n"));
    }
    arena_free(&arena);
}

static void tell_body(const struct body *body, const struct school *school, struct buf *out)
{
    struct arena arena = { 0 };
    buf_printf(out, "%s", body_kind_name(body->kind));
    if (body->short_name != NULL)
        buf_printf(out, _("，简称 %s"), body->short_name);
    if (body->cite.path != NULL)
        buf_printf(out, _("，依据 %s"), cite_within(school->documents, body->cite, &arena));
    buf_addc(out, '\n');
    arena_free(&arena);
}

/* The record the row is about: the holder rather than the post, the post rather than the body. */
static const char *chosen_table(const struct chosen *chosen)
{
    return chosen->holder != NULL ? "tenure" : chosen->post != NULL ? "post" : "body";
}

static int64_t chosen_id(const struct chosen *chosen)
{
    return chosen->holder != NULL ? chosen->holder->tenure : chosen->post != NULL ? chosen->post->id : chosen->body->id;
}

static int org_rest(struct screen *screen, struct err *err)
{
    struct org_state *state = screen->state;
    struct chosen chosen = org_chosen(state);
    buf_clear(&state->details);
    buf_clear(&state->details_title);
    if (!state->wants_details || chosen.body == NULL)
        return 0;
    buf_adds(&state->details_title, chosen.post == NULL ? chosen.body->name : chosen.post->name);
    if (chosen.post != NULL)
        tell_post(&state->org, chosen.body, chosen.post, console_school(screen->console), &state->details);
    else
        tell_body(chosen.body, console_school(screen->console), &state->details);
    /* Before the duties, which may be many. */
    if (tell_recent(screen, chosen_table(&chosen), chosen_id(&chosen), &state->details, err) != 0)
        return -1;
    return chosen.post == NULL ? tell_duties(screen, chosen.body, &state->details, err) : 0;
}

/* --- The screen --- */

static int org_open(struct screen *screen, const void *argument, struct err *err)
{
    struct org_state *state = screen->state;
    (void)argument;
    (void)err;
    tree_init(&state->tree, columns, COLUMNS);
    state->tree.list.empty = _("这一天还没有机构。按 a 增设。");
    state->wants_details = true;
    return 0;
}

static void org_close(struct screen *screen)
{
    struct org_state *state = screen->state;
    tree_done(&state->tree);
    org_done(&state->org);
    buf_free(&state->details);
    buf_free(&state->details_title);
}

/* Another screen may have asked to see a record. */
static void go_wanted(struct screen *screen)
{
    static const struct {
        const char *table;
        enum node_kind kind;
    } tables[] = { { "body", NODE_BODY }, { "post", NODE_POST }, { "tenure", NODE_HOLDER } };
    struct org_state *state = screen->state;
    struct err err;
    unfilter_wanted_tree(screen, &state->tree);
    for (size_t i = 0; i < COUNT(tables); i++) {
        int64_t id = console_wanted(screen->console, tables[i].table);
        if (id == 0)
            continue;
        const struct holder *holder = tables[i].kind == NODE_HOLDER ? holder_by_tenure(&state->org, id) : NULL;
        if (!tree_select(&state->tree, node_of(tables[i].kind, id), &err) &&
            (holder == NULL || !tree_select(&state->tree, node_of(NODE_POST, holder->post), &err)))
            console_fail(screen->console, &err);
    }
}

static int org_reload(struct screen *screen, struct err *err)
{
    struct org_state *state = screen->state;
    struct org org = { 0 };
    struct store_head head;
    struct store *store = console_store(screen->console);
    if (org_read(&org, store, console_school(screen->console)->id, console_day(screen->console), err) != 0 ||
        store_head(store, &head, err) != 0) {
        org_done(&org);
        return -1;
    }
    struct org before = state->org; /* what is still shown points into it */
    state->org = org;
    state->seen = head.seq;
    fill_tree(state);
    int rc = tree_load(&state->tree, list_height(screen), err);
    org_done(&before);
    if (rc != 0)
        return -1;
    go_wanted(screen);
    return 0;
}

static void org_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct org_state *state = screen->state;
    struct area rest, details = details_area(canvas, area, state->wants_details, &rest);
    tree_draw(&state->tree, canvas, rest);
    draw_details(canvas, details, buf_text(&state->details_title), buf_text(&state->details));
}

static void next_vacancy(struct screen *screen)
{
    struct org_state *state = screen->state;
    const struct tree_node *selected = tree_selected(&state->tree);
    struct err err;
    size_t from = 0;
    const struct tree_nodes *nodes = &state->tree.nodes;
    while (selected != NULL && from < nodes->n && nodes->v[from].id != selected->id)
        from++;
    for (size_t i = 1; i <= nodes->n; i++) {
        const struct tree_node *node = &nodes->v[(from + i) % nodes->n];
        int64_t id;
        const struct post *post = split_node(node->id, NODE_POST, &id) ? &state->org.posts.v[node->record] : NULL;
        /* One that the filter hides is passed over. */
        if (post != NULL && org_vacant(&state->org, post) && tree_select(&state->tree, node->id, &err))
            return;
    }
    console_say(screen->console, STYLE_GOOD, "%s", _("没有空缺的岗位。"));
}

static enum outcome show_history(struct screen *screen)
{
    struct org_state *state = screen->state;
    struct chosen chosen = org_chosen(state);
    const struct history_argument argument = { chosen_table(&chosen),
                                               chosen.holder != NULL ? chosen.holder->name
                                               : chosen.post != NULL ? chosen.post->name
                                                                     : chosen.body->name,
                                               chosen_id(&chosen) };
    console_push(screen->console, &history_screen, &argument, 0);
    return STAY;
}

static enum outcome enter(struct screen *screen)
{
    struct org_state *state = screen->state;
    struct chosen chosen = org_chosen(state);
    struct err err;
    if (chosen.holder != NULL)
        console_push(screen->console, &person_screen, &chosen.holder->person, 0);
    else if (chosen.post == NULL)
        return tree_act(&state->tree, screen->console, ACTION_FOLD);
    else if (console_may(screen->console, ACTION_APPOINT, &err) != 0) /* Enter asks for no right, the form would */
        console_fail(screen->console, &err);
    else
        return org_edit(screen, ACTION_APPOINT);
    return STAY;
}

static enum outcome org_act(struct screen *screen, enum action action)
{
    struct org_state *state = screen->state;
    switch (action) {
    case ACTION_ENTER:
        return enter(screen);
    case ACTION_SEARCH:
        ask_filter(screen, state->tree.filter);
        return STAY;
    case ACTION_HISTORY:
        return show_history(screen);
    case ACTION_VACANCY_NEXT:
        next_vacancy(screen);
        return STAY;
    case ACTION_NEXT:
    case ACTION_PREVIOUS:
        find_in_tree(screen, &state->tree, action == ACTION_PREVIOUS);
        return STAY;
    case ACTION_DETAILS:
        state->wants_details = !state->wants_details;
        return STAY;
    default:
        break;
    }
    enum outcome outcome = org_edit(screen, action);
    return outcome == NOT_MINE ? tree_act(&state->tree, screen->console, action) : outcome;
}

static enum outcome org_answer(struct screen *screen, const struct answer *answer)
{
    struct org_state *state = screen->state;
    if (answer->tag != TAG_FILTER)
        return org_edit_answer(screen, answer);
    filter_tree(screen, &state->tree, answer);
    return STAY;
}

static bool org_has_row(const struct screen *screen)
{
    const struct org_state *state = screen->state;
    return tree_selected(&state->tree) != NULL;
}

static void org_paper(const struct screen *screen, struct paper_wish *wish)
{
    (void)screen;
    wish->report = "org";
}

const struct screen_ops org_screen = {
    .name = "org",
    .title = _("组织架构"),
    .contexts = IN_LIST | IN_TREE | IN_ORG,
    .size = sizeof(struct org_state),
    .open = org_open,
    .close = org_close,
    .reload = org_reload,
    .rest = org_rest,
    .draw = org_draw,
    .act = org_act,
    .answer = org_answer,
    .may = org_may,
    .has_row = org_has_row,
    .paper = org_paper,
};
