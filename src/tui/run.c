/* The one event loop. It knows no screen and no key. */
#include "tui/run.h"

#include "tui/term.h"

#include <time.h>

/* A tick each so many ms. Keys are taken before the next painting, but not without end. The hints, and what stands
 * beside the selected row, can be other ones for each row and longer than all else that a cursor move changes: they are
 * made and painted when the cursor rests. */
enum { TICK_MS = 250, REST_MS = 100, PROGRESS_MS = 100, EVENTS_MOST = 1000 };

struct loop {
    struct console *console;
    struct timespec ticked, shown;
    int signal;
};

/* Whether `ms` have passed since `at`; then `at` is now. */
static bool passed(struct timespec *at, int ms)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if ((now.tv_sec - at->tv_sec) * 1000 + (now.tv_nsec - at->tv_nsec) / 1000000 < ms)
        return false;
    *at = now;
    return true;
}

/* Long work shows how far it is, and asks whether to stop. */
static bool show_progress(void *context, const struct canvas *canvas)
{
    struct loop *loop = context;
    if (!passed(&loop->shown, PROGRESS_MS))
        return false;
    term_paint(canvas);
    return term_interrupted();
}

static void take_size(struct console *console)
{
    int rows, columns;
    term_size(&rows, &columns);
    console_resize(console, rows, columns);
}

static void handle(struct loop *loop, const struct event *event)
{
    if (event->kind == EVENT_SIZE)
        take_size(loop->console);
    console_hurry(loop->console, term_waiting());
    console_event(loop->console, event);
    if (event->kind == EVENT_STOP) {
        console_stop(loop->console);
        loop->signal = event->signal;
    }
    if (console_take_pause(loop->console)) {
        term_suspend();
        take_size(loop->console);
    }
    if (console_take_repaint(loop->console))
        term_repaint(console_paint(loop->console));
}

int console_run(struct console *console)
{
    struct loop loop = { .console = console };
    bool stale = true, behind = false; /* behind: the hints are not painted yet */
    int events = 0;
    take_size(console);
    console_set_progress(console, show_progress, &loop);
    console_paints_first(console);
    while (!console_ended(console)) {
        if (stale && (events >= EVENTS_MOST || !term_waiting())) {
            console_calm(console);
            behind = console_moved(console);
            term_paint_but(console_paint(console), behind ? 1 : 0);
            stale = false;
            events = 0;
            if (console_unread(console)) { /* it was painted what it is */
                console_tick(console);
                stale = true;
            }
        }
        struct event event = term_read(stale ? 0 : behind ? REST_MS : TICK_MS);
        if (event.kind != EVENT_NONE) {
            handle(&loop, &event);
            stale = true;
            events++;
        } else if (behind && !stale) {
            console_rest(console);
            term_paint(console_paint(console));
            behind = false;
        }
        /* By the clock while keys come, by the wait when they do not. */
        if (!console_ended(console) && (passed(&loop.ticked, TICK_MS) || (event.kind == EVENT_NONE && !stale)))
            stale = console_tick(console) || stale;
    }
    console_set_progress(console, NULL, NULL);
    return loop.signal;
}
