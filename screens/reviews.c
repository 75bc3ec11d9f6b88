/* 问责审查: the school's reviews, the last opened first, by key; and the way to a review from its incident. */
#include "base/words.h"
#include "domain/review.h"
#include "screens/screens.h"
#include "tui/pick.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAG_STATE = 1 };

struct reviews_state {
    struct screen *screen;
    struct list list;
    char subject[24]; /* the selected one's id, for the paper */
    int state;        /* index into review_states, counted from 1; 0: all */
};

static const struct list_column columns[] = {
    { _("事件"), 18, 0, ALIGN_LEFT, 0, false }, { _("标题"), 0, 3, ALIGN_LEFT, 0, false },
    { _("单位"), 0, 1, ALIGN_LEFT, 3, false },  { _("阶段"), 8, 0, ALIGN_LEFT, 0, false },
    { _("日期"), 10, 0, ALIGN_LEFT, 1, false }, { _("署名"), 12, 0, ALIGN_LEFT, 2, false },
};
enum { COLUMNS = COUNT(columns) };

/* --- The source --- */

static enum style style_of(const struct review *review)
{
    if (strcmp(review->state, "filed") == 0)
        return STYLE_DIM;
    return strcmp(review->state, "decided") == 0 || strcmp(review->state, "served") == 0 ? STYLE_TEXT : STYLE_WARNING;
}

static void add_row(struct list_page *page, const struct review *review)
{
    const char **cells;
    struct list_row *row = list_page_add(page, review->id, COLUMNS, &cells);
    row->key = arena_printf(&page->arena, "%" PRId64, review->opened_at);
    row->style = style_of(review);
    cells[0] = arena_strdup(&page->arena, review->number);
    cells[1] = arena_strdup(&page->arena, review->title);
    cells[2] = arena_strdup(&page->arena, review->body_name);
    cells[3] = arena_strdup(&page->arena, review_state_name(review->state));
    cells[4] = arena_strdup(&page->arena, review->day);
    cells[5] = arena_strdup(&page->arena, review->signer);
}

static int reviews_page(void *context, const struct list_ask *ask, struct list_page *page, struct err *err)
{
    struct reviews_state *state = context;
    struct console *console = state->screen->console;
    struct reviews reviews = { 0 };
    const struct review_page wanted = { .school = console_school(console)->id,
                                        .state = state->state == 0 ? NULL : review_states[state->state - 1],
                                        .words = ask->filter[0] == '\0' ? NULL : ask->filter,
                                        .opened_at = ask->from == NULL ? 0 : strtoll(ask->from->key, NULL, 10),
                                        .id = ask->from == NULL ? 0 : ask->from->id,
                                        .limit = ask->most,
                                        .backwards = ask->backwards };
    int rc = read_reviews(console_store(console), &wanted, &reviews, err);
    for (size_t i = 0; rc == 0 && i < reviews.n; i++)
        add_row(page, &reviews.v[i]);
    LIST_FREE(&reviews);
    return rc;
}

/* Whether the filters pass it: asked for as the one row behind its neighbour would be. */
static int reviews_find(void *context, int64_t id, const struct list_ask *ask, struct list_page *page, bool *found,
                        struct err *err)
{
    struct reviews_state *state = context;
    struct reviews one = { 0 };
    char key[24];
    *found = false;
    if (read_review(console_store(state->screen->console), id, &one, err) != 0)
        return -1;
    snprintf(key, sizeof key, "%" PRId64, one.n > 0 ? one.v[0].opened_at : 0);
    const struct list_row before = { .id = id + 1, .key = key };
    struct list_ask asked = *ask;
    asked.from = &before;
    asked.backwards = false;
    asked.most = 1;
    int rc = one.n == 0 ? 0 : reviews_page(state, &asked, page, err);
    *found = rc == 0 && page->n > 0 && page->v[page->n - 1].id == id;
    if (!*found)
        page->n = 0;
    LIST_FREE(&one);
    return rc;
}

static const struct list_source source = { reviews_page, reviews_find };

/* --- The screen --- */

static int reviews_open(struct screen *screen, const void *argument, struct err *err)
{
    struct reviews_state *state = screen->state;
    (void)argument;
    (void)err;
    state->screen = screen;
    list_init(&state->list, columns, COLUMNS, &source, state);
    state->list.empty = _("没有符合的问责审查。在事件上按 a 立案。");
    return 0;
}

static void reviews_close(struct screen *screen)
{
    struct reviews_state *state = screen->state;
    list_done(&state->list);
}

static int reviews_reload(struct screen *screen, struct err *err)
{
    struct reviews_state *state = screen->state;
    if (console_wants(screen->console))
        state->state = 0; /* it may not hide what is asked for */
    if (list_load(&state->list, list_height(screen) - 1, err) != 0)
        return -1;
    unfilter_wanted(screen, &state->list);
    int64_t wanted = console_wanted(screen->console, "review");
    if (wanted != 0)
        list_select(&state->list, wanted, err);
    return 0;
}

static void reviews_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct reviews_state *state = screen->state;
    canvas_printf(canvas, area, 0, 0, STYLE_TITLE, "%s",
                  state->state == 0 ? _("全部") : review_state_name(review_states[state->state - 1]));
    list_draw(&state->list, canvas, area_rows(area, 1, area.rows - 1));
}

static void pick_state(struct screen *screen)
{
    const struct reviews_state *state = screen->state;
    struct pick_item items[8];
    size_t n = 0;
    for (; n < COUNT(items) && review_states[n] != NULL; n++)
        items[n] = (struct pick_item){ (int64_t)n + 1, review_state_name(review_states[n]), NULL };
    const struct pick_argument argument = {
        .title = _("只看这一阶段的审查"), .items = items, .n = n, .selected = state->state, .none = _("（全部）")
    };
    console_push(screen->console, &pick_screen, &argument, TAG_STATE);
}

static enum outcome reviews_act(struct screen *screen, enum action action)
{
    struct reviews_state *state = screen->state;
    const struct list_row *row = list_selected(&state->list);
    switch (action) {
    case ACTION_ENTER:
        console_push(screen->console, &review_screen, &row->id, 0);
        return STAY;
    case ACTION_SEARCH:
        ask_filter(screen, state->list.filter);
        return STAY;
    case ACTION_FILTER_STATE:
        pick_state(screen);
        return STAY;
    case ACTION_FILTER_CLEAR:
        state->state = 0;
        return RELOAD;
    default:
        return list_act(&state->list, screen->console, action);
    }
}

static enum outcome reviews_answer(struct screen *screen, const struct answer *answer)
{
    struct reviews_state *state = screen->state;
    if (answer->tag == TAG_FILTER)
        return filter_answer(screen, &state->list, answer);
    if (answer->tag != TAG_STATE || !answer->given)
        return STAY;
    state->state = (int)answer->id;
    return RELOAD;
}

static bool reviews_has_row(const struct screen *screen)
{
    const struct reviews_state *state = screen->state;
    return list_selected(&state->list) != NULL;
}

static void reviews_paper(const struct screen *screen, struct paper_wish *wish)
{
    struct reviews_state *state = screen->state;
    const struct list_row *row = list_selected(&state->list);
    if (row == NULL)
        return;
    snprintf(state->subject, sizeof state->subject, "%" PRId64, row->id);
    wish->report = "review";
    wish->subject = state->subject;
}

const struct screen_ops reviews_screen = {
    .name = "reviews",
    .title = _("问责审查"),
    .contexts = IN_LIST | IN_REVIEWS,
    .size = sizeof(struct reviews_state),
    .open = reviews_open,
    .close = reviews_close,
    .reload = reviews_reload,
    .draw = reviews_draw,
    .act = reviews_act,
    .answer = reviews_answer,
    .has_row = reviews_has_row,
    .paper = reviews_paper,
};

/* --- From an incident --- */

static void ask_to_open(struct screen *screen, int64_t incident)
{
    struct incidents one = { 0 };
    struct err err;
    char question[160];
    if (session_may(console_session(screen->console), RIGHT_REVIEW, &err) != 0 ||
        read_incident(console_store(screen->console), incident, &one, &err) != 0) {
        console_fail(screen->console, &err);
        return;
    }
    if (one.n > 0 && one.v[0].drill != 0) {
        console_say(screen->console, STYLE_ERROR, _("%s 是演练中的事件，演练不问责。"), one.v[0].number);
    } else if (one.n > 0) {
        snprintf(question, sizeof question, _("事件 %s 还没有问责审查。现在立案吗？"), one.v[0].number);
        const struct confirm_argument argument = { question };
        console_push(screen->console, &confirm_screen, &argument, TAG_REVIEW);
    }
    LIST_FREE(&one);
}

void go_review(struct screen *screen, int64_t incident)
{
    struct reviews found = { 0 };
    struct err err;
    if (read_review_of(console_store(screen->console), incident, &found, &err) != 0)
        console_fail(screen->console, &err);
    else if (found.n > 0)
        console_push(screen->console, &review_screen, &found.v[0].id, 0);
    else
        ask_to_open(screen, incident);
    LIST_FREE(&found);
}

void review_answer(struct screen *screen, int64_t incident, const struct answer *answer)
{
    struct err err;
    int64_t id;
    if (!answer->given || incident == 0)
        return;
    if (review_open(console_session(screen->console), incident, &id, &err) != 0)
        console_fail(screen->console, &err);
    else
        console_push(screen->console, &review_screen, &id, 0);
}
