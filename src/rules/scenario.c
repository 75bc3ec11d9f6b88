/* The reader and the linter of scenarios. What a line of an INI file may hold at all (control characters, bidi marks,
 * length) is ini.c's; here is what it must say. */
#include "rules/scenario.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/words.h"
#include "rules/ini.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

const char *const scenario_steps[] = { "note",     "found", "plan-started", "assessed", "reported",      "contained",
                                       "evidence", "joint", "down",         "restored", "rectification", "closed",
                                       NULL };

enum kind { KIND_TEXT, KIND_STEP, KIND_FOUND_BY, KIND_CATEGORY, KIND_FLAG, KIND_START, KIND_LENGTH };

struct key_rule {
    const char *name;
    enum kind kind;
    bool required;
};
static const struct key_rule scenario_keys[] = {
    { "name", KIND_TEXT, true },          { "title", KIND_TEXT, true },         { "about", KIND_TEXT, false },
    { "found-by", KIND_FOUND_BY, false }, { "category", KIND_CATEGORY, false }, { "opinion", KIND_FLAG, false },
    { NULL, KIND_TEXT, false },
};
static const struct key_rule inject_keys[] = {
    { "at", KIND_START, true },  { "text", KIND_TEXT, true },      { "expected", KIND_STEP, false },
    { "who", KIND_TEXT, false }, { "target", KIND_LENGTH, false }, { NULL, KIND_TEXT, false },
};
static const char *const found_bys[] = { "own", "unit", "superior", "outside", NULL };
/* GB/Z 20986-2007 */
static const char *const categories[] = { "mi", "nai", "idi", "icsi", "ff", "di", "oi", NULL };
static const char *const flags[] = { "yes", "no", NULL };

struct reading {
    const struct ini *ini;
    const struct ini_section *section;
    struct scenario *scenario;
    struct faults *faults;
    bool bad;
};

__attribute__((format(printf, 3, 4))) static void bad(struct reading *r, size_t line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fault_addv(r->faults, r->ini->file, line, format, args);
    va_end(args);
    r->bad = true;
}

/* --- Values --- */

int scenario_time(const char *text, bool from_start, int64_t *seconds)
{
    static const struct {
        char letter;
        int64_t seconds;
    } units[] = { { 'h', 3600 }, { 'm', 60 }, { 's', 1 } };
    int64_t all = 0;
    size_t unit = 0;
    if (from_start && strncmp(text, "T+", 2) != 0)
        return -1;
    if (from_start)
        text += 2;
    if (*text == '\0')
        return -1;
    while (*text != '\0') {
        size_t digits = strspn(text, "0123456789");
        if (digits == 0 || digits > 6)
            return -1;
        int64_t count = strtoll(text, NULL, 10);
        text += digits;
        if (*text == '\0' && unit == 0) { /* a bare number */
            all = count * 60;
            break;
        }
        while (unit < COUNT(units) && units[unit].letter != *text)
            unit++;
        if (unit == COUNT(units))
            return -1;
        all += count * units[unit++].seconds;
        text++;
    }
    if (all > SCENARIO_SECONDS_MOST)
        return -1;
    *seconds = all;
    return 0;
}

static bool is_one_of(const char *const *names, const char *value)
{
    for (; *names != NULL; names++)
        if (strcmp(*names, value) == 0)
            return true;
    return false;
}

static void check_name(struct reading *r, const struct ini_key *key, const char *const *names)
{
    struct buf list = { 0 };
    if (is_one_of(names, key->value))
        return;
    for (const char *const *name = names; *name != NULL; name++)
        buf_printf(&list, "%s%s", list.n > 0 ? " " : "", *name);
    bad(r, key->line, _("%s 的值 %s 不认识。可用：%s。"), key->name, key->value, buf_text(&list));
    buf_free(&list);
}

static void check_value(struct reading *r, const struct ini_key *key, enum kind kind)
{
    int64_t seconds;
    size_t n = strlen(key->value), characters = u8_mbsnlen((const uint8_t *)key->value, n);
    switch (kind) {
    case KIND_TEXT:
        if (characters > SCENARIO_TEXT_MOST)
            bad(r, key->line, _("%s 有 %zu 个字，超过 %d。请写短些。"), key->name, characters, SCENARIO_TEXT_MOST);
        break;
    case KIND_STEP:
        check_name(r, key, scenario_steps);
        break;
    case KIND_FOUND_BY:
        check_name(r, key, found_bys);
        break;
    case KIND_CATEGORY:
        check_name(r, key, categories);
        break;
    case KIND_FLAG:
        check_name(r, key, flags);
        break;
    case KIND_START:
        if (scenario_time(key->value, true, &seconds) != 0)
            bad(r, key->line, _("at 的值 %s 不是时刻。请写成 T+3（分钟）、T+90s、T+1h30m，最晚 T+168h。"), key->value);
        break;
    case KIND_LENGTH:
        if (scenario_time(key->value, false, &seconds) != 0 || seconds == 0)
            bad(r, key->line, _("target 的值 %s 不是时限。请写成 3（分钟）、90s、1h30m，大于 0，至多 168h。"),
                key->value);
        break;
    }
}

static void check_keys(struct reading *r, const struct key_rule *rules)
{
    const struct ini_section *section = r->section;
    for (size_t i = 0; i < section->n; i++) {
        const struct key_rule *rule = rules;
        while (rule->name != NULL && strcmp(rule->name, section->v[i].name) != 0)
            rule++;
        if (rule->name == NULL)
            bad(r, section->v[i].line, _("[%s] 里没有键 %s。请对照 zeren-rules(5)，改名或删去。"), section->kind,
                section->v[i].name);
        else
            check_value(r, &section->v[i], rule->kind);
    }
    for (const struct key_rule *rule = rules; rule->name != NULL; rule++)
        if (rule->required && ini_key(section, rule->name) == NULL)
            bad(r, section->line, _("[%s%s%s] 缺 %s。请补上。"), section->kind, section->id[0] == '\0' ? "" : " ",
                section->id, rule->name);
}

/* The value, in the scenario's arena; NULL when it is not there. */
static const char *value(struct reading *r, const char *name)
{
    const struct ini_key *key = ini_key(r->section, name);
    return key == NULL ? NULL : arena_strdup(&r->scenario->arena, key->value);
}

/* --- Sections --- */

static void read_head(struct reading *r)
{
    struct scenario *scenario = r->scenario;
    check_keys(r, scenario_keys);
    scenario->name = value(r, "name");
    scenario->title = value(r, "title");
    scenario->about = value(r, "about");
    scenario->found_by = value(r, "found-by");
    scenario->category = value(r, "category");
    if (scenario->found_by == NULL)
        scenario->found_by = "own";
    const char *opinion = value(r, "opinion");
    scenario->opinion = opinion != NULL && strcmp(opinion, "yes") == 0;
}

static void read_inject(struct reading *r)
{
    struct scenario *scenario = r->scenario;
    char number[24];
    const struct ini_key *at = ini_key(r->section, "at");
    check_keys(r, inject_keys);
    snprintf(number, sizeof number, "%zu", scenario->n + 1);
    if (strcmp(r->section->id, number) != 0)
        bad(r, r->section->line, _("这里应是 [inject %s]，不是 [inject%s%s]。请从 1 起依次编号。"), number,
            r->section->id[0] == '\0' ? "" : " ", r->section->id);
    if (scenario->n == SCENARIO_INJECTS_MOST) {
        bad(r, r->section->line, _("注入超过 %d 个。请分成几份情景。"), SCENARIO_INJECTS_MOST);
        return;
    }
    int64_t before = scenario->n > 0 ? scenario->v[scenario->n - 1].at_s : 0;
    struct scenario_inject *inject = VEC_PUSH(scenario);
    inject->at_s = before;
    if (at != NULL && scenario_time(at->value, true, &inject->at_s) == 0 && inject->at_s < before)
        bad(r, at->line, _("%s 早于前一个注入。请按时间先后排列。"), at->value);
    inject->text = value(r, "text");
    inject->expected = value(r, "expected");
    inject->who = value(r, "who");
    const char *target = value(r, "target");
    if (target != NULL && inject->expected == NULL)
        bad(r, ini_key(r->section, "target")->line, "%s", _("有 target 而没有 expected：不知道等的是哪一步。请补上。"));
    if (target != NULL)
        scenario_time(target, false, &inject->target_s);
}

static void read_sections(struct reading *r)
{
    const struct ini *ini = r->ini;
    if (ini_find(ini, "scenario", "") == NULL)
        bad(r, 0, "%s", _("没有 [scenario] 一节。请写明 name 和 title。"));
    for (size_t i = 0; i < ini->n; i++) {
        r->section = &ini->v[i];
        if (strcmp(r->section->kind, "scenario") == 0 && r->section->id[0] == '\0')
            read_head(r);
        else if (strcmp(r->section->kind, "inject") == 0)
            read_inject(r);
        else
            bad(r, r->section->line, _("情景文件里只有 [scenario] 和 [inject 序号]，没有 [%s%s%s]。请删去或改名。"),
                r->section->kind, r->section->id[0] == '\0' ? "" : " ", r->section->id);
    }
    if (r->scenario->n == 0)
        bad(r, 0, "%s", _("一个注入也没有。请写上 [inject 1]。"));
}

/* --- Files --- */

static struct scenario *read_ini(struct ini *ini, struct faults *faults)
{
    struct reading r = { .ini = ini, .faults = faults };
    if (ini == NULL)
        return NULL;
    r.scenario = mem_alloc(sizeof *r.scenario);
    read_sections(&r);
    ini_free(ini);
    if (!r.bad)
        return r.scenario;
    scenario_free(r.scenario);
    return NULL;
}

struct scenario *scenario_parse(const char *file, const char *bytes, size_t n, struct faults *faults)
{
    return read_ini(ini_parse(file, bytes, n, faults), faults);
}

struct scenario *scenario_load(const char *path, struct faults *faults)
{
    return read_ini(ini_load(path, faults), faults);
}

void scenario_free(struct scenario *scenario)
{
    if (scenario == NULL)
        return;
    VEC_FREE(scenario);
    arena_free(&scenario->arena);
    mem_free(scenario);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct scenario_file *)a)->path, ((const struct scenario_file *)b)->path);
}

void scenarios_read(const char *folder, struct scenario_files *out, struct faults *faults)
{
    DIR *dir = opendir(folder);
    for (const struct dirent *file; dir != NULL && (file = readdir(dir)) != NULL;) {
        size_t n = strlen(file->d_name);
        if (file->d_name[0] == '.' || n < 5 || strcmp(file->d_name + n - 4, ".ini") != 0)
            continue;
        char *path = path_join(folder, file->d_name);
        struct scenario *scenario = scenario_load(path, faults);
        if (scenario == NULL)
            mem_free(path);
        else
            *VEC_PUSH(out) = (struct scenario_file){ path, scenario };
    }
    if (dir != NULL)
        closedir(dir);
    if (out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, by_path);
}

void scenarios_free(struct scenario_files *files)
{
    for (size_t i = 0; i < files->n; i++) {
        mem_free(files->v[i].path);
        scenario_free(files->v[i].scenario);
    }
    VEC_FREE(files);
}
