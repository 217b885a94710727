#include "anonymous_file.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

static enum status write_all(int descriptor, const char *bytes, size_t length, struct error *err)
{
    while (length > 0) {
        ssize_t written = write(descriptor, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return error_set_errno(err, "cannot hold %zu bytes of input for a program", length);
        bytes += written;
        length -= (size_t)written;
    }
    return STATUS_OK;
}

enum status anonymous_file(const void *bytes, size_t length, int *ret_descriptor, struct error *err)
{
    int descriptor = memfd_create("cet-input", MFD_CLOEXEC);
    if (descriptor < 0)
        return error_set_errno(err, "cannot hold input for a program");
    enum status status = write_all(descriptor, bytes, length, err);
    if (status == STATUS_OK && lseek(descriptor, 0, SEEK_SET) < 0)
        status = error_set_errno(err, "cannot hold input for a program");
    if (status != STATUS_OK) {
        close(descriptor);
        return status;
    }
    *ret_descriptor = descriptor;
    return STATUS_OK;
}
