#include "libc.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

#define LOOK LIBC_LOOK
#define ERRNO LIBC_ERRNO
#define READ LIBC_READ
#define HARMLESS LIBC_HARMLESS
#define ASKS LIBC_ASKS
#define CLEAR LIBC_CLEAR

static const struct libc_function functions[] = {
#define LIBC(name, fails, flags, tells) {#name, FAILS_##fails, flags, tells},
#include "libc.def"
#undef LIBC
};

static int compare_name(const void *name, const void *function)
{
    return strcmp(name, ((const struct libc_function *)function)->name);
}

const struct libc_function *libc_find(const struct fact_function *function)
{
    if (!function || function->is_defined || function->linkage == LINKAGE_STATIC)
        return NULL;
    return bsearch(function->name, functions, ARRAY_LENGTH(functions), sizeof *functions, compare_name);
}
