/* Online backup, through SQLite's backup interface. */
#include "base/words.h"
#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { PAGES_A_STEP = 256 };

static int copy_pages(struct store *store, sqlite3 *to, progress_fn *progress, void *context, struct err *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", store->db, "main");
    if (backup == NULL)
        return db_fail(to, err);
    int rc, waited = 0;
    /* A writer in another process makes SQLite begin again; one that holds the file is waited for. */
    do {
        rc = sqlite3_backup_step(backup, PAGES_A_STEP);
        if (progress != NULL) {
            int all = sqlite3_backup_pagecount(backup);
            progress(context, all - sqlite3_backup_remaining(backup), all);
        }
        if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED) {
            sqlite3_sleep(50);
            waited++;
        }
    } while (rc == SQLITE_OK || ((rc == SQLITE_BUSY || rc == SQLITE_LOCKED) && waited < 200));
    sqlite3_backup_finish(backup);
    return rc == SQLITE_DONE ? 0 : db_fail(to, err);
}

int store_backup(struct store *store, const char *path, progress_fn *progress, void *context, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_set(err, _("不能建立备份文件 %s（%s）。请换一个还没有的文件名。"), path, strerror(errno));
    close(fd);
    sqlite3 *to = NULL;
    int rc = db_open(&to, path, SQLITE_OPEN_READWRITE, 0, err);
    if (rc == 0)
        rc = copy_pages(store, to, progress, context, err);
    /* One file, to be carried away: no write-ahead log beside it. */
    if (rc == 0)
        rc = db_pragma(to, "PRAGMA journal_mode = DELETE", NULL, err);
    sqlite3_close(to);
    if (rc != 0)
        unlink(path);
    return rc;
}
