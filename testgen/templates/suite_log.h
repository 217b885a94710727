/* What callbacks were called with, as text: "on_field('a b', set); on_row(10); ".
 *
 *     suite_log_open(log, "on_field");
 *     suite_log_bytes(log, field, size);
 *     suite_log_close(log);
 *
 * Pointers are logged as `NULL` or `set`, never as addresses. Needs nothing but the C library. */
#ifndef SUITE_LOG_H
#define SUITE_LOG_H

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct suite_call_log {
    char text[4096];
    size_t length;
    int arguments; /* of the call that is open */
};

__attribute__((format(printf, 2, 3))) static __inline__ void suite_log_add(struct suite_call_log *log,
                                                                           const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(log->text + log->length, sizeof log->text - log->length, format, args);
    va_end(args);
    if (n > 0 && (size_t)n < sizeof log->text - log->length)
        log->length += (size_t)n;
    else
        log->text[log->length] = '\0';
}

static __inline__ void suite_log_open(struct suite_call_log *log, const char *name)
{
    log->arguments = 0;
    suite_log_add(log, "%s(", name);
}

static __inline__ void suite_log_close(struct suite_call_log *log)
{
    suite_log_add(log, "); ");
}

static __inline__ void suite_log_comma(struct suite_call_log *log)
{
    if (log->arguments++ > 0)
        suite_log_add(log, ", ");
}

static __inline__ void suite_log_quoted(struct suite_call_log *log, const unsigned char *bytes, size_t size)
{
    suite_log_comma(log);
    if (!bytes) {
        suite_log_add(log, "NULL");
        return;
    }
    suite_log_add(log, "'");
    for (size_t i = 0; i < size; i++)
        suite_log_add(log, bytes[i] >= ' ' && bytes[i] < 0x7f && !strchr("'\\", bytes[i]) ? "%c" : "\\x%02x", bytes[i]);
    suite_log_add(log, "'");
}

/* Exactly size bytes. */
static __inline__ void suite_log_bytes(struct suite_call_log *log, const void *bytes, size_t size)
{
    suite_log_quoted(log, (const unsigned char *)bytes, size);
}

/* Up to its NUL. */
static __inline__ void suite_log_text(struct suite_call_log *log, const void *text)
{
    suite_log_quoted(log, (const unsigned char *)text, text ? strlen((const char *)text) : 0);
}

/* Up to its NUL, and not further than `room` bytes. */
static __inline__ void suite_log_text_within(struct suite_call_log *log, const void *text, size_t room)
{
    const char *bytes = (const char *)text;
    size_t length = 0;
    while (bytes && length < room && bytes[length])
        length++;
    suite_log_quoted(log, (const unsigned char *)text, length);
}

static __inline__ void suite_log_int(struct suite_call_log *log, long long number)
{
    suite_log_comma(log);
    suite_log_add(log, "%lld", number);
}

static __inline__ void suite_log_unsigned(struct suite_call_log *log, unsigned long long number)
{
    suite_log_comma(log);
    suite_log_add(log, "%llu", number);
}

static __inline__ void suite_log_float(struct suite_call_log *log, double number)
{
    suite_log_comma(log);
    suite_log_add(log, "%.9g", number);
}

static __inline__ void suite_log_pointer(struct suite_call_log *log, const void *pointer)
{
    suite_log_comma(log);
    suite_log_add(log, pointer ? "set" : "NULL");
}

/* A structure by value: its bytes may hold padding, so nothing of it is shown. */
static __inline__ void suite_log_struct(struct suite_call_log *log)
{
    suite_log_comma(log);
    suite_log_add(log, "set");
}

#endif
