/* No threads, no locks. */
#include <stdio.h>
#include <string.h>
#include <time.h>

void words(char *line)
{
    for (char *word = strtok(line, " "); word; word = strtok(NULL, " "))
        puts(word);
}

void stamp(time_t now)
{
    struct tm *tm = localtime(&now);
    if (tm)
        printf("%d\n", tm->tm_year + 1900);
}

const char *reason(int code)
{
    return strerror(code);
}
