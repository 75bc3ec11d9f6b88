/* The suites of screen tests; main.c runs them all. */
#ifndef ZEREN_TESTS_SCREENS_SUITES_H
#define ZEREN_TESTS_SCREENS_SUITES_H

#include <check.h>

Suite *actions_suite(void);
Suite *assets_suite(void);
Suite *audit_suite(void);
Suite *clocks_suite(void);
Suite *drills_suite(void);
Suite *dues_suite(void);
Suite *facts_suite(void);
Suite *incident_suite(void);
Suite *guards_suite(void);
Suite *monkey_suite(void);
Suite *matrix_suite(void);
Suite *org_edit_suite(void);
Suite *org_suite(void);
Suite *overview_suite(void);
Suite *people_suite(void);
Suite *readme_suite(void);
Suite *review_suite(void);
Suite *rules_suite(void);

#endif
