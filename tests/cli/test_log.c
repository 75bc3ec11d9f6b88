/* zeren log: incidents from a script, one by one and by the line, and everything that is refused. */
#include "cli/place.h"

#include "base/buf.h"
#include "base/mem.h"
#include "text/clean.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CZ "--school", "cangzhou"
#define JSON "--format", "json"
#define NEW(...) ZEREN(0, "log", "new", CZ, __VA_ARGS__)

static const char *year(void)
{
    static char text[64];
    const char *out = OUT(NEW("样例：门户被改", "样例：巡检时发现"));
    ck_assert_int_eq(sscanf(out, "1 cangzhou-%63[0-9]-001", text), 1);
    return text;
}

START_TEST(a_whole_incident)
{
    char number[128];
    snprintf(number, sizeof number, "cangzhou-%s-001", year());
    ZEREN(0, "log", "add", number, "plan-started");
    ZEREN(0, "log", "add", "1", "assessed", "样例标准", "--grade", "较大", "--at", "-3m");
    ZEREN(0, "log", "add", "1", "reported", "--to", "省级网信部门");
    ZEREN(0, "log", "add", "1", "reported", "样例：电话", "--to", "学校党委", "--at", "-1m");
    put("sample.log", "样例\n");
    ZEREN(0, "log", "add", "1", "evidence", "样例日志", "--place", at("sample.log"));
    const struct run *run = ZEREN(0, "log", "add", "1", "note", "样例：写错了");
    char id[32];
    snprintf(id, sizeof id, "%.*s", (int)strcspn(OUT(run), "\n"), OUT(run));
    ZEREN(0, "log", "strike", id, "样例理由", "样例：写对了");
    ZEREN(0, "log", "add", "1", "closed");
    const char *log = OUT(ZEREN(0, "log", "list", number));
    ck_assert_uint_eq(times_in(log, "\n"), 9);
    assert_has(log, "样例：巡检时发现");
    assert_has(log, "  启动《沧州师范学院网络安全事件应急预案》。");
    assert_has(log, "定为较大（III级）：样例标准");
    assert_has(log, "报告属地省级网信部门。");
    assert_has(log, "样例日志（存放：");
    assert_has(log, " SM3 ");
    assert_has(log, "〔划去：样例理由〕样例：写错了");
    assert_has(log, "样例：写对了");
    assert_has(OUT(ZEREN(0, "log", "list", CZ)), "已结案  较大  样例：门户被改");
    assert_has(ERR(ZEREN(1, "log", "add", "1", "closed")), "已经结案");
    ZEREN(0, "verify");
}
END_TEST

START_TEST(json_out)
{
    size_t n;
    const char *out = OUT(NEW("样例 \"引号\"", JSON));
    ck_assert_pstr_eq(json_fault(out, &n), NULL);
    assert_has(out, "\"id\": 1");
    assert_has(out, "\"number\": \"cangzhou-");
    out = OUT(ZEREN(0, "log", "add", "1", "reported", "--to", "学校党委", JSON));
    ck_assert_pstr_eq(json_fault(out, &n), NULL);
    assert_has(out, "\"id\": 2");
    out = OUT(ZEREN(0, "log", "list", "1", JSON));
    ck_assert_pstr_eq(json_fault(out, &n), NULL);
    ck_assert_uint_eq(n, 2);
    assert_has(out, "\"kind\": \"reported\"");
    assert_has(out, "\"to\": \"学校党委\"");
    assert_has(out, "\"struck\": null");
    out = OUT(ZEREN(0, "log", "list", CZ, JSON));
    ck_assert_pstr_eq(json_fault(out, &n), NULL);
    ck_assert_uint_eq(n, 1);
    assert_has(out, "样例 \\\"引号\\\"");
    out = OUT(ZEREN(0, "log", "list", "--school", "hrbeu", JSON));
    ck_assert_pstr_eq(json_fault(out, &n), NULL);
    ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(json_lines_in)
{
    const struct run_how opening = { .input = "{\"title\": \"样例甲\", \"line\": \"样例\", \"at\": \"-5m\"}\n"
                                              "\n"
                                              "{\"title\": \"样例乙\", \"body\": \"党委宣传部\"}\n" };
    const char *out = OUT(ZEREN_HOW(0, &opening, "log", "new", CZ, "-"));
    ck_assert_uint_eq(times_in(out, "\n"), 2);
    assert_has(out, "1 1 cangzhou-");
    assert_has(out, "\n3 2 cangzhou-");
    const struct run_how adding = { .input = "{\"incident\": 1, \"kind\": \"note\", \"text\": \"样例一\"}\n"
                                             "{\"incident\": 1, \"kind\": \"assessed\", \"grade\": 2}\n"
                                             "{\"incident\": 2, \"kind\": \"down\", \"at\": null}\n"
                                             "{\"incident\": 1, \"kind\": \"note\", \"text\": \"样例末\"}" };
    out = OUT(ZEREN_HOW(0, &adding, "log", "add", "-", JSON));
    assert_has(out, "{\"line\": 1, \"id\": 3}\n{\"line\": 2, \"id\": 4}\n{\"line\": 3, \"id\": 5}\n{\"line\": 4, ");
    out = OUT(ZEREN(0, "log", "list", "1"));
    assert_has(out, "定为重大（II级）");
    assert_has(out, "样例末");
    ZEREN(0, "verify");
}
END_TEST

/* A wrong line is told with its number; those before and behind it are written. */
START_TEST(a_wrong_line_stops_nobody)
{
    static const char *const wrong[] = {
        "{\"incident\": 1, \"kind\": \"note\"",
        "{\"incident\": 99, \"kind\": \"note\", \"text\": \"样例\"}",
        "{\"incident\": 1, \"kind\": \"nothing\", \"text\": \"样例\"}",
        "{\"incident\": 1, \"kind\": \"fact\", \"text\": \"样例\"}",
        "{\"incident\": 1, \"kind\": \"note\", \"text\": \"\"}",
        "{\"incident\": 1, \"kind\": \"note\", \"text\": \"a\\u001b[2Jb\"}",
        "{\"incident\": 1, \"kind\": \"note\", \"text\": \"a\\u202eb\"}",
        "{\"incident\": 1, \"kind\": \"note\", \"text\": \"\xFF\"}",
        "{\"incident\": 1, \"kind\": \"note\", \"text\": \"样例\", \"at\": \"+5m\"}",
        "{\"incident\": 1, \"kind\": \"note\", \"text\": \"样例\", \"at\": \"明年\"}",
        "{\"incident\": 1, \"kind\": \"note\", \"text\": \"样例\", \"to\": \"学校党委\"}",
        "{\"incident\": 1, \"kind\": \"reported\", \"to\": \"样例没有\"}",
        "{\"incident\": 1, \"kind\": \"assessed\"}",
        "{\"incident\": 1, \"kind\": \"assessed\", \"grade\": 5}",
        "{\"incident\": 1, \"kind\": \"note\", \"text\": 7}",
        "{\"incident\": 1, \"kind\": \"note\", \"text\": \"样例\", \"extra\": 1}",
        "{\"incident\": 1, \"kind\": \"note\", \"text\": \"样例\", \"title\": \"样例\"}",
        "{\"kind\": \"note\", \"text\": \"样例\"}",
        "[1]",
    };
    struct buf input = { 0 };
    NEW("样例");
    for (size_t i = 0; i < COUNT(wrong); i++)
        buf_printf(&input, "%s\n", wrong[i]);
    buf_adds(&input, "{\"incident\": 1, \"kind\": \"note\", \"text\": \"");
    buf_repeat(&input, "长", 65536 / 3);
    buf_adds(&input, "\"}\n{\"incident\": 1, \"kind\": \"note\", \"text\": \"样例末行\"}\n");
    const struct run *run = ZEREN_HOW(1, &(const struct run_how){ .input = input.v }, "log", "add", "-");
    ck_assert_uint_eq(times_in(OUT(run), "\n"), 1);
    assert_has(OUT(run), "21 2\n");
    ck_assert_uint_eq(times_in(ERR(run), "\n"), COUNT(wrong) + 1);
    for (size_t i = 0; i <= COUNT(wrong); i++) {
        char where[32];
        snprintf(where, sizeof where, "第 %zu 行：", i + 1);
        assert_has(ERR(run), where);
    }
    const char *log = OUT(ZEREN(0, "log", "list", "1"));
    ck_assert_uint_eq(times_in(log, "\n"), 2);
    assert_has(log, "样例末行");
    buf_free(&input);
}
END_TEST

/* Nobody hears the acknowledgement: the feed ends, and what it wrote is told of. */
START_TEST(an_unheard_line_ends_the_feed)
{
    NEW("样例");
    const struct run_how how = { .input = "{\"incident\": 1, \"kind\": \"note\", \"text\": \"样例一\"}\n"
                                          "{\"incident\": 1, \"kind\": \"note\", \"text\": \"样例二\"}\n",
                                 .out = "/dev/full" };
    const struct run *run = ZEREN_HOW(1, &how, "log", "add", "-");
    assert_has(ERR(run), "已经写进库");
    ck_assert_uint_eq(times_in(OUT(ZEREN(0, "log", "list", "1")), "\n"), 2);
}
END_TEST

/* Only where it is said so, and nobody lands in a drill without being in it. */
START_TEST(an_incident_of_the_drill_on_request)
{
    assert_has(ERR(ZEREN(1, "log", "new", CZ, "样例", "--drill")), "没有参加正在进行的演练");
    behind_the_back(store_file(),
                    "INSERT INTO drill(id, school, name, started, leader) SELECT 1, id, '样例演练', 1, 'root' FROM"
                    " school WHERE key = 'cangzhou'; INSERT INTO drill_member(drill, login, joined)"
                    " SELECT 1, login, 1 FROM account");
    assert_has(OUT(ZEREN(0, "log", "new", CZ, "样例：演练里的", "--drill")), "演cangzhou-");
    assert_lacks(OUT(ZEREN(0, "log", "new", CZ, "样例：真实的")), "演");
    assert_has(ERR(ZEREN(1, "log", "new", "--school", "hrbeu", "样例", "--drill")), "学校");
    assert_lacks(OUT(ZEREN(0, "log", "list", CZ)), "演练里的");
    const struct run_how feed = { .input = "{\"title\": \"样例：流进来的\"}\n" };
    assert_has(OUT(ZEREN_HOW(0, &feed, "log", "new", CZ, "--drill", "-")), "演cangzhou-");
    ZEREN(2, "log", "add", "1", "note", "样例", "--drill");
}
END_TEST

/* What the console can say of an incident a script can. */
START_TEST(an_incident_with_all_that_is_known)
{
    behind_the_back(store_file(),
                    "INSERT INTO asset(school, body, name, kind) SELECT s.id, b.id, '样例网站', 'site' FROM"
                    " school s JOIN body b ON b.school = s.id WHERE s.key = 'cangzhou' AND b.key ="
                    " 'propaganda'");
    ZEREN(0, "log", "new", CZ, "样例：帖子", "--asset", "样例网站", "--category", "idi", "--found-by", "superior",
          "--opinion");
    const struct run_how feed = { .input = "{\"title\": \"样例：又一帖\", \"asset\": \"样例网站\", \"category\":"
                                           " \"信息破坏事件\", \"found_by\": \"outside\", \"opinion\": true}\n"
                                           "{\"title\": \"样例：平常\", \"opinion\": false}\n" };
    ZEREN_HOW(0, &feed, "log", "new", CZ, "-");
    const char *json = OUT(ZEREN(0, "print", "incidents", CZ, "--format", "json"));
    ck_assert_uint_eq(times_in(json, "\"category\": \"信息破坏事件\""), 2);
    ck_assert_uint_eq(times_in(json, "\"body\": \"党委宣传部\""), 2);
    ck_assert_uint_eq(times_in(json, "\"opinion\": true"), 2);
    ck_assert_uint_eq(times_in(json, "\"found_by\": \"superior\""), 1);
    ck_assert_uint_eq(times_in(json, "\"found_by\": \"outside\""), 1);
    ZEREN(0, "log", "add", "1", "plan-started");
    assert_has(OUT(ZEREN(0, "log", "list", "1")), "舆情处置应急预案");
    assert_has(ERR(ZEREN(1, "log", "new", CZ, "样例", "--asset", "样例没有")), "没有登记信息系统");
    assert_has(ERR(ZEREN(1, "log", "new", CZ, "样例", "--category", "XX")), "没有事件类别");
    assert_has(ERR(ZEREN(1, "log", "new", CZ, "样例", "--found-by", "me")), "发现途径");
    ZEREN(2, "log", "add", "1", "note", "样例", "--opinion");
    ck_assert_uint_eq(times_in(OUT(ZEREN(0, "log", "list", CZ)), "\n"), 3);
}
END_TEST

START_TEST(wrong_use_is_told)
{
    ZEREN(2, "log");
    assert_has(ERR(ZEREN(2, "log", "fly")), "只有 new、add、strike、list");
    ZEREN(2, "log", "new", CZ);
    ZEREN(2, "log", "new", CZ, "-", "样例");
    ZEREN(2, "log", "add", "1");
    ZEREN(2, "log", "add", "-", "--at", "-3m");
    ZEREN(2, "log", "list", "1", "--at", "-3m");
    ZEREN(2, "log", "list", "1", "--format", "csv");
    ZEREN(2, "log", "strike", "1");
    assert_has(ERR(ZEREN(1, "log", "new", "样例")), "--school");
    assert_has(ERR(ZEREN(1, "log", "list", "77")), "没有事件 77");
    assert_has(ERR(ZEREN(1, "log", "add", "77", "note", "样例")), "没有事件 77");
    assert_has(ERR(ZEREN(1, "log", "new", CZ, "样例", "--at", "+5m")), "还没有到");
    assert_has(ERR(ZEREN(1, "log", "new", CZ, "样例", "--body", "样例没有")), "没有机构");
    assert_has(ERR(ZEREN(1, "log", "new", CZ, "")), "标题");
    ZEREN(1, "log", "new", CZ, "a\033[2Jb");
    ZEREN(1, "log", "strike", "0", "样例");
    assert_lacks(OUT(ZEREN(0, "log", "list", CZ)), "样例");
    behind_the_back(store_file(), "UPDATE account SET role = 'reader'");
    assert_has(ERR(ZEREN(1, "log", "new", CZ, "样例")), "读者");
}
END_TEST

Suite *log_suite(void)
{
    Suite *suite = suite_create("log");
    TCase *t = place_case(suite, "log");
    tcase_add_test(t, a_whole_incident);
    tcase_add_test(t, json_out);
    tcase_add_test(t, json_lines_in);
    tcase_add_test(t, a_wrong_line_stops_nobody);
    tcase_add_test(t, an_unheard_line_ends_the_feed);
    tcase_add_test(t, an_incident_of_the_drill_on_request);
    tcase_add_test(t, an_incident_with_all_that_is_known);
    tcase_add_test(t, wrong_use_is_told);
    return suite;
}
