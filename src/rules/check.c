/* The linter: what a folder's files say must be complete, and every reference must lead somewhere. It never stops at
 * the first fault. */
#include "rules/rulebook.h"

#include "base/clock.h"
#include "base/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct checking {
    struct rulebook *book;
    const struct entry *entry;
    struct faults *faults;
};

__attribute__((format(printf, 3, 4))) static void fault(struct checking *c, size_t line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fault_addv(c->faults, c->entry->file, line, format, args);
    va_end(args);
}

static const struct key_spec *key_spec(const struct section_spec *spec, const char *name)
{
    for (const struct key_spec *key = spec->keys; key->name != NULL; key++)
        if (strcmp(key->name, name) == 0)
            return key;
    return NULL;
}

static bool is_name_of(const char *const *names, const char *text, size_t n)
{
    for (; *names != NULL; names++)
        if (strlen(*names) == n && memcmp(*names, text, n) == 0)
            return true;
    return false;
}

static void check_choice(struct checking *c, const struct ini_key *key, const struct key_spec *spec, const char *text,
                         size_t n)
{
    if (is_name_of(spec->names, text, n))
        return;
    struct buf list = { 0 };
    for (const char *const *name = spec->names; *name != NULL; name++)
        buf_printf(&list, "%s%s", list.n > 0 ? " " : "", *name);
    fault(c, key->line, _("%s 的值 %.*s 不认识。可用：%s。"), key->name, (int)n, text, buf_text(&list));
    buf_free(&list);
}

static void check_body(struct checking *c, const struct ini_key *key, const char *text, size_t n)
{
    if (book_entry(c->book, "body", text, n) == NULL)
        fault(c, key->line, _("%s 指的机构 %.*s 没有定义。请核对，或补上 [body %.*s]。"), key->name, (int)n, text,
              (int)n, text);
}

static void check_provision(struct checking *c, const struct ini_key *key, const char *text, size_t n)
{
    struct place_ref ref;
    if (book_provision(c->book, c->entry->document, text, n, &ref) != 0)
        fault(c, key->line,
              _("%s 指的条款 %.*s 在文件中没有。请核对条款号（写法如 第六条（二）4，别的文件前加 名:）。"), key->name,
              (int)n, text);
}

/* Whether the list of `key` names the first `n` bytes of `piece` (for parts, that body) before where `piece` stands. */
static bool same_provision(const struct checking *c, const char *a, size_t a_n, const char *b, size_t b_n)
{
    struct place_ref x, y;
    return book_provision(c->book, c->entry->document, a, a_n, &x) == 0 &&
           book_provision(c->book, c->entry->document, b, b_n, &y) == 0 && x.document == y.document && x.node == y.node;
}

static bool named_before(const struct checking *c, const struct ini_key *key, const struct key_spec *spec,
                         const char *piece, size_t n)
{
    const char *at = key->value, *other, *provision;
    size_t other_n, provision_n;
    while ((other = book_next(&at, &other_n)) != NULL && other < piece) {
        if (spec->type == VALUE_PARTS)
            book_part(other, other_n, &other_n, &provision, &provision_n);
        if (other_n == n && memcmp(other, piece, n) == 0)
            return true;
        if (spec->type == VALUE_PROVISIONS && same_provision(c, other, other_n, piece, n))
            return true;
    }
    return false;
}

static void check_list(struct checking *c, const struct ini_key *key, const struct key_spec *spec)
{
    const char *at = key->value, *piece;
    size_t n;
    if (key->value[strspn(key->value, ", ")] == '\0')
        fault(c, key->line, _("%s 里一个也没有。请写上，或删去这一行。"), key->name);
    while ((piece = book_next(&at, &n)) != NULL) {
        const char *provision;
        size_t body_n, provision_n;
        switch (spec->type) {
        case VALUE_CHOICES:
            check_choice(c, key, spec, piece, n);
            break;
        case VALUE_PROVISIONS:
            check_provision(c, key, piece, n);
            break;
        default:
            book_part(piece, n, &body_n, &provision, &provision_n);
            check_body(c, key, piece, body_n);
            if (provision != NULL)
                check_provision(c, key, provision, provision_n);
            n = body_n;
            break;
        }
        if (named_before(c, key, spec, piece, n))
            fault(c, key->line, _("%s 里 %.*s 写了两次。请删去一个。"), key->name, (int)n, piece);
    }
}

static void check_words(struct checking *c, const struct ini_key *key)
{
    const struct ini_key *provision = ini_key(c->entry->section, "provision");
    struct place_ref ref;
    int64_t at, length;
    if (provision == NULL ||
        book_provision(c->book, c->entry->document, provision->value, strlen(provision->value), &ref) != 0)
        return; /* told where the provision is checked */
    if (book_words(c->book, ref, key->value, &at, &length) != 0)
        fault(c, key->line, _("words 的起止词在 %s 中找不到（起词须恰好出现一次，止词在其后）。写法：起词 … 止词。"),
              provision->value);
}

static bool is_number(const char *text)
{
    size_t n = strspn(text, "0123456789");
    return n > 0 && n <= 9 && text[n] == '\0';
}

static void check_recipient(struct checking *c, const struct ini_key *key)
{
    static const char *const kinds[] = { "body", "post", "authority" };
    int found = 0;
    for (size_t i = 0; i < COUNT(kinds); i++)
        found += book_entry(c->book, kinds[i], key->value, strlen(key->value)) != NULL;
    if (found == 0)
        fault(c, key->line, _("%s 指的 %s 不是已定义的机构、岗位或外部单位。"), key->name, key->value);
    else if (found > 1)
        fault(c, key->line, _("%s 指的 %s 有几个：机构、岗位、外部单位不能用同一个标识。请改名。"), key->name,
              key->value);
}

static void check_value(struct checking *c, const struct ini_key *key, const struct key_spec *spec)
{
    char day[DAY_TEXT];
    struct err err;
    size_t n = strlen(key->value);
    switch (spec->type) {
    case VALUE_TEXT:
        break;
    case VALUE_DAY:
        if (strlen(key->value) != DAY_TEXT - 1 || day_parse(key->value, day) != 0 || strcmp(day, key->value) != 0)
            fault(c, key->line, _("%s 不是日期。请写成 2023-09-26 这样。"), key->name);
        break;
    case VALUE_NUMBER:
        if (!is_number(key->value))
            fault(c, key->line, _("%s 不是整数。"), key->name);
        else if (strtol(key->value, NULL, 10) == 0 && strcmp(key->name, "seats") != 0)
            fault(c, key->line, _("%s 不能是 0。"), key->name);
        break;
    case VALUE_FLAG:
        if (strcmp(key->value, "yes") != 0 && strcmp(key->value, "no") != 0)
            fault(c, key->line, _("%s 只能是 yes 或 no。"), key->name);
        break;
    case VALUE_CHOICE:
        check_choice(c, key, spec, key->value, n);
        break;
    case VALUE_BODY:
        check_body(c, key, key->value, n);
        break;
    case VALUE_CHOICES:
    case VALUE_BODIES:
    case VALUE_PARTS:
    case VALUE_PROVISIONS:
        check_list(c, key, spec);
        break;
    case VALUE_RECIPIENT:
        check_recipient(c, key);
        break;
    case VALUE_PROVISION:
        check_provision(c, key, key->value, n);
        break;
    case VALUE_WORDS:
        check_words(c, key);
        break;
    case VALUE_CONDITION:
        if (c->book->inis[1] != NULL && /* else told where the facts are read */
            condition_check(key->value, c->book->facts.v, c->book->facts.n, &err) != 0)
            fault(c, key->line, "%s", err.text);
        break;
    case VALUE_SOURCE:
        if (book_entry(c->book, "source", key->value, n) == NULL)
            fault(c, key->line, _("%s 指的来源 %s 没有定义。"), key->name, key->value);
        break;
    }
}

/* A second section of one kind and id in another file of the folder. */
static void check_unique(struct checking *c)
{
    const struct entry *e = c->entry;
    bool per_rule = e->spec->seed != SEED_BODY && e->spec->seed != SEED_POST && e->spec->seed != SEED_DUTY &&
                    e->spec->seed != SEED_OBLIGATION && e->spec->seed != SEED_AUTHORITY && e->spec->seed != SEED_FACT;
    for (size_t i = 0; i < c->book->entries.n && &c->book->entries.v[i] != e; i++) {
        const struct entry *other = &c->book->entries.v[i];
        if (other->spec == e->spec && strcmp(other->section->id, e->section->id) == 0 &&
            (!per_rule || other->document == e->document))
            fault(c, e->section->line, _("[%s %s] 在 %s 第 %zu 行已经有了。请改标识。"), e->spec->kind, e->section->id,
                  other->file, other->section->line);
    }
}

static void check_entry(struct checking *c)
{
    const struct ini_section *section = c->entry->section;
    for (size_t i = 0; i < section->n; i++) {
        const struct key_spec *spec = key_spec(c->entry->spec, section->v[i].name);
        if (spec == NULL)
            fault(c, section->v[i].line, _("[%s] 没有 %s 这个键。请对照 zeren-rules(5)。"), section->kind,
                  section->v[i].name);
        else
            check_value(c, &section->v[i], spec);
    }
    for (const struct key_spec *spec = c->entry->spec->keys; spec->name != NULL; spec++)
        if (spec->required && ini_key(section, spec->name) == NULL)
            fault(c, section->line, _("[%s%s%s] 缺 %s。"), section->kind, section->id[0] != '\0' ? " " : "",
                  section->id, spec->name);
    if (c->entry->spec->numbered && (!is_number(section->id) || section->id[0] == '0'))
        fault(c, section->line, _("[%s %s] 的标识应是编号（正整数，前面不加 0）。"), section->kind, section->id);
    check_unique(c);
}

static const struct entry *body_of(struct checking *c, const struct entry *entry, const char *key_name)
{
    const struct ini_key *key = ini_key(entry->section, key_name);
    return key == NULL ? NULL : book_entry(c->book, "body", key->value, strlen(key->value));
}

static bool has_value(const struct entry *entry, const char *key_name, const char *value)
{
    const struct ini_key *key = ini_key(entry->section, key_name);
    return key != NULL && strcmp(key->value, value) == 0;
}

/* A person finds a body by its name, its short name or its id: none of these may mean two. */
static void check_body_names(struct checking *c, size_t at)
{
    static const char *const keys[] = { "name", "short" };
    for (size_t w = 0; w < 2; w++) {
        const struct ini_key *own = ini_key(c->entry->section, keys[w]);
        for (size_t k = 0; own != NULL && k < c->book->entries.n; k++) {
            const struct entry *other = &c->book->entries.v[k];
            bool earlier = k < at; /* two of one name are told once */
            if (other->spec->seed == SEED_BODY && k != at &&
                ((earlier && (has_value(other, "name", own->value) || has_value(other, "short", own->value))) ||
                 strcmp(other->section->id, own->value) == 0))
                fault(c, own->line, _("“%s”已是 [body %s] 的名称、简称或标识，导入和查询时无法区分。请改名。"),
                      own->value, other->section->id);
        }
    }
}

static void check_bodies(struct checking *c)
{
    struct rulebook *book = c->book;
    for (size_t i = 0; i < book->entries.n; i++) {
        c->entry = &book->entries.v[i];
        if (c->entry->spec->seed != SEED_BODY)
            continue;
        const struct entry *class = body_of(c, c->entry, "class"), *up = c->entry;
        if (class == c->entry)
            fault(c, c->entry->section->line, _("机构 %s 的 class 不能是它自己。请改 class。"), c->entry->section->id);
        if (class != NULL && !has_value(class, "each", "yes"))
            fault(c, c->entry->section->line, _("class 指的 %s 不是“各单位”一类的机构。请给它写 each = yes。"),
                  class->section->id);
        for (size_t steps = 0; up != NULL && steps <= book->entries.n; steps++)
            up = body_of(c, up, "parent");
        if (up != NULL)
            fault(c, c->entry->section->line, _("机构 %s 的上级绕成了圈。请改 parent。"), c->entry->section->id);
        check_body_names(c, i);
    }
}

static bool same_value(const struct entry *a, const struct entry *b, const char *key_name)
{
    const struct ini_key *key = ini_key(a->section, key_name);
    return key != NULL && has_value(b, key_name, key->value);
}

/* A body's posts are told apart by their names. */
static void check_posts(struct checking *c)
{
    const struct rulebook *book = c->book;
    for (size_t i = 0; i < book->entries.n; i++) {
        c->entry = &book->entries.v[i];
        for (size_t k = 0; c->entry->spec->seed == SEED_POST && k < i; k++) {
            const struct entry *other = &book->entries.v[k];
            if (other->spec->seed == SEED_POST && same_value(c->entry, other, "body") &&
                same_value(c->entry, other, "name"))
                fault(c, c->entry->section->line, _("同一机构已有同名岗位 [post %s]。请改名。"), other->section->id);
        }
    }
}

/* A yearly obligation says how often; the schema holds to it too. */
static void check_obligations(struct checking *c)
{
    for (size_t i = 0; i < c->book->entries.n; i++) {
        c->entry = &c->book->entries.v[i];
        if (c->entry->spec->seed == SEED_OBLIGATION && has_value(c->entry, "every", "year") &&
            ini_key(c->entry->section, "times") == NULL)
            fault(c, c->entry->section->line, _("[obligation %s] 写了 every = year，缺 times（每年几次）。"),
                  c->entry->section->id);
    }
}

/* A school's own fact must not stand for a shared one, nor for a number: conditions would read another thing. */
static void check_facts(struct checking *c)
{
    for (size_t i = 0; i < c->book->entries.n; i++) {
        c->entry = &c->book->entries.v[i];
        if (c->entry->spec->seed != SEED_FACT)
            continue;
        const char *id = c->entry->section->id;
        if (id[0] < 'a' || id[0] > 'z' || strchr(id, '.') != NULL)
            fault(c, c->entry->section->line, _("事实的标识 %s 不合规。请以字母开头，不用点。"), id);
        size_t same = 0;
        for (size_t k = 0; k < c->book->facts.n; k++) {
            const char *key = c->book->facts.v[k].key;
            size_t n = 0;
            while (id[n] != '\0' && key[n] == (id[n] == '-' ? '_' : id[n]))
                n++;
            same += id[n] == '\0' && key[n] == '\0';
        }
        if (same > 1)
            fault(c, c->entry->section->line, _("事实 %s 在共用的 facts.ini 里已经有了。请用那一个，或改标识。"), id);
    }
}

/* The printed list has no gaps: 1 to the number of duties. */
static void check_duty_numbers(struct checking *c)
{
    long count = (long)rulebook_count(c->book, "duty");
    for (size_t i = 0; i < c->book->entries.n; i++) {
        c->entry = &c->book->entries.v[i];
        long number = strtol(c->entry->section->id, NULL, 10);
        if (c->entry->spec->seed == SEED_DUTY && (number < 1 || number > count))
            fault(c, c->entry->section->line, _("责任任务编号 %s 超出 1 到 %ld：全校清单的编号要连续。"),
                  c->entry->section->id, count);
    }
}

/* Numbers that jump or repeat mean a lost line or a mark that was not seen. */
static void check_outline(struct checking *c, const struct document *document)
{
    const struct outline *outline = &document->outline;
    bool articles = false;
    for (size_t i = 0; i < outline->n; i++) {
        const struct node *node = &outline->v[i];
        articles = articles || node->kind == NODE_ARTICLE;
        if (node->path[0] == '\0')
            continue;
        if (outline_find(outline, node->path) != (int)i)
            fault_add(c->faults, document->text_file, node->line, _("条款 %s 出现了两次。请核对编号和断行。"),
                      node->path);
        int before = 0;
        for (size_t k = i; k-- > 0;)
            if (outline->v[k].kind == node->kind &&
                (node->kind == NODE_ARTICLE || outline->v[k].parent == node->parent)) {
                before = outline->v[k].number;
                break;
            }
        bool counted = node->kind != NODE_PARAGRAPH && node->kind != NODE_ANNEX;
        if (counted && node->number != before + 1 && !(node->kind == NODE_ARTICLE && node->number == 1))
            fault_add(c->faults, document->text_file, node->line,
                      _("%s 前面应是第 %d 号，实际是第 %d 号。请核对编号和断行。"), node->path, node->number - 1,
                      before);
    }
    if (outline->n > 0 && !articles)
        fault_add(c->faults, document->text_file, 0, "%s", _("一条“第N条”也没认出来。条号要在行首，其后空一格。"));
}

static void check_documents(struct checking *c)
{
    for (size_t i = 0; i < c->book->documents.n; i++) {
        const struct document *document = &c->book->documents.v[i];
        check_outline(c, document);
        if (document->ini != NULL && ini_find(document->ini, "rule", "") == NULL)
            fault_add(c->faults, document->ini->file, 0, "%s", _("缺 [rule] 一节：文件的标题、文号、状态。"));
    }
    const struct ini *school = c->book->documents.n > 0 ? c->book->inis[0] : NULL;
    const struct ini_section *section = school == NULL ? NULL : ini_find(school, "school", "");
    const struct ini_key *id = section == NULL ? NULL : ini_key(section, "id");
    if (school != NULL && section == NULL)
        fault_add(c->faults, school->file, 0, "%s", _("缺 [school] 一节。"));
    if (id != NULL && strspn(id->value, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(id->value))
        fault_add(c->faults, school->file, id->line, "%s",
                  _("学校标识只用小写字母、数字和减号：它是命令行上的 --school。"));
}

void rulebook_check(struct rulebook *book, struct faults *faults)
{
    struct checking c = { .book = book, .faults = faults };
    for (size_t i = 0; i < book->entries.n; i++) {
        c.entry = &book->entries.v[i];
        check_entry(&c);
    }
    check_bodies(&c);
    check_posts(&c);
    check_obligations(&c);
    check_facts(&c);
    check_duty_numbers(&c);
    check_documents(&c);
}
