#include "cet/core/compress.h"

#include <stdint.h>
#include <stdlib.h>
#include <zstd.h>

#include "cet/core/memory.h"

#define LEVEL 1

void compress_add(struct strbuf *out, const void *bytes, size_t length)
{
    const size_t bound = ZSTD_compressBound(length);
    /* ZSTD_compressBound answers a length beyond its own limit with an error code, too large to be had. */
    strbuf_reserve(out, ZSTD_isError(bound) ? SIZE_MAX : bound);
    const size_t written = ZSTD_compress(out->bytes + out->length, bound, bytes, length, LEVEL);
    if (ZSTD_isError(written))
        abort(); /* the room suffices, so only memory can have failed */
    out->length += written;
    out->bytes[out->length] = '\0';
}

enum status compress_expand(const void *bytes, size_t length, size_t max_bytes, struct strbuf *out, size_t *ret_taken,
                            struct error *err)
{
    const size_t taken = ZSTD_findFrameCompressedSize(bytes, length);
    if (ZSTD_isError(taken))
        return error_set(err, STATUS_INVALID, "compressed data is damaged: %s", ZSTD_getErrorName(taken));
    const unsigned long long size = ZSTD_getFrameContentSize(bytes, length);
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR)
        return error_set(err, STATUS_INVALID, "compressed data is damaged: a frame without its size");
    if (size > max_bytes)
        return error_set(err, STATUS_LIMIT, "compressed data holds %llu bytes, more than the limit of %zu", size,
                         max_bytes);
    strbuf_reserve(out, (size_t)size);
    const size_t written = ZSTD_decompress(out->bytes + out->length, (size_t)size, bytes, taken);
    if (ZSTD_isError(written)) {
        out->bytes[out->length] = '\0';
        return error_set(err, STATUS_INVALID, "compressed data is damaged: %s", ZSTD_getErrorName(written));
    }
    out->length += written;
    out->bytes[out->length] = '\0';
    *ret_taken = taken;
    return STATUS_OK;
}

size_t compress_frame_length(const void *bytes, size_t length)
{
    size_t taken = ZSTD_findFrameCompressedSize(bytes, length);
    return ZSTD_isError(taken) ? 0 : taken;
}
