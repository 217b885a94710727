#ifndef BAD_THREE_A_H
#define BAD_THREE_A_H
#include "bad_three_b.h"
#endif
