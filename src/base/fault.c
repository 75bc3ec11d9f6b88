/* Collected faults. */
#include "base/fault.h"

#include "base/err.h"

void fault_addv(struct faults *faults, const char *file, size_t line, const char *format, va_list args)
{
    faults->all++;
    if (faults->n >= FAULTS_MOST)
        return;
    struct err err; /* cuts at a character's edge */
    err_setv(&err, format, args);
    struct fault *fault = VEC_PUSH(faults);
    fault->file = arena_strdup(&faults->arena, file);
    fault->line = line;
    fault->text = arena_strdup(&faults->arena, err.text);
}

void fault_add(struct faults *faults, const char *file, size_t line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fault_addv(faults, file, line, format, args);
    va_end(args);
}

void faults_free(struct faults *faults)
{
    VEC_FREE(faults);
    arena_free(&faults->arena);
    faults->all = 0;
}
