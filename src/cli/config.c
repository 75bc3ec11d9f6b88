/* The config file is read by the same strict reader as rule files. */
#include "cli/config.h"

#include "base/file.h"
#include "base/words.h"
#include "rules/ini.h"

#include <langinfo.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where a value came from is told in the sentence: an option or a line of the file. */
typedef int value_fn(struct config *config, const char *value);

static int set_number(const char *value, int least, int most, bool or_zero, int *out)
{
    char *end;
    long number = strtol(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end != '\0' || number > most ||
        (number < least && !(or_zero && number == 0)))
        return -1;
    *out = (int)number;
    return 0;
}

static int set_width(struct config *config, const char *value)
{
    return set_number(value, PAPER_WIDTH_LEAST, PAPER_WIDTH_MOST, false, &config->paper.width);
}

static int set_lines(struct config *config, const char *value)
{
    return set_number(value, PAPER_LINES_LEAST, PAPER_LINES_MOST, true, &config->paper.lines);
}

static int set_encoding(struct config *config, const char *value)
{
    bool gb = strcasecmp(value, "gb18030") == 0;
    if (!gb && strcasecmp(value, "utf-8") != 0)
        return -1;
    config->encoding = gb ? ENCODING_GB18030 : ENCODING_UTF8;
    if (!config->width_stated)
        config->paper.wide = gb; /* as such a terminal has it */
    return 0;
}

static int set_ambiguous(struct config *config, const char *value)
{
    config->width_stated = true;
    config->paper.wide = strcmp(value, "wide") == 0;
    return config->paper.wide || strcmp(value, "narrow") == 0 ? 0 : -1;
}

static int set_terminal_width(struct config *config, const char *value)
{
    static const char *const words[] = {
        [AMBIGUOUS_ASK] = "ask", [AMBIGUOUS_NARROW] = "narrow", [AMBIGUOUS_WIDE] = "wide"
    };
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(value, words[i]) == 0) {
            config->ambiguous = (enum ambiguous)i;
            return 0;
        }
    return -1;
}

static int set_spool(struct config *config, const char *value)
{
    config->spool = arena_strdup(&config->arena, value);
    return value[0] == '/' ? 0 : -1;
}

static int set_print_command(struct config *config, const char *value)
{
    config->print_command = arena_strdup(&config->arena, value);
    return value[strspn(value, " ")] != '\0' ? 0 : -1;
}

static int set_ascii(struct config *config, const char *value)
{
    config->paper.ascii = strcmp(value, "yes") == 0;
    return config->paper.ascii || strcmp(value, "no") == 0 ? 0 : -1;
}

static int set_store(struct config *config, const char *value)
{
    config->store = arena_strdup(&config->arena, value);
    return 0;
}

static int set_group(struct config *config, const char *value)
{
    config->group = arena_strdup(&config->arena, value);
    return 0;
}

static int set_school(struct config *config, const char *value)
{
    config->school = arena_strdup(&config->arena, value);
    return 0;
}

/* In this order, so that the encoding's own width gives way to a stated one. */
static const struct setting {
    const char *section, *key;
    enum option_id option; /* OPTION_COUNT: the file only */
    value_fn *set;
    const char *allowed;
} settings[] = {
    { "store", "file", OPTION_STORE, set_store, "" },
    { "store", "group", OPTION_COUNT, set_group, "" },
    { "school", "id", OPTION_SCHOOL, set_school, "" },
    { "print", "width", OPTION_WIDTH, set_width, _("50 到 1000 的整数") },
    { "print", "page-lines", OPTION_PAGE_LINES, set_lines, _("0 或 16 到 10000 的整数") },
    { "print", "encoding", OPTION_ENCODING, set_encoding, _("utf-8 或 gb18030") },
    { "print", "ambiguous", OPTION_AMBIGUOUS, set_ambiguous, _("narrow 或 wide") },
    { "print", "ascii", OPTION_COUNT, set_ascii, _("yes 或 no") },
    { "print", "command", OPTION_COUNT, set_print_command, _("打印命令和它的参数，用空格分开，不经过 shell") },
    { "console", "ambiguous", OPTION_COUNT, set_terminal_width, _("ask、narrow 或 wide") },
    { "console", "spool", OPTION_COUNT, set_spool, _("以 / 开头的文件夹") },
};
enum { SETTINGS = COUNT(settings) };

/* [keys] action = keys; [theme] style = look */
static int set_key(struct config *config, const char *name, const char *value, struct err *err)
{
    enum action action = action_named(name);
    if (action == ACTION_NONE)
        return err_set(err, _("没有操作 %s。用 zeren keys 查看有哪些。"), name);
    return keymap_set(&config->keymap, action, value, err);
}

static int set_look(struct config *config, const char *name, const char *value, struct err *err)
{
    enum style style = STYLE_TEXT;
    while (style < STYLE_COUNT && strcmp(style_name(style), name) != 0)
        style++;
    if (style == STYLE_COUNT)
        return err_set(err, _("没有样式 %s。有哪些见 zeren(1)。"), name);
    if (look_parse(value, &config->theme.looks[style]) != 0)
        return err_set(err, _("样式 %s 写得不对。可以写 red bold、white on blue、underline、reverse。"), name);
    return 0;
}

static const struct table {
    const char *section;
    int (*set)(struct config *config, const char *name, const char *value, struct err *err);
} tables[] = { { "keys", set_key }, { "theme", set_look } };
enum { TABLES = COUNT(tables) };

static bool is_table(const char *section)
{
    for (size_t i = 0; i < TABLES; i++)
        if (strcmp(tables[i].section, section) == 0)
            return true;
    return false;
}

static void read_tables(struct config *config, const struct ini *ini, struct faults *faults)
{
    struct err err;
    size_t line = 0;
    for (size_t i = 0; i < TABLES; i++) {
        const struct ini_section *section = ini_find(ini, tables[i].section, "");
        for (size_t k = 0; section != NULL && k < section->n; k++) {
            const struct ini_key *key = &section->v[k];
            if (tables[i].set(config, key->name, key->value, &err) != 0)
                fault_add(faults, ini->file, key->line, "%s", err.text);
            line = key->line;
        }
    }
    if (faults->n == 0 && keymap_check(&config->keymap, &err) != 0)
        fault_add(faults, ini->file, line, "%s", err.text);
}

static const struct setting *find_setting(const char *section, const char *key)
{
    for (size_t i = 0; i < SETTINGS; i++)
        if (strcmp(settings[i].section, section) == 0 && strcmp(settings[i].key, key) == 0)
            return &settings[i];
    return NULL;
}

static bool is_section(const char *name)
{
    for (size_t i = 0; i < SETTINGS; i++)
        if (strcmp(settings[i].section, name) == 0)
            return true;
    return is_table(name);
}

static void check_known(const struct ini *ini, struct faults *faults)
{
    for (size_t i = 0; i < ini->n; i++) {
        if (ini->v[i].n == 0 && !is_section(ini->v[i].kind))
            fault_add(faults, ini->file, ini->v[i].line, _("配置里没有 [%s] 这一节。请对照 zeren(1)。"),
                      ini->v[i].kind);
        for (size_t k = 0; k < ini->v[i].n; k++)
            if (ini->v[i].id[0] != '\0' ||
                (!is_table(ini->v[i].kind) && find_setting(ini->v[i].kind, ini->v[i].v[k].name) == NULL))
                fault_add(faults, ini->file, ini->v[i].v[k].line, _("配置里没有 [%s] %s 这一项。请对照 zeren(1)。"),
                          ini->v[i].kind, ini->v[i].v[k].name);
    }
}

static int read_file(struct config *config, const char *path, struct faults *faults, struct err *err)
{
    struct ini *ini = ini_load(path, faults);
    if (ini != NULL)
        check_known(ini, faults);
    for (size_t i = 0; ini != NULL && i < SETTINGS; i++) {
        const struct ini_section *section = ini_find(ini, settings[i].section, "");
        const struct ini_key *key = section == NULL ? NULL : ini_key(section, settings[i].key);
        if (key != NULL && settings[i].set(config, key->value) != 0)
            fault_add(faults, path, key->line, _("%s 应是 %s。"), key->name, settings[i].allowed);
    }
    if (ini != NULL)
        read_tables(config, ini, faults);
    ini_free(ini);
    return faults->n == 0 ? 0 : err_set(err, _("配置文件 %s 有 %zu 处差错。请改正后重试。"), path, faults->n);
}

static const char *home(void)
{
    const char *value = getenv("HOME");
    if (value != NULL && value[0] == '/')
        return value;
    const struct passwd *entry = getpwuid(getuid());
    return entry == NULL ? "/" : entry->pw_dir;
}

/* $variable, or `standard` below the home folder; then /zeren/ and the file. */
static char *xdg_path(struct config *config, const char *variable, const char *standard, const char *file)
{
    const char *base = getenv(variable);
    if (base != NULL && base[0] == '/')
        return arena_printf(&config->arena, "%s/zeren/%s", base, file);
    return arena_printf(&config->arena, "%s/%s/zeren/%s", home(), standard, file);
}

/* A program run where it was built uses the source tree's data, to which the build puts a link beside it. */
static char *data_folder(struct config *config)
{
    const char *value = getenv("ZEREN_DATADIR");
    char exe[4096];
    ssize_t n;
    if (value != NULL && value[0] != '\0')
        return arena_strdup(&config->arena, value);
    if ((n = readlink("/proc/self/exe", exe, sizeof exe - 1)) > 0) {
        exe[n] = '\0';
        char *folder = path_folder(exe);
        char *beside = arena_printf(&config->arena, "%s/zeren-data", folder);
        mem_free(folder);
        if (access(beside, R_OK | X_OK) == 0)
            return beside;
    }
    return arena_strdup(&config->arena, ZEREN_PKGDATADIR);
}

static bool locale_is_gb(void)
{
    const char *codeset = nl_langinfo(CODESET);
    return strncasecmp(codeset, "GB", 2) == 0;
}

int config_read(struct config *config, const struct options *options, struct faults *faults, struct err *err)
{
    *config = (struct config){ .paper = { .width = 80, .lines = 60 } };
    theme_default(&config->theme);
    keymap_default(&config->keymap);
    set_encoding(config, locale_is_gb() ? "gb18030" : "utf-8");
    config->store = xdg_path(config, "XDG_DATA_HOME", ".local/share", "zeren.db");
    config->data = data_folder(config);
    const char *file = options->value[OPTION_CONFIG];
    if (file == NULL) {
        file = xdg_path(config, "XDG_CONFIG_HOME", ".config", "zeren.ini");
        if (access(file, F_OK) != 0)
            file = access(ZEREN_SYSCONFDIR "/zeren/zeren.ini", F_OK) == 0 ? ZEREN_SYSCONFDIR "/zeren/zeren.ini" : NULL;
    }
    if (file != NULL && read_file(config, file, faults, err) != 0)
        return -1;
    const char *store = getenv("ZEREN_STORE");
    if (store != NULL && store[0] != '\0')
        set_store(config, store);
    for (size_t i = 0; i < SETTINGS; i++) {
        enum option_id id = settings[i].option;
        if (id != OPTION_COUNT && options->given[id] && settings[i].set(config, options->value[id]) != 0)
            return err_set(err, _("--%s 的值 %s 不对，应是 %s。"), option_specs[id].name, options->value[id],
                           settings[i].allowed);
    }
    if (options->given[OPTION_ASCII])
        config->paper.ascii = true;
    return 0;
}

void config_done(struct config *config)
{
    arena_free(&config->arena);
}

struct store_options config_store_options(const struct config *config)
{
    return (struct store_options){ .clock = clock_system(), .group = config->group };
}
