#include "gunzip.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>

#define PIECE_BYTES ((size_t)256 << 10)
#define GZIP_ONLY (15 + 16)

bool is_gzip(const char *bytes, size_t length)
{
    return length >= 2 && !memcmp(bytes, "\x1f\x8b", 2);
}

static enum status inflate_all(z_stream *stream, const char *name, size_t max_bytes, struct strbuf *out,
                               struct error *err)
{
    int result = Z_OK;
    while (result == Z_OK || (result == Z_STREAM_END && stream->avail_in && inflateReset(stream) == Z_OK)) {
        if (out->length > max_bytes)
            return error_set(err, STATUS_LIMIT, "'%s' holds more than the limit of %zu bytes", name, max_bytes);
        strbuf_reserve(out, PIECE_BYTES);
        stream->next_out = (Bytef *)out->bytes + out->length;
        stream->avail_out = (uInt)PIECE_BYTES;
        result = inflate(stream, Z_NO_FLUSH);
        out->length += PIECE_BYTES - stream->avail_out;
    }
    if (result != Z_STREAM_END)
        return error_set(err, STATUS_INVALID, "'%s' is a damaged or cut gzip file", name);
    out->bytes[out->length] = '\0';
    return STATUS_OK;
}

enum status gunzip(const char *name, const char *bytes, size_t length, size_t max_bytes, struct strbuf *out,
                   struct error *err)
{
    z_stream stream = {.next_in = (Bytef *)bytes, .avail_in = (uInt)length};
    if (length > UINT_MAX || inflateInit2(&stream, GZIP_ONLY) != Z_OK)
        return error_set(err, STATUS_LIMIT, "'%s' is too large for a gzip file", name);
    const enum status status = inflate_all(&stream, name, max_bytes, out, err);
    inflateEnd(&stream);
    return status;
}
