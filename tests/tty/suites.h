/* The suites on the terminal; main.c runs them all. */
#ifndef ZEREN_TESTS_TTY_SUITES_H
#define ZEREN_TESTS_TTY_SUITES_H

#include <check.h>

/* The folder with a locale zh_CN.GB18030 made for these tests (LOCPATH); NULL: this system cannot make one. */
const char *gb_locales(void);

Suite *console_suite(void);
Suite *dirt_suite(void);
Suite *hindered_suite(void);
Suite *drill_suite(void);
Suite *input_suite(void);
Suite *kinds_suite(void);
Suite *killed_suite(void);
Suite *presence_suite(void);
Suite *term_suite(void);
Suite *leaving_suite(void);

#endif
