/* Holds src/tui/list to its header: by random moves, filters, orders and changes against a whole array (a source that
 * counts what it is asked and can fail), and by what a million rows may cost.
 * ZEREN_TEST_SEED=<number> starts the random tests elsewhere, ZEREN_TEST_STEPS=<number> makes them longer. */
#include "mix.h"
#include "suites.h"

#include "tui/list.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static unsigned steps(unsigned usual)
{
    const char *given = getenv("ZEREN_TEST_STEPS");
    return given == NULL ? usual : (unsigned)strtoul(given, NULL, 10);
}

/* ---- A source: rows by serial, or by value and then serial ---- */

enum { WORLD_MOST = 10000, VALUES = 7, HEIGHT_MOST = 40 };

struct world {
    bool here[WORLD_MOST]; /* by serial */
    bool heading[WORLD_MOST];
    int n;                          /* serials */
    int order[WORLD_MOST], order_n; /* as last asked */
    int column;
    bool descending, even, ordered;
    int calls;   /* of both functions */
    size_t most; /* rows asked for, together */
    int fails;   /* after so many calls; -1: never */
};

static int value_of(int serial)
{
    return serial * 31 % VALUES;
}

static int64_t id_of(const struct world *world, int serial)
{
    return world->heading[serial] ? 0 : serial + 1;
}

static void put_in_order(struct world *world, const struct list_ask *ask)
{
    bool even = ask->filter[0] != '\0';
    if (world->ordered && world->column == ask->column && world->descending == ask->descending && world->even == even)
        return;
    world->column = ask->column;
    world->descending = ask->descending;
    world->even = even;
    world->ordered = true;
    world->order_n = 0;
    for (int value = 0; value < (ask->column < 0 ? 1 : VALUES); value++)
        for (int serial = 0; serial < world->n; serial++) {
            bool wanted = ask->column < 0 || (!world->heading[serial] && value_of(serial) == value);
            if (wanted && world->here[serial] && (!even || (serial % 2 == 0 && !world->heading[serial])))
                world->order[world->order_n++] = serial;
        }
    for (int i = 0; ask->descending && i < world->order_n / 2; i++) {
        int serial = world->order[i];
        world->order[i] = world->order[world->order_n - 1 - i];
        world->order[world->order_n - 1 - i] = serial;
    }
}

/* Before, in the order, what the key tells: value and serial. */
static bool is_before(const struct world *world, int serial, int key_value, int key_serial)
{
    if (world->column < 0)
        return serial < key_serial;
    int by = value_of(serial) != key_value ? value_of(serial) - key_value : serial - key_serial;
    return world->descending ? by > 0 : by < 0;
}

static void add_row(const struct world *world, int serial, struct list_page *page)
{
    const char **cells;
    struct list_row *row = list_page_add(page, id_of(world, serial), 2, &cells);
    row->key = arena_printf(&page->arena, "%d %d", value_of(serial), serial);
    cells[0] = arena_printf(&page->arena, "%d", serial);
    cells[1] = world->heading[serial] ? NULL : arena_printf(&page->arena, "值%d", value_of(serial));
}

static int count(struct world *world, size_t most, struct err *err)
{
    world->calls++;
    world->most += most;
    if (world->fails == 0)
        return err_set(err, "样例：读不出来。");
    if (world->fails > 0)
        world->fails--;
    return 0;
}

static int world_page(void *context, const struct list_ask *ask, struct list_page *page, struct err *err)
{
    struct world *world = context;
    int value = 0, serial = 0, from = 0, to;
    ck_assert(ask->column >= 0 || !ask->descending);
    ck_assert_uint_gt(ask->most, 0);
    ck_assert_uint_eq(page->n, 0);
    if (count(world, ask->most, err) != 0) {
        add_row(world, 0, page); /* half an answer does no harm */
        return -1;
    }
    put_in_order(world, ask);
    from = ask->backwards ? world->order_n : 0;
    if (ask->from != NULL) {
        ck_assert_int_eq(sscanf(ask->from->key, "%d %d", &value, &serial), 2);
        for (from = 0, to = world->order_n; from < to;) {
            int middle = (from + to) / 2;
            if (is_before(world, world->order[middle], value, serial))
                from = middle + 1;
            else
                to = middle;
        }
        if (!ask->backwards && from < world->order_n && world->order[from] == serial)
            from++;
    }
    for (int i = 0; i < (int)ask->most; i++) {
        int at = ask->backwards ? from - 1 - i : from + i;
        if (at < 0 || at >= world->order_n)
            break;
        add_row(world, world->order[at], page);
    }
    if (ask->backwards)
        list_page_reverse(page);
    return 0;
}

static int world_find(void *context, int64_t id, const struct list_ask *ask, struct list_page *page, bool *found,
                      struct err *err)
{
    struct world *world = context;
    if (count(world, 1, err) != 0)
        return -1;
    put_in_order(world, ask);
    *found = false;
    for (int i = 0; i < world->order_n && !*found; i++)
        if (id_of(world, world->order[i]) == id && id != 0) {
            add_row(world, world->order[i], page);
            *found = true;
        }
    return 0;
}

static const struct list_source world_source = { .page = world_page, .find = world_find };
static const struct list_column world_columns[] = {
    { .title = "号", .cells = 6, .sorts = false },
    { .title = "值", .sorts = true },
};

/* ---- The model: all rows, and the place of the selected one ---- */

struct model {
    int at;             /* in world->order; -1: none */
    int serial, wanted; /* wanted: left because of a filter; -1: none */
    int column;
    bool descending, even;
};

static void model_order(const struct model *model, struct world *world)
{
    put_in_order(world, &(struct list_ask){ .column = model->column,
                                            .descending = model->descending,
                                            .filter = model->even ? "偶" : "" });
}

static void model_land(struct model *model, const struct world *world, int at, int by)
{
    model->at = -1;
    for (int turn = 0; turn < 2 && model->at < 0; turn++, by = -by)
        for (int i = at; i >= 0 && i < world->order_n && model->at < 0; i += by)
            if (!world->heading[world->order[i]])
                model->at = i;
    model->serial = model->at < 0 ? -1 : world->order[model->at];
}

/* After another order or other rows. */
static void model_regain(struct model *model, struct world *world, bool afresh)
{
    int serial = model->serial, at = 0;
    model_order(model, world);
    if (serial < 0) {
        model_land(model, world, 0, 1);
        return;
    }
    for (int i = 0; i < world->order_n; i++)
        if (world->order[i] == serial) {
            model->at = i;
            return;
        }
    while (!afresh && at < world->order_n && is_before(world, world->order[at], value_of(serial), serial))
        at++;
    model_land(model, world, at < world->order_n ? at : world->order_n - 1, 1);
}

static void model_move(struct model *model, const struct world *world, enum action action, int height)
{
    int last = world->order_n - 1;
    if (last < 0)
        return;
    if (action == ACTION_TOP || action == ACTION_BOTTOM) {
        model_land(model, world, action == ACTION_TOP ? 0 : last, action == ACTION_TOP ? 1 : -1);
    } else if (model->at >= 0 && (action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN)) {
        int to = model->at + (action == ACTION_PAGE_DOWN ? height : -height);
        model_land(model, world, to < 0 ? 0 : to > last ? last : to, action == ACTION_PAGE_DOWN ? 1 : -1);
    } else if (model->at >= 0) {
        int by = action == ACTION_DOWN ? 1 : -1;
        for (int i = model->at + by; i >= 0 && i <= last; i += by)
            if (!world->heading[world->order[i]]) {
                model->at = i;
                model->serial = world->order[i];
                return;
            }
    }
}

/* ---- What must be so after each step ---- */

static int place_in_order(const struct world *world, const struct list_row *row)
{
    for (int i = 0; i < world->order_n; i++)
        if (world->order[i] == atoi(row->cells[0]))
            return i;
    return -1;
}

/* The window is a piece of the list, without a gap, no larger than it may be, and full for the screen. */
static void check_window(const struct list *list, const struct world *world)
{
    size_t height = (size_t)*list->height, highest = HEIGHT_MOST; /* it may have been as high a moment ago */
    ck_assert_uint_le(list->window.n, 8 * highest);
    if (list->window.n == 0) {
        ck_assert_int_eq(world->order_n, 0);
        ck_assert_ptr_null(list_selected(list));
        return;
    }
    int from = place_in_order(world, &list->window.v[0]);
    ck_assert_int_ge(from, 0);
    ck_assert_int_le(from + (int)list->window.n, world->order_n);
    for (size_t i = 0; i < list->window.n; i++) {
        const struct list_row *row = &list->window.v[i];
        ck_assert_int_eq(atoi(row->cells[0]), world->order[from + (int)i]);
    }
    if (list->first)
        ck_assert_int_eq(from, 0);
    if (list->last)
        ck_assert_int_eq(from + (int)list->window.n, world->order_n);
    size_t full = (size_t)world->order_n < height ? (size_t)world->order_n : height;
    ck_assert_uint_ge(list->window.n - list->top, full);
    if (list_selected(list) != NULL) {
        ck_assert_uint_ge(list->cursor, list->top);
        ck_assert_uint_lt(list->cursor, list->top + height);
    }
}

static void check_model(const struct list *list, const struct world *world, const struct model *model)
{
    const struct list_row *row = list_selected(list);
    if (model->at < 0) {
        ck_assert_ptr_null(row);
    } else {
        ck_assert_ptr_nonnull(row);
        ck_assert_int_eq(row->id, id_of(world, model->serial));
    }
    ck_assert_int_eq(list->column, model->column);
    ck_assert_int_eq(list->descending, model->descending);
    ck_assert_int_eq(list->filter != NULL, model->even);
}

/* One marker, before the selected row, and rows from the top on, one a line. */
static void check_drawn(const struct list *list, const struct world *world, int columns)
{
    struct canvas canvas = { 0 };
    struct buf text = { 0 };
    int row = 0, height = *list->height;
    canvas_resize(&canvas, height + 1, columns);
    list_draw(list, &canvas, canvas_area(&canvas));
    ck_assert_int_eq(*list->height, height);
    canvas_text(&canvas, &text);
    for (char *line = strtok(text.v, "\n"); line != NULL; line = strtok(NULL, "\n"), row++) {
        size_t at = list->top + (size_t)row - 1;
        if (row == 0 || world->order_n == 0)
            continue;
        ck_assert_uint_lt(at, list->window.n);
        ck_assert_int_eq(line[0] == '>', at == list->cursor && list_selected(list) != NULL);
        ck_assert_int_eq(atoi(line + 2), atoi(list->window.v[at].cells[0]));
    }
    buf_free(&text);
    canvas_free(&canvas);
}

/* ---- Random steps ---- */

static void fill_world(struct world *world, struct mix *mix, int n, bool headings)
{
    memset(world, 0, sizeof *world);
    world->n = n;
    world->fails = -1;
    for (int i = 0; i < n; i++) {
        world->here[i] = mix_below(mix, 8) > 0;
        world->heading[i] = headings && mix_below(mix, 8) == 0;
    }
}

static void change_world(struct world *world, struct mix *mix)
{
    unsigned how_many = mix_below(mix, 4) == 0 ? (unsigned)world->n : 1 + mix_below(mix, 4);
    for (unsigned i = 0; i < how_many && world->n > 0; i++) {
        int serial = (int)mix_below(mix, (unsigned)world->n);
        world->here[serial] = mix_below(mix, 3) > 0;
    }
    world->ordered = false;
}

/* Makes one step at the list and, unless the source failed, at the model. */
static int random_step(struct list *list, struct world *world, struct model *model, struct mix *mix, struct err *err)
{
    static const enum action moves[] = { ACTION_UP,        ACTION_DOWN, ACTION_UP, ACTION_DOWN, ACTION_PAGE_UP,
                                         ACTION_PAGE_DOWN, ACTION_DOWN, ACTION_UP, ACTION_TOP,  ACTION_BOTTOM };
    unsigned kind = mix_below(mix, 1000);
    int rc;
    if (kind < 960) {
        enum action action = moves[mix_below(mix, sizeof moves / sizeof moves[0])];
        world->calls = 0;
        rc = list_try(list, action, err);
        ck_assert_int_le(world->calls, 2);
        if (rc == 0)
            model_move(model, world, action, *list->height), model->wanted = -1;
    } else if (kind < 970) {
        bool even = mix_below(mix, 2) == 0;
        rc = list_set_filter(list, even ? "偶" : mix_below(mix, 2) == 0 ? "" : NULL, err);
        if (rc == 0) {
            model->even = even;
            int wanted = model->wanted < 0 ? model->serial : model->wanted;
            model->serial = wanted;
            model_regain(model, world, true);
            model->wanted = even && model->serial != wanted ? wanted : -1;
        }
    } else if (kind < 980) {
        bool reverse = mix_below(mix, 2) == 0;
        rc = list_try(list, reverse ? ACTION_REVERSE : ACTION_SORT, err);
        if (rc == 0) {
            model->descending = reverse && !(model->column == 1 && model->descending);
            model->column = reverse || model->column < 0 ? 1 : -1;
            model->wanted = -1;
            model_regain(model, world, true);
        }
    } else if (kind < 990) {
        int64_t id = mix_between(mix, 0, world->n + 1);
        rc = list_select(list, id, err) ? 0 : -1;
        model->wanted = rc == 0 ? -1 : model->wanted;
        for (int i = 0; i < world->order_n && rc == 0; i++)
            if (id_of(world, world->order[i]) == id) {
                model->at = i;
                model->serial = world->order[i];
            }
        if (rc == 0)
            ck_assert_int_eq(id_of(world, model->serial), id);
        else if (world->fails != 0)
            for (int i = 0; i < world->order_n; i++)
                ck_assert(id == 0 || id_of(world, world->order[i]) != id);
    } else {
        rc = list_load(list, mix_below(mix, 2) == 0 ? 0 : *list->height, err);
        if (rc == 0)
            model_regain(model, world, false);
    }
    return rc;
}

static void random_steps(int n, bool headings, unsigned count_steps, unsigned seed)
{
    struct world *world = mem_alloc(sizeof *world);
    struct mix mix = mix_from(seed);
    struct list list;
    struct err err;
    struct model model = { .at = -1, .serial = -1, .wanted = -1, .column = -1 };
    unsigned changes = n > 1000 ? 5000 : 50;
    fill_world(world, &mix, n, headings);
    list_init(&list, world_columns, 2, &world_source, world);
    ck_assert_int_eq(list_load(&list, 9, &err), 0);
    model_regain(&model, world, true);
    for (unsigned i = 0; i < count_steps; i++) {
        bool failing = mix_below(&mix, 100) == 0;
        if (mix_below(&mix, changes) == 0) {
            change_world(world, &mix);
            if (mix_below(&mix, 2) == 0) /* the list's order is not the source's for a while: it must only hold */
                for (unsigned k = mix_below(&mix, 30); k > 0; k--)
                    list_try(&list, k % 3 == 0 ? ACTION_PAGE_DOWN : ACTION_UP, &err), model.wanted = -1;
            const struct list_row *row = list_selected(&list);
            model.serial = row == NULL ? -1 : (int)row->id - 1;
            ck_assert_int_eq(list_load(&list, 0, &err), 0);
            model_regain(&model, world, false);
        }
        if (mix_below(&mix, 300) == 0)
            *list.height = mix_between(&mix, 1, HEIGHT_MOST); /* as drawing does */
        world->fails = failing ? (int)mix_below(&mix, 3) : -1;
        err.text[0] = '\0';
        int rc = random_step(&list, world, &model, &mix, &err);
        if (rc != 0)
            ck_assert_str_ne(err.text, "");
        world->fails = -1;
        model_order(&model, world);
        check_model(&list, world, &model);
        if (failing) /* what has become too small for the screen is filled with the next move */
            continue;
        if (rc == 0 && i % 16 == 0)
            check_window(&list, world);
        if (rc == 0 && i % 64 == 0)
            check_drawn(&list, world, mix_between(&mix, 12, 40));
    }
    list_done(&list);
    mem_free(world);
}

START_TEST(random_small)
{
    static const int sizes[] = { 0, 1, 2, 5, 40, 300 };
    random_steps(sizes[_i / 2], _i % 2 == 1, steps(12000), mix_seed() + (unsigned)_i);
}
END_TEST

START_TEST(random_large)
{
    random_steps(WORLD_MOST, _i == 1, steps(30000), mix_seed() + 100 + (unsigned)_i);
}
END_TEST

/* ---- One matter at a time ---- */

static struct list small_list(struct world *world, int n)
{
    struct list list;
    struct err err;
    struct mix mix = mix_from(1);
    fill_world(world, &mix, n, false);
    for (int i = 0; i < n; i++)
        world->here[i] = true;
    list_init(&list, world_columns, 2, &world_source, world);
    ck_assert_int_eq(list_load(&list, 10, &err), 0);
    return list;
}

START_TEST(keeps_its_place)
{
    struct world *world = mem_alloc(sizeof *world);
    struct list list = small_list(world, 1000);
    struct err err;
    ck_assert(list_select(&list, 501, &err));
    size_t above = list.cursor - list.top;
    ck_assert_uint_eq(above, 3);
    ck_assert_int_eq(list_try(&list, ACTION_DOWN, &err), 0);
    for (int i = 0; i < 480; i++)
        world->here[i] = false; /* above it */
    world->ordered = false;
    ck_assert_int_eq(list_load(&list, 10, &err), 0);
    ck_assert_int_eq(list_selected(&list)->id, 502);
    ck_assert_uint_eq(list.cursor - list.top, above + 1);
    world->here[501] = false;
    world->ordered = false;
    ck_assert_int_eq(list_load(&list, 10, &err), 0);
    ck_assert_int_eq(list_selected(&list)->id, 503);
    ck_assert_uint_eq(list.cursor - list.top, above + 1);
    for (int i = 490; i < 1000; i++)
        world->here[i] = false;
    world->ordered = false;
    ck_assert_int_eq(list_load(&list, 10, &err), 0);
    ck_assert_int_eq(list_selected(&list)->id, 490);
    ck_assert_uint_eq(list.cursor - list.top, 9);
    list_done(&list);
    mem_free(world);
}
END_TEST

START_TEST(keeps_all_when_the_source_fails)
{
    struct world *world = mem_alloc(sizeof *world);
    struct list list = small_list(world, 1000);
    struct err err;
    ck_assert(list_select(&list, 501, &err));
    static const enum action actions[] = { ACTION_TOP, ACTION_BOTTOM, ACTION_SORT, ACTION_REVERSE };
    for (int call = 0; call < 3; call++) {
        for (int i = 0; i < 4; i++) {
            world->fails = call;
            if (list_try(&list, actions[i], &err) == 0) { /* it asked for less */
                ck_assert_int_gt(call, 0);
                world->fails = -1;
                list.column = -1;
                list.descending = false;
                ck_assert(list_select(&list, 501, &err));
                continue;
            }
            ck_assert_str_eq(err.text, "样例：读不出来。");
            ck_assert_int_eq(list_selected(&list)->id, 501);
            ck_assert_int_eq(list.column, -1);
        }
        world->fails = call;
        ck_assert_int_eq(list_load(&list, 10, &err), -1);
        world->fails = call;
        ck_assert_int_eq(list_set_filter(&list, "偶", &err), -1);
        ck_assert_ptr_null(list.filter);
        world->fails = call;
        ck_assert(!list_select(&list, 1, &err));
        ck_assert_int_eq(list_selected(&list)->id, 501);
        world->fails = -1;
        check_drawn(&list, world, 40);
    }
    list_done(&list);
    mem_free(world);
}
END_TEST

/* ---- A million rows ---- */

struct million {
    int64_t n, calls, most;
};

static int million_page(void *context, const struct list_ask *ask, struct list_page *page, struct err *err)
{
    struct million *all = context;
    int64_t from = ask->from != NULL ? ask->from->id : ask->backwards ? all->n + 1 : 0;
    (void)err;
    all->calls++;
    all->most += (int64_t)ask->most;
    for (size_t i = 0; i < ask->most; i++) {
        int64_t id = ask->backwards ? from - 1 - (int64_t)i : from + 1 + (int64_t)i;
        const char **cells;
        if (id < 1 || id > all->n)
            break;
        list_page_add(page, id, 2, &cells);
        cells[0] = arena_printf(&page->arena, "%" PRId64, id);
    }
    if (ask->backwards)
        list_page_reverse(page);
    return 0;
}

static int million_find(void *context, int64_t id, const struct list_ask *ask, struct list_page *page, bool *found,
                        struct err *err)
{
    const char **cells;
    (void)context, (void)ask, (void)err;
    list_page_add(page, id, 2, &cells);
    *found = true;
    return 0;
}

START_TEST(a_million_rows_cost_a_screenful)
{
    static const struct list_source source = { .page = million_page, .find = million_find };
    struct million all = { .n = 1000000 };
    struct list list;
    struct err err;
    list_init(&list, world_columns, 2, &source, &all);
    ck_assert_int_eq(list_load(&list, 50, &err), 0);
    ck_assert_int_eq(all.calls, 1);
    ck_assert_int_le(all.most, 200);
    all.calls = all.most = 0;
    ck_assert_int_eq(list_try(&list, ACTION_BOTTOM, &err), 0);
    ck_assert_int_eq(list_selected(&list)->id, 1000000);
    ck_assert_int_eq(list_try(&list, ACTION_PAGE_UP, &err), 0);
    ck_assert_int_eq(list_selected(&list)->id, 1000000 - 50);
    ck_assert_int_le(all.calls, 2);
    ck_assert_int_le(all.most, 400);
    all.calls = all.most = 0;
    for (int i = 0; i < 10000; i++) {
        ck_assert_int_eq(list_try(&list, i < 5000 ? ACTION_UP : ACTION_DOWN, &err), 0);
        ck_assert_uint_le(list.window.n, 400);
    }
    ck_assert_int_eq(list_selected(&list)->id, 1000000 - 50);
    ck_assert_int_le(all.calls, 2 * 10000 / 100);
    ck_assert_int_le(all.most, 2 * 10000);
    all.calls = all.most = 0;
    ck_assert(list_select(&list, 345678, &err));
    ck_assert_int_le(all.most, 400);
    for (int i = 0; i < 100; i++)
        ck_assert_int_eq(list_try(&list, ACTION_PAGE_DOWN, &err), 0);
    ck_assert_int_eq(list_selected(&list)->id, 345678 + 5000);
    ck_assert_int_le(all.calls, 102);
    list_done(&list);
}
END_TEST

Suite *list_suite(void)
{
    Suite *suite = suite_create("list");
    TCase *tcase = tcase_create("list");
    tcase_set_timeout(tcase, 600);
    tcase_add_loop_test(tcase, random_small, 0, 12);
    tcase_add_loop_test(tcase, random_large, 0, 2);
    tcase_add_test(tcase, keeps_its_place);
    tcase_add_test(tcase, keeps_all_when_the_source_fails);
    tcase_add_test(tcase, a_million_rows_cost_a_screenful);
    suite_add_tcase(suite, tcase);
    return suite;
}
