#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct header {
    uint8_t length;
    uint16_t port;
};

int limited_before(struct header *header, size_t length)
{
    if (length > UINT8_MAX)
        return -1;
    header->length = length;
    return 0;
}

/* Nothing shows that the text is that long. */
int length_of(const char *text)
{
    int length = strlen(text);
    return length;
}

int a_port_in_its_limits(struct header *header, const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);
    if (*end || port < 1 || port > 65535)
        return -1;
    header->port = port;
    return 0;
}

/* All of it is stored. */
void byte_by_byte(uint8_t out[4], int length)
{
    if (length > 70000)
        puts("long");
    out[0] = length;
    out[1] = length >> 8;
    out[2] = length >> 16;
    out[3] = length >> 24;
}

uint8_t written_as_meant(int value)
{
    if (value > 1000)
        value = 1000;
    return (uint8_t)value;
}

uint8_t masked(int value)
{
    if (value > 1000)
        puts("high");
    return value & 0xff;
}

void fills_a_table(uint8_t table[256])
{
    for (int i = 0; i < 256; i++)
        table[i] = i;
}

uint8_t saturated(int value)
{
    int kept = value > UINT8_MAX ? UINT8_MAX : value < 0 ? 0 : value;
    return kept;
}

short in_a_switch(int kind)
{
    int value;
    switch (kind) {
    case 0:
        value = SHRT_MAX;
        break;
    default:
        value = SHRT_MIN;
        break;
    }
    return value;
}
