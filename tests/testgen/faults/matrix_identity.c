/* fault: matrix_identity, out-of-bounds
 * The size is computed in 32 bits and wraps around. */
#include <stdint.h>
#include <stdlib.h>

/* The first row of a unit matrix with `size` columns that the caller frees, the rows behind it not yet set; NULL when
 * `size` is 0 or there is no memory for all of it. */
float *matrix_identity(uint32_t size)
{
    if (size == 0)
        return NULL;
#ifdef REPAIRED
    if (size > SIZE_MAX / sizeof(float) / size)
        return NULL;
    size_t bytes = (size_t)size * size * sizeof(float);
#else
    uint32_t bytes = size * size * (uint32_t)sizeof(float);
#endif
    float *cells = malloc(bytes);
    if (cells == NULL)
        return NULL;
    cells[0] = 1.0f;
    for (uint32_t column = 1; column < size; column++)
        cells[column] = 0.0f;
    return cells;
}
