/* How a failure travels: a function answers 0 or a negative number and leaves the story, one sentence that
 * says what happened and what to do, in a `struct err` its caller owns. */
#ifndef ZEREN_BASE_ERR_H
#define ZEREN_BASE_ERR_H

#include <stdarg.h>

struct err {
    char text[1024];
    char field[64]; /* the label of the field it is about: a form finds it by that; empty: of none */
};

/* Writes the sentence (cut at a character's edge when too long) and returns -1, so that a failing
 * function can end in `return err_set(...)`. `err` may be NULL: then only -1 is said. */
int err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same of what was given in one field, by its label. */
int err_set_of(struct err *err, const char *field, const char *format, ...) __attribute__((format(printf, 3, 4)));
int err_setv(struct err *err, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* For a broken invariant and for no memory only: runs the hook (the terminal is restored there), says
 * the sentence on stderr and aborts. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
void die_set_hook(void (*hook)(void));

#endif
