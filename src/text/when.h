/* Moments and days as people type them, and as a list shows them. Local time, whatever the language is set to. Knows
 * the calendar and the words of it; what a moment is for, and whether it may be in the future, the caller knows. */
#ifndef ZEREN_TEXT_WHEN_H
#define ZEREN_TEXT_WHEN_H

#include "base/clock.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { WHEN_YEAR_FIRST = 1970, WHEN_YEAR_LAST = 2100, WHEN_SHOWN = 20, WHEN_DAYS = 40 };

/* Reads a moment into `*seconds` since 1970-01-01 UTC; `now` alike. Full-width forms and Chinese numerals count.
 *   now 现在 刚才; -5m -90s -1h30m -1d -3 (minutes) +10m; 5分钟前 半小时前 3天后
 *   14:05 14:05:30 1405 14点05分 14点半 下午2点05 晚上8点: today, even when later than now (the caller warns);
 *     24:00 is the next day's beginning, and so is 晚上12点
 *   昨天 9:30, 前天…, 3天前 9:30; 11-20 9:30, 11月20日 9:30; 20日 9:30 (this month's); 2026-11-20 14:05,
 *     2026年11月20日14时05分, 20261120 1405
 *   周三 9:30: the last Wednesday, today counted; 上周三: of the week before (weeks begin on Monday); 本周三, 下周三
 * Without a year it is this year's day, or the last year's when this year's is more than 183 days ahead. Days before
 * and after keep the time of day; where the clock was set forward over it, the moment is as much later. Of an hour that
 * the clock went through twice it is the first. Years 1970 to 2100. Returns 0, or -1 with a sentence that says what can
 * be typed; `*seconds` is then left alone. */
int when_parse(const char *text, int64_t now, int64_t *seconds, struct err *err);

/* Reads a day: all that day_parse reads, 今天 昨天 明天 前天 后天 and further, -3 +7 (days), 3天后 2周前, 月底 年底
 * 上月底 下月底, 11-20, 11月20日, 20 (this month's), 本周五 上周五 下周五 (周五 alone does not say which). As above. */
int when_parse_day(const char *text, int64_t now, char out[DAY_TEXT], struct err *err);

/* Short for a list: today 14:05:30, this year 11-20 14:05, else 2025-11-20. WHEN_SHOWN bytes hold it. */
void when_show(int64_t seconds, int64_t now, char *out, size_t n);

/* A stretch of days, both included: 2026-11-01 至 2026-11-30, 2026-11-20 当天, 2026-11-01 起, 2026-11-30 及以前. ""
 * or NULL is an end that is open; with both open it is "". */
void when_show_days(const char *from, const char *to, char out[WHEN_DAYS]);

#endif
