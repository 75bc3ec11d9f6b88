/* JSON out. */
#include "text/json.h"

#include "base/clock.h"
#include "text/clean.h"

#include <inttypes.h>
#include <string.h>

void json_init(struct json *json, struct buf *out)
{
    *json = (struct json){ .out = out, .first = true };
}

static void new_line(struct json *json)
{
    if (json->compact) {
        if (!json->first)
            buf_addc(json->out, ' ');
        return;
    }
    buf_addc(json->out, '\n');
    buf_repeat(json->out, "  ", (size_t)json->depth);
}

static void before_value(struct json *json)
{
    if (json->named) {
        json->named = false;
        return;
    }
    if (!json->first)
        buf_addc(json->out, ',');
    if (json->depth > 0)
        new_line(json);
    json->first = false;
}

static void quoted(struct buf *out, const char *text)
{
    struct buf clean = { 0 };
    text_show(text, strlen(text), true, &clean);
    buf_addc(out, '"');
    for (size_t i = 0; i < clean.n; i++) {
        char c = clean.v[i];
        if (c == '"' || c == '\\')
            buf_addc(out, '\\');
        if (c == '\n')
            buf_adds(out, "\\n");
        else
            buf_addc(out, c);
    }
    buf_addc(out, '"');
    buf_free(&clean);
}

void json_open(struct json *json, char bracket)
{
    before_value(json);
    buf_addc(json->out, bracket);
    json->depth++;
    json->first = true;
}

void json_close(struct json *json, char bracket)
{
    json->depth--;
    if (!json->first && !json->compact)
        new_line(json);
    buf_addc(json->out, bracket);
    json->first = false;
    if (json->depth == 0)
        buf_addc(json->out, '\n');
}

void json_key(struct json *json, const char *key)
{
    before_value(json);
    quoted(json->out, key);
    buf_adds(json->out, ": ");
    json->named = true;
}

void json_text(struct json *json, const char *text)
{
    before_value(json);
    if (text == NULL)
        buf_adds(json->out, "null");
    else
        quoted(json->out, text);
}

void json_int(struct json *json, int64_t value)
{
    before_value(json);
    buf_printf(json->out, "%" PRId64, value);
}

void json_bool(struct json *json, bool value)
{
    before_value(json);
    buf_adds(json->out, value ? "true" : "false");
}

void json_key_text(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text);
}

void json_key_int(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_int(json, value);
}

void json_key_known(struct json *json, const char *key, bool known, int64_t value)
{
    if (known)
        json_key_int(json, key, value);
    else
        json_key_text(json, key, NULL);
}

void json_key_id(struct json *json, const char *key, int64_t id)
{
    json_key_known(json, key, id != 0, id);
}

void json_key_moment(struct json *json, const char *key, int64_t at)
{
    char time[TIME_TEXT];
    time_of(at, time);
    json_key_text(json, key, at == 0 ? NULL : time);
}
