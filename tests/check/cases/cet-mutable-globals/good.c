#include <stdio.h>
#include <string.h>

/* Tables that never change, with and without const. */
static const int primes[] = {2, 3, 5, 7};
static const char *const names[] = {"a", "b"};
static int widths[] = {1, 2, 3};
static int heights[] = {1, 2, 3};
static char separator = ',';
static int limit = 80;
static double ratio = 1.5;
static char *texts[] = {"x", "y"};
static unsigned masks[2] = {1, 3};
static long offsets[2] = {0, 8};
static int version = 3;
typedef const int fixed;
static fixed answer = 42;

/* And a few that do: as many as is allowed. */
static int calls;
static int errors;

static size_t measure(const char *text)
{
    return strlen(text);
}

static int total(const int *items, size_t count)
{
    int sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += items[i];
    return sum;
}

int use(int i)
{
    calls++;
    if (i > limit)
        errors++;
    return primes[i] + widths[i] + heights[i] + separator + (int)ratio + (int)masks[i] + (int)offsets[i] + version +
           answer + (int)measure(texts[i]) + (int)measure(names[i]) + total(widths, 3) + total(heights, 3);
}

/* Defined elsewhere: that file's affair. */
extern int g1, g2, g3, g4, g5, g6, g7, g8, g9;

void sets(void)
{
    g1 = g2 = g3 = g4 = g5 = g6 = g7 = g8 = g9 = 0;
}
