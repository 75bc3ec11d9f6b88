/* Whole files and folders. */
#include "base/file.h"

#include "base/mem.h"
#include "base/words.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int read_all(int fd, const char *path, size_t most, struct buf *out, struct err *err)
{
    char chunk[65536];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, _("读不了文件 %s（%s）。请检查文件和权限。"), path, strerror(errno));
        if (n == 0)
            return 0;
        if (out->n + (size_t)n > most)
            return err_set(err, _("文件 %s 太大（超过 %zu 字节），不像是要的文件。请核对文件名。"), path, most);
        buf_add(out, chunk, (size_t)n);
    }
}

int file_read(const char *path, size_t most, struct buf *out, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set(err, _("打不开文件 %s（%s）。请核对路径和权限。"), path, strerror(errno));
    buf_clear(out);
    int rc = read_all(fd, path, most, out, err);
    close(fd);
    return rc;
}

static int write_all(int fd, const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t n = write(fd, bytes, count);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return -1;
        bytes += n;
        count -= (size_t)n;
    }
    return fsync(fd);
}

int file_write(const char *path, const void *bytes, size_t count, struct err *err)
{
    struct buf temporary = { 0 };
    struct stat st;
    /* A rename would put a plain file in the place of a device or a pipe: /dev/null for one. */
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return err_set(err, _("%s 不是普通文件，没有写。请换一个文件名。"), path);
    buf_printf(&temporary, "%s.XXXXXX", path);
    int fd = mkostemp(temporary.v, O_CLOEXEC);
    if (fd < 0) {
        err_set(err, _("不能在 %s 处写文件（%s）。请换一个有写权限的文件夹。"), path, strerror(errno));
        buf_free(&temporary);
        return -1;
    }
    mode_t mask = umask(0);
    umask(mask);
    int failed = write_all(fd, bytes, count) != 0 || fchmod(fd, 0666 & ~mask) != 0;
    int why = errno;
    if (close(fd) != 0 && !failed) {
        why = errno;
        failed = 1;
    }
    if (!failed && rename(temporary.v, path) != 0) {
        why = errno;
        failed = 1;
    }
    if (failed) {
        unlink(temporary.v);
        err_set(err, _("文件 %s 没有写成（%s），原有内容未动。请腾出空间或换一个位置后重试。"), path, strerror(why));
    }
    buf_free(&temporary);
    return failed ? -1 : 0;
}

char *path_join(const char *folder, const char *name)
{
    struct buf out = { 0 };
    buf_printf(&out, "%s/%s", folder, name);
    return out.v;
}

char *path_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return mem_strdup(".");
    return slash == path ? mem_strdup("/") : mem_strndup(path, (size_t)(slash - path));
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int folder_make(const char *path, char **made, struct err *err)
{
    if (made != NULL)
        *made = mem_strdup("");
    char *work = mem_strdup(path);
    int rc = 0;
    for (size_t i = *path != '\0' ? 1 : 0; rc == 0; i++) {
        if (work[i] != '/' && work[i] != '\0')
            continue;
        char kept = work[i];
        work[i] = '\0';
        if (mkdir(work, 0700) == 0) {
            if (made != NULL && **made == '\0') {
                mem_free(*made);
                *made = mem_strdup(work);
            }
        } else if (errno == EEXIST && !is_folder(work)) { /* a file may stand there */
            rc = err_set(err, _("不能建立文件夹 %s（%s）。请换一个位置，或先建好它。"), work, strerror(ENOTDIR));
        } else if (errno != EEXIST) {
            rc = err_set(err, _("不能建立文件夹 %s（%s）。请换一个位置，或先建好它。"), work, strerror(errno));
        }
        work[i] = kept;
        if (kept == '\0')
            break;
    }
    mem_free(work);
    return rc;
}

void folder_remove(const char *path, const char *made)
{
    if (*made == '\0')
        return; /* folder_make found all of it there */
    char *work = mem_strdup(path);
    size_t stop = strlen(made);
    while (strlen(work) >= stop && rmdir(work) == 0 && strlen(work) > stop) {
        char *above = path_folder(work);
        mem_free(work);
        work = above;
    }
    mem_free(work);
}

char *folder_missing(const char *path)
{
    char *missing = mem_strdup(""), *at = mem_strdup(path);
    while (access(at, F_OK) != 0) {
        char *above = path_folder(at);
        bool top = strcmp(above, at) == 0;
        mem_free(missing);
        missing = at;
        at = above;
        if (top)
            break;
    }
    mem_free(at);
    return missing;
}
