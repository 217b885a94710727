/* A unit whose functions each go wrong in one way that only some runs show. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int *kept;

int add(int a, int b)
{
    return a + b;
}

/* Returns what fresh memory happens to hold. */
int fresh_byte(void)
{
    unsigned char *bytes = malloc(64);
    int byte = bytes ? bytes[40] : 0;
    free(bytes);
    return byte;
}

/* Reads one byte behind the block. */
int last_byte(size_t size)
{
    char *bytes = calloc(size, 1);
    int sum = 0;
    for (size_t i = 0; bytes && i <= size; i++)
        sum |= bytes[i] != 0 ? 0 : 1;
    free(bytes);
    return sum;
}

int overflow(int number)
{
    return number + 1 > number;
}

int deref(int *pointer)
{
    return *pointer;
}

void spin(int forever)
{
    while (forever)
        pause();
}

int leave(int now)
{
    if (now)
        _Exit(0);
    return 0;
}

/* A state that the suite cannot see: differs by order. */
int count(void)
{
    static int calls;
    return ++calls;
}

int *keep(int number)
{
    free(kept);
    kept = malloc(sizeof *kept);
    if (kept)
        *kept = number;
    return kept;
}

void forget(void)
{
    free(kept);
    kept = NULL;
}

/* Of a descriptor that the suite did not open, whoever runs it decides. */
int is_open(int descriptor)
{
    const int copy = dup(descriptor);
    if (copy >= 0)
        close(copy);
    return copy >= 0;
}
