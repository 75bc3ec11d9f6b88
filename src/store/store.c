/* Opening and closing the store, and the transaction that seals what it changed. */
#include "store/store.h"

#include "base/file.h"
#include "base/words.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/search.h"
#include "store/touch.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int group_id(const char *group, gid_t *id, struct err *err)
{
    struct group *entry = getgrnam(group);
    if (entry == NULL)
        return err_set(err, _("系统里没有组 %s。请改正配置文件 [store] group。"), group);
    *id = entry->gr_gid;
    return 0;
}

/* Advice for a folder or a file that others may write. */
static int refuse_writers(const char *path, const char *who, const char *sign, mode_t mode, struct err *err)
{
    bool folder = S_ISDIR(mode);
    if (folder && (mode & S_ISVTX) != 0) /* the system's: /tmp and its like */
        return err_set(err, _("库所在的文件夹 %s %s都可写，不安全，拒绝打开。请把库移到自己的文件夹。"), path, who);
    return err_set(err,
                   folder ? _("库所在的文件夹 %s %s都可写，不安全，拒绝打开。请把库移到自己的文件夹，或 chmod %s %s。")
                          : _("库文件 %s %s都可写，不安全，拒绝打开。请运行 chmod %s %s。"),
                   path, who, sign, path);
}

/* Who may write the file could write past the journal; who may write the folder could put another file there. */
static int check_writers(const char *path, const char *shown, const struct store_options *options, struct err *err)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        if (errno == ENOENT)
            return err_set(err, _("没有库 %s。请先运行 zeren init，或用 --store 指明库文件。"), shown);
        return err_set(err, _("打不开库 %s（%s）。请检查路径和权限。"), shown, strerror(errno));
    }
    if ((st.st_mode & S_IWOTH) != 0)
        return refuse_writers(path, _("任何人"), "o-w", st.st_mode, err);
    if ((st.st_mode & S_IWGRP) == 0)
        return 0;
    gid_t chosen = 0;
    if (options->group != NULL && group_id(options->group, &chosen, err) != 0)
        return -1;
    if (options->group == NULL || st.st_gid != chosen)
        return refuse_writers(path, _("同组的人（配置 [store] group 没有选定这个组）"), "g-w", S_ISDIR(st.st_mode),
                              err);
    return 0;
}

static int check_permissions(const char *path, const struct store_options *options, struct err *err)
{
    if (check_writers(path, path, options, err) != 0)
        return -1;
    char *folder = path_folder(path);
    int rc = check_writers(folder, path, options, err);
    mem_free(folder);
    return rc;
}

static struct store *store_new(sqlite3 *db, const char *path, const struct store_options *options)
{
    struct store *store = mem_alloc(sizeof *store);
    store->db = db;
    store->path = mem_strdup(path);
    store->clock = options->clock;
    recorder_watch(&store->recorder, db);
    return store;
}

/* The group needs a way to the store: every folder that was made, from `made` down to `folder`, is given to it. */
static int give_folders(const char *folder, const char *made, gid_t group)
{
    char *at = mem_strdup(folder);
    int rc = chown(at, (uid_t)-1, group) == 0 ? chmod(at, 02770) : -1;
    while (rc == 0 && strcmp(at, made) != 0) {
        char *above = path_folder(at);
        mem_free(at);
        at = above;
        rc = chown(at, (uid_t)-1, group) == 0 ? chmod(at, 02770) : -1;
    }
    mem_free(at);
    return rc;
}

static int make_file(const char *path, const struct store_options *options, struct err *err)
{
    gid_t group = 0;
    if (options->group != NULL && group_id(options->group, &group, err) != 0)
        return -1;
    char *folder = path_folder(path), *made = NULL;
    int rc = folder_make(folder, &made, err);
    if (rc == 0 && options->group != NULL && *made != '\0' && give_folders(folder, made, group) != 0)
        rc = err_set(err, _("不能把文件夹 %s 交给组 %s（%s）。"), folder, options->group, strerror(errno));
    int fd = rc == 0 ? open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
    if (rc == 0 && fd < 0)
        rc = err_set(err, _("不能建立库 %s（%s）。请换一个位置，或先移走已有的文件。"), path, strerror(errno));
    if (fd >= 0 && options->group != NULL && (fchown(fd, (uid_t)-1, group) != 0 || fchmod(fd, 0660) != 0))
        rc = err_set(err, _("不能把库 %s 交给组 %s（%s）。"), path, options->group, strerror(errno));
    if (fd >= 0)
        close(fd);
    if (rc != 0 && fd >= 0)
        unlink(path);
    if (rc != 0)
        folder_remove(folder, made);
    mem_free(made);
    mem_free(folder);
    return rc;
}

static int prepare_connection(sqlite3 *db, struct err *err)
{
    if (db_pragma(db, "PRAGMA journal_mode = WAL", NULL, err) != 0)
        return -1;
    return db_script(db, "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON", err);
}

int store_create(struct store **out, const char *path, const struct store_options *options, struct err *err)
{
    *out = NULL;
    sqlite3 *db = NULL;
    if (make_file(path, options, err) != 0)
        return -1;
    int rc = check_permissions(path, options, err);
    if (rc == 0)
        rc = db_open(&db, path, SQLITE_OPEN_READWRITE, options->busy_ms, err);
    if (rc == 0)
        rc = db_script(db, "PRAGMA application_id = 2054317422", err);
    if (rc == 0)
        rc = prepare_connection(db, err);
    if (rc == 0)
        rc = db_script(db, "BEGIN IMMEDIATE", err);
    if (rc == 0)
        rc = db_migrate(db, 0, err);
    if (rc == 0)
        rc = db_script(db, "COMMIT", err);
    if (rc != 0) {
        sqlite3_close(db);
        unlink(path);
        return -1;
    }
    *out = store_new(db, path, options);
    return 0;
}

static int refuse_newer(const char *path, int64_t version, struct err *err)
{
    return err_set(err, _("库 %s 是更新版本的 zeren 写的（第 %d 版，本程序到第 %d 版）。请升级程序后再打开。"), path,
                   (int)version, db_version_newest());
}

/* Another program may have migrated the store while this one waited for the lock: the version is read again under it.
 */
static int migrate(sqlite3 *db, const char *path, struct err *err)
{
    int64_t version = 0;
    if (db_script(db, "BEGIN IMMEDIATE", err) != 0)
        return -1;
    int rc = db_pragma(db, "PRAGMA user_version", &version, err);
    if (rc == 0 && version > db_version_newest())
        rc = refuse_newer(path, version, err);
    if (rc == 0)
        rc = db_migrate(db, (int)version, err);
    if (rc == 0)
        rc = db_script(db, "COMMIT", err);
    if (rc != 0)
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

/* Takes an older store to this version; refuses a newer one and what is no store at all. */
static int check_version(sqlite3 *db, const char *path, struct err *err)
{
    int64_t application = 0, version = 0;
    if (db_pragma(db, "PRAGMA application_id", &application, err) != 0 ||
        db_pragma(db, "PRAGMA user_version", &version, err) != 0)
        return -1;
    if (application != STORE_APPLICATION_ID || version < 1)
        return err_set(err, _("%s 不是 zeren 的库。请用 --store 指明正确的文件。"), path);
    if (version > db_version_newest())
        return refuse_newer(path, version, err);
    return version == db_version_newest() ? 0 : migrate(db, path, err);
}

int store_open(struct store **out, const char *path, const struct store_options *options, struct err *err)
{
    *out = NULL;
    sqlite3 *db = NULL;
    /* SQLite follows a link and works in the folder it leads to: that one is looked at. */
    char *real = realpath(path, NULL), *kept = mem_strdup(real == NULL ? path : real);
    free(real);
    int rc = check_permissions(kept, options, err);
    if (rc == 0)
        rc = db_open(&db, kept, SQLITE_OPEN_READWRITE, options->busy_ms, err);
    if (rc == 0 && (check_version(db, kept, err) != 0 || prepare_connection(db, err) != 0)) {
        sqlite3_close(db);
        rc = -1;
    }
    if (rc == 0)
        *out = store_new(db, kept, options);
    mem_free(kept);
    return rc;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    store_rollback(store);
    for (int i = 0; i < SQL_COUNT; i++)
        sqlite3_finalize(store->statements[i]);
    sqlite3_close(store->db);
    recorder_free(&store->recorder);
    mem_free(store->path);
    mem_free(store);
}

int store_checkpoint(struct store *store, struct err *err)
{
    return db_pragma(store->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, err);
}

int64_t store_version(struct store *store)
{
    struct err err;
    struct query query = query_start(store, SQL_DATA_VERSION, &err);
    int64_t version = query_step(&query) == 1 ? query_get_int(&query) : -1;
    query_end(&query);
    return version;
}

int64_t store_commits(const struct store *store)
{
    return store->commits;
}

const char *store_path(const struct store *store)
{
    return store->path;
}

bool store_has_file(const struct store *store, const char *path)
{
    static const char *const endings[] = { "", "-wal", "-shm" };
    struct stat named, own;
    bool same = false;
    if (stat(path, &named) != 0)
        return false;
    for (size_t i = 0; i < COUNT(endings) && !same; i++) {
        struct buf file = { 0 };
        buf_printf(&file, "%s%s", store->path, endings[i]);
        same = stat(buf_text(&file), &own) == 0 && own.st_dev == named.st_dev && own.st_ino == named.st_ino;
        buf_free(&file);
    }
    return same;
}

int64_t store_now(const struct store *store)
{
    return clock_now(&store->clock);
}

static int run(struct store *store, enum sql sql, struct err *err)
{
    struct query query = query_start(store, sql, err);
    return query_run(&query);
}

int store_begin(struct store *store, const char *actor, const char *action, struct err *err)
{
    if (store->recorder.on)
        die("store_begin: a transaction is open");
    if (run(store, SQL_BEGIN, err) != 0)
        return -1;
    recorder_start(&store->recorder);
    store->torn = false;
    store->actor = mem_strdup(actor);
    store->action = mem_strdup(action);
    return 0;
}

static void end_transaction(struct store *store)
{
    recorder_stop(&store->recorder);
    mem_free(store->actor);
    mem_free(store->action);
    store->actor = store->action = NULL;
}

void store_rollback(struct store *store)
{
    if (!store->recorder.on)
        return;
    end_transaction(store);
    /* A failed COMMIT or a full disk may have rolled back already. */
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

int store_view(struct store *store, struct err *err)
{
    if (store->views == 0 && run(store, SQL_VIEW, err) != 0)
        return -1;
    store->views++;
    return 0;
}

void store_view_end(struct store *store)
{
    struct err err; /* ending a transaction that only read cannot lose anything */
    if (--store->views == 0)
        run(store, SQL_COMMIT, &err);
}

static int read_head(struct store *store, int64_t *seq, uint8_t hash[HASH_BYTES], struct err *err)
{
    struct query query = query_start(store, SQL_JOURNAL_HEAD, err);
    int rc = query_step(&query);
    *seq = 0;
    memset(hash, 0, HASH_BYTES);
    if (rc == 1) {
        *seq = sqlite3_column_int64(query.statement, 0);
        const void *blob = sqlite3_column_blob(query.statement, 1);
        if (blob != NULL && sqlite3_column_bytes(query.statement, 1) == HASH_BYTES)
            memcpy(hash, blob, HASH_BYTES);
    }
    query_end(&query);
    return rc < 0 ? -1 : 0;
}

int store_head(struct store *store, struct store_head *head, struct err *err)
{
    uint8_t hash[HASH_BYTES];
    if (read_head(store, &head->seq, hash, err) != 0)
        return -1;
    hash_to_hex(hash, head->hash);
    return 0;
}

static int seal(struct store *store, const struct buf *changes, struct err *err)
{
    uint8_t before[HASH_BYTES], hash[HASH_BYTES];
    struct journal_entry entry = { .at = store_now(store),
                                   .actor = store->actor,
                                   .actor_n = strlen(store->actor),
                                   .action = store->action,
                                   .action_n = strlen(store->action),
                                   .changes = changes->v,
                                   .changes_n = changes->n };
    if (read_head(store, &entry.seq, before, err) != 0)
        return -1;
    entry.seq++;
    journal_hash(before, &entry, hash);
    struct query query = query_start(store, SQL_JOURNAL_ADD, err);
    query_int(&query, entry.seq);
    query_int(&query, entry.at);
    query_text(&query, entry.actor);
    query_text(&query, entry.action);
    if (!query.failed) {
        sqlite3_bind_blob64(query.statement, 5, changes->v, changes->n, SQLITE_STATIC);
        sqlite3_bind_blob(query.statement, 6, hash, HASH_BYTES, SQLITE_STATIC);
    }
    int rc = query_run(&query);
    return rc == 0 ? touch_follow(store, entry.seq, changes, err) : rc;
}

int store_commit(struct store *store, struct err *err)
{
    const struct buf *changes = &store->recorder.changes;
    if (!store->recorder.on)
        die("store_commit: no transaction is open");
    if (store->torn)
        die("store_commit: a statement of the transaction had failed");
    recorder_merge(&store->recorder);
    int rc = search_follow(store, changes, err);
    if (rc == 0 && changes->n > 0)
        rc = seal(store, changes, err);
    if (rc == 0)
        rc = run(store, SQL_COMMIT, err);
    if (rc != 0) {
        store_rollback(store);
        return -1;
    }
    store->commits += changes->n > 0;
    end_transaction(store);
    return 0;
}
