/* The desk. Nothing here is a test: what it needs and does not get ends the test that asked. */
#include "desk.h"

#include "base/file.h"
#include "base/mem.h"
#include "lib/run.h"

#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { STORE_MOST = 64 * 1024 * 1024, TRIES = 1000, TRY_MS = 10 };

static char *made_folder;

static struct {
    char *folder;
    struct arena arena;
} desk;

static void must(int rc, const struct err *err)
{
    if (rc != 0)
        ck_abort_msg("%s", err->text);
}

void desk_make(void)
{
    struct run run;
    made_folder = folder_new();
    char *path = path_join(made_folder, "zeren.db");
    RUN(&run, "init", "--demo", "--store", path);
    if (run.status != 0)
        ck_abort_msg("%s", buf_text(&run.err));
    run_free(&run);
    mem_free(path);
}

void desk_drop(void)
{
    folder_drop(made_folder);
}

static void copy_store(void)
{
    struct buf bytes = { 0 };
    struct err err;
    char *from = path_join(made_folder, "zeren.db");
    must(file_read(from, STORE_MOST, &bytes, &err), &err);
    must(file_write(desk_path("zeren.db"), bytes.v, bytes.n, &err), &err);
    ck_assert_int_eq(chmod(desk_path("zeren.db"), 0600), 0);
    buf_free(&bytes);
    mem_free(from);
}

/* The program finds all of it by these; each test runs in a process of its own. */
static void open_desk(void)
{
    desk.folder = folder_new();
    copy_store();
    ck_assert_int_eq(mkdir(desk_path("zeren"), 0700), 0);
    setenv("ZEREN_STORE", desk_path("zeren.db"), 1);
    setenv("XDG_CONFIG_HOME", desk.folder, 1);
}

static void close_desk(void)
{
    folder_drop(desk.folder);
    arena_free(&desk.arena);
}

TCase *desk_case(Suite *suite, const char *name)
{
    TCase *tcase = tcase_create(name);
    tcase_set_timeout(tcase, 120);
    tcase_add_unchecked_fixture(tcase, desk_make, desk_drop);
    tcase_add_checked_fixture(tcase, open_desk, close_desk);
    suite_add_tcase(suite, tcase);
    return tcase;
}

const char *desk_path(const char *name)
{
    return arena_printf(&desk.arena, "%s/%s", desk.folder, name);
}

void desk_config(const char *text)
{
    struct err err;
    must(file_write(desk_path("zeren/zeren.ini"), text, strlen(text), &err), &err);
}

int desk_files(const char *folder, const char *ending)
{
    int n = 0;
    DIR *dir = opendir(desk_path(folder));
    for (const struct dirent *file; dir != NULL && (file = readdir(dir)) != NULL;) {
        size_t length = strlen(file->d_name), end = strlen(ending);
        n += length > end && strcmp(file->d_name + length - end, ending) == 0;
    }
    if (dir != NULL)
        closedir(dir);
    return n;
}

/* The folder of the drafts; NULL: there is none yet. */
static const char *drafts(void)
{
    const char *found = NULL;
    DIR *dir = opendir(desk.folder);
    for (const struct dirent *file; dir != NULL && (file = readdir(dir)) != NULL;)
        if (strncmp(file->d_name, "zeren.db.drafts.", 16) == 0)
            found = arena_strdup(&desk.arena, file->d_name);
    if (dir != NULL)
        closedir(dir);
    return found;
}

int desk_drafts(void)
{
    const char *folder = drafts();
    return folder == NULL ? 0 : desk_files(folder, ".draft");
}

static bool is_kept(const char *text)
{
    const char *folder = drafts();
    bool kept = false;
    DIR *dir = folder == NULL ? NULL : opendir(desk_path(folder));
    for (const struct dirent *file; dir != NULL && (file = readdir(dir)) != NULL;) {
        struct buf bytes = { 0 };
        struct err err; /* one that is gone by now holds nothing */
        const char *name = arena_printf(&desk.arena, "%s/%s", folder, file->d_name);
        size_t n = strlen(file->d_name);
        bool whole = n > 6 && strcmp(file->d_name + n - 6, ".draft") == 0; /* not one still being written */
        if (whole && file_read(desk_path(name), STORE_MOST, &bytes, &err) == 0)
            kept = kept || memmem(bytes.v, bytes.n, text, strlen(text)) != NULL;
        buf_free(&bytes);
    }
    if (dir != NULL)
        closedir(dir);
    return kept;
}

void desk_wait_kept(const char *text)
{
    for (int i = 0; !is_kept(text); i++) {
        ck_assert_msg(i < TRIES, "no draft holds %s", text);
        poll(NULL, 0, TRY_MS);
    }
}

void desk_wait_draft(void)
{
    for (int i = 0; desk_drafts() == 0; i++) {
        ck_assert_msg(i < TRIES, "no draft is kept");
        poll(NULL, 0, TRY_MS);
    }
}

struct terminal *desk_run(const struct terminal_how *how, const char *argument)
{
    struct terminal_how whole = how == NULL ? (struct terminal_how){ 0 } : *how;
    const char *words[] = { getenv("zeren"), argument, NULL };
    if (whole.words == NULL)
        whole.words = words;
    return terminal_start(&whole);
}

struct terminal *desk_start(const struct terminal_how *how, const char *argument)
{
    struct terminal *terminal = desk_run(how, argument);
    terminal_wait(terminal, "总览");
    terminal_wait(terminal, "查验"); /* the last line: painted to the end */
    return terminal;
}

void desk_ended(struct terminal *terminal, int status)
{
    ck_assert_int_eq(terminal_end(terminal), status);
    ck_assert_pstr_eq(terminal_left(terminal), NULL);
    terminal_free(terminal);
}

void desk_quit(struct terminal *terminal)
{
    terminal_keys(terminal, "\021");
    desk_ended(terminal, 0);
}

void desk_verify(void)
{
    struct run run;
    RUN(&run, "verify");
    if (run.status != 0)
        ck_abort_msg("%s", buf_text(&run.err));
    run_free(&run);
}
