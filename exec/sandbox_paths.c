/* Which paths a box shows, and to whom. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "box.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"

const char *const system_folders[] = {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", NULL};
/* No secrets, no network names: what loaders, compilers and scripts look up. */
const char *const system_files[] = {
    "/etc/alternatives", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/passwd",
    "/etc/group",        "/etc/localtime",   "/etc/perl",       "/etc/lcovrc",       NULL};

void box_add_paths(struct words *out, const char *const *paths)
{
    for (size_t i = 0; paths && paths[i]; i++) {
        SCOPED(memory_free_pointer) char *absolute = path_absolute(paths[i], NULL);
        SCOPED(memory_free_pointer) char *real = path_real(absolute);
        if (!real)
            continue;
        if (!words_have(out, real))
            words_add(out, real);
        if (!words_have(out, absolute))
            words_add(out, absolute);
    }
}

bool path_is_among(const char *path, const char *const *paths)
{
    for (size_t i = 0; paths && paths[i]; i++) {
        size_t length = strlen(paths[i]);
        if (strcmp(paths[i], "/") == 0)
            return true;
        if (strncmp(path, paths[i], length) == 0 && (path[length] == 0 || path[length] == '/'))
            return true;
    }
    return false;
}

bool is_permitted(const struct stat *info, uid_t user, gid_t group, mode_t right_of_others)
{
    if (info->st_uid == user)
        return info->st_mode & (right_of_others << 6);
    if (info->st_gid == group)
        return info->st_mode & (right_of_others << 3);
    return info->st_mode & right_of_others;
}

/* from: how many bytes of path are known to be passed. */
static bool folders_let_pass(const char *path, size_t from, uid_t user, gid_t group)
{
    for (const char *slash = strchr(path + from, '/'); slash; slash = strchr(slash + 1, '/')) {
        SCOPED(memory_free_pointer) char *folder = memory_strndup(path, slash == path ? 1 : (size_t)(slash - path));
        struct stat info;
        if (stat(folder, &info) != 0 || !is_permitted(&info, user, group, S_IXOTH))
            return false;
    }
    return true;
}

bool path_is_reachable(const char *path, uid_t user, gid_t group)
{
    return folders_let_pass(path, 0, user, group);
}

static bool is_visible(const struct sandbox *box, const char *path)
{
    return path_is_among(path, system_folders) || path_is_among(path, system_files) ||
           path_is_among(path, words_list(&box->readable)) || path_is_among(path, words_list(&box->writable));
}

/* The length of the longest folder bound into the box that holds path: those above it are the box's own. */
static size_t bound_length(const struct sandbox *box, const char *path)
{
    size_t longest = 0;
    const struct words *lists[] = {&box->readable, &box->writable};
    for (size_t list = 0; list < ARRAY_LENGTH(lists); list++) {
        for (size_t i = 0; i < lists[list]->count; i++) {
            const char *one[] = {lists[list]->items[i], NULL};
            size_t length = strlen(one[0]);
            if (length > longest && path_is_among(path, one))
                longest = length;
        }
    }
    return longest;
}

bool sandbox_can_read(const struct sandbox *box, const char *path)
{
    SCOPED(memory_free_pointer) char *absolute = path_absolute(path, NULL);
    SCOPED(memory_free_pointer) char *real = path_real(absolute);
    if (!real || !is_visible(box, absolute) || !is_visible(box, real))
        return false;
    if (!box->drops_user)
        return access(real, R_OK) == 0;
    if (path_is_among(real, words_list(&box->writable)))
        return true; /* handed over before the run */
    SCOPED(memory_free_pointer) char *place = stand_ins_place(box, real);
    struct stat info;
    if (strcmp(place, real) != 0)
        return lstat(place, &info) == 0;
    size_t passed = box->way == BUBBLEWRAP_ROOT ? bound_length(box, real) : 0;
    return stat(real, &info) == 0 && is_permitted(&info, box->user, box->group, S_IROTH) &&
           folders_let_pass(real, passed, box->user, box->group);
}
