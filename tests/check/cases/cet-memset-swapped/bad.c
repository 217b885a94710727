#include <string.h>

struct packet {
    int kind;
    char payload[60];
};

#define BUFFER_BYTES 128

void swapped(struct packet *packet)
{
    memset(packet, sizeof *packet, 0); /* expect: cet-memset-swapped */
}

void swapped_constant(char *buffer)
{
    memset(buffer, BUFFER_BYTES, 0); /* expect: cet-memset-swapped */
}

void swapped_variable(char *buffer, size_t size)
{
    memset(buffer, size, 0); /* expect: cet-memset-swapped */
}

void swapped_fill(void)
{
    char line[80];
    memset(line, sizeof(line), ' '); /* expect: cet-memset-swapped */
    (void)line;
}

void no_size(struct packet *packet)
{
    memset(packet->payload, 0, 0); /* expect: cet-memset-swapped */
}

void letter_zero(char *text, size_t length)
{
    if (length > 0)
        memset(text, '0', 0); /* expect: cet-memset-swapped */
}
