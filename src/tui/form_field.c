/* The fields of a form: what each kind holds, reads and keeps. It knows no keys and no screen. */
#include "tui/form_in.h"

#include "base/words.h"
#include "text/when.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT_LINE = 200, LIMIT_LINES = 4000, LIMIT_SHORT = 40, DIGITS_MOST = 15 };

bool field_is_typed(const struct form_field *field)
{
    switch (field->spec.kind) {
    case FIELD_TEXT:
    case FIELD_LINES:
    case FIELD_NUMBER:
    case FIELD_DAY:
    case FIELD_TIME:
        return true;
    case FIELD_CHOICE:
    case FIELD_PICK:
    case FIELD_YESNO:
    case FIELD_SHOWN:
        break;
    }
    return false;
}

static size_t limit_of(const struct field_spec *spec)
{
    if (spec->limit > 0)
        return spec->limit;
    return spec->kind == FIELD_LINES ? LIMIT_LINES : spec->kind == FIELD_TEXT ? LIMIT_LINE : LIMIT_SHORT;
}

static void copy_items(struct form_field *field, const struct field_spec *spec, struct arena *arena)
{
    struct pick_item *items = arena_alloc(arena, sizeof *items * (spec->items_n + 1));
    for (size_t i = 0; i < spec->items_n; i++) {
        items[i].id = spec->items[i].id;
        items[i].text = arena_strdup(arena, spec->items[i].text);
        items[i].detail = arena_strdup(arena, spec->items[i].detail);
    }
    field->spec.items = items;
}

void field_init(struct form_field *field, const struct field_spec *spec, int64_t now, struct arena *arena)
{
    char moment[TIME_TEXT];
    const char *text = spec->text;
    field->opened = now;
    field->spec = *spec;
    field->spec.name = arena_strdup(arena, spec->name);
    field->spec.label = arena_strdup(arena, spec->label);
    field->spec.domain = arena_strdup(arena, spec->domain);
    field->spec.hint = arena_strdup(arena, spec->hint);
    field->spec.none = arena_strdup(arena, spec->none);
    field->spec.text = arena_strdup(arena, spec->text);
    copy_items(field, spec, arena);
    if (spec->kind == FIELD_TIME && text == NULL && spec->id != 0) {
        time_of(spec->id, moment);
        text = moment;
    }
    field->id = field->first_id = spec->id;
    if (spec->kind == FIELD_CHOICE && field_item(field) == NULL) /* there is none, or it must be one */
        field->id = field->first_id = spec->none == NULL && spec->items_n > 0 ? spec->items[0].id : 0;
    if (spec->kind == FIELD_PICK && field_item(field) == NULL)
        field->id = field->first_id = 0;
    if (field_is_typed(field)) {
        entry_init(&field->entry, spec->kind == FIELD_LINES, limit_of(spec));
        /* Where nobody writes as much, the count would only disturb. */
        field->entry.counted = spec->limit > 0 || spec->kind == FIELD_TEXT;
        entry_set(&field->entry, text);
        field->first_text = arena_strdup(arena, entry_text(&field->entry));
    }
}

void field_done(struct form_field *field)
{
    entry_done(&field->entry);
    mem_free(field->value);
}

void field_reset(struct form_field *field)
{
    if (field_is_typed(field))
        entry_set(&field->entry, field->first_text);
    field->id = field->first_id;
    field_touch(field);
}

bool field_differs(const struct form_field *field)
{
    if (field->spec.kind == FIELD_SHOWN)
        return false;
    return field_is_typed(field) ? strcmp(entry_text(&field->entry), field->first_text) != 0
                                 : field->id != field->first_id;
}

void field_touch(struct form_field *field)
{
    field->read = field->wrong = false;
    field->note[0] = '\0';
}

/* --- Reading --- */

/* Digits, full-width ones too: an input method leaves them. */
static int read_number(const char *text, int64_t *number)
{
    int64_t read = 0;
    int digits = 0;
    for (size_t n = strlen(text), length; n > 0; text += length, n -= length) {
        uint32_t uc = text_decode(text, n, &length);
        uint32_t digit = uc >= 0xFF10 && uc <= 0xFF19 ? uc - 0xFF10 : uc - '0';
        if (digit > 9 || ++digits > DIGITS_MOST)
            return -1;
        read = read * 10 + (int64_t)digit;
    }
    *number = read;
    return digits > 0 ? 0 : -1;
}

static int read_kind(struct form_field *field, const char *text, int64_t now, struct err *err)
{
    char moment[TIME_TEXT], day[DAY_TEXT], today[DAY_TEXT];
    struct err why;
    switch (field->spec.kind) {
    case FIELD_NUMBER:
        if (read_number(text, &field->id) != 0)
            return err_set(err, _("“%s”只能填不超过 %d 位的数字。"), field->spec.label, DIGITS_MOST);
        snprintf(moment, sizeof moment, "%" PRId64, field->id);
        field->value = mem_strdup(moment);
        return 0;
    case FIELD_DAY:
        if (when_parse_day(text, now, day, &why) != 0)
            return err_set(err, _("“%s”：%s"), field->spec.label, why.text);
        field->value = mem_strdup(day);
        if (strcmp(text, day) != 0)
            snprintf(field->note, sizeof field->note, "%s", day);
        return 0;
    case FIELD_TIME:
        if (when_parse(text, field->opened, &field->id, &why) != 0)
            return err_set(err, _("“%s”：%s"), field->spec.label, why.text);
        time_of(field->id, moment);
        day_of(now, today);
        field->value = mem_strdup(moment);
        if (strncmp(moment, today, strlen(today)) == 0)
            snprintf(field->note, sizeof field->note, _("%s 今天%s"), moment + strlen(today) + 1,
                     field->id > now ? _("，还没有到") : "");
        else if (strcmp(text, moment) != 0)
            snprintf(field->note, sizeof field->note, "%s", moment);
        return 0;
    default:
        field->value = mem_strdup(text);
        return 0;
    }
}

int field_read(struct form_field *field, int64_t now, struct err *err)
{
    size_t n;
    if (!field_is_typed(field) || field->read)
        return 0;
    mem_free(field->value);
    field->value = NULL;
    field->id = 0;
    field_touch(field);
    const char *text = edit_text(field->entry.edit, &n), *from = text_trim(text, &n);
    if (n > 0) {
        char *trimmed = mem_strndup(from, n);
        field->wrong = read_kind(field, trimmed, now, err) != 0;
        mem_free(trimmed);
    }
    field->read = !field->wrong;
    return field->wrong ? -1 : 0;
}

/* --- Items --- */

const struct pick_item *field_item(const struct form_field *field)
{
    for (size_t i = 0; i < field->spec.items_n && field->id != 0; i++)
        if (field->spec.items[i].id == field->id)
            return &field->spec.items[i];
    return NULL;
}

bool field_may_be_empty(const struct form_field *field)
{
    return field->spec.none != NULL || !field->spec.needed;
}

void field_step(struct form_field *field, int by)
{
    const struct pick_item *item = field_item(field);
    ptrdiff_t n = (ptrdiff_t)field->spec.items_n, none = field->spec.none != NULL;
    if (field->spec.kind == FIELD_YESNO) {
        field->id = field->id == 0;
        return;
    }
    if (n == 0)
        return;
    ptrdiff_t at = item == NULL ? n : item - field->spec.items;
    if (item == NULL && none == 0)
        at = by > 0 ? -1 : 0;
    at = (at + by + n + none) % (n + none);
    field->id = at < n ? field->spec.items[at].id : 0;
}

/* --- Drafts --- */

void field_save_draft(struct form_field *field, int64_t now, struct draft_values *values)
{
    char number[32];
    struct err why;
    bool moment = field->spec.kind == FIELD_DAY || field->spec.kind == FIELD_TIME;
    if (field->spec.kind == FIELD_SHOWN)
        return;
    if (!field_is_typed(field)) {
        snprintf(number, sizeof number, "%" PRId64, field->id);
        draft_values_add(values, field->spec.name, number);
        return;
    }
    /* -5m means another moment when the draft is taken up again. How it is read now is not shown for that. */
    bool read = field->read, wrong = field->wrong;
    bool good = moment && field_read(field, now, &why) == 0 && field->value != NULL;
    draft_values_add(values, field->spec.name, good ? field->value : entry_text(&field->entry));
    if (moment && !read) {
        field_touch(field);
        field->wrong = wrong;
    }
}

void field_take_draft(struct form_field *field, const char *text)
{
    int64_t before = field->id;
    char *end;
    if (field_is_typed(field)) {
        entry_set(&field->entry, text);
        return;
    }
    errno = 0;
    field->id = strtoll(text, &end, 10);
    bool good = errno == 0 && *text != '\0' && *end == '\0';
    if (field->spec.kind == FIELD_YESNO)
        good = good && (field->id == 0 || field->id == 1);
    else /* what was chosen may be gone since */
        good = good && (field_item(field) != NULL || (field->id == 0 && field_may_be_empty(field)));
    if (!good || field->spec.kind == FIELD_SHOWN)
        field->id = before;
}
