/* The command line: every option of every sub-command in one table (options.c), from which the reader, --help and the
 * bash completion's test come. */
#ifndef ZEREN_CLI_OPTIONS_H
#define ZEREN_CLI_OPTIONS_H

#include "base/err.h"
#include "base/mem.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum option_id {
    OPTION_STORE,
    OPTION_CONFIG,
    OPTION_SCHOOL,
    OPTION_RULES,
    OPTION_DEMO,
    OPTION_BODY,
    OPTION_RULE,
    OPTION_AS_OF,
    OPTION_FROM,
    OPTION_CATEGORY,
    OPTION_STATE,
    OPTION_SEARCH,
    OPTION_FORMAT,
    OPTION_WIDTH,
    OPTION_PAGE_LINES,
    OPTION_ENCODING,
    OPTION_ASCII,
    OPTION_AMBIGUOUS,
    OPTION_OUTPUT,
    OPTION_ROLE,
    OPTION_PERSON,
    OPTION_ANCHOR,
    OPTION_AT,
    OPTION_TO,
    OPTION_GRADE,
    OPTION_PLACE,
    OPTION_DRILL,
    OPTION_ASSET,
    OPTION_FOUND_BY,
    OPTION_OPINION,
    OPTION_RESTRICTED,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT
};
#define OPTION_BIT(option) (UINT64_C(1) << (option))
static_assert(OPTION_COUNT <= 64, "the sets of options are of 64 bits");

struct option_spec {
    const char *name, *argument; /* argument NULL: a switch */
    char letter;                 /* 0: none */
    const char *help;
};
extern const struct option_spec option_specs[OPTION_COUNT];

enum { VALUES_MOST = 64, OPERANDS_MOST = 64 };

struct options {
    bool given[OPTION_COUNT];
    const char *value[OPTION_COUNT]; /* the last one; NULL when not given */
    struct {
        const char *v[VALUES_MOST];
        size_t n;
    } schools, rules; /* all values of --school and --rules */
    const char *operands[OPERANDS_MOST];
    size_t operands_n;
};

/* Reads argv; options and operands may be mixed. -1: wrong use, with a sentence. */
int options_read(struct options *options, int argc, char **argv, struct err *err);

#endif
