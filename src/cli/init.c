/* zeren init */
#include "cli/command.h"

#include "base/file.h"
#include "base/words.h"
#include "domain/setup.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct folders {
    const char **v;
    size_t n, room;
    struct arena arena;
};

static bool is_school_folder(const char *path)
{
    char *file = path_join(path, "school.ini");
    bool is = access(file, F_OK) == 0;
    mem_free(file);
    return is;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_all_schools(struct folders *folders, const char *data)
{
    char *rules = path_join(data, "rules");
    DIR *dir = opendir(rules);
    for (struct dirent *file; dir != NULL && (file = readdir(dir)) != NULL;) {
        const char *path = arena_printf(&folders->arena, "%s/%s", rules, file->d_name);
        if (file->d_name[0] != '.' && is_school_folder(path))
            *VEC_PUSH(folders) = path;
    }
    if (dir != NULL)
        closedir(dir);
    mem_free(rules);
    if (folders->n > 1)
        qsort(folders->v, folders->n, sizeof *folders->v, by_name);
}

static enum exit_code choose_folders(const struct command_line *line, struct folders *folders)
{
    const char *data = line->config.data;
    for (size_t i = 0; i < line->options.rules.n; i++)
        *VEC_PUSH(folders) = line->options.rules.v[i];
    for (size_t i = 0; i < line->options.schools.n; i++) {
        const char *id = line->options.schools.v[i];
        const char *path = arena_printf(&folders->arena, "%s/rules/%s", data, id);
        if (strchr(id, '/') != NULL || !is_school_folder(path))
            return complain(_("数据文件夹里没有学校 %s（%s/rules/）。"), id, data);
        *VEC_PUSH(folders) = path;
    }
    if (folders->n == 0)
        add_all_schools(folders, data);
    if (folders->n == 0)
        return complain(_("数据文件夹 %s 里没有制度文件。请用 ZEREN_DATADIR 指明，或用 --rules 给出文件夹。"), data);
    return EXIT_DONE;
}

enum exit_code command_init(struct command_line *line)
{
    struct folders folders = { 0 };
    struct faults faults = { 0 };
    struct err err;
    enum exit_code code = choose_folders(line, &folders);
    struct setup setup = {
        .path = line->config.store,
        .login = login_name(),
        .data = line->config.data,
        .folders = folders.v,
        .folders_n = folders.n,
        .demo = line->options.given[OPTION_DEMO],
        .options = config_store_options(&line->config),
    };
    if (code == EXIT_DONE && setup_store(&setup, &faults, &err) != 0) {
        show_faults(&faults);
        code = complain("%s", err.text);
    } else if (code == EXIT_DONE) {
        say(_("已建库 %s：%zu 所学校，管理员 %s%s。"), setup.path, folders.n, setup.login,
            setup.demo ? _("，另有样例数据，仅供试用") : "");
    }
    faults_free(&faults);
    VEC_FREE(&folders);
    arena_free(&folders.arena);
    return code;
}
