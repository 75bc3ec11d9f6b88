/* The line: a pty, read until nothing comes for a while. That while is not counted. */
#include "line.h"

#include "base/buf.h"
#include "base/mem.h"
#include "measure.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SILENT_MS = 12, SILENT_START_MS = 150, KEY_MS = 5000, START_MS = 10000 };

struct line {
    int fd;
    pid_t pid;
    struct buf sent; /* since the last key */
};

static _Noreturn void run(const char *const *argv, const char *folder)
{
    static const char *const unset[] = { "NO_COLOR", "LINES", "COLUMNS", "LANG",        "LC_CTYPE",
                                         "LESS",     "PAGER", "TIGRC",   "ZEREN_STORE", "LESSOPEN" };
    for (size_t i = 0; i < sizeof unset / sizeof unset[0]; i++)
        unsetenv(unset[i]);
    setenv("TERM", "xterm", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("HOME", folder, 1);
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    if (chdir(folder) == 0)
        execv(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

/* Where the cursor is asked for, it stands behind one narrow character. */
static void answer(struct line *line, size_t from)
{
    static const char question[] = "\033[6n", where[] = "\033[1;2R";
    if (strstr(buf_text(&line->sent) + from, question) != NULL && write(line->fd, where, sizeof where - 1) < 0)
        die("bench: the line takes no answer");
}

/* Takes what comes within `ms`; false: nothing. */
static bool take(struct line *line, int ms)
{
    char bytes[65536];
    struct pollfd wait = { .fd = line->fd, .events = POLLIN };
    if (poll(&wait, 1, ms) <= 0)
        return false;
    ssize_t n = read(line->fd, bytes, sizeof bytes);
    if (n <= 0)
        return false;
    size_t before = line->sent.n;
    buf_add(&line->sent, bytes, (size_t)n);
    answer(line, before);
    return true;
}

/* Until `ready` (NULL: anything) was sent and nothing comes for `silent` ms. */
static struct cost settle(struct line *line, double from, const char *ready, int patience, int silent)
{
    double last = from, seen = from;
    bool there = false;
    while (take(line, there ? silent : patience)) {
        last = now();
        if (!there)
            seen = last;
        there = there || ready == NULL || memmem(line->sent.v, line->sent.n, ready, strlen(ready)) != NULL;
    }
    return (struct cost){ there ? last - from : -1, seen - from, line->sent.n };
}

struct line *line_start(const char *const *argv, const char *folder, int rows, int columns, const char *ready,
                        struct cost *cost)
{
    struct line *line = mem_alloc(sizeof *line);
    struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
    double from = now();
    fflush(stdout);
    line->pid = forkpty(&line->fd, NULL, NULL, &size);
    if (line->pid < 0)
        die("bench: forkpty");
    if (line->pid == 0)
        run(argv, folder);
    *cost = settle(line, from, ready, START_MS, SILENT_START_MS);
    if (cost->time >= 0)
        return line;
    line_end(line);
    return NULL;
}

struct cost line_key(struct line *line, const char *key)
{
    return line_key_until(line, key, NULL);
}

struct cost line_key_until(struct line *line, const char *key, const char *ready)
{
    buf_clear(&line->sent);
    double from = now();
    if (write(line->fd, key, strlen(key)) < 0)
        die("bench: the line takes no key");
    struct cost cost = settle(line, from, ready, KEY_MS, SILENT_MS);
    return cost.time >= 0 && cost.bytes > 0 ? cost : (struct cost){ 0, 0, 0 };
}

long line_resident(const struct line *line)
{
    char path[64], row[256];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)line->pid);
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(row, sizeof row, file) != NULL)
        if (strncmp(row, "VmRSS:", 6) == 0)
            kib = strtol(row + 6, NULL, 10);
    if (file != NULL)
        fclose(file);
    return kib;
}

void line_end(struct line *line)
{
    kill(line->pid, SIGKILL);
    waitpid(line->pid, NULL, 0);
    close(line->fd);
    buf_free(&line->sent);
    mem_free(line);
}
