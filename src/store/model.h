/* What the store holds, read into memory: lists of plain records. A list owns its records' strings; each is
 * zeroed before it is read into and given back by its free function. Text that is not there is NULL, an id 0. */
#ifndef ZEREN_STORE_MODEL_H
#define ZEREN_STORE_MODEL_H

#include "base/mem.h"
#include "store/store.h"

#include <stddef.h>

/* Where a fact comes from: the document and the provision's path. */
struct cite {
    const char *rule, *path;
};

struct school {
    int64_t id;
    const char *key, *name, *route;
    int64_t documents; /* how many rules it has: where there are several, a citation names its one */
};
struct schools {
    struct school *v;
    size_t n, room;
    struct arena arena;
};

struct rule {
    int64_t id;
    const char *key, *title, *number, *issuer, *issued, *effective, *state, *note;
};
struct rules {
    struct rule *v;
    size_t n, room;
    struct arena arena;
};

struct provision {
    int64_t id, parent;
    const char *kind;
    int64_t number;
    const char *path, *mark, *text;
};
struct provisions {
    struct provision *v;
    size_t n, room;
    struct arena arena;
};

struct body {
    int64_t id;
    const char *key, *name, *short_name, *kind;
    int64_t parent;
    bool each; /* stands for every unit of its class: its posts are patterns, not seats */
    int64_t class, host;
    struct cite cite;
    int64_t school;
    const char *opened, *closed; /* the first day it is on the org chart, and the first it no longer is; NULL: none */
};
struct bodies {
    struct body *v;
    size_t n, room;
    struct arena arena;
    size_t *by_id; /* in the arena: the first `indexed` bodies by id */
    size_t indexed;
};

struct post {
    int64_t id, body;
    const char *name, *liability;
    int64_t seats; /* 0: any number */
    bool filing;
    const char *ex_officio;
    struct cite cite;
    const char *opened, *closed; /* as those of a body */
};
struct posts {
    struct post *v;
    size_t n, room;
    struct arena arena;
};

/* A person in a post. */
struct holder {
    int64_t tenure, post, person;
    const char *name, *number, *phone, *night_phone, *from, *to, *filed, *filing_number;
};
struct holders {
    struct holder *v;
    size_t n, room;
    struct arena arena;
};

struct duty {
    int64_t id, no, body;
    int64_t provision;
    struct cite cite;
    const char *text, *topic, *basis;
};
struct duties {
    struct duty *v;
    size_t n, room;
    struct arena arena;
};

/* As it is held on a day: the rule's, or in its place what the school decided itself (decision.h). */
struct part {
    int64_t duty, body;
    const char *part;
    struct cite cite;  /* of the rule's part; none when only the school gave it one */
    int64_t provision; /* the same by id; 0: none */
    bool own;          /* decided by the school; then also: */
    int64_t decision;
    const char *reason, *by, *day; /* why, by which login, decided on */
};
struct parts {
    struct part *v;
    size_t n, room;
    struct arena arena;
};

struct obligation {
    int64_t id;
    const char *key;
    int64_t body;
    const char *name, *every;
    int64_t times;
    const char *kind;
    int64_t provision;
    struct cite cite;
    const char *since; /* the day from which it is looked after: the rule was in force and the store was there */
};
struct obligations {
    struct obligation *v;
    size_t n, room;
    struct arena arena;
};

struct fulfilment {
    int64_t id, obligation, body;
    const char *day, *evidence;
    const char *withdrawn; /* why, when it was recorded by mistake; NULL: it holds */
};
struct fulfilments {
    struct fulfilment *v;
    size_t n, room;
    struct arena arena;
};

struct circumstance {
    int64_t id;
    const char *key, *name;
    int64_t provision;
    struct cite cite;
    const char *condition;
};
struct circumstances {
    struct circumstance *v;
    size_t n, room;
    struct arena arena;
};

struct asset {
    int64_t id, school, body;
    const char *name, *kind, *address;
    int64_t level; /* 等保; 0: not graded */
    const char *purpose, *scale, *risk, *contact, *phone;
    int64_t contact_id;          /* 0: none */
    const char *opened, *closed; /* the first day it is there, and the first it no longer is; NULL: none */
};
struct assets {
    struct asset *v;
    size_t n, room;
    struct arena arena;
};

struct account {
    int64_t id;
    const char *login, *role;
    int64_t body;
    const char *body_name, *school;
    int64_t person; /* who stands behind the login; 0: not known */
    const char *person_name, *person_number;
};
struct accounts {
    struct account *v;
    size_t n, room;
    struct arena arena;
};

/* Each reads all of one school (or rule), in the order in which it is shown; `day` is YYYY-MM-DD, and bodies, posts,
 * assets and holders are those of that day. */
int read_schools(struct store *store, struct schools *out, struct err *err);
int read_rules(struct store *store, int64_t school, struct rules *out, struct err *err);
int read_provisions(struct store *store, int64_t rule, struct provisions *out, struct err *err);
int read_bodies(struct store *store, int64_t school, const char *day, struct bodies *out, struct err *err);
int read_posts(struct store *store, int64_t school, const char *day, struct posts *out, struct err *err);
int read_holders(struct store *store, int64_t school, const char *day, struct holders *out, struct err *err);
/* Of the posts that must be held (first, direct, officer), and of each holder only tenure, post and person. */
int read_seats_taken(struct store *store, int64_t school, const char *day, struct holders *out, struct err *err);
int read_duties(struct store *store, int64_t school, struct duties *out, struct err *err);
int read_parts(struct store *store, int64_t school, const char *day, struct parts *out, struct err *err);
int read_obligations(struct store *store, int64_t school, struct obligations *out, struct err *err);
/* Up to and including `day`, without those withdrawn. */
int read_fulfilments(struct store *store, int64_t school, const char *day, struct fulfilments *out, struct err *err);
int read_circumstances(struct store *store, int64_t school, struct circumstances *out, struct err *err);
int read_assets(struct store *store, int64_t school, const char *day, struct assets *out, struct err *err);
int read_accounts(struct store *store, struct accounts *out, struct err *err);
int read_account(struct store *store, const char *login, struct accounts *out, struct err *err); /* or none */

/* Gives back a list read by the above and empties it. */
#define LIST_FREE(list) (VEC_FREE(list), arena_free(&(list)->arena))

/* NULL when not among them. Fast in a list as it was read; bodies pushed behind it are looked at one by one. */
const struct body *body_by_id(const struct bodies *bodies, int64_t id);

#endif
