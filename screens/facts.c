/* 事实: what the school's circumstances ask about one incident: known or not, from where, and what rests on it. */
#include "domain/facts.h"

#include "base/words.h"
#include "domain/article.h"
#include "domain/incident.h"
#include "screens/incident.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A form is about a fact of an incident: both in one number. A yes or no is picked as one of three. */
enum { TAG_FORM = 1, FACT_BITS = 16, PICK_YES = 1, PICK_NO = 2, PICK_UNKNOWN = 3, SOURCES_MOST = 1000 };

struct facts_state {
    struct incident_rows rows;
    struct fact_sheet sheet;
    struct judgements judgements;
    struct log_entries entries; /* the newest, and those that facts rest on */
    struct evidences evidence;
};

static const struct list_column columns[] = {
    { _("事实"), 0, 3, ALIGN_LEFT, 0, false },
    { _("认定"), 10, 0, ALIGN_LEFT, 0, false },
    { _("出处"), 0, 2, ALIGN_LEFT, 1, false },
    { _("认定人"), 10, 0, ALIGN_LEFT, 2, false },
};
enum { COLUMNS = COUNT(columns) };

/* --- What is known --- */

static const struct sheet_fact *chosen(const struct facts_state *state)
{
    const struct list_row *row = list_selected(&state->rows.base.list);
    for (size_t i = 0; row != NULL && i < state->sheet.n; i++)
        if (state->sheet.v[i].fact == row->id)
            return &state->sheet.v[i];
    return NULL;
}

static void tell_value(const struct sheet_fact *fact, bool known, int64_t value, struct buf *out)
{
    if (!known)
        buf_adds(out, _("不清楚"));
    else if (strcmp(fact->kind, "yesno") == 0)
        buf_adds(out, value != 0 ? _("是") : _("否"));
    else
        buf_printf(out, "%" PRId64 "%s%s", value, fact->unit == NULL ? "" : " ", fact->unit == NULL ? "" : fact->unit);
}

static const struct log_entry *entry_of(const struct facts_state *state, int64_t id)
{
    for (size_t i = 0; i < state->entries.n; i++)
        if (state->entries.v[i].id == id)
            return &state->entries.v[i];
    return NULL;
}

static const struct evidence *evidence_of(const struct facts_state *state, int64_t id)
{
    for (size_t i = 0; i < state->evidence.n; i++)
        if (state->evidence.v[i].id == id)
            return &state->evidence.v[i];
    return NULL;
}

/* Where the value is from: log and clocks, evidence, a line of the log, or a person's word, whose own line says no
 * more than the value. */
static void tell_source(const struct facts_state *state, const struct sheet_fact *fact, int64_t now, struct buf *out)
{
    const struct evidence *evidence = evidence_of(state, fact->evidence);
    const struct log_entry *entry = entry_of(state, fact->entry);
    struct arena arena = { 0 };
    if (!fact->known)
        return;
    if (fact->derived) {
        buf_adds(out, _("由日志和时限得出"));
        return;
    }
    if (fact->overruled)
        buf_adds(out, _("改判："));
    if (evidence != NULL)
        buf_printf(out, _("证据 %s"), evidence->what);
    else if (entry != NULL && strcmp(entry->kind, "fact") != 0)
        buf_printf(out, _("日志 %s %s"), moment_cell(entry->at, now, &arena), entry->text);
    else
        buf_adds(out, fact->reason != NULL ? fact->reason : _("认定人所记"));
    arena_free(&arena);
}

static enum style style_of(const struct sheet_fact *fact)
{
    if (!fact->known)
        return STYLE_DIM;
    return fact->overruled ? STYLE_WARNING : STYLE_TEXT;
}

static void fill(struct facts_state *state, int64_t now)
{
    struct arena *arena = &state->rows.base.rows.arena;
    struct buf text = { 0 };
    list_memory_clear(&state->rows.base.rows, COLUMNS);
    for (size_t i = 0; i < state->sheet.n; i++) {
        const struct sheet_fact *fact = &state->sheet.v[i];
        const char **cells;
        list_memory_add(&state->rows.base.rows, fact->fact, style_of(fact), &cells);
        cells[0] = fact->name;
        buf_clear(&text);
        tell_value(fact, fact->known, fact->value, &text);
        cells[1] = arena_strdup(arena, buf_text(&text));
        buf_clear(&text);
        tell_source(state, fact, now, &text);
        cells[2] = arena_strdup(arena, buf_text(&text));
        cells[3] = fact->known && !fact->derived ? fact->login : NULL;
    }
    buf_free(&text);
}

/* --- The details --- */

static void tell_circumstances(const struct facts_state *state, const struct sheet_fact *fact,
                               const struct school *school, struct buf *out)
{
    struct arena arena = { 0 };
    buf_adds(out, _("\t据此判断的情形\n"));
    for (size_t i = 0; i < state->judgements.n; i++) {
        const struct judgement *judgement = &state->judgements.v[i];
        for (size_t k = 0; k < judgement->rests_on_n; k++)
            if (&state->sheet.v[judgement->rests_on[k]] == fact)
                buf_printf(out, _("%s：%s %s\n"), truth_name(judgement->truth),
                           cite_within(school->documents, judgement->circumstance->cite, &arena),
                           judgement->circumstance->name);
    }
    arena_free(&arena);
}

static void tell(const struct screen *screen, const struct sheet_fact *fact, struct buf *out)
{
    const struct facts_state *state = screen->state;
    int64_t now = console_now(screen->console);
    char at[TIME_TEXT];
    buf_adds(out, _("认定："));
    tell_value(fact, fact->known, fact->value, out);
    if (fact->known) {
        buf_adds(out, _("\n出处："));
        tell_source(state, fact, now, out);
    }
    if (fact->log_known && !fact->derived) {
        buf_adds(out, _("\n由日志和时限得出："));
        tell_value(fact, true, fact->log_value, out);
    }
    if (fact->basis != NULL)
        buf_printf(out, _("\n日志和时限所示：%s"), fact->basis);
    if (fact->login != NULL) {
        time_of(fact->at, at);
        buf_printf(out, _("\n%s：%s  %s"), fact->known && !fact->derived ? _("认定人") : _("撤回人"), fact->login, at);
    }
    if (fact->reason != NULL)
        buf_printf(out, _("\n理由：%s"), fact->reason);
    buf_addc(out, '\n');
    tell_circumstances(state, fact, screen_school(screen), out);
}

/* --- Setting --- */

static int save(struct console *console, const struct form *form, int64_t subject, bool known, int64_t value,
                int64_t *id, const char **field, struct err *err)
{
    int64_t source = form_id(form, "source");
    const struct fact_fields fields = { .incident = subject >> FACT_BITS,
                                        .fact = subject & ((1 << FACT_BITS) - 1),
                                        .known = known,
                                        .value = value,
                                        .entry = source > 0 ? source : 0,
                                        .evidence = source < 0 ? -source : 0,
                                        .reason = form_text(form, "reason") };
    (void)field;
    *id = fields.fact;
    int rc = fact_set(console_session(console), &fields, err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", _("事实已记入日志。"));
    return rc;
}

static int save_yesno(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                      const char **field, struct err *err)
{
    int64_t picked = form_id(form, "value");
    return save(console, form, subject, picked != PICK_UNKNOWN, picked == PICK_YES, id, field, err);
}

static int save_number(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                       const char **field, struct err *err)
{
    return save(console, form, subject, form_text(form, "value") != NULL, form_id(form, "value"), id, field, err);
}

/* Evidence (ids below zero), then the lines of the log, the last first. */
static void list_sources(const struct facts_state *state, int64_t now, struct arena *arena, struct pick_item **items,
                         size_t *n)
{
    *items = mem_alloc(sizeof **items * (state->entries.n + state->evidence.n + 1));
    *n = 0;
    for (size_t i = 0; i < state->evidence.n; i++)
        if (!state->evidence.v[i].struck)
            (*items)[(*n)++] = (struct pick_item){ -state->evidence.v[i].id,
                                                   arena_printf(arena, _("证据 %s"), state->evidence.v[i].what),
                                                   state->evidence.v[i].place };
    for (size_t i = state->entries.n; i-- > 0;) {
        const struct log_entry *entry = &state->entries.v[i];
        if (entry->struck == NULL && strcmp(entry->kind, "fact") != 0)
            (*items)[(*n)++] = (struct pick_item){
                entry->id, arena_printf(arena, "%s %s", moment_cell(entry->at, now, arena), entry->text), NULL
            };
    }
}

static int64_t source_now(const struct facts_state *state, const struct sheet_fact *fact)
{
    const struct log_entry *entry = entry_of(state, fact->entry);
    if (fact->evidence != 0)
        return -fact->evidence;
    return entry != NULL && strcmp(entry->kind, "fact") != 0 ? fact->entry : 0;
}

static struct field_spec yesno_field(const struct sheet_fact *fact)
{
    static const struct pick_item answers[] = { { PICK_YES, _("是"), NULL },
                                                { PICK_NO, _("否"), NULL },
                                                { PICK_UNKNOWN, _("不清楚"), NULL } };
    return (struct field_spec){ .name = "value",
                                .label = _("认定"),
                                .kind = FIELD_CHOICE,
                                .items = answers,
                                .items_n = COUNT(answers),
                                .id = !fact->known       ? PICK_UNKNOWN
                                      : fact->value != 0 ? PICK_YES
                                                         : PICK_NO };
}

static struct field_spec number_field(const struct sheet_fact *fact, struct arena *arena)
{
    const char *unit = fact->unit == NULL ? "" : fact->unit;
    return (struct field_spec){ .name = "value",
                                .label = _("认定"),
                                .kind = FIELD_NUMBER,
                                .limit = 10,
                                .text = fact->known ? arena_printf(arena, "%" PRId64, fact->value) : NULL,
                                .hint = arena_printf(arena, _("整数%s%s；空着：不清楚"), *unit == '\0' ? "" : _("，"),
                                                     unit) };
}

static void fact_form(struct screen *screen)
{
    const struct facts_state *state = screen->state;
    const struct sheet_fact *fact = chosen(state);
    struct arena arena = { 0 };
    struct pick_item *items;
    size_t n;
    char key[64];
    struct buf log = { 0 };
    if (fact == NULL)
        return;
    bool yesno = strcmp(fact->kind, "yesno") == 0;
    list_sources(state, console_now(screen->console), &arena, &items, &n);
    tell_value(fact, fact->log_known, fact->log_value, &log);
    struct field_spec fields[] = {
        { .name = "fact", .label = _("事实"), .kind = FIELD_SHOWN, .text = fact->name },
        yesno ? yesno_field(fact) : number_field(fact, &arena),
        { .name = "source",
          .label = _("出处"),
          .kind = FIELD_PICK,
          .items = items,
          .items_n = n,
          .none = _("（这次记录本身）"),
          .id = source_now(state, fact),
          .hint = _("哪一条日志或哪一件证据说明它") },
        { .name = "reason",
          .label = _("理由"),
          .kind = FIELD_TEXT,
          .limit = 200,
          .hint = fact->log_known ? _("日志已得出答案，改判要写明理由") : NULL },
        { .name = "log", .label = _("由日志得出"), .kind = FIELD_SHOWN, .text = buf_text(&log) },
    };
    snprintf(key, sizeof key, "fact-%" PRId64 "-%" PRId64, state->rows.id, fact->fact);
    const struct form_argument form = { .title = _("认定事实"),
                                        .key = key,
                                        .fields = fields,
                                        .n = fact->log_known ? COUNT(fields) : COUNT(fields) - 1,
                                        .subject = state->rows.id << FACT_BITS | fact->fact,
                                        .save = yesno ? save_yesno : save_number };
    console_push(screen->console, &form_screen, &form, TAG_FORM);
    mem_free(items);
    buf_free(&log);
    arena_free(&arena);
}

/* --- The screen --- */

static int facts_open(struct screen *screen, const void *argument, struct err *err)
{
    struct facts_state *state = screen->state;
    (void)err;
    incident_rows_init(screen, *(const int64_t *)argument, columns, COLUMNS, 0,
                       _("这所学校的制度没有问责情形，也就没有要认定的事实。"));
    state->rows.writes = ACTION_FACT_SET;
    return 0;
}

static void drop(struct facts_state *state)
{
    LIST_FREE(&state->rows.one);
    LIST_FREE(&state->sheet);
    LIST_FREE(&state->entries);
    LIST_FREE(&state->evidence);
    judgements_free(&state->judgements);
}

static void facts_close(struct screen *screen)
{
    struct facts_state *state = screen->state;
    drop(state);
    incident_rows_done(screen);
}

/* The last lines of the log, and those before them that a fact rests on. */
static int read_sources(struct store *store, struct facts_state *state, struct err *err)
{
    const struct log_page page = { .incident = state->rows.id, .limit = SOURCES_MOST, .backwards = true };
    int rc = read_log(store, &page, &state->entries, err);
    for (size_t i = 0; rc == 0 && i < state->sheet.n; i++)
        if (state->sheet.v[i].entry != 0 && entry_of(state, state->sheet.v[i].entry) == NULL)
            rc = read_log_entry(store, state->sheet.v[i].entry, &state->entries, err);
    return rc == 0 ? read_evidence(store, state->rows.id, &state->evidence, err) : rc;
}

static int read_all(struct console *console, struct facts_state *state, struct err *err)
{
    struct store *store = console_store(console);
    if (read_incident(store, state->rows.id, &state->rows.one, err) != 0 || state->rows.one.n == 0)
        return state->rows.one.n == 0 ? err_set(err, "%s", _("这个事件读不到了。按 q 返回。")) : -1;
    const struct incident *incident = &state->rows.one.v[0];
    if (facts_read(store, incident, console_now(console), &state->sheet, err) != 0 ||
        circumstances_judge(store, incident->school, &state->sheet, &state->judgements, err) != 0)
        return -1;
    return read_sources(store, state, err);
}

static int facts_reload(struct screen *screen, struct err *err)
{
    struct facts_state *state = screen->state;
    struct facts_state before = *state; /* what is still shown points into it */
    state->rows.one = (struct incidents){ 0 };
    state->sheet = (struct fact_sheet){ 0 };
    state->judgements = (struct judgements){ 0 };
    state->entries = (struct log_entries){ 0 };
    state->evidence = (struct evidences){ 0 };
    if (read_all(screen->console, state, err) != 0) {
        drop(state);
        *state = before;
        return -1;
    }
    if (fact_may_set(console_session(screen->console), state->rows.id, &state->rows.write) == 0)
        state->rows.write.text[0] = '\0';
    fill(state, console_now(screen->console));
    int rc = list_load(&state->rows.base.list, list_height(screen) - 1, err);
    drop(&before);
    return rc;
}

static int facts_rest(struct screen *screen, struct err *err)
{
    struct facts_state *state = screen->state;
    const struct sheet_fact *fact = chosen(state);
    (void)err;
    buf_clear(&state->rows.details);
    if (fact != NULL)
        tell(screen, fact, &state->rows.details);
    return 0;
}

static enum outcome facts_act(struct screen *screen, enum action action)
{
    if (action != ACTION_FACT_SET)
        return incident_rows_act(screen, action);
    fact_form(screen);
    return STAY;
}

const struct screen_ops facts_screen = {
    .name = "facts",
    .title = _("事实"),
    .contexts = IN_LIST | IN_FACTS,
    .size = sizeof(struct facts_state),
    .open = facts_open,
    .close = facts_close,
    .reload = facts_reload,
    .rest = facts_rest,
    .draw = incident_rows_draw,
    .act = facts_act,
    .answer = rows_answer,
    .may = incident_rows_may,
    .has_row = rows_has_row,
    .paper = incident_rows_paper,
};
