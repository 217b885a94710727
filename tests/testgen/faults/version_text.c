/* fault: version_text, use-after-return
 * What is returned lies in the array of a call that is over. */
#include <stdio.h>

/* "major.minor" for the log, in memory of the function that the next call overwrites; "?" when one of them is negative.
 */
const char *version_text(int major, int minor)
{
#ifdef REPAIRED
    static char text[32];
#else
    char text[32];
#endif
    const char *result = text;
    if (major < 0 || minor < 0)
        return "?";
    snprintf(text, sizeof text, "%d.%d", major, minor);
    return result;
}
