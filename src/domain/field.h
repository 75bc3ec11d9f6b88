/* What a person typed into one field, before it may become part of a record: trimmed, clean, not too long. Knows no
 * form and no record. */
#ifndef ZEREN_DOMAIN_FIELD_H
#define ZEREN_DOMAIN_FIELD_H

#include "base/clock.h"
#include "base/err.h"

#include <stdbool.h>

enum { FIELD_MOST = 120, FIELD_LONG_MOST = 1200 }; /* bytes */

struct field {
    char text[FIELD_MOST + 1];
};

/* A sentence or a few: a reason, what proves something. */
struct field_long {
    char text[FIELD_LONG_MOST + 1];
};

/* Each takes `typed` (NULL is empty) into the caller's buffer and points *value at it, or at nothing (NULL) when it is
 * empty and need not be there. `what` names the field in the sentence of a refusal, and in `err->field`. */
int field_text(const char *typed, const char *what, bool needed, struct field *field, const char **value,
               struct err *err);
int field_long(const char *typed, const char *what, bool needed, struct field_long *field, const char **value,
               struct err *err);
/* Any spelling of day_parse. */
int field_day(const char *typed, const char *what, bool needed, char day[DAY_TEXT], const char **value,
              struct err *err);
/* The day of a decision (日期): needed, and not after that of `now`. */
int field_past_day(const char *typed, int64_t now, char day[DAY_TEXT], struct err *err);
int field_phone(const char *typed, const char *what, struct field *field, const char **value, struct err *err);

/* Digits and + - ( ) blank / , with a digit at least. */
bool phone_valid(const char *text);

#endif
