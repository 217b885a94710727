/* Functions that take the list of variable arguments as a va_list: what they are called with stands in the list. */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct span {
    int first, last;
};

/* expect: vnote_to explained as the format 'format' says, like printf: attribute format */
/* expect: vnote_to returns 1 */
/* expect: vnote_to returns 0 */
/* expect: vnote_to returns -1 */
int vnote_to(char *out, size_t size, const char *format, va_list args) __attribute__((format(printf, 3, 0)));
int vnote_to(char *out, size_t size, const char *format, va_list args)
{
    char line[16];
    if (!out || size < sizeof line)
        return -1;
    const int length = vsnprintf(line, sizeof line, format, args);
    *out = line[0];
    return (size_t)length < sizeof line ? 0 : 1; /* 1: cut */
}

/* Its helper's name is taken. */
int call_vwidth(void)
{
    return 3;
}

/* expect: vwidth explained like printf: 'format' goes on to vsnprintf with the list */
/* expect: vwidth returns 0 */
int vwidth(const char *format, va_list args)
{
    const int width = vsnprintf(NULL, 0, format, args);
    return width > 40 ? call_vwidth() : width == 7 ? 1 : 0;
}

/* expect: vcount explained 'int', as many as 'count' says */
/* expect: vcount returns 41 */
int vcount(int count, va_list list)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += va_arg(list, int) & 15;
    return count == 4 && sum > 3 ? 41 : 0;
}

/* expect: vsum_until explained 'int', any number of them and at last -1: the loop that reads them ends at -1 */
/* expect: vsum_until returns 77 */
/* A bool is promoted on its way into an ellipsis, and so no parameter for va_start to begin at. */
int vsum_until(bool is_counted, va_list list)
{
    int number, count = 0;
    while ((number = va_arg(list, int)) != -1)
        count++;
    return is_counted && count == 3 ? 77 : 0;
}

enum { SET_WIDTH = 10, SET_TITLE };

/* expect: vset explained what 'option' asks for */
/* expect: vset returns 2 */
int vset(int option, va_list list)
{
    switch (option) {
    case SET_WIDTH:
        return va_arg(list, int) > 100 ? 1 : 0;
    case SET_TITLE:
        return *va_arg(list, const char *) == 'x' ? 2 : 3;
    default:
        return -1;
    }
}

/* expect: vspan explained 'int', 'int': va_arg takes no more than these */
struct span vspan(int from, va_list list)
{
    struct span span = {from, from};
    span.first += va_arg(list, int) > 9;
    span.last -= va_arg(list, int) > 9;
    return span;
}

static int last_width;

/* expect: vremember explained 'int': va_arg takes no more than these */
void vremember(int scale, va_list list)
{
    last_width = va_arg(list, int) > 9 ? scale : 0;
}

/* expect: by_address skipped va_list */
int by_address(int count, va_list *list)
{
    return count > 0 ? va_arg(*list, int) & 1 : last_width;
}

/* expect: list_first skipped va_list */
int list_first(va_list list, int count)
{
    return count > 0 ? va_arg(list, int) & 1 : 0;
}

/* There is no name for an ellipsis to stand behind. */
/* expect: list_alone skipped va_list */
int list_alone(va_list list)
{
    return va_arg(list, int) & 1;
}

static int (*reader)(va_list list);

/* expect: to_reader skipped variable arguments whose types and number the source does not tell */
int to_reader(int count, va_list list)
{
    return reader ? reader(list) : count;
}
