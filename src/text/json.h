/* Writes JSON (RFC 8259), indented by two blanks so that a person can read it too. Text is shown clean: what may
 * not leave the store becomes U+FFFD. */
#ifndef ZEREN_TEXT_JSON_H
#define ZEREN_TEXT_JSON_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct json {
    struct buf *out;
    int depth;
    bool first;   /* nothing written yet at this depth */
    bool named;   /* a key was just written */
    bool compact; /* all on one line; set after json_init */
};

void json_init(struct json *json, struct buf *out);
void json_open(struct json *json, char bracket); /* '{' or '[' */
void json_close(struct json *json, char bracket);
void json_key(struct json *json, const char *key);
void json_text(struct json *json, const char *text); /* NULL is null */
void json_int(struct json *json, int64_t value);
void json_bool(struct json *json, bool value);

/* A key and its value. */
void json_key_text(struct json *json, const char *key, const char *text);
void json_key_int(struct json *json, const char *key, int64_t value);
void json_key_known(struct json *json, const char *key, bool known, int64_t value); /* null where it is not known */
void json_key_id(struct json *json, const char *key, int64_t id);                   /* 0 is null */
void json_key_moment(struct json *json, const char *key, int64_t at); /* "2026-11-21 08:00:00", local; 0 is null */

#endif
