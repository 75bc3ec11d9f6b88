/* The large store. Its rows come out of a few statements: filling it through the domain's doors, a sealed entry each,
 * would take longer than most benches. */
#include "big.h"

#include "measure.h"
#include "store/change.h"
#include "store/db.h"

#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

enum { CHANGES = 1000 };

/* Rows i = 1 … the number in the table `big` under this name. */
#define EACH_OF(name) "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n, big WHERE i < big." name ") "

static const char frame_rows[] =
    "INSERT INTO school(id, key, name, route) VALUES(1, 'big', '样例大学', 'other');"
    "INSERT INTO rule(id, school, key, ord, title, number, issuer, issued, effective, state)"
    " VALUES(1, 1, 'big', 1, '样例大学网络安全责任制实施办法', '样例〔2024〕1号', '样例大学', '2024-01-01', "
    "'2024-01-01',"
    " 'in-force');" EACH_OF(
        "duties") "INSERT INTO provision(id, rule, ord, kind, number, path, mark, text) SELECT i, 1, i, 'article', i,"
                  " '第' || i || '条', '第' || i || '条　', '样例任务' || i || '：落实网络安全责任，组织开展第' || (i "
                  "% 97)"
                  " || '类信息系统的定级备案、等级测评和安全整改，' || "
                  "substr('每年不少于一次向领导小组报告情况，接受监督检查，',"
                  " 1, 4 + i % 20) || '并建立台账。' FROM n;";

static const char body_rows[] = "INSERT INTO body(id, school, key, ord, name, short, kind, parent, each) VALUES"
                                " (1, 1, 'committee', 1, '样例党委', '党委', 'leadership', NULL, 0),"
                                " (2, 1, 'group', 2, '样例网络安全领导小组', '领导小组', 'group', 1, 0),"
                                " (3, 1, 'units', 3, '样例各单位', '各单位', 'unit', 2, 1);"
    /* Colleges, one in twenty; departments below them, and every third of those has an office below. */
    EACH_OF(
        "bodies") "INSERT INTO body(id, school, key, ord, name, kind, parent, each, class)"
                  " SELECT i, 1, 'b' || i, i, CASE WHEN i <= top THEN '样例学院' WHEN i % 3 = 0 THEN '样例教研室' ELSE"
                  " '样例系' END || i, CASE WHEN i <= top THEN 'college' ELSE 'unit' END,"
                  " CASE WHEN i <= top THEN 3 WHEN i % 3 = 0 AND i > top + 1 THEN i - 1 ELSE 4 + i % (top - 3) END, 0,"
                  " CASE WHEN i <= top THEN 3 END"
                  " FROM (SELECT i, 4 + bodies / 20 AS top FROM n, big WHERE i > 3);"
                  "INSERT INTO post(body, key, ord, name, liability, seats, filing) SELECT b.id, p.key, p.ord, p.name, "
                  "p.key, p.seats,"
                  " p.key = 'officer' FROM body b JOIN (SELECT 'first' AS key, 1 AS ord, '主要负责人' AS name, 1 AS "
                  "seats"
                  " UNION ALL SELECT 'direct', 2, '分管负责人', 1 UNION ALL SELECT 'officer', 3, '网络安全员', 1"
                  " UNION ALL SELECT 'member', 4, '成员', 0) p ORDER BY b.id, p.ord;";

static const char people_rows[] = EACH_OF(
    "people") "INSERT INTO person(id, school, number, name, phone, night_phone) SELECT i, 1, printf('%07d', i),"
              " '样例' || substr('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜', 1 + i % 32, 1)"
              " || substr('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平', 1 + i % 20, 1) || i / 640,"
              " printf('0000-%07d', i), CASE WHEN i % 3 = 0 THEN printf('000%08d', i) END FROM n;"
              /* One person a post of one seat, some after another; nine in ten posts taken. */
              "INSERT INTO tenure(post, person, from_day, filed, filing_number) SELECT o.id, o.person, '2024-03-01',"
              " CASE WHEN o.filing THEN '2024-03-05' END, CASE WHEN o.filing THEN '样例备' || o.id END"
              " FROM (SELECT id, filing, row_number() OVER (ORDER BY id) AS person FROM post WHERE seats = 1 AND body "
              "<> 3) o"
              " JOIN big WHERE o.person <= people AND o.id % 10 <> 0;"
              "INSERT INTO tenure(post, person, from_day, to_day) SELECT post, 1 + (person * 7) % people, '2022-01-01',"
              " '2024-02-29' FROM tenure, big WHERE post % 5 = 0;"
              "INSERT INTO tenure(post, person, from_day, to_day) SELECT o.id, p.id, '2025-01-01', CASE WHEN p.id % 11 "
              "= 0 THEN"
              " '2026-12-31' END FROM person p JOIN big JOIN post o ON o.key = 'member' AND o.body = 4 + p.id % "
              "(bodies - 3);";

static const char duty_rows[] = EACH_OF(
    "duties") "INSERT INTO duty(id, school, rule, no, body, provision) SELECT i, 1, 1, i,"
              " CASE WHEN i % 4 = 0 THEN 2 ELSE 4 + i % (bodies - 3) END, i FROM n, big;"
              "INSERT INTO part(duty, body, part, provision) SELECT id, body, 'lead', provision FROM duty;"
              "INSERT INTO part(duty, body, part, provision) SELECT id, 1, 'answer', provision FROM duty;"
              "INSERT OR IGNORE INTO part(duty, body, part, provision) SELECT id, 4 + (id * 31) % (bodies - 3), "
              "'assist',"
              " provision FROM duty, big WHERE id % 2 = 0;"
              "INSERT OR IGNORE INTO part(duty, body, part, provision) SELECT id, 4 + (id * 17) % (4 + bodies / 20 - "
              "3), 'guide',"
              " provision FROM duty, big WHERE id % 3 = 0;"
              "INSERT INTO obligation(school, key, ord, body, name, every, times, kind, provision) SELECT 1, 'o' || "
              "id, id,"
              " CASE WHEN id = 1 THEN 3 ELSE 4 + id % (bodies - 3) END, '样例年度事项' || id, 'year', 1, 'meeting', id"
              " FROM duty, big WHERE id <= 200;"
              "INSERT INTO fulfilment(obligation, body, day, evidence) SELECT id, body, '2026-03-01', '样例纪要' FROM "
              "obligation"
              " WHERE id % 2 = 0;"
              "INSERT INTO asset(school, body, name, kind, level, contact, opened) SELECT 1, body, '样例系统' || id, "
              "'system',"
              " 1 + id % 3, 1 + id % people, '2024-01-01' FROM duty, big WHERE id <= bodies;";

static void fill(struct store *store, const char *action, const char *rows)
{
    struct err err;
    must(store_begin(store, "bench", action, &err), &err);
    must(db_script(store->db, rows, &err), &err);
    must(store_commit(store, &err), &err);
}

/* What a year of small changes leaves in the journal. */
static void change_phones(struct store *store, int64_t people)
{
    char change[128];
    for (int i = 0; i < CHANGES; i++) {
        snprintf(change, sizeof change, "UPDATE person SET phone = '0001-%07d' WHERE id = %" PRId64, i,
                 1 + i * INT64_C(7) % people);
        fill(store, "person-phones", change);
    }
}

static void add_user(struct store *store)
{
    const struct passwd *user = getpwuid(getuid());
    struct err err;
    must(store_begin(store, "bench", "account-add", &err), &err);
    must(add_account(store, user == NULL ? "bench" : user->pw_name, "admin", 0, &err), &err);
    must(store_commit(store, &err), &err);
}

void big_make(const char *path, int64_t bodies, int64_t people, int64_t duties)
{
    struct store_options options = { .clock = clock_system() };
    struct store *store = NULL;
    struct err err;
    char size[256];
    if (bodies < 4 || people < 1 || duties < 1)
        die("big_make: too small");
    snprintf(size, sizeof size,
             "PRAGMA synchronous = OFF; CREATE TEMP TABLE big(bodies, people, duties); INSERT INTO big VALUES(%" PRId64
             ", %" PRId64 ", %" PRId64 ")",
             bodies, people, duties);
    must(store_create(&store, path, &options, &err), &err);
    must(db_script(store->db, size, &err), &err);
    add_user(store);
    fill(store, "init", frame_rows);
    fill(store, "bodies", body_rows);
    fill(store, "people", people_rows);
    fill(store, "duties", duty_rows);
    change_phones(store, people);
    must(store_checkpoint(store, &err), &err);
    store_close(store);
}
