/* Decisions on parts. */
#include "domain/decide.h"

#include "base/words.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "domain/matrix.h"
#include "store/decision.h"

#include <inttypes.h>
#include <string.h>

static const char *name_or_none(const char *part)
{
    return part == NULL ? _("无责任关系") : part_name(part);
}

static bool same_part(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static int check_found(const struct standing *standing, struct err *err)
{
    if (!standing->found)
        return err_set(err, "%s", _("没有这项责任任务或这个机构。请刷新后重选。"));
    if (standing->school != standing->body_school)
        return err_set(err, _("“%s”不是这所学校的机构。请重选机构。"), standing->body_name);
    return 0;
}

/* What was decided before ends where the new begins: days may not run backwards. */
static int check_order(const struct standing *standing, const char *day, struct err *err)
{
    const char *last = standing->day != NULL ? standing->day : standing->ended;
    if (last != NULL && strcmp(day, last) < 0)
        return err_set(err, _("第 %" PRId64 " 项“%s”在 %s 已有决定或变更，日期不能早于那天。请核对日期。"),
                       standing->no, standing->body_name, last);
    return 0;
}

static int check_decision(const struct standing *standing, const char *part, const char *day, struct err *err)
{
    if (check_found(standing, err) != 0)
        return -1;
    if ((standing->opened != NULL && strcmp(day, standing->opened) < 0) ||
        (standing->closed != NULL && strcmp(day, standing->closed) >= 0))
        return err_set(err, _("“%s”在 %s 不在组织架构里。请核对机构或日期。"), standing->body_name, day);
    if (standing->decision != 0 && same_part(standing->part, part))
        return err_set(err, _("学校在 %s 已这样决定（%s），没有改动。"), standing->day, name_or_none(part));
    if (standing->decision == 0 && part == NULL && standing->rule_part == NULL)
        return err_set(err, _("制度没有给“%s”第 %" PRId64 " 项的责任关系，不必取消。"), standing->body_name,
                       standing->no);
    if (standing->rule_parts == (part == NULL ? 0 : 1) && same_part(standing->rule_part, part))
        return err_set(err,
                       standing->decision == 0 ? _("制度规定的本来就是这样（%s），不必另作决定。")
                                               : _("制度规定的就是这样（%s）。请撤销学校的决定，不必另作决定。"),
                       name_or_none(part));
    return check_order(standing, day, err);
}

int part_decide(const struct session *session, int64_t duty, int64_t body, const char *part, const char *reason,
                const char *day, struct err *err)
{
    struct store *store = session->store;
    struct new_decision decision = { .duty = duty, .body = body, .part = part, .login = session->login };
    struct field_long why;
    struct standing standing;
    char from[DAY_TEXT];
    if (session_may(session, RIGHT_DECIDE_PARTS, err) != 0 ||
        field_long(reason, _("理由"), true, &why, &decision.reason, err) != 0 ||
        field_past_day(day, store_now(session->store), from, err) != 0)
        return -1;
    if (part != NULL && !part_exists(part))
        return err_set(err, _("没有责任关系 %s。可用：lead answer assist guide inform。"), part);
    decision.day = from;
    if (change_begin(session, "part-decide", NULL, err) != 0)
        return -1;
    int rc = read_standing(store, duty, body, &standing, err);
    if (rc == 0)
        rc = check_decision(&standing, part, from, err);
    if (rc == 0 && standing.decision != 0)
        rc = end_decision(store, standing.decision, from, err);
    if (rc == 0)
        rc = add_decision(store, &decision, err);
    arena_free(&standing.arena);
    return change_end(session, rc, err);
}

int part_undecide(const struct session *session, int64_t duty, int64_t body, const char *day, struct err *err)
{
    struct standing standing;
    char from[DAY_TEXT];
    if (session_may(session, RIGHT_DECIDE_PARTS, err) != 0 ||
        field_past_day(day, store_now(session->store), from, err) != 0 ||
        change_begin(session, "part-undecide", NULL, err) != 0)
        return -1;
    int rc = read_standing(session->store, duty, body, &standing, err);
    if (rc == 0)
        rc = check_found(&standing, err);
    if (rc == 0 && standing.decision == 0)
        rc = err_set(err, _("第 %" PRId64 " 项“%s”没有学校的决定可撤销。"), standing.no, standing.body_name);
    if (rc == 0)
        rc = check_order(&standing, from, err);
    if (rc == 0)
        rc = end_decision(session->store, standing.decision, from, err);
    arena_free(&standing.arena);
    return change_end(session, rc, err);
}
