/* Drafts: what was typed into a form and not yet saved, one file each in a folder beside the store, 0600 in 0700. A
 * draft is locked while its form is open, so that two consoles never write the same one. */
#ifndef ZEREN_TUI_DRAFT_H
#define ZEREN_TUI_DRAFT_H

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

#include <stdint.h>

struct draft_value {
    const char *name, *text;
};
struct draft_values {
    struct draft_value *v;
    size_t n, room;
    struct arena arena;
};

struct draft;

/* Opens the draft of a form: `folder` of the drafts (made when it is not there; it must be this person's alone), who
 * types, the form's key. When one is there that nobody else has open, its values are in `values` (at most
 * DRAFT_VALUES_MOST, shown clean) and `*at` is when it was kept, else 0; a file that is half written, changed or no
 * draft counts as none. Where it is open elsewhere, another file is used. `folder` NULL: `*out` is NULL, which is a
 * draft that is never kept, and so it is on failure. */
enum { DRAFT_VALUES_MOST = 256, DRAFT_BYTES_MOST = 4 * 1024 * 1024 };
int draft_open(struct draft **out, const char *folder, const char *login, const char *key, struct draft_values *values,
               int64_t *at, struct err *err);
/* Written beside, synced, renamed: a kept draft is on disk. `at`: now, in seconds. */
int draft_keep(struct draft *draft, const struct draft_values *values, int64_t at, struct err *err);
/* The form was saved, or what was typed thrown away: the file goes. It may be kept again. NULL does nothing. */
void draft_drop(struct draft *draft);
void draft_close(struct draft *draft); /* the file stays; NULL does nothing */

void draft_values_add(struct draft_values *values, const char *name, const char *text); /* copies both */
void draft_values_free(struct draft_values *values);

/* The keys of drafts of this person that nobody has open, newest first. */
struct draft_name {
    const char *key;
    int64_t at;
};
struct draft_names {
    struct draft_name *v;
    size_t n, room;
    struct arena arena;
};
/* Adds to a zeroed `out`, which the caller frees in either case. No folder: no drafts. */
int draft_list(const char *folder, const char *login, struct draft_names *out, struct err *err);
void draft_names_free(struct draft_names *names);

#endif
