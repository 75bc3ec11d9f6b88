/* 履责: what recurs, body by body: whether it was done this year, when last, on what evidence, and until when it is
 * due. Whether a record is right is decided in src/domain; here is only what is asked. */
#include "base/words.h"
#include "domain/due.h"
#include "domain/fulfil.h"
#include "screens/screens.h"
#include "store/office.h"
#include "tui/form.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TAG_FORM = 1 };

struct dues_state {
    struct org org;
    struct dues dues;
    struct fulfilments done; /* all ever recorded of the selected row, withdrawn ones too */
    struct list_memory rows;
    struct list list;
    bool wants_details;
    struct buf details, details_title;
    bool refused; /* this session may not record for the selected row's body, for this reason */
    struct err refusal;
};

static const struct list_column columns[] = {
    { _("状态"), 6, 0, ALIGN_LEFT, 0, true },  { _("事项"), 20, 0, ALIGN_LEFT, 0, true },
    { _("机构"), 0, 1, ALIGN_LEFT, 0, true },  { _("次数"), 5, 0, ALIGN_RIGHT, 3, true },
    { _("上次"), 10, 0, ALIGN_LEFT, 2, true }, { _("凭据"), 24, 0, ALIGN_LEFT, 4, true },
    { _("期限"), 10, 0, ALIGN_LEFT, 1, true },
};
enum { COLUMNS = COUNT(columns) };

/* --- Rows: one obligation of one body --- */

enum { BODY_BITS = 31 };

static int64_t row_of(int64_t obligation, int64_t body)
{
    return obligation << BODY_BITS | body;
}

static int64_t obligation_of(int64_t row)
{
    return row >> BODY_BITS;
}

static int64_t body_of(int64_t row)
{
    return row & (((int64_t)1 << BODY_BITS) - 1);
}

static const struct due *chosen_due(const struct dues_state *state)
{
    const struct list_row *row = list_selected(&state->list);
    for (size_t i = 0; row != NULL && i < state->dues.n; i++)
        if (row_of(state->dues.v[i].obligation->id, state->dues.v[i].body->id) == row->id)
            return &state->dues.v[i];
    return NULL;
}

static void fill(struct dues_state *state)
{
    static const enum style styles[] = {
        [DUE_MET] = STYLE_GOOD, [DUE_OPEN] = STYLE_WARNING, [DUE_LATE] = STYLE_LATE, [DUE_REGULAR] = STYLE_DIM
    };
    struct arena *arena = &state->rows.arena;
    list_memory_clear(&state->rows, COLUMNS);
    for (size_t i = 0; i < state->dues.n; i++) {
        const struct due *due = &state->dues.v[i];
        const char **cells;
        struct list_row *row =
            list_memory_add(&state->rows, row_of(due->obligation->id, due->body->id), STYLE_TEXT, &cells);
        enum style *each = arena_alloc(arena, sizeof *each * COLUMNS);
        each[0] = styles[due->state];
        row->styles = each;
        cells[0] = due_state_name(due->state);
        cells[1] = due->obligation->name;
        cells[2] = due->body->name;
        if (due->state != DUE_REGULAR)
            cells[3] = arena_printf(arena, "%" PRId64 "/%" PRId64, due->done, due->obligation->times);
        cells[4] = due->last;
        cells[5] = due->evidence;
        cells[6] = due->by;
    }
}

/* --- The details --- */

static void tell_done(const struct dues_state *state, struct buf *out)
{
    buf_printf(out, _("\t履责记录（%zu）\n"), state->done.n);
    for (size_t i = state->done.n; i-- > 0;) {
        const struct fulfilment *done = &state->done.v[i];
        buf_printf(out, "%s %s", done->day, done->evidence == NULL ? "" : done->evidence);
        if (done->withdrawn != NULL)
            buf_printf(out, _("（已撤回：%s）"), done->withdrawn);
        buf_addc(out, '\n');
    }
    if (state->done.n == 0)
        buf_adds(out, _("还没有。按 a 登记。\n"));
}

static int dues_rest(struct screen *screen, struct err *err)
{
    struct dues_state *state = screen->state;
    const struct due *due = chosen_due(state);
    struct store *store = console_store(screen->console);
    struct rules rules = { 0 };
    buf_clear(&state->details);
    buf_clear(&state->details_title);
    LIST_FREE(&state->done);
    if (due == NULL)
        return 0;
    if (read_fulfilments_of(store, due->obligation->id, due->body->id, &state->done, err) != 0 ||
        read_rules(store, console_school(screen->console)->id, &rules, err) != 0)
        return -1;
    buf_adds(&state->details_title, due->obligation->name);
    state->refused =
        session_may_for(console_session(screen->console), RIGHT_RECORD_FULFILMENT, due->body->id, &state->refusal) != 0;
    if (due->state == DUE_REGULAR)
        buf_adds(&state->details, _("定期，制度没有写明期限"));
    else
        buf_printf(&state->details, _("每年 %" PRId64 " 次，今年 %" PRId64 " 次，期限 %s"), due->obligation->times,
                   due->done, due->by);
    buf_printf(&state->details, _("\n机构：%s\n依据：%s"), due->body->name, due->obligation->cite.path);
    for (size_t i = 0; i < rules.n; i++)
        if (strcmp(rules.v[i].key, due->obligation->cite.rule) == 0)
            buf_printf(&state->details, " %s", rules.v[i].title);
    buf_addc(&state->details, '\n');
    LIST_FREE(&rules);
    tell_done(state, &state->details);
    return 0;
}

/* --- Forms --- */

static int save_done(struct console *console, const struct form *form, int64_t subject, int64_t *id, const char **field,
                     struct err *err)
{
    int64_t fulfilment;
    int rc = fulfilment_add(console_session(console), obligation_of(subject), body_of(subject), form_text(form, "day"),
                            form_text(form, "evidence"), &fulfilment, err);
    (void)field;
    *id = subject;
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("已登记 %s 的履责。"), form_text(form, "day"));
    return rc;
}

static void open_form(struct screen *screen, const struct form_argument *argument, const char *name)
{
    char key[64];
    snprintf(key, sizeof key, "%s-%" PRId64 "-%" PRId64, name, obligation_of(argument->subject),
             body_of(argument->subject));
    struct form_argument own = *argument;
    own.key = key;
    console_push(screen->console, &form_screen, &own, TAG_FORM);
}

static void fulfil_form(struct screen *screen)
{
    const struct due *due = chosen_due(screen->state);
    const struct field_spec fields[] = {
        { .name = "what", .label = _("事项"), .kind = FIELD_SHOWN, .text = due->obligation->name },
        { .name = "body", .label = _("机构"), .kind = FIELD_SHOWN, .text = due->body->name },
        { .name = "day",
          .label = _("完成日期"),
          .domain = _("履责日期"),
          .kind = FIELD_DAY,
          .needed = true,
          .text = console_today(screen->console),
          .hint = _("做完的那一天，不能晚于今天") },
        { .name = "evidence",
          .label = _("凭据"),
          .kind = FIELD_TEXT,
          .needed = true,
          .limit = 300,
          .hint = _("纪要、文件、照片的名称和文号：凭它能找到证明") },
    };
    const struct form_argument argument = { .title = _("登记履责"),
                                            .fields = fields,
                                            .n = COUNT(fields),
                                            .subject = row_of(due->obligation->id, due->body->id),
                                            .save = save_done };
    open_form(screen, &argument, "fulfil");
}

static int save_withdraw(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                         const char **field, struct err *err)
{
    (void)field;
    *id = subject;
    int rc = fulfilment_withdraw(console_session(console), form_id(form, "which"), form_text(form, "reason"), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", _("已撤回。记录和理由都留在库里。"));
    return rc;
}

/* One of those that still hold, the latest first. */
static void withdraw_form(struct screen *screen)
{
    const struct dues_state *state = screen->state;
    const struct due *due = chosen_due(state);
    struct {
        struct pick_item *v;
        size_t n, room;
    } items = { 0 };
    for (size_t i = state->done.n; i-- > 0;)
        if (state->done.v[i].withdrawn == NULL) {
            struct pick_item *item = VEC_PUSH(&items);
            item->id = state->done.v[i].id;
            item->text = state->done.v[i].day;
            item->detail = state->done.v[i].evidence;
        }
    const struct field_spec fields[] = {
        { .name = "what", .label = _("事项"), .kind = FIELD_SHOWN, .text = due->obligation->name },
        { .name = "body", .label = _("机构"), .kind = FIELD_SHOWN, .text = due->body->name },
        { .name = "which",
          .label = _("哪一次"),
          .kind = FIELD_PICK,
          .needed = true,
          .items = items.v,
          .items_n = items.n,
          .id = items.n > 0 ? items.v[0].id : 0 },
        { .name = "reason",
          .label = _("理由"),
          .kind = FIELD_TEXT,
          .needed = true,
          .limit = 100,
          .hint = _("登记错在哪里") },
    };
    const struct form_argument argument = { .title = _("撤回登记"),
                                            .fields = fields,
                                            .n = COUNT(fields),
                                            .subject = row_of(due->obligation->id, due->body->id),
                                            .save = save_withdraw };
    open_form(screen, &argument, "withdraw");
    VEC_FREE(&items);
}

/* --- The screen --- */

static int dues_open(struct screen *screen, const void *argument, struct err *err)
{
    struct dues_state *state = screen->state;
    (void)argument;
    (void)err;
    list_init(&state->list, columns, COLUMNS, &list_memory_source, &state->rows);
    state->list.empty = _("这所学校的制度没有规定定期要做的事。");
    state->wants_details = true;
    return 0;
}

static void dues_close(struct screen *screen)
{
    struct dues_state *state = screen->state;
    list_done(&state->list);
    list_memory_done(&state->rows);
    dues_done(&state->dues);
    org_done(&state->org);
    LIST_FREE(&state->done);
    buf_free(&state->details);
    buf_free(&state->details_title);
}

static void go_wanted(struct screen *screen)
{
    struct dues_state *state = screen->state;
    struct err err;
    unfilter_wanted(screen, &state->list);
    int64_t id = console_wanted(screen->console, "obligation");
    for (size_t i = 0; id != 0 && i < state->rows.n; i++)
        if (obligation_of(state->rows.v[i].id) == id) {
            if (!list_select(&state->list, state->rows.v[i].id, &err))
                console_fail(screen->console, &err);
            return;
        }
}

static int dues_reload(struct screen *screen, struct err *err)
{
    struct dues_state *state = screen->state;
    struct console *console = screen->console;
    int64_t school = console_school(console)->id;
    struct org org = { 0 };
    struct dues dues = { 0 };
    if (org_read(&org, console_store(console), school, console_day(console), err) != 0)
        return -1;
    if (dues_read(&dues, console_store(console), school, &org, console_day(console), err) != 0) {
        org_done(&org);
        return -1;
    }
    struct org org_before = state->org; /* what is still shown points into them */
    struct dues dues_before = state->dues;
    state->org = org;
    state->dues = dues;
    fill(state);
    int rc = list_load(&state->list, list_height(screen), err);
    dues_done(&dues_before);
    org_done(&org_before);
    if (rc != 0)
        return -1;
    go_wanted(screen);
    return 0;
}

static void dues_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct dues_state *state = screen->state;
    struct area rest, details = details_area(canvas, area, state->wants_details, &rest);
    list_draw(&state->list, canvas, rest);
    draw_details(canvas, details, buf_text(&state->details_title), buf_text(&state->details));
}

/* The last record: it is what changes. The obligation itself is the rule's. */
static void show_history(struct screen *screen)
{
    const struct dues_state *state = screen->state;
    const struct due *due = chosen_due(state);
    if (state->done.n == 0) {
        console_say(screen->console, STYLE_TEXT, "%s", _("还没有履责记录，也就没有改动。"));
        return;
    }
    const struct history_argument argument = { "fulfilment", due->obligation->name,
                                               state->done.v[state->done.n - 1].id };
    console_push(screen->console, &history_screen, &argument, 0);
}

static enum outcome dues_act(struct screen *screen, enum action action)
{
    struct dues_state *state = screen->state;
    switch (action) {
    case ACTION_ENTER:
        console_push(screen->console, &provision_screen, &chosen_due(state)->obligation->provision, 0);
        return STAY;
    case ACTION_SEARCH:
        ask_filter(screen, state->list.filter);
        return STAY;
    case ACTION_FULFIL:
        fulfil_form(screen);
        return STAY;
    case ACTION_FULFIL_WITHDRAW:
        withdraw_form(screen);
        return STAY;
    case ACTION_HISTORY:
        show_history(screen);
        return STAY;
    case ACTION_DETAILS:
        state->wants_details = !state->wants_details;
        return STAY;
    default:
        return list_act(&state->list, screen->console, action);
    }
}

static enum outcome dues_answer(struct screen *screen, const struct answer *answer)
{
    struct dues_state *state = screen->state;
    if (answer->tag == TAG_FORM)
        return answer->given ? RELOAD : STAY;
    return filter_answer(screen, &state->list, answer);
}

static int dues_may(const struct screen *screen, enum action action, struct err *err)
{
    const struct dues_state *state = screen->state;
    if (action != ACTION_FULFIL && action != ACTION_FULFIL_WITHDRAW)
        return 0;
    if (state->refused)
        return err_set(err, "%s", state->refusal.text);
    for (size_t i = 0; action == ACTION_FULFIL_WITHDRAW && i < state->done.n; i++)
        if (state->done.v[i].withdrawn == NULL)
            return 0;
    return action == ACTION_FULFIL ? 0 : err_set(err, "%s", _("这一项没有可以撤回的履责记录。"));
}

static bool dues_has_row(const struct screen *screen)
{
    return chosen_due(screen->state) != NULL;
}

static void dues_paper(const struct screen *screen, struct paper_wish *wish)
{
    (void)screen;
    wish->report = "obligations";
}

const struct screen_ops dues_screen = {
    .name = "dues",
    .title = _("履责"),
    .contexts = IN_LIST | IN_SORTED | IN_DUES,
    .size = sizeof(struct dues_state),
    .open = dues_open,
    .close = dues_close,
    .reload = dues_reload,
    .rest = dues_rest,
    .draw = dues_draw,
    .act = dues_act,
    .answer = dues_answer,
    .may = dues_may,
    .has_row = dues_has_row,
    .paper = dues_paper,
};
