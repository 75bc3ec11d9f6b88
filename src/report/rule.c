/* 制度全文: the documents as they are, provision by provision. */
#include "report/frame.h"

#include "base/words.h"
#include "text/width.h"

#include <string.h>

struct printing {
    struct frame frame;
    struct provisions provisions; /* of the document at hand */
};

enum { SHORT_OF_LINE = 8 };

static bool is_kind(const struct provision *provision, const char *kind)
{
    return strcmp(provision->kind, kind) == 0;
}

static bool ends_with(const char *text, size_t n, const char *end)
{
    size_t len = strlen(end);
    return n >= len && memcmp(text + n - len, end, len) == 0;
}

/* One line of the published text: headings centred, a salutation at the left, all else a paragraph. */
static void print_line(struct printing *p, const struct provision *provision, const char *mark, const char *line,
                       size_t n)
{
    const struct paper_options *o = &p->frame.request->paper;
    bool heading = is_kind(provision, "chapter") || is_kind(provision, "preamble");
    bool fits = text_cells(line, n, o->wide) + SHORT_OF_LINE <= (size_t)o->width;
    bool plain = is_kind(provision, "annex") || (heading && ends_with(line, n, "："));
    char *text =
        arena_printf(&p->frame.arena, "%s%s%.*s", plain || (heading && fits) ? "" : "    ", mark, (int)n, line);
    paper_text(p->frame.paper, heading && fits && !plain ? ALIGN_CENTER : ALIGN_LEFT, text);
}

static void print_provision(struct printing *p, const struct provision *provision)
{
    const char *rest = provision->text, *mark = provision->mark;
    if (is_kind(provision, "chapter") || is_kind(provision, "annex") || is_kind(provision, "imprint"))
        paper_blank(p->frame.paper);
    do {
        size_t n = strcspn(rest, "\n");
        print_line(p, provision, mark, rest, n);
        mark = "";
        rest += n + (rest[n] == '\n' ? 1 : 0);
    } while (*rest != '\0');
    if (is_kind(provision, "chapter") || is_kind(provision, "preamble"))
        paper_blank(p->frame.paper);
}

static void print_rule_text(struct printing *p)
{
    for (size_t i = 0; i < p->provisions.n; i++)
        print_provision(p, &p->provisions.v[i]);
}

static void csv_rule(struct printing *p, const struct rule *rule, struct buf *out)
{
    for (size_t i = 0; i < p->provisions.n; i++) {
        const struct provision *x = &p->provisions.v[i];
        const char *cells[] = { rule_call(rule), x->path, x->kind, x->mark, x->text };
        csv_add_row(out, cells, sizeof cells / sizeof cells[0]);
    }
}

/* Writes the provisions below `parent`, nested. */
static void json_below(struct printing *p, struct json *json, int64_t parent)
{
    json_open(json, '[');
    for (size_t i = 0; i < p->provisions.n; i++) {
        const struct provision *x = &p->provisions.v[i];
        if (x->parent != parent)
            continue;
        json_open(json, '{');
        json_key_text(json, "path", x->path);
        json_key_text(json, "kind", x->kind);
        json_key_int(json, "number", x->number);
        json_key_text(json, "mark", x->mark);
        json_key_text(json, "text", x->text);
        json_key(json, "provisions");
        json_below(p, json, x->id);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_rule(struct printing *p, const struct rule *rule, struct json *json)
{
    json_open(json, '{');
    json_key_text(json, "rule_id", rule->key);
    json_key_text(json, "rule", rule_call(rule));
    json_key_text(json, "title", rule->title);
    json_key_text(json, "number", rule->number);
    json_key_text(json, "issuer", rule->issuer);
    json_key_text(json, "issued", rule->issued);
    json_key_text(json, "effective", rule->effective);
    json_key_text(json, "state", rule->state);
    json_key(json, "provisions");
    json_below(p, json, 0);
    json_close(json, '}');
}

int print_rule(const struct report_request *request, struct buf *out, struct err *err)
{
    static const char *const titles[] = { _("制度"), _("条款"), _("类别"), _("标号"), _("内容") };
    struct printing p = { .provisions = { 0 } };
    struct json json;
    bool first = true;
    int rc = frame_begin(&p.frame, request, err);
    if (rc == 0 && request->format == FORMAT_CSV)
        csv_add_row(out, titles, sizeof titles / sizeof titles[0]);
    json_init(&json, out);
    if (rc == 0 && request->format == FORMAT_JSON)
        json_open(&json, '[');
    for (size_t i = 0; rc == 0 && i < p.frame.rules.n; i++) {
        const struct rule *rule = &p.frame.rules.v[i];
        if (!frame_wants_rule(&p.frame, rule->key))
            continue;
        rc = read_provisions(request->store, rule->id, &p.provisions, err);
        if (rc == 0 && request->format == FORMAT_JSON)
            json_rule(&p, rule, &json);
        else if (rc == 0 && request->format == FORMAT_CSV)
            csv_rule(&p, rule, out);
        else if (rc == 0) {
            if (!first)
                paper_page_break(p.frame.paper);
            print_rule_text(&p);
        }
        first = false;
        LIST_FREE(&p.provisions);
    }
    if (rc == 0 && request->format == FORMAT_JSON)
        json_close(&json, ']');
    if (rc == 0 && request->format == FORMAT_TEXT)
        frame_finish(&p.frame, out);
    frame_done(&p.frame);
    return rc;
}
