/* The screens shown in README.md are those of the program, on the store that `zeren init --demo` makes. With GENERATE=1
 * they are written there anew: each stands in a fenced block after a line "<!-- screen NAME -->". */
#include "stand.h"
#include "suites.h"

#include "base/file.h"
#include "base/mem.h"
#include "lib/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { README_MOST = 1024 * 1024 };

static struct stand stand;

/* Where the block of this name begins in the text, after the line of its fence, and how long it is. */
static char *find_block(const struct buf *text, const char *name, size_t *n)
{
    char start[64];
    snprintf(start, sizeof start, "<!-- screen %s -->\n```text\n", name);
    char *block = strstr(buf_text(text), start), *end;
    if (block == NULL || (end = strstr(block += strlen(start), "```\n")) == NULL)
        ck_abort_msg("README.md has no block after <!-- screen %s -->", name);
    *n = (size_t)(end - block);
    return block;
}

/* What the stand shows is what README.md shows under this name. */
static void ck_readme(const char *name)
{
    struct buf kept = { 0 }, next = { 0 };
    struct err err;
    const char *generate = getenv("GENERATE");
    char *path = source_path("README.md");
    size_t n;
    if (file_read(path, README_MOST, &kept, &err) != 0)
        ck_abort_msg("%s", err.text);
    const char *block = find_block(&kept, name, &n), *seen = stand_text(&stand);
    bool same = n == strlen(seen) && memcmp(block, seen, n) == 0;
    if (!same && generate != NULL && strcmp(generate, "1") == 0) {
        buf_add(&next, kept.v, (size_t)(block - kept.v));
        buf_adds(&next, seen);
        buf_adds(&next, block + n);
        if (file_write(path, next.v, next.n, &err) != 0)
            ck_abort_msg("%s", err.text);
    } else if (!same) {
        ck_abort_msg("README.md does not show the screen %s as it is (GENERATE=1 renews it):\n%s", name, seen);
    }
    buf_free(&kept);
    buf_free(&next);
    mem_free(path);
}

START_TEST(shows_the_overview)
{
    stand_open(&stand, "overview", "cangzhou", "root");
    ck_readme("overview");
    stand_close(&stand);
}
END_TEST

START_TEST(shows_the_org_chart)
{
    stand_open(&stand, "org", "meijia", "root");
    stand_keys(&stand, "j j");
    ck_readme("org");
    stand_close(&stand);
}
END_TEST

START_TEST(shows_the_matrix)
{
    stand_open(&stand, "matrix", "cangzhou", "root");
    ck_readme("matrix");
    stand_close(&stand);
}
END_TEST

START_TEST(shows_a_form)
{
    stand_open(&stand, "org", "cangzhou", "root");
    stand_keys(&stand, "v i");
    ck_readme("form");
    stand_close(&stand);
}
END_TEST

/* An incident with its first steps, and its review. */
START_TEST(shows_an_incident_and_its_review)
{
    stand_open(&stand, "incidents", "cangzhou", "root");
    stand_keys(&stand, "n 门户首页被篡改 Tab 值班电话来报 Tab -6m C-s d Tab -4m C-s s Tab -3m C-s");
    stand_keys(&stand, "v Left Tab 首页被替换 C-s u Tab 电话，已请示 C-s . 已断开外网，保全日志 C-s");
    ck_readme("incident");
    stand_keys(&stand, "a y");
    ck_readme("review");
    stand_close(&stand);
}
END_TEST

Suite *readme_suite(void)
{
    Suite *suite = suite_create("readme");
    TCase *tcase = tcase_create("readme");
    tcase_add_unchecked_fixture(tcase, stand_make_demo, stand_drop);
    tcase_set_timeout(tcase, 0);
    tcase_add_test(tcase, shows_the_overview);
    tcase_add_test(tcase, shows_the_org_chart);
    tcase_add_test(tcase, shows_the_matrix);
    tcase_add_test(tcase, shows_a_form);
    tcase_add_test(tcase, shows_an_incident_and_its_review);
    suite_add_tcase(suite, tcase);
    return suite;
}
