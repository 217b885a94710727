#pragma once
#include "bad_once.h" /* expect: cet-include-cycle */
struct twice {
    struct once *first;
};
