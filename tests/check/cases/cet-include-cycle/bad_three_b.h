#ifndef BAD_THREE_B_H
#define BAD_THREE_B_H
#include "bad_three_c.h"
#endif
