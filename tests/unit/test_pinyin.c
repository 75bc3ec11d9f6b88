/* Holds text/pinyin.h: every character of GB2312 has its letters, polyphones have all of theirs, real names are found
 * by their initials, hits are ranked, hostile text is safe, and a slow matcher written from the header agrees. */
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "mix.h"
#include "suites.h"
#include "text/clean.h"
#include "text/pinyin.h"

#include <glob.h>
#include <iconv.h>
#include <string.h>
#include <unictype.h>

static uint32_t first_of(const char *text)
{
    size_t len;
    return text_decode(text, strlen(text), &len);
}

static uint32_t mask_of(const char *letters)
{
    uint32_t mask = 0;
    for (; *letters != '\0'; letters++)
        mask |= UINT32_C(1) << (*letters - 'a');
    return mask;
}

/* ---- the table ---- */

START_TEST(table_is_in_order)
{
    static const struct {
        char letter;
        const char *characters;
    } letters[] = {
#define PINYIN(letter, characters) { letter, characters },
#include "text/pinyin.def"
    };
    enum { LETTERS = sizeof letters / sizeof letters[0] };
    ck_assert_int_eq(LETTERS, 23);
    for (size_t i = 0; i < LETTERS; i++) {
        ck_assert_msg(strchr("iuv", letters[i].letter) == NULL, "no syllable begins with %c", letters[i].letter);
        ck_assert(i == 0 || letters[i - 1].letter < letters[i].letter);
        const char *p = letters[i].characters, *end = p + strlen(p);
        uint32_t last = 0;
        for (size_t len; p < end; p += len) {
            uint32_t uc = text_decode(p, (size_t)(end - p), &len);
            ck_assert_msg(uc > last && uc >= 0x3007, "%c: %.*s is out of order", letters[i].letter, (int)len, p);
            ck_assert_msg((pinyin_initials(uc) >> (letters[i].letter - 'a') & 1) != 0, "%.*s", (int)len, p);
            last = uc;
        }
    }
}
END_TEST

START_TEST(table_holds_gb2312)
{
    iconv_t cd = iconv_open("UTF-8", "GB2312");
    ck_assert(cd != (iconv_t)-1);
    int seen = 0;
    for (int row = 16; row <= 87; row++) {
        for (int cell = 1; cell <= 94; cell++) {
            char in[2] = { (char)(0xA0 + row), (char)(0xA0 + cell) }, out[8] = "";
            char *from = in, *to = out;
            size_t n = sizeof in, room = sizeof out - 1;
            if (iconv(cd, &from, &n, &to, &room) == (size_t)-1) {
                iconv(cd, NULL, NULL, NULL, NULL);
                continue;
            }
            uint32_t mask = pinyin_initials(first_of(out));
            ck_assert_msg(mask != 0 && (mask & ~((UINT32_C(1) << 26) - 1)) == 0, "%s (%d-%d)", out, row, cell);
            seen++;
        }
    }
    iconv_close(cd);
    ck_assert_int_eq(seen, 6763);
}
END_TEST

START_TEST(table_knows_polyphones)
{
    static const char *const table[][2] = {
        { "重", "cz" }, { "长", "cz" }, { "行", "hx" }, { "单", "cds" }, { "曾", "cz" },  { "仇", "cq" },
        { "解", "jx" }, { "乐", "ly" }, { "朴", "p" },  { "查", "cz" },  { "翟", "dz" },  { "覃", "qt" },
        { "盖", "g" },  { "万", "mw" }, { "区", "oq" }, { "尉", "wy" },  { "石", "ds" },  { "任", "r" },
        { "会", "hk" }, { "校", "jx" }, { "系", "jx" }, { "调", "dt" },  { "传", "cz" },  { "藏", "cz" },
        { "参", "cs" }, { "厦", "sx" }, { "铅", "qy" }, { "六", "l" },   { "歙", "sx" },  { "浚", "jx" },
        { "车", "cj" }, { "还", "h" },  { "给", "gj" }, { "说", "sy" },  { "什", "s" },   { "似", "s" },
        { "血", "x" },  { "嗯", "en" }, { "阿", "ae" }, { "郗", "cx" },  { "龟", "gjq" }, { "纶", "gl" },
        { "宛", "wy" }, { "已", "y" },  { "市", "s" },  { "信", "x" },   { "安", "a" },   { "欧", "o" },
        { "儿", "er" }, { "〇", "l" },  { "喆", "z" },  { "堃", "k" },   { "禅", "cs" },  { "弹", "dt" },
        { "贾", "gj" }, { "莘", "sx" }, { "𨱔", "z" },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        uint32_t want = mask_of(table[i][1]), got = pinyin_initials(first_of(table[i][0]));
        ck_assert_msg(got == want, "%s: %x, not %x", table[i][0], got, want);
    }
    static const uint32_t none[] = { 0, 'a', 0x4DFF, 0xFF21, 0xFFFD, 0x9FFF, 0x10FFFF, 0xFFFFFFFF };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        ck_assert_uint_eq(pinyin_initials(none[i]), 0);
}
END_TEST

/* ---- matching ---- */

static const struct {
    const char *text, *typed;
    int rank; /* -1: not found */
    size_t start, n;
} cases[] = {
    { "信息技术中心", "xxjszx", 1, 0, 18 },
    { "信息技术中心", "XXJSZX", 1, 0, 18 },
    { "信息技术中心", " x x j s　z x ", 1, 0, 18 },
    { "信息技术中心", "ｘｘｊｓｚｘ", 1, 0, 18 },
    { "信息技术中心", "xx", 3, 0, 6 },
    { "信息技术中心", "jszx", 5, 6, 12 },
    { "信息技术中心", "信息js", 3, 0, 12 },
    { "信息技术中心", "x息j术", 3, 0, 12 },
    { "信息技术中心", "信息技术中心", 0, 0, 18 },
    { "信息技术中心", "信息", 2, 0, 6 },
    { "信息技术中心", "中心", 4, 12, 6 },
    { "信息技术中心", "xjs", 5, 3, 9 },
    { "信息技术中心", "xxzx", -1, 0, 0 },
    { "信息技术中心", "xxjszxx", -1, 0, 0 },
    { "信息技术中心", "中信", -1, 0, 0 },
    { "大学信息技术中心", "xxjszx", 5, 6, 18 },
    { "网络安全（信息化）领导小组", "wlaqxxhldxz", 1, 0, 39 },
    { "网络安全（信息化）领导小组", "全信", 5, 9, 9 },
    { "网络安全（信息化）领导小组", "全（信", 4, 9, 9 },
    { "网络安全（信息化）领导小组", "全(信", 4, 9, 9 },
    { "网络安全（信息化）领导小组", "xxhl", 5, 15, 15 },
    { "《通报》", "tb", 1, 3, 6 },
    { "《通报》", "《通报", 0, 0, 9 },
    { "机房A-12", "a12", 5, 6, 4 },
    { "机房A-12", "jfa12", 1, 0, 10 },
    { "机房Ａ－１２", "A-12", 4, 6, 12 },
    { "a,b,c,d,e,f,g,h,i,j,k", "abcdefghijk", 1, 0, 21 },
    { "a--------b", "ab", 1, 0, 10 },
    { "a---------b", "ab", -1, 0, 0 }, /* more marks than are passed over */
    { "192.168.1.1", "168.1", 4, 4, 5 },
    { "192.168.1.1", "1921", 3, 0, 5 },
    { "重庆大学", "cqdx", 1, 0, 12 },
    { "重庆大学", "zqdx", 1, 0, 12 },
    { "单老师", "sls", 1, 0, 9 },
    { "建设js库js", "js", 3, 0, 6 }, /* the start by initials before the inside by letters */
    { "库建设js", "js", 4, 9, 2 },   /* inside, letters before initials */
    { "信\xFF息", "xx", -1, 0, 0 },  /* what cannot be read is not passed over */
    { "信\xFF息", "\xFF", -1, 0, 0 },
    { "é中", "é中", 0, 0, 5 },
    { "é中", "ez", -1, 0, 0 },
    { "", "x", -1, 0, 0 },
    { "", "", 0, 0, 0 },
    { "信息", " 　", 0, 0, 0 },
};

START_TEST(matching)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pinyin_hit hit = { 77, 77, 77 };
        bool found = pinyin_find(cases[i].text, cases[i].typed, &hit);
        ck_assert_msg(found == (cases[i].rank >= 0), "%s by %s: found %d", cases[i].text, cases[i].typed, found);
        ck_assert(found == pinyin_match(cases[i].text, cases[i].typed));
        if (found)
            ck_assert_msg(hit.rank == cases[i].rank && hit.start == cases[i].start && hit.n == cases[i].n,
                          "%s by %s: rank %d, %zu bytes at %zu", cases[i].text, cases[i].typed, hit.rank, hit.n,
                          hit.start);
        else
            ck_assert_int_eq(hit.rank, 77);
    }
}
END_TEST

/* Real names, which must stand in the rule documents, and what a person types for them. */
static const char *const real[][2] = {
    { "信息化处", "xxhc" },
    { "信息技术中心", "xxjszx" },
    { "党委宣传部", "dwxcb" },
    { "学校网络安全和信息化领导小组办公室", "xxwlaqhxxhldxzbgs" },
    { "现代教育技术中心", "xdjyjszx" },
    { "国有资产管理处", "gyzcglc" },
    { "分党委、党总支书记", "fdwdzzsj" },
    { "学校党委（党总支）", "xxdwdzz" },
    { "网络信息发布和舆情监控办公室", "wlxxfbhyqjkbgs" },
    { "校团委", "xtw" },
    { "公安机关", "gajg" },
    { "哈尔滨工程大学", "hebgcdx" },
    { "沧州师范学院", "czsfxy" },
    { "审计处", "sjc" },
};

/* Each "name = …" of a rule file is found, whole, by the lowest initial of each of its characters. */
static void check_names(char *ini, bool *seen, int *names)
{
    for (char *line = strtok(ini, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        if (strncmp(line, "name = ", 7) != 0)
            continue;
        const char *name = line + 7;
        struct buf typed = { 0 };
        for (size_t i = 0, n = strlen(name), len; i < n; i += len) {
            uint32_t uc = text_decode(name + i, n - i, &len), mask = pinyin_initials(uc);
            if (mask != 0)
                buf_addc(&typed, (char)('a' + __builtin_ctz(mask)));
            else if (len == 1)
                buf_addc(&typed, (char)uc);
        }
        struct pinyin_hit hit = { .rank = 9 };
        pinyin_find(name, buf_text(&typed), &hit);
        ck_assert_msg(hit.rank <= 1, "%s by %s: rank %d", name, buf_text(&typed), hit.rank);
        buf_free(&typed);
        for (size_t i = 0; i < sizeof real / sizeof real[0]; i++)
            seen[i] = seen[i] || strcmp(name, real[i][0]) == 0;
        ++*names;
    }
}

START_TEST(real_names)
{
    char *pattern = path_join(getenv("ZEREN_DATADIR"), "rules/*/*.ini");
    glob_t files;
    ck_assert_int_eq(glob(pattern, 0, NULL, &files), 0);
    bool seen[sizeof real / sizeof real[0]] = { false };
    int names = 0;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct buf ini = { 0 };
        struct err err;
        ck_assert_int_eq(file_read(files.gl_pathv[i], 1 << 20, &ini, &err), 0);
        buf_addc(&ini, '\0');
        check_names(ini.v, seen, &names);
        buf_free(&ini);
    }
    ck_assert_int_ge(names, 200);
    for (size_t i = 0; i < sizeof real / sizeof real[0]; i++) {
        struct pinyin_hit hit = { .rank = 9 };
        ck_assert_msg(seen[i], "%s is in no rule document", real[i][0]);
        ck_assert_msg(pinyin_find(real[i][0], real[i][1], &hit) && hit.rank == 1, "%s by %s: rank %d", real[i][0],
                      real[i][1], hit.rank);
    }
    globfree(&files);
    mem_free(pattern);
}
END_TEST

/* The order a picker shows. */
START_TEST(rank_orders)
{
    static const char *const order[] = { "js", "建设", "js引擎", "建设处", "基建js", "基建设施" };
    int last = -1;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        struct pinyin_hit hit = { 0 };
        ck_assert(pinyin_find(order[i], "js", &hit));
        ck_assert_msg(hit.rank > last, "%s: rank %d after %d", order[i], hit.rank, last);
        last = hit.rank;
    }
}
END_TEST

START_TEST(hostile_text)
{
    static const char *const pieces[] = { "a", "信", "，", "\xE4\xBF", "\xFF", "." };
    static const char *const typed[] = { "aaaaaaaaaaaaaaab", "xxxxxxxxxxxxxxxxy", "，b", "\xE4\xBF", ".a", "" };
    enum { LONG = 65536 };
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        struct buf text = { 0 }, much = { 0 };
        while (text.n < LONG)
            buf_adds(&text, pieces[i]);
        for (size_t k = 0; k < sizeof typed / sizeof typed[0]; k++)
            ck_assert(pinyin_match(buf_text(&text), typed[k]) == (typed[k][0] == '\0'));
        ck_assert(!pinyin_match(buf_text(&text), buf_text(&text))); /* too much typed */
        for (int k = 0; k < PINYIN_TYPED_MOST; k++)
            buf_addc(&much, k + 1 < PINYIN_TYPED_MOST ? 'a' : 'b');
        ck_assert(!pinyin_match(buf_text(&text), buf_text(&much)));
        buf_free(&text);
        buf_free(&much);
    }
    struct buf most = { 0 };
    buf_repeat(&most, "安", PINYIN_TYPED_MOST);
    ck_assert(pinyin_match(buf_text(&most), buf_text(&most)));
    buf_adds(&most, "安");
    ck_assert(!pinyin_match(buf_text(&most), buf_text(&most)));
    buf_free(&most);
}
END_TEST

/* ---- against a slow matcher ---- */

enum { SLOW_MOST = 64 };

struct slow {
    uint32_t uc[SLOW_MOST];
    size_t at[SLOW_MOST + 1], n;
};

static struct slow slow_of(const char *text, bool without_blanks)
{
    struct slow slow = { .n = 0 };
    size_t n = strlen(text);
    for (size_t i = 0, len; i < n; i += len) {
        uint32_t uc = text_decode(text + i, n - i, &len);
        uc = uc >= 0xFF01 && uc <= 0xFF5E ? uc - 0xFEE0 : uc;
        uc = uc >= 'A' && uc <= 'Z' ? uc + 32 : uc;
        if (without_blanks && (uc == ' ' || uc == 0x3000))
            continue;
        ck_assert_uint_lt(slow.n, SLOW_MOST);
        slow.uc[slow.n] = uc;
        slow.at[slow.n++] = i;
    }
    slow.at[slow.n] = n;
    return slow;
}

static bool slow_mark(uint32_t uc)
{
    return uc_is_punct(uc) || uc_is_space(uc) || uc_is_general_category(uc, UC_CATEGORY_S);
}

/* Tries every way: the least badness (1: not letter by letter) of matching typed[k..] at text[i..]; 2 when none. The
 * end of that way in `*end`. */
static int slow_rest(const struct slow *text, size_t i, const struct slow *typed, size_t k, size_t *end)
{
    if (k == typed->n) {
        *end = i;
        return 0;
    }
    if (i == text->n)
        return 2;
    int best = 2;
    uint32_t uc = text->uc[i], want = typed->uc[k];
    bool initial = want >= 'a' && want <= 'z' && (pinyin_initials(uc) >> (want - 'a') & 1) != 0;
    if (uc == want || initial) {
        int rest = slow_rest(text, i + 1, typed, k + 1, end);
        best = rest < 2 && uc != want ? 1 : rest;
    }
    if (best > 0 && k > 0 && slow_mark(uc)) {
        size_t other;
        if (slow_rest(text, i + 1, typed, k, &other) < 2 && best == 2) {
            best = 1;
            *end = other;
        }
    }
    return best;
}

static bool slow_find(const char *text_bytes, const char *typed_bytes, struct pinyin_hit *hit)
{
    struct slow text = slow_of(text_bytes, false), typed = slow_of(typed_bytes, true);
    *hit = (struct pinyin_hit){ .rank = typed.n == 0 ? 0 : 99 };
    for (size_t i = 0; i < text.n && typed.n > 0; i++) {
        size_t end = 0;
        int bad = slow_rest(&text, i, &typed, 0, &end);
        if (bad == 2)
            continue;
        bool before = true, behind = true;
        for (size_t k = 0; k < i; k++)
            before = before && slow_mark(text.uc[k]);
        for (size_t k = end; k < text.n; k++)
            behind = behind && slow_mark(text.uc[k]);
        int rank = (!before ? 4 : behind ? 0 : 2) + bad;
        if (rank < hit->rank)
            *hit = (struct pinyin_hit){ .start = text.at[i], .n = text.at[end] - text.at[i], .rank = rank };
    }
    return hit->rank < 99;
}

/* A part of the text as a person might type it: some characters as themselves, some by a letter, marks left out or not;
 * now and then a letter wrong. */
static void type_some(struct mix *mix, const char *text, struct buf *typed)
{
    size_t n = strlen(text);
    unsigned from = mix_below(mix, 6), most = 1 + mix_below(mix, 5), seen = 0;
    for (size_t i = 0, len; i < n && seen < from + most; i += len, seen++) {
        uint32_t uc = text_decode(text + i, n - i, &len), mask = pinyin_initials(uc);
        if (seen < from || (slow_mark(uc) && mix_below(mix, 3) > 0))
            continue;
        if (mix_below(mix, 12) == 0) {
            buf_addc(typed, (char)('a' + mix_below(mix, 26)));
        } else if (mask != 0 && mix_below(mix, 4) > 0) {
            unsigned letter;
            do
                letter = mix_below(mix, 26);
            while ((mask >> letter & 1) == 0);
            buf_addc(typed, (char)((mix_below(mix, 4) == 0 ? 'A' : 'a') + letter));
        } else {
            buf_add(typed, text + i, len);
        }
        if (mix_below(mix, 8) == 0)
            buf_addc(typed, ' ');
    }
}

START_TEST(agrees_with_slow_matcher)
{
    struct mix mix = mix_from(mix_seed());
    int hits = 0;
    for (int round = 0; round < 20000; round++) {
        struct buf text = { 0 }, typed = { 0 };
        mix_text(&mix, &text, 1 + mix_below(&mix, 4), false);
        type_some(&mix, buf_text(&text), &typed);
        struct pinyin_hit want, got = { 0 };
        bool found = slow_find(buf_text(&text), buf_text(&typed), &want);
        ck_assert_msg(pinyin_find(buf_text(&text), buf_text(&typed), &got) == found,
                      "seed %u round %d: %s by %s: found should be %d", mix_seed(), round, buf_text(&text),
                      buf_text(&typed), found);
        if (found)
            ck_assert_msg(got.rank == want.rank && got.start == want.start && got.n == want.n,
                          "seed %u round %d: %s by %s: rank %d at %zu+%zu, not %d at %zu+%zu", mix_seed(), round,
                          buf_text(&text), buf_text(&typed), got.rank, got.start, got.n, want.rank, want.start, want.n);
        hits += found;
        buf_free(&text);
        buf_free(&typed);
    }
    ck_assert_int_gt(hits, 10000);
    ck_assert_int_lt(hits, 19900);
}
END_TEST

Suite *pinyin_suite(void)
{
    Suite *suite = suite_create("pinyin");
    TCase *table = tcase_create("table");
    tcase_add_test(table, table_is_in_order);
    tcase_add_test(table, table_holds_gb2312);
    tcase_add_test(table, table_knows_polyphones);
    suite_add_tcase(suite, table);
    TCase *match = tcase_create("matching");
    tcase_set_timeout(match, 60);
    tcase_add_test(match, matching);
    tcase_add_test(match, real_names);
    tcase_add_test(match, rank_orders);
    tcase_add_test(match, hostile_text);
    tcase_add_test(match, agrees_with_slow_matcher);
    suite_add_tcase(suite, match);
    return suite;
}
