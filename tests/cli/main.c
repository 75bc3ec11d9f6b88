/* Runs every suite about the program in one runner. Exit status 0 only when no test failed. */
#include "cli/place.h"

#include <stdlib.h>

int main(void)
{
    if (place_template_make() != 0) {
        place_template_drop();
        return EXIT_FAILURE;
    }
    SRunner *runner = srunner_create(use_suite());
    srunner_add_suite(runner, init_suite());
    srunner_add_suite(runner, config_suite());
    srunner_add_suite(runner, print_suite());
    srunner_add_suite(runner, clean_suite());
    srunner_add_suite(runner, people_suite());
    srunner_add_suite(runner, proof_suite());
    srunner_add_suite(runner, log_suite());
    srunner_add_suite(runner, incident_papers_suite());
    srunner_add_suite(runner, golden_suite());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    place_template_drop();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
