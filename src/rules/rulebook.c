/* Reading a folder of rule documents, and resolving what its files say of one another. */
#include "rules/rulebook.h"

#include "base/err.h"
#include "base/file.h"
#include "base/words.h"
#include "text/clean.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

enum { TEXT_MOST = 8 * 1024 * 1024 };

static const struct section_spec *spec_for(const struct ini_section *section, int place, const char *file,
                                           struct faults *faults)
{
    const struct section_spec *spec = section_spec(section->kind, place);
    if (spec == NULL)
        fault_add(faults, file, section->line, _("这个文件里不能有 [%s] 这一类节。请对照 zeren-rules(5)。"),
                  section->kind);
    else if (spec->single && section->id[0] != '\0')
        fault_add(faults, file, section->line, _("[%s] 不带标识。请去掉 %s。"), section->kind, section->id);
    else if (!spec->single && section->id[0] == '\0')
        fault_add(faults, file, section->line, _("[%s] 缺标识。请写成 [%s 标识]。"), section->kind, section->kind);
    else
        return spec;
    return NULL;
}

static void add_entries(struct rulebook *book, const struct ini *ini, int place, int document, struct faults *faults)
{
    for (size_t i = 0; ini != NULL && i < ini->n; i++) {
        const struct section_spec *spec = spec_for(&ini->v[i], place, ini->file, faults);
        if (spec == NULL)
            continue;
        struct entry *entry = VEC_PUSH(&book->entries);
        entry->spec = spec;
        entry->section = &ini->v[i];
        entry->file = ini->file;
        entry->document = document;
        entry->ordinal = (int64_t)rulebook_count(book, spec->kind);
        if (spec->seed == SEED_FACT) {
            char *key = arena_strdup(&book->arena, ini->v[i].id);
            for (char *c = key; *c != '\0'; c++)
                *c = *c == '-' ? '_' : *c;
            VEC_PUSH(&book->facts)->key = key;
        }
    }
}

/* The text must be what a careful person typed: the fault tells the line. */
static void check_text(const struct document *document, struct faults *faults)
{
    const char *text = buf_text(&document->text);
    size_t line = 0;
    if (document->text.n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        fault_add(faults, document->text_file, 1, "%s", _("文件以 BOM 开头。请另存为不带 BOM 的 UTF-8。"));
    if (document->text.n > 0 && memmem(text, document->text.n, "\r\n", 2) != NULL) {
        fault_add(faults, document->text_file, 0, "%s", _("行尾是 CRLF。请用编辑器另存为 LF 行尾（Unix 格式）。"));
        return;
    }
    for (size_t start = 0; start < document->text.n;) {
        const char *end = memchr(text + start, '\n', document->text.n - start);
        size_t n = end == NULL ? document->text.n - start : (size_t)(end - text) - start;
        line++;
        for (size_t from = 0; from <= n;) { /* cell by cell: a tab may separate the cells of an annex's table */
            const char *tab = memchr(text + start + from, '\t', n - from);
            size_t cell = tab == NULL ? n - from : (size_t)(tab - text) - start - from;
            size_t at;
            enum text_fault fault = text_check(text + start + from, cell, false, &at);
            if (fault != TEXT_CLEAN) {
                fault_add(faults, document->text_file, line, _("第 %zu 字节是%s。请去掉它。"), from + at + 1,
                          text_fault_name(fault));
                break;
            }
            from += cell + 1;
        }
        if (n > 0 && text[start + n - 1] == ' ')
            fault_add(faults, document->text_file, line, "%s", _("行尾有空格。请删去。"));
        start += n + 1;
    }
    if (document->text.n == 0 || text[document->text.n - 1] != '\n')
        fault_add(faults, document->text_file, line, "%s", _("最后一行没有换行。请补上。"));
}

static void load_document(struct rulebook *book, const char *folder, const char *name, struct faults *faults)
{
    struct document *document = VEC_PUSH(&book->documents);
    struct arena *arena = &book->arena;
    document->key = arena_strndup(arena, name, strlen(name) - strlen(".ini"));
    document->text_file = arena_printf(arena, "%s/%s.txt", folder, document->key);
    document->ini = ini_load(arena_printf(arena, "%s/%s", folder, name), faults);
    struct err err;
    if (file_read(document->text_file, TEXT_MOST, &document->text, &err) != 0) {
        fault_add(faults, document->text_file, 0, "%s", err.text);
        return;
    }
    check_text(document, faults);
    outline_parse(buf_text(&document->text), document->text.n, &document->outline);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n > m && strcmp(name + n - m, end) == 0;
}

struct file_names {
    char **v;
    size_t n, room;
};

static bool list_folder(const char *folder, struct file_names *names, struct arena *arena, struct faults *faults)
{
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        fault_add(faults, folder, 0, "%s", _("打不开这个文件夹。请核对路径。"));
        return false;
    }
    for (struct dirent *file; (file = readdir(dir)) != NULL;)
        if (file->d_name[0] != '.' && (ends_with(file->d_name, ".ini") || ends_with(file->d_name, ".txt")))
            *VEC_PUSH(names) = arena_strdup(arena, file->d_name);
    closedir(dir);
    if (names->n > 1)
        qsort(names->v, names->n, sizeof *names->v, by_name);
    return true;
}

static bool has_name(const struct file_names *names, const char *stem, size_t n, const char *end)
{
    for (size_t i = 0; i < names->n; i++)
        if (strncmp(names->v[i], stem, n) == 0 && strcmp(names->v[i] + n, end) == 0)
            return true;
    return false;
}

static void load_documents(struct rulebook *book, const char *folder, struct faults *faults)
{
    struct file_names names = { 0 };
    if (!list_folder(folder, &names, &book->arena, faults))
        return;
    bool school = false;
    for (size_t i = 0; i < names.n; i++) {
        const char *name = names.v[i];
        size_t stem = strlen(name) - 4;
        if (strcmp(name, "school.ini") == 0)
            school = true;
        else if (ends_with(name, ".ini"))
            load_document(book, folder, name, faults);
        else if (!has_name(&names, name, stem, ".ini"))
            fault_add(faults, arena_printf(&book->arena, "%s/%s", folder, name), 0,
                      _("缺说明它的 %.*s.ini。请补上，或移走这个文件。"), (int)stem, name);
    }
    const char *path = arena_printf(&book->arena, "%s/school.ini", folder);
    if (school)
        book->inis[0] = ini_load(path, faults);
    else
        fault_add(faults, path, 0, "%s", _("文件夹里没有 school.ini。请按 zeren-rules(5) 写一个。"));
    if (book->documents.n == 0)
        fault_add(faults, folder, 0, "%s", _("文件夹里没有制度文件（<名>.txt 与 <名>.ini）。"));
    VEC_FREE(&names);
}

static struct rulebook *finish(struct rulebook *book, size_t before, struct faults *faults)
{
    rulebook_check(book, faults);
    if (faults->all == before)
        return book;
    rulebook_free(book);
    return NULL;
}

struct rulebook *rulebook_load(const char *folder, const char *facts, struct faults *faults)
{
    struct rulebook *book = mem_alloc(sizeof *book);
    size_t before = faults->all;
    load_documents(book, folder, faults);
    /* The shared facts are known to the conditions but belong to the frame: they are no entries here. */
    struct ini *shared = ini_load(facts, faults);
    add_entries(book, shared, PLACE_FACTS, -1, faults);
    book->entries.n = 0;
    book->inis[1] = shared;
    add_entries(book, book->inis[0], PLACE_SCHOOL, -1, faults);
    for (size_t i = 0; i < book->documents.n; i++)
        add_entries(book, book->documents.v[i].ini, PLACE_RULE, (int)i, faults);
    return finish(book, before, faults);
}

struct rulebook *rulebook_load_frame(const char *folder, struct faults *faults)
{
    struct rulebook *book = mem_alloc(sizeof *book);
    size_t before = faults->all;
    book->inis[0] = ini_load(arena_printf(&book->arena, "%s/national/frame.ini", folder), faults);
    book->inis[1] = ini_load(arena_printf(&book->arena, "%s/rules/facts.ini", folder), faults);
    add_entries(book, book->inis[0], PLACE_FRAME, -1, faults);
    add_entries(book, book->inis[1], PLACE_FACTS, -1, faults);
    return finish(book, before, faults);
}

void rulebook_free(struct rulebook *book)
{
    if (book == NULL)
        return;
    for (size_t i = 0; i < book->documents.n; i++) {
        ini_free(book->documents.v[i].ini);
        buf_free(&book->documents.v[i].text);
        outline_free(&book->documents.v[i].outline);
    }
    VEC_FREE(&book->documents);
    for (int i = 0; i < 2; i++)
        ini_free(book->inis[i]);
    VEC_FREE(&book->entries);
    VEC_FREE(&book->facts);
    arena_free(&book->arena);
    mem_free(book);
}

const char *rulebook_school(const struct rulebook *book)
{
    const struct ini_section *section = book->inis[0] == NULL ? NULL : ini_find(book->inis[0], "school", "");
    const struct ini_key *id = section == NULL ? NULL : ini_key(section, "id");
    return id == NULL ? "" : id->value;
}

size_t rulebook_count(const struct rulebook *book, const char *kind)
{
    size_t count = 0;
    for (size_t i = 0; i < book->entries.n; i++)
        count += strcmp(book->entries.v[i].spec->kind, kind) == 0;
    return count;
}

const struct entry *book_entry(const struct rulebook *book, const char *kind, const char *id, size_t n)
{
    for (size_t i = 0; i < book->entries.n; i++) {
        const struct entry *entry = &book->entries.v[i];
        if (strcmp(entry->spec->kind, kind) == 0 && strlen(entry->section->id) == n &&
            memcmp(entry->section->id, id, n) == 0)
            return entry;
    }
    return NULL;
}

int book_provision(const struct rulebook *book, int document, const char *text, size_t n, struct place_ref *ref)
{
    const char *colon = memchr(text, ':', n);
    if (colon != NULL) {
        size_t key_n = (size_t)(colon - text);
        document = -1;
        for (size_t i = 0; i < book->documents.n; i++)
            if (strlen(book->documents.v[i].key) == key_n && memcmp(book->documents.v[i].key, text, key_n) == 0)
                document = (int)i;
        text = colon + 1;
        n -= key_n + 1;
    }
    if (document < 0)
        return -1;
    const struct outline *outline = &book->documents.v[document].outline;
    for (size_t i = 0; i < outline->n; i++)
        if (n > 0 && strlen(outline->v[i].path) == n && memcmp(outline->v[i].path, text, n) == 0) {
            *ref = (struct place_ref){ document, (int)i };
            return 0;
        }
    return -1;
}

const char *book_next(const char **at, size_t *n)
{
    while (**at == ',' || **at == ' ')
        (*at)++;
    if (**at == '\0')
        return NULL;
    const char *piece = *at;
    *n = strcspn(piece, ",");
    *at = piece + *n;
    return text_trim(piece, n);
}

void book_part(const char *piece, size_t n, size_t *body_n, const char **provision, size_t *provision_n)
{
    const char *sign = memchr(piece, '@', n);
    *body_n = n;
    *provision = NULL;
    *provision_n = 0;
    if (sign == NULL)
        return;
    *body_n = (size_t)(sign - piece);
    *provision_n = n - *body_n - 1;
    *provision = text_trim(sign + 1, provision_n);
    text_trim(piece, body_n);
}

static const char *find(const char *in, size_t n, const char *what, size_t what_n)
{
    return what_n == 0 ? NULL : memmem(in, n, what, what_n);
}

int book_words(const struct rulebook *book, struct place_ref ref, const char *value, int64_t *at, int64_t *length)
{
    const struct document *document = &book->documents.v[ref.document];
    size_t n;
    const char *words = node_words(buf_text(&document->text), &document->outline.v[ref.node], &n);
    const char *gap = strstr(value, " … ");
    if (gap == NULL)
        return -1;
    const char *end_mark = gap + strlen(" … ");
    size_t start_n = (size_t)(gap - value), end_n = strlen(end_mark);
    const char *start = find(words, n, value, start_n);
    if (start == NULL || find(start + 1, n - (size_t)(start - words) - 1, value, start_n) != NULL)
        return -1;
    const char *after = start + start_n;
    const char *end = find(after, n - (size_t)(after - words), end_mark, end_n);
    if (end == NULL)
        return -1;
    *at = (int64_t)u8_mbsnlen((const uint8_t *)words, (size_t)(start - words)) + 1;
    *length = (int64_t)u8_mbsnlen((const uint8_t *)start, (size_t)(end - start) + end_n);
    return 0;
}
