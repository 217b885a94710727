/* utf8proc.c as somebody who fuzzes it by hand would: map with options from the first bytes, and the graphemes of the
 * text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "utf8proc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint16_t options;
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_int32_t before = -1, code, state = 0;
    if (size < sizeof options)
        return 0;
    memcpy(&options, data, sizeof options);
    data += sizeof options;
    size -= sizeof options;
    utf8proc_map(data, (utf8proc_ssize_t)size, &mapped, (utf8proc_option_t)options);
    free(mapped);
    for (size_t at = 0; at < size;) {
        utf8proc_ssize_t length = utf8proc_iterate(data + at, (utf8proc_ssize_t)(size - at), &code);
        if (length <= 0)
            break;
        utf8proc_charwidth(code);
        utf8proc_category_string(code);
        if (before >= 0)
            utf8proc_grapheme_break_stateful(before, code, &state);
        before = code;
        at += (size_t)length;
    }
    return 0;
}
