/* What callbacks were called with, as text: "on_field('a b', set); on_row(10); ".
 *
 *     call_log_open(log, "on_field");
 *     call_log_bytes(log, field, size);
 *     call_log_close(log);
 *
 * Pointers are logged as `NULL` or `set`, never as addresses. Needs nothing but the C library. */
#ifndef CALL_LOG_H
#define CALL_LOG_H

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct call_log {
    char text[4096];
    size_t length;
    int arguments; /* of the call that is open */
};

static inline void call_log_add(struct call_log *log, const char *format, ...)
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

static inline void call_log_open(struct call_log *log, const char *name)
{
    log->arguments = 0;
    call_log_add(log, "%s(", name);
}

static inline void call_log_close(struct call_log *log)
{
    call_log_add(log, "); ");
}

static inline void call_log_comma(struct call_log *log)
{
    if (log->arguments++ > 0)
        call_log_add(log, ", ");
}

static inline void call_log_quoted(struct call_log *log, const unsigned char *bytes, size_t size)
{
    call_log_comma(log);
    if (!bytes) {
        call_log_add(log, "NULL");
        return;
    }
    call_log_add(log, "'");
    for (size_t i = 0; i < size; i++)
        call_log_add(log, bytes[i] >= ' ' && bytes[i] < 0x7f && !strchr("'\\", bytes[i]) ? "%c" : "\\x%02x", bytes[i]);
    call_log_add(log, "'");
}

/* Exactly size bytes. */
static inline void call_log_bytes(struct call_log *log, const void *bytes, size_t size)
{
    call_log_quoted(log, (const unsigned char *)bytes, size);
}

/* Up to its NUL. */
static inline void call_log_text(struct call_log *log, const void *text)
{
    call_log_quoted(log, (const unsigned char *)text, text ? strlen((const char *)text) : 0);
}

static inline void call_log_int(struct call_log *log, long long number)
{
    call_log_comma(log);
    call_log_add(log, "%lld", number);
}

static inline void call_log_unsigned(struct call_log *log, unsigned long long number)
{
    call_log_comma(log);
    call_log_add(log, "%llu", number);
}

static inline void call_log_float(struct call_log *log, double number)
{
    call_log_comma(log);
    call_log_add(log, "%.9g", number);
}

static inline void call_log_pointer(struct call_log *log, const void *pointer)
{
    call_log_comma(log);
    call_log_add(log, pointer ? "set" : "NULL");
}

/* A structure by value: its bytes may hold padding, so nothing of it is shown. */
static inline void call_log_struct(struct call_log *log)
{
    call_log_comma(log);
    call_log_add(log, "NULL");
}

#endif
