/* The whole table of actions, on every screen there is: each is handled where it is known, no key means two things, and
 * whoever has not the right is told so and changes nothing. */
#include "stand.h"
#include "report/report.h"
#include "suites.h"
#include "tui/console_in.h"

#include <string.h>

static struct stand stand;

/* How to come to each screen; all that can be on top. */
static const struct way {
    const char *name, *from, *keys;
    bool changes, history; /* only for those who may */
} ways[] = {
    { "overview", "overview", "", false, false },
    { "org", "org", "j j", false, false },
    { "matrix", "matrix", "", false, false },
    { "incidents", "incidents", "d", false, false },
    { "incident", "incidents", "d Enter", false, false },
    { "facts", "incidents", "d Enter f", false, false },
    { "evidence", "incidents", "d Enter E", false, false },
    { "limits", "incidents", "L", false, false },
    { "drills", "overview", "D", false, false },
    { "drill", "overview", "D Enter", false, false },
    { "reviews", "reviews", "S", false, false },
    { "review", "reviews", "S Enter", false, false },
    { "rules", "rules", "j", false, false },
    { "dues", "dues", "", false, false },
    { "assets", "assets", "", false, false },
    { "people", "people", "", false, false },
    { "audit", "audit", "", false, true },
    { "history", "people", "H", false, true },
    { "person", "people", "Enter", false, false },
    { "provision", "matrix", "Enter", false, false },
    { "uses", "matrix", "Enter u", false, false },
    { "found", "rules", "f 网络安全 Enter", false, false },
    { "compare", "matrix", "w", false, false },
    { "preview", "org", "p", false, false },
    { "pager", "people", "t", false, false },
    { "help", "org", "?", false, false },
    { "palette", "org", ":", false, false },
    { "prompt", "org", "/", false, false },
    { "pick", "matrix", "b", false, false },
    { "confirm", "overview", "q", false, false },
    { "form", "people", "a", true, false },
    { "form", "matrix", "e", true, false },
};
enum { WAYS = sizeof ways / sizeof ways[0] };

static void go(const struct way *way)
{
    stand_again(&stand, way->from);
    stand_keys(&stand, way->keys);
    ck_top(&stand, way->name);
}

static void on_overview(void)
{
    stand_open(&stand, "overview", "cangzhou", "root");
}

static void away(void)
{
    stand_close(&stand);
}

static bool known_there(enum action action)
{
    return (action_specs[action].contexts & screen_contexts(stand.console->top)) != 0;
}

START_TEST(each_is_handled_where_it_is_known)
{
    bool somewhere[ACTION_COUNT] = { false };
    struct buf missing = { 0 };
    for (size_t i = 0; i < WAYS; i++)
        for (enum action action = 1; action < ACTION_COUNT; action++) {
            go(&ways[i]);
            if (!known_there(action))
                continue;
            somewhere[action] = true;
            stand_act(&stand, action_specs[action].name);
            if (strstr(stand.console->message, "这一屏没有“") != NULL)
                buf_printf(&missing, "%s has no %s\n", ways[i].name, action_specs[action].name);
        }
    ck_assert_str_eq(buf_text(&missing), "");
    buf_free(&missing);
    for (enum action action = 1; action < ACTION_COUNT; action++)
        ck_assert_msg(somewhere[action], "no screen has %s", action_specs[action].name);
}
END_TEST

static void ck_one_key(const struct way *way, enum action a, enum action b)
{
    const struct keymap *map = &stand.keymap;
    for (size_t i = 0; map->keys[a][i] != 0; i++)
        for (size_t k = 0; map->keys[b][k] != 0; k++)
            ck_assert_msg(map->keys[a][i] != map->keys[b][k], "%s: %s and %s", way->name, action_specs[a].name,
                          action_specs[b].name);
}

START_TEST(no_key_means_two_things)
{
    struct err err;
    ck_assert_int_eq(keymap_check(&stand.keymap, &err), 0);
    for (size_t i = 0; i < WAYS; i++) {
        go(&ways[i]);
        for (enum action a = 1; a < ACTION_COUNT; a++)
            for (enum action b = a + 1; b < ACTION_COUNT; b++)
                if (known_there(a) && known_there(b))
                    ck_one_key(&ways[i], a, b);
    }
}
END_TEST

/* By a key that types nothing where text is taken, or by the palette. */
START_TEST(each_can_be_reached)
{
    for (size_t i = 0; i < WAYS; i++) {
        go(&ways[i]);
        bool anywhere = (screen_contexts(stand.console->top) & IN_ANYWHERE) != 0;
        for (enum action action = 1; action < ACTION_COUNT; action++) {
            bool reached = anywhere || !known_there(action);
            for (size_t k = 0; !reached && stand.keymap.keys[action][k] != 0; k++) {
                uint32_t key = stand.keymap.keys[action][k];
                reached = keymap_find(&stand.keymap, screen_contexts(stand.console->top), key) == action &&
                          !(stand.console->top->ops->takes_text && key_types(key));
            }
            ck_assert_msg(reached, "%s: no way to %s", ways[i].name, action_specs[action].name);
        }
    }
}
END_TEST

START_TEST(keys_come_back_from_their_names)
{
    for (enum action action = 1; action < ACTION_COUNT; action++) {
        struct keymap again = { 0 };
        struct err err;
        char keys[KEYS_TEXT];
        keymap_show(&stand.keymap, action, keys);
        ck_assert_int_eq(keymap_set(&again, action, keys, &err), 0);
        ck_assert_mem_eq(again.keys[action], stand.keymap.keys[action], sizeof again.keys[action]);
        ck_assert_int_eq(action_named(action_specs[action].name), action);
    }
    struct err err;
    ck_assert_int_eq(keymap_set(&stand.keymap, action_named("body-add"), "q", &err), 0);
    ck_assert_int_eq(keymap_check(&stand.keymap, &err), 0); /* the more special one has it */
    ck_assert_int_eq(keymap_set(&stand.keymap, action_named("body-add"), "e", &err), 0);
    ck_assert_int_eq(keymap_check(&stand.keymap, &err), -1);
    ck_sentence(&err, "body-rename");
    ck_assert_int_eq(keymap_set(&stand.keymap, action_named("body-add"), "Entre", &err), -1);
    ck_sentence(&err, "Entre");
}
END_TEST

static void ck_refused(const struct way *way, const char *login, enum action action)
{
    struct err why;
    const struct screen *top = stand.console->top;
    int64_t head = stand_head(&stand);
    int depth = stand_depth(&stand);
    ck_assert_int_eq(session_may(&stand.session, action_specs[action].right, &why), -1);
    stand_act(&stand, action_specs[action].name);
    if (strcmp(stand.console->message, why.text) != 0)
        ck_abort_msg("%s, %s, %s: %s", login, way->name, action_specs[action].name, stand.console->message);
    ck_assert_ptr_eq(stand.console->top, top);
    ck_assert_int_eq(stand_depth(&stand), depth);
    ck_assert_int_eq(stand_head(&stand), head);
}

START_TEST(who_may_not_is_told_and_changes_nothing)
{
    static const struct {
        const char *login;
        int refused; /* at least: a role that is refused nothing would prove nothing */
    } roles[] = { { "root", 0 }, { "recorder", 0 }, { "officer", 12 }, { "reviewer", 20 }, { "reader", 25 } };
    for (size_t r = 0; r < sizeof roles / sizeof roles[0]; r++) {
        int refused = 0;
        stand_close(&stand);
        stand_open(&stand, "overview", "cangzhou", roles[r].login);
        bool history = session_may_somewhere(&stand.session, RIGHT_HISTORY);
        bool changes = session_may_somewhere(&stand.session, RIGHT_MANAGE_PEOPLE);
        for (size_t i = 0; i < WAYS; i++) {
            if ((ways[i].history && !history) || (ways[i].changes && !changes))
                continue;
            go(&ways[i]);
            for (enum action action = 1; action < ACTION_COUNT; action++)
                if (known_there(action) && !session_may_somewhere(&stand.session, action_specs[action].right)) {
                    ck_refused(&ways[i], roles[r].login, action);
                    refused++;
                }
        }
        ck_assert_int_ge(refused, roles[r].refused);
    }
}
END_TEST

/* The paper of what is seen; where there is none of it, the list of all. */
START_TEST(each_screen_prints_what_it_shows)
{
    static const struct {
        const char *screen, *report;
    } papers[] = { { "org", "org" },          { "matrix", "matrix" }, { "rules", "rule" },
                   { "dues", "obligations" }, { "assets", "assets" }, { "people", "contacts" } };
    size_t asked = 0;
    for (size_t i = 0; i < WAYS; i++) {
        const char *report = NULL;
        go(&ways[i]);
        if ((screen_contexts(stand.console->top) & IN_ANYWHERE) == 0 || strcmp(ways[i].name, "preview") == 0)
            continue;
        for (size_t k = 0; k < sizeof papers / sizeof papers[0]; k++)
            if (strcmp(papers[k].screen, ways[i].name) == 0)
                report = papers[k].report;
        bool own = stand.console->top->ops->paper != NULL;
        stand_keys(&stand, "p");
        if (!own) {
            ck_assert_ptr_null(report);
            ck_top(&stand, "pick");
            ck_seen(&stand, "换一种公文");
            stand_keys(&stand, "责任清单 Enter");
            asked++;
        }
        ck_top(&stand, "preview");
        ck_seen(&stand, console_school(stand.console)->name); /* of its head: there are pages */
        if (report != NULL)
            ck_seen(&stand, report_named(report)->title);
        stand_keys(&stand, "Esc");
        ck_top(&stand, ways[i].name);
    }
    ck_assert_uint_ge(asked, 3);
}
END_TEST

/* What an officer may do in the own body alone is refused elsewhere before anything is typed. */
START_TEST(officers_are_refused_before_the_form)
{
    stand_close(&stand);
    stand_open(&stand, "people", "cangzhou", "officer");
    int64_t head = stand_head(&stand);
    stand_keys(&stand, "e");
    ck_top(&stand, "people");
    ck_said(&stand, "只能修改在本单位和下属单位任职的人员的电话");
    stand_keys(&stand, "Enter e");
    ck_top(&stand, "person");
    ck_said(&stand, "只能修改在本单位和下属单位任职的人员的电话");
    stand_again(&stand, "assets");
    stand_keys(&stand, "e");
    if (strcmp(stand_top(&stand), "form") == 0)
        stand_keys(&stand, "样例 C-s");
    ck_seen(&stand, "只能在本单位和下属单位维护资产");
    ck_assert_int_eq(stand_head(&stand), head);
}
END_TEST

Suite *actions_suite(void)
{
    Suite *suite = suite_create("actions");
    TCase *tests = tcase_create("actions");
    tcase_add_unchecked_fixture(tests, stand_make, stand_drop);
    tcase_add_checked_fixture(tests, on_overview, away);
    tcase_add_test(tests, each_is_handled_where_it_is_known);
    tcase_add_test(tests, no_key_means_two_things);
    tcase_add_test(tests, each_can_be_reached);
    tcase_add_test(tests, keys_come_back_from_their_names);
    tcase_add_test(tests, who_may_not_is_told_and_changes_nothing);
    tcase_add_test(tests, each_screen_prints_what_it_shows);
    tcase_add_test(tests, officers_are_refused_before_the_form);
    tcase_set_timeout(tests, 0);
    suite_add_tcase(suite, tests);
    return suite;
}
