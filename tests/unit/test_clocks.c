/* Holds the clocks to the minute: which report is due at which grade, met, late and missed, struck lines, regrading,
 * and how long a service was down. */
#include "domain/clocks.h"

#include "suites.h"

#include <check.h>
#include <string.h>

enum { FOUND = 1795219200, MINUTE = 60, HOUR = 3600 };

static struct report_due dues[] = {
    { .of_incident = true, .id = 1, .from = "样例甲", .to = "样例乙", .occasion = "any", .word = "及时" },
    { .of_incident = true,
      .id = 2,
      .from = "样例甲",
      .to = "样例丙",
      .occasion = "major",
      .word = "第一时间",
      .minutes = 30 },
    { .of_incident = true, .id = 3, .from = "样例甲", .to = "样例丁", .occasion = "serious" },
    { .of_incident = true, .id = 4, .from = "样例甲", .to = "样例戊", .occasion = "any", .word = "定期" },
    { .of_incident = true,
      .id = 1,
      .national = true,
      .from = "样例",
      .to = "样例网信办",
      .minutes = 240,
      .grade = 3,
      .effective = "2025-11-01" },
};

static struct handling_limit limits[4];
static size_t limits_n;

static struct grading gradings[4];
static struct gradings given = { .v = gradings };

static struct log_entry lines[16];
static size_t lines_n;

static struct log_entry *line(const char *kind, int64_t at, int64_t report_line, int64_t deadline)
{
    struct log_entry *x = &lines[lines_n++];
    *x = (struct log_entry){
        .id = (int64_t)lines_n, .kind = kind, .at = at, .text = "样例", .report_line = report_line, .deadline = deadline
    };
    return x;
}

static void begin(void)
{
    lines_n = limits_n = given.n = 0;
}

static void limit(const char *step, int64_t minutes, const char *day, const char *ended)
{
    limits[limits_n++] =
        (struct handling_limit){ .step = step, .minutes = minutes, .source = "样例", .day = day, .ended = ended };
}

static struct clocks count(int64_t grade, int64_t now)
{
    struct incident incident = { .id = 1, .found_at = FOUND, .grade = grade };
    struct log_entries entries = { .v = lines, .n = lines_n };
    struct clocks clocks = { 0 };
    clocks.rules.dues.v = dues;
    clocks.rules.dues.n = sizeof dues / sizeof dues[0];
    clocks.rules.limits.v = limits;
    clocks.rules.limits.n = limits_n;
    clocks_count(&incident, &entries, &given, now, &clocks);
    return clocks;
}

static void done(struct clocks *clocks)
{
    clocks_drop(clocks);
}

static const struct incident_clock *find_clock(const struct clocks *clocks, int64_t id, bool national)
{
    for (size_t i = 0; i < clocks->n; i++)
        if (clocks->v[i].due->id == id && clocks->v[i].due->national == national)
            return &clocks->v[i];
    return NULL;
}

static const struct incident_clock *clock_of(const struct clocks *clocks, int64_t id, bool national)
{
    static const struct incident_clock none;
    const struct incident_clock *clock = find_clock(clocks, id, national);
    if (clock == NULL)
        ck_abort_msg("no clock %d", (int)id);
    return clock == NULL ? &none : clock;
}

START_TEST(the_grade_says_what_is_due)
{
    static const size_t wanted[] = { 2, 5, 5, 4, 2 }; /* not graded, 1 to 4 */
    for (int64_t grade = 0; grade <= 4; grade++) {
        struct clocks clocks = count(grade, FOUND);
        ck_assert_uint_eq(clocks.n, wanted[grade]);
        ck_assert_int_eq(find_clock(&clocks, 2, false) != NULL, grade == 1 || grade == 2);
        ck_assert_int_eq(find_clock(&clocks, 3, false) != NULL, grade >= 1 && grade <= 3);
        ck_assert_int_eq(find_clock(&clocks, 1, true) != NULL, grade >= 1 && grade <= 3);
        done(&clocks);
    }
    dues[4].effective = "2099-01-01"; /* not in force yet */
    struct clocks clocks = count(1, FOUND);
    ck_assert_ptr_null(find_clock(&clocks, 1, true));
    done(&clocks);
    dues[4].effective = "2025-11-01";
}
END_TEST

static void ck_clock(int64_t reported, int64_t now, enum clock_state state, int64_t spare)
{
    begin();
    if (reported != 0)
        line("reported", reported, 0, 1);
    struct clocks clocks = count(3, now);
    const struct incident_clock *clock = clock_of(&clocks, 1, true);
    ck_assert_ptr_nonnull(clock);
    ck_assert_int_eq(clock->state, state);
    ck_assert_int_eq(clock->spare, spare);
    ck_assert_int_eq(clock->by, FOUND + 240 * MINUTE);
    ck_assert_int_eq(clock->met_at, reported);
    ck_assert(clock->counts);
    done(&clocks);
}

START_TEST(a_deadline_to_the_second)
{
    ck_clock(0, FOUND, CLOCK_RUNNING, 4 * HOUR);
    ck_clock(0, FOUND + 239 * MINUTE, CLOCK_RUNNING, MINUTE);
    ck_clock(0, FOUND + 4 * HOUR, CLOCK_RUNNING, 0);
    ck_clock(0, FOUND + 4 * HOUR + 1, CLOCK_MISSED, -1);
    ck_clock(0, FOUND + 5 * HOUR, CLOCK_MISSED, -HOUR);
    ck_clock(FOUND + 10 * MINUTE, FOUND + 9 * HOUR, CLOCK_MET, 230 * MINUTE);
    ck_clock(FOUND + 4 * HOUR, FOUND + 9 * HOUR, CLOCK_MET, 0);
    ck_clock(FOUND + 4 * HOUR + 1, FOUND + 9 * HOUR, CLOCK_LATE, -1);
}
END_TEST

START_TEST(no_fixed_time_is_never_late)
{
    begin();
    struct clocks clocks = count(4, FOUND + 999 * HOUR);
    ck_assert_int_eq(clock_of(&clocks, 1, false)->state, CLOCK_RUNNING);
    ck_assert(clock_of(&clocks, 1, false)->counts);
    ck_assert(!clock_of(&clocks, 4, false)->counts); /* 定期 */
    done(&clocks);
    line("reported", FOUND + 99 * HOUR, 1, 0);
    clocks = count(4, FOUND + 999 * HOUR);
    ck_assert_int_eq(clock_of(&clocks, 1, false)->state, CLOCK_MET);
    ck_assert_int_eq(clock_of(&clocks, 1, false)->spare, 0);
    done(&clocks);
}
END_TEST

START_TEST(a_later_grade_may_be_late_at_once)
{
    begin();
    struct clocks clocks = count(4, FOUND + 6 * HOUR);
    ck_assert_ptr_null(find_clock(&clocks, 1, true));
    done(&clocks);
    clocks = count(2, FOUND + 6 * HOUR);
    ck_assert_int_eq(clock_of(&clocks, 1, true)->state, CLOCK_MISSED);
    ck_assert_int_eq(clock_of(&clocks, 1, true)->spare, -2 * HOUR);
    ck_assert_int_eq(clock_of(&clocks, 2, false)->spare, -330 * MINUTE);
    done(&clocks);
    /* What was reported is shown although the grade no longer asks for it. */
    line("reported", FOUND + HOUR, 0, 1);
    clocks = count(4, FOUND + 6 * HOUR);
    ck_assert_int_eq(clock_of(&clocks, 1, true)->state, CLOCK_MET);
    done(&clocks);
}
END_TEST

/* Who reported late is not worse off than who never did. */
START_TEST(what_the_grade_no_longer_asks_for_is_not_late)
{
    begin();
    line("reported", FOUND + 5 * HOUR, 0, 1);
    struct clocks clocks = count(3, FOUND + 6 * HOUR);
    ck_assert_int_eq(clock_of(&clocks, 1, true)->state, CLOCK_LATE);
    ck_assert(clock_of(&clocks, 1, true)->counts);
    done(&clocks);
    clocks = count(4, FOUND + 6 * HOUR);
    ck_assert(!clock_of(&clocks, 1, true)->counts);
    done(&clocks);
}
END_TEST

START_TEST(struck_and_foreign_lines_do_not_count)
{
    begin();
    line("reported", FOUND + HOUR, 0, 1)->struck = "样例";
    line("reported", FOUND + HOUR, 0, 0);
    line("reported", FOUND + HOUR, 1, 0); /* of the chain, with the number of the deadline */
    line("reported", FOUND + 5 * HOUR, 0, 1);
    line("reported", FOUND + 6 * HOUR, 0, 1);
    struct clocks clocks = count(3, FOUND + 9 * HOUR);
    const struct incident_clock *clock = clock_of(&clocks, 1, true);
    ck_assert_int_eq(clock->state, CLOCK_LATE);
    ck_assert_int_eq(clock->entry, 4);
    ck_assert_int_eq(clock->spare, -HOUR);
    done(&clocks);
}
END_TEST

START_TEST(a_service_is_down_from_line_to_line)
{
    begin();
    struct clocks clocks = count(4, FOUND + HOUR);
    ck_assert(!clocks.was_down && !clocks.is_down && clocks.down_s == 0);
    done(&clocks);
    line("restored", FOUND, 0, 0); /* of nothing */
    line("down", FOUND + MINUTE, 0, 0);
    line("down", FOUND + 2 * MINUTE, 0, 0); /* is down already */
    clocks = count(4, FOUND + 11 * MINUTE);
    ck_assert(clocks.was_down && clocks.is_down);
    ck_assert_int_eq(clocks.down_s, 10 * MINUTE);
    done(&clocks);
    line("restored", FOUND + 21 * MINUTE, 0, 0);
    line("restored", FOUND + 25 * MINUTE, 0, 0);
    line("down", FOUND + HOUR, 0, 0)->struck = "样例";
    clocks = count(4, FOUND + 9 * HOUR);
    ck_assert(clocks.was_down && !clocks.is_down);
    ck_assert_int_eq(clocks.down_s, 20 * MINUTE);
    done(&clocks);
    line("down", FOUND + 2 * HOUR, 0, 0);
    clocks = count(4, FOUND + 3 * HOUR);
    ck_assert_int_eq(clocks.down_s, HOUR + 20 * MINUTE);
    done(&clocks);
}
END_TEST

START_TEST(a_clock_goes_on_without_being_counted_anew)
{
    begin();
    line("down", FOUND + MINUTE, 0, 0);
    line("restored", FOUND + 3 * MINUTE, 0, 0);
    line("down", FOUND + 10 * MINUTE, 0, 0);
    struct clocks clocks = count(3, FOUND + 20 * MINUTE);
    const struct incident_clock *clock = clock_of(&clocks, 1, true);
    ck_assert_int_eq(incident_clock_at(clock, FOUND + 4 * HOUR).state, CLOCK_RUNNING);
    ck_assert_int_eq(incident_clock_at(clock, FOUND + 4 * HOUR + 1).state, CLOCK_MISSED);
    ck_assert_int_eq(incident_clock_at(clock, FOUND + 4 * HOUR + 1).spare, -1);
    ck_assert_int_eq(clock->state, CLOCK_RUNNING); /* it is left as it was */
    ck_assert_int_eq(clocks_down_at(&clocks, FOUND + 20 * MINUTE), clocks.down_s);
    ck_assert_int_eq(clocks_down_at(&clocks, FOUND + HOUR), 52 * MINUTE);
    done(&clocks);
    line("restored", FOUND + 30 * MINUTE, 0, 0);
    clocks = count(3, FOUND + HOUR);
    ck_assert_int_eq(clocks_down_at(&clocks, FOUND + 9 * HOUR), 22 * MINUTE);
    done(&clocks);
}
END_TEST

static int64_t pressing(int64_t grade, int64_t now)
{
    struct clocks clocks = count(grade, now);
    const struct incident_clock *clock = clocks_pressing(&clocks, now);
    int64_t id = clock == NULL ? 0 : clock->due->id * (clock->due->national ? -1 : 1);
    done(&clocks);
    return id;
}

START_TEST(what_is_overdue_presses_most)
{
    begin();
    ck_assert_int_eq(pressing(4, FOUND), 1);            /* 及时, without a time */
    ck_assert_int_eq(pressing(3, FOUND), -1);           /* four hours */
    ck_assert_int_eq(pressing(2, FOUND), 2);            /* half an hour */
    ck_assert_int_eq(pressing(2, FOUND + HOUR), 2);     /* over */
    ck_assert_int_eq(pressing(2, FOUND + 5 * HOUR), 2); /* both are, this one longer */
    line("reported", FOUND + MINUTE, 2, 0);
    ck_assert_int_eq(pressing(2, FOUND + 5 * HOUR), -1);
    line("reported", FOUND + MINUTE, 0, 1);
    ck_assert_int_eq(pressing(2, FOUND + 5 * HOUR), 1);
    line("reported", FOUND + MINUTE, 1, 0);
    ck_assert_int_eq(pressing(2, FOUND + 5 * HOUR), 0); /* what nobody asks for in time does not press */
}
END_TEST

static void ck_span(int64_t seconds, const char *all, const char *brief)
{
    char span[SPAN_TEXT];
    span_show(seconds, span);
    ck_assert_str_eq(span, all);
    span_show_short(seconds, span);
    ck_assert_str_eq(span, brief);
}

START_TEST(spans_and_clocks_in_words)
{
    char words[CLOCK_TEXT];
    ck_span(0, "0 秒", "0 秒");
    ck_span(59, "59 秒", "59 秒");
    ck_span(-60, "1 分 00 秒", "1 分");
    ck_span(3599, "59 分 59 秒", "59 分");
    ck_span(3600, "1 小时 00 分", "1 小时 00 分");
    ck_span(48 * HOUR - 1, "47 小时 59 分", "47 小时 59 分");
    ck_span(49 * HOUR, "2 天 1 小时", "2 天 1 小时");
    span_show(INT64_MAX, words);
    static const struct {
        int64_t reported, now;
        const char *words;
    } rows[] = {
        { 0, FOUND + 5, "剩 3 小时 59 分" },
        { 0, FOUND + 4 * HOUR + 90, "逾期 1 分 30 秒" },
        { FOUND + 3 * HOUR, FOUND + 9 * HOUR, "按时，余 1 小时 00 分" },
        { FOUND + 5 * HOUR, FOUND + 9 * HOUR, "迟报 1 小时 00 分" },
    };
    const struct incident incident = { .id = 1, .found_at = FOUND, .grade = 3 };
    for (size_t i = 0; i < COUNT(rows); i++) {
        begin();
        if (rows[i].reported != 0)
            line("reported", rows[i].reported, 0, 1);
        struct clocks clocks = count(3, FOUND);
        clock_show(clock_of(&clocks, 1, true), &incident, rows[i].now, words);
        ck_assert_str_eq(words, rows[i].words);
        done(&clocks);
    }
    begin();
    struct clocks clocks = count(3, FOUND);
    clock_show(clock_of(&clocks, 1, false), &incident, FOUND + 61, words);
    ck_assert_str_eq(words, "应及时报告，已过 1 分 01 秒");
    clock_show(clock_of(&clocks, 3, false), &incident, FOUND + 61, words);
    ck_assert_str_eq(words, "尚未报告，已过 1 分 01 秒");
    done(&clocks);
}
END_TEST

/* The one step that has a limit. */
static void ck_step(int64_t now, enum clock_state state, int64_t spare)
{
    struct clocks clocks = count(0, now);
    ck_assert_uint_eq(clocks.handling.n, 1);
    ck_assert_int_eq(clocks.handling.v[0].state, state);
    ck_assert_int_eq(clocks.handling.v[0].spare, spare);
    ck_assert_int_eq(clocks.handling.v[0].by, FOUND + limits[0].minutes * MINUTE);
    done(&clocks);
}

static struct grading *grade(int64_t grade, int64_t at)
{
    gradings[given.n] = (struct grading){ .grade = grade, .at = at };
    return &gradings[given.n++];
}

/* The national clock of an incident that is 一般 by now. */
static void ck_owed(int64_t now, bool owed, enum clock_state state)
{
    struct clocks clocks = count(4, now);
    const struct incident_clock *clock = find_clock(&clocks, 1, true);
    ck_assert_int_eq(clock != NULL && clock->counts, owed);
    if (owed)
        ck_assert_int_eq(clock->state, state);
    done(&clocks);
}

/* A lower grade later does not undo that the time ran out; one in time does. */
START_TEST(what_was_owed_when_the_time_ran_out_stays_owed)
{
    int64_t by = FOUND + 4 * HOUR;
    begin();
    struct grading *high = grade(3, FOUND + MINUTE);
    grade(4, by + 1);
    ck_owed(by, false, CLOCK_RUNNING);
    ck_owed(by + HOUR, true, CLOCK_MISSED);
    line("reported", by + HOUR, 0, 1);
    ck_owed(by + 2 * HOUR, true, CLOCK_LATE);
    high->struck = true; /* it never was that grade */
    ck_owed(by + 2 * HOUR, false, CLOCK_LATE);
    begin();
    grade(3, FOUND + MINUTE);
    grade(4, by); /* in time, to the second */
    ck_owed(by + HOUR, false, CLOCK_MISSED);
}
END_TEST

START_TEST(a_line_about_the_work_is_owed_by_no_incident)
{
    begin();
    dues[0].of_incident = false;
    struct clocks clocks = count(1, FOUND + HOUR);
    ck_assert_ptr_null(find_clock(&clocks, 1, false));
    done(&clocks);
    line("reported", FOUND + MINUTE, 1, 0); /* told all the same: listed, and not asked for */
    clocks = count(1, FOUND + HOUR);
    ck_assert(!clock_of(&clocks, 1, false)->counts);
    done(&clocks);
    dues[0].of_incident = true;
}
END_TEST

START_TEST(what_was_closed_is_down_no_longer)
{
    begin();
    line("down", FOUND, 0, 0);
    struct log_entry *closed = line("closed", FOUND + 2 * HOUR, 0, 0);
    struct clocks clocks = count(0, FOUND + 9 * HOUR);
    ck_assert(!clocks.is_down && clocks.was_down);
    ck_assert_int_eq(clocks.down_s, 2 * HOUR);
    ck_assert_int_eq(clocks_down_at(&clocks, FOUND + 10 * HOUR), 2 * HOUR);
    done(&clocks);
    line("restored", FOUND + 3 * HOUR, 0, 0); /* said after the closing */
    clocks = count(0, FOUND + 9 * HOUR);
    ck_assert_int_eq(clocks.down_s, 3 * HOUR);
    done(&clocks);
    lines_n--;
    closed->struck = "样例";
    clocks = count(0, FOUND + 9 * HOUR);
    ck_assert(clocks.is_down);
    ck_assert_int_eq(clocks.down_s, 9 * HOUR);
    done(&clocks);
}
END_TEST

START_TEST(a_step_has_the_school_s_time)
{
    begin();
    limit("contained", 30, "2026-01-01", NULL);
    ck_step(FOUND + 30 * MINUTE, CLOCK_RUNNING, 0);
    ck_step(FOUND + 30 * MINUTE + 1, CLOCK_MISSED, -1);
    line("plan-started", FOUND + MINUTE, 0, 0); /* another step */
    ck_step(FOUND + HOUR, CLOCK_MISSED, -30 * MINUTE);
    struct log_entry *first = line("contained", FOUND + 30 * MINUTE, 0, 0);
    line("contained", FOUND + 40 * MINUTE, 0, 0);
    ck_step(FOUND + HOUR, CLOCK_MET, 0);
    first->struck = "样例";
    ck_step(FOUND + HOUR, CLOCK_LATE, -10 * MINUTE);
}
END_TEST

static void ck_open(int64_t grade, const char *words)
{
    struct clocks clocks = count(grade, FOUND + HOUR);
    struct buf out = { 0 };
    clocks_tell_open(&clocks, &out);
    ck_assert_str_eq(buf_text(&out), words);
    buf_free(&out);
    done(&clocks);
}

START_TEST(lists_tell_of_what_is_open_or_was_found_lately)
{
    struct incident incident = { .found_at = FOUND, .state = "recovered" };
    ck_assert(clocks_are_told(&incident, FOUND + 400 * 24 * HOUR));
    incident.state = "closed";
    ck_assert(clocks_are_told(&incident, FOUND + CLOCKS_TOLD_S));
    ck_assert(!clocks_are_told(&incident, FOUND + CLOCKS_TOLD_S + 1));
}
END_TEST

START_TEST(what_the_closing_would_leave_behind)
{
    begin();
    ck_open(0, "还没有：报告样例乙");
    limit("contained", 30, "2026-01-01", NULL);
    line("down", FOUND, 0, 0);
    line("reported", FOUND, 1, 0);
    ck_open(3, "还没有：报告样例网信办、控制；没有记服务恢复");
    line("contained", FOUND, 0, 0);
    line("restored", FOUND + 1, 0, 0);
    ck_open(0, "");
}
END_TEST

START_TEST(a_limit_holds_for_what_was_found_in_its_days)
{
    char found[DAY_TEXT], before[DAY_TEXT], after[DAY_TEXT];
    day_of(FOUND, found);
    day_of(FOUND - 24 * HOUR, before);
    day_of(FOUND + 24 * HOUR, after);
    const struct {
        const char *day, *ended;
        size_t n;
    } rows[] = { { found, NULL, 1 },  { before, after, 1 }, { before, found, 0 },
                 { found, found, 0 }, { after, NULL, 0 },   { found, after, 1 } };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        begin();
        limit("contained", 30, rows[i].day, rows[i].ended);
        struct clocks clocks = count(0, FOUND + HOUR);
        ck_assert_msg(clocks.handling.n == rows[i].n, "row %zu", i);
        done(&clocks);
    }
}
END_TEST

/* Nothing to restore where nothing was down; what is down again is not restored. */
START_TEST(restored_is_what_ended_the_last_stretch)
{
    begin();
    limit("restored", 60, "2026-01-01", NULL);
    line("restored", FOUND, 0, 0); /* of something before */
    struct clocks clocks = count(0, FOUND + HOUR);
    ck_assert_uint_eq(clocks.handling.n, 0);
    done(&clocks);
    line("down", FOUND + MINUTE, 0, 0);
    ck_step(FOUND + 2 * MINUTE, CLOCK_RUNNING, 58 * MINUTE);
    line("restored", FOUND + 20 * MINUTE, 0, 0);
    ck_step(FOUND + 2 * HOUR, CLOCK_MET, 40 * MINUTE);
    line("down", FOUND + 50 * MINUTE, 0, 0);
    ck_step(FOUND + 2 * HOUR, CLOCK_MISSED, -HOUR);
    line("restored", FOUND + 70 * MINUTE, 0, 0);
    line("restored", FOUND + 71 * MINUTE, 0, 0);
    ck_step(FOUND + 2 * HOUR, CLOCK_LATE, -10 * MINUTE);
}
END_TEST

START_TEST(a_step_presses_as_a_report_does)
{
    struct arena arena = { 0 };
    char words[CLOCK_TEXT];
    const struct incident incident = { .found_at = FOUND };
    begin();
    limit("contained", 300, "2026-01-01", NULL);
    limit("plan-started", 30, "2026-01-01", NULL);
    struct clocks clocks = count(3, FOUND + MINUTE);
    const struct incident_clock *most = clocks_pressing(&clocks, FOUND + MINUTE);
    ck_assert_str_eq(clock_what(most, &arena), "启动预案");
    clock_show(most, &incident, FOUND + MINUTE, words);
    ck_assert_str_eq(words, "剩 29 分 00 秒");
    clock_show(most, &incident, FOUND + 31 * MINUTE, words);
    ck_assert_str_eq(words, "逾期 1 分 00 秒");
    done(&clocks);
    line("plan-started", FOUND + 40 * MINUTE, 0, 0);
    clocks = count(3, FOUND + HOUR);
    clock_show(&clocks.handling.v[1], &incident, FOUND + HOUR, words);
    ck_assert_str_eq(words, "超时 10 分 00 秒");
    most = clocks_pressing(&clocks, FOUND + HOUR);
    ck_assert_str_eq(clock_what(most, &arena), "报告样例网信办"); /* 240 minutes come before 300 */
    done(&clocks);
    arena_free(&arena);
}
END_TEST

Suite *clocks_suite(void)
{
    Suite *suite = suite_create("clocks");
    TCase *t = tcase_create("clocks");
    tcase_add_test(t, the_grade_says_what_is_due);
    tcase_add_test(t, a_deadline_to_the_second);
    tcase_add_test(t, no_fixed_time_is_never_late);
    tcase_add_test(t, a_later_grade_may_be_late_at_once);
    tcase_add_test(t, what_the_grade_no_longer_asks_for_is_not_late);
    tcase_add_test(t, struck_and_foreign_lines_do_not_count);
    tcase_add_test(t, a_service_is_down_from_line_to_line);
    tcase_add_test(t, a_clock_goes_on_without_being_counted_anew);
    tcase_add_test(t, what_is_overdue_presses_most);
    tcase_add_test(t, spans_and_clocks_in_words);
    tcase_add_test(t, what_was_owed_when_the_time_ran_out_stays_owed);
    tcase_add_test(t, a_line_about_the_work_is_owed_by_no_incident);
    tcase_add_test(t, what_was_closed_is_down_no_longer);
    tcase_add_test(t, a_step_has_the_school_s_time);
    tcase_add_test(t, what_the_closing_would_leave_behind);
    tcase_add_test(t, lists_tell_of_what_is_open_or_was_found_lately);
    tcase_add_test(t, a_limit_holds_for_what_was_found_in_its_days);
    tcase_add_test(t, restored_is_what_ended_the_last_stretch);
    tcase_add_test(t, a_step_presses_as_a_report_does);
    suite_add_tcase(suite, t);
    return suite;
}
