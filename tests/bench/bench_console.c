/* The bench of the console, as a person at the end of a line meets it: from the start of the program to the first full
 * screen, and what a key costs in bytes and in time, for a large school and for one ten times that; the same of less
 * and tig in the same run, as ratios. Run by hand (make bench); nothing fails by a time.
 *
 * Usage: bench-console PROGRAM [BODIES PEOPLE DUTIES] */
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "big.h"
#include "line.h"
#include "measure.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 50, COLUMNS = 200, MOVES = 200, TURN = 20, STARTS = 5 };

/* What keys cost: medians and the most. */
struct moves {
    double bytes, bytes_most, time, time_most;
};

/* What a program costs in all. */
struct totals {
    double start, resident;
    struct moves move, scroll;
};

static struct moves sum_up(double *bytes, double *times, size_t n)
{
    struct moves moves = { .bytes = median(bytes, n), .time = median(times, n) };
    moves.bytes_most = bytes[n - 1]; /* now in order */
    moves.time_most = times[n - 1];
    return moves;
}

/* Up and down within one screen, or (scrolling) down and down. */
static struct moves measure_moves(struct line *line, bool scrolling)
{
    double bytes[MOVES], times[MOVES];
    for (int i = 0; scrolling && i < ROWS; i++)
        line_key(line, "j");
    for (int i = 0; i < MOVES; i++) {
        struct cost cost = line_key(line, scrolling || i / TURN % 2 == 0 ? "j" : "k");
        bytes[i] = (double)cost.bytes;
        times[i] = cost.time;
    }
    return sum_up(bytes, times, MOVES);
}

static void print_moves(const struct moves *moves)
{
    printf("  %5.0f/%-6.0f %6.2f/%-6.2f", moves->bytes, moves->bytes_most, 1e3 * moves->time, 1e3 * moves->time_most);
}

static void print_head(void)
{
    printf("%-10s %16s %9s  %12s %13s  %12s %13s\n", "", "first paint, ms", "RSS, KiB", "move, bytes", "ms",
           "scroll, bytes", "ms");
}

static void print_totals(const char *name, const struct totals *totals)
{
    printf("%-10s %16.1f %9.0f", name, 1e3 * totals->start, totals->resident);
    print_moves(&totals->move);
    print_moves(&totals->scroll);
    printf("\n");
    fflush(stdout);
}

/* The middle of a few starts, until all is there and (`first`, or NULL) until `ready` is; the last one stays. NULL: it
 * does not start. */
static struct line *start(const char *const *argv, const char *folder, const char *ready, double *took, double *first)
{
    double times[STARTS], readies[STARTS];
    struct line *line = NULL;
    for (int i = 0; i < STARTS; i++) {
        struct cost cost;
        if (line != NULL)
            line_end(line);
        line = line_start(argv, folder, ROWS, COLUMNS, ready, &cost);
        if (line == NULL)
            return NULL;
        times[i] = cost.time;
        readies[i] = cost.ready;
    }
    *took = median(times, STARTS);
    if (first != NULL)
        *first = median(readies, STARTS);
    return line;
}

/* --- The console --- */

/* `ready`: what is seen only once it was read. */
static void measure_screen(struct line *line, const char *name, const char *key, const char *ready,
                           struct totals *totals)
{
    totals->start = line_key_until(line, key, ready).time;
    totals->move = measure_moves(line, false);
    totals->scroll = measure_moves(line, true);
    totals->resident = (double)line_resident(line);
    print_totals(name, totals);
}

/* Each letter of a word typed into a filter or a picker, which is then closed. */
static void measure_typing(struct line *line, const char *name, const char *go, const char *open, const char *word)
{
    line_key(line, go);
    struct cost opened = line_key(line, open);
    printf("%-34s opened in %7.2f ms;", name, 1e3 * opened.time);
    for (const char *at = word; *at != '\0'; at++) {
        const char letter[] = { *at, '\0' };
        struct cost cost = line_key(line, letter);
        printf("  %c %.2f ms", *at, 1e3 * cost.time);
    }
    printf("\n");
    fflush(stdout);
    for (const char *at = word; *at != '\0'; at++)
        line_key(line, "\177");
    line_key(line, "\033");
}

/* What is measured of the people screen stands for the console beside other programs. */
static bool measure_console(const char *program, const char *folder, const char *store, struct totals *people)
{
    const char *const argv[] = { program, "--store", store, NULL };
    struct totals screen;
    double first = 0, all = 0, ignored;
    struct line *line = start(argv, folder, "正在读取", &ignored, &first);
    if (line == NULL)
        return false;
    line_end(line);
    line = start(argv, folder, "事项", &all, NULL);
    if (line == NULL)
        return false;
    printf(
        "%-10s %16.1f %9ld  (the overview read: %.1f ms; of a screen below: from its key to all its being painted)\n",
        "zeren", 1e3 * first, line_resident(line), 1e3 * all);
    measure_screen(line, "people", "9", "姓名", people);
    measure_screen(line, "org", "2", "机构和岗位", &screen);
    measure_screen(line, "matrix", "3", "合计", &screen);
    measure_screen(line, "audit", "0", "摘要", &screen);
    measure_typing(line, "filter of people", "9", "/", "ylwm");
    measure_typing(line, "filter of the org chart", "2", "/", "yljy");
    measure_typing(line, "picker of bodies, in the matrix", "3", "b", "ylxy");
    line_end(line);
    /* Memory of that one screen, as of a program that shows one thing. */
    line = start(argv, folder, "事项", &all, NULL);
    if (line == NULL)
        return false;
    line_key(line, "9");
    people->start = all;
    people->resident = (double)line_resident(line);
    line_end(line);
    return true;
}

/* --- Others --- */

static const char *find_program(const char *name, struct buf *path)
{
    const char *folders = getenv("PATH");
    while (folders != NULL && *folders != '\0') {
        size_t n = strcspn(folders, ":");
        buf_clear(path);
        buf_add(path, folders, n);
        buf_printf(path, "/%s", name);
        if (access(buf_text(path), X_OK) == 0)
            return buf_text(path);
        folders += n + (folders[n] == ':');
    }
    return NULL;
}

static void print_ratios(const char *name, const struct totals *own, const struct totals *other)
{
    printf("people screen : %-5s  first paint %.2fx, bytes of a move %.2fx, of scrolling %.2fx, time of a move %.2fx,"
           " memory %.2fx\n",
           name, own->start / other->start, own->move.bytes / other->move.bytes,
           own->scroll.bytes / other->scroll.bytes, own->move.time / other->move.time, own->resident / other->resident);
    fflush(stdout);
}

static void measure_other(const char *name, const char *argument, const char *folder, const char *ready,
                          const struct totals *own)
{
    struct buf path = { 0 };
    const char *const argv[] = { find_program(name, &path), argument, NULL };
    struct totals totals = { 0 };
    struct line *line = argv[0] == NULL ? NULL : start(argv, folder, ready, &totals.start, NULL);
    if (line == NULL) {
        printf("%-10s %s\n", name, argv[0] == NULL ? "not installed" : "does not start");
    } else {
        totals.move = measure_moves(line, false);
        totals.scroll = measure_moves(line, true);
        totals.resident = (double)line_resident(line);
        print_totals(name, &totals);
        print_ratios(name, own, &totals);
        line_end(line);
    }
    buf_free(&path);
}

/* As many lines, and as many commits, as there are people. */
static void make_text(const char *path, int64_t lines)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        die("bench: %s", path);
    for (int64_t i = 1; i <= lines; i++)
        fprintf(file,
                "样例赵伟%-6" PRId64 "  %07" PRId64 "       样例学院%-4" PRId64 " 网络安全员       0000-%07" PRId64
                "\n",
                i, i, i % 300, i);
    fclose(file);
}

static bool make_commits(const char *folder, int64_t commits)
{
    static const char make[] = "cd \"$0\" && git init -q -b main && git fast-import --quiet < commits";
    struct buf git = { 0 };
    char *path = path_join(folder, "commits");
    FILE *file = fopen(path, "w");
    for (int64_t i = 1; file != NULL && i <= commits; i++)
        fprintf(file,
                "commit refs/heads/main\ncommitter 样例赵伟 <a@example.invalid> %" PRId64 " +0800\ndata <<END\n"
                "样例提交%" PRId64 "：落实网络安全责任\nEND\n\n",
                INT64_C(1700000000) + i * 60, i);
    if (file != NULL)
        fclose(file);
    const char *const argv[] = { "/bin/sh", "-c", make, folder, NULL };
    bool there = find_program("git", &git) != NULL;
    long kib;
    if (there)
        run_program(argv, &kib);
    buf_free(&git);
    mem_free(path);
    return there;
}

static void bench_size(const char *program, const char *folder, const char *name, int64_t bodies, int64_t people,
                       int64_t duties)
{
    char *place = path_join(folder, name), *store = path_join(place, "big.db"), *text = path_join(place, "people.txt");
    struct totals own = { 0 };
    struct err err;
    must(folder_make(place, NULL, &err), &err);
    big_make(store, bodies, people, duties);
    printf("\n%" PRId64 " bodies, %" PRId64 " people, %" PRId64 " duties; a screen of %dx%d; of %d moves the median and"
           " the most\n",
           bodies, people, duties, ROWS, COLUMNS, MOVES);
    print_head();
    if (!measure_console(program, place, store, &own))
        die("bench: %s does not start", program);
    print_totals("zeren", &own);
    make_text(text, people);
    measure_other("less", "people.txt", place, "people.txt", &own);
    if (make_commits(place, people))
        measure_other("tig", NULL, place, "[main]", &own);
    else
        printf("tig        not measured: git is not installed\n");
    mem_free(place);
    mem_free(store);
    mem_free(text);
}

int main(int argc, char **argv)
{
    if (argc != 2 && argc != 5)
        die("usage: bench-console PROGRAM [BODIES PEOPLE DUTIES]");
    char folder[] = "bench-XXXXXX", here[4096];
    if (mkdtemp(folder) == NULL || realpath(folder, here) == NULL)
        die("mkdtemp");
    char *program = realpath(argv[1], NULL);
    if (program == NULL)
        die("bench: no program %s", argv[1]);
    if (argc == 5) {
        bench_size(program, here, "own", strtoll(argv[2], NULL, 10), strtoll(argv[3], NULL, 10),
                   strtoll(argv[4], NULL, 10));
    } else {
        bench_size(program, here, "large", BIG_BODIES / 10, BIG_PEOPLE / 10, BIG_DUTIES / 10);
        bench_size(program, here, "larger", BIG_BODIES, BIG_PEOPLE, BIG_DUTIES);
    }
    const char *const argv_rm[] = { "/bin/rm", "-r", here, NULL };
    long kib;
    run_program(argv_rm, &kib);
    free(program);
    return 0;
}
