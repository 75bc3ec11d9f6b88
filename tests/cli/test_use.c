/* The command line as such: help and version, and wrong uses, each told in a sentence with exit 2 (or 1 where the use
 * was right and it could not be done). */
#include "cli/place.h"

#include <stdio.h>
#include <string.h>

struct use {
    int status;
    const char *says; /* on stderr */
    const char *words[8];
};

static const struct use wrong_uses[] = {
    { 2, "没有命令 frobnicate", { "frobnicate" } },
    { 2, "没有命令", { "" } },
    { 2, "没有命令 frob", { "frob", "--help" } },
    { 2, "不认识选项 --frob", { "--frob" } },
    { 2, "不认识选项 -x", { "-x" } },
    { 2, "不认识选项 -x", { "schools", "-xh" } },
    { 2, "不认识选项 --ascii=yes", { "print", "duties", "--ascii=yes" } },
    { 2, "选项 --school 后面缺值", { "print", "duties", "--school" } },
    { 2, "选项 -o 后面缺值", { "print", "duties", "-o" } },
    { 2, "选项 --store 后面缺值", { "schools", "--store" } },
    { 2, "选项 --anchor 后面缺值", { "verify", "--anchor" } },
    /* another command's option */
    { 2, "zeren schools 没有选项 --width", { "schools", "--width", "80" } },
    { 2, "zeren init 没有选项 --format", { "init", "--format", "csv" } },
    { 2, "zeren verify 没有选项 --school", { "verify", "--school", "meijia" } },
    { 2, "zeren print 没有选项 --role", { "print", "duties", "--role", "reader" } },
    { 2, "zeren print 没有选项 --anchor", { "print", "duties", "--anchor", "1:0123456789abcdef" } },
    { 2, "zeren import 没有选项 --as-of", { "import", "people", "x.csv", "--as-of", "2026-09-01" } },
    { 2, "zeren backup 没有选项 --output", { "backup", "x", "-o", "y" } },
    { 2, "zeren history 没有选项 --rules", { "history", "duty", "1", "--rules", "x" } },
    /* numbers, days, choices */
    { 2, "--width 的值 12a", { "print", "duties", "--width", "12a" } },
    { 2, "--width 的值 39", { "print", "duties", "--width", "39" } },
    { 2, "--width 的值 1001", { "print", "duties", "--width", "1001" } },
    { 2, "--width 的值 -80", { "print", "duties", "--width", "-80" } },
    { 2, "--width 的值  80", { "print", "duties", "--width", " 80" } },
    { 2, "--width 的值", { "print", "duties", "--width", "" } },
    { 2, "--width 的值 99999999999999999999", { "print", "duties", "--width", "99999999999999999999" } },
    { 2, "--page-lines 的值 15", { "print", "duties", "--page-lines", "15" } },
    { 2, "--page-lines 的值 10001", { "print", "duties", "--page-lines", "10001" } },
    { 2, "--page-lines 的值 0x20", { "print", "duties", "--page-lines", "0x20" } },
    { 2, "--encoding 的值 big5", { "print", "duties", "--encoding", "big5" } },
    { 2, "--ambiguous 的值 maybe", { "print", "duties", "--ambiguous", "maybe" } },
    { 2, "不是 xml", { "print", "duties", "--format", "xml" } },
    { 2, "不是 TEXT", { "print", "duties", "--format", "TEXT" } },
    { 2, "JSON 只有 UTF-8", { "print", "duties", "--format", "json", "--encoding", "gb18030" } },
    { 2, "2026-02-30 不是日期", { "print", "duties", "--as-of", "2026-02-30" } },
    { 2, "2026-9 不是日期", { "print", "duties", "--as-of", "2026-9" } },
    { 2, "今天 不是日期", { "print", "duties", "--as-of", "今天" } },
    { 2, "x 不是编号", { "history", "duty", "x" } },
    { 2, "0 不是编号", { "history", "duty", "0" } },
    { 2, "1.5 不是编号", { "history", "duty", "1.5" } },
    { 2, "存证 1 写得不对", { "verify", "--anchor", "1" } },
    { 2, "存证 1:xyz 写得不对", { "verify", "--anchor", "1:xyz" } },
    { 2, "存证 0:0123456789abcdef0 写得不对", { "verify", "--anchor", "0:0123456789abcdef0" } },
    /* operands */
    { 2, "zeren print 的参数应是", { "print" } },
    { 2, "print duties 后面不写别的", { "print", "duties", "org" } },
    { 2, "zeren print 的参数应是", { "print", "duties", "org", "x" } },
    { 2, "没有公文 nothing", { "print", "nothing" } },
    { 2, "要写明演练编号或名称", { "print", "drill" } },
    { 2, "print drill 不能用 --body", { "print", "drill", "1", "--body", "x" } },
    { 2, "应是 list", { "scenarios", "frob" } },
    { 2, "应是 list", { "scenarios", "check" } },
    { 2, "应是 list", { "scenarios", "list", "x" } },
    { 2, "zeren init 的参数应是", { "init", "x" } },
    { 2, "zeren schools 的参数应是", { "schools", "x" } },
    { 2, "zeren verify 的参数应是", { "verify", "x" } },
    { 2, "zeren history 的参数应是", { "history", "duty" } },
    { 2, "zeren history 的参数应是", { "history", "duty", "1", "2" } },
    { 2, "zeren backup 的参数应是", { "backup" } },
    { 2, "zeren backup 的参数应是", { "backup", "a", "b" } },
    { 2, "zeren rules 的参数应是", { "rules" } },
    { 2, "应是 check", { "rules", "lint", "x" } },
    { 2, "zeren import 的参数应是", { "import", "people" } },
    { 2, "不能导入 cats", { "import", "cats", "x.csv" } },
    { 2, "zeren account 的参数应是", { "account" } },
    { 2, "应是 add、list、link 或 remove", { "account", "change", "x" } },
    { 2, "缺登录名", { "account", "link" } },
    { 2, "--person 只用于", { "account", "remove", "yangli", "--person", "1001" } },
    { 2, "print review 要写明", { "print", "review" } },
    { 2, "print proposal 要写明", { "print", "proposal" } },
    { 2, "缺登录名", { "account", "add" } },
    { 2, "缺登录名", { "account", "remove" } },
    { 2, "account list 没有参数", { "account", "list", "x" } },
    { 2, "请用 --role", { "account", "add", "yangli" } },
    { 2, "--role 只用于", { "account", "remove", "yangli", "--role", "reader" } },
    /* right use, but it cannot be done */
    { 1, "没有学校 nowhere", { "print", "duties", "--school", "nowhere" } },
    { 1, "有几所学校", { "print", "duties" } },
    { 1, "没有制度 99", { "print", "duties", "--school", "meijia", "--rule", "99" } },
    { 1, "没有机构 图书馆", { "print", "duties", "--school", "meijia", "--body", "图书馆" } },
    { 1, "没有演练 99", { "print", "drill", "99" } },
    { 1, "没有演练 样例", { "print", "drill", "样例" } },
    { 1, "打不开文件 /nowhere/x.ini", { "scenarios", "check", "/nowhere/x.ini" } },
    { 1, "没有表 nothing", { "history", "nothing", "1" } },
    { 1, "没有表 journal", { "history", "journal", "1" } },
    { 1, "日志里没有", { "history", "duty", "9999999" } },
    { 1, "日志里没有", { "history", "duty", "99999999999999999999" } },
    { 1, "没有库 /nowhere/x.db", { "schools", "--store", "/nowhere/x.db" } },
    { 1, "读不了库 /nowhere/x.db", { "verify", "--store", "/nowhere/x.db" } },
    { 1, "打不开文件 /nowhere/x.csv", { "import", "people", "/nowhere/x.csv", "--school", "meijia" } },
    { 1, "打不开文件 /nowhere/x.ini", { "schools", "--config", "/nowhere/x.ini" } },
};

START_TEST(a_wrong_use_is_told)
{
    const struct use *use = &wrong_uses[_i];
    const struct run *run = place_run(__FILE__, _i, use->status, &(struct run_how){ 0 }, use->words);
    assert_has(ERR(run), use->says);
    ck_assert_msg(run->out.n == 0, "a wrong use printed: %s", OUT(run));
    if (use->status == 2 && strstr(use->says, "缺值") == NULL)
        assert_has(ERR(run), "--help");
}
END_TEST

START_TEST(too_many_operands_are_told)
{
    const char *words[80] = { "schools" };
    for (int i = 1; i < 79; i++)
        words[i] = "x";
    assert_has(ERR(place_run(__FILE__, __LINE__, 2, &(struct run_how){ 0 }, words)), "参数太多");
}
END_TEST

START_TEST(version_and_help)
{
    assert_same(OUT(ZEREN(0, "--version")), "zeren " ZEREN_VERSION "\n");
    const char *help = OUT(ZEREN(0, "--help"));
    assert_has(help, "用法：zeren");
    assert_has(help, "--version");
    assert_same(OUT(ZEREN(0, "-h")), help);
    assert_has(ERR(ZEREN(1, "--store", "/nowhere/x.db")), "请先运行 zeren init"); /* the console wants a store */
}
END_TEST

/* The commands that --help lists, each a word after two blanks. */
START_TEST(each_command_has_help)
{
    const char *help = OUT(ZEREN(0, "--help"));
    size_t commands = 0;
    for (const char *line = strchr(help, '\n'); line != NULL; line = strchr(line + 1, '\n')) {
        char name[32] = "", begin[64];
        if (sscanf(line, "\n  %31[a-z]", name) != 1)
            continue;
        snprintf(begin, sizeof begin, "用法：zeren %s", name);
        const char *own = OUT(ZEREN(0, name, "--help"));
        ck_assert_msg(strncmp(own, begin, strlen(begin)) == 0, "%s", own);
        assert_has(own, "  -h, --help");
        assert_has(own, "--store FILE");
        assert_same(OUT(ZEREN(0, name, "-h", "x", "y", "z")), own); /* who asks for help need not know the operands */
        commands++;
    }
    ck_assert_uint_ge(commands, 9);
}
END_TEST

START_TEST(options_may_stand_anywhere)
{
    const char *usual = OUT(ZEREN(0, "print", "org", "--school", "meijia", "--as-of", "2026-09-01"));
    assert_same(OUT(ZEREN(0, "--school", "meijia", "print", "--as-of=2026-09-01", "org")), usual);
    assert_same(OUT(ZEREN(0, "print", "--school=meijia", "--as-of", "2026年9月1日", "--", "org")), usual);
}
END_TEST

START_TEST(scenarios_are_listed_and_checked)
{
    const char *list = OUT(ZEREN(0, "scenarios", "list"));
    assert_has(list, "defacement.ini：网站首页被篡改，注入 8 个，最后一个在 T+52:00");
    assert_has(list, "mining.ini：校内主机挖矿");
    put("good.ini", "[scenario]\nname = 样例\ntitle = 样例\n[inject 1]\nat = T+90s\ntext = 样例\n");
    assert_has(OUT(ZEREN(0, "scenarios", "check", at("good.ini"))), "good.ini：样例，注入 1 个，最后一个在 T+1:30");
    /* What it complains of is shown clean (place.c looks), and all of it at once. */
    put("bad.ini", "[scenario]\nname = 样例\x1b[2J\ntitle = \xE2\x80\xAE样例\n[inject 1]\nat = T+\xff\n");
    const char *faults = ERR(ZEREN(1, "scenarios", "check", at("bad.ini")));
    assert_has(faults, "bad.ini:2: ");
    assert_has(faults, "bad.ini:3: ");
    assert_has(faults, "bad.ini:5: ");
    assert_has(faults, "共 3 处差错");
}
END_TEST

Suite *use_suite(void)
{
    Suite *suite = suite_create("use");
    TCase *wrong = place_case(suite, "wrong uses");
    tcase_add_loop_test(wrong, a_wrong_use_is_told, 0, sizeof wrong_uses / sizeof wrong_uses[0]);
    tcase_add_test(wrong, too_many_operands_are_told);
    TCase *right = place_case(suite, "help");
    tcase_add_test(right, version_and_help);
    tcase_add_test(right, each_command_has_help);
    tcase_add_test(right, options_may_stand_anywhere);
    tcase_add_test(right, scenarios_are_listed_and_checked);
    return suite;
}
