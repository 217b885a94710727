#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "box.h"

#define DEPTH_MAX 64

/* Works on names relative to an open folder, so that a child that swaps a folder for a link while this runs gains
 * nothing. A file with a second name may be one that lies elsewhere: it is left alone. */
static void hand_over_entries(int folder, uid_t user, gid_t group, unsigned depth)
{
    DIR *entries = fdopendir(folder);
    if (!entries) {
        close(folder);
        return;
    }
    struct dirent *entry;
    while ((entry = readdir(entries))) {
        struct stat info;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (fstatat(dirfd(entries), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        bool is_folder = S_ISDIR(info.st_mode);
        if (info.st_uid != user && (is_folder || info.st_nlink == 1)) {
            int ignored = fchownat(dirfd(entries), entry->d_name, user, group, AT_SYMLINK_NOFOLLOW);
            (void)ignored;
        }
        if (!is_folder || depth >= DEPTH_MAX)
            continue;
        int below = openat(dirfd(entries), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (below >= 0)
            hand_over_entries(below, user, group, depth + 1);
    }
    closedir(entries);
}

void hand_over(const char *folder, uid_t user, gid_t group)
{
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        return;
    struct stat info;
    if (fstat(descriptor, &info) == 0 && info.st_uid != user) {
        int ignored = fchown(descriptor, user, group);
        (void)ignored;
    }
    hand_over_entries(descriptor, user, group, 0);
}
