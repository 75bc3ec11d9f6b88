/* What the actions of the journal are called. The identifiers stay as they are in the file for good; the words are for
 * people to read. */
#ifndef ZEREN_DOMAIN_JOURNAL_NAME_H
#define ZEREN_DOMAIN_JOURNAL_NAME_H

struct journal_action {
    const char *id, *name;
};
/* All there are, in the order of a store's life; the last has id NULL. */
extern const struct journal_action journal_actions[];

/* 任职 for "appoint"; the identifier itself when it is not known: a later program may have written it. */
const char *journal_action_name(const char *id);

#endif
