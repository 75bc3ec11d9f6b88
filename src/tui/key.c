/* Names of keys. */
#include "tui/key.h"

#include "base/mem.h"
#include "text/clean.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    uint32_t key;
} names[] = {
    { "Up", KEY_ARROW_UP },        { "Down", KEY_ARROW_DOWN },  { "Left", KEY_ARROW_LEFT },
    { "Right", KEY_ARROW_RIGHT },  { "Home", KEY_TO_HOME },     { "End", KEY_TO_END },
    { "PgUp", KEY_PAGE_UP },       { "PgDn", KEY_PAGE_DOWN },   { "Delete", KEY_REMOVE },
    { "Insert", KEY_INSERT },      { "BackTab", KEY_BACK_TAB }, { "C-Left", KEY_WORD_LEFT },
    { "C-Right", KEY_WORD_RIGHT }, { "Tab", KEY_TABULATOR },    { "Enter", KEY_RETURN },
    { "Esc", KEY_ESCAPE },         { "Space", KEY_SPACE },      { "Backspace", KEY_ERASE },
};
enum { NAMES = COUNT(names) };

uint32_t key_named(const char *name)
{
    size_t n = strlen(name), length;
    int number = 0;
    for (size_t i = 0; i < NAMES; i++)
        if (strcmp(name, names[i].name) == 0)
            return names[i].key;
    if (n == 3 && memcmp(name, "C-", 2) == 0 && name[2] >= 'a' && name[2] <= 'z')
        return (uint32_t)(name[2] - 'a' + 1);
    if (name[0] == 'F' && n > 1 && n < 4 && strspn(name + 1, "0123456789") == n - 1 &&
        sscanf(name + 1, "%d", &number) == 1 && number >= 1 && number <= 12)
        return KEY_F1 + (uint32_t)number - 1;
    uint32_t uc = n > 0 ? text_decode(name, n, &length) : 0;
    return n > 0 && length == n && uc != 0xFFFD && key_types(uc) ? uc : 0;
}

static size_t encode(uint32_t uc, char *out)
{
    if (uc < 0x80) {
        out[0] = (char)uc;
        return 1;
    }
    size_t n = uc < 0x800 ? 2 : uc < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, uc >>= 6)
        out[i] = (char)(0x80 | (uc & 0x3F));
    out[0] = (char)((n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) | uc);
    return n;
}

void key_name(uint32_t key, char out[KEY_NAME])
{
    for (size_t i = 0; i < NAMES; i++)
        if (names[i].key == key) {
            snprintf(out, KEY_NAME, "%s", names[i].name);
            return;
        }
    if (key >= KEY_F1 && key <= KEY_F12)
        snprintf(out, KEY_NAME, "F%d", (int)(key - KEY_F1 + 1));
    else if (key >= 1 && key <= 26)
        snprintf(out, KEY_NAME, "C-%c", (char)('a' + key - 1));
    else if (key_types(key))
        out[encode(key, out)] = '\0';
    else
        snprintf(out, KEY_NAME, "?");
}

bool key_types(uint32_t key)
{
    return key >= 0x20 && key != 0x7F && !(key >= 0x80 && key < 0xA0) && key < KEY_FIRST_NAMED;
}

size_t key_text(uint32_t key, char out[5])
{
    size_t n = encode(key, out);
    out[n] = '\0';
    return n;
}
