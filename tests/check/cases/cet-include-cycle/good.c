#include "good_left.h"
#include "good_right.h"
/* Read once for each of its two forms. */
#define WANT_NAMES
#include "good_table.h"
#undef WANT_NAMES
#include "good_table.h"

int base(const struct left *left, const struct right *right)
{
    return left->base.value + right->base.value + (names[0] != 0) + FIRST;
}
