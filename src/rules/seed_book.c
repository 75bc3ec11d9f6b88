/* Seeding the store from a checked rulebook. References become ids: an entry's place among its kind, counted from the
 * largest id the store has. */
#include "rules/rulebook.h"

#include "store/change.h"

#include <stdlib.h>
#include <string.h>

struct seeding {
    const struct rulebook *book;
    struct store *store;
    struct err *err;
    struct seed_ids base;
    const int64_t *first_node; /* of each document: nodes of the documents before it */
    const struct entry *entry;
    int64_t owner;
};

static int64_t base_of(const struct seeding *s, enum seed seed)
{
    switch (seed) {
    case SEED_RULE:
        return s->base.rule;
    case SEED_BODY:
        return s->base.body;
    case SEED_POST:
        return s->base.post;
    case SEED_DUTY:
        return s->base.duty;
    case SEED_AUTHORITY:
        return s->base.authority;
    case SEED_SOURCE:
        return s->base.source;
    default:
        return 0;
    }
}

static int64_t entry_id(const struct seeding *s, const char *kind, const char *id, size_t n)
{
    const struct entry *entry = book_entry(s->book, kind, id, n);
    return entry == NULL ? 0 : base_of(s, entry->spec->seed) + entry->ordinal;
}

static int64_t provision_id(const struct seeding *s, const char *text, size_t n)
{
    struct place_ref ref;
    if (book_provision(s->book, s->entry->document, text, n, &ref) != 0)
        return 0;
    return s->base.provision + s->first_node[ref.document] + ref.node + 1;
}

static void add(struct seed_row *row, struct seed_value value)
{
    if (row->n == SEED_VALUES)
        die("seed_book: a section of more than %d columns", SEED_VALUES);
    row->values[row->n++] = value;
}

static void add_number(struct seed_row *row, int64_t number)
{
    add(row, (struct seed_value){ .number = number });
}

static void add_text(struct seed_row *row, const char *text)
{
    add(row, (struct seed_value){ .is_text = true, .text = text, .is_null = text == NULL });
}

static void add_id(struct seed_row *row, int64_t id)
{
    add(row, (struct seed_value){ .number = id, .is_null = id == 0 });
}

static void add_words(struct seeding *s, struct seed_row *row, const char *value)
{
    const struct ini_key *provision = ini_key(s->entry->section, "provision");
    struct place_ref ref;
    int64_t at = 0, length = 0;
    if (value != NULL && provision != NULL &&
        book_provision(s->book, s->entry->document, provision->value, strlen(provision->value), &ref) == 0)
        book_words(s->book, ref, value, &at, &length);
    add_id(row, at);
    add_id(row, length);
}

/* The columns one key fills; keys whose values are rows of their own fill none. */
static void add_value(struct seeding *s, struct seed_row *row, const struct key_spec *spec, const char *value)
{
    size_t n = value == NULL ? 0 : strlen(value);
    switch (spec->type) {
    case VALUE_TEXT:
    case VALUE_DAY:
    case VALUE_CHOICE:
    case VALUE_CHOICES:
    case VALUE_CONDITION:
        add_text(row, value);
        break;
    case VALUE_NUMBER:
        add(row,
            (struct seed_value){ .number = value == NULL ? 0 : strtoll(value, NULL, 10), .is_null = value == NULL });
        break;
    case VALUE_FLAG:
        add_number(row, value != NULL && strcmp(value, "yes") == 0);
        break;
    case VALUE_BODY:
        add_id(row, value == NULL ? 0 : entry_id(s, "body", value, n));
        break;
    case VALUE_RECIPIENT:
        add_id(row, entry_id(s, "body", value, n));
        add_id(row, entry_id(s, "post", value, n));
        add_id(row, entry_id(s, "authority", value, n));
        break;
    case VALUE_PROVISION:
        add_id(row, value == NULL ? 0 : provision_id(s, value, n));
        break;
    case VALUE_WORDS:
        add_words(s, row, value);
        break;
    case VALUE_SOURCE:
        add_id(row, entry_id(s, "source", value, n));
        break;
    case VALUE_BODIES: /* the place is kept; the row is added once for each body */
        add_id(row, 0);
        break;
    case VALUE_PARTS:
    case VALUE_PROVISIONS:
        break;
    }
}

static const char *value_of(const struct entry *entry, const struct key_spec *spec)
{
    const struct ini_key *key = ini_key(entry->section, spec->name);
    return key == NULL ? spec->standard : key->value;
}

static int add_part(struct seeding *s, int64_t duty, const char *part, int64_t body, int64_t provision)
{
    struct seed_row row = { .seed = SEED_PART };
    add_number(&row, duty);
    add_number(&row, body);
    add_text(&row, part);
    add_id(&row, provision);
    return seed_add(s->store, &row, s->err);
}

/* Parts and basis of a duty. Without a named lead the responsible party leads. */
static int add_duty_rows(struct seeding *s, const struct seed_row *duty, const struct key_spec *spec, const char *value)
{
    int64_t own = duty->values[1].number;
    size_t n;
    int rc = 0;
    if (spec->type == VALUE_PARTS && value == NULL)
        return strcmp(spec->name, "lead") == 0 ? add_part(s, duty->id, "lead", duty->values[0].number, own) : 0;
    for (const char *at = value, *piece; rc == 0 && at != NULL && (piece = book_next(&at, &n)) != NULL;) {
        if (spec->type == VALUE_PROVISIONS) {
            struct seed_row row = { .seed = SEED_BASIS };
            add_number(&row, duty->id);
            add_number(&row, provision_id(s, piece, n));
            rc = seed_add(s->store, &row, s->err);
        } else {
            const char *provision;
            size_t body_n, provision_n;
            book_part(piece, n, &body_n, &provision, &provision_n);
            rc = add_part(s, duty->id, spec->name, entry_id(s, "body", piece, body_n),
                          provision == NULL ? own : provision_id(s, provision, provision_n));
        }
    }
    return rc;
}

static int add_each_body(struct seeding *s, struct seed_row *row, size_t column, const char *value)
{
    size_t n;
    int rc = 0;
    for (const char *at = value, *piece; rc == 0 && (piece = book_next(&at, &n)) != NULL;) {
        row->values[column] = (struct seed_value){ .number = entry_id(s, "body", piece, n) };
        rc = seed_add(s->store, row, s->err);
    }
    return rc;
}

static int add_entry(struct seeding *s)
{
    const struct section_spec *spec = s->entry->spec;
    const char *id = s->entry->section->id;
    struct seed_row row = { .seed = spec->seed, .owner = s->owner, .key = id, .ord = s->entry->ordinal };
    const char *bodies = NULL;
    size_t bodies_at = 0;
    row.id = base_of(s, spec->seed) + s->entry->ordinal;
    if (spec->numbered)
        row.ord = strtoll(id, NULL, 10);
    if (spec->seed == SEED_SCHOOL)
        row.id = s->base.school + 1;
    if (spec->seed == SEED_RULE) {
        row.owner = s->base.school + 1;
        row.key = s->book->documents.v[s->entry->document].key;
    }
    for (const struct key_spec *key = spec->keys; key->name != NULL; key++) {
        if (key->type == VALUE_BODIES) {
            bodies = value_of(s->entry, key);
            bodies_at = row.n;
        }
        add_value(s, &row, key, value_of(s->entry, key));
    }
    if (bodies != NULL)
        return add_each_body(s, &row, bodies_at, bodies);
    int rc = seed_add(s->store, &row, s->err);
    for (const struct key_spec *key = spec->keys; rc == 0 && spec->seed == SEED_DUTY && key->name != NULL; key++)
        if (key->type == VALUE_PARTS || key->type == VALUE_PROVISIONS)
            rc = add_duty_rows(s, &row, key, value_of(s->entry, key));
    return rc;
}

static int add_node(struct seeding *s, int document, int index, struct arena *arena)
{
    const struct document *d = &s->book->documents.v[document];
    const struct node *node = &d->outline.v[index];
    int64_t first = s->base.provision + s->first_node[document] + 1;
    struct seed_row row = { .seed = SEED_PROVISION, .id = first + index, .owner = s->owner, .ord = index + 1 };
    const char *text = buf_text(&d->text);
    size_t n;
    const char *words = node_words(text, node, &n);
    char *mark = arena_strndup(arena, text + node->start, node->mark_n);
    char *copy = arena_strndup(arena, words, n);
    /* The tabs of a table row are its frame, not its words; a mark alone on its line carries the line's end. */
    for (char *c = mark; *c != '\0'; c++)
        *c = *c == '\t' || *c == '\n' ? ' ' : *c;
    for (char *c = copy; *c != '\0'; c++)
        *c = *c == '\t' ? ' ' : *c;
    add_id(&row, node->parent < 0 ? 0 : first + node->parent);
    add_text(&row, node_kind_name(node->kind));
    add_number(&row, node->number);
    add_text(&row, node->path);
    add_text(&row, mark);
    add_text(&row, copy);
    return seed_add(s->store, &row, s->err);
}

static int add_nodes(struct seeding *s, int document)
{
    struct arena arena = { 0 };
    int rc = 0;
    for (int i = 0; rc == 0 && i < (int)s->book->documents.v[document].outline.n; i++)
        rc = add_node(s, document, i, &arena);
    arena_free(&arena);
    return rc;
}

/* What belongs to the school as a whole is owned by it, the rest by its document. The statements of bodies and
 * authorities take a school, all others a rule. */
static int64_t owner_of(const struct seeding *s, const struct entry *entry)
{
    if (entry->spec->seed == SEED_BODY || entry->spec->seed == SEED_AUTHORITY)
        return s->base.school + 1;
    return entry->document < 0 ? 0 : s->base.rule + entry->document + 1;
}

static int add_posts_of_class(struct seeding *s, const struct entry *body)
{
    const struct ini_key *class = ini_key(body->section, "class");
    if (class == NULL)
        return 0;
    return add_class_posts(s->store, base_of(s, SEED_BODY) + body->ordinal,
                           entry_id(s, "body", class->value, strlen(class->value)), s->err);
}

int rulebook_seed(const struct rulebook *book, struct store *store, struct err *err)
{
    struct seeding s = { .book = book, .store = store, .err = err };
    int64_t *first_node = mem_alloc((book->documents.n + 1) * sizeof *first_node);
    for (size_t i = 0; i < book->documents.n; i++)
        first_node[i + 1] = first_node[i] + (int64_t)book->documents.v[i].outline.n;
    s.first_node = first_node;
    int rc = seed_start(store, err) != 0 || seed_ids(store, &s.base, err) != 0 ? -1 : 0;
    for (size_t i = 0; rc == 0 && i < book->entries.n; i++) {
        s.entry = &book->entries.v[i];
        s.owner = owner_of(&s, s.entry);
        /* The rule's entries come in the order of documents, so that an ordinal is the document's. */
        rc = add_entry(&s);
        if (rc == 0 && s.entry->spec->seed == SEED_RULE) {
            s.owner = base_of(&s, SEED_RULE) + s.entry->ordinal;
            rc = add_nodes(&s, s.entry->document);
        }
    }
    /* Last, for these posts have no ids given beforehand. */
    for (size_t i = 0; rc == 0 && i < book->entries.n; i++)
        if (book->entries.v[i].spec->seed == SEED_BODY)
            rc = add_posts_of_class(&s, &book->entries.v[i]);
    mem_free(first_node);
    return rc;
}
