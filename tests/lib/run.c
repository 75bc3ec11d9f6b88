/* Test helpers. */
#include "lib/run.h"

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"

#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGUMENTS_MOST = 128, GOLDEN_MOST = 16 * 1024 * 1024 };

/* The words to be run: faketime and the moment before the program where a moment is asked for. */
static void fill_words(char **words, const struct run_how *how, const char *const *arguments)
{
    const char *before[] = { how->moment != NULL ? getenv("faketime") : NULL, how->moment, getenv("zeren") };
    size_t n = 0;
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++)
        if (before[i] != NULL)
            words[n++] = (char *)(uintptr_t)before[i];
    for (size_t i = 0; arguments[i] != NULL && i < ARGUMENTS_MOST; i++)
        words[n++] = (char *)(uintptr_t)arguments[i];
}

static void set_up_child(const struct run_how *how)
{
    struct rlimit limit = { (rlim_t)how->file_limit, (rlim_t)how->file_limit };
    if (how->file_limit > 0)
        setrlimit(RLIMIT_FSIZE, &limit);
    if (how->folder != NULL && chdir(how->folder) != 0)
        _exit(126);
    if (how->moment != NULL) /* faketime is loaded before everything, the address sanitizer's library too */
        setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
    for (int i = 0; how->variables != NULL && how->variables[i] != NULL; i++)
        putenv((char *)(uintptr_t)how->variables[i]);
}

static void start_child(const int in[2], const int out[2], const int err[2], const struct run_how *how,
                        const char *const *arguments)
{
    char *words[ARGUMENTS_MOST + 4] = { NULL };
    int file = how->out == NULL ? -1 : open(how->out, O_WRONLY | O_CLOEXEC);
    dup2(in[0], STDIN_FILENO);
    dup2(file >= 0 ? file : out[1], STDOUT_FILENO);
    dup2(err[1], STDERR_FILENO);
    for (int i = 0; i < 2; i++) {
        close(in[i]);
        close(out[i]);
        close(err[i]);
    }
    set_up_child(how);
    fill_words(words, how, arguments);
    if (words[0] != NULL)
        execv(words[0], words);
    _exit(127);
}

static void read_both(int out, int err, struct run *run)
{
    struct pollfd fds[2] = { { .fd = out, .events = POLLIN }, { .fd = err, .events = POLLIN } };
    struct buf *to[2] = { &run->out, &run->err };
    while (fds[0].fd >= 0 || fds[1].fd >= 0) {
        poll(fds, 2, -1);
        for (int i = 0; i < 2; i++) {
            char chunk[65536];
            if (fds[i].fd < 0 || fds[i].revents == 0)
                continue;
            ssize_t n = read(fds[i].fd, chunk, sizeof chunk);
            if (n > 0) {
                buf_add(to[i], chunk, (size_t)n);
            } else {
                close(fds[i].fd);
                fds[i].fd = -1;
            }
        }
    }
}

void run_as(struct run *run, const struct run_how *how, const char *const *arguments)
{
    int in[2], out[2], err[2], status = 0;
    *run = (struct run){ 0 };
    if (pipe(in) != 0 || pipe(out) != 0 || pipe(err) != 0)
        die("pipe");
    pid_t pid = fork();
    if (pid == 0)
        start_child(in, out, err, how, arguments);
    close(in[0]);
    close(out[1]);
    close(err[1]);
    if (how->input != NULL && write(in[1], how->input, strlen(how->input)) < 0)
        die("write");
    close(in[1]);
    read_both(out[0], err[0], run);
    waitpid(pid, &status, 0);
    run->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void run_zeren(struct run *run, const char *input, const char *const *variables, const char *const *arguments)
{
    run_as(run, &(struct run_how){ .input = input, .variables = variables }, arguments);
}

void run_free(struct run *run)
{
    buf_free(&run->out);
    buf_free(&run->err);
}

char *folder_new(void)
{
    const char *base = getenv("TMPDIR");
    char *name = path_join(base != NULL && base[0] != '\0' ? base : "/tmp", "zeren-test-XXXXXX");
    if (mkdtemp(name) == NULL)
        die("mkdtemp");
    return name;
}

static int drop_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

void folder_drop(char *folder)
{
    nftw(folder, drop_one, 16, FTW_DEPTH | FTW_PHYS);
    mem_free(folder);
}

char *source_path(const char *name)
{
    const char *top = getenv("srcdir");
    return path_join(top != NULL ? top : ".", name);
}

const char *golden_compare(const char *name, const char *bytes, size_t n)
{
    static char sentence[512];
    struct err err;
    struct buf kept = { 0 };
    char *folder = source_path("tests/golden"), *path = path_join(folder, name);
    const char *answer = NULL;
    const char *generate = getenv("GENERATE");
    if (generate != NULL && strcmp(generate, "1") == 0) {
        if (file_write(path, bytes, n, &err) != 0)
            answer = strcpy(sentence, err.text);
    } else if (file_read(path, GOLDEN_MOST, &kept, &err) != 0) {
        answer = strcpy(sentence, err.text);
    } else if (kept.n != n || memcmp(buf_text(&kept), bytes, n) != 0) {
        size_t at = 0, line = 1;
        while (at < n && at < kept.n && kept.v[at] == bytes[at])
            line += bytes[at++] == '\n';
        snprintf(sentence, sizeof sentence, "tests/golden/%s differs from line %zu on (GENERATE=1 renews it)", name,
                 line);
        answer = sentence;
    }
    buf_free(&kept);
    mem_free(folder);
    mem_free(path);
    return answer;
}
