/* Clocks and calendar days. */
#include "base/clock.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static int64_t system_now(const struct clock *clock)
{
    (void)clock;
    return (int64_t)time(NULL);
}

static int64_t standing_now(const struct clock *clock)
{
    return clock->fixed;
}

struct clock clock_system(void)
{
    return (struct clock){ .now = system_now };
}

struct clock clock_standing(int64_t seconds)
{
    return (struct clock){ .now = standing_now, .fixed = seconds };
}

int64_t clock_now(const struct clock *clock)
{
    return clock->now(clock);
}

static void format_time(int64_t seconds, const char *format, char *out, size_t room)
{
    time_t t = (time_t)seconds;
    struct tm tm;
    if (localtime_r(&t, &tm) == NULL || strftime(out, room, format, &tm) == 0)
        out[0] = '\0';
}

void day_of(int64_t seconds, char out[DAY_TEXT])
{
    format_time(seconds, "%Y-%m-%d", out, DAY_TEXT);
}

void time_of(int64_t seconds, char out[TIME_TEXT])
{
    format_time(seconds, "%Y-%m-%d %H:%M:%S", out, TIME_TEXT);
}

static bool is_calendar_day(int year, int month, int day)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= lengths[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* Reads up to `most` digits; at least one. Returns what follows, or NULL. */
static const char *read_number(const char *text, int most, int *out)
{
    int n = 0, value = 0;
    while (n < most && text[n] >= '0' && text[n] <= '9')
        value = value * 10 + (text[n++] - '0');
    *out = value;
    return n > 0 ? text + n : NULL;
}

static const char *skip(const char *text, const char *mark)
{
    size_t n = strlen(mark);
    return strncmp(text, mark, n) == 0 ? text + n : NULL;
}

int day_parse(const char *text, char out[DAY_TEXT])
{
    static const char *const marks[][3] = {
        { "-", "-", "" }, { "/", "/", "" }, { ".", ".", "" }, { "年", "月", "日" }, { "", "", "" },
    };
    for (size_t i = 0; i < COUNT(marks); i++) {
        bool packed = marks[i][0][0] == '\0';
        int year, month, day;
        const char *p = read_number(text, 4, &year);
        if (p == NULL || p - text != 4 || (p = skip(p, marks[i][0])) == NULL)
            continue;
        const char *at = p;
        if ((p = read_number(p, 2, &month)) == NULL || (packed && p - at != 2) || (p = skip(p, marks[i][1])) == NULL)
            continue;
        at = p;
        if ((p = read_number(p, 2, &day)) == NULL || (packed && p - at != 2) || (p = skip(p, marks[i][2])) == NULL)
            continue;
        if (*p != '\0' || !is_calendar_day(year, month, day))
            continue;
        char written[40];
        snprintf(written, sizeof written, "%04d-%02d-%02d", year, month, day);
        memcpy(out, written, DAY_TEXT);
        return 0;
    }
    return -1;
}

/* Days since 0000-03-01 in the Gregorian calendar; only differences of it are used. */
static int day_number(const char *day)
{
    int y = 0, m = 0, d = 0;
    if (sscanf(day, "%4d-%2d-%2d", &y, &m, &d) != 3)
        return 0;
    if (m <= 2) {
        y--;
        m += 12;
    }
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * (m - 3) + 2) / 5 + d - 1;
}

int day_distance(const char *from, const char *to)
{
    return day_number(to) - day_number(from);
}

/* Years begin in March here, so that a leap day is the last of its year. */
int day_shift(const char *day, int by, char out[DAY_TEXT])
{
    enum { ERA = 146097, CENTURY = 36524, FOUR = 1460 }; /* days of 400 years, of 100, of 4 without a leap day */
    int64_t number = (int64_t)day_number(day) + by;
    if (number < 0 || number > 366 * 10000)
        return -1;
    int within = (int)(number % ERA);
    int year = (within - within / FOUR + within / CENTURY - within / (ERA - 1)) / 365;
    int of_year = within - (365 * year + year / 4 - year / 100);
    int month = (5 * of_year + 2) / 153, of_month = of_year - (153 * month + 2) / 5 + 1;
    year += 400 * (int)(number / ERA) + (month >= 10);
    month += month < 10 ? 3 : -9;
    if (year < 1900 || year > 9999)
        return -1;
    char written[40];
    snprintf(written, sizeof written, "%04d-%02d-%02d", year, month, of_month);
    memcpy(out, written, DAY_TEXT);
    return 0;
}

/* Looked for between the noon before and this one: where the clock is set at midnight, mktime cannot be asked for it.
 */
int64_t day_begin(const char *day)
{
    struct tm noon = { .tm_hour = 12, .tm_isdst = -1 };
    char at[DAY_TEXT];
    if (sscanf(day, "%4d-%2d-%2d", &noon.tm_year, &noon.tm_mon, &noon.tm_mday) != 3)
        return 0;
    noon.tm_year -= 1900;
    noon.tm_mon--;
    int64_t in = (int64_t)mktime(&noon), before = in - 24 * 3600;
    while (in - before > 1) {
        int64_t middle = before + (in - before) / 2;
        day_of(middle, at);
        if (strcmp(at, day) < 0)
            before = middle;
        else
            in = middle;
    }
    return in;
}

int64_t day_end(const char *day)
{
    char next[DAY_TEXT];
    return day_shift(day, 1, next) == 0 ? day_begin(next) - 1 : day_begin(day) + 24 * 3600 - 1;
}
