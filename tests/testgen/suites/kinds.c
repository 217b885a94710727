/* A unit with one function for each kind of value that a plan can hold. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define inline /* as config.h of many a configure script has it */
enum colour { COLOUR_RED, COLOUR_GREEN };

struct point {
    int x, y;
};

struct item {
    struct item *next;
    char *name;
    struct point at;
    enum colour colour;
};

typedef void (*visit_fn)(int depth, const char *name, void *context);

static int calls;

int clamp(int value, int low, int high)
{
    calls++;
    return value < low ? low : value > high ? high : value;
}

static uint64_t widest(void)
{
    return UINT64_MAX;
}

int64_t lowest(bool is_wide)
{
    return is_wide ? INT64_MIN : INT32_MIN;
}

enum colour opposite(enum colour colour)
{
    return colour == COLOUR_RED ? COLOUR_GREEN : COLOUR_RED;
}

double halve(double number)
{
    return number / 2;
}

struct item *item_new(const char *name, int x, int y)
{
    struct item *item = calloc(1, sizeof *item);
    if (!item)
        return NULL;
    item->name = strdup(name);
    if (!item->name) {
        free(item);
        return NULL;
    }
    item->at = (struct point){x, y};
    return item;
}

void item_free(struct item *item)
{
    if (!item)
        return;
    item_free(item->next);
    free(item->name);
    free(item);
}

int item_append(struct item *item, struct item *next)
{
    if (!item || !next) {
        errno = EINVAL;
        return -1;
    }
    item->next = next;
    return 0;
}

void item_visit(const struct item *item, visit_fn visit, void *context)
{
    for (int depth = 0; item; item = item->next)
        visit(depth++, item->name, context);
}

int sum(const struct point *points, size_t count)
{
    int total = 0;
    for (size_t i = 0; i < count; i++)
        total += points[i].x + points[i].y;
    return total;
}

size_t copy_text(char *to, size_t room, const char *from)
{
    size_t length = strlen(from);
    if (room > 0) {
        size_t n = length < room - 1 ? length : room - 1;
        memcpy(to, from, n);
        to[n] = '\0';
    }
    return length;
}

char *find_comma(char *text)
{
    return strchr(text, ',');
}

unsigned checksum(const unsigned char *bytes, size_t length)
{
    unsigned sum_of_bytes = 0;
    for (size_t i = 0; i < length; i++)
        sum_of_bytes += bytes[i];
    return sum_of_bytes;
}

void upper(char *text)
{
    for (; *text; text++)
        if (*text >= 'a' && *text <= 'z')
            *text = (char)(*text - 'a' + 'A');
}

int greet(FILE *file, const char *name)
{
    return fprintf(file, "hello %s\n", name);
}

int divide(int a, int b, int *ret_quotient)
{
    if (b == 0)
        abort();
    if (a == 13)
        exit(3);
    *ret_quotient = a / b;
    return 0;
}

int count_calls(void)
{
    return calls;
}

__attribute__((format(printf, 3, 4))) int print_to(char *to, size_t room, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int length = vsnprintf(to, room, format, args);
    va_end(args);
    return length;
}

__attribute__((sentinel)) size_t length_of_all(const char *first, ...)
{
    size_t length = 0;
    va_list args;
    va_start(args, first);
    for (const char *text = first; text; text = va_arg(args, const char *))
        length += strlen(text);
    va_end(args);
    return length;
}

int compare_texts(const char *left, const char *right)
{
    return strcmp(left, right);
}
