/* The console: the stack of screens, the line on top, the message and the hints below, and the one event loop. It knows
 * no terminal: events come in, a canvas comes out; run.c brings the two together. */
#ifndef ZEREN_TUI_CONSOLE_H
#define ZEREN_TUI_CONSOLE_H

#include "base/clock.h"
#include "domain/rights.h"
#include "store/drill.h"
#include "text/encode.h"
#include "text/paper.h"
#include "tui/presence.h"
#include "tui/screen.h"

struct console_options {
    struct store *store;
    struct session *session; /* its role is read again when the store changes */
    struct clock clock;
    int64_t school;
    const struct keymap *keymap;
    const struct screen_ops *const *numbered; /* ten: those of keys 1 to 9 and 0; NULL: none yet */
    const struct screen_ops *drills, *real;   /* those of `drills` and `incident-real`; NULL: none yet */
    const char *scenarios;                    /* the folder of scenarios of drills; NULL: none */
    const char *drafts;                       /* the folder for drafts; NULL: none are kept */
    struct presence *presence;                /* who is in which incident; NULL: not told */
    bool restricted;
    const char *spool;         /* where restricted mode may save papers; NULL: nowhere */
    const char *print_command; /* words with blanks between them; NULL: none */
    struct paper_options paper;
    enum encoding encoding; /* of papers that are saved and sent */
    bool wide, ascii;
    int rows, columns; /* of the terminal; 0: 24 and 80 */
};

/* The first screen is not read yet: it is to be painted, and is read by the first console_tick. */
struct console *console_new(const struct console_options *options, struct err *err);
void console_free(struct console *console);

/* ---- For the loop and for tests ---- */

void console_resize(struct console *console, int rows, int columns);
void console_event(struct console *console, const struct event *event);
/* Reads anew when another connection wrote, lets screens keep drafts, moves the clock. True: something is to be
 * painted. */
bool console_tick(struct console *console);
/* Whether more keys wait behind the next event. What is typed then (an input method sends a word at once) is told to
 * the screen below by console_calm, once, before the next painting; without it a list is filtered for each letter. */
void console_hurry(struct console *console, bool hurried);
void console_calm(struct console *console);
const struct canvas *console_paint(struct console *console);
/* The last key only moved the cursor, or was one more of a filter: the hints need not be painted before it rests. */
bool console_moved(const struct console *console);
/* A screen is on top that was not read yet: after it was painted, console_tick is to be called. Other screens than the
 * first wait so only after console_paints_first: a loop that paints shows at once where one has come. */
bool console_unread(const struct console *console);
void console_paints_first(struct console *console);
/* The cursor rests: what stands beside the selected row is read. */
void console_rest(struct console *console);
bool console_ended(const struct console *console);
void console_stop(struct console *console); /* drafts are kept now; then console_ended() */
/* Whether the terminal is to be given back for a while, or painted anew: asked for once. */
bool console_take_pause(struct console *console);
bool console_take_repaint(struct console *console);

/* ---- For screens ---- */

struct store *console_store(const struct console *console);
const struct session *console_session(const struct console *console);
const struct school *console_school(const struct console *console);
/* The school of what this screen shows: that of its record, or of the record it was opened from; else the chosen one.
 */
const struct school *screen_school(const struct screen *screen);
const struct console_options *console_options(const struct console *console);
int64_t console_now(const struct console *console);
/* The running drill this login is in; NULL: none. Borrowed until the next event. */
const struct drill *console_drill(const struct console *console);
/* The day shown: today, or the as-of day. Borrowed until it changes. */
const char *console_day(const struct console *console);
const char *console_today(const struct console *console);
void console_set_day(struct console *console, const char *day); /* NULL: today */
void console_set_school(struct console *console, int64_t school);
const struct canvas *console_canvas(const struct console *console); /* size and widths */

/* The message above the hints; it stays until the next key. */
void console_say(struct console *console, enum style style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void console_fail(struct console *console, const struct err *err); /* the reason something was not done */

/* What a screen shows has changed with time alone: it is painted after this tick. */
void console_changed(struct console *console);

/* Puts a screen on top. `tag` comes back with its answer. On refusal the reason is shown, and it answers -1. */
int console_push(struct console *console, const struct screen_ops *ops, const void *argument, int tag);
/* What the screen now leaving tells the one below; the text is copied. Call before answering LEAVE. */
void console_answer(struct console *console, int64_t id, const char *text);
/* Tells the screen below what is being typed, without leaving. */
void console_live(struct console *console, struct screen *screen, const char *text);
/* Goes to a numbered screen (by its name) and from there to a record; the way overview's Enter and links take. `id` 0:
 * none. */
void console_go(struct console *console, const char *screen, const char *table, int64_t id);
/* Asks for a record to be stood on by the screen that shows it, when it is read next. */
void console_want(struct console *console, const char *table, int64_t id);
/* Whether a record is asked for and not yet taken: a filter that hides it goes. */
bool console_wants(const struct console *console);
/* The record console_go asked for, taken once by the screen's reload; 0: none. */
int64_t console_wanted(struct console *console, const char *table);

/* -1 and the reason when this action may not run now: the right, the mode, the row. */
int console_may(const struct console *console, enum action action, struct err *err);
/* Runs an action as its key would. */
void console_act(struct console *console, enum action action);

/* Progress of long work, shown on the message line at once. True: Esc was pressed, the work is to stop. */
bool console_progress(struct console *console, const char *label, int64_t done, int64_t all);
/* How the loop shows progress and looks for Esc; NULL in tests. */
void console_set_progress(struct console *console, bool (*poll)(void *context, const struct canvas *canvas),
                          void *context);

#endif
