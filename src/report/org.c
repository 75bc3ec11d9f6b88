/* 组织架构: the tree of bodies with their posts, liabilities and holders. */
#include "report/frame.h"

#include "base/words.h"
#include "text/width.h"

#include <inttypes.h>
#include <string.h>

enum { DEPTH_MOST = 32 };

struct printing {
    struct frame frame;
};

/* The lines that lead from a body's ancestors down to it. */
struct branch {
    bool open[DEPTH_MOST]; /* whether a sibling of the ancestor at this depth follows */
};

static void add_piece(struct printing *p, struct buf *line, const char *glyph, const char *ascii)
{
    const struct paper_options *o = &p->frame.request->paper;
    const char *piece = o->ascii ? ascii : glyph;
    size_t cells = text_cells(piece, strlen(piece), o->wide),
           want = o->ascii ? 3 : text_cells("├─", strlen("├─"), o->wide) + 1;
    buf_adds(line, piece);
    buf_repeat(line, " ", want > cells ? want - cells : 0);
}

static void add_branch(struct printing *p, struct buf *line, const struct branch *branch, int depth, bool last,
                       bool own)
{
    for (int i = 1; i < depth && i < DEPTH_MOST; i++)
        add_piece(p, line, branch->open[i] ? "│" : "", branch->open[i] ? "|" : "");
    if (depth > 0 && own)
        add_piece(p, line, last ? "└─" : "├─", last ? "`-" : "|-");
    else if (depth > 0)
        add_piece(p, line, last ? "" : "│", last ? "" : "|");
}

static const char *holders_text(struct printing *p, const struct post *post)
{
    struct buf out = { 0 };
    size_t first, n = org_holders(&p->frame.org, post->id, &first);
    for (size_t i = first; i < first + n; i++) {
        const struct holder *h = &p->frame.org.holders.v[i];
        buf_printf(&out, _("%s%s（%s 起"), i > first ? "、" : "", h->name, h->from);
        if (h->filed != NULL)
            buf_printf(&out, _("，%s 备案"), h->filed);
        else if (post->filing)
            buf_adds(&out, _("，未备案"));
        buf_adds(&out, _("）"));
    }
    if (post->seats > 1 && n > 0 && (int64_t)n < post->seats)
        buf_printf(&out, _("，另空缺 %" PRId64 " 席"), post->seats - (int64_t)n);
    else if (n == 0 && org_vacant(&p->frame.org, post))
        buf_adds(&out, _("空缺"));
    else if (n == 0)
        buf_adds(&out, post->seats == 1 ? _("（各单位一岗）") : _("（各单位若干）"));
    const char *text = arena_strndup(&p->frame.arena, out.v, out.n);
    buf_free(&out);
    return text;
}

/* Below a body: its own line and the lines of its posts. */
static void print_body(struct printing *p, size_t at, int depth, const struct branch *branch, bool last)
{
    const struct body *body = &p->frame.org.bodies.v[p->frame.org.order[at]];
    const struct body *host = body_by_id(&p->frame.org.bodies, body->host);
    bool has_children = at + 1 < p->frame.org.n && p->frame.org.depth[at + 1] > p->frame.org.depth[at];
    struct buf own = { 0 }, below = { 0 }, line = { 0 };
    add_branch(p, &own, branch, depth, last, true);
    add_branch(p, &below, branch, depth, last, false);
    add_piece(p, &below, has_children ? "│" : "", has_children ? "|" : "");
    buf_printf(&line, _("%s〔%s〕"), body->name, body->each ? _("各单位") : body_kind_name(body->kind));
    if (host != NULL)
        buf_printf(&line, _("设在%s"), host->name);
    if (body->cite.path != NULL)
        buf_printf(&line, "  %s", frame_cite(&p->frame, body->cite));
    paper_prefixed(p->frame.paper, buf_text(&own), buf_text(&below), line.v);
    size_t first, n = org_posts(&p->frame.org, body->id, &first);
    for (size_t i = first; i < first + n; i++) {
        const struct post *post = &p->frame.org.posts.v[i];
        buf_clear(&line);
        buf_printf(&line, _("%s 【%s】 "), post->name, liability_name(post->liability));
        if (post->ex_officio != NULL)
            buf_printf(&line, _("由%s担任 "), post->ex_officio);
        buf_adds(&line, holders_text(p, post));
        paper_prefixed(p->frame.paper, buf_text(&below), buf_text(&below), line.v);
    }
    buf_free(&own);
    buf_free(&below);
    buf_free(&line);
}

static void print_text(struct printing *p, struct buf *out)
{
    struct branch branch = { { false } };
    int top = -1;
    frame_title(&p->frame, report_named("org")->title);
    for (size_t i = 0; i < p->frame.org.n; i++) {
        const struct body *body = &p->frame.org.bodies.v[p->frame.org.order[i]];
        if (!frame_wants_body(&p->frame, body->id))
            continue;
        if (top < 0 || p->frame.body == 0)
            top = p->frame.body == 0 ? 0 : p->frame.org.depth[i];
        int depth = p->frame.org.depth[i] - top;
        if (depth == 0 && i > 0)
            paper_blank(p->frame.paper);
        print_body(p, i, depth, &branch, p->frame.org.last[i]);
        if (depth < DEPTH_MOST)
            branch.open[depth] = !p->frame.org.last[i];
    }
    frame_finish(&p->frame, out);
}

static void print_csv(struct printing *p, struct buf *out)
{
    static const char *const titles[] = { _("机构"),     _("类别"),   _("上级"), _("岗位"),
                                          _("责任类型"), _("任职人"), _("工号"), _("任职日期"),
                                          _("备案日期"), _("备案号"), _("依据") };
    enum { N = COUNT(titles) };
    csv_add_row(out, titles, N);
    for (size_t i = 0; i < p->frame.org.n; i++) {
        const struct body *body = &p->frame.org.bodies.v[p->frame.org.order[i]];
        const struct body *parent = body_by_id(&p->frame.org.bodies, body->parent);
        const char *cells[N] = { body->name, body_kind_name(body->kind), parent == NULL ? "" : parent->name };
        if (!frame_wants_body(&p->frame, body->id))
            continue;
        struct org_line line = { 0 };
        while (org_next_line(&p->frame.org, body, &line)) {
            const struct post *post = line.post;
            const struct holder *holder = line.holder;
            cells[3] = post->name;
            cells[4] = liability_name(post->liability);
            cells[5] = holder != NULL ? holder->name : org_vacant(&p->frame.org, post) ? _("空缺") : "";
            cells[6] = holder != NULL ? holder->number : "";
            cells[7] = holder != NULL ? holder->from : "";
            cells[8] = holder == NULL ? "" : holder->filed == NULL && post->filing ? _("未备案") : holder->filed;
            cells[9] = holder != NULL ? holder->filing_number : "";
            cells[10] = frame_cite(&p->frame, post->cite);
            csv_add_row(out, cells, N);
        }
        if (line.post == NULL) { /* a body without posts is a row too */
            cells[10] = frame_cite(&p->frame, body->cite);
            csv_add_row(out, cells, N);
        }
    }
}

static void json_post(struct printing *p, struct json *json, const struct post *post)
{
    size_t first, n = org_holders(&p->frame.org, post->id, &first);
    json_open(json, '{');
    json_key_text(json, "post", post->name);
    json_key_text(json, "liability", post->liability);
    json_key_int(json, "seats", post->seats);
    json_key_text(json, "ex_officio", post->ex_officio);
    json_key(json, "filing");
    json_bool(json, post->filing);
    json_key_cite(json, &p->frame, post->cite);
    json_key(json, "vacant");
    json_bool(json, org_vacant(&p->frame.org, post));
    json_key(json, "holders");
    json_open(json, '[');
    for (size_t i = first; i < first + n; i++) {
        const struct holder *h = &p->frame.org.holders.v[i];
        json_open(json, '{');
        json_key_text(json, "name", h->name);
        json_key_text(json, "number", h->number);
        json_key_text(json, "from", h->from);
        json_key_text(json, "to", h->to);
        json_key_text(json, "filed", h->filed);
        json_key_text(json, "filing_number", h->filing_number);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

/* Writes the body at `at` of the tree order and what is below it; returns where the next one is. */
static size_t json_tree(struct printing *p, struct json *json, size_t at)
{
    const struct body *body = &p->frame.org.bodies.v[p->frame.org.order[at]];
    json_open(json, '{');
    json_key_body(json, "body", body);
    json_key_text(json, "kind", body->kind);
    json_key(json, "each");
    json_bool(json, body->each);
    json_key_cite(json, &p->frame, body->cite);
    json_key(json, "posts");
    json_open(json, '[');
    size_t first, n = org_posts(&p->frame.org, body->id, &first);
    for (size_t i = first; i < first + n; i++)
        json_post(p, json, &p->frame.org.posts.v[i]);
    json_close(json, ']');
    json_key(json, "bodies");
    json_open(json, '[');
    size_t next = at + 1;
    while (next < p->frame.org.n && p->frame.org.depth[next] > p->frame.org.depth[at])
        next = json_tree(p, json, next);
    json_close(json, ']');
    json_close(json, '}');
    return next;
}

static void print_json(struct printing *p, struct buf *out)
{
    struct json json;
    json_init(&json, out);
    json_open(&json, '{');
    json_key_text(&json, "school", p->frame.request->school->key);
    json_key_text(&json, "as_of", p->frame.request->day);
    json_key(&json, "bodies");
    json_open(&json, '[');
    for (size_t at = 0; at < p->frame.org.n;) {
        int64_t id = p->frame.org.bodies.v[p->frame.org.order[at]].id;
        at = p->frame.body == 0 || id == p->frame.body ? json_tree(p, &json, at) : at + 1;
    }
    json_close(&json, ']');
    json_close(&json, '}');
}

int print_org(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .frame = { 0 } };
    int rc = frame_begin(&p.frame, request, err);
    if (rc == 0)
        frame_print(&p.frame, (struct ways){ print_text, print_csv, print_json }, &p, out);
    frame_done(&p.frame);
    return rc;
}
