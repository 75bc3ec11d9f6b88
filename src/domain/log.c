/* The log of an incident. */
#include "domain/log.h"

#include "base/buf.h"
#include "base/words.h"
#include "domain/digest.h"
#include "domain/drill.h"
#include "domain/field.h"
#include "domain/guard.h"
#include "domain/plan.h"
#include "store/review.h"

#include <inttypes.h>
#include <string.h>

const struct log_kind log_kinds[] = {
    { "note", _("记录"), NULL, true },
    { "found", _("发现"), _("发现事件。"), true },
    { "plan-started", _("启动预案"), _("启动应急预案。"), true },
    { "assessed", _("研判定级"), NULL, true },
    { "reported", _("报告"), NULL, true },
    { "contained", _("控制"), _("事态已控制。"), true },
    { "evidence", _("取证"), NULL, true },
    { "joint", _("联动处置"), NULL, true },
    { "down", _("服务中断"), _("服务中断。"), true },
    { "restored", _("服务恢复"), _("服务恢复。"), true },
    { "rectification", _("要求整改"), _("要求整改。"), true },
    { "closed", _("结案"), _("事件处置完毕，结案。"), true },
    { "fact", _("事实"), NULL, false },
    { "inject", _("注入"), NULL, false },
    { NULL, NULL, NULL, false },
};

const struct log_kind *log_kind(const char *id)
{
    for (const struct log_kind *kind = log_kinds; kind->id != NULL; kind++)
        if (strcmp(kind->id, id) == 0)
            return kind;
    return NULL;
}

static bool is_stamped(const char *id)
{
    const struct log_kind *kind = log_kind(id);
    return kind != NULL && kind->stamped;
}

const char *log_kind_name(const char *id)
{
    const struct log_kind *kind = log_kind(id);
    return kind == NULL ? id : kind->name;
}

/* --- What all writing shares --- */

int log_moment(struct store *store, int64_t *at, struct err *err)
{
    int64_t now = store_now(store);
    char time[TIME_TEXT];
    if (*at == 0)
        *at = now;
    if (*at <= now && *at > 0)
        return 0;
    time_of(*at, time);
    return err_set_of(err, _("时间"), _("时间 %s 还没有到（或不对）。请核对，发生之后再记。"), time);
}

int log_not_filed(struct store *store, const struct incident *incident, struct err *err)
{
    struct reviews found = { 0 };
    int rc = read_review_of(store, incident->id, &found, err);
    if (rc == 0 && found.n > 0 && strcmp(found.v[0].state, "filed") == 0)
        rc = err_set(err, "%s",
                     _("这个事件的问责审查已归档，它的记录、事实和证据不能再改。有新的情况，请另记一个事件。"));
    LIST_FREE(&found);
    return rc;
}

int log_incident(const struct session *session, int64_t id, struct incidents *found, struct err *err)
{
    if (read_incident(session->store, id, found, err) != 0)
        return -1;
    if (found->n == 0)
        return err_set(err, "%s", _("没有这个事件。请刷新，核对编号。"));
    if (found->v[0].drill != 0)
        return drill_may_log(session, found->v[0].drill, err);
    if (session_may_for(session, RIGHT_LOG, found->v[0].body, err) != 0)
        return -1;
    return log_not_filed(session->store, &found->v[0], err);
}

/* The state that standing lines (read_log_that_counts) put an incident in. */
static const char *state_by(const struct log_entries *entries)
{
    const char *before = "open", *state = "open";
    for (size_t i = 0; i < entries->n; i++) {
        const char *kind = entries->v[i].kind;
        if (entries->v[i].struck != NULL)
            continue;
        if (strcmp(kind, "closed") == 0)
            return "closed";
        if (strcmp(kind, "contained") == 0) {
            before = "contained";
            state = strcmp(state, "open") == 0 ? before : state;
        } else if (strcmp(kind, "restored") == 0) {
            state = "recovered";
        } else if (strcmp(kind, "down") == 0 && strcmp(state, "recovered") == 0) {
            state = before; /* down again */
        }
    }
    return state;
}

/* The one place where an incident's state comes from. */
static int follow_state(struct store *store, int64_t incident, struct err *err)
{
    struct log_entries entries = { 0 };
    int rc = read_log_that_counts(store, incident, &entries, err);
    if (rc == 0)
        rc = set_incident_state(store, incident, state_by(&entries), err);
    LIST_FREE(&entries);
    return rc;
}

static bool moves_state(const char *kind)
{
    static const char *const kinds[] = { "contained", "down", "restored", "closed" };
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kinds[i], kind) == 0)
            return true;
    return false;
}

int log_write(const struct session *session, struct log_entry *entry, struct err *err)
{
    entry->author = session->login;
    entry->entered = store_now(session->store);
    if (add_log_entry(session->store, entry, &entry->id, err) != 0)
        return -1;
    return moves_state(entry->kind) ? follow_state(session->store, entry->incident, err) : 0;
}

/* --- Adding --- */

static int find_recipient(struct store *store, int64_t school, struct log_entry *entry, struct report_dues *dues,
                          const char **to, struct err *err)
{
    *to = NULL;
    if (entry->report_line == 0 && entry->deadline == 0)
        return 0;
    if (strcmp(entry->kind, "reported") != 0 || (entry->report_line != 0 && entry->deadline != 0))
        return err_set(err, "%s", _("只有“报告”一类的记录可以注明报给谁，且只注明一处。请重选。"));
    if (read_report_dues(store, school, dues, err) != 0)
        return -1;
    for (size_t i = 0; i < dues->n; i++)
        if (dues->v[i].id == (dues->v[i].national ? entry->deadline : entry->report_line)) {
            *to = dues->v[i].to;
            return 0;
        }
    return err_set(err, "%s", _("这所学校的报告关系里没有这一项。请刷新后重选。"));
}

static int check_not_closed(const struct incident *incident, const char *kind, struct err *err)
{
    if (strcmp(kind, "closed") != 0 || strcmp(incident->state, "closed") != 0)
        return 0;
    return err_set(err, _("事件 %s 已经结案。要更正，请先划去原来的结案记录。"), incident->number);
}

/* The plan that was started, as the rule of the school calls it; of one that names none nothing. */
static int name_plan(struct store *store, const struct incident *incident, const char *kind, struct field_long *words,
                     const char **text, struct err *err)
{
    struct plan plan = { 0 };
    if (*text != NULL || strcmp(kind, "plan-started") != 0)
        return 0;
    int rc = plan_read(store, incident, &plan, err);
    if (rc == 0 && plan.words != NULL)
        rc = field_long(plan.words, _("内容"), true, words, text, err);
    plan_free(&plan);
    return rc;
}

/* The text of a line that was given none; and a report says in its words to whom it went, whatever was typed: a line is
 * read by itself years later. */
static int complete_text(const struct log_kind *kind, const char *to, struct field_long *words, const char **text,
                         struct err *err)
{
    bool typed = *text != NULL;
    if (!typed && kind->words != NULL)
        *text = kind->words;
    else if (to != NULL && (!typed || strstr(*text, to) == NULL)) {
        struct buf said = { 0 };
        buf_printf(&said, typed ? _("报告%s：") : _("报告%s。"), to);
        buf_adds(&said, typed ? *text : "");
        int rc = field_long(buf_text(&said), _("内容"), true, words, text, err);
        buf_free(&said);
        return rc;
    }
    return *text != NULL ? 0 : err_set_of(err, _("内容"), _("“%s”要写明内容。请填写。"), kind->name);
}

int log_add(const struct session *session, const struct log_line *line, int64_t *entry, struct err *err)
{
    const struct log_kind *kind = log_kind(line->kind == NULL ? "" : line->kind);
    struct log_entry wanted = {
        .incident = line->incident, .at = line->at, .report_line = line->report_line, .deadline = line->deadline
    };
    struct field_long typed, words;
    struct incidents found = { 0 };
    struct report_dues dues = { 0 };
    const char *to;
    if (entry != NULL)
        *entry = 0;
    if (!session_may_somewhere(session, RIGHT_LOG))
        return session_may(session, RIGHT_LOG, err);
    if (kind == NULL || !kind->stamped)
        return err_set(err, _("不能记“%s”一类的记录。请重选类别。"),
                       line->kind == NULL ? "" : log_kind_name(line->kind));
    wanted.kind = kind->id;
    if (field_long(line->text, _("内容"), false, &typed, &wanted.text, err) != 0 ||
        log_moment(session->store, &wanted.at, err) != 0 || change_begin(session, "log-add", NULL, err) != 0)
        return -1;
    int rc = log_incident(session, line->incident, &found, err);
    if (rc == 0)
        rc = check_not_closed(&found.v[0], kind->id, err);
    if (rc == 0)
        rc = find_recipient(session->store, found.v[0].school, &wanted, &dues, &to, err);
    if (rc == 0)
        rc = name_plan(session->store, &found.v[0], kind->id, &words, &wanted.text, err);
    if (rc == 0)
        rc = complete_text(kind, to, &words, &wanted.text, err);
    if (rc == 0)
        rc = log_write(session, &wanted, err);
    LIST_FREE(&dues);
    LIST_FREE(&found);
    rc = change_end(session, rc, err);
    if (rc == 0 && entry != NULL)
        *entry = wanted.id;
    return rc;
}

int log_may(const struct session *session, int64_t incident, const char *kind, struct err *err)
{
    struct incidents found = { 0 };
    int rc = log_incident(session, incident, &found, err);
    if (rc == 0)
        rc = check_not_closed(&found.v[0], kind, err);
    LIST_FREE(&found);
    return rc;
}

/* --- Striking --- */

static int check_strike(const struct session *session, int64_t id, struct log_entries *lines, int64_t *school,
                        struct err *err)
{
    struct incidents found = { 0 };
    char time[TIME_TEXT];
    if (read_log_entry(session->store, id, lines, err) != 0)
        return -1;
    if (lines->n == 0)
        return err_set(err, _("没有第 %" PRId64 " 号记录。请核对编号。"), id);
    const struct log_entry *line = &lines->v[0];
    int rc = log_incident(session, line->incident, &found, err);
    *school = rc == 0 ? found.v[0].school : 0;
    LIST_FREE(&found);
    if (rc == 0 && line->struck != NULL) {
        time_of(line->struck_at, time);
        rc = err_set(err, _("这条记录已由 %s 在 %s 划去（%s），不能再划。要更正请另记一条。"), line->struck_by, time,
                     line->struck);
    } else if (rc == 0 && !is_stamped(line->kind)) {
        rc = err_set(err, _("“%s”一类的记录不能划去。事实请重新记，注入请在演练里处理。"), log_kind_name(line->kind));
    }
    return rc;
}

int log_may_strike(const struct session *session, int64_t entry, struct err *err)
{
    struct log_entries lines = { 0 };
    int64_t school;
    int rc = check_strike(session, entry, &lines, &school, err);
    LIST_FREE(&lines);
    return rc;
}

static int correct(const struct session *session, const struct log_entry *line, int64_t school, const char *text,
                   int64_t *id, struct err *err)
{
    struct report_dues dues = { 0 };
    struct field_long words;
    const char *to;
    struct log_entry wanted = { .incident = line->incident,
                                .at = line->at,
                                .kind = line->kind,
                                .text = text,
                                .report_line = line->report_line,
                                .deadline = line->deadline,
                                .corrects = line->id };
    int rc = find_recipient(session->store, school, &wanted, &dues, &to, err);
    if (rc == 0)
        rc = complete_text(log_kind(line->kind), to, &words, &wanted.text, err);
    if (rc == 0)
        rc = log_write(session, &wanted, err);
    LIST_FREE(&dues);
    *id = wanted.id;
    return rc;
}

int log_strike(const struct session *session, int64_t entry, const char *reason, const char *text, int64_t *now_stands,
               struct err *err)
{
    struct log_entries lines = { 0 };
    struct field_long why, typed;
    const char *because, *words;
    int64_t id = 0, school = 0;
    if (now_stands != NULL)
        *now_stands = 0;
    if (!session_may_somewhere(session, RIGHT_LOG))
        return session_may(session, RIGHT_LOG, err);
    if (field_long(reason, _("划去的理由"), true, &why, &because, err) != 0 ||
        field_long(text, _("更正的内容"), false, &typed, &words, err) != 0 ||
        change_begin(session, "log-strike", NULL, err) != 0)
        return -1;
    int rc = check_strike(session, entry, &lines, &school, err);
    if (rc == 0 && words != NULL && strcmp(lines.v[0].kind, "assessed") == 0)
        rc = err_set_of(err, _("更正的内容"), "%s", _("定级不能靠改写更正：请只划去这一条，再重新定级。"));
    if (rc == 0)
        rc = strike_log_entry(session->store, entry, because, session->login, store_now(session->store), err);
    if (rc == 0 && words != NULL)
        rc = correct(session, &lines.v[0], school, words, &id, err);
    if (rc == 0 && moves_state(lines.v[0].kind))
        rc = follow_state(session->store, lines.v[0].incident, err);
    LIST_FREE(&lines);
    rc = change_end(session, rc, err);
    if (rc == 0 && now_stands != NULL)
        *now_stands = id;
    return rc;
}

/* --- Evidence --- */

struct typed_evidence {
    struct field_long what, place, file, line;
    char sm3[SM3_HEX];
};

/* The file is read before the transaction: it may be large, and others write meanwhile. */
static int take_evidence(const struct session *session, const struct evidence_fields *fields,
                         struct typed_evidence *typed, struct evidence *evidence, struct err *err)
{
    const char *file;
    struct err unread;
    if (field_long(fields->what, _("证据"), true, &typed->what, &evidence->what, err) != 0 ||
        field_long(fields->place, _("存放处"), true, &typed->place, &evidence->place, err) != 0 ||
        field_long(fields->file, _("文件"), false, &typed->file, &file, err) != 0 ||
        log_moment(session->store, &evidence->at, err) != 0)
        return -1;
    if (fields->unread)
        return 0;
    const char *path = file == NULL ? evidence->place : file;
    int rc = file_sm3(session->store, path, fields->progress, fields->context, typed->sm3, &evidence->bytes, &unread);
    if (rc == 0)
        evidence->sm3 = typed->sm3;
    else if (rc > 0 || file != NULL)
        return err_set(err, "%s", unread.text);
    return 0;
}

int evidence_add(const struct session *session, const struct evidence_fields *fields, int64_t *id, struct err *err)
{
    struct evidence evidence = { .incident = fields->incident, .at = fields->at, .taken_by = session->login };
    struct typed_evidence typed;
    struct incidents found = { 0 };
    struct log_entry line = { .incident = fields->incident, .kind = "evidence" };
    struct buf said = { 0 };
    if (id != NULL)
        *id = 0;
    if (!session_may_somewhere(session, RIGHT_LOG))
        return session_may(session, RIGHT_LOG, err);
    if (take_evidence(session, fields, &typed, &evidence, err) != 0 ||
        change_begin(session, "evidence-add", NULL, err) != 0)
        return -1;
    buf_printf(&said, _("%s（存放：%s）"), evidence.what, evidence.place);
    if (evidence.sm3 != NULL)
        buf_printf(&said, " SM3 %s", evidence.sm3);
    line.at = evidence.at;
    line.text = said.v;
    int rc = log_incident(session, fields->incident, &found, err);
    if (rc == 0)
        rc = log_write(session, &line, err);
    evidence.entry = line.id;
    if (rc == 0)
        rc = add_evidence(session->store, &evidence, &evidence.id, err);
    buf_free(&said);
    LIST_FREE(&found);
    rc = change_end(session, rc, err);
    if (rc == 0 && id != NULL)
        *id = evidence.id;
    return rc;
}
