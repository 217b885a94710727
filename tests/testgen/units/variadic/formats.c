/* Functions that take a format: by attribute, by handing it on, and one that reads it itself. */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct note {
    int level;
    char text[40];
};

/* expect: note_set explained as the format 'format' says, like printf: attribute format */
/* expect: note_set returns 1 */
/* expect: note_set returns 0 */
/* expect: note_set returns -1 */
int note_set(struct note *note, int level, const char *format, ...) __attribute__((format(printf, 3, 4)));
int note_set(struct note *note, int level, const char *format, ...)
{
    va_list args;
    if (!note)
        return -1;
    note->level = level;
    va_start(args, format);
    const int length = vsnprintf(note->text, sizeof note->text, format, args);
    va_end(args);
    return (size_t)length < sizeof note->text ? 0 : 1; /* 1: cut */
}

static int format_into(char *out, size_t size, const char *format, va_list args)
{
    return vsnprintf(out, size, format, args);
}

/* expect: short_text explained like printf: 'format' goes on to format_into with the list */
/* expect: short_text returns 16 */
size_t short_text(const char *format, ...)
{
    char text[16];
    va_list args;
    va_start(args, format);
    const int length = format_into(text, sizeof text, format, args);
    va_end(args);
    return length >= (int)sizeof text ? sizeof text : strlen(text);
}

static size_t put_number(char *out, unsigned number)
{
    size_t length = number > 9 ? put_number(out, number / 10) : 0;
    out[length] = (char)('0' + number % 10);
    return length + 1;
}

/* expect: tiny_format explained like printf: attribute format */
/* expect: tiny_format returns 1 */
size_t tiny_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
size_t tiny_format(const char *format, ...)
{
    char out[64];
    size_t length = 0;
    va_list args;
    va_start(args, format);
    for (; *format && length < 32; format++) {
        if (*format != '%') {
            out[length++] = *format;
            continue;
        }
        switch (*++format) {
        case 'd':
        case 'u':
            length += put_number(out + length, va_arg(args, unsigned));
            break;
        case 'c':
            out[length++] = (char)va_arg(args, int);
            break;
        case 's':
            length += strlen(va_arg(args, const char *)) & 7;
            break;
        default:
            out[length++] = '?';
        }
        if (!*format)
            break;
    }
    va_end(args);
    return length;
}

/* expect: put_all explained as the letters of 'format' say: va_arg stands in the cases of a switch over letters behind */
/* expect: put_all returns 0 */
/* expect: put_all returns 40 */
/* expect: put_all returns 10 */
int put_all(const char *format, ...)
{
    int result = 0;
    va_list args;
    va_start(args, format);
    for (const char *at = format; *at; at++) {
        if (*at != '%')
            continue;
        switch (*++at) {
        case 'd':
            result += va_arg(args, int) == 7 ? 10 : 0;
            break;
        case 'L':
            result += va_arg(args, long long) > 1000 ? 40 : 0;
            break;
        case 'b':
        case 's':
            result += va_arg(args, const char *)[0] == 'q';
            break;
        default:
            result--;
        }
    }
    va_end(args);
    return result;
}

/* expect: scan_pair explained like scanf: attribute format */
/* expect: scan_pair returns 1 */
int scan_pair(const char *text, const char *format, ...) __attribute__((format(scanf, 2, 3)));
int scan_pair(const char *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int count = vsscanf(text, format, args);
    va_end(args);
    return count < 0 ? -1 : count;
}
