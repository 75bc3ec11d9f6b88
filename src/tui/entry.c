/* Keys and drawing of a text entry. The text itself, undo and limits are edit.c's. */
#include "tui/entry.h"

#include "base/mem.h"
#include "base/words.h"
#include "text/width.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS_FOR_COUNT = 20, COLUMNS_UNSEEN = 40 };

#define CONTROL(letter) ((uint32_t)((letter) - 'a' + 1))

void entry_init(struct entry *entry, bool lines, size_t limit)
{
    *entry = (struct entry){ .edit = edit_new(lines, limit), .lines = lines, .limit = limit, .counted = true };
}

void entry_done(struct entry *entry)
{
    edit_free(entry->edit);
    entry->edit = NULL;
}

void entry_set(struct entry *entry, const char *text)
{
    edit_set(entry->edit, text, text == NULL ? 0 : strlen(text), NULL);
    entry->first = 0;
}

const char *entry_text(const struct entry *entry)
{
    return edit_text(entry->edit, NULL);
}

bool entry_empty(const struct entry *entry)
{
    size_t n;
    const char *text = edit_text(entry->edit, &n);
    text_trim(text, &n);
    return n == 0;
}

/* --- Keys --- */

static const struct {
    uint32_t key;
    bool deletes;
    enum edit_to to;
} keys[] = {
    { KEY_ARROW_LEFT, false, EDIT_CHAR_BEFORE }, { KEY_ARROW_RIGHT, false, EDIT_CHAR_AFTER },
    { CONTROL('b'), false, EDIT_CHAR_BEFORE },   { CONTROL('f'), false, EDIT_CHAR_AFTER },
    { KEY_WORD_LEFT, false, EDIT_WORD_BEFORE },  { KEY_WORD_RIGHT, false, EDIT_WORD_AFTER },
    { KEY_TO_HOME, false, EDIT_LINE_START },     { KEY_TO_END, false, EDIT_LINE_END },
    { CONTROL('a'), false, EDIT_LINE_START },    { CONTROL('e'), false, EDIT_LINE_END },
    { KEY_ERASE, true, EDIT_CHAR_BEFORE },       { KEY_REMOVE, true, EDIT_CHAR_AFTER },
    { CONTROL('w'), true, EDIT_WORD_BEFORE },    { CONTROL('k'), true, EDIT_LINE_END },
};

const struct entry_help entry_helps[] = {
    { "Left Right C-b C-f", _("前一字、后一字") },
    { "C-Left C-Right", _("前一词、后一词") },
    { "Home End C-a C-e", _("到行首、行尾") },
    { "Backspace", _("删除前一字") },
    { "Delete", _("删除后一字") },
    { "C-w", _("删除前一词") },
    { "C-k", _("删除到行尾") },
    { "Enter", _("多行的栏里换行；别处到下一栏") },
    { NULL, NULL },
};

static enum entry_did changed(bool did)
{
    return did ? ENTRY_CHANGED : ENTRY_MOVED;
}

/* What was left out, in one sentence; a limit may have been known to the person, dropped characters were not seen. */
static void say_left_out(struct console *console, const struct entry *entry, const struct edit_left_out *out)
{
    static const enum text_fault faults[] = { TEXT_CONTROL, TEXT_HIDDEN, TEXT_INVALID };
    static const char *const words[] = { _("%zu 个控制字符"), _("%zu 个看不见的字符"), _("%zu 个不合规的字节") };
    struct buf said = { 0 };
    if (console == NULL)
        return;
    for (size_t i = 0; i < COUNT(faults); i++) {
        char part[64];
        size_t count = out->faults[faults[i]];
        if (count == 0)
            continue;
        snprintf(part, sizeof part, words[i], count);
        buf_printf(&said, "%s%s", said.n > 0 ? _("、") : "", part);
    }
    if (said.n > 0 && out->full > 0)
        console_say(console, STYLE_WARNING, _("粘贴的文字里去掉了 %s；末尾 %zu 个字超过上限，没有放进去。"), said.v,
                    out->full);
    else if (said.n > 0)
        console_say(console, STYLE_WARNING, _("粘贴的文字里去掉了 %s。"), said.v);
    else if (out->full > 0 && entry->limit > 0)
        console_say(console, STYLE_WARNING, _("最多 %zu 个字，已经满了；%zu 个字没有放进去。"), entry->limit,
                    out->full);
    else if (out->full > 0)
        console_say(console, STYLE_WARNING, _("文字太长，%zu 个字没有放进去。"), out->full);
    buf_free(&said);
}

enum entry_did entry_key(struct entry *entry, struct console *console, uint32_t key)
{
    struct edit_left_out out = { 0 };
    char typed[5];
    for (size_t i = 0; i < COUNT(keys); i++) {
        if (keys[i].key != key)
            continue;
        if (keys[i].deletes)
            return changed(edit_delete(entry->edit, keys[i].to));
        edit_move(entry->edit, keys[i].to);
        return ENTRY_MOVED;
    }
    if (key == KEY_RETURN && entry->lines)
        key = '\n';
    else if (!key_types(key))
        return ENTRY_NOTHING;
    size_t n = key_text(key, typed), before, after;
    edit_text(entry->edit, &before);
    if (edit_type(entry->edit, typed, n, &out) > 0)
        say_left_out(console, entry, &out);
    edit_text(entry->edit, &after);
    return changed(after != before);
}

enum entry_did entry_paste(struct entry *entry, struct console *console, const char *text, size_t n)
{
    struct edit_left_out out = { 0 };
    size_t before, after;
    edit_text(entry->edit, &before);
    if (edit_paste(entry->edit, text, n, &out) > 0)
        say_left_out(console, entry, &out);
    edit_text(entry->edit, &after);
    return changed(after != before);
}

static enum entry_did move_rows(struct entry *entry, ptrdiff_t rows)
{
    size_t columns = entry->columns > 0 ? (size_t)entry->columns : COLUMNS_UNSEEN;
    return entry->lines && edit_move_rows(entry->edit, rows, columns, entry->wide) ? ENTRY_MOVED : ENTRY_NOTHING;
}

enum entry_did entry_act(struct entry *entry, enum action action)
{
    switch (action) {
    case ACTION_UNDO:
        return changed(edit_undo(entry->edit));
    case ACTION_REDO:
        return changed(edit_redo(entry->edit));
    case ACTION_TOP:
        edit_move(entry->edit, EDIT_LINE_START);
        return ENTRY_MOVED;
    case ACTION_BOTTOM:
        edit_move(entry->edit, EDIT_LINE_END);
        return ENTRY_MOVED;
    case ACTION_UP:
        return move_rows(entry, -1);
    case ACTION_DOWN:
        return move_rows(entry, 1);
    default:
        return ENTRY_NOTHING;
    }
}

/* --- Drawing --- */

int entry_rows(const struct entry *entry, int columns, bool wide)
{
    struct edit_layout layout = { 0 };
    if (!entry->lines)
        return 1;
    edit_lay_out(entry->edit, (size_t)(columns > 0 ? columns : 1), wide, &layout);
    int rows = layout.n < 10000 ? (int)layout.n : 10000;
    edit_layout_free(&layout);
    return rows;
}

void entry_count(const struct entry *entry, char out[ENTRY_COUNT])
{
    out[0] = '\0';
    if (entry->limit > 0)
        snprintf(out, ENTRY_COUNT, "%zu/%zu", edit_count(entry->edit), entry->limit);
}

/* Draws how much of the limit is used at the right of the first row, and answers the cells it takes. What it takes
 * depends on the limit alone, so that the text does not jump while it grows. */
static int draw_count(const struct entry *entry, struct canvas *canvas, struct area area, bool active)
{
    char count[ENTRY_COUNT];
    if (!active || !entry->counted || entry->limit == 0 || area.columns < COLUMNS_FOR_COUNT)
        return 0;
    int most = snprintf(count, sizeof count, "%zu/%zu", entry->limit, entry->limit) + 1;
    entry_count(entry, count);
    canvas_right(canvas, area, 0, edit_left(entry->edit) <= 0 ? STYLE_WARNING : STYLE_DIM, count);
    return most;
}

static void draw_line(struct entry *entry, struct canvas *canvas, struct area area, bool active)
{
    const char *text = edit_text(entry->edit, NULL);
    if (!active)
        entry->first = 0;
    struct edit_window window = edit_scroll(entry->edit, entry->first, (size_t)area.columns, canvas->wide);
    if (active)
        entry->first = window.start;
    /* Without the cursor the beginning is what tells most; canvas_put says when there is more. */
    if (active)
        canvas_putn(canvas, area, 0, 0, STYLE_ENTRY, text + window.start, window.n);
    else
        canvas_put(canvas, area, 0, 0, STYLE_ENTRY, text);
    if (active)
        canvas_cursor(canvas, area, 0, (int)window.cell);
}

static void draw_lines(struct entry *entry, struct canvas *canvas, struct area area, bool active)
{
    struct edit_layout layout = { 0 };
    const char *text = edit_text(entry->edit, NULL);
    size_t seen = (size_t)area.rows;
    edit_lay_out(entry->edit, (size_t)area.columns, canvas->wide, &layout);
    if (!active)
        entry->first = 0;
    if (entry->first + seen > layout.n)
        entry->first = layout.n > seen ? layout.n - seen : 0;
    if (active && layout.row < entry->first)
        entry->first = layout.row;
    if (active && layout.row >= entry->first + seen)
        entry->first = layout.row - seen + 1;
    for (size_t i = 0; i < seen && entry->first + i < layout.n; i++) {
        const struct edit_line *line = &layout.v[entry->first + i];
        canvas_putn(canvas, area, (int)i, 0, STYLE_ENTRY, text + line->start, line->n);
    }
    if (active)
        canvas_cursor(canvas, area, (int)(layout.row - entry->first), (int)layout.cell);
    edit_layout_free(&layout);
}

void entry_draw(struct entry *entry, struct canvas *canvas, struct area area, bool active)
{
    if (area.rows <= 0 || area.columns <= 0)
        return;
    canvas_fill(canvas, area, STYLE_ENTRY);
    struct area text = area_columns(area, 0, area.columns - draw_count(entry, canvas, area, active && !entry->lines));
    entry->columns = text.columns;
    entry->wide = canvas->wide;
    if (entry->lines)
        draw_lines(entry, canvas, text, active);
    else
        draw_line(entry, canvas, area_rows(text, 0, 1), active);
}
