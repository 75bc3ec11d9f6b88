/* zeren scenarios */
#include "cli/command.h"

#include "base/file.h"
#include "base/words.h"
#include "domain/drill.h"

#include <string.h>

static void tell(const char *path, const struct scenario *scenario)
{
    char time[DRILL_TIME];
    say(_("%s：%s，注入 %zu 个，最后一个在 T+%s，没有差错。"), path_name(path), scenario->name, scenario->n,
        drill_time(scenario->v[scenario->n - 1].at_s, time));
}

static void list(const char *folder, struct faults *faults)
{
    struct scenario_files files = { 0 };
    scenarios_read(folder, &files, faults);
    for (size_t i = 0; i < files.n; i++) {
        tell(files.v[i].path, files.v[i].scenario);
        if (files.v[i].scenario->about != NULL)
            say("    %s", files.v[i].scenario->about);
    }
    scenarios_free(&files);
}

enum exit_code command_scenarios(struct command_line *line)
{
    const struct options *o = &line->options;
    struct faults faults = { 0 };
    enum exit_code code = EXIT_DONE;
    if (strcmp(o->operands[0], "list") == 0 && o->operands_n == 1) {
        char *folder = path_join(line->config.data, "scenarios");
        list(folder, &faults);
        mem_free(folder);
    } else if (strcmp(o->operands[0], "check") == 0 && o->operands_n == 2) {
        struct scenario *scenario = scenario_load(o->operands[1], &faults);
        if (scenario != NULL)
            tell(o->operands[1], scenario);
        scenario_free(scenario);
    } else {
        return misuse(line, "%s", _("zeren scenarios 后面应是 list，或 check 和一个文件。"));
    }
    show_faults(&faults);
    if (faults.n > 0)
        code = complain(_("共 %zu 处差错。写法见 zeren-rules(5)。"), faults.all);
    faults_free(&faults);
    return code;
}
