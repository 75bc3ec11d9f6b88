/* 责任矩阵: duties down, bodies across, and the mark of each part. Filters leave rows and columns out; holes are marked
 * and can be jumped to; a part can be changed by the school's own decision, which stands apart from the rule's words.
 */
#include "domain/matrix.h"

#include "base/words.h"
#include "domain/article.h"
#include "domain/decide.h"
#include "screens/screens.h"
#include "tui/form.h"
#include "tui/grid.h"
#include "tui/pick.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TAG_FORM = 1, TAG_BODY, TAG_CHAPTER, TAG_MARK, TAG_SEARCH };

struct chapter {
    int64_t id; /* of the provision; of a whole document, its rule's id below zero */
    const char *name;
};
struct place { /* of a provision: the chapter it stands in */
    int64_t chapter, rule;
};

struct matrix_state {
    struct org org;
    struct matrix matrix;
    struct holes holes;
    struct arena arena;
    VEC(struct chapter) chapters;
    VEC(struct place) places;
    struct spans places_of;         /* of `places` by provision */
    const struct hole **duty_holes; /* of each duty the first; NULL: none */
    const struct hole **body_holes; /* of each of the org chart's bodies */
    VEC(size_t) rows;               /* indexes into the duties: those shown */
    VEC(size_t) columns;            /* indexes into the matrix' columns: those shown */
    VEC(size_t) totals;             /* of each column shown: duties shown in which it has a part */
    int64_t school;                 /* whose bodies and chapters the filters name */
    int64_t body, chapter;
    size_t mark; /* index into marks, 0: all */
    char *words; /* searched for */
    size_t left; /* the row from which the search being typed began */
    struct grid grid;
    bool wants_details;
    struct buf details;
    size_t hole; /* the one jumped to last, counted from 1 */
};

static const char *const marks[] = { NULL, "lead", "answer", "assist", "guide", "inform" };
enum { MARKS = COUNT(marks), MARK_HOLE = MARKS };

/* --- What the grid shows --- */

static const struct duty *duty_at(const struct matrix_state *state, size_t row)
{
    return &state->matrix.duties.v[state->rows.v[row]];
}

static const struct body *body_at(const struct matrix_state *state, size_t column)
{
    return &state->org.bodies.v[state->matrix.columns[state->columns.v[column]]];
}

static const struct hole *duty_hole(const struct matrix_state *state, const struct duty *duty)
{
    return state->duty_holes[duty - state->matrix.duties.v];
}

static const struct hole *body_hole(const struct matrix_state *state, const struct body *body)
{
    return state->body_holes[body - state->org.bodies.v];
}

/* So that a title that is drawn need not go through them. */
static void place_holes(struct matrix_state *state)
{
    state->duty_holes = mem_alloc(sizeof *state->duty_holes * (state->matrix.duties.n + 1));
    state->body_holes = mem_alloc(sizeof *state->body_holes * (state->org.bodies.n + 1));
    for (size_t i = state->holes.n; i-- > 0;) {
        const struct hole *hole = &state->holes.v[i];
        if (hole->duty != NULL)
            state->duty_holes[hole->duty - state->matrix.duties.v] = hole;
        if (hole->body != NULL)
            state->body_holes[hole->body - state->org.bodies.v] = hole;
    }
}

static size_t rows_shown(const void *context)
{
    return ((const struct matrix_state *)context)->rows.n;
}

static size_t columns_shown(const void *context)
{
    return ((const struct matrix_state *)context)->columns.n;
}

static enum style row_title(const void *context, size_t row, struct buf *out)
{
    const struct duty *duty = duty_at(context, row);
    bool hole = duty_hole(context, duty) != NULL;
    buf_printf(out, "%s%" PRId64 " %s", hole ? "!" : "", duty->no, duty->text);
    return hole ? STYLE_LATE : STYLE_TEXT;
}

static enum style column_title(const void *context, size_t column, struct buf *out)
{
    const struct body *body = body_at(context, column);
    bool hole = body_hole(context, body) != NULL;
    buf_printf(out, "%s%s", hole ? "!" : "", body->short_name != NULL ? body->short_name : body->name);
    return hole ? STYLE_LATE : STYLE_TITLE;
}

static enum style cell(const void *context, size_t row, size_t column, struct buf *out)
{
    const struct matrix_state *state = context;
    int64_t duty = duty_at(state, row)->id, body = body_at(state, column)->id;
    const struct part *part = matrix_part(&state->matrix, duty, body);
    if (part != NULL)
        buf_printf(out, "%s%s", part_mark(part->part), part->own ? "*" : "");
    else if (matrix_taken(&state->matrix, duty, body) != NULL)
        buf_adds(out, "-*");
    return part != NULL && part->own ? STYLE_WARNING : STYLE_TEXT;
}

static enum style column_foot(const void *context, size_t column, struct buf *out)
{
    buf_printf(out, "%zu", ((const struct matrix_state *)context)->totals.v[column]);
    return STYLE_TITLE;
}

static const struct grid_source source = { rows_shown, columns_shown, row_title, column_title, cell, column_foot };

/* --- Filters --- */

static int64_t chapter_of(const struct matrix_state *state, int64_t provision, int64_t *rule)
{
    size_t at;
    bool there = spans_find(&state->places_of, provision, &at) > 0;
    *rule = there ? state->places.v[at].rule : 0;
    return there ? state->places.v[at].chapter : 0;
}

static bool duty_passes(const struct matrix_state *state, size_t index, const bool *has_part)
{
    const struct duty *duty = &state->matrix.duties.v[index];
    int64_t rule, chapter = state->chapter == 0 ? 0 : chapter_of(state, duty->provision, &rule);
    if ((state->chapter > 0 && chapter != state->chapter) || (state->chapter < 0 && rule != -state->chapter))
        return false;
    if (state->mark == MARK_HOLE)
        return duty_hole(state, duty) != NULL;
    return (state->mark == 0 && state->body == 0) || has_part[index];
}

/* Where a body's column is shown: its place, or SIZE_MAX. One entry a body of the org chart. */
static size_t *places_of_columns(const struct matrix_state *state)
{
    size_t *places = mem_alloc(sizeof *places * (state->org.bodies.n + 1));
    for (size_t i = 0; i < state->org.bodies.n; i++)
        places[i] = SIZE_MAX;
    for (size_t i = 0; i < state->columns.n; i++)
        places[body_at(state, i) - state->org.bodies.v] = i;
    return places;
}

/* One walk over all parts, whatever the filters: a call for each that stands in a column shown, with the index of its
 * duty. Parts come in the order of the duties, so that the next is near. */
typedef void part_fn(struct matrix_state *state, const struct part *part, size_t duty, size_t column, void *context);
static void for_each_part(struct matrix_state *state, part_fn *fn, void *context)
{
    const struct duties *duties = &state->matrix.duties;
    size_t *places = places_of_columns(state), duty = 0;
    for (size_t i = 0; i < state->matrix.parts.n; i++) {
        const struct part *part = &state->matrix.parts.v[i];
        const struct body *body = body_by_id(&state->org.bodies, part->body);
        size_t column = body == NULL ? SIZE_MAX : places[body - state->org.bodies.v];
        for (size_t tries = 0; tries < duties->n && duties->v[duty].id != part->duty; tries++)
            duty = (duty + 1) % duties->n;
        if (column != SIZE_MAX)
            fn(state, part, duty, column, context);
    }
    mem_free(places);
}

static void note_part(struct matrix_state *state, const struct part *part, size_t duty, size_t column, void *context)
{
    (void)column;
    if (state->mark == 0 || state->mark == MARK_HOLE || strcmp(part->part, marks[state->mark]) == 0)
        ((bool *)context)[duty] = true;
}

static void count_part(struct matrix_state *state, const struct part *part, size_t duty, size_t column, void *context)
{
    /* Of several parts in one duty one is shown, and counted. */
    if (((const bool *)context)[duty] && matrix_part(&state->matrix, part->duty, part->body) == part)
        state->totals.v[column]++;
}

/* Columns first: with a body filter, a duty is shown when a body that is shown has a part in it. */
static void choose_shown(struct matrix_state *state)
{
    size_t duties = state->matrix.duties.n;
    bool *has_part = mem_alloc(sizeof *has_part * (duties + 1)), *shown = mem_alloc(sizeof *shown * (duties + 1));
    state->columns.n = state->rows.n = state->totals.n = 0;
    for (size_t i = 0; i < state->matrix.n; i++)
        if (org_within(&state->org, state->org.bodies.v[state->matrix.columns[i]].id, state->body)) {
            *VEC_PUSH(&state->columns) = i;
            *VEC_PUSH(&state->totals) = 0;
        }
    for_each_part(state, note_part, has_part);
    for (size_t i = 0; i < duties; i++) {
        shown[i] = duty_passes(state, i, has_part);
        if (shown[i])
            *VEC_PUSH(&state->rows) = i;
    }
    for_each_part(state, count_part, shown);
    mem_free(has_part);
    mem_free(shown);
    grid_clamp(&state->grid);
}

static int read_chapters(struct matrix_state *state, struct store *store, int64_t school, struct err *err)
{
    struct rules rules = { 0 };
    int rc = read_rules(store, school, &rules, err);
    state->chapters.n = state->places.n = 0;
    spans_done(&state->places_of);
    arena_free(&state->arena);
    for (size_t i = 0; rc == 0 && i < rules.n; i++) {
        struct provisions provisions = { 0 };
        int64_t chapter = 0;
        rc = read_provisions(store, rules.v[i].id, &provisions, err);
        struct chapter *whole = VEC_PUSH(&state->chapters);
        whole->id = -rules.v[i].id;
        whole->name = arena_strdup(&state->arena, rules.v[i].title);
        for (size_t p = 0; rc == 0 && p < provisions.n; p++) {
            const struct provision *provision = &provisions.v[p];
            if (strcmp(provision->kind, "chapter") == 0 || strcmp(provision->kind, "annex") == 0) {
                struct chapter *one = VEC_PUSH(&state->chapters);
                chapter = provision->id;
                one->id = chapter;
                one->name = arena_printf(&state->arena, "  %s %s", provision->mark, provision->text);
            }
            *VEC_PUSH(&state->places) = (struct place){ chapter, rules.v[i].id };
            spans_add(&state->places_of, provision->id);
        }
        LIST_FREE(&provisions);
    }
    spans_sort(&state->places_of);
    LIST_FREE(&rules);
    return rc;
}

/* Which bodies have a column, or one below them: the others would leave nothing to see. One entry a body. */
static bool *above_columns(const struct matrix_state *state)
{
    const struct org *org = &state->org;
    bool *above = mem_alloc(sizeof *above * (org->bodies.n + 1));
    for (size_t i = 0; i < state->matrix.n; i++) {
        const struct body *body = &org->bodies.v[state->matrix.columns[i]];
        for (; body != NULL && !above[body - org->bodies.v]; body = body_by_id(&org->bodies, body->parent))
            above[body - org->bodies.v] = true;
    }
    return above;
}

static void pick_body(struct screen *screen)
{
    const struct matrix_state *state = screen->state;
    struct pick_item *items = mem_alloc(sizeof *items * (state->org.n + 1));
    bool *above = above_columns(state);
    size_t n = 0;
    for (size_t i = 0; i < state->org.n; i++) {
        const struct body *body = &state->org.bodies.v[state->org.order[i]];
        if (above[state->org.order[i]])
            items[n++] = (struct pick_item){ body->id, body->name, body->short_name };
    }
    mem_free(above);
    const struct pick_argument argument = { _("只看这个机构及其下属"), items, n, state->body, _("（全部）") };
    console_push(screen->console, &pick_screen, &argument, TAG_BODY);
    mem_free(items);
}

static void pick_chapter(struct screen *screen)
{
    const struct matrix_state *state = screen->state;
    struct pick_item *items = mem_alloc(sizeof *items * (state->chapters.n + 1));
    for (size_t i = 0; i < state->chapters.n; i++)
        items[i] = (struct pick_item){ state->chapters.v[i].id, state->chapters.v[i].name, NULL };
    const struct pick_argument argument = { _("只看这份制度或这一章"), items, state->chapters.n, state->chapter,
                                            _("（全部）") };
    console_push(screen->console, &pick_screen, &argument, TAG_CHAPTER);
    mem_free(items);
}

static void pick_mark(struct screen *screen)
{
    const struct matrix_state *state = screen->state;
    struct pick_item items[MARKS];
    struct buf names[MARKS] = { { 0 } };
    for (size_t i = 1; i < MARKS; i++) {
        buf_printf(&names[i], "%s %s", part_mark(marks[i]), part_name(marks[i]));
        items[i - 1] = (struct pick_item){ (int64_t)i, names[i].v, NULL };
    }
    items[MARKS - 1] = (struct pick_item){ MARK_HOLE, _("! 有缺口的任务"), NULL };
    const struct pick_argument argument = { _("只看有这种责任关系的任务"), items, MARKS, (int64_t)state->mark,
                                            _("（全部）") };
    console_push(screen->console, &pick_screen, &argument, TAG_MARK);
    for (size_t i = 1; i < MARKS; i++)
        buf_free(&names[i]);
}

/* --- Moving --- */

static void find_words(struct screen *screen, bool backwards, bool here)
{
    struct matrix_state *state = screen->state;
    size_t n = grid_empty(&state->grid) ? 0 : state->rows.n;
    if (state->words == NULL || *state->words == '\0') {
        console_say(screen->console, STYLE_TEXT, "%s", _("还没有查找过。按 / 查找。"));
        return;
    }
    for (size_t i = here ? 0 : 1; n > 0 && i <= n; i++) {
        size_t row = (state->grid.row + (backwards ? n - i : i)) % n;
        const char *const text[] = { duty_at(state, row)->text, duty_at(state, row)->cite.path };
        if (list_matches(text, 2, state->words)) {
            grid_place(&state->grid, row, state->grid.column);
            return;
        }
    }
    console_say(screen->console, STYLE_ERROR, _("没有找到 %s。"), state->words);
}

static void say_hole(struct screen *screen, const struct hole *hole)
{
    if (hole->kind == HOLE_NO_FIRST)
        console_say(screen->console, STYLE_LATE, _("缺口：%s承担任务，却没有第一责任人的岗位。"), hole->body->name);
    else
        console_say(screen->console, STYLE_LATE,
                    hole->kind == HOLE_NO_LEAD ? _("缺口：第 %" PRId64 " 项任务没有主责。")
                                               : _("缺口：第 %" PRId64 " 项任务有不止一个主责。"),
                    hole->duty->no);
}

/* `columns`: places_of_columns(). The rows shown stand in the order of the duties. */
static bool go_hole(struct matrix_state *state, const struct hole *hole, const size_t *columns)
{
    if (hole->body != NULL) {
        size_t column = columns[hole->body - state->org.bodies.v];
        if (column != SIZE_MAX)
            grid_place(&state->grid, state->grid.row, column);
        return column != SIZE_MAX;
    }
    size_t low = 0, high = state->rows.n, wanted = (size_t)(hole->duty - state->matrix.duties.v);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (state->rows.v[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == state->rows.n || state->rows.v[low] != wanted)
        return false;
    grid_place(&state->grid, low, state->grid.column);
    return true;
}

static void next_hole(struct screen *screen)
{
    struct matrix_state *state = screen->state;
    size_t *columns = places_of_columns(state);
    const struct hole *found = NULL;
    for (size_t i = 0; found == NULL && i < state->holes.n; i++) {
        const struct hole *hole = &state->holes.v[state->hole++ % state->holes.n];
        if (go_hole(state, hole, columns))
            found = hole;
    }
    mem_free(columns);
    if (found != NULL)
        say_hole(screen, found);
    else
        console_say(screen->console, STYLE_GOOD, "%s", _("所列任务没有责任缺口。"));
}

static void show_wording(struct screen *screen)
{
    const struct matrix_state *state = screen->state;
    const struct duty *duty = duty_at(state, state->grid.row);
    const struct part *part = matrix_part(&state->matrix, duty->id, body_at(state, state->grid.column)->id);
    int64_t provision = part != NULL && part->provision != 0 ? part->provision : duty->provision;
    console_push(screen->console, &provision_screen, &provision, 0);
}

/* --- The school's own decision --- */

static int save_decision(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                         const char **field, struct err *err)
{
    int64_t body = form_id(form, "body-id"), choice = form_id(form, "part");
    (void)field;
    *id = subject;
    int rc = part_decide(console_session(console), subject, body, choice == MARKS ? NULL : marks[choice],
                         form_text(form, "reason"), form_text(form, "day"), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", _("学校决定已记入，制度原文不变。"));
    return rc;
}

static int save_undecision(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                           const char **field, struct err *err)
{
    (void)field;
    *id = subject;
    int rc = part_undecide(console_session(console), subject, form_id(form, "body-id"), form_text(form, "day"), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", _("学校决定已撤回，按制度原文。"));
    return rc;
}

static void decide_form(struct screen *screen, bool undo)
{
    const struct matrix_state *state = screen->state;
    const struct duty *duty = duty_at(state, state->grid.row);
    const struct body *body = body_at(state, state->grid.column);
    const struct part *part = matrix_part(&state->matrix, duty->id, body->id);
    struct pick_item parts[MARKS];
    struct buf names[MARKS] = { { 0 } };
    char key[64];
    int64_t now = MARKS;
    for (size_t i = 1; i < MARKS; i++) {
        buf_printf(&names[i], "%s %s", part_mark(marks[i]), part_name(marks[i]));
        parts[i - 1] = (struct pick_item){ (int64_t)i, names[i].v, NULL };
        if (part != NULL && strcmp(part->part, marks[i]) == 0)
            now = (int64_t)i;
    }
    parts[MARKS - 1] = (struct pick_item){ MARKS, _("无"), NULL };
    const struct pick_item this_body = { body->id, body->name, NULL };
    const struct field_spec fields[] = {
        { .name = "duty", .label = _("任务"), .kind = FIELD_SHOWN, .text = duty->text },
        { .name = "body-id",
          .label = _("机构"),
          .kind = FIELD_CHOICE,
          .items = &this_body,
          .items_n = 1,
          .id = body->id },
        { .name = "day",
          .label = _("自"),
          .domain = _("日期"),
          .kind = FIELD_DAY,
          .needed = true,
          .text = console_today(screen->console) },
        { .name = "part", .label = _("责任关系"), .kind = FIELD_CHOICE, .items = parts, .items_n = MARKS, .id = now },
        { .name = "reason",
          .label = _("理由"),
          .kind = FIELD_LINES,
          .needed = true,
          .limit = 500,
          .hint = _("如会议纪要、文号；制度原文不变，打印时注明") },
    };
    snprintf(key, sizeof key, "%s-%" PRId64 "-%" PRId64, undo ? "part-undecide" : "part-decide", duty->id, body->id);
    const struct form_argument argument = { .title = undo ? _("撤回学校决定") : _("学校决定：调整责任关系"),
                                            .key = key,
                                            .fields = fields,
                                            .n = undo ? 3 : 5,
                                            .subject = duty->id,
                                            .save = undo ? save_undecision : save_decision };
    console_push(screen->console, &form_screen, &argument, TAG_FORM);
    for (size_t i = 1; i < MARKS; i++)
        buf_free(&names[i]);
}

/* --- The screen --- */

static int matrix_open(struct screen *screen, const void *argument, struct err *err)
{
    struct matrix_state *state = screen->state;
    (void)argument;
    (void)err;
    grid_init(&state->grid, &source, state);
    state->grid.cell_cells = 6;
    state->grid.head_rows = 3;
    state->grid.corner = _("任务");
    state->grid.foot = _("合计");
    state->wants_details = true;
    return 0;
}

static void free_lists(struct matrix_state *state)
{
    matrix_done(&state->matrix);
    org_done(&state->org);
    VEC_FREE(&state->holes);
    mem_free(state->duty_holes);
    mem_free(state->body_holes);
}

static void matrix_close(struct screen *screen)
{
    struct matrix_state *state = screen->state;
    free_lists(state);
    VEC_FREE(&state->chapters);
    VEC_FREE(&state->places);
    spans_done(&state->places_of);
    VEC_FREE(&state->rows);
    VEC_FREE(&state->columns);
    VEC_FREE(&state->totals);
    arena_free(&state->arena);
    buf_free(&state->details);
    mem_free(state->words);
}

static void go_wanted(struct screen *screen, int64_t duty, int64_t body)
{
    struct matrix_state *state = screen->state;
    int64_t wanted = console_wanted(screen->console, "duty");
    for (size_t i = 0; i < state->rows.n; i++)
        if (duty_at(state, i)->id == (wanted != 0 ? wanted : duty))
            grid_place(&state->grid, i, state->grid.column);
    wanted = console_wanted(screen->console, "body");
    for (size_t i = 0; i < state->columns.n; i++)
        if (body_at(state, i)->id == (wanted != 0 ? wanted : body))
            grid_place(&state->grid, state->grid.row, i);
}

static int matrix_reload(struct screen *screen, struct err *err)
{
    struct matrix_state *state = screen->state;
    struct store *store = console_store(screen->console);
    int64_t school = console_school(screen->console)->id, duty = 0, body = 0;
    if (!grid_empty(&state->grid)) {
        duty = duty_at(state, state->grid.row)->id;
        body = body_at(state, state->grid.column)->id;
    }
    struct org org = { 0 };
    struct matrix matrix = { 0 };
    if (org_read(&org, store, school, console_day(screen->console), err) != 0 ||
        matrix_read(&matrix, store, school, &org, err) != 0 || read_chapters(state, store, school, err) != 0) {
        matrix_done(&matrix);
        org_done(&org);
        return -1;
    }
    free_lists(state);
    state->org = org;
    state->matrix = matrix;
    state->matrix.org = &state->org;
    matrix_holes(&state->matrix, &state->holes);
    place_holes(state);
    if (state->school != school)
        state->body = state->chapter = 0;
    state->school = school;
    if (console_wants(screen->console)) { /* a filter may not hide what another screen asks for */
        state->body = state->chapter = 0;
        state->mark = 0;
    }
    choose_shown(state);
    go_wanted(screen, duty, body);
    return 0;
}

/* All of it is in memory; but it is longer than all else that a cursor move changes. */
static int matrix_rest(struct screen *screen, struct err *err)
{
    struct matrix_state *state = screen->state;
    struct buf *text = &state->details;
    size_t documents = console_school(screen->console)->documents;
    struct arena arena = { 0 };
    (void)err;
    buf_clear(text);
    if (!state->wants_details || grid_empty(&state->grid))
        return 0;
    const struct duty *duty = duty_at(state, state->grid.row);
    const struct body *body = body_at(state, state->grid.column);
    const struct part *part = matrix_part(&state->matrix, duty->id, body->id);
    const struct decision *taken = matrix_taken(&state->matrix, duty->id, body->id);
    buf_printf(text, "%s：", body->name);
    if (part == NULL)
        buf_adds(text, _("无责任关系"));
    else
        buf_printf(text, "%s %s", part_mark(part->part), part_name(part->part));
    if (part != NULL && part->cite.path != NULL)
        buf_printf(text, "（%s）", cite_within(documents, part->cite, &arena));
    if (part != NULL && part->own)
        buf_printf(text, _("\n学校决定（%s，%s）：%s"), part->day, part->by, part->reason);
    if (taken != NULL)
        buf_printf(text, _("\n学校决定取消（%s，%s）：%s"), taken->day, taken->by, taken->reason);
    buf_printf(text, "\n%" PRId64 " %s（%s）", duty->no, duty->text, cite_within(documents, duty->cite, &arena));
    arena_free(&arena);
    return 0;
}

static void matrix_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    struct matrix_state *state = screen->state;
    struct area rest = area;
    if (grid_empty(&state->grid)) {
        canvas_put(canvas, area, 0, 0, STYLE_DIM,
                   state->matrix.duties.n > 0 ? _("没有符合筛选的任务。按 x 看全部。") : _("这所学校没有责任任务。"));
        return;
    }
    /* What is said of a cell is short: under the grid, whatever the width. */
    int below = state->wants_details && area.rows >= 12 ? area.rows / 4 : 0;
    rest = area_rows(area, 0, area.rows - below);
    grid_draw(&state->grid, canvas, rest);
    if (below > 0) {
        canvas_across(canvas, area, area.rows - below, STYLE_DIM);
        draw_details(canvas, area_rows(area, area.rows - below + 1, below - 1), NULL, buf_text(&state->details));
    }
}

static enum outcome matrix_act(struct screen *screen, enum action action)
{
    struct matrix_state *state = screen->state;
    struct prompt_argument find = { .title = _("查找任务"), .text = state->words, .limit = 60, .live = true };
    switch (action) {
    case ACTION_ENTER:
        show_wording(screen);
        return STAY;
    case ACTION_SEARCH:
        state->left = state->grid.row;
        console_push(screen->console, &prompt_screen, &find, TAG_SEARCH);
        return STAY;
    case ACTION_NEXT:
    case ACTION_PREVIOUS:
        find_words(screen, action == ACTION_PREVIOUS, false);
        return STAY;
    case ACTION_FILTER_BODY:
        pick_body(screen);
        return STAY;
    case ACTION_FILTER_CHAPTER:
        pick_chapter(screen);
        return STAY;
    case ACTION_FILTER_MARK:
        pick_mark(screen);
        return STAY;
    case ACTION_FILTER_CLEAR:
        state->body = state->chapter = 0;
        state->mark = 0;
        choose_shown(state);
        return STAY;
    case ACTION_HOLE_NEXT:
        next_hole(screen);
        return STAY;
    case ACTION_PART_DECIDE:
    case ACTION_PART_UNDECIDE:
        decide_form(screen, action == ACTION_PART_UNDECIDE);
        return STAY;
    case ACTION_COMPARE_DUTIES:
        console_push(screen->console, &compare_screen, NULL, 0);
        return STAY;
    case ACTION_DETAILS:
        state->wants_details = !state->wants_details;
        return STAY;
    default:
        return grid_act(&state->grid, action);
    }
}

static void take_words(struct screen *screen, const char *words)
{
    struct matrix_state *state = screen->state;
    mem_free(state->words);
    state->words = mem_strdup(words);
    if (*state->words != '\0')
        find_words(screen, false, true);
}

static enum outcome matrix_answer(struct screen *screen, const struct answer *answer)
{
    struct matrix_state *state = screen->state;
    if (answer->tag == TAG_SEARCH) {
        /* Each letter looks on from where the search began; left by Esc, it is as if there had been none. */
        grid_place(&state->grid, state->left, state->grid.column);
        if (answer->given)
            take_words(screen, answer->text);
        return STAY;
    }
    if (!answer->given)
        return STAY;
    if (answer->tag == TAG_BODY)
        state->body = answer->id;
    if (answer->tag == TAG_CHAPTER)
        state->chapter = answer->id;
    if (answer->tag == TAG_MARK)
        state->mark = (size_t)answer->id;
    if (answer->tag == TAG_FORM)
        return RELOAD;
    choose_shown(state);
    return STAY;
}

static int matrix_may(const struct screen *screen, enum action action, struct err *err)
{
    const struct matrix_state *state = screen->state;
    if (action != ACTION_PART_UNDECIDE || grid_empty(&state->grid))
        return 0;
    int64_t duty = duty_at(state, state->grid.row)->id, body = body_at(state, state->grid.column)->id;
    const struct part *part = matrix_part(&state->matrix, duty, body);
    if ((part != NULL && part->own) || matrix_taken(&state->matrix, duty, body) != NULL)
        return 0;
    return err_set(err, "%s", _("这一格没有学校决定，不用复原。请选有 * 的一格。"));
}

static bool matrix_has_row(const struct screen *screen)
{
    const struct matrix_state *state = screen->state;
    return !grid_empty(&state->grid);
}

static void matrix_paper(const struct screen *screen, struct paper_wish *wish)
{
    const struct matrix_state *state = screen->state;
    const struct body *only = state->body == 0 ? NULL : body_by_id(&state->org.bodies, state->body);
    wish->body = only == NULL ? NULL : only->key;
    wish->report = "matrix";
}

const struct screen_ops matrix_screen = {
    .name = "matrix",
    .title = _("责任矩阵"),
    .contexts = IN_GRID | IN_MATRIX,
    .size = sizeof(struct matrix_state),
    .open = matrix_open,
    .close = matrix_close,
    .reload = matrix_reload,
    .rest = matrix_rest,
    .draw = matrix_draw,
    .act = matrix_act,
    .answer = matrix_answer,
    .may = matrix_may,
    .has_row = matrix_has_row,
    .paper = matrix_paper,
};
