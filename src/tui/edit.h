/* The model of a text entry: one line or many lines of clean UTF-8, a cursor, a limit, undo and redo, and where all of
 * it stands at a given width. It knows no terminal, no keys, no colours, and reads and writes nothing.
 *
 * A character is an extended grapheme cluster (UAX #29, libunistring's tables): what a person takes for one. The cursor
 * stands always between two characters. Offsets are bytes from the text's start, widths are terminal cells. LF parts
 * lines and counts as one character; no text ends in a line end it was not given. */
#ifndef ZEREN_TUI_EDIT_H
#define ZEREN_TUI_EDIT_H

#include "text/clean.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    EDIT_BYTES_MOST = 1 << 20, /* of any text */
    EDIT_BYTES_EACH = 64,      /* of a text with a limit, for each character of the limit: marks heap up without end */
    EDIT_UNDO_BYTES = 256 * 1024, /* what undo and redo remember, the latest step apart, which is never forgotten */
    EDIT_WIDTH_LEAST = 3,         /* a wide character and the cursor behind it; less is taken for this */
};

struct edit;

/* `lines`: many lines, or one. `limit`: characters at most, 0: no limit but EDIT_BYTES_MOST. Never NULL; the caller
 * owns it. NULL may be freed. */
struct edit *edit_new(bool lines, size_t limit);
void edit_free(struct edit *edit);

/* ---- Text ---- */

/* What did not go in, and why: for each fault of text/clean.h the characters (of TEXT_INVALID, bytes) left out, and the
 * characters for which there was no room. */
struct edit_left_out {
    size_t faults[TEXT_HIDDEN + 1];
    size_t full;
};

/* Replaces all; the cursor goes to the end; what was there before cannot be undone. Cleaned like pasted text, but not
 * cut to the limit (only to EDIT_BYTES_MOST): what was stored under another limit is not lost by being shown. Answers
 * how many characters were left out, and why in `*out` (may be NULL). `bytes` may be NULL when `n` is 0. */
size_t edit_set(struct edit *edit, const char *bytes, size_t n, struct edit_left_out *out);

/* The text, valid UTF-8, clean, without LF in one-line mode, ending in NUL; its bytes in `*n` (may be NULL). Borrowed
 * until the next change. */
const char *edit_text(const struct edit *edit, size_t *n);

/* Puts text before the cursor, which stands after it then. Left out is what text_check() refuses, and from the first
 * character for which there is no room the rest. CR LF and CR, which terminals send for pasted line ends, are taken for
 * LF; in one-line mode a line end becomes a blank. Answers how many characters were left out, and why in `*out` (may be
 * NULL). Text must be given whole: a character cut in two calls is invalid in both.
 * edit_type: what is typed with nothing else in between is undone in one step; a line end begins a new step.
 * edit_paste: always a step of its own. */
size_t edit_type(struct edit *edit, const char *bytes, size_t n, struct edit_left_out *out);
size_t edit_paste(struct edit *edit, const char *bytes, size_t n, struct edit_left_out *out);

/* Characters in the text, and how many more may be: negative when a longer text was set, PTRDIFF_MAX without a limit.
 * EDIT_BYTES_EACH can leave no room a little earlier. */
size_t edit_count(const struct edit *edit);
ptrdiff_t edit_left(const struct edit *edit);

/* ---- Cursor ---- */

/* A word is what lies between two breaks of UAX #29, with the blanks behind it: an English word, a number, one mark or,
 * there being no dictionary, one Chinese character. The ends of a line are stops. A line here is one between line ends,
 * however many it takes on the screen. */
enum edit_to {
    EDIT_CHAR_BEFORE,
    EDIT_CHAR_AFTER,
    EDIT_WORD_BEFORE,
    EDIT_WORD_AFTER,
    EDIT_LINE_START,
    EDIT_LINE_END,
    EDIT_TEXT_START,
    EDIT_TEXT_END
};

/* Byte offset, 0 to the text's length. */
size_t edit_cursor(const struct edit *edit);

/* To the last place between characters that is not behind `at`. */
void edit_place(struct edit *edit, size_t at);

/* Moves; false when the cursor was there already. */
bool edit_move(struct edit *edit, enum edit_to to);

/* Moves by screen lines as edit_lay_out() makes them, up when `rows` is negative, as far as there are lines, and keeps
 * the cell the first of several such moves began in as well as each line allows. False when there is no line to go to.
 */
bool edit_move_rows(struct edit *edit, ptrdiff_t rows, size_t width, bool wide);

/* Deletes from the cursor to where edit_move() would go; false when that is nothing. Characters deleted one after
 * another in the same direction are undone in one step. */
bool edit_delete(struct edit *edit, enum edit_to to);

/* One step back or forth, text and cursor; false when there is none. A change forgets the steps undone before it. */
bool edit_undo(struct edit *edit);
bool edit_redo(struct edit *edit);

/* ---- Drawing ---- */

/* Bytes start to start + n stand on one screen line and take `cells`. The next line starts there or, when an LF stands
 * there, behind it. */
struct edit_line {
    size_t start, n, cells;
};
struct edit_layout {
    struct edit_line *v;
    size_t n, room;
    size_t row, cell; /* the cursor: line from 0, cell from 0, always less than the width */
};

/* Fills each line with the characters that fit, the last cell being kept for the cursor, so that lines do not depend on
 * it. At least one line. Only a single character wider than that (a stack of spacing marks) can make a line's `cells`
 * more than width - 1; it stands alone. `wide`: characters of ambiguous width take two cells. `*out` is zeroed or was
 * filled before; edit_layout_free() gives it back. */
void edit_lay_out(const struct edit *edit, size_t width, bool wide, struct edit_layout *out);
void edit_layout_free(struct edit_layout *layout);

/* The part of a one-line text that is seen: bytes start to start + n, whole characters, take `cells`, not more than
 * width (but see edit_lay_out() for a character that is wider); the cursor stands at `cell`, less than the width. */
struct edit_window {
    size_t start, n, cells, cell;
};

/* `start` is that of the window shown before, 0 at first: it stays as long as the cursor does not leave it. Then the
 * window jumps by a third, so that the next keys redraw little. A text that fits is shown from its start. */
struct edit_window edit_scroll(const struct edit *edit, size_t start, size_t width, bool wide);

#endif
