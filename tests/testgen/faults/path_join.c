/* fault: path_join, out-of-bounds
 * No room for the separator. */
#include <stdlib.h>
#include <string.h>

/* "folder/name" as a new string, or NULL when there is no memory. */
char *path_join(const char *folder, const char *name)
{
    size_t folder_length = strlen(folder);
    size_t name_length = strlen(name);
    int needs_slash = folder_length > 0 && folder[folder_length - 1] != '/';
#ifdef REPAIRED
    char *path = malloc(folder_length + (needs_slash ? 1 : 0) + name_length + 1);
#else
    char *path = malloc(folder_length + name_length + 1);
#endif
    if (path == NULL)
        return NULL;
    memcpy(path, folder, folder_length);
    if (needs_slash)
        path[folder_length++] = '/';
    memcpy(path + folder_length, name, name_length + 1);
    return path;
}
