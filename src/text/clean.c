/* Text hygiene, on libunistring's tables. */
#include "text/clean.h"

#include "base/words.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

uint32_t text_decode(const char *bytes, size_t n, size_t *len)
{
    ucs4_t uc;
    int used = u8_mbtoucr(&uc, (const uint8_t *)bytes, n);
    *len = used > 0 ? (size_t)used : 1;
    return used > 0 ? uc : 0xFFFD;
}

static bool is_valid(const char *bytes, size_t n)
{
    ucs4_t uc;
    return u8_mbtoucr(&uc, (const uint8_t *)bytes, n) > 0;
}

/* The blank Hangul and Braille letters are letters to Unicode and nothing to the eye. */
static bool is_hidden(ucs4_t uc)
{
    return uc_is_property_default_ignorable_code_point(uc) || uc_is_property_bidi_control(uc) ||
           uc_is_property_not_a_character(uc) || uc_is_property_zero_width(uc) || uc == 0x2028 || uc == 0x2029 ||
           uc == 0x2800 || uc_is_general_category(uc, UC_CATEGORY_Cf);
}

static enum text_fault fault_of(ucs4_t uc, bool lines)
{
    if (uc == '\n' && lines)
        return TEXT_CLEAN;
    if (uc < 0x20 || (uc >= 0x7F && uc < 0xA0))
        return TEXT_CONTROL;
    if (uc < 0xA0)
        return TEXT_CLEAN;
    /* The bulk of all text here: CJK ideographs and their punctuation need no look-up. */
    if ((uc >= 0x4E00 && uc <= 0x9FFF) || (uc >= 0x3001 && uc <= 0x3015) || (uc >= 0xFF01 && uc <= 0xFF5E))
        return TEXT_CLEAN;
    return is_hidden(uc) ? TEXT_HIDDEN : TEXT_CLEAN;
}

enum text_fault text_check(const char *bytes, size_t n, bool lines, size_t *at)
{
    for (size_t i = 0; i < n;) {
        size_t len;
        uint32_t uc = text_decode(bytes + i, n - i, &len);
        enum text_fault fault = uc == 0xFFFD && !is_valid(bytes + i, n - i) ? TEXT_INVALID : fault_of(uc, lines);
        if (fault != TEXT_CLEAN) {
            if (at != NULL)
                *at = i;
            return fault;
        }
        i += len;
    }
    return TEXT_CLEAN;
}

const char *text_fault_name(enum text_fault fault)
{
    switch (fault) {
    case TEXT_INVALID:
        return _("不合规的 UTF-8 字节");
    case TEXT_CONTROL:
        return _("控制字符");
    case TEXT_HIDDEN:
        return _("看不见的字符（零宽、双向控制等）");
    case TEXT_CLEAN:
        break;
    }
    return "";
}

void text_show(const char *bytes, size_t n, bool lines, struct buf *out)
{
    while (n > 0) {
        size_t at = n;
        if (text_check(bytes, n, lines, &at) == TEXT_CLEAN) {
            buf_add(out, bytes, n);
            return;
        }
        size_t len;
        text_decode(bytes + at, n - at, &len);
        buf_add(out, bytes, at);
        buf_adds(out, "\xEF\xBF\xBD");
        bytes += at + len;
        n -= at + len;
    }
}

static size_t blank_at_start(const char *s, size_t n)
{
    if (n >= 1 && (s[0] == ' ' || s[0] == '\t'))
        return 1;
    if (n >= 3 && memcmp(s, "\xE3\x80\x80", 3) == 0)
        return 3;
    return n >= 2 && memcmp(s, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

static size_t blank_at_end(const char *s, size_t n)
{
    for (size_t len = 1; len <= 3 && len <= n; len++)
        if (blank_at_start(s + n - len, len) == len)
            return len;
    return 0;
}

const char *text_trim(const char *bytes, size_t *n)
{
    size_t cut;
    while ((cut = blank_at_start(bytes, *n)) > 0) {
        bytes += cut;
        *n -= cut;
    }
    while ((cut = blank_at_end(bytes, *n)) > 0)
        *n -= cut;
    return bytes;
}
