/* The text entry's model. It keeps the text in one string and beside it, for each byte, whether a character begins
 * there; a change works this out anew only where it can have changed. It must not know the terminal. */
#include "tui/edit.h"

#include "base/mem.h"
#include "text/width.h"

#include <stdint.h>
#include <string.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwbrk.h>

/* Which calls may join the step before them. */
enum run { RUN_NONE, RUN_TYPED, RUN_BEFORE, RUN_AFTER };

static const size_t no_wish = SIZE_MAX;

/* One change: the bytes went in at `at`, or went away from there. */
struct step {
    bool inserts;
    size_t at;
    struct buf bytes;
    size_t before, after; /* the cursor */
};

struct edit {
    bool lines;
    size_t limit; /* characters; 0: none */
    struct buf text;
    struct {
        char *v; /* as long as the text: 1 where a character begins */
        size_t room;
    } marks;
    size_t count;  /* characters */
    size_t cursor; /* byte offset */
    size_t wish;   /* the cell that moves up and down keep, or no_wish */
    struct {
        struct step *v;
        size_t n, room;
        size_t done;  /* steps before this one can be undone, the others redone */
        size_t bytes; /* step_size() of all */
    } steps;
    enum run run; /* what the last step may be joined by */
};

/* ---- Characters ---- */

static bool is_edge(const struct edit *edit, size_t at)
{
    return at >= edit->text.n || edit->marks.v[at] != 0;
}

static size_t char_after(const struct edit *edit, size_t at)
{
    if (at < edit->text.n)
        at++;
    while (!is_edge(edit, at))
        at++;
    return at;
}

static size_t char_before(const struct edit *edit, size_t at)
{
    if (at > 0)
        at--;
    while (at > 0 && !is_edge(edit, at))
        at--;
    return at;
}

static size_t cells_between(const struct edit *edit, size_t from, size_t to, bool wide)
{
    return from < to ? text_cells(edit->text.v + from, to - from, wide) : 0;
}

static size_t line_start(const struct edit *edit, size_t at)
{
    const char *lf = at > 0 ? memrchr(edit->text.v, '\n', at) : NULL;
    return lf != NULL ? (size_t)(lf - edit->text.v) + 1 : 0;
}

static size_t line_end(const struct edit *edit, size_t at)
{
    const char *lf = at < edit->text.n ? memchr(edit->text.v + at, '\n', edit->text.n - at) : NULL;
    return lf != NULL ? (size_t)(lf - edit->text.v) : edit->text.n;
}

/* Takes over breaks from offset `low` on, up to `high`. */
static void take_marks(struct edit *edit, const char *breaks, size_t low, size_t high)
{
    for (size_t i = low; i < high; i++) {
        edit->count += (size_t)breaks[i - low];
        edit->count -= (size_t)edit->marks.v[i];
        edit->marks.v[i] = breaks[i - low];
    }
}

/* Marks the characters anew after the text up to `at` stayed and that from `tail` on was moved, with its marks. Whether
 * a character begins at a place depends on what is before it and the one code point behind it: marks before `at` hold,
 * and each mark is a place to begin from as if it were the text's start. Where old and new agree behind `tail` the rest
 * is right too. Usually that is the first character behind; in a row of flags (each two letters) it may be the end,
 * hence the doubling. */
static void mark_anew(struct edit *edit, size_t at, size_t tail)
{
    const uint8_t *text = (const uint8_t *)edit->text.v;
    size_t low = at > 0 ? char_before(edit, at) : 0, n = edit->text.n;
    char few[256];
    for (size_t more = 32;; more *= 2) {
        size_t high = n - tail > more ? tail + more : n;
        while (high < n && (text[high] & 0xC0) == 0x80) /* whole code points */
            high++;
        char *breaks = high - low <= sizeof few ? few : mem_alloc(high - low);
        u8_grapheme_breaks(text + low, high - low, breaks);
        size_t same = tail;
        while (same < high && !(edit->marks.v[same] && breaks[same - low]))
            same++;
        bool agreed = same < high || high == n;
        if (agreed)
            take_marks(edit, breaks, low, same);
        if (breaks != few)
            mem_free(breaks);
        if (agreed)
            return;
    }
}

static void put_in(struct edit *edit, size_t at, const char *bytes, size_t n)
{
    size_t tail = edit->text.n - at;
    buf_add(&edit->text, bytes, n); /* only for the room: what is moved into place next overwrites it */
    if (edit->marks.room < edit->text.room) {
        edit->marks.v = mem_resize(edit->marks.v, edit->text.room);
        edit->marks.room = edit->text.room;
    }
    memmove(edit->text.v + at + n, edit->text.v + at, tail);
    memmove(edit->marks.v + at + n, edit->marks.v + at, tail);
    memcpy(edit->text.v + at, bytes, n);
    memset(edit->marks.v + at, 0, n);
    mark_anew(edit, at, at + n);
}

static void take_out(struct edit *edit, size_t at, size_t n)
{
    if (n == 0)
        return;
    size_t tail = edit->text.n - at - n;
    for (size_t i = at; i < at + n; i++)
        edit->count -= (size_t)edit->marks.v[i];
    memmove(edit->text.v + at, edit->text.v + at + n, tail + 1); /* with the NUL */
    memmove(edit->marks.v + at, edit->marks.v + at + n, tail);
    edit->text.n -= n;
    mark_anew(edit, at, at);
}

/* After a change the cursor can have come to stand inside a character: between two flag letters or before a mark. */
static void set_cursor(struct edit *edit, size_t at)
{
    while (!is_edge(edit, at))
        at++;
    edit->cursor = at;
}

/* ---- Undo ---- */

static size_t step_size(const struct step *step)
{
    return sizeof *step + step->bytes.room;
}

/* Gives back steps from `first` on, `n` of them, and closes the gap. */
static void drop_steps(struct edit *edit, size_t first, size_t n)
{
    if (n == 0)
        return;
    for (size_t i = first; i < first + n; i++) {
        edit->steps.bytes -= step_size(&edit->steps.v[i]);
        buf_free(&edit->steps.v[i].bytes);
    }
    memmove(edit->steps.v + first, edit->steps.v + first + n, (edit->steps.n - first - n) * sizeof *edit->steps.v);
    edit->steps.n -= n;
    if (edit->steps.done > first)
        edit->steps.done -= edit->steps.done - first < n ? edit->steps.done - first : n;
}

/* Forgets the oldest, down to three quarters so that it need not be done at each key. */
static void forget_steps(struct edit *edit)
{
    if (edit->steps.bytes <= EDIT_UNDO_BYTES)
        return;
    size_t n = 0, left = edit->steps.bytes;
    while (n + 1 < edit->steps.n && left > EDIT_UNDO_BYTES / 4 * 3)
        left -= step_size(&edit->steps.v[n++]);
    drop_steps(edit, 0, n);
}

/* Whether a change joins the last step. A run that fills a quarter of the memory goes on in a new step. */
static bool joins(const struct edit *edit, enum run run, size_t at, size_t n)
{
    if (run == RUN_NONE || run != edit->run || edit->steps.n == 0)
        return false;
    const struct step *last = &edit->steps.v[edit->steps.n - 1];
    if (last->bytes.n + n > EDIT_UNDO_BYTES / 4)
        return false;
    if (run == RUN_TYPED)
        return at == last->at + last->bytes.n;
    return run == RUN_BEFORE ? at + n == last->at : at == last->at;
}

/* Remembers a change that is being made: to be called before the cursor is set to `after` the change. */
static void remember(struct edit *edit, enum run run, bool inserts, size_t at, const char *bytes, size_t n)
{
    drop_steps(edit, edit->steps.done, edit->steps.n - edit->steps.done);
    struct step *step;
    if (joins(edit, run, at, n)) {
        step = &edit->steps.v[edit->steps.n - 1];
        edit->steps.bytes -= step_size(step);
    } else {
        step = VEC_PUSH(&edit->steps);
        *step = (struct step){ .inserts = inserts, .at = at, .before = edit->cursor };
    }
    buf_add(&step->bytes, bytes, n);
    if (run == RUN_BEFORE) { /* the new bytes stood before the others */
        memmove(step->bytes.v + n, step->bytes.v, step->bytes.n - n);
        memcpy(step->bytes.v, bytes, n);
        step->at = at;
    }
    edit->steps.bytes += step_size(step);
    edit->steps.done = edit->steps.n;
    edit->run = run;
    forget_steps(edit);
}

/* The cursor once the last step is made. */
static void finish_step(struct edit *edit, size_t at)
{
    set_cursor(edit, at);
    edit->steps.v[edit->steps.n - 1].after = edit->cursor;
    edit->wish = no_wish;
}

static void apply(struct edit *edit, const struct step *step, bool forth)
{
    if (step->inserts == forth)
        put_in(edit, step->at, step->bytes.v, step->bytes.n);
    else
        take_out(edit, step->at, step->bytes.n);
    edit->cursor = forth ? step->after : step->before;
    edit->wish = no_wish;
    edit->run = RUN_NONE;
}

bool edit_undo(struct edit *edit)
{
    if (edit->steps.done == 0)
        return false;
    apply(edit, &edit->steps.v[--edit->steps.done], false);
    return true;
}

bool edit_redo(struct edit *edit)
{
    if (edit->steps.done == edit->steps.n)
        return false;
    apply(edit, &edit->steps.v[edit->steps.done++], true);
    return true;
}

/* ---- Text ---- */

struct edit *edit_new(bool lines, size_t limit)
{
    struct edit *edit = mem_alloc(sizeof *edit);
    edit->lines = lines;
    edit->limit = limit;
    edit->wish = no_wish;
    return edit;
}

void edit_free(struct edit *edit)
{
    if (edit == NULL)
        return;
    drop_steps(edit, 0, edit->steps.n);
    VEC_FREE(&edit->steps);
    buf_free(&edit->text);
    mem_free(edit->marks.v);
    mem_free(edit);
}

const char *edit_text(const struct edit *edit, size_t *n)
{
    if (n != NULL)
        *n = edit->text.n;
    return buf_text(&edit->text);
}

size_t edit_count(const struct edit *edit)
{
    return edit->count;
}

ptrdiff_t edit_left(const struct edit *edit)
{
    return edit->limit == 0 ? PTRDIFF_MAX : (ptrdiff_t)edit->limit - (ptrdiff_t)edit->count;
}

/* What may go in of `bytes`, appended to `clean`. */
static void clean_up(const struct edit *edit, const char *bytes, size_t n, struct buf *clean, struct edit_left_out *out)
{
    for (size_t i = 0; i < n;) {
        size_t at = n - i, len = 0;
        enum text_fault fault = text_check(bytes + i, n - i, true, &at);
        buf_add(clean, bytes + i, at);
        i += at;
        if (fault == TEXT_CLEAN)
            break;
        if (bytes[i] == '\r') {
            buf_addc(clean, '\n');
            i += i + 1 < n && bytes[i + 1] == '\n' ? 2 : 1;
            continue;
        }
        text_decode(bytes + i, n - i, &len);
        out->faults[fault]++;
        i += len;
    }
    for (size_t i = 0; !edit->lines && i < clean->n; i++)
        if (clean->v[i] == '\n')
            clean->v[i] = ' ';
}

/* Where the last character of the first `n` bytes begins, by itself, without what it will stand beside. */
static size_t last_char(const char *breaks, size_t n)
{
    while (n > 0 && !breaks[--n])
        ;
    return n;
}

/* Puts in as much of the clean text as there is room for, whole characters from the start; answers how many bytes. The
 * first and the last may unite with what stands there: so it is tried from two more than there is room for. */
static size_t put_what_fits(struct edit *edit, const struct buf *clean, size_t bytes_most, struct edit_left_out *out)
{
    size_t n = clean->n, chars = 0, most = SIZE_MAX;
    if (edit->limit > 0)
        most = edit->count > edit->limit ? edit->count : edit->limit;
    char *breaks = mem_alloc(n);
    u8_grapheme_breaks((const uint8_t *)clean->v, n, breaks);
    for (size_t i = 0; i < n; i++)
        chars += (size_t)breaks[i];
    while (n > 0) {
        if (edit->text.n + n <= bytes_most && (most == SIZE_MAX || chars <= most - edit->count + 2)) {
            put_in(edit, edit->cursor, clean->v, n);
            if (edit->count <= most)
                break;
            take_out(edit, edit->cursor, n);
        }
        n = last_char(breaks, n);
        chars--;
        out->full++;
    }
    mem_free(breaks);
    return n;
}

static size_t sum_of(const struct edit_left_out *out)
{
    size_t sum = out->full;
    for (size_t i = 0; i <= TEXT_HIDDEN; i++)
        sum += out->faults[i];
    return sum;
}

static size_t insert(struct edit *edit, const char *bytes, size_t n, enum run run, struct edit_left_out *out)
{
    struct edit_left_out left_out = { 0 };
    struct buf clean = { 0 };
    size_t most = EDIT_BYTES_MOST;
    if (edit->limit > 0 && edit->limit < EDIT_BYTES_MOST / EDIT_BYTES_EACH)
        most = edit->limit * EDIT_BYTES_EACH;
    clean_up(edit, bytes, n, &clean, &left_out);
    size_t taken = clean.n > 0 ? put_what_fits(edit, &clean, most, &left_out) : 0;
    if (taken > 0) {
        if (memchr(clean.v, '\n', taken) != NULL)
            edit->run = RUN_NONE;
        remember(edit, run, true, edit->cursor, clean.v, taken);
        finish_step(edit, edit->cursor + taken);
    }
    buf_free(&clean);
    if (out != NULL)
        *out = left_out;
    return sum_of(&left_out);
}

size_t edit_type(struct edit *edit, const char *bytes, size_t n, struct edit_left_out *out)
{
    return insert(edit, bytes, n, RUN_TYPED, out);
}

size_t edit_paste(struct edit *edit, const char *bytes, size_t n, struct edit_left_out *out)
{
    return insert(edit, bytes, n, RUN_NONE, out);
}

size_t edit_set(struct edit *edit, const char *bytes, size_t n, struct edit_left_out *out)
{
    struct edit_left_out left_out = { 0 };
    struct buf clean = { 0 };
    size_t limit = edit->limit;
    clean_up(edit, bytes, n, &clean, &left_out);
    drop_steps(edit, 0, edit->steps.n);
    take_out(edit, 0, edit->text.n);
    edit->cursor = 0;
    edit->limit = 0;
    size_t taken = clean.n > 0 ? put_what_fits(edit, &clean, EDIT_BYTES_MOST, &left_out) : 0;
    edit->limit = limit;
    edit->cursor = taken;
    edit->wish = no_wish;
    edit->run = RUN_NONE;
    buf_free(&clean);
    if (out != NULL)
        *out = left_out;
    return sum_of(&left_out);
}

/* ---- Cursor ---- */

static bool is_blank(const struct edit *edit, size_t from, size_t to)
{
    size_t n = to - from;
    text_trim(edit->text.v + from, &n);
    return n == 0;
}

/* Breaks of the line from `start` to `end`: 1 where a word begins. The caller frees them. */
static char *word_breaks(const struct edit *edit, size_t start, size_t end)
{
    char *breaks = mem_alloc(end - start);
    u8_wordbreaks((const uint8_t *)edit->text.v + start, end - start, breaks);
    return breaks;
}

static size_t word_before(const struct edit *edit, size_t at)
{
    size_t start = line_start(edit, at), before;
    if (at == start)
        return char_before(edit, at);
    char *breaks = word_breaks(edit, start, line_end(edit, at));
    while (at > start && is_blank(edit, before = char_before(edit, at), at))
        at = before;
    if (at > start)
        do
            at = char_before(edit, at);
        while (at > start && !breaks[at - start]);
    mem_free(breaks);
    return at;
}

static size_t word_after(const struct edit *edit, size_t at)
{
    size_t start = line_start(edit, at), end = line_end(edit, at), after;
    if (at == end)
        return char_after(edit, at);
    char *breaks = word_breaks(edit, start, end);
    do
        at = char_after(edit, at);
    while (at < end && !breaks[at - start]);
    while (at < end && is_blank(edit, at, after = char_after(edit, at)))
        at = after;
    mem_free(breaks);
    return at;
}

static size_t find(const struct edit *edit, enum edit_to to)
{
    switch (to) {
    case EDIT_CHAR_BEFORE:
        return char_before(edit, edit->cursor);
    case EDIT_CHAR_AFTER:
        return char_after(edit, edit->cursor);
    case EDIT_WORD_BEFORE:
        return word_before(edit, edit->cursor);
    case EDIT_WORD_AFTER:
        return word_after(edit, edit->cursor);
    case EDIT_LINE_START:
        return line_start(edit, edit->cursor);
    case EDIT_LINE_END:
        return line_end(edit, edit->cursor);
    case EDIT_TEXT_START:
        return 0;
    case EDIT_TEXT_END:
        return edit->text.n;
    }
    return edit->cursor;
}

size_t edit_cursor(const struct edit *edit)
{
    return edit->cursor;
}

void edit_place(struct edit *edit, size_t at)
{
    if (at > edit->text.n)
        at = edit->text.n;
    while (!is_edge(edit, at))
        at--;
    edit->cursor = at;
    edit->wish = no_wish;
    edit->run = RUN_NONE;
}

bool edit_move(struct edit *edit, enum edit_to to)
{
    size_t was = edit->cursor;
    edit_place(edit, find(edit, to));
    return edit->cursor != was;
}

bool edit_delete(struct edit *edit, enum edit_to to)
{
    size_t at = find(edit, to), from = at < edit->cursor ? at : edit->cursor;
    size_t n = at < edit->cursor ? edit->cursor - at : at - edit->cursor;
    if (n == 0)
        return false;
    enum run run = to == EDIT_CHAR_BEFORE ? RUN_BEFORE : to == EDIT_CHAR_AFTER ? RUN_AFTER : RUN_NONE;
    remember(edit, run, false, from, edit->text.v + from, n);
    take_out(edit, from, n);
    finish_step(edit, from);
    return true;
}

bool edit_move_rows(struct edit *edit, ptrdiff_t rows, size_t width, bool wide)
{
    struct edit_layout layout = { 0 };
    edit_lay_out(edit, width, wide, &layout);
    size_t wish = edit->wish == no_wish ? layout.cell : edit->wish, row = layout.row, last = layout.n - 1;
    size_t far = rows < 0 ? (size_t)0 - (size_t)rows : (size_t)rows;
    if (rows < 0)
        row -= far < row ? far : row;
    else
        row += far < last - row ? far : last - row;
    bool moved = row != layout.row;
    if (moved) {
        /* Behind the last character of a line that goes on is the start of the next one. */
        size_t at = layout.v[row].start, end = at + layout.v[row].n, cell = 0;
        bool goes_on = row < last && layout.v[row + 1].start == end;
        while (at < end) {
            size_t after = char_after(edit, at);
            cell += cells_between(edit, at, after, wide);
            if (cell > wish || (goes_on && after == end))
                break;
            at = after;
        }
        edit_place(edit, at);
    }
    edit->wish = wish;
    edit->run = RUN_NONE;
    edit_layout_free(&layout);
    return moved;
}

/* ---- Drawing ---- */

static struct edit_line *push_line(struct edit_layout *layout, size_t start)
{
    struct edit_line *line = VEC_PUSH(layout);
    line->start = start;
    return line;
}

void edit_lay_out(const struct edit *edit, size_t width, bool wide, struct edit_layout *out)
{
    size_t room = (width < EDIT_WIDTH_LEAST ? EDIT_WIDTH_LEAST : width) - 1, after;
    out->n = out->row = out->cell = 0;
    struct edit_line *line = push_line(out, 0);
    for (size_t i = 0;; i = after) {
        bool ends = i < edit->text.n && edit->text.v[i] == '\n';
        after = char_after(edit, i);
        size_t cells = ends ? 0 : cells_between(edit, i, after, wide);
        if (!ends && i < edit->text.n && line->n > 0 && line->cells + cells > room)
            line = push_line(out, i);
        if (i == edit->cursor) {
            out->row = out->n - 1;
            out->cell = line->cells < room ? line->cells : room;
        }
        if (i == edit->text.n)
            return;
        if (ends) {
            line = push_line(out, after);
        } else {
            line->n = after - line->start;
            line->cells += cells;
        }
    }
}

void edit_layout_free(struct edit_layout *layout)
{
    VEC_FREE(layout);
}

/* The first place from which no more than `cells` lie before the cursor. */
static size_t start_for(const struct edit *edit, size_t cells, bool wide)
{
    size_t start = edit->cursor, used = 0;
    while (start > 0) {
        size_t before = char_before(edit, start);
        used += cells_between(edit, before, start, wide);
        if (used > cells)
            break;
        start = before;
    }
    return start;
}

struct edit_window edit_scroll(const struct edit *edit, size_t start, size_t width, bool wide)
{
    width = width < EDIT_WIDTH_LEAST ? EDIT_WIDTH_LEAST : width;
    if (cells_between(edit, 0, edit->text.n, wide) < width)
        start = 0;
    start = start < edit->text.n ? start : edit->text.n;
    while (!is_edge(edit, start))
        start--;
    size_t third = width / 3 > 2 ? width / 3 : 2, most = width - 1 - third > 2 ? width - 1 - third : 2;
    if (start > 0 && start >= edit->cursor)
        start = start_for(edit, third, wide);
    else if (cells_between(edit, start, edit->cursor, wide) >= width)
        start = start_for(edit, most, wide);
    struct edit_window window = { .start = start };
    window.cell = cells_between(edit, start, edit->cursor, wide);
    for (size_t i = start, after; i < edit->text.n; i = after) {
        after = char_after(edit, i);
        size_t cells = cells_between(edit, i, after, wide);
        if (window.cells + cells > width && i > start)
            break;
        window.n = after - start;
        window.cells += cells;
    }
    return window;
}
