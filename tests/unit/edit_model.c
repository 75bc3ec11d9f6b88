/* The model of a text entry. */
#include "edit_model.h"

#include "text/width.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>
#include <uniwbrk.h>

size_t model_split(const char *text, size_t n, size_t *start)
{
    char breaks[BYTES_MOST];
    size_t chars = 0;
    u8_grapheme_breaks((const uint8_t *)text, n, breaks);
    for (size_t i = 0; i < n; i++)
        if (breaks[i])
            start[chars++] = i;
    start[chars] = n;
    return chars;
}

void model_set(struct model *model, const char *text, size_t n, size_t cursor)
{
    memmove(model->text, text, n);
    model->text[n] = '\0';
    model->n = model_split(model->text, n, model->start);
    model->at = 0;
    while (model->start[model->at] < cursor)
        model->at++;
}

struct state model_state(const struct model *model)
{
    size_t n = model->start[model->n];
    struct state state = { .text = malloc(n + 1), .n = n, .cursor = model->start[model->at] };
    memcpy(state.text, model->text, n + 1);
    return state;
}

void model_forget(struct model *model, size_t from)
{
    for (size_t i = from; i < model->n_steps; i++) {
        free(model->steps[i].before.text);
        free(model->steps[i].after.text);
    }
    model->n_steps = from;
}

/* The text becomes n bytes at `text`, the cursor goes to the byte `cursor` if a character begins there. */
static void model_step(struct model *model, char run, const char *text, size_t n, size_t cursor)
{
    struct state before = model_state(model);
    model_forget(model, model->done);
    model_set(model, text, n, cursor);
    if (run != 0 && run == model->run) {
        free(before.text);
        free(model->steps[model->n_steps - 1].after.text);
    } else {
        model->steps[model->n_steps++].before = before;
    }
    model->steps[model->n_steps - 1].after = model_state(model);
    model->done = model->n_steps;
    model->run = model->start[model->at] == cursor ? run : 0;
    model->wish = SIZE_MAX;
}

/* The text without bytes from - to, or with n more at `from`. */
static size_t spliced(const struct model *model, char *out, size_t from, size_t to, const char *bytes, size_t n)
{
    size_t all = model->start[model->n];
    memcpy(out, model->text, from);
    memcpy(out + from, bytes, n);
    memcpy(out + from + n, model->text + to, all - to);
    return all - (to - from) + n;
}

size_t model_insert(struct model *model, bool typed, const char *clean, size_t n)
{
    char text[BYTES_MOST];
    size_t start[CHARS_MOST + 1], own[CHARS_MOST + 1], from = model->start[model->at];
    size_t all = model_split(clean, n, own), chars = all;
    for (; chars > 0; chars--) {
        size_t bytes = spliced(model, text, from, from, clean, own[chars]);
        size_t count = model_split(text, bytes, start);
        bool fits = count <= model->limit || count <= model->n;
        if (model->limit == 0 || (fits && bytes <= model->limit * EDIT_BYTES_EACH)) {
            if (memchr(clean, '\n', own[chars]) != NULL)
                model->run = 0;
            model_step(model, typed ? 't' : 0, text, bytes, from + own[chars]);
            break;
        }
    }
    return all - chars;
}

static bool model_blank(const struct model *model, size_t i)
{
    const char *s = model->text + model->start[i];
    size_t n = model->start[i + 1] - model->start[i];
    return (n == 1 && *s == ' ') || (n == 3 && memcmp(s, IDEOGRAPHIC_BLANK, 3) == 0) ||
           (n == 2 && memcmp(s, "\xC2\xA0", 2) == 0);
}

static bool model_ends(const struct model *model, size_t i)
{
    return i == model->n || model->text[model->start[i]] == '\n';
}

static size_t model_word(const struct model *model, bool before)
{
    size_t i = model->at, first = i, last = i;
    while (first > 0 && !model_ends(model, first - 1))
        first--;
    while (!model_ends(model, last))
        last++;
    if (i == (before ? first : last))
        return before ? i - (i > 0) : i + (i < model->n);
    char breaks[BYTES_MOST];
    size_t base = model->start[first];
    u8_wordbreaks((const uint8_t *)model->text + base, model->start[last] - base, breaks);
    if (before) {
        while (i > first && model_blank(model, i - 1))
            i--;
        while (i > first && !(breaks[model->start[--i] - base]))
            ;
        return i;
    }
    while (++i < last && !breaks[model->start[i] - base])
        ;
    while (i < last && model_blank(model, i))
        i++;
    return i;
}

size_t model_find(const struct model *model, enum edit_to to)
{
    size_t i = model->at;
    switch (to) {
    case EDIT_CHAR_BEFORE:
        return i - (i > 0);
    case EDIT_CHAR_AFTER:
        return i + (i < model->n);
    case EDIT_WORD_BEFORE:
    case EDIT_WORD_AFTER:
        return model_word(model, to == EDIT_WORD_BEFORE);
    case EDIT_LINE_START:
        while (i > 0 && !model_ends(model, i - 1))
            i--;
        return i;
    case EDIT_LINE_END:
        while (!model_ends(model, i))
            i++;
        return i;
    case EDIT_TEXT_START:
        return 0;
    case EDIT_TEXT_END:
        break;
    }
    return model->n;
}

void model_place(struct model *model, size_t at)
{
    model->at = at;
    model->run = 0;
    model->wish = SIZE_MAX;
}

bool model_delete(struct model *model, enum edit_to to)
{
    char text[BYTES_MOST], run = to == EDIT_CHAR_BEFORE ? 'b' : to == EDIT_CHAR_AFTER ? 'a' : 0;
    size_t at = model_find(model, to), low = at < model->at ? at : model->at, high = at < model->at ? model->at : at;
    if (low == high)
        return false;
    size_t n = spliced(model, text, model->start[low], model->start[high], "", 0);
    model_step(model, run, text, n, model->start[low]);
    return true;
}

size_t model_rows(const struct model *model, size_t width, bool wide, size_t *row, size_t *cell)
{
    row[0] = cell[0] = 0;
    for (size_t i = 0; i < model->n; i++) {
        size_t cells = text_cells(model->text + model->start[i], model->start[i + 1] - model->start[i], wide);
        row[i + 1] = row[i];
        if (model_ends(model, i)) {
            row[i + 1]++;
            cell[i + 1] = 0;
            continue;
        }
        bool first = i == 0 || row[i - 1] != row[i];
        if (!first && cell[i] + cells > width - 1) {
            row[i + 1] = ++row[i];
            cell[i] = 0;
        }
        cell[i + 1] = cell[i] + cells;
    }
    return row[model->n] + 1;
}

bool model_move_rows(struct model *model, ptrdiff_t by, size_t width, bool wide)
{
    size_t row[CHARS_MOST + 1], cell[CHARS_MOST + 1], from = model->at, wish = model->wish;
    ptrdiff_t last = (ptrdiff_t)model_rows(model, width, wide, row, cell) - 1, to = (ptrdiff_t)row[from] + by;
    to = to < 0 ? 0 : to > last ? last : to;
    if (wish == SIZE_MAX)
        wish = cell[from] < width ? cell[from] : width - 1;
    bool moves = to != (ptrdiff_t)row[from];
    for (size_t i = 0; moves && i <= model->n; i++)
        if ((ptrdiff_t)row[i] == to && (cell[i] <= wish || i == 0 || row[i - 1] != row[i]))
            model->at = i;
    model->run = 0;
    model->wish = wish;
    return moves;
}

bool model_undo(struct model *model, bool forth)
{
    if (model->done == (forth ? model->n_steps : 0))
        return false;
    const struct state *to = forth ? &model->steps[model->done++].after : &model->steps[--model->done].before;
    model_set(model, to->text, to->n, to->cursor);
    model->run = 0;
    model->wish = SIZE_MAX;
    return true;
}
