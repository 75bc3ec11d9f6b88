/* Memory. No memory left is not an error a person at a console can act on: the program ends (die). */
#include "base/mem.h"

#include "base/err.h"
#include "base/words.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 16 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t used, room;
    max_align_t bytes[];
};

static void *checked(void *block)
{
    if (block == NULL)
        die("%s", _("内存不足，程序无法继续。已确认的内容都已存盘。"));
    return block;
}

void *mem_alloc(size_t size)
{
    return checked(calloc(1, size > 0 ? size : 1));
}

void *mem_resize(void *old, size_t size)
{
    return checked(realloc(old, size > 0 ? size : 1));
}

void mem_free(void *block)
{
    free(block);
}

char *mem_strndup(const char *text, size_t bytes)
{
    char *copy = mem_alloc(bytes + 1);
    if (bytes > 0)
        memcpy(copy, text, bytes);
    return copy;
}

char *mem_strdup(const char *text)
{
    return mem_strndup(text, strlen(text));
}

void *mem_grow(void *items, size_t count, size_t *room, size_t size)
{
    if (count == *room) {
        size_t more = *room > 0 ? *room * 2 : 8;
        if (more > SIZE_MAX / size)
            die("%s", _("内存不足，程序无法继续。已确认的内容都已存盘。"));
        items = mem_resize(items, more * size);
        *room = more;
    }
    memset((char *)items + count * size, 0, size);
    return items;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t unit = sizeof(max_align_t);
    size_t need = (size + unit - 1) / unit * unit;
    struct arena_block *block = arena->blocks;
    if (block == NULL || block->room - block->used < need) {
        size_t room = need > BLOCK_BYTES ? need : BLOCK_BYTES;
        block = mem_alloc(sizeof *block + room);
        block->room = room;
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *out = (char *)block->bytes + block->used;
    block->used += need;
    return out;
}

char *arena_strndup(struct arena *arena, const char *text, size_t bytes)
{
    char *copy = arena_alloc(arena, bytes + 1);
    if (bytes > 0)
        memcpy(copy, text, bytes);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return text == NULL ? NULL : arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *out = arena_alloc(arena, (size_t)(n < 0 ? 0 : n) + 1);
    vsnprintf(out, (size_t)(n < 0 ? 0 : n) + 1, format, again);
    va_end(again);
    return out;
}

void arena_free(struct arena *arena)
{
    struct arena_block *block = arena->blocks;
    while (block != NULL) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
    arena->blocks = NULL;
}
