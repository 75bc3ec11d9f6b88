/* What a screen is. Prompts, pickers, forms and confirmations are screens too, on one stack, in one event loop.
 *
 * A screen is one `const struct screen_ops`. Its state is `size` zeroed bytes that the console makes and frees. Only
 * `open`, `reload` and `rest` read the store; `draw` paints what they left; `act` answers what to do next. */
#ifndef ZEREN_TUI_SCREEN_H
#define ZEREN_TUI_SCREEN_H

#include "report/report.h"
#include "tui/action.h"
#include "tui/canvas.h"

struct console;
struct screen;

enum outcome {
    STAY,     /* painted again, nothing read */
    RELOAD,   /* `reload`, then painted */
    LEAVE,    /* this screen ends; the one below is told */
    NOT_MINE, /* what to do with it is the console's: an action it has a way for, or a key that means nothing here */
};

/* What a screen that ends tells the one below, who asked with a tag of its own. */
struct answer {
    int tag;
    bool given;       /* false: left by Esc */
    bool live;        /* still being typed: the screen above has not ended */
    int64_t id;       /* what was picked, or made */
    const char *text; /* what was typed or picked; borrowed */
};

/* The paper that shows what is seen; all borrowed. */
struct paper_wish {
    const char *report;                /* the name of a report; NULL: choose one */
    const char *body, *rule, *subject; /* as in struct report_request */
    struct register_choice chosen;     /* of registers alone */
};

struct screen_ops {
    const char *name;  /* "org" */
    const char *title; /* 组织架构 */
    unsigned contexts; /* besides IN_ANYWHERE */
    size_t size;       /* of the state */
    bool over;         /* drawn over the screen below, which stays visible */
    bool takes_text;   /* keys that type go to `key`, and no action has them */
    bool looks_beyond; /* shows what stands outside the store too: read again at each return to it */

    /* `argument` is what console_push was given, borrowed for this call. -1: refused, with the reason; not pushed. */
    int (*open)(struct screen *screen, const void *argument, struct err *err);
    void (*close)(struct screen *screen);
    /* Called after open, when the store was written by anyone, when school or day change, and after RELOAD. What was
     * selected stays selected. On failure the screen keeps what it had. */
    int (*reload)(struct screen *screen, struct err *err);
    /* Reads what stands beside the selected row. Called after each reading; when the cursor has come to rest on another
     * row, so that a key that moves it never waits for the store, nor sends what stands beside it; and before any other
     * action and its `may`, which may rely on it. What it read is kept as it is until then. NULL: nothing is beside. */
    int (*rest)(struct screen *screen, struct err *err);
    void (*draw)(const struct screen *screen, struct canvas *canvas, struct area area);
    enum outcome (*act)(struct screen *screen, enum action action);
    /* Keys no action has, and of a screen that takes text all that type. NULL: none wanted. */
    enum outcome (*key)(struct screen *screen, uint32_t key);
    void (*paste)(struct screen *screen, const char *text, size_t n);
    /* A screen above has ended. */
    enum outcome (*answer)(struct screen *screen, const struct answer *answer);
    /* What an action needs beyond the table: -1 and the reason why it may not run now. NULL: nothing. NEED_ROW is asked
     * here too: answer for it when the screen has rows. */
    int (*may)(const struct screen *screen, enum action action, struct err *err);
    bool (*has_row)(const struct screen *screen);
    /* Called about four times a second while the screen is seen, and before the program ends: drafts are kept here.
     * `now` forces it. */
    void (*tick)(struct screen *screen, bool now);
    /* Fills in what `p` prints; `wish` is zeroed before. NULL: it asks which. */
    void (*paper)(const struct screen *screen, struct paper_wish *wish);
    /* Of a screen about one record: the school the record is of, whichever is chosen; 0: not known yet. It stands in
     * the title, there and on what is opened from there. NULL: it shows the chosen school, or is about no record. */
    int64_t (*school)(const struct screen *screen);
};

struct screen {
    const struct screen_ops *ops;
    struct console *console;
    void *state;     /* ops->size bytes */
    int tag;         /* of whoever asked */
    bool read;       /* once at least: there is something to draw */
    bool stale;      /* the store, the day or the size changed since it was read */
    bool failed;     /* it could not be read, and is not tried again before something happens */
    bool moved;      /* what stands beside its selected row may be of another */
    int64_t commits; /* of this connection, when it was read */
    struct screen *below;
};

#endif
