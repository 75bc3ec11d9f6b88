/* Making a store out of the national frame and the rule folders of schools. */
#ifndef ZEREN_DOMAIN_SETUP_H
#define ZEREN_DOMAIN_SETUP_H

#include "base/fault.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>

struct setup {
    const char *path;           /* of the store to be; nothing may be there */
    const char *login;          /* becomes the first admin */
    const char *data;           /* the data folder: national/ and rules/ */
    const char *const *folders; /* rule folders, one a school */
    size_t folders_n;
    bool demo; /* also sample data (demo.h) */
    struct store_options options;
};

/* Makes the store under another name and moves it to `path` when it is whole: on any failure nothing is left behind.
 * Faults in the folders are added to `faults` (then the sentence only counts them). */
int setup_store(const struct setup *setup, struct faults *faults, struct err *err);

#endif
