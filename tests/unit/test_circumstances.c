/* Holds conditions to three-valued logic and to nothing but facts, and the 28 circumstances of the four schools to
 * what their articles say: a table of cases, each "these facts are known, all others not" and whether the
 * circumstance is met. A wrong row here costs a person their post, so each circumstance is seen met, not met and
 * not known yet. */
#include "base/buf.h"
#include "base/file.h"
#include "cases.h"
#include "lib/run.h"
#include "rules/rulebook.h"
#include "suites.h"
#include "text/clean.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FACTS_ROOM = 128 };

/* "a=1 b=0 hours=6" over a list of facts: the named ones become known. Stops the test at a name that is no fact. */
static void know(struct fact_value *facts, size_t n, const char *words)
{
    for (size_t i = 0; i < n; i++)
        facts[i].known = false;
    for (const char *at = words; *at != '\0';) {
        size_t key_n = strcspn(at, "="), i = 0;
        while (i < n && (strlen(facts[i].key) != key_n || memcmp(facts[i].key, at, key_n) != 0))
            i++;
        ck_assert_msg(i < n && at[key_n] == '=', "no fact: %s", at);
        char *end;
        facts[i].value = strtoll(at + key_n + 1, &end, 10);
        facts[i].known = true;
        at = end + strspn(end, " ");
    }
}

static enum truth truth_of(const char *condition, struct fact_value *facts, size_t n, const char *words)
{
    enum truth truth;
    struct err err;
    know(facts, n, words);
    ck_assert_msg(condition_evaluate(condition, facts, n, &truth, &err) == 0, "%s: %s", condition, err.text);
    return truth;
}

static const char *truth_name(enum truth truth)
{
    return truth == MET ? "met" : truth == NOT_MET ? "not met" : "unknown";
}

/* --- Conditions --- */

START_TEST(three_values)
{
    struct fact_value facts[] = { { .key = "a" }, { .key = "b" }, { .key = "n" } };
    static const struct {
        const char *condition, *facts;
        enum truth truth;
    } rows[] = {
        { "a", "a=1", MET },
        { "a", "a=0", NOT_MET },
        { "a", "", UNKNOWN },
        { "NOT a", "a=1", NOT_MET },
        { "NOT a", "a=0", MET },
        { "NOT a", "", UNKNOWN },
        { "a AND b", "a=1 b=1", MET },
        { "a AND b", "a=1 b=0", NOT_MET },
        { "a AND b", "a=0 b=0", NOT_MET },
        { "a AND b", "a=0", NOT_MET }, /* a no decides, whatever the other is */
        { "a AND b", "b=0", NOT_MET },
        { "a AND b", "a=1", UNKNOWN },
        { "a AND b", "", UNKNOWN },
        { "a OR b", "a=1 b=1", MET },
        { "a OR b", "a=1 b=0", MET },
        { "a OR b", "a=0 b=0", NOT_MET },
        { "a OR b", "a=1", MET }, /* and so does a yes */
        { "a OR b", "b=1", MET },
        { "a OR b", "a=0", UNKNOWN },
        { "a OR b", "", UNKNOWN },
        { "NOT (a AND b)", "a=0", MET },
        { "NOT (a AND b)", "a=1", UNKNOWN },
        { "NOT (a OR b)", "a=1", NOT_MET },
        { "a AND NOT b OR n > 3", "a=1 b=0", MET },
        { "a AND NOT b OR n > 3", "b=1 n=4", MET },
        { "a AND NOT b OR n > 3", "b=1 n=3", NOT_MET },
        { "a AND NOT b OR n > 3", "b=1", UNKNOWN },
        { "n >= 6", "n=5", NOT_MET },
        { "n >= 6", "n=6", MET },
        { "n >= 6", "n=7", MET },
        { "n >= 6", "", UNKNOWN },
        { "n > 6", "n=6", NOT_MET },
        { "n <= 2", "n=2", MET },
        { "n <= 2", "n=3", NOT_MET },
        { "n < 2", "n=2", NOT_MET },
        { "n = 2", "n=2", MET },
        { "n = 2", "n=1", NOT_MET },
        { "n <> 2", "n=1", MET },
        { "(((a)))", "a=1", MET },
        { "1 = 1", "", MET },
        { "n >= 6", "n=9223372036854775807", MET },
        { "n >= 6", "n=-1", NOT_MET },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum truth truth = truth_of(rows[i].condition, facts, 3, rows[i].facts);
        ck_assert_msg(truth == rows[i].truth, "%s with \"%s\" is %s", rows[i].condition, rows[i].facts,
                      truth_name(truth));
    }
}
END_TEST

/* What else SQL could be made to do, and what is merely broken. */
/* clang-format off */
static const char *const hostile[] = {
    "",
    " ",
    "()",
    "(",
    ")",
    "a)",
    "(a",
    "a) OR (a",
    ")a(",
    "a AND",
    "AND a",
    "a b",
    "a NOT",
    "NOT",
    "a OR OR b",
    "a = = b",
    "=",
    "a < > b",
    "a AND (",
    "a <",
    "a,b",
    "(a,b)",
    "1 1",
    "(SELECT 1)",
    "SELECT 1",
    "a OR (SELECT count(*) FROM sqlite_schema)",
    "EXISTS (SELECT 1)",
    "a IN (1)",
    "abs(a)",
    "load_extension(a)",
    "random()",
    "randomblob(1000000000)",
    "zeroblob(9)",
    "a()",
    "a(b)",
    "1(1)",
    "1) --",
    "1) -- ",
    "a) FROM sqlite_schema --",
    "a /* b",
    "a -- b",
    "-1",
    "a - b",
    "a + 1",
    "a * 2",
    "a / 0",
    "a % 2",
    "a || b",
    "a; DROP TABLE x",
    "a;",
    ";",
    "PRAGMA user_version",
    "a) ; PRAGMA journal_mode = DELETE",
    "ATTACH 'x' AS y",
    "VACUUM",
    "'x'",
    "\"a\"",
    "`a`",
    "[a]",
    "a = 'x'",
    "a LIKE b",
    "a IS NULL",
    "a ISNULL",
    "NULL",
    "TRUE",
    "CAST(a AS TEXT)",
    "CASE a",
    "?1",
    "?",
    ":a",
    "@a",
    "$a",
    "a.b",
    "1.5",
    "1e5",
    "0x10",
    "1_000",
    "1234567890",
    "99999999999999999999",
    "a == b",
    "c",
    "A",
    "and",
    "a and b",
    "a Or b",
    "AND",
    "rowid",
    "a_",
    "_a",
    "a~b",
    "~a",
    "a & b",
    "a | b",
    "!a",
    "a != b",
    "a\tAND b",
    "a\nAND b",
    "a << 1",
    "a >> 1",
    "a AND b\x01",
    "a AND \xE7\x94\xB2",
    "\xFF",
    "a　AND b",
    "a AND b COLLATE NOCASE",
    "a BETWEEN 1 AND 2",
};
/* clang-format on */

/* What else SQL could be made to do, and what is merely broken: refused before anything runs, with a clean sentence. */
START_TEST(hostile_conditions_are_refused)
{
    const struct fact_value facts[] = { { .key = "a" }, { .key = "b" } };
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        struct err err = { "" };
        ck_assert_msg(condition_check(hostile[i], facts, 2, &err) != 0, "taken: %s", hostile[i]);
        ck_assert_msg(err.text[0] != '\0', "no sentence: %s", hostile[i]);
        ck_assert_int_eq(text_check(err.text, strlen(err.text), false, NULL), TEXT_CLEAN);
    }
}
END_TEST

static int check_repeated(const char *before, const char *middle, const char *after, size_t times)
{
    const struct fact_value facts[] = { { .key = "a" } };
    struct buf text = { 0 };
    struct err err;
    buf_repeat(&text, before, times);
    buf_adds(&text, middle);
    buf_repeat(&text, after, times);
    int rc = condition_check(buf_text(&text), facts, 1, &err);
    buf_free(&text);
    return rc;
}

START_TEST(huge_conditions_are_refused_or_answered)
{
    ck_assert_int_eq(check_repeated("(", "a", ")", 50), 0);
    ck_assert_int_ne(check_repeated("(", "a", ")", 51), 0);
    ck_assert_int_ne(check_repeated("(", "a", ")", 100000), 0);
    ck_assert_int_ne(check_repeated("(", "a", "", 100000), 0);
    ck_assert_int_ne(check_repeated("NOT ", "a", "", 100000), 0);
    ck_assert_int_ne(check_repeated("", "a", " OR a", 100000), 0);
    ck_assert_int_eq(check_repeated("", "a", " OR a", 100), 0); /* an INI line holds about as much */
    ck_assert_int_ne(check_repeated("x", "a", "", 100000), 0);
}
END_TEST

START_TEST(a_sentence_names_the_unknown_word)
{
    const struct fact_value facts[] = { { .key = "tampered" } };
    struct err err;
    ck_assert_int_ne(condition_check("tampered AND tempered", facts, 1, &err), 0);
    ck_assert_ptr_nonnull(strstr(err.text, "“tempered”"));
    ck_assert_int_eq(condition_check("tampered", facts, 1, &err), 0);
    ck_assert_int_ne(condition_check("tampered", NULL, 0, &err), 0);
}
END_TEST

/* --- The 28 circumstances --- */

static struct rulebook *load(const char *school)
{
    char *data = source_path("data/rules"), *folder = path_join(data, school), *shared = path_join(data, "facts.ini");
    struct faults faults = { 0 };
    struct rulebook *book = rulebook_load(folder, shared, &faults);
    ck_assert_msg(book != NULL, "%s: %s", school, faults.n > 0 ? faults.v[0].text : "");
    faults_free(&faults);
    mem_free(shared);
    mem_free(folder);
    mem_free(data);
    return book;
}

static const char *rule_of(const struct rulebook *book, const struct entry *entry)
{
    return book->documents.v[entry->document].key;
}

static const char *condition_of(const struct rulebook *book, const char *rule, const char *key)
{
    for (size_t i = 0; i < book->entries.n; i++) {
        const struct entry *entry = &book->entries.v[i];
        if (entry->spec->seed == SEED_CIRCUMSTANCE && strcmp(entry->section->id, key) == 0 &&
            strcmp(rule_of(book, entry), rule) == 0)
            return ini_key(entry->section, "condition")->value;
    }
    return NULL;
}

static const char *const schools[] = { "cangzhou", "dalian-medical", "hrbeu", "meijia" };
enum { SCHOOLS = sizeof schools / sizeof schools[0] };

START_TEST(each_case_is_judged_right)
{
    for (size_t s = 0; s < SCHOOLS; s++) {
        struct rulebook *book = load(schools[s]);
        ck_assert_uint_lt(book->facts.n, FACTS_ROOM);
        for (size_t i = 0; i < CASES; i++) {
            if (strcmp(cases[i].school, schools[s]) != 0)
                continue;
            struct fact_value facts[FACTS_ROOM];
            memcpy(facts, book->facts.v, book->facts.n * sizeof facts[0]);
            const char *condition = condition_of(book, cases[i].rule, cases[i].key);
            ck_assert_msg(condition != NULL, "%s %s: no %s", cases[i].school, cases[i].rule, cases[i].key);
            enum truth truth = truth_of(condition, facts, book->facts.n, cases[i].facts);
            ck_assert_msg(truth == cases[i].truth, "%s %s %s with \"%s\" is %s", cases[i].school, cases[i].rule,
                          cases[i].key, cases[i].facts, truth_name(truth));
        }
        rulebook_free(book);
    }
}
END_TEST

/* With nothing known, nothing is met and nothing is ruled out; and the table leaves out no circumstance. */
START_TEST(all_28_are_seen_with_each_answer)
{
    size_t all = 0;
    for (size_t s = 0; s < SCHOOLS; s++) {
        struct rulebook *book = load(schools[s]);
        for (size_t i = 0; i < book->entries.n; i++) {
            const struct entry *entry = &book->entries.v[i];
            size_t seen[3] = { 0 };
            if (entry->spec->seed != SEED_CIRCUMSTANCE)
                continue;
            all++;
            for (size_t k = 0; k < CASES; k++)
                if (strcmp(cases[k].school, schools[s]) == 0 && strcmp(cases[k].rule, rule_of(book, entry)) == 0 &&
                    strcmp(cases[k].key, entry->section->id) == 0)
                    seen[cases[k].truth]++;
            for (int truth = NOT_MET; truth <= UNKNOWN; truth++)
                ck_assert_msg(seen[truth] > 0, "%s %s: never %s", schools[s], entry->section->id,
                              truth_name((enum truth)truth));
            struct fact_value facts[FACTS_ROOM];
            memcpy(facts, book->facts.v, book->facts.n * sizeof facts[0]);
            ck_assert_int_eq(truth_of(ini_key(entry->section, "condition")->value, facts, book->facts.n, ""), UNKNOWN);
        }
        rulebook_free(book);
    }
    ck_assert_uint_eq(all, 28);
}
END_TEST

Suite *circumstances_suite(void)
{
    Suite *suite = suite_create("circumstances");
    TCase *condition = tcase_create("condition");
    tcase_add_test(condition, three_values);
    tcase_add_test(condition, hostile_conditions_are_refused);
    tcase_add_test(condition, huge_conditions_are_refused_or_answered);
    tcase_add_test(condition, a_sentence_names_the_unknown_word);
    suite_add_tcase(suite, condition);
    TCase *table = tcase_create("the 28");
    tcase_add_test(table, each_case_is_judged_right);
    tcase_add_test(table, all_28_are_seen_with_each_answer);
    suite_add_tcase(suite, table);
    return suite;
}
