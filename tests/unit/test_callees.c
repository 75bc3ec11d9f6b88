/* Holds the list of whom to call to each school's rule and org chart: who, for which reasons, in which order, by which
 * phone, and who it was on another day. */
#include "domain/callees.h"
#include "lib/run.h"
#include "seeded.h"
#include "suites.h"

#include "base/mem.h"

#include <string.h>

static char *folder, *path;
static struct store *store;
static struct err err;
static struct buf told;

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
}

static void close_copy(void)
{
    buf_free(&told);
    store_close(store);
    seeded_drop(path, folder);
}

static int64_t id_of(const char *sql)
{
    return raw_int(store->db, sql);
}

static int64_t body_of(const char *school, const char *key)
{
    struct arena arena = { 0 };
    int64_t id = id_of(arena_printf(&arena,
                                    "SELECT b.id FROM body b JOIN school s ON s.id = b.school WHERE s.key = '%s' AND"
                                    " b.key = '%s'",
                                    school, key));
    arena_free(&arena);
    return id;
}

/* A line for each: roles|place|who|phone|night phone. */
static const char *called(const struct incident *incident, const char *day)
{
    struct callees callees = { 0 };
    buf_free(&told);
    told = (struct buf){ 0 };
    ck_assert_int_eq(callees_read(store, incident, day, &callees, &err), 0);
    for (size_t i = 0; i < callees.n; i++) {
        const struct callee *x = &callees.v[i];
        buf_printf(&told, "%s|%s|%s", callee_roles(x, &callees.arena), callee_place(x, &callees.arena),
                   x->name == NULL ? callee_missing(x) : x->name);
        if (x->phone != NULL || x->night_phone != NULL)
            buf_printf(&told, "|%s|%s", x->phone == NULL ? "" : x->phone, x->night_phone == NULL ? "" : x->night_phone);
        buf_addc(&told, '\n');
    }
    callees_free(&callees);
    return buf_text(&told);
}

#define TODAY "2026-11-21"
#define SITE "系统联系人|样例网站（等保二级）|样例己|0317-0000006|\n"
#define GROUP "牵头、处置|学校网络安全和信息化工作领导小组|没有岗位\n"
#define OPINION "|网络信息发布和舆情监控办公室 主任（党委宣传部负责人）|空缺\n"
#define TECH "办公室|网络安全和信息化技术保障办公室 主任（现代教育技术中心负责人）|空缺\n"
#define LEADER "分管领导|党委分管领导|空缺\n"
#define FIRST "党委宣传部 党政主要负责人|样例己|0317-0000006|\n"

/* The same for 舆情, whose steps are others'; and as long as the unit is not known. */
START_TEST(an_asset_brings_its_people)
{
    struct incident incident = { .school = seeded_school(store, "cangzhou"),
                                 .asset = id_of("SELECT id FROM asset"),
                                 .body = body_of("cangzhou", "propaganda") };
    ck_assert_str_eq(called(&incident, TODAY),
                     SITE "直接责任人|党委宣传部 直接负责人|空缺\n第一责任人、处置|" FIRST GROUP
                          "办公室" OPINION TECH LEADER);
    incident.opinion = true;
    ck_assert_str_eq(called(&incident, TODAY), SITE "直接责任人|党委宣传部 直接负责人|空缺\n第一责任人|" FIRST GROUP
                                                    "办公室、处置" OPINION TECH LEADER);
    incident.asset = incident.body = 0;
    ck_assert_str_eq(called(&incident, TODAY), GROUP "办公室、处置" OPINION TECH LEADER);
    incident.opinion = false;
    ck_assert_str_eq(called(&incident, TODAY), GROUP "办公室" OPINION TECH LEADER "处置|领导小组成员单位|单位未明\n");
}
END_TEST

/* An officer before he came, and since; and whoever of a body is there, when its head is not. */
START_TEST(it_is_who_held_the_post_that_day)
{
    static const char rest[] = "|网络安全和信息化领导小组办公室 网络安全事件应急响应执行负责人|空缺\n"
                               "分管领导|分管校领导|空缺\n";
    const struct incident incident = { .school = seeded_school(store, "meijia"),
                                       .body = body_of("meijia", "academic-affairs") };
    struct buf wanted = { 0 };
    buf_printf(&wanted,
               "网络安全员|教务处 网络安全和信息化专员|空缺\n第一责任人、处置|教务处 二级单位主要负责人|空缺\n"
               "牵头、办公室、处置%s",
               rest);
    ck_assert_str_eq(called(&incident, "2025-02-27"), wanted.v);
    wanted.n = 0;
    buf_printf(&wanted,
               "网络安全员、处置|教务处 网络安全和信息化专员|样例庚\n第一责任人、处置|教务处 二级单位主要负责人"
               "|空缺\n牵头、办公室、处置%s",
               rest);
    ck_assert_str_eq(called(&incident, "2025-02-28"), wanted.v);
    buf_free(&wanted);
}
END_TEST

static void person(const char *school, const char *body, const char *post, const char *name, const char *phones)
{
    struct arena arena = { 0 };
    seeded_write(store, "people",
                 arena_printf(&arena,
                              "INSERT INTO person(school, name, phone, night_phone) SELECT id, '%s', %s FROM school"
                              " WHERE key = '%s'; INSERT INTO tenure(post, person, from_day) SELECT o.id,"
                              " (SELECT max(id) FROM person), '2020-01-01' FROM post o JOIN body b ON b.id = o.body"
                              " JOIN school s ON s.id = b.school WHERE s.key = '%s' AND b.key = '%s' AND o.name = '%s'",
                              name, phones, school, school, body, post));
    arena_free(&arena);
}

/* Nobody heads the office: its members, each by his own phone. */
START_TEST(everyone_in_a_post_is_called)
{
    const struct incident incident = { .school = seeded_school(store, "cangzhou"), .opinion = true };
    person("cangzhou", "opinion-office", "成员", "样例辛", "NULL, '13000000008'");
    person("cangzhou", "opinion-office", "成员", "样例壬", "NULL, NULL");
    ck_assert_str_eq(
        called(&incident, TODAY),
        GROUP "办公室、处置" OPINION
              "办公室、处置|网络信息发布和舆情监控办公室 成员（党委宣传部成员、各党总支(支部)宣传委员）|样例辛||"
              "13000000008\n"
              "办公室、处置|网络信息发布和舆情监控办公室 成员（党委宣传部成员、各党总支(支部)宣传委员）|样例壬\n" TECH
                  LEADER);
    person("cangzhou", "opinion-office", "主任", "样例癸", "'0317-0000010', '13000000010'");
    ck_assert_str_eq(called(&incident, TODAY),
                     GROUP "办公室、处置|网络信息发布和舆情监控办公室 主任（党委宣传部负责人）|样例癸|0317-0000010|"
                           "13000000010\n" TECH LEADER);
}
END_TEST

/* An office without posts is reached where it is; of a repealed rule no step is left. */
START_TEST(a_body_at_another_is_reached_there)
{
    const struct incident incident = { .school = seeded_school(store, "dalian-medical"),
                                       .body = body_of("dalian-medical", "propaganda") };
    person("dalian-medical", "edtech-centre", "领导班子主要负责人", "样例辛", "'0411-0000008', NULL");
    ck_assert_str_eq(called(&incident, TODAY),
                     "直接责任人|党委宣传部 主管网络安全的领导班子成员|空缺\n"
                     "第一责任人、牵头、处置|党委宣传部 领导班子主要负责人|空缺\n"
                     "办公室、处置|网络安全和信息化领导小组办公室（设在现代教育技术中心） 领导班子主要负责人|样例辛|"
                     "0411-0000008|\n"
                     "分管领导|主管网络安全的校领导|空缺\n");
    seeded_write(store, "repeal", "UPDATE rule SET state = 'repealed'");
    ck_assert_ptr_null(strstr(called(&incident, TODAY), "处置"));
    ck_assert_ptr_nonnull(strstr(told.v, "\n第一责任人|党委宣传部"));
}
END_TEST

/* Where the rule has no leader in charge the first of the school is called, and 舆情 without steps of its own is
 * handled as any incident. */
START_TEST(nobody_in_charge_leaves_the_first)
{
    struct incident incident = { .school = seeded_school(store, "hrbeu"), .opinion = true };
    ck_assert_str_eq(called(&incident, TODAY),
                     "办公室|学校网络安全和信息化领导小组办公室（设在信息化处）|没有岗位\n"
                     "分管领导|主管网络安全的校领导班子成员|空缺\n处置|各分党委、党总支|单位未明\n"
                     "处置|学校党委 学校党委书记|空缺\n");
    seeded_write(store, "close",
                 "UPDATE post SET opened = '2019-01-01', closed = '2026-01-01' WHERE liability = 'direct'");
    ck_assert_str_eq(called(&incident, TODAY),
                     "办公室|学校网络安全和信息化领导小组办公室（设在信息化处）|没有岗位\n"
                     "学校第一责任人、处置|学校党委 学校党委书记|空缺\n处置|各分党委、党总支|单位未明\n");
}
END_TEST

Suite *callees_suite(void)
{
    Suite *suite = suite_create("callees");
    TCase *t = seeded_case("callees", true, open_copy, close_copy);
    tcase_add_test(t, an_asset_brings_its_people);
    tcase_add_test(t, it_is_who_held_the_post_that_day);
    tcase_add_test(t, everyone_in_a_post_is_called);
    tcase_add_test(t, a_body_at_another_is_reached_there);
    tcase_add_test(t, nobody_in_charge_leaves_the_first);
    suite_add_tcase(suite, t);
    return suite;
}
