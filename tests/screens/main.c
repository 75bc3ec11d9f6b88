/* Runs every suite in one runner. Exit status 0 only when no test failed. */
#include "suites.h"

#include <stdlib.h>

int main(void)
{
    SRunner *runner = srunner_create(rules_suite());
    srunner_add_suite(runner, drills_suite());
    srunner_add_suite(runner, dues_suite());
    srunner_add_suite(runner, assets_suite());
    srunner_add_suite(runner, incident_suite());
    srunner_add_suite(runner, clocks_suite());
    srunner_add_suite(runner, facts_suite());
    srunner_add_suite(runner, review_suite());
    srunner_add_suite(runner, org_suite());
    srunner_add_suite(runner, org_edit_suite());
    srunner_add_suite(runner, overview_suite());
    srunner_add_suite(runner, people_suite());
    srunner_add_suite(runner, readme_suite());
    srunner_add_suite(runner, guards_suite());
    srunner_add_suite(runner, monkey_suite());
    srunner_add_suite(runner, actions_suite());
    srunner_add_suite(runner, matrix_suite());
    srunner_add_suite(runner, audit_suite());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
