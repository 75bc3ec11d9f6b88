/* Holds the readers of rule folders to their headers: the INI reader refuses, with file and line, whatever
 * iniparser would lose in silence, and gives a clean file's values as written; the provision parser sees every mark
 * and only marks, cites as lawyers do, and loses no byte.
 * SEED=<number> starts the random tests elsewhere. */
#include "base/err.h"
#include "base/file.h"
#include "domain/import.h"
#include "lib/run.h"
#include "mix.h"
#include "rules/ini.h"
#include "rules/outline.h"
#include "seeded.h"
#include "suites.h"
#include "text/encode.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned seed_given(void)
{
    const char *given = getenv("SEED");
    return given == NULL ? mix_seed() : (unsigned)strtoul(given, NULL, 10);
}

/* --- The INI reader --- */

static struct ini *parse(const char *text, struct faults *faults)
{
    return ini_parse("some.ini", text, strlen(text), faults);
}

static const char *all_faults(const struct faults *faults)
{
    static char text[8192];
    text[0] = '\0';
    for (size_t i = 0; i < faults->n; i++) {
        size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, "%zu: %s\n", faults->v[i].line, faults->v[i].text);
    }
    return text;
}

static size_t faults_like(const struct faults *faults, size_t line, const char *words)
{
    size_t count = 0;
    for (size_t i = 0; i < faults->n; i++)
        count += faults->v[i].line == line && strstr(faults->v[i].text, words) != NULL &&
                 strcmp(faults->v[i].file, "some.ini") == 0;
    return count;
}

static void refused(const char *text, size_t line, const char *words)
{
    struct faults faults = { 0 };
    struct ini *ini = parse(text, &faults);
    ck_assert_msg(ini == NULL, "taken, and should not: %s", text);
    ck_assert_msg(faults.n == 1 && faults_like(&faults, line, words) == 1, "%s\nwanted line %zu, \"%s\"; told:\n%s",
                  text, line, words, all_faults(&faults));
    faults_free(&faults);
}

static void value_is(const char *text, const char *kind, const char *id, const char *name, const char *value)
{
    struct faults faults = { 0 };
    struct ini *ini = parse(text, &faults);
    ck_assert_msg(ini != NULL && faults.n == 0, "%s\nrefused:\n%s", text, all_faults(&faults));
    const struct ini_section *section = ini_find(ini, kind, id);
    ck_assert_msg(section != NULL, "%s\nno [%s %s]", text, kind, id);
    const struct ini_key *key = ini_key(section, name);
    ck_assert_msg(key != NULL, "%s\nno %s", text, name);
    ck_assert_str_eq(key->value, value);
    ini_free(ini);
    faults_free(&faults);
}

START_TEST(each_fault_is_told_with_its_line)
{
    static const struct {
        const char *text;
        size_t line;
        const char *words;
    } rows[] = {
        { "[a x]\nk = 1\nl = 2\nk = 3\n", 4, "键 k 在本节第 2 行已经有了" },
        { "[a x]\nk = 1\n[b y]\nk = 1\n[a x]\n", 5, "节 [a x] 在第 1 行已经有了" },
        { "# first\nk = 1\n[a x]\n", 2, "前面没有有效的节名" },
        { "[a x]\nk = 第一 ; 第二\n", 2, "有 ; 或 #" },
        { "[a x]\nk = 第一#第二\n", 2, "有 ; 或 #" },
        { "[a x]\nk = 1;\n", 2, "有 ; 或 #" },
        { "\xEF\xBB\xBF[a x]\nk = 1\n", 1, "BOM" },
        { "[a x]\nk = \xE4\xB8\n", 2, "第 5 字节是不合规的 UTF-8" },
        { "[a x]\n# \xFF\nk = 1\n", 2, "第 3 字节是不合规的 UTF-8" },
        { "[a x]\nk = \xED\xA0\x80\n", 2, "不合规的 UTF-8" },
        { "[a x]\nk = a\x1B[31m\n", 2, "第 6 字节是控制字符" },
        { "[a x]\nk = a\tb\n", 2, "请把制表符换成空格" },
        { "[a x]\r\n", 0, "CRLF" },
        { "[a x]\r", 1, "控制字符" },
        { "[a x]\nk = a\xE2\x80\x8B"
          "b\n",
          2, "看不见的字符" },
        { "[a x]\nk = a\xE2\x80\xAE"
          "b\n",
          2, "看不见的字符" },
        { "[a x]\nk = 1 \\\nl = 2\n", 2, "反斜杠" },
        { "[a x]\nk = 1 \\  \nl = 2\n", 2, "反斜杠" },
        { "[a x]\n# comment \\\nl = 2\n", 2, "反斜杠" },
        { "[a x]\nk = \"v\"\n", 2, "半角引号" },
        { "[a x]\nk = it's\n", 2, "半角引号" },
        { "[a x]\nk\n", 2, "不是“键 = 值”" },
        { "[a x]\n; k = 1\n", 2, "不合规" },
        { "[a x]\nk =\n", 2, "没有值" },
        { "[a x]\nk =   \n", 2, "没有值" },
        { "[a x]\n= v\n", 2, "不合规" },
        { "[a x]\nKey = v\n", 2, "键名 Key 不合规" },
        { "[a x]\nk k = v\n", 2, "键名 k k 不合规" },
        { "[a x]\nk:l = v\n", 2, "不合规" },
        { "[a x]\n键 = v\n", 2, "不合规" },
        { "[a:b]\n", 1, "不合规" },
        { "[A x]\n", 1, "不合规" },
        { "[a  x]\n", 1, "不合规" },
        { "[a x y]\n", 1, "不合规" },
        { "[a ]\n", 1, "不合规" },
        { "[]\n", 1, "不合规" },
        { "[a x\n", 1, "没有以 ] 结束" },
        { "[a x] # comment\n", 1, "没有以 ] 结束" },
        { "[\n", 1, "没有以 ] 结束" },
        { "[a x]\nk = 　v\n", 2, "全角空格" },
        { "[a x]\n　k = v\n", 2, "全角空格" },
        { "[a x]\n　# comment\n", 2, "全角空格" },
        { "[a x]\n　\nk = v\n", 2, "全角空格" },
        { "[a x]\nk = v\xC2\xA0\n", 2, "全角空格" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        refused(rows[i].text, rows[i].line, rows[i].words);
}
END_TEST

START_TEST(a_nul_byte_is_told)
{
    struct faults faults = { 0 };
    ck_assert_ptr_null(ini_parse("some.ini", "[a x]\nk = a\0b\n", 14, &faults));
    ck_assert_msg(faults.n == 1 && faults_like(&faults, 2, "控制字符") == 1, "%s", all_faults(&faults));
    faults_free(&faults);
}
END_TEST

/* Up to where the guard lets a line go, iniparser gives the value whole; one byte more is told. */
START_TEST(a_long_value_is_whole_or_told)
{
    for (size_t n = 990; n <= 1100; n++) {
        struct buf text = { 0 };
        struct faults faults = { 0 };
        buf_adds(&text, "[a x]\nl = 1\nk = ");
        buf_repeat(&text, "x", n - strlen("k = "));
        buf_adds(&text, "\nm = 2\n");
        struct ini *ini = parse(buf_text(&text), &faults);
        if (n <= 1000) {
            ck_assert_msg(ini != NULL, "%zu: %s", n, all_faults(&faults));
            ck_assert_uint_eq(strlen(ini_key(&ini->v[0], "k")->value), n - strlen("k = "));
            ck_assert_str_eq(ini_key(&ini->v[0], "m")->value, "2");
        } else {
            ck_assert_ptr_null(ini);
            ck_assert_msg(faults.n == 1 && faults_like(&faults, 3, "会被截断") == 1, "%zu: %s", n, all_faults(&faults));
        }
        ini_free(ini);
        faults_free(&faults);
        buf_free(&text);
    }
}
END_TEST

START_TEST(names_are_at_most_64_bytes)
{
    char text[256], name[80];
    for (int n = 60; n <= 70; n++) {
        struct faults faults = { 0 };
        memset(name, 'n', sizeof name);
        name[n] = '\0';
        snprintf(text, sizeof text, "[%s %s]\n%s = v\n", name, name, name);
        struct ini *ini = parse(text, &faults);
        ck_assert_int_eq(ini != NULL, n <= 64);
        ck_assert_int_eq(faults.n > 0, n > 64);
        ini_free(ini);
        faults_free(&faults);
    }
}
END_TEST

START_TEST(a_clean_file_gives_its_values)
{
    value_is("[a x]\nk = v\n", "a", "x", "k", "v");
    value_is("[a x]\nk=v", "a", "x", "k", "v");
    value_is("\n\n# 注释 ; \" ' \n  [a x]  \n   k   =   v w   \n", "a", "x", "k", "v w");
    value_is("[a]\nk = 第一条 … 第二条，“甲”\n", "a", "", "k", "第一条 … 第二条，“甲”");
    value_is("[a]\nk = a = b == c\n", "a", "", "k", "a = b == c");
    value_is("[a]\nk = [b y]\n[b y]\nk = c\n", "a", "", "k", "[b y]");
    value_is("[a x]\nk = 1\n[a y]\nk = 2\n", "a", "y", "k", "2");
    value_is("[a 1.2-x]\nk-1.y = \\n\n", "a", "1.2-x", "k-1.y", "\\n");
    value_is("[a]\n[a x]\nk = 1\n[ab]\nk = 2\n", "ab", "", "k", "2");
    value_is("[a]\nk = down_hours >= 6 AND NOT (x OR y)\n", "a", "", "k", "down_hours >= 6 AND NOT (x OR y)");
    value_is("[a]\n#　全角空格在注释里无妨　\nk = 甲　乙\n", "a", "", "k", "甲　乙");
}
END_TEST

START_TEST(sections_and_keys_keep_their_order_and_lines)
{
    struct faults faults = { 0 };
    struct ini *ini = parse("# c\n[b 2]\nz = 1\n\na = 2\n[b 1]\n[a]\nk = 3\n", &faults);
    ck_assert_ptr_nonnull(ini);
    ck_assert_str_eq(ini->file, "some.ini");
    ck_assert_uint_eq(ini->n, 3);
    ck_assert_str_eq(ini->v[0].id, "2");
    ck_assert_uint_eq(ini->v[0].line, 2);
    ck_assert_uint_eq(ini->v[0].n, 2);
    ck_assert_str_eq(ini->v[0].v[0].name, "z");
    ck_assert_uint_eq(ini->v[0].v[1].line, 5);
    ck_assert_uint_eq(ini->v[1].n, 0);
    ck_assert_str_eq(ini->v[2].kind, "a");
    ck_assert_str_eq(ini->v[2].id, "");
    ck_assert_ptr_null(ini_find(ini, "a", "1"));
    ck_assert_ptr_null(ini_key(&ini->v[0], "k"));
    ini_free(ini);
    ini = parse("", &faults);
    ck_assert_ptr_nonnull(ini);
    ck_assert_uint_eq(ini->n, 0);
    ini_free(ini);
    faults_free(&faults);
}
END_TEST

START_TEST(all_faults_are_told_at_once)
{
    struct faults faults = { 0 };
    ck_assert_ptr_null(
        parse("\xEF\xBB\xBFk = 1\n[a x]\nk = 1\nk = 2\nl = a;b\n[a x]\nm = \x01\nn\no = \"\n[b\np =\n", &faults));
    ck_assert_uint_eq(faults_like(&faults, 1, "BOM"), 1);
    ck_assert_uint_eq(faults_like(&faults, 1, "前面没有有效的节名"), 1);
    ck_assert_uint_eq(faults_like(&faults, 4, "已经有了"), 1);
    ck_assert_uint_eq(faults_like(&faults, 5, "有 ; 或 #"), 1);
    ck_assert_uint_eq(faults_like(&faults, 6, "在第 2 行已经有了"), 1);
    ck_assert_uint_eq(faults_like(&faults, 7, "控制字符"), 1);
    ck_assert_uint_eq(faults_like(&faults, 8, "不是“键 = 值”"), 1);
    ck_assert_uint_eq(faults_like(&faults, 9, "前面没有有效的节名"), 1); /* the section of line 6 was refused */
    ck_assert_uint_eq(faults_like(&faults, 10, "没有以 ] 结束"), 1);
    ck_assert_uint_eq(faults_like(&faults, 11, "前面没有有效的节名"), 1);
    ck_assert_msg(faults.n == 10, "%s", all_faults(&faults));
    faults_free(&faults);
}
END_TEST

START_TEST(ini_load_says_why_not)
{
    struct faults faults = { 0 };
    char *folder = folder_new(), *path = path_join(folder, "none.ini");
    struct err err;
    ck_assert_ptr_null(ini_load(path, &faults));
    ck_assert_uint_eq(faults.n, 1);
    ck_assert_str_eq(faults.v[0].file, path);
    ck_assert_int_eq(file_write(path, "[a]\nk = v\n", 10, &err), 0);
    struct ini *ini = ini_load(path, &faults);
    ck_assert_ptr_nonnull(ini);
    ck_assert_uint_eq(faults.n, 1);
    ini_free(ini);
    faults_free(&faults);
    mem_free(path);
    folder_drop(folder);
}
END_TEST

/* Values of random Chinese and ASCII text come back as they were written. */
START_TEST(random_values_come_back)
{
    unsigned first = seed_given();
    printf("rules: random values, SEED=%u\n", first);
    for (unsigned seed = first; seed < first + 300; seed++) {
        struct mix mix = mix_from(seed);
        struct buf text = { 0 };
        struct faults faults = { 0 };
        char *values[20];
        buf_adds(&text, "[a x]\n");
        for (int i = 0; i < 20; i++) {
            struct buf value = { 0 };
            mix_text(&mix, &value, 1 + mix_below(&mix, 20), false);
            while (value.n > 0 && value.v[value.n - 1] == ' ')
                value.v[--value.n] = '\0';
            const char *end = mix_below(&mix, 4) == 0 ? "\n" : "", *blank = mix_below(&mix, 4) == 0 ? "  " : "";
            buf_printf(&text, "%s%sk%d = %s\n", end, blank, i, buf_text(&value));
            values[i] = mem_strdup(buf_text(&value));
            buf_free(&value);
        }
        struct ini *ini = parse(buf_text(&text), &faults);
        ck_assert_msg(ini != NULL, "SEED=%u\n%s", seed, all_faults(&faults));
        for (int i = 0; i < 20; i++) {
            ck_assert_msg(strcmp(ini->v[0].v[i].value, values[i]) == 0, "SEED=%u: %s", seed, values[i]);
            mem_free(values[i]);
        }
        ini_free(ini);
        faults_free(&faults);
        buf_free(&text);
    }
}
END_TEST

/* --- The provision parser --- */

/* Joins all spans and compares; also what the header says of each node. Returns NULL or what is wrong. */
static const char *outline_wrong(const struct outline *outline, const char *text, size_t n)
{
    size_t at = 0;
    for (size_t i = 0; i < outline->n; i++) {
        const struct node *node = &outline->v[i];
        size_t words_n;
        const char *words = node_words(text, node, &words_n);
        if (node->start != at)
            return "a span does not begin where the one before ends";
        at += node->n;
        if (node->n == 0 || node->mark_n > node->n || node->party_n > node->mark_n)
            return "a mark longer than its node";
        if (words < text + node->start || words + words_n > text + node->start + node->n)
            return "words outside their node";
        if (node->parent >= (int)i || (node->parent < 0 && node->parent != -1))
            return "a parent behind its child";
    }
    return at == n ? NULL : "the spans do not end with the text";
}

/* The paths of all nodes with a blank between, · for the preamble and 印 for the imprint. */
static void list_paths(const char *text, struct buf *out)
{
    struct outline outline = { 0 };
    outline_parse(text, strlen(text), &outline);
    const char *wrong = outline_wrong(&outline, text, strlen(text));
    ck_assert_msg(wrong == NULL, "%s: %s", wrong, text);
    for (size_t i = 0; i < outline.n; i++) {
        const struct node *node = &outline.v[i];
        const char *path = node->kind == NODE_PREAMBLE ? "·" : node->kind == NODE_IMPRINT ? "印" : node->path;
        buf_printf(out, "%s%s", i > 0 ? " " : "", path);
    }
    outline_free(&outline);
}

struct paths_row {
    const char *text, *paths;
};

static void paths_are(const struct paths_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct buf paths = { 0 };
        list_paths(rows[i].text, &paths);
        ck_assert_msg(strcmp(buf_text(&paths), rows[i].paths) == 0, "%s\nis %s\nnot %s", rows[i].text, buf_text(&paths),
                      rows[i].paths);
        buf_free(&paths);
    }
}

/* 1 to 199 the Chinese way, written apart from the parser's own. */
static void chinese(int number, struct buf *out)
{
    static const char *const ones[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
    buf_clear(out);
    if (number >= 100)
        buf_adds(out, number == 100 ? "一百" : number < 110 ? "一百零" : number < 120 ? "一百一" : "一百");
    number %= 100;
    if (number >= 20)
        buf_adds(out, ones[number / 10]);
    if (number >= 10)
        buf_adds(out, "十");
    buf_adds(out, ones[number % 10]);
}

START_TEST(numbers_to_199_and_digits)
{
    struct buf number = { 0 };
    size_t used;
    for (int i = 1; i <= 199; i++) {
        char text[64], digits[64], path[64];
        chinese(i, &number);
        ck_assert_int_eq(chinese_number(buf_text(&number), number.n, &used), i);
        ck_assert_uint_eq(used, number.n);
        snprintf(text, sizeof text, "第%s条 甲", buf_text(&number));
        snprintf(digits, sizeof digits, "第%d条 甲", i);
        snprintf(path, sizeof path, "第%s条", buf_text(&number));
        paths_are((struct paths_row[]){ { text, path }, { digits, path } }, 2);
    }
    buf_free(&number);
    ck_assert_int_eq(chinese_number("一百〇五", strlen("一百〇五"), &used), 105);
    ck_assert_int_eq(chinese_number("一百十五", strlen("一百十五"), &used), 115);
    ck_assert_int_eq(chinese_number("999", 3, &used), 999);
    static const char *const none[] = { "", "零", "百", "甲", "〇", "第" };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        ck_assert_int_eq(chinese_number(none[i], strlen(none[i]), &used), 0);
        ck_assert_uint_eq(used, 0);
    }
}
END_TEST

/* A number that is followed by more of a number is none of 1 to 199: no mark, not a wrong one. */
START_TEST(no_number_is_no_mark)
{
    paths_are((struct paths_row[]){ { "第零条 甲", "·" },
                                    { "第条 甲", "·" },
                                    { "第二百条 甲", "·" },
                                    { "第十百条 甲", "·" },
                                    { "第一十条 甲", "第十条" },
                                    { "第一百零条 甲", "·" },
                                    { "第一百零五十条 甲", "·" },
                                    { "第1000条 甲", "·" },
                                    { "第200条 甲", "第200条" },
                                    { "第0条 甲", "·" } },
              10);
}
END_TEST

START_TEST(every_kind_of_mark)
{
    static const struct paths_row rows[] = {
        { "题\n\n第一章 总则\n第一条 甲\n（一）乙\n1. 丙\n2、丁\n3．戊\n第二章\n第二条 己\n",
          "· 第一章 第一条 第一条（一） 第一条（一）1 第一条（一）2 第一条（一）3 第二章 第二条" },
        { "第一条 甲\n1.乙\n2.丙\n", "第一条 第一条1 第一条2" },
        { "第一条 甲\n(一)乙\n（二)丙\n(三）丁\n(四) 戊\n",
          "第一条 第一条（一） 第一条（二） 第一条（三） 第一条（四）" },
        { "第一条　甲\n第二条  乙\n第三条\n", "第一条 第二条 第三条" },
        { "第一条 甲\n乙\n丙\n（一）丁\n", "第一条 第一条第二款 第一条第三款 第一条（一）" },
        { "第一条 甲\n（一）乙\n丙\n（二）丁\n", "第一条 第一条（一） 第一条（二）" },
        { "第一条 甲\n（一）乙\n1.丙\n丁\n2.戊\n", "第一条 第一条（一） 第一条（一）1 第一条（一）2" },
        { "第一条 甲\n（一）乙\n\n丙\n丁\n", "第一条 第一条（一） 第一条第二款 第一条第三款" },
        { "第一条 甲\n（一）乙\n1.丙\n\n丁\n1.戊\n", "第一条 第一条（一） 第一条（一）1 第一条第二款 第一条1" },
        { "第一条 甲\n\n乙\n", "第一条 第一条第二款" },
        /* A later 款 with a list of its own: its items are cited with it, those before as ever. */
        { "第一条 甲\n（一）乙\n\n丙\n（一）丁\n1.戊\n第二条 己\n庚\n（一）辛\n",
          "第一条 第一条（一） 第一条第二款 第一条第二款（一） 第一条第二款（一）1 第二条 第二条第二款 第二条（一）" },
        { "第一条 甲\n（一）乙\n\n丙\n（二）丁\n", "第一条 第一条（一） 第一条第二款 第一条（二）" },
        { "第一条\n甲\n乙\n", "第一条 第一条第二款" },
        { "第一条\n\n甲\n", "第一条" },
        { "第一条\n（一）甲\n（二）\n乙\n", "第一条 第一条（一） 第一条（二）" },
        { "第一章\n总则\n第一条 甲", "第一章 第一条" },
        { "第一条 甲\n甲大学 2023 年 9月 26日印发\n", "第一条 印" },
        { "第一条 甲\n2023年9月26日印发\n尾\n", "第一条 印" },
        { "第一条 甲\n关于印发\n", "第一条 第一条第二款" },
        { "2023年9月26日印发\n第一条 甲\n", "· 第一条" },
    };
    paths_are(rows, sizeof rows / sizeof rows[0]);
}
END_TEST

START_TEST(what_only_looks_like_a_mark)
{
    static const struct paths_row rows[] = {
        { "第一条 甲\n（一）违反\n第十五条相关信息的\n", "第一条 第一条（一）" },
        { "第一条 甲\n第二条、第三条规定的\n", "第一条 第一条第二款" },
        { "第一条 甲\n1.5 倍\n2.0\n", "第一条 第一条第二款 第一条第三款" },
        { "第一条 甲\n10%的\n2023 年\n1234.\n0.甲\n", "第一条 第一条第二款 第一条第三款 第一条第四款 第一条第五款" },
        { "第一条 甲\n（2023）\n（一\n一）\n（甲）\n（）\n",
          "第一条 第一条第二款 第一条第三款 第一条第四款 第一条第五款 第一条第六款" },
        { " 第一条 甲\n第 一条 乙\n", "·" },
        { "（一）甲\n1.乙\n", "·" },
        { "附件：名单\n第一条 甲\n", "· 第一条" },
        { "第一条 甲\n附件中提到的\n", "第一条 第一条第二款" },
        { "第一条 甲\n甲\t1\t乙\n", "第一条 第一条第二款" },
        { "", "" },
        { "\n\n", "·" },
    };
    paths_are(rows, sizeof rows / sizeof rows[0]);
}
END_TEST

START_TEST(annexes)
{
    static const struct paths_row rows[] = {
        { "第一条 甲\n附件一：表\n附件一:\n主体\t序号\t任务\n乙\t1\t丙\n\t2\t丁\n续\n",
          "第一条 附件一 附件一第1项 附件一第2项" },
        { "第一条 甲\n附件\n表\n附件\n\t1\t乙\n", "第一条 附件 附件第1项" },
        { "第一条 甲\n附件1 表\n附件 2：表\n", "第一条 附件一 附件二" },
        { "第一条 甲\n附件一\n第一条 乙\n丙\n（一）丁\n1.戊\n附件二\n第一条 己\n",
          "第一条 附件一 附件一第一条 附件一第一条第二款 附件一第一条（一） 附件一第一条（一）1 附件二 附件二第一条" },
        { "第一条 甲\n附件一\n（一）乙\n1.丙\n", "第一条 附件一 附件一（一） 附件一（一）1" },
        { "第一条 甲\n附件一\n1、乙\n", "第一条 附件一 附件一1" },
        { "第一条 甲\n附件一\n第一章 乙\n", "第一条 附件一" },
        { "第一条 甲\n附件一\n甲\t一\t乙\n甲\t0\t乙\n甲\t1乙\n甲\t1\t\n", "第一条 附件一 附件一第1项" },
    };
    paths_are(rows, sizeof rows / sizeof rows[0]);
}
END_TEST

static void node_is(const char *text, const char *path, const char *mark, const char *party, const char *words)
{
    struct outline outline = { 0 };
    outline_parse(text, strlen(text), &outline);
    int at = outline_find(&outline, path);
    ck_assert_msg(at >= 0, "%s: no %s", text, path);
    const struct node *node = &outline.v[at];
    size_t n;
    const char *got = node_words(text, node, &n);
    const char *start = text + node->start;
    char shown[512], wanted[512];
    snprintf(shown, sizeof shown, "%.*s|%.*s|%.*s", (int)node->mark_n, start, (int)node->party_n, start, (int)n, got);
    snprintf(wanted, sizeof wanted, "%s|%s|%s", mark, party, words);
    ck_assert_str_eq(shown, wanted);
    outline_free(&outline);
}

START_TEST(marks_parties_and_words)
{
    node_is("第一条  甲 \n\n第二条 乙", "第一条", "第一条  ", "", "甲");
    node_is("第一条 甲\n(一) 乙\n丙\n", "第一条（一）", "(一) ", "", "乙\n丙");
    node_is("第一条 甲\n1、 乙\n", "第一条1", "1、 ", "", "乙");
    node_is("第一条 甲\n乙\n", "第一条第二款", "", "", "乙");
    node_is("第一条 甲\n附件一: 表\n党委\t1\t乙\n", "附件一第1项", "党委\t1\t", "党委", "乙");
    node_is("第一条 甲\n附件一: 表\n\t2\t乙\n", "附件一第2项", "\t2\t", "", "乙");
    node_is("第一条 甲\n附件一: 表\n", "附件一", "附件一: ", "", "表");
    /* A mark alone on its line: the words are the next line's, and no line end stands before them. */
    node_is("第一条\n甲\n", "第一条", "第一条\n", "", "甲");
    node_is("第一条\n\n甲\n乙\n", "第一条", "第一条\n\n", "", "甲");
    node_is("第一条 甲\n（一）\n乙\n丙\n", "第一条（一）", "（一）\n", "", "乙\n丙");
    node_is("第一章\n总则\n", "第一章", "第一章\n", "", "总则");
    node_is("第一条\n", "第一条", "第一条", "", "");
}
END_TEST

START_TEST(lines_and_parents)
{
    const char *text = "题\n\n第一章 甲\n第一条 乙\n（一）丙\n1.丁\n戊\n第二条 己\n庚\n附件一\n\t1\t辛\n";
    static const struct {
        size_t line;
        int parent;
    } rows[] = { { 1, -1 }, { 3, -1 }, { 4, 1 }, { 5, 2 }, { 6, 3 }, { 8, 1 }, { 9, 5 }, { 10, -1 }, { 11, 7 } };
    struct outline outline = { 0 };
    outline_parse(text, strlen(text), &outline);
    ck_assert_uint_eq(outline.n, sizeof rows / sizeof rows[0]);
    for (size_t i = 0; i < outline.n; i++) {
        ck_assert_uint_eq(outline.v[i].line, rows[i].line);
        ck_assert_int_eq(outline.v[i].parent, rows[i].parent);
    }
    ck_assert_int_eq(outline_find(&outline, ""), -1);
    ck_assert_int_eq(outline_find(&outline, "第三条"), -1);
    outline_free(&outline);
}
END_TEST

static void random_rule(struct mix *mix, struct buf *text)
{
    static const char *const pieces[] = {
        "第一条",
        "第十二条 ",
        "第3条　",
        "第一百零九条 ",
        "第二章 ",
        "第",
        "条",
        "章",
        "（一）",
        "(二) ",
        "（三)",
        "（",
        "）",
        "1.",
        "2、",
        "3．",
        "1.5",
        "0.",
        "附件",
        "附件一：",
        "附件二",
        "\t",
        "甲\t1\t",
        "\t2\t",
        "百",
        "零",
        "〇",
        "十",
        " ",
        "　",
        "甲",
        "第十五条相关信息",
        "2023 年 9月 26日印发",
        "年月日印发",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\xE7",
        "\xFF",
        "\r\n",
        "责任主体\t序号\t责任任务",
    };
    unsigned count = mix_below(mix, 80);
    for (unsigned i = 0; i < count; i++)
        buf_adds(text, pieces[mix_below(mix, sizeof pieces / sizeof pieces[0])]);
    if (mix_below(mix, 8) == 0)
        buf_addc(text, '\0'); /* any byte is text to the parser */
}

START_TEST(random_texts_come_back_byte_for_byte)
{
    unsigned first = seed_given();
    printf("rules: random outlines, SEED=%u\n", first);
    for (unsigned seed = first; seed < first + 5000; seed++) {
        struct mix mix = mix_from(seed);
        struct buf text = { 0 }, again = { 0 };
        struct outline outline = { 0 };
        random_rule(&mix, &text);
        outline_parse(buf_text(&text), text.n, &outline);
        const char *wrong = outline_wrong(&outline, buf_text(&text), text.n);
        ck_assert_msg(wrong == NULL, "SEED=%u: %s\n%s", seed, wrong, buf_text(&text));
        for (size_t i = 0; i < outline.n; i++)
            buf_add(&again, buf_text(&text) + outline.v[i].start, outline.v[i].n);
        ck_assert_msg(again.n == text.n && memcmp(buf_text(&again), buf_text(&text), text.n) == 0, "SEED=%u", seed);
        outline_free(&outline);
        buf_free(&text);
        buf_free(&again);
    }
}
END_TEST

/* --- The five documents --- */

struct real {
    struct buf text;
    struct outline outline;
};

static void real_load(struct real *real, const char *name)
{
    char *folder = source_path("data/rules"), *path = path_join(folder, name);
    struct err err;
    *real = (struct real){ 0 };
    ck_assert_msg(file_read(path, 1 << 20, &real->text, &err) == 0, "%s", err.text);
    outline_parse(buf_text(&real->text), real->text.n, &real->outline);
    mem_free(folder);
    mem_free(path);
}

static void real_free(struct real *real)
{
    outline_free(&real->outline);
    buf_free(&real->text);
}

START_TEST(the_five_documents_have_all_their_provisions)
{
    static const struct {
        const char *name;
        size_t counts[NODE_IMPRINT + 1]; /* as the kinds stand in node_kind */
    } rows[] = {
        { "cangzhou/responsibility.txt", { 1, 4, 13, 5, 12, 61, 1, 0 } },
        { "dalian-medical/307.txt", { 1, 0, 15, 3, 12, 0, 0, 0 } },
        { "hrbeu/180.txt", { 1, 0, 13, 1, 23, 0, 0, 1 } },
        { "meijia/73.txt", { 1, 0, 11, 0, 15, 0, 0, 1 } },
        { "meijia/75.txt", { 1, 6, 20, 0, 4, 0, 0, 1 } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct real real;
        size_t counts[NODE_IMPRINT + 1] = { 0 };
        real_load(&real, rows[i].name);
        const char *wrong = outline_wrong(&real.outline, buf_text(&real.text), real.text.n);
        ck_assert_msg(wrong == NULL, "%s: %s", rows[i].name, wrong);
        for (size_t k = 0; k < real.outline.n; k++) {
            counts[real.outline.v[k].kind]++;
            const char *path = real.outline.v[k].path;
            ck_assert_msg(path[0] == '\0' || outline_find(&real.outline, path) == (int)k, "%s twice", path);
        }
        for (int kind = 0; kind <= NODE_IMPRINT; kind++)
            ck_assert_msg(counts[kind] == rows[i].counts[kind], "%s: %zu of %s", rows[i].name, counts[kind],
                          node_kind_name((enum node_kind)kind));
        real_free(&real);
    }
}
END_TEST

START_TEST(the_five_documents_are_cited_right)
{
    static const struct {
        const char *name, *path, *words;
    } rows[] = {
        { "cangzhou/responsibility.txt", "第二条第三款", "党委书记和校长是第一责任人，" },
        { "cangzhou/responsibility.txt", "第二条第五款", "党委领导班子其他成员根据工作分工，" },
        { "cangzhou/responsibility.txt", "第五条2", "统筹指导学校网络安全工作，" },
        { "cangzhou/responsibility.txt", "第六条（一）7", "负责网络意识形态安全相关工作信息、" },
        { "cangzhou/responsibility.txt", "第六条（二）4", "负责制定学校网络安全事件应急预案，" },
        { "cangzhou/responsibility.txt", "第六条（三）4", "切实增强做好网络安全工作的责任感使命感，" },
        { "cangzhou/responsibility.txt", "第七条第二款", "发生网络舆情事件时，" },
        { "cangzhou/responsibility.txt", "第八条（二）", "学校门户网站受到攻击后" },
        { "cangzhou/responsibility.txt", "第八条（九）", "发生其他严重危害网络安全行为的。" },
        { "cangzhou/responsibility.txt", "附件一第1项", "负责全校网信工作的顶层设计、" },
        { "cangzhou/responsibility.txt", "附件一第36项", "负责对学生社团进行有关网络安全的教育、" },
        { "dalian-medical/307.txt", "第五条第二款", "网络安全和信息化领导小组办公室" },
        { "dalian-medical/307.txt", "第七条（四）", "配合学校进行本单位的" },
        { "dalian-medical/307.txt", "第九条第二款", "有下列情形之一的，" },
        { "dalian-medical/307.txt", "第九条（一）", "因管理维护不当造成" },
        { "dalian-medical/307.txt", "第九条（八）", "发生其他严重危害网络安全行为的。" },
        { "dalian-medical/307.txt", "第十五条", "本细则自文件印发之日起施行。" },
        { "hrbeu/180.txt", "第三条（五）", "推动网络安全宣传教育常态化，" },
        { "hrbeu/180.txt", "第七条第二款", "有以下情形之一的，" },
        { "hrbeu/180.txt", "第七条（五）", "对于虚拟货币“挖矿”行为" },
        { "hrbeu/180.txt", "第十条", "学校巡察办应将" },
        { "meijia/73.txt", "第三条（六）", "负责全校校园网络信息安全的考核工作。" },
        { "meijia/73.txt", "第六条（五）", "制定学校网络安全事件应急预案，" },
        { "meijia/73.txt", "第八条", "发生网络安全事件时，" },
        { "meijia/75.txt", "第六章", "附 则" },
        { "meijia/75.txt", "第十条（四）", "是否定期对服务器操作系统、" },
        { "meijia/75.txt", "第十六条", "信息通报实行 24 小时联络机制，" },
        { "meijia/75.txt", "第二十条", "本办法自发布之日起实施，" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct real real;
        size_t n;
        real_load(&real, rows[i].name);
        int at = outline_find(&real.outline, rows[i].path);
        ck_assert_msg(at >= 0, "%s: no %s", rows[i].name, rows[i].path);
        const char *words = node_words(buf_text(&real.text), &real.outline.v[at], &n);
        bool begins = n >= strlen(rows[i].words) && memcmp(words, rows[i].words, strlen(rows[i].words)) == 0;
        ck_assert_msg(begins, "%s %s is %.*s", rows[i].name, rows[i].path, (int)n, words);
        real_free(&real);
    }
}
END_TEST

Suite *rules_suite(void)
{
    Suite *suite = suite_create("rules");
    TCase *ini = tcase_create("ini");
    tcase_add_test(ini, each_fault_is_told_with_its_line);
    tcase_add_test(ini, a_nul_byte_is_told);
    tcase_add_test(ini, a_long_value_is_whole_or_told);
    tcase_add_test(ini, names_are_at_most_64_bytes);
    tcase_add_test(ini, a_clean_file_gives_its_values);
    tcase_add_test(ini, sections_and_keys_keep_their_order_and_lines);
    tcase_add_test(ini, all_faults_are_told_at_once);
    tcase_add_test(ini, ini_load_says_why_not);
    tcase_add_test(ini, random_values_come_back);
    suite_add_tcase(suite, ini);
    TCase *outline = tcase_create("outline");
    tcase_add_test(outline, numbers_to_199_and_digits);
    tcase_add_test(outline, no_number_is_no_mark);
    tcase_add_test(outline, every_kind_of_mark);
    tcase_add_test(outline, what_only_looks_like_a_mark);
    tcase_add_test(outline, annexes);
    tcase_add_test(outline, marks_parties_and_words);
    tcase_add_test(outline, lines_and_parents);
    tcase_add_test(outline, random_texts_come_back_byte_for_byte);
    tcase_add_test(outline, the_five_documents_have_all_their_provisions);
    tcase_add_test(outline, the_five_documents_are_cited_right);
    suite_add_tcase(suite, outline);
    return suite;
}
