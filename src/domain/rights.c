/* The table of rights. */
#include "domain/rights.h"

#include "base/words.h"
#include "store/look.h"

#include <string.h>

#define MAY(right) (1u << (right))

/* `rights` hold everywhere, `own` in the session's body and below it. */
static const struct role {
    const char *id, *name;
    unsigned rights, own;
} roles[] = {
    { "admin", _("管理员"),
      MAY(RIGHT_READ) | MAY(RIGHT_HISTORY) | MAY(RIGHT_BACKUP) | MAY(RIGHT_MANAGE_PEOPLE) | MAY(RIGHT_MANAGE_ACCOUNTS) |
          MAY(RIGHT_EDIT_PHONES) | MAY(RIGHT_DECIDE_PARTS) | MAY(RIGHT_RECORD_FULFILMENT) | MAY(RIGHT_MANAGE_ASSETS) |
          MAY(RIGHT_LOG) | MAY(RIGHT_DRILL) | MAY(RIGHT_REVIEW),
      0 },
    { "recorder", _("记录员"),
      MAY(RIGHT_READ) | MAY(RIGHT_HISTORY) | MAY(RIGHT_BACKUP) | MAY(RIGHT_MANAGE_PEOPLE) | MAY(RIGHT_EDIT_PHONES) |
          MAY(RIGHT_DECIDE_PARTS) | MAY(RIGHT_RECORD_FULFILMENT) | MAY(RIGHT_MANAGE_ASSETS) | MAY(RIGHT_LOG) |
          MAY(RIGHT_DRILL),
      0 },
    { "officer", _("网络安全员"), MAY(RIGHT_READ),
      MAY(RIGHT_EDIT_PHONES) | MAY(RIGHT_RECORD_FULFILMENT) | MAY(RIGHT_MANAGE_ASSETS) | MAY(RIGHT_LOG) },
    { "reviewer", _("审查人"), MAY(RIGHT_READ) | MAY(RIGHT_HISTORY) | MAY(RIGHT_REVIEW), 0 },
    { "reader", _("读者"), MAY(RIGHT_READ), 0 },
};
const char *const role_list = "admin recorder officer reviewer reader";

static const char *const right_names[RIGHT_COUNT] = {
    [RIGHT_READ] = _("查看和打印"),
    [RIGHT_HISTORY] = _("查看改动历史"),
    [RIGHT_BACKUP] = _("备份"),
    [RIGHT_MANAGE_PEOPLE] = _("维护机构和人员"),
    [RIGHT_MANAGE_ACCOUNTS] = _("管理账号"),
    [RIGHT_EDIT_PHONES] = _("修改人员电话"),
    [RIGHT_DECIDE_PARTS] = _("另行决定责任关系"),
    [RIGHT_RECORD_FULFILMENT] = _("登记履责"),
    [RIGHT_MANAGE_ASSETS] = _("维护资产"),
    [RIGHT_LOG] = _("记录事件"),
    [RIGHT_DRILL] = _("组织演练"),
    [RIGHT_REVIEW] = _("审查问责"),
};

static const struct role *find_role(const char *id)
{
    for (size_t i = 0; i < COUNT(roles); i++)
        if (strcmp(roles[i].id, id) == 0)
            return &roles[i];
    return NULL;
}

bool role_exists(const char *role)
{
    return find_role(role) != NULL;
}

const char *role_name(const char *role)
{
    const struct role *found = find_role(role);
    return found == NULL ? role : found->name;
}

int session_refresh(struct session *session, struct err *err)
{
    struct accounts accounts = { 0 };
    int rc = read_accounts(session->store, &accounts, err);
    if (rc == 0) {
        session->role = "";
        session->body = 0;
    }
    for (size_t i = 0; rc == 0 && i < accounts.n; i++)
        if (strcmp(accounts.v[i].login, session->login) == 0) {
            const struct role *role = find_role(accounts.v[i].role);
            session->role = role == NULL ? "?" : role->id; /* the table's own word: it outlives the list */
            session->body = accounts.v[i].body;
        }
    LIST_FREE(&accounts);
    return rc;
}

int session_open(struct session *session, struct store *store, const char *login, struct err *err)
{
    *session = (struct session){ .store = store };
    session->login = arena_strdup(&session->arena, login);
    int rc = session_refresh(session, err);
    if (rc == 0 && session->role[0] == '\0')
        rc = err_set(err, _("登录名 %s 在库里没有账号。请管理员运行 zeren account add %s --role 角色。"), login, login);
    return rc;
}

void session_done(struct session *session)
{
    arena_free(&session->arena);
}

int session_may(const struct session *session, enum right right, struct err *err)
{
    const struct role *role = find_role(session->role);
    if (role != NULL && (role->rights & MAY(right)) != 0)
        return 0;
    if (session->role[0] == '\0')
        return err_set(err, _("登录名 %s 的账号已被取消，不能%s。需要时请找管理员。"), session->login,
                       right_names[right]);
    return err_set(err, _("账号 %s 的角色是%s，不能%s。需要时请找管理员调整角色。"), session->login,
                   role_name(session->role), right_names[right]);
}

bool session_may_somewhere(const struct session *session, enum right right)
{
    const struct role *role = find_role(session->role);
    return role != NULL && ((role->rights | role->own) & MAY(right)) != 0;
}

int session_may_for(const struct session *session, enum right right, int64_t body, struct err *err)
{
    const struct role *role = find_role(session->role);
    bool within = false;
    if (role == NULL || (role->own & MAY(right)) == 0 || (role->rights & MAY(right)) != 0)
        return session_may(session, right, err);
    if (body_within(session->store, body, session->body, &within, err) != 0)
        return -1;
    if (within)
        return 0;
    return err_set(err, _("账号 %s 的角色是%s，只能在本单位和下属单位%s。需要时请找管理员。"), session->login,
                   role->name, right_names[right]);
}
