#include "cet/core/deflate.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#define WINDOW_BITS (-15) /* negative: no header, no checksum */
#define MEMORY_LEVEL 9

/* zlib counts in unsigned int: longer input and room are handed over in parts. */
static unsigned part_of(size_t length)
{
    return length > UINT_MAX ? UINT_MAX : (unsigned)length;
}

void deflate_add(struct strbuf *out, const void *bytes, size_t length)
{
    z_stream stream = {0};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, WINDOW_BITS, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
        abort(); /* the arguments are constants, so only memory can have failed */
    const unsigned char *next = bytes;
    size_t left = length;
    int state = Z_OK;
    while (state != Z_STREAM_END) {
        strbuf_reserve(out, 4096);
        const size_t room = out->capacity - out->length - 1;
        stream.next_in = (unsigned char *)next;
        stream.avail_in = part_of(left);
        stream.next_out = (unsigned char *)out->bytes + out->length;
        stream.avail_out = part_of(room);
        const unsigned offered = stream.avail_in, had = stream.avail_out;
        state = deflate(&stream, offered == left ? Z_FINISH : Z_NO_FLUSH);
        next += offered - stream.avail_in;
        left -= offered - stream.avail_in;
        out->length += had - stream.avail_out;
        out->bytes[out->length] = '\0';
    }
    deflateEnd(&stream);
}
