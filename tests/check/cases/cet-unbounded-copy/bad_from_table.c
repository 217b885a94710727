#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *printable(const char *text, char *space, size_t size);

static const char prompt_format[] = "[%s] %s password: ";
static const char short_format[] = "%s: %s";
static char work[4096];

/* The format stands in a table; how long the texts may get is said by the size that they were made with. */
char *prompt(const char *archive, const char *name)
{
    char *text = malloc(1024);
    if (text)
        sprintf(text, prompt_format, printable(archive, work, 2048), name); /* expect: cet-unbounded-copy */
    return text;
}

void label(const char *name)
{
    char line[100];
    sprintf(line, short_format, printable(name, work, sizeof work), "x"); /* expect: cet-unbounded-copy */
    puts(line);
}

void direct(const char *name)
{
    char line[100];
    strcpy(line, printable(name, work, 101)); /* expect: cet-unbounded-copy */
    puts(line);
}
