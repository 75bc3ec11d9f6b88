/* 人员: everybody of the school with the posts they hold on the day shown; found by name, 工号 or pinyin initials. */
#include "base/words.h"
#include "domain/change_people.h"
#include "report/report.h"
#include "screens/screens.h"
#include "store/look.h"
#include "text/pinyin.h"
#include "tui/form.h"
#include "tui/pager.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TAG_FORM = 1 };

struct people {
    struct screen *screen;
    struct list list;
    struct persons names; /* of all, for the filter: read when there is one */
    bool names_read;
    int64_t seen;
};

static const struct list_column columns[] = {
    { _("姓名"), 10, 0, ALIGN_LEFT, 0, false },     { _("工号"), 12, 0, ALIGN_LEFT, 3, false },
    { _("岗位"), 0, 1, ALIGN_LEFT, 0, false },      { _("电话"), 15, 0, ALIGN_LEFT, 1, false },
    { _("夜间电话"), 15, 0, ALIGN_LEFT, 2, false },
};
enum { COLUMNS = COUNT(columns) };

/* --- The source --- */

static void add_row(struct list_page *page, const struct person *person)
{
    const char **cells;
    struct list_row *row = list_page_add(page, person->id, COLUMNS, &cells);
    row->key = arena_strdup(&page->arena, person->name);
    cells[0] = row->key;
    cells[1] = arena_strdup(&page->arena, person->number);
    cells[2] = arena_strdup(&page->arena, person->posts);
    cells[3] = arena_strdup(&page->arena, person->phone);
    cells[4] = arena_strdup(&page->arena, person->night_phone);
}

static int add_person_row(struct people *people, int64_t id, struct list_page *page, struct err *err)
{
    struct console *console = people->screen->console;
    struct persons one = { 0 };
    int rc = read_person(console_store(console), id, console_day(console), &one, err);
    if (rc == 0 && one.n > 0)
        add_row(page, &one.v[0]);
    LIST_FREE(&one);
    return rc;
}

static bool matches(const struct person *person, const char *filter)
{
    return pinyin_match(person->name, filter) || (person->number != NULL && strstr(person->number, filter) != NULL);
}

static int read_names(struct people *people, struct err *err)
{
    struct console *console = people->screen->console;
    if (people->names_read)
        return 0;
    LIST_FREE(&people->names);
    people->names_read =
        read_all_persons_short(console_store(console), console_school(console)->id, &people->names, err) == 0;
    return people->names_read ? 0 : -1;
}

/* How many of the names stand before the row `from`, which may be gone; with `counted` that one too. */
static size_t names_before(const struct persons *names, const struct list_row *from, bool counted)
{
    size_t n = 0;
    for (; n < names->n; n++) {
        int order = strcmp(names->v[n].name, from->key);
        int64_t beyond = order != 0 ? order : names->v[n].id - from->id;
        if (beyond > 0 || (beyond == 0 && !counted))
            break;
    }
    return n;
}

/* With a filter: the names are in memory, in the order of the list; what else is shown is read for those that match. */
static int filtered_page(struct people *people, const struct list_ask *ask, struct list_page *page, struct err *err)
{
    const struct persons *names = &people->names;
    if (read_names(people, err) != 0)
        return -1;
    size_t at = ask->backwards ? names->n : 0, found = 0;
    if (ask->from != NULL)
        at = names_before(names, ask->from, !ask->backwards);
    int64_t *ids = mem_alloc(sizeof *ids * (ask->most + 1));
    while (found < ask->most && (ask->backwards ? at > 0 : at < names->n)) {
        const struct person *person = &names->v[ask->backwards ? --at : at++];
        if (matches(person, ask->filter))
            ids[found++] = person->id;
    }
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < found; i++)
        rc = add_person_row(people, ids[ask->backwards ? found - 1 - i : i], page, err);
    mem_free(ids);
    return rc;
}

static int people_page(void *context, const struct list_ask *ask, struct list_page *page, struct err *err)
{
    struct people *people = context;
    struct console *console = people->screen->console;
    struct persons persons = { 0 };
    if (ask->filter[0] != '\0')
        return filtered_page(people, ask, page, err);
    const struct person_page wanted = { .school = console_school(console)->id,
                                        .day = console_day(console),
                                        .name = ask->from == NULL ? NULL : ask->from->key,
                                        .id = ask->from == NULL ? 0 : ask->from->id,
                                        .limit = ask->most,
                                        .backwards = ask->backwards };
    int rc = read_persons(console_store(console), &wanted, &persons, err);
    for (size_t i = 0; rc == 0 && i < persons.n; i++)
        add_row(page, &persons.v[i]);
    LIST_FREE(&persons);
    return rc;
}

static int people_find(void *context, int64_t id, const struct list_ask *ask, struct list_page *page, bool *found,
                       struct err *err)
{
    struct people *people = context;
    size_t before = page->n;
    int rc = add_person_row(people, id, page, err);
    *found = rc == 0 && page->n > before;
    if (*found && ask->filter[0] != '\0' && !pinyin_match(page->v[before].cells[0], ask->filter) &&
        (page->v[before].cells[1] == NULL || strstr(page->v[before].cells[1], ask->filter) == NULL)) {
        page->n = before;
        *found = false;
    }
    return rc;
}

static const struct list_source source = { people_page, people_find };

/* --- Forms --- */

static struct new_person person_of(struct console *console, const struct form *form)
{
    return (struct new_person){ .school = console_school(console)->id,
                                .number = form_text(form, "number"),
                                .name = form_text(form, "name"),
                                .phone = form_text(form, "phone"),
                                .night_phone = form_text(form, "night") };
}

static int save_person(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                       const char **field, struct err *err)
{
    const struct new_person person = person_of(console, form);
    const struct session *session = console_session(console);
    (void)field;
    int rc = subject == 0 ? person_add(session, &person, id, err)
                          : person_edit(session, subject, &person, form_seen(form), err);
    if (rc == 0 && subject != 0)
        *id = subject;
    if (rc == 0)
        console_say(console, STYLE_GOOD, _("已保存%s。"), person.name);
    return rc;
}

static int save_phones(struct console *console, const struct form *form, int64_t subject, int64_t *id,
                       const char **field, struct err *err)
{
    (void)field;
    *id = subject;
    int rc = person_set_phones(console_session(console), subject, form_text(form, "phone"), form_text(form, "night"),
                               form_seen(form), err);
    if (rc == 0)
        console_say(console, STYLE_GOOD, "%s", _("电话已更新。"));
    return rc;
}

void person_form(struct screen *screen, const struct person *person, int64_t seen, int tag)
{
    struct err err;
    /* Who may not change the person may still keep the phones right: officers, of their own unit's people. */
    bool whole = session_may(console_session(screen->console), RIGHT_MANAGE_PEOPLE, &err) == 0;
    if (!whole && person != NULL && person_may_phones(console_session(screen->console), person, &err) != 0) {
        console_fail(screen->console, &err);
        return;
    }
    const struct field_spec fields[] = {
        { .name = "name",
          .label = _("姓名"),
          .kind = whole ? FIELD_TEXT : FIELD_SHOWN,
          .needed = whole,
          .limit = 40,
          .text = person == NULL ? NULL : person->name },
        { .name = "number",
          .label = _("工号"),
          .kind = whole ? FIELD_TEXT : FIELD_SHOWN,
          .limit = 20,
          .text = person == NULL ? NULL : person->number },
        { .name = "phone",
          .label = _("电话"),
          .kind = FIELD_TEXT,
          .limit = 40,
          .text = person == NULL ? NULL : person->phone },
        { .name = "night",
          .label = _("夜间电话"),
          .kind = FIELD_TEXT,
          .limit = 40,
          .text = person == NULL ? NULL : person->night_phone,
          .hint = _("夜间和节假日找得到人的电话") },
    };
    const struct form_argument argument = { .title = person == NULL ? _("登记人员") : _("修改人员"),
                                            .fields = fields,
                                            .n = COUNT(fields),
                                            .subject = person == NULL ? 0 : person->id,
                                            .seen = seen,
                                            .save = whole ? save_person : save_phones };
    record_form(screen, "person", &argument, tag);
}

/* --- The screen --- */

static int people_open(struct screen *screen, const void *argument, struct err *err)
{
    struct people *people = screen->state;
    (void)argument;
    (void)err;
    people->screen = screen;
    list_init(&people->list, columns, COLUMNS, &source, people);
    people->list.empty = _("没有人员。按 a 登记，或用 zeren import people 导入。");
    return 0;
}

static void people_close(struct screen *screen)
{
    struct people *people = screen->state;
    list_done(&people->list);
    LIST_FREE(&people->names);
}

static int people_reload(struct screen *screen, struct err *err)
{
    struct people *people = screen->state;
    struct store_head head;
    people->names_read = false;
    if (store_head(console_store(screen->console), &head, err) != 0 ||
        list_load(&people->list, list_height(screen), err) != 0)
        return -1;
    people->seen = head.seq;
    unfilter_wanted(screen, &people->list);
    int64_t wanted = console_wanted(screen->console, "person");
    if (wanted != 0 && !list_select(&people->list, wanted, err))
        console_fail(screen->console, err);
    return 0;
}

static void people_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct people *people = screen->state;
    list_draw(&people->list, canvas, area);
}

/* The list that is valid day and night (Meijia-75 art 16; HEU art 5(四)): the paper's own text. */
static void show_phones(struct screen *screen)
{
    struct console *console = screen->console;
    struct buf out = { 0 };
    struct err err;
    struct report_request request = { .store = console_store(console),
                                      .school = console_school(console),
                                      .day = console_day(console),
                                      .format = FORMAT_TEXT,
                                      .paper = console_options(console)->paper };
    request.paper.lines = 0;
    request.paper.wide = console_canvas(console)->wide;
    request.paper.ascii = console_canvas(console)->ascii;
    if (report_print(report_named("contacts"), &request, &out, &err) != 0) {
        console_fail(console, &err);
    } else {
        const struct pager_argument argument = { _("电话表"), buf_text(&out) };
        console_push(console, &pager_screen, &argument, 0);
    }
    buf_free(&out);
}

static void edit(struct screen *screen, int64_t id)
{
    struct people *people = screen->state;
    struct persons one = { 0 };
    struct err err;
    struct console *console = screen->console;
    if (read_person(console_store(console), id, console_day(console), &one, &err) != 0)
        console_fail(console, &err);
    else if (one.n > 0)
        person_form(screen, &one.v[0], people->seen, TAG_FORM);
    LIST_FREE(&one);
}

static enum outcome people_act(struct screen *screen, enum action action)
{
    struct people *people = screen->state;
    const struct list_row *row = list_selected(&people->list);
    switch (action) {
    case ACTION_ENTER:
        console_push(screen->console, &person_screen, &row->id, 0);
        return STAY;
    case ACTION_SEARCH:
        ask_filter(screen, people->list.filter);
        return STAY;
    case ACTION_PERSON_ADD:
        person_form(screen, NULL, people->seen, TAG_FORM);
        return STAY;
    case ACTION_PERSON_EDIT:
        edit(screen, row->id);
        return STAY;
    case ACTION_PHONES:
        show_phones(screen);
        return STAY;
    case ACTION_HISTORY: {
        const struct history_argument argument = { "person", row->cells[0], row->id };
        console_push(screen->console, &history_screen, &argument, 0);
        return STAY;
    }
    default:
        return list_act(&people->list, screen->console, action);
    }
}

static enum outcome people_answer(struct screen *screen, const struct answer *answer)
{
    struct people *people = screen->state;
    if (answer->tag == TAG_FORM && answer->given)
        console_want(screen->console, "person", answer->id);
    return filter_answer(screen, &people->list, answer);
}

static bool people_has_row(const struct screen *screen)
{
    const struct people *people = screen->state;
    return list_selected(&people->list) != NULL;
}

static void people_paper(const struct screen *screen, struct paper_wish *wish)
{
    (void)screen;
    wish->report = "contacts";
}

const struct screen_ops people_screen = {
    .name = "people",
    .title = _("人员"),
    .contexts = IN_LIST | IN_PEOPLE,
    .size = sizeof(struct people),
    .open = people_open,
    .close = people_close,
    .reload = people_reload,
    .draw = people_draw,
    .act = people_act,
    .answer = people_answer,
    .has_row = people_has_row,
    .paper = people_paper,
};
