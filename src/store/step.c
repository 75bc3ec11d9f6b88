/* Steps of procedures. */
#include "store/step.h"

#include "store/rows.h"

int read_rule_steps(struct store *store, int64_t school, const char *procedure, struct rule_steps *out, struct err *err)
{
    struct query query = query_start(store, SQL_RULE_STEPS, err);
    query_int(&query, school);
    query_text(&query, procedure);
    READ_ALL(query, out, struct rule_step * x,
             INT(id) TEXT(key) TEXT(name) INT(body) TEXT(body_name) CITE(cite) TEXT(text));
}
