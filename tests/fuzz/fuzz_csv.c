/* Fuzzes the import of people from CSV: recognising the encoding, reading the table, and the whole import into a
 * seeded store. The store is made once, in memory's file system where there is one; a commit hook turns each commit
 * into a rollback, so that all of the import runs, its sealing too, and each input meets the same store. An input
 * whose header is not that of people is tried a second time below a right header, so that most inputs reach the
 * rows.
 *
 * ZEREN_DATADIR names the data folder (else ./data or ./zeren-data). */
#include "base/file.h"
#include "domain/import.h"
#include "domain/setup.h"
#include "store/db.h"
#include "text/clean.h"
#include "text/csv.h"
#include "text/encode.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char header[] = "单位,岗位,姓名,起,止,工号,电话,夜间电话,备案日期,备案号\n";

static struct store *store;
static struct session session;
static char folder[64];
static int commits;

static void must(bool holds, const char *sentence)
{
    if (holds)
        return;
    fprintf(stderr, "fuzz_csv: %s\n", sentence);
    abort();
}

static int refuse_commit(void *context)
{
    (void)context;
    commits++;
    return 1;
}

static const char *data_folder(void)
{
    const char *given = getenv("ZEREN_DATADIR");
    if (given != NULL && given[0] != '\0')
        return given;
    return access("data/rules", R_OK) == 0 ? "data" : "zeren-data";
}

static void remove_folder(void)
{
    store_close(store);
    static const char *const names[] = { "zeren.db", "zeren.db-wal", "zeren.db-shm" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *path = path_join(folder, names[i]);
        unlink(path);
        mem_free(path);
    }
    rmdir(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    struct err err;
    struct faults faults = { 0 };
    snprintf(folder, sizeof folder, "%s/zeren-fuzz-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    must(mkdtemp(folder) != NULL, "mkdtemp");
    char *path = path_join(folder, "zeren.db"), *rules = path_join(data_folder(), "rules/meijia");
    struct setup setup = { .path = path,
                           .login = "fuzz",
                           .data = data_folder(),
                           .folders = (const char *const *)&rules,
                           .folders_n = 1,
                           .options = { .clock = clock_standing(1763654400) } };
    if (setup_store(&setup, &faults, &err) != 0 || store_open(&store, path, &setup.options, &err) != 0)
        must(false, err.text);
    must(session_open(&session, store, "fuzz", &err) == 0, "session_open");
    sqlite3_commit_hook(store->db, refuse_commit, NULL);
    atexit(remove_folder);
    faults_free(&faults);
    mem_free(path);
    mem_free(rules);
    return 0;
}

/* The importer's promise: with no fault all rows are counted and one commit was tried; with any, none was. */
static bool import(const char *bytes, size_t n)
{
    struct err err = { "" };
    struct faults faults = { 0 };
    struct import_result result;
    commits = 0;
    must(import_people(&session, 1, "fuzz.csv", bytes, n, &result, &faults, &err) != 0, "a commit went through");
    must(err.text[0] != '\0' && text_check(err.text, strlen(err.text), false, NULL) == TEXT_CLEAN, "unclean sentence");
    for (size_t i = 0; i < faults.n; i++)
        must(text_check(faults.v[i].text, strlen(faults.v[i].text), false, NULL) == TEXT_CLEAN, "unclean fault");
    must(faults.all == 0 || commits == 0, "faults, and yet a commit");
    size_t rows = result.added + result.changed + result.same;
    must(commits <= 1 && (commits == 0 || result.rows == rows), "rows not counted");
    bool header_faulty = faults.n > 0 && faults.v[0].line <= 1 && result.rows == 0;
    faults_free(&faults);
    return !header_faulty;
}

static void check_table(const struct csv_table *table)
{
    size_t line = 0;
    for (size_t i = 0; i < table->n; i++) {
        must(table->v[i].n > 0 && table->v[i].line > line, "rows out of order");
        line = table->v[i].line;
        for (size_t c = 0; c < table->v[i].n; c++) {
            size_t n = strlen(table->v[i].cells[c]);
            must(text_trim(table->v[i].cells[c], &n) == table->v[i].cells[c], "a cell not trimmed");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err;
    struct buf text = { 0 };
    struct csv_table table = { 0 };
    enum encoding was;
    buf_add(&text, data, size);
    if (decode_text(&text, &was, &err) == 0 && csv_read(buf_text(&text), text.n, &table, &err) == 0) {
        check_table(&table);
        if (!import((const char *)data, size)) {
            struct buf whole = { 0 };
            buf_adds(&whole, header);
            buf_add(&whole, buf_text(&text), text.n);
            import(buf_text(&whole), whole.n);
            buf_free(&whole);
        }
    }
    csv_free_table(&table);
    buf_free(&text);
    return 0;
}
