/* Drafts as files: names, locks, the lines in them. It knows no form and no screen.
 *
 * A file is lines of "name=text" with LF and backslash escaped, between a line that says what it is and a last one with
 * the length and a sum of all before it: half a file is told from a whole one. The lock is a file of its own, because
 * a kept draft replaces the one before. */
#include "tui/draft.h"

#include "base/file.h"
#include "base/words.h"
#include "text/clean.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_BYTES_MOST = 90, PLACES = 9 };

#define HEAD "zeren-draft 1\n"
#define SUFFIX ".draft"

struct draft {
    char *path, *lock_path, *login, *key;
    int lock;
};

/* --- Names --- */

static uint64_t sum(const char *bytes, size_t n)
{
    uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a: against halves and slips, not against anyone */
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001B3u;
    return hash;
}

/* As a part of a file name: lower-case letters, digits and - stay, all others are written as _ and two digits, so that
 * no name is a path and no two are one. A long one ends in its sum. */
static void add_name(struct buf *out, const char *text)
{
    struct buf name = { 0 };
    for (const char *at = text; *at != '\0'; at++) {
        if ((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == '-')
            buf_addc(&name, *at);
        else
            buf_printf(&name, "_%02x", (unsigned)(unsigned char)*at);
    }
    if (name.n > NAME_BYTES_MOST) {
        buf_add(out, name.v, NAME_BYTES_MOST - 20);
        buf_printf(out, "_x%016" PRIx64, sum(text, strlen(text)));
    } else
        buf_adds(out, buf_text(&name));
    buf_free(&name);
}

/* login.key.1.draft; the number is another when the first is open elsewhere. */
static char *place_path(const char *folder, const char *login, const char *key, int place, const char *suffix)
{
    struct buf path = { 0 };
    buf_printf(&path, "%s/", folder);
    add_name(&path, login);
    buf_addc(&path, '.');
    add_name(&path, key);
    buf_printf(&path, ".%d%s", place, suffix);
    return path.v;
}

/* --- Locks --- */

/* A lock on a file that was taken away in between is none: then once more. -1: another has it, or it cannot be. */
static int take_lock(const char *path)
{
    for (int again = 0; again < 100; again++) {
        struct stat held, there;
        int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
        if (fd < 0)
            return -1;
        if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
            close(fd);
            return -1;
        }
        if (fstat(fd, &held) == 0 && lstat(path, &there) == 0 && held.st_ino == there.st_ino)
            return fd;
        close(fd);
    }
    return -1;
}

static void give_lock(int fd, const char *path)
{
    unlink(path);
    close(fd);
}

/* --- What stands in a file --- */

static void add_line(struct buf *out, const char *name, const char *text)
{
    buf_printf(out, "%s=", name);
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            buf_adds(out, "\\n");
        else if (*text == '\\')
            buf_adds(out, "\\\\");
        else
            buf_addc(out, *text);
    }
    buf_addc(out, '\n');
}

static void unescape(char *text)
{
    char *to = text;
    for (; *text != '\0'; text++) {
        if (*text == '\\' && text[1] != '\0') {
            text++;
            *to++ = *text == 'n' ? '\n' : *text;
        } else
            *to++ = *text;
    }
    *to = '\0';
}

/* Takes the last line off when it fits what stands before it. */
static bool is_whole(struct buf *bytes)
{
    char end[64];
    size_t n = bytes->n, start;
    if (n < 2 || bytes->v[n - 1] != '\n' || memchr(bytes->v, '\0', n) != NULL)
        return false;
    for (start = n - 1; start > 0 && bytes->v[start - 1] != '\n'; start--)
        ;
    snprintf(end, sizeof end, "end=%zu %016" PRIx64 "\n", start, sum(bytes->v, start));
    if (strcmp(bytes->v + start, end) != 0 || strncmp(bytes->v, HEAD, strlen(HEAD)) != 0)
        return false;
    bytes->v[start] = '\0';
    bytes->n = start;
    return true;
}

static bool read_number(const char *text, int64_t *number)
{
    char *end;
    errno = 0;
    intmax_t read = strtoimax(text, &end, 10);
    if (errno != 0 || *text == '\0' || *end != '\0' || read < 0 || read > INT64_C(1) << 40)
        return false;
    *number = read;
    return true;
}

/* The file as values; the first three lines say whose it is. */
static bool parse(struct buf *bytes, const char *login, struct draft_values *values, const char **key, int64_t *at)
{
    static const char *const own[] = { "login", "key", "at" };
    const char *found[3] = { NULL };
    size_t line = 0;
    if (!is_whole(bytes))
        return false;
    char *rest = bytes->v + strlen(HEAD);
    for (char *next; *rest != '\0' && values->n < DRAFT_VALUES_MOST; rest = next, line++) {
        char *end = strchr(rest, '\n'), *equals;
        next = end + 1;
        *end = '\0';
        if ((equals = strchr(rest, '=')) == NULL)
            return false;
        *equals = '\0';
        unescape(equals + 1);
        struct buf shown = { 0 };
        text_show(equals + 1, strlen(equals + 1), true, &shown);
        if (line < 3 && strcmp(rest, own[line]) == 0)
            found[line] = arena_strdup(&values->arena, buf_text(&shown));
        else
            draft_values_add(values, rest, buf_text(&shown));
        buf_free(&shown);
    }
    if (found[0] == NULL || strcmp(found[0], login) != 0 || found[1] == NULL || found[2] == NULL)
        return false;
    *key = found[1];
    return read_number(found[2], at);
}

/* True when there is a whole draft of this person at `path`; else `values` stays empty. `*key` lives as long as they.
 */
static bool load(const char *path, const char *login, struct draft_values *values, const char **key, int64_t *at)
{
    struct buf bytes = { 0 };
    struct stat st;
    bool good = lstat(path, &st) == 0 && S_ISREG(st.st_mode) && file_read(path, DRAFT_BYTES_MOST, &bytes, NULL) == 0 &&
                parse(&bytes, login, values, key, at);
    if (!good)
        draft_values_free(values);
    buf_free(&bytes);
    return good;
}

/* --- The folder --- */

static int check_folder(const char *folder, struct err *err)
{
    struct stat st;
    if (folder_make(folder, NULL, err) != 0)
        return -1;
    if (stat(folder, &st) != 0 || !S_ISDIR(st.st_mode) || st.st_uid != geteuid() ||
        ((st.st_mode & 077) != 0 && chmod(folder, 0700) != 0))
        return err_set(err, _("草稿文件夹 %s 不归本人独有，草稿存不了。请把它的属主和权限改为本人、0700。"), folder);
    if (access(folder, W_OK | X_OK) != 0)
        return err_set(err, _("草稿文件夹 %s 不能写（%s），草稿存不了。请检查权限和磁盘。"), folder, strerror(errno));
    return 0;
}

/* What a write that was cut off left behind. The caller holds the lock. */
static void sweep(const char *path)
{
    char *folder = path_folder(path);
    const char *name = path_name(path);
    size_t n = strlen(name);
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;)
        if (strncmp(entry->d_name, name, n) == 0 && entry->d_name[n] == '.' && strlen(entry->d_name + n) == 7)
            unlinkat(dirfd(dir), entry->d_name, 0);
    if (dir != NULL)
        closedir(dir);
    mem_free(folder);
}

static void draft_free(struct draft *draft)
{
    mem_free(draft->path);
    mem_free(draft->lock_path);
    mem_free(draft->login);
    mem_free(draft->key);
    mem_free(draft);
}

/* The draft at one of the places, locked; NULL when it is another's. */
static struct draft *take_place(const char *folder, const char *login, const char *key, int place)
{
    struct draft *draft = mem_alloc(sizeof *draft);
    draft->lock_path = place_path(folder, login, key, place, ".lock");
    draft->lock = take_lock(draft->lock_path);
    if (draft->lock < 0) {
        draft_free(draft);
        return NULL;
    }
    draft->path = place_path(folder, login, key, place, SUFFIX);
    draft->login = mem_strdup(login);
    draft->key = mem_strdup(key);
    return draft;
}

int draft_open(struct draft **out, const char *folder, const char *login, const char *key, struct draft_values *values,
               int64_t *at, struct err *err)
{
    struct draft *empty = NULL;
    *out = NULL;
    *at = 0;
    if (folder == NULL)
        return 0;
    if (check_folder(folder, err) != 0)
        return -1;
    /* A place with a draft comes before an empty one: what was typed in a second console is found too. */
    for (int place = 1; place <= PLACES && *out == NULL; place++) {
        const char *read_key = NULL;
        struct draft *draft = take_place(folder, login, key, place);
        if (draft != NULL && load(draft->path, login, values, &read_key, at) && strcmp(read_key, key) == 0)
            *out = draft;
        else if (draft != NULL && empty == NULL)
            empty = draft;
        else
            draft_close(draft);
        if (*out == NULL) {
            draft_values_free(values);
            *at = 0;
        }
    }
    if (*out == NULL)
        *out = empty;
    else
        draft_close(empty);
    if (*out == NULL)
        return err_set(err, _("草稿文件夹 %s 里锁不住草稿文件，草稿存不了。请关闭其他打开同一表单的窗口，或检查权限。"),
                       folder);
    sweep((*out)->path);
    return 0;
}

int draft_keep(struct draft *draft, const struct draft_values *values, int64_t at, struct err *err)
{
    struct buf bytes = { 0 };
    char number[32];
    if (draft == NULL)
        return 0;
    snprintf(number, sizeof number, "%" PRId64, at);
    buf_adds(&bytes, HEAD);
    add_line(&bytes, "login", draft->login);
    add_line(&bytes, "key", draft->key);
    add_line(&bytes, "at", number);
    for (size_t i = 0; i < values->n; i++)
        add_line(&bytes, values->v[i].name, values->v[i].text);
    buf_printf(&bytes, "end=%zu %016" PRIx64 "\n", bytes.n, sum(bytes.v, bytes.n));
    mode_t mask = umask(077);
    int rc = file_write(draft->path, bytes.v, bytes.n, err);
    umask(mask);
    buf_free(&bytes);
    return rc;
}

void draft_drop(struct draft *draft)
{
    if (draft != NULL)
        unlink(draft->path);
}

void draft_close(struct draft *draft)
{
    if (draft == NULL)
        return;
    give_lock(draft->lock, draft->lock_path);
    draft_free(draft);
}

/* --- Values and lists --- */

void draft_values_add(struct draft_values *values, const char *name, const char *text)
{
    struct draft_value *value = VEC_PUSH(values);
    value->name = arena_strdup(&values->arena, name);
    value->text = arena_strdup(&values->arena, text);
}

void draft_values_free(struct draft_values *values)
{
    VEC_FREE(values);
    arena_free(&values->arena);
}

static int newer_first(const void *left, const void *right)
{
    const struct draft_name *a = left, *b = right;
    if (a->at != b->at)
        return a->at > b->at ? -1 : 1;
    return strcmp(a->key, b->key);
}

static void list_one(const char *folder, const char *name, const char *login, struct draft_names *out)
{
    struct draft_values values = { 0 };
    struct buf lock_path = { 0 };
    const char *key;
    int64_t at;
    char *path = path_join(folder, name);
    buf_printf(&lock_path, "%.*s.lock", (int)(strlen(path) - strlen(SUFFIX)), path);
    int lock = take_lock(lock_path.v);
    if (lock >= 0) {
        if (load(path, login, &values, &key, &at)) {
            struct draft_name *found = VEC_PUSH(out);
            found->key = arena_strdup(&out->arena, key);
            found->at = at;
        }
        give_lock(lock, lock_path.v);
    }
    draft_values_free(&values);
    buf_free(&lock_path);
    mem_free(path);
}

int draft_list(const char *folder, const char *login, struct draft_names *out, struct err *err)
{
    DIR *dir = folder == NULL ? NULL : opendir(folder);
    if (dir == NULL && (folder == NULL || errno == ENOENT))
        return 0;
    if (dir == NULL)
        return err_set(err, _("读不了草稿文件夹 %s（%s）。请检查权限。"), folder, strerror(errno));
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        size_t n = strlen(entry->d_name), suffix = strlen(SUFFIX);
        if (n > suffix && strcmp(entry->d_name + n - suffix, SUFFIX) == 0)
            list_one(folder, entry->d_name, login, out);
    }
    closedir(dir);
    if (out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, newer_first);
    return 0;
}

void draft_names_free(struct draft_names *names)
{
    VEC_FREE(names);
    arena_free(&names->arena);
}
