/* The config file, and where the store and the data are. */
#ifndef ZEREN_CLI_CONFIG_H
#define ZEREN_CLI_CONFIG_H

#include "base/fault.h"
#include "cli/options.h"
#include "store/store.h"
#include "text/encode.h"
#include "text/paper.h"
#include "tui/action.h"
#include "tui/term.h"

struct config {
    char *store; /* path of the store, always set */
    char *data;  /* path of the data folder, always set */
    char *group, *school;
    struct paper_options paper;
    bool width_stated; /* of ambiguous characters, by file or option: the encoding no longer decides it */
    enum encoding encoding;
    enum ambiguous ambiguous; /* of the terminal */
    char *spool, *print_command;
    struct theme theme;
    struct keymap keymap;
    struct arena arena;
};

/* Defaults, then the file (--config, else $XDG_CONFIG_HOME/zeren/zeren.ini or
 * SYSCONFDIR/zeren/zeren.ini where there is one), then the environment, then the options.
 * -1 for a bad option value (the sentence in `err`) or a faulty file (its faults added, the sentence counts them). */
int config_read(struct config *config, const struct options *options, struct faults *faults, struct err *err);
void config_done(struct config *config);

struct store_options config_store_options(const struct config *config);

#endif
