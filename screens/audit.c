/* 审计: the journal, newest first, a page at a time; what an entry changed; and verification with progress. */
#include "base/words.h"
#include "domain/journal_name.h"
#include "screens/screens.h"
#include "store/entries.h"
#include "store/history.h"
#include "store/verify.h"
#include "tui/pager.h"
#include "tui/pick.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { TAG_ACTOR = 1, TAG_ACTION, TAG_TABLE, CHANGES_MOST = 400, ACTIONS_MOST = 64, TABLES_MOST = 64 };

struct audit {
    struct screen *screen;
    struct list list;
    char *actor, *action, *table; /* filters; NULL: all */
    struct buf details;
    int64_t detail_of;
    bool wants_details;
};

static const struct list_column columns[] = {
    { _("记录"), 8, 0, ALIGN_RIGHT, 0, false }, { _("时间"), 19, 0, ALIGN_LEFT, 0, false },
    { _("账号"), 10, 0, ALIGN_LEFT, 1, false }, { _("操作"), 0, 1, ALIGN_LEFT, 0, false },
    { _("内容"), 0, 1, ALIGN_LEFT, 2, false },  { _("改动"), 5, 0, ALIGN_RIGHT, 3, false },
    { _("摘要"), 12, 0, ALIGN_LEFT, 4, false },
};
enum { COLUMNS = COUNT(columns) };

/* The names of the tables an entry touched, from their identifiers with blanks between. */
static const char *table_names(struct arena *arena, const char *ids)
{
    struct buf names = { 0 };
    while (*ids != '\0') {
        size_t n = strcspn(ids, " ");
        char *id = mem_strndup(ids, n);
        buf_printf(&names, "%s%s", names.n > 0 ? "、" : "", journal_table_name(id));
        mem_free(id);
        ids += n + strspn(ids + n, " ");
    }
    const char *kept = arena_strdup(arena, buf_text(&names));
    buf_free(&names);
    return kept;
}

static int audit_page(void *context, const struct list_ask *ask, struct list_page *page, struct err *err)
{
    struct audit *audit = context;
    struct entries entries = { 0 };
    const struct entry_page wanted = { .seq = ask->from == NULL ? 0 : ask->from->id,
                                       .backwards = ask->backwards,
                                       .limit = ask->most,
                                       .actor = audit->actor,
                                       .action = audit->action,
                                       .table = audit->table };
    int rc = read_journal_page(console_store(audit->screen->console), &wanted, &entries, err);
    for (size_t i = 0; rc == 0 && i < entries.n; i++) {
        const struct entry *entry = &entries.v[i];
        const char **cells;
        char at[TIME_TEXT];
        list_page_add(page, entry->seq, COLUMNS, &cells);
        time_of(entry->at, at);
        cells[0] = arena_printf(&page->arena, "%" PRId64, entry->seq);
        cells[1] = arena_strdup(&page->arena, at);
        cells[2] = arena_strdup(&page->arena, entry->actor);
        cells[3] = journal_action_name(arena_strdup(&page->arena, entry->action));
        cells[4] = table_names(&page->arena, entry->tables);
        cells[5] = arena_printf(&page->arena, "%" PRId64, entry->changes);
        cells[6] = arena_strdup(&page->arena, entry->hash);
    }
    LIST_FREE(&entries);
    return rc;
}

/* The entry after the one before it: entries are numbered without gaps. */
static int audit_find(void *context, int64_t id, const struct list_ask *ask, struct list_page *page, bool *found,
                      struct err *err)
{
    const struct list_row above = { .id = id + 1 };
    struct list_ask one = *ask;
    one.from = &above;
    one.backwards = false;
    one.most = 1;
    int rc = audit_page(context, &one, page, err);
    *found = rc == 0 && page->n > 0 && page->v[page->n - 1].id == id;
    if (!*found)
        page->n = 0;
    return rc;
}

static const struct list_source source = { audit_page, audit_find };

/* --- What an entry changed --- */

static const char *kind_name(enum change_kind kind)
{
    return kind == CHANGE_ADD ? _("新增") : kind == CHANGE_REMOVE ? _("删除") : _("修改");
}

static int tell_entry(struct store *store, int64_t seq, struct buf *out, struct err *err)
{
    struct changes changes = { 0 };
    const char *table = NULL;
    int64_t id = 0;
    if (read_entry_changes(store, seq, CHANGES_MOST, &changes, err) != 0)
        return -1;
    for (size_t i = 0; i < changes.n; i++) {
        const struct change *change = &changes.v[i];
        if (table == NULL || strcmp(table, change->table) != 0 || id != change->id)
            buf_printf(out, "\t%s %s %" PRId64 "\n", kind_name(change->kind), journal_table_name(change->table),
                       change->id);
        table = change->table;
        id = change->id;
        const char *column = journal_column_name(change->table, change->column);
        if (change->kind == CHANGE_EDIT)
            buf_printf(out, _("%s：%s → %s\n"), column, change->before == NULL ? "-" : change->before,
                       change->after == NULL ? "-" : change->after);
        else if (change->before != NULL || change->after != NULL)
            buf_printf(out, _("%s：%s\n"), column, change->after != NULL ? change->after : change->before);
    }
    if (changes.n == CHANGES_MOST)
        buf_printf(out, _("……（只列前 %d 处）\n"), CHANGES_MOST);
    LIST_FREE(&changes);
    return 0;
}

/* An entry stays as it is: it is read once. */
static int audit_rest(struct screen *screen, struct err *err)
{
    struct audit *audit = screen->state;
    const struct list_row *row = list_selected(&audit->list);
    int64_t id = row == NULL ? 0 : row->id;
    if (id == audit->detail_of)
        return 0;
    buf_clear(&audit->details);
    audit->detail_of = 0;
    if (row != NULL && tell_entry(console_store(screen->console), row->id, &audit->details, err) != 0)
        return -1;
    audit->detail_of = id;
    return 0;
}

static void show_entry(struct screen *screen)
{
    struct audit *audit = screen->state;
    const struct list_row *row = list_selected(&audit->list);
    struct buf title = { 0 };
    buf_printf(&title, _("记录 %" PRId64), row->id);
    struct buf text = { 0 };
    for (const char *at = buf_text(&audit->details); *at != '\0'; at++) /* a tab begins a heading, for draw_details */
        if (*at != '\t')
            buf_addc(&text, *at);
    const struct pager_argument argument = { title.v, buf_text(&text) };
    console_push(screen->console, &pager_screen, &argument, 0);
    buf_free(&text);
    buf_free(&title);
}

/* --- Verifying --- */

static bool show_progress(void *context, int64_t done, int64_t all)
{
    struct screen *screen = context;
    return console_progress(screen->console, _("查验"), done, all);
}

void verify_store(struct screen *screen)
{
    struct console *console = screen->console;
    struct findings findings = { 0 };
    struct buf text = { 0 };
    struct err err;
    if (store_verify(store_path(console_store(console)), NULL, show_progress, screen, &findings, &err) != 0) {
        console_fail(console, &err);
        findings_free(&findings);
        return;
    }
    for (size_t i = 0; i < findings.n; i++)
        buf_printf(&text, "%s\n", findings.v[i].text);
    if (findings.stopped)
        console_say(console, STYLE_WARNING, "%s", _("查验中止，没有结论。"));
    else if (findings.n == 0)
        console_say(console, STYLE_GOOD, _("查验完毕：%" PRId64 " 条记录，库与日志一致。存证 %" PRId64 ":%.16s"),
                    findings.entries, findings.head.seq, findings.head.hash);
    else {
        const struct pager_argument argument = { _("查验发现的差错"), buf_text(&text) };
        console_push(console, &pager_screen, &argument, 0);
        console_say(console, STYLE_ERROR, _("查验发现 %zu 处差错。请保留现场，从备份恢复。"), findings.n);
    }
    findings_free(&findings);
    buf_free(&text);
}

/* --- Filters --- */

static void pick_actor(struct screen *screen)
{
    struct audit *audit = screen->state;
    const struct prompt_argument argument = { _("只看这个账号的记录（空着：全部）"), audit->actor, 40, false };
    console_push(screen->console, &prompt_screen, &argument, TAG_ACTOR);
}

static void pick_action(struct screen *screen)
{
    struct audit *audit = screen->state;
    struct pick_item items[ACTIONS_MOST];
    size_t n = 0, selected = 0;
    for (; n < ACTIONS_MOST && journal_actions[n].id != NULL; n++) {
        items[n] = (struct pick_item){ (int64_t)n + 1, journal_actions[n].name, journal_actions[n].id };
        if (audit->action != NULL && strcmp(audit->action, journal_actions[n].id) == 0)
            selected = n + 1;
    }
    const struct pick_argument argument = { _("只看这种操作的记录"), items, n, (int64_t)selected, _("（全部）"), NULL };
    console_push(screen->console, &pick_screen, &argument, TAG_ACTION);
}

static void pick_table(struct screen *screen)
{
    struct audit *audit = screen->state;
    struct pick_item items[TABLES_MOST];
    size_t n = 0, selected = 0;
    for (; n < TABLES_MOST && journal_tables[n].id != NULL; n++) {
        items[n] = (struct pick_item){ (int64_t)n + 1, journal_tables[n].name, journal_tables[n].id };
        if (audit->table != NULL && strcmp(audit->table, journal_tables[n].id) == 0)
            selected = n + 1;
    }
    const struct pick_argument argument = {
        _("只看改动了这种内容的记录"), items, n, (int64_t)selected, _("（全部）"), NULL
    };
    console_push(screen->console, &pick_screen, &argument, TAG_TABLE);
}

static void set_filter(char **filter, const char *text)
{
    mem_free(*filter);
    *filter = text == NULL || *text == '\0' ? NULL : mem_strdup(text);
}

/* --- The screen --- */

static int audit_open(struct screen *screen, const void *argument, struct err *err)
{
    struct audit *audit = screen->state;
    (void)argument;
    if (session_may(console_session(screen->console), RIGHT_HISTORY, err) != 0)
        return -1;
    audit->screen = screen;
    audit->wants_details = true;
    list_init(&audit->list, columns, COLUMNS, &source, audit);
    audit->list.empty = _("没有符合筛选的记录。按 x 看全部。");
    return 0;
}

static void audit_close(struct screen *screen)
{
    struct audit *audit = screen->state;
    list_done(&audit->list);
    mem_free(audit->actor);
    mem_free(audit->action);
    mem_free(audit->table);
    buf_free(&audit->details);
}

static int audit_reload(struct screen *screen, struct err *err)
{
    struct audit *audit = screen->state;
    /* The account may have lost the right since the screen was opened. */
    int rc = session_may(console_session(screen->console), RIGHT_HISTORY, err);
    return rc == 0 ? list_load(&audit->list, list_height(screen), err) : rc;
}

static void audit_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct audit *audit = screen->state;
    struct area rest, details = details_area(canvas, area, audit->wants_details, &rest);
    list_draw(&audit->list, canvas, rest);
    draw_details(canvas, details, NULL, buf_text(&audit->details));
}

static enum outcome audit_act(struct screen *screen, enum action action)
{
    struct audit *audit = screen->state;
    switch (action) {
    case ACTION_ENTER:
        show_entry(screen);
        return STAY;
    case ACTION_SEARCH:
        pick_table(screen);
        return STAY;
    case ACTION_FILTER_ACTOR:
        pick_actor(screen);
        return STAY;
    case ACTION_FILTER_ACTION:
        pick_action(screen);
        return STAY;
    case ACTION_FILTER_CLEAR:
        set_filter(&audit->actor, NULL);
        set_filter(&audit->action, NULL);
        set_filter(&audit->table, NULL);
        return RELOAD;
    case ACTION_VERIFY:
        verify_store(screen);
        return STAY;
    case ACTION_DETAILS:
        audit->wants_details = !audit->wants_details;
        return STAY;
    default:
        return list_act(&audit->list, screen->console, action);
    }
}

static enum outcome audit_answer(struct screen *screen, const struct answer *answer)
{
    struct audit *audit = screen->state;
    if (!answer->given)
        return STAY;
    if (answer->tag == TAG_ACTOR)
        set_filter(&audit->actor, answer->text);
    if (answer->tag == TAG_TABLE)
        set_filter(&audit->table, answer->id == 0 ? NULL : journal_tables[answer->id - 1].id);
    if (answer->tag == TAG_ACTION)
        set_filter(&audit->action, answer->id == 0 ? NULL : journal_actions[answer->id - 1].id);
    return RELOAD;
}

static bool audit_has_row(const struct screen *screen)
{
    const struct audit *audit = screen->state;
    return list_selected(&audit->list) != NULL;
}

const struct screen_ops audit_screen = {
    .name = "audit",
    .title = _("审计"),
    .contexts = IN_LIST | IN_AUDIT,
    .size = sizeof(struct audit),
    .open = audit_open,
    .close = audit_close,
    .reload = audit_reload,
    .rest = audit_rest,
    .draw = audit_draw,
    .act = audit_act,
    .answer = audit_answer,
    .has_row = audit_has_row,
};
