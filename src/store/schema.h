/* The steps that make the schema; the store's version is how many of them were taken. */
#ifndef ZEREN_STORE_SCHEMA_H
#define ZEREN_STORE_SCHEMA_H

extern const char *const schema_steps[]; /* SQL scripts, ended by NULL */

#endif
