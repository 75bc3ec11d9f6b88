/* Fulfilments and assets. */
#include "store/office.h"

#include "store/rows.h"

/* --- Fulfilments --- */

int read_owing(struct store *store, int64_t obligation, int64_t body, const char *day, struct owing *out,
               struct err *err)
{
    struct query query = query_start(store, SQL_OWING, err);
    struct owing *x = out;
    struct arena *arena = &out->arena;
    *out = (struct owing){ .found = false };
    query_int(&query, obligation);
    query_int(&query, body);
    query_text(&query, day);
    int rc = query_step(&query);
    if (rc == 1) {
        x->found = true;
        INT(school)
        INT(body_school)
        TEXT(name) TEXT(owner_name) TEXT(body_name) TEXT(opened) TEXT(closed) BOOL(owner) BOOL(unit) INT(units)
    }
    query_end(&query);
    return rc < 0 ? -1 : 0;
}

#define FULFILMENT INT(id) INT(obligation) INT(body) TEXT(day) TEXT(evidence) TEXT(withdrawn)

int read_fulfilments_of(struct store *store, int64_t obligation, int64_t body, struct fulfilments *out, struct err *err)
{
    struct query query = query_start(store, SQL_FULFILMENTS_OF, err);
    query_int(&query, obligation);
    query_int(&query, body);
    READ_ALL(query, out, struct fulfilment * x, FULFILMENT);
}

int read_fulfilment(struct store *store, int64_t id, struct fulfilments *out, struct err *err)
{
    struct query query = query_start(store, SQL_FULFILMENT, err);
    query_int(&query, id);
    READ_ALL(query, out, struct fulfilment * x, FULFILMENT);
}

int add_fulfilment(struct store *store, const struct fulfilment *fulfilment, int64_t *id, struct err *err)
{
    struct query query = query_start(store, SQL_FULFILMENT_ADD, err);
    query_int(&query, fulfilment->obligation);
    query_int(&query, fulfilment->body);
    query_text(&query, fulfilment->day);
    query_text(&query, fulfilment->evidence);
    return query_run_id(&query, id);
}

int withdraw_fulfilment(struct store *store, int64_t id, const char *reason, struct err *err)
{
    struct query query = query_start(store, SQL_FULFILMENT_WITHDRAW, err);
    query_int(&query, id);
    query_text(&query, reason);
    return query_run(&query);
}

/* --- Assets --- */

int read_asset(struct store *store, int64_t id, struct assets *out, struct err *err)
{
    struct query query = query_start(store, SQL_ASSET, err);
    query_int(&query, id);
    READ_ALL(query, out, struct asset * x, ASSET);
}

int read_asset_named(struct store *store, int64_t school, const char *name, struct assets *out, struct err *err)
{
    struct query query = query_start(store, SQL_ASSET_NAMED, err);
    query_int(&query, school);
    query_text(&query, name);
    READ_ALL(query, out, struct asset * x, ASSET);
}

static int read_page(struct store *store, const struct asset_page *page, struct assets *out, struct err *err)
{
    struct query query = query_start(store, page->backwards ? SQL_ASSETS_BEFORE : SQL_ASSETS_AFTER, err);
    query_int(&query, page->school);
    query_text(&query, page->day);
    query_text(&query, page->name);
    query_int(&query, page->name == NULL ? 0 : page->id);
    query_int(&query, (int64_t)page->limit);
    READ_ALL(query, out, struct asset * x, ASSET);
}

int read_assets_page(struct store *store, const struct asset_page *page, struct assets *out, struct err *err)
{
    int rc = read_page(store, page, out, err);
    for (size_t i = 0; rc == 0 && page->backwards && i < out->n / 2; i++) {
        struct asset first = out->v[i];
        out->v[i] = out->v[out->n - 1 - i];
        out->v[out->n - 1 - i] = first;
    }
    return rc;
}

static void bind_or_null(struct query *query, int64_t value)
{
    if (value == 0)
        query_null(query);
    else
        query_int(query, value);
}

static void bind_asset(struct query *query, const struct asset *asset)
{
    query_int(query, asset->body);
    query_text(query, asset->name);
    query_text(query, asset->kind);
    query_text(query, asset->address);
    bind_or_null(query, asset->level);
    query_text(query, asset->purpose);
    query_text(query, asset->scale);
    query_text(query, asset->risk);
    bind_or_null(query, asset->contact_id);
    query_text(query, asset->opened);
}

int add_asset(struct store *store, const struct asset *asset, int64_t *id, struct err *err)
{
    struct query query = query_start(store, SQL_ASSET_ADD, err);
    query_int(&query, asset->school);
    bind_asset(&query, asset);
    return query_run_id(&query, id);
}

int change_asset(struct store *store, const struct asset *asset, struct err *err)
{
    struct query query = query_start(store, SQL_ASSET_CHANGE, err);
    query_int(&query, asset->id);
    bind_asset(&query, asset);
    return query_run(&query);
}

int close_asset(struct store *store, int64_t id, const char *day, struct err *err)
{
    struct query query = query_start(store, SQL_ASSET_CLOSE, err);
    query_int(&query, id);
    query_text(&query, day);
    return query_run(&query);
}
