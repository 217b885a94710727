/* Errors: a status that callers act on and one line of text that people read.
 *
 *     struct error err = {0};
 *     if (file_read(path, MAX_BYTES, &text, &err) != STATUS_OK)
 *         return report(&err);
 *
 * The lowest function that knows the cause writes the message, once; the ones above pass the status on.
 * The struct is the caller's and needs no release. A NULL err is allowed: the message is dropped. */
#ifndef CET_CORE_ERROR_H
#define CET_CORE_ERROR_H

#include <stdarg.h>

enum status {
    STATUS_OK = 0,
    STATUS_INVALID,   /* what came from outside is not what was asked for: the user mends the input */
    STATUS_NOT_FOUND, /* a file, program or record that was named does not exist */
    STATUS_IO,        /* the system refused: permission, disk full, broken pipe */
    STATUS_LIMIT,     /* a bound was reached: bytes, items, depth, time */
    STATUS_CANCELLED, /* the user interrupted */
};

#define ERROR_MESSAGE_MAX 2048

struct error {
    enum status status;
    char message[ERROR_MESSAGE_MAX]; /* one impersonal line: file and line, what is wrong, what to do */
};

/* Writes the message and returns status, so that `return error_set(err, STATUS_INVALID, ...)` reads as one. */
enum status error_set(struct error *err, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
enum status error_set_va(struct error *err, enum status status, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

/* As error_set with STATUS_IO, followed by ": " and the text of errno as it was at the call. */
enum status error_set_errno(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
