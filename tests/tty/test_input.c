/* Bytes into keys and pastes, without a terminal. */
#include "suites.h"

#include "tui/input.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All events as text: names of keys with blanks between them, pastes in <>. A paste's lost bytes follow it. */
static void take_all(struct input *input, struct buf *out)
{
    struct event event;
    char name[KEY_NAME];
    while (input_next(input, &event)) {
        if (out->n > 0)
            buf_addc(out, ' ');
        if (event.kind == EVENT_PASTE) {
            buf_addc(out, '<');
            buf_add(out, event.paste, event.paste_n);
            buf_addc(out, '>');
            if (event.paste_lost > 0)
                buf_printf(out, "-%zu", event.paste_lost);
        } else {
            key_name(event.key, name);
            buf_adds(out, name);
        }
    }
}

static struct input *usual_input(void)
{
    struct input *input = input_new();
    input_learn(input, "\033OA", KEY_ARROW_UP);
    input_learn(input, "\033[1;5D", KEY_WORD_LEFT);
    input_learn(input, "\033?x", KEY_F1); /* what no terminal of today sends */
    return input;
}

/* The bytes at once, and one by one: the same. Silence at the end. */
static void check_keys(const char *bytes, size_t n, const char *expected)
{
    for (int each = 0; each < 2; each++) {
        struct input *input = usual_input();
        struct buf got = { 0 };
        for (size_t i = 0; each == 1 && i < n; i++)
            input_add(input, bytes + i, 1);
        if (each == 0)
            input_add(input, bytes, n);
        take_all(input, &got);
        while (input_patience(input) >= 0) {
            input_silence(input);
            take_all(input, &got);
        }
        ck_assert_str_eq(buf_text(&got), expected);
        buf_free(&got);
        input_free(input);
    }
}

static const struct {
    const char *bytes, *keys;
} table[] = {
    { "aZ 9~", "a Z Space 9 ~" },
    { "\r\n\t\b\177", "Enter Enter Tab Backspace Backspace" },
    { "\1\3\21\32", "C-a C-c C-q C-z" },
    { "学校", "学 校" },
    { "\xF0\xA0\xAE\xB7q", "𠮷 q" },
    /* invalid bytes go, what follows stays */
    { "\xFFq", "q" },
    { "\x80\x80q", "q" },
    { "\xE5\xADq", "q" },
    { "\xC0\xAFq", "q" },
    { "\xED\xA0\x80q", "q" },
    { "\xF7\xB0\xB0\xB0q", "q" }, /* beyond the last character */
    { "\xC2\x9Bq", "q" },         /* a control character of the second set */
    { "\xE5\xAD\033[A", "Up" },
    { "\xE5\xAD", "" },
    /* sequences */
    { "\033[A\033OA\033[B\033OB\033[C\033OC\033[D\033OD", "Up Up Down Down Right Right Left Left" },
    { "\033[H\033OH\033[1~\033[7~\033[F\033OF\033[4~\033[8~", "Home Home Home Home End End End End" },
    { "\033[5~\033[6~\033[2~\033[3~\033[Z", "PgUp PgDn Insert Delete BackTab" },
    { "\033[1;5C\033[1;5D\033[1;3C\033Oc\033Od", "C-Right C-Left C-Right C-Right C-Left" },
    { "\033[1;2A\033[1;2C", "Up Right" },
    { "\033OP\033[11~\033[[A\033[15~\033[17~\033[24~", "F1 F1 F1 F5 F6 F12" },
    { "\033OM\033Op\033Oy\033Ok", "Enter 0 9 +" },
    { "\033?x", "F1" },
    { "\033?y", "Esc ? y" },
    /* Esc, alone and with others */
    { "\033", "Esc" },
    { "\033q", "Esc q" },
    { "\033\033", "Esc Esc" },
    { "\033\033[A", "Esc Up" },
    { "\033[", "Esc [" },
    { "\033O", "Esc O" },
    { "\033学", "Esc 学" },
    /* sequences nobody knows are swallowed whole */
    { "\033[12;40Rq", "q" },
    { "\033[?62;c\033[>1;2cq", "q" },
    { "\033[99~\033[200;5u\033[Iq", "q" },
    { "\033[12", "" },
    { "\033[1\033[A", "Up" },
    { "\033[1\3", "C-c" },
    { "\033Ozq", "q" },
    { "\033[1111111111222222222233333333334444444444555555555566666666667777777777Aq", "q" },
    /* pastes */
    { "\033[200~a\rb\033[201~q", "<a\rb> q" },
    { "\033[200~\033[201~q", "<> q" },
    { "\033[200~\033[A\033[3~\033q\033[20\033[201~q", "<\033[A\033[3~\033q\033[20> q" },
    { "\033[200~\033[\033[201\033[201~q", "<\033[\033[201> q" },
    { "\033[200~x\xFFy\xE5\xAD\033[201~q", "<x\xEF\xBF\xBDy\xEF\xBF\xBD> q" },
    { "\033[200~x\xF7\xB0\xB0\xB0y\033[201~q", "<x\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDy> q" },
    { "\033[200~1\033[201~\033[200~2\033[201~", "<1> <2>" },
    { "\033[201~q", "q" },
    { "\033[200~never ends", "<never ends>" },
    { "\033[200~never ends\033[20", "<never ends\033[20>" },
};

START_TEST(test_table)
{
    setlocale(LC_ALL, "C.UTF-8");
    check_keys(table[_i].bytes, strlen(table[_i].bytes), table[_i].keys);
}
END_TEST

START_TEST(test_nul)
{
    setlocale(LC_ALL, "C.UTF-8");
    check_keys("\0q", 2, "q");
}
END_TEST

START_TEST(test_patience)
{
    struct input *input = input_new();
    ck_assert_int_eq(input_patience(input), -1);
    input_add(input, "\033", 1);
    int alone = input_patience(input);
    ck_assert_int_gt(alone, 0);
    ck_assert_int_le(alone, 50);
    ck_assert(!input_waiting(input));
    input_add(input, "[", 1);
    ck_assert_int_gt(input_patience(input), alone);
    input_add(input, "A", 1);
    ck_assert_int_eq(input_patience(input), -1);
    ck_assert(input_waiting(input));
    input_add(input, "\033[200~", 6);
    ck_assert_int_eq(input_patience(input), PASTE_PATIENCE);
    input_free(input);
}
END_TEST

START_TEST(test_much_pasted)
{
    struct input *input = input_new();
    struct event event;
    struct buf much = { 0 };
    buf_repeat(&much, "a", PASTE_MOST + 1000);
    input_add(input, "\033[200~", 6);
    input_add(input, much.v, much.n);
    input_add(input, "\033[201~q", 7);
    ck_assert(input_next(input, &event));
    ck_assert_int_eq(event.kind, EVENT_PASTE);
    ck_assert_uint_eq(event.paste_n, PASTE_MOST);
    ck_assert_uint_eq(event.paste_lost, 1000);
    ck_assert(input_next(input, &event));
    ck_assert_uint_eq(event.key, 'q');
    buf_free(&much);
    input_free(input);
}
END_TEST

START_TEST(test_full)
{
    struct input *input = input_new();
    struct event event;
    size_t n = 0;
    while (!input_full(input) && n++ < 1000000)
        input_add(input, "q", 1);
    ck_assert_uint_lt(n, 1000000);
    while (input_next(input, &event))
        n--;
    ck_assert_uint_eq(n, 0);
    ck_assert(!input_full(input));
    input_free(input);
}
END_TEST

START_TEST(test_take_stop)
{
    struct input *input = input_new();
    struct buf got = { 0 };
    input_add(input, "ab\033", 3);
    ck_assert(!input_take_stop(input)); /* it may still become a sequence */
    input_silence(input);
    ck_assert(input_take_stop(input));
    ck_assert(!input_take_stop(input));
    input_add(input, "c\3d\033[A", 6);
    ck_assert(input_take_stop(input));
    ck_assert(!input_take_stop(input));
    input_add(input, "\033[200~x\033[201~\3", 14);
    ck_assert(!input_take_stop(input));
    take_all(input, &got);
    ck_assert_str_eq(buf_text(&got), "a b c d Up <x> C-c");
    buf_free(&got);
    input_free(input);
}
END_TEST

START_TEST(test_gb18030)
{
    if (gb_locales() == NULL)
        return;
    setenv("LOCPATH", gb_locales(), 1);
    ck_assert_ptr_nonnull(setlocale(LC_ALL, "zh_CN.GB18030"));
    check_keys("\xD1\xA7\xD0\xA3q", 5, "学 校 q");
    check_keys("\x82\x33\xA3\x39q", 5, "䓗 q");
    check_keys("\xFFq", 2, "q");
    check_keys("\xD1", 1, "");
    check_keys("\xD1\033[A", 4, "Up");
    check_keys("\x82\x33\x33q", 4, "3 3 q"); /* the rest of what was no character */
    check_keys("\033[200~\xD1\xA7\xFF\033[201~", 15, "<学\xEF\xBF\xBD>");
}
END_TEST

/* Whatever bytes come: no fault of the decoder, and after silence the next key is there. */
START_TEST(test_anything)
{
    static const char pieces[] = "\033\033\033[[O;0123~ABRqz\xE5\xAD\xA6\xFF\x80\x9B\r\3\033[200~\033[201~";
    uint32_t random = 20261121u + (uint32_t)_i;
    struct input *input = usual_input();
    struct event event = { 0 };
    setlocale(LC_ALL, "C.UTF-8");
    for (int round = 0; round < 20000; round++) {
        random = random * 1664525u + 1013904223u;
        char c = random >> 28 == 0 ? (char)(random >> 16) : pieces[(random >> 12) % (sizeof pieces - 1)];
        input_add(input, &c, 1);
        if (random >> 24 != 0)
            continue;
        while (input_patience(input) >= 0)
            input_silence(input);
        while (input_next(input, &event))
            ;
        input_add(input, "k", 1);
        ck_assert(input_next(input, &event));
        ck_assert_uint_eq(event.key, 'k');
    }
    input_free(input);
}
END_TEST

Suite *input_suite(void)
{
    Suite *suite = suite_create("input");
    TCase *tcase = tcase_create("input");
    tcase_add_loop_test(tcase, test_table, 0, sizeof table / sizeof table[0]);
    tcase_add_test(tcase, test_nul);
    tcase_add_test(tcase, test_patience);
    tcase_add_test(tcase, test_much_pasted);
    tcase_add_test(tcase, test_full);
    tcase_add_test(tcase, test_take_stop);
    tcase_add_test(tcase, test_gb18030);
    tcase_add_loop_test(tcase, test_anything, 0, 20);
    suite_add_tcase(suite, tcase);
    return suite;
}
