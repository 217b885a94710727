/* File functions of libc as the unit and what is linked with it call them, wrapped at link time. What they cost is
 * counted, not timed, so that a search ends at the same place on any machine. And what lies outside the temporary
 * folders is the machine's: a run that lists or reads it takes long and tells nothing that holds elsewhere, so it is
 * over there. So is one that waits for somebody else to write. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "files.h"
#include "outcome.h"
#include "trace.h"

#define BYTES_OF_CALL 16384u /* take about as long as a call */
#define MEMORY_DEVICES 1     /* their major number */
#define ZERO_DEVICE 5        /* minor ones */
#define FULL_DEVICE 7

#define WRAP(type, name, parameters)                                                                                   \
    type __real_##name parameters;                                                                                     \
    type __wrap_##name parameters;                                                                                     \
    type __wrap_##name parameters

int __real_closedir(DIR *folder);
int __wrap_closedir(DIR *folder);

static bool is_active(void)
{
    return cet_trace && cet_trace->is_active;
}

/* What libc holds for the folders would be lost, and after many runs there would be no memory for another. */
static void leave(void)
{
    for (uint32_t i = 0; i < cet_trace->folder_count; i++)
        __real_closedir(cet_trace->folders[i]);
    cet_outcome_leave(OUTCOME_LIMIT, TRACE_FILE_LIMIT);
}

static void spend(uint32_t calls)
{
    if (!is_active())
        return;
    if (cet_trace->file_calls + calls > TRACE_FILE_CALLS)
        leave();
    cet_trace->file_calls += calls;
}

static void spend_bytes(ssize_t size)
{
    if (size > 0)
        spend((uint32_t)((size_t)size / BYTES_OF_CALL));
}

static bool is_machines(const struct stat *info)
{
    return (S_ISREG(info->st_mode) || S_ISDIR(info->st_mode)) && cet_files_are_machines(info);
}

/* Before it is listed or read. */
static void look_at(int descriptor)
{
    const int saved = errno;
    struct stat info;
    spend(1);
    if (is_active() && fstat(descriptor, &info) == 0 && is_machines(&info))
        leave();
    errno = saved;
}

/* Before libc walks through all of it. */
static void look_below(const char *path)
{
    const int saved = errno;
    struct stat info;
    spend(1);
    if (is_active() && stat(path, &info) == 0 && is_machines(&info))
        leave();
    errno = saved;
}

/* To open a pipe by name waits for its other end. */
static void look_for_pipe(int folder, const char *path, int flags)
{
    const int saved = errno;
    struct stat info;
    spend(1);
    if (is_active() && !(flags & O_NONBLOCK) && (flags & O_ACCMODE) != O_RDWR && fstatat(folder, path, &info, 0) == 0 &&
        S_ISFIFO(info.st_mode))
        leave();
    errno = saved;
}

/* Without an end; a line of it is as long as memory lasts. */
static bool is_endless(const struct stat *info)
{
    return S_ISCHR(info->st_mode) && major(info->st_rdev) == MEMORY_DEVICES &&
           (minor(info->st_rdev) == ZERO_DEVICE || minor(info->st_rdev) == FULL_DEVICE);
}

/* What a stream reads later is libc's doing: it is looked at here. */
static FILE *look_at_stream(FILE *file, const char *mode)
{
    const int saved = errno;
    struct stat info;
    if (!is_active() || !file || (mode[0] != 'r' && !strchr(mode, '+')) || fstat(fileno(file), &info) != 0)
        return file;
    if (is_endless(&info) || is_machines(&info)) {
        fclose(file);
        leave();
    }
    errno = saved;
    return file;
}

static int flags_of_mode(const char *mode)
{
    return strchr(mode, '+') ? O_RDWR : mode[0] == 'r' ? O_RDONLY : O_WRONLY;
}

#define OPEN_BY_NAME(name)                                                                                             \
    int __real_##name(const char *path, int flags, ...);                                                               \
    int __wrap_##name(const char *path, int flags, ...);                                                               \
    int __wrap_##name(const char *path, int flags, ...)                                                                \
    {                                                                                                                  \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        const mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                  \
        va_end(rest);                                                                                                  \
        look_for_pipe(AT_FDCWD, path, flags);                                                                          \
        return __real_##name(path, flags, mode);                                                                       \
    }

OPEN_BY_NAME(open)
OPEN_BY_NAME(open64)

#define OPEN_IN_FOLDER(name)                                                                                           \
    int __real_##name(int folder, const char *path, int flags, ...);                                                   \
    int __wrap_##name(int folder, const char *path, int flags, ...);                                                   \
    int __wrap_##name(int folder, const char *path, int flags, ...)                                                    \
    {                                                                                                                  \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        const mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                  \
        va_end(rest);                                                                                                  \
        look_for_pipe(folder, path, flags);                                                                            \
        return __real_##name(folder, path, flags, mode);                                                               \
    }

OPEN_IN_FOLDER(openat)
OPEN_IN_FOLDER(openat64)

#define OPEN_STREAM(name)                                                                                              \
    WRAP(FILE *, name, (const char *path, const char *mode))                                                           \
    {                                                                                                                  \
        look_for_pipe(AT_FDCWD, path, flags_of_mode(mode));                                                            \
        return look_at_stream(__real_##name(path, mode), mode);                                                        \
    }

OPEN_STREAM(fopen)
OPEN_STREAM(fopen64)

#define COUNTED(type, name, parameters, arguments)                                                                     \
    WRAP(type, name, parameters)                                                                                       \
    {                                                                                                                  \
        spend(1);                                                                                                      \
        return __real_##name arguments;                                                                                \
    }

COUNTED(int, stat, (const char *path, struct stat *ret_info), (path, ret_info))
COUNTED(int, stat64, (const char *path, struct stat *ret_info), (path, ret_info))
COUNTED(int, lstat, (const char *path, struct stat *ret_info), (path, ret_info))
COUNTED(int, lstat64, (const char *path, struct stat *ret_info), (path, ret_info))
COUNTED(int, fstatat, (int folder, const char *path, struct stat *ret_info, int flags), (folder, path, ret_info, flags))
COUNTED(int, fstatat64, (int folder, const char *path, struct stat *ret_info, int flags),
        (folder, path, ret_info, flags))
COUNTED(int, access, (const char *path, int mode), (path, mode))
COUNTED(ssize_t, readlink, (const char *path, char *text, size_t size), (path, text, size))
COUNTED(char *, realpath, (const char *path, char *resolved), (path, resolved))
/* What these make is gone before the next run, see begin() in run.c. */
COUNTED(int, creat, (const char *path, mode_t mode), (path, mode))
COUNTED(int, creat64, (const char *path, mode_t mode), (path, mode))
COUNTED(int, mkdir, (const char *path, mode_t mode), (path, mode))
COUNTED(int, mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode))
COUNTED(int, mkfifo, (const char *path, mode_t mode), (path, mode))
COUNTED(int, link, (const char *from, const char *to), (from, to))
COUNTED(int, symlink, (const char *from, const char *to), (from, to))
COUNTED(int, rename, (const char *from, const char *to), (from, to))
COUNTED(int, mkstemp, (char *path), (path))
COUNTED(char *, mkdtemp, (char *path), (path))

static DIR *note_open(DIR *folder)
{
    struct trace *trace = cet_trace;
    if (folder && is_active() && trace->folder_count < TRACE_FOLDERS)
        trace->folders[trace->folder_count++] = folder;
    return folder;
}

WRAP(DIR *, opendir, (const char *path))
{
    spend(1);
    return note_open(__real_opendir(path));
}

WRAP(DIR *, fdopendir, (int descriptor))
{
    spend(1);
    return note_open(__real_fdopendir(descriptor));
}

int __wrap_closedir(DIR *folder)
{
    struct trace *trace = cet_trace;
    for (uint32_t i = is_active() ? trace->folder_count : 0; i-- > 0;)
        if (trace->folders[i] == folder) {
            trace->folders[i] = trace->folders[--trace->folder_count];
            break;
        }
    return __real_closedir(folder);
}

#define READ_BYTES(name, parameters, descriptor, arguments)                                                            \
    WRAP(ssize_t, name, parameters)                                                                                    \
    {                                                                                                                  \
        look_at(descriptor);                                                                                           \
        const ssize_t size = __real_##name arguments;                                                                  \
        spend_bytes(size);                                                                                             \
        return size;                                                                                                   \
    }

READ_BYTES(read, (int file, void *bytes, size_t size_max), file, (file, bytes, size_max))
READ_BYTES(pread, (int file, void *bytes, size_t size_max, off_t at), file, (file, bytes, size_max, at))
READ_BYTES(pread64, (int file, void *bytes, size_t size_max, off_t at), file, (file, bytes, size_max, at))
READ_BYTES(sendfile, (int to, int from, off_t *at, size_t size_max), from, (to, from, at, size_max))
READ_BYTES(sendfile64, (int to, int from, off_t *at, size_t size_max), from, (to, from, at, size_max))
READ_BYTES(copy_file_range, (int from, off_t *at, int to, off_t *to_at, size_t size_max, unsigned flags), from,
           (from, at, to, to_at, size_max, flags))

#define LOOKED_AT(type, name, parameters, descriptor, arguments)                                                       \
    WRAP(type, name, parameters)                                                                                       \
    {                                                                                                                  \
        look_at(descriptor);                                                                                           \
        return __real_##name arguments;                                                                                \
    }

LOOKED_AT(void *, mmap, (void *address, size_t size, int protection, int flags, int file, off_t at), file,
          (address, size, protection, flags, file, at))
LOOKED_AT(void *, mmap64, (void *address, size_t size, int protection, int flags, int file, off_t at), file,
          (address, size, protection, flags, file, at))
LOOKED_AT(struct dirent *, readdir, (DIR * folder), dirfd(folder), (folder))
LOOKED_AT(struct dirent *, readdir64, (DIR * folder), dirfd(folder), (folder))

#define LOOKED_BELOW(type, name, parameters, path, arguments)                                                          \
    WRAP(type, name, parameters)                                                                                       \
    {                                                                                                                  \
        look_below(path);                                                                                              \
        return __real_##name arguments;                                                                                \
    }

typedef int (*entry_filter_fn)(const struct dirent *entry);
typedef int (*entry_order_fn)(const struct dirent **left, const struct dirent **right);
typedef int (*fts_order_fn)(const FTSENT **left, const FTSENT **right);

LOOKED_BELOW(int, scandir,
             (const char *path, struct dirent ***ret_entries, entry_filter_fn filter, entry_order_fn order), path,
             (path, ret_entries, filter, order))
LOOKED_BELOW(int, scandir64,
             (const char *path, struct dirent ***ret_entries, entry_filter_fn filter, entry_order_fn order), path,
             (path, ret_entries, filter, order))
LOOKED_BELOW(int, ftw, (const char *path, __ftw_func_t visit, int descriptors), path, (path, visit, descriptors))
LOOKED_BELOW(int, ftw64, (const char *path, __ftw_func_t visit, int descriptors), path, (path, visit, descriptors))
LOOKED_BELOW(int, nftw, (const char *path, __nftw_func_t visit, int descriptors, int flags), path,
             (path, visit, descriptors, flags))
LOOKED_BELOW(int, nftw64, (const char *path, __nftw_func_t visit, int descriptors, int flags), path,
             (path, visit, descriptors, flags))

WRAP(FTS *, fts_open, (char *const *paths, int options, fts_order_fn order))
{
    for (size_t i = 0; paths[i]; i++)
        look_below(paths[i]);
    return __real_fts_open(paths, options, order);
}
