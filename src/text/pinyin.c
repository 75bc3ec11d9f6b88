/* The matcher, and the table of initials made from pinyin.def. */
#include "text/pinyin.h"

#include "base/mem.h"
#include "text/clean.h"

#include <string.h>
#include <unictype.h>

/* ---- the table ---- */

struct letter {
    char letter;
    const char *characters;
};

static const struct letter letters[] = {
#define PINYIN(letter, characters) { letter, characters },
#include "text/pinyin.def"
};

/* Twice the characters there are, so that a look-up ends after a step or two. Empty: uc is 0. */
enum { SLOT_BITS = 14, SLOTS = 1 << SLOT_BITS };

struct slot {
    uint32_t uc, initials;
};

/* The slot that holds the character, or the empty one where it would stand. */
static size_t slot_of(const struct slot *slots, uint32_t uc)
{
    size_t i = (uint32_t)(uc * 0x9E3779B1u) >> (32 - SLOT_BITS);
    while (slots[i].uc != 0 && slots[i].uc != uc)
        i = (i + 1) % SLOTS;
    return i;
}

static void fill(struct slot *slots)
{
    for (size_t i = 0; i < COUNT(letters); i++) {
        const char *p = letters[i].characters, *end = p + strlen(p);
        for (size_t len; p < end; p += len) {
            uint32_t uc = text_decode(p, (size_t)(end - p), &len);
            struct slot *slot = &slots[slot_of(slots, uc)];
            slot->uc = uc;
            slot->initials |= UINT32_C(1) << (letters[i].letter - 'a');
        }
    }
}

uint32_t pinyin_initials(uint32_t uc)
{
    static struct slot slots[SLOTS]; /* constant once filled */
    static bool filled;
    if (!filled) {
        fill(slots);
        filled = true;
    }
    return uc < 0x3007 ? 0 : slots[slot_of(slots, uc)].initials;
}

/* ---- the matcher ---- */

/* Marks passed over between two characters typed; a bound, so that a text of nothing but marks stays cheap. */
enum { PASSED_MOST = 8 };

enum { INVALID = 0xFFFD };

/* The character at `at`, as it is compared. */
static uint32_t folded(const char *text, size_t n, size_t at, size_t *len)
{
    uint32_t uc = (unsigned char)text[at];
    *len = 1;
    if (uc >= 0x80)
        uc = text_decode(text + at, n - at, len);
    if (uc >= 0xFF01 && uc <= 0xFF5E)
        uc -= 0xFF01 - '!';
    return uc >= 'A' && uc <= 'Z' ? uc + ('a' - 'A') : uc;
}

static bool is_blank(uint32_t uc)
{
    return uc == ' ' || uc == '\t' || uc == 0xA0 || uc == 0x3000;
}

/* A mark or a blank: nothing a person must type. */
static bool is_mark(uint32_t uc)
{
    if (uc < 0x80)
        return !((uc >= 'a' && uc <= 'z') || (uc >= '0' && uc <= '9'));
    if ((uc >= 0x4E00 && uc <= 0x9FFF) || uc == INVALID)
        return false;
    return uc_is_general_category_withtable(uc, UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_S | UC_CATEGORY_MASK_Z);
}

struct typed {
    uint32_t v[PINYIN_TYPED_MOST];
    size_t n;
};

/* False when it can match nothing. */
static bool read_typed(const char *text, struct typed *typed)
{
    size_t n = strlen(text);
    typed->n = 0;
    for (size_t i = 0, len; i < n; i += len) {
        uint32_t uc = folded(text, n, i, &len);
        if (is_blank(uc))
            continue;
        if (uc == INVALID || typed->n == PINYIN_TYPED_MOST)
            return false;
        typed->v[typed->n++] = uc;
    }
    return true;
}

static bool is_initial(uint32_t letter, uint32_t uc)
{
    return letter >= 'a' && letter <= 'z' && (pinyin_initials(uc) >> (letter - 'a') & 1) != 0;
}

/* Whether all that is typed stands at `at`; where that ends, and whether it is there letter by letter. No way back is
 * needed: a character of the text that can stand for one typed must, since only a mark may be passed over, and a mark
 * passed over instead would have to be found again behind it. */
static bool match_at(const char *text, size_t n, size_t at, const struct typed *typed, size_t *end, bool *plain)
{
    size_t i = at, k = 0, len;
    int passed = 0;
    *plain = true;
    for (; k < typed->n; i += len) {
        if (i >= n)
            return false;
        uint32_t uc = folded(text, n, i, &len);
        bool same = uc == typed->v[k];
        if (same || is_initial(typed->v[k], uc)) {
            k++;
            passed = 0;
        } else if (k == 0 || !is_mark(uc) || ++passed > PASSED_MOST) {
            return false;
        }
        *plain = *plain && same;
    }
    *end = i;
    return true;
}

/* Where the marks at the text's end begin. */
static size_t body_end(const char *text, size_t n)
{
    size_t end = 0;
    for (size_t i = 0, len; i < n; i += len)
        if (!is_mark(folded(text, n, i, &len)))
            end = i + len;
    return end;
}

static bool find(const char *text, const struct typed *typed, struct pinyin_hit *best)
{
    size_t n = strlen(text), body = SIZE_MAX; /* the body's end is looked for when first asked */
    bool found = false, first = true;         /* first: nothing but marks so far */
    for (size_t i = 0, len; i < n && !(found && !first && best->rank <= 4); i += len) {
        uint32_t uc = folded(text, n, i, &len);
        size_t end;
        bool plain;
        if (match_at(text, n, i, typed, &end, &plain)) {
            if (first && body == SIZE_MAX)
                body = body_end(text, n);
            int rank = (!first ? 4 : end < body ? 2 : 0) + (plain ? 0 : 1);
            if (!found || rank < best->rank)
                *best = (struct pinyin_hit){ .start = i, .n = end - i, .rank = rank };
            found = true;
        }
        first = first && is_mark(uc);
    }
    return found;
}

bool pinyin_find(const char *text, const char *typed, struct pinyin_hit *hit)
{
    struct typed what;
    struct pinyin_hit best = { 0 };
    if (!read_typed(typed, &what) || (what.n > 0 && !find(text, &what, &best)))
        return false;
    if (hit != NULL)
        *hit = best;
    return true;
}

bool pinyin_match(const char *text, const char *typed)
{
    return pinyin_find(text, typed, NULL);
}
