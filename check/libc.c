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
#define ASKS_PATH LIBC_ASKS_PATH
#define USES_PATH LIBC_USES_PATH
#define SHELL LIBC_SHELL
#define MODE LIBC_MODE
#define MODE_EXACT LIBC_MODE_EXACT
#define AT LIBC_AT
#define TEMPORARY LIBC_TEMPORARY
#define RANDOM LIBC_RANDOM
#define ECHO LIBC_ECHO

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

unsigned libc_subject(const struct libc_function *libc)
{
    return libc->flags & LIBC_AT ? 1 : 0;
}

bool libc_is_used(const struct facts *facts, unsigned flags)
{
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct libc_function *libc = libc_find(&facts->functions[i]);
        if (libc && libc->flags & flags)
            return true;
    }
    return false;
}
