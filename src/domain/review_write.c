/* Writing in a review. */
#include "domain/review.h"

#include "base/words.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "domain/org.h"
#include "store/look.h"

#include <stdio.h>
#include <string.h>

/* --- Who may --- */

/* The person behind the login: what is signed is signed by name. */
static int find_signer(const struct session *session, int64_t *person, struct err *err)
{
    struct accounts accounts = { 0 };
    *person = 0;
    int rc = read_accounts(session->store, &accounts, err);
    for (size_t i = 0; rc == 0 && i < accounts.n; i++)
        if (strcmp(accounts.v[i].login, session->login) == 0)
            *person = accounts.v[i].person;
    LIST_FREE(&accounts);
    if (rc == 0 && *person == 0)
        rc = err_set(
            err, _("账号 %s 没有写明是谁，不能在问责审查中署名。请管理员运行 zeren account link %s --person 工号。"),
            session->login, session->login);
    return rc;
}

static int check_not_concerned(const struct review_case *c, int64_t person, struct err *err)
{
    const char *why;
    if (!review_concerns(c, person, &why))
        return 0;
    return err_set(err, _("您是这件审查的对象（%s），不能审查自己。请由别的审查人处理。"), why);
}

struct writing {
    const struct session *session;
    struct review_case c;
    int64_t signer, now;
};

static int check_not_settled(const struct review *review, struct err *err)
{
    if (strcmp(review->state, "opened") == 0 || strcmp(review->state, "gathering") == 0 ||
        strcmp(review->state, "proposed") == 0)
        return 0;
    return err_set(err, _("这件审查已到“%s”，不能再改。"), review_state_name(review->state));
}

int review_may_sign(const struct session *session, const struct review_case *c, struct err *err)
{
    int64_t signer;
    if (session_may(session, RIGHT_REVIEW, err) != 0 || find_signer(session, &signer, err) != 0)
        return -1;
    return check_not_concerned(c, signer, err);
}

int review_may_change(const struct session *session, const struct review_case *c, struct err *err)
{
    return review_may_sign(session, c, err) != 0 ? -1 : check_not_settled(c->review, err);
}

/* Gives back what was read, and the transaction with it. */
static int writing_drop(struct writing *w)
{
    store_rollback(w->session->store);
    review_case_free(&w->c);
    return -1;
}

/* Opens the transaction and reads the review in it. After a failure nothing is open; else writing_end ends it. */
static int writing_begin(struct writing *w, const struct session *session, int64_t review, const char *action,
                         struct err *err)
{
    *w = (struct writing){ .session = session, .now = store_now(session->store) };
    if (session_may(session, RIGHT_REVIEW, err) != 0 || change_begin(session, action, NULL, err) != 0)
        return -1;
    if (review_read(session->store, review, w->now, &w->c, err) == 0 && find_signer(session, &w->signer, err) == 0 &&
        check_not_concerned(&w->c, w->signer, err) == 0)
        return 0;
    return writing_drop(w);
}

/* The same for what is no longer changed once the review is decided. */
static int changing_begin(struct writing *w, const struct session *session, int64_t review, const char *action,
                          struct err *err)
{
    if (writing_begin(w, session, review, action, err) != 0)
        return -1;
    return check_not_settled(w->c.review, err) == 0 ? 0 : writing_drop(w);
}

static int writing_end(struct writing *w, int rc, struct err *err)
{
    rc = change_end(w->session, rc, err);
    review_case_free(&w->c);
    return rc;
}

/* --- Opening and going on --- */

static int add_step(const struct session *session, int64_t review, const char *state, const char *day, const char *note,
                    int64_t signer, struct err *err)
{
    const struct review_step step = { .review = review,
                                      .state = state,
                                      .day = day,
                                      .note = note,
                                      .login = session->login,
                                      .person = signer,
                                      .at = store_now(session->store) };
    return add_review_step(session->store, &step, err);
}

static int check_openable(struct store *store, int64_t incident, struct incidents *found, struct err *err)
{
    struct reviews there = { 0 };
    if (read_incident(store, incident, found, err) != 0 || read_review_of(store, incident, &there, err) != 0)
        return -1;
    int rc = 0;
    if (found->n == 0)
        rc = err_set(err, "%s", _("没有这个事件。请刷新，核对编号。"));
    else if (found->v[0].drill != 0)
        rc = err_set(err, _("%s 是演练中的事件，演练不问责。"), found->v[0].number);
    else if (there.n > 0)
        rc = err_set(err, _("事件 %s 已经有问责审查。请刷新。"), found->v[0].number);
    LIST_FREE(&there);
    return rc;
}

int review_open(const struct session *session, int64_t incident, int64_t *id, struct err *err)
{
    struct store *store = session->store;
    struct incidents found = { 0 };
    struct review_case c = { .v = NULL };
    int64_t signer = 0, now = store_now(store);
    char day[DAY_TEXT];
    *id = 0;
    if (session_may(session, RIGHT_REVIEW, err) != 0 || change_begin(session, "review-open", NULL, err) != 0)
        return -1;
    day_of(now, day);
    int rc = check_openable(store, incident, &found, err);
    if (rc == 0)
        rc = find_signer(session, &signer, err);
    if (rc == 0)
        rc = add_review(store, incident, found.v[0].school, now, id, err);
    if (rc == 0)
        rc = add_step(session, *id, "opened", day, NULL, signer, err);
    /* Only now the chain can be read as that of a review: who is in it cannot open it either. */
    if (rc == 0)
        rc = review_read(store, *id, now, &c, err);
    if (rc == 0)
        rc = check_not_concerned(&c, signer, err);
    review_case_free(&c);
    LIST_FREE(&found);
    return change_end(session, rc, err);
}

/* The facts did not meet it when it was decided not to be, and do by now. */
static bool turned_since(const struct review_row *row)
{
    return row->judgement != NULL && row->judgement->truth == MET && row->last != NULL && !review_is_met(row) &&
           row->last->proposed != NULL && strcmp(row->last->proposed, "met") != 0;
}

/* Each circumstance that the facts meet is decided, and what is met has a finding. */
static int check_complete(const struct review_case *c, struct err *err)
{
    size_t met = 0, findings = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct review_row *row = &c->v[i];
        if (row->last == NULL && row->judgement->truth == MET)
            return err_set(err, _("情形“%s”由事实得出符合，还没有决定。请先决定。"), row->name);
        if (turned_since(row))
            return err_set(err, _("情形“%s”决定之后，由事实得出的结果变成了符合。请再决定一次。"), row->name);
        met += review_is_met(row) ? 1 : 0;
    }
    for (size_t i = 0; i < c->findings.n; i++)
        findings += finding_stands(&c->findings.v[i]) ? 1 : 0;
    if (met > 0 && findings == 0)
        return err_set(err, "%s", _("有成立的情形而没有责任认定。请先按 r 写明认定。"));
    if (met == 0 && findings > 0)
        return err_set(err, "%s", _("有责任认定而没有成立的情形。请先决定情形，或撤回认定。"));
    return 0;
}

/* Somebody who decided may have come under review afterwards: then another reviewer decides anew. */
static int check_unbiased(const struct review_case *c, struct err *err)
{
    const char *why;
    for (size_t i = 0; i < c->n; i++)
        if (c->v[i].last != NULL && review_concerns(c, c->v[i].last->person, &why))
            return err_set(err, _("情形“%s”是由 %s 决定的，他后来成了审查对象（%s）。请由别的审查人重新决定。"),
                           c->v[i].name, c->v[i].last->person_name, why);
    for (size_t i = 0; i < c->findings.n; i++)
        if (finding_stands(&c->findings.v[i]) && review_concerns(c, c->findings.v[i].signer, &why))
            return err_set(err, _("一项认定是由 %s 作出的，他后来成了审查对象（%s）。请由别的审查人重新认定。"),
                           c->findings.v[i].signer_name, why);
    return 0;
}

static int check_day(const struct review_case *c, const char *day, const char *today, struct err *err)
{
    const char *before = c->review->day;
    if (strcmp(day, today) > 0)
        return err_set_of(err, _("日期"), _("%s 还没有到。请写已经过去的日期。"), day);
    if (strcmp(day, before) < 0)
        return err_set_of(err, _("日期"), _("%s 早于上一步的 %s。请核对日期。"), day, before);
    return 0;
}

static int check_closed(const struct incident *incident, struct err *err)
{
    if (strcmp(incident->state, "closed") == 0)
        return 0;
    return err_set(err, _("事件 %s 还没有结案，审查不能归档。请先在事件日志里记结案。"), incident->number);
}

/* Whether it may go on to `to`. */
static int check_forward(const struct review_case *c, const char *to, const char *day, const char *today,
                         struct err *err)
{
    const char *next = review_next_state(c->review->state);
    if (next == NULL || strcmp(next, to) != 0)
        return err_set(err, _("这件审查现在是“%s”，不能进到“%s”。请刷新。"), review_state_name(c->review->state),
                       review_state_name(to));
    if (check_day(c, day, today, err) != 0)
        return -1;
    if (strcmp(to, "filed") == 0)
        return check_closed(c->incident, err);
    if (strcmp(to, "proposed") != 0 && strcmp(to, "decided") != 0)
        return 0;
    return check_complete(c, err) != 0 ? -1 : check_unbiased(c, err);
}

int review_forward(const struct session *session, int64_t review, const char *to, const char *day, const char *note,
                   struct err *err)
{
    struct writing w;
    struct field_long typed;
    char given[DAY_TEXT], today[DAY_TEXT];
    const char *on, *words;
    if (field_day(day, _("日期"), false, given, &on, err) != 0 ||
        field_long(note, _("说明"), false, &typed, &words, err) != 0)
        return -1;
    if (writing_begin(&w, session, review, "review-forward", err) != 0)
        return -1;
    day_of(w.now, today);
    int rc = check_forward(&w.c, to, on == NULL ? today : on, today, err);
    if (rc == 0)
        rc = add_step(session, review, to, on == NULL ? today : on, words, w.signer, err);
    if (rc == 0)
        rc = set_review_state(session->store, review, to, err);
    return writing_end(&w, rc, err);
}

/* --- Circumstances --- */

static const struct review_row *row_of(const struct review_case *c, int64_t circumstance, int64_t added)
{
    for (size_t i = 0; i < c->n; i++)
        if (circumstance != 0 ? c->v[i].circumstance == circumstance : added != 0 && c->v[i].added == added)
            return &c->v[i];
    return NULL;
}

static const char *truth_id(enum truth truth)
{
    static const char *const ids[] = { [NOT_MET] = "not", [MET] = "met", [UNKNOWN] = "unknown" };
    return ids[truth];
}

int review_decide(const struct session *session, const struct verdict *verdict, struct err *err)
{
    struct writing w;
    struct field_long typed;
    const char *reason;
    int64_t id;
    if (strcmp(verdict->decided, "met") != 0 && strcmp(verdict->decided, "not") != 0 &&
        strcmp(verdict->decided, "dropped") != 0)
        return err_set(err, "%s", _("情形只能决定为成立、不成立或不予审查。请重选。"));
    if (field_long(verdict->reason, _("理由"), true, &typed, &reason, err) != 0)
        return -1;
    if (changing_begin(&w, session, verdict->review, "review-decide", err) != 0)
        return -1;
    int rc = 0;
    const struct review_row *row = row_of(&w.c, verdict->circumstance, verdict->added);
    if (row == NULL) {
        rc = err_set(err, "%s", _("这件审查里没有这种情形。请刷新后重选。"));
    } else {
        const struct review_circumstance x = { .review = verdict->review,
                                               .circumstance = verdict->circumstance,
                                               .added = verdict->circumstance != 0 ? 0 : verdict->added,
                                               .proposed =
                                                   row->judgement == NULL ? NULL : truth_id(row->judgement->truth),
                                               .decided = verdict->decided,
                                               .reason = reason,
                                               .login = session->login,
                                               .person = w.signer,
                                               .at = w.now };
        rc = add_review_circumstance(session->store, &x, &id, err);
    }
    return writing_end(&w, rc, err);
}

int review_add(const struct session *session, int64_t review, const char *name, int64_t provision, const char *reason,
               int64_t *id, struct err *err)
{
    struct writing w;
    struct field_long typed, why;
    const struct rule *rule;
    struct review_circumstance x = { .review = review, .provision = provision, .decided = "met" };
    if (field_long(name, _("情形"), true, &typed, &x.name, err) != 0 ||
        field_long(reason, _("理由"), true, &why, &x.reason, err) != 0)
        return -1;
    if (changing_begin(&w, session, review, "review-add", err) != 0)
        return -1;
    int rc = 0;
    if (article_by_id(&w.c.articles, provision, &rule) == NULL)
        rc = err_set_of(err, _("依据"), "%s", _("要写明依据这所学校制度的哪一条。请选择条款。"));
    x.login = session->login;
    x.person = w.signer;
    x.at = w.now;
    if (rc == 0)
        rc = add_review_circumstance(session->store, &x, id, err);
    return writing_end(&w, rc, err);
}

/* --- 当事人 --- */

/* A person of the register and of this school. */
static int check_person(struct writing *w, int64_t person, struct err *err)
{
    struct persons found = { 0 };
    int rc = read_person(w->session->store, person, w->c.trace.day, &found, err);
    if (rc == 0 && (found.n == 0 || found.v[0].school != w->c.review->school))
        rc = err_set(err, "%s", _("这所学校的名册里没有这个人。请刷新后重选。"));
    LIST_FREE(&found);
    return rc;
}

/* What was typed beside a choice is not dropped without a word. */
static int check_one(int64_t chosen, const char *typed, const char *field, const char *sentence, struct err *err)
{
    return chosen != 0 && typed != NULL && *typed != '\0' ? err_set_of(err, field, "%s", sentence) : 0;
}

static int check_name(int64_t person, const char *name, struct err *err)
{
    return check_one(person, name, _("姓名"), _("已经选了名册里的人，不再另写姓名。请清空姓名，或改选“不在名册”。"),
                     err);
}

int review_involve(const struct session *session, int64_t review, int64_t person, const char *name, const char *reason,
                   struct err *err)
{
    struct writing w;
    struct field typed;
    struct field_long why;
    struct review_person x = { .review = review, .person = person };
    int64_t id;
    if (check_name(person, name, err) != 0 ||
        field_text(person != 0 ? NULL : name, _("当事人"), person == 0, &typed, &x.name, err) != 0 ||
        field_long(reason, _("事由"), true, &why, &x.reason, err) != 0)
        return -1;
    if (changing_begin(&w, session, review, "review-involve", err) != 0)
        return -1;
    int rc = 0;
    if (person != 0)
        rc = check_person(&w, person, err);
    for (size_t i = 0; rc == 0 && person != 0 && i < w.c.persons.n; i++)
        if (w.c.persons.v[i].person == person && w.c.persons.v[i].withdrawn == 0)
            rc = err_set_of(err, _("当事人"), _("%s 已经列为当事人。"), w.c.persons.v[i].name);
    if (rc == 0 && person == w.signer)
        rc = err_set(err, "%s", _("不能由自己把自己列为当事人：您若涉事，请由别的审查人办理。"));
    x.login = session->login;
    x.at = w.now;
    if (rc == 0)
        rc = add_review_person(session->store, &x, 0, &id, err);
    return writing_end(&w, rc, err);
}

int review_release(const struct session *session, int64_t review, int64_t row, const char *reason, struct err *err)
{
    struct writing w;
    struct field_long why;
    struct review_person x = { .review = review };
    bool found = false;
    int64_t id;
    if (field_long(reason, _("理由"), true, &why, &x.reason, err) != 0)
        return -1;
    if (changing_begin(&w, session, review, "review-release", err) != 0)
        return -1;
    int rc = 0;
    for (size_t i = 0; i < w.c.persons.n; i++)
        found = found || (w.c.persons.v[i].id == row && w.c.persons.v[i].withdrawn == 0);
    if (!found)
        rc = err_set(err, "%s", _("没有这名当事人，或已经撤下。请刷新。"));
    x.login = session->login;
    x.at = w.now;
    if (rc == 0)
        rc = add_review_person(session->store, &x, row, &id, err);
    return writing_end(&w, rc, err);
}

/* --- Findings --- */

/* Whether the person held a post of one of these liabilities in the body on the day; `body` 0: in any. */
static int held_such(struct writing *w, int64_t person, int64_t body, const char *liabilities, bool *held,
                     struct err *err)
{
    struct tenures tenures = { 0 };
    const char *day = w->c.trace.day;
    *held = false;
    int rc = read_person_tenures(w->session->store, person, &tenures, err);
    for (size_t i = 0; rc == 0 && i < tenures.n; i++) {
        const struct tenure *x = &tenures.v[i];
        bool then = strcmp(x->from, day) <= 0 && (x->to == NULL || strcmp(x->to, day) >= 0);
        *held = *held || (then && (body == 0 || x->body == body) && strstr(liabilities, x->liability) != NULL);
    }
    LIST_FREE(&tenures);
    return rc;
}

/* 第一责任人（样例学院：院长）: who can bear it, and with a body which posts of it that was on the day. */
static int tell_bearers(struct writing *w, const char *liabilities, int64_t body, struct buf *out, struct err *err)
{
    struct posts posts = { 0 };
    struct buf kinds = { 0 }, names = { 0 };
    int rc = read_posts(w->session->store, w->c.review->school, w->c.trace.day, &posts, err);
    for (const char *at = liabilities; *at != '\0'; at += strspn(at, ", ")) {
        char one[32];
        size_t n = strcspn(at, ", ");
        snprintf(one, sizeof one, "%.*s", (int)n, at);
        buf_printf(&kinds, "%s%s", kinds.n > 0 ? _("、") : "", liability_name(one));
        at += n;
    }
    for (size_t i = 0; rc == 0 && i < posts.n; i++)
        if (posts.v[i].body == body && strstr(liabilities, posts.v[i].liability) != NULL)
            buf_printf(&names, "%s%s", names.n > 0 ? _("、") : "", posts.v[i].name);
    buf_adds(out, buf_text(&kinds));
    if (names.n > 0)
        buf_printf(out, _("（在这个机构是%s）"), names.v);
    buf_free(&names);
    buf_free(&kinds);
    LIST_FREE(&posts);
    return rc;
}

static int refuse_bearer(struct writing *w, const struct attribution *chosen, int64_t body, struct err *err)
{
    struct buf who = { 0 };
    int rc = tell_bearers(w, chosen->who, body, &who, err);
    if (rc == 0)
        rc = err_set_of(err, _("责任"), _("制度规定“%s”由%s承担，此人在 %s 没有%s担任那样的岗位。请核对任职或重选。"),
                        chosen->name, buf_text(&who), w->c.trace.day, body == 0 ? "" : _("在这个机构"));
    buf_free(&who);
    return rc;
}

static int check_attribution(struct writing *w, const struct finding_fields *fields, struct err *err)
{
    struct attributions all = { 0 };
    const struct attribution *chosen = NULL;
    bool held = true;
    size_t of_scope = 0;
    if (read_attributions(w->session->store, w->c.review->school, &all, err) != 0)
        return -1;
    for (size_t i = 0; i < all.n; i++) {
        of_scope += strcmp(all.v[i].scope, fields->scope) == 0 ? 1 : 0;
        if (all.v[i].id == fields->attribution)
            chosen = &all.v[i];
    }
    int rc = 0;
    if (fields->attribution != 0 && (chosen == NULL || strcmp(chosen->scope, fields->scope) != 0))
        rc = err_set_of(err, _("责任"), _("这所学校的制度没有这种%s的责任名目。请重选。"),
                        finding_scope_name(fields->scope));
    else if (fields->attribution == 0 && fields->words != NULL && *fields->words != '\0' && of_scope > 0)
        rc = err_set_of(err, _("另写责任"), _("制度列有%s的责任名目，请从中选择，不另写。"),
                        finding_scope_name(fields->scope));
    else if (chosen != NULL && fields->person == 0)
        rc = err_set_of(err, _("人员"), _("“%s”由人承担，请写明是谁。"), chosen->name);
    if (rc == 0 && chosen != NULL)
        rc = held_such(w, fields->person, fields->body, chosen->who, &held, err);
    if (rc == 0 && !held)
        rc = refuse_bearer(w, chosen, fields->body, err);
    LIST_FREE(&all);
    return rc;
}

static int check_disposition(struct writing *w, const struct finding_fields *fields, struct err *err)
{
    struct dispositions all = { 0 };
    bool allowed = false;
    int rc = read_dispositions(w->session->store, w->c.review->school, &all, err);
    for (size_t i = 0; rc == 0 && i < all.n; i++)
        allowed = allowed || (all.v[i].id == fields->disposition &&
                              (strcmp(all.v[i].scope, "both") == 0 || strcmp(all.v[i].scope, fields->scope) == 0));
    LIST_FREE(&all);
    if (rc == 0 && !allowed)
        rc = err_set_of(err, _("建议处理"), _("这所学校的制度没有规定对%s可以这样处理。请从列出的方式里选。"),
                        finding_scope_name(fields->scope));
    return rc;
}

static int check_body(struct writing *w, int64_t id, const char *what, struct err *err)
{
    struct bodies found = { 0 };
    int rc = read_body(w->session->store, id, &found, err);
    if (rc == 0 && (found.n == 0 || found.v[0].school != w->c.review->school || found.v[0].each))
        rc = err_set(err, _("%s不是这所学校的一个机构。请重选。"), what);
    LIST_FREE(&found);
    return rc;
}

static int check_recipient(struct writing *w, int64_t recipient, struct err *err)
{
    struct proposal_lines lines = { 0 };
    struct buf names = { 0 };
    bool allowed = false;
    int rc = read_proposal_lines(w->session->store, w->c.review->school, &lines, err);
    for (size_t i = 0; rc == 0 && i < lines.n; i++) {
        allowed = allowed || lines.v[i].to == recipient;
        buf_printf(&names, "%s%s", names.n > 0 ? _("、") : "", lines.v[i].to_name);
    }
    if (rc == 0 && lines.n > 0 && !allowed)
        rc = err_set_of(err, _("向谁建议"), _("制度规定问责建议向%s提出。请从中选择。"), buf_text(&names));
    else if (rc == 0)
        rc = check_body(w, recipient, _("建议对象"), err);
    buf_free(&names);
    LIST_FREE(&lines);
    return rc;
}

/* Who sat in the leadership of the body that day answers with it. */
static int check_not_leader(struct writing *w, int64_t body, struct err *err)
{
    struct tenures tenures = { 0 };
    const char *day = w->c.trace.day;
    bool leads = false;
    int rc = read_person_tenures(w->session->store, w->signer, &tenures, err);
    for (size_t i = 0; rc == 0 && i < tenures.n; i++) {
        const struct tenure *x = &tenures.v[i];
        bool then = strcmp(x->from, day) <= 0 && (x->to == NULL || strcmp(x->to, day) >= 0);
        leads = leads || (then && x->body == body && liability_leads(x->liability));
    }
    LIST_FREE(&tenures);
    if (rc == 0 && leads)
        rc = err_set(err, _("您在 %s 是这个机构领导班子的一员，不能认定它的集体责任。请由别的审查人认定。"), day);
    return rc;
}

static int check_replaced(const struct review_case *c, int64_t finding, struct err *err)
{
    for (size_t i = 0; i < c->findings.n; i++)
        if (c->findings.v[i].id == finding && finding_stands(&c->findings.v[i]))
            return 0;
    return err_set(err, "%s", _("没有这项认定，或已被改过、撤回。请刷新。"));
}

static int check_finding(struct writing *w, const struct finding_fields *fields, const char *name, struct err *err)
{
    bool collective = strcmp(fields->scope, "collective") == 0;
    if (!collective && strcmp(fields->scope, "individual") != 0)
        return err_set(err, "%s", _("责任只分集体和个人。请重选。"));
    if (collective && fields->body == 0)
        return err_set_of(err, _("机构"), "%s", _("集体责任要写明是哪个机构的领导班子。请选择机构。"));
    if (!collective && fields->person == 0 && name == NULL)
        return err_set_of(err, _("人员"), "%s", _("个人责任要写明是谁。请选择人员或写姓名。"));
    if (fields->person != 0 && fields->person == w->signer)
        return err_set(err, "%s", _("不能认定自己的责任：审查人和被审查人不能是同一人。"));
    if ((fields->body != 0 && check_body(w, fields->body, _("承担责任的机构"), err) != 0) ||
        (fields->person != 0 && check_person(w, fields->person, err) != 0) ||
        (collective && check_not_leader(w, fields->body, err) != 0) ||
        (fields->replaces != 0 && check_replaced(&w->c, fields->replaces, err) != 0) ||
        check_attribution(w, fields, err) != 0 || check_disposition(w, fields, err) != 0)
        return -1;
    return check_recipient(w, fields->recipient, err);
}

int review_conclude(const struct session *session, const struct finding_fields *fields, int64_t *id, struct err *err)
{
    struct writing w;
    struct field typed_name, typed_words;
    struct field_long why;
    struct review_finding x = { .review = fields->review,
                                .scope = fields->scope,
                                .body = fields->body,
                                .person = fields->person,
                                .attribution = fields->attribution,
                                .disposition = fields->disposition,
                                .recipient = fields->recipient,
                                .replaces = fields->replaces };
    *id = 0;
    if (check_name(fields->person, fields->name, err) != 0 ||
        check_one(fields->attribution, fields->words, _("另写责任"),
                  _("已经选了制度列出的责任，不再另写。请清空另写的责任，或不选制度列出的。"), err) != 0 ||
        field_text(fields->person != 0 ? NULL : fields->name, _("姓名"), false, &typed_name, &x.name, err) != 0 ||
        field_text(fields->attribution != 0 ? NULL : fields->words, _("另写责任"), false, &typed_words,
                   &x.attribution_name, err) != 0 ||
        field_long(fields->reason, _("理由"), true, &why, &x.reason, err) != 0)
        return -1;
    if (changing_begin(&w, session, fields->review, "review-find", err) != 0)
        return -1;
    int rc = check_finding(&w, fields, x.name, err);
    x.login = session->login;
    x.signer = w.signer;
    x.at = w.now;
    if (rc == 0)
        rc = add_review_finding(session->store, &x, id, err);
    return writing_end(&w, rc, err);
}

int review_withdraw(const struct session *session, int64_t review, int64_t finding, const char *reason, struct err *err)
{
    struct writing w;
    struct field_long why;
    struct review_finding x = { .review = review, .replaces = finding };
    int64_t id;
    if (field_long(reason, _("理由"), true, &why, &x.reason, err) != 0)
        return -1;
    if (changing_begin(&w, session, review, "review-withdraw", err) != 0)
        return -1;
    int rc = check_replaced(&w.c, finding, err);
    for (size_t i = 0; rc == 0 && i < w.c.findings.n; i++)
        if (w.c.findings.v[i].id == finding) {
            x.scope = w.c.findings.v[i].scope;
            x.body = w.c.findings.v[i].body;
            x.person = w.c.findings.v[i].person;
            x.name = w.c.findings.v[i].name;
        }
    x.login = session->login;
    x.signer = w.signer;
    x.at = w.now;
    if (rc == 0)
        rc = add_review_finding(session->store, &x, &id, err);
    return writing_end(&w, rc, err);
}
