/* Where the store is, and the config file: what it sets, what overrides it, and that each fault in it is told with its
 * line. */
#include "cli/place.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* A store of one school for each place a path can come from. */
static void make_stores(void)
{
    ck_assert_int_eq(mkdir(at("config"), 0700), 0);
    ck_assert_int_eq(mkdir(at("config/zeren"), 0700), 0);
    ck_assert_int_eq(mkdir(at("data"), 0700), 0);
    ck_assert_int_eq(mkdir(at("data/zeren"), 0700), 0);
    ZEREN(0, "init", "--store", at("option.db"), "--school", "cangzhou");
    ZEREN(0, "init", "--store", at("environment.db"), "--school", "meijia");
    ZEREN(0, "init", "--store", at("config.db"), "--school", "hrbeu");
    ZEREN(0, "init", "--store", at("data/zeren/zeren.db"), "--school", "dalian-medical");
    char text[512];
    snprintf(text, sizeof text, "[store]\nfile = %s\n", at("config.db"));
    put("own.ini", text);
}

START_TEST(the_store_is_found_in_order)
{
    make_stores();
    char with[512];
    snprintf(with, sizeof with, "ZEREN_STORE=%s", at("environment.db"));
    const char *const set[] = { with, NULL }, *const unset[] = { "ZEREN_STORE=", NULL };
    struct run_how environment = { .variables = set }, none = { .variables = unset };
    assert_has(OUT(ZEREN_HOW(0, &none, "schools")), "dalian-medical");
    assert_has(OUT(ZEREN_HOW(0, &none, "schools", "--config", at("own.ini"))), "hrbeu");
    assert_has(OUT(ZEREN_HOW(0, &environment, "schools", "--config", at("own.ini"))), "meijia");
    const char *all = OUT(ZEREN_HOW(0, &environment, "schools", "--config", at("own.ini"), "--store", at("option.db")));
    assert_has(all, "cangzhou");
    assert_lacks(all, "meijia");
    /* The user's own file is found without being named, and gives way to one that is. */
    put("config/zeren/zeren.ini", get("own.ini"));
    assert_has(OUT(ZEREN_HOW(0, &none, "schools")), "hrbeu");
    put("empty.ini", "# nothing\n");
    assert_has(OUT(ZEREN_HOW(0, &none, "schools", "--config", at("empty.ini"))), "dalian-medical");
}
END_TEST

START_TEST(the_config_sets_the_print)
{
    put("print.ini", "[school]\nid = meijia\n[print]\nwidth = 100\npage-lines = 30\nascii = yes\n");
    const char *wanted =
        OUT(ZEREN(0, "print", "duties", "--school", "meijia", "--width", "100", "--page-lines", "30", "--ascii"));
    assert_same(OUT(ZEREN(0, "print", "duties", "--config", at("print.ini"))), wanted);
    /* An option is the last word. */
    wanted = OUT(ZEREN(0, "print", "duties", "--school", "hrbeu", "--width", "80", "--page-lines", "0", "--ascii"));
    assert_same(OUT(ZEREN(0, "print", "duties", "--config", at("print.ini"), "--school", "hrbeu", "--width", "80",
                          "--page-lines", "0")),
                wanted);
    put("wide.ini", "[print]\nencoding = gb18030\nambiguous = narrow\nascii = no\n");
    wanted = OUT(ZEREN(0, "print", "org", "--school", "hrbeu", "--encoding", "gb18030", "--ambiguous", "narrow"));
    assert_same(OUT(ZEREN(0, "print", "org", "--school", "hrbeu", "--config", at("wide.ini"))), wanted);
    put("wide.ini", "[print]\nambiguous = wide\n");
    wanted = OUT(ZEREN(0, "print", "org", "--school", "hrbeu", "--ambiguous", "wide"));
    assert_same(OUT(ZEREN(0, "print", "org", "--school", "hrbeu", "--config", at("wide.ini"))), wanted);
}
END_TEST

struct fault_row {
    const char *text, *line, *says;
};

static const struct fault_row faults[] = {
    { "[print]\ncolour = red\n", ":2: ", "[print] colour" },
    { "[colour]\nwidth = 80\n", ":2: ", "[colour] width" },
    { "[print wide]\nwidth = 80\n", ":2: ", "width" },
    { "\n# a comment\n[print]\nwidth = broad\n", ":4: ", "到 1000" },
    { "[print]\nwidth = 9\n", ":2: ", "到 1000" },
    { "[print]\npage-lines = 15\n", ":2: ", "16 到 10000" },
    { "[print]\nencoding = big5\n", ":2: ", "gb18030" },
    { "[print]\nambiguous = both\n", ":2: ", "narrow" },
    { "[print]\nascii = 1\n", ":2: ", "yes" },
    { "[print]\nwidth = 80\nwidth = 90\n", ":3: ", "width" },
    { "[print]\nwidth = 80\n[print]\nascii = no\n", ":3: ", "print" },
    { "width = 80\n", ":1: ", "" },
    { "[print]\nwidth = 80 ; as usual\n", ":2: ", "" },
    { "[print]\nwidth\n", ":2: ", "" },
    { "\xEF\xBB\xBF[print]\nwidth = 80\n", ":1: ", "BOM" },
    { "[school]\nid = \x1b[31mred\n", ":2: ", "" },
    { "[school]\nid = \xff\xfe\n", ":2: ", "" },
};

START_TEST(each_fault_of_the_config_is_told)
{
    const struct fault_row *row = &faults[_i];
    put("bad.ini", row->text);
    const struct run *run = ZEREN(1, "schools", "--config", at("bad.ini"));
    char place[256];
    snprintf(place, sizeof place, "%s%s", at("bad.ini"), row->line);
    assert_has(ERR(run), place);
    assert_has(ERR(run), row->says);
    assert_has(ERR(run), "处差错");
    ck_assert_uint_eq(run->out.n, 0);
}
END_TEST

START_TEST(all_faults_of_the_config_are_told_at_once)
{
    put("bad.ini", "[print]\nwidth = broad\nascii = maybe\ncolour = red\n");
    const char *err = ERR(ZEREN(1, "schools", "--config", at("bad.ini")));
    assert_has(err, "bad.ini:2: ");
    assert_has(err, "bad.ini:3: ");
    assert_has(err, "bad.ini:4: ");
    assert_has(err, "3 处差错");
}
END_TEST

START_TEST(the_users_faulty_config_is_told)
{
    ck_assert_int_eq(mkdir(at("config"), 0700), 0);
    ck_assert_int_eq(mkdir(at("config/zeren"), 0700), 0);
    put("config/zeren/zeren.ini", "[print]\nwidth = broad\n");
    assert_has(ERR(ZEREN(1, "print", "org", "--school", "meijia")), "zeren.ini:2: ");
    ZEREN(0, "--help"); /* help is for whoever has a fault there */
    ZEREN(0, "print", "--help");
}
END_TEST

START_TEST(a_chosen_group_opens_its_store)
{
    ck_assert_int_eq(chmod(store_file(), 0660), 0);
    assert_has(ERR(ZEREN(1, "schools")), "同组");
    put("group.ini", "[store]\ngroup = no-such-group-of-anyone\n");
    assert_has(ERR(ZEREN(1, "schools", "--config", at("group.ini"))), "没有组");
    ck_assert_int_eq(chmod(store_file(), 0606), 0);
    assert_has(ERR(ZEREN(1, "schools")), "任何人都可写");
}
END_TEST

START_TEST(the_example_file_is_good)
{
    char *example = source_path("data/zeren.ini");
    ZEREN(0, "schools", "--config", example);
    mem_free(example);
}
END_TEST

Suite *config_suite(void)
{
    Suite *suite = suite_create("config");
    TCase *tcase = place_case(suite, "config");
    tcase_add_test(tcase, the_store_is_found_in_order);
    tcase_add_test(tcase, the_config_sets_the_print);
    tcase_add_loop_test(tcase, each_fault_of_the_config_is_told, 0, sizeof faults / sizeof faults[0]);
    tcase_add_test(tcase, all_faults_of_the_config_are_told_at_once);
    tcase_add_test(tcase, the_users_faulty_config_is_told);
    tcase_add_test(tcase, a_chosen_group_opens_its_store);
    tcase_add_test(tcase, the_example_file_is_good);
    return suite;
}
