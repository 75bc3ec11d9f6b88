/* The bench of the incident log: the console on a store with a thousand incidents, with a hundred thousand, with a
 * million. The three consoles run at the same time and are asked in turn, so that what else the machine does meets all
 * of them; a figure is the median of its rounds. Nothing may grow with the size beyond what an index costs. Run by
 * hand (make bench-incidents-run); nothing fails by a time.
 *
 * Usage: bench-incidents PROGRAM [SIZES...] */
#include "base/file.h"
#include "base/mem.h"
#include "line.h"
#include "measure.h"
#include "store/db.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ROWS = 50, COLUMNS = 200, SIZES_MOST = 8, ROUNDS = 31, BATCH = 20000, PAGES_UP = 12, MOVES = 15, MINUTE = 60 };

/* --- The stores --- */

/* Incidents n = first … last, one a minute, so that the last is of this minute; two lines each, every third graded.
 * Two words stand in forty each of a store's, whatever its size: 挖矿, and 钓鱼, whose second character stands in one
 * of seven besides. */
static const char rows[] =
    "CREATE TEMP TABLE IF NOT EXISTS n(i INTEGER PRIMARY KEY);"
    "DELETE FROM n;"
    "WITH RECURSIVE r(i) AS (SELECT first FROM part UNION ALL SELECT i + 1 FROM r, part WHERE i < last)"
    " INSERT INTO n SELECT i FROM r;"
    "INSERT INTO incident(id, school, series, year, no, number, title, body, category, opinion, found_at, found_by,"
    " state, opened_by, opened_at)"
    " SELECT i, school, 'real', strftime('%Y', at, 'unixepoch'), i, format('bench-%d', i),"
    " CASE WHEN i % step = 0 THEN '样例挖矿程序' WHEN i % step = step / 2 THEN '样例钓鱼邮件' WHEN i % 7 = 0 THEN"
    " '样例鱼类学院网站被篡改' ELSE '样例门户网站异常' END || i, (SELECT min(id) FROM body WHERE school = part.school) "
    "+ i % 10,"
    " (SELECT min(id) FROM category) + i % 7, 0, at, 'own',"
    " CASE WHEN all_n - i < 20 THEN 'open' ELSE 'closed' END, 'bench', at"
    " FROM (SELECT i, now - (all_n - i) * 60 AS at FROM n, part) JOIN part;"
    "INSERT INTO entry(incident, at, entered, author, kind, text)"
    " SELECT i.id, i.found_at, i.found_at, 'bench', 'found', '发现事件，已通知值班人员。' FROM n JOIN incident i ON "
    "i.id ="
    " n.i;"
    "INSERT INTO entry(incident, at, entered, author, kind, text)"
    " SELECT i.id, i.found_at + 30, i.found_at + 30, 'bench', CASE WHEN i.id % 3 = 0 THEN 'assessed' ELSE 'note' END,"
    " '核查系统日志，封堵来源地址 10.0.' || (i.id % 256) || '.' || (i.id % 251) FROM n JOIN incident i ON i.id = n.i;"
    "INSERT INTO grading(incident, entry, grade, at, login)"
    " SELECT e.incident, e.id, 1 + e.incident % 4, e.at, 'bench' FROM n JOIN entry e ON e.incident = n.i"
    " WHERE e.kind = 'assessed'";

__attribute__((format(printf, 2, 3))) static void run_script(struct store *store, const char *format, ...)
{
    char script[512];
    struct err err;
    va_list args;
    va_start(args, format);
    vsnprintf(script, sizeof script, format, args);
    va_end(args);
    must(db_script(store->db, script, &err), &err);
}

/* Sealed as everything is, many in a transaction. */
static void fill(const char *path, int64_t size)
{
    struct store_options options = { .clock = clock_system() };
    struct store *store = NULL;
    struct err err;
    must(store_open(&store, path, &options, &err), &err);
    run_script(store,
               "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 20000; CREATE TEMP "
               "TABLE part AS SELECT 0 AS first, 0 AS last, %" PRId64 " AS all_n, %" PRId64 " AS step, %" PRId64
               " AS now, id AS school FROM school WHERE key ="
               " 'cangzhou'",
               size, size / 40, store_now(store) / MINUTE * MINUTE - MINUTE);
    for (int64_t first = 1; first <= size; first += BATCH) {
        int64_t last = first + BATCH - 1 < size ? first + BATCH - 1 : size;
        run_script(store, "UPDATE part SET first = %" PRId64 ", last = %" PRId64, first, last);
        must(store_begin(store, "bench", "incident-open", &err), &err);
        must(db_script(store->db, rows, &err), &err);
        must(store_commit(store, &err), &err);
    }
    must(store_checkpoint(store, &err), &err);
    store_close(store);
}

/* --- What is measured --- */

enum measure { FIRST_PAINT, MOVE, PAGE_DOWN, TO_END, SEARCH, SEARCH_COMMON, LOGGED, MEASURES };
static const char *const names[MEASURES] = { "first paint of the list",   "one cursor move",
                                             "page down at the far end",  "jump to the end",
                                             "search for a rare word",    "the same of a common part",
                                             "one line logged and sealed" };

struct bench {
    int64_t size;
    char *store;
    struct line *line;
    double times[MEASURES][ROUNDS];
    double resident[ROUNDS];
};

/* The time to the last byte; `seen` (NULL: anything) is among them. */
static double press(struct bench *bench, const char *keys, const char *seen)
{
    struct cost cost = line_key_until(bench->line, keys, seen);
    if (cost.bytes == 0)
        die("bench: %s is not painted for %s", seen == NULL ? "anything" : seen, keys);
    return cost.time;
}

static void start(struct bench *bench, const char *program, const char *folder)
{
    const char *const argv[] = { program, "--store", bench->store, "--school", "cangzhou", NULL };
    struct cost cost;
    bench->line = line_start(argv, folder, ROWS, COLUMNS, "按键", &cost);
    if (bench->line == NULL)
        die("bench: %s does not start", program);
}

/* The dearest of a few: the one that asks the store. */
static double page_down(struct bench *bench)
{
    double most = 0;
    for (int i = 0; i < PAGES_UP; i++) /* past what the list holds at once */
        press(bench, "\033[5~", NULL);
    for (int i = 0; i < PAGES_UP / 2; i++) {
        double took = press(bench, "\033[6~", NULL);
        most = took > most ? took : most;
    }
    return most;
}

/* The middle of a few. */
static double one_move(struct bench *bench)
{
    double times[MOVES];
    for (int i = 0; i < MOVES; i++)
        times[i] = press(bench, "j", NULL);
    return median(times, MOVES);
}

static double log_line(struct bench *bench)
{
    press(bench, "\r", NULL);
    press(bench, ".", NULL);
    press(bench, "样例记录", NULL);
    double took = press(bench, "\023", "已记");
    press(bench, "q", NULL);
    return took;
}

/* Each round begins with a console that has not seen the list. */
static void measure(struct bench *bench, const char *program, const char *folder, int round)
{
    double took[MEASURES];
    start(bench, program, folder);
    took[FIRST_PAINT] = press(bench, "4", "样例门户");
    took[MOVE] = one_move(bench);
    took[LOGGED] = log_line(bench);
    took[TO_END] = press(bench, "G", NULL);
    took[PAGE_DOWN] = page_down(bench);
    press(bench, "/", NULL);
    took[SEARCH] = press(bench, "挖矿", "挖矿程序");
    press(bench, "\033", NULL);
    press(bench, "/", NULL);
    took[SEARCH_COMMON] = press(bench, "钓鱼", "钓鱼邮件");
    bench->resident[round] = (double)line_resident(bench->line);
    line_end(bench->line);
    for (int i = 0; i < MEASURES; i++)
        bench->times[i][round] = took[i];
}

static void print_row(const char *name, const char *unit, const double *values, size_t n)
{
    printf("%-26s", name);
    for (size_t i = 0; i < n; i++)
        printf("%12.2f %s", values[i], unit);
    printf("%10.2fx\n", values[n - 1] / values[0]);
}

static void print_all(struct bench *benches, size_t n)
{
    double values[SIZES_MOST];
    printf("%-26s", "incidents");
    for (size_t i = 0; i < n; i++)
        printf("%12" PRId64 "   ", benches[i].size);
    printf("%10s\n", "last:first");
    for (int m = 0; m < MEASURES; m++) {
        for (size_t i = 0; i < n; i++)
            values[i] = 1e3 * median(benches[i].times[m], ROUNDS);
        print_row(names[m], "ms", values, n);
    }
    for (size_t i = 0; i < n; i++)
        values[i] = median(benches[i].resident, ROUNDS) / 1024;
    print_row("resident memory", "Mi", values, n);
}

static void make(struct bench *bench, const char *program, const char *folder, const char *size)
{
    struct stat st = { .st_size = 0 };
    long kib;
    double from = now();
    char name[32];
    snprintf(name, sizeof name, "%s.db", size);
    bench->size = strtoll(size, NULL, 10);
    bench->store = path_join(folder, name);
    const char *const init[] = { program, "init", "--demo", "--store", bench->store, NULL };
    run_program(init, &kib);
    fill(bench->store, bench->size);
    stat(bench->store, &st);
    printf("%8" PRId64 " incidents, two lines each: made in %.0f s, %lld MiB\n", bench->size, now() - from,
           (long long)st.st_size / 1048576);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    static const char *const standard[] = { "1000", "100000", "1000000" };
    static struct bench benches[SIZES_MOST];
    if (argc < 2 || argc - 2 > SIZES_MOST)
        die("usage: bench-incidents PROGRAM [SIZES...]");
    char folder[] = "bench-XXXXXX", here[4096];
    char *program = realpath(argv[1], NULL);
    if (program == NULL || mkdtemp(folder) == NULL || realpath(folder, here) == NULL)
        die("bench: no program %s, or no folder", argv[1]);
    const char *const *sizes = argc > 2 ? (const char *const *)(uintptr_t)(argv + 2) : standard;
    size_t n = argc > 2 ? (size_t)argc - 2 : 3;
    for (size_t i = 0; i < n; i++)
        make(&benches[i], program, here, sizes[i]);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < n; i++)
            measure(&benches[i], program, here, round);
    printf("a screen of %dx%d; medians of %d rounds\n", ROWS, COLUMNS, ROUNDS);
    print_all(benches, n);
    const char *const argv_rm[] = { "/bin/rm", "-r", here, NULL };
    long kib;
    run_program(argv_rm, &kib);
    for (size_t i = 0; i < n; i++)
        mem_free(benches[i].store);
    free(program);
    return 0;
}
