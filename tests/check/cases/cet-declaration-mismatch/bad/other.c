#include <stdio.h>

struct options {
    int level;
};

long limit = 100000;
char program_name[16] = "example";
struct options standard;
unsigned long flags;

int ratio(int a, int b)
{
    return a / b;
}

int open_log(const char *path, const char *mode)
{
    return fopen(path, mode) != NULL;
}

void set_level(int level)
{
    standard.level = level;
}
