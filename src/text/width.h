/* How wide text is in terminal cells, and where its lines break by the rules of Chinese typesetting. */
#ifndef ZEREN_TEXT_WIDTH_H
#define ZEREN_TEXT_WIDTH_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Cells of one character: 0, 1 or 2. `wide` tells that characters of ambiguous width (“ ” … — ● ─) take two. */
int char_cells(uint32_t uc, bool wide);

size_t text_cells(const char *bytes, size_t n, bool wide);

struct text_line {
    size_t start, n; /* bytes in the text that was wrapped, blanks at the end left out */
};
struct text_lines {
    struct text_line *v;
    size_t n, room;
};

/* Breaks text into lines of at most `cells` cells (2 at least) and appends them to `lines`; LF breaks always. No
 * line starts with ，。；：、）》” or ends with （《“ unless `cells` leaves no other way. Empty text gives one empty
 * line. */
void text_wrap(const char *bytes, size_t n, size_t cells, bool wide, struct text_lines *lines);

#endif
