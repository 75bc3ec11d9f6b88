/* Holds the linter to its word: the four folders are clean, each fault of a broken one is told with its file and
 * line and nothing else is, and what the linter passes the store takes. SEED=<number> starts the random test
 * elsewhere. */
#include "base/err.h"
#include "base/file.h"
#include "domain/setup.h"
#include "lib/run.h"
#include "mix.h"
#include "rules/rulebook.h"
#include "suites.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A small school without a fault, all kinds of section in it. */
static const char *const names[] = { "school.ini", "a.txt", "a.ini", "b.txt", "b.ini" };
enum { SCHOOL, A_TXT, A_INI, B_TXT, B_INI, FILES };

static const char *const good[FILES] = {
    "[school]\nid = jia\nname = 甲大学\nroute = other\n\n[fact own-fact]\nname = 本校的事实\nkind = yesno\n",
    "甲大学网络安全责任制\n\n"
    "第一条 学校党委负责网络安全工作。\n"
    "第二条 办公室每年至少组织一次演练。各单位配合办公室。\n"
    "（一）各单位报告事件。\n"
    "（二）各单位整改问题。\n"
    "第三条 有情形之一的追究责任。\n",
    "# a comment\n[rule]\ntitle = 甲大学网络安全责任制\nstate = in-force\nissued = 2023-09-26\n\n"
    "[body committee]\nname = 学校党委\nkind = leadership\nprovision = 第一条\n\n"
    "[post head]\nbody = committee\nname = 书记\nliability = first\nprovision = 第一条\n\n"
    "[body office]\nname = 办公室\nkind = office\nparent = committee\nprovision = 第二条\n\n"
    "[body units]\nname = 各单位\nkind = unit\neach = yes\nprovision = 第二条（一）\n\n"
    "[post unit-head]\nbody = units\nname = 负责人\nliability = first\nprovision = 第二条（一）\n\n"
    "[body library]\nname = 图书馆\nkind = department\nclass = units\nprovision = 第二条（一）\n\n"
    "[authority police]\nname = 公安机关\n\n"
    "[duty 1]\nbody = office\nprovision = 第二条\nwords = 办公室每年 … 演练。\nanswer = committee @ 第一条\n"
    "assist = units, library @ 第二条（二）\ntopic = drill, plan\nbasis = 第一条, 第三条\n\n"
    "[duty 2]\nbody = units\nprovision = b:第一条\n\n"
    "[obligation yearly-drill]\nbody = office\nname = 演练\nevery = year\ntimes = 1\nkind = drill\nprovision = "
    "第二条\n\n"
    "[report 1]\nfrom = units\nto = police\nwhen = any\nminutes = 30\nprovision = 第二条（一）\n\n"
    "[step response.1]\nname = 报告\nbody = units\nprovision = 第二条（一）\n\n"
    "[category mi]\nname = 有害程序事件\nprovision = 第三条\n\n"
    "[circumstance 3.1]\nname = 有情形\nprovision = 第三条\ncondition = own_fact AND down_hours >= 6\n\n"
    "[trace 1]\nname = 当事人\nwho = involved\nscope = unit\nprovision = 第三条\n\n"
    "[attribution main]\nname = 主要领导责任\nscope = collective\nwho = first, direct\nprovision = 第三条\n\n"
    "[disposition notice]\nname = 通报\nscope = both\nprovision = 第三条\n\n"
    "[proposal 1]\nfrom = office\nto = committee, units\nprovision = 第三条\n",
    "第一条 各单位做好工作。\n",
    "[rule]\ntitle = 乙\nstate = trial\n\n[body experts]\nname = 专家\nkind = group\nprovision = 第一条\n",
};

static void write_folder(const char *folder, const char *const files[FILES])
{
    struct err err;
    for (int i = 0; i < FILES; i++) {
        char *path = path_join(folder, names[i]);
        unlink(path);
        if (files[i] != NULL)
            ck_assert_msg(file_write(path, files[i], strlen(files[i]), &err) == 0, "%s", err.text);
        mem_free(path);
    }
}

static struct rulebook *load(const char *folder, struct faults *faults)
{
    char *shared = source_path("data/rules/facts.ini");
    struct rulebook *book = rulebook_load(folder, shared, faults);
    mem_free(shared);
    return book;
}

static int seed_folder(const char *folder, struct faults *faults, struct err *err)
{
    char *place = folder_new(), *path = path_join(place, "zeren.db"), *data = source_path("data");
    struct setup setup = { .path = path,
                           .login = "root",
                           .data = data,
                           .folders = (const char *const[]){ folder },
                           .folders_n = 1,
                           .options = { .clock = clock_standing(1700000000) } };
    int rc = setup_store(&setup, faults, err);
    mem_free(data);
    mem_free(path);
    folder_drop(place);
    return rc;
}

static const char *all_faults(const struct faults *faults)
{
    static char text[16384];
    text[0] = '\0';
    for (size_t i = 0; i < faults->n; i++) {
        size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, "%s:%zu: %s\n", faults->v[i].file, faults->v[i].line, faults->v[i].text);
    }
    return text;
}

static bool told(const struct faults *faults, const char *file, size_t line, const char *words)
{
    for (size_t i = 0; i < faults->n; i++)
        if (strcmp(path_name(faults->v[i].file), file) == 0 && faults->v[i].line == line &&
            strstr(faults->v[i].text, words) != NULL)
            return true;
    return false;
}

/* The line on which `what` starts; 0 for NULL, which is the file as a whole. */
static size_t line_of(const char *text, const char *what)
{
    size_t line = 1;
    if (what == NULL)
        return 0;
    const char *at = strstr(text, what);
    ck_assert_msg(at != NULL, "the test's own words are not there: %s", what);
    for (const char *c = text; c < at; c++)
        line += *c == '\n';
    return line;
}

/* `text` with its only `find` replaced by `put`; the caller frees. */
static char *replaced(const char *text, const char *find, const char *put)
{
    struct buf out = { 0 };
    const char *at = strstr(text, find);
    ck_assert_msg(at != NULL && strstr(at + 1, find) == NULL, "not there once: %s", find);
    buf_add(&out, text, (size_t)(at - text));
    buf_adds(&out, put);
    buf_adds(&out, at + strlen(find));
    char *copy = mem_strdup(buf_text(&out));
    buf_free(&out);
    return copy;
}

struct broken {
    int file;
    const char *find, *put; /* find NULL: `put` is the whole file; NULL too: no such file */
    int where;              /* the file that must be named */
    const char *at;         /* what starts the line that must be named */
    const char *words;      /* in the sentence */
    size_t count;           /* of all faults; 0: other faults follow from this one, as many as they are */
};

static void check_broken(const struct broken *row, const char *folder)
{
    const char *files[FILES];
    struct faults faults = { 0 };
    memcpy(files, good, sizeof files);
    char *text = NULL;
    if (row->put != NULL)
        text = row->find != NULL ? replaced(good[row->file], row->find, row->put) : mem_strdup(row->put);
    files[row->file] = text;
    write_folder(folder, files);
    struct rulebook *book = load(folder, &faults);
    size_t line = row->at == NULL ? 0 : line_of(files[row->where], row->at);
    ck_assert_msg(book == NULL, "taken: %s -> %s", row->find, row->put);
    ck_assert_msg(told(&faults, names[row->where], line, row->words), "%s -> %s\nwanted %s:%zu \"%s\", told:\n%s",
                  row->find, row->put, names[row->where], line, row->words, all_faults(&faults));
    ck_assert_msg(row->count == 0 || faults.n == row->count, "%s -> %s\nwanted %zu, told:\n%s", row->find, row->put,
                  row->count, all_faults(&faults));
    faults_free(&faults);
    mem_free(text);
}

static void check_table(const struct broken *rows, size_t n)
{
    char *folder = folder_new();
    for (size_t i = 0; i < n; i++)
        check_broken(&rows[i], folder);
    folder_drop(folder);
}

START_TEST(the_four_folders_are_clean)
{
    static const char *const schools[] = { "cangzhou", "dalian-medical", "hrbeu", "meijia" };
    char *rules = source_path("data/rules"), *data = source_path("data");
    struct faults faults = { 0 };
    for (size_t i = 0; i < 4; i++) {
        char *folder = path_join(rules, schools[i]);
        struct rulebook *book = load(folder, &faults);
        ck_assert_msg(book != NULL && faults.all == 0, "%s", all_faults(&faults));
        ck_assert_str_eq(rulebook_school(book), schools[i]);
        rulebook_free(book);
        mem_free(folder);
    }
    struct rulebook *frame = rulebook_load_frame(data, &faults);
    ck_assert_msg(frame != NULL && faults.all == 0, "%s", all_faults(&faults));
    ck_assert_uint_eq(rulebook_count(frame, "grade"), 4);
    ck_assert_uint_eq(rulebook_count(frame, "category"), 7);
    rulebook_free(frame);
    faults_free(&faults);
    mem_free(data);
    mem_free(rules);
}
END_TEST

START_TEST(the_small_school_is_clean_and_seeds)
{
    char *folder = folder_new();
    struct faults faults = { 0 };
    struct err err = { "" };
    write_folder(folder, good);
    struct rulebook *book = load(folder, &faults);
    ck_assert_msg(book != NULL && faults.all == 0, "%s", all_faults(&faults));
    ck_assert_str_eq(rulebook_school(book), "jia");
    ck_assert_uint_eq(rulebook_count(book, "duty"), 2);
    rulebook_free(book);
    ck_assert_msg(seed_folder(folder, &faults, &err) == 0, "%s", err.text);
    faults_free(&faults);
    folder_drop(folder);
}
END_TEST

START_TEST(sections_and_keys)
{
    static const struct broken rows[] = {
        { A_INI, "[step response.1]", "[steps response.1]", A_INI, "[steps", "不能有 [steps]", 1 },
        { A_INI, "[step response.1]", "[fact x]", A_INI, "[fact x]", "不能有 [fact]", 1 },
        { A_INI, "[step response.1]", "[step]", A_INI, "[step]", "缺标识", 1 },
        { A_INI, "[rule]", "[rule x]", A_INI, "[rule x]", "不带标识", 2 },
        { SCHOOL, "[fact own-fact]", "[body own-fact]", SCHOOL, "[body", "不能有 [body]", 2 },
        { A_INI, "state = in-force\n", "state = in-force\ncolour = red\n", A_INI, "colour", "没有 colour 这个键", 1 },
        { A_INI, "kind = office\n", "", A_INI, "[body office]", "[body office] 缺 kind", 1 },
        { A_INI, "title = 甲大学网络安全责任制\n", "", A_INI, "[rule]", "[rule] 缺 title", 1 },
        { SCHOOL, "route = other\n", "", SCHOOL, "[school]", "[school] 缺 route", 1 },
        { SCHOOL, NULL, "# nothing\n[fact own-fact]\nname = 甲\nkind = yesno\n", SCHOOL, NULL, "缺 [school]", 1 },
        { B_INI, "[rule]\ntitle = 乙\nstate = trial\n", "", B_INI, NULL, "缺 [rule]", 1 },
        { A_INI, "[body office]", "[body office", A_INI, "[body office", "没有以 ] 结束", 0 },
        { A_INI, "name = 演练\n", "name = 演练\nname = 演习\n", A_INI, "name = 演习", "已经有了", 0 },
        { A_INI, "kind = office", "kind = bureau", A_INI, "kind = bureau", "kind 的值 bureau 不认识", 1 },
        { A_INI, "topic = drill, plan", "topic = drill, plam", A_INI, "topic", "topic 的值 plam 不认识", 1 },
        { A_INI, "who = first, direct", "who = first, all", A_INI, "who = first, all", "who 的值 all 不认识", 1 },
        { SCHOOL, "route = other", "route = Other", SCHOOL, "route", "不认识", 1 },
        { A_INI, "each = yes", "each = true", A_INI, "each", "只能是 yes 或 no", 2 },
        { A_INI, "issued = 2023-09-26", "issued = 2023-9-26", A_INI, "issued", "不是日期", 1 },
        { A_INI, "issued = 2023-09-26", "issued = 2023-02-29", A_INI, "issued", "不是日期", 1 },
        { A_INI, "times = 1", "times = one", A_INI, "times", "不是整数", 1 },
        { A_INI, "times = 1", "times = -1", A_INI, "times", "不是整数", 1 },
        { A_INI, "times = 1", "times = 1234567890", A_INI, "times", "不是整数", 1 },
        { A_INI, "times = 1", "times = 0", A_INI, "times", "不能是 0", 1 },
        { A_INI, "minutes = 30", "minutes = 0", A_INI, "minutes", "不能是 0", 1 },
        { A_INI, "times = 1\n", "", A_INI, "[obligation yearly-drill]", "缺 times", 1 },
    };
    check_table(rows, sizeof rows / sizeof rows[0]);
}
END_TEST

START_TEST(references)
{
    static const struct broken rows[] = {
        { A_INI, "parent = committee", "parent = comittee", A_INI, "parent", "机构 comittee 没有定义", 1 },
        { A_INI, "[post head]\nbody = committee", "[post head]\nbody = 学校党委", A_INI, "body = 学校党委", "没有定义",
          1 },
        { A_INI, "to = police", "to = polise", A_INI, "to = polise", "polise 不是已定义的机构、岗位或外部单位", 1 },
        { A_INI, "to = committee, units", "to = committee, unit", A_INI, "to = committee, unit", "机构 unit 没有定义",
          1 },
        { A_INI, "answer = committee @", "answer = head @", A_INI, "answer", "机构 head 没有定义", 1 },
        { A_INI, "answer = committee @ 第一条", "answer = committee @ 第一条第二款", A_INI, "answer",
          "条款 第一条第二款", 1 },
        { A_INI, "answer = committee @ 第一条", "answer = committee @", A_INI, "answer", "条款", 1 },
        { A_INI, "basis = 第一条, 第三条", "basis = 第一条, 第九条", A_INI, "basis", "条款 第九条", 1 },
        { A_INI, "provision = b:第一条", "provision = b:第二条", A_INI, "provision = b:第二条", "条款 b:第二条", 1 },
        { A_INI, "provision = b:第一条", "provision = c:第一条", A_INI, "provision = c:", "条款 c:第一条", 1 },
        { A_INI, "provision = b:第一条", "provision = :第一条", A_INI, "provision = :", "条款", 1 },
        { A_INI, "name = 报告\nbody = units\nprovision = 第二条（一）", "name = 报告\nprovision = 第二条(一)", A_INI,
          "provision = 第二条(一)", "条款 第二条(一)", 1 },
        { B_INI, "provision = 第一条", "provision = 第二条", B_INI, "provision", "条款 第二条", 1 },
        { A_INI, "办公室每年 … 演练。", "办事处每年 … 演练。", A_INI, "words", "起止词", 1 },
        { A_INI, "办公室每年 … 演练。", "办公室 … 演练。", A_INI, "words", "起词须恰好出现一次", 1 },
        { A_INI, "办公室每年 … 演练。", "办公室每年 … 演习。", A_INI, "words", "起止词", 1 },
        { A_INI, "办公室每年 … 演练。", "配合 … 演练。", A_INI, "words", "止词在其后", 1 },
        { A_INI, "办公室每年 … 演练。", "办公室每年", A_INI, "words", "写法：起词 … 止词", 1 },
        { A_INI, "办公室每年 … 演练。", "办公室每年…演练。", A_INI, "words", "写法：起词 … 止词", 1 },
        { A_INI, "down_hours >= 6", "down_hour >= 6", A_INI, "condition", "“down_hour”", 1 },
        { A_INI, "down_hours >= 6", "down_hours >= 6)", A_INI, "condition", "括号不成对", 1 },
        { A_INI, "down_hours >= 6", "AND down_hours", A_INI, "condition", "写得不完整", 1 },
        { A_INI, "down_hours >= 6", "(SELECT 1)", A_INI, "condition", "“SELECT”", 1 },
        { A_INI, "scope = unit\n", "scope = unit\nwhen = no_such_fact\n", A_INI, "when = no", "“no_such_fact”", 1 },
        { A_INI, "assist = units, library", "assist = library, units, library", A_INI, "assist", "library 写了两次",
          1 },
        { A_INI, "basis = 第一条, 第三条", "basis = 第三条, 第三条", A_INI, "basis", "第三条 写了两次", 1 },
        { A_INI, "to = committee, units", "to = units, units", A_INI, "to = units, units", "units 写了两次", 1 },
        { A_INI, "to = committee, units", "to = ,", A_INI, "to = ,", "一个也没有", 1 },
    };
    check_table(rows, sizeof rows / sizeof rows[0]);
}
END_TEST

START_TEST(the_school_as_a_whole)
{
    static const struct broken rows[] = {
        { A_INI, "[duty 2]", "[duty 3]", A_INI, "[duty 3]", "编号 3 超出 1 到 2", 1 },
        { A_INI, "[duty 2]", "[duty two]", A_INI, "[duty two]", "应是编号", 2 },
        { A_INI, "[duty 2]", "[duty 0]", A_INI, "[duty 0]", "应是编号", 2 },
        { A_INI, "[duty 2]", "[duty 02]", A_INI, "[duty 02]", "前面不加 0", 1 },
        { B_INI, "[body experts]", "[duty 2]\nbody = experts\nprovision = 第一条\n[body experts]", B_INI, "[duty 2]",
          "[duty 2] 在 ", 1 },
        { B_INI, "[body experts]", "[body office]", B_INI, "[body office]", "[body office] 在 ", 1 },
        { B_INI, "[body experts]",
          "[post head]\nbody = experts\nname = 专家\nliability = member\nprovision = 第一条\n[body experts]", B_INI,
          "[post head]", "[post head] 在 ", 1 },
        { A_INI, "kind = leadership\n", "kind = leadership\nparent = office\n", A_INI, "[body committee]", "绕成了圈",
          2 },
        { A_INI, "parent = committee", "parent = office", A_INI, "[body office]", "绕成了圈", 1 },
        { A_INI, "class = units", "class = office", A_INI, "[body library]", "不是“各单位”一类", 1 },
        { A_INI, "each = yes\n", "each = yes\nclass = units\n", A_INI, "[body units]", "不能是它自己", 1 },
        { A_INI, "name = 图书馆", "name = 办公室", A_INI, "name = 办公室\nkind = department",
          "已是 [body office] 的名称", 1 },
        { B_INI, "name = 专家", "name = 图书馆", B_INI, "name = 图书馆", "已是 [body library] 的名称", 1 },
        { B_INI, "name = 专家", "name = 专家\nshort = 图书馆", B_INI, "short = 图书馆", "已是 [body library]", 1 },
        { B_INI, "name = 专家", "name = library", B_INI, "name = library", "已是 [body library]", 1 },
        { SCHOOL, "id = jia", "id = 甲大", SCHOOL, "id = 甲大", "学校标识只用", 1 },
        { SCHOOL, "id = jia", "id = Jia", SCHOOL, "id = Jia", "学校标识只用", 1 },
        { B_INI, "[body experts]",
          "[post chief]\nbody = committee\nname = 书记\nliability = first\nprovision = 第一条\n[body experts]", B_INI,
          "[post chief]", "已有同名岗位 [post head]", 1 },
        { A_INI, "[post head]", "[post police]", A_INI, "to = police", "police 有几个", 1 },
        { SCHOOL, "[fact own-fact]", "[fact portal-hit]\nname = 甲\nkind = yesno\n[fact own-fact]", SCHOOL,
          "[fact portal-hit]", "facts.ini 里已经有了", 1 },
        { SCHOOL, "[fact own-fact]", "[fact 6]\nname = 甲\nkind = yesno\n[fact own-fact]", SCHOOL, "[fact 6]",
          "以字母开头", 1 },
        { SCHOOL, "[fact own-fact]", "[fact a.b]\nname = 甲\nkind = yesno\n[fact own-fact]", SCHOOL, "[fact a.b]",
          "不用点", 1 },
        { SCHOOL, NULL, NULL, SCHOOL, NULL, "没有 school.ini", 0 },
        { A_TXT, NULL, NULL, A_TXT, NULL, "", 0 },
        { B_INI, NULL, NULL, B_TXT, NULL, "缺说明它的 b.ini", 0 },
    };
    check_table(rows, sizeof rows / sizeof rows[0]);
}
END_TEST

START_TEST(texts)
{
    static const struct broken rows[] = {
        { A_TXT, "第三条 有", "第二条 有", A_TXT, "第二条 有", "条款 第二条 出现了两次", 0 },
        { A_TXT, "第三条 有", "第四条 有", A_TXT, "第四条 有", "第四条 前面应是第 3 号，实际是第 2 号", 0 },
        { A_TXT, "（二）各", "（三）各", A_TXT, "（三）各", "前面应是第 2 号，实际是第 1 号", 0 },
        { A_TXT, "（二）各", "（一）各", A_TXT, "（一）各单位整", "出现了两次", 0 },
        { A_TXT, "（一）各", "（二）各", A_TXT, "（二）各", "前面应是第 1 号，实际是第 0 号", 0 },
        { A_TXT, "第三条 有", "第三条有", A_INI, "provision = 第三条\ncondition", "条款 第三条", 0 },
        { A_TXT, "网络安全工作。", "网络安全工作。 ", A_TXT, "第一条", "行尾有空格", 1 },
        { A_TXT, "网络安全工作。", "网络\x1B安全工作。", A_TXT, "第一条", "控制字符", 1 },
        { A_TXT, "网络安全工作。", "网络\xE2\x80\x8B安全工作。", A_TXT, "第一条", "看不见的字符", 1 },
        { A_TXT, "网络安全工作。", "网络\xE5\xAE安全工作。", A_TXT, "第一条", "不合规的 UTF-8", 1 },
        { A_TXT, "网络安全工作。\n", "网络安全工作。\r\n", A_TXT, NULL, "CRLF", 1 },
        { A_TXT, "甲大学", "\xEF\xBB\xBF甲大学", A_TXT, "\xEF\xBB\xBF", "BOM", 0 },
        { A_TXT, "追究责任。\n", "追究责任。", A_TXT, "第三条", "最后一行没有换行", 1 },
        { B_TXT, NULL, "没有条号\n", B_TXT, NULL, "一条“第N条”也没认出来", 0 },
        { B_TXT, NULL, "", B_TXT, NULL, "最后一行没有换行", 0 },
    };
    check_table(rows, sizeof rows / sizeof rows[0]);
}
END_TEST

START_TEST(all_faults_are_told_at_once)
{
    char *folder = folder_new(), *ini = replaced(good[A_INI], "kind = office", "kind = bureau");
    char *more = replaced(ini, "to = police", "to = nobody"), *text = replaced(good[A_TXT], "工作。", "工作。 ");
    char *school = replaced(good[SCHOOL], "route = other", "route = none");
    char *other = replaced(good[B_INI], "title = 乙\n", "");
    const char *const files[FILES] = { school, text, more, good[B_TXT], other };
    struct faults faults = { 0 };
    write_folder(folder, files);
    ck_assert_ptr_null(load(folder, &faults));
    ck_assert(told(&faults, "school.ini", line_of(school, "route"), "none"));
    ck_assert(told(&faults, "a.txt", line_of(text, "第一条"), "行尾有空格"));
    ck_assert(told(&faults, "a.ini", line_of(more, "kind = bureau"), "bureau"));
    ck_assert(told(&faults, "a.ini", line_of(more, "to = nobody"), "nobody"));
    ck_assert(told(&faults, "b.ini", 1, "缺 title"));
    ck_assert_msg(faults.all == 5, "%s", all_faults(&faults));
    faults_free(&faults);
    char *const strings[] = { ini, more, text, school, other };
    for (size_t i = 0; i < 5; i++)
        mem_free(strings[i]);
    folder_drop(folder);
}
END_TEST

START_TEST(folders_that_are_none)
{
    char *folder = folder_new(), *none = path_join(folder, "none");
    struct faults faults = { 0 };
    ck_assert_ptr_null(load(none, &faults));
    ck_assert_msg(faults.n == 1 && strcmp(faults.v[0].file, none) == 0, "%s", all_faults(&faults));
    faults_free(&faults);
    ck_assert_ptr_null(load(folder, &faults));
    ck_assert(told(&faults, "school.ini", 0, "没有 school.ini"));
    ck_assert(told(&faults, path_name(folder), 0, "没有制度文件"));
    faults_free(&faults);
    mem_free(none);
    folder_drop(folder);
}
END_TEST

/* More faults than are kept are still counted, and none makes a folder pass. */
START_TEST(a_folder_after_very_many_faults_is_not_clean)
{
    char *folder = folder_new();
    struct faults faults = { 0 };
    const char *files[FILES];
    memcpy(files, good, sizeof files);
    char *broken = replaced(good[A_INI], "kind = office", "kind = bureau");
    files[A_INI] = broken;
    write_folder(folder, files);
    for (int i = 0; i < FAULTS_MOST; i++)
        fault_add(&faults, "before.ini", 1, "%d", i);
    ck_assert_ptr_null(load(folder, &faults));
    ck_assert_uint_eq(faults.n, FAULTS_MOST);
    ck_assert_uint_eq(faults.all, FAULTS_MOST + 1);
    faults_free(&faults);
    mem_free(broken);
    folder_drop(folder);
}
END_TEST

/* --- What the linter passes, the store takes --- */

struct lines {
    char **v;
    size_t n, room;
    struct arena arena;
};

static void split(const char *text, struct lines *lines)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        *VEC_PUSH(lines) = arena_strndup(&lines->arena, text, n);
        text += n + (text[n] == '\n');
    }
}

/* A line is dropped, written twice, or gets the value or the id of another line. */
static void mutate(struct mix *mix, struct lines *lines)
{
    size_t at = mix_below(mix, (unsigned)lines->n), from = mix_below(mix, (unsigned)lines->n);
    char *line = lines->v[at], *other = lines->v[from];
    const char *value = strstr(other, " = "), *own = strstr(line, " = ");
    const char *id = line[0] == '[' ? strchr(line, ' ') : NULL, *other_id = other[0] == '[' ? strchr(other, ' ') : NULL;
    switch (mix_below(mix, 4)) {
    case 0:
        line[0] = '\0';
        break;
    case 1:
        if (own != NULL && value != NULL)
            lines->v[at] = arena_printf(&lines->arena, "%.*s%s", (int)(own - line), line, value);
        break;
    case 2:
        if (own != NULL && value != NULL)
            lines->v[at] = arena_printf(&lines->arena, "%s, %s", line, value + 3);
        break;
    default:
        if (id != NULL && other_id != NULL)
            lines->v[at] = arena_printf(&lines->arena, "%.*s%s", (int)(id - line), line, other_id);
        else
            *VEC_PUSH(lines) = arena_strdup(&lines->arena, line);
        break;
    }
}

START_TEST(what_passes_the_linter_the_store_takes)
{
    const char *given = getenv("SEED");
    unsigned first = given == NULL ? mix_seed() : (unsigned)strtoul(given, NULL, 10), passed = 0;
    char *folder = folder_new();
    printf("rulebook: changed folders, SEED=%u\n", first);
    for (unsigned seed = first; seed < first + 600; seed++) {
        struct mix mix = mix_from(seed);
        struct lines lines = { 0 };
        struct buf text = { 0 };
        struct faults faults = { 0 };
        struct err err = { "" };
        const char *files[FILES];
        split(good[A_INI], &lines);
        for (unsigned i = 0, times = 1 + mix_below(&mix, 2); i < times; i++)
            mutate(&mix, &lines);
        for (size_t i = 0; i < lines.n; i++)
            buf_printf(&text, "%s\n", lines.v[i]);
        memcpy(files, good, sizeof files);
        files[A_INI] = buf_text(&text);
        write_folder(folder, files);
        struct rulebook *book = load(folder, &faults);
        ck_assert_msg((book != NULL) == (faults.all == 0), "SEED=%u", seed);
        if (book != NULL) {
            passed++;
            ck_assert_msg(seed_folder(folder, &faults, &err) == 0, "SEED=%u: passed, and then: %s\n%s", seed, err.text,
                          buf_text(&text));
        }
        rulebook_free(book);
        faults_free(&faults);
        buf_free(&text);
        VEC_FREE(&lines);
        arena_free(&lines.arena);
    }
    ck_assert_uint_gt(passed, 50); /* else the test says nothing */
    folder_drop(folder);
}
END_TEST

Suite *rulebook_suite(void)
{
    Suite *suite = suite_create("rulebook");
    TCase *lint = tcase_create("lint");
    tcase_set_timeout(lint, 120); /* a bound against hanging only */
    tcase_add_test(lint, the_four_folders_are_clean);
    tcase_add_test(lint, the_small_school_is_clean_and_seeds);
    tcase_add_test(lint, sections_and_keys);
    tcase_add_test(lint, references);
    tcase_add_test(lint, the_school_as_a_whole);
    tcase_add_test(lint, texts);
    tcase_add_test(lint, all_faults_are_told_at_once);
    tcase_add_test(lint, folders_that_are_none);
    tcase_add_test(lint, a_folder_after_very_many_faults_is_not_clean);
    tcase_add_test(lint, what_passes_the_linter_the_store_takes);
    suite_add_tcase(suite, lint);
    return suite;
}
