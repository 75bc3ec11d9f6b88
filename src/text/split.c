/* Cutting text into words, on libunistring's tables. */
#include "text/split.h"

#include "text/clean.h"

#include <stdint.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

enum { PARTS_MOST = 32 };

static bool stands_alone(uint32_t uc)
{
    return (uc >= 0x2E80 && uc <= 0x9FFF) || (uc >= 0xA960 && uc <= 0xA97F) || (uc >= 0xAC00 && uc <= 0xD7FF) ||
           (uc >= 0xF900 && uc <= 0xFAFF) || (uc >= 0x1B000 && uc <= 0x1B16F) || (uc >= 0x20000 && uc <= 0x3FFFF);
}

/* Ideographs newer than libunistring's tables are words too. */
static bool is_word(uint32_t uc)
{
    if (uc >= 0x4E00 && uc <= 0x9FFF)
        return true;
    return uc_is_general_category_withtable(uc, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N | UC_CATEGORY_MASK_M) ||
           (uc >= 0x20000 && uc <= 0x3FFFD);
}

static uint32_t fold(uint32_t uc)
{
    if (uc >= 0xFF01 && uc <= 0xFF5E)
        uc -= 0xFEE0;
    return uc < 0x80 || uc_is_upper(uc) ? uc_tolower(uc) : uc;
}

static void add_character(struct buf *out, uint32_t uc)
{
    uint8_t bytes[6];
    int n = u8_uctomb(bytes, uc, sizeof bytes);
    if (n > 0)
        buf_add(out, bytes, (size_t)n);
}

/* Appends the words; whether the last of them is a run of letters or digits in `*run`. Returns how many there are. */
static size_t split(const char *bytes, size_t n, bool *run, struct buf *out)
{
    size_t words = 0;
    bool open = false; /* a run goes on */
    *run = false;
    for (size_t i = 0, len; i < n; i += len) {
        uint32_t uc = fold(text_decode(bytes + i, n - i, &len));
        if (uc == 0 || !is_word(uc)) {
            open = false;
            continue;
        }
        bool alone = stands_alone(uc);
        if (words > 0 && (alone || !open))
            buf_addc(out, ' ');
        words += alone || !open;
        add_character(out, uc);
        *run = open = !alone;
    }
    return words;
}

void text_split(const char *bytes, size_t n, struct buf *out)
{
    bool run;
    split(bytes, n, &run, out);
}

static bool is_blank(uint32_t uc)
{
    return uc <= 0x20 || uc == 0xA0 || uc == 0x3000;
}

/* The first blank, or n. */
static size_t part_end(const char *bytes, size_t n)
{
    size_t len;
    for (size_t i = 0; i < n; i += len)
        if (is_blank(text_decode(bytes + i, n - i, &len)))
            return i;
    return n;
}

bool text_split_query(const char *bytes, size_t n, struct buf *out)
{
    struct buf words = { 0 };
    size_t parts = 0, len = 0;
    for (size_t i = 0; i < n && parts < PARTS_MOST; i += len) {
        bool run;
        len = part_end(bytes + i, n - i);
        if (len == 0) {
            text_decode(bytes + i, n - i, &len);
            continue;
        }
        buf_clear(&words);
        if (split(bytes + i, len, &run, &words) == 0)
            continue;
        buf_printf(out, "%s\"%s\"%s", parts > 0 ? " " : "", words.v, run ? " *" : "");
        parts++;
    }
    buf_free(&words);
    return parts > 0;
}
