/* 对照: the lists of duties of two schools side by side, by topic. */
#include "base/words.h"
#include "domain/article.h"
#include "screens/screens.h"
#include "store/model.h"
#include "tui/pick.h"

#include <inttypes.h>
#include <string.h>

enum { TAG_SCHOOL = 1, SIDES = 2 };

struct compare {
    struct schools schools;
    int64_t other; /* school; 0: not chosen yet */
    struct duties duties[SIDES];
    struct list_memory rows;
    struct list list;
};

static const struct list_column columns[] = {
    { "", 5, 0, ALIGN_RIGHT, 0, false },
    { _("本校"), 0, 1, ALIGN_LEFT, 0, false },
    { "", 5, 0, ALIGN_RIGHT, 0, false },
    { _("对照学校"), 0, 1, ALIGN_LEFT, 0, false },
};
enum { COLUMNS = COUNT(columns) };

/* The topics of duties that all rule folders share (zeren-rules(5)), in the order in which they are shown. */
static const struct topic {
    const char *id, *name;
} topics[] = {
    { "policy", _("规划、制度和保障") },
    { "plan", _("应急预案") },
    { "budget", _("经费") },
    { "meeting", _("会议") },
    { "officer", _("网络安全员") },
    { "expert", _("专家") },
    { "training", _("宣传、教育和培训") },
    { "asset", _("信息系统登记") },
    { "grading", _("等级保护") },
    { "monitoring", _("监测和预警") },
    { "notice", _("通报和整改") },
    { "contact", _("联络") },
    { "key-period", _("重要时期") },
    { "drill", _("演练") },
    { "response", _("应急处置") },
    { "report", _("报告") },
    { "opinion", _("舆情") },
    { "review", _("检查") },
    { "assessment", _("考核") },
    { "", _("其他") },
};
enum { TOPICS = COUNT(topics), TOPIC_OTHER = TOPICS - 1 };

/* The first of a duty's topics is its place. */
static size_t topic_of(const struct duty *duty)
{
    size_t n = duty->topic == NULL ? 0 : strcspn(duty->topic, ",");
    for (size_t i = 0; n > 0 && i < TOPIC_OTHER; i++)
        if (strlen(topics[i].id) == n && memcmp(topics[i].id, duty->topic, n) == 0)
            return i;
    return TOPIC_OTHER;
}

static int compare_open(struct screen *screen, const void *argument, struct err *err)
{
    struct compare *compare = screen->state;
    (void)argument;
    if (read_schools(console_store(screen->console), &compare->schools, err) != 0)
        return -1;
    if (compare->schools.n < 2) {
        LIST_FREE(&compare->schools);
        return err_set(err, "%s", _("库里只有一所学校，没有可以对照的。"));
    }
    list_init(&compare->list, columns, COLUMNS, &list_memory_source, &compare->rows);
    return 0;
}

static void compare_close(struct screen *screen)
{
    struct compare *compare = screen->state;
    list_done(&compare->list);
    list_memory_done(&compare->rows);
    for (int side = 0; side < SIDES; side++) {
        LIST_FREE(&compare->duties[side]);
    }
    LIST_FREE(&compare->schools);
}

static const struct school *other_school(const struct compare *compare)
{
    for (size_t i = 0; i < compare->schools.n; i++)
        if (compare->schools.v[i].id == compare->other)
            return &compare->schools.v[i];
    return NULL;
}

/* The next duty of a side with this topic, from `from` on. */
static size_t next_of(const struct duties *duties, size_t from, size_t topic)
{
    while (from < duties->n && topic_of(&duties->v[from]) != topic)
        from++;
    return from;
}

static void fill(struct compare *compare, const struct school *own)
{
    const struct school *const schools[SIDES] = { own, other_school(compare) };
    const char **cells;
    int64_t id = 1;
    list_memory_clear(&compare->rows, COLUMNS);
    for (size_t topic = 0; topic < TOPICS; topic++) {
        size_t at[SIDES] = { next_of(&compare->duties[0], 0, topic), next_of(&compare->duties[1], 0, topic) };
        if (at[0] < compare->duties[0].n || at[1] < compare->duties[1].n) {
            list_memory_add(&compare->rows, 0, STYLE_TITLE, &cells);
            cells[1] = topics[topic].name;
        }
        while (at[0] < compare->duties[0].n || at[1] < compare->duties[1].n) {
            list_memory_add(&compare->rows, id++, STYLE_TEXT, &cells);
            for (int side = 0; side < SIDES; side++) {
                const struct duties *duties = &compare->duties[side];
                if (at[side] >= duties->n)
                    continue;
                const struct duty *duty = &duties->v[at[side]];
                struct arena *arena = &compare->rows.arena;
                cells[2 * side] = arena_printf(arena, "%" PRId64, duty->no);
                cells[2 * side + 1] = arena_printf(arena, "%s（%s）", duty->text,
                                                   cite_within(schools[side]->documents, duty->cite, arena));
                at[side] = next_of(duties, at[side] + 1, topic);
            }
        }
    }
}

static void ask_school(struct screen *screen)
{
    struct compare *compare = screen->state;
    struct pick_item *items = mem_alloc(sizeof *items * compare->schools.n);
    size_t n = 0;
    for (size_t i = 0; i < compare->schools.n; i++)
        if (compare->schools.v[i].id != console_school(screen->console)->id)
            items[n++] =
                (struct pick_item){ compare->schools.v[i].id, compare->schools.v[i].name, compare->schools.v[i].key };
    const struct pick_argument argument = { .title = _("与哪所学校对照"), .items = items, .n = n };
    console_push(screen->console, &pick_screen, &argument, TAG_SCHOOL);
    mem_free(items);
}

static int compare_reload(struct screen *screen, struct err *err)
{
    struct compare *compare = screen->state;
    struct store *store = console_store(screen->console);
    int64_t own = console_school(screen->console)->id;
    /* The first other school until another is chosen, and when the own one has changed to it. */
    for (size_t i = 0; (compare->other == 0 || compare->other == own) && i < compare->schools.n; i++)
        if (compare->schools.v[i].id != own)
            compare->other = compare->schools.v[i].id;
    const int64_t schools[SIDES] = { own, compare->other };
    for (int side = 0; side < SIDES; side++) {
        struct duties duties = { 0 };
        if (read_duties(store, schools[side], &duties, err) != 0)
            return -1;
        LIST_FREE(&compare->duties[side]);
        compare->duties[side] = duties;
    }
    fill(compare, console_school(screen->console));
    return list_load(&compare->list, list_height(screen) - 1, err);
}

static void compare_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct compare *compare = screen->state;
    const struct list_row *row = list_selected(&compare->list);
    struct buf text = { 0 };
    struct area rest, details = details_area(canvas, area, true, &rest);
    const struct school *other = other_school(compare);
    canvas_printf(canvas, rest, 0, 0, STYLE_TITLE, _("%s  对照  %s"), console_school(screen->console)->name,
                  other == NULL ? "" : other->name);
    list_draw(&compare->list, canvas, area_rows(rest, 1, rest.rows - 1));
    for (int side = 0; row != NULL && side < SIDES; side++)
        buf_printf(&text, "\t%s\n%s\n", side == 0 ? console_school(screen->console)->name : other->name,
                   row->cells[2 * side + 1] == NULL ? _("（无）") : row->cells[2 * side + 1]);
    draw_details(canvas, details, NULL, buf_text(&text));
    buf_free(&text);
}

static enum outcome compare_act(struct screen *screen, enum action action)
{
    struct compare *compare = screen->state;
    if (action == ACTION_COMPARE || action == ACTION_ENTER) {
        ask_school(screen);
        return STAY;
    }
    if (action == ACTION_SEARCH) {
        ask_filter(screen, compare->list.filter);
        return STAY;
    }
    return list_act(&compare->list, screen->console, action);
}

static enum outcome compare_answer(struct screen *screen, const struct answer *answer)
{
    struct compare *compare = screen->state;
    if (answer->tag != TAG_SCHOOL)
        return filter_answer(screen, &compare->list, answer);
    if (answer->given)
        compare->other = answer->id;
    return answer->given ? RELOAD : STAY;
}

const struct screen_ops compare_screen = {
    .name = "compare",
    .title = _("责任清单对照"),
    .contexts = IN_LIST | IN_COMPARE,
    .size = sizeof(struct compare),
    .open = compare_open,
    .close = compare_close,
    .reload = compare_reload,
    .draw = compare_draw,
    .act = compare_act,
    .answer = compare_answer,
};
