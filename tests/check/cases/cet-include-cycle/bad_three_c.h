#ifndef BAD_THREE_C_H
#define BAD_THREE_C_H
#include "bad_three_a.h" /* expect: cet-include-cycle */
#endif
