/* 制度全文: the documents as they are, provision by provision. */
#include "report/frame.h"

#include "base/words.h"
#include "text/width.h"

#include <string.h>

struct document {
    const struct rule *rule;
    struct provisions provisions;
};

struct printing {
    struct frame frame;
    VEC(struct document) documents; /* those the request wants */
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

static void print_text(struct printing *p, struct buf *out)
{
    for (size_t i = 0; i < p->documents.n; i++) {
        const struct provisions *provisions = &p->documents.v[i].provisions;
        if (i > 0)
            paper_page_break(p->frame.paper);
        for (size_t k = 0; k < provisions->n; k++)
            print_provision(p, &provisions->v[k]);
    }
    frame_finish(&p->frame, out);
}

static void print_csv(struct printing *p, struct buf *out)
{
    static const char *const titles[] = { _("制度"), _("条款"), _("类别"), _("标号"), _("内容") };
    enum { N = COUNT(titles) };
    csv_add_row(out, titles, N);
    for (size_t i = 0; i < p->documents.n; i++) {
        const struct document *document = &p->documents.v[i];
        for (size_t k = 0; k < document->provisions.n; k++) {
            const struct provision *x = &document->provisions.v[k];
            const char *cells[N] = { rule_call(document->rule), x->path, x->kind, x->mark, x->text };
            csv_add_row(out, cells, N);
        }
    }
}

/* Writes the provisions below `parent`, nested. */
static void json_below(const struct provisions *provisions, struct json *json, int64_t parent)
{
    json_open(json, '[');
    for (size_t i = 0; i < provisions->n; i++) {
        const struct provision *x = &provisions->v[i];
        if (x->parent != parent)
            continue;
        json_open(json, '{');
        json_key_text(json, "path", x->path);
        json_key_text(json, "kind", x->kind);
        json_key_int(json, "number", x->number);
        json_key_text(json, "mark", x->mark);
        json_key_text(json, "text", x->text);
        json_key(json, "provisions");
        json_below(provisions, json, x->id);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_document(const struct document *document, struct json *json)
{
    const struct rule *rule = document->rule;
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
    json_below(&document->provisions, json, 0);
    json_close(json, '}');
}

static void print_json(struct printing *p, struct buf *out)
{
    struct json json;
    json_init(&json, out);
    json_open(&json, '[');
    for (size_t i = 0; i < p->documents.n; i++)
        json_document(&p->documents.v[i], &json);
    json_close(&json, ']');
}

static int read_documents(struct printing *p, struct err *err)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < p->frame.rules.n; i++) {
        const struct rule *rule = &p->frame.rules.v[i];
        if (!frame_wants_rule(&p->frame, rule->key))
            continue;
        struct document *document = VEC_PUSH(&p->documents);
        document->rule = rule;
        rc = read_provisions(p->frame.request->store, rule->id, &document->provisions, err);
    }
    return rc;
}

int print_rule(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .frame = { 0 } };
    int rc = frame_begin(&p.frame, request, err);
    if (rc == 0)
        rc = read_documents(&p, err);
    if (rc == 0)
        frame_print(&p.frame, (struct ways){ print_text, print_csv, print_json }, &p, out);
    for (size_t i = 0; i < p.documents.n; i++)
        LIST_FREE(&p.documents.v[i].provisions);
    VEC_FREE(&p.documents);
    frame_done(&p.frame);
    return rc;
}
