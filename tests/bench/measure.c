/* Measuring. */
#include "measure.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, by_size);
    return values[n / 2];
}

void must(int rc, const struct err *err)
{
    if (rc != 0)
        die("bench: %s", err->text);
}

double run_program_to(const char *out, const char *const *argv, long *kib)
{
    double from = now();
    int status = 0;
    struct rusage usage;
    fflush(stdout); /* or the child would write it again */
    pid_t pid = fork();
    if (pid == 0) {
        if (freopen(out == NULL ? "/dev/null" : out, "w", stdout) == NULL)
            _exit(127);
        execv(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    wait4(pid, &status, 0, &usage);
    if (status != 0)
        die("bench: %s %s failed", argv[0], argv[1]);
    *kib = usage.ru_maxrss;
    return now() - from;
}

double run_program(const char *const *argv, long *kib)
{
    return run_program_to(NULL, argv, kib);
}
