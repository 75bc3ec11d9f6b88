/* What the screens about one incident share. */
#ifndef ZEREN_SCREENS_INCIDENT_H
#define ZEREN_SCREENS_INCIDENT_H

#include "domain/clocks.h"
#include "screens/screens.h"

/* --- Clocks (clocks.c): counted when the store was read, painted as of `now` without reading it --- */

/* Whether what is painted of them changes as time passes. */
bool clocks_run(const struct clocks *clocks);
/* One line: what waits most, and for how long the service is down. */
void clocks_draw_line(const struct clocks *clocks, const struct incident *incident, int64_t now, struct canvas *canvas,
                      struct area line);
/* All of them, two lines each. */
void clocks_draw_all(const struct clocks *clocks, const struct incident *incident, int64_t now, struct canvas *canvas,
                     struct area area);
/* The same as text with the source of each, in a pager. */
void clocks_page(struct screen *screen, const struct clocks *clocks, const struct incident *incident);
enum style clock_style(const struct report_clock *clock, int64_t now);

#endif
