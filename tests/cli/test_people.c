/* Accounts, imports and history, from the command line. */
#include "cli/place.h"

#include "base/file.h"
#include "text/encode.h"

#include <stdio.h>
#include <string.h>

#define PEOPLE "单位,岗位,姓名,工号,电话,夜间电话,起,止,备案日期,备案号\n"
#define OFFICER "教务处,网络安全和信息化专员,"
#define MEIJIA "--school", "meijia"

START_TEST(accounts)
{
    assert_has(OUT(ZEREN(0, "account", "add", "yangli", "--role", "recorder")), "yangli");
    assert_has(OUT(ZEREN(0, "account", "add", "officer1", "--role", "officer", MEIJIA, "--body", "教务处")),
               "网络安全员");
    const char *list = OUT(ZEREN(0, "account", "list"));
    assert_has(list, "yangli");
    assert_has(list, "记录员");
    assert_has(list, "教务处");
    ck_assert_uint_eq(times_in(list, "\n"), 3);
    assert_has(ERR(ZEREN(1, "account", "add", "yangli", "--role", "reader")), "已经有了");
    ZEREN(0, "account", "remove", "yangli");
    assert_lacks(OUT(ZEREN(0, "account", "list")), "yangli");
    assert_has(ERR(ZEREN(1, "account", "remove", "yangli")), "没有账号");
    assert_has(ERR(ZEREN(1, "account", "add", "x y", "--role", "reader")), "登录名");
    assert_has(ERR(ZEREN(1, "account", "add", "x", "--role", "king")), "没有角色");
    assert_has(ERR(ZEREN(1, "account", "add", "x", "--role", "officer")), "--body");
    assert_has(ERR(ZEREN(1, "account", "add", "x", "--role", "reader", MEIJIA, "--body", "教务处")), "--body");
    assert_has(ERR(ZEREN(1, "account", "add", "x", "--role", "officer", MEIJIA, "--body", "图书馆")), "没有机构");
    ZEREN(0, "verify");
}
END_TEST

START_TEST(an_account_is_somebody)
{
    ZEREN(0, "account", "add", "judge", "--role", "reviewer");
    assert_has(ERR(ZEREN(1, "account", "link", "judge", "--person", "M9", MEIJIA)), "工号 M9");
    put("one.csv", PEOPLE OFFICER "样例一,M9,,,2026-03-01,,,\n");
    ZEREN(0, "import", "people", at("one.csv"), MEIJIA);
    assert_has(OUT(ZEREN(0, "account", "link", "judge", "--person", "M9", MEIJIA)), "M9");
    assert_has(OUT(ZEREN(0, "account", "list")), "审查人 样例一 M9");
    assert_has(ERR(ZEREN(1, "account", "link", "judge", "--person", "M9")), "--school"); /* of which school */
    assert_has(ERR(ZEREN(1, "account", "link", "nobody", "--person", "M9", MEIJIA)), "没有账号");
    ZEREN(0, "account", "link", "judge");
    assert_lacks(OUT(ZEREN(0, "account", "list")), "样例一");
    ZEREN(0, "verify");
}
END_TEST

/* The login is the system's: the one admin there is, is the caller. */
static void own_login(char *login, size_t size)
{
    const char *list = OUT(ZEREN(0, "account", "list"));
    size_t n = strcspn(list, " ");
    ck_assert_uint_lt(n, size);
    memcpy(login, list, n);
    login[n] = '\0';
}

START_TEST(the_last_admin_stays)
{
    char login[64];
    own_login(login, sizeof login);
    assert_has(ERR(ZEREN(1, "account", "remove", login)), "唯一的管理员");
    ZEREN(0, "account", "add", "yangli", "--role", "admin");
    ZEREN(0, "account", "remove", login);
    /* and now the caller is nobody here */
    assert_has(ERR(ZEREN(1, "account", "list")), "没有账号");
    assert_has(ERR(ZEREN(1, "print", "org", MEIJIA)), "没有账号");
    ZEREN(0, "verify"); /* who can read the file can prove it */
}
END_TEST

START_TEST(each_role_does_what_it_may)
{
    static const struct {
        const char *role;
        int print, verify, backup, people, accounts;
    } roles[] = {
        { "recorder", 0, 0, 0, 0, 1 },
        { "reviewer", 0, 0, 1, 1, 1 },
        { "reader", 0, 1, 1, 1, 1 },
        { "admin", 0, 0, 0, 0, 0 },
    };
    put("people.csv", PEOPLE OFFICER "样例甲,A1,13800000001,,2026-03-01,,,\n");
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        char sql[128], copy[32];
        snprintf(sql, sizeof sql, "UPDATE account SET role = '%s'", roles[i].role);
        behind_the_back(store_file(), sql);
        ZEREN(roles[i].print, "print", "org", MEIJIA);
        ZEREN(roles[i].verify, "history", "school", "1");
        ZEREN(roles[i].people, "import", "people", at("people.csv"), MEIJIA);
        ZEREN(roles[i].accounts, "account", "add", "yangli", "--role", "reader");
        snprintf(copy, sizeof copy, "copy%zu.db", i);
        if (roles[i].backup != 0)
            assert_has(ERR(ZEREN(1, "backup", at(copy))), "不能备份");
    }
}
END_TEST

START_TEST(people_come_in)
{
    put("people.csv", PEOPLE OFFICER "样例甲,A1,13800000001,13900000001,2026-03-01,,2026-03-05,备1\n"
                                     "学校办公室,二级单位主要负责人,样例乙,A2,13800000002,,2025-01-01,2025-12-31,,\n");
    const char *said = OUT(ZEREN(0, "import", "people", at("people.csv"), MEIJIA));
    assert_has(said, "已导入 2 行");
    assert_has(said, "新任职 2");
    assert_has(said, "新人员 2");
    assert_has(OUT(ZEREN(0, "import", "people", at("people.csv"), MEIJIA)), "不变 2");
    const char *org = OUT(ZEREN(0, "print", "org", MEIJIA, "--as-of", "2026-09-01", "--width", "120"));
    assert_has(org, "样例甲（2026-03-01 起，2026-03-05 备案）");
    assert_lacks(org, "样例乙");
    org = OUT(ZEREN(0, "print", "org", MEIJIA, "--as-of", "2025-12-31"));
    assert_has(org, "样例乙");
    assert_lacks(org, "样例甲");
    assert_lacks(OUT(ZEREN(0, "print", "org", MEIJIA, "--as-of", "2026-01-01")), "样例");
    const char *contacts = OUT(ZEREN(0, "print", "contacts", MEIJIA, "--as-of", "2026-09-01"));
    assert_has(contacts, "13800000001");
    assert_has(contacts, "13900000001");
    ZEREN(0, "verify");
}
END_TEST

START_TEST(gb18030_and_a_bom_come_in)
{
    struct buf bytes = { 0 };
    struct err err;
    buf_adds(&bytes, PEOPLE OFFICER "样例甲,A1,13800000001,,2026-03-01,,,\n");
    ck_assert_int_eq(encode_text(&bytes, ENCODING_GB18030, &err), 0);
    ck_assert_msg(file_write(at("people.csv"), bytes.v, bytes.n, &err) == 0, "%s", err.text);
    buf_free(&bytes);
    ZEREN(0, "import", "people", at("people.csv"), MEIJIA);
    put("people.csv", "\xEF\xBB\xBF" PEOPLE OFFICER "样例甲,A1,13800000001,,2026-03-01,,,\n");
    assert_has(OUT(ZEREN(0, "import", "people", at("people.csv"), MEIJIA)), "不变 1");
    put("people.csv", "\xff\xff\xff");
    ZEREN(1, "import", "people", at("people.csv"), MEIJIA);
}
END_TEST

START_TEST(all_faults_are_told_and_nothing_comes_in)
{
    put("people.csv", PEOPLE OFFICER
        "样例甲,A1,13800000001,,2026-03-01,,,\n"
        "图书馆,馆长,样例乙,A2,,,2026-03-01,,,\n"
        "教务处,处长,样例乙,A2,,,2026-03-01,,,\n" OFFICER "样例丙,A3,电话,,2026-02-30,,,\n" OFFICER
        "样例丁,A4,,,2026-05-01,2026-04-01,,\n" OFFICER "样例戊,A5,,,2026-06-01,,,\n" OFFICER ",A6,,,2026-06-01,,,\n");
    const struct run *run = ZEREN(1, "import", "people", at("people.csv"), MEIJIA);
    for (int line = 3; line <= 8; line++) {
        char place[32];
        snprintf(place, sizeof place, "people.csv:%d: ", line);
        assert_has(ERR(run), place);
    }
    assert_lacks(ERR(run), "people.csv:2: ");
    assert_has(ERR(run), "一行也没有导入");
    assert_lacks(OUT(ZEREN(0, "print", "org", MEIJIA)), "样例");
    put("people.csv", "单位,岗位,姓名,起,生日\nx\n");
    assert_has(ERR(ZEREN(1, "import", "people", at("people.csv"), MEIJIA)), "生日");
    put("people.csv", "");
    ZEREN(1, "import", "people", at("people.csv"), MEIJIA);
}
END_TEST

START_TEST(bodies_come_in)
{
    put("bodies.csv", "单位,类别,上级\n样例学院,院系,\n样例教研室,单位,样例学院\n");
    assert_has(OUT(ZEREN(0, "import", "bodies", at("bodies.csv"), MEIJIA)), "新单位 2");
    assert_has(OUT(ZEREN(0, "import", "bodies", at("bodies.csv"), MEIJIA)), "已有 2");
    const char *org = OUT(ZEREN(0, "print", "org", MEIJIA));
    assert_has(org, "样例学院〔院系〕");
    assert_has(org, "样例教研室〔单位〕");
    put("people.csv", "姓名,起,单位,岗位\n样例甲,2026.3.1,样例学院,网络安全和信息化专员\n");
    ZEREN(0, "import", "people", at("people.csv"), MEIJIA);
    put("bodies.csv", "单位,类别,上级\n样例处,王国,\n样例科,单位,无此处\n");
    const char *err = ERR(ZEREN(1, "import", "bodies", at("bodies.csv"), MEIJIA));
    assert_has(err, "bodies.csv:2: ");
    assert_has(err, "bodies.csv:3: ");
    ZEREN(0, "verify");
}
END_TEST

START_TEST(a_formula_is_harmless)
{
    static const char *const names[] = { "=1+1样例", "+1样例", "-1样例", "@样例", "＝1样例" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char text[256], cell[64];
        snprintf(text, sizeof text,
                 "单位,岗位,姓名,电话,起,止\n" OFFICER "%s,+86 13800000001,20%02zu-03-01,20%02zu-04-01\n", names[i],
                 10 + i, 10 + i);
        put("people.csv", text);
        ZEREN(0, "import", "people", at("people.csv"), MEIJIA);
        snprintf(text, sizeof text, "20%02zu-03-15", 10 + i);
        const char *csv = OUT(ZEREN(0, "print", "contacts", MEIJIA, "--format", "csv", "--as-of", text));
        snprintf(cell, sizeof cell, ",\"'%s\",\"'+86 13800000001\"", names[i]);
        assert_has(csv, cell);
        snprintf(cell, sizeof cell, "\"%s\"", names[i]);
        assert_lacks(csv, cell);
        assert_has(OUT(ZEREN(0, "print", "contacts", MEIJIA, "--format", "json", "--as-of", text)),
                   cell); /* as it is */
    }
}
END_TEST

START_TEST(history_tells_who_changed_what)
{
    char login[64];
    own_login(login, sizeof login);
    put("people.csv", PEOPLE OFFICER "样例甲,A1,13800000001,,2026-03-01,,,\n");
    ZEREN(0, "import", "people", at("people.csv"), MEIJIA);
    put("people.csv", PEOPLE OFFICER "样例甲,A1,13800000009,,2026-03-01,2026-06-30,,\n");
    ZEREN(0, "import", "people", at("people.csv"), MEIJIA);
    const char *person = OUT(ZEREN(0, "history", "person", "1"));
    assert_has(person, "新增");
    assert_has(person, "name: 样例甲");
    assert_has(person, "phone: 13800000001 → 13800000009");
    assert_has(person, login);
    assert_has(person, "import-people");
    ck_assert_uint_eq(times_in(person, "#"), 2);
    assert_has(OUT(ZEREN(0, "history", "tenure", "1")), "to_day: （无） → 2026-06-30");
    ZEREN(0, "account", "add", "yangli", "--role", "reader");
    ZEREN(0, "account", "remove", "yangli");
    const char *account = OUT(ZEREN(0, "history", "account", "2"));
    assert_has(account, "新增");
    assert_has(account, "删除");
    assert_has(account, "login: yangli");
}
END_TEST

Suite *people_suite(void)
{
    Suite *suite = suite_create("people");
    TCase *who = place_case(suite, "accounts");
    tcase_add_test(who, accounts);
    tcase_add_test(who, an_account_is_somebody);
    tcase_add_test(who, the_last_admin_stays);
    tcase_add_test(who, each_role_does_what_it_may);
    TCase *import = place_case(suite, "import");
    tcase_add_test(import, people_come_in);
    tcase_add_test(import, gb18030_and_a_bom_come_in);
    tcase_add_test(import, all_faults_are_told_and_nothing_comes_in);
    tcase_add_test(import, bodies_come_in);
    tcase_add_test(import, a_formula_is_harmless);
    tcase_add_test(import, history_tells_who_changed_what);
    return suite;
}
