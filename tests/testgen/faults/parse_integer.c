/* fault: parse_integer, signed-overflow
 * More digits than an int can hold. */
#include <ctype.h>
#include <limits.h>
#include <stdbool.h>

/* Reads a decimal number that takes up all of `text`; false when it is none or does not fit. */
bool parse_integer(const char *text, int *number)
{
    int value = 0;
    if (*text == '\0')
        return false;
    for (; *text; text++) {
        if (!isdigit((unsigned char)*text))
            return false;
        int digit = *text - '0';
#ifdef REPAIRED
        if (value > (INT_MAX - digit) / 10)
            return false;
#endif
        value = value * 10 + digit;
    }
    *number = value;
    return true;
}
