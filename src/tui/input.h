/* What the terminal sends, byte by byte, made into keys and pastes. It knows neither the terminal nor a clock: bytes
 * are handed in, and whoever waits for them tells when silence has been long enough. Bytes are in the locale's
 * encoding. Whatever comes, the next key is not lost, and nothing inside a paste is ever a key. */
#ifndef ZEREN_TUI_INPUT_H
#define ZEREN_TUI_INPUT_H

#include "tui/key.h"

/* Bytes kept of one paste; those beyond are counted. And ms of silence that end one whose end mark does not come. */
enum { PASTE_MOST = 1024 * 1024, PASTE_PATIENCE = 1000 };

struct input;
struct input *input_new(void);
void input_free(struct input *input);

/* A sequence this terminal sends for a key (it begins with ESC; others are left out), besides those of xterm and its
 * kin, which are always known. */
void input_learn(struct input *input, const char *sequence, uint32_t key);

void input_add(struct input *input, const char *bytes, size_t n);
/* So much is kept already that no more is to be read until events were taken out. */
bool input_full(const struct input *input);

/* Something has begun (an ESC, half a character, a paste) that silence of so many ms ends; -1: nothing. */
int input_patience(const struct input *input);
void input_silence(struct input *input); /* that silence was */

/* Whether input_next has an event to give. */
bool input_waiting(const struct input *input);
/* The next key or paste; the paste is borrowed until the next one is taken. False: none. */
bool input_next(struct input *input, struct event *event);
/* Takes out the first Esc or C-c, past other keys but not past a paste. False: there is none. */
bool input_take_stop(struct input *input);

#endif
