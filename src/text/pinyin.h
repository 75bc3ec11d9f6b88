/* Finding Chinese names by what an office types: the first letters of their pinyin, their characters, or both. Knows
 * characters and their readings, not words: 重庆 is found by cq and by zq. */
#ifndef ZEREN_TEXT_PINYIN_H
#define ZEREN_TEXT_PINYIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* No one types more than this to find a name; more matches nothing, and keeps the longest text cheap to search. */
enum { PINYIN_TYPED_MOST = 256 };

/* The letters a reading of the character begins with: bit 0 is a, bit 25 is z. 0: no Chinese character, or one that is
 * neither in GB2312 nor in 通用规范汉字表. The table is filled at the first call, from one thread. */
uint32_t pinyin_initials(uint32_t uc);

struct pinyin_hit {
    size_t start, n; /* bytes of the text */
    int rank;        /* lower is better: the whole text 0, its start 2, inside 4; one more when not letter by letter */
};

/* Whether `typed` is found in the text, and where best (`hit` may be NULL, and is left alone when not). Each character
 * typed, blanks left out, stands for the next one of the text: itself (ASCII letters in any case, full-width forms as
 * their ASCII ones), or a character of which it is an initial. Up to eight marks and blanks of the text may be passed
 * over between two; those before all else and behind all else do not keep a hit from being the start or the whole. Of
 * hits of one rank the first is told; a picker sorts by rank, then start. Nothing typed is found in every text, with
 * rank 0 and n 0. Invalid UTF-8 is safe and matches nothing. */
bool pinyin_find(const char *text, const char *typed, struct pinyin_hit *hit);
bool pinyin_match(const char *text, const char *typed);

#endif
