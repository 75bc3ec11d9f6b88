/* Faults in a file somebody wrote: all of them at once, each with its line and what to do. */
#ifndef ZEREN_BASE_FAULT_H
#define ZEREN_BASE_FAULT_H

#include "base/mem.h"

#include <stdarg.h>

struct fault {
    const char *file;
    size_t line; /* from 1; 0: the file as a whole */
    const char *text;
};

struct faults {
    struct fault *v;
    size_t n, room;
    size_t all; /* how many were found; n of them are kept */
    struct arena arena;
};

/* Sorted nowhere: faults stand in the order in which they were found. Past `FAULTS_MOST` they are only counted. */
enum { FAULTS_MOST = 200 };
void fault_addv(struct faults *faults, const char *file, size_t line, const char *format, va_list args)
    __attribute__((format(printf, 4, 0)));
void fault_add(struct faults *faults, const char *file, size_t line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void faults_free(struct faults *faults);

#endif
