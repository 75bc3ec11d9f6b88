/* The table of sub-commands, the program's entry, and what all sub-commands share. */
#include "cli/command.h"

#include "base/buf.h"
#include "base/words.h"
#include "text/clean.h"
#include "text/width.h"

#include <inttypes.h>
#include <langinfo.h>
#include <locale.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ALWAYS (OPTION_BIT(OPTION_STORE) | OPTION_BIT(OPTION_CONFIG) | OPTION_BIT(OPTION_HELP))
#define PRINT_OPTIONS                                                                                              \
    (OPTION_BIT(OPTION_SCHOOL) | OPTION_BIT(OPTION_BODY) | OPTION_BIT(OPTION_RULE) | OPTION_BIT(OPTION_AS_OF) |    \
     OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_CATEGORY) | OPTION_BIT(OPTION_GRADE) | OPTION_BIT(OPTION_STATE) | \
     OPTION_BIT(OPTION_SEARCH) | OPTION_BIT(OPTION_DRILL) | OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_WIDTH) | \
     OPTION_BIT(OPTION_PAGE_LINES) | OPTION_BIT(OPTION_ENCODING) | OPTION_BIT(OPTION_ASCII) |                      \
     OPTION_BIT(OPTION_AMBIGUOUS) | OPTION_BIT(OPTION_OUTPUT))
#define LOG_OPTIONS                                                                                              \
    (OPTION_BIT(OPTION_SCHOOL) | OPTION_BIT(OPTION_BODY) | OPTION_BIT(OPTION_AT) | OPTION_BIT(OPTION_TO) |       \
     OPTION_BIT(OPTION_GRADE) | OPTION_BIT(OPTION_PLACE) | OPTION_BIT(OPTION_DRILL) | OPTION_BIT(OPTION_ASSET) | \
     OPTION_BIT(OPTION_CATEGORY) | OPTION_BIT(OPTION_FOUND_BY) | OPTION_BIT(OPTION_OPINION) |                    \
     OPTION_BIT(OPTION_FORMAT))

const struct command commands[] = {
    { "init", "", _("建库：写入制度文件，调用者成为管理员"),
      OPTION_BIT(OPTION_SCHOOL) | OPTION_BIT(OPTION_RULES) | OPTION_BIT(OPTION_DEMO), 0, 0, command_init,
      _("不写 --school 时写入数据文件夹里的所有学校。制度文件有差错时什么也不建。") },
    { "print",
      "duties|matrix|org|contacts|rule|assets|obligations|incidents|drill-incidents|clocks|incident ID|report-form ID|"
      "drill ID|review ID|proposal ID",
      _("打印公文"), PRINT_OPTIONS, 1, 2, command_print, NULL },
    { "schools", "", _("列出库里的学校和制度"), 0, 0, 0, command_schools, NULL },
    { "import", "people|bodies FILE.csv", _("从 CSV 导入人员或单位，要么全部写入，要么一行不写"),
      OPTION_BIT(OPTION_SCHOOL), 2, 2, command_import,
      _("people 的列：单位 岗位 姓名 起（必填），工号 电话 夜间电话 止 备案日期 备案号。\n"
        "bodies 的列：单位 类别（必填），上级 统称。列的顺序不限，UTF-8 或 GB18030。") },
    { "log", "new|add|strike|list ...", _("开事件、记日志、划去一条、列出"), LOG_OPTIONS, 1, 4, command_log,
      _("zeren log new TITLE [LINE]                    开一个事件，回执是编号\n"
        "zeren log add INCIDENT KIND [TEXT]            记一条；INCIDENT 是事件编号\n"
        "zeren log strike ID REASON [TEXT]             划去一条，TEXT 是更正的内容\n"
        "zeren log list [INCIDENT]                     列出日志；不写事件时列出事件\n"
        "zeren log new - 和 zeren log add - 从标准输入读 JSON，一行一个对象。\n"
        "KIND：note found plan-started assessed reported contained evidence joint\n"
        "      down restored rectification closed") },
    { "account", "add LOGIN | list | link LOGIN | remove LOGIN", _("管理账号；登录名是操作系统的登录名"),
      OPTION_BIT(OPTION_ROLE) | OPTION_BIT(OPTION_BODY) | OPTION_BIT(OPTION_PERSON) | OPTION_BIT(OPTION_SCHOOL), 1, 2,
      command_account, NULL },
    { "history", "TABLE ID", _("一条记录从无到有的全部改动"), 0, 2, 2, command_history, NULL },
    { "verify", "", _("查验库与日志是否一致；有差错时列出并以 1 退出"), OPTION_BIT(OPTION_ANCHOR), 0, 0, command_verify,
      NULL },
    { "backup", "FILE", _("联机备份到一个新文件，并查验它"), 0, 1, 1, command_backup, NULL },
    { "keys", "", _("列出控制台的全部操作和按键（--format json 供程序读）"), OPTION_BIT(OPTION_FORMAT), 0, 0,
      command_keys, NULL },
    { "rules", "check PATH", _("检查制度文件夹，一次列出所有差错"), 0, 2, 2, command_rules, NULL },
    { "scenarios", "list | check FILE", _("列出演练情景，或检查一份情景文件的全部差错"), 0, 1, 2, command_scenarios,
      NULL },
    { NULL, NULL, NULL, 0, 0, 0, NULL, NULL },
};

/* Without a sub-command. */
static const struct command console = {
    "",
    "",
    _("打开全屏控制台；没有终端时打印总览"),
    OPTION_BIT(OPTION_SCHOOL) | OPTION_BIT(OPTION_AS_OF) | OPTION_BIT(OPTION_RESTRICTED),
    0,
    0,
    command_console,
    NULL,
};

/* --- Text to a person --- */

static void put(FILE *file, const char *text, size_t n)
{
    struct buf shown = { 0 };
    struct err err;
    text_show(text, n, true, &shown);
    if (strncasecmp(nl_langinfo(CODESET), "GB", 2) == 0)
        encode_text(&shown, ENCODING_GB18030, &err);
    fwrite(buf_text(&shown), 1, shown.n, file);
    buf_free(&shown);
}

static void put_line(FILE *file, const char *before, const char *format, va_list args)
{
    char small[1];
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(small, sizeof small, format, args);
    char *text = mem_alloc((size_t)(n < 0 ? 0 : n) + 1);
    vsnprintf(text, (size_t)(n < 0 ? 0 : n) + 1, format, again);
    va_end(again);
    fputs(before, file);
    put(file, text, strlen(text));
    fputc('\n', file);
    mem_free(text);
}

void say(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put_line(stdout, "", format, args);
    va_end(args);
}

enum exit_code complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fflush(stdout);
    put_line(stderr, "zeren: ", format, args);
    va_end(args);
    return EXIT_FAILED;
}

enum exit_code misuse(const struct command_line *line, const char *format, ...)
{
    struct err sentence;
    va_list args;
    va_start(args, format);
    err_setv(&sentence, format, args);
    va_end(args);
    if (line != NULL && line->command != NULL)
        complain(_("%s用法见 zeren %s%s--help。"), sentence.text, line->command->name,
                 line->command->name[0] != '\0' ? " " : "");
    else
        complain("%s", sentence.text);
    return EXIT_USAGE;
}

void show_faults(const struct faults *faults)
{
    for (size_t i = 0; i < faults->n; i++) {
        const struct fault *fault = &faults->v[i];
        struct buf line = { 0 };
        buf_adds(&line, fault->file);
        if (fault->line > 0)
            buf_printf(&line, ":%zu", fault->line);
        buf_printf(&line, ": %s\n", fault->text);
        put(stderr, line.v, line.n);
        buf_free(&line);
    }
}

enum { BAR_CELLS = 30 };

bool show_progress(void *context, int64_t done, int64_t all)
{
    char bar[BAR_CELLS + 1];
    if (!isatty(STDERR_FILENO) || all <= 0)
        return false;
    int64_t full = done * BAR_CELLS / all;
    for (int i = 0; i < BAR_CELLS; i++)
        bar[i] = i < full ? '#' : '.';
    bar[BAR_CELLS] = '\0';
    struct buf text = { 0 };
    buf_printf(&text, "%s [%s] %3d%%", *(const char *const *)context, bar, (int)(done * 100 / all));
    fputc('\r', stderr);
    put(stderr, text.v, text.n);
    buf_free(&text);
    return false;
}

void end_progress(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

/* --- Store and school --- */

const char *login_name(void)
{
    const struct passwd *entry = getpwuid(getuid());
    return entry == NULL ? "" : entry->pw_name;
}

int open_session(const struct command_line *line, struct session *session)
{
    struct err err;
    struct store *store = NULL;
    struct store_options options = config_store_options(&line->config);
    *session = (struct session){ 0 };
    if (store_open(&store, line->config.store, &options, &err) == 0 &&
        session_open(session, store, login_name(), &err) == 0)
        return 0;
    if (session->store == NULL)
        store_close(store);
    close_session(session);
    complain("%s", err.text);
    return -1;
}

void close_session(struct session *session)
{
    store_close(session->store);
    session_done(session);
    *session = (struct session){ 0 };
}

const struct school *choose_school(const struct command_line *line, struct store *store, struct schools *schools)
{
    struct err err;
    const char *wanted = line->config.school;
    struct buf list = { 0 };
    const struct school *found = NULL;
    if (read_schools(store, schools, &err) != 0) {
        complain("%s", err.text);
        return NULL;
    }
    for (size_t i = 0; i < schools->n; i++) {
        buf_printf(&list, "%s%s", list.n > 0 ? " " : "", schools->v[i].key);
        if (wanted == NULL ? schools->n == 1 : strcmp(schools->v[i].key, wanted) == 0)
            found = &schools->v[i];
    }
    if (found == NULL && wanted != NULL)
        complain(_("库里没有学校 %s。可用：%s。"), wanted, buf_text(&list));
    else if (found == NULL)
        complain(_("库里有几所学校，请用 --school 指明：%s。"), buf_text(&list));
    buf_free(&list);
    return found;
}

/* --- The program --- */

static const struct command *find_command(const char *name)
{
    for (const struct command *command = commands; command->name != NULL; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

static void say_option(enum option_id id)
{
    const struct option_spec *spec = &option_specs[id];
    char name[64];
    snprintf(name, sizeof name, "%s--%s%s%s", spec->letter != 0 ? "-o, " : "", spec->name,
             spec->argument != NULL ? " " : "", spec->argument != NULL ? spec->argument : "");
    if (spec->letter == 'h')
        snprintf(name, sizeof name, "-h, --help");
    say("  %-22s %s", name, spec->help);
}

static void help_all(void)
{
    say(_("zeren（责任）：高校网络安全责任制管理"));
    say("%s", "");
    say(_("用法：zeren [--school ID] [--as-of DATE] [--restricted]  打开控制台"));
    say(_("用法：zeren 命令 [选项]"));
    for (const struct command *command = commands; command->name != NULL; command++)
        say("  %-9s %s", command->name, command->help);
    say("%s", "");
    say_option(OPTION_STORE);
    say_option(OPTION_CONFIG);
    say_option(OPTION_SCHOOL);
    say_option(OPTION_AS_OF);
    say_option(OPTION_RESTRICTED);
    say_option(OPTION_HELP);
    say_option(OPTION_VERSION);
    say("%s", "");
    say(_("例：zeren print duties --school cangzhou"));
    say(_("每个命令的选项见 zeren 命令 --help，全文见 man zeren。"));
}

static void help_one(const struct command *command)
{
    say(_("用法：zeren %s%s%s [选项]"), command->name, command->operands[0] != '\0' ? " " : "", command->operands);
    say("  %s", command->help);
    if (command->more != NULL)
        say("%s", command->more);
    say("%s", "");
    for (int i = 0; i < OPTION_COUNT; i++)
        if (((command->options | ALWAYS) & OPTION_BIT(i)) != 0)
            say_option((enum option_id)i);
}

static enum exit_code check_use(struct command_line *line)
{
    const struct command *command = line->command;
    for (int i = 0; i < OPTION_COUNT; i++)
        if (line->options.given[i] && ((command->options | ALWAYS) & OPTION_BIT(i)) == 0)
            return misuse(line, _("zeren %s 没有选项 --%s。"), command->name, option_specs[i].name);
    if (line->options.operands_n < command->least || line->options.operands_n > command->most)
        return misuse(line, _("zeren %s 的参数应是：%s。"), command->name,
                      command->operands[0] != '\0' ? command->operands : _("（无）"));
    return EXIT_DONE;
}

static enum exit_code run_command(struct command_line *line)
{
    struct faults faults = { 0 };
    struct err err;
    enum exit_code code = check_use(line);
    if (code != EXIT_DONE)
        return code;
    if (config_read(&line->config, &line->options, &faults, &err) != 0) {
        show_faults(&faults);
        code = faults.n > 0 ? complain("%s", err.text) : misuse(line, "%s", err.text);
    } else {
        code = line->command->run(line);
    }
    faults_free(&faults);
    config_done(&line->config);
    return code;
}

/* What was said is done only when it got out. */
static int finish(enum exit_code code)
{
    if (code == EXIT_DONE && (fflush(stdout) != 0 || ferror(stdout)))
        code = complain("%s", _("输出没有写完（磁盘已满或管道已关闭）。"));
    return (int)code;
}

int cli_main(int argc, char **argv)
{
    struct command_line line = { 0 };
    struct err err;
    if (setlocale(LC_ALL, "") == NULL || strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGXFSZ, SIG_IGN); /* a file at its limit is told like a full disk */
    if (options_read(&line.options, argc, argv, &err) != 0)
        return (int)misuse(&line, "%s", err.text);
    if (line.options.given[OPTION_VERSION]) {
        say("zeren %s", ZEREN_VERSION);
        return finish(EXIT_DONE);
    }
    if (line.options.operands_n == 0 && line.options.given[OPTION_HELP]) {
        help_all();
        return finish(EXIT_DONE);
    }
    if (line.options.operands_n == 0) {
        line.command = &console;
        return finish(run_command(&line));
    }
    line.command = find_command(line.options.operands[0]);
    if (line.command == NULL)
        return (int)misuse(&line, _("没有命令 %s。用 zeren --help 查看有哪些。"), line.options.operands[0]);
    if (line.options.given[OPTION_HELP]) {
        help_one(line.command);
        return finish(EXIT_DONE);
    }
    line.options.operands_n--;
    memmove(line.options.operands, line.options.operands + 1,
            line.options.operands_n * sizeof line.options.operands[0]);
    return finish(run_command(&line));
}
