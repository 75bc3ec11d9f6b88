/* Handlers, and the pipe that wakes the loop. */
#include "tui/signals.h"

#include "base/mem.h"
#include "base/words.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { LAST_BYTES = 512, STACK_BYTES = 64 * 1024 };

/* Those asked for, the most pressing first, and those that end the program. */
static const int waited[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH };
static const int deadly[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
enum { WAITED = COUNT(waited), DEADLY = COUNT(deadly), ENDING = 4 };

/* A handler gets no argument to find this by. */
static struct {
    bool open, restores;
    int pipe[2];
    volatile sig_atomic_t came[WAITED];
    struct sigaction before_waited[WAITED], before_deadly[DEADLY], before_pipe;
    int fd;
    char bytes[LAST_BYTES];
    size_t n;
    struct termios modes;
    stack_t stack_before;
} state = { .pipe = { -1, -1 } };
static char deadly_stack[STACK_BYTES]; /* a stack that overflowed can run no handler */

static void on_waited(int number)
{
    int kept = errno;
    for (int i = 0; i < WAITED; i++)
        if (waited[i] == number)
            state.came[i] = 1;
    /* A pipe that is full wakes the loop as well. */
    ssize_t written = write(state.pipe[1], "", 1);
    (void)written;
    errno = kept;
}

static void on_deadly(int number)
{
    if (state.restores) {
        state.restores = false;
        ssize_t written = write(state.fd, state.bytes, state.n);
        (void)written;
        tcsetattr(state.fd, TCSANOW, &state.modes);
    }
    for (int i = 0; i < DEADLY; i++)
        if (deadly[i] == number)
            sigaction(number, &state.before_deadly[i], NULL);
    raise(number); /* delivered when this handler returns */
}

static void take_handlers(void)
{
    struct sigaction wait = { .sa_handler = on_waited }, dies = { .sa_handler = on_deadly, .sa_flags = SA_ONSTACK },
                     ignore = { .sa_handler = SIG_IGN };
    sigemptyset(&wait.sa_mask);
    sigemptyset(&dies.sa_mask);
    sigemptyset(&ignore.sa_mask);
    for (int i = 0; i < WAITED; i++)
        sigaction(waited[i], &wait, &state.before_waited[i]);
    for (int i = 0; i < DEADLY; i++)
        sigaction(deadly[i], &dies, &state.before_deadly[i]);
    sigaction(SIGPIPE, &ignore, &state.before_pipe);
    /* A shell without job control starts programs with SIGTSTP ignored; they are not to stop. */
    for (int i = 0; i < WAITED; i++)
        if (waited[i] == SIGTSTP && state.before_waited[i].sa_handler == SIG_IGN)
            sigaction(SIGTSTP, &state.before_waited[i], NULL);
}

int signals_open(struct err *err)
{
    if (pipe(state.pipe) != 0)
        return err_set(err, _("不能建立管道（%s）。请关掉一些程序再试。"), strerror(errno));
    for (int i = 0; i < 2; i++) {
        fcntl(state.pipe[i], F_SETFL, O_NONBLOCK);
        fcntl(state.pipe[i], F_SETFD, FD_CLOEXEC);
    }
    for (int i = 0; i < WAITED; i++)
        state.came[i] = 0;
    stack_t stack = { .ss_sp = deadly_stack, .ss_size = sizeof deadly_stack };
    sigaltstack(&stack, &state.stack_before);
    take_handlers();
    state.open = true;
    return 0;
}

void signals_close(void)
{
    if (!state.open)
        return;
    state.open = state.restores = false;
    for (int i = 0; i < WAITED; i++)
        sigaction(waited[i], &state.before_waited[i], NULL);
    for (int i = 0; i < DEADLY; i++)
        sigaction(deadly[i], &state.before_deadly[i], NULL);
    sigaction(SIGPIPE, &state.before_pipe, NULL);
    sigaltstack(&state.stack_before, NULL);
    for (int i = 0; i < 2; i++) {
        close(state.pipe[i]);
        state.pipe[i] = -1;
    }
}

int signals_fd(void)
{
    return state.pipe[0];
}

int signals_next(void)
{
    char bytes[64];
    if (!state.open)
        return 0;
    while (read(state.pipe[0], bytes, sizeof bytes) > 0)
        ;
    for (int i = 0; i < WAITED; i++)
        if (state.came[i] != 0) {
            state.came[i] = 0;
            for (int k = i + 1; k < WAITED; k++) /* the rest is to wake the loop again */
                if (state.came[k] != 0 && write(state.pipe[1], "", 1) == 1)
                    break;
            return waited[i];
        }
    return 0;
}

bool signals_ending(void)
{
    for (int i = 0; i < ENDING; i++)
        if (state.came[i] != 0)
            return true;
    return false;
}

void signals_arm(int fd, const char *bytes, size_t n, const struct termios *modes)
{
    state.restores = false;
    state.fd = fd;
    state.n = n < LAST_BYTES ? n : LAST_BYTES;
    if (n > 0)
        memcpy(state.bytes, bytes, state.n);
    state.modes = *modes;
    state.restores = true;
}

void signals_disarm(void)
{
    state.restores = false;
}

void signals_pause(void)
{
    struct sigaction kept, usual = { .sa_handler = SIG_DFL };
    sigemptyset(&usual.sa_mask);
    sigaction(SIGTSTP, NULL, &kept);
    if (kept.sa_handler == SIG_IGN)
        return;
    sigaction(SIGTSTP, &usual, NULL);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &kept, NULL);
    for (int i = 0; i < WAITED; i++) /* that it goes on is no news */
        if (waited[i] == SIGCONT || waited[i] == SIGTSTP)
            state.came[i] = 0;
}
