/* Holds src/tui/pager to its header: lines that make up the text again, hits against a search as one would write it on
 * a slip of paper, the place kept over other widths, golden text. */
#include "lib/run.h"
#include "mix.h"
#include "suites.h"
#include "text/clean.h"
#include "tui/pager.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static void draw(struct pager *pager, struct canvas *canvas)
{
    canvas_clear(canvas);
    pager_draw(pager, canvas, canvas_area(canvas));
}

static void draw_at(struct pager *pager, struct canvas *canvas, int rows, int columns)
{
    canvas_resize(canvas, rows, columns);
    draw(pager, canvas);
}

static void same_as_golden(struct pager *pager, const char *name, int rows, int columns)
{
    struct canvas canvas = { 0 };
    struct buf out = { 0 };
    draw_at(pager, &canvas, rows, columns);
    canvas_text(&canvas, &out);
    canvas_styles(&canvas, &out);
    const char *differs = golden_compare(name, out.v, out.n);
    if (differs != NULL)
        ck_abort_msg("%s", differs);
    buf_free(&out);
    canvas_free(&canvas);
}

static void fill(struct pager *pager)
{
    pager_set(pager, "", 0);
    pager_add(pager, STYLE_DIM, "— 第 1 页 —\n", strlen("— 第 1 页 —\n"));
    struct mix mix = mix_from(7);
    struct buf text = { 0 };
    for (int i = 0; i < 70; i++) {
        buf_printf(&text, "第%d条 ", i);
        mix_text(&mix, &text, 6 + (unsigned)i % 20, false);
        buf_addc(&text, '\n');
    }
    pager_add(pager, STYLE_TEXT, text.v, text.n);
    buf_free(&text);
}

START_TEST(looks_as_it_did)
{
    struct pager pager;
    pager_init(&pager, true);
    fill(&pager);
    same_as_golden(&pager, "pager-80x24.txt", 24, 80);
    ck_assert(pager_search(&pager, "责任"));
    pager_move(&pager, ACTION_PAGE_DOWN);
    same_as_golden(&pager, "pager-40x10.txt", 10, 40);
    ck_assert(pager_search(&pager, "xss"));
    same_as_golden(&pager, "pager-200x60.txt", 60, 200);
    pager_done(&pager);
    pager_init(&pager, false);
    fill(&pager);
    same_as_golden(&pager, "pager-flat-80x24.txt", 24, 80);
    ck_assert(pager_search(&pager, "security"));
    pager_move(&pager, ACTION_RIGHT);
    pager_move(&pager, ACTION_RIGHT);
    same_as_golden(&pager, "pager-flat-40x10.txt", 10, 40);
    pager_done(&pager);
}
END_TEST

/* Without wrapping the lines are the text's own; with it nothing but blanks at their ends is left out, no line is
 * wider than it may be, and all are in order. */
static void check_lines(struct pager *pager, int columns)
{
    const char *text = buf_text(&pager->text);
    size_t end = 0, n = pager->text.n;
    if (n > 0 && text[n - 1] == '\n')
        n--;
    ck_assert_uint_ge(pager->lines.n, 1);
    for (size_t i = 0; i < pager->lines.n; i++) {
        const struct text_line *line = &pager->lines.v[i];
        ck_assert_uint_ge(line->start, end);
        for (size_t k = end; k < line->start; k++)
            ck_assert(text[k] == '\n' || (pager->wrap && text[k] == ' '));
        if (!pager->wrap && i > 0)
            ck_assert_uint_eq(line->start, end + 1);
        ck_assert(memchr(text + line->start, '\n', line->n) == NULL);
        if (pager->wrap)
            ck_assert_uint_le(text_cells(text + line->start, line->n, pager->laid_out_wide), (size_t)columns);
        end = line->start + line->n;
    }
    for (; end < n; end++)
        ck_assert(pager->wrap && text[end] == ' ');
    ck_assert_uint_eq(end, n);
}

START_TEST(lines_are_the_text)
{
    struct mix mix = mix_from(mix_seed());
    for (int round = 0; round < 300; round++) {
        struct pager pager;
        struct buf text = { 0 };
        mix_text(&mix, &text, mix_below(&mix, 200), true);
        if (round % 2 == 0)
            buf_adds(&text, round % 4 == 0 ? "\n" : "\n\n");
        pager_init(&pager, round % 3 != 0);
        pager_set(&pager, buf_text(&text), text.n);
        ck_assert_uint_eq(pager.text.n, text.n); /* this text is clean */
        for (int i = 0; i < 4; i++) {
            int columns = mix_between(&mix, 2, 100);
            pager_lay_out(&pager, columns, i == 2);
            check_lines(&pager, columns);
        }
        pager_done(&pager);
        buf_free(&text);
    }
}
END_TEST

static size_t hits_of(const struct pager *pager, const char *words, size_t *hits, size_t most)
{
    size_t n = 0, length = strlen(words);
    for (const char *at = buf_text(&pager->text); length > 0 && *at != '\0';) {
        if (strncasecmp(at, words, length) == 0) {
            if (n < most)
                hits[n] = (size_t)(at - pager->text.v);
            n++;
            at += length;
        } else {
            at++;
        }
    }
    return n;
}

/* The cells shown as a match, over all rows. */
static size_t matched(const struct canvas *canvas)
{
    size_t n = 0;
    for (int i = 0; i < canvas->rows * canvas->columns; i++)
        n += canvas->v[i].style == STYLE_MATCH;
    return n;
}

START_TEST(finds_what_is_there)
{
    static const char *const words[] = { "责任", "XSS", "xss", "，", "a", "aA", "二级单位第一", "不在", "22239-2019" };
    enum { MOST = 5000 };
    static size_t want[MOST];
    struct mix mix = mix_from(mix_seed());
    struct canvas canvas = { 0 };
    for (int round = 0; round < 100; round++) {
        struct pager pager;
        struct buf text = { 0 };
        mix_text(&mix, &text, 20 + mix_below(&mix, 400), true);
        pager_init(&pager, round % 2 == 0);
        pager_set(&pager, buf_text(&text), text.n);
        draw_at(&pager, &canvas, mix_between(&mix, 2, 30), mix_between(&mix, 12, 90));
        for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
            size_t n = hits_of(&pager, words[k], want, MOST);
            pager_rewind(&pager);
            bool found = pager_search(&pager, words[k]);
            ck_assert_int_eq(found, n > 0);
            ck_assert_uint_eq(pager.hits.n, n);
            for (size_t i = 0; i < n; i++)
                ck_assert_uint_eq(pager.hits.v[i], want[i]);
            ck_assert_int_eq(pager_next(&pager, false), n > 0);
            ck_assert_int_eq(pager_next(&pager, true), n > 0);
            for (size_t i = 0; i < n; i++) { /* round, and each is seen */
                ck_assert_uint_eq(pager.hit, i);
                draw(&pager, &canvas);
                ck_assert_msg(matched(&canvas) > 0, "round %d: %s, hit %zu of %zu is not seen", round, words[k], i, n);
                pager_next(&pager, false);
            }
            ck_assert_uint_eq(pager.hit, 0);
        }
        pager_done(&pager);
        buf_free(&text);
    }
    canvas_free(&canvas);
}
END_TEST

/* A hit that a line's end breaks is shown on both lines; one that is moved half out of sight, by the half seen. */
START_TEST(shows_broken_hits)
{
    static const char text[] = "一二三四五六七八九十";
    struct pager pager;
    struct canvas canvas = { 0 };
    pager_init(&pager, true);
    pager_set(&pager, text, strlen(text));
    draw_at(&pager, &canvas, 6, 6);
    ck_assert(pager_search(&pager, "三四五"));
    draw(&pager, &canvas);
    ck_assert_uint_eq(matched(&canvas), 6);
    pager_move(&pager, ACTION_DOWN);
    draw_at(&pager, &canvas, 3, 6);
    pager_move(&pager, ACTION_DOWN);
    draw(&pager, &canvas);
    ck_assert_uint_eq(matched(&canvas), 4);
    pager_done(&pager);
    pager_init(&pager, false);
    pager_set(&pager, text, strlen(text));
    draw_at(&pager, &canvas, 3, 6);
    ck_assert(pager_search(&pager, "三四五"));
    pager.left = 7; /* in the middle of 四 */
    draw(&pager, &canvas);
    ck_assert_uint_eq(matched(&canvas), 2);
    ck_assert_uint_eq(canvas.v[0].uc[0], ' ');
    pager_done(&pager);
    canvas_free(&canvas);
}
END_TEST

START_TEST(goes_on_from_what_is_seen)
{
    struct pager pager;
    struct canvas canvas = { 0 };
    struct buf text = { 0 };
    for (int i = 0; i < 100; i++)
        buf_printf(&text, i % 10 == 0 ? "此处\n" : "别处\n");
    pager_init(&pager, true);
    pager_set(&pager, text.v, text.n);
    draw_at(&pager, &canvas, 6, 20);
    ck_assert(pager_search(&pager, "此处"));
    ck_assert_uint_eq(pager.hit, 0);
    for (int i = 0; i < 8; i++)
        pager_move(&pager, ACTION_PAGE_DOWN);
    ck_assert(pager_next(&pager, false));
    ck_assert_uint_eq(pager.hit, 4); /* line 40: the first from line 32 on */
    pager_move(&pager, ACTION_BOTTOM);
    ck_assert(pager_next(&pager, false)); /* none below: round */
    ck_assert_uint_eq(pager.hit, 0);
    ck_assert(pager_next(&pager, true));
    ck_assert_uint_eq(pager.hit, 9);
    ck_assert(!pager_search(&pager, "何处"));
    ck_assert(!pager_next(&pager, true));
    ck_assert(!pager_search(&pager, ""));
    ck_assert_ptr_null(pager.words);
    pager_done(&pager);
    buf_free(&text);
    canvas_free(&canvas);
}
END_TEST

/* Other widths and heights and back: the same line is first again. */
/* A line that begins with a tab is a heading: the tab is not seen, the style is. */
START_TEST(headings_stand_out)
{
    static const char text[] = "\t样例标题\n一\n二\n\t又一个\n三\t四";
    struct canvas canvas = { 0 };
    struct buf seen = { 0 };
    struct pager pager;
    pager_init(&pager, true);
    pager_set(&pager, text, strlen(text));
    draw_at(&pager, &canvas, 8, 40);
    canvas_text(&canvas, &seen);
    ck_assert_int_eq(strncmp(seen.v, "样例标题\n一\n二\n又一个\n三", strlen("样例标题\n一\n二\n又一个\n三")), 0);
    ck_assert_uint_eq(pager.parts.n, 2);
    ck_assert_int_eq(pager.parts.v[0].style, STYLE_TITLE);
    ck_assert_uint_eq(pager.parts.v[1].start, strlen("样例标题\n一\n二\n"));
    buf_free(&seen);
    canvas_free(&canvas);
    pager_done(&pager);
}
END_TEST

START_TEST(keeps_its_place)
{
    struct mix mix = mix_from(mix_seed());
    struct pager pager;
    struct canvas canvas = { 0 };
    pager_init(&pager, true);
    fill(&pager);
    for (int round = 0; round < 50; round++) {
        draw_at(&pager, &canvas, 24, 80);
        pager_rewind(&pager);
        for (unsigned i = mix_below(&mix, 60); i > 0; i--)
            pager_move(&pager, ACTION_DOWN);
        size_t top = pager.top, place = pager.lines.v[pager.top].start;
        for (int i = 0; i < 5; i++) {
            draw_at(&pager, &canvas, mix_between(&mix, 2, 70), mix_between(&mix, 2, 200));
            size_t first = pager.lines.v[pager.top].start;
            ck_assert_uint_le(first, place);
            if (pager.top + 1 < pager.lines.n && pager.top + (size_t)pager.height < pager.lines.n)
                ck_assert_uint_gt(pager.lines.v[pager.top + 1].start, place);
        }
        draw_at(&pager, &canvas, 24, 80);
        ck_assert_uint_eq(pager.top, top);
    }
    /* Shorter text: the end of it. */
    pager_move(&pager, ACTION_BOTTOM);
    pager_set(&pager, "一\n二\n", strlen("一\n二\n"));
    draw(&pager, &canvas);
    ck_assert_uint_eq(pager.top, 0);
    ck_assert_uint_eq(pager.lines.n, 2);
    pager_done(&pager);
    canvas_free(&canvas);
}
END_TEST

START_TEST(moves_within_its_lines)
{
    static const enum action actions[] = { ACTION_UP,        ACTION_DOWN,  ACTION_LEFT,   ACTION_RIGHT,
                                           ACTION_PAGE_UP,   ACTION_TOP,   ACTION_BOTTOM, ACTION_FIRST_COLUMN,
                                           ACTION_PAGE_DOWN, ACTION_RIGHT, ACTION_DOWN,   ACTION_LAST_COLUMN };
    struct mix mix = mix_from(mix_seed());
    struct pager pager;
    struct canvas canvas = { 0 };
    for (int wrap = 0; wrap < 2; wrap++) {
        pager_init(&pager, wrap);
        fill(&pager);
        ck_assert_int_eq(pager_move(&pager, ACTION_DOWN), STAY); /* before it was ever drawn */
        for (int i = 0; i < 2000; i++) {
            if (i % 10 == 0)
                draw_at(&pager, &canvas, mix_between(&mix, 1, 80), mix_between(&mix, 1, 120));
            pager_move(&pager, actions[mix_below(&mix, sizeof actions / sizeof actions[0])]);
            size_t height = (size_t)pager.height;
            ck_assert_uint_le(pager.top, pager.lines.n > height ? pager.lines.n - height : 0);
            ck_assert_int_ge(pager.left, 0);
            ck_assert(!wrap || pager.left == 0);
        }
        ck_assert_int_eq(pager_move(&pager, ACTION_ENTER), NOT_MINE);
        pager_done(&pager);
    }
    canvas_free(&canvas);
}
END_TEST

START_TEST(stands_hostile_text)
{
    static const char bad[] = "\033[31m红\033[0m\xff\xfe\0\a\r\t \xe2\x80\xae倒\xe2\x80\x8b\xed\xa0\x80"
                              "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\n\xcc\x81单独的\f\x7f";
    struct buf text = { 0 }, out = { 0 };
    struct canvas canvas = { 0 };
    for (int i = 0; i < 300; i++)
        buf_add(&text, bad, sizeof bad - 1);
    for (int wrap = 0; wrap < 2; wrap++) {
        struct pager pager;
        pager_init(&pager, wrap);
        pager_set(&pager, text.v, text.n);
        ck_assert_int_eq(text_check(pager.text.v, pager.text.n, true, NULL), TEXT_CLEAN);
        for (int columns = 1; columns < 60; columns++) {
            draw_at(&pager, &canvas, 8, columns);
            pager_search(&pager, columns % 3 == 0 ? "\xff" : columns % 3 == 1 ? "\xcc\x81" : "红\033");
            pager_move(&pager, ACTION_RIGHT);
            draw(&pager, &canvas);
            canvas_text(&canvas, &out);
        }
        pager_done(&pager);
    }
    ck_assert_int_eq(text_check(out.v, out.n, true, NULL), TEXT_CLEAN);
    canvas_free(&canvas);
    buf_free(&text);
    buf_free(&out);
}
END_TEST

/* 100,000 lines, and one line of a megabyte: a page costs what is seen of it. */
START_TEST(pages_a_long_text)
{
    struct pager pager;
    struct buf text = { 0 };
    struct canvas canvas = { 0 };
    for (int i = 0; i < 100000; i++)
        buf_printf(&text, "%d 第一责任人，组织制定网络安全规划。\n", i);
    for (int i = 0; i < 100000; i++)
        buf_adds(&text, "网络安全Ab");
    for (int wrap = 0; wrap < 2; wrap++) {
        pager_init(&pager, wrap);
        pager_set(&pager, text.v, text.n);
        draw_at(&pager, &canvas, 50, 200);
        const struct text_line *lines = pager.lines.v;
        for (int i = 0; i < 2100; i++) {
            pager_move(&pager, i < 2090 ? ACTION_PAGE_DOWN : ACTION_RIGHT);
            draw(&pager, &canvas);
        }
        ck_assert_ptr_eq(lines, pager.lines.v); /* laid out once */
        ck_assert(pager_search(&pager, "99999 第一"));
        ck_assert(pager_search(&pager, "aB"));
        ck_assert_uint_eq(pager.hits.n, 100000);
        draw(&pager, &canvas);
        ck_assert(matched(&canvas) > 0);
        pager_done(&pager);
    }
    canvas_free(&canvas);
    buf_free(&text);
}
END_TEST

Suite *pager_suite(void)
{
    Suite *suite = suite_create("pager");
    TCase *tests = tcase_create("pager");
    tcase_add_test(tests, looks_as_it_did);
    tcase_add_test(tests, lines_are_the_text);
    tcase_add_test(tests, finds_what_is_there);
    tcase_add_test(tests, shows_broken_hits);
    tcase_add_test(tests, goes_on_from_what_is_seen);
    tcase_add_test(tests, headings_stand_out);
    tcase_add_test(tests, keeps_its_place);
    tcase_add_test(tests, moves_within_its_lines);
    tcase_add_test(tests, stands_hostile_text);
    tcase_add_test(tests, pages_a_long_text);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
