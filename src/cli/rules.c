/* zeren rules check */
#include "cli/command.h"

#include "base/file.h"
#include "base/words.h"
#include "rules/rulebook.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

static bool has_file(const char *folder, const char *name)
{
    char *path = path_join(folder, name);
    bool has = access(path, F_OK) == 0;
    mem_free(path);
    return has;
}

static void check_folder(const char *folder, const char *facts, struct faults *faults)
{
    struct rulebook *book = rulebook_load(folder, facts, faults);
    size_t nodes = 0;
    if (book == NULL)
        return;
    for (size_t i = 0; i < book->documents.n; i++)
        nodes += book->documents.v[i].outline.n;
    say(_("%s：制度 %zu 份，条款 %zu 条，机构 %zu 个，责任任务 %zu 项，问责情形 %zu 种，没有差错。"),
        rulebook_school(book), book->documents.n, nodes, rulebook_count(book, "body"), rulebook_count(book, "duty"),
        rulebook_count(book, "circumstance"));
    rulebook_free(book);
}

/* PATH is a school's folder, or one that holds such folders. */
static void check_path(const char *path, const char *facts, struct faults *faults)
{
    size_t folders = 0;
    DIR *dir = has_file(path, "school.ini") ? NULL : opendir(path);
    for (struct dirent *file; dir != NULL && (file = readdir(dir)) != NULL;) {
        char *folder = path_join(path, file->d_name);
        if (file->d_name[0] != '.' && has_file(folder, "school.ini")) {
            check_folder(folder, facts, faults);
            folders++;
        }
        mem_free(folder);
    }
    if (dir != NULL)
        closedir(dir);
    if (folders == 0)
        check_folder(path, facts, faults);
}

enum exit_code command_rules(struct command_line *line)
{
    struct faults faults = { 0 };
    enum exit_code code = EXIT_DONE;
    if (strcmp(line->options.operands[0], "check") != 0)
        return misuse(line, _("zeren rules 后面应是 check。"));
    char *facts = path_join(line->config.data, "rules/facts.ini");
    check_path(line->options.operands[1], facts, &faults);
    show_faults(&faults);
    if (faults.n > 0)
        code = complain(_("共 %zu 处差错。写法见 zeren-rules(5)。"), faults.all);
    mem_free(facts);
    faults_free(&faults);
    return code;
}
