/* Typed fields. */
#include "domain/field.h"

#include "base/words.h"
#include "text/clean.h"

#include <string.h>

/* `text` has room for `most` bytes and the end. */
static int take(const char *typed, const char *what, bool needed, char *text, size_t most, const char **value,
                struct err *err)
{
    size_t n = typed == NULL ? 0 : strlen(typed);
    const char *start = typed == NULL ? "" : text_trim(typed, &n);
    enum text_fault fault = text_check(start, n, false, NULL);
    *value = NULL;
    if (n == 0 && needed)
        return err_set_of(err, what, _("缺%s。请填写。"), what);
    if (fault != TEXT_CLEAN)
        return err_set_of(err, what, _("%s含有%s。请重新录入。"), what, text_fault_name(fault));
    if (n > most)
        return err_set_of(err, what, _("%s太长（超过 %zu 字节）。请缩短。"), what, most);
    memcpy(text, start, n);
    text[n] = '\0';
    *value = n == 0 ? NULL : text;
    return 0;
}

int field_text(const char *typed, const char *what, bool needed, struct field *field, const char **value,
               struct err *err)
{
    return take(typed, what, needed, field->text, FIELD_MOST, value, err);
}

int field_long(const char *typed, const char *what, bool needed, struct field_long *field, const char **value,
               struct err *err)
{
    return take(typed, what, needed, field->text, FIELD_LONG_MOST, value, err);
}

int field_day(const char *typed, const char *what, bool needed, char day[DAY_TEXT], const char **value, struct err *err)
{
    struct field field;
    if (field_text(typed, what, needed, &field, value, err) != 0)
        return -1;
    if (*value == NULL)
        return 0;
    *value = day;
    if (day_parse(field.text, day) != 0)
        return err_set_of(err, what, _("%s“%s”不是日期。请写成 2026-09-01 这样。"), what, field.text);
    return 0;
}

bool phone_valid(const char *text)
{
    return strspn(text, "0123456789+-() /,") == strlen(text) && strpbrk(text, "0123456789") != NULL;
}

int field_past_day(const char *typed, int64_t now, char day[DAY_TEXT], struct err *err)
{
    const char *value;
    char today[DAY_TEXT];
    if (field_day(typed, _("日期"), true, day, &value, err) != 0)
        return -1;
    day_of(now, today);
    if (strcmp(day, today) > 0)
        return err_set_of(err, _("日期"), _("日期 %s 还没有到。请写已经作出决定的日期。"), day);
    return 0;
}

int field_phone(const char *typed, const char *what, struct field *field, const char **value, struct err *err)
{
    if (field_text(typed, what, false, field, value, err) != 0)
        return -1;
    if (*value != NULL && !phone_valid(*value))
        return err_set_of(err, what, _("%s“%s”不是电话号码。请核对。"), what, *value);
    return 0;
}
