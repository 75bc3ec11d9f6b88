/* A provision in full: its document, the article's words that lead to it, and its own. Knows no terminal and no paper.
 */
#ifndef ZEREN_DOMAIN_ARTICLE_H
#define ZEREN_DOMAIN_ARTICLE_H

#include "base/buf.h"
#include "store/incident.h"
#include "store/model.h"

/* The documents of one school with all their provisions. */
struct articles {
    struct rules rules;
    struct provisions *of; /* one list a document */
};

/* `out` zeroed before, and given back by articles_free in either case. */
int articles_read(struct store *store, int64_t school, struct articles *out, struct err *err);
void articles_free(struct articles *articles);

/* 第六条（二）4, with the document's key before it where the school has several (`documents`: how many); "" for a
 * citation of nothing. In `arena`, or the citation's own text. */
const char *cite_within(size_t documents, struct cite cite, struct arena *arena);

/* Where a report that is due is from: of a national one the source and its article, else `own`, as the caller cites the
 * school's rule. `told`: 《source》第四条, for a sentence; else "source 第四条", as tables have it. In `arena`. */
const char *due_cite(const struct report_due *due, bool told, const char *own, struct arena *arena);

/* 《document》第八条（一）, with its number where it has one; "" for a citation of nothing. In `arena`. */
const char *article_cite(const struct articles *articles, struct cite cite, struct arena *arena);

/* What it says, a line each: the article and its paragraphs that lead to an item, then itself; not what stands below
 * it, nor the words that lead on to that: …… stands for them. Nothing for a citation of nothing. */
void article_tell(const struct articles *articles, struct cite cite, struct buf *out);

/* All provisions, for choosing one: by document and place. NULL: no such id. */
const struct provision *article_by_id(const struct articles *articles, int64_t id, const struct rule **rule);

#endif
