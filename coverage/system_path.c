#include "system_path.h"

#include <stddef.h>
#include <string.h>

#include "cet/core/memory.h"

bool is_system_path(const char *path)
{
    static const char *const folders[] = {"/usr/include/", "/usr/local/include/", "/usr/lib/"};
    for (size_t i = 0; i < ARRAY_LENGTH(folders); i++)
        if (!strncmp(path, folders[i], strlen(folders[i])))
            return true;
    return false;
}
