/* From and to the encodings of Chinese offices. */
#ifndef ZEREN_TEXT_ENCODE_H
#define ZEREN_TEXT_ENCODE_H

#include "base/buf.h"
#include "base/err.h"

enum encoding { ENCODING_UTF8, ENCODING_GB18030 };

/* Replaces UTF-8 bytes by the same text in `to`. */
int encode_text(struct buf *text, enum encoding to, struct err *err);

/* Recognises UTF-8 (with or without BOM) or else GB18030 and replaces the bytes by UTF-8 without BOM. Bytes that
 * are neither are an error. */
int decode_text(struct buf *bytes, enum encoding *was, struct err *err);

#endif
