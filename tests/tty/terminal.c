/* The pty and the screen behind it. */
#include "terminal.h"

#include "base/mem.h"
#include "text/clean.h"
#include "text/width.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

enum { WAIT_MS = 10000, STEP_MS = 20, WORDS_MOST = 32 };

struct terminal {
    VTerm *vterm;
    VTermScreen *screen;
    VTermScreenCallbacks callbacks;
    int rows, columns;
    int master, slave;
    pid_t pid; /* 0: has ended */
    int status;
    bool wide, alternate, hidden, paste;
    size_t paste_matched; /* bytes just seen of what switches it */
    iconv_t converter;    /* (iconv_t)-1: UTF-8 */
    enum terminal_answers answers;
    struct termios before;
    struct buf raw, part, kept, text; /* since the mark; not yet a whole character; answers; the screen */
};

/* --- The program --- */

static void set_variables(const struct terminal_how *how)
{
    static const char *const unset[] = { "NO_COLOR", "LINES", "COLUMNS", "LANG", "LC_CTYPE", NULL };
    for (size_t i = 0; unset[i] != NULL; i++)
        unsetenv(unset[i]);
    setenv("TERM", "xterm", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("ASAN_OPTIONS",
           "verify_asan_link_order=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0", 1);
    for (size_t i = 0; how->variables != NULL && how->variables[i] != NULL; i++)
        putenv((char *)(uintptr_t)how->variables[i]);
}

static _Noreturn void run_program(const struct terminal_how *how, int slave)
{
    const char *faketime = getenv("faketime");
    const char *const usual[] = { getenv("zeren"), NULL }, *const *given = how->words != NULL ? how->words : usual;
    struct rlimit no_core = { 0, 0 };
    char *words[WORDS_MOST + 1] = { NULL };
    size_t n = 0;
    login_tty(slave);
    setrlimit(RLIMIT_CORE, &no_core);
    for (int number = 1; number < 32; number++) /* make may have been started with some ignored */
        signal(number, SIG_DFL);
    set_variables(how);
    if (how->moment != NULL && faketime != NULL) {
        words[n++] = (char *)(uintptr_t)faketime;
        words[n++] = (char *)(uintptr_t)how->moment;
    }
    for (size_t i = 0; given[i] != NULL && n < WORDS_MOST; i++)
        words[n++] = (char *)(uintptr_t)given[i];
    if (words[0] != NULL)
        execv(words[0], words);
    _exit(127);
}

static int on_property(VTermProp property, VTermValue *value, void *context)
{
    struct terminal *terminal = context;
    if (property == VTERM_PROP_ALTSCREEN)
        terminal->alternate = value->boolean != 0;
    if (property == VTERM_PROP_CURSORVISIBLE)
        terminal->hidden = value->boolean == 0;
    return 1;
}

static void start_vterm(struct terminal *terminal)
{
    terminal->vterm = vterm_new(terminal->rows, terminal->columns);
    vterm_set_utf8(terminal->vterm, 1);
    terminal->screen = vterm_obtain_screen(terminal->vterm);
    terminal->callbacks.settermprop = on_property;
    vterm_screen_set_callbacks(terminal->screen, &terminal->callbacks, terminal);
    vterm_screen_enable_altscreen(terminal->screen, 1);
    vterm_screen_reset(terminal->screen, 1);
}

struct terminal *terminal_start(const struct terminal_how *how)
{
    struct terminal *terminal = mem_alloc(sizeof *terminal);
    terminal->rows = how->rows > 0 ? how->rows : 24;
    terminal->columns = how->columns > 0 ? how->columns : 80;
    terminal->wide = how->wide;
    terminal->answers = how->answers;
    terminal->converter = how->gb ? iconv_open("UTF-8", "GB18030") : (iconv_t)-1;
    start_vterm(terminal);
    struct winsize size = { .ws_row = (unsigned short)terminal->rows, .ws_col = (unsigned short)terminal->columns };
    ck_assert_int_eq(openpty(&terminal->master, &terminal->slave, NULL, NULL, &size), 0);
    fcntl(terminal->master, F_SETFD, FD_CLOEXEC);
    fcntl(terminal->master, F_SETFL, O_NONBLOCK);
    ck_assert_int_eq(tcgetattr(terminal->slave, &terminal->before), 0);
    terminal->pid = fork();
    ck_assert_int_ge(terminal->pid, 0);
    if (terminal->pid == 0)
        run_program(how, terminal->slave);
    fcntl(terminal->slave, F_SETFD, FD_CLOEXEC);
    return terminal;
}

void terminal_free(struct terminal *terminal)
{
    if (terminal->pid > 0) {
        kill(terminal->pid, SIGKILL);
        waitpid(terminal->pid, NULL, 0);
    }
    if (terminal->master >= 0)
        close(terminal->master);
    close(terminal->slave);
    if (terminal->converter != (iconv_t)-1)
        iconv_close(terminal->converter);
    vterm_free(terminal->vterm);
    buf_free(&terminal->raw);
    buf_free(&terminal->part);
    buf_free(&terminal->kept);
    buf_free(&terminal->text);
    mem_free(terminal);
}

/* --- What it sends --- */

/* Appends what arrived, as UTF-8, to `out`; part of a character waits for the rest. */
static void to_utf8(struct terminal *terminal, const char *bytes, size_t n, struct buf *out)
{
    if (terminal->converter == (iconv_t)-1) {
        buf_add(out, bytes, n);
        return;
    }
    buf_add(&terminal->part, bytes, n);
    char chunk[16], *in = terminal->part.v;
    size_t left = terminal->part.n;
    while (left > 0) {
        char *to = chunk;
        size_t room = sizeof chunk;
        size_t done = iconv(terminal->converter, &in, &left, &to, &room);
        int why = errno;
        buf_add(out, chunk, sizeof chunk - room);
        if (done == (size_t)-1 && why == EINVAL)
            break;
        if (done == (size_t)-1 && why != E2BIG)
            ck_abort_msg("the program sent what is not GB18030");
    }
    memmove(terminal->part.v, in, left);
    terminal->part.n = left;
}

/* libvterm knows no terminal with wide ambiguous characters: they are shown to it as another that is wide. */
static void feed(struct terminal *terminal, const struct buf *utf8)
{
    size_t length;
    if (!terminal->wide) {
        vterm_input_write(terminal->vterm, utf8->v, utf8->n);
        return;
    }
    for (size_t i = 0; i < utf8->n; i += length) {
        uint32_t uc = text_decode(utf8->v + i, utf8->n - i, &length);
        bool ambiguous = uc >= 0x80 && char_cells(uc, true) == 2 && char_cells(uc, false) == 1;
        vterm_input_write(terminal->vterm, ambiguous ? "囗" : utf8->v + i, ambiguous ? strlen("囗") : length);
    }
}

/* The last word about bracketed paste, also when it came in two pieces. */
static void note_paste(struct terminal *terminal, const char *bytes, size_t n)
{
    static const char mark[] = "\033[?2004";
    for (size_t i = 0; i < n; i++) {
        if (terminal->paste_matched == sizeof mark - 1)
            terminal->paste = bytes[i] == 'h';
        if (terminal->paste_matched < sizeof mark - 1 && bytes[i] == mark[terminal->paste_matched])
            terminal->paste_matched++;
        else
            terminal->paste_matched = bytes[i] == mark[0];
    }
}

/* Takes what has come within `ms`; false when nothing did. */
static bool pump(struct terminal *terminal, int ms)
{
    char bytes[65536];
    struct pollfd wait = { .fd = terminal->master, .events = POLLIN };
    if (terminal->master < 0 || poll(&wait, 1, ms) <= 0)
        return false;
    ssize_t n = read(terminal->master, bytes, sizeof bytes);
    if (n <= 0)
        return false;
    buf_add(&terminal->raw, bytes, (size_t)n);
    note_paste(terminal, bytes, (size_t)n);
    struct buf utf8 = { 0 };
    to_utf8(terminal, bytes, (size_t)n, &utf8);
    feed(terminal, &utf8);
    buf_free(&utf8);
    size_t answer = vterm_output_read(terminal->vterm, bytes, sizeof bytes);
    if (terminal->answers != ANSWERS_NEVER)
        buf_add(&terminal->kept, bytes, answer);
    if (terminal->answers == ANSWERS_AT_ONCE)
        terminal_answer(terminal);
    return true;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static _Noreturn void give_up(struct terminal *terminal, const char *what, const char *text)
{
    ck_abort_msg("%s \"%s\"; the screen is\n%s", what, text, terminal_screen(terminal));
    abort();
}

/* Notes the program's end without waiting for it. */
static bool has_ended(struct terminal *terminal)
{
    int status = 0;
    if (terminal->pid > 0 && waitpid(terminal->pid, &status, WNOHANG) == terminal->pid) {
        terminal->pid = 0;
        terminal->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return terminal->pid == 0;
}

static void wait_for(struct terminal *terminal, const char *text, bool there)
{
    int64_t start = now_ms();
    while (terminal_shows(terminal, text) != there) {
        bool ended = has_ended(terminal);
        while (ended && pump(terminal, 0))
            ;
        if ((ended && terminal_shows(terminal, text) != there) || now_ms() - start > WAIT_MS)
            give_up(terminal, there ? "does not come:" : "does not go:", text);
        pump(terminal, STEP_MS);
    }
}

void terminal_wait(struct terminal *terminal, const char *text)
{
    wait_for(terminal, text, true);
}

void terminal_wait_gone(struct terminal *terminal, const char *text)
{
    wait_for(terminal, text, false);
}

void terminal_wait_other(struct terminal *terminal, const char *screen)
{
    int64_t start = now_ms();
    while (strcmp(terminal_screen(terminal), screen) == 0) {
        if (now_ms() - start > WAIT_MS)
            give_up(terminal, "nothing changes", "");
        pump(terminal, STEP_MS);
    }
    while (pump(terminal, STEP_MS))
        ;
}

void terminal_wait_bytes(struct terminal *terminal, size_t n)
{
    int64_t start = now_ms();
    while (terminal->raw.n < n) {
        if (now_ms() - start > WAIT_MS)
            give_up(terminal, "too little is sent", "");
        pump(terminal, STEP_MS);
    }
}

void terminal_let(struct terminal *terminal, long us)
{
    struct pollfd wait = { .fd = terminal->master, .events = POLLIN };
    struct timespec now, end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_nsec += us % 1000000 * 1000;
    end.tv_sec += us / 1000000 + end.tv_nsec / 1000000000;
    end.tv_nsec %= 1000000000;
    for (;;) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        int64_t left = (int64_t)(end.tv_sec - now.tv_sec) * 1000000000 + end.tv_nsec - now.tv_nsec;
        struct timespec most = { .tv_sec = left / 1000000000, .tv_nsec = left % 1000000000 };
        if (left <= 0 || ppoll(&wait, 1, &most, NULL) <= 0 || !pump(terminal, 0))
            return;
    }
}

/* --- What it is sent --- */

void terminal_send(struct terminal *terminal, const char *bytes, size_t n)
{
    int64_t start = now_ms();
    while (n > 0) {
        ssize_t sent = write(terminal->master, bytes, n);
        if (sent > 0) {
            bytes += sent;
            n -= (size_t)sent;
            start = now_ms();
        } else if (now_ms() - start > WAIT_MS) {
            give_up(terminal, "takes no more input", "");
        } else {
            pump(terminal, 1);
        }
    }
}

void terminal_keys(struct terminal *terminal, const char *bytes)
{
    terminal_send(terminal, bytes, strlen(bytes));
}

void terminal_answer(struct terminal *terminal)
{
    struct buf answers = terminal->kept;
    terminal->kept = (struct buf){ 0 };
    terminal_send(terminal, buf_text(&answers), answers.n);
    buf_free(&answers);
}

void terminal_scribble(struct terminal *terminal, const char *bytes)
{
    vterm_input_write(terminal->vterm, bytes, strlen(bytes));
}

void terminal_resize(struct terminal *terminal, int rows, int columns)
{
    struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
    while (pump(terminal, 0))
        ;
    terminal->rows = rows;
    terminal->columns = columns;
    vterm_set_size(terminal->vterm, rows, columns);
    ck_assert_int_eq(ioctl(terminal->master, TIOCSWINSZ, &size), 0);
}

void terminal_signal(struct terminal *terminal, int number)
{
    ck_assert_int_eq(kill(terminal->pid, number), 0);
}

void terminal_limit_files(struct terminal *terminal, long bytes)
{
    struct rlimit limit;
    ck_assert_int_eq(prlimit(terminal->pid, RLIMIT_FSIZE, NULL, &limit), 0);
    limit.rlim_cur = bytes == 0 ? limit.rlim_max : (rlim_t)bytes;
    ck_assert_int_eq(prlimit(terminal->pid, RLIMIT_FSIZE, &limit, NULL), 0);
}

void terminal_hang_up(struct terminal *terminal)
{
    close(terminal->master);
    terminal->master = -1;
}

/* --- What is seen --- */

static void add_cell(struct buf *out, const VTermScreenCell *cell)
{
    if (cell->chars[0] == (uint32_t)-1) /* the right half of a wide character */
        return;
    if (cell->chars[0] == 0)
        buf_addc(out, ' ');
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] != 0; i++) {
        uint32_t uc = cell->chars[i];
        size_t n = uc < 0x80 ? 1 : uc < 0x800 ? 2 : uc < 0x10000 ? 3 : 4;
        char bytes[4];
        for (size_t k = n; k-- > 1; uc >>= 6)
            bytes[k] = (char)(0x80 | (uc & 0x3F));
        bytes[0] = (char)((n == 1 ? 0 : n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) | uc);
        buf_add(out, bytes, n);
    }
}

static void add_row(struct terminal *terminal, int row, struct buf *out)
{
    size_t start = out->n;
    for (int column = 0; column < terminal->columns; column++) {
        VTermScreenCell cell = { 0 };
        vterm_screen_get_cell(terminal->screen, (VTermPos){ row, column }, &cell);
        add_cell(out, &cell);
    }
    while (out->n > start && out->v[out->n - 1] == ' ')
        out->v[--out->n] = '\0';
    buf_addc(out, '\n');
}

const char *terminal_screen(struct terminal *terminal)
{
    buf_clear(&terminal->text);
    for (int row = 0; row < terminal->rows; row++)
        add_row(terminal, row, &terminal->text);
    return buf_text(&terminal->text);
}

bool terminal_shows(struct terminal *terminal, const char *text)
{
    return strstr(terminal_screen(terminal), text) != NULL;
}

static int colour_of(const VTermColor *colour)
{
    if (VTERM_COLOR_IS_DEFAULT_FG(colour) || VTERM_COLOR_IS_DEFAULT_BG(colour))
        return -1;
    return VTERM_COLOR_IS_INDEXED(colour) ? colour->indexed.idx : -2;
}

struct terminal_look terminal_look(struct terminal *terminal, const char *text)
{
    for (int row = 0; row < terminal->rows; row++) {
        struct buf line = { 0 }, cells = { 0 };
        add_row(terminal, row, &line);
        const char *at = strstr(buf_text(&line), text);
        size_t before = at == NULL ? 0 : (size_t)(at - line.v);
        buf_free(&line);
        int column = 0;
        for (VTermScreenCell cell; at != NULL && column < terminal->columns; column++) {
            vterm_screen_get_cell(terminal->screen, (VTermPos){ row, column }, &cell);
            if (cells.n >= before && cell.chars[0] != (uint32_t)-1) {
                buf_free(&cells);
                return (struct terminal_look){ cell.attrs.bold != 0, cell.attrs.underline != 0, cell.attrs.reverse != 0,
                                               colour_of(&cell.fg), colour_of(&cell.bg) };
            }
            add_cell(&cells, &cell);
        }
        buf_free(&cells);
    }
    give_up(terminal, "is not there:", text);
}

void terminal_mark(struct terminal *terminal)
{
    buf_clear(&terminal->raw);
}

size_t terminal_bytes(const struct terminal *terminal)
{
    return terminal->raw.n;
}

const char *terminal_raw(const struct terminal *terminal)
{
    return buf_text(&terminal->raw);
}

int terminal_end(struct terminal *terminal)
{
    int64_t start = now_ms();
    while (!has_ended(terminal)) {
        pump(terminal, STEP_MS);
        if (terminal->master < 0)
            poll(NULL, 0, 1);
        if (now_ms() - start > WAIT_MS)
            give_up(terminal, "does not end", "");
    }
    while (pump(terminal, 0))
        ;
    return terminal->status;
}

const char *terminal_left(struct terminal *terminal)
{
    struct termios now;
    tcgetattr(terminal->slave, &now);
    if (now.c_iflag != terminal->before.c_iflag || now.c_oflag != terminal->before.c_oflag ||
        now.c_lflag != terminal->before.c_lflag || now.c_cflag != terminal->before.c_cflag ||
        memcmp(now.c_cc, terminal->before.c_cc, sizeof now.c_cc) != 0)
        return "the modes";
    return terminal->alternate ? "the alternate screen"
           : terminal->hidden  ? "the cursor"
           : terminal->paste   ? "paste"
                               : NULL;
}
