#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

bool parse_number(const char *text, long *ret_value)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (errno == ERANGE || *end) /* expect: cet-errno-not-cleared */
        return false;
    *ret_value = value;
    return true;
}

double parse_ratio(const char *text)
{
    double ratio = strtod(text, NULL);
    if (errno) /* expect: cet-errno-not-cleared */
        return 0;
    return ratio;
}

struct options {
    unsigned long limit;
};

int on_one_way_only(struct options *options, const char *text, bool is_first)
{
    char *end;
    if (is_first)
        errno = 0;
    options->limit = strtoul(text, &end, 0);
    if (end == text || (options->limit == 0 && errno != 0)) /* expect: cet-errno-not-cleared */
        return -1;
    return 0;
}

int clears_too_late(const char *text)
{
    long long value = strtoll(text, NULL, 10);
    switch (errno) { /* expect: cet-errno-not-cleared */
    case ERANGE:
        return -1;
    default:
        errno = 0;
        return (int)(value % 100);
    }
}

unsigned count_entries(DIR *folder)
{
    unsigned count = 0;
    while (readdir(folder))
        count++;
    if (errno != 0) /* expect: cet-errno-not-cleared */
        perror("readdir");
    return count;
}

#define OUT_OF_RANGE (errno == ERANGE)

float in_a_macro(const char *text)
{
    float value = strtof(text, NULL);
    return OUT_OF_RANGE ? 0.0f : value; /* expect: cet-errno-not-cleared */
}
