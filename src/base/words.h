/* Interface text. Every sentence a person reads stands in the source, in Chinese, inside _(): one mark
 * by which they can all be found. */
#ifndef ZEREN_BASE_WORDS_H
#define ZEREN_BASE_WORDS_H

#define _(sentence) (sentence)

#endif
