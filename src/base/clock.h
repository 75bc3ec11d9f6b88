/* The time of day as an input: whoever needs "now" is handed a clock, and a test hands its own. */
#ifndef ZEREN_BASE_CLOCK_H
#define ZEREN_BASE_CLOCK_H

#include <stdint.h>

struct clock {
    int64_t (*now)(const struct clock *clock); /* seconds since 1970-01-01 UTC */
    int64_t fixed;                             /* what a standing clock answers */
};

struct clock clock_system(void);
struct clock clock_standing(int64_t seconds);
int64_t clock_now(const struct clock *clock);

enum { DAY_TEXT = 11, TIME_TEXT = 20 };

/* A calendar day is text, YYYY-MM-DD, everywhere: it sorts, and a person reads it. */
void day_of(int64_t seconds, char out[DAY_TEXT]);   /* in the local time zone */
void time_of(int64_t seconds, char out[TIME_TEXT]); /* YYYY-MM-DD HH:MM:SS, local */

/* Reads 2026-11-21, 2026/11/21, 2026.11.21, 20261121 and 2026年11月21日, with or without leading zeros.
 * Returns 0, or -1 when it is no such day of the calendar (31 April, 29 February of a common year). */
int day_parse(const char *text, char out[DAY_TEXT]);

/* Days from `from` to `to`, negative when `to` is earlier. Both must be valid days. */
int day_distance(const char *from, const char *to);

/* The day `by` days after a valid `day` (before, when negative). Returns 0, or -1 when that is beyond the years 1900 to
 * 9999. */
int day_shift(const char *day, int by, char out[DAY_TEXT]);

/* The first and the last second of a valid day in the local time zone, whatever its clock does at midnight. */
int64_t day_begin(const char *day);
int64_t day_end(const char *day);

#endif
