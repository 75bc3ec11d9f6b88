/* Whole files: read into memory, or written so that either all of it is there or nothing. */
#ifndef ZEREN_BASE_FILE_H
#define ZEREN_BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

/* Reads `path` whole into `out` (which the caller frees). More than `most` bytes is an error: nothing
 * the program reads is that large, so it is the wrong file. */
int file_read(const char *path, size_t most, struct buf *out, struct err *err);

/* Writes to a temporary file beside `path`, syncs it, and renames: a full disk or a folder that may not
 * be written leaves what stood at `path` as it was. Mode is that of a new file under the umask. */
int file_write(const char *path, const void *bytes, size_t count, struct err *err);

/* Makes the folder and those above it, 0700. `made` (may be NULL) gets the topmost folder that was not
 * there before, or "" ; the caller frees it. */
int folder_make(const char *path, char **made, struct err *err);

/* The topmost folder on the way to `path` (itself included) that is not there yet; "" when all are. The caller frees.
 */
char *folder_missing(const char *path);

/* Takes away `path` and the empty folders above it up to `made`, what folder_make had added. */
void folder_remove(const char *path, const char *made);

char *path_join(const char *folder, const char *name); /* caller frees */
char *path_folder(const char *path);                   /* what holds it, "." at least; caller frees */
const char *path_name(const char *path);               /* the last part; borrowed */

#endif
