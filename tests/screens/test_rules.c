/* 制度 and what it leads to: the tree, one provision, what rests on it, the full-text search, the like elsewhere. */
#include "stand.h"
#include "suites.h"

static struct stand stand;

static void on_rules(void)
{
    stand_open(&stand, "rules", "cangzhou", "reader");
}

static void away(void)
{
    stand_close(&stand);
}

START_TEST(looks_as_it_did)
{
    ck_golden(&stand, "rules");
    stand_keys(&stand, "+");
    stand_find(&stand, "负责组织学校网络安全检查");
    ck_golden(&stand, "rules-provision-selected");
}
END_TEST

START_TEST(tree_shows_documents_and_provisions)
{
    ck_selected(&stand, "沧州师范学院网络安全工作责任制实施细则");
    ck_seen(&stand, "第一条 ");
    ck_unseen(&stand, "1. 负责全校网信工作的顶层设计");
    stand_find(&stand, "第五条");
    ck_seen(&stand, "学校网络安全和信息化工作领导小组主要工作职责:");
    stand_keys(&stand, "Right");
    ck_seen(&stand, "1. 负责全校网信工作的顶层设计");
    stand_keys(&stand, "Down Down");
    ck_seen(&stand, "第五条2");
    ck_seen(&stand, "任务依据");
    /* Folds stay over a reload. */
    stand_keys(&stand, "C-l");
    ck_seen(&stand, "2. 统筹指导学校网络安全工作");
    ck_selected(&stand, "2. 统筹指导");
    stand_keys(&stand, "S");
    ck_selected(&stand, "大连医科大学");
}
END_TEST

START_TEST(filter_finds_in_the_whole_text)
{
    stand_keys(&stand, "/ 软件正版化");
    ck_seen(&stand, "8. 负责软件正版化推进工作。");
    ck_unseen(&stand, "第一条 ");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "rules");
    stand_keys(&stand, "n");
    ck_selected(&stand, "软件正版化");
    stand_keys(&stand, "/ Esc g");
    ck_seen(&stand, "第一条 ");
    stand_keys(&stand, "n");
    ck_said(&stand, "还没有查找过");
}
END_TEST

START_TEST(enter_reads_a_provision)
{
    stand_keys(&stand, "Enter"); /* a document folds */
    ck_top(&stand, "rules");
    ck_unseen(&stand, "第一条 ");
    stand_keys(&stand, "Enter");
    stand_find(&stand, "第五条");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "provision");
    ck_seen(&stand, "第二章 网络安全责任制");
    ck_seen(&stand, "  2. 统筹指导学校网络安全工作");
    ck_golden(&stand, "provision");
    stand_keys(&stand, "/ 顶层 Enter");
    ck_said(&stand, "“顶层”第 1 处");
    stand_keys(&stand, "n");
    ck_said(&stand, "第 2 处，共 2 处");
    stand_keys(&stand, "N G g C-l");
    stand_keys(&stand, "d");
    ck_said(&stand, "没有问责情形");
    stand_keys(&stand, "Esc");
    ck_top(&stand, "rules");
    ck_selected(&stand, "第五条");
}
END_TEST

START_TEST(uses_lead_on)
{
    stand_keys(&stand, "u");
    ck_said(&stand, "选中的是一份制度");
    stand_find(&stand, "第五条");
    stand_keys(&stand, "u");
    ck_top(&stand, "uses");
    ck_seen(&stand, "任务依据");
    ck_golden(&stand, "uses");
    stand_keys(&stand, "/ 专题会议 Enter");
    stand_find(&stand, "履责事项");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "dues");
    ck_selected(&stand, "专题会议");
    stand_keys(&stand, "Enter"); /* and back to the provision it rests on */
    ck_top(&stand, "provision");
    ck_seen(&stand, "第五条2");
    stand_keys(&stand, "u");
    ck_top(&stand, "uses");
    stand_keys(&stand, "Esc Enter");
    ck_top(&stand, "uses");
}
END_TEST

START_TEST(uses_lead_to_bodies_and_posts)
{
    stand_find(&stand, "第二条");
    stand_keys(&stand, "u / 书记和校长 Enter");
    stand_find(&stand, "机构");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "org");
    ck_selected(&stand, "书记和校长");
}
END_TEST

START_TEST(search_finds_in_all_schools)
{
    stand_keys(&stand, "f 挖矿 Enter");
    ck_top(&stand, "found");
    ck_seen(&stand, "挖矿");
    stand_keys(&stand, "Esc f 网络安全 Space 报告 Enter");
    ck_seen(&stand, "沧州师范学院");
    ck_golden(&stand, "found");
    stand_find(&stand, "第八条");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "provision");
    ck_seen(&stand, "第八条  大连医科大学网络安全工作责任制实施细则");
    /* The paper would be of the school on top: which one is asked. */
    stand_keys(&stand, "p");
    ck_seen(&stand, "换一种公文");
    stand_keys(&stand, "Esc");
    ck_top(&stand, "provision");
    stand_keys(&stand, "f 没有这样的词 Enter");
    ck_top(&stand, "found");
    ck_seen(&stand, "都没有同时含有这些词");
    stand_keys(&stand, "Enter");
    ck_said(&stand, "没有选中的行");
    stand_keys(&stand, "Esc f Enter");
    ck_said(&stand, "没有写要找什么");
    stand_keys(&stand, "f \"*( Enter");
    ck_top(&stand, "found");
}
END_TEST

START_TEST(going_to_another_schools_use_changes_the_school)
{
    stand_keys(&stand, "f 演练 Enter");
    stand_find(&stand, "第六条（五）");
    stand_keys(&stand, "Enter u");
    stand_find(&stand, "履责事项");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "dues");
    ck_seen(&stand, "湖北孝感美珈职业学院");
}
END_TEST

START_TEST(circumstances_stand_side_by_side)
{
    stand_find(&stand, "第一条");
    stand_keys(&stand, "d");
    ck_said(&stand, "没有问责情形");
    stand_find(&stand, "第八条");
    stand_keys(&stand, "Right Down d");
    ck_top(&stand, "alike");
    ck_seen(&stand, "沧州师范学院");
    ck_seen(&stand, "所涉事实：受害的是否学校");
    ck_golden(&stand, "alike");
    stand_size(&stand, 60, 200);
    ck_seen(&stand, "大连医科大学");
    ck_seen(&stand, "哈尔滨工程大学");
    stand_size(&stand, 24, 80);
    stand_keys(&stand, "/ 大连医科大学 Enter");
    ck_said(&stand, "第 1 处");
    stand_keys(&stand, "Esc");
    ck_top(&stand, "rules");
    stand_find(&stand, "第八条");
    stand_keys(&stand, "Down Enter d");
    ck_top(&stand, "alike");
}
END_TEST

START_TEST(prints_the_document_selected)
{
    stand_keys(&stand, "S S S G"); /* the school with two */
    ck_seen(&stand, "湖北孝感美珈职业学院");
    stand_keys(&stand, "p");
    ck_top(&stand, "preview");
}
END_TEST

Suite *rules_suite(void)
{
    Suite *suite = suite_create("rules");
    TCase *tests = tcase_create("rules");
    tcase_add_unchecked_fixture(tests, stand_make, stand_drop);
    tcase_add_checked_fixture(tests, on_rules, away);
    tcase_add_test(tests, looks_as_it_did);
    tcase_add_test(tests, tree_shows_documents_and_provisions);
    tcase_add_test(tests, filter_finds_in_the_whole_text);
    tcase_add_test(tests, enter_reads_a_provision);
    tcase_add_test(tests, uses_lead_on);
    tcase_add_test(tests, uses_lead_to_bodies_and_posts);
    tcase_add_test(tests, search_finds_in_all_schools);
    tcase_add_test(tests, going_to_another_schools_use_changes_the_school);
    tcase_add_test(tests, circumstances_stand_side_by_side);
    tcase_add_test(tests, prints_the_document_selected);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
