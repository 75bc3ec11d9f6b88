/* Holds the look-ups to look.h: people page by page from both ends although they bear one name, posts past and present,
 * seats that will be empty, the duties of a body; and the days of clock.h that they are asked by. */
#include "domain/change_org.h"
#include "domain/change_people.h"
#include "lib/run.h"
#include "seeded.h"
#include "store/history.h"
#include "store/look.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>

enum { NAMESAKES = 25 };

static char *folder, *path;
static struct store *store;
static struct session root;
static struct err err;
static int64_t cangzhou, body;

static void must(int rc)
{
    if (rc != 0)
        ck_abort_msg("%s", err.text);
}

static void open_store(void)
{
    folder = folder_new();
    path = seeded_make(folder, "x.db", true);
    store = seeded_open(path);
    root = seeded_session(store, "root");
    cangzhou = seeded_school(store, "cangzhou");
    struct new_body made = { .school = cangzhou, .name = "样例学院一", .kind = "college" };
    must(body_add(&root, &made, &body, &err));
}

static void close_store(void)
{
    session_done(&root);
    store_close(store);
    ck_verified(path);
    mem_free(path);
    folder_drop(folder);
}

static int64_t person_of(const char *number, const char *name)
{
    struct new_person person = { .school = cangzhou, .number = number, .name = name };
    int64_t id = 0;
    must(person_add(&root, &person, &id, &err));
    return id;
}

static int64_t post_of(const char *name, int64_t seats)
{
    struct new_post post = { .body = body, .name = name, .liability = "direct", .seats = seats };
    int64_t id = 0;
    must(post_add(&root, &post, &id, &err));
    return id;
}

static void hold(int64_t post, int64_t person, const char *from, const char *to)
{
    struct appointment appointment = { .post = post, .person = person, .from = from, .to = to };
    must(appoint(&root, &appointment, &err));
}

/* --- Paging --- */

/* Walks all pages of `limit` in one direction; every person once, in order. */
static void ck_walk(size_t limit, bool backwards, const struct persons *all)
{
    struct person_page page = { .school = cangzhou, .day = "2026-11-21", .limit = limit, .backwards = backwards };
    struct arena names = { 0 };
    size_t seen = 0;
    for (;;) {
        struct persons got = { 0 };
        must(read_persons(store, &page, &got, &err));
        ck_assert_uint_le(got.n, limit);
        for (size_t i = 0; i < got.n; i++) {
            size_t at = backwards ? all->n - seen - got.n + i : seen + i;
            ck_assert_int_eq(got.v[i].id, all->v[at].id);
            ck_assert_str_eq(got.v[i].name, all->v[at].name);
        }
        seen += got.n;
        if (got.n > 0) {
            const struct person *edge = &got.v[backwards ? 0 : got.n - 1];
            page.name = arena_strdup(&names, edge->name);
            page.id = edge->id;
        }
        bool end = got.n == 0;
        LIST_FREE(&got);
        if (end)
            break;
    }
    ck_assert_uint_eq(seen, all->n);
    arena_free(&names);
}

START_TEST(people_page_by_page_although_they_bear_one_name)
{
    char number[32];
    for (int i = 0; i < NAMESAKES; i++) {
        snprintf(number, sizeof number, "n%d", i);
        person_of(number, "样例同名");
    }
    struct persons all = { 0 };
    must(read_all_persons_short(store, cangzhou, &all, &err));
    ck_assert_uint_gt(all.n, NAMESAKES);
    for (size_t i = 1; i < all.n; i++) {
        int order = strcmp(all.v[i - 1].name, all.v[i].name);
        ck_assert(order < 0 || (order == 0 && all.v[i - 1].id < all.v[i].id));
        ck_assert_int_eq(all.v[i].school, cangzhou);
    }
    static const size_t limits[] = { 1, 2, 7, NAMESAKES, 1000 };
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        ck_walk(limits[i], false, &all);
        ck_walk(limits[i], true, &all);
    }
    /* A page may begin where nobody stands. */
    struct person_page page = { .school = cangzhou, .day = "2026-11-21", .name = "样例同", .limit = 1 };
    struct persons got = { 0 };
    must(read_persons(store, &page, &got, &err));
    ck_assert_str_eq(got.v[0].name, "样例同名");
    ck_assert_str_eq(got.v[0].number, "n0");
    LIST_FREE(&got);
    page.school = 99999;
    page.name = NULL;
    must(read_persons(store, &page, &got, &err));
    ck_assert_uint_eq(got.n, 0);
    page.backwards = true;
    must(read_persons(store, &page, &got, &err));
    ck_assert_uint_eq(got.n, 0);
    LIST_FREE(&all);
}
END_TEST

START_TEST(the_posts_of_a_person_on_a_day)
{
    int64_t one = post_of("样例岗一", 1), two = post_of("样例岗二", 1), person = person_of("1", "样例一");
    hold(two, person, "2026-01-01", "2026-06-30");
    hold(one, person, "2026-06-30", NULL);
    static const char *const days[][2] = { { "2025-12-31", NULL },
                                           { "2026-01-01", "样例学院一 样例岗二" },
                                           { "2026-06-30", "样例学院一 样例岗一、样例学院一 样例岗二" },
                                           { "2026-07-01", "样例学院一 样例岗一" } };
    for (size_t i = 0; i < 4; i++) {
        struct persons got = { 0 };
        must(read_person(store, person, days[i][0], &got, &err));
        ck_assert_pstr_eq(got.v[0].posts, days[i][1]);
        LIST_FREE(&got);
        struct person_page page = { .school = cangzhou, .day = days[i][0], .name = "样例一", .limit = 1 };
        must(read_persons(store, &page, &got, &err));
        ck_assert_pstr_eq(got.v[0].posts, days[i][1]);
        LIST_FREE(&got);
    }
    struct tenures held = { 0 };
    must(read_person_tenures(store, person, &held, &err));
    ck_assert_uint_eq(held.n, 2);
    ck_assert_str_eq(held.v[0].post_name, "样例岗一"); /* the latest first */
    ck_assert_str_eq(held.v[1].body_name, "样例学院一");
    ck_assert_str_eq(held.v[1].liability, "direct");
    ck_assert_str_eq(held.v[1].to, "2026-06-30");
    ck_assert_int_eq(held.v[1].body, body);
    LIST_FREE(&held);
    must(read_person(store, 99999, "2026-11-21", &(struct persons){ 0 }, &err));
}
END_TEST

/* --- Seats that will be empty --- */

static void ck_ending(const char *from, const char *to, const char *expected)
{
    struct tenures ending = { 0 };
    struct buf out = { 0 };
    must(read_tenures_ending(store, cangzhou, from, to, &ending, &err));
    for (size_t i = 0; i < ending.n; i++)
        if (ending.v[i].body == body)
            buf_printf(&out, "%s ", ending.v[i].person_name);
    ck_assert_msg(strcmp(buf_text(&out), expected) == 0, "%s to %s: %s, not %s", from, to, buf_text(&out), expected);
    buf_free(&out);
    LIST_FREE(&ending);
}

START_TEST(tenures_that_end_and_leave_a_seat)
{
    int64_t one = post_of("样例一席", 1), two = post_of("样例两席", 2), any = post_of("样例不限", 0);
    int64_t a = person_of("1", "一"), b = person_of("2", "二"), c = person_of("3", "三");
    hold(one, a, "2026-01-01", "2026-12-10");
    ck_ending("2026-12-10", "2026-12-10", "一 ");
    ck_ending("2026-12-11", "2027-12-10", "");
    ck_ending("2026-01-01", "2026-12-09", "");
    hold(one, b, "2027-02-01", "2027-06-30"); /* follows, although not at once */
    ck_ending("2026-12-01", "2026-12-31", "");
    ck_ending("2026-12-01", "2027-12-31", "二 ");
    hold(two, a, "2026-01-01", "2026-12-10");
    hold(two, b, "2026-01-01", NULL);
    ck_ending("2026-12-01", "2026-12-31", "一 ");
    hold(two, c, "2026-12-11", NULL);
    ck_ending("2026-12-01", "2026-12-31", "");
    hold(any, a, "2026-01-01", "2026-12-20");
    hold(any, b, "2026-01-01", "2026-12-31");
    ck_ending("2026-12-01", "2026-12-31", "二 "); /* one is enough where any number may */
    /* A post that goes with its last holder needs no other. */
    must(post_close(&root, any, "2027-01-01", 0, &err));
    ck_ending("2026-12-01", "2026-12-31", "");
}
END_TEST

/* --- Bodies --- */

START_TEST(the_duties_of_a_body)
{
    struct bodies unit = { 0 }, units = { 0 };
    struct body_duties duties = { 0 };
    must(read_body_called(store, cangzhou, "security", 0, "2026-11-21", &unit, &err));
    must(read_body_called(store, cangzhou, "units", 0, "2026-11-21", &units, &err));
    must(read_body_duties(store, unit.v[0].id, 0, &duties, &err));
    int64_t own = 0, of_class = 0, last = 0;
    for (size_t i = 0; i < duties.n; i++) {
        own += duties.v[i].body == unit.v[0].id;
        of_class += duties.v[i].body == units.v[0].id;
        ck_assert_int_ge(duties.v[i].no, last);
        last = duties.v[i].no;
        ck_assert_str_eq(duties.v[i].cite.rule, "responsibility");
        ck_assert_uint_gt(strlen(duties.v[i].text), 3);
    }
    ck_assert_int_eq(own, raw_int(store->db, "SELECT count(*) FROM part a JOIN body b ON b.id = a.body"
                                             " JOIN school s ON s.id = b.school WHERE b.key = 'security'"
                                             " AND s.key = 'cangzhou'"));
    ck_assert_int_gt(own, 0);
    ck_assert_int_gt(of_class, 0);
    ck_assert_uint_eq(duties.n, (size_t)(own + of_class));
    LIST_FREE(&duties);
    must(read_body_duties(store, body, 0, &duties, &err));
    ck_assert_uint_eq(duties.n, 0);
    LIST_FREE(&unit);
    LIST_FREE(&units);
}
END_TEST

START_TEST(a_body_is_found_by_its_id_in_any_list)
{
    struct bodies bodies = { 0 };
    ck_assert_ptr_null(body_by_id(&bodies, 1));
    must(read_bodies(store, cangzhou, "2026-11-21", &bodies, &err));
    for (size_t i = 0; i < bodies.n; i++)
        ck_assert_ptr_eq(body_by_id(&bodies, bodies.v[i].id), &bodies.v[i]);
    ck_assert_ptr_null(body_by_id(&bodies, 0));
    ck_assert_ptr_null(body_by_id(&bodies, 99999));
    struct body *pushed = VEC_PUSH(&bodies);
    pushed->id = 99999;
    ck_assert_ptr_eq(body_by_id(&bodies, 99999), pushed);
    ck_assert_ptr_eq(body_by_id(&bodies, bodies.v[0].id), &bodies.v[0]);
    LIST_FREE(&bodies);
    ck_assert_ptr_null(body_by_id(&bodies, 99999));
}
END_TEST

/* --- What was changed since --- */

START_TEST(who_touched_a_record_last)
{
    struct touch touch;
    struct store_head before, middle;
    int64_t a = person_of("1", "样例一"), b = person_of("2", "样例二");
    must(store_head(store, &before, &err));
    must(changed_since(store, "person", a, before.seq, &touch, &err));
    ck_assert_int_eq(touch.seq, 0);
    must(person_set_phones(&root, a, "1", NULL, 0, &err));
    must(person_set_phones(&root, a, "2", NULL, 0, &err));
    must(store_head(store, &middle, &err));
    must(person_set_phones(&root, b, "3", NULL, 0, &err));
    must(changed_since(store, "person", a, before.seq, &touch, &err));
    ck_assert_int_eq(touch.seq, middle.seq);
    ck_assert_int_eq(touch.at, SEEDED_NOW);
    ck_assert_str_eq(touch.actor, "root");
    must(changed_since(store, "person", a, middle.seq, &touch, &err));
    ck_assert_int_eq(touch.seq, 0);
    must(changed_since(store, "body", a, 0, &touch, &err)); /* another table's row of that number */
    ck_assert_int_ne(touch.seq, middle.seq);
}
END_TEST

START_TEST(who_touched_a_record_lately)
{
    struct touch touches[3];
    struct store_head head;
    size_t n;
    int64_t a = person_of("1", "样例一"), b = person_of("2", "样例二");
    must(person_set_phones(&root, a, "1", NULL, 0, &err));
    must(person_set_phones(&root, a, "2", NULL, 0, &err));
    must(store_head(store, &head, &err));
    must(person_set_phones(&root, b, "3", NULL, 0, &err));
    must(read_touches(store, "person", a, 3, touches, &n, &err));
    ck_assert_uint_eq(n, 3); /* and when it was added */
    ck_assert_int_eq(touches[0].seq, head.seq);
    ck_assert_int_eq(touches[1].seq, head.seq - 1);
    ck_assert_int_eq(touches[0].at, SEEDED_NOW);
    ck_assert_str_eq(touches[0].actor, "root");
    ck_assert_str_ne(touches[0].action, touches[2].action);
    must(read_touches(store, "person", a, 1, touches, &n, &err));
    ck_assert_uint_eq(n, 1);
    ck_assert_int_eq(touches[0].seq, head.seq);
    must(read_touches(store, "person", 99999, 3, touches, &n, &err));
    ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(days_are_shifted)
{
    static const struct {
        const char *day;
        int by;
        const char *expected;
    } shifts[] = {
        { "2026-11-21", 0, "2026-11-21" },  { "2026-01-01", -1, "2025-12-31" },    { "2024-03-01", -1, "2024-02-29" },
        { "2025-03-01", -1, "2025-02-28" }, { "2000-02-28", 1, "2000-02-29" },     { "1900-02-28", 1, "1900-03-01" },
        { "2026-11-21", 60, "2027-01-20" }, { "2000-01-01", 36525, "2100-01-01" }, { "9999-12-31", 1, NULL },
        { "1900-01-01", -1, NULL },         { "1900-01-01", -900000, NULL },       { "9999-12-31", 2000000000, NULL },
    };
    for (size_t i = 0; i < sizeof shifts / sizeof shifts[0]; i++) {
        char out[DAY_TEXT];
        int rc = day_shift(shifts[i].day, shifts[i].by, out);
        ck_assert_int_eq(rc, shifts[i].expected == NULL ? -1 : 0);
        if (rc == 0)
            ck_assert_str_eq(out, shifts[i].expected);
    }
    char day[DAY_TEXT] = "1900-01-01", next[DAY_TEXT];
    for (int i = 1; day_shift(day, 1, next) == 0; i++) {
        char parsed[DAY_TEXT];
        ck_assert_int_eq(day_parse(next, parsed), 0);
        ck_assert_int_eq(day_distance(day, next), 1);
        ck_assert_int_lt(strcmp(day, next), 0);
        memcpy(day, next, sizeof day);
    }
    ck_assert_str_eq(day, "9999-12-31");
}
END_TEST

Suite *look_suite(void)
{
    Suite *suite = suite_create("look");
    TCase *t = tcase_create("look");
    tcase_set_timeout(t, 0);
    tcase_add_checked_fixture(t, open_store, close_store);
    tcase_add_test(t, people_page_by_page_although_they_bear_one_name);
    tcase_add_test(t, the_posts_of_a_person_on_a_day);
    tcase_add_test(t, tenures_that_end_and_leave_a_seat);
    tcase_add_test(t, the_duties_of_a_body);
    tcase_add_test(t, a_body_is_found_by_its_id_in_any_list);
    tcase_add_test(t, who_touched_a_record_last);
    tcase_add_test(t, who_touched_a_record_lately);
    tcase_add_test(t, days_are_shifted);
    suite_add_tcase(suite, t);
    return suite;
}
