#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int by_mkstemp(void)
{
    char name[] = "/tmp/programXXXXXX";
    return mkstemp(name);
}

FILE *nameless(void)
{
    return tmpfile();
}

int exclusive(void)
{
    return open("/tmp/program.lock", O_CREAT | O_EXCL | O_WRONLY, 0600);
}

FILE *exclusive_stream(void)
{
    return fopen("/tmp/program.lock", "wx");
}

/* Only read: whoever put it there is trusted or not elsewhere. */
FILE *only_read(void)
{
    return fopen("/tmp/input.txt", "r");
}

FILE *elsewhere(void)
{
    return fopen("/var/lib/program/state", "w");
}

FILE *in_own_folder(void)
{
    char folder[] = "/tmp/programXXXXXX";
    char path[64];
    if (!mkdtemp(folder))
        return NULL;
    snprintf(path, sizeof path, "%s/output", folder);
    return fopen(path, "w");
}

FILE *through_a_descriptor(void)
{
    char name[] = "/tmp/programXXXXXX";
    int fd = mkstemp(name);
    if (fd < 0)
        return NULL;
    return fdopen(fd, "w");
}
