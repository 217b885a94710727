#include "next.h"

#include <dlfcn.h>

/* dlsym is declared not to come back to this file: without volatile the flag would never be set. */
static __thread volatile bool is_searching __attribute__((tls_model("initial-exec")));

void *cet_mutants_next(const char *name)
{
    bool was_searching = is_searching;
    is_searching = true;
    void *found = dlsym(RTLD_NEXT, name);
    is_searching = was_searching;
    return found;
}

bool cet_mutants_is_searching(void)
{
    return is_searching;
}
