/* A list of what belongs to one incident, with the details of its row: what 事实 and 证据 have in common. It knows
 * neither. */
#include "screens/incident.h"
#include "tui/pager.h"

void incident_rows_init(struct screen *screen, int64_t incident, const struct list_column *columns, size_t n,
                        size_t title, const char *empty)
{
    struct incident_rows *rows = screen->state;
    rows_init(screen, columns, n, empty);
    rows->id = incident;
    rows->title = title;
    rows->wants_details = true;
}

void incident_rows_done(struct screen *screen)
{
    struct incident_rows *rows = screen->state;
    rows_done(screen);
    buf_free(&rows->details);
    LIST_FREE(&rows->one);
}

static const char *title_of(const struct incident_rows *rows)
{
    const struct list_row *row = list_selected(&rows->base.list);
    return row == NULL ? "" : row->cells[rows->title];
}

void incident_rows_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct incident_rows *rows = screen->state;
    if (rows->one.n == 0)
        return;
    draw_incident_line(screen, &rows->one.v[0], canvas, area);
    struct area below = area_rows(area, 1, area.rows - 1);
    struct area rest, details = details_area(canvas, below, rows->wants_details, &rest);
    list_draw(&rows->base.list, canvas, rest);
    draw_details(canvas, details, title_of(rows), buf_text(&rows->details));
}

enum outcome incident_rows_act(struct screen *screen, enum action action)
{
    struct incident_rows *rows = screen->state;
    if (action == ACTION_DETAILS) {
        rows->wants_details = !rows->wants_details;
        return STAY;
    }
    if (action != ACTION_ENTER)
        return rows_act(screen, action);
    const struct pager_argument argument = { title_of(rows), buf_text(&rows->details) };
    console_push(screen->console, &pager_screen, &argument, 0);
    return STAY;
}

int incident_rows_may(const struct screen *screen, enum action action, struct err *err)
{
    const struct incident_rows *rows = screen->state;
    return screen_may(action == rows->writes ? &rows->write : NULL, err);
}

void incident_rows_paper(const struct screen *screen, struct paper_wish *wish)
{
    const struct incident_rows *rows = screen->state;
    incident_paper(&rows->one, wish);
}
