/* Decisions on parts. */
#include "store/decision.h"

#include "store/rows.h"

int read_decisions(struct store *store, int64_t school, const char *day, struct decisions *out, struct err *err)
{
    struct query query = query_start(store, SQL_DECISIONS, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct decision * x,
             INT(id) INT(duty) INT(no) INT(body) TEXT(body_name) TEXT(part) TEXT(rule_part) CITE(cite) TEXT(reason)
                 TEXT(day) TEXT(ended) TEXT(by));
}

int read_duties_not_led(struct store *store, int64_t school, const char *day, struct lead_counts *out, struct err *err)
{
    struct query query = query_start(store, SQL_DUTIES_NOT_LED, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct lead_count * x, INT(duty) INT(no) INT(leads)(void) arena;);
}

int read_bodies_leading(struct store *store, int64_t school, const char *day, struct leadings *out, struct err *err)
{
    struct query query = query_start(store, SQL_BODIES_LEADING, err);
    query_int(&query, school);
    query_text(&query, day);
    READ_ALL(query, out, struct leading * x, INT(body)(void) arena;);
}

int read_standing(struct store *store, int64_t duty, int64_t body, struct standing *out, struct err *err)
{
    struct query query = query_start(store, SQL_PART_STANDING, err);
    struct standing *x = out;
    struct arena *arena = &out->arena;
    *out = (struct standing){ .found = false };
    query_int(&query, duty);
    query_int(&query, body);
    int rc = query_step(&query);
    if (rc == 1) {
        x->found = true;
        INT(no)
        INT(school)
        INT(body_school)
        TEXT(body_name)
        TEXT(opened) TEXT(closed) TEXT(rule_part) INT(rule_parts) INT(decision) TEXT(part) TEXT(day) TEXT(ended)
    }
    query_end(&query);
    return rc < 0 ? -1 : 0;
}

int add_decision(struct store *store, const struct new_decision *decision, struct err *err)
{
    struct query query = query_start(store, SQL_DECISION_ADD, err);
    query_int(&query, decision->duty);
    query_int(&query, decision->body);
    query_text(&query, decision->part);
    query_text(&query, decision->reason);
    query_text(&query, decision->day);
    query_text(&query, decision->login);
    return query_run(&query);
}

int end_decision(struct store *store, int64_t decision, const char *ended, struct err *err)
{
    struct query query = query_start(store, SQL_DECISION_END, err);
    query_int(&query, decision);
    query_text(&query, ended);
    return query_run(&query);
}
