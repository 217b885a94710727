/* Lists that end at a sentinel: by attribute, by the loop; with what goes along with each element. */
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

/* expect: total_length explained 'const char *', any number of them and at last NULL: attribute sentinel */
/* expect: total_length returns 0 */
/* expect: total_length returns -1 */
int total_length(const char *first, ...) __attribute__((sentinel));
int total_length(const char *first, ...)
{
    va_list list;
    int total = 0, count = 0;
    va_start(list, first);
    for (const char *text = first; text; text = va_arg(list, const char *)) {
        total += (int)strlen(text);
        count++;
    }
    va_end(list);
    return count > 3 ? -1 : total;
}

/* expect: longest explained 'const char *', any number of them and at last NULL: the loop that reads them ends at NULL */
/* expect: longest returns 0 */
int longest(const char *word, ...)
{
    va_list list;
    size_t most = 0;
    va_start(list, word);
    while (word) {
        most = strlen(word) > most ? strlen(word) : most;
        word = va_arg(list, const char *);
    }
    va_end(list);
    return (int)most;
}

/* expect: sum_until explained 'int', any number of them and at last -1: the loop that reads them ends at -1 */
/* expect: sum_until returns 77 */
int sum_until(int start, ...)
{
    va_list list;
    int number, sum = 0, count = 0;
    va_start(list, start);
    while ((number = va_arg(list, int)) != -1) {
        sum += number & 15;
        count++;
    }
    va_end(list);
    return count == 4 ? 77 : sum;
}

/* expect: weigh_all explained each with what belongs to it, and at last NULL: the loop that reads them ends at NULL */
/* expect: weigh_all returns 0 */
/* expect: weigh_all returns 1 */
int weigh_all(int unit, ...)
{
    va_list list;
    long sum = 0;
    va_start(list, unit);
    for (;;) {
        const char *name = va_arg(list, const char *);
        if (!name)
            break;
        sum += (long)va_arg(list, unsigned) & 7;
        sum += name[0] == 'w';
    }
    va_end(list);
    return sum > 3;
}
