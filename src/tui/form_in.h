/* The form's inside, shared by form.c (keys, drafts, saving), form_field.c (values) and form_draw.c; for nobody else.
 */
#ifndef ZEREN_TUI_FORM_IN_H
#define ZEREN_TUI_FORM_IN_H

#include "tui/console.h"
#include "tui/draft.h"
#include "tui/entry.h"
#include "tui/form.h"

enum { FORM_NOTE = 64 };

struct form_field {
    struct field_spec spec; /* what it points to is in the form's arena */
    struct entry entry;     /* of kinds that are typed */
    int64_t opened;         /* when the form was: a moment is counted from then, as its stamp is */
    int64_t id;             /* item, 0/1; of what was typed: number, seconds */
    char *value;            /* of kinds that are typed: what it was read as; NULL when empty */
    bool read;              /* value and id are those of what stands in the entry */
    bool wrong;             /* it could not be read */
    char note[FORM_NOTE];   /* how it was read, shown beside it */
    char *first_text;       /* what the form opened with */
    int64_t first_id;
};

struct form {
    struct form_field *fields;
    size_t n, at;
    int top; /* the first row of fields seen */
    char *title;
    form_save *save;
    int64_t subject, seen;
    struct draft *draft; /* NULL: none can be kept */
    bool passing;        /* none is wanted */
    bool kept;           /* there is a draft on disk */
    bool touched;        /* and not kept since */
    bool typing;         /* since the last tick */
    int waited;          /* ticks */
    bool ended;          /* saved, or left for good: nothing is kept any more */
    struct err error;    /* why it was not saved; empty: nothing is wrong */
    struct arena arena;
};

/* ---- Values (form_field.c) ---- */

bool field_is_typed(const struct form_field *field);
void field_init(struct form_field *field, const struct field_spec *spec, int64_t now, struct arena *arena);
void field_done(struct form_field *field);
void field_reset(struct form_field *field); /* to what the form opened with */
bool field_differs(const struct form_field *field);
void field_touch(struct form_field *field); /* what was typed is to be read again */
/* Reads what was typed. -1: the sentence names the field. A day is counted from now, a moment from when the form was
 * opened: -5m is five minutes before the stamp that stood there, however long somebody types. */
int field_read(struct form_field *field, int64_t now, struct err *err);
/* The item that is chosen; NULL: none. */
const struct pick_item *field_item(const struct form_field *field);
/* One item on or back, round; of FIELD_YESNO the other. */
void field_step(struct form_field *field, int by);
bool field_may_be_empty(const struct form_field *field);
/* For the draft: days and moments as they were read, as far as they can be; text is in the arena of `values`. */
void field_save_draft(struct form_field *field, int64_t now, struct draft_values *values);
void field_take_draft(struct form_field *field, const char *text);

/* ---- Drawing (form_draw.c) ---- */

void form_draw(const struct screen *screen, struct canvas *canvas, struct area area);

#endif
