/* Matrix and holes. */
#include "domain/matrix.h"

#include "base/words.h"

#include <string.h>

static bool has_part(const struct matrix *matrix, int64_t body)
{
    for (size_t i = 0; i < matrix->parts.n; i++)
        if (matrix->parts.v[i].body == body)
            return true;
    return false;
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
    matrix->columns = mem_alloc(org->n * sizeof *matrix->columns);
    for (size_t i = 0; i < org->n; i++)
        if (has_part(matrix, org->bodies.v[org->order[i]].id))
            matrix->columns[matrix->n++] = org->order[i];
    return 0;
}

void matrix_done(struct matrix *matrix)
{
    LIST_FREE(&matrix->duties);
    LIST_FREE(&matrix->parts);
    LIST_FREE(&matrix->decisions);
    mem_free(matrix->columns);
    *matrix = (struct matrix){ 0 };
}

/* The parts of a duty stand together and in the order of their marks. */
const struct part *matrix_part(const struct matrix *matrix, int64_t duty, int64_t body)
{
    for (size_t i = 0; i < matrix->parts.n; i++)
        if (matrix->parts.v[i].duty == duty && matrix->parts.v[i].body == body)
            return &matrix->parts.v[i];
    return NULL;
}

static const char *const part_words[][3] = {
    { "lead", "●", _("主责") },      { "answer", "★", _("领导") }, { "assist", "○", _("配合") },
    { "guide", "◇", _("指导监督") }, { "inform", "△", _("知会") },
};

const struct decision *matrix_taken(const struct matrix *matrix, int64_t duty, int64_t body)
{
    for (size_t i = 0; i < matrix->decisions.n; i++) {
        const struct decision *decision = &matrix->decisions.v[i];
        if (decision->duty == duty && decision->body == body && decision->part == NULL)
            return decision;
    }
    return NULL;
}

bool part_exists(const char *part)
{
    for (size_t i = 0; i < sizeof part_words / sizeof part_words[0]; i++)
        if (strcmp(part_words[i][0], part) == 0)
            return true;
    return false;
}

static const char *part_word(const char *part, int which)
{
    for (size_t i = 0; i < sizeof part_words / sizeof part_words[0]; i++)
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

static bool leads(const struct part *part)
{
    return strcmp(part->part, "lead") == 0;
}

static bool has_first(const struct org *org, int64_t body)
{
    for (size_t i = 0; i < org->posts.n; i++)
        if (org->posts.v[i].body == body && strcmp(org->posts.v[i].liability, "first") == 0)
            return true;
    return false;
}

static void add_hole(struct holes *holes, enum hole_kind kind, const struct duty *duty, const struct body *body)
{
    *VEC_PUSH(holes) = (struct hole){ .kind = kind, .duty = duty, .body = body };
}

void matrix_holes(const struct matrix *matrix, struct holes *holes)
{
    size_t part = 0;
    for (size_t i = 0; i < matrix->duties.n; i++) {
        const struct duty *duty = &matrix->duties.v[i];
        size_t lead = 0;
        for (; part < matrix->parts.n && matrix->parts.v[part].duty == duty->id; part++)
            lead += leads(&matrix->parts.v[part]);
        if (lead != 1)
            add_hole(holes, lead == 0 ? HOLE_NO_LEAD : HOLE_TWO_LEADS, duty, NULL);
    }
    for (size_t i = 0; i < matrix->n; i++) {
        const struct body *body = &matrix->org->bodies.v[matrix->columns[i]];
        bool any = false;
        for (size_t k = 0; k < matrix->parts.n && !any; k++)
            any = matrix->parts.v[k].body == body->id && leads(&matrix->parts.v[k]);
        if (any && !has_first(matrix->org, body->id))
            add_hole(holes, HOLE_NO_FIRST, NULL, body);
    }
}
