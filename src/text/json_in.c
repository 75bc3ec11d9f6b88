/* Reading one flat JSON object. */
#include "text/json_in.h"

#include "base/buf.h"
#include "base/words.h"
#include "text/clean.h"

#include <string.h>

struct reading {
    const char *bytes;
    size_t n, at;
    struct json_object *out;
    struct err *err;
};

static int fail(struct reading *r, const char *what)
{
    return err_set(r->err, _("这一行不是可用的 JSON（第 %zu 字节：%s）。请核对。"), r->at + 1, what);
}

/* The byte here; 0 at the end, and no NUL passes for one: it fits nowhere in the grammar. */
static char here(const struct reading *r)
{
    return r->at < r->n ? r->bytes[r->at] : '\0';
}

static void skip_blanks(struct reading *r)
{
    while (r->at < r->n && strchr(" \t\r\n", r->bytes[r->at]) != NULL && r->bytes[r->at] != '\0')
        r->at++;
}

static bool take(struct reading *r, char c)
{
    if (here(r) != c || r->at >= r->n)
        return false;
    r->at++;
    return true;
}

/* --- Texts --- */

static int read_hex(struct reading *r, uint32_t *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        char c = here(r);
        uint32_t digit = 0;
        if (c >= '0' && c <= '9')
            digit = (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = (uint32_t)(c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
            digit = (uint32_t)(c - 'A') + 10;
        else
            return fail(r, _("\\u 后面应是四位十六进制数"));
        *unit = *unit * 16 + digit;
        r->at++;
    }
    return 0;
}

static void add_utf8(struct buf *text, uint32_t c)
{
    if (c < 0x80) {
        buf_addc(text, (char)c);
    } else if (c < 0x800) {
        buf_addc(text, (char)(0xC0 | c >> 6));
        buf_addc(text, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        buf_addc(text, (char)(0xE0 | c >> 12));
        buf_addc(text, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_addc(text, (char)(0x80 | (c & 0x3F)));
    } else {
        buf_addc(text, (char)(0xF0 | c >> 18));
        buf_addc(text, (char)(0x80 | (c >> 12 & 0x3F)));
        buf_addc(text, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_addc(text, (char)(0x80 | (c & 0x3F)));
    }
}

/* After \u. Two of them make one character beyond the first 65,536. */
static int read_escaped_character(struct reading *r, struct buf *text)
{
    uint32_t c, low;
    if (read_hex(r, &c) != 0)
        return -1;
    if (c >= 0xD800 && c <= 0xDBFF) {
        if (!take(r, '\\') || !take(r, 'u'))
            return fail(r, _("\\u 的代理对缺后一半"));
        if (read_hex(r, &low) != 0)
            return -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return fail(r, _("\\u 的代理对不成对"));
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    } else if (c >= 0xDC00 && c <= 0xDFFF) {
        return fail(r, _("\\u 的代理对缺前一半"));
    }
    if (c == 0)
        return fail(r, _("文字里不能有 \\u0000"));
    add_utf8(text, c);
    return 0;
}

static int read_escape(struct reading *r, struct buf *text)
{
    static const char marks[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (take(r, 'u'))
        return read_escaped_character(r, text);
    const char *mark = here(r) == '\0' ? NULL : strchr(marks, here(r));
    if (mark == NULL)
        return fail(r, _("没有这种 \\ 写法"));
    buf_addc(text, meant[mark - marks]);
    r->at++;
    return 0;
}

static int read_characters(struct reading *r, struct buf *text)
{
    if (!take(r, '"'))
        return fail(r, _("这里应是引号"));
    while (!take(r, '"')) {
        if (r->at >= r->n)
            return fail(r, _("引号没有收尾"));
        if ((unsigned char)here(r) < 0x20)
            return fail(r, _("引号里有控制字符"));
        if (!take(r, '\\')) {
            buf_addc(text, here(r));
            r->at++;
        } else if (read_escape(r, text) != 0) {
            return -1;
        }
    }
    return 0;
}

/* NULL: failed. */
static const char *read_text(struct reading *r)
{
    struct buf text = { 0 };
    const char *kept = NULL;
    if (read_characters(r, &text) == 0)
        kept = arena_strndup(&r->out->arena, buf_text(&text), text.n);
    buf_free(&text);
    return kept;
}

/* --- Values --- */

static int read_number(struct reading *r, int64_t *number)
{
    bool minus = take(r, '-');
    size_t from = r->at;
    int64_t value = 0;
    while (here(r) >= '0' && here(r) <= '9') {
        int digit = here(r) - '0';
        /* Downwards, where there is one more. */
        if (value < (INT64_MIN + digit) / 10)
            return fail(r, _("数太大"));
        value = value * 10 - digit;
        r->at++;
    }
    if (r->at == from)
        return fail(r, _("这里应是一个值（文字、整数、true、false 或 null）"));
    if (r->at - from > 1 && r->bytes[from] == '0')
        return fail(r, _("数不能以 0 开头"));
    if (here(r) == '.' || here(r) == 'e' || here(r) == 'E')
        return fail(r, _("只能是整数"));
    if (!minus && value == INT64_MIN)
        return fail(r, _("数太大"));
    *number = minus ? value : -value;
    return 0;
}

static bool take_word(struct reading *r, const char *word)
{
    size_t n = strlen(word);
    if (r->n - r->at < n || memcmp(r->bytes + r->at, word, n) != 0)
        return false;
    r->at += n;
    return true;
}

static int read_value(struct reading *r, struct json_field *field)
{
    char c = here(r);
    if (c == '"') {
        field->kind = JSON_TEXT;
        field->text = read_text(r);
        return field->text == NULL ? -1 : 0;
    }
    if (c == '{' || c == '[')
        return fail(r, _("值不能是数组或对象"));
    if (take_word(r, "null")) {
        field->kind = JSON_NULL;
        return 0;
    }
    bool yes = take_word(r, "true");
    if (yes || take_word(r, "false")) {
        field->kind = JSON_BOOL;
        field->number = yes ? 1 : 0;
        return 0;
    }
    field->kind = JSON_NUMBER;
    return read_number(r, &field->number);
}

static int read_field(struct reading *r)
{
    size_t start = r->at;
    struct json_field field = { .name = read_text(r) };
    if (field.name == NULL)
        return -1;
    if (json_object_field(r->out, field.name) != NULL) {
        r->at = start;
        return fail(r, _("同一个名称出现了两次"));
    }
    if (r->out->n == JSON_IN_FIELDS_MOST)
        return fail(r, _("项目太多"));
    skip_blanks(r);
    if (!take(r, ':'))
        return fail(r, _("名称后面应是冒号"));
    skip_blanks(r);
    if (read_value(r, &field) != 0)
        return -1;
    *VEC_PUSH(r->out) = field;
    return 0;
}

static int read_object(struct reading *r)
{
    skip_blanks(r);
    if (!take(r, '{'))
        return fail(r, _("开头应是 {"));
    skip_blanks(r);
    bool empty = take(r, '}');
    while (!empty) {
        skip_blanks(r);
        if (read_field(r) != 0)
            return -1;
        skip_blanks(r);
        if (take(r, '}'))
            break;
        if (!take(r, ','))
            return fail(r, _("这里应是逗号或 }"));
    }
    skip_blanks(r);
    return r->at == r->n ? 0 : fail(r, _("} 之后还有内容"));
}

int json_object_read(const char *bytes, size_t n, struct json_object *out, struct err *err)
{
    struct reading r = { .bytes = bytes, .n = n, .out = out, .err = err };
    if (n > JSON_IN_BYTES_MOST)
        return err_set(err, _("这一行太长（超过 %d 字节）。请缩短。"), JSON_IN_BYTES_MOST);
    for (size_t i = 0, len; i < n; i += len) {
        uint32_t c = text_decode(bytes + i, n - i, &len);
        r.at = i;
        if (c == 0xFFFD && len == 1)
            return fail(&r, _("不是有效的 UTF-8"));
    }
    r.at = 0;
    int rc = read_object(&r);
    if (rc != 0)
        json_object_free(out);
    return rc;
}

void json_object_free(struct json_object *object)
{
    VEC_FREE(object);
    arena_free(&object->arena);
}

const struct json_field *json_object_field(const struct json_object *object, const char *name)
{
    for (size_t i = 0; i < object->n; i++)
        if (strcmp(object->v[i].name, name) == 0)
            return &object->v[i];
    return NULL;
}
