/* What all reports share: the head and foot of the paper, citations, the body filter, and a table that comes out as
 * paper or CSV. For the report floor. */
#ifndef ZEREN_REPORT_FRAME_H
#define ZEREN_REPORT_FRAME_H

#include "domain/org.h"
#include "report/report.h"
#include "store/drill.h"
#include "store/incident.h"
#include "text/csv.h"
#include "text/json.h"

/* The documents of a school, so that a citation can name the right one, and its org chart on the request's day. */
struct frame {
    const struct report_request *request;
    struct rules rules;
    struct org org;
    int64_t body; /* the request's body filter, resolved: 0 for all */
    struct store_head head;
    struct paper *paper; /* of a text report */
    const char *drill;   /* the name of the one it is about; NULL: none */
    struct arena arena;  /* for citations and other text that lives as long as the report */
};

/* An unknown body or rule in the request is an error. After a failure there is nothing to give back. */
int frame_begin(struct frame *frame, const struct report_request *request, struct err *err);
/* A report about one incident calls it before anything is put on the paper: pages about a drill's incident carry
 * 【演练】 and the drill's name whoever prints them, and pages about a real one that is printed in the middle of a
 * drill say that it is real. */
int frame_about_incident(struct frame *frame, const struct incident *incident, struct err *err);
/* The same for a report about a drill itself. */
void frame_about_drill(struct frame *frame, const struct drill *drill);
/* "drill": the name of the drill this report is about, else null. After one of the two above. */
void json_key_drill(struct json *json, const struct frame *frame);

/* Puts the school, the title and the documents' numbers on the paper, once, before the content. */
void frame_title(struct frame *frame, const char *title);
/* Lines as the domain tells them, indented; one that begins with a tab is a heading. */
void frame_lines(struct frame *frame, const char *text);
/* The place for the stamp, kept on one page and not alone on it; then all pages to `out`. */
void frame_finish(struct frame *frame, struct buf *out);
void frame_done(struct frame *frame);

/* cite_within the school's documents, in the frame's arena. */
const char *frame_cite(struct frame *frame, struct cite cite);
/* In the frame's arena; NULL for a moment that is not known. */
const char *shown_time(struct frame *frame, int64_t at);  /* 2026-11-21 08:00:00 */
const char *broken_time(struct frame *frame, int64_t at); /* day and time below each other */
const struct rule *frame_rule(const struct frame *frame, const char *key);
/* How a document is called: its number, or without one its title. */
const char *rule_call(const struct rule *rule);

/* A report's three ways out. `struct printing` is each report's own: its frame and what else it prints from. */
struct printing;
typedef void print_fn(struct printing *p, struct buf *out);
struct ways {
    print_fn *text, *csv, *json;
};
/* Goes the way the request asks for. */
void frame_print(const struct frame *frame, struct ways ways, struct printing *p, struct buf *out);

bool frame_wants_body(const struct frame *frame, int64_t body); /* passes the body filter */
bool frame_wants_rule(const struct frame *frame, const char *key);

/* A table made once and put out as paper or CSV: the first `paper_n` columns of a row make the paper, all of them the
 * CSV. */
struct sheet {
    const struct paper_column *columns;
    const char *const *csv_titles;
    size_t paper_n, csv_n;
    bool merge;
    const char *above; /* what the paper's table was made under, over it; NULL: nothing to say */
    const char *below; /* a line under the paper's table; NULL: none */
    struct {
        const char **v; /* cells of all rows, one after another: paper_n + csv_n a row */
        size_t n, room;
    } cells;
};
/* The next row's cells, all NULL: first those of the paper, then those of the CSV. Valid until the next call. */
const char **sheet_row(struct sheet *sheet);
size_t sheet_rows(const struct sheet *sheet);
/* The whole document, as the request has it: CSV, or a paper with this title. An empty paper says so. */
void sheet_print(const struct sheet *sheet, struct frame *frame, const char *title, struct buf *out);
void sheet_done(struct sheet *sheet);

/* "body": name, id and the citation as keys of the open JSON object. */
void json_key_body(struct json *json, const char *key, const struct body *body);
/* "decision" with the reason, the day and the login, of a part that the school decided itself; else nothing. */
void json_key_decision(struct json *json, const struct part *part);
void json_key_cite(struct json *json, const struct frame *frame, struct cite cite);

int print_duties(const struct report_request *request, struct buf *out, struct err *err);
int print_matrix(const struct report_request *request, struct buf *out, struct err *err);
int print_org(const struct report_request *request, struct buf *out, struct err *err);
int print_contacts(const struct report_request *request, struct buf *out, struct err *err);
int print_rule(const struct report_request *request, struct buf *out, struct err *err);
int print_assets(const struct report_request *request, struct buf *out, struct err *err);
int print_drill(const struct report_request *request, struct buf *out, struct err *err);
/* Its school, as struct report asks for it. */
int school_of_drill(const struct report_request *request, int64_t *school, struct err *err);
int print_obligations(const struct report_request *request, struct buf *out, struct err *err);
int print_incidents(const struct report_request *request, struct buf *out, struct err *err);
int print_drill_incidents(const struct report_request *request, struct buf *out, struct err *err);
int print_incident(const struct report_request *request, struct buf *out, struct err *err);
int print_clocks(const struct report_request *request, struct buf *out, struct err *err);
int print_report_form(const struct report_request *request, struct buf *out, struct err *err);
/* The school of the incident that is the request's subject. */
int school_of_incident(const struct report_request *request, int64_t *school, struct err *err);
int print_review(const struct report_request *request, struct buf *out, struct err *err);
int print_proposal(const struct report_request *request, struct buf *out, struct err *err);
/* The school of the review that is a report's subject. */
int review_school(const struct report_request *request, int64_t *school, struct err *err);

#endif
