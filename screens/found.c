/* 全文检索: the provisions of all schools in which the words are found. */
#include "base/words.h"
#include "screens/rules.h"
#include "tui/pick.h"

#include <stdlib.h>
#include <string.h>

enum { FOUND_MOST = 2000, BEFORE_WORDS = 24 }; /* bytes of text shown before the first word */

struct found_state {
    struct rows_screen base;
    char *words;
    size_t n;
    bool more; /* than are shown */
};

/* Under a heading for each document. */
static const struct list_column columns[] = { { _("条款"), 20, 0, ALIGN_LEFT, 0, false },
                                              { _("文字"), 0, 1, ALIGN_LEFT, 0, false } };
enum { COLUMNS = COUNT(columns) };

static int found_open(struct screen *screen, const void *argument, struct err *err)
{
    struct found_state *state = screen->state;
    (void)err;
    state->words = mem_strdup(argument);
    rows_init(screen, columns, COLUMNS, _("各校的制度里都没有同时含有这些词的条款。"));
    return 0;
}

static void found_close(struct screen *screen)
{
    struct found_state *state = screen->state;
    rows_done(screen);
    mem_free(state->words);
}

/* The text from a little before the first word on, so that it is seen why it was found. */
static const char *excerpt(struct arena *arena, const char *text, const char *words)
{
    char *word = mem_strndup(words + strspn(words, " "), strcspn(words + strspn(words, " "), " "));
    const char *line = one_line(arena, "", text), *at = strstr(line, word);
    mem_free(word);
    if (at == NULL || at - line <= BEFORE_WORDS)
        return line;
    const char *from = at - BEFORE_WORDS;
    while (((unsigned char)*from & 0xc0) == 0x80) /* not in the middle of a character */
        from++;
    return arena_printf(arena, "…%s", from);
}

static int found_reload(struct screen *screen, struct err *err)
{
    struct found_state *state = screen->state;
    struct founds founds = { 0 };
    if (provisions_search(console_store(screen->console), 0, state->words, FOUND_MOST + 1, &founds, err) != 0)
        return -1;
    list_memory_clear(&state->base.rows, COLUMNS);
    state->more = founds.n > FOUND_MOST;
    state->n = state->more ? FOUND_MOST : founds.n;
    for (size_t i = 0; i < state->n; i++) {
        const struct found *found = &founds.v[i];
        struct arena *arena = &state->base.rows.arena;
        const char **cells;
        if (i == 0 || found->rule != found[-1].rule) {
            list_memory_add(&state->base.rows, 0, STYLE_TITLE, &cells);
            cells[0] = arena_printf(arena, "%s　%s", found->school_name, found->rule_title);
        }
        list_memory_add(&state->base.rows, found->id, STYLE_TEXT, &cells);
        cells[0] = arena_strdup(arena, found->path[0] != '\0' ? found->path : _("（篇首）"));
        cells[1] = excerpt(arena, found->text, state->words);
    }
    LIST_FREE(&founds);
    return list_load(&state->base.list, list_height(screen) - 1, err);
}

static void found_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct found_state *state = screen->state;
    canvas_printf(canvas, area, 0, 0, STYLE_TITLE, state->more ? _("“%s”：前 %zu 处") : _("“%s”：%zu 处"), state->words,
                  state->n);
    list_draw(&state->base.list, canvas, area_rows(area, 1, area.rows - 1));
}

static enum outcome found_act(struct screen *screen, enum action action)
{
    const struct found_state *state = screen->state;
    if (action != ACTION_ENTER)
        return rows_act(screen, action);
    console_push(screen->console, &provision_screen, &list_selected(&state->base.list)->id, 0);
    return STAY;
}

/* Enter goes to a provision. The argument is the words. */
static const struct screen_ops found_screen = {
    .name = "found",
    .title = _("全文检索"),
    .contexts = IN_LIST,
    .size = sizeof(struct found_state),
    .open = found_open,
    .close = found_close,
    .reload = found_reload,
    .draw = found_draw,
    .act = found_act,
    .answer = rows_answer,
    .has_row = rows_has_row,
};

/* --- How one comes here --- */

void ask_words(struct screen *screen)
{
    const struct prompt_argument argument = { .title = _("全文检索（几个词用空格分开）"), .limit = 60 };
    console_push(screen->console, &prompt_screen, &argument, TAG_WORDS);
}

enum outcome words_answer(struct screen *screen, const struct answer *answer)
{
    if (answer->tag != TAG_WORDS || !answer->given || answer->live)
        return STAY;
    if (answer->text == NULL || answer->text[strspn(answer->text, " ")] == '\0')
        console_say(screen->console, STYLE_TEXT, "%s", _("没有写要找什么。"));
    else
        console_push(screen->console, &found_screen, answer->text, 0);
    return STAY;
}
