/* Fuzzes the reader of JSON lines: what it takes has no name twice and holds to the limits, what it refuses leaves
 * nothing behind and one clean sentence. */
#include "text/clean.h"
#include "text/json_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(bool holds, const char *sentence)
{
    if (holds)
        return;
    fprintf(stderr, "fuzz_json: %s\n", sentence);
    abort();
}

static void check_object(const struct json_object *object)
{
    must(object->n <= JSON_IN_FIELDS_MOST, "too many fields");
    for (size_t i = 0; i < object->n; i++) {
        const struct json_field *field = &object->v[i];
        must(json_object_field(object, field->name) == field, "a name twice");
        must((field->text != NULL) == (field->kind == JSON_TEXT), "a text that is none");
        must(field->kind != JSON_BOOL || field->number == 0 || field->number == 1, "neither true nor false");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json_object object = { 0 };
    struct err err = { "" };
    if (json_object_read((const char *)data, size, &object, &err) == 0)
        check_object(&object);
    else
        must(object.n == 0 && err.text[0] != '\0' && text_check(err.text, strlen(err.text), false, NULL) == TEXT_CLEAN,
             "refused without a clean sentence");
    json_object_free(&object);
    return 0;
}
