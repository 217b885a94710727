#include <string.h>

struct packet {
    int kind;
    char payload[60];
};

#define PADDING 0

void cleared(struct packet *packet)
{
    memset(packet, 0, sizeof *packet);
}

void filled(char *buffer, size_t size)
{
    memset(buffer, 0xff, size);
}

/* A configured size may well be 0. */
void padded(char *buffer)
{
    memset(buffer, 0, PADDING);
}

/* The size as a value, on purpose, and a size that is no constant. */
void filled_with_size(unsigned char *block, size_t used)
{
    memset(block + used, (int)(16 - used), 16 - used);
}

void part(struct packet *packet, size_t from)
{
    memset(packet->payload + from, 0, sizeof packet->payload - from);
}

/* The program's own function of another order. */
static void fill(char *buffer, size_t size, int value)
{
    memset(buffer, value, size);
}

void through_own(char *buffer)
{
    fill(buffer, 16, 0);
}
