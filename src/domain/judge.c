/* Circumstances against the facts. Which facts would decide one that is not known yet is found by trying: sets of
 * unknown facts by size, each with every value that can make a difference. Conditions name few facts. */
#include "domain/facts.h"

#include "base/words.h"

#include <stdlib.h>
#include <string.h>

enum { FACTS_TRIED = 12 }; /* of a condition with more unknown facts none are named */

const char *truth_name(enum truth truth)
{
    static const char *const names[] = { [NOT_MET] = _("不符合"), [MET] = _("符合"), [UNKNOWN] = _("尚不能判断") };
    return names[truth];
}

struct trial {
    const char *condition;
    struct fact_value *facts; /* those the condition names */
    const bool *number;
    bool *counting; /* known, and at least its value */
    size_t n;
    VEC(int64_t) values; /* that a number is compared with, and their neighbours */
    struct err *err;
};

/* Every whole number in the condition: on which side of it a fact lies is all that can matter. */
static void find_values(struct trial *trial)
{
    for (const char *p = trial->condition; *p != '\0';) {
        size_t n = strspn(p, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");
        if (n > 0 && *p >= '0' && *p <= '9') {
            long value = strtol(p, NULL, 10);
            for (long near = value > 0 ? value - 1 : 0; near <= value + 1; near++)
                *VEC_PUSH(&trial->values) = near;
        }
        p += n > 0 ? n : 1;
    }
}

/* With each value that the facts still counting from the i-th on may come to: unknown where one turns it. */
static int evaluate(struct trial *trial, size_t i, enum truth *truth)
{
    while (i < trial->n && !trial->counting[i])
        i++;
    if (i == trial->n)
        return condition_evaluate(trial->condition, trial->facts, trial->n, truth, trial->err);
    struct fact_value *fact = &trial->facts[i];
    const int64_t least = fact->value;
    int rc = evaluate(trial, i + 1, truth);
    for (size_t k = 0; rc == 0 && *truth != UNKNOWN && k < trial->values.n; k++) {
        enum truth other = *truth;
        fact->value = trial->values.v[k];
        if (fact->value > least)
            rc = evaluate(trial, i + 1, &other);
        if (other != *truth)
            *truth = UNKNOWN;
    }
    fact->value = least;
    return rc;
}

static bool decided(struct trial *trial)
{
    enum truth truth = UNKNOWN;
    return evaluate(trial, 0, &truth) == 0 && truth != UNKNOWN;
}

/* Whether some values of the chosen facts from the i-th on decide it. */
static bool some_values_decide(struct trial *trial, const size_t *chosen, size_t n, size_t i)
{
    if (i == n)
        return decided(trial);
    struct fact_value *fact = &trial->facts[chosen[i]];
    bool number = trial->number[chosen[i]] && trial->values.n > 0, found = false;
    size_t values = number ? trial->values.n : 2;
    const struct fact_value before = *fact;
    const bool counting = trial->counting[chosen[i]];
    trial->counting[chosen[i]] = false;
    fact->known = true;
    for (size_t k = 0; !found && k < values; k++) {
        fact->value = number ? trial->values.v[k] : (int64_t)k;
        if (!counting || fact->value >= before.value)
            found = some_values_decide(trial, chosen, n, i + 1);
    }
    *fact = before;
    trial->counting[chosen[i]] = counting;
    return found;
}

/* Sets of `n` out of the unknown facts, in the condition's order; `chosen` has the first `i`. */
static bool some_set_decides(struct trial *trial, const size_t *unknown, size_t unknown_n, size_t from, size_t *chosen,
                             size_t i, size_t n)
{
    if (i == n)
        return some_values_decide(trial, chosen, n, 0);
    for (size_t k = from; k < unknown_n; k++) {
        chosen[i] = unknown[k];
        if (some_set_decides(trial, unknown, unknown_n, k + 1, chosen, i + 1, n))
            return true;
    }
    return false;
}

static void find_missing(struct trial *trial, const size_t *rows, struct arena *arena, struct judgement *judgement)
{
    size_t unknown[FACTS_TRIED], chosen[FACTS_TRIED], n = 0;
    for (size_t i = 0; i < trial->n; i++)
        if (!trial->facts[i].known || trial->counting[i]) {
            if (n == FACTS_TRIED)
                return;
            unknown[n++] = i;
        }
    for (size_t size = 1; size <= n; size++)
        if (some_set_decides(trial, unknown, n, 0, chosen, 0, size)) {
            size_t *missing = arena_alloc(arena, size * sizeof *missing);
            for (size_t i = 0; i < size; i++)
                missing[i] = rows[chosen[i]];
            judgement->missing = missing;
            judgement->missing_n = size;
            break;
        }
}

static size_t row_of(const struct fact_sheet *sheet, const char *key)
{
    size_t i = 0;
    while (i < sheet->n && strcmp(sheet->v[i].key, key) != 0)
        i++;
    return i;
}

int circumstance_judge(const struct circumstance *circumstance, const struct fact_sheet *sheet, struct arena *arena,
                       struct judgement *out, struct err *err)
{
    struct condition_facts named = { 0 };
    condition_facts(circumstance->condition, &named);
    struct fact_value *facts = arena_alloc(arena, (named.n + 1) * sizeof *facts);
    bool *number = arena_alloc(arena, (named.n + 1) * sizeof *number);
    bool *counting = arena_alloc(arena, (named.n + 1) * sizeof *counting);
    size_t *rows = arena_alloc(arena, (named.n + 1) * sizeof *rows), n = 0;
    for (size_t i = 0; i < named.n; i++) {
        size_t row = row_of(sheet, named.v[i]);
        if (row == sheet->n)
            continue; /* condition_evaluate tells of it */
        rows[n] = row;
        number[n] = strcmp(sheet->v[row].kind, "number") == 0;
        counting[n] = sheet->v[row].counting;
        facts[n++] = (struct fact_value){ sheet->v[row].key, sheet->v[row].known, sheet->v[row].value };
    }
    LIST_FREE(&named);
    struct trial trial = {
        .condition = circumstance->condition, .facts = facts, .number = number, .counting = counting, .n = n, .err = err
    };
    *out = (struct judgement){ .circumstance = circumstance, .rests_on = rows, .rests_on_n = n };
    find_values(&trial);
    int rc = evaluate(&trial, 0, &out->truth);
    if (rc == 0 && out->truth == UNKNOWN)
        find_missing(&trial, rows, arena, out);
    VEC_FREE(&trial.values);
    return rc;
}

int circumstances_judge(struct store *store, int64_t school, const struct fact_sheet *sheet, struct judgements *out,
                        struct err *err)
{
    int rc = read_circumstances(store, school, &out->circumstances, err);
    for (size_t i = 0; rc == 0 && i < out->circumstances.n; i++)
        rc = circumstance_judge(&out->circumstances.v[i], sheet, &out->arena, VEC_PUSH(out), err);
    return rc;
}

void judgements_free(struct judgements *judgements)
{
    LIST_FREE(&judgements->circumstances);
    LIST_FREE(judgements);
}
