/* Running the built program from a test, and the folders tests work in. */
#ifndef ZEREN_TESTS_RUN_H
#define ZEREN_TESTS_RUN_H

#include "base/buf.h"

/* What a run left: its exit status (128 + signal when killed) and all it wrote. */
struct run {
    int status;
    struct buf out, err;
};

/* Runs the program named by the environment variable `zeren` with these arguments (the list ends with NULL). `input` is
 * fed to it; NULL: none. `variables` are "NAME=value" strings ended by NULL, set for the run only; NULL: none. */
void run_zeren(struct run *run, const char *input, const char *const *variables, const char *const *arguments);
void run_free(struct run *run);

/* More of how it is run. Zeroed: as a person runs it at a prompt. */
struct run_how {
    const char *input;            /* fed to it; NULL: none */
    const char *const *variables; /* as above */
    const char *out;              /* the file or device that is its stdout; NULL: `run` gets all of it */
    const char *folder;           /* to run it in; NULL: the test's */
    const char *moment;           /* "@seconds": when it believes to be, by faketime */
    long file_limit;              /* bytes a file may grow to (RLIMIT_FSIZE): a disk that is full then; 0: none */
};
void run_as(struct run *run, const struct run_how *how, const char *const *arguments);

#define RUN(run, ...) run_zeren(run, NULL, NULL, (const char *const[]){ __VA_ARGS__, NULL })

/* A new empty folder, 0700; to be given to folder_drop, which removes it with all it holds and frees the name. */
char *folder_new(void);
void folder_drop(char *folder);

/* The path of a file of the source tree; the caller frees. */
char *source_path(const char *name);

/* Compares with tests/golden/<name>; with GENERATE=1 in the environment writes it anew. Returns NULL when equal, else a
 * sentence that names the first line that differs (static storage). */
const char *golden_compare(const char *name, const char *bytes, size_t n);

#endif
