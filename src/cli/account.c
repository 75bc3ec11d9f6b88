/* zeren account */
#include "cli/command.h"

#include "base/words.h"
#include "domain/account.h"

#include <string.h>

static enum exit_code list_accounts(struct session *session)
{
    struct accounts accounts = { 0 };
    struct err err;
    if (session_may(session, RIGHT_READ, &err) != 0 || read_accounts(session->store, &accounts, &err) != 0)
        return complain("%s", err.text);
    for (size_t i = 0; i < accounts.n; i++) {
        const struct account *a = &accounts.v[i];
        struct buf more = { 0 };
        if (a->body_name != NULL)
            buf_printf(&more, _("（%s %s）"), a->school, a->body_name);
        if (a->person != 0)
            buf_printf(&more, " %s%s%s", a->person_name, a->person_number == NULL ? "" : " ",
                       a->person_number == NULL ? "" : a->person_number);
        say("%-16s %-9s %s%s", a->login, a->role, role_name(a->role), buf_text(&more));
        buf_free(&more);
    }
    LIST_FREE(&accounts);
    return EXIT_DONE;
}

static enum exit_code add(struct command_line *line, struct session *session)
{
    struct schools schools = { 0 };
    struct err err;
    const struct options *o = &line->options;
    const struct school *school = NULL;
    enum exit_code code = EXIT_FAILED;
    if (o->given[OPTION_BODY])
        school = choose_school(line, session->store, &schools);
    if (!o->given[OPTION_BODY] || school != NULL) {
        if (account_add(session, o->operands[1], o->value[OPTION_ROLE], school == NULL ? 0 : school->id,
                        o->value[OPTION_BODY], &err) == 0) {
            say(_("已添加账号 %s（%s）。"), o->operands[1], role_name(o->value[OPTION_ROLE]));
            code = EXIT_DONE;
        } else {
            complain("%s", err.text);
        }
    }
    LIST_FREE(&schools);
    return code;
}

/* Who stands behind the login; without a number nobody any more. */
static enum exit_code link_person(struct command_line *line, struct session *session)
{
    struct schools schools = { 0 };
    struct err err;
    const char *login = line->options.operands[1], *number = line->options.value[OPTION_PERSON];
    const struct school *school = NULL;
    enum exit_code code = EXIT_FAILED;
    if (number != NULL)
        school = choose_school(line, session->store, &schools);
    if (number == NULL || school != NULL) {
        if (account_link(session, login, school == NULL ? 0 : school->id, number, &err) != 0)
            complain("%s", err.text);
        else
            code = EXIT_DONE;
    }
    if (code == EXIT_DONE && number != NULL)
        say(_("账号 %s 是工号 %s 的人。"), login, number);
    else if (code == EXIT_DONE)
        say(_("账号 %s 不再写明是谁。"), login);
    LIST_FREE(&schools);
    return code;
}

enum exit_code command_account(struct command_line *line)
{
    const struct options *o = &line->options;
    const char *what = o->operands[0];
    bool list = strcmp(what, "list") == 0, adding = strcmp(what, "add") == 0, linking = strcmp(what, "link") == 0;
    struct session session;
    struct err err;
    if (!list && !adding && !linking && strcmp(what, "remove") != 0)
        return misuse(line, _("zeren account 后面应是 add、list、link 或 remove。"));
    if (list != (o->operands_n == 1))
        return misuse(line, list ? _("zeren account list 没有参数。") : _("缺登录名。"));
    if (adding != o->given[OPTION_ROLE])
        return misuse(line, adding ? _("请用 --role 给出角色。") : _("--role 只用于 account add。"));
    if (o->given[OPTION_PERSON] && !linking)
        return misuse(line, _("--person 只用于 account link。"));
    if (open_session(line, &session) != 0)
        return EXIT_FAILED;
    enum exit_code code = EXIT_DONE;
    if (list)
        code = list_accounts(&session);
    else if (adding)
        code = add(line, &session);
    else if (linking)
        code = link_person(line, &session);
    else if (account_remove(&session, o->operands[1], &err) == 0)
        say(_("已删除账号 %s。"), o->operands[1]);
    else
        code = complain("%s", err.text);
    close_session(&session);
    return code;
}
