/* Fuzzes the provision parser, which takes any bytes. Besides what the sanitizers see it must hold that the spans
 * of all nodes, joined, are the text byte for byte, that each node stands in one before it, and that marks, first
 * cells and words lie within their node. */
#include "rules/outline.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_node(const struct outline *outline, size_t i, const char *text)
{
    const struct node *node = &outline->v[i];
    size_t n;
    const char *words = node_words(text, node, &n);
    must(node->n > 0 && node->mark_n <= node->n && node->party_n <= node->mark_n);
    must(words >= text + node->start && words + n <= text + node->start + node->n);
    must(node->parent >= -1 && node->parent < (int)i && node->number >= 0);
    must(node->line > (i == 0 ? 0 : outline->v[i - 1].line));
    must((node->path[0] == '\0') == (node->kind == NODE_PREAMBLE || node->kind == NODE_IMPRINT));
    must(node_kind_name(node->kind)[0] != '\0');
    int found = outline_find(outline, node->path);
    must(node->path[0] == '\0' ? found == -1 : found >= 0 && found <= (int)i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct outline outline = { 0 };
    const char *text = (const char *)data;
    size_t at = 0, used;
    outline_parse(text, size, &outline);
    for (size_t i = 0; i < outline.n; i++) {
        must(outline.v[i].start == at);
        check_node(&outline, i, text);
        at += outline.v[i].n;
    }
    must(at == size);
    outline_free(&outline);
    int number = chinese_number(text, size, &used);
    must(used <= size && number >= 0 && number <= 999);
    return 0;
}
