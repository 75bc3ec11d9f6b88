/* Where a test of the program works: a folder of its own with a store of all four schools in it. The program is run in
 * it, and whatever a run says is looked at by the same eyes: the exit status is the expected one, nothing a terminal
 * would obey comes out, a failure says a sentence and a success says nothing on stderr. */
#ifndef ZEREN_TESTS_CLI_PLACE_H
#define ZEREN_TESTS_CLI_PLACE_H

#include "lib/run.h"

#include <check.h>
#include <stdbool.h>

/* The store that each place gets a copy of is made once, before the tests. 0, or -1 when the program could not make it.
 */
int place_template_make(void);
void place_template_drop(void);

/* A test case whose tests each have a place. */
TCase *place_case(Suite *suite, const char *name);

const char *at(const char *name);             /* path of a file in the place; lives as long as the place */
const char *store_file(void);                 /* the place's store, which is also ZEREN_STORE */
void put(const char *name, const char *text); /* makes a file in the place */
const char *get(const char *name);            /* reads one */
bool is_there(const char *name);
size_t files_in(const char *name); /* how many entries a folder of the place has */

/* Runs the program and checks it. The run is the place's and lives as long. */
enum { PLACE_FAILS = -1 }; /* a status: 1 or 2 */
const struct run *place_run(const char *file, int line, int status, const struct run_how *how,
                            const char *const *arguments);
#define ZEREN_HOW(status, how, ...) \
    place_run(__FILE__, __LINE__, status, how, (const char *const[]){ __VA_ARGS__, NULL })
#define ZEREN(status, ...) ZEREN_HOW(status, &(const struct run_how){ 0 }, __VA_ARGS__)
#define OUT(run) buf_text(&(run)->out)
#define ERR(run) buf_text(&(run)->err)

/* SQL on the store behind the program's back: nothing is checked, nothing sealed. */
void behind_the_back(const char *file, const char *sql);

void assert_has(const char *text, const char *words);
void assert_lacks(const char *text, const char *words);
void assert_same(const char *a, const char *b);
size_t times_in(const char *text, const char *words);

/* NULL when `text` is one value of JSON and nothing else; otherwise where it stops being it. `*elements` is how many an
 * outermost array has. */
const char *json_fault(const char *text, size_t *elements);

Suite *use_suite(void);
Suite *init_suite(void);
Suite *config_suite(void);
Suite *print_suite(void);
Suite *clean_suite(void);
Suite *people_suite(void);
Suite *proof_suite(void);
Suite *log_suite(void);
Suite *incident_papers_suite(void);
Suite *golden_suite(void);

#endif
