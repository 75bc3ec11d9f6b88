/* The form as a screen: keys go to fields, fields to a draft, and all of it to whoever saves. */
#include "tui/form_in.h"

#include "base/words.h"
#include "text/when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAG_DISCARD = 1000001, TAG_CLOSE = 1000002, TICKS_MOST = 3 };

/* Of a form without fields the one behind the last, which only shows nothing. */
static struct form_field *current(struct form *form)
{
    return &form->fields[form->at];
}

/* --- Drafts --- */

static bool differs(const struct form *form)
{
    for (size_t i = 0; i < form->n; i++)
        if (field_differs(&form->fields[i]))
            return true;
    return false;
}

/* -1: it is not on disk, with the reason. What is as the form opened needs no draft. */
static int keep(struct screen *screen, struct err *err)
{
    struct form *form = screen->state;
    struct draft_values values = { 0 };
    int64_t now = console_now(screen->console);
    form->touched = false;
    form->waited = 0;
    if (form->passing || !differs(form)) {
        draft_drop(form->draft);
        form->kept = false;
        return 0;
    }
    if (form->draft == NULL)
        return err_set(err, "%s", _("这里不存草稿。"));
    for (size_t i = 0; i < form->n; i++)
        field_save_draft(&form->fields[i], now, &values);
    int rc = draft_keep(form->draft, &values, now, err);
    form->kept = rc == 0;
    draft_values_free(&values);
    return rc;
}

/* When typing has paused for a tick, and not later than within a second. */
static void form_tick(struct screen *screen, bool now)
{
    struct form *form = screen->state;
    struct err err;
    if (!form->touched || form->ended)
        return;
    bool paused = !form->typing;
    form->typing = false;
    if ((!now && !paused && ++form->waited < TICKS_MOST) || form->draft == NULL)
        return;
    if (keep(screen, &err) != 0)
        console_fail(screen->console, &err);
}

static void touch(struct form *form)
{
    field_touch(current(form));
    form->touched = form->typing = true;
    form->error.text[0] = '\0';
}

static void take_draft(struct screen *screen, const struct draft_values *values, int64_t at)
{
    struct form *form = screen->state;
    char when[WHEN_SHOWN], keys[KEYS_TEXT];
    for (size_t i = 0; i < values->n; i++)
        for (size_t k = 0; k < form->n; k++)
            if (strcmp(form->fields[k].spec.name, values->v[i].name) == 0)
                field_take_draft(&form->fields[k], values->v[i].text);
    if (!differs(form))
        return;
    form->kept = true;
    when_show(at, console_now(screen->console), when, sizeof when);
    keymap_show(console_options(screen->console)->keymap, ACTION_DISCARD, keys);
    console_say(screen->console, STYLE_WARNING, _("已取回 %s 未保存的内容；%s 丢弃。"), when, keys);
}

static void open_draft(struct screen *screen, const char *key)
{
    const struct console *console = screen->console;
    struct form *form = screen->state;
    struct draft_values values = { 0 };
    int64_t at;
    struct err err;
    if (draft_open(&form->draft, console_options(console)->drafts, console_session(console)->login, key, &values, &at,
                   &err) != 0)
        console_fail(screen->console, &err);
    if (at != 0)
        take_draft(screen, &values, at);
    draft_values_free(&values);
}

/* --- Life --- */

/* The next field that can be changed, from `at` on in steps of `by`; `at` itself when there is none. */
static size_t next_field(const struct form *form, size_t at, int by, bool round)
{
    size_t to = at;
    for (size_t i = 0; i < form->n; i++) {
        if (!round && (by > 0 ? to + 1 >= form->n : to == 0))
            return at;
        to = (to + (by > 0 ? 1 : form->n - 1)) % form->n;
        if (form->fields[to].spec.kind != FIELD_SHOWN)
            return to;
    }
    return at;
}

static int form_open(struct screen *screen, const void *argument, struct err *err)
{
    const struct form_argument *given = argument;
    struct form *form = screen->state;
    (void)err;
    form->title = arena_strdup(&form->arena, given->title);
    form->save = given->save;
    form->subject = given->subject;
    form->seen = given->seen;
    form->n = given->n;
    form->fields = mem_alloc(sizeof *form->fields * (given->n + 1));
    form->fields[given->n].spec.kind = FIELD_SHOWN;
    for (size_t i = 0; i < given->n; i++)
        field_init(&form->fields[i], &given->fields[i], console_now(screen->console), &form->arena);
    if (form->n > 0 && form->fields[0].spec.kind == FIELD_SHOWN)
        form->at = next_field(form, 0, 1, false);
    form->passing = given->key == NULL;
    if (!form->passing)
        open_draft(screen, given->key);
    return 0;
}

static void form_close(struct screen *screen)
{
    struct form *form = screen->state;
    draft_close(form->draft);
    for (size_t i = 0; i < form->n; i++)
        field_done(&form->fields[i]);
    mem_free(form->fields);
    arena_free(&form->arena);
}

/* --- Moving --- */

/* What is left is read, so that it is seen how; it may be wrong still, and is looked at again when the form is saved.
 */
static void go_to(struct screen *screen, size_t at)
{
    struct form *form = screen->state;
    struct err err;
    if (at == form->at)
        return;
    if (field_read(current(form), console_now(screen->console), &err) != 0)
        form->error = err;
    form->at = at;
}

/* --- Saving --- */

static enum outcome refuse(struct form *form, size_t at, const struct err *err)
{
    form->error = *err;
    if (at < form->n && form->fields[at].spec.kind != FIELD_SHOWN) {
        form->at = at;
        form->fields[at].wrong = true;
    }
    return STAY;
}

static bool is_empty(const struct form_field *field)
{
    if (field_is_typed(field))
        return field->value == NULL;
    return (field->spec.kind == FIELD_CHOICE || field->spec.kind == FIELD_PICK) && field->id == 0;
}

/* Answers the field that is wrong, n when all are right. */
static size_t check(struct form *form, int64_t now, struct err *err)
{
    for (size_t i = 0; i < form->n; i++) {
        struct form_field *field = &form->fields[i];
        if (field_read(field, now, err) != 0)
            return i;
        if (field->spec.needed && field->spec.kind != FIELD_SHOWN && is_empty(field)) {
            err_set(err, _("请填写“%s”。"), field->spec.label);
            return i;
        }
        if (field_is_typed(field) && edit_left(field->entry.edit) < 0 && field_differs(field)) {
            err_set(err, _("“%s”最多 %zu 个字，请删短。"), field->spec.label, field->entry.limit);
            return i;
        }
    }
    return form->n;
}

/* The field a refusal is about, by what the domain calls it; else by the name the form's owner gave; n: none. */
static size_t wrong_field(const struct form *form, const struct err *err, const char *name)
{
    for (size_t i = 0; i < form->n && err->field[0] != '\0'; i++) {
        const struct field_spec *spec = &form->fields[i].spec;
        if (spec->kind != FIELD_SHOWN && strcmp(spec->domain != NULL ? spec->domain : spec->label, err->field) == 0)
            return i;
    }
    for (size_t i = 0; i < form->n && name != NULL; i++)
        if (strcmp(form->fields[i].spec.name, name) == 0)
            return i;
    return form->n;
}

static enum outcome save(struct screen *screen)
{
    struct form *form = screen->state;
    struct err err = { .text = "" };
    const char *name = NULL;
    int64_t id = 0;
    form->error.text[0] = '\0';
    size_t wrong = check(form, console_now(screen->console), &err);
    if (wrong < form->n)
        return refuse(form, wrong, &err);
    form_tick(screen, true); /* saving may take long, or end badly */
    if (form->save(screen->console, form, form->subject, &id, &name, &err) != 0)
        return refuse(form, wrong_field(form, &err, name), &err);
    draft_drop(form->draft);
    form->ended = true;
    console_answer(screen->console, id, NULL);
    return LEAVE;
}

/* --- Leaving --- */

static enum outcome leave(struct screen *screen)
{
    struct form *form = screen->state;
    char question[sizeof(struct err) + 128];
    struct err err;
    bool changed = !form->passing && differs(form);
    if (keep(screen, &err) == 0) {
        form->ended = true;
        if (changed)
            console_say(screen->console, STYLE_TEXT, "%s", _("输入的内容已留作草稿，下次打开时取回。"));
        return LEAVE;
    }
    snprintf(question, sizeof question, _("%s关闭会丢失输入的内容。仍要关闭吗？"), err.text);
    console_push(screen->console, &confirm_screen, &(struct confirm_argument){ question }, TAG_CLOSE);
    return STAY;
}

static enum outcome discard(struct screen *screen)
{
    if (differs(screen->state))
        console_push(screen->console, &confirm_screen,
                     &(struct confirm_argument){ _("丢弃输入的内容和草稿，回到打开时的样子吗？") }, TAG_DISCARD);
    else
        console_say(screen->console, STYLE_TEXT, "%s", _("没有输入过什么，不用丢弃。"));
    return STAY;
}

static void discard_all(struct form *form)
{
    for (size_t i = 0; i < form->n; i++)
        field_reset(&form->fields[i]);
    draft_drop(form->draft);
    form->kept = form->touched = false;
    form->error.text[0] = '\0';
}

/* --- Choosing --- */

/* The tag tells the field. What was typed so far is kept first: while the window is open no tick comes here. */
static enum outcome pick(struct screen *screen, const char *typed)
{
    struct form *form = screen->state;
    const struct form_field *field = current(form);
    form_tick(screen, true);
    const struct pick_argument argument = { .title = field->spec.label,
                                            .items = field->spec.items,
                                            .n = field->spec.items_n,
                                            .selected = field->id,
                                            .none = field->spec.none,
                                            .typed = typed };
    console_push(screen->console, &pick_screen, &argument, (int)form->at);
    return STAY;
}

static enum outcome form_answer(struct screen *screen, const struct answer *answer)
{
    struct form *form = screen->state;
    if (!answer->given || answer->live)
        return STAY;
    if (answer->tag == TAG_DISCARD && answer->id == 1) {
        discard_all(form);
        console_say(screen->console, STYLE_TEXT, "%s", _("已丢弃。"));
    } else if (answer->tag == TAG_CLOSE && answer->id == 1) {
        form->ended = true;
        return LEAVE;
    } else if (answer->tag >= 0 && (size_t)answer->tag == form->at) {
        current(form)->id = answer->id;
        touch(form);
        go_to(screen, next_field(form, form->at, 1, false));
    }
    return STAY;
}

/* --- Keys --- */

/* Enter: to the next field, and behind the last one the form is saved. */
static enum outcome enter(struct screen *screen)
{
    struct form *form = screen->state;
    size_t next = next_field(form, form->at, 1, false);
    if (next == form->at)
        return save(screen);
    go_to(screen, next);
    return STAY;
}

static enum outcome choice_key(struct screen *screen, struct form_field *field, uint32_t key)
{
    if (key != KEY_ARROW_LEFT && key != KEY_ARROW_RIGHT && key != KEY_SPACE)
        return NOT_MINE;
    field_step(field, key == KEY_ARROW_LEFT ? -1 : 1);
    touch(screen->state);
    return STAY;
}

static enum outcome pick_key(struct screen *screen, struct form_field *field, uint32_t key)
{
    char typed[5];
    if (key == KEY_RETURN || key == KEY_SPACE)
        return pick(screen, NULL);
    if (key_types(key)) {
        key_text(key, typed);
        return pick(screen, typed);
    }
    if ((key != KEY_ERASE && key != KEY_REMOVE) || !field_may_be_empty(field))
        return NOT_MINE;
    field->id = 0;
    touch(screen->state);
    return STAY;
}

/* A day, a moment or a number that was there when the form opened is typed over, not continued; undo brings it back. */
static void type_over(struct form_field *field, uint32_t key)
{
    enum field_kind kind = field->spec.kind;
    bool is_short = kind == FIELD_DAY || kind == FIELD_TIME || kind == FIELD_NUMBER;
    if (!is_short || !key_types(key) || field_differs(field) || entry_empty(&field->entry) ||
        edit_cursor(field->entry.edit) != strlen(field->first_text))
        return;
    edit_move(field->entry.edit, EDIT_TEXT_START);
    edit_delete(field->entry.edit, EDIT_TEXT_END);
}

static enum outcome form_key(struct screen *screen, uint32_t key)
{
    struct form *form = screen->state;
    struct form_field *field = current(form);
    if (field->spec.kind == FIELD_PICK)
        return pick_key(screen, field, key);
    if (key == KEY_RETURN && field->spec.kind != FIELD_LINES)
        return enter(screen);
    if (field->spec.kind == FIELD_SHOWN)
        return NOT_MINE;
    if (!field_is_typed(field))
        return choice_key(screen, field, key);
    type_over(field, key);
    enum entry_did did = entry_key(&field->entry, screen->console, key);
    if (did == ENTRY_CHANGED)
        touch(form);
    return did == ENTRY_NOTHING ? NOT_MINE : STAY;
}

static void form_paste(struct screen *screen, const char *text, size_t n)
{
    struct form *form = screen->state;
    struct form_field *field = current(form);
    if (!field_is_typed(field) && field->spec.kind != FIELD_PICK) {
        console_say(screen->console, STYLE_WARNING, "%s", _("这一栏不能粘贴文字。"));
    } else if (field->spec.kind == FIELD_PICK) {
        char *typed = mem_strndup(text, n);
        pick(screen, typed);
        mem_free(typed);
    } else if (entry_paste(&field->entry, screen->console, text, n) == ENTRY_CHANGED)
        touch(form);
}

static enum outcome move_or_edit(struct screen *screen, enum action action)
{
    struct form *form = screen->state;
    struct form_field *field = current(form);
    enum entry_did did = field_is_typed(field) ? entry_act(&field->entry, action) : ENTRY_NOTHING;
    if (did == ENTRY_CHANGED)
        touch(form);
    if (did == ENTRY_NOTHING && action == ACTION_UP)
        go_to(screen, next_field(form, form->at, -1, false));
    if (did == ENTRY_NOTHING && action == ACTION_DOWN)
        go_to(screen, next_field(form, form->at, 1, false));
    return STAY;
}

static enum outcome form_act(struct screen *screen, enum action action)
{
    struct form *form = screen->state;
    const struct form_field *field = current(form);
    switch (action) {
    case ACTION_SAVE:
        return save(screen);
    case ACTION_CLOSE:
        return leave(screen);
    case ACTION_DISCARD:
        return discard(screen);
    case ACTION_FIELD_NEXT:
    case ACTION_FIELD_PREVIOUS:
        go_to(screen, next_field(form, form->at, action == ACTION_FIELD_NEXT ? 1 : -1, true));
        return STAY;
    case ACTION_FIELD_PICK:
        if (field->spec.kind == FIELD_PICK || field->spec.kind == FIELD_CHOICE)
            return pick(screen, NULL);
        console_say(screen->console, STYLE_TEXT, "%s", _("这一栏直接输入，没有可选的。"));
        return STAY;
    case ACTION_UP:
    case ACTION_DOWN:
    case ACTION_UNDO:
    case ACTION_REDO:
        return move_or_edit(screen, action);
    default:
        return NOT_MINE;
    }
}

/* --- Values --- */

static const struct form_field *named(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->n; i++)
        if (strcmp(form->fields[i].spec.name, name) == 0)
            return &form->fields[i];
    die("a form has no field %s", name);
}

const char *form_text(const struct form *form, const char *name)
{
    const struct form_field *field = named(form, name);
    const struct pick_item *item;
    switch (field->spec.kind) {
    case FIELD_CHOICE:
    case FIELD_PICK:
        item = field_item(field);
        return item == NULL ? NULL : item->text;
    case FIELD_YESNO:
        return field->id != 0 ? _("是") : _("否");
    case FIELD_SHOWN:
        return field->spec.text;
    default:
        return field->value;
    }
}

int64_t form_id(const struct form *form, const char *name)
{
    return named(form, name)->id;
}

int64_t form_seen(const struct form *form)
{
    return form->seen;
}

/* No reload: what others write does not touch what is half typed. */
const struct screen_ops form_screen = {
    .name = "form",
    .title = _("表单"),
    .contexts = IN_FORM,
    .size = sizeof(struct form),
    .over = true,
    .takes_text = true,
    .open = form_open,
    .close = form_close,
    .draw = form_draw,
    .act = form_act,
    .key = form_key,
    .paste = form_paste,
    .answer = form_answer,
    .tick = form_tick,
};
