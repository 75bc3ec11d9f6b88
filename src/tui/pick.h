/* What is asked of a person over the screen that asks: one line of text, one of many things, yes or no. Each is a
 * screen that answers by its tag. */
#ifndef ZEREN_TUI_PICK_H
#define ZEREN_TUI_PICK_H

#include "tui/screen.h"

struct pick_item {
    int64_t id;
    const char *text, *detail; /* both are searched, by words and by pinyin initials; detail may be NULL */
};
struct pick_argument {
    const char *title;
    const struct pick_item *items; /* copied */
    size_t n;
    int64_t selected;  /* at first; 0: the first */
    const char *none;  /* an item of id 0 at the end, such as （无）; NULL: none */
    const char *typed; /* into the filter, as if by keys; NULL: nothing */
};
extern const struct screen_ops pick_screen; /* the answer: id and text of the item */

struct prompt_argument {
    const char *title, *text; /* text at first; NULL: empty */
    size_t limit;             /* characters; 0: 200 */
    bool live;                /* tell the screen below at every change */
};
extern const struct screen_ops prompt_screen; /* the answer: the text */

struct confirm_argument {
    const char *question; /* a sentence; wraps */
};
extern const struct screen_ops confirm_screen; /* the answer: id 1 for yes; no and Esc give none */

/* The action table as it can be run on the screen below; the answer: id is the action, for the console to run. One that
 * may not run now is grey and says why. */
extern const struct screen_ops palette_screen;
/* All keys of the screen below, by where they hold; Enter answers as the palette does. */
extern const struct screen_ops help_screen;

#endif
