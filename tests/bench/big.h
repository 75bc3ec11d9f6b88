/* A store as large as the largest school could need, for benches: one school, all names marked 样例, everything by a
 * rule from the numbers given, so that two of the same size are alike. */
#ifndef ZEREN_TESTS_BENCH_BIG_H
#define ZEREN_TESTS_BENCH_BIG_H

#include <stdint.h>

enum { BIG_BODIES = 3000, BIG_PEOPLE = 30000, BIG_DUTIES = 20000 };

/* Makes the store at `path`, where nothing may be, for the login of the user who runs the bench. Four bodies at least:
 * leadership, group, each-body, then colleges and what is below them to three levels. Each has posts of the first and
 * direct person and of an officer (one in ten vacant, one in five with one before), and members for all other people.
 * Each duty has a lead, and others that answer, assist and guide. A thousand small entries end the journal. Ends the
 * program when it cannot. */
void big_make(const char *path, int64_t bodies, int64_t people, int64_t duties);

#endif
