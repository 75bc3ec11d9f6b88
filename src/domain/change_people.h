/* What the office changes about people: adding and mending them, appointing, ending, replacing, filing. Each function
 * asks for the right, checks the rule and seals one transaction; a refusal is one sentence and changes nothing. Texts
 * and days are as typed (NULL or blank is empty; any spelling of day_parse). `seen` is the journal's head when the
 * record was read (0: not checked): a record changed since is refused (guard.h). */
#ifndef ZEREN_DOMAIN_CHANGE_PEOPLE_H
#define ZEREN_DOMAIN_CHANGE_PEOPLE_H

#include "domain/rights.h"
#include "store/look.h"
#include "store/people.h"

/* --- People: RIGHT_MANAGE_PEOPLE --- */

/* A name is needed; a 工号 is one person's; without a 工号 name and phone together are. */
int person_add(const struct session *session, const struct new_person *person, int64_t *id, struct err *err);
/* All of the record as given, but for the school, which stays. */
int person_edit(const struct session *session, int64_t id, const struct new_person *person, int64_t seen,
                struct err *err);

/* RIGHT_EDIT_PHONES: an officer those of people who hold a post today in the own body or below it. An empty phone is
 * taken away. Meijia-75 art 16, HEU art 5(四). */
int person_set_phones(const struct session *session, int64_t id, const char *phone, const char *night_phone,
                      int64_t seen, struct err *err);

/* Whether this session may change these phones: asked again by person_set_phones. */
int person_may_phones(const struct session *session, const struct person *person, struct err *err);

/* --- Tenures: RIGHT_MANAGE_PEOPLE --- */

/* From day to day, both included; `to` empty: without end. Filing (备案): Meijia-73 art 5, Meijia-75 art 13. */
struct appointment {
    int64_t post, person;
    const char *from, *to, *filed, *filing_number;
};

/* Refused: another school's person, the post of an each-body (a pattern), days outside those of post and body, a seat
 * that is taken (the sentence says by whom, from when to when), the same person twice at once, filed in the future. */
int appoint(const struct session *session, const struct appointment *appointment, struct err *err);

/* `to` is the last day; it can be set, or brought forward. */
int end_tenure(const struct session *session, int64_t tenure, const char *to, int64_t seen, struct err *err);

/* In one transaction: the tenure ends the day before `next->from` (unless it ends earlier already), and the person of
 * `next` has its post; `next->post` does not matter. */
int replace_holder(const struct session *session, int64_t tenure, const struct appointment *next, int64_t seen,
                   struct err *err);

/* Mends a wrong first or last day, by the same rules as appoint; `to` empty: without end. */
int correct_tenure(const struct session *session, int64_t tenure, const char *from, const char *to, int64_t seen,
                   struct err *err);
/* Day and number as given; empty ones are taken away. */
int set_filing(const struct session *session, int64_t tenure, const char *filed, const char *filing_number,
               int64_t seen, struct err *err);

#endif
