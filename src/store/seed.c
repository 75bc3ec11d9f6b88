/* Seeding. */
#include "store/seed.h"

#include "store/db.h"

static const enum sql statements[SEED_COUNT] = {
    [SEED_SCHOOL] = SQL_SEED_SCHOOL,
    [SEED_RULE] = SQL_SEED_RULE,
    [SEED_PROVISION] = SQL_SEED_PROVISION,
    [SEED_BODY] = SQL_SEED_BODY,
    [SEED_POST] = SQL_SEED_POST,
    [SEED_DUTY] = SQL_SEED_DUTY,
    [SEED_BASIS] = SQL_SEED_BASIS,
    [SEED_PART] = SQL_SEED_PART,
    [SEED_OBLIGATION] = SQL_SEED_OBLIGATION,
    [SEED_AUTHORITY] = SQL_SEED_AUTHORITY,
    [SEED_REPORT] = SQL_SEED_REPORT,
    [SEED_STEP] = SQL_SEED_STEP,
    [SEED_RULE_CATEGORY] = SQL_SEED_RULE_CATEGORY,
    [SEED_FACT] = SQL_SEED_FACT,
    [SEED_CIRCUMSTANCE] = SQL_SEED_CIRCUMSTANCE,
    [SEED_TRACE] = SQL_SEED_TRACE,
    [SEED_ATTRIBUTION] = SQL_SEED_ATTRIBUTION,
    [SEED_DISPOSITION] = SQL_SEED_DISPOSITION,
    [SEED_PROPOSAL] = SQL_SEED_PROPOSAL,
    [SEED_SOURCE] = SQL_SEED_SOURCE,
    [SEED_GRADE] = SQL_SEED_GRADE,
    [SEED_CATEGORY] = SQL_SEED_CATEGORY,
    [SEED_DEADLINE] = SQL_SEED_DEADLINE,
};

int seed_ids(struct store *store, struct seed_ids *ids, struct err *err)
{
    struct query query = query_start(store, SQL_SEED_IDS, err);
    int rc = query_step(&query);
    if (rc == 1) {
        int64_t *const fields[] = { &ids->school, &ids->rule, &ids->provision, &ids->body,
                                    &ids->post,   &ids->duty, &ids->authority, &ids->source };
        for (size_t i = 0; i < COUNT(fields); i++)
            *fields[i] = query_get_int(&query);
    }
    query_end(&query);
    return rc == 1 ? 0 : -1;
}

int seed_start(struct store *store, struct err *err)
{
    return db_script(store->db, "PRAGMA defer_foreign_keys = ON", err);
}

int seed_add(struct store *store, const struct seed_row *row, struct err *err)
{
    struct query query = query_start(store, statements[row->seed], err);
    int parameters = query.failed ? 0 : sqlite3_bind_parameter_count(query.statement);
    if (parameters > 0 && (size_t)parameters != row->n + 4)
        die("seed_add: %d parameters, %zu values", parameters, row->n);
    query_int(&query, row->id);
    query_int(&query, row->owner);
    query_text(&query, row->key);
    query_int(&query, row->ord);
    for (size_t i = 0; i < row->n; i++) {
        const struct seed_value *value = &row->values[i];
        if (value->is_null)
            query_null(&query);
        else if (value->is_text)
            query_lines(&query, value->text);
        else
            query_int(&query, value->number);
    }
    return query_run(&query);
}
