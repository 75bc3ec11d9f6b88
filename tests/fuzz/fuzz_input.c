/* Fuzzes the decoding of what a terminal sends: bytes, silences and takings out in any order. Whatever came, each key
 * is one that there is, a paste is text of a bounded length, silence leaves nothing half done, and the next key is not
 * lost. Each input is tried a second time as the inside of a paste, where nothing of it may become a key.
 *
 * A byte 0 in the input says that the next one is no byte of the terminal's: what is done then, see step(). */
#include "base/mem.h"
#include "text/clean.h"
#include "tui/input.h"

#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char paste_begins[] = "\033[200~", paste_ends[] = "\033[201~";
enum { BYTES_OF_UNKNOWN = 3, MARK = sizeof paste_ends - 1 }; /* of U+FFFD, which each bad byte becomes */

static void must(bool holds, const char *sentence)
{
    if (holds)
        return;
    fprintf(stderr, "fuzz_input: %s\n", sentence);
    abort();
}

static bool is_key(uint32_t key)
{
    return (key > 0 && key < ' ') || key == KEY_ERASE || key_types(key) ||
           (key >= KEY_FIRST_NAMED && key < KEY_END_NAMED);
}

/* `most`: bytes the terminal has sent so far. */
static void check_event(const struct event *event, size_t most)
{
    must(event->kind == EVENT_KEY || event->kind == EVENT_PASTE, "an event that no terminal sends");
    if (event->kind == EVENT_KEY) {
        must(is_key(event->key), "no such key");
        return;
    }
    must(event->paste_n <= BYTES_OF_UNKNOWN * most && event->paste_lost <= most, "a paste of more than came");
    must(strnlen(event->paste, event->paste_n + 1) <= event->paste_n && event->paste[event->paste_n] == '\0',
         "a paste that does not end");
    must(text_check(event->paste, event->paste_n, true, NULL) != TEXT_INVALID, "a paste that is no text");
}

static void drain(struct input *input, size_t most)
{
    struct event event;
    while (input_next(input, &event))
        check_event(&event, most);
    must(!input_waiting(input) && !input_full(input), "empty and yet waiting");
}

/* How many keys wait that stop long work. Takes all out. */
static void check_stops(struct input *input, size_t most)
{
    struct event event;
    bool taken = input_take_stop(input), pasted = false;
    while (input_next(input, &event)) {
        check_event(&event, most);
        pasted = pasted || event.kind == EVENT_PASTE;
        must(taken || pasted || event.kind != EVENT_KEY || (event.key != KEY_ESCAPE && event.key != 3),
             "a stop that was not seen");
    }
}

static void step(struct input *input, uint8_t what, size_t most)
{
    struct event event;
    switch (what % 4) {
    case 0:
        input_silence(input);
        must(input_patience(input) == -1, "begun, and no silence ends it");
        break;
    case 1:
        if (input_next(input, &event))
            check_event(&event, most);
        break;
    case 2:
        check_stops(input, most);
        break;
    default:
        input_add(input, "", 1);
        break;
    }
}

static struct input *new_input(bool learned)
{
    struct input *input = input_new();
    if (learned) {
        input_learn(input, "\033[[A", KEY_F1);
        input_learn(input, "\033OA", KEY_ARROW_UP);
        input_learn(input, "\033a", KEY_ARROW_DOWN);
        input_learn(input, "\033[200", KEY_F1 + 1); /* the beginning of what begins a paste */
    }
    return input;
}

static void try_stream(const uint8_t *data, size_t size)
{
    struct input *input = new_input(size > 0 && data[0] % 2 == 1);
    struct event event, last = { .kind = EVENT_NONE };
    for (size_t i = 0; i < size; i++) {
        if (data[i] == 0 && i + 1 < size) {
            i++;
            step(input, data[i], i);
        } else {
            input_add(input, (const char *)&data[i], 1);
        }
        int patience = input_patience(input);
        must(patience == -1 || (patience > 0 && patience <= PASTE_PATIENCE), "a patience that is none");
    }
    input_silence(input);
    must(input_patience(input) == -1, "begun, and no silence ends it");
    drain(input, size + 1);
    input_add(input, "x", 1);
    while (input_next(input, &event))
        last = event;
    must(last.kind == EVENT_KEY && last.key == 'x', "the next key is lost");
    input_free(input);
}

/* All of it in one paste: what comes out is one event, and then the key behind it. */
static void try_paste(const uint8_t *data, size_t size)
{
    struct input *input = new_input(false);
    struct event event;
    if (memmem(data, size, paste_ends, MARK) != NULL) {
        input_free(input);
        return;
    }
    input_add(input, paste_begins, MARK);
    input_add(input, (const char *)data, size);
    must(!input_waiting(input), "an event before the paste's end");
    input_add(input, paste_ends, MARK);
    input_add(input, "x", 1);
    must(input_next(input, &event) && event.kind == EVENT_PASTE, "no paste");
    check_event(&event, size);
    must(event.paste_lost == (size > PASTE_MOST ? size - PASTE_MOST : 0), "bytes not counted");
    must((event.paste_n == 0) == (size == 0), "a paste that is empty, or is not");
    must(input_next(input, &event) && event.kind == EVENT_KEY && event.key == 'x' && !input_waiting(input),
         "a key within the paste");
    input_free(input);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    must(setlocale(LC_CTYPE, "C.UTF-8") != NULL, "no UTF-8 here");
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    try_stream(data, size);
    try_paste(data, size);
    return 0;
}
