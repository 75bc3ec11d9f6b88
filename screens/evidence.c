/* 证据: the register of one incident's evidence, and whether a file is still what was taken. */
#include "base/words.h"
#include "domain/digest.h"
#include "domain/incident.h"
#include "domain/log.h"
#include "screens/incident.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TAG_FORM = 1 };

/* What looking at the file again said; as long as the screen is open. */
enum verdict { UNCHECKED, SAME, CHANGED, UNREADABLE };

struct check {
    int64_t evidence;
    enum verdict verdict;
};

struct evidence_state {
    struct incident_rows rows;
    int64_t seen;
    struct evidences evidence;
    VEC(struct check) checks;
};

static const struct list_column columns[] = {
    { _("时间"), 16, 0, ALIGN_LEFT, 0, false },  { _("证据"), 0, 2, ALIGN_LEFT, 0, false },
    { _("存放处"), 0, 2, ALIGN_LEFT, 2, false }, { _("字节"), 11, 0, ALIGN_RIGHT, 3, false },
    { "SM3", 18, 0, ALIGN_LEFT, 5, false },      { _("取证人"), 10, 0, ALIGN_LEFT, 4, false },
    { _("核对"), 8, 0, ALIGN_LEFT, 1, false },
};
enum { COLUMNS = COUNT(columns) };

static const char *verdict_name(enum verdict verdict)
{
    static const char *const names[] = { "", _("未变"), _("已变"), _("读不到") };
    return names[verdict];
}

static enum style verdict_style(enum verdict verdict)
{
    static const enum style styles[] = { STYLE_TEXT, STYLE_GOOD, STYLE_LATE, STYLE_WARNING };
    return styles[verdict];
}

static enum verdict verdict_of(const struct evidence_state *state, int64_t evidence)
{
    for (size_t i = 0; i < state->checks.n; i++)
        if (state->checks.v[i].evidence == evidence)
            return state->checks.v[i].verdict;
    return UNCHECKED;
}

static const struct evidence *chosen(const struct evidence_state *state)
{
    const struct list_row *row = list_selected(&state->rows.base.list);
    for (size_t i = 0; row != NULL && i < state->evidence.n; i++)
        if (state->evidence.v[i].id == row->id)
            return &state->evidence.v[i];
    return NULL;
}

static void fill(struct evidence_state *state, int64_t now)
{
    struct arena *arena = &state->rows.base.rows.arena;
    list_memory_clear(&state->rows.base.rows, COLUMNS);
    for (size_t i = 0; i < state->evidence.n; i++) {
        const struct evidence *evidence = &state->evidence.v[i];
        enum verdict verdict = verdict_of(state, evidence->id);
        const char **cells;
        struct list_row *row =
            list_memory_add(&state->rows.base.rows, evidence->id, evidence->struck ? STYLE_DIM : STYLE_TEXT, &cells);
        enum style *each = arena_alloc(arena, sizeof *each * COLUMNS);
        for (size_t k = 0; k < COLUMNS; k++)
            each[k] = k + 1 == COLUMNS ? verdict_style(verdict) : row->style;
        row->styles = each;
        cells[0] = moment_cell(evidence->at, now, arena);
        cells[1] = evidence->struck ? arena_printf(arena, _("〔已划去〕%s"), evidence->what) : evidence->what;
        cells[2] = evidence->place;
        if (evidence->sm3 != NULL)
            cells[3] = arena_printf(arena, "%" PRId64, evidence->bytes);
        cells[4] = evidence->sm3;
        cells[5] = evidence->taken_by;
        cells[6] = verdict_name(verdict);
    }
}

/* --- Taking --- */

static bool show_progress(void *context, int64_t done, int64_t all)
{
    return console_progress(context, _("计算 SM3"), done, all);
}

/* What came of the file; and the line of the log. */
static void tell_taken(struct console *console, int64_t incident, int64_t evidence, int64_t *entry)
{
    struct evidences list = { 0 };
    struct err err;
    if (read_evidence(console_store(console), incident, &list, &err) != 0)
        console_fail(console, &err);
    for (size_t i = 0; i < list.n; i++) {
        const struct evidence *x = &list.v[i];
        if (x->id != evidence)
            continue;
        *entry = x->entry;
        if (x->sm3 != NULL)
            console_say(console, STYLE_GOOD, "%s", _("证据已登记，算出了 SM3。"));
        else if (console_options(console)->restricted)
            console_say(console, STYLE_GOOD, "%s", _("证据已登记。受限方式下不读文件，没有 SM3。"));
        else if (strchr(x->place, '/') == NULL) /* a place where it is kept */
            console_say(console, STYLE_GOOD, "%s", _("证据已登记。存放处不是能读到的文件，没有 SM3。"));
        else
            console_say(console, STYLE_WARNING,
                        _("证据已登记，但读不到文件 %s，没有 SM3。路径不对时请划去，重新取证。"), x->place);
    }
    LIST_FREE(&list);
}

static int save_evidence(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                         const char **field, struct err *err)
{
    const struct evidence_fields fields = { .incident = subject,
                                            .what = form_text(form, "what"),
                                            .place = form_text(form, "place"),
                                            .at = form_id(form, "at"),
                                            .unread = console_options(console)->restricted,
                                            .progress = show_progress,
                                            .context = console };
    int64_t evidence;
    (void)field;
    *id = 0;
    if (evidence_add(console_session(console), &fields, &evidence, err) != 0)
        return -1;
    tell_taken(console, subject, evidence, id);
    return 0;
}

void evidence_form(struct screen *screen, int64_t incident, int64_t seen, int tag)
{
    bool restricted = console_options(screen->console)->restricted;
    const struct field_spec fields[] = {
        { .name = "what", .label = _("证据"), .kind = FIELD_TEXT, .needed = true, .limit = 200 },
        { .name = "place",
          .label = _("存放处"),
          .kind = FIELD_TEXT,
          .needed = true,
          .limit = 200,
          .hint = restricted ? _("保管的地方，或文件的路径（受限方式下不读文件）")
                             : _("文件的路径（能读到就算出 SM3），或保管的地方") },
        time_field(screen),
    };
    const struct form_argument form = { .title = _("取证"),
                                        .fields = fields,
                                        .n = COUNT(fields),
                                        .subject = incident,
                                        .seen = seen,
                                        .save = save_evidence };
    record_form(screen, "log-evidence", &form, tag);
}

/* --- Looking again --- */

static void keep_verdict(struct evidence_state *state, int64_t evidence, enum verdict verdict)
{
    for (size_t i = 0; i < state->checks.n; i++)
        if (state->checks.v[i].evidence == evidence) {
            state->checks.v[i].verdict = verdict;
            return;
        }
    *VEC_PUSH(&state->checks) = (struct check){ evidence, verdict };
}

static void check(struct screen *screen)
{
    struct evidence_state *state = screen->state;
    const struct evidence *evidence = chosen(state);
    struct console *console = screen->console;
    char sm3[SM3_HEX];
    int64_t bytes;
    struct err err;
    if (evidence == NULL)
        return;
    if (evidence->sm3 == NULL) {
        console_say(console, STYLE_WARNING, _("“%s”登记时没有可读的文件，无从核对。"), evidence->what);
        return;
    }
    int rc = file_sm3(console_store(console), evidence->place, show_progress, console, sm3, &bytes, &err);
    if (rc != 0) {
        keep_verdict(state, evidence->id, rc > 0 ? UNCHECKED : UNREADABLE);
        console_fail(console, &err);
    } else if (strcmp(sm3, evidence->sm3) == 0 && bytes == evidence->bytes) {
        keep_verdict(state, evidence->id, SAME);
        console_say(console, STYLE_GOOD, _("%s 与登记时相同。"), evidence->place);
    } else {
        keep_verdict(state, evidence->id, CHANGED);
        console_say(console, STYLE_ERROR, _("%s 已经变了：现在是 %" PRId64 " 字节，SM3 %s。"), evidence->place, bytes,
                    sm3);
    }
}

/* --- The screen --- */

static int evidence_open(struct screen *screen, const void *argument, struct err *err)
{
    struct evidence_state *state = screen->state;
    (void)err;
    incident_rows_init(screen, *(const int64_t *)argument, columns, COLUMNS, 1, _("还没有登记证据。按 e 登记。"));
    state->rows.writes = ACTION_LOG_EVIDENCE;
    return 0;
}

static void evidence_close(struct screen *screen)
{
    struct evidence_state *state = screen->state;
    incident_rows_done(screen);
    VEC_FREE(&state->checks);
    LIST_FREE(&state->evidence);
}

static int evidence_reload(struct screen *screen, struct err *err)
{
    struct evidence_state *state = screen->state;
    struct store *store = console_store(screen->console);
    struct incidents one = { 0 };
    struct evidences evidence = { 0 };
    struct store_head head;
    if (read_incident(store, state->rows.id, &one, err) != 0 ||
        read_evidence(store, state->rows.id, &evidence, err) != 0 || store_head(store, &head, err) != 0) {
        LIST_FREE(&one);
        LIST_FREE(&evidence);
        return -1;
    }
    struct incidents one_before = state->rows.one; /* what is still shown points into them */
    struct evidences before = state->evidence;
    state->rows.one = one;
    state->evidence = evidence;
    state->seen = head.seq;
    if (log_may(console_session(screen->console), state->rows.id, "evidence", &state->rows.write) == 0)
        state->rows.write.text[0] = '\0';
    fill(state, console_now(screen->console));
    int rc = list_load(&state->rows.base.list, list_height(screen) - 1, err);
    LIST_FREE(&before);
    LIST_FREE(&one_before);
    return rc;
}

static void tell(const struct evidence_state *state, const struct evidence *evidence, struct buf *text)
{
    enum verdict verdict = verdict_of(state, evidence->id);
    char at[TIME_TEXT];
    time_of(evidence->at, at);
    buf_printf(text, _("存放处：%s\n取证：%s  %s\n"), evidence->place, at, evidence->taken_by);
    if (evidence->sm3 != NULL)
        buf_printf(text, _("字节：%" PRId64 "\nSM3：%s\n"), evidence->bytes, evidence->sm3);
    else
        buf_adds(text, _("登记时没有可读的文件，没有 SM3\n"));
    if (verdict != UNCHECKED)
        buf_printf(text, _("核对：%s\n"), verdict_name(verdict));
    if (evidence->struck)
        buf_adds(text, _("这一条的日志已被划去\n"));
}

static int evidence_rest(struct screen *screen, struct err *err)
{
    struct evidence_state *state = screen->state;
    const struct evidence *evidence = chosen(state);
    (void)err;
    buf_clear(&state->rows.details);
    if (evidence != NULL)
        tell(state, evidence, &state->rows.details);
    return 0;
}

static enum outcome evidence_act(struct screen *screen, enum action action)
{
    struct evidence_state *state = screen->state;
    switch (action) {
    case ACTION_LOG_EVIDENCE:
        evidence_form(screen, state->rows.id, state->seen, TAG_FORM);
        return STAY;
    case ACTION_EVIDENCE_CHECK:
        check(screen);
        return RELOAD;
    default:
        return incident_rows_act(screen, action);
    }
}

/* The cursor goes to what was just entered, which no filter may hide. */
static enum outcome evidence_answer(struct screen *screen, const struct answer *answer)
{
    struct evidence_state *state = screen->state;
    struct list *list = &state->rows.base.list;
    struct err err;
    if (answer->tag != TAG_FORM)
        return rows_answer(screen, answer);
    if (!answer->given)
        return STAY;
    if (list_set_filter(list, "", &err) != 0 || evidence_reload(screen, &err) != 0)
        console_fail(screen->console, &err);
    for (size_t i = 0; i < state->evidence.n; i++)
        if (state->evidence.v[i].entry == answer->id)
            list_select(list, state->evidence.v[i].id, &err);
    return STAY;
}

const struct screen_ops evidence_screen = {
    .name = "evidence",
    .title = _("证据"),
    .contexts = IN_LIST | IN_EVIDENCE,
    .size = sizeof(struct evidence_state),
    .open = evidence_open,
    .close = evidence_close,
    .reload = evidence_reload,
    .rest = evidence_rest,
    .draw = incident_rows_draw,
    .act = evidence_act,
    .answer = evidence_answer,
    .may = incident_rows_may,
    .has_row = rows_has_row,
    .paper = incident_rows_paper,
};
