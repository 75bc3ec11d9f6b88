/* People and tenures. */
#include "store/people.h"

#include "store/rows.h"

int find_person(struct store *store, const struct new_person *person, int64_t *id, char **name, struct arena *arena,
                struct err *err)
{
    struct query query;
    if (person->number != NULL) {
        query = query_start(store, SQL_PERSON_BY_NUMBER, err);
        query_int(&query, person->school);
        query_text(&query, person->number);
    } else {
        query = query_start(store, SQL_PERSON_BY_NAME, err);
        query_int(&query, person->school);
        query_text(&query, person->name);
        query_text(&query, person->phone);
    }
    int rc = query_step(&query);
    *id = rc == 1 ? query_get_int(&query) : 0;
    *name = rc == 1 ? query_get_text(&query, arena) : NULL;
    query_end(&query);
    return rc < 0 ? -1 : 0;
}

int add_person(struct store *store, const struct new_person *person, int64_t *id, struct err *err)
{
    struct query query = query_start(store, SQL_PERSON_ADD, err);
    query_int(&query, person->school);
    query_text(&query, person->number);
    query_text(&query, person->name);
    query_text(&query, person->phone);
    query_text(&query, person->night_phone);
    return query_run_id(&query, id);
}

int set_phones(struct store *store, int64_t person, const char *phone, const char *night_phone, bool *changed,
               struct err *err)
{
    struct query query = query_start(store, SQL_PERSON_PHONES, err);
    query_int(&query, person);
    query_text(&query, phone);
    query_text(&query, night_phone);
    int rc = query_step(&query);
    *changed = rc == 1;
    query_end(&query);
    return rc < 0 ? -1 : 0;
}

int read_tenures(struct store *store, int64_t post, struct tenures *out, struct err *err)
{
    struct query query = query_start(store, SQL_TENURES_OF_POST, err);
    query_int(&query, post);
    READ_ALL(query, out, struct tenure * x, TENURE);
}

int add_tenure(struct store *store, const struct tenure *tenure, struct err *err)
{
    struct query query = query_start(store, SQL_TENURE_ADD, err);
    query_int(&query, tenure->post);
    query_int(&query, tenure->person);
    query_text(&query, tenure->from);
    query_text(&query, tenure->to);
    query_text(&query, tenure->filed);
    query_text(&query, tenure->filing_number);
    return query_run(&query);
}

int change_tenure(struct store *store, const struct tenure *tenure, struct err *err)
{
    struct query query = query_start(store, SQL_TENURE_CHANGE, err);
    query_int(&query, tenure->id);
    query_text(&query, tenure->to);
    query_text(&query, tenure->filed);
    query_text(&query, tenure->filing_number);
    return query_run(&query);
}

int set_person(struct store *store, int64_t id, const struct new_person *person, struct err *err)
{
    struct query query = query_start(store, SQL_PERSON_SET, err);
    query_int(&query, id);
    query_text(&query, person->number);
    query_text(&query, person->name);
    query_text(&query, person->phone);
    query_text(&query, person->night_phone);
    return query_run(&query);
}

int set_tenure(struct store *store, const struct tenure *tenure, struct err *err)
{
    struct query query = query_start(store, SQL_TENURE_SET, err);
    query_int(&query, tenure->id);
    query_text(&query, tenure->from);
    query_text(&query, tenure->to);
    query_text(&query, tenure->filed);
    query_text(&query, tenure->filing_number);
    return query_run(&query);
}
