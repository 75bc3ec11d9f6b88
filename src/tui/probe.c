/* The question, and the answer among what is typed. */
#include "tui/probe.h"

#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { TYPED_MOST = 4096 };

/* Cuts ESC [ row ; column R out of the bytes; the column, or -1 when it is not there (yet). */
static int take_answer(struct buf *bytes)
{
    for (size_t i = 0; i + 1 < bytes->n; i++) {
        int row = 0, column = 0, used = 0;
        if (bytes->v[i] != '\033' || bytes->v[i + 1] != '[' ||
            sscanf(bytes->v + i, "\033[%5d;%5d%n", &row, &column, &used) != 2 || bytes->v[i + (size_t)used] != 'R')
            continue;
        size_t after = i + (size_t)used + 1;
        memmove(bytes->v + i, bytes->v + after, bytes->n - after + 1);
        bytes->n -= after - i;
        return column;
    }
    return -1;
}

static int ms_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int)((now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000);
}

/* Reads until the answer has come or the time is over. */
static int wait_answer(int in, int limit_ms, struct buf *typed)
{
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (;;) {
        struct pollfd wait = { .fd = in, .events = POLLIN };
        char bytes[256];
        int left = limit_ms - ms_since(&start);
        if (left <= 0 || typed->n >= TYPED_MOST || poll(&wait, 1, left) <= 0)
            return -1;
        ssize_t n = read(in, bytes, sizeof bytes);
        if (n <= 0)
            return -1;
        buf_add(typed, bytes, (size_t)n);
        int column = take_answer(typed);
        if (column >= 0)
            return column;
    }
}

static bool say(int out, const char *text)
{
    size_t n = strlen(text);
    return write(out, text, n) == (ssize_t)n;
}

int probe_wide(int in, int out, int limit_ms, struct buf *typed)
{
    struct termios before, raw;
    if (tcgetattr(in, &before) != 0)
        return -1;
    raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
    raw.c_iflag &= ~(tcflag_t)(IXON | ICRNL | INLCR | IGNCR);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    /* Nothing typed ahead is thrown away: not TCSAFLUSH. */
    if (tcsetattr(in, TCSADRAIN, &raw) != 0)
        return -1;
    int column = say(out, "\r\xE2\x97\x8F\033[6n") ? wait_answer(in, limit_ms, typed) : -1;
    say(out, "\r\033[K");
    tcsetattr(in, TCSADRAIN, &before);
    return column < 0 ? -1 : column >= 3;
}
