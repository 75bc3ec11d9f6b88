/* Importing people and units from spreadsheets saved as CSV. All or nothing: with any fault in any line nothing is
 * written, and every faulty line is told. */
#ifndef ZEREN_DOMAIN_IMPORT_H
#define ZEREN_DOMAIN_IMPORT_H

#include "base/fault.h"
#include "domain/rights.h"

struct import_result {
    size_t rows, added, changed, same; /* tenures, or bodies */
    size_t people, phones;             /* new persons; known ones whose phones changed */
};

/* Columns in any order: 单位 岗位 姓名 起 are needed; 工号 电话 夜间电话 止 备案日期 备案号 may be there. A person is
 * known by 工号, or without one by name and phone. A tenure that is there already (same post, person and first day)
 * gets the last day and filing of the file; an empty cell says nothing and changes nothing. Rows are taken in the order
 * of their first days, so that a predecessor's last day may stand below the successor. Meijia-73 art 5, Meijia-75
 * art 13. */
int import_people(const struct session *session, int64_t school, const char *file, const char *bytes, size_t n,
                  struct import_result *result, struct faults *faults, struct err *err);

/* Columns in any order: 单位 类别 are needed, 上级 may be there; 成立 is the day from which it is on
 * the org chart (without it: always); 统称 names the each-body whose posts the unit gets
 * (without it, the only one there is). A unit that is there already is left as it is. */
int import_bodies(const struct session *session, int64_t school, const char *file, const char *bytes, size_t n,
                  struct import_result *result, struct faults *faults, struct err *err);

#endif
