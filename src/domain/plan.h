/* The plan (预案) that is started for an incident, and who leads then, as the rule of its school has it: a
 * public-opinion incident (舆情) has its own. Cangzhou art 7, both paragraphs; Meijia-73 art 8; Dalian art 8. */
#ifndef ZEREN_DOMAIN_PLAN_H
#define ZEREN_DOMAIN_PLAN_H

#include "store/incident.h"
#include "store/step.h"

struct plan {
    const char *name; /* 《…预案》 as the provision writes it, or as it calls one without a title; NULL: none */
    const char *words; /* the text of the log's line: 启动《…预案》。 NULL: the rule names no plan for this kind */
    int64_t body;      /* whose step it is; 0: nobody's */
    const char *body_name; /* NULL: nobody's */
    struct cite cite;      /* of the step; none without words */
    struct arena arena;
};

/* `out` zeroed before; given back by plan_free. Of the incident: school, opinion. A public-opinion incident for which
 * the rule names no plan of its own has none: that for other incidents is not put in its place. */
int plan_read(struct store *store, const struct incident *incident, struct plan *out, struct err *err);
void plan_free(struct plan *plan);

/* The procedure (store/step.h) that an incident runs through. */
const char *plan_procedure(const struct incident *incident);

#endif
