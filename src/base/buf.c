/* Growing strings. */
#include "base/buf.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void make_room(struct buf *buf, size_t more)
{
    size_t need = buf->n + more + 1;
    if (need <= buf->room)
        return;
    size_t room = buf->room > 0 ? buf->room : 64;
    while (room < need)
        room *= 2;
    buf->v = mem_resize(buf->v, room);
    buf->room = room;
}

void buf_add(struct buf *buf, const void *bytes, size_t count)
{
    make_room(buf, count);
    if (count > 0)
        memcpy(buf->v + buf->n, bytes, count);
    buf->n += count;
    buf->v[buf->n] = '\0';
}

void buf_adds(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_addc(struct buf *buf, char c)
{
    buf_add(buf, &c, 1);
}

void buf_repeat(struct buf *buf, const char *text, size_t times)
{
    size_t bytes = strlen(text);
    while (times-- > 0)
        buf_add(buf, text, bytes);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0) {
        make_room(buf, (size_t)n);
        vsnprintf(buf->v + buf->n, (size_t)n + 1, format, again);
        buf->n += (size_t)n;
    }
    va_end(again);
}

const char *buf_text(const struct buf *buf)
{
    return buf->v == NULL ? "" : buf->v;
}

void buf_clear(struct buf *buf)
{
    buf->n = 0;
    if (buf->v != NULL)
        buf->v[0] = '\0';
}

void buf_free(struct buf *buf)
{
    mem_free(buf->v);
    *buf = (struct buf){ 0 };
}
