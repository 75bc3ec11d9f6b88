/* Holds the scenario reader to what it takes and to every fault it must tell, and the two delivered scenarios to it. */
#include "rules/scenario.h"

#include "base/buf.h"
#include "base/file.h"
#include "domain/log.h"
#include "lib/run.h"
#include "suites.h"
#include "text/clean.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char good[] = "[scenario]\nname = 样例情景\ntitle = 样例事件\nfound-by = superior\ncategory = mi\n"
                           "opinion = yes\nabout = 样例说明\n"
                           "[inject 1]\nat = T+0\ntext = 样例注入一\nexpected = down\nwho = 样例值班\ntarget = 3\n"
                           "[inject 2]\nat = T+90s\ntext = 样例注入二\n"
                           "[inject 3]\nat = T+1h30m\ntext = 样例注入三\nexpected = closed\n";

START_TEST(reads_all_of_it)
{
    struct faults faults = { 0 };
    struct scenario *s = scenario_parse("a.ini", good, strlen(good), &faults);
    ck_assert_uint_eq(faults.n, 0);
    ck_assert_ptr_nonnull(s);
    ck_assert_str_eq(s->name, "样例情景");
    ck_assert_str_eq(s->title, "样例事件");
    ck_assert_str_eq(s->about, "样例说明");
    ck_assert_str_eq(s->found_by, "superior");
    ck_assert_str_eq(s->category, "mi");
    ck_assert(s->opinion);
    ck_assert_uint_eq(s->n, 3);
    ck_assert_int_eq(s->v[0].at_s, 0);
    ck_assert_str_eq(s->v[0].expected, "down");
    ck_assert_str_eq(s->v[0].who, "样例值班");
    ck_assert_int_eq(s->v[0].target_s, 180);
    ck_assert_int_eq(s->v[1].at_s, 90);
    ck_assert_ptr_null(s->v[1].expected);
    ck_assert_int_eq(s->v[2].at_s, 5400);
    ck_assert_int_eq(s->v[2].target_s, 0);
    scenario_free(s);
}
END_TEST

/* Where `from` stands in the good one there is `to`: the fault names the line and says this. */
static const struct {
    const char *from, *to;
    size_t line;
    const char *part;
} wrong[] = {
    { "name = 样例情景\n", "", 1, "缺 name" },
    { "title = 样例事件\n", "", 1, "缺 title" },
    { "about = ", "abut = ", 7, "没有键 abut" },
    { "found-by = superior", "found-by = owl", 4, "可用：own unit superior outside" },
    { "category = mi", "category = xx", 5, "可用：mi nai" },
    { "opinion = yes", "opinion = maybe", 6, "可用：yes no" },
    { "at = T+0", "at = 0", 9, "不是时刻" },
    { "at = T+0", "at = T+", 9, "不是时刻" },
    { "at = T+0", "at = T+1d", 9, "不是时刻" },
    { "at = T+0", "at = T+-1", 9, "不是时刻" },
    { "at = T+0", "at = T+169h", 9, "不是时刻" },
    { "at = T+0", "at = T+9999999s", 9, "不是时刻" },
    { "at = T+0", "at = T+3s2m", 9, "不是时刻" },
    { "at = T+90s", "at = T+2\ntarget = 3", 16, "没有 expected" },
    { "at = T+1h30m", "at = T+1", 18, "早于前一个" },
    { "text = 样例注入一\n", "", 8, "缺 text" },
    { "at = T+0\n", "", 8, "缺 at" },
    { "expected = down", "expected = dance", 11, "dance 不认识" },
    { "expected = down", "expected = inject", 11, "inject 不认识" },
    { "target = 3\n", "target = 0\n", 13, "不是时限" },
    { "target = 3\n", "target = T+3\n", 13, "不是时限" },
    { "target = 3\n", "colour = red\n", 13, "没有键 colour" },
    { "[inject 2]", "[inject 4]", 14, "应是 [inject 2]" },
    { "[inject 2]", "[inject]", 14, "应是 [inject 2]" },
    { "[inject 2]", "[event 2]", 14, "没有 [event 2]" },
    { "[inject 2]", "[inject 1]", 14, "已经有了" },
    { "[scenario]", "[scenario x]", 1, "没有 [scenario x]" },
    { "样例注入二", "样例\x1b[31m", 16, "控制字符" },
    { "样例注入二", "样例\xE2\x80\xAE例", 16, "第" },
    { "样例注入二", "样例\xff", 16, "第" },
    { "样例注入二", "样例;注释", 16, "会被当作注释" },
};

static struct buf altered(const char *from, const char *to)
{
    struct buf out = { 0 };
    const char *at = strstr(good, from);
    ck_assert_ptr_nonnull(at);
    buf_add(&out, good, (size_t)(at - good));
    buf_adds(&out, to);
    buf_adds(&out, at + strlen(from));
    return out;
}

START_TEST(tells_each_fault)
{
    struct faults faults = { 0 };
    struct buf text = altered(wrong[_i].from, wrong[_i].to);
    ck_assert_ptr_null(scenario_parse("a.ini", text.v, text.n, &faults));
    bool told = false;
    struct buf all = { 0 };
    for (size_t i = 0; i < faults.n; i++) {
        const struct fault *fault = &faults.v[i];
        ck_assert_int_eq(text_check(fault->text, strlen(fault->text), false, NULL), TEXT_CLEAN);
        told = told || (fault->line == wrong[_i].line && strstr(fault->text, wrong[_i].part) != NULL);
        buf_printf(&all, "%zu %s\n", fault->line, fault->text);
    }
    ck_assert_msg(told, "%s: %s", wrong[_i].to, buf_text(&all));
    buf_free(&all);
    buf_free(&text);
    faults_free(&faults);
}
END_TEST

static void ck_refused(const struct buf *text, const char *part)
{
    struct faults faults = { 0 };
    ck_assert_ptr_null(scenario_parse("a.ini", buf_text(text), text->n, &faults));
    ck_assert_uint_ge(faults.n, 1);
    ck_assert_msg(strstr(faults.v[0].text, part) != NULL, "%s", faults.v[0].text);
    faults_free(&faults);
}

START_TEST(too_much_and_too_little_is_refused)
{
    struct buf text = { 0 };
    ck_refused(&text, "没有 [scenario]");
    buf_adds(&text, "[scenario]\nname = 样例\ntitle = 样例\n");
    ck_refused(&text, "一个注入也没有");
    buf_clear(&text);
    buf_adds(&text, "[scenario]\nname = ");
    buf_repeat(&text, "长", SCENARIO_TEXT_MOST + 1);
    buf_adds(&text, "\ntitle = 样例\n[inject 1]\nat = T+0\ntext = 样例\n");
    ck_refused(&text, "超过 300");
    buf_clear(&text);
    buf_adds(&text, "[scenario]\nname = 样例\ntitle = 样例\n[inject 1]\nat = T+0\ntext = ");
    buf_repeat(&text, "a", 64 * 1024); /* a line without a blank */
    ck_refused(&text, "超过 1000");
    buf_clear(&text);
    buf_adds(&text, "[scenario]\nname = 样例\ntitle = 样例\n");
    for (int i = 1; i <= SCENARIO_INJECTS_MOST + 1; i++)
        buf_printf(&text, "[inject %d]\nat = T+%d\ntext = 样例\n", i, i);
    ck_refused(&text, "超过 200 个");
    buf_free(&text);
}
END_TEST

START_TEST(the_delivered_ones_are_good)
{
    char *folder = source_path("data/scenarios");
    struct scenario_files files = { 0 };
    struct faults faults = { 0 };
    scenarios_read(folder, &files, &faults);
    ck_assert_uint_eq(faults.n, 0);
    ck_assert_uint_eq(files.n, 2);
    ck_assert_str_eq(path_name(files.v[0].path), "defacement.ini");
    ck_assert_str_eq(path_name(files.v[1].path), "mining.ini");
    const struct scenario *site = files.v[0].scenario, *mining = files.v[1].scenario;
    /* The six steps: closed within 3 minutes; assess and report; trace and mend; restore; opinion; written report. */
    static const char *const steps[] = { "down",      "assessed", "reported", "evidence",
                                         "contained", "restored", "joint",    "reported" };
    ck_assert_uint_eq(site->n, sizeof steps / sizeof steps[0]);
    for (size_t i = 0; i < site->n; i++)
        ck_assert_str_eq(site->v[i].expected, steps[i]);
    ck_assert_int_eq(site->v[0].at_s, 0);
    ck_assert_int_eq(site->v[0].target_s, 180);
    ck_assert_str_eq(mining->found_by, "superior");
    ck_assert_str_eq(mining->category, "mi");
    for (size_t f = 0; f < files.n; f++)
        for (size_t i = 0; i < files.v[f].scenario->n; i++)
            ck_assert_ptr_nonnull(files.v[f].scenario->v[i].who);
    scenarios_free(&files);
    mem_free(folder);
}
END_TEST

START_TEST(one_bad_file_does_not_hide_the_others)
{
    struct err err;
    char *folder = folder_new(), *a = path_join(folder, "a.ini"), *b = path_join(folder, "b.ini");
    char *other = path_join(folder, "readme.txt");
    struct scenario_files files = { 0 };
    struct faults faults = { 0 };
    ck_assert_int_eq(file_write(a, "[scenario]\n", 11, &err), 0);
    ck_assert_int_eq(file_write(b, good, strlen(good), &err), 0);
    ck_assert_int_eq(file_write(other, "x", 1, &err), 0);
    scenarios_read(folder, &files, &faults);
    ck_assert_uint_eq(files.n, 1);
    ck_assert_str_eq(files.v[0].path, b);
    ck_assert_uint_ge(faults.n, 1);
    ck_assert_str_eq(faults.v[0].file, a);
    scenarios_free(&files);
    faults_free(&faults);
    faults = (struct faults){ 0 };
    scenarios_read("/nonexistent", &files, &faults);
    ck_assert_uint_eq(files.n + faults.n, 0);
    mem_free(a);
    mem_free(b);
    mem_free(other);
    folder_drop(folder);
}
END_TEST

/* The rules floor cannot see the log's kinds: this holds its list to theirs. */
START_TEST(expects_what_a_person_can_write)
{
    size_t n = 0;
    for (const struct log_kind *kind = log_kinds; kind->id != NULL; kind++)
        if (kind->stamped)
            ck_assert_str_eq(scenario_steps[n++], kind->id);
    ck_assert_ptr_null(scenario_steps[n]);
}
END_TEST

Suite *scenario_suite(void)
{
    Suite *suite = suite_create("scenario");
    TCase *t = tcase_create("scenario");
    tcase_add_test(t, reads_all_of_it);
    tcase_add_loop_test(t, tells_each_fault, 0, sizeof wrong / sizeof wrong[0]);
    tcase_add_test(t, too_much_and_too_little_is_refused);
    tcase_add_test(t, the_delivered_ones_are_good);
    tcase_add_test(t, one_bad_file_does_not_hide_the_others);
    tcase_add_test(t, expects_what_a_person_can_write);
    suite_add_tcase(suite, t);
    return suite;
}
