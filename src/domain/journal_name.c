/* The table of names. A test looks for every action the program writes in it. */
#include "domain/journal_name.h"

#include "base/words.h"

#include <stddef.h>
#include <string.h>

const struct journal_action journal_actions[] = {
    { "init", _("建库") },
    { "load-rules", _("载入制度") },
    { "import-bodies", _("导入机构") },
    { "import-people", _("导入人员") },
    { "account-add", _("增加账号") },
    { "account-remove", _("删除账号") },
    { "body-add", _("增设机构") },
    { "body-rename", _("机构改名") },
    { "body-move", _("移动机构") },
    { "body-close", _("撤销机构") },
    { "post-add", _("增设岗位") },
    { "post-close", _("撤销岗位") },
    { "person-add", _("登记人员") },
    { "person-edit", _("修改人员") },
    { "person-phones", _("修改电话") },
    { "appoint", _("任职") },
    { "replace", _("接任") },
    { "tenure-end", _("免职") },
    { "tenure-filing", _("备案") },
    { "tenure-correct", _("更正任职") },
    { "part-decide", _("学校决定") },
    { "part-undecide", _("撤回决定") },
    { "fulfilment-add", _("登记履责") },
    { "fulfilment-withdraw", _("撤回履责") },
    { "asset-add", _("登记资产") },
    { "asset-edit", _("修改资产") },
    { "asset-close", _("资产下线") },
    { "incident-open", _("开立事件") },
    { "incident-set", _("修改事件") },
    { "incident-grade", _("事件定级") },
    { "log-add", _("事件记事") },
    { "log-strike", _("划去记事") },
    { "evidence-add", _("登记证据") },
    { "fact-set", _("记录事实") },
    { NULL, NULL },
};

const char *journal_action_name(const char *id)
{
    for (const struct journal_action *action = journal_actions; action->id != NULL; action++)
        if (strcmp(action->id, id) == 0)
            return action->name;
    return id;
}
