/* The screens of the console, and what they share. One file a screen; registry.c gives each its number. */
#ifndef ZEREN_SCREENS_SCREENS_H
#define ZEREN_SCREENS_SCREENS_H

#include "store/look.h"
#include "tui/console.h"
#include "tui/form.h"
#include "tui/tree.h"

/* Those of the number keys: 1 to 9, then 0; NULL where none is yet. */
extern const struct screen_ops *const numbered_screens[10];

extern const struct screen_ops overview_screen, org_screen, matrix_screen, rules_screen, dues_screen, assets_screen,
    people_screen, audit_screen, incidents_screen, reviews_screen;

/* Those of the keys D and ! (console_options): all drills of the school, and a real incident whatever drill runs. */
extern const struct screen_ops drills_screen, real_screen;

/* ---- Screens that others push ---- */

/* What the journal says of one record. */
struct history_argument {
    const char *table, *title; /* title: what the record is called */
    int64_t id;
};
extern const struct screen_ops history_screen;

/* One incident and its log, written live. The argument is a const int64_t *, the incident's id. */
extern const struct screen_ops incident_screen;
/* Its sheet of facts, its register of evidence, and its clocks with the source of each. The argument is the same. */
extern const struct screen_ops facts_screen, evidence_screen, clocks_screen;
/* The school's time limits for handling. */
extern const struct screen_ops limits_screen;
/* The form for a new incident, in this drill or (NULL) a real one; answers its id by `tag`. */
void incident_form(struct screen *screen, const struct drill *drill, int tag);

/* One drill and its clock. The argument is a const int64_t *, the drill's id. */
extern const struct screen_ops drill_screen;
/* Join it, leave it, and say so. */
void join_drill(struct screen *screen, int64_t drill);
void leave_drill(struct screen *screen);

/* One accountability review. The argument is a const int64_t *, the review's id. */
extern const struct screen_ops review_screen;
/* Shows the review of an incident; where there is none yet, asks whether to open one: the screen then hands the answer
 * with the tag TAG_REVIEW to review_answer. */
enum { TAG_REVIEW = 1001 };
void go_review(struct screen *screen, int64_t incident);
void review_answer(struct screen *screen, int64_t incident, const struct answer *answer);

/* One person: all posts past and present. The argument is a const int64_t *, the person's id. */
extern const struct screen_ops person_screen;
/* The form for a person; NULL: a new one. Who may only change phones gets a form of these. Answers by `tag`. */
void person_form(struct screen *screen, const struct person *person, int64_t seen, int tag);

/* One provision with what it says, what rests on it and, of a circumstance, the like in other schools. The argument is
 * a const int64_t *, the provision's id. */
extern const struct screen_ops provision_screen;

/* The lists of duties of two schools side by side. No argument: asks for the other school. */
extern const struct screen_ops compare_screen;

/* ---- Shared by screens ---- */

/* The tag of the filter prompt: list screens answer it with list_set_filter. */
enum { TAG_FILTER = 1000 };
/* Asks for what to look for, telling the screen at each change. `now` is what it is at present, or NULL. */
void ask_filter(struct screen *screen, const char *now);
/* What a list screen does with the answer: filters as it is typed, and shows all again when left by Esc. */
enum outcome filter_answer(struct screen *screen, struct list *list, const struct answer *answer);

/* A screen that is one list of rows in memory: this stands first in its state, and these serve as its functions. */
struct rows_screen {
    struct list_memory rows;
    struct list list;
};
void rows_init(struct screen *screen, const struct list_column *columns, size_t n, const char *empty);
void rows_done(struct screen *screen);
enum outcome rows_act(struct screen *screen, enum action action); /* SEARCH, and all that a list can do */
enum outcome rows_answer(struct screen *screen, const struct answer *answer);
bool rows_has_row(const struct screen *screen);

/* The same for trees: what the filter prompt answers, n and N, and the filter that may not hide what is asked for. */
void filter_tree(struct screen *screen, struct tree *tree, const struct answer *answer);
void find_in_tree(struct screen *screen, struct tree *tree, bool backwards);
void unfilter_wanted_tree(struct screen *screen, struct tree *tree);

/* Another screen asks for a record (console_go): a filter may not hide it. After the list was loaded. */
void unfilter_wanted(struct screen *screen, struct list *list);

/* Parts the area for a list and the details of its row: beside it where there is room, else below; no details
 * (rows 0) in a small window or when `wanted` is false. Draws the parting line. */
struct area details_area(struct canvas *canvas, struct area area, bool wanted, struct area *rest);
/* A heading and text with LF, wrapped; a line that begins with a tab is a heading of its own. */
void draw_details(struct canvas *canvas, struct area area, const char *title, const char *text);

/* For `may`: refuses with what `why` says; NULL, or empty: it may. */
int screen_may(const struct err *why, struct err *err);

/* Appends the last few changes of a record, for the details, if the account may read them. */
int tell_recent(struct screen *screen, const char *table, int64_t id, struct buf *out, struct err *err);

/* Rows that will be seen of a list that fills the screen. */
int list_height(const struct screen *screen);

/* Proves the store against its journal, with progress; what is found is shown in a pager. */
void verify_store(struct screen *screen);

/* Opens a form on its subject; the draft's key is the form's name and the subject: "appoint-17". */
void record_form(struct screen *screen, const char *name, const struct form_argument *form, int tag);

#endif
