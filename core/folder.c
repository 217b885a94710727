#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "file_bytes.h"
#include "file_error.h"

#define MAX_DEPTH 256 /* one descriptor a level */

struct entry {
    char *name;
    bool is_folder;
};

struct listing {
    struct entry *entries;
    size_t count;
    size_t capacity;
};

static void listing_release(struct listing *listing)
{
    for (size_t i = 0; i < listing->count; i++)
        free(listing->entries[i].name);
    free(listing->entries);
    *listing = (struct listing){0};
}

static int by_name(const void *left, const void *right)
{
    return strcmp(((const struct entry *)left)->name, ((const struct entry *)right)->name);
}

static bool entry_is_folder(int folder_fd, const struct dirent *entry)
{
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type == DT_DIR;
    struct stat info;
    return fstatat(folder_fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode);
}

/* Lists what lies in the folder at fd, sorted; fd stays the caller's. */
static enum status list_folder(int fd, const char *path, struct listing *listing, struct error *err)
{
    const int own_fd = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = own_fd >= 0 ? fdopendir(own_fd) : NULL;
    if (!stream) {
        const enum status status = file_error(err, "list", path);
        if (own_fd >= 0)
            close(own_fd);
        return status;
    }
    struct dirent *next;
    while (errno = 0, next = readdir(stream)) {
        if (strcmp(next->d_name, ".") == 0 || strcmp(next->d_name, "..") == 0)
            continue;
        const struct entry entry = {memory_strdup(next->d_name), entry_is_folder(fd, next)};
        ARRAY_PUSH(listing->entries, listing->count, listing->capacity, entry);
    }
    const enum status status = errno != 0 ? file_error(err, "list", path) : STATUS_OK;
    closedir(stream);
    if (listing->count > 1)
        qsort(listing->entries, listing->count, sizeof *listing->entries, by_name);
    return status;
}

enum status folder_each(const char *path, folder_visit_fn visit, void *context, struct error *err)
{
    SCOPED(listing_release) struct listing listing = {0};
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return file_error(err, "list", path);
    enum status status = list_folder(fd, path, &listing, err);
    close(fd);
    for (size_t i = 0; status == STATUS_OK && i < listing.count; i++)
        status = visit(context, listing.entries[i].name, listing.entries[i].is_folder, err);
    return status;
}

static enum status make_one(const char *path, struct error *err)
{
    if (mkdir(path, 0777) == 0 || (errno == EEXIST && file_is_folder(path)))
        return STATUS_OK;
    return file_error(err, "create the folder", path);
}

enum status folder_make(const char *path, struct error *err)
{
    SCOPED(memory_free_pointer) char *prefix = memory_strdup(path);
    for (size_t i = 1; prefix[0] != '\0' && prefix[i] != '\0'; i++) {
        if (prefix[i] != '/' || prefix[i - 1] == '/')
            continue;
        prefix[i] = '\0';
        const enum status status = make_one(prefix, err);
        if (status != STATUS_OK)
            return status;
        prefix[i] = '/';
    }
    return make_one(path, err);
}

enum status folder_make_temporary(const char *base, const char *prefix, struct strbuf *out, struct error *err)
{
    if (!base)
        base = getenv("TMPDIR");
    if (!base || base[0] == '\0')
        base = "/tmp";
    SCOPED(memory_free_pointer) char *pattern = path_join(base, prefix);
    SCOPED(strbuf_release) struct strbuf path = {0};
    strbuf_printf(&path, "%sXXXXXX", pattern);
    if (!mkdtemp(path.bytes))
        return file_error(err, "create a temporary folder in", base);
    strbuf_add(out, path.bytes, path.length);
    return STATUS_OK;
}

/* fchmod takes no descriptor that only names a place. */
static void give_rights(int place)
{
    char path[sizeof "/proc/self/fd/" + 3 * sizeof place];
    snprintf(path, sizeof path, "/proc/self/fd/%d", place);
    (void)chmod(path, 0700); /* what fails is seen by the calls that need the right */
}

/* A folder opened by name below parent; one that its owner may not read is made readable, for what runs here may have
 * taken its own rights away. */
static enum status open_to_remove(int parent_fd, const char *name, const char *path, int *ret_fd, struct error *err)
{
    struct statx info;
    /* Found by its name once: in between, another folder or a link could take the name. */
    const int place = openat(parent_fd, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (place < 0)
        return file_error(err, "remove", path);
    int fd = -1;
    enum status status = STATUS_OK;
    if (statx(place, "", AT_EMPTY_PATH, STATX_MODE, &info) != 0) {
        status = file_error(err, "remove", path);
    } else if (info.stx_attributes & STATX_ATTR_MOUNT_ROOT) {
        /* What is mounted there, by a sandbox for one, is not ours: it lives elsewhere too. */
        status = error_set(err, STATUS_INVALID, "cannot remove '%s': it is a mount point", path);
    } else {
        if ((info.stx_mode & 0700) != 0700)
            give_rights(place);
        fd = openat(place, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0)
            status = file_error(err, "remove", path);
    }
    close(place);
    if (status == STATUS_OK)
        *ret_fd = fd;
    return status;
}

static enum status remove_at(int parent_fd, const char *name, const char *path, unsigned depth, struct error *err);

static enum status remove_content(int fd, const char *path, unsigned depth, struct error *err)
{
    SCOPED(listing_release) struct listing listing = {0};
    enum status status = list_folder(fd, path, &listing, err);
    for (size_t i = 0; status == STATUS_OK && i < listing.count; i++) {
        SCOPED(memory_free_pointer) char *below = path_join(path, listing.entries[i].name);
        status = remove_at(fd, listing.entries[i].name, below, depth + 1, err);
    }
    return status;
}

static enum status remove_at(int parent_fd, const char *name, const char *path, unsigned depth, struct error *err)
{
    if (depth > MAX_DEPTH)
        return error_set(err, STATUS_LIMIT, "cannot remove '%s': nested deeper than %d folders", path, MAX_DEPTH);
    if (unlinkat(parent_fd, name, 0) == 0 || errno == ENOENT)
        return STATUS_OK;
    if (errno != EISDIR && errno != EPERM)
        return file_error(err, "remove", path);
    int fd;
    enum status status = open_to_remove(parent_fd, name, path, &fd, err);
    if (status != STATUS_OK)
        return status;
    status = remove_content(fd, path, depth, err);
    close(fd);
    if (status != STATUS_OK)
        return status;
    if (unlinkat(parent_fd, name, AT_REMOVEDIR) != 0 && errno != ENOENT)
        return file_error(err, "remove", path);
    return STATUS_OK;
}

/* The root, the current folder and all above it: a wrong or empty setting names these, never a result of ours. Told by
 * where the path leads, not by how it is written; a link is only unlinked and may lead anywhere. */
static bool holds_current_folder(const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0 || !S_ISDIR(info.st_mode))
        return false;
    SCOPED(memory_free_pointer) char *real = path_real(path);
    SCOPED(memory_free_pointer) char *current = path_real(".");
    if (!real || strcmp(real, "/") == 0)
        return true;
    return current && (strcmp(current, real) == 0 || path_below(current, real) != current);
}

enum status folder_remove(const char *path, struct error *err)
{
    /* "link/" would name what the link points to. */
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    SCOPED(memory_free_pointer) char *plain = memory_strndup(path, length);
    if (holds_current_folder(plain))
        return error_set(err, STATUS_INVALID, "'%s' is not removed: it holds the current folder", path);
    return remove_at(AT_FDCWD, plain, plain, 0, err);
}

struct copy {
    dev_t device; /* the target's root, which must not be met below the source */
    ino_t inode;
    unsigned depth;
};

static enum status copy_link(int from_fd, int to_fd, const char *name, const char *path, struct error *err)
{
    char target[4096];
    const ssize_t length = readlinkat(from_fd, name, target, sizeof target - 1);
    if (length < 0)
        return file_error(err, "read the link", path);
    target[length] = '\0';
    if (symlinkat(target, to_fd, name) == 0)
        return STATUS_OK;
    if (errno == EEXIST && unlinkat(to_fd, name, 0) == 0 && symlinkat(target, to_fd, name) == 0)
        return STATUS_OK;
    return file_error(err, "copy the link", path);
}

/* Times are kept: a copied build tree must not be rebuilt for its dates. */
static enum status keep_mode_and_times(int fd, const struct stat *info, const char *path, struct error *err)
{
    const struct timespec times[2] = {info->st_atim, info->st_mtim};
    if (fchmod(fd, info->st_mode & 07777) != 0 || futimens(fd, times) != 0)
        return file_error(err, "copy", path);
    return STATUS_OK;
}

static enum status copy_regular(int from_fd, int to_fd, const char *name, const struct stat *info, const char *path,
                                struct error *err)
{
    const int from = openat(from_fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (from < 0)
        return file_error(err, "open", path);
    unlinkat(to_fd, name, 0); /* a link or a read-only file in the way; what else fails is seen by the open */
    const int to = openat(to_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    enum status status = to >= 0 && bytes_copy(from, to) == 0 ? STATUS_OK : file_error(err, "copy", path);
    if (status == STATUS_OK)
        status = keep_mode_and_times(to, info, path, err);
    close(from);
    if (to >= 0 && close(to) != 0 && status == STATUS_OK)
        status = file_error(err, "copy", path);
    return status;
}

static enum status copy_content(int from_fd, int to_fd, const char *path, struct copy *copy, struct error *err);

static enum status copy_folder(int from_fd, int to_fd, const char *name, const struct stat *info, const char *path,
                               struct copy *copy, struct error *err)
{
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    if (info->st_dev == copy->device && info->st_ino == copy->inode)
        return error_set(err, STATUS_INVALID, "cannot copy a folder into '%s', which lies below it", path);
    if (mkdirat(to_fd, name, 0700) != 0 && errno != EEXIST)
        return file_error(err, "copy", path);
    const int from = openat(from_fd, name, flags);
    const int to = from >= 0 ? openat(to_fd, name, flags) : -1;
    enum status status = to >= 0 ? STATUS_OK : file_error(err, "copy", path);
    if (status == STATUS_OK)
        status = copy_content(from, to, path, copy, err);
    if (status == STATUS_OK)
        status = keep_mode_and_times(to, info, path, err);
    if (from >= 0)
        close(from);
    if (to >= 0)
        close(to);
    return status;
}

static enum status copy_at(int from_fd, int to_fd, const char *name, const char *path, struct copy *copy,
                           struct error *err)
{
    struct stat info;
    if (fstatat(from_fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return file_error(err, "copy", path);
    if (S_ISLNK(info.st_mode))
        return copy_link(from_fd, to_fd, name, path, err);
    if (S_ISREG(info.st_mode))
        return copy_regular(from_fd, to_fd, name, &info, path, err);
    if (S_ISDIR(info.st_mode))
        return copy_folder(from_fd, to_fd, name, &info, path, copy, err);
    return STATUS_OK; /* sockets, pipes and devices belong to whoever made them */
}

static enum status copy_content(int from_fd, int to_fd, const char *path, struct copy *copy, struct error *err)
{
    if (++copy->depth > MAX_DEPTH)
        return error_set(err, STATUS_LIMIT, "cannot copy '%s': nested deeper than %d folders", path, MAX_DEPTH);
    SCOPED(listing_release) struct listing listing = {0};
    enum status status = list_folder(from_fd, path, &listing, err);
    for (size_t i = 0; status == STATUS_OK && i < listing.count; i++) {
        SCOPED(memory_free_pointer) char *below = path_join(path, listing.entries[i].name);
        status = copy_at(from_fd, to_fd, listing.entries[i].name, below, copy, err);
    }
    copy->depth--;
    return status;
}

enum status folder_copy(const char *from, const char *to, struct error *err)
{
    const int from_fd = open(from, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (from_fd < 0)
        return file_error(err, "open the folder", from);
    enum status status = folder_make(to, err);
    const int to_fd = status == STATUS_OK ? open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    struct stat from_info, to_info;
    if (status == STATUS_OK && (to_fd < 0 || fstat(from_fd, &from_info) != 0 || fstat(to_fd, &to_info) != 0))
        status = file_error(err, "open the folder", to);
    if (status == STATUS_OK && from_info.st_dev == to_info.st_dev && from_info.st_ino == to_info.st_ino)
        status = error_set(err, STATUS_INVALID, "cannot copy the folder '%s' onto itself", from);
    if (status == STATUS_OK) {
        struct copy copy = {.device = to_info.st_dev, .inode = to_info.st_ino};
        status = copy_content(from_fd, to_fd, from, &copy, err);
    }
    if (status == STATUS_OK)
        status = keep_mode_and_times(to_fd, &from_info, to, err);
    close(from_fd);
    if (to_fd >= 0)
        close(to_fd);
    return status;
}
