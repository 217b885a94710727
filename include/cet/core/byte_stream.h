/* The bytes of a file from its start to its end, unpacked where it is gzip.
 *
 *     SCOPED(byte_stream_close) struct byte_stream stream = {0};
 *     status = byte_stream_open(path, &stream, err);
 *     while (status == STATUS_OK && (status = byte_stream_read(&stream, buffer, sizeof buffer, &got, err)) == STATUS_OK
 * && got)
 *         ...
 *
 * A gzip file of several members is all of them, one behind the other. */
#ifndef CET_CORE_BYTE_STREAM_H
#define CET_CORE_BYTE_STREAM_H

#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"

#define BYTE_STREAM_MAX_UNPACKED ((uint64_t)16 << 30) /* of a gzip file: a few bytes may stand for any number */

struct byte_stream {
    const char *path; /* the caller's, until it is closed */
    int fd;           /* of a file that is not packed */
    void *packed;     /* NULL: it is not */
    uint64_t unpacked_bytes;
};

/* path must be a regular file; ret is untouched on failure. */
enum status byte_stream_open(const char *path, struct byte_stream *ret, struct error *err);
/* *ret_got is 0 at the end alone. STATUS_INVALID for a damaged or cut gzip file, STATUS_LIMIT for one that holds too
 * much. */
enum status byte_stream_read(struct byte_stream *stream, void *buffer, size_t size, size_t *ret_got, struct error *err);
/* A zeroed one was never opened. */
void byte_stream_close(struct byte_stream *stream);

#endif
