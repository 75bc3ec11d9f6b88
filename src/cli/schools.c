/* zeren schools */
#include "cli/command.h"

#include "base/words.h"

static int say_rules(struct store *store, const struct school *school, struct err *err)
{
    struct rules rules = { 0 };
    struct duties duties = { 0 };
    if (read_rules(store, school->id, &rules, err) != 0 || read_duties(store, school->id, &duties, err) != 0)
        return -1;
    say(_("%-16s %s（责任任务 %zu 项）"), school->key, school->name, duties.n);
    for (size_t i = 0; i < rules.n; i++)
        say("    %-14s %s%s%s", rules.v[i].key, rules.v[i].number == NULL ? "" : rules.v[i].number,
            rules.v[i].number == NULL ? "" : " ", rules.v[i].title);
    LIST_FREE(&rules);
    LIST_FREE(&duties);
    return 0;
}

enum exit_code command_schools(struct command_line *line)
{
    struct schools schools = { 0 };
    struct session session;
    struct err err;
    if (open_session(line, &session) != 0)
        return EXIT_FAILED;
    enum exit_code code = EXIT_DONE;
    int rc = session_may(&session, RIGHT_READ, &err);
    if (rc == 0)
        rc = read_schools(session.store, &schools, &err);
    for (size_t i = 0; rc == 0 && i < schools.n; i++)
        rc = say_rules(session.store, &schools.v[i], &err);
    if (rc != 0)
        code = complain("%s", err.text);
    LIST_FREE(&schools);
    close_session(&session);
    return code;
}
