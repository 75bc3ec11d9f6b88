/* Which text may enter the store and leave it. One rule for every door: valid UTF-8 with nothing in it that a
 * terminal obeys (control characters), that turns the reading order (bidi controls) or that cannot be seen
 * (zero-width and other default-ignorable characters, line separators, lone surrogates, noncharacters). */
#ifndef ZEREN_TEXT_CLEAN_H
#define ZEREN_TEXT_CLEAN_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_fault { TEXT_CLEAN, TEXT_INVALID, TEXT_CONTROL, TEXT_HIDDEN };

/* The first fault in `n` bytes, its byte offset in `*at` (may be NULL). LF is a control character here;
 * multi-line text is checked with `lines` true, which lets LF pass. */
enum text_fault text_check(const char *bytes, size_t n, bool lines, size_t *at);

/* A noun phrase for a fault, to stand in a sentence ("含有…"). Borrowed. */
const char *text_fault_name(enum text_fault fault);

/* Appends the text as it may be shown: each faulty character or byte becomes U+FFFD. */
void text_show(const char *bytes, size_t n, bool lines, struct buf *out);

/* The character at `bytes` (n > 0); its length in bytes in `*len`. Invalid: U+FFFD and length 1. */
uint32_t text_decode(const char *bytes, size_t n, size_t *len);

/* Without blanks (ASCII, U+3000, no-break) at both ends: start and length of what is left. */
const char *text_trim(const char *bytes, size_t *n);

#endif
