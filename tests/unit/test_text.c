/* Holds src/text (without papers) to its headers: what is clean, how wide text is and where it breaks, encodings there
 * and back, CSV as spreadsheets write and read it, JSON. Random text comes from mix.h; a failure names its seed. */
#include "mix.h"
#include "suites.h"
#include "text/clean.h"
#include "text/csv.h"
#include "text/encode.h"
#include "text/json.h"
#include "text/width.h"

#include <stdio.h>
#include <string.h>

static const char shown[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* UTF-8 by the arithmetic alone, so that surrogates can be written too. */
static void add_utf8(struct buf *out, uint32_t uc)
{
    int more = uc < 0x80 ? 0 : uc < 0x800 ? 1 : uc < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = { 0, 0xC0, 0xE0, 0xF0 };
    buf_addc(out, (char)(leads[more] | uc >> (6 * more)));
    while (more-- > 0)
        buf_addc(out, (char)(0x80 | (uc >> (6 * more) & 0x3F)));
}

/* ---- clean ---- */

/* The bytes stand at offset 4 between clean text; `marks` is how many U+FFFD they show as. */
static void assert_fault(const char *bytes, size_t n, enum text_fault fault, size_t marks)
{
    struct buf text = { 0 }, out = { 0 }, want = { 0 };
    buf_adds(&text, "中a");
    buf_add(&text, bytes, n);
    buf_adds(&text, "b责");
    size_t at = 99;
    enum text_fault got = text_check(text.v, text.n, false, &at);
    ck_assert_msg(got == fault, "%02x %02x %02x: fault %d, not %d", (unsigned char)bytes[0],
                  (unsigned char)(n > 1 ? bytes[1] : 0), (unsigned char)(n > 2 ? bytes[2] : 0), got, fault);
    ck_assert_int_eq(text_check(text.v, text.n, false, NULL), fault);
    ck_assert_uint_eq(at, fault == TEXT_CLEAN ? 99 : 4);
    buf_adds(&want, "中a");
    if (fault == TEXT_CLEAN)
        buf_add(&want, bytes, n);
    buf_repeat(&want, shown, marks);
    buf_adds(&want, "b责");
    text_show(text.v, text.n, false, &out);
    ck_assert_str_eq(buf_text(&out), buf_text(&want));
    buf_free(&text);
    buf_free(&out);
    buf_free(&want);
}

START_TEST(clean_invalid_bytes)
{
    static const char *const wrong[] = {
        "\x80",
        "\xBF",
        "\xFF",
        "\xFE",
        "\xC0\xAF",
        "\xC1\xBF",
        "\xE0\x80\xAF",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xE4\xB8",
        "\xF0\x9F\x98",
        "\xF0\x80\x80\xAF",
        "\xF4\x90\x80\x80",
        "\xF8\x88\x80\x80",
        "\xD6",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_fault(wrong[i], strlen(wrong[i]), TEXT_INVALID, strlen(wrong[i]));
    size_t at = 0;
    ck_assert_int_eq(text_check("责\xE4\xBB", 5, false, &at), TEXT_INVALID); /* cut off at the end */
    ck_assert_uint_eq(at, 3);
}
END_TEST

START_TEST(clean_control_characters)
{
    assert_fault("\0", 1, TEXT_CONTROL, 1);
    assert_fault("\n", 1, TEXT_CONTROL, 1);
    for (uint32_t uc = 1; uc < 0xA0; uc++) {
        if (uc >= 0x20 && uc < 0x7F)
            continue;
        struct buf one = { 0 };
        add_utf8(&one, uc);
        assert_fault(one.v, one.n, TEXT_CONTROL, 1);
        buf_free(&one);
    }
    size_t at = 99;
    ck_assert_int_eq(text_check("责\n\n任", 8, true, &at), TEXT_CLEAN);
    ck_assert_int_eq(text_check("责\n\r\n任", 9, true, &at), TEXT_CONTROL);
    ck_assert_uint_eq(at, 4);
    struct buf out = { 0 };
    text_show("a\nb\tc", 5, true, &out);
    ck_assert_str_eq(buf_text(&out), "a\nb\xEF\xBF\xBD"
                                     "c");
    buf_free(&out);
}
END_TEST

START_TEST(clean_hidden_characters)
{
    static const uint32_t hidden[] = {
        0xAD,   0x34F,  0x61C,  0x115F, 0x1160,  0x17B4,  0x180E,  0x200B,  0x200C,   0x200D, 0x200E,
        0x200F, 0x2028, 0x2029, 0x202A, 0x202B,  0x202C,  0x202D,  0x202E,  0x2060,   0x2064, 0x2066,
        0x2067, 0x2068, 0x2069, 0x206F, 0x2800,  0x3164,  0xFDD0,  0xFDEF,  0xFE00,   0xFE0F, 0xFEFF,
        0xFFA0, 0xFFF9, 0xFFFE, 0xFFFF, 0x1FFFE, 0xE0001, 0xE0041, 0xE0100, 0x10FFFF,
    };
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++) {
        struct buf one = { 0 };
        add_utf8(&one, hidden[i]);
        assert_fault(one.v, one.n, TEXT_HIDDEN, 1);
        buf_free(&one);
    }
}
END_TEST

START_TEST(clean_what_is_clean)
{
    static const char *const clean[] = {
        "责",
        "，",
        "“",
        "”",
        "（",
        "）",
        "…",
        "—",
        "·",
        "　",
        "\xC2\xA0",
        "é",
        "e\xCC\x81",
        "①",
        "●",
        "★",
        "○",
        "◇",
        "△",
        "─",
        "│",
        "Ⅲ",
        "￥",
        "ａ",
        "ア",
        "한",
        "ب",
        "😀",
        "𠮷",
        "\xEF\xBF\xBD",
        "\xEE\x80\x80",
        "~",
        " ",
    };
    for (size_t i = 0; i < sizeof clean / sizeof clean[0]; i++)
        assert_fault(clean[i], strlen(clean[i]), TEXT_CLEAN, 0);
    ck_assert_int_eq(text_check(NULL, 0, false, NULL), TEXT_CLEAN);
}
END_TEST

START_TEST(clean_faults_have_names)
{
    ck_assert_str_eq(text_fault_name(TEXT_CLEAN), "");
    for (int a = TEXT_INVALID; a <= TEXT_HIDDEN; a++) {
        ck_assert_str_ne(text_fault_name((enum text_fault)a), "");
        for (int b = a + 1; b <= TEXT_HIDDEN; b++)
            ck_assert_str_ne(text_fault_name((enum text_fault)a), text_fault_name((enum text_fault)b));
    }
}
END_TEST

/* Whatever the bytes: what is shown is clean, and showing it again changes nothing. */
START_TEST(clean_show_makes_clean)
{
    for (unsigned seed = mix_seed(); seed < mix_seed() + 3000; seed++) {
        struct mix mix = mix_from(seed);
        struct buf bytes = { 0 }, once = { 0 }, twice = { 0 };
        bool lines = mix_below(&mix, 2) == 0;
        for (unsigned n = mix_below(&mix, 40); n > 0; n--) {
            if (mix_below(&mix, 2) == 0)
                buf_addc(&bytes, (char)mix_below(&mix, 256));
            else
                add_utf8(&bytes, mix_below(&mix, mix_below(&mix, 2) == 0 ? 0x3000 : 0x110000));
        }
        text_show(buf_text(&bytes), bytes.n, lines, &once);
        text_show(buf_text(&once), once.n, lines, &twice);
        size_t at = 0;
        enum text_fault fault = text_check(buf_text(&once), once.n, lines, &at);
        if (fault != TEXT_CLEAN || strcmp(buf_text(&once), buf_text(&twice)) != 0 || strlen(buf_text(&once)) != once.n)
            ck_abort_msg("seed %u: fault %d at %zu", seed, fault, at);
        if (text_check(buf_text(&bytes), bytes.n, lines, NULL) == TEXT_CLEAN &&
            strcmp(buf_text(&bytes), buf_text(&once)) != 0)
            ck_abort_msg("seed %u: clean text was changed", seed);
        buf_free(&bytes);
        buf_free(&once);
        buf_free(&twice);
    }
}
END_TEST

START_TEST(clean_decode_and_trim)
{
    size_t len = 0;
    ck_assert_uint_eq(text_decode("责任", 6, &len), 0x8D23);
    ck_assert_uint_eq(len, 3);
    ck_assert_uint_eq(text_decode("\xE8\xB4", 2, &len), 0xFFFD);
    ck_assert_uint_eq(len, 1);
    ck_assert_uint_eq(text_decode("\0", 1, &len), 0);
    ck_assert_uint_eq(len, 1);
    static const char *const trimmed[][2] = {
        { "责 任", "责 任" },
        { "  a\t", "a" },
        { "　 \xC2\xA0责任\xC2\xA0　\t", "责任" },
        { " 　\t", "" },
        { "", "" },
        { "\na\n", "\na\n" },
        { "、　", "、" },
        { "\x80\x80", "\x80\x80" },
        { "\xA0", "\xA0" },
    };
    for (size_t i = 0; i < sizeof trimmed / sizeof trimmed[0]; i++) {
        size_t n = strlen(trimmed[i][0]);
        const char *got = text_trim(trimmed[i][0], &n);
        ck_assert_uint_eq(n, strlen(trimmed[i][1]));
        ck_assert_msg(strncmp(got, trimmed[i][1], n) == 0, "trimming text %zu", i);
    }
}
END_TEST

/* ---- width ---- */

START_TEST(width_of_characters)
{
    static const char *const wide[] = { "责", "，", "（", "》", "　", "ａ", "한", "ア", "😀", "𠮷" };
    static const char *const ambiguous[] = {
        "“", "”", "‘", "’", "…", "—", "·", "×", "①", "─", "│", "┌", "●", "★", "○", "◇", "△", "Ⅲ",
    };
    static const char *const narrow[] = { "a", " ", "~", "|", "ﾊ" };
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        for (int mode = 0; mode < 2; mode++)
            ck_assert_msg(text_cells(wide[i], strlen(wide[i]), mode) == 2, "%s in mode %d", wide[i], mode);
    for (size_t i = 0; i < sizeof ambiguous / sizeof ambiguous[0]; i++)
        for (int mode = 0; mode < 2; mode++)
            ck_assert_msg(text_cells(ambiguous[i], strlen(ambiguous[i]), mode) == (mode ? 2 : 1), "%s in mode %d",
                          ambiguous[i], mode);
    for (size_t i = 0; i < sizeof narrow / sizeof narrow[0]; i++)
        for (int mode = 0; mode < 2; mode++)
            ck_assert_msg(text_cells(narrow[i], strlen(narrow[i]), mode) == 1, "%s in mode %d", narrow[i], mode);
    ck_assert_int_eq(char_cells(0x301, false), 0); /* combining */
    ck_assert_int_eq(char_cells(0x301, true), 0);
    ck_assert_int_eq(char_cells('\t', false), 0);
    ck_assert_uint_eq(text_cells("“责任”ab", strlen("“责任”ab"), false), 8);
    ck_assert_uint_eq(text_cells("“责任”ab", strlen("“责任”ab"), true), 10);
    ck_assert_uint_eq(text_cells(NULL, 0, true), 0);
}
END_TEST

START_TEST(width_of_all_characters)
{
    for (uint32_t uc = 0; uc < 0x110000; uc++) {
        int narrow = char_cells(uc, false), wide = char_cells(uc, true);
        if (narrow < 0 || narrow > 2 || wide < narrow || wide > 2)
            ck_abort_msg("U+%04X is %d cells, ambiguous wide %d", (unsigned)uc, narrow, wide);
    }
}
END_TEST

static void assert_wrap(const char *text, size_t cells, bool wide, const char *want)
{
    struct text_lines lines = { 0 };
    struct buf got = { 0 };
    text_wrap(text, strlen(text), cells, wide, &lines);
    for (size_t i = 0; i < lines.n; i++) {
        buf_add(&got, text + lines.v[i].start, lines.v[i].n);
        buf_addc(&got, '|');
    }
    ck_assert_str_eq(buf_text(&got), want);
    VEC_FREE(&lines);
    buf_free(&got);
}

START_TEST(wrap_by_hand)
{
    assert_wrap("", 10, false, "|");
    assert_wrap("a\n\nb\n", 10, false, "a||b||");
    assert_wrap("网络安全责任", 4, false, "网络|安全|责任|");
    assert_wrap("网络安全，责任", 8, false, "网络安|全，责任|");
    assert_wrap("网络（安全）", 6, false, "网络|（安|全）|");
    assert_wrap("see the rule", 8, false, "see the|rule|");
    assert_wrap("see the rulebook", 10, false, "see the|rulebook|");
    assert_wrap("网络security", 8, false, "网络|security|");
    assert_wrap("securityofficers", 6, false, "securi|tyoffi|cers|");
    assert_wrap("责任  ", 4, false, "责任|");
    assert_wrap("网“安”", 4, false, "网|“安”|");
    assert_wrap("网“安”", 4, true, "网|“安|”|"); /* no other way: 6 cells of one run */
    assert_wrap("责任", 0, false, "责|任|");
    assert_wrap("责任", 1, false, "责|任|");
    assert_wrap("（安）", 2, false, "（|安|）|");
    struct text_lines lines = { 0 };
    text_wrap("a", 1, 4, false, &lines);
    text_wrap("b", 1, 4, false, &lines); /* appends */
    ck_assert_uint_eq(lines.n, 2);
    VEC_FREE(&lines);
}
END_TEST

static bool among(const char *at, size_t n, const char *set)
{
    size_t len, mark;
    uint32_t uc = text_decode(at, n, &len);
    for (; *set != '\0'; set += mark)
        if (text_decode(set, strlen(set), &mark) == uc)
            return true;
    return false;
}

/* A break before byte `at` is bad when the line after it starts, or the line before it ends, with a mark that must
 * not stand there; blanks between do not count. `more` adds the marks that may only be broken off when there is
 * nothing better, so that they do not count as another way. */
static bool bad_break(const char *text, size_t n, size_t at, bool more)
{
    size_t start = at, end = at;
    while (start < n && text[start] == ' ')
        start++;
    while (end > 0 && text[end - 1] == ' ')
        end--;
    bool blank_before = end == 0;
    while (end > 0 && ((unsigned char)text[--end] & 0xC0) == 0x80)
        continue;
    if (start < n && among(text + start, n - start, more ? "，。；：、）》”！？.,-/" : "，。；：、）》”"))
        return true;
    return !blank_before && among(text + end, n - end, "（《“");
}

/* The end of the shortest piece from `from` on that may stand on a line of its own. */
static size_t next_good(const char *text, size_t n, size_t from)
{
    for (size_t at = from + 1; at < n; at++)
        if (((unsigned char)text[at] & 0xC0) != 0x80 && !bad_break(text, n, at, true))
            return at;
    return n;
}

static size_t without_blanks(const char *text, size_t from, size_t to)
{
    while (to > from && text[to - 1] == ' ')
        to--;
    return to;
}

/* What is wrong with the lines of a text without LF, or NULL. */
static const char *wrap_fault(const char *text, size_t n, size_t cells, bool wide, const struct text_lines *lines)
{
    size_t end = 0;
    for (size_t i = 0; i < lines->n; i++) {
        const struct text_line *line = &lines->v[i];
        for (size_t k = end; k < line->start; k++)
            if (text[k] != ' ')
                return "something between two lines is lost";
        if (line->start < end || line->start + line->n > n)
            return "lines overlap or end outside";
        if (text_cells(text + line->start, line->n, wide) > cells)
            return "a line is too wide";
        if (line->n > 0 && text[line->start + line->n - 1] == ' ')
            return "a line ends with a blank";
        end = line->start + line->n;
        if (i + 1 == lines->n)
            break;
        if (!bad_break(text, n, lines->v[i + 1].start, false))
            continue;
        /* allowed only in a run without a good break that is wider than the line */
        size_t good = next_good(text, n, line->start);
        if (good <= lines->v[i + 1].start)
            return "a mark stands where it must not, and there was a better place before it";
        if (text_cells(text + line->start, without_blanks(text, line->start, good) - line->start, wide) <= cells)
            return "a run that fits was broken at a mark";
    }
    return without_blanks(text, end, n) > end ? "the end is lost" : NULL;
}

START_TEST(wrap_rules_hold)
{
    for (unsigned seed = mix_seed(); seed < mix_seed() + 300; seed++) {
        struct mix mix = mix_from(seed);
        struct buf text = { 0 };
        mix_text(&mix, &text, 1 + mix_below(&mix, 40), false);
        for (size_t cells = 4; cells <= 60; cells++) {
            for (int wide = 0; wide < 2; wide++) {
                struct text_lines lines = { 0 };
                text_wrap(text.v, text.n, cells, wide, &lines);
                const char *fault = wrap_fault(text.v, text.n, cells, wide, &lines);
                if (fault != NULL)
                    ck_abort_msg("seed %u, %zu cells, wide %d: %s: \"%s\"", seed, cells, wide, fault, text.v);
                VEC_FREE(&lines);
            }
        }
        buf_free(&text);
    }
}
END_TEST

/* Marks only, in any order: nearly every break is forced. */
START_TEST(wrap_rules_hold_among_marks)
{
    static const char *const pieces[] = { "，", "。", "）", "》", "”", "（", "《", "“", "责", "a", " ", "、" };
    for (unsigned seed = mix_seed(); seed < mix_seed() + 2000; seed++) {
        struct mix mix = mix_from(seed);
        struct buf text = { 0 };
        for (unsigned n = 1 + mix_below(&mix, 25); n > 0; n--)
            buf_adds(&text, pieces[mix_below(&mix, sizeof pieces / sizeof pieces[0])]);
        size_t cells = 4 + mix_below(&mix, 20);
        bool wide = mix_below(&mix, 2) == 1;
        struct text_lines lines = { 0 };
        text_wrap(text.v, text.n, cells, wide, &lines);
        const char *fault = wrap_fault(text.v, text.n, cells, wide, &lines);
        if (fault != NULL)
            ck_abort_msg("seed %u, %zu cells, wide %d: %s: \"%s\"", seed, cells, wide, fault, text.v);
        VEC_FREE(&lines);
        buf_free(&text);
    }
}
END_TEST

/* A person pastes a log: the time must not grow with the square (then this runs into the time-out). */
START_TEST(wrap_long_run_in_time)
{
    struct buf text = { 0 };
    struct text_lines lines = { 0 };
    buf_repeat(&text, "a", 1000000);
    text_wrap(text.v, text.n, 4, false, &lines);
    ck_assert_uint_eq(lines.n, 250000);
    VEC_FREE(&lines);
    buf_free(&text);
}
END_TEST

/* ---- encode ---- */

START_TEST(encode_there_and_back)
{
    struct buf text = { 0 };
    enum encoding was;
    struct err err = { "" };
    for (uint32_t uc = 1; uc < 0x110000; uc++) /* surrogates are none; of the private ones not all have a place */
        if (uc < 0xD800 || (uc > 0xF8FF && uc != 0xFEFF))
            add_utf8(&text, uc);
    struct buf whole = { 0 };
    buf_add(&whole, text.v, text.n);
    ck_assert_msg(encode_text(&text, ENCODING_GB18030, &err) == 0, "%s", err.text);
    ck_assert_msg(decode_text(&text, &was, &err) == 0, "%s", err.text);
    ck_assert_int_eq(was, ENCODING_GB18030);
    ck_assert_uint_eq(text.n, whole.n);
    ck_assert_mem_eq(text.v, whole.v, whole.n);
    buf_free(&text);
    buf_free(&whole);
}
END_TEST

static void assert_decode(const char *bytes, size_t n, int rc, enum encoding encoding, const char *want)
{
    struct buf text = { 0 };
    enum encoding was;
    struct err err = { "" };
    buf_add(&text, bytes, n);
    int got = decode_text(&text, &was, &err);
    ck_assert_msg(got == rc, "\"%s\": %d, \"%s\"", bytes, got, buf_text(&text));
    if (rc == 0) {
        ck_assert_int_eq(was, encoding);
        ck_assert_str_eq(buf_text(&text), want);
        ck_assert_uint_eq(text.n, strlen(want));
    } else {
        ck_assert_str_ne(err.text, "");
    }
    buf_free(&text);
}

START_TEST(encode_recognises)
{
    assert_decode("", 0, 0, ENCODING_UTF8, "");
    assert_decode("abc", 3, 0, ENCODING_UTF8, "abc");
    assert_decode("责任", 6, 0, ENCODING_UTF8, "责任");
    assert_decode("\xEF\xBB\xBF责任", 9, 0, ENCODING_UTF8, "责任");
    assert_decode("\xEF\xBB\xBF", 3, 0, ENCODING_UTF8, "");
    assert_decode("\xD4\xF0\xC8\xCE\xA3\xAC"
                  "a",
                  7, 0, ENCODING_GB18030, "责任，a");
    assert_decode("\x95\x32\x82\x36\xD4\xF0", 6, 0, ENCODING_GB18030, "𠀀责");
    assert_decode("\x84\x31\x95\x33\xD4\xF0", 6, 0, ENCODING_GB18030, "责"); /* the BOM of GB18030 */
}
END_TEST

START_TEST(encode_neither)
{
    assert_decode("\xFF\xFE\x23\x8D", 4, -1, ENCODING_UTF8, NULL); /* UTF-16 */
    assert_decode("\xD4\xF0\xC8", 3, -1, ENCODING_UTF8, NULL);     /* half a character at the end */
    assert_decode("\xD4\xF0\x81\x30\x81", 5, -1, ENCODING_UTF8, NULL);
    assert_decode("a\xFF"
                  "b",
                  3, -1, ENCODING_UTF8, NULL);
    assert_decode("\xD4\x20", 2, -1, ENCODING_UTF8, NULL);
    assert_decode("\xD4\xF0\x81\x30", 4, -1, ENCODING_UTF8, NULL);
    assert_decode("\xD4\xF0\x81", 3, -1, ENCODING_UTF8, NULL);
    assert_decode("\xEF\xBB\xBF责\xD4\xF0", 8, -1, ENCODING_UTF8, NULL); /* says UTF-8, and is not */
}
END_TEST

START_TEST(encode_leaves_utf8)
{
    struct buf text = { 0 };
    struct err err = { "" };
    ck_assert_int_eq(encode_text(&text, ENCODING_GB18030, &err), 0);
    buf_adds(&text, "责");
    ck_assert_int_eq(encode_text(&text, ENCODING_UTF8, &err), 0);
    ck_assert_str_eq(buf_text(&text), "责");
    ck_assert_int_eq(encode_text(&text, ENCODING_GB18030, &err), 0);
    ck_assert_str_eq(buf_text(&text), "\xD4\xF0");
    ck_assert_int_eq(encode_text(&text, ENCODING_GB18030, &err), -1); /* these bytes are no UTF-8 any more */
    ck_assert_str_ne(err.text, "");
    ck_assert_str_eq(buf_text(&text), "\xD4\xF0");
    buf_free(&text);
}
END_TEST

/* ---- csv ---- */

START_TEST(csv_writes)
{
    static const char *const cells[] = { "责任", "", NULL, "a,b", "说“好”\"x\"", "一\n二", "a\tb" };
    struct buf out = { 0 };
    csv_add_row(&out, cells, 7);
    ck_assert_str_eq(buf_text(&out), "\"责任\",\"\",\"\",\"a,b\",\"说“好”\"\"x\"\"\",\"一\n二\",\"a\xEF\xBF\xBD"
                                     "b\"\r\n");
    buf_clear(&out);
    csv_add_row(&out, cells, 1);
    csv_add_row(&out, cells, 1);
    ck_assert_str_eq(buf_text(&out), "\"责任\"\r\n\"责任\"\r\n");
    buf_free(&out);
}
END_TEST

START_TEST(csv_disarms_formulas)
{
    static const char *const formulas[] = {
        "=1+1", "+8613800000000",           "-1", "@SUM(A1)", "\tx", "\r=1", "＝1", "＋1", "－1", "＠A1",
        "=",    "=HYPERLINK(\"http://x\")",
    };
    static const char *const harmless[] = { "a=1", "1-2", "a@b.cn", "责任=", "'=1" };
    for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++) {
        struct buf out = { 0 };
        csv_add_row(&out, &formulas[i], 1);
        ck_assert_msg(strncmp(buf_text(&out), "\"'", 2) == 0, "%s", buf_text(&out));
        buf_free(&out);
    }
    for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++) {
        struct buf out = { 0 };
        csv_add_row(&out, &harmless[i], 1);
        ck_assert_msg(strncmp(buf_text(&out) + 1, harmless[i], strlen(harmless[i])) == 0, "%s", buf_text(&out));
        buf_free(&out);
    }
}
END_TEST

/* The table as text: line number, then each cell in brackets. */
static void assert_table(const char *bytes, const char *want)
{
    struct csv_table table;
    struct err err = { "" };
    struct buf got = { 0 };
    ck_assert_msg(csv_read(bytes, strlen(bytes), &table, &err) == 0, "%s: \"%s\"", err.text, bytes);
    for (size_t i = 0; i < table.n; i++) {
        buf_printf(&got, "%zu", table.v[i].line);
        for (size_t k = 0; k < table.v[i].n; k++)
            buf_printf(&got, "[%s]", table.v[i].cells[k]);
        buf_addc(&got, ';');
    }
    ck_assert_str_eq(buf_text(&got), want);
    csv_free_table(&table);
    buf_free(&got);
}

START_TEST(csv_reads_any_line_ends)
{
    assert_table("", "");
    assert_table("a,b\nc,d\n", "1[a][b];2[c][d];");
    assert_table("a,b\r\nc,d\r\n", "1[a][b];2[c][d];");
    assert_table("a,b\rc,d\r", "1[a][b];2[c][d];");
    assert_table("a,b\nc,d", "1[a][b];2[c][d];");
    assert_table("a\r\nb\nc\rd", "1[a];2[b];3[c];4[d];");
    assert_table("\n\na\n\n  \n,,\nb\n", "3[a];7[b];");
    assert_table("\r\n\r\na\r\n\r\nb\r\n", "3[a];5[b];");
    assert_table("\r\ra\r\rb\r", "3[a];5[b];");
}
END_TEST

START_TEST(csv_reads_quotes_and_counts_lines)
{
    assert_table("\"a\nb\",c\nd\n", "1[a\nb][c];3[d];");
    assert_table("\"a\r\nb\r\n\r\nc\"\r\nd\r\n", "1[a\r\nb\r\n\r\nc];5[d];");
    assert_table("x\n\n\"a\n\n\n\",\"b\n\"\ny", "1[x];3[a\n\n\n][b\n];8[y];");
    assert_table("\"a,\"\"b\"\"\",  c　,\" d \"\n", "1[a,\"b\"][c][d];");
    assert_table("\"\",\"\"\na,\n", "2[a][];");
    assert_table("\"a\" , \"b\"\n", "1[a][b];");
    assert_table("\"a\rb\"\rc", "1[a\rb];3[c];");
}
END_TEST

static void assert_no_table(const char *bytes, size_t n, const char *said)
{
    struct csv_table table;
    struct err err = { "" };
    ck_assert_int_eq(csv_read(bytes, n, &table, &err), -1);
    ck_assert_msg(strstr(err.text, said) != NULL, "\"%s\" does not say %s", err.text, said);
    ck_assert_uint_eq(table.n, 0);
    ck_assert_ptr_null(table.v);
    ck_assert_ptr_null(table.arena.blocks);
    csv_free_table(&table);
}

START_TEST(csv_refuses)
{
    static const char *const wrong[][2] = {
        { "a\nb\"c\n", "第 2 行" },     { "a\n\"b\"c\n", "第 2 行" },        { "a\n\"b\nc\n", "第 2 行" },
        { "a\rb\"c\r", "第 2 行" },     { "\"a\nb\"\nx\ny\"\n", "第 4 行" }, { "\n\n\"", "第 3 行" },
        { "a,\"b\nc\"d\n", "第 2 行" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_no_table(wrong[i][0], strlen(wrong[i][0]), wrong[i][1]);
    assert_no_table("a\0b\n", 4, "空字节");
    assert_no_table("\0", 1, "空字节");
}
END_TEST

/* What the program wrote it reads again, but for blanks at the ends and what was never clean. */
START_TEST(csv_there_and_back)
{
    for (unsigned seed = mix_seed(); seed < mix_seed() + 500; seed++) {
        struct mix mix = mix_from(seed);
        struct buf cells[5] = { { 0 } }, out = { 0 };
        const char *row[5];
        for (size_t i = 0; i < 5; i++) {
            mix_text(&mix, &cells[i], mix_below(&mix, 6), true);
            if (mix_below(&mix, 3) == 0)
                buf_adds(&cells[i], "\"，\",\"");
            row[i] = buf_text(&cells[i]);
        }
        csv_add_row(&out, row, 5);
        csv_add_row(&out, (const char *[]){ "end" }, 1);
        struct csv_table table;
        struct err err = { "" };
        if (csv_read(out.v, out.n, &table, &err) != 0 || table.n == 0)
            ck_abort_msg("seed %u: %s", seed, err.text);
        for (size_t i = 0; table.n == 2 && i < 5; i++) {
            size_t n = cells[i].n;
            const char *want = text_trim(row[i], &n);
            if (strlen(table.v[0].cells[i]) != n || strncmp(table.v[0].cells[i], want, n) != 0)
                ck_abort_msg("seed %u: cell %zu: \"%s\" for \"%s\"", seed, i, table.v[0].cells[i], row[i]);
        }
        csv_free_table(&table);
        for (size_t i = 0; i < 5; i++)
            buf_free(&cells[i]);
        buf_free(&out);
    }
}
END_TEST

/* ---- json ---- */

START_TEST(json_writes)
{
    struct buf out = { 0 };
    struct json json;
    json_init(&json, &out);
    json_open(&json, '{');
    json_key_text(&json, "名\"\\", "a\"b\\c\n“责”/");
    json_key_int(&json, "least", INT64_MIN);
    json_key_text(&json, "none", NULL);
    json_key(&json, "list");
    json_open(&json, '[');
    json_int(&json, INT64_MAX);
    json_bool(&json, true);
    json_open(&json, '{');
    json_close(&json, '}');
    json_open(&json, '[');
    json_text(&json, "");
    json_close(&json, ']');
    json_close(&json, ']');
    json_key(&json, "last");
    json_bool(&json, false);
    json_close(&json, '}');
    ck_assert_str_eq(buf_text(&out), "{\n"
                                     "  \"名\\\"\\\\\": \"a\\\"b\\\\c\\n“责”/\",\n"
                                     "  \"least\": -9223372036854775808,\n"
                                     "  \"none\": null,\n"
                                     "  \"list\": [\n"
                                     "    9223372036854775807,\n"
                                     "    true,\n"
                                     "    {},\n"
                                     "    [\n"
                                     "      \"\"\n"
                                     "    ]\n"
                                     "  ],\n"
                                     "  \"last\": false\n"
                                     "}\n");
    buf_free(&out);
}
END_TEST

/* No byte string may break out of its quotes or leave a control character. */
START_TEST(json_text_stays_text)
{
    for (unsigned seed = mix_seed(); seed < mix_seed() + 2000; seed++) {
        struct mix mix = mix_from(seed);
        struct buf text = { 0 }, out = { 0 };
        struct json json;
        for (unsigned n = mix_below(&mix, 30); n > 0; n--)
            buf_addc(&text, mix_below(&mix, 3) == 0 ? "\"\\\n"[mix_below(&mix, 3)] : (char)(1 + mix_below(&mix, 255)));
        json_init(&json, &out);
        json_text(&json, buf_text(&text));
        bool good = out.n >= 2 && out.v[0] == '"' && out.v[out.n - 1] == '"';
        for (size_t i = 1; good && i + 1 < out.n; i++) {
            if (out.v[i] == '\\')
                good = i++ + 2 < out.n && strchr("\"\\n", out.v[i]) != NULL;
            else
                good = out.v[i] != '"' && ((unsigned char)out.v[i] >= 0x20);
        }
        if (!good || text_check(out.v, out.n, false, NULL) != TEXT_CLEAN)
            ck_abort_msg("seed %u: %s", seed, out.v);
        buf_free(&text);
        buf_free(&out);
    }
}
END_TEST

static void add_clean(Suite *suite)
{
    TCase *tc = tcase_create("clean");
    tcase_add_test(tc, clean_invalid_bytes);
    tcase_add_test(tc, clean_control_characters);
    tcase_add_test(tc, clean_hidden_characters);
    tcase_add_test(tc, clean_what_is_clean);
    tcase_add_test(tc, clean_faults_have_names);
    tcase_add_test(tc, clean_show_makes_clean);
    tcase_add_test(tc, clean_decode_and_trim);
    suite_add_tcase(suite, tc);
}

static void add_tables(Suite *suite)
{
    TCase *tc = tcase_create("csv json");
    tcase_add_test(tc, csv_writes);
    tcase_add_test(tc, csv_disarms_formulas);
    tcase_add_test(tc, csv_reads_any_line_ends);
    tcase_add_test(tc, csv_reads_quotes_and_counts_lines);
    tcase_add_test(tc, csv_refuses);
    tcase_add_test(tc, csv_there_and_back);
    tcase_add_test(tc, json_writes);
    tcase_add_test(tc, json_text_stays_text);
    suite_add_tcase(suite, tc);
}

Suite *text_suite(void)
{
    Suite *suite = suite_create("text");
    add_clean(suite);
    TCase *width = tcase_create("width");
    tcase_set_timeout(width, 60);
    tcase_add_test(width, width_of_characters);
    tcase_add_test(width, width_of_all_characters);
    tcase_add_test(width, wrap_by_hand);
    tcase_add_test(width, wrap_rules_hold);
    tcase_add_test(width, wrap_rules_hold_among_marks);
    suite_add_tcase(suite, width);
    TCase *slow = tcase_create("long");
    tcase_set_timeout(slow, 20);
    tcase_add_test(slow, wrap_long_run_in_time);
    suite_add_tcase(suite, slow);
    TCase *encode = tcase_create("encode");
    tcase_add_test(encode, encode_there_and_back);
    tcase_add_test(encode, encode_recognises);
    tcase_add_test(encode, encode_neither);
    tcase_add_test(encode, encode_leaves_utf8);
    suite_add_tcase(suite, encode);
    add_tables(suite);
    return suite;
}
