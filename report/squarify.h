/* Treemaps: rectangles of given areas that fill one rectangle, as square as it goes (Bruls, Huizing, van Wijk:
 * Squarified treemaps, 2000). */
#ifndef CET_REPORT_SQUARIFY_H
#define CET_REPORT_SQUARIFY_H

#include <stddef.h>

struct box {
    double x, y, width, height;
};

/* areas are positive and fall; their sum is scaled to the bounds. ret has room for count boxes. */
void squarify(const double *areas, size_t count, struct box bounds, struct box *ret);

#endif
