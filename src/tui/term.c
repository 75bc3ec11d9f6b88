/* The terminal, through curses: the one file that includes it. It knows nothing of screens and of what cells mean
 * beyond their style. Input is read here byte by byte and decoded by input.c; signals are kept by signals.c. */
#include "tui/term.h"

#include "base/mem.h"
#include "base/words.h"
#include "text/width.h"
#include "tui/input.h"
#include "tui/probe.h"
#include "tui/signals.h"

#include <errno.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

#define NCURSES_NOMACROS
#define key_name curses_key_name /* key.h has one of its own */
#include <curses.h>
#undef key_name

/* A larger terminal is used in its upper left part: a size is what the other side says it is. */
enum { ROWS_MOST = 500, COLUMNS_MOST = 1000, PROBE_MS = 300, READS_MOST = 16, CHUNK = 4096 };

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";

static struct {
    bool open;
    SCREEN *screen;
    FILE *out;
    struct input *input;
    struct termios before;
    int rows, columns;
    bool wide, ascii, colour;
    bool gone;   /* the terminal has hung up */
    bool afresh; /* nothing of what it shows is known */
    int silent;  /* ms waited since bytes came last */
    int cursor;  /* as curses was told last: 0 hidden, 1 shown */
    attr_t attributes[STYLE_COUNT];
    short pairs[STYLE_COUNT];
    struct canvas shown;
} term;

/* curses measures with wcwidth; this is the one it finds, so that it and the canvas never differ. */
int wcwidth(wchar_t wc)
{
    return char_cells((uint32_t)wc, term.wide);
}

/* --- Opening --- */

static bool is_gb(const char *codeset)
{
    return strcasecmp(codeset, "GB18030") == 0 || strcasecmp(codeset, "GBK") == 0 || strcasecmp(codeset, "GB2312") == 0;
}

/* The user's locale, or one with UTF-8 when that cannot show Chinese. */
static void take_locale(void)
{
    setlocale(LC_ALL, "");
    const char *codeset = nl_langinfo(CODESET);
    if (strcasecmp(codeset, "UTF-8") != 0 && !is_gb(codeset))
        setlocale(LC_CTYPE, "C.UTF-8");
}

static void find_width(enum ambiguous ambiguous)
{
    struct buf typed = { 0 };
    term.wide = ambiguous == AMBIGUOUS_WIDE;
    if (ambiguous == AMBIGUOUS_ASK && is_gb(nl_langinfo(CODESET)))
        term.wide = true;
    else if (ambiguous == AMBIGUOUS_ASK)
        term.wide = probe_wide(STDIN_FILENO, STDOUT_FILENO, PROBE_MS, &typed) == 1;
    term.ascii = term.wide;
    input_add(term.input, buf_text(&typed), typed.n);
    buf_free(&typed);
}

static attr_t attributes_of(const struct look *look)
{
    attr_t attributes = A_NORMAL;
    if ((look->attributes & LOOK_BOLD) != 0)
        attributes |= A_BOLD;
    if ((look->attributes & LOOK_DIM) != 0)
        attributes |= A_DIM;
    if ((look->attributes & LOOK_UNDERLINE) != 0)
        attributes |= A_UNDERLINE;
    if ((look->attributes & LOOK_REVERSE) != 0)
        attributes |= A_REVERSE;
    return attributes;
}

static void set_looks(const struct theme *theme, bool colour)
{
    bool usual = false;
    term.colour = colour && has_colors() && start_color() == OK && COLORS >= 8 && COLOR_PAIRS > STYLE_COUNT;
    if (term.colour)
        usual = use_default_colors() == OK;
    for (int i = 0; i < STYLE_COUNT; i++) {
        const struct look *look = &theme->looks[i];
        term.attributes[i] = attributes_of(look);
        term.pairs[i] = 0;
        if (!term.colour) {
            /* What only its background sets off must be seen all the same. */
            if (look->background >= 0)
                term.attributes[i] |= A_REVERSE;
            continue;
        }
        int foreground = look->foreground >= 0 || usual ? look->foreground : COLOR_WHITE;
        int background = look->background >= 0 || usual ? look->background : COLOR_BLACK;
        if ((look->foreground >= 0 || look->background >= 0) &&
            init_pair((short)(i + 1), (short)foreground, (short)background) == OK)
            term.pairs[i] = (short)(i + 1);
    }
}

/* A capability of this terminal, or NULL. */
static const char *capability(const char *name)
{
    const char *text = tigetstr(name);
    return text == NULL || text == (const char *)-1 || *text == '\0' ? NULL : text;
}

static void learn_keys(void)
{
    static const struct {
        const char *capability;
        uint32_t key;
    } keys[] = {
        { "kcuu1", KEY_ARROW_UP },    { "kcud1", KEY_ARROW_DOWN }, { "kcub1", KEY_ARROW_LEFT },
        { "kcuf1", KEY_ARROW_RIGHT }, { "khome", KEY_TO_HOME },    { "kend", KEY_TO_END },
        { "kpp", KEY_PAGE_UP },       { "knp", KEY_PAGE_DOWN },    { "kdch1", KEY_REMOVE },
        { "kich1", KEY_INSERT },      { "kcbt", KEY_BACK_TAB },    { "kent", KEY_RETURN },
        { "kLFT5", KEY_WORD_LEFT },   { "kRIT5", KEY_WORD_RIGHT }, { "kbs", KEY_ERASE },
    };
    for (size_t i = 0; i < COUNT(keys); i++)
        if (capability(keys[i].capability) != NULL)
            input_learn(term.input, capability(keys[i].capability), keys[i].key);
    for (uint32_t i = 0; i < 12; i++) {
        char name[8];
        snprintf(name, sizeof name, "kf%u", (unsigned)i + 1);
        if (capability(name) != NULL)
            input_learn(term.input, capability(name), KEY_F1 + i);
    }
}

/* A capability without its delays ($<5>), for a moment when curses cannot send it. */
static void add_plain(struct buf *out, const char *text)
{
    while (text != NULL && *text != '\0') {
        const char *delay = strstr(text, "$<"), *end = delay != NULL ? strchr(delay, '>') : NULL;
        buf_add(out, text, end != NULL ? (size_t)(delay - text) : strlen(text));
        text = end != NULL ? end + 1 : NULL;
    }
}

/* What a crash still sends. */
static void arm(void)
{
    struct buf bytes = { 0 };
    buf_adds(&bytes, paste_off);
    add_plain(&bytes, capability("sgr0"));
    add_plain(&bytes, capability("op"));
    add_plain(&bytes, capability("rmkx"));
    if (capability("rmcup") != NULL)
        add_plain(&bytes, capability("rmcup"));
    else
        buf_adds(&bytes, "\r\n");
    add_plain(&bytes, capability("cnorm"));
    signals_arm(STDOUT_FILENO, bytes.v, bytes.n, &term.before);
    buf_free(&bytes);
}

/* Past curses, which has sent all it had. */
static void send(const char *text)
{
    ssize_t written = write(STDOUT_FILENO, text, strlen(text));
    (void)written;
}

/* Some terminals hide the cursor again when the first screen comes back, as it was hidden when they left it: it is
 * shown before and after. */
static void give_back(void)
{
    struct buf cursor = { 0 };
    add_plain(&cursor, capability("cnorm"));
    send(paste_off);
    curs_set(1);
    endwin();
    send(buf_text(&cursor));
    buf_free(&cursor);
}

/* The size as the terminal says it is, or as curses found it by other ways. */
static void take_size(void)
{
    struct winsize size;
    int rows = LINES, columns = COLS;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
        rows = size.ws_row;
        columns = size.ws_col;
    }
    term.rows = rows < ROWS_MOST ? rows : ROWS_MOST;
    term.columns = columns < COLUMNS_MOST ? columns : COLUMNS_MOST;
    if (term.rows != LINES || term.columns != COLS)
        resize_term(term.rows, term.columns);
    term.afresh = true;
}

static int start_curses(struct err *err)
{
    const char *type = getenv("TERM");
    int fd = dup(STDOUT_FILENO);
    term.out = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (term.out == NULL)
        return err_set(err, _("不能打开终端（%s）。请关掉一些程序再试。"), strerror(errno));
    term.screen = newterm(NULL, term.out, stdin);
    if (term.screen != NULL && capability("cup") != NULL)
        return 0;
    if (term.screen != NULL) {
        endwin();
        delscreen(term.screen);
    }
    term.screen = NULL;
    fclose(term.out);
    return err_set(err, _("终端类型“%s”不能显示全屏界面。请把环境变量 TERM 设为 xterm、vt100 等再运行。"),
                   type != NULL ? type : "");
}

int term_open(const struct term_options *options, struct err *err)
{
    static bool once;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &term.before) != 0)
        return err_set(err, "%s", _("输入或输出不是终端，不能显示全屏界面。请在终端里运行。"));
    take_locale();
    if (signals_open(err) != 0)
        return -1;
    signals_arm(STDIN_FILENO, NULL, 0, &term.before);
    term.gone = false;
    term.input = input_new();
    find_width(options->ambiguous);
    if (start_curses(err) != 0) {
        signals_close();
        input_free(term.input);
        return -1;
    }
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    typeahead(-1); /* when to paint is decided by the loop */
    idlok(stdscr, TRUE);
    set_looks(&options->theme, options->colour);
    learn_keys();
    take_size();
    term.cursor = -1;
    term.open = true;
    arm();
    send(paste_on);
    die_set_hook(term_close);
    if (!once)
        atexit(term_close);
    once = true;
    return 0;
}

void term_close(void)
{
    if (!term.open)
        return;
    term.open = false;
    give_back();
    delscreen(term.screen);
    fclose(term.out);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &term.before);
    signals_close();
    input_free(term.input);
    canvas_free(&term.shown);
    term.input = NULL;
    die_set_hook(NULL);
}

void term_size(int *rows, int *columns)
{
    *rows = term.rows;
    *columns = term.columns;
}

bool term_wide(void)
{
    return term.wide;
}

bool term_ascii(void)
{
    return term.ascii;
}

/* --- Reading --- */

/* Waits for bytes and takes them: 1 when some came, 0 when the time is over, -1 when a signal or the end came. */
static int take_bytes(int timeout_ms)
{
    char bytes[CHUNK];
    struct pollfd wait[2] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .fd = signals_fd(), .events = POLLIN } };
    int ready = poll(wait, 2, timeout_ms);
    if (ready == 0 && timeout_ms > 0)
        term.silent += timeout_ms;
    if (ready <= 0)
        return ready;
    if (wait[1].revents != 0)
        return -1;
    ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
    term.silent = 0;
    if (n > 0) {
        input_add(term.input, bytes, (size_t)n);
        return 1;
    }
    term.gone = n == 0 || (errno != EINTR && errno != EAGAIN);
    return -1;
}

/* How long silence must last still, to end what has begun; -1: nothing has. */
static int patience_left(void)
{
    int patience = input_patience(term.input);
    return patience < 0 ? -1 : patience > term.silent ? patience - term.silent : 0;
}

/* The program was stopped by a signal no one can catch, and goes on: the terminal is as someone else left it. */
static void take_again(void)
{
    endwin();
    send(paste_on);
    term.cursor = -1;
    take_size();
}

static bool signal_event(struct event *event)
{
    int number = signals_next();
    if (number == 0)
        return false;
    switch (number) {
    case SIGTSTP:
        *event = (struct event){ .kind = EVENT_PAUSE };
        break;
    case SIGCONT:
        take_again();
        *event = (struct event){ .kind = EVENT_SIZE };
        break;
    case SIGWINCH:
        take_size();
        *event = (struct event){ .kind = EVENT_SIZE };
        break;
    default:
        *event = (struct event){ .kind = EVENT_STOP, .signal = number };
        break;
    }
    return true;
}

struct event term_read(int timeout_ms)
{
    struct event event = { .kind = EVENT_NONE };
    for (int i = 0; i < READS_MOST; i++) {
        if (signal_event(&event) || input_next(term.input, &event))
            return event;
        if (term.gone)
            return (struct event){ .kind = EVENT_STOP, .signal = SIGHUP };
        int patience = patience_left(), wait = timeout_ms;
        if (patience >= 0 && (timeout_ms < 0 || timeout_ms >= patience))
            wait = patience;
        if (take_bytes(wait) != 0)
            continue;
        if (patience < 0 || wait != patience)
            break;
        input_silence(term.input);
        timeout_ms -= timeout_ms < 0 ? 0 : patience;
    }
    return event;
}

bool term_waiting(void)
{
    struct pollfd wait = { .fd = STDIN_FILENO, .events = POLLIN };
    return input_waiting(term.input) || term.gone || poll(&wait, 1, 0) > 0;
}

bool term_interrupted(void)
{
    while (!term.gone && !input_full(term.input)) {
        int patience = input_patience(term.input);
        /* Is it Esc, or the start of something? A paste is not waited for. */
        int wait = patience >= 0 && patience < PASTE_PATIENCE ? patience : 0, came = take_bytes(wait);
        if (came == 0 && wait > 0)
            input_silence(term.input);
        else if (came <= 0)
            break;
    }
    return term.gone || signals_ending() || input_take_stop(term.input);
}

/* --- Painting --- */

/* What the locale's encoding does not have would be left out, and the rest of the line would stand too far left. */
static bool can_show(wchar_t wc)
{
    char bytes[MB_LEN_MAX];
    mbstate_t mb = { 0 };
    return iswprint((wint_t)wc) && wcrtomb(bytes, wc, &mb) != (size_t)-1;
}

static void put_cell(int row, int column, const struct cell *cell)
{
    wchar_t text[CELL_CHARS + 1] = { 0 };
    cchar_t shown;
    int n = 0;
    for (int i = 0; i < CELL_CHARS && cell->uc[i] != 0; i++)
        if (can_show((wchar_t)cell->uc[i]))
            text[n++] = (wchar_t)cell->uc[i];
        else if (i == 0)
            text[n++] = cell->cells == 2 ? 0xFF1F : '?'; /* a question mark as wide */
    enum style style = cell->style < STYLE_COUNT ? (enum style)cell->style : STYLE_TEXT;
    if (setcchar(&shown, text, term.attributes[style], term.pairs[style], NULL) == OK)
        mvadd_wch(row, column, &shown);
}

static bool same(const struct cell *a, const struct cell *b)
{
    return a->style == b->style && a->cells == b->cells && memcmp(a->uc, b->uc, sizeof a->uc) == 0;
}

/* Gives curses what differs from what it was given last; answers whether anything did. */
static bool put_changes(const struct canvas *canvas, int rows)
{
    bool any = false;
    for (int row = 0; row < rows && row < term.rows; row++)
        for (int column = 0; column < canvas->columns && column < term.columns; column++) {
            const struct cell *cell = &canvas->v[row * canvas->columns + column];
            struct cell *shown = &term.shown.v[row * canvas->columns + column];
            if (!term.afresh && same(cell, shown))
                continue;
            *shown = *cell;
            any = true;
            if (cell->cells > 0 && column + cell->cells <= term.columns)
                put_cell(row, column, cell);
        }
    return any;
}

static bool put_cursor(const struct canvas *canvas)
{
    int cursor = canvas->cursor_row >= 0 && canvas->cursor_row < term.rows && canvas->cursor_column < term.columns;
    bool moved =
        cursor != term.cursor ||
        (cursor && (canvas->cursor_row != term.shown.cursor_row || canvas->cursor_column != term.shown.cursor_column));
    if (cursor != term.cursor)
        curs_set(cursor);
    /* Where a hidden cursor stands is of no matter, and each move of it would cost bytes. */
    leaveok(stdscr, !cursor);
    if (cursor)
        move(canvas->cursor_row, canvas->cursor_column);
    term.cursor = cursor;
    term.shown.cursor_row = canvas->cursor_row;
    term.shown.cursor_column = canvas->cursor_column;
    return moved;
}

void term_paint_but(const struct canvas *canvas, int rows)
{
    if (!term.open || term.gone)
        return;
    if (canvas->rows != term.shown.rows || canvas->columns != term.shown.columns) {
        canvas_resize(&term.shown, canvas->rows, canvas->columns);
        term.afresh = true;
    }
    if (term.afresh) {
        erase();
        clearok(curscr, TRUE);
    }
    bool changed = put_changes(canvas, canvas->rows - (term.afresh ? 0 : rows)), moved = put_cursor(canvas);
    if (changed || moved || term.afresh)
        refresh();
    term.afresh = false;
}

void term_paint(const struct canvas *canvas)
{
    term_paint_but(canvas, 0);
}

void term_repaint(const struct canvas *canvas)
{
    term.afresh = true;
    term_paint(canvas);
}

void term_suspend(void)
{
    give_back();
    signals_disarm();
    signals_pause();
    arm();
    send(paste_on);
    term.cursor = -1;
    take_size();
}
