/* 时限: the clocks of an incident, as a line, as a pane and in full. */
#include "base/words.h"
#include "domain/article.h"
#include "screens/incident.h"
#include "text/when.h"
#include "text/width.h"
#include "tui/pager.h"

#include <stdio.h>
#include <string.h>

enum { BRIEF_COLUMNS = 60 }; /* fewer have no room for every word */

static bool all_told(const struct clocks *clocks)
{
    for (size_t i = 0; i < clocks->n; i++)
        if (clocks->v[i].entry == 0)
            return false;
    return true;
}

bool clocks_run(const struct clocks *clocks)
{
    return clocks->is_down || !all_told(clocks);
}

enum style clock_style(const struct report_clock *clock, int64_t now)
{
    static const enum style styles[] = { STYLE_WARNING, STYLE_GOOD, STYLE_LATE, STYLE_LATE };
    return styles[report_clock_at(clock, now).state];
}

static void tell_down(const struct clocks *clocks, int64_t now, bool brief, char *out, size_t n)
{
    char span[SPAN_TEXT];
    span_show(clocks_down_at(clocks, now), span);
    snprintf(out, n, clocks->is_down ? _("%s中断 %s") : _("%s曾中断 %s"), brief ? "" : _("服务"), span);
}

static enum style down_style(const struct clocks *clocks)
{
    return clocks->is_down ? STYLE_LATE : STYLE_TEXT;
}

/* The hours down have their place, however long the words of the clock are. */
void clocks_draw_line(const struct clocks *clocks, const struct incident *incident, int64_t now, struct canvas *canvas,
                      struct area line)
{
    const struct report_clock *clock = clocks_pressing(clocks, now);
    char words[CLOCK_TEXT], down[2 * SPAN_TEXT] = "";
    if (clocks->was_down)
        tell_down(clocks, now, line.columns < BRIEF_COLUMNS, down, sizeof down);
    int need = (int)text_cells(down, strlen(down), canvas->wide), column = 0;
    struct area room = area_columns(line, 0, need == 0 ? line.columns : line.columns - need - 2);
    if (clock != NULL) {
        clock_show(clock, incident, now, words);
        column = canvas_printf(canvas, room, 0, 0, clock_style(clock, now), _("%s：报告%s"), words, clock->due->to) + 2;
    } else if (clocks->n > 0) {
        const char *told = all_told(clocks) ? _("该报告的都已报告") : _("有时限的都已报告");
        column = canvas_put(canvas, room, 0, 0, STYLE_GOOD, told) + 2;
    }
    canvas_put(canvas, line, 0, column, down_style(clocks), down);
}

void clocks_draw_all(const struct clocks *clocks, const struct incident *incident, int64_t now, struct canvas *canvas,
                     struct area area)
{
    int row = 1;
    canvas_put(canvas, area, 0, 0, STYLE_TITLE, _("时限"));
    char down[2 * SPAN_TEXT];
    if (clocks->was_down) {
        tell_down(clocks, now, false, down, sizeof down);
        canvas_put(canvas, area, row, 0, down_style(clocks), down);
        row += 2;
    }
    for (size_t i = 0; i < clocks->n && row + 1 < area.rows; i++, row += 2) {
        const struct report_clock *clock = &clocks->v[i];
        char words[CLOCK_TEXT], by[WHEN_SHOWN];
        clock_show(clock, incident, now, words);
        canvas_printf(canvas, area, row, 0, STYLE_STRONG, _("报告%s"), clock->due->to);
        int column = canvas_put(canvas, area, row + 1, 2, clock_style(clock, now), words);
        if (clock->by > 0) {
            when_show(clock->by, now, by, sizeof by);
            canvas_printf(canvas, area, row + 1, column, STYLE_DIM, _("（至 %s）"), by);
        }
    }
    if (clocks->n == 0)
        canvas_put(canvas, area, row, 0, STYLE_DIM, _("没有要报告的；定级以后才知道"));
}

static void tell_clock(struct screen *screen, const struct report_clock *clock, const struct incident *incident,
                       struct buf *text)
{
    const struct report_due *due = clock->due;
    int64_t now = console_now(screen->console);
    char words[CLOCK_TEXT], moment[TIME_TEXT];
    struct arena arena = { 0 };
    clock_show(clock, incident, now, words);
    buf_printf(text, _("%s → %s\n  %s：%s\n"), due->from, due->to, clock_state_name(report_clock_at(clock, now).state),
               words);
    if (clock->by > 0) {
        time_of(clock->by, moment);
        buf_printf(text, _("  期限：%s\n"), moment);
    }
    if (clock->entry != 0) {
        time_of(clock->met_at, moment);
        buf_printf(text, _("  报告：%s\n"), moment);
    }
    const char *own = cite_within(console_school(screen->console)->documents, due->cite, &arena);
    buf_printf(text, _("  依据：%s"), due_cite(due, true, own, &arena));
    arena_free(&arena);
    buf_printf(text, "%s%s\n\n", due->word == NULL ? "" : _("，"), due->word == NULL ? "" : due->word);
}

void clocks_page(struct screen *screen, const struct clocks *clocks, const struct incident *incident)
{
    int64_t now = console_now(screen->console);
    struct buf text = { 0 };
    char down[2 * SPAN_TEXT];
    if (clocks->was_down) {
        tell_down(clocks, now, false, down, sizeof down);
        buf_printf(&text, "%s\n\n", down);
    }
    for (size_t i = 0; i < clocks->n; i++)
        tell_clock(screen, &clocks->v[i], incident, &text);
    if (clocks->n == 0)
        buf_adds(&text, _("没有要报告的；定级以后才知道。\n"));
    const struct pager_argument argument = { _("时限"), buf_text(&text) };
    console_push(screen->console, &pager_screen, &argument, 0);
    buf_free(&text);
}
