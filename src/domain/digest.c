/* The SM3 of a file. */
#include "domain/digest.h"

#include "base/words.h"
#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sm3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 1 << 16, TELL_EACH = 16 << 20 }; /* bytes */

struct watch {
    progress_fn *progress;
    void *context;
    int64_t all, told;
};

static bool stops(struct watch *watch, int64_t bytes)
{
    if (watch->progress == NULL || bytes - watch->told < TELL_EACH)
        return false;
    watch->told = bytes;
    return watch->progress(watch->context, bytes, watch->all < bytes ? bytes : watch->all);
}

static int read_all(int fd, struct sm3_ctx *sm3, struct watch *watch, int64_t *bytes)
{
    uint8_t piece[PIECE];
    ssize_t n;
    while ((n = read(fd, piece, sizeof piece)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        sm3_update(sm3, (size_t)n, piece);
        *bytes += n;
        if (stops(watch, *bytes))
            return 1;
    }
    return 0;
}

int file_sm3(const struct store *store, const char *path, progress_fn *progress, void *context, char hex[SM3_HEX],
             int64_t *bytes, struct err *err)
{
    uint8_t hash[SM3_DIGEST_SIZE];
    struct sm3_ctx sm3;
    struct stat st;
    *bytes = 0;
    if (store_has_file(store, path))
        return err_set(err, _("%s 是正在使用的库，不能作为文件读。请先用 zeren backup 备份，登记备份的文件。"), path);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return err_set(err, _("读不了文件 %s（%s）。请核对路径和权限。"), path, strerror(errno));
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return err_set(err, _("%s 不是普通文件，不能计算摘要。请核对路径。"), path);
    }
    sm3_init(&sm3);
    struct watch watch = { .progress = progress, .context = context, .all = (int64_t)st.st_size };
    int rc = read_all(fd, &sm3, &watch, bytes);
    if (rc > 0)
        err_set(err, _("读文件 %s 中途停下，没有算出 SM3。"), path);
    else if (rc < 0)
        err_set(err, _("读文件 %s 时出错（%s）。请检查磁盘。"), path, strerror(errno));
    close(fd);
    sm3_digest(&sm3, sizeof hash, hash);
    hash_to_hex(hash, hex);
    return rc;
}
