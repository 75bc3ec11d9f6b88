/* How a row of a statement becomes a record, for the readers of the store floor: each fills its record in the order of
 * the statement's columns. */
#ifndef ZEREN_STORE_ROWS_H
#define ZEREN_STORE_ROWS_H

#include "store/db.h"
#include "store/model.h"

/* Runs a started query to its end; `item` and `columns` say how a row becomes a record. */
#define READ_ALL(query, out, item, columns)    \
    int rc;                                    \
    while ((rc = query_step(&(query))) == 1) { \
        item = VEC_PUSH(out);                  \
        struct arena *arena = &(out)->arena;   \
        columns                                \
    }                                          \
    query_end(&(query));                       \
    if (rc < 0)                                \
        LIST_FREE(out);                        \
    return rc

#define INT(field) x->field = query_get_int(&query);
#define BOOL(field) x->field = query_get_int(&query) != 0;
#define TEXT(field) x->field = query_get_text(&query, arena);
#define CITE(field) TEXT(field.rule) TEXT(field.path)

/* The columns of sql.def's BODY_ROW, POST_ROW, TENURE_ROW, PERSON_ROW and ASSET_ROW. */
#define BODY         \
    INT(id)          \
    TEXT(key)        \
    TEXT(name)       \
    TEXT(short_name) \
    TEXT(kind) INT(parent) BOOL(each) INT(class) INT(host) CITE(cite) INT(school) TEXT(opened) TEXT(closed)
#define POST \
    INT(id)  \
    INT(body) TEXT(name) TEXT(liability) INT(seats) BOOL(filing) TEXT(ex_officio) CITE(cite) TEXT(opened) TEXT(closed)
#define TENURE                                                                                                       \
    INT(id)                                                                                                          \
    INT(post)                                                                                                        \
    INT(person)                                                                                                      \
    TEXT(person_name)                                                                                                \
    TEXT(person_number)                                                                                              \
    TEXT(person_phone) TEXT(from) TEXT(to) TEXT(filed) TEXT(filing_number) INT(body) TEXT(body_name) TEXT(post_name) \
        TEXT(liability) BOOL(filing)
#define PERSON INT(id) INT(school) TEXT(number) TEXT(name) TEXT(phone) TEXT(night_phone) TEXT(posts)
#define ASSET                                                                                                          \
    INT(id)                                                                                                            \
    INT(school)                                                                                                        \
    INT(body)                                                                                                          \
    TEXT(name)                                                                                                         \
    TEXT(kind) TEXT(address) INT(level) TEXT(purpose) TEXT(scale) TEXT(risk) TEXT(contact) TEXT(phone) INT(contact_id) \
        TEXT(opened) TEXT(closed)

#endif
