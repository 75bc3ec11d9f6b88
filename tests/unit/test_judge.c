/* Holds the fact sheet to what log, clocks and people say, and each circumstance of each school to its table of cases,
 * by the way an incident takes: sheet, judgement, and the facts that would decide it. */
#include "cases.h"
#include "domain/facts.h"
#include "domain/incident.h"
#include "domain/limit.h"
#include "domain/log.h"
#include "seeded.h"
#include "suites.h"

#include <stdlib.h>
#include <string.h>

enum { HOUR = 3600, MINUTE = 60 };

static char *folder, *path;
static struct store *store;
static struct session root;
static struct err err;

static void open_copy(void)
{
    path = seeded_fresh(&folder);
    store = seeded_open(path);
    root = seeded_session(store, "root");
}

static void close_copy(void)
{
    session_done(&root);
    store_close(store);
    ck_verified(path);
    seeded_drop(path, folder);
}

static int64_t open_at(const char *school, int64_t found_at)
{
    struct incident_fields fields = { .school = seeded_school(store, school), .title = "样例", .found_at = found_at };
    int64_t id;
    if (incident_open(&root, &fields, &id, &err) != 0)
        ck_abort_msg("%s", err.text);
    return id;
}

static void log_at(int64_t incident, const char *kind, int64_t at, int64_t report_line, int64_t deadline)
{
    struct log_line line = {
        .incident = incident, .kind = kind, .at = at, .text = "样例", .report_line = report_line, .deadline = deadline
    };
    if (log_add(&root, &line, NULL, &err) != 0)
        ck_abort_msg("%s", err.text);
}

static struct fact_sheet sheet_of(int64_t id)
{
    struct fact_sheet sheet = { 0 };
    struct incidents found = { 0 };
    ck_assert_int_eq(read_incident(store, id, &found, &err), 0);
    if (facts_read(store, &found.v[0], SEEDED_NOW, &sheet, &err) != 0)
        ck_abort_msg("%s", err.text);
    LIST_FREE(&found);
    return sheet;
}

static struct sheet_fact *row_of(struct fact_sheet *sheet, const char *key, size_t n)
{
    for (size_t i = 0; i < sheet->n; i++)
        if (strlen(sheet->v[i].key) == n && memcmp(sheet->v[i].key, key, n) == 0)
            return &sheet->v[i];
    return NULL;
}

/* Facts of other schools are not on the sheet and change nothing. */
static void know(struct fact_sheet *sheet, const char *words)
{
    for (size_t i = 0; i < sheet->n; i++)
        sheet->v[i].known = false;
    for (const char *at = words; *at != '\0';) {
        size_t n = strcspn(at, "=");
        char *end;
        struct sheet_fact *row = row_of(sheet, at, n);
        int64_t value = strtoll(at + n + 1, &end, 10);
        if (row != NULL) {
            row->known = true;
            row->value = value;
        }
        at = end + strspn(end, " ");
    }
}

static const struct circumstance *circumstance_of(const struct circumstances *list, const struct case_row *row)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->v[i].key, row->key) == 0 && strcmp(list->v[i].cite.rule, row->rule) == 0)
            return &list->v[i];
    ck_abort_msg("no %s %s", row->rule, row->key);
    return NULL;
}

/* Some values of the missing facts, tried one way or the other, decide it; without one of them none do. */
static bool decides(const struct circumstance *circumstance, struct fact_sheet *sheet, const size_t *missing, size_t n)
{
    static const int64_t tried[] = { 0, 1, 2, 3, 5, 6 };
    struct arena arena = { 0 };
    struct judgement judgement;
    bool found = false;
    if (n == 0) {
        ck_assert_int_eq(circumstance_judge(circumstance, sheet, &arena, &judgement, &err), 0);
        found = judgement.truth != UNKNOWN;
        arena_free(&arena);
        return found;
    }
    struct sheet_fact *row = &sheet->v[missing[0]];
    row->known = true;
    size_t values = strcmp(row->kind, "yesno") == 0 ? 2 : sizeof tried / sizeof tried[0];
    for (size_t i = 0; !found && i < values; i++) {
        row->value = tried[i];
        found = decides(circumstance, sheet, missing + 1, n - 1);
    }
    row->known = false;
    return found;
}

START_TEST(each_case_by_the_sheet)
{
    static const char *const schools[] = { "cangzhou", "dalian-medical", "hrbeu", "meijia" };
    size_t seen = 0;
    for (size_t s = 0; s < 4; s++) {
        struct fact_sheet sheet = sheet_of(open_at(schools[s], 0));
        struct circumstances list = { 0 };
        ck_assert_int_eq(read_circumstances(store, seeded_school(store, schools[s]), &list, &err), 0);
        for (size_t i = 0; i < CASES; i++) {
            struct arena arena = { 0 };
            struct judgement judgement;
            if (strcmp(cases[i].school, schools[s]) != 0)
                continue;
            const struct circumstance *circumstance = circumstance_of(&list, &cases[i]);
            know(&sheet, cases[i].facts);
            if (circumstance_judge(circumstance, &sheet, &arena, &judgement, &err) != 0)
                ck_abort_msg("%s", err.text);
            ck_assert_msg(judgement.truth == cases[i].truth, "%s %s with \"%s\" is %s", schools[s], cases[i].key,
                          cases[i].facts, truth_name(judgement.truth));
            ck_assert_uint_gt(judgement.rests_on_n, 0);
            ck_assert_int_eq(judgement.missing_n > 0, judgement.truth == UNKNOWN);
            for (size_t k = 0; k < judgement.missing_n; k++)
                ck_assert(!sheet.v[judgement.missing[k]].known);
            if (judgement.missing_n > 0)
                ck_assert(decides(circumstance, &sheet, judgement.missing, judgement.missing_n));
            arena_free(&arena);
            seen++;
        }
        LIST_FREE(&list);
        LIST_FREE(&sheet);
    }
    ck_assert_uint_eq(seen, CASES);
}
END_TEST

static void ck_truth(int64_t incident, const char *school, const char *key, enum truth truth)
{
    struct fact_sheet sheet = sheet_of(incident);
    struct judgements judgements = { 0 };
    ck_assert_int_eq(circumstances_judge(store, seeded_school(store, school), &sheet, &judgements, &err), 0);
    bool found = false;
    for (size_t i = 0; i < judgements.n; i++)
        if (strcmp(judgements.v[i].circumstance->key, key) == 0) {
            found = true;
            ck_assert_msg(judgements.v[i].truth == truth, "%s is %s", key, truth_name(judgements.v[i].truth));
        }
    ck_assert(found);
    judgements_free(&judgements);
    LIST_FREE(&sheet);
}

/* That this fact, alone, would decide the circumstance. */
static void ck_missing(int64_t incident, const char *key, const char *fact)
{
    struct fact_sheet sheet = sheet_of(incident);
    struct judgements judgements = { 0 };
    ck_assert_int_eq(circumstances_judge(store, seeded_school(store, "cangzhou"), &sheet, &judgements, &err), 0);
    for (size_t i = 0; i < judgements.n; i++)
        if (strcmp(judgements.v[i].circumstance->key, key) == 0) {
            ck_assert_uint_eq(judgements.v[i].missing_n, 1);
            ck_assert_str_eq(sheet.v[judgements.v[i].missing[0]].key, fact);
        }
    judgements_free(&judgements);
    LIST_FREE(&sheet);
}

static int set(int64_t incident, const char *key, bool known, int64_t value, const char *reason)
{
    char *sql = sqlite3_mprintf("SELECT id FROM fact WHERE key = %Q", key);
    struct fact_fields fields = {
        .incident = incident, .fact = raw_int(store->db, sql), .known = known, .value = value, .reason = reason
    };
    sqlite3_free(sql);
    return fact_set(&root, &fields, &err);
}

START_TEST(six_hours_by_the_log)
{
    for (int64_t minutes = 359; minutes <= 360; minutes++) {
        int64_t id = open_at("cangzhou", SEEDED_NOW - 20 * HOUR);
        ck_assert_int_eq(set(id, "portal_hit", true, 1, NULL), 0);
        ck_assert_int_eq(set(id, "attacked", true, 1, NULL), 0);
        ck_assert_int_eq(set(id, "handled_in_time", true, 0, NULL), 0);
        ck_truth(id, "cangzhou", "8.2", UNKNOWN);
        log_at(id, "down", SEEDED_NOW - 19 * HOUR, 0, 0);
        log_at(id, "restored", SEEDED_NOW - 19 * HOUR + minutes * MINUTE, 0, 0);
        ck_truth(id, "cangzhou", "8.2", minutes == 360 ? MET : NOT_MET);
    }
}
END_TEST

static void ck_fact(int64_t incident, const char *key, bool known, int64_t value, bool derived, bool overruled)
{
    struct fact_sheet sheet = sheet_of(incident);
    const struct sheet_fact *row = row_of(&sheet, key, strlen(key));
    ck_assert_msg(row != NULL, "no %s", key);
    ck_assert_msg(row->known == known && (!known || row->value == value) && row->derived == derived &&
                      row->overruled == overruled,
                  "%s: %d %lld %d %d", key, row->known, (long long)row->value, row->derived, row->overruled);
    LIST_FREE(&sheet);
}

START_TEST(clocks_answer_what_they_can)
{
    int64_t id = open_at("meijia", SEEDED_NOW - HOUR), deadline = raw_int(store->db, "SELECT id FROM deadline WHERE"
                                                                                     " route = 'other'");
    ck_fact(id, "reported_late", false, 0, false, false);
    ck_fact(id, "grade", false, 0, false, false);
    ck_assert_int_eq(incident_grade(&root, id, 3, NULL, 0, NULL, &err), 0);
    ck_fact(id, "grade", true, 3, true, false);
    ck_fact(id, "report_missed", false, 0, false, false); /* still running */
    ck_truth(id, "meijia", "17.1", UNKNOWN);
    int64_t old = open_at("meijia", SEEDED_NOW - 5 * HOUR);
    ck_assert_int_eq(incident_grade(&root, old, 3, NULL, 0, NULL, &err), 0);
    ck_fact(old, "report_missed", true, 1, true, false);
    ck_truth(old, "meijia", "17.1", MET);
    log_at(old, "reported", SEEDED_NOW - 30 * MINUTE, 0, deadline);
    ck_fact(old, "reported_late", true, 1, true, false);
    ck_fact(old, "report_missed", false, 0, false, false);
}
END_TEST

static void ck_basis(int64_t incident, const char *key, const char *part)
{
    struct fact_sheet sheet = sheet_of(incident);
    const struct sheet_fact *row = row_of(&sheet, key, strlen(key));
    if (part == NULL)
        ck_assert_ptr_null(row->basis);
    else
        ck_assert_msg(row->basis != NULL && strstr(row->basis, part) != NULL, "%s: %s", key, row->basis);
    LIST_FREE(&sheet);
}

static void limit(const char *step, int64_t minutes)
{
    const struct limit_fields fields = { .school = seeded_school(store, "cangzhou"),
                                         .step = step,
                                         .minutes = minutes,
                                         .source = "样例预案",
                                         .day = "2026-01-01" };
    ck_assert_int_eq(limit_set(&root, &fields, NULL, &err), 0);
}

/* Without a limit of the school nobody is cleared, and nobody charged, by the program. */
START_TEST(handled_in_time_by_the_school_s_limits)
{
    int64_t found = SEEDED_NOW - 8 * HOUR, id = open_at("cangzhou", found), fast = open_at("cangzhou", found);
    log_at(fast, "plan-started", found + 5 * MINUTE, 0, 0);
    log_at(fast, "contained", found + 10 * MINUTE, 0, 0);
    ck_fact(fast, "handled_in_time", false, 0, false, false);
    ck_basis(fast, "handled_in_time", "没有定适用的处置时限");
    ck_assert_int_eq(set(fast, "handled_in_time", true, 0, NULL), 0);
    ck_assert_int_eq(set(fast, "handled_in_time", false, 0, NULL), 0);
    limit("plan-started", 30);
    limit("contained", 600);
    ck_fact(fast, "handled_in_time", true, 1, true, false);
    ck_basis(fast, "handled_in_time", "启动预案：按时，余 25 分 00 秒；控制：按时");
    ck_fact(id, "handled_in_time", true, 0, true, false); /* no plan within half an hour */
    ck_basis(id, "handled_in_time", "启动预案：逾期 7 小时 30 分；控制：剩 2 小时 00 分");
    log_at(id, "plan-started", found + 30 * MINUTE, 0, 0);
    ck_fact(id, "handled_in_time", false, 0, false, false); /* there is time left to contain it */
    ck_assert_int_eq(set(id, "portal_hit", true, 1, NULL), 0);
    ck_assert_int_eq(set(id, "attacked", true, 1, NULL), 0);
    log_at(id, "down", found, 0, 0);
    log_at(fast, "down", found, 0, 0);
    ck_truth(fast, "cangzhou", "8.2", NOT_MET); /* handled in time, however long it is down */
    ck_truth(id, "cangzhou", "8.2", UNKNOWN);
    ck_assert_int_eq(set(fast, "handled_in_time", true, 0, NULL), -1);
    ck_sentence(&err, "理由");
    ck_assert_int_eq(set(fast, "handled_in_time", true, 0, "样例：预案启动后无人到场"), 0);
    ck_fact(fast, "handled_in_time", true, 0, false, true);
    ck_truth(fast, "cangzhou", "8.2", UNKNOWN); /* whether it was the portal, and attacked */
}
END_TEST

/* Late and missed reports are told to whoever has to say whether one was concealed; the program does not say it. */
START_TEST(what_the_clocks_say_of_concealment)
{
    int64_t id = open_at("cangzhou", SEEDED_NOW - 5 * HOUR), told = open_at("cangzhou", SEEDED_NOW - HOUR);
    ck_basis(id, "concealed", NULL);
    ck_assert_int_eq(incident_grade(&root, id, 3, NULL, 0, NULL, &err), 0);
    ck_assert_int_eq(incident_grade(&root, told, 3, NULL, 0, NULL, &err), 0);
    ck_basis(id, "concealed", "报告属地省级网信部门：逾期 1 小时 00 分；是否瞒报由人查明认定");
    ck_fact(id, "concealed", false, 0, false, false);
    ck_basis(told, "concealed", NULL);
}
END_TEST

/* While a service is down, what is below the limit may still come over it. */
START_TEST(hours_that_still_run_decide_only_what_they_cannot_turn)
{
    int64_t id = open_at("cangzhou", SEEDED_NOW - 20 * HOUR);
    ck_assert_int_eq(set(id, "portal_hit", true, 1, NULL), 0);
    ck_assert_int_eq(set(id, "attacked", true, 1, NULL), 0);
    ck_assert_int_eq(set(id, "handled_in_time", true, 0, NULL), 0);
    log_at(id, "down", SEEDED_NOW - 5 * HOUR, 0, 0);
    ck_truth(id, "cangzhou", "8.2", UNKNOWN);
    ck_missing(id, "8.2", "down_hours");
    log_at(id, "restored", SEEDED_NOW - MINUTE, 0, 0);
    ck_truth(id, "cangzhou", "8.2", NOT_MET);
    log_at(id, "down", SEEDED_NOW - 19 * HOUR, 0, 0); /* found out later: down for longer, and up by now */
    ck_truth(id, "cangzhou", "8.2", MET);
    int64_t other = open_at("cangzhou", SEEDED_NOW - 20 * HOUR);
    ck_assert_int_eq(set(other, "portal_hit", true, 1, NULL), 0);
    ck_assert_int_eq(set(other, "attacked", true, 1, NULL), 0);
    ck_assert_int_eq(set(other, "handled_in_time", true, 0, NULL), 0);
    log_at(other, "down", SEEDED_NOW - 6 * HOUR, 0, 0);
    ck_truth(other, "cangzhou", "8.2", MET); /* however long it takes from here */
    ck_assert_int_eq(set(other, "handled_in_time", true, 1, NULL), 0);
    ck_truth(other, "cangzhou", "8.2", NOT_MET);
}
END_TEST

START_TEST(a_person_overrules_with_a_reason)
{
    int64_t id = open_at("cangzhou", SEEDED_NOW - 9 * HOUR), other = open_at("cangzhou", 0);
    log_at(id, "down", SEEDED_NOW - 8 * HOUR, 0, 0);
    ck_fact(id, "down_hours", true, 8, true, false);
    ck_assert_int_eq(set(id, "down_hours", true, 5, NULL), -1);
    ck_sentence(&err, "理由");
    ck_assert_int_eq(set(id, "down_hours", true, 5, "样例：备用站点可用"), 0);
    ck_fact(id, "down_hours", true, 5, false, true);
    ck_assert_int_eq(set(id, "down_hours", false, 0, NULL), 0);
    ck_fact(id, "down_hours", true, 8, true, false); /* the log again */
    ck_assert_int_eq(set(id, "concealed", true, 1, NULL), 0);
    ck_fact(id, "concealed", true, 1, false, false);
    ck_assert_int_eq(set(id, "concealed", false, 0, "样例：误记"), 0);
    ck_fact(id, "concealed", false, 0, false, false);
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM incident_fact WHERE login = 'root' AND id > 1"), 4);
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM entry WHERE kind = 'fact'"), 4);
    int64_t before = raw_int(store->db, "SELECT count(*) FROM journal");
    ck_assert_int_eq(set(id, "concealed", true, 2, NULL), -1);
    ck_assert_int_eq(set(id, "down_hours", true, -1, "样例"), -1);
    struct fact_fields fields = { .incident = other, .fact = 1, .known = true, .value = 1, .entry = 5 };
    ck_assert_int_eq(fact_set(&root, &fields, &err), -1); /* a line of another incident */
    ck_sentence(&err, "不在这个事件");
    fields = (struct fact_fields){ .incident = other, .fact = 1, .known = true, .value = 1, .evidence = 1 };
    ck_assert_int_eq(fact_set(&root, &fields, &err), -1);
    fields = (struct fact_fields){ .incident = other, .fact = 999, .known = true, .value = 1 };
    ck_assert_int_eq(fact_set(&root, &fields, &err), -1);
    struct session reader = root;
    reader.role = "reader";
    fields.fact = 1;
    ck_assert_int_eq(fact_set(&reader, &fields, &err), -1);
    ck_assert_int_eq(raw_int(store->db, "SELECT count(*) FROM journal"), before);
}
END_TEST

START_TEST(no_fact_rests_on_what_was_struck)
{
    int64_t id = open_at("cangzhou", 0), line;
    struct log_line note = { .incident = id, .kind = "note", .text = "样例" };
    struct evidence_fields taken = { .incident = id, .what = "样例", .place = "样例" };
    struct evidences evidence = { 0 };
    ck_assert_int_eq(log_add(&root, &note, &line, &err), 0);
    ck_assert_int_eq(evidence_add(&root, &taken, NULL, &err), 0);
    ck_assert_int_eq(read_evidence(store, id, &evidence, &err), 0);
    struct fact_fields by_line = { .incident = id, .fact = 1, .known = true, .value = 1, .entry = line };
    struct fact_fields by_evidence = by_line;
    by_evidence.entry = 0;
    by_evidence.evidence = evidence.v[0].id;
    ck_assert_int_eq(fact_set(&root, &by_line, &err), 0);
    ck_assert_int_eq(fact_set(&root, &by_evidence, &err), 0);
    ck_assert_int_eq(log_strike(&root, line, "样例：误记", NULL, NULL, &err), 0);
    ck_assert_int_eq(log_strike(&root, evidence.v[0].entry, "样例：误记", NULL, NULL, &err), 0);
    LIST_FREE(&evidence);
    ck_assert_int_eq(fact_set(&root, &by_line, &err), -1);
    ck_sentence(&err, "划去");
    ck_assert_int_eq(fact_set(&root, &by_evidence, &err), -1);
    ck_sentence(&err, "划去");
}
END_TEST

Suite *judge_suite(void)
{
    Suite *suite = suite_create("judge");
    TCase *t = seeded_case("judge", true, open_copy, close_copy);
    tcase_add_test(t, each_case_by_the_sheet);
    tcase_add_test(t, six_hours_by_the_log);
    tcase_add_test(t, clocks_answer_what_they_can);
    tcase_add_test(t, a_person_overrules_with_a_reason);
    tcase_add_test(t, hours_that_still_run_decide_only_what_they_cannot_turn);
    tcase_add_test(t, no_fact_rests_on_what_was_struck);
    tcase_add_test(t, handled_in_time_by_the_school_s_limits);
    tcase_add_test(t, what_the_clocks_say_of_concealment);
    suite_add_tcase(suite, t);
    return suite;
}
