#ifndef GOOD_LEFT_H
#define GOOD_LEFT_H
#include "good_base.h"
struct right;
struct left {
    struct base base;
    struct right *other;
};
#endif
