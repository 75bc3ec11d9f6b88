/* Runs the suites on the terminal. Exit status 0 only when no test failed. */
#include "suites.h"

#include "base/mem.h"
#include "base/file.h"
#include "lib/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char *locales;

const char *gb_locales(void)
{
    return locales;
}

/* A locale with GB18030, from the system's own description of it. */
static void make_locales(void)
{
    int status = 1;
    char *folder = folder_new(), *made = path_join(folder, "zh_CN.GB18030");
    pid_t pid = fork();
    if (pid == 0) {
        execlp("localedef", "localedef", "--quiet", "-i", "zh_CN", "-f", "GB18030", made, (char *)NULL);
        _exit(127);
    }
    waitpid(pid, &status, 0);
    mem_free(made);
    locales = folder;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return;
    fprintf(stderr, "tty: no locale with GB18030 can be made here; its tests are left out\n");
    folder_drop(folder);
    locales = NULL;
}

int main(void)
{
    make_locales();
    SRunner *runner = srunner_create(input_suite());
    srunner_add_suite(runner, term_suite());
    srunner_add_suite(runner, leaving_suite());
    srunner_add_suite(runner, console_suite());
    srunner_add_suite(runner, presence_suite());
    srunner_add_suite(runner, drill_suite());
    srunner_add_suite(runner, kinds_suite());
    srunner_add_suite(runner, dirt_suite());
    srunner_add_suite(runner, killed_suite());
    srunner_add_suite(runner, hindered_suite());
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    if (locales != NULL)
        folder_drop(locales);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
