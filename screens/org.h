/* The inside of the screen 组织架构, shared by what shows it and what changes it. */
#ifndef ZEREN_SCREENS_ORG_H
#define ZEREN_SCREENS_ORG_H

#include "domain/org.h"
#include "screens/screens.h"
#include "tui/tree.h"

/* A node of the tree is a record of one of three tables. */
enum node_kind { NODE_BODY, NODE_POST, NODE_HOLDER, NODE_KINDS };

struct org_state {
    struct tree tree;
    struct org org;
    int64_t seen; /* the journal's head when it was read */
    bool wants_details;
    struct buf details, details_title;
};

/* The records of the selected row: a post's body and, where it has one holder, the holder; NULL where there is none. */
struct chosen {
    const struct body *body;
    const struct post *post;
    const struct holder *holder;
};
struct chosen org_chosen(const struct org_state *state);

/* The actions that change something; NOT_MINE for the others. */
enum outcome org_edit(struct screen *screen, enum action action);
enum outcome org_edit_answer(struct screen *screen, const struct answer *answer);
int org_may(const struct screen *screen, enum action action, struct err *err);

#endif
