/* A school's folder of rule documents, read and checked as a whole: school.ini and, for each document, <rule>.txt with
 * the published words and <rule>.ini with what they mean. */
#ifndef ZEREN_RULES_RULEBOOK_H
#define ZEREN_RULES_RULEBOOK_H

#include "base/buf.h"
#include "rules/ini.h"
#include "rules/outline.h"
#include "rules/spec.h"
#include "store/condition.h"

/* One document. */
struct document {
    const char *key; /* the file's name without its end; names the rule in references */
    const char *text_file;
    struct ini *ini; /* NULL when it could not be read */
    struct buf text;
    struct outline outline;
};

/* One section of any file, with what the checker made of it. */
struct entry {
    const struct section_spec *spec;
    const struct ini_section *section;
    const char *file;
    int document;    /* index, or -1 */
    int64_t ordinal; /* its place among the entries of its kind, from 1 */
};

struct rulebook {
    struct {
        struct document *v;
        size_t n, room;
    } documents;
    struct ini *inis[2]; /* school.ini, or the frame's two files */
    struct {
        struct entry *v;
        size_t n, room;
    } entries;
    struct {
        struct fact_value *v;
        size_t n, room;
    } facts; /* all that conditions may name */
    struct arena arena;
};

/* Reads and checks; all faults are added. Returns NULL when there was any. `facts` is the path of the facts shared by
 * all schools. */
struct rulebook *rulebook_load(const char *folder, const char *facts, struct faults *faults);
/* The national frame and the shared facts: `folder`/national/frame.ini and `folder`/rules/facts.ini. */
struct rulebook *rulebook_load_frame(const char *folder, struct faults *faults);
void rulebook_free(struct rulebook *book);

const char *rulebook_school(const struct rulebook *book); /* its id */
size_t rulebook_count(const struct rulebook *book, const char *kind);

/* Writes all of it. Inside a transaction of `store`. */
int rulebook_seed(const struct rulebook *book, struct store *store, struct err *err);

/* --- Shared by rulebook.c, check.c and seed_book.c --- */

/* A reference resolved. */
struct place_ref {
    int document, node;
};
/* "75:第十五条" or "第十五条" as seen from `document`. Returns -1 when there is none. */
int book_provision(const struct rulebook *book, int document, const char *text, size_t n, struct place_ref *ref);
const struct entry *book_entry(const struct rulebook *book, const char *kind, const char *id,
                               size_t n); /* NULL: none */

/* The next piece of a list with commas, trimmed; NULL at the end. `*at` starts as the list. */
const char *book_next(const char **at, size_t *n);

/* START … END in the words of a node: start and length in characters, counted from 1. Returns -1 when START is not
 * there exactly once or END does not follow. */
int book_words(const struct rulebook *book, struct place_ref ref, const char *value, int64_t *at, int64_t *length);

/* Splits "body @ provision". `*provision_n` is 0 without one. */
void book_part(const char *piece, size_t n, size_t *body_n, const char **provision, size_t *provision_n);

/* The checker. */
void rulebook_check(struct rulebook *book, struct faults *faults);

#endif
