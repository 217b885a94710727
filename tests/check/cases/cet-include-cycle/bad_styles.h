#ifndef BAD_STYLES_H
#define BAD_STYLES_H
#include "bad_shapes.h" /* expect: cet-include-cycle */
struct style {
    struct shape *first;
    int width;
};
#endif
