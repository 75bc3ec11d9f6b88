/* 依据此条: what rests on a provision and on those below it, as a list to go on from. */
#include "base/words.h"
#include "screens/rules.h"
#include "tui/pick.h"

#include <inttypes.h>
#include <string.h>

/* 任务, 问责情形 …: what a use is. */
static const char *use_kind_name(const char *kind)
{
    static const char *const names[][2] = {
        { "duty", _("责任任务") },
        { "basis", _("任务依据") },
        { "part", _("责任关系") },
        { "circumstance", _("问责情形") },
        { "obligation", _("履责事项") },
        { "body", _("机构") },
        { "post", _("岗位") },
        { "step", _("处置步骤") },
        { "report_line", _("报告路线") },
        { "rule_category", _("事件分类") },
        { "trace_step", _("逐级倒查") },
        { "attribution", _("责任划分") },
        { "disposition", _("处理方式") },
    };
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(names[i][0], kind) == 0)
            return names[i][1];
    return kind;
}

static void tell_use(const struct use *use, struct buf *out)
{
    if (use->no != 0)
        buf_printf(out, "%" PRId64 " ", use->no);
    for (const char *c = use->label; *c != '\0'; c++)
        buf_addc(out, *c == '\n' ? ' ' : *c);
    buf_printf(out, _("（%s）"), use->path);
    buf_addc(out, '\n');
}

void tell_uses(const struct uses *uses, size_t most, struct buf *out)
{
    for (size_t i = 0, n; i < uses->n; i += n) {
        n = 1;
        while (i + n < uses->n && strcmp(uses->v[i + n].kind, uses->v[i].kind) == 0)
            n++;
        buf_printf(out, _("\t%s（%zu）\n"), use_kind_name(uses->v[i].kind), n);
        for (size_t k = 0; k < n && k < most; k++)
            tell_use(&uses->v[i + k], out);
        if (n > most)
            buf_printf(out, _("……还有 %zu 项，按 u 看全部\n"), n - most);
    }
}

void push_alike(struct screen *screen, const struct uses *uses)
{
    for (size_t i = 0; i < uses->n; i++)
        if (strcmp(uses->v[i].kind, "circumstance") == 0) {
            console_push(screen->console, &alike_screen, &uses->v[i].id, 0);
            return;
        }
    console_say(screen->console, STYLE_TEXT, "%s", _("这一条没有问责情形。选中一条有问责情形的条款再对照。"));
}

/* --- The screen --- */

struct uses_state {
    struct rows_screen base;
    int64_t provision;
    struct founds one;
    struct uses uses;
};

static const struct list_column columns[] = {
    { _("类别"), 8, 0, ALIGN_LEFT, 0, true },
    { _("任务"), 4, 0, ALIGN_RIGHT, 2, true },
    { _("内容"), 0, 3, ALIGN_LEFT, 0, true },
    { _("条款"), 14, 0, ALIGN_LEFT, 1, false },
};
enum { COLUMNS = COUNT(columns) };

static int uses_open(struct screen *screen, const void *argument, struct err *err)
{
    struct uses_state *state = screen->state;
    (void)err;
    state->provision = *(const int64_t *)argument;
    rows_init(screen, columns, COLUMNS, _("没有任务、情形或别的内容依据这一条。"));
    return 0;
}

static void uses_close(struct screen *screen)
{
    struct uses_state *state = screen->state;
    rows_done(screen);
    LIST_FREE(&state->uses);
    LIST_FREE(&state->one);
}

static int uses_reload(struct screen *screen, struct err *err)
{
    struct uses_state *state = screen->state;
    struct store *store = console_store(screen->console);
    struct uses uses = { 0 };
    struct founds one = { 0 };
    if (read_found(store, state->provision, &one, err) != 0 ||
        read_provision_uses(store, state->provision, &uses, err) != 0) {
        LIST_FREE(&one);
        return -1;
    }
    LIST_FREE(&state->uses);
    LIST_FREE(&state->one);
    state->uses = uses;
    state->one = one;
    list_memory_clear(&state->base.rows, COLUMNS);
    for (size_t i = 0; i < uses.n; i++) {
        const struct use *use = &uses.v[i];
        struct arena *arena = &state->base.rows.arena;
        const char **cells;
        list_memory_add(&state->base.rows, (int64_t)i + 1, STYLE_TEXT, &cells);
        cells[0] = use_kind_name(use->kind);
        cells[1] = use->no == 0 ? NULL : arena_printf(arena, "%" PRId64, use->no);
        cells[2] = one_line(arena, "", use->label);
        cells[3] = arena_strdup(arena, use->path);
    }
    return list_load(&state->base.list, list_height(screen) - 1, err);
}

static void uses_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct uses_state *state = screen->state;
    if (state->one.n > 0)
        canvas_printf(canvas, area, 0, 0, STYLE_TITLE, _("%s（%zu 项） %s"), state->one.v[0].path, state->uses.n,
                      state->one.v[0].rule_title);
    list_draw(&state->base.list, canvas, area_rows(area, 1, area.rows - 1));
}

/* Where a use is seen: on another screen of the use's own school, or the provision it rests on. */
static void go_to(struct screen *screen, const struct use *use)
{
    static const struct {
        const char *kind, *screen, *table;
    } places[] = { { "duty", "matrix", "duty" },           { "basis", "matrix", "duty" }, { "part", "matrix", "duty" },
                   { "obligation", "dues", "obligation" }, { "body", "org", "body" },     { "post", "org", "post" } };
    struct uses_state *state = screen->state;
    if (strcmp(use->kind, "circumstance") == 0) {
        console_push(screen->console, &alike_screen, &use->id, 0);
        return;
    }
    for (size_t i = 0; i < COUNT(places); i++)
        if (strcmp(places[i].kind, use->kind) == 0) {
            int64_t id = use->id; /* going there ends this screen */
            if (state->one.n > 0 && state->one.v[0].school != console_school(screen->console)->id)
                console_set_school(screen->console, state->one.v[0].school);
            console_go(screen->console, places[i].screen, places[i].table, id);
            return;
        }
    console_push(screen->console, &provision_screen, &use->provision, 0);
}

static enum outcome uses_act(struct screen *screen, enum action action)
{
    const struct uses_state *state = screen->state;
    if (action != ACTION_ENTER)
        return rows_act(screen, action);
    go_to(screen, &state->uses.v[list_selected(&state->base.list)->id - 1]);
    return STAY;
}

const struct screen_ops uses_screen = {
    .name = "uses",
    .title = _("依据此条"),
    .contexts = IN_LIST | IN_SORTED,
    .size = sizeof(struct uses_state),
    .open = uses_open,
    .close = uses_close,
    .reload = uses_reload,
    .draw = uses_draw,
    .act = uses_act,
    .answer = rows_answer,
    .has_row = rows_has_row,
};
