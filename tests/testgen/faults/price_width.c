/* fault: price_width, out-of-bounds
 * Ten bytes are not enough for every int with its sign and its end. */
#include <stdio.h>
#include <string.h>

/* How many characters the price takes when it is printed: "12.05" for 1205 cents. */
size_t price_width(int cents)
{
#ifdef REPAIRED
    char text[32];
#else
    char text[10];
#endif
    long value = cents;
    const char *sign = value < 0 ? "-" : "";
    if (value < 0)
        value = -value;
    sprintf(text, "%s%ld.%02ld", sign, value / 100, value % 100);
    return strlen(text);
}
