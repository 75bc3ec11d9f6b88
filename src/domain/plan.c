/* The plan of an incident. */
#include "domain/plan.h"

#include "base/words.h"

#include <string.h>

const char *plan_procedure(const struct incident *incident)
{
    return incident->opinion ? "opinion" : "response";
}

static bool starts_with(const char *text, const char *head)
{
    return strncmp(text, head, strlen(head)) == 0;
}

static const char starting[] = "启动";

/* The first 《…预案》 in a provision, in `arena`; NULL: none. */
static const char *title_in(const char *text, struct arena *arena)
{
    static const char opens[] = "《", closes[] = "》", last[] = "预案";
    for (const char *at = strstr(text, opens); at != NULL; at = strstr(at + 1, opens)) {
        const char *end = strstr(at, closes);
        if (end == NULL)
            return NULL;
        if ((size_t)(end - at) >= sizeof opens - 1 + sizeof last - 1 && starts_with(end - (sizeof last - 1), last))
            return arena_strndup(arena, at, (size_t)(end - at) + sizeof closes - 1);
    }
    return NULL;
}

/* The step that the rule calls 启动…; without one, that whose provision names a plan by which it is done. */
static const struct rule_step *step_of(const struct rule_steps *steps, struct arena *arena)
{
    for (size_t i = 0; i < steps->n; i++)
        if (starts_with(steps->v[i].name, starting))
            return &steps->v[i];
    for (size_t i = 0; i < steps->n; i++)
        if (title_in(steps->v[i].text, arena) != NULL)
            return &steps->v[i];
    return NULL;
}

int plan_read(struct store *store, const struct incident *incident, struct plan *out, struct err *err)
{
    struct rule_steps steps = { 0 };
    if (read_rule_steps(store, incident->school, plan_procedure(incident), &steps, err) != 0)
        return -1;
    const struct rule_step *step = step_of(&steps, &out->arena);
    if (step != NULL) {
        out->name = title_in(step->text, &out->arena);
        if (out->name == NULL)
            out->name = arena_strdup(&out->arena, step->name + strlen(starting));
        out->words = arena_printf(&out->arena, _("启动%s。"), out->name);
        out->body = step->body;
        out->body_name = arena_strdup(&out->arena, step->body_name);
        out->cite =
            (struct cite){ arena_strdup(&out->arena, step->cite.rule), arena_strdup(&out->arena, step->cite.path) };
    }
    LIST_FREE(&steps);
    return 0;
}

void plan_free(struct plan *plan)
{
    arena_free(&plan->arena);
    *plan = (struct plan){ 0 };
}
