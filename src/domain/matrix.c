/* Matrix and holes. */
#include "domain/matrix.h"

#include "base/words.h"

#include <string.h>

static bool leads(const struct part *part)
{
    return strcmp(part->part, "lead") == 0;
}

/* The bodies with a part, by index into the org chart's bodies. */
static bool *bodies_with(const struct matrix *matrix, bool lead_only)
{
    const struct bodies *bodies = &matrix->org->bodies;
    bool *with = mem_alloc(bodies->n * sizeof *with);
    for (size_t i = 0; i < matrix->parts.n; i++) {
        const struct part *part = &matrix->parts.v[i];
        const struct body *body = !lead_only || leads(part) ? body_by_id(bodies, part->body) : NULL;
        if (body != NULL)
            with[body - bodies->v] = true;
    }
    return with;
}

static void find_stretches(struct matrix *matrix)
{
    for (size_t i = 0; i < matrix->parts.n; i++)
        spans_add(&matrix->parts_of, matrix->parts.v[i].duty);
    for (size_t i = 0; i < matrix->decisions.n; i++)
        spans_add(&matrix->decisions_of, matrix->decisions.v[i].duty);
    spans_sort(&matrix->parts_of);
    spans_sort(&matrix->decisions_of);
}

int matrix_read(struct matrix *matrix, struct store *store, int64_t school, const struct org *org, struct err *err)
{
    *matrix = (struct matrix){ .org = org };
    if (read_duties(store, school, &matrix->duties, err) != 0 ||
        read_parts(store, school, org->day, &matrix->parts, err) != 0 ||
        read_decisions(store, school, org->day, &matrix->decisions, err) != 0) {
        matrix_done(matrix);
        return -1;
    }
    find_stretches(matrix);
    bool *with = bodies_with(matrix, false);
    matrix->columns = mem_alloc(org->n * sizeof *matrix->columns);
    for (size_t i = 0; i < org->n; i++)
        if (with[org->order[i]])
            matrix->columns[matrix->n++] = org->order[i];
    mem_free(with);
    return 0;
}

void matrix_done(struct matrix *matrix)
{
    LIST_FREE(&matrix->duties);
    LIST_FREE(&matrix->parts);
    LIST_FREE(&matrix->decisions);
    mem_free(matrix->columns);
    spans_done(&matrix->parts_of);
    spans_done(&matrix->decisions_of);
    *matrix = (struct matrix){ 0 };
}

size_t matrix_parts(const struct matrix *matrix, int64_t duty, size_t *first)
{
    return spans_find(&matrix->parts_of, duty, first);
}

const struct part *matrix_part(const struct matrix *matrix, int64_t duty, int64_t body)
{
    size_t first, n = matrix_parts(matrix, duty, &first);
    for (size_t i = first; i < first + n; i++)
        if (matrix->parts.v[i].body == body)
            return &matrix->parts.v[i];
    return NULL;
}

static const char *const part_words[][3] = {
    { "lead", "●", _("主责") },      { "answer", "★", _("领导") }, { "assist", "○", _("配合") },
    { "guide", "◇", _("指导监督") }, { "inform", "△", _("知会") },
};

const struct decision *matrix_taken(const struct matrix *matrix, int64_t duty, int64_t body)
{
    size_t first, n = spans_find(&matrix->decisions_of, duty, &first);
    for (size_t i = first; i < first + n; i++) {
        const struct decision *decision = &matrix->decisions.v[i];
        if (decision->body == body && decision->part == NULL)
            return decision;
    }
    return NULL;
}

bool part_exists(const char *part)
{
    for (size_t i = 0; i < COUNT(part_words); i++)
        if (strcmp(part_words[i][0], part) == 0)
            return true;
    return false;
}

static const char *part_word(const char *part, int which)
{
    for (size_t i = 0; i < COUNT(part_words); i++)
        if (strcmp(part_words[i][0], part) == 0)
            return part_words[i][which];
    return part;
}

const char *part_mark(const char *part)
{
    return part_word(part, 1);
}

const char *part_name(const char *part)
{
    return part_word(part, 2);
}

static bool has_first(const struct org *org, int64_t body)
{
    size_t first, n = org_posts(org, body, &first);
    for (size_t i = first; i < first + n; i++)
        if (strcmp(org->posts.v[i].liability, "first") == 0)
            return true;
    return false;
}

static void add_hole(struct holes *holes, enum hole_kind kind, const struct duty *duty, const struct body *body)
{
    *VEC_PUSH(holes) = (struct hole){ .kind = kind, .duty = duty, .body = body };
}

void matrix_holes(const struct matrix *matrix, struct holes *holes)
{
    for (size_t i = 0; i < matrix->duties.n; i++) {
        const struct duty *duty = &matrix->duties.v[i];
        size_t first, n = matrix_parts(matrix, duty->id, &first), lead = 0;
        for (size_t k = first; k < first + n; k++)
            lead += leads(&matrix->parts.v[k]);
        if (lead != 1)
            add_hole(holes, lead == 0 ? HOLE_NO_LEAD : HOLE_TWO_LEADS, duty, NULL);
    }
    bool *leading = bodies_with(matrix, true);
    for (size_t i = 0; i < matrix->n; i++) {
        const struct body *body = &matrix->org->bodies.v[matrix->columns[i]];
        if (leading[matrix->columns[i]] && !has_first(matrix->org, body->id))
            add_hole(holes, HOLE_NO_FIRST, NULL, body);
    }
    mem_free(leading);
}

static void add_leading(struct found_holes *found, const struct org *org, const struct leadings *leading)
{
    bool *leads_any = mem_alloc((org->bodies.n + 1) * sizeof *leads_any);
    for (size_t i = 0; i < leading->n; i++) {
        const struct body *body = body_by_id(&org->bodies, leading->v[i].body);
        if (body != NULL)
            leads_any[body - org->bodies.v] = true;
    }
    for (size_t i = 0; i < org->n; i++) {
        const struct body *body = &org->bodies.v[org->order[i]];
        if (leads_any[org->order[i]] && !has_first(org, body->id))
            add_hole(&found->holes, HOLE_NO_FIRST, NULL, body);
    }
    mem_free(leads_any);
}

int holes_read(struct found_holes *found, struct store *store, int64_t school, const struct org *org, struct err *err)
{
    struct lead_counts counts = { 0 };
    struct leadings leading = { 0 };
    *found = (struct found_holes){ 0 };
    int rc = read_duties_not_led(store, school, org->day, &counts, err);
    if (rc == 0)
        rc = read_bodies_leading(store, school, org->day, &leading, err);
    for (size_t i = 0; i < counts.n; i++) {
        struct duty *duty = VEC_PUSH(&found->duties);
        duty->id = counts.v[i].duty;
        duty->no = counts.v[i].no;
    }
    for (size_t i = 0; i < counts.n; i++) /* when they move no more */
        add_hole(&found->holes, counts.v[i].leads == 0 ? HOLE_NO_LEAD : HOLE_TWO_LEADS, &found->duties.v[i], NULL);
    add_leading(found, org, &leading);
    LIST_FREE(&counts);
    LIST_FREE(&leading);
    if (rc != 0)
        holes_done(found);
    return rc;
}

void holes_done(struct found_holes *found)
{
    VEC_FREE(&found->holes);
    LIST_FREE(&found->duties);
}
