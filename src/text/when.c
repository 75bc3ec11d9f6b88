/* The reader of moments and days: the text is folded to a plain form, then read from left to right by small readers,
 * each of which takes what it knows and leaves the rest. */
#include "text/when.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/words.h"
#include "text/clean.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- days of the calendar ---- */

struct day {
    int y, m, d;
};

enum { DAY_SECONDS = 86400 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return lengths[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

static bool is_day(struct day day)
{
    return day.m >= 1 && day.m <= 12 && day.d >= 1 && day.d <= month_length(day.y, day.m);
}

static bool is_year(int year)
{
    return year >= WHEN_YEAR_FIRST && year <= WHEN_YEAR_LAST;
}

/* Days since 1970-01-01. A year is counted from March, so that the leap day is its last. */
static int64_t day_count(struct day day)
{
    int64_t y = day.m > 2 ? day.y : day.y - 1;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * (day.m > 2 ? day.m - 3 : day.m + 9) + 2) / 5 + day.d - 719469;
}

/* The day `count` days from 1970-01-01; year 0 when it is out of bounds. */
static struct day day_from(int64_t count)
{
    struct day day = { WHEN_YEAR_FIRST, 1, 1 };
    if (count < 0 || count > day_count((struct day){ WHEN_YEAR_LAST + 1, 1, 1 }))
        return (struct day){ 0, 1, 1 };
    for (; count >= 365 + is_leap(day.y); day.y++)
        count -= 365 + is_leap(day.y);
    for (; count >= month_length(day.y, day.m); day.m++)
        count -= month_length(day.y, day.m);
    day.d += (int)count;
    return day;
}

/* 0 is Monday. */
static int weekday_of(struct day day)
{
    return (int)((day_count(day) + 3) % 7);
}

/* ---- what is read, and what was wrong ---- */

enum fault {
    FINE,
    FAULT_UNREAD,
    FAULT_NO_TIME,
    FAULT_NO_DAY,
    FAULT_NO_HOUR,
    FAULT_CLASH,
    FAULT_SKIPPED,
    FAULT_FAR,
    FAULT_WHICH_WEEK
};

/* Where the readers stand. A reader answers whether what it knows stands there, and goes behind it; a fault in it is
 * kept (the first one), and reading goes on. */
struct reader {
    const char *p;
    struct day today;
    enum fault fault;
};

static void fault_in(struct reader *r, enum fault fault)
{
    if (r->fault == FINE)
        r->fault = fault;
}

static bool take(const char **p, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*p, word, n) != 0)
        return false;
    *p += n;
    return true;
}

/* Takes one of the words; which, or -1. The longer of two that begin alike stands first. */
static int take_of(const char **p, const char *const *words, int n)
{
    for (int i = 0; i < n; i++)
        if (take(p, words[i]))
            return i;
    return -1;
}
#define TAKE_OF(p, words) take_of(p, words, (int)(sizeof(words) / sizeof(words)[0]))

static void skip_blank(const char **p)
{
    take(p, " ");
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* 七, 十, 十五, 二十, 九十九, 零五. */
static bool take_numeral(const char **p, int *value)
{
    static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "〇", "两" };
    static const int values[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 2 };
    int first = TAKE_OF(p, digits);
    if (first >= 0 && values[first] == 0) {
        int second = TAKE_OF(p, digits);
        *value = second >= 0 ? values[second] : 0;
        return true;
    }
    bool ten = take(p, "十");
    int last = ten ? TAKE_OF(p, digits) : -1;
    if (first < 0 && !ten)
        return false;
    *value = (first >= 0 ? values[first] : 1) * (ten ? 10 : 1) + (last >= 0 ? values[last] : 0);
    return true;
}

/* A number of at most `most` digits, no digit behind it, or a Chinese numeral. `*digits` is 0 for the latter. */
static bool take_number(const char **p, int most, int *value, int *digits)
{
    int n = 0, sum = 0;
    while (n <= most && is_digit((*p)[n])) {
        sum = n < most ? sum * 10 + ((*p)[n] - '0') : sum;
        n++;
    }
    *digits = n;
    if (n > most)
        return false;
    if (n == 0)
        return take_numeral(p, value);
    *value = sum;
    *p += n;
    return true;
}

static bool take_small(const char **p, int *value)
{
    int digits;
    return take_number(p, 2, value, &digits);
}

/* ---- spans: how long before or after now ---- */

struct span {
    int64_t days, seconds; /* days are of the calendar: with them the time of day stays */
    bool bare;             /* a number without a unit */
};

struct unit {
    const char *word;
    int64_t seconds;
};

static const struct unit *take_unit(const char **p)
{
    static const struct unit units[] = {
        { "秒钟", 1 },
        { "秒", 1 },
        { "s", 1 },
        { "分钟", 60 },
        { "分", 60 },
        { "min", 60 },
        { "m", 60 },
        { "个小时", 3600 },
        { "小时", 3600 },
        { "个钟头", 3600 },
        { "h", 3600 },
        { "天", DAY_SECONDS },
        { "日", DAY_SECONDS },
        { "d", DAY_SECONDS },
        { "个星期", 7 * DAY_SECONDS },
        { "星期", 7 * DAY_SECONDS },
        { "周", 7 * DAY_SECONDS },
        { "w", 7 * DAY_SECONDS },
    };
    for (size_t i = 0; i < COUNT(units); i++)
        if (take(p, units[i].word))
            return &units[i];
    return NULL;
}

/* 半小时, 半个小时. */
static bool take_half_hour(const char **p)
{
    static const char *const words[] = { "半小时", "半个小时", "半个钟头" };
    return TAKE_OF(p, words) >= 0;
}

/* 1h30m, 5分钟, 3: amounts with units, each smaller than the one before, or one number alone. */
static bool take_amounts(const char **p, struct span *span)
{
    int64_t last = INT64_MAX;
    if (take_half_hour(p)) {
        span->seconds = 1800;
        return true;
    }
    for (int value, digits; take_number(p, 7, &value, &digits);) {
        skip_blank(p);
        const struct unit *unit = take_unit(p);
        if (unit == NULL) {
            span->seconds = value;
            span->bare = true;
            return last == INT64_MAX;
        }
        if (unit->seconds >= last)
            return false;
        last = unit->seconds;
        if (last >= DAY_SECONDS)
            span->days += value * (last / DAY_SECONDS);
        else
            span->seconds += value * last;
        skip_blank(p);
    }
    return last != INT64_MAX;
}

/* -5m, +7, 5分钟前, 3天以后. Without a sign there must be a word, with one there is none. */
static bool read_span(struct reader *r, struct span *span)
{
    static const char *const ends[] = { "以前", "之前", "前", "以后", "之后", "后" };
    const char *p = r->p;
    bool back = take(&p, "-"), forth = !back && take(&p, "+");
    *span = (struct span){ .days = 0 };
    if (back || forth)
        skip_blank(&p);
    if (!take_amounts(&p, span))
        return false;
    if (!back && !forth) {
        int end = span->bare ? -1 : TAKE_OF(&p, ends);
        if (end < 0)
            return false;
        back = end < 3;
    }
    if (back) {
        span->days = -span->days;
        span->seconds = -span->seconds;
    }
    r->p = p;
    return true;
}

/* ---- days ---- */

static void day_by(struct reader *r, int64_t days, struct day *day)
{
    *day = day_from(day_count(r->today) + days);
    if (!is_year(day->y))
        fault_in(r, FAULT_FAR);
}

static bool read_day_word(struct reader *r, struct day *day)
{
    static const char *const words[] = { "今天", "今日", "昨天",   "昨日", "前天", "前日",
                                         "明天", "明日", "大前天", "后天", "后日", "大后天" };
    static const int days[] = { 0, 0, -1, -1, -2, -2, 1, 1, -3, 2, 2, 3 };
    static const char *const parts[] = { "今", "昨", "明" }; /* as in 昨晚 */
    int which = TAKE_OF(&r->p, words);
    if (which >= 0) {
        day_by(r, days[which], day);
        return true;
    }
    const char *p = r->p;
    which = TAKE_OF(&p, parts);
    if (which < 0 || (strncmp(p, "早", strlen("早")) != 0 && strncmp(p, "晚", strlen("晚")) != 0))
        return false;
    r->p = p;
    day_by(r, which == 0 ? 0 : which == 1 ? -1 : 1, day);
    return true;
}

/* 周三, 星期三, 上周三. `said` tells that a word said which week. */
static bool read_weekday(struct reader *r, struct day *day, bool *said)
{
    static const char *const which[] = { "上个", "上", "本", "这个", "这", "下个", "下" };
    static const int weeks[] = { -1, -1, 0, 0, 0, 1, 1 };
    static const char *const names[] = { "周", "星期", "礼拜" };
    static const char *const days[] = { "一", "二", "三", "四", "五", "六", "日", "天",
                                        "1",  "2",  "3",  "4",  "5",  "6",  "7" };
    const char *p = r->p;
    int week = TAKE_OF(&p, which);
    if (TAKE_OF(&p, names) < 0)
        return false;
    int wanted = TAKE_OF(&p, days);
    if (wanted < 0)
        return false;
    wanted = wanted < 7 ? wanted : wanted - 8 + (wanted == 7 ? 7 : 0);
    int today = weekday_of(r->today);
    *said = week >= 0;
    day_by(r, *said ? 7 * weeks[week] + wanted - today : -((today - wanted + 7) % 7), day);
    r->p = p;
    return true;
}

static void check_day(struct reader *r, struct day day)
{
    if (!is_year(day.y))
        fault_in(r, FAULT_FAR);
    else if (!is_day(day))
        fault_in(r, FAULT_NO_DAY);
}

/* This year's, or the last year's when that would be far ahead. */
static void choose_year(struct reader *r, struct day *day)
{
    enum { AHEAD_MOST = 183 };
    day->y = r->today.y;
    if (is_day(*day) && day_count(*day) - day_count(r->today) > AHEAD_MOST)
        day->y--;
}

/* 2026-11-20 (also with / . 年月日), 20261120, 11-20, 11月20日, 20日. */
static bool read_date(struct reader *r, struct day *day)
{
    static const char *const marks[] = { "-", "/", ".", "年", "月", "日", "号" };
    const char *p = r->p;
    int first, digits, mark;
    if (!take_number(&p, 8, &first, &digits))
        return false;
    if (digits == 8) {
        *day = (struct day){ first / 10000, first / 100 % 100, first % 100 };
        r->p = p;
        check_day(r, *day);
        return true;
    }
    mark = TAKE_OF(&p, marks);
    bool year = digits == 4, sign = mark >= 0 && mark < 3;
    if (mark < 0 || (year ? mark > 3 : mark == 3 || digits > 2 || (sign && digits == 0)))
        return false;
    if (mark >= 5) {
        *day = (struct day){ r->today.y, r->today.m, first };
        r->p = p;
        check_day(r, *day);
        return true;
    }
    *day = (struct day){ first, first, 0 };
    if (year && (!take_small(&p, &day->m) || !take(&p, sign ? marks[mark] : "月")))
        return false;
    if (!take_small(&p, &day->d))
        return false;
    if (!sign && !take(&p, "日"))
        take(&p, "号");
    if (!year)
        choose_year(r, day);
    r->p = p;
    check_day(r, *day);
    return true;
}

/* 3天前, -1d: a span of days alone. */
static bool read_day_span(struct reader *r, struct day *day)
{
    struct reader at = *r;
    struct span span;
    if (!read_span(&at, &span) || span.seconds != 0 || span.bare)
        return false;
    *r = at;
    day_by(r, span.days, day);
    return true;
}

static bool read_day(struct reader *r, struct day *day, bool *said)
{
    *said = true;
    return read_day_word(r, day) || read_weekday(r, day, said) || read_day_span(r, day) || read_date(r, day);
}

/* ---- the time of day ---- */

enum period { NO_PERIOD, DAWN, MORNING, NOON, AFTERNOON, DUSK, EVENING };

static enum period read_period(struct reader *r)
{
    static const char *const words[] = { "凌晨", "清晨", "早上", "早晨", "早",   "上午", "中午",
                                         "下午", "午后", "傍晚", "晚上", "晚间", "晚" };
    static const enum period periods[] = { DAWN,      MORNING,   MORNING, MORNING, MORNING, MORNING, NOON,
                                           AFTERNOON, AFTERNOON, DUSK,    EVENING, EVENING, EVENING };
    int which = TAKE_OF(&r->p, words);
    if (which < 0)
        return NO_PERIOD;
    skip_blank(&r->p);
    return periods[which];
}

/* The hour of the day meant by hour h of a period, or -1 when there is none: 下午2 is 14, 上午14 is a contradiction. A
 * row of zeros is none. */
static int hour_in(enum period period, int h)
{
    static const struct {
        int first, last, plus; /* hours as said; what makes them hours of the day */
    } table[][3] = {
        [NO_PERIOD] = { { 0, 24, 0 } },
        [DAWN] = { { 0, 7, 0 }, { 12, 12, -12 } },
        [MORNING] = { { 0, 12, 0 } },
        [NOON] = { { 11, 14, 0 }, { 1, 2, 12 } },
        [AFTERNOON] = { { 12, 19, 0 }, { 1, 7, 12 } },
        [DUSK] = { { 16, 20, 0 }, { 4, 8, 12 } },
        [EVENING] = { { 17, 24, 0 }, { 5, 12, 12 } },
    };
    for (int i = 0; i < 3; i++)
        if (h >= table[period][i].first && h <= table[period][i].last && (h > 0 || table[period][i].last > 0))
            return h + table[period][i].plus;
    return -1;
}

/* Behind 14点: 05分30秒, 05, 半, 一刻, 整, 钟, nothing. */
static void read_minutes(struct reader *r, int *m, int *s)
{
    static const char *const words[] = { "半", "一刻", "三刻", "整", "钟" };
    static const int minutes[] = { 30, 15, 45, 0, 0 };
    int which = TAKE_OF(&r->p, words), value;
    if (which >= 0) {
        *m = minutes[which];
        return;
    }
    if (!take_small(&r->p, m) || !take(&r->p, "分"))
        return;
    const char *p = r->p;
    if (take_small(&p, &value) && take(&p, "秒")) {
        *s = value;
        r->p = p;
    }
}

/* Two digits, no more. */
static bool take_pair(const char **p, int *value)
{
    int digits;
    return is_digit(**p) && take_number(p, 2, value, &digits) && digits == 2;
}

/* The time of day into seconds since midnight, up to 24 hours and what 晚上12点半 has more. */
static bool read_clock(struct reader *r, int64_t *seconds)
{
    static const char *const hours[] = { "点", "时" };
    struct reader at = *r;
    enum period period = read_period(&at);
    int h, m = 0, s = 0, digits;
    if (!take_number(&at.p, 4, &h, &digits))
        return false;
    if (digits == 4) {
        m = h % 100;
        h /= 100;
    } else if (digits < 3 && TAKE_OF(&at.p, hours) >= 0) {
        read_minutes(&at, &m, &s);
    } else if (digits == 0 || digits > 2 || !take(&at.p, ":") || !take_pair(&at.p, &m) ||
               (take(&at.p, ":") && !take_pair(&at.p, &s))) {
        return false;
    }
    int hour = hour_in(period, h);
    if (h > 24 || m > 59 || s > 59 || (h == 24 && m + s > 0))
        fault_in(&at, FAULT_NO_HOUR);
    else if (hour < 0)
        fault_in(&at, FAULT_CLASH);
    *seconds = hour * 3600 + m * 60 + s;
    *r = at;
    return true;
}

/* ---- from local time to seconds ---- */

static bool local_day(int64_t seconds, struct tm *tm, struct day *day)
{
    time_t t = (time_t)seconds;
    if (localtime_r(&t, tm) == NULL)
        return false;
    *day = (struct day){ tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday };
    return true;
}

static bool same_clock(int64_t seconds, const struct tm *wanted)
{
    struct tm tm;
    struct day day;
    return local_day(seconds, &tm, &day) && tm.tm_min == wanted->tm_min && tm.tm_hour == wanted->tm_hour &&
           tm.tm_mday == wanted->tm_mday && tm.tm_sec == wanted->tm_sec;
}

/* The moment when local clocks show this. Of two the first; when there is none, FAULT_SKIPPED, and what mktime makes of
 * it all the same. */
static enum fault to_seconds(struct day day, int64_t of_day, int64_t *seconds)
{
    static const int set_back[] = { 3600, 1800, 7200 };
    struct day at = day_from(day_count(day) + of_day / DAY_SECONDS);
    int rest = (int)(of_day % DAY_SECONDS);
    struct tm wanted = { .tm_year = at.y - 1900, .tm_mon = at.m - 1, .tm_mday = at.d, .tm_isdst = -1 };
    wanted.tm_hour = rest / 3600;
    wanted.tm_min = rest / 60 % 60;
    wanted.tm_sec = rest % 60;
    if (!is_year(at.y))
        return FAULT_FAR;
    struct tm made = wanted;
    *seconds = (int64_t)mktime(&made);
    if (!same_clock(*seconds, &wanted))
        return FAULT_SKIPPED;
    for (size_t i = 0; i < COUNT(set_back); i++) {
        if (same_clock(*seconds - set_back[i], &wanted)) {
            *seconds -= set_back[i];
            break;
        }
    }
    return FINE;
}

static enum fault apply_span(const struct span *span, int64_t now, int64_t *seconds)
{
    struct tm tm;
    struct day day;
    int64_t at = now;
    if (!local_day(now, &tm, &day))
        return FAULT_FAR;
    if (span->days != 0) {
        day = day_from(day_count(day) + span->days);
        enum fault fault = to_seconds(day, tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec, &at);
        if (!is_year(day.y) || (fault != FINE && fault != FAULT_SKIPPED))
            return FAULT_FAR;
    }
    at += span->seconds * (span->bare ? 60 : 1);
    if (!local_day(at, &tm, &day) || !is_year(day.y))
        return FAULT_FAR;
    *seconds = at;
    return FINE;
}

/* ---- plain text, and the sentences ---- */

enum { PLAIN_MOST = 96 };

static uint32_t plain_character(uint32_t uc)
{
    if (uc >= 0xFF01 && uc <= 0xFF5E)
        uc -= 0xFF01 - '!';
    if (uc == '\t' || uc == 0xA0 || uc == 0x3000)
        return ' ';
    if (uc == 0x2010 || uc == 0x2011 || uc == 0x2013 || uc == 0x2212)
        return '-';
    if (uc == 0x2236)
        return ':';
    return uc >= 'A' && uc <= 'Z' ? uc + ('a' - 'A') : uc;
}

/* Half-width, lower case, blanks at the ends gone and one for many; never longer than it was. False when it is too long
 * to be a time. */
static bool make_plain(const char *text, char out[PLAIN_MOST])
{
    size_t n = strnlen(text, PLAIN_MOST), used = 0;
    if (n == PLAIN_MOST)
        return false;
    for (size_t i = 0, len; i < n; i += len) {
        uint32_t uc = plain_character(text_decode(text + i, n - i, &len));
        bool blank = uc == ' ';
        if (blank && (used == 0 || out[used - 1] == ' '))
            continue;
        if (uc < 0x80) {
            out[used++] = (char)uc;
        } else {
            memcpy(out + used, text + i, len);
            used += len;
        }
    }
    if (used > 0 && out[used - 1] == ' ')
        used--;
    out[used] = '\0';
    return true;
}

/* What was typed, as it may be shown, cut when long. */
static void add_typed(const char *text, struct buf *out)
{
    enum { SHOWN_MOST = 60 };
    size_t n = strlen(text), cut = 0, len;
    text = text_trim(text, &n);
    while (cut < n && cut < SHOWN_MOST) {
        text_decode(text + cut, n - cut, &len);
        cut += len;
    }
    text_show(text, cut, false, out);
    if (cut < n)
        buf_adds(out, "…");
}

static int refuse(enum fault fault, const char *text, const char *examples, struct err *err)
{
    struct buf typed = { 0 };
    add_typed(text, &typed);
    const char *what = buf_text(&typed);
    switch (fault) {
    case FAULT_NO_TIME:
        err_set(err, _("“%s”只说了哪天，请再写几点，可写：%s"), what, examples);
        break;
    case FAULT_NO_DAY:
        err_set(err, _("“%s”里的这一天日历上没有，请改正，可写：%s"), what, examples);
        break;
    case FAULT_NO_HOUR:
        err_set(err, _("“%s”里的时刻不存在，最晚到 23:59:59 或 24:00，请改正，可写：%s"), what, examples);
        break;
    case FAULT_CLASH:
        err_set(err, _("“%s”里的时段与钟点对不上，请改用 24 小时制，可写：%s"), what, examples);
        break;
    case FAULT_SKIPPED:
        err_set(err, _("“%s”这一刻当地钟表拨快时跳过了，请改正，可写：%s"), what, examples);
        break;
    case FAULT_FAR:
        err_set(err, _("“%s”不在 %d 年至 %d 年之间，请改正，可写：%s"), what, WHEN_YEAR_FIRST, WHEN_YEAR_LAST,
                examples);
        break;
    case FAULT_WHICH_WEEK:
        err_set(err, _("“%s”没有说是哪一周，请写明上周、本周或下周，可写：%s"), what, examples);
        break;
    case FAULT_UNREAD:
    case FINE:
        if (what[0] == '\0')
            err_set(err, _("还没有填写，可写：%s"), examples);
        else
            err_set(err, _("看不懂“%s”，可写：%s"), what, examples);
        break;
    }
    buf_free(&typed);
    return -1;
}

/* ---- the doors ---- */

static enum fault parse_moment(const char *plain, int64_t now, int64_t *seconds)
{
    static const char *const now_words[] = { "now", "现在", "刚才", "刚刚" };
    struct reader r = { .p = plain };
    struct tm tm;
    if (!local_day(now, &tm, &r.today) || !is_year(r.today.y))
        return FAULT_FAR;
    if (TAKE_OF(&r.p, now_words) >= 0) {
        *seconds = now;
        return *r.p == '\0' ? FINE : FAULT_UNREAD;
    }
    struct span span;
    if (read_span(&r, &span) && *r.p == '\0')
        return apply_span(&span, now, seconds);
    r.p = plain;
    struct day day = r.today;
    int64_t of_day = 0;
    bool said, has_day = read_day(&r, &day, &said);
    if (has_day && !take(&r.p, "t")) /* 2026-11-20T14:05 */
        skip_blank(&r.p);
    bool has_time = read_clock(&r, &of_day);
    if (*r.p != '\0' || (!has_day && !has_time))
        return FAULT_UNREAD;
    if (r.fault != FINE)
        return r.fault;
    return has_time ? to_seconds(day, of_day, seconds) : FAULT_NO_TIME;
}

int when_parse(const char *text, int64_t now, int64_t *seconds, struct err *err)
{
    const char *examples = _("现在、14:05、下午2点05、昨天 9:30、11-20 9:30、2026-11-20 14:05、5分钟前、-5m");
    char plain[PLAIN_MOST];
    int64_t found;
    enum fault fault = make_plain(text, plain) ? parse_moment(plain, now, &found) : FAULT_UNREAD;
    if (fault != FINE)
        return refuse(fault, text, examples, err);
    *seconds = found;
    return 0;
}

/* 月底, 年底, and of the months beside. */
static bool read_end(struct reader *r, struct day *day)
{
    static const char *const words[] = {
        "本月底", "月底", "上月底", "上个月底", "下月底", "下个月底", "今年底", "年底"
    };
    static const int months[] = { 0, 0, -1, -1, 1, 1 };
    int which = TAKE_OF(&r->p, words);
    if (which < 0)
        return false;
    int month = which < 6 ? r->today.y * 12 + r->today.m - 1 + months[which] : r->today.y * 12 + 11;
    *day = (struct day){ month / 12, month % 12 + 1, 1 };
    day->d = month_length(day->y, day->m);
    check_day(r, *day);
    return true;
}

/* A number alone: this month's day; with a sign, days from today. */
static bool read_bare(struct reader *r, struct day *day)
{
    struct reader at = *r;
    struct span span;
    int digits;
    if (read_span(&at, &span)) {
        if (!span.bare || *at.p != '\0')
            return false;
        *r = at;
        day_by(r, span.seconds, day);
        return true;
    }
    at = *r;
    *day = at.today;
    if (!take_number(&at.p, 2, &day->d, &digits) || *at.p != '\0')
        return false;
    *r = at;
    check_day(r, *day);
    return true;
}

static enum fault parse_day(const char *plain, int64_t now, struct day *day)
{
    struct reader r = { .p = plain };
    struct tm tm;
    bool said = true;
    if (!local_day(now, &tm, &r.today) || !is_year(r.today.y))
        return FAULT_FAR;
    if ((!read_end(&r, day) && !read_bare(&r, day) && !read_day(&r, day, &said)) || *r.p != '\0')
        return FAULT_UNREAD;
    return r.fault != FINE ? r.fault : said ? FINE : FAULT_WHICH_WEEK;
}

int when_parse_day(const char *text, int64_t now, char out[DAY_TEXT], struct err *err)
{
    const char *examples = _("今天、明天、+7、3天后、月底、年底、11-20、20、本周五、2026-11-20");
    char plain[PLAIN_MOST], written[40];
    struct day day;
    enum fault fault = make_plain(text, plain) ? parse_day(plain, now, &day) : FAULT_UNREAD;
    if (fault != FINE)
        return refuse(fault, text, examples, err);
    snprintf(written, sizeof written, "%04d-%02d-%02d", day.y, day.m, day.d);
    memcpy(out, written, DAY_TEXT);
    return 0;
}

void when_show(int64_t seconds, int64_t now, char *out, size_t n)
{
    char time[TIME_TEXT], today[TIME_TEXT];
    time_of(seconds, time);
    time_of(now, today);
    if (strlen(time) != TIME_TEXT - 1) /* no such time, or a year of five digits */
        snprintf(out, n, "%s", "");
    else if (memcmp(time, today, DAY_TEXT - 1) == 0)
        snprintf(out, n, "%s", time + DAY_TEXT);
    else if (memcmp(time, today, 4) == 0)
        snprintf(out, n, "%.11s", time + 5);
    else
        snprintf(out, n, "%.10s", time);
}

void when_show_days(const char *from, const char *to, char out[WHEN_DAYS])
{
    bool starts = from != NULL && *from != '\0', ends = to != NULL && *to != '\0';
    if (starts && ends && strcmp(from, to) == 0)
        snprintf(out, WHEN_DAYS, _("%s 当天"), from);
    else if (starts && ends)
        snprintf(out, WHEN_DAYS, _("%s 至 %s"), from, to);
    else if (starts)
        snprintf(out, WHEN_DAYS, _("%s 起"), from);
    else
        snprintf(out, WHEN_DAYS, "%s%s", ends ? to : "", ends ? _(" 及以前") : "");
}
