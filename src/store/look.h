/* Looking things up: one record by its id, people page by page, what hangs on a body or a person. All are lists, read
 * like those of model.h; a list of one record is empty when there is none. */
#ifndef ZEREN_STORE_LOOK_H
#define ZEREN_STORE_LOOK_H

#include "store/model.h"
#include "store/people.h"

/* --- Bodies and posts --- */

int read_body(struct store *store, int64_t id, struct bodies *out, struct err *err);
int read_post(struct store *store, int64_t id, struct posts *out, struct err *err);
/* All posts a body ever had, closed ones too. */
int read_body_posts(struct store *store, int64_t body, struct posts *out, struct err *err);

/* The first body but `besides` (0: none) that bears this as name, short name or key, and is not closed by `day`. */
int read_body_called(struct store *store, int64_t school, const char *name, int64_t besides, const char *day,
                     struct bodies *out, struct err *err);
/* The bodies right below, and the units of an each-body, that are not closed by `day`. */
int read_bodies_below(struct store *store, int64_t body, const char *day, struct bodies *out, struct err *err);
/* Whether `body` is `top` or somewhere below it, whatever the day. */
int body_within(struct store *store, int64_t body, int64_t top, bool *within, struct err *err);

/* A body's part in a duty. */
struct body_duty {
    int64_t duty, no;
    int64_t body; /* whose part it is: the body's own, or that of the each-body it is a unit of */
    const char *part;
    struct cite cite;
    const char *text;
};
struct body_duties {
    struct body_duty *v;
    size_t n, room;
    struct arena arena;
};
/* By number, as the school holds them now: with its own decisions (decision.h). At most `most`; 0: all. */
int read_body_duties(struct store *store, int64_t body, size_t most, struct body_duties *out, struct err *err);

/* --- People --- */

struct person {
    int64_t id, school;
    const char *number, *name, *phone, *night_phone;
    const char *posts; /* held on the day: "机构 岗位、机构 岗位"; NULL: none */
};
struct persons {
    struct person *v;
    size_t n, room;
    struct arena arena;
};

int read_person(struct store *store, int64_t id, const char *day, struct persons *out, struct err *err);

/* One page of a school's people, in the order of (name, id), at most `limit`: those after the person `name`, `id`, or
 * with `backwards` those before, nearest to them but listed in the same order. `name` NULL: from the first, backwards
 * from the last. A name alone (id 0) need not be anybody's: the page begins where it would stand. */
struct person_page {
    int64_t school;
    const char *day; /* of the posts held */
    const char *name;
    int64_t id;
    size_t limit;
    bool backwards;
};
int read_persons(struct store *store, const struct person_page *page, struct persons *out, struct err *err);

/* All of a school for a picker, by (name, id): id, number and name alone. */
int read_all_persons_short(struct store *store, int64_t school, struct persons *out, struct err *err);

/* --- Tenures --- */

int read_tenure(struct store *store, int64_t id, struct tenures *out, struct err *err);
/* All posts a person holds or held, the latest first. */
int read_person_tenures(struct store *store, int64_t person, struct tenures *out, struct err *err);
/* Of the posts of a body: tenures that hold on `day` or later. */
int read_tenures_from(struct store *store, int64_t body, const char *day, struct tenures *out, struct err *err);
/* Those whose last day is from..to and that leave a seat nobody takes: fewer others hold the post after it than it has
 * seats, or nobody where any number may. By last day. */
int read_tenures_ending(struct store *store, int64_t school, const char *from, const char *to, struct tenures *out,
                        struct err *err);

#endif
