/* zeren without a sub-command: the console, or without a terminal the overview as text. */
#include "base/file.h"
#include "base/words.h"
#include "cli/command.h"
#include "domain/drill.h"
#include "domain/overview.h"
#include "report/report.h"
#include "screens/screens.h"
#include "tui/run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct school *first_school(const struct command_line *line, struct store *store, struct schools *schools)
{
    struct err err;
    if (line->config.school != NULL)
        return choose_school(line, store, schools);
    if (read_schools(store, schools, &err) != 0 || schools->n == 0) {
        complain("%s", schools->n == 0 ? _("库里没有学校。请用 zeren init 重新建库。") : err.text);
        return NULL;
    }
    return &schools->v[0];
}

static enum exit_code print_overview(struct session *session, const struct school *school, const char *as_of)
{
    struct overview overview = { 0 };
    struct buf text = { 0 };
    struct clock clock = clock_system();
    struct err err;
    char day[DAY_TEXT];
    day_of(clock_now(&clock), day);
    if (as_of != NULL)
        memcpy(day, as_of, sizeof day);
    if (overview_read(&overview, session->store, school->id, day, &err) != 0)
        return complain("%s", err.text);
    struct drills drills = { 0 };
    if (drill_of(session, &drills, &err) == 0 && drills.n > 0)
        say(_("【演练】%s"), drills.v[0].name);
    LIST_FREE(&drills);
    say(_("%s  总览（%s）"), school->name, day);
    overview_text(&overview, &text);
    say("%s", buf_text(&text));
    buf_free(&text);
    overview_done(&overview);
    say(_("在终端里运行 zeren 打开控制台。打印："));
    for (const struct report *report = reports; report->name != NULL; report++)
        say("  zeren print %-12s %s", report->name, report->help);
    return EXIT_DONE;
}

/* A console takes whoever stops it to the exit status of that signal, as a shell would tell it. */
static enum exit_code run_console(const struct command_line *line, struct session *session, const struct school *school)
{
    const struct config *config = &line->config;
    struct err err;
    const char *no_colour = getenv("NO_COLOR");
    const struct term_options terminal = { .ambiguous = config->ambiguous,
                                           .theme = config->theme,
                                           .colour = no_colour == NULL || no_colour[0] == '\0' };
    if (term_open(&terminal, &err) != 0)
        return complain("%s", err.text);
    int rows, columns;
    term_size(&rows, &columns);
    struct buf drafts = { 0 };
    char *scenarios = path_join(config->data, "scenarios");
    buf_printf(&drafts, "%s.drafts.%s", store_path(session->store), session->login);
    struct presence *presence = presence_open(store_path(session->store), session->login);
    const struct console_options options = { .store = session->store,
                                             .session = session,
                                             .clock = clock_system(),
                                             .school = school->id,
                                             .keymap = &config->keymap,
                                             .numbered = numbered_screens,
                                             .drills = &drills_screen,
                                             .real = &real_screen,
                                             .scenarios = scenarios,
                                             .drafts = drafts.v,
                                             .presence = presence,
                                             .restricted = line->options.given[OPTION_RESTRICTED],
                                             .spool = config->spool,
                                             .print_command = config->print_command,
                                             .paper = config->paper,
                                             .encoding = config->encoding,
                                             .wide = term_wide(),
                                             .ascii = term_ascii() || config->paper.ascii,
                                             .rows = rows,
                                             .columns = columns };
    struct console *console = console_new(&options, &err);
    if (console != NULL && line->options.value[OPTION_AS_OF] != NULL) {
        char day[DAY_TEXT];
        if (day_parse(line->options.value[OPTION_AS_OF], day) == 0)
            console_set_day(console, day);
    }
    int signal = console == NULL ? 0 : console_run(console);
    term_close();
    enum exit_code code = console == NULL ? complain("%s", err.text)
                          : signal == 0   ? EXIT_DONE
                                          : (enum exit_code)(128 + signal);
    console_free(console);
    presence_close(presence);
    buf_free(&drafts);
    mem_free(scenarios);
    return code;
}

static bool is_ahead(const char *day)
{
    struct clock clock = clock_system();
    char today[DAY_TEXT];
    day_of(clock_now(&clock), today);
    return strcmp(day, today) > 0;
}

enum exit_code command_console(struct command_line *line)
{
    struct session session;
    struct schools schools = { 0 };
    char day[DAY_TEXT];
    const char *as_of = line->options.value[OPTION_AS_OF];
    if (as_of != NULL && day_parse(as_of, day) != 0)
        return misuse(line, _("--as-of 的 %s 不是日期。请写成 2026-09-01 这样。"), as_of);
    if (as_of != NULL && is_ahead(day))
        return misuse(line, _("只能看到今天为止的情况，%s 还没有到。"), day);
    if (open_session(line, &session) != 0)
        return EXIT_FAILED;
    enum exit_code code = EXIT_FAILED;
    const struct school *school = first_school(line, session.store, &schools);
    if (school != NULL)
        code = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)
                   ? run_console(line, &session, school)
                   : print_overview(&session, school, as_of != NULL ? day : NULL);
    LIST_FREE(&schools);
    close_session(&session);
    return code;
}
