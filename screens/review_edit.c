/* 问责审查: what is asked for when something is written in a review. What may be is decided in src/domain. */
#include "screens/review.h"

#include "base/words.h"
#include "domain/review_tell.h"
#include "store/look.h"
#include "tui/pick.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Subjects: a form is about a review and something in it --- */

enum { THING_BITS = 32 };

static int64_t subject_of(int64_t review, int64_t thing)
{
    return review << THING_BITS | thing;
}

static int64_t review_of(int64_t subject)
{
    return subject >> THING_BITS;
}

static int64_t thing_of(int64_t subject)
{
    return subject & (((int64_t)1 << THING_BITS) - 1);
}

/* The draft's key has the review first: that is where the overview leads. */
static void open_form(struct screen *screen, const char *title, const char *name, const struct field_spec *fields,
                      size_t n, int64_t thing, form_save *save)
{
    const struct review_state *state = screen->state;
    char key[64];
    snprintf(key, sizeof key, "%s-%" PRId64 "-%" PRId64, name, state->id, thing);
    const struct form_argument form = {
        .title = title, .key = key, .fields = fields, .n = n, .subject = subject_of(state->id, thing), .save = save
    };
    console_push(screen->console, &form_screen, &form, TAG_REVIEW_FORM);
}

static struct field_spec reason_field(const char *label, const char *hint)
{
    return (struct field_spec){
        .name = "reason", .label = label, .kind = FIELD_TEXT, .needed = true, .limit = 300, .hint = hint
    };
}

static void refuse(struct screen *screen, const char *sentence)
{
    console_say(screen->console, STYLE_ERROR, "%s", sentence);
}

struct items {
    struct pick_item *v;
    size_t n, room;
    struct arena arena;
};

static void add_item(struct items *items, int64_t id, const char *text, const char *detail)
{
    *VEC_PUSH(items) = (struct pick_item){ id, text, detail };
}

static int said(struct console *console, int rc, const char *sentence)
{
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", sentence);
    return rc;
}

/* --- A fact --- */

static bool rests_on(const struct review_row *row, size_t fact)
{
    for (size_t i = 0; row->judgement != NULL && i < row->judgement->rests_on_n; i++)
        if (row->judgement->rests_on[i] == fact)
            return true;
    return false;
}

/* Those of the selected circumstance, or all; the first that would decide it is offered first. */
void fact_choose(struct screen *screen)
{
    const struct review_state *state = screen->state;
    const struct review_row *row = chosen_row(state);
    struct items items = { 0 };
    bool all = row == NULL || row->judgement == NULL;
    for (size_t i = 0; i < state->c.sheet.n; i++)
        if (all || rests_on(row, i))
            add_item(&items, state->c.sheet.v[i].fact, state->c.sheet.v[i].name,
                     fact_value_text(&items.arena, &state->c.sheet.v[i]));
    const struct pick_argument argument = {
        .title = _("记哪一项事实"),
        .items = items.v,
        .n = items.n,
        .selected = !all && row->judgement->missing_n > 0 ? state->c.sheet.v[row->judgement->missing[0]].fact : 0,
    };
    console_push(screen->console, &pick_screen, &argument, TAG_REVIEW_FACT);
    LIST_FREE(&items);
}

static const struct sheet_fact *fact_by_id(const struct review_case *c, int64_t id)
{
    for (size_t i = 0; i < c->sheet.n; i++)
        if (c->sheet.v[i].fact == id)
            return &c->sheet.v[i];
    return NULL;
}

enum { ANSWER_YES = 1, ANSWER_NO, ANSWER_UNKNOWN };

/* Sources: a line of the log is an even number, a piece of evidence an odd one. */
static int keep_fact(struct console *console, const struct form *form, int64_t subject, bool known, int64_t value,
                     struct err *err)
{
    int64_t source = form_id(form, "source");
    struct reviews one = { 0 };
    if (read_review(console_store(console), review_of(subject), &one, err) != 0)
        return -1;
    const struct fact_fields fields = { .incident = one.n > 0 ? one.v[0].incident : 0,
                                        .fact = thing_of(subject),
                                        .known = known,
                                        .value = value,
                                        .entry = source % 2 == 0 ? source / 2 : 0,
                                        .evidence = source % 2 == 1 ? source / 2 : 0,
                                        .reason = form_text(form, "reason") };
    LIST_FREE(&one);
    return said(console, fact_set(console_session(console), &fields, err), _("事实已记。有“变”的是因此改变的情形。"));
}

static int save_answer(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                       const char **field, struct err *err)
{
    int64_t answer = form_id(form, "answer");
    *id = 0;
    (void)field;
    return keep_fact(console, form, subject, answer != ANSWER_UNKNOWN, answer == ANSWER_YES ? 1 : 0, err);
}

static int save_number(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                       const char **field, struct err *err)
{
    *id = 0;
    (void)field;
    return keep_fact(console, form, subject, form_text(form, "number") != NULL, form_id(form, "number"), err);
}

static int read_fact_sources(struct screen *screen, struct items *items, struct log_entries *log, struct err *err)
{
    const struct review_state *state = screen->state;
    if (read_whole_log(console_store(screen->console), state->c.review->incident, log, err) != 0)
        return -1;
    for (size_t i = 0; i < log->n; i++)
        if (log->v[i].struck == NULL && strcmp(log->v[i].kind, "fact") != 0) {
            char at[TIME_TEXT];
            time_of(log->v[i].at, at);
            add_item(items, log->v[i].id * 2, log->v[i].text, arena_strdup(&items->arena, at));
        }
    for (size_t i = 0; i < state->c.evidence.n; i++)
        if (!state->c.evidence.v[i].struck)
            add_item(items, state->c.evidence.v[i].id * 2 + 1, state->c.evidence.v[i].what, _("证据"));
    return 0;
}

void fact_form(struct screen *screen, int64_t id)
{
    static const struct pick_item answers[] = { { ANSWER_YES, _("是"), NULL },
                                                { ANSWER_NO, _("否"), NULL },
                                                { ANSWER_UNKNOWN, _("不清楚"), NULL } };
    const struct review_state *state = screen->state;
    const struct sheet_fact *fact = fact_by_id(&state->c, id);
    struct items items = { 0 };
    struct log_entries log = { 0 };
    struct err err;
    char digits[24];
    if (fact == NULL)
        return;
    if (read_fact_sources(screen, &items, &log, &err) == 0) {
        bool number = strcmp(fact->kind, "number") == 0;
        snprintf(digits, sizeof digits, "%" PRId64, fact->value);
        const struct field_spec value = number
                                            ? (struct field_spec){ .name = "number",
                                                                   .label = fact->unit == NULL ? _("数") : fact->unit,
                                                                   .kind = FIELD_NUMBER,
                                                                   .text = fact->known ? digits : NULL,
                                                                   .hint = _("空着：不清楚") }
                                            : (struct field_spec){ .name = "answer",
                                                                   .label = _("回答"),
                                                                   .kind = FIELD_CHOICE,
                                                                   .items = answers,
                                                                   .items_n = COUNT(answers),
                                                                   .id = !fact->known       ? ANSWER_UNKNOWN
                                                                         : fact->value != 0 ? ANSWER_YES
                                                                                            : ANSWER_NO };
        const struct field_spec fields[] = {
            { .name = "fact", .label = _("事实"), .kind = FIELD_SHOWN, .text = fact->name },
            value,
            { .name = "source",
              .label = _("来源"),
              .kind = FIELD_PICK,
              .items = items.v,
              .items_n = items.n,
              .none = _("（这次记录本身）"),
              .hint = _("作为依据的日志或证据") },
            { .name = "reason",
              .label = _("理由"),
              .kind = FIELD_TEXT,
              .limit = 300,
              .hint = _("改判由日志和时限得出的事实时必须写明") },
        };
        open_form(screen, _("记事实"), "review-fact", fields, COUNT(fields), fact->fact,
                  number ? save_number : save_answer);
    } else {
        console_fail(screen->console, &err);
    }
    LIST_FREE(&log);
    LIST_FREE(&items);
}

/* --- Circumstances --- */

static const char *const verdicts[] = { "met", "not", "dropped" };

static struct verdict verdict_of(int64_t subject, const char *decided, const char *reason)
{
    int64_t thing = thing_of(subject);
    return (struct verdict){ .review = review_of(subject),
                             .circumstance = thing % 2 == 0 ? thing / 2 : 0,
                             .added = thing % 2 == 1 ? thing / 2 : 0,
                             .decided = decided,
                             .reason = reason };
}

static int64_t thing_of_row(const struct review_row *row)
{
    return row->circumstance != 0 ? row->circumstance * 2 : row->added * 2 + 1;
}

static int save_verdict(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                        const char **field, struct err *err)
{
    int64_t chosen = form_id(form, "decided");
    bool any = chosen >= 1 && chosen <= (int64_t)COUNT(verdicts);
    const struct verdict verdict = verdict_of(subject, any ? verdicts[chosen - 1] : "", form_text(form, "reason"));
    *id = 0;
    if (!any)
        *field = "decided";
    return said(console, review_decide(console_session(console), &verdict, err), _("决定已署名记下。"));
}

/* What is offered is what follows from the facts. */
void decide_form(struct screen *screen)
{
    const struct review_state *state = screen->state;
    const struct review_row *row = chosen_row(state);
    struct pick_item items[COUNT(verdicts)];
    if (row == NULL) {
        refuse(screen, _("先按 c 回到情形，选中一种再决定。"));
        return;
    }
    for (size_t i = 0; i < COUNT(verdicts); i++)
        items[i] = (struct pick_item){ (int64_t)i + 1, review_verdict_name(verdicts[i]), NULL };
    enum truth truth = row->judgement == NULL ? MET : row->judgement->truth;
    const struct field_spec fields[] = {
        { .name = "what", .label = _("情形"), .kind = FIELD_SHOWN, .text = row->name },
        { .name = "proposed",
          .label = _("由事实得出"),
          .kind = FIELD_SHOWN,
          .text = row->judgement == NULL ? _("审查人增加") : truth_name(row->judgement->truth) },
        { .name = "decided",
          .label = _("决定"),
          .kind = FIELD_CHOICE,
          .needed = true,
          .items = items,
          .items_n = COUNT(items),
          .none = truth == UNKNOWN ? _("（请选择）") : NULL,
          .id = truth == MET       ? 1
                : truth == NOT_MET ? 2
                                   : 0 },
        reason_field(_("理由"), _("据以决定的事实和判断；以后改变决定，这一次的仍可查")),
    };
    open_form(screen, _("决定情形"), "review-decide", fields, COUNT(fields), thing_of_row(row), save_verdict);
}

static int save_added(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                      const char **field, struct err *err)
{
    (void)field;
    return said(console,
                review_add(console_session(console), review_of(subject), form_text(form, "name"),
                           form_id(form, "provision"), form_text(form, "reason"), id, err),
                _("情形已增加。"));
}

void add_form(struct screen *screen)
{
    const struct review_state *state = screen->state;
    const struct articles *articles = &state->c.articles;
    struct items items = { 0 };
    for (size_t i = 0; i < articles->rules.n; i++)
        for (size_t k = 0; k < articles->of[i].n; k++) {
            const struct provision *x = &articles->of[i].v[k];
            if (x->path[0] != '\0' && x->text[0] != '\0')
                add_item(&items, x->id,
                         articles->rules.n > 1 ? arena_printf(&items.arena, "%s %s", articles->rules.v[i].key, x->path)
                                               : x->path,
                         x->text);
        }
    const struct field_spec fields[] = {
        { .name = "name",
          .label = _("情形"),
          .kind = FIELD_TEXT,
          .needed = true,
          .limit = 120,
          .hint = _("制度列出的情形之外的，如其他严重危害网络安全的行为") },
        { .name = "provision",
          .label = _("依据"),
          .kind = FIELD_PICK,
          .needed = true,
          .items = items.v,
          .items_n = items.n,
          .hint = _("依据制度的哪一条") },
        reason_field(_("理由"), _("为什么成立")),
    };
    open_form(screen, _("增加情形"), "review-add", fields, COUNT(fields), 0, save_added);
    LIST_FREE(&items);
}

/* --- Taking back --- */

static int save_drop(struct console *console, const struct form *form, int64_t subject, int64_t *id, const char **field,
                     struct err *err)
{
    const struct verdict verdict = verdict_of(subject, "dropped", form_text(form, "reason"));
    *id = 0;
    (void)field;
    return said(console, review_decide(console_session(console), &verdict, err),
                _("不再审查这种情形；原来的决定仍可查。"));
}

static int save_release(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                        const char **field, struct err *err)
{
    *id = 0;
    (void)field;
    return said(
        console,
        review_release(console_session(console), review_of(subject), thing_of(subject), form_text(form, "reason"), err),
        _("已撤下，原来的记录仍可查。"));
}

static int save_withdraw(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                         const char **field, struct err *err)
{
    *id = 0;
    (void)field;
    return said(console,
                review_withdraw(console_session(console), review_of(subject), thing_of(subject),
                                form_text(form, "reason"), err),
                _("认定已撤回，原来的仍可查。"));
}

void drop_form(struct screen *screen)
{
    static const struct {
        const char *name, *title;
        form_save *save;
    } forms[PARTS] = { [PART_ROWS] = { "review-drop", _("不予审查这种情形"), save_drop },
                       [PART_TRACE] = { "review-release", _("撤下当事人"), save_release },
                       [PART_FINDINGS] = { "review-withdraw", _("撤回认定"), save_withdraw } };
    const struct review_state *state = screen->state;
    const struct review_row *row = chosen_row(state);
    const struct trace_row *trace = chosen_trace(state);
    const struct review_finding *finding = chosen_finding(state);
    int64_t thing = row != NULL ? thing_of_row(row) : trace != NULL ? trace->named : finding != NULL ? finding->id : 0;
    if (thing == 0) {
        refuse(screen, _("能撤去的是情形、当事人和认定。请先选中一个。"));
        return;
    }
    const struct field_spec fields[] = {
        { .name = "what",
          .label = _("撤去"),
          .kind = FIELD_SHOWN,
          .text = trace != NULL ? trace->name : list_selected(&state->lists[state->part])->cells[0] },
        reason_field(_("理由"), _("为什么撤去；原来的记录仍可查")),
    };
    open_form(screen, forms[state->part].title, forms[state->part].name, fields, COUNT(fields), thing,
              forms[state->part].save);
}

/* --- 当事人 --- */

static int add_people(struct screen *screen, struct items *items, struct err *err)
{
    const struct review_state *state = screen->state;
    struct persons people = { 0 };
    if (read_all_persons_short(console_store(screen->console), state->c.review->school, &people, err) != 0)
        return -1;
    for (size_t i = 0; i < people.n; i++)
        add_item(items, people.v[i].id, arena_strdup(&items->arena, people.v[i].name),
                 arena_strdup(&items->arena, people.v[i].number));
    LIST_FREE(&people);
    return 0;
}

static int save_involved(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                         const char **field, struct err *err)
{
    *id = 0;
    (void)field;
    return said(console,
                review_involve(console_session(console), review_of(subject), form_id(form, "person"),
                               form_text(form, "name"), form_text(form, "reason"), err),
                _("已列为当事人。"));
}

void involve_form(struct screen *screen)
{
    struct items people = { 0 };
    struct err err;
    if (add_people(screen, &people, &err) == 0) {
        const struct field_spec fields[] = {
            { .name = "person",
              .label = _("当事人"),
              .kind = FIELD_PICK,
              .items = people.v,
              .items_n = people.n,
              .none = _("（不在名册）"),
              .hint = _("输入姓名、工号或拼音首字母") },
            { .name = "name", .label = _("姓名"), .kind = FIELD_TEXT, .limit = 30, .hint = _("不在名册的人才写") },
            reason_field(_("事由"), _("与事件有什么关系")),
        };
        open_form(screen, _("列明当事人"), "review-involve", fields, COUNT(fields), 0, save_involved);
    } else {
        console_fail(screen->console, &err);
    }
    LIST_FREE(&people);
}

/* --- Findings --- */

/* What a form about a finding is about: the finding it replaces, or none, and the scope. */
static int64_t thing_of_finding(const struct review_finding *old, bool individual)
{
    return (old == NULL ? 0 : old->id * 2) + (individual ? 1 : 0);
}

/* The form has either what the rule lists or words of one's own. */
static int keep_finding(struct console *console, const struct form *form, int64_t subject, int64_t attribution,
                        const char *words, int64_t *id, const char **field, struct err *err)
{
    const struct finding_fields fields = { .review = review_of(subject),
                                           .replaces = thing_of(subject) / 2,
                                           .scope = thing_of(subject) % 2 == 1 ? "individual" : "collective",
                                           .body = form_id(form, "body"),
                                           .person = form_id(form, "person"),
                                           .name = form_text(form, "name"),
                                           .attribution = attribution,
                                           .words = words,
                                           .disposition = form_id(form, "disposition"),
                                           .recipient = form_id(form, "recipient"),
                                           .reason = form_text(form, "reason") };
    (void)field;
    return said(console, review_conclude(console_session(console), &fields, id, err), _("认定已署名记下。"));
}

static int save_listed(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                       const char **field, struct err *err)
{
    return keep_finding(console, form, subject, form_id(form, "attribution"), NULL, id, field, err);
}

static int save_worded(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                       const char **field, struct err *err)
{
    return keep_finding(console, form, subject, 0, form_text(form, "words"), id, field, err);
}

struct finding_choices {
    struct items bodies, people, attributions, dispositions, recipients;
};

/* Those of the scope alone: what the rule has for the other is refused. */
static int add_rules(struct store *store, int64_t school, const char *scope, struct finding_choices *choices,
                     struct err *err)
{
    struct attributions attributions = { 0 };
    struct dispositions dispositions = { 0 };
    struct proposal_lines lines = { 0 };
    int rc = read_attributions(store, school, &attributions, err);
    if (rc == 0)
        rc = read_dispositions(store, school, &dispositions, err);
    if (rc == 0)
        rc = read_proposal_lines(store, school, &lines, err);
    for (size_t i = 0; rc == 0 && i < attributions.n; i++)
        if (strcmp(attributions.v[i].scope, scope) == 0)
            add_item(&choices->attributions, attributions.v[i].id,
                     arena_strdup(&choices->attributions.arena, attributions.v[i].name), NULL);
    for (size_t i = 0; rc == 0 && i < dispositions.n; i++)
        if (strcmp(dispositions.v[i].scope, "both") == 0 || strcmp(dispositions.v[i].scope, scope) == 0)
            add_item(&choices->dispositions, dispositions.v[i].id,
                     arena_strdup(&choices->dispositions.arena, dispositions.v[i].name), NULL);
    for (size_t i = 0; rc == 0 && i < lines.n; i++)
        add_item(&choices->recipients, lines.v[i].to, arena_strdup(&choices->recipients.arena, lines.v[i].to_name),
                 NULL);
    LIST_FREE(&lines);
    LIST_FREE(&dispositions);
    LIST_FREE(&attributions);
    return rc;
}

/* Where the rule does not say to whom, any body may be proposed to. */
static int read_choices(struct screen *screen, const char *scope, struct finding_choices *choices, struct err *err)
{
    const struct review_state *state = screen->state;
    struct store *store = console_store(screen->console);
    int64_t school = state->c.review->school;
    struct bodies bodies = { 0 };
    if (add_people(screen, &choices->people, err) != 0 || add_rules(store, school, scope, choices, err) != 0 ||
        read_bodies(store, school, state->c.trace.day, &bodies, err) != 0)
        return -1;
    bool free = choices->recipients.n == 0;
    for (size_t i = 0; i < bodies.n; i++) {
        if (bodies.v[i].each)
            continue;
        add_item(&choices->bodies, bodies.v[i].id, arena_strdup(&choices->bodies.arena, bodies.v[i].name),
                 arena_strdup(&choices->bodies.arena, bodies.v[i].short_name));
        if (free)
            add_item(&choices->recipients, bodies.v[i].id, arena_strdup(&choices->recipients.arena, bodies.v[i].name),
                     NULL);
    }
    LIST_FREE(&bodies);
    return 0;
}

static void free_choices(struct finding_choices *choices)
{
    LIST_FREE(&choices->bodies);
    LIST_FREE(&choices->people);
    LIST_FREE(&choices->attributions);
    LIST_FREE(&choices->dispositions);
    LIST_FREE(&choices->recipients);
}

static struct field_spec pick_field(const char *name, const char *label, const struct items *items, const char *none,
                                    int64_t id, const char *hint)
{
    return (struct field_spec){ .name = name,
                                .label = label,
                                .kind = FIELD_PICK,
                                .needed = none == NULL,
                                .items = items->v,
                                .items_n = items->n,
                                .none = none,
                                .id = id,
                                .hint = hint };
}

static struct field_spec words_field(const char *name, const char *label, const char *text, const char *hint)
{
    return (
        struct field_spec){ .name = name, .label = label, .kind = FIELD_TEXT, .limit = 30, .text = text, .hint = hint };
}

static void push_finding(struct screen *screen, const struct finding_choices *choices, const struct review_finding *old,
                         bool individual)
{
    static const struct review_finding none = { .scope = "" };
    const struct review_state *state = screen->state;
    const struct review_finding *x = old == NULL ? &none : old;
    const struct items *recipients = &choices->recipients;
    bool listed = choices->attributions.n > 0;
    int64_t body = old != NULL ? old->body : state->c.incident->body;
    int64_t recipient = old != NULL ? old->recipient : recipients->n > 0 ? recipients->v[0].id : 0;
    const struct field_spec fields[] = {
        { .name = "scope",
          .label = _("范围"),
          .kind = FIELD_SHOWN,
          .text = finding_scope_name(individual ? "individual" : "collective") },
        pick_field("body", _("机构"), &choices->bodies, _("（不写）"), body,
                   individual ? _("所在的机构") : _("集体责任：哪个机构的领导班子")),
        pick_field("person", _("人员"), &choices->people, _("（不写，或不在名册）"), x->person,
                   individual ? _("谁承担") : _("谁承担；集体责任可以不写到人")),
        words_field("name", _("姓名"), x->person == 0 ? x->name : NULL, _("不在名册的人才写")),
        listed ? pick_field("attribution", _("责任"), &choices->attributions, _("（不写）"), x->attribution,
                            _("制度规定的责任名目，由当时担任相应岗位的人承担"))
               : words_field("words", _("责任"), x->attribution == 0 ? x->attribution_name : NULL,
                             _("制度没有列出这一范围的名目，可以自己写，如直接责任")),
        pick_field("disposition", _("建议处理"), &choices->dispositions, NULL, x->disposition,
                   _("只列出制度规定的方式")),
        pick_field("recipient", _("向谁建议"), recipients, NULL, recipient, NULL),
        reason_field(_("理由"), _("依据哪种情形、哪项职责")),
    };
    open_form(screen, old == NULL ? _("责任认定") : _("改认定"), "review-find", fields, COUNT(fields),
              thing_of_finding(old, individual), listed ? save_listed : save_worded);
}

/* The scope first: what may be found and proposed depends on it. */
void find_choose(struct screen *screen, const struct review_finding *replaced)
{
    static const struct pick_item scopes[] = { { 1, _("集体责任"), NULL }, { 2, _("个人责任"), NULL } };
    struct review_state *state = screen->state;
    if (replaced != NULL && !finding_stands(replaced)) {
        refuse(screen, _("这项认定已不作数。请选现行的一项。"));
        return;
    }
    state->replaces = replaced == NULL ? 0 : replaced->id;
    const struct pick_argument argument = {
        .title = replaced == NULL ? _("认定集体责任还是个人责任") : _("改为集体责任还是个人责任"),
        .items = scopes,
        .n = COUNT(scopes),
        .selected = replaced != NULL && strcmp(replaced->scope, "individual") == 0 ? 2 : 1
    };
    console_push(screen->console, &pick_screen, &argument, TAG_REVIEW_SCOPE);
}

void find_form(struct screen *screen, bool individual)
{
    const struct review_state *state = screen->state;
    const struct review_finding *replaced = NULL;
    struct finding_choices choices = { .bodies = { 0 } };
    struct err err;
    for (size_t i = 0; state->replaces != 0 && i < state->c.findings.n; i++)
        if (state->c.findings.v[i].id == state->replaces)
            replaced = &state->c.findings.v[i];
    if (read_choices(screen, individual ? "individual" : "collective", &choices, &err) != 0)
        console_fail(screen->console, &err);
    else
        push_finding(screen, &choices, replaced, individual);
    free_choices(&choices);
}

/* --- States --- */

static int save_forward(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                        const char **field, struct err *err)
{
    *id = 0;
    (void)field;
    return said(console,
                review_forward(console_session(console), review_of(subject), review_states[thing_of(subject)],
                               form_text(form, "day"), form_text(form, "note"), err),
                _("已署名，进到下一阶段。"));
}

/* Proposing and deciding leave circumstances behind that nobody could decide: that is said before it is signed. */
static const char *left_behind(const struct review_case *c, const char *next, char *text, size_t room)
{
    size_t n = review_open_questions(c);
    if (strcmp(next, "proposed") != 0 && strcmp(next, "decided") != 0)
        return NULL;
    if (n == 0)
        return _("每一种都已决定，或由事实得出不符合");
    snprintf(text, room, _("有 %zu 种尚不能判断，也还没有决定"), n);
    return text;
}

void forward_form(struct screen *screen)
{
    const struct review_state *state = screen->state;
    const char *next = review_next_state(state->c.review->state);
    char text[96];
    if (next == NULL) {
        refuse(screen, _("这件审查已经归档，没有下一步。"));
        return;
    }
    const char *left = left_behind(&state->c, next, text, sizeof text);
    struct field_spec fields[] = {
        { .name = "from", .label = _("现在"), .kind = FIELD_SHOWN, .text = review_state_name(state->c.review->state) },
        { .name = "to", .label = _("下一步"), .kind = FIELD_SHOWN, .text = review_state_name(next) },
        { .name = "left", .label = _("情形"), .kind = FIELD_SHOWN, .text = left },
        { .name = "day",
          .label = _("日期"),
          .kind = FIELD_DAY,
          .needed = true,
          .text = console_today(screen->console),
          .hint = _("这一步作出的那一天，不能早于上一步") },
        { .name = "note", .label = _("说明"), .kind = FIELD_TEXT, .limit = 300, .hint = _("文号、会议、送达方式等") },
    };
    size_t place = 0;
    while (review_states[place] != next)
        place++;
    size_t n = COUNT(fields);
    if (left == NULL) { /* the step asks for nothing of them */
        memmove(&fields[2], &fields[3], (n - 3) * sizeof *fields);
        n--;
    }
    open_form(screen, _("下一步"), "review-forward", fields, n, (int64_t)place, save_forward);
}
