/* fault: most_common, uninitialised
 * The counters start with what was in the block before. */
#include <stdlib.h>

/* The byte that occurs most often in `text`, the smallest of them; 0 for an empty text or when there is no memory. */
unsigned char most_common(const char *text)
{
#ifdef REPAIRED
    unsigned int *counts = calloc(256, sizeof *counts);
#else
    unsigned int *counts = malloc(256 * sizeof *counts);
#endif
    unsigned char best = 0;
    if (counts == NULL)
        return 0;
    for (; *text; text++)
        counts[(unsigned char)*text]++;
    for (unsigned int i = 1; i < 256; i++)
        if (counts[i] > (best ? counts[best] : 0))
            best = (unsigned char)i;
    free(counts);
    return best;
}
