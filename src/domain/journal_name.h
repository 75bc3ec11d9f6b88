/* What the actions, tables and columns of the journal are called. The identifiers stay as they are in the file for
 * good; the words are for people to read. */
#ifndef ZEREN_DOMAIN_JOURNAL_NAME_H
#define ZEREN_DOMAIN_JOURNAL_NAME_H

struct journal_action {
    const char *id, *name;
};
/* All there are, in the order of a store's life; the last has id NULL. */
extern const struct journal_action journal_actions[];

/* 任职 for "appoint"; the identifier itself when it is not known: a later program may have written it. */
const char *journal_action_name(const char *id);

struct journal_table {
    const char *id, *name;
};
/* All that the journal records, in the order in which a person looks for them; the last has id NULL. */
extern const struct journal_table journal_tables[];

/* 任职 for "tenure", 止 for its "to_day"; the identifier itself when it is not known. */
const char *journal_table_name(const char *id);
const char *journal_column_name(const char *table, const char *column);

#endif
