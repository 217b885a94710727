/* What the source does not tell is left alone. */
#include <stdarg.h>

static int (*reader)(va_list list);

/* expect: by_pointer skipped variable arguments whose types and number the source does not tell */
int by_pointer(int count, ...)
{
    va_list list;
    va_start(list, count);
    const int result = reader ? reader(list) : count;
    va_end(list);
    return result;
}

/* expect: until_told skipped variable arguments */
int until_told(const int *more, ...)
{
    va_list list;
    int sum = 0;
    va_start(list, more);
    while (*more++)
        sum += va_arg(list, int);
    va_end(list);
    return sum;
}

/* One more is read than the count says. */
/* expect: one_too_many skipped variable arguments */
int one_too_many(int count, ...)
{
    va_list list;
    int sum = 0;
    va_start(list, count);
    for (int i = 0; i <= count; i++)
        sum += va_arg(list, int);
    va_end(list);
    return sum;
}

/* expect: mixed skipped variable arguments */
double mixed(int which, ...)
{
    va_list list;
    double result = 0;
    va_start(list, which);
    if (which & 1)
        result = va_arg(list, double);
    if (which & 2)
        result += va_arg(list, int);
    va_end(list);
    return result;
}

/* The number comes before the name that may be the last, or behind the NULL. */
/* expect: number_first skipped variable arguments */
int number_first(const char *name, ...)
{
    va_list list;
    int sum = 0;
    va_start(list, name);
    while (name) {
        sum += va_arg(list, int) & 3;
        name = va_arg(list, const char *);
    }
    va_end(list);
    return sum;
}

/* expect: number_last skipped variable arguments */
int number_last(const char *name, ...)
{
    va_list list;
    int sum = 0;
    va_start(list, name);
    while (name) {
        name = va_arg(list, const char *);
        sum += va_arg(list, int) & 3;
    }
    va_end(list);
    return sum;
}

/* expect: number_skipped skipped variable arguments */
int number_skipped(int unit, ...)
{
    va_list list;
    const char *name;
    int sum = 0;
    va_start(list, unit);
    while ((name = va_arg(list, const char *))) {
        if (*name == '-')
            continue;
        sum += va_arg(list, int) & 3;
    }
    va_end(list);
    return sum + unit;
}

/* expect: plain returns 1 */
int plain(int number)
{
    return number > 7;
}
