/* A growing string of bytes. Zeroed is empty; `v` is NULL until something was added, then ends in NUL. */
#ifndef ZEREN_BASE_BUF_H
#define ZEREN_BASE_BUF_H

#include <stddef.h>

struct buf {
    char *v;
    size_t n, room;
};

void buf_add(struct buf *buf, const void *bytes, size_t count);
void buf_adds(struct buf *buf, const char *text);
void buf_addc(struct buf *buf, char c);
void buf_repeat(struct buf *buf, const char *text, size_t times);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *buf_text(const struct buf *buf); /* borrowed; "" when empty */
void buf_clear(struct buf *buf);             /* empty, the room kept */
void buf_free(struct buf *buf);

#endif
