/* zeren init. */
#include "domain/setup.h"

#include "base/file.h"
#include "base/words.h"
#include "domain/account.h"
#include "domain/demo.h"
#include "rules/rulebook.h"
#include "store/change.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct books {
    struct rulebook **v;
    size_t n, room;
};

static bool same_value(const struct ini_section *a, const struct ini_section *b, const char *name)
{
    const struct ini_key *x = ini_key(a, name), *y = ini_key(b, name);
    return strcmp(x == NULL ? "" : x->value, y == NULL ? "" : y->value) == 0;
}

/* A fact of one name is one fact in the store: two schools that bring it must mean the same. */
static int check_facts(const struct books *books, struct err *err)
{
    for (size_t i = 1; i < books->n; i++)
        for (size_t e = 0; e < books->v[i]->entries.n; e++) {
            const struct entry *entry = &books->v[i]->entries.v[e];
            for (size_t k = 1; entry->spec->seed == SEED_FACT && k < i; k++) {
                const struct entry *other =
                    book_entry(books->v[k], "fact", entry->section->id, strlen(entry->section->id));
                if (other != NULL && !(same_value(entry->section, other->section, "name") &&
                                       same_value(entry->section, other->section, "kind") &&
                                       same_value(entry->section, other->section, "unit")))
                    return err_set(err, _("%s 第 %zu 行的事实 %s 与 %s 第 %zu 行的同名而不同义，没有建库。请改名。"),
                                   entry->file, entry->section->line, entry->section->id, other->file,
                                   other->section->line);
            }
        }
    return 0;
}

static int load_books(const struct setup *setup, struct books *books, struct faults *faults, struct err *err)
{
    char *facts = path_join(setup->data, "rules/facts.ini");
    *VEC_PUSH(books) = rulebook_load_frame(setup->data, faults);
    for (size_t i = 0; i < setup->folders_n; i++)
        *VEC_PUSH(books) = rulebook_load(setup->folders[i], facts, faults);
    mem_free(facts);
    if (faults->all > 0)
        return err_set(err, _("制度文件有 %zu 处差错，没有建库。请改正后重试（zeren rules check 可单独检查）。"),
                       faults->all);
    if (check_facts(books, err) != 0)
        return -1;
    for (size_t i = 1; i < books->n; i++)
        for (size_t k = 1; k < i; k++)
            if (strcmp(rulebook_school(books->v[i]), rulebook_school(books->v[k])) == 0)
                return err_set(err, _("学校 %s 给了两次，没有建库。"), rulebook_school(books->v[i]));
    return 0;
}

static int fill_demo(struct store *store, const char *login, struct err *err)
{
    struct session session;
    char day[DAY_TEXT];
    day_of(store_now(store), day);
    int rc = session_open(&session, store, login, err);
    if (rc == 0)
        rc = demo_fill(&session, day, err);
    session_done(&session);
    return rc;
}

/* One sealed entry for the frame and the first account, one for each school. */
static int fill(struct store *store, const struct setup *setup, const struct books *books, struct err *err)
{
    for (size_t i = 0; i < books->n; i++) {
        if (store_begin(store, setup->login, i == 0 ? "init" : "load-rules", err) != 0)
            return -1;
        int rc = rulebook_seed(books->v[i], store, err);
        if (rc == 0 && i == 0)
            rc = add_account(store, setup->login, "admin", 0, err);
        if (rc == 0)
            rc = store_commit(store, err);
        if (rc != 0) {
            store_rollback(store);
            return -1;
        }
    }
    if (setup->demo && fill_demo(store, setup->login, err) != 0)
        return -1;
    return store_checkpoint(store, err);
}

static void remove_store(const char *path)
{
    static const char *const ends[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < COUNT(ends); i++) {
        struct buf name = { 0 };
        buf_printf(&name, "%s%s", path, ends[i]);
        unlink(name.v);
        buf_free(&name);
    }
}

static int make(const struct setup *setup, const char *temporary, const struct books *books, struct err *err)
{
    struct store *store = NULL;
    int rc = store_create(&store, temporary, &setup->options, err);
    if (rc == 0)
        rc = fill(store, setup, books, err);
    store_close(store);
    /* link, not rename: a store that another program made meanwhile is not replaced. */
    if (rc == 0 && link(temporary, setup->path) != 0)
        rc = err_set(err, _("不能在 %s 建库（%s）。请换一个位置，或先移走已有的文件。"), setup->path, strerror(errno));
    remove_store(temporary);
    return rc;
}

static bool beside(const char *path, const char *end)
{
    struct buf name = { 0 };
    buf_printf(&name, "%s%s", path, end);
    bool is = access(name.v, F_OK) == 0;
    buf_free(&name);
    return is;
}

int setup_store(const struct setup *setup, struct faults *faults, struct err *err)
{
    struct books books = { 0 };
    int rc = 0;
    if (access(setup->path, F_OK) == 0)
        return err_set(err, _("库 %s 已经有了，没有改动。要另建请用 --store 换一个位置。"), setup->path);
    /* SQLite would play an old log of this name into the new store. */
    if (beside(setup->path, "-wal"))
        return err_set(err, _("%s-wal 是从前一个库留下的，没有建库。请先把它移走（其中可能有未归档的记录）。"),
                       setup->path);
    if (!login_valid(setup->login))
        return err_set(err, _("系统登录名 %s 含有不支持的字符，不能作为管理员账号。"), setup->login);
    rc = load_books(setup, &books, faults, err);
    if (rc == 0) {
        struct buf temporary = { 0 };
        char *folder = path_folder(setup->path), *made = folder_missing(folder);
        buf_printf(&temporary, "%s.init-%ld", setup->path, (long)getpid());
        rc = make(setup, temporary.v, &books, err);
        if (rc != 0 && *made != '\0')
            folder_remove(folder, made);
        mem_free(made);
        mem_free(folder);
        buf_free(&temporary);
    }
    for (size_t i = 0; i < books.n; i++)
        rulebook_free(books.v[i]);
    VEC_FREE(&books);
    return rc;
}
