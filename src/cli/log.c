/* zeren log: incidents and their logs from a script. One record from the arguments, or many from stdin as JSON lines;
 * what is acknowledged is on disk. */
#include "cli/command.h"
#include "cli/log_in.h"

#include "base/words.h"
#include "domain/drill.h"
#include "domain/incident.h"
#include "domain/log.h"
#include "domain/org.h"
#include "store/office.h"
#include "text/json.h"
#include "text/json_in.h"
#include "text/when.h"

#include <inttypes.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- What is asked for --- */

/* As it was written, by arguments or as fields of a JSON line; NULL: not. */
struct wish {
    const char *incident, *kind, *text, *at, *to, *grade, *place;  /* a line */
    const char *title, *line, *body, *asset, *category, *found_by; /* an incident, with `at` */
    bool opinion;
    bool drill; /* in the drill this account is in, not a real one */
};

static int moment_of(const char *text, int64_t now, int64_t *at, struct err *err)
{
    *at = 0;
    return text == NULL ? 0 : when_parse(text, now, at, err);
}

static const char *recipients(const struct report_dues *dues, struct arena *arena)
{
    struct buf names = { 0 };
    for (size_t i = 0; i < dues->n; i++)
        buf_printf(&names, "%s%s", i > 0 ? "、" : "", dues->v[i].to);
    const char *text = names.n > 0 ? arena_strdup(arena, names.v) : _("（这所学校没有报告关系）");
    buf_free(&names);
    return text;
}

/* By its whole name, or by a part of it that only one has. */
static int find_recipient(struct store *store, int64_t school, const char *to, struct log_line *line, struct err *err)
{
    struct report_dues dues = { 0 };
    const struct report_due *found = NULL;
    size_t parts = 0;
    int rc = read_report_dues(store, school, &dues, err);
    for (size_t i = 0; rc == 0 && i < dues.n; i++)
        if (strstr(dues.v[i].to, to) != NULL && to[0] != '\0') {
            found = &dues.v[i];
            parts++;
        }
    for (size_t i = 0; rc == 0 && i < dues.n; i++)
        if (strcmp(dues.v[i].to, to) == 0) {
            found = &dues.v[i];
            parts = 1;
            break;
        }
    if (rc == 0 && parts != 1)
        rc = err_set(err, _("报告关系里没有（或不止一处）“%s”。可写：%s。"), to, recipients(&dues, &dues.arena));
    if (rc == 0 && found != NULL && found->national)
        line->deadline = found->id;
    else if (rc == 0 && found != NULL)
        line->report_line = found->id;
    LIST_FREE(&dues);
    return rc;
}

/* --- One line of a log --- */

static int add_grade(const struct session *session, const struct wish *wish, int64_t incident, int64_t at, int64_t *id,
                     struct err *err)
{
    struct grades grades = { 0 };
    int64_t grade = 0;
    if (wish->grade == NULL)
        return err_set(err, "%s", _("研判定级要写明级别（--grade）：特别重大、重大、较大、一般，或 1 到 4。"));
    int rc = read_grades(session->store, &grades, err);
    const struct grade *named = rc == 0 ? grade_named(&grades, wish->grade) : NULL;
    if (named != NULL)
        grade = named->id;
    LIST_FREE(&grades);
    return rc == 0 ? incident_grade(session, incident, grade, wish->text, at, id, err) : rc;
}

/* Answers with the line, not with the number in the register. */
static int add_evidence_line(const struct session *session, const struct wish *wish, int64_t incident, int64_t at,
                             int64_t *id, struct err *err)
{
    struct evidences evidence = { 0 };
    int64_t entered = 0;
    const struct evidence_fields fields = { .incident = incident, .what = wish->text, .place = wish->place, .at = at };
    int rc = evidence_add(session, &fields, &entered, err);
    if (rc == 0)
        rc = read_evidence(session->store, incident, &evidence, err);
    for (size_t i = 0; rc == 0 && i < evidence.n; i++)
        if (evidence.v[i].id == entered)
            *id = evidence.v[i].entry;
    LIST_FREE(&evidence);
    return rc;
}

/* What only some kinds can use is not passed over in silence. */
static int check_extras(const struct wish *wish, struct err *err)
{
    static const struct {
        const char *kind, *option;
    } owners[] = { { "assessed", "grade" }, { "evidence", "place" }, { "reported", "to" } };
    const char *const given[] = { wish->grade, wish->place, wish->to };
    for (size_t i = 0; i < COUNT(owners); i++)
        if (given[i] != NULL && strcmp(wish->kind, owners[i].kind) != 0)
            return err_set(err, _("%s 只用于 %s（%s）一类的记录。请核对。"), owners[i].option, owners[i].kind,
                           log_kind_name(owners[i].kind));
    return 0;
}

static int check_kind(const char *id, struct err *err)
{
    const struct log_kind *kind = log_kind(id);
    struct buf kinds = { 0 };
    if (kind != NULL && kind->stamped)
        return 0;
    for (const struct log_kind *each = log_kinds; each->id != NULL; each++)
        if (each->stamped)
            buf_printf(&kinds, " %s", each->id);
    err_set(err, _("没有可以记的类别 %s。可写：%s。"), id, buf_text(&kinds) + 1);
    buf_free(&kinds);
    return -1;
}

static int add_line(const struct session *session, const struct wish *wish, int64_t *id, struct err *err)
{
    struct incidents found = { 0 };
    struct log_line line = { .kind = wish->kind, .text = wish->text };
    *id = 0;
    if (wish->incident == NULL || wish->kind == NULL)
        return err_set(err, "%s", _("要写明事件（incident）和记录的类别（kind）。"));
    int rc = check_kind(wish->kind, err);
    if (rc == 0)
        rc = check_extras(wish, err);
    if (rc == 0)
        rc = moment_of(wish->at, store_now(session->store), &line.at, err);
    if (rc == 0)
        rc = incident_find(session, wish->incident, &found, err);
    if (rc == 0)
        line.incident = found.v[0].id;
    if (rc == 0 && strcmp(wish->kind, "assessed") == 0)
        rc = add_grade(session, wish, line.incident, line.at, id, err);
    else if (rc == 0 && strcmp(wish->kind, "evidence") == 0)
        rc = add_evidence_line(session, wish, line.incident, line.at, id, err);
    else if (rc == 0) {
        if (wish->to != NULL)
            rc = find_recipient(session->store, found.v[0].school, wish->to, &line, err);
        if (rc == 0)
            rc = log_add(session, &line, id, err);
    }
    LIST_FREE(&found);
    return rc;
}

/* --- One incident --- */

static int find_body(const struct session *session, const struct school *school, const char *name, int64_t *id,
                     struct err *err)
{
    struct bodies bodies = { 0 };
    char today[DAY_TEXT];
    day_of(store_now(session->store), today);
    int rc = read_bodies(session->store, school->id, today, &bodies, err);
    const struct body *body = rc == 0 ? body_named(&bodies, name) : NULL;
    if (rc == 0 && body == NULL)
        rc = err_set(err, _("%s 没有机构 %s。用 zeren print org 查看有哪些。"), school->name, name);
    *id = body == NULL ? 0 : body->id;
    LIST_FREE(&bodies);
    return rc;
}

static int find_asset(const struct session *session, const struct school *school, const char *name, int64_t *id,
                      struct err *err)
{
    struct assets found = { 0 };
    int rc = read_asset_named(session->store, school->id, name, &found, err);
    *id = rc == 0 && found.n > 0 ? found.v[0].id : 0;
    LIST_FREE(&found);
    if (rc == 0 && *id == 0)
        rc = err_set(err, _("%s 没有登记信息系统 %s。用 zeren print assets 查看有哪些。"), school->name, name);
    return rc;
}

static int find_category(const struct session *session, const char *name, int64_t *id, struct err *err)
{
    struct categories all = { 0 };
    int rc = read_categories(session->store, &all, err);
    const struct category *category = rc == 0 ? category_named(&all, name) : NULL;
    *id = category == NULL ? 0 : category->id;
    LIST_FREE(&all);
    if (rc == 0 && *id == 0)
        rc = err_set(err, _("没有事件类别 %s。可写名称，或 MI NAI IDI ICSI FF DI OI。"), name);
    return rc;
}

static int find_drill(const struct session *session, int64_t *id, struct err *err)
{
    struct drills drills = { 0 };
    int rc = drill_of(session, &drills, err);
    if (rc == 0 && drills.n == 0)
        rc = err_set(err, _("账号 %s 没有参加正在进行的演练，没有开事件。请先在控制台参加，或去掉 --drill。"),
                     session->login);
    *id = drills.n > 0 ? drills.v[0].id : 0;
    LIST_FREE(&drills);
    return rc;
}

static int open_incident(const struct session *session, const struct school *school, const struct wish *wish,
                         int64_t *id, struct err *err)
{
    struct incident_fields fields = { .school = school->id,
                                      .title = wish->title,
                                      .line = wish->line,
                                      .opinion = wish->opinion,
                                      .found_by = wish->found_by };
    *id = 0;
    if (moment_of(wish->at, store_now(session->store), &fields.found_at, err) != 0 ||
        (wish->drill && find_drill(session, &fields.drill, err) != 0) ||
        (wish->body != NULL && find_body(session, school, wish->body, &fields.body, err) != 0) ||
        (wish->asset != NULL && find_asset(session, school, wish->asset, &fields.asset, err) != 0) ||
        (wish->category != NULL && find_category(session, wish->category, &fields.category, err) != 0))
        return -1;
    return incident_open(session, &fields, id, err);
}

/* --- Acknowledging --- */

/* What an acknowledgement says; `line` 0: of the arguments. */
struct receipt {
    size_t line;
    int64_t id;
    const char *number; /* of an incident; NULL: of a line */
};

/* One line, out before anything else is done. -1: nobody hears any more. */
static int acknowledge(const struct receipt *receipt, bool json)
{
    struct buf out = { 0 };
    struct json object;
    if (!json) {
        if (receipt->line > 0)
            buf_printf(&out, "%zu ", receipt->line);
        buf_printf(&out, "%" PRId64, receipt->id);
        if (receipt->number != NULL)
            buf_printf(&out, " %s", receipt->number);
        say("%s", out.v);
    } else {
        json_init(&object, &out);
        object.compact = receipt->line > 0;
        json_open(&object, '{');
        if (receipt->line > 0)
            json_key_int(&object, "line", (int64_t)receipt->line);
        json_key_int(&object, "id", receipt->id);
        if (receipt->number != NULL)
            json_key_text(&object, "number", receipt->number);
        json_close(&object, '}');
        fwrite(out.v, 1, out.n, stdout);
    }
    buf_free(&out);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : -1;
}

static int acknowledge_incident(struct store *store, size_t line, int64_t id, bool json, struct err *err)
{
    struct incidents one = { 0 };
    int rc = read_incident(store, id, &one, err);
    if (rc == 0 && acknowledge(&(struct receipt){ line, id, one.n > 0 ? one.v[0].number : NULL }, json) != 0)
        rc = err_set(err, "%s", _("已经写进库，但回执写不出去（管道已关闭或磁盘已满）。"));
    LIST_FREE(&one);
    return rc;
}

static int acknowledge_line(size_t line, int64_t id, bool json, struct err *err)
{
    if (acknowledge(&(struct receipt){ line, id, NULL }, json) != 0)
        return err_set(err, "%s", _("已经写进库，但回执写不出去（管道已关闭或磁盘已满）。"));
    return 0;
}

/* --- Many, from stdin --- */

static int take_fields(const struct json_object *object, bool incident, struct wish *wish, struct arena *arena,
                       struct err *err)
{
    const struct {
        const char *name;
        const char **to;
        bool of_incident, of_line, number;
    } fields[] = {
        { "incident", &wish->incident, false, true, true },
        { "kind", &wish->kind, false, true, false },
        { "text", &wish->text, false, true, false },
        { "at", &wish->at, true, true, false },
        { "to", &wish->to, false, true, false },
        { "grade", &wish->grade, false, true, true },
        { "place", &wish->place, false, true, false },
        { "title", &wish->title, true, false, false },
        { "line", &wish->line, true, false, false },
        { "body", &wish->body, true, false, false },
        { "asset", &wish->asset, true, false, false },
        { "category", &wish->category, true, false, false },
        { "found_by", &wish->found_by, true, false, false },
    };
    for (size_t i = 0; i < object->n; i++) {
        const struct json_field *field = &object->v[i];
        size_t k = 0;
        if (incident && strcmp(field->name, "opinion") == 0 && field->kind == JSON_BOOL) {
            wish->opinion = field->number != 0;
            continue;
        }
        while (k < COUNT(fields) &&
               (strcmp(fields[k].name, field->name) != 0 || !(incident ? fields[k].of_incident : fields[k].of_line)))
            k++;
        if (k == COUNT(fields))
            return err_set(err, _("不认识字段 %s。请核对拼写。"), field->name);
        if (field->kind == JSON_TEXT)
            *fields[k].to = field->text;
        else if (field->kind == JSON_NUMBER && fields[k].number)
            *fields[k].to = arena_printf(arena, "%" PRId64, field->number);
        else if (field->kind != JSON_NULL)
            return err_set(err, _("字段 %s 应是文字。请核对。"), field->name);
    }
    return 0;
}

/* What all lines are about. */
struct feed {
    struct session *session;
    const struct school *school; /* of incidents; NULL: lines of logs are read */
    bool json;
    bool drill; /* of incidents: all are of the drill */
    bool deaf;  /* nobody hears the acknowledgements: to go on would be to write unheard */
};

static int feed_one(struct feed *feed, size_t number, const char *bytes, size_t n, struct err *err)
{
    struct json_object object = { 0 };
    struct arena arena = { 0 };
    struct wish wish = { .drill = feed->drill };
    int64_t id = 0;
    int rc = json_object_read(bytes, n, &object, err);
    if (rc == 0)
        rc = take_fields(&object, feed->school != NULL, &wish, &arena, err);
    /* A feed may run for days: the account may be another by now. */
    if (rc == 0)
        rc = session_refresh(feed->session, err);
    if (rc == 0 && feed->school != NULL)
        rc = open_incident(feed->session, feed->school, &wish, &id, err);
    else if (rc == 0)
        rc = add_line(feed->session, &wish, &id, err);
    if (rc == 0) {
        rc = feed->school != NULL ? acknowledge_incident(feed->session->store, number, id, feed->json, err)
                                  : acknowledge_line(number, id, feed->json, err);
        feed->deaf = rc != 0;
    }
    json_object_free(&object);
    arena_free(&arena);
    return rc;
}

/* The next line without its LF into `out`; one that is too long is read to its end, and cut so that the reader says so.
 * False at the end of the input. */
static bool next_line(FILE *in, struct buf *out)
{
    int c;
    bool any = false;
    buf_clear(out);
    while ((c = getc_unlocked(in)) != EOF && c != '\n') {
        any = true;
        if (out->n <= JSON_IN_BYTES_MOST)
            buf_addc(out, (char)c);
    }
    return any || c == '\n';
}

static bool is_blank(const struct buf *line)
{
    return line->n == 0 || strspn(line->v, " \t\r") == line->n;
}

static enum exit_code feed_all(struct feed *feed)
{
    struct buf line = { 0 };
    struct err err;
    size_t number = 0, wrong = 0;
    while (!feed->deaf && next_line(stdin, &line)) {
        number++;
        if (is_blank(&line) || feed_one(feed, number, line.v, line.n, &err) == 0)
            continue;
        complain(_("第 %zu 行：%s"), number, err.text);
        wrong++;
    }
    buf_free(&line);
    if (ferror(stdin))
        return complain("%s", _("标准输入没有读完。已回执的都已写进库。"));
    return wrong == 0 ? EXIT_DONE : EXIT_FAILED;
}

/* --- The sub-commands --- */

/* An argument in the encoding of the terminal. */
static const char *words(const char *argument, struct arena *arena)
{
    struct buf text = { 0 };
    struct err err;
    enum encoding was;
    if (argument == NULL || strncasecmp(nl_langinfo(CODESET), "GB", 2) != 0)
        return argument;
    buf_adds(&text, argument);
    const char *decoded = decode_text(&text, &was, &err) == 0 ? arena_strdup(arena, buf_text(&text)) : argument;
    buf_free(&text);
    return decoded;
}

struct log_job {
    const struct command_line *line;
    struct session *session;
    struct arena arena;
    bool json;
};

static const char *operand(struct log_job *job, size_t i)
{
    const struct options *o = &job->line->options;
    return i < o->operands_n ? words(o->operands[i], &job->arena) : NULL;
}

static const char *option(struct log_job *job, enum option_id id)
{
    return words(job->line->options.value[id], &job->arena);
}

static enum exit_code job_new(struct log_job *job)
{
    struct schools schools = { 0 };
    struct err err;
    const struct wish wish = { .title = operand(job, 1),
                               .line = operand(job, 2),
                               .at = option(job, OPTION_AT),
                               .body = option(job, OPTION_BODY),
                               .asset = option(job, OPTION_ASSET),
                               .category = option(job, OPTION_CATEGORY),
                               .found_by = option(job, OPTION_FOUND_BY),
                               .opinion = job->line->options.given[OPTION_OPINION],
                               .drill = job->line->options.given[OPTION_DRILL] };
    int64_t id;
    enum exit_code code = EXIT_FAILED;
    const struct school *school = choose_school(job->line, job->session->store, &schools);
    if (school != NULL && strcmp(wish.title, "-") == 0) {
        struct feed feed = { .session = job->session, .school = school, .json = job->json, .drill = wish.drill };
        code = feed_all(&feed);
    } else if (school != NULL) {
        code = open_incident(job->session, school, &wish, &id, &err) == 0 &&
                       acknowledge_incident(job->session->store, 0, id, job->json, &err) == 0
                   ? EXIT_DONE
                   : complain("%s", err.text);
    }
    LIST_FREE(&schools);
    return code;
}

static enum exit_code job_add(struct log_job *job)
{
    struct err err;
    int64_t id;
    const struct wish wish = { .incident = operand(job, 1),
                               .kind = operand(job, 2),
                               .text = operand(job, 3),
                               .at = option(job, OPTION_AT),
                               .to = option(job, OPTION_TO),
                               .grade = option(job, OPTION_GRADE),
                               .place = option(job, OPTION_PLACE) };
    if (strcmp(wish.incident, "-") == 0) {
        struct feed feed = { .session = job->session, .json = job->json };
        return feed_all(&feed);
    }
    if (add_line(job->session, &wish, &id, &err) != 0 || acknowledge_line(0, id, job->json, &err) != 0)
        return complain("%s", err.text);
    return EXIT_DONE;
}

static enum exit_code job_strike(struct log_job *job)
{
    struct err err;
    int64_t stands = 0;
    char *end;
    const char *text = operand(job, 1);
    long long id = strtoll(text, &end, 10);
    if (*end != '\0' || id <= 0)
        return complain(_("%s 不是记录的编号。用 zeren log list 事件 --format json 查看。"), text);
    if (log_strike(job->session, id, operand(job, 2), operand(job, 3), &stands, &err) != 0 ||
        acknowledge_line(0, stands != 0 ? stands : id, job->json, &err) != 0)
        return complain("%s", err.text);
    return EXIT_DONE;
}

static enum exit_code job_list(struct log_job *job)
{
    struct schools schools = { 0 };
    const char *name = operand(job, 1);
    enum exit_code code = EXIT_FAILED;
    if (name != NULL)
        return list_log(job->session, name, job->json);
    const struct school *school = choose_school(job->line, job->session->store, &schools);
    if (school != NULL)
        code = list_incidents(job->session, school, job->json);
    LIST_FREE(&schools);
    return code;
}

#define NEW_OPTIONS                                                                                           \
    (OPTION_BIT(OPTION_AT) | OPTION_BIT(OPTION_BODY) | OPTION_BIT(OPTION_SCHOOL) | OPTION_BIT(OPTION_DRILL) | \
     OPTION_BIT(OPTION_ASSET) | OPTION_BIT(OPTION_CATEGORY) | OPTION_BIT(OPTION_FOUND_BY) |                   \
     OPTION_BIT(OPTION_OPINION))
#define ADD_OPTIONS \
    (OPTION_BIT(OPTION_AT) | OPTION_BIT(OPTION_TO) | OPTION_BIT(OPTION_GRADE) | OPTION_BIT(OPTION_PLACE))

static const struct sub {
    const char *name;
    size_t least, most; /* operands behind the name */
    uint64_t options;   /* of those that not all take */
    enum exit_code (*run)(struct log_job *job);
} subs[] = {
    { "new", 1, 2, NEW_OPTIONS, job_new },
    { "add", 1, 3, ADD_OPTIONS, job_add },
    { "strike", 2, 3, 0, job_strike },
    { "list", 0, 1, OPTION_BIT(OPTION_SCHOOL), job_list },
};

static enum exit_code check_use(const struct command_line *line, const struct sub *sub, bool *json)
{
    const struct options *o = &line->options;
    const uint64_t partial = NEW_OPTIONS | ADD_OPTIONS;
    const char *format = o->value[OPTION_FORMAT];
    bool from_stdin = o->operands_n > 1 && strcmp(o->operands[1], "-") == 0;
    size_t n = o->operands_n - 1;
    if (n < sub->least || n > sub->most || (from_stdin && n > 1) || (sub->run == job_add && !from_stdin && n < 2))
        return misuse(line, _("zeren log %s 的参数不对。"), sub->name);
    for (int i = 0; i < OPTION_COUNT; i++)
        if (o->given[i] && (partial & OPTION_BIT(i)) != 0 &&
            ((sub->options & OPTION_BIT(i)) == 0 || (from_stdin && i != OPTION_SCHOOL && i != OPTION_DRILL)))
            return misuse(line, _("zeren log %s%s 没有选项 --%s。"), sub->name, from_stdin ? " -" : "",
                          option_specs[i].name);
    if (format != NULL && strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
        return misuse(line, _("--format 应是 text 或 json，不是 %s。"), format);
    *json = format != NULL && strcmp(format, "json") == 0;
    return EXIT_DONE;
}

enum exit_code command_log(struct command_line *line)
{
    const struct sub *sub = NULL;
    struct session session;
    struct log_job job = { .line = line, .session = &session };
    for (size_t i = 0; i < COUNT(subs); i++)
        if (strcmp(subs[i].name, line->options.operands[0]) == 0)
            sub = &subs[i];
    if (sub == NULL)
        return misuse(line, _("zeren log 没有 %s，只有 new、add、strike、list。"), line->options.operands[0]);
    enum exit_code code = check_use(line, sub, &job.json);
    if (code != EXIT_DONE)
        return code;
    if (open_session(line, &session) != 0)
        return EXIT_FAILED;
    code = sub->run(&job);
    arena_free(&job.arena);
    close_session(&session);
    return code;
}
