#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct header {
    uint32_t magic;
    uint32_t length;
};

static int table[16];

/* class: tainted-size */
char *as_large_as_the_command_line_says(char **argv)
{
    int size = atoi(argv[1]);
    return malloc(size); /* expect: cet-tainted-size */
}

/* class: tainted-size */
char *as_large_as_the_header_says(int in)
{
    struct header header;
    if (read(in, &header, sizeof header) != sizeof header)
        return NULL;
    char *body = malloc(ntohl(header.length)); /* expect: cet-tainted-size */
    return body;
}

/* class: tainted-size */
int copies_what_the_packet_says(int in, char *into)
{
    unsigned char packet[512];
    if (read(in, packet, sizeof packet) < 6)
        return -1;
    uint32_t length = (uint32_t)packet[0] << 24 | packet[1] << 16 | packet[2] << 8 | packet[3];
    memcpy(into, packet + 4, length); /* expect: cet-tainted-size */
    return 0;
}

/* class: tainted-size */
int looks_up(const char *text)
{
    long at = strtol(text, NULL, 0);
    return table[at]; /* expect: cet-tainted-size */
}

/* class: tainted-size */
int only_one_end_is_tested(FILE *in)
{
    int at;
    if (fscanf(in, "%d", &at) != 1)
        return -1;
    if (at > 15)
        return -1;
    return table[at]; /* expect: cet-tainted-size */
}

/* class: tainted-size */
int reads_as_many_as_it_is_told(FILE *in)
{
    int n, values[8], sum = 0;
    if (scanf("%d", &n) != 1)
        return -1;
    for (int i = 0; i < n; i++) { /* expect: cet-tainted-size */
        values[i] = fgetc(in);
        sum += values[i];
    }
    return sum;
}

/* class: tainted-size */
void too_large_for_the_array(int in, char name[64])
{
    unsigned char length;
    char text[64];
    if (read(in, &length, 1) == 1 && read(in, text, length) > 0) /* expect: cet-tainted-size */
        memcpy(name, text, sizeof text);
}

/* class: tainted-size */
int a_size_that_may_be_negative(char **argv, char *into, const char *from)
{
    int length = atoi(argv[1]);
    if (length > 100)
        return -1;
    memcpy(into, from, length); /* expect: cet-tainted-size */
    return 0;
}
