/* A text entry as it stands on the screen: which key does what to the text (edit.h), and how it is drawn. Prompt,
 * picker and form share it, so that text is typed in the same way everywhere. It knows no field and no screen. */
#ifndef ZEREN_TUI_ENTRY_H
#define ZEREN_TUI_ENTRY_H

#include "tui/action.h"
#include "tui/canvas.h"
#include "tui/console.h"
#include "tui/edit.h"

struct entry {
    struct edit *edit;
    bool lines, counted; /* counted: one line shows "12/200" while it has the cursor */
    size_t limit;        /* characters; 0: none */
    size_t first;        /* the first byte seen; of many lines the first screen line */
    int columns;         /* of text at the last drawing, and whether it was wide: what moves by screen lines need */
    bool wide;
};

/* `limit` in characters. Zeroed and done twice is safe. */
void entry_init(struct entry *entry, bool lines, size_t limit);
void entry_done(struct entry *entry);

void entry_set(struct entry *entry, const char *text); /* NULL: empty; nothing to undo after it */
const char *entry_text(const struct entry *entry);     /* borrowed until the next change */
bool entry_empty(const struct entry *entry);           /* nothing but blanks */

/* What came of a key: not one of an entry's; the cursor moved, or could not; the text is another. */
enum entry_did { ENTRY_NOTHING, ENTRY_MOVED, ENTRY_CHANGED };

/* A key that types, moves or deletes. What does not fit, and what of a paste was left out, is said on the message
 * line; `console` may be NULL. */
enum entry_did entry_key(struct entry *entry, struct console *console, uint32_t key);
enum entry_did entry_paste(struct entry *entry, struct console *console, const char *text, size_t n);
/* UNDO, REDO, and TOP and BOTTOM, which are Home and End where lists are. UP and DOWN by screen lines: at the edge it
 * is ENTRY_NOTHING, and the cursor may leave. */
enum entry_did entry_act(struct entry *entry, enum action action);

/* What the keys of text entry do, for the help: they are no actions. The last has keys NULL. */
struct entry_help {
    const char *keys, *help;
};
extern const struct entry_help entry_helps[];

/* "12/200", how much of the limit is used; "" when there is none. For entries of many lines, which do not show it
 * themselves. */
enum { ENTRY_COUNT = 48 };
void entry_count(const struct entry *entry, char out[ENTRY_COUNT]);
/* Screen lines the text takes when `columns` are given to it. */
int entry_rows(const struct entry *entry, int columns, bool wide);
/* Fills the area (one row when not `lines`); `active`: it has the cursor. Keeps what was seen, so not const. */
void entry_draw(struct entry *entry, struct canvas *canvas, struct area area, bool active);

#endif
