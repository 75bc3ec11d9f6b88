/* 情形对照: a circumstance and those of the other schools that speak of the same facts: a column a school where there
 * is room, else one below the other. */
#include "base/words.h"
#include "screens/rules.h"
#include "text/width.h"
#include "tui/pager.h"

#include <string.h>

enum { COLUMN_LEAST = 24, BETWEEN = 3 }; /* cells of a column; between two */

struct alike_state {
    int64_t circumstance;
    struct alikes alikes;
    struct facts facts;
    struct pager pager;
};

static int alike_open(struct screen *screen, const void *argument, struct err *err)
{
    struct alike_state *state = screen->state;
    (void)err;
    state->circumstance = *(const int64_t *)argument;
    pager_init(&state->pager, false);
    return 0;
}

static void alike_close(struct screen *screen)
{
    struct alike_state *state = screen->state;
    pager_done(&state->pager);
    LIST_FREE(&state->alikes);
    LIST_FREE(&state->facts);
}

/* --- Columns --- */

struct line {
    const char *text; /* not ended by NUL */
    size_t n;
    enum style style;
};

struct column {
    struct line *v;
    size_t n, room;
    int64_t school;
};

struct columns {
    struct column *v;
    size_t n, room;
    size_t cells; /* of each */
    bool wide;
    struct arena arena;
};

static void add_lines(struct columns *columns, struct column *column, enum style style, const char *text)
{
    struct text_lines lines = { 0 };
    text_wrap(text, strlen(text), columns->cells, columns->wide, &lines);
    for (size_t i = 0; i < lines.n; i++) {
        struct line *line = VEC_PUSH(column);
        line->text = text + lines.v[i].start;
        line->n = lines.v[i].n;
        line->style = style;
    }
    VEC_FREE(&lines);
}

/* The keys of facts in Chinese, as facts.ini names them. */
static const char *fact_names(struct columns *columns, const struct facts *facts, const char *keys)
{
    struct buf out = { 0 };
    for (const char *key = keys; *key != '\0';) {
        size_t n = strcspn(key, " ");
        for (size_t i = 0; i < facts->n; i++)
            if (strlen(facts->v[i].key) == n && strncmp(facts->v[i].key, key, n) == 0)
                buf_printf(&out, "%s%s", out.n > 0 ? "、" : "", facts->v[i].name);
        key += n;
        key += strspn(key, " ");
    }
    const char *text = arena_strdup(&columns->arena, buf_text(&out));
    buf_free(&out);
    return text;
}

static void add_alike(struct columns *columns, struct column *column, const struct facts *facts,
                      const struct alike *alike, bool itself)
{
    struct arena *arena = &columns->arena;
    if (column->n == 0) {
        add_lines(columns, column, STYLE_TITLE, alike->school_name);
        column->school = alike->school;
    }
    add_lines(columns, column, STYLE_TEXT, "");
    add_lines(columns, column, STYLE_STRONG, arena_printf(arena, "%s %s", alike->rule_title, alike->cite.path));
    add_lines(columns, column, itself ? STYLE_MATCH : STYLE_TEXT, alike->name);
    add_lines(columns, column, STYLE_TEXT, alike->text);
    add_lines(columns, column, STYLE_DIM,
              arena_printf(arena, itself ? _("所涉事实：%s") : _("相同的事实：%s"),
                           fact_names(columns, facts, alike->facts)));
}

/* The school of the circumstance itself comes first, the others as they come by facts shared. */
static size_t schools_of(const struct alikes *alikes)
{
    size_t n = 0;
    for (size_t i = 0; i < alikes->n; i++) {
        size_t k = 0;
        while (k < i && alikes->v[k].school != alikes->v[i].school)
            k++;
        n += k == i;
    }
    return n;
}

static void fill_columns(struct alike_state *state, struct columns *columns)
{
    for (size_t i = 0; i < state->alikes.n; i++) {
        const struct alike *alike = &state->alikes.v[i];
        size_t k = 0;
        while (k < columns->n && columns->v[k].school != alike->school)
            k++;
        struct column *column = k < columns->n ? &columns->v[k] : VEC_PUSH(columns);
        add_alike(columns, column, &state->facts, alike, i == 0);
    }
}

static void side_by_side(struct pager *pager, const struct columns *columns, const char *bar)
{
    size_t rows = 0;
    for (size_t i = 0; i < columns->n; i++)
        rows = columns->v[i].n > rows ? columns->v[i].n : rows;
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < columns->n; i++) {
            const struct column *column = &columns->v[i];
            size_t used = 0;
            if (row < column->n) {
                const struct line *line = &column->v[row];
                pager_add(pager, line->style, line->text, line->n);
                used = text_cells(line->text, line->n, columns->wide);
            }
            for (; i + 1 < columns->n && used < columns->cells + 1; used++)
                pager_add(pager, STYLE_TEXT, " ", 1);
            if (i + 1 < columns->n)
                pager_add(pager, STYLE_DIM, bar, strlen(bar));
        }
        pager_add(pager, STYLE_TEXT, "\n", 1);
    }
}

static void one_below_other(struct pager *pager, const struct columns *columns)
{
    for (size_t i = 0; i < columns->n; i++) {
        for (size_t row = 0; row < columns->v[i].n; row++) {
            const struct line *line = &columns->v[i].v[row];
            pager_add(pager, line->style, line->text, line->n);
            pager_add(pager, STYLE_TEXT, "\n", 1);
        }
        if (i + 1 < columns->n)
            pager_add(pager, STYLE_TEXT, "\n", 1);
    }
}

static void write_text(struct screen *screen)
{
    struct alike_state *state = screen->state;
    const struct canvas *canvas = console_canvas(screen->console);
    struct columns columns = { .wide = canvas->wide };
    size_t width = (size_t)canvas->columns, n = schools_of(&state->alikes);
    size_t each = n > 0 && width > (n - 1) * BETWEEN ? (width - (n - 1) * BETWEEN) / n : 0;
    bool beside = n > 1 && each >= COLUMN_LEAST;
    columns.cells = beside ? each : width;
    fill_columns(state, &columns);
    pager_set(&state->pager, "", 0);
    if (beside)
        side_by_side(&state->pager, &columns, canvas->ascii || canvas->wide ? "| " : "│ ");
    else
        one_below_other(&state->pager, &columns);
    for (size_t i = 0; i < columns.n; i++)
        VEC_FREE(&columns.v[i]);
    VEC_FREE(&columns);
    arena_free(&columns.arena);
}

/* The size is part of what is read: the console reads anew when it changes. */
static int alike_reload(struct screen *screen, struct err *err)
{
    struct alike_state *state = screen->state;
    struct store *store = console_store(screen->console);
    struct alikes alikes = { 0 };
    struct facts facts = { 0 };
    if (read_alike(store, state->circumstance, &alikes, err) != 0 || read_facts(store, &facts, err) != 0) {
        LIST_FREE(&alikes);
        return -1;
    }
    LIST_FREE(&state->alikes);
    LIST_FREE(&state->facts);
    state->alikes = alikes;
    state->facts = facts;
    write_text(screen);
    return 0;
}

/* --- The screen --- */

static void alike_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    struct alike_state *state = screen->state;
    if (state->alikes.n == 0)
        canvas_put(canvas, area, 0, 0, STYLE_DIM, _("库里没有这个情形。"));
    else
        pager_draw(&state->pager, canvas, area);
}

static enum outcome alike_act(struct screen *screen, enum action action)
{
    struct alike_state *state = screen->state;
    return pager_act(&state->pager, screen->console, action);
}

static enum outcome alike_answer(struct screen *screen, const struct answer *answer)
{
    struct alike_state *state = screen->state;
    pager_answer(&state->pager, screen->console, answer);
    return STAY;
}

const struct screen_ops alike_screen = {
    .name = "alike",
    .title = _("情形对照"),
    .contexts = IN_PAGER,
    .size = sizeof(struct alike_state),
    .open = alike_open,
    .close = alike_close,
    .reload = alike_reload,
    .draw = alike_draw,
    .act = alike_act,
    .answer = alike_answer,
};
