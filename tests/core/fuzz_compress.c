/* Whatever the bytes: within the limits, and untouched on failure; what is compressed expands to itself. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/compress.h"

#define MAX_BYTES ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void expand(const uint8_t *bytes, size_t length)
{
    struct strbuf out = {0};
    size_t taken = 0;
    if (compress_expand(bytes, length, MAX_BYTES, &out, &taken, NULL) != STATUS_OK) {
        if (out.length != 0 || taken != 0)
            abort();
    } else if (out.length > MAX_BYTES || taken == 0 || taken > length) {
        abort();
    }
    strbuf_release(&out);
}

static void there_and_back(const uint8_t *bytes, size_t length)
{
    struct strbuf packed = {0}, out = {0};
    size_t taken = 0;
    compress_add(&packed, bytes, length);
    if (compress_expand(packed.bytes, packed.length, length, &out, &taken, NULL) != STATUS_OK || out.length != length ||
        (length != 0 && memcmp(out.bytes, bytes, length) != 0))
        abort();
    strbuf_release(&packed);
    strbuf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    expand(bytes, length);
    there_and_back(bytes, length);
    return 0;
}
