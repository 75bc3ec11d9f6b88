/* zeren keys: the table of actions with the keys they have now. */
#include "base/words.h"
#include "cli/command.h"
#include "text/json.h"
#include "text/width.h"

#include <string.h>

static void say_row(const char *name, const char *keys, const char *help)
{
    say("  %-17s %-12s %s", name, keys, help);
}

static void say_all(const struct keymap *map)
{
    char keys[KEYS_TEXT];
    for (unsigned bit = 0; bit < CONTEXT_BITS; bit++) {
        const char *name = context_name((enum context)(1u << bit));
        if (name == NULL)
            continue;
        say("%s%s", bit > 0 ? "\n" : "", name);
        for (enum action action = 1; action < ACTION_COUNT; action++)
            if ((action_specs[action].contexts & 1u << bit) != 0) {
                keymap_show(map, action, keys);
                say_row(action_specs[action].name, keys, action_specs[action].help);
            }
    }
}

static void say_json(const struct keymap *map)
{
    struct buf out = { 0 };
    struct json json;
    char keys[KEYS_TEXT];
    json_init(&json, &out);
    json_open(&json, '[');
    for (enum action action = 1; action < ACTION_COUNT; action++) {
        keymap_show(map, action, keys);
        json_open(&json, '{');
        json_key_text(&json, "name", action_specs[action].name);
        json_key_text(&json, "keys", keys);
        json_key_text(&json, "label", action_specs[action].label);
        json_key_text(&json, "help", action_specs[action].help);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    say("%s", buf_text(&out));
    buf_free(&out);
}

enum exit_code command_keys(struct command_line *line)
{
    const char *format = line->options.value[OPTION_FORMAT];
    if (format != NULL && strcmp(format, "json") != 0 && strcmp(format, "text") != 0)
        return misuse(line, _("--format 的值 %s 不对，应是 text 或 json。"), format);
    if (format != NULL && strcmp(format, "json") == 0)
        say_json(&line->config.keymap);
    else
        say_all(&line->config.keymap);
    return EXIT_DONE;
}
