/* A form: labelled fields over the screen that asks. What is typed is never lost: within a second of the last key it is
 * in a draft beside the store, which is offered when the same form is opened again; a save that fails leaves the form
 * as it is, with the reason. */
#ifndef ZEREN_TUI_FORM_H
#define ZEREN_TUI_FORM_H

#include "base/clock.h"
#include "tui/pick.h"
#include "tui/screen.h"

enum field_kind {
    FIELD_TEXT,   /* one line */
    FIELD_LINES,  /* many lines */
    FIELD_NUMBER, /* digits */
    FIELD_DAY,    /* 今天, -3, 2026-11-20: see text/when.h; its value is YYYY-MM-DD */
    FIELD_TIME,   /* now, -5m, 昨天 9:30; its value is seconds */
    FIELD_CHOICE, /* one of a few, changed by ← → or Space */
    FIELD_PICK,   /* one of many, picked in a window */
    FIELD_YESNO,
    FIELD_SHOWN, /* cannot be changed: says what the form is about */
};

struct field_spec {
    const char *name; /* for the draft and for form_value; ASCII */
    const char *label;
    const char *domain; /* what it is called where it is checked (struct err, `field`); NULL: as here */
    enum field_kind kind;
    bool needed;
    size_t limit;                  /* characters of text; 0: 200, of lines 4000 */
    const char *hint;              /* shown while the field has the cursor; NULL: none */
    const struct pick_item *items; /* of FIELD_CHOICE and FIELD_PICK; copied when the form opens */
    size_t items_n;
    const char *none; /* what no choice is called; NULL: there must be one */
    const char *text; /* at first: text, a day, digits; NULL: empty */
    int64_t id;       /* at first: the item, seconds, 0/1 */
};

struct form;
/* Called when the form is to be saved, with all values checked by kind. 0: saved, the form ends and answers `*id`. -1:
 * it stays, with the reason, in the field that the reason is about (struct err, `field`). Of a reason that is about
 * none, `*field` may be set to the name of the one that is wrong; otherwise the cursor stays where it is. */
typedef int form_save(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                      const char **field, struct err *err);

struct form_argument {
    const char *title;
    const char *key; /* names the draft: "org-appoint-17"; the same form on the same record has the same key. NULL: what
                        is typed is soon typed again, and no draft is kept of it */
    const struct field_spec *fields;
    size_t n;
    int64_t subject; /* handed to `save`: the record it is about */
    int64_t seen;    /* the journal's head when the values were read: form_seen gives it to `save` */
    form_save *save;
};
extern const struct screen_ops form_screen;

/* Values, by the field's name; an unknown name is a broken invariant. Text is borrowed from the form, without blanks at
 * its ends. */
const char *form_text(const struct form *form, const char *name); /* as typed, YYYY-MM-DD, an item's; NULL when empty */
int64_t form_id(const struct form *form, const char *name);       /* item, number, seconds, 0/1; 0 when empty */
int64_t form_seen(const struct form *form);

#endif
