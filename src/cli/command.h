/* Sub-commands: one file each, one row each in the table of command.c. */
#ifndef ZEREN_CLI_COMMAND_H
#define ZEREN_CLI_COMMAND_H

#include "base/fault.h"
#include "cli/config.h"
#include "cli/options.h"
#include "domain/rights.h"

#include <stdio.h>

struct command_line;

enum exit_code { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

struct command {
    const char *name, *operands, *help;
    uint64_t options;   /* bits of the options it takes besides --store --config --help */
    size_t least, most; /* operands */
    enum exit_code (*run)(struct command_line *line);
    const char *more; /* a paragraph for --help, or NULL */
};
extern const struct command commands[]; /* ended by a NULL name */

/* What a sub-command is given. */
struct command_line {
    const struct command *command;
    struct options options; /* operands[0] is the first after the command's name */
    struct config config;
};

/* Text to a person: clean, in the terminal's encoding. `say` writes to stdout, `complain` one line "zeren: …" to stderr
 * and returns EXIT_FAILED; `misuse` the same with a pointer to --help and EXIT_USAGE. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
enum exit_code complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
enum exit_code misuse(const struct command_line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));
void show_faults(const struct faults *faults);
/* A progress bar on stderr, when that is a terminal. `context` points to its label, a const char *. */
bool show_progress(void *context, int64_t done, int64_t all);
void end_progress(void);

/* Opens the store the options name and finds the caller's account; complains otherwise. Given back by close_session. */
int open_session(const struct command_line *line, struct session *session);
void close_session(struct session *session);

/* The school of --school, of the config, or the only one there is. The record is in `schools`. NULL: complained. */
const struct school *choose_school(const struct command_line *line, struct store *store, struct schools *schools);

/* The operating system's name for whoever runs the program. */
const char *login_name(void);

enum exit_code command_account(struct command_line *line);
enum exit_code command_backup(struct command_line *line);
enum exit_code command_console(struct command_line *line);
enum exit_code command_history(struct command_line *line);
enum exit_code command_import(struct command_line *line);
enum exit_code command_init(struct command_line *line);
enum exit_code command_keys(struct command_line *line);
enum exit_code command_log(struct command_line *line);
enum exit_code command_print(struct command_line *line);
enum exit_code command_rules(struct command_line *line);
enum exit_code command_scenarios(struct command_line *line);
enum exit_code command_schools(struct command_line *line);
enum exit_code command_verify(struct command_line *line);

int cli_main(int argc, char **argv);

#endif
