#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* class: unchecked-write */
void writes(int fd, const char *text, size_t length)
{
    write(fd, text, length); /* expect: cet-unchecked-result */
}

/* class: unchecked-libc-result */
int reads_one_branch(int fd, char *buffer, int wanted)
{
    if (wanted)
        read(fd, buffer, 10); /* expect: cet-unchecked-result */
    else
        buffer[0] = 0;
    return buffer[0];
}

void drops_privileges(void)
{
    setgid(1000); /* expect: cet-unchecked-result */
    setuid(1000); /* expect: cet-unchecked-result */
}

int reads_numbers(const char *text)
{
    int a, b;
    sscanf(text, "%d %d", &a, &b); /* expect: cet-unchecked-result */
    return a + b;
}

void shrinks(char *text)
{
    realloc(text, 10); /* expect: cet-unchecked-result */
}

void reads_lines(FILE *in, char *line)
{
    fgets(line, 80, in), line[0] = 0;       /* expect: cet-unchecked-result */
    line[0] ? fgets(line, 80, in) : 0;      /* expect: cet-unchecked-result */
    for (fgets(line, 80, in); line[0]; line++) /* expect: cet-unchecked-result */
        ;
}

long size_of(const char *path)
{
    struct stat status;
    stat(path, &status); /* expect: cet-unchecked-result */
    return status.st_size;
}
