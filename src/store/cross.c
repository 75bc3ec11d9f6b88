/* Cross references. */
#include "store/cross.h"

#include "base/buf.h"
#include "store/condition.h"
#include "store/rows.h"

#include <stdlib.h>
#include <string.h>

int read_provision_uses(struct store *store, int64_t provision, struct uses *out, struct err *err)
{
    struct query query = query_start(store, SQL_PROVISION_USES, err);
    query_int(&query, provision);
    READ_ALL(query, out, struct use * x, TEXT(kind) INT(id) INT(no) INT(provision) TEXT(path) TEXT(label));
}

int read_facts(struct store *store, struct facts *out, struct err *err)
{
    struct query query = query_start(store, SQL_FACT_LIST, err);
    READ_ALL(query, out, struct fact * x, INT(id) TEXT(key) TEXT(name) TEXT(kind) TEXT(unit));
}

static int read_all(struct store *store, struct alikes *out, struct err *err)
{
    struct query query = query_start(store, SQL_CIRCUMSTANCES_ALL, err);
    READ_ALL(query, out, struct alike * x,
             INT(id) TEXT(key) TEXT(name) INT(provision) CITE(cite) TEXT(condition) TEXT(text) INT(school)
                 TEXT(school_key) TEXT(school_name) TEXT(rule_title));
}

static bool has_fact(const struct condition_facts *facts, const char *key)
{
    for (size_t i = 0; i < facts->n; i++)
        if (strcmp(facts->v[i], key) == 0)
            return true;
    return false;
}

static void compare(struct alike *alike, const struct condition_facts *wanted, struct arena *arena)
{
    struct condition_facts facts = { 0 };
    struct buf shared = { 0 };
    condition_facts(alike->condition, &facts);
    for (size_t i = 0; i < wanted->n; i++)
        if (has_fact(&facts, wanted->v[i])) {
            buf_printf(&shared, "%s%s", shared.n > 0 ? " " : "", wanted->v[i]);
            alike->shared++;
        }
    alike->facts = arena_strdup(arena, buf_text(&shared));
    buf_free(&shared);
    LIST_FREE(&facts);
}

/* Moves those with facts to the front, the wanted one first, the others by facts shared: an insertion, which keeps the
 * order of the statement among equals; there are some dozens. */
static void order(struct alikes *list, int64_t wanted)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        struct alike x = list->v[i];
        size_t at = n;
        if (x.shared == 0 && x.id != wanted)
            continue;
        while (at > 0 && list->v[at - 1].id != wanted && (x.id == wanted || list->v[at - 1].shared < x.shared))
            at--;
        memmove(&list->v[at + 1], &list->v[at], (n - at) * sizeof x);
        list->v[at] = x;
        n++;
    }
    list->n = n;
}

int read_alike(struct store *store, int64_t circumstance, struct alikes *out, struct err *err)
{
    struct condition_facts wanted = { 0 };
    bool found = false;
    if (read_all(store, out, err) != 0)
        return -1;
    for (size_t i = 0; i < out->n; i++)
        if (out->v[i].id == circumstance) {
            condition_facts(out->v[i].condition, &wanted);
            found = true;
        }
    if (!found)
        LIST_FREE(out);
    for (size_t i = 0; i < out->n; i++)
        compare(&out->v[i], &wanted, &out->arena);
    order(out, circumstance);
    LIST_FREE(&wanted);
    return 0;
}
