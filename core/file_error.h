/* The message for a system call on a path that failed. */
#ifndef CORE_FILE_ERROR_H
#define CORE_FILE_ERROR_H

#include "cet/core/error.h"

/* "cannot VERB 'PATH': " and the text of errno; STATUS_NOT_FOUND when the path does not exist, else STATUS_IO. */
enum status file_error(struct error *err, const char *verb, const char *path);

#endif
