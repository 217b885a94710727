#ifndef GOOD_RIGHT_H
#define GOOD_RIGHT_H
#include "good_base.h"
#include "good_left.h"
struct right {
    struct base base;
    struct left *other;
};
#endif
