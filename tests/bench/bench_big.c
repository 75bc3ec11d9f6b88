/* The bench of a large school: each document printed from it in each format, with its time, memory and size; and
 * reading what the console keeps at hand. Run by hand (make bench); nothing fails by a time.
 *
 * Usage: bench-big PROGRAM [BODIES PEOPLE DUTIES] */
#include "big.h"

#include "base/file.h"
#include "domain/matrix.h"
#include "measure.h"
#include "store/look.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void print_one(const char *program, const char *store, const char *out, const char *report, const char *format,
                      const char *body)
{
    const char *const argv[] = { program, "print",    report, "--store",
                                 store,   "--format", format, body == NULL ? NULL : "--body",
                                 body,    NULL };
    struct stat st = { .st_size = 0 };
    long kib = 0;
    double took = run_program_to(out, argv, &kib);
    stat(out, &st);
    printf("print %-12s %-5s %-14s %8.2f s  %8ld KiB  %12lld bytes\n", report, format, body == NULL ? "" : body, took,
           kib, (long long)st.st_size);
    fflush(stdout);
    unlink(out);
}

/* What the console does when it opens a screen. */
static void bench_reading(const char *path)
{
    struct store_options options = { .clock = clock_system() };
    struct store *store = NULL;
    struct err err;
    struct org org;
    struct matrix matrix;
    struct persons people = { 0 }, page = { 0 };
    struct vacancies vacancies = { 0 };
    struct holes holes = { 0 };
    must(store_open(&store, path, &options, &err), &err);
    double from = now();
    must(org_read(&org, store, 1, "2026-11-21", &err), &err);
    double read_org = now();
    must(matrix_read(&matrix, store, 1, &org, &err), &err);
    double read_matrix = now();
    org_vacancies(&org, NULL, &vacancies);
    matrix_holes(&matrix, &holes);
    double judged = now();
    must(read_all_persons_short(store, 1, &people, &err), &err);
    double read_people = now();
    struct person_page one = { .school = 1, .day = "2026-11-21", .name = people.v[people.n / 2].name, .limit = 50 };
    must(read_persons(store, &one, &page, &err), &err);
    double read_page = now();
    printf("org chart %.1f ms, matrix %.1f ms, %zu vacancies and %zu holes %.1f ms, %zu people for a picker %.1f ms,"
           " a page of %zu %.2f ms\n",
           1e3 * (read_org - from), 1e3 * (read_matrix - read_org), vacancies.n, holes.n, 1e3 * (judged - read_matrix),
           people.n, 1e3 * (read_people - judged), page.n, 1e3 * (read_page - read_people));
    VEC_FREE(&vacancies);
    VEC_FREE(&holes);
    LIST_FREE(&people);
    LIST_FREE(&page);
    matrix_done(&matrix);
    org_done(&org);
    store_close(store);
}

int main(int argc, char **argv)
{
    if (argc != 2 && argc != 5)
        die("usage: bench-big PROGRAM [BODIES PEOPLE DUTIES]");
    int64_t bodies = argc > 2 ? strtoll(argv[2], NULL, 10) : BIG_BODIES;
    int64_t people = argc > 2 ? strtoll(argv[3], NULL, 10) : BIG_PEOPLE;
    int64_t duties = argc > 2 ? strtoll(argv[4], NULL, 10) : BIG_DUTIES;
    char folder[] = "bench-XXXXXX";
    if (mkdtemp(folder) == NULL)
        die("mkdtemp");
    char *store = path_join(folder, "big.db"), *out = path_join(folder, "out");
    double from = now();
    big_make(store, bodies, people, duties);
    printf("%" PRId64 " bodies, %" PRId64 " people, %" PRId64 " duties: made in %.1f s\n", bodies, people, duties,
           now() - from);
    bench_reading(store);
    static const char *const reports[] = { "org", "contacts", "duties", "obligations", "assets" };
    static const char *const formats[] = { "text", "csv", "json" };
    for (size_t r = 0; r < sizeof reports / sizeof reports[0]; r++)
        for (size_t f = 0; f < 3; f++)
            print_one(argv[1], store, out, reports[r], formats[f], NULL);
    for (size_t f = 0; f < 3; f++)
        print_one(argv[1], store, out, "matrix", formats[f], "样例学院4");
    print_one(argv[1], store, out, "matrix", "csv", NULL);
    print_one(argv[1], store, out, "matrix", "json", NULL);
    unlink(store);
    rmdir(folder);
    mem_free(store);
    mem_free(out);
    return 0;
}
