/* What can be changed from 组织架构: each form opened, filled in, saved, and refused with what was typed still there.
 */
#include "base/file.h"
#include "stand.h"
#include "suites.h"
#include "tui/console_in.h"

#include <string.h>

static struct stand stand;

static void on_org(void)
{
    stand_open(&stand, "org", "cangzhou", "root");
}

static void away(void)
{
    stand_close(&stand);
}

/* Saved: the form is gone, one entry is in the journal, and that is said. */
static void ck_saved(int64_t *head, const char *said)
{
    ck_top(&stand, "org");
    ck_said(&stand, said);
    ck_assert_int_eq(stand_head(&stand), ++*head);
}

/* Refused: the form stays, with the reason on it, and nothing is written. */
static void ck_stays(int64_t head, const char *why)
{
    ck_top(&stand, "form");
    ck_seen(&stand, why);
    ck_assert_int_eq(stand_head(&stand), head);
}

START_TEST(a_form_looks_as_it_did)
{
    stand_find(&stand, "党委书记");
    stand_keys(&stand, "c");
    ck_top(&stand, "form");
    ck_golden(&stand, "org-replace");
}
END_TEST

START_TEST(adds_and_renames_a_body)
{
    int64_t head = stand_head(&stand);
    stand_keys(&stand, "a C-s");
    ck_stays(head, "请填写“名称”。");
    stand_keys(&stand, "样例中心 Tab 样例 Tab Right Left C-s");
    ck_saved(&head, "已增设样例中心。");
    stand_find(&stand, "样例中心");
    stand_keys(&stand, "e C-w C-w C-w C-w C-w C-w C-w C-s");
    ck_stays(head, "请填写“名称”。");
    stand_keys(&stand, "书记和校长 C-s");
    ck_stays(head, "书记和校长");
    stand_keys(&stand, "C-w C-w C-w C-w C-w C-w C-w C-w 样例新中心 C-s");
    ck_saved(&head, "已改名为样例新中心。");
    ck_selected(&stand, "样例新中心");
    stand_keys(&stand, "H");
    ck_seen(&stand, "样例新中心");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "pager");
    ck_seen(&stand, "机构改名");
    ck_seen(&stand, "改动前：样例中心");
}
END_TEST

START_TEST(moves_and_closes_a_body)
{
    int64_t head = stand_head(&stand);
    stand_keys(&stand, "a 样例中心 Tab Tab Tab Tab Tab 2026-01-01 C-s");
    ck_saved(&head, "已增设");
    stand_find(&stand, "样例中心");
    stand_keys(&stand, "m Enter");
    ck_top(&stand, "pick");
    stand_keys(&stand, "样例中心 Enter C-s");
    ck_stays(head, "样例中心"); /* not under itself */
    stand_keys(&stand, "BackTab Enter dwxcb Enter C-s");
    ck_saved(&head, "已移动。");
    ck_selected(&stand, "样例中心");
    stand_keys(&stand, "X 2026-13-01 C-s");
    ck_stays(head, "2026-13-01");
    stand_keys(&stand, "C-w C-w C-w C-w C-w C-w 2026-11-21 C-s");
    ck_saved(&head, "起不再列出");
    ck_unseen(&stand, "样例中心  ");
}
END_TEST

START_TEST(adds_and_closes_a_post)
{
    int64_t head = stand_head(&stand);
    stand_find(&stand, "学校党委");
    stand_keys(&stand, "o C-s");
    ck_stays(head, "请填写“岗位”。");
    stand_keys(&stand, "样例岗 Tab Left Tab 2x C-s");
    ck_stays(head, "人数");
    stand_keys(&stand, "Backspace Tab Tab 2026-01-01 C-s");
    ck_saved(&head, "已增设岗位样例岗。");
    stand_find(&stand, "样例岗");
    ck_selected(&stand, "网络安全员");
    ck_selected(&stand, "空缺");
    stand_find(&stand, "书记和校长");
    stand_keys(&stand, "O");
    ck_said(&stand, "请先选中一个岗位");
    stand_find(&stand, "样例岗");
    stand_keys(&stand, "O C-s");
    ck_saved(&head, "已撤销岗位");
    ck_unseen(&stand, "样例岗");
    stand_find(&stand, "党委书记");
    stand_keys(&stand, "O C-s");
    ck_stays(head, "样例甲"); /* somebody holds it */
}
END_TEST

START_TEST(appoints)
{
    int64_t head = stand_head(&stand);
    stand_find(&stand, "党委分管领导  ");
    while (strstr(stand_selected(&stand), "空缺") == NULL)
        stand_keys(&stand, "Down");
    stand_keys(&stand, "Enter C-s"); /* on a vacant post Enter appoints */
    ck_stays(head, "请填写“任职”。");
    stand_keys(&stand, "1003");
    ck_top(&stand, "pick");
    stand_keys(&stand, "Enter 2026-06-01 Tab 2026-01-01 C-s");
    ck_stays(head, "2026-01-01");
    stand_keys(&stand, "C-w C-w C-w C-w C-w C-w Tab 2026-06-02 Tab 样例备〔2026〕1号 C-s");
    ck_saved(&head, "已任职，自 2026-06-01。");
    ck_selected(&stand, "样例丙");
    ck_selected(&stand, "2026-06-01");
    stand_keys(&stand, "@ 2026-05-31 Enter");
    ck_selected(&stand, "空缺");
}
END_TEST

START_TEST(replaces_and_ends)
{
    int64_t head = stand_head(&stand);
    stand_find(&stand, "书记和校长");
    stand_keys(&stand, "c");
    ck_said(&stand, "请先选中一个有人任职的岗位");
    stand_keys(&stand, "t");
    ck_said(&stand, "请先选中一个有人任职的岗位");
    stand_find(&stand, "党委书记");
    stand_keys(&stand, "c 1002 Enter 2020-01-01 C-s");
    ck_stays(head, "2020-01-01");
    stand_keys(&stand, "C-w C-w C-w C-w C-w C-w 2026-10-01 C-s");
    ck_saved(&head, "已接任，自 2026-10-01。");
    ck_selected(&stand, "样例乙");
    stand_keys(&stand, "t 2026-09-01 C-s");
    ck_stays(head, "2026-09-01");
    stand_keys(&stand, "C-w C-w C-w C-w C-w C-w 2026-11-20 C-s");
    ck_saved(&head, "任职至 2026-11-20 止。");
    ck_selected(&stand, "空缺");
    stand_keys(&stand, "[");
    ck_selected(&stand, "样例乙");
}
END_TEST

START_TEST(files_and_corrects)
{
    int64_t head = stand_head(&stand);
    stand_find(&stand, "党委书记");
    stand_keys(&stand, "b 2024-03-32 Tab 样例备〔2024〕1号 C-s");
    ck_stays(head, "2024-03-32");
    stand_keys(&stand, "C-w C-w C-w C-w C-w C-w 2024-03-05 C-s");
    ck_saved(&head, "备案已登记。");
    ck_selected(&stand, "党委书记");
    stand_keys(&stand, "E 2024-02-30 C-s");
    ck_stays(head, "2024-02-30");
    stand_keys(&stand, "C-w C-w C-w C-w C-w C-w 2024-02-28 C-s");
    ck_saved(&head, "任职日期已更正。");
    ck_selected(&stand, "2024-02-28");
}
END_TEST

/* What somebody else changed while the form was open is not overwritten; what was typed stays, and comes back. */
START_TEST(another_persons_save_is_not_overwritten)
{
    stand_find(&stand, "书记和校长");
    stand_keys(&stand, "e C-w C-w C-w C-w C-w C-w C-w C-w 样例新名");
    struct store *other = seeded_open(stand.path);
    seeded_write(other, "body-rename", "UPDATE body SET short = '样例' WHERE name = '书记和校长'");
    store_close(other);
    ck_assert(console_tick(stand.console));
    int64_t head = stand_head(&stand);
    stand_keys(&stand, "C-s");
    ck_stays(head, "改过");
    ck_seen(&stand, "样例新名");
    stand_keys(&stand, "Esc");
    ck_top(&stand, "org");
    ck_said(&stand, "草稿");
    stand_keys(&stand, "1");
    ck_seen(&stand, "没有保存的表单“机构改名”");
    stand_find(&stand, "机构改名");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "org");
    ck_selected(&stand, "书记和校长");
    stand_keys(&stand, "e");
    ck_said(&stand, "已取回");
    ck_seen(&stand, "样例新名");
    stand_keys(&stand, "C-s");
    ck_top(&stand, "org");
    stand_keys(&stand, "1");
    ck_unseen(&stand, "没有保存的表单");
}
END_TEST

START_TEST(nobody_to_appoint_is_said)
{
    stand_keys(&stand, "S S"); /* a school without people */
    stand_keys(&stand, "v i");
    ck_said(&stand, "还没有登记人员");
    ck_top(&stand, "org");
}
END_TEST

Suite *org_edit_suite(void)
{
    Suite *suite = suite_create("org-edit");
    TCase *tests = tcase_create("org-edit");
    tcase_add_unchecked_fixture(tests, stand_make, stand_drop);
    tcase_add_checked_fixture(tests, on_org, away);
    tcase_add_test(tests, a_form_looks_as_it_did);
    tcase_add_test(tests, adds_and_renames_a_body);
    tcase_add_test(tests, moves_and_closes_a_body);
    tcase_add_test(tests, adds_and_closes_a_post);
    tcase_add_test(tests, appoints);
    tcase_add_test(tests, replaces_and_ends);
    tcase_add_test(tests, files_and_corrects);
    tcase_add_test(tests, another_persons_save_is_not_overwritten);
    tcase_add_test(tests, nobody_to_appoint_is_said);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
