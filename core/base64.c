#include "cet/core/base64.h"

#include <nettle/base64.h>

void base64_add(struct strbuf *out, const void *bytes, size_t length)
{
    const size_t needed = BASE64_ENCODE_RAW_LENGTH(length);
    strbuf_reserve(out, needed);
    base64_encode_raw(out->bytes + out->length, length, bytes);
    out->length += needed;
    out->bytes[out->length] = '\0';
}
