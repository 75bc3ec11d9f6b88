/* Lists: the window of rows, the cursor in it, and how both are drawn. Rows are asked for by the row at the window's
 * edge, never by number. It must not know where rows come from, nor what they mean. */
#include "tui/list.h"

#include "base/words.h"
#include "text/width.h"

#include <string.h>

enum {
    HEIGHT_AT_FIRST = 20, /* until the list was drawn */
    HEIGHT_MOST = 1000,
    BATCH_LEAST = 60, /* so that a higher screen has rows to show before the next is asked for */
    GAP = 2,          /* blanks between columns */
    MARKER = 2,       /* the marker and a blank */
    KEY_STRONG = 6,   /* cells of the selected row's key column that are bold */
    NODE_STRONG = 4,  /* the same of a key with lines before it, which is far from the marker */
    FIRST_LEAST = 20, /* of a flexible column, the first and others */
    FLEXIBLE_LEAST = 12,
    COLUMNS_MOST = 64,
};

/* --- Pages --- */

struct list_row *list_page_add(struct list_page *page, int64_t id, size_t columns, const char ***cells)
{
    struct list_row *row = VEC_PUSH(page);
    const char **made = arena_alloc(&page->arena, sizeof *made * columns);
    row->id = id;
    row->cells = made;
    *cells = made;
    return row;
}

void list_page_copy(struct list_page *page, const struct list_row *row, size_t columns)
{
    const char **cells;
    struct list_row *copy = list_page_add(page, row->id, columns, &cells);
    copy->key = arena_strdup(&page->arena, row->key);
    copy->style = row->style;
    copy->lead = row->lead;
    for (size_t i = 0; i < columns; i++)
        cells[i] = arena_strdup(&page->arena, row->cells[i]);
    if (row->styles != NULL) {
        enum style *styles = arena_alloc(&page->arena, sizeof *styles * columns);
        memcpy(styles, row->styles, sizeof *styles * columns);
        copy->styles = styles;
    }
}

void list_page_reverse(struct list_page *page)
{
    for (size_t i = 0; i < page->n / 2; i++) {
        struct list_row row = page->v[i];
        page->v[i] = page->v[page->n - 1 - i];
        page->v[page->n - 1 - i] = row;
    }
}

void list_page_done(struct list_page *page)
{
    VEC_FREE(page);
    arena_free(&page->arena);
}

static void copy_rows(struct list_page *page, const struct list_row *rows, size_t n, size_t columns)
{
    for (size_t i = 0; i < n; i++)
        list_page_copy(page, &rows[i], columns);
}

/* --- The list --- */

void list_init(struct list *list, const struct list_column *columns, size_t n, const struct list_source *source,
               void *context)
{
    *list = (struct list){
        .columns = columns, .columns_n = n < COLUMNS_MOST ? n : COLUMNS_MOST, .source = source, .context = context
    };
    list->empty = _("没有内容。");
    list->column = -1;
    list->height = mem_alloc(sizeof *list->height);
    *list->height = HEIGHT_AT_FIRST;
}

void list_done(struct list *list)
{
    list_page_done(&list->window);
    mem_free(list->filter);
    mem_free(list->height);
    list->filter = NULL;
    list->height = NULL;
}

static size_t height_of(const struct list *list)
{
    return (size_t)*list->height;
}

static void set_height(const struct list *list, int height)
{
    if (height > 0)
        *list->height = height < HEIGHT_MOST ? height : HEIGHT_MOST;
}

/* Rows asked for beyond those needed now. */
static size_t batch_of(const struct list *list)
{
    size_t two = 2 * height_of(list);
    return two > BATCH_LEAST ? two : BATCH_LEAST;
}

const struct list_row *list_selected(const struct list *list)
{
    const struct list_row *row = list->cursor < list->window.n ? &list->window.v[list->cursor] : NULL;
    return row != NULL && row->id != 0 ? row : NULL;
}

/* The first row to be seen, so that the cursor is seen, headings right above it too, and no row stays blank while there
 * are rows for it. */
static size_t top_of(const struct list *list, size_t height)
{
    size_t top = list->top, cursor = list->cursor, head = cursor, n = list->window.n;
    if (height == 0 || n == 0)
        return 0;
    if (cursor >= top + height)
        top = cursor - height + 1;
    while (head > 0 && list->window.v[head - 1].id == 0 && cursor - (head - 1) < height)
        head--;
    if (head < top)
        top = head;
    if (n - top < height)
        top = n > height ? n - height : 0;
    return top;
}

/* Stands on the row nearest to `at` that is no heading, on from there if there is one, else back; with headings alone
 * on none. */
static void land(struct list *list, size_t at, bool down)
{
    const struct list_row *v = list->window.v;
    for (int turn = 0; turn < 2; turn++, down = !down)
        for (size_t i = at; i < list->window.n; i = down ? i + 1 : i - 1)
            if (v[i].id != 0) {
                list->cursor = i;
                return;
            }
    list->cursor = 0;
}

/* --- The window --- */

static int ask_page(struct list *list, const struct list_row *from, bool backwards, size_t most, struct list_page *page,
                    struct err *err)
{
    struct list_ask ask = {
        .from = from,
        .backwards = backwards,
        .most = most,
        .column = list->column,
        .descending = list->descending,
        .filter = list->filter != NULL ? list->filter : "",
    };
    return list->source->page(list->context, &ask, page, err);
}

static void take_window(struct list *list, struct list_page *page, bool first, bool last)
{
    list_page_done(&list->window);
    list->window = *page;
    *page = (struct list_page){ 0 };
    list->first = first;
    list->last = last;
}

/* The list's beginning or its end. */
static int load_end(struct list *list, bool bottom, struct err *err)
{
    struct list_page page = { 0 };
    size_t most = height_of(list) + batch_of(list);
    if (ask_page(list, NULL, bottom, most, &page, err) != 0) {
        list_page_done(&page);
        return -1;
    }
    bool all = page.n < most;
    take_window(list, &page, !bottom || all, bottom || all);
    list->top = bottom ? list->window.n : 0;
    list->cursor = 0;
    if (list->window.n > 0)
        land(list, bottom ? list->window.n - 1 : 0, !bottom);
    list->top = top_of(list, height_of(list));
    return 0;
}

/* The window around `at`, which stands `above` rows below the screen's first. `gone`: it is no more in the list, and
 * its neighbour is taken for it. */
static int load_around(struct list *list, const struct list_row *at, bool gone, size_t above, struct err *err)
{
    struct list_page before = { 0 }, after = { 0 }, whole = { 0 };
    size_t height = height_of(list), columns = list->columns_n;
    if (above >= height)
        above = height - 1;
    size_t most_before = above + batch_of(list), most_after = height - above + batch_of(list);
    int rc = ask_page(list, at, true, most_before, &before, err);
    if (rc == 0)
        rc = ask_page(list, at, false, most_after, &after, err);
    if (rc == 0 && gone && before.n + after.n == 0) {
        rc = load_end(list, false, err);
    } else if (rc == 0) {
        size_t cursor = before.n;
        copy_rows(&whole, before.v, before.n, columns);
        if (!gone)
            list_page_copy(&whole, at, columns);
        copy_rows(&whole, after.v, after.n, columns);
        take_window(list, &whole, before.n < most_before, after.n < most_after);
        land(list, cursor < list->window.n ? cursor : list->window.n - 1, true);
        list->top = list->cursor > above ? list->cursor - above : 0;
        list->top = top_of(list, height);
    }
    list_page_done(&before);
    list_page_done(&after);
    return rc;
}

static int find(struct list *list, int64_t id, struct list_page *page, bool *found, struct err *err)
{
    struct list_ask ask = {
        .most = 1,
        .column = list->column,
        .descending = list->descending,
        .filter = list->filter != NULL ? list->filter : "",
    };
    *found = false;
    int rc = list->source->find(list->context, id, &ask, page, found, err);
    if (page->n == 0)
        *found = false;
    return rc;
}

/* Reads anew and stands on the row with this id (0: the first); where it is gone, on the neighbour of the selected one,
 * or with `afresh` (another order or filter, for which the row no longer tells a place) on the first row. */
static int regain(struct list *list, int64_t id, bool afresh, struct err *err)
{
    const struct list_row *selected = list_selected(list);
    struct list_page page = { 0 };
    bool found = false;
    size_t above = selected != NULL ? list->cursor - top_of(list, height_of(list)) : 0;
    if (id == 0)
        return load_end(list, false, err);
    int rc = find(list, id, &page, &found, err);
    if (rc == 0 && found)
        rc = load_around(list, &page.v[0], false, above, err);
    else if (rc == 0 && (afresh || selected == NULL))
        rc = load_end(list, false, err);
    else if (rc == 0)
        rc = load_around(list, selected, true, above, err);
    list_page_done(&page);
    return rc;
}

static int64_t selected_id(const struct list *list)
{
    const struct list_row *selected = list_selected(list);
    return selected != NULL ? selected->id : 0;
}

/* Sees to it that `rows` rows beyond the cursor are in the window, or all there are; gives up rows far off at the other
 * side. */
static int reach(struct list *list, bool down, size_t rows, struct err *err)
{
    struct list_page fresh = { 0 }, whole = { 0 };
    size_t n = list->window.n, batch = batch_of(list), columns = list->columns_n;
    size_t have = n == 0 ? 0 : down ? n - 1 - list->cursor : list->cursor;
    if (n == 0 || have >= rows || (down ? list->last : list->first))
        return 0;
    size_t most = rows - have + batch;
    const struct list_row *v = list->window.v;
    if (ask_page(list, down ? &v[n - 1] : &v[0], !down, most, &fresh, err) != 0) {
        list_page_done(&fresh);
        return -1;
    }
    size_t from = down && list->top > batch ? list->top - batch : 0;
    size_t to = !down && n - list->top > height_of(list) + batch ? list->top + height_of(list) + batch : n;
    if (!down)
        copy_rows(&whole, fresh.v, fresh.n, columns);
    copy_rows(&whole, v + from, to - from, columns);
    if (down)
        copy_rows(&whole, fresh.v, fresh.n, columns);
    bool end = fresh.n < most;
    bool first = down ? list->first && from == 0 : end, last = down ? end : list->last && to == n;
    list->top = down ? list->top - from : list->top + fresh.n;
    list->cursor = down ? list->cursor - from : list->cursor + fresh.n;
    take_window(list, &whole, first, last);
    list_page_done(&fresh);
    return 0;
}

int list_load(struct list *list, int height, struct err *err)
{
    set_height(list, height);
    return regain(list, selected_id(list), false, err);
}

/* Whether the window holds what is to be seen when its row `i` is selected, and from which row on. */
static bool stands(const struct list *list, size_t i, size_t *top)
{
    size_t height = height_of(list), third = height / 3, n = list->window.n;
    *top = top_of(list, height);
    if (i >= *top && i < *top + height)
        return true;
    *top = i > third ? i - third : 0;
    return (i >= third || list->first) && (n - i >= height || list->last);
}

bool list_select(struct list *list, int64_t id, struct err *err)
{
    struct list_page page = { 0 };
    bool found = false;
    size_t top;
    for (size_t i = 0; i < list->window.n && id != 0; i++)
        if (list->window.v[i].id == id && stands(list, i, &top)) {
            list->cursor = i;
            list->top = top;
            list->top = top_of(list, height_of(list));
            list->wanted = 0;
            return true;
        }
    if (find(list, id, &page, &found, err) == 0) {
        if (!found)
            err_set(err, "%s", _("列表里没有这一条：它被筛选隐去了，或者在所看的这一天并不存在。"));
        else if (load_around(list, &page.v[0], false, height_of(list) / 3, err) != 0)
            found = false;
        else
            list->wanted = 0;
    }
    list_page_done(&page);
    return found;
}

int list_set_filter(struct list *list, const char *filter, struct err *err)
{
    char *old = list->filter;
    int64_t wanted = list->wanted != 0 ? list->wanted : selected_id(list);
    list->filter = filter != NULL && *filter != '\0' ? mem_strdup(filter) : NULL;
    if (regain(list, wanted, true, err) != 0) {
        mem_free(list->filter);
        list->filter = old;
        return -1;
    }
    list->wanted = list->filter != NULL && wanted != selected_id(list) ? wanted : 0;
    mem_free(old);
    return 0;
}

/* --- Moves --- */

static int step(struct list *list, bool down, struct err *err)
{
    if (reach(list, down, height_of(list) + 1, err) != 0)
        return -1;
    for (size_t i = list->cursor; down ? ++i < list->window.n : i-- > 0;)
        if (list->window.v[i].id != 0) {
            list->cursor = i;
            break;
        }
    return 0;
}

/* The screen and the cursor go on by a screenful; at the list's end the cursor goes to its last row. */
static int leaf(struct list *list, bool down, struct err *err)
{
    size_t height = height_of(list);
    if (reach(list, down, 2 * height, err) != 0 || list->window.n == 0)
        return list->window.n == 0 ? 0 : -1;
    size_t last = list->window.n - 1;
    size_t to = down ? list->cursor + height : list->cursor > height ? list->cursor - height : 0;
    list->top = down ? list->top + height : list->top > height ? list->top - height : 0;
    if (list->top > last)
        list->top = last;
    land(list, to < last ? to : last, down);
    return 0;
}

static int go_end(struct list *list, bool bottom, struct err *err)
{
    if (!(bottom ? list->last : list->first))
        return load_end(list, bottom, err);
    if (list->window.n == 0)
        return 0;
    land(list, bottom ? list->window.n - 1 : 0, !bottom);
    list->top = bottom ? list->window.n - 1 : 0;
    return reach(list, !bottom, height_of(list), err);
}

/* Another order; should the source fail, the old one. */
static int reorder(struct list *list, int column, bool descending, struct err *err)
{
    int old = list->column;
    bool old_descending = list->descending;
    list->column = column;
    list->descending = descending;
    if (regain(list, selected_id(list), true, err) == 0)
        return 0;
    list->column = old;
    list->descending = old_descending;
    return -1;
}

/* The first column behind `column` to sort by; -1: none. */
static int next_sorted(const struct list *list, int column)
{
    for (size_t i = (size_t)(column + 1); i < list->columns_n; i++)
        if (list->columns[i].sorts)
            return (int)i;
    return -1;
}

static int sort(struct list *list, bool reverse, struct err *err)
{
    if (next_sorted(list, -1) < 0)
        return 1;
    if (!reverse)
        return reorder(list, next_sorted(list, list->column), false, err);
    if (list->column < 0) /* the source's own order has no other way round */
        return reorder(list, next_sorted(list, -1), true, err);
    return reorder(list, list->column, !list->descending, err);
}

static int move(struct list *list, enum action action, struct err *err)
{
    switch (action) {
    case ACTION_UP:
    case ACTION_DOWN:
        return step(list, action == ACTION_DOWN, err);
    case ACTION_PAGE_UP:
    case ACTION_PAGE_DOWN:
        return leaf(list, action == ACTION_PAGE_DOWN, err);
    case ACTION_TOP:
    case ACTION_BOTTOM:
        return go_end(list, action == ACTION_BOTTOM, err);
    case ACTION_SORT:
    case ACTION_REVERSE:
        return sort(list, action == ACTION_REVERSE, err);
    default:
        return 1;
    }
}

/* After the screen has become higher than what the window holds. */
static int fill(struct list *list, struct err *err)
{
    size_t height = height_of(list);
    if (list->window.n >= height)
        return 0;
    if (reach(list, true, height, err) != 0)
        return -1;
    return list->window.n >= height ? 0 : reach(list, false, height, err);
}

int list_try(struct list *list, enum action action, struct err *err)
{
    list->top = top_of(list, height_of(list));
    if (fill(list, err) != 0)
        return -1;
    size_t top = list->top = top_of(list, height_of(list)), cursor = list->cursor;
    int rc = move(list, action, err);
    if (rc == 0) {
        list->wanted = 0;
    } else {
        list->top = top;
        list->cursor = cursor;
    }
    list->top = top_of(list, height_of(list));
    return rc;
}

/* --- Columns --- */

/* Where a column stands in the area; cells 0: left out. */
struct place {
    int column, cells;
};

static int least_cells(const struct list *list, size_t i)
{
    int cells = list->columns[i].cells;
    return cells > 0 ? cells : i == 0 ? FIRST_LEAST : FLEXIBLE_LEAST;
}

static int weight_of(const struct list_column *column)
{
    return column->weight > 0 || column->cells > 0 ? column->weight : 1;
}

static int all_cells(const struct place *places, size_t n)
{
    int all = -GAP;
    for (size_t i = 0; i < n; i++)
        if (places[i].cells > 0)
            all += places[i].cells + GAP;
    return all;
}

/* Leaves out columns, then makes the widest narrower, until all fit. */
static void make_fit(const struct list *list, struct place *places, int cells)
{
    while (all_cells(places, list->columns_n) > cells) {
        size_t out = 0, widest = 0;
        for (size_t i = 1; i < list->columns_n; i++) {
            int drop = out > 0 ? list->columns[out].drop : 1;
            if (places[i].cells > 0 && list->columns[i].drop >= drop)
                out = i;
            if (places[i].cells > places[widest].cells)
                widest = i;
        }
        if (out > 0)
            places[out].cells = 0;
        else if (places[widest].cells > 1)
            places[widest].cells--;
        else
            break;
    }
}

static void lay_out(const struct list *list, int cells, struct place places[COLUMNS_MOST])
{
    int weights = 0, at = 0;
    for (size_t i = 0; i < list->columns_n; i++)
        places[i].cells = least_cells(list, i);
    make_fit(list, places, cells);
    for (size_t i = 0; i < list->columns_n; i++)
        weights += places[i].cells > 0 ? weight_of(&list->columns[i]) : 0;
    int rest = cells - all_cells(places, list->columns_n);
    for (size_t i = 0; i < list->columns_n; i++) {
        int weight = places[i].cells > 0 ? weight_of(&list->columns[i]) : 0;
        if (weight > 0 && rest > 0) {
            int more = rest * weight / weights;
            places[i].cells += more;
            rest -= more;
            weights -= weight;
        }
        places[i].column = at;
        at += places[i].cells > 0 ? places[i].cells + GAP : 0;
    }
}

/* --- Drawing --- */

static void put_cell(struct canvas *canvas, struct area area, enum align align, enum style style, const char *text)
{
    if (text == NULL)
        return;
    int cells = align == ALIGN_LEFT ? 0 : (int)text_cells(text, strlen(text), canvas->wide);
    if (align == ALIGN_RIGHT)
        canvas_right(canvas, area, 0, style, text);
    else
        canvas_put(canvas, area, 0, align == ALIGN_CENTER && cells < area.columns ? (area.columns - cells) / 2 : 0,
                   style, text);
}

static void draw_titles(const struct list *list, const struct place *places, struct canvas *canvas, struct area area)
{
    bool plain = canvas->ascii || canvas->wide; /* arrows are of ambiguous width */
    const char *mark = list->descending ? (plain ? "v" : "↓") : (plain ? "^" : "↑");
    for (size_t i = 0; i < list->columns_n; i++) {
        const struct list_column *column = &list->columns[i];
        struct area cell = area_columns(area, places[i].column, places[i].cells);
        if (places[i].cells == 0)
            continue;
        if ((int)i != list->column) {
            put_cell(canvas, cell, column->align, STYLE_TITLE, column->title);
            continue;
        }
        struct area words = area_columns(cell, 0, cell.columns - 1);
        int end = (int)text_cells(column->title, strlen(column->title), canvas->wide);
        bool left = column->align == ALIGN_LEFT && end < cell.columns;
        put_cell(canvas, words, column->align == ALIGN_LEFT ? ALIGN_LEFT : ALIGN_RIGHT, STYLE_TITLE, column->title);
        canvas_put(canvas, cell, 0, left ? end : cell.columns - 1, STYLE_TITLE, mark);
    }
}

/* The lines before a key, in plain characters where those for lines are wide or not there. */
static int put_lead(struct canvas *canvas, struct area area, const char *lead, size_t n)
{
    static const char *const lines[][2] = { { "├", "|" }, { "└", "`" }, { "│", "|" }, { "─", "-" } };
    struct buf text = { 0 };
    for (size_t i = 0; i < n;) {
        const char *put = NULL;
        size_t length = 1;
        for (size_t k = 0; k < 4 && put == NULL && (canvas->wide || canvas->ascii); k++)
            if (n - i >= strlen(lines[k][0]) && memcmp(lead + i, lines[k][0], strlen(lines[k][0])) == 0) {
                put = lines[k][1];
                length = strlen(lines[k][0]);
            }
        buf_add(&text, put != NULL ? put : lead + i, put != NULL ? 1 : length);
        i += length;
    }
    int end = canvas_putn(canvas, area, 0, 0, STYLE_TEXT, buf_text(&text), text.n);
    buf_free(&text);
    return end;
}

static bool is_title(const struct list_row *row, size_t columns)
{
    for (size_t i = 1; i < columns; i++)
        if (row->cells[i] != NULL)
            return false;
    return row->id == 0 && row->cells[0] != NULL;
}

/* The key column of the selected row. Its beginning is enough to be seen, and a cursor move is few bytes; so is a
 * marker that is one piece with it. A style that has a meaning of its own says more than the cursor does. */
static void mark_key(struct canvas *canvas, struct area area, struct area cell, int start, const struct list_row *row)
{
    const char *key = row->cells[0] + row->lead;
    int cells = (int)text_cells(key, strlen(key), canvas->wide), most = start == 0 ? KEY_STRONG : NODE_STRONG;
    enum style style = row->styles != NULL ? row->styles[0] : row->style;
    if (style == STYLE_TEXT || style == STYLE_DIM)
        canvas_restyle(canvas, area_columns(cell, start, cells < most ? cells : most), STYLE_STRONG);
    canvas_restyle(canvas, area_columns(area, 0, MARKER), start == 0 ? STYLE_STRONG : STYLE_TEXT);
}

static void draw_row(const struct list *list, const struct list_row *row, bool selected, const struct place *places,
                     struct canvas *canvas, struct area area)
{
    struct area cells = area_columns(area, MARKER, area.columns - MARKER);
    if (selected)
        canvas_put(canvas, area, 0, 0, STYLE_STRONG, ">");
    if (is_title(row, list->columns_n)) {
        canvas_put(canvas, cells, 0, 0, row->style, row->cells[0]);
        return;
    }
    for (size_t i = 0; i < list->columns_n; i++) {
        struct area cell = area_columns(cells, places[i].column, places[i].cells);
        enum style style = row->styles != NULL ? row->styles[i] : row->style;
        const char *text = row->cells[i];
        if (places[i].cells == 0 || text == NULL)
            continue;
        enum align align = list->columns[i].align;
        int start = i == 0 && row->lead > 0 ? put_lead(canvas, cell, text, row->lead) : 0;
        if (start > 0)
            canvas_put(canvas, cell, 0, start, style, text + row->lead);
        else
            put_cell(canvas, cell, align, i == 0 && selected && align != ALIGN_LEFT ? STYLE_STRONG : style, text);
        if (i == 0 && selected && align == ALIGN_LEFT)
            mark_key(canvas, area, cell, start, row);
    }
}

static void draw_empty(const struct list *list, struct canvas *canvas, struct area area)
{
    struct text_lines lines = { 0 };
    struct buf text = { 0 };
    if (list->filter != NULL)
        buf_printf(&text, _("没有与“%s”相符的内容。"), list->filter);
    else
        buf_adds(&text, list->empty);
    area = area_columns(area, MARKER, area.columns - MARKER);
    text_wrap(buf_text(&text), text.n, area.columns < 2 ? 2 : (size_t)area.columns, canvas->wide, &lines);
    for (size_t i = 0; i < lines.n && (int)i < area.rows; i++)
        canvas_putn(canvas, area, (int)i, 0, STYLE_DIM, buf_text(&text) + lines.v[i].start, lines.v[i].n);
    VEC_FREE(&lines);
    buf_free(&text);
}

void list_draw(const struct list *list, struct canvas *canvas, struct area area)
{
    struct place places[COLUMNS_MOST] = { { 0 } };
    struct area cells = area_columns(area, MARKER, area.columns - MARKER);
    lay_out(list, cells.columns, places);
    if (area.rows >= 2) {
        draw_titles(list, places, canvas, area_columns(area_rows(area, 0, 1), MARKER, cells.columns));
        area = area_rows(area, 1, area.rows - 1);
    }
    set_height(list, area.rows);
    if (list->window.n == 0) {
        draw_empty(list, canvas, area);
        return;
    }
    size_t top = top_of(list, (size_t)area.rows);
    for (size_t i = top; i < list->window.n && i - top < (size_t)area.rows; i++) {
        const struct list_row *row = &list->window.v[i];
        draw_row(list, row, i == list->cursor && row->id != 0, places, canvas, area_rows(area, (int)(i - top), 1));
    }
}
