/* Text cut up for the full-text index: SQLite's own tokenizers take a run of Chinese for one word, so each character of
 * it is made a word by itself and a phrase of them is searched. Knows nothing of tables. */
#ifndef ZEREN_TEXT_SPLIT_H
#define ZEREN_TEXT_SPLIT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends the words of the text, one blank between: each character of a script that is written without blanks (Han,
 * kana, Hangul, bopomofo), each run of other letters and digits in lower case, full-width forms as their ASCII. Marks
 * and whatever is not valid UTF-8 part words and are left out. */
void text_split(const char *bytes, size_t n, struct buf *out);

/* Appends what a person typed as an FTS5 query: each part between blanks becomes a quoted phrase, all of them must be
 * found; the last word of a phrase, where it is of letters or digits, is found by its beginning. Nothing typed reaches
 * FTS5 outside quotes. False: there is no word in it, and nothing was appended. Past 32 parts the rest is left out. */
bool text_split_query(const char *bytes, size_t n, struct buf *out);

#endif
