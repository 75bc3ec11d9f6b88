/* A program that only the terminal's tests run: a thousand rows with a cursor, and what came in shown below them. Its
 * arguments: ask, narrow or wide. */
#include "base/err.h"
#include "tui/term.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROWS = 1000, KEYS_SHOWN = 12 };

struct rows {
    struct canvas canvas;
    int first, at;
    uint32_t keys[KEYS_SHOWN];
    size_t events;
    char pasted[256];
};

static void draw_row(struct rows *rows, int row, int number)
{
    struct area area = canvas_area(&rows->canvas);
    bool on = number == rows->at;
    canvas_put(&rows->canvas, area, row, 0, on ? STYLE_STRONG : STYLE_TEXT, on ? ">" : " ");
    int column = 2 + snprintf(NULL, 0, "%d", number);
    canvas_printf(&rows->canvas, area, row, 2, on ? STYLE_STRONG : STYLE_TEXT, "%d", number);
    canvas_printf(&rows->canvas, area, row, column + 1, STYLE_TEXT, "%s", "样例：网络与信息安全责任人 “值守” ● ★ ○");
    canvas_put(&rows->canvas, area, row, 60, number % 7 == 0 ? STYLE_LATE : STYLE_DIM,
               number % 7 == 0 ? "空缺" : "在岗");
}

static void paint(struct rows *rows, bool again)
{
    char name[KEY_NAME], keys[KEYS_SHOWN * (KEY_NAME + 1) + 1] = "";
    int seen = rows->canvas.rows - 3;
    if (rows->at < rows->first)
        rows->first = rows->at;
    if (seen > 0 && rows->at >= rows->first + seen)
        rows->first = rows->at - seen + 1;
    canvas_clear(&rows->canvas);
    struct area area = canvas_area(&rows->canvas);
    canvas_fill(&rows->canvas, area_rows(area, 0, 1), STYLE_BAR);
    canvas_printf(&rows->canvas, area, 0, 0, STYLE_BAR, "size %dx%d wide %d ascii %d", area.rows, area.columns,
                  term_wide(), term_ascii());
    for (int i = 0; i < seen && rows->first + i < ROWS; i++)
        draw_row(rows, 1 + i, rows->first + i);
    for (size_t i = 0; i < KEYS_SHOWN; i++)
        if (rows->keys[i] != 0) {
            key_name(rows->keys[i], name);
            snprintf(keys + strlen(keys), sizeof keys - strlen(keys), "%s ", name);
        }
    canvas_printf(&rows->canvas, area, area.rows - 2, 0, STYLE_TEXT, "keys %s", keys);
    canvas_put(&rows->canvas, area, area.rows - 1, 0, STYLE_TEXT, rows->pasted);
    if (again)
        term_repaint(&rows->canvas);
    else
        term_paint(&rows->canvas);
}

static void show_paste(struct rows *rows, const struct event *event)
{
    size_t escapes = 0;
    for (size_t i = 0; i < event->paste_n; i++)
        escapes += event->paste[i] == '\033';
    snprintf(rows->pasted, sizeof rows->pasted, "paste %zu lost %zu escapes %zu %.60s", event->paste_n,
             event->paste_lost, escapes, event->paste_n < 60 ? event->paste : "");
}

static void work(struct rows *rows)
{
    snprintf(rows->pasted, sizeof rows->pasted, "working");
    paint(rows, false);
    while (!term_interrupted()) {
        struct timespec pause = { .tv_nsec = 1000000 };
        nanosleep(&pause, NULL);
    }
    snprintf(rows->pasted, sizeof rows->pasted, "interrupted");
}

/* Ways out, and what needs the whole program. */
static void on_letter(struct rows *rows, uint32_t key)
{
    if (key == 'q' || key == 'E')
        exit(key == 'q' ? 0 : 3);
    if (key == 'S')
        raise(SIGSEGV);
    if (key == 'A')
        abort();
    if (key == 'D')
        die("the end of it");
    if (key == 'W')
        work(rows);
    if (key == 26) {
        term_suspend();
        paint(rows, true);
    }
}

static void on_key(struct rows *rows, uint32_t key)
{
    memmove(rows->keys, rows->keys + 1, sizeof rows->keys - sizeof rows->keys[0]);
    rows->keys[KEYS_SHOWN - 1] = key;
    int by = key == KEY_ARROW_DOWN ? 1 : key == KEY_ARROW_UP ? -1 : key == KEY_PAGE_DOWN ? rows->canvas.rows - 3 : 0;
    rows->at += by;
    if (rows->at < 0 || rows->at >= ROWS)
        rows->at -= by;
    on_letter(rows, key);
}

/* As run.c does it. */
static void loop(struct rows *rows)
{
    bool stale = true;
    int height, width;
    for (;;) {
        if (stale && !term_waiting())
            paint(rows, stale = false);
        struct event event = term_read(stale ? 0 : 250);
        stale = stale || event.kind != EVENT_NONE;
        if (event.kind == EVENT_STOP)
            exit(128 + event.signal);
        if (event.kind == EVENT_KEY)
            on_key(rows, event.key);
        if (event.kind == EVENT_PASTE)
            show_paste(rows, &event);
        if (event.kind == EVENT_PAUSE)
            term_suspend();
        if (event.kind == EVENT_SIZE || event.kind == EVENT_PAUSE) {
            term_size(&height, &width);
            canvas_resize(&rows->canvas, height, width);
        }
    }
}

int main(int argc, char **argv)
{
    static struct rows rows;
    struct err err;
    const char *how = argc > 1 ? argv[1] : "narrow";
    struct term_options options = { .ambiguous = strcmp(how, "ask") == 0    ? AMBIGUOUS_ASK
                                                 : strcmp(how, "wide") == 0 ? AMBIGUOUS_WIDE
                                                                            : AMBIGUOUS_NARROW,
                                    .colour = getenv("NO_COLOR") == NULL };
    theme_default(&options.theme);
    if (term_open(&options, &err) != 0) {
        fprintf(stderr, "%s\n", err.text);
        return 2;
    }
    int height, width;
    term_size(&height, &width);
    rows.canvas.wide = term_wide();
    rows.canvas.ascii = term_ascii();
    canvas_resize(&rows.canvas, height, width);
    loop(&rows);
    return 0;
}
