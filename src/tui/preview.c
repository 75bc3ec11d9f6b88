/* The print preview: what is seen here is what is saved as text and sent, byte for byte, in the encoding configured. */
#include "tui/preview.h"

#include "base/file.h"
#include "base/words.h"
#include "tui/pick.h"
#include "tui/printout.h"

#include <string.h>
#include <sys/stat.h>

enum { ASKED_PAPER = 1, ASKED_NAME, ASKED_OVERWRITE, ASKED_LONG };

struct state {
    struct pager pager;
    const struct report *report; /* NULL: none chosen yet */
    struct paper_wish wish;      /* copied into the arena */
    struct arena arena;
    int64_t school;   /* whose paper it is */
    int size;         /* index of the sizes below */
    struct buf pages; /* what is seen, as it is saved and sent */
    char *path;       /* to be written when it is confirmed */
    enum format format;
    bool asked;   /* which paper, when none was named */
    bool asking;  /* whether so long a paper is wanted */
    bool however; /* long it is: it was asked for */
};

/* As configured first. Width 0: the configured one. */
static const struct {
    int width, lines;
} sizes[] = { { 0, -1 }, { 80, 60 }, { 100, 60 }, { 132, 50 }, { 0, 0 } };
enum { SIZES = COUNT(sizes) };

static struct paper_options paper_of(const struct screen *screen)
{
    const struct state *state = screen->state;
    struct paper_options paper = console_options(screen->console)->paper;
    if (sizes[state->size].width > 0)
        paper.width = sizes[state->size].width;
    if (sizes[state->size].lines >= 0)
        paper.lines = sizes[state->size].lines;
    return paper;
}

/* What is about one record is of that record's school, whichever is chosen; the others are of the chosen one. */
static int find_school(struct screen *screen, struct err *err)
{
    struct state *state = screen->state;
    const struct report_request request = { .store = console_store(screen->console), .subject = state->wish.subject };
    state->school = console_school(screen->console)->id;
    if (state->report->subject == NULL || state->wish.subject == NULL)
        return 0;
    return state->report->school(&request, &state->school, err);
}

/* All papers of the console are asked for here, and those of somebody in a drill say so. */
static int print(const struct screen *screen, enum format format, size_t *too_many, struct buf *out, struct err *err)
{
    const struct state *state = screen->state;
    const struct drill *drill = console_drill(screen->console);
    const struct report_request request = { .store = console_store(screen->console),
                                            .school = screen_school(screen),
                                            .body = state->report->by_body ? state->wish.body : NULL,
                                            .rule = state->report->by_rule ? state->wish.rule : NULL,
                                            .subject = state->report->subject != NULL ? state->wish.subject : NULL,
                                            .chosen = state->wish.chosen,
                                            .day = console_day(screen->console),
                                            .now = console_now(screen->console),
                                            .drill = drill != NULL ? drill->name : NULL,
                                            .format = format,
                                            .paper = paper_of(screen),
                                            .pages = too_many };
    return report_print(state->report, &request, out, err);
}

static void keep_wish(struct state *state, const struct paper_wish *wish)
{
    state->wish = *wish;
    const char **const texts[] = { &state->wish.report,          &state->wish.body,         &state->wish.rule,
                                   &state->wish.subject,         &state->wish.chosen.from,  &state->wish.chosen.to,
                                   &state->wish.chosen.category, &state->wish.chosen.grade, &state->wish.chosen.state,
                                   &state->wish.chosen.words };
    for (size_t i = 0; i < COUNT(texts); i++)
        *texts[i] = arena_strdup(&state->arena, *texts[i]);
}

static int open_preview(struct screen *screen, const void *argument, struct err *err)
{
    struct state *state = screen->state;
    const struct paper_wish *wish = argument;
    state->report = wish->report != NULL ? report_named(wish->report) : NULL;
    if (wish->report != NULL && state->report == NULL)
        return err_set(err, _("没有公文 %s。"), wish->report);
    keep_wish(state, wish);
    pager_init(&state->pager, false);
    return 0;
}

static void close_preview(struct screen *screen)
{
    struct state *state = screen->state;
    pager_done(&state->pager);
    buf_free(&state->pages);
    arena_free(&state->arena);
    mem_free(state->path);
}

/* Whether what the one is about can be what the other is about. */
static bool same_subject(const struct report *report, const struct report *now)
{
    return now != NULL && now->subject != NULL && strcmp(report->subject, now->subject) == 0;
}

static void choose(struct screen *screen)
{
    const struct state *state = screen->state;
    VEC(struct pick_item) items = { 0 };
    for (const struct report *report = reports; report->name != NULL; report++) {
        /* What is about one record needs the screen that shows such a one. */
        if (report->subject != NULL && !same_subject(report, state->report))
            continue;
        struct pick_item *item = VEC_PUSH(&items);
        *item = (struct pick_item){ report - reports + 1, report->title, report->help };
    }
    const struct pick_argument argument = { .title = _("换一种公文"),
                                            .items = items.v,
                                            .n = items.n,
                                            .selected = state->report != NULL ? state->report - reports + 1 : 0 };
    console_push(screen->console, &pick_screen, &argument, ASKED_PAPER);
    VEC_FREE(&items);
}

static void ask_whether_so_long(struct screen *screen, const struct err *why)
{
    struct err question;
    err_set(&question, _("%s真的要生成吗？"), why->text);
    const struct confirm_argument argument = { question.text };
    struct state *state = screen->state;
    state->asking = true;
    console_push(screen->console, &confirm_screen, &argument, ASKED_LONG);
}

static int reload(struct screen *screen, struct err *err)
{
    struct state *state = screen->state;
    struct buf pages = { 0 };
    size_t too_many = 0;
    if (state->asking)
        return 0;
    if (state->report == NULL) {
        if (!state->asked)
            choose(screen);
        state->asked = true;
        return 0;
    }
    if (find_school(screen, err) != 0)
        return -1;
    if (print(screen, FORMAT_TEXT, state->however ? NULL : &too_many, &pages, err) != 0) {
        buf_free(&pages);
        if (too_many == 0)
            return -1;
        ask_whether_so_long(screen, err);
        return 0;
    }
    buf_free(&state->pages);
    state->pages = pages;
    printout_show(&state->pager, &state->pages);
    return 0;
}

static void draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    struct state *state = screen->state;
    struct paper_options paper = paper_of(screen);
    if (state->report == NULL) {
        canvas_put(canvas, area, 0, 0, STYLE_TEXT, _("还没有选公文。"));
        return;
    }
    int end = canvas_put(canvas, area, 0, 0, STYLE_TITLE, state->report->title);
    if (paper.lines > 0)
        canvas_printf(canvas, area, 0, end + 2, STYLE_DIM, _("%d 列 %d 行"), paper.width, paper.lines);
    else
        canvas_printf(canvas, area, 0, end + 2, STYLE_DIM, _("%d 列 不分页"), paper.width);
    pager_draw(&state->pager, canvas, area_rows(area, 1, area.rows - 1));
}

/* --- Saving and sending --- */

static void write_file(struct screen *screen)
{
    struct state *state = screen->state;
    struct buf out = { 0 };
    struct err err;
    int rc = 0;
    if (state->format != FORMAT_TEXT)
        rc = print(screen, state->format, NULL, &out, &err);
    else
        buf_add(&out, buf_text(&state->pages), state->pages.n);
    if (rc == 0)
        rc = report_encode(&out, state->format, console_options(screen->console)->encoding, &err);
    if (rc == 0)
        rc = file_write(state->path, buf_text(&out), out.n, &err);
    if (rc == 0)
        console_say(screen->console, STYLE_GOOD, _("已存为 %s。"), state->path);
    else
        console_fail(screen->console, &err);
    buf_free(&out);
}

static void take_name(struct screen *screen, const char *name)
{
    struct state *state = screen->state;
    struct err err, question;
    struct stat there;
    mem_free(state->path);
    if (printout_path(console_options(screen->console), name, &state->path, &state->format, &err) != 0) {
        console_fail(screen->console, &err);
        return;
    }
    if (lstat(state->path, &there) != 0) {
        write_file(screen);
        return;
    }
    err_set(&question, _("%s 已经有了。要换成这份公文吗？"), state->path);
    const struct confirm_argument argument = { question.text };
    console_push(screen->console, &confirm_screen, &argument, ASKED_OVERWRITE);
}

static void ask_name(struct screen *screen)
{
    struct state *state = screen->state;
    char *name = printout_name(state->report, screen_school(screen), console_day(screen->console));
    const struct prompt_argument argument = { .title = _("存为（.txt、.csv 或 .json）"), .text = name, .limit = 1000 };
    console_push(screen->console, &prompt_screen, &argument, ASKED_NAME);
    mem_free(name);
}

struct sending {
    struct console *console;
    struct buf out;
};

static bool go_on_sending(void *context, size_t taken)
{
    const struct sending *sending = context;
    return console_progress(sending->console, _("正在送打印"), (int64_t)taken, (int64_t)sending->out.n);
}

static void send(struct screen *screen)
{
    struct state *state = screen->state;
    struct sending sending = { screen->console, { 0 } };
    const struct console_options *options = console_options(screen->console);
    struct buf said = { 0 };
    struct err err;
    buf_add(&sending.out, buf_text(&state->pages), state->pages.n);
    if (report_encode(&sending.out, FORMAT_TEXT, options->encoding, &err) != 0 ||
        printout_send(options, &sending.out, go_on_sending, &sending, &said, &err) != 0)
        console_fail(screen->console, &err);
    else
        console_say(screen->console, STYLE_GOOD, _("已送打印。%s"), buf_text(&said));
    buf_free(&said);
    buf_free(&sending.out);
}

/* --- What is done --- */

static int may(const struct screen *screen, enum action action, struct err *err)
{
    const struct state *state = screen->state;
    const struct console_options *options = console_options(screen->console);
    bool out = action == ACTION_PAPER_SAVE || action == ACTION_PAPER_SEND;
    if (out && state->pages.n == 0)
        return err_set(err, "%s", _("还没有公文。请先选一种。"));
    if (action == ACTION_PAPER_SAVE && options->restricted && options->spool == NULL)
        return err_set(err, "%s", _("受限方式下没有指定存放公文的文件夹，不能存。请管理员在配置文件里写明。"));
    if (action == ACTION_PAPER_SEND && options->print_command == NULL)
        return err_set(err, "%s", _("配置文件里没有打印命令。请写明，或存为文件。"));
    return 0;
}

static enum outcome act(struct screen *screen, enum action action)
{
    struct state *state = screen->state;
    switch (action) {
    case ACTION_PAPER_SAVE:
        ask_name(screen);
        return STAY;
    case ACTION_PAPER_SEND:
        send(screen);
        return STAY;
    case ACTION_PAPER_CHOOSE:
        choose(screen);
        return STAY;
    case ACTION_PAPER_SIZE:
        state->size = (state->size + 1) % SIZES;
        return RELOAD;
    default:
        return pager_act(&state->pager, screen->console, action);
    }
}

static enum outcome answer(struct screen *screen, const struct answer *answer)
{
    struct state *state = screen->state;
    if (answer->tag == ASKED_PAPER && !answer->given && state->report == NULL)
        return LEAVE; /* none was chosen: there is nothing to look at */
    if (answer->tag == ASKED_LONG) {
        state->asking = false;
        state->however = answer->given && answer->id == 1;
        return state->however ? RELOAD : LEAVE;
    }
    if (pager_answer(&state->pager, screen->console, answer) || !answer->given || answer->live)
        return STAY;
    if (answer->tag == ASKED_NAME && answer->text != NULL)
        take_name(screen, answer->text);
    if (answer->tag == ASKED_OVERWRITE && answer->id == 1)
        write_file(screen);
    if (answer->tag != ASKED_PAPER || answer->id < 1)
        return STAY;
    state->report = &reports[answer->id - 1];
    state->however = false;
    pager_rewind(&state->pager);
    return RELOAD;
}

static int64_t school(const struct screen *screen)
{
    const struct state *state = screen->state;
    return state->school;
}

const struct screen_ops preview_screen = {
    .name = "preview",
    .title = _("打印预览"),
    .contexts = IN_PAGER | IN_PREVIEW,
    .size = sizeof(struct state),
    .open = open_preview,
    .close = close_preview,
    .reload = reload,
    .draw = draw,
    .act = act,
    .answer = answer,
    .may = may,
    .school = school,
};
