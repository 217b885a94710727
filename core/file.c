#include "cet/core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cet/core/memory.h"
#include "file_bytes.h"
#include "file_error.h"
#include "temporary.h"

#define READ_BYTES ((size_t)64 << 10)

/* Reads to the end of fd; one byte beyond the limit is asked for, to see that there is one. */
static enum status read_all(int fd, const char *path, size_t max_bytes, struct strbuf *out, struct error *err)
{
    const size_t start = out->length;
    for (;;) {
        strbuf_reserve(out, READ_BYTES);
        const size_t room = out->capacity - out->length - 1;
        const size_t left = max_bytes - (out->length - start);
        const ssize_t got = read(fd, out->bytes + out->length, room <= left ? room : left + 1);
        if (got == 0)
            return STATUS_OK;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return file_error(err, "read", path);
        if ((size_t)got > left)
            return error_set(err, STATUS_LIMIT, "'%s' is larger than the limit of %zu bytes", path, max_bytes);
        out->length += (size_t)got;
    }
}

enum status file_read(const char *path, size_t max_bytes, struct strbuf *out, struct error *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return file_error(err, "open", path);
    const size_t start = out->length;
    struct stat info;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0 && (uintmax_t)info.st_size <= max_bytes)
        strbuf_reserve(out, (size_t)info.st_size + READ_BYTES);
    const enum status status = read_all(fd, path, max_bytes, out, err);
    close(fd);
    if (status != STATUS_OK)
        out->length = start;
    if (out->bytes)
        out->bytes[out->length] = '\0';
    return status;
}

int bytes_write(int fd, const void *bytes, size_t length)
{
    const char *next = bytes;
    while (length > 0) {
        const ssize_t written = write(fd, next, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return -1;
        next += written;
        length -= (size_t)written;
    }
    return 0;
}

int bytes_copy(int from, int to)
{
    /* Shares the storage where the file system can. 0 at once also stands for a file that only seems empty. */
    ssize_t copied;
    bool any = false;
    while ((copied = copy_file_range(from, NULL, to, NULL, (size_t)1 << 30, 0)) > 0)
        any = true;
    if (copied == 0 && any)
        return 0;

    char piece[READ_BYTES];
    for (;;) {
        const ssize_t got = read(from, piece, sizeof piece);
        if (got == 0)
            return 0;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || bytes_write(to, piece, (size_t)got) != 0)
            return -1;
    }
}

enum status file_write(const char *path, const void *bytes, size_t length, struct error *err)
{
    struct temporary temporary;
    const enum status status = temporary_open(&temporary, path, 0666, err);
    if (status != STATUS_OK)
        return status;
    if (bytes_write(temporary.fd, bytes, length) != 0) {
        const enum status failed = file_error(err, "write", path);
        temporary_abandon(&temporary);
        return failed;
    }
    return temporary_commit(&temporary, err);
}

static enum status copy_descriptor(int from_fd, const char *from, const char *to, struct error *err)
{
    struct stat info;
    if (fstat(from_fd, &info) != 0)
        return file_error(err, "read", from);
    struct temporary temporary;
    enum status status = temporary_open(&temporary, to, info.st_mode & 0777, err);
    if (status != STATUS_OK)
        return status;
    if (bytes_copy(from_fd, temporary.fd) != 0) {
        status = error_set_errno(err, "cannot copy '%s' to '%s'", from, to);
        temporary_abandon(&temporary);
        return status;
    }
    return temporary_commit(&temporary, err);
}

enum status file_copy(const char *from, const char *to, struct error *err)
{
    const int fd = open(from, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return file_error(err, "open", from);
    const enum status status = copy_descriptor(fd, from, to, err);
    close(fd);
    return status;
}

bool file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}
