/* What the screens about rules share: 制度, one provision, what rests on it, what a search found, and the like in other
 * schools. */
#ifndef ZEREN_SCREENS_RULES_H
#define ZEREN_SCREENS_RULES_H

#include "screens/screens.h"
#include "store/cross.h"
#include "store/search.h"

/* What rests on a provision and those below it; Enter goes there. The argument is a const int64_t *, the provision's
 * id. */
extern const struct screen_ops uses_screen;
/* A circumstance and those of the other schools that speak of the same facts, side by side. The argument is a const
 * int64_t *, the circumstance's id. */
extern const struct screen_ops alike_screen;

/* The tag of the question for words of a full-text search. */
enum { TAG_WORDS = 1001 };
void ask_words(struct screen *screen);
/* What a screen does with the answer: shows the provisions of all schools that hold the words. */
enum outcome words_answer(struct screen *screen, const struct answer *answer);

/* A line for each, under a heading for each kind; at most `most` of a kind, then how many more. */
void tell_uses(const struct uses *uses, size_t most, struct buf *out);
/* Shows the first circumstance among them beside those of the other schools; says so when there is none. */
void push_alike(struct screen *screen, const struct uses *uses);

/* A provision's text in one line. In the arena. */
const char *one_line(struct arena *arena, const char *mark, const char *text);

#endif
