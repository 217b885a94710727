#include "resource_functions.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

#define ARGUMENT_NONE RESOURCE_NO_ARGUMENT
#define ARGUMENT_0 0
#define ARGUMENT_1 1
#define ARGUMENT_2 2
#define ARGUMENT_3 3

static const struct resource_function functions[] = {
#define RESOURCE_FUNCTION(name, acquires, into, count, fails, releases, keeps, gives_back)                             \
    {#name,         RESOURCE_##acquires, ARGUMENT_##into,  count,                                                      \
     FAILS_##fails, RESOURCE_##releases, ARGUMENT_##keeps, ARGUMENT_##gives_back},
#include "resource_functions.def"
#undef RESOURCE_FUNCTION
};

static int compare_name(const void *name, const void *function)
{
    return strcmp(name, ((const struct resource_function *)function)->name);
}

const struct resource_function *resource_function_named(const char *name)
{
    return bsearch(name, functions, ARRAY_LENGTH(functions), sizeof *functions, compare_name);
}

const struct resource_function *resource_function_find(const struct fact_function *function)
{
    if (!function || function->is_defined || function->linkage == LINKAGE_STATIC)
        return NULL;
    return resource_function_named(function->name);
}

enum libc_failure resource_failure(enum resource_kind kind)
{
    return kind == RESOURCE_DESCRIPTOR ? FAILS_MINUS : FAILS_NULL;
}
