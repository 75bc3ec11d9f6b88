/* Holds the reader of JSON lines to the grammar: what is right is read as it is, what is not is refused with a sentence
 * and leaves nothing behind. */
#include "text/json_in.h"

#include "base/buf.h"
#include "seeded.h"
#include "suites.h"

#include <string.h>

static struct err err;

static int read_line(const char *line, struct json_object *object)
{
    *object = (struct json_object){ 0 };
    return json_object_read(line, strlen(line), object, &err);
}

START_TEST(a_line_is_read_as_it_is)
{
    struct json_object object;
    ck_assert_int_eq(read_line(" {\"incident\" : 17, \"text\":\"挖矿\\n\\u6316\\uD840\\uDC00\\\"\\/\", \"yes\":true,\t"
                               "\"no\":false,\"none\":null,\"low\":-9223372036854775808,\"high\":9223372036854775807,"
                               "\"\":\"\",\"zero\":0} \r\n",
                               &object),
                     0);
    ck_assert_uint_eq(object.n, 9);
    ck_assert_int_eq(json_object_field(&object, "incident")->number, 17);
    ck_assert_int_eq(json_object_field(&object, "incident")->kind, JSON_NUMBER);
    ck_assert_str_eq(json_object_field(&object, "text")->text, "挖矿\n挖𠀀\"/");
    ck_assert_int_eq(json_object_field(&object, "yes")->kind, JSON_BOOL);
    ck_assert_int_eq(json_object_field(&object, "yes")->number, 1);
    ck_assert_int_eq(json_object_field(&object, "no")->number, 0);
    ck_assert_int_eq(json_object_field(&object, "none")->kind, JSON_NULL);
    ck_assert(json_object_field(&object, "low")->number == INT64_MIN);
    ck_assert(json_object_field(&object, "high")->number == INT64_MAX);
    ck_assert_str_eq(json_object_field(&object, "")->text, "");
    ck_assert_ptr_null(json_object_field(&object, "other"));
    json_object_free(&object);
    ck_assert_int_eq(read_line("{}", &object), 0);
    ck_assert_uint_eq(object.n, 0);
    json_object_free(&object);
}
END_TEST

START_TEST(what_is_no_object_is_refused)
{
    static const char *const wrong[] = {
        "",
        " ",
        "null",
        "[]",
        "{",
        "}",
        "{}{}",
        "{} x",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":+1}",
        "{\"a\":1.5}",
        "{\"a\":1e3}",
        "{\"a\":9223372036854775808}",
        "{\"a\":-9223372036854775809}",
        "{\"a\":99999999999999999999999}",
        "{\"a\":tru}",
        "{\"a\":truex}",
        "{\"a\":True}",
        "{\"a\":[1]}",
        "{\"a\":{}}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\":\"x}",
        "{\"a\":\"x\\\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\uD840\"}",
        "{\"a\":\"\\uD840\\u0041\"}",
        "{\"a\":\"\\uDC00\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\xFF\"}",
        "{\"a\":\"\xE6\x8C\"}",
        "\xEF\xBB\xBF{}",
        "{\"a\":1}//",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct json_object object;
        ck_assert_msg(read_line(wrong[i], &object) == -1, "read: %s", wrong[i]);
        ck_sentence(&err, "JSON");
        ck_assert_uint_eq(object.n, 0);
        ck_assert_ptr_null(object.v);
        ck_assert_ptr_null(object.arena.blocks);
    }
    struct json_object object = { 0 };
    ck_assert_int_eq(json_object_read("{\"a\":\"\0\"}", 9, &object, &err), -1);
    ck_assert_int_eq(json_object_read("{}\0", 3, &object, &err), -1);
    ck_assert_int_eq(json_object_read("{\"a\":1}", 6, &object, &err), -1);
}
END_TEST

START_TEST(limits_hold)
{
    struct buf line = { 0 };
    struct json_object object = { 0 };
    buf_adds(&line, "{\"a\":\"");
    buf_repeat(&line, "x", JSON_IN_BYTES_MOST - 8);
    buf_adds(&line, "\"}");
    ck_assert_int_eq(json_object_read(line.v, line.n, &object, &err), 0);
    ck_assert_uint_eq(strlen(object.v[0].text), JSON_IN_BYTES_MOST - 8);
    json_object_free(&object);
    buf_adds(&line, " ");
    ck_assert_int_eq(json_object_read(line.v, line.n, &object, &err), -1);
    ck_sentence(&err, "太长");
    for (int fields = JSON_IN_FIELDS_MOST; fields <= JSON_IN_FIELDS_MOST + 1; fields++) {
        buf_clear(&line);
        for (int i = 0; i < fields; i++)
            buf_printf(&line, "%s\"%d\":%d", i == 0 ? "{" : ",", i, i);
        buf_adds(&line, "}");
        ck_assert_int_eq(json_object_read(line.v, line.n, &object, &err), fields == JSON_IN_FIELDS_MOST ? 0 : -1);
        json_object_free(&object);
    }
    buf_free(&line);
}
END_TEST

Suite *json_in_suite(void)
{
    Suite *suite = suite_create("json_in");
    TCase *t = tcase_create("json_in");
    tcase_add_test(t, a_line_is_read_as_it_is);
    tcase_add_test(t, what_is_no_object_is_refused);
    tcase_add_test(t, limits_hold);
    suite_add_tcase(suite, t);
    return suite;
}
