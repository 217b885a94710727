#include "cet/core/byte_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define PACKED_BUFFER_BYTES (128u << 10)

static bool is_gzip(int fd)
{
    char magic[2];
    return pread(fd, magic, sizeof magic, 0) == sizeof magic && !memcmp(magic, "\x1f\x8b", sizeof magic);
}

enum status byte_stream_open(const char *path, struct byte_stream *ret, struct error *err)
{
    struct byte_stream stream = {.path = path, .fd = open(path, O_RDONLY | O_CLOEXEC)};
    if (stream.fd < 0)
        return error_set_errno(err, "cannot open '%s'", path);
    if (is_gzip(stream.fd)) {
        stream.packed = gzdopen(stream.fd, "rb"); /* takes the descriptor */
        if (!stream.packed) {
            close(stream.fd);
            return error_set(err, STATUS_INVALID, "'%s' cannot be unpacked", path);
        }
        gzbuffer(stream.packed, PACKED_BUFFER_BYTES);
    }
    *ret = stream;
    return STATUS_OK;
}

static enum status read_packed(struct byte_stream *stream, void *buffer, size_t size, size_t *ret_got,
                               struct error *err)
{
    int failure = Z_OK;
    const int got = gzread(stream->packed, buffer, size < INT_MAX ? (unsigned)size : INT_MAX);
    gzerror(stream->packed, &failure);
    if (got < 0 || failure == Z_BUF_ERROR)
        return error_set(err, STATUS_INVALID, "'%s' is a damaged or cut gzip file", stream->path);
    stream->unpacked_bytes += (uint64_t)got;
    if (stream->unpacked_bytes > BYTE_STREAM_MAX_UNPACKED)
        return error_set(err, STATUS_LIMIT, "'%s' holds more than %llu bytes", stream->path,
                         (unsigned long long)BYTE_STREAM_MAX_UNPACKED);
    *ret_got = (size_t)got;
    return STATUS_OK;
}

enum status byte_stream_read(struct byte_stream *stream, void *buffer, size_t size, size_t *ret_got, struct error *err)
{
    ssize_t got;
    if (stream->packed)
        return read_packed(stream, buffer, size, ret_got, err);
    do
        got = read(stream->fd, buffer, size);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return error_set_errno(err, "cannot read '%s'", stream->path);
    *ret_got = (size_t)got;
    return STATUS_OK;
}

void byte_stream_close(struct byte_stream *stream)
{
    if (stream->packed)
        gzclose(stream->packed);
    else if (stream->path)
        close(stream->fd);
    *stream = (struct byte_stream){0};
}
