/* Reads one flat JSON object (RFC 8259) of texts, whole numbers, true, false and null: what a script hands in a line at
 * a time. Strict: nothing is guessed, nothing repaired, no name stands twice. Whether a text may enter the store, its
 * caller asks; only a NUL, which C text cannot hold, is refused here. */
#ifndef ZEREN_TEXT_JSON_IN_H
#define ZEREN_TEXT_JSON_IN_H

#include "base/err.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JSON_IN_BYTES_MOST = 65536, JSON_IN_FIELDS_MOST = 64 };

enum json_kind { JSON_NULL, JSON_TEXT, JSON_NUMBER, JSON_BOOL };

struct json_field {
    const char *name;
    enum json_kind kind;
    const char *text; /* of JSON_TEXT; else NULL */
    int64_t number;   /* of JSON_NUMBER; of JSON_BOOL 1 or 0 */
};
struct json_object {
    struct json_field *v;
    size_t n, room;
    struct arena arena;
};

/* Reads `n` bytes that are one object, with blanks around it. -1 with a sentence, and nothing in `out`: it is longer or
 * has more fields than the limits, is no valid UTF-8, breaks the grammar (the sentence says at which byte), holds an
 * array or another object, a number that is not whole or not of 64 bits, or a name twice. `out` zeroed before; given
 * back by json_object_free. */
int json_object_read(const char *bytes, size_t n, struct json_object *out, struct err *err);
void json_object_free(struct json_object *object);

const struct json_field *json_object_field(const struct json_object *object, const char *name); /* NULL: none */

#endif
