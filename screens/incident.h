/* What the screens about one incident share. */
#ifndef ZEREN_SCREENS_INCIDENT_H
#define ZEREN_SCREENS_INCIDENT_H

#include "domain/clocks.h"
#include "screens/screens.h"

/* --- Clocks (clocks.c): counted when the store was read, painted as of `now` without reading it --- */

/* Whether there is anything to paint of them. */
bool clocks_any(const struct clocks *clocks);
/* Whether what is painted of them changes as time passes. */
bool clocks_run(const struct clocks *clocks);
/* One line: what waits most, and for how long the service is down. */
void clocks_draw_line(const struct clocks *clocks, const struct incident *incident, int64_t now, struct canvas *canvas,
                      struct area line);
/* All of them, two lines each. */
void clocks_draw_all(const struct clocks *clocks, const struct incident *incident, int64_t now, struct canvas *canvas,
                     struct area area);

/* To whom it may be reported: the lines of the school's chain, then the reports of the national frame (ids below 0). */
struct recipients {
    struct report_dues dues;
    struct pick_item *v;
    size_t n;
    int64_t next; /* what presses most, else the first that was not reported yet; 0: all are */
    struct arena arena;
};
/* A failure is shown, and there are none. `out` zeroed before. */
void recipients_read(struct screen *screen, const struct clocks *clocks, const struct incident *incident,
                     struct recipients *out);
void recipients_done(struct recipients *recipients);

/* --- What 事实 and 证据 have in common (incident_rows.c) --- */

/* Stands first in their states; the functions serve as theirs, with rows_answer and rows_has_row. What stands beside
 * the selected row, `rest` writes into `details`. */
struct incident_rows {
    struct rows_screen base;
    int64_t id; /* the incident */
    struct incidents one;
    struct buf details;
    size_t title; /* the column that is the details' title */
    bool wants_details;
    enum action writes; /* may not be when `write` says why not */
    struct err write;
};
void incident_rows_init(struct screen *screen, int64_t incident, const struct list_column *columns, size_t n,
                        size_t title, const char *empty);
void incident_rows_done(struct screen *screen);
void incident_rows_draw(const struct screen *screen, struct canvas *canvas, struct area area);
enum outcome incident_rows_act(struct screen *screen, enum action action);
int incident_rows_may(const struct screen *screen, enum action action, struct err *err);
void incident_rows_paper(const struct screen *screen, struct paper_wish *wish);

/* --- Records of one incident (incident.c) --- */

/* Its number and title on the first row, before it the mark of a drill, or of what is real in the middle of one. */
void draw_incident_line(const struct screen *screen, const struct incident *incident, struct canvas *canvas,
                        struct area area);
/* The record of the incident is what `p` prints. */
void incident_paper(const struct incidents *one, struct paper_wish *wish);
/* To the second: of today 14:05:30, of this year 11-20 14:05:30, else 2025-11-20 14:05. */
const char *moment_cell(int64_t at, int64_t now, struct arena *arena);
/* "at": now until it is set back; the first key typed into it replaces it. */
struct field_spec time_field(const struct screen *screen);

/* Whom to call in it (callees.c), in a pager. */
void callees_page(struct screen *screen, const struct incident *incident);

/* The form that enters evidence (evidence.c); it answers by `tag`, with the id of its line in the log. */
void evidence_form(struct screen *screen, int64_t incident, int64_t seen, int tag);

#endif
