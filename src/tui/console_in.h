/* The console's inside, shared by console.c and frame.c. */
#ifndef ZEREN_TUI_CONSOLE_IN_H
#define ZEREN_TUI_CONSOLE_IN_H

#include "tui/console.h"

enum { NUMBERED = 10 };

/* The drill this login is in, as it was when the store was last written. */
struct drilling {
    int64_t version, commits;  /* of the store, then */
    bool known;                /* it was read once */
    struct drills drill;       /* one, or none */
    int64_t next_at;           /* when the next inject comes; 0: none waits */
    int64_t newest, newest_at; /* the inject released last */
    int64_t wait;              /* until this second no release is tried again */
};

struct console {
    struct console_options options;
    struct schools schools;
    size_t school;                         /* index */
    char today[DAY_TEXT], as_of[DAY_TEXT]; /* as_of empty: today */
    struct screen *top;
    struct canvas canvas;
    char message[sizeof(struct err)];
    enum style message_style;
    bool ended, dirty, moved, paints_first, wants_pause, wants_repaint;
    int64_t version; /* of the store, as others wrote it */
    int64_t minute;  /* on the clock */
    struct drilling drilling;
    bool hurried;    /* more keys wait behind the one that is handled */
    char *live_text; /* typed meanwhile and not yet told to the screen below, by this one; NULL: nothing */
    struct screen *live_screen;
    bool answered; /* by the screen that is leaving */
    int64_t answer_id;
    char *answer_text;
    char wanted_table[24];
    int64_t wanted_id;
    int acting;                     /* a screen's function is running: it must not be freed now */
    const struct screen_ops *going; /* where to when it has returned */
    bool (*poll)(void *context, const struct canvas *canvas);
    void *poll_context;
};

/* The contexts that hold on a screen. */
unsigned screen_contexts(const struct screen *screen);
bool is_numbered(const struct console *console, const struct screen *screen);
/* Reads what became stale, as far down as it is seen; with `again`, also what could not be read before. */
void refresh_stale(struct console *console, bool again);

/* Reads the drill again when the store was written; says what came of it. drilling.c */
void drilling_refresh(struct console *console);
/* Releases the injects whose time has come. */
void drilling_tick(struct console *console, int64_t now);
void drilling_free(struct drilling *drilling);

/* All screens are read again before they are next seen. */
void everything_is_stale(struct console *console);

#endif
