/* Papers on their way out. It asks nothing of anybody: that is preview.c. */
#include "tui/printout.h"

#include "base/file.h"
#include "base/spawn.h"
#include "base/words.h"
#include "store/store.h"
#include "text/clean.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

char *printout_name(const struct report *report, const struct school *school, const char *day)
{
    struct buf out = { 0 };
    buf_printf(&out, "%s-%s-%s.txt", report->title, school->key, day);
    return out.v;
}

static int format_of(const char *name, enum format *format)
{
    static const char *const endings[] = { ".txt", ".csv", ".json" };
    size_t n = strlen(name);
    for (int i = 0; i < 3; i++) {
        size_t length = strlen(endings[i]);
        if (n > length && strcasecmp(name + n - length, endings[i]) == 0) {
            *format = (enum format)i;
            return 0;
        }
    }
    return -1;
}

static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

int printout_path(const struct console_options *options, const char *name, char **path, enum format *format,
                  struct err *err)
{
    *path = NULL;
    if (*name == '\0')
        return err_set(err, "%s", _("没有文件名，没有保存。"));
    if (text_check(name, strlen(name), false, NULL) != TEXT_CLEAN)
        return err_set(err, "%s", _("文件名里有不能用的字符，没有保存。请换一个文件名。"));
    if (options->restricted && options->spool == NULL)
        return err_set(err, "%s", _("受限方式下没有指定存放公文的文件夹，没有保存。请管理员在配置文件里写明。"));
    if (options->restricted && (strchr(name, '/') != NULL || *name == '.'))
        return err_set(err, "%s", _("受限方式下文件名不能含 /，不能以 . 开头，没有保存。请换一个文件名。"));
    if (format_of(path_name(name), format) != 0)
        return err_set(err, "%s", _("文件名要以 .txt、.csv 或 .json 结尾，没有保存。请改文件名。"));
    *path = options->restricted ? path_join(options->spool, name) : mem_strdup(name);
    if (options->store == NULL || !same_file(*path, store_path(options->store)))
        return 0;
    err_set(err, _("%s 是库本身，没有写。请换一个文件名。"), *path);
    mem_free(*path);
    *path = NULL;
    return -1;
}

/* The first line of what a command said, shown clean. */
static void first_line(const struct buf *said, struct buf *out)
{
    const char *text = buf_text(said);
    size_t n = strcspn(text, "\n");
    text = text_trim(text, &n);
    text_show(text, n, false, out);
}

int printout_send(const struct console_options *options, const struct buf *pages,
                  bool (*poll)(void *context, size_t taken), void *context, struct buf *said, struct err *err)
{
    struct spawned run;
    const char *command = options->print_command;
    if (options->restricted)
        return err_set(err, "%s", _("受限方式下不能送打印。请存为文件。"));
    if (command == NULL)
        return err_set(err, "%s", _("配置文件里没有打印命令。请写明，或存为文件。"));
    if (spawn_feed(command, buf_text(pages), pages->n, poll, context, &run, err) != 0)
        return -1;
    int rc = 0;
    first_line(&run.said, said);
    const char *why = said->n > 0 ? buf_text(said) : _("没有说明原因");
    if (run.stopped)
        rc = err_set(err, "%s", _("送打印已中止。打印机可能已收到一部分。"));
    else if (run.status != 0)
        rc = err_set(err, _("打印命令 %s 以 %d 结束：%s。请检查打印机或配置。"), command, run.status, why);
    else if (run.taken < pages->n)
        rc = err_set(err, _("打印命令 %s 没有读完公文（%zu 字节只读了 %zu）。请核对配置。"), command, pages->n,
                     run.taken);
    buf_free(&run.said);
    return rc;
}

void printout_show(struct pager *pager, const struct buf *pages)
{
    const char *text = buf_text(pages), *end = text + pages->n;
    size_t all = 1, page = 1;
    struct buf line = { 0 };
    for (const char *p = text; (p = memchr(p, '\f', (size_t)(end - p))) != NULL; p++)
        all++;
    pager_set(pager, "", 0);
    for (const char *from = text; page <= all; page++) {
        const char *feed = memchr(from, '\f', (size_t)(end - from)), *to = feed != NULL ? feed : end;
        buf_clear(&line);
        buf_printf(&line, _("— 第 %zu 页 共 %zu 页 —\n"), page, all);
        if (all > 1)
            pager_add(pager, STYLE_DIM, line.v, line.n);
        pager_add(pager, STYLE_TEXT, from, (size_t)(to - from));
        from = to + 1;
    }
    buf_free(&line);
}
