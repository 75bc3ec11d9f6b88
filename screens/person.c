/* 人员详情: one person with all posts past and present. */
#include "base/words.h"
#include "domain/org.h"
#include "screens/screens.h"
#include "store/look.h"

#include <string.h>

enum { TAG_FORM = 1 };

struct person_state {
    struct rows_screen base;
    int64_t id;
    struct persons one;
    int64_t seen;
};

static const struct list_column columns[] = {
    { _("自"), 10, 0, ALIGN_LEFT, 0, false },     { _("至"), 10, 0, ALIGN_LEFT, 0, false },
    { _("机构"), 0, 2, ALIGN_LEFT, 0, false },    { _("岗位"), 0, 2, ALIGN_LEFT, 0, false },
    { _("责任"), 10, 0, ALIGN_LEFT, 2, false },   { _("备案日期"), 10, 0, ALIGN_LEFT, 3, false },
    { _("备案号"), 20, 0, ALIGN_LEFT, 4, false },
};
enum { COLUMNS = COUNT(columns) };

static int person_open(struct screen *screen, const void *argument, struct err *err)
{
    struct person_state *state = screen->state;
    (void)err;
    state->id = *(const int64_t *)argument;
    rows_init(screen, columns, COLUMNS, _("没有任职记录。"));
    return 0;
}

static void person_close(struct screen *screen)
{
    struct person_state *state = screen->state;
    rows_done(screen);
    LIST_FREE(&state->one);
}

static void fill(struct person_state *state, const struct tenures *tenures, const char *day)
{
    struct arena *arena = &state->base.rows.arena;
    list_memory_clear(&state->base.rows, COLUMNS);
    for (size_t i = 0; i < tenures->n; i++) {
        const struct tenure *tenure = &tenures->v[i];
        const char **cells;
        bool now = strcmp(tenure->from, day) <= 0 && (tenure->to == NULL || strcmp(tenure->to, day) >= 0);
        list_memory_add(&state->base.rows, tenure->id, now ? STYLE_TEXT : STYLE_DIM, &cells);
        cells[0] = arena_strdup(arena, tenure->from);
        cells[1] = tenure->to != NULL ? arena_strdup(arena, tenure->to) : now ? _("现任") : "";
        cells[2] = arena_strdup(arena, tenure->body_name);
        cells[3] = arena_strdup(arena, tenure->post_name);
        cells[4] = arena_strdup(arena, liability_name(tenure->liability));
        cells[5] = arena_strdup(arena, tenure->filed);
        cells[6] = arena_strdup(arena, tenure->filing_number);
    }
}

static int person_reload(struct screen *screen, struct err *err)
{
    struct person_state *state = screen->state;
    struct console *console = screen->console;
    struct persons one = { 0 };
    struct tenures tenures = { 0 };
    struct store_head head;
    if (read_person(console_store(console), state->id, console_day(console), &one, err) != 0)
        return -1;
    LIST_FREE(&state->one);
    state->one = one;
    if (store_head(console_store(console), &head, err) != 0 ||
        read_person_tenures(console_store(console), state->id, &tenures, err) != 0)
        return -1;
    state->seen = head.seq;
    fill(state, &tenures, console_day(console));
    LIST_FREE(&tenures);
    return list_load(&state->base.list, list_height(screen) - 2, err);
}

static void person_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct person_state *state = screen->state;
    if (state->one.n == 0)
        return;
    const struct person *person = &state->one.v[0];
    canvas_printf(canvas, area, 0, 0, STYLE_STRONG, "%s%s%s", person->name, person->number == NULL ? "" : "  ",
                  person->number == NULL ? "" : person->number);
    canvas_printf(canvas, area, 1, 0, STYLE_TEXT, _("电话 %s  夜间 %s"), person->phone == NULL ? "-" : person->phone,
                  person->night_phone == NULL ? "-" : person->night_phone);
    list_draw(&state->base.list, canvas, area_rows(area, 2, area.rows - 2));
}

static enum outcome person_act(struct screen *screen, enum action action)
{
    struct person_state *state = screen->state;
    const struct list_row *row = list_selected(&state->base.list);
    if (action == ACTION_PERSON_EDIT && state->one.n > 0) {
        person_form(screen, &state->one.v[0], state->seen, TAG_FORM);
        return STAY;
    }
    if (action == ACTION_HISTORY && state->one.n > 0) {
        const struct history_argument argument = { "person", state->one.v[0].name, state->id };
        console_push(screen->console, &history_screen, &argument, 0);
        return STAY;
    }
    if (action == ACTION_ENTER && row != NULL) {
        console_go(screen->console, "org", "tenure", row->id);
        return STAY;
    }
    return rows_act(screen, action);
}

static enum outcome person_answer(struct screen *screen, const struct answer *answer)
{
    if (answer->tag == TAG_FORM)
        return answer->given ? RELOAD : STAY;
    return rows_answer(screen, answer);
}

/* The person is there without any tenure; only Enter goes to one. */
static int person_may(const struct screen *screen, enum action action, struct err *err)
{
    const struct person_state *state = screen->state;
    if (action == ACTION_ENTER && list_selected(&state->base.list) == NULL)
        return err_set(err, "%s", _("没有选中的任职，不能进入。"));
    return 0;
}

const struct screen_ops person_screen = {
    .name = "person",
    .title = _("人员详情"),
    .contexts = IN_LIST | IN_PERSON,
    .size = sizeof(struct person_state),
    .open = person_open,
    .close = person_close,
    .reload = person_reload,
    .draw = person_draw,
    .act = person_act,
    .answer = person_answer,
    .may = person_may,
};
