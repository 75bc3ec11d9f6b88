/* What the log says against the clock: which report was due to whom by when, which step of handling by when, and for
 * how long a service was down. Reporting: Cangzhou art 5.6, 7; Dalian art 5, 8; Meijia-73 art 6; Meijia-75 art 7, 18;
 * the national measures' art 4. Handling: the school's own limits (domain/limit.h). Nothing is stored: all of it
 * follows from standing lines, the grade as it is now, and the time. */
#ifndef ZEREN_DOMAIN_CLOCKS_H
#define ZEREN_DOMAIN_CLOCKS_H

#include "base/buf.h"
#include "store/incident.h"
#include "store/limit.h"

enum clock_state {
    CLOCK_RUNNING, /* not done yet, and the time is not over (or none is fixed) */
    CLOCK_MET,     /* done in time, or where no time is fixed at all */
    CLOCK_LATE,    /* done, after the time */
    CLOCK_MISSED,  /* not done, and the time is over */
};

/* Of a report or of a step of handling. */
struct incident_clock {
    const struct report_due *due;       /* the report; NULL: a step */
    const struct handling_limit *limit; /* on the step; NULL: a report */
    enum clock_state state;
    int64_t by;     /* the last moment that is in time: counted from finding, whenever it was graded; 0: none fixed */
    int64_t entry;  /* the first standing line that does it; 0: none yet */
    int64_t met_at; /* its moment; 0 */
    int64_t spare;  /* seconds in hand, then or now; below 0: late by as much; 0 where no time is fixed */
    bool counts; /* whether the rule asks for it in time: it is owed, and a time is fixed or 及时 said; not 定期 */
};

/* What may be asked of an incident of one school. */
struct clock_rules {
    struct report_dues dues;
    struct handling_limits limits;
};
int clock_rules_read(struct store *store, int64_t school, struct clock_rules *out, struct err *err);
void clock_rules_free(struct clock_rules *rules);

struct clocks {
    struct incident_clock *v; /* reports */
    size_t n, room;
    VEC(struct incident_clock) handling; /* steps, where the school has limits */
    bool was_down, is_down;
    int64_t down_s;  /* all stretches from a `down` line to the next `restored`, the last up to the closing, or now */
    int64_t ended_s; /* those that have ended */
    int64_t down_since; /* when the running one began; 0: none runs */
    struct clock_rules rules;
};

/* Which grades an occasion speaks of: any; major: 重大 and above; serious: 较大 and above. National: the deadline's own
 * grade and graver, found on the day it came into force or later. What was owed by the
 * grade that stood when its time ran out stays owed, however it is graded later; a report that was made is listed
 * though no grade asks for it. Down: a service that was not restored counts up to the closing. Handling: as of the day
 * it was found; restored only where a service was down, and only by the line after which none is down any more.
 * `entries` as of read_log_that_counts; struck lines among them do not count. `out->rules` is what is looked at, and
 * stays the owner. */
void clocks_count(const struct incident *incident, const struct log_entries *entries, const struct gradings *gradings,
                  int64_t now, struct clocks *out);

/* The same, read from the store. `out` zeroed before, and given back by clocks_free in either case. */
int clocks_read(struct store *store, const struct incident *incident, int64_t now, struct clocks *out, struct err *err);
void clocks_free(struct clocks *clocks);
/* The same for many incidents of one school: `out->rules`, read once, is borrowed, and clocks_drop gives back the rest.
 */
int clocks_count_read(struct store *store, const struct incident *incident, int64_t now, struct clocks *out,
                      struct err *err);
void clocks_drop(struct clocks *clocks);

/* Whether lists of incidents tell of its clocks: while it is open; and, since it owes its reports still, for this long
 * after it was found. Its record and its review tell of them for ever. */
enum { CLOCKS_TOLD_S = 30 * 86400 };
bool clocks_are_told(const struct incident *incident, int64_t now);

/* --- As time passes, without reading anything --- */

/* A clock as it stands at a moment. */
struct incident_clock incident_clock_at(const struct incident_clock *clock, int64_t now);
int64_t clocks_down_at(const struct clocks *clocks, int64_t now);
/* Late or missed, where it is asked for in time. */
bool clock_is_failing(const struct incident_clock *clock);
/* What waits for somebody most: missed ones first, the longest overdue before the others; then what runs out soonest;
 * then what is to be told 及时 without a fixed time. NULL: all that is asked for was done. */
const struct incident_clock *clocks_pressing(const struct clocks *clocks, int64_t now);

/* --- In words --- */

const char *clock_state_name(enum clock_state state); /* of a report: 计时中 … */
/* 报告属地省级网信部门, 启动预案; in the arena. */
const char *clock_what(const struct incident_clock *clock, struct arena *arena);

/* What is not done yet and would be forgotten with the closing: 还没有：报告 …、启动预案；没有记服务恢复. Nothing is
 * added where nothing is. */
void clocks_tell_open(const struct clocks *clocks, struct buf *out);

/* 30 秒, 12 分 05 秒, 3 小时 05 分, 4 天 3 小时; of a negative span its length. */
enum { SPAN_TEXT = 64 };
void span_show(int64_t seconds, char out[SPAN_TEXT]);
void span_show_short(int64_t seconds, char out[SPAN_TEXT]); /* without the smaller unit below an hour: 12 分 */

/* 剩 12 分 05 秒, 按时，余 48 分 00 秒, 迟报 … (of a step 超时 …), 逾期 …; where no time is fixed 应及时报告，已过 …,
 * or 已报告. */
enum { CLOCK_TEXT = 128 };
void clock_show(const struct incident_clock *clock, const struct incident *incident, int64_t now, char out[CLOCK_TEXT]);

#endif
