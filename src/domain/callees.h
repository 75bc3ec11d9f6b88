/* Whom to call in an incident: the people behind its asset and its unit, then those of the school who coordinate, lead
 * and handle. Nothing is stored: all of it follows from the register of assets, the org chart, the tenures and the
 * steps of the school's rule. Meijia-75 art 13, 16; Meijia-73 art 8; Cangzhou art 7 (both paragraphs); Dalian art 8. */
#ifndef ZEREN_DOMAIN_CALLEES_H
#define ZEREN_DOMAIN_CALLEES_H

#include "domain/plan.h"

enum callee_role {
    CALLEE_ASSET,   /* 系统联系人 */
    CALLEE_OFFICER, /* of the unit; where it has no such post: */
    CALLEE_DIRECT,  /* the one directly responsible */
    CALLEE_FIRST,
    CALLEE_LEAD, /* of the body that starts the plan */
    CALLEE_OFFICE,
    CALLEE_LEADER,  /* in charge, of the school; where its rule names none: */
    CALLEE_TOP,     /* its first responsible person */
    CALLEE_HANDLER, /* of a body that the rule names in a step */
    CALLEE_ROLES
};

struct callee {
    unsigned roles;        /* 1u << each */
    const char *asset;     /* its name; NULL: not for an asset's sake */
    int64_t level;         /* of the asset: 等保, 0 not graded */
    int64_t body;          /* 0: an asset's contact, or the units when the incident's is not known */
    const char *body_name; /* of a body that has no posts and is at another's: that one's, and this: 甲（设在乙） */
    int64_t post;          /* 0: none */
    const char *post_name, *ex_officio;
    int64_t person; /* 0: nobody */
    const char *name, *number, *phone, *night_phone;
    struct cite cite; /* where the rule sets up the post, else the body */
};
struct callees {
    struct callee *v;
    size_t n, room;
    struct arena arena;
    struct plan plan; /* and whose step it is */
};

/* Those of `day`, a post with each of its holders, in the order in which one calls; one who is wanted for several
 * reasons stands once, with all roles. `out` zeroed before; given back by callees_free in either case. Whoever may read
 * the list of contacts may read this. */
int callees_read(struct store *store, const struct incident *incident, const char *day, struct callees *out,
                 struct err *err);
void callees_free(struct callees *callees);

const char *callee_role_id(enum callee_role role);                       /* asset, officer … */
const char *callee_roles(const struct callee *callee, struct arena *in); /* 办公室、处置 */
/* 样例网站（等保二级）; 甲办公室 主任（乙部负责人）. */
const char *callee_place(const struct callee *callee, struct arena *in);
/* 空缺, 没有岗位 …, where there is no name. */
const char *callee_missing(const struct callee *callee);

#endif
