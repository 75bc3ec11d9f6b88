/* Changes of people and tenures. */
#include "domain/change_people.h"

#include "base/words.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "domain/seats.h"
#include "store/look.h"

#include <inttypes.h>
#include <string.h>

static void today_of(const struct session *session, char day[DAY_TEXT])
{
    day_of(store_now(session->store), day);
}

/* --- People --- */

struct person_fields {
    struct field number, name, phone, night_phone;
};

static int take_phones(struct person_fields *fields, const struct new_person *typed, struct new_person *taken,
                       struct err *err)
{
    if (field_phone(typed->phone, _("电话"), &fields->phone, &taken->phone, err) != 0)
        return -1;
    return field_phone(typed->night_phone, _("夜间电话"), &fields->night_phone, &taken->night_phone, err);
}

static int take_person(struct person_fields *fields, const struct new_person *typed, struct new_person *taken,
                       struct err *err)
{
    taken->school = typed->school;
    if (field_text(typed->name, _("姓名"), true, &fields->name, &taken->name, err) != 0 ||
        field_text(typed->number, _("工号"), false, &fields->number, &taken->number, err) != 0)
        return -1;
    return take_phones(fields, typed, taken, err);
}

/* Another person whom this one could be taken for. */
static int check_alone(struct store *store, const struct new_person *person, int64_t own, struct err *err)
{
    struct arena arena = { 0 };
    char *name = NULL;
    int64_t id = 0;
    int rc = find_person(store, person, &id, &name, &arena, err);
    if (rc == 0 && id != 0 && id != own && person->number != NULL)
        rc = err_set(err, _("工号 %s 已经是“%s”的。请核对工号，或去改那一条。"), person->number, name);
    else if (rc == 0 && id != 0 && id != own && person->phone != NULL)
        rc = err_set(err, _("已有一位“%s”，电话也是 %s。若不是同一人，请写上工号。"), name, person->phone);
    else if (rc == 0 && id != 0 && id != own)
        rc = err_set(err, _("已有一位“%s”，也没有工号和电话，分不清是不是同一人。请写上工号或电话。"), name);
    arena_free(&arena);
    return rc;
}

static int read_one_person(struct store *store, int64_t id, const char *day, struct persons *out, struct err *err)
{
    if (read_person(store, id, day, out, err) != 0)
        return -1;
    return out->n == 1 ? 0 : err_set(err, "%s", _("库里没有这个人。请刷新后重选。"));
}

int person_add(const struct session *session, const struct new_person *person, int64_t *id, struct err *err)
{
    struct person_fields fields;
    struct new_person taken;
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 || take_person(&fields, person, &taken, err) != 0 ||
        change_begin(session, "person-add", NULL, err) != 0)
        return -1;
    int rc = check_alone(session->store, &taken, 0, err);
    if (rc == 0)
        rc = add_person(session->store, &taken, id, err);
    return change_end(session, rc, err);
}

int person_edit(const struct session *session, int64_t id, const struct new_person *person, int64_t seen,
                struct err *err)
{
    struct person_fields fields;
    struct new_person taken;
    struct persons kept = { 0 };
    char today[DAY_TEXT];
    struct guard guard = { "person", id, seen };
    today_of(session, today);
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 || take_person(&fields, person, &taken, err) != 0 ||
        change_begin(session, "person-edit", &guard, err) != 0)
        return -1;
    int rc = read_one_person(session->store, id, today, &kept, err);
    if (rc == 0) {
        taken.school = kept.v[0].school;
        rc = check_alone(session->store, &taken, id, err);
    }
    if (rc == 0)
        rc = set_person(session->store, id, &taken, err);
    LIST_FREE(&kept);
    return change_end(session, rc, err);
}

int person_may_phones(const struct session *session, const struct person *person, struct err *err)
{
    struct tenures tenures = { 0 };
    char today[DAY_TEXT];
    today_of(session, today);
    if (session_may(session, RIGHT_EDIT_PHONES, NULL) == 0)
        return 0;
    if (!session_may_somewhere(session, RIGHT_EDIT_PHONES))
        return session_may(session, RIGHT_EDIT_PHONES, err);
    int rc = read_person_tenures(session->store, person->id, &tenures, err);
    bool may = false;
    for (size_t i = 0; rc == 0 && i < tenures.n && !may; i++)
        may = tenure_covers(&tenures.v[i], today) &&
              session_may_for(session, RIGHT_EDIT_PHONES, tenures.v[i].body, NULL) == 0;
    LIST_FREE(&tenures);
    if (rc != 0 || may)
        return rc;
    return err_set(err, _("账号 %s 只能修改在本单位和下属单位任职的人员的电话，“%s”现在不在其中。需要时请找管理员。"),
                   session->login, person->name);
}

int person_set_phones(const struct session *session, int64_t id, const char *phone, const char *night_phone,
                      int64_t seen, struct err *err)
{
    struct new_person typed = { .phone = phone, .night_phone = night_phone }, taken;
    struct person_fields fields;
    struct persons kept = { 0 };
    char today[DAY_TEXT];
    struct guard guard = { "person", id, seen };
    today_of(session, today);
    if (!session_may_somewhere(session, RIGHT_EDIT_PHONES))
        return session_may(session, RIGHT_EDIT_PHONES, err);
    if (take_phones(&fields, &typed, &taken, err) != 0 || change_begin(session, "person-phones", &guard, err) != 0)
        return -1;
    int rc = read_one_person(session->store, id, today, &kept, err);
    if (rc == 0)
        rc = person_may_phones(session, &kept.v[0], err);
    if (rc == 0) {
        taken.school = kept.v[0].school;
        taken.number = kept.v[0].number;
        taken.name = kept.v[0].name;
        rc = check_alone(session->store, &taken, id, err);
    }
    if (rc == 0)
        rc = set_person(session->store, id, &taken, err);
    LIST_FREE(&kept);
    return change_end(session, rc, err);
}

/* --- Tenures --- */

/* A tenure as it was typed, and the post, body, person and other tenures it is judged by. */
struct placing {
    const struct session *session;
    char from[DAY_TEXT], to[DAY_TEXT], filed[DAY_TEXT];
    struct field number;
    struct tenure wanted;
    struct posts posts;
    struct bodies bodies;
    struct persons persons;
    struct tenures others, kept; /* kept: the tenure that is changed */
    struct err *err;
};

static int take_days(struct placing *p, const char *from, const char *to)
{
    if (field_day(from, _("起期"), true, p->from, &p->wanted.from, p->err) != 0 ||
        field_day(to, _("止期"), false, p->to, &p->wanted.to, p->err) != 0)
        return -1;
    return 0;
}

static int take_filing(struct placing *p, const char *filed, const char *number)
{
    char today[DAY_TEXT];
    today_of(p->session, today);
    if (field_day(filed, _("备案日期"), false, p->filed, &p->wanted.filed, p->err) != 0 ||
        field_text(number, _("备案号"), false, &p->number, &p->wanted.filing_number, p->err) != 0)
        return -1;
    if (p->wanted.filed != NULL && strcmp(p->filed, today) > 0)
        return err_set(p->err, _("备案日期 %s 还没有到。备案之后再登记，或更正日期。"), p->filed);
    return 0;
}

/* Reads the tenure to be changed; all that is not typed stays. */
static int take_kept(struct placing *p, int64_t tenure)
{
    if (read_tenure(p->session->store, tenure, &p->kept, p->err) != 0)
        return -1;
    return p->kept.n == 1 ? 0 : err_set(p->err, "%s", _("库里没有这条任职。请刷新后重选。"));
}

static int read_place(struct placing *p)
{
    struct store *store = p->session->store;
    char today[DAY_TEXT];
    today_of(p->session, today);
    if (read_post(store, p->wanted.post, &p->posts, p->err) != 0)
        return -1;
    if (p->posts.n != 1)
        return err_set(p->err, "%s", _("库里没有这个岗位。请刷新后重选。"));
    if (read_body(store, p->posts.v[0].body, &p->bodies, p->err) != 0 ||
        read_tenures(store, p->wanted.post, &p->others, p->err) != 0)
        return -1;
    return read_one_person(store, p->wanted.person, today, &p->persons, p->err);
}

static const char *later(const char *a, const char *b)
{
    return a == NULL || (b != NULL && strcmp(b, a) > 0) ? b : a;
}

static const char *earlier(const char *a, const char *b)
{
    return a == NULL || (b != NULL && strcmp(b, a) < 0) ? b : a;
}

/* The days on which the post is on the org chart. */
static int check_days(const struct placing *p)
{
    const struct post *post = &p->posts.v[0];
    const struct body *body = &p->bodies.v[0];
    const struct tenure *wanted = &p->wanted;
    const char *opened = later(post->opened, body->opened), *closed = earlier(post->closed, body->closed);
    if (wanted->to != NULL && strcmp(wanted->to, wanted->from) < 0)
        return err_set(p->err, _("止期 %s 早于起期 %s。请更正。"), wanted->to, wanted->from);
    if (opened != NULL && strcmp(wanted->from, opened) < 0)
        return err_set(p->err, _("“%s”的“%s”自 %s 起设立，起期 %s 早于这一天。请更正日期。"), body->name, post->name,
                       opened, wanted->from);
    if (closed != NULL && strcmp(wanted->from, closed) >= 0)
        return err_set(p->err, _("“%s”的“%s”自 %s 起撤销，不能从 %s 起任职。请另选岗位或更正日期。"), body->name,
                       post->name, closed, wanted->from);
    if (closed != NULL && (wanted->to == NULL || strcmp(wanted->to, closed) >= 0))
        return err_set(p->err, _("“%s”的“%s”自 %s 起撤销。请写上早于这一天的止期。"), body->name, post->name, closed);
    return 0;
}

static int check_seat(const struct placing *p)
{
    const struct post *post = &p->posts.v[0];
    const struct body *body = &p->bodies.v[0];
    const struct tenure *other = seat_in_the_way(&p->others, &p->wanted, post->seats);
    if (other == NULL)
        return 0;
    const char *to = other->to == NULL ? _("今") : other->to;
    if (other->person == p->wanted.person)
        return err_set(p->err, _("“%s”在 %s 至 %s 已任“%s”的“%s”，任期重叠。请从止期之后起，或更正原来的任职。"),
                       other->person_name, other->from, to, body->name, post->name);
    if (post->seats > 1)
        return err_set(p->err,
                       _("“%s”的“%s”只有 %" PRId64 " 席，已经占满（“%s”%s 至 %s 也在任），任期重叠。请先写明一位"
                         "前任的止期。"),
                       body->name, post->name, post->seats, other->person_name, other->from, to);
    return err_set(p->err, _("“%s”的“%s”在 %s 至 %s 由“%s”担任，任期重叠。请先写明其止期，或办理接任。"), body->name,
                   post->name, other->from, to, other->person_name);
}

/* The rules of one tenure. Cangzhou art 2, Meijia-73 art 5: who answers for what on which day must be one answer. */
static int judge(struct placing *p)
{
    if (read_place(p) != 0)
        return -1;
    const struct body *body = &p->bodies.v[0];
    if (body->each)
        return err_set(p->err, _("“%s”是各单位的统称，不能直接任职。请选具体单位。"), body->name);
    if (p->persons.v[0].school != body->school)
        return err_set(p->err, _("“%s”是别的学校的人员，不能在“%s”任职。请先在本校建立此人。"), p->persons.v[0].name,
                       body->name);
    return check_days(p) != 0 ? -1 : check_seat(p);
}

/* Ends the transaction and gives back what was read. */
static int place_done(struct placing *p, int rc)
{
    rc = change_end(p->session, rc, p->err);
    LIST_FREE(&p->posts);
    LIST_FREE(&p->bodies);
    LIST_FREE(&p->persons);
    LIST_FREE(&p->others);
    LIST_FREE(&p->kept);
    return rc;
}

int appoint(const struct session *session, const struct appointment *appointment, struct err *err)
{
    struct placing p = { .session = session, .err = err };
    p.wanted.post = appointment->post;
    p.wanted.person = appointment->person;
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 || take_days(&p, appointment->from, appointment->to) != 0 ||
        take_filing(&p, appointment->filed, appointment->filing_number) != 0 ||
        change_begin(session, "appoint", NULL, err) != 0)
        return -1;
    int rc = judge(&p);
    if (rc == 0)
        rc = add_tenure(session->store, &p.wanted, err);
    return place_done(&p, rc);
}

int end_tenure(const struct session *session, int64_t tenure, const char *to, int64_t seen, struct err *err)
{
    struct placing p = { .session = session, .err = err };
    struct guard guard = { "tenure", tenure, seen };
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 ||
        field_day(to, _("止期"), true, p.to, &p.wanted.to, err) != 0 ||
        change_begin(session, "tenure-end", &guard, err) != 0)
        return -1;
    int rc = take_kept(&p, tenure);
    if (rc == 0) {
        const struct tenure *kept = &p.kept.v[0];
        if (strcmp(p.to, kept->from) < 0)
            rc = err_set(err, _("止期 %s 早于起期 %s。请更正。"), p.to, kept->from);
        else if (kept->to != NULL && strcmp(p.to, kept->to) > 0)
            rc = err_set(err, _("“%s”的任期已写到 %s 止，免去只能提前。要延后请用更正任期。"), kept->person_name,
                         kept->to);
        p.wanted = *kept;
        p.wanted.to = p.to;
    }
    if (rc == 0)
        rc = set_tenure(session->store, &p.wanted, err);
    return place_done(&p, rc);
}

/* Writes the end of the one before, where it is not over by then. */
static int end_before(struct placing *p, const struct tenure *kept)
{
    struct tenure ended = *kept;
    char last[DAY_TEXT];
    if (kept->person == p->wanted.person)
        return err_set(p->err, _("接任的和前任是同一人“%s”。要改日期请用更正任期。"), kept->person_name);
    if (strcmp(p->from, kept->from) <= 0)
        return err_set(p->err, _("“%s”%s 才上任，接任的起期 %s 须晚于这一天。请更正日期。"), kept->person_name,
                       kept->from, p->from);
    if (kept->to != NULL && strcmp(kept->to, p->from) < 0)
        return 0;
    if (day_shift(p->from, -1, last) != 0)
        return err_set(p->err, _("日期 %s 超出范围。请更正。"), p->from);
    ended.to = last;
    return set_tenure(p->session->store, &ended, p->err);
}

int replace_holder(const struct session *session, int64_t tenure, const struct appointment *next, int64_t seen,
                   struct err *err)
{
    struct placing p = { .session = session, .err = err };
    struct guard guard = { "tenure", tenure, seen };
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 || take_days(&p, next->from, next->to) != 0 ||
        take_filing(&p, next->filed, next->filing_number) != 0 || change_begin(session, "replace", &guard, err) != 0)
        return -1;
    int rc = take_kept(&p, tenure);
    if (rc == 0) {
        p.wanted.post = p.kept.v[0].post;
        p.wanted.person = next->person;
        rc = end_before(&p, &p.kept.v[0]);
    }
    if (rc == 0)
        rc = judge(&p);
    if (rc == 0)
        rc = add_tenure(session->store, &p.wanted, err);
    return place_done(&p, rc);
}

int correct_tenure(const struct session *session, int64_t tenure, const char *from, const char *to, int64_t seen,
                   struct err *err)
{
    struct placing p = { .session = session, .err = err };
    struct guard guard = { "tenure", tenure, seen };
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 || take_days(&p, from, to) != 0 ||
        change_begin(session, "tenure-correct", &guard, err) != 0)
        return -1;
    int rc = take_kept(&p, tenure);
    if (rc == 0) {
        const char *first = p.wanted.from, *last = p.wanted.to;
        p.wanted = p.kept.v[0];
        p.wanted.from = first;
        p.wanted.to = last;
        rc = judge(&p);
    }
    if (rc == 0)
        rc = set_tenure(session->store, &p.wanted, err);
    return place_done(&p, rc);
}

int set_filing(const struct session *session, int64_t tenure, const char *filed, const char *filing_number,
               int64_t seen, struct err *err)
{
    struct placing p = { .session = session, .err = err };
    struct guard guard = { "tenure", tenure, seen };
    if (session_may(session, RIGHT_MANAGE_PEOPLE, err) != 0 || take_filing(&p, filed, filing_number) != 0 ||
        change_begin(session, "tenure-filing", &guard, err) != 0)
        return -1;
    int rc = take_kept(&p, tenure);
    if (rc == 0) {
        struct tenure filing = p.kept.v[0];
        filing.filed = p.wanted.filed;
        filing.filing_number = p.wanted.filing_number;
        rc = set_tenure(session->store, &filing, err);
    }
    return place_done(&p, rc);
}
