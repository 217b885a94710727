#include "file_error.h"

#include <errno.h>
#include <string.h>

enum status file_error(struct error *err, const char *verb, const char *path)
{
    const int cause = errno;
    const enum status status = cause == ENOENT || cause == ENOTDIR ? STATUS_NOT_FOUND : STATUS_IO;
    return error_set(err, status, "cannot %s '%s': %s", verb, path, strerror(cause));
}
