/* 事实 and 证据: what is known of an incident, from where, and whether a file is still what it was. */
#include "stand.h"
#include "suites.h"

#include "base/file.h"
#include "base/mem.h"
#include "domain/digest.h"
#include "lib/run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct stand stand;

static void on_incident(void)
{
    stand_open(&stand, "incidents", "hrbeu", "root");
    stand_keys(&stand, "n 样例：服务中断 Tab Tab -8h C-s");
}

static void away(void)
{
    stand_close(&stand);
}

START_TEST(the_log_answers_what_it_can)
{
    stand_keys(&stand, "d Tab -7h C-s f");
    ck_top(&stand, "facts");
    stand_find(&stand, "瘫痪了多少小时");
    ck_selected(&stand, "7 小时");
    ck_selected(&stand, "由日志和时限得出");
    stand_find(&stand, "是否重要网站");
    ck_selected(&stand, "不清楚");
    ck_seen(&stand, "尚不能判断：第七条");
    ck_golden(&stand, "facts");
    stand_keys(&stand, "e C-s"); /* nobody has said anything that could be taken back */
    ck_top(&stand, "form");
    ck_seen(&stand, "还没有人认定过");
    stand_keys(&stand, "Left Left C-s");
    ck_selected(&stand, "认定人所记");
    stand_keys(&stand, "e Right Right C-s");
    ck_selected(&stand, "不清楚");
}
END_TEST

START_TEST(a_fact_has_its_source)
{
    stand_keys(&stand, ". 样例：核心交换机断电 C-s e 样例日志 Tab /nowhere/log C-s f");
    stand_find(&stand, "是否重要网站");
    stand_keys(&stand, "e Left Left Tab Enter 断电 Enter C-s");
    ck_top(&stand, "facts");
    ck_selected(&stand, "是");
    ck_selected(&stand, "日志 08:00:00");
    ck_seen(&stand, "出处：日志 08:00:00 样例：核心交换机断电");
    ck_selected(&stand, "root");
    stand_keys(&stand, "e Right Tab Enter 样例日志 Enter C-s");
    ck_selected(&stand, "否");
    ck_selected(&stand, "证据 样例日志");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "pager");
    ck_seen(&stand, "\n据此判断的情形"); /* a heading of its own, without the mark it has in the details */
    stand_keys(&stand, "q e Right C-s");
    ck_selected(&stand, "不清楚");
    ck_seen(&stand, "撤回人：root");
    stand_keys(&stand, "q");
    ck_seen(&stand, "是否重要网站或信息系统：否"); /* the log has it all */
}
END_TEST

START_TEST(the_log_is_overruled_with_a_reason)
{
    stand_keys(&stand, "d Tab -7h C-s f");
    stand_find(&stand, "瘫痪了多少小时");
    stand_keys(&stand, "e Backspace 5 C-s");
    ck_top(&stand, "form");
    ck_seen(&stand, "要写明理由");
    stand_keys(&stand, "样例：夜间计划停机不算 C-s");
    ck_top(&stand, "facts");
    ck_selected(&stand, "5 小时");
    ck_seen(&stand, "出处：改判：样例：夜间计划停机不算");
    ck_seen(&stand, "由日志和时限得出：7 小时");
    stand_keys(&stand, "e Backspace C-s");
    ck_selected(&stand, "7 小时"); /* taken back: what the log says stands again */
    ck_selected(&stand, "由日志和时限得出");
}
END_TEST

/* A file that is readable, changed, gone; and what never was a file. */
START_TEST(evidence_is_looked_at_again)
{
    char keys[256];
    struct err err;
    char *file = path_join(stand.drafts, "sample.log");
    ck_assert_int_eq(file_write(file, "样例\n", 7, &err), 0);
    snprintf(keys, sizeof keys, "e 样例日志 Tab %s C-s e 样例硬盘 Tab 保险柜 C-s E", file);
    stand_keys(&stand, keys);
    ck_top(&stand, "evidence");
    stand_find(&stand, "样例日志");
    ck_selected(&stand, "7");
    stand_keys(&stand, "v");
    ck_said(&stand, "与登记时相同");
    ck_selected(&stand, "未变");
    ck_assert_int_eq(file_write(file, "样本\n", 7, &err), 0);
    stand_keys(&stand, "v");
    ck_said(&stand, "已经变了");
    ck_selected(&stand, "已变");
    ck_assert_int_eq(remove(file), 0);
    stand_keys(&stand, "v");
    ck_said(&stand, "读不了文件");
    ck_selected(&stand, "读不到");
    stand_find(&stand, "样例硬盘");
    stand_keys(&stand, "v");
    ck_said(&stand, "没有可读的文件");
    stand_keys(&stand, "Enter");
    ck_top(&stand, "pager");
    ck_seen(&stand, "没有 SM3");
    mem_free(file);
}
END_TEST

static bool press_escape(void *context, const struct canvas *canvas)
{
    (void)canvas;
    ++*(int *)context;
    return true;
}

START_TEST(a_large_file_is_given_up_by_a_key)
{
    char keys[256];
    struct err err;
    int pressed = 0;
    char *file = path_join(stand.drafts, "image");
    ck_assert_int_eq(file_write(file, "x", 1, &err), 0);
    ck_assert_int_eq(truncate(file, 40 << 20), 0);
    int64_t head = stand_head(&stand);
    console_set_progress(stand.console, press_escape, &pressed);
    snprintf(keys, sizeof keys, "e 样例镜像 Tab %s C-s", file);
    stand_keys(&stand, keys);
    ck_top(&stand, "form");
    ck_seen(&stand, "中途停下");
    ck_assert_int_eq(pressed, 1);
    ck_assert_int_eq(stand_head(&stand), head);
    mem_free(file);
}
END_TEST

START_TEST(the_register_is_seen_at_every_size)
{
    stand_keys(&stand, "e 样例日志 Tab /etc/hostname-that-is-not C-s e 样例硬盘 Tab 保险柜 C-s E");
    ck_golden(&stand, "evidence");
    stand_keys(&stand, "e 样例镜像 Tab 保险柜 C-s");
    ck_top(&stand, "evidence");
    ck_seen(&stand, "样例镜像");
}
END_TEST

/* Whoever may not leave the console may not have it read files either. */
START_TEST(restricted_reads_no_file)
{
    char keys[256];
    struct err err;
    char *file = path_join(stand.drafts, "sample.log");
    ck_assert_int_eq(file_write(file, "样例\n", 7, &err), 0);
    stand.options.restricted = true;
    stand_again(&stand, "incidents");
    snprintf(keys, sizeof keys, "Enter e 样例日志 Tab %s C-s E", file);
    stand_keys(&stand, keys);
    ck_top(&stand, "evidence");
    ck_seen(&stand, "没有 SM3");
    stand_keys(&stand, "v");
    ck_said(&stand, "受限方式下不能核对");
    ck_assert_int_eq(remove(file), 0);
    mem_free(file);
}
END_TEST

Suite *facts_suite(void)
{
    Suite *suite = suite_create("facts");
    TCase *t = tcase_create("facts");
    tcase_add_unchecked_fixture(t, stand_make, stand_drop);
    tcase_add_checked_fixture(t, on_incident, away);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, the_log_answers_what_it_can);
    tcase_add_test(t, a_fact_has_its_source);
    tcase_add_test(t, the_log_is_overruled_with_a_reason);
    tcase_add_test(t, evidence_is_looked_at_again);
    tcase_add_test(t, a_large_file_is_given_up_by_a_key);
    tcase_add_test(t, the_register_is_seen_at_every_size);
    tcase_add_test(t, restricted_reads_no_file);
    suite_add_tcase(suite, t);
    return suite;
}
