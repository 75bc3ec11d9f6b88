/* The org chart: bodies as a tree, their posts, and who holds them on a day. */
#ifndef ZEREN_DOMAIN_ORG_H
#define ZEREN_DOMAIN_ORG_H

#include "base/span.h"
#include "store/model.h"

/* All of one school on one day, and the bodies in tree order (each before its children, siblings as listed). */
struct org {
    char day[DAY_TEXT];
    struct bodies bodies;
    struct posts posts;
    struct holders holders;
    size_t *order; /* indexes into bodies */
    int *depth;    /* of each in `order` */
    bool *last;    /* of each in `order`: no sibling follows */
    size_t n;
    struct spans posts_of, holders_of; /* stretches of `posts` by body, of `holders` by post */
};

int org_read(struct org *org, struct store *store, int64_t school, const char *day, struct err *err);
/* The same for counting empty seats: `holders` are those of the posts that must be held, and nameless. */
int org_read_seats(struct org *org, struct store *store, int64_t school, const char *day, struct err *err);
void org_done(struct org *org);

/* By key, name or short name; NULL: none. */
const struct body *body_named(const struct bodies *bodies, const char *name);

/* Whether body `id` is `top` or below it; top 0 is the whole school. */
bool org_within(const struct org *org, int64_t id, int64_t top);

/* The posts of a body: first index and count. They stand together in `posts`. */
size_t org_posts(const struct org *org, int64_t body, size_t *first);

/* The holders of a post: first index and count. They stand together in `holders`. */
size_t org_holders(const struct org *org, int64_t post, size_t *first);

/* One line of a body's list: a post and one of its holders, or the post with none (NULL). */
struct org_line {
    const struct post *post;
    const struct holder *holder;
};
/* Goes on to the body's next line, from a zeroed one to the first; each post comes with each of its holders, in order.
 * False: no more. */
bool org_next_line(const struct org *org, const struct body *body, struct org_line *line);

/* The post that speaks for a body: the first with one seat; NULL: none has. */
const struct post *org_head(const struct org *org, int64_t body);

/* 分管领导: the liability of the posts in the school's leadership that are his: of the one directly responsible; where
 * the rule gives nobody that, of one that is neither the first nor any other leader. NULL: there is none. */
const char *org_leader_in_charge(const struct org *org);

/* A seat that ought to be taken and is not. The posts of an each-body are patterns and are never vacant; a post with
 * any number of seats is vacant when it has no holder at all. */
bool org_vacant(const struct org *org, const struct post *post);

/* Posts with an empty seat. */
struct vacancy {
    const struct body *body;
    const struct post *post;
    int64_t empty; /* how many seats; 1 where any number may sit */
};
struct vacancies {
    struct vacancy *v;
    size_t n, room;
};
/* Those of one liability or, NULL, those that must not be empty: first, direct and officer. In tree order; what is
 * listed is the org chart's. VEC_FREE gives it back. Meijia-73 art 5; Meijia-75 art 13; Cangzhou art 2. */
void org_vacancies(const struct org *org, const char *liability, struct vacancies *out);

/* 第一责任人 …; Dalian art 4, HEU art 3, Cangzhou art 2. */
const char *liability_name(const char *liability);
const char *body_kind_name(const char *kind);

#endif
