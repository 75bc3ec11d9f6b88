/* Stretches of a list. */
#include "base/span.h"

#include "base/mem.h"

#include <stdlib.h>

void spans_add(struct spans *spans, int64_t id)
{
    size_t next = spans->n == 0 ? 0 : spans->v[spans->n - 1].first + spans->v[spans->n - 1].n;
    if (spans->n == 0 || spans->v[spans->n - 1].id != id)
        *VEC_PUSH(spans) = (struct span){ .id = id, .first = next };
    spans->v[spans->n - 1].n++;
}

static int by_id(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

void spans_sort(struct spans *spans)
{
    if (spans->n > 1)
        qsort(spans->v, spans->n, sizeof *spans->v, by_id);
}

size_t spans_find(const struct spans *spans, int64_t id, size_t *first)
{
    size_t low = 0, high = spans->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (spans->v[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    *first = 0;
    if (low == spans->n || spans->v[low].id != id)
        return 0;
    *first = spans->v[low].first;
    return spans->v[low].n;
}

void spans_done(struct spans *spans)
{
    VEC_FREE(spans);
}
