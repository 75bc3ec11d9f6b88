/* A console without a terminal, for tests of what stands on it: a seeded store, a screen at the bottom that notes what
 * it is told, keys given by name, and what is seen as text. */
#ifndef ZEREN_TESTS_UNIT_STAGE_H
#define ZEREN_TESTS_UNIT_STAGE_H

#include "seeded.h"
#include "tui/console.h"

/* What the bottom screen was told last. */
struct ground {
    int answers, lives; /* how many */
    int tag;
    bool given;
    int64_t id;
    char text[1024];
    enum action acted;
    int reloads, rests;
    bool refuses; /* BODY_ADD may not run */
    bool broken;  /* it cannot be read */
};

struct stage {
    struct console_options options;
    struct session session;
    struct keymap keymap;
    struct console *console;
    struct ground *ground;
    struct buf seen;
};

/* The store is made once for all stages of a suite: for unchecked fixtures. */
void stage_make_store(void);
void stage_drop_store(void);
const char *stage_folder(void); /* which the store lies in */

/* `drafts` NULL: none. 80x24. */
void stage_open(struct stage *stage, const char *drafts);
void stage_close(struct stage *stage);

/* As another process would. */
void stage_write(struct stage *stage, const char *sql);

/* Keys by name and text to type, blanks between them: "信息 Left C-w Enter". */
void stage_keys(struct stage *stage, const char *keys);
void stage_key(struct stage *stage, uint32_t key);
void stage_paste(struct stage *stage, const char *text, size_t n);

/* The name of the screen on top. */
const char *stage_top(const struct stage *stage);
const void *stage_state(const struct stage *stage);
/* What is seen, until the next call. */
const char *stage_text(struct stage *stage);
void ck_seen(struct stage *stage, const char *part);
void ck_unseen(struct stage *stage, const char *part);
/* What is seen, the console's own lines left out, at 80x24, 40x10 and 200x60, then with ambiguous characters wide and
 * with ASCII: tests/golden/tui-<name>.txt. */
void ck_golden(struct stage *stage, const char *name);

#endif
