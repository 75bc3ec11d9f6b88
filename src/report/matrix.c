/* 责任矩阵: duties down, bodies across; split over pages by columns. */
#include "report/frame.h"

#include "base/words.h"
#include "domain/matrix.h"
#include "text/width.h"

#include <inttypes.h>
#include <string.h>

enum { NO_CELLS = 4, DUTY_CELLS = 26, DUTY_LINES = 3, CITE_CELLS = 12, MARK_CELLS = 4, FIXED = 3, COLUMNS_MOST = 256 };
enum { LINES_USUAL = 60, HEAD_AND_FOOT = 10 };

struct printing {
    struct frame frame;
    struct matrix matrix;
    bool *wanted;              /* by index into the duties: it passes the filters */
    const char **titles;       /* the same: the row's title, once it was made */
    const struct part **cells; /* by index into the bodies: the part in the duty whose row is printed */
    const struct duty *row;    /* that duty */
};

static size_t index_of(const struct printing *p, const struct duty *duty)
{
    return (size_t)(duty - p->matrix.duties.v);
}

static bool is_wanted(const struct printing *p, const struct duty *duty)
{
    return p->wanted[index_of(p, duty)];
}

/* Whether one of the bodies that pass the filter has a part. */
static bool concerns_wanted(const struct printing *p, const struct duty *duty, const bool *bodies)
{
    size_t first, n = matrix_parts(&p->matrix, duty->id, &first);
    for (size_t i = first; i < first + n; i++) {
        const struct body *body = body_by_id(&p->frame.org.bodies, p->matrix.parts.v[i].body);
        if (body != NULL && bodies[body - p->frame.org.bodies.v])
            return true;
    }
    return false;
}

/* Looks at each body and each duty once, however many tables the paper has. */
static void choose_rows(struct printing *p)
{
    const struct bodies *all = &p->frame.org.bodies;
    bool *bodies = mem_alloc(all->n * sizeof *bodies);
    p->wanted = mem_alloc(p->matrix.duties.n * sizeof *p->wanted);
    p->titles = mem_alloc(p->matrix.duties.n * sizeof *p->titles);
    p->cells = mem_alloc(all->n * sizeof *p->cells);
    for (size_t i = 0; i < all->n; i++)
        bodies[i] = frame_wants_body(&p->frame, all->v[i].id);
    for (size_t i = 0; i < p->matrix.duties.n; i++) {
        const struct duty *duty = &p->matrix.duties.v[i];
        p->wanted[i] =
            frame_wants_rule(&p->frame, duty->cite.rule) && (p->frame.body == 0 || concerns_wanted(p, duty, bodies));
    }
    mem_free(bodies);
}

static void fill_cells(struct printing *p, const struct duty *duty, bool fill)
{
    size_t first, n = matrix_parts(&p->matrix, duty->id, &first);
    /* From the last, so that the first of a body's parts is the one that stays. */
    for (size_t i = first + n; i-- > first;) {
        const struct part *part = &p->matrix.parts.v[i];
        const struct body *body = body_by_id(&p->frame.org.bodies, part->body);
        if (body != NULL)
            p->cells[body - p->frame.org.bodies.v] = fill ? part : NULL;
    }
}

/* From here on part_at answers for this duty. */
static void begin_row(struct printing *p, const struct duty *duty)
{
    if (p->row != NULL)
        fill_cells(p, p->row, false);
    fill_cells(p, duty, true);
    p->row = duty;
}

/* What matrix_part says, of the row's duty and the body of a column. */
static const struct part *part_at(const struct printing *p, size_t column)
{
    return p->cells[p->matrix.columns[column]];
}

/* With an asterisk behind what the school decided itself; alone where it took the rule's part away. */
static const char *mark(struct printing *p, size_t column)
{
    const struct part *part = part_at(p, column);
    const struct body *body = &p->frame.org.bodies.v[p->matrix.columns[column]];
    if (part == NULL)
        return matrix_taken(&p->matrix, p->row->id, body->id) == NULL ? "" : "*";
    return part->own ? arena_printf(&p->frame.arena, "%s*", part_mark(part->part)) : part_mark(part->part);
}

static bool is_lead(const struct printing *p, size_t column)
{
    const struct part *part = part_at(p, column);
    return part != NULL && strcmp(part->part, "lead") == 0;
}

/* A text's first words, as many as fit a row's title. */
static const char *first_words(struct printing *p, const char *text)
{
    struct text_lines lines = { 0 };
    bool wide = p->frame.request->paper.wide;
    text_wrap(text, strlen(text), DUTY_CELLS, wide, &lines);
    size_t n = strlen(text);
    bool cut = lines.n > DUTY_LINES;
    if (cut) {
        const struct text_line *last = &lines.v[DUTY_LINES - 1];
        n = last->start + last->n;
        while (n > last->start && text_cells(text + last->start, n - last->start, wide) + 2 > DUTY_CELLS) {
            n--;
            while (n > last->start && ((unsigned char)text[n] & 0xC0) == 0x80)
                n--;
        }
    }
    VEC_FREE(&lines);
    return arena_printf(&p->frame.arena, "%.*s%s", (int)n, text, cut ? "…" : "");
}

static const char *row_title(struct printing *p, const struct duty *duty)
{
    const char **title = &p->titles[index_of(p, duty)];
    if (*title == NULL)
        *title = first_words(p, duty->text);
    return *title;
}

/* One table: the row titles and the bodies from..to. */
static void print_part(struct printing *p, size_t from, size_t to)
{
    struct paper_column columns[COLUMNS_MOST + FIXED] = {
        { _("序号"), NO_CELLS, ALIGN_CENTER },
        { _("责任任务"), DUTY_CELLS, ALIGN_LEFT },
        { _("依据"), CITE_CELLS, ALIGN_LEFT },
    };
    const char *cells[COLUMNS_MOST + FIXED];
    size_t n = FIXED;
    for (size_t i = from; i < to; i++) {
        const struct body *body = &p->frame.org.bodies.v[p->matrix.columns[i]];
        columns[n++] =
            (struct paper_column){ body->short_name != NULL ? body->short_name : body->name, MARK_CELLS, ALIGN_CENTER };
    }
    paper_table_begin(p->frame.paper, columns, n, false);
    int64_t leads[COLUMNS_MOST] = { 0 };
    for (size_t i = 0; i < p->matrix.duties.n; i++) {
        const struct duty *duty = &p->matrix.duties.v[i];
        if (!is_wanted(p, duty))
            continue;
        cells[0] = arena_printf(&p->frame.arena, "%" PRId64, duty->no);
        cells[1] = row_title(p, duty);
        cells[2] = frame_cite(&p->frame, duty->cite);
        begin_row(p, duty);
        for (size_t k = from; k < to; k++) {
            cells[FIXED + k - from] = mark(p, k);
            leads[k - from] += is_lead(p, k);
        }
        paper_table_row(p->frame.paper, cells);
    }
    cells[0] = cells[2] = "";
    cells[1] = _("主责合计");
    for (size_t k = from; k < to; k++)
        cells[FIXED + k - from] = arena_printf(&p->frame.arena, "%" PRId64, leads[k - from]);
    paper_table_row(p->frame.paper, cells);
    paper_table_end(p->frame.paper);
}

static void print_names(struct printing *p)
{
    struct buf legend = { 0 };
    static const char *const parts[] = { "lead", "answer", "assist", "guide", "inform" };
    for (size_t i = 0; i < COUNT(parts); i++)
        buf_printf(&legend, "%s%s %s", i > 0 ? "　" : "", part_mark(parts[i]), part_name(parts[i]));
    paper_text(p->frame.paper, ALIGN_LEFT, legend.v);
    buf_clear(&legend);
    for (size_t i = 0; i < p->matrix.n; i++) {
        const struct body *body = &p->frame.org.bodies.v[p->matrix.columns[i]];
        if (body->short_name != NULL && strcmp(body->short_name, body->name) != 0)
            buf_printf(&legend, "%s%s：%s", legend.n > 0 ? "；" : "", body->short_name, body->name);
    }
    if (legend.n > 0) {
        buf_adds(&legend, "。");
        paper_text(p->frame.paper, ALIGN_LEFT, legend.v);
    }
    buf_free(&legend);
}

static const char *hole_text(struct printing *p, const struct hole *hole)
{
    struct arena *arena = &p->frame.arena;
    switch (hole->kind) {
    case HOLE_NO_LEAD:
        return arena_printf(arena, _("第 %" PRId64 " 项没有主责机构（%s）。"), hole->duty->no,
                            frame_cite(&p->frame, hole->duty->cite));
    case HOLE_TWO_LEADS:
        return arena_printf(arena, _("第 %" PRId64 " 项有两个以上主责机构（%s）。"), hole->duty->no,
                            frame_cite(&p->frame, hole->duty->cite));
    case HOLE_NO_FIRST:
        break;
    }
    return arena_printf(arena, _("“%s”负有主责，但制度没有为它规定第一责任人。"), hole->body->name);
}

/* The holes of what is printed. */
static void read_holes(struct printing *p, struct holes *holes)
{
    struct holes all = { 0 };
    matrix_holes(&p->matrix, &all);
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].duty != NULL ? is_wanted(p, all.v[i].duty) : frame_wants_body(&p->frame, all.v[i].body->id))
            *VEC_PUSH(holes) = all.v[i];
    VEC_FREE(&all);
}

static void print_holes(struct printing *p)
{
    struct holes holes = { 0 };
    read_holes(p, &holes);
    paper_blank(p->frame.paper);
    if (holes.n == 0)
        paper_text(p->frame.paper, ALIGN_LEFT, _("空洞：无。"));
    else
        paper_text(p->frame.paper, ALIGN_LEFT, arena_printf(&p->frame.arena, _("空洞：%zu 处。"), holes.n));
    for (size_t i = 0; i < holes.n; i++)
        paper_prefixed(p->frame.paper, "", "    ",
                       arena_printf(&p->frame.arena, "%2zu. %s", i + 1, hole_text(p, &holes.v[i])));
    VEC_FREE(&holes);
}

static const struct duty *duty_of(const struct printing *p, const struct decision *decision)
{
    for (size_t i = 0; i < p->matrix.duties.n; i++)
        if (p->matrix.duties.v[i].id == decision->duty)
            return &p->matrix.duties.v[i];
    return NULL;
}

static bool wants_decision(const struct printing *p, const struct decision *decision)
{
    const struct duty *duty = duty_of(p, decision);
    return duty != NULL && is_wanted(p, duty) && frame_wants_body(&p->frame, decision->body);
}

/* The next from *at on that the filters let pass; NULL: no more. */
static const struct decision *next_decision(const struct printing *p, size_t *at)
{
    const struct decisions *all = &p->matrix.decisions;
    while (*at < all->n && !wants_decision(p, &all->v[*at]))
        ++*at;
    return *at < all->n ? &all->v[(*at)++] : NULL;
}

/* The school's own decisions, each with its reason: what no rule says must not look as if one did. */
static void print_decisions(struct printing *p)
{
    struct arena *arena = &p->frame.arena;
    const struct decision *d;
    bool any = false;
    for (size_t at = 0; (d = next_decision(p, &at)) != NULL;) {
        if (!any) {
            paper_blank(p->frame.paper);
            paper_text(p->frame.paper, ALIGN_LEFT, _("带 * 的是学校另行决定的，不是制度原文："));
        }
        any = true;
        const char *was = d->rule_part == NULL ? _("制度未定") : part_name(d->rule_part);
        const char *is = d->part == NULL ? _("取消") : part_name(d->part);
        paper_prefixed(p->frame.paper, "", "    ",
                       arena_printf(arena, _("第 %" PRId64 " 项 %s：%s → %s（%s 起，%s）。"), d->no, d->body_name, was,
                                    is, d->day, d->reason));
    }
}

/* How many bodies fit into one table. */
static size_t bodies_a_table(const struct paper *paper)
{
    const struct paper_column fixed[FIXED + 1] = { { "", NO_CELLS, ALIGN_LEFT },
                                                   { "", DUTY_CELLS, ALIGN_LEFT },
                                                   { "", CITE_CELLS, ALIGN_LEFT },
                                                   { "", MARK_CELLS, ALIGN_LEFT } };
    int first = paper_table_room(paper, fixed, FIXED), with_one = paper_table_room(paper, fixed, FIXED + 1);
    size_t fit = first < first - with_one ? 1 : (size_t)(first / (first - with_one));
    return fit > COLUMNS_MOST ? COLUMNS_MOST : fit;
}

/* Pages there will be at most, or nearly: each table has all rows, of a title's full height. */
static size_t pages_at_most(const struct printing *p)
{
    const struct paper_options *options = &p->frame.request->paper;
    struct paper *paper = paper_new(options);
    size_t fit = bodies_a_table(paper), rows = 0;
    size_t lines = options->lines == 0 ? LINES_USUAL : (size_t)options->lines;
    for (size_t i = 0; i < p->matrix.duties.n; i++)
        rows += p->wanted[i];
    paper_free(paper);
    lines -= HEAD_AND_FOOT;
    return (p->matrix.n + fit - 1) / fit * ((rows * (DUTY_LINES + 1) + lines - 1) / lines);
}

/* With many bodies and many duties the tables are a multiple of both: a person is asked before. */
static int check_length(const struct printing *p, struct err *err)
{
    const struct report_request *request = p->frame.request;
    size_t pages = request->pages == NULL || request->format != FORMAT_TEXT ? 0 : pages_at_most(p);
    if (pages < PAGES_VERY_MANY)
        return 0;
    *request->pages = pages;
    return err_set(err, _("责任矩阵约有 %zu 页（%zu 个机构）。只印一个机构或一份制度会少得多。"), pages, p->matrix.n);
}

static void print_text(struct printing *p, struct buf *out)
{
    size_t fit = bodies_a_table(p->frame.paper);
    frame_title(&p->frame, report_named("matrix")->title);
    print_names(p);
    for (size_t from = 0; from < p->matrix.n; from += fit) {
        size_t to = from + fit < p->matrix.n ? from + fit : p->matrix.n;
        if (from > 0)
            paper_page_break(p->frame.paper);
        print_part(p, from, to);
    }
    print_holes(p);
    print_decisions(p);
    frame_finish(&p->frame, out);
}

static void print_csv(struct printing *p, struct buf *out)
{
    size_t n = FIXED + p->matrix.n;
    const char **cells = mem_alloc(n * sizeof *cells);
    cells[0] = _("序号");
    cells[1] = _("责任任务");
    cells[2] = _("依据");
    for (size_t i = 0; i < p->matrix.n; i++)
        cells[FIXED + i] = p->frame.org.bodies.v[p->matrix.columns[i]].name;
    csv_add_row(out, cells, n);
    for (size_t i = 0; i < p->matrix.duties.n; i++) {
        const struct duty *duty = &p->matrix.duties.v[i];
        if (!is_wanted(p, duty))
            continue;
        cells[0] = arena_printf(&p->frame.arena, "%" PRId64, duty->no);
        cells[1] = duty->text;
        cells[2] = frame_cite(&p->frame, duty->cite);
        begin_row(p, duty);
        for (size_t k = 0; k < p->matrix.n; k++)
            cells[FIXED + k] = mark(p, k);
        csv_add_row(out, cells, n);
    }
    mem_free(cells);
}

static void json_holes(struct printing *p, struct json *json)
{
    static const char *const kinds[] = { "no-lead", "two-leads", "no-first" };
    struct holes holes = { 0 };
    read_holes(p, &holes);
    json_key(json, "holes");
    json_open(json, '[');
    for (size_t i = 0; i < holes.n; i++) {
        json_open(json, '{');
        json_key_text(json, "kind", kinds[holes.v[i].kind]);
        if (holes.v[i].duty != NULL)
            json_key_int(json, "no", holes.v[i].duty->no);
        else
            json_key_body(json, "body", holes.v[i].body);
        json_close(json, '}');
    }
    json_close(json, ']');
    VEC_FREE(&holes);
}

/* All in force, those too that took a part away and so stand in no cell; the key only where there are any. */
static void json_decisions(struct printing *p, struct json *json)
{
    const struct decision *d;
    bool any = false;
    for (size_t at = 0; (d = next_decision(p, &at)) != NULL;) {
        if (!any) {
            json_key(json, "decisions");
            json_open(json, '[');
        }
        any = true;
        json_open(json, '{');
        json_key_int(json, "no", d->no);
        json_key_body(json, "body", body_by_id(&p->frame.org.bodies, d->body));
        json_key_text(json, "part", d->part);
        json_key_text(json, "rule_part", d->rule_part);
        json_key_text(json, "reason", d->reason);
        json_key_text(json, "day", d->day);
        json_key_text(json, "by", d->by);
        json_close(json, '}');
    }
    if (any)
        json_close(json, ']');
}

static void json_rows(struct printing *p, struct json *json)
{
    for (size_t i = 0; i < p->matrix.duties.n; i++) {
        const struct duty *duty = &p->matrix.duties.v[i];
        if (!is_wanted(p, duty))
            continue;
        json_open(json, '{');
        json_key_int(json, "no", duty->no);
        json_key_cite(json, &p->frame, duty->cite);
        json_key_text(json, "text", duty->text);
        json_key(json, "cells");
        json_open(json, '[');
        begin_row(p, duty);
        for (size_t k = 0; k < p->matrix.n; k++) {
            const struct body *body = &p->frame.org.bodies.v[p->matrix.columns[k]];
            const struct part *part = part_at(p, k);
            if (part == NULL)
                continue;
            json_open(json, '{');
            json_key_body(json, "body", body);
            json_key_text(json, "part", part->part);
            json_key_text(json, "mark", part_mark(part->part));
            json_key_cite(json, &p->frame, part->cite);
            json_key_decision(json, part);
            json_close(json, '}');
        }
        json_close(json, ']');
        json_close(json, '}');
    }
}

static void print_json(struct printing *p, struct buf *out)
{
    struct json json;
    json_init(&json, out);
    json_open(&json, '{');
    json_key_text(&json, "school", p->frame.request->school->key);
    json_key(&json, "bodies");
    json_open(&json, '[');
    for (size_t i = 0; i < p->matrix.n; i++) {
        json_open(&json, '{');
        json_key_body(&json, "body", &p->frame.org.bodies.v[p->matrix.columns[i]]);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_key(&json, "duties");
    json_open(&json, '[');
    json_rows(p, &json);
    json_close(&json, ']');
    json_holes(p, &json);
    json_decisions(p, &json);
    json_close(&json, '}');
}

int print_matrix(const struct report_request *request, struct buf *out, struct err *err)
{
    struct printing p = { .frame = { 0 } };
    int rc = frame_begin(&p.frame, request, err);
    if (rc == 0)
        rc = matrix_read(&p.matrix, request->store, request->school->id, &p.frame.org, err);
    if (rc == 0) {
        choose_rows(&p);
        rc = check_length(&p, err);
    }
    if (rc == 0)
        frame_print(&p.frame, (struct ways){ print_text, print_csv, print_json }, &p, out);
    mem_free(p.wanted);
    mem_free(p.titles);
    mem_free(p.cells);
    matrix_done(&p.matrix);
    frame_done(&p.frame);
    return rc;
}
