#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define CACHE_FILE "/tmp/program.cache"

static const char *const log_file = "/var/tmp/program.log";

FILE *by_tmpnam(void)
{
    char name[L_tmpnam];
    if (!tmpnam(name)) /* expect: cet-predictable-temporary */
        return NULL;
    return fopen(name, "w");
}

int by_mktemp(void)
{
    char name[] = "/tmp/programXXXXXX";
    return open(mktemp(name), O_RDWR | O_CREAT | O_EXCL, 0600); /* expect: cet-predictable-temporary */
}

char *by_tempnam(void)
{
    return tempnam("/tmp", "pre"); /* expect: cet-predictable-temporary */
}

FILE *fixed(void)
{
    return fopen("/tmp/output.txt", "w"); /* expect: cet-predictable-temporary */
}

FILE *by_macro(void)
{
    return fopen(CACHE_FILE, "ab"); /* expect: cet-predictable-temporary */
}

FILE *by_global(void)
{
    return fopen(log_file, "a"); /* expect: cet-predictable-temporary */
}

int by_open(void)
{
    const char *path = "/dev/shm/state";
    return open(path, O_CREAT | O_WRONLY | O_TRUNC, 0600); /* expect: cet-predictable-temporary */
}

FILE *by_process_id(void)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/program.%d", (int)getpid());
    return fopen(path, "w+"); /* expect: cet-predictable-temporary */
}
