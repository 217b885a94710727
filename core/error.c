#include "cet/core/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What comes from outside and is quoted may hold line ends and escapes; the message stays one harmless line. */
static void blank_control_bytes(char *text)
{
    for (char *c = text; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
    }
}

static void store(struct error *err, enum status status, const char *message)
{
    err->status = status;
    snprintf(err->message, sizeof err->message, "%s", message);
    blank_control_bytes(err->message);
}

enum status error_set_va(struct error *err, enum status status, const char *format, va_list args)
{
    if (!err)
        return status;
    /* Formatted apart, because the arguments may quote the message that is being replaced. */
    char message[ERROR_MESSAGE_MAX];
    vsnprintf(message, sizeof message, format, args);
    store(err, status, message);
    return status;
}

enum status error_set(struct error *err, enum status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    error_set_va(err, status, format, args);
    va_end(args);
    return status;
}

enum status error_set_errno(struct error *err, const char *format, ...)
{
    const int cause = errno;
    if (!err)
        return STATUS_IO;
    char message[ERROR_MESSAGE_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    /* The cause is what counts: a message that fills the buffer gives way to it. */
    const char *reason = strerror(cause);
    const size_t room = sizeof message - strlen(reason) - sizeof ": ";
    char whole[ERROR_MESSAGE_MAX];
    snprintf(whole, sizeof whole, "%.*s: %s", (int)room, message, reason);
    store(err, STATUS_IO, whole);
    return STATUS_IO;
}
