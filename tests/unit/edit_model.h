/* A text entry as simple as can be, to hold src/tui/edit against: an array of characters, found anew after each change,
 * and whole texts for undo. Everything is looked for by going through all of it. */
#ifndef ZEREN_TESTS_UNIT_EDIT_MODEL_H
#define ZEREN_TESTS_UNIT_EDIT_MODEL_H

#include "tui/edit.h"

#define IDEOGRAPHIC_BLANK "\xE3\x80\x80" /* U+3000 */

enum { CHARS_MOST = 300, BYTES_MOST = 3000, STEPS_MOST = 400 };

struct state {
    char *text;
    size_t n, cursor; /* bytes */
};

/* Characters one by one, begun at bytes start[0] .. start[n - 1]; start[n] is the text's end. */
struct model {
    bool lines;
    size_t limit;
    char text[BYTES_MOST];
    size_t start[CHARS_MOST + 1], n;
    size_t at; /* the cursor: before this character */
    size_t wish;
    char run; /* t, b, a: typed, deleted before, after; or 0 */
    struct {
        struct state before, after;
    } steps[STEPS_MOST];
    size_t n_steps, done;
};

/* Where the characters of a text begin, and its end; answers how many there are. */
size_t model_split(const char *text, size_t n, size_t *start);

/* Takes n bytes of text for the whole, and the first character not before the byte `cursor` for the cursor. */
void model_set(struct model *model, const char *text, size_t n, size_t cursor);

/* As many whole characters of the clean text as there is room for, trying from all down; answers the characters left
 * out. */
size_t model_insert(struct model *model, bool typed, const char *clean, size_t n);

/* The place where edit_move() would go, as the number of a character. */
size_t model_find(const struct model *model, enum edit_to to);
void model_place(struct model *model, size_t at);
bool model_delete(struct model *model, enum edit_to to);

/* Row and cell of each place between characters; answers the rows. */
size_t model_rows(const struct model *model, size_t width, bool wide, size_t *row, size_t *cell);
bool model_move_rows(struct model *model, ptrdiff_t by, size_t width, bool wide);

bool model_undo(struct model *model, bool forth);

/* The caller frees the text. */
struct state model_state(const struct model *model);
void model_forget(struct model *model, size_t from); /* steps from this one on */

#endif
