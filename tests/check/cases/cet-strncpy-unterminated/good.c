#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct record {
    char tag[8]; /* bytes, padded with NULs */
    char name[32];
};

void greet(const char *who)
{
    char name[32];
    strncpy(name, who, sizeof name - 1);
    name[sizeof name - 1] = '\0';
    printf("hello %s\n", name);
}

void cleared_before(const char *who)
{
    char name[32] = {0};
    strncpy(name, who, sizeof name - 1);
    puts(name);
}

void cleared_by_memset(const char *who)
{
    char name[32];
    memset(name, 0, sizeof name);
    strncpy(name, who, sizeof name - 1);
    puts(name);
}

/* Fixed width, never read as a text. */
int write_record(int fd, struct record *record, const char *tag)
{
    strncpy(record->tag, tag, sizeof record->tag);
    return write(fd, record, sizeof *record) == (ssize_t)sizeof *record ? 0 : -1;
}

void print_record(const struct record *record)
{
    printf("%.8s %s\n", record->tag, record->name);
}

void set_name(struct record *record, const char *name)
{
    strncpy(record->name, name, sizeof record->name - 1);
}

void literal(void)
{
    char name[16];
    strncpy(name, "anonymous", sizeof name);
    puts(name);
}

int measured(const char *text)
{
    char name[16];
    if (strlen(text) >= sizeof name)
        return -1;
    strncpy(name, text, sizeof name);
    return puts(name);
}

char *part(const char *text, size_t n)
{
    char *copy = malloc(n + 1);
    if (!copy)
        return NULL;
    strncpy(copy, text, n);
    *(copy + n) = 0;
    return copy;
}

void both_paths(const char *text, int is_short)
{
    char line[40];
    strncpy(line, text, sizeof line);
    if (is_short)
        line[10] = '\0';
    else
        line[39] = '\0';
    puts(line);
}

char *zeroed_block(const char *text)
{
    char *copy = calloc(1, 64);
    if (!copy)
        return NULL;
    strncpy(copy, text, 63);
    return copy;
}

void with_its_nul(char *out, const char *text)
{
    strncpy(out, text, strlen(text) + 1);
    puts(out);
}

void ended_where_needed(const char *text)
{
    char line[40];
    strncpy(line, text, sizeof line);
    if (line[39] != '\0')
        line[39] = '\0';
    puts(line);
}
