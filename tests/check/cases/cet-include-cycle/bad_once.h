#pragma once
#include "bad_twice.h"
struct once {
    int count;
};
