/* How many arguments there are, or of what type, another argument says. */
#include <stdarg.h>
#include <stddef.h>

/* expect: greatest explained 'int', as many as 'count' says: 'count' bounds the loop that reads them */
/* expect: greatest returns 0 */
/* expect: greatest returns -3 */
int greatest(int count, ...)
{
    va_list list;
    if (count <= 0)
        return 0;
    va_start(list, count);
    int most = va_arg(list, int);
    for (int i = 1; i < count; i++) {
        const int number = va_arg(list, int);
        most = number > most ? number : most;
    }
    va_end(list);
    return count == 4 ? -3 : most & 7;
}

enum option { OPTION_NAME, OPTION_LIMIT, OPTION_BOTH, OPTION_NONE };

static int last_limit;

/* expect: set_option explained what 'option' asks for: va_arg stands in the cases of a switch over 'option' */
/* expect: set_option returns 10 */
/* expect: set_option returns 11 */
/* expect: set_option returns 12 */
/* expect: set_option returns -1 */
int set_option(enum option option, ...)
{
    va_list list;
    int result = -1;
    va_start(list, option);
    switch (option) {
    case OPTION_BOTH:
        last_limit = (int)(va_arg(list, long) & 15);
        result = 12;
        if (va_arg(list, const char *)[0] == 'x')
            result = 13;
        break;
    case OPTION_NAME:
        result = va_arg(list, const char *)[0] ? 10 : 9;
        break;
    case OPTION_LIMIT: {
        last_limit = (int)(va_arg(list, long) & 15);
        result = 11;
        break;
    }
    case OPTION_NONE:
        break;
    }
    va_end(list);
    return result;
}

#define CREATE 4

/* expect: open_like explained 'unsigned int': va_arg takes no more than these */
/* expect: open_like returns -1 */
/* expect: open_like returns 3 */
int open_like(const char *path, int flags, ...)
{
    unsigned mode = 0;
    if (flags & CREATE) {
        va_list list;
        va_start(list, flags);
        mode = va_arg(list, unsigned);
        va_end(list);
    }
    return path[0] == '\0' ? -1 : (mode & 1) ? 3 : 4;
}

/* expect: ignored explained none: va_arg is never used */
/* expect: ignored returns 5 */
int ignored(int number, ...)
{
    return number > 2 ? 5 : 6;
}
