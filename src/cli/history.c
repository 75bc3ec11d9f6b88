/* zeren history */
#include "cli/command.h"

#include "base/words.h"
#include "store/history.h"

#include <inttypes.h>
#include <stdlib.h>

static void say_change(const struct change *change, bool first)
{
    static const char *const kinds[] = { _("新增"), _("改动"), _("删除") };
    char time[TIME_TEXT];
    if (first) {
        time_of(change->at, time);
        say("#%" PRId64 "  %s  %s  %s  %s", change->seq, time, change->actor, change->action, kinds[change->kind]);
    }
    if (change->kind == CHANGE_EDIT)
        say("    %s: %s → %s", change->column, change->before == NULL ? _("（无）") : change->before,
            change->after == NULL ? _("（无）") : change->after);
    else if (change->before != NULL || change->after != NULL)
        say("    %s: %s", change->column, change->kind == CHANGE_ADD ? change->after : change->before);
}

enum exit_code command_history(struct command_line *line)
{
    struct changes changes = { 0 };
    struct session session;
    struct err err;
    char *end;
    long long id = strtoll(line->options.operands[1], &end, 10);
    if (*end != '\0' || id <= 0)
        return misuse(line, _("%s 不是编号。"), line->options.operands[1]);
    if (open_session(line, &session) != 0)
        return EXIT_FAILED;
    enum exit_code code = EXIT_DONE;
    if (session_may(&session, RIGHT_HISTORY, &err) != 0 ||
        read_history(session.store, line->options.operands[0], id, &changes, &err) != 0)
        code = complain("%s", err.text);
    else if (changes.n == 0)
        code = complain(_("日志里没有 %s 第 %lld 号的记录。"), line->options.operands[0], id);
    for (size_t i = 0; i < changes.n; i++)
        say_change(&changes.v[i],
                   i == 0 || changes.v[i].seq != changes.v[i - 1].seq || changes.v[i].kind != changes.v[i - 1].kind);
    VEC_FREE(&changes);
    arena_free(&changes.arena);
    close_session(&session);
    return code;
}
