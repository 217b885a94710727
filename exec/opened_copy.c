#include "opened_copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

#define DEPTH_MAX 128 /* two descriptors a level */

struct copying {
    const struct opened_copy *copy;
    struct opened_budget *budget;
    dev_t left_out_device;
    ino_t left_out_inode;
};

static enum status too_large(const struct copying *copying, struct error *err)
{
    return error_set(err, STATUS_LIMIT,
                     "'%s' is closed to the sandbox's user, and too large to be copied for it (over %llu MiB or %u "
                     "entries); open it with chmod -R o+rX, or work in a smaller folder",
                     copying->copy->from, OPENED_COPY_BYTES >> 20, OPENED_COPY_ENTRIES);
}

static enum status cannot_copy(const struct copying *copying, const char *name, struct error *err)
{
    return error_set_errno(err, "'%s': '%s' cannot be copied for the sandbox's user", copying->copy->from, name);
}

static int copy_bytes(int from, int to)
{
    char bytes[65536];
    ssize_t got;
    /* Shares the storage where the file system can. */
    while ((got = copy_file_range(from, NULL, to, NULL, (size_t)1 << 30, 0)) > 0)
        ;
    while ((got = read(from, bytes, sizeof bytes)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        for (ssize_t done = 0; done < got;) {
            ssize_t put = write(to, bytes + done, (size_t)(got - done));
            if (put < 0 && errno != EINTR)
                return -1;
            done += put > 0 ? put : 0;
        }
    }
    return 0;
}

static int open_up(int to, const struct stat *info, mode_t mode)
{
    const struct timespec times[2] = {info->st_atim, info->st_mtim};
    return fchmod(to, mode) != 0 || futimens(to, times) != 0 ? -1 : 0;
}

static enum status copy_file(struct copying *copying, int from_folder, const char *from_name, int to_folder,
                             const char *to_name, struct error *err)
{
    /* Not a pipe that came in its place, which would block. */
    int from = openat(from_folder, from_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat info;
    if (from < 0 || fstat(from, &info) != 0 || !S_ISREG(info.st_mode)) {
        enum status status = from < 0 ? cannot_copy(copying, from_name, err) : STATUS_OK;
        if (from >= 0)
            close(from);
        return status;
    }
    if ((uint64_t)info.st_size > copying->budget->bytes) {
        close(from);
        return too_large(copying, err);
    }
    copying->budget->bytes -= (uint64_t)info.st_size;
    int to = openat(to_folder, to_name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    enum status status = STATUS_OK;
    if (to < 0 || copy_bytes(from, to) != 0 || open_up(to, &info, info.st_mode & 0111 ? 0755 : 0644) != 0)
        status = cannot_copy(copying, from_name, err);
    close(from);
    if (to >= 0 && close(to) != 0 && status == STATUS_OK)
        status = cannot_copy(copying, from_name, err);
    return status;
}

static enum status copy_link(struct copying *copying, int from_folder, const char *name, int to_folder,
                             struct error *err)
{
    char target[4096];
    ssize_t length = readlinkat(from_folder, name, target, sizeof target - 1);
    target[length > 0 ? length : 0] = 0;
    return length < 0 || symlinkat(target, to_folder, name) != 0 ? cannot_copy(copying, name, err) : STATUS_OK;
}

static enum status copy_folder(struct copying *copying, int from_folder, const char *from_name, int to_folder,
                               const char *to_name, unsigned depth, struct error *err);

static bool is_left_out(const struct copying *copying, const char *name, const struct stat *info, unsigned depth)
{
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, ".git") == 0)
        return true;
    if (depth == 0 && copying->copy->hidden_is_left_out && name[0] == '.')
        return true;
    return info->st_dev == copying->left_out_device && info->st_ino == copying->left_out_inode;
}

static enum status copy_entries(struct copying *copying, DIR *entries, int to, unsigned depth, struct error *err)
{
    enum status status = STATUS_OK;
    struct dirent *entry;
    while (status == STATUS_OK && (entry = readdir(entries))) {
        const char *name = entry->d_name;
        struct stat info;
        if (fstatat(dirfd(entries), name, &info, AT_SYMLINK_NOFOLLOW) != 0 || is_left_out(copying, name, &info, depth))
            continue;
        if (copying->budget->entries-- == 0 || depth >= DEPTH_MAX) {
            copying->budget->entries = 0;
            return too_large(copying, err);
        }
        if (S_ISDIR(info.st_mode))
            status = copy_folder(copying, dirfd(entries), name, to, name, depth + 1, err);
        else if (S_ISREG(info.st_mode))
            status = copy_file(copying, dirfd(entries), name, to, name, err);
        else if (S_ISLNK(info.st_mode))
            status = copy_link(copying, dirfd(entries), name, to, err);
    }
    return status;
}

static enum status copy_folder(struct copying *copying, int from_folder, const char *from_name, int to_folder,
                               const char *to_name, unsigned depth, struct error *err)
{
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    int from = openat(from_folder, from_name, flags);
    DIR *entries = from >= 0 ? fdopendir(from) : NULL;
    if (!entries) {
        enum status status = cannot_copy(copying, from_name, err);
        if (from >= 0)
            close(from);
        return status;
    }
    int to = mkdirat(to_folder, to_name, 0700) == 0 ? openat(to_folder, to_name, flags) : -1;
    enum status status = to >= 0 ? STATUS_OK : cannot_copy(copying, from_name, err);
    if (status == STATUS_OK)
        status = copy_entries(copying, entries, to, depth, err);
    struct stat info;
    if (status == STATUS_OK && (fstat(from, &info) != 0 || open_up(to, &info, 0755) != 0))
        status = cannot_copy(copying, from_name, err);
    closedir(entries);
    if (to >= 0)
        close(to);
    return status;
}

enum status opened_copy(const struct opened_copy *copy, struct opened_budget *budget, struct error *err)
{
    struct copying copying = {.copy = copy, .budget = budget};
    struct stat info;
    if (copy->left_out && stat(copy->left_out, &info) == 0) {
        copying.left_out_device = info.st_dev;
        copying.left_out_inode = info.st_ino;
    }
    if (file_is_folder(copy->from))
        return copy_folder(&copying, AT_FDCWD, copy->from, AT_FDCWD, copy->to, 0, err);
    return copy_file(&copying, AT_FDCWD, copy->from, AT_FDCWD, copy->to, err);
}
