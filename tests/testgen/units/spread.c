/* What only long content of many values reaches, and what leaves more behind than a reader wants to see. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* 0: too short to tell, 1: few values, 2: many. */
int spread_of(const uint8_t *data, size_t length)
{
    uint8_t seen[256] = {0};
    size_t values = 0;
    if (length < 1000)
        return 0;
    for (size_t i = 0; i < length; i++) {
        values += !seen[data[i]];
        seen[data[i]] = 1;
    }
    return values > 200 ? 2 : 1;
}

/* A block of its own: how much of it may be read is not for a test to know, another build may take less. */
uint8_t *spread_new(void)
{
    uint8_t *table = malloc(512);
    if (table)
        memset(table, 'x', 512);
    return table;
}

size_t spread_fill(uint8_t *table, size_t length)
{
    for (size_t i = 0; i < length; i++)
        table[i] = (uint8_t)(i % 100 * 2 + 3);
    if (length > 500)
        table[0] = 0;
    return length;
}
