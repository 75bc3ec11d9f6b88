/* The master list of what may stand in the INI files beside rule texts: every section, its keys, what kind of value
 * each has, and the seeding statement it fills. Reader, checker and seeder all go by it. */
#ifndef ZEREN_RULES_SPEC_H
#define ZEREN_RULES_SPEC_H

#include "store/seed.h"

enum value_type {
    VALUE_TEXT,
    VALUE_DAY,
    VALUE_NUMBER,
    VALUE_FLAG,       /* yes or no */
    VALUE_CHOICE,     /* one of the names */
    VALUE_CHOICES,    /* some of them, with commas */
    VALUE_BODY,       /* the id of a [body] */
    VALUE_BODIES,     /* some of them: one row each */
    VALUE_PARTS,      /* bodies, each with "@ provision" where another provision gives the part: rows of their own */
    VALUE_RECIPIENT,  /* the id of a [body], [post] or [authority]: three columns */
    VALUE_PROVISION,  /* a path, with "rule:" before it for another document of the folder */
    VALUE_PROVISIONS, /* some of them: rows of their own */
    VALUE_WORDS,      /* START … END inside the section's provision: two columns */
    VALUE_CONDITION,  /* over facts */
    VALUE_SOURCE,     /* the id of a [source] */
};

struct key_spec {
    const char *name;
    enum value_type type;
    bool required;
    const char *const *names; /* of a choice, ended by NULL */
    const char *standard;     /* the value when the key is left out; NULL: none */
};

enum place { PLACE_SCHOOL = 1, PLACE_RULE = 2, PLACE_FACTS = 4, PLACE_FRAME = 8 };

struct section_spec {
    const char *kind;
    enum seed seed;
    int places;               /* in which files it may stand */
    bool single;              /* [kind], without an id */
    bool numbered;            /* the id is a number and gives the place in the list */
    struct key_spec keys[16]; /* ended by a NULL name; their values go to the seeding statement in this order */
};

const struct section_spec *section_spec(const char *kind, int place); /* NULL: none */

#endif
