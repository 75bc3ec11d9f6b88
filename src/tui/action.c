/* The table of actions, and the map from keys to them. */
#include "tui/action.h"

#include "base/words.h"

#include <stdio.h>
#include <string.h>

const struct action_spec action_specs[ACTION_COUNT] = {
    [ACTION_NONE] = { "none", "", 0, 0, RIGHT_READ, "", "" },
#define ACTION(id, name, keys, contexts, needs, right, label, help) \
    [ACTION_##id] = { name, keys, contexts, needs, right, label, help },
#include "tui/actions.def"
#undef ACTION
};

static const char *const context_names[] = {
    _("到处"),     _("列表"),     _("可排序的列表"), _("树"),       _("表格"),     _("文字"),
    _("表单"),     _("选择窗口"), _("确认"),         _("打印预览"), _("总览"),     _("组织架构"),
    _("责任矩阵"), _("制度"),     _("履责"),         _("信息系统"), _("人员"),     _("人员详情"),
    _("审计"),     _("对照"),     _("条款"),         _("事件"),     _("事件日志"), _("演练"),
    _("演练时钟"), _("问责审查"), _("一件审查"),     _("事实"),     _("证据"),     _("处置时限"),
};
_Static_assert(1u << (COUNT(context_names) - 1) == IN_LIMITS, "each context has its name, and IN_LIMITS is the last");

const char *context_name(enum context context)
{
    unsigned bit = 0;
    while (bit < 31 && (1u << bit) != (unsigned)context)
        bit++;
    return bit < COUNT(context_names) ? context_names[bit] : NULL;
}

bool action_moves(enum action action)
{
    return action >= ACTION_UP && action <= ACTION_LAST_COLUMN;
}

enum action action_named(const char *name)
{
    for (enum action i = 1; i < ACTION_COUNT; i++)
        if (strcmp(action_specs[i].name, name) == 0)
            return i;
    return ACTION_NONE;
}

int keymap_set(struct keymap *map, enum action action, const char *keys, struct err *err)
{
    uint32_t read[KEYS_EACH] = { 0 };
    size_t n = 0;
    while (*keys != '\0') {
        char word[KEY_NAME];
        size_t length = strcspn(keys, " ");
        if (length > 0) {
            if (length >= sizeof word || n == KEYS_EACH - 1)
                return err_set(err,
                               _("操作 %s 的按键写得不对。每个键如 C-a、F2、Enter、PgDn，用空格分开，最多 %d 个。"),
                               action_specs[action].name, KEYS_EACH - 1);
            memcpy(word, keys, length);
            word[length] = '\0';
            read[n] = key_named(word);
            if (read[n++] == 0)
                return err_set(err, _("操作 %s 的按键里有不认识的 %s。可以写 C-a、F2、Enter、Esc、PgDn 或一个字符。"),
                               action_specs[action].name, word);
        }
        keys += length;
        keys += strspn(keys, " ");
    }
    memcpy(map->keys[action], read, sizeof read);
    return 0;
}

void keymap_default(struct keymap *map)
{
    struct err err;
    memset(map, 0, sizeof *map);
    for (enum action i = 1; i < ACTION_COUNT; i++)
        if (keymap_set(map, i, action_specs[i].keys, &err) != 0)
            die("actions.def: %s", err.text);
}

/* Whether two actions can meet on one screen with none of them more special than the other. */
static bool same_place(enum action a, enum action b)
{
    return (action_specs[a].contexts & action_specs[b].contexts) != 0;
}

int keymap_check(const struct keymap *map, struct err *err)
{
    for (enum action a = 1; a < ACTION_COUNT; a++)
        for (enum action b = a + 1; b < ACTION_COUNT; b++)
            for (size_t i = 0; same_place(a, b) && map->keys[a][i] != 0; i++)
                for (size_t j = 0; map->keys[b][j] != 0; j++)
                    if (map->keys[a][i] == map->keys[b][j]) {
                        char name[KEY_NAME];
                        key_name(map->keys[a][i], name);
                        return err_set(err, _("按键 %s 同时给了操作 %s 和 %s。请改其中一个。"), name,
                                       action_specs[a].name, action_specs[b].name);
                    }
    return 0;
}

enum action keymap_find(const struct keymap *map, unsigned contexts, uint32_t key)
{
    enum action found = ACTION_NONE;
    unsigned best = 0;
    for (enum action action = 1; action < ACTION_COUNT; action++) {
        unsigned here = action_specs[action].contexts & contexts;
        if (here <= best)
            continue;
        for (size_t i = 0; map->keys[action][i] != 0; i++)
            if (map->keys[action][i] == key) {
                found = action;
                best = here;
            }
    }
    return found;
}

void keymap_show(const struct keymap *map, enum action action, char out[KEYS_TEXT])
{
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; map->keys[action][i] != 0; i++) {
        char name[KEY_NAME];
        key_name(map->keys[action][i], name);
        int more = snprintf(out + n, KEYS_TEXT - n, "%s%s", i > 0 ? " " : "", name);
        if (more < 0 || (size_t)more >= KEYS_TEXT - n)
            break;
        n += (size_t)more;
    }
}
