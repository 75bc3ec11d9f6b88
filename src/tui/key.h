/* Keys, and what else comes from the terminal. */
#ifndef ZEREN_TUI_KEY_H
#define ZEREN_TUI_KEY_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A key is the character it types, a control character (C-a is 1), or one of these. */
enum {
    KEY_TABULATOR = 9,
    KEY_RETURN = 13,
    KEY_ESCAPE = 27,
    KEY_SPACE = 32,
    KEY_ERASE = 127, /* what the terminal sends for Backspace, whichever that is */
    KEY_FIRST_NAMED = 0x110000,
    KEY_ARROW_UP = KEY_FIRST_NAMED,
    KEY_ARROW_DOWN,
    KEY_ARROW_LEFT,
    KEY_ARROW_RIGHT,
    KEY_TO_HOME,
    KEY_TO_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_REMOVE, /* Delete */
    KEY_INSERT,
    KEY_BACK_TAB,
    KEY_WORD_LEFT,  /* Ctrl-Left */
    KEY_WORD_RIGHT, /* Ctrl-Right */
    KEY_F1,
    KEY_F12 = KEY_F1 + 11,
    KEY_END_NAMED
};

/* "j", "C-l", "Enter", "Esc", "PgDn", "F1", "Space": as the config file and the help write it. 0: no such key. */
uint32_t key_named(const char *name);
enum { KEY_NAME = 16 };
void key_name(uint32_t key, char out[KEY_NAME]);
/* Whether it types something: a character that is no control character. */
bool key_types(uint32_t key);
/* The UTF-8 it types, ending in NUL; its bytes are the answer. */
size_t key_text(uint32_t key, char out[5]);

enum event_kind {
    EVENT_NONE, /* nothing came within the time */
    EVENT_KEY,
    EVENT_PASTE, /* text between the marks of bracketed paste */
    EVENT_SIZE,  /* the terminal has another size */
    EVENT_STOP,  /* a signal asks the program to end, or the terminal is gone */
    EVENT_PAUSE, /* a signal asks the program to stand still (job control) */
};

struct event {
    enum event_kind kind;
    uint32_t key;      /* EVENT_KEY */
    const char *paste; /* EVENT_PASTE: UTF-8 as far as it was such, not cleaned; borrowed until the next event */
    size_t paste_n;
    size_t paste_lost; /* bytes beyond what is kept of one paste */
    int signal;        /* EVENT_STOP: which one; SIGHUP when the terminal is gone */
};

#endif
