/* The suites of unit tests; main.c runs them all. */
#ifndef ZEREN_TESTS_UNIT_SUITES_H
#define ZEREN_TESTS_UNIT_SUITES_H

#include <check.h>

Suite *base_suite(void);
Suite *text_suite(void);
Suite *paper_suite(void);
Suite *pinyin_suite(void);
Suite *when_suite(void);
Suite *rules_suite(void);
Suite *rulebook_suite(void);
Suite *seeding_suite(void);
Suite *circumstances_suite(void);
Suite *store_suite(void);
Suite *changeset_suite(void);
Suite *scenario_suite(void);
Suite *schema_suite(void);
Suite *verify_suite(void);
Suite *search_suite(void);
Suite *cross_suite(void);
Suite *office_suite(void);
Suite *overview_suite(void);
Suite *domain_suite(void);
Suite *decide_suite(void);
Suite *import_suite(void);
Suite *incident_suite(void);
Suite *clocks_suite(void);
Suite *judge_suite(void);
Suite *limit_suite(void);
Suite *plan_suite(void);
Suite *callees_suite(void);
Suite *review_suite(void);
Suite *trace_suite(void);
Suite *json_in_suite(void);
Suite *change_org_suite(void);
Suite *change_people_suite(void);
Suite *look_suite(void);
Suite *found_suite(void);
Suite *drill_suite(void);
Suite *edit_suite(void);
Suite *grid_suite(void);
Suite *pager_suite(void);
Suite *pick_suite(void);
Suite *list_suite(void);
Suite *list_look_suite(void);
Suite *tree_suite(void);
Suite *draft_suite(void);
Suite *form_suite(void);
Suite *presence_suite(void);
Suite *console_suite(void);
Suite *preview_suite(void);
Suite *printout_suite(void);

#endif
