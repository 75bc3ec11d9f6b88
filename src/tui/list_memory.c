/* Rows held in memory as the source of a list. It must not know the store, nor what is seen. */
#include "tui/list.h"

#include "text/clean.h"
#include "text/encode.h"
#include "text/pinyin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool list_matches(const char *const *cells, size_t n, const char *words)
{
    for (size_t i = 0; i < n; i++)
        if (cells[i] != NULL && pinyin_match(cells[i], words))
            return true;
    return *words == '\0';
}

/* --- Filling --- */

void list_memory_clear(struct list_memory *memory, size_t columns)
{
    memory->columns = columns;
    memory->n = 0;
    memory->ordered = false;
    arena_free(&memory->arena);
}

struct list_row *list_memory_add(struct list_memory *memory, int64_t id, enum style style, const char ***cells)
{
    struct list_row *row = VEC_PUSH(memory);
    const char **made = arena_alloc(&memory->arena, sizeof *made * memory->columns);
    row->id = id;
    row->style = style;
    row->cells = made;
    memory->ordered = false;
    *cells = made;
    return row;
}

void list_memory_done(struct list_memory *memory)
{
    list_memory_clear(memory, 0);
    VEC_FREE(memory);
    mem_free(memory->order);
    mem_free(memory->ordered_filter);
    memory->order = NULL;
    memory->ordered_filter = NULL;
}

/* --- The order --- */

/* What a row is sorted by; made once a sort. */
struct sort_key {
    size_t row;
    int64_t id;
    bool number;
    double value;
    const char *text; /* GB18030 */
    size_t n;
};

/* An optional sign, digits, and perhaps a point and more digits; nothing else. */
static bool read_number(const char *text, double *value)
{
    const char *at = text + (*text == '-' || *text == '+' ? 1 : 0);
    size_t whole = strspn(at, "0123456789"), part = 0;
    if (at[whole] == '.')
        part = strspn(at + whole + 1, "0123456789");
    if (whole == 0 || (at[whole] == '.' && part == 0) || at[whole + (part > 0 ? part + 1 : 0)] != '\0')
        return false;
    *value = strtod(text, NULL);
    return true;
}

static int compare_keys(const void *one, const void *other)
{
    const struct sort_key *a = one, *b = other;
    if (a->number != b->number)
        return a->number ? -1 : 1;
    if (a->number && (a->value < b->value || a->value > b->value))
        return a->value < b->value ? -1 : 1;
    size_t n = a->n < b->n ? a->n : b->n;
    int by_text = n > 0 ? memcmp(a->text, b->text, n) : 0;
    if (by_text != 0 || a->n != b->n)
        return by_text != 0 ? by_text : a->n < b->n ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* The sort texts of all rows, one NUL after each, encoded in one go: opening the converter costs more than its work. */
static void add_texts(const struct list_memory *memory, size_t column, struct buf *texts)
{
    for (size_t i = 0; i < memory->order_n; i++) {
        const char *text = memory->v[memory->order[i]].cells[column];
        if (text != NULL)
            text_show(text, strlen(text), true, texts);
        buf_addc(texts, '\0');
    }
    encode_text(texts, ENCODING_GB18030, NULL); /* should it fail, UTF-8 is an order too */
}

static void sort_order(struct list_memory *memory, size_t column, bool descending)
{
    size_t n = memory->order_n;
    struct buf texts = { 0 };
    struct sort_key *keys = mem_alloc(sizeof *keys * n);
    add_texts(memory, column, &texts);
    const char *text = buf_text(&texts);
    for (size_t i = 0; i < n; i++) {
        const struct list_row *row = &memory->v[memory->order[i]];
        keys[i] = (struct sort_key){ .row = memory->order[i], .id = row->id, .text = text, .n = strlen(text) };
        keys[i].number = read_number(text, &keys[i].value);
        text += keys[i].n + 1;
    }
    qsort(keys, n, sizeof *keys, compare_keys);
    for (size_t i = 0; i < n; i++)
        memory->order[i] = keys[descending ? n - 1 - i : i].row;
    mem_free(keys);
    buf_free(&texts);
}

/* Rows that pass the filter, in the order asked for; kept until rows or the question change. */
static void put_in_order(struct list_memory *memory, const struct list_ask *ask)
{
    bool own = ask->column < 0 || (size_t)ask->column >= memory->columns;
    if (memory->ordered && memory->ordered_column == ask->column && memory->ordered_descending == ask->descending &&
        strcmp(memory->ordered_filter, ask->filter) == 0)
        return;
    size_t heading = SIZE_MAX; /* waits for a row below it */
    memory->order = mem_resize(memory->order, sizeof *memory->order * memory->n);
    memory->order_n = 0;
    for (size_t i = 0; i < memory->n; i++) {
        bool is_heading = memory->v[i].id == 0;
        if (is_heading && (!own || *ask->filter != '\0')) {
            heading = own ? i : SIZE_MAX;
            continue;
        }
        if (!is_heading && !list_matches(memory->v[i].cells, memory->columns, ask->filter))
            continue;
        if (heading != SIZE_MAX)
            memory->order[memory->order_n++] = heading;
        heading = SIZE_MAX;
        memory->order[memory->order_n++] = i;
    }
    if (!own)
        sort_order(memory, (size_t)ask->column, ask->descending);
    char *filter = mem_strdup(ask->filter);
    mem_free(memory->ordered_filter);
    memory->ordered_filter = filter;
    memory->ordered_column = ask->column;
    memory->ordered_descending = ask->descending;
    memory->ordered = true;
}

/* --- The source --- */

static void copy_at(const struct list_memory *memory, size_t at, struct list_page *page)
{
    list_page_copy(page, &memory->v[memory->order[at]], memory->columns);
    page->v[page->n - 1].key = arena_printf(&page->arena, "%zu", at);
}

static bool place_of(const struct list_memory *memory, int64_t id, size_t *at)
{
    for (size_t i = 0; i < memory->order_n && id != 0; i++)
        if (memory->v[memory->order[i]].id == id) {
            *at = i;
            return true;
        }
    return false;
}

/* The rows before *before and from *behind on are those around the row. A row's key is its place in the order when it
 * was given out; a row that is gone since then has left its place to the next. */
static void around(const struct list_memory *memory, const struct list_row *row, size_t *before, size_t *behind)
{
    size_t at = row->key != NULL ? (size_t)strtoull(row->key, NULL, 10) : 0;
    bool there = at < memory->order_n && memory->v[memory->order[at]].id == row->id;
    if (!there)
        there = place_of(memory, row->id, &at);
    if (at > memory->order_n)
        at = memory->order_n;
    *before = at;
    *behind = there ? at + 1 : at;
}

static int memory_page(void *context, const struct list_ask *ask, struct list_page *page, struct err *err)
{
    struct list_memory *memory = context;
    (void)err;
    put_in_order(memory, ask);
    size_t before = memory->order_n, behind = 0;
    if (ask->from != NULL)
        around(memory, ask->from, &before, &behind);
    if (ask->backwards)
        behind = before > ask->most ? before - ask->most : 0;
    size_t end = ask->backwards ? before : memory->order_n;
    if (end - behind > ask->most)
        end = behind + ask->most;
    for (size_t i = behind; i < end; i++)
        copy_at(memory, i, page);
    return 0;
}

static int memory_find(void *context, int64_t id, const struct list_ask *ask, struct list_page *page, bool *found,
                       struct err *err)
{
    struct list_memory *memory = context;
    size_t at;
    (void)err;
    put_in_order(memory, ask);
    *found = place_of(memory, id, &at);
    if (*found)
        copy_at(memory, at, page);
    return 0;
}

const struct list_source list_memory_source = { .page = memory_page, .find = memory_find };
