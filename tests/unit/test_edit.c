/* Holds src/tui/edit to its header: by hand, one matter at a time, and by more than a million random operations against
 * a model (edit_model.h). What both take from
 * libunistring's tables (where characters and words begin, widths) is held by the cases by hand.
 * SEED=<number> starts the random tests elsewhere. */
#include "edit_model.h"
#include "mix.h"
#include "suites.h"
#include "text/width.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

#define MARK "\xCC\x81"           /* U+0301, an acute accent upon the character before */
#define FLAG_C "\xF0\x9F\x87\xA8" /* two of these letters are one flag */
#define FLAG_N "\xF0\x9F\x87\xB3"

static void type(struct edit *edit, const char *text)
{
    ck_assert_uint_eq(edit_type(edit, text, strlen(text), NULL), 0);
}

static void type_each(struct edit *edit, const char *text)
{
    for (size_t i = 0, len; text[i] != '\0'; i += len) {
        text_decode(text + i, strlen(text + i), &len);
        ck_assert_uint_eq(edit_type(edit, text + i, len, NULL), 0);
    }
}

/* The text, with | for the cursor. */
static void looks(const struct edit *edit, const char *want)
{
    struct buf got = { 0 };
    size_t n, at = edit_cursor(edit);
    const char *text = edit_text(edit, &n);
    ck_assert_uint_eq(strlen(text), n);
    buf_add(&got, text, at);
    buf_addc(&got, '|');
    buf_adds(&got, text + at);
    ck_assert_str_eq(got.v, want);
    buf_free(&got);
}

/* An entry that looks so; it has no history. */
static struct edit *entry(bool lines, const char *look)
{
    struct edit *edit = edit_new(lines, 0);
    struct buf text = { 0 };
    size_t at = (size_t)(strchr(look, '|') - look);
    buf_add(&text, look, at);
    buf_adds(&text, look + at + 1);
    ck_assert_uint_eq(edit_set(edit, text.v, text.n, NULL), 0);
    edit_place(edit, at);
    looks(edit, look);
    buf_free(&text);
    return edit;
}

START_TEST(starts_empty)
{
    struct edit *edit = edit_new(true, 3);
    looks(edit, "|");
    for (enum edit_to to = EDIT_CHAR_BEFORE; to <= EDIT_TEXT_END; to++)
        ck_assert(!edit_move(edit, to) && !edit_delete(edit, to));
    ck_assert(!edit_undo(edit) && !edit_redo(edit));
    ck_assert(!edit_move_rows(edit, -1, 10, false) && !edit_move_rows(edit, PTRDIFF_MIN, 0, true));
    ck_assert_uint_eq(edit_set(edit, NULL, 0, NULL), 0);
    ck_assert_uint_eq(edit_type(edit, NULL, 0, NULL), 0);
    ck_assert_int_eq(edit_left(edit), 3);
    edit_free(edit);
    edit_free(NULL);
}
END_TEST

START_TEST(goes_by_characters)
{
    struct edit *edit = edit_new(false, 0);
    type(edit, "责e" MARK FLAG_C FLAG_N "b");
    ck_assert_uint_eq(edit_count(edit), 4);
    ck_assert_int_eq(edit_left(edit), PTRDIFF_MAX);
    ck_assert(edit_move(edit, EDIT_CHAR_BEFORE) && edit_move(edit, EDIT_CHAR_BEFORE));
    looks(edit, "责e" MARK "|" FLAG_C FLAG_N "b");
    ck_assert(edit_move(edit, EDIT_CHAR_BEFORE));
    looks(edit, "责|e" MARK FLAG_C FLAG_N "b");
    ck_assert(edit_delete(edit, EDIT_CHAR_AFTER) && edit_delete(edit, EDIT_CHAR_AFTER));
    looks(edit, "责|b");
    ck_assert(edit_delete(edit, EDIT_CHAR_BEFORE));
    looks(edit, "|b");
    ck_assert(!edit_delete(edit, EDIT_CHAR_BEFORE));
    edit_free(edit);
}
END_TEST

/* A change can unite what stood apart; the cursor goes behind it. */
START_TEST(characters_unite)
{
    struct edit *edit = entry(false, "|" MARK);
    type(edit, "e");
    looks(edit, "e" MARK "|");
    type(edit, "x");
    ck_assert(edit_undo(edit));
    looks(edit, "e" MARK "|");
    ck_assert(edit_undo(edit));
    looks(edit, "|" MARK);
    edit_free(edit);
    edit = entry(false, FLAG_C "-|" FLAG_N FLAG_C "b");
    ck_assert_uint_eq(edit_count(edit), 4);
    ck_assert(edit_delete(edit, EDIT_CHAR_BEFORE));
    looks(edit, FLAG_C FLAG_N "|" FLAG_C "b");
    ck_assert_uint_eq(edit_count(edit), 3);
    edit_free(edit);
}
END_TEST

START_TEST(refuses_what_is_not_clean)
{
    static const char text[] = "责\x1B[31m\t任\xE2\x80\xAE\xFF\xFE\xE4\xB8x\0y";
    struct edit_left_out out = { .full = 7 };
    struct edit *edit = edit_new(true, 0);
    ck_assert_uint_eq(edit_paste(edit, text, sizeof text - 1, &out), 8);
    looks(edit, "责[31m任xy|");
    ck_assert_uint_eq(out.faults[TEXT_CONTROL], 3);
    ck_assert_uint_eq(out.faults[TEXT_HIDDEN], 1);
    ck_assert_uint_eq(out.faults[TEXT_INVALID], 4);
    ck_assert_uint_eq(out.full, 0);
    ck_assert_uint_eq(edit_type(edit, "\x1B", 1, &out), 1);
    looks(edit, "责[31m任xy|");
    ck_assert(edit_undo(edit));
    ck_assert_uint_eq(edit_type(edit, "\xE4", 1, &out), 1); /* nothing went in: the redo is still there */
    ck_assert_uint_eq(out.faults[TEXT_INVALID], 1);
    ck_assert(edit_redo(edit));
    ck_assert_uint_eq(edit_set(edit, text, sizeof text - 1, &out), 8);
    ck_assert_uint_eq(out.faults[TEXT_CONTROL], 3);
    looks(edit, "责[31m任xy|");
    edit_free(edit);
}
END_TEST

START_TEST(line_ends)
{
    struct edit *edit = edit_new(true, 0);
    ck_assert_uint_eq(edit_paste(edit, "一\r\n二\r三\n\r\r\n四", 19, NULL), 0);
    looks(edit, "一\n二\n三\n\n\n四|");
    ck_assert_uint_eq(edit_count(edit), 9);
    edit_free(edit);
    edit = edit_new(false, 0);
    ck_assert_uint_eq(edit_paste(edit, "一\r\n二\r三\n\r\r\n四", 19, NULL), 0);
    looks(edit, "一 二 三   四|");
    ck_assert_uint_eq(edit_set(edit, "a\nb", 3, NULL), 0);
    looks(edit, "a b|");
    edit_free(edit);
}
END_TEST

START_TEST(keeps_to_the_limit)
{
    struct edit_left_out out;
    struct edit *edit = edit_new(false, 4);
    ck_assert_uint_eq(edit_paste(edit, "责任\x07制度体系", 19, &out), 3);
    ck_assert_uint_eq(out.full, 2);
    ck_assert_uint_eq(out.faults[TEXT_CONTROL], 1);
    looks(edit, "责任制度|");
    ck_assert_int_eq(edit_left(edit), 0);
    ck_assert_uint_eq(edit_type(edit, MARK, 2, &out), 0); /* no character more */
    looks(edit, "责任制度" MARK "|");
    ck_assert_uint_eq(edit_type(edit, "x", 1, &out), 1);
    ck_assert_uint_eq(out.full, 1);
    ck_assert(edit_delete(edit, EDIT_CHAR_BEFORE));
    ck_assert_int_eq(edit_left(edit), 1);
    /* A longer text that was stored is shown whole, may be shortened, not lengthened. */
    ck_assert_uint_eq(edit_set(edit, "一二三四五六", 18, &out), 0);
    ck_assert_int_eq(edit_left(edit), -2);
    ck_assert_uint_eq(edit_type(edit, "七", 3, NULL), 1);
    ck_assert(edit_delete(edit, EDIT_CHAR_BEFORE));
    looks(edit, "一二三四五|");
    ck_assert_uint_eq(edit_type(edit, "七", 3, NULL), 1);
    ck_assert(edit_undo(edit));
    looks(edit, "一二三四五六|");
    edit_free(edit);
}
END_TEST

/* Marks heaped upon one character are one character: the limit must not let a megabyte of them in. */
START_TEST(hostile_paste)
{
    struct buf paste = { 0 };
    struct edit_left_out out;
    buf_repeat(&paste, "e" MARK MARK, EDIT_BYTES_MOST / 4);
    buf_repeat(&paste, MARK, EDIT_BYTES_MOST);
    size_t n;
    for (size_t limit = 0; limit <= 20; limit += 20) {
        struct edit *edit = edit_new(false, limit);
        edit_paste(edit, paste.v, paste.n, &out);
        edit_text(edit, &n);
        ck_assert_uint_eq(n, limit == 0 ? EDIT_BYTES_MOST / 5 * 5 : 100);
        for (int i = 0; i < 2000; i++)
            edit_type(edit, MARK, 2, NULL);
        edit_text(edit, &n);
        ck_assert_uint_le(n, limit == 0 ? EDIT_BYTES_MOST : limit * EDIT_BYTES_EACH);
        ck_assert_uint_ge(n, limit == 0 ? EDIT_BYTES_MOST - 1 : limit * EDIT_BYTES_EACH - 1);
        ck_assert(edit_undo(edit));
        while (edit_undo(edit))
            ;
        looks(edit, "|");
        edit_free(edit);
    }
    /* In a row of flags each letter typed before it changes where all the others begin. */
    buf_clear(&paste);
    buf_repeat(&paste, FLAG_C, 40001);
    struct edit *edit = edit_new(false, 0);
    ck_assert_uint_eq(edit_paste(edit, paste.v, paste.n, NULL), 0);
    for (size_t i = 1; i <= 20; i++) {
        edit_move(edit, EDIT_TEXT_START);
        type(edit, FLAG_N);
        ck_assert_uint_eq(edit_cursor(edit), 8);
        ck_assert_uint_eq(edit_count(edit), (40002 + i) / 2);
    }
    edit_free(edit);
    buf_free(&paste);
}
END_TEST

static void goes(bool lines, const char *from, enum edit_to to, const char *want)
{
    struct edit *edit = entry(lines, from);
    ck_assert_int_eq(edit_move(edit, to), strcmp(from, want) != 0);
    looks(edit, want);
    edit_free(edit);
}

START_TEST(moves_by_words_and_lines)
{
    goes(false, "|网络 security  22239，x", EDIT_WORD_AFTER, "网|络 security  22239，x");
    goes(false, "网|络 security  22239，x", EDIT_WORD_AFTER, "网络 |security  22239，x");
    goes(false, "网络 se|curity  22239，x", EDIT_WORD_AFTER, "网络 security  |22239，x");
    goes(false, "网络 security  |22239，x", EDIT_WORD_AFTER, "网络 security  22239|，x");
    goes(false, "网络 security  22239|，x", EDIT_WORD_BEFORE, "网络 security  |22239，x");
    goes(false, "网络 security  |22239，x", EDIT_WORD_BEFORE, "网络 |security  22239，x");
    goes(false, "网络 |security  22239，x", EDIT_WORD_BEFORE, "网|络 security  22239，x");
    goes(false, IDEOGRAPHIC_BLANK IDEOGRAPHIC_BLANK "|a", EDIT_WORD_BEFORE,
         "|" IDEOGRAPHIC_BLANK IDEOGRAPHIC_BLANK "a");
    goes(false, "|" IDEOGRAPHIC_BLANK " a", EDIT_WORD_AFTER, IDEOGRAPHIC_BLANK " |a");
    goes(false, "a|", EDIT_WORD_AFTER, "a|");
    goes(true, "ab|\n  cd", EDIT_WORD_AFTER, "ab\n|  cd");
    goes(true, "ab\n|  cd", EDIT_WORD_AFTER, "ab\n  |cd");
    goes(true, "ab\n|cd", EDIT_WORD_BEFORE, "ab|\ncd");
    goes(true, "a|b  \ncd", EDIT_WORD_AFTER, "ab  |\ncd");
    goes(true, "ab\nc|d\nef", EDIT_LINE_START, "ab\n|cd\nef");
    goes(true, "ab\n|cd\nef", EDIT_LINE_START, "ab\n|cd\nef");
    goes(true, "ab\nc|d\nef", EDIT_LINE_END, "ab\ncd|\nef");
    goes(true, "ab\ncd|\nef", EDIT_LINE_END, "ab\ncd|\nef");
    goes(true, "ab\nc|d\nef", EDIT_TEXT_START, "|ab\ncd\nef");
    goes(true, "ab\nc|d\nef", EDIT_TEXT_END, "ab\ncd\nef|");
    goes(true, "\n|\n", EDIT_LINE_END, "\n|\n");
}
END_TEST

static void deletes(bool lines, const char *from, enum edit_to to, const char *want)
{
    struct edit *edit = entry(lines, from);
    ck_assert(edit_delete(edit, to));
    looks(edit, want);
    ck_assert(edit_undo(edit) && !edit_undo(edit));
    looks(edit, from);
    ck_assert(edit_redo(edit) && !edit_redo(edit));
    looks(edit, want);
    edit_free(edit);
}

START_TEST(deletes_words_and_lines)
{
    deletes(false, "网络 security|", EDIT_WORD_BEFORE, "网络 |");
    deletes(false, "网络 |security", EDIT_WORD_BEFORE, "网|security");
    deletes(false, "网络| security x", EDIT_WORD_AFTER, "网络|security x");
    deletes(true, "a\n|b", EDIT_WORD_BEFORE, "a|b");
    deletes(true, "a\nb|c\nd", EDIT_LINE_END, "a\nb|\nd");
    deletes(true, "a\nb|c\nd", EDIT_LINE_START, "a\n|c\nd");
    deletes(true, "a\nb|c\nd", EDIT_TEXT_END, "a\nb|");
    deletes(true, "a\nb|c\nd", EDIT_TEXT_START, "|c\nd");
    deletes(true, "a|\nb", EDIT_CHAR_AFTER, "a|b");
}
END_TEST

START_TEST(undo_goes_by_runs)
{
    struct edit *edit = edit_new(true, 0);
    type_each(edit, "第一条");
    type_each(edit, "\n第二");
    ck_assert_uint_eq(edit_paste(edit, "张", 3, NULL), 0);
    ck_assert_uint_eq(edit_paste(edit, "三", 3, NULL), 0);
    ck_assert(edit_delete(edit, EDIT_CHAR_BEFORE) && edit_delete(edit, EDIT_CHAR_BEFORE));
    edit_move(edit, EDIT_TEXT_START);
    ck_assert(edit_delete(edit, EDIT_CHAR_AFTER) && edit_delete(edit, EDIT_CHAR_AFTER));
    type_each(edit, "ab");
    edit_move(edit, EDIT_TEXT_START); /* stays undone apart although typing goes on in the same place */
    edit_move(edit, EDIT_CHAR_AFTER);
    edit_move(edit, EDIT_CHAR_AFTER);
    type_each(edit, "cd");
    static const char *const states[] = {
        "|",         "第一条|",     "第一条\n第二|", "第一条\n第二张|", "第一条\n第二张三|", "第一条\n第二|",
        "|条\n第二", "ab|条\n第二", "abcd|条\n第二",
    };
    size_t last = sizeof states / sizeof states[0] - 1;
    looks(edit, states[last]);
    for (size_t i = last; i-- > 0;) {
        ck_assert(edit_undo(edit));
        looks(edit, i == 5 ? "|第一条\n第二" : states[i]); /* the cursor had been moved before the step */
    }
    ck_assert(!edit_undo(edit));
    for (size_t i = 1; i <= last; i++) {
        ck_assert(edit_redo(edit));
        looks(edit, states[i]);
    }
    ck_assert(!edit_redo(edit));
    ck_assert(edit_undo(edit) && edit_undo(edit));
    type(edit, "x");
    ck_assert(!edit_redo(edit));
    ck_assert(edit_undo(edit)); /* one can be undone, one redone */
    edit_set(edit, "新", 3, NULL);
    ck_assert(!edit_undo(edit) && !edit_redo(edit));
    looks(edit, "新|");
    edit_free(edit);
}
END_TEST

/* Steps are forgotten from the oldest on; the latest can be undone however large it is. */
START_TEST(undo_is_bounded)
{
    struct edit *edit = edit_new(false, 0);
    for (int i = 0; i < 30000; i++)
        ck_assert_uint_eq(edit_paste(edit, "责任", 6, NULL), 0);
    size_t steps = 0, n;
    while (edit_undo(edit))
        steps++;
    edit_text(edit, &n);
    ck_assert_uint_eq(n + steps * 6, 180000);
    ck_assert_uint_ge(steps, 500);
    ck_assert_uint_le(steps, EDIT_UNDO_BYTES / 64);
    while (edit_redo(edit))
        steps--;
    ck_assert_uint_eq(steps, 0);
    struct buf large = { 0 };
    buf_repeat(&large, "a", EDIT_BYTES_MOST - 180000);
    ck_assert_uint_eq(edit_paste(edit, large.v, large.n, NULL), 0);
    ck_assert(edit_undo(edit) && !edit_undo(edit));
    edit_text(edit, &n);
    ck_assert_uint_eq(n, 180000);
    ck_assert(edit_redo(edit));
    edit_text(edit, &n);
    ck_assert_uint_eq(n, EDIT_BYTES_MOST);
    edit_set(edit, NULL, 0, NULL);
    for (int i = 0; i < 300000; i++) /* one run, larger than the memory */
        type(edit, "x");
    while (edit_undo(edit))
        ;
    edit_text(edit, &n);
    ck_assert_uint_gt(n, 0);
    ck_assert_uint_le(n, 300000 - EDIT_UNDO_BYTES / 4);
    buf_free(&large);
    edit_free(edit);
}
END_TEST

/* Lines as drawn, with | for the cursor, a / after each. */
static void draws(struct edit *edit, size_t width, bool wide, const char *want, size_t row, size_t cell)
{
    struct edit_layout layout = { 0 };
    struct buf got = { 0 };
    edit_lay_out(edit, width, wide, &layout);
    for (size_t i = 0; i < layout.n; i++) {
        buf_add(&got, edit_text(edit, NULL) + layout.v[i].start, layout.v[i].n);
        buf_addc(&got, '/');
    }
    ck_assert_str_eq(got.v, want);
    ck_assert_uint_eq(layout.row, row);
    ck_assert_uint_eq(layout.cell, cell);
    edit_layout_free(&layout);
    buf_free(&got);
}

START_TEST(lays_out_lines)
{
    struct edit *edit = entry(true, "网络安全|责任\n\nabcdefg");
    draws(edit, 9, false, "网络安全/责任//abcdefg/", 1, 0);
    draws(edit, 8, false, "网络安/全责任//abcdefg/", 1, 2);
    draws(edit, 3, false, "网/络/安/全/责/任//ab/cd/ef/g/", 4, 0);
    draws(edit, 0, false, "网/络/安/全/责/任//ab/cd/ef/g/", 4, 0);
    edit_move(edit, EDIT_TEXT_END);
    draws(edit, 8, false, "网络安/全责任//abcdefg/", 3, 7); /* in the cell that is kept for it */
    edit_free(edit);
    edit = entry(true, "“…”|\n");
    draws(edit, 5, false, "“…”//", 0, 3);
    draws(edit, 5, true, "“…/”//", 1, 2);
    edit_move(edit, EDIT_TEXT_END);
    draws(edit, 5, false, "“…”//", 1, 0);
    edit_free(edit);
}
END_TEST

START_TEST(rows_keep_the_wished_cell)
{
    struct edit *edit = entry(true, "abcdefg|\n责任\n\nabcdefghij");
    ck_assert(!edit_move_rows(edit, -1, 40, false));
    ck_assert(edit_move_rows(edit, 1, 40, false));
    looks(edit, "abcdefg\n责任|\n\nabcdefghij");
    ck_assert(edit_move_rows(edit, 1, 40, false));
    looks(edit, "abcdefg\n责任\n|\nabcdefghij");
    ck_assert(edit_move_rows(edit, 9, 40, false) && !edit_move_rows(edit, 1, 40, false));
    looks(edit, "abcdefg\n责任\n\nabcdefg|hij");
    ck_assert(edit_move_rows(edit, -2, 40, false) && edit_move(edit, EDIT_CHAR_BEFORE));
    ck_assert(edit_move_rows(edit, -1, 40, false)); /* another wish now */
    looks(edit, "ab|cdefg\n责任\n\nabcdefghij");
    ck_assert(edit_move(edit, EDIT_CHAR_AFTER) && edit_move_rows(edit, 1, 40, false));
    looks(edit, "abcdefg\n责|任\n\nabcdefghij"); /* no half character */
    edit_free(edit);
    edit = entry(true, "abcdefgh\nijkl|");
    ck_assert(edit_move_rows(edit, -1, 5, false));
    looks(edit, "abcdefgh|\nijkl");
    ck_assert(edit_move_rows(edit, -1, 5, false)); /* behind d would be the start of the line below */
    looks(edit, "abc|defgh\nijkl");
    edit_free(edit);
}
END_TEST

START_TEST(scrolls_one_line)
{
    struct edit *edit = entry(false, "网络安全责任制|");
    struct edit_window at = edit_scroll(edit, 0, 15, false); /* 14 cells and the cursor */
    ck_assert(at.start == 0 && at.n == 21 && at.cells == 14 && at.cell == 14);
    at = edit_scroll(edit, 0, 10, false); /* 6 cells before the cursor */
    ck_assert(at.start == 12 && at.n == 9 && at.cells == 6 && at.cell == 6);
    edit_place(edit, 15);
    at = edit_scroll(edit, at.start, 10, false);
    ck_assert(at.start == 12 && at.cell == 2);
    edit_place(edit, 12);
    at = edit_scroll(edit, at.start, 10, false); /* something before the cursor is always seen */
    ck_assert(at.start == 9 && at.cell == 2 && at.n == 12 && at.cells == 8);
    edit_move(edit, EDIT_TEXT_START);
    at = edit_scroll(edit, at.start, 10, false);
    ck_assert(at.start == 0 && at.cell == 0 && at.n == 15 && at.cells == 10);
    at = edit_scroll(edit, 1, 9, false); /* a start that is none; no half character at the end */
    ck_assert(at.start == 0 && at.n == 12 && at.cells == 8);
    at = edit_scroll(edit, 9999, 9, false);
    ck_assert(at.start == 0);
    edit_free(edit);
}
END_TEST

/* ---- Random operations against a model ---- */

enum { EPISODES = 4400, OPERATIONS = 250 };

/* What a failure is told with. */
struct game {
    unsigned seed;
    size_t operation;
    struct mix mix;
    struct edit *edit;
    struct model model;
    struct state start; /* what undo goes back to */
};

/* Check's own macros write a note for each assertion that holds: too slow a million times. */
#define MUST(game, holds)                                                                                      \
    do {                                                                                                       \
        if (!(holds))                                                                                          \
            ck_abort_msg("SEED=%u, operation %zu: %s\nentry \"%s\" at %zu\nmodel \"%s\" at %zu", (game)->seed, \
                         (game)->operation, #holds, edit_text((game)->edit, NULL), edit_cursor((game)->edit),  \
                         (game)->model.text, (game)->model.start[(game)->model.at]);                           \
    } while (0)

/* ---- What is typed and pasted ---- */

struct piece {
    const char *bytes, *clean; /* clean NULL: the same */
    enum text_fault fault;
    size_t left_out;
};
static const struct piece pieces[] = {
    { "责", NULL, TEXT_CLEAN, 0 },
    { "任，", NULL, TEXT_CLEAN, 0 },
    { "a", NULL, TEXT_CLEAN, 0 },
    { "Z9", NULL, TEXT_CLEAN, 0 },
    { " ", NULL, TEXT_CLEAN, 0 },
    { IDEOGRAPHIC_BLANK, NULL, TEXT_CLEAN, 0 },
    { "\xC2\xA0", NULL, TEXT_CLEAN, 0 },
    { "“…”", NULL, TEXT_CLEAN, 0 },
    { ".", NULL, TEXT_CLEAN, 0 },
    { "e" MARK, NULL, TEXT_CLEAN, 0 },
    { MARK, NULL, TEXT_CLEAN, 0 },
    { FLAG_C, NULL, TEXT_CLEAN, 0 },
    { FLAG_N, NULL, TEXT_CLEAN, 0 },
    { "\xF0\x9F\x91\x8D", NULL, TEXT_CLEAN, 0 }, /* a thumb */
    { "\xF0\x9F\x8F\xBD", NULL, TEXT_CLEAN, 0 }, /* and its skin */
    { "\xE1\x84\x80", NULL, TEXT_CLEAN, 0 },     /* Hangul in parts: L, V, T */
    { "\xE1\x85\xA1", NULL, TEXT_CLEAN, 0 },
    { "\xE1\x86\xA8", NULL, TEXT_CLEAN, 0 },
    { "\xE0\xA4\x95\xE0\xA4\xBF", NULL, TEXT_CLEAN, 0 }, /* Devanagari ki, two cells */
    { "\xE0\xA4\xBF", NULL, TEXT_CLEAN, 0 },             /* its vowel alone: a mark with width */
    { "\xF0\x91\x87\x82", NULL, TEXT_CLEAN, 0 },         /* U+111C2 joins what comes after it */
    { "カナ", NULL, TEXT_CLEAN, 0 },
    { "\xEF\xBF\xBD", NULL, TEXT_CLEAN, 0 },
    { "\n", NULL, TEXT_CLEAN, 0 },
    { "\r\n", "\n", TEXT_CLEAN, 0 },
    { "\rx", "\nx", TEXT_CLEAN, 0 },
    { "\x1B[", "[", TEXT_CONTROL, 1 },
    { "\t\x7F", "", TEXT_CONTROL, 2 },
    { "\xE2\x80\x8B", "", TEXT_HIDDEN, 1 },
    { "\xE2\x80\xAE责", "责", TEXT_HIDDEN, 1 },
    { "\xFF", "", TEXT_INVALID, 1 },
    { "\xE4\xB8", "", TEXT_INVALID, 2 },
};

/* Appends some pieces, and to `clean` what an entry must make of them. */
static void draw_pieces(struct game *game, size_t n, struct buf *raw, struct buf *clean, struct edit_left_out *out)
{
    /* In a third of the games few kinds, so that they meet. */
    unsigned few = game->seed % 3 == 0 ? 9 : 0, all = sizeof pieces / sizeof pieces[0];
    while (n-- > 0) {
        unsigned i =
            few > 0 && mix_below(&game->mix, 8) > 0 ? few + mix_below(&game->mix, 6) : mix_below(&game->mix, all);
        const struct piece *piece = &pieces[i];
        buf_adds(raw, piece->bytes);
        buf_adds(clean, piece->clean == NULL ? piece->bytes : piece->clean);
        out->faults[piece->fault] += piece->left_out;
    }
    for (size_t i = 0; !game->model.lines && i < clean->n; i++)
        if (clean->v[i] == '\n')
            clean->v[i] = ' ';
}

static void play_insert(struct game *game, bool typed)
{
    struct buf raw = { 0 }, clean = { 0 };
    struct edit_left_out want = { 0 }, got = { .full = 99 };
    size_t n = typed ? 1 : 1 + mix_below(&game->mix, 6), sum;
    if (game->model.n + 30 > CHARS_MOST || game->model.start[game->model.n] + 200 > BYTES_MOST)
        return;
    draw_pieces(game, n, &raw, &clean, &want);
    want.full = model_insert(&game->model, typed, buf_text(&clean), clean.n);
    sum = (typed ? edit_type : edit_paste)(game->edit, raw.v, raw.n, &got);
    MUST(game, memcmp(&got, &want, sizeof got) == 0);
    MUST(game, sum == got.full + got.faults[TEXT_CONTROL] + got.faults[TEXT_HIDDEN] + got.faults[TEXT_INVALID]);
    buf_free(&raw);
    buf_free(&clean);
}

static void play_delete(struct game *game, enum edit_to to)
{
    bool deleted = model_delete(&game->model, to);
    MUST(game, edit_delete(game->edit, to) == deleted);
}

static void play_move(struct game *game, enum edit_to to)
{
    size_t was = game->model.at;
    model_place(&game->model, model_find(&game->model, to));
    MUST(game, edit_move(game->edit, to) == (game->model.at != was));
}

static void play_place(struct game *game)
{
    struct model *model = &game->model;
    size_t byte = mix_below(&game->mix, (unsigned)model->start[model->n] + 5), at = 0;
    while (at < model->n && model->start[at + 1] <= byte)
        at++;
    model_place(model, at);
    edit_place(game->edit, byte);
}

static void play_rows(struct game *game)
{
    size_t width = 3 + mix_below(&game->mix, 3) * 9;
    bool wide = mix_below(&game->mix, 2) == 0;
    ptrdiff_t by = mix_between(&game->mix, -3, 3);
    for (unsigned times = 1 + mix_below(&game->mix, 3); times > 0; times--)
        MUST(game, edit_move_rows(game->edit, by, width, wide) == model_move_rows(&game->model, by, width, wide));
}

/* The entry is filled anew; there is no history. */
static void play_set(struct game *game, size_t n)
{
    struct model *model = &game->model;
    struct buf raw = { 0 }, clean = { 0 };
    struct edit_left_out want = { 0 }, got;
    draw_pieces(game, n, &raw, &clean, &want);
    edit_set(game->edit, raw.v, raw.n, &got);
    MUST(game, memcmp(&got, &want, sizeof got) == 0);
    model_forget(model, 0);
    model->done = 0;
    model_set(model, buf_text(&clean), clean.n, clean.n);
    model_place(model, model->at);
    free(game->start.text);
    game->start = model_state(model);
    buf_free(&raw);
    buf_free(&clean);
}

static void check_text(struct game *game)
{
    const struct model *model = &game->model;
    size_t n, at = edit_cursor(game->edit);
    const char *text = edit_text(game->edit, &n);
    MUST(game, n == model->start[model->n] && memcmp(text, model->text, n + 1) == 0);
    MUST(game, at == model->start[model->at]);
    MUST(game, edit_count(game->edit) == model->n);
    MUST(game,
         edit_left(game->edit) == (model->limit == 0 ? PTRDIFF_MAX : (ptrdiff_t)model->limit - (ptrdiff_t)model->n));
    MUST(game, u8_check((const uint8_t *)text, n) == NULL);
    MUST(game, text_check(text, n, model->lines, NULL) == TEXT_CLEAN);
}

static void check_layout(struct game *game)
{
    const struct model *model = &game->model;
    size_t row[CHARS_MOST + 1], cell[CHARS_MOST + 1], width = 3 + mix_below(&game->mix, 20), next = 0;
    bool wide = mix_below(&game->mix, 2) == 0;
    size_t rows = model_rows(model, width, wide, row, cell);
    struct edit_layout layout = { 0 };
    edit_lay_out(game->edit, width, wide, &layout);
    MUST(game, layout.n == rows);
    for (size_t i = 0; i < layout.n; i++) {
        const struct edit_line *line = &layout.v[i];
        MUST(game, line->start == next || (line->start == next + 1 && i > 0 && model->text[next] == '\n'));
        MUST(game, i == 0 || line->start > layout.v[i - 1].start);
        MUST(game, memchr(model->text + line->start, '\n', line->n) == NULL);
        MUST(game, line->cells == text_cells(model->text + line->start, line->n, wide));
        MUST(game,
             line->cells < width || model_split(model->text + line->start, line->n, (size_t[BYTES_MOST]){ 0 }) <= 4);
        next = line->start + line->n;
    }
    MUST(game, next == model->start[model->n]);
    MUST(game, layout.row == row[model->at] && layout.cell < width);
    MUST(game, layout.cell == cell[model->at] || (cell[model->at] >= width && layout.cell == width - 1));
    edit_layout_free(&layout);
}

static void check_window(struct game *game)
{
    const struct model *model = &game->model;
    size_t width = 3 + mix_below(&game->mix, 20), all = model->start[model->n], first = 0, last, at;
    bool wide = mix_below(&game->mix, 2) == 0;
    size_t before = mix_below(&game->mix, (unsigned)all + 3);
    struct edit_window window = edit_scroll(game->edit, before, width, wide);
    at = model->start[model->at];
    while (first < model->n && model->start[first] < window.start)
        first++;
    for (last = first; last < model->n && model->start[last] < window.start + window.n;)
        last++;
    MUST(game, model->start[first] == window.start && model->start[last] == window.start + window.n);
    MUST(game, window.cells == text_cells(model->text + window.start, window.n, wide));
    MUST(game, window.cells <= width || last == first + 1);
    MUST(game, window.start <= at && window.cell < width);
    size_t cell = text_cells(model->text + window.start, at - window.start, wide), beyond = width + 1;
    MUST(game, window.cell == cell);
    if (last < model->n)
        beyond = text_cells(model->text + window.start, model->start[last + 1] - window.start, wide);
    MUST(game, beyond > width); /* all that fits is shown */
    MUST(game, text_cells(model->text, all, wide) >= width || window.start == 0);
    /* Nothing moves while the cursor stays in it. */
    if (before <= window.start && cell < width && (cell > 0 || first == 0)) {
        struct edit_window again = edit_scroll(game->edit, window.start, width, wide);
        MUST(game, again.start == window.start && again.n == window.n && again.cell == window.cell);
    }
}

static void play(struct game *game)
{
    unsigned kind = mix_below(&game->mix, 100);
    enum edit_to near = mix_below(&game->mix, 2) == 0 ? EDIT_CHAR_BEFORE : EDIT_CHAR_AFTER;
    enum edit_to far = mix_below(&game->mix, EDIT_TEXT_END + 1);
    if (kind < 34)
        play_insert(game, true);
    else if (kind < 40)
        play_insert(game, false);
    else if (kind < 56)
        play_delete(game, near);
    else if (kind < 58)
        play_delete(game, far);
    else if (kind < 70)
        play_move(game, near);
    else if (kind < 78)
        play_move(game, far);
    else if (kind < 82)
        play_place(game);
    else if (kind < 86)
        play_rows(game);
    else if (kind == 99 && mix_below(&game->mix, 4) == 0)
        play_set(game, mix_below(&game->mix, 12));
    else if (kind < 94)
        MUST(game, edit_undo(game->edit) == model_undo(&game->model, false));
    else
        MUST(game, edit_redo(game->edit) == model_undo(&game->model, true));
    check_text(game);
    if (kind % 8 == 0)
        check_layout(game);
    if (kind % 8 == 4)
        check_window(game);
    game->operation++;
}

/* All undone is the start, all done again is the end. */
static void check_history(struct game *game)
{
    const struct state *start = &game->start;
    while (edit_redo(game->edit))
        MUST(game, model_undo(&game->model, true));
    check_text(game);
    struct state end = model_state(&game->model);
    size_t steps = 0, n;
    bool moved = game->model.n_steps == 0;
    while (edit_undo(game->edit))
        steps++;
    const char *text = edit_text(game->edit, &n);
    MUST(game, n == start->n && memcmp(text, start->text, n) == 0 && steps == game->model.n_steps);
    while (edit_redo(game->edit))
        steps--;
    text = edit_text(game->edit, &n);
    MUST(game, n == end.n && memcmp(text, end.text, n) == 0 && steps == 0);
    MUST(game, moved || edit_cursor(game->edit) == game->model.steps[game->model.n_steps - 1].after.cursor);
    free(end.text);
}

static size_t episode(unsigned seed)
{
    static const size_t limits[] = { 0, 0, 40, 12, 3 };
    struct game *game = calloc(1, sizeof *game);
    struct model *model = &game->model;
    game->seed = seed;
    game->mix = mix_from(seed);
    model->lines = mix_below(&game->mix, 3) > 0;
    model->limit = limits[mix_below(&game->mix, 5)];
    game->edit = edit_new(model->lines, model->limit);
    play_set(game, mix_below(&game->mix, 25));
    check_text(game);
    while (game->operation < OPERATIONS)
        play(game);
    size_t operations = game->operation;
    check_history(game);
    free(game->start.text);
    model_forget(model, 0);
    edit_free(game->edit);
    free(game);
    return operations;
}

START_TEST(random_operations)
{
    const char *given = getenv("SEED");
    unsigned first = given == NULL ? 1 : (unsigned)strtoul(given, NULL, 10);
    printf("edit: %d random operations, SEED=%u\n", EPISODES * OPERATIONS, first);
    fflush(stdout);
    size_t operations = 0;
    for (unsigned i = 0; i < EPISODES; i++)
        operations += episode(first + i);
    ck_assert_uint_ge(operations, 1000000);
}
END_TEST

Suite *edit_suite(void)
{
    Suite *suite = suite_create("edit");
    const TTest *const tests[] = {
        starts_empty,       goes_by_characters, characters_unite,          refuses_what_is_not_clean, line_ends,
        keeps_to_the_limit, hostile_paste,      moves_by_words_and_lines,  deletes_words_and_lines,   undo_goes_by_runs,
        undo_is_bounded,    lays_out_lines,     rows_keep_the_wished_cell, scrolls_one_line,          random_operations,
    };
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 0);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    return suite;
}
