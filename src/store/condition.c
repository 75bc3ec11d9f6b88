/* Conditions. The words are checked by this file before SQLite sees them, each fact becomes a numbered parameter, and
 * an authorizer denies whatever is not a bare SELECT: two fences, either of which would do. */
#include "store/condition.h"

#include "base/words.h"
#include "store/db.h"

#include <stdio.h>
#include <string.h>

enum { DEPTH_MOST = 50, FACTS_MOST = 2000 };

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static int find_fact(const char *word, size_t n, const struct fact_value *facts, size_t count)
{
    for (size_t i = 0; i < count && i < FACTS_MOST; i++)
        if (strlen(facts[i].key) == n && memcmp(facts[i].key, word, n) == 0)
            return (int)i;
    return -1;
}

static bool is_operator_word(const char *word, size_t n)
{
    return (n == 3 && (memcmp(word, "AND", 3) == 0 || memcmp(word, "NOT", 3) == 0)) ||
           (n == 2 && memcmp(word, "OR", 2) == 0);
}

static bool is_number(const char *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word[i] < '0' || word[i] > '9')
            return false;
    return n <= 9;
}

static int add_word(struct buf *sql, const char *word, size_t n, const struct fact_value *facts, size_t count,
                    struct err *err)
{
    int fact = find_fact(word, n, facts, count);
    if (fact >= 0)
        buf_printf(sql, "?%d", fact + 1);
    else if (is_operator_word(word, n) || is_number(word, n))
        buf_add(sql, word, n);
    else
        return err_set(err, _("条件里的“%.*s”不是已定义的事实，也不是 AND OR NOT 或整数。"), n > 60 ? 60 : (int)n,
                       word);
    return 0;
}

/* The bytes of the comparison at `text`: = < > <= >= <>; 0 for << >> == and the like, which SQL takes too. */
static size_t comparison(const char *text)
{
    size_t n = strspn(text, "=<>");
    bool two = n == 2 && ((text[0] != '=' && text[1] == '=') || (text[0] == '<' && text[1] == '>'));
    return n == 1 || two ? n : 0;
}

/* Rewrites the condition into `sql`: facts to parameters, everything else as it is. */
static int translate(const char *condition, const struct fact_value *facts, size_t count, struct buf *sql,
                     struct err *err)
{
    int depth = 0;
    for (const char *p = condition; *p != '\0';) {
        if (is_word(*p)) {
            size_t n = 0;
            while (is_word(p[n]))
                n++;
            if (add_word(sql, p, n, facts, count, err) != 0)
                return -1;
            p += n;
            continue;
        }
        size_t n = comparison(p);
        if (n > 0) {
            buf_add(sql, p, n);
            p += n;
            continue;
        }
        if (strchr(" ()", *p) == NULL)
            return err_set(err, "%s", _("条件里只能有事实、整数、AND OR NOT、括号和 = < > <= >= <>。"));
        depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
        if (depth < 0 || depth > DEPTH_MOST)
            break;
        buf_addc(sql, *p++);
    }
    return depth == 0 ? 0 : err_set(err, "%s", _("条件的括号不成对（或嵌套太深）。"));
}

static int select_only(void *context, int action, const char *a, const char *b, const char *c, const char *d)
{
    (void)context, (void)a, (void)b, (void)c, (void)d;
    return action == SQLITE_SELECT ? SQLITE_OK : SQLITE_DENY;
}

static int run(sqlite3 *db, const char *condition, const struct fact_value *facts, size_t count, enum truth *truth,
               struct err *err)
{
    struct buf sql = { 0 };
    sqlite3_stmt *statement = NULL;
    const char *tail = NULL;
    buf_adds(&sql, "SELECT (");
    int rc = translate(condition, facts, count, &sql, err);
    buf_adds(&sql, ")");
    if (rc == 0 && (sqlite3_prepare_v2(db, sql.v, (int)sql.n, &statement, &tail) != SQLITE_OK || statement == NULL ||
                    *tail != '\0' || sqlite3_column_count(statement) != 1))
        rc = err_set(err, "%s", _("条件写得不完整。请核对 AND OR NOT 和比较符号的两边。"));
    if (rc == 0) {
        int parameters = sqlite3_bind_parameter_count(statement);
        for (int i = 0; i < parameters; i++)
            if (facts[i].known)
                sqlite3_bind_int64(statement, i + 1, facts[i].value);
        if (sqlite3_step(statement) != SQLITE_ROW)
            rc = db_fail(db, err);
        else if (sqlite3_column_type(statement, 0) == SQLITE_NULL)
            *truth = UNKNOWN;
        else
            *truth = sqlite3_column_int64(statement, 0) != 0 ? MET : NOT_MET;
    }
    sqlite3_finalize(statement);
    buf_free(&sql);
    return rc;
}

int condition_evaluate(const char *condition, const struct fact_value *facts, size_t n, enum truth *truth,
                       struct err *err)
{
    sqlite3 *db = NULL;
    *truth = UNKNOWN;
    if (db_open(&db, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, 0, err) != 0)
        return -1;
    sqlite3_set_authorizer(db, select_only, NULL);
    int rc = run(db, condition, facts, n, truth, err);
    sqlite3_close(db);
    return rc;
}

int condition_check(const char *condition, const struct fact_value *facts, size_t n, struct err *err)
{
    enum truth truth;
    return condition_evaluate(condition, facts, n, &truth, err);
}

static bool is_known(const struct condition_facts *facts, const char *word, size_t n)
{
    for (size_t i = 0; i < facts->n; i++)
        if (strlen(facts->v[i]) == n && memcmp(facts->v[i], word, n) == 0)
            return true;
    return false;
}

void condition_facts(const char *condition, struct condition_facts *out)
{
    for (const char *p = condition; *p != '\0';) {
        size_t n = 0;
        while (is_word(p[n]))
            n++;
        if (n > 0 && !is_operator_word(p, n) && !is_number(p, n) && !is_known(out, p, n))
            *VEC_PUSH(out) = arena_strndup(&out->arena, p, n);
        p += n > 0 ? n : 1;
    }
}
