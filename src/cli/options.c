/* The option table and its reader, on getopt_long. */
#include "cli/options.h"

#include "base/words.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

const struct option_spec option_specs[OPTION_COUNT] = {
    [OPTION_STORE] = { "store", "FILE", 0, _("库文件（默认依次取 ZEREN_STORE、配置文件、用户数据文件夹）") },
    [OPTION_CONFIG] = { "config", "FILE", 0, _("配置文件") },
    [OPTION_SCHOOL] = { "school", "ID", 0, _("学校标识（zeren schools 列出；库中只有一所时可省）") },
    [OPTION_RULES] = { "rules", "DIR", 0, _("从这个制度文件夹建库（可重复）") },
    [OPTION_DEMO] = { "demo", NULL, 0, _("另写入一批注明“样例”的单位、人员和资产，供试用") },
    [OPTION_BODY] = { "body", "X", 0, _("只取这个机构及其下属（名称、简称或标识）") },
    [OPTION_RULE] = { "rule", "KEY", 0, _("只取这份制度") },
    [OPTION_AS_OF] = { "as-of", "DATE", 0, _("数据截至这一天，如 2026-09-01（默认今天）") },
    [OPTION_FROM] = { "from", "DATE", 0, _("登记表从这一天起（默认截至日期那年的 1 月 1 日）") },
    [OPTION_CATEGORY] = { "category", "X", 0,
                          _("新事件是（登记表：只取）这一类（名称，或代码 MI NAI IDI ICSI FF DI OI）") },
    [OPTION_STATE] = { "state", "X", 0, _("登记表只取这种状态的事件（open contained recovered closed 之一，或名称）") },
    [OPTION_SEARCH] = { "search", "WORDS", 0, _("登记表只取标题和日志里有这些字的事件（几个词用空格隔开）") },
    [OPTION_FORMAT] = { "format", "F", 0, _("text、csv 或 json（默认 text）") },
    [OPTION_WIDTH] = { "width", "N", 0, _("纸宽，按半角字符计（默认 80）") },
    [OPTION_PAGE_LINES] = { "page-lines", "N", 0, _("每页行数，0 为不分页（默认 60）") },
    [OPTION_ENCODING] = { "encoding", "E", 0, _("utf-8 或 gb18030（默认随系统语言）") },
    [OPTION_ASCII] = { "ascii", NULL, 0, _("表格线用 + - | 画") },
    [OPTION_AMBIGUOUS] = { "ambiguous", "W", 0,
                           _("“ ” … ─ 等字符的宽度：narrow 或 wide（默认 narrow，gb18030 时 wide）") },
    [OPTION_OUTPUT] = { "output", "FILE", 'o', _("写到文件（要么全部写成，要么不动原文件）") },
    [OPTION_ROLE] = { "role", "ROLE", 0, _("admin recorder officer reviewer reader 之一") },
    [OPTION_PERSON] = { "person", "NUMBER", 0, _("账号是名册里哪个工号的人；不写则不再写明") },
    [OPTION_ANCHOR] = { "anchor", "SEQ:HASH", 0, _("纸上页脚的存证，核对日志没有被换过") },
    [OPTION_AT] = { "at", "TIME", 0, _("何时发生（事件：何时发现），如 -3m、14:05、昨天 9:30（默认现在）") },
    [OPTION_TO] = { "to", "X", 0, _("“报告”一类：报告给谁（报告关系里的名称）") },
    [OPTION_GRADE] = { "grade", "G", 0, _("定为（登记表：只取）这一级：名称，或 1（特别重大）到 4（一般）") },
    [OPTION_PLACE] = { "place", "X", 0, _("“取证”一类：存放处；是可读的文件时算出 SM3") },
    [OPTION_DRILL] = { "drill", NULL, 0, _("事件开在（登记表：只取）所参加的、正在进行的演练里") },
    [OPTION_ASSET] = { "asset", "X", 0, _("新事件出在哪个信息系统（登记的名称）；单位随它") },
    [OPTION_FOUND_BY] = { "found-by", "W", 0, _("新事件由谁发现：own unit superior outside 之一（默认 own）") },
    [OPTION_OPINION] = { "opinion", NULL, 0, _("新事件涉及舆情") },
    [OPTION_RESTRICTED] = { "restricted", NULL, 0,
                            _("受限方式：不挂起，不运行别的程序，文件只写到配置的 spool 文件夹") },
    [OPTION_HELP] = { "help", NULL, 'h', _("显示帮助") },
    [OPTION_VERSION] = { "version", NULL, 0, _("显示版本") },
};

enum { LONG_BASE = 256 };

static void keep(struct options *options, enum option_id id, const char *value)
{
    options->given[id] = true;
    options->value[id] = value;
    if (id == OPTION_SCHOOL && options->schools.n < VALUES_MOST)
        options->schools.v[options->schools.n++] = value;
    if (id == OPTION_RULES && options->rules.n < VALUES_MOST)
        options->rules.v[options->rules.n++] = value;
}

static enum option_id id_of(int code)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (code == LONG_BASE + i || (option_specs[i].letter != 0 && code == option_specs[i].letter))
            return (enum option_id)i;
    return OPTION_COUNT;
}

int options_read(struct options *options, int argc, char **argv, struct err *err)
{
    struct option table[OPTION_COUNT + 1] = { { 0 } };
    *options = (struct options){ 0 };
    for (int i = 0; i < OPTION_COUNT; i++) {
        table[i].name = option_specs[i].name;
        table[i].has_arg = option_specs[i].argument == NULL ? no_argument : required_argument;
        table[i].val = LONG_BASE + i;
    }
    opterr = 0;
    optind = 0; /* begin anew: a test reads more than one line */
    int code;
    while ((code = getopt_long(argc, argv, ":ho:", table, NULL)) != -1) {
        if (code == ':')
            return err_set(err, _("选项 %s 后面缺值。"), argv[optind - 1]);
        /* One letter of several: argv[optind - 1] may be another word. */
        if (code == '?' && optopt != 0 && optopt < LONG_BASE)
            return err_set(err, _("不认识选项 -%c。用 --help 查看可用的选项。"), optopt);
        if (code == '?')
            return err_set(err, _("不认识选项 %s。用 --help 查看可用的选项。"), argv[optind - 1]);
        keep(options, id_of(code), optarg);
    }
    for (int i = optind; i < argc; i++) {
        if (options->operands_n == OPERANDS_MOST)
            return err_set(err, "%s", _("参数太多。"));
        options->operands[options->operands_n++] = argv[i];
    }
    return 0;
}
