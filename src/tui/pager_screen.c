/* The pager as a screen, and its questions to the console: what to search for, what was not found. */
#include "tui/pager.h"

#include "base/words.h"
#include "tui/console.h"
#include "tui/pick.h"

#include <string.h>

static void tell_hit(const struct pager *pager, struct console *console, bool found)
{
    if (found)
        console_say(console, STYLE_TEXT, _("“%s”第 %zu 处，共 %zu 处"), pager->words, pager->hit + 1, pager->hits.n);
    else if (pager->words != NULL)
        console_say(console, STYLE_ERROR, _("没有找到“%s”。"), pager->words);
    else
        console_say(console, STYLE_DIM, "%s", _("还没有查找过。按 / 查找。"));
}

enum outcome pager_act(struct pager *pager, struct console *console, enum action action)
{
    const struct prompt_argument prompt = { .title = _("查找"), .limit = 100, .live = true };
    switch (action) {
    case ACTION_SEARCH:
        pager->from = pager->place;
        pager->from_left = pager->left;
        console_push(console, &prompt_screen, &prompt, PAGER_ASKS);
        return STAY;
    case ACTION_NEXT:
    case ACTION_PREVIOUS:
        tell_hit(pager, console, pager_next(pager, action == ACTION_PREVIOUS));
        return STAY;
    default:
        return pager_move(pager, action);
    }
}

bool pager_answer(struct pager *pager, struct console *console, const struct answer *answer)
{
    if (answer->tag != PAGER_ASKS)
        return false;
    /* Each change of the words is looked for from where the search began. */
    pager->place = pager->from;
    pager->left = pager->from_left;
    const char *words = answer->given && answer->text != NULL ? answer->text : "";
    bool found = pager_search(pager, words);
    if (*words != '\0' && (!answer->live || !found))
        tell_hit(pager, console, found);
    return true;
}

/* --- The screen --- */

struct state {
    struct pager pager;
    char *title;
};

static int open_pager(struct screen *screen, const void *argument, struct err *err)
{
    struct state *state = screen->state;
    const struct pager_argument *a = argument;
    (void)err;
    pager_init(&state->pager, true);
    pager_set(&state->pager, a->text, strlen(a->text));
    if (a->title != NULL)
        state->title = mem_strdup(a->title);
    return 0;
}

static void close_pager(struct screen *screen)
{
    struct state *state = screen->state;
    pager_done(&state->pager);
    mem_free(state->title);
}

static void draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    struct state *state = screen->state;
    int title = state->title != NULL;
    if (title)
        canvas_put(canvas, area, 0, 0, STYLE_TITLE, state->title);
    pager_draw(&state->pager, canvas, area_rows(area, title, area.rows - title));
}

static enum outcome act(struct screen *screen, enum action action)
{
    struct state *state = screen->state;
    return pager_act(&state->pager, screen->console, action);
}

static enum outcome answer(struct screen *screen, const struct answer *answer)
{
    struct state *state = screen->state;
    pager_answer(&state->pager, screen->console, answer);
    return STAY;
}

const struct screen_ops pager_screen = {
    .name = "pager",
    .title = _("阅读"),
    .contexts = IN_PAGER,
    .size = sizeof(struct state),
    .open = open_pager,
    .close = close_pager,
    .draw = draw,
    .act = act,
    .answer = answer,
};
