/* Writing people and their tenures. Call inside a transaction. */
#ifndef ZEREN_STORE_PEOPLE_H
#define ZEREN_STORE_PEOPLE_H

#include "base/mem.h"
#include "store/store.h"

#include <stddef.h>

struct new_person {
    int64_t school;
    const char *number, *name, *phone, *night_phone; /* number and phones may be NULL */
};

/* The person with this number or, without a number, with this name and phone. *id is 0 when there is none; `name`
 * gets the name that is kept (in the arena). */
int find_person(struct store *store, const struct new_person *person, int64_t *id, char **name, struct arena *arena,
                struct err *err);
int add_person(struct store *store, const struct new_person *person, int64_t *id, struct err *err);
/* A phone that is NULL is left as it is. */
int set_phones(struct store *store, int64_t person, const char *phone, const char *night_phone, bool *changed,
               struct err *err);

/* All of a person is as given (but the school): a number or phone that is NULL is taken away. */
int set_person(struct store *store, int64_t id, const struct new_person *person, struct err *err);

/* From day to day, both included; `to` NULL: without end. */
struct tenure {
    int64_t id, post, person;
    const char *person_name, *person_number, *person_phone; /* only read, as are those below */
    const char *from, *to, *filed, *filing_number;
    int64_t body;
    const char *body_name, *post_name, *liability;
    bool filing; /* a change of the post's holder is to be filed */
};
struct tenures {
    struct tenure *v;
    size_t n, room;
    struct arena arena;
};
int read_tenures(struct store *store, int64_t post, struct tenures *out, struct err *err);
int add_tenure(struct store *store, const struct tenure *tenure, struct err *err);
/* Sets the last day, and the filing where given. */
int change_tenure(struct store *store, const struct tenure *tenure, struct err *err);
/* Days and filing are as given: what is NULL is taken away. */
int set_tenure(struct store *store, const struct tenure *tenure, struct err *err);

#endif
