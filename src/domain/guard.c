/* Changes guarded against a lost update. */
#include "domain/guard.h"

#include "base/words.h"
#include "store/history.h"
#include "store/model.h"

#include <string.h>

static int check_seen(struct store *store, const struct guard *guard, struct err *err)
{
    struct touch touch;
    char time[TIME_TEXT];
    if (changed_since(store, guard->table, guard->id, guard->seen, &touch, err) != 0)
        return -1;
    if (touch.seq == 0)
        return 0;
    time_of(touch.at, time);
    return err_set(err, _("这条记录在你打开之后被 %s 改过（%s），没有写入。请刷新，核对后再改。"), touch.actor, time);
}

/* What the session may was read before the transaction, and an administrator may have changed it since. */
static int check_account(const struct session *session, struct err *err)
{
    struct accounts own = { 0 };
    int rc = read_account(session->store, session->login, &own, err);
    if (rc == 0 && own.n == 0)
        rc = err_set(err, _("登录名 %s 的账号已被取消，没有写入。需要时请找管理员。"), session->login);
    else if (rc == 0 && (strcmp(own.v[0].role, session->role) != 0 || own.v[0].body != session->body))
        rc = err_set(err, _("账号 %s 的角色刚被管理员改过，没有写入。请再试一次。"), session->login);
    LIST_FREE(&own);
    return rc;
}

int change_begin(const struct session *session, const char *action, const struct guard *guard, struct err *err)
{
    if (store_begin(session->store, session->login, action, err) != 0)
        return -1;
    /* Inside the transaction: nobody can change it between this look and the commit. */
    if (check_account(session, err) == 0 &&
        (guard == NULL || guard->seen == 0 || check_seen(session->store, guard, err) == 0))
        return 0;
    store_rollback(session->store);
    return -1;
}

int change_end(const struct session *session, int rc, struct err *err)
{
    if (rc == 0)
        return store_commit(session->store, err);
    store_rollback(session->store);
    return -1;
}
