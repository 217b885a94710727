/* Printing functions of libc as the unit and what is linked with it call them, wrapped at link time. A width that is a
 * wild number has libc write blanks for longer than a run may take: it asks for more than a test may hold, and to say
 * so at once costs nothing and does not depend on how fast the machine is. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "outcome.h"
#include "trace.h"

#define WIDTH_MAX (1 << 20)

int __wrap_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
int __wrap_fprintf(FILE *file, const char *format, ...) __attribute__((format(printf, 2, 3)));
int __wrap_sprintf(char *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
int __wrap_snprintf(char *out, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
int __wrap_vprintf(const char *format, va_list args) __attribute__((format(printf, 1, 0)));
int __wrap_vfprintf(FILE *file, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
int __wrap_vsprintf(char *out, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
int __wrap_vsnprintf(char *out, size_t size, const char *format, va_list args) __attribute__((format(printf, 3, 0)));
int __real_vprintf(const char *format, va_list args) __attribute__((format(printf, 1, 0)));
int __real_vfprintf(FILE *file, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
int __real_vsprintf(char *out, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
int __real_vsnprintf(char *out, size_t size, const char *format, va_list args) __attribute__((format(printf, 3, 0)));

struct arguments {
    va_list left;
};

/* `*` takes it from the arguments. 0: none, or written out, which no input changes. */
static int take_number(const char **at, struct arguments *arguments)
{
    if (**at == '*') {
        (*at)++;
        return va_arg(arguments->left, int);
    }
    *at += strspn(*at, "0123456789");
    return 0;
}

static void skip_integer(const char *length, size_t letters, struct arguments *arguments)
{
    if (memchr(length, 'j', letters) || memchr(length, 'q', letters) || memchr(length, 'L', letters) ||
        (letters == 2 && length[0] == 'l'))
        (void)va_arg(arguments->left, long long);
    else if (memchr(length, 'l', letters) || memchr(length, 'z', letters) || memchr(length, 't', letters))
        (void)va_arg(arguments->left, long);
    else
        (void)va_arg(arguments->left, int);
}

/* False: nothing is known of it, and so of none behind it. */
static bool skip_argument(const char *length, size_t letters, struct arguments *arguments)
{
    const char conversion = length[letters];
    if (conversion && strchr("diouxXcC", conversion))
        skip_integer(length, letters, arguments);
    else if (conversion && strchr("aAeEfFgG", conversion) && memchr(length, 'L', letters))
        (void)va_arg(arguments->left, long double);
    else if (conversion && strchr("aAeEfFgG", conversion))
        (void)va_arg(arguments->left, double);
    else if (conversion && strchr("spnS", conversion))
        (void)va_arg(arguments->left, void *);
    else
        return conversion == '%' || conversion == 'm';
    return true;
}

static bool asks_for_much(const char *format, struct arguments *arguments)
{
    for (const char *at = strchr(format, '%'); at; at = strchr(at, '%')) {
        at++;
        at += strspn(at, "-+ #0'I");
        const int width = take_number(&at, arguments);
        int digits = 0;
        if (*at == '.') {
            at++;
            digits = take_number(&at, arguments);
        }
        const size_t letters = strspn(at, "hljztqL");
        const bool fills_up = at[letters] && strchr("diouxXaAeEfFgG", at[letters]); /* a text only has what it has */
        if (width > WIDTH_MAX || width < -WIDTH_MAX || (fills_up && digits > WIDTH_MAX))
            return true;
        if (!skip_argument(at, letters, arguments))
            return false;
        at += letters + 1;
    }
    return false;
}

static void refuse_much(const char *format, va_list args)
{
    if (!cet_trace || !cet_trace->is_active || !strchr(format, '*'))
        return;
    struct arguments arguments;
    va_copy(arguments.left, args);
    const bool is_much = asks_for_much(format, &arguments);
    va_end(arguments.left);
    if (is_much)
        cet_outcome_leave(OUTCOME_LIMIT, 0);
}

int __wrap_vprintf(const char *format, va_list args)
{
    refuse_much(format, args);
    return __real_vprintf(format, args);
}

int __wrap_vfprintf(FILE *file, const char *format, va_list args)
{
    refuse_much(format, args);
    return __real_vfprintf(file, format, args);
}

int __wrap_vsprintf(char *out, const char *format, va_list args)
{
    refuse_much(format, args);
    return __real_vsprintf(out, format, args);
}

int __wrap_vsnprintf(char *out, size_t size, const char *format, va_list args)
{
    refuse_much(format, args);
    return __real_vsnprintf(out, size, format, args);
}

int __wrap_printf(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int length = __wrap_vprintf(format, args);
    va_end(args);
    return length;
}

int __wrap_fprintf(FILE *file, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int length = __wrap_vfprintf(file, format, args);
    va_end(args);
    return length;
}

int __wrap_sprintf(char *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int length = __wrap_vsprintf(out, format, args);
    va_end(args);
    return length;
}

int __wrap_snprintf(char *out, size_t size, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int length = __wrap_vsnprintf(out, size, format, args);
    va_end(args);
    return length;
}
