/* Fuzzes the strict INI reader. Besides what the sanitizers see, it holds to the reader's promises: either there
 * are faults and no file, or a file and no fault; names are of the allowed letters, values are clean and trimmed;
 * and what came out, written down again, is read as the same (nothing was lost on the way in). */
#include "base/buf.h"
#include "rules/ini.h"
#include "text/clean.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void must(bool holds)
{
    if (!holds)
        abort();
}

static bool is_name(const char *text)
{
    return text[0] != '\0' && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789.-") == strlen(text);
}

static void check_key(const struct ini_section *section, const struct ini_key *key)
{
    size_t n = strlen(key->value);
    const char *value = key->value;
    must(is_name(key->name) && ini_key(section, key->name) == key && key->line > section->line);
    must(n > 0 && text_check(value, n, false, NULL) == TEXT_CLEAN && strpbrk(value, ";#\"'") == NULL);
    must(text_trim(value, &n) == key->value && n == strlen(key->value));
}

static void write_down(const struct ini *ini, struct buf *out)
{
    for (size_t i = 0; i < ini->n; i++) {
        const struct ini_section *section = &ini->v[i];
        must(is_name(section->kind) && (section->id[0] == '\0' || is_name(section->id)));
        must(ini_find(ini, section->kind, section->id) == section);
        buf_printf(out, "[%s%s%s]\n", section->kind, section->id[0] == '\0' ? "" : " ", section->id);
        for (size_t k = 0; k < section->n; k++) {
            check_key(section, &section->v[k]);
            buf_printf(out, "%s = %s\n", section->v[k].name, section->v[k].value);
        }
    }
}

static bool same(const struct ini *a, const struct ini *b)
{
    if (b == NULL || a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        if (a->v[i].n != b->v[i].n)
            return false;
        for (size_t k = 0; k < a->v[i].n; k++) {
            const struct ini_key *one = &a->v[i].v[k], *two = &b->v[i].v[k];
            if (strcmp(one->name, two->name) != 0 || strcmp(one->value, two->value) != 0)
                return false;
        }
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct faults faults = { 0 };
    struct ini *ini = ini_parse("fuzz.ini", (const char *)data, size, &faults);
    must((ini == NULL) == (faults.n > 0));
    for (size_t i = 0; i < faults.n; i++)
        must(text_check(faults.v[i].text, strlen(faults.v[i].text), false, NULL) == TEXT_CLEAN);
    if (ini != NULL) {
        struct buf again = { 0 };
        write_down(ini, &again);
        /* Written down with " = " a line can grow past what the reader takes: then it may be refused. */
        struct ini *second = ini_parse("again.ini", buf_text(&again), again.n, &faults);
        must(second != NULL ? same(ini, second) : again.n > 1000);
        ini_free(second);
        buf_free(&again);
    }
    ini_free(ini);
    faults_free(&faults);
    return 0;
}
