#include "bad_once.h"

int count(struct once *once)
{
    return once->count;
}
