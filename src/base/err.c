/* Failure sentences, and the end of the program. Knows nothing of what failed. */
#include "base/err.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*die_hook)(void);

/* A sentence cut in the middle of a UTF-8 character would be refused by the terminal's side. */
static void cut_at_character(char *text)
{
    size_t n = strlen(text);
    size_t start = n;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (n - (start - 1) < want)
        text[start - 1] = '\0';
}

int err_setv(struct err *err, const char *format, va_list args)
{
    if (err == NULL)
        return -1;
    err->field[0] = '\0';
    int n = vsnprintf(err->text, sizeof err->text, format, args);
    if (n < 0)
        err->text[0] = '\0';
    else if ((size_t)n >= sizeof err->text)
        cut_at_character(err->text);
    return -1;
}

int err_set(struct err *err, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    err_setv(err, format, args);
    va_end(args);
    return -1;
}

int err_set_of(struct err *err, const char *field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    err_setv(err, format, args);
    va_end(args);
    if (err != NULL && snprintf(err->field, sizeof err->field, "%s", field) >= (int)sizeof err->field)
        err->field[0] = '\0'; /* no label is as long */
    return -1;
}

void die_set_hook(void (*hook)(void))
{
    die_hook = hook;
}

void die(const char *format, ...)
{
    if (die_hook != NULL)
        die_hook();
    va_list args;
    va_start(args, format);
    fputs("zeren: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    abort();
}
