/* Printed documents. Each reads what it needs from the store and gives back the bytes of a whole document: an official
 * paper as text, a table as CSV, or JSON. Nothing is written here: that is the caller's. */
#ifndef ZEREN_REPORT_REPORT_H
#define ZEREN_REPORT_REPORT_H

#include "store/model.h"
#include "text/paper.h"

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON };

struct report_request {
    struct store *store;
    const struct school *school;
    const char *body; /* only this body and those below it: key, name or short name; NULL: all */
    const char *rule; /* only this document (its key); NULL: all */
    const char *day;  /* 数据截至 */
    enum format format;
    struct paper_options paper;
};

struct report {
    const char *name, *title, *help;
    bool by_body, by_rule; /* whether the request's filters mean something to it */
    int (*print)(const struct report_request *request, struct buf *out, struct err *err);
};

extern const struct report reports[]; /* ended by a NULL name */

const struct report *report_named(const char *name); /* NULL: none */

/* UTF-8. CSV begins with a BOM. On failure `out` is to be thrown away. */
int report_print(const struct report *report, const struct report_request *request, struct buf *out, struct err *err);

#endif
