/* Forms through the console's own events: each kind of field, wrong values, drafts over kills, and random keys that
 * must neither end the program nor lose what was typed. ZEREN_TEST_KEYS=<number> sets how many. */
#include "base/file.h"
#include "base/mem.h"
#include "lib/run.h"
#include "mix.h"
#include "stage.h"
#include "suites.h"
#include "tui/console_in.h"
#include "tui/draft.h"
#include "tui/form_in.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct pick_item kinds[] = { { 1, "部门", NULL }, { 2, "学院", NULL }, { 3, "单位", NULL } };
static const struct pick_item people[] = { { 31, "样例甲", "1001" }, { 32, "样例乙", "1002" }, { 33, "样例丙", NULL } };
static const struct field_spec fields[] = {
    { .name = "about", .label = "岗位", .kind = FIELD_SHOWN, .text = "教务处 网络安全员" },
    { .name = "name", .label = "名称", .kind = FIELD_TEXT, .needed = true, .limit = 20 },
    { .name = "kind", .label = "类别", .kind = FIELD_CHOICE, .items = kinds, .items_n = 3, .id = 2 },
    { .name = "person", .label = "人员", .kind = FIELD_PICK, .items = people, .items_n = 3, .none = "（空缺）" },
    { .name = "seats", .label = "职数", .kind = FIELD_NUMBER },
    { .name = "from", .label = "任职日期", .domain = "起期", .kind = FIELD_DAY, .needed = true, .text = "2026-11-01" },
    { .name = "at", .label = "发现时间", .kind = FIELD_TIME, .hint = "如 14:05、-5m、昨天 9:30" },
    { .name = "filing", .label = "需要备案", .kind = FIELD_YESNO, .id = 1 },
    { .name = "note", .label = "备注", .kind = FIELD_LINES, .limit = 300 },
};
enum { FIELDS = sizeof fields / sizeof fields[0] };

/* What the form was saved with. */
static struct {
    int saves;
    char text[1024];
    bool refuse;
    const char *of; /* what the refusal is about; NULL: the field `person`, by name; "": nothing */
    int64_t seen;
} saved;

static const char *shown(const char *text)
{
    return text == NULL ? "-" : text;
}

static int save(struct console *console, const struct form *form, int64_t subject, int64_t *id, const char **field,
                struct err *err)
{
    (void)console;
    saved.saves++;
    saved.seen = form_seen(form);
    snprintf(saved.text, sizeof saved.text, "%s|%s|%d|%s|%d|%s|%d|%s|%d|%s", shown(form_text(form, "name")),
             shown(form_text(form, "kind")), (int)form_id(form, "kind"), shown(form_text(form, "person")),
             (int)form_id(form, "seats"), shown(form_text(form, "from")), (int)(form_id(form, "at") - SEEDED_NOW),
             form_text(form, "filing"), (int)form_id(form, "filing"), shown(form_text(form, "note")));
    *id = subject + 1;
    if (!saved.refuse)
        return 0;
    if (saved.of != NULL)
        return err_set_of(err, saved.of, "样例：%s 不对，请核对。", saved.of);
    *field = "person";
    return err_set(err, "样例：这个人已经在任，请另选一人。");
}

static void push(struct stage *stage)
{
    const struct form_argument argument = {
        .title = "样例表单", .key = "sample-17", .fields = fields, .n = FIELDS, .subject = 17, .seen = 5, .save = save
    };
    ck_assert_int_eq(console_push(stage->console, &form_screen, &argument, 7), 0);
}

static char *drafts_folder(void)
{
    return path_join(stage_folder(), "drafts");
}

static void open_with_drafts(struct stage *stage, char **folder)
{
    memset(&saved, 0, sizeof saved);
    *folder = drafts_folder();
    stage_open(stage, *folder);
}

static size_t drafts_kept(const char *folder)
{
    struct draft_names names = { 0 };
    struct err err;
    ck_assert_int_eq(draft_list(folder, "root", &names, &err), 0);
    size_t n = names.n;
    draft_names_free(&names);
    return n;
}

static void ticks(struct stage *stage, int n)
{
    for (int i = 0; i < n; i++)
        console_tick(stage->console);
}

START_TEST(takes_each_kind)
{
    struct stage stage;
    char *folder;
    open_with_drafts(&stage, &folder);
    push(&stage);
    stage_keys(&stage, "网络中心 Enter Right Enter yy"); /* 部门 学院 [单位]; y y opens the picker */
    ck_assert_str_eq(stage_top(&stage), "pick");
    stage_keys(&stage, "C-u yly Enter 12 Tab");
    ck_seen(&stage, "样例乙");
    stage_keys(&stage, "-3 Tab -5m Tab");
    ck_seen(&stage, "→ 2026-11-18");
    ck_seen(&stage, "→ 07:55:00 今天");
    stage_keys(&stage, "Space Tab 一 Enter 二 C-s");
    ck_assert_str_eq(stage_top(&stage), "ground");
    ck_assert_int_eq(saved.saves, 1);
    ck_assert_str_eq(saved.text, "网络中心|单位|3|样例乙|12|2026-11-18|-300|否|0|一\n二");
    ck_assert_int_eq(saved.seen, 5);
    ck_assert_int_eq(stage.ground->id, 18);
    ck_assert_int_eq(stage.ground->given, 1);
    ck_assert_uint_eq(drafts_kept(folder), 0);
    stage_close(&stage);
    mem_free(folder);
}
END_TEST

START_TEST(says_what_is_wrong)
{
    struct stage stage;
    char *folder;
    open_with_drafts(&stage, &folder);
    push(&stage);
    stage_keys(&stage, "C-s");
    ck_seen(&stage, "请填写“名称”。");
    stage_keys(&stage, "Space C-s"); /* blanks are nothing */
    ck_seen(&stage, "请填写“名称”。");
    stage_keys(&stage, "名 Tab Tab Tab 3a C-s");
    ck_seen(&stage, "“职数”只能填");
    stage_keys(&stage, "Backspace Tab 后门 C-s");
    ck_seen(&stage, "“任职日期”：");
    ck_assert_int_eq(saved.saves, 0);
    stage_keys(&stage, "C-u C-u C-s"); /* what was typed over comes back */
    ck_assert_int_eq(saved.saves, 1);
    ck_assert_str_eq(saved.text, "名|学院|2|-|3|2026-11-01|-1795219200|是|1|-");
    saved.refuse = true;
    push(&stage);
    stage_keys(&stage, "名 F2");
    ck_assert_str_eq(stage_top(&stage), "form");
    ck_seen(&stage, "样例：这个人已经在任，请另选一人。");
    stage_keys(&stage, "Enter"); /* the cursor is in the field that is wrong: its window opens */
    ck_assert_str_eq(stage_top(&stage), "pick");
    stage_keys(&stage, "Down Enter");
    ck_unseen(&stage, "样例：这个人已经在任");
    saved.refuse = false;
    stage_keys(&stage, "C-s");
    ck_assert_str_eq(stage_top(&stage), "ground");
    stage_close(&stage);
    mem_free(folder);
}
END_TEST

/* By the label, by what the domain calls it, or not at all: then the cursor stays where it is. */
START_TEST(a_refusal_goes_to_its_field)
{
    static const struct {
        const char *of, *seen;
        size_t at;
    } refusals[] = { { "备注", "!备注", 8 },
                     { "起期", "!任职日期", 5 },
                     { "", "样例： 不对", 2 },
                     { "任职日期", "", 2 },
                     { "岗位", "样例：岗位", 2 } /* which cannot be changed */ };
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        struct stage stage;
        char *folder;
        open_with_drafts(&stage, &folder);
        saved.refuse = true;
        saved.of = refusals[i].of;
        push(&stage);
        stage_keys(&stage, "名 Tab C-s");
        const struct form *form = stage_state(&stage);
        ck_assert_uint_eq(form->at, refusals[i].at);
        ck_seen(&stage, refusals[i].seen);
        if (refusals[i].at == 2)
            ck_assert_ptr_null(strstr(stage_text(&stage), "!"));
        stage_close(&stage);
        mem_free(folder);
    }
}
END_TEST

/* However long somebody types, -5m is five minutes before the stamp. */
START_TEST(moment_counts_from_the_opening)
{
    struct stage stage;
    char *folder;
    open_with_drafts(&stage, &folder);
    push(&stage);
    stage_keys(&stage, "名 Tab Tab Tab Tab Tab");
    stage.console->options.clock.fixed += 600;
    stage_keys(&stage, "-5m C-s");
    ck_assert_ptr_nonnull(strstr(saved.text, "|-300|"));
    stage_close(&stage);
    mem_free(folder);
}
END_TEST

/* Where there is no room for the day and the time, the time of a stamp of today is seen, until it is changed. */
START_TEST(a_stamp_is_seen_in_a_narrow_form)
{
    static const struct field_spec stamp[] = {
        { .name = "at", .label = "样例很长的标签", .kind = FIELD_TIME, .id = SEEDED_NOW }
    };
    const struct form_argument argument = { .title = "样例", .key = "stamp", .fields = stamp, .n = 1, .save = save };
    struct stage stage;
    char *folder;
    open_with_drafts(&stage, &folder);
    console_resize(stage.console, 10, 40);
    ck_assert_int_eq(console_push(stage.console, &form_screen, &argument, 7), 0);
    ck_seen(&stage, "08:00:00");
    ck_unseen(&stage, "2026-11-21");
    stage_keys(&stage, "Backspace");
    ck_seen(&stage, ":00:0");
    stage_keys(&stage, "C-u");
    console_resize(stage.console, 24, 80);
    ck_seen(&stage, "2026-11-21 08:00:00");
    stage_close(&stage);
    mem_free(folder);
}
END_TEST

START_TEST(moment_stays_what_it_was)
{
    struct stage stage;
    char *folder;
    open_with_drafts(&stage, &folder);
    push(&stage);
    stage_keys(&stage, "名 Tab Tab Tab Tab Tab -5m Tab");
    stage.console->options.clock.fixed += 600;
    stage_keys(&stage, "C-s");
    ck_assert_ptr_nonnull(strstr(saved.text, "|-300|"));
    stage_close(&stage);
    mem_free(folder);
}
END_TEST

START_TEST(keeps_a_draft)
{
    struct stage stage;
    char *folder;
    open_with_drafts(&stage, &folder);
    push(&stage);
    ticks(&stage, 4);
    stage_keys(&stage, "x Backspace Tab Tab Tab Tab Tab Tab BackTab");
    ticks(&stage, 4);
    stage_keys(&stage, "Esc"); /* nothing differs: nothing is kept */
    ck_assert_uint_eq(drafts_kept(folder), 0);
    push(&stage);
    stage_keys(&stage, "半句话 Tab Right");
    ticks(&stage, 3);
    struct stat st;
    char *file = path_join(folder, "root.sample-17.1.draft");
    ck_assert_int_eq(stat(file, &st), 0); /* while it is open */
    stage_keys(&stage, "Esc");
    ck_seen(&stage, "已留作草稿");
    ck_assert_uint_eq(drafts_kept(folder), 1);
    push(&stage);
    ck_seen(&stage, "已取回 08:00:00 未保存的内容；C-d 丢弃。");
    ck_seen(&stage, "半句话");
    ck_seen(&stage, "单位");
    stage_keys(&stage, "C-d n");
    ck_seen(&stage, "半句话");
    stage_keys(&stage, "C-d y");
    ck_unseen(&stage, "半句话");
    ck_assert_int_ne(stat(file, &st), 0);
    stage_keys(&stage, "Esc");
    ck_assert_uint_eq(drafts_kept(folder), 0);
    mem_free(file);
    stage_close(&stage);
    mem_free(folder);
}
END_TEST

START_TEST(draft_comes_back_after_kill)
{
    struct stage stage;
    char *folder = drafts_folder();
    pid_t child = fork();
    if (child == 0) {
        stage_open(&stage, folder);
        push(&stage);
        stage_keys(&stage, "断线前的字 Tab Tab Tab Tab Tab -5m Tab Tab 第一行 Enter 第二行");
        ticks(&stage, 3);
        raise(SIGKILL);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status));
    memset(&saved, 0, sizeof saved);
    stage_open(&stage, folder);
    stage.console->options.clock.fixed += 3600;
    push(&stage);
    ck_seen(&stage, "断线前的字");
    stage_keys(&stage, "C-s");
    ck_assert_str_eq(saved.text, "断线前的字|学院|2|-|0|2026-11-01|-300|是|1|第一行\n第二行");
    ck_assert_uint_eq(drafts_kept(folder), 0);
    stage_close(&stage);
    mem_free(folder);
}
END_TEST

START_TEST(two_of_one_key)
{
    struct stage one, two;
    char *folder;
    open_with_drafts(&one, &folder);
    stage_open(&two, folder);
    push(&one);
    stage_keys(&one, "甲的输入");
    ticks(&one, 3);
    push(&two);
    ck_unseen(&two, "甲的输入");
    stage_keys(&two, "乙的输入");
    ticks(&two, 3);
    stage_keys(&one, "C-s");
    stage_keys(&two, "Esc");
    ck_assert_uint_eq(drafts_kept(folder), 1);
    push(&one);
    ck_seen(&one, "乙的输入");
    stage_keys(&one, "C-s");
    ck_assert_uint_eq(drafts_kept(folder), 0);
    stage_close(&one);
    stage_close(&two);
    mem_free(folder);
}
END_TEST

START_TEST(works_without_drafts)
{
    struct stage stage;
    struct err err;
    memset(&saved, 0, sizeof saved);
    char *folder = path_join(stage_folder(), "not-a-folder");
    ck_assert_int_eq(file_write(folder, "", 0, &err), 0);
    for (int i = 0; i < 2; i++) {
        stage_open(&stage, i == 0 ? NULL : folder);
        push(&stage);
        if (i == 1)
            ck_seen(&stage, "不能建立文件夹");
        stage_keys(&stage, "名");
        ticks(&stage, 4);
        stage_keys(&stage, "Esc"); /* would be lost: asked first */
        ck_assert_str_eq(stage_top(&stage), "confirm");
        stage_keys(&stage, "n");
        ck_seen(&stage, "名");
        stage_keys(&stage, "C-s");
        ck_assert_int_eq(saved.saves, i + 1);
        push(&stage);
        stage_keys(&stage, "名 Esc y");
        ck_assert_str_eq(stage_top(&stage), "ground");
        stage_close(&stage);
    }
    mem_free(folder);
}
END_TEST

/* What another console writes makes the screen below read again, and leaves the form as it is. */
START_TEST(is_left_alone)
{
    struct stage stage;
    char *folder;
    open_with_drafts(&stage, &folder);
    push(&stage);
    stage_keys(&stage, "打到一半");
    int64_t school = seeded_school(stage.options.store, "meijia");
    console_set_school(stage.console, school);
    stage_keys(&stage, "的字");
    ck_seen(&stage, "打到一半的字");
    stage_keys(&stage, "C-d y Esc");
    stage_close(&stage);
    mem_free(folder);
}
END_TEST

START_TEST(edits_as_people_type)
{
    struct stage stage;
    char *folder;
    open_with_drafts(&stage, &folder);
    push(&stage);
    stage_keys(&stage, "责任清单 C-Left C-Left 的 C-e 。 C-a 校");
    ck_seen(&stage, "校责任的清单。");
    stage_keys(&stage, "Delete C-k 网 C-u C-u C-y");
    stage_paste(&stage, "a\x1b[2J\r\nb", 8);
    ck_seen(&stage, "粘贴的文字里去掉了 1 个控制字符。");
    ck_seen(&stage, "[2J b");
    stage_keys(&stage, "C-a C-k 一二三四五六七八九十一二三四五六七八九十");
    ck_seen(&stage, "20/20");
    stage_keys(&stage, "满");
    ck_seen(&stage, "最多 20 个字");
    stage_keys(&stage, "Tab Tab Tab Tab Tab Tab Tab 一 Enter 二 Enter 三 Up Up Up"); /* leaves upwards at the edge */
    stage_keys(&stage, "Left Down 零 C-s");
    ck_assert_ptr_nonnull(strstr(saved.text, "|否|0|"));
    ck_assert_ptr_nonnull(strstr(saved.text, "零"));
    stage_close(&stage);
    mem_free(folder);
}
END_TEST

START_TEST(stands_at_all_sizes)
{
    struct stage stage;
    char *folder;
    open_with_drafts(&stage, &folder);
    push(&stage);
    stage_keys(&stage, "网络安全和信息化中心 Tab Tab Tab 3 Tab -3 Tab -5m BackTab Tab");
    ck_golden(&stage, "form");
    stage_keys(&stage, "x C-s");
    ck_golden(&stage, "form-error");
    stage_keys(&stage, "C-d y Esc");
    stage_close(&stage);
    mem_free(folder);
}
END_TEST

/* --- Random keys --- */

static uint32_t random_key(struct mix *mix)
{
    static const uint32_t chars[] = {
        'a', 'x', '1', ' ', 0x7F51, 0x5B89, 0x301, 0x1F1E8, 0x200B, 0x202E, '-', ':', 'm'
    };
    static const char *const named[] = { "Up",      "Down",  "Left",    "Right", "Home",   "End",    "Tab",
                                         "BackTab", "Enter", "C-w",     "C-k",   "C-u",    "C-y",    "C-a",
                                         "C-e",     "C-o",   "PgUp",    "PgDn",  "C-Left", "Delete", "Backspace",
                                         "Insert",  "F5",    "C-Right", "Esc" };
    return mix_below(mix, 2) == 0 ? chars[mix_below(mix, sizeof chars / sizeof chars[0])]
                                  : key_named(named[mix_below(mix, sizeof named / sizeof named[0])]);
}

/* The typed text of all fields. */
static void add_typed(const struct form *form, struct buf *out)
{
    for (size_t i = 0; i < form->n; i++)
        if (form->fields[i].spec.kind == FIELD_TEXT || form->fields[i].spec.kind == FIELD_LINES)
            buf_printf(out, "%s|", entry_text(&form->fields[i].entry));
}

/* After Esc the form is opened again: all that stood there stands there. */
static void open_again(struct stage *stage, struct buf *before)
{
    struct buf after = { 0 };
    ck_assert_str_eq(stage_top(stage), "ground");
    push(stage);
    add_typed(stage_state(stage), &after);
    ck_assert_str_eq(buf_text(&after), buf_text(before));
    buf_free(&after);
}

START_TEST(random_keys)
{
    static const int sizes[][2] = { { 24, 80 }, { 10, 40 }, { 60, 200 }, { 12, 41 }, { 3, 5 } };
    const char *given = getenv("ZEREN_TEST_KEYS");
    long n = given == NULL ? 50000 : strtol(given, NULL, 10);
    struct mix mix = mix_from(mix_seed());
    struct buf before = { 0 };
    struct stage stage;
    char *folder;
    open_with_drafts(&stage, &folder);
    push(&stage);
    for (long i = 0; i < n; i++) {
        uint32_t key = random_key(&mix);
        bool form = strcmp(stage_top(&stage), "form") == 0;
        unsigned what = mix_below(&mix, 4000);
        buf_clear(&before);
        if (form)
            add_typed(stage_state(&stage), &before);
        /* Leaving costs a file and a sync: now and then. */
        if (form && key == KEY_ESCAPE && mix_below(&mix, 50) != 0)
            continue;
        if (what < 4)
            stage_paste(&stage, "\x1b[200~样例\xFF\n二", 16);
        else
            stage_key(&stage, key);
        if (strcmp(stage_top(&stage), "ground") == 0 && form && key == KEY_ESCAPE)
            open_again(&stage, &before);
        else if (strcmp(stage_top(&stage), "ground") == 0) /* saved by Enter on the last field */
            push(&stage);
        if (what < 200)
            stage_text(&stage);
        if (what == 300) {
            const int *size = sizes[mix_below(&mix, 5)];
            console_resize(stage.console, size[0], size[1]);
        }
    }
    buf_free(&before);
    stage_close(&stage);
    mem_free(folder);
}
END_TEST

/* What is soon typed again: left without a word, and nothing of it is there the next time. */
START_TEST(keeps_none_where_none_is_wanted)
{
    struct stage stage;
    char *folder;
    const struct form_argument argument = { .title = "样例筛选", .fields = fields, .n = FIELDS, .save = save };
    open_with_drafts(&stage, &folder);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(console_push(stage.console, &form_screen, &argument, 7), 0);
        ck_unseen(&stage, "网络中心");
        stage_keys(&stage, "网络中心");
        ticks(&stage, 10);
        ck_assert_uint_eq(drafts_kept(folder), 0);
        stage_keys(&stage, "Esc");
        ck_assert_str_eq(stage_top(&stage), "ground");
        ck_unseen(&stage, "草稿");
    }
    stage_close(&stage);
    mem_free(folder);
}
END_TEST

Suite *form_suite(void)
{
    Suite *suite = suite_create("form");
    TCase *tests = tcase_create("form");
    tcase_add_checked_fixture(tests, stage_make_store, stage_drop_store);
    tcase_set_timeout(tests, 900);
    tcase_add_test(tests, takes_each_kind);
    tcase_add_test(tests, says_what_is_wrong);
    tcase_add_test(tests, a_refusal_goes_to_its_field);
    tcase_add_test(tests, moment_counts_from_the_opening);
    tcase_add_test(tests, a_stamp_is_seen_in_a_narrow_form);
    tcase_add_test(tests, moment_stays_what_it_was);
    tcase_add_test(tests, keeps_a_draft);
    tcase_add_test(tests, draft_comes_back_after_kill);
    tcase_add_test(tests, two_of_one_key);
    tcase_add_test(tests, works_without_drafts);
    tcase_add_test(tests, keeps_none_where_none_is_wanted);
    tcase_add_test(tests, is_left_alone);
    tcase_add_test(tests, edits_as_people_type);
    tcase_add_test(tests, stands_at_all_sizes);
    tcase_add_test(tests, random_keys);
    suite_add_tcase(suite, tests);
    return suite;
}
