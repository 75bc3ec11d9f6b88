/* The responsibility matrix: duties by bodies, and its holes. */
#ifndef ZEREN_DOMAIN_MATRIX_H
#define ZEREN_DOMAIN_MATRIX_H

#include "domain/org.h"
#include "store/decision.h"

struct matrix {
    struct duties duties;
    struct parts parts;
    struct decisions decisions; /* of the school itself, in force on the org chart's day; `parts` follows them */
    const struct org *org;
    size_t *columns; /* indexes into org->bodies: those with a part, in tree order */
    size_t n;
    struct spans parts_of, decisions_of; /* stretches of `parts` and `decisions` by duty */
};

/* `org` must outlive the matrix. */
int matrix_read(struct matrix *matrix, struct store *store, int64_t school, const struct org *org, struct err *err);
void matrix_done(struct matrix *matrix);

/* The parts of a duty, in the order of their marks: first index and count. They stand together in `parts`. */
size_t matrix_parts(const struct matrix *matrix, int64_t duty, size_t *first);
/* A body may have more than one part in a duty; the first of ● ★ ○ ◇ △ is shown. NULL: no part. */
const struct part *matrix_part(const struct matrix *matrix, int64_t duty, int64_t body);
/* The decision that took the body's part in the duty away; NULL: none did. */
const struct decision *matrix_taken(const struct matrix *matrix, int64_t duty, int64_t body);
bool part_exists(const char *part);
const char *part_mark(const char *part); /* ● ★ ○ ◇ △ */
const char *part_name(const char *part); /* 主责 领导 配合 指导监督 知会 */

enum hole_kind { HOLE_NO_LEAD, HOLE_TWO_LEADS, HOLE_NO_FIRST };
struct hole {
    enum hole_kind kind;
    const struct duty *duty; /* of the first two kinds */
    const struct body *body; /* of the last: leads a duty and has no post of a 第一责任人 */
};
struct holes {
    struct hole *v;
    size_t n, room;
};
/* In the order of the duties, then of the bodies. */
void matrix_holes(const struct matrix *matrix, struct holes *holes);

/* The same holes without the matrix, for which all duties and parts would be read. */
struct found_holes {
    struct holes holes;
    struct duties duties; /* those of the holes: id and number alone */
};
/* `org` must outlive them; its holders are not asked for. */
int holes_read(struct found_holes *found, struct store *store, int64_t school, const struct org *org, struct err *err);
void holes_done(struct found_holes *found);

#endif
