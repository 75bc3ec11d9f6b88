/* Narrowing, moving and drawing of a menu. */
#include "tui/menu.h"

#include "base/words.h"
#include "text/pinyin.h"
#include "text/width.h"

#include <stdlib.h>
#include <string.h>

enum { MARKER = 2, GAP = 2, KEYS_CELLS_MOST = 18, DETAIL_CELLS_LEAST = 6, ROWS_UNSEEN = 10, RANK_BEHIND = 16 };

void menu_init(struct menu *menu, bool typed_in)
{
    *menu = (struct menu){ .typed_in = typed_in };
    entry_init(&menu->filter, false, PINYIN_TYPED_MOST / 4);
    menu->filter.counted = false;
}

void menu_done(struct menu *menu)
{
    entry_done(&menu->filter);
    buf_free(&menu->narrowed);
    mem_free(menu->hits);
    VEC_FREE(&menu->rows);
    arena_free(&menu->arena);
}

void menu_clear(struct menu *menu)
{
    menu->rows.n = menu->hits_n = 0;
    arena_free(&menu->arena);
    menu->text_cells = menu->keys_cells = menu->detail_cells = 0;
}

void menu_add(struct menu *menu, const struct menu_row *row)
{
    struct menu_row *added = VEC_PUSH(&menu->rows);
    *added = *row;
    added->text = arena_strdup(&menu->arena, row->text);
    added->keys = arena_strdup(&menu->arena, row->keys);
    added->detail = arena_strdup(&menu->arena, row->detail);
    added->also = arena_strdup(&menu->arena, row->also);
}

/* --- Narrowing --- */

static bool chosen(const struct menu *menu, size_t hit)
{
    return !menu->rows.v[menu->hits[hit].row].heading;
}

/* The first row from `from` on, or before it, that can be chosen; where there is none that way, the cursor stays. */
static void settle_cursor(struct menu *menu, size_t from, bool backwards)
{
    size_t at = from;
    while (at < menu->hits_n && !chosen(menu, at))
        at = backwards ? at - 1 : at + 1; /* before the first it wraps, beyond hits_n */
    if (at < menu->hits_n)
        menu->cursor = at;
}

static bool find_in(const char *text, const char *typed, int behind, struct menu_hit *hit)
{
    struct pinyin_hit found;
    if (text == NULL || !pinyin_find(text, typed, &found) || (hit->rank >= 0 && hit->rank <= found.rank + behind))
        return false;
    hit->rank = found.rank + behind;
    hit->start = found.start;
    return true;
}

static bool rank(const struct menu_row *row, const char *typed, struct menu_hit *hit)
{
    hit->rank = -1;
    hit->start = 0;
    if (row->heading)
        return false;
    find_in(row->text, typed, 0, hit);
    if (hit->rank < 0) {
        find_in(row->also, typed, RANK_BEHIND, hit);
        find_in(row->detail, typed, RANK_BEHIND, hit);
    }
    return hit->rank >= 0;
}

static int compare(const void *left, const void *right)
{
    const struct menu_hit *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static void take_all(struct menu *menu)
{
    menu->hits = mem_resize(menu->hits, sizeof *menu->hits * (menu->rows.n + 1));
    for (size_t i = 0; i < menu->rows.n; i++)
        menu->hits[i] = (struct menu_hit){ .row = i };
    menu->hits_n = menu->rows.n;
}

/* What is found by a longer text is among what was found by its beginning: then only that is gone through. */
static void narrow(struct menu *menu, bool anew)
{
    const char *typed = entry_text(&menu->filter);
    size_t n = 0, known = menu->narrowed.n;
    if (anew || strncmp(typed, buf_text(&menu->narrowed), known) != 0)
        take_all(menu);
    if (*typed != '\0') {
        for (size_t i = 0; i < menu->hits_n; i++) {
            struct menu_hit hit = { .row = menu->hits[i].row };
            if (rank(&menu->rows.v[hit.row], typed, &hit))
                menu->hits[n++] = hit;
        }
        menu->hits_n = n;
        qsort(menu->hits, n, sizeof *menu->hits, compare);
    }
    buf_clear(&menu->narrowed);
    buf_adds(&menu->narrowed, typed);
    menu->cursor = menu->top = 0;
    settle_cursor(menu, 0, false);
}

static int widest(int cells, const char *text, bool wide)
{
    int own = text == NULL ? 0 : (int)text_cells(text, strlen(text), wide);
    return own > cells ? own : cells;
}

void menu_fill(struct menu *menu, int64_t id, bool wide)
{
    for (size_t i = 0; i < menu->rows.n; i++) {
        const struct menu_row *row = &menu->rows.v[i];
        menu->keys_cells = widest(menu->keys_cells, row->keys, wide);
        menu->detail_cells = widest(menu->detail_cells, row->detail, wide);
        if (!row->heading)
            menu->text_cells = widest(menu->text_cells, row->text, wide);
    }
    narrow(menu, true);
    for (size_t i = 0; i < menu->hits_n; i++)
        if (chosen(menu, i) && menu->rows.v[menu->hits[i].row].id == id) {
            menu->cursor = i;
            break;
        }
}

const struct menu_row *menu_selected(const struct menu *menu)
{
    return menu->cursor < menu->hits_n && chosen(menu, menu->cursor) ? &menu->rows.v[menu->hits[menu->cursor].row]
                                                                     : NULL;
}

/* --- Keys --- */

void menu_type(struct menu *menu, const char *text)
{
    edit_type(menu->filter.edit, text, strlen(text), NULL);
    narrow(menu, false);
}

enum outcome menu_key(struct menu *menu, struct console *console, uint32_t key)
{
    enum entry_did did = menu->typed_in ? entry_key(&menu->filter, console, key) : ENTRY_NOTHING;
    if (did == ENTRY_CHANGED)
        narrow(menu, false);
    return did == ENTRY_NOTHING ? NOT_MINE : STAY;
}

void menu_paste(struct menu *menu, struct console *console, const char *text, size_t n)
{
    if (menu->typed_in && entry_paste(&menu->filter, console, text, n) == ENTRY_CHANGED)
        narrow(menu, false);
}

static void move(struct menu *menu, ptrdiff_t by)
{
    ptrdiff_t to = (ptrdiff_t)menu->cursor + by, last = (ptrdiff_t)menu->hits_n - 1;
    size_t before = menu->cursor;
    if (menu->hits_n == 0)
        return;
    to = to < 0 ? 0 : to > last ? last : to;
    settle_cursor(menu, (size_t)to, by < 0);
    /* A heading at the end of the way: to the nearest row on its other side. */
    if (!chosen(menu, (size_t)to) && menu->cursor == before)
        settle_cursor(menu, (size_t)to, by >= 0);
}

enum outcome menu_act(struct menu *menu, enum action action)
{
    ptrdiff_t page = menu->height > 1 ? menu->height - 1 : ROWS_UNSEEN;
    switch (action) {
    case ACTION_UP:
        move(menu, -1);
        return STAY;
    case ACTION_DOWN:
        move(menu, 1);
        return STAY;
    case ACTION_PAGE_UP:
        move(menu, -page);
        return STAY;
    case ACTION_PAGE_DOWN:
        move(menu, page);
        return STAY;
    case ACTION_TOP:
        move(menu, -(ptrdiff_t)menu->hits_n);
        return STAY;
    case ACTION_BOTTOM:
        move(menu, (ptrdiff_t)menu->hits_n);
        return STAY;
    case ACTION_UNDO:
    case ACTION_REDO:
        if (menu->typed_in && entry_act(&menu->filter, action) == ENTRY_CHANGED)
            narrow(menu, false);
        return STAY;
    default:
        return NOT_MINE;
    }
}

/* --- Drawing --- */

int menu_columns(const struct menu *menu)
{
    int keys = menu->keys_cells < KEYS_CELLS_MOST ? menu->keys_cells : KEYS_CELLS_MOST;
    return MARKER + menu->text_cells + (keys > 0 ? keys + GAP : 0) +
           (menu->detail_cells > 0 ? menu->detail_cells + GAP : 0);
}

int menu_rows(const struct menu *menu)
{
    return (menu->rows.n < 1000 ? (int)menu->rows.n : 1000) + (menu->typed_in ? 1 : 0);
}

static void draw_row(const struct menu *menu, struct canvas *canvas, struct area line, const struct menu_row *row,
                     bool selected)
{
    enum style style = row->greyed ? STYLE_DIM : selected ? STYLE_STRONG : STYLE_TEXT;
    if (row->heading) {
        canvas_put(canvas, line, 0, 0, STYLE_TITLE, row->text);
        return;
    }
    if (selected)
        canvas_put(canvas, line, 0, 0, STYLE_STRONG, ">");
    int keys = menu->keys_cells < KEYS_CELLS_MOST ? menu->keys_cells : KEYS_CELLS_MOST;
    int room = line.columns - MARKER - (keys > 0 ? keys + GAP : 0);
    int text = menu->text_cells < room ? menu->text_cells : room;
    /* Where both are long, the detail takes a third. */
    int detail = menu->detail_cells < room / 3 ? menu->detail_cells : room / 3;
    if (detail > 0 && text + GAP + detail > room && menu->detail_cells > 0)
        text = room - GAP - detail;
    int column = MARKER;
    canvas_put(canvas, area_columns(line, column, text), 0, 0, style, row->text);
    column += text + GAP;
    if (keys > 0 && row->keys != NULL)
        canvas_put(canvas, area_columns(line, column, keys), 0, 0, row->greyed ? STYLE_DIM : STYLE_KEY, row->keys);
    column += keys > 0 ? keys + GAP : 0;
    /* A few cells of a long one say nothing; a short one is whole in as few. */
    int left = line.columns - column;
    if (row->detail != NULL && (left >= DETAIL_CELLS_LEAST || left >= widest(0, row->detail, canvas->wide)))
        canvas_put(canvas, area_columns(line, column, line.columns - column), 0, 0, STYLE_DIM, row->detail);
}

static void scroll(struct menu *menu)
{
    size_t height = menu->height > 0 ? (size_t)menu->height : 1;
    if (menu->top + height > menu->hits_n)
        menu->top = menu->hits_n > height ? menu->hits_n - height : 0;
    if (menu->cursor < menu->top)
        menu->top = menu->cursor;
    if (menu->cursor >= menu->top + height)
        menu->top = menu->cursor - height + 1;
    /* The heading of the first row is seen with it. */
    if (menu->cursor == menu->top && menu->top > 0 && height > 1 && !chosen(menu, menu->top - 1))
        menu->top--;
}

void menu_draw(struct menu *menu, struct canvas *canvas, struct area area)
{
    struct area rows = area;
    if (menu->typed_in) {
        rows = area_rows(area, 1, area.rows - 1);
        entry_draw(&menu->filter, canvas, area_rows(area, 0, 1), true);
    }
    menu->height = rows.rows;
    scroll(menu);
    if (menu->hits_n == 0)
        canvas_put(canvas, rows, 0, MARKER, STYLE_DIM, _("没有相符的"));
    for (int i = 0; i < rows.rows && menu->top + (size_t)i < menu->hits_n; i++) {
        size_t at = menu->top + (size_t)i;
        draw_row(menu, canvas, area_rows(rows, i, 1), &menu->rows.v[menu->hits[at].row], at == menu->cursor);
    }
}
