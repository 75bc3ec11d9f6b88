/* The register of sites, platforms and systems: Meijia-73 art 6(一), Cangzhou art 6(二)1. Each function asks for the
 * right RIGHT_MANAGE_ASSETS of the body that owns the asset, and seals its change. Texts and days are as typed (NULL or
 * blank is empty). `seen` is the journal's head when the record was read; 0: not checked. */
#ifndef ZEREN_DOMAIN_ASSET_H
#define ZEREN_DOMAIN_ASSET_H

#include "domain/rights.h"

struct asset_fields {
    int64_t body;     /* the owner; the asset is its school's */
    const char *name; /* needed; unique in the school, closed assets too */
    const char *kind; /* site, platform, system */
    int64_t level;    /* 等保 1 to 5; 0: not graded */
    const char *address, *purpose, *scale, *risk;
    int64_t contact;    /* a person of the same school; 0: none */
    const char *opened; /* the first day it is in the register; empty: always */
};

int asset_add(const struct session *session, const struct asset_fields *fields, int64_t *id, struct err *err);
/* All of the record as given. Another owner needs the right for both, and stays in the school. */
int asset_edit(const struct session *session, int64_t id, const struct asset_fields *fields, int64_t seen,
               struct err *err);
/* From `day` on it is no longer in the register. */
int asset_close(const struct session *session, int64_t id, const char *day, int64_t seen, struct err *err);

const char *asset_kind_name(const char *kind); /* 网站 …; the identifier itself when unknown */
const char *asset_level_name(int64_t level);   /* 一级 …, 未定级 */
extern const char *const asset_kinds[];        /* identifiers, ended by NULL */

#endif
