/* Sample data. Besides what is in order there is one of each thing that wants doing: a post that is empty, a tenure
 * that is about to end, one that was followed by another, obligations not met yet. */
#include "domain/demo.h"

#include "base/words.h"
#include "domain/account.h"
#include "domain/asset.h"
#include "domain/change_org.h"
#include "domain/change_people.h"
#include "domain/fulfil.h"
#include "domain/org.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { UNITS = 3, BEGAN_DAYS = 400, CHANGED_DAYS = 120, ENDING_IN_DAYS = 30 };

struct filling {
    const struct session *session;
    const struct school *school;
    const char *day;
    struct err *err;
    struct org org;
    int people, filings; /* counted in each school */
    struct arena arena;
};

static const char *day_from(struct filling *f, int by)
{
    char *day = arena_alloc(&f->arena, DAY_TEXT);
    if (day_shift(f->day, by, day) != 0)
        memcpy(day, f->day, DAY_TEXT);
    return day;
}

static int read_org(struct filling *f)
{
    org_done(&f->org);
    return org_read(&f->org, f->session->store, f->school->id, f->day, f->err);
}

/* Three units, below the each-body whose posts they get, where the rule has one. */
static int add_units(struct filling *f)
{
    static const char *const names[UNITS] = { _("样例学院一"), _("样例学院二"), _("样例学院三") };
    const struct body *class = NULL;
    if (read_org(f) != 0)
        return -1;
    for (size_t i = 0; i < f->org.bodies.n && class == NULL; i++)
        class = f->org.bodies.v[i].each ? &f->org.bodies.v[i] : NULL;
    for (size_t i = 0; i < UNITS; i++) {
        int64_t id;
        struct new_body unit = { .school = f->school->id,
                                 .name = names[i],
                                 .kind = "college",
                                 .parent = class == NULL ? 0 : class->id,
                                 .class = class == NULL ? 0 : class->id,
                                 .opened = day_from(f, -2 * BEGAN_DAYS) };
        if (body_add(f->session, &unit, &id, f->err) != 0)
            return -1;
    }
    return read_org(f);
}

static int new_sample_person(struct filling *f, int64_t *id)
{
    int n = ++f->people;
    struct new_person person = { .school = f->school->id,
                                 .number = arena_printf(&f->arena, "YL%04d", n),
                                 .name = arena_printf(&f->arena, _("样例人员%02d"), n),
                                 .phone = arena_printf(&f->arena, "0000-%07d", n),
                                 .night_phone = n % 2 == 0 ? NULL : arena_printf(&f->arena, "0000000%04d", n) };
    return person_add(f->session, &person, id, f->err);
}

static int hold(struct filling *f, const struct post *post, const char *from, const char *to)
{
    struct appointment wanted = { .post = post->id, .from = from, .to = to };
    if (new_sample_person(f, &wanted.person) != 0)
        return -1;
    if (post->filing) {
        wanted.filed = from;
        wanted.filing_number = arena_printf(&f->arena, _("样例备〔%.4s〕%d号"), from, ++f->filings);
    }
    return appoint(f->session, &wanted, f->err);
}

/* The first post had somebody else before, the second one's holder is about to leave, the last stays empty. */
static int fill_posts(struct filling *f)
{
    const struct post *last = NULL;
    size_t taken = 0;
    int rc = 0;
    for (size_t i = 0; i < f->org.posts.n; i++)
        if (org_vacant(&f->org, &f->org.posts.v[i]) && f->org.posts.v[i].seats == 1)
            last = &f->org.posts.v[i];
    for (size_t i = 0; rc == 0 && i < f->org.posts.n; i++) {
        const struct post *post = &f->org.posts.v[i];
        if (!org_vacant(&f->org, post) || post == last)
            continue;
        const char *from = day_from(f, -BEGAN_DAYS), *to = NULL;
        if (taken == 0) {
            rc = hold(f, post, from, day_from(f, -CHANGED_DAYS - 1));
            from = day_from(f, -CHANGED_DAYS);
        } else if (taken == 1) {
            to = day_from(f, ENDING_IN_DAYS);
        }
        if (rc == 0)
            rc = hold(f, post, from, to);
        taken++;
    }
    return rc;
}

static int add_assets(struct filling *f)
{
    static const struct {
        const char *name, *kind, *address, *purpose, *scale, *risk;
        int64_t level;
    } samples[] = {
        { _("样例学院一网站"), "site", "one.example.edu.cn", _("样例：单位介绍和通知"), _("样例：日访问 500 次"),
          _("样例：内容由多人发布"), 2 },
        { _("样例学院二选课系统"), "system", "two.example.edu.cn", _("样例：学生选课"), _("样例：3000 名学生"),
          _("样例：存有个人信息"), 3 },
        { _("样例学院三公众号"), "platform", NULL, _("样例：信息发布"), NULL, NULL, 0 },
    };
    static const char *const owners[] = { _("样例学院一"), _("样例学院二"), _("样例学院三") };
    for (size_t i = 0; i < COUNT(samples); i++) {
        int64_t id;
        struct asset_fields fields = { .body = body_named(&f->org.bodies, owners[i])->id,
                                       .name = samples[i].name,
                                       .kind = samples[i].kind,
                                       .level = samples[i].level,
                                       .address = samples[i].address,
                                       .purpose = samples[i].purpose,
                                       .scale = samples[i].scale,
                                       .risk = samples[i].risk,
                                       .opened = day_from(f, -BEGAN_DAYS) };
        if (asset_add(f->session, &fields, &id, f->err) != 0)
            return -1;
    }
    return 0;
}

/* Who is to meet it here: the body named, or of an each-body the first unit; NULL: nobody. */
static const struct body *who_owes(const struct filling *f, const struct obligation *obligation)
{
    const struct body *body = body_by_id(&f->org.bodies, obligation->body);
    if (body == NULL || !body->each)
        return body;
    const struct body *unit = body_named(&f->org.bodies, _("样例学院一"));
    return unit != NULL && unit->class == body->id ? unit : NULL;
}

/* One obligation of one body, a yearly one where there is any, met last year and ten days ago. */
static int add_fulfilments(struct filling *f)
{
    static const int days[] = { -380, -10 };
    struct obligations list = { 0 };
    const struct obligation *chosen = NULL;
    int64_t id;
    int rc = read_obligations(f->session->store, f->school->id, &list, f->err);
    for (size_t i = 0; i < list.n; i++)
        if (who_owes(f, &list.v[i]) != NULL &&
            (chosen == NULL || (strcmp(chosen->every, "year") != 0 && strcmp(list.v[i].every, "year") == 0)))
            chosen = &list.v[i];
    for (size_t i = 0; rc == 0 && chosen != NULL && i < COUNT(days); i++)
        rc = fulfilment_add(f->session, chosen->id, who_owes(f, chosen)->id, day_from(f, days[i]), _("样例纪要"), &id,
                            f->err);
    LIST_FREE(&list);
    return rc;
}

/* Whoever tries it out can sign reviews too, and is in no post that could be under review. */
static int add_reviewer(const struct session *session, int64_t school, struct err *err)
{
    const struct new_person person = { .school = school, .number = "YL9001", .name = _("样例审查人") };
    int64_t id;
    if (person_add(session, &person, &id, err) != 0)
        return -1;
    return account_link(session, session->login, school, person.number, err);
}

int demo_fill(const struct session *session, const char *day, struct err *err)
{
    struct schools schools = { 0 };
    int rc = read_schools(session->store, &schools, err);
    for (size_t i = 0; rc == 0 && i < schools.n; i++) {
        struct filling f = { .session = session, .school = &schools.v[i], .day = day, .err = err };
        rc = add_units(&f);
        if (rc == 0)
            rc = fill_posts(&f);
        if (rc == 0)
            rc = add_assets(&f);
        if (rc == 0)
            rc = add_fulfilments(&f);
        org_done(&f.org);
        arena_free(&f.arena);
    }
    if (rc == 0 && schools.n > 0)
        rc = add_reviewer(session, schools.v[0].id, err);
    LIST_FREE(&schools);
    return rc;
}
