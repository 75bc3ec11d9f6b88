/* What the office records besides people: fulfilments of obligations, and assets. Reading of pages and single records,
 * and writing; the lists of a whole school are in model.h. Writing: inside a transaction. */
#ifndef ZEREN_STORE_OFFICE_H
#define ZEREN_STORE_OFFICE_H

#include "store/model.h"

/* --- Fulfilments --- */

/* Whether and how a body owes an obligation. */
struct owing {
    bool found;
    int64_t school, body_school;
    const char *name;       /* of the obligation */
    const char *owner_name; /* whom the rule names */
    const char *body_name, *opened, *closed;
    bool owner;    /* the body is the one named */
    bool unit;     /* the one named is an each-body, and the body a unit of it */
    int64_t units; /* of the each-body, still there on the day; 0 also when it is none */
    struct arena arena;
};
/* The caller gives back the arena. */
int read_owing(struct store *store, int64_t obligation, int64_t body, const char *day, struct owing *out,
               struct err *err);

/* All that were ever recorded for this obligation of this body, withdrawn ones too, by day. */
int read_fulfilments_of(struct store *store, int64_t obligation, int64_t body, struct fulfilments *out,
                        struct err *err);
/* A list of one, or empty. */
int read_fulfilment(struct store *store, int64_t id, struct fulfilments *out, struct err *err);
int add_fulfilment(struct store *store, const struct fulfilment *fulfilment, int64_t *id, struct err *err);
int withdraw_fulfilment(struct store *store, int64_t id, const char *reason, struct err *err);

/* --- Assets --- */

/* A list of one, or empty; closed ones too. */
int read_asset(struct store *store, int64_t id, struct assets *out, struct err *err);
/* The asset of this name, whatever its days; names are unique in a school. */
int read_asset_named(struct store *store, int64_t school, const char *name, struct assets *out, struct err *err);

/* One page of a school's assets in the order of (name, id), at most `limit`: those behind the asset `name`, `id`, or
 * with `backwards` those before, nearest to it but listed in the same order. `name` NULL: from the first, backwards
 * from the last. */
struct asset_page {
    int64_t school;
    const char *day; /* those there on this day; NULL: closed ones too */
    const char *name;
    int64_t id;
    size_t limit;
    bool backwards;
};
int read_assets_page(struct store *store, const struct asset_page *page, struct assets *out, struct err *err);

/* `contact` of the record is not written: contact_id is. */
int add_asset(struct store *store, const struct asset *asset, int64_t *id, struct err *err);
int change_asset(struct store *store, const struct asset *asset, struct err *err); /* all but school and closed */
int close_asset(struct store *store, int64_t id, const char *day, struct err *err);

#endif
