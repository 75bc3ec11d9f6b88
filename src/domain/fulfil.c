/* Fulfilments. */
#include "domain/fulfil.h"

#include "base/words.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "store/office.h"

#include <string.h>

static int check_owing(const struct owing *owing, const char *day, struct err *err)
{
    if (!owing->found || owing->school != owing->body_school)
        return err_set(err, "%s", _("没有这项履责事项或这个机构。请刷新后重选。"));
    if (!owing->owner && !owing->unit)
        return err_set(err, _("“%s”不是“%s”的责任主体（应为“%s”）。请重选机构。"), owing->body_name, owing->name,
                       owing->owner_name);
    if (owing->owner && owing->units > 0)
        return err_set(err, _("“%s”是各单位的统称，要按单位登记。请选具体单位。"), owing->owner_name);
    if ((owing->opened != NULL && strcmp(day, owing->opened) < 0) ||
        (owing->closed != NULL && strcmp(day, owing->closed) >= 0))
        return err_set(err, _("“%s”在 %s 不在组织架构里。请核对日期。"), owing->body_name, day);
    return 0;
}

static int check_new(struct store *store, const struct fulfilment *wanted, struct err *err)
{
    struct fulfilments known = { 0 };
    int rc = read_fulfilments_of(store, wanted->obligation, wanted->body, &known, err);
    for (size_t i = 0; rc == 0 && i < known.n; i++)
        if (known.v[i].withdrawn == NULL && strcmp(known.v[i].day, wanted->day) == 0 &&
            strcmp(known.v[i].evidence, wanted->evidence) == 0)
            rc = err_set(err, _("%s 的这次履责已经登记过（“%s”），没有再登记。"), wanted->day, wanted->evidence);
    LIST_FREE(&known);
    return rc;
}

int fulfilment_add(const struct session *session, int64_t obligation, int64_t body, const char *day,
                   const char *evidence, int64_t *id, struct err *err)
{
    struct store *store = session->store;
    struct fulfilment wanted = { .obligation = obligation, .body = body };
    struct field_long proof;
    struct owing owing;
    char done[DAY_TEXT], today[DAY_TEXT];
    *id = 0;
    if (session_may_for(session, RIGHT_RECORD_FULFILMENT, body, err) != 0 ||
        field_day(day, _("履责日期"), true, done, &wanted.day, err) != 0 ||
        field_long(evidence, _("凭据"), true, &proof, &wanted.evidence, err) != 0)
        return -1;
    day_of(store_now(store), today);
    if (strcmp(done, today) > 0)
        return err_set(err, _("履责日期 %s 还没有到。做了之后再登记。"), done);
    if (change_begin(session, "fulfilment-add", NULL, err) != 0)
        return -1;
    int rc = read_owing(store, obligation, body, done, &owing, err);
    if (rc == 0)
        rc = check_owing(&owing, done, err);
    if (rc == 0)
        rc = check_new(store, &wanted, err);
    if (rc == 0)
        rc = add_fulfilment(store, &wanted, id, err);
    arena_free(&owing.arena);
    return change_end(session, rc, err);
}

int fulfilment_withdraw(const struct session *session, int64_t id, const char *reason, struct err *err)
{
    struct fulfilments found = { 0 };
    struct field_long why;
    const char *text;
    if (!session_may_somewhere(session, RIGHT_RECORD_FULFILMENT))
        return session_may(session, RIGHT_RECORD_FULFILMENT, err);
    if (field_long(reason, _("理由"), true, &why, &text, err) != 0 ||
        change_begin(session, "fulfilment-withdraw", NULL, err) != 0)
        return -1;
    int rc = read_fulfilment(session->store, id, &found, err);
    if (rc == 0 && found.n == 0)
        rc = err_set(err, "%s", _("没有这条履责记录。请刷新。"));
    if (rc == 0)
        rc = session_may_for(session, RIGHT_RECORD_FULFILMENT, found.v[0].body, err);
    if (rc == 0 && found.v[0].withdrawn != NULL)
        rc = err_set(err, _("这条履责记录已经撤回（“%s”）。"), found.v[0].withdrawn);
    if (rc == 0)
        rc = withdraw_fulfilment(session->store, id, text, err);
    LIST_FREE(&found);
    return change_end(session, rc, err);
}
