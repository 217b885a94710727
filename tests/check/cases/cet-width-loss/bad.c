#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct header {
    uint8_t length;
    uint16_t port;
};

/* class: width-loss */
void says_that_it_is_too_long_and_stores_it(struct header *header, size_t length)
{
    if (length > 300)
        fprintf(stderr, "long name\n");
    header->length = length; /* expect: cet-width-loss */
}

/* class: width-loss */
int limited_by_the_wrong_number(struct header *header, int length)
{
    if (length < 0 || length > 256)
        return -1;
    header->length = length; /* expect: cet-width-loss */
    return 0;
}

/* class: width-loss */
void a_port_from_the_command_line(struct header *header, const char *text)
{
    header->port = atoi(text); /* expect: cet-width-loss */
}

/* class: width-loss */
int16_t a_number_from_a_text(const char *text)
{
    long value = strtol(text, NULL, 10);
    return value; /* expect: cet-width-loss */
}

/* class: width-loss */
unsigned char a_constant_on_one_path(int is_large)
{
    int size = 16;
    if (is_large)
        size = 1024;
    return size; /* expect: cet-width-loss */
}

/* class: width-loss */
void counts_beyond_the_table(uint8_t table[300])
{
    for (int i = 0; i < 300; i++)
        table[i] = i; /* expect: cet-width-loss */
}
