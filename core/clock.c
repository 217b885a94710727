#include "cet/core/clock.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

uint64_t clock_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* The second to be shown: SOURCE_DATE_EPOCH (reproducible-builds.org) when it is a number, else now. */
static time_t second_to_show(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch && *epoch >= '0' && *epoch <= '9') {
        char *end;
        errno = 0;
        const long long second = strtoll(epoch, &end, 10);
        if (errno == 0 && *end == '\0')
            return (time_t)second;
    }
    return time(NULL);
}

void clock_utc_text(char text[sizeof "2026-01-01T00:00:00Z"])
{
    const size_t size = sizeof "2026-01-01T00:00:00Z";
    const time_t second = second_to_show();
    struct tm parts;
    /* Years of five digits do not fit; they come from a wrong SOURCE_DATE_EPOCH only. */
    if (!gmtime_r(&second, &parts) || strftime(text, size, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        memcpy(text, "1970-01-01T00:00:00Z", size);
}
