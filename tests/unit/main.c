/* Runs the suites of the floors up to report in one runner; it links nothing of a terminal. Exit status 0 only when no
 * test failed. */
#include "suites.h"

#include <stdlib.h>

int main(void)
{
    SRunner *runner = srunner_create(base_suite());
    srunner_add_suite(runner, text_suite());
    srunner_add_suite(runner, paper_suite());
    srunner_add_suite(runner, pinyin_suite());
    srunner_add_suite(runner, when_suite());
    srunner_add_suite(runner, rules_suite());
    srunner_add_suite(runner, rulebook_suite());
    srunner_add_suite(runner, seeding_suite());
    srunner_add_suite(runner, circumstances_suite());
    srunner_add_suite(runner, store_suite());
    srunner_add_suite(runner, changeset_suite());
    srunner_add_suite(runner, schema_suite());
    srunner_add_suite(runner, verify_suite());
    srunner_add_suite(runner, search_suite());
    srunner_add_suite(runner, cross_suite());
    srunner_add_suite(runner, domain_suite());
    srunner_add_suite(runner, office_suite());
    srunner_add_suite(runner, overview_suite());
    srunner_add_suite(runner, decide_suite());
    srunner_add_suite(runner, import_suite());
    srunner_add_suite(runner, incident_suite());
    srunner_add_suite(runner, drill_suite());
    srunner_add_suite(runner, scenario_suite());
    srunner_add_suite(runner, clocks_suite());
    srunner_add_suite(runner, judge_suite());
    srunner_add_suite(runner, limit_suite());
    srunner_add_suite(runner, plan_suite());
    srunner_add_suite(runner, callees_suite());
    srunner_add_suite(runner, trace_suite());
    srunner_add_suite(runner, review_suite());
    srunner_add_suite(runner, json_in_suite());
    srunner_add_suite(runner, change_org_suite());
    srunner_add_suite(runner, change_people_suite());
    srunner_add_suite(runner, look_suite());
    srunner_add_suite(runner, found_suite());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
