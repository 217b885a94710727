#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_BODY 4096

struct header {
    uint32_t magic;
    uint32_t length;
};

static int table[16];
static int counts[256];

char *a_size_in_its_limits(char **argv)
{
    int size = atoi(argv[1]);
    if (size <= 0 || size > MAX_BODY)
        return NULL;
    return malloc(size);
}

char *as_large_as_allowed(int in)
{
    struct header header;
    if (read(in, &header, sizeof header) != sizeof header)
        return NULL;
    uint32_t length = ntohl(header.length);
    if (length > MAX_BODY)
        return NULL;
    return malloc(length);
}

int limited_by_what_there_is(int in, char *into, size_t capacity)
{
    uint32_t length;
    if (read(in, &length, sizeof length) != sizeof length || length > capacity)
        return -1;
    return read(in, into, length) == (ssize_t)length ? 0 : -1;
}

int looks_up(const char *text)
{
    long at = strtol(text, NULL, 0);
    return at >= 0 && at < 16 ? table[at] : -1;
}

int masked(const char *text)
{
    return table[atoi(text) & 15];
}

static int is_valid(int at)
{
    return at >= 0 && at < 16;
}

int asked_by_a_function(FILE *in)
{
    int at;
    if (fscanf(in, "%d", &at) != 1 || !is_valid(at))
        return -1;
    return table[at];
}

/* A byte has as many values as the table. */
void counts_bytes(int in)
{
    unsigned char buf[512];
    ssize_t n;
    while ((n = read(in, buf, sizeof buf)) > 0)
        for (ssize_t i = 0; i < n; i++)
            counts[buf[i]]++;
}

void as_many_as_were_read(int in, int out)
{
    char buf[512];
    ssize_t n = read(in, buf, sizeof buf);
    if (n > 0 && write(out, buf, (size_t)n) != n)
        perror("write");
}

int only_prints_it(char **argv)
{
    int n = atoi(argv[1]);
    for (int i = 0; i < n; i++)
        puts("again");
    return n;
}

char *the_smaller_one(char **argv)
{
    size_t wanted = strtoul(argv[1], NULL, 10);
    size_t size = wanted < MAX_BODY ? wanted : MAX_BODY;
    return malloc(size);
}

int read_into_a_block(FILE *in, struct header *header, char **ret_body)
{
    if (fread(header, sizeof *header, 1, in) != 1)
        return -1;
    if (header->length > MAX_BODY)
        return -1;
    *ret_body = malloc(header->length);
    return *ret_body ? 0 : -1;
}

/* The input does not choose the number freely. */
int behind_the_number(const char *line)
{
    int number, behind = 0, small = 0;
    if (sscanf(line, "%d %n", &number, &behind) != 1)
        return -1;
    if (sscanf(line, "%*d%%%1d", &small) == 1 && small >= 0)
        return table[small];
    return line[behind];
}
