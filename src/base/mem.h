/* Memory that is there or the program ends, growing arrays, and arenas for what lives and dies together. */
#ifndef ZEREN_BASE_MEM_H
#define ZEREN_BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size);             /* zeroed; never NULL */
void *mem_resize(void *old, size_t size); /* never NULL; the new part is not zeroed */
char *mem_strdup(const char *text);
char *mem_strndup(const char *text, size_t bytes);

/* Makes room for one more element in a growing array of `size`-byte elements and returns the array,
 * moved if need be. Called through VEC_PUSH. */
void *mem_grow(void *items, size_t count, size_t *room, size_t size);

/* A growing array: struct { T *v; size_t n, room; }. VEC_PUSH evaluates to a pointer to the new zeroed
 * element; VEC_FREE gives the array back and leaves it empty. */
#define VEC(T)          \
    struct {            \
        T *v;           \
        size_t n, room; \
    }
#define VEC_PUSH(vec) ((vec)->v = mem_grow((vec)->v, (vec)->n, &(vec)->room, sizeof *(vec)->v), &(vec)->v[(vec)->n++])
#define VEC_FREE(vec) (mem_free((vec)->v), (vec)->v = NULL, (vec)->n = (vec)->room = 0)

void mem_free(void *block);

/* How many elements an array has. */
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* An arena owns many small blocks; arena_free gives them all back at once. Zeroed is empty. */
struct arena {
    struct arena_block *blocks;
};
void *arena_alloc(struct arena *arena, size_t size);       /* zeroed */
char *arena_strdup(struct arena *arena, const char *text); /* NULL stays NULL */
char *arena_strndup(struct arena *arena, const char *text, size_t bytes);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
void arena_free(struct arena *arena);

#endif
