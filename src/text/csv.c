/* CSV, through libcsv. */
#include "text/csv.h"

#include "base/words.h"
#include "text/clean.h"

#include <csv.h>
#include <stdbool.h>
#include <string.h>

static bool looks_like_formula(const char *cell)
{
    static const char *const starts[] = { "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠" };
    for (size_t i = 0; i < COUNT(starts); i++)
        if (strncmp(cell, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

void csv_add_row(struct buf *out, const char *const *cells, size_t n)
{
    struct buf clean = { 0 }, quoted = { 0 };
    for (size_t i = 0; i < n; i++) {
        const char *cell = cells[i] == NULL ? "" : cells[i];
        if (cell[0] == '\0') { /* most of a large matrix */
            buf_adds(out, i > 0 ? ",\"\"" : "\"\"");
            continue;
        }
        buf_clear(&clean);
        if (looks_like_formula(cell))
            buf_addc(&clean, '\'');
        text_show(cell, strlen(cell), true, &clean);
        size_t need = csv_write(NULL, 0, buf_text(&clean), clean.n);
        buf_clear(&quoted);
        buf_repeat(&quoted, " ", need);
        csv_write(quoted.v, need, buf_text(&clean), clean.n);
        if (i > 0)
            buf_addc(out, ',');
        buf_add(out, quoted.v, need);
    }
    buf_adds(out, "\r\n");
    buf_free(&clean);
    buf_free(&quoted);
}

struct reading {
    struct csv_table *table;
    struct {
        char **v;
        size_t n, room;
    } cells;
    size_t line;  /* of the byte being fed */
    size_t start; /* line on which the row being read starts */
    bool started;
};

static void on_cell(void *bytes, size_t n, void *context)
{
    struct reading *reading = context;
    const char *text = bytes == NULL ? "" : bytes;
    text = text_trim(text, &n);
    char *cell = arena_strndup(&reading->table->arena, text, n);
    /* The apostrophe csv_add_row put before a formula is taken off again. One before a tab is not its: it writes none.
     */
    if (cell[0] == '\'' && (unsigned char)cell[1] > ' ' && looks_like_formula(cell + 1))
        cell++;
    *VEC_PUSH(&reading->cells) = cell;
}

static void on_row(int end, void *context)
{
    (void)end;
    struct reading *reading = context;
    bool empty = true;
    for (size_t i = 0; i < reading->cells.n; i++)
        empty = empty && reading->cells.v[i][0] == '\0';
    if (!empty) {
        struct csv_row *row = VEC_PUSH(reading->table);
        size_t bytes = reading->cells.n * sizeof(char *);
        row->cells = arena_alloc(&reading->table->arena, bytes);
        memcpy(row->cells, reading->cells.v, bytes);
        row->n = reading->cells.n;
        row->line = reading->start;
    }
    reading->cells.n = 0;
    reading->started = false;
}

/* The length of the first line with its end: CRLF, LF or CR. */
static size_t line_bytes(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bytes[i] == '\n' || bytes[i] == '\r')
            return bytes[i] == '\r' && i + 1 < n && bytes[i + 1] == '\n' ? i + 2 : i + 1;
    return n;
}

/* libcsv keeps no line numbers: it is fed line by line and the reader counts. */
static int feed(struct csv_parser *parser, struct reading *reading, const char *bytes, size_t n, struct err *err)
{
    size_t from = 0;
    while (from < n) {
        size_t len = line_bytes(bytes + from, n - from);
        reading->line++;
        if (!reading->started)
            reading->start = reading->line;
        reading->started = true;
        if (csv_parse(parser, bytes + from, len, on_cell, on_row, reading) != len)
            return err_set(err, _("第 %zu 行的引号不成对，这一行读不懂。请检查该行的双引号。"), reading->line);
        from += len;
    }
    if (csv_fini(parser, on_cell, on_row, reading) != 0)
        return err_set(err, _("第 %zu 行开始的引号到文件末尾仍未结束。请补上双引号。"), reading->start);
    return 0;
}

int csv_read(const char *bytes, size_t n, struct csv_table *table, struct err *err)
{
    *table = (struct csv_table){ 0 };
    if (n > 0 && memchr(bytes, '\0', n) != NULL)
        return err_set(err, "%s", _("文件里有空字节，不是文本表格。请在表格软件中另存为 CSV。"));
    struct csv_parser parser;
    /* CSV_REPALL_NL: on_row must hear of empty lines too, or the next row's line would be theirs */
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        die("csv_init");
    struct reading reading = { .table = table };
    int rc = feed(&parser, &reading, bytes, n, err);
    csv_free(&parser);
    VEC_FREE(&reading.cells);
    if (rc != 0)
        csv_free_table(table);
    return rc;
}

void csv_free_table(struct csv_table *table)
{
    VEC_FREE(table);
    arena_free(&table->arena);
}
