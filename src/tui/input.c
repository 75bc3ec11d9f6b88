/* Decoding what the terminal sends. */
#include "tui/input.h"

#include "base/mem.h"

#include <string.h>
#include <wchar.h>

/* ms of silence: after an ESC that stays alone, after the start of a sequence or character. */
enum { ESCAPE_ALONE = 50, HALF = 200 };
enum { BEGUN_MOST = 64, KEYS_MOST = 8192, PASTES_BYTES = 4 * PASTE_MOST, INTERRUPT = 3 };

static const char paste_end[] = "\033[201~";
enum { PASTE_END_BYTES = sizeof paste_end - 1 };

struct learnt {
    char *bytes;
    size_t n;
    uint32_t key;
};

struct item {
    uint32_t key; /* 0: a paste */
    struct buf paste;
    size_t lost;
};

struct input {
    VEC(struct learnt) learnt;
    VEC(struct item) items;
    size_t taken;           /* items given out already */
    char begun[BEGUN_MOST]; /* a sequence or character whose end has not come */
    size_t n;
    bool swallowing; /* within a sequence too long to be kept */
    bool pasting;
    size_t end_matched; /* bytes of the end mark just seen */
    struct buf paste;   /* as it came */
    size_t lost;
    size_t paste_bytes; /* of all pastes not given out */
    struct buf given;   /* what the last event borrowed */
};

struct input *input_new(void)
{
    return mem_alloc(sizeof(struct input));
}

void input_free(struct input *input)
{
    if (input == NULL)
        return;
    for (size_t i = 0; i < input->learnt.n; i++)
        mem_free(input->learnt.v[i].bytes);
    for (size_t i = 0; i < input->items.n; i++)
        buf_free(&input->items.v[i].paste);
    VEC_FREE(&input->learnt);
    VEC_FREE(&input->items);
    buf_free(&input->paste);
    buf_free(&input->given);
    mem_free(input);
}

void input_learn(struct input *input, const char *sequence, uint32_t key)
{
    size_t n = strlen(sequence);
    if (n < 2 || n >= BEGUN_MOST || sequence[0] != '\033')
        return;
    struct learnt *learnt = VEC_PUSH(&input->learnt);
    *learnt = (struct learnt){ mem_strdup(sequence), n, key };
}

/* --- Sequences --- */

/* ESC [ number ~, as the VT220 numbered its keys. */
static uint32_t numbered_key(int number)
{
    static const uint32_t keys[] = { 0,           KEY_TO_HOME,   KEY_INSERT,  KEY_REMOVE, KEY_TO_END,
                                     KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_TO_HOME, KEY_TO_END };
    if (number >= 1 && number <= 8)
        return keys[number];
    if (number >= 11 && number <= 15)
        return KEY_F1 + (uint32_t)number - 11;
    if (number >= 17 && number <= 21)
        return KEY_F1 + (uint32_t)number - 12;
    if (number == 23 || number == 24)
        return KEY_F1 + (uint32_t)number - 13;
    return 0;
}

/* The keys a letter ends, after ESC [ and after ESC O; with Ctrl or Alt, left and right go by words. */
static uint32_t lettered_key(char letter, int modifier)
{
    bool words = modifier >= 3;
    switch (letter) {
    case 'A':
        return KEY_ARROW_UP;
    case 'B':
        return KEY_ARROW_DOWN;
    case 'C':
        return words ? KEY_WORD_RIGHT : KEY_ARROW_RIGHT;
    case 'D':
        return words ? KEY_WORD_LEFT : KEY_ARROW_LEFT;
    case 'F':
        return KEY_TO_END;
    case 'H':
        return KEY_TO_HOME;
    default:
        return 0;
    }
}

/* ESC O letter: application cursor keys, F1 to F4, and the keypad, which types what is on it. */
static uint32_t ss3_key(char letter, int modifier)
{
    static const char on_keypad[] = "*+,-./0123456789"; /* j to y */
    if (letter >= 'P' && letter <= 'S')
        return KEY_F1 + (uint32_t)(letter - 'P');
    if (letter >= 'j' && letter <= 'y')
        return (unsigned char)on_keypad[letter - 'j'];
    switch (letter) {
    case 'M':
        return KEY_RETURN;
    case 'X':
        return '=';
    case 'a': /* rxvt with Ctrl */
        return KEY_ARROW_UP;
    case 'b':
        return KEY_ARROW_DOWN;
    case 'c':
        return KEY_WORD_RIGHT;
    case 'd':
        return KEY_WORD_LEFT;
    default:
        return lettered_key(letter, modifier);
    }
}

static uint32_t csi_key(struct input *input, const char *parameters, size_t n, char last)
{
    int numbers[2] = { 0, 0 };
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (parameters[i] == ';' && at == 0)
            at = 1;
        else if (parameters[i] >= '0' && parameters[i] <= '9' && numbers[at] < 10000)
            numbers[at] = numbers[at] * 10 + (parameters[i] - '0');
        else
            return 0; /* answers to questions, mouse, what nobody here asked for */
    }
    if (last == '~' && numbers[0] == 200) {
        input->pasting = true;
        input->end_matched = 0;
        return 0;
    }
    if (last == '~')
        return numbered_key(numbers[0]);
    if (last == 'Z')
        return KEY_BACK_TAB;
    if (last >= 'P' && last <= 'S' &&
        (n == 0 || last != 'R')) /* with numbers, R is a late answer to where the cursor is */
        return KEY_F1 + (uint32_t)(last - 'P');
    return lettered_key(last, numbers[1]);
}

/* These take what `begun` starts with: they answer the bytes used, 0 when more must come first. `final`: nothing more
 * comes, there was silence. `key` stays 0 for what is no key. */

#define WHOLE SIZE_MAX

/* What is taken of a sequence whose last byte should stand at `i` and does not: nothing yet, or what cannot become one.
 * WHOLE: it is there. */
static size_t without_end(const struct input *input, bool final, size_t i, uint32_t *key)
{
    const char *p = input->begun;
    size_t n = input->n;
    if (i == n && final && n == 2) { /* typed one after the other, in one breath */
        *key = KEY_ESCAPE;
        return 1;
    }
    if (i == n)
        return final ? n : 0;
    return p[i] < 0x40 || p[i] > 0x7E ? i : WHOLE;
}

static size_t take_csi(struct input *input, bool final, uint32_t *key)
{
    const char *p = input->begun;
    size_t n = input->n, i = 2;
    if (n > 2 && p[2] == '[') { /* the Linux console's F1 to F5 */
        if (n == 3)
            return final ? 3 : 0;
        *key = p[3] >= 'A' && p[3] <= 'E' ? KEY_F1 + (uint32_t)(p[3] - 'A') : 0;
        return 4;
    }
    while (i < n && p[i] >= 0x20 && p[i] <= 0x3F)
        i++;
    if (i == n && n == BEGUN_MOST) {
        input->swallowing = true;
        return n;
    }
    size_t took = without_end(input, final, i, key);
    if (took != WHOLE)
        return took;
    *key = csi_key(input, p + 2, i - 2, p[i]);
    return i + 1;
}

static size_t take_ss3(struct input *input, bool final, uint32_t *key)
{
    const char *p = input->begun;
    size_t n = input->n, i = 2;
    int modifier = 0;
    while (i < n && i < 4 && p[i] >= '0' && p[i] <= '9')
        modifier = modifier * 10 + (p[i++] - '0');
    size_t took = without_end(input, final, i, key);
    if (took != WHOLE)
        return took;
    *key = ss3_key(p[i], modifier);
    return i + 1;
}

static size_t take_escape(struct input *input, bool final, uint32_t *key)
{
    size_t longest = 0;
    for (size_t i = 0; i < input->learnt.n; i++) {
        const struct learnt *learnt = &input->learnt.v[i];
        size_t both = learnt->n < input->n ? learnt->n : input->n;
        if (memcmp(learnt->bytes, input->begun, both) != 0)
            continue;
        if (learnt->n > input->n && !final)
            return 0;
        if (learnt->n <= input->n && learnt->n > longest) {
            longest = learnt->n;
            *key = learnt->key;
        }
    }
    if (longest > 0)
        return longest;
    if (input->n == 1 && !final)
        return 0;
    if (input->n > 1 && input->begun[1] == '[')
        return take_csi(input, final, key);
    if (input->n > 1 && input->begun[1] == 'O')
        return take_ss3(input, final, key);
    *key = KEY_ESCAPE;
    return 1;
}

static size_t take_char(const struct input *input, bool final, uint32_t *key)
{
    unsigned char first = (unsigned char)input->begun[0];
    wchar_t wc = 0;
    if (first == 8 || first == 127)
        *key = KEY_ERASE;
    else if (first == '\n')
        *key = KEY_RETURN;
    else if (first < 0x80)
        *key = first;
    if (first < 0x80)
        return 1;
    mbstate_t state = { 0 };
    size_t used = mbrtowc(&wc, input->begun, input->n, &state);
    if (used == (size_t)-2)
        return final ? input->n : 0;
    if (used == (size_t)-1 || used == 0)
        return 1;
    *key = key_types((uint32_t)wc) ? (uint32_t)wc : 0;
    return used;
}

/* --- Bytes in --- */

static void push_key(struct input *input, uint32_t key)
{
    struct item *item = VEC_PUSH(&input->items);
    item->key = key;
}

static void end_paste(struct input *input)
{
    struct item *item = VEC_PUSH(&input->items);
    item->paste = input->paste;
    item->lost = input->lost;
    input->paste_bytes += input->paste.n;
    input->paste = (struct buf){ 0 };
    input->lost = 0;
    input->pasting = false;
}

static void keep_pasted(struct input *input, const char *bytes, size_t n)
{
    size_t room = PASTE_MOST - input->paste.n, kept = n < room ? n : room;
    buf_add(&input->paste, bytes, kept);
    input->lost += n - kept;
}

static void add_pasted(struct input *input, char c)
{
    if (c == paste_end[input->end_matched]) {
        if (++input->end_matched == PASTE_END_BYTES)
            end_paste(input);
        return;
    }
    keep_pasted(input, paste_end, input->end_matched);
    input->end_matched = c == '\033';
    if (c != '\033')
        keep_pasted(input, &c, 1);
}

/* Takes from `begun` all that is whole. */
static void take_whole(struct input *input, bool final)
{
    while (input->n > 0) {
        uint32_t key = 0;
        size_t used = input->begun[0] == '\033' ? take_escape(input, final, &key) : take_char(input, final, &key);
        if (used == 0)
            return;
        input->n -= used;
        memmove(input->begun, input->begun + used, input->n);
        if (key != 0)
            push_key(input, key);
    }
}

static void add_byte(struct input *input, char c)
{
    if (input->pasting) {
        add_pasted(input, c);
        return;
    }
    if (input->swallowing) {
        input->swallowing = c >= 0x20 && c <= 0x3F;
        if (input->swallowing || (c >= 0x40 && c <= 0x7E))
            return;
    }
    input->begun[input->n++] = c;
    take_whole(input, false);
}

void input_add(struct input *input, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_byte(input, bytes[i]);
}

int input_patience(const struct input *input)
{
    if (input->pasting)
        return PASTE_PATIENCE;
    if (input->n == 1 && input->begun[0] == '\033')
        return ESCAPE_ALONE;
    return input->n > 0 || input->swallowing ? HALF : -1;
}

void input_silence(struct input *input)
{
    if (input->pasting) {
        keep_pasted(input, paste_end, input->end_matched);
        end_paste(input);
    }
    input->swallowing = false;
    take_whole(input, true);
}

/* --- Events out --- */

bool input_full(const struct input *input)
{
    return input->items.n - input->taken >= KEYS_MOST || input->paste_bytes >= PASTES_BYTES;
}

bool input_waiting(const struct input *input)
{
    return input->taken < input->items.n;
}

/* The locale's bytes as UTF-8; each byte that is part of no character becomes U+FFFD. */
static void decode(const struct buf *bytes, struct buf *out)
{
    char text[5];
    mbstate_t state = { 0 };
    buf_clear(out);
    for (size_t i = 0; i < bytes->n;) {
        wchar_t wc = 0xFFFD;
        size_t used = mbrtowc(&wc, bytes->v + i, bytes->n - i, &state);
        if (used == (size_t)-1 || used == (size_t)-2) {
            state = (mbstate_t){ 0 };
            wc = 0xFFFD;
        } else if (wc >= KEY_FIRST_NAMED) { /* beyond the last character: the C library takes even that */
            wc = 0xFFFD;
            used = 1;
        }
        if (used == (size_t)-2)
            used = bytes->n - i;
        i += used == 0 || used == (size_t)-1 ? 1 : used;
        buf_add(out, text, key_text((uint32_t)wc, text));
    }
}

bool input_next(struct input *input, struct event *event)
{
    if (!input_waiting(input))
        return false;
    struct item *item = &input->items.v[input->taken++];
    if (item->key != 0) {
        *event = (struct event){ .kind = EVENT_KEY, .key = item->key };
    } else {
        decode(&item->paste, &input->given);
        *event = (struct event){
            .kind = EVENT_PASTE, .paste = buf_text(&input->given), .paste_n = input->given.n, .paste_lost = item->lost
        };
        input->paste_bytes -= item->paste.n;
        buf_free(&item->paste);
    }
    if (!input_waiting(input))
        input->items.n = input->taken = 0;
    return true;
}

bool input_take_stop(struct input *input)
{
    for (size_t i = input->taken; i < input->items.n && input->items.v[i].key != 0; i++) {
        if (input->items.v[i].key != KEY_ESCAPE && input->items.v[i].key != INTERRUPT)
            continue;
        memmove(&input->items.v[i], &input->items.v[i + 1], sizeof(struct item) * (input->items.n - i - 1));
        input->items.n--;
        return true;
    }
    return false;
}
