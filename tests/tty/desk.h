/* Where the program is run on a terminal: a folder with a demonstration store (zeren init --demo) and a config file.
 * The clock is the real one: signals must reach the program itself, and faketime stands before it. */
#ifndef ZEREN_TESTS_TTY_DESK_H
#define ZEREN_TESTS_TTY_DESK_H

#include "terminal.h"

#include <check.h>

/* The store that each desk gets a copy of; for an unchecked fixture. */
void desk_make(void);
void desk_drop(void);

/* A case whose tests have a desk each, and the program to be started there. */
TCase *desk_case(Suite *suite, const char *name);

const char *desk_path(const char *name); /* a file of the desk; lives as long as it */
void desk_config(const char *text);      /* the config file is this */
/* How many files with such an ending are in a folder of the desk. */
int desk_files(const char *folder, const char *ending);
/* How many drafts lie there. */
int desk_drafts(void);
void desk_wait_draft(void); /* until one does */
/* Until one of them holds the text. */
void desk_wait_kept(const char *text);

/* Starts zeren at the desk and waits for the overview. `argument` may be NULL, and so may `how`. */
struct terminal *desk_start(const struct terminal_how *how, const char *argument);
/* The same without waiting. */
struct terminal *desk_run(const struct terminal_how *how, const char *argument);
/* Goes away with C-q, and the terminal is as before. */
void desk_quit(struct terminal *terminal);
void desk_ended(struct terminal *terminal, int status);
/* The journal proves the store, and the program says so. */
void desk_verify(void);

#endif
