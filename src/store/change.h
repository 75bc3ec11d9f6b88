/* Accounts, bodies and posts: writing. Call inside a transaction. */
#ifndef ZEREN_STORE_CHANGE_H
#define ZEREN_STORE_CHANGE_H

#include "store/store.h"

/* `body` 0: none; required for the role officer, and only for it. */
int add_account(struct store *store, const char *login, const char *role, int64_t body, struct err *err);
/* `person` 0: nobody known. */
int set_account_person(struct store *store, const char *login, int64_t person, struct err *err);
int remove_account(struct store *store, const char *login, struct err *err);

/* A body made by the office itself; it gets a key of its own. `class` (0: none) is the body whose pattern of posts it
 * gets. */
struct new_body {
    int64_t school;
    const char *name, *kind;
    int64_t parent, class;
    const char *opened;     /* the first day it is on the org chart; NULL: always */
    const char *short_name; /* may be NULL */
};
int add_body(struct store *store, const struct new_body *body, int64_t *id, struct err *err);

/* Gives the body the posts of its class which it has not got already. */
int add_class_posts(struct store *store, int64_t body, int64_t class, struct err *err);
int rename_body(struct store *store, int64_t body, const char *name, const char *short_name, struct err *err);
int move_body(struct store *store, int64_t body, int64_t parent, struct err *err); /* `parent` 0: to the top */
/* From `day` on it is no longer on the org chart, nor are its posts. */
int close_body(struct store *store, int64_t body, const char *day, struct err *err);

/* A post made by the office itself; it gets a key of its own and stands behind the others of its body. */
struct new_post {
    int64_t body;
    const char *name, *liability;
    int64_t seats; /* 0: any number */
    bool filing;
    const char *opened; /* as that of a body */
};
int add_post(struct store *store, const struct new_post *post, int64_t *id, struct err *err);
int close_post(struct store *store, int64_t post, const char *day, struct err *err);

#endif
