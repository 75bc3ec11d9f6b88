/* Holds the seeding to the documents: what is read back from the store is the published text, Cangzhou's duties are its
 * annex row by row, each thing leads to a provision that is there, and every list cites what the issue says it must. */
#include "base/err.h"
#include "base/file.h"
#include "lib/run.h"
#include "rules/rulebook.h"
#include "seeded.h"
#include "suites.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A store with the four schools, in a folder of its own. */
struct seeded {
    char *folder, *path;
    struct store *store;
};

static void seeded_start(struct seeded *seeded)
{
    seeded->folder = folder_new();
    seeded->path = seeded_make(seeded->folder, "zeren.db", false);
    seeded->store = seeded_open(seeded->path);
}

static void seeded_end(struct seeded *seeded)
{
    store_close(seeded->store);
    mem_free(seeded->path);
    folder_drop(seeded->folder);
}

static const char *const schools[] = { "cangzhou", "dalian-medical", "hrbeu", "meijia" };
enum { SCHOOLS = sizeof schools / sizeof schools[0] };

static void read_text(const char *school, const char *rule, struct buf *out)
{
    struct err err;
    struct buf name = { 0 };
    buf_printf(&name, "data/rules/%s/%s.txt", school, rule);
    char *path = source_path(buf_text(&name));
    ck_assert_msg(file_read(path, 1 << 20, out, &err) == 0, "%s", err.text);
    mem_free(path);
    buf_free(&name);
}

/* Without line ends, and tabs as blanks: what the store keeps of the layout. */
static void flatten(struct buf *text)
{
    size_t n = 0;
    for (size_t i = 0; i < text->n; i++)
        if (text->v[i] != '\n')
            text->v[n++] = text->v[i] == '\t' ? ' ' : text->v[i];
    text->n = n;
}

START_TEST(all_provisions_joined_are_the_text)
{
    struct seeded seeded;
    struct err err;
    size_t all = 0;
    seeded_start(&seeded);
    for (size_t s = 0; s < SCHOOLS; s++) {
        struct rules rules = { 0 };
        ck_assert_int_eq(read_rules(seeded.store, seeded_school(seeded.store, schools[s]), &rules, &err), 0);
        for (size_t r = 0; r < rules.n; r++) {
            struct provisions provisions = { 0 };
            struct buf text = { 0 }, joined = { 0 };
            read_text(schools[s], rules.v[r].key, &text);
            ck_assert_int_eq(read_provisions(seeded.store, rules.v[r].id, &provisions, &err), 0);
            for (size_t i = 0; i < provisions.n; i++)
                buf_printf(&joined, "%s%s", provisions.v[i].mark, provisions.v[i].text);
            flatten(&text);
            flatten(&joined);
            bool same = text.n == joined.n && memcmp(text.v, joined.v, text.n) == 0;
            ck_assert_msg(same, "%s %s", schools[s], rules.v[r].key);
            all++;
            buf_free(&text);
            buf_free(&joined);
            LIST_FREE(&provisions);
        }
        LIST_FREE(&rules);
    }
    ck_assert_uint_eq(all, 5);
    seeded_end(&seeded);
}
END_TEST

static const char *name_of(const struct bodies *bodies, int64_t id)
{
    const struct body *body = body_by_id(bodies, id);
    return body == NULL ? "" : body->name;
}

/* The annex read without the parser: rows are lines with two tabs, an empty party is that of the row before. */
START_TEST(cangzhous_duties_are_the_annex)
{
    struct seeded seeded;
    struct err err;
    struct duties duties = { 0 };
    struct bodies bodies = { 0 };
    struct buf text = { 0 };
    const char *party = "";
    size_t at = 0;
    seeded_start(&seeded);
    int64_t school = seeded_school(seeded.store, "cangzhou");
    ck_assert_int_eq(read_duties(seeded.store, school, &duties, &err), 0);
    ck_assert_int_eq(read_bodies(seeded.store, school, "2026-01-01", &bodies, &err), 0);
    read_text("cangzhou", "responsibility", &text);
    for (char *line = strtok(text.v, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char *number = strchr(line, '\t'), *words = number == NULL ? NULL : strchr(number + 1, '\t');
        if (words == NULL || strncmp(number + 1, "序号", strlen("序号")) == 0)
            continue;
        *number++ = *words++ = '\0';
        party = line[0] != '\0' ? line : party;
        ck_assert_uint_lt(at, duties.n);
        const struct duty *duty = &duties.v[at++];
        ck_assert_int_eq(duty->no, (int64_t)at);
        ck_assert_int_eq(strtol(number, NULL, 10), (long)at);
        ck_assert_str_eq(duty->text, words);
        ck_assert_str_eq(name_of(&bodies, duty->body), party);
        ck_assert_str_eq(duty->cite.rule, "responsibility");
        ck_assert(strncmp(duty->cite.path, "附件一第", strlen("附件一第")) == 0);
        ck_assert_int_eq(strtol(duty->cite.path + strlen("附件一第"), NULL, 10), (long)at);
    }
    ck_assert_uint_eq(at, 36);
    ck_assert_uint_eq(duties.n, 36);
    buf_free(&text);
    LIST_FREE(&duties);
    LIST_FREE(&bodies);
    seeded_end(&seeded);
}
END_TEST

/* The words of the provision cited; NULL when it leads nowhere. */
static const char *cited(struct store *store, int64_t school, struct cite cite, struct provisions *provisions)
{
    struct rules rules = { 0 };
    struct err err;
    const char *words = NULL;
    ck_assert_int_eq(read_rules(store, school, &rules, &err), 0);
    for (size_t r = 0; cite.rule != NULL && cite.path != NULL && cite.path[0] != '\0' && r < rules.n; r++)
        if (strcmp(rules.v[r].key, cite.rule) == 0)
            ck_assert_int_eq(read_provisions(store, rules.v[r].id, provisions, &err), 0);
    for (size_t i = 0; i < provisions->n; i++)
        if (strcmp(provisions->v[i].path, cite.path) == 0)
            words = provisions->v[i].text;
    LIST_FREE(&rules);
    return words;
}

static void leads_somewhere(struct store *store, int64_t school, struct cite cite, const char *part)
{
    struct provisions provisions = { 0 };
    const char *words = cited(store, school, cite, &provisions);
    ck_assert_msg(words != NULL && words[0] != '\0', "%s %s", cite.rule, cite.path);
    ck_assert_msg(part == NULL || (part[0] != '\0' && strstr(words, part) != NULL), "not in %s: %s", cite.path, part);
    LIST_FREE(&provisions);
}

static void check_duties(struct store *store, int64_t school)
{
    struct duties duties = { 0 };
    struct parts parts = { 0 };
    struct err err;
    ck_assert_int_eq(read_duties(store, school, &duties, &err), 0);
    ck_assert_int_eq(read_parts(store, school, "2026-11-21", &parts, &err), 0);
    for (size_t i = 0; i < duties.n; i++) {
        size_t leads = 0;
        leads_somewhere(store, school, duties.v[i].cite, duties.v[i].text);
        for (size_t k = 0; k < parts.n; k++)
            leads += parts.v[k].duty == duties.v[i].id && strcmp(parts.v[k].part, "lead") == 0;
        ck_assert_msg(leads == 1, "duty %d: %zu lead", (int)duties.v[i].no, leads);
    }
    for (size_t i = 0; i < parts.n; i++)
        leads_somewhere(store, school, parts.v[i].cite, NULL);
    LIST_FREE(&duties);
    LIST_FREE(&parts);
}

static void check_rest(struct store *store, int64_t school, size_t *count)
{
    struct circumstances circumstances = { 0 };
    struct obligations obligations = { 0 };
    struct bodies bodies = { 0 };
    struct posts posts = { 0 };
    struct err err;
    ck_assert_int_eq(read_circumstances(store, school, &circumstances, &err), 0);
    ck_assert_int_eq(read_obligations(store, school, &obligations, &err), 0);
    ck_assert_int_eq(read_bodies(store, school, "2026-01-01", &bodies, &err), 0);
    ck_assert_int_eq(read_posts(store, school, "2026-01-01", &posts, &err), 0);
    for (size_t i = 0; i < circumstances.n; i++)
        leads_somewhere(store, school, circumstances.v[i].cite, NULL);
    for (size_t i = 0; i < obligations.n; i++)
        leads_somewhere(store, school, obligations.v[i].cite, NULL);
    for (size_t i = 0; i < bodies.n; i++)
        leads_somewhere(store, school, bodies.v[i].cite, NULL);
    for (size_t i = 0; i < posts.n; i++)
        leads_somewhere(store, school, posts.v[i].cite, NULL);
    *count += circumstances.n;
    LIST_FREE(&circumstances);
    LIST_FREE(&obligations);
    LIST_FREE(&bodies);
    LIST_FREE(&posts);
}

START_TEST(everything_leads_to_its_provision)
{
    struct seeded seeded;
    size_t circumstances = 0;
    seeded_start(&seeded);
    for (size_t s = 0; s < SCHOOLS; s++) {
        int64_t school = seeded_school(seeded.store, schools[s]);
        check_duties(seeded.store, school);
        check_rest(seeded.store, school, &circumstances);
    }
    ck_assert_uint_eq(circumstances, 28);
    seeded_end(&seeded);
}
END_TEST

/* A part cites the provision that gives it; without one of its own, the duty's. Without a lead the party leads. */
START_TEST(parts_cite_what_gives_them)
{
    static const struct {
        int64_t no;
        const char *body, *part, *path;
    } rows[] = {
        { 1, "leading-group", "lead", "第五条1" },        { 1, "party-committee", "answer", "第二条第二款" },
        { 12, "opinion-office", "lead", "附件一第12项" }, { 12, "student-affairs", "assist", "附件一第32项" },
        { 12, "youth-league", "assist", "附件一第36项" }, { 18, "units", "inform", "附件一第18项" },
        { 28, "tech-office", "guide", "第六条（二）3" },
    };
    struct seeded seeded;
    struct duties duties = { 0 };
    struct bodies bodies = { 0 };
    struct parts parts = { 0 };
    struct err err;
    seeded_start(&seeded);
    int64_t school = seeded_school(seeded.store, "cangzhou");
    ck_assert_int_eq(read_duties(seeded.store, school, &duties, &err), 0);
    ck_assert_int_eq(read_bodies(seeded.store, school, "2026-01-01", &bodies, &err), 0);
    ck_assert_int_eq(read_parts(seeded.store, school, "2026-01-01", &parts, &err), 0);
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        size_t found = 0;
        for (size_t i = 0; i < parts.n; i++)
            found += parts.v[i].duty == duties.v[rows[r].no - 1].id && strcmp(parts.v[i].part, rows[r].part) == 0 &&
                     strcmp(body_by_id(&bodies, parts.v[i].body)->key, rows[r].body) == 0 &&
                     strcmp(parts.v[i].cite.path, rows[r].path) == 0;
        ck_assert_msg(found == 1, "duty %d: no %s %s @ %s", (int)rows[r].no, rows[r].body, rows[r].part, rows[r].path);
    }
    LIST_FREE(&duties);
    LIST_FREE(&bodies);
    LIST_FREE(&parts);
    seeded_end(&seeded);
}
END_TEST

/* What the issue says each school's list must cite at least. */
START_TEST(each_list_cites_what_it_must)
{
    static const struct {
        const char *school, *rule, *paths;
    } rows[] = {
        { "meijia", "73",
          "第三条（一） 第三条（二） 第三条（三） 第三条（四） 第三条（五） 第三条（六） 第六条（一） 第六条（二） "
          "第六条（三） "
          "第六条（四） 第六条（五） 第七条（一） 第七条（二） 第七条（三） 第七条（四） 第八条" },
        { "meijia", "75",
          "第五条 第六条 第七条 第八条 第九条 第十条 第十二条 第十三条 第十五条 第十六条 第十七条 第十八条" },
        { "dalian-medical", "307",
          "第五条 第五条第二款 第六条 第七条 第七条（一） 第七条（二） 第七条（三） 第七条（四） 第八条 第十条" },
        { "hrbeu", "180",
          "第三条（一） 第三条（二） 第三条（三） 第三条（四） 第三条（五） 第四条 第五条（一） 第五条（二） "
          "第五条（三） 第五条（四） "
          "第五条（五） 第六条（一） 第六条（二） 第六条（三） 第六条（四） 第六条（五） 第九条 第十条" },
    };
    struct seeded seeded;
    struct err err;
    seeded_start(&seeded);
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct duties duties = { 0 };
        ck_assert_int_eq(read_duties(seeded.store, seeded_school(seeded.store, rows[r].school), &duties, &err), 0);
        for (const char *at = rows[r].paths; *at != '\0'; at += *at == ' ') {
            size_t n = strcspn(at, " "), found = 0;
            for (size_t i = 0; i < duties.n; i++)
                found += strcmp(duties.v[i].cite.rule, rows[r].rule) == 0 && strlen(duties.v[i].cite.path) == n &&
                         memcmp(duties.v[i].cite.path, at, n) == 0;
            ck_assert_msg(found > 0, "%s %s: no duty cites %.*s", rows[r].school, rows[r].rule, (int)n, at);
            at += n;
        }
        for (size_t i = 0; i < duties.n; i++) /* the printed list has no gaps */
            ck_assert_int_eq(duties.v[i].no, (int64_t)i + 1);
        LIST_FREE(&duties);
    }
    seeded_end(&seeded);
}
END_TEST

/* No section is lost on the way: each kind has as many rows as the folders have sections. */
START_TEST(each_section_has_its_row)
{
    static const char *const tables[][2] = {
        { "body", "body" },
        { "duty", "duty" },
        { "obligation", "obligation" },
        { "authority", "authority" },
        { "report", "report_line" },
        { "step", "step" },
        { "category", "rule_category" },
        { "circumstance", "circumstance" },
        { "trace", "trace_step" },
        { "attribution", "attribution" },
        { "disposition", "disposition" },
    };
    size_t counts[sizeof tables / sizeof tables[0]] = { 0 };
    struct faults faults = { 0 };
    struct seeded seeded;
    for (size_t s = 0; s < SCHOOLS; s++) {
        char *rules = source_path("data/rules"), *folder = path_join(rules, schools[s]);
        char *shared = path_join(rules, "facts.ini");
        struct rulebook *book = rulebook_load(folder, shared, &faults);
        for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++)
            counts[t] += rulebook_count(book, tables[t][0]);
        rulebook_free(book);
        mem_free(shared);
        mem_free(folder);
        mem_free(rules);
    }
    seeded_start(&seeded);
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", tables[t][1]);
        ck_assert_msg(raw_int(seeded.store->db, sql) == (int64_t)counts[t] && counts[t] > 0, "%s", tables[t][1]);
    }
    ck_assert_int_eq(raw_int(seeded.store->db, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    seeded_end(&seeded);
}
END_TEST

Suite *seeding_suite(void)
{
    Suite *suite = suite_create("seeding");
    TCase *seeding = tcase_create("read back");
    tcase_set_timeout(seeding, 120); /* a bound against hanging only */
    tcase_add_test(seeding, all_provisions_joined_are_the_text);
    tcase_add_test(seeding, cangzhous_duties_are_the_annex);
    tcase_add_test(seeding, everything_leads_to_its_provision);
    tcase_add_test(seeding, parts_cite_what_gives_them);
    tcase_add_test(seeding, each_list_cites_what_it_must);
    tcase_add_test(seeding, each_section_has_its_row);
    suite_add_tcase(suite, seeding);
    return suite;
}
