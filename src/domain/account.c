/* Adding and removing accounts. */
#include "domain/account.h"

#include "base/words.h"
#include "domain/guard.h"
#include "domain/org.h"
#include "store/change.h"
#include "store/people.h"

#include <string.h>

bool login_valid(const char *login)
{
    size_t n = strlen(login);
    return n >= 1 && n <= 32 && login[0] != '-' &&
           strspn(login, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == n;
}

static int find_account(struct store *store, const char *login, bool *exists, bool *admin, size_t *admins,
                        struct err *err)
{
    struct accounts accounts = { 0 };
    *exists = *admin = false;
    *admins = 0;
    if (read_accounts(store, &accounts, err) != 0)
        return -1;
    for (size_t i = 0; i < accounts.n; i++) {
        bool is_admin = strcmp(accounts.v[i].role, "admin") == 0;
        bool same = strcmp(accounts.v[i].login, login) == 0;
        *admins += is_admin;
        *exists = *exists || same;
        *admin = *admin || (same && is_admin);
    }
    LIST_FREE(&accounts);
    return 0;
}

static int find_officer_body(const struct session *session, int64_t school, const char *name, int64_t *id,
                             struct err *err)
{
    struct bodies bodies = { 0 };
    char day[DAY_TEXT];
    day_of(store_now(session->store), day);
    if (read_bodies(session->store, school, day, &bodies, err) != 0)
        return -1;
    const struct body *body = body_named(&bodies, name);
    *id = body == NULL ? 0 : body->id;
    LIST_FREE(&bodies);
    return *id != 0 ? 0 : err_set(err, _("没有机构 %s。请用 zeren print org 核对名称。"), name);
}

int account_add(const struct session *session, const char *login, const char *role, int64_t school, const char *body,
                struct err *err)
{
    struct store *store = session->store;
    int64_t body_id = 0;
    bool exists, admin;
    size_t admins;
    if (session_may(session, RIGHT_MANAGE_ACCOUNTS, err) != 0)
        return -1;
    if (!login_valid(login))
        return err_set(err, "%s", _("登录名只能用字母、数字、点、下划线和减号，至多 32 个。"));
    if (!role_exists(role))
        return err_set(err, _("没有角色 %s。可用：%s。"), role, role_list);
    bool officer = strcmp(role, "officer") == 0;
    if (officer != (body != NULL))
        return err_set(err, "%s",
                       officer ? _("网络安全员账号要用 --body 指明单位。") : _("只有网络安全员账号才用 --body。"));
    if (officer && find_officer_body(session, school, body, &body_id, err) != 0)
        return -1;
    if (change_begin(session, "account-add", NULL, err) != 0)
        return -1;
    int rc = find_account(store, login, &exists, &admin, &admins, err);
    if (rc == 0 && exists)
        rc = err_set(err, _("账号 %s 已经有了。要改角色请先 zeren account remove %s。"), login, login);
    if (rc == 0)
        rc = add_account(store, login, role, body_id, err);
    return change_end(session, rc, err);
}

static int find_linked(struct store *store, int64_t school, const char *number, int64_t *person, struct err *err)
{
    const struct new_person wanted = { .school = school, .number = number };
    struct arena arena = { 0 };
    char *name;
    *person = 0;
    int rc = number == NULL ? 0 : find_person(store, &wanted, person, &name, &arena, err);
    arena_free(&arena);
    if (rc == 0 && number != NULL && *person == 0)
        rc = err_set(err, _("这所学校的名册里没有工号 %s。请先登记人员，或核对 --school。"), number);
    return rc;
}

int account_link(const struct session *session, const char *login, int64_t school, const char *number, struct err *err)
{
    struct store *store = session->store;
    int64_t person;
    bool exists, admin;
    size_t admins;
    if (session_may(session, RIGHT_MANAGE_ACCOUNTS, err) != 0 ||
        change_begin(session, "account-link", NULL, err) != 0)
        return -1;
    int rc = find_account(store, login, &exists, &admin, &admins, err);
    if (rc == 0 && !exists)
        rc = err_set(err, _("没有账号 %s。用 zeren account list 查看。"), login);
    if (rc == 0)
        rc = find_linked(store, school, number, &person, err);
    if (rc == 0)
        rc = set_account_person(store, login, person, err);
    return change_end(session, rc, err);
}

int account_remove(const struct session *session, const char *login, struct err *err)
{
    struct store *store = session->store;
    bool exists, admin;
    size_t admins;
    if (session_may(session, RIGHT_MANAGE_ACCOUNTS, err) != 0 ||
        change_begin(session, "account-remove", NULL, err) != 0)
        return -1;
    int rc = find_account(store, login, &exists, &admin, &admins, err);
    if (rc == 0 && !exists)
        rc = err_set(err, _("没有账号 %s。用 zeren account list 查看。"), login);
    if (rc == 0 && admin && admins == 1)
        rc = err_set(err, _("%s 是唯一的管理员，不能删除。请先添加另一个管理员。"), login);
    if (rc == 0)
        rc = remove_account(store, login, err);
    return change_end(session, rc, err);
}
