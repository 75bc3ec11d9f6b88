/* kill -9 while lines are entered in an incident's log, at any moment: what was acknowledged stands in the log, nothing
 * stands there by halves, and what was being typed comes back.
 *
 * KILLS=<n> kills that often, ZEREN_TEST_SEED=<seed> at other moments. */
#include "desk.h"
#include "suites.h"

#include "base/mem.h"
#include "store/incident.h"
#include "unit/mix.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { KILLS = 20, LINE = 96, VERIFY_EVERY = 25 };

static const char title[] = "样例断电事件", save[] = "\023", marker[] = "完";

struct log {
    struct mix mix;
    struct terminal *terminal;
    struct store *store; /* the test's own connection, to read */
    int64_t incident;
    VEC(char *) acknowledged;
    unsigned lines;
    long save_us;       /* how long the last one took to be acknowledged, on this machine as it is now */
    char pending[LINE]; /* what was being entered at the last kill; "": nothing */
    size_t kept;        /* so many bytes of it were in a draft */
    bool told;          /* it was acknowledged too */
};

/* --- The log as it stands --- */

static void open_store(struct log *log)
{
    struct store_options options = { .clock = clock_system() };
    struct incidents incidents = { 0 };
    struct err err;
    ck_assert_msg(store_open(&log->store, desk_path("zeren.db"), &options, &err) == 0, "%s", err.text);
    const struct incident_page page = { .school = 1, .words = title, .limit = 2 };
    ck_assert_msg(read_incidents(log->store, &page, &incidents, &err) == 0, "%s", err.text);
    ck_assert_uint_eq(incidents.n, 1);
    log->incident = incidents.v[0].id;
    LIST_FREE(&incidents);
}

static int times_in_log(const struct log_entries *entries, const char *text)
{
    int n = 0;
    for (size_t i = 0; i < entries->n; i++)
        n += strcmp(entries->v[i].text, text) == 0;
    return n;
}

/* Each acknowledged line once, and no other but the incident's first and (perhaps) the pending one. Answers whether
 * that is there. */
static bool check_log(const struct log *log)
{
    struct log_entries entries = { 0 };
    struct err err;
    ck_assert_msg(read_whole_log(log->store, log->incident, &entries, &err) == 0, "%s", err.text);
    for (size_t i = 0; i < log->acknowledged.n; i++) {
        int times = times_in_log(&entries, log->acknowledged.v[i]);
        ck_assert_msg(times == 1, "acknowledged, and %d times there: %s; the last that is there: %s; the screen is\n%s",
                      times, log->acknowledged.v[i], entries.v[entries.n - 1].text, terminal_screen(log->terminal));
    }
    int pending = log->pending[0] == '\0' ? 0 : times_in_log(&entries, log->pending);
    ck_assert_int_le(pending, 1);
    if (entries.n != 1 + log->acknowledged.n + (size_t)pending)
        for (size_t i = 0; i < entries.n; i++)
            fprintf(stderr, "killed: the log has: %s\n", entries.v[i].text);
    ck_assert_uint_eq(entries.n, 1 + log->acknowledged.n + (size_t)pending);
    LIST_FREE(&entries);
    return pending == 1;
}

static void acknowledge(struct log *log, const char *text)
{
    *VEC_PUSH(&log->acknowledged) = mem_strdup(text);
}

/* --- Entering lines --- */

static void start(struct log *log)
{
    log->terminal = desk_start(NULL, NULL);
    terminal_keys(log->terminal, "4");
    terminal_wait(log->terminal, title);
    terminal_keys(log->terminal, "\r");
    terminal_wait(log->terminal, "记录人");
}

/* Another one each time, so that it can be told from all others, and told to be whole. */
static void make_line(struct log *log, char text[LINE])
{
    int n = snprintf(text, LINE, "样例%04u", ++log->lines);
    for (unsigned i = 0, more = 1 + mix_below(&log->mix, 8); i < more; i++)
        n += snprintf(text + n, LINE - (size_t)n, mix_below(&log->mix, 2) == 0 ? "封堵%x" : "告知%x",
                      mix_below(&log->mix, 16));
    snprintf(text + n, LINE - (size_t)n, "%s", marker);
}

static long now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void save_line(struct log *log, const char *text)
{
    long from = now_us();
    terminal_keys(log->terminal, save);
    terminal_wait(log->terminal, "已记");
    log->save_us = now_us() - from;
    acknowledge(log, text);
}

/* An empty form, and nothing left on the screen of what was acknowledged before. */
static void open_form(struct log *log)
{
    ck_assert(!terminal_shows(log->terminal, "*内容"));
    terminal_keys(log->terminal, ".");
    terminal_wait(log->terminal, " 0/400");
    terminal_wait_gone(log->terminal, "已记");
}

static void wait_typed(struct log *log, const char *text)
{
    char seen[LINE + 16];
    snprintf(seen, sizeof seen, "*内容    %s ", text);
    terminal_wait(log->terminal, seen);
}

static void enter_line(struct log *log, const char *text)
{
    open_form(log);
    terminal_keys(log->terminal, text);
    wait_typed(log, text);
    save_line(log, text);
}

/* The end of a character. */
static size_t whole(const char *text, size_t n)
{
    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
        n--;
    return n;
}

/* A line of which some is in a draft, then more of it and perhaps the key that saves it, and the end comes. */
static void die_entering(struct log *log)
{
    char first[LINE];
    struct mix *mix = &log->mix;
    make_line(log, log->pending);
    size_t n = strlen(log->pending);
    log->kept = whole(log->pending, strlen("样例0000") + mix_below(mix, (unsigned)(n - strlen("样例0000"))));
    snprintf(first, sizeof first, "%.*s", (int)log->kept, log->pending);
    open_form(log);
    terminal_keys(log->terminal, first);
    wait_typed(log, first);
    desk_wait_kept(first);
    size_t to = whole(log->pending, log->kept + mix_below(mix, (unsigned)(n - log->kept) + 1));
    bool saves = mix_below(mix, 3) > 0;
    terminal_send(log->terminal, log->pending + log->kept, (saves ? n : to) - log->kept);
    if (saves)
        terminal_keys(log->terminal, save);
    /* At any moment from the key on until some time after it would have been acknowledged. */
    terminal_let(log->terminal, (long)mix_below(mix, (unsigned)(log->save_us + log->save_us / 2)));
    terminal_signal(log->terminal, SIGKILL);
    ck_assert_int_eq(terminal_end(log->terminal), 128 + SIGKILL);
    log->told = terminal_shows(log->terminal, "已记");
    ck_assert(!log->told || saves);
    terminal_free(log->terminal);
}

/* --- What is left --- */

/* So many bytes of the pending line are in the form. */
static size_t shown(const struct log *log)
{
    char text[LINE + 16];
    for (size_t n = strlen(log->pending); n >= log->kept; n = whole(log->pending, n - 1)) {
        snprintf(text, sizeof text, "*内容    %.*s ", (int)n, log->pending);
        if (terminal_shows(log->terminal, text))
            return n;
    }
    ck_abort_msg("of %s came back\n%s", log->pending, terminal_screen(log->terminal));
}

/* It is gone on with, and saved. */
static void finish_draft(struct log *log)
{
    terminal_keys(log->terminal, ".");
    terminal_wait(log->terminal, "已取回");
    terminal_keys(log->terminal, log->pending + shown(log));
    wait_typed(log, log->pending);
    save_line(log, log->pending);
}

/* The line was saved, and the end came before its draft was gone. */
static void discard_draft(struct log *log)
{
    terminal_keys(log->terminal, ".");
    terminal_wait(log->terminal, "已取回");
    ck_assert_uint_eq(shown(log), strlen(log->pending));
    terminal_keys(log->terminal, "\004");
    terminal_wait(log->terminal, "确认");
    terminal_keys(log->terminal, "y");
    terminal_wait(log->terminal, "已丢弃");
    terminal_keys(log->terminal, "\033"); /* the form is empty now, and still open */
    terminal_wait_gone(log->terminal, "*内容");
}

struct deaths {
    int told, saved, draft, both;
};

static void come_back(struct log *log, struct deaths *deaths)
{
    bool draft = desk_drafts() > 0;
    start(log);
    bool saved = check_log(log);
    ck_assert_msg(saved || !log->told, "acknowledged, and not there: %s", log->pending);
    ck_assert_msg(saved || draft, "neither in the log nor in a draft: %s", log->pending);
    deaths->told += log->told;
    deaths->saved += saved && !log->told && !draft;
    deaths->both += saved && draft;
    deaths->draft += !saved;
    if (saved)
        acknowledge(log, log->pending);
    if (draft && saved)
        discard_draft(log);
    else if (draft)
        finish_draft(log);
    log->pending[0] = '\0';
    check_log(log);
    ck_assert_int_eq(desk_drafts(), 0);
}

START_TEST(test_killed)
{
    struct log log = { .mix = mix_from(mix_seed()) };
    struct deaths deaths = { 0 };
    char text[LINE];
    int kills = (int)mix_number("KILLS", KILLS);
    log.terminal = desk_start(NULL, NULL);
    terminal_keys(log.terminal, "4n");
    terminal_keys(log.terminal, title);
    terminal_keys(log.terminal, save);
    terminal_wait(log.terminal, "发现事件。");
    open_store(&log);
    make_line(&log, text);
    enter_line(&log, text);
    for (int i = 1; i <= kills; i++) {
        for (unsigned lines = mix_below(&log.mix, 3); lines > 0; lines--) {
            make_line(&log, text);
            enter_line(&log, text);
        }
        die_entering(&log);
        come_back(&log, &deaths);
        if (i % VERIFY_EVERY == 0)
            desk_verify();
    }
    desk_quit(log.terminal);
    store_close(log.store);
    desk_verify();
    printf("killed: %d kills, %zu lines: %d acknowledged, %d saved and not yet told, %d saved with the draft still "
           "there, %d "
           "came back as drafts\n",
           kills, log.acknowledged.n, deaths.told, deaths.saved, deaths.both, deaths.draft);
    for (size_t i = 0; i < log.acknowledged.n; i++)
        mem_free(log.acknowledged.v[i]);
    VEC_FREE(&log.acknowledged);
}
END_TEST

static void say_seed(void)
{
    printf("killed: ZEREN_TEST_SEED=%u KILLS=%u\n", mix_seed(), mix_number("KILLS", KILLS));
    fflush(stdout);
}

Suite *killed_suite(void)
{
    Suite *suite = suite_create("killed");
    TCase *tcase = desk_case(suite, "killed");
    tcase_set_timeout(tcase, 0);
    tcase_add_unchecked_fixture(tcase, say_seed, NULL);
    tcase_add_test(tcase, test_killed);
    return suite;
}
