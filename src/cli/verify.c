/* zeren verify, zeren backup. Verifying needs no account: whoever can read the file can prove it, and a damaged store
 * may have no readable accounts. */
#include "cli/command.h"

#include "base/words.h"
#include "store/verify.h"

#include <inttypes.h>
#include <unistd.h>

static enum exit_code verify_file(const char *path, const struct anchor *anchor)
{
    struct findings findings;
    struct err err;
    const char *label = _("查验");
    int rc = store_verify(path, anchor, show_progress, &label, &findings, &err);
    end_progress();
    enum exit_code code = EXIT_FAILED;
    if (rc != 0) {
        complain("%s", err.text);
    } else if (findings.n > 0) {
        for (size_t i = 0; i < findings.n; i++)
            say("%s", findings.v[i].text);
        complain(_("%s 有 %zu 处差错。请保留原文件，从最近一份查验无误的备份恢复。"), path, findings.n);
    } else {
        say(_("完好：%s，日志 %" PRId64 " 条，存证 %" PRId64 ":%s"), path, findings.entries, findings.head.seq,
            findings.head.hash);
        code = EXIT_DONE;
    }
    findings_free(&findings);
    return code;
}

enum exit_code command_verify(struct command_line *line)
{
    struct anchor anchor = { 0 };
    struct err err;
    if (line->options.given[OPTION_ANCHOR] && anchor_parse(line->options.value[OPTION_ANCHOR], &anchor, &err) != 0)
        return misuse(line, "%s", err.text);
    return verify_file(line->config.store, &anchor);
}

enum exit_code command_backup(struct command_line *line)
{
    struct session session;
    struct err err;
    const char *path = line->options.operands[0];
    if (open_session(line, &session) != 0)
        return EXIT_FAILED;
    enum exit_code code = EXIT_DONE;
    const char *label = _("备份");
    if (session_may(&session, RIGHT_BACKUP, &err) != 0 ||
        store_backup(session.store, path, show_progress, &label, &err) != 0)
        code = complain("%s", err.text);
    end_progress();
    close_session(&session);
    if (code == EXIT_DONE && (code = verify_file(path, NULL)) != EXIT_DONE) {
        unlink(path);
        complain(_("备份没有通过查验，已删去：库 %s 本身有差错。请运行 zeren verify 查明。"), line->config.store);
    }
    return code;
}
