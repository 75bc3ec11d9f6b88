/* The benches of the store: making one, printing from it, sealing a change, verifying the journal. Run by hand (make
 * bench); each claim is a ratio measured in this one run, and nothing fails by a time.
 *
 * Usage: bench-store PROGRAM [ENTRIES...]    journal sizes for verify; 10000 100000 1000000 without */
#include "base/buf.h"
#include "base/file.h"
#include "measure.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/people.h"
#include "store/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { RUNS = 7, COMMITS = 400, ROUNDS = 25 };

static void bench_program(const char *program, const char *folder)
{
    double init[RUNS], print[RUNS], version[RUNS];
    long init_kib = 0, print_kib = 0, version_kib = 0;
    char *store = path_join(folder, "program/zeren.db");
    const char *const init_argv[] = { program, "init", "--store", store, NULL };
    const char *const print_argv[] = { program, "print", "duties", "--school", "cangzhou", "--store", store, NULL };
    const char *const version_argv[] = { program, "--version", NULL };
    for (int i = 0; i < RUNS; i++) {
        unlink(store);
        init[i] = run_program(init_argv, &init_kib);
        print[i] = run_program(print_argv, &print_kib);
        version[i] = run_program(version_argv, &version_kib);
    }
    printf("start and end (--version)    %7.1f ms  %6ld KiB\n", 1e3 * median(version, RUNS), version_kib);
    printf("init, five documents         %7.1f ms  %6ld KiB\n", 1e3 * median(init, RUNS), init_kib);
    printf("print duties (cangzhou)      %7.1f ms  %6ld KiB\n", 1e3 * median(print, RUNS), print_kib);
    mem_free(store);
}

static struct store *new_store(const char *folder, const char *name)
{
    struct store_options options = { .clock = clock_system() };
    struct store *store = NULL;
    struct err err;
    char *path = path_join(folder, name);
    must(store_create(&store, path, &options, &err), &err);
    must(store_begin(store, "bench", "school", &err), &err);
    must(db_script(store->db, "INSERT INTO school(id, key, name, route) VALUES(1, 'bench', '样例', 'other')", &err),
         &err);
    must(store_commit(store, &err), &err);
    mem_free(path);
    return store;
}

static void add_one(struct store *store, int64_t n)
{
    struct err err;
    struct buf number = { 0 };
    int64_t id;
    buf_printf(&number, "%" PRId64, n);
    struct new_person person = { 1, number.v, "样例人员", "0100-12345678", NULL };
    must(add_person(store, &person, &id, &err), &err);
    buf_free(&number);
}

static void sealed(struct store *store, int64_t n)
{
    struct err err;
    must(store_begin(store, "bench", "person", &err), &err);
    add_one(store, n);
    must(store_commit(store, &err), &err);
}

/* The same row without a seal, by the same prepared statements but for the store's door. */
static void bare(struct store *store, int64_t n)
{
    static sqlite3_stmt *begin, *insert, *commit;
    char number[32];
    if (begin == NULL) {
        sqlite3_prepare_v2(store->db, sql_text(SQL_BEGIN), -1, &begin, NULL);
        sqlite3_prepare_v2(store->db, sql_text(SQL_PERSON_ADD), -1, &insert, NULL);
        sqlite3_prepare_v2(store->db, sql_text(SQL_COMMIT), -1, &commit, NULL);
    }
    if (n == 0) {
        sqlite3_finalize(begin);
        sqlite3_finalize(insert);
        sqlite3_finalize(commit);
        return;
    }
    snprintf(number, sizeof number, "%" PRId64, n);
    sqlite3_step(begin);
    sqlite3_reset(begin);
    sqlite3_bind_int64(insert, 1, 1);
    sqlite3_bind_text(insert, 2, number, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(insert, 3, "样例人员", -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 4, "0100-12345678", -1, SQLITE_STATIC);
    sqlite3_step(insert);
    sqlite3_reset(insert);
    if (sqlite3_step(commit) != SQLITE_DONE)
        die("bench: %s", sqlite3_errmsg(store->db));
    sqlite3_reset(commit);
}

/* Two stores of the same schema, each filled by one way only; rounds alternate so that the machine's noise meets both.
 */
static void bench_commit(const char *folder)
{
    struct store *with = new_store(folder, "sealed.db"), *without = new_store(folder, "bare.db");
    double a[ROUNDS], b[ROUNDS], ratio[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        double from = now();
        for (int i = 0; i < COMMITS; i++)
            bare(without, round * COMMITS + i + 1);
        double middle = now();
        for (int i = 0; i < COMMITS; i++)
            sealed(with, round * COMMITS + i + 1);
        double end = now();
        a[round] = (middle - from) / COMMITS;
        b[round] = (end - middle) / COMMITS;
        ratio[round] = b[round] / a[round];
    }
    printf("bare INSERT and COMMIT       %7.1f us\n", 1e6 * median(a, ROUNDS));
    printf("sealed commit                %7.1f us  %.2fx the bare one (median of %d rounds of %d)\n",
           1e6 * median(b, ROUNDS), median(ratio, ROUNDS), ROUNDS, COMMITS);
    bare(without, 0);
    store_close(with);
    store_close(without);
}

/* Reading every entry and hashing it, nothing else: what no verification can go below. */
static double read_and_hash(struct store *store)
{
    double from = now();
    uint8_t hash[HASH_BYTES] = { 0 };
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(store->db, "SELECT seq, at, actor, action, changes FROM journal ORDER BY seq", -1, &row,
                           NULL) != SQLITE_OK)
        die("bench: %s", sqlite3_errmsg(store->db));
    while (sqlite3_step(row) == SQLITE_ROW) {
        struct journal_entry entry = {
            .seq = sqlite3_column_int64(row, 0),
            .at = sqlite3_column_int64(row, 1),
            .actor = (const char *)sqlite3_column_text(row, 2),
            .actor_n = (size_t)sqlite3_column_bytes(row, 2),
            .action = (const char *)sqlite3_column_text(row, 3),
            .action_n = (size_t)sqlite3_column_bytes(row, 3),
            .changes = sqlite3_column_blob(row, 4),
            .changes_n = (size_t)sqlite3_column_bytes(row, 4),
        };
        uint8_t before[HASH_BYTES];
        memcpy(before, hash, sizeof before);
        journal_hash(before, &entry, hash);
    }
    sqlite3_finalize(row);
    return now() - from;
}

static void bench_verify(const char *folder, int64_t entries)
{
    struct err err;
    struct store *store = new_store(folder, "verify.db");
    char *path = mem_strdup(store_path(store));
    double from = now();
    /* What is measured is reading; the filling need not wait for the disk. */
    must(db_script(store->db, "PRAGMA synchronous = OFF", &err), &err);
    for (int64_t i = 2; i <= entries; i++)
        sealed(store, i);
    must(store_checkpoint(store, &err), &err);
    double filled = now() - from, least = read_and_hash(store);
    store_close(store);
    from = now();
    struct findings findings;
    must(store_verify(path, NULL, NULL, NULL, &findings, &err), &err);
    double took = now() - from;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("verify %8" PRId64
           " entries     %7.2f s   %.2f us an entry, %.1fx reading and hashing alone (%.2f s); %zu findings;"
           " filled in %.0f s; peak %ld KiB\n",
           findings.entries, took, 1e6 * took / (double)entries, took / least, least, findings.n, filled,
           usage.ru_maxrss);
    fflush(stdout);
    findings_free(&findings);
    unlink(path);
    mem_free(path);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        die("usage: bench-store PROGRAM [ENTRIES...]");
    char folder[] = "bench-XXXXXX";
    if (mkdtemp(folder) == NULL)
        die("mkdtemp");
    static const char *const standard[] = { "10000", "100000", "1000000" };
    const char *const *sizes = argc > 2 ? (const char *const *)(uintptr_t)(argv + 2) : standard;
    int n = argc > 2 ? argc - 2 : 3;
    bench_program(argv[1], folder);
    bench_commit(folder);
    for (int i = 0; i < n; i++)
        bench_verify(folder, strtoll(sizes[i], NULL, 10));
    const char *const argv_rm[] = { "/bin/rm", "-r", folder, NULL };
    long kib;
    run_program(argv_rm, &kib);
    return 0;
}
