/* Stretches of a list: where records that belong together stand together, each stretch is found by its id without a
 * walk over the list. Knows no list. */
#ifndef ZEREN_BASE_SPAN_H
#define ZEREN_BASE_SPAN_H

#include <stddef.h>
#include <stdint.h>

struct span {
    int64_t id;
    size_t first, n;
};
struct spans {
    struct span *v;
    size_t n, room;
};

/* Tells of the record after those told of before: it belongs to `id`. */
void spans_add(struct spans *spans, int64_t id);
/* After the last spans_add and before the first spans_find. */
void spans_sort(struct spans *spans);
/* How many records belong to `id`, and the index of the first. Of stretches apart from each other only one is found. */
size_t spans_find(const struct spans *spans, int64_t id, size_t *first);
void spans_done(struct spans *spans);

#endif
