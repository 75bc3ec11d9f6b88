/* Fuzzes the reader of scenarios. Besides what the sanitizers see, it holds to its promises: either there are faults
 * and no scenario, or a scenario and no fault; and what came out can start a drill as it is: clean texts of the allowed
 * length, times in order and in range, steps of the log. */
#include "rules/scenario.h"
#include "text/clean.h"

#include <stdlib.h>
#include <string.h>

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_text(const char *text, bool needed)
{
    must(text != NULL || !needed);
    if (text == NULL)
        return;
    size_t n = strlen(text);
    must(n > 0 && n <= 4 * SCENARIO_TEXT_MOST && text_check(text, n, false, NULL) == TEXT_CLEAN);
}

static bool is_step(const char *text)
{
    for (const char *const *step = scenario_steps; *step != NULL; step++)
        if (strcmp(*step, text) == 0)
            return true;
    return false;
}

static void check_scenario(const struct scenario *scenario)
{
    check_text(scenario->name, true);
    check_text(scenario->title, true);
    check_text(scenario->about, false);
    check_text(scenario->found_by, true);
    check_text(scenario->category, false);
    must(scenario->n > 0 && scenario->n <= SCENARIO_INJECTS_MOST);
    int64_t before = 0;
    for (size_t i = 0; i < scenario->n; i++) {
        const struct scenario_inject *inject = &scenario->v[i];
        check_text(inject->text, true);
        check_text(inject->who, false);
        must(inject->at_s >= before && inject->at_s <= SCENARIO_SECONDS_MOST);
        must(inject->target_s >= 0 && inject->target_s <= SCENARIO_SECONDS_MOST);
        must(inject->expected == NULL ? inject->target_s == 0 : is_step(inject->expected));
        before = inject->at_s;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct faults faults = { 0 };
    struct scenario *scenario = scenario_parse("fuzz.ini", (const char *)data, size, &faults);
    must((scenario == NULL) == (faults.n > 0));
    for (size_t i = 0; i < faults.n; i++)
        must(text_check(faults.v[i].text, strlen(faults.v[i].text), false, NULL) == TEXT_CLEAN);
    if (scenario != NULL)
        check_scenario(scenario);
    scenario_free(scenario);
    faults_free(&faults);
    return 0;
}
