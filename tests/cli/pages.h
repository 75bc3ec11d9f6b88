/* Looks through printed pages for what must hold on all of them. */
#ifndef ZEREN_TESTS_CLI_PAGES_H
#define ZEREN_TESTS_CLI_PAGES_H

#include "text/paper.h"

struct pages_wanted {
    struct paper_options paper;
    const char *as_of; /* the day on each foot */
};

/* NULL when all is well; else a sentence about the first fault (static storage). */
const char *pages_fault(const char *text, const struct pages_wanted *wanted);

#endif
