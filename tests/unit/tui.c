/* Runs the suites of the console's floor in one runner. Exit status 0 only when no test failed. */
#include "suites.h"

#include <stdlib.h>

int main(void)
{
    SRunner *runner = srunner_create(edit_suite());
    srunner_add_suite(runner, grid_suite());
    srunner_add_suite(runner, pager_suite());
    srunner_add_suite(runner, pick_suite());
    srunner_add_suite(runner, list_suite());
    srunner_add_suite(runner, list_look_suite());
    srunner_add_suite(runner, tree_suite());
    srunner_add_suite(runner, draft_suite());
    srunner_add_suite(runner, form_suite());
    srunner_add_suite(runner, presence_suite());
    srunner_add_suite(runner, console_suite());
    srunner_add_suite(runner, preview_suite());
    srunner_add_suite(runner, printout_suite());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
