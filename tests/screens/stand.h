/* A console without a terminal on a store with people, for tests of screens: keys by name, and what is seen as text.
 * The clock stands still at SEEDED_NOW. Each stand has a copy of the store of its own. */
#ifndef ZEREN_TESTS_SCREENS_STAND_H
#define ZEREN_TESTS_SCREENS_STAND_H

#include "tui/console.h"
#include "unit/seeded.h"

struct stand {
    char *path, *drafts; /* drafts: an empty folder when it opens */
    char *scenarios;     /* those of the source tree */
    struct console_options options;
    struct session session;
    struct keymap keymap;
    struct console *console;
    struct buf seen;
};

/* The store is made once for all stands of a suite: for unchecked fixtures. Its people are those of seeded.c, and it
 * has an account for each role: root (admin), recorder, reviewer, reader, and officer of 教务处 in meijia. root and
 * reviewer stand for a person in no post. */
void stand_make(void);
void stand_drop(void);
/* Instead: the store of `zeren init --demo`, with the login root alone. */
void stand_make_demo(void);

/* At 80x24, on the screen of the number keys that has this name ("rules"), in this school, by this login. */
void stand_open(struct stand *stand, const char *screen, const char *school, const char *login);
/* Begins anew on that screen, on the store as it is now. */
void stand_again(struct stand *stand, const char *screen);
/* As on a terminal that shows ambiguous characters two cells wide, or draws no lines. */
void stand_looks(struct stand *stand, bool wide, bool ascii);
/* Gives all back, and fails when the store no longer is what its journal says. */
void stand_close(struct stand *stand);

/* So many seconds pass, for the store and the console; then the console ticks once. */
void stand_later(struct stand *stand, int64_t seconds);

/* Keys by name and text to type, blanks between them: "j j Enter", "C-u 样例 Tab C-s". A blank is Space. */
void stand_keys(struct stand *stand, const char *keys);
void stand_paste(struct stand *stand, const char *text);
void stand_size(struct stand *stand, int rows, int columns);
/* Runs an action of the table by its name, as the palette would. */
void stand_act(struct stand *stand, const char *action);

/* The name of the screen on top, and its state. */
const char *stand_top(const struct stand *stand);
const void *stand_state(const struct stand *stand);
/* How many screens are on the stack. */
int stand_depth(const struct stand *stand);
/* The journal's last entry. */
int64_t stand_head(const struct stand *stand);
/* The whole canvas as text, until the next call. */
const char *stand_text(struct stand *stand);
/* The line with the marker of the selected row, "" when there is none; until the next call. */
const char *stand_selected(struct stand *stand);

void ck_top(struct stand *stand, const char *screen);
void ck_seen(struct stand *stand, const char *part);
void ck_unseen(struct stand *stand, const char *part);
void ck_selected(struct stand *stand, const char *part);
/* The message line holds it: what was said to the last key. */
void ck_said(const struct stand *stand, const char *part);
/* Moves down from the first row until the selected one holds the words. */
void stand_find(struct stand *stand, const char *part);

/* What is seen at 80x24, 40x10 and 200x60 is tests/golden/screens/<name>-<size>.txt; GENERATE=1 renews them; hashes are
 * x. Then back at 80x24. */
void ck_golden(struct stand *stand, const char *name);

#endif
