/* fault: duration_seconds, uninitialised
 * A letter that is no unit leaves the factor as it happens to be. */
#include <stdlib.h>

/* The seconds of "90s", "15m", "2h" or "7d"; a number without a unit is in seconds, and so is one with another letter.
 */
long duration_seconds(const char *text)
{
    char *end;
    long factor;
    long number = strtol(text, &end, 10);
    if (number < 0 || number > 100000)
        return -1;
    switch (*end) {
    case '\0':
    case 's':
        factor = 1;
        break;
    case 'm':
        factor = 60;
        break;
    case 'h':
        factor = 3600;
        break;
    case 'd':
        factor = 86400;
        break;
#ifdef REPAIRED
    default:
        factor = 1;
        break;
#endif
    }
    return (long)((unsigned long)number * (unsigned long)factor);
}
