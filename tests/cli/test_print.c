/* zeren print: where it goes, in which encoding and format, and that a failure leaves what was there. */
#include "cli/place.h"

#include "base/file.h"
#include "base/mem.h"
#include "text/encode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const report_names[] = { "duties", "matrix", "org", "contacts", "rule", "assets", "obligations" };
static const char *const formats[] = { "text", "csv", "json" };
enum { REPORTS = sizeof report_names / sizeof report_names[0], FORMATS = 3 };

#define DAY "--as-of", "2026-09-01"

START_TEST(a_file_gets_what_stdout_would)
{
    for (size_t i = 0; i < FORMATS; i++) {
        const char *out = OUT(ZEREN(0, "print", report_names[_i], "--school", "meijia", DAY, "--format", formats[i]));
        const struct run *run =
            ZEREN(0, "print", report_names[_i], "--school", "meijia", DAY, "--format", formats[i], "-o", at("page"));
        ck_assert_uint_eq(run->out.n, 0);
        assert_same(get("page"), out);
        /* and the same again, byte for byte, over the old file */
        ZEREN(0, "print", report_names[_i], "--school", "meijia", DAY, "--format", formats[i], "--output", at("page"));
        assert_same(get("page"), out);
        ck_assert_uint_eq(files_in("."), 2);
    }
}
END_TEST

START_TEST(a_file_gets_the_mode_of_the_umask)
{
    struct stat st;
    umask(027);
    ZEREN(0, "print", "org", "--school", "hrbeu", "-o", at("page"));
    ck_assert_int_eq(stat(at("page"), &st), 0);
    ck_assert_uint_eq(st.st_mode & 0777u, 0640);
}
END_TEST

START_TEST(an_unwritable_folder_is_told)
{
    assert_has(ERR(ZEREN(1, "print", "org", "--school", "hrbeu", "-o", "/proc/zeren/page")), "不能在");
    assert_has(ERR(ZEREN(1, "print", "org", "--school", "hrbeu", "-o", at("nowhere/page"))), "不能在");
    put("file", "样例");
    ZEREN(1, "print", "org", "--school", "hrbeu", "-o", at("file/page"));
    assert_same(get("file"), "样例");
    ZEREN(1, "print", "org", "--school", "hrbeu", "-o", at("store")); /* a folder */
    ck_assert_uint_eq(files_in("store"), 1);
    ZEREN(1, "print", "org", "--school", "hrbeu", "-o", "");
    if (geteuid() != 0) {
        ck_assert_int_eq(mkdir(at("closed"), 0500), 0);
        ZEREN(1, "print", "org", "--school", "hrbeu", "-o", at("closed/page"));
    }
}
END_TEST

/* Else root could replace /dev/null by a page. */
START_TEST(a_pipe_or_device_is_not_replaced)
{
    struct stat st;
    ck_assert_int_eq(mkfifo(at("pipe"), 0600), 0);
    assert_has(ERR(ZEREN(1, "print", "org", "--school", "hrbeu", "-o", at("pipe"))), "不是普通文件");
    ck_assert_int_eq(lstat(at("pipe"), &st), 0);
    ck_assert(S_ISFIFO(st.st_mode));
}
END_TEST

/* Named by mistake, the store would be lost to a page. */
START_TEST(the_store_is_not_overwritten_by_a_page)
{
    assert_has(ERR(ZEREN(1, "print", "duties", "--school", "cangzhou", "-o", store_file())), "库本身");
    ZEREN(0, "verify");
}
END_TEST

START_TEST(a_stated_width_outweighs_the_encoding)
{
    put("wide.ini", "[print]\nambiguous = narrow\n");
    const char *narrow = OUT(ZEREN(0, "print", "duties", "--school", "cangzhou", "--as-of", "2026-01-01"));
    const struct run *gb = ZEREN(0, "print", "duties", "--school", "cangzhou", "--as-of", "2026-01-01", "--config",
                                 at("wide.ini"), "--encoding", "gb18030");
    struct buf text = { 0 };
    struct err err;
    enum encoding was;
    buf_add(&text, gb->out.v, gb->out.n);
    ck_assert_int_eq(decode_text(&text, &was, &err), 0);
    assert_same(buf_text(&text), narrow);
    buf_free(&text);
}
END_TEST

/* The limit lets the store's own index of the log be made (32 kB) but not the page. */
START_TEST(a_full_disk_keeps_the_old_file)
{
    struct run_how how = { .file_limit = 40000 };
    put("page", "旧");
    ck_assert_uint_gt(ZEREN(0, "print", "duties", "--school", "cangzhou", "--format", "json")->out.n,
                      (size_t)how.file_limit);
    const struct run *run =
        ZEREN_HOW(1, &how, "print", "duties", "--school", "cangzhou", "--format", "json", "-o", at("page"));
    assert_has(ERR(run), "原有内容未动");
    ck_assert_uint_eq(times_in(ERR(run), "\n"), 1);
    assert_same(get("page"), "旧");
    ck_assert_uint_eq(files_in("."), 2); /* page and store: nothing temporary */
    ZEREN_HOW(1, &how, "print", "duties", "--school", "cangzhou", "--format", "json", "-o", at("new"));
    ck_assert(!is_there("new"));
}
END_TEST

/* Whatever a command says, it is done only when it was said. */
START_TEST(a_full_stdout_is_told)
{
    static const char *const uses[][8] = {
        { "--version" },
        { "--help" },
        { "print", "--help" },
        { "schools" },
        { "account", "list" },
        { "verify" },
        { "history", "school", "1" },
        { "print", "duties", "--school", "cangzhou" },
        { "print", "rule", "--school", "cangzhou", "--format", "json" },
        { "print", "org", "--school", "meijia", "--format", "csv" },
    };
    struct run_how how = { .out = "/dev/full" };
    if (access(how.out, W_OK) != 0)
        return;
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++)
        assert_has(ERR(place_run(__FILE__, (int)i, 1, &how, uses[i])), "没有写完");
}
END_TEST

START_TEST(gb18030_is_the_same_text)
{
    static const char *const kinds[] = { "text", "csv" };
    const char *report = report_names[_i];
    for (size_t i = 0; i < 2; i++) {
        const struct run *gb =
            ZEREN(0, "print", report, "--school", "cangzhou", DAY, "--format", kinds[i], "--encoding", "GB18030");
        const char *utf8 =
            OUT(ZEREN(0, "print", report, "--school", "cangzhou", DAY, "--format", kinds[i], "--ambiguous", "wide"));
        struct buf back = { 0 };
        struct err err;
        enum encoding was;
        buf_add(&back, gb->out.v, gb->out.n);
        ck_assert_msg(decode_text(&back, &was, &err) == 0, "%s", err.text);
        ck_assert_int_eq(was, ENCODING_GB18030);
        /* The BOM says UTF-8. */
        assert_same(buf_text(&back), utf8 + (i == 1 ? 3 : 0));
        ck_assert(i == 0 || gb->out.v[0] == '"');
        buf_free(&back);
    }
    /* A stated width stands against the encoding's. */
    const char *narrow = OUT(ZEREN(0, "print", report, "--school", "cangzhou", DAY));
    const struct run *gb =
        ZEREN(0, "print", report, "--school", "cangzhou", DAY, "--ambiguous", "narrow", "--encoding", "gb18030");
    struct buf back = { 0 };
    struct err err;
    enum encoding was;
    buf_add(&back, gb->out.v, gb->out.n);
    ck_assert_int_eq(decode_text(&back, &was, &err), 0);
    assert_same(buf_text(&back), narrow);
    buf_free(&back);
}
END_TEST

/* BOM, every line ended by CRLF, every cell in quotes, as many cells in each row. */
START_TEST(csv_is_what_spreadsheets_read)
{
    const char *out = OUT(ZEREN(0, "print", report_names[_i], "--school", "meijia", "--format", "csv"));
    ck_assert_int_eq(memcmp(out, "\xEF\xBB\xBF\"", 4), 0);
    size_t cells = 0, wanted = 0;
    bool quoted = false;
    for (const char *p = out + 3; *p != '\0'; p++) {
        if (*p == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        cells += *p == ',';
        if (*p != '\n')
            continue;
        ck_assert_msg(p[-1] == '\r' && p[-2] == '"', "a line does not end in a quote and CRLF");
        ck_assert_msg(wanted == 0 || cells == wanted, "a row has %zu commas, the first %zu", cells, wanted);
        wanted = cells;
        cells = 0;
    }
    ck_assert(!quoted);
    ck_assert_uint_gt(wanted, 1);
}
END_TEST

START_TEST(json_is_json)
{
    static const char *const schools[] = { "cangzhou", "dalian-medical", "meijia", "hrbeu" };
    for (size_t i = 0; i < 4; i++) {
        size_t elements;
        const char *out = OUT(ZEREN(0, "print", report_names[_i], "--school", schools[i], "--format", "json"));
        const char *fault = json_fault(out, &elements);
        ck_assert_msg(fault == NULL, "%s of %s stops being JSON at: %.60s", report_names[_i], schools[i], fault);
    }
}
END_TEST

START_TEST(duties_of_cangzhou_in_json)
{
    static const char *const keys[] = { "no", "school", "rule", "provision", "body", "text", "parts" };
    size_t elements;
    const char *out = OUT(ZEREN(0, "print", "duties", "--school", "cangzhou", "--format", "json"));
    ck_assert_ptr_null(json_fault(out, &elements));
    ck_assert_uint_eq(elements, 36);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char key[32];
        snprintf(key, sizeof key, "\n    \"%s\": ", keys[i]); /* at the depth of the objects */
        ck_assert_msg(times_in(out, key) == 36, "%s stands %zu times", keys[i], times_in(out, key));
    }
    for (int no = 1; no <= 36; no++) {
        char line[48];
        snprintf(line, sizeof line, "\n    \"no\": %d,", no);
        assert_has(out, line);
        snprintf(line, sizeof line, "\"provision\": \"附件一第%d项\"", no);
        assert_has(out, line);
    }
    ck_assert_uint_ge(times_in(out, "\"part\": \"lead\""), 36);
}
END_TEST

START_TEST(jq_reads_it)
{
    static const char command[] = "jq -e 'length == 36 and all(.[]; (.no|type) == \"number\" and (.text|length) > 5 "
                                  "and (.school == \"cangzhou\") and"
                                  " (.parts|length) > 0 and all(.parts[]; (.body|type) == \"string\" and (.part|type) "
                                  "== \"string\"))' '%s' >/dev/null";
    char line[1024];
    if (system("command -v jq >/dev/null") != 0)
        return;
    ZEREN(0, "print", "duties", "--school", "cangzhou", "--format", "json", "-o", at("page"));
    snprintf(line, sizeof line, command, at("page"));
    int status = system(line);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "jq finds something else");
}
END_TEST

/* The list of the citations that the universities' rules demand. */
START_TEST(the_lists_cite_each_article)
{
    static const char *const rows[][40] = {
        { "meijia",          "73 第三条（一）", "73 第三条（二）", "73 第三条（三）", "73 第三条（四）",
          "73 第三条（五）", "73 第三条（六）", "73 第六条（一）", "73 第六条（二）", "73 第六条（三）",
          "73 第六条（四）", "73 第六条（五）", "73 第七条（一）", "73 第七条（二）", "73 第七条（三）",
          "73 第七条（四）", "73 第八条",       "75 第五条",       "75 第六条",       "75 第七条",
          "75 第八条",       "75 第九条",       "75 第十条",       "75 第十二条",     "75 第十三条",
          "75 第十五条",     "75 第十六条",     "75 第十七条",     "75 第十八条" },
        { "dalian-medical", "第五条", "第六条", "第七条", "第七条（一）", "第七条（二）", "第七条（三）",
          "第七条（四）", "第八条", "第十条" },
        { "hrbeu", "第三条（一）", "第三条（二）", "第三条（三）", "第三条（四）", "第三条（五）", "第四条",
          "第五条（一）", "第五条（二）", "第五条（三）", "第五条（四）", "第五条（五）", "第六条（一）",
          "第六条（二）", "第六条（三）", "第六条（四）", "第六条（五）", "第九条", "第十条" },
    };
    for (const char *const *cite = rows[_i] + 1; *cite != NULL; cite++) {
        char wanted[64];
        const char *path = strchr(*cite, ' ') != NULL ? strchr(*cite, ' ') + 1 : *cite;
        const char *out =
            OUT(ZEREN(0, "print", "duties", "--school", rows[_i][0], "--width", "200", "--page-lines", "0"));
        snprintf(wanted, sizeof wanted, "%s ", *cite); /* whole: a blank follows it in its cell */
        assert_has(out, wanted);
        out = OUT(ZEREN(0, "print", "duties", "--school", rows[_i][0], "--format", "json"));
        snprintf(wanted, sizeof wanted, "\n    \"provision\": \"%s\"", path);
        assert_has(out, wanted);
    }
}
END_TEST

START_TEST(a_body_and_a_rule_can_be_chosen)
{
    const char *all = OUT(ZEREN(0, "print", "duties", "--school", "meijia", "--format", "json"));
    const char *one = OUT(ZEREN(0, "print", "duties", "--school", "meijia", "--format", "json", "--rule", "75"));
    size_t n_all, n_one, n_body;
    ck_assert_ptr_null(json_fault(all, &n_all));
    ck_assert_ptr_null(json_fault(one, &n_one));
    ck_assert_uint_gt(n_all, n_one);
    ck_assert_uint_gt(n_one, 0);
    assert_lacks(one, "\n    \"rule_id\": \"73\"");
    /* by name and by id the same */
    const char *body = OUT(ZEREN(0, "print", "duties", "--school", "cangzhou", "--format", "json", "--body", "校团委"));
    ck_assert_ptr_null(json_fault(body, &n_body));
    ck_assert_uint_eq(n_body, 1);
    assert_has(body, "附件一第36项");
    assert_same(
        OUT(ZEREN(0, "print", "org", "--school", "cangzhou", "--body", "leading-group", DAY)),
        OUT(ZEREN(0, "print", "org", "--school", "cangzhou", "--body", "学校网络安全和信息化工作领导小组", DAY)));
    for (size_t i = 0; i < REPORTS; i++) {
        bool whole = strcmp(report_names[i], "rule") == 0; /* a document is no body's */
        const struct run *run =
            ZEREN(whole ? 2 : 0, "print", report_names[i], "--school", "cangzhou", "--body", "tech-office");
        if (whole)
            assert_has(ERR(run), "--body");
    }
    assert_has(OUT(ZEREN(0, "print", "rule", "--school", "meijia", "--rule", "75", "--format", "csv")), "75 号");
    assert_lacks(OUT(ZEREN(0, "print", "rule", "--school", "meijia", "--rule", "75", "--format", "csv")),
                 "73 号\",\"第一条\"");
}
END_TEST

START_TEST(a_picture_in_ascii_has_no_other_lines)
{
    static const char *const lines[] = { "─", "│", "┌", "├", "└", "┼" };
    for (size_t i = 0; i < REPORTS; i++) {
        const char *out = OUT(ZEREN(0, "print", report_names[i], "--school", "meijia", "--ascii"));
        for (size_t k = 0; k < sizeof lines / sizeof lines[0]; k++)
            assert_lacks(out, lines[k]);
    }
}
END_TEST

Suite *print_suite(void)
{
    Suite *suite = suite_create("print");
    TCase *files = place_case(suite, "to a file");
    tcase_add_loop_test(files, a_file_gets_what_stdout_would, 0, REPORTS);
    tcase_add_test(files, a_file_gets_the_mode_of_the_umask);
    tcase_add_test(files, an_unwritable_folder_is_told);
    tcase_add_test(files, a_pipe_or_device_is_not_replaced);
    tcase_add_test(files, the_store_is_not_overwritten_by_a_page);
    tcase_add_test(files, a_stated_width_outweighs_the_encoding);
    tcase_add_test(files, a_full_disk_keeps_the_old_file);
    tcase_add_test(files, a_full_stdout_is_told);
    TCase *forms = place_case(suite, "formats");
    tcase_add_loop_test(forms, gb18030_is_the_same_text, 0, REPORTS);
    tcase_add_loop_test(forms, csv_is_what_spreadsheets_read, 0, REPORTS);
    tcase_add_loop_test(forms, json_is_json, 0, REPORTS);
    tcase_add_test(forms, duties_of_cangzhou_in_json);
    tcase_add_test(forms, jq_reads_it);
    tcase_add_test(forms, a_picture_in_ascii_has_no_other_lines);
    TCase *content = place_case(suite, "content");
    tcase_add_loop_test(content, the_lists_cite_each_article, 0, 3);
    tcase_add_test(content, a_body_and_a_rule_can_be_chosen);
    return suite;
}
