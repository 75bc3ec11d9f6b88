/* What the benches share: time, the middle of several runs, and a run of the program with its peak of memory. */
#ifndef ZEREN_TESTS_BENCH_MEASURE_H
#define ZEREN_TESTS_BENCH_MEASURE_H

#include "base/err.h"

#include <stddef.h>

double now(void); /* seconds, of a clock that nobody sets */
double median(double *values, size_t n);
/* Ends the bench when `rc` is not 0. */
void must(int rc, const struct err *err);

/* One run of the program, which must succeed; its stdout goes into the file `out` (NULL: nowhere). Seconds, and its
 * peak memory in KiB. `argv` ends in NULL. */
double run_program_to(const char *out, const char *const *argv, long *kib);
double run_program(const char *const *argv, long *kib);

#endif
