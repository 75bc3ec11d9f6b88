/* Holds text/when.h: tables of what people type, in Shanghai and in a zone with summer time; refusals; each moment
 * comes back from what is shown of it; random strings of its words harm nothing. */
#include "base/buf.h"
#include "base/mem.h"
#include "mix.h"
#include "suites.h"
#include "text/when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void set_zone(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

/* 2026-11-20 14:05:30 in Shanghai, a Friday. */
enum { NOW = 1795154730 };

static void in_shanghai(void)
{
    set_zone("Asia/Shanghai");
}

/* ---- moments ---- */

static const char *const moments[][2] = {
    { "now", "2026-11-20 14:05:30" },
    { " 现在 ", "2026-11-20 14:05:30" },
    { "刚才", "2026-11-20 14:05:30" },
    { "-5m", "2026-11-20 14:00:30" },
    { "-90s", "2026-11-20 14:04:00" },
    { "-2h", "2026-11-20 12:05:30" },
    { "-1d", "2026-11-19 14:05:30" },
    { "-1h30m", "2026-11-20 12:35:30" },
    { "-1h 30min", "2026-11-20 12:35:30" },
    { "- 2 H", "2026-11-20 12:05:30" },
    { "-1d2h", "2026-11-19 12:05:30" },
    { "-2w", "2026-11-06 14:05:30" },
    { "-3", "2026-11-20 14:02:30" },
    { "+10m", "2026-11-20 14:15:30" },
    { "＋１０", "2026-11-20 14:15:30" },
    { "5分钟前", "2026-11-20 14:00:30" },
    { "5 分钟 前", "2026-11-20 14:00:30" },
    { "五分钟前", "2026-11-20 14:00:30" },
    { "十五分钟之前", "2026-11-20 13:50:30" },
    { "2小时前", "2026-11-20 12:05:30" },
    { "两个小时前", "2026-11-20 12:05:30" },
    { "半小时前", "2026-11-20 13:35:30" },
    { "1小时20分钟前", "2026-11-20 12:45:30" },
    { "30秒前", "2026-11-20 14:05:00" },
    { "3天前", "2026-11-17 14:05:30" },
    { "2周后", "2026-12-04 14:05:30" },
    { "14:05", "2026-11-20 14:05:00" },
    { "9:30", "2026-11-20 09:30:00" },
    { "14:05:30", "2026-11-20 14:05:30" },
    { "１４：０５", "2026-11-20 14:05:00" },
    { "14：05", "2026-11-20 14:05:00" },
    { "1405", "2026-11-20 14:05:00" },
    { "0000", "2026-11-20 00:00:00" },
    { "2359", "2026-11-20 23:59:00" },
    { "23:59:59", "2026-11-20 23:59:59" },
    { "24:00", "2026-11-21 00:00:00" },
    { "2400", "2026-11-21 00:00:00" },
    { "14点05分", "2026-11-20 14:05:00" },
    { "14点05", "2026-11-20 14:05:00" },
    { "14点", "2026-11-20 14:00:00" },
    { "14点整", "2026-11-20 14:00:00" },
    { "3点钟", "2026-11-20 03:00:00" },
    { "14点半", "2026-11-20 14:30:00" },
    { "14点一刻", "2026-11-20 14:15:00" },
    { "14时05分09秒", "2026-11-20 14:05:09" },
    { "下午2点05", "2026-11-20 14:05:00" },
    { "下午两点零五分", "2026-11-20 14:05:00" },
    { "下午 2:05", "2026-11-20 14:05:00" },
    { "下午14:05", "2026-11-20 14:05:00" },
    { "下午12点", "2026-11-20 12:00:00" },
    { "上午9:30", "2026-11-20 09:30:00" },
    { "早上八点半", "2026-11-20 08:30:00" },
    { "凌晨12点半", "2026-11-20 00:30:00" },
    { "凌晨3点", "2026-11-20 03:00:00" },
    { "中午12点", "2026-11-20 12:00:00" },
    { "中午1点", "2026-11-20 13:00:00" },
    { "傍晚6点", "2026-11-20 18:00:00" },
    { "晚上8点", "2026-11-20 20:00:00" },
    { "晚上12点", "2026-11-21 00:00:00" },
    { "晚上12点半", "2026-11-21 00:30:00" },
    { "今晚8点", "2026-11-20 20:00:00" },
    { "昨晚11点二十", "2026-11-19 23:20:00" },
    { "今早7:05", "2026-11-20 07:05:00" },
    { "昨天 9:30", "2026-11-19 09:30:00" },
    { "昨天9:30", "2026-11-19 09:30:00" },
    { "昨天下午3点", "2026-11-19 15:00:00" },
    { "昨天 24:00", "2026-11-20 00:00:00" },
    { "前天 14:05", "2026-11-18 14:05:00" },
    { "大前天 14:05", "2026-11-17 14:05:00" },
    { "今天 8:00", "2026-11-20 08:00:00" },
    { "今天 23:00", "2026-11-20 23:00:00" },
    { "明天 9:00", "2026-11-21 09:00:00" },
    { "后天 9:00", "2026-11-22 09:00:00" },
    { "3天前 9:30", "2026-11-17 09:30:00" },
    { "11-20 9:30", "2026-11-20 09:30:00" },
    { "11/20 9:30", "2026-11-20 09:30:00" },
    { "11月20日 9:30", "2026-11-20 09:30:00" },
    { "11月20号9点半", "2026-11-20 09:30:00" },
    { "十一月二十日上午九点", "2026-11-20 09:00:00" },
    { "11-20下午2点", "2026-11-20 14:00:00" },
    { "3号 9:30", "2026-11-03 09:30:00" },
    { "1-5 9:30", "2026-01-05 09:30:00" },
    { "12-31 9:30", "2026-12-31 09:30:00" },
    { "2026-11-21 14:05", "2026-11-21 14:05:00" },
    { "2026-11-21 14:05:06", "2026-11-21 14:05:06" },
    { "2026-11-21T14:05:06", "2026-11-21 14:05:06" },
    { "2026/1/2 3:04", "2026-01-02 03:04:00" },
    { "2026.1.2 3:04", "2026-01-02 03:04:00" },
    { "20261121 1405", "2026-11-21 14:05:00" },
    { "2026年11月21日14时05分", "2026-11-21 14:05:00" },
    { "２０２６年１１月２１日　１４：０５", "2026-11-21 14:05:00" },
    { "2024-02-29 0:00", "2024-02-29 00:00:00" },
    { "1970-01-01 00:00", "1970-01-01 00:00:00" },
    { "2100-12-31 23:59:59", "2100-12-31 23:59:59" },
    { "星期三 9:30", "2026-11-18 09:30:00" },
    { "周三9:30", "2026-11-18 09:30:00" },
    { "周五 9:30", "2026-11-20 09:30:00" },
    { "周五 23:30", "2026-11-20 23:30:00" },
    { "周六 9:30", "2026-11-14 09:30:00" },
    { "周日 9:30", "2026-11-15 09:30:00" },
    { "星期天 9:30", "2026-11-15 09:30:00" },
    { "周7 9:30", "2026-11-15 09:30:00" },
    { "周1 9:30", "2026-11-16 09:30:00" },
    { "上周三 9:30", "2026-11-11 09:30:00" },
    { "上周日 9:30", "2026-11-15 09:30:00" },
    { "上个星期五 9:30", "2026-11-13 09:30:00" },
    { "本周日 9:30", "2026-11-22 09:30:00" },
    { "下周一 9:30", "2026-11-23 09:30:00" },
};

START_TEST(reads_moments)
{
    in_shanghai();
    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
        int64_t seconds = 0;
        struct err err = { "" };
        char text[TIME_TEXT];
        ck_assert_msg(when_parse(moments[i][0], NOW, &seconds, &err) == 0, "%s: %s", moments[i][0], err.text);
        time_of(seconds, text);
        ck_assert_msg(strcmp(text, moments[i][1]) == 0, "%s is %s, not %s", moments[i][0], text, moments[i][1]);
    }
}
END_TEST

/* What is typed, and a word of the sentence that refuses it. */
static const char *const no_moments[][2] = {
    { "", "还没有填写" },
    { " 　", "还没有填写" },
    { "昨天", "几点" },
    { "11-20", "几点" },
    { "2026-11-20", "几点" },
    { "周三", "几点" },
    { "25:00", "时刻不存在" },
    { "24:01", "时刻不存在" },
    { "2401", "时刻不存在" },
    { "24:00:01", "时刻不存在" },
    { "14:60", "时刻不存在" },
    { "14:05:60", "时刻不存在" },
    { "1460", "时刻不存在" },
    { "9999", "时刻不存在" },
    { "下午25点", "时刻不存在" },
    { "上午14点", "对不上" },
    { "晚上2点", "对不上" },
    { "中午8点", "对不上" },
    { "凌晨9点", "对不上" },
    { "下午0:30", "对不上" },
    { "2-30 9:30", "日历上没有" },
    { "2026-02-29 9:30", "日历上没有" },
    { "2100-02-29 9:30", "日历上没有" },
    { "2026-13-01 9:30", "日历上没有" },
    { "2026-00-01 9:30", "日历上没有" },
    { "31号 9:30", "日历上没有" },
    { "0日 9:30", "日历上没有" },
    { "1969-12-31 9:30", "1970" },
    { "2101-01-01 0:00", "2100" },
    { "2100-12-31 24:00", "2100" },
    { "-9999999h", "1970" },
    { "-9999999d", "1970" },
    { "+9999999w", "2100" },
    { "9999999天前 9:30", "1970" },
    { "现在吗", "看不懂" },
    { "nowt", "看不懂" },
    { "abc", "看不懂" },
    { "14", "看不懂" },
    { "930", "看不懂" },
    { "9:5", "看不懂" },
    { "14:005", "看不懂" },
    { "014:05", "看不懂" },
    { "14:05:", "看不懂" },
    { "14:05:6", "看不懂" },
    { "14点30秒", "看不懂" },
    { "5分钟", "看不懂" },
    { "5前", "看不懂" },
    { "-", "看不懂" },
    { "-m", "看不懂" },
    { "-5x", "看不懂" },
    { "--5", "看不懂" },
    { "-30m1h", "看不懂" },
    { "-1h30", "看不懂" },
    { "-12345678", "看不懂" },
    { "9:30 昨天", "看不懂" },
    { "11-209:30", "看不懂" },
    { "2026-11-20-9:30", "看不懂" },
    { "2026-11月20日 9:30", "看不懂" },
    { "202-11-20 9:30", "看不懂" },
    { "今9:30", "看不懂" },
    { "上周 9:30", "看不懂" },
    { "周八 9:30", "看不懂" },
    { "周0 9:30", "看不懂" },
    { "14:05\xFF", "看不懂" },
    { "14:05\n", "看不懂" },
    { "\xE6\x98", "看不懂" },
};

START_TEST(refuses_moments)
{
    in_shanghai();
    for (size_t i = 0; i < sizeof no_moments / sizeof no_moments[0]; i++) {
        int64_t seconds = 77;
        struct err err = { "" };
        int answer = when_parse(no_moments[i][0], NOW, &seconds, &err);
        ck_assert_msg(answer == -1, "%s is read as %lld", no_moments[i][0], (long long)seconds);
        ck_assert_int_eq(seconds, 77);
        ck_assert_msg(strstr(err.text, no_moments[i][1]) != NULL, "%s: %s", no_moments[i][0], err.text);
        ck_assert_msg(strstr(err.text, "14:05") != NULL, "no example: %s", err.text);
        ck_assert_int_eq(when_parse(no_moments[i][0], NOW, &seconds, NULL), -1);
    }
    /* What was typed is shown clean, and cut when long. */
    struct err err;
    int64_t seconds;
    struct buf much = { 0 };
    buf_adds(&much, "14:05");
    buf_repeat(&much, " ", 1000);
    buf_adds(&much, "中");
    ck_assert_int_eq(when_parse(buf_text(&much), NOW, &seconds, &err), -1);
    ck_assert(strstr(err.text, "…”") != NULL && strlen(err.text) < 400);
    ck_assert_int_eq(when_parse("\x1B[2J", NOW, &seconds, &err), -1);
    ck_assert(strchr(err.text, '\x1B') == NULL);
    buf_free(&much);
}
END_TEST

/* Without a year: at the year's turn, and the 29th of February. Each is today, text, and the day it is. */
START_TEST(chooses_the_year)
{
    static const char *const table[][3] = {
        { "2026-01-03 10:00", "12-30", "2025-12-30" }, { "2026-01-03 10:00", "7-5", "2026-07-05" },
        { "2026-01-03 10:00", "7-6", "2025-07-06" },   { "2026-01-03 10:00", "1-4", "2026-01-04" },
        { "2026-12-30 10:00", "1-2", "2026-01-02" },   { "2028-01-03 10:00", "2-29", "2028-02-29" },
        { "2028-12-03 10:00", "2-29", "2028-02-29" },  { "2027-01-03 10:00", "2-29", NULL },
        { "1970-01-03 10:00", "12-30", NULL },
    };
    in_shanghai();
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        int64_t now, seconds;
        char day[DAY_TEXT] = "", text[40], want[40];
        ck_assert_int_eq(when_parse(table[i][0], NOW, &now, NULL), 0);
        snprintf(text, sizeof text, "%s 9:30", table[i][1]);
        ck_assert_msg((when_parse(text, now, &seconds, NULL) == 0) == (table[i][2] != NULL), "%s", text);
        ck_assert_int_eq(when_parse_day(table[i][1], now, day, NULL), table[i][2] != NULL ? 0 : -1);
        if (table[i][2] == NULL)
            continue;
        ck_assert_str_eq(day, table[i][2]);
        day_of(seconds, want);
        ck_assert_str_eq(want, table[i][2]);
    }
}
END_TEST

/* ---- days ---- */

static const char *const days[][2] = {
    { "今天", "2026-11-20" },
    { "昨天", "2026-11-19" },
    { "明天", "2026-11-21" },
    { "前天", "2026-11-18" },
    { "后天", "2026-11-22" },
    { "大后天", "2026-11-23" },
    { "-3", "2026-11-17" },
    { "+7", "2026-11-27" },
    { "＋７", "2026-11-27" },
    { "+0", "2026-11-20" },
    { "-3d", "2026-11-17" },
    { "+2w", "2026-12-04" },
    { "3天后", "2026-11-23" },
    { "三天之后", "2026-11-23" },
    { "2周前", "2026-11-06" },
    { "月底", "2026-11-30" },
    { "本月底", "2026-11-30" },
    { "上月底", "2026-10-31" },
    { "下个月底", "2026-12-31" },
    { "年底", "2026-12-31" },
    { "11-20", "2026-11-20" },
    { "11月20日", "2026-11-20" },
    { "12/1", "2026-12-01" },
    { "20", "2026-11-20" },
    { "3", "2026-11-03" },
    { "3号", "2026-11-03" },
    { "本周五", "2026-11-20" },
    { "上周五", "2026-11-13" },
    { "下周日", "2026-11-29" },
    { "2026-11-21", "2026-11-21" },
    { "2026/1/2", "2026-01-02" },
    { "2026.11.21", "2026-11-21" },
    { "20261121", "2026-11-21" },
    { "2026年11月21日", "2026-11-21" },
    { "２０２６－１１－２１", "2026-11-21" },
    { "1970-01-01", "1970-01-01" },
    { "2100-12-31", "2100-12-31" },
};

static const char *const no_days[][2] = {
    { "", "还没有填写" },     { "周五", "哪一周" },     { "星期天", "哪一周" },       { "31", "日历上没有" },
    { "0", "日历上没有" },    { "2-30", "日历上没有" }, { "20260229", "日历上没有" }, { "1969-12-31", "1970" },
    { "2101-01-01", "2100" }, { "+9999999", "2100" },   { "-9999999", "1970" },       { "-2h", "看不懂" },
    { "5分钟前", "看不懂" },  { "今", "看不懂" },       { "今天 9:30", "看不懂" },    { "123", "看不懂" },
    { "2026", "看不懂" },     { "2026-11", "看不懂" },  { "月", "看不懂" },           { "现在", "看不懂" },
    { "+", "看不懂" },        { "3天", "看不懂" },      { "20 20", "看不懂" },        { "11-20-2026", "看不懂" },
};

START_TEST(reads_days)
{
    in_shanghai();
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        struct err err = { "" };
        char day[DAY_TEXT] = "";
        ck_assert_msg(when_parse_day(days[i][0], NOW, day, &err) == 0, "%s: %s", days[i][0], err.text);
        ck_assert_msg(strcmp(day, days[i][1]) == 0, "%s is %s, not %s", days[i][0], day, days[i][1]);
    }
    for (size_t i = 0; i < sizeof no_days / sizeof no_days[0]; i++) {
        struct err err = { "" };
        char day[DAY_TEXT] = "keep";
        ck_assert_msg(when_parse_day(no_days[i][0], NOW, day, &err) == -1, "%s is read as %s", no_days[i][0], day);
        ck_assert_str_eq(day, "keep");
        ck_assert_msg(strstr(err.text, no_days[i][1]) != NULL, "%s: %s", no_days[i][0], err.text);
        ck_assert_msg(strstr(err.text, "11-20") != NULL, "no example: %s", err.text);
    }
}
END_TEST

/* Every day of the years, counted on by one, is read back; day_parse and when_parse_day agree. */
START_TEST(walks_the_calendar)
{
    in_shanghai();
    char day[DAY_TEXT] = "1970-01-01", next[DAY_TEXT], again[DAY_TEXT];
    int seen = 1;
    for (;; seen++) {
        char noon[40];
        int64_t now;
        snprintf(noon, sizeof noon, "%s 12:00", day);
        ck_assert_int_eq(when_parse(noon, NOW, &now, NULL), 0);
        if (when_parse_day("明天", now, next, NULL) != 0)
            break;
        ck_assert_int_eq(day_parse(next, again), 0);
        ck_assert_int_eq(day_distance(day, next), 1);
        ck_assert_int_eq(when_parse_day(next, NOW, again, NULL), 0);
        ck_assert_str_eq(next, again);
        memcpy(day, next, sizeof day);
    }
    ck_assert_str_eq(day, "2100-12-31");
    ck_assert_int_eq(seen, 47847);
}
END_TEST

/* ---- summer time ---- */

START_TEST(summer_time)
{
    set_zone("America/New_York");
    int64_t now = 1773590400, seconds; /* 2026-03-15 12:00 EDT */
    struct err err;
    char text[TIME_TEXT];
    /* 8 March 2026, 2:00: set forward. */
    ck_assert_int_eq(when_parse("2026-03-08 2:30", now, &seconds, &err), -1);
    ck_assert_msg(strstr(err.text, "跳过") != NULL, "%s", err.text);
    ck_assert_int_eq(when_parse("2026-03-08 1:59:59", now, &seconds, &err), 0);
    ck_assert_int_eq(seconds, 1772953199);
    ck_assert_int_eq(when_parse("2026-03-08 3:00", now, &seconds, &err), 0);
    ck_assert_int_eq(seconds, 1772953200);
    /* A day before keeps the time of day; 24 hours do not. */
    now = 1772992800; /* 2026-03-08 14:00 EDT */
    ck_assert_int_eq(when_parse("-1d", now, &seconds, &err), 0);
    time_of(seconds, text);
    ck_assert_str_eq(text, "2026-03-07 14:00:00");
    ck_assert_int_eq(when_parse("-24h", now, &seconds, &err), 0);
    time_of(seconds, text);
    ck_assert_str_eq(text, "2026-03-07 13:00:00");
    /* 1 November 2026: 1:30 comes twice, the first is EDT. */
    ck_assert_int_eq(when_parse("2026-11-01 1:30", now, &seconds, &err), 0);
    ck_assert_int_eq(seconds, 1793511000);
    ck_assert_int_eq(when_parse("2026-10-31 24:00", now, &seconds, &err), 0);
    ck_assert_int_eq(seconds, 1793505600);
    /* Shanghai had summer time too. */
    in_shanghai();
    ck_assert_int_eq(when_parse("1986-05-04 2:30", NOW, &seconds, &err), -1);
    ck_assert_int_eq(when_parse("1986-07-01 12:00", NOW, &seconds, &err), 0);
    time_of(seconds, text);
    ck_assert_str_eq(text, "1986-07-01 12:00:00");
}
END_TEST

/* ---- showing ---- */

START_TEST(shows)
{
    static const char *const table[][2] = {
        { "2026-11-20 00:00", "00:00:00" },      { "2026-11-20 14:05:30", "14:05:30" },
        { "2026-11-20 23:59:59", "23:59:59" },   { "2026-11-19 23:59:59", "11-19 23:59" },
        { "2026-11-21 00:00", "11-21 00:00" },   { "2026-01-01 00:00", "01-01 00:00" },
        { "2025-12-31 23:59:59", "2025-12-31" }, { "2027-01-01 00:00", "2027-01-01" },
    };
    in_shanghai();
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        int64_t seconds;
        char out[WHEN_SHOWN];
        ck_assert_int_eq(when_parse(table[i][0], NOW, &seconds, NULL), 0);
        when_show(seconds, NOW, out, sizeof out);
        ck_assert_str_eq(out, table[i][1]);
    }
    char small[6], out[WHEN_SHOWN] = "x";
    when_show(NOW, NOW, small, sizeof small);
    ck_assert_str_eq(small, "14:05");
    when_show(INT64_MAX, NOW, out, sizeof out);
    ck_assert_str_eq(out, "");
    when_show(INT64_MIN, NOW, out, sizeof out);
    ck_assert_str_eq(out, "");
}
END_TEST

/* A moment written in one of several ways reads back as itself; in an hour that came twice, as the same clock. */
static void check_round_trip(struct mix *mix, int64_t first, unsigned range)
{
    static const char *const formats[] = { "%Y-%m-%d %H:%M:%S", "%Y/%m/%d  %H:%M:%S", "%Y年%m月%d日%H时%M分%S秒",
                                           "%Y%m%d %H:%M:%S", "%Y.%m.%dT%H:%M:%S" };
    int64_t now = first + mix_below(mix, range), then = first + mix_below(mix, range), read = 0;
    char written[80], shown[WHEN_SHOWN], a[TIME_TEXT], b[TIME_TEXT], c[DAY_TEXT];
    struct err err = { "" };
    struct tm tm;
    time_t t = (time_t)then;
    localtime_r(&t, &tm);
    strftime(written, sizeof written, formats[mix_below(mix, 5)], &tm);
    ck_assert_msg(when_parse(written, now, &read, &err) == 0, "%s: %s", written, err.text);
    time_of(then, a);
    time_of(read, b);
    ck_assert_msg(strcmp(a, b) == 0 && (read == then || read == then - 3600), "%s: %s", written, b);

    then = now - 43200 + mix_below(mix, 86400);
    when_show(then, now, shown, sizeof shown);
    time_of(then, a);
    if (strlen(shown) == 10) { /* another year's day */
        ck_assert_int_eq(when_parse_day(shown, now, c, &err), 0);
        ck_assert(strncmp(a, c, 10) == 0);
    } else {
        ck_assert_msg(when_parse(shown, now, &read, &err) == 0, "%s: %s", shown, err.text);
        time_of(read, b);
        ck_assert_msg(strncmp(a, b, strlen(shown) == 8 ? 19 : 16) == 0, "%s at %s: %s", shown, a, b);
    }
}

START_TEST(round_trips)
{
    static const char *const zones[] = { "Asia/Shanghai", "America/New_York", "UTC", "Australia/Lord_Howe" };
    struct mix mix = mix_from(mix_seed());
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        set_zone(zones[i]);
        for (int round = 0; round < 5000; round++)
            check_round_trip(&mix, 5 * 86400, 4130000000u); /* to 2100 */
    }
    in_shanghai();
}
END_TEST

START_TEST(shows_days)
{
    static const char *const table[][3] = {
        { "2026-11-01", "2026-11-30", "2026-11-01 至 2026-11-30" },
        { "2026-11-20", "2026-11-20", "2026-11-20 当天" },
        { "2026-11-01", NULL, "2026-11-01 起" },
        { "", "2026-11-30", "2026-11-30 及以前" },
        { NULL, "", "" },
    };
    char shown[WHEN_DAYS];
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        when_show_days(table[i][0], table[i][1], shown);
        ck_assert_str_eq(shown, table[i][2]);
    }
}
END_TEST

/* ---- random words ---- */

START_TEST(random_words)
{
    static const char *const words[] = {
        "今天", "昨",    "前天", "大后天", "周",   "星期",  "三",    "日",   "上",   "下周",     "本",   "月底",
        "年",   "月",    "号",   "点",     "时",   "分",    "秒",    "半",   "整",   "一刻",     "上午", "下午",
        "晚上", "早",    "凌晨", "十",     "两",   "零",    "-",     "+",    "/",    ".",        ":",    "：",
        " ",    "　",    "T",    "now",    "现在", "前",    "之后",  "天",   "小时", "分钟",     "d",    "h",
        "m",    "s",     "w",    "0",      "1",    "2",     "9",     "05",   "14",   "20",       "30",   "59",
        "60",   "24:00", "2026", "1970",   "2100", "99999", "12-31", "2-29", "\xFF", "\xE4\xBB", "５",
    };
    const char *given = getenv("ZEREN_TEST_ROUNDS");
    long rounds = given != NULL ? atol(given) : 40000;
    struct mix mix = mix_from(mix_seed());
    struct buf text = { 0 };
    long read_whens = 0, read_days = 0;
    in_shanghai();
    for (long round = 0; round < rounds; round++) {
        text.n = 0;
        for (unsigned n = mix_below(&mix, 7); n > 0; n--)
            buf_adds(&text, words[mix_below(&mix, sizeof words / sizeof words[0])]);
        int64_t seconds = 77;
        struct err err = { "" };
        char day[DAY_TEXT] = "", shown[TIME_TEXT], same[DAY_TEXT];
        if (when_parse(buf_text(&text), NOW, &seconds, &err) == 0) {
            time_of(seconds, shown);
            ck_assert_msg(strcmp(shown, "1970") >= 0 && strcmp(shown, "2101") < 0, "%s", buf_text(&text));
            read_whens++;
        } else {
            ck_assert_int_eq(seconds, 77);
            ck_assert_msg(err.text[0] != '\0', "%s", buf_text(&text));
        }
        if (when_parse_day(buf_text(&text), NOW, day, NULL) == 0) {
            ck_assert_msg(day_parse(day, same) == 0 && strcmp(day, same) == 0, "%s: %s", buf_text(&text), day);
            read_days++;
        }
    }
    ck_assert_int_gt(read_whens, rounds / 1000);
    ck_assert_int_gt(read_days, rounds / 1000);
    buf_free(&text);
}
END_TEST

Suite *when_suite(void)
{
    Suite *suite = suite_create("when");
    TCase *tcase = tcase_create("when");
    tcase_set_timeout(tcase, 300);
    tcase_add_test(tcase, reads_moments);
    tcase_add_test(tcase, refuses_moments);
    tcase_add_test(tcase, chooses_the_year);
    tcase_add_test(tcase, reads_days);
    tcase_add_test(tcase, walks_the_calendar);
    tcase_add_test(tcase, summer_time);
    tcase_add_test(tcase, shows);
    tcase_add_test(tcase, shows_days);
    tcase_add_test(tcase, round_trips);
    tcase_add_test(tcase, random_words);
    suite_add_tcase(suite, tcase);
    return suite;
}
