/* fault: read_seed, descriptor-leak
 * The stream stays open when nothing can be read from it. */
#include <stdio.h>

/* The first four bytes of a file as a number; `otherwise` when there is no such file or it is shorter. */
unsigned int read_seed(const char *path, unsigned int otherwise)
{
    unsigned int seed;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return otherwise;
    if (fread(&seed, sizeof seed, 1, file) != 1) {
#ifdef REPAIRED
        fclose(file);
#endif
        return otherwise;
    }
    fclose(file);
    return seed;
}
