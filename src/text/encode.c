/* Encodings, through libunistring (which calls iconv). */
#include "text/encode.h"

#include "base/words.h"

#include <stdlib.h>
#include <string.h>
#include <uniconv.h>
#include <unistr.h>

static void take(struct buf *text, char *converted, size_t n)
{
    buf_clear(text);
    buf_add(text, converted, n);
    free(converted);
}

int encode_text(struct buf *text, enum encoding to, struct err *err)
{
    if (to == ENCODING_UTF8 || text->n == 0)
        return 0;
    size_t n = 0;
    char *out = u8_conv_to_encoding("GB18030", iconveh_error, (const uint8_t *)text->v, text->n, NULL, NULL, &n);
    if (out == NULL)
        return err_set(err, "%s", _("文字不能转成 GB18030。请改用 --encoding utf-8。"));
    take(text, out, n);
    return 0;
}

static size_t bom_bytes(const struct buf *text)
{
    return text->n >= 3 && memcmp(text->v, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static void drop_start(struct buf *text, size_t n)
{
    memmove(text->v, text->v + n, text->n - n + 1);
    text->n -= n;
}

int decode_text(struct buf *bytes, enum encoding *was, struct err *err)
{
    static const char tail[] = "\n\n\n";
    const size_t tail_n = sizeof tail - 1;
    size_t bom = bom_bytes(bytes);
    *was = ENCODING_UTF8;
    if (bytes->n == 0)
        return 0;
    if (u8_check((const uint8_t *)bytes->v + bom, bytes->n - bom) == NULL) {
        drop_start(bytes, bom);
        return 0;
    }
    size_t n = 0;
    uint8_t *out = NULL;
    if (bom == 0) { /* a file that says UTF-8 and is not is a damaged one */
        /* Part of a character at the end would be dropped in silence; before LFs, as many as complete the longest, four
         * bytes, it is an error. */
        buf_adds(bytes, tail);
        out = u8_conv_from_encoding("GB18030", iconveh_error, bytes->v, bytes->n, NULL, NULL, &n);
        bytes->n -= tail_n;
        bytes->v[bytes->n] = '\0';
    }
    if (out != NULL && (n < tail_n || memcmp(out + n - tail_n, tail, tail_n) != 0)) {
        free(out);
        out = NULL;
    }
    if (out == NULL)
        return err_set(err, "%s", _("文件既不是 UTF-8 也不是 GB18030 编码。请在表格软件中另存为 UTF-8 的 CSV。"));
    take(bytes, (char *)out, n - tail_n);
    drop_start(bytes, bom_bytes(bytes));
    *was = ENCODING_GB18030;
    return 0;
}
