/* Printed documents. Each reads what it needs from the store and gives back the bytes of a whole document: an official
 * paper as text, a table as CSV, or JSON. Nothing is written here: that is the caller's. */
#ifndef ZEREN_REPORT_REPORT_H
#define ZEREN_REPORT_REPORT_H

#include "store/model.h"
#include "text/encode.h"
#include "text/paper.h"

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON };

/* Which incidents a register tells of, as typed; NULL: all. The paper says in its head what was chosen. */
struct register_choice {
    const char *from;     /* found on this day or later; NULL: on the first of the last day's year; "": however early */
    const char *to;       /* and on this day or earlier; NULL: the request's day. Beyond that none is told of */
    const char *category; /* its code or its name */
    const char *grade;    /* its name, or 1 to 4 */
    const char *state;    /* as it is stored or as it is shown */
    const char *words;    /* as in struct incident_page */
    int64_t drill;        /* of drill-incidents: those of this one; 0: of all */
};

struct report_request {
    struct store *store;
    const struct school *school;
    const char *body;    /* only this body and those below it: key, name or short name; NULL: all */
    const char *rule;    /* only this document (its key); NULL: all */
    const char *subject; /* the one record a report is about: its number or id; NULL where it is about none */
    const char *day;     /* 数据截至 */
    const char *drill;   /* the drill that whoever prints is in; NULL: none. Its name stands on top of each page */
    int64_t now;         /* seconds since 1970-01-01 UTC: what is still running is counted up to it */
    struct register_choice chosen;
    enum format format;
    struct paper_options paper;
    size_t *pages; /* NULL: as long as it comes. Else a paper of very many pages is refused, their number told here */
};
/* From about so many pages on; fewer are printed in a moment. */
enum { PAGES_VERY_MANY = 2000 };

struct report {
    const char *name, *title, *help;
    const char *subject;   /* what it is about: "事件编号"; NULL: it is about no one record */
    bool by_body, by_rule; /* whether the request's filters mean something to it */
    int (*print)(const struct report_request *request, struct buf *out, struct err *err);
    /* Of one with a subject: the school it belongs to, by the request's store and subject. */
    int (*school)(const struct report_request *request, int64_t *school, struct err *err);
};

extern const struct report reports[]; /* ended by a NULL name */

const struct report *report_named(const char *name);  /* NULL: none */
bool report_is_register(const struct report *report); /* whether `chosen` means something to it */

/* UTF-8. CSV begins with a BOM. On failure `out` is to be thrown away. */
int report_print(const struct report *report, const struct report_request *request, struct buf *out, struct err *err);
/* What report_print gave, in the encoding in which it leaves the program: JSON stays UTF-8; a CSV of the other encoding
 * has no BOM. */
int report_encode(struct buf *out, enum format format, enum encoding encoding, struct err *err);

#endif
