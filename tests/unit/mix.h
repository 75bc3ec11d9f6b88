/* Random text as Chinese offices write it: ideographs, ASCII words and numbers, quotes, brackets and marks. The same
 * seed gives the same text on every machine, so a failure that names its seed can be run again:
 * ZEREN_TEST_SEED=<seed> starts a property test there. */
#ifndef ZEREN_TESTS_UNIT_MIX_H
#define ZEREN_TESTS_UNIT_MIX_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct mix {
    uint64_t state;
};

static inline unsigned mix_seed(void)
{
    const char *given = getenv("ZEREN_TEST_SEED");
    return given == NULL ? 1 : (unsigned)strtoul(given, NULL, 10);
}

/* A number given in the environment. */
static inline unsigned mix_number(const char *variable, unsigned otherwise)
{
    const char *given = getenv(variable);
    return given == NULL || *given == '\0' ? otherwise : (unsigned)strtoul(given, NULL, 10);
}

static inline struct mix mix_from(unsigned seed)
{
    return (struct mix){ .state = seed * 0x9E3779B97F4A7C15u + 1 };
}

/* A number from 0 to below - 1 (splitmix64; the bias of % does not matter here). */
static inline unsigned mix_below(struct mix *mix, unsigned below)
{
    uint64_t z = mix->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (unsigned)((z ^ (z >> 31)) % below);
}

static inline int mix_between(struct mix *mix, int least, int most)
{
    return least + (int)mix_below(mix, (unsigned)(most - least + 1));
}

/* One word; no mark and no blank in it, but ASCII words hold . - and /. */
static inline void mix_word(struct mix *mix, struct buf *out)
{
    static const char *const words[] = {
        "网",     "络",       "安全", "责任",    "主要负责人", "校",         "二级单位",    "第一",
        "整改",   "通报",     "a",    "XSS",     "GB/T",       "22239-2019", "192.168.1.1", "7",
        "网信办", "记录在案", "Ⅲ级",  "SQLite3", "security",   "é",          "领导小组",
    };
    buf_adds(out, words[mix_below(mix, sizeof words / sizeof words[0])]);
}

/* Appends about `pieces` words with marks, pairs and blanks between them; with `lines` now and then an LF. */
static inline void mix_text(struct mix *mix, struct buf *out, unsigned pieces, bool lines)
{
    static const char *const marks[] = { "，", "。", "；", "：", "、", "！", "？" };
    static const char *const pairs[][2] = { { "（", "）" }, { "《", "》" }, { "“", "”" } };
    for (unsigned i = 0; i < pieces; i++) {
        unsigned kind = mix_below(mix, 20);
        if (kind < 3) { /* a pair, sometimes with blanks inside: people type them */
            const char *const *pair = pairs[mix_below(mix, 3)];
            const char *blank = mix_below(mix, 4) == 0 ? " " : "";
            buf_printf(out, "%s%s", pair[0], blank);
            mix_word(mix, out);
            buf_printf(out, "%s%s", blank, pair[1]);
        } else {
            mix_word(mix, out);
        }
        if (kind >= 12)
            buf_adds(out, marks[mix_below(mix, sizeof marks / sizeof marks[0])]);
        else if (kind >= 8)
            buf_adds(out, kind == 8 ? "  " : " ");
        else if (kind == 7 && lines)
            buf_addc(out, '\n');
    }
}

#endif
