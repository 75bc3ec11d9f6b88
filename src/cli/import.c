/* zeren import */
#include "cli/command.h"

#include "base/file.h"
#include "base/words.h"
#include "domain/import.h"

#include <string.h>

enum { FILE_MOST = 64 * 1024 * 1024 };

enum exit_code command_import(struct command_line *line)
{
    const char *what = line->options.operands[0], *path = line->options.operands[1];
    bool people = strcmp(what, "people") == 0;
    if (!people && strcmp(what, "bodies") != 0)
        return misuse(line, _("不能导入 %s，只能导入 people 或 bodies。"), what);
    struct session session;
    struct schools schools = { 0 };
    struct faults faults = { 0 };
    struct buf bytes = { 0 };
    struct import_result result = { 0 };
    struct err err;
    if (open_session(line, &session) != 0)
        return EXIT_FAILED;
    enum exit_code code = EXIT_FAILED;
    const struct school *school = choose_school(line, session.store, &schools);
    int rc = school == NULL ? -1 : file_read(path, FILE_MOST, &bytes, &err);
    if (rc == 0 && people)
        rc = import_people(&session, school->id, path, buf_text(&bytes), bytes.n, &result, &faults, &err);
    else if (rc == 0)
        rc = import_bodies(&session, school->id, path, buf_text(&bytes), bytes.n, &result, &faults, &err);
    show_faults(&faults);
    if (rc == 0) {
        if (people)
            say(_("已导入 %zu 行：新任职 %zu，更新 %zu，不变 %zu，新人员 %zu，改电话 %zu。"), result.rows, result.added,
                result.changed, result.same, result.people, result.phones);
        else
            say(_("已导入 %zu 行：新单位 %zu，已有 %zu。"), result.rows, result.added, result.same);
        code = EXIT_DONE;
    } else if (school != NULL) {
        complain("%s", err.text);
    }
    buf_free(&bytes);
    faults_free(&faults);
    LIST_FREE(&schools);
    close_session(&session);
    return code;
}
