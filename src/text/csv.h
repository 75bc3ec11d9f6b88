/* Comma separated tables: written so that WPS and Excel open them right, read in any column order. */
#ifndef ZEREN_TEXT_CSV_H
#define ZEREN_TEXT_CSV_H

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

#include <stddef.h>

/* Appends one row (CRLF, every cell quoted). A cell that a spreadsheet would take for a formula (it begins with
 * = + - @, a tab or a full-width form of these) gets an apostrophe before it. */
void csv_add_row(struct buf *out, const char *const *cells, size_t n);

struct csv_row {
    char **cells;
    size_t n;
    size_t line; /* where it starts, from 1 */
};

struct csv_table {
    struct csv_row *v;
    size_t n, room;
    struct arena arena; /* owns the cells */
};

/* Reads UTF-8 bytes (see decode_text). Cells are trimmed; empty rows are left out. Malformed quoting is an error
 * that names the line. On an error the table is empty. */
int csv_read(const char *bytes, size_t n, struct csv_table *table, struct err *err);
void csv_free_table(struct csv_table *table);

#endif
