/* 总览: what waits for somebody, most pressing first; Enter goes to the place. */
#include "domain/overview.h"

#include "base/words.h"
#include "screens/screens.h"
#include "tui/draft.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct overview_state {
    struct rows_screen base;
    struct overview overview;
    struct draft_names drafts;
    bool all_drafts;  /* are listed */
    struct buf whole; /* the selected row's sentence */
};

static const struct list_column columns[] = {
    { "", 4, 0, ALIGN_LEFT, 0, false },
    { _("事项"), 0, 1, ALIGN_LEFT, 0, false },
    { _("数"), 5, 0, ALIGN_RIGHT, 1, false },
};
enum { COLUMNS = COUNT(columns), DRAFTS_SEEN = 3, MORE_DRAFTS = 999999, DRAFT_ROWS = 1000000 };

static int overview_open(struct screen *screen, const void *argument, struct err *err)
{
    (void)argument;
    (void)err;
    rows_init(screen, columns, COLUMNS, _("没有待办事项。"));
    return 0;
}

static void overview_close(struct screen *screen)
{
    struct overview_state *state = screen->state;
    rows_done(screen);
    overview_done(&state->overview);
    draft_names_free(&state->drafts);
    buf_free(&state->whole);
}

/* What the forms are called, by the beginning of their drafts' keys, and where their record is seen: the number behind
 * the first word is its id. */
static const struct form_name {
    const char *key, *name, *screen, *table;
} form_names[] = {
    { "body-add-", _("增设机构"), "org", "body" },
    { "body-rename-", _("机构改名"), "org", "body" },
    { "body-move-", _("移动机构"), "org", "body" },
    { "body-close-", _("撤销机构"), "org", "body" },
    { "post-add-", _("增设岗位"), "org", "body" },
    { "post-close-", _("撤销岗位"), "org", "post" },
    { "appoint-", _("任职"), "org", "post" },
    { "replace-", _("接任"), "org", "tenure" },
    { "end-tenure-", _("免职"), "org", "tenure" },
    { "file-tenure-", _("备案"), "org", "tenure" },
    { "correct-tenure-", _("更正任职日期"), "org", "tenure" },
    { "person-", _("人员"), "people", "person" },
    { "part-decide-", _("学校决定"), "matrix", "duty" },
    { "part-undecide-", _("撤回学校决定"), "matrix", "duty" },
    { "withdraw-", _("撤回履责"), "dues", "obligation" },
    { "fulfil-", _("登记履责"), "dues", "obligation" },
    { "incident-new", _("新事件"), "incidents", "incident" },
    { "incident-drill-", _("演练的新事件"), "incidents", "drill" },
    { "drill-start", _("开始演练"), "incidents", "drill" },
    { "drill-end-", _("结束演练"), "incidents", "drill" },
    { "inject-add-", _("加注入"), "incidents", "drill" },
    { "finding-add-", _("演练的发现"), "incidents", "drill" },
    { "finding-task-", _("发现列为任务"), "incidents", NULL },
    { "incident-", _("事件情况"), "incidents", "incident" },
    { "log-plan-started-", _("启动预案"), "incidents", "incident" },
    { "log-reported-", _("报告"), "incidents", "incident" },
    { "log-contained-", _("控制"), "incidents", "incident" },
    { "log-joint-", _("联动"), "incidents", "incident" },
    { "log-down-", _("中断"), "incidents", "incident" },
    { "log-restored-", _("恢复"), "incidents", "incident" },
    { "log-rectification-", _("整改"), "incidents", "incident" },
    { "log-closed-", _("结案"), "incidents", "incident" },
    { "log-note-", _("日志"), "incidents", "incident" },
    { "log-grade-", _("定级"), "incidents", "incident" },
    { "log-evidence-", _("取证"), "incidents", "incident" },
    { "log-strike-", _("划去"), "incidents", NULL },
    { "fact-", _("认定事实"), "incidents", "incident" },
    { "limit-set-", _("定处置时限"), "incidents", NULL },
    { "limit-end-", _("停用处置时限"), "incidents", NULL },
    { "review-decide-", _("决定情形"), "reviews", "review" },
    { "review-add-", _("增加情形"), "reviews", "review" },
    { "review-fact-", _("记事实"), "reviews", "review" },
    { "review-involve-", _("当事人"), "reviews", "review" },
    { "review-find-", _("责任认定"), "reviews", "review" },
    { "review-drop-", _("撤去"), "reviews", "review" },
    { "review-release-", _("撤下当事人"), "reviews", "review" },
    { "review-withdraw-", _("撤回认定"), "reviews", "review" },
    { "review-forward-", _("审查下一步"), "reviews", "review" },
    { "asset-close-", _("信息系统下线"), "assets", "asset" },
    { "asset-", _("信息系统"), "assets", "asset" },
};

static const struct form_name *form_of(const char *key)
{
    for (size_t i = 0; i < COUNT(form_names); i++)
        if (strncmp(key, form_names[i].key, strlen(form_names[i].key)) == 0)
            return &form_names[i];
    return NULL;
}

static enum style style_of(enum severity severity)
{
    return severity == SEVERITY_ALARM ? STYLE_LATE : severity == SEVERITY_WARN ? STYLE_WARNING : STYLE_TEXT;
}

static void add_draft(struct overview_state *state, size_t i)
{
    struct arena *arena = &state->base.rows.arena;
    const struct form_name *form = form_of(state->drafts.v[i].key);
    const char **cells;
    char at[TIME_TEXT];
    time_of(state->drafts.v[i].at, at);
    list_memory_add(&state->base.rows, DRAFT_ROWS + (int64_t)i, STYLE_WARNING, &cells);
    cells[0] = _("草稿");
    cells[1] = arena_printf(arena, _("没有保存的表单“%s”（%s）；Enter 到那里，再打开它就取回"),
                            form == NULL ? state->drafts.v[i].key : form->name, at);
}

/* A few; who asks for the others gets them all. */
static void add_drafts(struct overview_state *state)
{
    size_t n = state->drafts.n, seen = state->all_drafts || n <= DRAFTS_SEEN ? n : DRAFTS_SEEN;
    const char **cells;
    for (size_t i = 0; i < seen; i++)
        add_draft(state, i);
    if (seen == n)
        return;
    list_memory_add(&state->base.rows, MORE_DRAFTS, STYLE_WARNING, &cells);
    cells[0] = _("草稿");
    cells[1] = arena_printf(&state->base.rows.arena, _("还有 %zu 份草稿；Enter 全部列出"), n - seen);
}

static void add_line(struct overview_state *state, size_t i)
{
    const struct overview_line *line = &state->overview.v[i];
    const char **cells;
    list_memory_add(&state->base.rows, (int64_t)i + 1, style_of(line->severity), &cells);
    cells[0] = line->severity == SEVERITY_ALARM ? "!" : line->severity == SEVERITY_WARN ? "*" : "";
    cells[1] = line->text;
    cells[2] = arena_printf(&state->base.rows.arena, "%" PRId64, line->count);
}

/* What is overdue comes before what somebody has left unsaved. */
static void fill(struct screen *screen)
{
    struct overview_state *state = screen->state;
    size_t i = 0;
    list_memory_clear(&state->base.rows, COLUMNS);
    for (; i < state->overview.n && state->overview.v[i].severity == SEVERITY_ALARM; i++)
        add_line(state, i);
    add_drafts(state);
    for (; i < state->overview.n; i++)
        add_line(state, i);
}

static int overview_reload(struct screen *screen, struct err *err)
{
    struct overview_state *state = screen->state;
    struct console *console = screen->console;
    const struct console_options *options = console_options(console);
    struct overview overview = { 0 };
    struct err ignored; /* a folder of drafts that cannot be read keeps nobody from the rest */
    if (overview_read(&overview, console_store(console), console_school(console)->id, console_day(console), err) != 0)
        return -1;
    struct overview before = state->overview; /* what is shown points into it */
    state->overview = overview;
    draft_names_free(&state->drafts);
    if (options->drafts != NULL)
        draft_list(options->drafts, options->session->login, &state->drafts, &ignored);
    fill(screen);
    int rc = list_load(&state->base.list, list_height(screen), err);
    overview_done(&before);
    return rc;
}

static int overview_rest(struct screen *screen, struct err *err)
{
    struct overview_state *state = screen->state;
    const struct list_row *row = list_selected(&state->base.list);
    (void)err;
    buf_clear(&state->whole);
    if (row != NULL)
        buf_adds(&state->whole, row->cells[1]);
    return 0;
}

/* A report that was running is late now. */
static void overview_tick(struct screen *screen, bool now)
{
    const struct overview_state *state = screen->state;
    int64_t at = state->overview.changes_at;
    if (!now && at != 0 && console_now(screen->console) >= at)
        screen->stale = true;
}

static void overview_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct overview_state *state = screen->state;
    /* A sentence wants width: it stands in full below, however wide the screen is. */
    int below = state->whole.n > 0 && area.rows >= 12 ? area.rows / 4 : 0;
    list_draw(&state->base.list, canvas, area_rows(area, 0, area.rows - below));
    if (below > 0) {
        canvas_across(canvas, area, area.rows - below, STYLE_DIM);
        draw_details(canvas, area_rows(area, area.rows - below + 1, below - 1), NULL, buf_text(&state->whole));
    }
}

static void go_draft(struct screen *screen, const char *key)
{
    const struct form_name *form = form_of(key);
    if (form != NULL)
        console_go(screen->console, form->screen, form->table, strtoll(key + strlen(form->key), NULL, 10));
}

static enum outcome overview_act(struct screen *screen, enum action action)
{
    struct overview_state *state = screen->state;
    const struct list_row *row = list_selected(&state->base.list);
    if (action == ACTION_ENTER && row->id > 0 && row->id <= (int64_t)state->overview.n) {
        const struct overview_line *line = &state->overview.v[row->id - 1];
        console_go(screen->console, line->screen, line->table, line->id);
        return STAY;
    }
    if (action == ACTION_ENTER && row->id >= DRAFT_ROWS) {
        go_draft(screen, state->drafts.v[row->id - DRAFT_ROWS].key);
        return STAY;
    }
    if (action == ACTION_ENTER && row->id == MORE_DRAFTS) {
        state->all_drafts = true;
        return RELOAD;
    }
    if (action == ACTION_VERIFY) {
        verify_store(screen);
        return STAY;
    }
    return rows_act(screen, action);
}

const struct screen_ops overview_screen = {
    .name = "overview",
    .title = _("总览"),
    .contexts = IN_LIST | IN_OVERVIEW,
    .size = sizeof(struct overview_state),
    .looks_beyond = true, /* drafts */
    .open = overview_open,
    .close = overview_close,
    .reload = overview_reload,
    .rest = overview_rest,
    .draw = overview_draw,
    .act = overview_act,
    .tick = overview_tick,
    .answer = rows_answer,
    .has_row = rows_has_row,
};
