/* zeren print */
#include "cli/command.h"

#include "base/file.h"
#include "base/words.h"
#include "domain/drill.h"
#include "report/report.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int format_named(const char *name, enum format *format)
{
    static const char *const names[] = { "text", "csv", "json" };
    for (int i = 0; i < 3; i++)
        if (name == NULL || strcmp(names[i], name) == 0) {
            *format = (enum format)i;
            return 0;
        }
    return -1;
}

/* Whether both names lead to one file: a page must not take the place of the store it was printed from. */
static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static enum exit_code put_out(const struct command_line *line, enum format format, struct buf *out)
{
    struct err err;
    const char *file = line->options.value[OPTION_OUTPUT];
    if (report_encode(out, format, line->config.encoding, &err) != 0)
        return complain("%s", err.text);
    if (file != NULL && same_file(file, line->config.store))
        return complain(_("%s 是库本身，没有写。请换一个文件名。"), file);
    if (file != NULL)
        return file_write(file, buf_text(out), out->n, &err) == 0 ? EXIT_DONE : complain("%s", err.text);
    if (fwrite(buf_text(out), 1, out->n, stdout) != out->n || fflush(stdout) != 0)
        return complain(_("输出没有写完（%s）。"), strerror(errno));
    return EXIT_DONE;
}

/* What is about one record is of that record's school, whichever --school says; the others are of the chosen one. */
static const struct school *school_of(const struct command_line *line, const struct report *report,
                                      const struct report_request *request, struct schools *schools)
{
    struct err err;
    int64_t id;
    if (report->subject == NULL)
        return choose_school(line, request->store, schools);
    if (read_schools(request->store, schools, &err) == 0 && report->school(request, &id, &err) == 0)
        for (size_t i = 0; i < schools->n; i++)
            if (schools->v[i].id == id)
                return &schools->v[i];
    complain("%s", err.text);
    return NULL;
}

/* A very long paper: a person is asked, a script is told. */
static bool wants_so_long(const struct err *why)
{
    char answer[8];
    complain("%s", why->text);
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
        return true;
    fputs(_("真的要打印吗？输入 y 打印："), stderr);
    return fgets(answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y');
}

static int print_pages(const struct report *report, struct report_request *request, struct buf *out, struct err *err)
{
    size_t pages = 0;
    request->pages = &pages;
    int rc = report_print(report, request, out, err);
    request->pages = NULL;
    if (rc == 0 || pages == 0)
        return rc;
    if (!wants_so_long(err))
        return err_set(err, "%s", _("没有打印。"));
    return report_print(report, request, out, err);
}

static enum exit_code print_report(const struct command_line *line, struct session *session,
                                   const struct report *report, struct report_request *request)
{
    struct schools schools = { 0 };
    struct buf out = { 0 };
    struct err err;
    enum exit_code code = EXIT_FAILED;
    struct drills drills = { 0 };
    request->store = session->store;
    /* Whoever is in a drill prints nothing without its mark. */
    if (drill_of(session, &drills, &err) != 0)
        return complain("%s", err.text);
    request->drill = drills.n > 0 ? drills.v[0].name : NULL;
    request->chosen.drill = line->options.given[OPTION_DRILL] && drills.n > 0 ? drills.v[0].id : 0;
    if (session_may(session, RIGHT_READ, &err) != 0)
        complain("%s", err.text);
    else if (line->options.given[OPTION_DRILL] && drills.n == 0)
        complain(_("账号 %s 没有参加正在进行的演练，没有打印。请先在控制台参加，或去掉 --drill。"), session->login);
    else if ((request->school = school_of(line, report, request, &schools)) != NULL) {
        if (print_pages(report, request, &out, &err) != 0)
            complain("%s", err.text);
        else
            code = put_out(line, request->format, &out);
    }
    buf_free(&out);
    LIST_FREE(&schools);
    LIST_FREE(&drills);
    return code;
}

/* What the report has no use for is wrong use, not passed over in silence. */
static const char *useless_option(const struct options *o, const struct report *report)
{
    static const enum option_id of_registers[] = { OPTION_FROM,  OPTION_CATEGORY, OPTION_GRADE,
                                                   OPTION_STATE, OPTION_SEARCH,   OPTION_DRILL };
    if (o->given[OPTION_BODY] && !report->by_body)
        return option_specs[OPTION_BODY].name;
    if (o->given[OPTION_RULE] && !report->by_rule)
        return option_specs[OPTION_RULE].name;
    for (size_t i = 0; i < COUNT(of_registers); i++)
        if (o->given[of_registers[i]] && !report_is_register(report))
            return option_specs[of_registers[i]].name;
    if (o->given[OPTION_DRILL] && strcmp(report->name, "drill-incidents") != 0)
        return option_specs[OPTION_DRILL].name;
    return NULL;
}

/* --from and --as-of into what the request points to. */
static enum exit_code read_days(const struct command_line *line, struct report_request *request, char day[DAY_TEXT],
                                char from[DAY_TEXT])
{
    const struct options *o = &line->options;
    day_of(request->now, day);
    if (o->given[OPTION_AS_OF] && day_parse(o->value[OPTION_AS_OF], day) != 0)
        return misuse(line, _("--as-of 的 %s 不是日期。请写成 2026-09-01 这样。"), o->value[OPTION_AS_OF]);
    if (o->given[OPTION_FROM] && day_parse(o->value[OPTION_FROM], from) != 0)
        return misuse(line, _("--from 的 %s 不是日期。请写成 2026-09-01 这样。"), o->value[OPTION_FROM]);
    request->day = day;
    request->chosen.from = o->given[OPTION_FROM] ? from : NULL;
    return EXIT_DONE;
}

enum exit_code command_print(struct command_line *line)
{
    const struct options *o = &line->options;
    const struct report *report = report_named(o->operands[0]);
    struct report_request request = { .body = o->value[OPTION_BODY],
                                      .rule = o->value[OPTION_RULE],
                                      .subject = o->operands_n > 1 ? o->operands[1] : NULL,
                                      .chosen = { .category = o->value[OPTION_CATEGORY],
                                                  .grade = o->value[OPTION_GRADE],
                                                  .state = o->value[OPTION_STATE],
                                                  .words = o->value[OPTION_SEARCH] },
                                      .paper = line->config.paper };
    char day[DAY_TEXT], from[DAY_TEXT];
    struct clock clock = clock_system();
    if (report == NULL)
        return misuse(line, _("没有公文 %s。"), o->operands[0]);
    if (report->subject != NULL && request.subject == NULL)
        return misuse(line, _("print %s 要写明%s。"), report->name, report->subject);
    if (report->subject == NULL && request.subject != NULL)
        return misuse(line, _("print %s 后面不写别的，多了 %s。"), report->name, request.subject);
    if (useless_option(o, report) != NULL)
        return misuse(line, _("print %s 不能用 --%s。"), report->name, useless_option(o, report));
    if (format_named(o->value[OPTION_FORMAT], &request.format) != 0)
        return misuse(line, _("--format 应是 text、csv 或 json，不是 %s。"), o->value[OPTION_FORMAT]);
    if (request.format == FORMAT_JSON && o->given[OPTION_ENCODING] && line->config.encoding != ENCODING_UTF8)
        return misuse(line, "%s", _("JSON 只有 UTF-8 一种编码。请去掉 --encoding。"));
    request.now = clock_now(&clock);
    if (read_days(line, &request, day, from) != EXIT_DONE)
        return EXIT_USAGE;
    struct session session;
    if (open_session(line, &session) != 0)
        return EXIT_FAILED;
    enum exit_code code = print_report(line, &session, report, &request);
    close_session(&session);
    return code;
}
