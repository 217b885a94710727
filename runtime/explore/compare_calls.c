/* Comparing functions of libc as the unit calls them, wrapped at link time: what was compared goes into the pool of
 * texts, the result comes from libc. */
#include <string.h>
#include <strings.h>

#include "trace.h"

int __real_strcmp(const char *a, const char *b);
int __real_strncmp(const char *a, const char *b, size_t n);
int __real_strcasecmp(const char *a, const char *b);
int __real_strncasecmp(const char *a, const char *b, size_t n);
int __real_memcmp(const void *a, const void *b, size_t n);
char *__real_strstr(const char *a, const char *b);
int __wrap_strcmp(const char *a, const char *b);
int __wrap_strncmp(const char *a, const char *b, size_t n);
int __wrap_strcasecmp(const char *a, const char *b);
int __wrap_strncasecmp(const char *a, const char *b, size_t n);
int __wrap_memcmp(const void *a, const void *b, size_t n);
char *__wrap_strstr(const char *a, const char *b);

static int is_logging(void)
{
    return cet_trace && cet_trace->is_active && cet_trace->logs_compares;
}

/* The call comes first: where an argument is wild, the fault is the unit's, as without us. */
int __wrap_strcmp(const char *a, const char *b)
{
    int order = __real_strcmp(a, b);
    if (is_logging() && order)
        cet_trace_text(a, strnlen(a, RESULT_TOKEN), b, strnlen(b, RESULT_TOKEN));
    return order;
}

int __wrap_strncmp(const char *a, const char *b, size_t n)
{
    int order = __real_strncmp(a, b, n);
    if (is_logging() && order)
        cet_trace_text(a, strnlen(a, n < RESULT_TOKEN ? n : RESULT_TOKEN), b,
                       strnlen(b, n < RESULT_TOKEN ? n : RESULT_TOKEN));
    return order;
}

int __wrap_strcasecmp(const char *a, const char *b)
{
    int order = __real_strcasecmp(a, b);
    if (is_logging() && order)
        cet_trace_text(a, strnlen(a, RESULT_TOKEN), b, strnlen(b, RESULT_TOKEN));
    return order;
}

int __wrap_strncasecmp(const char *a, const char *b, size_t n)
{
    int order = __real_strncasecmp(a, b, n);
    if (is_logging() && order)
        cet_trace_text(a, strnlen(a, n < RESULT_TOKEN ? n : RESULT_TOKEN), b,
                       strnlen(b, n < RESULT_TOKEN ? n : RESULT_TOKEN));
    return order;
}

int __wrap_memcmp(const void *a, const void *b, size_t n)
{
    int order = __real_memcmp(a, b, n);
    if (is_logging() && order)
        cet_trace_text(a, n, b, n);
    return order;
}

char *__wrap_strstr(const char *a, const char *b)
{
    char *found = __real_strstr(a, b);
    if (is_logging() && !found)
        cet_trace_text(a, strnlen(a, RESULT_TOKEN), b, strnlen(b, RESULT_TOKEN));
    return found;
}
