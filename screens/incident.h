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

/* The form that enters evidence (evidence.c); it answers by `tag`, without an id. */
void evidence_form(struct screen *screen, int64_t incident, int64_t seen, int tag);

#endif
