/* How styles look, and the words for it. Knows no curses. */
#include "tui/term.h"

#include <string.h>

void theme_default(struct theme *theme)
{
    static const struct look looks[STYLE_COUNT] = {
        [STYLE_TEXT] = { -1, -1, 0 },
        [STYLE_DIM] = { -1, -1, LOOK_DIM },
        [STYLE_TITLE] = { -1, -1, LOOK_BOLD },
        [STYLE_BAR] = { -1, -1, LOOK_REVERSE },
        [STYLE_KEY] = { 6, -1, 0 },
        [STYLE_STRONG] = { -1, -1, LOOK_BOLD },
        [STYLE_GOOD] = { 2, -1, 0 },
        [STYLE_WARNING] = { 3, -1, 0 },
        [STYLE_LATE] = { 1, -1, LOOK_BOLD },
        [STYLE_ERROR] = { 1, -1, LOOK_BOLD },
        [STYLE_DRILL] = { 7, 1, LOOK_BOLD },
        [STYLE_REAL] = { -1, -1, LOOK_BOLD | LOOK_REVERSE },
        [STYLE_ENTRY] = { -1, -1, LOOK_UNDERLINE },
        [STYLE_MATCH] = { 0, 3, 0 },
    };
    memcpy(theme->looks, looks, sizeof looks);
}

static int index_of(const char *const *words, const char *word, size_t n)
{
    for (int i = 0; words[i] != NULL; i++)
        if (strlen(words[i]) == n && memcmp(words[i], word, n) == 0)
            return i;
    return -1;
}

int look_parse(const char *text, struct look *look)
{
    static const char *const colours[] = {
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", NULL
    };
    static const char *const attributes[] = { "bold", "dim", "underline", "reverse", NULL };
    struct look found = { -1, -1, 0 };
    int words = 0;
    bool on = false, foreground = false, background = false;
    for (size_t n; *(text += strspn(text, " ")) != '\0'; text += n, words++) {
        n = strcspn(text, " ");
        int colour = index_of(colours, text, n), attribute = index_of(attributes, text, n);
        bool usual = n == 7 && memcmp(text, "default", n) == 0;
        if (!on && n == 2 && memcmp(text, "on", n) == 0 && !background) {
            on = true;
        } else if ((colour >= 0 || usual) && on) {
            found.background = colour;
            background = true;
            on = false;
        } else if ((colour >= 0 || usual) && !foreground) {
            found.foreground = colour;
            foreground = true;
        } else if (attribute >= 0 && !on) {
            found.attributes |= 1u << attribute;
        } else {
            return -1;
        }
    }
    if (words == 0 || on)
        return -1;
    *look = found;
    return 0;
}
