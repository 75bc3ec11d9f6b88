/* Running an outside command. It knows nothing of papers and printers. */
#include "base/spawn.h"

#include "base/mem.h"
#include "base/words.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { ROUND_MS = 50, KILL_AFTER = 20 /* rounds after the command was asked to end */ };

struct run {
    pid_t pid;
    int in, out; /* -1: closed */
    const char *bytes;
    size_t n;
    int asked; /* rounds since it was asked to end; 0: it was not */
    struct spawned *result;
};

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* The words of a command in one block, NULL after the last; NULL when there are none. */
static char **words_of(const char *command, struct arena *arena)
{
    size_t n = 0;
    char **words = arena_alloc(arena, (strlen(command) / 2 + 2) * sizeof *words);
    while (*(command += strspn(command, " \t")) != '\0') {
        size_t length = strcspn(command, " \t");
        words[n++] = arena_strndup(arena, command, length);
        command += length;
    }
    return n > 0 ? words : NULL;
}

/* The program's own handlers and blocked signals are not the command's. */
static int start(pid_t *pid, char **words, int in, int out)
{
    static const int signals[] = { SIGPIPE, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGCHLD, SIGTSTP, SIGTTIN, SIGTTOU };
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t set;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDERR_FILENO);
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
    sigemptyset(&set);
    posix_spawnattr_setsigmask(&how, &set);
    for (size_t i = 0; i < COUNT(signals); i++)
        sigaddset(&set, signals[i]);
    posix_spawnattr_setsigdefault(&how, &set);
    int rc = posix_spawnp(pid, words[0], &files, &how, words, environ);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return rc;
}

static void feed(struct run *run)
{
    struct spawned *result = run->result;
    while (run->in >= 0 && result->taken < run->n) {
        ssize_t n = write(run->in, run->bytes + result->taken, run->n - result->taken);
        if (n > 0)
            result->taken += (size_t)n;
        else if (n < 0 && errno == EINTR)
            continue;
        else if (n < 0 && errno == EAGAIN)
            return;
        else
            close_fd(&run->in); /* it reads no more */
    }
    close_fd(&run->in); /* the end of the input */
}

static void listen_to(struct run *run)
{
    char chunk[4096];
    struct buf *said = &run->result->said;
    while (run->out >= 0) {
        ssize_t n = read(run->out, chunk, sizeof chunk);
        if (n > 0) {
            size_t room = SPAWN_SAID - said->n;
            buf_add(said, chunk, (size_t)n < room ? (size_t)n : room);
        } else if (n < 0 && errno == EINTR)
            continue;
        else if (n < 0 && errno == EAGAIN)
            return;
        else
            close_fd(&run->out);
    }
}

static void ask_to_end(struct run *run)
{
    run->result->stopped = true;
    if (run->asked == 0)
        kill(-run->pid, SIGTERM);
    if (++run->asked == KILL_AFTER)
        kill(-run->pid, SIGKILL);
}

/* Until the command has ended; what it left running behind it is not waited for. */
static void go_on(struct run *run, bool (*poll_us)(void *context, size_t taken), void *context)
{
    int status;
    for (;;) {
        struct pollfd fds[2] = { { .fd = run->in, .events = POLLOUT }, { .fd = run->out, .events = POLLIN } };
        poll(fds, 2, ROUND_MS);
        feed(run);
        listen_to(run);
        pid_t ended = waitpid(run->pid, &status, WNOHANG);
        if (ended == run->pid || (ended < 0 && errno != EINTR))
            break;
        if (run->asked > 0 || (poll_us != NULL && poll_us(context, run->result->taken)))
            ask_to_end(run);
        if (run->out < 0 && run->in < 0) /* nothing more to poll for but the end */
            poll(NULL, 0, 5);
    }
    listen_to(run);
    run->result->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* A pipe whose other end is gone is an error to be read, not a signal that ends the program. */
static void hold_sigpipe(sigset_t *before)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    sigprocmask(SIG_BLOCK, &set, before);
}

static void release_sigpipe(const sigset_t *before)
{
    sigset_t set;
    const struct timespec now = { 0 };
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    if (!sigismember(before, SIGPIPE))
        while (sigtimedwait(&set, NULL, &now) > 0)
            continue;
    sigprocmask(SIG_SETMASK, before, NULL);
}

int spawn_feed(const char *command, const void *bytes, size_t n, bool (*poll)(void *context, size_t taken),
               void *context, struct spawned *out, struct err *err)
{
    struct arena arena = { 0 };
    struct run run = { .in = -1, .out = -1, .bytes = bytes, .n = n, .result = out };
    int to[2] = { -1, -1 }, from[2] = { -1, -1 }, rc = 0;
    sigset_t before;
    *out = (struct spawned){ 0 };
    char **words = words_of(command, &arena);
    if (words == NULL)
        rc = err_set(err, "%s", _("命令是空的。请在配置文件里写明。"));
    else if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0)
        rc = err_set(err, _("不能运行 %s（%s）。请稍后再试。"), words[0], strerror(errno));
    else if ((errno = start(&run.pid, words, to[0], from[1])) != 0)
        rc = err_set(err, _("不能运行 %s（%s）。请核对配置文件里的命令。"), words[0], strerror(errno));
    close_fd(&to[0]);
    close_fd(&from[1]);
    if (rc == 0) {
        run.in = to[1];
        run.out = from[0];
        fcntl(run.in, F_SETFL, O_NONBLOCK);
        fcntl(run.out, F_SETFL, O_NONBLOCK);
        hold_sigpipe(&before);
        go_on(&run, poll, context);
        release_sigpipe(&before);
        to[1] = run.in;
        from[0] = run.out;
    }
    close_fd(&to[1]);
    close_fd(&from[0]);
    arena_free(&arena);
    return rc;
}
