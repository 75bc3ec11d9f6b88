/* The SM3 of a file, read piece by piece. Knows no evidence. */
#ifndef ZEREN_DOMAIN_DIGEST_H
#define ZEREN_DOMAIN_DIGEST_H

#include "store/store.h"

#include <stdint.h>

enum { SM3_HEX = 65 };

/* Whatever its size. Only a regular file is read: a pipe or a device might never end; and none of the open store's own,
 * whose locks would be lost (store_has_file). */
/* `progress` (or NULL) is told how many bytes are read, and may stop it: a disk's image takes minutes. -1: it cannot be
 * read; 1: stopped; both with a sentence. */
int file_sm3(const struct store *store, const char *path, progress_fn *progress, void *context, char hex[SM3_HEX],
             int64_t *bytes, struct err *err);

#endif
