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
    bool stop = false;
    do {
        rc = sqlite3_backup_step(backup, PAGES_A_STEP);
        if (progress != NULL) {
            int all = sqlite3_backup_pagecount(backup);
            stop = progress(context, all - sqlite3_backup_remaining(backup), all);
        }
        if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED) { /* one that holds the file is waited for */
            sqlite3_sleep(50);
            waited++;
        }
    } while (!stop && (rc == SQLITE_OK || ((rc == SQLITE_BUSY || rc == SQLITE_LOCKED) && waited < 200)));
    sqlite3_backup_finish(backup);
    if (stop)
        return err_set(err, "%s", _("备份中止，没有留下文件。"));
    return rc == SQLITE_DONE ? 0 : db_fail(to, err);
}

/* Inside a read transaction: without one each write of another program makes SQLite begin again from the first page,
 * and a busy store would never be done. */
static int copy_one_state(struct store *store, sqlite3 *to, progress_fn *progress, void *context, struct err *err)
{
    if (db_script(store->db, "BEGIN", err) != 0)
        return -1;
    int rc = db_pragma(store->db, "SELECT count(*) FROM sqlite_schema", NULL, err);
    if (rc == 0)
        rc = copy_pages(store, to, progress, context, err);
    sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
    return rc;
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
        rc = copy_one_state(store, to, progress, context, err);
    /* One file, to be carried away: no write-ahead log beside it. */
    if (rc == 0)
        rc = db_pragma(to, "PRAGMA journal_mode = DELETE", NULL, err);
    sqlite3_close(to);
    if (rc != 0)
        unlink(path);
    return rc;
}
