#include "squarify.h"

#include <math.h>

/* The worst ratio of sides in a row of these areas along a side of that length. */
static double worst_ratio(double sum, double largest, double smallest, double side)
{
    const double square = side * side, sum_square = sum * sum;
    return fmax(square * largest / sum_square, sum_square / (square * smallest));
}

/* Lays the row along the shorter side and cuts it off bounds. */
static void lay_row(const double *areas, size_t count, double sum, double scale, struct box *bounds, struct box *ret)
{
    const int is_column = bounds->width >= bounds->height;
    const double side = is_column ? bounds->height : bounds->width;
    const double depth = side > 0 ? sum * scale / side : 0;
    double at = 0;
    for (size_t i = 0; i < count; i++) {
        const double length = depth > 0 ? areas[i] * scale / depth : 0;
        ret[i] = is_column ? (struct box){bounds->x, bounds->y + at, depth, length}
                           : (struct box){bounds->x + at, bounds->y, length, depth};
        at += length;
    }
    if (is_column) {
        bounds->x += depth;
        bounds->width = fmax(0, bounds->width - depth);
    } else {
        bounds->y += depth;
        bounds->height = fmax(0, bounds->height - depth);
    }
}

void squarify(const double *areas, size_t count, struct box bounds, struct box *ret)
{
    double total = 0;
    for (size_t i = 0; i < count; i++)
        total += areas[i];
    const double scale = total > 0 ? bounds.width * bounds.height / total : 0;
    for (size_t first = 0, next; first < count; first = next) {
        const double side = fmin(bounds.width, bounds.height);
        double sum = areas[first] * scale;
        double ratio = worst_ratio(sum, sum, sum, side);
        for (next = first + 1; next < count; next++) {
            const double area = areas[next] * scale;
            const double longer = worst_ratio(sum + area, areas[first] * scale, area, side);
            if (longer > ratio)
                break;
            ratio = longer;
            sum += area;
        }
        lay_row(areas + first, next - first, sum / scale, scale, &bounds, ret + first);
    }
}
