/* Allocators that are called through pointers: `hooks->allocate(size)`, `memory->free(context, p)`. A library that lets
 * its users choose the allocator calls it so; what the pointer holds is not known, its name and its type say what it
 * does.
 *
 *     struct pointer_allocator called;
 *     if (pointer_allocator_find(facts, function, call, &called))
 *         ... called.like->releases ... */
#ifndef CET_CHECK_POINTER_ALLOCATORS_H
#define CET_CHECK_POINTER_ALLOCATORS_H

#include "resource_functions.h"

struct pointer_allocator {
    const struct resource_function *like; /* the function of the C library that it stands for */
    const char *name;                     /* of the variable or field */
    uint32_t argument;                    /* 0-based, that it releases or moves; RESOURCE_NO_ARGUMENT: none */
};

bool pointer_allocator_find(const struct facts *facts, const struct fact_function *function, uint32_t call,
                            struct pointer_allocator *ret_called);

#endif
