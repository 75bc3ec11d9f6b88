/* The importer. Rows are written one after another inside one transaction, so that each is judged with those before it;
 * a single fault rolls all of it back. */
#include "domain/import.h"

#include "base/words.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "domain/org.h"
#include "domain/seats.h"
#include "store/change.h"
#include "store/people.h"
#include "text/clean.h"
#include "text/csv.h"
#include "text/encode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MOST = 10 };

struct column {
    const char *name;
    bool required;
};

struct importing {
    struct store *store;
    int64_t school;
    const char *file;
    const struct column *columns;
    size_t columns_n;
    int ordered_by;       /* the column whose day orders the rows, or -1 */
    int at[COLUMNS_MOST]; /* where each column stands in the file, or -1 */
    struct csv_table table;
    struct bodies bodies;
    struct posts posts;
    struct import_result *result;
    struct faults *faults;
    struct err *err;
    const struct csv_row *row;
};

__attribute__((format(printf, 2, 3))) static int bad(struct importing *im, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fault_addv(im->faults, im->file, im->row == NULL ? 0 : im->row->line, format, args);
    va_end(args);
    return -1;
}

/* The cell of a column; NULL when empty or not in the file. */
static const char *cell(const struct importing *im, size_t column)
{
    int at = im->at[column];
    return at < 0 || (size_t)at >= im->row->n || im->row->cells[at][0] == '\0' ? NULL : im->row->cells[at];
}

static void read_header(struct importing *im)
{
    im->row = &im->table.v[0];
    for (size_t c = 0; c < im->columns_n; c++)
        im->at[c] = -1;
    for (size_t i = 0; i < im->row->n; i++) {
        size_t c = 0;
        while (c < im->columns_n && strcmp(im->columns[c].name, im->row->cells[i]) != 0)
            c++;
        if (im->row->cells[i][0] == '\0')
            continue;
        if (text_check(im->row->cells[i], strlen(im->row->cells[i]), false, NULL) != TEXT_CLEAN)
            bad(im, "%s", _("表头含有控制字符或看不见的字符。请重新录入表头。"));
        else if (c == im->columns_n)
            bad(im, _("表头的“%s”不认识，其内容会丢失。请改名或删去这一列。"), im->row->cells[i]);
        else if (im->at[c] >= 0)
            bad(im, _("表头里“%s”出现了两次。请删去一列。"), im->row->cells[i]);
        else
            im->at[c] = (int)i;
    }
    for (size_t c = 0; c < im->columns_n; c++)
        if (im->columns[c].required && im->at[c] < 0)
            bad(im, _("表头缺“%s”一列。"), im->columns[c].name);
}

/* Every cell must be clean and short enough, and the row no longer than the header. */
static bool check_cells(struct importing *im)
{
    size_t before = im->faults->all;
    for (size_t i = 0; i < im->row->n; i++) {
        const char *text = im->row->cells[i];
        enum text_fault fault = text_check(text, strlen(text), false, NULL);
        if (fault != TEXT_CLEAN)
            bad(im, _("第 %zu 列含有%s。请重新录入这一格。"), i + 1, text_fault_name(fault));
        else if (strlen(text) > FIELD_MOST)
            bad(im, _("第 %zu 列太长（超过 %d 字节）。"), i + 1, FIELD_MOST);
        else if (i >= im->table.v[0].n && text[0] != '\0')
            bad(im, _("第 %zu 列没有表头。请核对逗号和引号。"), i + 1);
    }
    for (size_t c = 0; c < im->columns_n && im->faults->all == before; c++)
        if (im->columns[c].required && cell(im, c) == NULL)
            bad(im, _("缺“%s”。"), im->columns[c].name);
    return im->faults->all == before;
}

typedef int row_fn(struct importing *im); /* 0, or -1 with im->err set: the store failed; faults are only added */

static int read_table(struct importing *im, const char *bytes, size_t n)
{
    struct buf text = { 0 };
    enum encoding was;
    char day[DAY_TEXT];
    buf_add(&text, bytes, n);
    int rc = decode_text(&text, &was, im->err);
    if (rc == 0)
        rc = csv_read(buf_text(&text), text.n, &im->table, im->err);
    buf_free(&text);
    if (rc == 0 && im->table.n < 2)
        rc = err_set(im->err, _("文件 %s 里没有可导入的行。第一行是表头，其下每行一条。"), im->file);
    day_of(store_now(im->store), day);
    if (rc == 0)
        rc = read_bodies(im->store, im->school, day, &im->bodies, im->err);
    if (rc == 0)
        rc = read_posts(im->store, im->school, day, &im->posts, im->err);
    return rc;
}

/* Rows by first day, others first; those of one day as they stand. */
struct dated_row {
    const struct csv_row *row;
    char day[DAY_TEXT];
};

static int by_day(const void *a, const void *b)
{
    const struct dated_row *x = a, *y = b;
    int order = strcmp(x->day, y->day);
    return order != 0 ? order : (x->row->line > y->row->line) - (x->row->line < y->row->line);
}

static int by_line(const void *a, const void *b)
{
    const struct fault *x = a, *y = b;
    return (x->line > y->line) - (x->line < y->line);
}

static struct dated_row *order_rows(struct importing *im)
{
    struct dated_row *rows = mem_alloc(im->table.n * sizeof *rows);
    for (size_t i = 1; i < im->table.n; i++) {
        struct dated_row *dated = &rows[i - 1];
        im->row = dated->row = &im->table.v[i];
        const char *day = im->ordered_by < 0 ? NULL : cell(im, (size_t)im->ordered_by);
        if (day == NULL || day_parse(day, dated->day) != 0)
            dated->day[0] = '\0';
    }
    qsort(rows, im->table.n - 1, sizeof *rows, by_day);
    return rows;
}

static int write_rows(struct importing *im, row_fn *write_row)
{
    int rc = 0;
    struct dated_row *rows = order_rows(im);
    for (size_t i = 0; rc == 0 && i + 1 < im->table.n; i++) {
        im->row = rows[i].row;
        im->result->rows++;
        if (check_cells(im))
            rc = write_row(im);
    }
    mem_free(rows);
    if (im->faults->n > 1)
        qsort(im->faults->v, im->faults->n, sizeof *im->faults->v, by_line);
    if (rc == 0 && im->faults->all > 0)
        rc = err_set(im->err, _("文件有 %zu 处差错，一行也没有导入。请改正后重新导入整个文件。"), im->faults->all);
    return rc;
}

static int run_import(struct importing *im, const struct session *session, const char *action, const char *bytes,
                      size_t n, row_fn *write_row)
{
    *im->result = (struct import_result){ 0 };
    int rc = session_may(session, RIGHT_MANAGE_PEOPLE, im->err);
    if (rc == 0)
        rc = read_table(im, bytes, n);
    if (rc == 0) {
        read_header(im);
        if (im->faults->all > 0)
            rc = err_set(im->err, "%s", _("表头有差错，一行也没有导入。请改正后重试。"));
    }
    if (rc == 0)
        rc = change_begin(session, action, NULL, im->err);
    if (rc == 0) {
        rc = change_end(session, write_rows(im, write_row), im->err);
    }
    csv_free_table(&im->table);
    LIST_FREE(&im->bodies);
    LIST_FREE(&im->posts);
    return rc;
}

/* --- People --- */

enum { P_BODY, P_POST, P_NAME, P_FROM, P_NUMBER, P_PHONE, P_NIGHT, P_TO, P_FILED, P_FILING, P_COUNT };
static const struct column people_columns[P_COUNT] = {
    { "单位", true },  { "岗位", true },      { "姓名", true }, { "起", true },        { "工号", false },
    { "电话", false }, { "夜间电话", false }, { "止", false },  { "备案日期", false }, { "备案号", false },
};

static const struct post *find_post(struct importing *im)
{
    const struct body *body = body_named(&im->bodies, cell(im, P_BODY));
    if (body == NULL) {
        bad(im, _("没有单位“%s”。请核对名称，或先用 zeren import bodies 建立。"), cell(im, P_BODY));
        return NULL;
    }
    if (body->each) {
        bad(im, _("“%s”是各单位的统称，不能直接任职。请写具体单位。"), body->name);
        return NULL;
    }
    struct buf list = { 0 };
    const struct post *found = NULL;
    for (size_t i = 0; i < im->posts.n && found == NULL; i++) {
        const struct post *post = &im->posts.v[i];
        if (post->body != body->id)
            continue;
        buf_printf(&list, "%s%s", list.n > 0 ? "、" : "", post->name);
        if (strcmp(post->name, cell(im, P_POST)) == 0)
            found = post;
    }
    if (found == NULL)
        bad(im, _("单位“%s”没有岗位“%s”。它的岗位有：%s。"), body->name, cell(im, P_POST),
            list.n > 0 ? list.v : _("（无）"));
    buf_free(&list);
    return found;
}

static bool read_day(struct importing *im, size_t column, char day[DAY_TEXT])
{
    const char *text = cell(im, column);
    day[0] = '\0';
    if (text == NULL || day_parse(text, day) == 0)
        return true;
    bad(im, _("“%s”的“%s”不是日期。请写成 2026-09-01 这样。"), im->columns[column].name, text);
    return false;
}

static bool check_phone(struct importing *im, size_t column)
{
    const char *text = cell(im, column);
    if (text == NULL || phone_valid(text))
        return true;
    bad(im, _("“%s”的“%s”不是电话号码。"), im->columns[column].name, text);
    return false;
}

/* Whether the post is held from that day on by that person already. */
static bool holds(const struct tenures *tenures, int64_t person, const char *from)
{
    for (size_t i = 0; i < tenures->n; i++)
        if (tenures->v[i].person == person && strcmp(tenures->v[i].from, from) == 0)
            return true;
    return false;
}

/* A name alone, without number and phone, is not enough to say that two rows mean one person, unless they mean one
 * tenure. */
static int person_of_row(struct importing *im, const struct tenures *tenures, const char *from, int64_t *id)
{
    struct new_person person = { im->school, cell(im, P_NUMBER), cell(im, P_NAME), cell(im, P_PHONE),
                                 cell(im, P_NIGHT) };
    struct arena arena = { 0 };
    char *name = NULL;
    int rc = find_person(im->store, &person, id, &name, &arena, im->err);
    bool name_alone = person.number == NULL && person.phone == NULL;
    if (rc == 0 && *id != 0 && name_alone && !holds(tenures, *id, from)) {
        bad(im, _("已有一位“%s”，没有工号和电话，分不清是不是同一人。请写上工号或电话。"), person.name);
        *id = 0;
    } else if (rc == 0 && *id == 0) {
        rc = add_person(im->store, &person, id, im->err);
        im->result->people++;
    } else if (rc == 0 && strcmp(name, person.name) != 0) {
        bad(im, _("工号 %s 已经是“%s”，不是“%s”。请核对工号。"), person.number, name, person.name);
        *id = 0;
    } else if (rc == 0) {
        bool changed = false;
        rc = set_phones(im->store, *id, person.phone, person.night_phone, &changed, im->err);
        im->result->phones += changed;
    }
    arena_free(&arena);
    return rc;
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

static void tell_overlap(struct importing *im, const struct post *post, const struct tenure *wanted,
                         const struct tenure *other)
{
    const char *to = other->to == NULL ? _("今") : other->to;
    if (other->person == wanted->person)
        bad(im, _("“%s”在 %s 至 %s 已任“%s”，任期重叠。起期不能靠导入更改；要接着写，请从止期之后起。"),
            other->person_name, other->from, to, post->name);
    else if (strcmp(other->person_name, cell(im, P_NAME)) == 0)
        bad(im, _("“%s”在 %s 至 %s 已由同名的“%s”（工号 %s，电话 %s）担任。若是同一人，请按原样写工号和电话。"),
            post->name, other->from, to, other->person_name,
            other->person_number == NULL ? _("无") : other->person_number,
            other->person_phone == NULL ? _("无") : other->person_phone);
    else
        bad(im, _("“%s”在 %s 至 %s 由“%s”担任，与本行的任期重叠。请先写明前任的止期，或更正日期。"), post->name,
            other->from, to, other->person_name);
}

static int write_tenure(struct importing *im, const struct post *post, const struct tenures *tenures,
                        struct tenure *wanted)
{
    const struct tenure *kept = NULL;
    for (size_t i = 0; i < tenures->n; i++)
        if (tenures->v[i].person == wanted->person && strcmp(tenures->v[i].from, wanted->from) == 0)
            kept = &tenures->v[i];
    wanted->id = kept == NULL ? 0 : kept->id;
    if (kept != NULL && wanted->to == NULL)
        wanted->to = kept->to;
    const struct tenure *other = seat_in_the_way(tenures, wanted, post->seats);
    if (other != NULL) {
        tell_overlap(im, post, wanted, other);
        return 0;
    }
    if (kept == NULL) {
        im->result->added++;
        return add_tenure(im->store, wanted, im->err);
    }
    bool changed = !same_text(kept->to, wanted->to) ||
                   (wanted->filed != NULL && !same_text(kept->filed, wanted->filed)) ||
                   (wanted->filing_number != NULL && !same_text(kept->filing_number, wanted->filing_number));
    im->result->changed += changed;
    im->result->same += !changed;
    return changed ? change_tenure(im->store, wanted, im->err) : 0;
}

static int put_tenure(struct importing *im, const struct post *post, struct tenure *wanted)
{
    struct tenures tenures = { 0 };
    int rc = read_tenures(im->store, post->id, &tenures, im->err);
    if (rc == 0)
        rc = person_of_row(im, &tenures, wanted->from, &wanted->person);
    if (rc == 0 && wanted->person != 0)
        rc = write_tenure(im, post, &tenures, wanted);
    LIST_FREE(&tenures);
    return rc;
}

static const char *or_null(const char *day)
{
    return day[0] == '\0' ? NULL : day;
}

static int write_tenure_row(struct importing *im)
{
    char from[DAY_TEXT], to[DAY_TEXT], filed[DAY_TEXT];
    const struct post *post = find_post(im);
    bool good = read_day(im, P_FROM, from);
    good = read_day(im, P_TO, to) && good;
    good = read_day(im, P_FILED, filed) && good;
    good = check_phone(im, P_PHONE) && good;
    good = check_phone(im, P_NIGHT) && good;
    if (good && to[0] != '\0' && strcmp(to, from) < 0) {
        bad(im, _("止期 %s 早于起期 %s。"), to, from);
        good = false;
    }
    if (post == NULL || !good)
        return 0;
    struct tenure wanted = { .post = post->id, .from = from, .to = or_null(to), .filed = or_null(filed) };
    wanted.filing_number = cell(im, P_FILING);
    return put_tenure(im, post, &wanted);
}

int import_people(const struct session *session, int64_t school, const char *file, const char *bytes, size_t n,
                  struct import_result *result, struct faults *faults, struct err *err)
{
    struct importing im = { .store = session->store,
                            .school = school,
                            .file = file,
                            .columns = people_columns,
                            .ordered_by = P_FROM,
                            .columns_n = P_COUNT,
                            .result = result,
                            .faults = faults,
                            .err = err };
    return run_import(&im, session, "import-people", bytes, n, write_tenure_row);
}

/* --- Bodies --- */

enum { B_NAME, B_KIND, B_PARENT, B_CLASS, B_OPENED, B_COUNT };
static const struct column body_columns[B_COUNT] = {
    { "单位", true }, { "类别", true }, { "上级", false }, { "统称", false }, { "成立", false }
};

static const char *kind_named(const char *name)
{
    static const char *const kinds[] = { "department", "college", "unit", "office" };
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(body_kind_name(kinds[i]), name) == 0 || strcmp(kinds[i], name) == 0)
            return kinds[i];
    return NULL;
}

/* The each-body a new unit belongs to: the one named, or the school's only one. */
static int64_t class_of_row(struct importing *im)
{
    const char *name = cell(im, B_CLASS);
    const struct body *class = NULL;
    size_t each = 0;
    for (size_t i = 0; i < im->bodies.n; i++)
        if (im->bodies.v[i].each && (name == NULL || same_text(im->bodies.v[i].name, name))) {
            class = &im->bodies.v[i];
            each++;
        }
    if (each == 1)
        return class->id;
    if (name != NULL)
        bad(im, _("没有统称“%s”。请写“各单位”一类的机构名，或不写。"), name);
    else if (each > 1)
        bad(im, "%s", _("本校有几个统称，请加“统称”一列写明属于哪一个。"));
    return 0;
}

/* A unit that is there already is left as it is, and a row that says otherwise is told. */
static void compare_body(struct importing *im, const struct body *kept, const char *kind)
{
    if (strcmp(kept->name, cell(im, B_NAME)) != 0)
        bad(im, _("“%s”已是“%s”的简称或标识。请写全称，或改名。"), cell(im, B_NAME), kept->name);
    else if (kind != NULL && strcmp(kept->kind, kind) != 0)
        bad(im, _("“%s”已有，类别是%s，与本行不同。导入不改动已有的单位。"), kept->name, body_kind_name(kept->kind));
    else
        im->result->same++;
}

static int write_body_row(struct importing *im)
{
    const char *parent_name = cell(im, B_PARENT), *kind = kind_named(cell(im, B_KIND));
    const struct body *parent = parent_name == NULL ? NULL : body_named(&im->bodies, parent_name);
    const struct body *kept = body_named(&im->bodies, cell(im, B_NAME));
    char opened[DAY_TEXT];
    size_t before = im->faults->all;
    if (kind == NULL)
        bad(im, _("类别“%s”不认识。可用：部门、院系、单位、办公室。"), cell(im, B_KIND));
    if (parent_name != NULL && parent == NULL)
        bad(im, _("没有上级单位“%s”。请把它写在前面的行，或核对名称。"), parent_name);
    read_day(im, B_OPENED, opened);
    if (kept != NULL) {
        compare_body(im, kept, kind);
        return 0;
    }
    int64_t class = class_of_row(im);
    if (im->faults->all > before)
        return 0;
    struct new_body body = { .school = im->school,
                             .name = cell(im, B_NAME),
                             .kind = kind,
                             .parent = parent == NULL ? class : parent->id,
                             .class = class,
                             .opened = or_null(opened) };
    int64_t id = 0;
    if (add_body(im->store, &body, &id, im->err) != 0)
        return -1;
    struct body *added = VEC_PUSH(&im->bodies); /* for the rows that follow */
    added->id = id;
    added->name = arena_strdup(&im->bodies.arena, body.name);
    added->kind = kind;
    im->result->added++;
    return 0;
}

int import_bodies(const struct session *session, int64_t school, const char *file, const char *bytes, size_t n,
                  struct import_result *result, struct faults *faults, struct err *err)
{
    struct importing im = { .store = session->store,
                            .school = school,
                            .file = file,
                            .columns = body_columns,
                            .ordered_by = -1,
                            .columns_n = B_COUNT,
                            .result = result,
                            .faults = faults,
                            .err = err };
    return run_import(&im, session, "import-bodies", bytes, n, write_body_row);
}
