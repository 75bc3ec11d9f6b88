/* The place of a test, and what all tests of the program ask of every run. */
#include "cli/place.h"

#include "base/file.h"
#include "base/mem.h"
#include "text/clean.h"
#include "text/encode.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 64 * 1024 * 1024 };

static char *template_folder;

static struct {
    char *folder;
    struct arena arena;
    struct {
        struct run **v;
        size_t n, room;
    } runs;
} place;

int place_template_make(void)
{
    struct run run;
    template_folder = folder_new();
    char *path = path_join(template_folder, "zeren.db");
    RUN(&run, "init", "--store", path);
    int status = run.status;
    if (status != 0)
        fprintf(stderr, "the program cannot make a store: %s\n", buf_text(&run.err));
    run_free(&run);
    mem_free(path);
    return status == 0 ? 0 : -1;
}

void place_template_drop(void)
{
    folder_drop(template_folder);
}

const char *at(const char *name)
{
    return arena_printf(&place.arena, "%s/%s", place.folder, name);
}

const char *store_file(void)
{
    return at("store/zeren.db");
}

static void copy_file(const char *from, const char *to)
{
    struct buf bytes = { 0 };
    struct err err;
    ck_assert_msg(file_read(from, FILE_MOST, &bytes, &err) == 0 && file_write(to, bytes.v, bytes.n, &err) == 0, "%s",
                  err.text);
    buf_free(&bytes);
}

static void place_open(void)
{
    char *kept = path_join(template_folder, "zeren.db");
    place.folder = folder_new();
    ck_assert_int_eq(mkdir(at("store"), 0700), 0);
    copy_file(kept, store_file());
    ck_assert_int_eq(chmod(store_file(), 0600), 0);
    mem_free(kept);
    setenv("ZEREN_STORE", store_file(), 1);
    setenv("XDG_CONFIG_HOME", at("config"), 1);
    setenv("XDG_DATA_HOME", at("data"), 1);
}

static void place_close(void)
{
    for (size_t i = 0; i < place.runs.n; i++) {
        run_free(place.runs.v[i]);
        mem_free(place.runs.v[i]);
    }
    VEC_FREE(&place.runs);
    folder_drop(place.folder);
    arena_free(&place.arena);
}

TCase *place_case(Suite *suite, const char *name)
{
    TCase *tcase = tcase_create(name);
    tcase_add_checked_fixture(tcase, place_open, place_close);
    tcase_set_timeout(tcase, 0); /* a slow machine is no fault */
    suite_add_tcase(suite, tcase);
    return tcase;
}

void put(const char *name, const char *text)
{
    struct err err;
    ck_assert_msg(file_write(at(name), text, strlen(text), &err) == 0, "%s", err.text);
}

const char *get(const char *name)
{
    struct buf bytes = { 0 };
    struct err err;
    ck_assert_msg(file_read(at(name), FILE_MOST, &bytes, &err) == 0, "%s", err.text);
    const char *text = arena_strndup(&place.arena, buf_text(&bytes), bytes.n);
    buf_free(&bytes);
    return text;
}

bool is_there(const char *name)
{
    struct stat st;
    return lstat(at(name), &st) == 0;
}

size_t files_in(const char *name)
{
    DIR *dir = opendir(at(name));
    size_t n = 0;
    ck_assert_ptr_nonnull(dir);
    for (struct dirent *file; (file = readdir(dir)) != NULL;)
        n += strcmp(file->d_name, ".") != 0 && strcmp(file->d_name, "..") != 0;
    closedir(dir);
    return n;
}

/* Line ends, form feeds and the BOM are the format's; GB18030 is turned back. All the rest must be clean. */
static void assert_clean(const char *where, int line, const struct buf *bytes)
{
    struct buf text = { 0 }, kept = { 0 };
    struct err err;
    size_t fault = 0;
    enum encoding was;
    if (bytes->n > 0)
        buf_add(&text, bytes->v, bytes->n);
    ck_assert_msg(decode_text(&text, &was, &err) == 0, "%s:%d: %s", where, line, err.text);
    for (size_t i = 0; i < text.n; i++)
        if (text.v[i] != '\f' && !(text.v[i] == '\r' && text.v[i + 1] == '\n'))
            buf_addc(&kept, text.v[i]);
    enum text_fault found = text_check(buf_text(&kept), kept.n, true, &fault);
    ck_assert_msg(found == TEXT_CLEAN, "%s:%d: byte %zu of what came out is %s", where, line, fault,
                  text_fault_name(found));
    buf_free(&kept);
    buf_free(&text);
}

const struct run *place_run(const char *file, int line, int status, const struct run_how *how,
                            const char *const *arguments)
{
    struct run *run = *VEC_PUSH(&place.runs) = mem_alloc(sizeof *run);
    run_as(run, how, arguments);
    bool as_wanted = status == PLACE_FAILS ? run->status == 1 || run->status == 2 : run->status == status;
    ck_assert_msg(as_wanted, "%s:%d: exit %d, not %d: %s", file, line, run->status, status, ERR(run));
    assert_clean(file, line, &run->out);
    assert_clean(file, line, &run->err);
    ck_assert_msg((status == 0) == (run->err.n == 0), "%s:%d: exit %d and on stderr: %s", file, line, status, ERR(run));
    ck_assert_msg(status == 0 || strstr(ERR(run), "zeren: ") != NULL, "%s:%d: no sentence: %s", file, line, ERR(run));
    return run;
}

void behind_the_back(const char *file, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    ck_assert_int_eq(sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK, "%s: %s", sql, message);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

void assert_has(const char *text, const char *words)
{
    ck_assert_msg(strstr(text, words) != NULL, "“%s” is not in: %.4000s", words, text);
}

void assert_lacks(const char *text, const char *words)
{
    ck_assert_msg(strstr(text, words) == NULL, "“%s” is in: %.4000s", words, text);
}

void assert_same(const char *a, const char *b)
{
    size_t i = 0;
    while (a[i] != '\0' && a[i] == b[i])
        i++;
    ck_assert_msg(a[i] == b[i], "they differ from byte %zu on: “%.60s” and “%.60s”", i, a + i, b + i);
}

size_t times_in(const char *text, const char *words)
{
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, words)) != NULL; p += strlen(words))
        n++;
    return n;
}

/* --- JSON, as strict as RFC 8259 --- */

static const char *skip_blank(const char *p)
{
    return p + strspn(p, " \t\r\n");
}

static const char *skip_value(const char *p, size_t *elements);

/* Each returns what follows, or NULL after noting where it stopped. */
static const char *stopped_at;

static const char *stop(const char *p)
{
    stopped_at = p;
    return NULL;
}

static const char *skip_string(const char *p)
{
    if (*p != '"')
        return stop(p);
    for (p++; *p != '"'; p++) {
        if ((unsigned char)*p < 0x20)
            return stop(p);
        if (*p == '\\' && (*++p == '\0' || strchr("\"\\/bfnrtu", *p) == NULL))
            return stop(p);
    }
    return p + 1;
}

static const char *skip_list(const char *p, char end, size_t *elements)
{
    p = skip_blank(p + 1);
    if (*p == end)
        return p + 1;
    for (;;) {
        if (end == '}') {
            if ((p = skip_string(p)) == NULL)
                return NULL;
            p = skip_blank(p);
            if (*p != ':')
                return stop(p);
            p = skip_blank(p + 1);
        }
        if ((p = skip_value(p, NULL)) == NULL)
            return NULL;
        if (elements != NULL)
            ++*elements;
        p = skip_blank(p);
        if (*p == end)
            return p + 1;
        if (*p != ',')
            return stop(p);
        p = skip_blank(p + 1);
    }
}

static const char *skip_value(const char *p, size_t *elements)
{
    static const char *const words[] = { "true", "false", "null" };
    if (*p == '[' || *p == '{')
        return skip_list(p, *p == '[' ? ']' : '}', elements);
    if (*p == '"')
        return skip_string(p);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strncmp(p, words[i], strlen(words[i])) == 0)
            return p + strlen(words[i]);
    size_t sign = *p == '-' ? 1 : 0, digits = strspn(p + sign, "0123456789");
    if (digits == 0 || (digits > 1 && p[sign] == '0'))
        return stop(p);
    return p + sign + digits;
}

const char *json_fault(const char *text, size_t *elements)
{
    *elements = 0;
    const char *p = skip_value(skip_blank(text), elements);
    if (p == NULL)
        return stopped_at;
    p = skip_blank(p);
    return *p == '\0' ? NULL : p;
}
