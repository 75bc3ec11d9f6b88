/* INI files, read strictly: iniparser reads them, and before it a guard refuses whatever iniparser would lose in
 * silence. Sections are `[kind id]`; both and the keys are a-z 0-9 . - only. */
#ifndef ZEREN_RULES_INI_H
#define ZEREN_RULES_INI_H

#include "base/fault.h"

#include <stddef.h>

struct ini_key {
    const char *name, *value; /* value: trimmed, never empty */
    size_t line;
};

struct ini_section {
    const char *kind, *id; /* id "" for a section of a kind alone */
    size_t line;
    struct ini_key *v;
    size_t n, room;
};

struct ini {
    const char *file; /* its name, for faults */
    struct ini_section *v;
    size_t n, room;
    struct arena arena;
};

/* Reads `n` bytes. Every fault found is added; returns NULL when there was any. `file` is only a name. The caller
 * frees. */
struct ini *ini_parse(const char *file, const char *bytes, size_t n, struct faults *faults);
struct ini *ini_load(const char *path, struct faults *faults);
void ini_free(struct ini *ini);

const struct ini_section *ini_find(const struct ini *ini, const char *kind, const char *id); /* NULL: none */
const struct ini_key *ini_key(const struct ini_section *section, const char *name);          /* NULL: none */

#endif
