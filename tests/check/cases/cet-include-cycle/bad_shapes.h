#ifndef BAD_SHAPES_H
#define BAD_SHAPES_H
#include "bad_styles.h"
struct shape {
    struct style *style;
};
#endif
