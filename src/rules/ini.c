/* The guard and the reader. The guard reads each line once and notes which section and key stands where (iniparser
 * gives no line numbers); the values come from iniparser and must equal what the guard saw. */
#include "rules/ini.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/words.h"
#include "text/clean.h"

#include <iniparser/iniparser.h>

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LINE_MOST = 1000, FILE_MOST = 4 * 1024 * 1024 };

struct guard {
    struct ini *ini;
    struct faults *faults;
    struct ini_section *section; /* the one being filled */
    size_t line;
    bool bad; /* any fault so far */
};

__attribute__((format(printf, 2, 3))) static void bad(struct guard *g, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fault_addv(g->faults, g->ini->file, g->line, format, args);
    va_end(args);
    g->bad = true;
}

/* What can be shown of a few bytes that may be anything. */
static const char *shown(struct guard *g, const char *bytes, size_t n)
{
    struct buf out = { 0 };
    text_show(bytes, n > 60 ? 60 : n, false, &out);
    const char *copy = arena_strdup(&g->ini->arena, buf_text(&out));
    buf_free(&out);
    return copy;
}

static bool is_name(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char c = bytes[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'))
            return false;
    }
    return n > 0 && n <= 64;
}

static void guard_section(struct guard *g, const char *text, size_t n)
{
    struct ini *ini = g->ini;
    g->section = NULL;
    if (text[n - 1] != ']') {
        bad(g, "%s", _("节名没有以 ] 结束。请写成 [类别 标识]。"));
        return;
    }
    const char *inner = text + 1, *blank = memchr(text + 1, ' ', n - 2);
    size_t kind_n = blank == NULL ? n - 2 : (size_t)(blank - inner);
    const char *id = blank == NULL ? "" : blank + 1;
    size_t id_n = blank == NULL ? 0 : n - 2 - kind_n - 1;
    if (!is_name(inner, kind_n) || (blank != NULL && !is_name(id, id_n))) {
        bad(g, _("节名 %s 不合规。请写成 [类别 标识]，只用小写字母、数字、点和减号，中间一个空格。"),
            shown(g, text, n));
        return;
    }
    const char *kind = arena_strndup(&ini->arena, inner, kind_n);
    id = arena_strndup(&ini->arena, id, id_n);
    const struct ini_section *before = ini_find(ini, kind, id);
    if (before != NULL) {
        bad(g, _("节 [%.*s] 在第 %zu 行已经有了。请合并或改标识。"), (int)(n - 2), inner, before->line);
        return;
    }
    g->section = VEC_PUSH(ini);
    g->section->kind = kind;
    g->section->id = id;
    g->section->line = g->line;
}

static void guard_value(struct guard *g, const char *name, const char *value, size_t n)
{
    if (n == 0)
        bad(g, _("键 %s 没有值。请写上值，或删去这一行。"), name);
    else if (memchr(value, ';', n) != NULL || memchr(value, '#', n) != NULL)
        bad(g, _("键 %s 的值里有 ; 或 #，其后的内容会被当作注释丢掉。请改用全角符号或另起一行写注释。"), name);
    else if (value[n - 1] == '\\')
        bad(g, _("键 %s 的值以反斜杠结束，会吞掉下一行。请删去它。"), name);
    else if (memchr(value, '"', n) != NULL || memchr(value, '\'', n) != NULL)
        bad(g, _("键 %s 的值里有半角引号。请改用全角引号“ ”。"), name);
    else {
        struct ini_key *key = VEC_PUSH(g->section);
        key->name = name;
        key->value = arena_strndup(&g->ini->arena, value, n);
        key->line = g->line;
    }
}

/* Trims. A full-width or no-break blank at an end is none to iniparser: told, unless it only ends a comment. */
static const char *trim(struct guard *g, const char *text, size_t *n)
{
    size_t all = *n;
    const char *inner = text_trim(text, n);
    for (size_t i = 0; i < all; i++)
        if ((unsigned char)text[i] >= 0x80 && (text + i < inner || text + i >= inner + *n) &&
            (inner > text || *n == 0 || inner[0] != '#')) {
            bad(g, "%s", _("这里有全角空格（或不换行空格），不会被当作空白。请换成半角空格，或删去它。"));
            return NULL;
        }
    return inner;
}

static void guard_key(struct guard *g, const char *text, size_t n)
{
    const char *equals = memchr(text, '=', n);
    if (equals == NULL) {
        bad(g, _("%s 不是“键 = 值”，也不是节名或注释。注释以 # 开头，单独成行。"), shown(g, text, n));
        return;
    }
    size_t name_n = (size_t)(equals - text), value_n = n - name_n - 1;
    const char *name = trim(g, text, &name_n), *value = name == NULL ? NULL : trim(g, equals + 1, &value_n);
    if (value == NULL)
        return;
    if (!is_name(name, name_n)) {
        bad(g, _("键名 %s 不合规。只用小写字母、数字、点和减号。"), shown(g, name, name_n));
        return;
    }
    if (g->section == NULL) {
        bad(g, _("键 %.*s 前面没有有效的节名，会被丢掉。请先写 [类别 标识]。"), (int)name_n, name);
        return;
    }
    name = arena_strndup(&g->ini->arena, name, name_n);
    const struct ini_key *before = ini_key(g->section, name);
    if (before != NULL)
        bad(g, _("键 %s 在本节第 %zu 行已经有了，后一个会盖掉前一个。请删去一个。"), name, before->line);
    else
        guard_value(g, name, value, value_n);
}

static void guard_line(struct guard *g, const char *text, size_t n)
{
    size_t at;
    enum text_fault fault = text_check(text, n, false, &at);
    bool tab = n > 0 && memchr(text, '\t', n) != NULL;
    if (n > LINE_MOST)
        bad(g, _("这一行有 %zu 字节，超过 %d，会被截断。请缩短。"), n, LINE_MOST);
    else if (fault != TEXT_CLEAN)
        bad(g, _("第 %zu 字节是%s。%s"), at + 1, text_fault_name(fault),
            tab ? _("请把制表符换成空格。") : _("请用 UTF-8 重新保存并去掉它。"));
    else {
        text = trim(g, text, &n);
        if (text == NULL || n == 0)
            return;
        if (text[0] == '#' && text[n - 1] == '\\')
            bad(g, "%s", _("注释以反斜杠结束，会吞掉下一行。请删去它。"));
        else if (text[0] == '#')
            return;
        else if (text[0] == '[')
            guard_section(g, text, n);
        else
            guard_key(g, text, n);
    }
}

static void guard_file(struct guard *g, const char *bytes, size_t n)
{
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        g->line = 1;
        bad(g, "%s", _("文件以 BOM 开头。请另存为不带 BOM 的 UTF-8。"));
        g->line = 0;
        bytes += 3;
        n -= 3;
    }
    if (n > 0 && memmem(bytes, n, "\r\n", 2) != NULL) {
        bad(g, "%s", _("行尾是 CRLF。请用编辑器另存为 LF 行尾（Unix 格式）。"));
        return;
    }
    while (n > 0) {
        const char *end = memchr(bytes, '\n', n);
        size_t len = end == NULL ? n : (size_t)(end - bytes);
        g->line++;
        guard_line(g, bytes, len);
        if (end == NULL)
            break;
        bytes += len + 1;
        n -= len + 1;
    }
}

/* iniparser's messages are not shown: the guard has told everything it could complain of. */
static int silent(const char *format, ...)
{
    (void)format;
    return 0;
}

/* iniparser reads from a path only; memory is given one by a memfd, so that what it reads is what was guarded. */
static dictionary *iniparser_from(const char *bytes, size_t n)
{
    int fd = memfd_create("ini", MFD_CLOEXEC);
    char path[64];
    dictionary *d = NULL;
    if (fd < 0)
        return NULL;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (write(fd, bytes, n) == (ssize_t)n) {
        iniparser_set_error_callback(silent);
        d = iniparser_load(path);
    }
    close(fd);
    return d;
}

static void compare(struct guard *g, const dictionary *d)
{
    for (size_t i = 0; i < g->ini->n; i++) {
        struct ini_section *section = &g->ini->v[i];
        for (size_t k = 0; k < section->n; k++) {
            char name[256];
            snprintf(name, sizeof name, "%s%s%s:%s", section->kind, section->id[0] == '\0' ? "" : " ", section->id,
                     section->v[k].name);
            const char *value = iniparser_getstring(d, name, NULL);
            g->line = section->v[k].line;
            if (value == NULL || strcmp(value, section->v[k].value) != 0)
                bad(g, _("键 %s 的值读出来与写的不一样。请检查这一行的符号。"), section->v[k].name);
        }
    }
}

struct ini *ini_parse(const char *file, const char *bytes, size_t n, struct faults *faults)
{
    struct ini *ini = mem_alloc(sizeof *ini);
    struct guard g = { .ini = ini, .faults = faults };
    ini->file = arena_strdup(&ini->arena, file);
    guard_file(&g, bytes, n);
    if (!g.bad) {
        dictionary *d = iniparser_from(bytes, n);
        g.line = 0;
        if (d == NULL)
            bad(&g, "%s", _("文件读不成 INI。请对照 zeren-rules(5) 检查。"));
        else
            compare(&g, d);
        if (d != NULL)
            iniparser_freedict(d);
    }
    if (!g.bad)
        return ini;
    ini_free(ini);
    return NULL;
}

struct ini *ini_load(const char *path, struct faults *faults)
{
    struct buf bytes = { 0 };
    struct err err;
    struct ini *ini = NULL;
    if (file_read(path, FILE_MOST, &bytes, &err) != 0)
        fault_add(faults, path, 0, "%s", err.text);
    else
        ini = ini_parse(path, buf_text(&bytes), bytes.n, faults);
    buf_free(&bytes);
    return ini;
}

void ini_free(struct ini *ini)
{
    if (ini == NULL)
        return;
    for (size_t i = 0; i < ini->n; i++)
        VEC_FREE(&ini->v[i]);
    VEC_FREE(ini);
    arena_free(&ini->arena);
    mem_free(ini);
}

const struct ini_section *ini_find(const struct ini *ini, const char *kind, const char *id)
{
    for (size_t i = 0; i < ini->n; i++)
        if (strcmp(ini->v[i].kind, kind) == 0 && strcmp(ini->v[i].id, id) == 0)
            return &ini->v[i];
    return NULL;
}

const struct ini_key *ini_key(const struct ini_section *section, const char *name)
{
    for (size_t i = 0; i < section->n; i++)
        if (strcmp(section->v[i].name, name) == 0)
            return &section->v[i];
    return NULL;
}
