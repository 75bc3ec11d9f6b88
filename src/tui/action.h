/* Actions: everything a person can do at the console, in one table (actions.def). Key map, hint bar, help, palette,
 * `zeren keys`, the manual's list of keys and completion come from it. */
#ifndef ZEREN_TUI_ACTION_H
#define ZEREN_TUI_ACTION_H

#include "base/err.h"
#include "domain/rights.h"
#include "tui/key.h"

/* Where an action is known. A screen names the contexts it is in; all are in ANYWHERE but those that take text. */
enum context {
    IN_ANYWHERE = 1 << 0,
    IN_LIST = 1 << 1,   /* rows with a cursor: list, tree, grid */
    IN_SORTED = 1 << 2, /* a list with columns to sort by */
    IN_TREE = 1 << 3,
    IN_GRID = 1 << 4,
    IN_PAGER = 1 << 5,
    IN_FORM = 1 << 6,
    IN_PICKER = 1 << 7,
    IN_CONFIRM = 1 << 8,
    IN_PREVIEW = 1 << 9,
    IN_OVERVIEW = 1 << 10,
    IN_ORG = 1 << 11,
    IN_MATRIX = 1 << 12,
    IN_RULES = 1 << 13,
    IN_DUES = 1 << 14,
    IN_ASSETS = 1 << 15,
    IN_PEOPLE = 1 << 16,
    IN_PERSON = 1 << 17,
    IN_AUDIT = 1 << 18,
    IN_COMPARE = 1 << 19,
    IN_PROVISION = 1 << 20,
    IN_INCIDENTS = 1 << 21,
    IN_INCIDENT = 1 << 22,
    IN_DRILLS = 1 << 23,
    IN_DRILL = 1 << 24,
    IN_REVIEWS = 1 << 25,
    IN_REVIEW = 1 << 26,
    IN_FACTS = 1 << 27,
    IN_EVIDENCE = 1 << 28,
    IN_LIMITS = 1 << 29,
};

/* What must be so before it may run. */
enum need {
    NEED_ROW = 1 << 0,     /* a row is selected */
    NEED_OUTSIDE = 1 << 1, /* not in restricted mode */
};

enum action {
    ACTION_NONE,
#define ACTION(id, name, keys, contexts, needs, right, label, help) ACTION_##id,
#include "tui/actions.def"
#undef ACTION
    ACTION_COUNT
};

struct action_spec {
    const char *name;  /* "org-appoint": in the config, the palette and `zeren keys` */
    const char *keys;  /* the default keys, blanks between them; "" for none */
    unsigned contexts; /* bits of enum context */
    unsigned needs;    /* bits of enum need */
    enum right right;
    const char *label; /* a word or two for the hint bar */
    const char *help;  /* one line */
};
extern const struct action_spec action_specs[ACTION_COUNT];
bool action_moves(enum action action);      /* the cursor, and nothing else */
enum action action_named(const char *name); /* ACTION_NONE: no such action */
enum { CONTEXT_BITS = 31 };
/* The word for a context, as `?` and the manual head their lists; NULL where there is none. */
const char *context_name(enum context context);

/* Which key does what. */
enum { KEYS_EACH = 6 };
struct keymap {
    uint32_t keys[ACTION_COUNT][KEYS_EACH]; /* 0 after the last */
};
void keymap_default(struct keymap *map);
/* Sets the keys of one action, blanks between them, in place of its own. An unknown key is refused. */
int keymap_set(struct keymap *map, enum action action, const char *keys, struct err *err);
/* Two actions of one context set with the same key: refused, both named. */
int keymap_check(const struct keymap *map, struct err *err);
/* The action of a key where `contexts` hold; the most special context (highest bit) wins. */
enum action keymap_find(const struct keymap *map, unsigned contexts, uint32_t key);
/* "↑ k", the keys of an action for a person; "" for none. */
enum { KEYS_TEXT = 64 };
void keymap_show(const struct keymap *map, enum action action, char out[KEYS_TEXT]);

#endif
