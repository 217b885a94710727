/* Well-formed UTF-8 (Unicode 15, table 3-7).
 *
 *     size_t taken = utf8_length(text + i, length - i);
 *     if (taken == 0)
 *         strbuf_add_text(out, UTF8_REPLACEMENT), i++;
 */
#ifndef CET_CORE_UTF8_H
#define CET_CORE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#define UTF8_REPLACEMENT "\xef\xbf\xbd" /* stands for bytes that are no character */

/* How many of the bytes, of which there is at least one, are the character at their start; 0: they are none. */
size_t utf8_length(const char *text, size_t length);
/* Whether all of the bytes are. */
bool utf8_is_valid(const char *text, size_t length);

#endif
